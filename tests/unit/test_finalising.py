"""Finalised minutes: only additions are possible, nothing is overwritten, and every version stays what it was."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest
import test_meeting_law
from hypothesis import given, settings
from hypothesis import strategies as st
from test_meeting_law import PREPARED, acts, empty, words

from budgettui.domain.meeting.events import Event
from budgettui.domain.meeting.finalising import confirmed
from budgettui.domain.meeting.law import ACTS, apply, fold
from budgettui.domain.meeting.meeting import Meeting
from budgettui.domain.meeting.versions import ADDITIONS, LASTING, Finalised
from budgettui.store import projections

#: An empty store in memory, as the law's own tests have it.
db = test_meeting_law.db
AT = "2018-06-01T14:02:00+02:00"
FINALISED = {"number": 1, "at": AT, "sha256": "0" * 64, "text": "Referat\n"}


class Journal:
    """Events as a store would write them: what the law refuses is not written."""

    def __init__(self) -> None:
        self.events = [Event("e1", "m", "SEK", AT, "meeting_prepared", PREPARED, "g1", 1)]

    def write(self, kind: str, payload: object, group: str = "") -> Meeting:
        seq = len(self.events) + 1
        event = Event(f"e{seq}", "m", "SEK", AT, kind, payload, group or f"g{seq}", seq)  # type: ignore[arg-type]
        after = apply(self.meeting, event) if kind in ACTS else None
        self.events.append(event)
        assert after is None or after == self.meeting, "one step at a time gives what all of them give"
        return self.meeting

    @property
    def meeting(self) -> Meeting:
        made = fold(self.events)
        assert made is not None
        return made


def finalised() -> Journal:
    journal = Journal()
    journal.write("decided", {"point": "p1", "outcome": "approved"})
    journal.write("minutes_finalised", FINALISED)
    return journal


additions = st.one_of(
    st.tuples(
        st.just("correction_added"),
        st.fixed_dictionaries(
            {"id": st.text("abc", min_size=1, max_size=8), "at": st.just(AT), "text": words},
            optional={"by": words, "item": st.sampled_from(["i1", "i2", "i3"]), "point": st.just("p1")},
        ),
    ),
    st.tuples(
        st.just("signed"),
        st.fixed_dictionaries(
            {"participant": st.sampled_from(["d1", "d2"]), "at": st.just(AT)}, optional={"reservation": words}
        ),
    ),
    st.tuples(st.just("minutes_reopened"), st.fixed_dictionaries({"at": st.just(AT), "reason": words})),
    st.tuples(
        st.just("minutes_finalised"),
        st.fixed_dictionaries(
            {
                "number": st.integers(1, 4), "at": st.just(AT), "sha256": st.just("1" * 64),
                "text": st.just("Referat\n"),
            }
        ),
    ),
)


@given(acts)
def test_nothing_but_an_addition_changes_finalised_minutes(act: tuple[str, dict[str, object]]) -> None:
    journal = finalised()
    before = journal.meeting
    with pytest.raises(Finalised, match="afsluttet som version 1"):
        journal.write(*act)
    assert journal.meeting == before


@given(st.lists(st.one_of(acts, additions), max_size=12))
@settings(deadline=None)
def test_every_version_stays_what_its_events_gave(steps: list[tuple[str, dict[str, object]]]) -> None:
    """Whatever is done: versions, signatures and corrections only grow, and a version is still found in the journal."""
    journal = finalised()
    made: dict[int, Meeting] = {3: journal.meeting}
    for kind, payload in steps:
        before = journal.meeting
        try:
            after = journal.write(kind, payload)
        except (Finalised, KeyError, ValueError):
            assert journal.meeting == before
            continue
        assert [one.sha256 for one in after.versions][: len(before.versions)] == [one.sha256 for one in before.versions]
        assert after.signatures[: len(before.signatures)] == before.signatures
        assert after.corrections[: len(before.corrections)] == before.corrections
        if before.final is not None:
            assert kind in ADDITIONS
            assert replace(
                after, versions=before.versions, signatures=before.signatures, corrections=before.corrections,
                seq=before.seq,
            ) == before, "an addition touches nothing else"
        if kind == "minutes_finalised":
            made[after.seq] = after
    for seq, meeting in made.items():
        assert fold(journal.events[:seq]) == meeting


@given(st.lists(st.one_of(acts, additions), max_size=10))
@settings(deadline=None)
def test_the_tables_hold_what_closes_the_minutes(
    db: sqlite3.Connection, steps: list[tuple[str, dict[str, object]]]
) -> None:
    journal = finalised()
    before = None
    with empty(db):
        for step in [None, *steps]:
            if step is not None:
                try:
                    journal.write(*step)
                except (Finalised, KeyError, ValueError):
                    continue
            projections.save(db, before, journal.meeting)
            before = journal.meeting
            assert projections.load(db, "m") == before
        projections.save(db, None, journal.meeting)
        assert projections.load(db, "m") == journal.meeting, "made again they are the same"


def test_what_lasts_is_an_act() -> None:
    assert LASTING <= ACTS


def test_an_undo_of_what_came_before_a_version_is_no_journal() -> None:
    journal = finalised()
    journal.write("minutes_reopened", {"at": AT, "reason": "tal mangler"})
    event = Event("x", "m", "SEK", AT, "undone", {"group": "g2"}, "x", 9)
    with pytest.raises(Finalised, match="før version 1 blev genåbnet"):
        fold([*journal.events, event])


def test_reopening_needs_a_reason_and_gives_version_two() -> None:
    journal = finalised()
    with pytest.raises(Finalised, match="hvorfor"):
        journal.write("minutes_reopened", {"at": AT, "reason": " "})
    journal.write("minutes_reopened", {"at": AT, "reason": "tal mangler"})
    assert journal.meeting.final is None
    journal.write("decided", {"point": "p2", "outcome": "noted"})
    with pytest.raises(ValueError, match="1"):
        journal.write("minutes_finalised", FINALISED)
    meeting = journal.write("minutes_finalised", {**FINALISED, "number": 2})
    assert [(one.number, one.reason) for one in meeting.versions] == [(1, "tal mangler"), (2, "")]
    assert meeting.final == meeting.versions[1]


def test_a_member_signs_a_version_once() -> None:
    journal = finalised()
    meeting = journal.write("signed", {"participant": "d1", "at": AT, "reservation": "stemte imod"})
    assert [(one.person, one.reservation) for one in meeting.signed] == [("d1", "stemte imod")]
    with pytest.raises(Finalised, match="i forvejen"):
        journal.write("signed", {"participant": "d1", "at": AT})
    with pytest.raises(KeyError):
        journal.write("signed", {"participant": "x", "at": AT})
    meeting = journal.write("minutes_reopened", {"at": AT, "reason": "tal mangler"})
    assert meeting.signed == ()
    assert len(meeting.signatures) == 1


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("signed", {"participant": "d1", "at": AT}),
        ("correction_added", {"id": "c", "at": AT, "text": "rettes"}),
        ("minutes_reopened", {"at": AT, "reason": "fordi"}),
    ],
)
def test_a_draft_is_neither_signed_nor_corrected(kind: str, payload: dict[str, object]) -> None:
    with pytest.raises(Finalised, match="ikke afsluttet"):
        Journal().write(kind, payload)


def test_a_decision_that_changes_is_to_be_read_again() -> None:
    journal = Journal()
    journal.write("decided", {"point": "p1", "outcome": "approved"})
    journal.write("decision_confirmed", {"point": "p1"})
    assert confirmed(journal.meeting) == {"p1"}
    journal.write("vote_taken", {"id": "v", "points": ["p1"], "ballot": {"for": {"count": 3}}})
    assert confirmed(journal.meeting) == frozenset()
    journal.write("undone", {"group": "g4"})
    assert confirmed(journal.meeting) == {"p1"}
    journal.write("decided", {"point": "p1", "outcome": "rejected"})
    assert confirmed(journal.meeting) == frozenset()


def test_a_dissent_and_an_amendment_are_to_be_read_with_their_decision() -> None:
    journal = Journal()
    item = journal.meeting.find_point("p1")[0].id
    journal.write("amendment_set", {"id": "a", "item": item, "point": "p1", "text": "det halve", "mover": "A"})
    journal.write("decided", {"point": "p1", "outcome": "approved"})
    for kind, payload in (
        ("amendment_set", {"id": "a", "item": item, "outcome": "adopted"}),
        ("remark_set", {"id": "r", "item": item, "point": "p1", "kind": "dissent", "who": "C", "text": ""}),
        ("remark_set", {"id": "r", "item": item, "point": "p1", "kind": "dissent", "who": "C", "text": "for dyrt"}),
    ):
        journal.write("decision_confirmed", {"point": "p1"})
        assert confirmed(journal.meeting) == {"p1"}
        journal.write(kind, payload)
        assert confirmed(journal.meeting) == frozenset(), kind
