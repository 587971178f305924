"""Filters that are kept under a name, for every material and every meeting of the store."""

from __future__ import annotations

import sqlite3

from budgettui.domain.meeting.events import Event
from budgettui.store import journal

_KIND = "filter_saved"


def read(db: sqlite3.Connection) -> dict[str, str]:
    """The filters as they are typed, by their names; the last that was saved under a name counts."""
    found: dict[str, str] = {}
    for event in journal.holding(db, _KIND):
        found.pop(event.payload["name"], None)
        if event.payload["filter"]:
            found[event.payload["name"]] = event.payload["filter"]
    return dict(sorted(found.items(), key=lambda one: one[0].casefold()))


def save(db: sqlite3.Connection, name: str, typed: str, actor: str) -> Event:
    """Keep a filter under a name; an empty filter takes the name away."""
    return journal.write(db, _KIND, {"name": name, "filter": typed}, actor=actor, at=journal.now())
