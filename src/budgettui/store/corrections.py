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
from budgettui.store import imports, journal


def of_document(db: sqlite3.Connection, document: int) -> list[Event]:
    """The corrections of a document that hold, oldest first. ``KeyError`` if there is no such document."""
    row = db.execute("SELECT sha256 FROM document WHERE id = ?", (document,)).fetchone()
    if row is None:
        raise KeyError(document)
    undone: set[str] = set()
    found: list[Event] = []
    for event in journal.read_outside(db):
        if event.kind == "undone":
            undone.add(event.payload["group"])
        elif event.kind == "reading_corrected" and event.payload["document"] == row[0]:
            found.append(event)
    return [event for event in found if event.group not in undone]


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
        written.append(journal.write(db, "reading_corrected", payload, actor=actor, at=at, group=group))
    _make_again(db, document, reading)
    return written


def take_back(db: sqlite3.Connection, document: int, actor: str) -> list[Event]:
    """Take back the last step of corrections; the event that says so, or ``[]`` where there is none."""
    known = of_document(db, document)
    if not known:
        return []
    event = journal.write(db, "undone", {"group": known[-1].group}, actor=actor, at=journal.now())
    _make_again(db, document, current_reading(db, document))
    return [event]


def _make_again(db: sqlite3.Connection, document: int, reading: Reading) -> None:
    imports.clear_tables(db, document)
    imports.write_tables(db, document, reading)
