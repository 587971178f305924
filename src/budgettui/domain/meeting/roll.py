"""The roll of those who can vote at an item, with every way in which they may be named.

A party is named by its letter, its abbreviation or its name; a person by initials or name. Minutes print the form in
which the meeting's own list of participants has the parties, else the letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from budgettui.domain.meeting.ballots import Ballot, Group, Side
from budgettui.domain.meeting.meeting import Attendee, Meeting
from budgettui.domain.meeting.presence import Voters, members, voters
from budgettui.domain.municipality import Party


def spellings(party: Party) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in (party.letter, party.abbreviation, party.name) if name))


@dataclass(frozen=True)
class Roll:
    """The members (``people``) with a vote in principle, how they stand at the item, and the parties."""

    people: tuple[Attendee, ...] = ()
    parties: tuple[Party, ...] = ()
    at: Voters = field(default=Voters())

    @cached_property
    def abbreviated(self) -> bool:
        """Whether the participants' parties stand as abbreviations: then minutes print those."""
        written = {(one.party or "").strip().casefold() for one in self.people}
        letters = {party.letter.casefold() for party in self.parties}
        return bool(written & {party.abbreviation.casefold() for party in self.parties if party.abbreviation} - letters)

    def label(self, party: Party) -> str:
        """What minutes print for a party."""
        return (party.abbreviation if self.abbreviated else party.letter) or party.letter or party.name

    def party_of(self, person: Attendee) -> str:
        """The label of the person's party; "" outside the parties."""
        wanted = (person.party or "").strip().casefold()
        known = (self.label(one) for one in self.parties if wanted in (name.casefold() for name in spellings(one)))
        return next(known, person.party or "") if wanted else ""

    def group(self, party: str) -> tuple[str, ...]:
        """The ids of the party's members who can vote at the item."""
        here = {*self.at.sure, *self.at.perhaps}
        return tuple(one.id for one in self.people if one.id in here and self.party_of(one) == party)

    @property
    def here(self) -> tuple[str, ...]:
        """The ids of all who can vote at the item, in the order of the list."""
        able = {*self.at.sure, *self.at.perhaps}
        return tuple(one.id for one in self.people if one.id in able)

    def person(self, person_id: str) -> Attendee | None:
        return next((one for one in self.people if one.id == person_id), None)

    def name(self, person_id: str) -> str:
        """How minutes name a member: initials, else the name."""
        person = self.person(person_id)
        return person_id if person is None else person.initials or person.name


def roll(meeting: Meeting, item_id: str | None, parties: Iterable[Party]) -> Roll:
    """The roll at an item. A party that only the list of participants knows is named as it stands there."""
    able = members(meeting)
    known = tuple(parties)
    named = {name.casefold() for party in known for name in spellings(party)}
    more = dict.fromkeys(one.party for one in able if one.party and one.party.strip().casefold() not in named)
    return Roll(able, (*known, *(Party(label) for label in more)), voters(meeting, item_id))


def ballot(people: Sequence[Sequence[str]], said: Sequence[tuple[int | None, Sequence[str]]], on: Roll) -> Ballot:
    """A ballot in its one form: names only where a group splits (ruling 89.1.3).

    ``people`` are the ids on each of the three sides; ``said`` is, for each, the number that was typed and the
    parties whose members nobody knows. A party whose present members all stand on one side is named as a group; where
    more than half of it does, as a group without the others; else its members are named.
    """
    whole: list[dict[str, tuple[str, ...]]] = [{}, {}, {}]
    single: list[set[str]] = [set(side) for side in people]
    for party in dict.fromkeys(on.party_of(one) for one in on.people):
        group = on.group(party)
        for place, side in enumerate(single):
            with_it = [one for one in group if one in side]
            if party and with_it and len(with_it) * 2 > len(group):
                whole[place][party] = tuple(one for one in group if one not in side)
                side.difference_update(with_it)
    order = {on.label(party): place for place, party in enumerate(on.parties)}
    ranks = {one.id: place for place, one in enumerate(on.people)}
    sides = []
    for place, ids in enumerate(people):
        number, unknown = said[place]
        labels = sorted({*whole[place], *unknown}, key=lambda label: (order.get(label, len(order)), label))
        groups = tuple(Group(label, whole[place].get(label, ())) for label in labels)
        counted = None if unknown else len(set(ids))
        names = tuple(sorted(single[place], key=lambda one: ranks.get(one, len(ranks))))
        sides.append(Side(counted if number is None else number, groups, names, said=number is not None))
    return Ballot(*sides)


def everyone(side: Side, on: Roll) -> tuple[str, ...]:
    ids = [one for group in side.groups for one in on.group(group.party) if one not in group.without]
    return tuple(dict.fromkeys((*ids, *side.people)))
