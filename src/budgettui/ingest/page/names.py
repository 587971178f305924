"""The names of one municipality in a text: departments, meeting bodies, parties. Settings, not rules.

Another municipality brings its own :class:`Municipality`; nothing else in the reading knows a name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TypeVar

from budgettui.domain.municipality import Department, Municipality

#: Bodies that every municipality may have; a committee is recognised by its ending.
COMMON_BODIES = ("Rådmandsmøde", "Magistraten", "Byrådet", "Byråd", "Kommunalbestyrelsen", "Økonomiudvalget")
#: Abbreviations of parties that stand in every part of the country; any single letter may be a party as well.
COMMON_PARTIES = frozenset(("S", "RV", "SF", "EL", "KF", "DF", "LA", "NB", "DD", "ALT", "UP", "UFP"))

#: What somebody is, printed before the name: "Rådmand Første Medlem".
TITLE = re.compile(
    r"(?P<role>(?:[1-3]\.\s*)?(?:vice)?(?:formand|borgmester)|næstformand|overborgmester|rådmand|"
    r"(?:adm\.\s*)?(?:[a-zæøå]+)?direktør|[a-zæøå]*chef|[a-zæøå]*sekretær|referent|"
    r"(?:udvalgs|byråds|kommunalbestyrelses|bestyrelses)?medlem(?:met|mer|merne)?|dirigent|ordstyrer|mødeleder|udvalgsformand|kommunaldirektør|byrådsmedlem)\s*:?\s+(?=[A-ZÆØÅ])",
    re.IGNORECASE,
)

_current: Municipality | None = None
#: How what was read with the names of the municipality is forgotten.
_forget: list[Callable[[], None]] = []
_A = TypeVar("_A", bound=Hashable)
_R = TypeVar("_R")


def remembered(function: Callable[[_A], _R]) -> Callable[[_A], _R]:
    """The function, whose answers are kept as long as the same names are looked for: the lines of a document are asked
    about more than once."""
    cached = lru_cache(maxsize=8192)(function)
    _forget.append(cached.cache_clear)
    return cached


def current() -> Municipality:
    """The municipality whose names are looked for: the one that was chosen, else the one in the program."""
    if _current is None:
        from budgettui.ingest.municipalities import embedded

        use(embedded())
    assert _current is not None
    return _current


def use(municipality: Municipality | None) -> None:
    """Look for this municipality's names from now on; ``None`` for those of the program."""
    global _current
    if municipality != _current:
        for forget in _forget:
            forget()
    _current = municipality


@contextmanager
def using(municipality: Municipality) -> Iterator[None]:
    """Look for this municipality's names inside the block."""
    before = _current
    use(municipality)
    try:
        yield
    finally:
        use(before)


_KOMMUNE = re.compile(r"\b((?:[A-ZÆØÅ][a-zæøå]+(?:-[A-ZÆØÅ][a-zæøå]+)?)) Kommunes?\b")
COMMITTEE = re.compile(r"[A-ZÆØÅ]\w*(?:-?,? (?:og )?[A-ZÆØÅ]\w*){0,5}(?<=[Uu]dvalg|valget)")


def municipality_named(text: str) -> str | None:
    """The municipality that the text names most often ("Aarhus Kommune"); ``None`` where it names none."""
    counts = Counter(match[1] for match in _KOMMUNE.finditer(text))
    counts.pop("Den", None)
    counts.pop("Danske", None)
    return f"{counts.most_common(1)[0][0]} Kommune" if counts else None


def abbreviations() -> dict[str, str]:
    return {one.code: one.name for one in current().departments}


def department_exactly(text: str) -> str | None:
    """The department whose name, or another name of it, is the whole text, whatever its case."""
    return _departments(current().name).get(text.strip().casefold())


@remembered
def _departments(_municipality: str) -> dict[str, str]:
    """The departments by the names that they have, in small letters."""
    named = ((name, one.name) for one in reversed(current().departments) for name in (one.name, *one.aliases))
    return {name.casefold(): department for name, department in named}


def department_cell(text: str) -> str:
    """The department of a cell that holds its name or its code; the text itself where it is none."""
    return department_exactly(text) or abbreviations().get(text, text)


def department_named(text: str) -> str | None:
    """The one department that the text is about: named at least twice as often as any other, else
    ``None``."""
    folded = text.casefold()
    counts = sorted(
        (
            (
                folded.count(one.name.casefold())
                + len(re.findall(rf"\b{re.escape(one.code)}\b", text))
                + sum(len(_whole(alias).findall(folded)) for alias in _other_names(one)),
                one.name,
            )
            for one in current().departments
        ),
        reverse=True,
    )
    if not counts or not counts[0][0]:
        return None
    if len(counts) > 1 and counts[1][0] * 2 > counts[0][0]:
        return None
    return counts[0][1]


def department_in(title: str) -> str | None:
    """The one department that a title names, in whatever case; ``None`` for none or several."""
    folded = title.casefold()
    found = [
        one.name
        for one in current().departments
        if one.name.casefold() in folded or any(_whole(alias).search(folded) for alias in _other_names(one))
    ]
    return found[0] if len(found) == 1 else None


def _other_names(department: Department) -> Iterator[str]:
    """The aliases that do not hold the name, which is looked for anyway."""
    return (alias for alias in department.aliases if department.name.casefold() not in alias.casefold())


def _whole(alias: str) -> re.Pattern[str]:
    """The alias as words of their own, perhaps in the genitive: an abbreviation may be a part of any word."""
    return re.compile(rf"(?<!\w){re.escape(alias.casefold())}s?(?!\w)")


def is_party(word: str) -> bool:
    """Whether this is what a party is called in minutes: a letter, or a known abbreviation."""
    return len(word) == 1 or word in COMMON_PARTIES or any(
        word in (party.letter, party.abbreviation) for party in current().parties
    )


def body_exactly(text: str) -> str | None:
    """The meeting body whose name is the whole text ("Rådmandsmøde", "Teknisk Udvalg")."""
    wanted = text.strip()
    for body in (*(body.name for body in current().bodies), *COMMON_BODIES):
        if wanted.casefold() == body.casefold():
            return body
    return wanted if len(wanted) < 60 and COMMITTEE.fullmatch(wanted) else None
