"""Which printed totals of a table sum which rows, and which columns a variance is worked out of.

A table is printed with its totals after their parts (an annual report) or before them (a quarterly
follow-up), and often both at once. Nothing in the text says which; the order of the rows, their words and
the arithmetic do.

What is made of it stands in :mod:`budgettui.domain.checking.table_checks`; when a total agrees with its parts is said
in :mod:`budgettui.domain.checking.agreement`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from budgettui.domain.paper.reading import Column, Row

#: Words that make a row a total whatever its figures.
_TOTAL_WORDS = re.compile(
    r"\bi alt\b|^(?:total|sum|samlet|hovedtotal|ialt)\b|\b(?:total|ialt)$", re.IGNORECASE
)
_ADDED = re.compile(r"\+\s+\S")
_SUBTRACTED = re.compile(r"[-−–]\s+(?!heraf\b)\S", re.IGNORECASE)
_PART_OF = re.compile(r"(?:[-−–]\s*)?(?:heraf|hvoraf)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"([0-9]{1,2})\.\s+\D")
_ACCOUNTS = ("executed", "forecast")
_BUDGETS = ("adjusted", "approved")
#: A column counts as evidence for a sum only where the total is so many times larger than what rounding can
#: hide.
_TELLING = 10
#: A total sums at most so many rows; a longer table is not searched further.
_MOST_PARTS = 200


# -- variance


def variance_columns(columns: Sequence[Column]) -> tuple[int, int, int] | None:
    """The positions of accounts, budget and variance where the table has one of each that belong together.

    The budget's year chooses the accounts; the year printed over the variance is not trusted, since papers
    carry it over from the year before.
    """
    variances = [i for i, column in enumerate(columns) if column.phase == "variance"]
    if len(variances) != 1:
        return None
    budgets = next(
        (
            found
            for phase in _BUDGETS
            if (found := [i for i, column in enumerate(columns) if column.phase == phase])
        ),
        [],
    )
    if len(budgets) != 1:
        return None
    year = columns[budgets[0]].year
    accounts = [i for i, column in enumerate(columns) if column.phase in _ACCOUNTS and column.year == year]
    if len(accounts) != 1:
        return None
    return accounts[0], budgets[0], variances[0]


def variance_difference(
    accounts: Decimal,
    budget: Decimal,
    variance: Decimal,
    unit_of_last_digit: Decimal,
    *,
    turned: bool = False,
) -> tuple[Decimal, Decimal]:
    """Printed variance − (accounts − budget), and how much of that rounding can explain.

    ``turned`` is for papers that print budget − accounts, where plus is a saving.
    """
    expected = budget - accounts if turned else accounts - budget
    return variance - expected, unit_of_last_digit * 3 / 2


# -- which rows a total sums


def find_parts(rows: Sequence[Row]) -> dict[int, tuple[int, ...]]:
    """For each total or subtotal row (by its index) the rows that it sums, in order.

    A total may stand before its parts (they follow at a deeper level) or after them. Where arithmetic proves
    a group of rows, that is it; where it does not, the order of the rows decides, so that a total that is
    wrong in print is still held against its parts. A total with no rows of its own is not in the answer.
    """
    vectors = vectors_of(rows)
    valued = _added(rows, vectors)
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
            own = _before(vectors, totals, open_rows, i)
            if own:
                parts[i] = own
                # What a total sums is always the last of what is open.
                del open_rows[len(open_rows) - len(own) :]
        open_rows.append(i)
    return dict(sorted(parts.items()))


def has_unplaced(rows: Sequence[Row], head: int, parts: Sequence[int]) -> bool:
    """Whether a row among the parts could not be read: then the sum says nothing."""
    span = range(min(head, *parts), max(head, *parts) + 1)
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


def is_part_of(label: str) -> bool:
    """Whether the words of a row say that it is part of the row above it ("- heraf …")."""
    return bool(_PART_OF.match(label))


def is_total_label(label: str) -> bool:
    """Whether the words of a row say that it is a total ("… i alt")."""
    return bool(_TOTAL_WORDS.search(label))


def structured(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows with their kinds and levels, found from order, words and arithmetic.

    The outermost rows have level 0. Parts that follow their total, and rows under a heading without figures,
    are one level deeper. The outermost totals are ``total``, the ones inside another sum ``subtotal``.
    """
    vectors = vectors_of(rows)
    groups = _numbered_groups(rows, vectors) or _groups_after(rows, vectors) or _named_groups(rows, vectors)
    parent = {child: head for head, children in groups.items() for child in children}
    level = [_depth(i, parent) for i in range(len(rows))]
    kinds = ["line"] * len(rows)
    unnamed = set() if groups else _unnamed_totals(rows, vectors)
    for i, vector in enumerate(vectors):
        if vector and (i in groups or i in unnamed or is_total_label(rows[i].label)):
            kinds[i] = "subtotal"
    _indent_under_headings(rows, vectors, kinds, level, groups)
    marked = [
        replace(row, kind=kind, level=depth) for row, kind, depth in zip(rows, kinds, level, strict=True)
    ]
    summed = {part for own in find_parts(marked).values() for part in own}
    outermost = [i for i in groups if i not in parent and i not in summed]
    for i, kind in enumerate(kinds):
        if kind == "subtotal" and i not in summed and (is_total_label(rows[i].label) or outermost == [i]):
            kinds[i] = "total"
    return tuple(replace(row, kind=kind) for row, kind in zip(marked, kinds, strict=True))


def _unnamed_totals(rows: Sequence[Row], vectors: Sequence[Vector]) -> set[int]:
    """Rows that no word calls a total ("Netto", "Driftsresultat") and that sum all plain rows over them, exactly.

    What they sum reaches back to a heading, a total or the beginning, so that no sum is found by choosing its parts.
    """
    found: set[int] = set()
    run: list[int] = []
    own = set(_added(rows, vectors))
    for i, vector in enumerate(vectors):
        if not vector:
            run = []
        elif i not in own:
            continue
        elif is_total_label(rows[i].label):
            run = []
        elif len(run) > 1 and _is_exactly(vectors, i, run):
            found.add(i)
            run = []
        else:
            run.append(i)
    return found


def _is_exactly(vectors: Sequence[Vector], head: int, parts: Sequence[int]) -> bool:
    """Whether a row is what parts come to in every column, and in two at least that tell: by chance none is."""
    if len(vectors[head]) < 2 or any(vectors[part].keys() != vectors[head].keys() for part in parts):
        return False
    sums = against(vectors, head, parts)
    exact = all(printed == computed for _column, printed, computed, _tolerance in sums.columns())
    return exact and sums.proves()


def _added(rows: Sequence[Row], vectors: Sequence[Vector]) -> list[int]:
    """The rows with figures, but for those that are parts of the row above them: they are in it already."""
    found: list[int] = []
    below = False
    for i, row in enumerate(rows):
        if not vectors[i]:
            below = False
        elif not (below and is_part_of(row.label)):
            found.append(i)
            below = True
    return found


def _depth(row: int, parent: Mapping[int, int]) -> int:
    depth = 0
    while row in parent:
        row = parent[row]
        depth += 1
    return depth


class Vector(dict[int, tuple[Decimal, Decimal]]):
    """The figures of a row by column, each with the unit of its last printed digit.

    ``sign`` is -1 where the row is subtracted from the total that it is part of.
    """

    sign = 1


def is_calculation(rows: Sequence[Row]) -> bool:
    """Whether the labels say how the rows are put together: "+ …" is added, and so "- …" is subtracted."""
    return any(is_calculation_label(row.label) for row in rows)


def is_calculation_label(label: str) -> bool:
    """Whether a label says that its row is added ("+ …")."""
    return bool(_ADDED.match(label))


def vectors_of(rows: Sequence[Row]) -> list[Vector]:
    """The figures of every row; a row that the labels subtract has the sign -1."""
    vectors = [
        Vector(
            (column, (Decimal(value), last_digit(Decimal(value))))
            for column, value in enumerate(row.values)
            if value is not None
        )
        for row in rows
    ]
    if is_calculation(rows):
        for row, vector in zip(rows, vectors, strict=True):
            if _SUBTRACTED.match(row.label):
                vector.sign = -1
    return vectors


def last_digit(value: Decimal) -> Decimal:
    """The unit of the last printed digit: 1 for "12", 0.1 for "1.2"."""
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)


class Sums:
    """A head held against parts that are added one by one: for each column printed, computed and
    tolerance."""

    def __init__(self, head: Vector) -> None:
        self._head = head
        self._computed: dict[int, Decimal] = {}
        self._coarsest: dict[int, Decimal] = {}
        self._counts: dict[int, int] = {}

    def add(self, part: Vector) -> None:
        """One more part. An empty cell of it adds nothing."""
        for column, (value, unit) in part.items():
            if column in self._head:
                self._computed[column] = self._computed.get(column, Decimal(0)) + part.sign * value
                self._coarsest[column] = max(self._coarsest.get(column, unit), unit)
                self._counts[column] = self._counts.get(column, 0) + 1

    def columns(self) -> list[tuple[int, Decimal, Decimal, Decimal]]:
        """(column, printed, computed, tolerance) for each column of the head that a part fills."""
        return [
            (
                column,
                printed,
                self._computed[column],
                max(unit, self._coarsest[column]) / 2 * (self._counts[column] + 1),
            )
            for column, (printed, unit) in self._head.items()
            if column in self._computed
        ]

    def agrees(self) -> bool:
        """Whether the sums agree in all columns of the head."""
        sums = self.columns()
        return len(sums) == len(self._head) and all(
            abs(printed - computed) <= tolerance for _column, printed, computed, tolerance in sums
        )

    def proves(self) -> bool:
        """Whether the sums agree, and say more than chance does."""
        telling = sum(
            abs(printed) >= _TELLING * tolerance for _column, printed, _computed, tolerance in self.columns()
        )
        return telling >= min(2, len(self._head)) and telling > 0 and self.agrees()

    def nearly_proves(self) -> bool:
        """Whether all columns but one agree, at least two, and not by chance: one figure is wrong in
        print."""
        sums = self.columns()
        agreeing = [
            abs(printed) >= _TELLING * tolerance
            for _column, printed, computed, tolerance in sums
            if abs(printed - computed) <= tolerance
        ]
        return len(agreeing) > 1 and len(agreeing) == len(sums) - 1 and any(agreeing)

    def tells_in_one(self) -> bool:
        """Whether one column at least agrees, and not by chance."""
        return any(
            abs(printed - computed) <= tolerance and abs(printed) >= _TELLING * tolerance
            for _column, printed, computed, tolerance in self.columns()
        )

    def is_far(self) -> bool:
        """Whether no column of several comes anywhere near: what was added up is not what is summed."""
        sums = self.columns()
        return len(sums) > 1 and all(
            abs(printed - computed) > max(abs(printed), abs(computed)) / 2
            for _column, printed, computed, _tolerance in sums
        )

    def mostly_agrees(self) -> bool:
        """Whether more columns agree than not."""
        sums = self.columns()
        good = sum(abs(printed - computed) <= tolerance for _column, printed, computed, tolerance in sums)
        return good * 2 > len(sums) > 0


def against(vectors: Sequence[Vector], head: int, parts: Iterable[int]) -> Sums:
    """A head held against these parts."""
    sums = Sums(vectors[head])
    for part in parts:
        sums.add(vectors[part])
    return sums


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
    vectors: Sequence[Vector], totals: set[int], open_rows: Sequence[int], total: int
) -> tuple[int, ...]:
    """The rows before a total that it sums: the longest run of rows not yet summed that arithmetic proves."""
    sums = Sums(vectors[total])
    proved = near = 0
    for length, part in enumerate(reversed(open_rows[-_MOST_PARTS:]), 1):
        sums.add(vectors[part])
        if length > 1 and sums.agrees():
            proved = length
        elif length > 1 and sums.nearly_proves():
            near = length
    lines = _tail_of_lines(open_rows, totals)
    lone = against(vectors, total, lines) if len(lines) == 1 else None
    if proved:
        return tuple(open_rows[-proved:])
    if lone and lone.agrees():
        return lines
    # One column that denies what the others prove is a figure that is wrong in print.
    if near:
        return tuple(open_rows[-near:])
    if lone and lone.mostly_agrees():
        return lines
    # No sum fits. The plain rows since the last total are what this one is printed under; without any, a
    # total of totals sums them all. A lone total before it is its sibling.
    if len(lines) > 1:
        return () if against(vectors, total, lines).is_far() else lines
    if not lines and len(open_rows) > 1 and all(i in totals for i in open_rows):
        return tuple(open_rows) if against(vectors, total, open_rows).mostly_agrees() else ()
    return ()


def _tail_of_lines(open_rows: Sequence[int], totals: set[int]) -> tuple[int, ...]:
    found: list[int] = []
    for i in reversed(open_rows):
        if i in totals:
            break
        found.append(i)
    return tuple(reversed(found))


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
    within = set(range(len(rows))) - set(_added(rows, vectors))
    for i in range(len(rows) - 1, -1, -1):
        if not vectors[i] or i in within:
            continue
        may_lead = i == first or not is_total_label(rows[i].label)
        if may_lead:
            run = _run_after(rows, vectors, i, level_rows[: -_MOST_PARTS - 1 : -1])
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
    return {} if left else groups


def _named_groups(rows: Sequence[Row], vectors: Sequence[Vector]) -> dict[int, tuple[int, ...]]:
    """Totals by name ("… i alt") that stand before their parts, the first row one: several do not agree by chance."""
    own = _added(rows, vectors)
    groups: dict[int, tuple[int, ...]] = {}
    for place, i in enumerate(own):
        run = _run_after(rows, vectors, i, own[place + 1 :][:_MOST_PARTS]) if is_total_label(rows[i].label) else ()
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
    sums = Sums(vectors[head])
    near = 0
    for length, part in enumerate(following, 1):
        if is_total_label(rows[part].label):
            break
        sums.add(vectors[part])
        if length > 1 and sums.proves():
            return tuple(following[:length])
        if length > 1 and not near and sums.nearly_proves():
            near = length
    return tuple(following[:near])


def _indent_under_headings(
    rows: Sequence[Row],
    vectors: Sequence[Vector],
    kinds: Sequence[str],
    level: list[int],
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
