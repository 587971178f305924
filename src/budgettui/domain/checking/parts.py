"""Which rows a printed total sums, in a table whose rows have their kinds and levels.

What is made of it stands in :mod:`budgettui.domain.checking.table_checks`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from budgettui.domain.checking.nature_words import said_of
from budgettui.domain.checking.row_words import is_total_label
from budgettui.domain.checking.sums import (
    MOST_PARTS,
    Vector,
    added_rows,
    against,
    near_sums,
    tells_by_digits,
    vectors_of,
    with_signs,
)
from budgettui.domain.paper.reading import Column, Row


def find_parts(rows: Sequence[Row], columns: Sequence[Column] = ()) -> dict[int, tuple[int, ...]]:
    """For each total or subtotal row (by its index) the rows that it sums, in order. Where the columns are known, those
    that cannot be added are left out.

    A total may stand before its parts (they follow at a deeper level) or after them. Where arithmetic proves
    a group of rows, that is it; where it does not, the order of the rows decides, so that a total that is
    wrong in print is still held against its parts. A total with no rows of its own is not in the answer.
    """
    vectors = vectors_of(rows, columns)
    valued = added_rows(rows, vectors)
    totals = {i for i in valued if rows[i].kind != "line" or is_total_label(rows[i].label)}
    if not totals:
        return {}
    heads_first = bool(valued) and valued[0] in totals
    parts: dict[int, tuple[int, ...]] = {}
    inside: set[int] = set()
    for i in valued:
        if i in totals and (children := _deeper(rows, vectors, i)):
            proved = against(vectors, i, children).agrees()
            follows_pattern = heads_first and not is_total_label(rows[i].label)
            if proved or follows_pattern or (heads_first and i == valued[0]):
                parts[i] = children
                inside.update(children)
    open_rows: list[int] = []
    for i in valued:
        if i in inside:
            continue
        if i in totals and i not in parts:
            own = _before(rows, vectors, totals, open_rows, i)
            if own:
                parts[i] = own
                summed = set(own)
                open_rows = [row for row in open_rows if row not in summed]
        open_rows.append(i)
    if (whole := _whole_first(rows, vectors, valued, parts)) is not None:
        parts[valued[0]] = whole
    return dict(sorted(parts.items()))


def _whole_first(
    rows: Sequence[Row], vectors: Sequence[Vector], valued: Sequence[int], parts: Mapping[int, tuple[int, ...]]
) -> tuple[int, ...] | None:
    """What a bare total ("I alt") sums that stands over all rows of a table, on their level: those that no other row
    sums. One that is far from them is the total of something else."""
    first = valued[0]
    if first in parts or rows[first].kind != "total" or not is_total_label(rows[first].label):
        return None
    summed = {part for own in parts.values() for part in own}
    level = tuple(row for row in valued[1:] if row not in summed and rows[row].level == rows[first].level)
    if len(level) < 2 or any(is_total_label(rows[row].label) for row in level) or first in summed:
        return None
    sums = against(vectors, first, level)
    return level if sums.mostly_agrees() or (len(vectors[first]) > 1 and not sums.is_far()) else None


def has_unplaced(rows: Sequence[Row], head: int, parts: Sequence[int]) -> bool:
    """Whether a row among the parts, or right over them, could not be read: then the sum says nothing."""
    first = min(head, *parts)
    while first and not rows[first - 1].certain and all(value is None for value in rows[first - 1].values):
        first -= 1
    span = range(first, max(head, *parts) + 1)
    return any(not rows[i].certain and all(value is None for value in rows[i].values) for i in span)


def unsure_columns(rows: Sequence[Row], parts: Iterable[int]) -> set[int]:
    """The columns in which a row that could only be read in part has no figure: their sums say nothing."""
    return {
        column
        for part in parts
        if not rows[part].certain
        for column, value in enumerate(rows[part].values)
        if value is None
    }


def _deeper(rows: Sequence[Row], vectors: Sequence[Vector], head: int) -> tuple[int, ...]:
    """The rows right after a head that are one level deeper than it."""
    found = []
    for i in range(head + 1, len(rows)):
        if rows[i].level <= rows[head].level:
            break
        if rows[i].level == rows[head].level + 1 and vectors[i]:
            found.append(i)
    return tuple(found)


def _before(
    rows: Sequence[Row], vectors: Sequence[Vector], totals: set[int], open_rows: Sequence[int], total: int
) -> tuple[int, ...]:
    """The rows before a total that it sums: the longest run of rows not yet summed that arithmetic proves."""
    near, lines, lone = 0, tuple[int, ...](), None
    for among in _by_words(rows, open_rows, total):
        open_rows = among
        proved, near = _proved(vectors, total, open_rows)
        if proved:
            return tuple(open_rows[-proved:])
        lines = _tail_of_lines(open_rows, totals)
        lone = against(vectors, total, lines) if len(lines) == 1 else None
        if lone and lone.agrees():
            return lines
    # One column that denies what the others prove is a figure that is wrong in print.
    if near:
        return tuple(open_rows[-near:])
    if _slipped(vectors, total, open_rows):
        return tuple(open_rows)
    if lone and lone.mostly_agrees():
        return lines
    # No sum fits. The plain rows since the last total are what this one is printed under; without any, a
    # total of totals sums them all. A lone total before it is its sibling.
    if len(lines) > 1:
        return lines if _comes_near(vectors, total, lines) else ()
    if not lines and len(open_rows) > 1 and all(i in totals for i in open_rows):
        return tuple(open_rows) if against(vectors, total, open_rows).mostly_agrees() else ()
    return ()


def _slipped(vectors: Sequence[Vector], total: int, parts: Sequence[int]) -> bool:
    """Whether a digit of a lone figure is all that keeps it from being the sum of the parts."""
    columns = against(vectors, total, parts).columns()
    return len(parts) > 1 and len(vectors[total]) == 1 and any(tells_by_digits(*one[1:3]) for one in columns)


def _comes_near(vectors: Sequence[Vector], total: int, lines: Sequence[int]) -> bool:
    """Whether what was added up, or subtracted, may be what is summed."""
    return not against(with_signs(vectors, total, lines), total, lines).is_far()


def _by_words(rows: Sequence[Row], open_rows: Sequence[int], total: int) -> Iterator[Sequence[int]]:
    """What a total may sum of the rows before it: all; those that say the same as it ("Anlæg i alt" and "… · anlæg");
    those that say nothing else."""
    yield open_rows
    of = said_of(rows[total].label)
    if any(of):
        said = {row: said_of(rows[row].label) for row in open_rows}
        same = [row for row in open_rows if said[row] == of]
        left = [
            row
            for row in open_rows
            if not any(own and word and own != word for own, word in zip(said[row], of, strict=True))
        ]
        if same or len(left) < len(open_rows):
            yield from (same, left)


def _proved(vectors: Sequence[Vector], total: int, open_rows: Sequence[int]) -> tuple[int, int]:
    """How many of the last rows arithmetic proves to be the parts of a total, and of how many it denies one column."""
    proved = near = 0
    for length, sums in near_sums(vectors, total, open_rows[: -MOST_PARTS - 1 : -1]):
        if length > 1 and sums.agrees():
            proved = length
        elif length > 1 and sums.nearly_proves():
            near = length
    return proved, near


def _tail_of_lines(open_rows: Sequence[int], totals: set[int]) -> tuple[int, ...]:
    found: list[int] = []
    for i in reversed(open_rows):
        if i in totals:
            break
        found.append(i)
    return tuple(reversed(found))
