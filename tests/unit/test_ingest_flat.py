"""Flattened tables of layouts that nobody wrote a reader for: a wrong number is never told as certain.

The bars are what the reader must keep up on these; whoever improves it raises them.
"""

from __future__ import annotations

import pytest
from drawn_tables import DRAWINGS, draw, html
from flat_corpus import CORPUS, SECOND, THIRD, Flat
from flat_corpus_layouts import FIFTH
from flat_corpus_units import FOURTH
from flat_damage import DAMAGES, damaged
from flat_printer import STYLES, make
from flat_score import Score, paper, score, tables_of, whole_tables
from placed_cases import CASES, Placed, page, web_page

from budgettui.ingest import read_bytes
from budgettui.ingest.page.layout import Layout
from budgettui.ingest.tables.plain_heads import plain_head

#: Of the cells of hand-made tables, at least this share is read right.
WHOLE_CORPUS = 0.95
#: Styles in which the text itself has lost what a cell is: there less can be right, and nothing may be wrong.
HARD = {
    "spaces": 0.85, "no-break spaces": 0.85, "digits, spaces": 0.75, "missing": 0.85, "missing, digits": 0.85,
    "page head": 0.9, "all": 0.9,
}  # fmt: skip
USUAL = 0.97
#: Two tables beside each other are not told apart: all of it is marked.
BESIDE = "side by side"
TABLES, DAMAGED = 12, 20


ALL = (*CORPUS, *SECOND, *THIRD, *FOURTH, *FIFTH)


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_no_number_of_a_hand_made_table_is_wrong_and_unmarked(case: Flat) -> None:
    assert score(case, tables_of(case.text)).wrong == []


def test_the_cells_of_hand_made_tables_are_right() -> None:
    whole = Score()
    for case in ALL:
        whole.add(score(case, tables_of(case.text)))
    assert whole.rate >= WHOLE_CORPUS, whole.lost


def test_what_says_no_more_than_that_it_is_a_total_is_one() -> None:
    """Whatever its figures come to, and also where rows may have several units."""
    text = "Elever pr. skole\nSkole 2023 2024 Ændring i pct.\nEng 310 304 -1,9\nSø 288 291 1,0\nI alt 600 595 -0,8\n"
    tables = read_bytes("notat.txt", paper(text)).tables
    assert {table.unit for table in tables} == {None, "%"}
    assert all([row.kind for row in table.rows] == ["line", "line", "total"] for table in tables)


def test_a_line_that_ends_in_a_unit_begins_a_table_with_one_figure_in_each_row() -> None:
    text = "Udgifter i mio. kr.\nHaller 13,9\nI alt 13,9\n\nKlubber\nPladstype Takst kr.\nDag 1.205\nMorgen 640\n"
    tables = read_bytes("notat.txt", paper(text)).tables
    assert [(table.title, table.unit, len(table.rows)) for table in tables] == [
        ("Udgifter", "mio. kr.", 2), ("Klubber", "kr.", 2)
    ]  # fmt: skip
    assert all(row.certain for table in tables for row in table.rows)


def test_money_of_another_kind_is_not_told_as_that_of_the_table() -> None:
    text = "Vand\nKr. ekskl. moms Kr. inkl. moms\nLeje 712,00 890,00\nBrug, øre pr. l 4,80 6,00\nSkift 64,00 80,00\n"
    (table,) = read_bytes("notat.txt", paper(text)).tables
    assert (table.unit, [row.certain for row in table.rows]) == ("kr.", [True, False, True])
    assert [column.label for column in table.columns] == ["Kr. ekskl. moms", "Kr. inkl. moms"]


def test_what_names_no_sum_below_the_last_sum_of_money_may_be_a_count() -> None:
    text = (
        "Dagtilbud\n1.000 kr. Budget 2025 Regnskab 2025\nLøn 47.310 46.905\nForældrebetaling -20.100 -20.018\n"
        "I alt 27.210 26.887\nDagpleje 4.015 3.988\nVuggestue 9.772 9.811\n"
    )
    (table,) = tables_of(text)
    assert [row.certain for row in table.rows] == [True, True, True, False, False]


def test_what_names_a_sum_is_money_below_the_last_sum_too() -> None:
    text = (
        "Finansiering, mio. kr.\nBudget 2024 Regnskab 2024\nSkatter -482 -479\nTilskud -98 -97\nI alt -580 -576\n"
        "Langfristet gæld 611 608\n"
    )
    (table,) = tables_of(text)
    assert all(row.certain for row in table.rows)


def test_what_names_a_sum_is_money_however_small_it_is() -> None:
    text = (
        "Cykelsti (1.000 kr.)\n2025 2026 2027 2028\nAnlægsudgift 2.100 5.300 0 0\nTilskud fra staten 0 -2.960 0 0\n"
        "Afledt drift 0 35 70 70\nNetto 2.100 2.375 70 70\nFinansieret af anlæg -2.100 -2.340 0 0\n"
        "Finansieret af drift 0 -35 -70 -70\n"
    )
    (table,) = tables_of(text)
    assert [row.certain for row in table.rows] == [True] * 6


@pytest.mark.parametrize("style", STYLES)
def test_a_table_by_chance_is_read_in_every_style(style: str) -> None:
    whole = Score()
    for seed in range(TABLES):
        case = make(seed, STYLES[style])
        whole.add(score(case, tables_of(case.text)))
    assert whole.wrong == []
    assert whole.rate >= HARD.get(style, USUAL), whole.lost[:5]


@pytest.mark.parametrize("drawing", [name for name in DRAWINGS if name != BESIDE])
def test_a_table_on_a_page_is_read_in_every_drawing(drawing: str) -> None:
    whole = Score()
    for seed in range(TABLES):
        case, content = draw(seed, DRAWINGS[drawing])
        whole.add(score(case, whole_tables(read_bytes("notat.pdf", content), case.text)))
    assert whole.wrong == []
    assert whole.rate >= USUAL, whole.lost[:5]


def test_two_tables_beside_each_other_are_never_told_as_certain_and_their_file_is_not_refused() -> None:
    for seed in range(TABLES):
        case, content = draw(seed, DRAWINGS[BESIDE])
        reading = read_bytes("notat.pdf", content)
        assert score(case, whole_tables(reading, case.text)).wrong == []
        assert reading.tables or any(finding.code == "unread_table" for finding in reading.findings)


@pytest.mark.parametrize("how", ["web page", "page", "ruled page"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_only_words_say_of_a_placed_table_is_read_or_marked(case: Placed, how: str) -> None:
    name, content = web_page(case) if how == "web page" else page(case, ruled=how.startswith("ruled"))
    reading = read_bytes(name, content)
    told = score(case.flat, whole_tables(reading, case.flat.text))
    assert (told.right, told.wrong) == (told.cells, [])
    for table in reading.tables:
        assert not [row for row in table.rows if row.label in case.others and row.certain and table.unit == case.unit]
    if not case.under or how == "web page":
        assert case.unit in {table.unit for table in reading.tables}


@pytest.mark.parametrize("how", [{}, {"spans": True}, {"nested": True}])
def test_a_table_of_a_web_page_is_read_with_spans_and_inside_another(how: dict[str, bool]) -> None:
    whole = Score()
    for seed in range(TABLES):
        case, content = html(seed, **how)
        whole.add(score(case, whole_tables(read_bytes("notat.html", content), case.text)))
    assert whole.wrong == []
    assert whole.rate >= USUAL, whole.lost[:5]


@pytest.mark.parametrize("kind", DAMAGES)
def test_no_figure_of_a_damaged_table_is_wrong_and_unmarked(kind: str) -> None:
    """A row that reads otherwise than the paper says is told as certain nowhere, whatever a page did to the table."""
    wrong = []
    for seed in range(DAMAGED):
        for style in ("plain", "headings", "head in cells"):
            case = make(seed, STYLES[style])
            wrong += score(case, tables_of(damaged(case.text, kind, seed))).wrong
    for seed, case in enumerate(ALL):
        wrong += score(case, tables_of(damaged(case.text, kind, 7 * seed))).wrong
    assert wrong == []


@pytest.mark.parametrize(
    "head", ["Jan Feb Mar Apr Maj", "Skole A Skole B Skole C Skole D Skole E", "Pulje Rest Tilsagn Ansøgt Bevilget"]
)
@pytest.mark.parametrize("gap", ["", "\n\n"])
def test_rows_of_the_next_table_are_not_told_under_the_head_of_the_one_above(head: str, gap: str) -> None:
    """Whatever words of their own head are known: their columns are others, though they are as many."""
    for seed in range(DAMAGED):
        case = make(seed, STYLES["plain"])
        words = head.split(" ")
        if case.columns.count(" ") < 2:
            # Two words may be a heading.
            continue
        width = len(case.columns.split()) * (2 if words[0] == words[2] else 1)
        rows = [f"Enhed {line}" for line in make(seed, STYLES["plain"]).text.rstrip("\n").split("\n")[2:]]
        below = "\n".join(("Til sammenligning", " ".join(words[:width]), *rows))
        for table in tables_of(f"{case.text}{gap}{below}\n"):
            told = [row.label.startswith("Enhed ") for row in table.rows if row.certain and any(row.values)]
            assert len(set(told)) < 2, (seed, table)


@pytest.mark.parametrize("head", [
    "Mio. kr. Vedtaget Korrigeret Forventet Afvigelse budget 2026 budget 2026 regnskab 2026",
    "Mio. kr. budget 2026 2026 regnskab 2026 procent",
    "Mio. kr. Budget 2024 Budget 2026 Budget 2025 Regnskab 2025",
    "Mio. kr.\nbudget 2025\nKorr. budget 2025\nRegnskab 2025\nAndel",
    "Mio. kr. Opr. budget 2025 Forbrug Forventet 2025 Andel",
])  # fmt: skip
def test_names_that_cannot_all_be_right_are_no_certain_head(head: str) -> None:
    text = f"Status\n{head}\nHaller 12,4 12,9 12,7 48,2\nVeje 88,1 90,6 94,0 51,4\nI alt 100,5 103,5 106,7 49,7\n"
    assert not [row for table in tables_of(text) for row in table.rows if row.certain and any(row.values)]


@pytest.mark.parametrize(("head", "columns"), [
    ("Oprindeligt Korrigeret\nFunktion Område budget budget Regnskab Afvigelse",
     [("Oprindeligt budget", "approved"), ("Korrigeret budget", "adjusted"), ("Regnskab", "executed"),
      ("Afvigelse", "variance")]),
    ("Regnskab Budget Budget BO\nFunktion 2022 2023 2024 2025",
     [("Regnskab 2022", "executed"), ("Budget 2023", "approved"), ("Budget 2024", "approved"),
      ("BO 2025", "approved")]),
    ("2021/22 2022/23 2023/24 2024/25", [(f"20{n}/{n + 1}", "other") for n in (21, 22, 23, 24)]),
    ("Distrikt 1. kvt. 2. kvt. 3. kvt. Hele året",
     [("1. kvt.", "other"), ("2. kvt.", "other"), ("3. kvt.", "other"), ("Hele året", "other")]),
    ("Område Budget 2024 Regnskab 2024 Forventet 2025 Andel",
     [("Budget 2024", "approved"), ("Regnskab 2024", "executed"), ("Forventet 2025", "forecast"),
      ("Andel", "other")]),
])  # fmt: skip
def test_names_that_part_in_one_way_only_are_certain(head: str, columns: list[tuple[str, str]]) -> None:
    rows = "Haller 12,4 12,9 12,7 48,2\nVeje 88,1 90,6 94,0 51,4\nStier 3,1 2,6 4,0 1,4\n"
    (table,) = tables_of(f"Udgifter fordelt på områder\nHele mio. kr., netto\n\n{head}\n\n{rows}")
    assert [(column.label, column.phase) for column in table.columns] == columns
    assert table.unit == "mio. kr."
    assert all(row.certain for row in table.rows)


def test_rows_under_names_that_part_into_none_for_each_are_read_and_marked() -> None:
    """Their cells are right; what they are of is for a reader to say."""
    head = "Tornum Landsdelen Hele landet\n\n2023 2024 2024 2024\n"
    rows = "".join(f"Udgift pr. {who} 98.140 101.322 96.870 99.415\n" for who in ("elev", "ældre", "bolig"))
    (table,) = tables_of(f"Skole\n\nTabel 2. Udgifter\n\n{head}\n{rows}Andel i privatskole 21,7 22,3 19,8 18,9\n")
    rows_read = [row for row in table.rows if any(row.values)]
    assert [row.printed[:2] for row in rows_read] == [("98.140", "101.322")] * 3 + [("21,7", "22,3")]
    assert not any(row.certain for row in rows_read)


def test_what_runs_over_a_page_between_a_head_and_its_rows_is_no_certain_head() -> None:
    rows = "Haller 12,4 12,9\nVeje 88,1 90,6\nI alt 100,5 103,5\n"
    for head in ("Mio. kr. Regnskab 2022 Budget 2023", "Mio. kr. R2022 B2023"):
        tables = tables_of(f"Status\n{head}\nKommunens regnskab 2023\n{rows}")
        assert not [row for table in tables for row in table.rows if row.certain and table.columns[-1].label == "2023"]


def test_prices_under_their_words_or_beside_them_are_read_and_marked_where_no_unit_is_printed() -> None:
    text = "Klubber\nPriser\n\n2026\n\nUnge\n\nHelt kort\n\n40\n\nHel uge\n\n1.155\n\nVoksne\n\nDøgn pr. rum\n\n318\n"
    (table,) = read_bytes("notat.txt", paper(text)).tables
    assert [row.values for row in table.rows if row.printed[0]] == [("40",), ("1155",), ("318",)]
    assert table.columns[0].year == 2026
    assert not any(row.certain for row in table.rows if row.printed[0])
    text = "Klubber\nTakster\nLeje\nSal 365 kr. pr. time\nStor sal med lys 508 kr. pr. time\nI alt for en dag 873 kr.\n"
    (table,) = read_bytes("notat.txt", paper(text)).tables
    assert [(row.label, row.values) for row in table.rows if row.certain and row.printed[0]] == [
        ("Sal pr. time", ("365",)), ("Stor sal med lys pr. time", ("508",)), ("I alt for en dag", ("873",))
    ]  # fmt: skip
    assert table.unit == "kr."


def test_a_unit_before_each_figure_is_that_of_the_list() -> None:
    rows = "Vand pr m3 kr. 2,18\nFast afgift kr.   531,25\nStik kr.  6.467,50\nLuk kr. 100,00\n"
    (table,) = read_bytes("notat.txt", paper(f"Vand\nTakster\n{rows}")).tables
    assert table.unit == "kr."
    assert [(row.label, row.values) for row in table.rows] == [
        ("Vand pr m3", ("2.18",)), ("Fast afgift", ("531.25",)), ("Stik", ("6467.50",)), ("Luk", ("100.00",))
    ]  # fmt: skip
    limits = "Tilskud under 214.300 kr.  500\nTilskud over 214.300 kr.  1.000\nTilskud over 300.000 kr.  1.500\n"
    for text in (limits, limits.replace("  ", "\n")):
        tables = read_bytes("notat.txt", paper(f"Tilskud\nTakster\n{text}")).tables
        assert not [row for table in tables for row in table.rows if row.certain and any(row.values)]


def test_figures_that_only_their_signs_part_are_certain_where_the_table_proves_them() -> None:
    rows = "Haller -23,2-10,4 12,8\nVeje -225,5-230,6-5,1\nHavne 50,0 19,7-30,3\nBroer 7,1 3,9 -3,2\n"
    (table,) = tables_of(f"Anlæg, mio. kr.\nBudget 2024 Regnskab 2024 Afvigelse\n{rows}I alt -191,6-217,4-25,8\n")
    assert [row.values for row in table.rows] == [
        ("-23.2", "-10.4", "12.8"), ("-225.5", "-230.6", "-5.1"), ("50.0", "19.7", "-30.3"), ("7.1", "3.9", "-3.2"),
        ("-191.6", "-217.4", "-25.8"),
    ]  # fmt: skip
    assert all(row.certain for row in table.rows)
    (table,) = tables_of("Anlæg, mio. kr.\nBudget 2024 Budget 2025\nHaller -23,2-10,4\nVeje 7,1 3,9\nBroer 8,1 3,0\n")
    assert [row.certain for row in table.rows] == [False, True, True]


def test_rows_named_by_accounts_and_rows_with_few_figures_end_no_table() -> None:
    text = "Bevillinger\nKonto 2024 2025 2026 2027\n5522180110 10 11 12 13\n5522180111 -10 -11 -12 -13\nI alt 0 0 0 0\n"
    (table,) = read_bytes("notat.txt", paper(f"{text}Alle beløb er i 1.000 kr.\n")).tables
    assert [(row.label, row.values[0], row.certain) for row in table.rows] == [
        ("5522180110", "10", True), ("5522180111", "-10", True), ("I alt", "0", True)
    ]  # fmt: skip
    text = "Elever pr. lærer\nSkole 2021 2022 2023 2024\nEng 9,1 9,4 9,8 9,9\nSø 8,1\nSkov 8,8 8,5 8,0 8,2\n"
    (table,) = read_bytes("notat.txt", paper(text)).tables
    assert [(row.label, row.certain) for row in table.rows] == [("Eng", True), ("Sø", False), ("Skov", True)]


def test_two_prices_are_named_with_and_without_tax_in_few_letters() -> None:
    text = "Vand\nTakster for vand u/moms m/moms\nLeje 712,00 890,00\nMåler 64,00 80,00\nSkift 40,00 50,00\n"
    (table,) = read_bytes("notat.txt", paper(text)).tables
    assert [column.label for column in table.columns] == ["u/moms", "m/moms"]
    assert all(row.certain for row in table.rows)


def test_what_runs_over_a_page_inside_a_head_is_no_title_and_its_year_is_nobodys() -> None:
    rows = "Haller 4.879 4.705 -174\n\nVeje 110 92 -18\n\nHavne 4.710 4.566 -144\n"
    head = "Ajourført\nbudget\n\nForventet\nregnskab\n\nForventet\nmerudgift\n\n"
    over = "Kommunens regnskab 2023\n17\n\n"
    for broken in (f"{over}{head}", head.replace("budget", f"\n{over}budget")):
        for table in read_bytes("notat.txt", paper(f"Drift 2017\n(mio. kr.)\n\n{broken}{rows}")).tables:
            assert not [column for column in table.columns if column.year == 2023]
            assert table.columns[0].phase == "adjusted" or not any(row.certain for row in table.rows)


def test_a_heading_over_a_line_that_names_its_sum_is_no_word_of_it() -> None:
    first, second = "Formand: 10.496 kr.\nMedlem: 1.050 kr.\n", "Formand: 20.992 kr.\nMedlem: 2.449 kr.\n"
    text = f"Vederlag for udvalgene\n\nTeknik\n{first}\nKlima\n{second}"
    rows = [row for table in read_bytes("notat.txt", paper(text)).tables for row in table.rows if any(row.values)]
    assert [row.label.rstrip(":") for row in rows] == ["Formand", "Medlem", "Formand", "Medlem"]


@pytest.mark.parametrize("style", STYLES)
def test_the_commas_of_a_flattened_table_part_no_cells(style: str) -> None:
    for seed in range(TABLES):
        assert read_bytes("notat.txt", make(seed, STYLES[style]).text.encode()).format == "text", seed


def test_prices_with_two_decimals_are_no_cells_that_their_commas_part() -> None:
    gap = "    "
    rows = [("Plads", "1.700,00", "2.125,00"), ("Måler", "475,00", "593,75"), ("Flytning", "65,00", "81,25")]
    beside = "\n".join(f"{name}{gap}{net} kr.{gap}{gross} kr." for name, net, gross in rows)
    alone = "\n".join(f"{name}{gap}{net}" for name, net, _gross in rows)
    for text in (f"Takster 2025\n{gap}Priser excl. moms{gap}Priser incl. moms\n{beside}\n", f"Takster 2025\n{alone}\n"):
        reading = read_bytes("takster.txt", text.encode())
        assert reading.format == "text"
        assert [row.values[0] for table in reading.tables for row in table.rows] == ["1700.00", "475.00", "65.00"]


def test_a_list_with_one_amount_in_each_row_is_a_table_where_its_total_says_so() -> None:
    text = (
        "Bådelauget i tal\n\nIndtægter 2025\nPladsleje 42.600,00\nRenter Vejkonto 1.250,50\nI alt 43.850,50\n"
        "Udgifter:\n"
        "Strøm kr. 3.100,25\nSnerydning –\nVand kr. 40,00\nSaldo pr. 1.2.2025 kr. 900,00\n"
        "Konto 4711004200 kr. 12,00\n"
    )
    (table,) = read_bytes("notat.txt", paper(text)).tables
    assert [(row.label, row.values[0], row.certain) for row in table.rows if row.printed[0]] == [
        ("Pladsleje", "42600.00", True), ("Renter Vejkonto", "1250.50", True), ("I alt", "43850.50", True),
        ("Strøm", "3100.25", False), ("Snerydning", None, False), ("Vand", "40.00", False),
        ("Saldo pr. 1.2.2025", "900.00", False), ("Konto 4711004200 kr.", "12.00", False),
    ]  # fmt: skip
    assert table.columns[0].year == 2025
    without = text.replace("I alt 43.850,50", "Færge 43.850,50")
    assert not read_bytes("notat.txt", paper(without)).tables


def test_figures_that_are_not_read_are_listed_also_where_they_stand_one_a_line() -> None:
    lone = "Eng\nSø\nMose\n" + "".join(f"{at * 31}\n" for at in range(1, 7))
    amounts = "".join(f"Sted nr{'abcdef'[at]} 1.{at}20\n" for at in range(6))
    for own in (lone, amounts):
        listed = [row.row for row in read_bytes("notat.txt", paper(f"Det er det.\n{own}\n")).findings]
        assert own.split("\n")[3 if own is lone else 0] in listed
    reached = "".join(f"Tlf. 33 11 {at}0 55\n" for at in range(1, 8))
    codes = {finding.code for finding in read_bytes("notat.txt", paper(f"Skriv eller ring.\n{reached}\n")).findings}
    assert "unread_table" not in codes


def test_cells_that_are_paragraphs_with_dots_after_the_labels() -> None:
    rows = [("Sejlads", "1.204", "1.310"), ("Slæbested", "88", "91"), ("Kran", "912", "1.002")]
    cells = [cell for label, *own in rows for cell in (f"{label} .......", *own)]
    text = "\n\n".join(["Udgifter til havnen", "2024", "2025", " ", " ", "Mio. kr.", " ", *cells])
    (table,) = read_bytes("notat.txt", text.encode()).tables
    assert table.unit == "mio. kr."
    assert [(row.label, *row.printed, row.certain) for row in table.rows] == [(*row, True) for row in rows]


def test_a_heading_with_a_colon_is_no_note_and_an_account_is_no_amount() -> None:
    rows = "Skoler 812 840\nTilbud til små:\nKørsel 204 211\nMidler på konto 4711004200 1.318 1.420\n"
    (table,) = tables_of(f"Udgifter, 1.000 kr.\n2024 2025\n{rows}I alt 2.334 2.471\n")
    assert [(row.label, row.certain) for row in table.rows] == [
        ("Skoler", True), ("Tilbud til små:", True), ("Kørsel", True), ("Midler på konto 4711004200", True),
        ("I alt", True),
    ]  # fmt: skip


def test_two_figures_after_accounts_or_budget_are_its_year() -> None:
    rows = "Skoler 812 840 850\nVeje 204 211 220\nHaller 31 30 29\n"
    (table,) = tables_of(f"Udgifter, 1.000 kr.\nOmråde Regnskab 23 Budget 24 Budget 25\n{rows}")
    assert [(column.phase, column.year) for column in table.columns] == [
        ("executed", 2023), ("approved", 2024), ("approved", 2025)
    ]  # fmt: skip
    assert all(row.certain for row in table.rows)


def test_a_unit_below_a_list_and_what_stands_in_brackets_leave_no_doubt() -> None:
    text = "Havnen\n\nDrift 2026\nKran (06-18) 2.410\nBro 1.205\nVagt i alt 3.615\n\n\nTabellens tal vises i 1.000 kr\n"
    (table,) = read_bytes("notat.txt", paper(text)).tables
    assert (table.unit, table.columns[0].year) == ("1.000 kr.", 2026)
    assert [(row.label, row.certain) for row in table.rows] == [
        ("Kran (06-18)", True), ("Bro", True), ("Vagt i alt", True)
    ]  # fmt: skip


def test_a_heading_with_a_colon_over_cells_one_a_line_is_no_beginning_of_a_label() -> None:
    rows = [("Sejlads", "1.204", "1.310"), ("Slip", "1.088", "1.091"), ("Gæld:",), ("Lån", "912", "1.002")]
    text = "\n\n".join(["Havnens regnskab", "Hele 1.000 kr.", "2024", "2025", *(cell for row in rows for cell in row)])
    (table,) = read_bytes("notat.txt", text.encode()).tables
    assert [(row.label, row.printed[0], row.certain) for row in table.rows if row.printed[0]] == [
        ("Sejlads", "1.204", True), ("Slip", "1.088", True), ("Lån", "912", True)
    ]  # fmt: skip


def test_more_pieces_than_a_number_can_have_are_no_number() -> None:
    rows = "".join(f"{label} {'9 120 ' * 6}144 074{' 151 722 170 609' * 6}\n" for label in ("Veje", "Havne", "Broer"))
    assert read_bytes("notat.txt", paper(f"Udgifter\n\nMio. kr. {' '.join(map(str, range(1994, 2001)))}\n{rows}"))


@pytest.mark.parametrize(("words", "unit"), [
    ("Udgifter. Millioner kroner og ture", "mio. kr."), ("Udgifter. Mill. kr. og ture", "mio. kr."),
    ("Udgifter. Milliarder kr. og ture", "mia. kr."), ("Udgifter. Hele kroner og ture", "kr."),
])  # fmt: skip
def test_a_unit_among_the_words_of_a_title_is_read_with_its_size(words: str, unit: str) -> None:
    rows = "Bus 8.113 8.779\nTog 1.117 1.214\nFærge 2.204 2.301\n"
    (table,) = read_bytes("notat.txt", paper(f"Trafik\n\n{words}\nOmråde 2024 2025\n{rows}")).tables
    assert table.unit == unit


def test_a_sentence_that_ends_in_a_sum_is_no_row_over_the_head() -> None:
    text = "Regnskab for laget\nRegnskabet for 2024 gav et overskud på kr. 26.605\nIndtægt Budget 2024 Regnskab 2024\n"
    rows = "Kontingent 40.100 41.720\nSalg 12.000 11.300\nI alt 52.100 53.020\n"
    (table,) = read_bytes("notat.txt", paper(text + rows)).tables
    assert [column.label for column in table.columns] == ["Budget 2024", "Regnskab 2024"]
    assert [(row.label, row.certain) for row in table.rows] == [("Kontingent", True), ("Salg", True), ("I alt", True)]


def test_rows_of_empty_cells_and_of_one_small_figure_end_no_table() -> None:
    rows = "Haller 4.100 4.200 4.300\nPuljer - - -\nGebyr 71\nBaner 2.100 2.150 2.200\nI alt 6.200 6.421 6.500\n"
    (table,) = read_bytes("notat.txt", paper(f"Anlæg\n\nOmråde 2024 2025 2026\n{rows}")).tables
    assert [(row.label, row.values, row.certain) for row in table.rows] == [
        ("Haller", ("4100", "4200", "4300"), True), ("Puljer", (None,) * 3, False), ("Gebyr", (None,) * 3, False),
        ("Baner", ("2100", "2150", "2200"), True), ("I alt", ("6200", "6421", "6500"), True),
    ]  # fmt: skip


def test_the_unit_that_nearly_all_rows_print_is_that_of_the_list_and_the_others_are_marked() -> None:
    rows = "Kontingenter kr 6.200,00\nRenter 07-08 kr 41,50\nEkstraord. hens. Til bro kr 500,00\nKiosk kr 58,50\n"
    text = f"Laget\n\nIndtægter\n{rows}Medlemmer 12,00\nI alt kr 6.800,00\n"
    (table,) = read_bytes("notat.txt", paper(text)).tables
    assert table.unit == "kr."
    assert [(row.label, row.values) for row in table.rows] == [
        ("Kontingenter", ("6200.00",)), ("Renter 07-08", ("41.50",)), ("Ekstraord. hens. Til bro", ("500.00",)),
        ("Kiosk", ("58.50",)), ("Medlemmer", ("12.00",)), ("I alt", ("6800.00",)),
    ]  # fmt: skip
    assert not any(row.certain for row in table.rows if row.label == "Medlemmer")


_ACCOUNTS = [
    ("00", "Havn og kyst"), ("00.41", "Bolværk"), ("00.41.03", "Fælles udgifter", "3.107", "3.204"),
    ("00.41.07", "Broer", "96", "93"), ("00.47", "Sejlløb"), ("00.47.11", "Uddybning", "812", "1.003"),
    ("I alt", "4.015", "4.300"),
]  # fmt: skip


@pytest.mark.parametrize("apart", ["\n", "\n\n"])
def test_accounts_and_their_names_on_lines_of_their_own_are_one_label_and_head_what_is_below(apart: str) -> None:
    cells = ["Konto", "Navn", "2024", "2025", *(cell for row in _ACCOUNTS for cell in row)]
    (table,) = read_bytes("notat.txt", paper(f"Havneudvalget\n\nHele 1.000 kr.\n{apart.join(cells)}\n")).tables
    assert (table.title, table.unit) == ("Havneudvalget", "1.000 kr.")
    assert [(row.label, row.printed, row.certain) for row in table.rows] == [
        ("00 Havn og kyst", (None, None), True), ("00.41 Bolværk", (None, None), True),
        ("00.41.03 Fælles udgifter", ("3.107", "3.204"), True), ("00.41.07 Broer", ("96", "93"), True),
        ("00.47 Sejlløb", (None, None), True), ("00.47.11 Uddybning", ("812", "1.003"), True),
        ("I alt", ("4.015", "4.300"), True),
    ]  # fmt: skip


def test_an_account_heads_the_accounts_below_it_and_begins_none_of_their_labels() -> None:
    rows = "\n".join(map(" ".join, _ACCOUNTS))
    text = f"Havneudvalget\n\nHele 1.000 kr.\nKonto Navn 2024 2025\n{rows}\n"
    (table,) = read_bytes("notat.txt", paper(text)).tables
    assert [row.label for row in table.rows] == [" ".join(row[: len(row) - 2 * (len(row) > 2)]) for row in _ACCOUNTS]
    assert all(row.certain for row in table.rows)


def test_dkk_before_its_size_is_the_unit_and_an_empty_column_is_of_the_unit_of_the_rest() -> None:
    text = (
        "Nøgletal | 2024 | 2023 | 2022 |\nSoliditet | 31% | - | 28% |\nAfkast | 4% | - | 5% |\n"
        "Beløb i DKK 1.000 Resultat | 2024 | 2023 | 2022 |\nSalg | 9.120 | - | 8.875 |\nLøn | -4.310 | - | -4.002 |\n"
    )
    tables = read_bytes("notat.txt", text.encode()).tables
    assert [(table.title, table.unit, len(table.columns)) for table in tables] == [
        ("Nøgletal", "%", 3), ("Resultat", "1.000 kr.", 3),
    ]  # fmt: skip
    assert [row.values for row in tables[1].rows] == [("9120", None, "8875"), ("-4310", None, "-4002")]


@pytest.mark.parametrize("names", [
    ["0. kl.", "1. kl.", "2. kl.", "I alt"], ["0. klasse", "1. klasse", "2. klasse", "I alt"],
    ["1. kvt.", "2. kvt.", "3. kvt.", "Forbrug"], ["R24", "B25", "BF26", "BO27"],
])  # fmt: skip
def test_classes_quarters_and_letters_of_phases_are_names_of_columns(names: list[str]) -> None:
    rows = "Fjordskolen 41 38 40 119\nBakkeskolen 22 25 19 66\nI alt 63 63 59 185\n"
    (table,) = read_bytes("notat.txt", paper(f"Elevtal\n\nSkole {' '.join(names)}\n{rows}")).tables
    assert [column.label for column in table.columns] == names
    assert [column.year for column in table.columns] == ([2024, 2025, 2026, 2027] if names[0] == "R24" else [None] * 4)
    assert [row.label for row in table.rows if row.certain] == ["Fjordskolen", "Bakkeskolen", "I alt"]


_BY_COLUMNS = """Rammerne er fremskrevet med det seneste skøn for løn og priser.
Tabel 1. Udvalgenes rammer
Mio. kr.
Økonomi
Børn, unge og
uddannelse
Kultur
I alt

Regnskab
2025
18,2
84,5
21,7
124,4

Budget 2026
19,0
80,1
22,0
121,1

Ændring
0,8
-4,4
0,3
-3,3

De følgende afsnit gennemgår rammerne.
"""


def test_columns_one_after_the_other_have_their_labels_in_the_block_before_them() -> None:
    (table,) = tables_of(_BY_COLUMNS)
    assert (table.title, table.unit) == ("Tabel 1. Udvalgenes rammer", "mio. kr.")
    assert [column.label for column in table.columns] == ["Regnskab 2025", "Budget 2026", "Ændring"]
    assert [(row.label, row.printed) for row in table.rows] == [
        ("Økonomi", ("18,2", "19,0", "0,8")),
        ("Børn, unge og uddannelse", ("84,5", "80,1", "-4,4")),
        ("Kultur", ("21,7", "22,0", "0,3")),
        ("I alt", ("124,4", "121,1", "-3,3")),
    ]
    assert all(row.certain for row in table.rows)


def test_words_beside_the_labels_leave_columns_one_after_the_other_uncertain() -> None:
    beside = "Område\nA\nB\nC\nD\n\n"
    (table,) = tables_of(_BY_COLUMNS.replace("Tabel 1.", f"{beside}Tabel 1."))
    assert not any(row.certain for row in table.rows)
    (table,) = tables_of(_BY_COLUMNS.replace("84,5", "84,6"))
    assert not any(row.certain for row in table.rows)


def test_the_number_of_a_note_before_the_figures_is_no_column() -> None:
    areas = ("Skoler", "Ældre", "Voksne", "Job", "Veje")
    spent = "".join(f"{name} 3 87{n} 88{n} 86{n}\n" for n, name in enumerate(areas))
    (table,) = tables_of(
        "Regnskabsopgørelse\n\n1.000 kr. Note Oprindeligt\nbudget 2024\n\nKorrigeret\nbudget 2024\n\nRegnskab\n2024\n\n"
        "Indtægter\n\nSkatter 1 -2.418 -2.419 -2.421\nTilskud 2 -913 -920 -919\n"
        f"Indtægter i alt -3.331 -3.339 -3.340\n\nDriftsudgifter\n\n{spent}Driftsudgifter i alt 4.360 4.410 4.310\n"
    )
    assert [(column.year, column.phase) for column in table.columns] == [
        (2024, "approved"), (2024, "adjusted"), (2024, "executed"),
    ]  # fmt: skip
    assert table.title == "Regnskabsopgørelse"
    totals = [row.printed for row in table.rows if row.label.endswith("i alt")]
    assert totals == [("-3.331", "-3.339", "-3.340"), ("4.360", "4.410", "4.310")]


def test_rows_with_the_number_of_a_proposal_are_tables_and_no_plan_of_initiatives() -> None:
    first, second = tables_of(
        "Budget 2026-2029, 2. behandling\n\nTekniske ændringer\nNr. Ændring 2026 2027 2028 2029\n"
        "T-1 Fremskrivning 1.840 1.910 1.910 1.910\nT-2 Nye love 2.365 2.020 1.985 1.985\nT-3 Nye takster - - - -\n\n"
        "Tekniske ændringer i alt 4.205 3.930 3.895 3.895\n\nBeløb i denne og de følgende tabeller er i 1.000 kr.\n\n"
        "Forliget\nNr. Forslag 2026 2027 2028 2029\nA-1 Ny brandstation -8.500 4.000 4.500 -\n\n"
        "A-2 Kulturhus 1.200 5.600 - -\nA-3 Cykelparkering 450 - - -\n\nForliget i alt -6.850 9.600 4.500 -\n\n"
        "Virkning på kassen\n2026 2027 2028 2029\n"
    )
    assert [column.year for column in first.columns] == [2026, 2027, 2028, 2029]
    assert [row.label[:3] for row in first.rows] == ["T-1", "T-2", "T-3", "Tek"]
    assert [row.label[:3] for row in second.rows] == ["A-1", "A-2", "A-3", "For"]


@pytest.mark.parametrize("between", ["\n", "\n\n", "\n\n\n\n\n"])
def test_years_over_columns_may_stand_as_far_from_their_title_as_all_lines_do(between: str) -> None:
    layout = Layout(between.join(["Virkning 2027-2029 (1.000 kr.)", "2027 2028 2029", "600 200 -400"]))
    head = plain_head(layout, 1)
    assert head is not None
    assert [column.year for column in head.columns] == [2027, 2028, 2029]


def test_a_line_that_goes_on_is_known_by_its_space_where_no_empty_line_parts_any() -> None:
    prose = "Ordningen er blevet forenklet, så de kun skal \nsøge en gang om året.\nDet sker fra januar.\n"
    rows = "Signalanlæg 1.250 1.198 -52\nLegeplads, Kløveren \nBørnehuset 480 480 0\nEgnsarkivet 310 275 -35\n"
    total = "Projekter i alt 2.040 1.953 -87\n"
    text = f"{prose * 4}Regnskaber (1.000 kr.)\nBudget Regnskab Afvigelse\n{rows}{total}"
    (table,) = read_bytes("notat.txt", text.encode()).tables
    assert [row.label for row in table.rows][1] == "Legeplads, Kløveren Børnehuset"
    text = text.replace("Legeplads, Kløveren \nBørnehuset 480 480 0", "Korstævne 18.000 Afslag")
    (table,) = read_bytes("notat.txt", text.encode()).tables
    assert [row.certain for row in table.rows if "Afslag" in row.label] == [False]


def test_one_year_under_a_title_with_its_unit_is_over_rows_with_one_figure() -> None:
    rows = "Ramme udmeldt af KL 1.701,554\nOprindeligt budget 1.688,920\nAfstand til rammen 12,634\n"
    text = f"Overskuddet er lidt større.\nTabel 3: Servicerammen, mio. kr.\n2026\n{rows}"
    (table,) = read_bytes("notat.txt", paper(text)).tables
    assert (table.title, table.unit) == ("Tabel 3: Servicerammen", "mio. kr.")
    assert [(column.label, column.year) for column in table.columns] == [("2026", 2026)]
    assert [row.values for row in table.rows] == [("1701.554",), ("1688.920",), ("12.634",)]


def test_the_longest_rows_are_as_wide_as_a_head_of_several_lines_right_under_its_title() -> None:
    head = "Tabel 1. Initiativer (1.000 kr.)\nAftale\n2025\nBevilget\n2025\nForbrug\n2025\nOverføres\n2026\n"
    rows = "Vuggestuer 3.200 3.200 3.118\nBiblioteker 450 410 410\nKlimasikring 5.500 1.250 687 563\n"
    text = f"{head}{rows}Turistfremme 1.100 1.100 1.264 -164\nTandpleje 2.350 2.350 1.980\n"
    (table,) = read_bytes("notat.txt", paper(text)).tables
    assert [column.label for column in table.columns] == [
        "Aftale 2025", "Bevilget 2025", "Forbrug 2025", "Overføres 2026",
    ]  # fmt: skip
    assert [(row.label, row.values) for row in table.rows if row.certain] == [
        ("Klimasikring", ("5500", "1250", "687", "563")),
        ("Turistfremme", ("1100", "1100", "1264", "-164")),
    ]


def test_names_that_no_column_is_known_by_begin_with_capitals_under_their_title() -> None:
    rows = "Eng 210 4.110 12\nSø 188 3.960 9\nMark 201 5.020 14\nSkov 197 4.470 11\n"
    text = f"Anvendelse af kommunens haller\nÅbnedage Gæster og\nhold\nEgne hold\n{rows}"
    (table,) = read_bytes("notat.txt", paper(text)).tables
    assert [column.label for column in table.columns] == ["Åbnedage", "Gæster og hold", "Egne hold"]
    assert all(row.certain for row in table.rows)
    # The first may be over the labels where a name of a column may begin small.
    text = f"Anvendelse af kommunens haller\nHal Åbnedage Gæster heraf børn\n{rows}"
    (table,) = read_bytes("notat.txt", paper(text)).tables
    assert not any(row.certain for row in table.rows)


def test_a_picture_below_a_table_says_nothing_of_its_width() -> None:
    rows = "Mark 412,4 393,7 806,1\nEng 416,2 411,4 827,6\nSkov 414,8 409,9 824,7\n"
    axis = "2020 2021 2022\n" + "".join(f"{step}\n" for step in range(0, 900, 50))
    text = f"Tabel 1. Gæld (mio. kr.)\nSkatte-\nfinansieret\nForsyning I alt\n{rows}{axis}"
    (table,) = read_bytes("notat.txt", paper(text)).tables
    assert [row.values for row in table.rows[:2]] == [("412.4", "393.7", "806.1"), ("416.2", "411.4", "827.6")]


def test_the_number_of_a_page_is_no_cell_of_the_row_above_it() -> None:
    top = "Årsregnskab 2023, bilag\n"
    head = "Ansatte efter alder\nKvinder Mænd I alt Andel 60+\n"
    rows = "Lærere 318 164 482 12,2%\nPædagoger 512 121 633 13,8%\nSosu 701 58 759 19,6%\nTeknik 22 149 27,0%\n"
    below = "Tallene omfatter alle månedslønnede, i alt 2.657 personer, men ikke de timelønnede.\n"
    text = f"{top}{below}{head}{rows}1\n{top}{below}2\n"
    (table, *_others) = read_bytes("notat.txt", text.encode()).tables
    assert [(row.label, row.certain) for row in table.rows][-1] == ("Teknik", False)


def test_a_total_that_its_parts_and_its_own_row_deny_by_the_same_is_read_and_told_as_wrong() -> None:
    head = "Tabel 1. Tilskud (kr.)\nTilskud 2025 Tilskud 2026 Ændring\n"
    rows = "Eng 80.410 89.166 8.756\nSø 121.900 118.272 -3.628\nMark 14.250 15.708 1.458\nSkov 6.840 7.623 783\n"
    reading = read_bytes("notat.txt", paper(f"{head}{rows}I alt 223.400 233.769 7.369\n"))
    assert all(row.certain for row in reading.tables[0].rows)
    wrong = [finding for finding in reading.findings if finding.code == "sum_mismatch"]
    assert [(own.row, own.column) for own in wrong] == [("I alt", "Tilskud 2026")]


def test_what_lies_between_its_parts_is_no_sum_of_them() -> None:
    head = "Tabel 1. Skoler\nElever Klasser Elever i klassen\n"
    rows = "Eng 612 28 21,9\nSø 431 21 20,5\nMark 520 24 21,7\nI alt 1.563 73 21,4\n"
    findings = read_bytes("notat.txt", paper(f"{head}{rows}")).findings
    assert not [own for own in findings if own.code == "sum_mismatch"]


def test_where_the_first_name_may_stand_over_the_labels_and_the_last_be_one_nothing_is_sure() -> None:
    head = "Tabel 1. Låneramme (kr.)\nFunktion Afholdt udgift Låneadgang i\npct.\nLåneramme\n"
    rows = "Energi 8.412.760 100 8.412.760\nByfornyelse 1.260.480 95 1.197.456\nHavn 5.733.900 85 4.873.815\n"
    tables = read_bytes("notat.txt", paper(f"{head}{rows}Jordkøb 4.950.000 85 4.207.500\n")).tables
    assert tables
    assert not any(row.certain for table in tables for row in table.rows if any(row.printed))


def test_rows_that_are_called_the_same_but_for_a_number_that_counts_them_have_it_in_their_name() -> None:
    head = "Tabel 1. Lønsum (mio. kr.)\nBudget 2023 Regnskab 2023\n"
    rows = "".join(f"Hovedkonto {at} {33 + at},{at} {41 + 7 * at},9\n" for at in range(5))
    (table,) = read_bytes("notat.txt", paper(f"{head}{rows}")).tables
    assert [(row.label, row.certain) for row in table.rows] == [(f"Hovedkonto {at}", True) for at in range(5)]
    # Names that do not count up may stand before a figure of their own.
    (table,) = read_bytes("notat.txt", paper(f"{head}{rows.replace('Hovedkonto 3', 'Hovedkonto 5')}")).tables
    assert not any(row.certain for row in table.rows[:4])


def test_a_line_over_a_head_that_begins_another_of_its_names_is_the_first_of_them() -> None:
    head = "Udlån og besøg fordelt på filialer\nUdlån\n2022\nUdlån\n2023\nBesøg\n2022\nBesøg\n2023\nBesøg,\nændring\n"
    rows = "Hovedbiblioteket 188.430 181.879 151.220 145.613 -5.607\nHavnen 41.975 43.058 48.310 48.494 184\n"
    (table,) = read_bytes("notat.txt", paper(f"{head}{rows}Bogbussen 9.815 10.303 6.120 6.019 -101\n")).tables
    assert table.title == "Udlån og besøg fordelt på filialer"
    assert [column.label for column in table.columns] == [
        "Udlån 2022", "Udlån 2023", "Besøg 2022", "Besøg 2023", "Besøg, ændring",
    ]  # fmt: skip


def test_days_of_a_year_are_names_beside_the_numbers_of_notes() -> None:
    rows = "Grunde 9 1.944,6 1.922,8\nAnlæg 9 87,7 87,1\nVarer 10 7,1 7,1\nI alt 2.039,4 2.017,0\n"
    (table,) = read_bytes("notat.txt", paper(f"Balance, mio. kr.\nNote 31.12.2022 31.12.2023\n{rows}")).tables
    assert [(column.label, column.year) for column in table.columns] == [("31.12.2022", 2022), ("31.12.2023", 2023)]
    assert next((row.label, row.certain) for row in table.rows) == ("Grunde", True)


def test_years_with_their_unit_are_names() -> None:
    rows = "Restaffald 6.412 6.722 6.882\nMadaffald 3.056 3.101 2.984\nPapir 2.222 2.138 2.221\n"
    (table,) = read_bytes("notat.txt", paper(f"Mængder\n2023, ton 2024, ton 2025, ton\n{rows}")).tables
    assert [column.label for column in table.columns] == ["2023, ton", "2024, ton", "2025, ton"]


def test_the_number_of_a_note_behind_a_figure_is_no_part_of_it() -> None:
    rows = "Besøg 118 126 1311)\nBørn 412 398 377\nUnge 2443) 200 219\nHjemløse (SHIPS) 28 19 15\n"
    notes = "1) Kun 2. halvår. 3) Ny opgørelsesmetode fra 2024.\n"
    (table,) = read_bytes("notat.txt", paper(f"Bilag 2. Aktivitetsmål\n2023 2024 2025\n{rows}{notes}")).tables
    read = [row.values[::2] for row in table.rows]
    assert read == [("118", "131"), ("412", "377"), ("244", "219"), ("28", "15")]


def test_the_same_head_under_another_title_begins_another_table() -> None:
    top, head = "Prioriteringskatalog, budget 2025\n", "2025 2026 2027\n"
    first = f"Økonomi (1.000 kr.)\n{head}Udstyr 950 310 310\nUddannelse 150 90 90\nNettovirkning 1.100 400 400\n"
    second = f"Fuldtidsstillinger\n{head}Nattevagter -0,5 -1,5 -2,5\nTeknik 0,5 0,5 0,0\nI alt 0,0 -1,0 -2,5\n"
    prose = "Besparelsen følger af et udbud, der er gennemført sammen med tre andre kommuner.\n"
    tables = read_bytes("notat.txt", f"{top}{prose}{first}1\n{top}{second}{prose}2\n".encode()).tables
    read = [(table.title, table.unit) for table in tables]
    assert read == [("Økonomi", "1.000 kr."), ("Fuldtidsstillinger", "antal")]


def test_a_cell_is_missing_where_the_others_are_like_their_columns() -> None:
    rows = "Eng 412 21,7 5,9 88,4\nSø 538 22,4 6,6 91,0\nMark 655 23,4 7,8 93,2\nSkov 187 17,0 84,9\n"
    text = f"Nøgletal for skoler\nElevtal Klassekvotient Fravær Lærerdækning\n{rows}"
    (table,) = read_bytes("notat.txt", paper(text)).tables
    assert (table.rows[-1].values, table.rows[-1].certain) == (("187", "17.0", None, "84.9"), False)
    # Where the columns are alike nothing is said.
    alike = "Elever\n2022 2023 2024\nEng 41 42 43\nSø 38 39 41\nMark 37 38 40\nSkov 40 41\n"
    (table,) = read_bytes("notat.txt", paper(alike)).tables
    assert table.rows[-1].values == (None, None, None)


def test_one_word_names_the_only_column_below_a_title_with_its_unit() -> None:
    rows = "Vedtaget ramme 1.841,7\nReguleringer -4,9\nNye opgaver 2,6\nKorrigeret ramme 1.839,4\n"
    text = f"Udgifter i forhold til den udmeldte ramme (mio. kr.)\nBeløb\n{rows}"
    (table,) = read_bytes("notat.txt", paper(text)).tables
    assert [row.values for row in table.rows] == [("1841.7",), ("-4.9",), ("2.6",), ("1839.4",)]


def test_a_heading_whose_sum_stands_below_is_no_name_of_a_column() -> None:
    north = "Distrikt Nord\nElverhøj 138 132 134\nSkoven 96 99 98\nDistrikt Nord i alt 234 231 232\n"
    text = f"Indskrevne enheder pr. måned\nNormering Jan. Feb.\n{north}Distrikt Syd\nSøen 162 153 149\n"
    (table,) = read_bytes("notat.txt", paper(text)).tables
    assert all(row.certain for row in table.rows)


def test_a_small_number_before_large_figures_is_the_end_of_a_label_in_tables_without_a_unit_too() -> None:
    rows = "Rådhuset, anlæg 1 41.280 38.915 40.230\nRådhuset, anlæg 2 12.660 18.740\nSkolen 57.010 54.308 55.112\n"
    (table,) = read_bytes("notat.txt", paper(f"Solceller, produktion i kWh\n2022 2023 2024\n{rows}")).tables
    assert not table.rows[1].certain


def test_a_row_that_begins_with_a_number_may_go_on_with_the_line_above() -> None:
    head = "Tabel 1. Projekter (1.000 kr.)\nBudget 2025 Forbrug 2025 Budget 2026\nTilbud til udsatte unge\n"
    rows = "18-24 år uden bolig 3.850 1.420 1.615\nMisbrug 6.200 2.075 2.240\nFremskudt 1.275 960 315\n"
    (table,) = read_bytes("notat.txt", paper(f"{head}{rows}")).tables
    assert [row.certain for row in table.rows] == [False, False, True, True]


def test_parts_that_make_twice_a_total_have_sums_among_them() -> None:
    rows = "Service i alt\nSkoler 398,4 401,2\nPleje 452,0 444,3\nService 850,4 845,5\nAndet i alt\nLøn 288,4 291,2\n"
    text = f"Fra basisbudget til forslag, mio. kr.\n2025 2026\n{rows}Refusion 179,3 178,1\nAndet 467,7 469,3\n"
    findings = read_bytes("notat.txt", paper(f"{text}Drift i alt 1.318,1 1.314,8\n")).findings
    assert not [own for own in findings if own.code == "sum_mismatch"]


def test_what_is_only_ever_over_labels_is_no_column_and_the_next_table_says_nothing_of_this_one() -> None:
    rows = "Januar 188 41 12,4\nFebruar 171 63 11,9\nMarts 203 28 11,2\nApril 159 17 12,0\n"
    below = "Sundhedsprofil, indeks\n2017 2025\nRygere 112 104\nSvær overvægt 106 111\nStress 93 105\n"
    text = f"Aktivitet pr. måned 2026\nMåned Planer Færdige\ndage\nGenindlæggelser\n{rows}{below}"
    table = read_bytes("notat.txt", paper(text)).tables[0]
    assert [column.label for column in table.columns] == ["Planer", "Færdige dage", "Genindlæggelser"]
    assert all(row.certain for row in table.rows)


def marked(text: str) -> list[str]:
    return [row.label for table in read_bytes("notat.txt", paper(text)).tables for row in table.rows if not row.certain]


def test_a_change_that_each_row_keeps_proves_the_names_of_its_columns() -> None:
    head = "Anbringelser\nmio. kr.\nBudget Forventet Afvigelse\n"
    assert not marked(f"{head}Pleje 41,2 39,7 -1,5\nOphold 36,8 44,1 +7,3\nHjem 17,5 18,0 +0,5\n")
    other = "Pleje 41,2 39,7 -2,5\nOphold 36,8 44,1 +1,3\nHjem 17,5 18,0 +0,9\n"
    assert marked(f"{head}{other}") == ["Pleje", "Ophold", "Hjem"]
    # Halves of names over each other are none that a change proves.
    rows = "Pleje 41,2 39,7 -1,5\nOphold 36,8 44,1 7,3\nHjem 17,5 18,0 0,5\n"
    assert marked(f"Anbringelser, mio. kr.\nBudget Forventet\n2024 Forventet Afvigelse\n{rows}")


def test_months_name_columns() -> None:
    rows = "Dagpenge 634 626 610\nKontanthjælp 557 544 535\nSygedagpenge 924 941 964\nFleksjob 410 413 417\n"
    assert not marked(f"Antal fuldtidspersoner pr. måned 2025\nJan Feb Mar\n{rows}")


def test_what_a_row_has_of_the_one_above_begins_small_and_is_whole() -> None:
    rows = "Skoler 69,0 69,9 69,3\nheraf specialtilbud 20,0 20,9 20,3\nPleje 50,0 50,7 50,9\n"
    assert not marked(f"Fuldtidsstillinger\n2023 2024 2025\n{rows}")


def test_no_heading_ends_in_a_word_that_joins() -> None:
    rows = "Udvalget for Skole 511 510 12\nUdvalget for Beskæftigelse og\nErhverv\n411 410 1\nMiljø 116 110 30\n"
    assert not marked(f"Udgifter (1.000 kr.)\nBudget 2024 Regnskab 2024 Budget 2025\n{rows}")


def test_a_total_that_is_wrong_in_its_first_column_alone_says_nothing_against_its_parts() -> None:
    rows = "Skoler 300,0 310,0\nPleje 200,0 210,0\nHandicap 100,0 90,0\nMiljø 50,0 40,0\n"
    head = "Drift, mio. kr.\nRegnskab 2023 Regnskab 2024\n"
    assert marked(f"{head}{rows}I alt 660,0 650,0\n") == []
    # The figure that is too many may be the end of a label.
    assert "Skoler" in marked(f"{head}Skoler 10,0 310,0\nPleje 200,0 210,0\nHandicap 100,0 90,0\nI alt 300,0 610,0\n")


def test_what_the_other_rows_say_that_a_change_is_of_is_no_doubt() -> None:
    head = "Likviditet, 1.000 kr.\n30.6.2024 30.6.2025 31.12.2025 30.6.2026 Ændring 12 mdr.\n"
    rows = "Kasse 17.843 17.492 18.100 17.848 356\nObligationer 126.277 129.352 136.245 141.453 12.101\n"
    rows += "Deponeret -20.799 -18.849 -19.485 -19.980 -1.131\nI alt 123.321 127.995 134.860 139.321 11.326\n"
    assert marked(head + rows) == []


def test_words_with_an_amount_among_them_are_no_heading_for_certain() -> None:
    rows = "Skoler -15.546 -8.400\nDagtilbud -3.007 Flere børn\nPleje 2.717 1.200\nRådhus 2.346 2.300\n"
    assert "Dagtilbud -3.007 Flere børn" in marked(f"Afvigelser, 1.000 kr.\nRegnskab 2023 Regnskab 2024\n{rows}")


@pytest.mark.parametrize(("head", "rows", "names"), [
    # A month after a phase is part of its name.
    (
        "Sundhed (1.000 kr.)\nBudget 2026 Korr. budget\n2026\nForbrug maj\n",
        "Genoptræning 14.306 14.343 6.446\nTandpleje 17.356 17.405 7.491\nHospice 1.957 1.974 812\n",
        ["Budget 2026", "Korr. budget 2026", "Forbrug maj"],
    ),
    # A year before its sum begins a name.
    (
        "Tabel 1 Udlån\n3. kvartal 4. kvartal 2024 i alt 2023 i alt\n",
        "Voksne 24.064 23.465 97.411 91.824\nBørn 32.146 30.203 121.241 128.637\nBussen 2.412 2.080 9.059 8.383\n",
        ["3. kvartal", "4. kvartal", "2024 i alt", "2023 i alt"],
    ),
])
def test_where_names_of_columns_begin_and_end(head: str, rows: str, names: list[str]) -> None:
    (table,) = read_bytes("notat.txt", paper(f"{head}{rows}")).tables
    assert [column.label for column in table.columns] == names


@pytest.mark.parametrize(("head", "rows", "labels"), [
    # The first line of a label may end in a number.
    (
        "Forslag, 1.000 kr.\nBudget 2025 Budget 2026 Budget 2027\n",
        "Ferielukning -480 -395 -480\nB02 Natteam, 2\nvagter\n-860 -1.720 -1.720\nFærre biler -135 -270 -270\n",
        [("Ferielukning", True), ("B02 Natteam, 2 vagter", True), ("Færre biler", True)],
    ),
    # A row that counts in thousands says so.
    (
        "Tabel 1. Telefoni\n2023 2024 2025\n",
        "Opkald (1.000) 88,4 84,9\nBesvaret 90,0 86,1 88,8\nVentetid 3,0 4,2 3,5\nBetjening 80,0 77,5 81,2\n",
        [("Opkald (1.000)", False), ("Besvaret", True), ("Ventetid", True), ("Betjening", True)],
    ),
])
def test_which_numbers_belong_to_a_label(head: str, rows: str, labels: list[tuple[str, bool]]) -> None:
    (table,) = read_bytes("notat.txt", paper(f"{head}{rows}")).tables
    assert [(row.label, row.certain) for row in table.rows] == labels
