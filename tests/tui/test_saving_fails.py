"""When the disk says no: the error stays, nothing is dropped, and quitting asks."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import pytest

from budgettui.domain.errors import StoreError
from budgettui.domain.meeting.events import Event
from budgettui.store import NewEvent, Store
from stage import Stage


class FullDisk:
    """A store's ``append`` that fails until there is room."""

    def __init__(self, store: Store) -> None:
        self.full = True
        self._append = store.append
        self.written: list[str] = []

    def __call__(self, events: Sequence[NewEvent], actor: str) -> list[Event]:
        if self.full:
            raise StoreError("{path}: disken er fuld.", path="/hylde/møde.db")
        self.written += [event.payload["outcome"] for event in events]
        return self._append(events, actor)


@pytest.fixture
def disk(sample: Store, monkeypatch: pytest.MonkeyPatch) -> FullDisk:
    full = FullDisk(sample)
    monkeypatch.setattr(sample, "append", full)
    return full


async def test_the_error_stays_and_says_what_and_where(disk: FullDisk, stage: Stage) -> None:
    await stage.press("b", "g")
    error = "1.1 At 1) godkendt er IKKE gemt: /hylde/møde.db: disken er fuld. Ctrl+S prøver igen."
    assert error in stage.status
    assert "✗ ikke gemt" in stage.title
    assert "● gemt" not in stage.title
    assert "○ 1.1 Dagsorden" in stage.text, "what is not on disk is not shown as decided"
    for key in ("1", "3", "u", "full_stop", "z", "z"):
        await stage.press(key)
        assert error in stage.status, key
    await stage.press("3", "u")
    assert stage.status.endswith(" Enhed: kr."), "what the last key did stands below it"
    await stage.press("escape")
    assert "IKKE gemt" not in stage.status
    assert "✗ ikke gemt" in stage.title, "read is not saved"


async def test_ctrl_s_writes_everything_in_its_order(disk: FullDisk, stage: Stage) -> None:
    await stage.press("b", "g", "full_stop", "b", "f", "b", "v", "b", "e")
    assert stage.screen.saver.unsaved == 4
    assert stage.point("1.1", 1).outcome is None
    await stage.press("ctrl+s")
    assert stage.screen.saver.unsaved == 4
    assert "IKKE gemt" in stage.status, "still no room"
    disk.full = False
    await stage.press("ctrl+s")
    await stage.until(lambda: not stage.screen.saver.unsaved)
    assert disk.written == ["approved", "rejected", "adopted", "noted"]
    assert "● gemt" in stage.title
    assert stage.point("1.1", 1).outcome == "approved"
    assert stage.point("1.2", 1).outcome == "noted", "the last word counts"
    assert "✓ 1.2 Referat" in stage.text
    assert stage.app.store.verify() == []
    await stage.press("ctrl+s")
    assert stage.status == "Alt er gemt."


async def test_an_act_after_a_failed_one_waits_behind_it(disk: FullDisk, stage: Stage) -> None:
    await stage.press("b", "g")
    disk.full = False
    await stage.press("full_stop", "b", "f")
    assert disk.written == [], "a later decision must not overtake an earlier one"
    await stage.press("ctrl+s")
    await stage.until(lambda: not stage.screen.saver.unsaved)
    assert disk.written == ["approved", "rejected"]


async def test_q_asks_before_something_is_lost(disk: FullDisk, stage: Stage) -> None:
    await stage.press("b", "g", "q")
    assert "Noget er IKKE gemt" in stage.text
    await stage.press("enter")
    assert stage.app.screen is stage.screen, "the first answer is to stay"
    await stage.press("ctrl+q", "escape")
    assert stage.app.screen is stage.screen
    await stage.press("q", "down")
    disk.full = False
    await stage.press("enter")
    await stage.until(lambda: not stage.screen.saver.unsaved)
    assert stage.point("1.1", 1).outcome == "approved"
    await stage.press("q")
    assert stage.app.return_code == 0


async def test_q_and_lose_it(disk: FullDisk, stage: Stage) -> None:
    await stage.press("b", "g", "q", "mist", "enter")
    assert stage.app.return_value == 1
    assert stage.point("1.1", 1).outcome is None


async def test_q_asks_nothing_where_all_is_saved(stage: Stage) -> None:
    await stage.press("b", "g", "q")
    assert stage.app.return_code == 0


async def test_a_really_read_only_store(sample: Store, stage: Stage) -> None:
    """Nothing pretended: the writer's own connection may not write."""
    with sqlite3.connect(sample.file) as other:
        other.execute("CREATE TRIGGER stop BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'stop'); END")
    other.close()
    await stage.press("b", "g")
    assert "1.1 At 1) godkendt er IKKE gemt" in stage.status
    assert stage.point("1.1", 1).outcome is None
    with sqlite3.connect(sample.file) as other:
        other.execute("DROP TRIGGER stop")
    other.close()
    await stage.press("ctrl+s")
    await stage.until(lambda: not stage.screen.saver.unsaved)
    assert stage.point("1.1", 1).outcome == "approved"


async def test_undo_that_cannot_be_written_is_kept_too(
    sample: Store, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await stage.press("b", "g")

    def refuse(*_: object) -> list[Event]:
        raise StoreError("{path}: disken er fuld.", path="møde.db")

    with monkeypatch.context() as broken:
        broken.setattr(sample, "undo", refuse)
        await stage.press("U")
        assert "fortrydelsen er IKKE gemt" in stage.status
    await stage.press("ctrl+s")
    await stage.until(lambda: not stage.screen.saver.unsaved)
    assert stage.point("1.1", 1).outcome is None
