"""What the columns of a table say of each other: "Netto" is the sum of two, "Afvigelse" the difference.

No word is needed for it: where what lies between columns is the same in nearly all rows, that is a law of the table.
A row that keeps the law has its figures in the right columns, and one that breaks it has perhaps not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from budgettui.domain.checking.sums import last_digit
from budgettui.domain.checking.variance import variance_columns, variance_difference
from budgettui.domain.paper.reading import Column
from budgettui.ingest.page.header import YEAR

#: The change from one year to another, and what it is called.
SPAN = rf"(?:{YEAR}\s?[-–/]\s?{YEAR})"
CHANGE_WORD = r"(?:ændring|udvikling|forskel|vækst|difference)"
CHANGE = re.compile(rf"{CHANGE_WORD}(?:\s+{SPAN})?(?=\s|$)", re.IGNORECASE)
_SPAN = re.compile(rf"({YEAR})\s?[-–/]\s?({YEAR}|[0-9]{{2}}(?![0-9]))")

#: A law is known from at least so many rows that keep it, and this share of those that could.
_KEPT, _SHARE = 3, 0.75
#: Tables with more columns are not searched.
_MOST_COLUMNS = 9
_MOST_ROWS = 80

Values = Sequence[Decimal | None]


class Law(NamedTuple):
    """The figure in column ``target`` is the sum of these columns, each with its sign."""

    target: int
    terms: tuple[tuple[int, int], ...]


def is_change(column: Column) -> bool:
    """Whether a column prints what changed between others."""
    return column.phase == "variance" or bool(CHANGE.match(column.label))


def laws_of(rows: Sequence[Values], width: int) -> list[Law]:
    """The laws that the rows of a table keep."""
    if not 3 <= width <= _MOST_COLUMNS:
        return []
    whole = [row for row in rows[:_MOST_ROWS] if len(row) == width]
    found = []
    for law in _possible(width):
        kept = broken = 0
        for row in whole:
            holds = keeps(law, row)
            if holds is None:
                continue
            kept += holds
            broken += not holds
            if broken > (1 - _SHARE) * len(whole):
                # Though all the rest kept it, it would be none; most of what is possible ends here.
                break
        if kept >= _KEPT and kept >= _SHARE * (kept + broken):
            found.append(law)
    return found


def keeps(law: Law, row: Values) -> bool | None:
    """Whether a row keeps a law, within rounding; ``None`` where a cell of it is empty or zero and so says nothing."""
    target = row[law.target]
    terms = [(value, sign) for at, sign in law.terms if (value := row[at]) is not None]
    if target is None or len(terms) < len(law.terms):
        return None
    telling = sum(value != 0 for value, _sign in terms)
    if telling < 2:
        return None
    # A figure without the decimals of the others may be none of the row's, so it widens nothing.
    finest = min(last_digit(value) for value in (target, *(value for value, _sign in terms)))
    difference = target - sum((sign * value for value, sign in terms), Decimal(0))
    return abs(difference) * 2 <= finest * (len(terms) + 1)


def verdict(laws: Sequence[Law], row: Values) -> bool | None:
    """Whether a row keeps all laws that its cells can be held against; ``None`` where there are none."""
    told = [holds for law in laws if (holds := keeps(law, row)) is not None]
    return all(told) if told else None


def covered(laws: Sequence[Law], row: Values) -> set[int]:
    """The columns of a row whose figures the laws that it keeps speak of."""
    return {at for law in laws if keeps(law, row) for at in (law.target, *(term for term, _sign in law.terms))}


def _possible(width: int) -> Iterator[Law]:
    for target in range(width):
        others = [at for at in range(width) if at != target]
        for length in range(3, target + 1):
            yield Law(target, tuple((at, 1) for at in range(target - length, target)))
        for place, first in enumerate(others):
            for second in others[place + 1 :]:
                yield Law(target, ((first, 1), (second, 1)))


def change_holds(columns: Sequence[Column], values: Values) -> bool | None:
    """Whether the change that a row prints is what lies between its figures; ``None`` where none is printed.

    A variance is that of accounts and budget, counted either way; a change without years of its own that of the last
    two columns before it.
    """
    triple = variance_columns(columns) or _change_columns(columns)
    if triple is None:
        return None
    after, before, change = (values[at] for at in triple)
    # Zero everywhere proves nothing about which number is which.
    if before is None or after is None or change is None or not (before or after):
        return None
    coarsest = max(last_digit(value) for value in (before, after, change))
    turns = (False, True) if columns[triple[2]].phase == "variance" else (False,)
    ways = (variance_difference(after, before, change, coarsest, turned=turned) for turned in turns)
    return any(abs(difference) <= tolerance for difference, tolerance in ways)


def _change_columns(columns: Sequence[Column]) -> tuple[int, int, int] | None:
    """The places of the later figure, the earlier, and the change between them, which stands last."""
    last = len(columns) - 1
    named = [at for at, column in enumerate(columns) if column.year is None and is_change(column)]
    if last < 2 or named != [last] or columns[last].phase == "variance":
        return None
    span = _SPAN.search(columns[last].label)
    if span is None:
        return last - 1, last - 2, last
    years = {column.year: at for at, column in enumerate(columns[:last])}
    before, after = years.get(int(span[1])), years.get(int(span[1][: -len(span[2])] + span[2]))
    return None if before is None or after is None else (after, before, last)
