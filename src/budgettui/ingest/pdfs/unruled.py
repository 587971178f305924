"""Tables without rulings on a page of a PDF: lines with figures that stand over each other in columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from budgettui.domain.amounts import parse_unit
from budgettui.ingest.pdfs.columns import FigureColumn, column_of, columns_of, place_line
from budgettui.ingest.pdfs.heads import HEAD_APART, head_rows
from budgettui.ingest.pdfs.lines import TextLine, is_prose, text_lines
from budgettui.ingest.pdfs.page import Word
from budgettui.ingest.pdfs.region import Region
from budgettui.ingest.pdfs.rows import goes_on, joined_rows
from budgettui.ingest.tables.placed import is_year

#: Lines without figures that may stand between two rows, and how many line heights the rows may be apart.
_MOST_BETWEEN, _ROWS_APART = 3, 6.0
#: Lines that may run over the rest of a table at the top of a page.
_OVER_REST = 2
#: The foot of a page stands so many line heights below a table.
_FOOT_APART = 2.0


def unruled_tables(words: dict[int, Word]) -> list[Region]:
    """The tables whose figures stand in columns, from the top; ``words`` by their index on the page."""
    lines = text_lines(words.values())
    pitch = _pitch(lines)
    regions: list[Region] = []
    used = 0
    for group in _groups(lines, pitch):
        region = _region(lines, group, pitch, used) if len(group) > 1 else _rest(lines, group[0])
        if region is not None:
            own, used = region
            inside = {id(word) for row in own.rows for line in row.lines for c in line.chunks for word in c.words}
            own.words = frozenset(i for i, word in words.items() if id(word) in inside)
            regions.append(own)
    return regions


def _pitch(lines: Sequence[TextLine]) -> float:
    steps = [
        step
        for before, after in pairwise(lines)
        if 0.5 * before.height < (step := after.base - before.base) < 2.5 * before.height
    ]
    return median(steps) if steps else 12.0


def _groups(lines: Sequence[TextLine], pitch: float) -> list[list[int]]:
    """The lines that may be rows of one table, by index: lines with figures, with few others between them."""
    groups: list[list[int]] = []
    for i, line in enumerate(lines):
        if not line.numbers or is_prose(line):
            continue
        last = groups[-1][-1] if groups else None
        if (
            last is not None
            and i - last <= _MOST_BETWEEN + 1
            and line.base - lines[last].base <= _ROWS_APART * pitch
            and not any(is_prose(between) for between in lines[last + 1 : i])
            and not (_is_head_of_years(line) and not _is_head_of_years(lines[last]))
            and not any(_names(lines[k], lines[last], line) for k in range(last + 1, i + 1))
        ):
            groups[-1].append(i)
        else:
            groups.append([i])
    for group in groups:
        while len(group) > 1 and _is_page_number(lines[group[-1]], lines[group[-2]], pitch):
            group.pop()
    return [group for k, group in enumerate(groups) if len(group) > 1 or not k]


def _is_page_number(line: TextLine, above: TextLine, pitch: float) -> bool:
    """Whether a whole number stands alone on its line, apart from the last row: that of the page."""
    return line.text.isdecimal() and line.base - above.base > _FOOT_APART * pitch


def _names(line: TextLine, above: TextLine, below: TextLine) -> bool:
    """Whether words, but for a unit before them and years no figures, stand over places where figures end above or
    below: a head, and with it begins another table.
    """
    figures = [chunk for chunk in line.chunks if chunk.figure and not is_year(chunk.plain)]
    if figures and (figures != [line.chunks[0]] or parse_unit(figures[0].plain) is None):
        return False
    over = [chunk for chunk in line.chunks if not chunk.figure and not chunk.empty]
    if len(over) > 2 and len({chunk.text for chunk in over[1:]}) == 1:
        # "Gratis" in each cell.
        return False
    return any(
        sum(chunk.figure and any(own.x0 < chunk.x1 and own.x1 > chunk.x0 for own in over) for chunk in rows.chunks) > 1
        for rows in (above, below)
    )


def _is_head_of_years(line: TextLine) -> bool:
    return line.numbers > 1 and _is_years(line)


def _is_years(line: TextLine) -> bool:
    return all(is_year(chunk.plain) for chunk in line.chunks if chunk.figure)


def _is_year_row(line: TextLine, column: FigureColumn) -> bool:
    return is_year(line.chunks[0].plain) and column_of(line.chunks[0], [column]) is not None


def _ends_head(line: TextLine, above: TextLine | None, columns: Sequence[FigureColumn]) -> bool:
    """Whether a line over the first row has no label, and years or the ends of words above alone for figures."""
    broken = [chunk for chunk in above.chunks if chunk.text.endswith("-")] if above else []
    return line.chunks[0].x1 > columns[0].x0 and all(
        is_year(chunk.plain) or any(chunk.x0 < own.x1 and chunk.x1 > own.x0 for own in broken)
        for chunk in line.chunks
        if chunk.figure
    )


def _region(lines: Sequence[TextLine], group: Sequence[int], pitch: float, used: int) -> tuple[Region, int] | None:
    # Years over the figures stand where the words of the head do, not where the figures end.
    start = next((k for k, i in enumerate(group) if not _is_years(lines[i])), 0)
    columns = columns_of([lines[i] for i in group[start:]], lines[max(used, group[start] - 4) : group[start]])
    if len(columns) > 2 and all(_is_year_row(lines[i], columns[0]) for i in group[start:]):
        # Years that no words stand before are what the rows are called.
        columns = columns[1:]
    if not columns:
        return None
    # The group may begin or end with lines that have nothing in these columns.
    inside = [
        i
        for i in group
        if any(chunk.figure and column_of(chunk, columns) is not None for chunk in lines[i].chunks)
    ]
    body = [i for i in inside if not _is_head_of_years(lines[i])]
    while body and _ends_head(lines[body[0]], lines[body[0] - 1] if body[0] else None, columns):
        body.pop(0)
    if len(body) < 2 or (len(columns) == 1 and len(body) < 3):
        return None
    first, last = _label_lines(lines, body, columns, pitch, used)
    head, sure = head_rows(lines, first, columns, pitch, used)
    if not head:
        first = body[0]
    placed = [place_line(lines[i], columns) for i in range(first, last + 1)]
    rows = joined_rows(placed, columns)
    if not sure:
        for row in rows:
            row.why = row.why or "head_unsure"
    if rows and not head and str(rows[0].cells[0])[:1].islower():
        rows[0].why = rows[0].why or "heading_or_label"
    if not rows:
        return None
    all_lines = [line for row in (*head, *rows) for line in row.lines]
    region = Region(
        [*head, *rows], tuple(column.end for column in columns),
        min(line.base for line in all_lines), max(line.base for line in all_lines), False,
    )  # fmt: skip
    return region, last + 1


def _rest(lines: Sequence[TextLine], at: int) -> tuple[Region, int] | None:
    """One row at the top of a page, each of its figures a column."""
    line = lines[at]
    columns = [FigureColumn(chunk.x0, chunk.x1, chunk.end) for chunk in line.chunks[1:] if chunk.figure]
    if len(columns) < 2 or line.chunks[0].figure or at > _OVER_REST:
        return None
    rows = joined_rows([place_line(line, columns)], columns)
    return Region(rows, tuple(c.end for c in columns), line.base, line.base, drawn=False, rest=True), at + 1


def _label_lines(
    lines: Sequence[TextLine], body: Sequence[int], columns: Sequence[FigureColumn], pitch: float, used: int
) -> tuple[int, int]:
    """The first and the last line of the rows, with the words of labels over the first and under the last figures."""
    first, last = body[0], body[-1]
    while (
        first - 1 >= used
        and body[0] - first < _MOST_BETWEEN
        and not _over_columns(lines[first - 1], columns)
        and not is_prose(lines[first - 1])
        and lines[first].base - lines[first - 1].base <= HEAD_APART * pitch
    ):
        first -= 1
    if first == used or not _over_columns(lines[first - 1], columns):
        # No head stands over these words: they are text before the table.
        first = body[0]
    while last + 1 < len(lines) and last - body[-1] < 2:
        below = lines[last + 1]
        own = [place_line(lines[last], columns), place_line(below, columns)]
        if _over_columns(below, columns) or not goes_on(own, 0, 1) or is_prose(below):
            break
        last += 1
    return first, last


def _over_columns(line: TextLine, columns: Sequence[FigureColumn]) -> bool:
    """Whether a line has words over the columns, and not only a long label that reaches there."""
    return any(
        chunk.x1 > columns[0].x0 - line.height and (k > 0 or chunk.x0 > columns[0].x0 - 6 * line.height)
        for k, chunk in enumerate(line.chunks)
    )
