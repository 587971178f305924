"""The figures of a table that was taken out column by column: which runs of them are a band, and in which rows they
stand."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations
from math import comb, copysign, log1p
from statistics import median

from budgettui.domain.amounts import EMPTY_CELLS
from budgettui.ingest.page.layout import Line
from budgettui.ingest.tables.rows import Cells, cell_number, cells_of

_DASH = "-"
#: So many ways to spread the figures of a column over its rows are tried.
_MOST_WAYS = 500
#: What it costs beside a place without a figure that one has none, and that there is a band, or one that lacks columns.
_LOST, _BAND = 1.25, 1.0


def bands_of(runs: Sequence[list[Line]], width: int) -> list[list[list[Line | None]]]:
    """The bands with the figures of their rows, so that as few as may be have no place and as few places no figure."""
    lengths = [len(run) for run in runs]
    # The cost from each run on, and how many runs are the band that begins there; 0 where it is none of a column's.
    best: list[tuple[float, int]] = [(0.0, 0)] * (len(runs) + 1)
    for at in range(len(runs) - 1, -1, -1):
        best[at] = best[at + 1][0] + _LOST * lengths[at] + _BAND, 0
        for after in range(at + 1, min(at + width, len(runs)) + 1):
            size = max(lengths[at:after])
            empty = size * width - sum(lengths[at:after])
            cost = best[after][0] + empty + _BAND * (1 + (after - at < width))
            if cost <= best[at][0]:
                best[at] = cost, after - at
    found: list[list[list[Line] | None]] = []
    left: list[list[Line]] = []
    at = 0
    while at < len(runs):
        count = best[at][1]
        if count:
            found.append([*runs[at : at + count], *[None] * (width - count)])
        else:
            left.append(runs[at])
        at += count or 1
    bands = []
    for band in found:
        size = max(len(run) for run in band if run is not None)
        whole = [run for run in band if run is not None and len(run) == size]
        for run in [run for run in left if len(run) == size][: band.count(None)]:
            # A column whose figures come later than those of the others.
            band[band.index(None)] = run
            left.remove(run)
        spread = [[None] * size if run is None else _spread(run, whole) for run in band]
        bands.append([[run[row] for run in spread] for row in range(size)])
    return bands


def _spread(run: list[Line], whole: Sequence[list[Line]]) -> list[Line | None]:
    """The figures of a column that lacks some, each in the row whose figures are like it in size and sign."""
    size = len(whole[0])
    if len(run) == size:
        return [*run]
    if comb(size, len(run)) > _MOST_WAYS:
        return [None] * size
    usual = [median(_size(own[row]) for own in whole) for row in range(size)]
    sizes = [_size(line) for line in run]
    ways = combinations(range(size), len(run))
    best = min(ways, key=lambda way: sum(abs(usual[row] - own) for row, own in zip(way, sizes, strict=True)))
    at = dict(zip(best, run, strict=True))
    return [at.get(row) for row in range(size)]


def _size(line: Line) -> float:
    """How many digits a figure has, below nought where it is; both grow alike."""
    value = cell_number(printed_in(line)).value if printed_in(line) not in EMPTY_CELLS else Decimal(0)
    return copysign(log1p(abs(float(value))), float(value))


def totals_of(cells: Sequence[Sequence[Line | None]]) -> set[int]:
    """The rows whose figures are the sums of those above, up to the total before, in each column."""
    values = [values_of(row).values for row in cells]
    found: set[int] = set()
    first = 0
    for at, row in enumerate(values):
        parts = values[first:at]
        sums = [sum((own[k] or Decimal(0) for own in parts), Decimal(0)) for k in range(len(row))]
        if len(parts) > 1 and all(value is not None and value == own for value, own in zip(row, sums, strict=True)):
            found.add(at)
            first = at + 1
    return found


def values_of(row: Sequence[Line | None]) -> Cells:
    return cells_of("", [_DASH if cell is None else printed_in(cell) for cell in row])


def printed_in(cell: Line) -> str:
    """A figure as a cell prints it; a space between its thousands is no end."""
    return cell.body if "%" in cell.body else cell.body.replace(" ", "\u00a0")
