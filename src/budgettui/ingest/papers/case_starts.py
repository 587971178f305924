"""Where the cases of an agenda begin: numbered titles, told from numbered lists and from the contents page.

Every numbered line is a candidate, with what speaks for it (:mod:`budgettui.ingest.papers.case_evidence`). Of the
candidates those are the agenda that follow each other best; a list in a background section begins anew and has nothing
under its lines. The form that fits best is the document's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from budgettui.ingest.page.layout import Layout, Line, ends_sentence
from budgettui.ingest.page.words import plain
from budgettui.ingest.papers import case_headings, case_marks, decision_heads, point_marks
from budgettui.ingest.papers.absences import BULLET
from budgettui.ingest.papers.case_evidence import PLAIN, Evidence, follow, is_asked, same_title
from budgettui.ingest.papers.case_headings import Role
from budgettui.ingest.papers.case_regions import DECIDING
from budgettui.ingest.papers.case_titles import (
    BEFORE_TITLE,
    FORMS,
    PLAIN_LONGEST,
    Start,
    can_be_title,
    is_dotted,
    number_key,
    own_forms,
    read_start,
    without_dots,
)

_DIGIT = re.compile(r"[0-9]")
#: The number of a case stands within so many signs: "Dagsordenspunkt nr. 123".
_NUMBER_WITHIN = 30
#: What a step from one title to the next is worth.
_NEXT, _GAP, _LEAP, _BACK, _AGAIN = 1.0, -0.3, -1.2, -2.5, -3.5
#: "Punkt 2: …" under "Punkt 4: …", as the items were taken.
_OUT_OF_ORDER = -0.5
#: Two titles that begin with so many signs alike are one.
_SAME = 8
#: So many sure titles make one that only has the next number believed, if it is no longer than that.
_AGENDA_FROM = 3
#: So many lines under a title may be the rest of it.
_REST = 2
_NEVER = float("-inf")


def find_starts(layout: Layout, lines: Sequence[Line]) -> list[Start]:
    """The beginnings of cases in the document's own form; none where no numbered line is sure to be one."""
    best: list[Start] = []
    forms: list[list[Start]] = []
    most = 0.0
    contents = [line for line in lines if is_dotted(line.body)]
    numbered = [place for place, line in enumerate(lines) if _DIGIT.search(line.body[:_NUMBER_WITHIN])]
    for form in (*FORMS, *own_forms(lines)):
        found = [start for place in numbered if (start := read_start(layout, lines, place, form))]
        weighed = Evidence(found, lines, contents).weighed()
        forms.append(weighed)
        kept = _chain(weighed)
        # A long list in the papers goes on and on, and has nothing that says that it is the agenda.
        sure = sum(start.weight for start in kept if start.certain)
        if len(kept) < _AGENDA_FROM and (alike := _restarted(weighed, lines)) and sum(
            start.weight for start in alike
        ) > most:
            return alike
        if sure > most:
            best, most = kept, sure
    if len(best) > 1 and len({start.number for start in best}) == 1:
        # A list that a web page numbers begins anew for each title.
        best = [replace(start, number=None) for start in best]
    # Of a title on the contents page and over its case the latter counts, however long the contents page goes on.
    again = [any(same_title(start, other) for other in best[place + 1 :]) for place, start in enumerate(best)]
    own = [
        _as_listed(layout, lines, start, forms, contents)
        for start, is_again in zip(best, again, strict=True)
        if not is_again
    ]
    # The contents page may have its numbers on lines of their own where the cases have not.
    named = max((_only_named(candidates, own) for candidates in forms), key=len)
    return [*(start for start in own if all(start.at != other.at for other in named)), *named]


def _as_listed(
    layout: Layout, lines: Sequence[Line], start: Start, forms: Sequence[Sequence[Start]], contents: Sequence[Line]
) -> Start:
    """The start with the title that a list of the items above has: without the sentences under it, or with the line
    under it that is the rest of it."""
    title = start.title or ""
    above = {
        plain(re.sub(r" [0-9]{1,3}$", "", other.title))
        for candidates in forms
        for other in candidates
        if other.title and other.at < start.at and other.number == start.number
    }
    for line in contents:
        if line.index < lines[start.at].index:
            # Its first line has no dots.
            over = BEFORE_TITLE.sub("", layout.lines[line.index - 1].body)
            above |= {plain(without_dots(line.body)), plain(without_dots(f"{over} {line.body}"))}
    if plain(title) in above:
        return start
    cut = range(start.at + 1, start.after) if ends_sentence(title) else range(0)
    for after in (*cut, *range(start.after + 1, min(start.after + _REST, len(lines)) + 1)):
        longer = after > start.after
        own = [title, *(line.body for line in lines[start.after : after])] if longer else [
            line.body for line in lines[start.at : after]
        ]
        whole = layout.joiner.join(own)[0]
        whole = whole[whole.find(title[:_SAME]) :]
        if plain(whole) in above and (longer or lines[after].body[0].isupper()):
            return replace(start, title=whole, after=after)
    return start


def _restarted(weighed: Sequence[Start], lines: Sequence[Line]) -> list[Start]:
    """The titles where each is numbered "1.": lists that a web page numbers begin anew, and lose their numbers as text.

    A few of them have a case's heading right under them, all with that number, and each of the others has one below.
    """
    headed = [start for start in weighed if start.headed]
    if len(headed) < _AGENDA_FROM or len({start.number for start in headed}) > 1:
        return []
    alike = [start for start in weighed if start.number == headed[0].number and (start.headed or start.apart)]
    alike = [start for start in alike if start.weight >= PLAIN]
    stops = [*(start.at for start in alike[1:]), len(lines)]
    asked = all(start.headed or is_asked(lines[start.after : stop]) for start, stop in zip(alike, stops, strict=False))
    return [replace(start, number=None, certain=True) for start in (alike if asked else headed)]


def _only_named(candidates: Sequence[Start], own: Sequence[Start]) -> list[Start]:
    """The entries of the contents page that no case has the title of, where the case of another entry stands below."""
    runs: list[list[Start]] = []
    for start in candidates:
        if runs and follow(runs[-1][-1], start) and start.at <= runs[-1][-1].after + 2:
            runs[-1].append(start)
        else:
            runs.append([start])
    named: list[Start] = []
    for run in runs:
        below = [start for start in own if start.at > run[-1].at]
        alone = [entry for entry in run if not any(same_title(entry, start) for start in below)]
        if len(run) - len(alone) == 1 and any(entry.at == start.at for entry in alone for start in own):
            # A short case, and the first of the two lines that have the next one's title.
            continue
        # Of closed cases under their heading often no more is printed than that.
        apart = all(entry.planned for entry in run) and not any(entry.at == start.at for entry in run for start in own)
        again = any(entry.number == start.number for entry in alone for start in below)
        if (len(alone) < len(run) or apart) and not again:
            named += [replace(entry, listed=True) for entry in alone]
    return named


def _chain(candidates: Sequence[Start]) -> list[Start]:
    """The candidates that follow each other best, to a sure one. An entry of a list only follows the one over it."""
    best: list[tuple[float, int]] = []
    for j, start in enumerate(candidates):
        value, before = (_NEVER if start.joined else start.weight), -1
        for i in range(j - 1 if start.joined else 0, j):
            together = best[i][0] + start.weight + _step(candidates[i], start)
            if together > value:
                value, before = together, i
        best.append((value, before))
    place = max((k for k, start in enumerate(candidates) if start.certain), key=lambda k: best[k][0], default=-1)
    if place < 0:
        return []
    kept: list[Start] = []
    while place >= 0:
        kept.append(candidates[place])
        place = best[place][1]
    kept.reverse()
    return [*kept, *_rest(candidates, kept)]


def _rest(candidates: Sequence[Start], kept: Sequence[Start]) -> list[Start]:
    """The titles after the last sure one that go on with its number though nothing stands under them.

    A list in the last case's text begins with a smaller number, and what comes after that is of the list.
    """
    rest: list[Start] = []
    last = kept[-1]
    if len(kept) < _AGENDA_FROM or sum(start.certain for start in kept) < _AGENDA_FROM - 1:
        return rest
    for start in candidates[candidates.index(last) + 1 :]:
        one, other = number_key(last.number), number_key(start.number)
        follows = other[0] == one[0] + 1 or (len(one) > 1 and other == (*one[:-1], one[-1] + 1))
        if not follows or not start.apart or start.weight < PLAIN or len(start.title or "") > PLAIN_LONGEST:
            break
        rest.append(start)
        last = start
    return rest


def _step(first: Start, second: Start) -> float:
    one, other = number_key(first.number), number_key(second.number)
    if one == other and first.number == second.number:
        return _AGAIN
    if other <= one and second.worded and second.certain and first.certain:
        return _OUT_OF_ORDER
    if other < one:
        return _BACK if second.certain and first.certain else _AGAIN
    if other[0] == one[0] + 1 or (other[0] == one[0] and (second.certain or second.apart)):
        return _NEXT
    return max(_LEAP, _GAP * (other[0] - one[0] - 1)) if second.certain else _LEAP


# -- where the cases of an agenda without numbers begin: titles set apart, each with its case number right under it

#: A title is no longer than so many lines.
_LINES = 3
#: So many titles with a case number under them are an agenda; one is a letter or a memo.
_FROM = 2
#: What the first lines of an agenda or of minutes say of themselves.
_MEETING = re.compile(r"\b(?:dagsorden|referat|beslutningsprotokol|møde(?:t|dato)?|program)\b", re.IGNORECASE)
_HEAD = 15
#: A sentence, or a label with its value.
_NO_TITLE = re.compile(r"\.$|^[^:]{2,30}:\s")
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
    """The beginnings of the cases, in the order of the paper. One alone is not sure to be one."""
    starts: list[Start] = []
    for place in range(1, len(lines)):
        said = case_marks.case_number(lines, place) or case_marks.open_in_mark(lines[place]) is not None
        if not case_marks.is_mark(lines[place]) or not (said or case_marks.is_link(lines[place])):
            continue
        first = _title_over(layout, lines, place)
        if first is None or (starts and first < starts[-1].after):
            continue
        title = layout.joiner.join([line.body for line in lines[first:place]])[0]
        heads = decision_heads.read_header(title) or case_marks.heads_cases(title) is not None
        if heads:
            continue
        starts.append(Start(first, place, None, title, True, marked=True, apart=True))
    if len(starts) < _FROM:
        under = [
            Start(place - 1, place + 1, None, lines[place].body, True, marked=True, apart=True, above=number)
            for place in range(1, len(lines))
            if (number := case_marks.number_over(lines, place)) and can_be_title(lines[place])
            if not _NUMBERED.match(lines[place].body)
        ]
        starts = under if len(under) >= _FROM else starts
    return starts


def find_untitled_starts(lines: Sequence[Line]) -> list[Start]:
    """The cases where no titles are printed: the same words open each, and something is proposed or decided in it."""
    openers: dict[str, list[int]] = {}
    for place, line in enumerate(lines):
        if case_headings.role_of(line.body) is Role.TEXT:
            openers.setdefault(line.body.casefold(), []).append(place)
        elif case_marks.said_alone(line.body) is not None:
            openers.setdefault("åben", []).append(place)
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


def _title_over(layout: Layout, lines: Sequence[Line], place: int) -> int | None:
    """The first line of the title that stands over a case number; ``None`` where what stands there is none."""
    first = place - 1
    while first > 0 and not (lines[first].gap or lines[first].new_page or lines[first].heading):
        if place - first >= _LINES or layout.breaks(lines[first - 1], lines[first]):
            return None
        first -= 1
    title = lines[first]
    return first if can_be_title(title) and is_plain_title(title) else None


def is_plain_title(line: Line, title: str = "") -> bool:
    """Whether the line has no mark of a list, no number and no label; ``title`` is all of it."""
    sentence = _NO_TITLE.search(title) is not None and case_marks.open_in_title(title)[1] is None
    return not (
        sentence or point_marks.is_marked(line.body) or _NUMBERED.match(line.body) or line.body.endswith(":")
    )
