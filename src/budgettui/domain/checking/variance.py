"""Which columns of a table a variance is worked out of, and how far it is from that."""

from __future__ import annotations

from collections.abc import Container, Sequence
from decimal import Decimal

from budgettui.domain.paper.reading import Column

_ACCOUNTS = ("executed", "forecast")
_BUDGETS = ("adjusted", "approved")


#: The positions of accounts, budget and variance in a table.
Triple = tuple[int, int, int]


def variance_columns(columns: Sequence[Column]) -> Triple | None:
    """The positions where the table has one variance, and one budget with one column of accounts of its year.

    The budget's year chooses the accounts; the year printed over the variance is not trusted, since papers
    carry it over from the year before. A budget of a year that has no accounts is of the next one.
    """
    places = _variances(columns)
    return _said(columns, places[0], set(_years(columns))) if len(places) == 1 else None


def variance_choices(columns: Sequence[Column]) -> list[tuple[Triple | None, list[Triple]]]:
    """For each variance what its columns say that it is worked out of, and what else may belong together: what was
    spent so far beside the forecast, the first budget beside the adjusted one.

    Several variances belong each to the year that is printed over it, where every one has another.
    """
    places = _variances(columns)
    if len(places) == 1:
        years = set(_years(columns))
        return [(_said(columns, places[0], years), _choices(columns, places[0], years))]
    own = [columns[place].year for place in places]
    if None in own or len(set(own)) < len(own):
        return []
    return [(_said(columns, at, {year}), _choices(columns, at, {year})) for at, year in zip(places, own, strict=True)]


def _variances(columns: Sequence[Column]) -> list[int]:
    return [i for i, column in enumerate(columns) if column.phase == "variance"]


def _years(columns: Sequence[Column]) -> list[int | None]:
    return [column.year for column in columns if column.phase in _ACCOUNTS]


def _said(columns: Sequence[Column], variance: int, years: Container[int | None]) -> Triple | None:
    for phase in _BUDGETS:
        budgets = [i for i, column in enumerate(columns) if column.phase == phase and column.year in years]
        if budgets:
            found = [one for one in _choices(columns, variance, years) if one[1] in budgets]
            return found[0] if len(found) == 1 else None
    return None


def _choices(columns: Sequence[Column], variance: int, years: Container[int | None]) -> list[Triple]:
    return [
        (accounts, budget, variance)
        for phase in _BUDGETS
        for budget, planned in enumerate(columns) if planned.phase == phase and planned.year in years
        for accounts, spent in enumerate(columns) if spent.phase in _ACCOUNTS and spent.year == planned.year
    ]


def variance_difference(
    accounts: Decimal, budget: Decimal, variance: Decimal, unit_of_last_digit: Decimal, *, turned: bool,
) -> tuple[Decimal, Decimal]:
    """Printed variance − (accounts − budget), and how much of that rounding can explain.

    ``turned`` is for papers that print budget − accounts, where plus is a saving.
    """
    return variance - (budget - accounts if turned else accounts - budget), unit_of_last_digit * 3 / 2
