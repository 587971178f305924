"""A printed figure held against the sum of others: how far it may be off, and what that proves.

When a total agrees with its parts is said in :mod:`budgettui.domain.checking.agreement`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, product

from budgettui.domain.checking.row_words import (
    is_calculation,
    is_of_others,
    is_part_of,
    is_ratio_label,
    is_subtracted_label,
)
from budgettui.domain.paper.reading import Column, Row

#: A column counts as evidence for a sum only where the total is so many times larger than what rounding can
#: hide.
TELLING = 10
_NOTHING = Decimal(0)
#: So many digits that are no noughts at the end tell a figure from any other; a printed one has so few decimals.
_MANY_DIGITS, _MOST_DECIMALS = 5, 4
#: A total sums at most so many rows; a longer table is not searched further.
MOST_PARTS = 200
#: Signs are looked for among so many parts at most.
_MOST_SIGNED = 6


class Vector(dict[int, tuple[Decimal, Decimal]]):
    """The figures of a row by column, each with the unit of its last printed digit.

    ``sign`` is -1 where the row is subtracted from the total that it is part of.
    """

    sign = 1


def vectors_of(rows: Sequence[Row], columns: Sequence[Column] = ()) -> list[Vector]:
    """The figures of every row that can be added, by the words of the columns where these are known; a row that the
    labels subtract has the sign -1."""
    ratios = {place for place, column in enumerate(columns) if is_ratio_label(column.label)}
    vectors = [
        Vector(
            (column, (Decimal(value), last_digit(Decimal(value))))
            for column, value in enumerate(row.values)
            if value is not None and column not in ratios and not is_of_others(row.label)
        )
        for row in rows
    ]
    if is_calculation(rows):
        for row, vector in zip(rows, vectors, strict=True):
            if is_subtracted_label(row.label):
                vector.sign = -1
    return vectors


def last_digit(value: Decimal) -> Decimal:
    """The unit of the last printed digit: 1 for "12", 0.1 for "1.2"."""
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)


def tells_by_digits(printed: Decimal, computed: Decimal) -> bool:
    """Whether a figure is another with all its digits, or with all but one, or but two that have changed places: where
    there are many digits no other figure comes so near by chance."""
    digits, other = (f"{value.scaleb(_MOST_DECIMALS):.0f}" for value in (printed, computed))
    told = len(other.lstrip("-").rstrip("0"))
    if digits == other:
        return told >= _MANY_DIGITS
    wrong = [i for i, (one, two) in enumerate(zip(digits, other, strict=False)) if one != two]
    swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and sorted(digits) == sorted(other)
    return len(digits) == len(other) and told > _MANY_DIGITS and (len(wrong) == 1 or swapped)


class Sums:
    """A head held against parts that are added one by one: for each column printed, computed and
    tolerance."""

    def __init__(self, head: Vector) -> None:
        self._head = head
        self._computed: dict[int, Decimal] = {}
        #: Twice what rounding can hide in the parts: of each the unit of its last printed digit.
        self._units: dict[int, Decimal] = {}

    def add(self, part: Vector) -> None:
        """One more part. An empty cell of it adds nothing."""
        for column, (value, unit) in part.items():
            if column in self._head:
                self._computed[column] = self._computed.get(column, _NOTHING) + part.sign * value
                self._units[column] = self._units.get(column, _NOTHING) + unit

    def columns(self) -> list[tuple[int, Decimal, Decimal, Decimal]]:
        """(column, printed, computed, tolerance) for each column of the head that a part fills."""
        return [
            (column, printed, self._computed[column], (unit + self._units[column]) / 2)
            for column, (printed, unit) in self._head.items()
            if column in self._computed
        ]

    def apart(self) -> set[int]:
        return {at for at, printed, computed, tolerance in self.columns() if abs(printed - computed) > tolerance}

    def agrees(self) -> bool:
        return len(self._computed) == len(self._head) and not self.apart()

    def proves(self) -> bool:
        """Whether the sums agree, and say more than chance does."""
        telling = sum(
            abs(printed) >= TELLING * tolerance for _column, printed, _computed, tolerance in self.columns()
        )
        return telling >= min(2, len(self._head)) and telling > 0 and self.agrees()

    def nearly_proves(self, *, exact: bool = False) -> bool:
        """Whether all columns but one agree, at least two, and not by chance: one figure is wrong in
        print. With ``exact`` they agree to the last digit, and two of them tell."""
        sums = self.columns()
        agreeing = [
            abs(printed) >= TELLING * tolerance
            for _column, printed, computed, tolerance in sums
            if abs(printed - computed) <= (0 if exact else tolerance)
        ]
        return len(agreeing) > 1 and len(agreeing) == len(sums) - 1 and sum(agreeing) > exact

    def tells_in_one(self) -> bool:
        """Whether one column at least agrees, and not by chance."""
        return any(
            abs(printed - computed) <= tolerance and abs(printed) >= TELLING * tolerance
            for _column, printed, computed, tolerance in self.columns()
        )

    def is_far(self) -> bool:
        """Whether no column of several comes anywhere near: what was added up is not what is summed."""
        sums = self.columns()
        return len(sums) > 1 and all(
            abs(printed - computed) > max(abs(printed), abs(computed)) / 2
            for _column, printed, computed, _tolerance in sums
        )

    def mostly_agrees(self) -> bool:
        sums = self.columns()
        good = sum(abs(printed - computed) <= tolerance for _column, printed, computed, tolerance in sums)
        return good * 2 > len(sums) > 0


def against(vectors: Sequence[Vector], head: int, parts: Iterable[int]) -> Sums:
    """A head held against these parts."""
    sums = Sums(vectors[head])
    for part in parts:
        sums.add(vectors[part])
    return sums


def with_signs(vectors: Sequence[Vector], head: int, parts: Sequence[int]) -> Sequence[Vector]:
    """The vectors with the signs by which the parts give the head: income may be printed as a plus below expenses.

    Only where adding explains little, and one way of subtracting explains every column, or all but one.
    """
    if not 2 <= len(parts) <= _MOST_SIGNED or any(vectors[part].sign < 0 for part in parts):
        return vectors
    if against(vectors, head, parts).mostly_agrees():
        return vectors
    proved, near = list[Sequence[Vector]](), list[Sequence[Vector]]()
    for signs in product((1, -1), repeat=len(parts) - 1):
        minus = [part for part, sign in zip(parts[1:], signs, strict=True) if sign < 0]
        # What is subtracted must matter, or its sign is anyone's guess.
        if not minus or not all(any(value for value, _unit in vectors[part].values()) for part in minus):
            continue
        signed = list(vectors)
        for part in minus:
            signed[part] = Vector(vectors[part])
            signed[part].sign = -1
        sums = against(signed, head, parts)
        if sums.proves() and (len(vectors[head]) > 1 or len(parts) == 2):
            proved.append(signed)
        elif sums.nearly_proves():
            near.append(signed)
    found = proved or near
    return found[0] if len(found) == 1 else vectors


def near_sums(vectors: Sequence[Vector], head: int, parts: Sequence[int]) -> Iterator[tuple[int, Sums]]:
    """How many of the parts, counted from the first, may come to the head in all columns but one, with their sums.

    What is far off in two columns is left out before it is looked at: a table is tried row by row.
    """
    misses = [0] * len(parts)
    for column, (printed, unit) in vectors[head].items():
        cells = [vectors[part].get(column) for part in parts]
        filled = next((place for place, cell in enumerate(cells) if cell), len(parts))
        bound = max([unit, *(cell[1] for cell in cells if cell)]) / 2 * (len(parts) + 1)
        low, high = printed - bound, printed + bound
        signed = (cell[0] * vectors[part].sign if cell else _NOTHING for part, cell in zip(parts, cells, strict=True))
        for place, come_to in enumerate(accumulate(signed)):
            if place >= filled and not low <= come_to <= high:
                misses[place] += 1
    sums, added = Sums(vectors[head]), 0
    for length in (place + 1 for place, missed in enumerate(misses) if missed < 2):
        for part in parts[added:length]:
            sums.add(vectors[part])
        added = length
        yield length, sums


def added_rows(rows: Sequence[Row], vectors: Sequence[Vector]) -> list[int]:
    """The rows with figures, but for those that are parts of the row above them: they are in it already."""
    found: list[int] = []
    below = False
    for i, row in enumerate(rows):
        if not vectors[i]:
            below = False
        elif not (below and is_part_of(row.label)):
            found.append(i)
            below = True
    return found
