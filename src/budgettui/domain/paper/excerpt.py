"""A piece of a text around the words that were searched for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from budgettui.domain.clean import clean_line


class Excerpt(NamedTuple):
    """One line of text, and where the words stand in it as (start, end), in order and apart."""

    text: str
    marks: tuple[tuple[int, int], ...]


def excerpt(text: str, words: Sequence[str], width: int) -> Excerpt:
    """The piece of a text, at most ``width`` characters, in which the first word that is found stands a third in.

    Cut ends are marked with "…". A text without any of the words is shown from its beginning.
    """
    line = " ".join(clean_line(text).split())
    first = min((place for word in words if (place := _find(line, word)) >= 0), default=0)
    start = 0
    if len(line) > width and first > width // 3:
        # Not in the middle of a word, unless the word is as long as that.
        whole = line.rfind(" ", 0, first - width // 3 + 1) + 1
        start = whole if first - whole < width // 2 else first - width // 3
    piece = f"…{line[start:]}" if start else line
    if len(piece) > width:
        piece = piece[: width - 1] + "…"
    return Excerpt(piece, _marks(piece, words))


def _find(text: str, word: str, start: int = 0) -> int:
    """Where a word stands, whatever the case of its letters; -1 where it does not."""
    # Lower case keeps the number of letters for all that Danish is written with; "İ" becomes two.
    low = text.lower()
    return low.find(word.lower(), start) if len(low) == len(text) else text.find(word, start)


def _marks(text: str, words: Sequence[str]) -> tuple[tuple[int, int], ...]:
    covered = [False] * len(text)
    for word in words:
        place = _find(text, word) if word else -1
        while place >= 0:
            covered[place : place + len(word)] = [True] * len(word)
            place = _find(text, word, place + len(word))
    marks: list[tuple[int, int]] = []
    for at, inside in enumerate(covered):
        if inside and marks and marks[-1][1] == at:
            marks[-1] = (marks[-1][0], at + 1)
        elif inside:
            marks.append((at, at + 1))
    return tuple(marks)
