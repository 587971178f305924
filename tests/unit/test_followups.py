"""What is to be followed up over all meetings, and what is noted of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgettui.domain.meeting.followup import KINDS, STATES, FollowUp, Note, in_order, read_state
from budgettui.domain.paper.reading import Deadline, Intention
from budgettui.store import NewEvent, Store, open_store
from command_line import Run
from store_material import BUNDLE_BYTES, bundle, reading

TODAY = date(2024, 6, 1)
REPORT = b"En beretning, som proeven selv har skrevet"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "a.db") as opened:
        opened.import_reading(bundle(), BUNDLE_BYTES, "ARKIV")
        opened.import_reading(
            reading(
                REPORT,
                name="beretning.txt",
                title="Beretning",
                intentions=(Intention(1, "Der laves en analyse", "MSB", "fulfilled"), Intention(2, "En model", "MBU")),
                deadlines=(Deadline("2024-05-01", "Frist for høring"), Deadline("2024-08-01", "Ny frist")),
            ),
            REPORT,
            "ARKIV",
        )
        yield opened


def found(store: Store, kind: str) -> list[FollowUp]:
    return [one for one in store.follow_ups() if one.kind == kind]


def test_what_presses_is_what_is_late_near_or_never_reported_on() -> None:
    def why(kind: str, due: str | None = None, **more: Any) -> str:
        return FollowUp(kind, "k", "Noget", due=due, **more).reminder(TODAY)

    assert (why("action", "2024-05-31"), why("action", "2024-06-01"), why("action", "2024-06-08")) == (
        "late", "week", "week")
    assert (why("action", "2024-06-09"), why("action"), why("postponed", "2024-05-31")) == ("", "", "late")
    assert (why("deadline", "2024-05-31"), why("deadline", "2024-06-29"), why("deadline", "2024-06-30")) == (
        "", "dated", "")
    note = Note("2024-05-01T10:00:00+02:00", "SEK", "open", "spurgt")
    assert (why("intention"), why("intention", own_state="under_way"), why("intention", notes=(note,))) == (
        "silent", "", "")
    assert why("action", "2024-05-31", own_state="done") == ""


def test_what_is_closed_is_told_to_those_inside(tmp_path: Path, run: Run) -> None:
    file, points = tmp_path / "b.db", [{"id": "p", "number": 1, "text": "hemmeligheden købes"}]
    items = [{"id": "i", "number": "4", "title": "Hemmelig sag", "open": False, "points": points}]
    with open_store(file) as store:
        store.prepare({"id": "m", "title": "Råd", "date": "2023-05-20", "items": items}, "KW")
        acted = {"id": "a", "text": "henter hemmeligheden", "responsible": "VJ", "due": "2023-06-01", "item": "i"}
        store.append([
            NewEvent("decided", {"point": "p", "outcome": "postponed", "text": "hemmeligt"}, "m"),
            NewEvent("action_set", acted, "m"),
        ], "KW")
        store.note_follow_up("action:m:a", {"state": "under_way", "text": "hemmeligheden er nær"}, "KW")
        assert [one.open for one in store.follow_ups()] == [False, False]
    for command in (["followups"], ["followups", "--json"], ["log"]):
        told = run("--db", file, *command).printed
        assert "emmelig" not in told
        assert "ukket punkt" in told
        assert "henter hemmeligheden" in run("--db", file, command[0], "--internal").printed


@pytest.mark.parametrize(
    ("outcome", "text", "due", "found"),
    [
        ("sent_for_hearing", "med frist den 15. juni", None, ("deadline", "2023-06-15")),
        ("sent_for_hearing", "i høring med høringsfrist: 15. juni", None, ("deadline", "2023-06-15")),
        ("postponed", "til mødet den 10. januar 2025", None, ("postponed", "2025-01-10")),
        ("postponed", "til mødet den 10. januar 2025", "2024-12-20", ("postponed", "2024-12-20")),
        ("postponed", "idet svaret af 3. maj 2023 mangler", None, ("postponed", None)),
        ("postponed", "til næste møde", None, ("postponed", None)),
        ("returned", "", None, ("postponed", None)),
    ],
)
def test_a_point_waits_until_the_day_that_its_text_says(
    tmp_path: Path, outcome: str, text: str, due: str | None, found: tuple[str, str | None]
) -> None:
    items = [{"id": "i", "number": "1", "title": "Sag", "points": [{"id": "p", "number": 1, "text": "den gøres"}]}]
    with open_store(tmp_path / "b.db") as store:
        store.prepare({"id": "m", "title": "Råd", "body": "Råd", "date": "2023-05-20", "items": items}, "KW")
        store.append([NewEvent("decided", {"point": "p", "outcome": outcome, "text": text, "due": due}, "m")], "KW")
        (one,) = store.follow_ups()
        assert (one.kind, one.due) == found
        assert one.is_overdue(TODAY) == (due is None and found[1] == "2023-06-15")


def test_every_kind_is_gathered(store: Store) -> None:
    meeting = store.meetings()[0].id
    state = store.meeting(meeting)
    point = next(one for one in state.points)
    link = {"point": point.id, "node": "k/a", "label": "Linjen", "amounts": {}}
    decided = {"point": point.id, "outcome": "postponed", "text": "til juni", "due": "2024-05-30", "responsible": "VJ"}
    acted = {"id": "a", "text": "Notat", "responsible": "EKH", "due": "2024-05-31", "point": point.id}
    store.append(
        [
            NewEvent("line_linked", link, meeting),
            NewEvent("decided", decided, meeting),
            NewEvent("action_set", acted, meeting),
        ],
        "KW",
    )
    (postponed,) = found(store, "postponed")
    case = state.find_point(point.id)[0]
    assert postponed.text == f"{case.title}: {point.text} (til juni)"
    assert (postponed.due, postponed.line_label) == ("2024-05-30", "Linjen")
    action = next(one for one in found(store, "action") if one.text == "Notat")
    assert (action.responsible, action.line) == ("EKH", "k/a")
    assert [one.state for one in found(store, "intention")] == ["done", "open"]
    assert [one.is_over(TODAY) for one in found(store, "deadline")] == [True, False]
    late = [one.kind for one in in_order(store.follow_ups(), TODAY) if one.is_overdue(TODAY)]
    assert sorted(late) == ["action", "postponed"]
    assert in_order(store.follow_ups(), TODAY)[0].is_overdue(TODAY)


def test_a_note_changes_the_state_and_can_be_taken_back(store: Store) -> None:
    one = found(store, "intention")[1]
    store.note_follow_up(one.key, {"state": "under_way", "text": "i udvalg"}, "KW")
    store.note_follow_up(one.key, {"line": "k/a", "label": "Linjen"}, "VJ")
    again = found(store, "intention")[1]
    assert (again.state, again.line, again.line_label) == ("under_way", "k/a", "Linjen")
    told = [(note.actor, note.state, note.text) for note in again.notes]
    assert told == [("KW", "under_way", "i udvalg")], "to which line it belongs is no report on it"
    store.undo("VJ")
    store.undo("KW")
    assert found(store, "intention")[1] == one
    assert store.undo("KW") == []
    store.redo("KW")
    assert found(store, "intention")[1].state == "under_way"
    assert store.verify() == []


def test_notes_survive_a_rebuild_and_what_is_not_there_is_refused(store: Store) -> None:
    one = found(store, "intention")[1]
    store.note_follow_up(one.key, {"state": "done"}, "KW")
    store.rebuild()
    assert found(store, "intention")[1].state == "done"
    with pytest.raises(KeyError):
        store.note_follow_up("x", {"state": "done"}, "KW")
    with pytest.raises(ValueError, match="no such state"):
        store.note_follow_up(one.key, {"state": "x"}, "KW")


@pytest.mark.parametrize(
    ("responsible", "name", "mine"),
    [("VJ / EKH", "ekh", True), ("VJ, EKH", "VJ", True), ("VJENSEN", "VJ", False), ("", "", False), ("VJ", "", False)],
)
def test_whose_it_is(responsible: str, name: str, mine: bool) -> None:
    assert FollowUp("action", "k", "t", responsible).is_of(name) is mine


@pytest.mark.parametrize(
    ("read", "state"), [("fulfilled", "done"), ("under_way", "under_way"), ("not_started", "open"), (None, "open")]
)
def test_the_state_that_was_read(read: str | None, state: str) -> None:
    assert read_state(read) == state


follow_ups = st.builds(
    FollowUp, st.sampled_from(list(KINDS)), st.text(max_size=3), st.text(max_size=5), st.text(max_size=5),
    st.none() | st.dates(date(2023, 1, 1), date(2025, 1, 1)).map(date.isoformat), st.sampled_from(list(STATES)),
)


@given(st.lists(follow_ups, max_size=6))
def test_nothing_is_lost_in_the_order_and_what_is_late_comes_first(drawn: list[FollowUp]) -> None:
    ordered = in_order(drawn, TODAY)
    assert sorted(map(repr, ordered)) == sorted(map(repr, drawn))
    places = [0 if one.is_overdue(TODAY) else 2 if one.is_over(TODAY) else 1 for one in ordered]
    assert places == sorted(places)


@given(follow_ups, st.sampled_from(list(STATES)))
def test_the_last_note_is_the_state(one: FollowUp, state: str) -> None:
    noted = replace(one, notes=(Note("2024-01-01T00:00:00+00:00", "KW", "open"), Note("2024-01-02", "KW", state)))
    assert noted.state == state
    assert noted.is_over(TODAY) is (state in ("done", "dropped"))


def test_the_command_lists_them(store: Store, run: Run) -> None:
    store.close()
    db = ["--db", str(store.file)]
    assert "En model" in (plain := run(*db, "followups").printed)
    assert "Der laves en analyse" not in plain
    data = json.loads(run(*db, "followups", "--all", "--json").printed)
    assert {entry["kind"] for entry in data} >= {"intention", "deadline"}
    assert run(*db, "followups", "--responsible", "MBU").printed.count("\n") == 1


def test_of_a_paper_that_only_a_closed_item_has_its_title_and_who_acts_are_for_those_inside(
    tmp_path: Path, run: Run
) -> None:
    path = tmp_path / "lukket.db"
    with open_store(path) as store:
        paper = replace(bundle().papers[0], title="HEMMELIG", decision_points=())
        said = reading(REPORT, name="HEMMELIG.txt", title="HEMMELIG", kind="proposal", papers=(paper,),
                       deadlines=(Deadline("2024-08-01", "HEMMELIG"),))
        document = store.import_reading(said, REPORT, "SEK").document
        item = {"id": "i", "number": "1", "title": "HEMMELIG", "open": False, "papers": store.paper_ids(document)}
        store.prepare({"id": "m", "title": "Møde", "date": "2024-05-01", "items": [item]}, "SEK")
        task = {"id": "a", "text": "HEMMELIG", "responsible": "UC", "item": "i"}
        store.append([NewEvent("action_set", task, "m")], "SEK")
        (deadline,) = found(store, "deadline")
        store.note_follow_up(deadline.key, {"text": "HEMMELIG"}, "SEK")
    db = ["--db", str(path)]
    for command in (["followups", "--all"], ["followups", "--all", "--json"], ["log"], ["search", "HEMMELIG"]):
        assert "HEMMELIG" not in run(*db, *command).out
    for command in (["followups", "--all"], ["log"]):
        assert "HEMMELIG" in run(*db, *command, "--internal").out
    assert run(*db, "followups", "--all", "--responsible", "UC").printed == ""
