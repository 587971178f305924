"""What stands under the heading of a grid: its records, why one does not fit, and what the cells of a column are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, compress, islice
from operator import eq

from budgettui.ingest.given import Given
from budgettui.ingest.page.headings import phase_of
from budgettui.ingest.tables.decimals import EMPTY, Shapes
from budgettui.ingest.tables.grid import Grid, Record, trimmed
from budgettui.ingest.tables.grid_head import Head, cell_year

#: The names of a column are kept until there are so many.
_MOST_NAMES = 400
#: So many records are tallied at a time.
_CHUNK = 4096


def body(grid: Grid, head: Head, given: Given) -> Iterator[Record]:
    """The records under the heading that hold something and are wanted, with those that do not fit under it."""
    labels = list(head.labels)
    for place, record in enumerate(grid.records()):
        cells = record.cells
        if place < head.below or not any(cells):
            continue
        if head.found and cells[0] == labels[0] and cells[: len(labels)] == labels:
            # A heading that is printed again.
            continue
        if given.keep is not None and not record.problem and not given.keep(record.cells):
            continue
        yield record


def misfit(record: Record, width: int) -> str | None:
    """Why a record's cells cannot be put under the headings."""
    if record.problem:
        return record.problem
    if len(record.cells) > width and trimmed(record.cells) > width:
        return "too_many_cells"
    if len(record.cells) < width and trimmed(record.cells) > 1:
        return "missing_cell"
    return None


@dataclass(slots=True)
class Tally:
    """What stands in a column."""

    shapes: Shapes = field(default_factory=Shapes)
    names: Counter[str] = field(default_factory=Counter)
    many: bool = False
    blanks: int = 0
    repeats: bool = False
    last: str = ""

    def add(self, cells: Sequence[str]) -> None:
        """More cells of the column, in their order."""
        if not self.repeats:
            self.repeats = any(compress(cells, map(eq, chain((self.last,), cells), cells)))
            self.last = cells[-1]
        counts = Counter(cells)
        self.blanks += counts[""]
        if not counts.keys().isdisjoint(EMPTY):
            for empty in EMPTY:
                counts.pop(empty, None)
            cells = [cell for cell in cells if cell not in EMPTY]
        self.shapes.add(cells, counts)
        for cell, count in () if self.many else counts.items():
            self.names[cell] += count
            self.many = len(self.names) > _MOST_NAMES
            if self.many:
                break

    @property
    def outline(self) -> bool:
        """Whether a name is printed on the first line of its group only."""
        return bool(self.blanks and self.names) and not self.repeats

    @property
    def are_years(self) -> bool:
        """Whether nearly all of the cells name one year each."""
        if not self.names:
            return False
        good = sum(count for name, count in self.names.items() if cell_year(name) is not None)
        return good >= 0.8 * sum(self.names.values())

    @property
    def are_phases(self) -> bool:
        return bool(self.names) and not self.many and all(phase_of(name) is not None for name in self.names)


def tallied(grid: Grid, head: Head, given: Given, width: int) -> list[Tally]:
    """What stands in each column, but for the records that do not fit."""
    tallies = [Tally() for _ in range(width)]
    sound = (
        record.cells if len(record.cells) == width else [*record.cells, *[""] * width][:width]
        for record in body(grid, head, given)
        if not misfit(record, width)
    )
    while chunk := list(islice(sound, _CHUNK)):
        for tally, cells in zip(tallies, zip(*chunk, strict=True), strict=True):
            tally.add(cells)
    return tallies
