"""What the budget pane reads. Every call is a few look-ups in an index, whatever the size of the store."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from budgettui.domain.budget import NATURES, BudgetColumn, Figure, Line, Material
from budgettui.domain.papers import Source
from budgettui.domain.tally import KEY_SEPARATOR
from budgettui.store.projections import source_of

if TYPE_CHECKING:
    from budgettui.domain.filters import Condition

#: Nodes in one statement; SQLite before 3.32 takes 999 parameters.
_BATCH = 500


def materials(db: sqlite3.Connection) -> list[Material]:
    """Every material, in the order in which the documents were imported."""
    columns: dict[int, list[BudgetColumn]] = {}
    for material, *column in db.execute(
        "SELECT material, id, phase, year, label FROM material_column ORDER BY material, position"
    ).fetchall():
        columns.setdefault(material, []).append(BudgetColumn(*column))
    rows = db.execute(
        "SELECT id, key, title, unit, price_level, root, document FROM material ORDER BY id"
    ).fetchall()
    return [
        Material(number, key, title, unit, price_level, tuple(columns.get(number, ())), root, document)
        for number, key, title, unit, price_level, root, document in rows
    ]


def child_rows(
    db: sqlite3.Connection,
    node: int,
    *,
    column: int | None = None,
    reverse: bool = False,
    condition: Condition | None = None,
) -> list[tuple[int, str]]:
    """The rows of a level as (node, nature): as printed, or sorted by a column, operating first in both."""
    sql = ["SELECT r.node, CASE r.nature WHEN 0 THEN 'operating' ELSE 'capital' END FROM budget_row r"]
    values: list[object] = []
    if column is not None:
        sql.append("LEFT JOIN figure f ON f.node = r.node AND f.nature = r.nature AND f.col = ?")
        values.append(column)
    sql.append("WHERE r.parent = ?")
    values.append(node)
    if condition:
        from budgettui.store.conditions import Where

        words, own = Where(db, _folded_path(db, node)).sql(condition)
        sql.append(f"AND {words}")
        values += own
    if column is None:
        sql.append("ORDER BY r.nature, r.position")
    else:
        way = "DESC" if reverse else "ASC"
        sql.append(f"AND r.kind = 'line' ORDER BY r.nature, f.amount IS NULL, f.amount {way}, r.position")
    return db.execute(" ".join(sql), values).fetchall()


def lines(db: sqlite3.Connection, rows: Sequence[tuple[int, str]]) -> list[Line]:
    """The rows of the budget pane with their figures, in the order that is asked for; unknown nodes are left
    out.
    """
    wanted = list(dict.fromkeys(node for node, _ in rows))
    nodes: dict[int, tuple[Any, ...]] = {}
    figures: dict[tuple[int, str], dict[int, Figure]] = {}
    for start in range(0, len(wanted), _BATCH):
        some = wanted[start : start + _BATCH]
        marks = ",".join("?" * len(some))
        for row in db.execute(
            "SELECT id, parent, slug, label, code, kind, depth, children, certain, parts FROM node"
            f" WHERE id IN ({marks})",
            some,
        ).fetchall():
            nodes[row[0]] = row
        for number, nature, column, amount, printed, computed, certain in db.execute(
            "SELECT node, nature, col, amount, printed, computed, certain FROM figure"
            f" WHERE node IN ({marks})",
            some,
        ).fetchall():
            figures.setdefault((number, NATURES[nature]), {})[column] = Figure(
                amount, printed, computed, bool(certain)
            )
    prefixes: dict[int | None, str] = {None: ""}
    found = []
    for number, nature in rows:
        if number not in nodes:
            continue
        _, parent, slug, label, code, kind, depth, children, certain, parts = nodes[number]
        if parent not in prefixes:
            prefixes[parent] = node_key(db, parent) + KEY_SEPARATOR
        found.append(
            Line(
                number,
                f"{prefixes[parent]}{slug}",
                parent,
                label,
                code,
                kind,
                nature,
                depth,
                children,
                figures.get((number, nature), {}),
                bool(certain),
                parts,
            )
        )
    return found


def totals(db: sqlite3.Connection, node: int) -> list[Line]:
    """The node's own figures, one line for each nature that it has figures in."""
    natures = db.execute(
        "SELECT DISTINCT nature FROM figure WHERE node = ? ORDER BY nature", (node,)
    ).fetchall()
    return lines(db, [(node, NATURES[nature]) for (nature,) in natures])


_UP = """
WITH RECURSIVE up (id, parent, slug, label, depth) AS (
  SELECT id, parent, slug, label, depth FROM node WHERE id = ?
  UNION ALL SELECT n.id, n.parent, n.slug, n.label, n.depth FROM node n JOIN up ON n.id = up.parent
)
"""


def path(db: sqlite3.Connection, node: int) -> list[tuple[int, str]]:
    """(id, label) from the root down to the node; empty if there is no such node."""
    return db.execute(_UP + "SELECT id, label FROM up ORDER BY depth", (node,)).fetchall()


def _folded_path(db: sqlite3.Connection, node: int) -> list[str]:
    """Label and code, folded, from the root down to the node."""
    rows = db.execute(
        _UP + "SELECT n.label || ' ' || n.code FROM up JOIN node n ON n.id = up.id ORDER BY up.depth", (node,)
    )
    return [text.casefold() for (text,) in rows.fetchall()]


def node_key(db: sqlite3.Connection, node: int) -> str:
    """The stable key of a node: the material's key and the slugs below it; ``KeyError`` without a node."""
    slugs = [slug for (slug,) in db.execute(_UP + "SELECT slug FROM up ORDER BY depth", (node,))]
    if not slugs:
        raise KeyError(node)
    return KEY_SEPARATOR.join(slugs)


def node_by_key(db: sqlite3.Connection, key: str) -> tuple[int, int] | None:
    """(material, node) of a key; ``None`` where the budget has no such line."""
    first, *rest = key.split(KEY_SEPARATOR)
    found = db.execute("SELECT id, root FROM material WHERE key = ?", (first,)).fetchone()
    if found is None:
        return None
    material, node = found
    for slug in rest:
        row = db.execute("SELECT id FROM node WHERE parent = ? AND slug = ?", (node, slug)).fetchone()
        if row is None:
            return None
        (node,) = row
    return material, node


def line_source(db: sqlite3.Connection, node: int) -> tuple[int, Source] | None:
    """The document and the place that a node's figures were read from; ``None`` where they were only added
    up.
    """
    row = db.execute(
        "SELECT m.document, n.source FROM node n JOIN material m ON m.id = n.material WHERE n.id = ?", (node,)
    ).fetchone()
    return (row[0], source_of(row[1])) if row and row[1] else None


def series(db: sqlite3.Connection, node: int, nature: str | None = None) -> list[tuple[int, int]]:
    """(year, amount) of one phase, oldest first: accounts where the material has them, else its first phase.

    Without a nature: operating, or capital where the node has nothing else. The years that a column does not
    name and the figures that are missing are left out.
    """
    rows = db.execute(
        "SELECT c.phase, c.year, f.nature, f.amount FROM figure f JOIN material_column c ON c.id = f.col"
        " WHERE f.node = ? AND c.year IS NOT NULL AND f.amount IS NOT NULL ORDER BY c.position",
        (node,),
    ).fetchall()
    if not rows:
        return []
    wanted = min(row[2] for row in rows) if nature is None else NATURES.index(nature)
    phases = [row[0] for row in rows]
    phase = "executed" if "executed" in phases else phases[0]
    return sorted((year, amount) for kind, year, found, amount in rows if kind == phase and found == wanted)
