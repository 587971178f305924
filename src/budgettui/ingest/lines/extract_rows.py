"""The lines of an extract's table, group by group: read from the file each time they are gone through."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from budgettui.domain.amounts import MAX_HUNDREDTHS, Unit
from budgettui.domain.paper.long_table import LongGroup, LongLines, LongRows
from budgettui.ingest.lines.extract_places import NOWHERE, ExtractTable, Places
from budgettui.ingest.lines.long_numbers import exact, hundredths
from budgettui.ingest.lines.long_text import Columns, LongText
from budgettui.ingest.tables.decimals import Numbers, Style

#: So many lines are read together, unless one group has more that must be put together.
_TOGETHER = 500
_Groups = Iterator[tuple[LongGroup, LongLines]]


class _Entry:
    """A line that is put together from lines of the file, one for each year or phase."""

    __slots__ = ("certain", "last", "line", "lines", "printed", "together", "values")

    def __init__(self, width: int, line: int) -> None:
        self.values: list[Any] = [None] * width
        self.printed = [""] * width
        self.lines: list[int | None] = [None] * width
        self.line = self.last = line
        self.certain = self.together = True


class InOrder:
    """The numbers of an extract's lines in the order of their groups, each group's lines in their own.

    ``ranked`` are the groups in that order; the lines of the group with a rank begin at ``starts`` of that rank.
    """

    def __init__(self, text: LongText, places: Places) -> None:
        self.text, self.places, self.plan = text, places, places.plan
        rank: list[int] = [0] * len(places.groups)
        self.ranked: list[int] = []
        for table in places.found.values():
            waiting = [table.root]
            while waiting:
                group = waiting.pop()
                number = group.number
                rank[number] = len(self.ranked)
                self.ranked.append(number)
                waiting += reversed(group.children.values())
        count = array("I", [0]) * (len(self.ranked) + 1)
        for number, lines in Counter(places.where).items():
            if number != NOWHERE:
                count[rank[number] + 1] = lines
        for at in range(1, len(count)):
            count[at] += count[at - 1]
        self.starts = array("I", count)
        self.lines = array("I", [0]) * count[-1]
        for line, number in enumerate(places.where, 1):
            if number != NOWHERE:
                at = rank[number]
                self.lines[count[at]] = line
                count[at] += 1
        places.where = array("I")

    def ranks_of(self, table: ExtractTable) -> range:
        first = self.ranked.index(table.root.number)
        return range(first, first + sum(1 for one in self.places.group_tables if one is table))

    def group(self, rank: int) -> LongGroup:
        return self.places.groups[self.ranked[rank]]

    def cells(self, lines: Sequence[int]) -> Columns:
        """The cells of these lines by column; an unread one has none that hold anything."""
        odd = self.places.odd
        if not odd:
            return self.text.fetch(lines)
        nothing = [""] * self.plan.width
        plain = zip(*self.text.fetch([line for line in lines if line not in odd] or [1]), strict=True)
        rows = [(odd[line][0] or nothing) if line in odd else next(plain) for line in lines]
        return list(zip(*rows, strict=True))


class ExtractRows(LongRows):
    """The rows of one table: the groups of these ranks in the order of the extract."""

    def __init__(self, extract: InOrder, root: LongGroup, ranks: range) -> None:
        super().__init__(root)
        self._extract, self._ranks = extract, ranks
        self._counts: tuple[int, int, int] | None = None

    def __len__(self) -> int:
        return self._counted()[0]

    @property
    def uncertain(self) -> int:
        return self._counted()[1]

    @property
    def most(self) -> int:
        """There are no more groups and lines than this."""
        starts, ranks = self._extract.starts, self._ranks
        return len(ranks) + starts[ranks.stop] - starts[ranks.start]

    @property
    def twice(self) -> int:
        """How many lines have the name, year and phase of a line before them."""
        return self._counted()[2]

    def _counted(self) -> tuple[int, int, int]:
        if self._counts is None:
            for _group, _lines in self.groups():
                pass
        assert self._counts is not None
        return self._counts

    def groups(self, unit: Unit | None = None) -> _Groups:
        """The groups in the order of the tree, each with its lines; a long one without groups below it in pieces."""
        flat = self._extract.places.builder.flat
        rows = uncertain = twice = 0
        before: LongGroup | None = None
        names: set[str] = set()
        for group, lines in self._merged(unit) if self._extract.plan.long else self._single(unit):
            if group is not before:
                rows += group is not self.root
                before, names = group, set()
            rows += lines.size
            uncertain += len(lines.doubtful)
            if not flat:
                known = len(names)
                names.update(lines.labels)
                twice += lines.size - (len(names) - known)
            yield group, lines
        self._counts = rows, uncertain, twice

    def _batches(self) -> Iterator[range]:
        """Ranks that are read together; a large group is one of its own."""
        starts, ranks = self._extract.starts, self._ranks
        at = ranks.start
        while at < ranks.stop:
            end = at + 1
            while end < ranks.stop and starts[end + 1] - starts[at] <= _TOGETHER:
                end += 1
            yield range(at, end)
            at = end

    def _amounts(
        self, columns: Columns, unit: Unit | None
    ) -> tuple[list[Sequence[Any]], list[Sequence[str]], set[int]]:
        """By column of amounts: the values, and what is printed; and the places of values that cannot be kept."""
        values: list[Sequence[Any]] = []
        printed: list[Sequence[str]] = []
        lost: set[int] = set()
        most = MAX_HUNDREDTHS // max(1, len(self._extract.lines))
        builder = self._extract.places.builder
        for i, _heading, numbers in self._extract.plan.amounts:
            cells = columns[i]
            if i in builder.finer:
                cells = [builder.read_number(i, numbers, cell)[2] if cell else "" for cell in cells]
                numbers = Numbers(Style.DANISH)
            if unit is None:
                values.append(exact(numbers, cells))
            else:
                own, too = hundredths(numbers, cells, unit, most)
                values.append(own)
                lost |= too
            printed.append(cells)
        return values, printed, lost

    # -- one line of the file is one line

    def _single(self, unit: Unit | None) -> _Groups:
        starts, lines = self._extract.starts, self._extract.lines
        for ranks in self._batches():
            first, last = starts[ranks.start], starts[ranks.stop]
            group = self._extract.group(ranks.start)
            if len(ranks) == 1 and not group.children:
                for at in range(first, last, _TOGETHER):
                    yield group, self._lines(lines[at : min(at + _TOGETHER, last)], unit)
                continue
            read = self._lines(lines[first:last], unit)
            for rank in ranks:
                yield self._extract.group(rank), read.cut(starts[rank] - first, starts[rank + 1] - first)

    def _lines(self, numbers: Sequence[int], unit: Unit | None) -> LongLines:
        extract, odd, uncertain = self._extract, self._extract.places.odd, self._extract.places.uncertain
        if not numbers:
            nothing: list[list[Any]] = [[] for _amount in extract.plan.amounts]
            return LongLines([], [], [], nothing, nothing)
        columns = extract.cells(numbers)
        values, printed, lost = self._amounts(columns, unit)
        labels, lasts, doubtful = extract.places.names(columns), numbers, lost
        if odd or uncertain:
            labels, lasts = list(labels), list(numbers)
            for at, line in enumerate(numbers):
                if line in odd:
                    _cells, label, lasts[at] = odd[line]
                    labels[at] = label or labels[at]
            doubtful = lost | {at for at, line in enumerate(numbers) if line in uncertain}
        return LongLines(labels, numbers, lasts, values, printed, doubtful)

    # -- years and phases stand in cells: several lines of the file are one line

    def _merged(self, unit: Unit | None) -> _Groups:
        starts, lines = self._extract.starts, self._extract.lines
        for ranks in self._batches():
            first = starts[ranks.start]
            numbers = lines[first : starts[ranks.stop]]
            columns = self._extract.cells(numbers) if len(numbers) else []
            names = self._extract.places.names(columns) if columns else ()
            slots = self._slots(columns) if columns else []
            values, printed, lost = self._amounts(columns, unit) if columns else ([], [], set())
            for rank in ranks:
                own = range(starts[rank] - first, starts[rank + 1] - first)
                yield self._extract.group(rank), self._put_together(own, numbers, names, slots, values, printed, lost)

    def _slots(self, columns: Columns) -> list[tuple[int, ...]]:
        """For every line, the columns that its amounts stand in."""
        extract, amounts = self._extract, self._extract.plan.amounts
        known: dict[tuple[str, ...], tuple[int, ...]] = {}
        found = []
        for at, key in enumerate(zip(*(columns[place] for place in extract.places.slotted), strict=True)):
            places = known.get(key)
            if places is None:
                cells = [column[at] for column in columns]
                if not any(cells[i] for i, _heading, _numbers in amounts):
                    found.append((0,) * len(amounts))
                    continue
                own = (extract.places.columns.slot(i, heading, numbers, cells) for i, heading, numbers in amounts)
                places = known[key] = tuple(extract.places.columns.settled[slot] for slot in own)
            found.append(places)
        return found

    def _put_together(
        self,
        places: range,
        numbers: Sequence[int],
        names: Sequence[str],
        slots: Sequence[tuple[int, ...]],
        values: Sequence[Sequence[Any]],
        printed: Sequence[Sequence[str]],
        lost: set[int],
    ) -> LongLines:
        places_of = self._extract.places
        odd, uncertain, width = places_of.odd, places_of.uncertain, len(places_of.columns.all)
        found: dict[str, list[_Entry]] = {}
        for at in places:
            line = numbers[at]
            name, last = names[at], line
            if odd and line in odd:
                _cells, label, last = odd[line]
                name = label or name
            entries = found.get(name)
            if entries is None:
                entries = found[name] = []
            filled = [(slot, i) for i, slot in enumerate(slots[at]) if printed[i][at]]
            entry = None
            for entry in entries:
                for slot, _i in filled:
                    if entry.printed[slot]:
                        break
                else:
                    break
            else:
                entry = _Entry(width, line)
                entries.append(entry)
            if line != entry.line and line != entry.last + 1:
                entry.together = False
            entry.last = last
            if line in uncertain or at in lost:
                entry.certain = False
            for slot, i in filled:
                entry.values[slot], entry.printed[slot], entry.lines[slot] = values[i][at], printed[i][at], line
        named = [(name, entry) for name, entries in found.items() for entry in entries]
        every = [entry for _name, entry in named]
        return LongLines(
            [name for name, _entry in named],
            [entry.line for entry in every],
            [entry.last if entry.together else entry.line for entry in every],
            [[entry.values[at] for entry in every] for at in range(width)],
            [[entry.printed[at] for entry in every] for at in range(width)],
            {at for at, entry in enumerate(every) if not entry.certain},
            {at: tuple(entry.lines) for at, entry in enumerate(every) if not entry.together},
        )
