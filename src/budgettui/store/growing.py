"""Long tables into the store in pieces, each a transaction, so that a meeting beside them is not kept waiting.

What is written so is seen by nobody: what shows a budget begins with its material, and that is written at last, with
all else of its document. Until then the table ``growing`` has its numbers, so that nobody else takes them. What an
import left that did not end is removed by :func:`sweep`, in pieces too.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice

from budgettui.store.laying import Laid, lay, next_numbers
from budgettui.store.long_batch import Batch
from budgettui.store.ready import Tables
from budgettui.store.tree import TreeMaterial

#: Does a piece of writing in a transaction of its own, again where that had to step aside.
Piece = Callable[[Callable[[sqlite3.Connection], None]], None]
#: What hangs on the numbers of nodes, with the keys, which begin with the number.
_KEYS = {"figure": ("node", "nature", "col"), "budget_row": ("parent", "nature", "position"), "node": ("id",)}
#: So many batches are a piece. Writing steps aside at once, but not what it takes to have it on the disk at the end.
_BATCHES = 16
#: So many rows are removed together.
_TOGETHER = 2000


def grow(tables: Tables, piece: Piece) -> None:
    for material in tables.materials:
        if not material.long:
            continue
        laid = _reserved(material, piece)
        batches = laid.batches()
        while some := list(islice(batches, _BATCHES)):
            piece(partial(_write, some))
        tables.grown[material.key] = laid


def _write(some: Sequence[Batch], db: sqlite3.Connection) -> None:
    for batch in some:
        batch.write(db)


def _reserved(material: TreeMaterial, piece: Piece) -> Laid:
    """The material with numbers that nobody else takes."""
    reserved: list[Laid] = []

    def reserve(db: sqlite3.Connection) -> None:
        laid = lay(material, next_numbers(db))
        row = (laid.number, laid.columns[-1], laid.numbered[0][1], laid.most)
        db.execute("INSERT INTO growing (material, last_column, node, last_node) VALUES (?,?,?,?)", row)
        reserved.append(laid)

    piece(reserve)
    return reserved[-1]


def leave(db: sqlite3.Connection, document: int) -> None:
    """Let nobody see the materials of a document any more; :func:`sweep` removes what hangs on their nodes."""
    db.execute(
        "INSERT INTO growing (material, last_column, node, last_node) SELECT m.id, 0, m.root,"
        " coalesce((SELECT min(o.root) FROM (SELECT root FROM material UNION SELECT node FROM growing) o"
        " WHERE o.root > m.root) - 1, (SELECT max(id) FROM node)) FROM material m WHERE m.document = ?",
        (document,),
    )
    remove_materials(db, document)


def remove_materials(db: sqlite3.Connection, document: int) -> None:
    """Remove the materials of a document, with all by which their nodes are found."""
    for sql in (
        "DELETE FROM search_entry WHERE kind = 'row' AND owner = CAST(? AS TEXT) AND key LIKE 'node/%'",
        "DELETE FROM material_column WHERE material IN (SELECT id FROM material WHERE document = ?)",
        "DELETE FROM material WHERE document = ?",
    ):
        db.execute(sql, (document,))


def left(db: sqlite3.Connection) -> bool:
    """Whether an import left something that it did not bring to an end."""
    return db.execute("SELECT 1 FROM growing").fetchone() is not None


def sweep(piece: Piece) -> None:
    """Remove what no import will bring to an end any more."""
    removed = 1

    def remove(db: sqlite3.Connection) -> None:
        nonlocal removed
        removed = sum(
            db.execute(
                f"DELETE FROM {table} WHERE ({', '.join(key)}) IN (SELECT {', '.join(f't.{part}' for part in key)}"
                f" FROM growing g JOIN {table} t ON t.{key[0]} BETWEEN g.node AND g.last_node LIMIT {_TOGETHER})"
            ).rowcount
            for table, key in _KEYS.items()
        )
        if not removed:
            db.execute("DELETE FROM growing")

    while removed:
        piece(remove)
