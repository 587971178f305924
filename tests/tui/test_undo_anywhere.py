"""U takes back what one did last wherever it was, R does it again, and both say what and where."""

from __future__ import annotations

import pytest

from budgettui.store import NewEvent, Store, open_store
from budgettui.tui.screens.review import ReviewScreen
from stage import ACTOR, Stage, make_app, on_stage
from store_material import PLAN_BYTES, plan

#: From the beginning of what was read of the annual report to its first table.
_TABLE = ("down",) * 26
_KEPT = ("b", "x", "enter")
_FINAL = ("Z", "f9", *_KEPT, "down", *_KEPT, "down", *_KEPT, "f", "f")


@pytest.mark.parametrize(
    ("keys", "what"),
    [
        (("b", "g"), "1.1 At 1) godkendt"),
        (("b", "g", "W"), "1.1 At 1) godkendt"),
        (("1", "E", "t"), "punkt rettet: 1.1 tillægsdagsorden"),
        (("3", "asterisk", "Q"), "mærket"),
        (("f9", *_KEPT), "beholdt som det er: 1.1: x"),
        (("b", "g", "full_stop", "b", "g", "f9", "l", "enter"), "læst op og bekræftet: 1.1 At 1)"),
        (("f6", "L"), "opfølgning noteret: "),
        (("f5", "n", "x", "enter"), "forskel kendt: "),
        (("f7", *_TABLE, "x"), "læsning rettet: "),
        (("3", "slash", *"drift", "enter", "w", "enter", "x", "enter"), "filter gemt: x: drift"),
        (("f8", "down", "enter", "enter", "escape"), "navn bekræftet: "),
        # What was done on one screen is taken back on another.
        (("f5", "n", "x", "enter", "escape", "2"), "forskel kendt: "),
        (("b", "g", "f7"), "1.1 At 1) godkendt"),
        (("b", "g", "f5"), "1.1 At 1) godkendt"),
    ],
)
async def test_what_was_done_last_is_taken_back_and_done_again(stage: Stage, keys: tuple[str, ...], what: str) -> None:
    store = stage.app.store
    await stage.press("2", *keys)
    assert store.log()[-1].kind not in ("undone", "redone", "meeting_prepared", "document_imported"), stage.text
    await stage.press("U")
    assert "Fortrudt: " in stage.text
    assert what in stage.text
    assert store.log()[-1].kind == "undone"
    await stage.press("R")
    assert "Gentaget: " in stage.text
    assert what in stage.text
    assert store.log()[-1].kind == "redone"
    await stage.press("R")
    assert "Du har intet at gentage." in stage.text
    await stage.press("U", "U", "U", "U")
    assert "Du har intet at fortryde." in stage.text
    assert store.verify() == []


async def test_the_other_meeting_is_named_and_stays_where_it_is(stage: Stage) -> None:
    store, here = stage.app.store, stage.meeting.id
    item = {"id": "i", "title": "Et", "points": [{"id": "p", "text": "det"}]}
    store.prepare({"id": "n", "title": "Magistratsmøde", "date": "2023-12-11", "items": [item]}, "NN")
    store.append([NewEvent("decided", {"point": "p", "outcome": "noted"}, "n")], ACTOR)
    await stage.press("U")
    assert "At taget til efterretning · Magistratsmøde 11.12.2023 · gemt" in stage.status
    assert store.meeting("n").points[0].outcome is None
    assert stage.meeting.id == here


async def test_what_shows_it_shows_it_at_once(stage: Stage) -> None:
    await stage.press("f5", "n", "x", "enter", "5")
    assert "kendt: 1" in stage.text
    await stage.press("U")
    assert "Ingen kontroller her." in stage.text
    await stage.press("0", "escape", "f7", *_TABLE, "x")
    review = stage.app.screen
    assert isinstance(review, ReviewScreen)

    def left_out() -> int:
        assert review.list.reading is not None
        return sum(table.left_out for table in review.list.reading.tables)

    before = left_out()
    await stage.press("U")
    assert left_out() == before - 1
    await stage.press("escape", "b", "g", "f9", "l", "enter")
    assert "1 af 1 · 1 bekræftet" in stage.text
    await stage.press("U")
    assert "1 af 1 · 0 bekræftet" in stage.text


async def test_the_next_session_goes_on_with_the_same_order(sample: Store) -> None:
    async with on_stage(make_app(sample)) as stage:
        await stage.press("b", "g", "f6", "L", "escape")
    async with on_stage(make_app(sample)) as stage:
        await stage.press("U", "U")
        assert "Fortrudt: beslutning: 1.1 At 1) godkendt · gemt" in stage.status
        await stage.press("R")
        assert stage.point("1.1", 1).outcome == "approved"


async def test_a_new_meeting_is_taken_back_and_comes_again(stage: Stage) -> None:
    before = stage.meeting.id
    await stage.press("ctrl+k", "enter", "enter")
    new = stage.meeting
    assert new.id != before
    assert "E skriver dagsordenen" in stage.status
    await stage.press("1", "E", "U")
    assert "Fortrudt: møde klargjort: " in stage.status
    assert stage.meeting.id == before
    await stage.press("R")
    assert stage.meeting.id == new.id


async def test_a_reader_sees_that_the_meeting_is_gone(stage: Stage, sample: Store) -> None:
    before = stage.meeting.id
    await stage.press("ctrl+k", "enter", "enter")
    with open_store(sample.file) as other:
        other.undo(ACTOR)
    await stage.until(lambda: stage.screen.meeting is not None and stage.screen.meeting.id == before)


async def test_without_a_meeting_the_budget_is_shown(store: Store) -> None:
    store.import_reading(plan(), PLAN_BYTES, ACTOR)
    async with on_stage(make_app(store)) as stage:
        await stage.press("ctrl+k", "enter", "enter", "E", "U")
        assert stage.screen.meeting is None
        assert "Fortrudt: møde klargjort: " in stage.status
        assert stage.app.focused is stage.screen.budget
        await stage.press("R", "2", "E")
        assert "Dagsorden · " in stage.text


async def test_a_version_says_how_it_is_answered(stage: Stage) -> None:
    await stage.press("2", *_FINAL, "U")
    assert "Version 1, underskrifter og rettelser fortrydes ikke: F9 t retter" in stage.text
    await stage.press("escape", "U")
    assert "Version 1, underskrifter og rettelser fortrydes ikke: F9 t retter" in stage.status
