"""A meeting's state as rows, and back: ``load(save(state)) == state``.

Only rows that differ from the state before are written, so that recording a decision costs a few rows
whatever the size of the meeting.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from budgettui.domain.meeting.events import amounts_from, link_from, scenario_points
from budgettui.domain.meeting.meeting import (
    Action,
    Amendment,
    Attendee,
    Change,
    DecisionPoint,
    Item,
    LineLink,
    Mark,
    Meeting,
    Origin,
    Remark,
    Scenario,
    Taken,
    Target,
    Votes,
)
from budgettui.domain.meeting.prepared import history_from
from budgettui.domain.meeting.versions import Confirmation, Correction, Kept, Signature, Version
from budgettui.domain.paper.papers import Source
from budgettui.store.journal import canonical
from budgettui.store.views import MeetingHead

if TYPE_CHECKING:
    from budgettui.domain.meeting.ballots import Vote

Row = tuple[Any, ...]


def source_text(source: Source) -> str | None:
    """A source as its column: null where nothing is known."""
    values = (source.page, source.line, source.last_line, source.raw)
    return None if values == (None, None, None, None) else json.dumps(values, ensure_ascii=False)


def source_of(text: str | int | None) -> Source:
    """A source from its column; a number is a line of a file without pages."""
    if isinstance(text, int):
        return Source(line=text, last_line=text)
    return Source(*json.loads(text)) if text else Source()


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
        yield (state.id, position, taken.at, taken.item)


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


def _step_rows(state: Meeting) -> Iterator[Row]:
    for stack, groups in (("undo", state.undo), ("redo", state.redo)):
        for position, group in enumerate(groups):
            yield (state.id, stack, position, group)


class _Table(NamedTuple):
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
_TABLES = (
    _Table(
        "meeting",
        _columns(
            "id title body department municipality date place target_label target_material target_unit"
            " target_amounts points decided seq"
        ),
        1,
        _meeting_rows,
    ),
    _Table(
        "agenda_item",
        _columns(
            "meeting id position number title type open closed_reason public_text papers attachments"
            " case_number minutes source late joined origin history"
        ),
        2,
        _item_rows,
    ),
    _Table(
        "decision_point",
        _columns(
            "meeting id item position number text source outcome decision_text responsible due decided_at"
            " decided_by votes_for votes_against votes_abstained"
        ),
        2,
        _point_rows,
    ),
    _Table("point_link", _columns("meeting point node position label amounts"), 3, _link_rows),
    _Table(
        "attendee",
        _columns("meeting id position name initials role party attendance changes member substitute_for"),
        2,
        _attendee_rows,
    ),
    _Table("action", _columns("meeting id position text responsible due item point done"), 2, _action_rows),
    _Table("scenario", _columns("meeting id position name points"), 2, _scenario_rows),
    _Table(
        "amendment", _columns("meeting id position item point text mover parent links outcome"), 2, _amendment_rows
    ),
    _Table("vote", _columns("meeting id position points amendment subject ballot kept at"), 2, _vote_rows),
    _Table("remark", _columns("meeting id position item point kind who text"), 2, _remark_rows),
    _Table("taken", _columns("meeting position at item"), 2, _taken_rows),
    _Table("line_mark", _columns("meeting node position label text private actor at"), 2, _mark_rows),
    _Table("minutes_entry", _columns("meeting kind position data"), 3, _entry_rows),
    _Table("meeting_step", _columns("meeting stack position grp"), 3, _step_rows),
)


def save(db: sqlite3.Connection, before: Meeting | None, after: Meeting) -> None:
    """Make the tables hold ``after``, given that they hold ``before`` (``None``: whatever they hold)."""
    if before is None:
        for table in reversed(_TABLES):
            db.execute(table.clear, (after.id,))
    changes = [({} if before is None else _keyed(table, before), _keyed(table, after), table) for table in _TABLES]
    # Children go before their parents, and come after them.
    for old, new, table in reversed(changes):
        gone = [key for key in old if key not in new]
        if gone:
            db.executemany(table.delete, gone)
    for old, new, table in changes:
        changed = [row for key, row in new.items() if old.get(key) != row]
        if changed:
            db.executemany(table.upsert, changed)


def _keyed(table: _Table, state: Meeting) -> Mapping[Row, Row]:
    return {row[: table.keys]: row for row in table.rows(state)}


def heads(db: sqlite3.Connection) -> list[MeetingHead]:
    """Every meeting, the newest prepared last."""
    rows = db.execute(
        "SELECT m.id, m.title, m.body, m.date, m.points, m.decided FROM meeting m"
        " ORDER BY (SELECT min(seq) FROM journal j WHERE j.meeting = m.id)"
    )
    return [MeetingHead(*row) for row in rows.fetchall()]


def saved_seq(db: sqlite3.Connection, meeting_id: str) -> int | None:
    """The last event that the tables know of for this meeting."""
    row = db.execute("SELECT seq FROM meeting WHERE id = ?", (meeting_id,)).fetchone()
    return row[0] if row else None


def load(db: sqlite3.Connection, meeting_id: str) -> Meeting:
    """The meeting from its tables; ``KeyError`` if there is none. The caller sees to it that nobody writes
    meanwhile (a transaction)."""
    row = db.execute(_select("meeting", "id", ""), (meeting_id,)).fetchone()
    if row is None:
        raise KeyError(meeting_id)

    def rows(table: str, order: str = "position") -> list[Row]:
        return db.execute(_select(table, "meeting", order), (meeting_id,)).fetchall()

    links: dict[str, list[LineLink]] = {}
    for _, point, node, _, label, amounts in rows("point_link"):
        links.setdefault(point, []).append(LineLink(node, label, amounts_from(json.loads(amounts))))
    points: dict[str, list[DecisionPoint]] = {}
    for record in rows("decision_point"):
        points.setdefault(record[2], []).append(_point(record, links.get(record[1], ())))
    stacks: dict[str, list[str]] = {"undo": [], "redo": []}
    for _, stack, _, group in rows("meeting_step"):
        stacks[stack].append(group)
    entries: dict[str, list[list[Any]]] = {}
    for _, kind, _, data in rows("minutes_entry"):
        entries.setdefault(kind, []).append(json.loads(data))
    key, title, body, department, municipality, date, place, label, material, unit, amounts, _, _, seq = row
    return Meeting(
        key,
        title,
        body,
        department,
        municipality,
        date,
        place,
        items=tuple(_item(record, points.get(record[1], ())) for record in rows("agenda_item")),
        attendees=tuple(_attendee(record) for record in rows("attendee")),
        actions=tuple(_action(record) for record in rows("action")),
        target=Target(label, material, unit, amounts_from(json.loads(amounts))),
        marks=tuple(
            Mark(node, label, text, bool(private), actor, at)
            for _, node, _, label, text, private, actor, at in rows("line_mark")
        ),
        scenarios=tuple(
            Scenario(scenario, name, scenario_points(json.loads(points)))
            for _, scenario, _, name, points in rows("scenario")
        ),
        votes=tuple(_vote(record) for record in rows("vote")),
        amendments=tuple(_amendment(record) for record in rows("amendment")),
        remarks=tuple(Remark(key, *rest) for _, key, _, *rest in rows("remark")),
        course=tuple(Taken(at, item) for _, _, at, item in rows("taken")),
        versions=tuple(Version(*entry) for entry in entries.get("version", ())),
        signatures=tuple(Signature(*entry) for entry in entries.get("signature", ())),
        corrections=tuple(Correction(*entry) for entry in entries.get("correction", ())),
        confirmations=tuple(Confirmation(point, tuple(of)) for point, of in entries.get("confirmation", ())),
        kept=tuple(Kept(*entry) for entry in entries.get("kept", ())),
        undo=tuple(stacks["undo"]),
        redo=tuple(stacks["redo"]),
        seq=seq,
    )


def _select(table: str, key: str, order: str) -> str:
    columns = next(known.columns for known in _TABLES if known.name == table)
    tail = f" ORDER BY {order}" if order else ""
    return f"SELECT {','.join(columns)} FROM {table} WHERE {key}=?{tail}"


def _point(record: Row, links: Iterable[LineLink]) -> DecisionPoint:
    (_, point, _, _, number, text, source, outcome, decision, responsible, due, at, by, *votes) = record
    return DecisionPoint(
        point,
        number,
        text,
        source_of(source),
        outcome,
        decision,
        responsible,
        due,
        at,
        by,
        Votes(*votes),
        tuple(links),
    )


def _item(record: Row, points: Iterable[DecisionPoint]) -> Item:
    (_, item, _, number, title, kind, is_open, reason, public, papers, attachments, case, *rest) = record
    minutes, source, late, joined, origin, history = rest
    return Item(
        item,
        number,
        title,
        kind,
        bool(is_open),
        reason,
        public,
        tuple(json.loads(papers)),
        tuple(json.loads(attachments)),
        case,
        tuple(points),
        minutes,
        source_of(source),
        bool(late),
        joined,
        Origin(*json.loads(origin)) if origin else None,
        history_from(json.loads(history)),
    )


def _attendee(record: Row) -> Attendee:
    _, key, _, name, initials, role, party, attendance, changes, member, substitute_for = record
    changed = tuple(Change(*change) for change in json.loads(changes))
    votes = None if member is None else bool(member)
    return Attendee(key, name, initials, role, party, attendance, changed, votes, substitute_for)


def _amendment(record: Row) -> Amendment:
    _, key, _, item, point, text, mover, parent, links, outcome = record
    linked = tuple(link_from(link) for link in json.loads(links))
    return Amendment(key, item, point, text, mover, parent, linked, outcome)


def _vote(record: Row) -> Vote:
    from budgettui.domain.meeting.ballots import Vote, ballot_from

    _, key, _, points, amendment, subject, ballot, kept, at = record
    return Vote(key, tuple(json.loads(points)), amendment, subject, ballot_from(json.loads(ballot)), bool(kept), at)


def _action(record: Row) -> Action:
    _, key, _, text, responsible, due, item, point, done = record
    return Action(key, text, responsible, due, item, point, bool(done))


def last(db: sqlite3.Connection) -> str | None:
    """The id of the meeting that something was last done in, if only that it was prepared."""
    row = db.execute("SELECT id FROM meeting ORDER BY seq DESC LIMIT 1").fetchone()
    return row[0] if row else None
