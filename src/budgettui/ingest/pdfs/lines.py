"""Lines of text on a page of a PDF: words put together by where they stand.

A chunk is what stands together on a line; between two chunks is more room than between words.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from budgettui.domain.amounts import EMPTY_CELLS
from budgettui.ingest.page.layout import ends_sentence
from budgettui.ingest.pdfs.page import Word
from budgettui.ingest.tables.placed import looks_like_figure

#: In heights of a line: words that stand nearer are one text, and lines whose bases differ by less are one line.
_CHUNK_GAP, _SAME_LINE = 0.4, 0.3
#: Signs of a font that are all as wide have so wide a space between words; so long words tell, and so many of them.
_SPACE, _LONG, _MANY, _ALIKE, _NEARLY = 1.4, 5, 20, 0.05, 0.8
#: A text so long, in letters, is no label.
_PROSE = 90
#: A shorter text may end in an abbreviation ("Ikke dec.") and be a label.
_SENTENCE = 30
#: Two columns of running text have at least so many lines beside each other.
_COLUMN_LINES = 12
#: A star is narrower than a digit.
_STAR = 0.8


@dataclass(frozen=True, slots=True)
class Chunk:
    """Words that stand together on one line."""

    words: tuple[Word, ...]

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def plain(self) -> str:
        """The text without raised marks."""
        return " ".join(word.text for word in self.words if not word.raised)

    @property
    def end(self) -> float:
        """The right edge of the text itself: marks after a figure stand outside of the column."""
        last = next((word for word in reversed(self.words) if not word.raised), self.words[-1])
        stars = len(last.text) - len(last.text.rstrip("*"))
        return last.x1 - (last.x1 - last.x0) * stars * _STAR / len(last.text) if 0 < stars < len(last.text) else last.x1

    @property
    def figure(self) -> bool:
        return looks_like_figure(self.plain)

    @property
    def empty(self) -> bool:
        return self.plain in EMPTY_CELLS


@dataclass(frozen=True, slots=True)
class TextLine:
    """Words on one line of the page, as chunks from left to right."""

    base: float
    height: float
    chunks: tuple[Chunk, ...]

    @property
    def text(self) -> str:
        return "   ".join(chunk.text for chunk in self.chunks)

    @property
    def letters(self) -> int:
        return sum(len(chunk.text) for chunk in self.chunks)

    @property
    def numbers(self) -> int:
        return sum(chunk.figure for chunk in self.chunks)


def text_lines(words: Collection[Word]) -> list[TextLine]:
    """Words put on lines by their bases, from the top; a raised mark goes with the line that it stands at."""
    groups: list[list[Word]] = []
    for word in sorted((word for word in words if not word.raised), key=lambda word: (word.base, word.x0)):
        last = groups[-1] if groups else None
        if last and abs(word.base - last[0].base) <= _SAME_LINE * min(word.height, last[0].height):
            last.append(word)
        else:
            groups.append([word])
    for mark in (word for word in words if word.raised):
        near = [group for group in groups if group[0].top - 2 <= mark.base <= group[0].bottom]
        if near:
            min(near, key=lambda group: min(abs(word.x1 - mark.x0) for word in group)).append(mark)
        else:
            groups.append([mark])
    groups.sort(key=lambda group: group[0].base)
    sign = width_of_all(words)
    return [line_of(group, sign) for group in groups]


def width_of_all(words: Collection[Word], before: float = 0) -> float:
    """How wide each sign is, in heights of its line, where nearly all are as wide as each other, else 0; ``before`` on
    a page of few words."""
    widths = [
        (word.x1 - word.x0) / len(word.text) / word.height
        for word in words
        if len(word.text) >= _LONG and word.height and word.text.isalpha()
    ]
    if len(widths) < _MANY:
        return before
    usual = median(widths)
    alike = sum(abs(width - usual) <= _ALIKE * usual for width in widths)
    return usual if alike >= _NEARLY * len(widths) else 0


def line_of(words: Sequence[Word], sign: float = 0) -> TextLine:
    """Words of one line as chunks. Where each ``sign`` is so wide, in heights, so is the space between words."""
    ordered = sorted(words, key=lambda word: word.x0)
    height = median(word.height for word in ordered)
    chunks: list[list[Word]] = []
    for word in ordered:
        if chunks and word.x0 - chunks[-1][-1].x1 <= max(_CHUNK_GAP, _SPACE * sign) * height:
            chunks[-1].append(word)
        else:
            chunks.append([word])
    base = next((word.base for word in words if not word.raised), words[0].base)
    return TextLine(base, height, tuple(Chunk(tuple(chunk)) for chunk in chunks))


def is_prose(line: TextLine) -> bool:
    """Whether a line is running text: one chunk, too long for a label or with the end of a sentence."""
    if len(line.chunks) != 1:
        return False
    text = line.chunks[0].text
    return len(text) > _PROSE or (len(text) > _SENTENCE and ends_sentence(text) and not text.endswith(":"))


def gutter(words: Collection[Word]) -> float | None:
    """Where the gap between two columns of running text is, if the page has two: full lines on both sides of it."""
    lines = text_lines(words)
    wide = [line for line in lines if line.letters > _PROSE // 2]
    if len(wide) < _COLUMN_LINES:
        return None
    gaps = [
        (before.x1, after.x0)
        for line in wide
        for before, after in pairwise(line.chunks)
        if len(before.words) > 2 and len(after.words) > 2
    ]
    if len(gaps) * 2 < len(wide):
        return None
    at = median((start + end) / 2 for start, end in gaps)
    return at if sum(start <= at <= end for start, end in gaps) * 2 >= len(wide) else None
