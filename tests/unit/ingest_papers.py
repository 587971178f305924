"""How the tests say what stands in a real paper without copying its sentences: by line, with the joints by hand."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from pathlib import Path

from budgettui.domain.paper.reading import Reading
from budgettui.ingest import read_file


@cache
def reading_of(path: Path) -> Reading:
    """The reading of a real paper; read once for all tests."""
    return read_file(path)


@cache
def _lines(path: Path) -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8").split("\n"))


def said(
    path: Path, first: int, last: int, *, soft: Collection[int] = (), hard: Collection[int] = (), after: str = ""
) -> str:
    """The text of the lines, joined as a reader of the paper joins them.

    Lines in ``soft`` end in a hyphen that the printer set, lines in ``hard`` in one that belongs to the word; all
    others are followed by a space. ``after`` is the mark at the beginning ("At 1)") that is not part of the text.
    """
    text = ""
    for number in range(first, last + 1):
        words = " ".join(_lines(path)[number - 1].split())
        if not words:
            continue
        if number in soft:
            text += words.removesuffix("-")
        elif number in hard:
            text += words
        else:
            text += words + " "
    return text.strip().removeprefix(after).strip()
