"""The agenda is made on the screen: every key, what it writes, and what it will not do."""

from __future__ import annotations

import pytest

from budgettui.domain.meeting.meeting import Item
from budgettui.domain.meeting.preparing import Recorded
from budgettui.domain.municipality import Body, Member, Municipality
from budgettui.export import export_minutes
from budgettui.export.journal_report import log_lines
from budgettui.ingest.page import names
from budgettui.store import NewEvent, Store, open_store
from budgettui.tui.screens.preparing import AgendaScreen
from command_line import Run
from stage import ACTOR, NARROW, Stage, make_app, on_stage

COUNCIL = Body(
    "Byrådet", 3, "", 2,
    (Member("Borgmester", "BM", "formand", "A"), Member("Medlem af byrådet", "MB", "", "V")),
    (Member("Stedfortræder", "ST", "", "A"),), ("Godkendelse af dagsorden", "Eventuelt"),
)


@pytest.fixture
def council() -> object:
    before = names.current()
    names.use(Municipality("Prøve Kommune", bodies=(COUNCIL,)))
    yield
    names.use(before)


def agenda(stage: Stage) -> AgendaScreen:
    assert isinstance(stage.app.screen, AgendaScreen)
    return stage.app.screen


def numbers(stage: Stage) -> list[str | None]:
    return [one.number for one in stage.meeting.items]


def titled(stage: Stage, title: str) -> Item:
    return next(one for one in stage.meeting.items if one.title == title)


async def test_who_moved_which_item_stands_in_its_time_line(stage: Stage) -> None:
    await stage.press("1", "E", "down", "J", "escape")
    (moved,) = (event for event in stage.app.store.log() if event.kind == "items_ordered")
    item = stage.meeting.item(moved.payload["item"])
    assert log_lines([moved], {stage.meeting.id: stage.meeting})[0].endswith(f"dagsorden ordnet  {item.number}")
    stage.screen.go_to(item.id)
    await stage.settle()
    await stage.press("1", "Y")
    assert "dagsorden ordnet" in stage.text


async def test_an_item_with_its_point_is_written_where_the_cursor_stands(stage: Stage) -> None:
    await stage.press("1", "E", "n")
    assert "Enter Gem  Tab Næste felt  Esc Fortryd" in stage.text, "the keys of the panel while it is asked"
    await stage.press("Ny legeplads", "tab", "tab", "24/0815", "enter", "b", "anlægget godkendes", "enter")
    new = titled(stage, "Ny legeplads")
    assert stage.meeting.items.index(new) == [one.title for one in stage.meeting.items].index("Dagsorden") + 1
    assert (new.number, new.case_number, new.points[0].text) == ("1.7", "24/0815", "anlægget godkendes")
    row = agenda(stage).list.current
    assert row is not None
    assert row[1] == new.points[0], "the cursor stands on what was written"
    await stage.press("enter", "end", " af MTM", "enter")
    assert titled(stage, "Ny legeplads").points[0].text == "anlægget godkendes af MTM"
    await stage.press("escape", "escape", "b", "g")
    assert titled(stage, "Ny legeplads").points[0].outcome == "approved", "back in the meeting, at the item"


async def test_moving_and_numbering(stage: Stage) -> None:
    before = numbers(stage)
    await stage.press("1", "E", "J")
    assert numbers(stage)[1:3] == ["1.2", "1.1"]
    await stage.press("r")
    assert numbers(stage) == before
    assert titled(stage, "Referat").number == "1.1"
    await stage.press("K", "U", "U", "U")
    assert [one.title for one in stage.meeting.items][1:3] == ["Dagsorden", "Referat"]
    assert numbers(stage) == before


async def test_closing_asks_why_and_the_minutes_say_it(stage: Stage, sample: Store) -> None:
    await stage.press("1", "E", "c", "personalesag", "enter")
    item = titled(stage, "Dagsorden")
    assert (item.open, item.closed_reason) == (False, "personalesag")
    assert "■ lukket: personalesag" in stage.text
    assert "behandlet for lukkede døre: personalesag" in export_minutes(sample, stage.meeting.id)
    await stage.press("c")
    assert titled(stage, "Dagsorden").open


async def test_an_item_among_others_offers_to_number_them_anew(stage: Stage) -> None:
    await stage.press("1", "E", "n", "Imellem", "enter")
    assert "nyt punkt: Imellem · r nummererer forfra · gemt" in stage.text
    await stage.press("end", "n", "Sidst", "enter")
    assert "nyt punkt: Sidst · gemt" in stage.text


async def test_late_and_together_are_marked_and_printed(stage: Stage, sample: Store) -> None:
    await stage.press("1", "E", "t", "s", "referat", "enter")
    item, other = titled(stage, "Dagsorden"), titled(stage, "Referat")
    assert item.late
    assert item.joined == other.id
    text = export_minutes(sample, stage.meeting.id)
    assert "- På tillægsdagsordenen" in text
    assert "- **Behandlet sammen med:** punkt 1.2" in text
    assert "- **Behandlet sammen med:** punkt 1.1" in text
    await stage.press("s", "enter")
    assert titled(stage, "Dagsorden").joined is None
    await stage.press("U", "escape", "2")
    assert "tillægsdagsorden · sammen med 1.2" in stage.paper, "it is seen at the item, too"


async def test_a_paper_brings_its_points_to_an_item_made_by_hand(stage: Stage) -> None:
    await stage.press("1", "E", "n", "Nyt", "enter", "p", "deltagerbudgetter", "space", "enter")
    new = titled(stage, "Nyt")
    assert len(new.papers) == 1
    assert len(new.points) == 3
    assert "1 papir" in stage.text
    await stage.press("p", "deltagerbudgetter", "space", "enter")
    assert (titled(stage, "Nyt").papers, titled(stage, "Nyt").points) == ((), ())


async def test_the_paper_of_the_items_own_title_comes_first(stage: Stage) -> None:
    there = stage.item("1.4")
    await stage.press("1", "E", "n", there.title, "enter", "p", "space", "enter")
    new = next(item for item in stage.meeting.items if item.title == there.title and item.id != there.id)
    assert new.papers == there.papers


async def test_a_paper_with_a_decided_point_stays(stage: Stage) -> None:
    await stage.open("1.3")
    await stage.press("b", "g", "1", "E", "p", "deltagerbudgetter", "space", "enter")
    assert len(stage.item("1.3").papers) == 1
    assert "det bliver ved punktet" in agenda(stage).status.told


async def test_nothing_recorded_is_deleted(stage: Stage) -> None:
    await stage.press("b", "g", "1", "E", "x")
    assert titled(stage, "Dagsorden").points
    assert "Der er noteret noget her" in agenda(stage).status.told
    await stage.press("down", "down", "x")
    assert all(one.title != "Referat" for one in stage.meeting.items)
    await stage.press("U")
    assert titled(stage, "Referat").points


async def test_the_log_and_the_lookback_live_with_what_is_gone(stage: Stage, sample: Store) -> None:
    await stage.press("1", "E", "n", "Hemmelig sag", "enter", "x", "escape", "2", "Y")
    from budgettui.export.journal_report import log_lines

    meetings = {stage.meeting.id: stage.meeting}
    lines = log_lines(sample.log(), meetings)
    assert not any("Hemmelig" in line for line in lines), "nobody knows any more whether it was open"
    assert any("Hemmelig sag" in line for line in log_lines(sample.log(), meetings, internal=True))


async def test_undoing_the_only_item_leaves_an_empty_agenda(sample: Store) -> None:
    sample.prepare({"id": "tom", "title": "Et tomt møde"}, ACTOR)
    async with on_stage(make_app(sample), NARROW) as stage:
        await stage.press("E")
        assert "Dagsordenen er tom." in stage.text
        await stage.press("x")
        assert "n skriver et punkt" in agenda(stage).status.told
        await stage.press("n", "Eneste", "enter", "escape", "escape")
        assert stage.screen.item is not None
        assert stage.screen.item.title == "Eneste"
        await stage.press("U")
        assert stage.meeting.items == ()
        assert stage.screen.item is None


async def test_title_date_and_place_of_the_meeting(stage: Stage) -> None:
    await stage.press("1", "E", "d", "tab", *["backspace"] * len("8. december 2023"), "fredag")
    assert "→" in stage.text
    await stage.press("enter")
    assert stage.meeting.date == "2023-12-08"
    assert stage.meeting.title == "Rådmandsmøde – eksempel"


@pytest.mark.usefixtures("council")
async def test_a_meeting_of_a_body_has_its_members_and_items(stage: Stage) -> None:
    await stage.press("ctrl+k", "enter")
    assert "Medlemmer: BM, MB" in stage.text
    assert "Stedfortrædere: ST" in stage.text
    assert "Beslutningsdygtig med 2" in stage.text
    await stage.press("tab", "næste onsdag", "enter")
    await stage.until(lambda: stage.screen.meeting is not None and stage.screen.meeting.title == "Byrådet")
    meeting = stage.meeting
    assert (meeting.body, meeting.date, meeting.municipality) == ("Byrådet", "2023-12-13", "Prøve Kommune")
    assert [one.title for one in meeting.items] == ["Godkendelse af dagsorden", "Eventuelt"]
    assert [(one.name, one.party, one.member) for one in meeting.attendees] == [
        ("Borgmester", "A", True), ("Medlem af byrådet", "V", True),
    ]

    def needed() -> tuple[int, int] | None:
        quorum = stage.screen.quorum()
        return (quorum.here, quorum.needed) if quorum is not None else None

    await stage.until(lambda: needed() == (2, 2))  # the file is read beside the keys


async def test_where_the_file_names_no_members_they_are_those_of_the_meeting_before(stage: Stage) -> None:
    event = NewEvent("participant_set", {"id": "st", "name": "Vikar", "substitute_for": stage.meeting.attendees[0].id},
                     stage.meeting.id)
    stage.app.store.append([event], "SEK")
    before = stage.meeting.attendees
    await stage.press("ctrl+k", "enter")
    assert "Deltagere som 8. december 2023: RM, DIR" in stage.text
    await stage.press("enter")
    await stage.until(lambda: stage.screen.meeting is not None and stage.screen.meeting.title == "Rådmandsmøde")
    told = [(one.name, one.initials, one.role, one.party, one.attendance) for one in stage.meeting.attendees]
    assert told == [(one.name, one.initials, one.role, one.party, "present") for one in before if one.name != "Vikar"]
    assert {one.id for one in stage.meeting.attendees}.isdisjoint(one.id for one in before)


@pytest.mark.usefixtures("council")
async def test_a_substitute_of_the_body_is_called_in_by_initials(stage: Stage) -> None:
    await stage.press("ctrl+k", "enter", "enter")
    await stage.until(lambda: stage.screen.meeting is not None and stage.screen.meeting.title == "Byrådet")
    await stage.press("P", "n", "st")
    assert "→ Stedfortræder" in stage.text
    await stage.press("enter")
    called = stage.meeting.attendees[-1]
    assert (called.name, called.initials, called.party) == ("Stedfortræder", "ST", "A")


def test_the_command_line_prepares_a_meeting(tmp_path: object, run: Run, council: object) -> None:
    path = f"{tmp_path}/ny.db"
    municipality = f"{tmp_path}/kommune.toml"
    with open(municipality, "w", encoding="utf-8") as file:
        file.write('name = "Prøve"\n[[body]]\nname = "Udvalget"\nagenda = ["Godkendelse"]\n'
                   'members = [{ name = "Formand", initials = "FM" }]\n')
    said = ["--db", path, "--municipality", municipality, "new"]
    out = run(*said, "udvalget", "--date", "30. maj 2026").printed
    with open_store(tmp_path / "ny.db") as store:  # type: ignore[operator]
        meeting = store.meeting(out.strip())
    assert (meeting.title, meeting.date, len(meeting.attendees), len(meeting.items)) == ("Udvalget", "2026-05-30", 1, 1)
    assert "De kendte er Udvalget" in run(*said, "Byrådet").refused
    assert run(*said).code == 1
    assert run(*said, "udvalget", "--date", "engang").code == 1


def test_a_paper_that_is_not_there_is_refused(sample: Store) -> None:
    meeting = sample.meetings()[0].id
    item = sample.meeting(meeting).items[1].id
    with pytest.raises(KeyError):
        sample.append([NewEvent("paper_attached", {"item": item, "paper": "nej"}, meeting)], ACTOR)


async def test_an_empty_store_offers_to_prepare_a_meeting(store: Store) -> None:
    async with on_stage(make_app(store)) as stage:
        assert "k   klargør et møde" in stage.text
        await stage.press("k", "escape")
        assert "her er tomt endnu" in stage.text, "who leaves the list is where he was"
        await stage.press("k", "byr", "enter", "escape")
        assert "her er tomt endnu" in stage.text, "and who leaves the question"
        await stage.press("k", "byr", "enter", "tab", "9. december 2023", "enter")
        await stage.until(lambda: "Byrådet · 9. december 2023" in stage.text)
        assert "her er tomt endnu" not in stage.text
        assert "E skriver" in stage.status
        assert "Nyt møde" not in stage.text
    assert [head.title for head in store.meetings()] == ["Byrådet"]


async def test_the_cursor_goes_to_what_comes_back(stage: Stage) -> None:
    await stage.press("1", "home", "E", "n", "Haster", "enter", "x", "end", "U")
    assert "▸" in next(line for line in stage.text.splitlines() if "Haster" in line and "│" in line)


async def test_the_time_line_of_an_item_says_what_was_changed(stage: Stage) -> None:
    item = stage.item("1.2")
    stage.screen.go_to(item.id)
    await stage.press("1", "E", "t", "c", "personsag", "enter", "b", "sagen forelægges byrådet", "enter", "escape")
    assert stage.screen.active == "agenda", "one is where one came from"
    await stage.press("Y")
    for words in ("punkt rettet: tillægsdagsorden", "punkt rettet: lukket: personsag",
                  "beslutningspunkt tilføjet: At 2) sagen forelægges byrådet"):
        assert words in stage.text
    await stage.press("escape", "2", "b", "u", "til marts", "enter", "Y")
    assert "beslutning: udsat; til marts" in stage.text


async def test_a_meeting_that_was_never_used_goes_with_its_title(sample: Store) -> None:
    sample.prepare({"id": "stray", "title": "Fejl", "date": "2024-01-09", "items": [{"title": "Sag"}]}, ACTOR)
    async with on_stage(make_app(sample), NARROW) as stage:
        stage.screen.open_meeting("stray")
        await stage.press("1", "E", "d", "ctrl+u", "enter")
        assert "Uden en titel slettes mødet" in stage.text
        assert "stray" in {head.id for head in sample.meetings()}
        await stage.press("enter")
        assert "stray" not in {head.id for head in sample.meetings()}
        assert stage.meeting.title.startswith("Rådmandsmøde"), "another one is shown"
        assert "møde slettet: Fejl · gemt" in stage.text
        await stage.press("U")
        assert stage.meeting.title == "Fejl", "it is back, and on the screen"
        assert [item.title for item in stage.meeting.items] == ["Sag"]
        await stage.press("R")
        assert "stray" not in {head.id for head in sample.meetings()}
        assert sample.verify() == []
        sample.rebuild()
        assert "stray" not in {head.id for head in sample.meetings()}


async def test_a_meeting_in_which_something_is_recorded_stays(stage: Stage) -> None:
    await stage.press("b", "g", "1", "E", "d", "ctrl+u")
    assert "mødet slettes" not in stage.text
    await stage.press("enter")
    assert stage.meeting.title.startswith("Rådmandsmøde")
    with pytest.raises(Recorded, match="Der er noteret noget i mødet"):
        stage.app.store.remove_meeting(stage.meeting.id, ACTOR)
