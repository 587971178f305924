"""A meeting that is made by hand or from what the municipality's file says of its body, and its numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from budgettui.domain.meeting.meeting import Attendee, Item, Meeting
from budgettui.domain.municipality import Body, Member, Municipality
from budgettui.domain.paper.agenda import make_id


def from_body(
    body: Body | None, municipality: Municipality, meeting_id: str, *, title: str = "", date: str | None = None,
    place: str = "", before: Meeting | None = None,
) -> dict[str, Any]:
    """The payload of ``meeting_prepared`` for a meeting of the body: its members, and the items of every agenda.

    Where the municipality does not name the members, those of the meeting ``before`` are taken over. Without a body it
    is an empty meeting. ``date`` is ISO. Substitutes do not take part before somebody calls them in.
    """
    department = next((one.name for one in municipality.departments if body and one.code == body.department), None)
    return {
        "id": meeting_id,
        "title": title or (body.name if body else ""),
        "body": body.name if body else None,
        "department": department,
        "municipality": municipality.name,
        "date": date,
        "place": place or None,
        "items": _agenda(body, meeting_id) if body else [],
        "participants": [
            {"id": make_id(meeting_id, "participant", place_), **facts}
            for place_, facts in enumerate(people(body, before) if body else ())
        ],
        "actions": [],
    }


def _agenda(body: Body, meeting_id: str) -> list[dict[str, Any]]:
    """The items of every agenda of the body, numbered; what begins with "# " is a heading."""
    items = [
        Item(make_id(meeting_id, "item", place), "#", title[2:].strip(), "section") if title.startswith("# ")
        else Item(make_id(meeting_id, "item", place), None, title)
        for place, title in enumerate(body.agenda)
    ]
    numbers = numbered(items)
    return [{"id": one.id, "number": numbers[one.id], "title": one.title, "type": one.type} for one in items]


def people(body: Body | None, before: Meeting | None) -> Iterable[dict[str, Any]]:
    """What is known of those who take part: the members that the file names, else those of the meeting before."""
    if body and body.members:
        for one in body.members:
            yield {"name": one.name, "initials": one.initials or None, "role": one.role or None,
                   "party": one.party or None, "member": True}
    elif before:
        for person in regulars(before):
            yield {"name": person.name, "initials": person.initials, "role": person.role, "party": person.party,
                   "member": person.member}


def regulars(meeting: Meeting) -> tuple[Attendee, ...]:
    """Those at a meeting who sit there for themselves, and not for somebody else."""
    return tuple(one for one in meeting.attendees if not one.substitute_for)


def substitute(body: Body | None, typed: str) -> Member | None:
    wanted = typed.strip().casefold()
    known = body.substitutes if body and wanted else ()
    return next((one for one in known if wanted in (one.initials.casefold(), one.name.casefold())), None)


def numbered(items: Iterable[Item]) -> dict[str, str]:
    """New numbers for the whole agenda, by the ids of the items: 1, 2, 3 through it all; 1.1, 1.2, 2.1 where a heading
    has a number, or an item such a one. What stands before the first heading is a group of its own."""
    listed = list(items)
    own = any(one.type == "section" and one.number for one in listed)
    grouped = own or (
        any(one.type == "section" for one in listed)
        and any(re.fullmatch(r"[0-9]+[.][0-9]+[.]?", one.number or "") for one in listed)
    )
    numbers: dict[str, str] = {}
    section = place = 0
    for one in listed:
        if one.type == "section":
            section, place = section + 1, place if not grouped else 0
            if own:
                numbers[one.id] = str(section)
        else:
            section, place = section or 1, place + 1
            numbers[one.id] = f"{section}.{place}" if grouped else str(place)
    return numbers


def moved(meeting: Meeting, item_id: str, step: int) -> list[str]:
    """The ids of the agenda with one item moved so many places; it stops at the ends."""
    order = [one.id for one in meeting.items]
    here = order.index(item_id)
    order.insert(max(0, min(len(order) - 1, here + step)), order.pop(here))
    return order
