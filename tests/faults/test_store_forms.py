"""A store that an earlier version made: what is kept stays, what is made from it is made again."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from budgettui import opening
from budgettui.domain.errors import Interrupted, StoreError
from budgettui.opening import open_and_tell
from budgettui.store import NewEvent, open_store
from store_material import BUNDLE_BYTES, REPORT_BYTES, bundle, report


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with a meeting where a point is decided, and a report."""
    path = tmp_path / "a.db"
    with open_store(path) as store:
        store.import_reading(bundle(), BUNDLE_BYTES, "KW")
        store.import_reading(report(), REPORT_BYTES, "KW")
        meeting = store.meetings()[0].id
        point = store.meeting(meeting).points[0].id
        store.append([NewEvent("decided", {"point": point, "outcome": "approved"}, meeting)], "KW")
    return path


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for statement in statements:
            db.execute(statement)


def names(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as db:
        return {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def test_tables_of_another_form_are_made_again(path: Path) -> None:
    with open_store(path) as store:
        before = store.meeting(store.meetings()[0].id), store.materials(), store.log()
    change(
        path,
        "ALTER TABLE decision_point DROP COLUMN votes_for",
        "DROP TABLE figure",
        "CREATE TABLE once (id INTEGER PRIMARY KEY, meeting TEXT REFERENCES meeting (id))",
        "INSERT INTO once SELECT 1, id FROM meeting",
        "UPDATE made_form SET form = form + 1",
    )
    with open_store(path) as store:
        assert (store.meeting(store.meetings()[0].id), store.materials(), store.log()) == before
        assert store.verify() == []
    assert "once" not in names(path)
    assert "figure" in names(path)


def test_a_store_of_the_first_version_is_brought_up(path: Path) -> None:
    with open_store(path) as store:
        before = store.meeting(store.meetings()[0].id)
    change(
        path,
        "DROP TABLE made_form",
        "DELETE FROM _sqlite_migrations WHERE name = 'form_of_made_tables'",
        "ALTER TABLE material DROP COLUMN price_level",
        "PRAGMA user_version = 1",
    )
    with open_store(path) as store:
        assert store.meeting(before.id) == before
        assert store.verify() == []


def test_a_store_of_this_form_is_not_written_to(path: Path) -> None:
    content = path.read_bytes()
    open_store(path).close()
    assert path.read_bytes() == content


def test_a_damaged_journal_is_said_and_the_file_left_as_it_was(path: Path) -> None:
    change(
        path,
        "DROP TRIGGER journal_no_update",
        "UPDATE journal SET payload = replace(payload, 'approved', 'rejected')",
        "UPDATE made_form SET form = form + 1",
    )
    content = path.read_bytes()
    with pytest.raises(StoreError, match="sikkerhedskopi"):
        open_store(path)
    assert path.read_bytes() == content


def test_making_again_says_how_far_it_is_and_ctrl_c_leaves_the_file_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    open_and_tell(path).close()
    assert capsys.readouterr().err == "", "a store of this form says nothing"
    change(path, "UPDATE made_form SET form = form + 1")
    content, heard = path.read_bytes(), list[tuple[int, int, str]]()

    def stop(number: int, total: int, name: str) -> None:
        heard.append((number, total, name))
        if number == 2:
            raise KeyboardInterrupt

    with pytest.raises(Interrupted):
        open_store(path, told=stop)
    assert path.read_bytes() == content
    assert heard == [(0, 2, ""), (1, 2, "bundt.txt"), (2, 2, "årsberetning.txt")]
    monkeypatch.setattr(opening, "_MOMENT", 0.0)
    open_and_tell(path).close()
    assert "ældre form" in capsys.readouterr().err
