"""How the minutes are closed: read aloud, finalised, signed, corrected by addition, opened again.

The rules: the protocol is signed by those who took part, with a reservation where one disagrees
(kommunestyrelsesloven § 13); a correction is an addition (ruling 04.1.4); it is read aloud before it is signed.
"""

from __future__ import annotations

from dataclasses import replace

from budgettui.domain.errors import N_
from budgettui.domain.meeting.amendments import outcome
from budgettui.domain.meeting.events import Event
from budgettui.domain.meeting.meeting import Meeting
from budgettui.domain.meeting.versions import Confirmation, Correction, Finalised, Kept, Signature, Version


def refusal(meeting: Meeting) -> Finalised:
    """Why nothing can be changed."""
    assert meeting.final is not None
    return Finalised(
        N_("Referatet er afsluttet som version {number}: F9 retter, underskriver, genåbner."),
        number=meeting.final.number,
    )


def step_refusal(meeting: Meeting | None) -> Finalised:
    """Why a version, what was done before it and what was added to it is not undone and not done again."""
    assert meeting is not None
    if meeting.final is not None:
        return Finalised(
            N_("Version {number}, underskrifter og rettelser fortrydes ikke: F9 t retter, g genåbner."),
            number=meeting.final.number,
        )
    return Finalised(
        N_("Det, der er gjort, før version {number} blev genåbnet, fortrydes ikke."), number=len(meeting.versions)
    )


def of(meeting: Meeting, point_id: str) -> tuple[str, ...]:
    """What is read aloud of a decision: where it changes, or a vote, an amendment or a remark on it, it is to be read
    again."""
    _item, point = meeting.find_point(point_id)
    words = (point.outcome, point.decision_text, point.responsible, point.due, point.decided_at)
    votes = (f"{vote.id} {vote.at}" for vote in meeting.votes_on(point_id))
    amended = (f"{one.id} {outcome(meeting, one)}" for one in meeting.amendments if one.point == point_id)
    said = (f"{one.id} {one.text}" for one in meeting.remarks if one.point == point_id)
    return (*(word or "" for word in words), *votes, *amended, *said)


def confirmed(meeting: Meeting) -> frozenset[str]:
    """The ids of the points whose decision was read aloud as it is now."""
    known = {point.id for point in meeting.points}
    return frozenset(
        one.point for one in meeting.confirmations if one.point in known and of(meeting, one.point) == one.of
    )


def _standing(meeting: Meeting) -> Version:
    if meeting.final is None:
        raise Finalised(N_("Referatet er ikke afsluttet."))
    return meeting.final


def _confirmed(meeting: Meeting, event: Event) -> Meeting:
    point_id = event.payload["point"]
    read = Confirmation(point_id, of(meeting, point_id))
    kept = tuple(one for one in meeting.confirmations if one.point != point_id)
    return replace(meeting, confirmations=(*kept, read))


def _kept(meeting: Meeting, event: Event) -> Meeting:
    """Something on the checklist is kept as it is; without a reason it is to be looked at again."""
    key, reason = event.payload["key"], event.payload.get("reason", "")
    others = tuple(one for one in meeting.kept if one.key != key)
    return replace(meeting, kept=(*others, Kept(key, reason)) if reason else others)


def _finalised(meeting: Meeting, event: Event) -> Meeting:
    """The next version; the entry keeps its text, which the meeting itself does not carry about."""
    data = event.payload
    number = len(meeting.versions) + 1
    if data["number"] != number:
        raise ValueError(data["number"])
    if not isinstance(data["text"], str):
        raise TypeError(data["text"])
    new = Version(number, data["at"], event.actor, data["sha256"], event.seq)
    return replace(meeting, versions=(*meeting.versions, new))


def _reopened(meeting: Meeting, event: Event) -> Meeting:
    data, last = event.payload, _standing(meeting)
    if not data["reason"].strip():
        raise Finalised(N_("Skriv, hvorfor referatet genåbnes."))
    again = last._replace(reopened_at=data["at"], reason=data["reason"], reopened_seq=event.seq)
    return replace(meeting, versions=(*meeting.versions[:-1], again))


def _signed(meeting: Meeting, event: Event) -> Meeting:
    data, last = event.payload, _standing(meeting)
    if all(one.id != data["participant"] for one in meeting.attendees):
        raise KeyError(data["participant"])
    if any(one.person == data["participant"] for one in meeting.signed):
        raise Finalised(N_("Den version er underskrevet af deltageren i forvejen."))
    signature = Signature(data["participant"], last.number, data["at"], data.get("reservation", ""))
    return replace(meeting, signatures=(*meeting.signatures, signature))


def _corrected(meeting: Meeting, event: Event) -> Meeting:
    data, last = event.payload, _standing(meeting)
    if data.get("item"):
        meeting.item(data["item"])
    if data.get("point"):
        meeting.find_point(data["point"])
    if not data["text"].strip():
        raise Finalised(N_("Skriv, hvad der rettes."))
    if any(one.id == data["id"] for one in meeting.corrections):
        raise Finalised(N_("En rettelse ændres ikke: tilføj en ny."))
    correction = Correction(
        data["id"], last.number, data["at"], data["text"], data.get("by", ""), data.get("item"), data.get("point")
    )
    return replace(meeting, corrections=(*meeting.corrections, correction))


LAWS = {
    "decision_confirmed": _confirmed,
    "doubt_kept": _kept,
    "minutes_finalised": _finalised,
    "minutes_reopened": _reopened,
    "signed": _signed,
    "correction_added": _corrected,
}
