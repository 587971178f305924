"""The time line of an item, and the meeting as it was at a moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgettui.domain.dates import parse_moment
from budgettui.domain.meeting.history import changes
from budgettui.store import NewEvent, Store, open_store
from command_line import Run
from store_material import BUNDLE_BYTES, bundle

HERE = timezone(timedelta(hours=2))
NOW = datetime(2018, 5, 30, 14, 2, tzinfo=HERE)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = open_store(tmp_path / "a.db")
    opened.import_reading(bundle(), BUNDLE_BYTES, "KW")
    return opened


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("14:05", datetime(2018, 5, 30, 14, 5, 59, 999_999, HERE)),
        ("9.30", datetime(2018, 5, 30, 9, 30, 59, 999_999, HERE)),
        ("30. maj 2018", datetime(2018, 5, 30, 23, 59, 59, 999_999, HERE)),
        ("30. maj 2018 14:05", datetime(2018, 5, 30, 14, 5, 59, 999_999, HERE)),
        ("30-05-2018 kl. 14:05:10", datetime(2018, 5, 30, 14, 5, 10, 999_999, HERE)),
        ("2018-05-30 14:05", datetime(2018, 5, 30, 14, 5, 59, 999_999, HERE)),
        ("2018-05-30T14:05:00+00:00", datetime(2018, 5, 30, 14, 5, tzinfo=UTC)),
        ("2018-05-30T14:05", datetime(2018, 5, 30, 14, 5, tzinfo=HERE)),
    ],
)
def test_a_moment_as_it_is_typed(text: str, moment: datetime) -> None:
    assert parse_moment(text, NOW) == moment


@pytest.mark.parametrize("text", ["", "i går", "25:00", "14:60", "31. februar 2018", "T", "x 14:05", "30. maj"])
def test_what_is_no_moment(text: str) -> None:
    assert parse_moment(text, NOW) is None


@given(st.text(max_size=20))
def test_any_text_is_a_moment_or_none(text: str) -> None:
    moment = parse_moment(text, NOW)
    assert moment is None or moment.tzinfo is not None


def test_the_meeting_is_what_it_was_after_each_entry(store: Store) -> None:
    meeting = store.meetings()[0].id
    point = store.meeting(meeting).points[0].id
    states = {store.log()[-1].seq: store.meeting(meeting)}
    for outcome in ("approved", "rejected"):
        (event,) = store.append([NewEvent("decided", {"point": point, "outcome": outcome}, meeting)], "KW")
        states[event.seq] = store.meeting(meeting)
    (event,) = store.undo("KW")
    states[event.seq] = store.meeting(meeting)
    for seq, state in states.items():
        assert store.meeting_at(meeting, seq) == state
    assert store.meeting_at(meeting, datetime.now(UTC)) == store.meeting(meeting)
    with pytest.raises(KeyError):
        store.meeting_at(meeting, 0)


def test_the_time_line_says_what_was_taken_back_and_a_typed_text_once(store: Store) -> None:
    meeting = store.meetings()[0].id
    state = store.meeting(meeting)
    item = next(one for one in state.items if one.points)
    point = item.points[0].id
    other = next(one for one in state.items if one.type != "section" and one.id != item.id).id
    store.append([NewEvent("decided", {"point": point, "outcome": "approved"}, meeting)], "KW")
    store.append([NewEvent("decided", {"point": point, "outcome": "rejected"}, meeting)], "VJ")
    store.undo("VJ")
    store.append([NewEvent("minutes_written", {"item": item.id, "text": "A"}, meeting, "g")], "KW")
    store.append([NewEvent("minutes_written", {"item": item.id, "text": "AB"}, meeting, "g")], "KW")
    store.append([NewEvent("minutes_written", {"item": other, "text": "C"}, meeting)], "KW")
    found = changes(store.log(meeting), state, item.id)
    assert [(one.event.kind, one.event.actor, one.undone) for one in found] == [
        ("decided", "KW", False), ("decided", "VJ", True), ("minutes_written", "KW", False),
    ]
    assert found[-1].event.payload["text"] == "AB"
    assert [one.event.kind for one in changes(store.log(meeting), state, item.id, point)] == ["decided"] * 2


def test_the_time_line_has_the_notes_on_the_items_follow_ups_and_what_it_was_put_together_with(store: Store) -> None:
    meeting = store.meetings()[0].id
    item, other = (one.id for one in store.meeting(meeting).items if one.type != "section" and one.open and one.points)
    for at in (item, other):
        task = {"id": f"a-{at}", "text": "notat", "responsible": "VJ", "item": at}
        store.append([NewEvent("action_set", task, meeting)], "KW")
        store.note_follow_up(f"action:{meeting}:a-{at}", {"state": "done"}, "VJ")
    store.undo("VJ")
    store.append([NewEvent("item_joined", {"item": other, "with": item}, meeting)], "KW")
    events = (*store.log(meeting), *store.log_outside("follow_up_noted"))
    found = [changes(events, store.meeting(meeting), at) for at in (item, other)]
    kinds = ["action_set", "follow_up_noted", "item_joined"]
    assert [[one.event.kind for one in line] for line in found] == [kinds, kinds]
    assert [[one.undone for one in line] for line in found] == [[False] * 3, [False, True, False]]
    assert "VJ" in {one.event.actor for one in found[0]}


def test_the_commands_show_the_meeting_as_it_was(store: Store, run: Run) -> None:
    meeting = store.meetings()[0].id
    point = next(one.points[0] for one in store.meeting(meeting).items if one.points and one.open).id
    (event,) = store.append([NewEvent("decided", {"point": point, "outcome": "approved"}, meeting)], "KW")
    store.close()
    db = ["--db", str(store.file)]
    assert "godkendt" in run(*db, "decisions").printed
    assert "godkendt" not in run(*db, "decisions", "--at", event.seq - 1).printed
    now = run(*db, "export").printed
    before = run(*db, "export", "--at", event.seq - 1).printed
    assert now.count("godkendt") == before.count("godkendt") + 1
    assert "var ikke klargjort" in run(*db, "tally", "--at", "1. januar 2001").refused
    assert "hverken" in run(*db, "tally", "--at", "engang").refused
    assert run(*db, "decisions", "--at", "1. januar 2001").printed == ""


def test_what_was_closed_since_is_closed_in_what_was_before(store: Store, run: Run) -> None:
    meeting = store.meetings()[0].id
    item = next(one for one in store.meeting(meeting).items if one.points and one.open)
    said = {"point": item.points[0].id, "outcome": "rejected", "text": "HEMMELIG"}
    store.append([NewEvent("decided", said, meeting)], "KW")
    (closing,) = store.append([NewEvent("item_set", {"item": item.id, "open": False}, meeting)], "KW")
    store.close()
    for command in ("export", "decisions"):
        told = run("--db", store.file, command, "--at", closing.seq - 1).printed
        assert "HEMMELIG" not in told
        assert item.title not in told
        assert f"{item.number} " in told
    assert "HEMMELIG" in run("--db", store.file, "decisions", "--at", closing.seq - 1, "--internal").printed


def test_the_log_is_told_where_a_meeting_was_taken_back(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "b.db"
    with open_store(path) as store:
        store.prepare({"id": "m", "title": "Råd", "items": [{"id": "i", "title": "Sag"}]}, "KW")
        task = {"id": "a", "text": "HEMMELIG", "responsible": "VJ", "item": "i"}
        store.append([NewEvent("action_set", task, "m")], "KW")
        store.note_follow_up("action:m:a", {"state": "done"}, "KW")
        for _ in range(3):
            store.undo("KW")
        assert store.meetings() == []
    said = run("--db", path, "log").printed
    assert len(said.splitlines()) == 6
    assert "HEMMELIG" not in said
