"""What the rows of a table say of its columns: one that all rows but one work out of others has a mistake in that row.

No word need say it ("Rest", "År til dato", "I alt"): where so many rows agree to the last digit, it is no chance.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from budgettui.domain.checking.sums import TELLING, Vector

#: Rows that make a law at least, and rows of a table that is searched at most.
_FEWEST, _MOST = 5, 400
#: Columns that one is worked out of: the position of each, and 1 or -1.
Law = tuple[tuple[int, int], ...]


def broken_laws(
    vectors: Sequence[Vector], width: int, known: Collection[frozenset[int]]
) -> Iterator[tuple[int, int, Law]]:
    """(row, column, law) of each figure that denies what all other rows say of its column. ``known`` are sets of
    columns that are held against each other already."""
    rows = [i for i, vector in enumerate(vectors) if len(vector) > 2]
    if not _FEWEST < len(rows) <= _MOST:
        return
    seen = set(known)
    for column in reversed(range(width)):
        broken: dict[int, Law] = {}
        for law in _laws(column, width):
            columns = frozenset((column, *(place for place, _sign in law)))
            if columns in seen:
                continue
            denied = _denied_by_one(vectors, rows, column, law)
            if denied is not None:
                seen.add(columns)
                broken.setdefault(denied, law)
        if len(broken) == 1:
            ((row, law),) = broken.items()
            if row >= 0:
                yield row, column, law


def _laws(column: int, width: int) -> Iterator[Law]:
    """A column may be the difference of two before it, or the sum of those right before it or right behind it."""
    for one, other in combinations(range(column), 2):
        yield ((other, 1), (one, -1))
        yield ((one, 1), (other, -1))
    for first in range(column - 1):
        yield tuple((place, 1) for place in range(first, column))
    for last in range(column + 2, width):
        yield tuple((place, 1) for place in range(column + 1, last + 1))


def _denied_by_one(vectors: Sequence[Vector], rows: Sequence[int], column: int, law: Law) -> int | None:
    """The one row that denies a law which the others prove, -1 where none does; ``None`` where it is no law."""
    telling, denied = 0, -1
    for row in rows:
        vector = vectors[row]
        if column not in vector or any(place not in vector for place, _sign in law):
            continue
        if abs(difference(vector, column, law)) > explained_by_rounding(vector, column, law):
            if denied >= 0:
                return None
            denied = row
        elif all(abs(vector[place][0]) >= TELLING * vector[place][1] for place in (column, *(at for at, _s in law))):
            telling += 1
    return denied if telling >= _FEWEST else None


def difference(vector: Vector, column: int, law: Law) -> Decimal:
    """How far a figure is from what the law makes of the others."""
    return vector[column][0] - sum(sign * vector[place][0] for place, sign in law)


def explained_by_rounding(vector: Vector, column: int, law: Law) -> Decimal:
    return sum((vector[place][1] for place in (column, *(at for at, _sign in law))), Decimal(0)) / 2
