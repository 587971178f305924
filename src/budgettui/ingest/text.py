"""Plain text, as it comes out of a PDF: one way through for every kind of paper.

Lines → tables → papers and agenda → what the text names. Which kind of paper it is follows from what was
found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import replace
from difflib import SequenceMatcher
from hashlib import sha256

from budgettui.domain.budget.names import is_another
from budgettui.domain.errors import N_, UnreadableFile
from budgettui.domain.paper.reading import AgendaItem, Finding, Paper, Participant, Reading, Source, Table
from budgettui.ingest.page import names, opening
from budgettui.ingest.page.layout import Layout
from budgettui.ingest.page.prose import read_amounts
from budgettui.ingest.page.steps import read_deadlines
from budgettui.ingest.page.words import plain
from budgettui.ingest.papers import (
    agenda,
    attendance,
    caselist,
    decision_heads,
    flat_pages,
    meeting_head,
    memo,
    plan,
    points,
    proposal,
)
from budgettui.ingest.papers.intentions import read_intentions
from budgettui.ingest.pdfs.spaced import spaced_tables
from budgettui.ingest.tables.flattened import find_tables
from budgettui.ingest.tables.placed import place_tables
from budgettui.ingest.tables.shares import more_figures
from budgettui.ingest.tables.tables import Around, Found, FoundTable, unread

CODE = "text"

_REPORT = re.compile(r"årsberetning(?:en)?|årsregnskab(?:et)?|årsrapport(?:en)?", re.IGNORECASE)
_REPORT_TITLE = re.compile(r"(?:årsberetning|årsregnskab|årsrapport)\s+(?:19|20)[0-9]{2}", re.IGNORECASE)
_YEARS = re.compile(r"\b(20)([0-9]{2})\s*(?:[-–]|til)\s*(?:20)?([0-9]{2})\b")
#: Where the appendices begin, no department's own part goes on.
_APPENDIX = re.compile(r"Bilag(?:\s+[0-9A-Z]{1,2})?(?:\s*[:.–-].{0,80})?")
_BUDGET = re.compile(r"\bbudget[a-zæøå]*\s+(?:for\s+)?(20[0-9]{2})\b", re.IGNORECASE)
_SAME_TITLE = 0.9
#: So many lines are the head of minutes that name nobody.
_HEAD_LINES = 12
#: A range of budget years is never longer than this.
_LONGEST_RANGE = 10


def _placed_by_spaces(layout: Layout) -> Sequence[FoundTable]:
    return place_tables(layout, spaced_tables(layout))


def recognises(_content: bytes) -> bool:
    """Whatever no other format claims is held to be text; what is not is refused when it is read."""
    return True


def read(
    name: str,
    content: bytes,
    text: str | None = None,
    *,
    code: str = CODE,
    layout: Layout | None = None,
    placed: Callable[[Layout], Sequence[FoundTable]] = _placed_by_spaces,
) -> Reading:
    """Everything that a text carries.

    Args:
        text: the text that was taken out of the content; the content itself, decoded, by default.
        code: the format that the text was taken out of.
        layout: the text as lines, where the format knows more of them than the text shows.
        placed: the tables whose cells the format itself places, by default those that spaces place; the flattened
            text is not asked about those.

    Raises ``UnreadableFile``: nothing of it has a structure that this program knows.
    """
    if text is None:
        text = opening.decode(name, content)
    layout = layout or Layout(flat_pages.unfolded(text))
    initiatives = plan.find_initiatives(layout)
    is_plan = len({own.number for own in initiatives}) > 1
    departments = _department_headings(layout)
    around = Around(_department_of(departments))
    if is_plan:
        around = Around(
            around.department_for, _labels(initiatives), plan.borders(initiatives), "effect", only_known=True
        )
    found = find_tables(layout, placed(layout), around)
    if not is_plan:
        found = more_figures(layout, found, around.department_for)
    municipality = names.municipality_named("\n".join(line.body for line in layout.lines))
    reading = Reading(
        name=name,
        sha256=sha256(content).hexdigest(),
        format=code,
        kind="unknown",
        text=text.replace("\f", ""),
        pages=layout.pages,
        municipality=municipality,
        department=_department(layout, municipality, found),
    )
    declared = None if is_plan else memo.declared(layout)
    if is_plan:
        whole = _plan(layout, reading, initiatives, found)
    elif declared:
        whole = _memo(layout, reading, found, declared)
    else:
        whole = _papers(layout, reading, found)
        if whole.kind == "unknown" and memo.is_told(layout):
            whole = _text(layout, whole, found)
    reading = _named(layout, whole, found)
    if departments:
        chapter = _department_of([(layout.lines[at].number, heading) for at, heading in departments])
        amounts = (replace(one, department=chapter(one.source.line or 0) or "") for one in reading.amounts)
        reading = replace(reading, amounts=tuple(amounts))
    if reading.kind == "unknown" and not (
        reading.tables or reading.papers or reading.intentions
        or any(finding.code == "unread_table" for finding in reading.findings)
    ):
        raise UnreadableFile(
            N_("Filen {name} har ingen dagsorden, papirer eller tabeller, som programmet kender."), name=name
        )
    return reading


# -- departments


def _department(layout: Layout, municipality: str | None, found: Found) -> str | None:
    """The department that the paper is about: the one in its title, else the one it mostly names; a row that is named
    as one says nothing of that."""
    if is_another(names.current(), municipality):
        return None
    sources = [row.source for own in found.tables for row in own.table.rows if row.source.line]
    rows = {number for own in sources for number in range(own.line or 0, (own.last_line or own.line or 0) + 1)}
    words = "\n".join(line.body for line in layout.lines if line.number not in rows)
    return names.department_in(_first_title(layout) or "") or names.department_named(words)


def _department_headings(layout: Layout) -> list[tuple[int, str | None]]:
    """The headings that name a department, alone on their lines; ``None`` where appendices begin."""
    found: list[tuple[int, str | None]] = []
    lines = layout.lines
    for i, line in enumerate(lines):
        name = names.department_exactly(line.body)
        if name is None and i + 1 < len(lines) and len(line.body) < 40 and lines[i + 1].gap <= 1:
            name = names.department_exactly(f"{line.body} {lines[i + 1].body}")
        if name or _APPENDIX.fullmatch(line.body):
            found.append((i, name))
    return found


def _department_of(headings: Sequence[tuple[int, str | None]]) -> Callable[[int], str | None]:
    def department(index: int) -> str | None:
        name = None
        for at, heading in headings:
            if at >= index:
                break
            name = heading
        return name

    return department


# -- plans


def _labels(initiatives: Sequence[plan.Initiative]) -> Callable[[int], str | None]:
    def label(index: int) -> str | None:
        return next((own.title for own in initiatives if own.holds(index)), None)

    return label


def _plan(layout: Layout, reading: Reading, initiatives: Sequence[plan.Initiative], found: Found) -> Reading:
    label = _labels(initiatives)
    tables = tuple(
        replace(own.table, paper=label(min(own.lines)), department=reading.department) for own in found.tables
    )
    papers = plan.read_papers(layout, initiatives, found.lines)
    priced = [table for table in tables if table.price_level] or tables
    years = {column.year for table in priced for column in table.columns if column.year}
    read = replace(
        reading,
        kind="plan",
        title=_first_title(layout),
        papers=tuple(papers),
        tables=tables,
        budget_years=tuple(sorted(years)),
    )
    return replace(read, findings=(*_table_findings(found), *plan.overview_findings(read)))


def _first_title(layout: Layout) -> str | None:
    """The title over a document: its first paragraph, where that is no sentence."""
    paragraphs = layout.paragraphs(layout.lines[:6])
    if not paragraphs or len(paragraphs[0].text) > 200 or paragraphs[0].text.endswith("."):
        return None
    return paragraphs[0].text


# -- minutes, agendas, proposals, memos, reports


def _papers(layout: Layout, reading: Reading, found: Found) -> Reading:
    lines = layout.lines
    starts = proposal.find_starts(layout)
    list_start, enclosed = agenda.read_enclosures(layout)
    end = list_start if list_start is not None else len(lines)
    starts = [start for start in starts if start < end]
    over_papers = copy(layout)
    head = over_papers.lines = lines[: starts[0] if starts else end]
    listed = caselist.read(over_papers, found.lines)
    if listed is not None and not starts and list_start is None:
        return _cases(layout, reading, found, listed)
    participants, used = attendance.read_participants(layout, head)
    read = [
        proposal.read_proposal(layout, start, starts[place + 1] if place + 1 < len(starts) else end, found.lines)
        for place, start in enumerate(starts)
    ]
    all_items = agenda.merge(() if listed is None else listed.items, enclosed)
    papers = tuple(_with_item(own.paper, all_items) for own in read)
    own_head = head[:used] if participants else head[:_HEAD_LINES]
    met = meeting_head.read_head(own_head) if all_items or participants else meeting_head.Head()
    tables = _tables_of_papers(found, read, reading)
    minuted = head[used:] if participants and not (papers or all_items) else []
    deadlines = read_deadlines(layout, minuted, met.date)
    jumps: list[Finding] = []
    for own in read:
        deadlines += read_deadlines(layout, own.prose, own.paper.date)
        jumps += points.doubts(own.paper.decision_points)
    reading = replace(
        reading,
        kind=_kind(papers, all_items, participants),
        participants=tuple(participants),
        agenda_items=tuple(all_items),
        papers=papers,
        tables=tables,
        body=met.body or agenda.body_of(paper.to for paper in papers),
        date=met.date,
        place=met.place,
        start=met.start,
        end=met.end,
        actions=tuple(agenda.read_actions(all_items, participants, layout, met.date)),
        deadlines=tuple(deadlines),
        findings=(*_table_findings(found), *_old_forecasts(tables, papers), *jumps),
    )
    if reading.kind == "proposal" and papers:
        return replace(reading, title=papers[0].title, date=papers[0].date)
    if not (reading.agenda_items or reading.papers):
        listed = caselist.read(layout, found.lines, lone=True)
        # With tables it may be a report, unless something is proposed in it and decided.
        if listed and (not found.tables or all(own.decision_points and own.decisions for own in listed.items)):
            return _cases(layout, reading, found, listed)
    if reading.kind != "unknown":
        return reading
    return _report(layout, reading, found)


def _cases(layout: Layout, reading: Reading, found: Found, listed: caselist.CaseList) -> Reading:
    """Minutes or an agenda whose cases stand one after the other with their headings."""
    tables = []
    for own in found.tables:
        line = own.table.source.line or 0
        holder = next(
            (item for item in listed.items if (item.source.line or 0) <= line <= (item.source.last_line or 0)), None
        )
        tables.append(replace(own.table, paper=holder.title if holder else None))
    return replace(
        reading,
        kind=listed.kind,
        participants=listed.participants,
        agenda_items=listed.items,
        papers=listed.papers,
        tables=tuple(tables),
        body=listed.head.body,
        date=listed.head.date,
        place=listed.head.place,
        start=listed.head.start,
        end=listed.head.end,
        actions=tuple(agenda.read_actions(listed.items, listed.participants, layout, listed.head.date)),
        deadlines=tuple(read_deadlines(layout, listed.prose, listed.head.date)),
        findings=(*_table_findings(found), *listed.findings),
    )


def _kind(papers: Sequence[Paper], items: Sequence[AgendaItem], people: Sequence[Participant]) -> str:
    if papers:
        return "bundle" if items or people or len(papers) > 1 else "proposal"
    if items:
        return "minutes" if any((item.minutes or "-").strip("-– \n") for item in items) else "agenda"
    return "minutes" if people else "unknown"


def _with_item(paper: Paper, items: Sequence[AgendaItem]) -> Paper:
    wanted = plain(paper.title)
    best, number = 0.0, None
    for item in items:
        if item.type != "item" or not item.title:
            continue
        ratio = SequenceMatcher(None, wanted, plain(item.title), autojunk=False).ratio()
        if ratio > best:
            best, number = ratio, item.number
    return replace(paper, agenda_item=number) if best >= _SAME_TITLE else paper


def _tables_of_papers(found: Found, read: Sequence[proposal.ProposalRead], reading: Reading) -> tuple[Table, ...]:
    tables = []
    for own in found.tables:
        first = min(own.lines)
        holder = next((p.paper.title for p in read if p.lines[0].index <= first <= p.lines[-1].index), None)
        department = own.table.department
        if holder is not None or department is None:
            department = reading.department or department
        tables.append(replace(own.table, paper=holder, department=department))
    return tuple(tables)


def _report(layout: Layout, reading: Reading, found: Found) -> Reading:
    departments = {table.department for table in reading.tables if table.department}
    report_words = sum(bool(_REPORT.search(line.body)) for line in layout.lines)
    if reading.tables and report_words and (len(departments) > 1 or report_words > 2):
        years = Counter(
            column.year
            for table in reading.tables
            for column in table.columns
            if column.phase == "approved" and column.year
        )
        title = next((line.body for line in layout.lines if _REPORT_TITLE.fullmatch(line.body)), None)
        return replace(
            reading,
            kind="annual_report",
            title=title,
            department=None if len(departments) > 1 else reading.department,
            budget_years=(years.most_common(1)[0][0],) if years else (),
        )
    return reading


def _is_sure(table: Table) -> bool:
    return any(row.certain for row in table.rows)


def _memo(layout: Layout, reading: Reading, found: Found, kind: str) -> Reading:
    """A memo or a cover letter: one paper, and no agenda."""
    own = memo.read_memo(layout, kind, found.lines)
    # Telephone numbers one under the other are figures of no table.
    told = (own_table for own_table in found.tables if not own_table.lines <= own.head or _is_sure(own_table.table))
    found = replace(found, tables=tuple(told))
    department = None if is_another(names.current(), reading.municipality) else names.department_in(own.paper.title)
    return replace(
        reading,
        kind=kind,
        title=own.paper.title,
        date=own.paper.date,
        department=department or reading.department,
        papers=(own.paper,),
        tables=_tables_of_papers(found, [], reading),
        budget_years=_budget_years(own.paper.title) or _budget_years(next((s.title for s in own.paper.sections), "")),
        findings=tuple(_table_findings(found)),
        deadlines=tuple(read_deadlines(layout, own.prose, own.paper.date)),
    )


def _text(layout: Layout, reading: Reading, found: Found) -> Reading:
    """A paper of no known kind: its text is kept, and nothing else is told of it."""
    paper = memo.read_text(layout, found.lines)
    return replace(reading, title=paper.title, papers=(paper,)) if paper.sections else reading


def _budget_years(title: str) -> tuple[int, ...]:
    span = _YEARS.search(title)
    named = {int(year) for year in _BUDGET.findall(title)}
    if span and 0 <= int(span[3]) - int(span[2]) <= _LONGEST_RANGE:
        years = range(2000 + int(span[2]), 2001 + int(span[3]))
        # "Budget 2026 og overslagsårene 2027-2029": the first year stands before the others.
        named = {*years, *(year for year in named if year + 1 == years[0])}
    return tuple(sorted(named))


def _old_forecasts(tables: Sequence[Table], papers: Sequence[Paper]) -> list[Finding]:
    """Forecasts for a year that was over when the paper was written: a heading from an older paper."""
    dated = {paper.title: int(paper.date[:4]) for paper in papers if paper.date}
    return [
        Finding(
            "other",
            "note",
            N_("Tabellens hoved siger {year}, men papiret er fra {written}").format(year=year, written=written),
            table=table.title,
            printed=str(year),
            source=table.source,
        )
        for table in tables
        if (written := dated.get(table.paper or ""))
        for year in sorted({c.year for c in table.columns if c.phase == "forecast" and c.year})
        if year < written
    ]


# -- what goes for every kind


def _table_findings(found: Found) -> list[Finding]:
    return [finding for own in found.tables for finding in own.findings]


def _named(layout: Layout, reading: Reading, found: Found) -> Reading:
    """The reading with the declarations and sums that its text names, and with what was seen and not read."""
    taken = found.lines
    amounts, doubts = read_amounts(layout, [line for line in layout.lines if line.index not in taken])
    intentions, unsure = read_intentions(layout)
    findings = [*reading.findings, *doubts, *unsure, *unread(layout, found)]
    if reading.kind == "unknown" and not intentions:
        words = N_("Papirets slags kunne ikke bestemmes; det blev læst som tekst uden dagsorden og punkter")
        findings.append(Finding("other", "note", words, source=Source(line=1)))
    met_above = bool(reading.agenda_items) and decision_heads.is_over_departments(reading.body)
    return replace(
        reading,
        # Council and magistrate treat cases of all departments, whichever the words of the cases name most.
        department=None if met_above else reading.department,
        intentions=tuple(intentions),
        amounts=tuple(amounts),
        findings=tuple(findings),
    )
