"""What a secretary does, on its way to the disk: the law is asked, the entry is written, the tables follow.

The state that each meeting was left in is given in and out as ``states``: an act then costs what it changes, and not
the reading of the whole meeting. The screen loads this at the first act and not before.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from budgettui.domain.errors import N_, Refused, StoreError
from budgettui.domain.meeting.events import Event, last_step, taken_back
from budgettui.domain.meeting.law import ACTS, apply, fold
from budgettui.domain.meeting.meeting import Meeting
from budgettui.domain.meeting.preparing import papers_named, removable
from budgettui.domain.meeting.versions import LASTING, Finalised
from budgettui.store import documents, journal, projections
from budgettui.store.views import NewEvent

if TYPE_CHECKING:
    from budgettui.store.corrections import Grown

States = dict[str, Meeting]


def folded(path: Path, events: Sequence[Event]) -> Meeting | None:
    """The meeting that these events make; ``StoreError`` where they are damaged and make none."""
    try:
        return fold(events)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise StoreError(journal.DAMAGED, path=path) from error


def append(
    db: sqlite3.Connection, states: States, events: Sequence[NewEvent], actor: str, after: int | None,
    step: str | None = None,
) -> list[Event]:
    """Write acts, as :meth:`budgettui.store.Store.append` promises; those of a ``step`` are part of that."""
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
        group = step or new.group
        if group is None or (not step and not _may_join(db, group, new.meeting, actor)):
            group = groups.setdefault(f"{new.meeting} {group}", journal.new_id())
        for paper_id in papers_named(new.kind, new.payload):
            documents.paper(db, paper_id)
        event = journal.write(db, new.kind, new.payload, actor=actor, at=at, meeting=new.meeting, group=group)
        now[new.meeting] = apply(now[new.meeting], event)
        written.append(event)
    for meeting_id, state in now.items():
        _keep(db, states, before[meeting_id], state)
    return written


def step(
    db: sqlite3.Connection, states: States, actor: str, grown: Mapping[int, Grown], *, back: bool
) -> list[Event]:
    """Take back what a person did last, or do again what the person took back last, and make what follows from it
    again; the events that say so, one for each meeting that it was in, or ``[]`` where there is nothing. Raises
    ``Finalised``: it is part of a version of minutes. ``Refused``: somebody else has built on it, or on its being taken
    back."""
    group = last_step(journal.newest_first(db), actor, back=back)
    if group is None:
        return []
    done = journal.of_group(db, group)
    kind, at, own = "undone" if back else "redone", journal.now(), journal.new_id()
    homes = list(dict.fromkeys(event.meeting for event in done))
    written = [
        journal.write(db, kind, {"group": group}, actor=actor, at=at, meeting=home, group=own) for home in homes
    ]
    for home in filter(None, homes):
        _fold_again(db, states, home)
    if None in homes:
        from budgettui.store import corrections, import_steps

        import_steps.step(db, done, grown, back=back)
        corrections.step(db, done, grown, back=back)
    return written


def _fold_again(db: sqlite3.Connection, states: States, meeting_id: str) -> None:
    try:
        after = fold(journal.read(db, meeting_id))
    except (Refused, StoreError):
        raise
    except (KeyError, ValueError) as error:
        raise Refused(N_("Det lader sig ikke gøre: noget, der er gjort siden, bygger på det.")) from error
    if after is None:
        projections.remove(db, meeting_id)
        states.pop(meeting_id, None)
    else:
        there = projections.saved_seq(db, meeting_id) is not None
        _keep(db, states, _state(db, states, meeting_id) if there else None, after)


def prepare(
    db: sqlite3.Connection, states: States, payload: Mapping[str, Any], actor: str, group: str | None = None
) -> None:
    event = journal.write(
        db, "meeting_prepared", payload, actor=actor, at=journal.now(), meeting=payload["id"], group=group
    )
    state = fold([event])
    assert state is not None
    _keep(db, states, None, state)


def remove(db: sqlite3.Connection, states: States, meeting_id: str, actor: str) -> list[Event]:
    """Take away a meeting that was prepared and never used. Raises ``Recorded`` where something is in it."""
    meeting = _state(db, states, meeting_id)
    removable(meeting)
    payload = {"title": meeting.title}
    event = journal.write(db, "meeting_removed", payload, actor=actor, at=journal.now(), meeting=meeting_id)
    _fold_again(db, states, meeting_id)
    return [event]


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


def _may_join(db: sqlite3.Connection, group: str, meeting_id: str, actor: str) -> bool:
    """Whether an act may belong to this group: a new one, or a step of this person in this meeting that can still be
    taken back, and is not."""
    done = journal.of_group(db, group)
    if not done:
        return True
    since = journal.read(db, meeting_id, after=done[0].seq)
    return (
        all((one.meeting, one.actor) == (meeting_id, actor) for one in done)
        and group not in taken_back(since)
        and not any(one.kind in LASTING for one in since)
    )
