"""Rows that may count something in a table of money, though no word of theirs says so.

"Dagpleje" is a sum in one row and a number of children in another. What tells is where the row stands (under a heading
that counts), how it is printed (without the decimals of the money) and how large it is beside the rest. A total that
needs the row to agree says that it is money.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain
from statistics import median

from budgettui.domain.amounts import KR, KR_1000, Unit
from budgettui.domain.checking.parts import find_parts, has_unplaced
from budgettui.domain.checking.row_words import is_total_label
from budgettui.domain.checking.structure import structured
from budgettui.domain.checking.sums import against, vectors_of
from budgettui.domain.paper.reading import Row
from budgettui.ingest.tables.row_units import (
    counts_perhaps,
    is_money,
    rows_of_other_units,
    says_money,
)

#: So many times smaller or larger than the rest, figures are hardly of one kind; prices in kroner differ more.
_UNLIKE, _UNLIKE_PRICES = 30, 1000
#: So many rows, and this share of them, say what is usual.
_FEW, _USUAL = 3, 0.75
_OERE = 2


def may_count(rows: Sequence[Row], unit: Unit | None) -> dict[int, str]:
    """By their places the rows of a table in money that may be counts, with the code of why."""
    if not is_money(unit):
        return {}
    valued = [i for i, row in enumerate(rows) if any(_sizes(row))]
    found = {i for i in valued if counts_perhaps(rows[i].label)}
    found |= _below_all_sums(rows)
    found |= _of_other_decimals(rows, valued, unit) | _of_other_size(rows, valued, unit)
    found -= {i for i in found if is_total_label(rows[i].label)}
    if found:
        found -= needed_by_totals(rows)
    return {i: "may_count" for i in sorted(found) if rows[i].certain}


def rows_apart(rows: Sequence[Row], unit: Unit | None) -> set[int]:
    """The rows that say that they have another unit than their table, but those that its totals need."""
    found = rows_of_other_units([(row.label, _is_heading(row)) for row in rows], unit)
    return found - needed_by_totals(structured(rows)) if found and is_money(unit) else found


def needed_by_totals(rows: Sequence[Row]) -> set[int]:
    """The rows of sums that agree, or do so but for one figure, and would not without them."""
    vectors = vectors_of(rows)

    def holds(total: int, parts: Sequence[int]) -> bool:
        sums = against(vectors, total, parts)
        return sums.agrees() or sums.nearly_proves()

    found: set[int] = set()
    for total, parts in find_parts(rows).items():
        if not has_unplaced(rows, total, parts) and holds(total, parts):
            found.add(total)
            found.update(part for part in parts if not holds(total, [i for i in parts if i != part]))
    return found


def _below_all_sums(rows: Sequence[Row]) -> set[int]:
    """Rows that stand below the last sum that agrees, and whose words do not say that they are money."""
    last = max(needed_by_totals(rows), default=len(rows))
    found: set[int] = set()
    for i, row in enumerate(rows[last + 1 :], last + 1):
        if says_money(row.label) or is_total_label(row.label):
            if _is_heading(row) or is_total_label(row.label):
                return set()
        elif any(_sizes(row)):
            found.add(i)
    return found


def _of_other_decimals(rows: Sequence[Row], valued: Sequence[int], unit: Unit | None) -> set[int]:
    """Rows that print other decimals than most do, and such rows under a heading of their own below the first."""
    decimals = {i: max(map(_decimals, filter(None, rows[i].values))) for i in valued}
    if unit is KR:
        # Prices are printed with øre or without.
        decimals = {i: 0 if own == _OERE else own for i, own in decimals.items()}
    if not decimals:
        return set()
    common, times = Counter(decimals.values()).most_common(1)[0]
    if times >= _FEW and times >= _USUAL * len(valued):
        return {i for i, own in decimals.items() if own != common}
    tail = next((at for at, i in enumerate(valued) if decimals[i] != decimals[valued[0]]), 0)
    if tail >= _FEW and all(decimals[i] != decimals[valued[0]] for i in valued[tail:]):
        # The money is printed first, and what is counted stands under it.
        return set(valued[tail:])
    first, *below = _blocks(rows)
    usual = {decimals[i] for i in first}
    if len(usual) != 1 or len(first) < _FEW:
        return set()
    return {i for block in below if usual.isdisjoint(decimals[i] for i in block) for i in block}


def _decimals(value: str) -> int:
    return len(value.partition(".")[2])


def _of_other_size(rows: Sequence[Row], valued: Sequence[int], unit: Unit | None) -> set[int]:
    """Rows, and all rows under a heading, of another size than the rest of the table.

    A figure with decimals where all have them is printed as money is, however small it is.
    """
    if any("." in (value or "") for row in rows for value in row.values):
        return set()
    times = _UNLIKE_PRICES if unit is KR else _UNLIKE
    found: set[int] = set()
    sizes = {i: _sizes(rows[i]) for i in valued}
    ordered = sorted(size for own in sizes.values() for size in own)
    for block in chain(([i] for i in valued), _blocks(rows)):
        own = [size for i in block for size in _sizes(rows[i])]
        gone = [size for i in block for size in sizes.get(i, ())]
        if not own or len(valued) - len(block) < _FEW or len(gone) == len(ordered):
            continue
        usual, size = _median_without(ordered, gone), median(own)
        # A few millions beside hundreds of them are no more than small.
        small = unit in {KR, KR_1000} and size * times <= usual
        if small or min(own) >= usual * times:
            # Words of money are those of a sum, however small it is.
            found.update(i for i in block if not says_money(rows[i].label))
    return found


def _median_without(ordered: Sequence[Decimal], gone: Iterable[Decimal]) -> Decimal:
    """The median of numbers in order without some of them."""
    places: list[int] = []
    for number, many in Counter(gone).items():
        first = bisect_left(ordered, number)
        places += range(first, first + many)
    places.sort()
    left = len(ordered) - len(places)

    def at(rank: int) -> Decimal:
        for place in places:
            rank += place <= rank
        return ordered[rank]

    return (at((left - 1) // 2) + at(left // 2)) / 2


def _blocks(rows: Sequence[Row]) -> Iterator[list[int]]:
    """The rows with figures under each heading, and those below each total."""
    block: list[int] = []
    for i, row in enumerate(rows):
        if _is_heading(row):
            if block:
                yield block
            block = []
            continue
        if any(_sizes(row)):
            block.append(i)
        if (row.kind != "line" or is_total_label(row.label)) and block:
            yield block
            block = []
    if block:
        yield block


def _is_heading(row: Row) -> bool:
    return all(value is None for value in row.printed)


def _sizes(row: Row) -> list[Decimal]:
    return [abs(Decimal(value)) for value in row.values if value is not None and Decimal(value)]
