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
    """What was done to an item, or to one of its points, oldest first.

    Of a text that was saved while it was typed only the last state of each step is told. What was done to a point
    belongs to its item as well.
    """
    points = {point} if point else {one.id for one in meeting.item(item).points}
    events = list(events)
    undone = taken_back(events)
    found: dict[tuple[str, str, str], Event] = {}
    for event in events:
        if event.kind in ACTS:
            data = event.payload
            if not points.isdisjoint(points_named(data)) or (point is None and data.get("item") == item):
                found[event.group, event.kind, str(data.get("point") or data.get("id"))] = event
    return [Change(event, event.group in undone) for event in found.values()]
