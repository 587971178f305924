"""A meeting, and the law by which its events make it.

The journal is the truth: :func:`apply` turns one event into the next state and :func:`fold` turns all of them
into the meeting as it is now. Undo and redo are events too; they name the group of events that they take back.
Everything is frozen, so a state can be kept, compared and shown without copying.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from budgettui.domain.decisions import Bucket, bucket_of
from budgettui.domain.papers import Source

Payload = Mapping[str, Any]


@dataclass(frozen=True)
class Event:
    """One entry of the journal, as far as the meeting is concerned.

    ``at`` is ISO 8601 with offset; ``group`` ties together what one key press did, and is what undo takes back.
    """

    id: str
    meeting: str | None
    actor: str
    at: str
    kind: str
    payload: Payload
    group: str
    seq: int = 0


@dataclass(frozen=True)
class Votes:
    """Who voted how: free groups as minutes name them (parties or names), and counts where they were said."""

    for_: str = ""
    against: str = ""
    abstained: str = ""

    @property
    def any(self) -> bool:
        return bool(self.for_ or self.against or self.abstained)


@dataclass(frozen=True)
class LineLink:
    """A decision point's link to a budget line: the node's key, its label then, and øre per year."""

    node: str
    label: str
    amounts: Mapping[int, int]


@dataclass(frozen=True)
class DecisionPoint:
    """A decision point with what was decided. ``number`` is ``None`` where the paper prints none."""

    id: str
    number: int | None
    text: str
    source: Source = Source()
    outcome: str | None = None
    decision_text: str = ""
    responsible: str = ""
    due: str | None = None
    decided_at: str | None = None
    decided_by: str | None = None
    votes: Votes = Votes()
    links: tuple[LineLink, ...] = ()

    @property
    def bucket(self) -> Bucket:
        return bucket_of(self.outcome)

    @property
    def label(self) -> str:
        """The printed mark, e.g. ``At 1)``."""
        return "At" if self.number is None else f"At {self.number})"


@dataclass(frozen=True)
class Item:
    """An agenda item, or a section heading (``type`` "section"). ``state`` is derived from its points."""

    id: str
    number: str | None
    title: str
    type: str = "item"
    open: bool = True
    closed_reason: str = ""
    public_text: str = ""
    papers: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    case_number: str | None = None
    points: tuple[DecisionPoint, ...] = ()
    minutes: str = ""
    source: Source = Source()

    @property
    def decided_count(self) -> int:
        return sum(point.outcome is not None for point in self.points)

    @property
    def state(self) -> str:
        """none (nothing to decide), undecided, partly, decided or postponed."""
        if not self.points:
            return "none"
        outcomes = [point.outcome for point in self.points]
        if all(outcome is None for outcome in outcomes):
            return "undecided"
        if any(outcome is None for outcome in outcomes):
            return "partly"
        if all(point.bucket is Bucket.POSTPONED for point in self.points):
            return "postponed"
        return "decided"


@dataclass(frozen=True)
class Attendee:
    """A participant. ``changes`` holds (item id, attendance) for what changed at an item; "" is the start."""

    id: str
    name: str
    initials: str | None = None
    role: str | None = None
    party: str | None = None
    attendance: str = "present"
    changes: tuple[tuple[str, str], ...] = ()

    @property
    def current(self) -> str:
        """The attendance now: present, apology or absent."""
        return self.changes[-1][1] if self.changes else self.attendance


@dataclass(frozen=True)
class Action:
    """A follow-up: text, responsible (initials, comma separated), due date (ISO) and the item or point."""

    id: str
    text: str
    responsible: str
    due: str | None = None
    item: str | None = None
    point: str | None = None
    done: bool = False


@dataclass(frozen=True)
class Target:
    """What the decisions are held against: øre per year, and the material and unit that it is said in."""

    label: str = ""
    material: str = ""
    unit: str = "mio. kr."
    amounts: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Scenario:
    """What the meeting might decide, under a name: the bucket of some of its points, by their ids."""

    id: str
    name: str
    points: Mapping[str, Bucket]


@dataclass(frozen=True)
class Meeting:
    """A meeting as it is now. ``date`` is ISO or ``None`` where no date is printed; ``seq`` is the last event."""

    id: str
    title: str
    body: str | None = None
    department: str | None = None
    municipality: str | None = None
    date: str | None = None
    place: str | None = None
    items: tuple[Item, ...] = ()
    attendees: tuple[Attendee, ...] = ()
    actions: tuple[Action, ...] = ()
    target: Target = Target()
    scenarios: tuple[Scenario, ...] = ()
    undo: tuple[str, ...] = ()
    redo: tuple[str, ...] = ()
    seq: int = 0

    def item(self, item_id: str) -> Item:
        """The item with this id; ``KeyError`` if there is none."""
        for item in self.items:
            if item.id == item_id:
                return item
        raise KeyError(item_id)

    def find_point(self, point_id: str) -> tuple[Item, DecisionPoint]:
        """The point with this id and its item; ``KeyError`` if there is none."""
        for item in self.items:
            for point in item.points:
                if point.id == point_id:
                    return item, point
        raise KeyError(point_id)

    @property
    def points(self) -> tuple[DecisionPoint, ...]:
        return tuple(point for item in self.items for point in item.points)

    @property
    def present(self) -> int:
        return sum(attendee.current == "present" for attendee in self.attendees)


def source_from(data: Payload | None) -> Source:
    """A source from its stored form."""
    data = data or {}
    return Source(data.get("page"), data.get("line"), data.get("last_line"), data.get("raw"))


def amounts_from(data: Payload | None) -> dict[int, int]:
    """Øre per year from its stored form (JSON keys are text)."""
    return {int(year): int(ore) for year, ore in (data or {}).items()}


def scenario_points(data: Mapping[str, str]) -> dict[str, Bucket]:
    """The points of a scenario from their stored form; ``ValueError`` for a bucket that there is not."""
    return {point_id: Bucket(bucket) for point_id, bucket in data.items()}


def _link_from(data: Payload) -> LineLink:
    return LineLink(data["node"], data.get("label", ""), amounts_from(data.get("amounts")))


def _target_from(data: Payload) -> Target:
    unit = data.get("unit", "mio. kr.")
    return Target(data.get("label", ""), data.get("material", ""), unit, amounts_from(data["amounts"]))


def _prepared(event: Event) -> Meeting:
    data = event.payload
    items = tuple(
        Item(
            id=item["id"],
            number=item.get("number"),
            title=item["title"],
            type=item.get("type", "item"),
            open=item.get("open", True),
            closed_reason=item.get("closed_reason", ""),
            public_text=item.get("public_text", ""),
            papers=tuple(item.get("papers", ())),
            attachments=tuple(item.get("attachments", ())),
            case_number=item.get("case_number"),
            minutes=item.get("minutes") or "",
            points=tuple(
                DecisionPoint(
                    point["id"],
                    point.get("number"),
                    point["text"],
                    source_from(point.get("source")),
                    links=tuple(_link_from(link) for link in point.get("links", ())),
                )
                for point in item.get("points", ())
            ),
            source=source_from(item.get("source")),
        )
        for item in data.get("items", ())
    )
    attendees = tuple(
        Attendee(
            id=person["id"],
            name=person["name"],
            initials=person.get("initials"),
            role=person.get("role"),
            party=person.get("party"),
            attendance=person.get("attendance", "present"),
        )
        for person in data.get("participants", ())
    )
    actions = tuple(
        Action(action["id"], action["text"], action.get("responsible", ""), action.get("due"), action.get("item"))
        for action in data.get("actions", ())
    )
    return Meeting(
        id=event.meeting or "",
        title=data["title"],
        body=data.get("body"),
        department=data.get("department"),
        municipality=data.get("municipality"),
        date=data.get("date"),
        place=data.get("place"),
        items=items,
        attendees=attendees,
        actions=actions,
        target=_target_from(data["target"]) if data.get("target") else Target(),
    )


def _with_item(meeting: Meeting, item_id: str, **changes: Any) -> Meeting:
    meeting.item(item_id)
    items = tuple(replace(item, **changes) if item.id == item_id else item for item in meeting.items)
    return replace(meeting, items=items)


def _with_point(meeting: Meeting, point_id: str, **changes: Any) -> Meeting:
    item, _ = meeting.find_point(point_id)
    points = tuple(replace(point, **changes) if point.id == point_id else point for point in item.points)
    return _with_item(meeting, item.id, points=points)


def _decided(meeting: Meeting, event: Event) -> Meeting:
    data = event.payload
    bucket_of(data["outcome"])
    return _with_point(
        meeting,
        data["point"],
        outcome=data["outcome"],
        decision_text=data.get("text", ""),
        responsible=data.get("responsible", ""),
        due=data.get("due"),
        decided_at=event.at,
        decided_by=event.actor,
    )


def _voted(meeting: Meeting, event: Event) -> Meeting:
    data = event.payload
    votes = Votes(data.get("for", ""), data.get("against", ""), data.get("abstained", ""))
    return _with_point(meeting, data["point"], votes=votes)


def _linked(meeting: Meeting, event: Event) -> Meeting:
    data = event.payload
    _, point = meeting.find_point(data["point"])
    kept = tuple(link for link in point.links if link.node != data["node"])
    return _with_point(meeting, data["point"], links=(*kept, _link_from(data)))


def _unlinked(meeting: Meeting, event: Event) -> Meeting:
    _, point = meeting.find_point(event.payload["point"])
    kept = tuple(link for link in point.links if link.node != event.payload["node"])
    return _with_point(meeting, event.payload["point"], links=kept)


def _minuted(meeting: Meeting, event: Event) -> Meeting:
    data = event.payload
    changes = {name: data[key] for key, name in (("text", "minutes"), ("public_text", "public_text")) if key in data}
    return _with_item(meeting, data["item"], **changes)


def _attended(meeting: Meeting, event: Event) -> Meeting:
    data = event.payload
    attendees = []
    for attendee in meeting.attendees:
        if attendee.id != data["participant"]:
            attendees.append(attendee)
        elif data.get("item"):
            kept = tuple(change for change in attendee.changes if change[0] != data["item"])
            attendees.append(replace(attendee, changes=(*kept, (data["item"], data["attendance"]))))
        else:
            attendees.append(replace(attendee, attendance=data["attendance"]))
    return replace(meeting, attendees=tuple(attendees))


def _acted(meeting: Meeting, event: Event) -> Meeting:
    data = event.payload
    action = Action(
        data["id"], data["text"], data.get("responsible", ""), data.get("due"), data.get("item"),
        data.get("point"), data.get("done", False),
    )
    kept = tuple(old for old in meeting.actions if old.id != action.id)
    return replace(meeting, actions=(*kept, action))


def _targeted(meeting: Meeting, event: Event) -> Meeting:
    return replace(meeting, target=_target_from(event.payload))


def _scenario_saved(meeting: Meeting, event: Event) -> Meeting:
    data = event.payload
    for point_id in data["points"]:
        meeting.find_point(point_id)
    saved = Scenario(data["id"], data["name"], scenario_points(data["points"]))
    if all(old.id != saved.id for old in meeting.scenarios):
        return replace(meeting, scenarios=(*meeting.scenarios, saved))
    return replace(meeting, scenarios=tuple(saved if old.id == saved.id else old for old in meeting.scenarios))


def _scenario_removed(meeting: Meeting, event: Event) -> Meeting:
    kept = tuple(old for old in meeting.scenarios if old.id != event.payload["id"])
    return replace(meeting, scenarios=kept)


_LAWS = {
    "decided": _decided,
    "voted": _voted,
    "line_linked": _linked,
    "line_unlinked": _unlinked,
    "minutes_written": _minuted,
    "attendance_set": _attended,
    "action_set": _acted,
    "target_set": _targeted,
    "scenario_saved": _scenario_saved,
    "scenario_removed": _scenario_removed,
}
#: What a secretary does, and can undo.
UNDOABLE = frozenset(_LAWS)
#: Every kind that the journal may hold.
KINDS = UNDOABLE | {
    "document_imported", "reading_corrected", "name_confirmed", "check_acknowledged", "meeting_prepared", "undone",
    "redone",
}  # fmt: skip


def apply(meeting: Meeting, event: Event) -> Meeting:
    """The meeting after one event of a kind in :data:`UNDOABLE`.

    Raises ``KeyError`` where the event names an item, point or outcome that the meeting does not have.
    """
    after = _LAWS[event.kind](meeting, event)
    undo = after.undo if event.group in after.undo else (*after.undo, event.group)
    return replace(after, undo=undo, redo=(), seq=max(after.seq, event.seq))


def fold(events: Iterable[Event]) -> Meeting | None:
    """The meeting that these events make, oldest first; ``None`` before it was prepared.

    An undone group is left out as if it had not happened; redo brings it back in its old place. The first new
    act after an undo ends the chance of redo, as in every editor.
    """
    effective: list[Event] = []
    undone: set[str] = set()
    undo: dict[str, None] = {}
    redo: list[str] = []
    seq = 0
    for event in events:
        seq = event.seq
        if event.kind == "undone":
            group = event.payload["group"]
            undone.add(group)
            undo.pop(group, None)
            redo.append(group)
        elif event.kind == "redone":
            group = event.payload["group"]
            undone.discard(group)
            if group in redo:
                redo.remove(group)
            undo[group] = None
        else:
            effective.append(event)
            if event.kind in UNDOABLE:
                undo.setdefault(event.group)
                redo.clear()
    meeting: Meeting | None = None
    for event in effective:
        if event.kind == "meeting_prepared":
            meeting = _prepared(event)
        elif meeting is not None and event.kind in UNDOABLE and event.group not in undone:
            meeting = _LAWS[event.kind](meeting, event)
    if meeting is None:
        return None
    return replace(meeting, undo=tuple(undo), redo=tuple(redo), seq=seq)
