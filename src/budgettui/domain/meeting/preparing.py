"""How the agenda is made and changed: items, their decision points and papers, their order and their numbers.

Nothing that was recorded is lost by a change of the agenda: an item or a point with something recorded on it is taken
off by a decision (*taget af dagsordenen*), never removed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from budgettui.domain.errors import N_, BudgettuiError
from budgettui.domain.meeting.events import Event, Law, Payload, with_item, with_point
from budgettui.domain.meeting.meeting import Action, Amendment, DecisionPoint, Item, Meeting, Remark
from budgettui.domain.meeting.prepared import history_from, item_from, point_from

#: What ``item_set`` can change of an item.
_ITEM = ("title", "number", "open", "closed_reason", "case_number", "late")
#: What ``meeting_set`` can change of a meeting.
_MEETING = ("title", "body", "department", "date", "place")


class Recorded(BudgettuiError, ValueError):
    """Something is recorded on what was to be removed."""


def is_recorded(meeting: Meeting, item: Item, points: Iterable[DecisionPoint] | None = None) -> bool:
    """Whether anything was recorded at the item, or at some of its points where those are named."""
    chosen = item.points if points is None else tuple(points)
    ids = {point.id for point in chosen}
    noted: list[Amendment | Remark | Action] = [*meeting.amendments, *meeting.remarks, *meeting.actions]
    on_points = (
        any(point.outcome is not None or point.votes.any for point in chosen)
        or any(ids.intersection(vote.points) for vote in meeting.votes)
        or any(one.point in ids for one in noted)
    )
    if points is not None:
        return on_points
    return (
        on_points
        or bool(item.minutes or item.public_text)
        or any(one.item == item.id for one in noted)
        or any(one.item == item.id for one in meeting.course)
        or any(change.item == item.id for who in meeting.attendees for change in who.changes)
    )


def is_used(meeting: Meeting) -> bool:
    """Whether there is more in the meeting than its agenda and those who may take part: such a one is not removed."""
    noted = (
        meeting.actions, meeting.scenarios, meeting.marks, meeting.course, meeting.versions, meeting.kept,
        *(person.changes for person in meeting.attendees),
    )
    return any(noted) or any(is_recorded(meeting, item) for item in meeting.items)


def removable(meeting: Meeting) -> None:
    """Raises ``Recorded`` where the meeting is in use."""
    if is_used(meeting):
        raise Recorded(N_("Der er noteret noget i mødet: det bliver stående."))


def papers_named(kind: str, payload: Payload) -> tuple[str, ...]:
    """The ids of the papers that an event puts on the agenda; whether they are there, only the store can say."""
    if kind == "paper_attached":
        return (payload["paper"],)
    return tuple(payload.get("papers", ())) if kind == "item_added" else ()


def _added(meeting: Meeting, event: Event) -> Meeting:
    """A new item after another one; at the end where none is named, and first where it is ``null``."""
    item = item_from({**event.payload, "id": event.payload["item"]})
    taken = {one.id for one in meeting.items} | {point.id for point in meeting.points}
    new = [item.id, *(point.id for point in item.points)]
    if len(set(new)) < len(new) or taken.intersection(new):
        raise KeyError(item.id)
    place = len(meeting.items)
    if "after" in event.payload:
        place = _place(meeting, event.payload["after"]) + 1
    return replace(meeting, items=(*meeting.items[:place], item, *meeting.items[place:]))


def _place(meeting: Meeting, item_id: str | None) -> int:
    """Where the item stands, from 0; -1 for none."""
    return -1 if item_id is None else meeting.items.index(meeting.item(item_id))


def _set(meeting: Meeting, event: Event) -> Meeting:
    data = event.payload
    changes = _named(data, _ITEM)
    if "history" in data:
        changes["history"] = history_from(data["history"])
    return with_item(meeting, data["item"], **changes)


def _named(data: Payload, names: Iterable[str]) -> dict[str, Any]:
    return {name: data[name] for name in names if name in data}


def _removed(meeting: Meeting, event: Event) -> Meeting:
    item = meeting.item(event.payload["item"])
    if is_recorded(meeting, item):
        raise Recorded(N_("Der er noteret noget ved punktet: beslut i stedet, at det er taget af dagsordenen."))
    items = tuple(
        replace(one, joined=None) if one.joined == item.id else one for one in meeting.items if one.id != item.id
    )
    return _without(replace(meeting, items=items), item.points)


def _without(meeting: Meeting, points: Sequence[DecisionPoint]) -> Meeting:
    """The meeting whose scenarios try nothing of points that are gone."""
    gone = {point.id for point in points}
    scenarios = tuple(
        one._replace(points={key: bucket for key, bucket in one.points.items() if key not in gone})
        for one in meeting.scenarios
    )
    return replace(meeting, scenarios=scenarios)


def _ordered(meeting: Meeting, event: Event) -> Meeting:
    """The agenda in another order; items that are not named come last, as they were."""
    order = {name: place for place, name in enumerate(event.payload["order"])}
    return replace(meeting, items=tuple(sorted(meeting.items, key=lambda one: order.get(one.id, len(order)))))


def lead_of(meeting: Meeting, item: Item) -> Item:
    """The item that this one is treated together with: itself where it is treated by itself."""
    return meeting.item(item.joined) if item.joined else item


def together(meeting: Meeting, item: Item) -> tuple[Item, ...]:
    """The other items that are treated together with this one, in the order of the agenda."""
    lead = lead_of(meeting, item).id
    return tuple(one for one in meeting.items if lead in (one.id, one.joined) and one.id != item.id)


def _joined(meeting: Meeting, event: Event) -> Meeting:
    """The item, and what is treated together with it, is treated together with another; ``null`` sets it free."""
    item, other = meeting.item(event.payload["item"]), event.payload["with"]
    if other is None:
        return with_item(meeting, item.id, joined=None)
    lead = lead_of(meeting, meeting.item(other)).id
    if item.id == lead:
        raise ValueError(other)
    items = tuple(
        replace(one, joined=lead) if one.id == item.id or one.joined == item.id else one for one in meeting.items
    )
    return replace(meeting, items=items)


def _attached(meeting: Meeting, event: Event) -> Meeting:
    """A paper is attached to the item, and its decision points with it."""
    data = event.payload
    item = meeting.item(data["item"])
    points = tuple(point_from(point) for point in data.get("adds", ()))
    ids = [point.id for point in points]
    if data["paper"] in item.papers or len(set(ids)) < len(ids) or {one.id for one in meeting.points}.intersection(ids):
        raise KeyError(data["paper"])
    return with_item(meeting, item.id, papers=(*item.papers, data["paper"]), points=(*item.points, *points))


def _detached(meeting: Meeting, event: Event) -> Meeting:
    """A paper is taken from the item, and those decision points with it that are named."""
    data = event.payload
    item = meeting.item(data["item"])
    if data["paper"] not in item.papers:
        raise KeyError(data["paper"])
    kept = tuple(paper for paper in item.papers if paper != data["paper"])
    after = with_item(meeting, item.id, papers=kept)
    for point in data.get("takes", ()):
        after = _take_point(after, point)
    return after


def _point_added(meeting: Meeting, event: Event) -> Meeting:
    data = event.payload
    item, point = meeting.item(data["item"]), point_from({**data, "id": data["point"]})
    if any(one.id == point.id for one in meeting.points):
        raise KeyError(point.id)
    return with_item(meeting, item.id, points=(*item.points, point))


def _point_set(meeting: Meeting, event: Event) -> Meeting:
    data = event.payload
    return with_point(meeting, data["point"], **_named(data, ("number", "text")))


def _take_point(meeting: Meeting, point_id: str) -> Meeting:
    item, point = meeting.find_point(point_id)
    if is_recorded(meeting, item, [point]):
        raise Recorded(N_("Der er noteret noget ved beslutningspunktet: det kan ikke slettes."))
    points = tuple(one for one in item.points if one.id != point.id)
    return _without(with_item(meeting, item.id, points=points), [point])


LAWS: dict[str, Law] = {
    "item_added": _added,
    "item_set": _set,
    "item_removed": _removed,
    "items_ordered": _ordered,
    "item_joined": _joined,
    "paper_attached": _attached,
    "paper_detached": _detached,
    "point_added": _point_added,
    "point_set": _point_set,
    "point_removed": lambda meeting, event: _take_point(meeting, event.payload["point"]),
    "meeting_set": lambda meeting, event: replace(meeting, **_named(event.payload, _MEETING)),
}
