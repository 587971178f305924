"""Budget lines that are marked for the meeting, in the order in which they are gone through."""

from __future__ import annotations

from dataclasses import replace

from budgettui.domain.meeting.events import Event
from budgettui.domain.meeting.meeting import Mark, Meeting


def _marked(meeting: Meeting, event: Event) -> Meeting:
    """A new mark comes last; a line that is marked already keeps its place and gets the new note."""
    data = event.payload
    mark = Mark(
        data["node"], data.get("label", ""), data.get("text", ""), bool(data.get("private")), event.actor, event.at
    )
    if all(old.node != mark.node for old in meeting.marks):
        return replace(meeting, marks=(*meeting.marks, mark))
    return replace(meeting, marks=tuple(mark if old.node == mark.node else old for old in meeting.marks))


def _unmarked(meeting: Meeting, event: Event) -> Meeting:
    return replace(meeting, marks=tuple(mark for mark in meeting.marks if mark.node != event.payload["node"]))


def _moved(meeting: Meeting, event: Event) -> Meeting:
    """A mark takes another place (from 0); the others keep their order."""
    data = event.payload
    rest = [mark for mark in meeting.marks if mark.node != data["node"]]
    moved = [mark for mark in meeting.marks if mark.node == data["node"]]
    place = max(0, int(data["place"]))
    return replace(meeting, marks=(*rest[:place], *moved, *rest[place:]))


LAWS = {"line_marked": _marked, "line_unmarked": _unmarked, "mark_moved": _moved}
