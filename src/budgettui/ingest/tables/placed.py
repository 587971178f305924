"""A table whose cells stand in known columns: from the rows of cells that a format gives to a table of the paper.

PDF finds the cells by rulings and positions, DOCX by its own table rows; from here on they are the same. What the
columns mean is read from the words over them, and each column's own unit parts a table of mixed units in several,
so that per cent never stands as money. A cell that cannot be read leaves its value empty and its row uncertain.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from itertools import pairwise

from budgettui.domain.amounts import EMPTY_CELLS, Number, NumberError, Unit, parse_number, parse_unit
from budgettui.domain.errors import N_
from budgettui.domain.paper.reading import Column, Finding, Table
from budgettui.ingest.page.header import above, split_unit
from budgettui.ingest.page.layout import Layout, Line, source_of
from budgettui.ingest.page.printed_unit import as_printed, factor_between, printed_unit
from budgettui.ingest.tables.across import change_holds
from budgettui.ingest.tables.column_units import INDEX_UNIT, unit_below, words_and_unit
from budgettui.ingest.tables.head_words import NOTES, REMARK, column_of, knows, unit_in, with_year_of
from budgettui.ingest.tables.read_rows import ReadRow
from budgettui.ingest.tables.rows import Cells, cell_number
from budgettui.ingest.tables.tables import FoundTable, table_findings
from budgettui.ingest.tables.told_rows import finish


class Covered(Enum):
    """A place of the table that a cell beside it reaches over."""

    LEFT = "left"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row: its cells, and the lines of the text (1-based) that it stands on.

    ``header`` is what the format itself says; ``why`` is a code of ``tables.WHY`` where the cells may stand wrong.
    """

    cells: tuple[str | Covered, ...]
    line: int
    last_line: int
    header: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table as rows of cells. ``drawn`` says that the paper itself draws it (rulings, a table of the format), so
    that it is a table even where no word of its head is known."""

    rows: tuple[PlacedRow, ...]
    drawn: bool = True


_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
#: What a variance is in words, and what is known of it, stand behind the figure: "+95 merforbrug ≈".
_SAID = re.compile(
    r"(?<=[0-9])(?:\s+(?:(?:mer|mindre)(?:forbrug|indtægt|udgift)|besparelse|udgift|stigning|fald"
    r"|(?:over|under)spend|(?:more|less) income|saving|cost|rise|fall))?(?:\s+[≈≠])?$"
)
_UNIT_AFTER = re.compile(
    r"(?P<number>[-+−–(]?[0-9][0-9.,\u00a0\u202f\u2009]*\)?\*{0,3})\s*(?P<unit>%|[A-Za-zæøåÆØÅ].*)"
)
#: A space between thousands, or between the sign and the figure: kept and not guessed at.
_FOR_THE_EYE = re.compile(
    r"[-+−–(]?[0-9]{1,3}(?:[ .\u00a0\u202f\u2009][0-9]{3})+(?:,[0-9]+)?\)?\s?%?|[-+−–]\s[0-9][0-9.,]*\s?%?"
)
_SPACED = re.compile(r"[-+−–(]?[1-9][0-9]{0,2}(?: [0-9]{3})+(?:,[0-9]+)?\)?")
_GROUPED = re.compile(r"[0-9]\.[0-9]{3}(?![0-9])|[0-9]{4}")
#: Spaces that are no part of a number: a no-break or thin space may be.
_SPACE = re.compile(r"[ \t]+")
#: Of the cells of a column of figures, at least this share are figures or printed empties.
_FIGURES = 0.6
#: No more columns than this are words.
_MOST_LABELS = 4


@dataclass(frozen=True, slots=True)
class _Cell:
    value: Decimal | None
    printed: str | None
    why: str = ""
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class _Head:
    column: Column
    unit: Unit | None
    kind: str

    @property
    def says_figures(self) -> bool:
        """Whether the words over a column say that figures stand in it, so that text there is a figure unread."""
        return bool(self.column.phase or self.column.year or self.unit or self.kind)


def is_year(text: str) -> bool:
    return bool(_YEAR.fullmatch(text))


def is_figure(text: str) -> bool:
    """Whether a cell is one figure, perhaps with its unit."""
    if _number(text):
        return True
    match = _UNIT_AFTER.fullmatch(text)
    return bool(match and _number(match["number"]) and parse_unit(match["unit"]))


def looks_like_figure(text: str) -> bool:
    """Whether a cell is a figure, or one for the eye that the grammar does not know ("1 234", "- 45")."""
    return is_figure(text) or bool(_FOR_THE_EYE.fullmatch(text))


def place_tables(layout: Layout, tables: Iterable[PlacedTable]) -> list[FoundTable]:
    """The tables of figures among these; one of words alone is text and stays so."""
    by_number = {line.number: line for line in layout.lines}
    found: list[FoundTable] = []
    for table in tables:
        starts = _heads_again(table.rows)
        for start, end in pairwise([0, *starts, len(table.rows)]):
            part = replace(table, rows=table.rows[start:end])
            # What stands right over it is the last row of another table, and none of its words.
            first = by_number.get(part.rows[0].line) if part.rows else None
            under = first is not None and any(first.index - 1 in own.lines for own in found)
            found += _read(layout, part, by_number, goes_on=start > 0 or under)
    return found


def _heads_again(rows: Sequence[PlacedRow]) -> list[int]:
    """The rows where the head stands again, under another name over the labels: a table of its own begins there."""
    names = [_text(cell) for cell in rows[0].cells[1:]] if rows else []
    if not any(map(is_year, names)):
        return []
    return [
        i
        for i, row in enumerate(rows)
        if i and [_text(cell) for cell in row.cells[1:]] == names and row.cells[0] != rows[0].cells[0]
    ]


def _read(layout: Layout, table: PlacedTable, by_number: dict[int, Line], *, goes_on: bool) -> list[FoundTable]:
    width = max((len(row.cells) for row in table.rows), default=0)
    rows = [
        replace(row, cells=(*(_clean(layout, cell) for cell in row.cells), *("",) * (width - len(row.cells))))
        for row in table.rows
    ]
    head_rows = _count_head(rows)
    head, body = rows[:head_rows], [row for row in rows[head_rows:] if not _repeats(row, rows[:head_rows])]
    head, over_all = _without_unit(head, [j for j in range(width) if _is_figures(body, j)])
    noted = [j for j in range(1, width) if NOTES.fullmatch(_head_text(head, j))]
    head, body = ([_without(row, noted) for row in own] for own in (head, body))
    printed = [j for j in range(width) if _is_figures(body, j)]
    nameless = bool(printed) and not _head_text(head, printed[-1])
    before, head = head, [_over_figures(row, printed, words=nameless) for row in head]
    # A name that has moved may as well be that of the labels; a year is not, and so are none of those after it.
    moved = [[_text(row.cells[j]) for j in printed] for row, own in zip(head, before, strict=True) if row is not own]
    beside = any(not is_year(names[0]) and len(set(names)) > 1 for names in moved)
    over = [_head(_head_text(head, j)) for j in range(width)]
    figured = {*printed, *(j for j in range(1, width) if over[j].says_figures and not _is_words(body, j))}
    labels = _count_labels(body, width, figured)
    figures = [j for j in range(labels, width) if j in figured]
    own = sorted((line for row in table.rows for line in _lines(row, by_number)), key=lambda line: line.index)
    labelled = sum(any(_text(cell) for cell in row.cells[:labels]) for row in body)
    if not own or not any(_is_figures(body, j) for j in figures) or labelled * 2 < len(body):
        # Figures without words beside them are those of a chart.
        return []
    over_labels = dict.fromkeys(_head_text(head, j) for j in range(labels))
    corner, corner_unit, corner_price = split_unit(" ".join(over_labels))
    first, title, unit, price = (own[0].index, "", None, None) if goes_on else above(layout, own[0].index)
    if corner_unit is None:
        corner, corner_unit = unit_in(corner)
    # In the midst of the title: "Takst (kr. inkl. moms)".
    unit = over_all or unit or corner_unit or unit_in(title)[1] or unit_below(layout, own[-1].index)
    price = price or corner_price
    dated = with_year_of((over[j].column for j in figures), corner, title)
    heads = {j: replace(over[j], column=column) for j, column in zip(figures, dated, strict=True)}
    known = unit is not None or any(own_head.unit or own_head.column.year for own_head in heads.values())
    known = known or any(own_head.column.phase for own_head in heads.values())
    words = [j for j in range(labels, max(figures)) if j not in figured and any(_text(row.cells[j]) for row in body)]
    # Words among the figures are the labels of another table that stands beside this one; where some figures have a
    # name over them and others none, the names may stand over the wrong ones.
    beside = beside or bool(words) or 0 < sum(bool(own_head.column.label) for own_head in heads.values()) < len(heads)
    # So may names that are printed more than once: what stood over them is lost.
    named = [own_head.column.label for own_head in heads.values() if own_head.column.label]
    beside = beside or len(set(named)) < len(named) or any(map(REMARK.fullmatch, named))
    spaced = _prints_spaces(body, figures)
    cells = {(i, j): _cell(body, i, j, spaced=spaced, drawn=table.drawn) for i in range(len(body)) for j in figures}
    printed_in = printed_unit(" ".join(over_labels))[1]
    if printed_in and unit and unit == corner_unit:
        factor = factor_between(unit, printed_in)
        money = [j for j in figures if heads[j].unit in (None, unit) and not heads[j].kind]
        cells = {(i, j): _as_printed(cell, factor) if j in money else cell for (i, j), cell in cells.items()}
        unit = printed_in
    headed = all(own_head.column.label for own_head in heads.values())
    known = known or any(cell.unit for cell in cells.values())
    if not known and not (table.drawn and headed and len(figures) > 1):
        return []
    taken = [*layout.lines[first : own[0].index], *own]
    found = []
    for group_unit, kind, columns in _by_unit(figures, heads, cells, unit, len(body)):
        read = _rows(body, columns, cells, labels, by_number, group_unit)
        own_columns = tuple(heads[j].column for j in columns)
        _prove(read, own_columns, named=headed and not beside and all(knows(label) < 2 for label in named))
        if not table.drawn or beside:
            _doubt_all(read, always=beside)
        finished, why = finish(read, own_columns, group_unit, placed=True)
        whole = Table(
            title=title or corner or _section(layout, own[0].index),
            unit=INDEX_UNIT if kind else group_unit.label if group_unit else None,
            columns=own_columns,
            rows=finished,
            price_level=price,
            source=source_of(taken),
        )
        findings = [*table_findings(whole, why)]
        if group_unit is None and not kind:
            findings.append(
                Finding("other", "note", N_("Tabellens enhed er ikke trykt"), table=whole.title, source=whole.source)
            )
        found.append(FoundTable(whole, frozenset(line.index for line in taken), tuple(findings)))
    return found


# -- which rows are the head, which columns are labels and which figures


def _clean(layout: Layout, cell: str | Covered) -> str | Covered:
    """The cell with its words joined over its lines. Figures one under the other stay on their lines."""
    if isinstance(cell, Covered):
        return cell
    lines = [words for line in cell.split("\n") if (words := _SPACE.sub(" ", line).strip(" "))]
    if len(lines) > 1 and any(is_figure(line) for line in lines):
        return "\n".join(lines)
    return layout.joiner.join(lines)[0] if lines else ""


def _text(cell: str | Covered) -> str:
    return "" if isinstance(cell, Covered) else cell.replace("\n", " ")


def _number(text: str) -> Number | None:
    text = _SAID.sub("", text)
    try:
        # Ledgers print the minus behind: "31,4-"; the number of a note stands there, too.
        return cell_number(text) if text.endswith(("-", ")")) else parse_number(text)
    except NumberError:
        return None


def _count_head(rows: Sequence[PlacedRow]) -> int:
    """How many rows stand over the figures: those that the format says, and all before the first figure."""
    said = 0
    while said < len(rows) and rows[said].header:
        said += 1
    for i, row in enumerate(rows):
        numbers = [text for cell in row.cells[1:] if looks_like_figure(text := _text(cell))]
        units = not _text(row.cells[0]) and all(map(parse_unit, numbers))
        if i >= said and numbers and not units and not all(is_year(text) for text in numbers):
            # A heading of a group right over the first figures belongs to the rows, not to the head.
            while i > max(said, 1) and _is_group(rows[i - 1]):
                i -= 1
            return i
    return len(rows)


def _without_unit(head: list[PlacedRow], figures: Sequence[int]) -> tuple[list[PlacedRow], Unit | None]:
    """The head without a row that says the unit of all columns and nothing else, and that unit. In brackets it goes on
    with each name."""
    for row in head if len(figures) > 1 else ():
        texts = {_head_text([row], j) for j in figures}
        rest, unit, _price = split_unit(min(texts)) if len(texts) == 1 else ("", None, None)
        if unit is not None and not rest and not min(texts).startswith("("):
            return [own for own in head if own is not row], unit
    return head, None


def _over_figures(row: PlacedRow, figures: Sequence[int], *, words: bool) -> PlacedRow:
    """A row that has lost its empty cell over the labels: a year for each column of figures, but the last has none.

    ``words`` is true where other names may have moved too.
    """
    names = [cell for cell in row.cells if _text(cell)]
    count = len(figures)
    tokens = " ".join(map(_text, names)).split()
    if tokens and REMARK.fullmatch(tokens[-1]):
        # Over words behind the figures, which are none of the columns.
        tokens.pop()
    if len(tokens) == count > 1 and all(map(is_year, tokens)):
        over = dict(zip(figures, tokens, strict=True))
        return replace(row, cells=tuple(over.get(j, "") for j in range(len(row.cells))))
    if not 1 < count <= len(names) <= figures[-1] or list(row.cells[: len(names)]) != names:
        return row
    years = all(is_year(_text(cell)) for cell in names[-count:])
    if not years and not (words and len(names) == count):
        return row
    own = dict(zip(figures, names[-count:], strict=True))
    # What is over no figures is over the words beside them.
    own |= dict(zip(range(figures[0] - 1, 0, -1), reversed(names[:-count]), strict=False))
    return replace(row, cells=tuple(own.get(j, "") for j in range(len(row.cells))))


def _is_group(row: PlacedRow) -> bool:
    return bool(_text(row.cells[0])) and not any(_text(cell) for cell in row.cells[1:])


def _repeats(row: PlacedRow, head: Sequence[PlacedRow]) -> bool:
    """Whether a row is the head once more, at the top of a page."""
    texts = [_text(cell) for cell in row.cells]
    return any(texts == [_text(cell) for cell in own.cells] for own in head)


def _without(row: PlacedRow, columns: Collection[int]) -> PlacedRow:
    return replace(row, cells=tuple("" if j in columns else cell for j, cell in enumerate(row.cells)))


def _is_figures(body: Sequence[PlacedRow], column: int) -> bool:
    filled = [text for row in body if (text := _text(row.cells[column]))]
    figures = sum(looks_like_figure(text) for text in filled)
    empties = sum(text in EMPTY_CELLS for text in filled)
    return figures > 0 and figures + empties >= _FIGURES * len(filled)


def _is_words(body: Sequence[PlacedRow], column: int) -> bool:
    """Whether every text in a column begins with a letter, so that none of them can be a figure unread."""
    filled = [text for row in body if (text := _text(row.cells[column]))]
    return bool(filled) and all(text[0].isalpha() for text in filled)


def _count_labels(body: Sequence[PlacedRow], width: int, figured: Collection[int]) -> int:
    """How many columns from the left are words: numbers that stand before words are codes and go with them."""
    words = {
        j for j in range(min(width, _MOST_LABELS)) if j not in figured and any(_text(row.cells[j]) for row in body)
    }
    count = 2 if 0 not in words and 1 in words else 1
    while count in words:
        count += 1
    return count


def _head_text(head: Sequence[PlacedRow], column: int) -> str:
    pieces: list[str] = []
    for row in head:
        at = column
        while at > 0 and row.cells[at] is Covered.LEFT:
            at -= 1
        text = _text(row.cells[at])
        if text and (not pieces or pieces[-1] != text):
            pieces.append(text)
    return " ".join(pieces)


def _head(text: str) -> _Head:
    """What the words over a column say: phase, year and unit."""
    words, unit, kind = words_and_unit(text)
    column = column_of(words or text)
    return _Head(Column(text, column.year, None if column.phase == "other" else column.phase), unit, kind)


# -- cells


def _prints_spaces(body: Sequence[PlacedRow], figures: Sequence[int]) -> bool:
    """Whether the figures of a table have spaces between their thousands, and none is printed in another way."""
    texts = [_text(row.cells[j]) for row in body for j in figures]
    return any(map(_SPACED.fullmatch, texts)) and not any(
        _GROUPED.search(text) and not is_year(text) for text in texts
    )


def _cell(body: Sequence[PlacedRow], i: int, j: int, *, spaced: bool, drawn: bool) -> _Cell:
    cells = body[i].cells
    cell = cells[j]
    if isinstance(cell, Covered):
        left = (text for one in reversed(cells[:j]) if not isinstance(one, Covered) and (text := one))
        # A figure that reaches over several cells belongs to each of them, or to none.
        merged = cell is Covered.ABOVE or is_figure(next(left, ""))
        return _Cell(None, None, "merged_cell" if merged else "")
    text = _text(cell)
    if "\n" in cell:
        return _Cell(None, text, "unread_cells")
    if text in EMPTY_CELLS:
        return _Cell(None, text or None)
    reaches_down = i + 1 < len(body) and body[i + 1].cells[j] is Covered.ABOVE
    reaches_right = j + 1 < len(cells) and cells[j + 1] is Covered.LEFT
    if reaches_down or reaches_right:
        return _Cell(None, text, "merged_cell" if is_figure(text) else "unread_cells")
    number, unit = _number(text), None
    if number is None and (match := _UNIT_AFTER.fullmatch(text)):
        unit = parse_unit(match["unit"])
        number = _number(match["number"]) if unit else None
    if number is None and spaced and _SPACED.fullmatch(text):
        # What stands in one cell is one number; without rulings two may stand as near to each other.
        number = _number(text.replace(" ", "\u00a0"))
        if number is not None and not drawn:
            return _Cell(number.value, text, "spaced_number")
    if number is None:
        return _Cell(None, text, "unread_cells")
    if number.doubt:
        return _Cell(None, text, "doubtful_number", unit)
    return _Cell(number.value, text, "", unit)


def _as_printed(cell: _Cell, factor: Decimal) -> _Cell:
    if cell.value is None or cell.unit:
        return cell
    value, printed = as_printed(format(cell.value, "f"), factor)
    return replace(cell, value=Decimal(value), printed=printed)


def _by_unit(
    figures: Sequence[int],
    heads: dict[int, _Head],
    cells: dict[tuple[int, int], _Cell],
    unit: Unit | None,
    rows: int,
) -> list[tuple[Unit | None, str, list[int]]]:
    """The columns by their units, in printed order: one table for each unit."""
    groups: dict[tuple[Unit | None, str], list[int]] = {}
    for j in figures:
        head = heads[j]
        own = head.unit
        printed = {cell.unit for i in range(rows) if (cell := cells[i, j]).value is not None}
        if not head.kind and len(printed) == 1:
            # What stands beside the figures says more than the words over them.
            own = next(iter(printed)) or own
        groups.setdefault((None if head.kind else own or unit, head.kind), []).append(j)
    empty = [j for j in figures if not heads[j].unit and all(cells[i, j].value is None for i in range(rows))]
    told = {key: left for key, columns in groups.items() if (left := [j for j in columns if j not in empty])}
    if len(told) == 1:
        # Nothing in a column says that its unit is another one than that of all the rest.
        groups = {key: [*figures] for key in told}
    return [(unit, kind, columns) for (unit, kind), columns in groups.items()]


# -- rows


def _rows(
    body: Sequence[PlacedRow],
    columns: Sequence[int],
    cells: dict[tuple[int, int], _Cell],
    labels: int,
    by_number: dict[int, Line],
    unit: Unit | None,
) -> list[ReadRow]:
    """The rows of one unit's columns."""
    rows: list[ReadRow] = []
    named = sum(is_figure(_text(row.cells[0])) for row in body) * 2 < len(body)
    for i, row in enumerate(body):
        lines = _lines(row, by_number)
        if not lines:
            continue
        group, label = _label(body, i, labels)
        if group:
            rows.append(ReadRow(Cells(group, (), ()), lines, heading=True))
        own = [cells[i, j] for j in columns]
        printed = tuple(cell.printed for cell in own)
        if not label and not any(printed):
            continue
        why = row.why or next((cell.why for cell in own if cell.why), "")
        # A cell that prints a unit of its own is a figure of another kind than its column.
        values = tuple(None if cell.unit and cell.unit != unit else cell.value for cell in own)
        if values != tuple(cell.value for cell in own):
            why = why or "other_unit"
        if not label:
            why = why or "no_label"
        elif named and is_figure(label) and not is_year(label):
            # Where words name the others, the name of this one is on another line, and all its cells one too far left.
            why = why or "out_of_column"
        rows.append(ReadRow(Cells(label, values, printed, not why, why=why), lines))
    return rows


def _prove(rows: Sequence[ReadRow], columns: Sequence[Column], *, named: bool) -> None:
    """Where a space may part two numbers, a row is read right whose own change holds. So are all rows where each column
    is ``named`` once: over two columns of figures stand two names."""
    for row in rows:
        if row.cells.why == "spaced_number" and (named or change_holds(columns, row.cells.values)):
            row.cells = replace(row.cells, certain=True, why="")


def _doubt_all(rows: Sequence[ReadRow], *, always: bool) -> None:
    """Where most rows of a table without rulings do not fit its columns, the columns are not those of the others."""
    valued = [row for row in rows if any(row.cells.printed)]
    outside = sum(row.cells.why == "out_of_column" for row in valued)
    for row in valued if always or outside * 2 > len(valued) else ():
        row.cells = replace(row.cells, certain=False, why=row.cells.why or "head_unsure")


def _section(layout: Layout, position: int) -> str:
    """The nearest heading over a line, where the format itself says which lines are headings."""
    return next((line.body for line in reversed(layout.lines[:position]) if line.heading), "")


def _label(body: Sequence[PlacedRow], i: int, labels: int) -> tuple[str, str]:
    """The heading that begins with a row because its cell reaches over several, and the row's own label."""
    row = body[i]
    texts = [_text(cell) for cell in row.cells[:labels]]
    reaches = labels > 1 and i + 1 < len(body) and body[i + 1].cells[0] is Covered.ABOVE
    if reaches and row.cells[0] is not Covered.ABOVE and any(texts[1:]):
        return texts[0], " ".join(text for text in texts[1:] if text)
    return "", " ".join(text for text in texts if text)


def _lines(row: PlacedRow, by_number: dict[int, Line]) -> list[Line]:
    return [by_number[number] for number in range(row.line, row.last_line + 1) if number in by_number]
