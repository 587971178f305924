"""Papers in the layouts that municipalities print, with what a person reads in them.

They are kept in ``papers``; those of which each page is stored as one line in ``pages``.
A decision is "body|date|outcome|text", where "*" stands for whatever it is; a participant is "name|attendance".
``away`` are those who a decision says took no part in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kept_papers import KeptPapers

from budgettui.domain.paper.reading import AgendaItem, Reading

KEPT = KeptPapers("papers")
PAGES = KeptPapers("pages")


def differences(reading: Reading, wanted: dict[str, Any]) -> list[str]:
    """What the program reads otherwise than a person."""
    return [*_head(reading, wanted), *_items(reading, wanted)]


def _head(reading: Reading, wanted: dict[str, Any]) -> Iterator[str]:
    for name in ("body", "date", "place", "start", "end"):
        if name in wanted and getattr(reading, name) != (wanted[name] or None):
            yield f"{name}: {getattr(reading, name)!r} for {wanted[name]!r}"
    people = [f"{person.name}|{person.attendance}" for person in reading.participants]
    if people != wanted.get("people", []):
        yield f"people: {people}"
    deadlines = [step.date for step in reading.deadlines]
    if "deadlines" in wanted and deadlines != wanted["deadlines"]:
        yield f"deadlines: {deadlines}"


def _items(reading: Reading, wanted: dict[str, Any]) -> Iterator[str]:
    items = [item for item in reading.agenda_items if item.type == "item"]
    titles = [(item.number, item.title) for item in items]
    if titles != [(own["number"] or None, own["title"] or None) for own in wanted["item"]]:
        yield f"items: {titles}"
        return
    for item, own in zip(items, wanted["item"], strict=True):
        found = [
            ("open", item.open, own.get("open", item.open)),
            ("case", item.case_number, own.get("case", item.case_number)),
            ("points", _points(item), [_loose(point) for point in own.get("points", [])]),
            ("away", [name for one in item.decisions for name in one.absent], own.get("away")),
        ]
        wrong = [one for one in found if one[2] is not None and one[1] != one[2]]
        yield from (f"{item.number} {name}: {had!r} for {want!r}" for name, had, want in wrong)
        yield from _decisions(item, own.get("decisions", []))


def _points(item: AgendaItem) -> list[str]:
    return [_loose(f"{'' if point.number is None else point.number}|{point.text}") for point in item.decision_points]


def _loose(point: str) -> str:
    """A point without what papers print or leave out as they like: its number where none is expected, "at"."""
    number, text = point.split("|", 1) if re.match(r"[0-9]*\|", point) else ("", point)
    return f"{number}|{re.sub('^at ', '', ' '.join(text.split()), flags=re.IGNORECASE)}"


def _decisions(item: AgendaItem, wanted: list[str]) -> Iterator[str]:
    found = [(one.body, one.date, one.outcome, " ".join(one.text.split())) for one in item.decisions]
    if len(found) != len(wanted):
        yield f"{item.number} decisions: {found}"
        return
    for had, line in zip(found, wanted, strict=True):
        parts = line.split("|", 3)
        want = (parts[0] or None, parts[1] or None, parts[2] or None, " ".join(parts[3].split()))
        if any(one != other and other != "*" for one, other in zip(had, want, strict=True)):
            yield f"{item.number} decision: {had} for {want}"
