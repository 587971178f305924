"""A whole meeting held by keys, from the first attendance to the minutes, with a crash in the middle."""

from __future__ import annotations

import itertools
from pathlib import Path

from budgettui.export import export_minutes
from budgettui.store import Store, open_store
from meeting_script import AFTER_THE_POWER_CUT, BEFORE_THE_POWER_CUT, INTERNAL, TYPED, Step
from stage import Stage, keys_for, make_app, on_stage

EXPECTED = Path(__file__).with_name("expected_minutes.md")


async def play(stage: Stage, steps: tuple[Step, ...]) -> None:
    """Key in the steps; each must show what it should before the next."""
    for entry in steps:
        for key in entry.keys:
            await (stage.burst(*keys_for(key[1:])) if key.startswith(TYPED) else stage.press(key))
        await stage.until(
            lambda entry=entry: entry.shown in stage.text and not (entry.gone and entry.gone in stage.text)
        )


def same_lines(text: str) -> None:
    """The minutes are the expected ones; says the first line that is not."""
    expected = EXPECTED.read_text(encoding="utf-8")
    pairs = itertools.zip_longest(text.split("\n"), expected.split("\n"))
    for number, (line, wanted) in enumerate(pairs, start=1):
        assert line == wanted, f"line {number}"
    assert text == expected


async def test_a_whole_meeting(sample: Store, tmp_path: Path) -> None:
    async with on_stage(make_app(sample)) as stage:
        await play(stage, BEFORE_THE_POWER_CUT)
        before = stage.meeting
    with open_store(sample.file) as again:
        async with on_stage(make_app(again)) as stage:
            assert stage.meeting == before
            assert stage.screen.paper.current_index == 5, "the meeting goes on at its first open point"
            await play(stage, AFTER_THE_POWER_CUT)
            assert all(point.outcome for point in stage.meeting.points)
            assert "åbne 0" in stage.tally
            target = tmp_path / "referat.md"
            await stage.press("ctrl+e", *["backspace"] * 60, str(target), "enter")
            await stage.until(lambda: "eksporteret" in stage.status)
            meeting = stage.meeting
        same_lines(target.read_text(encoding="utf-8"))
        same_lines(export_minutes(again, meeting.id))
        assert again.verify() == []
        again.rebuild()
        assert again.meeting(meeting.id) == meeting


def test_the_expected_minutes_keep_what_is_closed() -> None:
    text = EXPECTED.read_text(encoding="utf-8")
    for words in INTERNAL:
        assert words not in text
