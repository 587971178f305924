"""XML of no kind that is known: refused in a sentence that names its root, and never read as if it were text."""

from __future__ import annotations

from budgettui.domain.errors import N_, UnreadableFile
from budgettui.domain.paper.reading import Reading
from budgettui.ingest import xmltree


def recognises(content: bytes) -> bool:
    """Whether the content says itself that it is XML: by a declaration, a document type or a namespace."""
    root = xmltree.root_of(content)
    if root is None:
        return False
    head = content[:512].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return head[:9].lower().startswith((b"<?xml", b"<!doctype")) or "xmlns" in root[1]


def read(name: str, content: bytes) -> Reading:
    """Nothing: says why. Raises ``UnreadableFile``: always; damaged, with a document type or entities, or XML that the
    program does not know."""
    root = xmltree.parse(name, xmltree.decode(name, content))
    raise UnreadableFile(
        N_("Filen {name} er XML af en slags, som programmet ikke kender (roden er {root})."), name=name, root=root.name
    )
