"""Marked lines by keys: marking, notes, the order of the meeting, and what is private."""

from __future__ import annotations

import pytest

from budgettui.domain.meeting.meeting import Mark, Meeting
from budgettui.tui.screens.marks import MarksScreen
from stage import Stage


def marks(stage: Stage) -> list[tuple[str, str, bool]]:
    return [(mark.label, mark.text, mark.private) for mark in stage.meeting.marks]


async def test_a_line_is_marked_noted_and_let_go(stage: Stage) -> None:
    await stage.press("3", "down")
    line = stage.screen.budget.current
    assert line is not None
    await stage.press("asterisk")
    assert marks(stage) == [(line.label, "", False)]
    assert "★" in stage.text
    await stage.press("i")
    await stage.type("spørg til tallet")
    await stage.press("tab")
    await stage.type("ja")
    await stage.press("enter")
    assert marks(stage) == [(line.label, "spørg til tallet", True)]
    (mark,) = stage.meeting.marks
    assert mark.actor == "SEK"
    await stage.press("3", "asterisk")
    assert marks(stage) == []
    await stage.press("U")
    assert marks(stage) == [(line.label, "spørg til tallet", True)]


async def test_the_meeting_goes_through_them_in_the_order_of_the_list(stage: Stage) -> None:
    await stage.press("3", "d", "home", "asterisk", "down", "asterisk", "down", "asterisk")
    first, second, third = (mark.label for mark in stage.meeting.marks)
    await stage.press("Q", "end", "K", "K")
    assert isinstance(stage.app.screen, MarksScreen)
    assert [mark.label for mark in stage.meeting.marks] == [third, first, second]
    await stage.press("K")
    assert "allerede yderst" in stage.app.screen.status.told
    await stage.press("escape", "home")
    seen = []
    for _ in range(3):
        await stage.press("plus")
        assert stage.screen.budget.current is not None
        seen.append(stage.screen.budget.current.label)
    assert sorted(seen) == sorted([first, second, third])
    await stage.press("minus", "enter", "0")
    await stage.press("Q", "home", "enter")
    assert stage.screen.budget.current.label == third
    assert stage.screen.active == "budget"


async def test_without_marks_the_keys_say_what_to_do(stage: Stage) -> None:
    await stage.press("3", "plus")
    assert "* mærker linjen" in stage.status
    await stage.press("Q", "x")
    assert isinstance(stage.app.screen, MarksScreen)
    assert "intet at fjerne" in stage.app.screen.status.told


def test_a_private_mark_is_for_its_writer() -> None:
    mine, others = Mark("a", "A", "", True, "SEK", ""), Mark("b", "B", "", True, "VJ", "")
    shared = Mark("c", "C", "", False, "VJ", "")
    assert Meeting("m", "M", marks=(mine, others, shared)).marks_seen_by("SEK") == [mine, shared]


@pytest.mark.parametrize("zoomed", [False, True])
async def test_a_note_is_written_below_the_line_that_it_is_about(narrow: Stage, stage: Stage, zoomed: bool) -> None:
    one = stage if zoomed else narrow
    await one.press("f3" if zoomed else "3", "i")
    budget, panel = one.screen.budget, one.screen.query_one("#panel")
    assert budget.display
    assert budget.region.bottom <= panel.region.y
    await one.press(*"husk", "enter")
    assert one.screen.active == "budget"
    assert one.app.focused is budget
    assert "gemt" in one.status
