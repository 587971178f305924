"""Delimited text: whatever way of writing letters, cells and numbers, a figure is right or it is marked."""

from __future__ import annotations

import csv
import io
import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgettui.domain.amounts import format_number
from budgettui.domain.checking.doubts import doubts
from budgettui.domain.checking.reconcile import reconcile
from budgettui.domain.errors import UnreadableFile
from budgettui.domain.paper.reading import Reading, Row, Table
from budgettui.ingest import read_bytes
from budgettui.ingest.csvfile import recognises
from budgettui.store.rollup import TreeNode
from budgettui.store.tree import build
from real_papers import shared_file


def read(text: str, encoding: str = "utf-8", name: str = "linjer.csv") -> Reading:
    reading = read_bytes(name, text.encode(encoding))
    assert reading.format == "csv"
    assert reading.kind == "budget_lines"
    return reading


def only(reading: Reading) -> Table:
    (table,) = reading.tables
    return table


def row(table: Table, label: str) -> Row:
    (found,) = [one for one in table.rows if one.label == label]
    return found


def values(table: Table) -> list[tuple[str, tuple[str | None, ...]]]:
    return [(one.label, one.values) for one in table.rows]


def messages(reading: Reading, code: str) -> list[str]:
    return [finding.message for finding in reading.findings if finding.code == code]


def child(node: TreeNode, *labels: str) -> TreeNode:
    for label in labels:
        (node,) = [one for one in node.children if one.label == label]
    return node


# -- the real files


def test_the_state_budget_with_decimal_points_in_a_danish_file() -> None:
    reading = read_bytes("x", shared_file("examples", "da_finanslov_2011_paragraf.csv").read_bytes())
    table = only(reading)
    assert [column.year for column in table.columns] == [2009, 2010, 2011, 2012, 2013, 2014]
    assert table.rows[0].label == "01 Dronningen"
    assert table.rows[0].values == ("70.6", "71.2", "71.1", "71.1", "71.1", "71.1")
    assert len(table.rows) == 29
    assert row(table, "08 Erhvervs- og Vækstministeriet").values[0] == "4132.4"
    assert row(table, "38 Skatter og afgifter").values == ("-532010.3", "-517004.2", "-561357.1", "0.0", "0.0", "0.0")
    assert all(one.kind == "line" and one.certain for one in table.rows)
    assert row(table, "37 Renter").source.line == 26
    assert "Kolonnen 2009 er læst med decimalpunktum, fx 70.6" in messages(reading, "other")
    assert messages(reading, "encoding") == ["Filen er ikke UTF-8; den er læst som Latin-1"]
    # Neither unit nor phase is printed in it: nothing is invented, and it is no budget yet.
    assert table.unit is None
    assert {column.phase for column in table.columns} == {None}


def test_state_accounts_whose_codes_are_levels() -> None:
    reading = read_bytes("x", shared_file("examples", "da_finanslov_2012_oescs_latin1.csv").read_bytes())
    table = only(reading)
    assert [column.label for column in table.columns] == ["2010", "2011", "2012", "2013", "2014", "2015"]
    assert [(one.label, one.level, one.kind) for one in table.rows] == [
        ("01 Dronningen", 0, "subtotal"),
        ("011 Statsydelse", 1, "line"),
        ("02 Medlemmer af det kongelige hus m.fl.", 0, "subtotal"),
        ("021 Årpenge mv.", 1, "line"),
    ]
    assert row(table, "021 Årpenge mv.").values == ("25.0", "24.3", "24.6", "24.6", "24.6", "24.6")


# -- letters and delimiters

PLAIN = "Område;Budget 2024 (mio. kr.);Budget 2025 (mio. kr.)\nBørn på tværs;1,5;2,5\nSkole & fritid;-3,0;4,0\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1"])
@pytest.mark.parametrize("delimiter", [";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_letters_delimiters_and_line_ends_change_nothing(encoding: str, delimiter: str, line_end: str) -> None:
    table = only(read(PLAIN.replace(";", delimiter).replace("\n", line_end), encoding))
    assert values(table) == [("Børn på tværs", ("1.5", "2.5")), ("Skole & fritid", ("-3.0", "4.0"))]
    assert table.unit == "mio. kr."
    assert [(column.year, column.phase) for column in table.columns] == [(2024, "approved"), (2025, "approved")]
    assert [one.source.line for one in table.rows] == [2, 3]
    assert table.rows[0].source.raw == f"Børn på tværs{delimiter}1,5{delimiter}2,5"


def test_windows_1252_has_signs_that_latin_1_has_not() -> None:
    reading = read("Område;2024\n“Børn” – unge;1,5\nSkole;2,5\n", "cp1252")
    assert only(reading).rows[0].label == "“Børn” – unge"
    assert messages(reading, "encoding") == ["Filen er ikke UTF-8; den er læst som Windows-1252"]


def test_decimal_commas_in_a_file_parted_by_commas_stand_in_quotes() -> None:
    table = only(read('Område,2023,2024\n"Løn, administration","1,5","2,5"\nDrift,"10,5",20\n'))
    assert values(table) == [("Løn, administration", ("1.5", "2.5")), ("Drift", ("10.5", "20"))]


def test_the_name_says_nothing_about_the_format() -> None:
    assert read(PLAIN, name="referat.pdf").format == "csv"


@pytest.mark.parametrize(
    "text",
    [
        "Rådmandsmøde\n\nDeltagere: RM, DIR\n\n1 Til godkendelse\n1.1 Dagsorden, referat\nGodkendt, enstemmigt.\n",
        "Det koster 1,5 mio. kr. i 2024, 2,5 mio. kr. i 2025, og så videre.\nDer er, som sagt, mange kommaer.\n" * 9,
        "Løn 1,5 2,5\nDrift 2,5 3,5\nI alt 4,0 6,0\n",
        "<html><body>a;1\nb;2</body></html>",
        '{"a": 1,\n"b": 2,\n"c": 3}',
        "| a | b |\n|---|---|\n| x | 1 |\n",
        "a;b\nc;d\n",
        "",
    ],
)
def test_what_is_no_table_in_delimited_text(text: str) -> None:
    assert not recognises(text.encode())


@pytest.mark.parametrize("content", [b"\x00\x01a;1\nb;2\n", b"%PDF-1.7\na;1\nb;2\n", b"PK\x03\x04a;1\nb;2"])
def test_other_formats_are_left_to_others(content: bytes) -> None:
    assert not recognises(content)


def test_a_control_byte_far_down_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="styretegn"):
        read_bytes("x", ("Område;2024\n" + "Linje;12\n" * 9000).encode() + b"a;\x001\n")


def test_hostile_signs_are_cleaned_out_of_labels() -> None:
    table = only(read("Område;2024\n\u202e[@click=app.quit]\x1b]52;12\nb\x7f;3\n".replace("]52;", "]52 ;")))
    assert table.rows[0].label == "[@click=app.quit]]52"


# -- numbers


@pytest.mark.parametrize(
    ("cells", "read_as"),
    [
        # Danish, by cells that can be nothing else.
        (["1.234,5", "1.234", "7", "-8"], ["1234.5", "1234", "7", "-8"]),
        (["1.234.567", "1.234", "0"], ["1234567", "1234", "0"]),
        (["0,5", "1.000", "(2,5)"], ["0.5", "1000", "-2.5"]),
        (["1 234,50", "12 000", "−3,00"], ["1234.50", "12000", "-3.00"]),
        ([",5", "1,25-", "+3,0"], ["0.5", "-1.25", "3.0"]),
        (["1.234,00 kr.", "kr. 2,00", "500,-"], ["1234.00", "2.00", "500"]),
        # With a point.
        (["70.6", "1042.2", "1.234"], ["70.6", "1042.2", "1.234"]),
        (["1,234.5", "1,234", "0.5"], ["1234.5", "1234", "0.5"]),
        (["1,234,567", "1,234"], ["1234567", "1234"]),
        (["0.415", "1.250"], ["0.415", "1.250"]),
        # Whole numbers beside thousands that end in zero.
        (["1.500", "12.250", "980", "45"], ["1500", "12250", "980", "45"]),
        (["1,500", "12,250", "980", "45"], ["1500", "12250", "980", "45"]),
        # Nothing to decide.
        (["12", "-0", "007", "100000"], ["12", "0", "7", "100000"]),
    ],
)
def test_a_column_decides_how_its_numbers_are_read(cells: list[str], read_as: list[str]) -> None:
    table = only(read("Område\tBudget 2024\n" + "".join(f"Linje {i}\t{cell}\n" for i, cell in enumerate("abcd"[:0])) +
                      "".join(f"Linje {chr(97 + i)}\t{cell}\n" for i, cell in enumerate(cells))))  # fmt: skip
    assert [one.values[0] for one in table.rows] == read_as
    assert [one.printed[0] for one in table.rows] == cells
    assert all(one.certain for one in table.rows)


@pytest.mark.parametrize("cells", [["1.304", "2.150"], ["1,304", "2,150"], ["1.304", "20000"], ["1.304", "2,150"]])
def test_a_column_that_does_not_decide_is_never_certain(cells: list[str]) -> None:
    reading = read("Område\tBudget 2024\n" + "".join(f"Linje {i}a\t{cell}\n" for i, cell in enumerate(cells)))
    for one in only(reading).rows:
        assert one.certain == (one.printed[0] in {"20000"})
    assert len(messages(reading, "doubtful_number")) == 1
    assert "Budget 2024" in messages(reading, "doubtful_number")[0]


def test_an_open_column_follows_the_others_of_its_file() -> None:
    reading = read("Område;Budget 2023;Budget 2024\na;1.304;1,5\nb;2.150;2,5\n")
    assert values(only(reading)) == [("a", ("1304", "1.5")), ("b", ("2150", "2.5"))]
    assert any("som de andre kolonner" in message for message in messages(reading, "other"))


def test_each_column_is_decided_for_itself() -> None:
    table = only(read("Område;Budget 2023;Budget 2024\na;1.304,5;1304.5\nb;2,5;2.5\n"))
    assert values(table) == [("a", ("1304.5", "1304.5")), ("b", ("2.5", "2.5"))]


def test_one_cell_in_another_way_of_writing_is_marked_and_the_rest_is_not() -> None:
    text = "Område;Budget 2024\n" + "".join(f"Linje {i}a;{i},5\n" for i in range(1, 101)) + "Fejl;12.5\nTusind;1.234\n"
    table = only(read(text))
    assert row(table, "Fejl").values == ("12.5",)
    assert [one.label for one in table.rows if not one.certain] == ["Fejl"]
    assert row(table, "Tusind").values == ("1234",)


def test_two_ways_of_writing_in_one_column_leave_its_thousands_open() -> None:
    table = only(read("Område;Budget 2024\na;1,5\nb;2.5\nc;1.234\n"))
    assert [one.certain for one in table.rows] == [True, False, False]


@pytest.mark.parametrize("cell", ["1,23E+06", "#REF!", "#DIV/0!", "=SUM(B2:B3)", "ca. 5", "1.2.3", "12.34.56", "1,2,3"])
def test_what_is_no_number_has_no_value_and_is_marked(cell: str) -> None:
    reading = read(f"Område;Budget 2024\na;1,5\nb;{cell}\nc;2,5\nd;3,5\n")
    assert row(only(reading), "b").values == (None,)
    assert row(only(reading), "b").printed == (cell,)
    assert not row(only(reading), "b").certain
    assert [f.row for f in reading.findings if f.code == "doubtful_number"] == ["b"]
    assert row(only(reading), "c").certain


@pytest.mark.parametrize("cell", ["", "-", "–", "..", "…", "N/A"])
def test_the_printed_empties_are_no_figure(cell: str) -> None:
    found = row(only(read(f"Område;Budget 2024\na;1,5\nb;{cell}\nc;2,5\n")), "b")
    assert found.values == (None,)
    assert found.certain


def test_digits_of_other_scripts_are_no_digits() -> None:
    found = row(only(read("Område;Budget 2024\na;1,5\nb;١٢\nc;2,5\n")), "b")
    assert found.values == (None,)
    assert not found.certain


amounts = st.decimals(min_value=-(10**9), max_value=10**9, allow_nan=False, places=2)


@given(st.lists(amounts, min_size=1, max_size=30), st.sampled_from(["danish", "point", "bare danish", "bare point"]))
def test_no_column_is_read_wrong_without_a_mark(numbers: list[Decimal], style: str) -> None:
    def write(number: Decimal) -> str:
        if style.startswith("bare"):
            text = format(number, "f")
            return text if style.endswith("point") else text.replace(".", ",")
        text = format_number(number, 2).replace("−", "-")
        return text if style == "danish" else text.translate(str.maketrans(".,", ",."))

    lines = "".join(f"Linje nr. {i}x\t{write(number)}\n" for i, number in enumerate(numbers))
    table = only(read(f"Område\tBudget 2024\n{lines}"))
    for one, number in zip(table.rows, numbers, strict=True):
        assert one.certain
        assert one.values[0] is not None
        assert Decimal(one.values[0]) == number


@given(st.lists(st.integers(-(10**7), 10**7), min_size=1, max_size=20))
def test_thousands_without_decimals_are_right_or_marked(numbers: list[int]) -> None:
    lines = "".join(f"Linje {i}x\t{format_number(Decimal(n), 0)}\n" for i, n in enumerate(numbers))
    for one, number in zip(only(read(f"Område\tBudget 2024\n{lines}")).rows, numbers, strict=True):
        assert not one.certain or Decimal(one.values[0] or "x") == number


# -- the heading


def test_title_lines_stand_over_the_heading() -> None:
    reading = read("Budgetforslag for Aarhus Kommune\ni 1.000 kr., 2024-priser\n\nOmråde;2025;2026\nSkoler;100;200\n")
    table = only(reading)
    assert reading.title == "Budgetforslag for Aarhus Kommune"
    assert reading.municipality == "Aarhus Kommune"
    assert (table.unit, table.price_level) == ("1.000 kr.", "2024-priser")
    assert [(c.label, c.year, c.phase) for c in table.columns] == [
        ("2025", 2025, "approved"),
        ("2026", 2026, "approved"),
    ]
    assert values(table) == [("Skoler", ("100", "200"))]
    assert table.rows[0].source.line == 5
    assert reading.budget_years == (2025, 2026)


@pytest.mark.parametrize(
    ("heading", "year", "phase"),
    [
        ("Regnskab 2022", 2022, "executed"),
        ("Vedtaget budget 2023", 2023, "approved"),
        ("Opr. budget 2023", 2023, "approved"),
        ("Korr. budget 2023", 2023, "adjusted"),
        ("Ajourført budget 2023", 2023, "adjusted"),
        ("Forventet regnskab 2023", 2023, "forecast"),
        ("Afvigelse", None, "variance"),
        ("R2022", 2022, "executed"),
        ("B 2024", 2024, "approved"),
        ("BO2025", 2025, "approved"),
        ("regnskab_2022", 2022, "executed"),
        ("Nettoeffekt 2024", 2024, "effect"),
        ("Budget 2024 (1.000 kr.)", 2024, "approved"),
        ("Forbrug i pct. af budget 2024", 2024, "other"),
        ("Indeks 2024", 2024, "other"),
        ("Antal stillinger 2024", 2024, "other"),
        ("Restbudget 2024", 2024, "other"),
        ("2024", 2024, None),
        ("2023/2024", None, None),
    ],
)
def test_what_a_heading_says(heading: str, year: int | None, phase: str | None) -> None:
    column = only(read(f"Område\t{heading}\nSkoler\t100\nVeje\t200\n")).columns[0]
    assert (column.label, column.year, column.phase) == (heading, year, phase)


@pytest.mark.parametrize(
    "heading", ["Budget 2024 1.000 kr.", "Budget 2024 1000 kr", "Budget 2024, 1.000 kr.", "Budget 2024 (t.kr.)"]
)
def test_thousands_in_a_heading_are_no_kroner(heading: str) -> None:
    assert only(read(f"Område;{heading}\nSkole;100\nDagtilbud;200\n")).unit == "1.000 kr."
    below = "Område;Budget 2024;Regnskab 2024\n;1.000 kr.;1.000 kr.\nSkole;100;110\nDagtilbud;200;190\n"
    assert only(read(below)).unit == "1.000 kr."


def test_unit_and_price_level_are_said_over_the_heading_by_name() -> None:
    table = only(read("Enhed;mio. kr.\nPrisniveau;2025-priser\nOmråde;Budget 2025;Budget 2026\nSkole;1,5;2,5\n"))
    assert (table.unit, table.price_level, table.title) == ("mio. kr.", "2025-priser", "linjer")


def test_two_rows_of_heading() -> None:
    table = only(read("Område;Regnskab;;Budget;\n;2022;2023;2024;2025\nSkoler;1,5;2,5;3,5;4,5\nVeje;1,0;2,0;3,0;4,0\n"))
    assert [(c.label, c.year, c.phase) for c in table.columns] == [
        ("Regnskab 2022", 2022, "executed"),
        ("Regnskab 2023", 2023, "executed"),
        ("Budget 2024", 2024, "approved"),
        ("Budget 2025", 2025, "approved"),
    ]
    assert values(table)[0] == ("Skoler", ("1.5", "2.5", "3.5", "4.5"))


def test_a_heading_printed_again_is_no_row() -> None:
    assert values(only(read("Område;2024\nSkoler;1,5\nOmråde;2024\nVeje;2,5\n"))) == [
        ("Skoler", ("1.5",)),
        ("Veje", ("2.5",)),
    ]


@pytest.mark.parametrize(
    ("head", "row", "figures"),
    [
        ("Område;Budget 2024", "Veje;1975", ("1975",)),
        ("Område;Budget;Regnskab", "Veje;1950;1975", ("1950", "1975")),
        ("Område;Budget;Regnskab", "Veje;1975;1975", ("1975", "1975")),
        ("Område;Budget;Regnskab", "I alt;2018;2019", ("2018", "2019")),
    ],
)
def test_amounts_that_happen_to_be_years_are_figures(head: str, row: str, figures: tuple[str, ...]) -> None:
    others = ["Skoler" + ";300" * len(figures), "Børn" + ";400" * len(figures)]
    for place in range(len(others)):
        rows = [*others[:place], row, *others[place:]]
        assert (row.split(";")[0], figures) in values(only(read("\n".join([head, *rows]) + "\n"))), place


def test_years_that_follow_each_other_head_one_more_table() -> None:
    second = read("Område;Budget;Regnskab\nSkoler;300;400\nPersoner;2018;2019\nBørn;31;32\n").tables[1]
    assert [column.label for column in second.columns] == ["2018", "2019"]
    assert values(second) == [("Børn", ("31", "32"))]


def test_notes_after_the_last_figure_are_no_rows() -> None:
    assert len(only(read("Område;2024\nSkoler;1,5\nVeje;2,5\n\nKilde: regnskabet;\n")).rows) == 2


def test_columns_of_one_phase_and_year_are_never_taken_for_each_other() -> None:
    reading = read(
        "Område;Udgift 2024;Indtægt 2024;Netto 2024\nSkoler;100;-40;60\nVeje;50;-5;45\n".replace(
            " 2024", " budget 2024"
        )
    )
    table = only(reading)
    assert [column.phase for column in table.columns] == ["other", "other", "approved"]
    assert len([m for m in messages(reading, "other") if "samme fase og år" in m]) == 2


# -- rows that do not fit


def test_an_unquoted_delimiter_in_a_label_moves_no_number() -> None:
    reading = read("Område;2023;2024\nLøn; administration;1,5;2,5\nDrift;3,5;4,5\nVeje;1,0\n")
    table = only(reading)
    assert row(table, "Drift").values == ("3.5", "4.5")
    assert [(one.values, one.certain) for one in table.rows if one.label != "Drift"] == [((None, None), False)] * 2
    assert len(messages(reading, "doubtful_row")) == 2
    assert table.rows[0].source.raw == "Løn; administration;1,5;2,5"


@pytest.mark.parametrize(
    "text",
    [
        "Område,2023,2024\nLøn, drift,100,200\nVarer, drift,300,400\n",
        "Område,2023,2024\nLøn,1,5,2,5\nDrift,2,5,3,5\n",
        "Område;2023;2024\nLøn; drift;100;200\nVarer; drift;300;400\nVej; drift;1;2\n",
    ],
)
def test_rows_that_are_all_wider_than_their_heading_have_no_certain_number(text: str) -> None:
    try:
        reading = read_bytes("x", text.encode())
    except UnreadableFile:
        return
    assert not any(one.certain for table in reading.tables for one in table.rows)


UNBALANCED = """Område;2023;2024
"Dagtilbud;1,5;2,5
Skoler;2,5;3,5
"Fritid
og unge";3,0;4,0
Rør 5";1,0;1,0
"Et ""citat""; midt i";6,0;7,0
Kultur;"4,0;5,0
Veje;12,0;16,0
"""


def test_an_unbalanced_quote_spoils_its_own_line_only() -> None:
    reading = read(UNBALANCED)
    table = only(reading)
    assert [(one.label, one.values, one.certain, one.source.line, one.source.last_line) for one in table.rows] == [
        ("Dagtilbud", (None, None), False, 2, 2),
        ("Skoler", ("2.5", "3.5"), True, 3, 3),
        ("Fritid og unge", ("3.0", "4.0"), True, 4, 5),
        ('Rør 5"', ("1.0", "1.0"), True, 6, 6),
        ('Et "citat"; midt i', ("6.0", "7.0"), True, 7, 7),
        ("Kultur", (None, None), False, 8, 8),
        ("Veje", ("12.0", "16.0"), True, 9, 9),
    ]
    found = [f for f in reading.findings if f.code == "doubtful_row"]
    assert [(f.severity, f.source.line) for f in found] == [("error", 2), ("error", 8)]


@given(st.integers(0, 30), st.integers(0, 20))
def test_a_quote_anywhere_never_makes_a_wrong_number(line: int, place: int) -> None:
    rows = [("Løn, drift", "1,5", "20,25"), ("Skole", "2,5", "30,25"), ('Et "citat"', "3,5", "40,25")] * 10
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerows([("Område", "2023", "2024"), *rows])
    lines = out.getvalue().split("\n")
    lines[line] = lines[line][:place] + '"' + lines[line][place:]
    try:
        reading = read_bytes("x", "\n".join(lines).encode())
    except UnreadableFile:
        return
    right = {(one[1].replace(",", "."), one[2].replace(",", ".")) for one in rows}
    for table in reading.tables:
        for one in table.rows:
            assert not one.certain or one.values in right, one


def test_a_cell_in_quotes_keeps_a_code_as_text() -> None:
    table = only(read('Konto;Tekst;Budget 2024\n="0.22.01";Boliger;1,5\n="2201";Veje;2,5\n'))
    assert values(table) == [("0.22.01 Boliger", ("1.5",)), ("2201 Veje", ("2.5",))]


def test_a_line_that_never_ends() -> None:
    reading = read("Område;2023;2024\nSkoler;2,5;3,5\n" + "x" * 3_000_000 + ";1,0;1,0\nVeje;1,0;2,0\n")
    assert [(one.certain, len(one.source.raw or "") < 3000) for one in only(reading).rows] == [
        (True, True),
        (False, True),
        (True, True),
    ]


# -- codes, levels, lines

LINES = """Kommune;Afdeling;Område;Tiltag;Konto;År;Fase;Beløb (1.000 kr.)
Aarhus Kommune;MSB;5.51 Voksne;Bosteder;0.22.01;2024;Budget;1.304,5
Aarhus Kommune;MSB;5.51 Voksne;Bosteder;0.22.01;2025;Budget;1.250,5
Aarhus Kommune;MSB;5.51 Voksne;Støtte;2201;2024;Budget;-300
Aarhus Kommune;MSB;5.51 Voksne;Støtte;2201;2024;Regnskab;-310
Aarhus Kommune;MTM;2.01 Veje;Asfalt;2.28.11;2024;Budget;12.500
Aarhus Kommune;MTM;2.01 Veje;Asfalt;2.28.11;2025;Budget;N/A
"""


def test_a_line_for_every_figure_becomes_columns_by_phase_and_year() -> None:
    reading = read(LINES)
    first, second = reading.tables
    assert reading.municipality == "Aarhus Kommune"
    assert (first.department, second.department) == ("Sociale Forhold og Beskæftigelse", "Teknik og Miljø")
    assert first.unit == "1.000 kr."
    assert [(c.label, c.year, c.phase) for c in first.columns] == [
        ("Budget 2024", 2024, "approved"),
        ("Regnskab 2024", 2024, "executed"),
        ("Budget 2025", 2025, "approved"),
    ]
    assert first.columns == second.columns
    assert [(one.label, one.level, one.values) for one in first.rows] == [
        ("5.51 Voksne", 0, (None, None, None)),
        ("0.22.01 Bosteder", 1, ("1304.5", None, "1250.5")),
        ("2201 Støtte", 1, ("-300", "-310", None)),
    ]
    assert (first.rows[1].source.line, first.rows[1].source.last_line) == (2, 3)
    assert first.rows[1].source.raw == "\n".join(LINES.split("\n")[1:3])
    assert reading.budget_years == (2024, 2025)


def test_lines_become_a_tree_whose_sums_are_right() -> None:
    (material,) = build(read(LINES))
    assert [column[:2] for column in material.columns] == [("approved", 2024), ("executed", 2024), ("approved", 2025)]
    root = material.root.figures["operating"]
    # 1.304,5 − 300 + 12.500 thousand kroner, in øre.
    assert root[0].amount == 1_350_450_000
    assert root[1].amount == -31_000_000
    area = child(material.root, "Sociale Forhold og Beskæftigelse", "5.51 Voksne")
    assert area.figures["operating"][0].amount == 100_450_000
    assert [one.label for one in area.children] == ["0.22.01 Bosteder", "2201 Støtte"]


def test_lines_of_a_row_that_stand_apart_keep_the_line_of_every_value() -> None:
    header, *body = LINES.strip().split("\n")
    by_year = sorted(body, key=lambda line: line.split(";")[5])
    first = read("\n".join([header, *by_year]) + "\n").tables[0]
    own = row(first, "0.22.01 Bosteder")
    assert own.values == ("1304.5", None, "1250.5")
    assert own.lines == (2, None, 6)
    assert own.source.line == 2


def test_the_same_line_twice_is_two_rows_and_is_said() -> None:
    reading = read("Område;År;Budget\nSkoler;2024;100\nSkoler;2024;100\nVeje;2024;50\n")
    assert [(one.label, one.values) for one in only(reading).rows] == [
        ("Skoler", ("100",)),
        ("Skoler", ("100",)),
        ("Veje", ("50",)),
    ]
    assert any("samme navn, år og fase" in message for message in messages(reading, "other"))


LEVELS = """Område,Tiltag,Post,Budget 2024 (kr.)
Dagtilbud,,,"1,000,000.00"
Dagtilbud,Normering,,"600,000.00"
Dagtilbud,Normering,Løn,"500,000.00"
Dagtilbud,Normering,Uddannelse,"100,000.00"
Dagtilbud,Mad,,"400,000.00"
Skoler,I alt,,"234,567.50"
Skoler,Bøger,,"234,567.50"
I alt,,,"1,234,567.50"
"""


def test_level_columns_whose_naive_sum_counts_twice() -> None:
    reading = read(LEVELS)
    table = only(reading)
    assert [(one.label, one.level, one.kind, one.values[0]) for one in table.rows] == [
        ("I alt", 0, "total", "1234567.50"),
        ("Dagtilbud", 0, "subtotal", "1000000.00"),
        ("Normering", 1, "subtotal", "600000.00"),
        ("Løn", 2, "line", "500000.00"),
        ("Uddannelse", 2, "line", "100000.00"),
        ("Mad", 1, "line", "400000.00"),
        ("Skoler", 0, "subtotal", "234567.50"),
        ("Bøger", 1, "line", "234567.50"),
    ]
    assert all(one.certain for one in table.rows)
    (material,) = build(reading)
    assert material.root.figures["operating"][0].amount == 123_456_750


def test_a_group_that_its_parts_deny_is_not_certain() -> None:
    reading = read(LEVELS.replace('Dagtilbud,,,"1,000,000.00"', 'Dagtilbud,,,"5,000.00"'))
    assert not row(only(reading), "Dagtilbud").certain
    assert {f.row for f in reading.findings if f.code == "sum_mismatch"} >= {"Dagtilbud"}


def test_names_printed_on_the_first_line_of_their_group_only() -> None:
    table = only(read("Afdeling;Område;Tiltag;Budget 2024\nMBU;Dagtilbud;Mad;100\n;;Normering;50\n;Skoler;Bøger;25\n"))
    assert table.department == "Børn og Unge"
    assert [(one.label, one.level, one.values[0]) for one in table.rows] == [
        ("Dagtilbud", 0, None),
        ("Mad", 1, "100"),
        ("Normering", 1, "50"),
        ("Skoler", 0, None),
        ("Bøger", 1, "25"),
    ]


def test_a_column_that_says_how_deep_a_row_stands() -> None:
    reading = read("Niveau;Navn;Budget 2024 (kr.)\n1;Alt;100\n2;Drift;60\n3;Løn;40\n3;Varer;20\n2;Vej;40\n")
    assert [(one.label, one.level, one.kind) for one in only(reading).rows] == [
        ("Alt", 0, "subtotal"),
        ("Drift", 1, "subtotal"),
        ("Løn", 2, "line"),
        ("Varer", 2, "line"),
        ("Vej", 1, "line"),
    ]
    (material,) = build(reading)
    assert material.root.figures["operating"][0].amount == 10_000


def test_codes_that_only_look_like_levels_are_marked() -> None:
    """1, 10, 11, 2 is how a machine sorts numbers: 10 and 11 are no parts of 1."""
    table = only(read("Område;Budget 2024\n1 Vand;100\n10 Varme;7\n11 Gas;5\n2 El;50\n"))
    assert [(one.level, one.kind) for one in table.rows] == [(0, "line")] * 4
    assert [one.label for one in table.rows if not one.certain] == ["1 Vand"]


def test_codes_stay_text() -> None:
    table = only(read("Konto;Budget 2024\n0.22.01;100\n0.25.10;200\n2201;300\n"))
    assert values(table) == [("0.22.01", ("100",)), ("0.25.10", ("200",)), ("2201", ("300",))]


@pytest.mark.parametrize("heading", ["Funktion", "Kontonr.", "Stednummer", "Gruppering", "Profitcenter"])
def test_a_column_of_codes_is_never_added(heading: str) -> None:
    table = only(read(f"{heading};Navn;Budget 2024\n522;Skoler;100\n523;Veje;200\n"))
    assert [column.label for column in table.columns] == ["Budget 2024"]
    assert [one.label for one in table.rows] == ["522 Skoler", "523 Veje"]


def test_income_without_minus_is_turned_and_said() -> None:
    reading = read("Område;U/I;År;Budget\nSkoler;Udgift;2024;100\nSkoler;Indtægt;2024;40\n")
    assert [(one.label, one.level, one.values[0]) for one in only(reading).rows] == [
        ("Udgift", 0, None),
        ("Skoler", 1, "100"),
        ("Indtægt", 0, None),
        ("Skoler", 1, "-40"),
    ]
    assert row(only(reading), "Indtægt").values == (None,)
    assert any("vendt" in message for message in messages(reading, "other"))


def test_a_unit_for_every_line_parts_the_tables() -> None:
    reading = read("Område;Enhed;Budget 2024\nSkoler;1.000 kr.;100\nVeje;mio. kr.;2\n")
    assert [(table.unit, table.rows[0].label) for table in reading.tables] == [
        ("1.000 kr.", "Skoler"),
        ("mio. kr.", "Veje"),
    ]


@pytest.mark.parametrize("order", list(itertools.permutations(range(8)))[:: 40320 // 60])
def test_columns_are_known_by_their_words_and_not_by_their_place(order: tuple[int, ...]) -> None:
    lines = [line.split(";") for line in LINES.strip().split("\n")]
    reading = read("\n".join(";".join(line[i] for i in order) for line in lines) + "\n")
    (material,) = build(reading)
    by_slot = {column[:2]: place for place, column in enumerate(material.columns)}
    figures = material.root.figures["operating"]
    assert figures[by_slot["approved", 2024]].amount == 1_350_450_000
    assert figures[by_slot["approved", 2025]].amount == 125_050_000
    assert figures[by_slot["executed", 2024]].amount == -31_000_000


ACCOUNTS = """Regnskab 2023 pr. 31.12.2023;;;;;;;;
Hele 1.000 kr.;;;;;;;;
;;;;;;;;
Hovedkonto;Funktion;Dranst;Tekst;Vedtaget budget;Korrigeret budget;Forbrug;Restbudget;Forbrug i %
0 Byudvikling;00.22.01;1;Fælles formål;1.200;1.250;1.180;70;94,4
0 Byudvikling;00.22.05;3;Arealer;-300;-300;-310;10;103,3
5 Sociale opgaver;05.32.30;1;Ældrepleje;45.000;45.900;46.120;-220;100,5
5 Sociale opgaver;05.32.30;2;Refusion;-4.000;-4.000;-4.210;210;105,3
I alt;;;;41.900;42.850;42.780;70;99,8
"""


def test_the_account_plan_tells_capital_from_operation() -> None:
    reading = read(ACCOUNTS)
    table = only(reading)
    assert table.unit == "1.000 kr."
    assert [(c.year, c.phase) for c in table.columns][:3] == [
        (2023, "approved"),
        (2023, "adjusted"),
        (2023, "executed"),
    ]
    assert [c.phase for c in table.columns][3:] == ["other", "other"]
    assert row(table, "I alt").values == ("41900", "42850", "42780", "70", "99.8")
    # The hovedfunktion, which no column says, stands between hovedkonto and funktion.
    assert (row(table, "I alt").kind, row(table, "0.22 Jordforsyning").level, row(table, "3 Anlæg").level) == (
        "total", 1, 3
    )
    (material,) = build(reading)
    figures = material.root.figures
    assert (figures["operating"][0].amount, figures["capital"][0].amount) == (4_220_000_000, -30_000_000)


def test_remarks_after_the_figures_are_no_level() -> None:
    table = only(
        read("Nr.;Initiativ;2024;2025;Bemærkning;Bilag\n1;Konsulenter;-1,0;-2,0;Se bilag;a\n2;Post;-0,5;0,5;;b\n")
    )
    assert values(table) == [("1 Konsulenter", ("-1.0", "-2.0")), ("2 Post", ("-0.5", "0.5"))]


def test_a_code_that_has_several_names_is_their_group() -> None:
    table = only(read("Hovedkonto;Tekst;Budget 2024\n522;Løn;100\n522;Varer;50\n601;Løn;7\n"))
    assert [(one.label, one.level, one.values[0]) for one in table.rows] == [
        ("522", 0, None),
        ("Løn", 1, "100"),
        ("Varer", 1, "50"),
        ("601", 0, None),
        ("Løn", 1, "7"),
    ]


def test_a_municipality_with_its_number() -> None:
    text = "År;Kommunenr;Kommune;Område;Regnskab_1000kr\n2022;751;Aarhus Kommune;Skoler;1234\n"
    reading = read(text + text.split("\n")[1].replace("2022", "2023") + "\n")
    assert reading.municipality == "Aarhus Kommune"
    assert (only(reading).unit, values(only(reading))) == ("1.000 kr.", [("Skoler", ("1234", "1234"))])


def test_a_file_without_headings_is_not_certain() -> None:
    reading = read("MSB;Bosteder;1.304,5\nMTM;Veje;12,5\nMBU;Skoler;7,0\n")
    assert not any(one.certain for one in only(reading).rows if one.values[0])
    assert {c.phase for c in only(reading).columns} == {None}
    assert "Kolonnerne har ingen overskrifter" in messages(reading, "other")


def test_money_in_and_out_by_level_never_counts_a_printed_sum() -> None:
    text = """Udvalg;Bevilling;Budget 2024 (kr.)
Børneudvalget;Dagtilbud, drift;1.234.567
Børneudvalget;Skoler, drift;2.345.678
Børneudvalget;I alt;3.580.245
Teknikudvalget;Veje, anlæg;100.000
Teknikudvalget;I alt;100.000
I alt;;3.680.245
"""
    (material,) = build(read(text))
    figures = material.root.figures
    assert (figures["operating"][0].amount, figures["capital"][0].amount) == (358_024_500, 10_000_000)


def test_account_codes_are_the_codes_of_the_budget() -> None:
    (material,) = build(read(LINES))
    area = child(material.root, "Sociale Forhold og Beskæftigelse", "5.51 Voksne")
    assert (area.code, [one.code for one in area.children]) == ("5.51", ["0.22.01", ""])


def test_rows_of_one_name_have_keys_of_their_own() -> None:
    (material,) = build(read("Område;Budget 2024 (kr.)\n" + "Samme;1\n" * 5000 + "Samme 2;1\n"))
    assert len({one.slug for one in material.root.children}) == 5001
    assert material.root.children[1].slug == "samme-2"
    assert material.root.figures["operating"][0].amount == 500_100


@pytest.mark.parametrize("heading", ["Sektor", "Konto", "Gruppe", "Kode"])
def test_codes_with_points_decide_nothing_about_the_amounts(heading: str) -> None:
    table = only(read(f"{heading};Navn;Budget 2024\n5.51;Voksne;1.304\n2.01;Veje;2.150\n"))
    assert [one.values[-1] for one in table.rows if one.values[-1]] == ["1304", "2150"]
    assert not any(one.certain for one in table.rows if one.values[-1])


def test_a_nought_says_nothing_about_thousands() -> None:
    table = only(read("Område;Budget 2024\na;1.250\nb;0\n"))
    assert [(one.values[0], one.certain) for one in table.rows] == [("1250", False), ("0", True)]


def test_several_tables_in_one_file_keep_their_own_units() -> None:
    reading = read(
        "Tabel A, mio. kr.;;\nOmråde;2024;2025\nSkoler;1,5;2,5\nI alt;1,5;2,5\nTabel B, 1.000 kr.;;\n"
        "Projekt;2024;2025\nBro;100;200\n\nOmråde;2024;2025\nSti;300;400\n"
    )
    assert [(t.title, t.unit, values(t)) for t in reading.tables] == [
        ("Tabel A", "mio. kr.", [("Skoler", ("1.5", "2.5")), ("I alt", ("1.5", "2.5"))]),
        ("Tabel B", "1.000 kr.", [("Bro", ("100", "200"))]),
        ("linjer", None, [("Sti", ("300", "400"))]),
    ]


def test_a_heading_far_down_a_long_extract_is_no_figure() -> None:
    body = "".join(f"Linje {i}a;1,5;2,5\n" for i in range(25_000))
    table = only(read(f"Område;2024;2025\n{body}Projekt;2024;2025\nBro;100;200\n"))
    assert (row(table, "Projekt").values, row(table, "Projekt").certain) == ((None, None), False)


def test_per_cent_do_not_add_up_and_need_not() -> None:
    reading = read("Område;Budget 2024;Ændring i pct.\nSkoler;10,5;-4,1%\nVeje;9,5;2,5%\nI alt;20,0;-1,3%\n")
    assert row(only(reading), "Veje").values == ("9.5", "2.5")
    assert [c.phase for c in only(reading).columns] == ["approved", "other"]
    assert messages(reading, "sum_mismatch") == []


@pytest.mark.parametrize(
    ("heading", "cells"), [("Forbrugsprocent", ("66,0", "61,6")), ("Tillægsbevilling", ("1.500", "-500"))]
)
def test_what_can_be_no_code_tells_how_the_other_columns_are_written(heading: str, cells: tuple[str, str]) -> None:
    reading = read(
        f"Område;Budget 2024 (1.000 kr.);{heading};Korr. budget 2024\n"
        f"Skoler;512.300;{cells[0]};515.100\nVeje;98.000;{cells[1]};97.500\n"
    )
    assert [one.certain for one in only(reading).rows] == [True, True]
    assert row(only(reading), "Skoler").values[0] == "512300"


def test_a_column_in_per_cent_is_no_sum_and_takes_no_proof_from_the_others() -> None:
    reading = read(
        "Område;Budget 2024 (mio. kr.);Regnskab 2024;Afvigelse;Afvigelse i pct.\n"
        "I alt;180,0;185,0;5,0;2,8\nSkoler;100,0;110,0;10,0;10,0\nVeje;50,0;45,0;-5,0;-10,0\nParker;30,0;30,0;0,0;0,0\n"
    )
    assert [(one.kind, one.level) for one in only(reading).rows] == [("total", 0), *[("line", 1)] * 3]
    checks = reconcile(reading)
    assert {check.state for check in checks} == {"agrees"}
    assert "Afvigelse i pct." not in {check.printed.column_label for check in checks}


@pytest.mark.parametrize(
    "cut", ["Veje;10,5;2\n0,5\n", "Veje;10,5;20.\n000,5\n", "Veje;10,5\n;20,5\n", "Veje\n;10,5;20,5\n"]
)
def test_a_line_broken_in_two_is_not_certain(cut: str) -> None:
    table = only(read(f"Område;Budget 2024;Budget 2025\nSkoler;1,5;2,5\n{cut}Vand;3,5;4,5\n"))
    assert row(table, "Skoler").certain
    assert row(table, "Vand").values == ("3.5", "4.5")
    for one in table.rows:
        assert one.label in {"Skoler", "Vand"} or not one.certain or one.values == (None, None)


def test_a_column_at_another_price_level_is_not_mixed_in() -> None:
    content = b"Navn;Budget 2023 (kr., 2023-priser);Budget 2024 (kr., 2024-priser)\nSkoler;10;12\nVeje;5;6\n"
    reading = read_bytes("a.csv", content)
    (table,) = reading.tables
    assert table.price_level == "2023-priser"
    assert [(column.phase, column.year) for column in table.columns] == [("approved", 2023), ("other", 2024)]
    (doubt,) = doubts(reading)
    assert doubt.finding is not None
    assert (doubt.finding.code, doubt.finding.column) == ("price_level_mixed", "Budget 2024 (kr., 2024-priser)")
