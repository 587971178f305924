"""Minutes text as it will be read: the blocks of its Markdown and the marks inside them, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from budgettui.domain.clean import clean_text
from budgettui.export.escape import without_fences
from budgettui.tui.text import wrap
from budgettui.tui.widgets.inline import ADDRESS, Piece, lines_of, pieces

_HEADING = re.compile(r" {0,3}#{1,6}\s+(.*?)(?:\s+#+)?\s*")
_RULE = re.compile(r" {0,3}([-*_])(?:\s*\1){2,}\s*")
_ENTRY = re.compile(r"(\s*)(?:([-*+])|([0-9]{1,9}[.)]))\s+(.*)")
_QUOTE = re.compile(r" {0,3}>\s?(.*)")


class _Line(NamedTuple):
    """A line as it was typed: the role of its text, what stands before it, and whether the next may go on from it."""

    text: str
    role: str = ""
    lead: str = ""
    goes_on: bool = True


def lines(text: str, width: int) -> Iterator[tuple[list[Piece], str]]:
    """(pieces, role) of each line on the screen, in ``width`` cells. A line that was typed stays a line, but a mark may
    go over several of a paragraph."""
    paragraph: list[_Line] = []
    for typed in clean_text(text).split("\n"):
        within = bool(paragraph) and paragraph[-1].goes_on
        line = _line(without_fences(typed), within=within)
        if paragraph and not (within and line.goes_on and not line.lead):
            yield from _shown(paragraph, width)
            paragraph = []
        paragraph.append(line)
    yield from _shown(paragraph, width)


def _line(line: str, *, within: bool) -> _Line:
    """A line; ``within`` a paragraph dashes below a text are text, as they are where they are printed."""
    if heading := _HEADING.fullmatch(line):
        return _Line(heading[1], "strong", goes_on=False)
    if (rule := _RULE.fullmatch(line)) and not (within and rule[1] == "-"):
        return _Line("───", "dim", goes_on=False)
    if entry := _ENTRY.fullmatch(line):
        return _Line(entry[4], "", f"{entry[1]}{entry[3] or '•'} ")
    if quote := _QUOTE.fullmatch(line):
        return _Line(quote[1], "dim", "│ ")
    return _Line(line, goes_on=bool(line.strip()))


def _shown(paragraph: list[_Line], width: int) -> Iterator[tuple[list[Piece], str]]:
    found = list(_parted(pieces("\n".join(line.text for line in paragraph))))
    # Code that was begun on one line and ended on another stands on the first.
    for line, parts in zip(paragraph, found, strict=False):
        rest = " " * len(line.lead)
        wrapped = wrap("".join(piece.text for piece in parts), max(1, width - len(line.lead)))
        for place, shown in enumerate(lines_of(parts, wrapped)):
            lead = rest if place else line.lead
            yield ([Piece(lead)] if lead else []) + shown, line.role


def _parted(found: list[Piece]) -> Iterator[list[Piece]]:
    """The pieces of each line; an address stands in brackets after what leads there, where that is not the same."""
    line: list[Piece] = []
    for piece in found:
        if ADDRESS in piece.marks:
            same = bool(line) and line[-1].text == piece.text
            line += [] if same else [Piece(f" ({piece.text})", piece.marks)]
            continue
        first, *more = piece.text.split("\n")
        line.append(Piece(first, piece.marks))
        for text in more:
            yield line
            line = [Piece(text, piece.marks)]
    yield line
