"""From printed tables to the budget that is drilled into: materials, nodes, figures and rollups.

A *material* takes a document's tables of one unit, price level and set of columns. Below its root (the
municipality) come the departments, and below them the rows: a total that is printed before its parts becomes
their parent, one that is printed after them stays beside them as a check. What is added up is only what is
printed as a line; a printed figure of a parent is kept, with the sum of its parts beside it. A line that could not
be read with certainty is shown, but no sum counts it before a person has accepted it: a sum that lacks one says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from budgettui.domain.amounts import COUNT, MAX_HUNDREDTHS, Unit, parse_unit, to_hundredths
from budgettui.domain.budget.budget import VARIANCE_PHASE, Figure
from budgettui.domain.checking.pair_checks import only_total
from budgettui.domain.checking.parts import find_parts
from budgettui.domain.checking.row_words import is_calculation
from budgettui.domain.checking.table_checks import prints_budget_less_accounts
from budgettui.domain.paper.long_table import LongRows
from budgettui.domain.paper.papers import Paper
from budgettui.domain.paper.reading import Reading, Row, Table
from budgettui.store.rollup import Figures, TreeNode, compute, finish
from budgettui.store.slugs import slug, slug_among, slug_below
from budgettui.store.table_rows import carriers, natures_of, parents, wholes

#: (phase, year): what a column is, whatever its label says.
Slot = tuple[str, int | None]

#: The code of a sector ("5.51"), or of an account ("5.32.30", "00.22.01.1").
_CODE = re.compile(r"(?<![0-9.,])(?:[0-9]\.[0-9]{2}|[0-9]{1,2}\.[0-9]{2}(?:\.[0-9]{1,3}){1,4})(?![0-9.,])")


@dataclass(slots=True)
class TreeMaterial:
    """A material as it is built: columns are (phase, year, label)."""

    key: str
    title: str
    unit: str
    price_level: str | None
    columns: tuple[tuple[str, int | None, str], ...]
    root: TreeNode
    #: Tables whose lines are written as they are read, with the node that they stand below and their place among all.
    long: list[tuple[TreeNode, Table, int]] = field(default_factory=list)
    #: Of each other table that prints variances, whether these are budget − accounts.
    ways: list[bool] = field(default_factory=list)

    def places_of(self, table: Table) -> list[int | None]:
        slots = _slots_of((phase, year) for phase, year, _label in self.columns)
        places = {slot: place for place, slot in enumerate(slots)}
        return [places.get(slot) if slot else None for slot in _slots(table)]

    def finish(self) -> None:
        """Roll up what hangs below the root. Long tables are to be written first."""
        finish(self.root, range(len(self.columns)))


def build(reading: Reading) -> list[TreeMaterial]:
    """The materials of a reading, in the order of their first tables. Tables without a unit that can be
    added, or without a column of a known phase, or that a person keeps out, are left out: they are in the
    document, but not in the budget. So are counts, and tables whose labels say that rows are subtracted.
    """
    materials: list[TreeMaterial] = []
    keys: dict[str, int] = {}
    numbers = {id(table): number for number, table in enumerate(reading.tables)}
    for tables in _grouped([table for table in reading.tables if not table.left_out]):
        material = _material(reading, tables, keys, numbers)
        if material.root.children or material.long:
            materials.append(material)
        else:
            del keys[material.key]
    return materials


def _slots(table: Table) -> list[Slot | None]:
    """What each column is; ``None`` for a column that no budget has."""
    return _slots_of([(column.phase, column.year) for column in table.columns])


def _slots_of(columns: Iterable[tuple[str | None, int | None]]) -> list[Slot | None]:
    """A variance belongs to the year beside it, and of several each to its own. What stands twice counts once."""
    columns = list(columns)
    years = [year for phase, year in columns if phase == VARIANCE_PHASE]
    of_years = len(years) > 1 and None not in years
    found: list[Slot | None] = []
    for phase, year in columns:
        slot = phase or "", None if phase == VARIANCE_PHASE and not of_years else year
        found.append(None if phase in (None, "other") or slot in found else slot)
    return found


def _grouped(tables: Sequence[Table]) -> list[list[Table]]:
    """Tables that belong together. One whose years are among another's (same phases) joins it."""
    groups: list[tuple[tuple[object, ...], set[Slot], list[Table]]] = []
    for table in tables:
        unit = parse_unit(table.unit or "")
        slots = {slot for slot in _slots(table) if slot}
        if unit is None or unit.hundredths is None or not slots:
            continue
        if unit == COUNT or (not isinstance(table.rows, LongRows) and is_calculation(table.rows)):
            # What was counted is no money, and what is subtracted cannot be rolled up.
            continue
        kind = (unit.code, table.price_level, frozenset(phase for phase, _ in slots))
        for known, columns, members in groups:
            if known == kind and (slots <= columns or columns <= slots):
                columns |= slots
                members.append(table)
                break
        else:
            groups.append((kind, slots, [table]))
    return [members for _, _, members in groups]


def _material(
    reading: Reading, tables: Sequence[Table], keys: dict[str, int], numbers: Mapping[int, int]
) -> TreeMaterial:
    first = tables[0]
    columns: dict[Slot, tuple[str, int | None, str]] = {}
    for table in sorted(tables, key=lambda table: -len(table.columns)):
        for slot, column in zip(_slots(table), table.columns, strict=True):
            if slot:
                columns.setdefault(slot, (slot[0], column.year, column.label))
    places = {slot: place for place, slot in enumerate(columns)}
    unit = parse_unit(first.unit or "")
    assert unit is not None
    title = ((reading.title or reading.name) if len(tables) > 1 else first.title or reading.title or reading.name)
    base = f"{slug(title)[:40].rstrip('-')}-{slug(unit.code)}-{reading.sha256[:8]}"
    key = slug_among(keys, base)
    root = TreeNode(reading.municipality or reading.title or reading.name, key)
    initiatives = {paper.title: paper for paper in reading.papers if _own(paper)}
    held = [table for table in tables if not isinstance(table.rows, LongRows)]
    builder = _Builder(root, unit, places, initiatives, sum(len(table.rows) for table in held), numbers)
    departments = _by_department(reading, tables)
    for department, members in departments.items():
        builder.department(department, members, over=department is None and len(departments) > 1)
    ways = [way for table in held if (way := prints_budget_less_accounts(table)) is not None]
    printed, slots = first.unit or unit.label, tuple(columns.values())
    material = TreeMaterial(key, title, printed, first.price_level, slots, root, builder.long, ways)
    if not material.long:
        material.finish()
    return material


def _own(paper: Paper) -> bool:
    """Whether a paper is a line of the budget itself, and not only a text that a table stands in."""
    return paper.kind == "initiative"


def _by_department(reading: Reading, tables: Iterable[Table]) -> dict[str | None, list[Table]]:
    found: dict[str | None, list[Table]] = {}
    for table in tables:
        found.setdefault(table.department or reading.department, []).append(table)
    return found


#: What may stand after a name in the row that is the thing itself: a remark in brackets, or "i alt".
_REMARK = re.compile(r"(?:\([^()]*\)|,?\s+i alt)\s*$", re.IGNORECASE)


def _same(label: str, name: str | None) -> bool:
    """Whether a row's label is this name, perhaps with a remark after it or a number before it."""
    if not name:
        return False
    row, named = (re.sub(r"^[0-9]+-", "", slug(text)) for text in (_REMARK.sub("", label), name))
    return row == named or slug(label) == slug(name)


class _Builder:
    """Hangs the tables of one material below its root."""

    def __init__(
        self, root: TreeNode, unit: Unit, places: Mapping[Slot, int], initiatives: Mapping[str, Paper],
        rows: int, numbers: Mapping[int, int],
    ) -> None:
        self.root = root
        self.numbers = numbers
        self.unit = unit
        self.places = places
        self.initiatives = initiatives
        # No sum over all rows can then grow beyond what the store holds.
        self.largest = MAX_HUNDREDTHS // max(1, rows)
        self.long: list[tuple[TreeNode, Table, int]] = []

    def department(self, name: str | None, tables: Sequence[Table], *, over: bool) -> None:
        """Hang a department's tables: straight below it where there is one, else each below its own title.

        ``over`` says that others are departments and this is none: a total alone is what they come to.

        An initiative's table hangs below the initiative, and that below its theme where it has one.
        """
        home = self.root if name is None else _child(self.root, name)
        plain = [table for table in tables if table.paper not in self.initiatives]
        for table in tables:
            initiative = self.initiatives.get(table.paper or "")
            if initiative:
                theme = _child(home, initiative.theme) if initiative.theme else home
                self._table(table, _child(theme, initiative.title), (initiative.title,))
            elif len(plain) > 1:
                self._table(table, _new_child(home, table.title or table.unit or "–"), (table.title, name))
            elif over and only_total(table) is not None:
                self._table(table, home, (table.rows[0].label,))
            else:
                self._table(table, home, (name,))

    def _table(self, table: Table, home: TreeNode, names: Sequence[str | None]) -> None:
        """Hang a table's rows below ``home``; a row with one of its ``names`` is its own printed figure."""
        rows = table.rows
        if isinstance(rows, LongRows):
            self.long.append((home, table, self.numbers[id(table)]))
            return
        parts = find_parts(rows, table.columns)
        above = parents(rows, parts)
        natures = natures_of(table, parts, above)
        slots = _slots(table)
        alone = carriers(rows, parts, natures)
        nodes: dict[int, TreeNode] = {}
        number = self.numbers[id(table)]
        for index, row in enumerate(rows):
            figures = self._figures(row, slots)
            owner = above.get(index)
            if (
                owner is None
                and any(_same(row.label, name) for name in names)
                and natures[index] not in home.figures
            ):
                home.figures[natures[index]] = figures
                home.source, home.certain = row.source, home.certain and row.certain
                home.rows += ((number, index, natures[index]),)
                nodes[index] = home
                continue
            kind = "line" if index in alone else row.kind
            node = TreeNode(row.label, code=code_of(row.label), kind=kind, certain=row.certain)
            node.source = row.source
            if figures:
                node.figures[natures[index]] = figures
                node.rows = ((number, index, natures[index]),)
            parent = home if owner is None else nodes[owner]
            node.slug = slug_below(parent.slugs, row.label)
            parent.children.append(node)
            nodes[index] = node
        for index, members in parts.items():
            node = nodes[index]
            if not node.children and node is not home:
                compute(node, natures[index], [(nodes[part], natures[part]) for part in members])
        for index, kind in wholes(rows, parts, natures, alone):
            if nodes[index] is not home:
                home.whole[kind] = nodes[index].figures.get(natures[index], {})
                home.whole_rows[kind] = (number, index)

    def _figures(self, row: Row, slots: Sequence[Slot | None]) -> Figures:
        figures: Figures = {}
        for place, slot in enumerate(slots):
            if slot is None or place >= len(row.values):
                continue
            value = row.values[place]
            printed = row.printed[place] if place < len(row.printed) else value
            amount, certain = None, row.certain
            if value is not None:
                try:
                    amount = to_hundredths(Decimal(value), self.unit)
                except ValueError:
                    certain = False
                if amount is not None and abs(amount) > self.largest:
                    amount, certain = None, False
            if amount is not None or printed:
                figures[self.places[slot]] = Figure(amount, printed or "", None, certain)
        return figures


def _child(parent: TreeNode, label: str) -> TreeNode:
    return next((child for child in parent.children if child.label == label), None) or _new_child(parent, label)


def _new_child(parent: TreeNode, label: str) -> TreeNode:
    child = TreeNode(label, slug_below(parent.slugs, label))
    parent.children.append(child)
    return child


def code_of(label: str) -> str:
    """The code of a sector or an account that stands in a label."""
    code = _CODE.search(label) if "." in label else None
    return code[0] if code else ""
