"""Acts that belong to no meeting: which of them hold, and taking the last one back or doing it again."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from budgettui.domain.meeting.events import Event
from budgettui.store import journal


def _any(_event: Event) -> bool:
    return True


def holding(
    db: sqlite3.Connection, kind: str, about: Callable[[Event], bool] = _any
) -> tuple[list[Event], list[str]]:
    """The acts of a kind that hold, oldest first; and the groups that were taken back and can be done again, the one
    that was taken back last at the end. ``about`` leaves out the acts that are about something else."""
    said: dict[str, list[Event]] = {}
    stack: list[str] = []
    undone: list[str] = []
    for event in journal.read_outside(db, kind, "undone", "redone"):
        if event.kind == kind:
            if about(event):
                if event.group not in said:
                    stack.append(event.group)
                said.setdefault(event.group, []).append(event)
                # As in every editor, a new act ends the chance to do again what was taken back.
                undone.clear()
            continue
        group = event.payload["group"]
        here, there = (stack, undone) if event.kind == "undone" else (undone, stack)
        if group in here:
            here.remove(group)
            there.append(group)
    return [event for group in stack for event in said[group]], undone


def step(
    db: sqlite3.Connection, kind: str, actor: str, *, back: bool, about: Callable[[Event], bool] = _any
) -> list[Event]:
    """Take back the last act of a kind that holds, or do again what was taken back last; ``[]`` where none is."""
    said, undone = holding(db, kind, about)
    group = (said[-1].group if said else None) if back else (undone[-1] if undone else None)
    if group is None:
        return []
    return [journal.write(db, "undone" if back else "redone", {"group": group}, actor=actor, at=journal.now())]
