"""Who is present at an item: a function of the attendance at the start and of what changed at which item.

The rules: a disqualified member leaves during debate and vote of that item only (ruling 80.2a.1); the body can
decide when at least half of its members are present (kommunestyrelsesloven § 11), or as many as the municipality's
settings say. Who is absent has not abstained.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from budgettui.domain.meeting.meeting import Attendee, Meeting

#: Attendance at the start of the meeting, or from an item on.
AT_START = ("present", "apology", "absent")
#: What may change at an item: the same from it on; coming or going while it was treated; and away for it alone.
AT_ITEM = (*AT_START, "arrived", "left", "out", "disqualified")
#: Away for one item: what held before holds again after it.
_ONE_ITEM = ("out", "disqualified")
_AFTERWARDS = {"arrived": "present", "left": "absent"}
#: Who is in the room when the item is treated, at least for some of the time.
_IN_THE_ROOM = ("present", "arrived", "left")
#: Words in a role that is there to serve the meeting, and not to vote.
_SERVES = ("referent", "sekretær", "protokolfører")


class Stance(NamedTuple):
    """How a participant stands at an item: a code of :data:`AT_ITEM`, and the reason of a disqualification."""

    code: str
    reason: str = ""

    @property
    def here(self) -> bool:
        """Whether the participant was in the room, at least for some of the item."""
        return self.code in _IN_THE_ROOM


def order(meeting: Meeting) -> tuple[str, ...]:
    """The ids of the items in the order in which they were treated.

    An item that nobody opened stands where the agenda has it: after the item before it.
    """
    opened = dict.fromkeys(taken.item for taken in meeting.course if taken.item)
    ranked = list(opened)
    before: str | None = None
    for item in meeting.items:
        if item.id not in opened:
            ranked.insert(ranked.index(before) + 1 if before is not None else 0, item.id)
        before = item.id
    return tuple(ranked)


def stance(person: Attendee, item_id: str | None, ranked: Iterable[str]) -> Stance:
    """How the participant stands at the item; at the start of the meeting where ``item_id`` is ``None``.

    ``ranked`` is what :func:`order` gives.
    """
    state = person.attendance
    if item_id is None or not person.changes:
        return Stance(state)
    changes = {change.item: change for change in person.changes}
    for item in ranked:
        change = changes.get(item)
        if item == item_id:
            return Stance(change.attendance, change.reason) if change else Stance(state)
        if change is not None and change.attendance not in _ONE_ITEM:
            state = _AFTERWARDS.get(change.attendance, change.attendance)
    return Stance(state)


def stances(meeting: Meeting, item_id: str | None) -> dict[str, Stance]:
    """How everybody stands at the item, by the participant's id."""
    ranked = order(meeting)
    return {person.id: stance(person, item_id, ranked) for person in meeting.attendees}


def was_here(meeting: Meeting, person_id: str, item_id: str) -> bool:
    """Whether a participant was in the room when the item began, whatever changed at it."""
    person = next(one for one in meeting.attendees if one.id == person_id)
    before = person._replace(changes=tuple(one for one in person.changes if one.item != item_id))
    return stance(before, item_id, order(meeting)).here


def present(meeting: Meeting, item_id: str | None) -> int:
    """How many are in the room when the item is treated; who left during it is not counted any more."""
    return sum(one.code in ("present", "arrived") for one in stances(meeting, item_id).values())


def took_part(person: Attendee) -> bool:
    """Whether the participant was in the room at all: from the start, or from some item on."""
    return person.attendance in _IN_THE_ROOM or any(one.attendance in _IN_THE_ROOM for one in person.changes)


def members(meeting: Meeting) -> tuple[Attendee, ...]:
    """Those who have a vote: those who were marked so; else those with a party; else all that do not serve."""
    people = meeting.attendees
    if any(person.member for person in people):
        return tuple(person for person in people if person.member or person.substitute_for)
    able = [person for person in people if person.member is None]
    if any(person.party for person in able):
        return tuple(person for person in able if person.party or person.substitute_for)
    serving = [one for one in able if any(word in (one.role or "").casefold() for word in _SERVES)]
    return tuple(person for person in able if person not in serving or person.substitute_for)


class Voters(NamedTuple):
    """Members (their ids) at an item: who can vote, who came or went during it, who is disqualified or absent."""

    sure: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()
    disqualified: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()

    @property
    def here(self) -> int:
        """How many can vote, those who came or went during the item counted in."""
        return len(self.sure) + len(self.perhaps)


def voters(meeting: Meeting, item_id: str | None) -> Voters:
    """The members at the item. A member whose substitute is in the room is not one of them."""
    at = stances(meeting, item_id)
    able = members(meeting)
    replaced = {person.substitute_for for person in able if person.substitute_for and at[person.id].here}
    sure, perhaps, disqualified, absent = [], [], [], []
    for person in able:
        match at[person.id].code:
            case "present" if person.id not in replaced:
                sure.append(person.id)
            case "arrived" | "left":
                perhaps.append(person.id)
            case "disqualified":
                disqualified.append(person.id)
            case _ if person.id not in replaced and not person.substitute_for:
                absent.append(person.id)
    return Voters(tuple(sure), tuple(perhaps), tuple(disqualified), tuple(absent))


class Quorum(NamedTuple):
    """How many members are here, how many must be, and how many seats the body has."""

    here: int
    needed: int
    seats: int

    @property
    def met(self) -> bool:
        return self.here >= self.needed


def quorum(meeting: Meeting, item_id: str | None, seats: int | None = None, needed: int | None = None) -> Quorum | None:
    """Whether the body can decide at the item; ``None`` where nothing tells members from others that take part.
    Who left during it is not counted any more, as in :func:`present`.

    ``seats`` is the number of members, those on the list where it is not known; ``needed`` is the body's own rule,
    else at least half of the seats (§ 11).
    """
    able = members(meeting)
    told = seats or needed or any(person.member or person.party for person in able)
    if not able or not told:
        return None
    of = seats or sum(not person.substitute_for for person in able)
    at, can = stances(meeting, item_id), voters(meeting, item_id)
    here = sum(at[person].code != "left" for person in (*can.sure, *can.perhaps))
    return Quorum(here, needed or -(-of // 2), of)
