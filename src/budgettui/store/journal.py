"""The append-only journal: canonical JSON, a chain of hashes, and the check that finds what was changed.

Each row's hash is the SHA-256 of its own columns and the hash of the row before, so a changed letter is seen
at its row and a missing row at the next. The end of the chain is known from SQLite's own counter
(``AUTOINCREMENT``): rows cut off there are missed too. ``follows`` is the id of the event before it in the
same meeting.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from budgettui.domain.errors import N_, StoreError
from budgettui.domain.meeting.events import Event, taken_back
from budgettui.i18n import _
from budgettui.store.schema import GENESIS

DAMAGED = N_(
    "Journalen i {path} er beskadiget. Hent filen fra en sikkerhedskopi; budgettui verify siger, hvilken post det er."
)
_READ = "id, meeting, actor, at, kind, payload, grp, seq"
_COLUMNS = "seq, id, meeting, actor, at, kind, payload, grp, follows, prev_hash, hash"


class DamagedEntry(StoreError, ValueError):
    """An entry whose payload is no JSON any more; the message names it."""


def canonical(value: object) -> str:
    """JSON with one spelling only: sorted keys, no spaces, no escapes that UTF-8 does not need.

    Raises ``ValueError`` for what JSON cannot hold: NaN, infinity, and halves of surrogate pairs.
    """
    # Keys become text before they are sorted, else {2: …, 10: …} would sort otherwise when read back.
    plain = json.loads(json.dumps(value, allow_nan=False))
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    text.encode("utf-8")
    return text


def digest(row: Iterable[object]) -> str:
    """The hash of a journal row: everything but the hash itself, in the order of the columns."""
    # OpenSSL's part costs 3 ms of a start, and nothing is hashed before the first event.
    from hashlib import sha256

    return sha256(canonical(list(row)).encode("utf-8")).hexdigest()


def now() -> str:
    """This moment as ISO 8601 in UTC, with microseconds."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def new_id() -> str:
    """A fresh event or group id (UUID version 4)."""
    from uuid import uuid4

    return str(uuid4())


def write(
    db: sqlite3.Connection, kind: str, payload: Mapping[str, Any], *, actor: str, at: str,
    meeting: str | None = None, group: str | None = None,
) -> Event:
    """Append one event, inside the caller's writing transaction, and return it as it will be read back."""
    head = db.execute("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone() or (0, GENESIS)
    before = db.execute("SELECT id FROM journal WHERE meeting IS ? ORDER BY seq DESC LIMIT 1", (meeting,)).fetchone()
    text = canonical(payload)
    event = Event(new_id(), meeting, actor, at, kind, json.loads(text), group or new_id(), head[0] + 1)
    previous = before[0] if before else None
    row = (event.seq, event.id, meeting, actor, at, kind, text, event.group, previous, head[1])
    db.execute(f"INSERT INTO journal ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?)", (*row, digest(row)))
    return event


def read(
    db: sqlite3.Connection, meeting: str | None = None, *, after: int = 0, kind: str | None = None
) -> list[Event]:
    """The events of one meeting, or of the whole store, oldest first; only those ``after`` the entry of that number,
    and of that ``kind``."""
    asked = {"seq > ?": after, "meeting = ?": meeting, "kind = ?": kind}
    said = {words: value for words, value in asked.items() if value is not None}
    return _events(db, f" WHERE {' AND '.join(said)}", tuple(said.values()))


def of_group(db: sqlite3.Connection, group: str) -> list[Event]:
    """The events of one step, oldest first; none where there is no such step."""
    return _events(db, " WHERE grp = ?", (group,))


def newest_first(db: sqlite3.Connection) -> Iterator[Event]:
    """The events of the whole store, back from the last: no more is read than is asked for."""
    return map(_event, db.execute(f"SELECT {_READ} FROM journal ORDER BY seq DESC"))


def _events(db: sqlite3.Connection, where: str, values: Sequence[str | int]) -> list[Event]:
    rows = db.execute(f"SELECT {_READ} FROM journal{where} ORDER BY seq", values).fetchall()
    return [_event(row) for row in rows]


def _event(row: tuple[Any, ...]) -> Event:
    event, home, actor, at, kind, payload, group, seq = row
    return Event(event, home, actor, at, kind, _payload(seq, payload), group, seq)


def _payload(seq: int, text: str) -> dict[str, Any]:
    try:
        data: dict[str, Any] = json.loads(text)
    except (TypeError, ValueError) as error:
        raise DamagedEntry(
            N_("Post {seq} i journalen er beskadiget og kan ikke læses. Hent filen fra en sikkerhedskopi."), seq=seq
        ) from error
    return data


def outside(db: sqlite3.Connection, kind: str) -> list[Event]:
    """The acts of a kind that belongs to no meeting, oldest first, and what was taken back and done again."""
    return _events(db, " WHERE meeting IS NULL AND kind IN (?, 'undone', 'redone')", (kind,))


def holding(db: sqlite3.Connection, kind: str) -> list[Event]:
    """The acts of a kind that belongs to no meeting, oldest first, without those that are taken back."""
    events = outside(db, kind)
    undone = taken_back(events)
    return [event for event in events if event.kind == kind and event.group not in undone]


def imports_taken_back(db: sqlite3.Connection) -> set[str]:
    """The checksums of the documents whose last import is taken back."""
    kinds = "('document_imported', 'undone', 'redone')"
    events = _events(db, f" WHERE meeting IS NULL AND kind IN {kinds}", ())
    undone = taken_back(events)
    last = {event.payload["sha256"]: event.group for event in events if event.kind == "document_imported"}
    return {sha256 for sha256, group in last.items() if group in undone}


def meetings(db: sqlite3.Connection) -> list[str]:
    """The ids of the meetings that have events, in the order of their first."""
    rows = db.execute(
        "SELECT meeting, min(seq) FROM journal WHERE meeting IS NOT NULL GROUP BY meeting ORDER BY 2"
    ).fetchall()
    return [row[0] for row in rows]


def problems(db: sqlite3.Connection) -> Iterator[str]:
    """What is wrong with the chain, the first bad entry first."""
    expected, previous = 1, GENESIS
    last_of: dict[str | None, str] = {}
    for row in db.execute(f"SELECT {_COLUMNS} FROM journal ORDER BY seq"):
        seq, event_id, meeting, follows, prev_hash, found = row[0], row[1], row[2], row[8], row[9], row[10]
        if seq > expected:
            yield _("Post {seq} mangler i journalen.").format(seq=expected)
        elif prev_hash != previous:
            yield _("Post {seq} i journalen følger ikke efter posten før den.").format(seq=seq)
        if _hash_of(row[:10]) != found:
            yield _("Post {seq} i journalen er ændret: kontrolsummen passer ikke.").format(seq=seq)
        elif seq == expected and follows != last_of.get(meeting):
            yield _("Post {seq} i journalen henviser til en anden post end den før den.").format(seq=seq)
        last_of[meeting] = event_id
        expected, previous = seq + 1, found
    counter = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'journal'").fetchone()
    if counter and counter[0] >= expected:
        yield _("Post {seq} mangler i journalen.").format(seq=expected)


def _hash_of(row: tuple[object, ...]) -> str | None:
    try:
        return digest(row)
    except (TypeError, ValueError):
        # A value of a type that the program never writes, put there from outside.
        return None
