"""Acts that belong to no meeting: which of them hold, and taking the last one back or doing it again."""

from __future__ import annotations

import sqlite3

from budgettui.domain.meeting.events import Event
from budgettui.store import journal


def holding(db: sqlite3.Connection, kind: str) -> tuple[list[Event], list[str]]:
    """The acts of a kind that hold, oldest first; and the groups that were taken back and can be done again, the one
    that was taken back last at the end."""
    said: dict[str, Event] = {}
    stack: list[str] = []
    undone: list[str] = []
    for event in journal.read_outside(db, kind, "undone", "redone"):
        if event.kind == kind:
            said[event.group] = event
            stack.append(event.group)
            # As in every editor, a new act ends the chance to do again what was taken back.
            undone.clear()
            continue
        group = event.payload["group"]
        here, there = (stack, undone) if event.kind == "undone" else (undone, stack)
        if group in here:
            here.remove(group)
            there.append(group)
    return [said[group] for group in stack], undone


def step(db: sqlite3.Connection, kind: str, actor: str, *, back: bool) -> list[Event]:
    """Take back the last act of a kind that holds, or do again what was taken back last; ``[]`` where none is."""
    said, undone = holding(db, kind)
    group = (said[-1].group if said else None) if back else (undone[-1] if undone else None)
    if group is None:
        return []
    return [journal.write(db, "undone" if back else "redone", {"group": group}, actor=actor, at=journal.now())]
