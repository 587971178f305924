"""Lines of delimited text as records: by what they are delimited, and what a quote holds together."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from budgettui.ingest.page.opening import LINE_LONGEST
from budgettui.ingest.tables.grid import Record

_DELIMITERS = ("\t", ";", ",")
#: The share of the lines that must have as many cells as most. Commas stand in prose and in figures, too,
#: so nearly all of them.
_SHARE = {"\t": 0.5, ";": 0.5, ",": 0.9}
#: No table of a budget has more columns.
_MOST_COLUMNS = 1000
#: A cell in quotes goes over at most so many lines.
CELL_LINES = 40


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text is delimited: by what, and into how many cells."""

    delimiter: str
    width: int


def find_layout(lines: Sequence[str]) -> Layout | None:
    """How the lines are delimited: the delimiter that parts most of them into equally many cells."""
    best: tuple[float, Layout] | None = None
    for delimiter in _DELIMITERS:
        if not any(delimiter in line for line in lines):
            continue
        # A line that is much longer than any table's is not looked into.
        widths = [_count(line, delimiter) for line in lines if line.strip() and len(line) <= LINE_LONGEST]
        counts = Counter(width for width in widths if 1 < width <= _MOST_COLUMNS)
        if not counts:
            continue
        width = max(counts, key=lambda width: (counts[width] * min(width, 8), width))
        first = next(i for i, line in enumerate(lines) if line.strip() and _count(line, delimiter) == width)
        below = [_count(line, delimiter) for line in lines[first:] if line.strip()]
        share = sum(own == width for own in below) / len(below)
        if len(below) < 2 or share < _SHARE[delimiter]:
            continue
        # Semicolons and tabs part cells on purpose; commas may be the decimals of what they part.
        if best is None or (delimiter != "," and share > best[0]) or (delimiter == "," and share > best[0] + 0.3):
            best = share, Layout(delimiter, width)
    return best[1] if best else None


def _count(line: str, delimiter: str) -> int:
    if '"' in line:
        cells = _cells_in_quotes(line, delimiter)
        if cells is not None:
            return len(cells)
    return line.count(delimiter) + 1


def padded_cells(delimiter: str) -> list[str]:
    """What stands in a text where cells have spaces around them."""
    spaces = " \u00a0\t".replace(delimiter, "")
    return [pair for space in spaces for end in (delimiter, "\n") for pair in (space + end, end + space)]


@dataclass(frozen=True, slots=True)
class Delimited:
    """The lines of a delimited text, as records. One line at a time: a stray quote spoils one line and no more."""

    lines: Sequence[str]
    layout: Layout

    def records(self) -> Iterator[Record]:
        """Every line, or run of lines that one quoted cell holds together."""
        delimiter, lines = self.layout.delimiter, self.lines
        padded = padded_cells(delimiter)
        skip = 0
        for number, line in enumerate(lines, 1):
            if number <= skip:
                continue
            if len(line) > LINE_LONGEST:
                yield Record(number, number, [line[:100]], "too_long")
            elif '"' not in line:
                cells = line.split(delimiter)
                if line[:1].isspace() or line[-1:].isspace() or any(map(line.__contains__, padded)):
                    cells = [cell.strip() for cell in cells]
                yield Record(number, number, cells)
            else:
                record = self._quoted(number, line)
                skip = record.last
                yield record

    def _quoted(self, number: int, line: str) -> Record:
        delimiter = self.layout.delimiter
        cells = _cells_in_quotes(line, delimiter)
        if cells is not None:
            return Record(number, number, cells)
        joined, full = line, int(line.count(delimiter) >= self.layout.width - 1)
        for last in range(number + 1, min(number + CELL_LINES, len(self.lines)) + 1):
            following = self.lines[last - 1]
            joined += "\n" + following
            full += following.count(delimiter) >= self.layout.width - 1
            if full > 1 or len(joined) > LINE_LONGEST:
                # Two whole rows in one cell: the quote is astray.
                break
            cells = _cells_in_quotes(joined, delimiter) if '"' in following else None
            if cells is not None and len(cells) == self.layout.width:
                return Record(number, last, [" ".join(cell.split()) for cell in cells])
        return Record(number, number, [cell.strip(' "') for cell in line.split(delimiter)], "quote")


_SOUND = {
    delimiter: re.compile(
        rf'(?:[ ]*+"(?:[^"]|"")*+"[ \t]*+(?={delimiter}|\Z)|(?![ ]*")[^{delimiter}]*+)'
        rf'(?:{delimiter}(?:[ ]*+"(?:[^"]|"")*+"[ \t]*+(?={delimiter}|\Z)|(?![ ]*")[^{delimiter}]*+))*+'
    )
    for delimiter in _DELIMITERS
}


def _cells_in_quotes(text: str, delimiter: str) -> list[str] | None:
    """The cells of one record with quotes in it; ``None`` where a quote has no mate.

    A quote inside a cell that does not begin with one is a sign like any other (5" pipe).
    """
    if _SOUND[delimiter].fullmatch(text) is None:
        return None
    # Lines come without their ends, so a line end inside is one inside quotes.
    cells = next(csv.reader(_pieces(text), delimiter=delimiter, skipinitialspace=True), [])
    return [_unwrapped(cell.strip()) for cell in cells]


def _pieces(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _unwrapped(cell: str) -> str:
    """A cell without the formula that keeps a spreadsheet from reading a code as a number: ="0.22.01"."""
    return cell[2:-1] if cell.startswith('="') and cell.endswith('"') and len(cell) > 2 else cell
