"""Closing the minutes by keys: the checklist, the reading aloud, the version, signatures, corrections, reopening."""

from __future__ import annotations

from textual.widgets import Label

from budgettui.domain.meeting.finalising import confirmed
from budgettui.export import export_minutes
from budgettui.store import NewEvent
from budgettui.tui.saver import Act
from budgettui.tui.screens.aloud import AloudScreen
from budgettui.tui.screens.closing import ClosingScreen
from budgettui.tui.screens.final import FinalScreen
from budgettui.tui.screens.view import MeetingView
from stage import NOW, Stage


def status(stage: Stage) -> str:
    assert isinstance(stage.app.screen, MeetingView)
    return stage.app.screen.status.told


def checklist(stage: Stage) -> ClosingScreen:
    assert isinstance(stage.app.screen, ClosingScreen)
    return stage.app.screen


def aloud(stage: Stage) -> AloudScreen:
    assert isinstance(stage.app.screen, AloudScreen)
    return stage.app.screen


async def find(stage: Stage, beginning: str) -> None:
    """Put the checklist's cursor on the first thing whose key begins so."""
    screen = checklist(stage)
    row = next(row for row, one in enumerate(screen.list.rows) if one.key.startswith(beginning))
    await stage.press("home", *["down"] * row)


async def adopt_all(stage: Stage) -> None:
    for item in stage.meeting.items:
        if any(point.outcome is None for point in item.points):
            stage.screen.go_to(item.id, 0)
            await stage.press("A")


async def finalised(stage: Stage) -> None:
    """Everything adopted, and everything that is left kept: then the minutes are finalised."""
    await adopt_all(stage)
    await stage.press("f9")
    for _ in range(len(checklist(stage).list.rows)):
        await stage.press("b", "prøve", "enter", "down")
    await stage.press("f", "f")
    assert isinstance(stage.app.screen, FinalScreen), stage.text


async def test_enter_goes_to_the_place_and_esc_comes_back_to_the_row(stage: Stage) -> None:
    await stage.press("f9")
    screen = checklist(stage)
    assert "Tjekliste" in stage.text
    assert "Regel: kommunestyrelsesloven § 13" in stage.text
    await find(stage, "undecided:")
    await stage.press("down")
    first = screen.list.current
    assert first is not None
    assert first.point is not None
    await stage.press("enter")
    assert stage.app.screen is stage.screen
    await stage.press("g")
    assert stage.meeting.find_point(first.point)[1].outcome == "approved"
    await stage.press("escape")
    again = checklist(stage)
    assert first.key not in [one.key for one in again.list.rows]
    assert again.list.cursor == screen.list.cursor, "the next thing is under the cursor"
    await stage.press("f9")
    assert stage.app.screen is stage.screen
    await stage.press("escape")
    assert stage.app.screen is stage.screen, "who has left the list stays away"


async def test_what_is_kept_needs_a_reason_and_can_be_taken_back(stage: Stage) -> None:
    await stage.press("f9")
    screen = checklist(stage)
    await stage.press("b", "enter")
    assert stage.meeting.kept == ()
    await stage.press("b", "behandles i juni", "enter")
    (kept,) = stage.meeting.kept
    assert kept.reason == "behandles i juni"
    assert "Beholdt: behandles i juni" in stage.text
    assert "1 beholdt" in stage.text
    await stage.press("U")
    assert stage.meeting.kept == ()
    assert "Fortrudt" in status(stage)
    await stage.press("R")
    assert stage.meeting.kept == (kept,)
    await stage.press("b", *["backspace"] * 20, "enter")
    assert stage.meeting.kept == ()
    assert stage.app.screen.focused is screen.list


async def test_the_decisions_are_read_aloud_one_by_one(narrow: Stage) -> None:
    await narrow.press("f9", "l")
    assert "Intet er besluttet" in status(narrow)
    await narrow.press("escape", "b", "g", "full_stop", "b", "f", "f9", "l")
    screen = narrow.app.screen
    assert isinstance(screen, AloudScreen)
    assert "1 af 2" in narrow.text
    assert "godkendt" in narrow.text
    await narrow.press("enter")
    assert "2 af 2" in narrow.text
    assert "forkastet" in narrow.text
    first, second = (point.id for point in narrow.meeting.points if point.outcome)
    assert confirmed(narrow.meeting) == {first}
    await narrow.press("left")
    assert "læst op og bekræftet" in str(screen.query_one("#read", Label).visual)
    await narrow.press("left", "n", "right")
    assert "sidste" in status(narrow)
    await narrow.press("escape")
    assert any(one.key == "aloud" for one in checklist(narrow).list.rows), "what is not confirmed stands there"
    await narrow.press("l")
    assert "2 af 2" in narrow.text, "where one was"
    await narrow.press("space")
    assert "Alle beslutninger er læst op" in status(narrow)
    await narrow.press("U")
    assert confirmed(narrow.meeting) == {first}
    await narrow.press("enter", "escape")
    assert confirmed(narrow.meeting) == {first, second}
    assert all(one.key != "aloud" for one in checklist(narrow).list.rows)


async def test_esc_in_the_meeting_comes_back_once(stage: Stage) -> None:
    await stage.press("f9", "enter", "escape", "escape")
    assert isinstance(stage.app.screen, ClosingScreen)
    await stage.press("f9", "escape")
    assert stage.app.screen is stage.screen
    assert "intet at gå tilbage fra" in stage.status


async def test_a_follow_up_is_completed_in_the_checklist(stage: Stage) -> None:
    await stage.press("2", "T", "skriver notat", "enter", "f9")
    await find(stage, "action:")
    await stage.press("enter", "VJ", "tab", "15. juni 2024", "enter")
    (action,) = stage.meeting.actions
    assert (action.responsible, action.due) == ("VJ", "2024-06-15")
    assert not any(one.place == "action" for one in checklist(stage).list.rows)


async def test_nothing_is_finalised_while_something_is_left(stage: Stage) -> None:
    await stage.press("f9", "f", "f")
    assert "står endnu i tjeklisten" in status(stage)
    assert stage.meeting.versions == ()


async def test_a_version_is_signed_corrected_opened_again_and_made_anew(stage: Stage) -> None:
    await finalised(stage)
    final = stage.meeting.final
    assert final is not None
    assert (final.number, final.actor) == (1, "SEK")
    assert final.sha256 in stage.text
    assert f"version 1 · 8. december 2023 kl. 14.02 · SEK · {final.short} · --at {final.seq}" in stage.text
    await stage.press("enter", "er uenig i punkt 1.3", "enter")
    (signature,) = stage.meeting.signed
    assert signature.reservation == "er uenig i punkt 1.3"
    assert "underskrevet med forbehold · gemt" in status(stage)
    assert "U fortryder" not in status(stage)
    await stage.press("enter")
    assert "en underskrift slettes ikke" in status(stage)
    await stage.press("down", "u", "enter")
    assert len(stage.meeting.signed) == 2
    await stage.press("U")
    assert "fortrydes ikke" in status(stage)
    await stage.press("t", "der skal stå 2,5", "tab", *["backspace"] * 8, "9.9")
    assert "ukendt punkt" in stage.text
    await stage.press(*["backspace"] * 3, "1.3 At 2", "enter")
    (correction,) = stage.meeting.corrections
    assert correction.point == stage.point("1.3", 2).id
    assert "Rettelse 8. december 2023 · 1.3 At 2) · der skal stå 2,5 · SEK" in stage.text
    text = export_minutes(stage.app.store, stage.meeting.id)
    assert "**Rettelse den 8. december 2023 til punkt 1.3 At 2)** (version 1): der skal stå 2,5 (SEK)" in text
    await stage.press("y")
    assert stage.app.clipboard == final.sha256
    await stage.press("g", "enter")
    assert stage.meeting.final is not None, "not without a reason"
    await stage.press("g", "beslutningen var gengivet forkert", "enter")
    assert stage.meeting.final is None
    assert isinstance(stage.app.screen, ClosingScreen), "the checklist again"
    await stage.press("f", "f")
    assert isinstance(stage.app.screen, FinalScreen)
    assert [one.number for one in stage.meeting.versions] == [1, 2]
    assert stage.meeting.signed == ()
    assert "genåbnet: beslutningen var gengivet forkert" in stage.text


async def test_every_key_that_would_change_finalised_minutes_says_why_it_does_not(stage: Stage) -> None:
    await finalised(stage)
    await stage.press("escape", "2")
    before = stage.app.store.log()
    for key in ("b", "V", "A", "m", "T", "P", "D", "X", "Z", "I", "O", "L", "enter", "3", "G"):
        if key == "3":
            await stage.press(key)
            continue
        stage.screen.status.tell("")
        await stage.press(key)
        assert "afsluttet som version 1" in stage.status, key
        await stage.press("F notat z")
        assert "Det går ikke her" in stage.text, "what is typed into the panel that did not come is no command"
        await stage.press("escape")
        assert not stage.screen.query("#panel"), key
    await stage.press("U")
    assert "fortrydes ikke" in stage.status
    await stage.press("R")
    assert stage.status == "Du har intet at gentage."
    await stage.press("W", "e", *["1"], "enter")
    assert stage.app.store.log() == before
    assert "afsluttet som version 1" in status(stage)


async def test_help_names_the_keys_of_the_three_screens(stage: Stage) -> None:
    await stage.press("2", "b", "g", "f9", "question_mark")
    assert "afslut referatet som en version" in stage.text
    await stage.press("escape", "l", "question_mark")
    assert "læst op og bekræftet; den næste" in stage.text


async def test_an_amendment_that_is_not_decided_is_gone_to_and_decided(stage: Stage) -> None:
    await stage.open("1.5")
    await stage.press("X", "n", "kun halvdelen", "enter", "escape", "f9")
    await find(stage, "amendment:")
    assert "Ændringsforslag 1 er ikke afgjort: kun halvdelen" in stage.text
    await stage.press("enter")
    assert "Ændringsforslag · punkt 1.5" in stage.text
    await stage.press("f", "escape", "escape")
    assert not any(one.key.startswith("amendment:") for one in checklist(stage).list.rows)


async def test_those_who_lost_an_amendment_are_the_ones_who_are_asked(stage: Stage) -> None:
    await stage.press("2", "X", "n", "lavere", "enter", "V", "SC imod; resten for", "enter")
    assert "D særstandpunkt for SC" in stage.status
    await stage.press("D")
    assert "Hvem        SC" in stage.text, "as at a point, without leaving the amendments"
    await stage.press("escape", "escape", "f9")
    await find(stage, "dissent:")
    await stage.press("enter")
    assert "Hvem        SC" in stage.text
    await stage.press("tab", "Det er for lavt.", "enter")
    assert [(one.who, one.kind, one.text) for one in stage.meeting.remarks] == [("SC", "dissent", "Det er for lavt.")]


async def test_who_took_no_part_is_not_waited_for(stage: Stage) -> None:
    await finalised(stage)
    assert "0 af 6 har underskrevet" in stage.text
    assert "– Stabschef (STC) · afbud" in stage.text
    await stage.press("end", "enter", "enter")
    assert "? Stabschef deltog ikke i mødet" in stage.text
    assert stage.meeting.signed == ()
    await stage.press("enter")
    assert "1 af 7 har underskrevet" in stage.text, "but may sign all the same"


async def test_amendments_and_dissents_are_read_aloud_and_a_reopening_is_told(stage: Stage) -> None:
    await stage.open("1.3")
    await stage.press("X", "n", "det halve", "enter", "g", "escape", "D", "tab", "Det er for meget.", "enter")
    await finalised(stage)
    await stage.press("g", "et forkert tal", "enter")
    assert "referatet genåbnet: et forkert tal · gemt" in status(stage)
    await stage.press("l")
    while "1.3" not in aloud(stage).meeting.find_point(aloud(stage).point)[0].number:
        await stage.press("n")
    assert "1 det halve · til At 1) · vedtaget" in stage.text
    assert "Det er for meget." in stage.text
    await stage.press("n")
    assert "det halve" not in stage.text, "with the first decision of the item"


async def test_the_meeting_ended_neither_before_it_was_held_nor_later_than_now(stage: Stage) -> None:
    at = [NOW.replace(hour=hour).astimezone().isoformat(timespec="seconds") for hour in (10, 11)]
    home, (first, second) = stage.meeting.id, [item.id for item in stage.meeting.items if item.points][:2]
    stage.screen.record(Act("", tuple(
        NewEvent("item_opened", {"item": item, "at": when}, home)
        for item, when in zip((first, second), at, strict=True)
    )))
    await stage.settle()
    await stage.press("f9")
    await find(stage, "end")
    for clock, refused in (("10.30", "efter kl. 11.02"), ("15.10", "det er ikke sket endnu")):
        await stage.press("enter", clock, "enter")
        assert refused in stage.text
        await stage.press("escape")
    await stage.press("enter", "14.00", "enter")
    assert "mødet sluttede kl. 14.00 · gemt" in status(stage)


async def test_the_next_meeting_is_made_beside_finalised_minutes(stage: Stage) -> None:
    await finalised(stage)
    await stage.press("escape", "b")
    assert "Referatet er afsluttet som version 1" in stage.status
    await stage.press("escape", "ctrl+k")
    assert "Nyt møde" in stage.text
