"""Corrections of a reading, as the journal keeps them, and the reading that they make.

A correction belongs to a document by its checksum, so it is still there when the same file is imported again. The
reading as it was read is kept beside it, and taking a correction back is an event too.

Of a table that is too long to be held, a correction of one line touches the path of that line alone
(:mod:`budgettui.store.one_line`). What needs more is laid again beside the budget that is there, in pieces that nobody
is kept waiting by, and takes its place in the end.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from budgettui.domain.errors import N_, Refused
from budgettui.domain.meeting.events import Event
from budgettui.domain.paper.corrections import Correction, correct, corrected
from budgettui.domain.paper.reading import Reading
from budgettui.store import documents, growing, imports, journal, one_line
from budgettui.store.access import TakesLong
from budgettui.store.connection import part
from budgettui.store.ready import Tables, has_long, tables_of

_KIND = "reading_corrected"


@dataclass(frozen=True)
class Grown:
    """The tables of a document under these corrections, the long ones of them in the store already."""

    corrections: Sequence[Mapping[str, Any]]
    tables: Tables


def of_document(db: sqlite3.Connection, document: int) -> list[Event]:
    """The corrections of a document that hold, oldest first. ``KeyError`` if there is no such document."""
    sha256, _name = _known(db, document)
    return [event for event in journal.holding(db, _KIND) if event.payload["document"] == sha256]


def _known(db: sqlite3.Connection, document: int) -> tuple[str, str]:
    """The checksum and the name of a document; ``KeyError`` if there is no such document."""
    row = db.execute(f"SELECT sha256, name FROM document WHERE id = ? AND {documents.HERE}", (document,)).fetchone()
    if row is None:
        raise KeyError(document)
    return row[0], row[1]


def current_reading(db: sqlite3.Connection, document: int) -> Reading:
    """The reading of a document with its corrections; ``CorrectionError`` where one does not fit it."""
    return corrected(imports.load_reading(db, document), [event.payload for event in of_document(db, document)])


def add(
    db: sqlite3.Connection, document: int, corrections: Sequence[Correction], actor: str, grown: Mapping[int, Grown]
) -> list[Event]:
    """Write corrections as one step and make the document's tables again; nothing where one does not fit."""
    at, group = journal.now(), journal.new_id()
    sha, name = _known(db, document)
    payloads: list[dict[str, Any]] = [{**correction, "document": sha, "name": name} for correction in corrections]

    def write(said: Sequence[Mapping[str, Any]]) -> list[Event]:
        return [journal.write(db, _KIND, one, actor=actor, at=at, group=group) for one in said]

    if not imports.has_long_lines(db, document):
        reading = current_reading(db, document)
        for correction in corrections:
            reading = correct(reading, correction)
        _replace(db, document, tables_of(reading))
        return write(payloads)

    was: list[dict[str, Any]] = []

    def one_by_one() -> None:
        for payload in payloads:
            after = [event.seq for event in _others(db, document, payload, "")]
            seen = payload["do"] == "seen"
            was.append({} if seen else {"was": {**one_line.put_right(db, document, payload), "after": after}})

    if _alone(db, one_by_one):
        return write([{**payload, **own} for payload, own in zip(payloads, was, strict=True)])
    written = write(payloads)
    _lay_again(db, document, grown)
    return written


def step(db: sqlite3.Connection, done: Sequence[Event], grown: Mapping[int, Grown], *, back: bool) -> None:
    """Make a document's tables again, after a step of corrections was taken back or done again."""
    if done[0].kind != _KIND:
        return
    document = documents.by_checksum(db, done[0].payload["document"])
    if document is None:
        raise Refused(N_("Det lader sig ikke gøre: {name} er ikke indlæst mere."), name=done[0].payload["name"])
    if not imports.has_long_lines(db, document):
        _replace(db, document, tables_of(current_reading(db, document)))
        return

    def one_by_one() -> None:
        for event in reversed(done) if back else done:
            if event.payload["do"] == "seen":
                continue
            others = [other.seq for other in _others(db, document, event.payload, event.group)]
            if others != event.payload.get("was", {}).get("after"):
                raise one_line.Whole
            (one_line.put_back if back else one_line.put_right)(db, document, event.payload)

    if not _alone(db, one_by_one):
        _lay_again(db, document, grown)


def _others(db: sqlite3.Connection, document: int, payload: Mapping[str, Any], group: str) -> list[Event]:
    """The corrections that hold beside those of a group, and change the same line or more than one."""
    return [
        event for event in of_document(db, document)
        if event.group != group and event.payload["do"] != "seen"
        and event.payload.get("line", payload.get("line")) == payload.get("line")
    ]


def _alone(db: sqlite3.Connection, one_by_one: Callable[[], None]) -> bool:
    """Put right line by line; False where that is not enough, and nothing is changed then."""
    try:
        with part(db):
            one_by_one()
    except one_line.Whole:
        return False
    return True


def grow(db: sqlite3.Connection, long: TakesLong, piece: growing.Piece) -> Grown:
    """Lay a document's tables beside those that are there."""
    tables = tables_of(corrected(imports.load_reading(db, long.document), long.corrections))
    if has_long(tables.reading):
        growing.grow(tables, piece)
    return Grown(long.corrections, tables)


def _lay_again(db: sqlite3.Connection, document: int, grown: Mapping[int, Grown]) -> None:
    tables = laid(db, document, grown)
    growing.leave(db, document)
    _replace(db, document, tables)


def laid(db: sqlite3.Connection, document: int, grown: Mapping[int, Grown]) -> Tables:
    """The tables of a document with long ones, which are in the store already; ``TakesLong`` where they are not."""
    now = [event.payload for event in of_document(db, document)]
    if document not in grown or grown[document].corrections != now:
        raise TakesLong(document, now)
    return grown[document].tables


def _replace(db: sqlite3.Connection, document: int, tables: Tables) -> None:
    imports.clear_tables(db, document)
    imports.write_tables(db, document, tables)
