"""Tables that are no budgets: key figures, counts of what was done, balances, figures of companies.

They print what :mod:`budgettui.ingest.tables.tables` does not take: no unit or several, per cent, footnote marks,
labels that add and subtract. A row is taken as certain only where it has one figure for each column and nothing else in
it could be one; a table only where some row is. What is left is listed as unread.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from budgettui.domain.amounts import EMPTY_CELLS, PERCENT, NumberError, Unit, parse_unit
from budgettui.domain.checking.agreement import Agreement, check_total
from budgettui.domain.checking.checks import (
    find_parts,
    is_calculation,
    is_part_of,
    is_total_label,
    last_digit,
    structured,
    variance_columns,
)
from budgettui.domain.paper.reading import Column, Row, Table
from budgettui.ingest.page.header import LINE_LONGEST, Head
from budgettui.ingest.page.layout import Layout, Line, ends_sentence, source_of
from budgettui.ingest.tables.across import covered, laws_of, verdict
from budgettui.ingest.tables.bare_cells import unit_of_cells, with_bare_cells
from budgettui.ingest.tables.column_blocks import column_tables
from budgettui.ingest.tables.column_units import INDEX_UNIT, is_index, unit_below, words_and_unit
from budgettui.ingest.tables.counted import may_count
from budgettui.ingest.tables.head_words import with_year_of
from budgettui.ingest.tables.loose_heads import loose_head
from budgettui.ingest.tables.plain_heads import PlainHead, is_change, plain_head
from budgettui.ingest.tables.printed_rows import printed_rows
from budgettui.ingest.tables.read_rows import (
    ABBREVIATED,
    LONG,
    MOST_PENDING,
    NOTE,
    NOTE_WORD,
    NUMBER_AT_END,
    SIGNED_LABEL,
    ReadRow,
    doubt_together,
    doubted,
    goes_on_small,
    heading_row,
    in_doubt_of_label,
    is_lone_cell,
    is_page_number,
    may_be_heading,
    may_be_label,
    part_pending,
    row_after_note,
    row_label,
)
from budgettui.ingest.tables.row_units import is_money, is_other_unit
from budgettui.ingest.tables.rows import (
    Cells,
    Split,
    belongs_to_label,
    cell_number,
    ends_in_number,
    is_printed_cell,
    may_be_thousands,
    split,
)
from budgettui.ingest.tables.tables import Found, FoundTable, table_findings
from budgettui.ingest.tables.told_rows import (
    loose_headings,
    others_apart,
    place_by_sums,
    plain_rows,
    prove_by_sums,
    suspects,
    with_others,
)

_PERCENT = re.compile(r"(?P<number>[-+−–]?[0-9][0-9.,\u00a0]*)\s?%(?P<marks>\*{0,3})")
_MARK = re.compile(r"[0-9]{1,2}\)")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_COUNT = re.compile(r"\bantal\b", re.IGNORECASE)
#: What a title counts, or the words over the labels: "Antal elever", "Befolkning, antal personer", "Elevtal".
_COUNTED = re.compile(
    r"(?:^|, |\()antal\b|^(?:årsværk|fuldtidsstillinger|elevtal|børnetal|folketal|befolknings?\w*|indbyggere|"
    r"ledige|besøgstal|udlånstal)\b(?!.*\b(?:pr\.?\s[a-z]|kr|pct|indeks|udgift\w*|procent|andel)\b)",
    re.IGNORECASE,
)
_SPAN = re.compile(r"((?:19|20)[0-9]{2})\s?[-–/]\s?((?:19|20)[0-9]{2})")
#: "17 %" is one word, like "17%".
_WORDS = re.compile(r"[-+−–]?[0-9][0-9.,\u00a0]* %\*{0,3}(?= |$)|[^ ]+")
_NEW_SENTENCE = re.compile(r"[a-zæøå]{3,}[.!?] [A-ZÆØÅ]")
#: Rows that were read, all of them, though each is marked.
_READ_BUT_MARKED = frozenset({"head_unsure", "spaced_number", "uneven_number"})
#: What figures that prove each other leave open: whose they are, and what they count.
_OF_NO_FIGURE = frozenset({"heading_or_label", "may_count"})
_NEVER_SUMMED = frozenset({PERCENT.label, INDEX_UNIT})
#: Of columns among money that say that they are none.
_NO_UNIT = ""
#: The first figures stand so many lines below what was taken for their head, where it is not all of it.
_BELOW = 6
#: A note is looked for so many lines under a row.
_NOTE_BELOW = 4


def more_tables(layout: Layout, found: Found, department_for: Callable[[int], str | None]) -> Found:
    """What was found, with the tables of key figures that stand between."""
    taken = set(found.lines)
    layout, cell_units = with_bare_cells(layout)
    by_column = column_tables(layout, taken, department_for)
    taken = taken.union(*(own.lines for own in by_column))
    tables = [*found.tables, *by_column]
    refused = list(found.refused)
    position = 0
    while position < len(layout.lines):
        head = None if position in taken else plain_head(layout, position)
        own = [] if head is None else _read(layout, head, taken, department_for, cell_units)
        if not own and position not in taken and (loose := loose_head(layout, position, taken)) is not None:
            own = _read(layout, loose, taken, department_for, cell_units)
        elif own and head is not None and own[0].shifted:
            # The figures have other columns than this head: perhaps the head goes on below it.
            below = range(head.after, min(head.after + _BELOW, len(layout.lines)))
            heads = filter(None, (loose_head(layout, at, taken) for at in below))
            others = (_read(layout, other, taken, department_for, cell_units) for other in heads)
            own = next((other for other in others if other and not other[0].shifted), own)
        if head is not None and not own:
            refused.append(Head(head.line, head.after, head.columns, head.title, head.unit, head.price_level))
        if not own:
            position += 1
            continue
        tables += own
        taken |= own[0].lines
        position = max(own[0].lines) + 1
    left = tuple(head for head in refused if taken.isdisjoint(range(head.first, head.after)))
    return Found(tuple(sorted(tables, key=lambda own: min(own.lines))), left)


def _read(
    layout: Layout,
    head: PlainHead,
    taken: set[int],
    department_for: Callable[[int], str | None],
    cell_units: Mapping[int, Unit],
) -> list[FoundTable]:
    """The table under a head: one for each unit that its columns have, none where no row is whole."""
    if not taken.isdisjoint(range(head.first, head.after)):
        head = replace(head, first=head.line)
    if not taken.isdisjoint(range(head.line, head.after)) or not head.title:
        return []
    # The heading of a section says less of a table's year than what stands right over it.
    title = head.title if head.first < head.line else ""
    head = replace(head, columns=with_year_of(head.columns, head.corner, title))
    rows, last = _read_rows(layout, head, taken)
    if head.unit is None and (below := unit_below(layout, last)):
        head = replace(head, unit=below)
    head = replace(head, unit=unit_of_cells(rows, cell_units, head.unit))
    shifted = doubt_together(rows) == "too_many_cells"
    _doubt_lone_years(rows)
    groups = _by_unit(head, rows)
    if head.unsure:
        for row in rows:
            row.cells = replace(row.cells, certain=row.heading, by_sum=False, why=row.cells.why or "head_unsure")
    whole = [row for row in rows if not row.heading and (row.cells.certain or row.cells.why in _READ_BUT_MARKED)]
    if not whole or (head.unit is None and len(whole) < 2):
        return []
    lines = layout.lines[head.first : last + 1]
    found = []
    for own_unit, places in groups:
        columns = tuple(head.columns[at] for at in places)
        own = rows if len(groups) == 1 else [_only(row, places) for row in rows]
        unit = own_unit or (head.unit.label if head.unit else _unit(head, own))
        unit = None if own_unit == _NO_UNIT else unit
        summed = unit is not None and own_unit not in _NEVER_SUMMED
        finished, why = _finish(own, columns, unit=parse_unit(unit or ""), summed=summed)
        table = Table(
            title=head.title,
            unit=unit,
            columns=columns,
            rows=finished,
            price_level=head.price_level,
            department=department_for(head.line),
            source=source_of(lines),
        )
        taken_lines = frozenset(line.index for line in lines)
        found.append(FoundTable(table, taken_lines, table_findings(table, why), shifted))
    return found


def _doubt_lone_years(rows: Sequence[ReadRow]) -> None:
    """A year alone is a label only where the rows are years."""
    years = [row for row in rows if _YEAR.fullmatch(row.cells.label)]
    if len(years) * 2 <= sum(not row.heading for row in rows):
        for row in years:
            row.cells = replace(row.cells, certain=False, why=row.cells.why or "too_many_cells")


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
        years = bool(printed) and all(_YEAR.fullmatch(cell or "") for cell in printed)
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
    """A row with the cells of some of its columns."""
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


# -- rows


def _read_rows(layout: Layout, head: PlainHead, taken: set[int]) -> tuple[list[ReadRow], int]:
    rows: list[ReadRow] = []
    pending: list[Line] = []
    last = head.after - 1
    goes_on, noted = 0, False
    repeated = frozenset[str]() if head.narrow else {line.body for line in layout.lines[head.line : head.after]}
    for printed in printed_rows(layout, layout.lines[head.after :], len(head.columns)):
        line = printed.line
        if line.index in taken or len(line.body) > LINE_LONGEST or line.heading:
            break
        if line.index in layout.furniture or _is_again(layout, line, repeated) or _repeats(head, line):
            continue
        if line.gap > 8 and not (rows and line.new_page):
            break
        if line.index < goes_on:
            continue
        parts = split_line(line.body)
        between = bool(rows) and not head.narrow and len(parts.tokens) < len(head.columns)
        if between and (goes_on := row_after_note(layout, line, len(layout.lines), len(head.columns))):
            noted = True
            continue
        if NOTE.match(line.body) and (head.narrow or len(parts.tokens) < len(head.columns)):
            break
        if is_page_number(parts, pending, line, rows, len(head.columns)):
            pending = []
            continue
        if parts.numbers and not _label_only(parts):
            cells = _row(layout, line, parts, pending, head)
            if cells is None:
                break
            if printed.why or noted:
                cells = doubted(cells, printed.why or "after_note")
            headings, label_lines = _parted(layout, pending, line, bool(parts.label))
            loose = headings and may_be_label(layout, headings, line, bool(parts.label))
            if loose or may_be_heading(label_lines, line):
                cells = in_doubt_of_label(cells)
            label = row_label(layout, label_lines, cells.label)
            if not label and (not rows or head.narrow):
                break
            if not label:
                cells = replace(cells, certain=False, by_sum=False, why=cells.why or "no_label")
            if goes_on_small(label) or label.endswith("-"):
                # Half a label: the other half stood on a line that is not here.
                cells = replace(cells, certain=False, by_sum=False, why=cells.why or "heading_or_label")
            rows += [_heading(layout, group, head) for group in headings]
            bare = not parts.label and len(label_lines) == 1 and not head.narrow
            rows.append(ReadRow(replace(cells, label=label), [*label_lines, *printed.lines], bare=bare))
            pending = []
            last = line.index
            continue
        if NUMBER_AT_END.search(line.body) or _ends(line, pending):
            break
        pending.append(line)
        if len(pending) > MOST_PENDING:
            break
    return rows, last


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


def split_line(body: str) -> Split:
    """As :func:`budgettui.ingest.tables.rows.split`, but a per cent is a cell too."""
    words = _WORDS.findall(body)
    plain = split(" ".join(match["number"] if (match := _PERCENT.fullmatch(word)) else word for word in words))
    start = len(words) - len(plain.tokens)
    return Split(tuple(words[:start]), tuple(words[start:]))


def _label_only(parts: Split) -> bool:
    """Whether the one number that ends a line is the year of a label or a heading ("Opsparing ultimo 2023")."""
    return len(parts.tokens) == 1 and bool(parts.label) and _YEAR.fullmatch(parts.tokens[0]) is not None


def _ends(line: Line, pending: Sequence[Line]) -> bool:
    body = line.body
    part = SIGNED_LABEL.match(body) or (pending and SIGNED_LABEL.match(pending[0].body))
    if NOTE.match(body) or NOTE_WORD.match(body) or body.endswith("?") or (len(body) > LONG + 10 and not part):
        return True
    return ends_sentence(body) and not body.endswith(":") and len(body) > ABBREVIATED


def _parted(
    layout: Layout, pending: Sequence[Line], line: Line, has_label: bool
) -> tuple[list[list[Line]], list[Line]]:
    """As :func:`part_pending`; lines with nothing between them and figures alone under them are one cell's words."""
    if pending and not has_label and line.gap and all(below.gap == 0 for below in pending[1:]):
        return [], list(pending)
    return part_pending(layout, pending, line, has_label)


def _heading(layout: Layout, lines: list[Line], head: PlainHead) -> ReadRow:
    """Lines without figures; one that ends in a year, where each row has one figure, is a row without its own."""
    row = heading_row(layout, lines)
    if head.narrow and _YEAR.search(row.cells.label.split(" ")[-1]):
        row.cells = replace(row.cells, certain=False, why="missing_cell")
    return row


def _row(layout: Layout, line: Line, parts: Split, pending: Sequence[Line], head: PlainHead) -> Cells | None:
    """The cells of a line that ends in numbers; ``None`` where the table is over."""
    wanted = len(head.columns)
    if head.narrow:
        return _narrow(layout, line, parts, pending)
    if not parts.label and len(parts.tokens) == wanted + 1 and _YEAR.fullmatch(parts.tokens[0]):
        # The rows are years.
        parts = Split(parts.tokens[:1], parts.tokens[1:])
        return _cells(parts.label[0], parts.tokens)
    tokens = parts.tokens
    if not parts.label and not pending and len(tokens) != wanted:
        return None
    if len(tokens) == wanted and belongs_to_label(parts):
        parts = Split((*parts.label, tokens[0]), tokens[1:])
        tokens = parts.tokens
    if len(tokens) < wanted:
        few = len(tokens) * 2 < wanted and not is_lone_cell(parts, line)
        if few or len(line.body) > LONG + 20 or not (parts.label or len(tokens) > 1):
            return None
        nothing = (None,) * wanted
        return Cells(" ".join(parts.label), nothing, nothing, False, True, "missing_cell", unplaced=tokens)
    extra = tokens[: len(tokens) - wanted]
    cells = _cells(" ".join((*parts.label, *extra)), tokens[len(tokens) - wanted :])
    if cells.why and cells.why != "other_unit":
        return cells
    several = len(extra) > 1 or (not parts.label and extra) or _has_cells(parts.label)
    if several or all(_YEAR.fullmatch(token) for token in tokens):
        return replace(cells, certain=False, why="too_many_cells")
    if parts.label and extra and is_printed_cell(extra[-1]):
        return replace(cells, certain=False, why="too_many_cells")
    if extra or ends_in_number(parts.label):
        proved = change_holds(head.columns, cells.values) is True and not may_be_thousands(parts, wanted)
        if not proved:
            return replace(cells, certain=False, by_sum=not cells.why, why="number_in_label")
    return cells


def _has_cells(label: Sequence[str]) -> bool:
    """Whether numbers that stand together in a label may be the cells of a row of their own."""
    numbers = [bool(split_line(word).numbers) for word in label]
    return any(one and next_one for one, next_one in pairwise(numbers))


def _narrow(layout: Layout, line: Line, parts: Split, pending: Sequence[Line]) -> Cells | None:
    """A row with one figure: a label, at most a year and a footnote's mark, and the figure."""
    *before, token = parts.tokens
    if len(line.body) > LONG + 50 or (not parts.label and not pending) or _is_prose(layout, line):
        return None
    first = (pending[0].body if pending else line.body)[:1]
    if not (first.isupper() or first in "-+−–" or first.isdigit()):
        return None
    cells = _cells(" ".join((*parts.label, *before)), (token,))
    if len(before) > 1 or (before and not _YEAR.fullmatch(before[0])):
        return replace(cells, values=(None,), certain=False, why="too_many_cells")
    if "%" in token:
        return replace(cells, values=(None,), certain=False, why="other_unit")
    if any(split_line(word).numbers and not _YEAR.fullmatch(word) for word in parts.label[1:]):
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
    if _NEW_SENTENCE.search(line.body):
        return True
    below = layout.lines[line.index + 1] if line.index + 1 < len(layout.lines) else None
    return below is not None and below.gap == 0 and not below.new_page and below.body[0].islower()


def _is_note(layout: Layout, line: Line, mark: str) -> bool:
    """Whether "1)" is the mark of a note that stands under the table."""
    if not _MARK.fullmatch(mark):
        return False
    note = re.compile(rf"(?:note\s*)?{re.escape(mark)}", re.IGNORECASE)
    return any(note.match(below.body) for below in layout.lines[line.index + 1 : line.index + 1 + _NOTE_BELOW])


def _cells(label: str, tokens: Sequence[str]) -> Cells:
    values: list[Decimal | None] = []
    why = ""
    percent = [bool(_PERCENT.fullmatch(token)) for token in tokens if token not in EMPTY_CELLS]
    for token in tokens:
        if token in EMPTY_CELLS:
            values.append(None)
            continue
        match = _PERCENT.fullmatch(token)
        try:
            number = cell_number(match["number"] if match else token)
        except NumberError:
            values.append(None)
            why = "unread_cells"
            continue
        values.append(None if number.doubt else number.value)
        if number.doubt:
            why = "doubtful_number"
    if any(percent) and not all(percent):
        why = why or "other_unit"
    return Cells(label, tuple(values), tuple(tokens), not why, False, why)


# -- what the columns say of a row


def change_holds(columns: Sequence[Column], values: Sequence[Decimal | None]) -> bool | None:
    """Whether the change that a row prints is what lies between its figures; ``None`` where none is printed.

    A change without years of its own is that of the last two columns before it; accounts less budget for a variance.
    """
    places = [i for i, column in enumerate(columns) if column.year is None and is_change(column)]
    if len(columns) < 3 or len(places) != 1 or places[0] != len(columns) - 1:
        return None
    span = _SPAN.search(columns[-1].label)
    years = {column.year: i for i, column in enumerate(columns[:-1])}
    first, second = len(columns) - 3, len(columns) - 2
    if columns[-1].phase == "variance":
        triple = variance_columns(columns)
        if triple is None:
            return None
        second, first, _ = triple
    elif span:
        if int(span[1]) not in years or int(span[2]) not in years:
            return None
        first, second = years[int(span[1])], years[int(span[2])]
    before, after, change = values[first], values[second], values[-1]
    if before is None or after is None or change is None or not (before or after):
        return None
    coarsest = max(last_digit(value) for value in (before, after, change))
    return check_total(change, (after, -before), coarsest)[0] is not Agreement.DIFFERS


def _finish(
    read: Sequence[ReadRow], columns: Sequence[Column], *, unit: Unit | None, summed: bool
) -> tuple[tuple[Row, ...], dict[int, str]]:
    """The rows as told. ``summed`` is false where the rows have different units: then nothing is added up."""
    rows, others = others_apart(read, unit)
    plain = plain_rows(rows, columns)
    plain = place_by_sums(plain, rows) if summed else plain
    finished = list(structured(plain)) if summed else plain
    finished = _parts_of(_balances(finished)) if summed else finished
    finished = _under_headings(_without_parts(finished))
    prove_by_sums(finished, rows)
    why = {i: rows[i].cells.why for i, row in enumerate(finished) if not row.certain}
    changes = {i: change_holds(columns, row.cells.values) for i, row in enumerate(rows) if not row.heading}
    doubts = {**loose_headings(finished), **may_count(finished, unit), **(suspects(finished) if summed else {})}
    doubts |= {i: "sum_differs" for i, holds in changes.items() if holds is False and columns[-1].phase == "other"}
    laws = laws_of([row.cells.values for row in rows if not row.heading], len(columns))
    kept = {i: verdict(laws, row.cells.values) for i, row in enumerate(rows) if not row.heading}
    named = {at for at, column in enumerate(columns) if is_change(column)}
    loose = [law for law in laws if named.isdisjoint({law.target, *(at for at, _sign in law.terms)})]
    broken = [i for i, row in enumerate(rows) if not row.heading and verdict(loose, row.cells.values) is False]
    doubts |= dict.fromkeys(broken, "sum_differs")
    for i, row in enumerate(rows):
        # What stands before the cells cannot be one of them where they keep all the laws that speak of them.
        if row.cells.by_sum and len(covered(laws, row.cells.values)) == len(columns) and not finished[i].certain:
            finished[i] = replace(finished[i], certain=True)
            del why[i]
    for i, reason in doubts.items():
        # A row whose own figures prove each other is read right, whatever a total says.
        if finished[i].certain and not ((changes.get(i) or kept.get(i)) and reason not in _OF_NO_FIGURE):
            finished[i] = replace(finished[i], certain=False)
            why[i] = reason
    return with_others(finished, why, plain_rows(read, columns), others)


def _balances(rows: Sequence[Row]) -> list[Row]:
    """A balance, what changed it, and the balance a year later: the last is the total of what stands over it."""
    found: list[int] = []
    opening = rows[0] if rows else None
    year = _YEAR.search(opening.label) if opening else None
    if opening is None or year is None or is_calculation(rows):
        return list(rows)
    word = opening.label.split()[0].casefold()
    start = 0
    for i, row in enumerate(rows):
        later = _YEAR.search(row.label)
        if i < start + 2 or later is None or later[0] <= year[0] or row.label.split()[0].casefold() != word:
            continue
        if _adds_up(row, rows[start:i]):
            found.append(i)
            start = i
    finished = list(rows)
    for i in found:
        finished[i] = replace(rows[i], kind="total" if i == found[-1] else "subtotal")
    return finished


def _adds_up(total: Row, parts: Sequence[Row]) -> bool:
    for column, printed in enumerate(total.values):
        values = [Decimal(cell) for part in parts if (cell := part.values[column]) is not None]
        if printed is None or len(values) != len(parts):
            return False
        coarsest = max(last_digit(value) for value in (Decimal(printed), *values))
        if check_total(Decimal(printed), values, coarsest)[0] is Agreement.DIFFERS:
            return False
    return True


def _parts_of(rows: Sequence[Row]) -> list[Row]:
    """"- heraf …" rows are parts of the row over them, and add nothing to what that adds to."""
    finished = list(rows)
    for i, row in enumerate(rows):
        if not i or not is_part_of(row.label):
            continue
        before = finished[i - 1]
        level = before.level if is_part_of(before.label) else before.level + 1
        finished[i] = replace(row, level=level, kind=row.kind if is_total_label(row.label) else "line")
    return finished


def _without_parts(rows: Sequence[Row]) -> list[Row]:
    """"Gæld i alt" among other rows, none of which it sums, is a row like them."""
    groups = find_parts(rows)
    lone = {
        i
        for i, row in enumerate(rows[:-1])
        if row.kind != "line" and i not in groups and i and rows[i - 1].kind == "line"
    }
    return [replace(row, kind="line") if i in lone else row for i, row in enumerate(rows)]


def _under_headings(rows: Sequence[Row]) -> list[Row]:
    """Rows that a dash sets under a heading are one level deeper than it."""
    if is_calculation(rows):
        return list(rows)
    finished = []
    under = False
    for row in rows:
        under = under or all(value is None for value in row.printed)
        signed = SIGNED_LABEL.match(row.label) and not is_part_of(row.label)
        finished.append(replace(row, level=1) if under and signed and not row.level else row)
    return finished

