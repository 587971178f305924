"""Tables out of flattened text: whatever is certain is right, and what is not certain says so."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ingest_papers import reading_of
from printed_papers import text_of

from budgettui.domain.amounts import format_number
from budgettui.domain.paper.reading import Column, Reading, Row, Table
from budgettui.ingest import read_bytes
from budgettui.ingest.page.header import read_columns, split_unit
from budgettui.ingest.page.layout import Layout
from budgettui.ingest.tables.flattened import find_tables
from budgettui.ingest.tables.head_words import is_known, part
from budgettui.ingest.tables.rows import place, split
from budgettui.ingest.tables.tables import Around

BUDGETED = (
    Column("Regnskab 2023", 2023, "executed"),
    Column("Budget 2024", 2024, "approved"),
    Column("Regnskab 2024", 2024, "executed"),
    Column("Afvigelse", None, "variance"),
)
YEARS = (Column("2023", 2023, "effect"), Column("2024", 2024, "effect"), Column("2025", 2025, "effect"))


def read(text: str) -> Table:
    (found,) = find_tables(Layout(text), around=Around(default_phase="effect")).tables
    return found.table


def told(table: Table) -> list[tuple[str, tuple[str | None, ...], bool]]:
    return [(row.label, row.values, row.certain) for row in table.rows]


# -- heads


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("Regnskab 2022 Budget 2023 Afvigelse", [(2022, "executed"), (2023, "approved"), (None, "variance")]),
        ("Oprindeligt budget 2024 Korrigeret budget 2024", [(2024, "approved"), (2024, "adjusted")]),
        ("Ajourført budget Forventet regnskab Forventet merudgift", [
            (None, "adjusted"), (None, "forecast"), (None, "variance")]),
        ("Regnskab 2024 Afvigelse (R-B 2024)", [(2024, "executed"), (2024, "variance")]),
        ("Regnskab (2023) Regnskab (2024)", [(2023, "executed"), (2024, "executed")]),
    ],
)  # fmt: skip
def test_the_words_over_columns(text: str, columns: list[tuple[int | None, str]]) -> None:
    found = read_columns(text)
    assert found is not None
    assert [(c.year, c.phase) for c in found] == columns


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("2024 2025 2026 Vækst 25-26, pct.", ["2024", "2025", "2026", "Vækst 25-26, pct."]),
        ("Rest 2024 Forbr. pct.", ["Rest 2024", "Forbr. pct."]),
        ("2023 2024 Måltal 2024 Indeks", ["2023", "2024", "Måltal 2024", "Indeks"]),
        ("1.000 kr. Måltal 2026 Forslag 2026 Manko", ["Måltal 2026", "Forslag 2026", "Manko"]),
        ("B 2025 Gns. 20-24", ["B 2025", "Gns. 20-24"]),
        ("Korrigeret budget Regnskab 1. halvår Forventet regnskab", [
            "Korrigeret budget", "Regnskab 1. halvår", "Forventet regnskab"]),
        ("1. halvår 2. halvår Hele året", ["1. halvår", "2. halvår", "Hele året"]),
        ("Ultimo 2023 30. juni 2024 Ændring", ["Ultimo 2023", "30. juni 2024", "Ændring"]),
        ("Antal besøg 2021 2022", ["2021", "2022"]),
    ],
)  # fmt: skip
def test_the_number_of_columns_parts_names_with_years_and_shares(text: str, names: list[str]) -> None:
    words = part(text, len(names))
    assert words is not None
    assert [column.label for column in words.columns] == names


def test_the_longest_rows_have_a_figure_for_each_name_under_a_title_and_the_sums_place_the_others() -> None:
    first, *_others = read_bytes("papir.txt", text_of("nyt_faelles_genbrugscenter")).tables
    assert [column.label for column in first.columns] == ["2025", "2026", "2027", "2028 og frem"]
    rows = {row.label: row.values for row in first.rows}
    assert rows["Anlæg i alt"] == ("3550", "20800", "8600", "0")
    assert rows["Bygninger"] == (None, "18400", "9250", None)


def test_a_head_whose_names_come_again_is_the_end_of_the_one_that_parts_in_one_way() -> None:
    first, *_others = read_bytes("papir.txt", text_of("forklaring_paa_merforbrug")).tables
    assert [(column.phase, column.label.split(" ")[0]) for column in first.columns] == [
        ("approved", "Oprindeligt"), ("other", "Tillægsbevillinger"), ("adjusted", "Korrigeret"),
        ("executed", "Regnskab"), ("variance", "Afvigelse"),
    ]  # fmt: skip


def test_labels_over_several_lines_hide_no_head_of_another_table() -> None:
    titles = [table.title for table in read_bytes("papir.txt", text_of("takster_paa_velfaerd")).tables]
    assert "Affald og genbrug inkl. moms" in titles


def test_a_column_of_figures_is_no_column_of_labels() -> None:
    blocks = ["Følger af punkt 2.", "2026\n4.053\n2.124\n-1.346\n95\n4.926", "2027\n3.897\n2.394\n-1.583\n114\n4.822"]
    text = "\n\n".join([*blocks, "2028\n3.356\n1.879\n-1.526\n114\n3.823", "Bilag 1: Tidsplan\n"])
    tables = read_bytes("papir.txt", text.encode()).tables
    assert not [row for table in tables for row in table.rows if row.certain and any(row.values)]


def test_a_year_that_begins_the_head_is_no_end_of_the_title() -> None:
    head = "Effekt (i 1.000 kr.)\n2025\n\n2026\n\n2027\n\n2028"
    text = f"{head}\n\nInvestering\n\n1.889\n\n2.496\n\n2.698\n\nDrift\n\n0\n\nForslaget medfører flere stillinger.\n"
    tables = read_bytes("papir.txt", text.encode()).tables
    assert not [row for table in tables for row in table.rows if row.certain and len(row.values) == 3]


@pytest.mark.parametrize("title", ["Befolkning, pct.", "Tabel 2: Andele"])
def test_a_title_with_a_unit_or_a_number_of_its_own_ends_the_table_above(title: str) -> None:
    rows = "Ledighed 2,7 2,9\nUdsatte 16,0 14,9\nUnge 31,1 30,4\n"
    text = f"Drift (mio. kr.)\n2024 2025\nSkoler 1,5 2,5\nHaller 3,5 4,5\n{title}\nRegion Landet\n{rows}"
    first, *others = read_bytes("papir.txt", text.encode()).tables
    assert [row.label for row in first.rows] == ["Skoler", "Haller"]
    assert all(table.unit != "mio. kr." for table in others)


@pytest.mark.parametrize("head", ["Nuværende Nyt center Forskel", "Bevilling Regnskab"])
def test_a_title_over_names_of_columns_begins_another_table(head: str) -> None:
    width = head.count(" ") or 1
    rows = [" ".join([label, *["1,5"] * (3 if width > 1 else 2)]) for label in ("Løn", "El", "Vand", "Varme")]
    text = "Takst (kr.)\n2024 2025 2026\nNu 2.840 2.905 2.970\nNy 2.900 2.990 3.110\nEkstra 60 85 140\n"
    text += "\n".join(["Afledt drift (mio. kr.)", head, *rows, ""])
    first, second = read_bytes("papir.txt", text.encode()).tables
    assert [row.label for row in first.rows] == ["Nu", "Ny", "Ekstra"]
    assert (second.title, second.unit) == ("Afledt drift", "mio. kr.")
    assert [row.label for row in second.rows] == ["Løn", "El", "Vand", "Varme"]


def test_a_head_is_that_of_as_many_columns_as_most_rows_have_and_fills_what_is_under_its_title() -> None:
    (table,) = read_bytes(
        "papir.txt",
        b"Valg (mio. kr.)\nStatsgaranti Selvbudget-\ntering\nForskel\n"
        b"Skat 1,5 2,5 1,0\nMoms 2,0 2,5 0,5\nUdligning 3,0 3,5 0,5\nTilskud 4,0 5,5 1,5\n",
    ).tables
    assert [column.label for column in table.columns] == ["Statsgaranti", "Selvbudgettering", "Forskel"]
    assert all(row.certain for row in table.rows)


@pytest.mark.parametrize(
    ("over", "names", "columns"),
    [
        ("2023 2024", "Indkøb Lønsum Indkøb Lønsum", ["2023 Indkøb", "2023 Lønsum", "2024 Indkøb", "2024 Lønsum"]),
        ("2024 2025", "Budget Regnskab Budget Forventet", [
            "2024 Budget", "2024 Regnskab", "2025 Budget", "2025 Forventet"]),
        ("2023 2024 Ændring", "Budget Regnskab Budget Regnskab 2023-24", [
            "2023 Budget", "2023 Regnskab", "2024 Budget", "2024 Regnskab", "Ændring 2023-24"]),
    ],
)  # fmt: skip
def test_years_over_names_that_come_again_have_each_its_share_of_them(
    over: str, names: str, columns: list[str]
) -> None:
    figures = ["1,5", "2,5", "3,5", "4,5", "2,0"][: len(columns)]
    rows = "".join(f"{label} {' '.join(figures)}\n" for label in ("Dagtilbud", "Skoler", "Plejehjem", "Teknik"))
    (table,) = read_bytes("papir.txt", f"Tabel 1. Udvikling (mio. kr.)\n{over}\n{names}\n{rows}".encode()).tables
    assert [column.label for column in table.columns] == columns
    assert {(row.printed, row.certain) for row in table.rows} == {(tuple(figures), True)}


def test_a_line_of_years_begins_another_table_whatever_its_rows_are_called() -> None:
    first, second = read_bytes(
        "papir.txt",
        "Fordeling\n1.000 kr. Måltal 2026 Forslag 2026 Manko\nI alt -6.254 -5.785 -469\nBørn -2.033 -1.880 -153\n"
        "Teknik -4.221 -3.905 -316\nFølger for personalet (fuldtidsstillinger)\n2026 2027 2028\n"
        "I alt -4,0 -7,5 -7,5\nE1 -2,0 -4,5 -4,5\nE3 -2,0 -3,0 -3,0\n".encode(),
    ).tables
    assert (first.unit, len(first.rows)) == ("1.000 kr.", 3)
    assert second.unit != "1.000 kr."
    assert [column.year for column in second.columns] == [2026, 2027, 2028]


def test_a_head_with_a_word_left_over_is_no_head() -> None:
    assert read_columns("Regnskab 2022 Indeks Budget 2023") is None


@pytest.mark.parametrize(
    ("text", "title", "unit", "price"),
    [
        ("Områder, mio. kr.", "Områder", "mio_kr", None),
        ("Forventet nettoeffekt 2023-2025 (i 1.000 kr.)", "Forventet nettoeffekt 2023-2025", "kr_1000", None),
        ("Forventet nettoeffekt (i 1000 kr.)", "Forventet nettoeffekt", "kr_1000", None),
        ("Mio. kr., 2023-priser", "", "mio_kr", "2023-priser"),
        ("Nettoeffekt 2025 (mio. kr., 2023-priser)", "Nettoeffekt 2025", "mio_kr", "2023-priser"),
        ("Budget (2024-priser, 1.000 kr.)", "Budget", "kr_1000", "2024-priser"),
        ("Tabel 1 (2024-priser)", "Tabel 1", None, "2024-priser"),
        ("Personale (antal stillinger)", "Personale", "posts", None),
        ("Udgifter i t. kr.", "Udgifter", "kr_1000", None),
        ("Kulturforvaltningen", "Kulturforvaltningen", None, None),
    ],
)
def test_units_and_price_levels_in_headings(text: str, title: str, unit: str | None, price: str | None) -> None:
    found = split_unit(text)
    assert (found[0], found[1] and found[1].code, found[2]) == (title, unit, price)


# -- one row


@pytest.mark.parametrize(
    ("body", "label", "values", "certain"),
    [
        ("Skoler 10 20 25 5", "Skoler", ("10", "20", "25", "5"), True),
        ("Skoler 1.010 -20 25,5 45,5", "Skoler", ("1010", "-20", "25.5", "45.5"), True),
        ("Skoler - 20 25 5", "Skoler", (None, "20", "25", "5"), True),
        ("Skoler 10 20 25 –", "Skoler", ("10", "20", "25", None), True),
        # a number before the cells: the columns prove it, or they do not
        ("§ 108 577 612 650 40", "§ 108", ("577", "612", "650", "40"), True),
        ("Sektor 552 577 612 650 38", "Sektor 552", ("577", "612", "650", "38"), True),
        ("Sektor 552 577 612 650 40", "Sektor 552", ("577", "612", "650", "40"), False),
        ("Område 1.44 10 20 25 5", "Område 1.44", ("10", "20", "25", "5"), True),
        ("Indeks 2014=100 10 20 25 9", "Indeks 2014=100", ("10", "20", "25", "9"), False),
        ("Salg af vej 3 (dansk) 10 20 25 9", "Salg af vej 3 (dansk)", ("10", "20", "25", "9"), True),
        # a missing cell
        ("Boliger 20 25 5", "Boliger", (None, "20", "25", "5"), False),
        ("Boliger 20 25 9", "Boliger", (None, None, None, None), False),
        ("Boliger 20 25", "Boliger", (None, None, None, None), False),
        # a number that can be read in two ways
        ("Skoler 12.5 20 25 5", "Skoler", (None, "20", "25", "5"), False),
    ],
)
def test_where_label_ends_and_cells_begin(body: str, label: str, values: tuple[str | None, ...], certain: bool) -> None:
    cells = place(split(body), BUDGETED)
    assert cells.label == label
    assert tuple(None if v is None else format(v, "f") for v in cells.values) == values
    assert cells.certain is certain


@pytest.mark.parametrize("space", ["\n", "\n\n", "\n\n\n"])
@pytest.mark.parametrize("caption", ["Mio. kr.", "Beløb i mio. kr.", "Tabel 1. Drift (mio. kr.)"])
def test_a_unit_over_a_head_is_its_unit_with_or_without_space_between(caption: str, space: str) -> None:
    text = (
        f"Udvalget får her regnskabet for året.\n\n{caption}{space}Område Budget 2024 Regnskab 2024\n"
        "Havne 12 14\nVeje 30 27\nI alt 42 41\n"
    )
    (table,) = read_bytes("notat.txt", text.encode()).tables
    assert (table.unit, len(table.rows)) == ("mio. kr.", 3)


@pytest.mark.parametrize(("before", "certain"), [("23", True), ("24", False)])
def test_what_a_total_lacks_in_its_columns_proves_where_a_cell_is_missing(before: str, certain: bool) -> None:
    text = (
        "Havne (mio. kr.)\nOmråde Regnskab 2022 Budget 2024 Regnskab 2024 Afvigelse\n"
        f"Kajer 19 27 22 -5\nBroer 4 6 8 2\nBådpladser -167 -153 13\nI alt {before} -134 -123 11\n"
    )
    (table,) = read_bytes("notat.txt", text.encode()).tables
    assert told(table)[2] == ("Bådpladser", (None, "-167", "-153", "13"), certain)


def test_a_row_that_lacks_half_of_many_cells_is_not_tried_in_a_million_ways() -> None:
    columns = [Column(f"Budget {year}", year, "approved") for year in range(2000, 2026)]
    columns += [Column("Ændring 2024-25", 2025, "other")]
    cells = place(split("SFO " + " ".join(str(30 + n) for n in range(13))), columns)
    assert (cells.why, set(cells.printed)) == ("missing_cell", {None})


def test_without_a_variance_nothing_proves_where_a_cell_is_missing() -> None:
    cells = place(split("Salg af ejendom -10,0 -5,0"), YEARS)
    assert (cells.values, cells.certain) == ((None, None, None), False)


# -- a whole table


def test_a_sum_proves_a_number_in_a_label() -> None:
    head = "Bygninger\n\n 2023 2024 2025\n\n Mio. kr., 2023-priser\n\n"
    lines = (
        "1. Salg {total}\n\nSalg af Vej 83 0,0 0,0 -25,0\n\nSalg af ejendom 0,0 -10,0 0,0\n\n"
        "2. Leje -1,0 -1,0 -1,0\n\nLeje af hus -1,0 -1,0 -1,0\n\n"
    )
    table = read(head + lines.format(total="0,0 -10,0 -25,0"))
    assert told(table)[1] == ("Salg af Vej 83", ("0.0", "0.0", "-25.0"), True)
    table = read(head + lines.format(total="0,0 -11,5 -26,9"))
    assert told(table)[1] == ("Salg af Vej 83", ("0.0", "0.0", "-25.0"), False)


def test_a_number_that_fills_the_place_of_a_missing_cell_is_marked() -> None:
    """ "Vej 83" with a cell missing has three numbers for three columns: only its shape gives it away."""
    text = (
        "Salg (mio. kr.)\n\n2023 2024 2025\n\nSalg af Vej 83 0,0 -25,0\n\nSalg af ejendom 0,0 -10,0 0,0\n\n"
        "Leje -1,5 -1,5 -1,5\n\nAndet -2,0 -1,0 0,0\n\n"
    )
    rows = read(text).rows
    assert [row.certain for row in rows] == [False, True, True, True]
    whole = text.replace("Vej 83 0,0 -25,0", "Vej 83 0,0 0,0 -25,0").replace("(mio. kr.)", "(mio. kr.)")
    assert [row.certain for row in read(whole).rows] == [False, True, True, True]  # nothing proves the split


def test_labels_over_lines_headings_and_notes() -> None:
    text = (
        "Udgifter, mio. kr. Regnskab\n2023\n\nBudget\n2024\n\nRegnskab\n2024\n\nAfvigelse\n\n"
        "Drift\n\n"
        "Lokale driftsenheder (plejehjem, Pleje og Re-\nhabilitering mv) 297 333 344 11\n\n"
        "Fælles udgifter\n\ntil biler og huse 10 20 25 5\n\n"
        "Drift i alt 307 353 369 16\n\n"
        "Anlæg i alt 5 5 6 1\nNote: Tallene er 3 4 5 6\n\n"
        "Andet 1 2 3 1\n"
    )
    table = read(text)
    assert [(row.label, row.kind, row.level) for row in table.rows] == [
        ("Drift", "line", 0),
        ("Lokale driftsenheder (plejehjem, Pleje og Rehabilitering mv)", "line", 1),
        ("Fælles udgifter til biler og huse", "line", 1),
        ("Drift i alt", "total", 0),
        ("Anlæg i alt", "total", 0),
    ]
    assert all(row.certain for row in table.rows)


def test_figures_that_the_grammar_does_not_know_are_kept_empty_and_marked() -> None:
    table = read("Nøgletal (antal)\n\n2023 2024 2025\n\nBesøg 10 20 30\n\nUdlån 1,7,6 1,6,9 1,7,3\n\nLån 1 2 3\n\n")
    assert told(table) == [
        ("Besøg", ("10", "20", "30"), True),
        ("Udlån", (None, None, None), False),
        ("Lån", ("1", "2", "3"), True),
    ]


def test_per_cent_among_other_figures_is_no_figure_of_their_unit() -> None:
    table = read("Drift (mio. kr.)\n\n2023 2024 2025\n\nSkoler 10 20 30\n\nVækst 17,6% 16,9 % 17,3%\n\nVeje 1 2 3\n\n")
    assert told(table) == [
        ("Skoler", ("10", "20", "30"), True),
        ("Vækst", ("17.6", "16.9", "17.3"), False),
        ("Veje", ("1", "2", "3"), True),
    ]


def test_years_without_unit_and_title_are_no_table() -> None:
    text = "2023 2024 2025\n\nSkoler 1 2 3\n\nHaver 1 2 3\n"
    assert find_tables(Layout(text)).tables == ()


# -- laws


labels = st.text("abcdefghijklmnopqrstuvwxyzæøå", min_size=3, max_size=12).map(str.capitalize)
numbers = st.integers(-99_999, 99_999)


@given(st.lists(st.tuples(labels, numbers, numbers, numbers), min_size=1, max_size=9), st.sampled_from(["\n", "\n\n"]))
@settings(max_examples=60)
def test_what_is_printed_is_what_is_read(rows: list[tuple[str, int, int, int]], between: str) -> None:
    body = between.join(
        " ".join([f"{label}x", *(format_number(value, 0) for value in map(int_of, values))]) for label, *values in rows
    )
    table = read(f"Udgifter (1.000 kr.)\n\n2023 2024 2025\n\n{body}\n")
    assert [(row.label, row.values) for row in table.rows] == [
        (f"{label}x", tuple(str(value) for value in values)) for label, *values in rows
    ]


def int_of(value: int):  # type: ignore[no-untyped-def]
    from decimal import Decimal

    return Decimal(value)


def rows_by_line(reading: Reading) -> dict[int | None, tuple[Table, Row]]:
    return {row.source.last_line: (table, row) for table in reading.tables for row in table.rows}


@pytest.mark.parametrize(
    ("name", "count"),
    [("001_f13796605f7b1437.txt", 12), ("004_38965e2967705ef5.txt", 12), ("002_943724dc9a63f466.txt", 8)],
)
def test_a_removed_cell_is_never_a_wrong_number_that_is_not_marked(seeds: Path, name: str, count: int) -> None:
    """The worst thing the reader can do. Cells of real tables are taken out one at a time."""
    path = seeds / name
    lines = path.read_text(encoding="utf-8").split("\n")
    before = rows_by_line(reading_of(path))
    choices = [
        (line, column)
        for line, (_table, row) in before.items()
        for column, value in enumerate(row.values)
        if value is not None and None not in row.values
    ]
    for line, column in random.Random(20240607).sample(choices, count):
        assert line is not None
        row = before[line][1]
        words = lines[line - 1].split()
        del words[len(words) - len(row.values) + column]
        text = "\n".join([*lines[: line - 1], " ".join(words), *lines[line:]])
        after = rows_by_line(read_bytes(name, text.encode()))
        expected = [None if i == column else value for i, value in enumerate(row.values)]
        assert line in after, (line, column)
        found = after[line][1]
        assert not found.certain, (line, column, found)
        for own, value in zip(found.values, expected, strict=True):
            assert own in {None, value} or not found.certain
        for other, (_table, known) in before.items():
            if other != line and other in after and after[other][1].certain:
                assert after[other][1].values == known.values, (line, other)


def test_a_number_beside_a_unit_in_brackets_is_no_name_of_a_column() -> None:
    assert not is_known(["Fald", "på", "(21,9", "mio.", "kr.)"])
    assert is_known(["Budget,", "1.000", "kr."])
