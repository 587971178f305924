"""The tables of a PDF page, from the places of its words and rulings: ruled ones first, then those without rulings."""

from __future__ import annotations

from budgettui.ingest.pdfs.lines import gutter
from budgettui.ingest.pdfs.page import Page, Word
from budgettui.ingest.pdfs.region import Region
from budgettui.ingest.pdfs.ruled import ruled_tables
from budgettui.ingest.pdfs.unruled import unruled_tables


def find_regions(page: Page) -> list[Region]:
    """The tables of a page, from the top."""
    usable = {i: word for i, word in enumerate(page.words) if not word.turned}
    regions: list[Region] = []
    for region in ruled_tables(page, usable):
        regions.append(region)
        for i in region.words:
            usable.pop(i, None)
    for area in _areas(usable):
        regions += unruled_tables(area)
    return sorted(regions, key=lambda region: region.top)


def _areas(words: dict[int, Word]) -> list[dict[int, Word]]:
    """The page, or its two columns of running text."""
    at = gutter(words.values())
    if at is None:
        return [words]
    left = {i: word for i, word in words.items() if word.x1 <= at}
    right = {i: word for i, word in words.items() if word.x0 >= at}
    return [left, right]
