"""What the municipality's file says of a meeting's body and parties. The file is read when it is first asked for."""

from __future__ import annotations

from budgettui.domain.meeting.meeting import Meeting
from budgettui.domain.meeting.roll import Roll, roll
from budgettui.domain.municipality import Body


def body_of(meeting: Meeting) -> Body | None:
    """The meeting's body; ``None`` where the file does not know it."""
    from budgettui.ingest.page.names import current

    return current().body(meeting.body or meeting.title)


def quorum_rule(meeting: Meeting) -> tuple[int | None, int | None]:
    """How many members the body has, and how many must be present, as far as the file says so."""
    body = body_of(meeting)
    return (len(body.members) or None, body.quorum) if body else (None, None)


def roll_at(meeting: Meeting, item_id: str | None) -> Roll:
    """Who can vote at the item, with the parties of the municipality."""
    from budgettui.ingest.page.names import current

    return roll(meeting, item_id, current().parties)
