"""Rows of a table that is too long to be held: they are read from the file each time they are gone through.

A budget extract of a million lines is a table like any other, but for its memory. So its groups are held and its lines
are not: who stores it takes the lines of one group after the other, and who shows it may still ask for its rows.
"""

from __future__ import annotations

from abc import abstractmethod
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, NamedTuple

from budgettui.domain.amounts import Unit
from budgettui.domain.paper.papers import Source
from budgettui.domain.paper.reading import Reading, Row


@dataclass(slots=True, eq=False)
class LongGroup:
    """A group of lines: its name, the line that it was first met on, and the groups below it by name."""

    label: str
    first: int
    children: dict[str, LongGroup] = field(default_factory=dict)


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
        """How many lines there are."""
        return len(self.labels)

    def cut(self, first: int, end: int) -> LongLines:
        """The lines from a place to another."""
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
        """The lines in the order of the file."""
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


class LongRows(Sequence[Row]):
    """The rows of a long table. Asking for a single row holds them all from then on."""

    def __init__(self, root: LongGroup) -> None:
        self.root = root
        self._held: tuple[Row, ...] | None = None

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
                width = len(own.values)
                nothing = (None,) * width
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
        )  # fmt: skip
