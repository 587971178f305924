"""Tables that go on over pages: what stands at the top of the next page may be the rest of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

from budgettui.ingest.page.layout import ends_sentence, is_open
from budgettui.ingest.pdfs.region import Region
from budgettui.ingest.tables.placed import PlacedRow, PlacedTable

#: Tables that go on over a page have their columns in the same places, give or take so many points.
_SAME_EDGE = 4.0
#: The right edges of figures in one column differ by so small a part of the way to the next.
_OF_COLUMN = 8
#: The rest of a label has so many lines at most, and so many letters on each.
_LABEL_LINES, _LABEL = 3, 40


@dataclass(slots=True)
class PageTable:
    """A table of a page: the numbers of its lines, and those of the lines before and after it on the page.

    ``overleaf`` are lines before it that end the label of the last row of the page before, ``below`` headings after it
    whose rows are on the next.
    """

    region: Region
    page: int
    numbers: dict[int, int]
    before: range
    after: range
    overleaf: Sequence[int] = ()
    below: Sequence[int] = ()


def whole_tables(
    tables: Sequence[PageTable], lines: Sequence[str], running: Set[int], *, in_points: bool = True
) -> list[PlacedTable]:
    """The tables of all pages in order, each whole where it goes on over pages; ``running`` are the numbers of the
    lines that pages repeat. Where places are not ``in_points``, those of one page are not those of the next."""
    groups: list[list[PageTable]] = []
    text = {number for number, line in enumerate(lines, 1) if line.strip()} - running
    for own in tables:
        if groups and _goes_on(groups[-1], own, text, lines, in_points=in_points):
            own.overleaf = [number for number in own.before if number in text]
            groups[-1][-1].below = [number for number in groups[-1][-1].after if number in text]
            groups[-1].append(own)
        elif not own.region.rest:
            groups.append([own])
    return [PlacedTable(tuple(_whole_rows(group, lines)), group[0].region.drawn) for group in groups]


def _whole_rows(group: Sequence[PageTable], lines: Sequence[str]) -> list[PlacedRow]:
    """The rows of a table on one page after the other; a label that goes on over the page is one."""
    rows: list[PlacedRow] = []
    for own in group:
        if rows and own.overleaf:
            whole = "\n".join([str(rows[-1].cells[0]), *(lines[number - 1].strip() for number in own.overleaf)])
            rows[-1] = replace(rows[-1], cells=(whole, *rows[-1].cells[1:]), last_line=own.overleaf[-1])
        for at, row in enumerate(_placed_rows(own)):
            label = row.cells[0]
            if rows and not at and isinstance(label, str) and label[:1].islower() and not any(row.cells[1:]):
                before = rows.pop()
                row = replace(before, cells=(f"{before.cells[0]}\n{label}", *before.cells[1:]), last_line=row.last_line)
            rows.append(row)
        empty = ("",) * len(rows[-1].cells[1:])
        rows += [PlacedRow((lines[number - 1].strip(), *empty), number, number) for number in own.below]
    return rows


def _placed_rows(own: PageTable) -> Iterator[PlacedRow]:
    for row in own.region.rows:
        numbers = [own.numbers[id(line)] for line in row.lines]
        yield PlacedRow(tuple(row.cells), min(numbers), max(numbers), row.header, row.why)


def _goes_on(
    group: Sequence[PageTable], after: PageTable, text: Set[int], lines: Sequence[str], *, in_points: bool
) -> bool:
    """Whether a table on the next page is the rest of one on those before: nothing between them but running titles, the
    rest of a label and a heading of rows, no head or the same, the same columns."""
    before = group[-1]
    below = [lines[number - 1].strip() for number in before.after if number in text]
    if after.page != before.page + 1 or len(below) > 1 or not all(map(_may_head_rows, below)):
        return False
    one, other = before.region, after.region
    between = [lines[number - 1].strip() for number in after.before if number in text]
    if between and not _ends_label(str(one.rows[-1].cells[0]), between):
        return False
    ends, others = list(one.edges), list(other.edges)
    if one.drawn != other.drawn:
        # The rulings of a column stand a little beside its figures, and there is one beside the labels, too.
        drawn, bare = (ends, others) if one.drawn else (others, ends)
        room = [x - y for x, y in zip(drawn[1:], bare, strict=False)]
        if len(drawn) != len(bare) + 1 or not -_SAME_EDGE <= min(room) <= max(room) <= min(room) + _SAME_EDGE:
            return False
    else:
        # Figures that stand at the left of their columns end where the longest of them does.
        room = [(y - x) / _OF_COLUMN for x, y in pairwise(ends)] if not one.drawn else []
        near = max(_SAME_EDGE, min(room, default=0)) if in_points else float("inf")
        if len(ends) != len(others) or any(abs(x - y) > near for x, y in zip(ends, others, strict=True)):
            return False
    return not other.headed or other.rows[0].cells == group[0].region.rows[0].cells


def _may_head_rows(words: str) -> bool:
    return len(words) <= _LABEL and words[:1].isupper() and not ends_sentence(words)


def _ends_label(label: str, words: Sequence[str]) -> bool:
    """Whether short lines at the top of a page are the rest of the label that the page before ends in."""
    goes_on = words[0][:1].islower() or is_open(label)
    return goes_on and len(words) <= _LABEL_LINES and all(len(word) <= _LABEL for word in words)
