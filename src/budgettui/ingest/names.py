"""The names of one municipality: departments, meeting bodies, parties. Settings, not rules.

Another municipality brings its own :class:`Municipality`; nothing else in the reading knows a name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Municipality:
    """What a municipality calls its parts. ``departments`` maps abbreviation to name."""

    name: str
    departments: Mapping[str, str] = field(default_factory=dict)
    bodies: tuple[str, ...] = ()
    parties: frozenset[str] = frozenset()


#: Bodies that every municipality may have; a committee is recognised by its ending.
COMMON_BODIES = ("Rådmandsmøde", "Magistraten", "Byrådet", "Byråd", "Kommunalbestyrelsen", "Økonomiudvalget")

AARHUS = Municipality(
    "Aarhus Kommune",
    {
        "BA": "Borgmesterens Afdeling",
        "MSB": "Sociale Forhold og Beskæftigelse",
        "MTM": "Teknik og Miljø",
        "MSO": "Sundhed og Omsorg",
        "MKB": "Kultur og Borgerservice",
        "MBU": "Børn og Unge",
    },
    COMMON_BODIES,
    frozenset(
        [
            "A",
            "B",
            "C",
            "F",
            "I",
            "K",
            "M",
            "O",
            "Q",
            "V",
            "Æ",
            "Ø",
            "Å",
            "S",
            "RV",
            "SF",
            "EL",
            "KF",
            "DF",
            "LA",
            "NB",
            "DD",
            "ALT",
        ]
    ),
)

#: The settings in force.
CURRENT = AARHUS

_KOMMUNE = re.compile(r"\b((?:[A-ZÆØÅ][a-zæøå]+(?:-[A-ZÆØÅ][a-zæøå]+)?)) Kommunes?\b")
_COMMITTEE = re.compile(r"[A-ZÆØÅ]\w*(?:-?,? (?:og )?[A-ZÆØÅ]\w*){0,5}(?<=[Uu]dvalg|valget)")


def municipality_named(text: str) -> str | None:
    """The municipality that the text names most often ("Aarhus Kommune"); ``None`` where it names none."""
    counts = Counter(match[1] for match in _KOMMUNE.finditer(text))
    counts.pop("Den", None)
    counts.pop("Danske", None)
    return f"{counts.most_common(1)[0][0]} Kommune" if counts else None


def department_exactly(text: str, names: Municipality = CURRENT) -> str | None:
    """The department whose name is the whole text, whatever its case."""
    wanted = text.strip().casefold()
    for name in names.departments.values():
        if name.casefold() == wanted:
            return name
    return None


def department_named(text: str, names: Municipality = CURRENT) -> str | None:
    """The one department that the text is about: named at least twice as often as any other, else
    ``None``."""
    folded = text.casefold()
    counts = sorted(
        (
            (
                folded.count(name.casefold()) + len(re.findall(rf"\b{re.escape(short)}\b", text)),
                name,
            )
            for short, name in names.departments.items()
        ),
        reverse=True,
    )
    if not counts or not counts[0][0]:
        return None
    if len(counts) > 1 and counts[1][0] * 2 > counts[0][0]:
        return None
    return counts[0][1]


def department_in(title: str, names: Municipality = CURRENT) -> str | None:
    """The one department that a title names, in whatever case; ``None`` for none or several."""
    folded = title.casefold()
    found = [name for name in names.departments.values() if name.casefold() in folded]
    return found[0] if len(found) == 1 else None


def body_exactly(text: str, names: Municipality = CURRENT) -> str | None:
    """The meeting body whose name is the whole text ("Rådmandsmøde", "Teknisk Udvalg")."""
    wanted = text.strip()
    for body in (*names.bodies, *COMMON_BODIES):
        if wanted.casefold() == body.casefold():
            return body
    return wanted if len(wanted) < 60 and _COMMITTEE.fullmatch(wanted) else None
