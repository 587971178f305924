"""Columns of figures on a page without rulings, and which of them a word stands in.

The right edges of the figures of a column stand over each other. Figures closer than the space between two columns
are never parted, since a space may also stand between thousands; what cannot be placed marks its line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from budgettui.domain.amounts import NumberError, parse_number
from budgettui.ingest.pdfs.lines import Chunk, TextLine
from budgettui.ingest.tables.placed import is_figure

#: In heights of a line: right edges that differ by less are one edge.
_ALIGNED = 0.35
#: A column has figures in at least this share of the rows.
_SUPPORT = 0.3
#: An axis has so many marks at least.
_AXIS = 4


@dataclass(slots=True)
class FigureColumn:
    """A column of figures: from x0 to x1, and the right edge that its figures share."""

    x0: float
    x1: float
    end: float


@dataclass(slots=True)
class PlacedLine:
    """A line with its words in columns; index 0 is the label."""

    line: TextLine
    label: list[Chunk]
    cells: list[list[Chunk]]
    why: str = ""


def columns_of(lines: Sequence[TextLine], over: Sequence[TextLine] = ()) -> list[FigureColumn]:
    """The columns of the figures in these lines: by what they cover, and where that runs together by right edges.

    A column with few figures is one where words of the lines over the table stand right over it and no other.
    """
    figures = [(i, chunk, line.height) for i, line in enumerate(lines) for chunk in _cells_of(line)]
    if not figures:
        return []
    spans: list[list[tuple[int, Chunk, float]]] = []
    reach = float("-inf")
    for own in sorted(figures, key=lambda own: own[1].x0):
        if own[1].x0 > reach:
            spans.append([])
        spans[-1].append(own)
        reach = max(reach, own[1].x1)
    columns: list[FigureColumn] = []
    # Of two rows one may have an empty cell.
    least = 1 if len(lines) == 2 and all(line.numbers > 1 for line in lines) else 2
    headed = [chunk for line in over for chunk in line.chunks if len(line.chunks) > 1 and chunk is not line.chunks[0]]
    for span in spans:
        rows = [i for i, _chunk, _height in span]
        groups = [span] if len(set(rows)) == len(rows) else _by_right_edge(span)
        for group in groups:
            support = len({i for i, _chunk, _height in group})
            x0, x1 = min(chunk.x0 for _i, chunk, _h in group), max(chunk.x1 for _i, chunk, _h in group)
            few = support < max(least, _SUPPORT * len(lines))
            if few and not any(chunk.x0 < x1 and chunk.x1 > x0 for chunk in headed):
                continue
            if _is_axis([chunk for _i, chunk, _h in sorted(group, key=lambda own: own[0])]):
                continue
            columns.append(FigureColumn(x0, x1, median(chunk.end for _i, chunk, _h in group)))
    return sorted(columns, key=lambda column: column.end)


def _is_axis(chunks: Sequence[Chunk]) -> bool:
    """Whether figures under each other fall by the same step all the way, as those beside a chart do.

    Some of them may stand on a line of their own that is not among the rows.
    """
    if len(chunks) < _AXIS:
        return False
    try:
        values = [parse_number(chunk.plain).value for chunk in chunks]
    except NumberError:
        return False
    steps = [above - below for above, below in pairwise(values)]
    least = min(steps)
    return least > 0 and not any(step % least for step in steps) and 2 * steps.count(least) > len(steps)


def _by_right_edge(span: Sequence[tuple[int, Chunk, float]]) -> list[list[tuple[int, Chunk, float]]]:
    groups: list[list[tuple[int, Chunk, float]]] = []
    for own in sorted(span, key=lambda own: own[1].end):
        if groups and own[1].end - groups[-1][-1][1].end <= _ALIGNED * own[2]:
            groups[-1].append(own)
        else:
            groups.append([own])
    return groups


def _cells_of(line: TextLine) -> list[Chunk]:
    """The chunks of a line that can be cells: its figures, but not a code before its label."""
    chunks = line.chunks
    first_word = next((k for k, chunk in enumerate(chunks) if not chunk.figure and not chunk.empty), None)
    after = chunks if first_word is None or first_word == 0 or len(chunks) == first_word + 1 else chunks[first_word:]
    return [chunk for chunk in after if chunk.figure]


def column_of(chunk: Chunk, columns: Sequence[FigureColumn]) -> int | None:
    """The column that a chunk stands in, where it is one and no other."""
    aligned = [
        k
        for k, column in enumerate(columns)
        if abs(chunk.end - column.end) <= _ALIGNED * chunk.words[-1].height and chunk.x1 > column.x0
    ]
    if len(aligned) == 1:
        return aligned[0]
    over = [k for k, column in enumerate(columns) if chunk.x0 < column.x1 and chunk.x1 > column.x0]
    return over[0] if len(over) == 1 else None


def place_line(line: TextLine, columns: Sequence[FigureColumn], *, ruled: bool = False) -> PlacedLine:
    """The chunks of a line in the columns; what is left of the first column is the label."""
    placed = PlacedLine(line, [], [[] for _ in columns])
    first = columns[0].x0
    for k, chunk in enumerate(line.chunks):
        value = chunk.figure or chunk.empty
        column = column_of(chunk, columns)
        if not value and chunk.x0 < first and (k == 0 or column is None or column == 0):
            last = chunk.words[-1]
            own = column_of(Chunk((last,)), columns)
            if len(chunk.words) > 1 and own is not None and is_figure(last.text) and chunk.x1 > first:
                # A label that runs up to its figure, or whose own last number ends where figures do.
                placed.label.append(Chunk(chunk.words[:-1]))
                placed.cells[own].append(Chunk((last,)))
                placed.why = placed.why or "number_in_label"
            else:
                placed.label.append(chunk)
                if chunk.x1 > first and any(sign.isdecimal() for sign in last.text):
                    # A figure may stand so near that it became part of the word.
                    placed.why = placed.why or "number_in_label"
        elif column is None and chunk.x1 <= first:
            if k > 0 and value:
                # A figure that stands alone, in no column that this table has: perhaps one that was not seen.
                placed.why = placed.why or "out_of_column"
            placed.label.append(chunk)
        elif column is None:
            near = min(range(len(columns)), key=lambda at: abs(columns[at].end - chunk.end))
            if value and not ruled:
                placed.why = placed.why or "out_of_column"
            elif chunk.x0 < columns[-1].x1:
                placed.cells[near].append(chunk)
        else:
            placed.cells[column].append(chunk)
    if any(len(cell) > 1 for cell in placed.cells):
        placed.why = placed.why or "out_of_column"
    return placed
