"""The law of the agenda: items, points, papers, order and numbers, in every order of acting and undoing."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_meeting_law import ITEMS, PEOPLE, POINTS, PREPARED, Session, acts, body

from budgettui.domain.meeting.events import Event
from budgettui.domain.meeting.law import apply, fold
from budgettui.domain.meeting.meeting import Item, Meeting, Origin
from budgettui.domain.meeting.preparing import Recorded, together
from budgettui.domain.meeting.templates import from_body, moved, numbered, substitute
from budgettui.domain.municipality import Body, Department, Member, Municipality
from budgettui.store import projections, schema

NEW_ITEMS, NEW_POINTS = ("n1", "n2"), ("q1", "q2")
item = st.sampled_from([*ITEMS, *NEW_ITEMS])
point = st.sampled_from([*POINTS, *NEW_POINTS])
words = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8)
new_points = st.lists(st.sampled_from(NEW_POINTS), max_size=2).map(
    lambda ids: [{"id": one, "number": number, "text": "x"} for number, one in enumerate(ids, 1)]
)
facts = {
    "number": st.none() | words, "open": st.booleans(), "closed_reason": words, "case_number": st.none() | words,
    "late": st.booleans(), "history": st.lists(st.tuples(words, words, words, words, st.booleans()), max_size=2),
}


def made(kind: str, **fields: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[str, dict[str, object]]]:
    return st.tuples(st.just(kind), st.fixed_dictionaries(fields))


origin = st.fixed_dictionaries({"meeting": words, "item": words})
prepares = st.one_of(
    st.tuples(
        st.just("item_added"),
        st.fixed_dictionaries(
            {"item": st.sampled_from(NEW_ITEMS), "title": words},
            optional={**facts, "after": st.none() | item, "points": new_points, "origin": st.none() | origin,
                      "type": st.sampled_from(["item", "section"])},
        ),
    ),
    st.tuples(st.just("item_set"), st.fixed_dictionaries({"item": item}, optional={"title": words, **facts})),
    made("item_removed", item=item),
    made("items_ordered", order=st.lists(item, max_size=4)),
    st.tuples(st.just("item_joined"), st.fixed_dictionaries({"item": item, "with": st.none() | item})),
    made("paper_attached", item=item, paper=st.sampled_from(["a", "b", "c"]), adds=new_points),
    made("paper_detached", item=item, paper=st.sampled_from(["a", "b", "c"]), takes=st.lists(point, max_size=1)),
    made("point_added", item=item, point=st.sampled_from(NEW_POINTS), text=words),
    made("point_set", point=point, text=words, number=st.none() | st.integers(1, 9)),
    made("point_removed", point=point),
    made("participant_removed", id=st.sampled_from([*PEOPLE, "d3"])),
    made("meeting_set", title=words, date=st.none() | st.just("2026-05-01"), place=st.none() | words),
)
steps = st.lists(st.sampled_from(["undo", "redo"]) | st.lists(prepares | prepares | acts, min_size=1, max_size=3),
                 max_size=16)


def play(played: list[object]) -> tuple[Session, list[Meeting]]:
    """What a store does: a step that the law refuses is not written. The state after every step."""
    session, states = Session(), [Session().folded()]
    for step in played:
        if not isinstance(step, str):
            state = session.folded()
            try:
                for kind, payload in step:
                    state = apply(state, Session._event(kind, payload, "x", 0))
            except (LookupError, ValueError):
                continue
        session.take(step)
        states.append(session.folded())
    return session, states


@given(steps)
def test_undo_and_redo_are_as_if_nothing_happened(played: list[object]) -> None:
    session, _states = play(played)
    before = session.folded()
    assert body(before) == body(session.effective())
    if session.done:
        session.take("undo")
        session.take("redo")
        assert replace(session.folded(), seq=before.seq) == before
    while session.done:
        session.take("undo")
    assert body(session.folded()) == body(Session().folded())


@given(steps)
def test_the_agenda_holds_together(played: list[object]) -> None:
    """Ids stand for one thing, who is treated together has one leader, and what was decided is never gone."""
    _session, states = play(played)
    meeting = states[-1]
    ids = [one.id for one in meeting.items]
    points = [one.id for one in meeting.points]
    assert len(set(ids)) == len(ids)
    assert len(set(points)) == len(points)
    for one in meeting.items:
        assert one.joined is None or meeting.item(one.joined).joined is None
        assert all(one in together(meeting, other) for other in together(meeting, one))
    for vote in meeting.votes:
        assert set(vote.points) <= set(points)
    assert all(one.item in ids for one in (*meeting.amendments, *meeting.remarks))
    people = [one.id for one in meeting.attendees]
    assert all(one.substitute_for is None or one.substitute_for in people for one in meeting.attendees)


@given(steps)
def test_what_is_saved_is_what_is_loaded(played: list[object]) -> None:
    _session, states = play(played)
    db = sqlite3.connect(":memory:", isolation_level=None)
    for script in (*schema.KEPT, *schema.MADE):
        for statement in schema.statements(script):
            db.execute(statement)
    db.execute("PRAGMA foreign_keys = ON")
    before = None
    for state in states:
        projections.save(db, before, state)
        before = state
        assert projections.load(db, "m") == state
    db.close()


def act(kind: str, /, **payload: object) -> Event:
    return Event("e", "m", "KW", "2018-05-30T10:00:00+00:00", kind, payload, "g", 9)


def after(*events: Event) -> Meeting:
    meeting = fold([act("meeting_prepared", **PREPARED)])
    assert meeting is not None
    for event in events:
        meeting = apply(meeting, event)
    return meeting


def test_an_item_is_put_after_another_with_its_origin() -> None:
    meeting = after(
        act("item_added", item="n1", title="Nyt", after="i2", late=True, origin={"meeting": "før", "item": "x"},
            points=[{"id": "q1", "number": 1, "text": "noget godkendes"}]),
        act("item_added", item="n2", title="Sidst"),
    )
    assert [one.id for one in meeting.items] == ["i1", "i2", "n1", "i3", "n2"]
    new = meeting.item("n1")
    assert (new.late, new.origin, new.points[0].text) == (True, Origin("før", "x"), "noget godkendes")


def test_what_has_something_recorded_is_not_removed() -> None:
    decided = act("decided", point="p1", outcome="approved")
    for kind, named in (("item_removed", {"item": "i2"}), ("point_removed", {"item": "i2", "point": "p1"}),
                        ("paper_detached", {"item": "i2", "paper": "a", "takes": ["p1"]})):
        with pytest.raises(Recorded):
            after(decided, act(kind, **named))
    for recorded in (
        act("minutes_written", item="i3", text="Drøftet."),
        act("amendment_set", id="c1", item="i3", text="Ændres"),
        act("remark_set", id="r1", item="i3", kind="protocol", who="A"),
        act("item_opened", item="i3"),
        act("action_set", id="a1", item="i3", text="følger op"),
        act("attendance_set", participant="d1", attendance="left", item="i3"),
    ):
        with pytest.raises(Recorded):
            after(recorded, act("item_removed", item="i3"))


def test_a_removed_item_sets_those_free_that_were_treated_with_it() -> None:
    meeting = after(
        act("item_added", item="n1", title="Et"), act("item_added", item="n2", title="To"),
        act("item_joined", item="n2", **{"with": "n1"}), act("item_removed", item="n1"),
    )
    assert meeting.item("n2").joined is None


def test_together_means_with_all_of_them() -> None:
    meeting = after(
        act("item_joined", item="i3", **{"with": "i2"}),
        act("item_added", item="n1", title="Nyt"),
        act("item_joined", item="i2", **{"with": "n1"}),
    )
    assert [one.id for one in together(meeting, meeting.item("i3"))] == ["i2", "n1"]
    with pytest.raises(ValueError, match="i3"):
        apply(meeting, act("item_joined", item="n1", **{"with": "i3"}))


def test_a_paper_brings_its_points_and_takes_them_with_it() -> None:
    added = act("paper_attached", item="i3", paper="c", adds=[{"id": "q1", "number": 1, "text": "noget"}])
    assert [one.id for one in after(added).item("i3").points] == ["p3", "q1"]
    gone = after(added, act("paper_detached", item="i3", paper="c", takes=["q1"]))
    assert body(replace(gone, seq=0)) == body(replace(after(), seq=0))


def test_a_body_gives_its_members_and_its_agenda() -> None:
    council = Body(
        "Byrådet", 3, "BU", 2, (Member("Borgmester", "BM", "formand", "A"), Member("Medlem", "ME")),
        (Member("Stedfortræder", "ST", party="A"),), ("Godkendelse af dagsorden", "Eventuelt"),
    )
    place = Municipality("Prøve", departments=(Department("BU", "Børn og Unge"),), bodies=(council,))
    payload = from_body(council, place, "m", date="2026-05-01")
    meeting = fold([act("meeting_prepared", **payload)])
    assert meeting is not None
    assert (meeting.title, meeting.department, meeting.date) == ("Byrådet", "Børn og Unge", "2026-05-01")
    people = [(one.initials, one.party, one.member) for one in meeting.attendees]
    assert people == [("BM", "A", True), ("ME", None, True)]
    assert [(one.number, one.title) for one in meeting.items] == [("1", "Godkendelse af dagsorden"), ("2", "Eventuelt")]
    assert substitute(council, "st") == council.substitutes[0]
    assert substitute(council, "") is None


def test_a_body_s_agenda_has_headings() -> None:
    board = Body("Rådet", agenda=("# Til godkendelse", "Dagsorden", "Referat", "# Til orientering", "Bordrunde"))
    payload = from_body(board, Municipality("Prøve", bodies=(board,)), "m")
    assert [(one["type"], one["number"], one["title"]) for one in payload["items"]] == [
        ("section", "1", "Til godkendelse"), ("item", "1.1", "Dagsorden"), ("item", "1.2", "Referat"),
        ("section", "2", "Til orientering"), ("item", "2.1", "Bordrunde"),
    ]


def test_numbers_follow_the_headings() -> None:
    assert numbered(after().items) == {"i1": "1", "i2": "1.1", "i3": "1.2"}
    assert numbered(after().items[1:]) == {"i2": "1", "i3": "2"}
    assert numbered([*after().items[1:], after().items[0]]) == {"i2": "1.1", "i3": "1.2", "i1": "2"}
    assert moved(after(), "i3", -1) == ["i1", "i3", "i2"]
    assert moved(after(), "i3", 5) == ["i1", "i2", "i3"]


@pytest.mark.parametrize(
    ("numbers", "wanted"),
    [(["1", "-", "9", "2"], ["1", "-", "2", "3"]), (["1.1", "-", "4", "2.7"], ["1.1", "-", "2.1", "2.2"])],
)
def test_headings_without_a_number_count_as_the_items_do(numbers: list[str], wanted: list[str]) -> None:
    items = [Item(str(at), None if number == "-" else number, "x", "section" if number == "-" else "item")
             for at, number in enumerate(numbers)]
    assert numbered(items) == {str(at): number for at, number in enumerate(wanted) if number != "-"}
