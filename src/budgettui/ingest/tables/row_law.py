"""The rows under a head: which lines have figures for its columns, which are words of them, and where they end."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from budgettui.domain.amounts import EMPTY_CELLS
from budgettui.domain.paper.reading import Column
from budgettui.ingest.page.header import LINE_LONGEST
from budgettui.ingest.page.layout import Layout, Line, ends_sentence, is_open
from budgettui.ingest.tables.head_words import may_head
from budgettui.ingest.tables.printed_rows import only_cells, parted, printed_rows
from budgettui.ingest.tables.read_rows import (
    ABBREVIATED,
    LONG,
    MOST_PENDING,
    NOTE,
    NOTE_WORD,
    NUMBER_AT_END,
    SIGNED_LABEL,
    ReadRow,
    doubt_below,
    doubted,
    goes_on_small,
    heading_row,
    in_doubt_of_label,
    is_coded,
    is_lone_cell,
    is_page_number,
    may_be_heading,
    may_be_label,
    part_pending,
    room_of_labels,
    row_after_note,
    row_label,
    uncoded,
)
from budgettui.ingest.tables.row_units import is_unit_word
from budgettui.ingest.tables.rows import (
    NAMES_ROW,
    YEAR,
    Cells,
    Split,
    belongs_to_label,
    cells_of,
    ends_in_number,
    is_heading_number,
    is_printed_cell,
    place,
    split,
)

_MARK = re.compile(r"[0-9]{1,2}\)")
#: What begins something else.
_TITLE = re.compile(r"(?:tabel|figur|graf|diagram|bilag)\s[0-9]+[a-z]?(?:[.,][0-9]+)*\b", re.IGNORECASE)
_NEW_SENTENCE = re.compile(r"[a-zæøå]{3,}[.!?] [A-ZÆØÅ]")
#: Rows stand no further apart.
_APART = 8
#: So many lines tell how wide the labels are, and so many words may stand over figures.
_ASKED, _MOST_WORDS = 80, 6
#: A note is looked for so many lines under a row.
_NOTE_BELOW = 4


@dataclass(frozen=True, slots=True)
class Under:
    """What a head says of the lines under it.

    ``known`` says that its every word is that of a budget, so that figures which are no row's are words among its rows;
    under other heads they end the table. ``narrow`` rows have one figure, under a unit alone.
    """

    columns: Sequence[Column]
    stops: Callable[[Line], bool]
    again: Callable[[Line], bool]
    known: bool = False
    narrow: bool = False
    label_for: Callable[[int], str | None] = lambda _line: None


def read_rows(layout: Layout, first: int, end: int, under: Under) -> tuple[list[ReadRow], int]:
    """The rows among the lines from ``first`` to ``end``, and the index of the last that is a row's."""
    rows: list[ReadRow] = []
    pending: list[Line] = []
    width = len(under.columns)
    room = room_of_labels(layout, layout.lines[first : min(end, first + _ASKED)])
    last = first - 1
    goes_on, noted = 0, False
    for printed in printed_rows(layout, layout.lines[first:end], width):
        line = printed.line
        if under.stops(line) or len(line.body) > LINE_LONGEST:
            break
        parts = split(line.body)
        few = len(parts.tokens) < width
        if line.index < goes_on or under.again(line) or (line.index in layout.furniture and (few or not under.known)):
            continue
        if line.gap > _APART and (pending or not (rows and line.new_page)):
            break
        if rows and few and (goes_on := row_after_note(layout, line, end, width)):
            noted = True
            continue
        if NOTE_WORD.match(line.body) or (NOTE.match(line.body) and (few or under.narrow)):
            break
        if is_page_number(parts, pending, line, rows, width):
            pending = []
            continue
        cells = _cells(layout, parts, line, pending, rows, under)
        if cells is None:
            if rows and not pending and _ends_label_above(layout, line, rows[-1], end, width):
                rows[-1] = _longer(layout, rows[-1], line)
                last = line.index
                continue
            if rows and not pending and _is_right_below(line, rows[-1]) and goes_on_small(line.body):
                rows[-1] = replace(rows[-1], cells=in_doubt_of_label(rows[-1].cells))
            if _ends(line, parts, pending, rows, under) and not _lead_to_row(layout, [line], end, width):
                break
            pending.append(line)
            if uncoded(pending) > MOST_PENDING and not _lead_to_row(layout, pending, end, width):
                break
            continue
        if printed.why or noted:
            cells = doubted(cells, printed.why or "after_note")
        unit = bool(pending) and line.gap > 0 and is_unit_word(cells.label)
        has_label = (bool(parts.label) or cells.why == "unread_cells") and not unit
        headings, label_lines, one_cell = part_pending(
            layout, pending, line, has_label, room, grouped=not rows or any(row.heading for row in rows)
        )
        label = row_label(layout, label_lines, cells.label) or under.label_for(line.index) or ""
        coded = bool(headings) and is_coded(row_label(layout, headings[-1], ""), label)
        loose = not coded and may_be_label(layout, headings, line, has_label)
        if not one_cell and (loose or may_be_heading(label_lines, line)):
            cells = in_doubt_of_label(cells)
        if not label and (not rows or under.narrow):
            break
        if not label:
            cells = replace(cells, certain=False, by_sum=False, why=cells.why or "no_label")
        elif goes_on_small(label) or label.endswith("-") or _is_cut_by_page(layout, line, label):
            # Half a label: the other half stood on a line that is not here.
            cells = in_doubt_of_label(cells)
        rows += [_heading(layout, group, under) for group in headings]
        over = 0 if parts.label or under.narrow else len(label_lines)
        rows.append(ReadRow(replace(cells, label=label), [*label_lines, *printed.lines], over=over))
        pending = []
        last = line.index
    doubt_below(rows, width)
    return rows, last


def _lead_to_row(layout: Layout, pending: Sequence[Line], end: int, width: int) -> bool:
    """Whether short lines without figures are headings and a label over figures alone, for most of the columns."""
    below = layout.lines[pending[-1].index + 1 : min(end, pending[-1].index + 1 + _MOST_WORDS)]
    for line in below:
        if only_cells(line.body):
            tokens = split(line.body).tokens
            some = 1 < len(tokens) <= width <= 2 * len(tokens)
            return width > 1 and (some or len(parted(tokens, width)) > 0)
        if len(line.body) > LONG // 2 or line.gap > 1 or ends_sentence(line.body) or split(line.body).tokens:
            break
    return False


def _ends_label_above(layout: Layout, line: Line, row: ReadRow, end: int, width: int) -> bool:
    """Whether words are the rest of the label of the row above them: they begin small, or that label is open.

    Another row must follow, with its own label where no page ends here, if the label does not say itself that it goes
    on.
    """
    above = row.lines[-1]
    # What the page broke may take more than one line.
    more = not split(above.body).tokens
    broken = line.index > above.index + 1 or line.new_page or (more and not line.gap)
    number = " " not in line.body and line.body[0].isdigit() and not only_cells(line.body)
    is_half = is_open(above.body if more else row.cells.label)
    goes_on = goes_on_small(line.body) or (is_half and (broken or not line.gap)) or (broken and number)
    if row.heading or (row.over and not (broken or more)) or not goes_on:
        return False
    if len(line.body) > LONG // 2 or may_head(line.body, width):
        return False
    before = line
    for under in layout.lines[line.index + 1 : min(end, line.index + 1 + _MOST_WORDS)]:
        parts = split(under.body)
        if under.gap > _APART or ends_sentence(under.body) or len(under.body) > LONG:
            break
        if parts.tokens:
            own = bool(parts.label) and not goes_on_small(under.body)
            return len(parts.tokens) == width and (broken or own)
        if not broken and not (goes_on_small(under.body) or is_open(before.body)):
            break
        before = under
    return is_half and not broken and not line.gap


def _is_right_below(line: Line, row: ReadRow) -> bool:
    """Whether a line stands right under a row that has its label beside its figures."""
    return not (line.gap or row.over or row.heading) and line.index == row.lines[-1].index + 1


def _is_cut_by_page(layout: Layout, line: Line, label: str) -> bool:
    """Whether a page ends in the row of this line, so that its label may go on overleaf."""
    below = layout.lines[line.index + 1 : line.index + 1 + _MOST_WORDS]
    if not below or not (below[0].new_page or below[0].index in layout.furniture):
        return False
    first = next((own.body for own in below if own.index not in layout.furniture), "")
    number = first[:1].isdigit() and " " not in first and not only_cells(first)
    return is_open(label) or goes_on_small(first) or number


def _longer(layout: Layout, row: ReadRow, line: Line) -> ReadRow:
    """A row whose label goes on in a line below its figures. What was doubtful about it stays so: its label may also
    begin on a line above."""
    label = layout.joiner.join([row.cells.label, line.body])[0]
    return replace(row, cells=replace(row.cells, label=label), lines=[*row.lines, line])


def _cells(
    layout: Layout, parts: Split, line: Line, pending: Sequence[Line], rows: Sequence[ReadRow], under: Under
) -> Cells | None:
    width, count = len(under.columns), len(parts.tokens)
    label, empty = parts.label[:-width], parts.label[-width:]
    if rows and label and not count and all(word in EMPTY_CELLS for word in empty) and (width > 1 or under.narrow):
        return cells_of(" ".join(label), empty)
    if not _figures(parts, width):
        return _unread(line, rows, under)
    if under.narrow:
        return _narrow(layout, line, parts, pending)
    # A sentence may end in a year or a sum; a row with a cell missing has at least half of its cells.
    half = count * 2 >= width and len(line.body) <= LONG + 20 and (parts.label or count > 1)
    lone = is_lone_cell(parts, line) or (bool(rows) and _goes_on(layout, line, parts, width))
    if count < width and not half and not lone:
        return _unread(line, rows, under)
    if not (under.known or parts.label or pending) and count != width + bool(NAMES_ROW.fullmatch(parts.tokens[0])):
        return None
    return place(parts, under.columns)


def _goes_on(layout: Layout, line: Line, parts: Split, width: int) -> bool:
    """Whether a short line with few figures has a whole row right below: then its other cells are empty."""
    below = layout.lines[line.index + 1] if line.index + 1 < len(layout.lines) else None
    short = bool(parts.label) and parts.label[0][:1].isupper() and len(line.body) <= ABBREVIATED and line.gap <= 1
    return short and below is not None and below.gap <= 1 and len(split(below.body).tokens) == width


def _figures(parts: Split, width: int) -> bool:
    """Whether a line ends in figures of its own, and not in a number of its words."""
    return bool(parts.numbers) and not is_heading_number(parts, width)


def _unread(line: Line, rows: Sequence[ReadRow], under: Under) -> Cells | None:
    """A row for the eye, with figures that the grammar does not know: kept, and not guessed at."""
    if not (rows and under.known and NUMBER_AT_END.search(line.body)):
        return None
    nothing = (None,) * len(under.columns)
    return Cells(NUMBER_AT_END.sub("", line.body).strip(), nothing, nothing, False, False, "unread_cells")


def _ends(line: Line, parts: Split, pending: Sequence[Line], rows: Sequence[ReadRow], under: Under) -> bool:
    """Whether a line that is no row is none of the table's words either."""
    body = line.body
    part = SIGNED_LABEL.match(body) or (pending and SIGNED_LABEL.match(pending[0].body))
    if NOTE.match(body) or _TITLE.match(body) or body.endswith("?") or (len(body) > LONG + 10 and not part):
        return True
    if not under.known and (NUMBER_AT_END.search(body) or _figures(parts, len(under.columns))):
        return True
    if ends_sentence(body) and not body.endswith(":") and len(body) > ABBREVIATED:
        return True
    # A text that goes on under the table: a paragraph and not a label.
    return bool(rows and line.new_page and not pending and body[:1].islower())


def _heading(layout: Layout, lines: list[Line], under: Under) -> ReadRow:
    """Lines without figures; one that ends in a year, where each row has one figure, is a row without its own."""
    row = heading_row(layout, lines)
    words = row.cells.label.split(" ")
    if under.narrow and YEAR.search(words[-1]):
        row.cells = replace(row.cells, certain=False, why="missing_cell")
    elif not under.narrow and any(is_printed_cell(word) and word[0] != "(" for word in words[1:-1]):
        # The words after an amount may stand in the cell beside it.
        row.cells = replace(row.cells, certain=False, why="unread_cells")
    return row


# -- rows with one figure


def _narrow(layout: Layout, line: Line, parts: Split, pending: Sequence[Line]) -> Cells | None:
    """A row with one figure: a label, at most a year and a footnote's mark, and the figure."""
    *before, token = parts.tokens
    if len(line.body) > LONG + 50 or (not parts.label and not pending) or _is_prose(layout, line):
        return None
    if not before and (belongs_to_label(parts) or (not parts.label and YEAR.fullmatch(token))):
        return None
    firsts = {own.body[:1] for own in (pending[0], pending[-1])} if pending else {line.body[:1]}
    if not any(first.isupper() or first in "-+−–" or first.isdigit() for first in firsts):
        return None
    cells = cells_of(" ".join((*parts.label, *before)), (token,))
    if len(before) > 1 or (before and not YEAR.fullmatch(before[0])):
        return replace(cells, values=(None,), certain=False, why="too_many_cells")
    if "%" in token:
        return replace(cells, values=(None,), certain=False, why="other_unit")
    if any(split(word).numbers and not YEAR.fullmatch(word) for word in parts.label[1:]):
        # Two rows on one line, perhaps.
        return replace(cells, certain=False, why=cells.why or "number_in_label")
    if not parts.label:
        # A figure under the words that it belongs to: the sum must say that it is one.
        return replace(cells, certain=False, by_sum=cells.certain, why=cells.why or "heading_or_label")
    number = not before and ends_in_number(parts.label) and not _is_note(layout, line, parts.label[-1])
    if cells.certain and number:
        return replace(cells, certain=False, by_sum=True, why="number_in_label")
    return cells


def _is_prose(layout: Layout, line: Line) -> bool:
    """Whether a line is part of a text that goes on below it, or has a sentence's end inside."""
    short = len(line.body) <= LONG // 2 and is_printed_cell(line.body.rpartition(" ")[2])
    if _NEW_SENTENCE.search(line.body) and not short:
        return True
    below = layout.lines[line.index + 1] if line.index + 1 < len(layout.lines) else None
    return below is not None and below.gap == 0 and not below.new_page and below.body[0].islower()


def _is_note(layout: Layout, line: Line, mark: str) -> bool:
    """Whether "1)" is the mark of a note that stands under the table."""
    if not _MARK.fullmatch(mark):
        return False
    note = re.compile(rf"(?:note\s*)?{re.escape(mark)}", re.IGNORECASE)
    return any(note.match(below.body) for below in layout.lines[line.index + 1 : line.index + 1 + _NOTE_BELOW])
