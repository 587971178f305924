"""Deciding: two keys, the fields, what is kept when a panel is left, and what undo takes back."""

from __future__ import annotations

import asyncio
import gc
import time
import weakref

import pytest
from textual.geometry import Region
from textual.widget import Widget

from budgettui.domain.meeting.decisions import OUTCOMES
from budgettui.domain.meeting.meeting import Change
from budgettui.store import NewEvent, Store, open_store
from budgettui.tui.leaving import take_away
from budgettui.tui.widgets.minutes import TextBox
from stage import NOW, Stage, make_app, on_stage


async def test_two_keys_decide_and_the_status_says_so(stage: Stage) -> None:
    await stage.press("b", "g")
    assert stage.point("1.1", 1).outcome == "approved"
    assert stage.point("1.1", 1).decided_by == "SEK"
    assert stage.status == "1.1 At 1) godkendt · gemt · U fortryder"
    assert "● gemt" in stage.title
    assert "→ godkendt" in stage.text
    assert "✓ 1.1 Dagsorden" in stage.text
    assert "åbne 38" in stage.tally
    assert stage.app.focused is stage.screen.paper


async def test_every_outcome_has_its_letter(stage: Stage) -> None:
    await stage.open("1.5")
    for number, outcome in enumerate(OUTCOMES, start=1):
        await stage.press("b", outcome.key, *(["enter"] if outcome.needs_text else []))
        assert stage.point("1.5", number).outcome == outcome.code, outcome.word
        amended = " · beløbet er som foreslået: W retter det" * (outcome.code == "approved_as_amended")
        assert stage.status.startswith(f"1.5 At {number}) {outcome.word}{amended} · gemt"), outcome.word
        await stage.press("full_stop")


async def test_b_b_is_lapsed(stage: Stage) -> None:
    await stage.press("b", "b")
    assert stage.point("1.1", 1).outcome == "lapsed"
    assert stage.status.startswith("1.1 At 1) bortfaldet")


async def test_keys_in_a_burst_keep_their_order(stage: Stage) -> None:
    await stage.burst("b", "g")
    assert stage.point("1.1", 1).outcome == "approved"
    await stage.burst("full_stop", "b", "u", "t", "i", "l", "space", "j", "u", "l", "i", "enter", "full_stop", "b", "e")
    assert (stage.point("1.2", 1).outcome, stage.point("1.2", 1).decision_text) == ("postponed", "til juli")
    assert stage.point("1.3", 1).outcome == "noted"


async def test_enter_on_a_point_asks_with_the_recommended_outcome_under_the_cursor(stage: Stage) -> None:
    await stage.open("1.4")
    await stage.press("enter")
    assert "▸e taget til efterretning" in stage.text
    await stage.press("enter")
    assert stage.point("1.4", 1).outcome == "noted"


async def test_the_grid_is_walked_with_arrows(stage: Stage) -> None:
    await stage.press("b", "down", "enter")
    assert stage.point("1.1", 1).outcome == "adopted"


async def test_text_responsible_and_a_deadline_in_words(stage: Stage) -> None:
    await stage.open("1.6")
    await stage.press("b", "tab", "efter høringen", "tab", "ØC, SEK", "tab", "ult. juni")
    assert "→ 30. juni 2024" in stage.text
    # No letter was pressed: Enter takes the outcome under the cursor, the one that the point recommends.
    await stage.press("enter")
    point = stage.point("1.6", 1)
    assert point.outcome == "approved"
    assert point.decision_text == "efter høringen"
    assert point.responsible == "ØC, SEK"
    assert point.due == "2024-06-30"
    assert stage.status == "1.6 At 1) godkendt · efter høringen · ØC, SEK · gemt · U fortryder"
    assert "→ godkendt efter høringen · ØC, SEK · frist 30. juni 2024" in stage.paper


async def test_a_deadline_that_is_no_date_is_not_taken(stage: Stage) -> None:
    await stage.press("b", "tab", "tab", "tab", "engang")
    assert "ikke en dato" in stage.text
    await stage.press("shift+tab", "shift+tab", "shift+tab", "g")
    assert stage.point("1.1", 1).outcome is None
    assert stage.app.focused is not None
    assert stage.app.focused.id == "field-due"
    assert stage.status == "Frist: ikke en dato · intet er gemt"


async def test_an_outcome_that_needs_words_goes_to_the_text(stage: Stage) -> None:
    await stage.press("b", "u")
    assert stage.app.focused is not None
    assert stage.app.focused.id == "field-text"
    assert stage.point("1.1", 1).outcome is None
    await stage.press("til mødet 15. december", "enter")
    point = stage.point("1.1", 1)
    assert (point.outcome, point.decision_text) == ("postponed", "til mødet 15. december")
    assert "↷ 1.1" in stage.text


async def test_a_decided_point_is_opened_with_what_was_recorded(stage: Stage) -> None:
    await stage.press("b", "tab", "uden bemærkninger", "shift+tab", "v", "b")
    assert "▸v vedtaget" in stage.text
    assert "uden bemærkninger" in stage.text.split("Tekst")[1].splitlines()[0]
    await stage.press("escape")
    assert stage.point("1.1", 1).outcome == "adopted"


async def test_one_decision_for_all_that_is_open_at_several_items(stage: Stage) -> None:
    await stage.open("1.3")
    await stage.press("b", "g", "a")
    assert stage.status.startswith("2 punkter er mærket"), "the decided one is left out"
    await stage.press("1", "down", "space", "2", "b", "u", "til juni", "enter")
    assert [point.outcome for point in stage.item("1.3").points] == ["approved", "postponed", "postponed"]
    assert {point.decision_text for point in stage.item("1.4").points} == {"til juni"}
    await stage.press("a")
    assert stage.status == "Punktet har ingen åbne beslutningspunkter."
    await stage.press("U")
    assert [point.outcome for point in stage.item("1.4").points] == [None] * 3


async def test_tab_in_a_panel_without_fields_says_that_there_is_none(stage: Stage) -> None:
    await stage.screen.instead("Det går ikke.")
    await stage.press("tab", "shift+tab")
    assert stage.status == "Her er intet felt · Esc lukker"


async def test_what_was_not_typed_is_no_draft(stage: Stage) -> None:
    await stage.press("b", "escape")
    assert stage.status == "Intet er noteret."
    decided = {"point": stage.point("1.1", 1).id, "outcome": "adopted", "text": "uden bemærkninger"}
    stage.app.store.append([NewEvent("decided", decided, stage.meeting.id)], "KW")
    stage.screen.look()
    await stage.press("b")
    assert "uden bemærkninger" in stage.text.split("Tekst")[1].splitlines()[0]


@pytest.mark.parametrize("key", ["b", "m", "slash"])
async def test_fields_that_were_left_are_not_kept(stage: Stage, key: str) -> None:
    fields: list[weakref.ref[Widget]] = []
    for _time in range(6):
        await stage.press(key)
        found = stage.screen.query("Input, TextArea")
        assert found
        fields += [weakref.ref(field) for field in found]
        await stage.press("escape")
    # Those that were painted last may be held until something else is; the others until their timers have run out,
    # which takes a busy machine longer than the half second that makes a cursor blink.
    for _time in range(40):
        await asyncio.sleep(0.25)
        gc.unfreeze()  # the app has set aside what was there half a second after its start
        gc.collect()
        if sum(field() is not None for field in fields) <= len(fields) // 2:
            return
    pytest.fail(f"{sum(field() is not None for field in fields)} of {len(fields)} fields are kept")


async def test_what_a_panel_has_drawn_goes_with_it(stage: Stage) -> None:
    await stage.press("b")
    panel = stage.screen.query("#panel")
    drawn = [widget._styles_cache for widget in stage.screen.query("#panel, #panel *")]
    assert any(lines._cache for lines in drawn)
    removed = take_away(panel)
    assert not any(lines._cache for lines in drawn)
    await removed


async def test_what_was_typed_is_there_after_escape(stage: Stage) -> None:
    await stage.press("b", "tab", "m tekst", "escape")
    assert "Intet er noteret" in stage.status
    assert stage.point("1.1", 1).outcome is None
    assert stage.app.focused is stage.screen.paper
    await stage.press("full_stop", "b")
    assert "m tekst" not in stage.text, "a draft belongs to its own point"
    await stage.press("escape", "comma", "b")
    assert "m tekst" in stage.text
    await stage.press("g")
    assert stage.point("1.1", 1).decision_text == "m tekst"
    await stage.press("b", "escape", "b")
    assert "m tekst" in stage.text


async def test_all_points_as_recommended_are_one_act(stage: Stage) -> None:
    await stage.open("1.4")
    await stage.press("A")
    assert [point.outcome for point in stage.item("1.4").points] == ["noted", "approved", "approved"]
    assert stage.status == "1.4: 3 beslutningspunkter som indstillet · gemt · U fortryder"
    await stage.press("U")
    assert [point.outcome for point in stage.item("1.4").points] == [None, None, None]
    assert stage.status == "Fortrudt: 3 beslutninger · gemt · R gentager"


async def test_adopting_leaves_decided_points_alone(stage: Stage) -> None:
    await stage.open("1.3")
    await stage.press("b", "f", "A")
    assert [point.outcome for point in stage.item("1.3").points] == ["rejected", "approved", "approved"]
    await stage.press("A")
    assert stage.status == "Punktet har ingen åbne beslutningspunkter."


async def test_undo_and_redo_step_by_step(stage: Stage) -> None:
    await stage.press("b", "g", "full_stop", "b", "f", "U")
    assert stage.status == "Fortrudt: beslutning: 1.2 At 1) forkastet · gemt · R gentager"
    assert stage.point("1.2", 1).outcome is None
    await stage.press("U")
    assert stage.point("1.1", 1).outcome is None
    await stage.press("U")
    assert stage.status == "Du har intet at fortryde."
    await stage.press("R", "R")
    assert stage.status == "Gentaget: beslutning: 1.2 At 1) forkastet · gemt · U fortryder"
    assert stage.point("1.1", 1).outcome == "approved"
    assert stage.point("1.2", 1).outcome == "rejected"
    await stage.press("R")
    assert stage.status == "Du har intet at gentage."


async def test_undo_works_on_what_was_done_before_the_program_was_opened(sample: Store) -> None:
    async with on_stage(make_app(sample)) as stage:
        await stage.press("b", "g")
    with open_store(sample.file) as again:
        async with on_stage(make_app(again)) as stage:
            assert stage.point("1.1", 1).outcome == "approved"
            assert stage.screen._item is not None
            assert stage.screen._item.number == "1.2", "a meeting goes on at its first open point"
            await stage.press("U")
            assert stage.point("1.1", 1).outcome is None
            assert stage.status == "Fortrudt: beslutning: 1.1 At 1) godkendt · gemt · R gentager"
        assert again.verify() == []


async def test_votes(stage: Stage) -> None:
    await stage.press("V")
    assert "Stemmer · 1.1 At 1)" in stage.text
    assert "6 med stemmeret er til stede ved punktet" in stage.text
    await stage.press("A, B og F for; C imod")
    assert "Referat: For stemte: A, B og F. Imod stemte: C." in stage.text
    await stage.press("enter")
    (vote,) = stage.meeting.votes_on(stage.point("1.1", 1).id)
    assert [group.party for group in vote.ballot.for_.groups] == ["A", "B", "F"]
    assert stage.point("1.1", 1).outcome is None, "nobody knows how many they are"
    assert stage.status == "1.1 At 1): stemmer noteret · gemt · U fortryder"
    assert "For stemte: A, B og F. Imod stemte: C." in stage.paper
    await stage.press("U")
    assert stage.meeting.votes == ()


async def test_a_counted_vote_decides_and_offers_a_dissent(stage: Stage) -> None:
    await stage.press("V", "SC imod; resten for")
    assert "Udfaldet noteres med: godkendt" in stage.text
    await stage.press("enter")
    assert stage.point("1.1", 1).outcome == "approved"
    assert stage.status == (
        "1.1 At 1): godkendt med 5 stemmer imod 1 · D særstandpunkt for SC · gemt · U fortryder"
    )
    await stage.press("U")
    assert stage.point("1.1", 1).outcome is None
    assert stage.meeting.votes == ()


async def test_a_vote_that_does_not_add_up_is_asked_about_and_can_be_kept(stage: Stage) -> None:
    await stage.press("V", "5 for 2 imod", "enter")
    assert stage.meeting.votes == ()
    for words in ("7 er talt i afstemningen, men 6 med stemmeret", "§ 13", "Enter igen beholder"):
        assert words in " ".join(stage.text.replace("│", " ").split()), words
    await stage.press("enter")
    assert stage.meeting.votes[0].kept
    assert "stemmer ikke med fremmødet" in stage.paper


async def test_what_was_asked_of_an_answer_is_not_said_of_another(stage: Stage) -> None:
    await stage.press("V", "5 for 2 imod", "enter")
    assert "7 er talt" in stage.text
    await stage.press(" 1 undlod")
    assert "7 er talt" not in stage.text
    assert "Enter igen beholder" not in stage.text
    await stage.press(*("backspace",) * len(" 1 undlod"), "enter")
    assert "7 er talt" in stage.text, "the same answer again is asked about again"
    assert stage.meeting.votes == ()


async def test_the_frame_says_what_keys_do_where_one_stands(stage: Stage) -> None:
    await stage.press("b")
    assert "bogstav vælger og gemmer · Tab felter" in stage.text
    await stage.press("u")
    assert "bogstav vælger" not in stage.text
    assert "Enter gem · Tab næste felt · Esc fortryd" in stage.text
    await stage.press("shift+tab")
    assert "bogstav vælger og gemmer · Tab felter" in stage.text


async def test_a_vote_against_the_outcome_is_asked_about(stage: Stage) -> None:
    await stage.press("b", "g", "V", "3 for 3 imod", "enter")
    asked = str(stage.screen.query_one("#doubts").render())
    assert asked.startswith("? At 1) er noteret som godkendt, men afstemningen giver: bortfaldet ved stemmelighed")
    await stage.press("enter")
    assert stage.point("1.1", 1).outcome == "approved"
    assert stage.meeting.votes[0].kept is False, "the numbers add up"


async def test_what_is_no_vote_says_where_and_is_not_taken(stage: Stage) -> None:
    await stage.press("V", "A for; XQ imod")
    assert "fejl ved tegn 8" in stage.text
    assert "Tegn 8: »XQ« kendes ikke" in stage.text
    await stage.press("enter")
    assert stage.meeting.votes == ()
    await stage.press("escape", "V")
    assert "A for; XQ imod" in stage.text, "what was typed is there still"


async def test_votes_on_several_subjects_and_a_correction(stage: Stage) -> None:
    for subject, typed in (("", "4 for 2 imod"), ("udsættelse", "2 for 4 imod"), ("", "5 for 1 imod")):
        await stage.press("V", *["backspace"] * 20, typed, "tab", subject, "enter")
    first, second = stage.meeting.votes_on(stage.point("1.1", 1).id)
    assert (first.subject, first.ballot.for_.count, first.ballot.against.count) == ("", 5, 1)
    assert (second.subject, second.ballot.for_.count) == ("udsættelse", 2)
    assert "udsættelse: forkastet med 2 stemmer for og 4 imod." in stage.paper


async def test_a_follow_up(stage: Stage) -> None:
    await stage.open("1.3")
    await stage.press("T", "beskriver runden", "tab", "UC", "tab", "næste fredag", "enter")
    (action,) = stage.meeting.actions
    # The meeting is on Friday 8 December 2023: "næste fredag" is a week later.
    assert (action.text, action.responsible, action.due) == ("beskriver runden", "UC", "2023-12-15")
    assert action.item == stage.item("1.3").id
    assert stage.status == "opfølgning: beskriver runden · gemt · U fortryder"
    await stage.press("end")
    assert "→ UC · beskriver runden · senest 15. december 2023" in stage.text


async def test_an_empty_follow_up_is_not_recorded(stage: Stage) -> None:
    await stage.press("T", "enter")
    assert stage.meeting.actions == ()
    assert stage.status == "Intet er noteret."


async def test_an_item_without_points_says_what_can_be_done(stage: Stage) -> None:
    await stage.open("3.1")
    for key in ("V", "L"):
        await stage.press(key)
        assert "intet at beslutte" in stage.status, key
        await stage.press("escape")
    await stage.press("A")
    assert stage.status == "Punktet har ingen åbne beslutningspunkter."


async def test_what_an_item_without_points_decides_is_written_at_it(stage: Stage) -> None:
    await stage.open("3.1")
    await stage.press("b", "At næste møde flyttes", "enter")
    assert "○ At 1) næste møde flyttes" in stage.text
    await stage.press("b", "v")
    assert "→ vedtaget" in stage.text
    assert [point.outcome for point in stage.item("3.1").points] == ["adopted"]


async def test_the_next_open_point_is_one_key_away_over_the_edge_of_the_item(stage: Stage) -> None:
    seen = []
    for _step in range(5):
        assert stage.screen._item is not None
        seen.append((stage.screen._item.number, stage.screen.paper.current_index))
        await stage.press("full_stop")
    assert seen == [("1.1", 0), ("1.2", 0), ("1.3", 0), ("1.3", 1), ("1.3", 2)]
    await stage.press("comma")
    assert (stage.screen._item.number, stage.screen.paper.current_index) == ("1.3", 2)
    await stage.press("1", "home", "down", "comma")
    assert stage.screen._item.number == "2.1", "before the first comes the last"


# Minutes and attendance.


async def test_minutes_are_saved_while_they_are_written(stage: Stage) -> None:
    await stage.press("m", "Dagsordenen blev godkendt.")
    await stage.until(lambda: stage.item("1.1").minutes == "Dagsordenen blev godkendt.")
    assert stage.app.focused is not None
    assert stage.app.focused.id == "text", "still writing"
    await stage.press(" Tak.", "escape")
    assert stage.item("1.1").minutes == "Dagsordenen blev godkendt. Tak."
    assert stage.app.focused is stage.screen.paper
    assert "Dagsordenen blev godkendt. Tak." in stage.text
    await stage.press("U")
    assert stage.item("1.1").minutes == "", "one sitting is one undo"


async def test_m_and_text_in_a_burst(stage: Stage) -> None:
    await stage.burst("m", *"tekst", "escape")
    await stage.until(lambda: stage.item("1.1").minutes == "tekst")


async def test_a_closed_item_has_an_internal_and_a_public_text(stage: Stage) -> None:
    await stage.open("2.1")
    before = stage.item("2.1").public_text
    assert before
    await stage.press("m")
    assert "Internt (offentliggøres ikke)" in stage.text
    assert "Offentlig ordlyd" in stage.text
    await stage.press("Kun for os.", "tab", " Aftalen ventes til marts.", "escape")
    assert stage.item("2.1").minutes == "Kun for os."
    assert stage.item("2.1").public_text == before + " Aftalen ventes til marts."


async def test_a_heading_has_no_minutes(stage: Stage) -> None:
    await stage.press("1", "home", "m")
    assert "Vælg et punkt" in stage.status
    before = stage.app.store.log()
    await stage.press("Udvalget Optog Z")
    assert stage.app.store.log() == before, "what is typed into a panel that is not there is no command"
    assert stage.status == "Z gør intet her · Esc lukker"
    await stage.press("escape")
    assert stage.app.focused is stage.screen.agenda


async def test_attendance_at_the_start_and_from_an_item(stage: Stage) -> None:
    await stage.open("1.3")
    await stage.press("P")
    assert "Fremmøde · fra mødets start" in stage.text
    await stage.press("down", "a")
    assert stage.status == "Direktør: afbud · gemt · U fortryder"
    assert "6 til stede" in stage.title
    assert "↷ afbud" in stage.text.split("Direktør")[0].splitlines()[-1]
    await stage.press("i")
    assert "Fremmøde · fra punkt 1.3" in stage.text
    await stage.press("t", "escape")
    director = stage.meeting.attendees[1]
    assert director.attendance == "apology"
    assert director.changes == (Change(stage.item("1.3").id, "present"),)
    assert "7 til stede" in stage.title
    assert stage.app.focused is stage.screen.paper


async def test_space_turns_attendance_round(stage: Stage) -> None:
    await stage.press("P")
    for state in ("apology", "absent", "present"):
        await stage.press("space")
        assert stage.meeting.attendees[0].attendance == state
    await stage.press("f", "U")
    assert stage.meeting.attendees[0].attendance == "present"
    assert stage.screen.query("#panel"), "it stays, and shows what holds now"
    await stage.press("R", "P")
    assert stage.meeting.attendees[0].attendance == "absent"
    assert not stage.screen.query("#panel")


def test_the_clock_of_the_stage_is_the_day_of_the_sample() -> None:
    assert NOW.date().isoformat() == "2023-12-08"


async def test_a_crash_ends_the_program_instead_of_waiting_for_it(
    sample: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key waits for what it started; what fell over never answers, and must not hold the keyboard for ever."""

    def broken(*_: object) -> None:
        raise RuntimeError("prøve")

    monkeypatch.setattr("budgettui.tui.screens.files.export_minutes_to", broken)
    begun = time.monotonic()
    with pytest.raises(RuntimeError, match="prøve"):
        async with asyncio.timeout(20), on_stage(make_app(sample)) as stage:
            await stage.press("ctrl+e", "enter")
    assert time.monotonic() - begun < 15, "it ended by itself"


async def test_keys_that_arrive_in_a_bunch_decide_where_the_cursor_went(stage: Stage) -> None:
    await stage.burst("1", "home", "down", "down", "down", "b", "g")
    assert stage.item("1.3").points[0].outcome == "approved"
    assert stage.item("1.1").points[0].outcome is None


async def test_a_text_that_is_taken_away_may_still_be_drawn(stage: Stage) -> None:
    await stage.press("m")
    box = stage.screen.query_one("#text", TextBox)
    await stage.press("escape")
    assert not box.is_attached
    assert [strip.text for strip in box.render_lines(Region(0, 0, 3, 2))] == ["   ", "   "]


async def test_typing_takes_the_place_of_what_is_proposed_and_end_keeps_it(stage: Stage) -> None:
    await stage.press("b", "tab", "den lange", "enter", "b", "tab", "den korte", "enter")
    assert stage.point("1.1", 1).decision_text == "den korte"
    await stage.press("b", "tab", "end", " udgave", "enter")
    assert stage.point("1.1", 1).decision_text == "den korte udgave"


async def test_a_text_module_is_not_recorded_with_its_gap(stage: Stage) -> None:
    await stage.press("b", "u", "down", "down", "enter")
    assert "Der står … i teksten" in stage.text
    assert stage.point("1.1", 1).outcome is None
    await stage.press("3. juni", "enter")
    assert stage.point("1.1", 1).decision_text == "til mødet den 3. juni"
    await stage.press("b", "u", "til …", "enter", "enter")
    assert stage.point("1.1", 1).decision_text == "til …", "the same key again keeps it"


async def test_initials_complete_and_say_who_is_meant(stage: Stage) -> None:
    await stage.press("b", "tab", "tab")
    assert "→ Fuldfør" in stage.keys
    await stage.press("ø")
    await stage.until(lambda: stage.app.focused._suggestion)  # type: ignore[union-attr]
    await stage.press("right")
    assert "→ Økonomichef" in stage.text
    await stage.press(" / XY")
    assert "→ Økonomichef, XY?" in stage.text
    await stage.press("enter")
    assert stage.point("1.1", 1).responsible == "ØC / XY"
