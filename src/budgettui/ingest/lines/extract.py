"""Budget lines of a long delimited file (an extract), without holding them.

The file is gone through three times: for what its columns hold, for the group that every line belongs to, and, group
by group, for the lines themselves. What is held is the content, the groups, and for each line the number of its group.

Only a regular extract is read so: every line has its whole path, and none is the sum of others. Any other file is read
as tables are, whose rows are held against each other.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from budgettui.domain.checking.checks import is_calculation_label, is_total_label
from budgettui.domain.paper.long_table import LongGroup
from budgettui.domain.paper.papers import Source
from budgettui.domain.paper.reading import Finding, Table
from budgettui.ingest.collector import collector_paused
from budgettui.ingest.given import Given
from budgettui.ingest.lines.budget_lines import SAMPLE, TWICE, Lines, LinesBuilder, is_note, unread_label
from budgettui.ingest.lines.direction import must_turn
from budgettui.ingest.lines.extract_rows import ExtractRows
from budgettui.ingest.lines.line_tree import CodeOrder, is_total_name
from budgettui.ingest.lines.long_numbers import all_plain
from budgettui.ingest.lines.long_text import LongText, Run
from budgettui.ingest.page.headings import understand
from budgettui.ingest.tables.accounts import take_apart
from budgettui.ingest.tables.column_roles import plan_of
from budgettui.ingest.tables.decimals import OPEN
from budgettui.ingest.tables.grid import Record
from budgettui.ingest.tables.grid_body import Tally, misfit
from budgettui.ingest.tables.grid_head import HEAD_WITHIN, find_head, is_figures, is_year

_NOWHERE = 0xFFFFFFFF
#: So many printed paths are remembered.
_KNOWN = 50_000
#: What stands in every word that says "all of them".
_TOTALS = ("tot", "alt", "sum", "samlet")


class ExtractFindings(Sequence[Finding]):
    """What is said of an extract. How many lines stand twice is only known when its lines have been gone through."""

    def __init__(self, before: Sequence[Finding], lines: Lines) -> None:
        self._before, self._lines = before, lines

    def _all(self) -> list[Finding]:
        found = [*self._before, *self._lines.findings]
        for table in self._lines.tables:
            twice = table.rows.twice if isinstance(table.rows, ExtractRows) else 0
            if twice:
                words = TWICE.format(count=twice)
                found.append(Finding("other", "note", words, table=table.title, source=table.source))
        return found

    def __len__(self) -> int:
        return len(self._all())

    def __getitem__(self, place: Any) -> Any:
        return self._all()[place]

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._all())


class Irregular(Exception):
    """The file is no regular extract."""


def read_extract(name: str, text: LongText) -> Lines | None:
    """The tables of a long text, with rows that are read when they are gone through; ``None`` where it is irregular."""
    with collector_paused():
        try:
            return Extract(name, text).tables()
        except Irregular:
            return None


@dataclass(slots=True)
class ExtractTable:
    """One table's groups: the key that parts it from others, and its first line."""

    key: tuple[str, str, str]
    root: LongGroup
    number: int
    codes: CodeOrder


class Extract:
    """A long text on its way to tables: its columns, its groups, and where each line belongs."""

    def __init__(self, name: str, text: LongText) -> None:
        self.text = text
        grid, given = text.grid(), Given()
        head = find_head(grid.first(HEAD_WITHIN))
        if head is None or len(head.labels) != text.layout.width:
            raise Irregular
        self.labels = list(head.labels) if head.found else None
        above = grid.first(head.below)
        self.top = above[-1].last if above else 0
        headings = [understand(label) for label in head.labels]
        width = len(headings)
        #: The records that stand in no run, by their line.
        self.records: dict[int, Record] = {}
        tallies = [Tally() for _ in headings]
        sample: list[list[str]] = []
        for run in self._fitting(width):
            for tally, cells in zip(tallies, zip(*run.rows, strict=True), strict=True):
                tally.add(cells)
            if len(sample) < SAMPLE:
                sample += run.rows[: SAMPLE - len(sample)]
        plan = plan_of(headings, tallies, given, sample)
        if plan is None or not plan.levels or plan.depth is not None:
            raise Irregular
        path = [plan.municipality, plan.department, *(at for level in plan.levels for at in (level.text, level.code))]
        if any(tallies[at].outline for at in path if at is not None):
            raise Irregular
        self.plan = plan
        self.builder = LinesBuilder(grid, name, head, plan, tallies, given)
        self.findings, self.columns = self.builder.findings, self.builder.columns
        self.findings.styles(plan, head)
        records = (Record(run.line, run.line, row) for run in self._fitting(width) for row in run.rows)
        if plan.direction is not None and must_turn(plan, head, tallies, records, self.findings):
            raise Irregular
        before = (plan.municipality, plan.department, plan.unit, plan.price, plan.direction)
        over = (place for level in plan.levels[:-1] for place in (level.code, level.text))
        self.keyed = sorted({place for place in (*before, *over) if place is not None})
        #: Where a line has its year, phase and the like, by which its amounts are put into columns.
        self.slotted = [at for at in (plan.year, plan.phase, *(at for at, _named in plan.aside)) if at is not None]
        #: The groups of the paths that were met last, as they are printed.
        self.known: dict[tuple[str, ...], int] = {}
        self.groups: list[LongGroup] = []
        self.group_tables: list[ExtractTable] = []
        self.found: dict[tuple[str, str, str], ExtractTable] = {}
        self.numbers: dict[int, int] = {}
        self.where = array("I")
        self.odd: dict[int, tuple[list[str] | None, str, int]] = {}
        self.uncertain: set[int] = set()
        self.certain = head.found
        self._place_lines()

    # -- the lines that fit

    def _fitting(self, width: int) -> Iterator[Run]:
        """The lines below the heading that fit under it. Those that do not are left in ``records``."""
        for part in self.text.parts():
            if isinstance(part, Record):
                if part.line <= self.top or (self.labels and part.cells[: len(self.labels)] == self.labels):
                    continue
                self.records[part.line] = part
                if misfit(part, width) is None:
                    yield Run(part.line, [[*part.cells, *[""] * width][:width]])
                continue
            line, rows = part
            if line <= self.top:
                rows = rows[self.top - line + 1 :]
                line = self.top + 1
            while self.labels in rows:
                at = rows.index(self.labels)
                if at:
                    yield Run(line, rows[:at])
                line, rows = line + at + 1, rows[at + 1 :]
            if rows:
                yield Run(line, rows)

    # -- where each line belongs

    def _place_lines(self) -> None:
        width = self.plan.width
        records = self.records
        unread = sorted(line for line, record in records.items() if misfit(record, width) is not None)
        self.table: ExtractTable | None = None
        waiting = iter([*unread, _NOWHERE])
        following = next(waiting)
        for run in self._fitting(width):
            while following < run.line:
                self._unread(records[following])
                following = next(waiting)
            if run.line in records:
                record = records[run.line]
                self.odd[run.line] = (run.rows[0], "", record.last)
            self._place_run(run)
        while following != _NOWHERE:
            self._unread(records[following])
            following = next(waiting)
        self.columns.settle(self.findings)

    def _unread(self, record: Record) -> None:
        """A row that could not be parted into cells: kept for the eye, and none of its numbers read."""
        label = unread_label(record)
        if is_total_name(label) or is_total_label(label):
            raise Irregular
        source = Source(None, record.line, record.last)
        table = self.table or self._table_of(("", "", ""), record.line)
        self.odd[record.line] = (None, label, record.last)
        self.uncertain.add(record.line)
        self._put(record.line, [self.numbers[id(table.root)]])
        self.findings.unread(misfit(record, self.plan.width) or "", label, source)

    def _put(self, line: int, groups: Sequence[int]) -> None:
        missing = line - 1 - len(self.where)
        if missing:
            self.where.extend(array("I", [_NOWHERE]) * missing)
        self.where.extend(groups)

    def _place_run(self, run: Run) -> None:
        columns = list(zip(*run.rows, strict=True))
        rows = self._with_figures(run, columns)
        if not rows.rows:
            return
        if rows is not run:
            columns = list(zip(*rows.rows, strict=True))
        self._look_at_names(self.names(columns))
        self._look_at_numbers(rows, columns)
        self._look_at_accounts(rows, columns)
        if not self.certain:
            self.uncertain.update(range(rows.line, rows.line + len(rows.rows)))
        where: list[int] = []
        keys = zip(*(columns[place] for place in self.keyed), strict=True) if self.keyed else [()] * len(rows.rows)
        known = self.known
        if len(known) > _KNOWN:
            known.clear()
        for key, same in groupby(keys):
            number = known.get(key)
            if number is None:
                at = len(where)
                number = known[key] = self._group_of(rows.rows[at], rows.line + at)
            where += [number] * sum(1 for _ in same)
        self._put(rows.line, where)
        self.table = self.group_tables[where[-1]]
        if self.builder.flat:
            names = self.names(columns)
            for name, number in zip(names, where, strict=True):
                if name[0].isdigit() and not self.group_tables[number].codes.apart(name):
                    raise Irregular
        if self.plan.long:
            self._slots(rows.rows, columns)

    def _with_figures(self, run: Run, columns: list[tuple[str, ...]]) -> Run:
        """The run without the lines that print no figure. Where it falls apart, its parts are placed one by one."""
        empty: set[int] | None = None
        for place, _heading, _numbers in self.plan.amounts:
            own = {at for at, cell in enumerate(columns[place]) if not cell} if "" in columns[place] else set()
            empty = own if empty is None else empty & own
        if not empty:
            return run
        if self.builder.flat:
            # Such rows stay where they are, but for what is printed below the last figure.
            names = self.names(columns)
            if any(not names[at] or is_note(names[at]) or is_figures(names[at]) for at in empty):
                raise Irregular
            return run
        full = [at for at in range(len(run.rows)) if at not in empty]
        for _key, same in groupby(enumerate(full), lambda pair: pair[1] - pair[0]):
            places = [at for _i, at in same]
            self._place_run(Run(run.line + places[0], [run.rows[at] for at in places]))
        return Run(run.line, [])

    def names(self, columns: list[tuple[str, ...]]) -> Sequence[str]:
        """The names of lines in their groups."""
        level = self.plan.levels[-1]
        texts = columns[level.text] if level.text is not None else None
        codes = columns[level.code] if level.code is not None else None
        if not level.plain or (texts is None and codes is None):
            return [level.read(cells) for cells in zip(*columns, strict=True)]
        if texts is None or codes is None:
            return texts or codes or ()
        pairs = zip(codes, texts, strict=True)
        return [
            f"{code} {text}" if code and text and not text.startswith(code) else text or code for code, text in pairs
        ]

    def _look_at_names(self, names: Sequence[str]) -> None:
        different = set(names)
        joined = "\n".join(different).casefold()
        if "" in different:
            raise Irregular
        if any(word in joined for word in _TOTALS) and any(is_total_name(n) or is_total_label(n) for n in different):
            raise Irregular
        if "+" in joined and any(map(is_calculation_label, different)):
            raise Irregular

    def _look_at_numbers(self, run: Run, columns: list[tuple[str, ...]]) -> None:
        """Say what is doubtful of the numbers of these lines."""
        plan = self.plan
        if not plan.long and len(plan.amounts) > 1:
            first = columns[plan.amounts[0][0]]
            for at in [at for at, cell in enumerate(first) if is_year(cell)]:
                if all(is_year(columns[place][at]) for place, _heading, _numbers in plan.amounts):
                    raise Irregular
        for i, heading, numbers in plan.amounts:
            if all_plain(numbers, columns[i]):
                continue
            for at, cell in enumerate(columns[i]):
                doubt = numbers.read(cell)[1] if cell else None
                if doubt is None:
                    continue
                self.uncertain.add(run.line + at)
                if doubt != OPEN:  # that is said once, of the column
                    row = run.rows[at]
                    slot = self.columns.slot(i, heading, numbers, row) if plan.long else self.columns.fixed[i]
                    label = plan.levels[-1].read(row)
                    source = Source(None, run.line + at, run.line + at)
                    self.findings.number(doubt, label, self.columns.all[slot].label, cell, source)

    def _look_at_accounts(self, run: Run, columns: list[tuple[str, ...]]) -> None:
        """Say which account strings could not be taken apart."""
        for place in self.plan.strings:
            if all(take_apart(cell) is not None for cell in set(columns[place])):
                continue
            for at, cell in enumerate(columns[place]):
                if take_apart(cell) is None:
                    line = run.line + at
                    self.uncertain.add(line)
                    self.findings.doubtful("account", self.plan.levels[-1].read(run.rows[at]), Source(None, line, line))

    def _slots(self, rows: list[list[str]], columns: list[tuple[str, ...]]) -> None:
        """Make the columns that the years and phases of these lines ask for."""
        keys = list(zip(*(columns[place] for place in self.slotted), strict=True))
        first = dict(zip(reversed(keys), reversed(range(len(keys))), strict=True))
        for at in sorted(first.values()):
            for i, heading, numbers in self.plan.amounts:
                self.columns.slot(i, heading, numbers, rows[at])

    def _group_of(self, cells: list[str], line: int) -> int:
        plan = self.plan
        path = [level.read(cells) for level in plan.levels[:-1]]
        if plan.direction is not None and cells[plan.direction]:
            path = [cells[plan.direction], *path]
        key, path = self.builder.key(cells, path)
        table = self._table_of(key, line)
        group = table.root
        for name in filter(None, path):
            below = group.children.get(name)
            if below is None:
                if is_total_name(name) or is_total_label(name) or is_calculation_label(name):
                    raise Irregular
                below = group.children[name] = LongGroup(name, line)
                self._number(below, table)
            group = below
        return self.numbers[id(group)]

    def _table_of(self, key: tuple[str, str, str], line: int) -> ExtractTable:
        table = self.found.get(key)
        if table is None:
            root = LongGroup("", line)
            table = self.found[key] = ExtractTable(key, root, len(self.found), CodeOrder())
            self._number(root, table)
        return table

    def _number(self, group: LongGroup, table: ExtractTable) -> None:
        self.numbers[id(group)] = len(self.groups)
        self.groups.append(group)
        self.group_tables.append(table)

    # -- the tables

    def tables(self) -> Lines:
        """What is known before the lines are gone through once more."""
        self._order()
        builder, caption = self.builder, self.builder.caption
        tables = []
        for table in self.found.values():
            department, unit, price = table.key
            title = caption.title
            if department and len(self.found) > 1:
                title = f"{title} – {department}"
            rows = ExtractRows(self, table.root, self.ranks_of(table))
            own = Table(
                title, unit or caption.unit, tuple(self.columns.all), rows, price or caption.price_level,
                department or None, source=Source(None, table.root.first, table.root.first),
            )  # fmt: skip
            tables.append(own)
        builder.unsaid()
        return builder.lines(tables)

    def _order(self) -> None:
        """Put the numbers of the lines into the order of their groups, each group's lines in their own."""
        rank: list[int] = [0] * len(self.groups)
        self.ranked: list[int] = []
        for table in self.found.values():
            waiting = [table.root]
            while waiting:
                group = waiting.pop()
                number = self.numbers[id(group)]
                rank[number] = len(self.ranked)
                self.ranked.append(number)
                waiting += reversed(group.children.values())
        count = array("I", [0]) * (len(self.ranked) + 1)
        for number in self.where:
            if number != _NOWHERE:
                count[rank[number] + 1] += 1
        for at in range(1, len(count)):
            count[at] += count[at - 1]
        self.starts = array("I", count)
        self.lines = array("I", [0]) * count[-1]
        for line, number in enumerate(self.where, 1):
            if number != _NOWHERE:
                at = rank[number]
                self.lines[count[at]] = line
                count[at] += 1
        self.where = array("I")

    def ranks_of(self, table: ExtractTable) -> range:
        """The places of a table's groups in the order."""
        first = self.ranked.index(self.numbers[id(table.root)])
        count = sum(1 for one in self.group_tables if one is table)
        return range(first, first + count)

    def cells(self, lines: Sequence[int]) -> list[list[str]]:
        """The cells of these lines; an unread one has none that hold anything."""
        if not self.odd:
            return self.text.fetch(lines)
        nothing = [""] * self.plan.width
        plain = iter(self.text.fetch([line for line in lines if line not in self.odd] or [1]))
        return [(self.odd[line][0] or nothing) if line in self.odd else next(plain) for line in lines]
