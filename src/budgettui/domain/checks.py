"""Reconciliation (*afstemning*): which printed totals sum which rows, and whether they agree.

A table is printed with its totals after their parts (an annual report) or before them (a quarterly
follow-up), and often both at once. Nothing in the text says which; the order of the rows, their words and
the arithmetic do.

A total agrees with its parts within half a unit of its last printed digit times the number of parts and one
more: each part and the total itself were rounded once. Within that it is rounding, beyond it is a mismatch.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum

from budgettui.domain.errors import N_
from budgettui.domain.reading import Column, Finding, Row, Table

#: Words that make a row a total whatever its figures.
_TOTAL_WORDS = re.compile(
    r"\bi alt\b|^(?:total|sum|samlet|hovedtotal|ialt)\b|\b(?:total|ialt)$", re.IGNORECASE
)
_NUMBERED = re.compile(r"([0-9]{1,2})\.\s+\D")
_ACCOUNTS = ("executed", "forecast")
_BUDGETS = ("adjusted", "approved")
#: A column counts as evidence for a sum only where the total is so many times larger than what rounding can
#: hide.
_TELLING = 10


class Agreement(StrEnum):
    """How a printed total and its parts agree."""

    AGREES = "agrees"
    ROUNDING = "rounding"
    DIFFERS = "differs"


def check_total(
    printed: Decimal, parts: Sequence[Decimal], unit_of_last_digit: Decimal
) -> tuple[Agreement, Decimal, Decimal]:
    """Whether a printed total agrees with its parts: (agreement, computed sum, printed − computed)."""
    computed = sum(parts, Decimal(0))
    difference = printed - computed
    if not difference:
        return Agreement.AGREES, computed, difference
    if abs(difference) <= unit_of_last_digit / 2 * (len(parts) + 1):
        return Agreement.ROUNDING, computed, difference
    return Agreement.DIFFERS, computed, difference


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
    vectors = [_vector(row) for row in rows]
    valued = [i for i, vector in enumerate(vectors) if vector]
    totals = {i for i in valued if rows[i].kind != "line" or is_total_label(rows[i].label)}
    if not totals:
        return {}
    heads_first = bool(valued) and valued[0] in totals
    parts: dict[int, tuple[int, ...]] = {}
    inside: set[int] = set()
    for i in valued:
        if i in totals and (children := _deeper(rows, vectors, i)):
            proved = _agrees(vectors, i, children)
            follows_pattern = heads_first and not is_total_label(rows[i].label)
            if proved or follows_pattern or (heads_first and i == valued[0]):
                parts[i] = children
                inside.update(children)
    open_rows: list[int] = []
    for i in valued:
        if i in inside and i not in parts:
            continue
        if i in inside:
            continue
        if i in totals and i not in parts:
            own = _before(vectors, totals, open_rows, i)
            if own:
                parts[i] = own
                open_rows = [k for k in open_rows if k not in own]
        open_rows.append(i)
    return dict(sorted(parts.items()))


def is_total_label(label: str) -> bool:
    """Whether the words of a row say that it is a total ("… i alt")."""
    return bool(_TOTAL_WORDS.search(label))


def structured(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows with their kinds and levels, found from order, words and arithmetic.

    The outermost rows have level 0. Parts that follow their total, and rows under a heading without figures,
    are one level deeper. The outermost totals are ``total``, the ones inside another sum ``subtotal``.
    """
    vectors = [_vector(row) for row in rows]
    groups = _numbered_groups(rows, vectors) or _groups_after(rows, vectors)
    parent = {child: head for head, children in groups.items() for child in children}
    level = [_depth(i, parent) for i in range(len(rows))]
    kinds = ["line"] * len(rows)
    for i, vector in enumerate(vectors):
        if vector and (i in groups or is_total_label(rows[i].label)):
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


def _depth(row: int, parent: Mapping[int, int]) -> int:
    depth = 0
    while row in parent:
        row = parent[row]
        depth += 1
    return depth


Vector = dict[int, tuple[Decimal, Decimal]]


def _vector(row: Row) -> Vector:
    """The figures of a row by column, each with the unit of its last printed digit."""
    return {
        column: (Decimal(value), last_digit(Decimal(value)))
        for column, value in enumerate(row.values)
        if value is not None
    }


def last_digit(value: Decimal) -> Decimal:
    """The unit of the last printed digit: 1 for "12", 0.1 for "1.2"."""
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)


def _sums(
    vectors: Sequence[Vector], head: int, parts: Iterable[int]
) -> list[tuple[int, Decimal, Decimal, Decimal]]:
    """For each column of the head: (column, printed, computed, tolerance). An empty cell of a part adds
    nothing."""
    own = list(parts)
    found = []
    for column, (printed, unit) in vectors[head].items():
        cells = [vectors[part][column] for part in own if column in vectors[part]]
        if not cells:
            continue
        coarsest = max([unit, *(cell[1] for cell in cells)])
        found.append(
            (column, printed, sum((cell[0] for cell in cells), Decimal(0)), coarsest / 2 * (len(cells) + 1))
        )
    return found


def _agrees(vectors: Sequence[Vector], head: int, parts: Sequence[int]) -> bool:
    sums = _sums(vectors, head, parts)
    return len(sums) == len(vectors[head]) and all(
        abs(printed - computed) <= tolerance for _column, printed, computed, tolerance in sums
    )


def _proves(vectors: Sequence[Vector], head: int, parts: Sequence[int]) -> bool:
    """Whether the sums agree in all columns, and say more than chance does."""
    if not _agrees(vectors, head, parts):
        return False
    sums = _sums(vectors, head, parts)
    telling = sum(abs(printed) >= _TELLING * tolerance for _column, printed, _computed, tolerance in sums)
    return telling >= min(2, len(sums)) and telling >= 1


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
    runs = [tuple(open_rows[start:]) for start in range(len(open_rows))]
    for run in runs:
        if len(run) > 1 and _agrees(vectors, total, run):
            return run
    lines = _tail_of_lines(open_rows, totals)
    if len(lines) == 1 and _agrees(vectors, total, lines):
        return lines
    # No sum fits. The plain rows since the last total are what this one is printed under; without any, a
    # total of totals sums them all. A lone total before it is its sibling.
    if len(lines) > 1:
        return lines
    if not lines and len(open_rows) > 1 and all(i in totals for i in open_rows):
        return tuple(open_rows) if _near(vectors, total, open_rows) else ()
    return ()


def _tail_of_lines(open_rows: Sequence[int], totals: set[int]) -> tuple[int, ...]:
    found: list[int] = []
    for i in reversed(open_rows):
        if i in totals:
            break
        found.insert(0, i)
    return tuple(found)


def _near(vectors: Sequence[Vector], total: int, parts: Sequence[int]) -> bool:
    """Whether a sum agrees in most columns: then the rest is a mismatch, and not another group."""
    sums = _sums(vectors, total, parts)
    good = sum(abs(printed - computed) <= tolerance for _column, printed, computed, tolerance in sums)
    return bool(sums) and good * 2 > len(sums)


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
    proved = sum(_agrees(vectors, head, children) for head, children in groups.items() if children)
    return groups if proved * 2 > len(groups) else {}


def _groups_after(rows: Sequence[Row], vectors: Sequence[Vector]) -> dict[int, tuple[int, ...]]:
    """Totals that stand before their parts, found by arithmetic from the last row to the first."""
    groups: dict[int, tuple[int, ...]] = {}
    level_rows: list[int] = []
    first = next((i for i, vector in enumerate(vectors) if vector), None)
    for i in range(len(rows) - 1, -1, -1):
        if not vectors[i]:
            continue
        may_lead = i == first or not is_total_label(rows[i].label)
        if may_lead:
            run: list[int] = []
            for part in level_rows:
                if is_total_label(rows[part].label):
                    break
                run.append(part)
                if len(run) > 1 and _proves(vectors, i, run):
                    groups[i] = tuple(run)
                    level_rows = level_rows[len(run) :]
                    break
        level_rows.insert(0, i)
    # Sums agree by chance now and then. Heads that stand before their parts are a way to set a table, so
    # they must explain the whole of it: no plain row may be left outside.
    left = [i for i in level_rows if i not in groups and not is_total_label(rows[i].label)]
    return {} if left else groups


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


# -- findings


def check_table(table: Table) -> list[Finding]:
    """What does not add up in a table: totals against their parts, variances against accounts − budget."""
    findings: list[Finding] = []
    vectors = [_vector(row) for row in table.rows]
    for head, parts in find_parts(table.rows).items():
        if any(not table.rows[part].certain and not vectors[part] for part in parts):
            continue
        row = table.rows[head]
        for column, printed, computed, tolerance in _sums(vectors, head, parts):
            difference = printed - computed
            if not difference:
                continue
            label = table.columns[column].label
            findings.append(
                Finding(
                    "sum_mismatch",
                    "rounding" if abs(difference) <= tolerance else "error",
                    N_("Trykt sum og delene er ikke ens: {row}, {column}").format(
                        row=row.label, column=label
                    ),
                    table=table.title,
                    row=row.label,
                    column=label,
                    printed=str(printed),
                    computed=str(computed),
                    difference=str(difference),
                    parts=tuple(table.rows[part].label for part in parts),
                    source=row.source,
                )
            )
    return findings + _check_variances(table, vectors)


def _variance(vector: Vector, triple: tuple[int, int, int], turned: bool) -> tuple[Decimal, Decimal]:
    accounts, budget, variance = (vector[position] for position in triple)
    coarsest = max(accounts[1], budget[1], variance[1])
    return variance_difference(accounts[0], budget[0], variance[0], coarsest, turned=turned)


def _is_turned(vectors: Sequence[Vector], triple: tuple[int, int, int]) -> bool:
    """Whether most rows print budget − accounts."""
    whole = [vector for vector in vectors if all(position in vector for position in triple)]
    straight, other = (
        sum(
            abs(difference) <= tolerance
            for difference, tolerance in (_variance(v, triple, turned) for v in whole)
        )
        for turned in (False, True)
    )
    return other > straight


def _check_variances(table: Table, vectors: Sequence[Vector]) -> list[Finding]:
    triple = variance_columns(table.columns)
    if triple is None:
        return []
    turned = _is_turned(vectors, triple)
    findings = []
    for row, vector in zip(table.rows, vectors, strict=True):
        if not all(position in vector for position in triple):
            continue
        variance = vector[triple[2]]
        difference, tolerance = _variance(vector, triple, turned)
        if not difference:
            continue
        label = table.columns[triple[2]].label
        findings.append(
            Finding(
                "variance_mismatch",
                "rounding" if abs(difference) <= tolerance else "error",
                N_("Afvigelsen er ikke regnskab minus budget: {row}").format(row=row.label),
                table=table.title,
                row=row.label,
                column=label,
                printed=str(variance[0]),
                computed=str(variance[0] - difference),
                difference=str(difference),
                source=row.source,
            )
        )
    return findings
