"""Tables out of flattened text: a head, then rows until the text goes on.

They print one unit, several or none, footnote marks, labels that add and subtract. A row is taken as certain only where
it has one figure for each column and nothing else in it could be one; a table where some row is, or its head is known
to the last word. What is left is listed as unread.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from budgettui.domain.amounts import EMPTY_CELLS, PERCENT, Unit, parse_unit
from budgettui.domain.paper.reading import Column, Table
from budgettui.ingest.page.header import split_unit
from budgettui.ingest.page.layout import Layout, Line, source_of
from budgettui.ingest.tables.across import is_change, laws_of, verdict
from budgettui.ingest.tables.bare_cells import unit_of_cells, with_bare_cells
from budgettui.ingest.tables.column_blocks import column_tables
from budgettui.ingest.tables.column_units import INDEX_UNIT, is_index, unit_below, words_and_unit
from budgettui.ingest.tables.head_words import NOTES, chunks_of, is_doubtful, knows, unit_in, with_year_of
from budgettui.ingest.tables.loose_heads import loose_head, nameless_head
from budgettui.ingest.tables.plain_heads import PlainHead, lone_head, plain_head, unit_head
from budgettui.ingest.tables.read_rows import NUMBER_AT_END, ReadRow, doubt_together
from budgettui.ingest.tables.row_law import Under, read_rows
from budgettui.ingest.tables.row_units import is_money, is_other_unit
from budgettui.ingest.tables.row_widths import heads_others, is_prose
from budgettui.ingest.tables.rows import YEAR, split
from budgettui.ingest.tables.tables import REACHES, Around, Found, FoundTable, table_findings
from budgettui.ingest.tables.told_rows import finish
from budgettui.ingest.tables.unplaced import place_alike

_COUNT = re.compile(r"\bantal\b", re.IGNORECASE)
#: What a title counts, or the words over the labels: "Antal elever", "Befolkning, antal personer", "Elevtal".
_COUNTED = re.compile(
    r"(?:^|, |\()antal\b|^(?:årsværk|fuldtidsstillinger|elevtal|børnetal|folketal|befolknings?\w*|indbyggere|"
    r"ledige|besøgstal|udlånstal)\b(?!.*\b(?:pr\.?\s[a-z]|kr|pct|indeks|udgift\w*|procent|andel)\b)",
    re.IGNORECASE,
)
#: Rows that were read, all of them, though each is marked.
_READ_BUT_MARKED = frozenset(
    {"head_unsure", "spaced_number", "uneven_number", "heading_or_label", "number_in_label"}
)
_NEVER_SUMMED = frozenset({PERCENT.label, INDEX_UNIT})
#: Of columns among money that say that they are none.
_NO_UNIT = ""
#: The first figures stand so many lines below what was taken for their head, where it is not all of it.
_BELOW, _NEAR = 6, 2
#: A head without rows has none so many lines below it.
_GOES_ON = 16
#: So many lines of a table may stand over its title, which counts the tables then.
_LONG, _CAPTION = 60, re.compile(r"(?:tabel|oversigt|skema)\s[0-9]", re.IGNORECASE)
_NOTE_NUMBER = re.compile(r" [0-9]{1,2}$")
#: A head that a page begins with has so many lines over it at most.
_TOP = 3


def find_tables(layout: Layout, placed: Sequence[FoundTable] = (), around: Around | None = None) -> Found:
    """The tables of a text. Those whose cells are placed, by more than the text, stand instead of what their lines
    give."""
    around = around or Around()
    tables = [_with_context(own, around) for own in placed]
    taken = set[int]().union(*(own.lines for own in tables))
    layout, cell_units = with_bare_cells(layout)
    for found in list(column_tables(layout, taken)):
        by_column = _told(layout, found.head, found.rows, found.last, around, cell_units)
        tables += by_column
        taken = taken.union(*(each.lines for each in by_column))
    refused: list[tuple[int, int]] = []

    def read(head: PlainHead) -> list[FoundTable]:
        return _read(layout, head, taken, around, cell_units)

    position = 0
    while position < len(layout.lines):
        head = None if position in taken else plain_head(layout, position)
        if head is not None and around.only_known and not head.known:
            head = None
        own = [] if head is None else read(head)
        if position not in taken and position not in layout.furniture and not around.only_known:
            own = _under_another(layout, position, taken, head, own, read)
        if head is not None and not own:
            refused.append((head.line, head.after))
        if not own:
            position += 1
            continue
        tables += own
        taken |= own[0].lines
        position = max(own[0].lines) + 1
    for position in range(0 if not around.only_known else len(layout.lines), len(layout.lines)):
        # What has no other head.
        if position in taken:
            continue
        if (lone := lone_head(layout, position)) is not None:
            own = read(lone)
            tables += own
            taken = taken.union(*(each.lines for each in own))
    left = tuple(head for head in refused if taken.isdisjoint(range(*head)))
    return Found(tuple(sorted(tables, key=lambda own: min(own.lines))), left)


def _under_another(
    layout: Layout,
    position: int,
    taken: set[int],
    head: PlainHead | None,
    own: list[FoundTable],
    read: Callable[[PlainHead], list[FoundTable]],
) -> list[FoundTable]:
    """What was read under a head of known words, or under one that the rows find, where they fit it better."""
    loose = None if own else loose_head(layout, position, taken)
    if loose is not None:
        own = read(loose)
    elif own and head is not None and (own[0].shifted or is_doubtful(head.columns)):
        # The figures have other columns than this head, or it has no names for them: perhaps it is the end of one.
        below = range(head.after, min(head.after + _BELOW, len(layout.lines)))
        found_below = filter(None, (loose_head(layout, at, taken) for at in below))
        heads = (other for other in found_below if own[0].shifted or not (other.unsure or other.corner))
        own = next((other for other in map(read, heads) if other and not other[0].shifted), own)
    if not own and (bare := nameless_head(layout, position, taken)) is not None:
        own = read(bare)
    return own


def _with_context(own: FoundTable, around: Around) -> FoundTable:
    """A placed table with what only the whole text tells."""
    columns = tuple(replace(column, phase=column.phase or around.default_phase) for column in own.table.columns)
    department = own.table.department or around.department_for(min(own.lines))
    return replace(own, table=replace(own.table, columns=columns, department=department))


def _read(
    layout: Layout,
    head: PlainHead,
    taken: set[int],
    around: Around,
    cell_units: Mapping[int, Unit],
) -> list[FoundTable]:
    """The table under a head: one for each unit that its columns have, none where no row is whole."""
    if not taken.isdisjoint(range(head.first, head.after)):
        head = replace(head, first=head.line)
    if not _CAPTION.match(head.title) and (below := _title_below(layout, head.after, len(head.columns))):
        rest, unit, price = split_unit(below)
        head = replace(head, title=rest, unit=head.unit or unit, price_level=head.price_level or price)
    if not taken.isdisjoint(range(head.line, head.after)) or not head.title:
        return []
    # The heading of a section says less of a table's year than what stands right over it.
    title = head.title if head.first < head.line else ""
    columns = with_year_of(head.columns, head.corner, title)
    head = replace(head, columns=tuple(_of_phase(column, around.default_phase) for column in columns))
    rows, last = _rows(layout, head, taken, around)
    if NOTES.search(head.corner):
        for row in rows:
            own = row.cells
            label = _NOTE_NUMBER.sub("", own.label)
            sure = own.certain or (own.why == "number_in_label" and label != own.label)
            row.cells = replace(own, label=label, certain=sure, why="" if sure else own.why)
    if sum(REACHES.search(row.cells.label) is not None for row in rows) > 1:
        return []
    return _told(layout, head, rows, last, around, cell_units)


def _told(
    layout: Layout,
    head: PlainHead,
    rows: Sequence[ReadRow],
    last: int,
    around: Around,
    cell_units: Mapping[int, Unit],
) -> list[FoundTable]:
    """The tables that rows make under a head."""
    title = head.title if head.first < head.line else ""
    if head.unit is None and (below := unit_below(layout, last)):
        head = replace(head, unit=below)
    head = replace(head, unit=unit_of_cells(rows, cell_units, head.unit))
    shifted = doubt_together(rows) == "too_many_cells"
    place_alike(rows, len(head.columns))
    groups = _by_unit(head, rows)
    doubtful = (head.unsure and not (head.narrow and head.unit)) or is_doubtful(head.columns)
    if doubtful and not (_on_one_line(layout, head) and _proves_names(rows, head.columns)):
        for row in rows:
            by_sum = head.narrow and row.cells.certain and not row.heading
            row.cells = replace(row.cells, certain=row.heading, by_sum=by_sum, why=row.cells.why or "head_unsure")
    whole = [row for row in rows if not row.heading and (row.cells.certain or row.cells.why in _READ_BUT_MARKED)]
    if head.unit is None and len(whole) < 2:
        return []
    if not whole and not (head.known and title and (rows or _is_empty(layout, head.after))):
        return []
    lines = layout.lines[head.first : last + 1]
    found = []
    for own_unit, places in groups:
        columns = tuple(head.columns[at] for at in places)
        own = rows if len(groups) == 1 else [_only(row, places) for row in rows]
        unit = own_unit or (head.unit.label if head.unit else _unit(head, own))
        unit = None if own_unit == _NO_UNIT else unit
        summed = unit is not None and own_unit not in _NEVER_SUMMED
        finished, why = finish(own, columns, parse_unit(unit or ""), summed=summed)
        table = Table(
            title=head.title,
            unit=unit,
            columns=columns,
            rows=finished,
            price_level=head.price_level,
            department=around.department_for(head.line),
            source=source_of(lines),
        )
        taken_lines = frozenset(line.index for line in lines)
        found.append(FoundTable(table, taken_lines, table_findings(table, why), shifted))
    return found


def _on_one_line(layout: Layout, head: PlainHead) -> bool:
    """Whether all names stand on one line, and no names on the lines beside it that may be halves of theirs."""
    names = " ".join(column.label for column in head.columns)
    line = next((own for own in layout.lines[head.line : head.after] if own.body.endswith(names)), None)
    if line is None:
        return False
    beside = layout.lines[max(line.index - 1, 0) : line.index + 2]
    return all(own is line or unit_in(own.body)[1] or not knows(own.body) for own in beside)


def _proves_names(rows: Sequence[ReadRow], columns: Sequence[Column]) -> bool:
    """Whether the figures are what the names say: what is called a change lies between others in each row, and each
    name is one that begins with a capital or a year, so that no other parting gives as many."""
    values = [row.cells.values for row in rows if not row.heading and row.cells.certain]
    laws = laws_of(values, len(columns))
    changes = {at for at, column in enumerate(columns) if is_change(column)}
    told = {at for law in laws for at in (law.target, *(term for term, _sign in law.terms))}
    names = [column.label for column in columns]
    return (
        bool(changes)
        and changes <= told
        and all(verdict(laws, own) is not False for own in values)
        and len(set(names)) == len(names) == len(chunks_of(" ".join(names).split(" ")))
    )


def _title_below(layout: Layout, first: int, width: int) -> str:
    """The title with a number right below the rows from here on, if it is not that of a table below it."""
    rows = 0
    for line in layout.lines[first : first + _LONG]:
        if rows and _CAPTION.match(line.body):
            below = takewhile(lambda own: not is_prose(own.body), layout.lines[line.index + 1 :][:_GOES_ON])
            return "" if any(len(split(own.body).tokens) > 1 for own in below) else line.body
        if is_prose(line.body) or line.new_page:
            break
        rows += len(split(line.body).tokens) == width
    return ""


def _of_phase(column: Column, default: str) -> Column:
    """A column that is a year alone has the phase that such columns have in this text."""
    return replace(column, phase=default) if column.phase == "other" and YEAR.fullmatch(column.label) else column


def _is_empty(layout: Layout, first: int) -> bool:
    """Whether there are no rows from here on, not even a little below."""
    below = takewhile(lambda line: line.gap <= _NEAR, layout.lines[first : first + _GOES_ON])
    return not any(NUMBER_AT_END.search(line.body) for line in below)


def _by_unit(head: PlainHead, rows: Sequence[ReadRow]) -> list[tuple[str | None, list[int]]]:
    """The columns by the units of their own, in printed order; ``None`` is the table's, and "" is one that none prints.

    A column is one of per cent where its heading says so or every figure in it does. Rows that print per cent in
    those columns, and nowhere else, have no figure of another unit.
    """
    width = len(head.columns)
    valued = [row for row in rows if not row.heading and len(row.cells.printed) == width]
    units: dict[int, str | None] = {}
    for at, column in enumerate(head.columns):
        _words, unit, kind = words_and_unit(column.label)
        printed = [cell for row in valued if (cell := row.cells.printed[at]) not in {None, *EMPTY_CELLS}]
        percent = bool(printed) and all("%" in (cell or "") for cell in printed)
        said = kind or (unit.label if unit and unit != head.unit else None)
        years = bool(printed) and all(YEAR.fullmatch(cell or "") for cell in printed)
        if said is None and unit is None and is_money(head.unit) and (years or is_other_unit(column.label, head.unit)):
            said = _NO_UNIT
        units[at] = PERCENT.label if percent else said
    if len(set(units.values())) == 1 and not head.unit:
        units = dict.fromkeys(units)
    for row in valued:
        if row.cells.why == "other_unit" and all(
            ("%" in (cell or "")) <= (units[at] == PERCENT.label) for at, cell in enumerate(row.cells.printed)
        ):
            row.cells = replace(row.cells, certain=True, why="")
    groups: dict[str | None, list[int]] = {}
    for at, own in units.items():
        groups.setdefault(own, []).append(at)
    return list(groups.items())


def _only(row: ReadRow, places: Sequence[int]) -> ReadRow:
    if row.heading:
        return row
    cells = row.cells
    return ReadRow(
        replace(
            cells,
            values=tuple(cells.values[at] for at in places),
            printed=tuple(cells.printed[at] for at in places),
        ),
        row.lines,
    )


def _unit(head: PlainHead, rows: Sequence[ReadRow]) -> str | None:
    """The unit that all rows have: what the words over the table or every label count, or per cent. ``None``: mixed."""
    valued = [row for row in rows if not row.heading]
    percent = [any("%" in (cell or "") for cell in row.cells.printed) for row in valued]
    if all(percent):
        return "%"
    if not any(percent) and any(is_index(words) for words in (head.title, head.corner)):
        return INDEX_UNIT
    counted = any(_COUNTED.search(words) for words in (head.title, head.corner))
    if not any(percent) and (counted or all(_counts(row.cells.label) for row in valued)):
        return "antal"
    return None


def _counts(label: str) -> bool:
    """Whether a label says that its row counts; "Udvikling i antal besøg (2014=100)" says that it is an index."""
    return bool(_COUNT.search(label)) and "=100" not in label.replace(" ", "")


# -- which lines are rows


def _rows(
    layout: Layout, head: PlainHead, taken: Collection[int], around: Around
) -> tuple[list[ReadRow], int]:
    printed = frozenset[str]() if head.narrow else {line.body for line in layout.lines[head.line : head.after]}
    def again(line: Line) -> bool:
        return _is_again(layout, line, printed) or _repeats(head, line)

    under = Under(
        head.columns,
        stops=lambda line: line.index in taken
        or around.is_border(line)
        or bool(line.heading)
        or (unit_head(layout, line.index) is not None and (head.narrow or _narrow_below(layout, line)))
        or heads_others(layout, line, head.columns)
        or (again(line) and not _at_top(layout, line, head)),
        again=again,
        known=head.known,
        narrow=head.narrow,
        label_for=around.label_for,
    )
    return read_rows(layout, head.after, len(layout.lines), under)


def _narrow_below(layout: Layout, line: Line) -> bool:
    """Whether the rows under a unit have one figure each, where those above it have more: another table."""
    below = layout.lines[line.index + 1 : line.index + 1 + _NEAR]
    return len(below) == _NEAR and all(len(split(own.body).tokens) == 1 for own in below)


def _at_top(layout: Layout, line: Line, head: PlainHead) -> bool:
    """Whether a page begins with a head, perhaps under a running title; in its midst it is that of another table, and
    so it is under another title."""
    near = layout.lines[max(0, line.index - _TOP) : line.index + 1]
    if not any(own.new_page or own.index in layout.furniture for own in near):
        return False
    own = layout.lines[head.first : head.after]
    over = layout.lines[line.index - 1]
    known = over.index in layout.furniture or any(over.body == each.body for each in own)
    return line.new_page or known or head.line == head.first


def _is_again(layout: Layout, line: Line, head: Collection[str]) -> bool:
    """Whether a line is one of the head's once more: with all of it, since "I alt" alone is also a label."""
    if line.body not in head:
        return False
    near = [layout.lines[k].body for k in (line.index - 1, line.index + 1) if 0 <= k < len(layout.lines)]
    return len(head) == 1 or any(body in head for body in near)


def _repeats(head: PlainHead, line: Line) -> bool:
    """Whether a line ends in the years of the columns, as only the head printed again does."""
    years = [column.year for column in head.columns]
    return None not in years and [*map(str, years)] == line.body.split(" ")[-len(years) :]
