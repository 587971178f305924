"""Rows with fewer cells than columns: where their cells stand, if the totals leave one way alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, product
from math import comb

from budgettui.domain.amounts import EMPTY_CELLS
from budgettui.domain.checking.parts import find_parts
from budgettui.domain.checking.row_words import is_total_label
from budgettui.domain.paper.reading import Row
from budgettui.ingest.tables.read_rows import ReadRow
from budgettui.ingest.tables.rows import Cells, cell_number, exact

#: So many ways to place the cells of incomplete rows are tried.
_MOST_WAYS = 3000


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
        if not inside or ways > _MOST_WAYS or None in bare[total].values:
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
