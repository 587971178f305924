"""DOCX: its paragraphs and tables by docx2python, then on as any text.

A line of the text is a paragraph, or a row of a table; a DOCX has no pages until it is printed. Tracked insertions are
kept and deletions left out, each is reported, and a row of figures that has one is uncertain.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from budgettui.domain.clean import clean_text
from budgettui.domain.errors import N_, UnreadableFile
from budgettui.domain.paper.reading import Finding, Reading, Source
from budgettui.ingest import docx_parts as parts

if TYPE_CHECKING:
    from budgettui.ingest.page.layout import Layout
    from budgettui.ingest.tables.placed import Covered, PlacedTable

CODE = "docx"

_DOCUMENT = b"word/document.xml"
#: The container of old Office files and of locked new ones.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_WORD = "WordDocument".encode("utf-16-le")
_LOCKED = "EncryptedPackage".encode("utf-16-le")
#: A cell with more text than this is a piece of the page and no cell of a table.
_CELL_LONGEST = 200
_APART = "\n\n\n\n\n"
_SHOWN = 80


def recognises(content: bytes) -> bool:
    """Whether the content is a Word document: a DOCX, an old one, or a locked one."""
    from budgettui.ingest.zips import is_zip

    if content.startswith(_OLE):
        return _OLD_WORD in content or _LOCKED in content
    return is_zip(content) and _DOCUMENT in content


def read(name: str, content: bytes) -> Reading:
    """Everything that a DOCX carries. Raises ``UnreadableFile``: it is damaged, locked, in Word's old format, or
    nothing in it has a known structure."""
    from budgettui.ingest import text as plain
    from budgettui.ingest.tables.placed import place_tables
    from budgettui.ingest.zips import Archive

    if content.startswith(_OLE):
        locked = _LOCKED in content
        message = (
            N_("Filen {name} er låst med en adgangskode og kan ikke læses.")
            if locked
            else N_("Filen {name} er i Words gamle format. Gem den som .docx og prøv igen.")
        )
        raise UnreadableFile(message, name=name)
    read_parts = parts.read_parts(name, Archive(name, content))
    sheet = _Sheet()
    for table in _body(name, read_parts.body):
        sheet.add(table)
    for number, text in read_parts.notes:
        sheet.paragraph(f"{number.translate(_RAISED)} {text}")
    if not any(line.text.strip() for line in sheet.lines):
        raise UnreadableFile(N_("Filen {name} er tom."), name=name)
    layout = sheet.layout()
    reading = plain.read(
        name, content, sheet.text, code=CODE, layout=layout, placed=lambda own: place_tables(own, sheet.tables)
    )
    return replace(reading, pages=None, findings=(*_tracked(sheet), *reading.findings))


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

# -- docx2python

_TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="rId1" Target="word/document.xml" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
_NO_RELATIONS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'


def _body(name: str, body: bytes) -> list[list[list[list[str]]]]:
    """The document as tables of rows of cells of paragraphs; running text is a table of one cell."""
    from docx2python import docx2python

    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr("word/_rels/document.xml.rels", _NO_RELATIONS)
        archive.writestr("word/document.xml", body)
    package.seek(0)
    try:
        with docx2python(package, duplicate_merged_cells=False) as document:
            found: list[list[list[list[str]]]] = document.body
            return found
    except (KeyError, IndexError, ValueError, AttributeError, TypeError) as error:
        # What it says of a document that it does not understand.
        raise UnreadableFile(N_("Word-filen {name} er beskadiget og kan ikke læses."), name=name) from error


# -- from paragraphs and tables to lines


@dataclass(slots=True)
class _Line:
    """A line of the text. ``joined`` says that only a line break, and no new paragraph, parts it from the last."""

    text: str
    heading: int = 0
    joined: bool = False
    inserted: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        return bool(self.inserted or self.deleted)


@dataclass(slots=True)
class _Sheet:
    lines: list[_Line] = field(default_factory=list)
    tables: list[PlacedTable] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    def add(self, table: Sequence[Sequence[Sequence[str]]]) -> None:
        """Put a table, or running text, at the end."""
        if (len(table) == 1 and len(table[0]) == 1) or _is_page(table):
            for row in table:
                for cell in row:
                    for paragraph in cell:
                        self.paragraph(paragraph)
        else:
            self._table(table)

    def paragraph(self, text: str) -> None:
        """Put a paragraph at the end; an empty one is let go."""
        pieces = text.split("\n")
        if not any(parts.MARKS.sub("", piece).strip() for piece in pieces):
            plain = _line(text.replace("\n", " "))
            if plain.changed and self.lines:
                # A paragraph that was taken out whole: said where it stood.
                self.lines[-1].deleted += plain.deleted
            return
        open_insert = False
        for k, piece in enumerate(pieces):
            line = _line((parts.INSERTED if open_insert else "") + piece)
            open_insert = _is_open(piece, open_insert)
            line.joined = k > 0
            if line.text or line.changed:
                self.lines.append(line)

    def _table(self, table: Sequence[Sequence[Sequence[str]]]) -> None:
        from budgettui.ingest.tables.placed import PlacedRow, PlacedTable

        rows: list[PlacedRow] = []
        for row in table:
            marked = "\n".join("\n".join(cell) for cell in row)
            cells = tuple(_cell(cell) for cell in row)
            texts = [cell.replace("\n", " ") for cell in cells if isinstance(cell, str) and cell.strip()]
            own = _line(marked.replace("\n", " "))
            line = _Line("   ".join(texts), 0, False, own.inserted, own.deleted)
            if not texts:
                continue
            self.lines.append(line)
            number = len(self.lines)
            doubt = "changed_text" if line.changed or parts.INSERTED in marked else ""
            rows.append(PlacedRow(cells, number, number, parts.HEAD_ROW in marked, doubt))
        if rows:
            self.tables.append(PlacedTable(tuple(rows)))

    def layout(self) -> Layout:
        """The lines for the reader of text: no rule joins paragraphs, and their numbers are those of the text."""
        from budgettui.ingest.page.layout import Layout

        filled = [(number, line) for number, line in enumerate(self.lines, 1) if line.text.strip()]
        pieces: list[str] = []
        for _number, line in filled:
            if pieces:
                pieces.append("\n" if line.joined else _APART)
            pieces.append(line.text)
        layout = Layout("".join(pieces))
        layout.lines = [
            replace(own, number=number, page=None, new_page=False, heading=line.heading or own.heading)
            for own, (number, line) in zip(layout.lines, filled, strict=True)
        ]
        # A document before it is printed has no page numbers of its own in it.
        layout.furniture = frozenset()
        layout.pages = None
        return layout


def _is_page(table: Sequence[Sequence[Sequence[str]]]) -> bool:
    """Whether a table only lays out running text: cells as long as paragraphs are."""
    return any(sum(len(paragraph) for paragraph in cell) > _CELL_LONGEST for row in table for cell in row)


def _cell(cell: Sequence[str]) -> str | Covered:
    from budgettui.ingest.tables.placed import Covered

    whole = "\n".join(cell)
    if parts.COVERED_LEFT in whole:
        return Covered.LEFT
    if parts.COVERED_ABOVE in whole:
        return Covered.ABOVE
    return "\n".join(text for line in whole.split("\n") if (text := _line(line).text))


_DELETED = re.compile(f"{parts.DELETED}([^{parts.DELETED_END}]*){parts.DELETED_END}")
_INSERTED = re.compile(f"{parts.INSERTED}([^{parts.INSERTED_END}]*)(?:{parts.INSERTED_END}|$)")
_HEADED = re.compile(f"{parts.HEADING}([1-9])")


def _line(text: str) -> _Line:
    """A line without the marks, and what they say."""
    heading = _HEADED.search(text)
    text = _HEADED.sub("", text)
    deleted = [clean for gone in _DELETED.findall(text) if (clean := _clean(gone))]
    text = _DELETED.sub("", text)
    inserted = [clean for new in _INSERTED.findall(text) if (clean := _clean(new))]
    return _Line(_clean(text), int(heading[1]) if heading else 0, False, inserted, deleted)


def _is_open(piece: str, before: bool) -> bool:
    """Whether an insertion goes on past the line break that ends this piece."""
    last = max(piece.rfind(parts.INSERTED), piece.rfind(parts.INSERTED_END))
    return before if last < 0 else piece[last] == parts.INSERTED


def _clean(text: str) -> str:
    return " ".join(clean_text(parts.MARKS.sub("", text)).replace("\t", " ").split(" ")).strip()


def _tracked(sheet: _Sheet) -> Iterator[Finding]:
    for number, line in enumerate(sheet.lines, 1):
        if not line.changed:
            continue
        inserted, deleted = _quoted(line.inserted), _quoted(line.deleted)
        if inserted and deleted:
            message = N_("Ikke godkendte rettelser: indsat {inserted}, slettet {deleted}")
        elif inserted:
            message = N_("Ikke godkendt rettelse: indsat {inserted}")
        else:
            message = N_("Ikke godkendt rettelse: slettet {deleted}")
        words, where = message.format(inserted=inserted, deleted=deleted), Source(None, number, number, line.text)
        yield Finding("tracked_changes", "note", words, printed=line.text or None, source=where)


def _quoted(texts: Sequence[str]) -> str:
    return ", ".join(f"»{text[:_SHOWN]}{'…' if len(text) > _SHOWN else ''}«" for text in texts)
