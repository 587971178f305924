"""The fields in the head of a letter or a memo: "Til: Økonomiudvalget", "Dato 3. maj 2024", a label over its value.

A label has its value behind a colon, behind a gap, or on the next line; where labels stand one under the other, their
values follow in the same order: two columns that were flattened.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from budgettui.domain.dates import MONTHS, parse_date
from budgettui.ingest.page.layout import Line, ends_sentence

_LABELS = {
    "copy": r"kopi(?: til)?|kopimodtagere?|c\.?c\.?",
    "to": r"til|kære|modtagere?|adressat",
    "from": r"fra|afsender",
    "unit": r"(?:magistrats)?afdeling|forvaltning|center|enhed|kontor|stab",
    "day": r"dato|brevdato|notatdato|dokumentdato|(?:udarbejdet|skrevet)(?: den)?(?! af)",
    "title": r"emne|vedr\.?|vedrørende|angående|ang\.|titel|overskrift|sagstitel",
    "case": r"sagsnr\.?|sagsnummer|sags-?id\.?|sag nr\.?|sag|j\.?\s?nr\.?|journal\s?nr\.?|journalnummer|"
    r"kommunens sagsnr\.?|j\.?(?:nr\.?)?/\s?sagsnr\.?",
    "other": r"sagsbeh(?:andler|\.)|dokument(?:nr\.?|nummer|id)|dok\.?\s?(?:nr\.?|id)|(?:direkte )?(?:telefon|tlf\.?)|"
    r"mobil|(?:direkte )?e-?mail|mail|e-?post|ean(?:[- ]?(?:nr\.?|nummer))?|cvr(?:[- ]?nr\.?)?|kontakt(?:person)?|"
    r"(?:vores|vor|deres) ref\.?|ref\.?|initialer|forfatter|(?:udarbejdet|skrevet) af|kle(?:-?nr\.?|-emne)?|hjemmeside|"
    r"web|version|status|adresse|postadresse",
}  # fmt: skip
_FIELD = re.compile(
    rf"(?:{'|'.join(f'(?P<{name}>{words})' for name, words in _LABELS.items())})"
    r"(?:\s*:\s*(?P<value>.*)|\s+(?P<bare>\S.*)|)",
    re.IGNORECASE,
)
#: What needs its colon, or a line of its own: the word goes on in a name or in a sentence too easily.
_COLON_ONLY = frozenset(("unit", "other"))
_CASE_VALUE = re.compile(r"(?P<number>[0-9A-ZÆØÅ][\w./-]*[0-9][\w./-]*)")
#: Who writes, and when: "Børne- og Skoleforvaltningen, den 25. september 2023", "HR og Løn · Maj 2019".
_BYLINE = re.compile(r"(?P<who>[A-ZÆØÅ][^,.·|:]{2,60}?)\s*[,·|]\s*(?P<when>\S.{4,28})")
_MONTH_ALONE = re.compile(rf"(?:{'|'.join(MONTHS)})\s+20[0-9]{{2}}", re.IGNORECASE)
_PLACE = re.compile(r"(?:[A-ZÆØÅ][\wæøå]+\.?\s?){1,3},?\s+(?=(?:den|d\.)\s|[0-9])")
#: What a paper is for is no receiver.
_PURPOSE = re.compile(r"(?:orientering|drøftelse|godkendelse|beslutning|efterretning|behandling|brug)\b", re.IGNORECASE)
#: What a line holds that is a date and nothing else.
UNLABELLED = frozenset(("date",))
_CELLS = re.compile(r"\t+|\s{3,}")
_VALUE_LONGEST = 100
_NAME_LONGEST = 60


@dataclass(slots=True)
class HeadFields:
    """The fields that lines print. ``at`` gives for each line that holds one the names of its fields."""

    values: dict[str, str] = field(default_factory=dict)
    at: dict[int, frozenset[str]] = field(default_factory=dict)
    #: What stands beside a field on its line and is none.
    beside: dict[int, str] = field(default_factory=dict)

    def keep(self, name: str, value: str) -> None:
        """The first value of a field holds; a date is kept in ISO 8601."""
        if name == "day":
            day = printed_day(value)
            value = day or ""
        elif name == "case":
            found = _CASE_VALUE.match(value)
            value = found["number"].rstrip(".") if found else ""
        if value:
            self.values.setdefault(name, value)

    def up_to(self, index: int, lines: Sequence[Line]) -> HeadFields:
        """The fields over a line."""
        return find_fields([line for line in lines if line.index < index])


def printed_day(text: str) -> str | None:
    """The date that a line prints and nothing else, perhaps with the place before it ("Aarhus, den 3. maj 2024")."""
    text = text.strip()
    if text.endswith(".") or len(text) > _NAME_LONGEST:
        # The end of a sentence, or one.
        return None
    day = parse_date(text)
    if day is None and (place := _PLACE.match(text)):
        day = parse_date(text[place.end() :])
    return day.isoformat() if day else None


def find_fields(lines: Sequence[Line]) -> HeadFields:
    """The fields in these lines."""
    found = HeadFields()
    place = 0
    while place < len(lines):
        line = lines[place]
        labels = _lone_labels(lines, place)
        if labels:
            place = _under(found, lines, place, labels)
            continue
        place += 1
        day = printed_day(line.body)
        if day:
            found.keep("day", day)
            found.at[line.index] = UNLABELLED
            continue
        byline = _BYLINE.fullmatch(line.body) if len(line.body) <= _VALUE_LONGEST else None
        if byline and (printed_day(byline["when"]) or _MONTH_ALONE.fullmatch(byline["when"])):
            found.keep("day", byline["when"])
            found.at[line.index] = UNLABELLED
            found.beside[line.index] = byline["who"]
            continue
        named: list[str] = []
        rest: list[str] = []
        for cell in _cells(line):
            own = _read(cell)
            if own is None and (alone := printed_day(cell)) and len(cell) < len(line.body):
                own = "day", alone
            if own is None:
                rest.append(cell)
                continue
            named.append(own[0])
            found.keep(*own)
        if named:
            found.at[line.index] = frozenset(named)
            if rest:
                found.beside[line.index] = rest[0]
    return found


def _cells(line: Line) -> list[str]:
    """The cells of a line; a label alone in its cell takes the next one as its value."""
    cells = [cell for cell in _CELLS.split(line.raw.strip()) if cell]
    merged: list[str] = []
    for cell in cells:
        if merged and _label(merged[-1]):
            merged[-1] = f"{merged[-1].rstrip(' :')}: {cell}"
        else:
            merged.append(cell)
    labelled = sum(_read(cell) is not None or printed_day(cell) is not None for cell in merged)
    return merged if labelled and len(merged) > 1 else [line.body]


def _name(match: re.Match[str]) -> str:
    return next(name for name in _LABELS if match[name] is not None)


def _label(text: str) -> str | None:
    """The field whose label is the whole text."""
    match = _FIELD.fullmatch(text)
    return _name(match) if match and not match["value"] and match["bare"] is None else None


def _read(text: str) -> tuple[str, str] | None:
    """The field and the value in a cell."""
    match = _FIELD.fullmatch(text) if len(text) <= 3 * _VALUE_LONGEST else None
    if match is None:
        return None
    name = _name(match)
    if match["value"] is not None:
        return (name, match["value"].strip()) if len(match["value"]) <= 2 * _VALUE_LONGEST else None
    value = match["bare"]
    if value is None or name in _COLON_ONLY or not _fits(name, value):
        return None
    return name, value


def _fits(name: str, value: str) -> bool:
    """Whether words behind a label without a colon are its value."""
    if name == "day":
        return printed_day(value) is not None
    if name == "case":
        return bool(_CASE_VALUE.fullmatch(value))
    if len(value) > _VALUE_LONGEST or (ends_sentence(value) and not value.endswith(("mfl.", "m.fl."))):
        return False
    if name == "title":
        return True
    if len(value) > _NAME_LONGEST or _PURPOSE.match(value):
        return False
    return name == "to" or value[:1].isupper()


def _lone_labels(lines: Sequence[Line], place: int) -> list[str]:
    labels = []
    for line in lines[place:]:
        name = _label(line.body)
        if name is None:
            break
        labels.append(name)
    return labels


def _under(found: HeadFields, lines: Sequence[Line], place: int, labels: Sequence[str]) -> int:
    """The values under labels that stand alone; where they go on."""
    values = lines[place + len(labels) : place + 2 * len(labels)]
    taken = 0
    for name, line in zip(labels, values, strict=False):
        body = line.body
        if len(body) > _VALUE_LONGEST or (_FIELD.fullmatch(body) and _read(body) is not None):
            break
        if body.endswith(":") or (ends_sentence(body) and len(body) > _NAME_LONGEST):
            break
        if (name == "day" and printed_day(body) is None) or (name == "case" and not _CASE_VALUE.match(body)):
            break
        found.keep(name, body)
        found.at[line.index] = frozenset((name,))
        taken += 1
    for name, line in zip(labels[: max(taken, 0)], lines[place : place + taken], strict=True):
        found.at[line.index] = frozenset((name,))
    if taken == len(labels) or not taken:
        return place + len(labels) + taken
    # Fewer values than labels: those that have none are labels all the same.
    for name, line in zip(labels[taken:], lines[place + taken :], strict=False):
        found.at[line.index] = frozenset((name,))
    return place + len(labels) + taken
