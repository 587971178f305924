"""The labels of a table that was taken out column by column: which line of words stands beside which row of figures."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from budgettui.domain.checking.row_words import is_total_label
from budgettui.ingest.page.layout import Line, is_open
from budgettui.ingest.tables.head_words import names_a_column, unit_in
from budgettui.ingest.tables.read_rows import goes_on_small
from budgettui.ingest.tables.row_widths import NUMBERED
from budgettui.ingest.tables.rows import YEAR

#: So many lines of a title may stand over the labels, and so many between two bands.
OVER, _BETWEEN = 4, 5
#: What it costs to take a line of words for what it hardly is, and how much better the best way must be than the next.
_NEVER, _HARDLY, _SELDOM, CLEARLY = 6.0, 3.0, 1.0, 1.0
#: What a part of the row above begins with.
_PART = re.compile(r"(?:heraf|hvoraf)\b")


@dataclass(frozen=True, slots=True)
class Way:
    """Which line of words stands beside the first figure of each row, and whether that is clear."""

    at: tuple[int, ...]
    score: float
    clear: bool = True


def aligned(labels: Sequence[Line], sizes: Sequence[int], totals: Collection[int]) -> Way | None:
    """The best way to put the words beside the rows: those of a band stand without another between them."""
    goes_on = [at > 0 and (goes_on_below(line) or is_open(labels[at - 1].body)) for at, line in enumerate(labels)]
    total = [is_total_label(line.body) for line in labels]
    heads = [
        bool(unit_in(line.body)[1] or NUMBERED.match(line.body))
        or (names_a_column(line.body) and not YEAR.match(line.body))
        for line in labels
    ]
    apart = [at > 0 and (line.gap > 0 or line.index > labels[at - 1].index + 1) for at, line in enumerate(labels)]
    firsts = [sum(sizes[:band]) for band in range(len(sizes))]

    def of_rows(start: int, band: int) -> tuple[float, tuple[int, ...]] | None:
        """What the rows of a band cost that begins with this line, and the line of each."""
        score, rows = 0.0, [start]
        while len(rows) < sizes[band]:
            at = rows[-1] + 1
            while at < len(labels) and goes_on[at]:
                at += 1
                score -= _SELDOM
            if at >= len(labels):
                return None
            score -= _HARDLY * apart[at]
            rows.append(at)
        for row, at in enumerate(rows, firsts[band]):
            score += _HARDLY * (total[at] and row in totals)
            score -= _SELDOM * (total[at] != (row in totals)) + _HARDLY * heads[at]
        return score, tuple(rows)

    def between(first: int, after: int) -> float:
        own = range(first, after)
        words = [at for at in own if not goes_on[at]]
        if goes_on[after] and words:
            # The first half of the next label.
            words.pop()
        # Space stands over a total, and a heading over none.
        cost = sum(_NEVER if total[at] else _SELDOM for at in words) + _HARDLY * (bool(words) and total[after])
        return -cost - _SELDOM * (first == after) * (0.5 if total[after] else 1)

    ways: dict[int, list[Way]] = {}
    titles = max((at + 1 for at, line in enumerate(labels[:OVER]) if is_title(line)), default=0)
    for start in range(titles, len(labels)):
        if (own := of_rows(start, 0)) is not None:
            score = own[0] - _HARDLY * goes_on[start] - _NEVER * sum(total[:start])
            ways.setdefault(own[1][-1] + 1, []).append(Way(own[1], score))
    for band in range(1, len(sizes)):
        further: dict[int, list[Way]] = {}
        for end, before in ways.items():
            for start in range(end, min(end + _BETWEEN + 1, len(labels))):
                if (own := of_rows(start, band)) is not None:
                    score = own[0] + between(end, start)
                    further.setdefault(own[1][-1] + 1, []).extend(
                        Way((*way.at, *own[1]), way.score + score) for way in before
                    )
        ways = {end: sorted(own, key=lambda way: -way.score)[:2] for end, own in further.items()}
    finished = [
        Way(way.at, way.score - sum(0 if goes_on[at] else _HARDLY for at in range(end, len(labels))))
        for end, own in ways.items()
        for way in own
    ]
    if not finished:
        return None
    best, *others = sorted(finished, key=lambda way: -way.score)
    return Way(best.at, best.score, all(best.score - other.score > CLEARLY for other in others))


def goes_on_below(line: Line) -> bool:
    """Whether a line goes on with the label above it; what is a part of that row is another."""
    return goes_on_small(line.body) and not _PART.match(line.body)


def is_title(line: Line) -> bool:
    """Whether a line is a table's title, by its number or its unit, and no name of a column."""
    rest, unit = unit_in(line.body)
    return bool(NUMBERED.match(line.body)) or (unit is not None and (" " in rest or not rest[:1].isupper()))
