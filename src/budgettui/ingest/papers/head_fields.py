"""The fields in the head of a letter or a memo: "Til: Økonomiudvalget", "Dato 3. maj 2024", a label over its value.

A label has its value behind a colon, behind a gap, or on the next line; where labels stand one under the other, their
values follow in the same order: two columns that were flattened.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from budgettui.domain.dates import MONTHS, find_dates, parse_date
from budgettui.ingest.page.layout import Line, ends_sentence

_LABELS = {
    "copy": r"kopi(?: til)?|kopimodtagere?|c\.?c\.?",
    "to": r"(?:send(?:es|t) )?til|kære|modtagere?|adressat",
    "from": r"fra|afsender|(?:stillet|sendt|indsendt) af",
    "unit": r"(?:magistrats)?afdeling|forvaltning|center|enhed|kontor|stab|sekretariat|(?:direktør|fag)område",
    "day": r"dato|brevdato|notatdato|dokumentdato|(?:udarbejdet|skrevet)(?: den)?(?! af)",
    "title": r"emne|vedr\.?|vedrørende|angående|ang\.|titel|overskrift|(?:sags|dokument)titel|sagsnavn",
    "case": r"(?:(?:vores|kommunens) )?sags?[ -]?(?:nr\.?|nummer|id\.?)|sag|j(?:our)?\.?\s?nr\.?|"
    r"journal-?\s?(?:nr\.?|nummer)|j\.?(?:nr\.?)?/\s?sagsnr\.?|acadre-?(?:nr\.?|sag)",
    "person": r"sagsbeh(?:andler|\.)?|sagsansvarlig|(?:vores |vor |deres )?ref\.?|forfatter|"
    r"(?:udarb(?:ejdet|\.)|skrevet) af|kontakt(?:person)?|initialer",
    "reach": r"(?:direkte )?(?:telefon|tlf\.?|tel\.?)(?:\s?nr\.?| direkte)?|mobil|(?:tele)?fax|"
    r"(?:direkte )?e-?mail|mail|e-?post|(?:ean|cvr|se|p)(?:[- ]?(?:nr\.?|nummer))?|hjemmeside|web|"
    r"dok(?:ument)?\.?[ -]?(?:nr\.?|nummer|id)",
    "other": r"kle(?:-?nr\.?|-emne)?|version|status|adresse|postadresse|(?:telefon|ekspeditions|åbnings)tid(?:er)?|"
    r"att\.?",
}  # fmt: skip
_FIELD = re.compile(
    rf"(?:{'|'.join(f'(?P<{name}>{words})' for name, words in _LABELS.items())})"
    r"(?:\s*:\s*(?P<value>.*)|\s+(?P<bare>\S.*)|)",
    re.IGNORECASE,
)
#: What needs its colon, or a line of its own: the word goes on in a name or in a sentence too easily.
_COLON_ONLY = frozenset(("unit", "other"))
#: What the box over a proposal holds, and the block under it.
_BOX = frozenset(("to", "from", "day"))
_CONTACT = frozenset(("case", "person", "reach", "other"))
_TYPED = frozenset(("day", "case", "reach"))
_NAMES = frozenset(("to", "from", "unit", "title", "copy"))
#: So many values may have a second line.
_LONGER = 2
#: Any label, in a run of labels that have their values below.
_ANY_LABEL = re.compile(r"[A-ZÆØÅ][\w./ -]{1,24}:")
#: Who writes, before the number of the case: "ØKAN, sagsnr.: 2024-118".
_WRITER = re.compile(r"^[A-ZÆØÅ]{2,8},\s+(?=\S+\s?\S*[:.])")
_PERSON = re.compile(r"(?:[A-ZÆØÅ][\w.-]*\s?){1,4}|[a-zæøå]{2,6}")
_REACH = re.compile(r"\+?[0-9][0-9 /.-]{3,}|\S+@\S+|(?:www\.)\S+")
_CASE_VALUE = re.compile(r"(?P<number>[0-9A-ZÆØÅ][\w./-]*[0-9][\w./-]*)")
_SPACED = re.compile(r"(?<=[0-9])\s-\s(?=[0-9])")
#: Who writes, and when: "Børne- og Skoleforvaltningen, den 25. september 2023", "HR og Løn · Maj 2019".
_BYLINE = re.compile(r"(?P<who>[A-ZÆØÅ][^,.·|:]{2,60}?)\s*[,·|]\s*(?P<when>\S.{4,28})")
_MONTH_ALONE = re.compile(rf"(?:{'|'.join(MONTHS)})\s+20[0-9]{{2}}", re.IGNORECASE)
_DEN = re.compile(r"[\s,·]+(?:(?:den|d\.)\s*)?$")
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
            found = _CASE_VALUE.match(_SPACED.sub("-", value))
            value = found["number"].rstrip(".") if found else ""
        if value:
            self.values.setdefault(name, value)


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
        split = _dated(line.body)
        if split:
            for name, value in split:
                found.keep(name, value)
            found.at[line.index] = frozenset(name for name, _value in split)
            continue
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


def find_box(lines: Sequence[Line]) -> HeadFields:
    """The box with "Til", "Fra" and "Dato", which the extraction may put in the middle of a sentence."""
    for place in range(len(lines)):
        box = HeadFields()
        for line in lines[place : place + len(_BOX)]:
            own = _read(line.body) if len(line.body) <= _NAME_LONGEST else None
            if own is None or own[0] not in _BOX - set(box.values):
                break
            box.keep(*own)
            box.at[line.index] = frozenset((own[0],))
        if "day" in box.values and len(box.values) > 1:
            return box
    return HeadFields()


def is_contact(line: Line) -> bool:
    """Whether a line is of the block that says who has the case and how to reach them."""
    own = _read(line.body)
    return own is not None and own[0] in _CONTACT and ":" in line.body


def _dated(text: str) -> tuple[tuple[str, str], tuple[str, str]] | None:
    """A field without a colon with the paper's date at the end of its line: "Til Økonomiudvalget 3. maj 2024"."""
    dates = find_dates(text) if len(text) <= _VALUE_LONGEST else []
    if not dates or dates[-1][1] != len(text) or ":" in text:
        return None
    before = _DEN.sub("", text[: dates[-1][0]])
    own = _read(before)
    return (own, ("day", dates[-1][2].isoformat())) if own and own[0] == "to" and "møde" not in before else None


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
    match = _FIELD.fullmatch(_WRITER.sub("", text)) if len(text) <= 3 * _VALUE_LONGEST else None
    if match is None:
        return None
    name = _name(match)
    if match["value"] is not None:
        return (name, match["value"].strip()) if len(match["value"]) <= 2 * _VALUE_LONGEST else None
    value = match["bare"]
    if value and text[:4].casefold() == "kære":
        value = value.rstrip("!,")
    if value is None or name in _COLON_ONLY or not _fits(name, value):
        return None
    return name, value


def _fits(name: str, value: str) -> bool:
    """Whether words behind a label without a colon are its value."""
    if name == "day":
        return printed_day(value) is not None
    shape = {"case": _CASE_VALUE, "person": _PERSON, "reach": _REACH}.get(name)
    if shape:
        return bool(shape.fullmatch(value))
    if len(value) > _VALUE_LONGEST or (ends_sentence(value) and not value.endswith(("mfl.", "m.fl."))):
        return False
    if name == "title":
        return True
    if len(value) > _NAME_LONGEST or _PURPOSE.match(value):
        return False
    return name == "to" or value[:1].isupper()


def _lone_labels(lines: Sequence[Line], place: int) -> list[str]:
    labels: list[str] = []
    for line in lines[place:]:
        name = _label(line.body) or ("other" if labels and _ANY_LABEL.fullmatch(line.body) else None)
        if name is None:
            break
        labels.append(name)
    return labels


def _aligned(labels: Sequence[str], lines: Sequence[Line]) -> list[Sequence[Line]] | None:
    """The lines of each label's value, where dates and case numbers show that a name went on in a second line."""
    if not labels:
        return []
    name = labels[0]
    for count in (1, 2) if name in _NAMES else (1,):
        own = lines[:count]
        if len(own) < count or (name == "day" and printed_day(own[0].body) is None):
            continue
        if name == "case" and not _CASE_VALUE.fullmatch(own[0].body):
            continue
        rest = _aligned(labels[1:], lines[count:])
        if rest is not None:
            return [own, *rest]
    return None


def _under(found: HeadFields, lines: Sequence[Line], place: int, labels: Sequence[str]) -> int:
    """The values under labels that stand alone; where they go on."""
    whole = _aligned(labels, lines[place + len(labels) : place + 2 * len(labels) + _LONGER])
    if whole and sum(map(len, whole)) > len(labels):
        for name, own in zip(labels, whole, strict=True):
            found.keep(name, " ".join(line.body for line in own))
        used = [*zip(labels, ([line] for line in lines[place:]), strict=False), *zip(labels, whole, strict=True)]
        found.at.update({line.index: frozenset((name,)) for name, own in used for line in own})
        return place + len(labels) + sum(map(len, whole))
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
    if not taken:
        # Labels whose values were lost: they are no text all the same.
        found.at.update({line.index: frozenset((name,)) for name, line in zip(labels, lines[place:], strict=False)
                         if name in _TYPED})  # fmt: skip
    if taken == len(labels) or not taken:
        return place + len(labels) + taken
    # Fewer values than labels: those that have none are labels all the same.
    for name, line in zip(labels[taken:], lines[place + taken :], strict=False):
        found.at[line.index] = frozenset((name,))
    return place + len(labels) + taken
