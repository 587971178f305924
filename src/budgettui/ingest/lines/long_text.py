"""The lines of a long delimited text, a stretch at a time: its text is never held whole.

Most lines of an extract are plain: as many cells as columns, no quotes. They come as runs, whose columns are then
worked on as columns. Any other line comes as a record.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, islice
from typing import NamedTuple

from budgettui.domain.clean import clean_text
from budgettui.ingest.lines.delimited import CELL_LINES, Delimited, Layout, padded_cells
from budgettui.ingest.page.opening import BOM
from budgettui.ingest.tables.grid import Grid, Record
from budgettui.ingest.tables.grid_head import HEAD_WITHIN

#: So many bytes are read at a time.
STRETCH = 1 << 20
#: So many bytes are looked at for the first lines.
_FIRST = 1 << 20
_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n|\Z)")


class Run(NamedTuple):
    """Lines that follow each other from ``line`` on, each with exactly one cell a column."""

    line: int
    rows: list[list[str]]


class LongText:
    """The content of a file as runs and records, that can be gone through again."""

    def __init__(self, content: bytes, encoding: str, layout: Layout) -> None:
        self.content, self.encoding, self.layout = content, encoding, layout
        self._start = len(BOM) if encoding == "utf-8" and content.startswith(BOM) else 0
        self._padded = padded_cells(layout.delimiter)
        #: Whether the first time through found nothing to clean, and no spaces around cells: looking costs much.
        self._clean = self._tight = True
        self._looked = False
        self._offsets: array[int] | None = None
        self._ended = content.endswith((b"\n", b"\r"))

    def grid(self) -> Grid:
        """The first lines, where its title and heading are."""
        lines = first_lines(self.content, self.encoding, HEAD_WITHIN + CELL_LINES)
        return Grid(Delimited(lines, self.layout).records, lines)

    def _stretches(self) -> Iterator[tuple[int, str]]:
        """The clean text in pieces of whole lines, each with the number of its first line and without its last end."""
        at, number, content = self._start, 1, self.content
        while at < len(content):
            end = self._cut(at)
            text = self._text(content[at:end])
            yield number, text.removesuffix("\n") if end < len(content) else text
            number += text.count("\n")
            at = end

    def _text(self, piece: bytes) -> str:
        text = _plain_ends(piece.decode(self.encoding))
        if self._looked and self._clean:
            return text
        cleaned = clean_text(text)
        self._clean = self._clean and len(cleaned) == len(text)
        return cleaned

    def _cut(self, at: int) -> int:
        """The end of the line that a stretch from here ends in."""
        content, end = self.content, at + STRETCH
        if end >= len(content):
            return len(content)
        cut = content.rfind(b"\n", at, end) + 1
        if not cut:
            line = _LINE.match(content, end)
            cut = line.end() if line else len(content)
        return cut

    def parts(self) -> Iterator[Run | Record]:
        """Every line that holds something, in order."""
        carried: list[str] = []
        stretches = self._stretches()
        following = next(stretches, None)
        while following is not None:
            number, text = following
            following = next(stretches, None)
            lines = text.split("\n")
            if carried or '"' in text:
                number, lines = number - len(carried), carried + lines
                # A quoted cell may go on in the next stretch, so what stands too near to the end waits for it.
                end = max(0, len(lines) - CELL_LINES) if following is not None else len(lines)
                used = 0
                for record in Delimited(lines, self.layout).records():
                    if record.line > end:
                        break
                    used = record.last
                    if not record.blank:
                        yield self._one(number, record)
                carried = lines[used:]
            else:
                yield from self._runs(number, text, lines)
        self._looked = True

    def _one(self, number: int, record: Record) -> Run | Record:
        """A record of lines that begin with this number; a run where it is plain."""
        line, last = number + record.line - 1, number + record.last - 1
        if record.problem is None and line == last and len(record.cells) == self.layout.width:
            return Run(line, [record.cells])
        return record._replace(line=line, last=last)

    def _split(self, text: str, lines: Sequence[str]) -> list[list[str]]:
        """The stripped cells of lines without quotes."""
        delimiter = self.layout.delimiter
        rows = [line.split(delimiter) for line in lines]
        if self._looked and self._tight:
            return rows
        if text[:1].isspace() or text[-1:].isspace() or _is_padded(text, self._padded):
            self._tight = False
            rows = [[cell.strip() for cell in row] for row in rows]
        return rows

    def _runs(self, number: int, text: str, lines: Sequence[str]) -> Iterator[Run | Record]:
        width = self.layout.width
        rows = self._split(text, lines)
        blank = [""] * width
        if set(map(len, rows)) == {width} and blank not in rows:
            yield Run(number, rows)
            return
        first = 0
        for place, row in enumerate(rows):
            if len(row) == width and row != blank:
                continue
            if place > first:
                yield Run(number + first, rows[first:place])
            if any(row):
                yield Record(number + place, number + place, row)
            first = place + 1
        if first < len(rows):
            yield Run(number + first, rows[first:])

    def fetch(self, lines: Sequence[int]) -> list[list[str]]:
        """The cells of these lines, each of which stood in a run. Lines that follow each other are read as one."""
        offsets, content = self._line_offsets(), self.content
        together = lines[-1] - lines[0] + 1 == len(lines)
        if together and lines == array("I", range(lines[0], lines[-1] + 1)):
            pieces = [content[offsets[lines[0] - 1] : offsets[lines[-1]]]]
        else:
            pieces = [content[offsets[line - 1] : offsets[line]] for line in lines]
            if not self._ended and len(offsets) - 1 in lines:
                pieces[list(lines).index(len(offsets) - 1)] += b"\n"
        joined = b"".join(pieces)
        text = self._text(joined).removesuffix("\n")
        own = text.split("\n")
        if '"' not in text:
            return self._split(text, own)
        return [record.cells for record in Delimited(own, self.layout).records()]

    def _line_offsets(self) -> Sequence[int]:
        """Where each line begins; one more than there are lines."""
        if self._offsets is None:
            self._offsets = found = array("Q", [self._start])
            at = self._start
            while at < len(self.content):
                end = self._cut(at)
                lengths: Iterable[int] = map(len, self.content[at:end].splitlines(keepends=True))
                found.extend(islice(accumulate(lengths, initial=at), 1, None))
                at = end
        return self._offsets


def first_lines(content: bytes, encoding: str, count: int) -> list[str]:
    """The first lines of a content."""
    sample = content[:_FIRST].removeprefix(BOM if encoding == "utf-8" else b"")
    end = max(sample.rfind(b"\n"), sample.rfind(b"\r"))
    text = (sample[: end + 1] if end >= 0 else sample).decode(encoding)
    return clean_text(_plain_ends(text)).split("\n")[:count]


def _is_padded(text: str, padded: Sequence[str]) -> bool:
    """Whether one of the pairs is in the text. A space that is not there at all is found out much sooner."""
    spaces = [space for space in " \u00a0\t" if space in text]
    return any(pair in text for pair in padded if pair[0] in spaces or pair[1] in spaces)


def _plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
