"""The minutes of a council's meeting with all that can happen on its floor, against a text that was written by hand."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from budgettui.domain.meeting.ballots import ballot_data
from budgettui.domain.meeting.events import Event
from budgettui.domain.meeting.law import fold
from budgettui.domain.meeting.meeting import Meeting
from budgettui.domain.meeting.roll import roll
from budgettui.domain.meeting.votes import parse
from budgettui.domain.municipality import Party
from budgettui.export.journal_report import log_lines
from budgettui.export.markdown import minutes_markdown
from budgettui.i18n import set_language

PARTIES = (Party("A", "Socialdemokratiet", "S"), Party("C", "Det Konservative Folkeparti", "KF"), Party("V", "Venstre"))
SECRET = "HEMMELIG"
PREPARED = {
    "id": "m",
    "title": "Byrådsmøde",
    "body": "Byrådet",
    "date": "2023-12-08",
    "target": {"label": "Rammen", "unit": "mio. kr.", "amounts": {"2024": -1_000_000_000}},
    "items": [
        {
            "id": "i1", "number": "1", "title": "Budget",
            "points": [
                {
                    "id": "p1", "number": 1, "text": "budgettet vedtages.",
                    "links": [{"node": "k/a", "label": "Konsulenter", "amounts": {"2024": -300_000_000}}],
                },
                {"id": "p2", "number": 2, "text": "taksterne vedtages."},
            ],
        },
        {"id": "i2", "number": "2", "title": SECRET, "open": False, "closed_reason": "personforhold",
         "points": [{"id": "p9", "number": 1, "text": SECRET}]},
        {"id": "i3", "number": "3", "title": "Eventuelt"},
    ],
    "participants": [
        {"id": "a1", "name": "Medlem A1", "initials": "AA", "party": "A"},
        {"id": "a2", "name": "Medlem A2", "initials": "AB", "party": "A"},
        {"id": "a3", "name": "Medlem A3", "initials": "AC", "party": "A"},
        {"id": "c1", "name": "Medlem C1", "initials": "CA", "party": "C"},
        {"id": "v1", "name": "Medlem V1", "initials": "VA", "party": "V", "attendance": "apology"},
        {"id": "v2", "name": "Medlem V2", "initials": "VB", "party": "V"},
    ],
}
LINK = {"node": "k/a", "label": "Konsulenter", "amounts": {"2024": -150_000_000}}
SCHOOLS = {"node": "k/b", "label": "Skoler", "amounts": {"2024": 150_000_000}}
CHANGE = {"id": "c", "item": "i1", "point": "p1", "mover": "C", "text": "færre konsulenter, flere lærere"}
ACTS: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("participant_set", {"id": "s1", "name": "Stedfortræder S1", "initials": "SA", "party": "V",
                         "substitute_for": "v1"}, ""),
    ("item_opened", {"item": "i3"}, ""),
    ("item_opened", {"item": "i1"}, ""),
    ("attendance_set", {"participant": "a3", "attendance": "disqualified", "item": "i1",
                        "reason": "ansat i en skole"}, ""),
    ("attendance_set", {"participant": "a2", "attendance": "left", "item": "i3"}, ""),
    ("amendment_set", {**CHANGE, "links": [LINK, SCHOOLS]}, ""),
    ("amendment_set", {"id": "d", "item": "i1", "point": "p1", "parent": "c", "text": "kun det halve",
                       "links": [LINK]}, ""),
    ("vote_taken", {"id": "vd", "points": ["p1"], "amendment": "d", "item": "i1"}, "CA for; AA V imod"),
    ("vote_taken", {"id": "vc", "points": ["p1"], "amendment": "c", "item": "i1"}, "C VB for; AA imod; SA undlod"),
    ("vote_taken", {"id": "v1", "points": ["p1", "p2"], "subject": ""}, "A SA C for; VB imod"),
    ("decided", {"point": "p1", "outcome": "adopted"}, ""),
    ("decided", {"point": "p2", "outcome": "adopted"}, ""),
    ("vote_taken", {"id": "v2", "points": ["p2"], "subject": "udsættelse"}, "VB SA for; C AA imod"),
    ("remark_set", {"id": "r1", "item": "i1", "point": "p1", "kind": "dissent", "who": "VB",
                    "text": "Lærerne mangler *stadig* løn."}, ""),
    ("remark_set", {"id": "r2", "item": "i1", "point": "p2", "kind": "protocol", "who": "C"}, ""),
    ("attendance_set", {"participant": "c1", "attendance": "disqualified", "item": "i2", "reason": SECRET}, ""),
    ("vote_taken", {"id": "v9", "points": ["p9"], "subject": SECRET}, "alle for"),
    ("remark_set", {"id": "r9", "item": "i2", "point": None, "kind": "dissent", "who": SECRET, "text": SECRET}, ""),
    ("amendment_set", {"id": "x9", "item": "i2", "text": SECRET, "mover": SECRET}, ""),
)
EXPECTED = """\
# Byrådsmøde

- **Mødeorgan:** Byrådet
- **Dato:** 8. december 2023
- **Version:** udkast til version 1

## Deltagere

- **Til stede:** Medlem A1 (AA), A; Medlem A2 (AB), A; Medlem A3 (AC), A; Medlem C1 (CA), C; Medlem V2 (VB), V; \
Stedfortræder S1 (SA), V, stedfortræder for VA
- **Afbud:** Medlem V1 (VA), V
- **Fraværende:** ingen
- **Punkt 1:** AC inhabil, deltog ikke i debat og afstemning (ansat i en skole)
- **Punkt 2:** CA inhabil, deltog ikke i debat og afstemning
- **Punkt 3:** AB forlod mødet under punktet
- **Behandlet i rækkefølgen:** 3, 1

## Dagsorden

### 1 Budget

- **Fremmøde:** AC inhabil, deltog ikke i debat og afstemning (ansat i en skole)

**Ændringsforslag 1** til At 1) fra C: færre konsulenter, flere lærere

- **Budget, mio. kr.:** Konsulenter: 2024 −1,5
- **Budget, mio. kr.:** Skoler: 2024 1,5
- **Balance:** balancerer
- **Besluttet:** vedtaget
- **Afstemning:** vedtaget med 2 stemmer imod 1. 1 undlod. For stemte: C og VB (V). Imod stemte: A. Undlod: SA (V).

**Ændringsforslag 1.1**: kun det halve

- **Budget, mio. kr.:** Konsulenter: 2024 −1,5
- **Balance:** balancerer ikke: 2024 −1,5
- **Besluttet:** forkastet
- **Afstemning:** forkastet med 1 stemme for og 3 imod. For stemte: C. Imod stemte: A og V.

**At 1)** budgettet vedtages.

- **Besluttet:** vedtaget
- **Afstemning:** vedtaget med 3 stemmer imod 1. For stemte: A, C og SA (V). Imod stemte: VB (V).
- **Særstandpunkt, VB:** Lærerne mangler \\*stadig\\* løn.
- **Budget, mio. kr.:** Konsulenter: 2024 −3,0

**At 2)** taksterne vedtages.

- **Besluttet:** vedtaget
- **Afstemning:** vedtaget med 3 stemmer imod 1. For stemte: A, C og SA (V). Imod stemte: VB (V).
- **Afstemning om udsættelse:** bortfaldet ved stemmelighed, 2 for og 2 imod. For stemte: V. Imod stemte: A og C.
- **Bemærkning til protokollen, C:** teksten følger

### 2 Lukket punkt

Punktet er behandlet for lukkede døre: personforhold

### 3 Eventuelt

- **Fremmøde:** AB forlod mødet under punktet

Punktet blev behandlet uden beslutning.

## Virkning på budgettet

Mål: Rammen.

| mio. kr.       |  2024 |
| -------------- | ----: |
| Besluttet      |  −3,0 |
| Udsat          |   0,0 |
| Forkastet      |  −1,5 |
| Ikke besluttet |   0,0 |
| Mål            | −10,0 |
| Mangler        |  −7,0 |

Lukkede punkter er ikke medregnet.

## Ikke besluttet

Et beslutningspunkt:

- 2 Lukket punkt
"""


@pytest.fixture(autouse=True)
def danish() -> None:
    set_language("da")


def events() -> list[Event]:
    """The acts as a journal: each vote is typed on the roll as it is at that moment."""
    made = [Event("e0", "m", "SEK", "2023-12-08T09:00:00+00:00", "meeting_prepared", PREPARED, "g0", 1)]
    for number, (kind, payload, typed) in enumerate(ACTS, start=1):
        if typed:
            state = fold(made)
            assert state is not None
            item, _point = state.find_point(payload["points"][0])
            payload = {**payload, "ballot": ballot_data(parse(typed, roll(state, item.id, PARTIES)))}
        at = f"2023-12-08T09:{number:02}:00+00:00"
        made.append(Event(f"e{number}", "m", "SEK", at, kind, payload, f"g{number}", number + 1))
    return made


def meeting() -> Meeting:
    state = fold(events())
    assert state is not None
    return state


def test_the_minutes_are_those_written_by_hand() -> None:
    got = minutes_markdown(meeting(), {})
    for number, (line, wanted) in enumerate(itertools.zip_longest(got.split("\n"), EXPECTED.split("\n")), start=1):
        assert line == wanted, f"line {number}"


def test_nothing_of_a_closed_item_gets_out() -> None:
    assert SECRET not in minutes_markdown(meeting(), {})
    assert SECRET not in "\n".join(log_lines(events(), {"m": meeting()})[1:])
    assert SECRET in "\n".join(log_lines(events(), {"m": meeting()}, internal=True))


def test_the_log_says_every_act() -> None:
    lines = [" ".join(line.split()) for line in log_lines(events(), {"m": meeting()})]
    for words in (
        "deltager Stedfortræder S1",
        "punkt taget op 3",
        "fremmøde AC: inhabil, deltog ikke i debat og afstemning (ansat i en skole) (1)",
        "fremmøde AB: forlod mødet under punktet (3)",
        "ændringsforslag 1 C: færre konsulenter, flere lærere; Konsulenter, Skoler",
        "afstemning 1 At 1) ændringsforslag: forkastet med 1 stemme for og 3 imod.",
        "afstemning 1 At 1) og 1 At 2) vedtaget med 3 stemmer imod 1. For stemte: A, C og SA (V). Imod stemte: VB (V).",
        "afstemning 1 At 2) udsættelse: bortfaldet ved stemmelighed, 2 for og 2 imod.",
        "bemærkning 1 VB: Lærerne mangler *stadig* løn.",
        "fremmøde CA: inhabil, deltog ikke i debat og afstemning (2 lukket punkt)",
        "afstemning 2 lukket punkt",
    ):
        assert any(words in line for line in lines), words
