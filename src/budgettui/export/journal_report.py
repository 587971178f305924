"""The journal for people: who did what, when. One line an event, in the order of the journal."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from budgettui.domain.errors import N_
from budgettui.domain.meeting.ballots import Vote, ballot_from
from budgettui.domain.meeting.decisions import BY_CODE
from budgettui.domain.meeting.events import Event, points_named
from budgettui.domain.meeting.followup import STATES
from budgettui.domain.meeting.meeting import Item, Meeting, Votes
from budgettui.export.escape import columns, plain_line
from budgettui.export.vote_wording import vote_text
from budgettui.export.wording import amendment_word, attendance_word, date_text, short_name, votes_text
from budgettui.figures import PHASES
from budgettui.i18n import _, listed

_KINDS = {
    "document_imported": N_("indlæst"),
    "reading_corrected": N_("læsning rettet"),
    "check_acknowledged": N_("forskel kendt"),
    "name_confirmed": N_("navn bekræftet"),
    "meeting_prepared": N_("møde klargjort"),
    "meeting_removed": N_("møde slettet"),
    "item_added": N_("punkt tilføjet"),
    "item_set": N_("punkt rettet"),
    "item_removed": N_("punkt slettet"),
    "items_ordered": N_("dagsorden ordnet"),
    "item_joined": N_("punkter behandles sammen"),
    "paper_attached": N_("papir lagt til punkt"),
    "paper_detached": N_("papir taget fra punkt"),
    "point_added": N_("beslutningspunkt tilføjet"),
    "point_set": N_("beslutningspunkt rettet"),
    "point_removed": N_("beslutningspunkt slettet"),
    "meeting_set": N_("møde rettet"),
    "decided": N_("beslutning"),
    "voted": N_("afstemning"),
    "line_linked": N_("budgetlinje knyttet"),
    "line_unlinked": N_("budgetlinje løst"),
    "minutes_written": N_("referat skrevet"),
    "attendance_set": N_("fremmøde"),
    "participant_set": N_("deltager"),
    "participant_removed": N_("deltager taget af listen"),
    "item_opened": N_("punkt taget op"),
    "break_begun": N_("ophold"),
    "break_ended": N_("ophold slut"),
    "vote_taken": N_("afstemning"),
    "vote_removed": N_("afstemning slettet"),
    "amendment_set": N_("ændringsforslag"),
    "amendment_removed": N_("ændringsforslag slettet"),
    "amendments_ordered": N_("rækkefølge af ændringsforslag"),
    "remark_set": N_("bemærkning"),
    "remark_removed": N_("bemærkning slettet"),
    "decision_confirmed": N_("læst op og bekræftet"),
    "doubt_kept": N_("beholdt som det er"),
    "minutes_finalised": N_("referat afsluttet"),
    "minutes_reopened": N_("referat genåbnet"),
    "signed": N_("underskrift"),
    "correction_added": N_("rettelse til referatet"),
    "action_set": N_("opfølgning"),
    "target_set": N_("mål sat"),
    "follow_up_noted": N_("opfølgning noteret"),
    "line_marked": N_("linje mærket"),
    "line_unmarked": N_("mærke fjernet"),
    "mark_moved": N_("mærke flyttet"),
    "filter_saved": N_("filter gemt"),
    "scenario_saved": N_("scenarie gemt"),
    "scenario_removed": N_("scenarie slettet"),
    "undone": N_("fortrudt"),
    "redone": N_("gentaget"),
}

#: What a row of a table is called.
ROW_KINDS = {"line": N_("linje"), "subtotal": N_("delsum"), "total": N_("sum")}
#: What a correction did that puts nothing in the place of what was read.
_CORRECTED = {
    "accept": N_("godtaget"),
    "join": N_("samlet med den næste"),
    "split": N_("delt i to"),
    "leave_out": N_("holdt ude af budgettet"),
    "seen": N_("set efter"),
}


def log_lines(
    events: Iterable[Event], meetings: Mapping[str, Meeting], *,
    internal: bool = False, sealed: Container[str] = (),
) -> list[str]:
    """Number, local time with its offset, actor, act, and what it was done to, in aligned columns.

    ``meetings`` holds the meetings that the events belong to, by id. What was done to a closed item, or to papers that
    only closed items have (``sealed``: their checksums and the keys of their materials), is only said where the log is
    for those inside (``internal``); that something was done, by whom and when, is always said.
    """
    rows = []
    first_of: dict[str, int] = {}
    for event in events:
        first_of.setdefault(event.group, event.seq)
        at = datetime.fromisoformat(event.at).astimezone().isoformat(sep=" ", timespec="seconds")
        hidden = not internal and any(name in sealed for name in _papers_named(event))
        what = _("lukket punkt") if hidden else _what(event, meetings.get(_home(event)), first_of, internal=internal)
        rows.append([str(event.seq), at, plain_line(event.actor), _(_KINDS[event.kind]), plain_line(what)])
    return columns(rows, right=(0,))


def _papers_named(event: Event) -> Iterator[str]:
    """The checksums and keys of materials of the papers that an act is about: they stand in the keys of follow-ups and
    of budget lines, too. A meeting is none of its papers."""
    for name in ("sha256", "document", "material", "key", "node") if event.kind != "meeting_prepared" else ():
        if isinstance(event.payload.get(name), str):
            yield from re.split("[:/]", event.payload[name])


def _home(event: Event) -> str:
    """The id of the meeting that the event is about; of a note, the one that its follow-up stands in."""
    return str(event.payload["key"]).split(":")[1] if event.kind == "follow_up_noted" else event.meeting or ""


def entry_text(event: Event, meeting: Meeting | None = None, at: Item | None = None, point: str | None = None) -> str:
    """An act in a few words, for those inside. ``meeting`` is the one that it was done in. The item ``at`` which one
    looks, or its ``point``, is not named."""
    what = plain_line(_what(event, meeting, {}, internal=True))
    if meeting is not None and at is not None:
        names = (_point(meeting, point) if point else "", _name(at), at.number or "")
        name = next((one for one in names if one and f"{what} ".startswith(f"{one} ")), "")
        what = what.removeprefix(name).strip()
    return ": ".join(filter(None, (_(_KINDS[event.kind]), what)))


def _what(event: Event, meeting: Meeting | None, first_of: Mapping[str, int], *, internal: bool) -> str:
    data = event.payload
    match event.kind:
        case "document_imported":
            return str(data["name"])
        case "reading_corrected":
            return _correction(data)
        case "check_acknowledged":
            place = f"{data['name']}: {data['label']} › {data['column']}"
            return f"{place}: {data['note']}" if data["note"] else _("{place}: ikke længere kendt").format(place=place)
        case "name_confirmed":
            return f"{data['name']}: {data['key'] or _('ikke længere bekræftet')}"
        case "follow_up_noted":
            kind, *_rest = data["key"].split(":")
            sealed = None if internal or kind not in ("action", "postponed") else _sealed(meeting, data["key"])
            if sealed is not None:
                return sealed
            state = STATES[data["state"]]
            told = data.get("label") if "line" in data else _(state)
            return ": ".join(part for part in (data["what"], told, data.get("text")) if part)
        case "filter_saved":
            return f"{data['name']}: {data['filter'] or _('fjernet')}"
        case "meeting_prepared" | "meeting_removed":
            return str(data["title"])
        case "undone" | "redone":
            seq = first_of.get(data["group"])
            return "" if seq is None else _("post {seq}").format(seq=seq)
        case "line_marked" if data.get("private"):
            # What is written for oneself alone stands in the journal, but is not told to others.
            return str(data.get("label", ""))
        case "line_marked":
            return ": ".join(part for part in (data.get("label", ""), data.get("text", "")) if part)
        case "line_unmarked" | "mark_moved" | "target_set":
            return str(data.get("label", ""))
        case "scenario_saved" | "scenario_removed":
            return str(data.get("name", ""))
        case "minutes_finalised":
            return _("version {number}, SHA-256 {sha256}").format(number=data["number"], sha256=data["sha256"])
        case "minutes_reopened":
            return str(data.get("reason", ""))
    if meeting is None:
        return ""
    if _is_gone(event, meeting):
        return str(data.get("title") or data.get("text") or "") if internal else ""
    item = _item_of(event, meeting)
    if item is None or item.open or internal or event.kind == "attendance_set":
        return _in_meeting(event, meeting)
    return _name(item)


def _is_gone(event: Event, meeting: Meeting) -> bool:
    """Whether the item or a point that the event is about is no longer on the agenda: nobody can say any more whether
    it was open."""
    points = {point.id for point in meeting.points}
    named = set(points_named(event.payload))
    item = event.payload.get("item")
    return not named <= points or (item is not None and all(one.id != item for one in meeting.items))


def _item_of(event: Event, meeting: Meeting) -> Item | None:
    points = points_named(event.payload)
    if points:
        return meeting.find_point(points[0])[0]
    return meeting.item(event.payload["item"]) if event.payload.get("item") else None


def _sealed(meeting: Meeting | None, key: str) -> str | None:
    """What stands in the place of a follow-up at a closed item, or of one that is gone; ``None`` where it is told."""
    if meeting is None:
        return ""
    name = key.split(":", 2)[2]
    action = next((one for one in meeting.actions if one.id == name), None)
    item = meeting.place_of(action.item if action else None, action.point if action else name)[0]
    if item is None:
        return None if action else ""
    return None if item.open else _name(item)


def _correction(data: Mapping[str, Any]) -> str:
    """The file, the place and what was put there, e.g. "plan.txt: tabel 2, række 3: 1.234"."""
    places = (("table", _("tabel {number}")), ("row", _("række {number}")), ("finding", _("fund {number}")))
    place = [words.format(number=data[key] + 1) for key, words in places if key in data]
    words = [data[key] for key in ("printed", "label", "unit", "price_level", "year") if data.get(key)]
    named = ROW_KINDS.get(data.get("kind", ""), ""), PHASES.get(data.get("phase") or "", ("", ""))[1]
    words += [_(word) for word in named if word]
    said = " ".join(str(word) for word in words) or _(_CORRECTED.get(data["do"], N_("tomt")))
    if data.get("out") is False:
        said = _("med i budgettet igen")
    return f"{data['name']}: {', '.join(place)}: {said}"


def _in_meeting(event: Event, meeting: Meeting) -> str:
    data = event.payload
    match event.kind:
        case "decided":
            outcome = BY_CODE[data["outcome"]]
            facts = (data.get("text"), data.get("responsible"), date_text(data.get("due")))
            return f"{_point(meeting, data['point'])} {'; '.join((_(outcome.word), *filter(None, facts)))}"
        case "voted":
            votes = Votes(data.get("for", ""), data.get("against", ""), data.get("abstained", ""))
            return f"{_point(meeting, data['point'])} {votes_text(votes)}"
        case "item_added" | "item_set" | "item_removed":
            item, changed = meeting.item(data["item"]), _changed(data)
            name = item.number or _name(item)
            return changed if changed.startswith(name) else f"{name} {changed}".strip()
        case "item_joined":
            other = next((one for one in meeting.items if one.id == data["with"]), None)
            return " + ".join(filter(None, (_item(meeting, data["item"]), _name(other) if other else "")))
        case "paper_attached" | "paper_detached":
            return " ".join(filter(None, (_item(meeting, data["item"]), data.get("title"))))
        case "point_added" | "point_set" | "point_removed":
            return " ".join(filter(None, (_point(meeting, data["point"]), data.get("text"))))
        case "meeting_set":
            return ", ".join(filter(None, (data.get("title"), date_text(data.get("date")), data.get("place"))))
        case "line_linked" | "line_unlinked":
            return f"{_point(meeting, data['point'])} {data.get('label') or data['node']}"
        case "attendance_set":
            return _attendance(meeting, data)
        case "participant_set" | "participant_removed":
            return str(data.get("name") or _person(meeting, data["id"]))
        case (
            "item_opened" | "minutes_written" | "vote_removed" | "amendment_removed" | "amendments_ordered"
            | "remark_removed"
        ):
            return _item(meeting, data["item"])
        case "items_ordered":
            return _item(meeting, data["item"]) if data.get("item") else ""
        case "break_begun" | "break_ended":
            return ""
        case "decision_confirmed":
            return _point(meeting, data["point"])
        case "doubt_kept":
            where = _item(meeting, data["item"]) if data.get("item") else ""
            return ": ".join(filter(None, (where, data.get("reason") or _("skal ses efter igen"))))
        case "signed":
            return ": ".join(filter(None, (_person(meeting, data["participant"]), data.get("reservation"))))
        case "correction_added":
            where = _point(meeting, data["point"]) if data.get("point") else (
                _item(meeting, data["item"]) if data.get("item") else ""
            )
            return ": ".join(filter(None, (where, data["text"])))
        case "vote_taken":
            vote = Vote(data["id"], tuple(data.get("points", ())), data.get("amendment"), data.get("subject", ""),
                        ballot_from(data["ballot"]))
            home = [_item(meeting, data["item"])] if data.get("item") else []
            where = listed([_point(meeting, point) for point in vote.points] or home)
            about = _("ændringsforslag") if vote.amendment else vote.subject
            return f"{where} {': '.join(filter(None, (about, vote_text(vote, meeting))))}".lstrip()
        case "amendment_set" | "remark_set":
            said = ": ".join(filter(None, (data.get("mover") or data.get("who"), data.get("text"))))
            lines = ", ".join(link.get("label") or link["node"] for link in data.get("links", ()))
            code = data.get("outcome")
            facts = (said, lines, amendment_word(code) if code else "")
            return f"{_item(meeting, data['item'])} {'; '.join(filter(None, facts))}".rstrip()
    return ": ".join(filter(None, (data.get("responsible"), data["text"])))


def _changed(data: Mapping[str, Any]) -> str:
    """What was set of an item; its number stands before."""
    words = [data.get("title"), data.get("case_number")]
    if data.get("open") is not None:
        words.append(_("åbent") if data["open"] else ": ".join(filter(None, (_("lukket"), data.get("closed_reason")))))
    if data.get("late") is not None:
        words.append(_("tillægsdagsorden") if data["late"] else _("ikke på tillægsdagsordenen"))
    if data.get("history"):
        words.append(_("sagens forløb er hentet"))
    return ", ".join(word for word in words if word)


def _attendance(meeting: Meeting, data: Mapping[str, Any]) -> str:
    """Who, what and at which item; why somebody is disqualified may say too much of a closed item."""
    item = meeting.item(data["item"]) if data.get("item") else None
    code = data["attendance"]
    reason = data.get("reason", "") if item is None or item.open else ""
    word = _("som før") if code is None else attendance_word(code, reason)
    return f"{_person(meeting, data['participant'])}: {word}{f' ({_name(item)})' if item else ''}"


def _person(meeting: Meeting, person_id: str) -> str:
    """The name; a participant whose coming was taken back has only an id."""
    return next((short_name(one) for one in meeting.attendees if one.id == person_id), person_id)


def _item(meeting: Meeting, item_id: str) -> str:
    return _name(meeting.item(item_id))


def _point(meeting: Meeting, point_id: str) -> str:
    item, point = meeting.find_point(point_id)
    return f"{_name(item)} {point.label}"


def _name(item: Item) -> str:
    """The number, else the title; a closed item's own title may say what is closed."""
    if not item.open:
        return " ".join(filter(None, (item.number, _("lukket punkt"))))
    return item.number or item.title
