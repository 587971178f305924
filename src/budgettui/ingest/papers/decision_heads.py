"""The lines over decisions: which body decided, and when, and how a body is named."""

from __future__ import annotations

import re
from dataclasses import dataclass

from budgettui.domain.dates import MONTHS, find_dates
from budgettui.ingest.page import names

_WORD = r"(?:(?:offentlig )?beslutning(?:er)?|afgørelse(?:r)?|vedtagelse(?:r)?|konklusion(?:er)?)"
#: A header has one of these words, in small letters, unless the municipality calls a body otherwise.
_NAMES_SOME = re.compile(
    r"beslutning|afgørelse|vedtagelse|konklusion|udvalg|valget|nævn|råd|bestyrelse|magistrat|repræsentation|direktion|"
    r"\b(?:pkt|punkt|sag)\b"
)
_LEAD = re.compile(
    rf"(?:{_WORD})\b\s*(?:(?:i|fra|for|af|ved|på|truffet (?:af|i)|vedrørende)(?:\b|(?-i:(?=[A-ZÆØÅ]))))?\s*[:,–-]?\s*",
    re.IGNORECASE,
)
#: Where the name or the day was lost: "Beslutning i den :".
_LOST = re.compile(r"(?<=\w)(?: (?:i|den|d\.))+$")
_THE_BODY = frozenset(("udvalget", "rådet", "nævnet", "bestyrelsen", "mødet"))
#: "20.1 Beslutning af 4. april": the decision's own number.
_SUB_NUMBER = re.compile(r"^[0-9]{1,3}\.[0-9]{1,2}\.?\s+(?=[A-ZÆØÅ])")
#: What another body proposed, and when: "Indstilling fra kulturudvalget, 3. marts 2020".
_PROPOSED = re.compile(r"^indstilling(?:en)? fra\s+(?=\w)", re.IGNORECASE)
_TERM = re.compile(r"\s+\(?(?:19|20)?[0-9]{2}\s*[-–/]\s*(?:19|20)?[0-9]{2}\)?$")
_TREATED = re.compile(r"^(?:[Bb]ehandling|[Bb]ehandlet)(?: i| af)?\s+(?=[A-ZÆØÅ])")
_PROPOSES = re.compile(r",?\s+(?:indstiller|indstillede|anbefaler|anbefalede)$", re.IGNORECASE)
_DECIDED = re.compile(r"\b(?:vedtaget|godkendt|tiltrådt|afvist|udsat)\b", re.IGNORECASE)
_OF_ITEM = re.compile(rf"{_WORD} for (?:punkt|pkt\.?|sag)\s*[0-9]{{1,3}}\b.*", re.IGNORECASE)
_POSSESSIVE = re.compile(
    rf"(?P<body>[A-ZÆØÅ].{{2,70}}?)s\s+(?:{_WORD}|indstilling)(?:\s+(?:i|på|fra)\s+(?:sit\s+)?møde(?:t)?)?",
    re.IGNORECASE,
)
#: The name of a body that is called otherwise than bodies are, where date and number of the item stand by it.
_OTHER_BODY = re.compile(r"[A-ZÆØÅ][\w&/-]*(?:,? [\w&/-]+){0,7}")
_PLACE = re.compile(
    r"[,;(]?\s*\(?(?:pkt|punkt|sag|sagsnr)\.?:?\s*(?:nr\.?\s*)?[0-9]{1,3}(?:\.[0-9]{1,3})?\)?", re.IGNORECASE
)
_CLOCK = re.compile(
    r"[,]?\s*(?:kl\.?|klokken)\s*[0-9]{1,2}(?:[.:][0-9]{2})?|\s*\((?:ekstra)?ordinært møde\)", re.IGNORECASE
)
_DAY_ONLY = re.compile(
    rf"(?:(?:den|d\.)\s*)?(?<![0-9])[0-9]{{1,2}}\.\s*(?:{'|'.join(MONTHS)})(?![a-zæøå])|(?:den|"
    rf"d\.)\s*[0-9]{{1,2}}/[0-9]{{1,2}}",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"(?:mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag)\s*(?:,\s*)?(?:den|d\.)?\s*$", re.IGNORECASE
)
#: "byrådsmødet", "møde i Udvalget for Skole": the meeting, with the name of the body in it.
_MEETING_OF = re.compile(
    r"møde(?:t)? i\s+(?P<named>\S.*)|(?P<stem>\w*?(?:råd|udvalg|nævn|magistrat|bestyrelse|direktion))s?møde(?:t)?",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"\s*(?:s\s+)?(?:ordinære |ekstraordinære )?(?:møde|mødet|behandling|behandlet)\s*$", re.IGNORECASE
)
_BODY = re.compile(
    r"(?:[A-ZÆØÅ][\w-]*udvalg(?:et)?|Udvalg(?:et)? for [\w ,\-–&/]{3,90}(?:\([A-ZÆØÅ]{2,6}\))?"
    r"|(?:[A-ZÆØÅ][\w-]*(?:,| og| for| &|-)?[ ]){1,8}?(?:[\w-]*udvalg(?:et)?|\w*nævn(?:et)?|\w*råd(?:et)?|"
    r"\w*bestyrelsen?)"
    r"|(?:[A-ZÆØÅ]\w+ )?(?:Byråd(?:et)?|"
    r"Kommunalbestyrelsen?|Magistraten|Borgerrepræsentationen|Direktionen"
    r"|[A-ZÆØÅ]\w*råd(?:et)?|[A-ZÆØÅ]\w*nævn(?:et)?|"
    r"(?:Rådmands|Direktions|Chef)møde(?:t)?(?:(?: i|,) [A-ZÆØÅ][\w ,&-]{3,60})?|Hovedudvalget|"
    r"[A-ZÆØÅ]\w*bestyrelsen?))"
    r"|[A-ZÆØÅ][\w-]*-?MED(?:-udvalg(?:et)?)?"
    r"|§ ?(?:17|18|17-4)[^A-ZÆØÅ]{0,12}[- ]?udvalg(?:et)?"
    r"(?: (?:for|om|vedr\.|vedrørende) [\w ,\-–&/]{3,90})?",
)
#: "Vedtaget Byrådet 14. november": what was done, and not a name.
_DONE = re.compile(
    r"(?:referat|dagsorden|protokol|beslutningsprotokol|udskrift|møde|vedtaget|godkendt|behandlet|drøftet|udsat|indstill|anbefal|forslag|svar|fremsend|tiltrådt|orienter)",
    re.IGNORECASE,
)
#: What a body does, and no part of its name: "Udvalget for X indstiller til Byrådet".
_DOES = re.compile(r"\b(?:indstill|anbefal|beslutte|godkend|tiltråd|tiltræd|vedt)\w*\b")
HEADER_LONGEST = 140
#: Shorter words in capitals are abbreviations.
_CAPITALS = 5
_SMALL = frozenset(("og", "for", "i", "af", "på", "til", "den", "fra"))


@dataclass(frozen=True, slots=True)
class Header:
    """A line over a decision: who and when, as far as it says so. ``worded`` says that the line names a decision."""

    body: str | None
    date: str | None
    worded: bool
    dated: bool

    @property
    def is_bare(self) -> bool:
        """Whether the line says that something was decided, and neither who did nor when."""
        return self.worded and self.body is None and not self.dated


def body_in(text: str) -> str | None:
    """The body whose name is the whole text, also in the genitive before "møde"."""
    text = _TERM.sub("", " ".join(text.split()).strip(" ,:;–-"))
    if not text or _DONE.match(text) or _DOES.search(text):
        return None
    exact = names.body_exactly(text)
    if exact and "," not in text:
        return exact if exact.casefold() == text.casefold() else text
    if _BODY.fullmatch(text):
        return text
    if text.endswith("s") and _BODY.fullmatch(text[:-1].rstrip("'’")):
        return text[:-1].rstrip("'’")
    return None


@names.remembered
def read_header(text: str) -> Header | None:
    """Who decided and when, where a line says that and nothing else; ``None`` for any other line."""
    if len(text) > 2 * HEADER_LONGEST or not _may_name(text):
        return None
    text = without_capitals(_SUB_NUMBER.sub("", " ".join(text.split())))
    if not text or len(text) > HEADER_LONGEST:
        return None
    if _OF_ITEM.fullmatch(text):
        return Header(None, None, True, False)
    rest = _LOST.sub("", text.rstrip(" :."))
    worded = False
    lead = _LEAD.match(rest)
    if lead:
        worded, rest = True, rest[lead.end() :]
    rest = _TREATED.sub("", rest)
    if (proposed := _PROPOSED.match(rest)) and find_dates(rest):
        rest = rest[proposed.end() :]
        rest = rest[:1].upper() + rest[1:]
    day: str | None = None
    dated = False
    dates = find_dates(rest)
    if len(dates) > 1:
        return None
    before_day = _before_date(rest[: dates[0][0]]) if dates and dates[0][0] else rest
    # A comma may be in the name of the body, or stand behind it.
    named = (before_day, before_day.split(",")[0])
    possessive = next((own for name in named if (own := _POSSESSIVE.fullmatch(name.split(" den ")[0].strip()))), None)
    if dates:
        start, end, found = dates[0]
        day, dated = found.isoformat(), True
        rest = _before_date(rest[:start]) + " " + rest[end:]
    else:
        only = _DAY_ONLY.search(rest)
        if only:
            dated = True
            rest = _before_date(rest[: only.start()]) + " " + rest[only.end() :]
    placed = _PLACE.search(rest) is not None
    rest = re.sub(r"^(?:i|af|fra|på)\s+", "", _CLOCK.sub("", _PLACE.sub("", rest)).strip(" ,:;.–-"))
    if possessive and possessive["body"].casefold() in _THE_BODY:
        # "Udvalgets beslutning": the one that meets.
        return Header(None, day, True, dated)
    if possessive and day is None and rest.casefold().endswith("afgørelse"):
        # What an authority elsewhere has ruled is told in the text of the case.
        return None
    if possessive:
        worded = True
        rest = possessive["body"] if rest.casefold().startswith(possessive["body"].casefold()) else rest
    if worded and (meeting := _MEETING_OF.fullmatch(rest)):
        rest = meeting["named"] or _whole_name(meeting["stem"])
    if body_in(rest) is None:
        rest = _MEETING.sub("", rest).strip(" ,:;")
    if day:
        rest = _PROPOSES.sub("", rest)
    body = body_in(rest)
    if body is not None and _DECIDED.search(body):
        # "Staben Vedtaget Byrådet 14. maj" is a row of a list of cases.
        return None
    if body is None and (placed or lead) and day and not text.endswith("."):
        body = rest if _OTHER_BODY.fullmatch(rest) and not (_DONE.match(rest) or _DOES.search(rest)) else None
    if rest and body is None:
        return None
    if not worded and not body:
        return None
    return Header(body, day, worded, dated)


def _whole_name(stem: str) -> str:
    """The body whose name a compound begins with: "byråd" is "Byrådet"."""
    ending = "n" if stem.endswith("e") else "en" if stem.endswith(("magistrat", "direktion")) else "et"
    return f"{stem.capitalize()}{ending}"


def _may_name(text: str) -> bool:
    """Whether a line has a word that a header cannot do without: of a decision, of a body, or of an item."""
    folded = text.casefold()
    return _NAMES_SOME.search(folded) is not None or "MED" in text or any(
        body.name.casefold() in folded for body in names.current().bodies
    )


def without_capitals(text: str) -> str:
    """A name that is printed in capitals as other papers print it: "SØBY BYRÅD" is "Søby Byråd"."""
    if not text.isupper() or len(text) < _CAPITALS:
        return text
    return re.sub(
        r"\w+", lambda word: word[0].casefold() if word[0].casefold() in _SMALL else word[0].capitalize(), text
    )


def _before_date(text: str) -> str:
    text = _WEEKDAY.sub("", text.rstrip())
    return re.sub(r"(?:\bden|\bd\.|\bpå)\s*$", "", text.rstrip(), flags=re.IGNORECASE).rstrip(" ,")


def same_body(first: str | None, second: str | None) -> bool:
    """Whether two names are of one body: "Byråd", "Byrådet" and "Aarhus Byråd" are."""
    one, other = (re.sub(r"(?:et|en)$", "", (name or "").casefold()) for name in (first, second))
    return one == other or (bool(one and other) and (one.endswith(f" {other}") or other.endswith(f" {one}")))


def is_over_departments(body: str | None) -> bool:
    """Whether a body stands above the departments, as the council does: above the first level of the municipality's."""
    return any(one.level > 1 and not one.department and same_body(body, one.name) for one in names.current().bodies)
