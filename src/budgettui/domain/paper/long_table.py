"""Rows of a table that is too long to be held: they are read from the file each time they are gone through.

A budget extract of a million lines is a table like any other, but for its memory. So its groups are held and its lines
are not: who stores it takes the lines of one group after the other, and who shows it may still ask for its rows.
"""

from __future__ import annotations

from abc import abstractmethod
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple

from budgettui.domain.amounts import Unit, to_hundredths
from budgettui.domain.paper.papers import Source
from budgettui.domain.paper.reading import Reading, Row

#: The children of a group that has none: most of many groups are such, so they share it, and nobody writes in it.
_NONE: dict[str, LongGroup] = {}


@dataclass(slots=True, eq=False)
class LongGroup:
    """A group of lines: its name, the line that it was first met on, its number among all groups of the file, and the
    groups below it by name."""

    label: str
    first: int
    number: int
    children: dict[str, LongGroup] = field(default_factory=lambda: _NONE)


class LongLines(NamedTuple):
    """Lines of a group, a column at a time: the amounts of each column, and what is printed of them.

    ``numbers`` and ``lasts`` are the first and the last line of the file that each stands on. The values are whole
    hundredths where a unit was asked for, else exact decimals. ``doubtful`` are the places of those that are not
    certain, and ``apart`` is for each place what :attr:`Row.lines` is for a row.
    """

    labels: Sequence[str]
    numbers: Sequence[int]
    lasts: Sequence[int]
    values: Sequence[Sequence[Any]]
    printed: Sequence[Sequence[str]]
    doubtful: Set[int] = frozenset()
    apart: Mapping[int, tuple[int | None, ...]] = MappingProxyType({})

    @property
    def size(self) -> int:
        return len(self.labels)

    def cut(self, first: int, end: int) -> LongLines:
        if first == 0 and end >= len(self.labels):
            return self
        values = [column[first:end] for column in self.values]
        printed = [column[first:end] for column in self.printed]
        doubtful = {at - first for at in self.doubtful if first <= at < end}
        apart = {at - first: lines for at, lines in self.apart.items() if first <= at < end}
        numbers = self.numbers[first:end]
        lasts = numbers if self.lasts is self.numbers else self.lasts[first:end]
        return LongLines(self.labels[first:end], numbers, lasts, values, printed, doubtful, apart)

    def in_order(self) -> LongLines:
        numbers = self.numbers
        order = sorted(range(len(numbers)), key=numbers.__getitem__)
        if order == list(range(len(order))):
            return self
        labels = [self.labels[at] for at in order]
        own, lasts = [numbers[at] for at in order], [self.lasts[at] for at in order]
        values = [[column[at] for at in order] for column in self.values]
        printed = [[column[at] for at in order] for column in self.printed]
        doubtful = {at for at, before in enumerate(order) if before in self.doubtful}
        apart = {at: self.apart[before] for at, before in enumerate(order) if before in self.apart}
        return LongLines(labels, own, lasts, values, printed, doubtful, apart)


class LongTotal(NamedTuple):
    """A row that prints what a group comes to; ``group`` is ``None`` where it is over all tables of the file."""

    group: LongGroup | None
    row: Row


class LongRows(Sequence[Row]):
    """The rows of a long table. Asking for a single row holds them all from then on."""

    #: The printed totals, which are no rows: they are only held against the lines.
    totals: Sequence[LongTotal] = ()

    def __init__(self, root: LongGroup) -> None:
        self.root = root
        self._held: tuple[Row, ...] | None = None
        #: What was found, by the line of the file: whoever looks at a row is going to ask for it again.
        self._known: dict[int | None, Row] = {}

    @property
    @abstractmethod
    def uncertain(self) -> int:
        """How many rows a human eye is needed for."""

    @property
    @abstractmethod
    def most(self) -> int:
        """There are no more groups and lines than this."""

    @abstractmethod
    def groups(self, unit: Unit | None = None) -> Iterator[tuple[LongGroup, LongLines]]:
        """Every group with the lines that stand in it, each group before those below it; the first is the root.

        A long group without others below it comes in pieces, one after the other. An amount that ``unit`` cannot keep
        makes its line uncertain.
        """

    def at(self, line: int) -> Row | None:
        """The row that stands on a line of the file; ``None`` where none does."""
        if line not in self._known:
            next(self.found(lambda lines: [at for at, number in enumerate(lines.numbers) if number == line]), None)
        return self._known.get(line)

    def found(self, wanted: Callable[[LongLines], Iterable[int]]) -> Iterator[Row]:
        """The rows at these places of each piece, one after the other; the file is read no further than it is asked."""
        for _group, lines in self.groups():
            for at in wanted(lines):
                row = next(_lines(lines.cut(at, at + 1), 0))
                yield self._known.setdefault(row.source.line, row)

    def __getitem__(self, place: Any) -> Any:
        if self._held is None:
            self._held = tuple(self)
        return self._held[place]

    def __iter__(self) -> Iterator[Row]:
        if self._held is not None:
            yield from self._held
            return
        pieces: dict[int, list[LongLines]] = {}
        for group, own in self.groups():
            pieces.setdefault(id(group), []).append(own)
        yield from _rows(self.root, pieces, 0)


class CorrectedRows(LongRows):
    """The rows of a long table with some put right: each by the line of the file that it stands on."""

    def __init__(self, rows: LongRows, line: int, row: Row) -> None:
        super().__init__(rows.root)
        self.totals = rows.totals
        self._rows: LongRows = rows._rows if isinstance(rows, CorrectedRows) else rows
        self.changes: dict[int, Row] = {**(rows.changes if isinstance(rows, CorrectedRows) else {}), line: row}
        before = rows.at(line)
        self._uncertain = rows.uncertain - (before is not None and not before.certain)

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def uncertain(self) -> int:
        return self._uncertain

    @property
    def most(self) -> int:
        return self._rows.most

    def at(self, line: int) -> Row | None:
        return self.changes.get(line) or self._rows.at(line)

    def groups(self, unit: Unit | None = None) -> Iterator[tuple[LongGroup, LongLines]]:
        for group, lines in self._rows.groups(unit):
            here = self.changes.keys() & set(lines.numbers)
            yield group, self._put(lines, here, unit) if here else lines

    def _put(self, lines: LongLines, here: Set[int], unit: Unit | None) -> LongLines:
        labels, doubtful = list(lines.labels), set(lines.doubtful)
        values, printed = [list(column) for column in lines.values], [list(column) for column in lines.printed]
        for at in [at for at, number in enumerate(lines.numbers) if number in here]:
            row = self.changes[lines.numbers[at]]
            labels[at] = row.label
            doubtful.discard(at)
            for column, value in enumerate(row.values):
                values[column][at] = value
                if value is not None and unit is not None:
                    try:
                        values[column][at] = to_hundredths(Decimal(value), unit)
                    except ValueError:
                        values[column][at] = None
                        doubtful.add(at)
                printed[column][at] = row.printed[column] or ""
        return lines._replace(labels=labels, values=values, printed=printed, doubtful=doubtful)


def held(reading: Reading) -> Reading:
    """The reading with no rows in its long tables: each table stays at its place."""
    if not any(isinstance(table.rows, LongRows) for table in reading.tables):
        return reading
    tables = (replace(table, rows=()) if isinstance(table.rows, LongRows) else table for table in reading.tables)
    return replace(reading, tables=tuple(tables))


def members(group: LongGroup, lines: LongLines) -> Iterator[LongGroup | LongLines]:
    """What stands in a group, in the order in which each was first met: groups, and the lines between them."""
    if not group.children:
        yield lines
        return
    lines = lines.in_order()
    at = 0
    for below in sorted(group.children.values(), key=lambda below: below.first):
        end = bisect_left(lines.numbers, below.first, at)
        if end > at:
            yield lines.cut(at, end)
        yield below
        at = end
    if at < lines.size:
        yield lines.cut(at, lines.size)


def first_source(group: LongGroup, pieces: Mapping[int, Sequence[LongLines]]) -> Source:
    """Where the first line of a group stands."""
    for own in pieces[id(group)]:
        for member in members(group, own):
            if isinstance(member, LongGroup):
                return first_source(member, pieces)
            if member.size:
                return Source(line=member.numbers[0], last_line=member.lasts[0])
    return Source()


def _rows(group: LongGroup, pieces: Mapping[int, Sequence[LongLines]], level: int) -> Iterator[Row]:
    for own in pieces[id(group)]:
        for member in members(group, own):
            if isinstance(member, LongLines):
                yield from _lines(member, level)
            else:
                nothing = (None,) * len(own.values)
                yield Row(member.label, nothing, nothing, level=level, source=first_source(member, pieces))
                yield from _rows(member, pieces, level + 1)


def _lines(lines: LongLines, level: int) -> Iterator[Row]:
    cells = zip(*lines.values, strict=True), zip(*lines.printed, strict=True)
    for at, (label, line, last, values, printed) in enumerate(
        zip(lines.labels, lines.numbers, lines.lasts, *cells, strict=True)
    ):
        yield Row(
            label, values, tuple(text or None for text in printed), level=level, certain=at not in lines.doubtful,
            source=Source(line=line, last_line=last), lines=lines.apart.get(at, ()),
        )
