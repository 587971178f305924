"""Where the cases of an agenda without numbers begin: titles set apart, each with its case number right under it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from budgettui.ingest.page.layout import Layout, Line, ends_sentence
from budgettui.ingest.papers import case_headings, case_marks, decision_heads, outcomes, point_marks
from budgettui.ingest.papers.absences import BULLET
from budgettui.ingest.papers.case_headings import Role
from budgettui.ingest.papers.case_regions import DECIDING
from budgettui.ingest.papers.case_titles import PLAIN_LONGEST, Start, can_be_title

#: A title is no longer than so many lines.
_LINES = 3
#: So many titles with a case number under them are an agenda; one is a letter or a memo.
_FROM = 2
#: What the first lines of an agenda or of minutes say of themselves.
_MEETING = re.compile(r"\b(?:dagsorden|referat|beslutningsprotokol|møde(?:t|dato)?|program)\b", re.IGNORECASE)
_HEAD = 15
#: A sentence, or a label with its value.
_NO_TITLE = re.compile(r"\.$|^[^:]{2,30}:\s")
#: What stands last in a case.
_LAST = frozenset((Role.DECISION, Role.ENCLOSURES, None))
#: A part of a programme: "Kl. 9.15-10.30   Skolernes økonomi".
_TIMED = re.compile(
    r"(?:kl\.?\s*)?(?P<hour>[0-9]{1,2})[.:](?P<minute>[0-9]{2})(?:\s*[-–]\s*(?:kl\.?\s*)?[0-9]{1,2}[.:][0-9]{2})?"
    r"\s*[:–-]?\s+(?P<title>[A-ZÆØÅ].*)",
    re.IGNORECASE,
)
#: So many times that follow each other are a programme.
_TIMES = 3
_NUMBERED = re.compile(
    r"\W*(?:(?:dagsordens?)?punkt|pkt\.?|sag|ad)?\s*(?:nr\.?)?\s*[0-9]{1,3}(?:\.[0-9]{1,2})*(?:[.:)]|\s|$)",
    re.IGNORECASE,
)


def find_plain_starts(layout: Layout, lines: Sequence[Line]) -> list[Start]:
    """The beginnings of the cases, in the order of the paper; none where fewer than two have a case number."""
    starts: list[Start] = []
    for place in range(1, len(lines)):
        said = case_marks.case_number(lines, place) or case_marks.open_in_mark(lines[place]) is not None
        if not said or not case_marks.is_mark(lines[place]):
            continue
        first = _title_over(layout, lines, place)
        if first is None or (starts and first < starts[-1].after):
            continue
        title = layout.joiner.join([line.body for line in lines[first:place]])[0]
        heads = decision_heads.read_header(title) or case_marks.heads_cases(title) is not None
        if heads or _in_enclosures(lines, first):
            continue
        starts.append(Start(first, place, None, title, True, marked=True, apart=True))
    if len(starts) < _FROM:
        starts = [
            Start(place - 1, place + 1, None, lines[place].body, True, marked=True, apart=True, above=number)
            for place in range(1, len(lines))
            if (number := case_marks.number_over(lines, place)) and can_be_title(lines[place])
            if not _NUMBERED.match(lines[place].body)
        ]
    return starts if len(starts) >= _FROM else []


def find_headed_starts(layout: Layout, lines: Sequence[Line]) -> list[Start]:
    """Titles set apart over the same heading each time, with what is proposed or decided under each of them."""
    if not any(_MEETING.search(line.body) for line in lines[:_HEAD]):
        return []
    found: list[tuple[str, Start]] = []
    for place in range(1, len(lines)):
        heading, role = lines[place].body, case_headings.role_of(lines[place].body)
        if role is None and (inline := case_headings.inline_heading(heading)):
            role, heading, _text = inline
        if role not in {Role.TEXT, Role.POINTS, Role.DECISION} or not heading[:1].isupper():
            continue
        first = None if ends_sentence(lines[place - 1].body) else _title_over(layout, lines, place)
        parted = first is not None and bool(lines[first].gap or lines[first].new_page)
        if first is not None and parted and not outcomes.outcome_of(lines[first].body):
            title = layout.joiner.join([line.body for line in lines[first:place]])[0]
            if decision_heads.body_in(title) is None:
                # "Byrådet" over "Referat", again and again, is a list of meetings.
                found.append((heading.casefold(), Start(first, place, None, title, True, headed=True, apart=True)))
    if not found:
        return _untitled(lines)
    usual, _count = Counter(heading for heading, _start in found).most_common(1)[0]
    alike = [start for heading, start in found if heading == usual]
    # Cases may begin with other headings than most of them do, under the end of another.
    ended = [
        start
        for _heading, start in found
        if start in alike
        or (_role_over(lines, start.at) in _LAST and _is_title(start.title or "") and len(alike) >= _FROM)
    ]
    for starts in (ended, alike):
        ends = [start.at for start in starts[1:]] + [len(lines)]
        asked = [
            any(
                case_headings.role_of(line.body) in DECIDING or case_headings.inline_heading(line.body)
                for line in lines[start.after : end]
            )
            for start, end in zip(starts, ends, strict=True)
        ]
        if len(starts) >= _FROM and all(asked):
            return starts
    return _untitled(lines)


def _is_title(title: str) -> bool:
    return _NO_TITLE.search(title) is None or case_marks.open_in_title(title)[1] is not None


def _untitled(lines: Sequence[Line]) -> list[Start]:
    """The cases where no titles are printed: the same words open each, and something is proposed or decided in it."""
    openers: dict[str, list[int]] = {}
    for place, line in enumerate(lines):
        if case_headings.role_of(line.body) is Role.TEXT:
            openers.setdefault(line.body.casefold(), []).append(place)
        elif case_marks.is_field(line):
            openers.setdefault(re.split(r"[\s:.]", line.body.casefold())[0], []).append(place)
    asked = [place for place, line in enumerate(lines) if case_headings.role_of(line.body) in DECIDING]
    for places in openers.values():
        numbers = {case_marks.case_number(lines, place) for place in places} - {None}
        if len(places) >= _FROM and (
            len(numbers) == len(places) or all(any(a < ask < b for ask in asked) for a, b in pairwise(places))
        ):
            return [Start(place, place, None, None, True, headed=True, apart=True) for place in places]
    return []


def find_timed_starts(lines: Sequence[Line]) -> list[Start]:
    """The parts of a programme that has the time of each and no numbers; none where the times do not go on."""
    if not any(_MEETING.search(line.body) for line in lines[:_HEAD]):
        return []
    found = [(place, match) for place, line in enumerate(lines) if (match := _TIMED.fullmatch(line.body))]
    times = [(int(match["hour"]), int(match["minute"])) for _place, match in found]
    if len(found) < _TIMES or times != sorted(times):
        return []
    return [Start(place, place + 1, None, match["title"], True, planned=True, apart=True) for place, match in found]


def find_listed_starts(lines: Sequence[Line]) -> list[Start]:
    """The titles of an agenda that is a list without numbers: those right under "Åbent møde" and "Lukket møde"."""
    starts: list[Start] = []
    for place, (over, line) in enumerate(pairwise(lines), 1):
        title = BULLET.sub("", line.body)
        if starts and starts[-1].at == place - 1:
            under = (title == line.body) == (starts[-1].title == over.body)
        else:
            under = case_marks.heads_cases(over.body) is not None
        heads = case_marks.heads_cases(line.body) is not None or len(title) > PLAIN_LONGEST
        if under and not heads and can_be_title(replace(line, body=title)):
            starts.append(Start(place, place + 1, None, title, True, planned=True))
    return starts if len(starts) >= _TIMES and any(_MEETING.search(line.body) for line in lines[:_HEAD]) else []


def _in_enclosures(lines: Sequence[Line], place: int) -> bool:
    """Whether the last heading over this line is that of the enclosures, whose numbers stand under them as well."""
    return _role_over(lines, place) is Role.ENCLOSURES


def _role_over(lines: Sequence[Line], place: int) -> Role | None:
    """What the last heading over this line heads."""
    over = (role for line in reversed(lines[:place]) if (role := case_headings.role_of(line.body)) is not None)
    return next(over, None)


def _title_over(layout: Layout, lines: Sequence[Line], place: int) -> int | None:
    """The first line of the title that stands over a case number; ``None`` where what stands there is none."""
    first = place - 1
    while first > 0 and not (lines[first].gap or lines[first].new_page or lines[first].heading):
        if place - first >= _LINES or layout.breaks(lines[first - 1], lines[first]):
            return None
        first -= 1
    title = lines[first]
    named = can_be_title(title) and not point_marks.is_marked(title.body) and not _NUMBERED.match(title.body)
    return first if named and not title.body.endswith(":") else None
