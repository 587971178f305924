"""Tables that were taken out column by column: all labels, then each column's name with its figures under it.

A page that is taken out so comes as blocks, which empty lines part. Rows that stand close together are a band: each of
its columns is a run of figures, as long as the band has rows. Between two bands stands what made the page wider there,
a heading or the rest of a label. So the lengths of the runs say how many columns there are and which of the labels
have figures, and the words say the rest. Nothing is certain but what a total proves in every column.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from budgettui.domain.checking.row_words import is_total_label
from budgettui.domain.paper.reading import Column
from budgettui.ingest.page.header import LINE_LONGEST, split_unit
from budgettui.ingest.page.layout import Layout, Line, ends_sentence, is_open
from budgettui.ingest.tables.column_bands import bands_of, printed_in, totals_of, values_of
from budgettui.ingest.tables.column_labels import CLEARLY, OVER, Way, aligned, goes_on_below, is_title
from budgettui.ingest.tables.head_words import column_of, knows, names_a_column, names_columns, unit_in
from budgettui.ingest.tables.plain_heads import NOTE_LINE, PlainHead, title_over
from budgettui.ingest.tables.printed_rows import one_cell
from budgettui.ingest.tables.read_rows import ReadRow
from budgettui.ingest.tables.row_widths import NUMBERED, has_figures
from budgettui.ingest.tables.rows import YEAR, Cells

#: Fewer rows or columns are no table that lost its shape, and no table has more columns.
_FEWEST_ROWS, _FEWEST_COLUMNS, _MOST_COLUMNS = 3, 2, 14
#: A table in more pieces than these has no columns that could be told.
_MOST_PIECES = 300
#: A column's name has so many lines at most.
_NAME_LINES = 4
#: A sentence is longer than an abbreviation at the end of a label.
_SENTENCE = 30
#: A line of so many words, this share of which begin small, is one of running text.
_TALK, _SMALL = 8, 0.65
#: A code in a column of its own, before the labels.
_CODE = re.compile(r"[0-9]{5,8}")
#: This share of the figures must have a place, and of the names be of words that name columns.
_PLACED, _MOSTLY = 0.7, 0.5
#: What names for all columns are worth beside the labels, and what a figure without a place costs, or a place without.
_KNOWN, _EMPTY = 6.0, 0.5


@dataclass(slots=True)
class _Piece:
    """Lines of a block that are all words, or all figures with the words right over them as their name."""

    lines: list[Line]
    figures: bool
    name: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ColumnTable:
    """A table as its columns say: the head with its names, the rows in their order, and the lines of them all."""

    head: PlainHead
    rows: list[ReadRow]
    last: int


def column_tables(layout: Layout, taken: Collection[int]) -> Iterator[ColumnTable]:
    """The tables of a text that stand column by column."""
    for pages in _stretches(layout, taken):
        own = [_table(layout, lines) for lines in pages]
        if len(pages) > 1 and None in own:
            # What has no head of its own goes on from the page before.
            whole = _table(layout, [line for lines in pages for line in lines])
            own = [whole] if whole is not None else own
        yield from filter(None, own)


def _stretches(layout: Layout, taken: Collection[int]) -> Iterator[list[list[Line]]]:
    """The lines between running text that may be one table's, by pages: what titles another begins the next."""
    own: list[list[Line]] = [[]]
    figures = 0
    new_page = False
    for line in layout.lines:
        new_page = new_page or line.new_page
        if line.index in layout.furniture:
            continue
        body = line.body
        prose = _is_talk(body) or (body[0].isalpha() and has_figures(line))
        another = not prose and figures > 1 and (bool(NUMBERED.match(body)) or all(unit_in(body)))
        if prose or another or line.index in taken:
            yield list(filter(None, own))
            own, figures = [[]], 0
        if prose or line.index in taken or NOTE_LINE.match(body) or _CODE.fullmatch(body):
            continue
        if new_page:
            own.append([])
            new_page = False
        own[-1].append(line)
        figures += one_cell(body) and not YEAR.fullmatch(body)
    yield list(filter(None, own))


def _is_talk(body: str) -> bool:
    """Whether a line is one of running text: most of its many words begin small, or it ends a sentence."""
    if len(body) > LINE_LONGEST or (ends_sentence(body) and (len(body) > _SENTENCE or body[0].islower())):
        return True
    words = body.split(" ") if len(body) > _SENTENCE else []
    return len(words) > _TALK and sum(word[:1].islower() for word in words) >= _SMALL * len(words)


def _pieces(lines: Sequence[Line]) -> list[_Piece]:
    """The pieces of each block. Years over figures are words, and what stands right over figures is their name."""
    pieces: list[_Piece] = []
    titled = False
    for line in lines:
        year = bool(YEAR.fullmatch(line.body))
        starts = not pieces or line.gap > 0 or titled or (year and pieces[-1].lines[-1].body.count(" ") > 1)
        before = None if starts else pieces[-1]
        year = year and (before is None or not before.figures)
        figures = one_cell(line.body) and not year
        if before is not None and before.figures == figures:
            before.lines.append(line)
        elif before is not None and figures:
            pieces[-1] = _Piece([line], True, before.lines)
        else:
            pieces.append(_Piece([line], figures))
        # A title may stand right over the names or the labels.
        titled = not any(piece.figures for piece in pieces) and is_title(line)
    bodies = (line.body for piece in pieces if piece.figures for line in piece.lines)
    notes = [int(body) for body in bodies if body.isdecimal() and len(body) < len("100")]
    counted = next((at for at, number in enumerate(notes) if number != at + 1), len(notes))
    return _without_notes(pieces, counted) if counted >= _FEWEST_ROWS else pieces


def _without_notes(pieces: Sequence[_Piece], count: int) -> list[_Piece]:
    """The pieces without the numbers of notes, which count the rows that have one."""
    left: list[_Piece] = []
    for piece in pieces:
        if piece.figures and count > 0 and all(line.body.isdecimal() for line in piece.lines):
            count -= len(piece.lines)
            left += [_Piece(piece.name, False)] if piece.name else []
        else:
            left.append(piece)
    return left


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One way to take the words of a table: those that name its columns, and those beside its rows of figures."""

    names: list[list[Line]]
    labels: list[Line]
    cells: list[list[Line | None]]
    way: Way
    score: float

    def differs(self, other: _Candidate) -> bool:
        ours, theirs = ([own.labels[at].index for at in own.way.at] for own in (self, other))
        return ours != theirs or [name[0].index for name in self.names] != [name[0].index for name in other.names]


def _table(layout: Layout, lines: Sequence[Line]) -> ColumnTable | None:
    pieces = _pieces(lines)
    runs = [piece for piece in pieces if piece.figures]
    few = len(runs) < _FEWEST_COLUMNS or sum(len(run.lines) for run in runs) < _FEWEST_ROWS * _FEWEST_COLUMNS
    if few or len(pieces) > _MOST_PIECES:
        return None
    span = lines[0].index, max(run.lines[-1].index for run in runs)
    longest = max((piece for piece in pieces if not piece.figures), key=lambda piece: len(piece.lines), default=None)
    below = [piece for piece in pieces if piece.lines[0].index > span[1] and piece is not longest]
    pieces = [piece for piece in pieces if piece not in below]
    candidates = list(_candidates(pieces, [line for piece in below for line in piece.lines]))
    if not candidates:
        return None
    best = max(candidates, key=lambda own: own.score)
    clear = best.way.clear and all(names_columns(_text(name)) for name in best.names)
    # Over the title there may be other labels.
    clear = clear and best.way.at[0] < max(len(best.way.at), OVER)
    others = (own for own in candidates if own.differs(best))
    clear = clear and all(own.score < best.score - CLEARLY for own in others)
    return _told(layout, replace(best, way=replace(best.way, clear=clear)), span)


def _candidates(pieces: Sequence[_Piece], below: list[Line]) -> Iterator[_Candidate]:
    """The ways to read these pieces that make a table; the words below its figures may be labels, too."""
    runs = [piece for piece in pieces if piece.figures]
    starts = [at for at, piece in enumerate(pieces) if piece.figures]
    printed = sum(len(run.lines) for run in runs)
    # Whether words stand over each run, and all are of one length.
    over = (bool(pieces[at].name) or (at > 0 and not pieces[at - 1].figures) for at in starts)
    each = all(over) and len({len(run.lines) for run in runs}) == 1
    bands: dict[int, list[list[list[Line | None]]]] = {}
    for names, labels in _namings(pieces):
        width = len(names) or _usual_width(runs)
        if width not in bands:
            bands[width] = bands_of([run.lines for run in runs], width) if width else []
        sizes = [len(band) for band in bands[width]]
        named = sum(names_a_column(_text(name)) for name in names) / max(width, 1)
        after = pieces[starts[min(width, len(starts)) - 1] + 1 :]
        parted = sum(bool(piece.name) or not piece.figures for piece in after)
        if parted * 2 >= len(sizes) > 1 and sizes.count(1) * 2 > len(sizes) and named < 1:
            # Figures that words part row by row follow each other in rows.
            continue
        cells = [row for band in bands[width] for row in band]
        placed = sum(cell is not None for row in cells for cell in row)
        own = _candidate(names, labels, below, cells, sizes) if placed >= _PLACED * printed else None
        if own is None:
            continue
        rows = [own.labels[at].body for at in own.way.at]
        as_rows = sum(map(names_a_column, rows)) / len(rows)
        proved = bool(names) and any(is_total_label(rows[at]) for at in totals_of(cells))
        if not (each and named < _MOSTLY and not proved) and not (as_rows and as_rows >= named):
            # Else the words over each run of figures may as well be the labels of rows.
            yield own


def _candidate(
    names: list[list[Line]],
    labels: list[Line],
    below: list[Line],
    cells: list[list[Line | None]],
    sizes: Sequence[int],
) -> _Candidate | None:
    if len(cells) < _FEWEST_ROWS:
        return None
    width = len(cells[0])
    figures = sum(cell is not None for row in cells for cell in row)
    known = sum(map(_names, names)) / width
    few = known < _MOSTLY if names else max(sizes) < _FEWEST_ROWS
    if few or figures < _PLACED * width * len(cells):
        return None
    totals = totals_of(cells)
    way = aligned(labels, sizes, totals)
    longer = aligned([*labels, *below], sizes, totals) if below else None
    if longer is not None and (way is None or longer.score > way.score):
        way, labels = longer, [*labels, *below]
    if way is None:
        return None
    score = way.score + 2 * _EMPTY * figures - _EMPTY * width * len(cells) + _KNOWN * known
    return _Candidate(names, labels, cells, way, score)


# -- names and labels


def _namings(pieces: Sequence[_Piece]) -> Iterator[tuple[list[list[Line]], list[Line]]]:
    """The ways to part words into names of columns and labels: some blocks that follow each other are names, with what
    stands right over figures; at last there are no names at all."""
    words = [piece.lines for piece in pieces if not piece.figures]
    longest = max([*words, *(piece.name for piece in pieces)], key=len, default=[])
    lengths = [len(piece.name) for piece in pieces if piece.name is not longest and 0 < len(piece.name) <= _NAME_LINES]
    usual = max(lengths, default=1)
    over: list[list[Line]] = []
    alone: list[list[Line]] = []
    runs = 0
    before: list[int] = []
    labels: list[Line] = []
    for piece in pieces:
        runs += piece.figures
        own = piece.name
        if own is longest or len(own) > _NAME_LINES:
            # The first column's name ends the block of the labels.
            labels += own[: len(own) - usual]
            own = own[len(own) - usual :]
        if own:
            over.append(own)
        elif not piece.figures and (piece.lines is longest or len(piece.lines) > _NAME_LINES or _is_unit(piece.lines)):
            labels += piece.lines
        elif not piece.figures:
            alone.append(piece.lines)
            before.append(runs)
    # The first column's name may stand over the labels, too.
    top = [[line] for line in labels[:OVER] if not is_title(line)][:1]
    for first in range(len(alone) + 1):
        for after in range(first, min(len(alone), first + _MOST_COLUMNS) + 1):
            if after == first and first:
                continue
            names = _by_place([*over, *alone[first:after]])
            rest = _in_order([*labels, *(line for own in [*alone[:first], *alone[after:]] for line in own)])
            if before[first:after] and max(before[first:after]) >= len(names):
                # Below all columns stands no name.
                continue
            if after > first and before[after - 1] == 0 and before[after : after + 1] == [0]:
                # What stands between names and figures is a name, too.
                continue
            if after > first and any(map(is_title, alone[first][: len(alone[first]) - 1 or None])):
                continue
            if _FEWEST_COLUMNS <= len(names) <= _MOST_COLUMNS:
                yield names, rest
            if top and len(names) < _MOST_COLUMNS:
                yield _by_place([*top, *names]), [line for line in rest if line not in top[0]]
    yield [], _in_order([*labels, *(line for own in [*over, *alone] for line in own)])


def _is_unit(lines: Sequence[Line]) -> bool:
    """Whether lines are the unit of a table, perhaps with its prices, and no name."""
    rest, unit = unit_in(_text(lines))
    return unit is not None and not rest[:1].isupper()


def _by_place(names: list[list[Line]]) -> list[list[Line]]:
    return sorted(names, key=lambda own: own[0].index)


def _in_order(lines: list[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: line.index)


def _names(lines: Sequence[Line]) -> bool:
    return knows(_text(lines)) > 0


def _text(lines: Sequence[Line]) -> str:
    return " ".join(line.body for line in lines)


def _usual_width(runs: Sequence[_Piece]) -> int:
    """How many runs of one length stand first: the columns of the first band."""
    first = len(runs[0].lines)
    width = next((at for at, run in enumerate(runs) if len(run.lines) != first), len(runs))
    return width if _FEWEST_COLUMNS <= width <= _MOST_COLUMNS else 0


def _told(layout: Layout, own: _Candidate, span: tuple[int, int]) -> ColumnTable:
    """The table that the way makes. Words between two rows are the rest of a label, the first half of the next, or a
    heading."""
    names, labels, cells, way = own.names, own.labels, own.cells, own.way
    width = len(cells[0])
    join = layout.joiner.join
    columns = tuple(column_of(join([line.body for line in name])[0]) for name in names) or tuple(
        Column(str(number), None, "other") for number in range(1, width + 1)
    )
    rows: list[ReadRow] = []
    waiting: list[Line] = []
    end = 0
    for place, at in enumerate(way.at):
        beside = [labels[at]]
        for line in labels[end:at] if rows else ():
            if not waiting and (goes_on_below(line) or is_open(rows[-1].lines[-1].body)):
                rows[-1].lines.append(line)
            else:
                waiting.append(line)
        while waiting and (goes_on_below(beside[0]) or is_open(waiting[-1].body)):
            beside.insert(0, waiting.pop())
        rows += [ReadRow(Cells(line.body, (None,) * width, (None,) * width), [line], heading=True) for line in waiting]
        waiting = []
        read = values_of(cells[place])
        why = "doubtful_number" if read.why == "doubtful_number" else "heading_or_label"
        after = all(cell is not None and cell.index > labels[at].index for cell in cells[place])
        clear = way.clear and why == "heading_or_label" and after
        printed = tuple(None if cell is None else printed_in(cell) for cell in cells[place])
        rows.append(ReadRow(Cells("", read.values, printed, False, clear, why), beside))
        end = at + 1
    rows[-1].lines += [line for line in labels[end:] if goes_on_below(line)]
    for row in rows:
        row.cells = _with_label(row.cells, join([line.body for line in row.lines])[0])
    over = [*labels[end:], *labels[: way.at[0]]]
    first, title, unit, price = title_over(layout, span[0], "")
    for line in reversed(over):
        rest, own_unit, own_price = split_unit(line.body)
        rest, other = (rest, own_unit) if own_unit else unit_in(line.body)
        unit, price = unit or other, price or own_price
        if rest and (NUMBERED.match(rest) or rest[:1].isupper()) and (first == span[0] or NUMBERED.match(rest)):
            first, title = line.index, rest.strip(" ,:")
    title = title or columns[0].label
    head = PlainHead(min(first, span[0]), span[0], span[0], columns, title, unit, price, "", unsure=not names)
    return ColumnTable(head, rows, span[1])


def _with_label(cells: Cells, label: str) -> Cells:
    return Cells(label, cells.values, cells.printed, cells.certain, cells.by_sum, cells.why)
