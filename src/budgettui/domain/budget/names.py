"""One department over many documents: which entry of the municipality a printed name stands for.

A name matches where it is written as the municipality's file writes it, give or take case, spaces and punctuation.
Anything else stands for an entry only after a person has confirmed it: nothing here guesses.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from budgettui.domain.errors import BudgettuiError
from budgettui.domain.municipality import Area, Department, Entry, Municipality

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "&": " og "})
_APART = re.compile(r"(?<![0-9])\.|\.(?![0-9])|[^\w.]|_")
#: The code of a sector ("5.51") or of an account ("5.32.30") somewhere in a label.
_CODE = re.compile(r"(?<![0-9.,])[0-9]{1,2}(?:\.[0-9]{2,3}){1,5}(?![0-9.,])")


def fold(name: str) -> str:
    """A name without what differs between documents: case, spaces, punctuation, and the two ways to write æ, ø, å.

    The points inside a code are kept. Folding a folded name changes nothing.
    """
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold()).translate(_LETTERS)
    return " ".join(_APART.sub(" ", text).split())


def is_another(municipality: Municipality, said: str | None) -> bool:
    """Whether this is the name of another municipality than ours: its departments only look like ours.

    The word "kommune" may be left out of our own name.
    """
    name = fold(said or "")
    return name.endswith("kommune") and name.removesuffix("kommune").strip() != fold(
        municipality.name
    ).removesuffix("kommune").strip()


class UnknownName(BudgettuiError, ValueError):
    """No entry of the municipality has this key, or nobody has confirmed this name."""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A person's word that a printed name stands for an entry. ``within`` is the department's code that it was
    printed under, empty for none."""

    name: str
    key: str
    within: str = ""


def clashes(entries: Iterable[Entry]) -> Iterator[tuple[str, Entry, Entry]]:
    """(spelling, entry, entry): what would lead to two departments, or to two areas of one department.

    Areas of different departments may have one name: the department that they are printed under tells them apart.
    """
    known: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        for spelling in filter(fold, entry.spellings):
            other = known.setdefault((_place(entry), fold(spelling)), entry)
            if other != entry:
                yield spelling, other, entry


def _place(entry: Entry) -> str:
    return entry.department if isinstance(entry, Area) else ""


@dataclass(frozen=True)
class NameBook:
    """The names of a municipality, with what people have confirmed."""

    municipality: Municipality
    confirmed: tuple[Confirmation, ...] = ()
    _departments: dict[str, Department] = field(init=False, repr=False, compare=False)
    _areas: dict[str, dict[str, Area]] = field(init=False, repr=False, compare=False)
    _keys: dict[str, Entry] = field(init=False, repr=False, compare=False)
    _said: dict[tuple[str, str], Entry] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        departments: dict[str, Department] = {}
        areas: dict[str, dict[str, Area]] = {}
        for entry in self.municipality.entries:
            for spelling in filter(None, map(fold, entry.spellings)):
                if isinstance(entry, Area):
                    areas.setdefault(entry.department, {}).setdefault(spelling, entry)
                else:
                    departments.setdefault(spelling, entry)
        keys: dict[str, Entry] = {entry.key: entry for entry in self.municipality.entries}
        said = {(one.within, fold(one.name)): keys[one.key] for one in self.confirmed if one.key in keys}
        for name, value in (("_departments", departments), ("_areas", areas), ("_keys", keys), ("_said", said)):
            object.__setattr__(self, name, value)

    def entry(self, key: str) -> Entry | None:
        return self._keys.get(key)

    def words(self, key: str) -> str:
        """What people know the entry of a key by: "Børn og Unge (BU)", "2.51 Ejendomme (TM)"."""
        entry = self._keys[key]
        if isinstance(entry, Area):
            return " ".join(filter(None, (entry.code, entry.name, f"({entry.department})")))
        return f"{entry.name} ({entry.code})"

    def spellings(self, name: str) -> tuple[str, ...]:
        """Every way to write the entry that a name stands for, also what people have confirmed; none for others."""
        key = self.canonical(name)
        if key is None:
            return ()
        confirmed = (one.name for one in self.confirmed if one.key == key)
        return tuple(dict.fromkeys((*self._keys[key].spellings, *confirmed)))

    def canonical(self, name: str, within: str | None = None) -> str | None:
        """The key that a printed name is known by over documents ("MSB", "MTM/2.51"); ``None`` where it has none.

        ``within`` is the code of the department that the name is printed under. There it names an area of that
        department; else a department, or an area whose name only one department has.
        """
        found = self._exactly(name, within) or self._said.get((within or "", fold(name)))
        return found.key if found else None

    def _exactly(self, name: str, within: str | None) -> Entry | None:
        whole = fold(name)
        found = self._spelt(whole, within)
        code = _CODE.search(name)
        if found or not code or not whole:
            return found
        # "2.51 Ejendomme": the number must not say another area than the words do.
        named = self._spelt(fold(name.replace(code[0], " ", 1)), within)
        if isinstance(named, Area) and (named.code == code[0] or not _CODE.fullmatch(named.code)):
            return named
        return None

    def _spelt(self, folded: str, within: str | None) -> Entry | None:
        if within:
            return self._areas.get(within, {}).get(folded)
        if folded in self._departments:
            return self._departments[folded]
        found = [areas[folded] for areas in self._areas.values() if folded in areas]
        return found[0] if len(found) == 1 else None

    def named(self, wanted: str) -> list[Entry]:
        """The entries that a person may mean by a key, a code or a name; more than one where several have it."""
        if wanted in self._keys:
            return [self._keys[wanted]]
        folded = fold(wanted)
        return [entry for entry in self._keys.values() if folded in map(fold, (entry.key, *entry.spellings))]


def department_of(key: str | None, book: NameBook) -> str | None:
    """The code of the department that a canonical key is, or lies in."""
    entry = book.entry(key) if key else None
    return None if entry is None else entry.department if isinstance(entry, Area) else entry.code

