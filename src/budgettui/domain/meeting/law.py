"""The law by which events make a meeting.

The journal is the truth: :func:`apply` turns one event into the next state and :func:`fold` turns all of them
into the meeting as it is now. Undo and redo are events too; they name the group of events that they take back.
What each kind of event does stands in :mod:`preparing`, :mod:`deciding`, :mod:`running`, :mod:`voting` and
:mod:`finalising`. Finalised minutes take additions only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from budgettui.domain.meeting import deciding, finalising, marking, preparing, running, voting
from budgettui.domain.meeting.events import Event
from budgettui.domain.meeting.finalising import refusal, undo_refusal
from budgettui.domain.meeting.meeting import Meeting
from budgettui.domain.meeting.prepared import prepared
from budgettui.domain.meeting.versions import ADDITIONS, LASTING

_LAWS = {**preparing.LAWS, **deciding.LAWS, **marking.LAWS, **running.LAWS, **voting.LAWS, **finalising.LAWS}
#: What a secretary does.
ACTS = frozenset(_LAWS)
#: What a secretary does, and can undo.
UNDOABLE = ACTS - LASTING
#: Every kind that the journal may hold.
KINDS = ACTS | {
    "document_imported", "reading_corrected", "name_confirmed", "check_acknowledged", "follow_up_noted", "filter_saved",
    "meeting_prepared", "undone", "redone",
}  # fmt: skip


def apply(meeting: Meeting, event: Event) -> Meeting:
    """The meeting after one event of a kind in :data:`ACTS`.

    Raises ``KeyError`` where the event names an item, point or outcome that the meeting does not have, and
    ``Finalised`` where the minutes, as they are, do not allow it, and ``ValueError`` where something recorded would
    be lost.
    """
    after = _taken(meeting, event)
    if event.kind in LASTING:
        return replace(after, undo=(), redo=(), seq=max(after.seq, event.seq))
    undo = after.undo if event.group in after.undo else (*after.undo, event.group)
    return replace(after, undo=undo, redo=(), seq=max(after.seq, event.seq))


def _taken(meeting: Meeting, event: Event) -> Meeting:
    if meeting.final is not None and event.kind not in ADDITIONS:
        raise refusal(meeting)
    return _LAWS[event.kind](meeting, event)


def may_step(meeting: Meeting) -> None:
    """Raises ``Finalised`` where nothing is undone or done again, because the minutes are finalised."""
    if meeting.final is not None:
        raise undo_refusal(meeting)


def fold(events: Iterable[Event]) -> Meeting | None:
    """The meeting that these events make, oldest first; ``None`` before it was prepared.

    An undone group is left out as if it had not happened; redo brings it back in its old place. The first new
    act after an undo ends the chance of redo, as in every editor. What is :data:`LASTING` is never left out, and
    nothing before it is undone after it: every version stays what its events give.

    Raises as :func:`apply` does.
    """
    effective: list[Event] = []
    undone: set[str] = set()
    closed: set[str] = set()
    undo: dict[str, None] = {}
    redo: list[str] = []
    seq = 0
    for event in events:
        seq = event.seq
        if event.kind in ("undone", "redone") and event.payload["group"] in closed:
            raise ValueError(event.payload["group"])
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
            elif event.kind in LASTING:
                closed.update((*undo, *redo, event.group))
                undo.clear()
                redo.clear()
    meeting: Meeting | None = None
    for event in effective:
        if event.kind == "meeting_prepared":
            meeting = prepared(event)
        elif meeting is not None and event.kind in ACTS and event.group not in undone:
            meeting = _taken(meeting, event)
    if meeting is None:
        return None
    return replace(meeting, undo=tuple(undo), redo=tuple(redo), seq=seq)
