"""The kinds and levels of a table's rows, found from their order, their words and arithmetic.

A table is printed with its totals after their parts (an annual report) or before them (a quarterly
follow-up), and often both at once. Nothing in the text says which.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import takewhile

from budgettui.domain.checking.parts import find_parts
from budgettui.domain.checking.row_words import is_of_others, is_result_label, is_total_label
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

_NUMBERED = re.compile(r"([0-9]{1,2})\.\s+\D")


def structured(rows: Sequence[Row], columns: Sequence[Column] = ()) -> tuple[Row, ...]:
    """The rows with their kinds and levels, found from order, words and the arithmetic of the columns that add up.

    The outermost rows have level 0. Parts that follow their total, and rows under a heading without figures,
    are one level deeper. The outermost totals are ``total``, the ones inside another sum ``subtotal``.
    """
    vectors = vectors_of(rows, columns)
    groups = _numbered_groups(rows, vectors) or _groups_after(rows, vectors) or _named_groups(rows, vectors)
    parent = {child: head for head, children in groups.items() for child in children}
    level = [_depth(i, parent) for i in range(len(rows))]
    own, above = set(added_rows(rows, vectors)), -1
    for i, vector in enumerate(vectors):
        # What is part of a part does not end what that is part of.
        if i in own:
            above = i
        elif vector and above in parent:
            level[i] = level[above] + 1
    kinds = ["line"] * len(rows)
    unnamed = set() if groups else _unnamed_totals(rows, vectors)
    for i, vector in enumerate(vectors):
        summing = vector and (i in groups or i in unnamed or is_total_label(rows[i].label))
        if summing or is_of_others(rows[i].label):
            kinds[i] = "subtotal"
    _indent_under_headings(rows, vectors, kinds, level, groups)
    marked = [replace(row, kind=kind, level=depth) for row, kind, depth in zip(rows, kinds, level, strict=True)]
    summed = {part for own in find_parts(marked, columns).values() for part in own}
    outermost = [i for i in groups if i not in parent and i not in summed]
    for i, kind in enumerate(kinds):
        if kind == "subtotal" and i not in summed and (is_total_label(rows[i].label) or outermost == [i]):
            kinds[i] = "total"
    return tuple(replace(row, kind=kind) for row, kind in zip(marked, kinds, strict=True))


def _unnamed_totals(rows: Sequence[Row], vectors: Sequence[Vector]) -> set[int]:
    """Rows that no word calls a total ("Netto", "Driftsresultat") and that sum all plain rows over them, exactly but
    for one figure that is wrong in print.

    What they sum reaches back to a heading, a total or the beginning, so that no sum is found by choosing its parts; a
    result ("Driftsresultat") goes on from the total.
    """
    found: set[int] = set()
    run: list[int] = []
    come_to: dict[int, Decimal] = {}
    total: int | None = None
    own = set(added_rows(rows, vectors))
    for i, vector in enumerate(vectors):
        if vector and i not in own:
            continue
        named = is_total_label(rows[i].label)
        # A calculation may begin with a total that stands elsewhere.
        ends = not vector or (named and run)
        sums = vector and not named and _sums_run(rows, vectors, i, run, come_to)
        if vector and run and total is not None and is_result_label(rows[i].label):
            sums = sums or against(vectors, i, [total, *run]).proves()
        if sums:
            found.add(i)
            ends = True
        if ends:
            run, come_to, total = [], {}, i if vector else None
            continue
        run.append(i)
        for column, (value, _unit) in vector.items():
            come_to[column] = come_to.get(column, Decimal(0)) + vector.sign * value
    return found


def _sums_run(
    rows: Sequence[Row], vectors: Sequence[Vector], head: int, run: Sequence[int], come_to: Mapping[int, Decimal]
) -> bool:
    """Whether a row is what the rows over it come to: exactly in two columns at least that tell, by chance none is.
    One column tells by its digits alone, and only under all the rows of its group."""
    vector = vectors[head]
    # A table is gone through row by row: what stands over one is only looked at where it comes to it, or nearly.
    exact = sum(come_to.get(column) == value for column, (value, _unit) in vector.items())
    if len(run) < 2 or come_to.keys() - vector.keys():
        return False
    if len(vector) == 1:
        ((column, (value, _unit)),) = vector.items()
        last = head + 1 == len(rows) or not vectors[head + 1]
        return last and column in come_to and tells_by_digits(value, come_to[column])
    if exact == len(vector):
        return all(vectors[part].keys() == vector.keys() for part in run) and against(vectors, head, run).proves()
    if exact == len(vector) - 1 and against(vectors, head, run).nearly_proves(exact=True):
        return True
    return is_result_label(rows[head].label) and with_signs(vectors, head, run) is not vectors


def _depth(row: int, parent: Mapping[int, int]) -> int:
    depth = 0
    while row in parent:
        row = parent[row]
        depth += 1
    return depth


def _numbered_groups(rows: Sequence[Row], vectors: Sequence[Vector]) -> dict[int, tuple[int, ...]]:
    """Heads numbered "1.", "2." … with unnumbered rows after each: a total before its parts.

    Taken only where most of the heads are proved by their sums.
    """
    valued = [i for i, vector in enumerate(vectors) if vector]
    heads = [i for i in valued if _NUMBERED.match(rows[i].label)]
    numbers = [int(match[1]) for i in heads if (match := _NUMBERED.match(rows[i].label))]
    if len(heads) < 2 or numbers != list(range(1, len(heads) + 1)) or len(heads) == len(valued):
        return {}
    groups: dict[int, tuple[int, ...]] = {}
    for place, head in enumerate(heads):
        end = heads[place + 1] if place + 1 < len(heads) else len(rows)
        children = []
        for i in range(head + 1, end):
            if is_total_label(rows[i].label):
                break
            if vectors[i]:
                children.append(i)
        groups[head] = tuple(children)
    proved = sum(against(vectors, head, children).agrees() for head, children in groups.items() if children)
    return groups if proved * 2 > len(groups) else {}


def _groups_after(rows: Sequence[Row], vectors: Sequence[Vector]) -> dict[int, tuple[int, ...]]:
    """Totals that stand before their parts, found by arithmetic from the last row to the first."""
    groups: dict[int, tuple[int, ...]] = {}
    level_rows: list[int] = []
    first = next((i for i, vector in enumerate(vectors) if vector), None)
    within = set(range(len(rows))) - set(added_rows(rows, vectors))
    for i in range(len(rows) - 1, -1, -1):
        if not vectors[i] or i in within:
            continue
        may_lead = i == first or not is_total_label(rows[i].label)
        if may_lead:
            run = _run_after(rows, vectors, i, level_rows[: -MOST_PARTS - 1 : -1])
            if run:
                groups[i] = run
                del level_rows[len(level_rows) - len(run) :]
        level_rows.append(i)
    # Sums agree by chance now and then. Heads that stand before their parts are a way to set a table, so
    # they must explain the whole of it: no plain row may be left outside.
    outer = list(reversed(level_rows))
    if groups and first is not None and first not in groups and len(outer) > 2:
        # Groups inside, and a first row that sums all the rest in one telling column at least: it is the whole,
        # with figures that are wrong in print.
        rest = tuple(outer[1:])
        totals = any(is_total_label(rows[i].label) for i in rest)
        if not totals and against(vectors, first, rest).tells_in_one():
            groups[first] = rest
            outer = outer[:1]
    left = [i for i in outer if i not in groups and not is_total_label(rows[i].label)]
    explained = _totals_proved(rows, vectors, outer) and not _totals_proved(rows, vectors, added_rows(rows, vectors))
    return groups if explained or not left else {}


def _totals_proved(rows: Sequence[Row], vectors: Sequence[Vector], among: Iterable[int]) -> bool:
    """Whether each total by name among these rows sums rows of them before it, and no other row is left over: there may
    be heads over lines below totals that stand after both."""
    open_rows: list[int] = []
    proved = False
    for i in among:
        if is_total_label(rows[i].label):
            runs = near_sums(vectors, i, open_rows[: -MOST_PARTS - 1 : -1])
            run = max((length for length, sums in runs if length > 1 and sums.proves()), default=0)
            if not run:
                return False
            del open_rows[len(open_rows) - run :]
            proved = True
        open_rows.append(i)
    return proved and all(is_total_label(rows[i].label) for i in open_rows)


def _named_groups(rows: Sequence[Row], vectors: Sequence[Vector]) -> dict[int, tuple[int, ...]]:
    """Totals by name ("… i alt") that stand before their parts, the first row one: several do not agree by chance."""
    own = added_rows(rows, vectors)
    groups: dict[int, tuple[int, ...]] = {}
    for place, i in enumerate(own):
        run = _run_after(rows, vectors, i, own[place + 1 :][:MOST_PARTS]) if is_total_label(rows[i].label) else ()
        if run and len(vectors[i]) > 1 and against(vectors, i, run).proves():
            groups[i] = run
    return groups if len(groups) > 1 and own[0] in groups else {}


def _run_after(
    rows: Sequence[Row], vectors: Sequence[Vector], head: int, following: Sequence[int]
) -> tuple[int, ...]:
    """The rows right after a head that it sums: the fewest that prove it, else those that only one column
    denies.

    The second is a total, or a part, that is wrong in print.
    """
    near = 0
    following = list(takewhile(lambda part: not _ends_a_sum(rows[part].label), following))
    for length, sums in near_sums(vectors, head, following):
        if length > 1 and sums.proves():
            return tuple(following[:length])
        if length > 1 and not near and sums.nearly_proves():
            near = length
    return tuple(following[:near])


def _ends_a_sum(label: str) -> bool:
    return is_total_label(label) or is_result_label(label)


def _indent_under_headings(
    rows: Sequence[Row], vectors: Sequence[Vector], kinds: Sequence[str], level: list[int],
    groups: Mapping[int, tuple[int, ...]],
) -> None:
    if groups:
        return
    under = False
    for i, vector in enumerate(vectors):
        if not vector:
            # A heading with a total below it opens a group; a note between the rows does not.
            under = (
                rows[i].certain
                and any(kind != "line" for kind in kinds[i + 1 :])
                and not _rows_open(i, vectors, kinds)
            )
        elif kinds[i] != "line":
            under = False
        elif under:
            level[i] += 1


def _rows_open(heading: int, vectors: Sequence[Vector], kinds: Sequence[str]) -> bool:
    """Whether plain rows stand above a heading with no total between: then it opens no group of its own."""
    for i in range(heading - 1, -1, -1):
        if vectors[i]:
            return kinds[i] == "line"
    return False
