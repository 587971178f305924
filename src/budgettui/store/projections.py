"""A meeting's state as rows of its tables, and back: ``load(save(state)) == state``.

Tables of their own have what other questions than "what is this meeting" ask of. All else of a meeting is a list of
parts: :data:`PARTS` names the lists, and a part is one row of ``meeting_part``. Only rows that differ from the state
before are written, so that recording a decision costs a few rows whatever the size of the meeting.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
from budgettui.store.journal import canonical
from budgettui.store.sources import source_of, source_text
from budgettui.store.views import MeetingHead

if TYPE_CHECKING:
    from budgettui.domain.meeting.ballots import Vote

Row = tuple[Any, ...]


def _meeting_rows(state: Meeting) -> Iterator[Row]:
    target, decided = state.target, sum(item.decided_count for item in state.items)
    yield (
        state.id, state.title, state.body, state.department, state.municipality, state.date, state.place,
        target.label, target.material, target.unit, canonical(target.amounts), target.price_level, len(state.points),
        decided, state.seq,
    )


def _item_rows(state: Meeting) -> Iterator[Row]:
    for position, item in enumerate(state.items):
        yield (
            state.id, item.id, position, item.number, item.title, item.type, int(item.open), item.closed_reason,
            item.public_text, canonical(item.papers), canonical(item.attachments), item.case_number, item.minutes,
            source_text(item.source), int(item.late), item.joined,
            None if item.origin is None else canonical(item.origin), canonical(item.history),
        )


def _point_rows(state: Meeting) -> Iterator[Row]:
    for item in state.items:
        for position, point in enumerate(item.points):
            yield (
                state.id, point.id, item.id, position, point.number, point.text, source_text(point.source),
                point.outcome, point.decision_text, point.responsible, point.due, point.decided_at, point.decided_by,
                *point.votes,
            )


def _link_rows(state: Meeting) -> Iterator[Row]:
    for point in state.points:
        for position, link in enumerate(point.links):
            yield (
                state.id, point.id, link.node, position, link.label, canonical(link.amounts), link.price_level,
                link.nature,
            )


def _action_rows(state: Meeting) -> Iterator[Row]:
    for position, action in enumerate(state.actions):
        yield (
            state.id, action.id, position, action.text, action.responsible, action.due, action.item, action.point,
            int(action.done),
        )


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


def save(db: sqlite3.Connection, before: Meeting | None, after: Meeting) -> None:
    """Make the tables hold ``after``, given that they hold ``before`` (``None``: whatever they hold)."""
    if before is None:
        remove(db, after.id)
    changes = [({} if before is None else _keyed(table, before), _keyed(table, after), table) for table in TABLES]
    # Children go before their parents, and come after them.
    for old, new, table in reversed(changes):
        gone = [key for key in old if key not in new]
        if gone:
            db.executemany(table.delete, gone)
    for old, new, table in changes:
        changed = [row for key, row in new.items() if old.get(key) != row]
        if changed:
            db.executemany(table.upsert, changed)
    for kind in PARTS:
        _save_parts(db, after.id, kind, () if before is None else getattr(before, kind), getattr(after, kind))


def _save_parts(
    db: sqlite3.Connection, meeting_id: str, kind: str, before: Sequence[object], after: Sequence[object]
) -> None:
    if len(after) < len(before):
        db.execute(
            "DELETE FROM meeting_part WHERE meeting = ? AND kind = ? AND position >= ?", (meeting_id, kind, len(after))
        )
    changed = [
        (meeting_id, kind, place, part_text(kind, part))
        for place, part in enumerate(after) if place >= len(before) or part != before[place]
    ]
    if changed:
        db.executemany("INSERT OR REPLACE INTO meeting_part (meeting, kind, position, data) VALUES (?,?,?,?)", changed)


def remove(db: sqlite3.Connection, meeting_id: str) -> None:
    """Let the tables know nothing of a meeting."""
    db.execute("DELETE FROM meeting_part WHERE meeting = ?", (meeting_id,))
    for table in reversed(TABLES):
        db.execute(table.clear, (meeting_id,))


def _keyed(table: Table, state: Meeting) -> Mapping[Row, Row]:
    return {row[: table.keys]: row for row in table.rows(state)}


def heads(db: sqlite3.Connection) -> list[MeetingHead]:
    rows = db.execute(
        "SELECT m.id, m.title, m.body, m.date, m.points, m.decided FROM meeting m"
        " ORDER BY (SELECT min(seq) FROM journal j WHERE j.meeting = m.id)"
    )
    return [MeetingHead(*row) for row in rows.fetchall()]


def holding(db: sqlite3.Connection, payload: Mapping[str, Any]) -> str | None:
    """The meeting of the same body on the same day that has all that the payload would prepare, by its id."""
    from budgettui.domain.paper.agenda import is_held

    if not payload["body"] or not payload["date"]:
        return None
    rows = db.execute("SELECT id, body FROM meeting WHERE date = ?", (payload["date"],)).fetchall()
    for meeting in (row[0] for row in rows if (row[1] or "").casefold() == payload["body"].casefold()):
        points: dict[str, list[str]] = {}
        for title, text in db.execute(
            "SELECT i.title, p.text FROM agenda_item i LEFT JOIN decision_point p ON p.meeting = i.meeting"
            " AND p.item = i.id WHERE i.meeting = ?", (meeting,),
        ):
            points.setdefault(title, []).extend([text] if text else [])
        if is_held(payload, points):
            return str(meeting)
    return None


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
    for _, point, node, _, label, amounts, *more in rows("point_link"):
        links.setdefault(point, []).append(LineLink(node, label, amounts_from(json.loads(amounts)), *more))
    points: dict[str, list[DecisionPoint]] = {}
    for record in rows("decision_point"):
        points.setdefault(record[2], []).append(_point(record, links.get(record[1], ())))
    parts: dict[str, Any] = dict.fromkeys(PARTS, ())
    for kind, data in db.execute(
        "SELECT kind, data FROM meeting_part WHERE meeting = ? ORDER BY kind, position", (meeting_id,)
    ).fetchall():
        parts[kind] += (PARTS[kind](json.loads(data)),)
    key, title, body, department, municipality, date, place, label, material, unit, amounts, level, _, _, seq = row
    return Meeting(
        key, title, body, department, municipality, date, place,
        items=tuple(_item(record, points.get(record[1], ())) for record in rows("agenda_item")),
        actions=tuple(_action(record) for record in rows("action")),
        target=Target(label, material, unit, amounts_from(json.loads(amounts)), level),
        seq=seq,
        **parts,
    )


def _select(table: str, key: str, order: str) -> str:
    columns = next(known.columns for known in TABLES if known.name == table)
    tail = f" ORDER BY {order}" if order else ""
    return f"SELECT {','.join(columns)} FROM {table} WHERE {key}=?{tail}"


def _point(record: Row, links: Iterable[LineLink]) -> DecisionPoint:
    (_, point, _, _, number, text, source, outcome, decision, responsible, due, at, by, *votes) = record
    return DecisionPoint(
        point, number, text, source_of(source), outcome, decision, responsible, due, at, by, Votes(*votes),
        tuple(links),
    )


def _item(record: Row, points: Iterable[DecisionPoint]) -> Item:
    (_, item, _, number, title, kind, is_open, reason, public, papers, attachments, case, *rest) = record
    minutes, source, late, joined, origin, history = rest
    return Item(
        item, number, title, kind, bool(is_open), reason, public, tuple(json.loads(papers)),
        tuple(json.loads(attachments)), case, tuple(points), minutes, source_of(source), bool(late), joined,
        Origin(*json.loads(origin)) if origin else None, history_from(json.loads(history)),
    )


def _action(record: Row) -> Action:
    _, key, _, text, responsible, due, item, point, done = record
    return Action(key, text, responsible, due, item, point, bool(done))


def last(db: sqlite3.Connection) -> str | None:
    """The id of the meeting that something was last done in, if only that it was prepared."""
    row = db.execute("SELECT id FROM meeting ORDER BY seq DESC LIMIT 1").fetchone()
    return row[0] if row else None
