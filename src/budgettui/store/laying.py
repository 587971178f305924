"""A material into the store: its tree gets numbers, and under these its nodes, rows and figures are written.

What hangs below it of long tables is written as it is read, in batches; the nodes above it when their sums are known.
Only with the row of the material itself is any of it seen.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

from budgettui.domain.amounts import parse_unit
from budgettui.domain.budget.budget import VARIANCE_PHASE
from budgettui.domain.budget.natures import PLACES
from budgettui.domain.paper.long_table import LongRows
from budgettui.ingest.collector import collector_paused
from budgettui.store import schema
from budgettui.store.long_batch import INSERT_FIGURE, INSERT_NODE, INSERT_ROW, Batch
from budgettui.store.long_tables import Checked, LongTables
from budgettui.store.reconciliation import Lines
from budgettui.store.rollup import TreeNode
from budgettui.store.sources import source_text
from budgettui.store.tree import TreeMaterial

#: The cache of the connection while lines are written, in KiB. Afterwards it is what SQLite has by itself.
_CACHE, _USUAL_CACHE = 32_768, 2_000


class Numbers(NamedTuple):
    material: int
    column: int
    node: int


def next_numbers(db: sqlite3.Connection) -> Numbers:
    """The numbers that nobody has, nor has reserved for what is being written in pieces."""
    return Numbers(
        *db.execute(
            "SELECT 1 + max(coalesce((SELECT max(id) FROM material), 0), coalesce(max(material), 0)),"
            " 1 + max(coalesce((SELECT max(id) FROM material_column), 0), coalesce(max(last_column), 0)),"
            " 1 + max(coalesce((SELECT max(id) FROM node), 0), coalesce(max(last_node), 0)) FROM growing"
        ).fetchone()
    )


@dataclass(slots=True)
class Laid:
    """A material with the numbers that it has in the store: its own, its columns', and (node, number, number of the
    node above it, depth) of its nodes. ``following`` is the first number of what its long tables hold."""

    material: TreeMaterial
    number: int
    columns: list[int]
    numbered: list[tuple[TreeNode, int, int | None, int]]
    following: int
    #: Groups and first lines of long tables that the search finds: (number, label, source).
    found: list[tuple[int, str, object]] = field(default_factory=list)
    #: What is held against what in its long tables.
    checked: Checked = field(default_factory=Checked)

    @property
    def most(self) -> int:
        """No node of it has a greater number."""
        tables = (table.rows for _home, table, _number in self.material.long)
        return self.following + sum(rows.most for rows in tables if isinstance(rows, LongRows)) - 1

    @property
    def is_turned(self) -> bool:
        """Whether most of its tables print their variances as budget − accounts."""
        ways = [turned < plain for _table, compared, plain, turned in self.checked.counts if compared]
        ways += self.material.ways
        return 2 * sum(ways) > len(ways)

    def batches(self) -> Iterator[Batch]:
        """What its long tables hold, to be written in this order; when all is, the nodes above it have their sums."""
        material = self.material
        if not material.long:
            return
        unit = parse_unit(material.unit)
        assert unit is not None
        places = {id(node): (at, depth) for node, at, _parent, depth in self.numbered}
        totals = any(isinstance(table.rows, LongRows) and table.rows.totals for _home, table, _at in material.long)
        writer = LongTables(self.number, self.columns, unit, self.following, totals=totals)
        with collector_paused():
            for home, table, position in material.long:
                yield from writer.batches(table, position, material.places_of(table), home, *places[id(home)])
        writer.check_totals(self.numbered[0][1])
        self.checked = writer.checked
        self.found = writer.found(schema.SEARCHED_ROWS)
        material.finish()


def lay(material: TreeMaterial, numbers: Numbers) -> Laid:
    numbered: list[tuple[TreeNode, int, int | None, int]] = []
    # Level by level, so that the children of a node get numbers, and so pages, beside each other.
    level: list[tuple[TreeNode, int | None]] = [(material.root, None)]
    depth, following = 0, numbers.node
    while level:
        below: list[tuple[TreeNode, int | None]] = []
        for node, parent in level:
            numbered.append((node, following, parent, depth))
            below += [(child, following) for child in node.children]
            following += 1
        level, depth = below, depth + 1
    columns = [numbers.column + at for at in range(len(material.columns))]
    return Laid(material, numbers.material, columns, numbered, following)


@contextmanager
def wide_cache(db: sqlite3.Connection) -> Iterator[None]:
    """Room for many pages while many lines are written."""
    db.execute(f"PRAGMA cache_size = -{_CACHE}")
    try:
        yield
    finally:
        db.execute(f"PRAGMA cache_size = -{_USUAL_CACHE}")


def enter(db: sqlite3.Connection, document: int, laid: Laid, lines: Lines) -> None:
    """Write a material and its nodes; all batches of its long tables are written."""
    add_material(db, document, laid)
    for node, at, _parent, _depth in laid.numbered:
        lines.note(laid.material, node, at, laid.columns)
    lines.long.append(laid.checked)
    _write_nodes(db, laid.number, laid.columns, laid.numbered)
    (already,) = db.execute(
        "SELECT count(*) FROM search_entry WHERE kind = 'row' AND owner = CAST(? AS TEXT)", (document,)
    ).fetchone()
    db.executemany(
        "INSERT INTO search_entry (kind, owner, key, text, source) VALUES ('row', CAST(? AS TEXT), 'node/' || ?, ?, ?)",
        [(document, *found) for found in laid.found[: max(0, schema.SEARCHED_ROWS - already)]],
    )


def add_material(db: sqlite3.Connection, document: int, laid: Laid) -> None:
    """Write a material without its nodes."""
    material = laid.material
    db.execute(
        "INSERT INTO material (id, document, key, title, unit, price_level, root) VALUES (?,?,?,?,?,?,?)",
        (laid.number, document, material.key, material.title, material.unit, material.price_level, laid.numbered[0][1]),
    )
    db.executemany(
        "INSERT INTO material_column (id, material, position, phase, year, label, turned) VALUES (?,?,?,?,?,?,?)",
        [
            (number, laid.number, position, *column, int(column[0] == VARIANCE_PHASE and laid.is_turned))
            for position, (number, column) in enumerate(zip(laid.columns, material.columns, strict=True))
        ],
    )
    db.execute("DELETE FROM growing WHERE material = ?", (laid.number,))


def _write_nodes(
    db: sqlite3.Connection,
    material: int,
    columns: Sequence[int],
    numbered: Sequence[tuple[TreeNode, int, int | None, int]],
) -> None:
    numbers = {id(node): at for node, at, _parent, _depth in numbered}
    nodes: list[tuple[object, ...]] = []
    rows: list[tuple[object, ...]] = []
    figures: list[tuple[object, ...]] = []
    for node, at, parent, depth in numbered:
        source = source_text(node.source) if node.source else None
        children = sum(child.written or 1 for child in node.children)
        certain = int(node.certain)
        own = (node.slug, node.label, node.code, node.kind, depth, children, certain, source)
        nodes.append((at, material, parent, *own))
        figures += [
            (at, PLACES[nature], columns[place], *figure[:3], int(figure.certain))
            for nature in node.figures
            for place, figure in node.figures[nature].items()
        ]
        position = 0
        for child in node.children:
            if not child.written:
                key = (position, numbers[id(child)], child.kind, f"{child.label} {child.code}".casefold())
                rows += [(at, PLACES[nature], *key) for nature in child.natures]
            position += child.written or 1
    db.executemany(INSERT_NODE, nodes)
    db.executemany(INSERT_ROW, rows)
    db.executemany(INSERT_FIGURE, figures)
