"""The law by which events make a meeting.

The journal is the truth: :func:`apply` turns one event into the next state and :func:`fold` turns all of them
into the meeting as it is now. Undo and redo are events too; they name the group of events that they take back.
What each kind of event does stands in :mod:`preparing`, :mod:`deciding`, :mod:`running`, :mod:`voting` and
:mod:`finalising`. Finalised minutes take additions only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from budgettui.domain.meeting import deciding, finalising, preparing, running, voting
from budgettui.domain.meeting.events import Event, taken_back
from budgettui.domain.meeting.finalising import refusal, step_refusal
from budgettui.domain.meeting.meeting import Meeting
from budgettui.domain.meeting.prepared import prepared
from budgettui.domain.meeting.preparing import removable
from budgettui.domain.meeting.versions import ADDITIONS, LASTING

_LAWS = {**preparing.LAWS, **deciding.LAWS, **running.LAWS, **voting.LAWS, **finalising.LAWS}
#: What a secretary does.
ACTS = frozenset(_LAWS)
#: What a person does that belongs to no meeting.
OUTSIDE = frozenset((
    "reading_corrected", "name_confirmed", "check_acknowledged", "follow_up_noted", "filter_saved",
))
#: Every kind that the journal may hold.
KINDS = ACTS | OUTSIDE | {"document_imported", "meeting_prepared", "meeting_removed", "undone", "redone"}


def apply(meeting: Meeting, event: Event) -> Meeting:
    """The meeting after one event of a kind in :data:`ACTS`.

    Raises ``KeyError`` where the event names an item, point or outcome that the meeting does not have, and
    ``Finalised`` where the minutes, as they are, do not allow it, and ``ValueError`` where something recorded would
    be lost.
    """
    return replace(_taken(meeting, event), seq=max(meeting.seq, event.seq))


def _taken(meeting: Meeting, event: Event) -> Meeting:
    if meeting.final is not None and event.kind not in ADDITIONS:
        raise refusal(meeting)
    return _LAWS[event.kind](meeting, event)


def fold(events: Sequence[Event]) -> Meeting | None:
    """The meeting that these events make, oldest first; ``None`` before it was prepared, where that was undone, and
    after it was removed.

    An undone group is left out as if it had not happened; redo brings it back in its old place. What is
    :data:`LASTING` is never left out, and nothing before it is undone or done again after it: every version stays
    what its events give.

    Raises as :func:`apply` does.
    """
    undone = taken_back(events)
    meeting: Meeting | None = None
    groups: set[str] = set()
    closed: set[str] = set()
    for event in events:
        if event.kind in ("undone", "redone"):
            if event.payload["group"] in closed:
                raise step_refusal(meeting)
            continue
        groups.add(event.group)
        if event.group in undone and event.kind not in LASTING:
            continue
        if event.kind == "meeting_prepared":
            meeting = prepared(event)
        elif event.kind == "meeting_removed":
            if meeting is not None:
                removable(meeting)
            meeting = None
        elif event.kind in ACTS:
            if meeting is None:
                raise KeyError(event.meeting)
            meeting = _taken(meeting, event)
        if event.kind in LASTING:
            closed |= groups
    return replace(meeting, seq=events[-1].seq) if meeting else None
