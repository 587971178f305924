"""What speaks for a numbered line being the title of a case: what stands over it, in it and under it.

The same is asked of every candidate, and its weight follows from the answers alone. The weights were found on agendas
of many municipalities.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from budgettui.ingest.page.layout import Line, ends_sentence
from budgettui.ingest.page.words import plain
from budgettui.ingest.papers import case_headings, case_marks, outcomes, point_marks
from budgettui.ingest.papers.case_headings import Role
from budgettui.ingest.papers.case_titles import (
    BEFORE_TITLE,
    TIMED,
    UNDER,
    Start,
    can_be_title,
    is_fixed,
    number_key,
    role_below,
)
from budgettui.ingest.papers.meeting_head import read_head

#: The heading of an agenda that is a list of titles and nothing else.
_AGENDA = re.compile(
    r"(?:(?:foreløbig |åben )?dagsorden(?: for mødet)?|dagsordenspunkter|punkter(?: på dagsordenen)?):?|"
    r"følgende punkter\b.{0,40}\b(?:behandling|dagsordenen|møde)\b.{0,20}:",
    re.IGNORECASE,
)
_CALLED = re.compile(r"(?:foreløbig |åben )?dagsorden (?:til|for)\b", re.IGNORECASE)
_CALLS = re.compile(r"mødeindkaldelse|indkaldelse til .{0,40}møde.{0,20}", re.IGNORECASE)
_SHORT_HEAD, _HEAD = 4, 8
#: A sentence that its list goes on with: "Naboerne har ønsket, at".
_LEADS_IN = re.compile(r"(?:\bat|\bom|,)$")
#: A line with a colon that has more words leads in to a list: "Forvaltningen har undersøgt tre modeller:".
_LEAD_WORDS = 3
#: A title that nothing marks is no longer than this.
_ITEM_LONGEST = 220
#: A heading that this program does not know by name is no longer than this.
_HEADING_LONGEST = 60
#: Signs that two titles share at their beginnings, where one of them is cut.
_SAME_TITLE = 12
#: What stands more often is a button, or a heading.
_SAME_MOST = 3
_MARKED, _HEADED, _ODD, _LISTED, _PLANNED, _DECIDED, _FIXED, _NAMED = 4.0, 2.0, 1.0, 1.5, 1.2, 1.5, 1.0, 1.0
#: What a candidate weighs that nothing speaks for, and one that something speaks against.
PLAIN, UNLIKELY = -0.4, -2.0
_LOOSE, _APART = -0.2, 0.5
_SURE = 0.5
#: The share of lines under an empty one, from which on empty lines say something.
_CLOSE = 0.05


class _Seen(NamedTuple):
    """What is seen of one candidate."""

    #: An empty line stands over it; or that, a new page or a mark of the page itself; or no empty lines are printed.
    blank: bool
    parted: bool
    apart: bool
    #: The number before stands right over it; or that, or the next one right under it.
    joined: bool
    in_list: bool
    #: The candidate before has the number before, and is sure to be a title.
    after_sure: bool
    #: A contents page, the head or an earlier line has the same title.
    listed: bool
    #: A case number stands in it or under it; it says whether the case is open.
    marked: bool
    says_open: bool
    #: A case's heading stands right under it, or what was decided.
    headed: bool
    decided: bool
    #: It begins or ends as titles do not.
    odd: bool
    #: Agendas have the title everywhere, and nothing speaks against it here.
    fixed: bool
    #: It stands under the heading of an agenda or of a group of cases, or says how long the item may take.
    planned: bool
    timed: bool
    #: It is an entry of a list of enclosures or of points.
    enclosed: bool
    #: The line says itself that it is an item, and is no outcome.
    worded: bool
    named: bool

    @property
    def is_marked(self) -> bool:
        return self.marked or self.says_open

    @property
    def follows(self) -> bool:
        """Whether it can only be a title together with the line over it."""
        return self.joined and not self.is_marked and not (self.timed and self.blank)

    @property
    def weight(self) -> float:
        odd = self.odd and not self.listed
        if self.enclosed:
            weight = UNLIKELY
        elif self.is_marked:
            weight = _MARKED
        elif self.headed:
            weight = _ODD if odd or self.in_list else _HEADED + _APART * self.apart
        elif odd:
            weight = UNLIKELY
        else:
            loose = (self.in_list and not (self.joined and self.after_sure) and not self.fixed) or not self.apart
            weight = PLAIN + _LOOSE * loose + _DECIDED * self.decided
        return weight + (
            _PLANNED * (self.planned + self.timed) + _LISTED * self.listed + _FIXED * self.fixed + _NAMED * self.worded
        )

    @property
    def certain(self) -> bool:
        # A heading under the last entry of a list speaks for no title.
        headed = self.headed and (not self.in_list or self.parted or (self.joined and self.after_sure))
        seen = self.is_marked or headed or self.decided or self.listed or self.planned or self.timed
        fixed = self.fixed and (self.apart or self.worded or self.after_sure)
        return ((seen and not self.enclosed) or fixed or self.named) and self.weight >= _SURE


class Evidence:
    """The candidates of one form, and what goes for all of them."""

    def __init__(self, found: Sequence[Start], lines: Sequence[Line], contents: Sequence[Line]) -> None:
        self._found, self._lines, self._contents = found, lines, contents
        # Where no empty lines are printed at all, that none stands over a title says nothing. The head and the foot of
        # a page leave one as well.
        below = pairwise(lines[found[0].at :] if found else lines)
        gaps = sum(line.gap > 0 and line.index == before.index + 1 for before, line in below)
        self._close = gaps < _CLOSE * len(lines)
        self._alike = _alike_below(found, lines)
        # What stands over each title, such as the heads of two columns, parts no group.
        over = Counter(lines[start.at - 1].body for start in found if start.at)
        self._repeated = {body for body, count in over.items() if count > 1}
        # Some print all titles with a colon or a full stop behind them.
        self._ends = "".join({title[-1] for start in found if (title := start.title) and is_fixed(title)} & {":", "."})

    def weighed(self) -> list[Start]:
        """The candidates with their weights. Of a title that stands twice the last one is the case's own."""
        weighed: list[Start] = []
        before: _Seen | None = None
        for order, start in enumerate(self._found):
            seen = self._see(order, start, before)
            weighed.append(
                replace(
                    start, marked=seen.marked, weight=seen.weight, certain=seen.certain,
                    headed=seen.headed and not seen.enclosed, joined=seen.follows, planned=seen.planned,
                    apart=seen.apart and not self._close, fixed=seen.fixed,
                )
            )  # fmt: skip
            before = seen
        weighed = _held(weighed, self._lines)
        # Of a title that is printed twice the first is the contents page's.
        return [
            replace(start, weight=UNLIKELY, certain=False, worded=False)
            if any(later.certain and same_title(start, later) for later in weighed[order + 1 :])
            else start
            for order, start in enumerate(weighed)
        ]

    def _see(self, order: int, start: Start, before: _Seen | None) -> _Seen:
        lines, line = self._lines, self._lines[start.at]
        title = (start.title or "").rstrip(f" {self._ends}")
        last = self._found[order - 1] if order else None
        following = self._found[order + 1] if order + 1 < len(self._found) else None
        parted = bool(line.gap or line.new_page or line.heading)
        apart = bool(self._close or parted or start.at == 0)
        headed = start.after in self._alike or role_below(lines, start.after) is not None
        goes_on = last is not None and follow(last, start)
        joined = goes_on and _is_next(lines, last, start)
        in_list = joined or (following is not None and follow(start, following) and start.after >= following.at)
        enclosures_over = joined and before is not None and before.enclosed
        listed = self._is_listed(order, start, title)
        if enclosures_over and (headed or listed) and line.gap:
            # A title under the last of the enclosures of the case before it.
            joined = in_list = enclosures_over = False
        marked = start.above is not None or _is_marked(lines, start) or case_marks.number_in_title(title)[1] is not None
        after_sure = goes_on and before is not None and before.certain
        timed = TIMED.search(title) is not None and (apart or in_list)
        # "1. Screening" under "Bilag" is an enclosure, under "indstiller, at" a point, whatever stands below.
        # "Punkt 3:" over "Anbefales." says of which item that is.
        says = outcomes.outcome_of(title) is not None
        outcome = says and ends_sentence(title) and start.after - start.at <= 1 + start.alone
        # An enclosure may be closed as well, and says so behind its name.
        says_open = case_marks.open_in_title(title, line.raw)[1] is not None
        enclosed = enclosures_over or outcome or _is_enclosed(lines, start.at)
        enclosed = enclosed and not (marked or (says_open and title.startswith("(")))
        heads = following is not None and case_marks.heads_group(title) and is_under(start, following)
        goes_on_planned = bool(joined and before and before.planned)
        planned = not enclosed and (heads or goes_on_planned or self._is_planned(order, start))
        odd = title[:1].islower() or title[:1].isdigit() or ends_sentence(title) or len(title) > _ITEM_LONGEST
        return _Seen(
            blank=line.gap > 0,
            parted=parted,
            apart=apart,
            joined=joined,
            in_list=in_list,
            after_sure=after_sure,
            # "1. Anbefalet." is printed in case after case and is a title in none.
            listed=listed and not outcome,
            marked=marked,
            says_open=says_open,
            headed=headed,
            decided=_is_decided(lines, start.after, self._close),
            odd=odd and not (is_fixed(title) or timed or start.alone or planned),
            fixed=is_fixed(title) and (apart or start.worded or in_list or after_sure),
            planned=planned,
            timed=timed,
            enclosed=enclosed,
            worded=start.worded,
            named=start.worded and apart and (not says or title == "Udgår"),
        )

    def _is_listed(self, order: int, start: Start, title: str) -> bool:
        """Whether another line has the same title: one before it, the contents page, or the head without a number."""
        if any(same_title(other, start) for other in self._found[:order]):
            return True
        at = self._lines[start.at].index
        if _in_contents(start, [dotted for dotted in self._contents if dotted.index < at]):
            return True
        if len(title) < _SAME_TITLE:
            return False
        same = [line.index for line in self._lines if line.body == title]
        return bool(same) and same[0] < at and len(same) <= _SAME_MOST

    def _is_planned(self, order: int, start: Start) -> bool:
        """Whether the line over a title heads a group of cases ("LUKKEDE SAGER"), or the whole agenda."""
        lines = self._lines
        over = [line.body for line in lines[max(0, start.at - 2) : start.at]]
        while len(over) > 1 and over[-1] in self._repeated and not case_marks.heads_group(over[-1]):
            over.pop()
        if not over or case_marks.heads_group(over[-1]):
            return bool(over)
        called = not order and start.at <= _SHORT_HEAD and _CALLED.match(lines[0].body) is not None
        return start.number == "1" and (called or _heads_agenda(lines[start.at - 1].body) or self._is_under_head(start))

    def _is_under_head(self, start: Start) -> bool:
        """Whether all that stands over a title is the head of a meeting that says that an agenda follows."""
        over = self._lines[: start.at]
        if len(over) > _HEAD or not any(_heads_agenda(line.body) or _CALLS.fullmatch(line.body) for line in over):
            return False
        head = read_head(over)
        return bool(head.date or head.start) and not any(ends_sentence(line.body) for line in over)


def _heads_agenda(words: str) -> bool:
    return _AGENDA.fullmatch(words) is not None


def _held(weighed: Sequence[Start], lines: Sequence[Line]) -> list[Start]:
    """The candidates, where one that goes on from a sure title is as sure as what is asked or decided under it.

    The last entry of a list in a case's text has the case's decision under it as well, but goes on from the list.
    """
    held = list(weighed)
    for place, start in enumerate(held):
        if start.certain or start.joined or not start.apart or start.weight < PLAIN:
            continue
        # A point of the proposal over it has a number as well, and is no title.
        over = (own for own in reversed(held[:place]) if follow(own, start) and own.weight > UNLIKELY)
        before = next(over, None)
        stop = next((own.at for own in held[place + 1 :] if follow(start, own)), len(lines))
        if before and before.certain and is_asked(lines[start.after : stop]):
            held[place] = replace(start, weight=start.weight + _HEADED, certain=True)
    return held


def is_asked(lines: Sequence[Line]) -> bool:
    """Whether something is proposed or decided in these lines, under a heading that says so."""
    return any(case_headings.role_of(line.body) in {Role.POINTS, Role.DECISION} for line in lines)


def _is_next(lines: Sequence[Line], before: Start | None, start: Start) -> bool:
    """Whether nothing stands between two titles, or only what is numbered below the first: "3.A. Rapport"."""
    return before is not None and all(UNDER.match(line.body) for line in lines[before.after : start.at])


def _is_enclosed(lines: Sequence[Line], at: int) -> bool:
    """Whether the line over a candidate heads enclosures, is the kind of a file, or leads in to points or a list."""
    over = lines[at - 1].body if at else ""
    return bool(over) and not case_marks.heads_group(over) and (
        case_headings.is_file_kind(over)
        or case_headings.role_of(over) is Role.ENCLOSURES
        or point_marks.is_lead(over)
        or _LEADS_IN.search(over) is not None
        or (over.endswith(":") and over.count(" ") >= _LEAD_WORDS and not _AGENDA.fullmatch(over))
    )


def _is_marked(lines: Sequence[Line], start: Start) -> bool:
    under = lines[start.after : start.after + 2]
    if under and case_marks.is_mark(under[0]):
        # "Åbent punkt" may stand over the next title.
        parted = len(under) > 1 and under[0].gap and under[1].gap and case_marks.said_alone(under[0].body) is not None
        return not (parted and BEFORE_TITLE.match(under[1].body))
    # A line of the group that the case belongs to may stand between.
    return len(under) > 1 and case_marks.is_mark(under[1]) and case_headings.role_of(under[0].body) is None and (
        len(under[0].body) < 60 and not re.match(r"[0-9]", under[0].body)
    )


def _alike_below(found: Sequence[Start], lines: Sequence[Line]) -> set[int]:
    """The places of lines that stand under several titles in the same words: headings, whatever they are called."""
    below = [
        start
        for start in found
        if start.after < len(lines)
        and not ends_sentence(start.title or "")
        and len(lines[start.after].body) <= _HEADING_LONGEST
        and can_be_title(lines[start.after])
        and not re.search(r"[0-9:]", lines[start.after].body.rstrip(":"))
    ]
    # A button under a button is no heading.
    counts = Counter(body for _title, body in {(start.title, lines[start.after].body) for start in below})
    return {start.after for start in below if counts[lines[start.after].body] > 1}


def _is_decided(lines: Sequence[Line], after: int, close: bool) -> bool:
    """Whether the words right under a title say what was decided, as minutes without headings do."""
    if after >= len(lines) or not (lines[after].gap or close):
        return False
    return len(lines[after].body) < _ITEM_LONGEST and outcomes.outcome_of(lines[after].body) is not None


def follow(first: Start, second: Start) -> bool:
    one, other = number_key(first.number), number_key(second.number)
    return one[0] + 1 == other[0] or (one < other and one[0] == other[0])


def is_under(first: Start, second: Start) -> bool:
    """Whether a number is the first below another: "2.1" under "2"."""
    return number_key(second.number) == (*number_key(first.number), 1)


def same_title(first: Start, second: Start) -> bool:
    # A contents page may print "01" for "1".
    if number_key(first.number) != number_key(second.number) or not first.title or not second.title:
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
