"""The lines of a long delimited text, a stretch at a time: its text is never held whole.

Most lines of an extract are plain: as many cells as columns, no quotes. They come as runs, column by column. Any other
line comes as a record.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from budgettui.domain.clean import clean_text
from budgettui.ingest.lines.delimited import CELL_LINES, Delimited, Layout, padded_cells
from budgettui.ingest.page.opening import BOM
from budgettui.ingest.tables.grid import Grid, Record
from budgettui.ingest.tables.grid_head import HEAD_WITHIN

#: So many bytes are read at a time: few enough for their cells to stay in the processor's cache.
STRETCH = 1 << 16
#: So many bytes are looked at for the first lines.
_FIRST = 1 << 20
_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n|\Z)")

#: Bytes of UTF-8 that no sign has which is cleaned away; others have to be looked at.
_HARMLESS = bytes({*range(0x20, 0x100), 0x09, 0x0A} - {0x7F, 0xC2, 0xD8, 0xE2, 0xEF})

#: The cells of lines, column by column.
Columns = Sequence[Sequence[str]]


class Run(NamedTuple):
    """Lines that follow each other from ``line`` on, each with exactly one cell a column."""

    line: int
    columns: Columns

    @property
    def size(self) -> int:
        return len(self.columns[0])

    def row(self, at: int) -> list[str]:
        return [column[at] for column in self.columns]

    def cut(self, first: int, end: int) -> Run:
        if first == 0 and end == self.size:
            return self
        return Run(self.line + first, [column[first:end] for column in self.columns])


class LongText:
    """The content of a file as runs and records, that can be gone through again."""

    def __init__(self, content: bytes, encoding: str, layout: Layout) -> None:
        self.content, self.encoding, self.layout = content, encoding, layout
        self._start = len(BOM) if encoding == "utf-8" and content.startswith(BOM) else 0
        self._padded = padded_cells(layout.delimiter)
        delimiter = layout.delimiter.encode()
        #: What of a line's bytes is left where only its delimiters and its end are looked at.
        self._form = delimiter * (layout.width - 1) + b"\n"
        self._cells = bytes(set(range(256)) - set(delimiter + b"\n"))
        #: Whether the first time through found nothing to clean, and no spaces around cells: looking costs much.
        self._clean = self._tight = True
        self._looked = False
        self._begins: array[int] | None = None
        self._ends = array("Q")
        self._ended = content.endswith((b"\n", b"\r"))

    def grid(self) -> Grid:
        """The first lines, where its title and heading are."""
        lines = first_lines(self.content, self.encoding, HEAD_WITHIN + CELL_LINES)
        return Grid(Delimited(lines, self.layout).records, lines)

    def _stretches(self) -> Iterator[tuple[int, str, bool]]:
        """The clean text in pieces of whole lines, each with the number of its first line and without its last end,
        and whether each of its lines has a cell a column, as far as that is seen at once."""
        at, number, content = self._start, 1, self.content
        while at < len(content):
            end = self._cut(at)
            piece = _plain_ends(content[at:end])
            text = self._text(piece)
            form = piece.translate(None, self._cells)
            count = form.count(b"\n")
            whole = len(text) and form == self._form * count and piece.endswith(b"\n")
            yield number, text.removesuffix("\n") if end < len(content) else text, bool(whole and self._clean)
            number += count
            at = end

    def _text(self, piece: bytes) -> str:
        """The text of bytes with plain line ends."""
        text = piece.decode(self.encoding)
        if (self._looked and self._clean) or (self.encoding == "utf-8" and not piece.translate(None, _HARMLESS)):
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
        carried: list[str] = []
        stretches = self._stretches()
        following = next(stretches, None)
        while following is not None:
            number, text, whole = following
            following = next(stretches, None)
            if carried or '"' in text:
                lines = text.split("\n")
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
            elif whole:
                yield from self._whole(number, self._split(text.removesuffix("\n")))
            else:
                yield from self._runs(number, text)
        self._looked = True

    def _one(self, number: int, record: Record) -> Run | Record:
        """A record of lines that begin with this number; a run where it is plain."""
        line, last = number + record.line - 1, number + record.last - 1
        if record.problem is None and line == last and len(record.cells) == self.layout.width:
            return Run(line, [[cell] for cell in record.cells])
        return record._replace(line=line, last=last)

    def _split(self, text: str) -> Columns:
        """The stripped cells of lines without quotes, each of which has a cell a column."""
        delimiter, width = self.layout.delimiter, self.layout.width
        cells = text.replace("\n", delimiter).split(delimiter)
        columns = [cells[at::width] for at in range(width)]
        if not self._is_tight(text):
            columns = [[cell.strip() for cell in column] for column in columns]
        return columns

    def _is_tight(self, text: str) -> bool:
        """Whether no cell has spaces around it."""
        if self._looked and self._tight:
            return True
        tight = not (text[:1].isspace() or text[-1:].isspace() or _is_padded(text, self._padded))
        self._tight = self._tight and tight
        return tight

    def _whole(self, number: int, columns: Columns) -> Iterator[Run]:
        """A stretch whose lines have a cell a column, without those that hold nothing."""
        run = Run(number, columns)
        if all("" in column for column in columns):
            first = 0
            for at in [at for at, cells in enumerate(zip(*columns, strict=True)) if not any(cells)]:
                if at > first:
                    yield run.cut(first, at)
                first = at + 1
            if first == 0 or first < run.size:
                yield run.cut(first, run.size)
        else:
            yield run

    def _runs(self, number: int, text: str) -> Iterator[Run | Record]:
        """Any other stretch without quotes."""
        delimiter, width = self.layout.delimiter, self.layout.width
        rows = [line.split(delimiter) for line in text.split("\n")]
        if not self._is_tight(text):
            rows = [[cell.strip() for cell in row] for row in rows]
        blank = [""] * width
        first = 0
        for place, row in enumerate([*rows, []]):
            if len(row) == width and row != blank:
                continue
            if place > first:
                yield Run(number + first, list(zip(*rows[first:place], strict=True)))
            if any(row):
                yield Record(number + place, number + place, row)
            first = place + 1

    def fetch(self, lines: Sequence[int]) -> Columns:
        """The cells of these lines, each of which stood in a run. Lines that follow each other are read as one."""
        begins, content = self._line_begins(), self.content
        first, last = lines[0], lines[-1]
        if last - first + 1 == len(lines) and lines == array("I", range(first, last + 1)):
            pieces = [content[begins[first] : self._ends[last]]]
        else:
            spans = map(slice, map(begins.__getitem__, lines), map(self._ends.__getitem__, lines))
            pieces = list(map(content.__getitem__, spans))
            if not self._ended and len(begins) - 1 in lines:
                pieces[list(lines).index(len(begins) - 1)] += b"\n"
        text = self._text(_plain_ends(b"".join(pieces))).removesuffix("\n")
        if '"' not in text:
            return self._split(text)
        records = Delimited(text.split("\n"), self.layout).records()
        return list(zip(*(record.cells for record in records), strict=True))

    def _line_begins(self) -> Sequence[int]:
        """Where each line begins, by its number; where it ends stands beside it."""
        if self._begins is None:
            self._begins = begins = array("Q", [0])
            at = self._start
            while at < len(self.content):
                end = self._cut(at)
                lengths: Iterable[int] = map(len, self.content[at:end].splitlines(keepends=True))
                begins.extend(accumulate(lengths, initial=at))
                begins.pop()
                at = end
            self._ends = begins[1:]
            self._ends.append(len(self.content))
        return self._begins


def first_lines(content: bytes, encoding: str, count: int) -> list[str]:
    sample = content[:_FIRST].removeprefix(BOM if encoding == "utf-8" else b"")
    end = max(sample.rfind(b"\n"), sample.rfind(b"\r"))
    text = _plain_ends(sample[: end + 1] if end >= 0 else sample).decode(encoding)
    return clean_text(text).split("\n")[:count]


def _is_padded(text: str, padded: Sequence[str]) -> bool:
    """Whether one of the pairs is in the text. A space that is not there at all is found out much sooner."""
    spaces = [space for space in " \u00a0\t" if space in text]
    return any(pair in text for pair in padded if pair[0] in spaces or pair[1] in spaces)


def _plain_ends(content: bytes) -> bytes:
    """The bytes with plain line ends. No other letter of the encodings that are read has these bytes."""
    return content.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in content else content
