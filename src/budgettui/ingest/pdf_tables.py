"""The tables of a PDF page, from the places of its words and rulings.

A ruled table is found by pdfplumber, which is given PDFium's rulings. A table without rulings is found by where its
figures end: the right edges of the figures of a column stand over each other. Figures closer than the space between
two columns are never parted, since a space may also stand between thousands; what cannot be placed marks its row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Any

from budgettui.domain.amounts import EMPTY_CELLS
from budgettui.ingest.header import read_columns
from budgettui.ingest.layout import ends_sentence, is_open
from budgettui.ingest.pdf_page import Edge, Page, Word
from budgettui.ingest.placed import Covered, is_figure, is_year, looks_like_figure

#: In heights of a line: words that stand nearer are one text, and lines whose bases differ by less are one line.
_CHUNK_GAP, _SAME_LINE, _ALIGNED = 0.4, 0.3, 0.35
#: Lines without figures that may stand between two rows, and how many line heights the rows may be apart.
_MOST_BETWEEN, _ROWS_APART = 3, 6.0
_HEAD_LINES, _HEAD_APART = 6, 2.6
#: The words of a cell are looked for in bands of so many points.
_BAND = 8
#: How many points a word may go over a ruling by the width of its last letter's own space.
_OVER = 1.5
#: A text so long, in letters, is no label.
_PROSE = 90
#: A shorter text may end in an abbreviation ("Ikke dec.") and be a label.
_SENTENCE = 30
#: Two columns of running text have at least so many lines beside each other.
_COLUMN_LINES = 12
#: A column has figures in at least this share of the rows.
_SUPPORT = 0.3


@dataclass(frozen=True, slots=True)
class Chunk:
    """Words that stand together on one line."""

    words: tuple[Word, ...]

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def plain(self) -> str:
        """The text without raised marks."""
        return " ".join(word.text for word in self.words if not word.raised)

    @property
    def end(self) -> float:
        """The right edge of the text itself: marks after a figure stand outside of the column."""
        last = next((word for word in reversed(self.words) if not word.raised), self.words[-1])
        stars = len(last.text) - len(last.text.rstrip("*"))
        return last.x1 - (last.x1 - last.x0) * stars * _STAR / len(last.text) if 0 < stars < len(last.text) else last.x1

    @property
    def figure(self) -> bool:
        return looks_like_figure(self.plain)

    @property
    def empty(self) -> bool:
        return self.plain in EMPTY_CELLS


#: A star is narrower than a digit.
_STAR = 0.8


@dataclass(frozen=True, slots=True)
class TextLine:
    """Words on one line of the page, as chunks from left to right."""

    base: float
    height: float
    chunks: tuple[Chunk, ...]

    @property
    def text(self) -> str:
        return "   ".join(chunk.text for chunk in self.chunks)

    @property
    def letters(self) -> int:
        return sum(len(chunk.text) for chunk in self.chunks)

    @property
    def numbers(self) -> int:
        return sum(chunk.figure for chunk in self.chunks)


@dataclass(slots=True)
class RegionRow:
    """A row of a table and the lines that it stands on."""

    cells: list[str | Covered]
    lines: list[TextLine]
    header: bool = False
    why: str = ""


@dataclass(slots=True)
class Region:
    """A table on a page. ``edges`` are the right edges of its columns; ``words`` all words in it."""

    rows: list[RegionRow]
    edges: tuple[float, ...]
    top: float
    bottom: float
    drawn: bool
    words: frozenset[int] = field(default_factory=frozenset)

    @property
    def headed(self) -> bool:
        """Whether it begins with something else than a row of figures."""
        first = self.rows[0]
        figures = [cell for cell in first.cells[1:] if isinstance(cell, str) and looks_like_figure(cell)]
        return first.header or not figures or all(is_year(cell) for cell in figures)


def text_lines(words: Iterable[Word]) -> list[TextLine]:
    """Words put on lines by their bases, from the top; a raised mark goes with the line that it stands at."""
    groups: list[list[Word]] = []
    for word in sorted((word for word in words if not word.raised), key=lambda word: (word.base, word.x0)):
        last = groups[-1] if groups else None
        if last and abs(word.base - last[0].base) <= _SAME_LINE * min(word.height, last[0].height):
            last.append(word)
        else:
            groups.append([word])
    for mark in (word for word in words if word.raised):
        near = [group for group in groups if group[0].top - 2 <= mark.base <= group[0].bottom]
        if near:
            min(near, key=lambda group: min(abs(word.x1 - mark.x0) for word in group)).append(mark)
        else:
            groups.append([mark])
    groups.sort(key=lambda group: group[0].base)
    return [line_of(group) for group in groups]


def line_of(words: Sequence[Word]) -> TextLine:
    """Words of one line as chunks."""
    ordered = sorted(words, key=lambda word: word.x0)
    height = median(word.height for word in ordered)
    chunks: list[list[Word]] = []
    for word in ordered:
        if chunks and word.x0 - chunks[-1][-1].x1 <= _CHUNK_GAP * height:
            chunks[-1].append(word)
        else:
            chunks.append([word])
    base = next((word.base for word in words if not word.raised), words[0].base)
    return TextLine(base, height, tuple(Chunk(tuple(chunk)) for chunk in chunks))


def find_regions(page: Page) -> list[Region]:
    """The tables of a page, from the top."""
    usable = {i: word for i, word in enumerate(page.words) if not word.turned}
    regions: list[Region] = []
    for region in _ruled(page.edges, usable, page):
        regions.append(region)
        for i in region.words:
            usable.pop(i, None)
    for area in _areas(usable):
        regions += _borderless(area)
    return sorted(regions, key=lambda region: region.top)


# -- ruled tables


class _Rulings:
    """What pdfplumber asks of a page: its rulings and its size."""

    def __init__(self, page: Page) -> None:
        self.bbox = (0, 0, page.width, page.height)
        self.edges = [_pdfplumber_edge(edge) for edge in page.edges]


def _pdfplumber_edge(edge: Edge) -> dict[str, Any]:
    return {
        "object_type": "line", "orientation": "v" if edge.upright else "h",
        "x0": edge.x0, "x1": edge.x1, "top": edge.top, "bottom": edge.bottom, "doctop": edge.top,
        "width": edge.x1 - edge.x0, "height": edge.bottom - edge.top,
    }  # fmt: skip


Box = tuple[float, float, float, float]


def _ruled(edges: Sequence[Edge], words: dict[int, Word], page: Page) -> list[Region]:
    if sum(edge.upright for edge in edges) < 2 or sum(not edge.upright for edge in edges) < 2:
        return []
    from pdfplumber.table import TableFinder

    rulings: Any = _Rulings(page)
    found = []
    for table in TableFinder(rulings).tables:
        region = _ruled_region(table, words)
        if region is not None:
            found.append(region)
    return found


def _ruled_region(table: Any, words: dict[int, Word]) -> Region | None:
    rows: list[list[Box | None]] = [row.cells for row in table.rows]
    left, top, right, bottom = table.bbox
    starts = sorted({cell[0] for cell in table.cells})
    if len(starts) < 2 or len(rows) < 2:
        return None
    inside = {
        i: word
        for i, word in words.items()
        if left <= (word.x0 + word.x1) / 2 <= right and top <= (word.top + word.bottom) / 2 <= bottom
    }
    by_cell: dict[Box, list[Word]] = {cell: [] for cell in table.cells}
    bands: dict[int, list[Box]] = {}
    for cell in table.cells:
        for band in range(int(cell[1] // _BAND), int(cell[3] // _BAND) + 1):
            bands.setdefault(band, []).append(cell)
    for word in inside.values():
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        near = bands.get(int(y // _BAND), ())
        home = next((cell for cell in near if cell[0] <= x <= cell[2] and cell[1] <= y <= cell[3]), None)
        if home is None:
            return None
        by_cell[home].append(word)
    lines_of = {cell: text_lines(words) for cell, words in by_cell.items()}
    edges = (*starts[1:], right)
    read: list[RegionRow] = []
    tight = 0
    sure = True
    for cells in rows:
        band_top = min(cell[1] for cell in cells if cell)
        own = [word for cell in cells if cell for word in by_cell[cell]]
        if not own:
            continue
        lines = text_lines(own)
        stacked = any(_stacked(lines_of[cell]) for cell in cells[1:] if cell)
        tight += any(line.numbers > 1 for cell in cells if cell for line in lines_of[cell])
        if stacked and len(lines) > 1:
            read += _rows_in_band(lines, starts, right)
            continue
        texts: list[str | Covered] = [
            _cell_text(lines_of[cell]) if cell else _covered(table.cells, x, band_top)
            for cell, x in zip(cells, starts, strict=True)
        ]
        row = RegionRow(texts, lines)
        if any(_sticks_out(by_cell[cell], cell) for cell in cells if cell):
            if any(is_figure(text) and not is_year(text) for text in texts[1:] if isinstance(text, str)):
                row.why = "out_of_column"
            else:
                # On one line the words say themselves where a column's name ends.
                whole = read_columns(" ".join(word.text for word in _after_label(own, starts[1])))
                sure = whole is not None and len(lines) == 1 and len(whole) == len(starts) - 1
                if sure and whole is not None:
                    row.cells = [texts[0], *(column.label for column in whole)]
        read.append(row)
    for row in read if not sure else ():
        row.why = row.why or "head_unsure"
    if tight * 3 > len(rows):
        # Rulings that part groups of columns and not the columns themselves.
        return None
    if not any(is_figure(cell) for row in read for cell in row.cells[1:] if isinstance(cell, str)):
        return None
    return Region(read, edges, top, bottom, True, frozenset(inside))


def _sticks_out(words: Sequence[Word], cell: Box) -> bool:
    """Whether words in a cell go over its ruling: then some of them may stand in the cell beside it."""
    return any(word.x0 < cell[0] - _OVER or word.x1 > cell[2] + _OVER for word in words)


def _after_label(words: Sequence[Word], start: float) -> list[Word]:
    return sorted((word for word in words if (word.x0 + word.x1) / 2 > start), key=lambda word: word.x0)


def _covered(cells: Sequence[Box], x: float, top: float) -> str | Covered:
    for cell in cells:
        if cell[0] - 1 <= x < cell[2] - 1 and cell[1] - 1 <= top < cell[3] - 1:
            return Covered.ABOVE if cell[1] < top - 1 else Covered.LEFT
    return ""


def _cell_text(lines: Sequence[TextLine]) -> str:
    plain = " ".join(chunk.plain for line in lines for chunk in line.chunks)
    if is_figure(plain):
        return plain
    return "\n".join(" ".join(chunk.text for chunk in line.chunks) for line in lines)


def _stacked(lines: Sequence[TextLine]) -> bool:
    """Whether a cell holds figures one under the other."""
    return len(lines) > 1 and all(len(line.chunks) == 1 and (line.numbers or line.chunks[0].empty) for line in lines)


def _rows_in_band(lines: Sequence[TextLine], starts: Sequence[float], right: float) -> list[RegionRow]:
    """The rows between two rulings that hold several: each line with figures is one."""
    ends = [*starts[1:], right]
    columns = [_Column(x0, x1, x1) for x0, x1 in zip(starts[1:], ends[1:], strict=True)]
    return _joined_rows([_place(line, columns, ruled=True) for line in lines], columns)


# -- areas of a page


def gutter(words: Iterable[Word]) -> float | None:
    """Where the gap between two columns of running text is, if the page has two: full lines on both sides of it."""
    lines = text_lines(words)
    wide = [line for line in lines if line.letters > _PROSE // 2]
    if len(wide) < _COLUMN_LINES:
        return None
    gaps = [
        (before.x1, after.x0)
        for line in wide
        for before, after in pairwise(line.chunks)
        if len(before.words) > 2 and len(after.words) > 2
    ]
    if len(gaps) * 2 < len(wide):
        return None
    at = median((start + end) / 2 for start, end in gaps)
    return at if sum(start <= at <= end for start, end in gaps) * 2 >= len(wide) else None


def _areas(words: dict[int, Word]) -> list[dict[int, Word]]:
    """The page, or its two columns of running text."""
    at = gutter(words.values())
    if at is None:
        return [words]
    left = {i: word for i, word in words.items() if word.x1 <= at}
    right = {i: word for i, word in words.items() if word.x0 >= at}
    return [left, right]


# -- tables without rulings


@dataclass(slots=True)
class _Column:
    """A column of figures: from x0 to x1, and the right edge that its figures share."""

    x0: float
    x1: float
    end: float


@dataclass(slots=True)
class _Placed:
    """A line with its words in columns; index 0 is the label."""

    line: TextLine
    label: list[Chunk]
    cells: list[list[Chunk]]
    why: str = ""

    @property
    def filled(self) -> bool:
        return any(self.cells)


def _borderless(words: dict[int, Word]) -> list[Region]:
    lines = text_lines(words.values())
    pitch = _pitch(lines)
    regions: list[Region] = []
    used = 0
    for group in _groups(lines, pitch):
        region = _region(lines, group, pitch, used)
        if region is not None:
            own, used = region
            inside = {id(word) for row in own.rows for line in row.lines for c in line.chunks for word in c.words}
            own.words = frozenset(i for i, word in words.items() if id(word) in inside)
            regions.append(own)
    return regions


def _pitch(lines: Sequence[TextLine]) -> float:
    steps = [
        step
        for before, after in pairwise(lines)
        if 0.5 * before.height < (step := after.base - before.base) < 2.5 * before.height
    ]
    return median(steps) if steps else 12.0


def _is_prose(line: TextLine) -> bool:
    if len(line.chunks) != 1:
        return False
    text = line.chunks[0].text
    return len(text) > _PROSE or (len(text) > _SENTENCE and ends_sentence(text) and not text.endswith(":"))


def _groups(lines: Sequence[TextLine], pitch: float) -> list[list[int]]:
    """The lines that may be rows of one table, by index: lines with figures, with few others between them."""
    groups: list[list[int]] = []
    for i, line in enumerate(lines):
        if not line.numbers or _is_prose(line):
            continue
        last = groups[-1][-1] if groups else None
        if (
            last is not None
            and i - last <= _MOST_BETWEEN + 1
            and line.base - lines[last].base <= _ROWS_APART * pitch
            and not any(_is_prose(between) for between in lines[last + 1 : i])
            and not (_is_head_of_years(line) and not _is_head_of_years(lines[last]))
        ):
            groups[-1].append(i)
        else:
            groups.append([i])
    return [group for group in groups if len(group) > 1]


def _is_head_of_years(line: TextLine) -> bool:
    figures = [chunk for chunk in line.chunks if chunk.figure]
    return len(figures) > 1 and all(is_year(chunk.plain) for chunk in figures)


def _region(
    lines: Sequence[TextLine], group: Sequence[int], pitch: float, used: int
) -> tuple[Region, int] | None:
    columns = _columns([lines[i] for i in group], lines[max(used, group[0] - 4) : group[0]])
    if not columns:
        return None
    # The group may begin or end with lines that have nothing in these columns.
    inside = [
        i
        for i in group
        if any(chunk.figure and _column_of(chunk, columns) is not None for chunk in lines[i].chunks)
    ]
    body = [i for i in inside if not _is_head_of_years(lines[i])]
    if len(body) < 2 or (len(columns) == 1 and len(body) < 3):
        return None
    first, last = _label_lines(lines, body, columns, pitch, used)
    head, sure = _head_rows(lines, first, columns, pitch, used)
    if not head:
        first = body[0]
    placed = [_place(lines[i], columns) for i in range(first, last + 1)]
    rows = _joined_rows(placed, columns)
    if not sure:
        for row in rows:
            row.why = row.why or "head_unsure"
    if rows and not head and str(rows[0].cells[0])[:1].islower():
        rows[0].why = rows[0].why or "heading_or_label"
    if not rows:
        return None
    all_lines = [line for row in (*head, *rows) for line in row.lines]
    region = Region(
        [*head, *rows], tuple(column.end for column in columns),
        min(line.base for line in all_lines), max(line.base for line in all_lines), False,
    )  # fmt: skip
    return region, last + 1


def _label_lines(
    lines: Sequence[TextLine], body: Sequence[int], columns: Sequence[_Column], pitch: float, used: int
) -> tuple[int, int]:
    """The first and the last line of the rows, with the words of labels over the first and under the last figures."""
    first, last = body[0], body[-1]
    while (
        first - 1 >= used
        and body[0] - first < _MOST_BETWEEN
        and not _over_columns(lines[first - 1], columns)
        and not _is_prose(lines[first - 1])
        and lines[first].base - lines[first - 1].base <= _HEAD_APART * pitch
    ):
        first -= 1
    if first == used or not _over_columns(lines[first - 1], columns):
        # No head stands over these words: they are text before the table.
        first = body[0]
    while last + 1 < len(lines) and last - body[-1] < 2:
        below = lines[last + 1]
        own = [_place(lines[last], columns), _place(below, columns)]
        if _over_columns(below, columns) or not _goes_on(own, 0, 1) or _is_prose(below):
            break
        last += 1
    return first, last


def _over_columns(line: TextLine, columns: Sequence[_Column]) -> bool:
    """Whether a line has words over the columns, and not only a long label that reaches there."""
    return any(
        chunk.x1 > columns[0].x0 - line.height and (k > 0 or chunk.x0 > columns[0].x0 - 6 * line.height)
        for k, chunk in enumerate(line.chunks)
    )


def _columns(lines: Sequence[TextLine], over: Sequence[TextLine] = ()) -> list[_Column]:
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
    columns: list[_Column] = []
    headed = [chunk for line in over for chunk in line.chunks if len(line.chunks) > 1 and chunk is not line.chunks[0]]
    for span in spans:
        rows = [i for i, _chunk, _height in span]
        groups = [span] if len(set(rows)) == len(rows) else _by_right_edge(span)
        for group in groups:
            support = len({i for i, _chunk, _height in group})
            x0, x1 = min(chunk.x0 for _i, chunk, _h in group), max(chunk.x1 for _i, chunk, _h in group)
            if support < max(2, _SUPPORT * len(lines)) and not any(chunk.x0 < x1 and chunk.x1 > x0 for chunk in headed):
                continue
            columns.append(
                _Column(
                    min(chunk.x0 for _i, chunk, _h in group),
                    max(chunk.x1 for _i, chunk, _h in group),
                    median(chunk.end for _i, chunk, _h in group),
                )
            )
    return sorted(columns, key=lambda column: column.end)


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


def _column_of(chunk: Chunk, columns: Sequence[_Column]) -> int | None:
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


def _place(line: TextLine, columns: Sequence[_Column], *, ruled: bool = False) -> _Placed:
    """The chunks of a line in the columns; what is left of the first column is the label."""
    placed = _Placed(line, [], [[] for _ in columns])
    first = columns[0].x0
    for k, chunk in enumerate(line.chunks):
        value = chunk.figure or chunk.empty
        column = _column_of(chunk, columns)
        if not value and chunk.x0 < first and (k == 0 or column is None or column == 0):
            last = chunk.words[-1]
            own = _column_of(Chunk((last,)), columns)
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


def _joined_rows(placed: Sequence[_Placed], columns: Sequence[_Column]) -> list[RegionRow]:
    """Rows of lines: a label that goes over several lines is put together, a line of words alone is a heading."""
    figures = [i for i, own in enumerate(placed) if any(c.figure or c.empty for cell in own.cells for c in cell)]
    if not figures:
        return []
    groups = {i: [i] for i in figures}
    doubtful: set[int] = set()
    headings: dict[int, list[int]] = {}
    for before, after in pairwise([None, *figures, None]):
        start = 0 if before is None else before + 1
        between = list(range(start, len(placed) if after is None else after))
        if before is not None:
            _take_below(placed, groups[before], between, after, doubtful)
        if after is not None:
            _take_above(placed, groups[after], between, columns, doubtful)
            headings[after] = between
    rows: list[RegionRow] = []
    for i in figures:
        for group in _heading_groups(placed, headings.get(i, [])):
            label = "\n".join(_label(placed[k]) for k in group)
            why = next((placed[k].why for k in group if placed[k].why), "")
            texts = [[chunk.plain for k in group for chunk in placed[k].cells[at]] for at in range(len(columns))]
            rows.append(RegionRow([label, *map(" ".join, texts)], [placed[k].line for k in group], why=why))
        own = placed[i]
        members = sorted(groups[i])
        label = "\n".join(text for k in members if (text := _label(placed[k])))
        why = own.why or next((placed[k].why for k in members if placed[k].why), "")
        if i in doubtful:
            why = why or "heading_or_label"
        cells = [" ".join(chunk.plain for chunk in cell) for cell in own.cells]
        rows.append(RegionRow([label, *cells], [placed[k].line for k in members], why=why))
    return rows


def _take_below(
    placed: Sequence[_Placed], group: list[int], between: list[int], after: int | None, doubtful: set[int]
) -> None:
    """Take from the lines between two rows those that go on with the label of the row above."""
    row = group[-1]
    while between:
        last, line = max(group), between[0]
        step = _step(placed, last, line)
        beyond = between[1] if len(between) > 1 else after
        further = _step(placed, line, beyond) if beyond is not None else float("inf")
        says_so = _goes_on(placed, last, line)
        nearer, further_off = step < _NEARER * further, further < _NEARER * step
        if not placed[row].label:
            # Figures in the middle between the lines of their label.
            if step > _WITHIN_LABEL * placed[last].line.height or (beyond is not None and not nearer):
                return
        elif further_off or not (says_so or (nearer and after is not None and step <= 1.5 * placed[last].line.height)):
            return
        elif not says_so or (after is not None and not nearer and _goes_on(placed, line, beyond or after)):
            doubtful.add(row)
            if after is not None:
                doubtful.add(after)
        group.append(between.pop(0))
        if not placed[row].label:
            return


def _take_above(
    placed: Sequence[_Placed], group: list[int], between: list[int], columns: Sequence[_Column], doubtful: set[int]
) -> None:
    """Take from the lines over a row those that begin its label."""
    row = group[0]
    while between:
        first, line = min(group), between[-1]
        step = _step(placed, line, first)
        before = line - 1
        further = _step(placed, before, line) if before >= 0 else float("inf")
        if not placed[row].label:
            if len(group) > 1 and step > _WITHIN_LABEL * placed[line].line.height:
                return
        elif not _goes_on(placed, line, first):
            nearer = step < _NEARER * further and before >= 0
            if nearer or _full(placed[line], placed[first], columns):
                doubtful.add(row)
            return
        group.append(between.pop())


def _step(placed: Sequence[_Placed], before: int, after: int) -> float:
    return placed[after].line.base - placed[before].line.base


#: A line belongs to the one that is so much nearer than the other; and in heights of a line, how near lines of a
#: label may be.
_NEARER, _WITHIN_LABEL = 0.87, 1.6


def _label(own: _Placed) -> str:
    return " ".join(chunk.text for chunk in own.label)


def _goes_on(placed: Sequence[_Placed], before: int, after: int) -> bool:
    """Whether the label of a line goes on in the line of words below it."""
    text, more = _label(placed[before]), _label(placed[after])
    if not text or not more or placed[after].line.base - placed[before].line.base > 1.8 * placed[before].line.height:
        return False
    return text.endswith("-") or is_open(text) or more[:1].islower()


def _full(before: _Placed, row: _Placed, columns: Sequence[_Column]) -> bool:
    """Whether the first word of the row's label had no room on the line before: then that may be its beginning."""
    if not before.label or not row.label or row.line.base - before.line.base > 1.5 * row.line.height:
        return False
    word = row.label[0].words[0]
    return before.label[-1].x1 + (word.x1 - word.x0) > columns[0].x0 - row.line.height


def _heading_groups(placed: Sequence[_Placed], pending: Sequence[int]) -> list[list[int]]:
    groups: list[list[int]] = []
    for k in pending:
        if groups and _goes_on(placed, groups[-1][-1], k):
            groups[-1].append(k)
        else:
            groups.append([k])
    return groups


# -- heads of tables without rulings


def _head_rows(
    lines: Sequence[TextLine], first: int, columns: Sequence[_Column], pitch: float, used: int
) -> tuple[list[RegionRow], bool]:
    """The lines over the first row that say what the columns are, and whether each word's column is sure."""
    own: list[TextLine] = []
    below = lines[first]
    for i in range(first - 1, max(used, first - _HEAD_LINES) - 1, -1):
        line = lines[i]
        over = [chunk for chunk in line.chunks if chunk.x1 > columns[0].x0 - line.height]
        title = len(line.chunks) == 1 and line.chunks[0].x0 < columns[0].x0 - 6 * line.height
        if below.base - line.base > _HEAD_APART * pitch or not over or title or _is_prose(line):
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
    # Right over a group of columns stands what goes for all of them; the line nearest to the figures names each.
    spread = [_spread(line, columns) for line in own[:-1]]
    for row, cells in zip(rows, spread, strict=False):
        if cells is not None:
            row.cells = cells
    sure = all(
        cells is not None or not _runs_together(line, columns)
        for line, cells in zip(own, (*spread, None), strict=True)
    )
    return rows, sure


def _over_columns_chunk(chunk: Chunk, columns: Sequence[_Column]) -> bool:
    return chunk.x1 > columns[0].x0 - chunk.words[0].height / 2


def _runs_together(line: TextLine, columns: Sequence[_Column]) -> bool:
    """Whether words over two columns stand so near each other that where the one ends is a guess."""
    return any(
        len(chunk.words) > 1
        and sum(chunk.x0 < column.x1 and chunk.x1 > column.x0 for column in columns) > 1
        for chunk in line.chunks
    )


def _head_row(line: TextLine, columns: Sequence[_Column]) -> RegionRow:
    cells: list[list[str]] = [[] for _ in range(len(columns) + 1)]
    bounds = [
        (before.x1 + after.x0) / 2 if before.x1 < after.x0 else before.end for before, after in pairwise(columns)
    ]
    left = columns[0].x0 - (bounds[0] - columns[0].x1 if bounds and bounds[0] > columns[0].x1 else line.height)
    for chunk in line.chunks:
        over = [k for k, column in enumerate(columns) if chunk.x0 < column.x1 and chunk.x1 > column.x0]
        # Words over several columns are looked at one by one.
        pieces = [Chunk((word,)) for word in chunk.words] if len(over) > 1 else [chunk]
        for piece in pieces:
            own = _column_of(piece, columns)
            middle = (piece.x0 + piece.x1) / 2
            if own is None:
                own = sum(middle > bound for bound in bounds)
            if piece.x1 < left or (middle < left and own == 0 and chunk.x0 < columns[0].x0 - 8 * line.height):
                cells[0].append(piece.text)
            else:
                cells[own + 1].append(piece.text)
    return RegionRow([" ".join(cell) for cell in cells], [line], header=True)


def _spread(line: TextLine, columns: Sequence[_Column]) -> list[str | Covered] | None:
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
