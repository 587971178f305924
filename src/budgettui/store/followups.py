"""What is to be followed up over all meetings and documents, and what was noted of it.

The notes are acts of the journal that belong to no meeting (``follow_up_noted``): ``key``, ``state``, ``text``, and
``line`` with ``label`` where it was linked to a budget line.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from budgettui.domain.meeting.decisions import OUTCOMES, Bucket
from budgettui.domain.meeting.events import Event
from budgettui.domain.meeting.followup import STATES, FollowUp, Note, read_state
from budgettui.domain.meeting.spotting import until
from budgettui.store import journal
from budgettui.store.documents import SEALED
from budgettui.store.sources import source_of

_KIND = "follow_up_noted"
_POSTPONED = [outcome.code for outcome in OUTCOMES if outcome.bucket is Bucket.POSTPONED]


def read(db: sqlite3.Connection) -> list[FollowUp]:
    said: dict[str, list[Event]] = {}
    for event in journal.holding(db, _KIND):
        said.setdefault(event.payload["key"], []).append(event)
    return [_noted(one, said.get(one.key, ())) for one in (*_actions(db), *_postponed(db), *_promises(db))]


def note(db: sqlite3.Connection, key: str, said: Mapping[str, Any], actor: str) -> Event:
    """Note something of a follow-up: a ``state``, a ``text``, a ``line`` of the budget with its ``label``.

    Raises ``KeyError`` where there is none with this key, and ``ValueError`` for a state that there is not.
    """
    found = next((one for one in read(db) if one.key == key), None)
    if found is None:
        raise KeyError(key)
    payload = {"key": key, "what": found.text, "state": said.get("state") or found.state, "text": said.get("text", "")}
    if payload["state"] not in STATES:
        raise ValueError(f"no such state: {payload['state']}")
    if "line" in said:
        payload |= {"line": said["line"], "label": said.get("label", "")}
    return journal.write(db, _KIND, payload, actor=actor, at=journal.now())


def _noted(one: FollowUp, events: list[Event] | tuple[()]) -> FollowUp:
    notes = tuple(  # to which line it belongs is no report on it
        Note(event.at, event.actor, event.payload["state"], event.payload.get("text", ""))
        for event in events if "line" not in event.payload
    )
    line = next((event.payload for event in reversed(events) if "line" in event.payload), {})
    if not line:
        return replace(one, notes=notes)
    return replace(one, notes=notes, line=line["line"], line_label=line.get("label", ""))


#: Of a meeting: its title and day, its department, and the item with whether it is open.
_MEETING = "m.id, m.title, m.date, coalesce(m.department, ''), i.id, coalesce(i.number, ''), coalesce(i.open, 1)"
#: The body that holds a meeting, as :mod:`budgettui.domain.meeting.carry` tells bodies apart.
_BODY = "coalesce(nullif(m.body, ''), m.title)"
#: Outcomes that hand a point to another body.
_SENT = frozenset(("referred", "returned"))
#: The first budget line that a point is linked to.
_LINK = ("(SELECT {what} FROM point_link l WHERE l.meeting = m.id AND l.point = {point} ORDER BY l.position LIMIT 1)")


def _actions(db: sqlite3.Connection) -> Iterator[FollowUp]:
    node, label = (_LINK.format(what=what, point="a.point") for what in ("l.node", "l.label"))
    for key, text, responsible, due, done, point, line, line_label, *place in db.execute(
        f"SELECT a.id, a.text, a.responsible, a.due, a.done, a.point, {node}, {label}, {_MEETING} FROM action a"
        " JOIN meeting m ON m.id = a.meeting LEFT JOIN agenda_item i ON i.meeting = a.meeting AND i.id = a.item"
        " ORDER BY m.date, m.id, a.position"
    ).fetchall():
        meeting, title, day, department, item, number, is_open = place
        yield FollowUp(
            "action", f"action:{meeting}:{key}", text, responsible, due, "done" if done else "open", department,
            number, title, day, meeting, item, point, line=line, line_label=line_label or "", open=bool(is_open),
        )


def _postponed(db: sqlite3.Connection) -> Iterator[FollowUp]:
    """What was postponed, but for what a later meeting has taken over: there it goes on. What was sent for hearing is
    a deadline; where none was typed, it is the day that the text says. What another body has taken over of an item is
    what was sent on to it, and not what waits here."""
    taken = db.execute(
        f"SELECT i.origin, {_BODY} FROM agenda_item i JOIN meeting m ON m.id = i.meeting WHERE i.origin IS NOT NULL"
    ).fetchall()
    carried = {(*json.loads(origin), body) for origin, body in taken}
    anywhere = {origin[:2] for origin in carried}
    node, label = (_LINK.format(what=what, point="p.id") for what in ("l.node", "l.label"))
    for key, text, said, case, responsible, due, outcome, source, body, line, line_label, *place in db.execute(
        "SELECT p.id, p.text, p.decision_text, i.title, p.responsible, p.due, p.outcome, p.source,"
        f" {_BODY}, {node}, {label}, {_MEETING}"
        " FROM decision_point p JOIN meeting m ON m.id = p.meeting"
        " JOIN agenda_item i ON i.meeting = p.meeting AND i.id = p.item"
        f" WHERE p.outcome IN ({','.join('?' * len(_POSTPONED))}) ORDER BY m.date, m.id, i.position, p.position",
        _POSTPONED,
    ).fetchall():
        meeting, title, day, department, item, number, is_open = place
        if (meeting, item, body) in carried or (outcome in _SENT and (meeting, item) in anywhere):
            continue
        words = f"{case}: {text} ({said})" if said else f"{case}: {text}"
        if not due and said and day:
            known = until(said, date.fromisoformat(day))
            due = known.isoformat() if known else None
        yield FollowUp(
            "deadline" if outcome == "sent_for_hearing" else "postponed", f"postponed:{meeting}:{key}", words,
            responsible, due, "open", department, number, title, day, meeting, item, key, source=source_of(source),
            line=line, line_label=line_label or "", open=bool(is_open),
        )


def _promises(db: sqlite3.Connection) -> Iterator[FollowUp]:
    """Declarations of intent and dated steps that documents print."""
    for document, sha256, title, kind, position, number, text, department, status, day, source, is_open in db.execute(
        f"{SEALED} SELECT d.id, d.sha256, coalesce(nullif(d.title, ''), d.name), p.kind, p.position, p.number, p.text,"
        " p.department, p.status, p.date, p.source, d.id NOT IN (SELECT document FROM sealed)"
        " FROM promise p JOIN document d ON d.id = p.document"
        " ORDER BY d.id, p.kind DESC, p.position"
    ).fetchall():
        yield FollowUp(
            kind, f"{kind}:{sha256}:{number if number is not None else position}", text, department, day,
            read_state(status), department, "" if number is None else str(number), title, document=document,
            source=source_of(source), open=bool(is_open),
        )
