"""XML as a small tree that knows its lines, with nothing of XML that can hurt.

A document type, an entity or a processing of anything outside the file is refused before it is looked at, and so is a
file that is too large, too deep or has too many elements. Names come without their namespace's prefix.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from budgettui.domain.clean import clean_text
from budgettui.domain.errors import N_, UnreadableFile

#: More than any agenda has; what is larger is not looked at.
LARGEST = 64 * 1024 * 1024
DEEPEST = 128
MOST_ELEMENTS = 500_000
_HEAD = 64 * 1024
_DECLARED = re.compile(r"""<\?xml[^>]*?\bencoding\s*=\s*["']([A-Za-z0-9_.-]+)["']""")
#: The encodings that case systems export in; others are refused by name.
_ENCODINGS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "us-ascii": "ascii",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "windows-1252": "cp1252",
    "iso-8859-15": "iso-8859-15",
    "utf-16": "utf-16",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
}
#: What XML 1.0 has no room for, as a character or by its number: eDoc writes the page breaks of its texts so.
_ILLEGAL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f]|&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01])|x0*(?:[0-8bcefBCEF]|1[0-9a-fA-F]));"
)
_PROLOG = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^<>\[]*(?:\[[^\]]*\]\s*)?>", re.DOTALL | re.IGNORECASE)
_ROOT = re.compile(r"<(?P<name>[^\s<>/]+)(?P<rest>[^<>]*)>")


@dataclass(slots=True)
class Node:
    """An element: its name without prefix, its attributes, its children, and its own text with the lines of it."""

    name: str
    attributes: dict[str, str]
    line: int
    last_line: int = 0
    children: list[Node] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _lines: list[int] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
    _length: int = 0
    #: The bytes of the whole file, and where the element begins and its end tag stands in them.
    whole: bytes = b""
    first: int = 0
    stop: int = 0

    def add(self, piece: str, line: int) -> None:
        """Character data that stands in the element itself, and the line that it begins on."""
        self._pieces.append(piece)
        self._lines.append(line)
        self._starts.append(self._length)
        self._length += len(piece)

    @property
    def raw(self) -> str:
        """The element's own text as it stands, entities resolved."""
        return "".join(self._pieces)

    @property
    def text(self) -> str | None:
        """The element's own text with single spaces, cleaned; ``None`` where there is none."""
        return " ".join(clean_text(self.raw).split()) or None

    def line_at(self, offset: int) -> int:
        """The line of the file on which the character at this offset of ``raw`` stands."""
        if not self._starts:
            return self.line
        place = max(0, bisect_right(self._starts, offset) - 1)
        return self._lines[place] + self._pieces[place].count("\n", 0, max(0, offset - self._starts[place]))

    @property
    def inner(self) -> str:
        """The element as it stands in the file, with its start tag and without its end tag: tags are not resolved."""
        return self.whole[self.first : self.stop].decode("utf-8")

    def every(self, name: str) -> Iterator[Node]:
        return (child for child in self.children if child.name == name)

    def one(self, *path: str) -> Node | None:
        node: Node | None = self
        for name in path:
            node = next(node.every(name), None) if node else None
        return node

    def said(self, *path: str) -> str | None:
        """The text of the first element down this path; ``None`` where it is missing or empty."""
        node = self.one(*path)
        return node.text if node else None

    def under(self, name: str) -> Iterator[Node]:
        """All elements with this name below this one, in the order of the file."""
        waiting = list(reversed(self.children))
        while waiting:
            node = waiting.pop()
            if node.name == name:
                yield node
            waiting.extend(reversed(node.children))


def root_of(content: bytes) -> tuple[str, str] | None:
    """The root element's name (no prefix) and its attributes as they stand; ``None`` where this is no XML."""
    head = content[:_HEAD]
    if not head.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<"):
        return None
    text = head.decode(_encoding(head) or "utf-8", "ignore").lstrip("\ufeff \t\r\n")
    position = 0
    while match := _PROLOG.match(text, position):
        position = match.end()
    root = _ROOT.match(text, position)
    return (root["name"].rpartition(":")[2], root["rest"]) if root else None


def _encoding(content: bytes) -> str | None:
    """The encoding by byte order mark or declaration; ``None`` for one that is not known."""
    if content.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    declared = _DECLARED.match(content[:200].lstrip().decode("latin-1"))
    return _ENCODINGS.get(declared[1].casefold()) if declared else "utf-8"


def decode(name: str, content: bytes) -> str:
    """The file as text with plain line ends. Raises ``UnreadableFile``: empty, too large, or not in the encoding that
    it declares."""
    if not content.strip():
        raise UnreadableFile(N_("Filen {name} er tom."), name=name)
    if len(content) > LARGEST:
        raise UnreadableFile(N_("Filen {name} er for stor: {size} byte."), name=name, size=len(content))
    encoding = _encoding(content)
    if encoding is None:
        raise UnreadableFile(N_("Filen {name} har en tegnkodning, som programmet ikke kender."), name=name)
    try:
        text = content.decode(encoding)
    except UnicodeError as error:
        raise UnreadableFile(
            N_("Filen {name} er ikke i den tegnkodning, som den siger ({encoding})."), name=name, encoding=encoding
        ) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def parse(name: str, text: str) -> Node:
    """The tree of a text that is XML. Raises ``UnreadableFile``: no well-formed XML, or with a document type or
    entities, or too deep or too many elements."""
    whole = _ILLEGAL.sub(lambda match: " " * len(match[0]), text).encode("utf-8", "replace")
    builder = _Builder(name, whole)
    parser = expat.ParserCreate("utf-8", " ")
    parser.buffer_text = False
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.StartDoctypeDeclHandler = builder.refuse
    parser.EntityDeclHandler = builder.refuse
    parser.ExternalEntityRefHandler = builder.refuse
    parser.StartElementHandler = lambda tag, attributes: builder.start(
        tag, attributes, parser.CurrentLineNumber, parser.CurrentByteIndex
    )
    parser.EndElementHandler = lambda _tag: builder.end(parser.CurrentLineNumber, parser.CurrentByteIndex)
    parser.CharacterDataHandler = lambda data: builder.data(data, parser.CurrentLineNumber)
    try:
        parser.Parse(whole, True)
    except expat.ExpatError as error:
        raise UnreadableFile(
            N_("Filen {name} er ikke gyldig XML: linje {line}, tegn {column}."),
            name=name, line=error.lineno, column=error.offset + 1,
        ) from error  # fmt: skip
    assert builder.root is not None  # expat refuses a document without a root
    return builder.root


class _Builder:
    def __init__(self, name: str, whole: bytes) -> None:
        self.name = name
        self._whole = whole
        self.root: Node | None = None
        self._open: list[Node] = []
        self._count = 0

    def refuse(self, *_declaration: object) -> int:
        raise UnreadableFile(
            N_("Filen {name} har en dokumenttype eller entiteter (DTD). Det læses ikke, for det kan skjule andet."),
            name=self.name,
        )

    def start(self, tag: str, attributes: dict[str, str], line: int, place: int) -> None:
        self._count += 1
        if len(self._open) >= DEEPEST or self._count > MOST_ELEMENTS:
            raise UnreadableFile(N_("Filen {name} har for mange eller for dybe elementer."), name=self.name)
        own = tag.rpartition(" ")[2]
        values = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        node = Node(own, values, line, whole=self._whole, first=place)
        if self._open:
            self._open[-1].children.append(node)
        else:
            self.root = node
        self._open.append(node)

    def end(self, line: int, place: int) -> None:
        node = self._open.pop()
        node.last_line = line
        node.stop = max(node.first, place)

    def data(self, data: str, line: int) -> None:
        self._open[-1].add(data, line)
