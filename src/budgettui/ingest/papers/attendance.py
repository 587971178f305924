"""Who took part in a meeting, who sent apologies and who came instead, as the head of the minutes prints it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from budgettui.domain.paper.reading import Participant
from budgettui.ingest.page import names
from budgettui.ingest.page.layout import Layout, Line
from budgettui.ingest.papers import decisions, meeting_head

#: A label stands before a colon, alone on its line, or right before a name ("Afbud fra Bo Dal").
_COLON = (
    r"(?P<sign>\s*(?:var|er)?\s*:|$|\s+(?=Ingen\.?$)|"
    r"\s+(?-i:(?=[A-ZÆØÅ][\w.’'-]+(?: [A-ZÆØÅ][\w.’'-]+)+, [A-ZÆØÅ][\w.’'-]+ [A-ZÆØÅ])))"
)
_LABELS = (
    (
        re.compile(
            rf"(?:(?:møde)?deltagere|til ?stede|mødte?|fremmødte?|"
            rf"[a-zæøå]*medlemmer(?:ne)?(?: af .{{3,50}}| til ?stede)?|"
            rf"(?:mødedeltagere|deltagere) fra .{{3,50}}|øvrige deltagere|fra (?:forvaltningen|administrationen)|"
            rf"udvalgets medlemmer|(?:udvalget|byrådet)(?=:)){_COLON}",
            re.IGNORECASE,
        ),
        "present",
    ),
    (re.compile(rf"(?P<role>stedfortræder|suppleant)e?r?(?: for [^:]{{3,60}})?{_COLON}", re.IGNORECASE), "present"),
    (re.compile(r"i ?stedet (?:mødte|deltog|for)(?P<role>)(?P<sign>)\s+(?=[A-ZÆØÅ])", re.IGNORECASE), "present"),
    (
        re.compile(
            r"(?:alle |samtlige )?medlemmer(?:ne)? var (?:mødt|til ?stede|fremmødt),? (?:bortset fra|undtagen|på nær)"
            r"(?P<sign>)\s+(?=[A-ZÆØÅ])",
            re.IGNORECASE,
        ),
        "apology",
    ),
    (re.compile(rf"(?:der var )?(?:meldt )?afbud(?: fra)?{_COLON}", re.IGNORECASE), "apology"),
    (re.compile(r"(?:der (?:var|er) )?(?:meldt )?afbud fra(?P<sign>)\s+(?=[A-ZÆØÅ])", re.IGNORECASE), "apology"),
    (re.compile(rf"fraværende(?: med(?: lovligt)? (?:afbud|forfald)){_COLON}", re.IGNORECASE), "apology"),
    (
        re.compile(
            rf"(?:fravær(?:ende)?(?: uden afbud)?|(?:ikke|ej) (?:til ?stede|mødt|fremmødt)|udeblevet){_COLON}",
            re.IGNORECASE,
        ),
        "absent",
    ),
)
_NOBODY = re.compile(r"(?:ingen|-|–)\.?", re.IGNORECASE)
_PERSON = re.compile(
    r"(?P<name>[^(),;]+?)\s*,?\s*(?P<notes>(?:\([^()]*\)\s*)*)(?:,\s*(?P<role>[a-zæøåA-ZÆØÅ][^,;()]*)"
    r"(?P<after>(?:\([^()]*\)\s*)*))?"
)
_WORD = r"[A-ZÆØÅ][\w.’'-]*"
#: Two words or more that each begin with a capital, and perhaps a role: in blocks a name may stand alone.
_NAME = re.compile(
    rf"[A-ZÆØÅ][\w.’'-]+(?:\s+(?:(?:af|de|den|der|la|van|von)\s+)?{_WORD}){{1,4}}(?:\s*,?\s*\([^()]{{1,60}}\))*"
    rf"(?:,\s*[a-zæøå].{{2,40}})?"
)
_NOTE = re.compile(r"\(([^()]*)\)")
_ITEM = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,2})*\.?\s+\S.*")
_NUMBER = re.compile(r"^(?:[0-9]{1,2}\.|[-–•·\uf0b7▪*])\s+(?=[A-ZÆØÅ])")
_WITH_APOLOGY = re.compile(r"\s*,?\s*(?:[-–]\s*afbud|\(?(?:med|uden) afbud\)?)$", re.IGNORECASE)
#: "Ane Berg: Deltog", "Bo Dal: Afbud (…)": a list that says of each whether they came.
_CAME = re.compile(
    r"(?P<name>[A-ZÆØÅ][^:()]+)\s*:\s*(?P<came>deltog|til ?stede|mødt|afbud|fraværende|ikke mødt)\b\s*", re.IGNORECASE
)
_IS_AWAY = re.compile(r"fraværende|afbud", re.IGNORECASE)
#: "Ane Berg (A) formand": a role behind the party.
_ROLE_NEXT = re.compile(r"\)\s+(?=(?:næst|vice)?(?:formand|borgmester)\b)", re.IGNORECASE)
#: Where the party was left out.
_EMPTY = re.compile(r"\s*\(\s*\)")
#: What a table of participants calls its second column.
_COLUMN_HEAD = re.compile(r"funktion|parti|titel|rolle|navn|organisation", re.IGNORECASE)
#: "Ane Berg - formand (A)".
_ROLE_BEHIND = re.compile(
    r"\s+[-–]\s+(?P<role>(?:vice|næst)?(?:formand|borgmester)|(?:kommunal)?direktør)\s*(?P<rest>(?:\([^()]*\))?)$",
    re.IGNORECASE,
)
#: "Ane Berg, V".
_OF_PARTY = re.compile(r"(?P<name>[A-ZÆØÅ][^,;()]{3,60}), (?P<party>[A-ZÆØÅ]{1,3})")
#: "Ane Berg - Grundejerforbundet": whom somebody stands for, or what they do.
_OF = re.compile(
    rf"(?P<name>{_WORD}(?:\s+{_WORD}){{1,4}})\s+[-–]\s+"
    r"(?P<who>[\w-]+|(?i:[\w-]*(?:chef|leder|formand)\b|team )[^()]*|"
    r"[A-ZÆØÅ][^()]*(?i:udvalg|råd|ingen)(?:et)?(?: [^()]+)?)"
)
#: What is no role but says when somebody was away or came.
_WHEN = re.compile(
    r"(?:der|sag|sager|punkt|pkt|under|fra|til|kl|indtil|ankom|deltog|pga|på grund|mødte|forlod)\b", re.IGNORECASE
)
#: "Ane Berg (A), Formand": a role, and not two people.
_ROLE_AFTER = re.compile(
    r",\s*(?P<role>(?:Vice|Næst)?[Ff]ormand|(?:Vice)?[Bb]orgmester|Sekretær|Referent)(?=\s*(?:[,;.-]|$))"
)
#: "Erik Gad (A), suppleant for Bo Dal (V)": a role, and not two people.
_SUBSTITUTE_FOR = re.compile(
    r",\s*(?P<role>(?:suppleant|stedfortræder|i stedet) for\s+[^,;()]+(?:\([^()]*\))?)", re.IGNORECASE
)
_SUBSTITUTE = re.compile(
    r"\((?i:stedfortræder|suppleant|i stedet(?: deltog| mødte)?)(?! for)\s*:?\s*"
    r"(?P<name>[^(),]+(?:\([^()]*\))?)(?:,[^()]*)?\)"
)
#: "Afbud fra Bo Dal. I stedet mødte Erik Gad", "Bo Dal (V) - Erik Gad (V) mødte som stedfortræder".
_CAME_INSTEAD = re.compile(
    r"(?:\.\s+|\s[-–]\s|,\s)(?:[Ii] ?stedet (?:mødte|deltog|møder|deltager)\s+)(?P<name>[A-ZÆØÅ].*)"
)
_INSTEAD_CAME = re.compile(
    r"(?:\s[-–]\s(?:(?:stedfortræder|suppleant)(?:en)?:?\s+)?|,\s+for hvem\s+)"
    r"(?P<name>[A-ZÆØÅ].*?)\s+(?:mødte|deltog)(?: som stedfortræder| i stedet|$)"
)
#: "Alle bortset fra Bo Dal (V)".
_EVERYBODY = re.compile(
    r"alle\b(?:.*?\b(?:bortset fra|undtagen|på nær|med undtagelse af)\s+(?P<names>[A-ZÆØÅ].*))?.*", re.IGNORECASE
)
#: What stands under the names and is none: headings, dates, places.
_NO_NAME = re.compile(
    r"^(?:åben |lukket )?(?:indhold\w*|dagsorden|side|sagsnr|referat|møde\w*|bemærkninger|punkt|pkt|kommune)\b|"
    r"[0-9]{2}|\bkl\.|"
    r"\bkommune\b|\bside$",
    re.IGNORECASE,
)
_PARTED = re.compile(r",\s+[A-ZÆØÅ]")


#: A label in a column of its own: "Medlemmer    Ane Berg (A)".
_COLUMN = re.compile(r"\s*(?P<label>[A-ZÆØÅ][a-zæøå ]{3,25}?)\s{3,}(?P<rest>[A-ZÆØÅ].*)")
#: Some of those under a label: "Elever: Ane Berg, Bo Dal", "Forældrevalgte: Afbud fra Carl Eg".
_OF_GROUP = re.compile(r"(?P<group>[A-ZÆØÅ][\w /,.&-]{2,40}?)\s*:\s*(?P<names>\S.*)")
#: Where another label begins on the same line.
_INNER = re.compile(
    r"(?<=[.;])\s*(?=(?:afbud|fraværende|udeblevet|stedfortræder|ikke til ?stede)\b[^.]{0,20}:)", re.IGNORECASE
)


#: Where the names end and a sentence begins: "Ane Berg. Bo Dal deltog ikke i pkt. 2".
_NEXT = re.compile(r"(?<=[a-zæøå)])\.\s+(?=[A-ZÆØÅ])")
_SENTENCE = re.compile(rf"{_NEXT.pattern}(?=[^.;]*\b(?:deltog|mødte|forlod|ankom|kom|var|havde|har)\b)")


@dataclass(frozen=True, slots=True)
class _Label:
    attendance: str
    role: str | None
    rest: str
    alone: bool


def label_of(body: str) -> str | None:
    """The attendance that a line heads ("Afbud:", "Deltagere"); ``None`` for any other line."""
    label = _label(body)
    return label.attendance if label else None


def _label(body: str, raw: str = "") -> _Label | None:
    column = _COLUMN.match(raw)
    if column and (label := _label(f"{column['label']}: {column['rest']}")):
        return replace(label, rest="") if _COLUMN_HEAD.fullmatch(column["rest"]) else label
    for form, attendance in _LABELS:
        match = form.match(body)
        if match:
            role = "stedfortræder" if "role" in match.groupdict() else None
            return _Label(attendance, role, body[match.end() :].strip(), not match["sign"])
    return None


def read_participants(layout: Layout, lines: Sequence[Line]) -> tuple[list[Participant], int]:
    """The participants, and how many of the lines they take."""
    people: list[Participant] = []
    now: _Label | None = None
    text = ""
    used = 0

    def settle() -> None:
        nonlocal text
        if now is not None:
            people.extend(_read_people(text, now))
        text = ""

    for place, line in enumerate(lines):
        pieces = _INNER.split(line.body)
        label = _label(pieces[0], line.raw)
        if label:
            for piece in pieces[1:]:
                settle()
                now, text = label, label.rest
                label = _label(piece) or label
            settle()
            now, text = label, label.rest
        elif now is None:
            continue
        elif group := _group(line, now):
            settle()
            now, text = replace(now, role=None), ""
            for attendance, role, names_of in group:
                people.extend(_read_people(names_of, _Label(attendance, role, "", False)))
        elif _ends(layout, line, now, text, lines[place - 1]):
            settle()
            now = None
            continue
        else:
            body = _beside(line)
            if text and (not _goes_on(text, lines[place - 1]) or (line.gap and _NAME.fullmatch(_closed(body)))):
                settle()
            text = layout.joiner.join([text, body])[0] if text else body
        used = place + 1
    settle()
    return _once(people), used


def _group(line: Line, label: _Label) -> list[tuple[str, str | None, str]]:
    """Who stands in a line under a label that says which of them they are: "Elever: Ane Berg, Bo Dal"."""
    match = _OF_GROUP.fullmatch(line.body)
    if match is None or meeting_head.is_field(line):
        return []
    who = match["names"]
    titled = names.TITLE.match(f"{match['group']} A")
    away = _label(who)
    if away and away.rest:
        return [(away.attendance, None, away.rest)]
    if not _is_names(who):
        return []
    # Who leads the meeting or writes its minutes takes part in it, whatever stands over the line.
    return [("present", match["group"].casefold(), who)] if titled else [(label.attendance, None, who)]


def _beside(line: Line) -> str:
    """The names of a line; those that stand beside each other in columns, or beside a role, are parted by commas."""
    columns = re.split(r"\s{3,}", line.raw.strip())
    if len(columns) > 1 and all(_NAME.fullmatch(names.TITLE.sub("", column)) for column in columns):
        return ", ".join(columns)
    if len(columns) == 2 and _NAME.fullmatch(columns[0]) and columns[1][:1].isupper():
        return f"{columns[0]}, {columns[1][:1].lower()}{columns[1][1:]}"
    of_party = _OF_PARTY.fullmatch(line.body)
    if of_party and names.is_party(of_party["party"]):
        return f"{of_party['name']} ({of_party['party']})"
    named = _ROLE_AFTER.sub(lambda match: f", {match['role'].casefold()}", _EMPTY.sub("", line.body))
    return _ROLE_NEXT.sub("), ", named)


def _ends(layout: Layout, line: Line, label: _Label, text: str, before: Line) -> bool:
    """Whether a line is none of the names under a label."""
    body = _closed(_NUMBER.sub("", _beside(line)))
    if _CAME.match(body) or _OF.fullmatch(body) or _NOBODY.fullmatch(line.body):
        return False
    body = _WITH_APOLOGY.sub("", body)
    first = not text and not label.rest
    if line.gap > 0 or line.index != before.index + 1:
        named = _looks_like_person(body) or ((layout.blocks or "(" in body) and _NAME.fullmatch(body))
        # A list with an empty line between all its names.
        named = named or (before.gap == line.gap > 0 and _NAME.fullmatch(body) and decisions.body_in(body) is None)
        if not named and not ((first or (_party_behind(text) and _party_behind(body))) and _is_names(body)):
            return True
    if _NO_NAME.search(_NOTE.sub("", body)) and not (_looks_like_person(body) or _party_behind(body)):
        return True
    if _ITEM.fullmatch(line.body) and not (_NUMBER.match(line.body) and _is_names(body)):
        return True
    if label.alone and not first and not _goes_on(text, before):
        # "Fraværende" alone heads the names right under it, one a line, and nothing else.
        return not (_NAME.fullmatch(names.TITLE.sub("", body)) or _is_names(body))
    if body.endswith(":") or (len(body) > 120 and not _PARTED.search(body)) or bool(_is_sentence(body) and not text):
        return True
    return not (_goes_on(text, before) or _is_names(body) or _looks_like_person(body))


def _closed(text: str) -> str:
    """The text with the bracket that was forgotten at its end."""
    return f"{text})" if text.count("(") > text.count(")") else text


def _party_behind(text: str) -> bool:
    return bool(re.search(r"\([A-ZÆØÅ]{1,3}\)", text))


def _is_names(body: str) -> bool:
    parts = _people(_INSTEAD_CAME.sub("", _CAME_INSTEAD.sub("", body)).rstrip(" ,"))
    return all(_NAME.fullmatch(names.TITLE.sub("", part).strip().rstrip(".")) for part in parts) or bool(
        _NOBODY.fullmatch(body)
    )


def _is_sentence(body: str) -> bool:
    return body.endswith(".") and len(body.split()) > 6 and not _PARTED.search(body)


def _goes_on(text: str, before: Line) -> bool:
    """Whether the names go on over a line end: after a comma, and in a list with commas on a full line."""
    return text.endswith((",", " og", " samt", ";", "-")) or (bool(_PARTED.search(text)) and len(before.body) > 30) or (
        text.count("(") > text.count(")")
    )


def _once(people: Sequence[Participant]) -> list[Participant]:
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


def _looks_like_person(body: str) -> bool:
    return bool(re.fullmatch(r"[A-ZÆØÅ][^:]{2,60}\([A-ZÆØÅa-zæøå]{1,20}\)", body))


def _people(text: str) -> Iterable[str]:
    """The people in a text: one, or several parted by commas or "og" (a comma before a small letter gives a role)."""
    text = _ROLE_AFTER.sub(lambda match: f" ({match['role'].casefold()})", text)
    text = _SUBSTITUTE_FOR.sub(lambda match: f" ({re.sub('[()]', '', match['role'])})", text)
    parts = re.split(r";\s*|,\s+(?:og\s+)?(?=[A-ZÆØÅ]|[a-zæøå-]+ \([A-ZÆØÅ]{2,4}\))", text)
    for part in parts:
        pair = re.fullmatch(rf"(?P<one>.*?)\s+(?:og|samt)\s+(?P<other>{_WORD}\s.*)", part)
        both = pair and [names.TITLE.sub("", pair[name]) for name in ("one", "other")]
        if pair and both and _NAME.fullmatch(both[0]) and _NAME.match(both[1]):
            yield pair["one"]
            yield from _people(pair["other"])
        elif part.strip():
            yield part


def _read_people(text: str, label: _Label) -> Iterable[Participant]:
    everybody = _EVERYBODY.match(text)
    if everybody:
        text, label = everybody["names"] or "", replace(label, attendance="absent")
    instead = _CAME_INSTEAD.search(text) or _INSTEAD_CAME.search(text)
    plain = text[: instead.start()] if instead else text
    plain = (_NEXT if label.alone else _SENTENCE).split(plain)[0]
    for one in _people(plain):
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
    """A participant as printed: "Bo Dal (V), formand"; ``None`` for words that name nobody."""
    return _person(" ".join(text.split()), attendance)


def _person(text: str, attendance: str) -> Participant | None:
    text = _closed(_NUMBER.sub("", text.strip()).rstrip("."))
    if came := _CAME.match(text):
        stated = _label(f"{came['came']}:")
        text, attendance = came["name"], stated.attendance if stated else "present"
    away = _WITH_APOLOGY.search(text)
    if away:
        text, attendance = text[: away.start()], "apology" if "uden" not in away[0] else attendance
    text = _ROLE_BEHIND.sub(r"\g<rest>, \g<role>", text)
    belongs = _OF.fullmatch(text)
    if belongs:
        text = belongs["name"]
    if not text or _NOBODY.fullmatch(text):
        return None
    titled = names.TITLE.match(text)
    if titled and _NAME.match(text[titled.end() :]):
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
    for note in _NOTE.findall(f"{match['notes'] or ''}{match['after'] or ''}"):
        note = note.strip()
        if not note:
            continue
        if _IS_AWAY.fullmatch(note):
            attendance = "apology" if note.casefold() == "afbud" else "absent"
            continue
        if note.isupper() and len(note) <= 5 and " " not in note:
            if _is_party(note, name):
                party = note
            else:
                initials = note
        else:
            role = note
    return Participant(name, attendance, initials, role, party)


def _is_party(note: str, name: str) -> bool:
    own = "".join(word[0] for word in re.split(r"[\s-]+", name) if word).upper()
    if note == own or (len(note) > 1 and note[0] == own[:1]):
        return False
    return names.is_party(note)
