"""Where the lines of an extract belong: each in the group of its path, and that in a table.

The lines come in the order of the file, as runs; of each only the number of its group is kept.
"""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from budgettui.domain.checking.row_words import is_calculation_label, is_total_label
from budgettui.domain.paper.long_table import LongGroup
from budgettui.domain.paper.papers import Source
from budgettui.ingest.lines.budget_lines import LinesBuilder, is_note, unread_label
from budgettui.ingest.lines.line_columns import repeats_heading
from budgettui.ingest.lines.line_tree import CodeOrder, is_total_name
from budgettui.ingest.lines.long_numbers import all_plain
from budgettui.ingest.lines.long_text import Columns, Run
from budgettui.ingest.tables.accounts import take_apart
from budgettui.ingest.tables.decimals import OPEN
from budgettui.ingest.tables.grid import Record
from budgettui.ingest.tables.grid_body import misfit
from budgettui.ingest.tables.grid_head import is_figures, is_year

#: The number of a group for a line that stands in none.
NOWHERE = 0xFFFFFFFF
#: So many printed paths are remembered.
_KNOWN = 50_000
#: What stands in every word that says "all of them".
_TOTALS = ("tot", "alt", "sum", "samlet")


class Irregular(Exception):
    """The file is no regular extract."""


@dataclass(slots=True)
class ExtractTable:
    """One table's groups: the key that parts it from others, and its first line."""

    key: tuple[str, str, str]
    root: LongGroup
    codes: CodeOrder


class Places:
    """The groups so far, and the group of every line. ``records`` are those that stand in no run, by their line."""

    def __init__(self, builder: LinesBuilder, records: Mapping[int, Record]) -> None:
        self.builder, self.plan, self.records = builder, builder.plan, records
        self.findings, self.columns = builder.findings, builder.columns
        plan = self.plan
        before = (plan.municipality, plan.department, plan.unit, plan.price, plan.direction)
        over = (place for level in plan.levels[:-1] for place in (level.code, level.text))
        self._keyed = sorted({place for place in (*before, *over) if place is not None})
        #: Where a line has its year, phase and the like, by which its amounts are put into columns.
        self.slotted = [at for at in (plan.year, plan.phase, *(at for at, _named in plan.aside)) if at is not None]
        #: The groups of the paths that were met last, as they are printed.
        self._known: dict[Hashable, int] = {}
        self.groups: list[LongGroup] = []
        self.group_tables: list[ExtractTable] = []
        self.found: dict[tuple[str, str, str], ExtractTable] = {}
        self.where = array("I")
        self.odd: dict[int, tuple[list[str] | None, str, int]] = {}
        self.uncertain: set[int] = set()
        self._table: ExtractTable | None = None
        #: The lines that print a total: (line, cells, path of names over it, whether it is over all tables).
        self.totals: list[tuple[int, list[str], list[str], bool]] = []

    def fits(self, part: Run | Record) -> bool:
        """Put a part, and say whether that could be done."""
        try:
            self.put(part)
        except Irregular:
            return False
        return True

    def put(self, part: Run | Record) -> None:
        """Say where the next lines belong; raises :class:`Irregular` where they are no regular extract's."""
        if isinstance(part, Record):
            self._unread(part)
            return
        if part.line in self.records:
            self.odd[part.line] = (part.row(0), "", self.records[part.line].last)
        self._place_run(part)

    def finish(self) -> None:
        self.columns.settle(self.findings)

    def _unread(self, record: Record) -> None:
        """A row that could not be parted into cells: kept for the eye, and none of its numbers read."""
        label = unread_label(record)
        if is_total_name(label) or is_total_label(label):
            raise Irregular
        source = Source(None, record.line, record.last)
        table = self._table or self._table_of(("", "", ""), record.line)
        self.odd[record.line] = (None, label, record.last)
        self.uncertain.add(record.line)
        self._put(record.line, [table.root.number])
        self.findings.unread(misfit(record, self.plan.width) or "", label, source)

    def _put(self, line: int, groups: Sequence[int]) -> None:
        missing = line - 1 - len(self.where)
        if missing:
            self.where.extend(array("I", [NOWHERE]) * missing)
        self.where.extend(groups)

    def _place_run(self, run: Run) -> None:
        run = self._with_figures(run)
        if not run.size:
            return
        columns, line = run.columns, run.line
        names = self.names(columns)
        if self._without_totals(run, names):
            return
        self._look_at_names(names)
        self._look_at_numbers(run)
        self._look_at_accounts(run)
        if not self.builder.head.found:  # without headings, which column is what is a guess
            self.uncertain.update(range(line, line + run.size))
        where = self._groups_of(run)
        self._put(line, where)
        self._table = self.group_tables[where[-1]]
        if self.builder.flat:
            for name, number in zip(names, where, strict=True):
                if name[0].isdigit() and not self.group_tables[number].codes.apart(name):
                    raise Irregular
        if self.plan.long:
            self._slots(run)

    def _groups_of(self, run: Run) -> list[int]:
        if not self._keyed:
            return [self._group_of(run.row(0), run.line)] * run.size
        known = self._known
        if len(known) > _KNOWN:
            known.clear()
        keyed = [run.columns[place] for place in self._keyed]
        keys: Sequence[Hashable] = keyed[0] if len(keyed) == 1 else list(zip(*keyed, strict=True))
        if None in (numbers := list(map(known.get, keys))):
            for at in [at for at, number in enumerate(numbers) if number is None]:
                if keys[at] not in known:
                    known[keys[at]] = self._group_of(run.row(at), run.line + at)
            return list(map(known.__getitem__, keys))
        return [number for number in numbers if number is not None]

    def _with_figures(self, run: Run) -> Run:
        """The run without the lines that print no figure. Where it falls apart, its parts are placed one by one."""
        columns = run.columns
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
        full = [at for at in range(run.size) if at not in empty]
        for _key, same in groupby(enumerate(full), lambda pair: pair[1] - pair[0]):
            places = [at for _i, at in same]
            self._place_run(run.cut(places[0], places[-1] + 1))
        return run.cut(0, 0)

    def names(self, columns: Columns) -> Sequence[str]:
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

    def _without_totals(self, run: Run, names: Sequence[str]) -> bool:
        """Whether lines of a run print totals; they are set apart then, and the lines between them placed."""
        different = set(names)
        joined = "\n".join(different).casefold()
        if "" not in different and not any(word in joined for word in _TOTALS):
            return False
        plan = self.plan
        if plan.long or plan.direction is not None:
            return False
        found = [(at, total) for at in range(run.size) if (total := self._total(run.row(at))) is not None]
        begin = 0
        for at, (path, over) in found:
            if at > begin:
                self._place_run(run.cut(begin, at))
            self.totals.append((run.line + at, run.row(at), path, over))
            begin = at + 1
        if found and begin < run.size:
            self._place_run(run.cut(begin, run.size))
        return bool(found)

    def _total(self, cells: list[str]) -> tuple[list[str], bool] | None:
        """The path of names over a bare total ("I alt"), with nothing after it, and whether it is over all tables."""
        plan = self.plan
        path = [level.read(cells) for level in plan.levels]
        department = cells[plan.department] if plan.department is not None else ""
        if is_total_name(department):
            return None if any(path) else ([], True)
        at = next((at for at, name in enumerate(path) if is_total_name(name)), None)
        if at is None or any(path[at + 1 :]):
            return None
        over = plan.department is not None and not department
        return None if over and any(path[:at]) else (path[:at], over)

    def _look_at_names(self, names: Sequence[str]) -> None:
        different = set(names)
        joined = "\n".join(different).casefold()
        if "" in different:
            raise Irregular
        if any(word in joined for word in _TOTALS) and any(is_total_name(n) or is_total_label(n) for n in different):
            raise Irregular
        if "+" in joined and any(map(is_calculation_label, different)):
            raise Irregular

    def _look_at_numbers(self, run: Run) -> None:
        """Say what is doubtful of the numbers of these lines."""
        plan, columns = self.plan, run.columns
        if not plan.long and len(plan.amounts) > 1:
            first = columns[plan.amounts[0][0]]
            if any(repeats_heading(plan, run.row(at)) for at, cell in enumerate(first) if is_year(cell)):
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
                    row = run.row(at)
                    slot = self.columns.slot(i, heading, numbers, row) if plan.long else self.columns.fixed[i]
                    label = plan.levels[-1].read(row)
                    source = Source(None, run.line + at, run.line + at)
                    self.findings.number(doubt, label, self.columns.all[slot].label, cell, source)

    def _look_at_accounts(self, run: Run) -> None:
        """Say which account strings could not be taken apart."""
        for place in self.plan.strings:
            cells = run.columns[place]
            if all(take_apart(cell) is not None for cell in set(cells)):
                continue
            for at, cell in enumerate(cells):
                if take_apart(cell) is None:
                    line = run.line + at
                    self.uncertain.add(line)
                    self.findings.doubtful("account", self.plan.levels[-1].read(run.row(at)), Source(None, line, line))

    def _slots(self, run: Run) -> None:
        """Make the columns that the years and phases of these lines ask for."""
        keys = list(zip(*(run.columns[place] for place in self.slotted), strict=True))
        first = dict(zip(reversed(keys), reversed(range(len(keys))), strict=True))
        for at in sorted(first.values()):
            for i, heading, numbers in self.plan.amounts:
                self.columns.slot(i, heading, numbers, run.row(at))

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
                below = LongGroup(name, line, len(self.groups))
                group.children = group.children or {}
                group.children[name] = below
                self._number(below, table)
            group = below
        return group.number

    def _table_of(self, key: tuple[str, str, str], line: int) -> ExtractTable:
        table = self.found.get(key)
        if table is None:
            root = LongGroup("", line, len(self.groups))
            table = self.found[key] = ExtractTable(key, root, CodeOrder())
            self._number(root, table)
        return table

    def _number(self, group: LongGroup, table: ExtractTable) -> None:
        self.groups.append(group)
        self.group_tables.append(table)
