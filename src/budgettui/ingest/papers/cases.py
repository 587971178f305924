"""One case of an agenda from its headed parts: the points, the decisions, the enclosures and the rest of its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from budgettui.domain.errors import N_
from budgettui.domain.paper.reading import AgendaItem, Finding, Paper, Point, PrintedDecision, Section, Source
from budgettui.ingest.page.layout import Layout, Line, ends_sentence, source_of
from budgettui.ingest.page.words import plain
from budgettui.ingest.papers import decision_heads, decisions, point_marks, points
from budgettui.ingest.papers.case_headings import ENTRY_MARK, Role, is_file_kind, role_of
from budgettui.ingest.papers.case_parts import Part
from budgettui.ingest.papers.decision_heads import Header

#: Document numbers that case systems print on a line of their own under the name of an enclosure.
_DOCUMENT = re.compile(
    r"(?:dok(?:ument)?\.?\s*nr\.?:?\s*)?(?:[0-9]{2,4}-[0-9]{2,4}-[0-9]{2,8}|[0-9]{4,8}[/-][0-9]{2})", re.IGNORECASE
)
_CELL = re.compile(r"[-+−]?[0-9][0-9.,]*\s*%?")
_NOTHING = re.compile(r"[\s.\-–—_·]*")
_NO_ENCLOSURE = re.compile(rf"{_NOTHING.pattern}|(?:der er )?ingen(?: bilag)?\.?", re.IGNORECASE)
#: What a text that decides says, and what a text that only tells of the paper does not.
_DECIDES = re.compile(
    r"\b(?:godkend(?:t|te|es|er)|vedt(?:aget|og)|tiltr(?:ådt|ådte|åd|ædes?)|forbehold|stemt|besluttede|udsat|"
    r"udsætte|drøftede|drøftet|orienteret|efterretning|orientering|forkastet|afvist|bortfaldt|anbefaler|anbefales|"
    r"henvist|oversendes|fremsendes|bemærkninger\b|deltog|forhindret|fraværende|afbud|inhabil|undlod|imod|genoptages|"
    r"indkaldes|behandlet|punktet|udvalget|byrådet besluttede|flertal|enig|enstemmigt)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Meeting:
    """What is known of the meeting itself: for decisions that stand under no other body or date."""

    body: str | None = None
    date: str | None = None
    #: Whether what stands under an item without a heading is what was minuted, whatever it says.
    minuted: bool = False


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
    #: What was minuted, where nothing says that it was decided.
    said: list[str] = field(default_factory=list)
    enclosures: list[str] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    prose: list[Line] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


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
    """The case from its parts. ``enclosures`` are those that a case system names: its text names them again."""
    got = _Gathered(enclosures=list(enclosures))
    for place, part in enumerate(parts):
        role = part.role or (role_of(part.title) if part.title else None) or Role.TEXT
        following = parts[place + 1] if place + 1 < len(parts) else None
        if role is Role.ENCLOSURES:
            _read_enclosures(layout, part, got)
        elif role is Role.DECISION:
            _read_decision(layout, part, following, meeting, got)
        elif role is Role.HISTORY:
            _read_history(layout, part, meeting, got)
        elif meeting.minuted and len(parts) == 1 and not part.title:
            got.said += [paragraph.text for paragraph in layout.paragraphs(part.lines)]
            got.prose += part.lines
        else:
            if role is Role.POINTS:
                _read_points(layout, part, meeting, got)
            _add_section(layout, part.title, part, got)
    minutes = "\n\n".join([*(own.text for own in got.own), *got.said]) or None
    item = AgendaItem(
        number=number,
        title=title,
        open=is_open,
        minutes=minutes,
        attachments=tuple(enclosures or got.enclosures),
        case_number=case_number,
        decision_points=tuple(got.points),
        decisions=tuple(got.decisions),
        source=source,
    )
    paper = None
    if got.sections:
        paper = Paper(
            kind="proposal",
            title=title or N_("Sag uden titel"),
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


def _read_points(layout: Layout, part: Part, meeting: Meeting, got: _Gathered) -> None:
    lines = list(part.lines)
    if part.head is None and not part.title and lines and not point_marks.starts_at_point(lines[0].body):
        got.findings.append(
            Finding(
                "other", "note",
                N_("Beslutningspunkterne står ikke under nogen overskrift; de er læst efter ordene »indstiller, at«"),
                source=source_of(lines[:1]),
            )
        )  # fmt: skip
    found, rest = points.read_points(layout, lines, lead=part.title)
    after = [line for line in rest if found and line.number > (found[-1].source.last_line or 0)]
    said, after = decisions.read_said(layout, after, meeting.body, meeting.date)
    _keep(said, meeting, got)
    if meeting.minuted:
        got.said += [paragraph.text for paragraph in layout.paragraphs(after)]
    elif after and not any(point_marks.is_marked(line.body) for line in after):
        got.findings.append(
            Finding(
                "other", "note",
                N_("Teksten under det sidste beslutningspunkt er ikke læst som en del af det"),
                source=source_of(after),
            )
        )  # fmt: skip
    if got.points and found:
        # The same points printed twice in a case (in the resume and in full) are one list.
        known = {plain(point.text) for point in got.points}
        found = [point for point in found if plain(point.text) not in known]
    got.points += found
    got.findings += points.doubts(found)
    got.findings += points.open_ends(layout, lines) if found else []


def _read_decision(layout: Layout, part: Part, following: Part | None, meeting: Meeting, got: _Gathered) -> None:
    lines = [line for line in part.lines if line.index not in layout.furniture]
    lines, named = _without_documents(lines)
    got.enclosures += [layout.paragraph(own).text for own in named]
    lines, lead = _without_lead(lines, following, got)
    header: Header | None = decision_heads.read_header(part.title) if part.title else None
    if header and part.head is not None and (header.body or header.dated):
        read = decisions.read_decisions(layout, lines, header, meeting.body, meeting.date)
        read = [_with_head(one, part.head) for one in read[:1]] + read[1:]
    else:
        read = decisions.read_decisions(layout, lines, header, meeting.body, meeting.date)
    if header and header.body and header.date and not lines:
        got.announced[header.body] = header.date
    _keep(read, meeting, got)
    got.prose += lines
    if lead:
        _add_section(layout, "", Part("", tuple(lead)), got)


def _keep(read: Sequence[PrintedDecision], meeting: Meeting, got: _Gathered) -> None:
    for one in read:
        if one.date is None and one.body in got.announced:
            one = replace(one, date=got.announced[one.body])
        got.decisions.append(one)
        if decisions.is_own(one, meeting.body, meeting.date):
            got.own.append(one)


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
    first = len(lines) - 1
    while first and not lines[first].gap and not ends_sentence(lines[first - 1].body):
        first -= 1
    last = lines[first:]
    if not first or _DECIDES.search(" ".join(line.body for line in last)):
        return lines, []
    got.findings.append(
        Finding(
            "other", "note",
            N_("Teksten lige efter beslutningen er læst som sagens egen og ikke som en del af beslutningen"),
            source=source_of(last),
        )
    )  # fmt: skip
    return lines[:first], last


def _is_kept(one: PrintedDecision, meeting: Meeting, got: _Gathered) -> bool:
    """Whether a decision that the history of the case ends with is the meeting's own, printed above already."""
    if not (meeting.body and decisions.is_own(one, meeting.body, meeting.date)):
        return False
    return any(plain(own.text).startswith(plain(one.text)) for own in got.own)


def _read_history(layout: Layout, part: Part, meeting: Meeting, got: _Gathered) -> None:
    lines = [line for line in part.lines if line.index not in layout.furniture]
    read = decisions.read_decisions(layout, lines, Header(None, None, False, True), None, None)
    # What a body did long ago may be told in a sentence that begins with its name, and is text of the case.
    told = [one for one in read if one.body is None or (one.text.startswith(one.body) and not _is_headed(one))]
    got.decisions += [one for one in read if one not in told and not _is_kept(one, meeting, got)]
    if told or not read:
        _add_section(layout, part.title, part, got)


def _is_headed(decision: PrintedDecision) -> bool:
    """Whether the decision stands under a line that says whose it is."""
    first = " ".join((decision.source.raw or "").split("\n")[0].split())
    return not decision.text.startswith(first.rstrip("-")) or decision_heads.read_header(first) is not None


def _read_enclosures(layout: Layout, part: Part, got: _Gathered) -> None:
    """The names of enclosures: one a line, or a name with its document number under it; other text stays text."""
    lines = [line for line in part.lines if line.index not in layout.furniture]
    lines = [line for line in lines if not _NO_ENCLOSURE.fullmatch(line.body)]
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
    marked = any(is_file_kind(line.body) for line in lines)
    for line in lines:
        if is_file_kind(line.body):
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
    text = layout.paragraph(lines).text
    mark = ENTRY_MARK.match(text)
    return text[mark.end() :] if mark else text


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
    title = (part.head and part.head.printed) or title
    got.sections.append(Section(title, text, None, replace(source, raw=part.head.raw) if part.head else source))
