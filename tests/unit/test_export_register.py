"""The register of decisions: flat records with exact øre, and nothing of what is closed."""

from __future__ import annotations

import json

from budgettui.export.register import decisions_register, register_report
from export_meeting import SECRET, meeting


def test_a_record_says_who_decided_what_about_which_lines() -> None:
    entry = decisions_register(meeting())[1]
    assert entry == {
        "meeting": "m1",
        "meeting_title": "Rådmandsmøde",
        "meeting_date": "2018-05-30",
        "item": "1.3",
        "item_id": "i13",
        "open": True,
        "point": 2,
        "point_id": "d2",
        "withheld": False,
        "item_title": "Deltagerbudgetter i <MSB>",
        "point_text": "der kan uddeles 200.000 kr. pr. gang.",
        "outcome": "postponed",
        "decision_text": "til næste møde",
        "decided_at": None,
        "decided_by": None,
        "responsible": "VJ, EKH",
        "due": "2018-06-30",
        "votes": {"for": "7", "against": "", "abstained": "1"},
        "counted_votes": [],
        "lines": [
            {"node": "mat/msb/delt", "label": "Deltagerbudgetter", "amounts_ore": {"2018": 20_000_000}}
        ],
    }


def test_years_stand_in_order() -> None:
    lines = decisions_register(meeting())[2]["lines"]
    assert list(lines[0]["amounts_ore"].items()) == [("2023", -805_000_000), ("2024", -1_610_000_000)]


def test_only_what_is_decided_unless_all_is_asked_for() -> None:
    decided = [(entry["item"], entry["point"]) for entry in decisions_register(meeting())]
    assert decided == [("1.3", 1), ("1.3", 2), ("1.5", None), ("2.1", 1)]
    everything = [(entry["item"], entry["point"]) for entry in decisions_register(meeting(), undecided=True)]
    assert everything == [("1.3", 1), ("1.3", 2), ("1.3", 3), ("1.5", None), ("2.1", 1), ("2.1", 2)]


def test_a_closed_item_keeps_its_numbers_only() -> None:
    register = decisions_register(meeting(), undecided=True)
    assert SECRET not in json.dumps(register)
    assert "777" not in json.dumps(register)
    closed = register[-2]
    assert closed["withheld"] is True
    assert closed["outcome"] is None
    assert closed["lines"] is None
    assert set(closed) == set(register[0])


def test_internal_use_sees_the_closed_item() -> None:
    closed = decisions_register(meeting(), internal=True)[-1]
    assert closed["point_text"] == f"{SECRET} punkt"
    assert closed["withheld"] is False


def test_the_report_for_people() -> None:
    lines = register_report(decisions_register(meeting(), undecided=True))
    assert lines[0].startswith("30. maj 2018  1.3 At 1)  godkendt")
    assert "til næste møde · VJ, EKH · 30. juni 2018 · der kan uddeles" in lines[1]
    assert lines[2].split("  ")[:2] == ["30. maj 2018", "1.3 At 3)"]
    assert "ikke besluttet" in lines[2]
    assert lines[-1].rstrip().endswith("lukket punkt")
    assert SECRET not in "\n".join(lines)
