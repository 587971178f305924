"""Text whose columns are kept by spaces, as a page is printed to text."""

from __future__ import annotations

import re

from budgettui.domain.paper.reading import Table
from budgettui.ingest import read_bytes
from budgettui.ingest.page.layout import Layout
from budgettui.ingest.pdfs.lines import text_lines
from budgettui.ingest.pdfs.page import Word
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


def test_flattened_text_with_a_few_wide_spaces_is_not_laid_out_by_them() -> None:
    head = "Drift (mio. kr.)\n\n       2023 2024 2025\n"
    wide = "Skoler  1,0  2,0  3,0\nHaller  4,0  5,0  6,0\nTeater  7,0  8,0  9,0\n"
    assert spaced_tables(Layout(head + wide))
    flat = "By 1,0 1,0 1,0\nHavn 2,0 2,0 2,0\nMuseum 3,0 3,0 3,0\n"
    assert spaced_tables(Layout(head + wide + flat)) == []
    (table,) = tables(head + wide + flat)
    assert len(rows(table)) == 6


def test_years_that_no_words_stand_before_are_what_the_rows_are_called() -> None:
    text = (
        "Folketal og skat 2023-2025\n"
        "År          Indbyggere       Skatte-      Grundskyld\n"
        "                             procent         promille\n"
        "2023            42.291          25,9           24,85\n"
        "2024            42.310          25,9            9,70\n"
        "2025            42.477          26,3            9,70\n"
    )
    first, *_others = tables(text)
    assert [column.label for column in first.columns] == ["Indbyggere", "Grundskyld promille"]
    assert [row.label for row in first.rows] == ["2023", "2024", "2025"]


def test_a_line_of_units_over_the_first_row_is_none_of_its_figures() -> None:
    text = (
        "Forvaltere og fordeling\n"
        "                     Markedsværdi,     Obligationer,     Omkostninger,\n"
        "                         1.000 kr.              pct.               kr.\n"
        "Forvalter 1                 81.350              82,5           162.700\n"
        "Forvalter 2                 67.250              88,0           121.050\n"
        "Portefølje i alt           148.600              85,0           283.750\n"
    )
    assert [(table.unit, [row.label for row in table.rows]) for table in tables(text)] == [
        (unit, ["Forvalter 1", "Forvalter 2", "Portefølje i alt"]) for unit in ("1.000 kr.", "%", "kr.")
    ]


def test_a_word_in_each_cell_of_a_row_is_no_head_of_another_table() -> None:
    text = (
        "Svømmehallen (kr.)\n"
        "                                  Takst 2024       Takst 2025\n"
        "Voksen, enkeltbillet                   48,00            49,00\n"
        "Barn 0-2 år                           Gratis           Gratis\n"
        "Pensionist, 10-turs kort              285,00           293,00\n"
        "Halvårskort                         1.340,00         1.379,00\n"
    )
    (table,) = tables(text)
    assert [row.label for row in table.rows if row.certain] == [
        "Voksen, enkeltbillet", "Pensionist, 10-turs kort", "Halvårskort",
    ]  # fmt: skip


def test_where_all_signs_are_as_wide_so_is_the_space_between_words() -> None:
    def words(text: str, width: float) -> list[Word]:
        return [
            Word(match[0], width * match.start(), width * match.end(), 0, 10, 9)
            for match in re.finditer(r"\S+", text)
        ]

    named = " ".join(["Indbyggere", "Gennemsnit", "Folketallet", "Overskuddet"] * 6)
    assert [chunk.text for chunk in text_lines(words(f"{named}  Afkast", 6))[0].chunks] == [named, "Afkast"]
    narrow = [*words(named, 6), *(Word("tillid", 30 * at, 30 * at + 20, 20, 30, 29) for at in range(40))]
    assert len(text_lines(narrow)[0].chunks) == len(named.split())


def names(text: str) -> list[str]:
    return [column.label for table in tables(text) for column in table.columns]


def test_words_over_groups_of_columns_stand_over_the_middle_of_theirs() -> None:
    text = """Opfølgning på driften (1.000 kr.)
                      Bevilling                 Forbrug i alt                     Netto
                     2025        2026        2025        2026        2027
Skoler              1.200       1.250       1.190       1.300       1.310             -50
Haller                300         310         290         305         320              10
Museer                140         150         145         150         155               5
"""
    assert names(text) == [
        "Bevilling 2025", "Bevilling 2026", "Forbrug i alt 2025", "Forbrug i alt 2026", "Forbrug i alt 2027", "Netto"
    ]
    assert all(row.certain for table in tables(text) for row in table.rows)


def test_the_two_halves_of_a_name_over_each_other_go_for_no_other_column() -> None:
    text = """Puljer, som kommunen har fået del i (1.000 kr.)
                                             Brugt til og
Pulje                      Tilsagn i alt                        Budget 2025        Rest
                                             med 2024
Bedre bemanding                  9.860              5.415             2.220       2.225
Unge i job                       1.240                640               300         300
Natur og stier                     410                210               100         100
"""
    assert names(text) == ["Tilsagn i alt", "Brugt til og med 2024", "Budget 2025", "Rest"]


def test_names_that_each_stand_a_line_lower_are_those_of_the_columns_in_their_order() -> None:
    text = """Skolernes nøgletal (antal)
            Elever i alt
                                    Klasser i alt
                                                          Lærere
Engskolen                        31                  58              12
Skovskolen                      120                  91              14
Søskolen                         74                  49               8
"""
    assert names(text) == ["Elever i alt", "Klasser i alt", "Lærere"]
    assert all(row.certain for table in tables(text) for row in table.rows)


def test_the_first_of_names_that_each_stand_a_line_lower_may_end_before_its_figures_begin() -> None:
    text = """Skolernes nøgletal
            Elever
                                  Klasser i alt
                                                      Pladser
                                                                        Pris pr. plads,
                                                                        kr.                 Lærere
Engskolen                312            18              13                     2.415           25
Skovskolen               416            21              15                     2.980           29
Søskolen                 164            11               9                     1.122           14
Åskolen                  264            12              10                     1.438           18
"""
    assert sorted(names(text)) == ["Elever", "Klasser i alt", "Lærere", "Pladser", "Pris pr. plads, kr."]
    assert all(row.certain for table in tables(text) for row in table.rows)


def test_words_beside_the_labels_and_behind_the_figures_name_none_of_these() -> None:
    text = """Tilskud til institutioner (1.000 kr.)
                  Ejerform             Budget 2023        Tilskud pr.     Bemærkning
                                                            gæst
Museet            Selvejende                 4.870                166     Bygges om
Teatret           Forening                   1.235                 94     Lukker i maj
Pakhuset          Kommunal                   3.385                118     Åbner i juni
"""
    assert names(text) == ["Budget 2023", "Tilskud pr. gæst"]
    assert all(row.certain for table in tables(text) for row in table.rows)


def test_where_each_column_has_one_name_a_cell_with_a_space_is_one_number() -> None:
    rows = """Skoler                     41 306         58 214         880
Pleje                      28 917         61 402         715
Miljø                       1 140            873          90
"""
    named = "Udgifter i kr.               2023           2024       Mål\n"
    assert all(row.certain for row in tables(f"Nøgletal, hele kr.\n{named}{rows}")[0].rows)
    # Two names over one column are those of two.
    two = "Udgifter i kr.      2022      2023           2024       Mål\n"
    assert not any(row.certain for row in tables(f"Nøgletal, hele kr.\n{two}{rows}")[0].rows)
