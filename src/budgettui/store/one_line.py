"""One line of a long table put right: its figures, what all above it come to, and the check of its variance.

Nothing else of the budget is touched, so that takes a moment whatever the size of the file. Where more than the path
of the line may change (its name, a printed total over it), :class:`Whole` says that the tables are to be laid again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from budgettui.domain.amounts import NumberError, Unit, from_hundredths, parse_cell, parse_unit, to_hundredths
from budgettui.domain.budget.natures import ALL, ROWS, area_of, whole_of
from budgettui.domain.checking.long_checks import MOST, LongVariances
from budgettui.domain.checking.reconciled import Check
from budgettui.domain.paper.long_table import LongLines
from budgettui.store import reconciliation
from budgettui.store.long_batch import INSERT_FIGURE
from budgettui.store.sources import source_of

#: What a figure is: amount in hundredths, what is printed, the sum of its parts, whether it is certain.
_Figure = tuple[int | None, str, int | None, int]


class Whole(Exception):
    """More than one line and what is above it may change."""


@dataclass(slots=True)
class _Line:
    """A line as it stands in the store. ``columns`` are the store's columns of the printed ones, ``cells`` what stands
    in the store's columns."""

    document: int
    table: int
    node: int
    parent: int
    nature: int
    label: str
    source: int | str
    certain: bool
    unit: Unit
    columns: list[int | None]
    cells: dict[int, tuple[int | None, str]]

    def one(self) -> LongLines:
        """The line as a table's piece."""
        source = source_of(self.source)
        cells = [self.cells.get(column, (None, "")) if column else (None, "") for column in self.columns]
        return LongLines(
            [self.label], [source.line or 0], [source.last_line or 0], [[amount] for amount, _printed in cells],
            [[printed] for _amount, printed in cells], frozenset() if self.certain else {0},
        )


def put_right(db: sqlite3.Connection, document: int, correction: Mapping[str, Any]) -> dict[str, Any]:
    """Do a correction; what it changed, for :func:`put_back`. ``Whole`` where it is no matter of one line."""
    if correction.get("do") not in ("cell", "accept"):
        raise Whole
    line = _find(db, document, correction)
    was: dict[str, Any] = {"certain": line.certain}
    cells = dict(line.cells)
    if correction["do"] == "cell":
        column, printed = _column(line, correction), str(correction.get("printed", "")).strip()
        amount, before = cells.get(column, (None, ""))
        was |= {"value": None if amount is None else str(from_hundredths(amount, line.unit)), "printed": before}
        try:
            number = parse_cell(printed)
        except NumberError as error:
            raise Whole from error
        cells[column] = (_amount(None if number is None else number.value, line.unit), printed)
    _write(db, line, cells, certain=True)
    return was


def put_back(db: sqlite3.Connection, document: int, correction: Mapping[str, Any]) -> None:
    """Undo what :func:`put_right` did, as ``was`` in the correction says."""
    line, was = _find(db, document, correction), correction["was"]
    cells = dict(line.cells)
    if correction["do"] == "cell":
        value = None if was["value"] is None else Decimal(was["value"])
        cells[_column(line, correction)] = (_amount(value, line.unit), was["printed"])
    _write(db, line, cells, certain=was["certain"])


def _amount(value: Decimal | None, unit: Unit) -> int | None:
    try:
        return None if value is None else to_hundredths(value, unit)
    except ValueError as error:
        raise Whole from error


def _column(line: _Line, correction: Mapping[str, Any]) -> int:
    place = correction.get("column")
    column = line.columns[place] if isinstance(place, int) and 0 <= place < len(line.columns) else None
    if column is None:
        raise Whole
    return column


def _find(db: sqlite3.Connection, document: int, correction: Mapping[str, Any]) -> _Line:
    """The line of a correction. Its number in the file is looked for among all, which is a matter of tenths of a
    second."""
    table, number = correction.get("table"), correction.get("line")
    if not isinstance(table, int) or not isinstance(number, int):
        raise Whole
    # A number is less than any text, and ":" follows the digits.
    found = db.execute(
        "SELECT n.id, n.parent, n.label, n.source, n.certain, m.id, m.unit FROM node n"
        " JOIN material m ON m.id = n.material WHERE m.document = ? AND n.children = 0 AND n.kind = 'line'"
        " AND (n.source = ? OR n.source BETWEEN ? AND ?) LIMIT 1",
        (document, number, f"[null, {number}, ", f"[null, {number}, :"),
    ).fetchone()
    head = db.execute(
        "SELECT department, columns FROM printed_table WHERE document = ? AND position = ?", (document, table)
    ).fetchone()
    if found is None or head is None:
        raise Whole
    node, parent, label, source, certain, material, said = found
    unit = parse_unit(said)
    (tables,) = db.execute("SELECT count(*) FROM printed_table WHERE document = ?", (document,)).fetchone()
    if unit is None or (tables > 1 and head[0] not in _labels(db, node)):
        raise Whole
    own = {(phase, year): column for column, phase, year in db.execute(
        "SELECT id, phase, year FROM material_column WHERE material = ?", (material,))}
    columns = [own.get((phase, year)) for _label, year, phase in json.loads(head[1])]
    natures = db.execute("SELECT nature FROM budget_row WHERE parent = ? AND node = ?", (parent, node)).fetchall()
    figures = db.execute(
        "SELECT col, amount, printed FROM figure WHERE node = ? AND nature = ?", (node, natures[0][0])
    ).fetchall()
    cells = {column: (amount, printed) for column, amount, printed in figures}
    return _Line(document, table, node, parent, natures[0][0], label, source, bool(certain), unit, columns, cells)


def _labels(db: sqlite3.Connection, node: int) -> list[str]:
    return [label for (label,) in db.execute(
        "WITH RECURSIVE up (id, label, parent) AS (SELECT id, label, parent FROM node WHERE id = ?"
        " UNION ALL SELECT n.id, n.label, n.parent FROM up JOIN node n ON n.id = up.parent) SELECT label FROM up",
        (node,),
    )]


def _write(
    db: sqlite3.Connection, line: _Line, cells: Mapping[int, tuple[int | None, str]], *, certain: bool
) -> None:
    kept = {column: cell for column, cell in cells.items() if cell != (None, "")}
    unread = any(amount is None and printed and line.cells.get(column) == (amount, printed)
                 for column, (amount, printed) in kept.items())
    if not kept or not line.cells or (unread and certain != line.certain):
        raise Whole
    path = _path(db, line)
    before = _counted(db, line)
    db.execute("UPDATE node SET certain = ? WHERE id = ?", (int(certain), line.node))
    _put(db, line.node, line.nature, {column: (*cell, None, int(certain)) for column, cell in kept.items()})
    changed = set[int]()
    for node, figures in path:
        now = _summed(db, node, line.nature)
        if now == figures:
            break
        changed |= {column for column in {*now, *figures} if now.get(column) != figures.get(column)}
        _put(db, node, line.nature, now)
    _no_total(db, [node for node, _figures in path], line, changed, sure=certain == line.certain)
    line.cells, line.certain = kept, certain
    _check(db, line, before)


def _put(db: sqlite3.Connection, node: int, nature: int, figures: Mapping[int, _Figure]) -> None:
    db.execute("DELETE FROM figure WHERE node = ? AND nature = ?", (node, nature))
    db.executemany(INSERT_FIGURE, [(node, nature, column, *figure) for column, figure in figures.items()])


# -- what is above the line


def _path(db: sqlite3.Connection, line: _Line) -> list[tuple[int, dict[int, _Figure]]]:
    """The nodes above a line, from below, with their figures, all of which are sums and nothing else."""
    path: list[tuple[int, dict[int, _Figure]]] = []
    node: int | None = line.parent
    while node is not None:
        rows = db.execute("SELECT nature, col, amount, printed, computed, certain FROM figure WHERE node = ?", (node,))
        figures: dict[int, _Figure] = {}
        for nature, column, *figure in rows.fetchall():
            if nature == line.nature:
                figures[column] = tuple(figure)
            elif area_of(ROWS[nature]) == ALL and whole_of(ROWS[nature]) == whole_of(ROWS[line.nature]):
                raise Whole
        if figures != _summed(db, node, line.nature):
            raise Whole  # something is printed of it
        path.append((node, figures))
        (node,) = db.execute("SELECT parent FROM node WHERE id = ?", (node,)).fetchone()
    return path


def _summed(db: sqlite3.Connection, node: int, nature: int) -> dict[int, _Figure]:
    """What the rows of a node come to, as :mod:`budgettui.store.long_tables` and :mod:`budgettui.store.rollup` sum
    them."""
    (doubtful,) = db.execute(
        "SELECT EXISTS (SELECT 1 FROM budget_row r JOIN node n ON n.id = r.node WHERE r.parent = ? AND r.nature = ?"
        " AND r.kind = 'line' AND n.children = 0 AND NOT n.certain)",
        (node, nature),
    ).fetchone()
    found = db.execute(
        "SELECT f.col, sum(CASE WHEN f.certain OR n.children THEN f.amount END), max(f.printed), count(*),"
        " min(f.certain) FROM budget_row r JOIN node n ON n.id = r.node"
        " JOIN figure f ON f.node = r.node AND f.nature = r.nature"
        " WHERE r.parent = ? AND r.nature = ? AND r.kind = 'line' GROUP BY f.col",
        (node, nature),
    ).fetchall()
    figures: dict[int, _Figure] = {}
    for column, total, printed, count, sure in found:
        certain = int(sure and not doubtful)
        if total is not None:
            figures[column] = (total, printed if count == 1 and certain else "", total, certain)
        elif not certain:
            figures[column] = (None, "", None, 0)
    return figures


# -- what is held against what


def _no_total(db: sqlite3.Connection, path: list[int], line: _Line, changed: set[int], *, sure: bool) -> None:
    """``Whole`` where a printed total is held against a sum that has become another."""
    for check, (node, _nature, column) in reconciliation.long_of(db, line.document):
        if check.kind == "sum" and node in path and (column in changed or not sure):
            raise Whole


def _counted(db: sqlite3.Connection, line: _Line) -> LongVariances:
    found = LongVariances(reconciliation.head_of(db, line.document, line.table), line.table, line.unit)
    if found.is_open:
        raise Whole
    found.look(line.one(), line.node, [ROWS[line.nature]])
    return found


def _check(db: sqlite3.Connection, line: _Line, before: LongVariances) -> None:
    """Hold the variance of a line against its figures, as among all lines of its table."""
    now = _counted(db, line)
    told = db.execute(
        "SELECT compared, plain, turned FROM long_agreed WHERE document = ? AND tbl = ?", (line.document, line.table)
    ).fetchone() or (0, 0, 0)
    counts = [have - one + other for have, one, other in zip(told, before.counts, now.counts, strict=True)]
    turned, other = (int(plain > opposite) for _compared, plain, opposite in (told, counts))
    if turned != other or max(told[1 + turned], counts[1 + turned]) > MOST:
        raise Whole
    one: list[tuple[Check, tuple[int, int, int]]] = [
        (check, (line.node, line.nature, column))
        for _node, _nature, check in now.kept(turned)
        if (column := line.columns[check.printed.column]) is not None
    ]
    if counts != list(told):
        reconciliation.count_agreed(db, line.document, [(line.table, *counts)])
    if before.kept(turned) or one:
        reconciliation.put_long(db, line.document, line.node, one)
