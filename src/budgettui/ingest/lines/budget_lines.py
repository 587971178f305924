"""Budget lines out of a grid: its records as the rows of tables.

Years and phases may stand in the headings (one line a row) or in cells (many lines a row); both become the same
table with columns by phase and year. What a column is, ``column_roles`` knows. Codes are text whatever they look like,
and a number that the column does not decide how to read is marked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import islice

from budgettui.domain.amounts import parse_unit
from budgettui.domain.checking.table_checks import check_table
from budgettui.domain.errors import N_
from budgettui.domain.paper.papers import Source
from budgettui.domain.paper.reading import Finding, Row, Table
from budgettui.ingest.collector import collector_paused
from budgettui.ingest.given import Given
from budgettui.ingest.lines.line_columns import (
    LineColumns,
    LineFindings,
    caption_of,
    is_income,
    must_turn,
    repeats_heading,
)
from budgettui.ingest.lines.line_tree import Cell, LineTree, arranged, is_total_name, levelled
from budgettui.ingest.page import names
from budgettui.ingest.page.headings import Heading, understand
from budgettui.ingest.page.printed_unit import as_printed, factor_between, printed_unit
from budgettui.ingest.tables.accounts import take_apart
from budgettui.ingest.tables.column_roles import Plan, plan_of
from budgettui.ingest.tables.decimals import OPEN, Numbers, is_number
from budgettui.ingest.tables.grid import Grid, Record
from budgettui.ingest.tables.grid_body import Tally, body, misfit, tallied
from budgettui.ingest.tables.grid_head import HEAD_WITHIN, Head, find_head, is_figures

#: Whether a code has one name is looked up in so many records.
SAMPLE = 500
_NOTE = re.compile(r"(?:kilde|note|noter|anm|bemærk|source)\b|\*|[0-9]\)\s", re.IGNORECASE)
_LONG_NOTE = 70
TWICE = N_("Linjer med samme navn, år og fase som en linje før dem: {count}; de står hver for sig")


@dataclass(frozen=True, slots=True)
class Lines:
    """What was read from a grid."""

    tables: tuple[Table, ...]
    findings: tuple[Finding, ...]
    title: str | None = None
    municipality: str | None = None
    department: str | None = None

    @property
    def years(self) -> tuple[int, ...]:
        """The budget years: those of adopted and adjusted budgets."""
        return tuple(
            sorted({c.year for t in self.tables for c in t.columns if c.year and c.phase in {"approved", "adjusted"}})
        )


def read_lines(grid: Grid, name: str, given: Given | None = None) -> Lines | None:
    """The tables of a grid, or ``None`` where it has no column of numbers."""
    with collector_paused():
        return _read_lines(grid, name, given or Given())


def _read_lines(grid: Grid, name: str, given: Given) -> Lines | None:
    head = find_head(grid.first(HEAD_WITHIN), headed=given.headed, placed=grid.placed)
    if head is None:
        return None
    headings, finer = headings_of(head, given)
    tallies = tallied(grid, head, given, len(headings))
    sample = [record.cells for record in islice(body(grid, head, given), SAMPLE) if not misfit(record, len(headings))]
    plan = plan_of(headings, tallies, given, sample)
    if plan is None:
        return None
    return LinesBuilder(grid, name, head, plan, tallies, given, finer).read()


def headings_of(head: Head, given: Given) -> tuple[list[Heading], dict[int, Decimal]]:
    """What the columns are called; and where an export shows the money in a finer unit than it was printed in, what
    brings each column of it back to that unit, which is the heading's."""
    headings = [given.headings.get(i) or understand(label) for i, label in enumerate(head.labels)]
    units = {i: unit for i, one in enumerate(headings) if (unit := parse_unit(one.unit or "")) and unit.hundredths}
    printed = {printed_unit(headings[i].label)[1] for i in units}
    own = printed.pop() if len(printed) == 1 else None
    if own is None:
        return headings, {}
    finer = {i: factor_between(unit, own) for i, unit in units.items()}
    return [replace(one, unit=own.label) if i in finer else one for i, one in enumerate(headings)], finer


@dataclass(slots=True)
class _Group:
    """The lines that become one table."""

    tree: LineTree
    rows: list[Row] = field(default_factory=list)
    depths: list[int | None] = field(default_factory=list)
    first: Source | None = None


class LinesBuilder:
    """What is known of a grid while its lines are read."""

    def __init__(
        self, grid: Grid, name: str, head: Head, plan: Plan, tallies: Sequence[Tally], given: Given,
        finer: Mapping[int, Decimal],
    ) -> None:
        self.grid, self.head, self.plan, self.tallies, self.given = grid, head, plan, tallies, given
        self.caption = caption_of(grid, name, head, plan, given)
        above = grid.first(max(1, head.below))
        self.findings = LineFindings(self.caption.title, Source(grid.page, above[-1].line if above else 1))
        self.columns = LineColumns(plan, self.caption)
        self.groups: dict[tuple[str, ...], _Group] = {}
        self.previous: list[str] = []
        self.last_key: tuple[str, ...] = ("", "", "")
        self.outline = {i for i, tally in enumerate(tallies) if tally.outline}
        self.flat = len(plan.levels) <= 1 and not plan.long
        #: Whether the lines are of several municipalities.
        self.towns = plan.municipality is not None and len(tallies[plan.municipality].names) > 1
        self.municipalities: dict[str, None] = {}
        self.departments: dict[str, str] = {}
        self.turn = False
        #: What brings the figures of a column back to the unit that they were printed in.
        self.finer = finer

    def read(self) -> Lines:
        self.findings.styles(self.plan, self.head)
        records = body(self.grid, self.head, self.given)
        self.turn = must_turn(self.plan, self.head, self.tallies, records, self.findings)
        for record in body(self.grid, self.head, self.given):
            self._line(record)
        self.columns.settle(self.findings)
        tables = [table for key, group in self.groups.items() if (table := self._table(key, group)) is not None]
        self.unsaid()
        return self.lines(tables)

    def lines(self, tables: Sequence[Table]) -> Lines:
        many = len(self.municipalities) > 1
        departments = set(self.departments.values())
        department = departments.pop() if len(departments) == 1 else None
        return Lines(
            tuple(tables),
            tuple(self.findings.found),
            self.caption.printed or None,
            None if many else next(iter(self.municipalities), None),
            department,
        )

    def unsaid(self) -> None:
        """Say what no one prints of these figures, after how many findings were left out."""
        self.findings.rest()
        if self.caption.unit is None and self.plan.unit is None:
            self.findings.note("other", N_("Tallenes enhed er ikke trykt"))
        if all(column.phase in (None, "other") for column in self.columns.all):
            self.findings.note("other", N_("Tallenes fase (regnskab, budget …) er ikke trykt"))

    # lines

    def _line(self, record: Record) -> None:
        plan, cells = self.plan, record.cells
        why = misfit(record, plan.width)
        if len(cells) < plan.width:
            cells = [*cells, *[""] * (plan.width - len(cells))]
        if why is None and repeats_heading(plan, cells):
            why = "heading"
        if why is not None:
            self._unread(record, why)
            return
        source = self.grid.source(record)
        if self.outline:
            cells = self._filled(cells)
        path = [level.read(cells) for level in plan.levels]
        if self.given.name_of is not None:
            path = [
                self.given.name_of(level.label, name) if name else name
                for level, name in zip(plan.levels, path, strict=True)
            ]
        if plan.direction is not None and cells[plan.direction]:
            path = [cells[plan.direction], *path]
        key, path = self.key(cells, path)
        self.last_key = key
        group = self._group(key, source)
        found: dict[int, Cell] = {}
        # Without headings, which column is what is a guess.
        certain = self.head.found or not self.given.headed
        for at in plan.strings:
            if cells[at] and take_apart(cells[at]) is None:
                certain = False
                self.findings.doubtful("account", next((name for name in reversed(path) if name), ""), source)
        minus = self.turn and plan.direction is not None and is_income(cells[plan.direction])
        for i, heading, numbers in plan.amounts:
            cell = cells[i]
            if not cell and plan.long:
                continue
            value, doubt, printed = self.read_number(i, numbers, cell) if cell else (None, None, "")
            if value is not None and (i in self.given.factors or minus):
                value = _scaled(value, self.given.factors.get(i, Decimal(1)) * (-1 if minus else 1))
            place = self.columns.slot(i, heading, numbers, cells) if plan.long else self.columns.fixed[i]
            found[place] = (value, printed, record.line)
            if doubt is not None:
                certain = False
                if doubt != OPEN:  # that is said once, of the column
                    label = next((name for name in reversed(path) if name), "")
                    self.findings.number(doubt, label, self.columns.all[place].label, str(cell), source)
        if self.flat:
            self._flat_row(group, cells, path, found, certain, source)
        elif found or any(path):
            group.tree.add(path, found, source, certain)

    def read_number(self, column: int, numbers: Numbers, cell: str) -> tuple[str | None, str | None, str]:
        """The value of a cell, why it is doubtful, and its text, as they were printed before they were shown finer."""
        value, doubt = numbers.read(cell)
        if value is None or column not in self.finer:
            return value, doubt, str(cell)
        value, text = as_printed(value, self.finer[column])
        return value, doubt, text

    def _filled(self, cells: list[str]) -> list[str]:
        """The cells with the names of the groups above, where the file prints each only on its first line."""
        plan = self.plan
        places = [level.text if level.text is not None else level.code for level in plan.levels]
        order = [place for place in [plan.municipality, plan.department, *places] if place is not None]
        first = next((at for at, place in enumerate(order) if cells[place]), None)
        if first is None or is_total_name(cells[order[first]]):
            return cells
        if first and self.previous:
            cells = list(cells)
            for level in order[:first]:
                for place in (level, *(own.code for own in plan.levels if own.text == level and own.code is not None)):
                    if place in self.outline and not cells[place]:
                        cells[place] = self.previous[place]
        self.previous = cells
        return cells

    def _flat_row(
        self,
        group: _Group,
        cells: Sequence[str],
        path: Sequence[str],
        found: Mapping[int, Cell],
        certain: bool,
        source: Source,
    ) -> None:
        label = path[0] if path else ""
        filled = [cell for cell in cells if cell]
        if not label:
            if not any(value is not None for value, _printed, _line in found.values()):
                label = " ".join(filled)
            elif self.plan.levels:
                label, certain = "–", False
            else:
                label = self.caption.title
        if len(filled) == 1 and is_figures(filled[0]):
            # A line that was broken in two: neither this half nor the one before it can be trusted.
            certain = False
            if group.rows:
                group.rows[-1] = replace(group.rows[-1], certain=False)
            self.findings.unread("lone_number", label, source)
        width = len(self.columns.all)
        values = tuple(found[i][0] if i in found else None for i in range(width))
        printed = tuple((found[i][1] or None) if i in found else None for i in range(width))
        group.rows.append(Row(label, values, printed, certain=certain, source=source))
        depth = cells[self.plan.depth] if self.plan.depth is not None else ""
        group.depths.append(int(depth) if depth.isdigit() else None)

    def key(self, cells: Sequence[str], path: list[str]) -> tuple[tuple[str, str, str], list[str]]:
        """What parts the lines into tables (department, unit, price level), and the path below it."""
        plan = self.plan
        above: list[str] = []
        department = ""
        if plan.municipality is not None and cells[plan.municipality]:
            municipality = cells[plan.municipality]
            self.municipalities[municipality] = None
            if self.towns:
                above.append(municipality)
        if plan.department is not None and cells[plan.department]:
            department = self.departments.get(cells[plan.department], "")
            if not department:
                department = self.departments[cells[plan.department]] = names.department_cell(cells[plan.department])
            if above or is_total_name(department):
                above.append(department)
                department = ""
        unit = cells[plan.unit] if plan.unit is not None else ""
        price = cells[plan.price] if plan.price is not None else ""
        return (department, unit, price), [*above, *path]

    def _group(self, key: tuple[str, ...], source: Source) -> _Group:
        group = self.groups.get(key)
        if group is None:
            tree = LineTree(merged=self.plan.long, is_total=self._is_total, is_apart=self._is_apart)
            group = _Group(tree, first=source)
            self.groups[key] = group
        return group

    def _is_total(self, place: int, text: str) -> bool:
        """Whether a name sums its level. The path may begin with names of no level, so places count from its end."""
        if is_total_name(text):
            return True
        levels, given = self.plan.levels, self.given.is_total
        return given is not None and -place <= len(levels) and given(levels[place].label, text)

    def _is_apart(self, place: int, text: str) -> bool:
        levels, given = self.plan.levels, self.given.is_apart
        return given is not None and -place <= len(levels) and given(levels[place].label, text)

    def _unread(self, record: Record, why: str) -> None:
        """A row that could not be parted into cells: kept for the eye, and none of its numbers read."""
        source = self.grid.source(record)
        label = unread_label(record)
        group = self._group(self.last_key, source)
        if self.flat:
            width = len(self.columns.all)
            group.rows.append(Row(label, (None,) * width, (None,) * width, certain=False, source=source))
            group.depths.append(None)
        else:
            group.tree.add([label], {}, source, certain=False)
        self.findings.unread(why, label, source)

    # tables

    def _table(self, key: tuple[str, ...], group: _Group) -> Table | None:
        department, unit, price = key
        width = len(self.columns.all)
        open_rows: list[Row] = []
        if self.flat:
            rows = self._without_notes(group.rows)
            if self.plan.depth is not None:
                rows = levelled(rows, group.depths[: len(rows)])
            else:
                rows, open_rows = arranged(rows, self.columns.all)
        else:
            rows = list(group.tree.rows(width, department or self.caption.title, N_("I alt")))
        if not rows:
            return None
        if self.plan.long:
            rows = [self.columns.in_order(row) for row in rows]
        columns = tuple(self.columns.all)
        title = self.caption.title
        if department and len(self.groups) > 1:
            title = f"{title} – {department}"
        table = Table(
            title, unit or self.caption.unit, columns, tuple(rows), price or self.caption.price_level,
            department or None, source=group.first or Source(),
        )  # fmt: skip
        for row in open_rows:
            self.findings.doubtful("code_may_be_sum", row.label, row.source)
        if any(row.kind != "line" for row in rows):
            table = self._checked(table)
        if group.tree.twice:
            self.findings.note("other", TWICE.format(count=group.tree.twice), table=title)
        return table

    def _checked(self, table: Table) -> Table:
        """The table with what does not add up as findings; a group's figure that its parts deny is not certain."""
        known = {column.label for column in table.columns if column.phase != "other"}
        # Per cent and indices do not add up, and need not.
        findings = [finding for finding in check_table(table, chosen=self.given.chosen) if finding.column in known]
        for finding in findings:
            self.findings.add("sum", finding)
        denied = {finding.source for finding in findings if finding.severity == "error"}
        if self.flat or not denied:
            return table
        rows = []
        for row in table.rows:
            if row.source in denied and row.kind == "subtotal" and row.certain:
                row = replace(row, certain=False)
                self.findings.doubtful("group_with_figures", row.label, row.source)
            rows.append(row)
        return replace(table, rows=tuple(rows))

    def _without_notes(self, rows: Sequence[Row]) -> list[Row]:
        """The rows without the notes and sources that are printed after the last figure."""
        end = len(rows)
        while end and rows[end - 1].certain and not any(rows[end - 1].printed):
            if not is_note(rows[end - 1].label):
                break
            end -= 1
        return list(rows[:end])


def is_note(label: str) -> bool:
    """Whether a row without figures is a note or a source."""
    return bool(_NOTE.match(label)) or len(label) > _LONG_NOTE


def unread_label(record: Record) -> str:
    """What a row is called that could not be parted into cells."""
    return next((cell for cell in record.cells if cell and not is_number(cell)), "")[:100] or "–"


def _scaled(value: str, factor: Decimal) -> str:
    product = Decimal(value) * factor
    return format(product, "f") if product else "0"
