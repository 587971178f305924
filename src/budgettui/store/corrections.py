"""Corrections of a reading, as the journal keeps them, and the reading that they make.

A correction belongs to a document by its checksum, so it is still there when the same file is imported again. The
reading as it was read is kept beside it, and taking a correction back is an event too.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from budgettui.domain.meeting.events import Event
from budgettui.domain.paper.corrections import Correction, correct, corrected
from budgettui.domain.paper.reading import Reading
from budgettui.store import documents, imports, journal
from budgettui.store.ready import tables_of

_KIND = "reading_corrected"


def of_document(db: sqlite3.Connection, document: int) -> list[Event]:
    """The corrections of a document that hold, oldest first. ``KeyError`` if there is no such document."""
    row = db.execute("SELECT sha256 FROM document WHERE id = ?", (document,)).fetchone()
    if row is None:
        raise KeyError(document)
    return [event for event in journal.holding(db, _KIND) if event.payload["document"] == row[0]]


def current_reading(db: sqlite3.Connection, document: int) -> Reading:
    """The reading of a document with its corrections; ``CorrectionError`` where one does not fit it."""
    return corrected(imports.load_reading(db, document), [event.payload for event in of_document(db, document)])


def add(db: sqlite3.Connection, document: int, corrections: Sequence[Correction], actor: str) -> list[Event]:
    """Write corrections as one step and make the document's tables again; nothing where one does not fit."""
    reading = current_reading(db, document)
    at, group = journal.now(), journal.new_id()
    written = []
    for correction in corrections:
        reading = correct(reading, correction)
        payload = {**correction, "document": reading.sha256, "name": reading.name}
        written.append(journal.write(db, _KIND, payload, actor=actor, at=at, group=group))
    _make_again(db, document, reading)
    return written


def make_again(db: sqlite3.Connection, sha256: str) -> None:
    """Make a document's tables again, after its corrections have become others."""
    document = documents.by_checksum(db, sha256)
    if document is not None:
        _make_again(db, document, current_reading(db, document))


def _make_again(db: sqlite3.Connection, document: int, reading: Reading) -> None:
    tables = tables_of(reading)
    imports.clear_tables(db, document)
    imports.write_tables(db, document, tables)
