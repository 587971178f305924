"""The log for people: who did what, when."""

from __future__ import annotations

import time

import pytest

from budgettui.domain.meeting.events import Event
from budgettui.domain.meeting.law import KINDS
from budgettui.export.journal_report import _KINDS, entry_text, log_lines
from export_meeting import SECRET, meeting

AT = "2018-05-30T12:02:11.123456+00:00"


def event(seq: int, kind: str, payload: dict[str, object], group: str = "", home: str | None = "m1") -> Event:
    return Event(f"e{seq}", home, "KW", AT, kind, payload, group or f"g{seq}", seq)


@pytest.fixture(autouse=True)
def danish_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Copenhagen")
    time.tzset()


def test_each_act_is_one_line() -> None:
    events = [
        event(1, "document_imported", {"name": "a\x1b.txt"}, home=None),
        event(2, "meeting_prepared", {"title": "Rådmandsmøde"}),
        event(3, "decided", {"point": "d2", "outcome": "postponed", "text": "til juni", "responsible": "VJ",
                             "due": "2018-06-30"}),
        event(4, "undone", {"group": "g3"}),
        event(5, "voted", {"point": "d1", "for": "A", "against": "C"}),
        event(6, "line_linked", {"point": "d5", "node": "k", "label": "Arne-pension"}),
        event(7, "line_unlinked", {"point": "d5", "node": "k"}),
        event(8, "minutes_written", {"item": "i11", "text": "Godkendt"}),
        event(9, "attendance_set", {"participant": "a2", "attendance": "absent", "item": "i13"}),
        event(10, "action_set", {"id": "t", "text": "notat", "responsible": "EKH"}),
        event(11, "target_set", {"label": "Planens mål", "amounts": {}}),
        event(12, "redone", {"group": "g3"}),
    ]
    lines = log_lines(events, {"m1": meeting()})
    assert [line.split("  KW  ", 1)[1].split(maxsplit=1) for line in lines[:2]] == [
        ["indlæst", "a.txt"],
        ["møde", "klargjort       Rådmandsmøde"],
    ]
    assert lines[0].startswith(" 1  2018-05-30 14:02:11+02:00  KW  ")
    said = [line.split("  KW  ", 1)[1][len("budgetlinje knyttet") + 2 :] for line in lines]
    assert said == [
        "a.txt",
        "Rådmandsmøde",
        "1.3 At 2) udsat; til juni; VJ; 30. juni 2018",
        "post 3",
        "1.3 At 1) For stemte: A. Imod stemte: C.",
        "1.5 At Arne-pension",
        "1.5 At k",
        "1.1",
        "SC: fraværende (1.3)",
        "EKH: notat",
        "Planens mål",
        "post 3",
    ]


def test_every_kind_of_event_has_a_word() -> None:
    assert set(_KINDS) == KINDS


def test_what_is_closed_is_only_said_to_those_inside() -> None:
    now = meeting()
    closed = next(item for item in now.items if not item.open)
    point = closed.points[0].id
    events = [
        event(1, "decided", {"point": point, "outcome": "rejected", "text": SECRET, "responsible": SECRET}),
        event(2, "voted", {"point": point, "for": SECRET}),
        event(3, "line_linked", {"point": point, "node": "k", "label": SECRET}),
        event(4, "action_set", {"id": "t", "text": SECRET, "responsible": SECRET, "item": closed.id}),
        event(5, "action_set", {"id": "u", "text": SECRET, "point": point}),
        event(6, "minutes_written", {"item": closed.id, "text": SECRET}),
        event(7, "attendance_set", {"participant": "a2", "attendance": "absent", "item": closed.id}),
    ]
    assert SECRET not in "\n".join(log_lines(events, {"m1": now}))
    assert [line.rsplit("  ", 1)[1] for line in log_lines(events, {"m1": now})] == [
        *[f"{closed.number} lukket punkt"] * 6,
        f"SC: fraværende ({closed.number} lukket punkt)",
    ]
    assert "\n".join(log_lines(events, {"m1": now}, internal=True)).count(SECRET) == 7


def test_what_was_done_to_papers_that_only_closed_items_have_is_only_said_to_those_inside() -> None:
    events = [
        event(1, "document_imported", {"sha256": "s", "name": SECRET}),
        event(7, "line_linked", {"point": "d1", "node": "leje-s/hus", "label": SECRET}),
        event(2, "reading_corrected", {"document": "s", "name": SECRET, "do": "cell", "table": 0, "printed": SECRET}),
        event(3, "check_acknowledged", {"document": "s", "name": SECRET, "label": "a", "column": "b", "note": SECRET}),
        event(4, "follow_up_noted", {"key": "deadline:s:0", "what": SECRET, "state": "open"}),
        event(5, "line_marked", {"node": "leje-s/hus", "label": SECRET, "text": SECRET}),
        event(6, "target_set", {"material": "leje-s", "label": SECRET}),
    ]
    said = log_lines(events, {"m1": meeting()}, sealed={"s", "leje-s"})
    assert SECRET not in "\n".join(said)
    assert all(line.endswith("lukket punkt") for line in said)
    assert "\n".join(log_lines(events, {"m1": meeting()}, sealed={"s", "leje-s"}, internal=True)).count(SECRET) > 6


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"do": "cell", "table": 0, "row": 2, "column": 1, "printed": "1.234"}, "tabel 1, række 3: 1.234"),
        ({"do": "kind", "table": 0, "row": 0, "kind": "subtotal"}, "tabel 1, række 1: delsum"),
        ({"do": "column", "table": 1, "column": 0, "year": 2024, "phase": "approved"}, "tabel 2: 2024 Budget"),
        ({"do": "accept", "table": 0, "row": 0}, "tabel 1, række 1: godtaget"),
        ({"do": "leave_out", "table": 0, "out": True}, "tabel 1: holdt ude af budgettet"),
        ({"do": "leave_out", "table": 0, "out": False}, "tabel 1: med i budgettet igen"),
        ({"do": "seen", "finding": 2}, "fund 3: set efter"),
        ({"do": "unit", "table": 0, "unit": ""}, "tabel 1: tomt"),
    ],
)
def test_a_correction_says_where_and_what_in_the_words_of_the_screen(said: dict[str, object], words: str) -> None:
    one = event(1, "reading_corrected", {**said, "document": "s", "name": "plan.txt"})
    assert entry_text(one) == f"læsning rettet: plan.txt: {words}"
    assert log_lines([one], {})[0].endswith(f"plan.txt: {words}")
