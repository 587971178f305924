"""What rows are to each other: totals and parts, balances, "- heraf …", rows that a dash sets under a heading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from budgettui.domain.checking.parts import find_parts
from budgettui.domain.checking.row_words import is_calculation, is_of_others, is_part_of, is_total_label
from budgettui.domain.checking.structure import structured
from budgettui.domain.checking.sums import against, vectors_of
from budgettui.domain.paper.reading import Row
from budgettui.ingest.tables.read_rows import SIGNED_LABEL, TOTAL
from budgettui.ingest.tables.rows import YEAR


def kinds(rows: Sequence[Row], *, summed: bool) -> list[Row]:
    """The rows with their kinds and levels. ``summed`` is false where they may have several units: what the figures
    prove holds all the same."""
    own = _parts_of(_balances(list(structured(rows)))) if summed else _proved(rows)
    return _under_headings(_without_parts(own))


def _proved(rows: Sequence[Row]) -> list[Row]:
    """The rows, those totals by name as such that are what their parts come to in several columns or say no more."""
    told = structured(rows)
    groups, vectors = find_parts(told), vectors_of(told)
    sure = {
        i
        for i, parts in groups.items()
        if is_total_label(told[i].label) and len(vectors[i]) > 1 and against(vectors, i, parts).proves()
    }
    sure |= {part for i in sure for part in groups[i] if part not in groups}
    sure |= {i for i, row in enumerate(rows) if TOTAL.fullmatch(row.label)}
    return [told[i] if i in sure else row for i, row in enumerate(rows)]


def _balances(rows: Sequence[Row]) -> list[Row]:
    """A balance, what changed it, and the balance a year later: the last is the total of what stands over it."""
    found: list[int] = []
    opening = rows[0] if rows else None
    year = YEAR.search(opening.label) if opening else None
    if opening is None or year is None or is_calculation(rows):
        return list(rows)
    word = opening.label.split()[0].casefold()
    vectors = vectors_of(rows)
    start = 0
    for i, row in enumerate(rows):
        later = YEAR.search(row.label)
        if i < start + 2 or later is None or later[0] <= year[0] or row.label.split()[0].casefold() != word:
            continue
        if against(vectors, i, range(start, i)).agrees():
            found.append(i)
            start = i
    finished = list(rows)
    for i in found:
        finished[i] = replace(rows[i], kind="total" if i == found[-1] else "subtotal")
    return finished


def _parts_of(rows: Sequence[Row]) -> list[Row]:
    """"- heraf …" rows are parts of the row over them, and add nothing to what that adds to."""
    finished = list(rows)
    for i, row in enumerate(rows):
        if not i or not is_part_of(row.label):
            continue
        before = finished[i - 1]
        level = before.level if is_part_of(before.label) else before.level + 1
        finished[i] = replace(row, level=level, kind=row.kind if is_total_label(row.label) else "line")
    return finished


def _without_parts(rows: Sequence[Row]) -> list[Row]:
    """"Gæld i alt" among other rows, none of which it sums, is a row like them."""
    groups = find_parts(rows)
    lone = {
        i
        for i, row in enumerate(rows[:-1])
        if i and i not in groups and row.kind != "line" == rows[i - 1].kind
        and not (TOTAL.fullmatch(row.label) or is_of_others(row.label))
    }  # fmt: skip
    return [replace(row, kind="line") if i in lone else row for i, row in enumerate(rows)]


def _under_headings(rows: Sequence[Row]) -> list[Row]:
    """Rows that a dash sets under a heading are one level deeper than it."""
    if is_calculation(rows):
        return list(rows)
    finished = []
    under = False
    for row in rows:
        under = under or all(value is None for value in row.printed)
        signed = SIGNED_LABEL.match(row.label) and not is_part_of(row.label)
        finished.append(replace(row, level=1) if under and signed and not row.level else row)
    return finished

