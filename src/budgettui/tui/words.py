"""What the status line says of an act, an error or a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from budgettui.domain.meeting.amendments import tree
from budgettui.domain.meeting.events import Event
from budgettui.domain.meeting.meeting import DecisionPoint, Meeting
from budgettui.i18n import _, error_text, short_date
from budgettui.store import Store
from budgettui.tui.signs import ATTENDANCE_WORDS
from budgettui.tui.text import safe

if TYPE_CHECKING:
    from budgettui.domain.budget.tally import Effect


def error_words(error: Exception) -> str:
    """An error as one sentence in the chosen language."""
    return safe(error_text(error))


def reading_words(store: Store) -> str:
    """Why nothing can be written here, for the status line; "" where it can."""
    if store.writer is not None:
        return _("Kun læsning: {actor} skriver her (proces {pid}, siden {since}).").format(
            actor=safe(store.writer.actor), pid=store.writer.pid, since=store.writer.clock
        )
    return _("Kun læsning: databasen eller dens mappe er skrivebeskyttet.") if store.refusal is not None else ""


def clock(at: str | None) -> str:
    """The local hour and minute of a journal time."""
    return datetime.fromisoformat(at).astimezone().strftime("%H:%M") if at else ""


def moment(now: Callable[[], datetime]) -> str:
    """This moment on the clock of the room, as what is printed keeps it."""
    return now().astimezone().isoformat(timespec="seconds")


def decision_words(point: DecisionPoint) -> str:
    """The decision as the minutes word it, "" while there is none."""
    from budgettui.export.wording import outcome_text

    return outcome_text(point)


def point_name(meeting: Meeting, point_id: str) -> str:
    """"1.4 At 2)"."""
    item, point = meeting.find_point(point_id)
    return f"{safe(item.name)} {point.label}"


def effect_name(meeting: Meeting, effect: Effect) -> str:
    """What an effect on the budget comes from: a point, or an amendment."""
    if effect.amendment is None:
        return point_name(meeting, effect.point)
    one = next(one for one in meeting.amendments if one.id == effect.amendment)
    number = next(placed.number for placed in tree(meeting, one.item) if placed.amendment.id == one.id)
    where = point_name(meeting, effect.point) if effect.point else item_name(meeting, one.item)
    return _("{item} ændringsforslag {number}").format(item=where, number=number)


def item_name(meeting: Meeting, item_id: str) -> str:
    """The number of an item, else its title; "" where its adding was taken back."""
    item = next((one for one in meeting.items if one.id == item_id), None)
    return safe(item.name) if item else ""


def attendance_words(code: str | None) -> str:
    """What a participant does, in a few words; ``None`` is as it was before."""
    return _("som før punktet") if code is None else _(ATTENDANCE_WORDS[code])


def step_words(done: Sequence[Event], meeting: Meeting | None, *, here: bool) -> str:
    """What a step was, and in which meeting where that is not the one that is shown (``here``)."""
    from budgettui.export.journal_report import entry_text

    decisions, imported = ([event for event in done if event.kind == kind] for kind in ("decided", "document_imported"))
    if len(decisions) > 1:
        words = _("{count} beslutninger").format(count=len(decisions))
    elif len(imported) > 1:
        words = _("{count} papirer indlæst").format(count=len(imported))
    else:
        words = entry_text((imported or done)[-1], meeting)
    if here or meeting is None or done[-1].kind == "meeting_prepared":
        return words
    return f"{words} · {safe(meeting.title)} {short_date(meeting.date)}".rstrip()
