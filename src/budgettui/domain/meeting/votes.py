"""The grammar of a vote, as it is typed.

::

    vote    = clause { [";" | "."] clause } | "enstemmigt"
    clause  = members side [ "undtagen" persons ] | side members
    members = { number | "ingen" | party | person | "alle" | "resten" | "undtagen" person | "," | "/" | "og" … }
    side    = "for" | "ja" | "imod" | "mod" | "nej" | "undlod" | "undladt" | "undlader" | "blankt"

``A B F for; C O imod; Ø undlod`` · ``A for undtagen KL; KL imod`` · ``31 for 14 imod 6 undlod`` · ``alle for`` ·
``9 A B for; 4 C imod`` where nobody knows how many they are. What minutes print reads as well: ``For stemte: A og B.``
A member who is named counts as named, and not with the party; "resten" may stand with a side that stands there already.
Where a name is a word of the grammar as well ("JA", "AT"), it is the name where it is written as the list has it.
:func:`write` gives the one spelling that :func:`parse` reads back as the same ballot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from budgettui.domain.errors import N_
from budgettui.domain.meeting.ballots import Ballot, SideName
from budgettui.domain.meeting.meeting import Attendee
from budgettui.domain.meeting.roll import Roll, ballot, spellings
from budgettui.domain.municipality import Party

_SIDES = {
    "for": SideName.FOR, "ja": SideName.FOR, "imod": SideName.AGAINST, "mod": SideName.AGAINST,
    "nej": SideName.AGAINST, "undlod": SideName.ABSTAINED, "undlader": SideName.ABSTAINED,
    "undladt": SideName.ABSTAINED, "blankt": SideName.ABSTAINED, "blank": SideName.ABSTAINED,
}
_NOISE = frozenset(("stemte", "stemmer", "stemme", "at", "og", "samt", *",:+/&()"))
_ENDS = frozenset((";", "."))
_UNANIMOUS = re.compile(r"enstemmigt?(?: (?:for|godkendt|vedtaget|tiltrådt|anbefalet))?|alle")
_ALL, _REST, _NOBODY, _EXCEPT = "alle", ("resten", "øvrige", "andre"), "ingen", ("undtagen", "minus", "pånær")
_WORDS = frozenset((*_SIDES, *_NOISE, *_ENDS, _ALL, *_REST, _NOBODY, *_EXCEPT))
_TOKEN = re.compile(r"[;,:+/&()]|\.(?=\s|$)|(?:[^\s;,:+/&().]|\.(?=\S))+")
_PLACES = {name: place for place, name in enumerate(SideName)}


class VoteError(ValueError):
    """What was typed is no vote. ``start`` and ``end`` say where, in characters from 0."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.message = message
        self.start, self.end = start, end


class _Token(NamedTuple):
    text: str
    start: int
    end: int

    @property
    def folded(self) -> str:
        return self.text.casefold()

    def wrong(self, words: str) -> VoteError:
        return VoteError(words.format(name=self.text, side=self.text), self.start, self.end)


def _tokens(text: str) -> list[_Token]:
    return [_Token(match[0], match.start(), match.end()) for match in _TOKEN.finditer(text)]


@dataclass
class _Clause:
    """One side as it was typed: who stands on it, before anything is counted."""

    number: int | None = None
    parties: dict[str, _Token] = field(default_factory=dict)
    people: dict[str, _Token] = field(default_factory=dict)
    without: dict[str, _Token] = field(default_factory=dict)
    all: _Token | None = None
    rest: _Token | None = None

    def join(self, more: _Clause) -> _Clause:
        """What two clauses say of one side; neither has a number."""
        return _Clause(
            None, self.parties | more.parties, self.people | more.people, self.without | more.without,
            self.all or more.all, self.rest or more.rest,
        )

    @property
    def named(self) -> bool:
        return bool(self.parties or self.people or self.all or self.rest)


class _Names:
    """Every name on the roll, longest first."""

    def __init__(self, on: Roll) -> None:
        self._known: dict[tuple[str, ...], list[tuple[str, Party | Attendee]]] = {}
        for party in on.parties:
            for name in spellings(party):
                self._add(name, party)
        for person in on.people:
            for called in (person.initials, person.name):
                if called:
                    self._add(called, person)
        self._longest = max((len(key) for key in self._known), default=0)

    def _add(self, name: str, thing: Party | Attendee) -> None:
        key = tuple(token.folded for token in _tokens(name))
        if key:
            self._known.setdefault(key, []).append((name, thing))

    def find(self, tokens: list[_Token], at: int, text: str) -> tuple[Party | Attendee, int] | None:
        """What is named from here on, and how many tokens that takes; ``None`` where nothing is.

        Raises :class:`VoteError` where two things go by that name, and the case of the letters does not tell them
        apart.
        """
        for length in range(min(self._longest, len(tokens) - at), 0, -1):
            key = tuple(token.folded for token in tokens[at : at + length])
            found = self._known.get(key, [])
            start, end = tokens[at].start, tokens[at + length - 1].end
            exact = [thing for name, thing in found if name == text[start:end]]
            alike = [thing for _, thing in found] if length > 1 or key[0] not in _WORDS else []
            things = list(dict.fromkeys(exact or alike))
            if len(things) > 1:
                raise VoteError(
                    N_("»{name}« kan være flere: skriv det fulde navn").format(name=text[start:end]), start, end
                )
            if things:
                return things[0], length
        return None


def named(text: str, on: Roll) -> tuple[list[Party | Attendee], list[str]]:
    """The parties and members that a text names, in its order, and its words that name nobody, or more than one."""
    tokens, names = _tokens(text), _Names(on)
    found: list[Party | Attendee] = []
    strange: list[tuple[int, int]] = []
    at = 0
    while at < len(tokens):
        token, at = tokens[at], at + 1
        try:
            thing = names.find(tokens, at - 1, text)
        except VoteError:
            thing = None
        if thing is not None:
            found.append(thing[0])
            at += thing[1] - 1
        elif token.folded not in _NOISE | _ENDS:
            joined = strange and not text[strange[-1][1] : token.start].strip()
            start = strange.pop()[0] if joined else token.start
            strange.append((start, token.end))
    return list(dict.fromkeys(found)), [text[start:end] for start, end in strange]


def parse(text: str, on: Roll) -> Ballot:
    """The vote that was typed. Raises ``VoteError``: it is not in the grammar, names somebody who is not on the roll,
    or puts somebody on two sides."""
    clauses: dict[SideName, _Clause] = {}
    unanimous = _UNANIMOUS.fullmatch(" ".join(text.casefold().split()).rstrip("."))
    for side, clause, token in _Parser("alle for" if unanimous else text, on).clauses():
        before = clauses.get(side)
        # "A for; BA imod; resten for": a second clause that names somebody is more likely a slip of the pen.
        if before is not None and not (clause.rest and before.number is clause.number is None):
            raise token.wrong(N_("{side} står der to gange"))
        clauses[side] = before.join(clause) if before else clause
    if not clauses:
        raise VoteError(N_("skriv, hvem der stemte hvad: A B for; C imod; Ø undlod"), 0, len(text))
    return _resolve(clauses, on)


class _Parser:
    def __init__(self, text: str, on: Roll) -> None:
        self.text = text
        self.on = on
        self.tokens = _tokens(text)
        self.names = _Names(on)
        self.at = 0

    def clauses(self) -> Iterator[tuple[SideName, _Clause, _Token]]:
        while self._skip(_ENDS | _NOISE):
            token = start = self.tokens[self.at]
            if token.folded in _SIDES and not self._named():
                self.at += 1
                clause = self._members()
            else:
                clause = self._members()
                if self.at >= len(self.tokens) or self.tokens[self.at].folded not in _SIDES:
                    end = self.tokens[self.at - 1].end if self.at else start.end
                    raise VoteError(
                        N_("mangler for, imod eller undlod efter »{text}«").format(text=self.text[start.start : end]),
                        start.start, end,
                    )
                token = self.tokens[self.at]
                self.at += 1
                while self._skip(_NOISE) and self.tokens[self.at].folded in _EXCEPT:
                    self.at += 1
                    self._exceptions(clause)
            if not clause.named and clause.number is None:
                raise token.wrong(N_("hvem stemte {side}?"))
            yield _SIDES[token.folded], clause, token

    def _skip(self, what: frozenset[str]) -> bool:
        """Pass over these where they are no name; False at the end."""
        while self.at < len(self.tokens) and self.tokens[self.at].folded in what and not self._named():
            self.at += 1
        return self.at < len(self.tokens)

    def _named(self) -> bool:
        """Whether somebody is named from here on."""
        return self.names.find(self.tokens, self.at, self.text) is not None

    def _members(self) -> _Clause:
        clause = _Clause()
        while self._skip(_NOISE):
            token = self.tokens[self.at]
            found = self.names.find(self.tokens, self.at, self.text)
            if found is not None:
                thing, length = found
                self.at += length
                here = _Token(self.text[token.start : self.tokens[self.at - 1].end], token.start,
                              self.tokens[self.at - 1].end)
                if isinstance(thing, Party):
                    clause.parties.setdefault(self.on.label(thing), here)
                else:
                    clause.people.setdefault(thing.id, here)
                continue
            if token.folded in _SIDES or token.text in _ENDS:
                break
            self.at += 1
            after = self.tokens[self.at].folded if self.at < len(self.tokens) else ""
            if token.text.isascii() and token.text.isdigit() and clause.number is None and len(token.text) < 5:
                clause.number = int(token.text)
            elif token.folded == _NOBODY and clause.number is None:
                clause.number = 0
            elif token.folded in (_ALL, "de") and after in _REST:
                continue
            elif token.folded == _ALL:
                clause.all = token
            elif token.folded in _REST:
                clause.rest = token
            elif token.folded in _EXCEPT and (clause.parties or clause.all or clause.rest):
                self._exceptions(clause)
            else:
                raise token.wrong(N_("»{name}« kendes ikke"))
        return clause

    def _exceptions(self, clause: _Clause) -> None:
        """Members, of all also parties, that belong to what the clause names, as long as they do; at least one."""
        first = True
        while self._skip(_NOISE):
            token = self.tokens[self.at]
            found = self.names.find(self.tokens, self.at, self.text)
            if found is None:
                break
            thing, length = found
            everybody = clause.all or clause.rest
            if isinstance(thing, Party):
                those = self.on.group(self.on.label(thing)) if everybody else ()
            else:
                those = (thing.id,) if everybody or self.on.party_of(thing) in clause.parties else ()
            if not those:
                break
            clause.without.update(dict.fromkeys(those, token))
            self.at += length
            first = False
        if first:
            here = self.tokens[min(self.at, len(self.tokens) - 1)]
            raise here.wrong(N_("efter »undtagen« skal der stå et medlem af gruppen"))


def _resolve(clauses: dict[SideName, _Clause], on: Roll) -> Ballot:
    """Who stands where, each once: a member's own name before the party, the party before "alle" and "resten"."""
    side_of: dict[str, SideName] = {}
    parties: dict[str, SideName] = {}
    for side, clause in clauses.items():
        for person, token in clause.people.items():
            if person in side_of:
                raise token.wrong(N_("{name} står to steder"))
            side_of[person] = side
        for party, token in clause.parties.items():
            if party in parties:
                raise token.wrong(N_("{name} står to steder: skriv de enkeltes navne"))
            parties[party] = side
    unknown: dict[SideName, list[str]] = {side: [] for side in SideName}
    for party, side in parties.items():
        if not any(on.party_of(one) == party for one in on.people):
            unknown[side].append(party)
        elif not on.group(party):
            token = clauses[side].parties[party]
            raise token.wrong(N_("{name} har ingen med stemmeret til stede ved punktet"))
        for person in on.group(party):
            if person not in clauses[side].without:
                side_of.setdefault(person, side)
    _leftovers(clauses, on, side_of)
    people: list[list[str]] = [[], [], []]
    for person, side in side_of.items():
        people[_PLACES[side]].append(person)
    said = [(clauses[side].number if side in clauses else None, unknown[side]) for side in SideName]
    return ballot(people, said, on)


def _leftovers(clauses: dict[SideName, _Clause], on: Roll, side_of: dict[str, SideName]) -> None:
    """ "alle" and "resten": everybody in the room who is not named elsewhere."""
    sides = [(side, clause.all or clause.rest) for side, clause in clauses.items() if clause.all or clause.rest]
    for side, token in sides:
        assert token is not None
        if len(sides) > 1:
            raise token.wrong(N_("»{name}« kan kun stå ét sted"))
        if not on.here:
            raise token.wrong(N_("hvor mange er »{name}«? Ingen med stemmeret er noteret til stede"))
        for person in on.here:
            if person not in clauses[side].without:
                side_of.setdefault(person, side)


def write(of: Ballot, on: Roll) -> str:
    """The ballot as it is typed: ``A B F for; KL C imod; 6 undlod``. Sides with nobody are left out."""
    clauses = []
    for name in SideName:
        side = of.side(name)
        if not side.any and not side.said:
            continue
        parts = [str(side.count)] if side.said else []
        parts += [_spelling(person, on) for person in side.people]
        # A group is written without those who stand with another group; who is named stands where the name does.
        named = {person for other in SideName for person in of.side(other).people}
        for group in side.groups:
            apart = [person for person in group.without if person not in named]
            parts.append(group.party)
            if apart:
                parts.append(f"{_EXCEPT[0]} {' '.join(_spelling(person, on) for person in apart)}")
        clauses.append(" ".join((*parts, str({v: k for k, v in reversed(_SIDES.items())}[name]))))
    return "; ".join(clauses)


def _spelling(person_id: str, on: Roll) -> str:
    """The shortest name that means this member and nobody else."""
    person = on.person(person_id)
    if person is None:
        return person_id
    names = _Names(on)
    for name in (person.initials, person.name):
        if name:
            tokens = _tokens(name)
            try:
                found = names.find(tokens, 0, name)
            except VoteError:
                continue
            if found is not None and found == (person, len(tokens)):
                return name
    return person.name
