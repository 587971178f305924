"""What in a reading needs a human eye before it counts: doubtful rows of tables, and findings that say so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from budgettui.domain.paper.long_table import LongRows
from budgettui.domain.paper.papers import Source
from budgettui.domain.paper.reading import Finding, Reading

#: Findings that a person should look at. Doubtful rows are listed themselves; the others are what the sums say.
CODES = ("doubtful_number", "unread_table", "encoding", "tracked_changes")


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing in doubt: a row (``table`` and ``row`` are its places in the reading), or a finding."""

    source: Source
    table: int | None = None
    row: int | None = None
    finding: Finding | None = None


def doubts(reading: Reading) -> Iterator[Doubt]:
    """Everything in doubt that is not settled: the rows of the tables that count, then the findings."""
    for place, table in enumerate(reading.tables):
        # Of a table that is not held, the findings say which rows they are.
        if not table.left_out and not isinstance(table.rows, LongRows):
            for index, row in enumerate(table.rows):
                if not row.certain:
                    yield Doubt(row.source, place, index)
    for finding in reading.findings:
        if finding.code in CODES and not finding.seen:
            yield Doubt(finding.source, finding=finding)
