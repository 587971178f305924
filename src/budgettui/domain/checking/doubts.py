"""What in a reading needs a human eye before it counts: doubtful rows of tables, findings that say so, and
tables of budget figures of which nobody printed the unit or the phase."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from budgettui.domain.amounts import parse_unit
from budgettui.domain.errors import N_
from budgettui.domain.paper.long_table import LongRows
from budgettui.domain.paper.papers import Source
from budgettui.domain.paper.reading import Finding, Reading, Table

#: Findings that a person should look at, as are errors of the file. Doubtful rows are listed themselves; the others are
#: what the sums say, and what is to be known of the file.
CODES = ("doubtful_number", "unread_table", "price_level_mixed", "encoding", "tracked_changes")

_NO_UNIT = N_("Ikke i budgettet: tallenes enhed er ikke trykt. u i gennemsynet sætter den")
_NO_PHASE = N_("Ikke i budgettet: tallenes fase (regnskab, budget …) er ikke trykt. c i gennemsynet sætter den")


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing in doubt: a row (``table`` and ``row`` are its places in the reading), a finding, or a table with
    ``why`` it is not in the budget."""

    source: Source
    table: int | None = None
    row: int | None = None
    finding: Finding | None = None
    why: str = ""


def doubts(reading: Reading) -> Iterator[Doubt]:
    """Everything in doubt that is not settled: what keeps a table out of the budget, the rows of the tables that count,
    then the findings."""
    for place, table in enumerate(reading.tables):
        of_budget = reading.kind == "budget_lines" or _follows_up(table)
        if of_budget and not table.left_out and (why := _lacking(table)):
            yield Doubt(table.source, place, why=why)
        # Of a table that is not held, the findings say which rows they are.
        if not table.left_out and not isinstance(table.rows, LongRows):
            for index, row in enumerate(table.rows):
                if not row.certain:
                    yield Doubt(row.source, place, index)
    for finding in reading.findings:
        if is_doubt(finding):
            yield Doubt(finding.source, finding=finding)


def is_doubt(finding: Finding) -> bool:
    """Whether a person should look at it and has not."""
    wrong_file = (finding.code, finding.severity) == ("other", "error")
    return (finding.code in CODES or wrong_file) and not finding.seen


def _lacking(table: Table) -> str:
    """What a table of budget figures lacks to be in the budget; "" where it is there."""
    unit = parse_unit(table.unit or "")
    if unit is None or unit.hundredths is None:
        return _NO_UNIT
    return _NO_PHASE if all(column.phase in (None, "other") for column in table.columns) else ""


def _follows_up(table: Table) -> bool:
    """Whether a table of a paper holds accounts or a forecast against a budget: it is one of money, whatever it prints
    as its unit."""
    phases = {column.phase for column in table.columns}
    return not phases.isdisjoint(("approved", "adjusted")) and not phases.isdisjoint(("executed", "forecast"))
