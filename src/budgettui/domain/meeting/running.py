"""How the meeting goes: who comes and goes, which item is taken when, breaks."""

from __future__ import annotations

from dataclasses import replace

from budgettui.domain.errors import N_
from budgettui.domain.meeting.ballots import SideName
from budgettui.domain.meeting.events import Event, Law, put
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
    person = next((one for one in meeting.attendees if one.id == data["id"]), None)
    if person is None:
        person = Attendee(data["id"], data["name"], attendance=data.get("attendance", "present"))
        if person.attendance not in AT_START:
            raise KeyError(person.attendance)
    return replace(meeting, attendees=put(meeting.attendees, person._replace(**known)))


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


LAWS: dict[str, Law] = {
    "attendance_set": _attended,
    "participant_set": _participant,
    "participant_removed": _participant_removed,
    "item_opened": lambda meeting, event: _goes_on(meeting, event, meeting.item(event.payload["item"]).id),
    "break_begun": lambda meeting, event: _goes_on(meeting, event, None),
    "break_ended": _break_ended,
}
