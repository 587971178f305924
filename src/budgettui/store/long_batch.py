"""Some lines of a long table on their way into the budget, with the groups that were opened and closed meanwhile.

What is known of a line stands in several tables. It goes to SQLite once, into a stage, and from there into each: that
takes half of the time that a statement for each row of each table would.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

_STAGED = (
    "id INTEGER PRIMARY KEY", "parent", "depth", "position", "nature", "slug", "label", "code", "folded", "certain",
    "source",
)
_STAGED_NODES = """
INSERT INTO node (id, material, parent, slug, label, code, kind, depth, children, certain, source)
SELECT id, ?, parent, slug, label, code, 'line', depth, 0, certain, source FROM {stage}
"""
_STAGED_ROWS = """
INSERT INTO budget_row (parent, nature, position, node, kind, folded)
SELECT parent, nature, position, id, 'line', folded FROM {stage}
"""
_STAGED_FIGURES = """
INSERT INTO figure (node, nature, col, amount, printed, computed, certain)
SELECT id, nature, ?, amount_{at}, printed_{at}, NULL, certain FROM {stage}
WHERE printed_{at} <> '' OR amount_{at} IS NOT NULL
"""
_CLOSE_GROUP = "UPDATE node SET children = ?, source = ? WHERE id = ?"
INSERT_NODE = (
    "INSERT INTO node (id, material, parent, slug, label, code, kind, depth, children, certain, source)"
    " VALUES (?,?,?,?,?,?,?,?,?,?,?)"
)
INSERT_ROW = "INSERT INTO budget_row (parent, nature, position, node, kind, folded) VALUES (?,?,?,?,?,?)"
INSERT_FIGURE = "INSERT INTO figure (node, nature, col, amount, printed, computed, certain) VALUES (?,?,?,?,?,?,?)"


class Batch:
    """What is to be written together. ``stored`` are the numbers of the columns in the store that the lines have.

    ``lines`` are columns of what is known of a line: its number, its parent, its depth, its position, its nature, slug,
    label, code, folded label, whether it is certain, its source; and, for each stored column, amount and printed cell.
    """

    def __init__(self, material: int, stored: Sequence[int]) -> None:
        self._material, self._stored = material, stored
        self.lines: list[list[object]] = [[] for _ in range(len(_STAGED) + 2 * len(stored))]
        self.groups: list[tuple[object, ...]] = []
        self.rows: list[tuple[object, ...]] = []
        self.figures: list[tuple[object, ...]] = []
        self.closed: list[tuple[object, ...]] = []

    @property
    def size(self) -> int:
        return len(self.lines[0])

    def write(self, db: sqlite3.Connection) -> None:
        db.executemany(INSERT_NODE, self.groups)
        if self.size:
            stage = self._stage(db)
            db.execute(_STAGED_NODES.format(stage=stage), (self._material,))
            db.execute(_STAGED_ROWS.format(stage=stage))
            for at, number in enumerate(self._stored):
                db.execute(_STAGED_FIGURES.format(stage=stage, at=at), (number,))
            db.execute(f"DELETE FROM {stage}")
        db.executemany(INSERT_ROW, self.rows)
        db.executemany(INSERT_FIGURE, self.figures)
        db.executemany(_CLOSE_GROUP, self.closed)

    def _stage(self, db: sqlite3.Connection) -> str:
        """Put the lines on a stage, which is empty again when they have left it; its name."""
        stage = f"stage_{len(self._stored)}"
        names = [*_STAGED, *(f"{what}_{at}" for at in range(len(self._stored)) for what in ("amount", "printed"))]
        db.execute(f"CREATE TEMP TABLE IF NOT EXISTS {stage} ({', '.join(names)})")
        db.executemany(f"INSERT INTO {stage} VALUES ({','.join('?' * len(names))})", zip(*self.lines, strict=True))
        return stage
