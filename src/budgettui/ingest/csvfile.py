"""Delimited text (CSV): semicolon, comma or tab; UTF-8 with or without a mark, or one byte a letter."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from budgettui.domain.clean import clean_text
from budgettui.domain.errors import N_, UnreadableFile
from budgettui.domain.paper.reading import Finding, Reading, Source
from budgettui.ingest.lines.budget_lines import Lines, read_lines
from budgettui.ingest.lines.delimited import Delimited, find_layout
from budgettui.ingest.lines.extract import ExtractFindings, read_extract
from budgettui.ingest.lines.long_text import LongText, first_lines
from budgettui.ingest.page import names
from budgettui.ingest.page.opening import BOM, CONTROL, refuse_other_than_text
from budgettui.ingest.tables.blocks import blocks, repeated
from budgettui.ingest.tables.decimals import is_number
from budgettui.ingest.tables.grid import Grid
from budgettui.ingest.tables.grid_head import HEAD_WITHIN, find_head

CODE = "csv"

#: Recognising looks at no more than this.
_SAMPLE = 1 << 16
_SAMPLE_LINES = 400
#: A file with more rows than this is an extract: one table.
LONGEST_TABLES = 20_000
#: So many bytes are looked at at a time.
_STRETCH = 1 << 20
_OTHER_FORMATS = (b"<", b"{", b"[", b"%PDF", b"PK\x03\x04")
_CP1252_ONLY = re.compile(rb"[\x80\x82-\x8c\x8e\x91-\x9c\x9e\x9f]")
_UNDEFINED_IN_CP1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_PROSE_COMMA = re.compile(
    r"\w, [^\W\d_]|[0-9],[0-9]+ +[-+−–]?[0-9]|[0-9] +[-+−–]?[0-9.]*[0-9],[0-9]"
    # A price after its words or before its unit, and an amount alone.
    r"|[0-9],[0-9]{2} ?kr\b|[^\d,] +(?:[0-9]{1,3}\.)?[0-9]{3},[0-9]{2}\s*$"
    r"|^\s*[-+−–]?[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+\s*$"
)
#: Letters and signs of Danish text in one byte; the last ones are quotes and dashes that only Windows-1252 has.
_DANISH = b"\x91\x92\x93\x94\x96\x97\xe6\xf8\xe5\xc6\xd8\xc5\xe9\xc9\xe4\xf6\xfc\xa7\xb4\xbd"


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
    """Everything that a delimited text carries. Raises ``UnreadableFile``: it is empty, binary, or has no columns of
    numbers."""
    refuse_other_than_text(name, content)
    lines_at_least = max(content.count(b"\n"), content.count(b"\r"))
    if lines_at_least > LONGEST_TABLES and (extract := _read_extract(name, content)) is not None:
        return extract
    text, _encoding, findings = decode(name, content)
    found = read_tables(grid_of(name, text), name)
    if not found:
        raise UnreadableFile(N_("Filen {name} har ingen kolonne med tal."), name=name)
    return reading_of(name, content, CODE, text, found, findings)


def grid_of(name: str, text: str) -> Grid:
    """The cells of a text; ``UnreadableFile`` where nothing parts its columns."""
    lines = text.split("\n")
    layout = find_layout(lines[:_SAMPLE_LINES])
    if layout is None:
        raise UnreadableFile(N_("Filen {name} har ingen kolonner, som programmet kan skille."), name=name)
    return Grid(Delimited(lines, layout).records, lines)


def _read_extract(name: str, content: bytes) -> Reading | None:
    """What a long file carries, with rows that are not held; ``None`` where it has to be read as tables are."""
    encoding = encoding_of(content)
    layout = find_layout(first_lines(content, encoding, _SAMPLE_LINES))
    found = read_extract(name, LongText(content, encoding, layout)) if layout is not None else None
    if found is None:
        return None
    reading = reading_of(name, content, CODE, "", [found], ())
    return replace(reading, findings=ExtractFindings(encoding_findings(content, encoding), found))


def read_tables(grid: Grid, name: str) -> list[Lines]:
    """What is in a grid that may hold several tables; one that is longer than tables are is one extract."""
    records = grid.first(LONGEST_TABLES + 1)
    parts = blocks(records, placed=grid.placed) if len(records) <= LONGEST_TABLES else []
    grids = [replace(grid, records=repeated(part)) for part in parts] if len(parts) > 1 else [grid]
    return [found for part in grids if (found := read_lines(part, name)) is not None]


def reading_of(
    name: str, content: bytes, form: str, text: str, parts: Sequence[Lines], findings: Sequence[Finding],
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
    """The content as clean text with plain line ends, its encoding, and what is to be said about it. Raises
    ``UnreadableFile``: the content is empty or binary, or not of the encoding that is asked for."""
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
    return clean_text(text), encoding, encoding_findings(content, encoding)


def encoding_findings(content: bytes, encoding: str) -> list[Finding]:
    """What is to be said of an encoding other than UTF-8, at the first line that shows it."""
    if encoding == "utf-8":
        return []
    shown = {"cp1252": "Windows-1252", "latin-1": "Latin-1"}[encoding]
    high = content.translate(None, bytes(range(0x80)))
    message = (
        N_("Filen er ikke UTF-8; den er læst som {encoding}")
        if len(high.translate(None, _DANISH)) * 2 <= len(high)
        else N_("Filen er ikke UTF-8; den er læst som {encoding}, men bogstaverne ligner ikke dansk")
    )
    at = content.count(b"\n", 0, content.index(high[:1])) + 1
    return [Finding("encoding", "note", message.format(encoding=shown), source=Source(line=at))]


def encoding_of(content: bytes) -> str:
    """The encoding of a text: utf-8, cp1252 or latin-1."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(content), _STRETCH):
            decoder.decode(content[start : start + _STRETCH])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        # The two differ in 32 signs alone: whatever uses those that Windows-1252 has is Windows-1252.
        return "cp1252" if _CP1252_ONLY.search(content) and not _UNDEFINED_IN_CP1252.search(content) else "latin-1"
    return "utf-8"


def decode_bytes(content: bytes) -> tuple[str, str]:
    """The content as text with plain line ends, and its encoding."""
    encoding = encoding_of(content)
    text = content.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding


def _whole_lines(sample: bytes, cut: bool) -> bytes:
    """A sample without the line that it cuts in two."""
    end = max(sample.rfind(b"\n"), sample.rfind(b"\r"))
    return sample[: end + 1] if cut and end > 0 else sample
