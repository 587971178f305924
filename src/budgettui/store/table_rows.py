"""How the rows of a printed table stand to each other.

Which hangs below which, what is of which nature, and which totals carry money that no row below them has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from budgettui.domain.budget.natures import all_areas, nature, whole_of
from budgettui.domain.checking.nature_words import area_said, whole_said
from budgettui.domain.paper.reading import Row, Table

#: How far up a row's nature is looked for. No real table is nested so deep.
_DEPTH = 12


def parents(rows: Sequence[Row], parts: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """The row that each row hangs below: the total before it that sums it, else the heading above it."""
    above: dict[int, int] = {}
    for index, members in parts.items():
        if members and min(members) > index:
            for part in members:
                if rows[part].level <= rows[index].level:
                    continue  # It stands beside them.
                # The nearest such total, where several sum the same row.
                above[part] = max(above.get(part, -1), index)
    headings: list[int] = []
    for index, row in enumerate(rows):
        headings = [heading for heading in headings if rows[heading].level < row.level]
        if index not in above and headings:
            above[index] = headings[-1]
        if row.kind == "line" and all(value is None for value in row.values) and index not in parts:
            headings.append(index)
    return above


def natures_of(table: Table, parts: Mapping[int, Sequence[int]], above: Mapping[int, int]) -> list[str]:
    """The nature of each row: by its label, else by the rows that it hangs or is summed under, else by the title.

    Of the areas, a total is also what all its parts are: what it sums is theirs.
    """
    labels = [row.label for row in table.rows]
    groups: dict[int, list[int]] = {}
    for index, members in parts.items():
        for part in members:
            groups.setdefault(part, []).append(index)

    def said(words: Callable[[str], str], index: int, seen: frozenset[int] = frozenset()) -> str:
        word = words(labels[index])
        if word or index in seen or len(seen) > _DEPTH:
            return word
        over = dict.fromkeys(([above[index]] if index in above else []) + groups.get(index, []))
        return next((word for group in over if (word := said(words, group, seen | {index}))), "")

    title = area_said(table.title)
    areas = [said(area_said, index) or title for index in range(len(labels))]
    for index in sorted(parts, key=lambda index: len(parts[index])):
        own = {areas[part] for part in parts[index]}
        if not areas[index] and len(own) == 1:
            (areas[index],) = own
    whole = whole_said(table.title) or "operating"
    return [nature(said(whole_said, index) or whole, area) for index, area in enumerate(areas)]


def carriers(rows: Sequence[Row], parts: Mapping[int, Sequence[int]], natures: Sequence[str]) -> set[int]:
    """Totals that are printed without the rows that they sum, and so carry the money themselves.

    Such a one is known by being part of another total, or by being all that the table has of its nature; any
    other total without rows may sum what is there already, and stays a check beside it.
    """
    summed = {part for members in parts.values() for part in members}
    bare = [index for index, row in enumerate(rows) if row.kind != "line" and index not in parts]

    def only_one(index: int) -> bool:
        own = whole_of(natures[index])
        return all(other == index or whole_of(nature) != own for other, nature in enumerate(natures))

    return {index for index in bare if index in summed or only_one(index)}


def wholes(
    rows: Sequence[Row], parts: Mapping[int, Sequence[int]], natures: Sequence[str], alone: set[int]
) -> Iterator[tuple[int, str]]:
    """The totals that sum every line of a nature, directly or through other totals; or every line of a whole."""

    def leaves(index: int, seen: frozenset[int] = frozenset()) -> set[int]:
        if index not in parts or index in seen:
            return {index}
        return set().union(*(leaves(part, seen | {index}) for part in parts[index]))

    lines = {
        index
        for index, row in enumerate(rows)
        if (row.kind == "line" or index in alone)
        and index not in parts
        and any(value is not None for value in row.values)
    }
    for index in parts:
        summed = leaves(index) & lines
        for kind in (natures[index], all_areas(natures[index])):
            if summed and summed == {line for line in lines if kind in (natures[line], all_areas(natures[line]))}:
                yield index, kind
                break
