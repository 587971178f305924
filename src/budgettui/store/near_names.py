"""Printed names that stand for nothing yet, and what they may stand for.

A suggestion is only that. What it looks like is measured by rapidfuzz; whether it is so is for a person to say.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Container, Iterator
from typing import NamedTuple

from budgettui.domain.budget.names import NameBook, fold, is_another
from budgettui.domain.municipality import Area, Department, Entry
from budgettui.store import names as tree_names

#: How alike two names must be, of 100, to be suggested for one another.
_LEAST = 70
_MOST_SUGGESTIONS = 5
#: What the number of an area, or the first letters of its words, count for.
_AS_GOOD_AS_SAID = 90
#: Shorter names are parts of too many words.
_SHORTEST_PART = 6
#: Words that tell no two names apart.
_SMALL_WORDS = frozenset(("og", "for", "i", "af", "samt", "inkl", "med", "til", "kommune", "kommunes"))
_CODE = re.compile(r"[0-9]{1,2}(?:\.[0-9]{2,3})+")


class Suggestion(NamedTuple):
    """An entry that a name may stand for; ``score`` is how alike they are, of 100."""

    key: str
    score: int


class UnmatchedName(NamedTuple):
    """A printed name that no entry has. ``within`` is the code of the department that it is printed under, empty for
    none; ``places`` are the documents and meetings that have it, by name."""

    name: str
    within: str
    places: tuple[str, ...]
    suggestions: tuple[Suggestion, ...]


class ConfirmedName(NamedTuple):
    """A printed name that a person has said the meaning of."""

    name: str
    within: str
    key: str
    actor: str


def unmatched(
    db: sqlite3.Connection, names: NameBook, *, every: bool = False, besides: Container[int] = ()
) -> list[UnmatchedName]:
    """Every name of a department that no entry has, and of the rows under a department those that are near one of its
    areas (``every``: all of them), in the order in which they were first printed; what only the documents ``besides``
    print is left out."""
    places: dict[tuple[str, str], dict[str, None]] = {}
    first: dict[tuple[str, str], tuple[str, bool]] = {}
    for name, within, place, sure in _printed(db, names, besides):
        if names.canonical(name, within or None) is None and fold(name):
            where = (within, fold(name))
            places.setdefault(where, {})[place] = None
            known = first.setdefault(where, (name, sure))
            first[where] = (known[0], known[1] or sure)
    found = []
    for where, (name, sure) in first.items():
        near = suggestions(names, name, where[0])
        if near or sure or every:
            found.append(UnmatchedName(name, where[0], tuple(places[where]), tuple(near)))
    return found


def confirmed(db: sqlite3.Connection, names: NameBook) -> list[ConfirmedName]:
    """What people have confirmed and that holds, oldest first."""
    return [
        ConfirmedName(one.name, one.within, one.key, event.actor)
        for event, one in tree_names.confirmations(db, names.municipality)
    ]


def _printed(
    db: sqlite3.Connection, names: NameBook, besides: Container[int]
) -> Iterator[tuple[str, str, str, bool]]:
    """(name, department it stands under, place, whether it surely is a department's)."""
    for department, town, title in db.execute(
        "SELECT department, municipality, title FROM meeting WHERE department <> '' ORDER BY date, id"
    ).fetchall():
        if not is_another(names.municipality, town):
            yield department, "", title, True
    foreign = set()
    for material, document, root, name in db.execute(
        "SELECT m.id, m.document, n.label, d.name FROM material m JOIN node n ON n.id = m.root"
        " JOIN document d ON d.id = m.document ORDER BY m.id"
    ).fetchall():
        if is_another(names.municipality, root):
            foreign.add(document)
            continue
        if document in besides:
            continue
        for one in tree_names.tree(db, names, material):
            if one.kind == "line" and (one.within or one.children) and one.key is None:
                yield one.label, one.within, name, False
    for department, document, name in db.execute(
        "SELECT DISTINCT t.department, t.document, d.name FROM printed_table t JOIN document d ON d.id = t.document"
        " WHERE t.department <> '' ORDER BY t.document, t.position"
    ).fetchall():
        if document not in foreign and document not in besides:
            yield department, "", name, True


def suggestions(names: NameBook, name: str, within: str = "") -> list[Suggestion]:
    """The entries that a name may stand for, the likeliest first.

    Under a department only its areas; elsewhere departments, and areas where the name has an area's number.
    """
    wanted = _telling(name)
    numbers = set(_CODE.findall(name))
    found = []
    for entry in names.municipality.entries:
        if isinstance(entry, Department) if within else isinstance(entry, Area) and entry.code not in numbers:
            continue
        if isinstance(entry, Area) and within and entry.department != within:
            continue
        score = max(_alike(wanted, _telling(way)) for way in entry.spellings)
        if (isinstance(entry, Area) and entry.code in numbers) or _initials(name, entry):
            score = max(score, _AS_GOOD_AS_SAID)
        if score >= _LEAST:
            # Only what is the same is a hundred, and that would have matched.
            found.append(Suggestion(entry.key, min(99, round(score))))
    found.sort(key=lambda one: -one.score)
    return found[:_MOST_SUGGESTIONS]


def _alike(one: str, other: str) -> float:
    """How alike two names are, of 100: their letters, their words in any order, the words of the shorter one, and at
    last the shorter one as a part of a compound ("Børne- og Ungeforvaltningen")."""
    from rapidfuzz import fuzz

    if not (one and other):
        return 0
    part = fuzz.partial_ratio(one, other) if min(len(one), len(other)) >= _SHORTEST_PART else 0
    return max(
        fuzz.ratio(one, other),
        fuzz.token_sort_ratio(one, other),
        0.95 * fuzz.token_set_ratio(one, other),
        0.8 * part,
    )


def _telling(name: str) -> str:
    """The words of a name that tell it from others; all of them where it has no such word."""
    words = _CODE.sub(" ", fold(name)).split()
    return " ".join([word for word in words if word not in _SMALL_WORDS] or words)


def _initials(name: str, entry: Entry) -> bool:
    """Whether one is the other by its first letters, "JUS" and "Job, Udsatte og Socialpsykiatri"; two letters are
    the first of too many names."""

    def letters(text: str) -> str:
        return "".join(word[0] for word in _telling(text).split())

    whole = fold(name)
    if len(whole) > 2 and " " not in whole:
        return any(whole == letters(way) for way in entry.spellings)
    return len(letters(name)) > 2 and letters(name) in map(fold, entry.spellings)
