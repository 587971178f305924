"""The fields in the head of a letter or a memo: "Til: Økonomiudvalget", "Dato 3. maj 2024", a label over its value.

A label has its value behind a colon, behind a gap, or on the next line; where labels stand one under the other, their
values follow in the same order: two columns that were flattened.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from budgettui.domain.dates import MONTHS, find_dates, parse_date
from budgettui.ingest.page.layout import Line, ends_sentence

_LABELS = {
    "copy": r"kopi(?: til)?|kopimodtagere?|c\.?c\.?",
    "to": r"(?:send(?:es|t) )?til|kære|modtagere?|adressat",
    "from": r"fra|afsender|(?:stillet|sendt|indsendt) af",
    "unit": r"(?:magistrats)?afdeling|forvaltning|center|enhed|kontor|stab|sekretariat|(?:direktør|fag)område",
    "day": r"(?:brev|notat|dokument)?dato|(?:(?:siden er )?(?:senest|sidst) )?(?:udarbejdet|skrevet|opdateret|"
    r"ajourført|revideret|udsendt|oprettet|offentliggjort)(?: den\b\.?)?(?! af)",
    "title": r"emne|vedr\.?|vedrørende|angående|ang\.|titel|overskrift|(?:sags|dokument)titel|sagsnavn",
    "case": r"(?:(?:vores|kommunens|jeres) )?(?:sags?[ -]?(?:nr\.?|nummer|id\.?)|sag|j(?:our)?\.?\s?nr\.?|"
    r"journal-?\s?(?:nr\.?|nummer))|j\.?(?:nr\.?)?/\s?sagsnr\.?|acadre-?(?:nr\.?|sag)",
    "person": r"sagsbeh(?:andler|\.)?|sagsansvarlig|(?:vores |vor |deres )?ref\.?|forfatter|"
    r"(?:udarb(?:ejdet|\.)|skrevet) af|kontakt(?:person)?|initialer",
    "reach": r"(?:direkte )?(?:telefon|tlf\.?|tel\.?)(?:\s?nr\.?| dir(?:ekte|\.)?)?|mobil|(?:tele)?fax(?:\.? dir\.?)?|"
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
_WRITER = re.compile(r"^[A-ZÆØÅ]{2,8}[,/]\s+(?=\S+\s?\S*[:.])")
_PERSON = re.compile(r"(?:[A-ZÆØÅ][\w.-]*\s?){1,4}|[a-zæøå]{2,6}")
_REACH = re.compile(r"\+?[0-9][0-9 /.-]{3,}|\S+@\S+|(?:www\.)\S+")
_CASE_VALUE = re.compile(r"(?P<number>[0-9A-ZÆØÅ][\w./-]*[0-9][\w./-]*)")
_SPACED = re.compile(r"(?<=[0-9])\s-\s(?=[0-9])")
#: Who writes, and when: "Børne- og Skoleforvaltningen, den 25. september 2023", "HR og Løn · Maj 2019".
_BYLINE = re.compile(r"(?P<who>[A-ZÆØÅ][^,.·|:]{2,60}?)\s*[,·|]\s*(?P<when>\S.{4,28})")
_MONTH_ALONE = re.compile(rf"(?:{'|'.join(MONTHS)})\s+20[0-9]{{2}}", re.IGNORECASE)
_DEN = re.compile(r"[\s,·]+(?:(?:den|d\.)\s*)?$")
_PLACE = re.compile(r"(?:[A-ZÆØÅ][\wæøå]+\.?\s?){1,3},?\s+(?=(?:den|d\.)\s|[0-9])")
#: What kind of paper was written then: "Høringssvar fra 12. juni 2015."
_OF_PAPER = re.compile(r"\S*(?:notat|brev|svar)\s+(?:fra|af|dateret)\s+", re.IGNORECASE)
#: What stands over a date that is no paper's own.
_STEP = re.compile(r"\S*(?:frist|møde|behandling)(?:en|et)?:?|senest", re.IGNORECASE)
_CLOCK = re.compile(r"\s+(?:kl\.?\s*)?[0-9]{1,2}[.:][0-9]{2}$")
#: What a paper is for is no receiver.
_PURPOSE = re.compile(
    r"(?:\S+s )?(?:orientering|drøftelse|godkendelse|beslutning|efterretning|behandling|brug)\b", re.IGNORECASE
)
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
        if name in {"day", "date"}:
            name, value = "day", printed_day(value) or ""
        elif name == "case":
            found = _CASE_VALUE.match(_SPACED.sub("-", value))
            value = found["number"].rstrip(".") if found else ""
        if value:
            self.values.setdefault(name, value)


def printed_day(text: str) -> str | None:
    """The date that a line prints and nothing else, perhaps with the place before it ("Aarhus, den 3. maj 2024")."""
    text = _CLOCK.sub("", text.strip())
    if own := _OF_PAPER.match(text):
        text = text[own.end() :].rstrip(".")
    if text.endswith(".") or len(text) > _NAME_LONGEST:
        # The end of a sentence, or one.
        return None
    day = parse_date(text)
    if day is None and (place := _PLACE.match(text)):
        day = parse_date(text[place.end() :])
    return day.isoformat() if day else None


def find_fields(lines: Sequence[Line]) -> HeadFields:
    found = HeadFields()
    place = 0
    while place < len(lines):
        line = lines[place]
        labels = _lone_labels(lines, place)
        if labels:
            place = _under(found, lines, place, labels)
            continue
        place += 1
        cells = _cells(line)
        if len(cells) == 1 and place > 1 and _STEP.fullmatch(lines[place - 2].body) and _is_day(cells[0]):
            continue
        read = [_read(cell) or (("date", cell) if _is_day(cell) else None) for cell in cells]
        own = list(filter(None, read))
        for name, value in own:
            found.keep(name, value)
        if own:
            found.at[line.index] = frozenset(name for name, _value in own)
        if 0 < len(own) < len(cells):
            found.beside[line.index] = cells[read.index(None)]
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


def _is_day(text: str) -> bool:
    return printed_day(text) is not None or _MONTH_ALONE.fullmatch(text) is not None


def _cells(line: Line) -> list[str]:
    """The cells of a line; a label alone in its cell takes the next one as its value, and a date at the end is one."""
    text = line.body
    byline = _BYLINE.fullmatch(text) if len(text) <= _VALUE_LONGEST else None
    if byline and _is_day(byline["when"]):
        return [byline["who"], byline["when"]]
    dates = find_dates(text) if len(text) <= _VALUE_LONGEST and ":" not in text else []
    before = _DEN.sub("", text[: dates[-1][0]]) if dates and dates[-1][1] == len(text) else ""
    if "møde" not in before and (_read(before) or ("",))[0] == "to":
        return [before, text[dates[-1][0] :]]
    merged: list[str] = []
    for cell in filter(None, _CELLS.split(line.raw.strip())):
        if merged and _label(merged[-1]):
            merged[-1] = f"{merged[-1].rstrip(' :')}: {cell}"
        else:
            merged.append(cell)
    labelled = any(_read(cell) or printed_day(cell) for cell in merged)
    return merged if labelled and len(merged) > 1 else [text]


def _name(match: re.Match[str]) -> str:
    return next(name for name in _LABELS if match[name] is not None)


def _begins(match: re.Match[str]) -> bool:
    """Whether the words are a label, and no sentence's that goes on from the line over them ("til", "sendes til:")."""
    return not match[0][:1].islower() or _name(match) not in _NAMES


def _label(text: str) -> str | None:
    """The field whose label is the whole text."""
    match = _FIELD.fullmatch(text)
    return _name(match) if match and not match["value"] and match["bare"] is None and _begins(match) else None


def _read(text: str) -> tuple[str, str] | None:
    match = _FIELD.fullmatch(_WRITER.sub("", text)) if len(text) <= 3 * _VALUE_LONGEST else None
    if match is None or not _begins(match):
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
        return bool(shape.fullmatch(_SPACED.sub("-", value)))
    if len(value) > _VALUE_LONGEST or (ends_sentence(value) and not value.endswith(("mfl.", "m.fl."))):
        return False
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
    """The values under labels that stand alone, also where some were lost; where they go on."""
    start = place + len(labels)
    values = _aligned(labels, lines[start : start + len(labels) + _LONGER])
    if values is None or sum(map(len, values)) == len(labels):
        below = takewhile(lambda own: _is_value(*own), zip(labels, lines[start:], strict=False))
        values = [[line] for _name, line in below]
    for name, line in zip(labels, lines[place:start], strict=True):
        if values or name in _TYPED:
            found.at[line.index] = frozenset((name,))
    for name, own in zip(labels, values, strict=False):
        found.keep(name, " ".join(line.body for line in own))
        found.at.update({line.index: frozenset((name,)) for line in own})
    return start + sum(map(len, values))


def _is_value(name: str, line: Line) -> bool:
    """Whether a line may be the value of a label over it."""
    body = line.body
    if (name == "day" and printed_day(body) is None) or (name == "case" and not _CASE_VALUE.match(body)):
        return False
    return _FIELD.fullmatch(body) is None or _read(body) is None
