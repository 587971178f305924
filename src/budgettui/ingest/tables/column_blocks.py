"""Tables that were taken out column by column: all labels, then each column's name with its figures under it.

Nothing but the count says which figure belongs to which label. So each column must have a figure for every label, the
labels must end a block as each column does, and the rows are certain only where a total agrees in every column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace

from budgettui.domain.amounts import EMPTY_CELLS, Unit
from budgettui.domain.checking.parts import find_parts
from budgettui.domain.checking.structure import structured
from budgettui.domain.paper.reading import Column, Row, Table
from budgettui.ingest.page.header import only_year, split_unit
from budgettui.ingest.page.layout import Layout, Line, ends_sentence, is_open, source_of
from budgettui.ingest.tables.head_words import column_of, is_doubtful, unit_in
from budgettui.ingest.tables.printed_rows import only_cells
from budgettui.ingest.tables.rows import cell_number, exact
from budgettui.ingest.tables.tables import FoundTable, table_findings
from budgettui.ingest.tables.told_rows import sum_agrees

#: Fewer rows or columns are no table that lost its shape.
_FEWEST_ROWS, _FEWEST_COLUMNS = 3, 2
#: The labels, and a column in each of the blocks that follow.
_MOST_BLOCKS = 16
#: A column's name, and what stands over the labels in their block, has so many lines at most.
_NAME_LINES, _OVER = 3, 3
_CAPTION = re.compile(r"Tabel\b", re.IGNORECASE)


def column_tables(
    layout: Layout, taken: Collection[int], department_for: Callable[[int], str | None]
) -> list[FoundTable]:
    """The tables of a text that stand column by column, where nothing else was read."""
    found: list[FoundTable] = []
    for blocks in _pages(layout, taken):
        place = 0
        while place < len(blocks):
            own = _of_blocks(layout, blocks[place : place + _MOST_BLOCKS], department_for)
            if own and place and len(blocks[place - 1]) >= len(own.table.rows):
                # Beside the words that stand next to the figures there are others, which may be the labels.
                own = _doubted(own)
            found += [own] if own else []
            place += 1
            while own and place < len(blocks) and blocks[place][0].index in own.lines:
                place += 1
    return found


def _pages(layout: Layout, taken: Collection[int]) -> Iterator[list[list[Line]]]:
    """The lines of each page as blocks that empty lines part."""
    blocks: list[list[Line]] = []
    before = None
    for line in layout.lines:
        if line.index in layout.furniture or line.index in taken:
            continue
        if before and line.new_page:
            yield blocks
            blocks = []
        if not blocks or line.gap or (before and before.index + 1 < line.index):
            blocks.append([])
        blocks[-1].append(line)
        before = line
    yield blocks


def _of_blocks(
    layout: Layout, blocks: Sequence[Sequence[Line]], department_for: Callable[[int], str | None]
) -> FoundTable | None:
    """The table whose labels end the first of these blocks, with a column in each of those that follow."""
    for names in range(1, _NAME_LINES + 1):
        count = len(blocks[1]) - names if len(blocks) > 1 else 0
        columns: list[tuple[str, list[Line]]] = []
        for block in blocks[1:]:
            if (column := _column(layout, block, count)) is None:
                break
            columns.append(column)
        first = [figures[0].body for _name, figures in columns]
        if len(columns) < _FEWEST_COLUMNS or all(map(only_year, first)):
            continue
        labels = _whole_labels(layout, blocks[0])
        own, over = labels[len(labels) - count :], labels[max(0, len(labels) - count - _OVER) : len(labels) - count]
        heads = [(lines[0], *split_unit(text)) for lines, text in over if not ends_sentence(text) or unit_in(text)[1]]
        unit = next((unit for _line, _rest, unit, _price in heads if unit), None)
        price = next((price for *_line, price in heads if price), None)
        titled = [(line, rest) for line, rest, *_unit in heads if rest]
        start = titled[0][0].index if titled else own[0][0][0].index
        title = next((rest for _line, rest in titled if _CAPTION.match(rest)), titled[0][1] if titled else "")
        # Figures under a year are a column whose labels stand elsewhere.
        if title and not any(only_cells(text) and not only_year(text) for _lines, text in own):
            named = tuple(column_of(name) for name, _figures in columns)
            rows = [_row(lines[0], text, [own[k] for _name, own in columns]) for k, (lines, text) in enumerate(own)]
            return _found(layout, rows, named, (start, title, unit, price), columns[-1][1][-1], department_for)
    return None


def _whole_labels(layout: Layout, block: Sequence[Line]) -> list[tuple[list[Line], str]]:
    """The labels in a block: a line that begins small, or that the one before has to go on with, belongs to it."""
    whole: list[list[Line]] = []
    for line in block:
        if whole and (line.body[0].islower() or is_open(whole[-1][-1].body)):
            whole[-1].append(line)
        else:
            whole.append([line])
    return [(lines, layout.joiner.join([line.body for line in lines])[0]) for lines in whole]


def _column(layout: Layout, block: Sequence[Line], count: int) -> tuple[str, list[Line]] | None:
    """The name and the figures of a block with so many of them; ``None`` where it is no column."""
    names, figures = block[: len(block) - count], block[len(block) - count :]
    if count < _FEWEST_ROWS or not 0 < len(names) <= _NAME_LINES:
        return None
    if any(" " in line.body or not only_cells(line.body) for line in figures):
        return None
    return layout.joiner.join([line.body for line in names])[0], list(figures)


def _found(
    layout: Layout,
    rows: Sequence[Row],
    columns: tuple[Column, ...],
    head: tuple[int, str, Unit | None, str | None],
    last: Line,
    department_for: Callable[[int], str | None],
) -> FoundTable:
    """The table with what its totals prove; under names that cannot all be right nothing is certain."""
    start, title, unit, price = head
    finished, why = _proved(list(structured(rows)))
    taken = layout.lines[start : last.index + 1]
    table = Table(
        title, unit.label if unit else None, columns, tuple(finished), price_level=price,
        department=department_for(start), source=source_of(taken),
    )  # fmt: skip
    found = FoundTable(table, frozenset(line.index for line in taken), table_findings(table, why))
    return _doubted(found) if is_doubtful(columns) else found


def _doubted(found: FoundTable) -> FoundTable:
    rows = tuple(replace(row, certain=False) for row in found.table.rows)
    table = replace(found.table, rows=rows)
    return replace(found, table=table, findings=table_findings(table, dict.fromkeys(range(len(rows)), "head_unsure")))


def _row(label: Line, text: str, figures: list[Line]) -> Row:
    values = [None if line.body in EMPTY_CELLS else cell_number(line.body) for line in figures]
    return Row(
        text,
        tuple(None if number is None or number.doubt else exact(number.value) for number in values),
        tuple(line.body for line in figures),
        certain=False,
        source=source_of([label]),
        lines=tuple(line.number for line in figures),
    )


def _proved(rows: list[Row]) -> tuple[list[Row], dict[int, str]]:
    """The rows that a total proves are certain; of the others it is said why they are not."""
    for total, parts in find_parts(rows).items():
        if sum_agrees(rows, total, parts):
            for at in (total, *parts):
                rows[at] = replace(rows[at], certain=True)
    return rows, {at: "broken_row" for at, row in enumerate(rows) if not row.certain}
