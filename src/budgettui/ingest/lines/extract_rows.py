"""The lines of an extract's table, group by group: read from the file each time they are gone through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import TYPE_CHECKING, Any

from budgettui.domain.amounts import MAX_HUNDREDTHS, Unit
from budgettui.domain.paper.long_table import LongGroup, LongLine, LongRows
from budgettui.ingest.lines.long_numbers import exact, hundredths

if TYPE_CHECKING:
    from budgettui.ingest.lines.extract import Extract

#: So many lines are read together, unless one group has more that must be put together.
_TOGETHER = 2000
_Groups = Iterator[tuple[LongGroup, list[LongLine]]]


class _Entry:
    """A line that is put together from lines of the file, one for each year or phase."""

    __slots__ = ("certain", "last", "line", "lines", "printed", "together", "values")

    def __init__(self, width: int, line: int) -> None:
        self.values: list[Any] = [None] * width
        self.printed = [""] * width
        self.lines: list[int | None] = [None] * width
        self.line = self.last = line
        self.certain = self.together = True

    def line_of(self, name: str) -> LongLine:
        """The line that it has become."""
        if self.together:
            return LongLine(name, self.certain, self.line, self.last, self.values, self.printed)
        return LongLine(name, self.certain, self.line, self.line, self.values, self.printed, tuple(self.lines))


class ExtractRows(LongRows):
    """The rows of one table: the groups of these ranks in the order of the extract."""

    def __init__(self, extract: Extract, root: LongGroup, ranks: range) -> None:
        super().__init__(root)
        self._extract, self._ranks = extract, ranks
        self._counts: tuple[int, int, int] | None = None

    def __len__(self) -> int:
        return self._counted()[0]

    @property
    def uncertain(self) -> int:
        """How many lines are not certain."""
        return self._counted()[1]

    @property
    def twice(self) -> int:
        """How many lines have the name, year and phase of a line before them."""
        return self._counted()[2]

    def _counted(self) -> tuple[int, int, int]:
        if self._counts is None:
            for _group, lines in self.groups():
                for _line in lines:
                    pass
        assert self._counts is not None
        return self._counts

    def groups(self, unit: Unit | None = None) -> _Groups:
        """The groups in the order of the tree, each with its lines; a long one without groups below it in pieces."""
        flat = self._extract.builder.flat
        rows = uncertain = twice = 0
        before: LongGroup | None = None
        names: set[str] = set()
        for group, lines in self._merged(unit) if self._extract.plan.long else self._single(unit):
            if group is not before:
                rows += group is not self.root
                before, names = group, set()
            rows += len(lines)
            uncertain += sum(not line.certain for line in lines) if self._extract.uncertain else 0
            if not flat:
                known = len(names)
                names.update([line.label for line in lines])
                twice += len(lines) - (len(names) - known)
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

    def _group(self, rank: int) -> LongGroup:
        return self._extract.groups[self._extract.ranked[rank]]

    def _amounts(
        self, columns: Sequence[Sequence[str]], unit: Unit | None
    ) -> tuple[list[Sequence[Any]], list[Sequence[str]], set[int]]:
        """By column of amounts: the values, and what is printed; and the places of values that cannot be kept."""
        values: list[Sequence[Any]] = []
        lost: set[int] = set()
        most = MAX_HUNDREDTHS // max(1, len(self._extract.lines))
        for i, _heading, numbers in self._extract.plan.amounts:
            if unit is None:
                values.append(exact(numbers, columns[i]))
            else:
                own, too = hundredths(numbers, columns[i], unit, most)
                values.append(own)
                lost |= too
        return values, [columns[i] for i, _heading, _numbers in self._extract.plan.amounts], lost

    # -- one line of the file is one line

    def _single(self, unit: Unit | None) -> _Groups:
        starts, lines = self._extract.starts, self._extract.lines
        for ranks in self._batches():
            first, last = starts[ranks.start], starts[ranks.stop]
            group = self._group(ranks.start)
            if len(ranks) == 1 and not group.children:
                for at in range(first, last, _TOGETHER):
                    yield group, self._lines(lines[at : min(at + _TOGETHER, last)], unit)
                continue
            read = self._lines(lines[first:last], unit)
            for rank in ranks:
                yield self._group(rank), read[starts[rank] - first : starts[rank + 1] - first]

    def _lines(self, numbers: Sequence[int], unit: Unit | None) -> list[LongLine]:
        extract, odd, uncertain = self._extract, self._extract.odd, self._extract.uncertain
        if not numbers:
            return []
        columns = list(zip(*extract.cells(numbers), strict=True))
        values, printed, lost = self._amounts(columns, unit)
        names = extract.names(columns)
        cells = zip(*values, strict=True), zip(*printed, strict=True)
        if not (odd or uncertain or lost):
            return list(map(LongLine, names, repeat(True), numbers, numbers, *cells))
        found = []
        for at, (name, line, own, texts) in enumerate(zip(names, numbers, *cells, strict=True)):
            _cells, label, end = odd.get(line, (None, "", line))
            found.append(LongLine(label or name, line not in uncertain and at not in lost, line, end, own, texts))
        return found

    # -- years and phases stand in cells: several lines of the file are one line

    def _merged(self, unit: Unit | None) -> _Groups:
        starts, lines = self._extract.starts, self._extract.lines
        for ranks in self._batches():
            first = starts[ranks.start]
            numbers = lines[first : starts[ranks.stop]]
            columns = list(zip(*self._extract.cells(numbers), strict=True)) if len(numbers) else []
            names = self._extract.names(columns) if columns else ()
            slots = self._slots(columns) if columns else []
            values, printed, lost = self._amounts(columns, unit) if columns else ([], [], set())
            for rank in ranks:
                own = range(starts[rank] - first, starts[rank + 1] - first)
                yield self._group(rank), self._put_together(own, numbers, names, slots, values, printed, lost)

    def _slots(self, columns: Sequence[Sequence[str]]) -> list[tuple[int, ...]]:
        """For every line, the columns that its amounts stand in."""
        extract, amounts = self._extract, self._extract.plan.amounts
        known: dict[tuple[str, ...], tuple[int, ...]] = {}
        found = []
        for at, key in enumerate(zip(*(columns[place] for place in extract.slotted), strict=True)):
            places = known.get(key)
            if places is None:
                cells = [column[at] for column in columns]
                if not any(cells[i] for i, _heading, _numbers in amounts):
                    found.append((0,) * len(amounts))
                    continue
                own = (extract.columns.slot(i, heading, numbers, cells) for i, heading, numbers in amounts)
                places = known[key] = tuple(extract.columns.settled[slot] for slot in own)
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
    ) -> list[LongLine]:
        extract = self._extract
        odd, uncertain, width = extract.odd, extract.uncertain, len(extract.columns.all)
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
        return [entry.line_of(name) for name, entries in found.items() for entry in entries]
