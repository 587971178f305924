"""OParl: the specification's meeting against a hand-made reading, a paper that is no meeting, and small files."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ingest_examples import example, expected

from budgettui.domain.errors import UnreadableFile
from budgettui.domain.paper.reading import Reading
from budgettui.ingest import read_bytes

MEETING = "oparl_spec_Meeting-01.json"
PAPER = "oparl_spec_Paper-01.json"
KIND = "https://schema.oparl.org/1.1/"


def read(**changes: Any) -> Reading:
    data = {
        "type": KIND + "Meeting",
        "name": "Havneudvalget, møde 7",
        "start": "2024-09-03T23:30:00-05:00",
        "organization": [{"type": KIND + "Organization", "name": "Havneudvalget"}],
        "participant": [{"name": "Første Medlem"}, "https://localhost/person/2"],
        "agendaItem": [
            {"name": "Mole", "number": "2", "order": 1, "public": False, "result": "udsat",
             "resolutionText": "Til maj."},
            {"name": "Åbning", "number": "1", "order": 0, "public": True},
        ],
        **changes,
    }
    return read_bytes("x.json", json.dumps(data, indent=1).encode())


def test_the_example_is_read_as_by_hand() -> None:
    reading, wanted = example(MEETING), expected(MEETING)
    assert reading.format == "oparl"
    assert reading.body == wanted["meeting_body"]
    assert reading.date == wanted["date"]
    assert reading.participants == ()
    assert [(i.number, i.title, i.open) for i in reading.agenda_items] == [
        (own["number"], own["title"], own["public"]) for own in wanted["agenda_items"]
    ]
    decision = reading.agenda_items[0].decisions[0]
    assert decision.text.startswith(wanted["agenda_items"][0]["result"])
    assert (decision.outcome, decision.source.line) == ("approved_as_amended", 97)
    assert [f.printed for f in reading.findings] == wanted["enclosures"]


def test_a_paper_is_no_meeting_and_that_is_said() -> None:
    reading, wanted = example(PAPER), expected(PAPER)
    assert reading.kind == "unknown"
    assert reading.title == wanted["name"]
    assert reading.agenda_items == ()
    assert "Paper" in reading.findings[0].message


def test_items_stand_in_their_order_and_on_their_lines() -> None:
    reading = read()
    assert (reading.body, reading.date) == ("Havneudvalget", "2024-09-03")
    assert [(i.number, i.title, i.open) for i in reading.agenda_items] == [("1", "Åbning", True), ("2", "Mole", False)]
    assert [(d.text, d.outcome, d.body) for d in reading.agenda_items[1].decisions] == [
        ("udsat\n\nTil maj.", "postponed", "Havneudvalget")
    ]
    lines = reading.text.split("\n")
    line = reading.agenda_items[1].source.line
    assert line is not None
    assert '"Mole"' in lines[line - 1]
    assert [p.name for p in reading.participants] == ["Første Medlem"]


def test_a_cancelled_meeting_says_so() -> None:
    assert any("aflyst" in f.message for f in read(cancelled=True).findings)


def test_damaged_json_is_refused() -> None:
    with pytest.raises(UnreadableFile):
        read_bytes("x.json", b'{"type": "https://schema.oparl.org/1.1/Meeting", ')
    with pytest.raises(UnreadableFile):
        read_bytes("x.json", b'["https://schema.oparl.org/1.1/"]')
