"""What a person changes in a reading: the law by which corrections make the reading that is used.

A correction names a table and a row by their place *at that moment*, so corrections are applied in the order in
which they were made. The file's own reading is never changed: it is kept beside them, and each can be taken back.
A corrected row is certain, says so, and keeps its source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from budgettui.domain.amounts import NumberError, parse_cell
from budgettui.domain.errors import N_
from budgettui.domain.paper.long_table import CorrectedRows, LongRows
from budgettui.domain.paper.reading import Column, Reading, Row, Source, Table

#: What can be done to a row, a column or a table.
PHASES = ("executed", "approved", "adjusted", "forecast", "variance", "effect", "other")
KINDS = ("line", "subtotal", "total")

Correction = Mapping[str, Any]


class CorrectionError(ValueError):
    """A correction that does not fit the reading: no such place, not a number, not a kind or phase.

    What a person can type wrong is a marked message.
    """


def corrected(reading: Reading, corrections: Iterable[Correction]) -> Reading:
    """The reading after all corrections, oldest first. Raises :class:`CorrectionError` at the first that is wrong."""
    for correction in corrections:
        reading = correct(reading, correction)
    return reading


def correct(reading: Reading, correction: Correction) -> Reading:
    """The reading after one correction.

    ``{"do": "cell", "table": 0, "row": 3, "column": 1, "printed": "1.234"}`` sets a figure as it is printed;
    ``label``, ``kind`` and ``accept`` work on a row, ``split`` parts a row's label at a character and leaves the
    figures with the second part, ``join`` puts a row's label before the next row's, ``column`` sets a column's year
    and phase, ``unit`` and ``price_level`` are the table's, and ``leave_out`` keeps a table out of the budget.
    A row of a table that is too long to be held is named by its line of the file, ``"line": 12345``, and only ``cell``,
    ``label`` and ``accept`` work on it. ``{"do": "seen", "finding": 2}`` settles a finding that is in doubt.
    """
    if correction.get("do") == "seen":
        return _seen(reading, correction)
    place = correction.get("table")
    if not isinstance(place, int) or not 0 <= place < len(reading.tables):
        raise CorrectionError(f"table {place!r}")
    work = _WORK.get(str(correction.get("do")))
    if work is None:
        raise CorrectionError(f"do {correction.get('do')!r}")
    table = work(reading.tables[place], correction)
    return replace(reading, tables=(*reading.tables[:place], table, *reading.tables[place + 1 :]))


def _seen(reading: Reading, correction: Correction) -> Reading:
    place = correction.get("finding")
    if not isinstance(place, int) or not 0 <= place < len(reading.findings):
        raise CorrectionError(f"finding {place!r}")
    seen = replace(reading.findings[place], seen=True)
    return replace(reading, findings=(*reading.findings[:place], seen, *reading.findings[place + 1 :]))


def _row(table: Table, correction: Correction) -> tuple[int, Row]:
    """The row that a correction is about, and its place; in a table that is too long to be held, its line."""
    if isinstance(table.rows, LongRows):
        line, place = correction.get("line"), correction.get("row")
        found = table.rows.at(line) if isinstance(line, int) else None
        if isinstance(place, int) and 0 <= place < len(table.rows):  # all rows are held then
            found = table.rows[place]
        if found is None or found.source.line is None or not any(found.printed):
            raise CorrectionError(N_("rækkerne i en lang tabel rettes én ad gangen: / finder dem"))
        return found.source.line, found
    place = correction.get("row")
    if not isinstance(place, int) or not 0 <= place < len(table.rows):
        raise CorrectionError(f"row {place!r}")
    return place, table.rows[place]


def _with_rows(table: Table, place: int, count: int, *rows: Row) -> Table:
    if isinstance(table.rows, LongRows):
        if (count, len(rows), rows[0].kind) != (1, 1, "line"):
            raise CorrectionError(N_("i en lang tabel kan tal og navn rettes, og rækken godtages"))
        return replace(table, rows=CorrectedRows(table.rows, place, rows[0]))
    return replace(table, rows=(*table.rows[:place], *rows, *table.rows[place + count :]))


def _column(table: Table, correction: Correction) -> int:
    place = correction.get("column")
    if not isinstance(place, int) or not 0 <= place < len(table.columns):
        raise CorrectionError(f"column {place!r}")
    return place


def _cell(table: Table, correction: Correction) -> Table:
    at, row = _row(table, correction)
    column = _column(table, correction)
    printed = str(correction.get("printed", "")).strip()
    try:
        number = parse_cell(printed)
    except NumberError as error:
        raise CorrectionError(N_("{printed} er ikke et tal").format(printed=printed)) from error
    width = len(table.columns)
    values = [*row.values, *[None] * width][:width]
    texts = [*row.printed, *[None] * width][:width]
    values[column] = None if number is None else str(number.value)
    texts[column] = printed or None
    return _with_rows(table, at, 1, _sure(replace(row, values=tuple(values), printed=tuple(texts))))


def _label(table: Table, correction: Correction) -> Table:
    at, row = _row(table, correction)
    label = str(correction.get("label", "")).strip()
    if not label:
        raise CorrectionError(N_("rækken har intet navn"))
    return _with_rows(table, at, 1, _sure(replace(row, label=label)))


def _kind(table: Table, correction: Correction) -> Table:
    at, row = _row(table, correction)
    kind = correction.get("kind")
    if kind not in KINDS:
        raise CorrectionError(f"kind {kind!r}")
    return _with_rows(table, at, 1, _sure(replace(row, kind=kind)))


def _accept(table: Table, correction: Correction) -> Table:
    at, row = _row(table, correction)
    return _with_rows(table, at, 1, replace(row, certain=True, reviewed="accepted"))


def _split(table: Table, correction: Correction) -> Table:
    at, row = _row(table, correction)
    where = correction.get("at")
    if not isinstance(where, int) or not row.label[:where].strip() or not row.label[where:].strip():
        raise CorrectionError(N_("rækken kan ikke deles der"))
    first = replace(row, label=row.label[:where].strip(), values=(None,) * len(row.values), printed=())
    return _with_rows(table, at, 1, _sure(first), _sure(replace(row, label=row.label[where:].strip())))


def _join(table: Table, correction: Correction) -> Table:
    at, row = _row(table, correction)
    if isinstance(table.rows, LongRows):
        return _with_rows(table, at, 2, row)
    if at + 1 >= len(table.rows):
        raise CorrectionError(N_("rækken kan ikke samles med den næste"))
    after = table.rows[at + 1]
    if any(value is not None for value in row.values) and any(value is not None for value in after.values):
        raise CorrectionError(N_("rækken kan ikke samles med den næste"))
    figures = row if any(value is not None for value in row.values) else after
    source = Source(row.source.page, row.source.line, after.source.last_line or after.source.line, row.source.raw)
    return _with_rows(table, at, 2, _sure(replace(figures, label=f"{row.label} {after.label}", source=source)))


def _sure(row: Row) -> Row:
    return replace(row, certain=True, reviewed="corrected")


def _set_column(table: Table, correction: Correction) -> Table:
    place = _column(table, correction)
    phase, year = correction.get("phase"), correction.get("year")
    if phase not in PHASES or not (year is None or (isinstance(year, int) and 1900 <= year < 2200)):
        raise CorrectionError(N_("fasen eller året er ikke kendt"))
    column = Column(table.columns[place].label, year, phase)
    return replace(table, columns=(*table.columns[:place], column, *table.columns[place + 1 :]))


_WORK: dict[str, Callable[[Table, Correction], Table]] = {
    "cell": _cell,
    "label": _label,
    "kind": _kind,
    "accept": _accept,
    "split": _split,
    "join": _join,
    "column": _set_column,
    "unit": lambda table, said: replace(table, unit=str(said.get("unit", "")).strip() or None),
    "price_level": lambda table, said: replace(table, price_level=str(said.get("price_level", "")).strip() or None),
    "leave_out": lambda table, said: replace(table, left_out=bool(said.get("out", True))),
}
