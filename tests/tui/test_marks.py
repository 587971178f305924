"""Marked lines by keys: marking, notes, the order of the meeting, and what is private."""

from __future__ import annotations

import pytest

from budgettui.domain.meeting.meeting import Mark, Meeting
from budgettui.store import Store
from budgettui.tui.screens.marks import MarksScreen
from stage import NARROW, WIDE, Stage, make_app, on_stage


def marks(stage: Stage) -> list[tuple[str, str, bool]]:
    return [(mark.label, mark.text, mark.private) for mark in stage.meeting.marks]


async def test_a_line_is_marked_noted_and_let_go(stage: Stage) -> None:
    await stage.press("3", "down")
    line = stage.screen.budget.current
    assert line is not None
    await stage.press("asterisk")
    assert marks(stage) == [(line.label, "", False)]
    assert "★" in stage.text
    await stage.press("i", "spørg til tallet", "tab", "ja", "enter")
    assert marks(stage) == [(line.label, "spørg til tallet", True)]
    assert stage.status.startswith(f"{line.label} mærket: spørg til tallet")
    (mark,) = stage.meeting.marks
    assert mark.actor == "SEK"
    await stage.press("3", "asterisk")
    assert marks(stage) == []
    assert "ikke mærket længere · noten er væk med det: spørg til tallet" in stage.status
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
    await stage.press("minus", "enter", "0", "Q", "home", "enter")
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


@pytest.mark.parametrize(("size", "key"), [(NARROW, "3"), (WIDE, "f3")])
async def test_a_note_is_written_below_the_line_that_it_is_about(
    sample: Store, size: tuple[int, int], key: str
) -> None:
    async with on_stage(make_app(sample), size) as stage:
        await stage.press(key, "i")
        budget, panel = stage.screen.budget, stage.screen.query_one("#panel")
        assert budget.display
        assert budget.region.bottom <= panel.region.y
        await stage.press(*"husk", "enter")
        assert stage.screen.active == "budget"
        assert stage.app.focused is budget
        assert "gemt" in stage.status
