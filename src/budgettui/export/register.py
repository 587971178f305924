"""The register of decisions: one flat record for each decision point, for other programs.

Amounts are whole øre, and the key says so. A closed item keeps its numbers and ids; everything that it says
or decided is ``null`` and ``withheld`` is true, unless the register is asked for internal use.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from budgettui.domain.meeting.ballots import Vote
from budgettui.domain.meeting.decisions import BY_CODE
from budgettui.domain.meeting.meeting import DecisionPoint, Item, Meeting
from budgettui.export.escape import columns, plain_line
from budgettui.export.vote_wording import vote_text
from budgettui.export.wording import date_text
from budgettui.i18n import _


def decisions_register(meeting: Meeting, *, internal: bool = False, undecided: bool = False) -> list[dict[str, Any]]:
    """What the meeting decided, in the order of the agenda; with ``undecided`` the open points too."""
    return [
        _entry(meeting, item, point, withheld=not (item.open or internal))
        for item in meeting.items
        for point in item.points
        if undecided or point.outcome is not None
    ]


def _entry(meeting: Meeting, item: Item, point: DecisionPoint, *, withheld: bool) -> dict[str, Any]:
    told = {
        "item_title": item.title,
        "point_text": point.text,
        "outcome": point.outcome,
        "decision_text": point.decision_text,
        "decided_at": point.decided_at,
        "decided_by": point.decided_by,
        "responsible": point.responsible,
        "due": point.due,
        "votes": {"for": point.votes.for_, "against": point.votes.against, "abstained": point.votes.abstained},
        "counted_votes": [_vote(vote, meeting) for vote in meeting.votes_on(point.id)],
        "lines": [
            {
                "node": link.node,
                "label": link.label,
                "amounts_ore": {str(year): link.amounts[year] for year in sorted(link.amounts)},
            }
            for link in point.links
        ],
    }
    return {
        "meeting": meeting.id,
        "meeting_title": meeting.title,
        "meeting_date": meeting.date,
        "item": item.number,
        "item_id": item.id,
        "open": item.open,
        "point": point.number,
        "point_id": point.id,
        "withheld": withheld,
        **(dict.fromkeys(told) if withheld else told),
    }


def _vote(vote: Vote, meeting: Meeting) -> dict[str, Any]:
    """A vote that was counted: numbers (null where nobody knows), the result, and its wording in the minutes."""
    ballot = vote.ballot
    return {
        "subject": vote.subject,
        "for": ballot.for_.count,
        "against": ballot.against.count,
        "abstained": ballot.abstained.count,
        "result": ballot.result.value,
        "text": vote_text(vote, meeting),
    }


def register_report(entries: Sequence[Mapping[str, Any]]) -> list[str]:
    """The same records for people, one line each: date, item, point, outcome, text and responsible."""
    rows = []
    for entry in entries:
        number = f"At {entry['point']})" if entry["point"] is not None else "At"
        outcome = _("lukket punkt") if entry["withheld"] else _outcome(entry["outcome"])
        facts = (entry["decision_text"], entry["responsible"], date_text(entry["due"]), entry["point_text"])
        day = date_text(entry["meeting_date"]) or plain_line(entry["meeting_title"])
        point = plain_line(f"{entry['item'] or ''} {number}".strip())
        rows.append([day, point, outcome, plain_line(" · ".join(fact for fact in facts if fact))])
    return columns(rows)


def _outcome(code: str | None) -> str:
    return _(BY_CODE[code].word) if code else _("ikke besluttet")
