"""Where the cases of an agenda begin: numbered titles, told from numbered lists and from the contents page.

Every numbered line is a candidate, with what speaks for it: a case number under it, a case's heading under it, the
same title on the contents page. Of the candidates those are the agenda that follow each other best; a list in a
background section begins anew and has nothing under its lines. The form that fits best is the document's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from budgettui.domain.dates import MONTHS, parse_date
from budgettui.ingest.page.layout import Layout, Line, ends_sentence, is_open
from budgettui.ingest.papers import case_headings, case_marks, decisions, points
from budgettui.ingest.papers.case_headings import Role

BEFORE_TITLE = re.compile(
    r"^\W*(?:(?:dagsordens?)?punkt|pkt\.?|sag)?(?:\s*nr\.?)?\s*[0-9.]+[.:)]?\s+", re.IGNORECASE
)
_N = r"(?P<n>[0-9]{1,3}(?:\.[0-9]{1,2})?)(?![0-9/]|-[0-9])"
_WORDED = re.compile(
    rf"(?:(?:dagsordens?)?punkt|pkt\.?|sag|nr\.)(?:\s*nr\.?)?\s*{_N}\s*[.:)–-]*\s*(?P<title>.*)", re.IGNORECASE
)
_ALONE = re.compile(rf"{_N}\s*[.:)]?")
_NUMBERED = re.compile(
    rf"{_N}(?:\s*[.:)]?\s+[–-]?\s*|[.:)](?=[A-ZÆØÅ])|(?=[A-ZÆØÅ][a-zæøå]{{2}}))"
    rf"(?!(?:{'|'.join(MONTHS)})\b)(?P<title>\S.*)"
)
#: The number under the title: "Sag nr. 130".
_BELOW = re.compile(rf"(?:punkt|pkt\.?|sag)(?:\s*nr\.?)?\s*{_N}\s*[.:]?", re.IGNORECASE)
#: An enclosure with its number.
_ENTRY = re.compile(r"bilag\s+[0-9]{1,2}\b", re.IGNORECASE)
#: "Ad 2. Budget": believed where a heading stands under it, for decisions are numbered so as well.
_AD = re.compile(rf"ad\.?\s*{_N}\s*[.:)–-]*\s+(?P<title>[A-ZÆØÅ].*)", re.IGNORECASE)
_FORMS = (_WORDED, _ALONE, _NUMBERED, _BELOW, _AD)
FIXED = re.compile(
    r"eventuelt|evt\.?|lukket (?:punkt|sag)|(?:gensidige )?meddelelser.{0,40}|godkendelse af (?:dagsorden|referat|"
    r"protokol).{0,60}|underskrift(?:sside|sblad|er)?|"
    r"orientering(?:er|spunkter)?(?: (?:fra|til|v/).{0,60})?|forvaltningen orienterer|gensidig orientering|"
    r"bordet rundt|siden sidst|"
    r"spørgetid|dagsorden|referat.{0,40}|næste møde.{0,60}",
    re.IGNORECASE,
)
_HEADS_NONE = re.compile(
    r"eventuelt|evt\.?|meddelelser.{0,40}|godkendelse af (?:dagsorden|referat|protokol).{0,60}|næste møde",
    re.IGNORECASE,
)
#: The heading of an agenda that is a list of titles and nothing else.
_AGENDA = re.compile(
    r"(?:(?:foreløbig |åben )?dagsorden(?: for mødet)?|dagsordenspunkter|punkter(?: på dagsordenen)?):?", re.IGNORECASE
)
_CALLED = re.compile(r"(?:foreløbig |åben )?dagsorden (?:til|for)\b", re.IGNORECASE)
_SHORT_HEAD = 4
#: How long an item may take, or when it is up: "(30 min.)", "kl. 13.00-13.15", "(15 minutter – til drøftelse)".
_TIMED = re.compile(
    r"\s*[,–-]?\s*\(?(?:(?:ca\.\s*)?[0-9]{1,3}\s*min(?:utter|\.)?|kl\.?\s*[0-9]{1,2}[.:][0-9]{2}(?:\s*[-–]\s*"
    r"(?:kl\.?\s*)?[0-9]{1,2}[.:][0-9]{2})?)(?:[^()]{0,40}\))?\s*$",
    re.IGNORECASE,
)
_DOTS = re.compile(r"(?:\.\s?){3,}\s*[0-9]{0,4}\s*$|…\s*[0-9]{0,4}\s*$")
#: The letter of a group of cases: "A. Sager til afgørelse".
GROUP_LETTER = re.compile(r"[A-Z][.:]\s+[A-ZÆØÅ]")
#: What is numbered below an item: "3.A. Rapport".
_UNDER = re.compile(r"[0-9]{1,3}\.[A-ZÆØÅ]\b")
#: The words with which the proposal begins right under a title.
_PROPOSED = re.compile(r"det (?:indstilles|foreslås|anbefales)\b", re.IGNORECASE)
_DIGIT = re.compile(r"[0-9]")
#: The number of a case stands within so many signs: "Dagsordenspunkt nr. 123".
_NUMBER_WITHIN = 30
_TITLE_LONGEST = 6
#: A title over its number is no longer than so many lines.
_ABOVE = 3
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
_PLAIN_LONGEST = 100
#: The share of lines under an empty one, from which on empty lines say something.
_CLOSE = 0.05
_NEVER = float("-inf")


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
    #: Whether it says nothing else, and the title is the line under it.
    alone: bool = False
    weight: float = 0.0
    #: Whether one of a case's headings stands right under the title.
    headed: bool = False
    #: Whether the number before stands right over it, with nothing between.
    joined: bool = False
    #: Whether it stands in a list under the word "Dagsorden".
    planned: bool = False
    #: Whether an empty line, or a new page, stands over it.
    apart: bool = False
    #: Whether agendas have the title everywhere: "Godkendelse af dagsorden".
    fixed: bool = False
    #: The case number, where it stands over the title.
    above: str | None = None
    #: Whether the document is this one case.
    single: bool = False
    #: What was minuted, where it stands behind the title and a colon.
    said: str = ""


def find_starts(layout: Layout, lines: Sequence[Line]) -> list[Start]:
    """The beginnings of cases in the document's own form; none where no numbered line is sure to be one."""
    best: list[Start] = []
    most = 0.0
    contents = [line for line in lines if _is_dotted(line.body)]
    numbered = [place for place, line in enumerate(lines) if _DIGIT.search(line.body[:_NUMBER_WITHIN])]
    for form in _FORMS:
        found = [start for place in numbered if (start := _start(layout, lines, place, form))]
        weighed = _weighed(found, lines, contents)
        kept, score = _chain(weighed)
        alike = [start for start in weighed if start.headed]
        if len(alike) >= _AGENDA_FROM > len(kept) and len({start.number for start in alike}) == 1:
            # Lists that a web page numbers begin anew for each title, and lose their numbers as text.
            return [replace(start, number=None, certain=True) for start in alike]
        if score > most and any(start.certain for start in kept):
            best, most = kept, score
    # Of a title on the contents page and over its case the latter counts, however long the contents page goes on.
    again = [any(_same_title(start, other) for other in best[place + 1 :]) for place, start in enumerate(best)]
    return [start for start, is_again in zip(best, again, strict=True) if not is_again]


# -- candidates


def _start(layout: Layout, lines: Sequence[Line], place: int, form: re.Pattern[str]) -> Start | None:
    line = lines[place]
    match = form.fullmatch(line.body)
    names = place > 0 and not line.gap and decisions.heads_absent(lines[place - 1].body)
    if match is None or _is_dotted(line.body) or names:
        return None
    if form is _BELOW:
        return _titled_above(layout, lines, place, match["n"])
    title = (match.groupdict().get("title") or "").strip()
    alone = form is _WORDED and not title
    after = place + 1
    if form is _NUMBERED and (
        not any(letter.isalpha() for letter in title) or title[:3].casefold() == "at " or parse_date(line.body)
        or GROUP_LETTER.match(title)
    ):
        return None
    if form is _WORDED and title and title[:1].islower():
        return None
    if form is _AD and (title[:1].islower() or decisions.outcome_of(title) is not None):
        return None
    if not title:
        if after >= len(lines) or not (
            can_be_title(lines[after], sentence=form is _WORDED) or is_fixed(lines[after].body)
        ):
            return None
        if case_headings.inline_heading(lines[after].body):
            return None
        if (form is _ALONE or alone) and (
            line.gap == 0 and not line.new_page and place > 0 and line.heading == 0 and not _is_end(lines[place - 1])
        ):
            return None
        title = lines[after].body
        after += 1
    first = after
    while after < len(lines) and after - place <= _TITLE_LONGEST and _goes_on(layout, lines, after, form, match["n"]):
        after += 1
    if after - first > 2 and not _is_under_title(lines, after):
        # A paragraph, and no long title: nothing of a case follows it.
        after = first
    title = layout.joiner.join([title, *(line.body for line in lines[first:after])])[0]
    role = case_headings.role_of(title)
    if role is not None and not is_fixed(title):
        # "2. Beslutningspunkter" is a section of one paper.
        return None
    if after < len(lines) and lines[after].body == title:
        # Printed once with its number and once without.
        after += 1
    worded = alone or (form is _WORDED and bool(re.search(r"[0-9]\s*[:.–-]", line.body)))
    return Start(place, after, match["n"], title, False, worded=worded, alone=alone)


def _goes_on(layout: Layout, lines: Sequence[Line], after: int, form: re.Pattern[str], number: str) -> bool:
    """Whether a line is the rest of the title over it."""
    line, before = lines[after], lines[after - 1]
    if line.gap or line.heading or case_headings.role_of(line.body) is not None:
        return False
    if case_marks.is_mark(line) or case_marks.begins_with_number(line) or _UNDER.match(line.body):
        return False
    sibling = form.fullmatch(line.body)
    entry = bool(sibling and (sibling.groupdict().get("title") or "")[:1].isupper())
    if sibling and (_key(sibling["n"]) > _key(number) or (entry and layout.fits(before, line))):
        return False
    if sibling and entry:
        # "Etape / 3. Strækningen" over the end of a full line.
        return True
    if points.is_marked(line.body):
        return False
    if case_headings.inline_heading(line.body) or _is_dotted(line.body) or GROUP_LETTER.match(line.body):
        return False
    if _ALONE.fullmatch(line.body) or line.body == _number_off(before.body):
        # The next number, or the title once more.
        return False
    if layout.breaks(before, line) or is_fixed(_number_off(before.body)) or _TIMED.search(before.body):
        return False
    if line.body[:1].isupper() and ends_sentence(line.body) and not is_open(before.body):
        # A sentence under a title is no part of it.
        return False
    return not ends_sentence(before.body) or layout.fits(before, line, 1.0) is False


def _number_off(body: str) -> str:
    return BEFORE_TITLE.sub("", body)


def _is_under_title(lines: Sequence[Line], after: int) -> bool:
    return after < len(lines) and (case_marks.is_mark(lines[after]) or _role_below(lines, after) is not None)


def _titled_above(layout: Layout, lines: Sequence[Line], place: int, number: str) -> Start | None:
    """A case whose number stands right under its title."""
    if lines[place].gap or not place:
        return None
    first = place - 1
    while first > 0 and place - first < _ABOVE:
        over = lines[first - 1]
        if lines[first].gap or lines[first].new_page or layout.breaks(over, lines[first]) or _ENTRY.match(over.body):
            break
        first -= 1
    else:
        # Where nothing parts the lines each is a block of its own.
        first = place - 1
    if not (can_be_title(lines[first]) or is_fixed(lines[first].body)) or ends_sentence(lines[place - 1].body):
        return None
    title = layout.joiner.join([line.body for line in lines[first:place]])[0]
    return Start(first, place + 1, number, title, False, worded=True)


def is_fixed(title: str) -> bool:
    """Whether a title is one that agendas have everywhere, with or without the time that it may take."""
    return FIXED.fullmatch(_TIMED.sub("", title).rstrip(" :.")) is not None or is_said_behind(title)


def is_said_behind(title: str) -> bool:
    """Whether text stands behind a title that has none: "Eventuelt: Intet", but not "Orientering: Budget"."""
    head, _colon, text = title.partition(": ")
    return bool(text) and _HEADS_NONE.fullmatch(head) is not None


def _is_end(line: Line) -> bool:
    return ends_sentence(line.body) or len(line.body) < 60


def can_be_title(line: Line, *, sentence: bool = False) -> bool:
    """Whether a line has the words and the form of a title: no mark, heading or, if not allowed, sentence."""
    body = line.body
    return (
        not body[:1].islower()
        and body[:1].isalnum() | (body[:1] in '(”"»“')
        and any(letter.isalpha() for letter in body)
        and not case_marks.is_mark(line)
        and case_headings.role_of(body) is None
        and not (ends_sentence(body) and not (sentence and len(body) <= _PLAIN_LONGEST))
    )


# -- what speaks for them


def _weighed(found: Sequence[Start], lines: Sequence[Line], contents: Sequence[Line]) -> list[Start]:
    """The candidates with their weights. Of a title that stands twice the last one is the case's own."""
    weighed: list[Start] = []
    in_enclosures: set[int] = set()
    # Where no empty lines are printed at all, that none stands over a title says nothing.
    below = lines[found[0].at + 1 :] if found else lines
    close = sum(line.gap > 0 for line in below) < _CLOSE * len(lines)
    alike = _alike_below(found, lines)
    # Some print all titles with a colon behind them.
    colons = any((start.title or "").endswith(":") and is_fixed(start.title or "") for start in found)
    for order, start in enumerate(found):
        line, title = lines[start.at], (start.title or "").rstrip(" :" if colons else None)
        joined = order > 0 and _follow(found[order - 1], start) and _is_next(lines, found[order - 1], start)
        in_list = joined or (
            order + 1 < len(found) and _follow(start, found[order + 1]) and start.after >= found[order + 1].at
        )
        again = len(title) >= _SAME_TITLE and any(line.body == title for line in lines[: start.at])
        says = ends_sentence(title) and decisions.outcome_of(title) is not None
        # "1. Anbefalet." is printed in case after case and is a title in none.
        listed = (not says and any(_same_title(other, start) for other in found[:order])) or (
            not says and _in_contents(start, [dotted for dotted in contents if dotted.index < line.index])
        )
        # The head may print the title of a case without its number.
        listed = listed or (again and not says)
        marked = _is_marked(lines, start)
        marked = marked or case_marks.number_in_title(title)[1] is not None
        says_open = case_marks.open_in_title(title, line.raw)[1] is not None
        headed = start.after in alike or _role_below(lines, start.after) is not None
        apart = bool(close or line.gap or line.new_page or line.heading or start.at == 0)
        odd = title[:1].islower() or title[:1].isdigit() or ends_sentence(title) or len(title) > _ITEM_LONGEST
        after_certain = order > 0 and weighed[-1].certain and _follow(found[order - 1], start)
        timed = _TIMED.search(title) is not None and (apart or in_list)
        over = case_headings.role_of(lines[start.at - 1].body) if start.at else None
        enclosed = not marked and (over is Role.ENCLOSURES or (joined and order - 1 in in_enclosures))
        if enclosed:
            # "1. Screening" under "Bilag" is an enclosure, whatever stands under the list.
            in_enclosures.add(order)
        odd = odd and not (is_fixed(title) or timed or start.alone)
        fixed = is_fixed(title) and (apart or start.worded or in_list or after_certain)
        decided = _is_decided(lines, start.after, close)
        planned = (joined and weighed[-1].planned) or (
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
        headed_alone = headed and (not in_list or bool(line.gap or line.new_page or line.heading))
        sure = marked or says_open or headed_alone or decided or listed or planned or timed
        sure = sure and not enclosed
        sure = sure or (fixed and (apart or start.worded or after_certain))
        sure = sure or (start.worded and apart and (decisions.outcome_of(title) is None or title == "Udgår"))
        certain = sure and weight >= _SURE
        weighed.append(
            replace(
                start, marked=marked, weight=weight, certain=certain, headed=headed, joined=joined, planned=planned,
                apart=apart and not close, fixed=fixed,
            )
        )
    # Of a title that is printed twice the first is the contents page's.
    return [
        replace(start, weight=_UNLIKELY, certain=False, worded=False)
        if any(later.certain and _same_title(start, later) for later in weighed[order + 1 :])
        else start
        for order, start in enumerate(weighed)
    ]


def _is_next(lines: Sequence[Line], before: Start, start: Start) -> bool:
    """Whether nothing stands between two titles, or only what is numbered below the first: "3.A. Rapport"."""
    return all(_UNDER.match(line.body) for line in lines[before.after : start.at])


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


def _role_below(lines: Sequence[Line], after: int) -> Role | None:
    """Which of the headings that cases have stands right under the title."""
    if after >= len(lines):
        return None
    body = lines[after].body
    if body[:1].islower():
        return None
    role = Role.POINTS if _PROPOSED.match(body) else case_headings.role_of(body)
    if role is None:
        inline = case_headings.inline_heading(body)
        role = inline[0] if inline else None
    return role if role in {Role.DECISION, Role.POINTS, Role.TEXT} else None


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
    return len(lines[after].body) < _ITEM_LONGEST and decisions.outcome_of(lines[after].body) is not None


def _follow(first: Start, second: Start) -> bool:
    return _key(first.number)[0] + 1 == _key(second.number)[0] or (
        _key(first.number) < _key(second.number) and _key(first.number)[0] == _key(second.number)[0]
    )


def _same_title(first: Start, second: Start) -> bool:
    if first.number != second.number or not first.title or not second.title:
        return False
    one, other = _plain(first.title), _plain(second.title)
    short = min(len(one), len(other), 40)
    without_page = re.sub(r" [0-9]{1,3}$", "", one)
    return other in {one, without_page} or (short >= _SAME_TITLE and one[:short] == other[:short])


def _plain(title: str) -> str:
    return re.sub(r"^(?:åben|åbent|lukket) ", "", " ".join(re.findall(r"\w+", title.casefold())))


def _is_dotted(body: str) -> bool:
    """Whether dots lead to the number of a page."""
    return ("." in body or "…" in body) and _DOTS.search(body) is not None


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


# -- which of them are the agenda


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
        follows = _key(start.number)[0] == _key(last.number)[0] + 1
        if not follows or not start.apart or start.weight < _PLAIN or len(start.title or "") > _PLAIN_LONGEST:
            break
        rest.append(start)
        last = start
    return rest


def _step(first: Start, second: Start) -> float:
    one, other = _key(first.number), _key(second.number)
    if one == other:
        return _AGAIN
    if other < one:
        return _BACK if second.certain and first.certain else _AGAIN
    if other[0] == one[0] or other[0] == one[0] + 1:
        return _NEXT
    return max(_LEAP, _GAP * (other[0] - one[0] - 1)) if second.certain else _LEAP


def _key(number: str | None) -> tuple[int, ...]:
    return tuple(int(part) for part in (number or "0").split("."))
