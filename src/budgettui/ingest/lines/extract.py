"""Budget lines of a long delimited file (an extract), without holding them.

The file is gone through twice: for what its columns hold and the group that every line belongs to, and, group by group,
for the lines themselves. What is held is the content, the groups, and for each line the number of its group.

Only all of the cells say how the columns are to be read, but the first of them mostly say the same: by these the lines
are put into groups meanwhile. Where all say otherwise, the file is gone through once more for that.

Only a regular extract is read so: every line has its whole path, and what prints the sum of others says "I alt" and no
more, so that it is set apart from the lines and held against them. Any other file is read as tables are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from budgettui.domain.paper.long_table import LongGroup, LongTotal
from budgettui.domain.paper.papers import Source
from budgettui.domain.paper.reading import Finding, Row, Table
from budgettui.ingest.collector import collector_paused
from budgettui.ingest.given import Given
from budgettui.ingest.lines.budget_lines import SAMPLE, TWICE, Lines, LinesBuilder, headings_of
from budgettui.ingest.lines.extract_places import Irregular, Places
from budgettui.ingest.lines.extract_rows import ExtractRows, InOrder
from budgettui.ingest.lines.line_columns import must_turn
from budgettui.ingest.lines.line_tree import is_total_name
from budgettui.ingest.lines.long_text import LongText, Run
from budgettui.ingest.tables.column_roles import Plan, plan_of
from budgettui.ingest.tables.grid import Record
from budgettui.ingest.tables.grid_body import Tally, misfit
from budgettui.ingest.tables.grid_head import HEAD_WITHIN, find_head

#: After so many lines the others are expected to be like them.
ENOUGH = 2000


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


def read_extract(name: str, text: LongText) -> Lines | None:
    """The tables of a long text, with rows that are read when they are gone through; ``None`` where it is irregular."""
    with collector_paused():
        try:
            return _Extract(name, text).tables()
        except Irregular:
            return None


class _Extract:
    """A long text on its way to tables: its columns, its groups, and where each line belongs."""

    def __init__(self, name: str, text: LongText) -> None:
        self.name, self.text, self.grid, self.given = name, text, text.grid(), Given()
        head = find_head(self.grid.first(HEAD_WITHIN))
        if head is None or len(head.labels) != text.layout.width:
            raise Irregular
        self.head = head
        self.labels = list(head.labels) if head.found else None
        above = self.grid.first(head.below)
        self.top = above[-1].last if above else 0
        self.headings, self.finer = headings_of(head, self.given)
        self.tallies = [Tally() for _ in self.headings]
        self.sample: list[list[str]] = []
        #: The records that stand in no run, by their line.
        self.records: dict[int, Record] = {}
        guess = self._tally()
        plan = self._plan()
        if plan is None or self._is_outline(plan):
            raise Irregular
        self.places = guess if guess is not None and self._holds(guess, plan) else self._place(plan)

    # -- the lines under the heading

    def _parts(self) -> Iterator[Run | Record]:
        """The lines below the heading that fit under it as runs, those that do not as records."""
        width = len(self.headings)
        for part in self.text.parts():
            if isinstance(part, Record):
                if part.line <= self.top or (self.labels and part.cells[: len(self.labels)] == self.labels):
                    continue
                self.records[part.line] = part
                if misfit(part, width) is None:
                    yield Run(part.line, [[cell] for cell in [*part.cells, *[""] * width][:width]])
                else:
                    yield part
                continue
            run = part.cut(min(part.size, max(0, self.top + 1 - part.line)), part.size)
            for again in self._headings_in(run):
                if again > run.line:
                    yield run.cut(0, again - run.line)
                run = run.cut(again - run.line + 1, run.size)
            if run.size:
                yield run

    def _headings_in(self, run: Run) -> list[int]:
        """The lines of a run that are the heading, printed again."""
        if self.labels is None or self.labels[0] not in run.columns[0]:
            return []
        same = (at for at, cell in enumerate(run.columns[0]) if cell == self.labels[0])
        return [run.line + at for at in same if run.row(at) == self.labels]

    def _runs(self) -> Iterator[Run]:
        return (part for part in self._parts() if isinstance(part, Run))

    # -- what the columns are

    def _tally(self) -> Places | None:
        """Tally all lines; and where they belong, if the columns are what the first lines say that they are."""
        guess: Places | None = None
        first: list[Run | Record] | None = []
        lines = 0
        for part in self._parts():
            if isinstance(part, Run):
                for tally, cells in zip(self.tallies, part.columns, strict=True):
                    tally.add(cells)
                lines += part.size
                if len(self.sample) < SAMPLE:
                    some = part.cut(0, min(part.size, SAMPLE - len(self.sample)))
                    self.sample += map(list, zip(*some.columns, strict=True))
            if first is not None:
                first.append(part)
                if lines >= ENOUGH:
                    guess, first = self._guess(first), None
            elif guess is not None and not guess.fits(part):
                guess = None
        return guess

    def _guess(self, parts: Sequence[Run | Record]) -> Places | None:
        """Where the first lines belong, by what they say themselves."""
        plan = self._plan()
        if plan is None or plan.direction is not None:  # which way income counts, only all lines say
            return None
        guess = Places(self._builder(plan), self.records)
        return guess if all(map(guess.fits, parts)) else None

    def _plan(self) -> Plan | None:
        """What the columns are, by what was tallied so far; ``None`` where that is no regular extract."""
        plan = plan_of(self.headings, self.tallies, self.given, self.sample)
        return plan if plan is not None and plan.levels and plan.depth is None else None

    def _is_outline(self, plan: Plan) -> bool:
        """Whether a name of the path is only printed on the first line of its group."""
        path = [plan.municipality, plan.department, *(at for level in plan.levels for at in (level.text, level.code))]
        tallies = [self.tallies[at] for at in path if at is not None]
        if not any(tally.outline for tally in tallies):
            return False
        # Of a line that prints a total the names below it are blank.
        totals = sum(count for tally in tallies for name, count in tally.names.items() if is_total_name(name))
        return any(tally.outline and tally.blanks > totals for tally in tallies)

    def _builder(self, plan: Plan) -> LinesBuilder:
        return LinesBuilder(self.grid, self.name, self.head, plan, self.tallies, self.given, self.finer)

    # -- where each line belongs

    def _holds(self, guess: Places, plan: Plan) -> bool:
        """Whether the lines were put where they belong by this plan, too; then the guess is finished as such."""
        now, then = self._builder(plan), guess.builder
        if not _alike(plan, then.plan) or (now.caption, now.towns) != (then.caption, then.towns):
            return False
        findings = then.findings
        said, findings.found = findings.found, []
        findings.styles(plan, self.head)
        findings.found += said
        guess.finish()
        return True

    def _place(self, plan: Plan) -> Places:
        builder = self._builder(plan)
        builder.findings.styles(plan, self.head)
        records = (
            Record(run.line, run.line, list(cells))
            for run in self._runs()
            for cells in zip(*run.columns, strict=True)
        )
        if plan.direction is not None and must_turn(plan, self.head, self.tallies, records, builder.findings):
            raise Irregular
        places = Places(builder, self.records)
        for part in self._parts():
            places.put(part)
        places.finish()
        return places

    # -- the tables

    def tables(self) -> Lines:
        """What is known before the lines are gone through once more."""
        builder = self.places.builder
        caption, found = builder.caption, self.places.found
        order = InOrder(self.text, self.places)
        tables = []
        for table in found.values():
            department, unit, price = table.key
            title = caption.title
            if department and len(found) > 1:
                title = f"{title} – {department}"
            rows = ExtractRows(order, table.root, order.ranks_of(table))
            own = Table(
                title, unit or caption.unit, tuple(builder.columns.all), rows, price or caption.price_level,
                department or None, source=Source(None, table.root.first, table.root.first),
            )  # fmt: skip
            tables.append(own)
        self._add_totals(tables)
        builder.unsaid()
        return builder.lines(tables)


    def _add_totals(self, tables: Sequence[Table]) -> None:
        """Put the printed totals to the tables of their groups; those over all tables to the first."""
        places = self.places
        builder, by_key = places.builder, dict(zip(places.found, tables, strict=True))
        for line, cells, path, over in places.totals:
            key, above = builder.key(cells, path)
            table = tables[0] if over else by_key.get(key)
            if table is None or not isinstance(table.rows, ExtractRows):
                raise Irregular
            group: LongGroup | None = None if over else table.rows.root
            for name in filter(None, () if over else above):
                group = group.children.get(name) if group is not None else None
                if group is None:
                    raise Irregular
            table.rows.totals = (*table.rows.totals, LongTotal(group, self._total_row(cells, line)))

    def _total_row(self, cells: Sequence[str], line: int) -> Row:
        builder = self.places.builder
        width = len(builder.columns.all)
        values: list[str | None] = [None] * width
        printed: list[str | None] = [None] * width
        certain = True
        for i, _heading, numbers in self.places.plan.amounts:
            value, doubt, text = builder.read_number(i, numbers, cells[i]) if cells[i] else (None, None, None)
            at = builder.columns.fixed[i]
            values[at], printed[at], certain = value, text, certain and doubt is None
        label = next(text for text in cells if is_total_name(text))
        return Row(label, tuple(values), tuple(printed), "total", certain=certain, source=Source(None, line, line))


def _alike(one: Plan, other: Plan) -> bool:
    """Whether two plans read every line alike. What they were decided by may differ."""
    numbers = [
        [(i, heading, own.style, own.open, own.percent) for i, heading, own in plan.amounts] for plan in (one, other)
    ]
    return numbers[0] == numbers[1] and replace(one, amounts=()) == replace(other, amounts=())
