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


def test_a_line_of_spaces_takes_no_time() -> None:
    started = time.process_time()
    assert not markdown.recognises(b" " * 400_000 + b"x\n" + b"|-" * 100_000 + b" " * 400_000 + b"x")
    assert time.process_time() - started < 2
