"""Heads of tables without rulings: the lines over the first row, and which column each of their words names."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from budgettui.domain.amounts import parse_unit
from budgettui.ingest.page.header import read_columns
from budgettui.ingest.pdfs.columns import FigureColumn, column_of
from budgettui.ingest.pdfs.lines import Chunk, TextLine, is_prose
from budgettui.ingest.pdfs.region import RegionRow
from budgettui.ingest.tables.placed import Covered

#: How many lines a head has at most, and how many steps from line to line may part them from each other.
_HEAD_LINES, HEAD_APART = 6, 2.6


def head_rows(
    lines: Sequence[TextLine], first: int, columns: Sequence[FigureColumn], pitch: float, used: int
) -> tuple[list[RegionRow], bool]:
    """The lines over the first row that say what the columns are, and whether each word's column is sure."""
    own: list[TextLine] = []
    below = lines[first]
    label = below.chunks[0].x0
    for i in range(first - 1, max(used, first - _HEAD_LINES) - 1, -1):
        line = lines[i]
        over = [chunk for chunk in line.chunks if chunk.x1 > columns[0].x0 - line.height]
        # One text that begins where the labels do, or far from the columns, and reaches over these names none of them.
        start = line.chunks[0].x0
        title = len(line.chunks) == 1 and (
            start < columns[0].x0 - 6 * line.height or start <= min(label, columns[0].x0 - line.height)
        )
        if below.base - line.base > HEAD_APART * pitch or not over or title or is_prose(line):
            break
        own.insert(0, line)
        below = line
    if not own:
        return [], True
    if len(own) == 1:
        # On one line the words say themselves where a column's name ends.
        whole = read_columns(" ".join(chunk.text for chunk in own[0].chunks if _over_columns_chunk(chunk, columns)))
        if whole is not None and len(whole) == len(columns):
            corner = " ".join(chunk.text for chunk in own[0].chunks if not _over_columns_chunk(chunk, columns))
            return [RegionRow([corner, *(column.label for column in whole)], own, header=True)], True
    rows = [_head_row(line, columns) for line in own]
    # Right over a group of columns stands what goes for all of them; the line nearest to the figures names each, if it
    # is not their unit, printed over the middle of them.
    spread = [_spread(line, columns) for line in own]
    lowest, width = own[-1].chunks[0], columns[-1].x1 - columns[0].x0
    aside = abs(lowest.x0 + lowest.x1 - columns[0].x0 - columns[-1].x1) * 2 > width
    if parse_unit(own[-1].text) is None or aside:
        spread[-1] = None
    for row, cells in zip(rows, spread, strict=True):
        if cells is not None:
            row.cells = cells
    sure = all(
        cells is not None or not _runs_together(line, columns)
        for line, cells in zip(own, spread, strict=True)
    )
    return rows, sure


def _over_columns_chunk(chunk: Chunk, columns: Sequence[FigureColumn]) -> bool:
    return chunk.x1 > columns[0].x0 - chunk.words[0].height / 2


def _runs_together(line: TextLine, columns: Sequence[FigureColumn]) -> bool:
    """Whether words over two columns stand so near each other that where the one ends is a guess, or two texts have
    come over one column."""
    return any(
        len(chunk.words) > 1
        and sum(chunk.x0 < column.x1 and chunk.x1 > column.x0 for column in columns) > 1
        for chunk in line.chunks
    ) or any(len({id(chunk) for chunk, _piece in cell}) > 1 for cell in _by_column(line, columns)[1:])


def _head_row(line: TextLine, columns: Sequence[FigureColumn]) -> RegionRow:
    cells = [" ".join(piece.text for _chunk, piece in cell) for cell in _by_column(line, columns)]
    return RegionRow([*cells], [line], header=True)


def _by_column(line: TextLine, columns: Sequence[FigureColumn]) -> list[list[tuple[Chunk, Chunk]]]:
    """The chunks over the labels and over each column, with the piece of them that stands there.

    What stands right of all figures names the words there.
    """
    cells: list[list[tuple[Chunk, Chunk]]] = [[] for _ in range(len(columns) + 1)]
    bounds = [
        (before.x1 + after.x0) / 2 if before.x1 < after.x0 else before.end for before, after in pairwise(columns)
    ]
    left = columns[0].x0 - (bounds[0] - columns[0].x1 if bounds and bounds[0] > columns[0].x1 else line.height)
    for chunk in line.chunks:
        if chunk.x0 > columns[-1].x1:
            break
        over = [k for k, column in enumerate(columns) if chunk.x0 < column.x1 and chunk.x1 > column.x0]
        # Words over several columns are looked at one by one.
        pieces = [Chunk((word,)) for word in chunk.words] if len(over) > 1 else [chunk]
        for piece in pieces:
            own = column_of(piece, columns)
            middle = (piece.x0 + piece.x1) / 2
            if own is None:
                own = sum(middle > bound for bound in bounds)
            if piece.x1 < left or (middle < left and own == 0 and chunk.x0 < columns[0].x0 - 8 * line.height):
                cells[0].append((chunk, piece))
            else:
                cells[own + 1].append((chunk, piece))
    return cells


def _spread(line: TextLine, columns: Sequence[FigureColumn]) -> list[str | Covered] | None:
    """A line of the head that stands over groups of columns: each column takes the words over its group.

    ``None`` where it does not.
    """
    row = _head_row(line, columns)
    over = [chunk for chunk in line.chunks if _over_columns_chunk(chunk, columns)]
    if not over or len(over) >= len(columns) or len(columns) % len(over):
        return None
    middles = [(chunk.x0 + chunk.x1) / 2 for chunk in over]
    share = len(columns) // len(over)
    groups = [columns[k * share : (k + 1) * share] for k in range(len(over))]
    if not all(group[0].x0 <= middle <= group[-1].x1 for group, middle in zip(groups, middles, strict=True)):
        return None
    return [row.cells[0], *(chunk.text for chunk in over for _ in range(share))]
