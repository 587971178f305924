"""How minutes say things: outcomes, votes, attendance, dates. Plain text in the chosen language."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from datetime import datetime

from budgettui.domain.amounts import KR, MIO_KR, Unit, format_amount, parse_unit
from budgettui.domain.budget.tally import added, price_levels
from budgettui.domain.errors import N_
from budgettui.domain.meeting.decisions import BY_CODE
from budgettui.domain.meeting.meeting import Amendment, Attendee, DecisionPoint, Item, Meeting, Step, Votes
from budgettui.i18n import _
from budgettui.i18n import date_text as date_text

#: The label of the line that says which version the minutes are: the same word in every language.
VERSION = "Version"
_ATTENDANCE = {
    "present": N_("til stede"),
    "apology": N_("afbud"),
    "absent": N_("fraværende"),
    "arrived": N_("kom til stede under punktet"),
    "left": N_("forlod mødet under punktet"),
    "out": N_("deltog ikke i sagens behandling"),
    "disqualified": N_("inhabil, deltog ikke i debat og afstemning"),
}
#: A text that begins with one of these goes on from the outcome's word: "udsat til næste møde"; with one of the others
#: after a comma: "forkastet, fordi beløbet mangler".
_GOES_ON = frozenset((
    *("ad", "af", "at", "efter", "for", "fra", "frem", "hos", "i", "indtil", "jf", "med", "mod"),
    *("og", "om", "over", "på", "samt", "som", "til", "under", "uden", "ved"),
    *("after", "and", "as", "by", "in", "on", "pending", "subject", "to", "until", "with"),
))
_CLAUSES = frozenset(("because", "da", "dog", "fordi", "forudsat", "herunder", "hvis", "idet", "men", "når", "så"))


def outcome_text(point: DecisionPoint) -> str:
    """What was decided, in the words of minutes: "godkendt", "udsat til næste møde"; "" while undecided."""
    if point.outcome is None:
        return ""
    outcome = BY_CODE[point.outcome]
    word = _(outcome.word)
    text = point.decision_text.strip()
    if not text:
        return word
    if text.casefold().startswith((word.casefold(), *outcome.also)):
        return text
    first = text.split(maxsplit=1)[0].casefold().rstrip(",.;:")
    head, _with, what = word.partition(" med ")
    if what and first == "med" and what in text.casefold().partition(",")[0]:
        return f"{head} {text}"  # "godkendt med den ændring, at …" says what the word says
    return f"{word}{',' if first in _CLAUSES else ''} {text}" if first in _GOES_ON | _CLAUSES else f"{word} – {text}"


def item_said(item: Item) -> str:
    """What became of an item's points, in the words of minutes: "At 1) godkendt; At 2) udsat til næste møde"."""
    return "; ".join(f"{point.label} {outcome_text(point) or _('ikke besluttet')}" for point in item.points)


def step_text(step: Step) -> str:
    """A station on a case's way: "3. maj 2026, Magistraten, punkt 4: At 1) anbefalet"."""
    number = _("punkt {number}").format(number=step.number) if step.number else ""
    place = ", ".join(part for part in (date_text(step.day), step.body, number) if part)
    said = _("lukket punkt") if step.closed else step.said
    return f"{place}: {said}" if said else place


def amendment_word(code: str) -> str:
    """What became of an amendment, in a word: it is drawn back where an item is taken off the agenda."""
    return _("trukket tilbage") if code == "withdrawn" else _(BY_CODE[code].word)


def to_words(meeting: Meeting, amendment: Amendment) -> str:
    """Which of several points an amendment changes: "til At 2)"; "" where that goes without saying."""
    item, point = meeting.place_of(amendment.item, amendment.point)
    several = item is not None and len(item.points) > 1 and not amendment.parent
    return _("til {point}").format(point=point.label) if several and point is not None else ""


def votes_text(votes: Votes) -> str:
    """The votes as minutes write them: "For stemte: A, B og F. Imod stemte: C og O.", or as counts."""
    parts = (
        (votes.for_, _("{count} stemte for"), _("For stemte: {names}")),
        (votes.against, _("{count} stemte imod"), _("Imod stemte: {names}")),
        (votes.abstained, _("{count} undlod at stemme"), _("Undlod at stemme: {names}")),
    )
    said = []
    for given, counted, named in parts:
        given = given.strip().rstrip(".")
        if given:
            said.append((counted.format(count=given) if given.isdecimal() else named.format(names=given)) + ".")
    return " ".join(said)


def person_text(person: Attendee, people: Iterable[Attendee]) -> str:
    """ "Socialchef (SC)", with role and party where they are known, and the member whose seat a substitute takes."""
    name = f"{person.name} ({person.initials})" if person.initials else person.name
    seat = next((one for one in people if one.id == person.substitute_for), None)
    instead = _("stedfortræder for {name}").format(name=short_name(seat)) if seat else None
    return ", ".join(part for part in (name, person.role, person.party, instead) if part)


def short_name(person: Attendee) -> str:
    """The initials, else the name."""
    return person.initials or person.name


def attendance_word(code: str, reason: str = "") -> str:
    """ "til stede", "afbud" or "fraværende"; at an item also "forlod mødet under punktet" and the like."""
    word = _(_ATTENDANCE[code])
    return f"{word} ({reason})" if reason else word


def changes_text(meeting: Meeting, item: Item, codes: Container[str]) -> str:
    """Who came or went at the item, or did not take part in it. Why somebody is disqualified may say too much of a
    closed item."""
    return "; ".join(
        f"{short_name(one)} {attendance_word(change.attendance, change.reason if item.open else '')}"
        for one in meeting.attendees
        for change in one.changes
        if change.item == item.id and change.attendance in codes
    )


def moment_text(at: str) -> str:
    """ "30. maj 2018 kl. 15.10": the wall clock of a moment in ISO 8601, wherever it is read."""
    moment = datetime.fromisoformat(at)
    return _("{date} kl. {clock}").format(date=date_text(moment.date()), clock=moment.strftime("%H.%M"))


def clock_text(at: str) -> str:
    """ "kl. 15.10": the wall clock alone."""
    return _("kl. {clock}").format(clock=datetime.fromisoformat(at).strftime("%H.%M"))


def item_title(item: Item) -> str:
    """Number and title; a closed item shows only its number and that it is closed."""
    title = item.title if item.open else _("Lukket punkt")
    return " ".join(part for part in (item.number, title) if part) or _("Punkt uden titel")


def money_unit(unit: str) -> Unit:
    """The unit of a meeting's amounts; mio. kr. where the paper names none that can be added up."""
    known = parse_unit(unit)
    return known if known is not None and known.hundredths is not None else MIO_KR


def unit_words(meeting: Meeting) -> str:
    """The unit of a meeting's amounts, and the price level that they are in; of several, all: they are added as they
    stand. What else is added that stands apart elsewhere is told, too."""
    unit = meeting.target.unit or _(money_unit("").label)
    return " · ".join([unit, *filter(None, [" + ".join(price_levels(meeting))]), *map(_, added(meeting))])


def exact_decimals(amounts: Iterable[int], unit: Unit) -> int:
    """The fewest decimals that show every amount exactly: at least one for millions, none or two for kr."""
    size = unit.hundredths or 1
    decimals = 1 if size >= 100_000_000 else 0
    for amount in amounts:
        while amount * 10**decimals % size:
            decimals += 2 if unit == KR else 1
    return decimals


class Money:
    """How amounts of a meeting are written beside each other: in its target's unit, with as many decimals as show every
    one of them exactly."""

    def __init__(self, meeting: Meeting, amounts: Iterable[int]) -> None:
        self.unit = money_unit(meeting.target.unit)
        self.decimals = exact_decimals(amounts, self.unit)

    def text(self, ore: int) -> str:
        return format_amount(ore, self.unit, self.decimals)

    def years(self, amounts: Mapping[int, int]) -> str:
        """ "2023 −16,1; 2024 −16,1"."""
        return "; ".join(f"{year} {self.text(amounts[year])}" for year in sorted(amounts))
