"""Whole papers as they come out of a PDF, in ``printed``: the text, and what stands in its tables.

The words and figures are the tests' own. They were set as tables of a letter or a sheet, printed to a PDF, and taken
out of that as text, so that what a page does to a table is done to them: the words of a cell go over lines, a row
stands over the end of a page, and nothing says where a column is. ``.tables`` was written with the tables, before they
were printed: "# title | unit | columns", then a row a line, "·" where a cell is empty. After "| words" a column of
words stands among the figures, which may be read with the label.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

from budgettui.domain.paper.reading import Reading

FOLDER = Path(__file__).with_name("printed")
NAMES = sorted(path.stem for path in FOLDER.glob("*.tables"))
PDFS = sorted(path.stem for path in FOLDER.glob("*.pdf"))
#: The same papers printed to text whose columns are kept by spaces.
LAID = sorted(path.stem for path in FOLDER.glob("*.lay"))

#: And to text that comes a column at a time, in blocks.
BY_COLUMN = sorted(path.stem for path in FOLDER.glob("*.columns"))

Value = Decimal | None


@dataclass(frozen=True)
class Printed:
    """A table as it was set: its columns, and its rows that have figures."""

    title: str
    unit: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Value, ...]], ...]
    words: bool


@dataclass
class Read:
    """Rows of a table as read; of tables that stand in the same lines, one for each unit, the rows are one."""

    label: str
    values: tuple[Value, ...]
    certain: bool
    whole: bool


@dataclass
class Tally:
    cells: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def text_of(name: str) -> bytes:
    return (FOLDER / f"{name}.txt").read_bytes()


def laid_of(name: str) -> bytes:
    return (FOLDER / f"{name}.lay").read_bytes()


def by_column_of(name: str) -> bytes:
    return (FOLDER / f"{name}.columns").read_bytes()


def pdf_of(name: str) -> bytes:
    return (FOLDER / f"{name}.pdf").read_bytes()


def tables_of(name: str) -> list[Printed]:
    found: list[Printed] = []
    for block in (FOLDER / f"{name}.tables").read_text("utf-8").strip().split("\n\n"):
        head, *lines = block.split("\n")
        title, unit, columns, *words = (part.strip() for part in head.removeprefix("#").split(" | "))
        rows = []
        for line in lines:
            label, *cells = line.split(" | ")
            rows.append((label, tuple(map(_value, cells))))
        found.append(Printed(title, unit, tuple(columns.split("; ")), tuple(rows), bool(words)))
    return found


def tally(name: str, reading: Reading) -> Tally:
    """The cells of a paper that were read right, and the rows told as certain that it does not have."""
    own = Tally()
    rows = _rows(reading)
    for table in tables_of(name):
        for label, values in table.rows:
            own.cells += sum(value is not None for value in values)
            row = _row_of(rows, label, values, words=table.words)
            if row is None:
                own.lost.append(f"{table.title}: {label}")
                continue
            rows.remove(row)
            own.right += _score(own, label, values, row)
    own.wrong += [
        f"not in the paper: {row.label!r} {row.values}"
        for row in rows
        if row.certain and any(value is not None for value in row.values)
    ]
    return own


def _score(own: Tally, label: str, values: Sequence[Value], row: Read) -> int:
    if not row.whole or len(row.values) != len(values):
        # Columns of another unit stand after the others, or one was not seen.
        if row.certain and {*row.values} - {*values, None}:
            own.wrong.append(f"{label}: {row.values}")
        return sum(value is not None and value in row.values for value in values)
    if row.certain and any(read is not None and read != value for read, value in zip(row.values, values, strict=True)):
        own.wrong.append(f"{label}: {row.values}, not {tuple(values)}")
    return sum(value is not None and value == read for read, value in zip(row.values, values, strict=True))


def _row_of(rows: Sequence[Read], label: str, values: Sequence[Value], *, words: bool) -> Read | None:
    wanted = _plain(label)
    same = [row for row in rows if row.label == wanted]
    if words and not same:
        same = [row for row in rows if row.label.startswith(wanted)]
    return max(same, key=lambda row: sum(value is not None and value in row.values for value in values), default=None)


def _rows(reading: Reading) -> list[Read]:
    rows: list[Read] = []
    before, first = None, 0
    for table in reading.tables:
        if before is None or (before.title, before.source, len(before.rows)) != (
            table.title, table.source, len(table.rows)
        ):
            before, first = table, len(rows)
            rows += [
                Read(_plain(row.label), tuple(map(_value, row.values)), row.certain, whole=True) for row in table.rows
            ]
            continue
        for at, row in enumerate(table.rows, first):
            whole = rows[at]
            values = (*whole.values, *map(_value, row.values))
            rows[at] = Read(whole.label, values, whole.certain and row.certain, whole=False)
    return rows


def _plain(label: str) -> str:
    return re.sub(r"[\W_]", "", label).casefold()


def _value(text: str | None) -> Value:
    """A cell as printed ("−1.234,5 %") or as read ("-1234.5")."""
    if text is None:
        return None
    text = re.sub(r"[%+*'\s]|kr\b\.?", "", text.replace("−", "-")).rstrip(")")
    if "," in text or re.fullmatch(r"-?[0-9]{1,3}(?:\.[0-9]{3})+", text):
        text = text.replace(".", "").replace(",", ".")
    try:
        return Decimal(text).normalize() + 0
    except InvalidOperation:
        return None
