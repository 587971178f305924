"""Rows of cells, as a delimited file or a sheet holds them: what the reading of budget lines begins with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from budgettui.domain.paper.papers import Source

#: No more of a line is kept as the raw text of a value.
RAW_LONGEST = 2000


class Record(NamedTuple):
    """One row: the lines it stands on (1-based), its stripped cells, and what is wrong with it, if anything.

    A row with a ``problem`` could not be parted into cells with certainty; none of its numbers is read.
    """

    line: int
    last: int
    cells: list[str]
    problem: str | None = None

    @property
    def blank(self) -> bool:
        return not any(self.cells)


@dataclass(frozen=True, slots=True)
class Grid:
    """A source of records that can be gone through more than once, without holding them all.

    ``lines`` are the lines of the text that the records count in; ``page`` is the number of the sheet, and
    ``title`` its name. ``placed`` says that every cell is known to stand in its column, as in a sheet: in delimited
    text, one delimiter too many moves all cells after it.
    """

    records: Callable[[], Iterator[Record]]
    lines: Sequence[str]
    page: int | None = None
    title: str = ""
    placed: bool = False

    def first(self, count: int) -> list[Record]:
        return list(islice(self.records(), count))

    def source(self, record: Record) -> Source:
        """Where a record stands, with its raw text."""
        if record.last == record.line:
            raw = self.lines[record.line - 1]
        else:
            raw = "\n".join(self.lines[record.line - 1 : record.last])
        if len(raw) > RAW_LONGEST:
            raw = raw[:RAW_LONGEST] + "…"
        return Source(self.page, record.line, record.last, raw)


def trimmed(cells: Sequence[str]) -> int:
    """How many cells there are up to the last that holds something."""
    count = len(cells)
    while count and not cells[count - 1]:
        count -= 1
    return count
