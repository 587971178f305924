"""Memos and letters in the layouts that municipalities print, with what a person reads in them.

They are kept in ``memos``.
A section is "number|title", a deadline "date|how its text begins", an amount its kroner.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kept_papers import KeptPapers

from budgettui.domain.paper.reading import Deadline, Paper, Reading

KEPT = KeptPapers("memos")


def differences(reading: Reading, wanted: dict[str, Any]) -> list[str]:
    """What the program reads otherwise than a person."""
    if len(reading.papers) != 1:
        return [f"papers: {len(reading.papers)}, kind {reading.kind}"]
    (own,) = reading.papers
    return [
        *_invented(reading),
        *_head(reading, own, wanted),
        *_sections(own, wanted),
        *_deadlines(reading.deadlines, wanted),
        *_told("amounts", [one.kroner for one in reading.amounts], wanted["amounts"]),
    ]


def _told(what: str, had: object, want: object) -> Iterator[str]:
    if had != want:
        yield f"{what}: {had!r} for {want!r}"


def _invented(reading: Reading) -> Iterator[str]:
    for what in ("agenda_items", "tables", "participants", "actions"):
        yield from _told(what, getattr(reading, what), ())
    yield from _told("points", [own.decision_points for own in reading.papers], [()])


def _head(reading: Reading, own: Paper, wanted: dict[str, Any]) -> Iterator[str]:
    yield from _told("kind", (reading.kind, own.kind), (wanted["kind"], wanted["kind"]))
    yield from _told("title", own.title, wanted["title"])
    yield from _told("date", own.date, wanted.get("date"))
    yield from _told("to", own.to, wanted.get("to"))
    yield from _told("from", own.from_, wanted.get("from"))
    yield from _told("case", own.case_number, wanted.get("case"))
    if "department" in wanted:
        yield from _told("department", reading.department, wanted["department"])
    if "years" in wanted:
        yield from _told("years", list(reading.budget_years), wanted["years"])


def _sections(own: Paper, wanted: dict[str, Any]) -> Iterator[str]:
    yield from _told("sections", [f"{one.number or ''}|{one.title}" for one in own.sections], wanted["sections"])
    if "signed" in wanted:
        yield from _told("signed", own.sections[-1].text, wanted["signed"])
    text = "\n".join(one.text for one in own.sections)
    yield from (f"{words!r} is in no section" for words in wanted.get("with", []) if words not in text)
    yield from (f"{words!r} is in a section" for words in wanted.get("without", []) if words in text)


def _deadlines(found: tuple[Deadline, ...], wanted: dict[str, Any]) -> Iterator[str]:
    lines = [line.split("|", 1) for line in wanted["deadlines"]]
    if [one.date for one in found] != [day for day, _words in lines]:
        yield f"deadlines: {[(one.date, one.text) for one in found]} for {[day for day, _words in lines]}"
        return
    yield from (
        f"deadline {one.date}: {one.text!r} for {words!r}"
        for one, (_day, words) in zip(found, lines, strict=True)
        if words not in one.text
    )
