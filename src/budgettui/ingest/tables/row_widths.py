"""How many columns the lines from one on may have: how many cells they end in, and how many of them as many."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile

from budgettui.domain.amounts import EMPTY_CELLS
from budgettui.domain.paper.reading import Column
from budgettui.ingest.page.header import LINE_LONGEST, split_unit
from budgettui.ingest.page.layout import Layout, Line, ends_sentence
from budgettui.ingest.tables.head_words import chunks_of, count_names, is_known, is_short_year, unit_in
from budgettui.ingest.tables.plain_heads import NOTE_LINE
from budgettui.ingest.tables.printed_rows import is_piece, only_cells, printed_rows
from budgettui.ingest.tables.row_units import is_unit_word
from budgettui.ingest.tables.rows import Split, belongs_to_label, cells_at_end, is_cell, split

_YEAR = re.compile(r"(?:19|20)[0-9]{2}[*)]{0,3}")
_YEARS = re.compile(r"(?:(?:19|20)[0-9]{2}(?: |$)){2,}")
#: So many lines are asked how many cells they end in.
_ASKED = 24
_MOST_COLUMNS = 14
#: So many lines of words may stand between a head and the first figures, or between two rows.
BETWEEN = 3
#: A line of so many words, this share of which begin small, names no columns.
_TALK, _SMALL = 8, 0.65
#: No title is longer, and a line of a label that goes on below is no longer than the second.
SHORT, _LABEL = 90, 45
#: Of the lines with figures, at least this share have one for each column.
_FITS = 0.5
#: Of those at least this share has no number before its cells.
_EXACT = 0.2
_LEAST_ROWS = 2
#: A title that counts tables.
NUMBERED = re.compile(r"(?:tabel|oversigt|skema|bilag|note)\s[0-9](?!.*\bfortsat\b)", re.IGNORECASE)
#: So many rows below a head say how many columns it has.
_NEAR = 2
#: So many rows say that one word over each of their cells is its name.
SURE_ROWS, _STEADY, _MOSTLY = 3, 0.8, 0.6


class Widths:
    """How many columns the rows from here on may have, and how many of the rows have a cell for each."""

    def __init__(self, layout: Layout, position: int) -> None:
        counts: Counter[int] = Counter()
        pieces = False
        for line in _near(layout, position):
            tokens = _cells_of(line.body)
            counts[len(tokens)] += 1
            pieces = pieces or any(map(is_piece, tokens[1:]))
        del counts[0]
        self._counts = counts
        most = max(counts, default=0)
        asked = set(range(2, most + 1)) if pieces else {width for width in counts if width > 1}
        asked = {width for width in asked if sum(counts[own] for own in counts if own >= width) >= _LEAST_ROWS}
        if counts[1] * 2 > sum(counts.values()) and counts[1] > _LEAST_ROWS:
            # Cells one a line say nothing about how many there are: the words over them must.
            asked |= set(range(2, _MOST_COLUMNS + 1))
        #: The most cells that several rows have.
        self.most = max(asked, default=0)
        self.asked = sorted(width for width in asked if width <= _MOST_COLUMNS)
        self._layout, self._position = layout, position
        self._fits: dict[int, int] = {}
        #: The number of cells that most of the rows have, if it is that of so many.
        self.usual = _usual(_near(layout, position))

    @property
    def steady(self) -> bool:
        """Whether nearly all rows have as many cells."""
        return self._usual_in(_STEADY)

    @property
    def mostly(self) -> bool:
        return self._usual_in(_MOSTLY)

    def _usual_in(self, share: float) -> bool:
        rows = sum(self._counts.values())
        return rows > SURE_ROWS and self._counts[self.usual] >= share * rows

    def wider(self, wanted: int) -> bool:
        """Whether rows have one cell more."""
        return self._counts[wanted + 1] > 0

    def has(self, wanted: int) -> bool:
        """Whether so many rows have so many cells that the others may have some empty."""
        return not self.usual or self._counts[wanted] * 2 >= self._counts[self.usual]

    def fits(self, wanted: int) -> int:
        """How many rows have so many cells; 0 where too few of them do."""
        if wanted not in self._fits:
            self._fits[wanted] = _fits(self._layout, self._position, wanted)
        return self._fits[wanted]


def _fits(layout: Layout, position: int, wanted: int) -> int:
    """How many rows from here on have so many cells; 0 where too few of them do."""
    good = exact = rows = words = 0
    after_words = False
    for printed in printed_rows(layout, _near(layout, position), wanted):
        line = printed.line
        if line.gap > 8:
            break
        count = len(_cells_of(line.body))
        if not count or line.index in layout.furniture:
            # A label over several lines counts once.
            after_words = True
            words += line.gap > 0 or not words or len(line.body) > _LABEL
            if words > BETWEEN:
                break
            continue
        words = 0
        if count == 1 and line.body.count(" "):
            continue
        if after_words and good >= SURE_ROWS and not wanted <= count <= wanted + 2:
            # Another table.
            break
        after_words = False
        rows += 1
        exact += count == wanted
        # A label may end in a number or two.
        good += wanted <= count <= wanted + 2
    return good if exact >= _EXACT * good and good >= max(_LEAST_ROWS, _FITS * rows) else 0


def heads_others(layout: Layout, line: Line, columns: Sequence[Column]) -> bool:
    """Whether a line, or the one under a title, names as many columns as the rows under it have figures: another table
    begins, where those above have others, or the title prints a unit of its own. So it does with a numbered title."""
    if _names_others(layout, line, columns, known=True):
        return True
    if len(line.body) > LINE_LONGEST or line.index + 1 >= len(layout.lines) or split(line.body).tokens:
        return False
    if NUMBERED.match(line.body) and all(own.body != line.body for own in layout.lines[: line.index]):
        return True
    named = unit_in(line.body)[1] is not None or split_unit(line.body)[1] is not None
    return _names_others(layout, layout.lines[line.index + 1], () if named else columns, known=not named)


def _names_others(layout: Layout, line: Line, columns: Sequence[Column], *, known: bool) -> bool:
    near = (len(split(own.body).tokens) for own in layout.lines[line.index + 1 : line.index + 1 + _NEAR + BETWEEN])
    below = [count for count in near if count][:_NEAR]
    if len(set(below)) != 1 or below[0] < 2 or not all(map(_YEAR.fullmatch, split(line.body).tokens)):
        return False
    words = unit_in(line.body)[0].split(" ")
    if len(words) == below[0] and all(map(_YEAR.fullmatch, words)):
        return [str(column.year) for column in columns] != words
    names = chunks_of(line.body.split(" "))
    if below[0] == len(columns) or len(names) < below[0]:
        return False
    return not known or all(map(is_known, names[-below[0] :]))


def may_be_row(line: Line) -> bool:
    return _may_be_row(line.body)


@lru_cache(maxsize=8192)
def _may_be_row(body: str) -> bool:
    if len(body) > LINE_LONGEST:
        return False
    tokens = cells_at_end(body)
    figures = [token for token in tokens if token not in EMPTY_CELLS]
    if is_short_year(body.split(" ")[:-1], tokens[-1] if tokens else ""):
        return False
    return bool(figures) and not all(_YEAR.fullmatch(token) for token in figures)


def _cells_of(body: str) -> list[str]:
    """The cells of a line; a year that begins it is the label of its row."""
    tokens = cells_at_end(body)
    label = body.split(" ")[: -sum(1 + token.count(" ") for token in tokens) or None]
    whole = len(tokens) > 1 and " ".join(tokens) == body
    if whole:
        return tokens[1:] if _YEAR.fullmatch(tokens[0]) else tokens
    parts = Split(tuple(label), tuple(tokens))
    if len(tokens) > 2 and _YEAR.fullmatch(tokens[0]) and all("," in token for token in tokens[1:]):
        return tokens[1:]
    return tokens[1:] if len(tokens) > 1 and belongs_to_label(parts) else tokens


def has_figures(line: Line) -> bool:
    return may_be_row(line) and len(cells_at_end(line.body)) > 1


def _near(layout: Layout, position: int) -> list[Line]:
    """The lines from here on that may be rows: no running text stands between them."""
    lines = (line for line in layout.lines[position : position + _ASKED] if line.index not in layout.furniture)
    near = list(takewhile(lambda line: len(line.body) <= LINE_LONGEST and not _ends_rows(line.body), lines))
    if near and has_figures(near[0]):
        # Below rows the figures of a picture may stand, each on a line of its own.
        runs = (at for at in range(len(near)) if all(is_cell(own.body) for own in near[at : at + SURE_ROWS]))
        near = near[: next(runs, len(near))]
    # Years alone are the head of the next table.
    return [*near[:1], *takewhile(lambda line: not _YEARS.fullmatch(line.body), near[1:])]


def _ends_rows(body: str) -> bool:
    return is_prose(body) or bool(NOTE_LINE.match(body)) or body.startswith("* ")


def _usual(lines: Sequence[Line]) -> int:
    """The number of cells that most of the first rows have, 0 where it is that of too few."""
    counts: Counter[int] = Counter()
    words = 0
    for line in lines:
        count = len(_cells_of(line.body))
        if not count:
            words += 1
            continue
        first, times = next(iter(counts.most_common(1)), (0, 0))
        if words > 1 and times >= SURE_ROWS and count != first:
            # Another table, perhaps.
            break
        words = 0
        counts[count] += 1
    first, times = next(iter(counts.most_common(1)), (0, 0))
    return first if times >= SURE_ROWS and times * 2 >= sum(counts.values()) else 0


def is_bare(body: str) -> bool:
    """Whether a line has figures alone, or their unit before them: its label stands above. A year may be its label."""
    if only_cells(body):
        return not _YEAR.fullmatch(body.split(" ")[0])
    return is_unit_word(" ".join(split(body).label))


@lru_cache(maxsize=8192)
def is_prose(body: str) -> bool:
    """Whether a line is one of running text: a long sentence's end, or many words that are hardly ever capitals."""
    if ends_sentence(body) and len(body) > SHORT:
        return True
    words = body.split(" ")
    small = sum(word[0].islower() for word in words)
    return len(words) > _TALK and small >= _SMALL * len(words) and count_names(body) < small
