"""One order of steps for each person over all that the journal holds: undo after do is the identity on every table
and list that is made from it, while the journal only grows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_meeting_law import PREPARED, acts

from budgettui.domain.meeting.events import Event, last_step
from budgettui.domain.meeting.versions import Finalised
from budgettui.store import NewEvent, Store, open_store
from budgettui.store.ready import make_ready
from store_material import BUNDLE_BYTES, PLAN_BYTES, REPORT_BYTES, bundle, plan, report

PEOPLE = ("SEK", "VJ")
MEETINGS = ("m", "n")
#: What a step back leaves behind is the number of the last event alone.
_TABLES = (
    "SELECT id, title, body, department, municipality, date, place, points, decided FROM meeting ORDER BY id",
    *(
        f"SELECT * FROM {name} ORDER BY 1, 2, 3"
        for name in ("agenda_item", "decision_point", "point_link", "action", "meeting_part")
    ),
    "SELECT document, tbl, position, label, kind FROM printed_row ORDER BY 1, 2, 3",
    "SELECT id, state FROM printed_check ORDER BY id",
)


def made(store: Store) -> list[Any]:
    """Everything that is made from the journal."""
    db = sqlite3.connect(store.file)
    try:
        tables = [db.execute(sql).fetchall() for sql in _TABLES]
    finally:
        db.close()
    return [*tables, store.saved_filters(), store.confirmed_names(), store.follow_ups()]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("undo") / "undo.db") as made:
        items = [{**item, "papers": []} for item in PREPARED["items"]]  # type: ignore[attr-defined]
        made.import_reading(plan(), PLAN_BYTES, "EKH")
        for meeting in MEETINGS:
            made.prepare({**PREPARED, "id": meeting, "items": items}, "EKH")
        yield made


#: What a person does: acts in one of the meetings, or something that belongs to none.
words = st.sampled_from(["", "drift", "> 0"])
in_meeting = st.tuples(st.sampled_from(MEETINGS), st.lists(acts, min_size=1, max_size=3))
outside = st.one_of(
    st.tuples(st.just("filter"), st.sampled_from(["a", "b"]), words),
    st.tuples(st.just("name"), st.sampled_from(["Skolerne", "Plejen"]), st.sampled_from(["MBU", "MSO", ""])),
    st.tuples(st.just("follow"), st.sampled_from(["done", "under_way"]), words),
    st.tuples(st.just("label"), st.sampled_from(["Ny", "Anden"]), st.just("")),
    st.tuples(st.just("paper")),
)
done = st.tuples(st.sampled_from(PEOPLE), in_meeting | outside)


def take(store: Store, who: str, what: Any) -> bool:
    """Whether the store, as it is now, took the step."""
    kind, *rest = what
    try:
        if kind in MEETINGS:
            store.append([NewEvent(act, payload, kind) for act, payload in rest[0]], who)
        elif kind == "filter":
            store.save_filter(*rest, who)
        elif kind == "follow":
            store.note_follow_up(store.follow_ups()[0].key, {"state": rest[0], "text": rest[1]}, who)
        elif kind == "label":
            store.correct(1, [{"do": "label", "table": 0, "row": 0, "label": rest[0]}], who)
        elif kind == "paper":
            return not store.import_reading(report(), REPORT_BYTES, who).already
        elif rest[1]:
            store.confirm_name(rest[0], rest[1], who)
        else:
            store.take_back_name(rest[0], who)
    except (KeyError, ValueError):
        return False
    return True


quick = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(st.lists(done, max_size=3), done, st.lists(st.sampled_from(PEOPLE), max_size=2))
@quick
def test_undo_after_do_is_as_before(store: Store, before: list[Any], step: Any, back: list[str]) -> None:
    for one in before:
        take(store, *one)
    for who in back:
        store.undo(who)
    was, entries = made(store), len(store.log())
    who, what = step
    if not take(store, who, what):
        assert (made(store), len(store.log())) == (was, entries), "a refused step leaves nothing behind"
        return
    after, grown = made(store), len(store.log())
    (event,) = store.undo(who)
    assert made(store) == was
    assert {one.actor for one in store.step(event.payload["group"])} == {who}
    store.redo(who)
    assert made(store) == after
    store.undo(who)
    assert made(store) == was
    assert len(store.log()) == grown + 3
    assert store.verify() == []


@given(st.lists(done, min_size=1, max_size=5))
@quick
def test_a_person_goes_back_and_forth_in_one_order_over_all_places(store: Store, steps: list[Any]) -> None:
    states = [made(store)]
    for _who, what in steps:
        if take(store, "SEK", what):
            states.append(made(store))
    if len(states) == 1:
        return  # nothing was done, and what was taken back before can still be done again
    for state in states[-2::-1]:
        assert len(store.undo("SEK")) == 1
        assert made(store) == state
    for state in states[1:]:
        assert len(store.redo("SEK")) == 1
        assert made(store) == state
    assert store.redo("SEK") == []
    for _state in states[1:]:
        store.undo("SEK")


def test_the_order_holds_in_the_next_session(tmp_path: Path) -> None:
    with open_store(tmp_path / "s.db") as first:
        first.prepare(PREPARED_HERE, "SEK")
        first.append([NewEvent("decided", {"point": "p1", "outcome": "approved"}, "m")], "SEK")
        first.save_filter("drift", "drift", "SEK")
        first.undo("SEK")
    with open_store(tmp_path / "s.db") as second:
        assert second.saved_filters() == {}
        second.undo("SEK")
        assert second.meeting("m").points[0].outcome is None
        second.redo("SEK")
        second.redo("SEK")
        assert second.meeting("m").points[0].outcome == "approved"
        assert second.saved_filters() == {"drift": "drift"}
        assert second.redo("SEK") == []


PREPARED_HERE: dict[str, Any] = {
    "id": "m", "title": "Møde", "items": [{"id": "i1", "title": "Et", "points": [{"id": "p1", "text": "det"}]}],
}


def test_a_meeting_that_was_prepared_by_hand_goes_and_comes_back(tmp_path: Path) -> None:
    with open_store(tmp_path / "s.db") as store:
        store.prepare(PREPARED_HERE, "SEK")
        before = store.meeting("m")
        store.undo("SEK")
        assert store.meetings() == []
        assert store.verify() == []
        store.rebuild()
        assert store.meetings() == []
        store.redo("SEK")
        assert store.meeting("m").items == before.items
        assert store.verify() == []


def test_what_somebody_else_has_built_on_stays(tmp_path: Path) -> None:
    with open_store(tmp_path / "s.db") as store:
        store.prepare(PREPARED_HERE, "SEK")
        store.append([NewEvent("point_added", {"item": "i1", "point": "p2", "text": "også"}, "m")], "SEK")
        store.append([NewEvent("decided", {"point": "p2", "outcome": "noted"}, "m")], "VJ")
        before = store.log(), made(store)
        with pytest.raises(ValueError, match="bygger på det"):
            store.undo("SEK")
        assert (store.log(), made(store)) == before
        store.undo("VJ")
        store.undo("SEK")
        assert [point.id for point in store.meeting("m").points] == ["p1"]
        with pytest.raises(ValueError, match="bygger på det"):
            store.redo("VJ")


def test_a_version_is_not_gone_past(tmp_path: Path) -> None:
    with open_store(tmp_path / "s.db") as store:
        store.prepare(PREPARED_HERE, "SEK")
        final = {"number": 1, "at": "2026-05-30T15:00:00+02:00", "sha256": "x", "text": "x"}
        store.append([NewEvent("minutes_finalised", final, "m")], "SEK")
        with pytest.raises(Finalised, match="genåbner"):
            store.undo("SEK")


def test_an_import_goes_with_all_that_it_brought_and_comes_back(tmp_path: Path) -> None:
    with open_store(tmp_path / "s.db") as store:
        store.save_filter("drift", "drift", "SEK")
        before = made(store)
        step = "one import"
        store.import_ready(make_ready(bundle(), BUNDLE_BYTES), "SEK", step)
        store.import_ready(make_ready(plan(), PLAN_BYTES), "SEK", step)
        after = made(store)
        for _again in range(2):
            store.undo("SEK")
            assert (store.documents(), store.materials(), store.meetings()) == ([], [], [])
            assert store.search(["plan"]) == []
            assert made(store) == before
            assert store.verify() == []
            store.rebuild()
            assert made(store) == before
            assert len(store.saved_filters()) == 1
            store.redo("SEK")
            assert made(store) == after
            assert store.verify() == []
        store.undo("SEK")
        assert store.imported(plan().sha256) is None
        fresh = store.import_reading(plan(), PLAN_BYTES, "VJ")
        assert not fresh.already
        assert fresh.replaces is None
        with pytest.raises(ValueError, match="indlæst igen"):
            store.redo("SEK")
        assert store.verify() == []


def test_an_import_that_somebody_else_has_built_on_stays(tmp_path: Path) -> None:
    with open_store(tmp_path / "s.db") as store:
        document = store.import_reading(plan(), PLAN_BYTES, "SEK").document
        store.prepare(PREPARED_HERE, "VJ")
        [paper_id] = store.paper_ids(document)[:1]
        attached = {"item": "i1", "paper": paper_id, "title": "Plan"}
        line = {"point": "p1", "node": f"{store.materials()[0].key}/x", "label": "x"}
        correction = {"do": "leave_out", "table": 0}

        def refused(why: str) -> None:
            kept = store.log(), made(store)
            with pytest.raises(ValueError, match=why):
                store.undo("SEK")
            assert (store.log(), made(store)) == kept
            store.undo("VJ")

        store.append([NewEvent("paper_attached", attached, "m")], "VJ")
        refused("mødet »Møde« bygger på det")
        store.append([NewEvent("line_linked", line, "m")], "VJ")
        refused("mødet »Møde« bygger på det")
        store.correct(document, [correction], "VJ")
        refused("en anden har rettet")
        store.undo("SEK")
        with pytest.raises(ValueError, match="ikke indlæst mere"):
            store.redo("VJ")


def test_no_more_of_the_journal_is_asked_for_than_it_takes() -> None:
    def events() -> Iterator[Event]:
        yield Event("3", "m", "VJ", "", "decided", {}, "c", 3)
        yield Event("2", "m", "SEK", "", "decided", {}, "b", 2)
        raise AssertionError("too far back")

    assert last_step(events(), "SEK", back=True) == "b"
    assert last_step(events(), "SEK", back=False) is None


def test_a_table_that_hides_a_document_which_the_journal_has_is_seen(tmp_path: Path) -> None:
    with open_store(tmp_path / "s.db") as store:
        document = store.import_reading(plan(), PLAN_BYTES, "SEK").document
        with sqlite3.connect(store.file) as db:
            db.execute("INSERT INTO taken_back VALUES (?)", (document,))
        db.close()
        assert [said for said in store.verify() if "plan.txt" in said]
        store.rebuild()
        assert store.verify() == []
