"""Minutes and agendas whose cases stand one after the other with headings: where each begins, and what it carries.

A case begins with its number and title, in one of a few forms; the form that a document uses most is the document's.
A numbered line is only believed where a case number, "Åbent" or a case's heading stands right under it, so that a
numbered list in a motion or in the proposal is no agenda, and neither is a contents page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from budgettui.domain.dates import find_dates, parse_date
from budgettui.domain.errors import N_
from budgettui.domain.reading import AgendaItem, Finding, Paper, Participant, Source
from budgettui.ingest import agenda, cases, decisions, names
from budgettui.ingest.cases import CaseRead, Meeting, Role
from budgettui.ingest.layout import Layout, Line, ends_sentence, source_of

_WORDED = re.compile(
    r"(?:punkt|pkt\.?|sag|"
    r"dagsordenspunkt)(?:\s*nr\.?)?\s*(?P<n>[0-9]{1,3}(?:\.[0-9]{1,2})?)\s*[.:)–-]*\s*(?P<title>.*)",
    re.IGNORECASE,
)
_ALONE = re.compile(r"(?P<n>[0-9]{1,3}(?:\.[0-9]{1,2})?)\s*[.:)]?")
_NUMBERED = re.compile(r"(?P<n>[0-9]{1,3}(?:\.[0-9]{1,2})?)\s*[.:)]?\s+[–-]?\s*(?P<title>\S.*)")
_FORMS = (_WORDED, _ALONE, _NUMBERED)
_OPEN = re.compile(r"(?:\(?åb(?:en|ent|ne)(?: (?:punkt|sag|dagsorden))?\)?)", re.IGNORECASE)
_CLOSED = re.compile(r"\(?(?:lukk(?:et|ede)|fortrolig)(?: (?:punkt|sag|dagsorden))?\)?", re.IGNORECASE)
_OPEN_IN_TITLE = re.compile(
    r"^\(?(?P<open>åben|lukket)t?\)?\s*[:–-]?\s+(?=\S)|\s*[–-]?\s*\((?P<last>åben|lukket)t?(?: (?:punkt|sag))?\)$",
    re.IGNORECASE,
)
_CASE = re.compile(
    r"(?:sagsnummer|sagsnr|sags-?id|sag nr|sagsnr\.|journalnr|j\.?\s?nr|"
    r"acadre ?nr)\.?\s*:?\s*(?P<value>[0-9A-ZÆØÅ][\w./-]*[\w]|[0-9A-ZÆØÅ][\w./-]*)",
    re.IGNORECASE,
)
_CASE_ALONE = re.compile(
    r"[A-ZÆØÅ]{2,5}-[0-9]{4}-[0-9]{3,8}|[0-9]{2}\.[0-9]{2}\.[0-9]{2}-[A-ZÆØÅ][0-9]{2}-[0-9]+-[0-9]{2}|"
    r"[0-9]{2}/[0-9]{3,6}|(?:[0-9]{3}-)?[0-9]{4}-[0-9]{3,8}"
)
_META = re.compile(
    r"(?:sagsnummer|sagsnr|sags-?id|sag nr|journalnr|j\.?\s?nr|dok\.?\s?nr|dokumentnr|sagsbehandler|"
    r"initialer|acadre)\.?\s*(?:nr\.?)?\s*[:.]?",
    re.IGNORECASE,
)
_FIXED = re.compile(
    r"eventuelt|lukket (?:punkt|sag)|meddelelser.{0,40}|godkendelse af (?:dagsorden|referat|"
    r"protokol).{0,60}|underskrift(?:sside|sblad|er)?|"
    r"orientering(?:er|spunkter)?(?: (?:fra|til|v/).{0,60})?|forvaltningen orienterer|gensidig orientering|"
    r"bordet rundt|"
    r"spørgetid|dagsorden|referat.{0,40}",
    re.IGNORECASE,
)
_DOTS = re.compile(r"(?:\.\s?){3,}\s*[0-9]{0,4}\s*$")
_LABELLED_DAY = re.compile(r"(?:møde)?dato\s*:?\s*(?P<value>.*)", re.IGNORECASE)
_OTHER_DAY = re.compile(
    r"(?:udskrevet|udsendt|udskrift|printet|produceret|publiceret|offentliggjort|godkendt|sidst|revideret|ajourført|"
    r"opdateret|senest|frist|indkaldt|version|oprettet)\b",
    re.IGNORECASE,
)
_LABELLED_BODY = re.compile(r"(?:udvalg|organ|forum|mødeforum)\s*:\s*(?P<value>.*)", re.IGNORECASE)
_TITLED = re.compile(
    r"(?:referat|dagsorden|beslutningsprotokol|protokol|beslutningsreferat|mødereferat)\b(?:\s+(?:fra|af|"
    r"for|til))?\s*"
    r"(?:(?:ordinært |ekstraordinært )?møde(?:t)? (?:i|den)\s*)?(?P<rest>.*)",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r",?\s*(?:kl\.?|klokken)\s*[0-9]{1,2}(?:[.:][0-9]{2})?(?:\s*[-–]\s*[0-9]{1,2}[.:][0-9]{2})?", re.IGNORECASE
)
_HEAD_LINES = 40
_TITLE_LONGEST = 3
_META_WITHIN = 5
_ITEM_LONGEST = 220
#: So many titles with a case number under them are an agenda, even if it has no other heading.
_MARKED = 2


@dataclass(frozen=True, slots=True)
class Start:
    """Where a case begins: the lines of its number and title, and how it is known to be one."""

    at: int
    after: int
    number: str | None
    title: str | None
    certain: bool
    #: Whether a case number or "Åbent" stands under the title.
    marked: bool = False
    #: Whether the line says itself that it is an item ("Punkt 3: …").
    worded: bool = False


@dataclass(frozen=True, slots=True)
class CaseList:
    """What a document of cases carries."""

    items: tuple[AgendaItem, ...]
    papers: tuple[Paper, ...]
    participants: tuple[Participant, ...]
    body: str | None
    date: str | None
    kind: str
    prose: tuple[Line, ...] = ()
    findings: tuple[Finding, ...] = ()


def read(layout: Layout, table_lines: frozenset[int] = frozenset()) -> CaseList | None:
    """The cases of a document; ``None`` where it is not built of cases. Lines of tables are no text of a case."""
    lines = [line for line in layout.lines if line.index not in layout.furniture]
    starts = find_starts(layout, lines)
    roles = {part.role for part in cases.split_parts(lines) if part.lines}
    if not starts:
        if not {Role.POINTS, Role.DECISION} <= roles:
            return None
        starts = [_single(layout, lines)]
    elif not {Role.POINTS, Role.DECISION} & roles and sum(start.marked for start in starts) < _MARKED:
        return None
    head = lines[: starts[0].at]
    people, _used = agenda.read_participants(layout, head)
    head_text = head if starts[0].number or starts[0].title else lines[: starts[0].after]
    body, day = read_head(head_text)
    read_cases: list[CaseRead] = []
    for place, start in enumerate(starts):
        stop = starts[place + 1].at if place + 1 < len(starts) else len(lines)
        case = _case(layout, lines, start, stop, Meeting(body, day), table_lines)
        read_cases.append(case)
    if body is None or day is None:
        body, day, read_cases = _from_decisions(body, day, read_cases)
    items = tuple(case.item for case in read_cases)
    findings = [finding for case in read_cases for finding in case.findings]
    findings += _order(items)
    return CaseList(
        items=items,
        papers=tuple(case.paper for case in read_cases if case.paper),
        participants=tuple(people),
        body=body,
        date=day,
        kind="minutes" if any(item.minutes for item in items) else "agenda",
        prose=tuple(line for case in read_cases for line in case.prose),
        findings=tuple(findings),
    )


# -- where cases begin


def find_starts(layout: Layout, lines: Sequence[Line]) -> list[Start]:
    """The beginnings of cases in the document's own form; none where no numbered line is sure to be one."""
    best: list[Start] = []
    for form in _FORMS:
        found = [start for place in range(len(lines)) if (start := _start(layout, lines, place, form))]
        sure = [start for start in found if start.certain]
        if len(sure) > sum(start.certain for start in best):
            best = _in_order(found, lines)
    return best


def _start(layout: Layout, lines: Sequence[Line], place: int, form: re.Pattern[str]) -> Start | None:
    line = lines[place]
    match = form.fullmatch(line.body)
    if match is None or len(line.body) > _ITEM_LONGEST or _DOTS.search(line.body):
        return None
    title = (match.groupdict().get("title") or "").strip()
    after = place + 1
    if form is _NUMBERED and (
        not title[:1].isupper() or ends_sentence(title) or title[:3].casefold() == "at " or parse_date(line.body)
    ):
        return None
    if form is _WORDED and title and not (title[:1].isupper() or title[:1].isdigit() or title[:1] in '(”"'):
        return None
    if not title:
        if after >= len(lines) or not _can_be_title(lines[after]):
            return None
        if form is _ALONE and (
            line.gap == 0 and not line.new_page and place > 0 and line.heading == 0 and not _is_end(lines[place - 1])
        ):
            return None
        title = lines[after].body
        after += 1
    while (
        after < len(lines)
        and after - place <= _TITLE_LONGEST
        and not _is_meta(lines[after])
        and cases.role_of(lines[after].body) is None
        and lines[after].heading == 0
        and lines[after].gap == 0
        and not layout.breaks(lines[after - 1], lines[after])
        and not ends_sentence(lines[after - 1].body)
    ):
        title = layout.joiner.join([title, lines[after].body])[0]
        after += 1
    if cases.role_of(title) is not None and not _FIXED.fullmatch(title):
        # "2. Beslutningspunkter" is a section of one paper.
        return None
    marked = any(_is_meta(own) for own in lines[after : after + 2])
    worded = form is _WORDED and bool(re.search(r"[0-9]\s*[:.–-]", line.body))
    apart = bool(worded or line.gap or line.new_page)
    certain = marked or _is_headed(lines, after) or (apart and bool(_FIXED.fullmatch(title)))
    return Start(place, after, match["n"], title, certain, marked, worded)


def _is_end(line: Line) -> bool:
    return ends_sentence(line.body) or len(line.body) < 60


def _can_be_title(line: Line) -> bool:
    body = line.body
    return (
        (body[:1].isupper() or body[:1].isdigit() or body[:1] in '(”"')
        and len(body) <= _ITEM_LONGEST
        and any(letter.isalpha() for letter in body)
        and not _is_meta(line)
        and cases.role_of(body) is None
        and not ends_sentence(body)
    )


def _is_meta(line: Line) -> bool:
    body = line.body
    return bool(_META.match(body) or _CASE_ALONE.fullmatch(body) or _OPEN.fullmatch(body) or _CLOSED.fullmatch(body))


def _is_headed(lines: Sequence[Line], after: int) -> bool:
    """Whether one of the headings that cases have stands right under the title."""
    if after >= len(lines):
        return False
    role = cases.role_of(lines[after].body)
    return role in {Role.DECISION, Role.POINTS, Role.TEXT} and not lines[after].body[:1].islower()


def _in_order(found: Sequence[Start], lines: Sequence[Line]) -> list[Start]:
    """The starts that make an agenda: those that are sure, and those between that bear the number that is missing.

    Where a number stands twice, the one that is sure is the case and the other is the contents page's.
    """
    sure_numbers = {start.number for start in found if start.certain}
    kept: list[Start] = []
    seen: set[str | None] = set()
    for place, start in enumerate(found):
        if start.certain:
            if start.number in seen and kept and kept[-1].number == start.number:
                continue
            kept.append(start)
            seen.add(start.number)
            continue
        if start.number in sure_numbers or start.number in seen:
            continue
        if start.worded and kept and _whole(kept[-1].number) + 1 == _whole(start.number):
            kept.append(start)
            seen.add(start.number)
            continue
        line = lines[start.at]
        if not (line.gap or line.new_page or line.heading):
            continue
        before = kept[-1].number if kept else None
        after = next((own.number for own in found[place + 1 :] if own.certain), None)
        if before and after and _whole(before) + 1 == _whole(start.number) == _whole(after) - 1:
            kept.append(start)
            seen.add(start.number)
    return kept


def _whole(number: str | None) -> int:
    return int((number or "0").split(".")[0])


def _single(layout: Layout, lines: Sequence[Line]) -> Start:
    """A document that is one case without a number: its head ends where its first heading stands."""
    first = next((place for place, line in enumerate(lines) if cases.role_of(line.body)), len(lines))
    title = None
    if first and lines[0].heading == 1 and not _is_meta(lines[0]):
        title = lines[0].body
    del layout
    return Start(0, first, None, title, True)


# -- one case


def _case(
    layout: Layout, lines: Sequence[Line], start: Start, stop: int, meeting: Meeting, table_lines: frozenset[int]
) -> CaseRead:
    title, is_open = _open_in_title(start.title)
    case_number: str | None = None
    single = start.number is None
    region = list(lines[start.at if single else start.after : stop])
    skipped: set[int] = set()
    for place, line in enumerate(region):
        early = place < _META_WITHIN or (single and place < start.after - start.at)
        if not early:
            break
        if cases.role_of(line.body) is not None and not _is_meta(line):
            if single:
                continue
            break
        number = _case_number(region, place)
        if number and case_number is None:
            case_number, used = number
            skipped.update(range(place, place + used))
        if _OPEN.fullmatch(line.body) or _CLOSED.fullmatch(line.body):
            is_open = bool(_OPEN.fullmatch(line.body))
            skipped.add(place)
        elif (meta := _META.match(line.body)) or _CASE_ALONE.fullmatch(line.body):
            skipped.add(place)
            # A narrow column puts the value, or the rest of it, on the next line.
            if meta and (meta.end() == len(line.body) or line.body.endswith("-")) and place + 1 < len(region):
                skipped.add(place + 1)
    own = [line for place, line in enumerate(region) if place not in skipped and line.index not in table_lines]
    if single:
        own = [
            line for line in own if not (line.index < 4 and (names.body_exactly(line.body) or parse_date(line.body)))
        ]
    if is_open is None and cases.is_closed_title(title):
        is_open = False
    whole = [*lines[start.at : start.after], *region] if not single else region
    source = replace(source_of(whole), raw=lines[start.at].raw)
    return cases.build(
        layout,
        cases.split_parts(own),
        meeting,
        number=start.number,
        title=title,
        source=source,
        is_open=is_open,
        case_number=case_number,
    )


def _open_in_title(title: str | None) -> tuple[str | None, bool | None]:
    if title is None or _CLOSED.fullmatch(title) or _OPEN.fullmatch(title):
        return title, None
    match = _OPEN_IN_TITLE.search(title)
    if match is None:
        return title, None
    rest = (title[: match.start()] + title[match.end() :]).strip(" -–:")
    return rest or title, (match["open"] or match["last"]).casefold().startswith("åb")


def _case_number(lines: Sequence[Line], place: int) -> tuple[str, int] | None:
    """A case number on this line, and how many lines it takes: a narrow column breaks it after a hyphen."""
    line = lines[place]
    alone = _CASE_ALONE.fullmatch(line.body)
    if alone:
        return line.body, 1
    match = _CASE.match(line.body)
    if match is None:
        return None
    value = match["value"]
    after = lines[place + 1].body if place + 1 < len(lines) else ""
    if line.body.endswith(f"{value}-") or value.endswith("-"):
        joined = re.match(r"[0-9]+", after)
        if joined:
            return f"{value.rstrip('-')}-{joined[0]}", 2
    return value, 1


# -- the meeting


def read_head(lines: Sequence[Line]) -> tuple[str | None, str | None]:
    """The body and date that the head prints; a date with another label (printed, sent, approved) is not it."""
    body: str | None = None
    labelled: str | None = None
    free: list[str] = []
    lines = lines[:_HEAD_LINES]
    other = False
    for place, line in enumerate(lines):
        text = line.body
        label = _LABELLED_BODY.fullmatch(text)
        if label:
            value = label["value"] or (lines[place + 1].body if place + 1 < len(lines) else "")
            body = body or decisions.body_in(value)
            continue
        label = _LABELLED_DAY.fullmatch(text)
        if label and labelled is None:
            value = label["value"] or (lines[place + 1].body if place + 1 < len(lines) else "")
            dates = find_dates(value)
            if len(dates) == 1:
                labelled = dates[0][2].isoformat()
            continue
        if _OTHER_DAY.search(text):
            other = text.endswith(":")
            continue
        if other:
            other = False
            continue
        titled = _TITLED.fullmatch(text)
        rest = titled["rest"] if titled else text
        dates = find_dates(rest)
        plain = _CLOCK.sub("", rest)
        if len(dates) == 1 and (titled or parse_date(plain.strip(" ,.")) or decisions.read_header(text)):
            free.append(dates[0][2].isoformat())
            header = decisions.read_header(plain)
            body = body or (header.body if header else None)
        elif body is None:
            body = decisions.body_in(plain) if len(plain) < 100 else None
    if labelled:
        return body, labelled
    return body, free[0] if len(set(free)) == 1 else None


def _from_decisions(
    body: str | None, day: str | None, read_cases: Sequence[CaseRead]
) -> tuple[str | None, str | None, list[CaseRead]]:
    """The body and date of a meeting whose head prints none: those of the last decision, where all cases agree."""
    last = [decision for case in read_cases if (decision := decisions.latest(case.item.decisions))]
    found = {(decision.body, decision.date) for decision in last}
    if len(found) != 1:
        return body, day, list(read_cases)
    its_body, its_day = found.pop()
    if (body and body != its_body) or (day and day != its_day):
        return body, day, list(read_cases)
    meeting = Meeting(its_body, its_day)
    return its_body, its_day, [cases.with_own_decision(case, meeting) for case in read_cases]


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
