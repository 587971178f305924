"""The course of a meeting: which item is treated now, for how long, and whether the order was another."""

from __future__ import annotations

from datetime import datetime, timedelta

from budgettui.domain.meeting.meeting import Meeting


def under_way(meeting: Meeting) -> str | None:
    """The id of the item that is treated now; ``None`` in a break, and before the first was taken up."""
    return meeting.course[-1].item if meeting.course else None


def in_break(meeting: Meeting) -> bool:
    """Whether the meeting pauses."""
    return bool(meeting.course) and meeting.course[-1].item is None


def was_taken(meeting: Meeting, item_id: str) -> bool:
    """Whether the item was ever taken up."""
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


def taken_order(meeting: Meeting) -> tuple[str, ...]:
    """The ids of the items that were taken up, in that order; empty where it is the order of the agenda."""
    taken = tuple(dict.fromkeys(one.item for one in meeting.course if one.item))
    agenda = tuple(item.id for item in meeting.items if item.id in taken)
    return () if taken == agenda else taken
