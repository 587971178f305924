"""One case of an agenda from its headed parts: the points, the decisions, the enclosures and the rest of its text.

The parts come from the case system's own XML, from the headings of a web page or from lines of a text; what they are is
told by their headings, the same words everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import lru_cache

from budgettui.domain.errors import N_
from budgettui.domain.reading import AgendaItem, Finding, Paper, Point, PrintedDecision, Section, Source
from budgettui.ingest import decisions, points
from budgettui.ingest.decisions import Header
from budgettui.ingest.layout import Layout, Line, ends_sentence, is_open, source_of


class Role(Enum):
    """What a headed part of a case is."""

    POINTS = "points"
    DECISION = "decision"
    HISTORY = "history"
    ENCLOSURES = "enclosures"
    TEXT = "text"


_POINTS = re.compile(
    r"(?:(?:supplerende|ændret|ny|revideret)\s+)?(?:[\w -]{2,40}s\s+)?(?:supplerende\s+)?"
    r"(?:beslutningspunkt(?:er)?|indstilling(?:er)?|forslag til beslutning|beslutningsforslag)"
    r"(?:\s+(?:til|fra)\s+.{1,50}?(?:udvalg(?:et)?|råd(?:et)?|magistraten|bestyrelsen?|forvaltningen|"
    r"direktionen|administrationen|afdelingen?))?"
    r"|[^:]{2,70}\b(?:foreslår|indstiller|anbefaler|indstilles)(?:\s+til\s+[^.:;()0-9]{2,60}?)?\s*[,:]?\s*(?:at)?"
    r"|det (?:indstilles|foreslås|anbefales)\s*,?\s*(?:at)?|indstilling om\s*,?\s*(?:at)?"
    r"|(?:administrativ|forvaltningens|administrationens) indstilling|"
    r"(?:direktionens|\w*forvaltningens|administrationens|borgmesterens|magistratens|\w*afdelingens|\w*chefens)"
    r" forslag|"
    r"indstilling(?:er)? (?:til|fra) .{2,50}",
    re.IGNORECASE,
)
#: One heading over the proposal and what came of it.
_POINTS_FIRST = re.compile(
    r"indstilling(?:er)?\s*(?:og|/|-)\s*(?:beslutning|behandling|vedtagelse)(?:er)?", re.IGNORECASE
)
_HISTORY = re.compile(
    r"tidligere beslutninger|sagsforløb|sagens forløb|"
    r"(?:tidl\.?|tidligere)(?: politisk(?:e)?)? behandling(?:er)?|beslutningshistorik|"
    r"sagens behandling|historik",
    re.IGNORECASE,
)
_ENCLOSURES = re.compile(r"(?:vedlagte |sagens )?(?:bilag|bilagsliste|bilagsfortegnelse|dokumenter)", re.IGNORECASE)
#: Other headings that cases have, besides those that are printed in capitals or marked as headings.
_TEXT = re.compile(
    r"resum[eé]|(?:supplerende )?(?:sagsfremstilling|sagsbeskrivelse|sagsresum[eé])|præsentation|baggrund|"
    r"vurdering|økonomi|"
    r"økonomi(?:ske)?(?: og (?:personalemæssige|organisatoriske|ressourcemæssige))? ?(?:konsekvenser|forhold)?|"
    r"økonomiske (?:konsekvenser|forhold)|personalemæssige konsekvenser|lovgrundlag(?:et)?|retsgrundlag|"
    r"høring(?:er)?|inddragelse(?: og høring)?|borgerinddragelse|kommunikation|tidsplan|videre (?:proces|forløb)|"
    r"behandling|"
    r"(?:den )?videre (?:proces|behandling)|proces(?:plan)?|effekt(?:er)?|ydelse(?:r|n)?|organisering|ressourcer|"
    r"indledning|formål|problemstilling|løsning|konsekvenser|miljø(?:mæssige konsekvenser)?|klima(?:konsekvenser)?|"
    r"bæredygtighed|sundhed|handicap(?:politik|aspekter)?|særlige forhold|bemærkninger|"
    r"(?:[\w -]{2,40}s )?(?:påtegning|bemærkninger|vurdering|udtalelse|kommentarer)|"
    r"sagen afgøres (?:i|af)|beslutningskompetence|kompetence|forventet sagsgang|åben/lukket|sammenhæng.{0,60}|"
    r"politisk behandling|høring af .{3,40}|planforhold|beskrivelse|fakta|supplerende oplysninger|"
    r"(?:baggrund|økonomi|formål|vurdering|konsekvenser|perspektiv(?:er)?) og [\w ,-]{3,50}|"
    r"ændringsforslag|motion|forslag|sagens kerne|løsning(?:sforslag)?|beslutningstema|bevilling(?:er)?|personale|"
    r"(?:beskrivelse|redegørelse|fremstilling) (?:af|for) sagen|sagen|retsregler(?: og .{3,30})?|"
    r"sagsgang(?: og sagstype)?|"
    r"forventet sagsgang|sagen kort|sagens (?:indhold|oplysninger|kerne|baggrund)|kort fortalt|redegørelse|"
    r"sagsbehandling|andre konsekvenser|"
    r"klima og miljø|indledende bemærkninger|opsummering|konklusion og anbefaling",
    re.IGNORECASE,
)
_FILE_KIND = re.compile(r"(?:pdf|docx?|xlsx?|pptx?|html?)", re.IGNORECASE)
#: Document numbers that case systems print on a line of their own under the name of an enclosure.
_DOCUMENT = re.compile(
    r"(?:dok(?:ument)?\.?\s*nr\.?:?\s*)?(?:[0-9]{2,4}-[0-9]{2,4}-[0-9]{2,8}|[0-9]{4,8}[/-][0-9]{2})", re.IGNORECASE
)
_MARK = re.compile(r"(?:[-–•·\uf0b7]|[0-9]{1,3}\.(?=\s+[A-ZÆØÅ]))\s+")
_CELL = re.compile(r"[-+−]?[0-9][0-9.,]*\s*%?")
_NOTHING = re.compile(r"[\s.\-–—_·]*")
_PUBLIC_TITLE = re.compile(r"lukket(?: punkt| sag|t)?", re.IGNORECASE)
#: What a text that decides says, and what a text that only tells of the paper does not.
_DECIDES = re.compile(
    r"\b(?:godkend(?:t|te|es|er)|vedt(?:aget|og)|tiltr(?:ådt|ådte|åd|ædes?)|forbehold|stemt|besluttede|udsat|"
    r"udsætte|drøftede|drøftet|orienteret|efterretning|orientering|forkastet|afvist|bortfaldt|anbefaler|anbefales|"
    r"henvist|oversendes|fremsendes|bemærkninger\b|deltog|forhindret|fraværende|afbud|inhabil|undlod|imod|genoptages|"
    r"indkaldes|udvalget|byrådet besluttede|flertal|enig|enstemmigt)",
    re.IGNORECASE,
)
_HEADING_LONGEST = 80
_SECTION = re.compile(r"^[0-9]{1,2}\.\s+(?=[A-ZÆØÅ])")
_INLINE = re.compile(r"(?P<label>[A-ZÆØÅ][^:.]{3,110}):\s+(?P<text>\S.*)")
#: Headings that their text may follow on the line.
_INLINE_LABEL = re.compile(
    r"beslutning(?:er)?|afgørelse|vedtagelse|(?:det )?indstilling(?:er)?|sagsfremstilling|resum[eé]|sagsresum[eé]|"
    r"baggrund|vurdering|økonomi(?:ske konsekvenser)?|bilag|lovgrundlag|retsgrundlag|høring|kompetence|"
    r"beslutningskompetence|beslutningstema|sagsforløb|forvaltningens (?:bemærkninger|vurdering)",
    re.IGNORECASE,
)
#: Minutes of what was said and decided, where every item has its own.
_MINUTED = re.compile(r"referat|beslutningsreferat|konklusion", re.IGNORECASE)
#: An authority proposes: the words with which a proposal begins where no heading stands over it.
_PROPOSES = re.compile(
    r"(?:[A-ZÆØÅ][\w&/-]*(?:(?:,| og| &| for| i)? [\w&/-]+){0,7} )?"
    r"(?:det )?indstill(?:er|es)\b(?!\s+(?:godkendt|tiltrådt))"
    r"|(?:[A-ZÆØÅ]\w*(?:forvaltningen|direktøren|chefen|afdelingen)|Forvaltningen|Direktionen|Administrationen|"
    r"Borgmesteren|Magistraten|Rådmanden) (?:foreslår|anbefaler)\b",
)
_PROPOSING = re.compile(r"indstil|foreslå|anbefal|beslutning|forslag", re.IGNORECASE)
_EXPLICIT = re.compile(r"indstilling|beslutning|forslag", re.IGNORECASE)
#: Who proposes on the municipality's own behalf, and not on that of a party or of parents.
_AUTHORITY = re.compile(
    r"forvaltning|direktion|direktør|administration|magistrat|borgmester|rådmand|udvalg|afdeling|center|chef|formand|"
    r"sekretariat|\bstab|&",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Part:
    """A headed part of a case. ``head`` is the line of the heading (``None`` for the part before the first)."""

    title: str
    lines: tuple[Line, ...]
    head: Line | None = None
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """What is known of the meeting itself: for decisions that stand under no other body or date."""

    body: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class CaseRead:
    """A case: the item of the agenda, its paper (``None`` where it has no text), its prose, and what is doubtful."""

    item: AgendaItem
    paper: Paper | None
    prose: tuple[Line, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class _Gathered:
    #: The day on which a body treated the case, where a line says so with nothing under it.
    announced: dict[str, str] = field(default_factory=dict)
    points: list[Point] = field(default_factory=list)
    decisions: list[PrintedDecision] = field(default_factory=list)
    own: list[PrintedDecision] = field(default_factory=list)
    enclosures: list[str] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    prose: list[Line] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


@lru_cache(maxsize=8192)
def role_of(title: str) -> Role | None:
    """What a part with this heading is; ``None`` for words that head nothing that is known."""
    plain = title.strip().rstrip(" :")
    if not plain or len(plain) > _HEADING_LONGEST + 60:
        return None
    if _ENCLOSURES.fullmatch(plain):
        return Role.ENCLOSURES
    if _HISTORY.fullmatch(plain):
        return Role.HISTORY
    if _POINTS_FIRST.fullmatch(plain):
        return Role.POINTS
    header = decisions.read_header(title)
    if header and (header.worded or (header.body and header.dated)):
        return Role.DECISION
    if len(plain) <= _HEADING_LONGEST and _POINTS.fullmatch(plain) and not ends_sentence(plain):
        return Role.POINTS
    return Role.TEXT if _TEXT.fullmatch(plain) else None


def inline_heading(body: str) -> tuple[Role, str, str] | None:
    """What a line is that begins with its heading ("Beslutning: Godkendt."): role, heading, text."""
    match = _INLINE.fullmatch(body)
    if match is None or decisions.read_header(body):
        return None
    label = match["label"]
    if _MINUTED.fullmatch(label):
        return Role.DECISION, label, match["text"]
    if _INLINE_LABEL.fullmatch(label):
        role = role_of(label)
    else:
        header = decisions.read_header(label)
        role = Role.DECISION if header and header.worded and (header.body or header.dated) else None
    return (role, label, match["text"]) if role else None


def proposes(lines: Sequence[Line]) -> bool:
    """Whether any line can open a proposal: by its heading, or because an authority proposes in it."""
    return any(
        role_of(_SECTION.sub("", line.body)) is Role.POINTS
        or _PROPOSES.match(line.body)
        or ((inline := inline_heading(line.body)) is not None and inline[0] is Role.POINTS)
        for line in lines
        if _PROPOSING.search(line.body)
    )


def split_parts(lines: Sequence[Line]) -> list[Part]:
    """The lines of one case as headed parts; the first has no heading and may be empty."""
    parts = _headed(lines)
    if any(part.role is Role.POINTS and _EXPLICIT.search(part.title) for part in parts):
        # Where the proposal has a heading, what somebody proposes in the text before is not the proposal.
        parts = [
            replace(part, role=Role.TEXT) if part.role is Role.POINTS and not _is_proposal(part) else part
            for part in parts
        ]
    parts = [own for part in parts for own in _decided_under(part)]
    if not any(part.role is Role.POINTS for part in parts):
        parts = [own for part in parts for own in _led(part)]
    return parts


def _decided_under(part: Part) -> list[Part]:
    """A part under "Indstilling og beslutning": the proposal, and what came of it where nothing heads that."""
    if part.role is not Role.POINTS or not _POINTS_FIRST.fullmatch(part.title):
        return [part]
    for place, line in enumerate(part.lines):
        if place and line.gap and _is_outcome(line.body):
            return [
                replace(part, lines=part.lines[:place]),
                Part("", part.lines[place:], None, Role.DECISION),
            ]
    return [part]


def _is_outcome(body: str) -> bool:
    return (
        not points.is_marked(body)
        and not points.is_lead(body)
        and not re.match(r"at\b", body, re.IGNORECASE)
        and not _PROPOSES.match(body)
        and decisions.outcome_of(body) is not None
    )


def _is_proposal(part: Part) -> bool:
    return bool(_EXPLICIT.search(part.title) or _AUTHORITY.search(part.title))


def _headed(lines: Sequence[Line]) -> list[Part]:
    parts: list[Part] = []
    title = ""
    head: Line | None = None
    role: Role | None = None
    own: list[Line] = []
    for place, line in enumerate(lines):
        found = _heading(lines, place, role, own)
        inline = inline_heading(line.body) if found is None and _begins(lines, place) else None
        if inline and inline[0] is Role.POINTS and role is Role.POINTS:
            inline = None
        if found is None and inline is None:
            own.append(line)
            continue
        if own or head:
            parts.append(Part(title, tuple(own), head, role))
        if inline:
            role, title, text = inline
            head, own = line, [replace(line, body=text, gap=0)]
            continue
        named = any(letter.isalnum() for letter in line.body)
        title, head, role, own = _SECTION.sub("", line.body).rstrip(" :") if named else "", line, found, []
    parts.append(Part(title, tuple(own), head, role))
    return parts


def _begins(lines: Sequence[Line], place: int) -> bool:
    """Whether a line is no rest of a sentence."""
    return not place or bool(lines[place].gap) or lines[place].new_page or not is_open(lines[place - 1].body)


def _led(part: Part) -> list[Part]:
    """A part in which an authority proposes without a heading over it: its text, and the proposal."""
    if part.role not in {None, Role.TEXT}:
        return [part]
    for place, line in enumerate(part.lines):
        if _PROPOSES.match(line.body) and (not place or line.gap or ends_sentence(part.lines[place - 1].body)):
            return [
                replace(part, lines=part.lines[:place]),
                Part("", tuple(part.lines[place:]), None, Role.POINTS),
            ]
    return [part]


def _heading(lines: Sequence[Line], place: int, role: Role | None, own: Sequence[Line]) -> Role | None:
    line = lines[place]
    if len(line.body) > _HEADING_LONGEST + 60:
        return None
    found = role_of(line.body)
    if found is None and (section := _SECTION.match(line.body)):
        # "2. Beslutningspunkter": the case is printed as a proposal with numbered sections.
        found = role_of(line.body[section.end() :])
        return found if found in {Role.POINTS, Role.TEXT} and _stands_alone(lines, place, section.end()) else None
    if role is Role.ENCLOSURES and line.heading == 0 and not _ends_enclosures(lines, place, found):
        return None
    if found is Role.POINTS and role is Role.POINTS:
        # "Det indstilles:" under the heading leads in; it opens no second list.
        return None
    names_body = role is Role.DECISION and (not own or decisions.read_header(own[-1].body) is not None)
    if found is Role.POINTS and names_body and not _EXPLICIT.search(line.body):
        # "Kulturudvalget indstiller," under that committee's name is what it decided.
        return None
    if found is Role.POINTS and not points.HEADINGS.fullmatch(line.body.rstrip(" :")) and line.heading == 0:
        words = _EXPLICIT.search(line.body)
        asks = re.match(r"det |.*indstill", line.body, re.IGNORECASE) or _AUTHORITY.search(line.body)
        if not words and (". " in line.body or not asks):
            return None
        if not words and not line.body.rstrip().endswith((":", "at", ",")) and _goes_on(lines, place):
            return None
    if found is Role.DECISION and role is Role.HISTORY:
        header = decisions.read_header(line.body)
        # Bodies and dates under "Sagsforløb" are entries of it.
        return None if header is None or not header.worded or header.body else found
    if found is Role.DECISION:
        header = decisions.read_header(line.body)
        if role is Role.DECISION and header and not (header.worded and header.body is None and not header.dated):
            return None
        return found
    if found is Role.TEXT and line.heading == 0 and not _stands_alone(lines, place):
        return None
    if found is not None:
        return found
    if line.heading > 0 or _is_capitals(line.body):
        return Role.TEXT
    if role is Role.POINTS and own and _ends_points(lines, place):
        return Role.TEXT
    return None


def _ends_enclosures(lines: Sequence[Line], place: int, found: Role | None) -> bool:
    """Whether a line ends the list of enclosures: a name such as "Indstilling" or "Høring" is one of the list."""
    line, before = lines[place], lines[place - 1]
    if _FILE_KIND.fullmatch(_MARK.sub("", before.body)) or _MARK.match(line.body):
        return False
    if found is Role.DECISION or (_is_capitals(line.body) and len(line.body) > 4):
        return True
    return found is not None and (line.gap > 0 or line.body.endswith(":"))


def _goes_on(lines: Sequence[Line], place: int) -> bool:
    if place + 1 < len(lines) and re.match(r"at\s", lines[place + 1].body):
        # The first of the points, and not the rest of a sentence.
        return False
    return place + 1 < len(lines) and lines[place + 1].body[:1].islower() and lines[place + 1].gap == 0


def _stands_alone(lines: Sequence[Line], place: int, mark: int = 0) -> bool:
    """Whether a line with a heading's words is not the end or the middle of a sentence."""
    before = lines[place - 1] if place else None
    if before is not None and lines[place].gap == 0 and before.body.endswith((",", "-", " og", " i", " af")):
        return False
    return not _goes_on(lines, place) and lines[place].body[mark : mark + 1].isupper()


def _is_capitals(body: str) -> bool:
    letters = [letter for letter in body if letter.isalpha()]
    return len(letters) > 3 and len(body) <= _HEADING_LONGEST and body.isupper() and not ends_sentence(body.rstrip(":"))


def _ends_points(lines: Sequence[Line], place: int) -> bool:
    """Whether a short line under a list of points is a heading that this program does not know by name."""
    line = lines[place]
    before = lines[place - 1]
    after = lines[place + 1] if place + 1 < len(lines) else None
    return (
        len(line.body) <= _HEADING_LONGEST - 20
        and line.body[:1].isupper()
        and not ends_sentence(line.body)
        and not line.body.endswith((",", ";", "-"))
        and (ends_sentence(before.body) or (line.gap > 0 and not is_open(before.body)))
        and not before.body.endswith(":")
        and not points.is_marked(line.body)
        and not re.match(r"at\b", line.body, re.IGNORECASE)
        and after is not None
        and after.body[:1].isupper()
        and not points.is_marked(after.body)
        and len(line.body.split()) <= 6
    )


def build(
    layout: Layout,
    parts: Sequence[Part],
    meeting: Meeting,
    *,
    number: str | None,
    title: str | None,
    source: Source,
    is_open: bool | None = None,
    case_number: str | None = None,
    enclosures: Sequence[str] = (),
) -> CaseRead:
    """The case from its parts. ``enclosures`` are those that the case system names itself."""
    got = _Gathered(enclosures=list(enclosures))
    for place, part in enumerate(parts):
        role = part.role or (role_of(part.title) if part.title else None) or Role.TEXT
        following = parts[place + 1] if place + 1 < len(parts) else None
        if role is Role.ENCLOSURES:
            _read_enclosures(layout, part, got)
        elif role is Role.DECISION:
            _read_decision(layout, part, following, meeting, got)
        elif role is Role.HISTORY:
            _read_history(layout, part, got)
        else:
            if role is Role.POINTS:
                _read_points(layout, part, got)
            _add_section(layout, part.title, part, got)
    minutes = "\n\n".join(own.text for own in got.own) or None
    item = AgendaItem(
        number=number,
        title=title,
        open=is_open,
        minutes=minutes,
        attachments=tuple(got.enclosures),
        case_number=case_number,
        decision_points=tuple(got.points),
        decisions=tuple(got.decisions),
        source=source,
    )
    paper = None
    if got.sections:
        paper = Paper(
            kind="proposal",
            title=title or "",
            case_number=case_number,
            agenda_item=number,
            sections=tuple(got.sections),
            source=source,
        )
    return CaseRead(item, paper, tuple(got.prose), tuple(got.findings))


def with_own_decision(case: CaseRead, meeting: Meeting) -> CaseRead:
    """The case with what this meeting decided as its minutes, where the date or body was only found later."""
    own = [one for one in case.item.decisions if decisions.is_own(one, meeting.body, meeting.date)]
    return replace(case, item=replace(case.item, minutes="\n\n".join(one.text for one in own) or None))


# -- the parts


def _read_points(layout: Layout, part: Part, got: _Gathered) -> None:
    lines = list(part.lines)
    if part.head is None and not part.title and lines:
        got.findings.append(
            Finding(
                "other", "note",
                N_("Beslutningspunkterne står ikke under nogen overskrift; de er læst efter ordene »indstiller, at«"),
                source=source_of(lines[:1]),
            )
        )  # fmt: skip
    lead = part.title if part.head is None or not points.HEADINGS.fullmatch(part.title) else ""
    found, rest = points.read_points(layout, lines, lead=lead)
    after = [line for line in rest if found and line.number > (found[-1].source.last_line or 0)]
    if after and not any(points.is_marked(line.body) for line in after):
        got.findings.append(
            Finding(
                "other", "note",
                N_("Teksten under det sidste beslutningspunkt er ikke læst som en del af det"),
                source=source_of(after),
            )
        )  # fmt: skip
    if got.points and found:
        # The same points printed twice in a case (in the resume and in full) are one list.
        known = {_plain(point.text) for point in got.points}
        found = [point for point in found if _plain(point.text) not in known]
    got.points += found
    got.findings += points.doubts(found)
    got.findings += points.open_ends(layout, lines) if found else []


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _read_decision(layout: Layout, part: Part, following: Part | None, meeting: Meeting, got: _Gathered) -> None:
    lines = [line for line in part.lines if line.index not in layout.furniture]
    lines, named = _without_documents(lines)
    got.enclosures += [layout.paragraph(own).text for own in named]
    lines, lead = _without_lead(lines, following, got)
    header: Header | None = decisions.read_header(part.title) if part.title else None
    if header and part.head is not None and (header.body or header.dated):
        read = decisions.read_decisions(layout, lines, header, meeting.body, meeting.date)
        read = [_with_head(one, part.head) for one in read[:1]] + read[1:]
    else:
        read = decisions.read_decisions(layout, lines, header, meeting.body, meeting.date)
    if header and header.body and header.date and not lines:
        got.announced[header.body] = header.date
    for one in read:
        if _NOTHING.fullmatch(one.text):
            continue
        if one.date is None and one.body in got.announced:
            one = replace(one, date=got.announced[one.body])
        got.decisions.append(one)
        if decisions.is_own(one, meeting.body, meeting.date):
            got.own.append(one)
    if lead:
        _add_section(layout, "", Part("", tuple(lead)), got)


def _with_head(decision: PrintedDecision, head: Line) -> PrintedDecision:
    source = decision.source
    return replace(
        decision,
        source=replace(source, line=head.number, raw=f"{head.raw}\n{source.raw}" if source.raw else head.raw),
    )


def _without_documents(lines: Sequence[Line]) -> tuple[list[Line], list[list[Line]]]:
    """The lines without the enclosures that stand after the text: names with a document number under them."""
    kept = list(lines)
    named: list[list[Line]] = []
    place = len(kept)
    while place > 1 and _DOCUMENT.fullmatch(kept[place - 1].body):
        start = place - 2
        while start > 0 and not _closes(kept[start - 1]) and kept[start].gap == 0:
            start -= 1
        if ends_sentence(kept[start].body) and start == place - 2:
            break
        named.insert(0, kept[start : place - 1])
        place = start
    return kept[:place], named


def _closes(line: Line) -> bool:
    """Whether nothing that stands under this line can belong to it."""
    return bool(ends_sentence(line.body) or _DOCUMENT.fullmatch(line.body) or _CELL.fullmatch(line.body))


def _without_lead(lines: Sequence[Line], following: Part | None, got: _Gathered) -> tuple[list[Line], list[Line]]:
    """The decision without the paper's own first lines, where the decision is printed before the paper.

    There nothing parts the two in a text: the last paragraph before the paper's next heading is the paper's where it
    has none of the words that decide. That is said in a finding, for it is no more than likely.
    """
    lines = list(lines)
    if following is None or following.role is not Role.TEXT or got.sections or got.points or len(lines) < 2:
        return lines, []
    if not re.match(
        r"resum|sagsfremstilling|baggrund|indledning|præsentation|"
        r"sagsbeskrivelse",
        following.title,
        re.I,
    ):
        return lines, []
    last = lines[-1]
    if _NOTHING.fullmatch(last.body):
        return lines[:-1], []
    if _DECIDES.search(last.body):
        return lines, []
    got.findings.append(
        Finding(
            "other", "note",
            N_("Teksten lige efter beslutningen er læst som sagens egen og ikke som en del af beslutningen"),
            source=source_of([last]),
        )
    )  # fmt: skip
    return lines[:-1], [last]


def _read_history(layout: Layout, part: Part, got: _Gathered) -> None:
    lines = [line for line in part.lines if line.index not in layout.furniture]
    read = decisions.read_decisions(layout, lines, Header(None, None, False, True), None, None)
    got.decisions += [one for one in read if one.body]
    if any(one.body is None for one in read) or not read:
        _add_section(layout, part.title, part, got)


def _read_enclosures(layout: Layout, part: Part, got: _Gathered) -> None:
    """The names of enclosures: one a line, or a name with its document number under it; other text stays text."""
    lines = [line for line in part.lines if line.index not in layout.furniture]
    lines = [line for line in lines if not _NOTHING.fullmatch(line.body)]
    if any(_DOCUMENT.fullmatch(line.body) for line in lines):
        rest: list[Line] = []
        group: list[Line] = []
        for line in lines:
            if _DOCUMENT.fullmatch(line.body):
                name = _name_over(group)
                rest += group[: len(group) - len(name)]
                if name:
                    got.enclosures.append(layout.paragraph(name).text)
                group = []
            else:
                group.append(line)
        rest += group
        if rest:
            got.findings.append(
                Finding("unread_table", "note", N_("Tekst under Bilag er ikke læst som bilag"), source=source_of(rest))
            )
            _add_section(layout, part.title, Part(part.title, tuple(rest), part.head), got)
        return
    entry: list[Line] = []
    marked = any(_FILE_KIND.fullmatch(_MARK.sub("", line.body)) for line in lines)
    for line in lines:
        if _FILE_KIND.fullmatch(_MARK.sub("", line.body)):
            continue
        fresh = layout.blocks or not entry or not marked or line.index - entry[-1].index > 1
        if not marked and entry and not layout.breaks(entry[-1], line) and line.body[:1].islower():
            fresh = False
        if fresh and entry:
            got.enclosures.append(_entry_text(layout, entry))
            entry = []
        entry.append(line)
    if entry:
        got.enclosures.append(_entry_text(layout, entry))


def _entry_text(layout: Layout, lines: Sequence[Line]) -> str:
    return _MARK.sub("", layout.paragraph(lines).text, count=1)


def _name_over(lines: Sequence[Line]) -> list[Line]:
    """The lines right over a document number that can be the name of the enclosure."""
    start = len(lines)
    while start and not _closes(lines[start - 1]) and (start == len(lines) or lines[start].gap == 0):
        start -= 1
    return list(lines[start:])


def _add_section(layout: Layout, title: str, part: Part, got: _Gathered) -> None:
    lines = [line for line in part.lines if line.index not in layout.furniture]
    if not lines or all(_NOTHING.fullmatch(line.body) for line in lines):
        return
    got.prose += lines
    paragraphs = layout.paragraphs(lines)
    text = "\n\n".join(paragraph.text for paragraph in paragraphs)
    own = [part.head, *lines] if part.head else lines
    source = source_of(own)
    got.sections.append(Section(title, text, None, replace(source, raw=part.head.raw) if part.head else source))


def is_closed_title(title: str | None) -> bool:
    """Whether the title itself says that the item is closed ("Lukket punkt", "(Lukket) …")."""
    return bool(title) and bool(
        _PUBLIC_TITLE.fullmatch(title or "")
        or re.search(r"\(lukket\)|\bfor lukkede døre\b|\blukket punkt\b|^lukket sag\b", title or "", re.I)
    )
