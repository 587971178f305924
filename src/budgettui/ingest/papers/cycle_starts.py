"""Where the cases begin whose titles have no number: what opens a case comes again with each of them.

Headings and marks are gone through in their order. Where one comes that the case has had already, or one that opens
cases, the next case has begun, and its title stands over it. Which ones open cases, and how far apart the titles stand,
is what leaves the fewest headings unexplained.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from budgettui.domain.dates import parse_date
from budgettui.ingest.page.layout import Layout, Line, ends_sentence
from budgettui.ingest.papers import (
    absences,
    case_headings,
    case_marks,
    decision_heads,
    meeting_head,
    outcomes,
    point_marks,
)
from budgettui.ingest.papers.case_headings import Role
from budgettui.ingest.papers.case_regions import DECIDING
from budgettui.ingest.papers.case_starts import is_plain_title
from budgettui.ingest.papers.case_titles import PLAIN_LONGEST, Start, can_be_title

#: So many cases are an agenda, and so many of them have something proposed or decided under a heading.
_FROM, _ASKED = 2, 0.8
#: The name of a file, or letters for bodies.
_NO_TITLE = re.compile(r"\.(?:pdf|docx?|xlsx?)$|^(?!.*[^\W\d_]{4})", re.IGNORECASE)
#: A title is no longer than so many lines.
_LINES = 3


#: What may stand about a title on the contents page: a mark, a number, dots and a page.
_LISTED = re.compile(r"^\W*(?:[0-9]{1,3}\s*[.:)-]*\s+)?|\W*[0-9]{0,3}\W*$")
_NUMBER = re.compile(r"\W*([0-9]{1,3})\s*[.:)-]*\s+(?=\S)")
#: So many titles of a list stand again below it, and so many lines may be between two of them there.
_AGAIN, _BETWEEN = 3, 2
_SHORTEST = 4
#: What stands more often than on a list, over its case and once more is a cell or a button.
_MOST = 3


class Head(NamedTuple):
    """A heading or a mark, and its name in small letters; one that may come again in a case has none."""

    place: int
    name: str
    is_mark: bool = False


def headings_in(lines: Sequence[Line]) -> list[Head]:
    """The headings of cases, and the first of the marks that stand together."""
    found: list[Head] = []
    for place, line in enumerate(lines):
        if case_marks.is_mark(line):
            if not (place and case_marks.is_mark(lines[place - 1])):
                found.append(Head(place, "", is_mark=True))
            continue
        role, name = case_headings.role_of(line.body), line.body
        if role is None and (inline := case_headings.inline_heading(line.body)):
            role, name, _text = inline
        if role is None or not name[:1].isupper() or point_marks.is_lead(name):
            continue
        header = decision_heads.read_header(name) if role is Role.DECISION else None
        name = (line.printed or name).casefold().rstrip(" :")
        # Whatever a heading of what was decided is called, a case has one, unless it says which body decided.
        found.append(Head(place, name if header is None else "" if header.dated else Role.DECISION.value))
    return found


def unexplained(heads: Sequence[Head], starts: Sequence[Start]) -> int:
    """How many headings stand over all cases, or in a case that has the same one already, and how many of the titles
    are none: they are missing, or the same."""
    titles = Counter(start.title for start in starts if not case_headings.is_closed_title(start.title))
    count, seen, case = titles.total() - len(titles.keys() - {None}), set[str](), 0
    for head in heads:
        if head.is_mark:
            continue
        if case < len(starts) and head.place >= starts[case].at:
            seen = set()
            while case < len(starts) and head.place >= starts[case].at:
                case += 1
        count += head.name in seen or not case
        seen.update({head.name} - {""})
    return count


def find_cycle_starts(layout: Layout, lines: Sequence[Line], heads: Sequence[Head]) -> list[Start]:
    """The titles over cases whose headings come again in each of them."""
    best: list[Start] = []
    if len(names := [head.name for head in heads if head.name]) == len(set(names)):
        return best
    # What stands right under a heading is its text, unless the cases are not explained without it.
    under = {head.place + 1 for head in heads if not head.is_mark}
    for tight, taken in ((False, under), (False, set[int]()), (True, under), (True, set[int]())):
        titles = _titles(layout, lines, heads, taken, tight=tight)
        found = _best(layout, lines, heads, titles)
        if found and (not best or unexplained(heads, found) < unexplained(heads, best)):
            best = found
    return best


def find_named_starts(lines: Sequence[Line]) -> list[Start]:
    """The titles that a list over the cases names, each alone on its line again, apart and in the order of the list."""
    names = [_LISTED.sub("", line.body).casefold() for line in lines]
    places: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        places.setdefault(name, []).append(place)
    run: list[int] = []
    for place, name in enumerate(names[: len(names) // 2]):
        again = name in {names[entry] for entry in run}
        if run and (again or place > run[-1] + 1 + _BETWEEN):
            if len(run) >= _AGAIN and len(below := _below(run, names, places)) >= _AGAIN:
                numbers = [_NUMBER.match(lines[k].body) for k in below]
                return [
                    Start(k, k + 1, n and n[1], lines[k].body[n.end() if n else 0 :], True, headed=True, apart=True)
                    for k, n in zip(below, numbers if all(numbers) else [None] * len(below), strict=True)
                ]
            run = []
        if name and 1 < len(places[name]) <= _MOST and _is_listed(lines[place]):
            run.append(place)
    return []


def _is_listed(line: Line) -> bool:
    """Whether a line may be a title on a list, and is no heading, mark or decision."""
    return not (
        case_headings.role_of(line.body)
        or case_marks.is_mark(line)
        or absences.ABSENT.match(line.body)
        or outcomes.outcome_of(line.body)
        or len(line.body) < _SHORTEST
        or re.match(r"\W*(?:[0-9]+[.)]\s*)?at\b", line.body)
    )


def _below(run: Sequence[int], names: Sequence[str], places: Mapping[str, Sequence[int]]) -> list[int]:
    """Where the names of the list stand again, in its order; none where few of them do, or close by each other."""
    found: list[int] = []
    for entry in run:
        after = found[-1] if found else run[-1]
        found += next(([place] for place in places[names[entry]] if place > after), [])
    # A list that is printed twice is none of titles.
    apart = sum(two > one + 1 for one, two in pairwise(found))
    return found if len(found) > len(run) / 2 and apart >= len(found) / 2 else []


def _titles(
    layout: Layout, lines: Sequence[Line], heads: Sequence[Head], taken: Collection[int], *, tight: bool
) -> dict[int, Start]:
    """The titles over headings; what comes again is none, nor what begins on one of the lines that are taken."""
    found = {head.place: title for head in heads if (title := _title_over(layout, lines, head.place, tight))}
    count = Counter(title.title for title in found.values())
    return {
        place: title
        for place, title in found.items()
        if title.at not in taken and (count[title.title] == 1 or case_headings.is_closed_title(title.title))
    }


def _best(
    layout: Layout, lines: Sequence[Line], heads: Sequence[Head], titles: Mapping[int, Start]
) -> list[Start]:
    named = {_kind(head) for head in heads if head.place in titles}
    openers = {_kind(head) for head in heads[:1] if head.place in titles}
    best = _cases(layout, lines, heads, titles, openers)
    while named - openers:
        tried = [(name, _cases(layout, lines, heads, titles, openers | {name})) for name in sorted(named - openers)]
        name, starts = min(tried, key=lambda one: unexplained(heads, one[1]))
        if unexplained(heads, starts) >= unexplained(heads, best):
            break
        openers, best = openers | {name}, starts
    stops = [*(start.at for start in best), len(lines)][1:]
    asked = [_is_asked(lines[start.after : stop]) for start, stop in zip(best, stops, strict=True)]
    return best if len(best) >= _FROM and sum(asked) >= _ASKED * len(best) else []


def _kind(head: Head) -> tuple[str, bool]:
    return head.name, head.is_mark


def _cases(
    layout: Layout,
    lines: Sequence[Line],
    heads: Sequence[Head],
    titles: Mapping[int, Start],
    openers: Collection[tuple[str, bool]],
) -> list[Start]:
    starts: list[Start] = []
    seen = set[str]()
    for order, head in enumerate(heads):
        title = titles.get(head.place) if _kind(head) in openers or head.name in seen else None
        if title is None and head.name in seen:
            title = _title_before(layout, lines, heads[order - 1].place, head.place)
            if title is None and _kind(head) in openers:
                title = Start(head.place, head.place, None, None, True, headed=True, apart=True)
        if title is not None and not (starts and title.at < starts[-1].after):
            starts.append(title)
            seen = set()
        seen.update({head.name} - {""})
    first = next((head.place for head in heads if head.name), 0)
    if starts and first < starts[0].at and (title := _title_before(layout, lines, -1, first, last=True)):
        starts.insert(0, title)
    return starts


def _title_over(layout: Layout, lines: Sequence[Line], place: int, tight: bool) -> Start | None:
    """The title that stands right over a heading or a mark, if one does; ``tight`` where no space is over it."""
    first = place - 1
    while first > 0 and not _is_apart(lines[first]):
        if tight and layout.breaks(lines[first - 1], lines[first]):
            break
        if place - first >= _LINES or layout.breaks(lines[first - 1], lines[first]):
            return None
        first -= 1
    return _titled(layout, lines, first, place) if first >= 0 else None


def _title_before(
    layout: Layout, lines: Sequence[Line], before: int, place: int, *, last: bool = False
) -> Start | None:
    """The first or the last title that stands apart between the part of one case and a heading of the next, with text
    under it."""
    found: Start | None = None
    for first in range(before + 2, place):
        after = next((k for k in range(first + 1, place) if _is_apart(lines[k])), place)
        if _is_apart(lines[first]) and after - first <= _LINES and after < place:
            found = _titled(layout, lines, first, after) or found
        if found and not last:
            break
    return found


def _titled(layout: Layout, lines: Sequence[Line], first: int, after: int) -> Start | None:
    line, last = lines[first], lines[after - 1]
    title = layout.joiner.join([one.body for one in lines[first:after]])[0]
    if (
        ends_sentence(last.body)
        or len(title) > _LINES * PLAIN_LONGEST
        or _NO_TITLE.search(title)
        or case_marks.heads_group(line.body)
        or not can_be_title(line)
        or not is_plain_title(line, title)
        or outcomes.outcome_of(title)
        or parse_date(title)
        or meeting_head.read_head([line]).place
        or absences.ABSENT.fullmatch(line.body)
        # "Byrådet" over "Referat", again and again, is a list of meetings.
        or decision_heads.body_in(title)
    ):
        return None
    return Start(first, after, None, title, True, headed=True, apart=True)


def _is_apart(line: Line) -> bool:
    return bool(line.gap or line.new_page or line.heading)


def _is_asked(lines: Sequence[Line]) -> bool:
    return any(
        case_headings.role_of(line.body) in DECIDING or case_headings.inline_heading(line.body) for line in lines
    )
