"""From a paper that was read to a meeting that can be held: the payload of ``meeting_prepared``.

Pure and repeatable: every id is made from the file's sha256 and the place in it, so that the same file
prepares the same meeting on every machine. Nothing is decided here; what the minutes already carry stays
text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from budgettui.domain.paper.reading import AgendaItem, Paper, Point, Reading, Source

#: How papers say that they are not public.
_CLOSED = re.compile(
    r"\b(?:lukket (?:punkt|sag|dagsorden|møde|behandling)|fortrolig\w*|for lukkede døre)\b", re.IGNORECASE
)

#: All ids of the program hang on this one: a version 5 UUID of a name within it.
NAMESPACE = UUID("5b1f6a51-93c4-5d0e-9a55-6b7564676574")


def make_id(*parts: object) -> str:
    """The id of the thing with this name, e.g. ``make_id(sha256, "paper", 0)``: the same on every machine."""
    return str(uuid5(NAMESPACE, "/".join(str(part) for part in parts)))


def paper_id(sha256: str, position: int) -> str:
    """The id of the paper at this place (from 0) of the file with this checksum."""
    return make_id(sha256, "paper", position)


def meeting_id(sha256: str) -> str:
    """The id of the meeting that this file prepares."""
    return make_id(sha256, "meeting")


def source_data(source: Source) -> dict[str, Any]:
    data = {"page": source.page, "line": source.line, "last_line": source.last_line, "raw": source.raw}
    return {key: value for key, value in data.items() if value is not None}


def prepare(reading: Reading) -> dict[str, Any] | None:
    """The meeting that this reading prepares, or ``None`` where there is nothing to decide on.

    A reading with an agenda gives its items; without one, each paper with decision points becomes an item
    that carries the paper's title. Papers hang on the item with their number, or with exactly their title; a
    paper with decision points that hangs on none becomes an item of its own at the end, so that no point is
    lost. An item's points are its papers' points, and its own only where no paper has any.
    """
    has_points = any(paper.decision_points for paper in reading.papers)
    if not reading.agenda_items and not has_points:
        return None
    hung = _hang(reading)
    items = [_item(reading, place, item, hung.get(place, ())) for place, item in enumerate(reading.agenda_items)]
    free = set(range(len(reading.papers))).difference(*hung.values())
    items += [_paper_item(reading, place) for place in sorted(free) if reading.papers[place].decision_points]
    numbers = {item["number"]: item["id"] for item in reversed(items) if item["number"]}
    sha = reading.sha256
    return {
        "id": meeting_id(sha),
        "title": reading.title or reading.body or reading.name,
        "body": reading.body,
        "department": reading.department,
        "municipality": reading.municipality,
        "date": reading.date,
        "place": reading.place,
        "document": sha,
        "items": items,
        "participants": [
            {
                "id": make_id(sha, "participant", place),
                "name": person.name,
                "initials": person.initials,
                "role": person.role,
                "party": person.party,
                "attendance": person.attendance,
            }
            for place, person in enumerate(reading.participants)
        ],
        "actions": [
            {
                "id": make_id(sha, "action", place),
                "text": action.text,
                "responsible": ", ".join(action.responsible),
                "due": action.due,
                "item": numbers.get(action.agenda_item or ""),
            }
            for place, action in enumerate(reading.actions)
        ],
    }


class Hook(NamedTuple):
    """An item of an agenda that a paper may hang on, by the ids of its meeting and its own; ``points`` is the texts of
    what is to be decided on it already."""

    meeting: str
    item: str
    title: str
    case_number: str | None
    points: frozenset[str] = frozenset()


def hooks(alone: Sequence[Mapping[str, Any]], free: Iterable[Hook]) -> list[list[tuple[Hook, Mapping[str, Any]]]]:
    """Where the papers of a file without an agenda may hang, a list a meeting: each on the one item that has exactly
    its title or its case number, and nothing to decide on, or all that the paper has. A meeting in which one of them
    has none, or several, is left out."""
    meetings: dict[str, list[Hook]] = {}
    for hook in free:
        meetings.setdefault(hook.meeting, []).append(hook)
    pairs = ([(hook, own) for own in alone for hook in here if _meant(hook, own)] for here in meetings.values())
    return [
        found for found in pairs
        if len(alone) == len(found) == len({hook.item for hook, _ in found}) == len({own["id"] for _, own in found})
    ]


def _meant(hook: Hook, own: Mapping[str, Any]) -> bool:
    if hook.points and not {_plain(point["text"]) for point in own["points"]} <= {*map(_plain, hook.points)}:
        return False
    case = _plain(own["case_number"])
    return _plain(hook.title) == _plain(own["title"]) or (case != "" and case == _plain(hook.case_number))


def is_held(payload: Mapping[str, Any], points: Mapping[str, Collection[str]]) -> bool:
    """Whether a meeting with these points by the titles of its items has all that the payload would prepare.

    A case system gives out one meeting many times: as one file, as a file for each item, and later as minutes.
    """
    held: dict[str, set[str]] = {}
    for title, texts in points.items():
        held.setdefault(_plain(title), set()).update(map(_plain, texts))
    return all(
        {_plain(point["text"]) for point in item["points"]} <= held[title]
        if (title := _plain(item["title"])) in held
        else False
        for item in payload["items"]
    )


def complete(payload: Mapping[str, Any]) -> dict[str, Any]:
    """A hand-written payload with the ids that it leaves out, made from the meeting's own id and the places.

    Raises ``KeyError`` where the id or title of the meeting is missing, and ``ValueError`` where two items,
    points, participants or actions have the same id.
    """
    base = payload["id"]
    items = []
    for place, item in enumerate(payload.get("items", ())):
        points = [
            {"id": make_id(base, "item", place, "point", number), **point}
            for number, point in enumerate(item.get("points", ()))
        ]
        items.append({"id": make_id(base, "item", place), **item, "points": points})
    people = [
        {"id": make_id(base, "participant", place), **person}
        for place, person in enumerate(payload.get("participants", ()))
    ]
    actions = [
        {"id": make_id(base, "action", place), **action}
        for place, action in enumerate(payload.get("actions", ()))
    ]
    for things in (items, [point for item in items for point in item["points"]], people, actions):
        ids = [thing["id"] for thing in things]
        if len(ids) != len(set(ids)):
            raise ValueError(f"two things of the meeting {base} have the same id")
    return {**payload, "title": payload["title"], "items": items, "participants": people, "actions": actions}


def _plain(title: str | None) -> str:
    return " ".join((title or "").casefold().split())


def _hang(reading: Reading) -> dict[int, list[int]]:
    """Which papers (by place) hang on which agenda item (by place)."""
    by_number: dict[str, int] = {}
    by_title: dict[str, int] = {}
    by_source: dict[Source, int] = {}
    for place, item in enumerate(reading.agenda_items):
        if item.type == "section":
            continue
        if item.number:
            by_number.setdefault(item.number, place)
        if item.title:
            by_title.setdefault(_plain(item.title), place)
        if item.source.line is not None:
            by_source.setdefault(item.source, place)
    hung: dict[int, list[int]] = {}
    for place, paper in enumerate(reading.papers):
        number = by_number.get(paper.agenda_item or "")
        on = by_title.get(_plain(paper.title)) if number is None else number
        if on is None:
            # An item without number and title, and the text that was read from the same lines.
            on = by_source.get(paper.source)
        if on is not None:
            hung.setdefault(on, []).append(place)
    return hung


def _points(sha: str, name: tuple[object, ...], points: Iterable[Point]) -> list[dict[str, Any]]:
    return [
        {
            "id": make_id(sha, *name, "point", place),
            "number": point.number,
            "text": point.text,
            "source": source_data(point.source),
        }
        for place, point in enumerate(points)
    ]


def _item(reading: Reading, place: int, item: AgendaItem, papers: Sequence[int]) -> dict[str, Any]:
    sha = reading.sha256
    points = [
        point
        for paper in papers
        for point in _points(sha, ("paper", paper), reading.papers[paper].decision_points)
    ]
    return {
        "id": make_id(sha, "item", place),
        "number": item.number,
        "title": item.title or "",
        "type": item.type,
        "open": item.open is not False,
        "papers": [paper_id(sha, paper) for paper in papers],
        "attachments": list(item.attachments),
        "case_number": item.case_number or _case_number(reading, papers),
        "minutes": item.minutes or "",
        "points": points or _points(sha, ("item", place), item.decision_points),
        "source": source_data(item.source),
    }


def _case_number(reading: Reading, papers: Sequence[int]) -> str | None:
    numbers = [reading.papers[paper].case_number for paper in papers]
    return next((number for number in numbers if number), None)


def _says_closed(paper: Paper) -> bool:
    """Whether a paper says itself that its item is closed, in its title, a heading, or the opening of its text.

    A false alarm is put right by a person; what was published by mistake is not.
    """
    opening = paper.sections[0].text[:200] if paper.sections else ""
    return any(_CLOSED.search(text) for text in (paper.title, opening, *(section.title for section in paper.sections)))


def _paper_item(reading: Reading, place: int) -> dict[str, Any]:
    sha = reading.sha256
    paper: Paper = reading.papers[place]
    return {
        "id": make_id(sha, "paper", place, "item"),
        "number": paper.agenda_item,
        "title": paper.title,
        "type": "item",
        "open": not _says_closed(paper),
        "papers": [paper_id(sha, place)],
        "attachments": [],
        "case_number": paper.case_number,
        "minutes": "",
        "points": _points(sha, ("paper", place), paper.decision_points),
        "source": source_data(paper.source),
    }
