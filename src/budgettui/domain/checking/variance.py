"""Which columns of a table a variance is worked out of, and how far it is from that."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from budgettui.domain.paper.reading import Column

_ACCOUNTS = ("executed", "forecast")
_BUDGETS = ("adjusted", "approved")


def variance_columns(columns: Sequence[Column]) -> tuple[int, int, int] | None:
    """The positions of accounts, budget and variance where the table has one of each that belong together.

    The budget's year chooses the accounts; the year printed over the variance is not trusted, since papers
    carry it over from the year before.
    """
    variances, *budgets_of = (
        [i for i, column in enumerate(columns) if column.phase == phase] for phase in ("variance", *_BUDGETS)
    )
    budgets = next(filter(None, budgets_of), [])
    if len(variances) != 1 or len(budgets) != 1:
        return None
    year = columns[budgets[0]].year
    accounts = [i for i, column in enumerate(columns) if column.phase in _ACCOUNTS and column.year == year]
    if len(accounts) != 1:
        return None
    return accounts[0], budgets[0], variances[0]


def variance_choices(columns: Sequence[Column]) -> list[tuple[int, int, int]]:
    """The positions of accounts, budget and variance that may belong together, where a table has several of them: what
    was spent so far beside the forecast, the first budget beside the adjusted one."""
    variances = [i for i, column in enumerate(columns) if column.phase == "variance"]
    return [
        (accounts, budget, variances[0])
        for phase in _BUDGETS
        for budget, planned in enumerate(columns) if planned.phase == phase
        for accounts, spent in enumerate(columns) if spent.phase in _ACCOUNTS and spent.year == planned.year
    ] if len(variances) == 1 else []  # fmt: skip


def variance_difference(
    accounts: Decimal, budget: Decimal, variance: Decimal, unit_of_last_digit: Decimal, *, turned: bool = False,
) -> tuple[Decimal, Decimal]:
    """Printed variance − (accounts − budget), and how much of that rounding can explain.

    ``turned`` is for papers that print budget − accounts, where plus is a saving.
    """
    expected = budget - accounts if turned else accounts - budget
    return variance - expected, unit_of_last_digit * 3 / 2
