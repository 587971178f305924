"""Who took part in a meeting, who sent apologies and who came instead, as the head of the minutes prints it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from budgettui.domain.paper.reading import Participant
from budgettui.ingest.page import names
from budgettui.ingest.page.layout import Layout, Line
from budgettui.ingest.papers import case_marks, decision_heads, meeting_head
from budgettui.ingest.papers.people import (
    CAME,
    CAME_INSTEAD,
    INSTEAD_CAME,
    NAME,
    NOBODY,
    NOTE,
    NUMBER,
    OF,
    ROLE_AFTER,
    WITH_APOLOGY,
    WITH_ROLE,
    Label,
    closed,
    each_once,
    is_cut,
    parted,
    read_people,
    read_person,
)

#: A label stands before a colon, alone on its line, or right before a name ("Afbud fra Andet Medlem").
_COLON = (
    r"(?P<sign>\s*(?:var|er)?\s*:|$|\s+(?=Ingen\.?$)|"
    r"\s+(?-i:(?=[A-ZÆØÅ][\w.’'-]+(?: [A-ZÆØÅ][\w.’'-]+)+(?: \([A-ZÆØÅ]{1,3}\))?(?:$|, [A-ZÆØÅ][\w.’'-]+ [A-ZÆØÅ]))))"
)
_LABELS = (
    (
        re.compile(
            rf"(?:(?:møde)?deltagere|i mødet deltager|til ?stede|mødte?|fremmødte?|"
            rf"[a-zæøå]*medlemmer(?:ne)?(?: af .{{3,50}}| til ?stede)?|"
            rf"(?:mødedeltagere|deltagere) fra .{{3,50}}|øvrige deltagere|indkaldelse(?= ?:|$)|"
            rf"fra (?:forvaltningen|administrationen)|"
            rf"udvalgets medlemmer|(?:udvalget|byrådet)(?=:)){_COLON}",
            re.IGNORECASE,
        ),
        "present",
    ),
    (re.compile(rf"(?P<role>stedfortræder|suppleant)e?r?(?: for [^:]{{3,60}})?{_COLON}", re.IGNORECASE), "present"),
    (
        re.compile(
            r"i ?stedet (?:for [^,:]{3,60}? )?(?:mødte|deltog|for)(?P<role>)(?P<sign>)\s+(?=[A-ZÆØÅ])", re.IGNORECASE
        ),
        "present",
    ),
    (
        re.compile(
            r"(?:alle |samtlige )?medlemmer(?:ne)? var (?:mødt|til ?stede|fremmødt),? (?:bortset fra|undtagen|på nær)"
            r"(?P<sign>)(?::$|:?\s+(?=[A-ZÆØÅ]))",
            re.IGNORECASE,
        ),
        "apology",
    ),
    (
        re.compile(rf"(?:der var )?(?:meldt )?afbud(?: fra)?(?:\s*/\s*fravær(?:ende)?)?{_COLON}", re.IGNORECASE),
        "apology",
    ),
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
#: "Første Medlem (A) formand", "Første Medlem (A) - formand": a role behind the party.
_ROLE_NEXT = re.compile(r"\)\s+(?:[-–]\s+)?(?=(?:næst|vice)?(?:formand|borgmester)\b)", re.IGNORECASE)
#: Where the party was left out.
_EMPTY = re.compile(r"\s*\(\s*\)")
#: What a table of participants calls its second column.
_COLUMN_HEAD = re.compile(r"funktion|parti|titel|rolle|navn|organisation", re.IGNORECASE)
#: "Første Medlem, V".
_OF_PARTY = re.compile(r"(?P<name>[A-ZÆØÅ][^,;()]{3,60}), (?P<party>[A-ZÆØÅ]{1,3})")
#: "Første Medlem (ini) V": the letter of the party in a column behind the initials.
_PARTY_LAST = re.compile(r"(?P<name>[A-ZÆØÅ][^,;()]{3,60}) (?P<initials>\([a-zæøå]{2,8}\)) (?P<party>[A-ZÆØÅ]{1,3})")
#: So many lines with a name and a party under each other are the members, whatever stands over them.
_MEMBERS = 4
#: What stands under the names and is none: headings, dates, places.
_NO_NAME = re.compile(
    r"^(?:åben |lukket )?(?:indhold\w*|dagsorden|side|sagsnr|referat|møde\w*|bemærkninger|punkt|pkt|kommune)\b|"
    r"[0-9]{2}|\bkl\.|"
    r"\bkommune\b|\bside$",
    re.IGNORECASE,
)
#: The party or the office of the one whose name stands over it, where a table has come out a cell a line.
_CELL = re.compile(r"\([A-ZÆØÅ]{1,3}\)|(?:(?:næst|vice)?formand|(?:vice)?borgmester|løsgænger)", re.IGNORECASE)
_PARTED = re.compile(r"[,;]\s+[A-ZÆØÅ]")
#: A label in a column of its own: "Medlemmer    Første Medlem (A)".
_COLUMN = re.compile(r"\s*(?P<label>[A-ZÆØÅ][a-zæøå ]{3,25}?)\s{3,}(?P<rest>[A-ZÆØÅ].*)")
#: Some of those under a label: "Elever: Første Medlem, Andet Medlem", "Forældrevalgte: Afbud fra Tredje Medlem".
_OF_GROUP = re.compile(r"(?P<group>[A-ZÆØÅ][\w /,.&-]{2,40}?)\s*:\s*(?P<names>\S.*)")
#: Where another label begins on the same line.
_INNER = re.compile(
    r"(?<=[.;])\s*(?=(?:afbud|fraværende|udeblevet|stedfortræder|ikke til ?stede)\b[^.]{0,20}:)", re.IGNORECASE
)


def label_of(body: str) -> str | None:
    """The attendance that a line heads ("Afbud:", "Deltagere"); ``None`` for any other line."""
    label = _label(body)
    return label.attendance if label else None


@lru_cache(maxsize=8192)
def _label(body: str, raw: str = "") -> Label | None:
    column = _COLUMN.match(raw)
    if column and (label := _label(f"{column['label']}: {column['rest']}")):
        return replace(label, rest="") if _COLUMN_HEAD.fullmatch(column["rest"]) else label
    for form, attendance in _LABELS:
        match = form.match(body)
        if match:
            role = "stedfortræder" if "role" in match.groupdict() else None
            return Label(attendance, role, body[match.end() :].strip(), not match["sign"])
    return None


def read_participants(layout: Layout, lines: Sequence[Line]) -> tuple[list[Participant], int]:
    """The participants, and how many of the lines they take."""
    people: list[Participant] = []
    now: Label | None = None
    text = ""
    used = 0

    def settle() -> None:
        nonlocal text
        if now is not None:
            people.extend(read_people(text, now))
        text = ""

    for place, line in enumerate(lines):
        # A label may be an entry of the list that the names are printed as.
        bare = NUMBER.sub("", line.body)
        pieces = _INNER.split(bare if label_of(bare) else line.body)
        label = _label(pieces[0], line.raw)
        if label:
            for piece in pieces[1:]:
                settle()
                now, text = label, label.rest
                label = _label(piece) or label
            settle()
            now, text = label, label.rest
        elif now is None and all(map(_is_member, own := lines[place : place + _MEMBERS])) and len(own) == _MEMBERS:
            now, text = Label("present", None, "", False), line.body
        elif now is None:
            continue
        elif not text and _is_value_above(lines, place):
            used = place + 1
            continue
        elif text and _CELL.fullmatch(line.body):
            text = _with_cell(text, line.body)
        elif group := _group(line, now):
            settle()
            now, text = replace(now, role=None), ""
            for attendance, role, names_of in group:
                people.extend(read_people(names_of, Label(attendance, role, "", False)))
        elif _ends(layout, line, now, text, lines[place - 1]):
            settle()
            now = None
            continue
        else:
            body = _beside(line, text)
            if text and (not _goes_on(text, lines[place - 1]) or (line.gap and NAME.fullmatch(closed(body)))):
                settle()
            text = layout.joiner.join([text, body])[0] if text else body
        used = place + 1
    settle()
    return each_once(people), used


def with_absent(people: Sequence[Participant], absences: Sequence[Sequence[str]]) -> list[Participant]:
    """The participants, where a list of all members does not say who was missing: whom most decisions name was absent.

    ``absences`` are the names under each of the meeting's own decisions. Who is in no list is not made a participant:
    of the others it would not be known whether they came.
    """
    named = Counter(name for names_of in absences for name in names_of)
    often = [read_person(name, "absent") for name, times in named.items() if 2 * times > len(absences)]
    away = {person.name for person in often if person}
    return [
        replace(person, attendance="absent") if person.name in away and person.attendance == "present" else person
        for person in people
    ]


def _is_member(line: Line) -> bool:
    """Whether a line is one name with its party: "Første Medlem, Formand (V)"."""
    party = re.search(r"\(([A-ZÆØÅ]{1,3})\)$", line.body)
    return party is not None and names.is_party(party[1]) and NAME.fullmatch(_beside(line, "")) is not None


def _is_value_above(lines: Sequence[Line], place: int) -> bool:
    """Whether a line under the label of the names is the value of the label over that one: a PDF may print the labels
    under each other, and then their values."""
    over = lines[place - 2].body if place > 1 else ""
    return over.endswith(":") and meeting_head.is_label(over.rstrip(":")) and not _is_names(lines[place].body)


def _with_cell(text: str, cell: str) -> str:
    """The name with its party or office: "Første Medlem (A), formand"."""
    if not cell.startswith("("):
        return f"{text}, {cell.casefold()}"
    name, comma, office = text.partition(", ")
    return f"{name} {cell}{comma}{office}"


def _group(line: Line, label: Label) -> list[tuple[str, str | None, str]]:
    """Who stands in a line under a label that says which of them they are: "Elever: Første Medlem, Andet Medlem"."""
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


def _beside(line: Line, text: str) -> str:
    """The names of a line; those that stand beside each other in columns, or beside a role, are parted by commas.

    ``text`` is the list before it: in the midst of one, a single word behind a comma begins a name and is no role.
    """
    columns = re.split(r"\s{3,}", line.raw.strip())
    if len(columns) > 1 and all(NAME.fullmatch(names.TITLE.sub("", column)) for column in columns):
        return ", ".join(columns)
    if len(columns) == 2 and CAME.fullmatch(f"{columns[0]}: {columns[1]}"):
        return f"{columns[0]}: {columns[1]}"
    if len(columns) == 2 and NAME.fullmatch(columns[0]) and columns[1][:1].isupper():
        return f"{columns[0]}, {columns[1][:1].lower()}{columns[1][1:]}"
    of_party = _OF_PARTY.fullmatch(NUMBER.sub("", line.body))
    if of_party and names.is_party(of_party["party"]):
        return f"{of_party['name']} ({of_party['party']})"
    if (last := _PARTY_LAST.fullmatch(line.body)) and names.is_party(last["party"]):
        return f"{last['name']} ({last['party']}) {last['initials']}"
    with_role = WITH_ROLE.fullmatch(line.body)
    if with_role and not text.endswith(","):
        return f"{with_role['name']}, {with_role['role'].casefold()}"
    named = ROLE_AFTER.sub(lambda match: f", {match['role'].casefold()}", _EMPTY.sub("", line.body))
    return _ROLE_NEXT.sub("), ", named)


def _ends(layout: Layout, line: Line, label: Label, text: str, before: Line) -> bool:
    """Whether a line is none of the names under a label."""
    body = closed(NUMBER.sub("", _beside(line, text)))
    if CAME.match(body) or OF.fullmatch(body) or NOBODY.fullmatch(line.body):
        return False
    if line.body.endswith(":"):
        return True
    body = WITH_APOLOGY.sub("", body)
    first = not text and not label.rest
    if line.gap > 0 or line.index != before.index + 1:
        named = _looks_like_person(body) or ((layout.blocks or "(" in body) and NAME.fullmatch(body))
        # A list with an empty line between all its names.
        named = named or (before.gap == line.gap > 0 and NAME.fullmatch(body) and decision_heads.body_in(body) is None)
        expected = first or text.endswith(",") or (_party_behind(text) and _party_behind(body))
        if not named and not (expected and _is_names(body)):
            return True
    if _NO_NAME.search(NOTE.sub("", body)) and not (_looks_like_person(body) or _party_behind(body)):
        return True
    if case_marks.heads_group(line.body) or case_marks.is_mark(line):
        return True
    return not (_goes_on(text, before) or _is_names(body) or _looks_like_person(body))


def _party_behind(text: str) -> bool:
    return bool(re.search(r"\([A-ZÆØÅ]{1,3}\)", text))


def _is_names(body: str) -> bool:
    parts = list(parted(INSTEAD_CAME.sub("", CAME_INSTEAD.sub("", body)).rstrip(" ,")))
    if is_cut(body):
        parts.pop()
    return all(NAME.fullmatch(names.TITLE.sub("", part).strip().rstrip(".")) for part in parts) or bool(
        NOBODY.fullmatch(body)
    )


def _goes_on(text: str, before: Line) -> bool:
    """Whether the names go on over a line end: after a comma, and in a list with commas on a full line."""
    cut = is_cut(text) or text.endswith((",", " og", " samt", ";", "-"))
    return cut or (bool(_PARTED.search(text)) and len(before.body) > 30) or (
        text.count("(") > text.count(")")
    )


def _looks_like_person(body: str) -> bool:
    return bool(re.fullmatch(r"[A-ZÆØÅ][^:]{2,60}\([A-ZÆØÅa-zæøå]{1,20}\)", body))
