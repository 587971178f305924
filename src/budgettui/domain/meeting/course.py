"""The course of a meeting: which item is treated now, for how long, and whether the order was another."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from budgettui.domain.meeting.meeting import Meeting


def under_way(meeting: Meeting) -> str | None:
    """The id of the item that is treated now; ``None`` in a break, and before the first was taken up."""
    return meeting.course[-1].item if meeting.course else None


def in_break(meeting: Meeting) -> bool:
    """Whether the meeting pauses. What nothing had come after when the minutes were finalised was the end, also where
    they are opened again."""
    if not meeting.course or meeting.course[-1].item is not None:
        return False
    since = datetime.fromisoformat(meeting.course[-1].at)
    return all(datetime.fromisoformat(version.at) < since for version in meeting.versions)


def was_taken(meeting: Meeting, item_id: str) -> bool:
    return any(taken.item == item_id for taken in meeting.course)


def spent(meeting: Meeting, item_id: str, now: datetime) -> timedelta | None:
    """How long the item has been treated, breaks left out; ``None`` where it was never taken up.

    ``now`` has an offset from UTC. A clock that went back counts as standing still.
    """
    if not was_taken(meeting, item_id):
        return None
    starts = [datetime.fromisoformat(taken.at) for taken in meeting.course]
    # The meeting was over at the latest when its minutes were finalised for the first time.
    over = [datetime.fromisoformat(version.at) for version in meeting.versions]
    ends = [*starts[1:], min([now, *(at for at in over if at >= starts[-1])])]
    pieces = (
        max(end - start, timedelta())
        for taken, start, end in zip(meeting.course, starts, ends, strict=True) if taken.item == item_id
    )
    return sum(pieces, timedelta())


class Times(NamedTuple):
    """When the meeting began, paused (from, until) and ended, as ISO 8601 on the clock of the room; "" is not known."""

    begun: str = ""
    breaks: tuple[tuple[str, str], ...] = ()
    ended: str = ""


def times(meeting: Meeting) -> Times:
    """The times that minutes print, as far as they are of the meeting's own day: what is noted afterwards is not.

    A break that nothing came after is the end of the meeting.
    """
    course = [one for one in meeting.course if one.clock and one.at[:10] == (meeting.date or one.at[:10])]
    if not course or course != list(meeting.course):
        return Times()
    breaks = tuple((one.at, following.at) for one, following in pairwise(course) if one.item is None)
    return Times(course[0].at, breaks, course[-1].at if course[-1].item is None else "")


def taken_order(meeting: Meeting) -> tuple[str, ...]:
    """The ids of the items that were taken up, in that order; empty where it is the order of the agenda."""
    taken = tuple(dict.fromkeys(one.item for one in meeting.course if one.item))
    agenda = tuple(item.id for item in meeting.items if item.id in taken)
    return () if taken == agenda else taken
