"""Rows as they are read under a head: which lines are their labels, which are headings, and what is doubtful."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise, takewhile

from budgettui.domain.checking.row_words import is_part_of
from budgettui.ingest.page.header import LINE_LONGEST
from budgettui.ingest.page.layout import Layout, Line, ends_sentence, is_open
from budgettui.ingest.tables.across import laws_of, verdict
from budgettui.ingest.tables.head_words import is_units, may_head, names_columns
from budgettui.ingest.tables.printed_rows import only_cells
from budgettui.ingest.tables.rows import YEAR, Cells, Split, ends_in_number, is_cell, is_printed_cell, split

#: Lines without figures that may stand together inside a table: a label over lines, or a heading with a
#: label.
MOST_PENDING = 3
_CODE = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3})+|0[0-9]")
_CODED = re.compile(rf"(?:{_CODE.pattern})\s\D")
_ACCOUNT = re.compile(r"[a-z]{1,3}\.[0-9]{2}")
NOTE_WORD = re.compile(r"(?:note|noter|kilde|anm)\b\s*[:.0-9]", re.IGNORECASE)
NOTE = re.compile(r"(?:note\b|kilde\b|anm\.|\*+\s?\S|[0-9]\)\s)", re.IGNORECASE)
SIGNED_LABEL = re.compile(r"[-+−–]\s")
LONG = 80
#: A label may end in an abbreviation ("Ikke dec."); a sentence is longer.
ABBREVIATED = 30
NUMBER_AT_END = re.compile(r"(?:(?:^|\s)(?:[-+−–]?[0-9][0-9.,]*|\([0-9][0-9.,]*\))\s?%?\*{0,3}){2,}$")
#: A note among rows is so many lines long at most.
_NOTE_LINES = 3
#: So many rows with a figure for each column say that the others have empty cells.
_FEW_WHOLE = 2
#: A row with one figure is no longer than this; a line of running text is.
_LONE = 60
#: So many rows that are called the same but for a number are counted.
_COUNTED_ROWS = 4
#: A label that says no more than that its row is a total.
TOTAL = re.compile(r"(?:i\s?alt|total|sum|hovedtotal)\s?:?", re.IGNORECASE)
_GROUPS = 3
_OF_ALL = re.compile(r"samle[dt].*\b(?:i\s?alt|total)", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"[0-9]{1,4}")
#: Letters are not equally wide: this much of the longest line of a label surely had room.
_ROOM = 0.85
#: What no heading ends in.
_JOINS = re.compile(r"\s(?:og|samt|eller|&)$")
_ENDS_IN_WORD = re.compile(r"[a-zæøå]$")


@dataclass(slots=True)
class ReadRow:
    """A row as its lines were read, before its place in the table is known."""

    cells: Cells
    lines: list[Line]
    heading: bool = False
    #: So many lines have its label where the line of its figures has no word of it.
    over: int = 0


def is_page_number(parts: Split, pending: Sequence[Line], line: Line, rows: Sequence[ReadRow], columns: int) -> bool:
    """Whether a number stands alone after a whole row: with no label that waits for it, or with a running title.

    A row of more than two columns has more than one figure, and space parts a running title from the rows.
    """
    if columns < 2 or not rows or parts.label or len(parts.tokens) != 1:
        return False
    if not pending:
        return True
    apart = bool(pending[0].gap or line.gap) and len(pending) == 1
    return columns > 2 and apart and bool(_PAGE_NUMBER.fullmatch(parts.tokens[0]))


def is_lone_cell(parts: Split, line: Line) -> bool:
    """Whether a line has few figures, printed as amounts are, and so may be a row whose other cells are empty."""
    if not parts.label or len(line.body) > _LONE or line.gap > 1:
        return False
    names = parts.label[0][:1].isupper() and not is_open(" ".join(parts.label))
    return names and all(map(is_printed_cell, parts.tokens))


def in_doubt_of_label(cells: Cells) -> Cells:
    """Cells whose label may begin on the line above: no sum can tell."""
    return replace(cells, certain=False, by_sum=False, why=cells.why or "heading_or_label")


def doubted(cells: Cells, why: str) -> Cells:
    """Cells that may have been put together wrong; a sum that agrees takes the doubt away."""
    by_sum = (cells.certain or cells.by_sum) and why != "uneven_number"
    own = cells.why if cells.why != "other_unit" else ""
    return replace(cells, certain=False, by_sum=by_sum, why=own or why)


def part_pending(
    layout: Layout, pending: Sequence[Line], row: Line, has_label: bool, room: int, *, grouped: bool
) -> tuple[list[list[Line]], list[Line], bool]:
    """The lines before a row's figures: headings of their own, the beginning of the row's label, and whether that is
    sure.

    Lines with nothing between them and figures alone under them are one cell's words, but where one of them was ended
    though the next word had ``room`` beside it. Where nothing tells, a table that is ``grouped`` has a heading there.
    """
    cell = bool(pending) and not has_label and bool(row.gap) and all(below.gap == 0 for below in pending[1:])
    groups: list[list[Line]] = []
    sure = True
    for line in pending:
        before = groups[-1][-1] if groups else None
        if before is None or not _continues(layout, before, line):
            told = _told_apart(layout, before, line, room) if cell and before is not None else True
            sure = sure and told is not None
            if told or (told is None and grouped):
                groups.append([line])
                continue
        groups[-1].append(line)
    if not groups:
        return [], [], False
    last = groups[-1]
    if not has_label or _continues(layout, last[-1], row):
        return groups[:-1], last, cell and sure
    return groups, [], False


def _told_apart(layout: Layout, before: Line, after: Line, room: int) -> bool | None:
    """Whether a line of a cell is the last of its cell; ``None`` where nothing tells."""
    if before.body.endswith(":"):
        return False
    goes_on = layout.goes_on(before)
    if goes_on is not None:
        return not goes_on
    if not room:
        return None
    return len(before.body) + 1 + len(after.body.split(" ")[0]) <= _ROOM * room or None


def room_of_labels(layout: Layout, lines: Sequence[Line]) -> int:
    """How long the lines are that labels were broken into, 0 where none was surely broken."""
    broken = (
        one.body
        for one, two in pairwise(lines)
        if not two.gap and two.body[:1].islower() and not any(map(str.isdigit, one.body + two.body))
    )
    return max((len(body) for body in broken if len(body) <= LONG // 2), default=0)


def _continues(layout: Layout, before: Line, after: Line) -> bool:
    if after.gap > 1:
        return False
    first = after.body[:1]
    if layout.goes_on(before) and not after.gap:
        return True
    if before.body.endswith("-") or is_open(before.body) or goes_on_small(after.body):
        return True
    if after.gap == 0 and not any(map(str.isalpha, after.body)) and not _CODE.fullmatch(after.body):
        # A number alone begins no label.
        return True
    # A code alone ("3.31") has its words on the next line, and a bracket belongs to what stands before it.
    return first == "(" or bool(_CODE.fullmatch(before.body))


def is_coded(*labels: str) -> bool:
    """Whether each label begins with the number of an account: then none of them goes on in the next."""
    return all(map(_CODED.match, labels))


def uncoded(pending: Sequence[Line]) -> int:
    """How many lines there are beside the numbers of accounts and the name below each."""
    return len(pending) - 2 * sum(bool(_CODE.fullmatch(line.body)) for line in pending)


def goes_on_small(label: str) -> bool:
    """Whether words begin small, as those do that go on; the code of an account ("xx.05.25") begins nothing else, and
    neither does "heraf …"."""
    return label[:1].islower() and not _ACCOUNT.match(label) and not is_part_of(label)


def may_be_label(layout: Layout, headings: Sequence[Sequence[Line]], row: Line, has_label: bool) -> bool:
    """Whether what was taken for a heading may be the beginning of the row's own label."""
    if not headings:
        return False
    last = headings[-1][-1]
    if last.body.endswith(":") or is_units(last.body):
        return False
    if not has_label:
        return True
    return row.gap == 0 and row.index == last.index + 1 and not layout.fits(last, row)


def may_be_heading(label: Sequence[Line], row: Line) -> bool:
    """Whether the beginning of a row's label may be a heading: "… anvendt til" goes on in the row, or in all below."""
    # The number of a page that stands inside a label is none of its words.
    return any(only_cells(line.body) for line in label) or any(
        after.body[0].isupper()
        and not _JOINS.search(before.body)
        and (before.body[-1] in "-" or (bool(_ENDS_IN_WORD.search(before.body)) and is_open(before.body)))
        for before, after in pairwise([*label, row])
    )


def doubt_together(rows: Sequence[ReadRow]) -> str:
    """Mark what only the rows together tell; the code of why none of them is in the right columns, if so.

    A year alone is a label only where the rows are years. A row that has its label on the line above, where others have
    it beside, may stand under a heading and have lost its own. Where most rows have a figure more, or one less, than
    the head has columns, no row's figures are in the right ones.
    """
    valued = [row for row in rows if not row.heading]
    years = [row for row in valued if YEAR.fullmatch(row.cells.label)]
    if len(years) * 2 <= len(valued):
        for row in years:
            row.cells = replace(row.cells, certain=False, why=row.cells.why or "too_many_cells")
    bare = [row for row in valued if row.over]
    if len(bare) * 2 < len(valued):
        for row in (row for row in bare if row.over == 1):
            row.cells = in_doubt_of_label(row.cells)
    # What a change proves in few of the rows that have a number before their figures, it proves by chance.
    numbered = [row for row in valued if ends_in_number(row.cells.label.split(" "))]
    proved = [row for row in numbered if row.cells.certain]
    if len(proved) < sum(row.cells.why == "number_in_label" for row in numbered):
        for row in proved:
            row.cells = replace(row.cells, certain=False, by_sum=True, why="number_in_label")
    for row in _counted_up(valued):
        row.cells = replace(row.cells, certain=True, by_sum=False, why="")
    reasons = Counter(row.cells.why for row in valued)
    more = reasons["too_many_cells"] and reasons["too_many_cells"] + reasons["number_in_label"]
    whole = sum(row.cells.certain for row in valued)
    fewer = reasons["missing_cell"] if whole < _FEW_WHOLE else 0
    all_of_them = ""
    for count, why in ((more, "too_many_cells"), (fewer, "missing_cell")):
        if count * 2 > len(valued):
            all_of_them = why
            for row in valued:
                row.cells = replace(row.cells, certain=False, by_sum=False, why=row.cells.why or why)
    return all_of_them


def _counted_up(rows: Sequence[ReadRow]) -> list[ReadRow]:
    """The rows that are called the same but for the number before their figures, which is one more from row to row."""

    def counted(own: tuple[int, ReadRow]) -> tuple[str, int] | None:
        words, _space, number = own[1].cells.label.rpartition(" ")
        numbered = own[1].cells.why == "number_in_label" and words and _PAGE_NUMBER.fullmatch(number)
        return (words, int(number) - own[0]) if numbered else None

    runs = [[row for _at, row in run] for key, run in groupby(enumerate(rows), counted) if key]
    return [row for run in runs if len(run) >= _COUNTED_ROWS for row in run]


def doubt_below(rows: Sequence[ReadRow], width: int) -> None:
    """Mark the rows that may be another table's, whose own head was not known as one.

    Words with a name for each column are a head, whatever stands below. Below a total that says no more than that,
    what another heading begins may be the next table; where its figures keep laws that those above have, it is none.
    """
    doubtful, closed, widest, above = False, False, LINE_LONGEST, list[ReadRow]()
    over = {row.cells.label for row in takewhile(lambda row: row.heading, rows)}
    # Where every group has a total so called, none of them is that of the table.
    grouped = sum(bool(TOTAL.fullmatch(row.cells.label)) for row in rows) >= _GROUPS or bool(over)
    for at, row in enumerate(rows):
        gap = row.lines[0].gap
        if above and (row.heading or gap > widest):
            if row.cells.label not in over and may_head(row.cells.label, width):
                doubtful = True
            elif closed and not (doubtful or grouped):
                laws = laws_of([own.cells.values for own in above], width)
                told = [verdict(laws, own.cells.values) for own in rows[at:] if not own.heading]
                doubtful, grouped = True not in told or False in told, True
        if row.heading:
            continue
        if doubtful:
            row.cells = replace(row.cells, certain=False, by_sum=False, why=row.cells.why or "head_unsure")
        widest = gap if len(above) == 1 else max(widest, gap)
        above.append(row)
        closed = closed or bool(TOTAL.fullmatch(row.cells.label) or _OF_ALL.match(row.cells.label))


def row_label(layout: Layout, lines: Sequence[Line], rest: str) -> str:
    """The label of a row: the lines before its figures, and what its own line has before them."""
    bodies = [line.body for line in lines]
    if rest:
        bodies.append(rest)
    return layout.joiner.join(bodies)[0] if bodies else ""


def heading_row(layout: Layout, lines: list[Line]) -> ReadRow:
    """Lines without figures of their own, as a row that has none; one that ends as an amount does may be a row."""
    text = layout.paragraph(lines).text
    last = text.rpartition(" ")[2]
    lost = last != text and is_printed_cell(last) and is_cell(last)
    return ReadRow(Cells(text, (), (), not lost, False, "missing_cell" if lost else ""), lines, heading=True)


def row_after_note(layout: Layout, note: Line, end: int, wanted: int) -> int:
    """The line where the rows go on below a note or a sentence that stands among them; 0 where they do not.

    It takes a few lines. What goes on is a row with a cell for each column, right below.
    """
    sentence = ends_sentence(note.body) and not note.body.endswith(":")
    if not (NOTE.match(note.body) or NOTE_WORD.match(note.body) or sentence):
        return 0
    before = note
    for line in layout.lines[note.index + 1 : min(end, note.index + 1 + _NOTE_LINES)]:
        if line.gap > note.gap or line.heading or len(line.body) > LINE_LONGEST:
            return 0
        parts = split(line.body)
        goes_on = parts.label and parts.label[0][:1].isupper() and not is_open(before.body)
        if goes_on and parts.numbers and len(parts.tokens) == wanted > 1 and not NOTE.match(line.body):
            return line.index
        if names_columns(line.body):
            return 0
        before = line
    return 0
