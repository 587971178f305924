"""What happens on the floor of the meeting: who is present, who votes how, what is written. Loaded when asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from budgettui.domain.meeting.amendments import outcome
from budgettui.domain.meeting.course import under_way
from budgettui.domain.meeting.meeting import Attendee, Item, Meeting
from budgettui.domain.meeting.presence import was_here
from budgettui.domain.meeting.roll import spellings
from budgettui.domain.meeting.running import is_noted
from budgettui.domain.meeting.spotting import Spotted
from budgettui.domain.meeting.templates import people, substitute
from budgettui.domain.meeting.vote_doubts import outvoted
from budgettui.i18n import _, date_text, listed, ngettext
from budgettui.tui import questions, voting
from budgettui.tui.bodies import body_of, quorum_rule, roll_at
from budgettui.tui.saver import Act, done_in
from budgettui.tui.text import safe
from budgettui.tui.widgets.attendance import AttendancePanel
from budgettui.tui.widgets.panel import Field, Question
from budgettui.tui.words import moment

if TYPE_CHECKING:
    from budgettui.tui.screens.deciding import DecidingScreen


async def ask_vote(screen: DecidingScreen) -> None:
    """Ask who voted how at the points that are marked, else at the one under the cursor."""
    points = await screen.chosen_points()
    if points and screen.meeting is not None:
        await screen.ask(voting.vote(screen.meeting, points, screen.doubts(points)[:-1]), points[0])


async def ask_remark(screen: DecidingScreen, who: Sequence[str] = ()) -> None:
    """Ask what somebody wants to have written: at the point where it has a vote, else at the item. Where nobody is
    said, those who were outvoted are proposed."""
    meeting, item = screen.meeting, screen.item
    if meeting is None or item is None or item.type == "section":
        await screen.instead(_("Vælg et punkt på dagsordenen."))
        return
    point = screen.paper.current_point
    on = roll_at(meeting, item.id)
    lost = [name for vote in (meeting.votes_on(point.id) if point else ()) for name in outvoted(vote.ballot, on)]
    await screen.ask(questions.remark(meeting, item, point, on, listed(who or dict.fromkeys(lost))), point or item)


def take_item(screen: DecidingScreen) -> None:
    meeting, item = screen.meeting, screen.item
    if meeting is None or item is None or item.type == "section":
        screen.status.tell(_("Vælg et punkt på dagsordenen."))
    elif under_way(meeting) == item.id:
        screen.status.tell(_("Punktet er taget op."))
    else:
        said = _("punkt {number} taget op").format(number=safe(item.name))
        screen.record(done_in(meeting, said, ("item_opened", {"item": item.id, "at": moment(screen.now)})))


def turn_break(screen: DecidingScreen) -> None:
    """The meeting pauses, or goes on with the item that was interrupted."""
    meeting = screen.meeting
    if meeting is None or not meeting.course:
        screen.status.tell(_("Mødets ur går ikke endnu: I tager et punkt op."))
        return
    going = under_way(meeting) is not None
    kind, said = ("break_begun", _("ophold i mødet")) if going else ("break_ended", _("opholdet er slut"))
    screen.record(done_in(meeting, said, (kind, {"at": moment(screen.now)})))


def adopt_unamended(screen: DecidingScreen) -> None:
    """All open points without amendments as recommended, in one act and without a vote (77.1.2). What is treated behind
    closed doors is no part of it."""
    meeting, item = screen.meeting, screen.item
    if meeting is None or item is None:
        screen.status.tell(_("Vælg et punkt på dagsordenen."))
        return
    amended = {one.point or one.item for one in meeting.amendments if outcome(meeting, one) != "withdrawn"}
    left = [(one, point) for one in meeting.items for point in one.points if point.outcome is None]
    closed = [point for one, point in left if not one.open]
    changed = [point for one, point in left if one.open and amended & {one.id, point.id}]
    points = [point for _one, point in left if point not in closed and point not in changed]
    if not points:
        screen.status.tell(_("Intet punkt uden ændringsforslag er åbent."))
    elif screen.may_decide(item, points):
        said = _("{count} At vedtaget under ét").format(count=len(points))
        why = (_("ikke {points}: ændringsforslag"), changed), (_("ikke {points}: lukket"), closed)
        out = (words.format(points=questions.points_name(meeting, some)) for words, some in why if some)
        screen.record(done_in(meeting, " · ".join((said, *out)), *questions.as_recommended(meeting, points)))


async def open_attendance(
    screen: DecidingScreen, *, from_item: bool = False, select: str = "", near: str = ""
) -> None:
    """Show who is present, at the start or at the item on the screen, the cursor on a participant, else on the one
    ``near``."""
    assert screen.meeting is not None
    rule = quorum_rule(screen.meeting)
    await screen.open_panel(AttendancePanel(
        screen.roles, screen.meeting, screen.item, *rule, from_item=from_item, select=select, near=near
    ))


def attend(screen: DecidingScreen, person: str, state: str | None, from_item: bool) -> None:
    """Somebody is present, apologised or absent, from the item on or from the start; without a state as before it. Only
    who is there can go, and only who is not can come."""
    meeting, item = screen.meeting, screen.item if from_item else None
    assert meeting is not None
    if item is not None and state in ("arrived", "left") and was_here(meeting, person, item.id) != (state == "left"):
        name = next(safe(one.name) for one in meeting.attendees if one.id == person)
        words = _("{name} er ikke til stede før punktet og går ikke: i retter mødets start.") if state == "left" else (
            _("{name} er til stede før punktet og kommer ikke: i retter mødets start."))
        screen.status.tell(words.format(name=name))
        return
    screen.record(questions.attendance(meeting, person, state, item))


def fetch_members(screen: DecidingScreen) -> None:
    """Put the members of the body on the list, as the municipality's file names them, else as its latest meeting had
    them; who stands there already does not come again."""
    meeting = screen.meeting
    assert meeting is not None
    body = body_of(meeting)
    with screen.reading():
        before = None if body and body.members else screen.store.meeting_of(meeting.body or meeting.title, meeting.id)
        known = {called.casefold() for one in meeting.attendees for called in (one.name, one.initials) if called}
        new = [one for one in people(body, before) if known.isdisjoint(
            called.casefold() for called in (one["name"], one["initials"]) if called)]
        if not new:
            screen.status.tell(_("Ingen at hente: hverken kommunens fil eller et tidligere møde nævner flere."))
            return
        events = (("participant_set", {"id": str(uuid4()), **one}) for one in new)
        said = ngettext("{count} deltager hentet", "{count} deltagere hentet", len(new)).format(count=len(new))
        home = _("som {date}").format(date=date_text(before.date) or safe(before.title)) if before else ""
        screen.record(done_in(meeting, " ".join(filter(None, (said, home))), *events))


def set_member(screen: DecidingScreen, person: str, member: bool) -> None:
    """Somebody has a vote, or has none."""
    meeting = screen.meeting
    assert meeting is not None
    name = next(safe(one.name) for one in meeting.attendees if one.id == person)
    said = _("{name} har stemmeret") if member else _("{name} har ikke stemmeret")
    screen.record(done_in(meeting, said.format(name=name), ("participant_set", {"id": person, "member": member})))


async def ask_attendance(screen: DecidingScreen, what: str, person: str) -> None:
    """Ask for the words that the attendance needs: why somebody is disqualified, who is new, or whom to find."""
    meeting, item = screen.meeting, screen.item
    assert meeting is not None
    if what in ("new", "edit"):
        known = next((one for one in meeting.attendees if one.id == person), None) if what == "edit" else None
        new, here = str(uuid4()), screen.query_one(AttendancePanel).from_item
        back = partial(open_attendance, screen, from_item=here, select=known.id if known else new, near=person)
        await screen.ask(replace(_participant(meeting, new, known), after=back), item)
    elif what == "find":
        await screen.ask(_find_participant(screen, meeting, person), item)
    elif item is not None:
        name = next(safe(one.name) for one in meeting.attendees if one.id == person)
        question = Question(
            "disqualified",
            _("{name} er inhabil ved punkt {number}").format(name=name, number=safe(item.name)),
            (Field("reason", _("Grund"), "", _("fx ansat i den forening, som sagen angår")),),
            facts=[_("Den inhabile forlader mødet under debat og afstemning (afgørelse 80.2a.1).")],
            answer=lambda values: questions.attendance(meeting, person, "disqualified", item, values["reason"].strip()),
            after=lambda: open_attendance(screen, from_item=True, select=person),
        )
        await screen.ask(question, item)


def _find_participant(screen: DecidingScreen, meeting: Meeting, person: str) -> Question:
    """Who of many to go to: by initials, else by what stands in the name or the party."""
    from_item, found = screen.query_one(AttendancePanel).from_item, [person]

    def named(text: str) -> Attendee | None:
        wanted = text.strip().casefold()
        people = sorted(meeting.attendees, key=lambda one: (one.initials or "").casefold() != wanted)
        return next((one for one in people if wanted in f"{one.initials} {one.name} {one.party}".casefold()), None)

    def hint(text: str) -> str:
        one = named(text)
        if one is None:
            raise ValueError(_("ikke på listen"))
        return f"→ {safe(one.name)}" if text.strip() else ""

    def answer(values: Mapping[str, str]) -> None:
        one = named(values["who"])
        found[:] = [one.id] if one else found

    async def back() -> None:
        await open_attendance(screen, from_item=from_item, select=found[0])
        screen.status.tell("")

    who = Field("who", _("Hvem"), "", _("initialer, navn eller parti"), hint)
    return Question("find", _("Find deltager"), (who,), answer, after=back)


def _participant(meeting: Meeting, new: str, known: Attendee | None) -> Question:
    """Who takes part: somebody new, with the id ``new``, or what is ``known`` of one who stands on the list."""
    others = [one for one in meeting.attendees if one != known]
    seats = {called.casefold(): one for one in others for called in (one.name, one.initials) if called}

    def seat_of(text: str) -> str:
        found = seats.get(text.strip().casefold())
        if found is None:
            raise ValueError(_("ikke på listen"))
        return f"→ {safe(found.name)}"

    body = body_of(meeting)
    names = ", ".join(safe(one.initials or one.name) for one in body.substitutes) if body else ""
    taken = {one.substitute_for for one in meeting.attendees}
    empty = ", ".join(
        safe(one.initials or one.name) for one in others
        if one.attendance in ("apology", "absent") and one.id not in taken
    )
    on = roll_at(meeting, None)
    parties = {called.casefold(): party for party in on.parties for called in spellings(party)}

    def called_words(text: str) -> str:
        called = substitute(body, text)
        return f"→ {safe(called.name)}" if called else ""

    def party_words(text: str) -> str:
        party = parties.get(text.strip().casefold())
        return f"→ {safe(party.name or party.letter)}" if party else ""

    def doubts(values: Mapping[str, str]) -> list[str]:
        party, found = values["party"].strip(), []
        if party and party.casefold() not in parties:
            found.append(_("? »{party}« er ikke et parti i kommunens fil.").format(party=safe(party)))
        seat = seats.get(values["seat"].strip().casefold())
        if seat is not None and seat.attendance == "present" and not seat.changes:
            found.append(_("? {name} står som til stede hele mødet.").format(name=safe(seat.name)))
        return [*found, _("Enter igen beholder det.")] if found else []

    def answer(values: Mapping[str, str]) -> Act | None:
        name = values["name"].strip()
        if known is not None and not name and not is_noted(meeting, known):
            gone = ("participant_removed", {"id": known.id, "name": known.name})
            return done_in(meeting, _("{name} er taget af listen").format(name=safe(known.name)), gone)
        if not name:
            return None
        called = substitute(body, name)
        seat: Attendee | None = seats.get(values["seat"].strip().casefold())
        facts = {
            "name": called.name if called else name,
            "initials": values["initials"].strip() or (called.initials if called else "") or None,
            "party": values["party"].strip() or (called.party if called else "") or (seat.party if seat else None),
            "role": values["role"].strip() or None,
            "substitute_for": seat.id if seat else None,
        }
        changed = {key: value for key, value in facts.items() if known is None or value != getattr(known, key)}
        said = _("deltager: {name}").format(name=safe(str(facts["name"])))
        event = ("participant_set", {"id": known.id if known else new, **changed})
        return done_in(meeting, said, event) if changed else None

    before = known or Attendee(new, "")
    seat = next((one.initials or one.name for one in others if one.id == before.substitute_for), "")
    goes = known is not None and not is_noted(meeting, known)
    return Question(
        "participant",
        _("Ret {name}").format(name=safe(known.name)) if known else _("Ny deltager"),
        (
            Field("name", _("Navn"), before.name, _("tomt: tages af listen") if goes else names or _("navn"),
                  called_words),
            Field("initials", _("Initialer"), before.initials or ""),
            Field("party", _("Parti"), before.party or "", _("fx A eller S"), party_words),
            Field("seat", _("Stedfortr. for"), seat, empty or _("initialer på den, hvis plads det er"), seat_of),
            Field("role", _("Rolle"), before.role or "", _("fx formand eller referent")),
        ),
        answer=answer, doubts=doubts,
    )


def write(screen: DecidingScreen, item: Item, texts: Mapping[str, str], group: str) -> None:
    assert screen.meeting is not None
    screen.record(questions.minutes(screen.meeting, item, texts, group))


def take_spotted(screen: DecidingScreen, item: Item, spotted: Spotted) -> None:
    """A follow-up that was found in what is written."""
    assert screen.meeting is not None
    screen.record(questions.spotted(screen.meeting, item, spotted))
