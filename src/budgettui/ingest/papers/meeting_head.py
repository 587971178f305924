"""The head of an agenda or of minutes: which body meets, on which day, where, and from when to when.

A date with another label (printed, sent out, approved) is not the meeting's, and where two dates are printed and
neither is labelled, none is given.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from budgettui.domain.dates import MONTHS, WEEKDAYS, find_dates, parse_date
from budgettui.ingest.page.layout import Line
from budgettui.ingest.papers import decision_heads

#: What the head calls its fields. A label has its value behind a colon, behind a gap, or on the next line.
_LABELS = {
    "body": r"udvalg|organ|forum|mødeforum|mødetype",
    "day": r"(?:møde)?dato(?: for mødet)?|mødedag|dag",
    "time": r"mødetid(?:spunkt)?|tidspunkt|starttidspunkt(?: for møde[t]?)?|mødestart|tid|start|"
    r"mødet (?:startet|startede?|starter|begynder|begyndte|åbnet|påbegyndt)",
    "end": r"sluttidspunkt(?: for møde[t]?)?|mødet (?:er |blev )?(?:hævet|slut(?:tede|tet)?)|hævet|møde ?slut|"
    r"mødet? (?:er )?afsluttet|"
    r"slut(?:tid)?",
    "place": r"mødested|sted|lokale|mødelokale|mødeafholdelse|mødet (?:holdes|afholdes) i",
}
_FIELD = re.compile(
    rf"(?:{'|'.join(f'(?P<{name}>{words})' for name, words in _LABELS.items())})"
    r"(?:\s*:\s*(?P<value>.*)|\s*$|\s+(?P<bare>(?:(?:d\.|den|kl\.?|klokken|mandag|tirsdag|onsdag|torsdag|fredag)\s.*|"
    r"[A-ZÆØÅ0-9].{1,80})))",
    re.IGNORECASE,
)
_LABELLED = re.compile(rf"(?:{'|'.join(_LABELS.values())})\s*:", re.IGNORECASE)
_OTHER_DAY = re.compile(
    r"(?:udskrevet|udsendt|udsendelsesdato|udskrift|printet|produceret|publiceret|offentliggjort|godkendt|sidst|"
    r"revideret|ajourført|opdateret|senest|frist|indkaldt|version|oprettet|underskrevet|næste møde)\b",
    re.IGNORECASE,
)
_HOURS = (
    r"(?P<h>[01]?[0-9]|2[0-3])(?:[.:](?P<m>[0-5][0-9]))?(?::[0-5][0-9])?(?![0-9.:]?[0-9])"
    r"(?:\s*(?:[-–]|til)\s*(?:kl\.?\s*)?(?P<eh>[01]?[0-9]|2[0-3])(?:[.:](?P<em>[0-5][0-9])|(?![0-9.])))?"
)
_CLOCK = re.compile(rf"(?:^|(?<=[\s,(-]))(?:kl\b\.?|klokken)\s*:?\s*{_HOURS}", re.IGNORECASE)
_LABELLED_TIME = re.compile(_HOURS)
#: A time as systems print it behind a date: "30-10-2018 19:00:00".
_WITH_SECONDS = re.compile(r"\s+(?=[0-9]{2}:[0-9]{2})" + _HOURS)
#: A sentence that calls a meeting: "Byrådet holder møde tirsdag den 3. maj 2022 kl. 17.00".
_HELD = re.compile(r"\b(?:af)?hold(?:er|es)\b.*møde|møde.*\b(?:af)?holdes\b", re.IGNORECASE)
#: A title that says nothing but the day: "Referat af 3. december 2018" over the day on which it was written.
_OF_DAY = re.compile(
    r"(?:\w*referat|\w*dagsorden|\w*protokol) (?:af|fra|for|til) (?:den |d\. )?(?=[0-9])", re.IGNORECASE
)
#: A line that ends before the date or the time does.
_OPEN_DATE = re.compile(rf"(?: kl\.| den| d\.| i) \| |\b[0-9]{{1,2}}\. \| (?:{'|'.join(MONTHS)})\b", re.IGNORECASE)
#: Whose meeting it is, whatever kind of body that is: "Skole, klub og fritids møde den 17. juni 2022".
_WHOSE_MEETING = re.compile(
    r"(?P<body>[A-ZÆØÅ][\w&-]*(?:,? [\w&-]+){0,6}?)['’]?s\s+(?:ekstraordinære )?møde (?:den )?(?=[0-9])"
)
_COUNCIL = re.compile(r"byråd|kommunalbestyrelse|regionsråd|borgerrepræsentation", re.IGNORECASE)
#: "Søby Kommune Referat Ældrerådet 08-12-2016" over every page.
_MUNICIPALITY = re.compile(
    r"^[A-ZÆØÅ][\w -]{1,30}? (?:Regionsk|K|k)ommune\s+(?=\w*(?:[Rr]eferat|[Dd]agsorden|[Pp]rotokol)\s)"
)
#: Words before the name of the body: "Referat fra ordinært møde i".
_BEFORE_BODY = re.compile(
    r"^(?:(?:udvalg(?=\s+(?-i:[A-ZÆØÅ]))|beslutning(?:er)?|åben|åbent|lukket|ordinær\w*|ekstraordinær\w*|udkast|til|tillægs?\w*|af|fra|for|over|den|det|beslutnings\w*|"
    r"\w*referat|\w*dagsorden|\w*protokol|konstituerende|indkaldelse|møde|mødet|i|vedrørende)\b[\s:–-]*)+",
    re.IGNORECASE,
)
_AFTER_BODY = re.compile(
    r"\s*\([^()]*\)$|"
    r"[\s,:–-]*(?:['’]?s?\s*(?:ordinære |ekstraordinære )?(?:byråds)?møde[rt]?|(?:åben |lukket )?(?:referat|dagsorden|"
    r"beslutningsprotokol|protokol))\b.*$",
    re.IGNORECASE,
)
#: What a web page is called, behind the body: "Udvalget for Børn - Dagsordener og referater".
_OF_PAGE = re.compile(r"\s+[-–|·]\s+(?:dagsorden(?:er)?(?: og referater)?|referat(?:er)?)$", re.IGNORECASE)
_PLACE_AFTER = re.compile(
    r"^[\s,]*(?:(?:i|på|ved)\s+)(?P<place>(?:(?:møde)?lokale [A-ZÆØÅ0-9]|[a-zæøå]*salen\b|[A-ZÆØÅ0-9].{2}).{0,90})$"
)
#: Where the name of a place begins behind the date: "i Byrådssalen", ", Jobcentret".
_BEFORE_PLACE = re.compile(
    r"\s+(?:i|på|ved)\s+(?=[A-ZÆØÅ0-9]|\w+(?:stuen|salen|lokale|værelset|huset)\b)|\s*[,–-]\s+(?=[A-ZÆØÅ])|[\s,]+via\s+"
)
_PLACE_LINE = re.compile(
    r"(?:i|på)\s+(?P<place>(?:[\w-]*(?:salen|lokale\b|rummet|stuen)|[A-ZÆØÅ][\w-]*).{0,80})", re.IGNORECASE
)
_HALL = re.compile(
    r"(?=[A-ZÆØÅ0-9])(?:[^.:]{0,40}\W)?(?:[\w-]*salen|(?:møde)?lokale [0-9A-ZÆØÅ][\w-]*|[\w-]+huset|"
    r"[\w-]+cent(?:ret|er)|[\w-]+værelse(?:t)?|virtuelt møde)(?:\W.{0,60})?",
    re.IGNORECASE,
)
#: What a field may call a body, whatever kind of body it is.
_NAME = re.compile(r"[A-ZÆØÅ][\w&-]*(?:,? [\w&-]+){1,6}")
#: Words that name a kind of body and none of them.
_GENERAL = frozenset(("udvalg", "udvalget", "råd", "rådet", "nævn", "bestyrelse", "bestyrelsen"))
#: The mark of a list that the fields of the head may be printed as.
_MARK = re.compile(r"^[-–•·]\s+")
HEAD_LINES = 40


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a paper says of the meeting. Times are "16:00"; ``None`` is what it does not print."""

    body: str | None = None
    date: str | None = None
    place: str | None = None
    start: str | None = None
    end: str | None = None


@dataclass(slots=True)
class _Found:
    bodies: list[str]
    labelled: list[str]
    free: list[str]
    place: str | None = None
    start: str | None = None
    end: str | None = None
    #: Whether the first body is a council with the name of another right under it.
    under_council: bool = False


def read_head(lines: Sequence[Line], decided: Collection[tuple[str | None, str | None]] = ()) -> Head:
    """What these lines, the ones over the first case, say of the meeting.

    ``decided`` says which bodies decided in the paper and when: where the head names several bodies (the council in
    the letterhead), the meeting is of the one that decided on its day.
    """
    found = _Found([], [], [])
    lines = [part for line in lines[: HEAD_LINES + 1] for part in _fields(line)]
    lines = [replace(line, body=_MARK.sub("", line.body)) for line in lines]
    skip = False
    for place, line in enumerate(lines):
        if skip:
            skip = False
            continue
        skip = _read_line(found, line, lines[place + 1] if place + 1 < len(lines) else None)
    days = found.labelled or found.free
    day = days[0] if found.labelled or len(set(days)) == 1 else None
    met = (own for own in found.bodies if any(decision_heads.same_body(own, body) for body, on in decided if on == day))
    named = [own for own in found.bodies if not (found.under_council and _COUNCIL.search(own))] or found.bodies
    body = next(met, named[0]) if named else None
    return Head(body, day, found.place, found.start, found.end)


def _fields(line: Line) -> list[Line]:
    """A line as one line for each field where several stand beside each other: "Dato: 2. maj   Sted: Byrådssalen"."""
    columns = re.split(r"\s{2,}", line.raw.strip())
    if len(columns) < 2 or not all(_LABELLED.match(column) for column in columns):
        return [line]
    return [replace(line, body=column, raw=column) for column in columns]


def _read_line(found: _Found, line: Line, under: Line | None) -> bool:
    """Takes up what one line says; whether the line under it has been used as its value."""
    after = under.body if under else ""
    whole = f"{line.body} {after}" if _OPEN_DATE.search(f"{line.body} | {after}") else line.body
    text = re.sub(r"\bd\.:?\s*(?=[0-9])", "d. ", whole)
    if _OTHER_DAY.search(text):
        return text.endswith(":")
    field = _FIELD.fullmatch(text)
    if field and _is_field(field, line):
        name = next(name for name in _LABELS if field[name])
        value = (field["value"] or field["bare"] or "").strip()
        if field["bare"] and re.fullmatch(r"(?:møde)?lokale", field["place"] or "", re.IGNORECASE):
            # "Mødelokale 3": the label is part of the name, but not in "Mødelokale   Byrådssalen".
            value = text if text[:1].islower() or re.match(r"[0-9A-ZÆØÅ]{1,3}\b", value) else value
        used = not value and not (under and is_field(under))
        _read_field(found, name, value or (after if used else ""))
        return used
    _read_clock(found, text)
    dates = find_dates(text)
    titled = _OF_DAY.match(text)
    held = _HELD.search(text) and len(dates) == 1 and _CLOCK.match(text[dates[0][1] :].lstrip(" ,"))
    if held or (titled and len(dates) == 1 and dates[0][:2] == (titled.end(), len(text.rstrip(" .:")))):
        found.labelled.append(dates[0][2].isoformat())
    plain = _WITH_SECONDS.sub("", _CLOCK.sub("", text))
    if len(dates) == 1 and (_is_meetings(text, plain) or (len(text) < 120 and _BEFORE_BODY.match(text))):
        found.free.append(dates[0][2].isoformat())
        _read_place(found, _CLOCK.sub("", text[dates[0][1] :]))
        clock = _WITH_SECONDS.match(text[dates[0][1] :])
        if clock:
            _keep_clock(found, clock)
    elif len(text) < 100 and not dates:
        if _CLOCK.search(text):
            _read_place(found, plain)
        elif (hall := _PLACE_LINE.fullmatch(text)) and found.free:
            found.place = found.place or hall["place"].strip(" .")
    # The municipality may stand at the other end of the line.
    sides = [*re.split(r"\s{3,}", line.raw.strip()), *_sides(text)]
    body = next((own for part in sides if (own := _body(part))), None) if len(text) < 140 else None
    if body and after[:1].islower() and (whole_name := _body(f"{text} {after}")) and whole_name.startswith(body):
        body = whole_name
    whose = _WHOSE_MEETING.match(text) if body is None and len(dates) == 1 else None
    if whose:
        body = whose["body"]
        found.labelled.append(dates[0][2].isoformat())
    found.bodies += [body] if body else []
    if body and all(map(_COUNCIL.search, found.bodies)) and not _COUNCIL.search(after):
        # The council in the letterhead stands right over the committee that meets.
        found.under_council = found.under_council or _body(after) is not None
    if body is None and not dates and found.place is None and found.free and _HALL.fullmatch(text):
        found.place = text.strip(" .")
    return False


def _sides(text: str) -> list[str]:
    """A line as a whole, and what stands on either side of a dash in it: "Søby Kommune - Socialudvalget"."""
    return [text, *re.split(r"\s+[-–|·]\s+", text)] if re.search(r"\s[-–|·]\s", text) else [text]


def is_label(text: str) -> bool:
    """Whether a text, which a colon follows, is the label of a field of the head."""
    return _LABELLED.fullmatch(f"{text}:") is not None


def is_field(line: Line) -> bool:
    """Whether a line of the head is one of its fields: "Sted: Byrådssalen"."""
    field = _FIELD.fullmatch(line.body)
    return field is not None and _is_field(field, line)


def _is_field(field: re.Match[str], line: Line) -> bool:
    """Whether a line begins with a label: what stands behind no colon stands behind a gap, or says when."""
    bare = field["bare"]
    if bare is None:
        return bool(field["value"] is not None or field["body"] is None or line.body.isupper())
    if re.search(r"\S\s{3,}\S", line.raw) is not None:
        return True
    if field["place"]:
        return field["place"].casefold() in {"mødested", "mødelokale", "mødeafholdelse"}
    return bool(find_dates(bare) or _CLOCK.match(bare) or _LABELLED_TIME.fullmatch(bare)) and not field["body"]


def _read_field(found: _Found, name: str, value: str) -> None:
    if name == "body":
        named = _body(value) or (value if _NAME.fullmatch(value) else None)
        found.bodies += [named] if named else []
    elif name == "place":
        _read_clock(found, value)
        found.place = found.place or _CLOCK.sub("", value).strip(" .,") or None
    elif name == "end":
        found.end = found.end or _time(_without_date(value))
    else:
        dates = find_dates(value)
        if len(dates) == 1:
            found.labelled.append(dates[0][2].isoformat())
            _read_place(found, _CLOCK.sub("", value[dates[0][1] :]))
        _read_clock(found, value)
        clock = _LABELLED_TIME.match(_without_date(value))
        if clock:
            _keep_clock(found, clock)


def _without_date(text: str) -> str:
    for first, last, _day in find_dates(text)[:1]:
        text = f"{text[:first]} {text[last:]}"
    return re.sub(rf"^\W*(?:(?:{'|'.join(WEEKDAYS)})\b)?\W*(?:(?:den|d\.)\s)?\W*", "", text, flags=re.IGNORECASE)


def _is_meetings(text: str, plain: str) -> bool:
    """Whether a line with a date is about the meeting: the date stands alone, or with the body's name."""
    day = _BEFORE_PLACE.split(plain.strip(" ,.:"))[0].strip(" ,.:")
    named = any(_body(part) or parse_date(part) for part in _sides(text))
    return named or parse_date(day) is not None or decision_heads.read_header(text) is not None


def _body(text: str) -> str | None:
    """The body that a line of the head names, whatever else it says: "Referat fra Søby Byråds møde den 3. maj"."""
    text = _OF_PAGE.sub("", text)
    plain = _CLOCK.sub("", text)
    for start, _end, _day in find_dates(plain)[:1]:
        plain = plain[:start]
    plain = re.sub(rf"[\s,(–-]*(?:{'|'.join(WEEKDAYS)})?,?\s*(?:den|d\.)?\s*$", "", plain, flags=re.IGNORECASE)
    plain = _BEFORE_BODY.sub("", _MUNICIPALITY.sub("", plain))
    if decision_heads.body_in(plain) is None:
        # "Rådmandsmøde" is what that body is called.
        plain = _AFTER_BODY.sub("", plain).strip(" ,:;.–-")
    if not plain or len(plain) > 90:
        return None
    plain = decision_heads.without_capitals(plain)
    whole = _BEFORE_BODY.sub("", text).strip(" ,:;.–-")
    before = re.split(r",\s+(?=[a-zæøå0-9])", plain)[0]
    # "Møde i skolebestyrelsen": a body of one word may have a small letter in a sentence.
    alone = plain.capitalize() if plain.isalpha() and plain.islower() and plain != text else ""
    for name in (whole, plain, re.sub(r"s$", "", plain), before, alone):
        named = decision_heads.body_in(name) if len(name) < 90 else None
        if named and named.casefold() not in _GENERAL:
            return named
    return None


def _read_clock(found: _Found, text: str) -> None:
    for clock in _CLOCK.finditer(text):
        if re.search(r"\b(?:hævet|slut|sluttede)\b[^.]*$", text[: clock.start()], re.IGNORECASE):
            found.end = found.end or _clock(clock["h"], clock["m"])
        else:
            _keep_clock(found, clock)


def _keep_clock(found: _Found, clock: re.Match[str]) -> None:
    start = _clock(clock["h"], clock["m"])
    found.start = found.start or start
    if clock["eh"] and start == found.start:
        found.end = found.end or _clock(clock["eh"], clock["em"])


def _time(text: str) -> str | None:
    match = _CLOCK.search(text) or _LABELLED_TIME.match(text)
    return _clock(match["h"], match["m"]) if match else None


def _clock(hours: str, minutes: str | None) -> str:
    return f"{int(hours):02}:{minutes or '00'}"


def _read_place(found: _Found, rest: str) -> None:
    place = _PLACE_AFTER.match(rest.strip(" ."))
    if place and found.place is None:
        found.place = place["place"].strip(" .")
    elif found.place is None and rest.lstrip().startswith(",") and _HALL.fullmatch(rest.strip(" ,.")):
        found.place = rest.strip(" ,.")
