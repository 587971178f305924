"""The formats that can be read. Each is one module of this package; adding one adds its name here.

A module of a format has ``recognises(content) -> bool`` and ``read(name, content) -> Reading``. A format that is more
than one file has ``read_beside(name, content, beside)`` too. A format is recognised by its content and never by the
name of the file; the first that recognises it reads it. A module is imported when it is its turn.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from types import ModuleType

from budgettui.domain.paper.reading import Reading

#: The content of a file beside the one that is read, by its name relative to it; ``UnreadableFile`` where it cannot be
#: read.
Beside = Callable[[str], bytes]

#: In the order in which they are asked. Text is last: whatever no other format claims is held to be text, and refused
#: where it is not.
FORMATS: tuple[str, ...] = (
    "pdf",
    "docx",
    "sheets",
    "datapackage",
    "statbank",
    "edoc",
    "acadre",
    "sbsys",
    "oparl",
    "html",
    "xmlfile",
    "markdown",
    "csvfile",
    "zips",
    "text",
)


def read_as_recognised(name: str, content: bytes, beside: Beside | None = None) -> Reading:
    module = _module(format_of(content))
    if beside is not None and hasattr(module, "read_beside"):
        found: Reading = module.read_beside(name, content, beside)
    else:
        found = module.read(name, content)
    return found


def format_of(content: bytes) -> str:
    return next(name for name in FORMATS if _module(name).recognises(content))


def _module(name: str) -> ModuleType:
    return import_module(f"budgettui.ingest.{name}")
