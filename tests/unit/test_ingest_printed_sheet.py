"""Sheets that are set to be read by eyes: codes beside names, totals without a code, and units over the names."""

from __future__ import annotations

from budgettui.domain.paper.reading import Table
from budgettui.ingest import read_bytes

OVERVIEW = """Investeringsoversigt 2026-2027;;;
"Beløb i 1.000 kr., netto";;;

Nr.;Projekt;2026;2027
;Økonomiudvalget;;
0101;Salg af grunde;-4000;-3000
0107;Energi i bygninger;5000;5000
;Økonomiudvalget i alt;1000;2000
;Teknikudvalget;;
0301;Cykelsti;1500;2200
0302;Vejpulje;1200;1200
;Teknikudvalget i alt;2700;3400
"""


def tables_of(text: str) -> tuple[Table, ...]:
    return tuple(read_bytes("oversigt.csv", text.encode()).tables)


def test_a_total_has_a_name_and_no_code() -> None:
    (table,) = tables_of(OVERVIEW)
    assert (table.title, table.unit) == ("Investeringsoversigt 2026-2027", "1.000 kr.")
    assert [(row.label, row.level) for row in table.rows] == [
        ("Økonomiudvalget", 0), ("0101 Salg af grunde", 1), ("0107 Energi i bygninger", 1),
        ("Økonomiudvalget i alt", 0), ("Teknikudvalget", 0), ("0301 Cykelsti", 1), ("0302 Vejpulje", 1),
        ("Teknikudvalget i alt", 0),
    ]  # fmt: skip


def test_numbers_under_the_name_of_a_level_are_the_codes_of_the_names_beside_them() -> None:
    (table,) = tables_of("Område;Mio. kr.;Budget 2026;Regnskab 2026\n10;Skoler;812;815\n11;Klubber;40;38\n")
    assert [row.label for row in table.rows] == ["10 Skoler", "11 Klubber"]
    assert table.unit == "mio. kr."


def test_a_heading_that_holds_a_unit_begins_a_table_of_its_own() -> None:
    first, second = tables_of(
        "Årsværk pr. kvartal;;;\nSted;1. kvt.;2. kvt.;3. kvt.\nNord;62,4;63,0;64,1\nSyd;11,2;11,5;12,0\n;;;\n"
        "Priser pr. årsværk;;;\n1.000 kr.;2024;2025;2026\nNord;742;758;765\nSyd;188;196;201\n"
    )
    assert [row.values for row in first.rows] == [("62.4", "63.0", "64.1"), ("11.2", "11.5", "12.0")]
    assert [column.year for column in second.columns] == [2024, 2025, 2026]
    assert [row.values for row in second.rows] == [("742", "758", "765"), ("188", "196", "201")]
