"""Tables out of flattened text: a head, then rows until the text goes on.

A table is taken only where its head is understood to the last word and its unit is printed. What looks like
a table and is not taken is listed by :func:`unread`, never lost and never invented.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from budgettui.domain.amounts import Unit
from budgettui.domain.checking.checks import structured
from budgettui.domain.checking.table_checks import check_table
from budgettui.domain.errors import N_
from budgettui.domain.paper.reading import Column, Finding, Row, Source, Table
from budgettui.ingest.page.header import LINE_LONGEST, Head, find_heads
from budgettui.ingest.page.layout import Layout, Line, ends_sentence, source_of
from budgettui.ingest.tables.counted import may_count
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
from budgettui.ingest.tables.rows import Cells, Split, is_heading_number, place, split
from budgettui.ingest.tables.told_rows import (
    loose_headings,
    others_apart,
    place_by_sums,
    plain_rows,
    prove_by_sums,
    suspects,
    with_others,
)

#: What stands over a head that is printed again.
_PAGE_HEAD = re.compile(r"\bside\s+[0-9]+|\bfortsat\b", re.IGNORECASE)
#: A head that was refused belongs to what was seen this near below it.
_BELOW_HEAD = 25

#: The rest of a head whose words are not known takes so many lines, none of which stands further apart.
_GOES_ON, _APART = 16, 2
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
    "may_count": N_("Rækken kan være et antal og ikke et beløb"),
    "out_of_column": N_("Et tal står mellem kolonnerne"),
    "head_unsure": N_("Det er usikkert, hvilken kolonne ordene over tabellen hører til"),
    "changed_text": N_("Rækken har rettelser, der ikke er godkendt"),
    "broken_row": N_("Rækkens tal står på flere linjer"),
    "spaced_number": N_("Mellemrum mellem cifre: det er usikkert, hvor et tal slutter"),
    "uneven_number": N_("Mellemrum mellem cifre: det er usikkert, hvor et tal slutter"),
    "after_note": N_("Rækken står efter en note midt i tabellen"),
    "heading_or_label": N_("Linjen kan være en overskrift eller begyndelsen af rækkens tekst"),
}


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table as found, and the lines of the layout that it takes.

    ``shifted`` says that most rows have more figures than the head has columns, so that none is in the right one.
    """

    table: Table
    lines: frozenset[int]
    findings: tuple[Finding, ...] = ()
    shifted: bool = False


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
    if rows is None or not (rows or head.titled) or (not rows and _rows_below(layout, head)):
        return None
    if any(SIGNED_LABEL.match(row.cells.label) for row in rows):
        # Labels that say "+" and "-" are a calculation, whose sums this reader does not follow.
        return None
    if rows and not head.titled and not any(row.cells.certain and not row.heading for row in rows):
        return None
    if doubt_together(rows) == "too_many_cells":
        return None
    finished, why = _finish(rows, columns, head.unit)
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
    goes_on, noted = 0, False
    lines = [line for line in layout.lines[head.after : end] if line.index not in again]
    for printed in printed_rows(layout, lines, len(columns)):
        line = printed.line
        if is_border(line) or (pending and line.gap > 8):
            break
        if line.index < goes_on:
            continue
        if rows and (goes_on := row_after_note(layout, line, end, len(columns))):
            noted = True
            continue
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
            and (
                len(parts.tokens) == len(columns)
                or _is_row(parts, line, columns)
                or ((rows or line.index == head.after) and is_lone_cell(parts, line))
            )
        ):
            headings, label_lines = part_pending(layout, pending, line, bool(parts.label))
            rows += [heading_row(layout, group) for group in headings]
            cells = place(parts, columns)
            own = [*label_lines, *printed.lines]
            if printed.why or noted:
                cells = doubted(cells, printed.why or "after_note")
            if may_be_label(layout, headings, line, bool(parts.label)) or may_be_heading(label_lines, line):
                cells = in_doubt_of_label(cells)
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


def _rows_below(layout: Layout, head: Head) -> bool:
    """Whether rows stand a little below a head that was read with none: then it goes on where its words seem to end."""
    for line in layout.lines[head.after : head.after + _GOES_ON]:
        if line.gap > _APART or len(line.body) > LINE_LONGEST:
            return False
        if NUMBER_AT_END.search(line.body):
            return True
    return False


def _is_row(parts: Split, line: Line, columns: Sequence[Column]) -> bool:
    """Whether a line that ends in numbers is a row and not a sentence that happens to."""
    numbers, label = parts.numbers, parts.label
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


def _finish(
    read: Sequence[ReadRow], columns: Sequence[Column], unit: Unit
) -> tuple[tuple[Row, ...], dict[int, str]]:
    rows, others = others_apart(read, unit)
    finished = list(structured(place_by_sums(plain_rows(rows, columns), rows)))
    prove_by_sums(finished, rows)
    why = {i: rows[i].cells.why for i, row in enumerate(finished) if not row.certain}
    for i, reason in {**loose_headings(finished), **may_count(finished, unit), **suspects(finished)}.items():
        if finished[i].certain:
            finished[i] = replace(finished[i], certain=False)
            why[i] = reason
    return with_others(finished, why, plain_rows(read, columns), others)


def table_findings(table: Table, why: dict[int, str]) -> tuple[Finding, ...]:
    """What a reviewer should see of a table; ``why`` says by a code of :data:`WHY` which rows are uncertain."""
    # A row of another unit is no part of the table's sums.
    summed = [
        replace(row, values=(None,) * len(row.values), certain=True) if why.get(i) == "other_unit" else row
        for i, row in enumerate(table.rows)
    ]
    return (*_row_findings(table, why), *_variance_year(table), *check_table(replace(table, rows=tuple(summed))))


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
