"""Reading real papers: from a file to everything that it carries, each value with its source."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from budgettui.domain.clean import clean_text
from budgettui.domain.paper.reading import Reading

__all__ = ["clean_text", "read_bytes", "read_file"]


def read_file(path: Path) -> Reading:
    """Everything that was read from a file. Raises ``UnreadableFile``: missing, a folder, empty, binary, not UTF-8, or
    without any structure that is known."""
    from budgettui.ingest.page.opening import beside, load

    return read_bytes(path.name, load(path), beside(path))


def read_bytes(name: str, content: bytes, beside: Callable[[str], bytes] | None = None) -> Reading:
    """Everything that was read from the content of a file with this name; raises as :func:`read_file`.

    ``beside`` gives the content of a file beside it, for the formats that are more than one file.
    """
    from budgettui.ingest.formats import read_as_recognised

    return read_as_recognised(name, content, beside)
