"""From the payload of ``meeting_prepared`` to the meeting that it prepares."""

from __future__ import annotations

from budgettui.domain.events import Event, link_from, source_from, target_from
from budgettui.domain.meeting import Action, Attendee, DecisionPoint, Item, Meeting, Target


def prepared(event: Event) -> Meeting:
    """The meeting that a ``meeting_prepared`` makes. What a later version added to the payload may be missing."""
    data = event.payload
    items = tuple(
        Item(
            id=item["id"],
            number=item.get("number"),
            title=item["title"],
            type=item.get("type", "item"),
            open=item.get("open", True),
            closed_reason=item.get("closed_reason", ""),
            public_text=item.get("public_text", ""),
            papers=tuple(item.get("papers", ())),
            attachments=tuple(item.get("attachments", ())),
            case_number=item.get("case_number"),
            minutes=item.get("minutes") or "",
            points=tuple(
                DecisionPoint(
                    point["id"],
                    point.get("number"),
                    point["text"],
                    source_from(point.get("source")),
                    links=tuple(link_from(link) for link in point.get("links", ())),
                )
                for point in item.get("points", ())
            ),
            source=source_from(item.get("source")),
        )
        for item in data.get("items", ())
    )
    attendees = tuple(
        Attendee(
            id=person["id"],
            name=person["name"],
            initials=person.get("initials"),
            role=person.get("role"),
            party=person.get("party"),
            attendance=person.get("attendance", "present"),
            member=person.get("member"),
            substitute_for=person.get("substitute_for"),
        )
        for person in data.get("participants", ())
    )
    actions = tuple(
        Action(action["id"], action["text"], action.get("responsible", ""), action.get("due"), action.get("item"))
        for action in data.get("actions", ())
    )
    return Meeting(
        id=event.meeting or "",
        title=data["title"],
        body=data.get("body"),
        department=data.get("department"),
        municipality=data.get("municipality"),
        date=data.get("date"),
        place=data.get("place"),
        items=items,
        attendees=attendees,
        actions=actions,
        target=target_from(data["target"]) if data.get("target") else Target(),
    )
