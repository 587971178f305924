"""A municipality: departments, areas, meeting bodies and parties. Settings of the user, never rules of the program."""

from __future__ import annotations

from dataclasses import dataclass

#: Between a department's code and an area's in the key of the area.
WITHIN = "/"


@dataclass(frozen=True, slots=True)
class Department:
    """A department (*magistratsafdeling, forvaltning*). ``aliases`` are former names and other ways to write it."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What the department is known by over documents: its code."""
        return self.code

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every way to write it, the name first."""
        return (self.name, self.code, *self.aliases)


@dataclass(frozen=True, slots=True)
class Area:
    """An area (*sektor, område*) of one department. ``code`` is its printed number as text; empty where it has none."""

    department: str
    name: str
    code: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What the area is known by over documents: "MTM/2.51", or its name after the department's code."""
        return f"{self.department}{WITHIN}{self.code or self.name}"

    @property
    def spellings(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(filter(None, (self.name, self.code, *self.aliases))))


#: What a name can stand for.
Entry = Department | Area


@dataclass(frozen=True, slots=True)
class Member:
    """Someone who sits in a body. ``party`` is a party's letter or abbreviation; empty for an official."""

    name: str
    initials: str = ""
    role: str = ""
    party: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """A meeting body. ``level`` is its place in a case's way up (1 first); ``department`` a code, empty for none.

    ``quorum`` is how many must be present. Where it is not set it is half the members, which is what the act on
    municipal government says (§ 11). ``agenda`` is the titles of the items
    that every meeting of it has, headings with "# " before them.
    """

    name: str
    level: int = 0
    department: str = ""
    quorum: int | None = None
    members: tuple[Member, ...] = ()
    substitutes: tuple[Member, ...] = ()
    agenda: tuple[str, ...] = ()

    @property
    def needed(self) -> int | None:
        """How many must be present; ``None`` where neither a quorum nor members are known."""
        if self.quorum is not None:
            return self.quorum
        return (len(self.members) + 1) // 2 or None


@dataclass(frozen=True, slots=True)
class Party:
    """A party or a local list: the letter on the ballot, and the abbreviation that minutes may use instead."""

    letter: str
    name: str = ""
    abbreviation: str = ""


@dataclass(frozen=True, slots=True)
class Municipality:
    """What a municipality calls its parts. ``code`` is its number in public registers, e.g. "751".

    ``population`` is (year, inhabitants on 1 January), oldest first.
    """

    name: str
    code: str = ""
    departments: tuple[Department, ...] = ()
    areas: tuple[Area, ...] = ()
    bodies: tuple[Body, ...] = ()
    parties: tuple[Party, ...] = ()
    population: tuple[tuple[int, int], ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Departments, each followed by its areas."""
        found: list[Entry] = []
        for one in self.departments:
            found += [one, *(area for area in self.areas if area.department == one.code)]
        return tuple(found)

    def body(self, name: str) -> Body | None:
        wanted = name.strip().casefold()
        return next((body for body in self.bodies if body.name.casefold() == wanted), None)
