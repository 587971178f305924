"""The second screen: it follows the secretary, and tells nothing of what is closed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Digits, Label

from budgettui.store import NewEvent, Place, Store, open_store
from budgettui.tui.follow import FollowApp
from budgettui.tui.theming import load_theme
from council import council
from stage import NOW

__all__ = ["council"]


@pytest.fixture
async def follower(sample: Store) -> AsyncIterator[tuple[Store, FollowApp, Pilot[int]]]:
    """A second screen on the sample, and the store of the program that it follows."""
    sample.hold("SEK")
    with open_store(sample.file) as second:
        app = FollowApp(second, load_theme("aften"), sample.meetings()[0].id, now=lambda: NOW)
        async with app.run_test(size=(100, 30)) as pilot:
            yield sample, app, pilot


def said(app: FollowApp, name: str) -> str:
    return str(app.query_one(f"#{name}", Label).visual)


async def test_it_follows_to_the_point_and_sees_the_decision(
    follower: tuple[Store, FollowApp, Pilot[int]],
) -> None:
    store, app, _pilot = follower
    meeting = store.meeting(store.meetings()[0].id)
    item = next(one for one in meeting.items if one.number == "1.4")
    store.stand_at(Place(meeting.id, item.id, item.points[1].id))
    await app.look()
    assert app.query_one("#number", Digits).value == "1.4"
    assert said(app, "name") == item.title
    assert item.points[1].text in said(app, "point")
    assert "ubesluttet" in said(app, "outcome")
    store.append([NewEvent("decided", {"point": item.points[1].id, "outcome": "noted"}, meeting.id)], "SEK")
    await app.look()
    assert "taget til efterretning" in said(app, "outcome")


async def test_a_closed_item_shows_only_that_it_is_closed(follower: tuple[Store, FollowApp, Pilot[int]]) -> None:
    store, app, _pilot = follower
    meeting = store.meeting(store.meetings()[0].id)
    item = next(one for one in meeting.items if not one.open)
    store.stand_at(Place(meeting.id, item.id, item.points[0].id))
    await app.look()
    assert said(app, "name") == "Lukket punkt"
    assert said(app, "point") == said(app, "outcome") == ""


async def test_how_a_point_was_voted_on_is_shown(council: Store) -> None:
    ballot = {"for": {"count": 3}, "against": {"count": 1}}
    council.hold("SEK")
    council.append([
        NewEvent("vote_taken", {"id": "v", "points": ["p2"], "subject": "", "ballot": ballot, "kept": False}, "råd"),
        NewEvent("decided", {"point": "p2", "outcome": "adopted"}, "råd"),
    ], "SEK")
    council.stand_at(Place("råd", "i2", "p2"))
    with open_store(council.file) as second:
        app = FollowApp(second, load_theme("aften"), "råd", now=lambda: NOW)
        async with app.run_test(size=(80, 24)):
            assert "vedtaget med 3 stemmer imod 1" in said(app, "outcome")


async def test_the_tally_is_shown_by_year(follower: tuple[Store, FollowApp, Pilot[int]]) -> None:
    store, app, _pilot = follower
    meeting = store.meeting(store.meetings()[0].id)
    point = next(one for one in meeting.points if one.links and min(one.links[0].amounts.values()) < 0)
    store.append([NewEvent("decided", {"point": point.id, "outcome": "approved"}, meeting.id)], "SEK")
    await app.look()
    values = [digits.value for digits in app.query("#years Digits").results(Digits)]
    assert len(values) == 3
    assert any(value.startswith("-") for value in values)


async def test_nobody_at_work_is_said_and_q_ends(sample: Store) -> None:
    app = FollowApp(sample, load_theme("aften"), None, now=lambda: datetime(2024, 1, 1, 9, 0))
    async with app.run_test(size=(60, 12)) as pilot:
        assert "Ingen skriver" in app.query_one("#status")._lines[0][0][0]  # type: ignore[attr-defined]
        await pilot.press("q")
    assert app.return_code == 0


def test_where_one_stands_ends_with_the_program(sample: Store) -> None:
    assert sample.place() is None
    sample.stand_at(Place("m", "i", "p"))
    assert sample.place() is None, "only the program that writes is followed"
    sample.hold("SEK")
    sample.stand_at(Place("m", "i", "p"))
    with open_store(sample.file) as second:
        second.stand_at(Place("x"))
        assert second.place() == Place("m", "i", "p")
        sample.close()
        assert second.place() is None
    assert not list(Path(sample.file).parent.glob("*-here*"))


async def test_a_break_is_shown(follower: tuple[Store, FollowApp, Pilot[int]]) -> None:
    store, app, _pilot = follower
    meeting = store.meeting(store.meetings()[0].id)
    first, at = next(item.id for item in meeting.items if item.type != "section"), "2023-12-08T14:02:00+01:00"
    store.stand_at(Place(meeting.id, first, None))
    store.append([NewEvent("item_opened", {"item": first, "at": at}, meeting.id)], "SEK")
    store.append([NewEvent("break_begun", {"at": at}, meeting.id)], "SEK")
    await app.look()
    assert said(app, "name").startswith("Ophold siden ")
    store.append([NewEvent("break_ended", {"at": at}, meeting.id)], "SEK")
    await app.look()
    assert said(app, "name") == "Dagsorden"
