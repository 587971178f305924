"""The checklist before the minutes are finalised: what to look at, the rule that it comes from, and where it is put
right. It never decides: what may stay as it is, a person keeps with a reason."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from budgettui.domain.errors import N_, Marked, listed
from budgettui.domain.meeting.amendments import disagrees, recommended, undecided
from budgettui.domain.meeting.ballots import Result, Vote
from budgettui.domain.meeting.course import times
from budgettui.domain.meeting.decisions import Bucket
from budgettui.domain.meeting.finalising import confirmed
from budgettui.domain.meeting.meeting import Item, Meeting, Step
from budgettui.domain.meeting.preparing import together
from budgettui.domain.meeting.presence import quorum, stances
from budgettui.domain.meeting.roll import Roll, roll
from budgettui.domain.meeting.vote_doubts import doubts_at, outvoted, unnamed
from budgettui.domain.municipality import Party

#: Where something is put right: what a key opens.
PLACES = ("decide", "amendment", "vote", "attendance", "minutes", "remark", "history", "action", "aloud", "end", "date")

_WRITTEN = N_("kommunestyrelsesloven § 13: mødets beslutninger indføres i protokollen")
_QUORUM = N_("kommunestyrelsesloven § 11: mindst halvdelen af medlemmerne skal være til stede")
_MAJORITY = N_("afgørelse 18.1.2 og 04.1.2: flertal af de afgivne stemmer; ved stemmelighed bortfalder forslaget")
_BEFORE = N_("ændringsforslag afgøres før selve indstillingen, i den rækkefølge, formanden har meddelt")
_PUBLIC = N_("det besluttede offentliggøres, så vidt tavshedspligten tillader det; »Lukket punkt« er ikke nok")
_DISSENT = N_("afgørelse 06.1.1 og 07.1.1: et særstandpunkt bedes der om på mødet, som regel af de nedstemte")
_WAY = N_("sagens forløb trykkes, som det var, da det blev hentet; det skal være det, der er sket")
_SIGNED = N_("kommunestyrelsesloven § 13: protokollen underskrives af dem, der har deltaget")
_READINGS = N_("kommunestyrelsesloven § 38: budgettet behandles to gange med mindst tre ugers mellemrum")
_ALOUD = N_("protokollen læses op, før den underskrives")
_TIMES = N_("hvor mødets ur har gået, siger referatet, hvornår mødet begyndte og sluttede")
_DATED = N_("et referat siger, hvornår mødet blev holdt, og uden en dato er intet før og efter det")
_FOLLOWED = N_("en opfølgning har en ansvarlig og en frist, ellers følger ingen op")


#: The titles of a budget's two readings, and the days that must be between them.
_FIRST = re.compile(r"(?=.*budget).*\b(?:1\.|første)\s+behandling", re.IGNORECASE)
_SECOND = re.compile(r"(?=.*budget).*\b(?:2\.|anden)\s+behandling", re.IGNORECASE)
_YEAR = re.compile(r"\b20[0-9]{2}\b")
_BETWEEN = 21


class Finding(NamedTuple):
    """Something to look at. ``key`` is the same as long as it is the same thing; ``place`` is one of :data:`PLACES`.

    ``item`` and ``point`` are ids; ``reason`` is why it is kept as it is, "" where nobody has said so. ``who`` are
    those whom it is about.
    """

    key: str
    place: str
    message: str
    rule: str
    item: str | None = None
    point: str | None = None
    reason: str = ""
    who: tuple[str, ...] = ()


def checklist(
    meeting: Meeting, parties: Iterable[Party] = (), seats: int | None = None, needed: int | None = None,
    ways: Mapping[str, tuple[Step, ...]] | None = None, others: Collection[Meeting] = (),
) -> list[Finding]:
    """Everything to look at, in the order of the agenda; what concerns the whole meeting comes last.

    ``parties`` are the municipality's; ``seats`` and ``needed`` the body's members and quorum, where they are known;
    ``ways`` is how each case has gone by now (:func:`budgettui.domain.meeting.carry.ways`); ``others`` are the other
    meetings.
    """
    known = tuple(parties)
    kept = {one.key: one.reason for one in meeting.kept}
    votes = _by_item(meeting)
    found: list[Finding] = []
    for item in meeting.items:
        found += _undecided(meeting, item)
        found += _quorum(meeting, item, seats, needed)
        found += _votes(meeting, item, votes[item.id], known)
        found += _remarks(meeting, item)
        found += _readings(meeting, item, (ways or {}).get(item.id, item.history), others)
        if ways is not None and ways.get(item.id, item.history) != item.history:
            words = N_("Sagens forløb er et andet nu: Enter henter det")
            found.append(Finding(f"history:{item.id}:{len(ways[item.id])}", "history", words, _WAY, item.id))
        if item.type != "section" and not item.open and not item.public_text.strip() and not item.closed_reason.strip():
            words = N_("Punktet er lukket og har hverken en offentlig tekst eller en grund")
            found.append(Finding(f"public:{item.id}", "minutes", words, _PUBLIC, item.id))
        elif unsaid(meeting, item):
            words = N_("Punktet har hverken beslutning eller tekst: skriv, hvad der blev af det")
            found.append(Finding(f"unsaid:{item.id}", "minutes", words, _WRITTEN, item.id))
    found += _actions(meeting)
    found += _attendance(meeting)
    if not meeting.date:
        found.append(Finding("date", "date", N_("Mødet har ingen dato"), _DATED))
    if times(meeting).begun and not times(meeting).ended:
        found.append(Finding("end", "end", N_("Det er ikke noteret, hvornår mødet sluttede"), _TIMES))
    found += _unread(meeting)
    return [one._replace(reason=kept.get(one.key, "")) for one in found]


def unsaid(meeting: Meeting, item: Item) -> bool:
    """Whether nothing says what became of an item: it has no point, no amendment and no text, and neither has one that
    it was treated together with."""
    amended = {one.item for one in meeting.amendments}
    return item.type != "section" and not any(
        one.points or one.id in amended or one.minutes.strip() or one.public_text.strip()
        for one in (item, *together(meeting, item))
    )


def _undecided(meeting: Meeting, item: Item) -> Iterator[Finding]:
    for one, number, _depth in undecided(meeting, item.id):
        words = N_("Ændringsforslag {number} er ikke afgjort: {text}").format(number=number, text=one.text)
        yield Finding(f"amendment:{one.id}", "amendment", words, _BEFORE, item.id, one.point)
    for point in item.points:
        if point.outcome is None:
            words = N_("Ikke besluttet: {text}").format(text=point.text)
            yield Finding(f"undecided:{point.id}", "decide", words, _WRITTEN, item.id, point.id)
        elif point.bucket is Bucket.DECIDED and recommended(meeting, point).code == "approved_as_amended" and (
            point.outcome != "approved_as_amended"
        ):
            words = N_("Et ændringsforslag er vedtaget, men punktet er vedtaget uden ændring: {text}")
            words = words.format(text=point.text)
            yield Finding(f"amended:{point.id}:{point.outcome}", "decide", words, _BEFORE, item.id, point.id)


def _quorum(meeting: Meeting, item: Item, seats: int | None, needed: int | None) -> Iterator[Finding]:
    known = quorum(meeting, item.id, seats, needed)
    if known is None or known.met or not item.decided_count:
        return
    words = N_("Kun {here} med stemmeret til stede ved beslutningen; {needed} kræves")
    words = words.format(here=known.here, needed=known.needed)
    yield Finding(f"quorum:{item.id}:{known.here}", "attendance", words, _QUORUM, item.id)


def _by_item(meeting: Meeting) -> defaultdict[str, list[Vote]]:
    """The votes by the first item that they were taken at; those whose point or amendment is gone are left out."""
    found = defaultdict(list)
    for vote in meeting.votes:
        for item in _items_of(meeting, vote)[:1]:
            found[item].append(vote)
    return found


def _items_of(meeting: Meeting, vote: Vote) -> list[str]:
    """The ids of the items that a vote was taken at."""
    if vote.amendment is not None:
        return [one.item for one in meeting.amendments if one.id == vote.amendment]
    points = {point.id: item.id for item in meeting.items for point in item.points}
    return list(dict.fromkeys(points[point] for point in vote.points if point in points))


def _votes(meeting: Meeting, item: Item, taken: list[Vote], parties: tuple[Party, ...]) -> Iterator[Finding]:
    on = roll(meeting, item.id, parties) if taken else Roll()
    asked: list[tuple[str | None, Sequence[str]]] = []
    for vote in taken:
        point = next(iter(vote.points), None)
        rolls = {at: roll(meeting, at, parties) for at in _items_of(meeting, vote)}
        for place, (at, doubt) in enumerate(doubts_at(vote.ballot, rolls)):
            there = next((one.id for one in meeting.item(at).points if one.id in vote.points), point)
            yield Finding(f"vote:{vote.id}:{vote.at}:{place}", "vote", doubt.message, doubt.rule, at, there)
        bare = unnamed(vote.ballot, on)
        if bare is not None:
            yield Finding(f"unnamed:{vote.id}:{vote.at}", "vote", bare.message, bare.rule, item.id, point)
        if vote.amendment is not None:
            one = meeting.amendment(vote.amendment)
            if disagrees(one, vote):
                words = N_("Ændringsforslaget er noteret anderledes, end afstemningen om det gik: {text}")
                words = words.format(text=one.text)
                key = f"result:{vote.id}:{vote.at}:{one.outcome}"
                yield Finding(key, "amendment", words, _MAJORITY, item.id, point)
        elif not vote.subject:
            yield from _against_result(meeting, vote)
        lost = outvoted(vote.ballot, on)
        written = any(
            one.kind == "dissent" and one.item == item.id and one.point in (None, point) for one in meeting.remarks
        )
        # Who lost an amendment and then the vote on the point is asked once.
        if lost and not written and (point, lost) not in asked:
            asked.append((point, lost))
            words = N_("{names} blev nedstemt og har intet særstandpunkt: spørg, om de ønsker det")
            words = words.format(names=listed(lost))
            yield Finding(f"dissent:{vote.id}:{vote.at}", "remark", words, _DISSENT, item.id, point, who=lost)


def _against_result(meeting: Meeting, vote: Vote) -> Iterator[Finding]:
    """Points that are decided otherwise than the vote on them went; they may belong to several items."""
    result = vote.ballot.result
    for name in vote.points:
        item, point = meeting.place_of(None, name)
        if item is None or point is None:
            continue
        fell = result in (Result.REJECTED, Result.LAPSED) and point.bucket is Bucket.DECIDED
        if fell or (result is Result.CARRIED and point.bucket is Bucket.REJECTED):
            words = N_("Beslutningen er en anden end afstemningens resultat: {text}").format(text=point.text)
            yield Finding(f"result:{vote.id}:{vote.at}:{point.id}", "decide", words, _MAJORITY, item.id, point.id)


def _remarks(meeting: Meeting, item: Item) -> Iterator[Finding]:
    for one in meeting.remarks:
        if one.item == item.id and not one.text.strip():
            template = (
                N_("Særstandpunkt fra {who} er ikke skrevet")
                if one.kind == "dissent"
                else N_("Bemærkning fra {who} er ikke skrevet")
            )
            words = Marked(template).format(who=one.who or "?")
            yield Finding(f"remark:{one.id}", "remark", words, _DISSENT, item.id, one.point)


def _readings(
    meeting: Meeting, item: Item, way: Sequence[Step], others: Collection[Meeting]
) -> Iterator[Finding]:
    """That a second reading of the budget comes too soon after the last time that the body treated the case, or after
    the first reading of the same year's budget."""
    if not meeting.date or not _SECOND.match(item.title):
        return
    body, year = meeting.body or meeting.title, _YEAR.findall(item.title)[:1]
    before = [step.day for step in way if step.day and step.body == body]
    before += [
        one.date for one in others if one.date and one.date < meeting.date and (one.body or one.title) == body
        and any(_FIRST.match(old.title) and year == _YEAR.findall(old.title)[:1] for old in one.items)
    ]
    if before:
        days = (date.fromisoformat(meeting.date) - date.fromisoformat(max(before))).days
        if days < _BETWEEN:
            words = N_("Anden behandling kun {days} dage efter den første").format(days=days)
            yield Finding(f"readings:{item.id}:{days}", "minutes", words, _READINGS, item.id)


def _actions(meeting: Meeting) -> Iterator[Finding]:
    items = {point.id: item.id for item in meeting.items for point in item.points}
    for one in meeting.actions:
        if one.done or (one.responsible.strip() and one.due):
            continue
        if one.responsible.strip():
            words = N_("Opfølgning uden frist: {text}").format(text=one.text)
        elif one.due:
            words = N_("Opfølgning uden ansvarlig: {text}").format(text=one.text)
        else:
            words = N_("Opfølgning uden ansvarlig og frist: {text}").format(text=one.text)
        yield Finding(f"action:{one.id}", "action", words, _FOLLOWED, one.item or items.get(one.point or ""), one.point)


def _attendance(meeting: Meeting) -> Iterator[Finding]:
    if not meeting.attendees:
        yield Finding("attendance", "attendance", N_("Ingen deltagere er noteret"), _SIGNED)
    elif not any(one.here for one in stances(meeting, None).values()):
        yield Finding("attendance", "attendance", N_("Ingen deltagere er noteret til stede"), _SIGNED)
    # Members whom the municipality's file puts on the list stand there as present until somebody says otherwise.
    able = [one for one in meeting.attendees if one.member]
    if able and all(one.attendance == "present" and not one.changes for one in able):
        words = N_("Alle {count} medlemmer står som til stede hele mødet: er fremmødet noteret?")
        yield Finding("attendance:all", "attendance", words.format(count=len(able)), _SIGNED)


def _unread(meeting: Meeting) -> Iterator[Finding]:
    read = confirmed(meeting)
    unread = [point.id for point in meeting.points if point.outcome is not None and point.id not in read]
    if unread:
        words = N_("Ikke læst op og bekræftet: {count} af mødets beslutninger").format(count=len(unread))
        yield Finding("aloud", "aloud", words, _ALOUD, point=unread[0])
