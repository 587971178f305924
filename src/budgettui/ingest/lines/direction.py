"""Income and expenditure: whether income is printed without a minus, so that it must be turned to be added."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from budgettui.domain.errors import N_
from budgettui.ingest.lines.line_findings import LineFindings
from budgettui.ingest.tables.column_roles import Plan
from budgettui.ingest.tables.grid import Record
from budgettui.ingest.tables.grid_body import Tally, misfit
from budgettui.ingest.tables.grid_head import Head

_INCOME = re.compile(r"indt|inc|rev|^i$", re.IGNORECASE)
_EXPENSE = re.compile(r"udg|exp|cost|^u$", re.IGNORECASE)


def is_income(word: str) -> bool:
    """Whether the word of a direction says income."""
    return bool(_INCOME.search(word))


def must_turn(
    plan: Plan, head: Head, tallies: Sequence[Tally], records: Iterable[Record], findings: LineFindings
) -> bool:
    """Whether income is to be turned, for these records under this heading; what is done is said in the findings."""
    if plan.direction is None:
        return False
    words = tallies[plan.direction].names
    if not any(map(is_income, words)) or not any(map(_EXPENSE.search, words)):
        return False
    below = above = 0
    for record in records:
        cells = record.cells
        if misfit(record, plan.width) or len(cells) <= plan.direction or not is_income(cells[plan.direction]):
            continue
        for i, _heading, numbers in plan.amounts:
            value = numbers.read(cells[i])[0] if i < len(cells) and cells[i] else None
            if value is not None and value.strip("-0."):
                below += value.startswith("-")
                above += not value.startswith("-")
    if not above:
        return False
    message = (
        N_("Nogle indtægter er trykt med minus og nogle uden; de er læst, som de står")
        if below
        else N_("Indtægter er trykt uden minus; de er vendt, så de kan lægges sammen med udgifter")
    )
    findings.note("other", message, column=head.labels[plan.direction])
    return not below
