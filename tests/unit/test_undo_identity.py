"""Undo after do is the identity on every table that the journal makes, while the journal only grows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_meeting_law import PREPARED, acts

from budgettui.store import NewEvent, Store, open_store

#: What a step back leaves behind: the number of the last event, and that it can be done again.
_TABLES = (
    "SELECT id, title, body, department, municipality, date, place, points, decided FROM meeting",
    *(
        f"SELECT * FROM {name} ORDER BY 1, 2, 3"
        for name in (
            "agenda_item", "decision_point", "point_link", "attendee", "action", "amendment", "vote", "remark", "taken",
        )
    ),
    "SELECT * FROM meeting_step WHERE stack = 'undo' ORDER BY position",
)  # fmt: skip


def tables(file: Path) -> list[list[Any]]:
    db = sqlite3.connect(file)
    try:
        return [db.execute(sql).fetchall() for sql in _TABLES]
    finally:
        db.close()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("undo") / "undo.db") as made:
        items = [{**item, "papers": []} for item in PREPARED["items"]]  # type: ignore[attr-defined]
        made.prepare({**PREPARED, "items": items}, "SEK")
        yield made


def written(store: Store, step: list[tuple[str, dict[str, Any]]]) -> bool:
    """Whether the law of the meeting, as it is now, took the step."""
    try:
        store.append([NewEvent(kind, payload, "m") for kind, payload in step], "SEK")
    except (KeyError, ValueError):
        return False
    return True


@given(st.lists(acts, max_size=2), st.lists(acts, min_size=1, max_size=3))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undo_after_do_is_as_before(
    store: Store, before: list[tuple[str, dict[str, Any]]], step: list[tuple[str, dict[str, Any]]]
) -> None:
    if before:
        written(store, before)
    was, entries = tables(store.file), len(store.log("m"))
    if not written(store, step):
        assert (tables(store.file), len(store.log("m"))) == (was, entries), "a refused step leaves nothing behind"
        return
    done = tables(store.file)
    store.undo("m", "SEK")
    assert tables(store.file) == was
    store.redo("m", "SEK")
    assert tables(store.file) == done
    store.undo("m", "SEK")
    assert len(store.log("m")) == entries + len(step) + 3
    assert store.verify() == []
