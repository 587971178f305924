"""Follow-ups in running text: who, what and when, and what is none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgettui.domain.meeting.spotting import Spotted, spot

TODAY = date(2026, 5, 6)
PEOPLE = {"VJ": "Velfærdsjurist", "EKH": "Enhedschef", "RM": "Rådmand"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("VJ / EKH følger op med et kort notat.", Spotted("følger op med et kort notat", "VJ, EKH")),
        ("VJ og EKH sender notatet senest næste fredag.",
         Spotted("sender notatet", "VJ, EKH", "senest næste fredag", date(2026, 5, 15))),
        ("VJ sender notatet. **Det haster.**", Spotted("sender notatet", "VJ")),
        ("VJ sikrer, at notatet sendes.", Spotted("sikrer, at notatet sendes", "VJ")),
        ("Velfærdsjurist og EKH sender notatet.", Spotted("sender notatet", "VJ, EKH")),
        ("- RM skal undersøge lejemålet inden ult. juni.",
         Spotted("skal undersøge lejemålet", "RM", "inden ult. juni", date(2026, 6, 30))),
        ("RM: sender ult. juni et notat til udvalget",
         Spotted("sender et notat til udvalget", "RM", "ult. juni", date(2026, 6, 30))),
        ("VJ sender tallene for 1. kvartal 2026 i næste uge.",
         Spotted("sender tallene for 1. kvartal 2026", "VJ", "i næste uge", date(2026, 5, 15))),
        ("EKH skriver et notat om marts 2026.", Spotted("skriver et notat om marts 2026", "EKH")),
        ("- **Opfølgning:** VJ + EKH sender notatet.", Spotted("sender notatet", "VJ, EKH")),
        ("VJ vender tilbage den 1. september 2026 med tal.",
         Spotted("vender tilbage med tal", "VJ", "den 1. september 2026", date(2026, 9, 1))),
    ],
)
def test_a_follow_up_is_spotted(text: str, expected: Spotted) -> None:
    assert spot(text, PEOPLE, TODAY) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "VJ oplyser, at sagen er afsluttet.", "VJ er forhindret.", "XX følger op med et notat.", "VJ", "VJ følger.",
        "Forvaltningen følger op med et notat.", "VJ / XX følger op med et notat.", "VJ bemærkede, at tallet er højt.",
        "VJ, RM og EKH deltager i mødet.", "",
        "VJ og EKH pointerer, at sagen bør forberedes.", "RM vurderer at tallet holder.",
    ],
)
def test_what_is_said_at_the_meeting_is_none(text: str) -> None:
    assert spot(text, PEOPLE, TODAY) == []


def test_sentences_are_kept_apart() -> None:
    text = "Planen blev drøftet. VJ følger op på tallene. EKH oplyser det. EKH sender ult. juni et notat.\nRM er enig."
    assert [one.responsible for one in spot(text, PEOPLE, TODAY)] == ["VJ", "EKH"]


@given(st.text(max_size=60), st.sampled_from(["", "VJ ", "VJ / EKH følger ", "RM skal "]))
def test_any_text_is_read_without_an_end(text: str, before: str) -> None:
    for one in spot(before + text, PEOPLE, TODAY):
        assert one.text
        assert set(one.responsible.split(", ")) <= set(PEOPLE)
        assert (one.due is None) == (one.said == "")
