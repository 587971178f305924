"""From the payload of ``meeting_prepared`` to the meeting that it prepares."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from budgettui.domain.meeting.events import Event, Payload, link_from, source_from, target_from
from budgettui.domain.meeting.meeting import Action, Attendee, DecisionPoint, Item, Meeting, Origin, Step, Target

#: What may be known of a participant, and of a meeting.
_OF_PERSON = ("initials", "role", "party", "attendance", "member", "substitute_for")
_OF_MEETING = ("body", "department", "municipality", "date", "place")


def point_from(data: Payload) -> DecisionPoint:
    """A decision point, on which nothing is decided, from its stored form."""
    return DecisionPoint(
        data["id"],
        data.get("number"),
        data["text"],
        source_from(data.get("source")),
        links=tuple(link_from(link) for link in data.get("links", ())),
    )


def history_from(data: Iterable[Iterable[Any]]) -> tuple[Step, ...]:
    """A case's way so far from its stored form, a list a step."""
    return tuple(Step(*step) for step in data)


def item_from(data: Payload) -> Item:
    """An item with its points from its stored form. What a later version added to it may be missing."""
    origin = data.get("origin")
    return Item(
        id=data["id"],
        number=data.get("number"),
        title=data["title"],
        type=data.get("type", "item"),
        open=data.get("open", True),
        closed_reason=data.get("closed_reason", ""),
        public_text=data.get("public_text", ""),
        papers=tuple(data.get("papers", ())),
        attachments=tuple(data.get("attachments", ())),
        case_number=data.get("case_number"),
        minutes=data.get("minutes") or "",
        points=tuple(point_from(point) for point in data.get("points", ())),
        source=source_from(data.get("source")),
        late=data.get("late", False),
        joined=data.get("joined"),
        origin=Origin(origin["meeting"], origin["item"]) if origin else None,
        history=history_from(data.get("history", ())),
    )


def brought(meeting: Meeting | None, item_id: str) -> Item | None:
    """An item as the papers brought it to the ``meeting`` as it was prepared; ``None`` where that is not known.

    A text that differs from it was typed, and so were all the texts of an item that the papers did not bring.
    """
    if meeting is None:
        return None
    return next((item for item in meeting.items if item.id == item_id), Item(item_id, None, ""))


def prepared(event: Event) -> Meeting:
    """The meeting that a ``meeting_prepared`` makes. What a later version added to the payload may be missing."""
    data = event.payload
    items = tuple(item_from(item) for item in data.get("items", ()))
    attendees = tuple(
        Attendee(person["id"], person["name"], **{name: person[name] for name in _OF_PERSON if name in person})
        for person in data.get("participants", ())
    )
    actions = tuple(
        Action(action["id"], action["text"], action.get("responsible", ""), action.get("due"), action.get("item"))
        for action in data.get("actions", ())
    )
    return Meeting(
        id=event.meeting or "",
        title=data["title"],
        **{name: data[name] for name in _OF_MEETING if name in data},
        items=items,
        attendees=attendees,
        actions=actions,
        target=target_from(data["target"]) if data.get("target") else Target(),
    )
