"""How well tables were read: right cells, and wrong numbers that nothing marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from flat_corpus import Flat

from budgettui.domain.errors import UnreadableFile
from budgettui.domain.paper.reading import Column, Reading, Row, Table
from budgettui.ingest import read_bytes

PHASES = {
    "R": "executed", "B": "approved", "K": "adjusted", "F": "forecast", "V": "variance", "E": "effect", "O": "other",
}


@dataclass
class Score:
    """Counts of cells. ``wrong`` are numbers of rows told as certain that the paper does not have there."""

    cells: int = 0
    right: int = 0
    marked: int = 0
    wrong: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        self.cells += other.cells
        self.right += other.right
        self.marked += other.marked
        self.wrong += other.wrong
        self.lost += other.lost

    @property
    def rate(self) -> float:
        return self.right / self.cells if self.cells else 1.0


def wanted_columns(case: Flat) -> list[tuple[str, int | None]]:
    return [(PHASES[own[0]], int(own[1:]) if own[1:] else None) for own in case.columns.split()]


def wanted_rows(case: Flat) -> list[tuple[str, tuple[str | None, ...]]]:
    rows = []
    for line in case.rows.split("\n"):
        label, *values = (part.strip() for part in line.split(" | "))
        rows.append((label, tuple(None if value == "·" else value for value in values)))
    return rows


def score(case: Flat, tables: Sequence[Table]) -> Score:
    """The tables of a paper that holds this one, cell by cell. A number counts where its row and column are right.

    A row of another unit than its table ("~" before it) may stand nowhere as one of the table's.
    """
    columns, wanted = wanted_columns(case), wanted_rows(case)
    own = Score(cells=sum(value is not None for _label, values in wanted for value in values))
    read = [(table, row) for table in tables for row in table.rows if any(value is not None for value in row.values)]
    for label, values in wanted:
        other, label = label.startswith("~"), label.removeprefix("~")
        at = next((k for k, (table, row) in enumerate(read) if _same(row.label, label)), None)
        if at is None:
            own.lost.append(f"{case.name}: {label}")
            continue
        table, row = read.pop(at)
        if other and row.certain and table.unit == case.unit:
            own.wrong.append(f"{case.name}: {label}: {values} told as {table.unit}")
        _score_row(own, case, columns, (label, values), table, row)
    for table, row in read:
        if row.certain and _number_columns(table.columns, row):
            own.wrong.append(f"{case.name}: not in the paper: {row.label!r} {row.values}")
    return own


def _score_row(
    own: Score,
    case: Flat,
    columns: Sequence[tuple[str, int | None]],
    wanted: tuple[str, tuple[str | None, ...]],
    table: Table,
    row: Row,
) -> None:
    label, values = wanted
    for at, value in enumerate(values):
        found = row.values[at] if at < len(row.values) and len(table.columns) == len(columns) else None
        read = table.columns[at] if at < len(table.columns) else None
        year = columns[at][1]
        placed = read is not None and (read.year == year or (year is None and read.year is None))
        if value is not None and found is not None and number(found) == number(value) and placed:
            own.right += 1
            own.marked += not row.certain
        elif not row.certain:
            own.marked += 1
        elif found is not None:
            own.wrong.append(f"{case.name}: {label}: {values} {columns[at]} read {row.values} {read}")
        elif value is not None:
            own.lost.append(f"{case.name}: {label}: cell {at}: {values} read {row.values}")


def number(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def _same(read: str, label: str) -> bool:
    return plain(read) == plain(label)


def plain(label: str) -> str:
    return re.sub(r"[^0-9a-zæøå§+-]", "", label.casefold())


def _number_columns(columns: Sequence[Column], row: Row) -> bool:
    return bool(columns) and any(value is not None for value in row.values)


BEFORE = """Notat til Økonomiudvalget

Forvaltningen redegør her for den økonomiske udvikling, som udvalget bad om på sit seneste møde.
Tallene er trukket i kommunens økonomisystem og er afstemt med fagudvalgene.

"""
AFTER = """
Forvaltningen vurderer, at udviklingen følger det forventede, og følger op ved næste budgetopfølgning.
Der er ikke behov for yderligere handling på nuværende tidspunkt.
"""


def paper(text: str) -> bytes:
    """A small paper around a table."""
    return f"{BEFORE}{text.strip(chr(10))}\n{AFTER}".encode()


def tables_of(text: str) -> Sequence[Table]:
    """The tables of a paper that holds this one; none where nothing was understood."""
    try:
        return whole_tables(read_bytes("notat.txt", paper(text)), text)
    except UnreadableFile:
        return ()


def whole_tables(reading: Reading, text: str) -> Sequence[Table]:
    """Tables of one place, told apart by their units, as one: their columns in the order of print."""
    found: dict[object, Table] = {}
    flat = " ".join(text.split())
    for table in reading.tables:
        known = found.get(table.source)
        if known is None or len(known.rows) != len(table.rows):
            found[table.source if known is None else len(found)] = table
            continue
        columns = (*known.columns, *table.columns)
        places: list[int] = []
        for column in columns:
            at = flat.find(column.label, len(table.title))
            # Under a name that several have, a column's own is printed elsewhere: it stands after the one before it.
            places.append(at if at >= 0 or not places else places[-1])
        order = sorted(range(len(columns)), key=lambda k: places[k])
        rows = tuple(
            replace(a, values=tuple((*a.values, *b.values)[k] for k in order), certain=a.certain and b.certain)
            for a, b in zip(known.rows, table.rows, strict=True)
        )
        found[table.source] = replace(known, columns=tuple(columns[k] for k in order), rows=rows)
    return list(found.values())
