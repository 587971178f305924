"""Budget lines out of a grid: which column is what, and the tables that follow from it.

The heading's words and the cells below it decide together what a column is. Years and phases may stand in the
headings (one line a row) or in cells (many lines a row); both become the same table with columns by phase and
year. Codes are text whatever they look like, and a number that the column does not decide how to read is
marked.
"""

from __future__ import annotations

import gc
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import islice

from budgettui.domain.amounts import Unit, parse_unit
from budgettui.domain.checks import check_table
from budgettui.domain.errors import N_
from budgettui.domain.papers import Source
from budgettui.domain.reading import Column, Finding, Row, Table
from budgettui.ingest import names
from budgettui.ingest.column_roles import Plan, plan_of
from budgettui.ingest.decimals import DOUBT_WORDS, OPEN, Numbers, Style, is_number
from budgettui.ingest.given import Given
from budgettui.ingest.grid import Grid, Record
from budgettui.ingest.grid_body import Tally, body, misfit, tallied
from budgettui.ingest.grid_head import HEAD_WITHIN, Head, cell_year, find_head, is_figures, is_year
from budgettui.ingest.header import split_unit
from budgettui.ingest.headings import Heading, phase_of, phases_of, understand
from budgettui.ingest.line_tree import Cell, LineTree, arranged, is_total_name, levelled

#: So many findings of one kind are said one by one; the rest are counted.
_MOST_FINDINGS = 50
#: Whether a code has one name is looked up in so many records.
_SAMPLE = 500
_NOTE = re.compile(r"(?:kilde|note|noter|anm|bemærk|source)\b|\*|[0-9]\)\s", re.IGNORECASE)
_LONG_NOTE = 70
_INCOME = re.compile(r"indt|inc|rev|^i$", re.IGNORECASE)
_DATE = re.compile(r"[0-9]{1,2}[-./][0-9]{1,2}[-./][0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ].*)?")
_EXPENSE = re.compile(r"udg|exp|cost|^u$", re.IGNORECASE)

PROBLEMS = {
    "quote": N_("et anførselstegn mangler sin mage, så linjen kan ikke deles i celler"),
    "too_many_cells": N_("flere celler end kolonner"),
    "lone_number": N_("et tal står alene, så linjen før det kan være delt i to"),
    "heading": N_("rækken har kun årstal og kan være overskriften til en anden tabel"),
    "missing_cell": N_("færre celler end kolonner"),
    "too_long": N_("linjen er for lang"),
    "group_with_figures": N_("rækken kan være summen af rækkerne under den eller en post for sig"),
    "code_may_be_sum": N_("koden begynder som rækkernes under den: en sum af dem eller en post for sig?"),
}


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
    with _collector_paused():
        return _read_lines(grid, name, given or Given())


def _read_lines(grid: Grid, name: str, given: Given) -> Lines | None:
    head = find_head(grid.first(HEAD_WITHIN), headed=given.headed, placed=grid.placed)
    if head is None:
        return None
    headings = [given.headings.get(i) or understand(label) for i, label in enumerate(head.labels)]
    tallies = tallied(grid, head, given, len(headings))
    sample = [
        record.cells for record in islice(body(grid, head, given), _SAMPLE) if not misfit(record, len(headings))
    ]
    plan = plan_of(headings, tallies, given, sample)
    if plan is None:
        return None
    return _Builder(grid, name, head, plan, tallies, given).read()


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Millions of rows without a cycle among them: looking for cycles would take as long as reading does."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclass(slots=True)
class _Group:
    """The lines that become one table."""

    tree: LineTree
    rows: list[Row] = field(default_factory=list)
    depths: list[int | None] = field(default_factory=list)
    first: Source | None = None


class _Builder:
    def __init__(self, grid: Grid, name: str, head: Head, plan: Plan, tallies: Sequence[Tally], given: Given) -> None:
        self.grid, self.head, self.plan, self.tallies, self.given = grid, head, plan, tallies, given
        self.findings: list[Finding] = []
        self.counts: Counter[str] = Counter()
        title, unit, price = _title(head.titles)
        self.title = given.title or title
        self.table_title = self.title or grid.title or _stem(name)
        self.unit = given.unit or _column_unit(plan) or (unit.label if unit else None)
        self.price = (
            given.price_level or price or next((h.price_level for _i, h, _n in plan.amounts if h.price_level), None)
        )
        self.phase = given.phase or _only_phase((*head.titles, grid.title))
        self.year = _only_year((*head.titles, grid.title))
        self.columns: list[Column] = []
        self.places: dict[tuple[object, ...], int] = {}
        self.slots: dict[tuple[object, ...], int] = {}
        self.groups: dict[tuple[str, ...], _Group] = {}
        self.previous: list[str] = []
        self.last_key: tuple[str, ...] = ("", "", "")
        self.outline = {i for i, tally in enumerate(tallies) if tally.outline}
        self.flat = len(plan.levels) <= 1 and not plan.long
        self.municipalities: dict[str, None] = {}
        self.departments: dict[str, str] = {}
        self.turned = 0

    def read(self) -> Lines:
        self._styles()
        self._fixed_columns()
        turn = self._turns()
        for record in body(self.grid, self.head, self.given):
            self._line(record, turn)
        self._order_columns()
        tables = [table for key, group in self.groups.items() if (table := self._table(key, group)) is not None]
        self._summary()
        many = len(self.municipalities) > 1
        departments = set(self.departments.values())
        department = departments.pop() if len(departments) == 1 else None
        return Lines(
            tuple(tables),
            tuple(self.findings),
            self.title or None,
            None if many else next(iter(self.municipalities), None),
            department,
        )

    # columns

    def _fixed_columns(self) -> None:
        """The columns that stand in the heading, in its order; those out of cells come as they are met."""
        if self.plan.long:
            return
        for i, heading, numbers in self.plan.amounts:
            phase = heading.phase or (self.phase if heading.summable else None)
            year = heading.year or (self.year if phase else None)
            self._place((i,), self._column(heading, heading.label or f"Kolonne {i + 1}", year, phase, numbers))

    def _column(self, heading: Heading, label: str, year: int | None, phase: str | None, numbers: Numbers) -> Column:
        unit = heading.unit
        other = unit is not None and self.unit is not None and parse_unit(unit) != parse_unit(self.unit)
        if not heading.summable or numbers.percent or other:
            phase = "other"
        return Column(label, year, phase)

    def _place(self, key: tuple[object, ...], column: Column) -> int:
        self.places[key] = len(self.columns)
        self.columns.append(column)
        return self.places[key]

    def _slot(self, i: int, heading: Heading, numbers: Numbers, cells: Sequence[str]) -> int:
        plan = self.plan
        year_cell = cells[plan.year] if plan.year is not None else ""
        phase_cell = cells[plan.phase] if plan.phase is not None else ""
        aside = tuple(cells[at] for at, _named in plan.aside)
        as_printed = (i, year_cell, phase_cell, aside)
        place = self.slots.get(as_printed)
        if place is None:
            place = self.slots[as_printed] = self._new_slot(i, heading, numbers, year_cell, phase_cell, aside)
        return place

    def _new_slot(
        self, i: int, heading: Heading, numbers: Numbers, year_cell: str, phase_cell: str, aside: tuple[str, ...]
    ) -> int:
        plan = self.plan
        key = (i, year_cell if not _is_date(year_cell) else str(cell_year(year_cell)), phase_cell, *aside)
        place = self.places.get(key)
        if place is not None:
            return place
        year = cell_year(year_cell) if year_cell else heading.year
        phase = (phase_of(phase_cell) if phase_cell else None) or heading.phase or self.phase
        period = year_cell and not is_year(year_cell) and not _is_date(year_cell)
        extra = [value for value, (_at, named) in zip(aside, plan.aside, strict=True) if value != named]
        if period or extra:
            phase = "other"
        words = [phase_cell, "" if phase_cell and len(plan.amounts) == 1 else heading.label, *aside]
        shown = str(year) if year is not None and not period else year_cell
        label = " ".join(word for word in (*words, shown) if word)
        return self._place(key, self._column(heading, label or heading.label, year, phase, numbers))

    def _order_columns(self) -> None:
        """Columns that came out of cells stand by year, and within it as they were met; doubles are set aside."""
        order = list(range(len(self.columns)))
        if self.plan.long:
            order.sort(key=lambda place: (self.columns[place].year or 0, place))
        self.order = order
        columns = [self.columns[place] for place in order]
        seen: dict[tuple[str, int | None], int] = {}
        for at, column in enumerate(columns):
            if column.phase in (None, "other"):
                continue
            slot = (column.phase or "", column.year)
            if slot not in seen:
                seen[slot] = at
                continue
            # Two columns of one phase and year cannot both be the figure of the line: the net is.
            loser = seen[slot] if _is_net(column.label) and not _is_net(columns[seen[slot]].label) else at
            seen[slot] = at if loser != at else seen[slot]
            columns[loser] = replace(columns[loser], phase="other")
            self._note(
                "other",
                N_("Kolonnen {column} har samme fase og år som {other} og lægges ikke sammen med den").format(
                    column=columns[loser].label, other=columns[seen[slot]].label
                ),
                column=columns[loser].label,
            )
        self.columns = columns

    # lines

    def _line(self, record: Record, turn: bool) -> None:
        plan, cells = self.plan, record.cells
        why = misfit(record, plan.width)
        if len(cells) < plan.width:
            cells = [*cells, *[""] * (plan.width - len(cells))]
        if why is None and not plan.long and len(plan.amounts) > 1:
            why = "heading" if all(is_year(cells[i]) for i, _heading, numbers_of in plan.amounts) else None
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
        key, path = self._key(cells, path)
        self.last_key = key
        group = self._group(key, source)
        found: dict[int, Cell] = {}
        # Without headings, which column is what is a guess.
        certain = self.head.found or not self.given.headed
        minus = turn and plan.direction is not None and bool(_INCOME.search(cells[plan.direction]))
        for i, heading, numbers in plan.amounts:
            cell = cells[i]
            if not cell and plan.long:
                continue
            value, doubt = numbers.read(cell) if cell else (None, None)
            if value is not None and (i in self.given.factors or minus):
                value = _scaled(value, self.given.factors.get(i, Decimal(1)) * (-1 if minus else 1))
            place = self._slot(i, heading, numbers, cells) if plan.long else self.places[(i,)]
            found[place] = (value, str(cell), record.line)
            if doubt is not None:
                certain = False
                if doubt != OPEN:  # that is said once, of the column
                    self._doubt(record, path, self.columns[place].label, str(cell), doubt, source)
        if self.flat:
            self._flat_row(group, cells, path, found, certain, source)
        elif found or any(path):
            group.tree.add(path, found, source, certain)

    def _filled(self, cells: list[str]) -> list[str]:
        """The cells with the names of the groups above, where the file prints each only on its first line."""
        plan = self.plan
        places = [level.text if level.text is not None else level.code for level in plan.levels]
        above = [plan.municipality, plan.department, *places]
        order = [place for place in above if place is not None]
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
        if not label:
            filled = [cell for cell in cells if cell]
            if not any(value is not None for value, _printed, _line in found.values()):
                label = " ".join(filled)
            elif self.plan.levels:
                label, certain = "–", False
            else:
                label = self.table_title
        filled = [cell for cell in cells if cell]
        if len(filled) == 1 and is_figures(filled[0]):
            # A line that was broken in two: neither this half nor the one before it can be trusted.
            certain = False
            if group.rows:
                group.rows[-1] = replace(group.rows[-1], certain=False)
            self._say("unread", "doubtful_row", "error", PROBLEMS["lone_number"], label, None, None, source)
        width = len(self.columns)
        values = tuple(found[i][0] if i in found else None for i in range(width))
        printed = tuple((found[i][1] or None) if i in found else None for i in range(width))
        group.rows.append(Row(label, values, printed, certain=certain, source=source))
        depth = cells[self.plan.depth] if self.plan.depth is not None else ""
        group.depths.append(int(depth) if depth.isdigit() else None)

    def _key(self, cells: Sequence[str], path: list[str]) -> tuple[tuple[str, ...], list[str]]:
        """What parts the lines into tables (department, unit, price level), and the path below it."""
        plan = self.plan
        above: list[str] = []
        department = ""
        if plan.municipality is not None and cells[plan.municipality]:
            municipality = cells[plan.municipality]
            self.municipalities[municipality] = None
            if self._distinct(plan.municipality) > 1:
                above.append(municipality)
        if plan.department is not None and cells[plan.department]:
            department = self.departments.get(cells[plan.department], "")
            if not department:
                department = self.departments[cells[plan.department]] = _department(cells[plan.department])
            if above or is_total_name(department):
                above.append(department)
                department = ""
        unit = cells[plan.unit] if plan.unit is not None else ""
        price = cells[plan.price] if plan.price is not None else ""
        return (department, unit, price), [*above, *path]

    def _distinct(self, column: int) -> int:
        return len(self.tallies[column].names)

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
        label = next((cell for cell in record.cells if cell and not is_number(cell)), "")[:100] or "–"
        group = self._group(self.last_key, source)
        if self.flat:
            width = len(self.columns)
            group.rows.append(Row(label, (None,) * width, (None,) * width, certain=False, source=source))
            group.depths.append(None)
        else:
            group.tree.add([label], {}, source, certain=False)
        self._say("unread", "doubtful_row", "error", PROBLEMS[why], label, None, None, source)

    # tables

    def _table(self, key: tuple[str, ...], group: _Group) -> Table | None:
        department, unit, price = key
        width = len(self.columns)
        open_rows: list[Row] = []
        if self.flat:
            rows = self._without_notes(group.rows)
            if self.plan.depth is not None:
                rows = levelled(rows, group.depths[: len(rows)])
            else:
                rows, open_rows = arranged(rows)
        else:
            rows = list(group.tree.rows(width, department or self.table_title, N_("I alt")))
        if not rows:
            return None
        if self.plan.long:
            rows = [_reordered(row, self.order) for row in rows]
        columns = tuple(self.columns)
        title = self.table_title
        if department and len(self.groups) > 1:
            title = f"{title} – {department}"
        table = Table(
            title, unit or self.unit, columns, tuple(rows), price or self.price, department or None,
            source=group.first or Source(),
        )  # fmt: skip
        for row in open_rows:
            self._say("code", "doubtful_row", "note", PROBLEMS["code_may_be_sum"], row.label, None, None, row.source)
        if any(row.kind != "line" for row in rows):
            table = self._checked(table)
        if group.tree.twice:
            self._note(
                "other",
                N_("Linjer med samme navn, år og fase som en linje før dem: {count}; de står hver for sig").format(
                    count=group.tree.twice
                ),
                table=title,
            )
        return table

    def _checked(self, table: Table) -> Table:
        """The table with what does not add up as findings; a group's figure that its parts deny is not certain."""
        known = {column.label for column in table.columns if column.phase != "other"}
        # Per cent and indices do not add up, and need not.
        findings = [finding for finding in check_table(table) if finding.column in known]
        for finding in findings:
            self._add("sum", finding)
        denied = {finding.source for finding in findings if finding.severity == "error"}
        if self.flat or not denied:
            return table
        rows = []
        for row in table.rows:
            if row.source in denied and row.kind == "subtotal" and row.certain:
                row = replace(row, certain=False)
                self._say(
                    "group", "doubtful_row", "note", PROBLEMS["group_with_figures"], row.label, None, None, row.source
                )
            rows.append(row)
        return replace(table, rows=tuple(rows))

    def _without_notes(self, rows: Sequence[Row]) -> list[Row]:
        """The rows without the notes and sources that are printed after the last figure."""
        end = len(rows)
        while end and rows[end - 1].certain and not any(rows[end - 1].printed):
            label = rows[end - 1].label
            if not (_NOTE.match(label) or len(label) > _LONG_NOTE):
                break
            end -= 1
        return list(rows[:end])

    # direction

    def _turns(self) -> bool:
        """Whether income is printed without a minus beside expenditure, so that it must be turned to be added."""
        plan = self.plan
        if plan.direction is None:
            return False
        words = self.tallies[plan.direction].names
        if not any(_INCOME.search(word) for word in words) or not any(_EXPENSE.search(word) for word in words):
            return False
        below = above = 0
        for record in body(self.grid, self.head, self.given):
            if misfit(record, plan.width) or len(record.cells) <= plan.direction:
                continue
            if not _INCOME.search(record.cells[plan.direction]):
                continue
            for i, _heading, numbers in plan.amounts:
                value = numbers.read(record.cells[i])[0] if i < len(record.cells) and record.cells[i] else None
                if value is not None and value.strip("-0."):
                    below += value.startswith("-")
                    above += not value.startswith("-")
        if above and not below:
            self._note(
                "other",
                N_("Indtægter er trykt uden minus; de er vendt, så de kan lægges sammen med udgifter"),
                column=self.head.labels[plan.direction],
            )
            return True
        if above and below:
            self._note(
                "other",
                N_("Nogle indtægter er trykt med minus og nogle uden; de er læst, som de står"),
                column=self.head.labels[plan.direction],
            )
        return False

    # findings

    def _styles(self) -> None:
        """Say how each column's numbers are read, where that is not plain."""
        for i, heading, numbers in self.plan.amounts:
            label = heading.label or self.head.labels[i] or f"Kolonne {i + 1}"
            if numbers.open:
                self._note(
                    "doubtful_number",
                    N_("Kolonnen {column} afgør ikke, om {example} er tusinder eller decimaler").format(
                        column=label, example=numbers.example
                    ),
                    column=label,
                    printed=numbers.example,
                )
            elif numbers.style is not Style.WHOLE:
                message = (
                    N_("Kolonnen {column} er læst med decimalkomma, fx {example}")
                    if numbers.style is Style.DANISH
                    else N_("Kolonnen {column} er læst med decimalpunktum, fx {example}")
                )
                if numbers.by_others:
                    message = (
                        N_("Kolonnen {column} er læst med decimalkomma som de andre kolonner, fx {example}")
                        if numbers.style is Style.DANISH
                        else N_("Kolonnen {column} er læst med decimalpunktum som de andre kolonner, fx {example}")
                    )
                self._note(
                    "other", message.format(column=label, example=numbers.example), column=label,
                    printed=numbers.example or None,
                )  # fmt: skip
        if not self.head.found:
            self._note("other", N_("Kolonnerne har ingen overskrifter"))

    def _doubt(
        self, record: Record, path: Sequence[str], column: str, printed: str, doubt: str, source: Source
    ) -> None:
        label = next((name for name in reversed(path) if name), "")
        self._say("number", "doubtful_number", "note", DOUBT_WORDS[doubt], label, column, printed, source)

    def _say(
        self,
        kind: str,
        code: str,
        severity: str,
        message: str,
        row: str | None,
        column: str | None,
        printed: str | None,
        source: Source,
    ) -> None:
        words = N_("Linje {line}: {why}").format(line=source.line, why=message)
        finding = Finding(
            code, severity, words, table=self.table_title, row=row, column=column, printed=printed, source=source
        )
        self._add(kind, finding)

    def _add(self, kind: str, finding: Finding) -> None:
        self.counts[kind] += 1
        if self.counts[kind] <= _MOST_FINDINGS:
            self.findings.append(finding)

    def _note(
        self,
        code: str,
        message: str,
        *,
        column: str | None = None,
        printed: str | None = None,
        table: str | None = None,
    ) -> None:
        source = Source(self.grid.page, self._head_line())
        self.findings.append(
            Finding(
                code, "note", message, table=table or self.table_title, column=column, printed=printed, source=source
            )
        )

    def _head_line(self) -> int:
        records = self.grid.first(max(1, self.head.below))
        return records[-1].line if records else 1

    def _summary(self) -> None:
        for kind, count in self.counts.items():
            if count > _MOST_FINDINGS:
                self._note(
                    "doubtful_number" if kind == "number" else "doubtful_row",
                    N_("Og {count} fund til af samme slags; rækkerne er mærket").format(count=count - _MOST_FINDINGS),
                )
        if self.unit is None and self.plan.unit is None:
            self._note("other", N_("Tallenes enhed er ikke trykt"))
        if all(column.phase in (None, "other") for column in self.columns):
            self._note("other", N_("Tallenes fase (regnskab, budget …) er ikke trykt"))


def _reordered(row: Row, order: Sequence[int]) -> Row:
    if not row.values or list(order) == sorted(order):
        return row
    return replace(
        row,
        values=tuple(row.values[place] for place in order),
        printed=tuple(row.printed[place] for place in order),
        lines=tuple(row.lines[place] for place in order) if row.lines else (),
    )


def _title(titles: Sequence[str]) -> tuple[str, Unit | None, str | None]:
    """The title that stands over a heading, without the unit and price level that stand there, too."""
    words: list[str] = []
    unit: Unit | None = None
    price: str | None = None
    for line in titles:
        rest, own_unit, own_price = split_unit(line)
        unit, price = unit or own_unit, price or own_price
        if rest:
            words.append(rest.strip(" :"))
    return " ".join(words), unit, price


def _only_phase(titles: Sequence[str]) -> str | None:
    found = {phase for line in titles for phase in phases_of(line)}
    return found.pop() if len(found) == 1 else None


def _only_year(titles: Sequence[str]) -> int | None:
    found = {
        year for line in titles for year in re.findall(r"(?<![0-9.,-])(?:19|20)[0-9]{2}(?![0-9-])", split_unit(line)[0])
    }
    return int(found.pop()) if len(found) == 1 else None


def _column_unit(plan: Plan) -> str | None:
    """The unit that the headings, or the cells themselves, print: the one of the columns that a budget has."""
    for _i, heading, numbers in plan.amounts:
        if heading.summable and not numbers.percent and (heading.unit or numbers.currency):
            return heading.unit or "kr."
    return None


def _department(text: str) -> str:
    """A department by its name where the cell holds its abbreviation."""
    return names.department_exactly(text) or names.CURRENT.departments.get(text, text)


def _scaled(value: str, factor: Decimal) -> str:
    product = Decimal(value) * factor
    return format(product, "f") if product else "0"


def _is_net(label: str) -> bool:
    return bool(re.search(r"\bnetto|\bi alt\b|\btotal", label, re.IGNORECASE))


def _is_date(cell: str) -> bool:
    return bool(_DATE.fullmatch(cell))


def _stem(name: str) -> str:
    """The name of a file without its folder and ending, for a table that prints no title."""
    return name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or name
