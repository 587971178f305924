"""Rows with fewer cells than columns: where their cells stand, if the totals leave one way alone; else where they are
most like the figures of the other rows, and then they stay marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, product
from math import comb, log
from statistics import median

from budgettui.domain.amounts import EMPTY_CELLS
from budgettui.domain.checking.parts import find_parts
from budgettui.domain.checking.row_words import is_total_label
from budgettui.domain.paper.reading import Row
from budgettui.ingest.tables.read_rows import ReadRow
from budgettui.ingest.tables.rows import MOST_WAYS, Cells, cell_number, exact

#: So many whole rows say what the figures of a column are like. What a cell costs in a column whose figures have other
#: decimals or another sign, at most one that is much larger or smaller; by how much the best way must be the best.
_WHOLE, _OTHER, _FAR, _CLEARLY, _LIKE = 3, 3.0, 4.0, 1.0, 2.0
#: Figures of a column differ by so much at least, as logarithms.
_SPREAD, _SPREAD_OF_SUM = 0.25, 0.1


def place_alike(rows: Sequence[ReadRow], width: int) -> None:
    """Put the cells of incomplete rows where they are like the figures of whole rows, if one way is clearly best."""
    own = [row for row in rows if not row.heading and not is_total_label(row.cells.label)]
    whole = [row.cells.values for row in own if len(row.cells.printed) == width and None not in row.cells.printed]
    figures = [[value for values in whole if (value := values[at])] for at in range(width)]
    if len(whole) < _WHOLE or min(map(len, figures)) < 2:
        return
    for row in rows:
        cells = row.cells
        tokens = cells.unplaced
        if not tokens or any(cells.printed) or comb(width, len(tokens)) > MOST_WAYS:
            continue
        total = is_total_label(cells.label)
        costs = [[_unlike(token, column, total=total) for column in figures] for token in tokens]
        ways = sorted(
            (sum(costs[order][at] for order, at in enumerate(way)), way)
            for way in combinations(range(width), len(tokens))
        )
        if ways[0][0] <= _LIKE * len(tokens) and ways[0][0] + _CLEARLY <= ways[1][0]:
            printed = _spread(tokens, ways[0][1], width)
            values = tuple(None if value is None else Decimal(value) for value in map(_value, printed))
            row.cells = replace(cells, values=values, printed=printed)


def _unlike(token: str, column: Sequence[Decimal], *, total: bool) -> float:
    """How little a cell is like the figures of a column, or a total like their sum."""
    value = Decimal(_value(token) or 0)
    if not value:
        return 0.0
    other = all(_decimals(value) != _decimals(figure) for figure in column)
    sign = min(column) > 0 > value or max(column) < 0 < value
    sizes = [log(abs(figure)) for figure in column]
    middle = log(abs(sum(column, Decimal(0))) or 1) if total else median(sizes)
    spread = _SPREAD_OF_SUM if total else max(_SPREAD, median(abs(size - middle) for size in sizes))
    return _OTHER * (other + sign) + min(abs(log(abs(value)) - middle) / spread, _FAR)


def _decimals(value: Decimal) -> int:
    return -int(value.as_tuple().exponent)


def place_by_sums(plain: Sequence[Row], rows: Sequence[ReadRow]) -> list[Row]:
    """The rows, the cells of incomplete ones placed where one way alone makes a total agree in every column."""
    placed = list(plain)
    loose = [i for i, row in enumerate(rows) if row.cells.unplaced]
    if not loose:
        return placed
    bare = [replace(row, values=(None,) * len(row.values)) if i in loose else row for i, row in enumerate(plain)]
    for i in loose:
        if is_total_label(plain[i].label) and not any(map(str.isdigit, plain[i].label)):
            placed[i] = _total_placed(bare, i, rows[i].cells)
    for total, (parts, inside) in {**_blocks(bare, loose), **_grouped(bare, loose)}.items():
        width = len(bare[total].values)
        ways = 1
        for i in inside:
            ways *= comb(width, len(rows[i].cells.unplaced))
        if not inside or ways > MOST_WAYS or None in bare[total].values:
            continue
        found: dict[tuple[tuple[str | None, ...], ...], tuple[tuple[str | None, ...], ...]] = {}
        for way in product(*(combinations(range(width), len(rows[i].cells.unplaced)) for i in inside)):
            tokens = [_spread(rows[i].cells.unplaced, at, width) for i, at in zip(inside, way, strict=True)]
            values = tuple(tuple(map(_value, own)) for own in tokens)
            if _adds_up([*(bare[part].values for part in parts), *values], bare[total].values):
                found[values] = tuple(tokens)
        if len(found) != 1:
            continue
        ((chosen, printed),) = found.items()
        for i, values_, printed_ in zip(inside, chosen, printed, strict=True):
            placed[i] = replace(placed[i], values=values_, printed=printed_, certain=rows[i].cells.by_sum)
    return placed


def _total_placed(rows: Sequence[Row], at: int, cells: Cells) -> Row:
    """A total with fewer figures than columns, as where one is per cent: each stands under the figures that make it."""
    row, width = rows[at], len(rows[at].values)
    before = next((i for i in range(at - 1, -1, -1) if is_total_label(rows[i].label)), -1)
    sums = []
    for column in range(width):
        own = [Decimal(value) for i in range(before + 1, at) if (value := rows[i].values[column]) is not None]
        sums.append(sum(own, Decimal(0)) if len(own) > 1 else None)
    if comb(width, len(cells.unplaced)) > MOST_WAYS:
        return row
    ways = [
        places
        for places in combinations(range(width), len(cells.unplaced))
        if all(_makes(sums[place], token) for place, token in zip(places, cells.unplaced, strict=True))
    ]
    if len(ways) != 1:
        return row
    printed = _spread(cells.unplaced, ways[0], width)
    return replace(row, values=tuple(map(_value, printed)), printed=printed, certain=cells.by_sum)


def _makes(total: Decimal | None, token: str) -> bool:
    value = _value(token)
    return total is not None and total != 0 and value is not None and Decimal(value) == total


#: The complete rows that a total adds, and the incomplete ones.
_Parts = tuple[Sequence[int], Sequence[int]]


def _grouped(rows: Sequence[Row], loose: Sequence[int]) -> dict[int, _Parts]:
    """The totals that rows without the incomplete ones nearly make."""
    found: dict[int, _Parts] = {}
    for total, parts in find_parts(rows).items():
        span = range(min((total, *parts)) - 1, max((total, *parts)) + 2)
        found[total] = parts, [i for i in loose if i in span and i != total]
    return found


def _blocks(rows: Sequence[Row], loose: Sequence[int]) -> dict[int, _Parts]:
    """The totals below incomplete rows, with all that stands above them up to the total before."""
    found: dict[int, _Parts] = {}
    first = 0
    for i, row in enumerate(rows):
        if not is_total_label(row.label) or i in loose:
            continue
        valued = [at for at in range(first, i) if any(value is not None for value in rows[at].values)]
        inside = [at for at in range(first, i) if at in loose]
        if inside:
            found[i] = valued, inside
        first = i + 1
    return found


def _spread(tokens: Sequence[str], places: Sequence[int], width: int) -> tuple[str | None, ...]:
    own = dict(zip(places, tokens, strict=True))
    return tuple(own.get(at) for at in range(width))


def _value(token: str | None) -> str | None:
    return None if token is None or token in EMPTY_CELLS else exact(cell_number(token).value)


def _adds_up(parts: Sequence[Sequence[str | None]], total: Sequence[str | None]) -> bool:
    """Whether the parts make the total exactly, in every column; where no part has a figure it is zero."""
    for column, printed in enumerate(total):
        cells = [Decimal(cell) for part in parts if (cell := part[column]) is not None]
        if printed is None or sum(cells, Decimal(0)) != Decimal(printed):
            return False
    return True
