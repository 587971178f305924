"""One department over many materials: which entry of the municipality each node of the budget stands for.

Nothing of it is stored with the budget: it follows from the municipality's file and from what people have confirmed
(``name_confirmed`` in the journal), so a change of either counts at once, and for everything that was ever imported.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from budgettui.domain.budget.names import Confirmation, NameBook, UnknownName, department_of, fold, is_another
from budgettui.domain.errors import N_
from budgettui.domain.meeting.events import Event
from budgettui.domain.municipality import Department, Municipality
from budgettui.store import budget, journal

#: Departments and areas stand near the root; what lies deeper are initiatives and accounts.
_DEEPEST = 4
#: A level with more rows than this is a list of budget lines, and nobody has so many areas.
_LARGEST_LEVEL = 3000


class TreeName(NamedTuple):
    """A node near the root as a name: its label, the department it stands in, and its key where it has one."""

    node: int
    label: str
    kind: str
    depth: int
    children: int
    within: str
    key: str | None


def confirmations(db: sqlite3.Connection, municipality: Municipality) -> list[tuple[Event, Confirmation]]:
    """What people have confirmed of this municipality's names and that holds, oldest first; of one name the last word,
    which may be that it stands for nothing after all."""
    said: dict[tuple[str, str], tuple[Event, Confirmation]] = {}
    for event in journal.holding(db, "name_confirmed"):
        one = Confirmation(event.payload["name"], event.payload["key"], event.payload["within"])
        if event.payload["municipality"] == municipality.name:
            said.pop((one.within, fold(one.name)), None)
            if one.key:
                said[one.within, fold(one.name)] = event, one
    return list(said.values())


def book(db: sqlite3.Connection, municipality: Municipality) -> NameBook:
    """The municipality's names with what people have confirmed."""
    return NameBook(municipality, tuple(one for _event, one in confirmations(db, municipality)))


def confirm(db: sqlite3.Connection, names: NameBook, said: Confirmation, actor: str) -> Event:
    """Keep that a printed name stands for an entry. Raises ``UnknownName``: the municipality has no such entry, or the
    name has nothing to know it by."""
    entry = names.entry(said.key)
    if entry is None:
        raise UnknownName(N_("{key} er hverken en afdeling eller et område i kommunens fil."), key=said.key)
    if said.within and (isinstance(entry, Department) or entry.department != said.within):
        raise UnknownName(
            N_("»{name}« er trykt under {within} og kan kun være et område dér."), name=said.name, within=said.within
        )
    if not fold(said.name):
        raise UnknownName(N_("»{name}« har hverken bogstaver eller tal"), name=said.name)
    return _say(db, names, said, actor)


def take_back(db: sqlite3.Connection, names: NameBook, name: str, within: str, actor: str) -> Event:
    """Keep that a name that was confirmed stands for nothing after all. Raises ``UnknownName``: nobody has confirmed
    the name there."""
    if (within, fold(name)) not in ((one.within, fold(one.name)) for one in names.confirmed):
        raise UnknownName(N_("»{name}« er ikke bekræftet."), name=name)
    return _say(db, names, Confirmation(name, "", within), actor)


def _say(db: sqlite3.Connection, names: NameBook, said: Confirmation, actor: str) -> Event:
    payload = {"municipality": names.municipality.name, "name": said.name, "key": said.key, "within": said.within}
    return journal.write(db, "name_confirmed", payload, actor=actor, at=journal.now())


def canonical(db: sqlite3.Connection, names: NameBook, nodes: Iterable[int]) -> dict[int, str]:
    """The keys of those nodes that are a department or an area; the others are left out."""
    above: dict[int, tuple[str, frozenset[str]] | None] = {}
    found = {}
    for node in nodes:
        path = budget.path(db, node)
        if len(path) < 2:
            continue
        parent = path[-2][0]
        if parent not in above:
            above[parent] = _place(names, [label for _node, label in path[:-1]])
        place = above[parent]
        if place is None:
            continue
        key = names.canonical(path[-1][1], place[0] or None)
        if key and key not in place[1]:
            found[node] = key
    return found


def _place(names: NameBook, labels: Sequence[str]) -> tuple[str, frozenset[str]] | None:
    """The department that the end of this path stands in, and the keys on the way; ``None`` in another municipality's
    material."""
    if is_another(names.municipality, labels[0]):
        return None
    within, keys = "", set()
    for label in labels[1:]:
        key = names.canonical(label, within or None)
        if key:
            keys.add(key)
            within = department_of(key, names) or within
    return within, frozenset(keys)


def tree(db: sqlite3.Connection, names: NameBook, material: int) -> Iterator[TreeName]:
    """The nodes of a material in which departments and areas can stand, from the root down."""
    row = db.execute(
        "SELECT n.id, n.label, n.children FROM material m JOIN node n ON n.id = m.root WHERE m.id = ?", (material,)
    ).fetchone()
    if row is None or is_another(names.municipality, row[1]):
        return
    level: list[tuple[int, str, frozenset[str]]] = [(row[0], "", frozenset())]
    rows = row[2]
    for depth in range(1, _DEEPEST + 1):
        if rows > _LARGEST_LEVEL:
            return
        below: list[tuple[int, str, frozenset[str]]] = []
        rows = 0
        for parent, within, keys in level:
            for node, label, kind, children in db.execute(
                "SELECT id, label, kind, children FROM node WHERE parent = ? ORDER BY id", (parent,)
            ).fetchall():
                key = names.canonical(label, within or None)
                key = None if key in keys else key
                yield TreeName(node, label, kind, depth, children, within, key)
                if children:
                    rows += children
                    below.append((node, department_of(key, names) or within, keys | {key} if key else keys))
        level = below


def counterparts(
    db: sqlite3.Connection, names: NameBook, nodes: Iterable[int], material: int
) -> dict[int, list[int]]:
    """For each node the nodes of a material that stand for the same; none where the material has no such thing.

    A department or an area is found by its key, wherever it stands; what lies below one, or has no key, by its label
    at the same place. The root's counterpart is the root.
    """
    root = db.execute("SELECT root FROM material WHERE id = ?", (material,)).fetchone()
    if root is None:
        return {}
    by_key: dict[str, tuple[int, list[int]]] = {}
    for one in tree(db, names, material):
        if one.key:
            depth, found = by_key.setdefault(one.key, (one.depth, []))
            if one.depth == depth:
                found.append(one.node)
    known: dict[int, list[int]] = {}

    def of(path: Sequence[tuple[int, str]]) -> list[int]:
        node, label = path[-1]
        if node not in known:
            key = canonical(db, names, [node]).get(node, "")
            if len(path) == 1:
                known[node] = [root[0]]
            elif key in by_key:
                known[node] = by_key[key][1]
            else:
                known[node] = _labelled(db, of(path[:-1]), label)
        return known[node]

    return {node: of(path) for node in nodes if (path := budget.path(db, node))}


def _labelled(db: sqlite3.Connection, parents: Sequence[int], label: str) -> list[int]:
    """The nodes below these that have this label; a level of a million rows is asked for the label as it is written."""
    wanted = fold(label)
    found: list[int] = []
    for parent in parents:
        same = db.execute("SELECT id FROM node WHERE parent = ? AND label = ? ORDER BY id", (parent, label)).fetchall()
        (children,) = db.execute("SELECT children FROM node WHERE id = ?", (parent,)).fetchone()
        if not same and children <= _LARGEST_LEVEL:
            rows = db.execute("SELECT id, label FROM node WHERE parent = ? ORDER BY id", (parent,)).fetchall()
            same = [(node,) for node, other in rows if fold(other) == wanted]
        found += [node for (node,) in same]
    return found
