"""What to hold against what, and which lines of two materials are the same line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from operator import attrgetter
from typing import NamedTuple

from budgettui.domain.amounts import same_kind
from budgettui.domain.budget.budget import VARIANCE_PHASE, BudgetColumn, Material
from budgettui.domain.budget.view import Pair

#: In the order of the year's work: what comes later is measured from what came before.
_ORDER = ("effect", "approved", "adjusted", "forecast", "executed")
#: What a number before a name ("1. ", "Tema 1 – "), and a remark behind it, do to a slug.
_NUMBER = re.compile(r"^(?:tema-)?[0-9]+-")
_REMARK = re.compile(r"-(?:nettoeffekt(?:-inkl-investeringsmidler)?|i-alt)$")

#: A slug is cut: what is left of two long ones after their numbers is compared as far as both go.
_LENGTH = 50


def _rank(column: BudgetColumn) -> tuple[int, int]:
    return column.year or 0, _ORDER.index(column.phase) if column.phase in _ORDER else len(_ORDER)


def _alike(first: BudgetColumn, second: BudgetColumn) -> bool:
    """Whether both are levels, or both what is changed: what an initiative saves is not held against what is spent."""
    return (first.phase == "effect") == (second.phase == "effect")


def comparisons(material: Material) -> list[Pair]:
    """What a material can compare with itself: a phase with a later one of its year, then a year with the last.

    The latest year comes first.
    """
    columns = [column for column in material.columns if column.phase in _ORDER]
    columns.sort(key=_rank)
    of_year = [
        Pair(first.id, second.id)
        for first, second in combinations(columns, 2)
        if first.year == second.year and first.phase != second.phase and _alike(first, second)
    ]
    of_phase = []
    for place, second in enumerate(columns):
        before = [first for first in columns[:place] if first.phase == second.phase and first.year != second.year]
        if before:
            of_phase.append(Pair(before[-1].id, second.id))
    places = {column.id: place for place, column in enumerate(columns)}
    return [
        *sorted(of_year, key=lambda pair: (-places[pair.column], places[pair.base])),
        *sorted(of_phase, key=lambda pair: -places[pair.column]),
    ]


def pairs_between(material: Material, other: Material) -> tuple[Pair, ...]:
    """Which columns of two materials to compare: the same phase and year where both have it; else the columns
    of the same year; else the last of each. None where one counts money and the other posts.
    """
    if not same_kind(material.unit, other.unit):
        return ()
    mine = [column for column in material.columns if column.phase != VARIANCE_PHASE]
    theirs = [column for column in other.columns if column.phase != VARIANCE_PHASE]
    slots = {(column.phase, column.year): column for column in reversed(theirs)}
    same = [(column, slots[column.phase, column.year]) for column in mine if (column.phase, column.year) in slots]
    if not same:
        same = [
            (column, found[-1])
            for column in mine
            if (found := [entry for entry in theirs if column.year == entry.year is not None and _alike(column, entry)])
        ][-1:]
    if not same and mine and theirs and _alike(mine[-1], theirs[-1]):
        same = [(mine[-1], theirs[-1])]
    # The earlier one is what is measured from; of two alike the material that one looks at.
    return tuple(
        Pair(second.id, first.id) if _rank(second) < _rank(first) else Pair(first.id, second.id)
        for first, second in same
    )


class Name(NamedTuple):
    """What a line is known by among the lines beside it. ``key`` is the department or area of the municipality that
    it stands for, empty for none."""

    node: int
    slug: str
    code: str
    key: str = ""


def match_key(slug: str) -> str:
    """A slug without the number before the name and without what says that it is the whole of it."""
    return _REMARK.sub("", _NUMBER.sub("", slug))[:_LENGTH] or slug


def matches(mine: Sequence[Name], theirs: Iterable[Name]) -> Mapping[int, int]:
    """Which node of theirs each of mine is, among lines that stand beside each other; each is used once.

    First the same department or area of the municipality, then the same slug, the same code, and the same name
    without its number. What stands twice on a side says nothing and matches nothing.
    """
    found: dict[int, int] = {}
    left = list(theirs)
    for key in _KEYS:
        one = _single(key, [name for name in mine if name.node not in found])
        two = _single(key, left)
        new = {one[word]: two[word] for word in one if word in two}
        found |= new
        taken = set(new.values())
        left = [name for name in left if name.node not in taken]
    return found


_KEYS: tuple[Callable[[Name], str], ...] = (
    attrgetter("key"), attrgetter("slug"), attrgetter("code"), lambda name: match_key(name.slug),
)


def _single(key: Callable[[Name], str], names: Iterable[Name]) -> dict[str, int]:
    seen: dict[str, int | None] = {}
    for name in names:
        if word := key(name):
            seen[word] = None if word in seen else name.node
    return {word: node for word, node in seen.items() if node is not None}
