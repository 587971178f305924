"""A table that is too long to be held, into the budget: its lines are written as they come, and summed on the way.

The groups come each before those below it, so only those above the present line are open. What a group comes to is
known when it is closed, and is then a part of the group above it: one pass, whatever the number of lines.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field

from budgettui.domain.amounts import Unit
from budgettui.domain.budget.budget import Figure
from budgettui.domain.paper.long_table import LongGroup, LongLine, LongRows, members
from budgettui.domain.paper.reading import Table
from budgettui.store.areas import Areas, areas_said, mixed
from budgettui.store.tree import Figures, TreeNode, code_of, nature_said, slug_below

#: How a nature is stored.
NATURES = {"operating": 0, "capital": 1}
#: So many lines are written together: few enough to stay in the cache.
_TOGETHER = 2000
#: The cache of the connection while lines are written, in KiB. Afterwards it is what SQLite has by itself.
_CACHE, _USUAL_CACHE = 32_768, 2_000
_STAGE = """
CREATE TEMP TABLE IF NOT EXISTS stage (
  id INTEGER PRIMARY KEY, parent, depth, position, nature, slug, label, code, folded, certain, line, last
)
"""
_INSERT_STAGE = "INSERT INTO stage VALUES (?,?,?,?,?,?,?,?,?,?,?,?)"
_STAGED_NODES = """
INSERT INTO node (id, material, parent, slug, label, code, kind, depth, children, certain, source, parts)
SELECT id, ?, parent, slug, label, code, 'line', depth, 0, certain, '[null, ' || line || ', ' || last || ', null]', 0
FROM stage
"""
_STAGED_ROWS = """
INSERT INTO budget_row (parent, nature, position, node, kind, folded)
SELECT parent, nature, position, id, 'line', folded FROM stage
"""
_INSERT_GROUP = (
    "INSERT INTO node (id, material, parent, slug, label, code, kind, depth, children, certain, source, parts)"
    " VALUES (?,?,?,?,?,?,'line',?,0,1,NULL,0)"
)
_CLOSE_GROUP = "UPDATE node SET children = ?, parts = ?, source = ? WHERE id = ?"
_INSERT_MIXED = "INSERT INTO mixed_row (node, nature) VALUES (?,?)"
_INSERT_ROW = "INSERT INTO budget_row (parent, nature, position, node, kind, folded) VALUES (?,?,?,?,'line',?)"
_INSERT_FIGURE = "INSERT INTO figure (node, nature, col, amount, printed, computed, certain) VALUES (?,?,?,?,?,?,?)"


@dataclass(slots=True)
class _Sums:
    """What the members of a group come to under one nature, by column: a doubtful one is in no sum."""

    totals: list[int | None]
    printed: list[str]
    #: Whether any member has a figure in the column, and whether all of them are certain.
    seen: list[bool]
    sure: list[bool]

    def add(self, place: int, amount: int | None, printed: str, *, certain: bool) -> None:
        self.seen[place] = True
        self.sure[place] = self.sure[place] and certain
        self.printed[place] = printed
        if amount is not None:
            self.totals[place] = (self.totals[place] or 0) + amount


@dataclass(slots=True)
class _Open:
    """A group whose members are being written.

    ``position`` is its place in the group above, ``start`` that of its first member in it.
    """

    group: LongGroup
    number: int
    depth: int
    nature: str
    position: int = 0
    slugs: dict[str, int] = field(default_factory=dict)
    sums: dict[str, _Sums] = field(default_factory=dict)
    unsure: set[str] = field(default_factory=set)
    #: The kind of area that it is itself, and those that its sums are made of, by nature.
    area: Areas = 0
    areas: dict[str, Areas] = field(default_factory=dict)
    start: int = 0
    count: int = 0
    last: int = 0

    def under(self, nature: str, width: int) -> _Sums:
        sums = self.sums.get(nature)
        if sums is None:
            sums = self.sums[nature] = _Sums([None] * width, [""] * width, [False] * width, [True] * width)
        return sums

    def figures(self) -> dict[str, Figures]:
        """What the group comes to. What lacks a doubtful member says so."""
        found: dict[str, Figures] = {}
        for nature, sums in sorted(self.sums.items(), reverse=True):
            found[nature] = {}
            for place, total in enumerate(sums.totals):
                certain = sums.sure[place] and nature not in self.unsure
                if total is not None:
                    printed = sums.printed[place] if self.count == 1 and certain else ""
                    found[nature][place] = Figure(total, printed, total, certain)
                elif sums.seen[place] and not certain:
                    found[nature][place] = Figure(None, "", None, False)
        return found


class LongTables:
    """Writes the long tables of one material. ``columns`` are the numbers of its columns in the store, and
    ``following`` is the next number that a node can have."""

    def __init__(
        self, db: sqlite3.Connection, material: int, columns: Sequence[int], unit: Unit, following: int
    ) -> None:
        self._db, self._material, self._columns, self._unit = db, material, columns, unit
        self._next = following
        # What waits to be written together, as its statement takes it.
        self._groups_met: list[tuple[object, ...]] = []
        self._lines: list[tuple[object, ...]] = []
        self._rows: list[tuple[object, ...]] = []
        self._figures: list[tuple[object, ...]] = []
        self._closed: list[tuple[object, ...]] = []
        self._mixed: list[tuple[object, ...]] = []

    def write(self, table: Table, places: Sequence[int | None], home: TreeNode, number: int, depth: int) -> TreeNode:
        """Write a table's lines below ``home``, whose number is given; what they come to, as a node for its sums.

        ``places`` are the places in the material of the table's columns.
        """
        assert isinstance(table.rows, LongRows)
        self._places = [(at, place, self._columns[place]) for at, place in enumerate(places) if place is not None]
        db = self._db
        db.execute(f"PRAGMA cache_size = -{_CACHE}")
        db.execute(_STAGE)
        try:
            start = sum(child.written or 1 for child in home.children)
            nature = nature_said(table.title) or "operating"
            area = areas_said(table.title)
            root = _Open(table.rows.root, number, depth, nature, slugs=home.slugs, start=start, area=area)
            self._groups(table.rows, root)
        finally:
            db.execute(f"PRAGMA cache_size = -{_USUAL_CACHE}")
        return TreeNode(table.title, figures=root.figures(), written=root.count, areas=root.areas)

    def _groups(self, rows: LongRows, root: _Open) -> None:
        above: list[_Open] = []
        waiting: dict[int, _Open] = {id(rows.root): root}
        for group, lines in rows.groups(self._unit):
            if not above or above[-1].group is not group:
                own = waiting.pop(id(group))
                while above and above[-1].depth >= own.depth:
                    self._close(above.pop(), above[-1])
                above.append(own)
            own = above[-1]
            together = list(members(group, lines)) if group.children else lines
            for at in range(0, len(together), _TOGETHER):
                waiting |= self._members(own, together[at : at + _TOGETHER], above)
        while len(above) > 1:
            self._close(above.pop(), above[-1])
        self._flush()

    def _members(
        self, own: _Open, some: Sequence[LongGroup | LongLine], above: Sequence[_Open]
    ) -> dict[int, _Open]:
        """Write these members of a group; the groups among them are to be filled."""
        groups: dict[int, _Open] = {}
        lines, figures = self._lines, self._figures
        first, depth, slugs, usual = own.number, own.depth + 1, own.slugs, own.nature
        by_nature: dict[str, list[LongLine]] = {}
        for at, (number, member) in enumerate(enumerate(some, self._next), own.start + own.count):
            label = member.label
            code, slug = code_of(label), slug_below(slugs, label)
            folded = f"{label} {code}".casefold()
            nature = nature_said(label, folded) or usual
            if isinstance(member, LongGroup):
                groups[id(member)] = _Open(member, number, depth, nature, at, area=areas_said(label) or own.area)
                self._groups_met.append((number, self._material, first, slug, label, code, depth))
                continue
            _label, certain, line, last, values, printed, _lines = member
            kind, found = NATURES[nature], False
            for column, _place, stored in self._places:
                text = printed[column]
                if text or values[column] is not None:
                    figures.append((number, kind, stored, values[column], text, None, certain))
                    found = True
            if found:
                by_nature.setdefault(nature, []).append(member)
            else:
                nature, kind = "operating", 0
            if not certain:
                own.unsure.add(nature)
            if "dec" in folded:
                own.areas[nature] = own.areas.get(nature, 0) | areas_said(label)
            lines.append((number, first, depth, at, kind, slug, label, code, folded, certain, line, last))
        self._next += len(some)
        own.count += len(some)
        for nature in by_nature if own.area else ():
            own.areas[nature] = own.areas.get(nature, 0) | own.area
        for nature, same in by_nature.items():
            sums = own.under(nature, len(self._columns))
            counted = [line for line in same if line.certain] if own.unsure else same
            for column, place, _stored in self._places:
                amounts = [line.values[column] for line in counted if line.values[column] is not None]
                figured = any(line.printed[column] for line in same)
                if amounts or figured:
                    printed = same[-1].printed[column]
                    sums.add(place, sum(amounts) if amounts else None, printed, certain=len(counted) == len(same))
        begin = next((member for member in some if isinstance(member, LongLine)), None)
        if begin is not None:
            for one in above:
                # The first line of a group is that of the groups that begin with it.
                one.last = one.last or (begin.last if one.group.first == begin.line else 0)
        if len(lines) >= _TOGETHER:
            self._flush()
        return groups

    def _close(self, own: _Open, parent: _Open) -> None:
        """Say what a group comes to, and add it to the group above."""
        source = f"[null, {own.group.first}, {own.last}, null]"
        self._closed.append((own.count, own.count, source, own.number))
        found = own.figures()
        for nature, kinds in own.areas.items():
            parent.areas[nature] = parent.areas.get(nature, 0) | kinds
        self._mixed += ((own.number, NATURES[nature]) for nature in mixed(own.areas))
        label = own.group.label
        folded = f"{label} {code_of(label)}".casefold()
        for nature in found or ("operating",):
            self._rows.append((parent.number, NATURES[nature], own.position, own.number, folded))
        for nature, figures in found.items():
            sums = parent.under(nature, len(self._columns))
            for place, figure in figures.items():
                sums.add(place, figure.amount, figure.printed, certain=figure.certain)
                key = (own.number, NATURES[nature], self._columns[place])
                self._figures.append((*key, figure.amount, figure.printed, figure.computed, figure.certain))

    def _flush(self) -> None:
        """Write what has come together; a group before its lines."""
        db = self._db
        db.executemany(_INSERT_GROUP, self._groups_met)
        db.executemany(_INSERT_STAGE, self._lines)
        db.execute(_STAGED_NODES, (self._material,))
        db.execute(_STAGED_ROWS)
        db.execute("DELETE FROM stage")
        db.executemany(_INSERT_ROW, self._rows)
        db.executemany(_INSERT_FIGURE, self._figures)
        db.executemany(_CLOSE_GROUP, self._closed)
        db.executemany(_INSERT_MIXED, self._mixed)
        for waiting in (self._groups_met, self._lines, self._rows, self._figures, self._closed, self._mixed):
            waiting.clear()
