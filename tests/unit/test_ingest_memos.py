"""Memos, hearing letters, answers and cover letters, layout by layout, against readings made by hand."""

from __future__ import annotations

import re
import textwrap

import pytest
from kept_papers import read
from memo_papers import KEPT, differences


@pytest.mark.parametrize("name", KEPT.names)
def test_a_memo_is_read_as_a_person_reads_it(name: str) -> None:
    assert differences(read(KEPT.paper(name)), KEPT.expected(name)) == []


#: What the empty lines of these papers say, and nothing else does: which date a step goes with, what is a page's head.
SPACED = {"trin_over_dato": "each step stands close over its date", "sidehoved": "the head of a page stands apart",
          "notat_om": "the parts of the title stand apart",
          "frist_over_dato": "the date is right under its label"}  # fmt: skip


@pytest.mark.parametrize("name", sorted(set(KEPT.names) - set(SPACED)))
@pytest.mark.parametrize(("lines", "spaced"), [("\n", "\n\n"), ("\n+", "\n\n"), ("\n+", "\n")])
def test_a_memo_is_read_alike_however_its_lines_are_spaced(name: str, lines: str, spaced: str) -> None:
    """Double, as some extractions make every line; and all alike, so that no space parts a heading from the text."""
    assert differences(read(re.sub(lines, spaced, KEPT.paper(name))), KEPT.expected(name)) == []


#: Their heads or rows hold cells, or lines whose ends mean something.
SET = {"linje_hoved", "flade_kolonner", "notat_om", "plan_i_punkter", "tidsplan_celler"}


def rewrapped(text: str, width: int) -> str:
    """The paper set in another width, 0 for whole sentences on a line; what is no running text is left as it is."""
    lines: list[str] = []
    before = ""
    for line in text.split("\n"):
        told = len(before) > 70 and line.strip() and not before.endswith((".", ":", "?", "”")) and "...." not in before
        if told and not line.startswith(("-", "•", " ")):
            lines[-1] = f"{lines[-1].removesuffix('-')}{'' if before.endswith('-') else ' '}{line}"
        else:
            lines.append(line)
        before = line
    if not width:
        return "\n".join(lines)
    whole = [any(kept in line for kept in ("....", "\t", "·")) for line in lines]
    return "\n".join(line if as_is else textwrap.fill(line, width, break_on_hyphens=False)
                     for line, as_is in zip(lines, whole, strict=True))  # fmt: skip


@pytest.mark.parametrize("name", sorted(set(KEPT.names) - SET))
@pytest.mark.parametrize("width", [0, 65, 85, 120])
def test_a_memo_is_read_alike_in_any_width(name: str, width: int) -> None:
    assert differences(read(rewrapped(KEPT.paper(name), width)), KEPT.expected(name)) == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Høringsperioden løber frem til den 20. september 2024.", ["2024-09-20"]),
        ("Processen løber i perioden fra 23. august til og med 4. september 2024, hvor svar bliver offentliggjort.",
         ["2024-09-04"]),
        ("Kontrakten løber til den 31. december 2024, og udvalget får en ny til efteråret.", []),
        ("Puljen kan søges frem til den 1. juni 2024.", ["2024-06-01"]),
        ("Lejemålet er opsagt til den 1. oktober 2024, og et nyt forelægges den 2. juni.", ["2024-06-02"]),
        ("Områdechefen fratræder den 30. juni 2024, og udvalget mødes den 6. maj 2024.", ["2024-05-06"]),
        ("Taksten for perioden 1. juli 2024 til 31. december 2024 er godkendt af udvalget.", []),
        ("Fristen for forslag er den 18. september 2024 og for rettelser den 27. september 2024.",
         ["2024-09-18", "2024-09-27"]),
        ("Ordningen gælder med virkning senest fra den 1. juli 2024.", []),
    ],
)  # fmt: skip
def test_what_is_a_step_and_what_is_none(text: str, days: list[str]) -> None:
    reading = read(f"Notat\n\nProces for puljen\n\nDato 3. april 2024\n\n1. Proces\n{text}\n")
    assert [one.date for one in reading.deadlines] == days


def test_what_was_decided_on_a_day_is_no_step() -> None:
    rows = "\n".join(f"Svar om bænk {day} Staben Vedtaget. Byrådet {day}. december" for day in range(1, 6))
    reading = read(f"Notat\n\nSager på vej\n\nDato 29. august 2025\n\n1. Sager\nDet er gået godt.\n\n{rows}\n")
    assert (reading.date, reading.deadlines) == ("2025-08-29", ())
