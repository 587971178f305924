"""How minutes word a vote that was counted: the result first, then who stood where.

Names stand only where a group splits (ruling 89.1.3). A vote in which all stood together needs none.
"""

from __future__ import annotations

from budgettui.domain.meeting.ballots import Ballot, Group, Result, Side, SideName, Vote
from budgettui.domain.meeting.decisions import BY_CODE, Bucket
from budgettui.domain.meeting.meeting import Meeting
from budgettui.export.wording import short_name
from budgettui.i18n import _, listed, ngettext

#: What becomes of an amendment that a majority votes for.
_CARRIED = BY_CODE["adopted"]


def vote_text(vote: Vote, meeting: Meeting) -> str:
    """ "godkendt med 31 stemmer imod 14. 6 undlod. For stemte: A, B og F. Imod stemte: C og O. Undlod: Ø."

    Where a number is not known there is no result, and the sides are told as far as they are known.
    """
    ballot = vote.ballot
    sentences = [vote_result(vote, meeting)]
    if ballot.abstained.count:
        sentences.append(_("{count} undlod").format(count=ballot.abstained.count))
    if ballot.result is Result.UNKNOWN:
        for side, words in ((ballot.for_, _("{count} stemte for")), (ballot.against, _("{count} stemte imod"))):
            if side.said and side.count:
                sentences.append(words.format(count=side.count))
    if vote.kept or not _unanimous(ballot):
        names = {SideName.FOR: _("For stemte: {names}"), SideName.AGAINST: _("Imod stemte: {names}"),
                 SideName.ABSTAINED: _("Undlod: {names}")}
        sentences += [names[name].format(names=told) for name in SideName
                      if (told := side_names(ballot.side(name), meeting))]
    return " ".join(f"{sentence}." for sentence in sentences if sentence)


def vote_result(vote: Vote, meeting: Meeting) -> str:
    """The result with its numbers alone, in the word of what was decided."""
    return result_text(vote.ballot, _outcome(vote, meeting))


def _unanimous(ballot: Ballot) -> bool:
    return bool(ballot.for_.count) and ballot.against.count == 0 and ballot.abstained.count == 0


def result_text(ballot: Ballot, word: str = "") -> str:
    """The result with its numbers; ``word`` says what the majority decided, where it is not "godkendt"."""
    ayes, noes = ballot.for_.count, ballot.against.count
    match ballot.result:
        case Result.CARRIED:
            words = _("enstemmigt {word} med {votes}") if _unanimous(ballot) else (
                _("{word} med {votes} imod {noes}") if noes else _("{word} med {votes}"))
            return words.format(word=word or _("godkendt"), votes=_votes(ayes or 0), noes=noes)
        case Result.REJECTED:
            words = _("{word} med {votes} for og {noes} imod")
            return words.format(word=word or _("forkastet"), votes=_votes(ayes or 0), noes=noes)
        case Result.LAPSED:
            return _("bortfaldet ved stemmelighed, {ayes} for og {noes} imod").format(ayes=ayes, noes=noes)
    return ""


def _votes(count: int) -> str:
    return ngettext("{count} stemme", "{count} stemmer", count).format(count=count)


def _outcome(vote: Vote, meeting: Meeting) -> str:
    """The word of what was decided, where the outcome of the proposal itself goes with the result."""
    if vote.amendment and vote.ballot.result is Result.CARRIED:
        return _(_CARRIED.word)
    if vote.subject or vote.amendment or len(vote.points) == 0:
        return ""
    outcomes = {meeting.find_point(point)[1].outcome for point in vote.points}
    code = outcomes.pop() if len(outcomes) == 1 else None
    if code is None:
        return ""
    fell = BY_CODE[code].bucket is Bucket.REJECTED
    return _(BY_CODE[code].word) if fell == (vote.ballot.result is Result.REJECTED) else ""


def side_names(side: Side, meeting: Meeting) -> str:
    """ "A (undtagen KL), B og MN (C)"."""
    return listed([*(_group(group, meeting) for group in side.groups),
                   *(_person(person, meeting) for person in side.people)])


def _group(group: Group, meeting: Meeting) -> str:
    if not group.without:
        return group.party
    people = {one.id: short_name(one) for one in meeting.attendees}
    return _("{group} (undtagen {names})").format(
        group=group.party, names=listed(people.get(one, one) for one in group.without))


def _person(person_id: str, meeting: Meeting) -> str:
    person = next((one for one in meeting.attendees if one.id == person_id), None)
    if person is None:
        return person_id
    return f"{short_name(person)} ({person.party})" if person.party else short_name(person)
