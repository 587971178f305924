"""The law of a meeting: what events make of it, in every order of acting, undoing and doing again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgettui.domain.meeting.decisions import OUTCOMES, Bucket
from budgettui.domain.meeting.events import Event, last_step
from budgettui.domain.meeting.law import apply, fold
from budgettui.domain.meeting.meeting import Meeting
from budgettui.domain.meeting.presence import AT_ITEM
from budgettui.domain.meeting.voting import REMARKS
from budgettui.store import journal, projections, schema

ITEMS = ("i1", "i2", "i3")
POINTS = ("p1", "p2", "p3")
PEOPLE = ("d1", "d2")
PREPARED = {
    "id": "m",
    "title": "Prøvemøde",
    "date": "2018-05-30",
    "target": {"label": "Planen", "material": "k", "amounts": {"2024": -12_800_000_000}},
    "items": [
        {"id": "i1", "number": "1", "title": "Til godkendelse", "type": "section"},
        {
            "id": "i2",
            "number": "1.1",
            "title": "Økonomi",
            "papers": ["a", "b"],
            "attachments": ["Bilag 1"],
            "source": {"page": 1, "line": 4},
            "points": [
                {
                    "id": "p1",
                    "number": 1,
                    "text": "det første",
                    "source": {"line": 9, "raw": "At 1) det første"},
                },
                {
                    "id": "p2",
                    "number": 2,
                    "text": "det andet",
                    "links": [{"node": "k/c", "label": "En linje", "amounts": {"2024": -100}}],
                },
            ],
        },
        {
            "id": "i3",
            "number": "2.1",
            "title": "",
            "open": False,
            "points": [{"id": "p3", "text": "det tredje"}],
        },
    ],
    "participants": [{"id": "d1", "name": "VJ", "initials": "VJ"}, {"id": "d2", "name": "EKH", "party": "A"}],
    "actions": [{"id": "a0", "text": "følger op", "responsible": "VJ", "item": "i2"}],
}

text = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
words = st.sampled_from(["", "udsat til juni", "SF og Ø", "[/b]", "å\n–"]) | text
point = st.sampled_from(POINTS)
item = st.sampled_from(ITEMS)
ore = st.integers(-(2**63), 2**63 - 1)
amounts = st.dictionaries(st.integers(2000, 2030).map(str), ore, max_size=3)
attendance = st.sampled_from(["present", "apology", "absent"])
moments = st.sampled_from(["2018-05-30T14:02:00+02:00", "2018-05-31T09:00:00+02:00"])
due = st.none() | st.dates().map(lambda day: day.isoformat())
side = st.fixed_dictionaries(
    {"count": st.none() | st.integers(0, 40)},
    optional={
        "groups": st.lists(
            st.fixed_dictionaries({"party": words}, optional={"without": st.lists(words, max_size=2)}), max_size=2
        ),
        "people": st.lists(words, max_size=2),
        "said": st.booleans(),
    },
)
ballots = st.fixed_dictionaries({}, optional={"for": side, "against": side, "abstained": side})
links = st.lists(
    st.fixed_dictionaries({"node": st.sampled_from(["k/a", "k/c"])}, optional={"label": words, "amounts": amounts}),
    max_size=2,
)

acts = st.one_of(
    st.tuples(
        st.just("decided"),
        st.fixed_dictionaries(
            {"point": point, "outcome": st.sampled_from([outcome.code for outcome in OUTCOMES])},
            optional={"text": words, "responsible": words, "due": due},
        ),
    ),
    st.tuples(
        st.just("voted"),
        st.fixed_dictionaries(
            {"point": point}, optional={"for": words, "against": words, "abstained": words}
        ),
    ),
    st.tuples(
        st.just("line_linked"),
        st.fixed_dictionaries(
            {"point": point, "node": st.sampled_from(["k/a", "k/a/b", "k/c"])},
            optional={"label": words, "amounts": amounts},
        ),
    ),
    st.tuples(
        st.just("line_unlinked"),
        st.fixed_dictionaries({"point": point, "node": st.sampled_from(["k/a", "k/a/b", "k/c"])}),
    ),
    st.tuples(
        st.just("minutes_written"),
        st.fixed_dictionaries({"item": item}, optional={"text": words, "public_text": words}),
    ),
    st.tuples(
        st.just("attendance_set"),
        st.fixed_dictionaries({"participant": st.sampled_from(PEOPLE), "attendance": attendance}),
    ),
    st.tuples(
        st.just("attendance_set"),
        st.fixed_dictionaries(
            {"participant": st.sampled_from(PEOPLE), "attendance": st.none() | st.sampled_from(AT_ITEM), "item": item},
            optional={"reason": words},
        ),
    ),
    st.tuples(
        st.just("participant_set"),
        st.fixed_dictionaries(
            {"id": st.sampled_from([*PEOPLE, "d3"]), "name": words},
            optional={"party": words, "member": st.none() | st.booleans(), "substitute_for": st.sampled_from(PEOPLE)},
        ),
    ),
    st.tuples(st.just("item_opened"), st.fixed_dictionaries({"item": item}, optional={"at": moments})),
    st.tuples(
        st.sampled_from(["break_begun", "break_ended"]), st.fixed_dictionaries({}, optional={"at": moments})
    ),
    st.tuples(
        st.just("vote_taken"),
        st.fixed_dictionaries(
            {"id": st.sampled_from(["v1", "v2"]), "points": st.lists(point, max_size=2), "ballot": ballots},
            optional={"subject": words, "kept": st.booleans()},
        ),
    ),
    st.tuples(st.just("vote_removed"), st.fixed_dictionaries({"id": st.sampled_from(["v1", "v2"])})),
    st.tuples(
        st.just("amendment_set"),
        st.fixed_dictionaries(
            {"id": st.sampled_from(["c1", "c2"]), "item": item, "text": words},
            optional={"mover": words, "point": point, "links": links, "outcome": st.just("lapsed")},
        ),
    ),
    st.tuples(st.just("amendment_removed"), st.fixed_dictionaries({"id": st.sampled_from(["c1", "c2"])})),
    st.tuples(
        st.just("amendments_ordered"),
        st.fixed_dictionaries({"order": st.lists(st.sampled_from(["c1", "c2"]), unique=True)}),
    ),
    st.tuples(
        st.just("remark_set"),
        st.fixed_dictionaries(
            {"id": st.sampled_from(["r1", "r2"]), "item": item, "kind": st.sampled_from(REMARKS)},
            optional={"who": words, "text": words, "point": point},
        ),
    ),
    st.tuples(st.just("remark_removed"), st.fixed_dictionaries({"id": st.sampled_from(["r1", "r2"])})),
    st.tuples(
        st.just("action_set"),
        st.fixed_dictionaries(
            {"id": st.sampled_from(["a0", "a1"]), "text": words},
            optional={"responsible": words, "due": due, "item": item, "point": point, "done": st.booleans()},
        ),
    ),
    st.tuples(
        st.just("target_set"),
        st.fixed_dictionaries(
            {"amounts": amounts}, optional={"label": words, "material": words, "unit": words}
        ),
    ),
    st.tuples(
        st.just("scenario_saved"),
        st.fixed_dictionaries(
            {
                "id": st.sampled_from(["s1", "s2"]),
                "name": words,
                "points": st.dictionaries(point, st.sampled_from([bucket.value for bucket in Bucket])),
            }
        ),
    ),
    st.tuples(st.just("decision_confirmed"), st.fixed_dictionaries({"point": point})),
    st.tuples(
        st.just("doubt_kept"),
        st.fixed_dictionaries({"key": st.sampled_from(["k1", "k2"])}, optional={"reason": words}),
    ),
    st.tuples(
        st.just("line_marked"),
        st.fixed_dictionaries(
            {"node": st.sampled_from(["k/a", "k/b"])},
            optional={"label": words, "text": words, "private": st.booleans()},
        ),
    ),
    st.tuples(st.just("line_unmarked"), st.fixed_dictionaries({"node": st.sampled_from(["k/a", "k/b"])})),
    st.tuples(
        st.just("mark_moved"),
        st.fixed_dictionaries({"node": st.sampled_from(["k/a", "k/b"]), "place": st.integers(-1, 4)}),
    ),
    st.tuples(st.just("scenario_removed"), st.fixed_dictionaries({"id": st.sampled_from(["s1", "s2"])})),
)
#: A step is a key press: one or more acts, or undo, or redo.
steps = st.lists(
    st.one_of(st.lists(acts, min_size=1, max_size=3), st.sampled_from(["undo", "redo"])), max_size=14
)


class Session:
    """What a secretary does, kept both as a journal and as an editor's two piles of steps."""

    def __init__(self) -> None:
        self.events = [self._event("meeting_prepared", PREPARED, "g0", 1)]
        self.done: list[list[Event]] = []
        self.undone: list[list[Event]] = []

    @staticmethod
    def _event(kind: str, payload: dict[str, object], group: str, seq: int) -> Event:
        return Event(f"e{seq}", "m", "KW", f"2018-05-30T10:00:{seq % 60:02}+00:00", kind, payload, group, seq)

    def write(self, kind: str, payload: dict[str, object], group: str) -> Event:
        event = self._event(kind, payload, group, len(self.events) + 1)
        self.events.append(event)
        return event

    def take(self, step: list[tuple[str, dict[str, object]]] | str) -> None:
        if step == "undo":
            if self.done:
                last = self.done.pop()
                self.undone.append(last)
                self.write("undone", {"group": last[0].group}, f"u{len(self.events)}")
        elif step == "redo":
            if self.undone:
                last = self.undone.pop()
                self.done.append(last)
                self.write("redone", {"group": last[0].group}, f"r{len(self.events)}")
        else:
            group = f"g{len(self.events)}"
            self.done.append([self.write(kind, payload, group) for kind, payload in step])
            self.undone.clear()

    def folded(self) -> Meeting:
        meeting = fold(self.events)
        assert meeting is not None
        return meeting

    def effective(self) -> Meeting:
        """What the steps that stand make, as if nothing had ever been undone."""
        meeting = fold([self.events[0], *(event for step in self.done for event in step)])
        assert meeting is not None
        return meeting


def body(meeting: Meeting) -> Meeting:
    """The meeting without the count of its events."""
    return replace(meeting, seq=0)


def play(played: list[object]) -> Session:
    session = Session()
    for step in played:
        session.take(step)  # type: ignore[arg-type]
    return session


@given(steps)
def test_fold_is_the_fold_of_what_stands(played: list[object]) -> None:
    session = play(played)
    meeting = session.folded()
    assert body(meeting) == body(session.effective())
    assert last_step(session.events[::-1], "KW", back=True) == (session.done[-1][0].group if session.done else "g0")
    assert last_step(session.events[::-1], "KW", back=False) == (
        session.undone[-1][0].group if session.undone else None
    )
    assert meeting.seq == len(session.events)


@given(steps)
def test_apply_goes_on_where_fold_ended(played: list[object]) -> None:
    session = Session()
    for step in played:
        before = session.folded()
        start = len(session.events)
        session.take(step)  # type: ignore[arg-type]
        if not isinstance(step, str):
            for event in session.events[start:]:
                before = apply(before, event)
            assert before == session.folded()


@given(steps)
def test_redo_after_undo_is_as_if_nothing_happened(played: list[object]) -> None:
    session = play(played)
    before = session.folded()
    if not session.done:
        return
    session.take("undo")
    session.take("redo")
    after = session.folded()
    assert replace(after, seq=before.seq) == before


@given(steps)
def test_undoing_everything_gives_the_prepared_meeting(played: list[object]) -> None:
    session = play(played)
    while session.done:
        session.take("undo")
    assert body(session.folded()) == body(Session().folded())


@pytest.fixture(scope="module")
def db() -> Iterator[sqlite3.Connection]:
    """An empty store in memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    for script in (*schema.KEPT, *schema.MADE):
        for statement in schema.statements(script):
            connection.execute(statement)
    yield connection
    connection.close()


@contextmanager
def empty(db: sqlite3.Connection) -> Iterator[None]:
    """Whatever is saved within is gone afterwards."""
    db.execute("BEGIN")
    try:
        yield
    finally:
        db.execute("ROLLBACK")


@given(steps)
@settings(deadline=None)
def test_what_is_saved_is_what_is_loaded(db: sqlite3.Connection, played: list[object]) -> None:
    session = play(played)
    with empty(db):
        projections.save(db, None, session.folded())
        assert projections.load(db, "m") == session.folded()


@given(steps)
@settings(deadline=None)
def test_saving_only_what_differs_saves_everything(db: sqlite3.Connection, played: list[object]) -> None:
    session = Session()
    before = None
    with empty(db):
        for step in [[], *played]:
            if step:
                session.take(step)  # type: ignore[arg-type]
            after = session.folded()
            projections.save(db, before, after)
            assert projections.load(db, "m") == after
            before = after


@given(
    st.recursive(
        st.none() | st.booleans() | ore | text, lambda inner: st.lists(inner) | st.dictionaries(text, inner)
    )
)
def test_canonical_json_has_one_spelling(value: object) -> None:
    import json

    once = journal.canonical(value)
    assert journal.canonical(json.loads(once)) == once
    assert json.loads(once) == value


def test_canonical_json_sorts_years_as_text() -> None:
    assert journal.canonical({10: 1, 9: 2}) == '{"10":1,"9":2}'


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "\ud800"])
def test_what_json_cannot_hold_is_refused(value: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (json and the codec word it each in their way)
        journal.canonical({"x": value})
