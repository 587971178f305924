"""A municipality's file: TOML with its departments, areas, bodies and parties, read strictly.

Everything that is wrong is told at once, each with its table and the line that the table begins on: the file is
written by hand, and a name that leads to two departments would put money in the wrong place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from budgettui.domain.budget.names import clashes, fold
from budgettui.domain.clean import clean_line
from budgettui.domain.errors import N_, BudgettuiError
from budgettui.domain.municipality import WITHIN, Area, Body, Department, Entry, Member, Municipality, Party
from budgettui.resources import resource

#: The longest file that is read: thousands of names, and no mistaken database.
LARGEST = 1_000_000


class MunicipalityError(BudgettuiError):
    """A municipality's file that cannot be used: the message names the file, the place and what is wrong."""


class Problem(NamedTuple):
    """Something wrong in a file: ``what`` is a marked message, ``where`` the table as the file writes it."""

    line: int | None
    where: str
    what: str


def embedded() -> Municipality:
    return load(resource("data", "municipality.toml"))


def load(file: Path) -> Municipality:
    """The municipality in a file. Raises ``MunicipalityError``: it cannot be read, or something in it is wrong; the
    message tells the first thing."""
    found, problems = check(file)
    if problems:
        raise as_error(file, problems[0])
    assert found is not None
    return found


def as_error(file: Path, problem: Problem) -> MunicipalityError:
    if problem.line is None:
        sentence = N_("{file}, {where}: {what}") if problem.where else N_("{file}: {what}")
    else:
        sentence = N_("{file}, linje {line}, {where}: {what}") if problem.where else N_("{file}, linje {line}: {what}")
    return MunicipalityError(sentence, file=file, line=problem.line, where=problem.where, what=problem.what)


def check(file: Path) -> tuple[Municipality | None, list[Problem]]:
    """The municipality in a file, and all that is wrong with it, in the order of the file; one of the two is empty.
    Raises ``MunicipalityError``: there is no such file, or it cannot be read."""
    try:
        with file.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError as error:
        raise MunicipalityError(
            N_("Kommunens fil {file} kan ikke læses: {reason}"), file=file, reason=error.strerror or error
        ) from error
    if len(content) > LARGEST:
        return None, [Problem(None, "", N_("filen er for stor til at være en kommunes fil"))]
    return read(content)


def read(content: bytes) -> tuple[Municipality | None, list[Problem]]:
    """The municipality that the content of a file says, or all that is wrong with it."""
    import tomli

    try:
        text = content.decode("utf-8-sig")
        data = tomli.loads(text)
    except UnicodeDecodeError as error:
        return None, [Problem(content.count(b"\n", 0, error.start) + 1, "", N_("filen er ikke UTF-8"))]
    except tomli.TOMLDecodeError as error:
        return None, [Problem(error.lineno, "", N_("ikke gyldig TOML ({reason})").format(reason=error.msg))]
    file = _File(text, data)
    found = file.municipality()
    problems = sorted(file.problems, key=lambda one: one.line or 0)
    return (None, problems) if problems else (found, [])


@dataclass(frozen=True, slots=True)
class _Place:
    """A table of the file: how it is written, and its line."""

    where: str
    line: int | None


class _File:
    """Reads the tables one by one and gathers what is wrong."""

    def __init__(self, text: str, data: Mapping[str, Any]) -> None:
        self.text = text
        self.data = data
        self.problems: list[Problem] = []

    def municipality(self) -> Municipality:
        top = _Place("", None)
        self._known(self.data, ("name", "code", "population", *_TABLES), top)
        name, code = self._text(self.data, "name", top, needed=True), self._text(self.data, "code", top)
        departments = [self._department(*one) for one in self._tables("department")]
        areas = [self._area(*one, {department.code for department, _ in departments}) for one in self._tables("area")]
        self._apart([*departments, *areas])
        parties = [self._party(*one) for one in self._tables("party")]
        self._once(parties, lambda one: filter(None, (one.letter, one.abbreviation)))
        codes = frozenset(department.code for department, _ in departments)
        known = frozenset(word for party, _ in parties for word in (party.letter, party.abbreviation) if word)
        bodies = [self._body(*one, codes, known) for one in self._tables("body")]
        self._once(bodies, lambda one: (one.name,))
        return Municipality(
            name, code,
            tuple(one for one, _ in departments), tuple(one for one, _ in areas),
            tuple(one for one, _ in bodies), tuple(one for one, _ in parties), self._population(),
        )  # fmt: skip

    # The tables.

    def _department(self, table: Mapping[str, Any], place: _Place) -> tuple[Department, _Place]:
        self._known(table, ("code", "name", "aliases"), place)
        code = self._code(table, place, needed=True)
        return Department(code, self._text(table, "name", place, needed=True), self._texts(table, place)), place

    def _area(self, table: Mapping[str, Any], place: _Place, departments: set[str]) -> tuple[Area, _Place]:
        self._known(table, ("code", "name", "department", "aliases"), place)
        home = self._text(table, "department", place, needed=True)
        self._department_known(home, departments, place)
        name = self._text(table, "name", place, needed=True)
        return Area(home, name, self._code(table, place), self._texts(table, place)), place

    def _party(self, table: Mapping[str, Any], place: _Place) -> tuple[Party, _Place]:
        self._known(table, ("letter", "name", "abbreviation"), place)
        letter = self._text(table, "letter", place, needed=True)
        return Party(letter, self._text(table, "name", place), self._text(table, "abbreviation", place)), place

    def _body(
        self, table: Mapping[str, Any], place: _Place, departments: frozenset[str], parties: frozenset[str]
    ) -> tuple[Body, _Place]:
        self._known(table, ("name", "level", "department", "quorum", "members", "substitutes", "agenda"), place)
        home = self._text(table, "department", place)
        self._department_known(home, departments, place)
        quorum = self._number(table, "quorum", place, least=1)
        members = self._members(table, "members", place, parties)
        if quorum is not None and members and quorum > len(members):
            self._wrong(place, N_("quorum er {quorum}, men der er kun {n} medlemmer").format(
                quorum=quorum, n=len(members)))
        body = Body(
            self._text(table, "name", place, needed=True), self._number(table, "level", place, least=0) or 0,
            home, quorum, members, self._members(table, "substitutes", place, parties),
            self._texts(table, place, "agenda"),
        )  # fmt: skip
        return body, place

    def _members(
        self, table: Mapping[str, Any], key: str, place: _Place, parties: frozenset[str]
    ) -> tuple[Member, ...]:
        given = table.get(key, [])
        if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
            self._wrong(place, N_('{key} skal være en liste af tabeller: [{{ name = "…", initials = "…" }}]').format(
                key=key))
            return ()
        found = []
        for number, one in enumerate(given, 1):
            own = _Place(f"{place.where} {key} {number}", place.line)
            self._known(one, ("name", "initials", "role", "party"), own)
            party = self._text(one, "party", own)
            if party and parties and party not in parties:
                self._wrong(own, N_("partiet {party} står ikke under [[party]]").format(party=party))
            name = self._text(one, "name", own, needed=True)
            found.append(Member(name, self._text(one, "initials", own), self._text(one, "role", own), party))
        return tuple(found)

    def _population(self) -> tuple[tuple[int, int], ...]:
        """Inhabitants by year; beside them ``source`` says where the figures were published."""
        place = _Place("[population]", None)
        given = self.data.get("population", {})
        if not isinstance(given, dict):
            self._wrong(place, N_("skal skrives som [population] med et årstal og et folketal på hver linje"))
            return ()
        found = []
        for key in given:
            if key == "source":
                self._text(given, key, place)
            elif not re.fullmatch("(?:19|20)[0-9]{2}", key):
                self._wrong(place, N_("{key} er ikke et årstal").format(key=clean_line(key)))
            elif (people := self._number(given, key, place, least=1)) is not None:
                found.append((int(key), people))
        return tuple(sorted(found))

    # What holds between them.

    def _apart(self, entries: Sequence[tuple[Entry, _Place]]) -> None:
        places: dict[Entry, _Place] = {}
        keys: dict[str, _Place] = {}
        for entry, place in entries:
            if entry.key in keys:
                other = _said(keys[entry.key])
                self._wrong(place, N_("{name} står også i {other}").format(name=entry.key, other=other))
            keys.setdefault(entry.key, place)
            places.setdefault(entry, place)
            for spelling in entry.spellings:
                if spelling and not fold(spelling):
                    self._wrong(place, N_("»{name}« har hverken bogstaver eller tal").format(name=spelling))
        for spelling, first, second in clashes(places):
            if first.key != second.key:
                self._wrong(places[second], N_("»{name}« fører også til {other} ({place})").format(
                    name=spelling, other=first.name, place=_said(places[first])))

    def _once(self, entries: Sequence[tuple[Any, _Place]], spellings: Callable[[Any], Any]) -> None:
        known: dict[str, _Place] = {}
        for entry, place in entries:
            for spelling in dict.fromkeys(spellings(entry)):
                if spelling.casefold() in known:
                    self._wrong(place, N_("{name} står også i {other}").format(
                        name=spelling, other=_said(known[spelling.casefold()])))
                known.setdefault(spelling.casefold(), place)

    def _department_known(self, code: str, departments: set[str] | frozenset[str], place: _Place) -> None:
        if code and code not in departments:
            self._wrong(place, N_("afdelingen {code} står ikke under [[department]]").format(code=code))

    # Values.

    def _tables(self, name: str) -> Iterator[tuple[Mapping[str, Any], _Place]]:
        given = self.data.get(name, [])
        if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
            self._wrong(_Place(name, None), N_("skal skrives som [[{name}]], én gang for hver").format(name=name))
            return
        heads = [match.start() for match in re.finditer(rf"(?m)^[ \t]*\[\[[ \t]*{name}[ \t]*\]\]", self.text)]
        # Where the tables are not written so, their lines are not known.
        lines = [self.text.count("\n", 0, at) + 1 for at in heads] if len(heads) == len(given) else []
        for number, table in enumerate(given):
            shown = next((table[key] for key in ("code", "letter", "name") if isinstance(table.get(key), str)), "")
            where = " ".join(filter(None, (f"[[{name}]]", clean_line(shown) or str(number + 1))))
            yield table, _Place(where, lines[number] if lines else None)

    def _known(self, table: Mapping[str, Any], keys: Sequence[str], place: _Place) -> None:
        for key in table:
            if key not in keys:
                self._wrong(place, N_("{key} er ikke kendt her. De kendte er {known}.").format(
                    key=clean_line(key), known=", ".join(keys)))

    def _text(self, table: Mapping[str, Any], key: str, place: _Place, *, needed: bool = False) -> str:
        value = table.get(key, "")
        if not isinstance(value, str):
            self._wrong(place, N_("{key} skal være en tekst i anførselstegn").format(key=key))
            return ""
        text = clean_line(value).strip()
        if needed and not text:
            self._wrong(place, N_("{key} mangler").format(key=key))
        return text

    def _code(self, table: Mapping[str, Any], place: _Place, *, needed: bool = False) -> str:
        code = self._text(table, "code", place, needed=needed)
        if WITHIN in code:
            self._wrong(place, N_("en kode kan ikke indeholde {sign}").format(sign=WITHIN))
        return code

    def _texts(self, table: Mapping[str, Any], place: _Place, key: str = "aliases") -> tuple[str, ...]:
        given = table.get(key, [])
        if not isinstance(given, list) or not all(isinstance(one, str) and clean_line(one).strip() for one in given):
            self._wrong(place, N_('{key} skal være en liste af tekster: ["…", "…"]').format(key=key))
            return ()
        return tuple(clean_line(one).strip() for one in given)

    def _number(self, table: Mapping[str, Any], key: str, place: _Place, *, least: int) -> int | None:
        value = table.get(key)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            self._wrong(place, N_("{key} skal være et helt tal fra {least} og op").format(key=key, least=least))
            return None
        return value

    def _wrong(self, place: _Place, what: str) -> None:
        self.problems.append(Problem(place.line, place.where, what))


_TABLES = ("department", "area", "body", "party")


def _said(place: _Place) -> str:
    return place.where if place.line is None else N_("{where}, linje {line}").format(where=place.where, line=place.line)
