"""Minutes text as it will be read: the blocks of its Markdown, line by line. What stands inside a line stays as it is
typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from budgettui.tui.text import safe, wrap

_HEADING = re.compile(r" {0,3}#{1,6}\s+(.*?)(?:\s+#+)?\s*")
_RULE = re.compile(r" {0,3}([-*_])(?:\s*\1){2,}\s*")
_ENTRY = re.compile(r"(\s*)(?:([-*+])|([0-9]{1,9}[.)]))\s+(.*)")
_QUOTE = re.compile(r" {0,3}>\s?(.*)")


def lines(text: str, width: int) -> Iterator[tuple[str, str]]:
    """(text, role) of each line on the screen, in ``width`` cells."""
    for line in text.split("\n"):
        role, lead, body = _block(line)
        rest = " " * len(lead)
        room = max(1, width - len(lead))
        for place, part in enumerate(wrap(safe(body), room) or [""]):
            yield (rest if place else lead) + part, role


def _block(line: str) -> tuple[str, str, str]:
    """The role of a line, what stands before it, and its text."""
    if heading := _HEADING.fullmatch(line):
        return "strong", "", heading[1]
    if _RULE.fullmatch(line):
        return "dim", "", "───"
    if entry := _ENTRY.fullmatch(line):
        return "", f"{entry[1]}{entry[3] or '•'} ", entry[4]
    if quote := _QUOTE.fullmatch(line):
        return "dim", "│ ", quote[1]
    return "", "", line
