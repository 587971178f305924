"""The law by which events make a meeting.

The journal is the truth: :func:`apply` turns one event into the next state and :func:`fold` turns all of them
into the meeting as it is now. Undo and redo are events too; they name the group of events that they take back.
What each kind of event does stands in :mod:`deciding`, :mod:`running` and :mod:`voting`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from budgettui.domain import deciding, running, voting
from budgettui.domain.events import Event
from budgettui.domain.meeting import Meeting
from budgettui.domain.prepared import prepared

_LAWS = {**deciding.LAWS, **running.LAWS, **voting.LAWS}
#: What a secretary does, and can undo.
UNDOABLE = frozenset(_LAWS)
#: Every kind that the journal may hold.
KINDS = UNDOABLE | {
    "document_imported", "reading_corrected", "name_confirmed", "check_acknowledged", "follow_up_noted",
    "meeting_prepared", "undone", "redone",
}  # fmt: skip


def apply(meeting: Meeting, event: Event) -> Meeting:
    """The meeting after one event of a kind in :data:`UNDOABLE`.

    Raises ``KeyError`` where the event names an item, point or outcome that the meeting does not have.
    """
    after = _LAWS[event.kind](meeting, event)
    undo = after.undo if event.group in after.undo else (*after.undo, event.group)
    return replace(after, undo=undo, redo=(), seq=max(after.seq, event.seq))


def fold(events: Iterable[Event]) -> Meeting | None:
    """The meeting that these events make, oldest first; ``None`` before it was prepared.

    An undone group is left out as if it had not happened; redo brings it back in its old place. The first new
    act after an undo ends the chance of redo, as in every editor.
    """
    effective: list[Event] = []
    undone: set[str] = set()
    undo: dict[str, None] = {}
    redo: list[str] = []
    seq = 0
    for event in events:
        seq = event.seq
        if event.kind == "undone":
            group = event.payload["group"]
            undone.add(group)
            undo.pop(group, None)
            redo.append(group)
        elif event.kind == "redone":
            group = event.payload["group"]
            undone.discard(group)
            if group in redo:
                redo.remove(group)
            undo[group] = None
        else:
            effective.append(event)
            if event.kind in UNDOABLE:
                undo.setdefault(event.group)
                redo.clear()
    meeting: Meeting | None = None
    for event in effective:
        if event.kind == "meeting_prepared":
            meeting = prepared(event)
        elif meeting is not None and event.kind in UNDOABLE and event.group not in undone:
            meeting = _LAWS[event.kind](meeting, event)
    if meeting is None:
        return None
    return replace(meeting, undo=tuple(undo), redo=tuple(redo), seq=seq)
