"""The screen where another program writes, or nobody can: it follows, says why a key does nothing, and takes over."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from budgettui.export.final import finalise
from budgettui.store import NewEvent, Store, holder, open_store
from budgettui.tui.commands import COMMANDS, SCREENS
from stage import NARROW, Stage, make_app, on_stage


@pytest.fixture
def first(sample: Store) -> holder.Hold:
    """Another program that holds the sample's store; its lock is as far away as another process's."""
    hold = holder.take(sample.file, "KW")
    assert isinstance(hold, holder.Hold)
    return hold


@pytest.fixture
async def second(sample: Store, first: holder.Hold) -> AsyncIterator[Stage]:
    """The screen of the one that came later."""
    sample.hold("LB")
    async with on_stage(make_app(sample)) as stage:
        yield stage


async def test_it_says_who_writes(second: Stage) -> None:
    writer = second.app.store.writer
    assert writer is not None
    assert f"kun læsning: KW skriver, proces {writer.pid} siden {writer.clock}" in second.title
    assert "gemt" not in second.title
    assert f"Kun læsning: KW skriver her (proces {writer.pid}, siden {writer.clock})." in second.status
    second.screen._remind(second.screen.status.told)
    assert "Kun læsning" in second.status, "what presses is listed, and does not take its place"
    assert second.screen.agenda.reminders


async def test_a_narrow_screen_says_it_too(sample: Store, first: holder.Hold) -> None:
    sample.hold("LB")
    async with on_stage(make_app(sample), NARROW) as stage:
        assert "kun læsning" in stage.title
        assert "Kun læsning: KW skriver her" in stage.text


#: The keys that lead to where a command works. The reading aloud is led to by a decision.
LEADS = {
    "agenda": ["1"], "paper": ["2"], "budget": ["3"], "review": ["f7"], "checks": ["f5"], "closing": ["f9"],
    "aloud": ["f9", "l"], "final": ["f9"], "marks": ["Q"], "tally": ["W"], "followups": ["f6"],
}


#: Where nobody gets who cannot write: the key that leads there says so itself.
UNREACHED = ("preparing",)


@pytest.mark.parametrize(
    "command", [one for one in COMMANDS if one.writes and one.where not in UNREACHED], ids=lambda one: one.id
)
async def test_a_key_that_would_write_says_why_it_does_not(second: Stage, command: object) -> None:
    where, keys = command.where, command.keys  # type: ignore[attr-defined]
    with open_store(second.app.store.file) as other:
        if where in ("aloud", "final"):
            meeting = second.meeting
            decided = {"point": meeting.points[0].id, "outcome": "approved"}
            other.append([NewEvent("decided", decided, meeting.id)], "KW")
        if where == "final":
            finalise(other, meeting.id, "KW", "2023-12-08T14:02:00+01:00")
    second.screen.look()
    await second.settle()
    store, before = second.app.store, second.app.store.log()
    await second.press(*LEADS.get(where, []))
    for key in keys:
        await second.press(key)
        assert "Kun læsning: KW skriver her" in second.text
        panels = second.app.screen.query("#panel")
        assert not panels or "Det går ikke her" in str(panels.first().border_title)
        await second.press(*["escape"] * len(panels))
        assert not second.app.screen.query("#panel")
    assert store.log() == before


async def test_every_other_key_does_what_it_does(second: Stage) -> None:
    """A command that writes and is not marked so would raise, or be kept as not saved."""
    before = second.app.store.log()
    for command in COMMANDS:
        if command.writes or command.id == "quit" or command.where in SCREENS:
            continue
        await second.press(*{"agenda": ["1"], "paper": ["2"], "budget": ["3"]}.get(command.where, []))
        for key in command.keys:
            await second.press(key, "escape", "escape")
            assert not second.screen.saver.unsaved, command.id
    assert second.app.store.log() == before


async def test_it_follows_within_a_second(second: Stage, sample: Store) -> None:
    point = second.meeting.items[2].points[0]
    with open_store(sample.file) as other:
        other.append([NewEvent("decided", {"point": point.id, "outcome": "rejected"}, second.meeting.id)], "KW")
    await second.until(lambda: second.screen.meeting == second.meeting, seconds=1.0)
    assert second.status == "Mødet er ændret på en anden skærm."


async def test_a_meeting_that_another_program_takes_back_is_said_to_be_gone(second: Stage, sample: Store) -> None:
    with open_store(sample.file) as other:
        other.undo("demo")
    await second.until(lambda: second.screen.meeting is None, seconds=1.0)
    assert second.status == "Mødet er ikke her mere: det er taget tilbage."
    with open_store(sample.file) as other:
        other.redo("demo")
    await second.until(lambda: second.screen.meeting is not None, seconds=1.0)
    assert second.screen.item is not None
    assert second.screen.item.number == "1.1", "not on the heading above it"


async def test_it_takes_over_when_the_other_is_done(second: Stage, first: holder.Hold) -> None:
    first.release()
    await second.until(lambda: "Nu skriver du" in second.status, seconds=1.5)
    assert "er slut" in second.status
    assert "● gemt" in second.title
    await second.until(lambda: second.app.store.place() is not None, seconds=1.0)  # a second screen follows at once
    await second.press("b", "g")
    assert second.point("1.1", 1).outcome == "approved"


async def test_a_file_that_may_not_be_written_is_shown(sample: Store) -> None:
    with open_store(sample.file, write=False) as store:
        async with on_stage(make_app(store)) as stage:
            assert "kun læsning" in stage.title
            for key in ("b", "A", "U", "ctrl+n"):
                await stage.press(key)
                assert stage.status == "Kun læsning: databasen eller dens mappe er skrivebeskyttet.", key
            await stage.press("3", "enter", "f4", "escape", "o", "escape")
