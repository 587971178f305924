"""A meeting's state as rows of its tables: which tables there are, and what stands in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from budgettui.domain.meeting.meeting import Meeting
from budgettui.store.journal import canonical
from budgettui.store.sources import source_text

Row = tuple[Any, ...]


def _meeting_rows(state: Meeting) -> Iterator[Row]:
    target = state.target
    yield (
        state.id,
        state.title,
        state.body,
        state.department,
        state.municipality,
        state.date,
        state.place,
        target.label,
        target.material,
        target.unit,
        canonical(target.amounts),
        len(state.points),
        sum(item.decided_count for item in state.items),
        state.seq,
    )


def _item_rows(state: Meeting) -> Iterator[Row]:
    for position, item in enumerate(state.items):
        yield (
            state.id,
            item.id,
            position,
            item.number,
            item.title,
            item.type,
            int(item.open),
            item.closed_reason,
            item.public_text,
            canonical(item.papers),
            canonical(item.attachments),
            item.case_number,
            item.minutes,
            source_text(item.source),
            int(item.late),
            item.joined,
            None if item.origin is None else canonical(item.origin),
            canonical(item.history),
        )


def _point_rows(state: Meeting) -> Iterator[Row]:
    for item in state.items:
        for position, point in enumerate(item.points):
            votes = point.votes
            yield (
                state.id,
                point.id,
                item.id,
                position,
                point.number,
                point.text,
                source_text(point.source),
                point.outcome,
                point.decision_text,
                point.responsible,
                point.due,
                point.decided_at,
                point.decided_by,
                votes.for_,
                votes.against,
                votes.abstained,
            )


def _link_rows(state: Meeting) -> Iterator[Row]:
    for point in state.points:
        for position, link in enumerate(point.links):
            yield (state.id, point.id, link.node, position, link.label, canonical(link.amounts))


def _attendee_rows(state: Meeting) -> Iterator[Row]:
    for position, person in enumerate(state.attendees):
        yield (
            state.id,
            person.id,
            position,
            person.name,
            person.initials,
            person.role,
            person.party,
            person.attendance,
            canonical(person.changes),
            None if person.member is None else int(person.member),
            person.substitute_for,
        )


def _action_rows(state: Meeting) -> Iterator[Row]:
    for position, action in enumerate(state.actions):
        yield (
            state.id,
            action.id,
            position,
            action.text,
            action.responsible,
            action.due,
            action.item,
            action.point,
            int(action.done),
        )


def _scenario_rows(state: Meeting) -> Iterator[Row]:
    for position, scenario in enumerate(state.scenarios):
        yield (state.id, scenario.id, position, scenario.name, canonical(scenario.points))


def _amendment_rows(state: Meeting) -> Iterator[Row]:
    for position, one in enumerate(state.amendments):
        links = [{"node": link.node, "label": link.label, "amounts": link.amounts} for link in one.links]
        yield (
            state.id,
            one.id,
            position,
            one.item,
            one.point,
            one.text,
            one.mover,
            one.parent,
            canonical(links),
            one.outcome,
        )


def _vote_rows(state: Meeting) -> Iterator[Row]:
    for position, vote in enumerate(state.votes):
        # Most meetings have no vote, and the first frame has no time for what they do not have.
        from budgettui.domain.meeting.ballots import ballot_data

        yield (
            state.id,
            vote.id,
            position,
            canonical(vote.points),
            vote.amendment,
            vote.subject,
            canonical(ballot_data(vote.ballot)),
            int(vote.kept),
            vote.at,
        )


def _remark_rows(state: Meeting) -> Iterator[Row]:
    for position, one in enumerate(state.remarks):
        yield (state.id, one.id, position, one.item, one.point, one.kind, one.who, one.text)


def _taken_rows(state: Meeting) -> Iterator[Row]:
    for position, taken in enumerate(state.course):
        yield (state.id, position, taken.at, taken.item, int(taken.clock))


def _entry_rows(state: Meeting) -> Iterator[Row]:
    """What closes the minutes, a list of each kind."""
    entries: dict[str, tuple[tuple[object, ...], ...]] = {
        "version": state.versions,
        "signature": state.signatures,
        "correction": state.corrections,
        "confirmation": state.confirmations,
        "kept": state.kept,
    }
    for kind, listed in entries.items():
        for position, entry in enumerate(listed):
            yield (state.id, kind, position, canonical(entry))


def _mark_rows(state: Meeting) -> Iterator[Row]:
    for position, mark in enumerate(state.marks):
        yield (
            state.id, mark.node, position, mark.label, mark.text, int(mark.private), mark.actor, mark.at,
        )  # fmt: skip


class Table(NamedTuple):
    """A projection table: its columns, the first ``keys`` of which say which row it is."""

    name: str
    columns: tuple[str, ...]
    keys: int
    rows: Callable[[Meeting], Iterator[Row]]

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
        return f"DELETE FROM {self.name} WHERE " + " AND ".join(
            f"{key}=?" for key in self.columns[: self.keys]
        )

    @property
    def clear(self) -> str:
        return f"DELETE FROM {self.name} WHERE {self.columns[0]}=?"


def _columns(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# Parents before children, as their foreign keys ask.
TABLES = (
    Table(
        "meeting",
        _columns(
            "id title body department municipality date place target_label target_material target_unit"
            " target_amounts points decided seq"
        ),
        1,
        _meeting_rows,
    ),
    Table(
        "agenda_item",
        _columns(
            "meeting id position number title type open closed_reason public_text papers attachments"
            " case_number minutes source late joined origin history"
        ),
        2,
        _item_rows,
    ),
    Table(
        "decision_point",
        _columns(
            "meeting id item position number text source outcome decision_text responsible due decided_at"
            " decided_by votes_for votes_against votes_abstained"
        ),
        2,
        _point_rows,
    ),
    Table("point_link", _columns("meeting point node position label amounts"), 3, _link_rows),
    Table(
        "attendee",
        _columns("meeting id position name initials role party attendance changes member substitute_for"),
        2,
        _attendee_rows,
    ),
    Table("action", _columns("meeting id position text responsible due item point done"), 2, _action_rows),
    Table("scenario", _columns("meeting id position name points"), 2, _scenario_rows),
    Table(
        "amendment", _columns("meeting id position item point text mover parent links outcome"), 2, _amendment_rows
    ),
    Table("vote", _columns("meeting id position points amendment subject ballot kept at"), 2, _vote_rows),
    Table("remark", _columns("meeting id position item point kind who text"), 2, _remark_rows),
    Table("taken", _columns("meeting position at item clock"), 2, _taken_rows),
    Table("line_mark", _columns("meeting node position label text private actor at"), 2, _mark_rows),
    Table("minutes_entry", _columns("meeting kind position data"), 3, _entry_rows),
)
