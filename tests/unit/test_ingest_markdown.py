"""Tables in Markdown: the cells stand between bars."""

from __future__ import annotations

import time

from budgettui.domain.paper.reading import Reading
from budgettui.ingest import markdown, read_bytes

TEXT = """# Budgetopfølgning

Havnens økonomi, mio. kr.

| Område | Regnskab 2023 | Budget 2024 |
|:-------|--------------:|------------:|
| Drift af havnen | 1,5 | 2,0 |
| Anlæg | **-0,5** | |
| I alt | 1,0 | 2,0 |

Teksten går videre her.
"""


def read(text: str = TEXT) -> Reading:
    return read_bytes("notat.md", text.encode())


def test_a_table_is_read_by_its_cells() -> None:
    (table,) = read().tables
    assert (table.title, table.unit) == ("Havnens økonomi", "mio. kr.")
    assert [(c.label, c.year, c.phase) for c in table.columns] == [
        ("Regnskab 2023", 2023, "executed"),
        ("Budget 2024", 2024, "approved"),
    ]
    assert [(r.label, r.values, r.kind, r.source.line, r.certain) for r in table.rows] == [
        ("Drift af havnen", ("1.5", "2.0"), "line", 7, True),
        ("Anlæg", ("-0.5", None), "line", 8, True),
        ("I alt", ("1.0", "2.0"), "total", 9, True),
    ]


def test_a_row_with_a_bar_too_many_is_marked() -> None:
    (table,) = read(TEXT.replace("| Drift af havnen | 1,5 | 2,0 |", "| Drift | af havnen | 1,5 | 2,0 |")).tables
    assert table.rows[0].certain is False


def test_a_rule_of_another_width_changes_nothing() -> None:
    other = read(TEXT.replace("|:-------|--------------:|------------:|", "|---|---|"))
    assert other.tables[0].rows == read().tables[0].rows


def test_lines_of_cells_are_a_table_without_a_rule_under_the_head() -> None:
    text = TEXT.replace("|:-------|--------------:|------------:|\n", "")
    text = text.replace("| Anlæg | **-0,5** | |", "| Anlæg |||")
    (table,) = read(text).tables
    assert (table.unit, [column.year for column in table.columns]) == ("mio. kr.", [2023, 2024])
    assert [row.values for row in table.rows] == [("1.5", "2.0"), (None, None), ("1.0", "2.0")]
    # Nor with bars between the cells alone.
    bare = "Priser i kr. | 2023 | 2024 | |\nBiblioteket | |||\nGebyr pr. dag | 10,50 | 11,00 | |\nLån | 3 | 4 | |\n|\n"
    (table,) = read(bare).tables
    assert (table.unit, [row.values for row in table.rows]) == (
        "kr.", [(None, None), ("10.50", "11.00"), ("3", "4")]
    )  # fmt: skip


def test_tables_that_stand_beside_each_other_are_not_certain() -> None:
    ranked = (
        "Lavest skat | Højest skat | ||||\n---|---|---|---|---|---|\nKommune | Pct. | Kommune | Pct. | ||\n"
        "1 | Engby | 22,1 | 1 | Bakkeby | 27,0 |\n2 | Søby | 22,4 | 2 | Skovby | 26,7 |\n"
    )
    named = "| Skole | 2023 | Skole | 2023 |\n|---|---|---|---|\n| Eng | 8 | Bakke | 14 |\n| Sø | 9 | By | 13 |\n"
    for text in (ranked, named):
        _first, *others = read(f"{TEXT}\n{text}").tables
        assert others
        assert not any(row.certain and any(row.values) for table in others for row in table.rows)


def test_years_that_lost_the_empty_cell_before_them_stand_over_the_figures() -> None:
    text = (
        "Regnskab 2023\nDRIFT | Regnskab | Budget | Budget | |||\n2023 | 2024 | 2025 | ||||\nINDTÆGTER | ||||||\n"
        "Forbrug, kr. 7,25 | 208.100 | 210.000 | 211.500 | |||\nFast afgift | 94.300 | 95.000 | 96.000 | |||\n"
        "I alt | 302.400 | 305.000 | 307.500 | |||\n"
    )
    (table,) = read(text).tables
    assert [(column.phase, column.year) for column in table.columns] == [
        ("executed", 2023), ("approved", 2024), ("approved", 2025)
    ]  # fmt: skip
    assert table.rows[-1].values == ("302400", "305000", "307500")
    assert all(row.certain for row in table.rows)


def test_names_that_may_have_moved_and_a_row_that_lost_its_own_are_marked() -> None:
    text = TEXT.replace("| Område | Regnskab 2023 | Budget 2024 |", "| Grundtal | 2024 | |")
    (table,) = read(text).tables
    assert [column.label for column in table.columns] == ["Grundtal", "2024"]
    assert not any(row.certain for row in table.rows)
    (table,) = read(TEXT.replace("| Drift af havnen | 1,5 | 2,0 |", "| Drift af havnen |\n| 1,5 | 2,0 |")).tables
    assert [(row.label, row.certain) for row in table.rows][:2] == [("Drift af havnen", True), ("1,5", False)]


def test_a_table_ends_where_the_next_head_is_ruled_off() -> None:
    text = (
        "Priser\n\nTilbud | Pris |\n---|---|\nHel dag | 2.105 kr. |\nMorgen | 660 kr. |\n"
        "Klub | Pris |\n---|---|\nAften | 240 kr. |\nDag | 90 kr. |\n"
    )
    tables = read(text).tables
    assert [[(row.label, row.values) for row in table.rows] for table in tables] == [
        [("Hel dag", ("2105",)), ("Morgen", ("660",))], [("Aften", ("240",)), ("Dag", ("90",))]
    ]  # fmt: skip
    assert {table.unit for table in tables} == {"kr."}


def test_a_head_that_stands_again_under_another_name_begins_a_table() -> None:
    text = (
        "Nøgletal | 2024 | 2023 |\nSoliditet | 52% | 49% |\nAfkast | 7% | 6% |\n1.000 kr. | 2024 | 2023 |\n"
        "Omsætning | 12.300 | 11.950 |\nResultat | 410 | -85 |\n"
    )
    tables = read(text).tables
    assert [(table.unit, [row.label for row in table.rows]) for table in tables] == [
        ("%", ["Soliditet", "Afkast"]), ("1.000 kr.", ["Omsætning", "Resultat"])
    ]  # fmt: skip
    assert all(row.certain for table in tables for row in table.rows)


def test_the_day_behind_a_year_is_not_its_year() -> None:
    text = "Regnskab | 2023 14.03.2024 | 2022 09.03.2023 |\n---|---|---|\nSalg | 8.310.240 | 7.905.116 |\n"
    ((table,),) = (read(text + "Løn | 3.204.877 | 3.101.554 |\n").tables,)
    assert [column.year for column in table.columns] == [2023, 2022]


def test_bars_between_words_are_no_table() -> None:
    assert read("Nøgletal (antal)\n\n2023 2024\n\nBesøg 1 2\n\nLån 3 4\n\n" + "Forside | Borger | Politik\n" * 3).tables


def test_a_line_of_spaces_takes_no_time() -> None:
    started = time.process_time()
    assert not markdown.recognises(b" " * 400_000 + b"x\n" + b"|-" * 100_000 + b" " * 400_000 + b"x")
    assert time.process_time() - started < 2


def test_what_a_column_leaves_out_changes_nothing_in_what_it_is() -> None:
    heads = ("Oprindeligt budget", "Korrigeret budget ekskl. overførsler", "Bevillings-ansøgninger",
             "Korrigeret budget inkl. bevillingsans.", "Forventet forbrug", "Årets forventede resultat",
             "Overførsler")  # fmt: skip
    lines = ["# Budgetopfølgning pr. 30. september 2024", "", "| Service (mio. kr.) | " + " | ".join(heads) + " |",
             "|---" * (len(heads) + 1) + "|", "| Skole | 812,4 | 815,1 | -1,2 | 813,9 | 820,3 | 6,4 | -4,1 |",
             "| Dagtilbud | 502,0 | 503,5 | 0,0 | 503,5 | 500,1 | -3,4 | 1,0 |"]  # fmt: skip
    (table,) = read_bytes("opfølgning.md", "\n".join(lines).encode()).tables
    assert [(column.year, column.phase) for column in table.columns] == [
        (2024, "approved"), (2024, "adjusted"), (None, "other"), (2024, "adjusted"), (2024, "forecast"),
        (None, "other"), (None, "other"),
    ]  # fmt: skip


def test_a_head_in_pieces_and_one_without_its_corner_stand_over_their_figures() -> None:
    broken = "Havneleje |\nTakst 2023 ekskl. moms | Takst 2024 ekskl. moms |\nTakst 2024 inkl. moms |\n"
    rows = "Plads | 646,00 | 720,00 | 900,00 |\nKran | 34,00 | 33,60 | 42,00 |\nVand | 12,00 | 13,44 | 16,80 |\n"
    cornerless = "Takst 2023 ekskl. moms | Takst 2024 ekskl. moms | Takst 2024 inkl. moms |\n"
    for head in (broken, cornerless, f"| {cornerless}|---|---|---|\n"):
        (table,) = read(f"Priser for havnen.\n\n{head}{rows}\nSlut her.\n").tables
        assert [(column.label, column.year) for column in table.columns] == [
            ("Takst 2023 ekskl. moms", 2023), ("Takst 2024 ekskl. moms", 2024), ("Takst 2024 inkl. moms", 2024)
        ]  # fmt: skip
        assert [(row.label, row.values[0]) for row in table.rows] == [
            ("Plads", "646.00"), ("Kran", "34.00"), ("Vand", "12.00")
        ]  # fmt: skip


def test_a_table_right_under_another_has_no_title_of_its_rows_and_the_unit_of_its_columns() -> None:
    first = "| Leje | Gebyr i kr. inkl. moms fra 1/1-2024 |\n|---|---|\n| Plads | 1.884,00 |\n| Kran | 1.219,00 |\n"
    second = "| Vand | Gebyr i kr. inkl. moms fra 1/1-2024 |\n|---|---|\n| Hane | 12,00 |\n| Slange | 19,00 |\n"
    told = [(table.title, table.unit) for table in read(first + second).tables]
    assert told == [("Leje", "kr."), ("Vand", "kr.")]


def test_years_that_lost_the_empty_cell_over_the_labels_stand_over_their_figures() -> None:
    head = "Havnen\nEnhed | 2024 | 2025 | ||\n---|---|---|---|---|\n"
    rows = "Både | Stk. | 41 | 44 | |\nStrøm | MWh | 12,5 | 11,0 | |\nVand | m3 | 310 | 298 | |\n"
    (table,) = read(head + rows).tables
    assert [column.year for column in table.columns] == [2024, 2025]
    assert [(row.label, row.values, row.certain) for row in table.rows] == [
        ("Både Stk.", ("41", "44"), True), ("Strøm MWh", ("12.5", "11.0"), True), ("Vand m3", ("310", "298"), True)
    ]  # fmt: skip


def test_a_row_that_is_broken_off_among_its_figures_goes_on_in_the_line_of_figures_below() -> None:
    head = "Satser\n\n| 2024 | 2025 | Ændring |\n|\n| Pct. | Pct. | Pct. | |\n"
    rows = "| Skat | 25,1 | 25,0 | -0,1 |\n| Kirke (gns.) | 0,6 | 0,7 |\n0,1 |\n| Havn | 1,0 | 1,5 | 0,5 |\n"
    (table,) = read(head + rows).tables
    assert [(row.label, row.values, row.certain) for row in table.rows] == [
        ("Skat", ("25.1", "25.0", "-0.1"), True), ("Kirke (gns.)", ("0.6", "0.7", "0.1"), False),
        ("Havn", ("1.0", "1.5", "0.5"), True),
    ]  # fmt: skip
    assert table.unit == "%"


def test_years_that_have_moved_to_the_left_of_their_figures_go_back_and_remarks_name_no_figures() -> None:
    (table,) = read(
        "Forslag (1.000 kr.)\n\n| 2025 | 2026 | 2027 | Bemærkninger |\n|---|---|---|---|\n"
        "| Energi | -352 | -180 | -98 |\n| Rengøring | -117 | -339 | -52 |\n| Trykning | -40 | -43 | -48 |\n"
    ).tables
    assert [(column.label, column.year) for column in table.columns] == [("2025", 2025), ("2026", 2026), ("2027", 2027)]


def test_a_minus_behind_a_figure_is_one_as_ledgers_print_it() -> None:
    (table,) = read(
        "Finansiering (mio. kr.)\n\n| Post | Budget 2025 | Regnskab 2025 |\n|---|---|---|\n"
        "| Drift | 31,4- | 22,6- |\n| Afdrag | 46,3 | 46,1 |\n| I alt | 14,9 | 23,5 |\n"
    ).tables
    assert [(row.label, row.values, row.certain) for row in table.rows] == [
        ("Drift", ("-31.4", "-22.6"), True), ("Afdrag", ("46.3", "46.1"), True), ("I alt", ("14.9", "23.5"), True),
    ]  # fmt: skip


def test_words_under_a_name_that_a_phase_is_in_are_labels_and_no_figures_unread() -> None:
    (table,) = read(
        "Rettelser (1.000 kr.)\n\n| Nr. | Korrektion | 2026 | 2027 |\n|---|---|---|---|\n"
        "| 1 | Befordring | 480 | 495 |\n| 2 | Husleje | -95 | -114 |\n"
    ).tables
    assert [(row.label, row.values, row.certain) for row in table.rows] == [
        ("1 Befordring", ("480", "495"), True),
        ("2 Husleje", ("-95", "-114"), True),
    ]


def test_a_row_that_its_total_needs_has_the_unit_of_the_table_whatever_it_is_called() -> None:
    reading = read(
        "Service (mio. kr.)\n\n| Område | Budget 2025 | Regnskab 2025 |\n|---|---|---|\n"
        "| Børn | 862,6 | 863,4 |\n| Elevtal, ny prognose | -1,5 | -2,5 |\n| Kultur | 96,6 | 97,2 |\n"
        "| I alt | 957,7 | 958,1 |\n| Antal elever | 310,0 | 311,0 |\n"
    )
    (table,) = reading.tables
    assert {row.label: row.certain for row in table.rows} == {
        "Børn": True, "Elevtal, ny prognose": True, "Kultur": True, "I alt": True, "Antal elever": False,
    }  # fmt: skip
    assert not [finding for finding in reading.findings if finding.severity == "error"]


def test_a_unit_in_the_midst_of_the_title_and_a_short_word_for_the_variance() -> None:
    (table,) = read(
        "Forslag, 1.000 kr. i 2026-priser\n\n| Område | Vedtaget budget | Afv. til vedtaget |\n|---|---|---|\n"
        "| Energi | 352 | 12 |\n| Havn | 40 | -2 |\n"
    ).tables
    assert table.unit == "1.000 kr."
    assert [column.phase for column in table.columns] == ["approved", "variance"]
