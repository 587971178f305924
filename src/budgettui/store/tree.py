"""From printed tables to the budget that is drilled into: materials, nodes, figures and rollups.

A *material* takes a document's tables of one unit, price level and set of columns. Below its root (the
municipality) come the departments, and below them the rows: a total that is printed before its parts becomes
their parent, one that is printed after them stays beside them as a check. What is added up is only what is
printed as a line; a printed figure of a parent is kept, with the sum of its parts beside it. A line that could not
be read with certainty is shown, but no sum counts it before a person has accepted it: a sum that lacks one says so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from budgettui.domain.amounts import COUNT, MAX_HUNDREDTHS, Unit, parse_unit, to_hundredths
from budgettui.domain.budget.budget import VARIANCE_PHASE, Figure
from budgettui.domain.checking.checks import find_parts, is_calculation
from budgettui.domain.paper.long_table import LongRows
from budgettui.domain.paper.papers import Paper, Source
from budgettui.domain.paper.reading import Reading, Row, Table
from budgettui.store.areas import Areas, areas_said

#: (phase, year): what a column is, whatever its label says.
Slot = tuple[str, int | None]
#: Figures by place of the column.
Figures = dict[int, Figure]

_WORDS = re.compile(r"[a-z0-9]+")
_CAPITAL = re.compile(r"\banlæg", re.IGNORECASE)
_OPERATING = re.compile(r"\bdrift", re.IGNORECASE)
#: The code of a sector ("5.51"), or of an account ("5.32.30", "00.22.01.1").
_CODE = re.compile(r"(?<![0-9.,])(?:[0-9]\.[0-9]{2}|[0-9]{1,2}\.[0-9]{2}(?:\.[0-9]{1,3}){1,4})(?![0-9.,])")
#: How far up a row's nature is looked for. No real table is nested so deep.
_DEPTH = 12


@dataclass(slots=True)
class TreeNode:
    """A node as it is built, with its figures by nature."""

    label: str
    slug: str = ""
    code: str = ""
    kind: str = "line"
    certain: bool = True
    source: Source | None = None
    figures: dict[str, Figures] = field(default_factory=dict)
    children: list[TreeNode] = field(default_factory=list)
    #: The kinds of areas that its figures are of, by nature.
    areas: dict[str, Areas] = field(default_factory=dict)
    slugs: dict[str, int] = field(default_factory=dict)
    """The slugs of the children, each with the last number that was given to it."""
    #: How many rows its figures are the sum of.
    parts: int = 0
    #: How many members it stands for that are in the store already; such a node is only there for their sum.
    written: int = 0
    #: The total that is printed over all its rows of a nature, e.g. "Driftsudgifter i alt" of a department.
    whole: dict[str, Figures] = field(default_factory=dict)
    #: The printed rows that its figures are: (table, row, nature), and those of :attr:`whole`.
    rows: tuple[tuple[int, int, str], ...] = field(default=(), compare=False)
    whole_rows: dict[str, tuple[int, int]] = field(default_factory=dict, compare=False)

    @property
    def natures(self) -> tuple[str, ...]:
        """The natures that it stands under, operating first."""
        return tuple(sorted(self.figures, reverse=True)) or ("operating",)


@dataclass(slots=True)
class TreeMaterial:
    """A material as it is built: columns are (phase, year, label)."""

    key: str
    title: str
    unit: str
    price_level: str | None
    columns: tuple[tuple[str, int | None, str], ...]
    root: TreeNode
    #: Tables whose lines are written as they are read, with the node that they stand below.
    long: list[tuple[TreeNode, Table]] = field(default_factory=list)

    def places_of(self, table: Table) -> list[int | None]:
        """The places of a table's columns in the material."""
        places = {(phase, _year(phase, year)): place for place, (phase, year, _label) in enumerate(self.columns)}
        return [places.get(slot) if slot else None for slot in _slots(table)]

    def finish(self) -> None:
        """Roll up what hangs below the root. Long tables are to be written first."""
        _finish(self.root, range(len(self.columns)))


def slug(label: str) -> str:
    """A label as part of a key: small letters and figures with hyphens between, at most 60 characters."""
    text = label.casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFC", label).casefold()
        text = text.replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    return "-".join(_WORDS.findall(text))[:60].rstrip("-") or "x"


def build(reading: Reading) -> list[TreeMaterial]:
    """The materials of a reading, in the order of their first tables. Tables without a unit that can be
    added, or without a column of a known phase, or that a person keeps out, are left out: they are in the
    document, but not in the budget. So are counts, and tables whose labels say that rows are subtracted.
    """
    materials: list[TreeMaterial] = []
    keys: set[str] = set()
    numbers = {id(table): number for number, table in enumerate(reading.tables)}
    for tables in _grouped([table for table in reading.tables if not table.left_out]):
        material = _material(reading, tables, keys, numbers)
        if material.root.children or material.long:
            materials.append(material)
            keys.add(material.key)
    return materials


def _slots(table: Table) -> list[Slot | None]:
    """What each column is; ``None`` for a column that no budget has. A variance belongs to the year beside
    it.
    """
    return [
        None if column.phase in (None, "other") else (column.phase or "", _year(column.phase, column.year))
        for column in table.columns
    ]


def _year(phase: str | None, year: int | None) -> int | None:
    return None if phase == VARIANCE_PHASE else year


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
    reading: Reading, tables: Sequence[Table], keys: set[str], numbers: Mapping[int, int]
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
    title = (
        (reading.title or reading.name) if len(tables) > 1 else first.title or reading.title or reading.name
    )
    base = f"{slug(title)[:40].rstrip('-')}-{slug(unit.code)}-{reading.sha256[:8]}"
    key = _unique(base, keys)
    root = TreeNode(reading.municipality or reading.title or reading.name, key)
    initiatives = {paper.title: paper for paper in reading.papers if _own(paper)}
    held = (len(table.rows) for table in tables if not isinstance(table.rows, LongRows))
    builder = _Builder(root, unit, places, initiatives, sum(held), numbers)
    for department, members in _by_department(reading, tables):
        builder.department(department, members)
    material = TreeMaterial(
        key,
        title,
        first.unit or unit.label,
        first.price_level,
        tuple(columns.values()),
        root,
        builder.long,
    )
    if not material.long:
        material.finish()
    return material


def _own(paper: Paper) -> bool:
    """Whether a paper is a line of the budget itself, and not only a text that a table stands in."""
    return paper.kind == "initiative"


def _by_department(reading: Reading, tables: Iterable[Table]) -> Iterable[tuple[str | None, list[Table]]]:
    found: dict[str | None, list[Table]] = {}
    for table in tables:
        found.setdefault(table.department or reading.department, []).append(table)
    return found.items()


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
        self,
        root: TreeNode,
        unit: Unit,
        places: Mapping[Slot, int],
        initiatives: Mapping[str, Paper],
        rows: int,
        numbers: Mapping[int, int],
    ) -> None:
        self.root = root
        self.numbers = numbers
        self.unit = unit
        self.places = places
        self.initiatives = initiatives
        # No sum over all rows can then grow beyond what the store holds.
        self.largest = MAX_HUNDREDTHS // max(1, rows)
        self.long: list[tuple[TreeNode, Table]] = []

    def department(self, name: str | None, tables: Sequence[Table]) -> None:
        """Hang a department's tables: straight below it where there is one, else each below its own title.

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
            else:
                self._table(table, home, (name,))

    def _table(self, table: Table, home: TreeNode, names: Sequence[str | None]) -> None:
        """Hang a table's rows below ``home``; a row with one of its ``names`` is its own printed figure."""
        rows = table.rows
        if isinstance(rows, LongRows):
            self.long.append((home, table))
            return
        parts = find_parts(rows)
        above = _parents(rows, parts)
        natures = _natures(table, parts, above)
        slots = _slots(table)
        alone = _carriers(rows, parts, natures)
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
                _compute(node, natures[index], [(nodes[part], natures[part]) for part in members])
        _say_areas(table, parts, nodes, natures)
        for index in _wholes(rows, parts, natures, alone):
            if nodes[index] is not home:
                home.whole[natures[index]] = nodes[index].figures.get(natures[index], {})
                home.whole_rows[natures[index]] = (number, index)

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


def _say_areas(
    table: Table, parts: Mapping[int, Sequence[int]], nodes: Mapping[int, TreeNode], natures: Sequence[str]
) -> None:
    """Which rows are of decentralised areas: by their label, by that of a total over them, or by the table's title."""
    title = areas_said(table.title)
    for index, node in nodes.items():
        said = areas_said(table.rows[index].label)
        for member in (index, *(parts.get(index, ()) if said else ())):
            if member in nodes:
                areas = nodes[member].areas
                areas[natures[member]] = areas.get(natures[member], 0) | said
        if title and not node.areas.get(natures[index]):
            node.areas[natures[index]] = title


def _child(parent: TreeNode, label: str) -> TreeNode:
    """The child with this label, made if it is missing."""
    for child in parent.children:
        if child.label == label:
            return child
    return _new_child(parent, label)


def _new_child(parent: TreeNode, label: str) -> TreeNode:
    child = TreeNode(label, slug_below(parent.slugs, label))
    parent.children.append(child)
    return child


def slug_below(slugs: dict[str, int], label: str) -> str:
    """The slug of a label that is none of these, and is from now on."""
    return slug_among(slugs, slug(label))


def slug_among(slugs: dict[str, int], base: str) -> str:
    """A slug that is none of these, and is from now on; in constant time, since a table may have a million rows."""
    name = base
    if base not in slugs:
        slugs[base] = 1
        return base
    number = slugs[base]
    while name in slugs:
        number += 1
        name = f"{base}-{number}"
    slugs[name] = 1
    slugs[base] = number
    return name


def code_of(label: str) -> str:
    """The code of a sector or an account that stands in a label."""
    code = _CODE.search(label) if "." in label else None
    return code[0] if code else ""


def nature_said(text: str | None, folded: str | None = None) -> str | None:
    """Operating or capital, where the words say one of them; ``folded`` is the text in small letters, if known."""
    folded = folded if folded is not None else (text or "").casefold()
    if "anlæg" not in folded and "drift" not in folded:
        return None
    capital, operating = bool(_CAPITAL.search(text or "")), bool(_OPERATING.search(text or ""))
    return None if capital == operating else "capital" if capital else "operating"


def _unique(base: str, taken: set[str]) -> str:
    name, number = base, 1
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    return name


def _parents(rows: Sequence[Row], parts: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """The row that each row hangs below: the total before it that sums it, else the heading above it."""
    above: dict[int, int] = {}
    for index, members in parts.items():
        if members and min(members) > index:
            for part in members:
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


def _natures(table: Table, parts: Mapping[int, Sequence[int]], above: Mapping[int, int]) -> list[str]:
    """Operating or capital for each row: by its label, else by the rows that it hangs or is summed under."""
    rows = table.rows
    groups: dict[int, list[int]] = {}
    for index, members in parts.items():
        for part in members:
            groups.setdefault(part, []).append(index)

    def of(index: int, seen: frozenset[int]) -> str | None:
        word = nature_said(rows[index].label)
        if word or index in seen or len(seen) > _DEPTH:
            return word
        over = dict.fromkeys(([above[index]] if index in above else []) + groups.get(index, []))
        words = (of(group, seen | {index}) for group in over)
        return next((word for word in words if word), None)

    table_says = nature_said(table.title)
    return [of(index, frozenset()) or table_says or "operating" for index in range(len(rows))]


def _carriers(rows: Sequence[Row], parts: Mapping[int, Sequence[int]], natures: Sequence[str]) -> set[int]:
    """Totals that are printed without the rows that they sum, and so carry the money themselves.

    Such a one is known by being part of another total, or by being all that the table has of its nature; any
    other total without rows may sum what is there already, and stays a check beside it.
    """
    summed = {part for members in parts.values() for part in members}
    bare = [index for index, row in enumerate(rows) if row.kind != "line" and index not in parts]

    def only_one(index: int) -> bool:
        return all(other == index or nature != natures[index] for other, nature in enumerate(natures))

    return {index for index in bare if index in summed or only_one(index)}


def _wholes(
    rows: Sequence[Row], parts: Mapping[int, Sequence[int]], natures: Sequence[str], alone: set[int]
) -> list[int]:
    """The totals that sum every line of their nature, directly or through other totals."""

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
    return [
        index
        for index in parts
        if (mine := {line for line in lines if natures[line] == natures[index]}) and mine <= leaves(index)
    ]


def _compute(total: TreeNode, nature: str, parts: Sequence[tuple[TreeNode, str]]) -> None:
    """Put the sum of its parts beside a total that is printed after them."""
    total.parts = len(parts)
    for place, figure in total.figures.get(nature, {}).items():
        amounts, whole = _counted([(part, part.figures.get(kind, {}).get(place)) for part, kind in parts])
        if amounts and whole:
            total.figures[nature][place] = Figure(figure.amount, figure.printed, sum(amounts), figure.certain)


def _counted(parts: Iterable[tuple[TreeNode, Figure | None]]) -> tuple[list[int], bool]:
    """The amounts that a sum over these figures counts, and whether that is all of them.

    A doubtful line is not counted, and of a doubtful figure over lines only what was added up below it.
    """
    amounts: list[int] = []
    whole = True
    for node, figure in parts:
        if figure is None:
            continue
        amount = figure.amount if figure.certain else figure.computed if node.children or node.written else None
        whole = whole and figure.certain
        if amount is not None:
            amounts.append(amount)
    return amounts, whole


def _finish(node: TreeNode, places: Iterable[int]) -> None:
    """Roll up, from the leaves: a printed figure stays and gets its parts' sum beside it, a missing one is
    the sum.

    Operating and capital are summed apart. Totals are not summed: their parts are. A printed figure over
    parts of both natures would be held against one of them only, so it becomes a total of its own below the
    node.
    """
    if not node.children:
        return
    for child in node.children:
        _finish(child, places)
    node.kind = "line"
    lines = [child for child in node.children if child.kind == "line"]
    node.parts = sum(child.written or 1 for child in lines)
    natures = {nature for child in lines for nature in child.figures}
    for child in lines:
        for nature, kinds in child.areas.items():
            node.areas[nature] = node.areas.get(nature, 0) | kinds
    if node.figures and len(natures) > 1:
        _set_apart(node, lines)
    for nature in natures:
        if nature not in node.figures and nature in node.whole_rows:
            node.rows += ((*node.whole_rows[nature], nature),)
        figures = node.figures.setdefault(
            nature,
            {place: figure._replace(computed=None) for place, figure in node.whole.get(nature, {}).items()},
        )
        for place in places:
            parts = [
                (child, found) for child in lines if (found := child.figures.get(nature, {}).get(place)) is not None
            ]
            amounts, certain = _counted(parts)
            # A row that could not be read with certainty makes the sum over it doubtful, whatever it lacks.
            certain = certain and all(child.certain for child in lines if nature in child.natures)
            if amounts:
                # What is printed of a single part is what is printed of the sum.
                printed = parts[0][1].printed if node.parts == 1 and certain else ""
                figures[place] = _rolled(figures.get(place), sum(amounts), certain, printed)
            elif parts and not certain:
                figures.setdefault(place, Figure(None, "", None, False))


def _rolled(printed: Figure | None, total: int, certain: bool, words: str) -> Figure:
    if printed is None or (printed.amount is None and not printed.printed):
        return Figure(total, words, total, certain)
    # Without the doubtful parts there is nothing to hold a printed figure against.
    return Figure(printed.amount, printed.printed, total if certain else None, printed.certain)


def _set_apart(node: TreeNode, lines: Sequence[TreeNode]) -> None:
    taken = {child.slug for child in node.children}
    total = TreeNode(node.label, _unique(slug(node.label), taken), kind="total", source=node.source)
    total.certain = node.certain
    total.parts = len(lines)
    for nature, figures in node.figures.items():
        total.figures[nature] = {}
        for place, figure in figures.items():
            parts, whole = _counted(
                (line, line.figures[kind].get(place)) for line in lines for kind in line.figures
            )
            computed = sum(parts) if parts and whole else None
            total.figures[nature][place] = Figure(figure.amount, figure.printed, computed, figure.certain)
    node.children.append(total)
    node.figures, total.rows, node.rows = {}, node.rows, ()
