"""The time line of an agenda item or a decision point: every act on it, and whether it was taken back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from budgettui.domain.meeting.events import Event, points_named, taken_back
from budgettui.domain.meeting.law import ACTS
from budgettui.domain.meeting.meeting import Meeting


class Change(NamedTuple):
    """An act, whether it is taken back now, and the day of it on the clock here."""

    event: Event
    undone: bool

    @property
    def day(self) -> date:
        return datetime.fromisoformat(self.event.at).astimezone().date()


def changes(events: Iterable[Event], meeting: Meeting, item: str, point: str | None = None) -> list[Change]:
    """What was done to an item, or to one of its points, oldest first. ``events`` are those of the meeting, and the
    notes on follow-ups.

    Of a text that was saved while it was typed only the last state of each step is told. What was done to a point
    belongs to its item as well, and what was noted of a follow-up to where it stands.
    """
    points = {point} if point else {one.id for one in meeting.item(item).points}
    noted = points | {one.id for one in meeting.actions if one.point in points or (point is None and one.item == item)}
    events = sorted(events, key=lambda event: event.seq)
    undone = taken_back(events)
    found: dict[tuple[str, str, str], Event] = {}
    for event in events:
        data = event.payload
        if event.kind == "follow_up_noted":
            about = data["key"].split(":", 2)[1:] in [[meeting.id, one] for one in noted]
        else:
            here = point is None and item in (data.get("item"), data.get("with"))
            about = event.kind in ACTS and (here or not points.isdisjoint(points_named(data)))
        if about:
            found[event.group, event.kind, str(data.get("point") or data.get("id"))] = event
    return [Change(event, event.group in undone) for event in found.values()]
