"""What the budget pane reads. Every call is a few look-ups in an index, whatever the size of the store."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from budgettui.domain.budget.budget import NATURES, BudgetColumn, Figure, Line, Material
from budgettui.domain.budget.tally import KEY_SEPARATOR
from budgettui.domain.budget.view import DIFFERENCE, View, ViewColumn
from budgettui.domain.paper.papers import Source
from budgettui.store.check_signs import signs
from budgettui.store.projections import source_of

if TYPE_CHECKING:
    from budgettui.domain.budget.filters import Condition

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
    sort = [] if column is None else [(_amount(column), reverse)]
    return _select(db, "budget_row r", "r.parent = ?", [node], sort=sort, condition=condition, above=node)


def rows_of(db: sqlite3.Connection, view: View, columns: Sequence[ViewColumn]) -> list[tuple[int, str]]:
    """The rows of a view of one level and one material as (node, nature), in the view's order.

    A percent sorts by its quotient, one of the parent and one for each inhabitant by its amount.
    """
    return _select(
        db,
        "budget_row r",
        "r.parent = ?",
        [view.node],
        sort=[(_term(view, columns, key.column), key.largest_first) for key in view.sort],
        condition=view.filter,
        above=view.node,
        nature=view.nature,
        shown=[column.source or column.id for column in columns] if view.hide_zero else None,
    )


def flat_children(
    db: sqlite3.Connection, view: View, columns: Sequence[ViewColumn], node: int, nature: str, above: Sequence[str]
) -> list[tuple[int, str, int]]:
    """(node, nature, children) below a branch of a flat view, as printed: its branches, and the lines that the view
    shows. ``above`` is label and code, folded, of each node from the root to the branch."""
    kept, values = _kept(db, view, columns, above)
    of_nature = "" if nature == "both" else f"AND r.nature = {NATURES.index(nature)}"
    return db.execute(
        f"SELECT r.node, CASE min(r.nature) WHEN 0 THEN 'operating' ELSE 'capital' END, n.children FROM budget_row r"
        f" JOIN node n ON n.id = r.node WHERE r.parent = ? {of_nature} AND r.kind = 'line'"
        f" AND (n.children > 0 OR ({kept})) GROUP BY r.position ORDER BY r.position",
        [node, *values],
    ).fetchall()


def flat_rows(
    db: sqlite3.Connection, view: View, columns: Sequence[ViewColumn], most: int = -1
) -> sqlite3.Cursor:
    """(node, nature) of all lines below the view's node that have no parts, in the order that the view is sorted in; or
    the first of them, which are there much sooner.

    The rows come one by one: they may be a million.
    """
    kept, values = _kept(db, view, columns, None)
    keys = [(_term(view, columns, key.column), key.largest_first) for key in view.sort]
    order = "".join(f"{term} {'DESC' if largest else 'ASC'} NULLS LAST, " for term, largest in keys)
    together = view.nature == "both"
    nature = f"AND r.nature = {NATURES.index(view.nature)}" if view.nature in NATURES else ""
    return db.execute(
        "WITH RECURSIVE branch (id) AS (VALUES (?) UNION ALL SELECT n.id FROM branch JOIN node n"
        " ON n.parent = branch.id WHERE n.children > 0)"
        " SELECT r.node, CASE r.nature WHEN 0 THEN 'operating' ELSE 'capital' END FROM branch"
        f" CROSS JOIN budget_row r ON r.parent = branch.id JOIN node n ON n.id = r.node"
        f" WHERE r.kind = 'line' AND n.children = 0 {nature} AND ({kept}) {'GROUP BY r.node' if together else ''}"
        f" ORDER BY {'' if together else 'r.nature, '}{order}r.parent, r.position"
        f"{f' LIMIT {most}' if most >= 0 else ''}",  # a limit keeps SQLite from sorting all of them at once
        [view.node, *values],
    )


def _kept(
    db: sqlite3.Connection, view: View, columns: Sequence[ViewColumn], above: Sequence[str] | None
) -> tuple[str, list[object]]:
    """What the view's filter and its hiding of noughts ask of a row."""
    parts, values = ["1"], list[object]()
    if view.filter is not None:
        from budgettui.store.conditions import Where

        words, own = Where(db, above).sql(view.filter)
        parts.append(words)
        values += own
    if view.hide_zero:
        parts.append(_not_nought([column.source or column.id for column in columns], view.nature == "both"))
    return " AND ".join(parts), values


def _not_nought(columns: Sequence[int], together: bool) -> str:
    """That a row has something in these columns, or something that could not be read."""
    of_nature = "" if together else "AND f.nature = r.nature"
    return (
        f"EXISTS (SELECT 1 FROM figure f WHERE f.node = r.node {of_nature}"
        f" AND f.col IN ({','.join(str(int(column)) for column in columns)})"
        " AND (f.amount <> 0 OR f.certain = 0 OR (f.amount IS NULL AND f.printed <> '')))"
    )


def labels(db: sqlite3.Connection, nodes: Iterable[int]) -> dict[int, str]:
    """The labels of these nodes."""
    wanted = list(nodes)
    found: dict[int, str] = {}
    for start in range(0, len(wanted), _BATCH):
        some = wanted[start : start + _BATCH]
        found |= dict(db.execute(f"SELECT id, label FROM node WHERE id IN ({','.join('?' * len(some))})", some))
    return found


def folded_label(db: sqlite3.Connection, node: int) -> str:
    """Label and code of a node, folded."""
    row = db.execute("SELECT label || ' ' || code FROM node WHERE id = ?", (node,)).fetchone()
    return str(row[0]).casefold() if row else ""


def _term(view: View, columns: Sequence[ViewColumn], column: int) -> str:
    together = view.nature == "both"
    found = next((entry for entry in columns if entry.id == column), None)
    if found is None or found.id > 0:
        return _amount(column, together)
    if not found.base:
        return _amount(found.source, together)
    base = _amount(found.base, together)
    difference = f"({_amount(found.source, together)} - {base})"
    return difference if found.phase == DIFFERENCE else f"(CAST({difference} AS REAL) / abs(nullif({base}, 0)))"


def _amount(column: int, together: bool = False) -> str:
    if together:
        return f"(SELECT sum(f.amount) FROM figure f WHERE f.node = r.node AND f.col = {int(column)})"
    return f"(SELECT f.amount FROM figure f WHERE f.node = r.node AND f.nature = r.nature AND f.col = {int(column)})"


def _select(
    db: sqlite3.Connection,
    table: str,
    where: str,
    values: Sequence[object],
    *,
    sort: Sequence[tuple[str, bool]] = (),
    condition: Condition | None = None,
    above: int | None = None,
    nature: str = "apart",
    shown: Sequence[int] | None = None,
) -> list[tuple[int, str]]:
    """Rows of a table that has node, nature, position, kind and folded.

    ``above`` is the node that they are the children of, where they are of one level. ``shown`` leaves out rows that are
    nought in all of these columns, but never one that could not be read.
    """
    together = nature == "both"
    sql = [f"SELECT r.node, CASE min(r.nature) WHEN 0 THEN 'operating' ELSE 'capital' END FROM {table} WHERE {where}"]
    if not together:
        sql[0] = sql[0].replace("min(r.nature)", "r.nature")
    found = [*values]
    if nature in NATURES:
        sql.append("AND r.nature = ?")
        found.append(NATURES.index(nature))
    if condition:
        from budgettui.store.conditions import Where

        words, own = Where(db, None if above is None else folded_path(db, above)).sql(condition)
        sql.append(f"AND {words}")
        found += own
    if shown is not None:
        sql.append(f"AND {_not_nought(shown, together)}")
    first, position = ("", "min(r.nature), min(r.position)") if together else ("r.nature, ", "r.position")
    if sort:
        sql.append("AND r.kind = 'line'")
    if together:
        sql.append("GROUP BY r.node")
    keys = [f"{term} IS NULL, {term} {'DESC' if largest_first else 'ASC'}, " for term, largest_first in sort]
    sql.append(f"ORDER BY {first}{''.join(keys)}{position}")
    return db.execute(" ".join(sql), found).fetchall()


def lines(db: sqlite3.Connection, rows: Sequence[tuple[int, str]]) -> list[Line]:
    """The rows of the budget pane with their figures, in the order that is asked for; unknown nodes are left
    out.
    """
    wanted = list(dict.fromkeys(node for node, _ in rows))
    nodes: dict[int, tuple[Any, ...]] = {}
    figures: dict[tuple[int, str], dict[int, Figure]] = {}
    said = signs(db, wanted)
    mixed: set[tuple[int, int]] = set()
    for start in range(0, len(wanted), _BATCH):
        some = wanted[start : start + _BATCH]
        marks = ",".join("?" * len(some))
        for row in db.execute(
            "SELECT id, parent, slug, label, code, kind, depth, children, certain, parts FROM node"
            f" WHERE id IN ({marks})",
            some,
        ).fetchall():
            nodes[row[0]] = row
        mixed.update(db.execute(f"SELECT node, nature FROM mixed_row WHERE node IN ({marks})", some))
        for number, nature, column, amount, printed, computed, certain in db.execute(
            "SELECT node, nature, col, amount, printed, computed, certain FROM figure"
            f" WHERE node IN ({marks})",
            some,
        ).fetchall():
            figures.setdefault((number, NATURES[nature]), {})[column] = Figure(
                amount, printed, computed, bool(certain), said.get((number, nature), {}).get(column)
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
                mixed=(number, NATURES.index(nature)) in mixed,
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


def folded_path(db: sqlite3.Connection, node: int) -> list[str]:
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


def documents_of(db: sqlite3.Connection, keys: Sequence[str]) -> list[int]:
    """The documents that these lines were read from, by the lines' keys."""
    materials = list(dict.fromkeys(key.split(KEY_SEPARATOR, 1)[0] for key in keys))
    rows = (db.execute("SELECT document FROM material WHERE key = ?", (key,)).fetchone() for key in materials)
    return [row[0] for row in rows if row]


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


def names(db: sqlite3.Connection, node: int) -> list[tuple[int, str, str]]:
    """(node, slug, code) of what stands below a node."""
    return db.execute("SELECT id, slug, code FROM node WHERE parent = ?", (node,)).fetchall()
