"""What closing the minutes asks and records: what is kept as it is, versions, signatures, corrections, reopening."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from uuid import uuid4

from budgettui.domain.dates import parse_moment
from budgettui.domain.meeting.carry import ways
from budgettui.domain.meeting.closing import Finding, checklist
from budgettui.domain.meeting.finalising import refusal
from budgettui.domain.meeting.meeting import Action, Attendee, DecisionPoint, Item, Meeting
from budgettui.domain.meeting.presence import took_part
from budgettui.domain.meeting.versions import ADDITIONS, Finalised
from budgettui.export.wording import clock_text, item_said
from budgettui.i18n import _, said_in_language
from budgettui.ingest.page.names import current
from budgettui.tui import questions
from budgettui.tui.bodies import quorum_rule
from budgettui.tui.saver import Act, done_in
from budgettui.tui.text import safe
from budgettui.tui.widgets.panel import Field, Question
from budgettui.tui.words import moment, point_name


def findings(meeting: Meeting, others: Sequence[Meeting] = ()) -> list[Finding]:
    """The checklist, with the municipality's parties, the quorum of the body, and what ``others`` tell of the cases."""
    return checklist(meeting, current().parties, *quorum_rule(meeting), ways(meeting, others, item_said), others)


def where(meeting: Meeting, finding: Finding) -> str:
    """ "1.3 At 2)", "1.3", or "" for the whole meeting."""
    if finding.place == "aloud":
        return ""
    if finding.point is not None:
        return safe(point_name(meeting, finding.point))
    item = meeting.item(finding.item) if finding.item else None
    return safe(item.number or item.title) if item else ""


def refused(meeting: Meeting, act: Act) -> Finalised | None:
    """Why finalised minutes do not take the act; ``None`` where they do."""
    if meeting.final is None:
        return None
    changes = [event for event in act.events if event.meeting == meeting.id and event.kind not in ADDITIONS]
    return refusal(meeting) if changes else None


def keep(meeting: Meeting, finding: Finding) -> Question:
    """Why something on the checklist may stay as it is."""

    def answer(values: Mapping[str, str]) -> Act | None:
        reason = " ".join(values["reason"].split())
        if reason == finding.reason:
            return None
        said = _("beholdt som det er: {reason}") if reason else _("skal ses efter igen")
        payload = {"key": finding.key, "item": finding.item, "reason": reason}
        return done_in(meeting, said.format(reason=safe(reason)), ("doubt_kept", payload))

    return Question(
        "keep",
        _("Behold det, som det er"),
        (Field("reason", _("Grund"), finding.reason, _("tom: skal ses efter igen")),),
        facts=[safe(said_in_language(finding.message)), safe(said_in_language(finding.rule))],
        answer=answer,
    )


def follow_up(meeting: Meeting, action: Action, today: date) -> Question:
    """Who does it, and by when."""

    def answer(values: Mapping[str, str]) -> Act | None:
        payload = {
            "id": action.id, "text": action.text, "item": action.item, "point": action.point, "done": action.done,
            "responsible": values["responsible"].strip(), "due": questions.due_date(meeting, today, values["due"]),
        }
        return done_in(meeting, _("opfølgning: {text}").format(text=safe(action.text)), ("action_set", payload))

    return Question(
        "follow_up",
        _("Opfølgning · {where}").format(where=safe(action.text)),
        (
            questions.responsible(meeting, action.responsible),
            questions.due(meeting, today, action.due or ""),
        ),
        answer=answer,
    )


def ended(meeting: Meeting, now: Callable[[], datetime]) -> Question:
    """When the meeting ended, on the clock of the room."""
    last = datetime.fromisoformat(meeting.course[-1].at)
    after = clock_text(meeting.course[-1].at)

    def typed(text: str) -> str:
        found = parse_moment(text, last)
        if text.strip() and (found is None or found < last):
            raise ValueError(_("efter {clock}").format(clock=after))
        if found is not None and found.replace(second=0, microsecond=0) > now().astimezone():
            raise ValueError(_("det er ikke sket endnu"))
        return max(found.replace(second=0, microsecond=0), last).isoformat(timespec="seconds") if found else ""

    def hint(text: str) -> str:
        return f"→ {clock_text(typed(text))}" if typed(text) else ""

    def answer(values: Mapping[str, str]) -> Act | None:
        at = typed(values["at"])
        if not at:
            return None
        return done_in(meeting, _("mødet sluttede {clock}").format(clock=clock_text(at)), ("break_begun", {"at": at}))

    fact = _("Mødet var i gang {clock}. På mødet noterer O slutningen.").format(clock=after)
    return Question("ended", _("Mødets slutning"), (Field("at", _("Sluttede"), "", _("fx 15.10"), hint),),
                    facts=[fact], answer=answer)


def finalising(meeting: Meeting, now: Callable[[], datetime]) -> Act:
    from budgettui.export.final import finalise

    said = _("referatet afsluttet som version {number}").format(number=len(meeting.versions) + 1)
    at = moment(now)
    return Act(said, does=lambda store, actor: finalise(store, meeting.id, actor, at))


def sign(meeting: Meeting, member: Attendee, now: Callable[[], datetime]) -> Question:
    assert meeting.final is not None
    final, name = meeting.final, safe(member.name)

    def answer(values: Mapping[str, str]) -> Act | None:
        reservation = " ".join(values["reservation"].split())
        payload = {"participant": member.id, "at": moment(now), "reservation": reservation}
        said = _("{name}: underskrevet med forbehold") if reservation else _("{name}: underskrevet")
        return done_in(meeting, said.format(name=name), ("signed", payload))

    asked = () if took_part(member) else (
        _("? {name} deltog ikke i mødet; protokollen underskrives af dem, der deltog (§ 13).").format(name=name),
        _("Enter igen beholder det."),
    )
    return Question(
        "sign",
        _("{name} underskriver version {number}").format(name=name, number=final.number),
        (Field("reservation", _("Forbehold"), "", _("tomt: underskriver uden forbehold")),),
        facts=[_("En underskrift slettes ikke. Den, der er uenig, noterer sit forbehold (§ 13).")],
        answer=answer, doubts=lambda _values: asked,
    )


def correct(meeting: Meeting, item: Item | None, by: str, now: Callable[[], datetime]) -> Question:
    """A correction of finalised minutes: an entry of its own."""

    def found(text: str) -> tuple[Item, DecisionPoint | None] | None:
        number, _space, rest = text.strip().partition(" ")
        if not number:
            return None
        one = next((one for one in meeting.items if one.number == number and one.type != "section"), None)
        if one is None:
            raise ValueError(_("ukendt punkt"))
        wanted = rest.strip().casefold()
        label = wanted if wanted.startswith("at") else f"at {wanted}"
        point = next((p for p in one.points if p.label.casefold().rstrip(")") == label.rstrip(")")), None)
        if wanted and point is None:
            raise ValueError(_("ukendt At-nummer"))
        return one, point

    def hint(text: str) -> str:
        at = found(text)
        return f"→ {safe(at[0].title)}" if at else ""

    def answer(values: Mapping[str, str]) -> Act | None:
        text = values["text"].strip()
        if not text:
            return None
        at = found(values["where"])
        payload = {
            "id": str(uuid4()), "at": moment(now), "text": text, "by": values["by"].strip(),
            "item": at[0].id if at else None, "point": at[1].id if at and at[1] else None,
        }
        return done_in(meeting, _("rettelse: {text}").format(text=safe(text)), ("correction_added", payload))

    start = item.number if item and item.number and item.type != "section" else ""
    return Question(
        "correct",
        _("Rettelse til referatet"),
        (
            Field("text", _("Rettelse")),
            Field("where", _("Til punkt"), start, _("fx 1.3 eller 1.3 At 2; tomt: hele referatet"), hint),
            Field("by", _("Fra"), by),
        ),
        facts=[_("En rettelse er en tilføjelse: den står under referatet, og intet overskrives (04.1.4).")],
        answer=answer,
    )


def reopen(meeting: Meeting, now: Callable[[], datetime]) -> Question:
    """Open the minutes again: the version stays, and the next one has a number of its own."""
    assert meeting.final is not None
    number = meeting.final.number

    def answer(values: Mapping[str, str]) -> Act | None:
        reason = " ".join(values["reason"].split())
        if not reason:
            return None
        said = _("referatet genåbnet: {reason}").format(reason=safe(reason))
        return done_in(meeting, said, ("minutes_reopened", {"at": moment(now), "reason": reason}))

    return Question(
        "reopen",
        _("Genåbn version {number}").format(number=number),
        (Field("reason", _("Grund"), "", _("uden en grund genåbnes intet")),),
        facts=[
            _("Version {number} bliver stående; næste afslutning er version {next}, og den underskrives igen.").format(
                number=number, next=number + 1
            )
        ],
        answer=answer,
    )
