"""HTML pages: agendas and minutes as councils publish them, and whatever else a page of text carries.

The page becomes lines, one a block; what they are is read as in any text. Tables of figures keep their cells.
"""

from __future__ import annotations

import re
from dataclasses import replace

from budgettui.domain.errors import N_, UnreadableFile
from budgettui.domain.paper.reading import Reading
from budgettui.ingest import text as plain
from budgettui.ingest import xmltree
from budgettui.ingest.tables.markup import Sheet, read_markup
from budgettui.ingest.tables.placed import place_tables

CODE = "html"
#: More than any page of text has.
LARGEST = 16 * 1024 * 1024
_HEAD = 4096
_LOOKS = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype\s+html|<html[\s>]|<(?:head|body|div|article|main|section|h1|p)"
    rb"[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?([A-Za-z0-9_-]+)""", re.IGNORECASE)
_CP1252 = frozenset(("iso-8859-1", "windows-1252", "latin1", "cp1252"))


def recognises(content: bytes) -> bool:
    """Whether the content begins as an HTML page does."""
    return bool(_LOOKS.match(content[:_HEAD].removeprefix(b"\xef\xbb\xbf")))


def read(name: str, content: bytes) -> Reading:
    """Everything that a page carries. Raises ``UnreadableFile``: empty, too large, in another encoding than it says, or
    without any structure that is known."""
    text = _decode(name, content)
    page = read_markup(text)
    sheet = Sheet()
    sheet.add(page)
    if not len(sheet):
        raise UnreadableFile(N_("Filen {name} har ingen tekst."), name=name)
    tables = sheet.tables
    reading = plain.read(
        name, content, sheet.text, code=CODE, layout=sheet.layout(), placed=lambda own: place_tables(own, tables)
    )
    return replace(sheet.settle(reading, text), pages=None)


def _decode(name: str, content: bytes) -> str:
    if len(content) > LARGEST:
        raise UnreadableFile(N_("Filen {name} er for stor: {size} byte."), name=name, size=len(content))
    declared = _CHARSET.search(content[:_HEAD])
    if declared and declared[1].decode("ascii").casefold() in _CP1252:
        try:
            content.decode("utf-8")
        except UnicodeDecodeError:
            return content.decode("cp1252", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return xmltree.decode(name, content).replace("\x00", "")
