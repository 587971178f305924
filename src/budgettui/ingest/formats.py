"""The formats that can be read. Each is one module; adding one adds one entry here.

A format is recognised by its content and never by the name of the file. The first that recognises it reads
it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from budgettui.domain.reading import Reading


@dataclass(frozen=True, slots=True)
class Format:
    """A format: whether the content is of it, and how it is read. Its imports happen inside the functions."""

    code: str
    recognises: Callable[[bytes], bool]
    read: Callable[[str, bytes], Reading]


def _is_pdf(content: bytes) -> bool:
    from budgettui.ingest import pdf

    return pdf.recognises(content)


def _read_pdf(name: str, content: bytes) -> Reading:
    from budgettui.ingest import pdf

    return pdf.read(name, content)


def _read_text(name: str, content: bytes) -> Reading:
    from budgettui.ingest import opening, text

    return text.read(name, content, opening.decode(name, content))


#: Text is last: whatever no other format claims is held to be text, and refused where it is not.
FORMATS: tuple[Format, ...] = (
    Format("pdf", _is_pdf, _read_pdf),
    Format("text", lambda _content: True, _read_text),
)
