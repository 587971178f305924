"""Opfølgning by keys: what is shown, noted, taken back, and gone to."""

from __future__ import annotations

import pytest

from budgettui.tui.screens.followups import FollowUpsScreen
from stage import NARROW, Stage

#: The dated step in the sample's papers that is near.
DATED = "Rådmandsmødet tager endelig stilling den 8. december 2023."


def screen(stage: Stage) -> FollowUpsScreen:
    assert isinstance(stage.app.screen, FollowUpsScreen)
    return stage.app.screen


def status(stage: Stage) -> str:
    return screen(stage).status.told


@pytest.fixture
async def acted(stage: Stage) -> Stage:
    """A meeting with two actions, the first overdue."""
    told = ("Notat om plejehjem", "SEK", "1. december 2023"), ("Nyt oplæg", "DIR", "31. december 2023")
    for what, who, due in told:
        await stage.press("T", what, "tab", who, "tab", due, "enter")
    return stage


async def test_what_is_overdue_comes_first_and_is_counted(acted: Stage) -> None:
    await acted.press("f6")
    shown = screen(acted).list.rows
    assert shown[0].text == "Notat om plejehjem"
    assert "1 over fristen" in acted.text
    assert "1. december 2023 !" in acted.text


async def test_what_presses_is_listed_at_the_start_and_moves_nothing(acted: Stage) -> None:
    before = acted.screen.active, acted.screen.agenda.cursor, acted.screen.paper.cursor
    acted.screen._remind(acted.screen.status.told)  # as it does a moment after the first frame
    await acted.rest()
    assert acted.status == "1 over fristen · 1 frist i papirer inden 4 uger · ! viser dem"
    assert "! 1.12.2023 SEK Notat om" in acted.text
    assert "31.12.2023" not in acted.text
    assert (acted.screen.active, acted.screen.agenda.cursor, acted.screen.paper.cursor) == before
    await acted.press("exclamation_mark")
    assert [one.text for one in screen(acted).list.rows] == ["Notat om plejehjem", DATED]
    await acted.press("u", "enter", "escape")
    await acted.until(lambda: [text for _role, text in acted.screen.agenda.reminders if "Notat" in text] == [])
    await acted.press("f6")
    assert "Nyt oplæg" in [one.text for one in screen(acted).list.rows]


async def test_a_state_is_noted_and_taken_back(acted: Stage) -> None:
    await acted.press("f6", "u", "sendt ud", "enter")
    assert "gemt" in status(acted)
    assert all(one.text != "Notat om plejehjem" for one in screen(acted).list.rows)
    await acted.press("a")
    done = next(one for one in screen(acted).list.rows if one.text == "Notat om plejehjem")
    assert (done.state, done.notes[-1].text, done.notes[-1].actor) == ("done", "sendt ud", "SEK")
    await acted.press("U")
    assert "Fortrudt: opfølgning noteret: Notat om plejehjem: udført: sendt ud · gemt" in status(acted)
    assert not any(one.notes for one in screen(acted).list.rows)
    await acted.press("R")
    assert any(one.state == "done" for one in screen(acted).list.rows)


async def test_only_mine_only_one_kind_and_words(acted: Stage) -> None:
    await acted.press("f6", "m")
    assert [one.responsible for one in screen(acted).list.rows] == ["SEK"]
    await acted.press("m", "1")
    assert {one.kind for one in screen(acted).list.rows} == {"action"}
    await acted.press("slash", "oplæg", "enter")
    assert [one.text for one in screen(acted).list.rows] == ["Nyt oplæg"]
    await acted.press("escape")
    assert "Filteret er fjernet" in status(acted)
    await acted.press("escape", "f6")
    assert screen(acted).place.kinds == {"action"}, "it is there again as it was left"


async def test_enter_goes_to_the_item(acted: Stage) -> None:
    wanted = acted.screen.item
    await acted.press("3", "f6", "enter")
    assert acted.app.screen is acted.screen
    assert acted.screen.item is not None
    assert wanted is not None
    assert acted.screen.item.id == wanted.id


async def test_a_line_is_linked_and_gone_to(acted: Stage) -> None:
    await acted.press("3", "down")
    line = acted.screen.budget.current
    assert line is not None
    await acted.press("f6", "L")
    assert screen(acted).list.current is not None
    assert screen(acted).list.current.line == line.key  # type: ignore[union-attr]
    await acted.press("g")
    assert acted.app.screen is acted.screen


async def test_leaving_the_question_notes_nothing(acted: Stage) -> None:
    await acted.pilot.resize_terminal(*NARROW)
    await acted.press("f6", "n", "escape")
    assert status(acted) == "Intet er noteret."
    await acted.press("n", "enter")
    assert status(acted) == "Intet er noteret."
    assert not any(one.notes for one in screen(acted).list.rows)
