"""What the budget pane reads. Every call is a few look-ups in an index, whatever the size of the store."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from budgettui.domain.budget.budget import BudgetColumn, Figure, Line, Material
from budgettui.domain.budget.natures import ADDED, FIGURES, NATURES, PLACES, ROWS, WHOLES
from budgettui.domain.budget.tally import KEY_SEPARATOR
from budgettui.domain.budget.view import DIFFERENCE, View, ViewColumn
from budgettui.domain.paper.papers import Source
from budgettui.store import documents
from budgettui.store.check_signs import signs
from budgettui.store.sources import source_of

#: Nodes of one statement, given as JSON: as values they would have to be few at a time.
_THESE = "IN (SELECT value FROM json_each(?))"


def materials(db: sqlite3.Connection) -> list[Material]:
    """Every material, in the order in which the documents were imported."""
    columns: dict[int, list[BudgetColumn]] = {}
    for material, *column in db.execute(
        "SELECT material, id, phase, year, label, turned FROM material_column ORDER BY material, position"
    ).fetchall():
        columns.setdefault(material, []).append(BudgetColumn(*column))
    rows = db.execute(
        "SELECT m.id, m.key, m.title, unit, price_level, root, document,"
        " EXISTS (SELECT 1 FROM document later WHERE later.name = d.name AND later.id > d.id"
        f" AND later.{documents.HERE})"
        " FROM material m JOIN document d ON d.id = m.document ORDER BY m.id"
    ).fetchall()
    return [
        Material(number, key, title, unit, price_level, tuple(columns.get(number, ())), root, document, bool(older))
        for number, key, title, unit, price_level, root, document, older in rows
    ]


def child_rows(db: sqlite3.Connection, node: int) -> list[tuple[int, str]]:
    """The rows of a level as (node, nature), as printed, operating first."""
    return list(_select(db, node))


def is_longer(db: sqlite3.Connection, node: int, most: int) -> bool:
    """Whether more rows than this are printed below a node."""
    (found,) = db.execute(
        f"SELECT EXISTS (SELECT 1 FROM budget_row WHERE parent = ? AND nature IN ({_EVERY}) AND position >= ?)",
        (node, most),
    ).fetchone()
    return bool(found)


def rows_of(
    db: sqlite3.Connection, view: View, columns: Sequence[ViewColumn], until: int | None = None
) -> Iterator[tuple[int, str]]:
    """The rows of a view of one level and one material as (node, nature), in the view's order.

    A percent sorts by its quotient, one of the parent and one for each inhabitant by its amount.
    """
    return _select(db, view.node, view, columns, until)


def flat_children(
    db: sqlite3.Connection, view: View, columns: Sequence[ViewColumn], node: int, whole: str, above: Sequence[str],
    places: range,
) -> list[tuple[int, str, int]]:
    """(node, nature, children) in some places below a branch of a flat view, as printed: its branches, and the lines
    that the view shows, of one whole or of "both". ``above`` is label and code, folded, of each node from the root to
    the branch."""
    kept, values = _kept(db, view, columns, above)
    group = _group(view.nature)
    rows = db.execute(
        f"SELECT r.node, {group}, n.children FROM budget_row r JOIN node n ON n.id = r.node"
        f" WHERE r.parent = ? AND r.nature IN ({_EVERY}) AND r.position >= ? AND r.position < ? {_of_whole(whole)}"
        f" AND r.kind = 'line' AND (n.children > 0 OR ({kept}))"
        # A branch is gone into once, whatever the natures of its lines.
        f" GROUP BY r.position, CASE n.children WHEN 0 THEN {group} END ORDER BY r.position",
        [node, places.start, places.stop, *values],
    )
    return [(child, ROWS[place], children) for child, place, children in rows]


def same_lines(db: sqlite3.Connection) -> dict[int, set[int]]:
    """The lines of overviews and the initiatives that they were held against, each by the other. What is all that its
    parent has is the parent, too."""
    found: dict[int, set[int]] = {}
    for one, other in db.execute(
        "SELECT node, detail FROM same_line UNION SELECT s.node, p.id FROM same_line s"
        " JOIN node n ON n.id = s.detail JOIN node p ON p.id = n.parent AND p.children = 1"
    ):
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return found


def flat_rows(db: sqlite3.Connection, view: View, columns: Sequence[ViewColumn], most: int) -> sqlite3.Cursor:
    """(node, nature) of all lines below the view's node that have no parts, in the order that the view is sorted in; or
    the first of them, which are there much sooner.

    The rows come one by one: they may be a million. A nature is its place in ``natures.ROWS``.
    """
    kept, values = _kept(db, view, columns, None)
    keys = [(_term(view, columns, key.column), key.largest_first) for key in view.sort]
    order = "".join(f"{term} {'DESC' if largest else 'ASC'} NULLS LAST, " for term, largest in keys)
    group = _group(view.nature)
    together, first = view.nature in ADDED, "" if view.nature == "both" else "r.nature % 2, "
    return db.execute(
        "WITH RECURSIVE branch (id) AS (VALUES (?) UNION ALL SELECT n.id FROM branch JOIN node n"
        " ON n.parent = branch.id WHERE n.children > 0)"
        f" SELECT r.node, {group} FROM branch"
        f" CROSS JOIN budget_row r ON r.parent = branch.id JOIN node n ON n.id = r.node"
        f" WHERE r.kind = 'line' AND n.children = 0 {_of_whole(view.nature)} AND ({kept})"
        f"{f' GROUP BY {_grouped(view.nature)}' if together else ''}"
        f" ORDER BY {first}{order}r.parent, r.position"
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

        words, own = Where(db, above, _amount("?", view.nature)).sql(view.filter)
        parts.append(words)
        values += own
    if view.hide_zero:
        parts.append(_not_nought([column.source or column.id for column in columns], view.nature))
    return " AND ".join(parts), values


def _of_row(choice: str) -> str:
    """That a figure f is of a row r, under what is shown of the natures. What is printed of all areas of a whole is
    taken where they are added."""
    if choice not in ADDED:
        return "f.node = r.node AND f.nature = r.nature"
    printed = f"SELECT 1 FROM figure a WHERE a.node = f.node AND a.nature = {_ALL} + f.nature % 2 AND a.col = f.col"
    own = "" if choice == "both" else " AND f.nature % 2 = r.nature % 2"
    return f"f.node = r.node{own} AND (f.nature >= {_ALL} OR NOT EXISTS ({printed}))"


#: The first place of what is of all areas, and the places of what rows may be of.
_ALL = len(NATURES)
_EVERY = ", ".join(map(str, range(_ALL)))


def _group(choice: str) -> str:
    return {"both": str(PLACES["both"]), "wholes": "r.nature % 2"}.get(choice, "r.nature")


def _grouped(choice: str) -> str:
    """What the rows of one node that are added have in common."""
    return "r.node" if choice == "both" else f"r.node, {_group(choice)}"


def _of_whole(choice: str) -> str:
    return f"AND r.nature % 2 = {WHOLES.index(choice)}" if choice in WHOLES else ""


def _not_nought(columns: Sequence[int], choice: str) -> str:
    """That a row has something in these columns, or something that could not be read."""
    return (
        f"EXISTS (SELECT 1 FROM figure f WHERE {_of_row(choice)}"
        f" AND f.col IN ({','.join(str(int(column)) for column in columns)})"
        " AND (f.amount <> 0 OR f.certain = 0 OR (f.amount IS NULL AND f.printed <> '')))"
    )


def labels(db: sqlite3.Connection, nodes: Iterable[int]) -> dict[int, str]:
    """The labels of these nodes."""
    return dict(db.execute(f"SELECT id, label FROM node WHERE id {_THESE}", (json.dumps(list(nodes)),)))


def folded_label(db: sqlite3.Connection, node: int) -> str:
    """Label and code of a node, folded."""
    row = db.execute("SELECT label || ' ' || code FROM node WHERE id = ?", (node,)).fetchone()
    return str(row[0]).casefold() if row else ""


def _term(view: View, columns: Sequence[ViewColumn], column: int) -> str:
    found = next((entry for entry in columns if entry.id == column), None)
    if found is None or found.id > 0:
        return _amount(column, view.nature)
    if not found.base:
        return _amount(found.source, view.nature)
    base = _amount(found.base, view.nature)
    difference = f"({_amount(found.source, view.nature)} - {base})"
    return difference if found.phase == DIFFERENCE else f"(CAST({difference} AS REAL) / abs(nullif({base}, 0)))"


def _amount(column: int | str, choice: str) -> str:
    """The amount of a row in a column, by its number or a mark."""
    amount = "sum(f.amount)" if choice in ADDED else "f.amount"
    return f"(SELECT {amount} FROM figure f WHERE {_of_row(choice)} AND f.col = {column})"


def _select(
    db: sqlite3.Connection, node: int, view: View | None = None, columns: Sequence[ViewColumn] = (),
    until: int | None = None,
) -> Iterator[tuple[int, str]]:
    """The rows below a node, one by one for they may be a million, or of its first places only: as printed, or those of
    a view in its order."""
    nature = view.nature if view is not None else "apart"
    sql = [f"SELECT r.node, {_group(nature)} FROM budget_row r WHERE r.parent = ? {_of_whole(nature)}"]
    found: list[object] = [node]
    if until is not None:
        sql.append(f"AND r.nature IN ({_EVERY}) AND r.position < ?")
        found.append(until)
    keys = []
    if view is not None:
        kept, own = _kept(db, view, columns, folded_path(db, node) if view.filter is not None else ())
        sql.append(f"AND {kept}" + (" AND r.kind = 'line'" if view.sort else ""))
        found += own
        for key in view.sort:
            term = _term(view, columns, key.column)
            keys.append(f"{term} IS NULL, {term} {'DESC' if key.largest_first else 'ASC'}, ")
    (last,) = db.execute("SELECT max(nature) FROM budget_row WHERE parent = ?", (node,)).fetchone()
    if nature in ADDED:
        sql.append(f"GROUP BY {_grouped(nature)}")
        order = f"{'' if nature == 'both' else 'r.nature % 2, '}{''.join(keys)}min(r.nature % 2), min(r.position)"
    elif (last or 0) < len(WHOLES):
        order = f"r.nature, {''.join(keys)}r.position"  # as it lies in the table: nothing is to be sorted
    else:
        order = f"r.nature % 2, {''.join(keys)}r.position, r.nature < 2, r.nature"
    sql.append(f"ORDER BY {order}")
    return ((child, ROWS[place]) for child, place in db.execute(" ".join(sql), found))


def lines(db: sqlite3.Connection, rows: Sequence[tuple[int, str]]) -> list[Line]:
    """The rows of the budget pane with their figures, in the order that is asked for; unknown nodes are left
    out.
    """
    wanted = list(dict.fromkeys(node for node, _ in rows))
    asked = (json.dumps(wanted),)
    nodes: dict[int, tuple[Any, ...]] = {
        row[0]: row for row in db.execute(
            "SELECT id, parent, slug, label, code, kind, children, certain FROM node"
            f" WHERE id {_THESE}", asked,
        ).fetchall()
    }
    figures: dict[tuple[int, str], dict[int, Figure]] = {}
    said = signs(db, wanted)
    for number, nature, column, amount, printed, computed, certain in db.execute(
        f"SELECT node, nature, col, amount, printed, computed, certain FROM figure WHERE node {_THESE}", asked
    ).fetchall():
        figures.setdefault((number, FIGURES[nature]), {})[column] = Figure(
            amount, printed, computed, bool(certain), said.get((number, nature), {}).get(column)
        )
    prefixes: dict[int | None, str] = {None: ""}
    found = []
    for number, nature in rows:
        if number not in nodes:
            continue
        _, parent, slug, label, code, kind, children, certain = nodes[number]
        if parent not in prefixes:
            prefixes[parent] = node_key(db, parent) + KEY_SEPARATOR
        key, own = f"{prefixes[parent]}{slug}", figures.get((number, nature), {})
        found.append(Line(number, key, parent, label, code, kind, nature, children, own, bool(certain)))
    return found


def child_lines(db: sqlite3.Connection, node: int) -> list[Line]:
    """The lines of a level as printed, and what is printed of all areas of each."""
    rows = child_rows(db, node)
    found = {(child, nature) for child in dict(rows) for nature in FIGURES[_ALL:]}
    return [*lines(db, rows), *[line for line in lines(db, list(found)) if line.figures]]


def totals(db: sqlite3.Connection, node: int) -> list[Line]:
    """The node's own figures, one line for each nature that it has figures in, and for what is printed of all areas."""
    natures = db.execute(
        "SELECT DISTINCT nature FROM figure WHERE node = ? ORDER BY nature % 2, nature < 2, nature", (node,)
    ).fetchall()
    return lines(db, [(node, FIGURES[nature]) for (nature,) in natures])


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
    return line_sources(db, [node]).get(node)


def line_sources(db: sqlite3.Connection, nodes: Sequence[int]) -> dict[int, tuple[int, Source]]:
    """The same of several nodes; those that were only added up are not in the answer."""
    rows = db.execute(
        "SELECT n.id, m.document, n.source FROM json_each(?) j JOIN node n ON n.id = j.value"
        " JOIN material m ON m.id = n.material",
        (json.dumps(list(nodes)),),
    )
    return {node: (document, source_of(source)) for node, document, source in rows if source}


def names(db: sqlite3.Connection, node: int) -> list[tuple[int, str, str]]:
    """(node, slug, code) of what stands below a node."""
    return db.execute("SELECT id, slug, code FROM node WHERE parent = ?", (node,)).fetchall()
