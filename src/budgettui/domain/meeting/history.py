"""The time line of an agenda item or a decision point: every act on it, and whether it was taken back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from budgettui.domain.meeting.events import Event, taken_back
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
            about = event.payload.get("point")
            if about in points or (point is None and event.payload.get("item") == item):
                found[event.group, event.kind, str(about or event.payload.get("id"))] = event
    return [Change(event, event.group in undone) for event in found.values()]
