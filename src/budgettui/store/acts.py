"""What a secretary does, on its way to the disk: the law is asked, the entry is written, the tables follow.

The state that each meeting was left in is given in and out as ``states``: an act then costs what it changes, and not
the reading of the whole meeting. The screen loads this at the first act and not before.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from budgettui.domain.errors import N_, StoreError
from budgettui.domain.meeting.events import Event
from budgettui.domain.meeting.law import ACTS, apply, fold, may_step
from budgettui.domain.meeting.meeting import Meeting
from budgettui.domain.meeting.preparing import papers_named
from budgettui.domain.meeting.versions import Finalised
from budgettui.store import documents, journal, projections
from budgettui.store.views import NewEvent

States = dict[str, Meeting]


def folded(path: Path, events: Iterable[Event]) -> Meeting | None:
    """The meeting that these events make; ``StoreError`` where they are damaged and make none."""
    try:
        return fold(events)
    except StoreError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise StoreError(journal.DAMAGED, path=path) from error


def append(
    db: sqlite3.Connection, states: States, events: Sequence[NewEvent], actor: str, after: int | None
) -> list[Event]:
    """Write acts, as :meth:`budgettui.store.Store.append` promises."""
    at = journal.now()
    groups: dict[str, str] = {}
    before: States = {}
    now: States = {}
    written = []
    for new in events:
        if new.kind not in ACTS or new.meeting is None:
            raise ValueError(f"not an act in a meeting: {new.kind}")
        if new.meeting not in now:
            before[new.meeting] = now[new.meeting] = _state(db, states, new.meeting)
            if after is not None and before[new.meeting].seq != after:
                raise Finalised(N_("Mødet blev ændret imens. Prøv igen."))
        group = new.group
        if group is None or not _may_join(db, group, now[new.meeting]):
            group = groups.setdefault(f"{new.meeting} {group}", journal.new_id())
        for paper_id in papers_named(new.kind, new.payload):
            documents.paper(db, paper_id)
        event = journal.write(db, new.kind, new.payload, actor=actor, at=at, meeting=new.meeting, group=group)
        now[new.meeting] = apply(now[new.meeting], event)
        written.append(event)
    for meeting_id, state in now.items():
        _keep(db, states, before[meeting_id], state)
    return written


def step(db: sqlite3.Connection, states: States, path: Path, meeting_id: str, actor: str, kind: str) -> list[Event]:
    """Take back the last step of a meeting (``kind`` "undone"), or do again what was taken back ("redone")."""
    before = states[meeting_id] = _state(db, states, meeting_id)
    may_step(before)
    stack = before.undo if kind == "undone" else before.redo
    if not stack:
        return []
    event = journal.write(db, kind, {"group": stack[-1]}, actor=actor, at=journal.now(), meeting=meeting_id)
    after = folded(path, journal.read(db, meeting_id))
    assert after is not None
    _keep(db, states, before, after)
    return [event]


def prepare(
    db: sqlite3.Connection, states: States, payload: Mapping[str, Any], actor: str, group: str | None = None
) -> None:
    """Create the meeting of a complete payload of ``meeting_prepared``."""
    event = journal.write(
        db, "meeting_prepared", payload, actor=actor, at=journal.now(), meeting=payload["id"], group=group
    )
    state = fold([event])
    assert state is not None
    _keep(db, states, None, state)


def _state(db: sqlite3.Connection, states: States, meeting_id: str) -> Meeting:
    """The state before a write: the one that was kept, unless another process has written since."""
    seq = projections.saved_seq(db, meeting_id)
    if seq is None:
        raise KeyError(meeting_id)
    kept = states.get(meeting_id)
    return kept if kept is not None and kept.seq == seq else projections.load(db, meeting_id)


def _keep(db: sqlite3.Connection, states: States, before: Meeting | None, after: Meeting) -> None:
    projections.save(db, before, after)
    states[after.id] = after


def _may_join(db: sqlite3.Connection, group: str, state: Meeting) -> bool:
    """Whether an act may belong to this group: a new one, or one of this meeting that is not taken back."""
    return group in state.undo or not journal.knows_group(db, group)
