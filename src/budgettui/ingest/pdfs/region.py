"""A table as it stands on a page of a PDF: its rows, the lines that they stand on and the edges of its columns."""

from __future__ import annotations

from dataclasses import dataclass, field

from budgettui.ingest.pdfs.lines import TextLine
from budgettui.ingest.tables.placed import Covered, is_year, looks_like_figure


@dataclass(slots=True)
class RegionRow:
    """A row of a table and the lines that it stands on."""

    cells: list[str | Covered]
    lines: list[TextLine]
    header: bool = False
    why: str = ""


@dataclass(slots=True)
class Region:
    """A table on a page. ``edges`` are the right edges of its columns; ``words`` all words in it. A single row is a
    ``rest``: one of a table only where it goes on with that of the page before."""

    rows: list[RegionRow]
    edges: tuple[float, ...]
    top: float
    bottom: float
    drawn: bool
    words: frozenset[int] = field(default_factory=frozenset)
    rest: bool = False

    @property
    def lines(self) -> list[TextLine]:
        lines = {id(line): line for row in self.rows for line in row.lines}
        return sorted(lines.values(), key=lambda line: line.base)

    @property
    def headed(self) -> bool:
        """Whether names of columns stand over its figures: rows that are only a label say nothing of that."""
        first = next((row for row in self.rows if row.header or any(row.cells[1:])), self.rows[0])
        figures = [cell for cell in first.cells[1:] if isinstance(cell, str) and looks_like_figure(cell)]
        return first.header or not figures or all(is_year(cell) for cell in figures)
