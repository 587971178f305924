"""The question of a vote: what is typed, what it means, what does not add up, and the events that it becomes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from uuid import uuid4

from budgettui.domain.errors import Marked
from budgettui.domain.meeting.amendments import recommended
from budgettui.domain.meeting.ballots import Ballot, Result, Vote, ballot_data
from budgettui.domain.meeting.decisions import BY_CODE, Bucket
from budgettui.domain.meeting.events import Event
from budgettui.domain.meeting.law import apply
from budgettui.domain.meeting.meeting import Amendment, DecisionPoint, Item, Meeting
from budgettui.domain.meeting.roll import Roll
from budgettui.domain.meeting.vote_doubts import doubts_at, outvoted
from budgettui.domain.meeting.votes import VoteError, parse, write
from budgettui.export.vote_wording import result_text, vote_result, vote_text
from budgettui.export.wording import amendment_word
from budgettui.i18n import _, listed, said_in_language
from budgettui.store import NewEvent
from budgettui.tui.bodies import roll_at
from budgettui.tui.questions import points_name, points_title
from budgettui.tui.saver import Act, done_in
from budgettui.tui.text import safe
from budgettui.tui.widgets.panel import Field, Question

_FELL = {Result.REJECTED: "rejected", Result.LAPSED: "lapsed"}


def known_vote(meeting: Meeting, point: DecisionPoint, subject: str) -> Vote | None:
    """The vote at the point on this subject: typed again, it is corrected."""
    wanted = subject.strip().casefold()
    return next((vote for vote in meeting.votes_on(point.id) if vote.subject.casefold() == wanted), None)


def covered(meeting: Meeting, points: Sequence[DecisionPoint], subject: str) -> tuple[DecisionPoint, ...]:
    """The points, and those that the vote which is corrected was taken at as well, in the order of the agenda."""
    before = known_vote(meeting, points[0], subject)
    wanted = {point.id for point in points} | set(before.points if before else ())
    return tuple(point for point in meeting.points if point.id in wanted)


def vote(meeting: Meeting, points: Sequence[DecisionPoint], asked: Sequence[str] = ()) -> Question:
    """Who voted how, at one point or the same at several. ``asked`` is what is questioned whatever is typed."""
    points = covered(meeting, points, "")
    rolls = _rolls(meeting, points)
    on = next(iter(rolls.values()))
    before = known_vote(meeting, points[0], "")
    typed = write(before.ballot, on) if before else ""

    def meant(ballot: Ballot, values: Mapping[str, str]) -> Sequence[str]:
        new = Vote("", tuple(point.id for point in points), None, values["subject"].strip(), ballot)
        lines = [_("Referat: {text}").format(text=safe(vote_text(new, _decided(meeting, new))))]
        open_points = [point for point in points if point.outcome is None]
        if ballot.result is Result.UNKNOWN:
            lines.append(_("Resultatet kan ikke regnes ud: skriv antallet foran, fx 9 A for"))
        elif open_points and not new.subject:
            lines.append(_("Udfaldet noteres med: {outcome}").format(
                outcome=_(BY_CODE[_outcome(meeting, open_points[0], ballot)].word)))
        return lines

    def doubtful(ballot: Ballot, values: Mapping[str, str]) -> Sequence[str]:
        against = [] if values["subject"].strip() else _against_outcome(points, ballot)
        return doubt_lines(_at_items(meeting, ballot, rolls), (*asked, *against))

    title = _("Stemmer · {point}").format(point=points_title(meeting, points))
    subject = Field("subject", _("Om"), "", _("tomt: selve indstillingen"))
    question = _question("vote", title, on, typed, meant, doubtful, lambda values: voted(meeting, points, values))
    return replace(question, fields=(*question.fields, subject))


def _question(
    name: str, title: str, on: Roll, typed: str,
    meant: Callable[[Ballot, Mapping[str, str]], Sequence[str]],
    doubtful: Callable[[Ballot, Mapping[str, str]], Sequence[str]],
    answer: Callable[[Mapping[str, str]], Act | None],
) -> Question:
    """What any vote is asked with: ``meant`` says what was typed as it will be written, ``doubtful`` what does not
    add up in it."""

    def ballot_of(values: Mapping[str, str]) -> Ballot | None:
        try:
            return parse(values["votes"], on) if values["votes"].strip() else None
        except VoteError:
            return None

    def told(values: Mapping[str, str]) -> Sequence[str]:
        ballot, here = ballot_of(values), on.at.here
        if ballot is not None:
            return meant(ballot, values)
        if values["votes"].strip():
            return [what_is_wrong(values["votes"], on)]
        return [_("{count} med stemmeret er til stede ved punktet").format(count=here)] if here else []

    def questioned(values: Mapping[str, str]) -> Sequence[str]:
        ballot = ballot_of(values)
        return doubtful(ballot, values) if ballot is not None else []

    present = [one for one in on.people if one.id in on.here] or on.people
    *first, last = dict.fromkeys(safe(on.party_of(one) or on.name(one.id)) for one in present) or [""]
    example = _("{some} for; {other} imod").format(some=" ".join(first[:4]), other=last)
    shown = example if first else _("A B F for; C O imod; Ø undlod")
    votes = Field("votes", _("Stemmer"), typed, shown, lambda text: checked(text, on))
    return Question(name, title, (votes,), answer, told=told, doubts=questioned)


def checked(text: str, on: Roll) -> str:
    """"" where the text is a vote; raises ``ValueError`` with the place of what is wrong."""
    try:
        parse(text, on)
    except VoteError as error:
        raise ValueError(_("fejl ved tegn {place}").format(place=error.start + 1)) from error
    return ""


def what_is_wrong(text: str, on: Roll) -> str:
    """Why the text is no vote, for a line of its own; "" where it is one."""
    try:
        parse(text, on)
    except VoteError as error:
        return _("Tegn {place}: {what}").format(place=error.start + 1, what=safe(said_in_language(error.message)))
    return ""


def _rolls(meeting: Meeting, points: Sequence[DecisionPoint]) -> dict[str, Roll]:
    """Who can vote at the items of the points: not the same at each of them."""
    items = dict.fromkeys(meeting.find_point(point.id)[0].id for point in points)
    return {item: roll_at(meeting, item) for item in items}


def _at_items(meeting: Meeting, ballot: Ballot, rolls: Mapping[str, Roll]) -> list[str]:
    """What does not add up at the items of a vote; where they are several, the item is named."""
    several = len(rolls) > 1
    return [
        (f"{safe(meeting.item(item).name)}: " if several else "") + f"{_said(one.message)} ({_said(one.rule)})"
        for item, one in doubts_at(ballot, rolls)
    ]


def doubt_lines(said: Sequence[str], more: Sequence[str]) -> list[str]:
    """What does not add up, each with its rule, and how to keep it."""
    found = [*(f"? {one}" for one in said), *more]
    return [*found, _("Enter igen beholder afstemningen, som den er skrevet.")] if found else []


def _against_outcome(points: Sequence[DecisionPoint], ballot: Ballot) -> list[str]:
    """That the outcome which is recorded is not the one that the vote gives."""
    if ballot.result is Result.UNKNOWN:
        return []
    fell = ballot.result is not Result.CARRIED
    return [
        _("? {point} er noteret som {outcome}, men afstemningen giver: {result}").format(
            point=point.label, outcome=_(BY_CODE[point.outcome].word), result=safe(result_text(ballot))
        )
        for point in points
        if point.outcome is not None and (point.bucket is Bucket.REJECTED) != fell
    ]


def _said(message: str) -> str:
    return said_in_language(message) if isinstance(message, Marked) else _(message)


def _outcome(meeting: Meeting, point: DecisionPoint, ballot: Ballot) -> str:
    """What the result makes of a point that is still open."""
    return _FELL.get(ballot.result) or recommended(meeting, point).code


def _decisions(meeting: Meeting, new: Vote) -> list[NewEvent]:
    """What a vote decides: those of its points that are still open, where it is on the proposal itself."""
    if new.subject or new.ballot.result is Result.UNKNOWN:
        return []
    points = (meeting.find_point(point)[1] for point in new.points)
    return [
        NewEvent("decided", {"point": point.id, "outcome": _outcome(meeting, point, new.ballot)}, meeting.id)
        for point in points if point.outcome is None
    ]


def _decided(meeting: Meeting, new: Vote) -> Meeting:
    """The meeting as the vote makes it, to word the vote by."""
    for event in _decisions(meeting, new):
        meeting = apply(meeting, Event("", meeting.id, "", "", event.kind, event.payload, ""))
    return meeting


def voted(meeting: Meeting, points: Sequence[DecisionPoint], values: Mapping[str, str]) -> Act | None:
    """The answer to :func:`vote`; an empty text takes the vote on that subject away."""
    subject, text = values["subject"].strip(), values["votes"].strip()
    before = known_vote(meeting, points[0], subject)
    points = covered(meeting, points, subject)
    names = points_name(meeting, points)
    item, _point = meeting.find_point(points[0].id)
    if not text:
        if before is None:
            return None
        payload = {"id": before.id, "item": item.id, "points": list(before.points)}
        return done_in(meeting, _("{point}: afstemning slettet").format(point=names), ("vote_removed", payload))
    rolls = _rolls(meeting, points)
    on = rolls[item.id]
    ballot = parse(text, on)
    event = vote_event(meeting, [point.id for point in points], ballot, rolls, subject, before)
    at = {point.id for point in points}
    others = {known_vote(meeting, point, subject) for point in points} - {None, before}
    events = [
        # The same vote for several points takes the place of those that they had on the subject.
        NewEvent("vote_removed", {"id": one.id, "item": item.id, "points": list(one.points)}, meeting.id)
        for one in meeting.votes if one in others and at.issuperset(one.points)
    ]
    events.append(event)
    new = Vote("", tuple(point.id for point in points), None, subject, ballot)
    events += _decisions(meeting, new)
    about = f"{names}, {safe(subject)}" if subject else names
    said = f"{about}: {safe(vote_result(new, _decided(meeting, new))) or _('stemmer noteret')}"
    return Act(said, tuple(events), _offer(ballot, on))


def _offer(ballot: Ballot, on: Roll) -> str:
    """That those who were outvoted may ask for a dissent."""
    lost = outvoted(ballot, on)
    if len(lost) > 3:
        lost = (*lost[:2], _("{count} til").format(count=len(lost) - 2))
    return _("D særstandpunkt for {names}").format(names=safe(listed(lost))) if lost else ""


def vote_event(
    meeting: Meeting, points: Sequence[str], ballot: Ballot, rolls: Mapping[str, Roll], subject: str,
    before: Vote | None, amendment: str | None = None,
) -> NewEvent:
    """A vote as an event: a new one, or a correction of the one before."""
    payload = {
        "id": before.id if before else str(uuid4()),
        "points": list(points),
        "subject": subject,
        "ballot": ballot_data(ballot),
        "kept": bool(doubts_at(ballot, rolls)),
    }
    if amendment is not None:
        payload["amendment"] = amendment
    return NewEvent("vote_taken", payload, meeting.id)


def amendment_vote(meeting: Meeting, item: Item, amendment: Amendment, asked: Sequence[str]) -> Question:
    """Who voted how on an amendment. ``asked`` is what is questioned whatever is typed."""
    on = roll_at(meeting, item.id)
    rolls = {item.id: on}
    before = next((vote for vote in reversed(meeting.votes) if vote.amendment == amendment.id), None)

    def meant(ballot: Ballot, _values: Mapping[str, str]) -> Sequence[str]:
        words = vote_text(Vote("", (), amendment.id, "", ballot), meeting)
        return [_("Referat: {text}").format(text=safe(words))]

    def answer(values: Mapping[str, str]) -> Act | None:
        points = [amendment.point] if amendment.point else []
        if not values["votes"].strip():
            gone = {"id": before.id, "item": item.id, "points": points} if before else None
            return done_in(meeting, _("ændringsforslag: afstemning slettet"), ("vote_removed", gone)) if gone else None
        ballot = parse(values["votes"], on)
        event = vote_event(meeting, points, ballot, rolls, "", before, amendment.id)
        result = result_text(ballot, amendment_word(ballot.result.outcome) if ballot.result.outcome else "")
        said = _("ændringsforslag: {result}").format(result=safe(result) or _("stemmer noteret"))
        return Act(said, (event._replace(payload={**event.payload, "item": item.id}),), _offer(ballot, on))

    title = _("Stemmer · ændringsforslag: {text}").format(text=safe(amendment.text))
    typed = write(before.ballot, on) if before else ""

    def doubtful(ballot: Ballot, _values: Mapping[str, str]) -> Sequence[str]:
        return doubt_lines(_at_items(meeting, ballot, rolls), asked)

    return _question("amendment_vote", title, on, typed, meant, doubtful, answer)
