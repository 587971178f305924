"""Rows of a table out of lines whose words were put in columns: which lines are one label, and which are headings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median

from budgettui.ingest.page.layout import is_open
from budgettui.ingest.pdfs.columns import FigureColumn, PlacedLine
from budgettui.ingest.pdfs.region import RegionRow

#: A line belongs to the one that is so much nearer than the other; and in heights of a line, how near lines of a
#: label may be. A label surely has this share of the room before the figures.
_NEARER, _WITHIN_LABEL, _ROOM = 0.87, 1.6, 0.6


def joined_rows(placed: Sequence[PlacedLine], columns: Sequence[FigureColumn]) -> list[RegionRow]:
    """Rows of lines: a label that goes over several lines is put together, a line of words alone is a heading."""
    figures = [i for i, own in enumerate(placed) if any(c.figure or c.empty for cell in own.cells for c in cell)]
    if not figures:
        return []
    groups = {i: [i] for i in figures}
    doubtful: set[int] = set()
    headings: dict[int, list[int]] = {}
    was_ended = _ended(placed, figures, columns)
    for before, after in pairwise([None, *figures, None]):
        start = 0 if before is None else before + 1
        between = list(range(start, len(placed) if after is None else after))
        if before is not None:
            _take_below(placed, groups[before], between, after, was_ended, doubtful)
        if after is not None:
            _take_above(placed, groups[after], between, columns, was_ended, doubtful)
            headings[after] = between
    rows: list[RegionRow] = []
    for i in figures:
        for group in _heading_groups(placed, headings.get(i, [])):
            label = _whole_label([placed[k] for k in group])
            why = next((placed[k].why for k in group if placed[k].why), "")
            texts = [[chunk.plain for k in group for chunk in placed[k].cells[at]] for at in range(len(columns))]
            rows.append(RegionRow([label, *map(" ".join, texts)], [placed[k].line for k in group], why=why))
        own = placed[i]
        members = sorted(groups[i])
        label = _whole_label([placed[k] for k in members])
        why = own.why or next((placed[k].why for k in members if placed[k].why), "")
        if i in doubtful:
            why = why or "heading_or_label"
        cells = [" ".join(chunk.plain for chunk in cell) for cell in own.cells]
        rows.append(RegionRow([label, *cells], [placed[k].line for k in members], why=why))
    return rows


def _take_below(
    placed: Sequence[PlacedLine],
    group: list[int],
    between: list[int],
    after: int | None,
    was_ended: Callable[[int, int], bool],
    doubtful: set[int],
) -> None:
    """Take from the lines between two rows those that go on with the label of the row above."""
    row = group[-1]
    while between:
        last, line = max(group), between[0]
        step = _step(placed, last, line)
        beyond = between[1] if len(between) > 1 else after
        further = _step(placed, line, beyond) if beyond is not None else float("inf")
        says_so = goes_on(placed, last, line)
        nearer, further_off = step < _NEARER * further, further < _NEARER * step
        near = nearer and not was_ended(last, line)
        if not placed[row].label:
            # Figures in the middle between the lines of their label.
            if step > _WITHIN_LABEL * placed[last].line.height or (beyond is not None and not nearer):
                return
        elif further_off or not (says_so or (near and after is not None and step <= 1.5 * placed[last].line.height)):
            return
        elif not says_so or (after is not None and not nearer and goes_on(placed, line, beyond or after)):
            doubtful.add(row)
            if after is not None:
                doubtful.add(after)
        group.append(between.pop(0))
        if not placed[row].label:
            return


def _take_above(
    placed: Sequence[PlacedLine],
    group: list[int],
    between: list[int],
    columns: Sequence[FigureColumn],
    was_ended: Callable[[int, int], bool],
    doubtful: set[int],
) -> None:
    """Take from the lines over a row those that begin its label."""
    row = group[0]
    while between:
        first, line = min(group), between[-1]
        step = _step(placed, line, first)
        before = line - 1
        further = _step(placed, before, line) if before >= 0 else float("inf")
        if not placed[row].label:
            if len(group) > 1 and step > _WITHIN_LABEL * placed[line].line.height:
                return
        elif not goes_on(placed, line, first):
            nearer = step < _NEARER * further and before >= 0 and not was_ended(line, first)
            if nearer or _full(placed[line], placed[first], columns):
                doubtful.add(row)
            return
        group.append(between.pop())


def _step(placed: Sequence[PlacedLine], before: int, after: int) -> float:
    return placed[after].line.base - placed[before].line.base


def label_of(own: PlacedLine) -> str:
    """The words of a line before its first column."""
    return " ".join(chunk.text for chunk in own.label)


def _whole_label(lines: Sequence[PlacedLine]) -> str:
    """The words of a label over its lines, and behind them those of each further column of words."""
    starts = max(([chunk.x0 for chunk in own.label] for own in lines), key=len)
    columns: list[list[str]] = [[] for _ in starts]
    for own in lines:
        for chunk in own.label:
            at = sum(start <= chunk.x0 + own.line.height for start in starts)
            columns[max(at - 1, 0)].append(chunk.text)
    return " ".join("\n".join(words) for words in columns)


def goes_on(placed: Sequence[PlacedLine], before: int, after: int) -> bool:
    """Whether the label of a line goes on in the line of words below it."""
    text, more = label_of(placed[before]), label_of(placed[after])
    if not text or not more or placed[after].line.base - placed[before].line.base > 1.8 * placed[before].line.height:
        return False
    # A number alone begins no label, and no bracket does.
    begins = any(map(str.isalpha, more)) and not more[:1].islower() and not more.startswith("(")
    return text.endswith("-") or is_open(text) or not begins


def _full(before: PlacedLine, row: PlacedLine, columns: Sequence[FigureColumn]) -> bool:
    """Whether the first word of the row's label had no room on the line before: then that may be its beginning."""
    if not before.label or not row.label or row.line.base - before.line.base > 1.5 * row.line.height:
        return False
    word = row.label[0].words[0]
    return before.label[-1].x1 + (word.x1 - word.x0) > columns[0].x0 - row.line.height


def _ended(
    placed: Sequence[PlacedLine], figures: Sequence[int], columns: Sequence[FigureColumn]
) -> Callable[[int, int], bool]:
    """Tells of two lines whether the first was ended before it was full, and they stand no nearer than two rows."""
    steps = [_step(placed, before, after) for before, after in pairwise(figures) if after == before + 1]
    near = _NEARER * median(steps) if steps else float("inf")
    labels = [own.label for own in placed if own.label]
    start = min((label[0].x0 for label in labels), default=0.0)
    longest = max((label[-1].x1 for label in labels), default=0.0)
    edge = max(longest, start + _ROOM * (columns[0].x0 - start))

    def was_ended(before: int, after: int) -> bool:
        one, other = placed[before], placed[after]
        if not one.label or not other.label or _step(placed, before, after) < near:
            return False
        word = other.label[0].words[0]
        return one.label[-1].x1 + word.x1 - word.x0 + one.line.height / 2 < edge

    return was_ended


def _heading_groups(placed: Sequence[PlacedLine], pending: Sequence[int]) -> list[list[int]]:
    groups: list[list[int]] = []
    for k in pending:
        if groups and goes_on(placed, groups[-1][-1], k):
            groups[-1].append(k)
        else:
            groups.append([k])
    return groups
