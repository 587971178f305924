"""Heads of tables without rulings: the lines over the first row, and which column each of their words names."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import nsmallest
from itertools import pairwise
from operator import itemgetter
from statistics import median

from budgettui.ingest.page.header import read_columns, split_unit
from budgettui.ingest.pdfs.columns import FigureColumn, column_of
from budgettui.ingest.pdfs.lines import Chunk, TextLine, is_prose
from budgettui.ingest.pdfs.region import RegionRow
from budgettui.ingest.tables.placed import Covered

#: How many lines a head has at most, and how many steps from line to line may part them from each other.
_HEAD_LINES, HEAD_APART = 9, 2.6
#: So many rows say whether words stand beside their labels.
_ROWS = 12
#: In columns: how far from the middle of its columns a word over several may stand, and how much better one parting is.
_BESIDE, _CLEARLY = 0.35, 0.2

#: How far apart words and the middles of their columns are, in all and at most, and the columns of each word.
_Way = tuple[float, float, tuple[range, ...]]


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
        # The names of columns may each begin a line lower than the one before.
        step = bool(own) and line.chunks[0].x1 <= own[0].chunks[0].x0 and start > label + line.height
        title = len(line.chunks) == 1 and (
            (start < columns[0].x0 - 6 * line.height and not step) or start <= min(label, columns[0].x0 - line.height)
        )
        if below.base - line.base > HEAD_APART * pitch or not (over or step) or title or is_prose(line):
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
    spread = [_spread(line, columns, [row for row in rows if row.lines[0] is not line]) for line in own]
    lowest, width = own[-1].chunks[0], columns[-1].x1 - columns[0].x0
    aside = abs(lowest.x0 + lowest.x1 - columns[0].x0 - columns[-1].x1) * 2 > width
    rest, unit, _price = split_unit(own[-1].text)
    half = any(_is_under(chunk, lowest, own[-1].height) for line in own[:-1] for chunk in line.chunks)
    all_of_them = unit is not None and not rest and not aside and not half
    spread[-1] = ["", *[own[-1].text] * len(columns)] if all_of_them else None
    for row, cells in zip(rows, spread, strict=True):
        if cells is not None:
            row.cells = cells
    plain = [line for line, cells in zip(own, spread, strict=True) if cells is None]
    names = _names_in(plain, label, columns)
    while len(names) > len(columns) + 1 and _is_over_words(names[1], lines[first : first + _ROWS], columns):
        names[0] += names.pop(1)
    if len(names) == len(columns) + 1:
        # One for each column, wherever in its cell it stands.
        for row, cells in zip(rows, spread, strict=True):
            if cells is None:
                row.cells = [_text_on(row.lines[0], name) for name in names]
        return rows, True
    sure = len(names) <= len(columns) and all(
        cells is not None or not (_runs_together(line, columns) or _is_between(line, columns))
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


def _is_between(line: TextLine, columns: Sequence[FigureColumn]) -> bool:
    """Whether words stand over the space between two columns and over neither."""
    spaces = [(before.x1, after.x0) for before, after in pairwise(columns)]
    return any(end <= chunk.x0 and chunk.x1 <= start for chunk in line.chunks for end, start in spaces)


def _names_in(lines: Sequence[TextLine], label: float, columns: Sequence[FigureColumn]) -> list[list[Chunk]]:
    """The words over the labels, which begin there, and then each name over figures, over several lines perhaps: the
    words that stand over each other."""
    names: list[list[Chunk]] = [[]]
    reach = label + 1
    chunks = (chunk for line in lines for chunk in line.chunks if chunk.x0 < columns[-1].x1)
    for chunk in sorted(chunks, key=lambda own: own.x0):
        if chunk.x0 > reach:
            names.append([])
        names[-1].append(chunk)
        reach = max(reach, chunk.x1)
    return names


def _is_over_words(name: Sequence[Chunk], rows: Sequence[TextLine], columns: Sequence[FigureColumn]) -> bool:
    """Whether a name before the columns stands over words that the rows have beside their labels."""
    start, end = min(chunk.x0 for chunk in name), max(chunk.x1 for chunk in name)
    beside = (chunk for row in rows for chunk in row.chunks[1:])
    return not any(_over_columns_chunk(chunk, columns) for chunk in name) and any(
        chunk.x0 < end and chunk.x1 > start for chunk in beside
    )


def _text_on(line: TextLine, name: Sequence[Chunk]) -> str:
    return " ".join(chunk.text for chunk in line.chunks if any(chunk is own for own in name))


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


def _spread(
    line: TextLine, columns: Sequence[FigureColumn], others: Sequence[RegionRow]
) -> list[str | Covered] | None:
    """A line of the head that stands over groups of columns: each column takes the words over its group.

    ``None`` where it does not. Only columns that are named on ``others`` too can be told apart under one word.
    """
    over = [chunk for chunk in line.chunks if _over_columns_chunk(chunk, columns)]
    if not over or len(over) >= len(columns):
        return None
    groups = _groups_under(over, columns)
    halves = [chunk for row in others for chunk in row.lines[0].chunks if _is_under(over[0], chunk, line.height)]
    named = {at for at in range(len(columns)) if any(row.cells[at + 1] for row in others)}
    if len(over) == 1 and halves:
        # The other half of the name that stands over or under it.
        return None
    if groups is None or not all(named.issuperset(group) for group in groups if len(group) > 1):
        return None
    row = _head_row(line, columns)
    return [row.cells[0], *(chunk.text for chunk, group in zip(over, groups, strict=True) for _ in group)]


def _is_under(over: Chunk, chunk: Chunk, height: float) -> bool:
    """Whether words begin or end where those over them do, or have their middle there."""
    starts, ends = over.x0 - chunk.x0, over.x1 - chunk.x1
    return min(abs(starts), abs(ends), abs(starts + ends)) < height


def _groups_under(over: Sequence[Chunk], columns: Sequence[FigureColumn]) -> Sequence[range] | None:
    """The columns under each of these words, which stand over the middle of theirs, where one parting is clearly best.

    A column of figures begins where the one before it ends.
    """
    ends = [column.end for column in columns]
    wide = median(after - before for before, after in pairwise(ends))
    starts = [ends[0] - wide, *ends]
    # By how many columns the words so far take: the two best partings.
    ways: dict[int, list[_Way]] = {0: [(0.0, 0.0, ())]}
    for chunk in over:
        middle = (chunk.x0 + chunk.x1) / 2
        ways = {
            end: nsmallest(2, (
                (apart_all + apart, max(most, apart), (*groups, range(first, end)))
                for first, before in ways.items() if first < end
                for apart in [abs(middle - (starts[first] + ends[end - 1]) / 2)]
                for apart_all, most, groups in before
            ), key=itemgetter(0))
            for end in range(1, len(columns) + 1)
        }  # fmt: skip
    (apart_all, most, best), *others = ways[len(columns)]
    if most > _BESIDE * wide or (others and others[0][0] - apart_all < _CLEARLY * wide):
        return None
    return best
