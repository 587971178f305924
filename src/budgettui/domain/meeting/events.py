"""An entry of the journal, and the small things that events are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, TypeVar

from budgettui.domain.meeting.decisions import Bucket
from budgettui.domain.meeting.meeting import DecisionPoint, Item, LineLink, Meeting, Target
from budgettui.domain.paper.papers import Source

Payload = Mapping[str, Any]


class Event(NamedTuple):
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


def points_named(payload: Payload) -> list[str]:
    """The ids of the decision points that an event is about; one that adds an item with its points is about none."""
    return [one for one in (payload.get("point"), *payload.get("points", ())) if isinstance(one, str)]


def taken_back(events: Iterable[Event]) -> set[str]:
    """The groups that are undone, and not done again, after these events, oldest first."""
    groups: set[str] = set()
    for event in events:
        if event.kind == "undone":
            groups.add(event.payload["group"])
        elif event.kind == "redone":
            groups.discard(event.payload["group"])
    return groups


def last_step(newest_first: Iterable[Event], actor: str, *, back: bool) -> str | None:
    """The group of the last step of a person that holds; without ``back`` the one that the person took back last.

    A step is what one key did, in whichever meeting or in none: the events of a group. As in every editor, the first
    new act after an undo ends the chance of redo; what somebody else does in the meantime does not. ``None`` where
    there is none. No more of the journal is asked for than that takes.
    """
    settled: set[str] = set()
    for event in newest_first:
        if event.kind in ("undone", "redone"):
            group = event.payload["group"]
            mine = event.actor == actor and group not in settled
            if mine and (event.kind == "redone") == back:
                return str(group)
            settled.add(group)
        elif event.actor == actor:
            if not back:
                return None
            if event.group not in settled:
                return event.group
    return None


def source_from(data: Payload | None) -> Source:
    data = data or {}
    return Source(data.get("page"), data.get("line"), data.get("last_line"), data.get("raw"))


def amounts_from(data: Payload | None) -> dict[int, int]:
    """Øre per year from its stored form (JSON keys are text)."""
    return {int(year): int(ore) for year, ore in (data or {}).items()}


def scenario_points(data: Mapping[str, str]) -> dict[str, Bucket]:
    """The points of a scenario from their stored form; ``ValueError`` for a bucket that there is not."""
    return {point_id: Bucket(bucket) for point_id, bucket in data.items()}


def link_from(data: Payload) -> LineLink:
    amounts = amounts_from(data.get("amounts"))
    return LineLink(
        data["node"], data.get("label", ""), amounts, data.get("price_level", ""), data.get("nature", "")
    )


def link_data(link: LineLink) -> dict[str, Any]:
    """The stored form of a link, as :func:`link_from` reads it."""
    return {**link._asdict(), "amounts": {str(year): ore for year, ore in link.amounts.items()}}


def target_from(data: Payload) -> Target:
    unit = data.get("unit", "mio. kr.")
    amounts = amounts_from(data["amounts"])
    return Target(data.get("label", ""), data.get("material", ""), unit, amounts, data.get("price_level", ""))


#: What an event of some kind makes of a meeting.
Law = Callable[[Meeting, Event], Meeting]
_V = TypeVar("_V")


def put(values: Sequence[_V], new: _V, key: str = "id") -> tuple[_V, ...]:
    """The values with a new one: in the place of the one that has its key, or else last."""
    same = [getattr(old, key) == getattr(new, key) for old in values]
    return tuple(new if is_it else old for is_it, old in zip(same, values, strict=True)) + (() if any(same) else (new,))


def takes(name: str, key: str = "id") -> Law:
    """The law that takes out of one of a meeting's lists what the event has the key of."""

    def law(meeting: Meeting, event: Event) -> Meeting:
        left = tuple(one for one in getattr(meeting, name) if getattr(one, key) != event.payload[key])
        return replace(meeting, **{name: left})  # type: ignore[arg-type]  # the name of a list

    return law


_T = TypeVar("_T", DecisionPoint, Item, Meeting)


def _changed(value: _T, changes: Mapping[str, Any]) -> _T:
    """``dataclasses.replace`` without its walk over the fields, which would be most of the time that an undo takes."""
    new = object.__new__(type(value))
    new.__dict__.update(value.__dict__, **changes)
    return new


def _with(values: Sequence[_T], there: _T, changes: Mapping[str, Any]) -> tuple[_T, ...]:
    return tuple(_changed(value, changes) if value is there else value for value in values)


def with_item(meeting: Meeting, item_id: str, **changes: Any) -> Meeting:
    """The meeting with one item changed; ``KeyError`` if there is none."""
    return _changed(meeting, {"items": _with(meeting.items, meeting.item(item_id), changes)})


def with_point(meeting: Meeting, point_id: str, **changes: Any) -> Meeting:
    """The meeting with one decision point changed; ``KeyError`` if there is none."""
    item, point = meeting.find_point(point_id)
    return with_item(meeting, item.id, points=_with(item.points, point, changes))
