"""What case systems print under the title of a case: its number, whether it is open, and who wrote it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from budgettui.ingest.page.layout import Line, ends_sentence
from budgettui.ingest.papers import decision_heads

_KIND = r"(?: (?:punkt|sag|møde))?"
OPEN = re.compile(rf"\(?åb(?:en|ent|ne){_KIND}\)?", re.IGNORECASE)
CLOSED = re.compile(rf"\(?(?:lukk(?:et|ede)|fortrolig){_KIND}\)?", re.IGNORECASE)
#: A mark without its value: "Sagsnr J.nr Udvalget har …", "Åben sag".
_BARE = re.compile(
    r"(?:Åben|Lukket)t? (?:(?:sag|punkt)\b|[–-] (?=[0-9]))|ÅB(?:EN|ENT)\b|(?:Sags?nr|Sagsbeh|Dok\.\s?nr|J\.\s?nr)\b"
)
#: "(Åben) Budget", "Lukket - Salg", "Budget (åbent punkt)"; without a sign "Åben dagsorden" is a title.
_IN_TITLE = re.compile(
    rf"^(?:\((?P<bracket>åben|lukket)t?{_KIND}\)\s*[:–-]?|(?P<sign>åben|lukket)t?{_KIND}\s*(?::|\s[–-]))\s*(?=\S)"
    r"|^(?-i:(?P<capitals>ÅBENT?|LUKKET)(?: (?:PUNKT|SAG|MØDE))?\s+(?=[A-ZÆØÅ][a-zæøå]))"
    rf"|\s*[–-]?\s*\((?P<last>åben|lukket|fortrolig|behandles for lukkede døre)t?{_KIND}\)$"
    rf"|\s+[–-]\s+(?P<end>åben|lukket)t?{_KIND}$",
    re.IGNORECASE,
)
#: A column of its own that has lost its spaces: in each title, or it is a word of the title ("Åbent hus").
_IN_FRONT = re.compile(r"^([Åå]bent?|[Ll]ukket) (?=[A-ZÆØÅ0-9])")
_ALIKE = 3
_LABEL = (
    r"(?:(?:(?:åben|lukket)t? )?(?:sagsnummer|sags?nr|sags[- ]?id|"
    r"sag nr(?!\.?\s*[0-9]{1,3}(?:[.:)]|\s|$))|journalnr|journalnummer|j\.?\s?nr|"
    r"acadre(?:[- ]?(?:sags)?nr)?|edoc[- ]?(?:sags)?nr|ekstern sagsnr))"
)
_CASE = re.compile(
    rf"{_LABEL}\b\.?\s*:?\s*(?=\S*[0-9])(?P<value>[0-9A-ZÆØÅ][\w./-]*[\w]|[0-9A-ZÆØÅ][\w./-]*)", re.IGNORECASE
)
#: A number of the municipalities' common subjects, before that of the case.
_SUBJECT = r"[0-9]{2}\.[0-9]{2}\.(?:[0-9]{2}[.-]?)?[A-ZÆØÅ][0-9]{2}"
_NUMBER = (
    r"[A-ZÆØÅ]{2,5}-[0-9]{4}-[0-9]{3,8}|[0-9]-[0-9]{1,2}-[0-9]{2}-[0-9]{1,4}-[0-9]{2}|"
    rf"{_SUBJECT}(?:-[0-9-]+)?|"
    r"[0-9]{2}/[0-9]{3,6}|(?:[0-9.]{4,8}(?:[A-ZÆØÅ][0-9]{2})? - )?(?:19|20)[0-9]{2}/(?!(?:19|20)[0-9]{2}\b)[0-9]{3,8}|"
    r"(?:[0-9]{3}-)?(?:19|20)[0-9]{2}-(?!(?:19|20)[0-9]{2}\b)[0-9]{3,8}|[0-9]{5,7}-(?:19|20)[0-9]{2}"
)
#: Behind the word "Sag", or behind who has the case: "KULT / 06/9811".
_ALONE = re.compile(
    r"(?:[Ss]ag:?\s+|[A-ZÆØÅ]{2,6}\s*/\s*)?"
    rf"(?P<value>{_NUMBER}|[0-9]{{3}}-(?:19|20)[0-9]{{2}}-[0-9]{{1,8}}|"
    r"[A-ZÆØÅ]{2,4} [0-9]{1,4}/(?:19|20)?[0-9]{2})(?:\s+(?:[-–]|[a-zæøå]{2,6}$))?"
)
_WITH_OPEN = re.compile(
    rf"(?:(?P<open>åben|lukket)t?{_KIND}\s*[–-]\s*)?(?:(?P<value>{_NUMBER})|"
    rf"{_SUBJECT}(?:\s+[–-])?\s+(?P<of>(?:(?:19|20)[0-9]{{2}}|[0-9]{{2}})/[0-9]{{1,8}}))"
    rf"(?:(?:\s*[–-])?\s+(?P<last>åben|lukket)t?{_KIND})?",
    re.IGNORECASE,
)
_AT_END = re.compile(rf"(?:^|\s)(?P<open>åben|lukket)t?{_KIND}$", re.IGNORECASE)
_AT_BEGINNING = re.compile(r"(?P<open>åben|lukket)t?\s", re.IGNORECASE)
#: What web pages print under the title of each case and nowhere else.
_LINK = "se alle bilag"
_META = re.compile(
    rf"(?:{_LABEL}|dok\.?\s?nr|dok\.|dokumentnr|sagsbehandler|sagsinitialer|initialer|forfatter|acadre|"
    r"åben/lukket|sagstype|punkttype)\.?\s*(?:nr\.?)?\s*(?:[:.]|(?=\s*[0-9])|$)"
    rf"|{_LINK}$"
    # Who treats the case, by the letters of the bodies.
    r"|behandling:\s*(?-i:[A-ZÆØÅ]{2,4}(?:/[A-ZÆØÅ]{2,4})*$)",
    re.IGNORECASE,
)
_KIND_OF = re.compile(r"(?:sagstype|punkttype|åben/lukket)\s*:?", re.IGNORECASE)
_IN_BRACKETS = re.compile(rf"\s*\((?P<value>{_NUMBER})\)$")
#: Where the number was left out.
_EMPTY = re.compile(r"\s*\(\s*\)$")
_BEHIND_TITLE = re.compile(
    rf"[.,;–-]*\s+\(?(?:sag|{_LABEL})\.?:?\s*(?P<value>{_NUMBER})\)?\.?$|"
    r"\s+(?P<bare>[0-9]{2}/(?!(?:19|20)[0-9]{2}$)[0-9]{4,6})$",
    re.IGNORECASE,
)
_BEFORE_TITLE = re.compile(
    rf"(?:(?P<value>[A-ZÆØÅ]{{2,3}} [0-9]{{1,4}}/[0-9]{{2}}|{_NUMBER})|(?i:{_LABEL})[.:]*\s*(?P<said>[0-9][0-9./-]*))"
    r"[.:]?\s+(?=[A-ZÆØÅ])"
)
#: A heading over several cases: "Lukket dagsorden", "ÅBNE BESLUTNINGSSAGER", "B. Lukkede sager".
_GROUP = re.compile(
    r"(?:[A-Z]\.\s+)?(?:(?:punkter|sager)\s+(?:på|til|for|i)\s+)?"
    r"(?:(?P<open>åben|åbne|åbent|lukket|lukkede)\s+(?:del|(?:tillægs)?dagsorden|møde|sager|punkter|\w+sager|\w+punkter)"
    r"(?:\s+.{0,30})?|(?P<alone>åbne|lukkede))[:.]?",
    re.IGNORECASE,
)
#: A heading over several cases that does not say who may come: "B. Sager til orientering".
_KINDS = re.compile(
    r"(?:[A-Z]\.\s+)?(?:(?:beslutnings|drøftelses|orienterings)?(?:sager|punkter)|udsatte sager|til)\s*"
    r"(?:(?:til|på)\s+)?(?:beslutning|afgørelse|behandling|drøftelse|orientering|efterretning|godkendelse)?"
    r"(?:\s[-–]\sfor (?:åbne|lukkede) døre)?:?",
    re.IGNORECASE,
)
_DOORS = re.compile(r"for (?:åbne|lukkede) døre:?", re.IGNORECASE)
#: Whose cases follow.
_FROM = re.compile(r"Fra (?P<body>.{4,60}?):?")
#: The letter of a group of cases: "A. Sager til afgørelse".
GROUP_LETTER = re.compile(r"[A-Z][.:]\s+[A-ZÆØÅ]")
#: Two marks may stand beside each other: "Åben sag          Sagsgang: ØK/KB".
_COLUMNS = re.compile(r"\s{3,}")


def is_mark(line: Line) -> bool:
    """Whether nothing but a title can stand over this line: a case number, "Åbent", the case officer."""
    body = _COLUMNS.split(line.raw.strip())[0]
    return bool(
        _META.match(body)
        or _ALONE.fullmatch(body)
        or _WITH_OPEN.fullmatch(body)
        or OPEN.fullmatch(body)
        or CLOSED.fullmatch(body)
    )


def number_over(lines: Sequence[Line], place: int) -> str | None:
    """The case number on the line over this one, where it is a case number and nothing else, or says what it is."""
    over = lines[place - 1]
    found = case_number(lines, place - 1) if _ALONE.fullmatch(over.body) or is_field(over) else None
    return found[0] if found else None


def begins_mark(text: str, at: int) -> bool:
    """Whether a mark with its value begins here: "Sagsnr. 24/1001", "Åben sag"."""
    return bool(_META.match(text, at) or _BARE.match(text, at))


def is_field(line: Line) -> bool:
    """Whether the line is one of those that :func:`is_mark` knows by their label."""
    return bool(_META.match(line.body))


def is_link(line: Line) -> bool:
    """Whether the line is the link that web pages have under the title of each case."""
    return line.body.casefold() == _LINK


def is_bare_field(line: Line) -> bool:
    """Whether the line is a label alone, with its value, or the rest of it, on the next line."""
    match = _META.match(line.body)
    return bool(match and (match.end() == len(line.body) or line.body.endswith("-")))


def says_kind(line: Line) -> bool:
    """Whether the line is a label alone whose value is a word such as "Beslutning", which heads nothing here."""
    return bool(_KIND_OF.fullmatch(line.body))


def said_alone(body: str) -> bool | None:
    """Whether a line that says nothing else says "Åbent"; ``False`` for "Lukket", ``None`` for any other."""
    return bool(OPEN.fullmatch(body)) if OPEN.fullmatch(body) or CLOSED.fullmatch(body) else None


def open_in_mark(line: Line) -> bool | None:
    """Whether a mark says that the case is open; ``None`` where it does not say."""
    body = _COLUMNS.split(line.raw.strip())[0]
    match = _WITH_OPEN.fullmatch(body)
    word = (match["open"] or match["last"]) if match else None
    if word is None and (alone := said_alone(body)) is not None:
        return alone
    if word is None and _META.match(line.body):
        said = _AT_END.search(line.body) or _AT_BEGINNING.match(line.body)
        word = said["open"] if said else None
    return word.casefold().startswith("åb") if word else None


def case_number(lines: Sequence[Line], place: int) -> tuple[str, int] | None:
    """A case number on this line, and how many lines it takes: a narrow column breaks it after a hyphen."""
    line = lines[place]
    alone = _ALONE.fullmatch(line.body) or _WITH_OPEN.fullmatch(line.body)
    if alone:
        return alone["value"] or alone["of"], 1
    match = next((found for column in _COLUMNS.split(line.raw.strip()) if (found := _CASE.match(column))), None)
    match = match or _CASE.match(line.body)
    if match is None:
        return None
    value = match["value"].rstrip(".,")
    after = lines[place + 1].body if place + 1 < len(lines) else ""
    if line.body.endswith(f"{value}-") or value.endswith("-"):
        joined = re.match(r"[0-9]+", after)
        if joined:
            return f"{value.rstrip('-')}-{joined[0]}", 2
    return value, 1


def open_in_title(title: str | None, raw: str = "") -> tuple[str | None, bool | None]:
    """A title without its mark of being open or closed, and what the mark says."""
    if title is None or OPEN.fullmatch(title) or CLOSED.fullmatch(title):
        return title, None
    match = _IN_TITLE.search(title)
    if match is None:
        return title, None
    rest = (title[: match.start()] + title[match.end() :]).strip(" -–:")
    word = match["bracket"] or match["sign"] or match["capitals"] or match["last"] or match["end"]
    # A mark may stand before the title and behind it.
    return (open_in_title(rest)[0] if rest else title), word.casefold().startswith("åb")


def with_brackets(titles: Sequence[str | None]) -> list[str | None]:
    """The titles of all cases, where each begins with the mark in a column of its own that has lost its spaces."""
    if len(titles) < _ALIKE or not all(title and _IN_FRONT.match(title) for title in titles):
        return list(titles)
    return [_IN_FRONT.sub(r"(\1) ", title or "") for title in titles]


def number_in_title(title: str | None) -> tuple[str | None, str | None]:
    """A title without the case number that stands before it, or in brackets behind it, and the number."""
    title = _EMPTY.sub("", title) if title else title
    before = _BEFORE_TITLE.match(title) if title else None
    if title is not None and before:
        return title[before.end() :], before["value"] or before["said"]
    match = (_IN_BRACKETS.search(title) or _BEHIND_TITLE.search(title)) if title else None
    if title is None or match is None or not match.start():
        return title, None
    return title[: match.start()], next(value for value in match.groups() if value)


def heads_group(body: str) -> bool:
    """Whether a line is a heading over several cases: "LUKKEDE SAGER", "Til orientering", "Fra Økonomiudvalget"."""
    sender = _FROM.fullmatch(body)
    return bool(_GROUP.fullmatch(body) or _KINDS.fullmatch(body) or (sender and decision_heads.body_in(sender["body"])))


def heads_the_next(line: Line) -> bool:
    """Whether a line that stands last in a case heads the ones under it: "Til orientering" may be what is proposed."""
    if _KINDS.fullmatch(line.body) or GROUP_LETTER.match(line.body):
        return line.gap > 0 and not ends_sentence(line.body.rstrip(":"))
    return heads_group(line.body) or said_alone(line.body) is not None or _DOORS.fullmatch(line.body) is not None


def heads_cases(body: str) -> bool | None:
    """Whether the cases under this line are open; ``None`` where it is no heading over cases."""
    match = _GROUP.fullmatch(body)
    return (match["open"] or match["alone"]).casefold().startswith("åb") if match else None
