"""The people in a list of names: each with role, party and initials, and who came for whom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from budgettui.domain.paper.reading import Participant
from budgettui.ingest.page import names

NOBODY = re.compile(r"(?:ingen|-|–)\.?", re.IGNORECASE)
_PERSON = re.compile(
    r"(?P<name>[^(),;]+?)\s*,?\s*(?P<notes>(?:\([^()]*\)\s*)*)(?:,\s*(?P<role>[a-zæøåA-ZÆØÅ][^,;()]*)"
    r"(?P<after>(?:\([^()]*\)\s*)*))?"
)
_WORD = r"[A-ZÆØÅ][\w.’'-]*"
#: Two words or more that each begin with a capital, and perhaps a role: in blocks a name may stand alone.
NAME = re.compile(
    rf"[A-ZÆØÅ][\w.’'-]+(?:\s+(?:(?:af|de|den|der|la|van|von)\s+)?{_WORD}){{1,4}}(?:\s*,?\s*\([^()]{{1,60}}\))*"
    rf"(?:,\s*[a-zæøå].{{2,40}})?"
)
NOTE = re.compile(r"\(([^()]*)\)")
_BETWEEN = re.compile(r"[,;]\s+|\s+og\s+")
NUMBER = re.compile(r"^(?:[0-9]{1,2}\.|[-–•·\uf0b7▪*])\s+(?=[A-ZÆØÅ])")
WITH_APOLOGY = re.compile(r"\s*,?\s*(?:[-–]\s*afbud|\(?(?:med|uden) afbud\)?)$", re.IGNORECASE)
#: "Første Medlem: Deltog", "Andet Medlem: Afbud (…)": a list that says of each whether they came.
CAME = re.compile(
    r"(?P<name>[A-ZÆØÅ][^:()]+)\s*:\s*(?:var )?(?P<came>deltog|til ?stede|mødt|afbud|fraværende|ikke mødt)\b\s*",
    re.IGNORECASE,
)
_STAYED = re.compile(r"fraværende|ikke")
_IS_AWAY = re.compile(r"fraværende|afbud", re.IGNORECASE)
#: "Første Medlem - formand (A)".
_ROLE_BEHIND = re.compile(
    r"\s+[-–]\s+(?P<role>(?:vice|næst)?(?:formand|borgmester)|(?:kommunal)?direktør)\s*(?P<rest>(?:\([^()]*\))?)$",
    re.IGNORECASE,
)
#: "Første Medlem - Grundejerforbundet": whom somebody stands for, or what they do.
OF = re.compile(
    rf"(?P<name>{_WORD}(?:\s+{_WORD}){{1,4}})\s+[-–]\s+"
    r"(?P<who>[\w-]+|(?i:[\w-]*(?:chef|leder|formand)\b|team )[^()]*|"
    r"[A-ZÆØÅ][^()]*(?i:udvalg|råd|ingen)(?:et)?(?: [^()]+)?)"
)
#: What is no role but says when somebody was away or came.
_WHEN = re.compile(
    r"(?:der|sag|sager|punkt|pkt|under|fra|til|kl|indtil|ankom|deltog|pga|på grund|mødte|forlod)\b", re.IGNORECASE
)
#: "Første Medlem (A), Formand": a role, and not two people.
ROLE_AFTER = re.compile(
    r",\s*(?P<role>(?:Vice|Næst)?[Ff]ormand|(?:Vice)?[Bb]orgmester|Sekretær|Referent)(?=\s*(?:[,;.(-]|$))"
)
#: "Første Medlem (A) Andet Medlem (V)": columns that lost the space between them.
_PARTY_NEXT = re.compile(r"\([A-ZÆØÅ]{1,3}\)(?=\s+[A-ZÆØÅ][\w.’'-]+\s+[A-ZÆØÅ])")
#: "Første Medlem, Direktør": one word is no name, and says what somebody does.
WITH_ROLE = re.compile(rf"(?P<name>{_WORD}(?:\s+{_WORD}){{1,4}})\s*,\s*(?P<role>[A-ZÆØÅ][a-zæøå-]{{3,}})")
#: "Femte Medlem (A), suppleant for Andet Medlem (V)": a role, and not two people.
_SUBSTITUTE_FOR = re.compile(
    r",\s*(?P<role>(?:suppleant|stedfortræder|i stedet) for\s+[^,;()]+(?:\([^()]*\))?)", re.IGNORECASE
)
_SUBSTITUTE = re.compile(
    r"\((?i:stedfortræder|suppleant|i stedet(?: deltog| mødte)?)(?! for)\s*:?\s*"
    r"(?P<name>[^(),]+(?:\([^()]*\))?)(?:,[^()]*)?\)"
)
#: "Afbud fra Andet Medlem. I stedet mødte Femte Medlem", "Andet Medlem (V) - Femte Medlem (V) mødte som stedfortræder".
CAME_INSTEAD = re.compile(
    r"(?:\.\s+|\s[-–]\s|,\s)(?:[Ii] ?stedet (?:mødte|deltog|møder|deltager)\s+)(?P<name>[A-ZÆØÅ].*)"
)
INSTEAD_CAME = re.compile(
    r"(?:\s[-–]\s(?:(?:stedfortræder|suppleant)(?:en)?:?\s+)?|,\s+for hvem\s+)"
    r"(?P<name>[A-ZÆØÅ].*?)\s+(?:mødte|deltog)(?: som stedfortræder| i stedet|$)"
)
#: "Alle bortset fra Andet Medlem (V)".
_EVERYBODY = re.compile(
    r"alle\b(?:.*?\b(?:bortset fra|undtagen|på nær|med undtagelse af)\s+(?P<names>[A-ZÆØÅ].*))?.*", re.IGNORECASE
)
#: Where the names end and a sentence begins: "Første Medlem. Andet Medlem deltog ikke i pkt. 2".
_NEXT = re.compile(r"(?<=[a-zæøå)])\.\s+(?=[A-ZÆØÅ])")
_SENTENCE = re.compile(rf"{_NEXT.pattern}(?=[^.;]*\b(?:deltog|mødte|forlod|ankom|kom|var|havde|har)\b)")


@dataclass(frozen=True, slots=True)
class Label:
    attendance: str
    role: str | None
    rest: str
    alone: bool


def closed(text: str) -> str:
    """The text with the bracket that was forgotten at its end."""
    return f"{text})" if text.count("(") > text.count(")") else text


def each_once(people: Sequence[Participant]) -> list[Participant]:
    """Each participant once: who stands among the members and again under "Fraværende" is absent."""
    found: list[Participant] = []
    for person in people:
        place = next((place for place, known in enumerate(found) if _is_same(known, person)), None)
        if place is None:
            found.append(person)
            continue
        known = found[place]
        found[place] = replace(
            known,
            attendance=person.attendance if known.attendance == "present" else known.attendance,
            initials=known.initials or person.initials,
            role=known.role or person.role,
            party=known.party or person.party,
        )
    return found


def _is_same(one: Participant, other: Participant) -> bool:
    """Whether two entries are one person: the same name, and neither other initials nor another party."""
    return (
        one.name.casefold().split() == other.name.casefold().split()
        and (one.initials == other.initials or not (one.initials and other.initials))
        and (one.party == other.party or not (one.party and other.party))
    )


def parted(text: str) -> Iterable[str]:
    """The people in a text: one, or several parted by commas or "og" (a comma before a small letter gives a role)."""
    text = _PARTY_NEXT.sub(r"\g<0>,", text)
    text = ROLE_AFTER.sub(lambda match: f" ({match['role'].casefold()})", text)
    text = _SUBSTITUTE_FOR.sub(lambda match: f" ({re.sub('[()]', '', match['role'])})", text)
    # The parties of several members may stand in one bracket.
    parts = re.split(r"(?:;\s*|,\s+(?:og\s+)?(?=[A-ZÆØÅ]|[a-zæøå-]+ \([A-ZÆØÅ]{2,4}\)))(?![^()]*\))", text)
    for part in parts:
        pair = re.fullmatch(rf"(?P<one>.*?)\s+(?:og|samt)\s+(?P<other>{_WORD}\s.*)", part)
        both = pair and [names.TITLE.sub("", pair[name]) for name in ("one", "other")]
        if pair and both and NAME.fullmatch(both[0]) and NAME.match(both[1]):
            yield pair["one"]
            yield from parted(pair["other"])
        elif part.strip():
            yield part


def is_cut(text: str) -> bool:
    """Whether a list of names ends with the first word of one, which goes on on the next line."""
    *whole, last = _BETWEEN.split(NOTE.sub("", text))
    named = len(whole) > 1 and all(" " in name.strip() or name.islower() for name in whole)
    return named and last.isalpha() and last[0].isupper()


def read_people(text: str, label: Label) -> Iterable[Participant]:
    everybody = _EVERYBODY.match(text)
    if everybody:
        text, label = everybody["names"] or "", replace(label, attendance="absent")
    instead = CAME_INSTEAD.search(text) or INSTEAD_CAME.search(text)
    plain = text[: instead.start()] if instead else text
    plain = (_NEXT if label.alone else _SENTENCE).split(plain)[0]
    for one in parted(plain):
        substitute = _SUBSTITUTE.search(one)
        person = _person(one[: substitute.start()] + one[substitute.end() :] if substitute else one, label.attendance)
        if person:
            yield person if person.role else replace(person, role=label.role)
        if substitute:
            other = _person(substitute["name"], "present")
            if other:
                yield replace(other, role="stedfortræder")
    if instead:
        other = _person(instead["name"], "present")
        if other:
            yield replace(other, role="stedfortræder")


def read_person(text: str, attendance: str) -> Participant | None:
    """A participant as printed: "Andet Medlem (V), formand"; ``None`` for words that name nobody."""
    return _person(" ".join(text.split()), attendance)


def _person(text: str, attendance: str) -> Participant | None:
    text = closed(NUMBER.sub("", text.strip()).rstrip("."))
    if came := CAME.match(text):
        word = came["came"].casefold()
        text = came["name"]
        attendance = "apology" if word == "afbud" else "absent" if _STAYED.match(word) else "present"
    away = WITH_APOLOGY.search(text)
    if away:
        text, attendance = text[: away.start()], "apology" if "uden" not in away[0] else attendance
    text = _ROLE_BEHIND.sub(r"\g<rest>, \g<role>", text)
    belongs = OF.fullmatch(text)
    if belongs:
        text = belongs["name"]
    if not text or NOBODY.fullmatch(text) or text[0].isdigit():
        return None
    titled = names.TITLE.match(text)
    if titled and NAME.match(text[titled.end() :]):
        text = text[titled.end() :]
    else:
        titled = None
    match = _PERSON.fullmatch(text)
    if match is None:
        return None
    name = match["name"].strip()
    initials = party = None
    role = (match["role"] or "").strip() or (titled["role"].casefold() if titled else None)
    role = belongs["who"] if belongs else role
    if role and _WHEN.match(role):
        role = None
    for note in NOTE.findall(f"{match['notes'] or ''}{match['after'] or ''}"):
        note = note.strip()
        if _IS_AWAY.fullmatch(note):
            attendance = "apology" if note.casefold() == "afbud" else "absent"
            continue
        if note.isupper() and len(note) <= 5 and " " not in note:
            if _is_party(note, name):
                party = note
            else:
                initials = note
        elif party and note.isalpha() and note.islower() and not names.TITLE.match(f"{note} A"):
            initials = note
        else:
            role = note
    return Participant(name, attendance, initials, role, party)


def _is_party(note: str, name: str) -> bool:
    own = "".join(word[0] for word in re.split(r"[\s-]+", name) if word).upper()
    if note == own or (len(note) > 1 and note[0] == own[:1]):
        return False
    return names.is_party(note)
