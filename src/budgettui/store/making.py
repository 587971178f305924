"""Everything that is made from the journal and the documents, made again."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

from budgettui.domain.errors import N_, StoreError
from budgettui.store import documents, journal, projections, schema
from budgettui.store.connection import Told, silent

_BROKEN = N_("{path}: {problem} Tabellerne er ikke lavet om; hent filen fra en sikkerhedskopi.")
_CREATED = re.compile(r"CREATE TABLE (\w+)")


def make_tables(db: sqlite3.Connection, path: Path, told: Told = silent) -> None:
    """Drop the made tables, whatever form they have, and make them anew with what belongs in them.

    Raises ``StoreError`` as :func:`fill` does.
    """
    told(0, db.execute("SELECT count(*) FROM document").fetchone()[0], "")
    kept = {name for script in schema.KEPT for name in _CREATED.findall(script)}
    # Rows that refer to a dropped table are dropped as well, only later.
    db.execute("PRAGMA defer_foreign_keys = ON")
    made = False
    # Virtual tables first: they take the tables that they keep their things in with them.
    for form in ("CREATE VIRTUAL %", "CREATE TABLE %"):
        for (name,) in db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE ? ORDER BY rowid DESC", (form,)
        ).fetchall():
            if name not in kept and not name.startswith(("sqlite_", "_sqlite_")):
                db.execute(f"DROP TABLE {name}")
                made = True
    for script in schema.MADE:
        for statement in schema.statements(script):
            db.execute(statement)
    if made:
        fill(db, path, told)
    db.execute("DELETE FROM made_form")
    db.execute("INSERT INTO made_form VALUES (?)", (schema.form(),))


def fill(db: sqlite3.Connection, path: Path, told: Told) -> None:
    """Fill the made tables, which are empty: meetings from their events, papers and budget from the readings.

    Raises ``StoreError`` with the first bad entry where the journal itself, or a document, is not sound: what is
    made from it would only hide that.
    """
    from budgettui.store import acts, check, corrections, imports
    from budgettui.store.ready import tables_of

    problems = [*journal.problems(db), *(problem for _, problem in check.documents(db))]
    if problems:
        raise StoreError(_BROKEN, path=path, problem=problems[0])
    for sha256 in journal.imports_taken_back(db):
        db.execute("INSERT INTO taken_back SELECT id FROM document WHERE sha256 = ?", (sha256,))
    views = documents.documents(db)
    for number, view in enumerate(views, 1):
        told(number, len(views), view.name)
        reading = corrections.current_reading(db, view.id)
        imports.write_made(db, view.id, reading, tables_of(reading))
    for meeting_id in journal.meetings(db):
        state = acts.folded(path, journal.read(db, meeting_id))
        if state is not None:
            projections.save(db, None, state)
