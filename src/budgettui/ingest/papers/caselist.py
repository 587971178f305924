"""Minutes and agendas whose cases stand one after the other: what each of them carries.

Where they begin is for :mod:`budgettui.ingest.papers.case_starts` to say, and what the head of the paper says of the
meeting for :mod:`budgettui.ingest.papers.meeting_head`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from budgettui.domain.dates import parse_date
from budgettui.domain.errors import N_
from budgettui.domain.paper.reading import AgendaItem, Finding, Paper, Participant, Source
from budgettui.ingest.page import names
from budgettui.ingest.page.layout import Layout, Line, source_of
from budgettui.ingest.papers import (
    absences,
    attendance,
    case_headings,
    case_marks,
    case_parts,
    case_titles,
    cases,
    decision_heads,
    decisions,
    meeting_head,
    outcomes,
    own_headings,
)
from budgettui.ingest.papers.case_headings import Role
from budgettui.ingest.papers.case_parts import Part
from budgettui.ingest.papers.case_regions import (
    DECIDING,
    MARKED,
    before_again,
    minuted_as_heading,
    numbered_above,
    parting_lines,
    said_behind,
    said_below,
    unmarked,
    with_columns,
    with_leaders,
    with_pages,
    without_appendix,
    without_end,
    without_title,
)
from budgettui.ingest.papers.case_starts import (
    find_listed_starts,
    find_plain_starts,
    find_starts,
    find_timed_starts,
    find_untitled_starts,
)
from budgettui.ingest.papers.case_titles import Start, can_be_title
from budgettui.ingest.papers.cases import CaseRead, Meeting
from budgettui.ingest.papers.cycle_starts import find_cycle_starts, find_named_starts, headings_in, unexplained

_MINUTES = re.compile(r".{0,60}(?:referat|protokol|beslutninger)\b.*", re.IGNORECASE)
_META_WITHIN = 5
#: What was decided, where nothing heads it, says so at once.
_DECISION_LONGEST = 250
#: What a head prints besides the meeting and the title.
_NO_TITLE = re.compile(
    r"(?:indhold|bemærkning|fraværende|afbud|dagsorden|udvalg|sagsoversigt|punkt:? [0-9])", re.IGNORECASE
)
_PAPER = re.compile(r"(?:beslutnings)?referat", re.IGNORECASE)
#: A page with more of them lists meetings, and is the minutes of none.
_PAPERS_MOST = 2
#: So many titles that what was decided stands right under.
_DECIDED = 3
#: So many headings more are explained by titles without numbers than by those with numbers that are not the cases'.
_UNSURE = 2


@dataclass(frozen=True, slots=True)
class CaseList:
    """What a document of cases carries."""

    items: tuple[AgendaItem, ...]
    papers: tuple[Paper, ...]
    participants: tuple[Participant, ...]
    head: meeting_head.Head
    kind: str
    prose: tuple[Line, ...] = ()
    findings: tuple[Finding, ...] = ()


def read(layout: Layout, table_lines: frozenset[int] = frozenset(), *, lone: bool = False) -> CaseList | None:
    """The cases of a document; ``None`` where it is not built of cases. Lines of tables are no text of a case.

    ``lone`` takes a text for one case that has nothing but a proposal or a decision. With tables and without a heading
    over a decision it is a report, which is not asked further.
    """
    if lone and table_lines and not any(case_headings.heads_decision(line.body) for line in layout.lines):
        return None
    lines = with_columns(with_pages([line for line in layout.lines if line.index not in layout.furniture]))
    lines = with_leaders(unmarked(lines))
    lines, appendix = without_appendix(lines)
    lines, ended = without_end(lines)
    lines = own_headings.with_known_headings(layout, lines)
    table_lines = _under_headings(lines, table_lines)
    starts = find_starts(layout, lines)
    if len(starts) == 1 and case_headings.role_of(starts[0].title or ""):
        # The part of a paper whose parts are numbered.
        starts = []
    named = [start for start in starts if start.listed]
    starts = [start for start in starts if not start.listed]
    marked = any(start.marked for start in starts)
    plain = [] if marked and len(starts) >= _DECIDED else find_plain_starts(layout, lines)
    plain = [own for own in plain if not any(_leads_to(lines, own, start) for start in starts)]
    apart = not {place for start in starts for place in range(start.at, start.after)} & {own.at for own in plain}
    named_again = _numbered_again(starts, plain)
    if named_again or (len(plain) >= MARKED and ((apart and not marked) or len(plain) >= _DECIDED * len(starts))):
        # The number of a page over one of the titles makes no agenda of it.
        starts = named_again or plain
    heads = headings_in(lines)
    left = unexplained(heads, starts) - _UNSURE if starts else len(heads) + 1
    if left > 0:
        # What a list names is sure, and other titles are not.
        others = [(find_named_starts(lines), _UNSURE), (find_cycle_starts(layout, lines, heads), 0)]
        others += [] if starts else [(find_untitled_starts(lines), 0)]
        count = [unexplained(heads, own) - sure if own else left for own, sure in others]
        other = others[count.index(min(count))][0]
        if other and unexplained(heads, other) < left:
            starts, named = other, []
    starts = starts or find_timed_starts(lines) or find_listed_starts(lines)
    if not starts and not lone:
        return None
    if not starts and sum(bool(_PAPER.fullmatch(line.body)) for line in lines) > _PAPERS_MOST:
        return None
    if not starts:
        # "Referat" in the head, or the body with its day, heads the paper, and no decision.
        lines = [line for place, line in enumerate(lines) if place >= _META_WITHIN or not _heads_paper(lines, place)]
    parts = case_parts.split_parts(lines)
    roles = {part.role for part in parts if part.lines}
    decided = not DECIDING & roles
    if not starts:
        if not roles >= DECIDING and not (roles & DECIDING and (lone or _is_of_meeting(lines))):
            return None
        starts = [_single(lines)]
    elif decided and not named and not _is_agenda(lines, starts):
        return None
    first = starts[0].at if starts[0].number or starts[0].title else starts[0].after
    over_cases = starts[0].after if starts[0].single else starts[0].at
    people, _used = attendance.read_participants(layout, lines[:over_cases])
    if not people and len(starts) > 1 and all(start.joined for start in starts[1:]):
        # The members may stand under an agenda that is only a list.
        people, _used = attendance.read_participants(layout, lines[starts[-1].after :])
    # "… var fraværende under punkt 3" is said of one item.
    whole = [line.body for line in lines[:over_cases] if not re.search("[0-9]", line.body)]
    told = [name for body in whole for name in absences.absent_in(body)]
    people = attendance.with_absent(people, [told])
    over = layout.lines[: lines[first].index] if first < len(lines) else layout.lines
    headers = [header for line in lines[first:] if (header := decision_heads.read_header(line.body)) and header.body]
    over = [*over[: meeting_head.HEAD_LINES], *ended]
    head = meeting_head.read_head(over, [(header.body, header.date) for header in headers])
    on_day = {header.body for header in headers if header.date == head.date}
    if head.body is None and head.date and len(on_day) == 1:
        # Who the case goes to on the day of the meeting is who meets.
        head = replace(head, body=on_day.pop())
    headed = sum(case_headings.role_of(line.body) is Role.DECISION for line in lines[first:])
    # So many lines apart say what was done as there are cases, whatever the paper calls itself.
    done = sum(line.gap > 0 and case_headings.tells_done(line.body) for line in lines[first:])
    called = any(_MINUTES.fullmatch(line.body) for line in lines[:first][:15]) or done >= max(MARKED, len(starts) / 2)
    plain_minutes = Role.DECISION in roles or called
    unheaded = called and headed < len(starts) / _DECIDED
    lines, said = said_below(lines, starts)
    between = parting_lines(lines, starts)
    starts = said_behind(numbered_above(lines, starts))
    titles = case_marks.with_brackets([start.title for start in starts])
    starts = [replace(start, title=title) for start, title in zip(starts, titles, strict=True)]
    groups = _groups(lines, starts)
    own_groups = _over_cases(lines, groups, starts[0].at)
    read_cases: list[CaseRead] = []
    # Under the groups of a department's meeting ("1. Til drøftelse", "1.1 …") nothing is headed but what is proposed.
    grouped = any(_is_section(starts, place) for place in range(len(starts)))
    meeting = Meeting(head.body, head.date, grouped or (decided and plain_minutes))
    for place, start in enumerate(starts):
        stop = before_again(lines, start, starts[place + 1]) if place + 1 < len(starts) else len(lines)
        own = _Own(stop, between, said.get(start.number or "", ()))
        case = _case(layout, lines, start, own, meeting, table_lines, plain_minutes, unheaded=unheaded)
        if _is_section(starts, place):
            case = replace(case, item=replace(case.item, type="section"))
        read_cases.append(_under_group(own_groups, start, case))
    if head.body is None or head.date is None:
        head, read_cases = _from_decisions(head, read_cases)
    for start in named:
        own = _Own(start.after, between, ())
        case = _case(layout, lines, start, own, meeting, table_lines, plain_minutes, unheaded=unheaded)
        case = _under_group(groups, start, case)
        later = (place for place, other in enumerate(read_cases) if _whole(other.item) > _whole(case.item))
        read_cases.insert(next(later, len(read_cases)), case)
    items = tuple(case.item for case in read_cases)
    decided_here = [one for item in items for one in item.decisions if decisions.is_own(one, head.body, head.date)]
    people = attendance.with_absent(people, [one.absent for one in decided_here])
    findings = [finding for case in read_cases for finding in case.findings]
    findings += _order(items)
    if appendix:
        findings.append(
            Finding(
                "other", "note", N_("Bilagslisten sidst i papiret er ikke delt ud på sagerne"),
                source=source_of(appendix),
            )
        )  # fmt: skip
    return CaseList(
        items=items,
        papers=tuple(case.paper for case in read_cases if case.paper),
        participants=tuple(people),
        head=head,
        kind="minutes" if any(item.minutes for item in items) else "agenda",
        prose=tuple(line for case in read_cases for line in case.prose),
        findings=tuple(findings),
    )


def _under_headings(lines: Sequence[Line], table_lines: frozenset[int]) -> frozenset[int]:
    """The lines of tables without those down to a heading of a case, which may only look like a table's title."""
    kept: set[int] = set()
    inside = False
    for line in reversed(lines):
        in_table = line.index in table_lines and case_headings.role_of(line.body) is None
        inside = in_table and (inside or line.index + 1 not in table_lines)
        kept.update({line.index} if inside else ())
    return frozenset(kept)


def _leads_to(lines: Sequence[Line], own: Start, start: Start) -> bool:
    """Whether what looks like a title stands over the marks of a numbered case, or over its number itself."""
    if own.at < start.at <= own.after:
        return True
    return own.after < start.at and all(case_marks.is_mark(line) for line in lines[own.after : start.at])


def _numbered_again(starts: Sequence[Start], plain: Sequence[Start]) -> list[Start]:
    """The titles without numbers, where the numbered ones only say again, over what was decided, which case it is; with
    the numbers that they say. None where a numbered title is of another case."""
    again: dict[int, str | None] = {}
    for start in starts:
        place = next((k for k, own in enumerate(plain) if _says_again(start, own)), None)
        if place is None:
            return []
        again[place] = start.number
    return [replace(own, number=again.get(place)) for place, own in enumerate(plain)] if again else []


def _says_again(start: Start, own: Start) -> bool:
    return own.after <= start.at and bool(own.title) and (start.title or "").startswith(own.title or "")


def _groups(lines: Sequence[Line], starts: Sequence[Start]) -> dict[int, bool]:
    """The lines that say of all cases under them whether they are open: "LUKKEDE SAGER", or "Lukket" over a title."""
    found = ((place, case_marks.heads_cases(line.body)) for place, line in enumerate(lines))
    groups = {place: group for place, group in found if group is not None}
    for before, start in zip([None, *starts], starts, strict=False):
        over = start.at - 1
        if over < 0 or not lines[start.at].gap or (before and over <= before.after):
            continue
        if (said := case_marks.said_alone(lines[over].body)) is not None:
            groups[over] = said
    return groups


def _over_cases(lines: Sequence[Line], groups: Mapping[int, bool], first: int) -> dict[int, bool]:
    """The groups that are over cases themselves: what the contents page says of its entries ends with it."""
    return {
        place: group
        for place, group in groups.items()
        if place >= first or all(case_marks.heads_group(line.body) for line in lines[place:first])
    }


def _under_group(groups: Mapping[int, bool], start: Start, case: CaseRead) -> CaseRead:
    """The case as open or closed as the last of the groups over it, where the case does not say so itself."""
    over = max((place for place in groups if place < start.at), default=None)
    if case.item.open is not None or over is None:
        return case
    return replace(case, item=replace(case.item, open=groups[over]))


def _heads_paper(lines: Sequence[Line], place: int) -> bool:
    if _PAPER.fullmatch(lines[place].body):
        return True
    header = decision_heads.read_header(lines[place].body)
    over = place > 0 and re.fullmatch(r"referat|dagsorden", lines[place - 1].body, re.IGNORECASE) is not None
    return over and header is not None and header.dated and not header.worded


def _is_agenda(lines: Sequence[Line], starts: Sequence[Start]) -> bool:
    """Whether numbered titles are an agenda though none of them has a proposal or a decision under it."""
    planned = sum(start.planned for start in starts)
    marked = sum(start.marked for start in starts)
    if len(starts) == 1 and starts[0].number and (starts[0].marked or (starts[0].headed and _is_of_meeting(lines))):
        # One case by itself, with what case systems print under a title or the head of a meeting over it.
        return True
    if len(starts) >= _DECIDED and starts[-1].fixed and _is_of_meeting(lines):
        # Under the head of a meeting a list that ends with "Eventuelt" is its agenda.
        return True
    fixed = sum(start.fixed and "." not in (start.number or "") for start in starts)
    alone = sum(start.alone for start in starts)
    headed = sum(start.headed for start in starts)
    worded = sum(start.worded for start in starts)
    return alone >= _DECIDED or max(planned, marked, fixed, headed, worded) >= MARKED


def _is_section(starts: Sequence[Start], place: int) -> bool:
    """Whether a title is the heading of the cases numbered below it ("1. Til beslutning" over "1.1"), or of none where
    others are."""
    number = starts[place].number or ""
    parts = place + 1 < len(starts) and (starts[place + 1].number or "").startswith(f"{number}.")
    empty = case_titles.heads_section(starts[place].title or "") and any("." in (one.number or "") for one in starts)
    return "." not in number and (parts or empty)


def _is_of_meeting(lines: Sequence[Line]) -> bool:
    """Whether the head over the first heading says when and where a meeting is held."""
    head = meeting_head.read_head(lines[: _first_heading(lines)])
    return head.date is not None and bool(head.start or head.place)


def _first_heading(lines: Sequence[Line]) -> int:
    return next((place for place, line in enumerate(lines) if case_headings.role_of(line.body)), len(lines))


def _single(lines: Sequence[Line]) -> Start:
    """A document that is one case without a number, with its title where the head ends."""
    first = _first_heading(lines)
    over = meeting_head.read_head(lines[:first])
    heads = [place for place in range(first) if meeting_head.read_head([lines[place]]) != meeting_head.Head()]
    under = heads[-1] + 1 if heads else 0
    # What stands over the head may be the page's own.
    for place in (*range(under, first), *range(under)):
        line = lines[place]
        # Without a head over it, it is the first line or none.
        apart = over.date and (line.gap or place - 1 in heads)
        set_apart = apart if place else all(map(case_marks.is_mark, lines[1:first]))
        titled = set_apart and can_be_title(line) and not (attendance.label_of(line.body) or _NO_TITLE.match(line.body))
        if titled and place not in heads:
            return Start(place, place + 1, None, line.body, True)
    return Start(0, first, None, None, True, single=True)


@dataclass(frozen=True, slots=True)
class _Own:
    """What belongs to a case besides its title: the lines up to ``stop``, and what is said of it in a list below."""

    stop: int
    between: frozenset[str]
    said: Sequence[Line]


def _case(
    layout: Layout,
    lines: Sequence[Line],
    start: Start,
    own_lines: _Own,
    meeting: Meeting,
    table_lines: frozenset[int],
    plain_minutes: bool,
    *,
    unheaded: bool,
) -> CaseRead:
    stop, between = own_lines.stop, own_lines.between
    title, is_open = case_marks.open_in_title(start.title, lines[start.at].raw)
    title, case_number = case_marks.number_in_title(title.rstrip(" :") if title else title)
    case_number = case_number or start.above
    single = start.single
    region = list(lines[start.at if single else start.after : stop])
    if start.said:
        region.insert(0, replace(lines[start.at], body=start.said, gap=0))
    skipped: set[int] = set()
    for place, line in enumerate(region):
        early = place < _META_WITHIN + (start.after - start.at if single else 0)
        if not early:
            break
        if case_headings.role_of(line.body) is not None and not case_marks.is_mark(line):
            if single:
                continue
            break
        number = case_marks.case_number(region, place)
        if number and case_number is None:
            case_number, used = number
            skipped.update(range(place, place + used))
        if case_marks.is_mark(line):
            said = case_marks.open_in_mark(line)
            is_open = said if is_open is None else is_open
            skipped.add(place)
            # A narrow column puts the value, or the rest of it, on the next line.
            after = region[place + 1] if place + 1 < len(region) else None
            if after and case_marks.is_bare_field(line) and (
                case_marks.says_kind(line) or case_headings.role_of(after.body) is None
            ):
                skipped.add(place + 1)
    if not single:
        skipped.update(k for k, line in enumerate(region) if case_marks.heads_cases(line.body) is not None)
    while region and not single and (
        region[-1].body in between
        or case_marks.heads_the_next(region[-1])
        or (len(region) > 1 and case_marks.is_field(region[-1]))
    ):
        # What stands last in a case and heads the next ones, or says again which case it was.
        region.pop()
    own = [line for place, line in enumerate(region) if place not in skipped and line.index not in table_lines]
    if single:
        own = [
            line for line in own if not (line.index < 4 and (names.body_exactly(line.body) or parse_date(line.body)))
        ]
    if is_open is None and case_headings.is_closed_title(title):
        is_open = False
    whole = [*lines[start.at : start.after], *region] if not single else region
    source = replace(source_of(whole or [lines[start.at]]), raw=lines[start.at].raw)
    parts = case_parts.split_parts(minuted_as_heading(without_title(own, start), start))
    if plain_minutes and len(parts) == 1 and parts[0].role is None and _says_what_was_decided(layout, parts[0]):
        parts = [Part("", parts[0].lines, None, Role.DECISION)]
    if plain_minutes:
        parts = case_parts.decided_under(parts, unheaded=unheaded)
    if own_lines.said:
        parts.append(Part("", tuple(own_lines.said), None, Role.DECISION))
    return cases.build(
        layout,
        parts,
        meeting,
        number=start.number,
        title=title,
        source=source,
        is_open=is_open,
        case_number=case_number,
    )


def _says_what_was_decided(layout: Layout, part: Part) -> bool:
    """Whether a text without headings is what was minuted: its first words name an outcome."""
    paragraphs = layout.paragraphs(part.lines)
    return bool(paragraphs) and len(paragraphs[0].text) < _DECISION_LONGEST and (
        outcomes.outcome_of(paragraphs[0].text) is not None
    )


def _from_decisions(
    head: meeting_head.Head, read_cases: Sequence[CaseRead]
) -> tuple[meeting_head.Head, list[CaseRead]]:
    """The body and date of a meeting whose head prints none: those of the last decision, where all cases agree."""
    last = [decision for case in read_cases if (decision := decisions.latest(case.item.decisions))]
    found = {(decision.body, decision.date) for decision in last}
    own = [decision.body is None for case in read_cases for decision in case.item.decisions[-1:]]
    if len(found) != 1 or all(own):
        # Under "Beslutning" alone stands what was decided at the meeting, and no body that treated the case before.
        return head, list(read_cases)
    body, day = found.pop()
    if (head.body and not decision_heads.same_body(head.body, body)) or (head.date and head.date != day):
        return head, list(read_cases)
    meeting = Meeting(body, day)
    return replace(head, body=body, date=day), [cases.with_own_decision(case, meeting) for case in read_cases]


def _whole(item: AgendaItem) -> int:
    return case_titles.number_key(item.number)[0]


def _order(items: Sequence[AgendaItem]) -> list[Finding]:
    """What is odd in the numbers: an item that is missing, or one that stands before its number."""
    findings: list[Finding] = []
    numbered = [(int(item.number), item) for item in items if item.number and item.number.isdigit()]
    for (first, _item), (second, item) in pairwise(numbered):
        if second != first + 1:
            findings.append(
                Finding(
                    "other", "note",
                    N_("Dagsordenen springer fra punkt {first} til {second}").format(first=first, second=second),
                    source=Source(item.source.page, item.source.line, item.source.line, item.source.raw),
                )
            )  # fmt: skip
    return findings
