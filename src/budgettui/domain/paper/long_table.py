"""Rows of a table that is too long to be held: they are read from the file each time they are gone through.

A budget extract of a million lines is a table like any other, but for its memory. So its groups are held and its lines
are not: who stores it takes the lines of one group after the other, and who shows it may still ask for its rows.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
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


class LongLine(NamedTuple):
    """A line of a group. ``values`` and ``printed`` are by column; ``lines`` as in a :class:`Row`.

    The values are whole hundredths where a unit was asked for, else exact decimals.
    """

    label: str
    certain: bool
    line: int
    last: int
    values: Sequence[Any]
    printed: Sequence[str]
    lines: tuple[int | None, ...] = ()


class LongRows(Sequence[Row]):
    """The rows of a long table. Asking for a single row holds them all from then on."""

    def __init__(self, root: LongGroup) -> None:
        self.root = root
        self._held: tuple[Row, ...] | None = None

    @property
    @abstractmethod
    def uncertain(self) -> int:
        """How many rows a human eye is needed for."""

    @abstractmethod
    def groups(self, unit: Unit | None = None) -> Iterator[tuple[LongGroup, list[LongLine]]]:
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
        lines: dict[int, list[LongLine]] = {}
        for group, own in self.groups():
            lines.setdefault(id(group), []).extend(own)
        yield from _rows(self.root, lines, 0)


def held(reading: Reading) -> Reading:
    """The reading with no rows in its long tables: each table stays at its place."""
    if not any(isinstance(table.rows, LongRows) for table in reading.tables):
        return reading
    tables = (replace(table, rows=()) if isinstance(table.rows, LongRows) else table for table in reading.tables)
    return replace(reading, tables=tuple(tables))


def members(group: LongGroup, lines: Iterable[LongLine]) -> Iterator[LongGroup | LongLine]:
    """What stands in a group, groups and lines, in the order in which each was first met."""
    if not group.children:
        yield from lines
        return
    both: list[tuple[int, LongGroup | LongLine]] = [(below.first, below) for below in group.children.values()]
    both += [(line.line, line) for line in lines]
    both.sort(key=lambda member: member[0])
    for _first, member in both:
        yield member


def first_source(group: LongGroup, lines: dict[int, list[LongLine]]) -> Source:
    """Where the first line of a group stands."""
    member = next(members(group, lines[id(group)]), None)
    if member is None:
        return Source()
    if isinstance(member, LongGroup):
        return first_source(member, lines)
    return Source(line=member.line, last_line=member.last)


def _rows(group: LongGroup, lines: dict[int, list[LongLine]], level: int) -> Iterator[Row]:
    for member in members(group, lines[id(group)]):
        if isinstance(member, LongLine):
            printed = tuple(text or None for text in member.printed)
            source = Source(line=member.line, last_line=member.last)
            yield Row(
                member.label, tuple(member.values), printed, level=level, certain=member.certain, source=source,
                lines=member.lines,
            )  # fmt: skip
        else:
            width = next((len(line.values) for own in lines.values() for line in own), 0)
            nothing = (None,) * width
            yield Row(member.label, nothing, nothing, level=level, source=first_source(member, lines))
            yield from _rows(member, lines, level + 1)
