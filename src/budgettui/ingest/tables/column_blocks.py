"""Tables that were taken out column by column: all labels, then each column's name with its figures under it.

Nothing but the count says which figure belongs to which label. So each column must have a figure for every label, the
labels must begin right under the table's unit, and the rows are certain only where a total agrees in every column.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from budgettui.domain.amounts import EMPTY_CELLS, Unit
from budgettui.domain.checking.parts import find_parts
from budgettui.domain.checking.structure import structured
from budgettui.domain.paper.reading import Row, Table
from budgettui.ingest.page.header import above
from budgettui.ingest.page.layout import Layout, Line, ends_sentence, source_of
from budgettui.ingest.tables.head_words import column_of, names_a_column, unit_in
from budgettui.ingest.tables.printed_rows import only_cells
from budgettui.ingest.tables.rows import cell_number, exact
from budgettui.ingest.tables.tables import FoundTable, table_findings
from budgettui.ingest.tables.told_rows import sum_agrees

#: Fewer rows or columns are no table that lost its shape.
_FEWEST_ROWS, _FEWEST_COLUMNS = 3, 2
_MOST_ROWS = 60
_LABEL = 80


def column_tables(
    layout: Layout, taken: Collection[int], department_for: Callable[[int], str | None]
) -> list[FoundTable]:
    """The tables of a text that stand column by column, where nothing else was read."""
    found: list[FoundTable] = []
    position = 0
    while position < len(layout.lines):
        columns = _columns_from(layout, position, taken)
        own = _table(layout, position, columns, department_for) if len(columns) >= _FEWEST_COLUMNS else None
        if own is None or not own.lines.isdisjoint(taken):
            position += 1
            continue
        found.append(own)
        position = max(own.lines) + 1
    return found


def _columns_from(layout: Layout, position: int, taken: Collection[int]) -> list[tuple[Line, list[Line]]]:
    """The columns that follow each other from this line on: a name, and as many figures as the first has."""
    columns: list[tuple[Line, list[Line]]] = []
    lines = layout.lines
    while position < len(lines) and position not in taken and names_a_column(lines[position].body):
        figures: list[Line] = []
        for line in lines[position + 1 : position + 1 + _MOST_ROWS]:
            if line.index in taken or " " in line.body or not only_cells(line.body) or column_of(line.body).year:
                break
            figures.append(line)
        if len(figures) < _FEWEST_ROWS or (columns and len(figures) != len(columns[0][1])):
            break
        columns.append((lines[position], figures))
        position = figures[-1].index + 1
    return columns


def _table(
    layout: Layout,
    position: int,
    columns: list[tuple[Line, list[Line]]],
    department_for: Callable[[int], str | None],
) -> FoundTable | None:
    count = len(columns[0][1])
    first = position - count
    if first < 1:
        return None
    labels = layout.lines[first:position]
    unit, head = _unit_over(layout, first)
    if unit is None or any(_no_label(line) for line in labels):
        return None
    start, title, _unit, price = above(layout, head)
    if not title:
        return None
    own_columns = tuple(column_of(name.body) for name, _figures in columns)
    rows = [_row(label, [figures[k] for _name, figures in columns]) for k, label in enumerate(labels)]
    finished, why = _proved(list(structured(rows)))
    taken = layout.lines[start : columns[-1][1][-1].index + 1]
    table = Table(
        title, unit.label, own_columns, tuple(finished), price_level=price,
        department=department_for(start), source=source_of(taken),
    )  # fmt: skip
    return FoundTable(table, frozenset(line.index for line in taken), table_findings(table, why))


def _unit_over(layout: Layout, first: int) -> tuple[Unit | None, int]:
    """The unit that stands alone right over the labels, and its line."""
    rest, unit = unit_in(layout.lines[first - 1].body)
    return (unit, first - 1) if unit is not None and not rest else (None, first)


def _no_label(line: Line) -> bool:
    body = line.body
    return len(body) > _LABEL or ends_sentence(body) or only_cells(body) or not (body[0].isupper() or body[0] in "-–§")


def _row(label: Line, figures: list[Line]) -> Row:
    values = [None if line.body in EMPTY_CELLS else cell_number(line.body) for line in figures]
    return Row(
        label.body,
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
