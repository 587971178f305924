"""How the meeting goes: who comes and goes, which item is taken when, breaks."""

from __future__ import annotations

from dataclasses import replace

from budgettui.domain.errors import N_
from budgettui.domain.meeting.ballots import SideName
from budgettui.domain.meeting.events import Event
from budgettui.domain.meeting.meeting import Attendee, Change, Meeting, Taken
from budgettui.domain.meeting.preparing import Recorded
from budgettui.domain.meeting.presence import AT_ITEM, AT_START


def _attended(meeting: Meeting, event: Event) -> Meeting:
    """Attendance at the start, or what changed at an item; ``null`` there takes the change away."""
    data = event.payload
    code, item = data["attendance"], data.get("item")
    if item:
        meeting.item(item)
    if code not in (AT_ITEM if item else AT_START) and not (item and code is None):
        raise KeyError(code)
    attendees = []
    for attendee in meeting.attendees:
        if attendee.id != data["participant"]:
            attendees.append(attendee)
        elif item:
            kept = tuple(change for change in attendee.changes if change.item != item)
            new = () if code is None else (Change(item, code, data.get("reason", "")),)
            attendees.append(attendee._replace(changes=(*kept, *new)))
        else:
            attendees.append(attendee._replace(attendance=code))
    return replace(meeting, attendees=tuple(attendees))


def _participant(meeting: Meeting, event: Event) -> Meeting:
    """Somebody takes part who was not on the list, or what is known of a participant changes."""
    data = event.payload
    names = ("name", "initials", "role", "party", "member", "substitute_for")
    known = {name: data[name] for name in names if name in data}
    if data.get("substitute_for") and all(one.id != data["substitute_for"] for one in meeting.attendees):
        raise KeyError(data["substitute_for"])
    if any(one.id == data["id"] for one in meeting.attendees):
        attendees = tuple(one._replace(**known) if one.id == data["id"] else one for one in meeting.attendees)
    else:
        start = data.get("attendance", "present")
        if start not in AT_START:
            raise KeyError(start)
        attendees = (*meeting.attendees, Attendee(data["id"], attendance=start, **{"name": data["name"], **known}))
    return replace(meeting, attendees=attendees)


def is_noted(meeting: Meeting, person: Attendee) -> bool:
    """Whether something that is recorded is about the participant: a vote, a signature, or where the person was."""
    sides = [vote.ballot.side(name) for vote in meeting.votes for name in SideName]
    named = {one for side in sides for one in (*side.people, *(who for group in side.groups for who in group.without))}
    named |= {one.person for one in meeting.signatures} | {one.substitute_for or "" for one in meeting.attendees}
    return bool(person.changes) or person.id in named


def _participant_removed(meeting: Meeting, event: Event) -> Meeting:
    """Somebody stood on the list who does not take part."""
    left = tuple(one for one in meeting.attendees if one.id != event.payload["id"])
    if any(is_noted(meeting, one) for one in meeting.attendees if one not in left):
        raise Recorded(N_("Der er noteret noget om deltageren, der bliver på listen."))
    return replace(meeting, attendees=left)


def _opened(meeting: Meeting, event: Event) -> Meeting:
    item = meeting.item(event.payload["item"])
    return _goes_on(meeting, event, item.id)


def _break_begun(meeting: Meeting, event: Event) -> Meeting:
    return _goes_on(meeting, event, None)


def _break_ended(meeting: Meeting, event: Event) -> Meeting:
    """The item that was interrupted goes on."""
    before = next((taken.item for taken in reversed(meeting.course) if taken.item), None)
    if before is None or meeting.course[-1].item is not None:
        return meeting
    return _goes_on(meeting, event, before)


def _goes_on(meeting: Meeting, event: Event, item: str | None) -> Meeting:
    """From here on the item is treated. The room's clock (``at``) is in the entry where the program knew it."""
    at = event.payload.get("at")
    return replace(meeting, course=(*meeting.course, Taken(at or event.at, item, bool(at))))


LAWS = {
    "attendance_set": _attended,
    "participant_set": _participant,
    "participant_removed": _participant_removed,
    "item_opened": _opened,
    "break_begun": _break_begun,
    "break_ended": _break_ended,
}
