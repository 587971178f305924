"""A paper and its parts, each with the place it was read from.

Apart from :mod:`budgettui.domain.paper.reading`, because the screen starts with papers and needs nothing else of a
reading.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value was read: page (``None`` where pages are unknown), 1-based lines, and the raw text."""

    page: int | None = None
    line: int | None = None
    last_line: int | None = None
    raw: str | None = None


@dataclass(frozen=True)
class Point:
    """A decision point (*beslutningspunkt*), e.g. ``At 1) …``; ``number`` is ``None`` where none is printed."""

    number: int | None
    text: str
    source: Source = Source()


def after_mark(number: int | None, text: str) -> str:
    """The text of a point behind its mark: "At" stands before one that is printed as "at …" anyhow."""
    return text[3:] if number is None and text[:3].casefold() == "at " else text


@dataclass(frozen=True)
class Section:
    """A headed part of a paper: whole paragraphs (parted by an empty line), words joined over line ends."""

    title: str
    text: str
    number: str | None = None
    source: Source = Source()


@dataclass(frozen=True)
class Paper:
    """A paper. ``kind`` is proposal, memo, cover_letter or initiative; ``agenda_item`` is the item's number.

    ``number`` and ``theme`` are an initiative's number within its theme, and the theme's heading as printed.
    """

    kind: str
    title: str
    date: str | None = None
    to: str | None = None
    from_: str | None = None
    case_number: str | None = None
    agenda_item: str | None = None
    sections: tuple[Section, ...] = ()
    decision_points: tuple[Point, ...] = ()
    source: Source = Source()
    number: str | None = None
    theme: str | None = None
