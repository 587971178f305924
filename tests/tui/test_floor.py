"""On the floor: who is present by keys, the quorum, the clock, breaks, marks, text modules, dissents."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from budgettui.domain.meeting.meeting import Change
from budgettui.domain.meeting.preparing import Recorded
from budgettui.domain.municipality import Body, Member, Municipality
from budgettui.ingest.page import names
from budgettui.settings import Settings
from budgettui.store import NewEvent, Store
from budgettui.tui.saver import Act
from budgettui.tui.screens.amending import AmendmentsPanel
from council import council
from stage import ACTOR, NARROW, Stage, make_app, on_stage

__all__ = ["council"]

@pytest.fixture
async def floor(council: Store) -> AsyncIterator[Stage]:
    async with on_stage(make_app(council)) as stage:
        yield stage


async def test_who_leaves_during_an_item_is_gone_after_it(floor: Stage) -> None:
    await floor.open("2")
    await floor.press("P", "g")
    assert "Fremmøde · fra punkt 2" in floor.text
    assert "← gik under punktet" in floor.text
    assert "4 til stede · 3 af 4 medlemmer, 2 kræves" in floor.text, "one is no member; who left is counted in neither"
    await floor.press("escape", "1", "down")
    assert "3 til stede" not in floor.title.replace("4 til stede", "")
    assert "4 til stede" in floor.title
    assert floor.meeting.attendees[0].changes == (Change("i2", "left"),)
    await floor.press("U")
    assert floor.meeting.attendees[0].changes == ()
    assert "5 til stede" in floor.title


async def test_only_who_is_there_goes_and_only_who_is_not_comes(floor: Stage) -> None:
    await floor.press("P", "a", "escape")
    await floor.open("2")
    await floor.press("P", "g")
    assert floor.status == "Medlem A er ikke til stede før punktet og går ikke: i retter mødets start."
    await floor.press("down", "c")
    assert floor.status == "Medlem B er til stede før punktet og kommer ikke: i retter mødets start."
    assert all(not one.changes for one in floor.meeting.attendees)
    await floor.press("up", "c", "down", "g")
    assert [one.changes for one in floor.meeting.attendees[:2]] == [(Change("i2", "arrived"),), (Change("i2", "left"),)]


async def test_disqualified_asks_why_and_holds_for_the_item_only(floor: Stage) -> None:
    await floor.open("2")
    await floor.press("P", "down", "h")
    assert "Medlem B er inhabil ved punkt 2" in floor.text
    assert "80.2a.1" in floor.text
    await floor.press("bestyrelsesmedlem", "enter")
    assert floor.meeting.attendees[1].changes == (Change("i2", "disqualified", "bestyrelsesmedlem"),)
    assert "MB inhabil, deltog ikke i debat og afstemning (bestyrelsesmedlem)" in floor.paper, "it is seen at the item"
    assert "4 til stede" in floor.title
    assert "▸ ■ inhabil" in floor.text, "the panel is back, the cursor where it was"
    await floor.press("escape", "V")
    assert "3 med stemmeret er til stede ved punktet" in floor.text
    await floor.press("escape", "1", "down")
    assert "5 til stede" in floor.title
    await floor.press("up", "P", "i", "down", "x")
    assert floor.meeting.attendees[1].changes == ()


async def test_a_substitute_takes_a_seat(floor: Stage) -> None:
    await floor.press("P", "down", "down", "a", "n")
    assert "Stedfortr.  MC" in floor.text, "whose seat is empty"
    for text in ("Stedfortræder E", "SE", "", "mc"):
        await floor.press(text, "tab" if text != "mc" else "enter")
    newcomer = floor.meeting.attendees[-1]
    assert (newcomer.name, newcomer.initials, newcomer.party, newcomer.substitute_for) == (
        "Stedfortræder E", "SE", "C", "c",
    )
    assert "stedfortræder for MC" in floor.text
    assert any("▸ ✓ til stede  Stedfortræder E" in line for line in floor.text.splitlines())
    assert "4 af 4 medlemmer" in floor.text


async def test_one_of_many_is_found_by_initials_or_name(floor: Stage) -> None:
    for typed, name in (("md", "Medlem D"), ("lem c", "Medlem C")):
        await floor.press("P", "slash", typed)
        assert f"→ {name}" in floor.text
        await floor.press("enter", "a", "escape")
    await floor.press("P", "slash", "xy")
    assert "ikke på listen" in floor.text
    away = [one.name for one in floor.meeting.attendees if one.attendance == "apology"]
    assert away == ["Medlem C", "Medlem D"]


async def test_a_vote_can_be_taken_away_from_somebody(floor: Stage) -> None:
    await floor.press("P", "v")
    assert floor.status.startswith("Medlem A har ikke stemmeret")
    assert "3 af 3 medlemmer" in floor.text


async def test_without_quorum_a_decision_is_questioned_and_can_be_kept(floor: Stage) -> None:
    await floor.press("P", "f", "down", "f", "down", "f", "escape")
    assert "ikke beslutningsdygtig" in floor.title
    await floor.press("b", "g")
    assert floor.point("1", 1).outcome is None
    assert "1 af 4 medlemmer er til stede, og 2 kræves (kommunestyrelsesloven § 11)" in str(
        floor.screen.query_one("#doubts").render()
    )
    await floor.press("g")
    assert floor.point("1", 1).outcome == "approved"
    await floor.open("2")
    await floor.press("V", "A for", "enter")
    assert "§ 11" in str(floor.screen.query_one("#doubts").render())
    await floor.press("escape", "A")
    assert floor.point("2", 1).outcome is None
    assert "§ 11" in floor.status
    await floor.press("A")
    assert floor.point("2", 1).outcome == "adopted"


async def test_the_quorum_of_the_municipality_counts(council: Store) -> None:
    body = Body("Prøverådet", quorum=5, members=tuple(Member(f"Medlem {letter}") for letter in "ABCDEFG"))
    with names.using(Municipality("Prøve Kommune", bodies=(body,), parties=())):
        async with on_stage(make_app(council)) as stage:
            stage.screen.learn_rule()
            await stage.until(lambda: "ikke beslutningsdygtig" in stage.title)
            await stage.press("P")
            assert "5 til stede · 4 af 7 medlemmer, 5 kræves" in stage.text


async def test_the_clock_of_an_item_and_a_break(floor: Stage) -> None:
    assert "punkt 0:" not in floor.title
    await floor.press("O")
    assert floor.status == "Mødets ur går ikke endnu: I tager et punkt op."
    await floor.press("I")
    assert "14:02 · punkt 0:00 · 5 til stede" in floor.title
    await floor.press("O")
    assert "ophold" in floor.title
    await floor.press("O")
    assert "punkt 0:00" in floor.title
    assert [taken.item for taken in floor.meeting.course] == ["i1", None, "i1"]
    await floor.press("U", "U", "U")
    assert floor.meeting.course == ()


async def test_where_the_clock_runs_a_decision_takes_the_item_up(floor: Stage) -> None:
    await floor.press("I")
    await floor.open("2")
    await floor.press("b", "g", "b", "v")
    assert [taken.item for taken in floor.meeting.course] == ["i1", "i2"]
    await floor.press("U", "U")
    assert [taken.item for taken in floor.meeting.course] == ["i1"]
    assert floor.status == "Fortrudt: beslutning: 2 At 1) godkendt · gemt · R gentager"


async def test_one_decision_for_many_points(floor: Stage) -> None:
    await floor.press("space")
    await floor.open("2")
    await floor.press("space", "full_stop")
    assert "○+At 1)" in floor.text
    await floor.press("b")
    assert "1 At 1) og 1 til" in floor.text
    await floor.press("v")
    assert floor.status == "1 At 1) og 1 til: vedtaget · gemt · U fortryder"
    assert [point.outcome for point in floor.meeting.points] == ["adopted", "adopted", None, None]
    await floor.press("U")
    assert all(point.outcome is None for point in floor.meeting.points)
    await floor.press("space", "escape")
    assert floor.status == "Mærkerne er fjernet."


async def test_the_clock_goes_on_with_the_item_at_which_many_are_decided(floor: Stage) -> None:
    await floor.open("1")
    await floor.press("I", "Z")
    assert floor.point("2", 3).outcome is not None
    assert [taken.item for taken in floor.meeting.course] == ["i1", "i2", "i1"]


async def test_a_vote_is_worded_before_it_is_saved_as_the_minutes_word_it(floor: Stage) -> None:
    await floor.open("2")
    payload = {"id": "x", "item": "i2", "point": "p2", "text": "ned", "mover": "A", "outcome": "adopted"}
    floor.screen.record(Act("", (NewEvent("amendment_set", payload, "råd"),)))
    await floor.settle()
    await floor.press("V", "A B for; C imod")
    words = "godkendt med ændring med 3 stemmer imod 1"
    assert f"Referat: {words}." in floor.text
    await floor.press("enter")
    assert f"2 At 1): {words} · " in floor.status
    await floor.press("V", "tab", "taksten", "enter")
    assert "2 At 1), taksten: godkendt med 3 stemmer imod 1 · " in floor.status


async def test_the_same_vote_for_many_points(floor: Stage) -> None:
    await floor.open("2")
    await floor.press("space")
    floor.screen.paper.go_to_point(1)
    await floor.press("space", "V", "A B for; C imod", "enter")
    (vote,) = floor.meeting.votes
    assert vote.points == ("p2", "p3")
    assert floor.item("2").points[1].outcome == "adopted"
    assert floor.paper.count("vedtaget med 3 stemmer imod 1. For stemte: A og B. Imod stemte: C.") == 2


async def test_a_vote_at_points_of_several_items_is_held_against_those_present_at_each(floor: Stage) -> None:
    away = {"participant": "c", "attendance": "disqualified", "item": "i2"}
    floor.screen.record(Act("", (NewEvent("attendance_set", away, "råd"),)))
    await floor.open("1")
    await floor.press("space")
    await floor.open("2")
    await floor.press("space")
    await floor.open("3")
    await floor.press("V")
    assert "4 med stemmeret er til stede ved punktet" in floor.text, "the first of the marked items is meant"
    await floor.press("alle for", "enter")
    said = str(floor.screen.query_one("#doubts").render())
    assert "? 2: 4 er talt i afstemningen, men 3 med stemmeret er til stede, de inhabile" in said
    assert "? 1: " not in said
    await floor.press("enter")
    assert floor.meeting.votes[0].points == ("p1", "p2")
    assert floor.meeting.votes[0].kept


async def test_the_quorum_is_that_of_the_items_that_are_decided_and_counts_for_amendments_too(floor: Stage) -> None:
    said = {"attendance": "absent", "item": "i2"}
    gone = [NewEvent("attendance_set", {"participant": one, **said}, "råd") for one in "abc"]
    amendment = {"id": "x", "item": "i2", "point": "p2", "text": "ned", "mover": "A"}
    floor.screen.record(Act("", (*gone, NewEvent("amendment_set", amendment, "råd"))))
    await floor.open("2")
    await floor.press("space")
    await floor.open("1")
    await floor.press("b", "g")
    assert "1 af 4 medlemmer er til stede" in str(floor.screen.query_one("#doubts").render())
    await floor.press("escape")
    await floor.open("2")
    await floor.press("X", "V", "MD for", "enter")
    assert "1 af 4 medlemmer er til stede" in str(floor.screen.query_one("#doubts").render())


async def test_a_vote_at_many_points_is_corrected_at_all_of_them(floor: Stage) -> None:
    await floor.open("2")
    await floor.press("V", "alle for", "enter")
    floor.screen.paper.go_to_point(1)
    await floor.press("space")
    floor.screen.paper.go_to_point(0)
    await floor.press("space", "V", *["backspace"] * 20, "A B for; C imod", "enter")
    (vote,) = floor.meeting.votes
    assert vote.points == ("p2", "p3")
    floor.screen.paper.go_to_point(1)
    await floor.press("V")
    assert "Stemmer · 2 At 1) og 1 til" in floor.text
    await floor.press(*["backspace"] * 20, "A for; B C imod", "enter", "enter")
    (again,) = floor.meeting.votes
    assert (again.id, again.points) == (vote.id, ("p2", "p3"))
    await floor.press("U", "U", "U")
    assert floor.meeting.votes == ()


async def test_text_modules_fill_in_and_ones_own_come_too(council: Store) -> None:
    settings = Settings(snippets={"høring": "når høringen er slut"})
    async with on_stage(make_app(council, settings=settings)) as stage:
        await stage.press("b", "h", "down")
        assert "Aarhus Byråd med bemærkning, at …" in stage.text, "what is still to be typed is in sight"
        await stage.press("beløbet er i 2024-priser", "enter")
        said = "fremsendes til Aarhus Byråd med bemærkning, at beløbet er i 2024-priser"
        assert stage.point("1", 1).decision_text == said
        assert f"→ {said}" in " ".join(stage.paper.split()), "it says by itself what was decided"
        await stage.press("b", "u", *["down"] * 5, "enter")
        assert stage.point("1", 1).decision_text == "når høringen er slut"


async def test_a_dissent_is_offered_to_the_outvoted_and_its_text_may_come_later(floor: Stage) -> None:
    await floor.open("2")
    await floor.press("V")
    assert "A B for; C imod" in floor.text, "an example with the meeting's own parties"
    await floor.press("A B for; C imod", "enter")
    assert "D særstandpunkt for C" in floor.status
    await floor.press("D", "enter")
    assert floor.status == "særstandpunkt af C til 2 At 1), teksten følger · gemt · U fortryder"
    assert "Særstandpunkt · C: teksten mangler endnu" in floor.paper
    await floor.press("D", "taksten er for høj.", "enter")
    (remark,) = floor.meeting.remarks
    assert (remark.kind, remark.who, remark.text, remark.point) == ("dissent", "C", "taksten er for høj.", "p2")
    await floor.press("U")
    assert floor.meeting.remarks[0].text == ""


async def test_a_dissent_is_offered_after_a_long_vote_on_a_narrow_screen_too(council: Store) -> None:
    async with on_stage(make_app(council), NARROW) as stage:
        await stage.open("2")
        await stage.press("V", "A B for; C imod", "tab")
        await stage.press("om taksterne for de nye tilbud skal gælde fra årets begyndelse", "enter")
        assert "… · D særstandpunkt for C · gemt · U fortryder" in stage.text


async def test_items_without_amendments_are_adopted_together(floor: Stage) -> None:
    event = NewEvent("amendment_set", {"id": "x", "item": "i2", "text": "mindre", "mover": "C"}, "råd")
    floor.app.store.append([event], ACTOR)
    floor.screen.look()
    await floor.settle()
    await floor.press("Z")
    assert [point.outcome for point in floor.meeting.points] == ["approved", None, None, None]
    told = "1 At vedtaget under ét · ikke 2 At 1) og 2 til: ændringsforslag"
    assert floor.status == f"{told} · gemt · U fortryder"


async def test_a_point_with_an_amendment_does_not_hold_back_those_beside_it(floor: Stage) -> None:
    event = NewEvent("amendment_set", {"id": "x", "item": "i2", "point": "p3", "text": "lavere", "mover": "C"}, "råd")
    floor.app.store.append([event], ACTOR)
    floor.screen.look()
    await floor.settle()
    await floor.press("Z")
    assert [point.outcome for point in floor.meeting.points] == ["approved", "adopted", None, "noted"]
    assert "ikke 2 At 2): ændringsforslag · gemt" in floor.status
    await floor.press("Z")
    assert floor.status == "Intet punkt uden ændringsforslag er åbent."
    await floor.open("2")
    await floor.press("A")
    assert "Ændringsforslag 1 er ikke afgjort" in floor.status
    assert floor.meeting.points[2].outcome is None
    await floor.press("full_stop", "b", "g")
    assert "Ændringsforslag 1 er ikke afgjort" in floor.text
    await floor.press("escape", "X", "t", "escape", "Z")
    assert floor.meeting.points[2].outcome == "adopted", "what was drawn back is no amendment"


async def test_a_carried_amendment_changes_what_is_recommended(floor: Stage) -> None:
    await floor.open("2")
    await floor.press("X", "n", "lavere", "tab", "tab", "backspace", "7")
    assert "ukendt At-nummer" in floor.text
    await floor.press("backspace", "2", "enter")
    assert "▸ ○ 1 lavere · til At 2)" in floor.text
    await floor.press("e", "lavere takst", "escape")
    assert "▸ ○ 1 lavere · til At 2)" in floor.text
    await floor.press("e")
    assert "lavere takst" in floor.text, "what was typed stands there still"
    await floor.press("escape", "g", "escape", "A")
    assert [point.outcome for point in floor.meeting.points] == [None, "adopted", "approved_as_amended", "noted"]


async def test_everything_is_in_sight_at_80_by_24(council: Store) -> None:
    async with on_stage(make_app(council), NARROW) as stage:
        await stage.press("V", "3 for", "enter")
        assert "Enter igen beholder" in stage.text
        await stage.press("escape", "P", "i")
        assert "4 af 4 medlemmer" in stage.text


def amended(stage: Stage) -> str:
    """The amendment under the panel's cursor."""
    current = stage.screen.query_one(AmendmentsPanel).current
    return current.amendment.text if current else ""


async def test_amendments_by_keys(floor: Stage) -> None:
    await floor.open("2")
    await floor.press("X")
    assert "Ingen ændringsforslag. n skriver et" in floor.text
    for keys, text, mover in ((("n",), "mindre til konsulenter", "C"), (("u",), "kun det halve", "B"),
                              (("n",), "mere til skoler", "A")):
        await floor.press(*keys, text, "tab", mover, "enter")
    assert "○ 1 C: mindre til konsulenter" in floor.text
    assert "  ○ 1.1 B: kun det halve" in floor.text
    assert "næste afstemning: 1.1" in floor.text
    await floor.press("home", "down", "V", "B C for; A imod")
    assert "Referat: bortfaldet ved stemmelighed, 2 for og 2 imod." in floor.text
    await floor.press("enter")
    assert "▸   ✗ 1.1" in floor.text
    await floor.press("home", "f", "end", "t")
    assert "✗ 1 C: mindre til konsulenter · til At 1) · forkastet" in floor.text
    assert "trukket tilbage" in floor.text
    await floor.press("K")
    assert floor.meeting.amendments[0].text == "mere til skoler"
    assert amended(floor) == "mere til skoler", "the cursor goes with what is moved: the next key is for it"
    await floor.press("n", "escape")
    assert amended(floor) == "mere til skoler", "who leaves the question is where it was asked"
    await floor.press("escape", "U")
    assert floor.meeting.amendments[0].text == "mindre til konsulenter"
    await floor.press("X", "home", "x")
    assert [one.text for one in floor.meeting.amendments] == ["mere til skoler"]
    assert floor.meeting.votes == ()


async def test_an_amendment_changes_a_budget_line(stage: Stage) -> None:
    await stage.open("1.5")
    await stage.press("2", "X", "n", "halvdelen", "enter", "L")
    assert "Ændringsforslag 1 · " in stage.text
    assert "Ændring af linjen i mio. kr. med fortegn" in stage.text
    await stage.press("enter")
    assert stage.status == "Intet er noteret.", "nothing was linked, and nothing is let go"
    await stage.press("L", "-1,5")
    assert "→ −1.500.000 kr." in stage.text
    await stage.press("tab", "1,5", "enter")
    (one,) = stage.meeting.amendments
    assert sorted(one.links[0].amounts.values()) == [-150_000_000, 150_000_000]
    assert "balancerer ikke" in stage.paper
    assert "◆ Investeringer i relationel velfærd · 2023 −1,5 · 2024 1,5 mio. kr." in stage.paper
    row = next(line for line in stage.text.splitlines() if "▸ ○ 1 halvdelen" in line)
    assert "… · til At 1) · balancerer ikke" in row, "what it comes to is not cut away"
    before = stage.tally
    await stage.press("g", "escape")
    assert stage.tally == before, "what was carried counts with its point"
    await stage.press("b", "g")
    assert "2023 −1,5" in stage.tally


async def test_the_keys_of_an_amendment_are_shown_when_there_is_one(floor: Stage) -> None:
    await floor.open("2")
    await floor.press("X")
    assert "Nyt ændringsforslag" in floor.keys
    await floor.press("n", "mindre", "enter")
    assert "V Stem" in floor.keys
    await floor.press("V", "alle imod", "enter", "escape")
    assert floor.paper.count("forkastet") == 1, "the vote says it"


async def test_help_in_a_panel_tells_the_panels_keys(council: Store) -> None:
    async with on_stage(make_app(council), NARROW) as stage:
        await stage.open("2")
        await stage.press("X", "n", "mindre", "enter")
        *_pane, first, second = stage.text.splitlines()
        assert first.startswith(" n Nyt  u Ændring af det"), "what the bar has no room for stands on one more line"
        assert second.strip() == "g Vedtaget  f Forkastet  t Trukket  J/K Flyt  x Slet  Esc Færdig"
        await stage.press("question_mark")
        lines = [" ".join(line.strip(" │").split()) for line in stage.text.splitlines()]
        assert any("f Forkastet her" in line for line in lines), stage.text
        assert any("t Trukket her" in line for line in lines)
        assert not any("beslut punktet" in line for line in lines), "b is no key of the panel"
        await stage.press("escape", "f")
        assert "✗ 1 mindre · til At 1) · forkastet" in stage.text, "the focus is back in the panel"


async def test_a_remark_of_nobody_in_particular_is_said_so(floor: Stage) -> None:
    await floor.open("2")
    await floor.press("D", "tab", "Sagen tages op igen.", "enter")
    assert floor.status.startswith("bemærkning til 2")


async def test_a_text_module_says_which_of_how_many_it_is(floor: Stage) -> None:
    await floor.open("2")
    await floor.press("b", "u", "down")
    assert "1 af 6" in floor.text
    await floor.press("down")
    assert "2 af 6" in floor.text


async def test_who_is_present_stands_on_a_narrow_screen_too(council: Store) -> None:
    async with on_stage(make_app(council), NARROW) as floor:
        await floor.open("2")
        assert "8.12.2023 · 2 Budget" in floor.text.splitlines()[0]
        assert "5 til stede · ● gemt" in floor.text.splitlines()[0]


async def test_the_time_line_of_a_point_tells_its_votes_too(floor: Stage) -> None:
    await floor.open("2")
    await floor.press("V", "A B for; C imod", "enter", "Y")
    lines = [line for line in floor.text.splitlines() if "✓" in line and " SEK" in line]
    assert any("afstemning" in line for line in lines), floor.text
    assert any("beslutning: vedtaget" in line for line in lines), "where one stands is not named again"


async def test_that_it_is_saved_is_not_cut_away(council: Store) -> None:
    async with on_stage(make_app(council), NARROW) as stage:
        await stage.open("2")
        await stage.press("T", "et notat om hvad der er sket siden sidst i de områder, som sagen angår", "enter")
        line = stage.text.splitlines()[-2].rstrip()
        assert line.endswith("… · gemt · U fortryder"), line


async def test_what_is_known_of_a_participant_is_put_right(floor: Stage) -> None:
    await floor.press("P", "e")
    assert "Ret Medlem A" in floor.text
    await floor.press("end", *["backspace"] * 8, "Formanden", "tab", "tab", "end", *["backspace"] * 3, "Y")
    await floor.press("tab", "tab", "formand", "enter")
    assert "»Y« er ikke et parti i kommunens fil" in floor.text, "it is asked, and not refused"
    await floor.press("enter")
    one = floor.meeting.attendees[0]
    assert (one.name, one.party, one.role, one.initials) == ("Formanden", "Y", "formand", "MA")
    assert "▸ ✓ til stede  Formanden (MA)  formand · Y · stemmeret" in floor.text
    await floor.press("e", "enter")
    assert "Intet er noteret." in floor.status, "the same once more is no entry"


async def test_a_seat_whose_member_is_there_is_questioned(floor: Stage) -> None:
    await floor.press("P", "n")
    for text in ("Stedfortræder E", "SE", "", "mb"):
        await floor.press(text, "tab" if text != "mb" else "enter")
    assert "? Medlem B står som til stede hele mødet." in floor.text
    await floor.press("enter")
    assert floor.meeting.attendees[-1].substitute_for == "b"


async def test_who_stood_on_the_list_by_mistake_goes_and_who_voted_stays(floor: Stage) -> None:
    names = [one.name for one in floor.meeting.attendees]
    await floor.press("P", "down", "e", "ctrl+u")
    assert "tomt: tages af listen" in floor.text
    await floor.press("enter")
    assert [one.name for one in floor.meeting.attendees] == [names[0], *names[2:]]
    await floor.press("U")
    assert [one.name for one in floor.meeting.attendees] == names
    await floor.press("home", "g", "e", "ctrl+u")
    assert "tomt: tages af listen" not in floor.text
    await floor.press("enter")
    assert [one.name for one in floor.meeting.attendees] == names
    event = NewEvent("participant_removed", {"id": floor.meeting.attendees[0].id}, floor.meeting.id)
    with pytest.raises(Recorded, match="bliver på listen"):
        floor.app.store.append([event], "SEK")


@pytest.mark.parametrize(
    ("typed", "told", "kept"),
    [("c ma", "→ Det Konservative Folkeparti, Medlem A", "C og MA"), ("MA/MB", "→ Medlem A, Medlem B", "MA og MB")],
)
async def test_who_moves_an_amendment_is_known(floor: Stage, typed: str, told: str, kept: str) -> None:
    await floor.open("2")
    await floor.press("X", "n", "mindre", "tab", typed)
    assert told in floor.text
    await floor.press("enter")
    assert [one.mover for one in floor.meeting.amendments] == [kept]


async def test_a_mover_whom_nobody_knows_is_questioned_and_kept(floor: Stage) -> None:
    await floor.open("2")
    await floor.press("X", "n", "mindre", "tab", "de to og C")
    assert "→ Det Konservative Folkeparti, de to?" in floor.text
    await floor.press("enter")
    assert "? »de to« er hverken medlem af mødet eller parti" in floor.text
    assert not floor.meeting.amendments
    await floor.press("enter")
    assert [one.mover for one in floor.meeting.amendments] == ["de to og C"]


async def test_a_mover_completes(floor: Stage) -> None:
    await floor.open("2")
    await floor.press("X", "n", "mindre", "tab", "c, sociald", "right", "enter")
    assert [one.mover for one in floor.meeting.amendments] == ["C og A"]


async def test_the_members_that_the_file_names_come_by_one_key(council: Store) -> None:
    told = (Member("Medlem A", "MA"), Member("Medlem E", "ME", party="F"), Member("Formand", "FO", "formand", "V"))
    with names.using(Municipality("Prøve Kommune", bodies=(Body("Prøverådet", members=told),), parties=())):
        async with on_stage(make_app(council)) as stage:
            before = stage.meeting.attendees
            await stage.press("P", "m")
            assert stage.status == "2 deltagere hentet · gemt · U fortryder", "who stands there does not come again"
            new = stage.meeting.attendees[len(before) :]
            assert [(one.initials, one.role, one.party, one.member, one.attendance) for one in new] == [
                ("ME", None, "F", True, "present"), ("FO", "formand", "V", True, "present"),
            ]
            await stage.press("m")
            assert "Ingen at hente" in stage.status
            await stage.press("U")
            assert stage.meeting.attendees == before


async def test_a_paper_without_participants_has_those_of_the_meeting_before(council: Store) -> None:
    council.prepare({"id": "ny", "title": "Byråd", "body": "prøverådet", "date": "2024-01-05"}, ACTOR)
    async with on_stage(make_app(council), NARROW) as stage:
        await stage.press("ctrl+o", "5. januar", "enter", "P")
        assert "m henter mødeorganets medlemmer" in stage.text
        await stage.press("m")
        assert stage.status.startswith("5 deltagere hentet som 8. december 2023")
        assert [one.initials for one in stage.meeting.attendees] == ["MA", "MB", "MC", "MD", "SEK"]


async def test_an_empty_vote_takes_that_on_an_amendment_away(floor: Stage) -> None:
    await floor.open("2")
    await floor.press("X", "n", "mindre", "enter", "V", "C for; A B imod", "enter")
    assert "✗ 1" in floor.text
    await floor.press("V", "ctrl+u", "enter")
    assert floor.meeting.votes == ()
    assert "○ 1" in floor.text
    await floor.press("V", "enter")
    assert "Intet er noteret." in floor.status
