"""Text whose columns are kept by spaces, as a page is printed to text."""

from __future__ import annotations

from budgettui.domain.paper.reading import Table
from budgettui.ingest import read_bytes
from budgettui.ingest.page.layout import Layout
from budgettui.ingest.pdfs.spaced import spaced_tables

HEAD = """Budgetopfølgning

Tabel 1: Drift pr. område (1.000 kr.)
                                     Oprindeligt     Korrigeret       Forbrug     Rest     Ansvarlig
                                          budget         budget          2024
                                            2024           2024
"""
ROWS = """Skoler                                   1.200          1.250         1.300      -50     KW
Dagtilbud til børn og støtte         F-01                   400           380       20     EH
til familier
Haller                                     300            310             -      310     KW
"""
REST = """I alt                          1.500        1.960      1.680      280
"""


def tables(text: str) -> list[Table]:
    return list(read_bytes("papir.txt", text.encode()).tables)


def rows(table: Table) -> list[tuple[str, tuple[str | None, ...], bool]]:
    return [(row.label, row.values, row.certain) for row in table.rows]


READ = [
    ("Skoler", ("1200", "1250", "1300", "-50"), True),
    ("Dagtilbud til børn og støtte til familier F-01", (None, "400", "380", "20"), True),
    ("Haller", ("300", "310", None, "310"), True),
]


def test_spaces_place_the_cells_of_a_row_under_the_words_of_its_columns() -> None:
    (table,) = tables(HEAD + ROWS)
    assert (table.title, table.unit) == ("Tabel 1: Drift pr. område", "1.000 kr.")
    assert [(column.label, column.year, column.phase) for column in table.columns] == [
        ("Oprindeligt budget 2024", 2024, "approved"),
        ("Korrigeret budget 2024", 2024, "adjusted"),
        ("Forbrug 2024", 2024, "executed"),
        ("Rest", None, "other"),
    ]
    assert rows(table) == READ
    # Lines are those of the file.
    assert [(row.source.line, row.source.last_line) for row in table.rows] == [(7, 7), (8, 9), (10, 10)]


def test_a_table_goes_on_at_other_places_of_the_next_page() -> None:
    title = "Byens budget 2024\n\n"
    (table,) = tables(f"{title}{HEAD}{ROWS}\n\n{' ' * 80}1\n\f{title}{REST}\n\n{' ' * 80}2\n")
    assert rows(table) == [*READ, ("I alt", ("1500", "1960", "1680", "280"), True)]


def test_a_space_between_thousands_is_sure_where_the_change_holds() -> None:
    text = (
        "Regnskab (1.000 kr.)\n\n"
        "                         Budget 2024     Regnskab 2024     Afvigelse\n"
        "Skoler                        12 345            12 400            55\n"
        "Haller                         1 100             1 090           -10\n"
        "Havn                           2 000             2 100\n"
    )
    (table,) = tables(text)
    assert rows(table) == [
        ("Skoler", ("12345", "12400", "55"), True),
        ("Haller", ("1100", "1090", "-10"), True),
        ("Havn", ("2000", "2100", None), False),
    ]


def test_flattened_text_with_a_few_wide_spaces_is_not_laid_out_by_them() -> None:
    head = "Drift (mio. kr.)\n\n       2023 2024 2025\n"
    wide = "Skoler  1,0  2,0  3,0\nHaller  4,0  5,0  6,0\nTeater  7,0  8,0  9,0\n"
    assert spaced_tables(Layout(head + wide))
    flat = "By 1,0 1,0 1,0\nHavn 2,0 2,0 2,0\nMuseum 3,0 3,0 3,0\n"
    assert spaced_tables(Layout(head + wide + flat)) == []
    (table,) = tables(head + wide + flat)
    assert len(rows(table)) == 6
