"""Votes, amendments, and what somebody wants to have written: what their events do."""

from __future__ import annotations

from dataclasses import replace

from budgettui.domain.meeting.ballots import Vote, ballot_from
from budgettui.domain.meeting.decisions import bucket_of
from budgettui.domain.meeting.events import Event, Law, link_from, put, takes
from budgettui.domain.meeting.meeting import Amendment, Meeting, Remark

#: What somebody may want to have written: a dissent, or any other remark to the protocol.
REMARKS = ("dissent", "protocol")


def _vote_taken(meeting: Meeting, event: Event) -> Meeting:
    """A vote at points, or on an amendment; the same id again corrects it where it stands."""
    data = event.payload
    for point in data.get("points", ()):
        meeting.find_point(point)
    if data.get("amendment"):
        meeting.amendment(data["amendment"])
    vote = Vote(
        data["id"], tuple(data.get("points", ())), data.get("amendment"), data.get("subject", ""),
        ballot_from(data["ballot"]), data.get("kept", False), event.at,
    )
    return replace(meeting, votes=put(meeting.votes, vote))


def _amended(meeting: Meeting, event: Event) -> Meeting:
    """An amendment is moved, or what is known of it changes: only what the payload names."""
    data = event.payload
    known = {name: data[name] for name in ("point", "text", "mover", "parent", "outcome") if name in data}
    if "links" in data:
        known["links"] = tuple(link_from(link) for link in data["links"])
    if known.get("point"):
        meeting.find_point(known["point"])
    if known.get("outcome"):
        bucket_of(known["outcome"])
    if known.get("parent") and (known["parent"] in _below(meeting, data["id"])):
        raise KeyError(known["parent"])
    one = next((old for old in meeting.amendments if old.id == data["id"]), None)
    if one is None:
        one = Amendment(data["id"], meeting.item(data["item"]).id, None, data["text"])
    return replace(meeting, amendments=put(meeting.amendments, one._replace(**known)))


def _below(meeting: Meeting, amendment: str) -> set[str]:
    found = {amendment}
    while more := {one.id for one in meeting.amendments if one.parent in found} - found:
        found |= more
    return found


def _amendment_removed(meeting: Meeting, event: Event) -> Meeting:
    """An amendment that was never moved goes, with those below it and the votes on them."""
    gone = _below(meeting, event.payload["id"])
    return replace(
        meeting,
        amendments=tuple(one for one in meeting.amendments if one.id not in gone),
        votes=tuple(vote for vote in meeting.votes if vote.amendment not in gone),
    )


def _amendments_ordered(meeting: Meeting, event: Event) -> Meeting:
    """The chair announces the order of voting; those that are not named come last, as they were."""
    order = {name: place for place, name in enumerate(event.payload["order"])}
    ranked = sorted(meeting.amendments, key=lambda one: order.get(one.id, len(order)))
    return replace(meeting, amendments=tuple(ranked))


def _remarked(meeting: Meeting, event: Event) -> Meeting:
    data = event.payload
    if data["kind"] not in REMARKS:
        raise KeyError(data["kind"])
    item = meeting.item(data["item"])
    if data.get("point"):
        meeting.find_point(data["point"])
    remark = Remark(data["id"], item.id, data.get("point"), data["kind"], data.get("who", ""), data.get("text", ""))
    return replace(meeting, remarks=put(meeting.remarks, remark))


LAWS: dict[str, Law] = {
    "vote_taken": _vote_taken,
    "vote_removed": takes("votes"),
    "amendment_set": _amended,
    "amendment_removed": _amendment_removed,
    "amendments_ordered": _amendments_ordered,
    "remark_set": _remarked,
    "remark_removed": takes("remarks"),
}
