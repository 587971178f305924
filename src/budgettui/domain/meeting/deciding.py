"""What is decided and written: outcomes, links to the budget and marked lines of it, minutes texts, follow-ups, the
target."""

from __future__ import annotations

from dataclasses import replace

from budgettui.domain.meeting.decisions import bucket_of
from budgettui.domain.meeting.events import (
    Event,
    Law,
    link_from,
    put,
    scenario_points,
    takes,
    target_from,
    with_item,
    with_point,
)
from budgettui.domain.meeting.meeting import Action, Mark, Meeting, Scenario, Votes


def _decided(meeting: Meeting, event: Event) -> Meeting:
    data = event.payload
    bucket_of(data["outcome"])
    return with_point(
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
    return with_point(meeting, data["point"], votes=votes)


def _linked(meeting: Meeting, event: Event) -> Meeting:
    data = event.payload
    _, point = meeting.find_point(data["point"])
    kept = tuple(link for link in point.links if link.node != data["node"])
    return with_point(meeting, data["point"], links=(*kept, link_from(data)))


def _unlinked(meeting: Meeting, event: Event) -> Meeting:
    _, point = meeting.find_point(event.payload["point"])
    kept = tuple(link for link in point.links if link.node != event.payload["node"])
    return with_point(meeting, event.payload["point"], links=kept)


def _minuted(meeting: Meeting, event: Event) -> Meeting:
    data = event.payload
    changes = {name: data[key] for key, name in (("text", "minutes"), ("public_text", "public_text")) if key in data}
    return with_item(meeting, data["item"], **changes)


def _acted(meeting: Meeting, event: Event) -> Meeting:
    data = event.payload
    action = Action(
        data["id"], data["text"], data.get("responsible", ""), data.get("due"), data.get("item"),
        data.get("point"), data.get("done", False),
    )
    return replace(meeting, actions=(*tuple(old for old in meeting.actions if old.id != action.id), action))


def _scenario_saved(meeting: Meeting, event: Event) -> Meeting:
    data = event.payload
    amendments = {one.id for one in meeting.amendments}
    for tried in data["points"]:
        if tried not in amendments:
            meeting.find_point(tried)
    saved = Scenario(data["id"], data["name"], scenario_points(data["points"]))
    return replace(meeting, scenarios=put(meeting.scenarios, saved))


def _marked(meeting: Meeting, event: Event) -> Meeting:
    """A new mark comes last; a line that is marked already keeps its place and gets the new note."""
    data = event.payload
    mark = Mark(
        data["node"], data.get("label", ""), data.get("text", ""), bool(data.get("private")), event.actor, event.at
    )
    return replace(meeting, marks=put(meeting.marks, mark, "node"))


def _mark_moved(meeting: Meeting, event: Event) -> Meeting:
    """A mark takes another place (from 0); the others keep their order."""
    data = event.payload
    rest = [mark for mark in meeting.marks if mark.node != data["node"]]
    moved = [mark for mark in meeting.marks if mark.node == data["node"]]
    place = max(0, int(data["place"]))
    return replace(meeting, marks=(*rest[:place], *moved, *rest[place:]))


LAWS: dict[str, Law] = {
    "decided": _decided,
    "voted": _voted,
    "line_linked": _linked,
    "line_unlinked": _unlinked,
    "minutes_written": _minuted,
    "action_set": _acted,
    "target_set": lambda meeting, event: replace(meeting, target=target_from(event.payload)),
    "scenario_saved": _scenario_saved,
    "scenario_removed": takes("scenarios"),
    "line_marked": _marked,
    "line_unmarked": takes("marks", "node"),
    "mark_moved": _mark_moved,
}
