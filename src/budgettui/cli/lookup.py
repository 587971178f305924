"""Which meeting is meant, when a command names one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from budgettui.domain.errors import N_, BudgettuiError
from budgettui.export.wording import date_text

if TYPE_CHECKING:
    from budgettui.store import MeetingHead


class NoSuchMeeting(BudgettuiError):
    """No meeting, or more than one, is what the user may have meant."""


def find_meeting(heads: Sequence[MeetingHead], wanted: str | None) -> MeetingHead:
    """The meeting that is meant: by id, by the beginning of the id, or by a part of title, body or date.

    Without a wish: the only one, else the latest. ``heads`` stand in the order of import.

    Raises:
        NoSuchMeeting: there is none, or more than one.
    """
    if not heads:
        raise NoSuchMeeting(N_("Der er ingen møder i databasen. Indlæs et med: budgettui import FIL"))
    if wanted is None:
        return _latest(heads)
    found = _matching(heads, wanted)
    if len(found) == 1:
        return found[0]
    length = prefix_length([head.id for head in heads])
    named = "; ".join(
        " ".join(filter(None, (one.id[:length], one.date, one.title))) for one in found or heads
    )
    sentence = (
        N_("Flere møder passer til {wanted}: {meetings}")
        if found
        else N_("Intet møde passer til {wanted}. Møderne er: {meetings}")
    )
    raise NoSuchMeeting(sentence, wanted=wanted, meetings=named)


def _latest(heads: Sequence[MeetingHead]) -> MeetingHead:
    """The last by date; the last imported where not every meeting prints a date."""
    if not all(head.date for head in heads):
        return heads[-1]
    return max(enumerate(heads), key=lambda one: (one[1].date or "", one[0]))[1]


def _matching(heads: Sequence[MeetingHead], wanted: str) -> list[MeetingHead]:
    needle = wanted.strip().casefold()
    if not needle:
        return []
    exact = [head for head in heads if head.id == needle]
    by_id = [head for head in heads if head.id.startswith(needle)]
    texts = ((head, (head.title, head.body, head.date, date_text(head.date))) for head in heads)
    by_text = [head for head, parts in texts if any(needle in part.casefold() for part in parts if part)]
    return exact or by_id or by_text


def prefix_length(ids: Sequence[str]) -> int:
    """How much of an id tells all of them apart; at least eight characters."""
    length = 8
    while len({one[:length] for one in ids}) < len(ids):
        length += 1
    return length
