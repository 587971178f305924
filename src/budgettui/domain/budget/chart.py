"""What a chart of a view shows: bars from one amount to another, before anybody draws them.

Amounts are whole hundredths (øre). What does not fit is one bar of its own, so that nothing is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from budgettui.domain.budget.budget import Line
from budgettui.domain.errors import N_

#: The charts that there are.
KINDS = {"bars": N_("søjler"), "waterfall": N_("fra budget til regnskab"), "shares": N_("andele af det hele")}


class Bar(NamedTuple):
    """A bar from ``start`` to ``end``. ``value`` is what it stands for; ``rest`` how many lines it stands for where
    that is more than one; ``kind`` is "line", "total" or "apart", which is what no line explains."""

    label: str
    start: int
    end: int
    value: int
    kind: str = "line"
    rest: int = 0


class Amount(NamedTuple):
    label: str
    amount: int


def amounts_of(lines: Sequence[Line], column: int, nature: str) -> list[Amount]:
    """The lines of a nature with an amount in this column; totals that are printed among them are left out."""
    found = []
    for line in lines:
        figure = line.figures.get(column)
        if line.nature == nature and not line.is_total and figure is not None and figure.amount is not None:
            found.append(Amount(line.label, figure.amount))
    return found


def bars(amounts: Sequence[Amount], most: int) -> list[Bar]:
    """A bar for each line, the greatest first, and one for all that are left: no more than ``most`` in all."""
    ordered = sorted(amounts, key=lambda one: -abs(one.amount))
    alone = len(ordered) if len(ordered) <= most else most - 1
    found = [Bar(one.label, 0, one.amount, one.amount) for one in ordered[:alone]]
    if rest := ordered[alone:]:
        amount = sum(one.amount for one in rest)
        found.append(Bar("", 0, amount, amount, rest=len(rest)))
    return found


def shares(amounts: Sequence[Amount], most: int, at: int = 0) -> list[Bar]:
    """Each bar from where the one before it ends, so that all of them together are the whole."""
    found: list[Bar] = []
    for one in bars(amounts, most):
        found.append(one._replace(start=at, end=at + one.value))
        at += one.value
    return found


def waterfall(start: int, differences: Sequence[Amount], end: int, most: int) -> list[Bar]:
    """From one total to the other by the lines' differences, the greatest first.

    What the differences of the lines do not explain, because the totals are printed or rounded, stands apart.
    """
    steps = shares([one for one in differences if one.amount], max(1, most - 3), start)
    found = [Bar("", 0, start, start, "total"), *steps]
    at = found[-1].end
    if at != end:
        found.append(Bar("", at, end, end - at, "apart"))
    return [*found, Bar("", 0, end, end, "total")]
