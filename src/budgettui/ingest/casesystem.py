"""What the agenda XML of the case systems has in common: cases whose parts are named, with HTML in their fields.

Each system's own module finds the meeting and the cases in its tree; this one reads their text, with the same rules for
headings, decision points and decisions as in any other paper.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256

from budgettui.domain.clean import clean_text
from budgettui.domain.errors import N_, UnreadableFile
from budgettui.domain.paper.reading import (
    AgendaItem,
    Deadline,
    Finding,
    Participant,
    PrintedDecision,
    Reading,
    Source,
    Table,
)  # fmt: skip
from budgettui.ingest import xmltree
from budgettui.ingest.page import names
from budgettui.ingest.page.layout import Layout, Line
from budgettui.ingest.page.prose import read_amounts
from budgettui.ingest.page.steps import read_deadlines
from budgettui.ingest.papers import attendance, case_headings, case_marks, case_parts, cases, decision_heads, decisions
from budgettui.ingest.papers.case_headings import Role
from budgettui.ingest.papers.case_parts import Part
from budgettui.ingest.papers.cases import Meeting
from budgettui.ingest.tables.markup import Block, Page, Sheet, is_markup, read_markup
from budgettui.ingest.tables.placed import place_tables
from budgettui.ingest.xmltree import Node

_ISO = re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})(?:[T ].*)?")
_DANISH = re.compile(r"(?P<d>[0-9]{1,2})[-./](?P<m>[0-9]{1,2})[-./](?P<y>[0-9]{4})(?:[T ].*)?")
_TRUE = frozenset(("true", "1", "ja", "yes", "åben", "åbent", "offentlig"))
_FALSE = frozenset(("false", "0", "nej", "no", "lukket", "lukkede", "fortrolig"))
#: What stands in place of a decision that is not given out.
_WITHHELD = re.compile(
    r"beslutning(?:en)?(?: er)? (?:ikke (?:frigivet|offentliggjort|godkendt|truffet)|endnu ikke .{0,40})\.?",
    re.IGNORECASE,
)
#: No meeting was before this year: case systems write year 1 for "none".
_FIRST_YEAR = 1900


@dataclass(slots=True)
class Field:
    """A named part of a case: its title and the element that holds its text."""

    title: str
    node: Node
    role: Role | None = None


@dataclass(slots=True)
class Case:
    """A case as its system gives it. ``decisions`` are those that stand apart from the text: body, day, text."""

    node: Node
    number: str | None
    title: str | None
    is_open: bool | None = None
    case_number: str | None = None
    fields: list[Field] = field(default_factory=list)
    enclosures: list[str] = field(default_factory=list)
    decisions: list[tuple[str | None, str | None, Node]] = field(default_factory=list)
    absent: tuple[str, ...] = ()


@dataclass(slots=True)
class Agenda:
    """A meeting as its system gives it."""

    body: str | None
    day: str | None
    title: str | None = None
    minutes: bool = False
    participants: list[Participant] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)


def day_of(text: str | None) -> str | None:
    """The day of a system's date and time, as ISO 8601; ``None`` for none, for year 1, and for what is no day."""
    match = (_ISO.fullmatch(text) or _DANISH.fullmatch(text)) if text else None
    if match is None:
        return None
    try:
        day = date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return None
    return day.isoformat() if day.year >= _FIRST_YEAR else None


def truth(text: str | None) -> bool | None:
    """Whether a system says yes or no; ``None`` where it says neither."""
    word = (text or "").strip().casefold()
    return True if word in _TRUE else False if word in _FALSE else None


def read(name: str, content: bytes, code: str, agenda_of: Callable[[Node], Agenda]) -> Reading:
    """Everything that an agenda XML carries. Raises ``UnreadableFile``: no well-formed XML, with a document type or
    entities, or without a meeting."""
    text = xmltree.decode(name, content)
    root = xmltree.parse(name, text)
    agenda = agenda_of(root)
    if not agenda.cases and agenda.body is None and agenda.day is None:
        raise UnreadableFile(N_("Filen {name} har intet møde og ingen dagsordenspunkter."), name=name)
    sheet = Sheet()
    prepared = [_prepare(sheet, case) for case in agenda.cases]
    return sheet.settle(_reading(name, content, code, agenda, sheet, prepared), text)


@dataclass(slots=True)
class _Prepared:
    """A case whose text stands in the sheet: the places of its title, parts and decisions."""

    case: Case
    head: int
    fields: list[tuple[Field, range]]
    decisions: list[tuple[str | None, str | None, range]]
    end: int = 0


def _prepare(sheet: Sheet, case: Case) -> _Prepared:
    node = case.node
    own = _Prepared(case, sheet.add_line(case.title or case.number or "–", node.line, node.last_line), [], [])
    for part in case.fields:
        # The heading stands in the sheet too, so that a table in this part never takes its title from the part before.
        sheet.add_line(part.title or "–", part.node.line, heading=2)
        own.fields.append((part, sheet.add(page_of(part.node))))
    for body, day, decided in case.decisions:
        if _WITHHELD.fullmatch(decided.text or ""):
            continue
        own.decisions.append((body, day, sheet.add(page_of(decided))))
    own.end = len(sheet)
    return own


def page_of(node: Node) -> Page:
    """The text of an element: HTML that is escaped or in CDATA, tags of its own, or plain lines."""
    if node.children:
        inner = node.inner
        first = node.line
        return read_markup(inner, lambda offset: first + inner.count("\n", 0, offset))
    raw = node.raw
    if not is_markup(raw):
        # Without tags a line end is one that somebody set.
        raw = raw.replace("&", "&amp;").replace("<", "&lt;")
        lines = [line for line in raw.split("\n") if line.strip()]
        if len(lines) > 1:
            return _plain(node)
    return read_markup(raw, node.line_at)


def people_in(node: Node) -> list[Participant]:
    """The participants that a text of plain lines lists."""
    layout = Layout(clean_text(node.raw))
    return attendance.read_participants(layout, layout.lines)[0]


def _plain(node: Node) -> Page:
    blocks = []
    offset = 0
    for line in node.raw.split("\n"):
        text = " ".join(line.split())
        if text:
            number = node.line_at(offset + len(line) - len(line.lstrip()))
            blocks.append(Block(text, number, number))
        offset += len(line) + 1
    return Page(tuple(blocks), ())


def _reading(
    name: str, content: bytes, code: str, agenda: Agenda, sheet: Sheet, prepared: Sequence[_Prepared]
) -> Reading:
    layout = sheet.layout()
    meeting = Meeting(agenda.body, agenda.day)
    placed = place_tables(layout, sheet.tables)
    in_tables = sheet.rows & frozenset().union(*(own.lines for own in placed))
    items, papers = [], []
    findings: list[Finding] = [finding for own in placed for finding in own.findings]
    prose: list[Line] = []
    deadlines: list[Deadline] = []
    tables: list[Table] = []
    for own in prepared:
        case = own.case
        source = Source(None, layout.lines[own.head].number, layout.lines[own.head].number, case.title)
        parts: list[Part] = []
        # Where the proposal or the decision has a field of its own, another field that has such a heading only quotes.
        case_number, headless = _without_head(case, layout, own)
        quotes = bool({_role(part) for part, _places in own.fields} & {Role.POINTS, Role.DECISION})
        for part, places in own.fields:
            lines = tuple(layout.lines[i] for i in places if i not in in_tables and i not in headless)
            parts += [Part(part.title, lines, None, _role(part))] if quotes else _parts(part, lines)
        read_case = cases.build(
            layout, parts, meeting, number=case.number, title=case.title, source=source,
            is_open=case.is_open, case_number=case_number, enclosures=case.enclosures,
        )  # fmt: skip
        items.append(_decided(layout, own, read_case.item, agenda))
        if read_case.paper:
            papers.append(read_case.paper)
        findings += read_case.findings
        prose += read_case.prose
        deadlines += read_deadlines(layout, read_case.prose, agenda.day)
        tables += [
            replace(found.table, paper=case.title) for found in placed if own.head < min(found.lines) < own.end
        ]
    amounts, doubts = read_amounts(layout, prose)
    words = "\n".join(line.body for line in layout.lines)
    return Reading(
        name=name,
        sha256=sha256(content).hexdigest(),
        format=code,
        kind="minutes" if agenda.minutes or any(item.minutes for item in items) else "agenda",
        title=agenda.title,
        municipality=names.municipality_named(words),
        body=agenda.body,
        date=agenda.day,
        participants=tuple(agenda.participants),
        agenda_items=tuple(items),
        papers=tuple(papers),
        tables=tuple(tables),
        deadlines=tuple(deadlines),
        amounts=tuple(amounts),
        findings=(*findings, *doubts),
    )


def _without_head(case: Case, layout: Layout, own: _Prepared) -> tuple[str | None, set[int]]:
    """The case's number, and the lines of a text that give its title and number once more before it begins."""
    number, again = case.case_number, set[int]()
    for part, places in own.fields:
        if part.title:
            continue
        lines = [layout.lines[i] for i in places]
        for place, line in enumerate(lines):
            if not (case.title and line.body.endswith(case.title)) and not case_marks.is_mark(line):
                break
            again.add(line.index)
            said = case_marks.case_number(lines, place)
            number = number or (said[0] if said else None)
    return number, again


def _decided(layout: Layout, own: _Prepared, item: AgendaItem, agenda: Agenda) -> AgendaItem:
    """The item with the decisions that its system keeps apart from its text, and with who was missing."""

    def is_own(one: PrintedDecision) -> bool:
        return decisions.is_own(one, agenda.body, agenda.day)

    known = {" ".join(one.text.split()) for one in item.decisions}
    decided = list(item.decisions)
    for body, day, places in own.decisions:
        lines = [layout.lines[i] for i in places]
        header = decision_heads.Header(body, day, True, day is not None)
        read = decisions.read_decisions(layout, lines, header, agenda.body, agenda.day)
        decided += [one for one in read if " ".join(one.text.split()) not in known]
    if own.case.absent:
        decided = [
            replace(one, absent=tuple(dict.fromkeys([*own.case.absent, *one.absent]))) if is_own(one) else one
            for one in decided
        ]
    minutes = "\n\n".join(one.text for one in decided if is_own(one)) or None
    return replace(item, decisions=tuple(decided), minutes=minutes)


def _role(one: Field) -> Role:
    return one.role or case_headings.role_of(one.title) or Role.TEXT


def _parts(one: Field, lines: tuple[Line, ...]) -> list[Part]:
    """A field as parts: one, or several where the field's own text has the headings of points and decisions."""
    role = _role(one)
    if role is not Role.TEXT:
        return [Part(one.title, lines, None, role)]
    inner = case_parts.split_parts(lines)
    if not {part.role for part in inner} & {Role.POINTS, Role.DECISION}:
        return [Part(one.title, lines, None, role)]
    first = replace(inner[0], title=one.title, role=role) if inner[0].head is None else Part(one.title, (), None, role)
    return [first, *(inner[1:] if inner[0].head is None else inner)]
