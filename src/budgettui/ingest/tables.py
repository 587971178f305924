"""Tables out of flattened text: a head, then rows until the text goes on.

A table is taken only where its head is understood to the last word and its unit is printed. What looks like
a table and is not taken is listed by :func:`unread`, never lost and never invented.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from statistics import median

from budgettui.domain.agreement import Agreement, check_total
from budgettui.domain.checks import (
    find_parts,
    has_unplaced,
    is_total_label,
    last_digit,
    structured,
    unsure_columns,
)
from budgettui.domain.errors import N_
from budgettui.domain.reading import Column, Finding, Row, Source, Table
from budgettui.domain.table_checks import check_table
from budgettui.ingest.header import LINE_LONGEST, Head, find_heads
from budgettui.ingest.layout import Layout, Line, ends_sentence, is_open, source_of
from budgettui.ingest.printed_rows import only_cells, printed_rows
from budgettui.ingest.rows import Cells, Split, is_heading_number, place, split

#: What stands over a head that is printed again.
_PAGE_HEAD = re.compile(r"\bside\s+[0-9]+|\bfortsat\b", re.IGNORECASE)
#: Lines without figures that may stand together inside a table: a label over lines, or a heading with a
#: label.
MOST_PENDING = 3
_CODE = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3})+")
NOTE_WORD = re.compile(r"(?:note|noter|kilde|anm)\b\s*[:.0-9]", re.IGNORECASE)
NOTE = re.compile(r"(?:note\b|kilde\b|anm\.|\*+\s?\S|[0-9]\)\s)", re.IGNORECASE)
SIGNED_LABEL = re.compile(r"[-+−–]\s")
LONG = 80
#: A label may end in an abbreviation ("Ikke dec."); a sentence is longer.
ABBREVIATED = 30
#: A heading of so few words between plain rows may as well be the first line of a label.
_FEW_WORDS = 2
#: A head that was refused belongs to what was seen this near below it.
_BELOW_HEAD = 25
#: A number that may end a label, and how many times larger the figures beside it are then.
_FEW_DIGITS, _BARE_YEAR, _SMALL = re.compile(r"[0-9]{1,2}"), re.compile(r"(?:19|20)[0-9]{2}"), 10
NUMBER_AT_END = re.compile(r"(?:(?:^|\s)[-+−–]?[0-9][0-9.,]*\s?%?\*{0,3}){2,}$")

_PAGE_NUMBER = re.compile(r"[0-9]{1,4}")
_ENDS_IN_WORD = re.compile(r"[a-zæøå]$")
#: The end of a very long line, in characters, and the fewest cells in it that make it a row.
_TAIL, _MANY = 120, 8
_AXIS = re.compile(r"(?:19|20)[0-9]{2}(?: (?:19|20)[0-9]{2})+")

WHY = {
    "number_in_label": N_("Et tal i teksten står lige før tallene"),
    "missing_cell": N_("Færre tal end kolonner: en celle mangler"),
    "too_many_cells": N_("Flere tal end kolonner"),
    "doubtful_number": N_("Et tal kan læses på to måder"),
    "unread_cells": N_("Linjens tal kan ikke læses"),
    "sum_differs": N_("Summen passer ikke, så et tal kan være læst forkert"),
    "other_decimals": N_("Det første tal har et andet antal decimaler end kolonnen"),
    "merged_cell": N_("En celle hører til flere rækker"),
    "no_label": N_("Rækken har tal, men ingen tekst"),
    "other_unit": N_("Et tal har en anden enhed end tabellen"),
    "out_of_column": N_("Et tal står mellem kolonnerne"),
    "head_unsure": N_("Det er usikkert, hvilken kolonne ordene over tabellen hører til"),
    "changed_text": N_("Rækken har rettelser, der ikke er godkendt"),
    "broken_row": N_("Rækkens tal står på flere linjer"),
    "spaced_number": N_("Mellemrum mellem cifre: det er usikkert, hvor et tal slutter"),
    "uneven_number": N_("Mellemrum mellem cifre: det er usikkert, hvor et tal slutter"),
    "heading_or_label": N_("Linjen kan være en overskrift eller begyndelsen af rækkens tekst"),
}


@dataclass(slots=True)
class ReadRow:
    """A row as its lines were read, before its place in the table is known."""

    cells: Cells
    lines: list[Line]
    heading: bool = False
    #: The line of its figures has no word of its label.
    bare: bool = False


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table as found, and the lines of the layout that it takes."""

    table: Table
    lines: frozenset[int]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """All tables of a text, in order, and the heads whose tables were not taken."""

    tables: tuple[FoundTable, ...]
    refused: tuple[Head, ...]

    @property
    def lines(self) -> frozenset[int]:
        return frozenset().union(*(found.lines for found in self.tables))


def find_tables(
    layout: Layout,
    *,
    default_phase: str = "other",
    label_for: Callable[[int], str | None] = lambda _line: None,
    department_for: Callable[[int], str | None] = lambda _line: None,
    is_border: Callable[[Line], bool] = lambda _line: False,
    placed: Sequence[FoundTable] = (),
) -> Found:
    """The tables of a text.

    Args:
        default_phase: the phase of columns that are years alone.
        label_for: the label of a row that prints none, by the index of its line.
        department_for: the department that the line of this index stands under.
        is_border: whether no table goes on past this line.
        placed: tables whose cells are known from more than the text; they stand instead of what these lines give.
    """
    known = frozenset[int]().union(*(own.lines for own in placed))
    heads = [head for head in find_heads(layout) if known.isdisjoint(range(head.first, head.after))]
    tables = [_with_context(own, default_phase, department_for) for own in placed]
    refused: list[Head] = []
    at = 0
    while at < len(heads):
        head = heads[at]
        after = at + 1
        while after < len(heads) and _repeats(heads[after], head):
            after += 1
        again = {line for own in heads[at + 1 : after] for line in range(own.first, own.after)}
        end = heads[after].first if after < len(heads) else len(layout.lines)
        end = min((line for line in known if head.first < line < end), default=end)
        found = _read_table(layout, head, end, again, default_phase, label_for, department_for, is_border)
        if found is None:
            refused.append(head)
            at += 1
            continue
        tables.append(found)
        last = max(found.lines)
        at = next((k for k in range(at + 1, after) if heads[k].first > last), after)
    return Found(tuple(sorted(tables, key=lambda own: min(own.lines))), tuple(refused))


def _repeats(head: Head, first: Head) -> bool:
    """Whether a head is an earlier one once more, at the top of a page."""
    own = not head.titled or head.title == first.title or bool(_PAGE_HEAD.search(head.title))
    return own and head.columns == first.columns and head.unit in {None, first.unit}


def _with_context(
    own: FoundTable, default_phase: str, department_for: Callable[[int], str | None]
) -> FoundTable:
    """A placed table with what only the whole text tells."""
    columns = tuple(replace(column, phase=column.phase or default_phase) for column in own.table.columns)
    department = own.table.department or department_for(min(own.lines))
    return replace(own, table=replace(own.table, columns=columns, department=department))


def _read_table(
    layout: Layout,
    head: Head,
    end: int,
    again: Collection[int],
    default_phase: str,
    label_for: Callable[[int], str | None],
    department_for: Callable[[int], str | None],
    is_border: Callable[[Line], bool],
) -> FoundTable | None:
    if head.unit is None or not head.title:
        return None
    columns = tuple(replace(column, phase=column.phase or default_phase) for column in head.columns)
    rows, last = _read_rows(layout, head, end, again, columns, label_for, is_border)
    if rows is None or not (rows or head.titled):
        return None
    if any(SIGNED_LABEL.match(row.cells.label) for row in rows):
        # Labels that say "+" and "-" are a calculation, whose sums this reader does not follow.
        return None
    if rows and not head.titled and not any(row.cells.certain and not row.heading for row in rows):
        return None
    doubt_together(rows)
    finished, why = _finish(rows, columns)
    taken = layout.lines[head.first : last + 1]
    table = Table(
        title=head.title,
        unit=head.unit.label,
        columns=columns,
        rows=finished,
        price_level=head.price_level,
        department=department_for(head.first),
        source=source_of(taken),
    )
    return FoundTable(table, frozenset(line.index for line in taken), table_findings(table, why))


# -- rows


def _read_rows(
    layout: Layout,
    head: Head,
    end: int,
    again: Collection[int],
    columns: Sequence[Column],
    label_for: Callable[[int], str | None],
    is_border: Callable[[Line], bool],
) -> tuple[list[ReadRow] | None, int]:
    rows: list[ReadRow] = []
    pending: list[Line] = []
    last = head.after - 1
    lines = [line for line in layout.lines[head.after : end] if line.index not in again]
    for printed in printed_rows(layout, lines, len(columns)):
        line = printed.line
        if is_border(line) or (pending and line.gap > 8):
            break
        if len(line.body) > LINE_LONGEST or NOTE_WORD.match(line.body):
            break
        parts = split(line.body)
        if line.index in layout.furniture and len(parts.tokens) < len(columns):
            continue
        if is_page_number(parts, pending, line, rows, len(columns)):
            pending = []
            continue
        if (
            parts.numbers
            and not is_heading_number(parts, len(columns))
            and (len(parts.tokens) == len(columns) or _is_row(parts.label, line, parts.numbers, columns))
        ):
            headings, label_lines = part_pending(layout, pending, line, bool(parts.label))
            rows += [heading_row(layout, group) for group in headings]
            cells = place(parts, columns)
            own = [*label_lines, *printed.lines]
            if printed.why:
                cells = doubted(cells, printed.why)
            if may_be_label(layout, headings, line, bool(parts.label)) or may_be_heading(label_lines, line):
                cells = replace(cells, certain=False, why=cells.why or "heading_or_label")
            label = row_label(layout, label_lines, cells.label)
            if not label:
                label = label_for(line.index) or ""
                if not label and not rows:
                    return None, last
                if not label:
                    cells = replace(cells, certain=False, by_sum=False, why=cells.why or "no_label")
            rows.append(ReadRow(replace(cells, label=label), own, bare=not parts.label and len(label_lines) == 1))
            pending = []
            last = line.index
            continue
        if rows and NUMBER_AT_END.search(line.body):
            # A row for the eye, with figures that the grammar does not know ("17,6%"): kept, and not
            # guessed at.
            headings, label_lines = part_pending(layout, pending, line, True)
            rows += [heading_row(layout, group) for group in headings]
            label = row_label(layout, label_lines, NUMBER_AT_END.sub("", line.body).strip())
            nothing = (None,) * len(columns)
            rows.append(ReadRow(Cells(label, nothing, nothing, False, False, "unread_cells"), [*label_lines, line]))
            pending = []
            last = line.index
            continue
        if _ends_table(layout, line, pending, rows):
            break
        pending.append(line)
        if len(pending) > MOST_PENDING:
            break
    return rows, last


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


def doubted(cells: Cells, why: str) -> Cells:
    """Cells that may have been put together wrong; a sum that agrees takes the doubt away."""
    by_sum = (cells.certain or cells.by_sum) and why != "uneven_number"
    return replace(cells, certain=False, by_sum=by_sum, why=cells.why or why)


def _is_row(label: Sequence[str], line: Line, numbers: int, columns: Sequence[Column]) -> bool:
    """Whether a line that ends in numbers is a row and not a sentence that happens to."""
    if numbers >= len(columns):
        return True
    # A sentence may end in a year or a sum; a row with a cell missing has at least half of its cells.
    return numbers * 2 >= len(columns) and len(line.body) <= LONG + 20 and (bool(label) or numbers > 1)


def _ends_table(layout: Layout, line: Line, pending: Sequence[Line], rows: Sequence[ReadRow]) -> bool:
    body = line.body
    if NOTE.match(body) or len(body) > LONG + 10 or body.endswith("?"):
        return True
    if ends_sentence(body) and not body.endswith(":") and len(body) > ABBREVIATED:
        return True
    # A text that goes on under the table: a paragraph and not a label.
    return bool(rows and line.new_page and not pending and body[:1].islower())


def part_pending(
    layout: Layout, pending: Sequence[Line], row: Line, has_label: bool
) -> tuple[list[list[Line]], list[Line]]:
    """The lines before a row's figures: headings of their own, and the beginning of the row's label."""
    groups: list[list[Line]] = []
    for line in pending:
        if groups and _continues(layout, groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    if not groups:
        return [], []
    last = groups[-1]
    if not has_label or _continues(layout, last[-1], row):
        return groups[:-1], last
    return groups, []


def _continues(layout: Layout, before: Line, after: Line) -> bool:
    """Whether a label goes on from one line to the next."""
    if after.gap > 1:
        return False
    first = after.body[:1]
    if before.body.endswith("-") or is_open(before.body) or first.islower():
        return True
    # A code alone ("3.31") has its words on the next line, and a bracket belongs to what stands before it.
    return first == "(" or bool(_CODE.fullmatch(before.body))


def may_be_label(layout: Layout, headings: Sequence[Sequence[Line]], row: Line, has_label: bool) -> bool:
    """Whether what was taken for a heading may be the beginning of the row's own label."""
    if not headings:
        return False
    last = headings[-1][-1]
    if not has_label:
        return True
    return row.gap == 0 and row.index == last.index + 1 and not layout.fits(last, row)


def may_be_heading(label: Sequence[Line], row: Line) -> bool:
    """Whether the beginning of a row's label may be a heading: "… anvendt til" goes on in the row, or in all below."""
    # The number of a page that stands inside a label is none of its words.
    return any(only_cells(line.body) for line in label) or any(
        after.body[0].isupper() and bool(_ENDS_IN_WORD.search(before.body)) and is_open(before.body)
        for before, after in pairwise([*label, row])
    )


def doubt_together(rows: Sequence[ReadRow]) -> None:
    """Mark what only the rows together tell.

    A row that has its label on the line above, where others have it beside, may stand under a heading and have lost
    its own. Where most rows have a figure more than the head has columns, no row's figures are in the right ones.
    """
    valued = [row for row in rows if not row.heading]
    bare = [row for row in valued if row.bare]
    if len(bare) * 2 < len(valued):
        for row in bare:
            row.cells = replace(row.cells, certain=False, by_sum=False, why=row.cells.why or "heading_or_label")
    if sum(row.cells.why == "too_many_cells" for row in valued) * 2 > len(valued):
        for row in valued:
            row.cells = replace(row.cells, certain=False, by_sum=False, why=row.cells.why or "too_many_cells")


def row_label(layout: Layout, lines: Sequence[Line], rest: str) -> str:
    """The label of a row: the lines before its figures, and what its own line has before them."""
    bodies = [line.body for line in lines]
    if rest:
        bodies.append(rest)
    return layout.joiner.join(bodies)[0] if bodies else ""


def heading_row(layout: Layout, lines: list[Line]) -> ReadRow:
    """Lines without figures of their own, as a row that has none."""
    return ReadRow(Cells(layout.paragraph(lines).text, (), ()), lines, heading=True)


# -- from rows as read to rows as told


def plain_rows(rows: Sequence[ReadRow], columns: Sequence[Column]) -> list[Row]:
    """The rows as they stand in the document: none is a total or a part yet."""
    empty: tuple[str | None, ...] = (None,) * len(columns)
    return [
        Row(
            label=row.cells.label,
            values=empty if row.heading else tuple(exact(value) for value in row.cells.values),
            printed=empty if row.heading else row.cells.printed,
            certain=row.cells.certain,
            source=source_of(row.lines),
        )
        for row in rows
    ]


def prove_by_sums(finished: list[Row], rows: Sequence[ReadRow]) -> None:
    """Rows whose split was chosen for its sum are certain where the totals agree with it."""
    by_sum = {i for i, row in enumerate(rows) if row.cells.by_sum}
    groups = find_parts(finished) if by_sum else {}
    for total, parts in groups.items():
        for i in by_sum & {total, *parts}:
            if sum_agrees(finished, total, parts):
                finished[i] = replace(finished[i], certain=True)


def _finish(rows: Sequence[ReadRow], columns: Sequence[Column]) -> tuple[tuple[Row, ...], dict[int, str]]:
    finished = list(structured(plain_rows(rows, columns)))
    prove_by_sums(finished, rows)
    why = {i: rows[i].cells.why for i, row in enumerate(finished) if not row.certain}
    for i, reason in {**loose_headings(finished), **suspects(finished)}.items():
        if finished[i].certain:
            finished[i] = replace(finished[i], certain=False)
            why[i] = reason
    return tuple(finished), why


def loose_headings(rows: Sequence[Row]) -> dict[int, str]:
    """Short lines without figures between plain rows, and the row after each: one label over two lines, perhaps."""
    found: dict[int, str] = {}
    for i in range(1, len(rows) - 1):
        empty = all(value is None for value in rows[i].values)
        if empty and rows[i].certain and rows[i - 1].kind == "line" and len(rows[i].label.split()) <= _FEW_WORDS:
            found[i] = found[i + 1] = "heading_or_label"
    return found


def suspects(rows: Sequence[Row]) -> dict[int, str]:
    """Rows whose cells may stand in the wrong columns though their number is right.

    A number that ends the label fills the place of a cell that is missing: then the sums differ in the first
    column and in others, or the first cell is printed with other decimals than its column.
    """
    found: dict[int, str] = {}
    groups = find_parts(rows)
    proved: set[int] = set()
    exactly: set[int] = set()
    for total, parts in groups.items():
        if has_unplaced(rows, total, parts):
            continue
        apart = _columns_apart(rows, total, parts) - unsure_columns(rows, parts)
        if 0 in apart:
            found.update(dict.fromkeys(parts, "sum_differs"))
        elif not apart:
            proved.update(parts)
            exactly.update(parts if sum_agrees(rows, total, parts) else ())
    decimals = {
        i: len(row.values[0].partition(".")[2])
        for i, row in enumerate(rows)
        if row.values and row.values[0] is not None and not is_total_label(row.label)
    }
    for i, own in decimals.items():
        others = [count for k, count in decimals.items() if k != i]
        rest = {len(value.partition(".")[2]) for value in rows[i].values[1:] if value is not None}
        alike = len(set(others)) == 1 and own not in others and (len(others) > 1 or rest == set(others))
        if alike and i not in proved:
            found.setdefault(i, "other_decimals")
        elif i not in exactly and _is_small_first(rows, i):
            # So small a figure hides in what a sum may be rounded by.
            found.setdefault(i, "number_in_label")
    return found


def _is_small_first(rows: Sequence[Row], at: int) -> bool:
    """Whether the first figure of a row looks like the end of its label: a few digits beside large figures.

    "Etape 2" with a cell missing has a figure for each column, too.
    """
    row = rows[at]
    first = row.printed[0] if row.printed else None
    if first is None or len(row.values) < 2 or is_total_label(row.label):
        return False
    grouped = any("." in (cell or "") for other in rows for cell in other.printed)
    if _BARE_YEAR.fullmatch(first):
        return grouped
    if not _FEW_DIGITS.fullmatch(first) or first == "0":
        return False
    own = Decimal(first)
    beside = [abs(Decimal(value)) for value in row.values[1:] if value is not None]
    below = [abs(Decimal(value)) for k, other in enumerate(rows) if k != at and (value := _first(other)) is not None]
    return bool(beside and below) and min(beside) >= own * _SMALL and median(below) >= own * _SMALL


def _first(row: Row) -> str | None:
    return row.values[0] if row.values else None


def _columns_apart(rows: Sequence[Row], total: int, parts: Sequence[int]) -> set[int]:
    """The columns in which a total and its parts differ by more than rounding."""
    apart = set()
    for column, printed in enumerate(rows[total].values):
        cells = [Decimal(cell) for part in parts if (cell := rows[part].values[column]) is not None]
        if printed is None or not cells:
            continue
        unit = max(last_digit(value) for value in (Decimal(printed), *cells))
        if check_total(Decimal(printed), cells, unit)[0] is Agreement.DIFFERS:
            apart.add(column)
    return apart


def sum_agrees(rows: Sequence[Row], total: int, parts: Sequence[int]) -> bool:
    """Whether a total agrees exactly with its parts in every column, and not only with zeros."""
    told = False
    for column, printed in enumerate(rows[total].values):
        cells = [rows[part].values[column] for part in parts]
        if printed is None or any(cell is None for cell in cells):
            return False
        if sum((Decimal(cell) for cell in cells if cell is not None), Decimal(0)) != Decimal(printed):
            return False
        told = told or Decimal(printed) != 0
    return told


def exact(value: Decimal | None) -> str | None:
    """A value as the contract writes it."""
    return None if value is None else format(value, "f")


def table_findings(table: Table, why: dict[int, str]) -> tuple[Finding, ...]:
    """What a reviewer should see of a table; ``why`` says by a code of :data:`WHY` which rows are uncertain."""
    return (*_row_findings(table, why), *_variance_year(table), *check_table(table))


def _row_findings(table: Table, why: dict[int, str]) -> list[Finding]:
    findings = []
    for i, reason in why.items():
        row = table.rows[i]
        code = "doubtful_number" if reason == "doubtful_number" else "doubtful_row"
        findings.append(
            Finding(
                code, "note", N_("{why}: {row}").format(why=WHY[reason], row=row.label),
                table=table.title, row=row.label,
                printed=" ".join(row.source.raw.split()) if row.source.raw else None, source=row.source,
            )
        )  # fmt: skip
    return findings


def _variance_year(table: Table) -> list[Finding]:
    """A year printed over the variance that is not the budget's: carried over from last year's paper."""
    budget_years = {column.year for column in table.columns if column.phase in {"approved", "adjusted"}}
    return [
        Finding(
            "other", "note",
            N_("Kolonnen {column} har et andet år end budgettet").format(column=column.label),
            table=table.title, column=column.label, source=table.source,
        )
        for column in table.columns
        if column.phase == "variance" and column.year and budget_years and column.year not in budget_years
    ]  # fmt: skip


# -- what was not read


def unread(layout: Layout, found: Found) -> list[Finding]:
    """One finding for each place that looks like a table and was not taken."""
    taken = found.lines
    findings: list[Finding] = []
    group: list[Line] = []
    for line in layout.lines:
        if line.index in taken:
            continue
        if not (_is_wide(line.body) if len(line.body) > LINE_LONGEST else NUMBER_AT_END.search(line.body)):
            continue
        if group and line.index - group[-1].index > 3:
            findings += _unread_finding(group)
            group = []
        group.append(line)
    findings += _unread_finding(group)
    seen = [(finding.source.line or 0, finding.source.last_line or 0) for finding in findings]
    for head in found.refused:
        own = layout.lines[head.first : head.after]
        first, last = own[0].number, own[-1].number
        if not any(first - 5 <= end and start <= last + _BELOW_HEAD for start, end in seen):
            findings.append(_unread_at(own))
    return sorted(findings, key=lambda finding: finding.source.line or 0)


def _is_wide(body: str) -> bool:
    """Whether a line that is too long for a row of a table that is read, is one all the same: many cells end it."""
    words = body[-_TAIL:].split(" ")[1:]
    return len(words) > _MANY and split(" ".join(words)).numbers == len(words)


def _unread_finding(group: Sequence[Line]) -> list[Finding]:
    # One line of figures is none, but years alone are the axis of a picture.
    return [_unread_at(group)] if len(group) > 1 or (group and _AXIS.fullmatch(group[0].body)) else []


def _unread_at(group: Sequence[Line]) -> Finding:
    first, last = group[0], group[-1]
    return Finding(
        "unread_table",
        "note",
        N_("Linje {first} til {last} ligner en tabel og blev ikke læst").format(first=first.number, last=last.number),
        row=first.body,
        source=Source(first.page, first.number, last.number, first.raw),
    )
