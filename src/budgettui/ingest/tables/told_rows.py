"""From rows as they were read to rows as they are told: their kinds, and which of them sums prove or deny."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from statistics import median

from budgettui.domain.amounts import PERCENT, Unit
from budgettui.domain.checking.parts import find_parts, has_unplaced, unsure_columns
from budgettui.domain.checking.row_words import is_calculation, is_total_label
from budgettui.domain.checking.sums import against, vectors_of
from budgettui.domain.checking.variance import variance_columns
from budgettui.domain.paper.reading import Column, Row
from budgettui.ingest.page.layout import source_of
from budgettui.ingest.tables.across import Law, change_holds, covered, is_change, laws_of, verdict
from budgettui.ingest.tables.counted import may_count, rows_apart
from budgettui.ingest.tables.read_rows import ReadRow, is_coded
from budgettui.ingest.tables.row_kinds import kinds
from budgettui.ingest.tables.row_units import is_money
from budgettui.ingest.tables.rows import YEAR, exact
from budgettui.ingest.tables.unplaced import place_by_sums

#: A heading of so few words between plain rows may as well be the first line of a label.
_FEW_WORDS = 2
#: Letters are not equally wide: this much of the longest label is surely shorter than it.
_ROOM = 0.8
#: A number that may end a label, and how many times larger the figures beside it are then.
_FEW_DIGITS, _SMALL = re.compile(r"[0-9]{1,2}"), 10
#: So many rows, and this share of them, say how many decimals a column prints.
_FEW_ROWS, _USUAL = 4, 0.75
#: What figures that prove each other leave open: whose they are, and what they count. Among money a sum that differs
#: may have a count among its parts, if none of them says that it is taken from the others.
_OF_NO_FIGURE = frozenset({"heading_or_label", "may_count"})
_OF_NO_MONEY = _OF_NO_FIGURE | {"sum_differs"}


def finish(
    read: Sequence[ReadRow], columns: Sequence[Column], unit: Unit | None, *, summed: bool = True, placed: bool = False
) -> tuple[tuple[Row, ...], dict[int, str]]:
    """The rows as told, and by their places why rows are uncertain.

    ``summed`` is false where the rows have different units: then nothing is added up. Cells that are ``placed`` are
    known to stand in their columns, whatever sums say.
    """
    rows, others = others_apart(read, columns, unit)
    plain = plain_rows(rows, columns)
    plain = place_by_sums(plain, rows) if summed else plain
    finished = kinds(plain, summed=summed)
    prove_by_sums(finished, rows, columns)
    laws = laws_of([row.cells.values for row in rows if not row.heading], len(columns))
    for i, row in enumerate(rows):
        if row.cells.why == "number_in_label" and len(covered(laws, row.cells.values)) == len(columns):
            # Its own figures prove each other, all of them.
            finished[i] = replace(finished[i], certain=True)
    why = {i: rows[i].cells.why for i, row in enumerate(finished) if not row.certain}
    doubts = may_count(finished, unit)
    doubts = doubts if placed else _denied(finished, rows, columns, laws, doubts, unit, summed=summed)
    for i, reason in doubts.items():
        if finished[i].certain:
            finished[i] = replace(finished[i], certain=False)
            why[i] = reason
    return with_others(finished, why, plain_rows(read, columns), others)


def _denied(
    finished: Sequence[Row],
    rows: Sequence[ReadRow],
    columns: Sequence[Column],
    laws: Sequence[Law],
    doubts: dict[int, str],
    unit: Unit | None,
    *,
    summed: bool,
) -> dict[int, str]:
    """These doubts and those of rows that sums and laws deny, but for rows whose own figures prove them."""
    changes = {i: change_holds(columns, row.cells.values) for i, row in enumerate(rows) if not row.heading}
    small = {i: "number_in_label" for i in range(len(finished)) if not summed and _is_small_first(finished, i)}
    doubts = {**loose_headings(finished), **doubts, **(suspects(finished) if summed else small)}
    kept = {i: verdict(laws, row.cells.values) for i, row in enumerate(rows) if not row.heading}
    last = {at for law in laws for at in (law.target, *(term for term, _sign in law.terms))} & {len(columns) - 1}
    # What the last column is the change of, the other rows may tell.
    other = {i for i, holds in changes.items() if holds is False and not (last and kept[i])}
    doubts |= dict.fromkeys(other if columns[-1].phase == "other" else (), "sum_differs")
    named = {at for at, column in enumerate(columns) if is_change(column)}
    loose = [law for law in laws if named.isdisjoint({law.target, *(at for at, _sign in law.terms)})]
    broken = [i for i, row in enumerate(rows) if not row.heading and verdict(loose, row.cells.values) is False]
    doubts |= dict.fromkeys(broken, "sum_differs")
    for i in _misprinted(finished, laws, columns) if doubts else ():
        doubts.pop(i, None)
    left = _OF_NO_MONEY if is_money(unit) and not is_calculation(finished) else _OF_NO_FIGURE
    # A row whose own figures prove each other is read right, whatever a total says.
    return {i: why for i, why in doubts.items() if why in left or not (changes.get(i) or kept.get(i))}


def _misprinted(rows: Sequence[Row], laws: Sequence[Law], columns: Sequence[Column]) -> set[int]:
    """The totals with one figure that its parts and the other figures of its row both deny, and by the same: it is
    printed wrong, and read right."""
    found: set[int] = set()
    vectors = vectors_of(rows)
    for total, parts in find_parts(rows).items():
        sums = against(vectors, total, parts)
        if len(apart := sums.apart()) != 1 or unsure_columns(rows, parts):
            continue
        printed = [None if value is None else Decimal(value) for value in rows[total].values]
        right = [computed if at in apart else value for at, value in enumerate(printed)
                 for computed in [next((own[2] for own in sums.columns() if own[0] == at), None)]]  # fmt: skip
        if all(verdict(laws, own) is holds or change_holds(columns, own) is holds
               for own, holds in ((printed, False), (right, True))):  # fmt: skip
            found.add(total)
    return found


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


def prove_by_sums(finished: list[Row], rows: Sequence[ReadRow], columns: Sequence[Column]) -> None:
    """Rows whose split was chosen for its sum are certain where the totals agree with it; and so is a row with fewer
    figures than columns, put where its variance holds, where its total lacks just these in their columns."""
    triple = variance_columns(columns)
    by_sum = {i for i, row in enumerate(rows) if row.cells.by_sum}
    groups = find_parts(finished) if by_sum else {}
    for total, parts in groups.items():
        # A number before the figures of a total as well is a column that the head has not, and shifts them all.
        shifted = rows[total].cells.why == "number_in_label"
        for i in by_sum & {total, *parts}:
            holds = rows[i].cells.why == "missing_cell" and all(
                change_holds(columns, rows[one].cells.values) for one in (i, total)
            )
            short, variance = (i, triple[2]) if triple and holds else (None, None)
            if not (shifted and rows[i].cells.why == "number_in_label") and sum_agrees(
                finished, total, parts, short=short, variance=variance
            ):
                finished[i] = replace(finished[i], certain=True)


def loose_headings(rows: Sequence[Row]) -> dict[int, str]:
    """Short lines without figures between plain rows, and the row after each: one label over two lines, perhaps."""
    found: dict[int, str] = {}
    for i in range(len(rows) - 1):
        empty = all(value is None for value in rows[i].values) and not rows[i].label.endswith(":")
        # "Tilbud til unge" and "18-24 år uden bolig" may be one label.
        goes_on = rows[i + 1].label[:1].isdigit() and not any(row.label[:1].isdigit() for row in rows[i + 2 : i + 3])
        short = rows[i - 1].kind == "line" and len(rows[i].label.split()) <= _FEW_WORDS
        if not (empty and rows[i].certain and (short or goes_on)):
            continue
        own = rows[i].label.casefold()
        closed = any(row.label.casefold().startswith(own) and is_total_label(row.label) for row in rows[i + 2 :])
        if not closed and not _had_room(rows, i) and not is_coded(rows[i].label, rows[i + 1].label):
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
    groups, vectors = find_parts(rows), vectors_of(rows)
    proved: set[int] = set()
    exactly: set[int] = set()
    for total, parts in groups.items():
        if has_unplaced(rows, total, parts):
            continue
        sums = against(vectors, total, parts)
        apart = sums.apart() - unsure_columns(rows, parts)
        if 0 in apart:
            # Where nothing but the first column differs, one figure too many is in it: that by which it does.
            over = {computed - printed for at, printed, computed, _tolerance in sums.columns() if not at}
            whole = apart == {0} and not any(vectors[part].get(0, (None,))[0] in over for part in parts)
            found.update(dict.fromkeys(() if whole else parts, "sum_differs"))
        elif not apart:
            proved.update(parts)
            exactly.update(parts if sum_agrees(rows, total, parts) else ())
    decimals = {
        i: len(row.values[0].partition(".")[2])
        for i, row in enumerate(rows)
        if row.values and row.values[0] is not None and not is_total_label(row.label)
    }
    counts = Counter(decimals.values())
    common, times = counts.most_common(1)[0] if decimals else (0, 0)
    usual = len(decimals) > _FEW_ROWS and times >= _USUAL * len(decimals)
    for i, own in decimals.items():
        rest = {len(value.partition(".")[2]) for value in rows[i].values[1:] if value is not None}
        alone = counts[own] == 1 and len(counts) == 2
        alike = alone and (len(decimals) > 2 or rest == counts.keys() - {own})
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
    if YEAR.fullmatch(first):
        return any("." in (cell or "") for other in rows for cell in other.printed)
    if not _FEW_DIGITS.fullmatch(first) or first == "0":
        return False
    own = Decimal(first)
    beside = [abs(Decimal(value)) for value in row.values[1:] if value is not None]
    below = [abs(Decimal(value)) for k, other in enumerate(rows) if k != at and (value := _first(other)) is not None]
    return bool(beside and below) and min(beside) >= own * _SMALL and median(below) >= own * _SMALL


def _first(row: Row) -> str | None:
    return row.values[0] if row.values else None


def sum_agrees(
    rows: Sequence[Row], total: int, parts: Sequence[int], *, short: int | None = None, variance: int | None = None
) -> bool:
    """Whether a total agrees exactly with its parts in every column, and not only with zeros.

    A dash that is printed in a cell adds nothing; where nothing is printed a figure may be lost, but from the row that
    is known to be ``short``. The column of a ``variance`` that holds may be rounded.
    """
    told = False
    for column, printed in enumerate(rows[total].values):
        if column == variance:
            continue
        cells = [rows[part].values[column] for part in parts]
        lost = [rows[part] for part, cell in zip(parts, cells, strict=True) if cell is None and part != short]
        if printed is None or not all(row.printed[column] for row in lost):
            return False
        if sum((Decimal(cell) for cell in cells if cell is not None), Decimal(0)) != Decimal(printed):
            return False
        told = told or Decimal(printed) != 0
    return told


# -- rows of other units


def others_apart(
    rows: Sequence[ReadRow], columns: Sequence[Column], unit: Unit | None
) -> tuple[list[ReadRow], dict[int, ReadRow]]:
    """The rows of the table's own unit, and by their places those of another: no sum of the table adds them."""
    places = rows_apart(plain_rows(rows, columns), unit)
    if unit not in {None, PERCENT}:
        places |= {i for i, row in enumerate(rows) if any("%" in (cell or "") for cell in row.cells.printed)}
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
