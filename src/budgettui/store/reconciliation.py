"""The checks of the reconciliation: written once with an import, read a page at a time.

A check names its cells by their places; what stands there is read from the printed rows. What a person has
acknowledged is not kept with the checks: it follows from the journal (``check_acknowledged``), and holds as long as the
printed figure and what it is held against are the ones that were acknowledged.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from budgettui.domain.budget.natures import PLACES
from budgettui.domain.checking.agreement import ORDER, Agreement
from budgettui.domain.checking.pair_checks import NamedRow
from budgettui.domain.checking.reconcile import across
from budgettui.domain.checking.reconcile import named as numbered
from budgettui.domain.checking.reconciled import Cell, Check, scope_of
from budgettui.domain.errors import Marked
from budgettui.domain.meeting.events import Event
from budgettui.domain.paper.papers import Source
from budgettui.domain.paper.reading import Column, Reading, Row, Table
from budgettui.store import codec, journal
from budgettui.store.check_signs import known_numbers
from budgettui.store.long_tables import Checked
from budgettui.store.rollup import TreeNode
from budgettui.store.sources import source_of, source_text
from budgettui.store.tree import TreeMaterial
from budgettui.store.views import CheckView

#: A check of a long table, and the (node, nature, column) of the budget that it stands at.
LongCheck = tuple[Check, tuple[int, int, int]]


class Lines:
    """Where the printed rows of a document that are checked, or may be, stand in its budget: gathered while the tree is
    written."""

    def __init__(self, reading: Reading, checks: Iterable[Check], named: Iterable[NamedRow]) -> None:
        self._tables = reading.tables
        #: What was checked of the tables that are too long to be held.
        self.long: list[Checked] = []
        self._columns: dict[tuple[int, int], set[int]] = {}
        for check in checks:
            cell = check.printed
            if cell.in_table:
                self._columns.setdefault((cell.table, cell.row), set()).add(cell.column)
        #: The lines of overviews, and the rows of the initiatives that they were held against.
        self._overviews = {
            (check.printed.table, check.printed.row): {(part.table, part.row) for part in check.parts}
            for check in checks if check.kind == "overview"
        }
        self._rows = {(row.table, row.row) for row in named} | self._columns.keys()
        self._rows.update(*self._overviews.values())
        #: (node, nature, column) of each figure, and (node, nature) of each row, where it stands deepest.
        self.figures: dict[tuple[int, int, int], list[tuple[int, int, int]]] = {}
        self.rows: dict[tuple[int, int], tuple[int, int]] = {}

    def of(self, cell: Cell) -> Sequence[tuple[int, int, int]]:
        """The figures of the budget that were read from a printed one."""
        return self.figures.get((cell.table, cell.row, cell.column), ())

    def same(self) -> Iterator[tuple[int, list[int]]]:
        """The nodes of overviews, each with those that it was held against."""
        for line, rows in self._overviews.items():
            if line in self.rows:
                yield self.rows[line][0], list({self.rows[row][0] for row in rows if row in self.rows})

    def note(self, material: TreeMaterial, node: TreeNode, number: int, columns: Sequence[int]) -> None:
        """A node is stored under this number, its material's columns under those."""
        for table, row, nature in node.rows:
            if (table, row) not in self._rows:
                continue
            # Nodes come level by level: the last one is the deepest.
            self.rows[table, row] = (number, PLACES[nature])
            places = material.places_of(self._tables[table])
            for column in self._columns.get((table, row), ()):
                if (place := places[column]) is not None:
                    found = self.figures.setdefault((table, row, column), [])
                    found.append((number, PLACES[nature], columns[place]))


# -- writing


def write(
    db: sqlite3.Connection, document: int, checks: Sequence[Check], named: Iterable[NamedRow], lines: Lines
) -> None:
    """Store the checks of a document, and those between it and every other document that prints the same lines."""
    _insert(db, document, None, checks, [lines.of(check.printed) for check in checks])
    _insert_long(db, document, [found for checked in lines.long for found in checked.checks], len(checks))
    for checked in lines.long:
        count_agreed(db, document, checked.counts)
    db.executemany(
        "INSERT OR IGNORE INTO named_row (key, document, tbl, row, node, nature) VALUES (?,?,?,?,?,?)",
        [
            (row.key, document, row.table, row.row, *lines.rows.get((row.table, row.row), (None, None)))
            for row in named
        ],
    )
    for node, details in lines.same():
        # A total, and several lines, are what stands over them.
        found = db.execute(
            "SELECT DISTINCT CASE WHEN kind = 'line' AND ?1 = 1 THEN id ELSE parent END FROM node"
            " WHERE id IN (SELECT value FROM json_each(?2))",
            (len(details), json.dumps(details)),
        ).fetchall()
        if len(found) == 1:
            db.execute("INSERT OR IGNORE INTO same_line VALUES (?,?,?)", (node, found[0][0], document))
    for later, earlier in _pairs(db, document):
        _insert(db, later, earlier, between(db, later, earlier))


def count_agreed(db: sqlite3.Connection, document: int, counts: Iterable[tuple[int, ...]]) -> None:
    """Keep the variances of long tables: (table, how many, how many disagree with accounts − budget, and turned)."""
    db.executemany(
        "INSERT OR REPLACE INTO long_agreed (document, tbl, compared, plain, turned) VALUES (?,?,?,?,?)",
        [(document, *own) for own in counts if own[1]],
    )


def _insert_long(db: sqlite3.Connection, document: int, found: Sequence[LongCheck], first: int) -> None:
    """Store the checks of long tables, which stand after the ``first`` others of their document."""
    (name,) = db.execute("SELECT title FROM document WHERE id = ?", (document,)).fetchone()
    tables = {check.printed.table: head_of(db, document, check.printed.table) for check, _place in found}
    told = numbered([check for check, _place in found], name, tables)
    _insert(db, document, None, told, [[place] for _check, place in found], first)


def long_of(db: sqlite3.Connection, document: int) -> list[LongCheck]:
    """The checks of a document's long tables, with the figures that they stand at, in their order."""
    rows = db.execute(
        "SELECT k.number, l.node, l.nature, l.col FROM printed_check k JOIN check_line l ON l.chk = k.number"
        " WHERE k.document = ? AND k.other IS NULL AND k.kind IN ('variance', 'sum') ORDER BY k.position",
        (document,),
    ).fetchall()
    found = zip(views(db, [number for number, *_place in rows]), rows, strict=True)
    return [
        (view.check, (node, nature, column)) for view, (_n, node, nature, column) in found
        if not view.check.printed.in_table
    ]


def put_long(db: sqlite3.Connection, document: int, node: int, checks: Sequence[LongCheck]) -> None:
    """Let these be the checks of the variances of one line of a long table."""
    before = long_of(db, document)
    material = dict(db.execute(
        "SELECT id, material FROM node WHERE id IN (SELECT node FROM check_line) OR id = ?", (node,)))

    def place(one: LongCheck) -> tuple[int, bool, int]:
        """Material by material, the variances in the order of their lines and then the totals in theirs."""
        at, total = one[1][0], one[0].kind == "sum"
        return material[at], total, 0 if total else at

    now = sorted([*(one for one in before if one[0].kind == "sum" or one[1][0] != node), *checks], key=place)
    mine = "(SELECT number FROM printed_check WHERE document = ?1 AND other IS NULL AND position >= ?2)"
    (last,) = db.execute(
        "SELECT coalesce(max(position) + 1, 0) FROM printed_check WHERE document = ? AND other IS NULL", (document,)
    ).fetchone()
    first = last - len(before)
    db.execute(f"DELETE FROM check_line WHERE chk IN {mine}", (document, first))
    db.execute("DELETE FROM printed_check WHERE document = ?1 AND other IS NULL AND position >= ?2", (document, first))
    _insert_long(db, document, now, first)


def clear(db: sqlite3.Connection, document: int) -> None:
    """Remove what :func:`write` wrote for a document."""
    mine = "(SELECT number FROM printed_check WHERE document = ?1 OR other = ?1)"
    db.execute(f"DELETE FROM check_line WHERE chk IN {mine}", (document,))
    db.execute("DELETE FROM printed_check WHERE document = ?1 OR other = ?1", (document,))
    db.execute("DELETE FROM named_row WHERE document = ?", (document,))
    db.execute("DELETE FROM same_line WHERE document = ?", (document,))
    db.execute("DELETE FROM long_agreed WHERE document = ?", (document,))


def _pairs(db: sqlite3.Connection, document: int) -> list[tuple[int, int]]:
    """(later, earlier) for each document that has a line of this one's lines."""
    rows = db.execute(
        "SELECT DISTINCT o.document FROM named_row m JOIN named_row o ON o.key = m.key AND o.document <> m.document"
        " WHERE m.document = ? ORDER BY 1",
        (document,),
    ).fetchall()
    return [(max(document, other), min(document, other)) for (other,) in rows]


def all_pairs(db: sqlite3.Connection) -> list[tuple[int, int]]:
    """(later, earlier) for every two documents that print a line of one name, or are held against each other."""
    return db.execute(
        "SELECT m.document, o.document FROM named_row m JOIN named_row o ON o.key = m.key AND o.document < m.document"
        " UNION SELECT document, other FROM printed_check WHERE other IS NOT NULL ORDER BY 1, 2"
    ).fetchall()


def between(db: sqlite3.Connection, later: int, earlier: int) -> list[Check]:
    """The checks between two documents, worked out from their printed tables."""
    rows = db.execute(
        "SELECT m.tbl, m.row, o.tbl, o.row FROM named_row m JOIN named_row o ON o.key = m.key"
        " WHERE m.document = ? AND o.document = ? ORDER BY 1, 2",
        (later, earlier),
    ).fetchall()
    sides = []
    for document, places in ((later, {row[:2] for row in rows}), (earlier, {row[2:] for row in rows})):
        name, title = db.execute("SELECT name, title FROM document WHERE id = ?", (document,)).fetchone()
        sides.append((title or name, name, _tables(db, document, places)))
    return across(sides[0], sides[1], [(row[:2], row[2:]) for row in rows])


def _tables(db: sqlite3.Connection, document: int, places: Iterable[tuple[int, int]]) -> dict[int, Table]:
    wanted: dict[int, list[int]] = {}
    for table, row in places:
        wanted.setdefault(table, []).append(row)
    cells = _Cells(db)
    found = {}
    for number, rows in wanted.items():
        head = cells.table(document, number)
        filled = [Row("", (None,) * len(head.columns))] * (max(rows) + 1)
        for at in rows:
            filled[at] = cells.row(document, number, at)
        found[number] = replace(head, rows=tuple(filled))
    return found


def head_of(db: sqlite3.Connection, document: int, table: int) -> Table:
    return _Cells(db).table(document, table)


def _insert(
    db: sqlite3.Connection,
    document: int,
    other: int | None,
    checks: Sequence[Check],
    stand: Sequence[Sequence[tuple[int, int, int]]] | None = None,
    first: int = 0,
) -> None:
    """Store checks, with the figures of the budget that each stands at where that is known already."""
    names = dict(db.execute("SELECT id, name FROM document WHERE id IN (?, ?)", (document, other)).fetchall())
    (number,) = db.execute("SELECT coalesce(max(number), 0) FROM printed_check").fetchone()
    rows, places = [], []
    for position, check in enumerate(checks, first):
        number += 1
        cell = check.printed
        figures = [
            _written(cell, False),
            [_written(part, other is not None) for part in check.parts],
            str(check.difference),
            str(check.tolerance),
            codec.encode(check.why),
        ]
        folded = " ".join((names[document], cell.scope, cell.table_title, cell.label, cell.column_label)).casefold()
        rows.append((
            number, check.id, document, other, position, check.kind, ORDER.index(check.state), str(cell.value),
            str(check.computed), json.dumps(figures, ensure_ascii=False, separators=(",", ":")), folded,
        ))
        if stand is not None:
            places += [(*place, number) for place in stand[position - first]]
        elif cell.in_table:
            places += [(*place, number) for place in _lines_of(db, document, cell)]
    db.executemany(
        "INSERT INTO printed_check (number, id, document, other, position, kind, state, printed, computed, figures,"
        " folded) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
        rows,
    )
    db.executemany("INSERT OR IGNORE INTO check_line (node, nature, col, chk) VALUES (?,?,?,?)", places)


def _lines_of(db: sqlite3.Connection, document: int, cell: Cell) -> list[tuple[int, int, int]]:
    """The figure of the budget that was read from a cell, as (node, nature, column)."""
    (columns,) = db.execute(
        "SELECT columns FROM printed_table WHERE document = ? AND position = ?", (document, cell.table)
    ).fetchone()
    _label, year, phase = json.loads(columns)[cell.column]
    return db.execute(
        "SELECT r.node, r.nature, c.id FROM named_row r JOIN node n ON n.id = r.node"
        " JOIN material_column c ON c.material = n.material AND c.phase = ? AND c.year IS ?"
        " WHERE r.document = ? AND r.tbl = ? AND r.row = ?",
        (phase, year, document, cell.table, cell.row),
    ).fetchall()


def _written(cell: Cell, elsewhere: bool) -> list[Any]:
    """A cell as it is stored: a place in a table, or all of it where it stands in a heading or in the text."""
    if cell.in_table:
        return [int(elsewhere), cell.table, cell.row, cell.column, cell.sign, cell.source.line]
    words = [cell.table_title, cell.label, cell.column_label, str(cell.value), cell.printed, cell.unit, cell.scope]
    return [int(elsewhere), cell.table, -1, cell.column, cell.sign, [*words, source_text(cell.source)]]


# -- reading


class _Cells:
    """Printed tables and rows, each read once."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._heads: dict[tuple[int, int], Table] = {}
        self._rows: dict[tuple[int, int, int], Row] = {}
        self._names: dict[int, str] = {}

    def name(self, document: int) -> str:
        if document not in self._names:
            (self._names[document],) = self._db.execute(
                "SELECT name FROM document WHERE id = ?", (document,)
            ).fetchone()
        return self._names[document]

    def table(self, document: int, table: int) -> Table:
        if (document, table) not in self._heads:
            title, unit, price, department, paper, columns, source = self._db.execute(
                "SELECT title, unit, price_level, department, paper, columns, source FROM printed_table"
                " WHERE document = ? AND position = ?",
                (document, table),
            ).fetchone()
            found = tuple(Column(label, year, phase) for label, year, phase in json.loads(columns))
            head = Table(title, unit, found, (), price, department, paper, source_of(source))
            self._heads[document, table] = head
        return self._heads[document, table]

    def row(self, document: int, table: int, row: int) -> Row:
        if (document, table, row) not in self._rows:
            label, values, printed, kind, level, certain, source = self._db.execute(
                "SELECT label, cells, printed, kind, level, certain, source FROM printed_row"
                " WHERE document = ? AND tbl = ? AND position = ?",
                (document, table, row),
            ).fetchone()
            self._rows[document, table, row] = Row(
                label, tuple(json.loads(values)), tuple(json.loads(printed)), kind, level, bool(certain),
                source_of(source),
            )
        return self._rows[document, table, row]

    def cell(self, documents: Sequence[int | None], written: Sequence[Any]) -> Cell:
        which, table, at, column, sign, rest = written
        document = documents[which]
        assert document is not None
        name = self.name(document)
        if at < 0:
            title, label, column_label, value, printed, unit, scope, source = rest
            return Cell(
                name, table, at, column, title, label, column_label, Decimal(value), printed, unit, sign,
                source_of(source), scope,
            )
        head, row = self.table(document, table), self.row(document, table, at)
        source = row.source if rest == row.source.line else Source(row.source.page, rest, rest, row.source.raw)
        value = row.values[column] or "0"
        printed = row.printed[column] if column < len(row.printed) else value
        return Cell(
            name, table, at, column, head.title, row.label, head.columns[column].label, Decimal(value), printed or "",
            head.unit or "", sign, source, scope_of(head.paper, head.department),
        )


def numbers(
    db: sqlite3.Connection, states: Iterable[str], needle: str = "", *, first: Sequence[int] = (),
    only: Sequence[int] | None = None,
) -> list[int]:
    """The checks in these states whose words have the needle, by number.

    The states are those of :class:`Agreement`, and "known" for a difference that was acknowledged. What needs an eye
    comes first; within a state the documents in ``first`` and then the others, in the order of the papers. With
    ``only`` the checks of other documents are left out.
    """
    wanted = set(states)
    known = set(known_numbers(db))
    places = [place for place, state in enumerate(ORDER) if state in wanted or (not place and "known" in wanted)]
    sql = [f"SELECT number, state, document, other FROM printed_check WHERE state IN ({_marks(places)})"]
    values: list[object] = [*places]
    if needle:
        sql.append("AND instr(folded, ?)")
        values.append(needle.casefold())
    if only is not None:
        sql.append(f"AND (document IN ({_marks(only)}) OR other IN ({_marks(only)}))")
        values += [*only, *only]
    sql.append("ORDER BY state, document, other IS NOT NULL, other, position")
    rows = db.execute(" ".join(sql), values).fetchall()
    mine = set(first)
    found = []
    for number, state, document, other in rows:
        said = "known" if number in known else ORDER[state]
        if said in wanted:
            place = 0.5 if said == "known" else float(state)
            found.append((place, not ({document, other} & mine), number))
    # The sort is stable: documents and positions keep the order that they came in.
    found.sort(key=lambda one: one[:2])
    return [number for _place, _apart, number in found]


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


def counts(db: sqlite3.Connection, only: Sequence[int] | None = None) -> dict[str, int]:
    """How many checks there are in each state; those that were acknowledged count as "known".

    Of the lines of a long table those that agree are counted too, though none of them is kept.
    """
    sql, values = "SELECT state, count(*) FROM printed_check", []
    if only is not None:
        sql += f" WHERE document IN ({_marks(only)}) OR other IN ({_marks(only)})"
        values = [*only, *only]
    found = {str(ORDER[state]): count for state, count in db.execute(f"{sql} GROUP BY state", values).fetchall()}
    more = sum(count for document, _name, count in agreed(db) if only is None or document in only)
    if more:
        found[Agreement.AGREES] = found.get(Agreement.AGREES, 0) + more
    known = sum(only is None or not set(only).isdisjoint(_documents(db, number)) for number in known_numbers(db))
    if known:
        found[Agreement.DIFFERS] -= known
        found["known"] = known
    return found


def agreed(db: sqlite3.Connection) -> list[tuple[int, str, int]]:
    """(document, name, how much agrees) of the documents whose tables are too long to be held."""
    return db.execute(
        "SELECT d.id, d.name, sum(a.compared - min(a.plain, a.turned)) FROM long_agreed a"
        " JOIN document d ON d.id = a.document GROUP BY d.id"
    ).fetchall()


def _documents(db: sqlite3.Connection, number: int) -> tuple[int, int | None]:
    found: tuple[int, int | None] = db.execute(
        "SELECT document, other FROM printed_check WHERE number = ?", (number,)
    ).fetchone()
    return found


def views(db: sqlite3.Connection, wanted: Sequence[int]) -> list[CheckView]:
    """These checks, in this order, with what they are held against and what a person said of them."""
    cells, known = _Cells(db), known_numbers(db)
    found = []
    for number in wanted:
        row = db.execute(
            "SELECT id, document, other, kind, state, computed, figures FROM printed_check WHERE number = ?", (number,)
        ).fetchone()
        if row is None:
            raise KeyError(number)
        key, document, other, kind, state, computed, figures = row
        printed, parts, difference, tolerance, why = json.loads(figures)
        own, *others = (cells.cell((document, other), cell) for cell in (printed, *parts))
        amounts = Decimal(computed), Decimal(difference), Decimal(tolerance)
        check = Check(kind, ORDER[state], own, *amounts, tuple(others), _said(why), key)
        found.append(CheckView(number, check, document, other, known.get(number)))
    return found


def _said(why: Any) -> str:
    return Marked(why["template"]).format(**why["fields"]) if isinstance(why, dict) else str(why)


def check_at(db: sqlite3.Connection, node: int, nature: str, column: int) -> int | None:
    """The check of a budget figure that needs an eye most; ``None`` where nothing is to be said of it."""
    row = db.execute(
        "SELECT c.number FROM check_line l JOIN printed_check c ON c.number = l.chk"
        " WHERE l.node = ? AND l.nature = ? AND l.col = ? AND c.state < ? ORDER BY c.state, c.number LIMIT 1",
        (node, PLACES.get(nature), column, ORDER.index(Agreement.AGREES)),
    ).fetchone()
    return row[0] if row else None


def line_of(db: sqlite3.Connection, number: int) -> tuple[int, int, int] | None:
    """(material, node, column) of the budget line where a check stands; the deepest, where it stands at several."""
    row = db.execute(
        "SELECT n.material, n.id, l.col FROM check_line l JOIN node n ON n.id = l.node WHERE l.chk = ?"
        " ORDER BY n.depth DESC LIMIT 1",
        (number,),
    ).fetchone()
    return tuple(row) if row else None


# -- what a person acknowledges


def acknowledge(db: sqlite3.Connection, number: int, note: str, actor: str) -> Event:
    """Write that a difference is known, with a note; an empty note takes that back.

    Raises ``KeyError`` where there is no such check, and ``ValueError`` where it does not differ.
    """
    (view,) = views(db, [number])
    if view.check.state is not Agreement.DIFFERS:
        raise ValueError(f"check {number} does not differ")
    sha, name = db.execute("SELECT sha256, name FROM document WHERE id = ?", (view.document,)).fetchone()
    payload = {
        "check": view.check.id,
        "document": sha,
        "name": name,
        "label": view.check.printed.label,
        "column": view.check.printed.column_label,
        "printed": str(view.check.printed.value),
        "computed": str(view.check.computed),
        "note": note,
    }
    return journal.write(db, "check_acknowledged", payload, actor=actor, at=journal.now())
