"""A meeting's state as rows of its tables: which tables there are, and what stands in them.

Tables of their own have what other questions than "what is this meeting" ask of. All else of a meeting is a list of
parts: :data:`PARTS` names the lists, and a part is one row of ``meeting_part``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from budgettui.domain.meeting.events import link_from, scenario_points
from budgettui.domain.meeting.meeting import (
    Amendment,
    Attendee,
    Change,
    LineLink,
    Mark,
    Meeting,
    Remark,
    Scenario,
    Taken,
)
from budgettui.domain.meeting.versions import Confirmation, Correction, Kept, Signature, Version
from budgettui.store.journal import canonical
from budgettui.store.sources import source_text

if TYPE_CHECKING:
    from budgettui.domain.meeting.ballots import Vote

Row = tuple[Any, ...]


def _meeting_rows(state: Meeting) -> Iterator[Row]:
    target, decided = state.target, sum(item.decided_count for item in state.items)
    yield (
        state.id, state.title, state.body, state.department, state.municipality, state.date, state.place,
        target.label, target.material, target.unit, canonical(target.amounts), target.price_level, len(state.points),
        decided, state.seq,
    )  # fmt: skip


def _item_rows(state: Meeting) -> Iterator[Row]:
    for position, item in enumerate(state.items):
        yield (
            state.id, item.id, position, item.number, item.title, item.type, int(item.open), item.closed_reason,
            item.public_text, canonical(item.papers), canonical(item.attachments), item.case_number, item.minutes,
            source_text(item.source), int(item.late), item.joined,
            None if item.origin is None else canonical(item.origin), canonical(item.history),
        )  # fmt: skip


def _point_rows(state: Meeting) -> Iterator[Row]:
    for item in state.items:
        for position, point in enumerate(item.points):
            yield (
                state.id, point.id, item.id, position, point.number, point.text, source_text(point.source),
                point.outcome, point.decision_text, point.responsible, point.due, point.decided_at, point.decided_by,
                *point.votes,
            )  # fmt: skip


def _link_rows(state: Meeting) -> Iterator[Row]:
    for point in state.points:
        for position, link in enumerate(point.links):
            yield (
                state.id, point.id, link.node, position, link.label, canonical(link.amounts), link.price_level,
                link.nature,
            )  # fmt: skip


def _action_rows(state: Meeting) -> Iterator[Row]:
    for position, action in enumerate(state.actions):
        yield (
            state.id, action.id, position, action.text, action.responsible, action.due, action.item, action.point,
            int(action.done),
        )  # fmt: skip


class Table(NamedTuple):
    """A projection table: the names of its columns, the first ``keys`` of which say which row it is."""

    name: str
    names: str
    keys: int
    rows: Callable[[Meeting], Iterator[Row]]

    @property
    def columns(self) -> list[str]:
        return self.names.split()

    @property
    def upsert(self) -> str:
        marks = ",".join("?" * len(self.columns))
        keys = ",".join(self.columns[: self.keys])
        sets = ",".join(f"{name}=excluded.{name}" for name in self.columns[self.keys :])
        return (
            f"INSERT INTO {self.name} ({','.join(self.columns)}) VALUES ({marks})"
            f" ON CONFLICT ({keys}) DO UPDATE SET {sets}"
        )

    @property
    def delete(self) -> str:
        return f"DELETE FROM {self.name} WHERE " + " AND ".join(f"{key}=?" for key in self.columns[: self.keys])

    @property
    def clear(self) -> str:
        return f"DELETE FROM {self.name} WHERE {self.columns[0]}=?"


# Parents before children, as their foreign keys ask.
TABLES = (
    Table(
        "meeting",
        "id title body department municipality date place target_label target_material target_unit target_amounts"
        " target_level points decided seq",
        1,
        _meeting_rows,
    ),
    Table(
        "agenda_item",
        "meeting id position number title type open closed_reason public_text papers attachments case_number minutes"
        " source late joined origin history",
        2,
        _item_rows,
    ),
    Table(
        "decision_point",
        "meeting id item position number text source outcome decision_text responsible due decided_at decided_by"
        " votes_for votes_against votes_abstained",
        2,
        _point_rows,
    ),
    Table("point_link", "meeting point node position label amounts price_level nature", 3, _link_rows),
    Table("action", "meeting id position text responsible due item point done", 2, _action_rows),
)


def _attendee(data: list[Any]) -> Attendee:
    one = Attendee(*data)
    return one._replace(changes=tuple(Change(*change) for change in one.changes))


def _amendment(data: list[Any]) -> Amendment:
    one = Amendment(*data)
    return one._replace(links=tuple(link_from(dict(zip(LineLink._fields, link, strict=True))) for link in one.links))


def _vote(data: list[Any]) -> Vote:
    # Most meetings have no vote, and the first frame has no time for what they do not have.
    from budgettui.domain.meeting.ballots import Vote, ballot_from

    key, points, amendment, subject, ballot, *rest = data
    return Vote(key, tuple(points), amendment, subject, ballot_from(ballot), *rest)


#: The lists of a meeting that are kept part by part, each with what makes a part of its JSON again.
PARTS: dict[str, Callable[[list[Any]], object]] = {
    "attendees": _attendee,
    "scenarios": lambda data: Scenario(data[0], data[1], scenario_points(data[2])),
    "marks": lambda data: Mark(*data),
    "votes": _vote,
    "amendments": _amendment,
    "remarks": lambda data: Remark(*data),
    "course": lambda data: Taken(*data),
    "versions": lambda data: Version(*data),
    "signatures": lambda data: Signature(*data),
    "corrections": lambda data: Correction(*data),
    "confirmations": lambda data: Confirmation(data[0], tuple(data[1])),
    "kept": lambda data: Kept(*data),
}


def part_text(kind: str, part: Any) -> str:
    if kind == "votes":
        from budgettui.domain.meeting.ballots import ballot_data

        part = part._replace(ballot=ballot_data(part.ballot))
    return canonical(part)
