"""Whether the store is sound: the chain, and everything that is made from it, made again and compared."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Container, Generator, Iterator
from contextlib import closing
from itertools import zip_longest

from budgettui.domain.checking.agreement import ORDER
from budgettui.domain.meeting.law import fold
from budgettui.domain.paper.corrections import CorrectionError
from budgettui.i18n import _
from budgettui.store import corrections, imports, journal, projections, reconciliation, schema
from budgettui.store import documents as store_documents
from budgettui.store.ready import tables_of


def problems(db: sqlite3.Connection) -> Iterator[str]:
    """What is wrong, in Danish sentences: first the file, then the journal from its start, then what hangs on
    it.
    """
    for (said,) in db.execute("PRAGMA quick_check(1)").fetchall():
        if said != "ok":
            yield _("Databasefilen er beskadiget: {reason}").format(reason=said)
    yield from journal.problems(db)
    yield from _meetings(db)
    unsound = list(documents(db))
    yield from (problem for _number, problem in unsound)
    yield from _tables(db, {number for number, _problem in unsound})
    yield from _between(db)
    yield from rollups(db)


def _meetings(db: sqlite3.Connection) -> Iterator[str]:
    in_journal = journal.meetings(db)
    for meeting_id in in_journal:
        try:
            made = fold(journal.read(db, meeting_id))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            yield _("Mødet {meeting}: journalen kan ikke afspilles ({reason}).").format(
                meeting=meeting_id, reason=repr(error)
            )
            continue
        try:
            kept = projections.load(db, meeting_id)
        except (KeyError, TypeError, ValueError):
            kept = None
        if made != kept:
            title = made.title if made else meeting_id
            yield _(
                "Mødet »{title}« i tabellerne er ikke det, som journalen siger. Kør: budgettui rebuild"
            ).format(title=title)
    for meeting_id, title in db.execute("SELECT id, title FROM meeting ORDER BY id").fetchall():
        if meeting_id not in in_journal:
            yield _("Mødet »{title}« står ikke i journalen. Kør: budgettui rebuild").format(title=title)


def documents(db: sqlite3.Connection) -> Iterator[tuple[int | None, str]]:
    """Every document (by number; ``None`` where it is gone) that is not what the journal vouches for."""
    try:
        imported = {
            event.payload.get("sha256"): event for event in journal.read(db) if event.kind == "document_imported"
        }
    except journal.DamagedEntry as error:
        yield None, _(error.message).format(**error.params)
        return
    for number, sha256, name in db.execute("SELECT id, sha256, name FROM document ORDER BY id").fetchall():
        event = imported.pop(sha256, None)
        if event is None:
            yield number, _("Dokumentet {name} står ikke i journalen.").format(name=name)
            continue
        try:
            found = imports.checksums(db, number)
        except (TypeError, zlib.error):
            found = None
        if found != (sha256, event.payload.get("text"), event.payload.get("reading")):
            yield number, _("Dokumentet {name} er ændret: kontrolsummen passer ikke.").format(name=name)
    for event in imported.values():
        yield None, _("Dokumentet {name} mangler i databasen.").format(name=event.payload.get("name"))


def _between(db: sqlite3.Connection) -> Iterator[str]:
    """The checks between documents, worked out again."""
    names = dict(db.execute("SELECT id, name FROM document").fetchall())
    for later, earlier in reconciliation.all_pairs(db):
        again = [(check.id, str(check.printed.value), str(check.computed), ORDER.index(check.state))
                 for check in reconciliation.between(db, later, earlier)]
        kept = db.execute(
            "SELECT id, printed, computed, state FROM printed_check WHERE document = ? AND other = ? ORDER BY position",
            (later, earlier),
        ).fetchall()
        if kept != again:
            said = _("Afstemningen mellem {later} og {earlier} er ikke det, som står i dem. Kør: budgettui rebuild")
            yield said.format(later=names[later], earlier=names[earlier])


def _tables(db: sqlite3.Connection, unsound: Container[int | None]) -> Iterator[str]:
    gone = journal.imports_taken_back(db)
    for number, sha256, name in db.execute("SELECT id, sha256, name FROM document ORDER BY id").fetchall():
        if number in unsound:
            continue
        out = store_documents.taken_back(db, sha256) is not None
        try:
            as_read = out == (sha256 in gone) and (_is_empty if out else _is_as_read)(db, number)
        except CorrectionError as error:
            yield _("En rettelse af {name} passer ikke til det, som blev læst ({reason}).").format(
                name=name, reason=error
            )
            continue
        if not as_read:
            yield _("Tabellerne for {name} er ikke det, som blev læst. Kør: budgettui rebuild").format(name=name)


def _is_empty(db: sqlite3.Connection, document: int) -> bool:
    """Whether nothing is made of a document, as where its import was taken back."""
    with closing(made(db, document)) as kept:
        return next(kept, None) is None


def _is_as_read(db: sqlite3.Connection, document: int) -> bool:
    """Whether the document's tables are what its reading gives in an empty store, which lies on the disk."""
    empty = sqlite3.connect("", isolation_level=None)
    try:
        empty.execute("BEGIN")
        for statement in schema.statements("".join((*schema.KEPT, *schema.MADE))):
            empty.execute(statement)
        row = db.execute("SELECT * FROM document WHERE id = ?", (document,)).fetchone()
        empty.execute("INSERT INTO document VALUES (?,?,?,?,?,?)", row)
        reading = corrections.current_reading(db, document)
        imports.write_made(empty, document, reading, tables_of(reading))
        with closing(made(db, document)) as kept, closing(made(empty, document)) as again:
            return all(one == other for one, other in zip_longest(kept, again))
    finally:
        empty.close()


# Numbers of materials, columns and nodes depend on what was imported before, so they are left out of the
# comparison.
_MADE = (
    "SELECT * FROM paper WHERE document = :d ORDER BY position",
    "SELECT s.* FROM paper_section s JOIN paper p ON p.id = s.paper WHERE p.document = :d ORDER BY 1, 2",
    "SELECT s.* FROM paper_point s JOIN paper p ON p.id = s.paper WHERE p.document = :d ORDER BY 1, 2",
    "SELECT * FROM promise WHERE document = :d ORDER BY kind, position",
    "SELECT * FROM printed_table WHERE document = :d ORDER BY position",
    "SELECT * FROM printed_row WHERE document = :d ORDER BY tbl, position",
    "SELECT * FROM long_agreed WHERE document = :d ORDER BY tbl",
    "SELECT m.key, m.title, m.unit, m.price_level, c.position, c.phase, c.year, c.label, c.turned,"
    " m.root = r.id, r.label FROM material m"
    " LEFT JOIN material_column c ON c.material = m.id LEFT JOIN node r ON r.id = m.root"
    " WHERE m.document = :d ORDER BY m.key, c.position",
)
_CHECKS = (
    "SELECT id, position, kind, state, printed, computed, figures, folded FROM printed_check"
    " WHERE document = :d AND other IS NULL ORDER BY position"
)
_TREE = """
WITH RECURSIVE tree (id, key) AS (
  SELECT n.id, n.slug FROM node n JOIN material m ON m.id = n.material
  WHERE m.document = :d AND n.parent IS NULL
  UNION ALL SELECT n.id, tree.key || '/' || n.slug FROM tree JOIN node n ON n.parent = tree.id
)
"""
_MADE_TREE = (
    _TREE + "SELECT tree.key, n.label, n.code, n.kind, n.depth, n.children, n.certain, n.source"
    " FROM tree JOIN node n ON n.id = tree.id ORDER BY tree.key",
    _TREE + "SELECT tree.key, r.nature, r.position, n.slug, r.kind, r.folded"
    " FROM tree JOIN budget_row r ON r.parent = tree.id JOIN node n ON n.id = r.node ORDER BY 1, 2, 3",
    _TREE + "SELECT tree.key, f.nature, c.position, f.amount, f.printed, f.computed, f.certain"
    " FROM tree JOIN figure f ON f.node = tree.id JOIN material_column c ON c.id = f.col ORDER BY 1, 2, 3",
    _TREE + "SELECT tree.key, d.key FROM same_line s JOIN tree ON tree.id = s.node JOIN tree d ON d.id = s.detail"
    " ORDER BY 1, 2",
    _TREE + "SELECT tree.key, l.nature, c.position, k.position FROM tree JOIN check_line l ON l.node = tree.id"
    " JOIN material_column c ON c.id = l.col JOIN printed_check k ON k.number = l.chk"
    " WHERE k.document = :d AND k.other IS NULL ORDER BY 1, 2, 3, 4",
)


def made(db: sqlite3.Connection, document: int) -> Generator[tuple[object, ...], None, None]:
    """Everything that is made from a document's reading, row by row in an order of its own."""
    for sql in (*_MADE, _CHECKS, *_MADE_TREE):
        with closing(db.execute(sql, {"d": document})) as rows:
            yield from rows


# A doubtful line is in no sum; a printed figure is held against its parts only where none of them is doubtful.
_ROLLUPS = """
WITH sure AS (
  SELECT r.parent, r.nature, min(n.certain) AS sure FROM budget_row r JOIN node n ON n.id = r.node
  WHERE r.kind = 'line' GROUP BY r.parent, r.nature
)
SELECT p.label, c.label FROM (
  SELECT r.parent AS node, r.nature AS nature, f.col AS col, min(f.certain) AS certain,
    sum(CASE WHEN f.certain THEN f.amount WHEN n.children THEN f.computed END) AS total
  FROM budget_row r JOIN figure f ON f.node = r.node AND f.nature = r.nature JOIN node n ON n.id = r.node
  WHERE r.kind = 'line' GROUP BY r.parent, r.nature, f.col
) s
JOIN sure ON sure.parent = s.node AND sure.nature = s.nature
JOIN node p ON p.id = s.node
JOIN material m ON m.id = p.material
JOIN material_column c ON c.id = s.col
LEFT JOIN figure f ON f.node = s.node AND f.nature = s.nature AND f.col = s.col
WHERE s.total IS NOT NULL AND (
  f.computed IS NOT CASE WHEN f.printed = '' OR (s.certain AND sure.sure) THEN s.total END
  OR (f.printed = '' AND f.amount IS NOT s.total)
)
ORDER BY s.node, s.nature, s.col
"""


def rollups(db: sqlite3.Connection) -> Iterator[str]:
    """Every sum in the budget that is not the sum of the lines below it."""
    for label, column in db.execute(_ROLLUPS).fetchall():
        yield _(
            "Summen for »{label}« i kolonnen »{column}« er ikke summen af linjerne. Kør: budgettui rebuild"
        ).format(label=label, column=column)
