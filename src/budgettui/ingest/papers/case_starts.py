"""Where the cases of an agenda begin: numbered titles, told from numbered lists and from the contents page.

Every numbered line is a candidate, with what speaks for it (:mod:`budgettui.ingest.papers.case_evidence`). Of the
candidates those are the agenda that follow each other best; a list in a background section begins anew and has nothing
under its lines. The form that fits best is the document's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from budgettui.ingest.page.layout import Layout, Line, ends_sentence
from budgettui.ingest.page.words import plain
from budgettui.ingest.papers import case_marks
from budgettui.ingest.papers.case_evidence import PLAIN, Evidence, follow, is_asked, same_title
from budgettui.ingest.papers.case_titles import FORMS, PLAIN_LONGEST, Start, is_dotted, number_key, read_start

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
        weighed = Evidence(found, lines, contents).weighed()
        forms.append(weighed)
        kept = _chain(weighed)
        # A long list in the papers goes on and on, and has nothing that says that it is the agenda.
        sure = sum(start.weight for start in kept if start.certain)
        if len(kept) < _AGENDA_FROM and (alike := _restarted(weighed, lines)):
            return alike
        if sure > most:
            best, most = kept, sure
    if len(best) > 1 and len({start.number for start in best}) == 1:
        # A list that a web page numbers begins anew for each title.
        best = [replace(start, number=None) for start in best]
    # Of a title on the contents page and over its case the latter counts, however long the contents page goes on.
    again = [any(same_title(start, other) for other in best[place + 1 :]) for place, start in enumerate(best)]
    own = [_as_listed(layout, lines, start, forms) for start, is_again in zip(best, again, strict=True) if not is_again]
    # The contents page may have its numbers on lines of their own where the cases have not.
    named = max((_only_named(candidates, own) for candidates in forms), key=len)
    return [*(start for start in own if all(start.at != other.at for other in named)), *named]


def _as_listed(layout: Layout, lines: Sequence[Line], start: Start, forms: Sequence[Sequence[Start]]) -> Start:
    """The start without the sentences under its title, where a list of the items above has the title alone."""
    if not ends_sentence(start.title or ""):
        return start
    above = {
        plain(re.sub(r" [0-9]{1,3}$", "", other.title))
        for candidates in forms
        for other in candidates
        if other.title and other.at < start.at and other.number == start.number
    }
    for after in range(start.at + 1, start.after):
        title = layout.joiner.join([line.body for line in lines[start.at : after]])[0]
        title = title[title.find((start.title or "")[:_SAME]) :]
        if plain(title) in above and lines[after].body[0].isupper():
            return replace(start, title=title, after=after)
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
        if case_marks.heads_cases(start.title or "") is not None:
            continue
        if runs and follow(runs[-1][-1], start) and start.at <= runs[-1][-1].after + 2:
            runs[-1].append(start)
        else:
            runs.append([start])
    named: list[Start] = []
    for run in runs:
        below = [start for start in own if start.at > run[-1].at]
        alone = [entry for entry in run if not any(same_title(entry, start) for start in below)]
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
        follows = number_key(start.number)[0] == number_key(last.number)[0] + 1
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
    if other[0] == one[0]:
        # "2.1 Ny hal" under "2. Budget" may be an entry of a list in its text.
        return 0.0
    return max(_LEAP, _GAP * (other[0] - one[0] - 1)) if second.certain else _LEAP
