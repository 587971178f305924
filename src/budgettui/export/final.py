"""Finalised minutes: the text that a version keeps, its checksum, and what is added to it afterwards.

A version's entry in the journal keeps the exported Markdown itself with its SHA-256, so that a version is exported
byte by byte as it was, whatever becomes of the program or of the papers. What comes later (signatures, corrections)
stands below it under a heading of its own: everything above that heading has the checksum.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from budgettui.domain.meeting.events import Event
from budgettui.domain.meeting.law import apply
from budgettui.domain.meeting.meeting import Meeting
from budgettui.domain.meeting.versions import Correction, Finalised, Signature, Version
from budgettui.export.escape import inline, plain_line
from budgettui.export.wording import VERSION, date_text, item_title, moment_text, person_text
from budgettui.i18n import _, chosen_language, speaking
from budgettui.store import NewEvent, Store

#: How the minutes are laid out. Another number says that this program would write older versions otherwise.
FORM = 6
#: So often a version is tried while others write in the meeting.
_TRIES = 5


def checksum(text: str) -> str:
    return sha256(text.encode("utf-8")).hexdigest()


def finalise(store: Store, meeting_id: str, actor: str, at: str) -> list[Event]:
    """Finalise the minutes as their next version and keep their text. ``at`` is ISO 8601 with offset.

    Raises ``Finalised`` where they are finalised already.
    """
    for attempt in range(_TRIES):
        before = store.meeting(meeting_id)
        payload = _kept(store, before, actor, at)
        try:
            return store.append([NewEvent("minutes_finalised", payload, meeting_id)], actor, after=before.seq)
        except Finalised:
            if attempt == _TRIES - 1 or store.meeting(meeting_id).final is not None:
                raise
    raise AssertionError("the last try raises")


def _kept(store: Store, before: Meeting, actor: str, at: str) -> dict[str, Any]:
    from budgettui.export import differences, minutes_text
    from budgettui.export.markdown import differences_text

    payload = {"number": len(before.versions) + 1, "at": at, "sha256": "", "text": ""}
    draft = apply(before, Event("", before.id, actor, at, "minutes_finalised", payload, ""))
    found = differences_text(differences(store, draft))
    text = minutes_text(store, draft, checks=found)
    kept = {"text": text, "sha256": checksum(text), "differences": found}
    return {**payload, **kept, "language": chosen_language(), "form": FORM}


def kept_text(store: Store, meeting: Meeting) -> str | None:
    """The text of the version that stands, byte by byte as it was finalised; ``None`` for a draft."""
    final = meeting.final
    if final is None:
        return None
    made = (event for event in store.log(meeting.id) if event.seq == final.seq)
    return next((str(event.payload["text"]) for event in made if event.kind == "minutes_finalised"), None)


def problems(store: Store) -> Iterator[str]:
    """Every finalised version whose checksum is not that of its text, or whose text is not what its events give."""
    for title, event in _finalised(store):
        said = _problem(store, event)
        if said:
            yield said.format(title=title, number=event.payload["number"])


def by_checksum_alone(store: Store) -> list[str]:
    """The versions that :func:`problems` holds against their checksum only, because a program that laid minutes out
    otherwise wrote them: the text that was kept counts."""
    words = _("Mødet »{title}«, version {number}: opstillet af en anden udgave af programmet og kun holdt op imod sin"
              " kontrolsum, ikke imod begivenhederne.")
    return [
        words.format(title=title, number=event.payload["number"])
        for title, event in _finalised(store)
        if event.payload.get("form") != FORM
    ]


def _finalised(store: Store) -> Iterator[tuple[str, Event]]:
    """The meeting's title and the entry of each version."""
    for head in store.meetings():
        for event in store.log(head.id):
            if event.kind == "minutes_finalised":
                yield plain_line(head.title), event


def _problem(store: Store, event: Event) -> str:
    from budgettui.export import minutes_text

    data = event.payload
    if checksum(data["text"]) != data["sha256"]:
        return _("Mødet »{title}«, version {number}: kontrolsummen er ikke tekstens.")
    if data.get("form") != FORM:
        return ""
    assert event.meeting is not None
    with speaking(data["language"]):
        again = minutes_text(store, store.meeting_at(event.meeting, event.seq), checks=data.get("differences", ""))
    if again != data["text"]:
        return _("Mødet »{title}«, version {number}: teksten er ikke den, som begivenhederne giver.")
    return ""


def closing_section(meeting: Meeting, *, as_kept: bool) -> str:
    """What stands below the minutes: version, checksum, signatures and corrections; "" where there are none.

    ``as_kept`` says that the text above is the version's own, byte by byte.
    """
    final = meeting.final
    blocks = []
    if final is not None:
        blocks = [f"## {_('Underskrifter og rettelser')}", _version(final, as_kept=as_kept), _signatures(meeting)]
    elif meeting.corrections:
        blocks = [f"## {_('Rettelser')}"]
    blocks.append("\n".join(correction_line(meeting, one) for one in meeting.corrections))
    return "\n\n".join(block for block in blocks if block)


def _version(final: Version, *, as_kept: bool) -> str:
    told = _("{number}, afsluttet {at} af {actor}").format(
        number=final.number, at=moment_text(final.at), actor=inline(final.actor)
    )
    said = _("Kontrolsummen gælder alt over overskriften »{heading}«.").format(heading=_("Underskrifter og rettelser"))
    if not as_kept:
        said = _("Kontrolsummen gælder den udgave, der har tabeller.")
    return f"- **{VERSION}:** {told}\n- **SHA-256:** `{final.sha256}`\n\n{said}"


def _signatures(meeting: Meeting) -> str:
    people = {one.id: one for one in meeting.attendees}
    rows = [f"- **{_('Underskrevet')}:** {_signature(meeting, one)}" for one in meeting.signed if one.person in people]
    return "\n".join(rows) or _("Ingen har underskrevet endnu.")


def _signature(meeting: Meeting, one: Signature) -> str:
    person = next(person for person in meeting.attendees if person.id == one.person)
    told = f"{inline(person_text(person, meeting.attendees))}, {moment_text(one.at)}"
    if not plain_line(one.reservation):
        return told
    return _("{who}, med forbehold: {text}").format(who=told, text=inline(one.reservation))


def correction_line(meeting: Meeting, one: Correction) -> str:
    """ "Rettelse den 2. juni 2018 til punkt 1.3 At 2)" and its text; of a closed item only that there is one."""
    item, point = meeting.place_of(one.item, one.point)
    day = date_text(one.at[:10])
    if item is None:
        head = _("Rettelse den {date}").format(date=day)
    else:
        where = " ".join(filter(None, (item.number or item_title(item), point.label if point else "")))
        head = _("Rettelse den {date} til punkt {where}").format(date=day, where=inline(where))
    hidden = item is not None and not item.open
    text = _("Punktet er lukket.") if hidden else inline(one.text)
    by = f" ({inline(one.by)})" if plain_line(one.by) and not hidden else ""
    about = _("version {number}").format(number=one.version)
    return f"- **{head}** ({about}): {text}{by}"
