"""The formats that can be read. Each is one module of this package; adding one adds its name here.

A module of a format has ``recognises(content) -> bool`` and ``read(name, content) -> Reading``. A format that is more
than one file has ``read_beside(name, content, beside)`` too. A format is recognised by its content and never by the
name of the file; the first that recognises it reads it. A module is imported when it is its turn.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from types import ModuleType

from budgettui.domain.reading import Reading

#: The content of a file beside the one that is read, by its name relative to it; ``UnreadableFile`` where it cannot be
#: read.
Beside = Callable[[str], bytes]

#: In the order in which they are asked. Text is last: whatever no other format claims is held to be text, and refused
#: where it is not.
FORMATS: tuple[str, ...] = ("pdf", "docx", "sheets", "csvfile", "html", "text")


def read_as_recognised(name: str, content: bytes, beside: Beside | None = None) -> Reading:
    """What the first format that recognises the content reads in it."""
    for module in map(_module, FORMATS):
        if module.recognises(content):
            if beside is not None and hasattr(module, "read_beside"):
                found: Reading = module.read_beside(name, content, beside)
            else:
                found = module.read(name, content)
            return found
    raise AssertionError("text recognises everything")


def _module(name: str) -> ModuleType:
    return import_module(f"budgettui.ingest.{name}")
