"""Decisions as minutes print them: which body, on which day, in which words, who was missing, and what they come to.

One entry for each body that treated the item. The outcome is a code of the glossary where the words name one, and
nothing where they name none or several that do not agree: it is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from budgettui.domain.dates import MONTHS, find_dates
from budgettui.domain.paper.reading import PrintedDecision
from budgettui.ingest.page import names
from budgettui.ingest.page.layout import Layout, Line, source_of

_WORD = r"(?:beslutning(?:er)?|afgørelse(?:r)?|vedtagelse(?:r)?|konklusion(?:er)?)"
#: A header has one of these words, in small letters, unless the municipality calls a body otherwise.
_NAMES_SOME = re.compile(
    r"beslutning|afgørelse|vedtagelse|konklusion|udvalg|valget|nævn|råd|bestyrelse|magistrat|repræsentation|direktion|"
    r"\b(?:pkt|punkt|sag)\b"
)
_LEAD = re.compile(
    rf"(?:{_WORD})\b\s*(?:(?:i|fra|for|af|ved|på|truffet (?:af|i)|vedrørende)\b)?\s*[:,–-]?\s*", re.IGNORECASE
)
_THE_BODY = frozenset(("udvalget", "rådet", "nævnet", "bestyrelsen", "mødet"))
#: "20.1 Beslutning af 4. april": the decision's own number.
_SUB_NUMBER = re.compile(r"^[0-9]{1,3}\.[0-9]{1,2}\.?\s+(?=[A-ZÆØÅ])")
#: What another body proposed, and when: "Indstilling fra kulturudvalget, 3. marts 2020".
_PROPOSED = re.compile(r"^indstilling(?:en)? fra\s+(?=\w)", re.IGNORECASE)
_INLINE = re.compile(r"(?P<label>[A-ZÆØÅ][^:]{6,110}):\s+(?P<text>\S.*)")
_TERM = re.compile(r"\s+\(?(?:19|20)?[0-9]{2}\s*[-–/]\s*(?:19|20)?[0-9]{2}\)?$")
_TREATED = re.compile(r"^(?:[Bb]ehandling|[Bb]ehandlet)(?: i| af)?\s+(?=[A-ZÆØÅ])")
_PROPOSES = re.compile(r",?\s+(?:indstiller|indstillede|anbefaler|anbefalede)$", re.IGNORECASE)
_OF_ITEM = re.compile(rf"{_WORD} for (?:punkt|pkt\.?|sag)\s*[0-9]{{1,3}}\b.*", re.IGNORECASE)
_POSSESSIVE = re.compile(
    rf"(?P<body>[A-ZÆØÅ].{{2,70}}?)s\s+{_WORD}(?:\s+(?:i|på|fra)\s+(?:sit\s+)?møde(?:t)?)?", re.IGNORECASE
)
#: The name of a body that is called otherwise than bodies are, where date and number of the item stand by it.
_OTHER_BODY = re.compile(r"[A-ZÆØÅ][\w&/-]*(?:,? [\w&/-]+){0,7}")
_PLACE = re.compile(r"[,;(]?\s*\(?(?:pkt|punkt|sag)\.?\s*(?:nr\.?\s*)?[0-9]{1,3}(?:\.[0-9]{1,3})?\)?", re.IGNORECASE)
_CLOCK = re.compile(r"[,]?\s*(?:kl\.?|klokken)\s*[0-9]{1,2}(?:[.:][0-9]{2})?", re.IGNORECASE)
_DAY_ONLY = re.compile(
    rf"(?:(?:den|d\.)\s*)?(?<![0-9])[0-9]{{1,2}}\.\s*(?:{'|'.join(MONTHS)})(?![a-zæøå])|(?:den|"
    rf"d\.)\s*[0-9]{{1,2}}/[0-9]{{1,2}}",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"(?:mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag)\s*(?:,\s*)?(?:den|d\.)?\s*$", re.IGNORECASE
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
    r"|[A-ZÆØÅ]\w*råd(?:et)?|[A-ZÆØÅ]\w*nævn(?:et)?|Rådmandsmøde(?:t)?|Hovedudvalget|[A-ZÆØÅ]\w*bestyrelsen?))"
    r"|[A-ZÆØÅ][\w-]*-?MED(?:-udvalg(?:et)?)?"
    r"|§ ?(?:17|18|17-4)[^A-ZÆØÅ]{0,12}[- ]?udvalg(?:et)?"
    r"(?: (?:for|om|vedr\.|vedrørende) [\w ,\-–&/]{3,90})?",
)
#: "Vedtaget Byrådet 14. november": what was done, and not a name.
_DONE = re.compile(
    r"(?:referat|dagsorden|protokol|beslutningsprotokol|udskrift|møde|vedtaget|godkendt|behandlet|drøftet|udsat|indstill|anbefal|forslag|svar|fremsend|tiltrådt|orienter)",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"(?P<field>udvalg|dato|mødedato|punktnummer|punkt|"
    r"beslutning)\s*:\s*(?P<value>.*)",
    re.IGNORECASE,
)
_ABSENT = re.compile(
    r"(?:fraværende(?: (?:med|uden) afbud)?|(?:der var )?afbud(?: fra)?|(?:ikke|ej) til ?stede(?: var)?|forfald|"
    r"ikke mødt|følgende (?:havde (?:meldt )?afbud|deltog ikke(?: [ipå]{1,2} mødet)?|var fraværende|"
    r"udeblev(?: uden afbud)?))"
    r"(?: i [^:]{3,70})?\s*:\s*(?P<names>.*)",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"(?:ingen|-|–)?\.?", re.IGNORECASE)
_NAME = r"[A-ZÆØÅ][\w.’'-]*(?:\s+(?:(?:af|de|den|der|la|van|von)\s+)?[A-ZÆØÅ][\w.’'-]*){1,4}(?:\s*\([A-ZÆØÅ]{1,3}\))?"
_AWAY = re.compile(
    r"\b(?:deltog(?: derfor)? ikke|var (?:fraværende|forhindret|ikke til ?stede)|er fraværende"
    r"|havde (?:meldt )?(?:afbud|forfald)|har meldt afbud|var (?:erklæret )?inhabile?)\b"
)
_NAMES_BEFORE = re.compile(rf"(?P<names>{_NAME}(?:\s*,\s*{_NAME})*(?:\s*(?:,\s*)?og\s+{_NAME})?)\s+$")
_ONLY_NAMES = re.compile(rf"(?:{_NAME}(?:\s*,\s*{_NAME})*(?:\s*(?:,\s*)?og\s+{_NAME})?|[Ii]ngen)\.?")
#: What somebody is, behind the name: "Ane Berg (A), næstformand deltog ikke".
_OFFICE = re.compile(r",\s*(?:vice|næst)?(?:formand|borgmester),?\s*$", re.IGNORECASE)
#: What a body has said of a proposal, under it: "Økonomiudvalget anbefaler indstillingen."
_SAYS = re.compile(
    r"(?P<body>[A-ZÆØÅ][^.:;]{3,80}?)\s+(?:anbefale(?:r|de)|tiltræder|tiltrådte|godkend(?:er|te)|indstille(?:r|de))\s+"
    r"[^.:]*\b(?:indstilling(?:en)?|forslag(?:et)?|godkendt|sagen)\b[^.:]*\."
)
_NAME_LIKE = re.compile(r"[A-ZÆØÅ][\w.’'-]+(?:\s+[\w.’'-]+){1,3}(?:\s*\([A-ZÆØÅ]{1,3}\))?")
#: Why somebody was away, behind the name.
_WHY = re.compile(r"\s+(?:på grund af|pga\.?|grundet)\s.*$", re.IGNORECASE)
_BULLET = re.compile(r"^(?:[-–•·]|[0-9]{1,2}\.)\s+")
_PARTY_BEHIND = re.compile(r",\s+(?P<party>[A-ZÆØÅ]{1,3})$")
#: What another body has done at its meeting, told in the decision: "Udvalget indstillede på sit møde den 6. november".
_DID = re.compile(
    r"(?P<body>[A-ZÆØÅ][^.:;]{3,80}?)\s+(?:anbefalede|tiltrådte|godkendte|indstillede|besluttede)\s+"
    r"(?:på|i) (?:sit |et )?møde(?:t)? (?=d)"
)
#: "Bo Dal (V) - Erik Gad (V) mødte som stedfortræder": who came instead is not missing.
_INSTEAD = re.compile(
    r"\s+[-–]\s+.*|\s*\((?:stedfortræder|suppleant|i stedet)[^()]*(?:\([^()]*\))?[^()]*\)|\.\s.*"
)
#: The names before "deltog ikke" stand within so many signs.
_NAMES_LONGEST = 240
_SENTENCE = re.compile(r"(?<=[.!?])(?<!\bnr\.)(?<!\bpkt\.)(?<!\bkl\.)(?<!\bca\.)(?<!\bd\.)\s+(?=[A-ZÆØÅ0-9”\"])|\n+")
#: "Godkendt som anbefalet": what was proposed is not what was decided.
_AS_PROPOSED = re.compile(r"\bsom (?:anbefalet|indstillet|foreslået)\b", re.IGNORECASE)
#: "Tilbagesendes med bemærkning, at byrådet har vedtaget indstillingen": what was decided is the remark.
_REMARK = re.compile(r"^.*\bmed (?:den )?bemærkning,? at (?=.*\bhar (?:vedtaget|tiltrådt|godkendt|forkastet)\b)")
_REASON = re.compile(r",?\s+(?:idet|dog|men)\b")
#: "Godkendt, idet punkt nr. 3 tages af dagsordenen": what becomes of another item.
_OTHER_ITEM = re.compile(r"\b(?:punkt|pkt\.?|sag)\s*(?:nr\.?\s*)?[0-9]", re.IGNORECASE)
#: Sentences that say what somebody else said, wanted or voted: not what was decided.
_ASIDE = re.compile(
    r"\bforbehold\b|\bkan ikke\b|\bkunne ikke\b|\bstemte (?:for|imod|mod)\b|\bønsked?e\b|\bundlod\b|"
    r"\bændringsforslag|\bunderforslag|\bprotokoll?er|\bmindretal|\bforeslog\b|\bdeltog ikke\b|\bforhindret\b|"
    r"\bfraværende\b|\btiltr\w+ ikke\b|\bgodkend\w+ ikke\b",
    re.IGNORECASE,
)
#: The codes and the words that name them. The first of each group that is met counts.
_OUTCOMES = tuple(
    (code, re.compile(words, re.IGNORECASE))
    for code, words in (
        ("withdrawn", r"\b(?:taget|tages|udgår|udgik|trukket|trækkes)\b.{0,20}\b(?:af|fra) dagsorden|"
            r"\budgik\b|\budgår\b"),
        ("postponed", r"\budsat\b|\budsættes\b|\bat udsætte\b|\budsatte\b|\budskudt\b|\budskydes\b"),
        ("returned", r"\btilbagesend|\bsend(?:es|t)\b.{0,12}\btilbage\b|\btilbagevis"),
        ("sent_for_hearing", r"\bsend(?:es|t|e)\b.{0,40}\bi (?:offentlig )?høring\b"),
        ("recommended", r"\banbefal(?:es|er|et|ede)?\b|\bindstille(?:[sr]|de)?(?:\b.{0,120}?)\b(?:godkend|tiltr|"
            r"vedtag)|\bindstilles til godkendelse"
                        r"|\bfremsendes\b.{0,60}\bmed anbefaling\b"),
        ("referred", r"\b(?:hen|over|frem)(?:vis(?:es|t|te)?|send(?:es|t|te)?)\b.{0,40}\btil\b|"
            r"\bhenvis(?:es|t|te)\b|"
            r"\bsend(?:es|t|te)\b.{0,12}\btil (?:behandling|(?-i:[A-ZÆØÅ])[^.]{0,50}?(?:udvalg|"
            r"råd\b|rådet|magistrat))"),
        ("rejected", r"\bforkast(?:et|es|ede)\b|\b(?:blev|er|kan)? ?ikke (?:godkendt|vedtaget|tiltrådt|"
            r"imødekommet)\b"),
        ("dismissed", r"\bafvis(?:t|es|te)\b|\bafslag\b|\bafslået\b"),
        ("lapsed", r"\bbortfald(?:et|er|t)\b|\bbortfaldt\b"),
        ("approved_as_amended", r"\bgodkend(?:t|tes|es|te)\b.{0,30}\bmed (?:den |de |følgende )?(?:ændring|"
            r"tilføjelse|bemærkning om, at)"),
        ("adopted", r"\bvedtag(?:et|es)\b|\bvedtog(?:es)?\b(?! at)"),
        ("endorsed", r"\btiltr(?:ådt|ådte|åd|åde|ædes?|æder)\b"),
        ("noted", r"\btil efterretning\b"),
        ("informed", r"\btil orientering\b|\b(?:blev|er) orienteret\b|\bfik en orientering\b|"
            r"\borienteringen (?:blev )?taget\b"),
        ("approved", r"\bgodkend(?:t|te|tes|es|er)\b|\bbesluttede at godkende\b"),
        ("discussed", r"\bdrøft(?:et|ede|edes|es)\b"),
    )
)  # fmt: skip
#: What the one says goes over what the other says, where both are named: a case that was discussed and then postponed
#: is postponed.
_OVER = ("withdrawn", "postponed", "returned", "sent_for_hearing")
_SLIGHT = ("discussed", "informed")
_SAID_NO = frozenset(("rejected", "dismissed", "lapsed"))
_HEADER_LONGEST = 140
#: Shorter words in capitals are abbreviations.
_CAPITALS = 5
_SMALL = frozenset(("og", "for", "i", "af", "på", "til", "den", "fra"))
#: The lines of a document are asked about more than once.
_REMEMBERED = 8192


@dataclass(frozen=True, slots=True)
class Header:
    """A line over a decision: who and when, as far as it says so. ``worded`` says that the line names a decision."""

    body: str | None
    date: str | None
    worded: bool
    dated: bool


def body_in(text: str) -> str | None:
    """The body whose name is the whole text, also in the genitive before "møde"."""
    text = _TERM.sub("", " ".join(text.split()).strip(" ,:;–-"))
    if not text or _DONE.match(text):
        return None
    exact = names.body_exactly(text)
    if exact and "," not in text:
        return exact if exact.casefold() == text.casefold() else text
    if _BODY.fullmatch(text):
        return text
    if text.endswith("s") and _BODY.fullmatch(text[:-1].rstrip("'’")):
        return text[:-1].rstrip("'’")
    return None


@lru_cache(maxsize=_REMEMBERED)
def read_header(text: str) -> Header | None:
    """Who decided and when, where a line says that and nothing else; ``None`` for any other line."""
    if len(text) > 2 * _HEADER_LONGEST or not _may_name(text):
        return None
    text = without_capitals(_SUB_NUMBER.sub("", " ".join(text.split())))
    if not text or len(text) > _HEADER_LONGEST:
        return None
    if _OF_ITEM.fullmatch(text):
        return Header(None, None, True, False)
    rest = text.rstrip(" :.")
    worded = False
    lead = _LEAD.match(rest)
    if lead:
        worded, rest = True, rest[lead.end() :]
    rest = _TREATED.sub("", rest)
    if (proposed := _PROPOSED.match(rest)) and find_dates(rest):
        rest = rest[proposed.end() :]
        rest = rest[:1].upper() + rest[1:]
    possessive = _POSSESSIVE.fullmatch(rest.split(",")[0].split(" den ")[0].strip())
    day: str | None = None
    dated = False
    dates = find_dates(rest)
    if len(dates) > 1:
        return None
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
    if body_in(rest) is None:
        rest = _MEETING.sub("", rest).strip(" ,:;")
    if day:
        rest = _PROPOSES.sub("", rest)
    body = body_in(rest)
    if body is None and (placed or lead) and day and not text.endswith("."):
        body = rest if _OTHER_BODY.fullmatch(rest) and not _DONE.match(rest) else None
    if rest and body is None:
        return None
    if not worded and not body:
        return None
    return Header(body, day, worded, dated)


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


def outcome_of(text: str) -> str | None:
    """The outcome that the words name, as a code of the glossary; ``None`` for none, or for several that differ."""
    found: list[str] = []
    for sentence in _SENTENCE.split(_AS_PROPOSED.sub("", text)):
        sentence = _REMARK.sub("", sentence)
        main = _REASON.split(sentence)[0]
        if not _ASIDE.search(main) and any(words.search(main) for _code, words in _OUTCOMES):
            # "Godkendt, idet en gruppe ønskede …": what was decided stands before the reason.
            sentence = main if _ASIDE.search(sentence) or _OTHER_ITEM.search(sentence[len(main) :]) else sentence
        if _ASIDE.search(sentence) and not re.search(r"\bflertal", sentence, re.IGNORECASE):
            continue
        codes = [code for code, words in _OUTCOMES if words.search(sentence)]
        if "recommended" in codes:
            # "anbefaler, at byrådet tiltræder": what is recommended is not what was decided.
            codes = ["recommended"]
        if "approved_as_amended" in codes:
            codes = ["approved_as_amended"]
        if "rejected" in codes:
            codes = ["rejected"]
        if {"noted", "informed"} & set(codes):
            # "godkendt, at … tages til efterretning" and "vedtog at tage til efterretning" note.
            codes = [code for code in codes if code not in {"adopted", "approved", "endorsed"}]
        found += codes
    for code in _OVER:
        if code in found:
            # One point postponed and another approved is neither.
            others = [own for own in found if own not in _SLIGHT and own != code]
            return code if not others else None
    strong = list(dict.fromkeys(code for code in found if code not in _SLIGHT))
    if not strong:
        return found[0] if found else None
    if _SAID_NO & set(strong) and not set(strong) <= _SAID_NO:
        return None
    if len(strong) > 1 and {"referred", "recommended", "approved_as_amended"} & set(strong):
        return "recommended" if set(strong) == {"referred", "recommended"} else None
    return strong[0]


def absent_in(text: str) -> tuple[str, ...]:
    """Who a decision says took no part in it."""
    found: list[str] = []
    for away in _AWAY.finditer(text):
        before = re.split(r"(?<=[.!?])\s+|\n", text[max(0, away.start() - _NAMES_LONGEST) : away.start()])[-1]
        before = _OFFICE.sub(" ", before)
        match = _NAMES_BEFORE.search(before)
        whole = _names(before)
        if match and len(whole) > 1 and all(_NAME_LIKE.fullmatch(name) for name in whole):
            # Nothing stands before "deltog ikke" but names, however they are written.
            found += whole
        elif match:
            found += _names(match["names"])
    return tuple(dict.fromkeys(found))


def heads_absent(body: str) -> bool:
    """Whether a line says "Afbud:" and the names of who is missing stand under it."""
    match = _ABSENT.fullmatch(body)
    return match is not None and not match["names"]


def _names(text: str) -> list[str]:
    text = _INSTEAD.sub("", text)
    parts = re.split(r"\s*[,;]\s*(?:og\s+)?|\s+og\s+", text.strip().rstrip("."))
    parts = [names.TITLE.sub("", part) for part in parts]
    return [part for part in parts if part and not _NOBODY.fullmatch(part)]


def read_decisions(
    layout: Layout, lines: Sequence[Line], header: Header | None, body: str | None, day: str | None
) -> list[PrintedDecision]:
    """The decisions in these lines: one, or one under each line that names a body.

    ``header`` is what the heading over them says; ``body`` and ``day`` are the meeting's own, for words that stand
    under a heading that names no other.
    """
    entries: list[_Entry] = []
    now = _Entry(header.body if header else None, header.date if header else None, bool(header and header.dated))
    named = header is not None and (header.body is not None or header.dated)
    place = 0
    while place < len(lines):
        line = lines[place]
        fields, after = _field_block(lines, place)
        if fields:
            entries.append(now)
            now = _Entry(fields.get("udvalg"), fields.get("dato"), True)
            now.lines_over = list(lines[place:after])
            named = True
            place = after
            continue
        inner = read_header(line.body) if _may_head(line) else None
        said = _INLINE.fullmatch(line.body) if inner is None else None
        label = read_header(said["label"]) if said else None
        if said and label and label.body and label.dated:
            entries.append(now)
            now = _Entry(label.body, label.date, True)
            now.lines_over = [line]
            now.lines = [replace(line, body=said["text"])]
            named = True
            place += 1
            continue
        did = _did_elsewhere(layout, lines, place, body)
        if did:
            entries.append(now)
            now = did
            named = True
            now.lines.append(line)
        elif inner and (inner.body or inner.worded):
            entries.append(now)
            same = inner.worded and (not inner.dated or inner.date == now.date)
            now = _Entry(inner.body or (now.body if same else None), inner.date, inner.dated)
            now.lines_over = [line]
            named = True
        else:
            absent = _ABSENT.fullmatch(line.body)
            if absent:
                now.absent += _names(absent["names"])
                while not absent["names"] and place + 1 < len(lines):
                    entry = _WHY.sub("", _BULLET.sub("", lines[place + 1].body))
                    entry = _PARTY_BEHIND.sub(r" (\g<party>)", entry)
                    if not _ONLY_NAMES.fullmatch(entry):
                        break
                    place += 1
                    now.absent += _names(entry)
            else:
                now.lines.append(line)
        place += 1
    entries.append(now)
    return [
        entry.read(layout, None if named and not entry.own(header) else body, day, body)
        for entry in entries
        if entry.lines
    ]


def read_said(layout: Layout, lines: Sequence[Line]) -> tuple[list[PrintedDecision], list[Line]]:
    """What bodies have said of a proposal in sentences under it, each with who was missing; and the other lines."""
    said: list[_Entry] = []
    rest: list[Line] = []
    for paragraph in layout.paragraphs(lines):
        match = _SAYS.match(paragraph.text)
        body = body_in(match["body"]) if match else None
        if body:
            said.append(_Entry(body, None, False))
        if said and (body or absent_in(paragraph.text)):
            said[-1].lines += paragraph.lines
        else:
            rest += paragraph.lines
    return [entry.read(layout, None, None, None) for entry in said], rest


def _did_elsewhere(layout: Layout, lines: Sequence[Line], place: int, meeting: str | None) -> _Entry | None:
    """A new entry where a paragraph begins with what another body did at a meeting of its own."""
    if place and not lines[place].gap:
        return None
    text = layout.joiner.join([line.body for line in lines[place : place + 3]])[0]
    match = _DID.match(text)
    body = body_in(match["body"]) if match else None
    dates = find_dates(text[match.end() : match.end() + 40]) if match else []
    if not body or not dates or same_body(body, meeting):
        return None
    return _Entry(body, dates[0][2].isoformat(), True)


def _may_head(line: Line) -> bool:
    return (len(line.body) <= _HEADER_LONGEST and not line.body.endswith((".", "!", "?"))) or line.heading > 0


def _field_block(lines: Sequence[Line], place: int) -> tuple[dict[str, str], int]:
    """ "Udvalg: …", "Dato: …", "Punktnummer: …" under each other: a decision of another meeting follows."""
    fields: dict[str, str] = {}
    while place < len(lines):
        match = _FIELD.fullmatch(lines[place].body)
        if match is None or match["field"].casefold() == "beslutning":
            break
        name = "dato" if match["field"].casefold().endswith("dato") else match["field"].casefold()
        if name in fields:
            break
        value = match["value"].strip()
        if name == "dato":
            dates = find_dates(value)
            value = dates[0][2].isoformat() if len(dates) == 1 else ""
        fields[name] = value
        place += 1
    if "udvalg" not in fields:
        return {}, place
    return {name: value for name, value in fields.items() if value}, place


class _Entry:
    """The decision of one body while its lines are being read."""

    def __init__(self, body: str | None, day: str | None, dated: bool) -> None:
        self.body = body
        self.date = day
        self.dated = dated
        self.absent: list[str] = []
        self.lines: list[Line] = []
        self.lines_over: list[Line] = []

    def own(self, header: Header | None) -> bool:
        """Whether this is what the meeting itself decided: nothing over it names another."""
        return not self.lines_over and (header is None or (header.body is None and not header.dated))

    def read(self, layout: Layout, body: str | None, day: str | None, meeting: str | None) -> PrintedDecision:
        paragraphs = layout.paragraphs(self.lines)
        text = "\n\n".join(paragraph.text for paragraph in paragraphs)
        own = body is not None or (self.body is None and not self.dated and not self.lines_over)
        own = own or (not self.dated and same_body(self.body, meeting))
        if self.body is None and self.date is not None and self.date == day:
            body, own = meeting, True
        return PrintedDecision(
            text=text,
            body=self.body or (body if own else None),
            date=self.date or (day if own and not self.dated else None),
            outcome=outcome_of(text),
            absent=tuple(dict.fromkeys([*self.absent, *absent_in(text)])),
            source=source_of([*self.lines_over, *self.lines]),
        )


def same_body(first: str | None, second: str | None) -> bool:
    """Whether two names are of one body: "Byråd", "Byrådet" and "Aarhus Byråd" are."""
    one, other = (re.sub(r"(?:et|en)$", "", (name or "").casefold()) for name in (first, second))
    return one == other or (bool(one and other) and (one.endswith(f" {other}") or other.endswith(f" {one}")))


def is_own(decision: PrintedDecision, body: str | None, day: str | None) -> bool:
    """Whether a decision is one of the meeting of this body on this day, as far as either is known."""
    return (decision.body is None or same_body(decision.body, body)) and decision.date in {None, day}


def latest(decisions: Sequence[PrintedDecision]) -> PrintedDecision | None:
    """The dated decision with a body that was made last."""
    dated = [own for own in decisions if own.body and own.date]
    return max(dated, key=lambda own: date.fromisoformat(own.date or "0001-01-01"), default=None)
