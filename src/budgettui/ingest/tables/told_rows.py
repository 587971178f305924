"""From rows as they were read to rows as they are told: their kinds, and which of them sums prove or deny."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, product
from math import comb
from statistics import median

from budgettui.domain.amounts import EMPTY_CELLS, Unit
from budgettui.domain.checking.agreement import Agreement, check_total
from budgettui.domain.checking.checks import find_parts, has_unplaced, is_total_label, last_digit, unsure_columns
from budgettui.domain.paper.reading import Column, Row
from budgettui.ingest.page.layout import source_of
from budgettui.ingest.tables.read_rows import ReadRow
from budgettui.ingest.tables.row_units import rows_of_other_units
from budgettui.ingest.tables.rows import cell_number

#: A heading of so few words between plain rows may as well be the first line of a label.
_FEW_WORDS = 2
#: Letters are not equally wide: this much of the longest label is surely shorter than it.
_ROOM = 0.8
#: A number that may end a label, and how many times larger the figures beside it are then.
_FEW_DIGITS, _BARE_YEAR, _SMALL = re.compile(r"[0-9]{1,2}"), re.compile(r"(?:19|20)[0-9]{2}"), 10
#: So many rows, and this share of them, say how many decimals a column prints.
_FEW_ROWS, _USUAL = 4, 0.75
#: So many ways to place the cells of incomplete rows are tried.
_MOST_WAYS = 3000


def plain_rows(rows: Sequence[ReadRow], columns: Sequence[Column]) -> list[Row]:
    """The rows as they stand in the document: none is a total or a part yet."""
    empty: tuple[str | None, ...] = (None,) * len(columns)
    return [
        Row(
            label=row.cells.label,
            values=empty if row.heading else tuple(exact(value) for value in row.cells.values),
            printed=empty if row.heading else row.cells.printed,
            certain=row.cells.certain,
            source=source_of(row.lines),
        )
        for row in rows
    ]


def prove_by_sums(finished: list[Row], rows: Sequence[ReadRow]) -> None:
    """Rows whose split was chosen for its sum are certain where the totals agree with it."""
    by_sum = {i for i, row in enumerate(rows) if row.cells.by_sum}
    groups = find_parts(finished) if by_sum else {}
    for total, parts in groups.items():
        # A number before the figures of a total as well is a column that the head has not, and shifts them all.
        shifted = rows[total].cells.why == "number_in_label"
        for i in by_sum & {total, *parts}:
            if not (shifted and rows[i].cells.why == "number_in_label") and sum_agrees(finished, total, parts):
                finished[i] = replace(finished[i], certain=True)


def loose_headings(rows: Sequence[Row]) -> dict[int, str]:
    """Short lines without figures between plain rows, and the row after each: one label over two lines, perhaps."""
    found: dict[int, str] = {}
    for i in range(1, len(rows) - 1):
        empty = all(value is None for value in rows[i].values)
        if not (empty and rows[i].certain and rows[i - 1].kind == "line" and len(rows[i].label.split()) <= _FEW_WORDS):
            continue
        own = rows[i].label.casefold()
        closed = any(row.label.casefold().startswith(own) and is_total_label(row.label) for row in rows[i + 2 :])
        if not closed and not _had_room(rows, i):
            found[i] = found[i + 1] = "heading_or_label"
    return found


def _had_room(rows: Sequence[Row], at: int) -> bool:
    """Whether the next word had room beside these, where others are clearly longer on one line: the line was ended."""
    beside = f"{rows[at].label} {rows[at + 1].label.split(' ')[0]}"
    lengths = [len(row.label) for i, row in enumerate(rows) if i != at + 1 and "\n" not in (row.source.raw or "")]
    return len(beside) <= max(lengths, default=0) * _ROOM


def suspects(rows: Sequence[Row]) -> dict[int, str]:
    """Rows whose cells may stand in the wrong columns though their number is right.

    A number that ends the label fills the place of a cell that is missing: then the sums differ in the first
    column and in others, or the first cell is printed with other decimals than its column.
    """
    found: dict[int, str] = {}
    groups = find_parts(rows)
    proved: set[int] = set()
    exactly: set[int] = set()
    for total, parts in groups.items():
        if has_unplaced(rows, total, parts):
            continue
        apart = _columns_apart(rows, total, parts) - unsure_columns(rows, parts)
        if 0 in apart:
            found.update(dict.fromkeys(parts, "sum_differs"))
        elif not apart:
            proved.update(parts)
            exactly.update(parts if sum_agrees(rows, total, parts) else ())
    decimals = {
        i: len(row.values[0].partition(".")[2])
        for i, row in enumerate(rows)
        if row.values and row.values[0] is not None and not is_total_label(row.label)
    }
    common, times = Counter(decimals.values()).most_common(1)[0] if decimals else (0, 0)
    usual = len(decimals) > _FEW_ROWS and times >= _USUAL * len(decimals)
    for i, own in decimals.items():
        others = [count for k, count in decimals.items() if k != i]
        rest = {len(value.partition(".")[2]) for value in rows[i].values[1:] if value is not None}
        alike = len(set(others)) == 1 and own not in others and (len(others) > 1 or rest == set(others))
        # Some labels may end in a number: most rows tell how the column prints its figures, and so does the row itself.
        unlike = usual and own != common and rest == {common}
        if (alike or unlike) and i not in proved:
            found.setdefault(i, "other_decimals")
        elif i not in exactly and _is_small_first(rows, i):
            # So small a figure hides in what a sum may be rounded by.
            found.setdefault(i, "number_in_label")
    return found


def _is_small_first(rows: Sequence[Row], at: int) -> bool:
    """Whether the first figure of a row looks like the end of its label: a few digits beside large figures.

    "Etape 2" with a cell missing has a figure for each column, too.
    """
    row = rows[at]
    first = row.printed[0] if row.printed else None
    if first is None or len(row.values) < 2 or is_total_label(row.label):
        return False
    grouped = any("." in (cell or "") for other in rows for cell in other.printed)
    if _BARE_YEAR.fullmatch(first):
        return grouped
    if not _FEW_DIGITS.fullmatch(first) or first == "0":
        return False
    own = Decimal(first)
    beside = [abs(Decimal(value)) for value in row.values[1:] if value is not None]
    below = [abs(Decimal(value)) for k, other in enumerate(rows) if k != at and (value := _first(other)) is not None]
    return bool(beside and below) and min(beside) >= own * _SMALL and median(below) >= own * _SMALL


def _first(row: Row) -> str | None:
    return row.values[0] if row.values else None


def _columns_apart(rows: Sequence[Row], total: int, parts: Sequence[int]) -> set[int]:
    """The columns in which a total and its parts differ by more than rounding."""
    apart = set()
    for column, printed in enumerate(rows[total].values):
        cells = [Decimal(cell) for part in parts if (cell := rows[part].values[column]) is not None]
        if printed is None or not cells:
            continue
        unit = max(last_digit(value) for value in (Decimal(printed), *cells))
        if check_total(Decimal(printed), cells, unit)[0] is Agreement.DIFFERS:
            apart.add(column)
    return apart


def sum_agrees(rows: Sequence[Row], total: int, parts: Sequence[int]) -> bool:
    """Whether a total agrees exactly with its parts in every column, and not only with zeros.

    A dash that is printed in a cell adds nothing; where nothing is printed a figure may be lost.
    """
    told = False
    for column, printed in enumerate(rows[total].values):
        cells = [rows[part].values[column] for part in parts]
        lost = [rows[part] for part, cell in zip(parts, cells, strict=True) if cell is None]
        if printed is None or not all(row.printed[column] for row in lost):
            return False
        if sum((Decimal(cell) for cell in cells if cell is not None), Decimal(0)) != Decimal(printed):
            return False
        told = told or Decimal(printed) != 0
    return told


def exact(value: Decimal | None) -> str | None:
    """A value as the contract writes it."""
    return None if value is None else format(value, "f")


# -- rows of other units


def others_apart(rows: Sequence[ReadRow], unit: Unit | None) -> tuple[list[ReadRow], dict[int, ReadRow]]:
    """The rows of the table's own unit, and by their places those of another: no sum of the table adds them."""
    places = rows_of_other_units([(row.cells.label, row.heading) for row in rows], unit)
    own = [row for i, row in enumerate(rows) if i not in places]
    return own, {i: rows[i] for i in sorted(places)}


def with_others(
    finished: Sequence[Row], why: dict[int, str], plain: Sequence[Row], others: dict[int, ReadRow]
) -> tuple[tuple[Row, ...], dict[int, str]]:
    """All rows in printed order, those of another unit marked, and by their places why rows are uncertain."""
    told: list[Row] = []
    reasons: dict[int, str] = {}
    own = iter(enumerate(finished))
    for i, row in enumerate(plain):
        if i in others:
            level = told[-1].level if told and told[-1].kind == "line" else 0
            told.append(replace(row, level=level, certain=False))
            reasons[i] = others[i].cells.why or "other_unit"
            continue
        at, done = next(own)
        told.append(done)
        if at in why:
            reasons[i] = why[at]
    return tuple(told), reasons


# -- rows with fewer cells than columns


def place_by_sums(plain: Sequence[Row], rows: Sequence[ReadRow]) -> list[Row]:
    """The rows, the cells of incomplete ones placed where one way alone makes a total agree in every column."""
    placed = list(plain)
    loose = [i for i, row in enumerate(rows) if row.cells.unplaced]
    if not loose:
        return placed
    bare = [replace(row, values=(None,) * len(row.values)) if i in loose else row for i, row in enumerate(plain)]
    groups = find_parts(bare)
    for total, parts in {**_of_loose_rows(bare, loose), **groups}.items():
        span = range(min((total, *parts)) - 1, max((total, *parts)) + 2)
        inside = [i for i in loose if i in span and i != total] if parts else _loose_before(loose, total)
        width = len(bare[total].values)
        ways = 1
        for i in inside:
            ways *= comb(width, len(rows[i].cells.unplaced))
        if not inside or ways > _MOST_WAYS or None in bare[total].values:
            continue
        found: dict[tuple[tuple[str | None, ...], ...], tuple[tuple[str | None, ...], ...]] = {}
        for way in product(*(combinations(range(width), len(rows[i].cells.unplaced)) for i in inside)):
            tokens = [_spread(rows[i].cells.unplaced, at, width) for i, at in zip(inside, way, strict=True)]
            values = tuple(tuple(map(_value, own)) for own in tokens)
            if _adds_up([*(bare[part].values for part in parts), *values], bare[total].values):
                found[values] = tuple(tokens)
        if len(found) != 1:
            continue
        ((chosen, printed),) = found.items()
        for i, values_, printed_ in zip(inside, chosen, printed, strict=True):
            placed[i] = replace(placed[i], values=values_, printed=printed_, certain=rows[i].cells.by_sum)
    return placed


def _of_loose_rows(rows: Sequence[Row], loose: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """The totals right under incomplete rows; where all their parts are incomplete no sum has found them yet."""
    return {i: () for i, row in enumerate(rows) if i not in loose and is_total_label(row.label) and i - 1 in loose}


def _loose_before(loose: Sequence[int], total: int) -> list[int]:
    first = total
    while first - 1 in loose:
        first -= 1
    return list(range(first, total))


def _spread(tokens: Sequence[str], places: Sequence[int], width: int) -> tuple[str | None, ...]:
    own = dict(zip(places, tokens, strict=True))
    return tuple(own.get(at) for at in range(width))


def _value(token: str | None) -> str | None:
    return None if token is None or token in EMPTY_CELLS else exact(cell_number(token.removesuffix("%")).value)


def _adds_up(parts: Sequence[Sequence[str | None]], total: Sequence[str | None]) -> bool:
    """Whether the parts make the total exactly, in every column; where no part has a figure it is zero."""
    for column, printed in enumerate(total):
        cells = [Decimal(cell) for part in parts if (cell := part[column]) is not None]
        if printed is None or sum(cells, Decimal(0)) != Decimal(printed):
            return False
    return True
