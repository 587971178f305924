"""Papers that come in files of their own, with their agenda or after it: they hang on the items that they belong to."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from itertools import groupby
from typing import Any

from budgettui.domain.meeting.meeting import Meeting
from budgettui.domain.paper.agenda import Hook, hooks
from budgettui.store import acts, projections
from budgettui.store.views import NewEvent

#: The items of meetings that were not before the paper, with what there is to decide on them.
_ITEMS = """
SELECT m.id, i.id, i.title, i.case_number, p.text FROM agenda_item i JOIN meeting m ON m.id = i.meeting
LEFT JOIN decision_point p ON p.meeting = i.meeting AND p.item = i.id
WHERE i.type <> 'section' AND (m.date IS NULL OR ?1 IS NULL OR m.date >= ?1) ORDER BY m.id, i.id
"""


def hang(
    db: sqlite3.Connection, states: acts.States, alone: Mapping[str, Any], actor: str, step: str
) -> tuple[str, str] | None:
    """Attach the papers of a file without an agenda, which the store has by now, to the items that they belong to: the
    id of the meeting, and the items' names; ``None`` where they belong to none, or may belong to several."""
    rows = db.execute(_ITEMS, (alone["date"],)).fetchall()
    free = (
        Hook(*item)._replace(points=frozenset(text for *_, text in points if text))
        for item, points in groupby(rows, key=lambda row: row[:4])
    )
    homes = [(projections.load(db, found[0][0].meeting), found) for found in hooks(alone["items"], free)]
    written = [(meeting, found) for meeting, found in homes if meeting.final is None]
    if len(written) != 1:
        return None
    ((meeting, found),) = written
    events = [event for hook, own in found for event in _events(meeting, hook.item, own)]
    acts.append(db, states, events, actor, meeting.seq, step)
    return meeting.id, " · ".join(meeting.item(hook.item).heading for hook, _ in found)


def _events(meeting: Meeting, item_id: str, own: Mapping[str, Any]) -> list[NewEvent]:
    """What hangs a paper with its points on an item; what it says of its case, the item says from now on."""
    item = meeting.item(item_id)
    facts = {"open": item.open and own["open"], "case_number": item.case_number or own["case_number"]}
    changed = {name: value for name, value in facts.items() if value != getattr(item, name)}
    (paper,) = own["papers"]
    # What is on the item already is what the paper would bring.
    told = {"item": item.id, "paper": paper, "title": own["title"], "adds": [] if item.points else own["points"]}
    events = [("paper_attached", told), *([("item_set", {"item": item.id, **changed})] if changed else [])]
    return [NewEvent(kind, payload, meeting.id) for kind, payload in events]
