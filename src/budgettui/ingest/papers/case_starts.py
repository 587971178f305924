"""Where the cases of an agenda begin: numbered titles, told from numbered lists and from the contents page.

Every numbered line is a candidate, with what speaks for it: a case number under it, a case's heading under it, the
same title on the contents page. Of the candidates those are the agenda that follow each other best; a list in a
background section begins anew and has nothing under its lines. The form that fits best is the document's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from budgettui.ingest.page.layout import Layout, Line, ends_sentence
from budgettui.ingest.page.words import plain
from budgettui.ingest.papers import case_headings, case_marks, outcomes, point_marks
from budgettui.ingest.papers.case_headings import Role
from budgettui.ingest.papers.case_titles import (
    FORMS,
    PLAIN_LONGEST,
    TIMED,
    UNDER,
    Start,
    can_be_title,
    is_dotted,
    is_fixed,
    number_key,
    read_start,
    role_below,
)

#: The heading of an agenda that is a list of titles and nothing else.
_AGENDA = re.compile(
    r"(?:(?:foreløbig |åben )?dagsorden(?: for mødet)?|dagsordenspunkter|punkter(?: på dagsordenen)?):?|"
    r"følgende punkter\b.{0,40}\b(?:behandling|dagsordenen|møde)\b.{0,20}:",
    re.IGNORECASE,
)
_CALLED = re.compile(r"(?:foreløbig |åben )?dagsorden (?:til|for)\b", re.IGNORECASE)
_SHORT_HEAD = 4
_DIGIT = re.compile(r"[0-9]")
#: The number of a case stands within so many signs: "Dagsordenspunkt nr. 123".
_NUMBER_WITHIN = 30
#: A title that nothing marks is no longer than this.
_ITEM_LONGEST = 220
#: A heading that this program does not know by name is no longer than this.
_HEADING_LONGEST = 60
#: Signs that two titles share at their beginnings, where one of them is cut.
_SAME_TITLE = 12
#: What speaks for a candidate. They were weighed on agendas of many municipalities.
_MARKED, _HEADED, _ODD, _LISTED, _PLANNED, _DECIDED, _FIXED, _NAMED = 4.0, 2.0, 1.0, 1.5, 1.2, 1.5, 1.0, 1.0
_PLAIN, _UNLIKELY = -0.4, -2.0
_NEXT, _GAP, _LEAP, _BACK, _AGAIN = 1.0, -0.3, -1.2, -2.5, -3.5
_SURE = 0.5
#: So many sure titles make one that only has the next number believed, if it is no longer than that.
_AGENDA_FROM = 3
#: The share of lines under an empty one, from which on empty lines say something.
_CLOSE = 0.05
_NEVER = float("-inf")


def find_starts(layout: Layout, lines: Sequence[Line]) -> list[Start]:
    """The beginnings of cases in the document's own form; none where no numbered line is sure to be one."""
    best: list[Start] = []
    forms: list[list[Start]] = []
    most = 0.0
    contents = [line for line in lines if is_dotted(line.body)]
    numbered = [place for place, line in enumerate(lines) if _DIGIT.search(line.body[:_NUMBER_WITHIN])]
    for form in FORMS:
        found = [start for place in numbered if (start := read_start(layout, lines, place, form))]
        weighed = _weighed(found, lines, contents)
        forms.append(weighed)
        kept, score = _chain(weighed)
        alike = [start for start in weighed if start.headed]
        if len(alike) >= _AGENDA_FROM > len(kept) and len({start.number for start in alike}) == 1:
            # Lists that a web page numbers begin anew for each title, and lose their numbers as text.
            return [replace(start, number=None, certain=True) for start in alike]
        if score > most and any(start.certain for start in kept):
            best, most = kept, score
    # Of a title on the contents page and over its case the latter counts, however long the contents page goes on.
    again = [any(_same_title(start, other) for other in best[place + 1 :]) for place, start in enumerate(best)]
    own = [start for start, is_again in zip(best, again, strict=True) if not is_again]
    # The contents page may have its numbers on lines of their own where the cases have not.
    named = max((_only_named(candidates, own) for candidates in forms), key=len)
    return [*(start for start in own if all(start.at != other.at for other in named)), *named]


def _only_named(candidates: Sequence[Start], own: Sequence[Start]) -> list[Start]:
    """The entries of the contents page that no case has the title of, where the case of another entry stands below."""
    runs: list[list[Start]] = []
    for start in candidates:
        if case_marks.heads_cases(start.title or "") is not None:
            continue
        if runs and _follow(runs[-1][-1], start) and start.at <= runs[-1][-1].after + 2:
            runs[-1].append(start)
        else:
            runs.append([start])
    named: list[Start] = []
    for run in runs:
        below = [start for start in own if start.at > run[-1].at]
        alone = [entry for entry in run if not any(_same_title(entry, start) for start in below)]
        # Of closed cases under their heading often no more is printed than that.
        apart = all(entry.planned for entry in run) and not any(entry.at == start.at for entry in run for start in own)
        again = any(entry.number == start.number for entry in alone for start in below)
        if (len(alone) < len(run) or apart) and not again:
            named += [replace(entry, listed=True) for entry in alone]
    return named


def _weighed(found: Sequence[Start], lines: Sequence[Line], contents: Sequence[Line]) -> list[Start]:
    """The candidates with their weights. Of a title that stands twice the last one is the case's own."""
    weighed: list[Start] = []
    in_enclosures: set[int] = set()
    # Where no empty lines are printed at all, that none stands over a title says nothing.
    below = pairwise(lines[found[0].at :] if found else lines)
    # The head and the foot of a page leave one as well.
    close = sum(line.gap > 0 and line.index == before.index + 1 for before, line in below) < _CLOSE * len(lines)
    alike = _alike_below(found, lines)
    # What stands over each title, such as the heads of two columns, parts no group.
    over = Counter(lines[start.at - 1].body for start in found if start.at)
    over_all = {body for body, count in over.items() if count > 1}
    # Some print all titles with a colon behind them.
    colons = any((start.title or "").endswith(":") and is_fixed(start.title or "") for start in found)
    for order, start in enumerate(found):
        line, title = lines[start.at], (start.title or "").rstrip(" :" if colons else None)
        joined = order > 0 and _follow(found[order - 1], start) and _is_next(lines, found[order - 1], start)
        in_list = joined or (
            order + 1 < len(found) and _follow(start, found[order + 1]) and start.after >= found[order + 1].at
        )
        again = len(title) >= _SAME_TITLE and any(line.body == title for line in lines[: start.at])
        says = ends_sentence(title) and outcomes.outcome_of(title) is not None
        # "1. Anbefalet." is printed in case after case and is a title in none.
        listed = (not says and any(_same_title(other, start) for other in found[:order])) or (
            not says and _in_contents(start, [dotted for dotted in contents if dotted.index < line.index])
        )
        # The head may print the title of a case without its number.
        listed = listed or (again and not says)
        marked = _is_marked(lines, start)
        marked = marked or case_marks.number_in_title(title)[1] is not None
        says_open = case_marks.open_in_title(title, line.raw)[1] is not None
        headed = start.after in alike or role_below(lines, start.after) is not None
        apart = bool(close or line.gap or line.new_page or line.heading or start.at == 0)
        odd = title[:1].islower() or title[:1].isdigit() or ends_sentence(title) or len(title) > _ITEM_LONGEST
        after_certain = order > 0 and weighed[-1].certain and _follow(found[order - 1], start)
        timed = TIMED.search(title) is not None and (apart or in_list)
        under = case_headings.role_of(lines[start.at - 1].body) if start.at else None
        led = bool(start.at) and point_marks.is_lead(lines[start.at - 1].body)
        filed = bool(start.at) and case_headings.is_file_kind(lines[start.at - 1].body)
        if joined and headed and line.gap and order - 1 in in_enclosures:
            # A title under the last of the enclosures of the case before it.
            joined = in_list = False
        enclosed = not marked and (filed or under is Role.ENCLOSURES or led or (joined and order - 1 in in_enclosures))
        if enclosed:
            # "1. Screening" under "Bilag" is an enclosure, under "indstiller, at" a point, whatever stands below.
            in_enclosures.add(order)
        odd = odd and not (is_fixed(title) or timed or start.alone)
        fixed = is_fixed(title) and (apart or start.worded or in_list or after_certain)
        decided = _is_decided(lines, start.after, close)
        planned = (joined and weighed[-1].planned) or _is_grouped(lines, start.at, over_all) or (
            start.number == "1" and start.at > 0 and bool(
                _AGENDA.fullmatch(lines[start.at - 1].body) or (not order and _is_called_agenda(lines, start.at))
            )
        )
        odd = odd and not planned
        if marked or says_open:
            weight, joined = _MARKED, False
        elif timed and line.gap:
            weight, joined = _PLAIN, False
        elif headed:
            weight = _ODD if (odd and not listed) or in_list else _HEADED + (0.5 if apart else 0.0)
        elif odd and not listed:
            weight = _UNLIKELY
        else:
            after_sure = joined and weighed[-1].certain
            loose = (in_list and not (after_sure or fixed)) or not apart
            weight = _PLAIN - 0.2 * loose + _DECIDED * decided
        if enclosed:
            weight, headed = _UNLIKELY, False
        weight += _PLANNED * planned + _LISTED * listed + _FIXED * fixed + _NAMED * start.worded + _PLANNED * timed
        # A heading under the last entry of a list speaks for no title.
        headed_alone = headed and (
            not in_list or bool(line.gap or line.new_page or line.heading) or (joined and weighed[-1].certain)
        )
        sure = marked or says_open or headed_alone or decided or listed or planned or timed
        sure = sure and not enclosed
        sure = sure or (fixed and (apart or start.worded or after_certain))
        sure = sure or (start.worded and apart and (outcomes.outcome_of(title) is None or title == "Udgår"))
        certain = sure and weight >= _SURE
        weighed.append(
            replace(
                start, marked=marked, weight=weight, certain=certain, headed=headed, joined=joined, planned=planned,
                apart=apart and not close, fixed=fixed,
            )
        )
    weighed = _held(weighed, lines)
    # Of a title that is printed twice the first is the contents page's.
    return [
        replace(start, weight=_UNLIKELY, certain=False, worded=False)
        if any(later.certain and _same_title(start, later) for later in weighed[order + 1 :])
        else start
        for order, start in enumerate(weighed)
    ]


def _held(weighed: Sequence[Start], lines: Sequence[Line]) -> list[Start]:
    """The candidates, where one that goes on from a sure title is as sure as what is asked or decided under it.

    The last entry of a list in a case's text has the case's decision under it as well, but goes on from the list.
    """
    held = list(weighed)
    for place, start in enumerate(held):
        if start.certain or start.joined or not start.apart or start.weight < _PLAIN:
            continue
        before = next((own for own in reversed(held[:place]) if _follow(own, start)), None)
        stop = next((own.at for own in held[place + 1 :] if _follow(start, own)), len(lines))
        if before and before.certain and any(
            case_headings.role_of(line.body) in {Role.POINTS, Role.DECISION} for line in lines[start.after : stop]
        ):
            held[place] = replace(start, weight=start.weight + _HEADED, certain=True)
    return held


def _is_next(lines: Sequence[Line], before: Start, start: Start) -> bool:
    """Whether nothing stands between two titles, or only what is numbered below the first: "3.A. Rapport"."""
    return all(UNDER.match(line.body) for line in lines[before.after : start.at])


def _is_grouped(lines: Sequence[Line], at: int, over_all: Collection[str]) -> bool:
    """Whether the line over a title heads a group of cases: "LUKKEDE SAGER"."""
    over = [line.body for line in lines[max(0, at - 2) : at]]
    while len(over) > 1 and over[-1] in over_all and not case_marks.heads_group(over[-1]):
        over.pop()
    return bool(over) and case_marks.heads_group(over[-1])


def _is_called_agenda(lines: Sequence[Line], at: int) -> bool:
    """Whether the first line of a short head says that the list under it is an agenda."""
    return at <= _SHORT_HEAD and _CALLED.match(lines[0].body) is not None


def _is_marked(lines: Sequence[Line], start: Start) -> bool:
    under = lines[start.after : start.after + 2]
    if under and case_marks.is_mark(under[0]):
        return True
    # A line of the group that the case belongs to may stand between.
    return len(under) > 1 and case_marks.is_mark(under[1]) and case_headings.role_of(under[0].body) is None and (
        len(under[0].body) < 60 and not re.match(r"[0-9]", under[0].body)
    )


def _alike_below(found: Sequence[Start], lines: Sequence[Line]) -> set[int]:
    """The places of lines that stand under several titles in the same words: headings, whatever they are called."""
    below = [
        start.after
        for start in found
        if start.after < len(lines)
        and not ends_sentence(start.title or "")
        and len(lines[start.after].body) <= _HEADING_LONGEST
        and can_be_title(lines[start.after])
        and not re.search(r"[0-9:]", lines[start.after].body.rstrip(":"))
    ]
    counts = Counter(lines[place].body for place in below)
    return {place for place in below if counts[lines[place].body] > 1}


def _is_decided(lines: Sequence[Line], after: int, close: bool) -> bool:
    """Whether the words right under a title say what was decided, as minutes without headings do."""
    if after >= len(lines) or not (lines[after].gap or close):
        return False
    return len(lines[after].body) < _ITEM_LONGEST and outcomes.outcome_of(lines[after].body) is not None


def _follow(first: Start, second: Start) -> bool:
    one, other = number_key(first.number), number_key(second.number)
    return one[0] + 1 == other[0] or (one < other and one[0] == other[0])


def _same_title(first: Start, second: Start) -> bool:
    if first.number != second.number or not first.title or not second.title:
        return False
    one, other = _plain(first.title), _plain(second.title)
    short = min(len(one), len(other), 40)
    without_page = re.sub(r" [0-9]{1,3}$", "", one)
    return other in {one, without_page} or (short >= _SAME_TITLE and one[:short] == other[:short])


def _plain(title: str) -> str:
    return re.sub(r"^(?:åben|åbent|lukket) ", "", plain(title))


def _in_contents(start: Start, contents: Sequence[Line]) -> bool:
    """Whether one of the lines of a contents page names this title."""
    title = _plain(start.title or "")[:40]
    if len(title) < _SAME_TITLE:
        return False
    numbered = re.compile(rf"\W*(?:punkt|sag|pkt\.?)?\s*{re.escape(start.number or '')}\b")
    return any(
        numbered.match(line.body)
        and _plain(re.sub(r"^\W*[0-9.]+", "", line.body))[: len(title) - 2].startswith(title[:_SAME_TITLE])
        for line in contents
    )  # fmt: skip


def _chain(candidates: Sequence[Start]) -> tuple[list[Start], float]:
    """The candidates that follow each other best, and how well. An entry of a list only follows the one over it."""
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
        return [], 0.0
    score = best[place][0]
    kept: list[Start] = []
    while place >= 0:
        kept.append(candidates[place])
        place = best[place][1]
    kept.reverse()
    return [*kept, *_rest(candidates, kept)], score


def _rest(candidates: Sequence[Start], kept: Sequence[Start]) -> list[Start]:
    """The titles after the last sure one that go on with its number though nothing stands under them.

    A list in the last case's text begins with a smaller number, and what comes after that is of the list.
    """
    rest: list[Start] = []
    last = kept[-1]
    if len(kept) < _AGENDA_FROM or sum(start.certain for start in kept) < _AGENDA_FROM - 1:
        return rest
    for start in candidates[candidates.index(last) + 1 :]:
        follows = number_key(start.number)[0] == number_key(last.number)[0] + 1
        if not follows or not start.apart or start.weight < _PLAIN or len(start.title or "") > PLAIN_LONGEST:
            break
        rest.append(start)
        last = start
    return rest


def _step(first: Start, second: Start) -> float:
    one, other = number_key(first.number), number_key(second.number)
    if one == other:
        return _AGAIN
    if other < one:
        return _BACK if second.certain and first.certain else _AGAIN
    if other[0] == one[0] or other[0] == one[0] + 1:
        return _NEXT
    return max(_LEAP, _GAP * (other[0] - one[0] - 1)) if second.certain else _LEAP
