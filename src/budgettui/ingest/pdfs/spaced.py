"""Text that keeps the columns of its tables by spaces: each sign has a place on its line, as on the page.

So does what "pdftotext -layout" prints, and what is copied out of a ledger. From their places on, the words are read as
those of a page without rulings.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

from budgettui.ingest.page.layout import Layout, Line
from budgettui.ingest.pdfs.overleaf import PageTable, whole_tables
from budgettui.ingest.pdfs.page import Word
from budgettui.ingest.pdfs.unruled import unruled_tables
from budgettui.ingest.tables.placed import PlacedTable, looks_like_figure

#: A sign is one wide and a line so high that one space parts words and two part columns; the next line is so far below.
_HEIGHT, _STEP = 2.5, 3.0
#: So many lines keep columns in a text that is laid out by spaces.
_LAID_OUT = 3
_WORD = re.compile(r"[^ ]+")
_APART = re.compile(r" {2,}")
#: Figures of which no space says in which columns they stand.
_TOGETHER = re.compile(r"[0-9]%? [-+−–(]?[0-9][0-9.,]*[)%]?$")


def spaced_tables(layout: Layout) -> list[PlacedTable]:
    """The tables of a text whose lines have their cells where the page has them; none where they have not."""
    kept = sum(map(_keeps_columns, layout.lines))
    together = sum("  " not in line.raw and bool(_TOGETHER.search(line.body)) for line in layout.lines)
    if kept < _LAID_OUT or kept <= together:
        return []
    text = [""] * layout.lines[-1].number
    pages: defaultdict[int, list[Line]] = defaultdict(list)
    for line in layout.lines:
        text[line.number - 1] = line.raw
        pages[line.page or 1].append(line)
    tops = [lines[0] for _page, lines in sorted(pages.items())]
    running = {line.number for line in layout.lines if line.index in layout.furniture}
    running |= {top.number for before, top in pairwise(tops) if top.body == before.body}
    tables = []
    for page, lines in sorted(pages.items()):
        words = dict(enumerate(word for line in lines if line.number not in running for word in _words(line)))
        for region in unruled_tables(words):
            numbers = {id(line): round(line.base / _STEP) for line in region.lines}
            before = range(lines[0].number, min(numbers.values()))
            after = range(max(numbers.values()) + 1, lines[-1].number + 1)
            tables.append(PageTable(region, page, numbers, before, after))
    return whole_tables(tables, text, running, in_points=False)


def _keeps_columns(line: Line) -> bool:
    """Whether a line has several figures with more than one space between them."""
    return "  " in line.raw and sum(map(looks_like_figure, _APART.split(line.raw.strip()))) > 1


def _words(line: Line) -> list[Word]:
    base = line.number * _STEP
    return [
        Word(match[0], match.start(), match.end(), base - _HEIGHT, base, base)
        for match in _WORD.finditer(line.raw.expandtabs())
    ]
