"""Delimited text (CSV): semicolon, comma or tab; UTF-8 with or without a mark, or one byte a letter."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from budgettui.domain.clean import clean_text
from budgettui.domain.errors import N_, UnreadableFile
from budgettui.domain.reading import Finding, Reading, Source
from budgettui.ingest import names
from budgettui.ingest.blocks import blocks, repeated
from budgettui.ingest.budget_lines import Lines, read_lines
from budgettui.ingest.decimals import is_number
from budgettui.ingest.grid import Grid, Record
from budgettui.ingest.grid_head import HEAD_WITHIN, find_head
from budgettui.ingest.opening import BOM, CONTROL, refuse_other_than_text

CODE = "csv"

#: Recognising looks at no more than this.
_SAMPLE = 1 << 16
_SAMPLE_LINES = 400
_DELIMITERS = ("\t", ";", ",")
#: The share of the lines that must have as many cells as most. Commas stand in prose, too, so more of them.
_SHARE = {"\t": 0.5, ";": 0.5, ",": 0.75}
#: No table of a budget has more columns, and no line of it is longer.
_MOST_COLUMNS = 1000
LINE_LONGEST = 1 << 20
#: A file with more rows than this is an extract: one table.
_LONGEST_TABLES = 20_000
#: A cell in quotes goes over at most so many lines.
_CELL_LINES = 40
_OTHER_FORMATS = (b"<", b"{", b"[", b"%PDF", b"PK\x03\x04")
_CP1252_ONLY = re.compile(rb"[\x80\x82-\x8c\x8e\x91-\x9c\x9e\x9f]")
_UNDEFINED_IN_CP1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_PROSE_COMMA = re.compile(r"\w, [^\W\d_]|[0-9],[0-9]+ +[-+−–]?[0-9]")
#: Letters and signs of Danish text in one byte; the last ones are quotes and dashes that only Windows-1252 has.
_DANISH = frozenset(b"\x91\x92\x93\x94\x96\x97\xe6\xf8\xe5\xc6\xd8\xc5\xe9\xc9\xe4\xf6\xfc\xa7\xb4\xbd")


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text is delimited: by what, into how many cells, and from which line on (0-based)."""

    delimiter: str
    width: int
    start: int


def recognises(content: bytes) -> bool:
    """Whether the content is a table in delimited text: its lines have cells, and a column of it is numbers."""
    head = content[:_SAMPLE]
    body = head.removeprefix(BOM).lstrip()
    if not body or body.startswith(_OTHER_FORMATS) or CONTROL.search(head):
        return False
    text, _encoding = decode_bytes(_whole_lines(head, len(content) > _SAMPLE))
    lines = text.split("\n")[:_SAMPLE_LINES]
    layout = find_layout(lines)
    if layout is None or (layout.delimiter == "," and _is_prose(lines)):
        return False
    records = [record for record in Delimited(lines, layout).records() if not record.blank]
    head_found = find_head(records[:HEAD_WITHIN])
    if head_found is None or (layout.delimiter == "," and not head_found.found):
        return False
    table = [record.cells for record in records[head_found.below :] if len(record.cells) >= layout.width]
    for column in range(layout.width):
        cells = [cells[column] for cells in table if column < len(cells) and cells[column]]
        if cells and sum(map(is_number, cells)) * 2 >= len(cells):
            return True
    return False


def _is_prose(lines: Sequence[str]) -> bool:
    """Whether the commas of a text are those of sentences and of decimals beside each other, as no cells have them."""
    with_comma = [line for line in lines if "," in line and '"' not in line]
    return sum(bool(_PROSE_COMMA.search(line)) for line in with_comma) * 4 > len(with_comma)


def read(name: str, content: bytes) -> Reading:
    """Everything that a delimited text carries.

    Raises:
        UnreadableFile: it is empty, binary, or has no columns of numbers.
    """
    text, _encoding, findings = decode(name, content)
    lines = text.split("\n")
    layout = find_layout(lines[:_SAMPLE_LINES])
    if layout is None:
        raise UnreadableFile(N_("Filen {name} har ingen kolonner, som programmet kan skille."), name=name)
    grid = Grid(Delimited(lines, layout).records, lines)
    found = read_tables(grid, name)
    if not found:
        raise UnreadableFile(N_("Filen {name} har ingen kolonne med tal."), name=name)
    return reading_of(name, content, CODE, text, found, findings)


def read_tables(grid: Grid, name: str) -> list[Lines]:
    """What is in a grid that may hold several tables; one that is longer than tables are is one extract."""
    records = grid.first(_LONGEST_TABLES + 1)
    parts = blocks(records, placed=grid.placed) if len(records) <= _LONGEST_TABLES else []
    grids = [replace(grid, records=repeated(part)) for part in parts] if len(parts) > 1 else [grid]
    return [found for part in grids if (found := read_lines(part, name)) is not None]


def reading_of(
    name: str,
    content: bytes,
    form: str,
    text: str,
    parts: Sequence[Lines],
    findings: Sequence[Finding],
    pages: int | None = None,
) -> Reading:
    """One reading of budget lines out of what was read from each grid of a file."""
    title = next((part.title for part in parts if part.title), None)
    departments = {part.department for part in parts}
    municipalities = {part.municipality for part in parts if part.municipality}
    named = municipalities.pop() if len(municipalities) == 1 else None
    return Reading(
        name=name,
        sha256=sha256(content).hexdigest(),
        format=form,
        kind="budget_lines",
        text=text,
        pages=pages,
        title=title,
        municipality=named or names.municipality_named(" ".join(part.title or "" for part in parts)),
        department=departments.pop() if len(departments) == 1 else None,
        budget_years=tuple(sorted({year for part in parts for year in part.years})),
        tables=tuple(table for part in parts for table in part.tables),
        findings=(*findings, *(finding for part in parts for finding in part.findings)),
    )


# -- letters


def decode(name: str, content: bytes, encoding: str | None = None) -> tuple[str, str, list[Finding]]:
    """The content as clean text with plain line ends, its encoding, and what is to be said about it.

    Raises:
        UnreadableFile: the content is empty or binary, or not of the encoding that is asked for.
    """
    refuse_other_than_text(name, content)
    if encoding is not None:
        try:
            text = content.removeprefix(BOM).decode(encoding)
        except (UnicodeDecodeError, LookupError) as error:
            raise UnreadableFile(
                N_("Filen {name} er ikke i den tegnkodning, den siger ({encoding})."), name=name, encoding=encoding
            ) from error
        return clean_text(text.replace("\r\n", "\n").replace("\r", "\n")), encoding, []
    text, encoding = decode_bytes(content)
    findings = []
    if encoding != "utf-8":
        shown = {"cp1252": "Windows-1252", "latin-1": "Latin-1"}[encoding]
        high = [byte for byte in content if byte >= 0x80]
        danish = sum(byte in _DANISH for byte in high) * 2 >= len(high)
        message = (
            N_("Filen er ikke UTF-8; den er læst som {encoding}")
            if danish
            else N_("Filen er ikke UTF-8; den er læst som {encoding}, men bogstaverne ligner ikke dansk")
        )
        at = content.count(b"\n", 0, next(i for i, byte in enumerate(content) if byte >= 0x80)) + 1
        findings.append(Finding("encoding", "note", message.format(encoding=shown), source=Source(line=at)))
    return clean_text(text), encoding, findings


def decode_bytes(content: bytes) -> tuple[str, str]:
    """The content as text with plain line ends, and its encoding: utf-8, cp1252 or latin-1."""
    try:
        text, encoding = content.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        # The two differ in 32 signs alone: whatever uses those that Windows-1252 has is Windows-1252.
        encoding = "latin-1"
        if _CP1252_ONLY.search(content) and not _UNDEFINED_IN_CP1252.search(content):
            encoding = "cp1252"
        text = content.decode(encoding)
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding


def _whole_lines(sample: bytes, cut: bool) -> bytes:
    """A sample without the line that it cuts in two."""
    end = max(sample.rfind(b"\n"), sample.rfind(b"\r"))
    return sample[: end + 1] if cut and end > 0 else sample


# -- cells


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
            best = share, Layout(delimiter, width, first)
    return best[1] if best else None


def _count(line: str, delimiter: str) -> int:
    if '"' in line:
        cells = _cells_in_quotes(line, delimiter)
        if cells is not None:
            return len(cells)
    return line.count(delimiter) + 1


@dataclass(frozen=True, slots=True)
class Delimited:
    """The lines of a delimited text, as records. One line at a time: a stray quote spoils one line and no more."""

    lines: Sequence[str]
    layout: Layout

    def records(self) -> Iterator[Record]:
        """Every line, or run of lines that one quoted cell holds together."""
        delimiter, lines = self.layout.delimiter, self.lines
        padded = [pair for space in " \u00a0\t" for pair in (space + delimiter, delimiter + space)]
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
        for last in range(number + 1, min(number + _CELL_LINES, len(self.lines)) + 1):
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
