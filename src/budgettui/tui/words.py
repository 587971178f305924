"""What the status line and the log say of an act, an error or a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from budgettui.domain.errors import BudgettuiError
from budgettui.domain.meeting.amendments import tree
from budgettui.domain.meeting.decisions import BY_CODE
from budgettui.domain.meeting.events import Event
from budgettui.domain.meeting.meeting import Meeting
from budgettui.i18n import _, error_text, short_date
from budgettui.store import Store
from budgettui.tui.signs import ATTENDANCE_WORDS
from budgettui.tui.text import safe

if TYPE_CHECKING:
    from budgettui.domain.budget.tally import Effect


def error_words(error: Exception) -> str:
    """An error as one sentence in the chosen language."""
    if isinstance(error, BudgettuiError):
        return safe(error_text(error))
    if isinstance(error, OSError):
        from budgettui.system_errors import os_error_text

        return safe(os_error_text(error))
    return safe(f"{type(error).__name__}: {error}")


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


def point_name(meeting: Meeting, point_id: str) -> str:
    """"1.4 At 2)"."""
    item, point = meeting.find_point(point_id)
    return f"{item.number or safe(item.title)} {point.label}"


def effect_name(meeting: Meeting, effect: Effect) -> str:
    """What an effect on the budget comes from: a point, or an amendment at an item without points."""
    if effect.point:
        return point_name(meeting, effect.point)
    one = next(one for one in meeting.amendments if one.id == effect.amendment)
    number = next(placed.number for placed in tree(meeting, one.item) if placed.amendment.id == one.id)
    return _("{item} ændringsforslag {number}").format(item=item_name(meeting, one.item), number=number)


def item_name(meeting: Meeting, item_id: str) -> str:
    """The number of an item, else its title; "" where its adding was taken back."""
    item = next((one for one in meeting.items if one.id == item_id), None)
    return (item.number or safe(item.title)) if item else ""


def attendance_words(code: str | None) -> str:
    """What a participant does, in a few words; ``None`` is as it was before."""
    return _("som før punktet") if code is None else _(ATTENDANCE_WORDS[code])


def _name_of(meeting: Meeting, person_id: str) -> str:
    """A participant's name; "" where the coming was taken back."""
    return safe(next((who.name for who in meeting.attendees if who.id == person_id), ""))


def _changed_item(meeting: Meeting, data: Mapping[str, Any]) -> str:
    """What was changed of an item on the agenda."""
    name = item_name(meeting, data["item"])
    if "open" in data:
        words = (_("{item} er åbent") if data["open"] else _("{item} er lukket")).format(item=name)
        reason = safe(data.get("closed_reason") or "")
        return f"{words}: {reason}" if reason else words
    if "late" in data:
        late = _("{item} er på tillægsdagsordenen") if data["late"] else _("{item} er ikke på tillægsdagsordenen")
        return late.format(item=name)
    if "history" in data:
        return _("sagens forløb er hentet")
    if "title" in data:
        return _("punkt {number} hedder nu {title}").format(number=name, title=safe(data["title"]))
    return _("punkt {number} rettet").format(number=name)


def step_words(done: Sequence[Event], meeting: Meeting | None, *, here: bool) -> str:
    """What a step was, and in which meeting where that is not the one that is shown (``here``)."""
    last = done[-1]
    if meeting is None or last.kind == "meeting_prepared":
        from budgettui.export.journal_report import entry_text

        return safe(entry_text(last))
    decisions = sum(event.kind == "decided" for event in done)
    words = act_words(meeting, last)
    if decisions > 1:
        words = _("{count} beslutninger").format(count=decisions)
    return words if here else f"{words} · {safe(meeting.title)} {short_date(meeting.date)}".rstrip()


def act_words(meeting: Meeting, event: Event) -> str:
    """What one event of the meeting did, in a few words."""
    data = event.payload
    match event.kind:
        case "decided":
            code = data["outcome"]
            said = f"{point_name(meeting, data['point'])} {_(BY_CODE[code].word)}"
            return f"{said} {safe(data['text'])}" if data.get("text") else said
        case "voted":
            return _("{point}: stemmer noteret").format(point=point_name(meeting, data["point"]))
        case "line_linked":
            return _("{point} knyttet til {label}").format(
                point=point_name(meeting, data["point"]), label=safe(data.get("label", ""))
            )
        case "line_unlinked":
            return _("{point} løst fra linjen").format(point=point_name(meeting, data["point"]))
        case "minutes_written":
            return _("referat af {item}").format(item=item_name(meeting, data["item"]))
        case "action_set":
            return _("opfølgning: {text}").format(text=safe(data["text"]))
        case "attendance_set":
            return f"{_name_of(meeting, data['participant'])}: {attendance_words(data['attendance'])}"
        case "participant_set":
            return _("deltager: {name}").format(name=safe(data.get("name") or _name_of(meeting, data["id"])))
        case "item_opened":
            return _("punkt {number} taget op").format(number=item_name(meeting, data["item"]))
        case "break_begun":
            return _("ophold i mødet")
        case "break_ended":
            return _("opholdet er slut")
        case "vote_taken" | "vote_removed":
            points = ", ".join(point_name(meeting, point) for point in data.get("points", ()))
            words = _("{point}: stemmer noteret") if event.kind == "vote_taken" else _("{point}: afstemning slettet")
            return words.format(point=points)
        case "amendment_set" if data.get("text"):
            return _("ændringsforslag: {text}").format(text=safe(data["text"]))
        case "amendment_set" | "amendment_removed" | "amendments_ordered":
            return _("ændringsforslag til {item}").format(item=item_name(meeting, data["item"]))
        case "remark_set" | "remark_removed":
            return _("bemærkning til {item}").format(item=item_name(meeting, data["item"]))
        case "decision_confirmed":
            return _("{point}: læst op og bekræftet").format(point=point_name(meeting, data["point"]))
        case "doubt_kept":
            return _("beholdt som det er: {reason}").format(reason=safe(data.get("reason", "")))
        case "minutes_finalised":
            return _("referatet afsluttet som version {number}").format(number=data["number"])
        case "minutes_reopened":
            return _("referatet genåbnet: {reason}").format(reason=safe(data["reason"]))
        case "signed":
            return _("{name}: underskrevet").format(name=_name_of(meeting, data["participant"]))
        case "correction_added":
            return _("rettelse: {text}").format(text=safe(data["text"]))
        case "line_marked":
            return _("{label} mærket").format(label=safe(data.get("label", "")))
        case "line_unmarked":
            return _("{label} ikke mærket længere").format(label=safe(data.get("label", "")))
        case "mark_moved":
            return _("{label} flyttet").format(label=safe(data.get("label", "")))
        case "scenario_saved":
            return _("scenarie {name}").format(name=safe(data["name"]))
        case "scenario_removed":
            return _("scenarie {name} slettet").format(name=safe(data.get("name", "")))
        case "item_added":
            return _("nyt punkt: {title}").format(title=safe(data["title"]))
        case "item_set":
            return _changed_item(meeting, data)
        case "item_joined":
            name, other = item_name(meeting, data["item"]), data["with"]
            if not other:
                return _("{item} behandles for sig").format(item=name)
            return _("{item} behandles sammen med {other}").format(item=name, other=item_name(meeting, other))
        case "paper_attached" | "paper_detached":
            words = _("papir lagt til: {title}") if event.kind == "paper_attached" else _("papir taget fra: {title}")
            return words.format(title=safe(data.get("title", "")))
        case "point_added":
            return _("nyt beslutningspunkt: {text}").format(text=safe(data.get("text", "")))
        case "point_removed":
            return _("beslutningspunkt slettet: {text}").format(text=safe(data.get("text", "")))
        case "point_set":
            return _("{point} rettet").format(point=point_name(meeting, data["point"]))
        case "item_removed":
            return _("punkt slettet: {title}").format(title=safe(data.get("title", "")))
        case "items_ordered":
            return _("dagsordenens rækkefølge")
        case "meeting_set":
            return _("mødets titel, dato og sted")
        case "target_set":
            return _("mål: {label}").format(label=safe(data.get("label", "")))
        case _:
            return event.kind
