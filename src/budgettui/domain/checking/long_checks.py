"""The variances of a table that is too long to be held, held against accounts − budget as its lines go by.

What agrees is only counted; a check is made of every line that does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from budgettui.domain.amounts import NumberError, Unit, from_hundredths, parse_number, parse_unit
from budgettui.domain.checking.checks import last_digit, variance_columns
from budgettui.domain.checking.reconciled import Cell, Check, scope_of
from budgettui.domain.checking.table_checks import difference_check
from budgettui.domain.paper.long_table import LongLines, LongRows
from budgettui.domain.paper.papers import Source
from budgettui.domain.paper.reading import Reading, Table

#: No more lines of a table than this are told of one by one: a table with so many is read wrongly.
MOST = 1000


class LongVariances:
    """Looks at the lines of one table; ``number`` is its place in the reading, ``unit`` that of the lines' hundredths.

    Whether the table prints accounts − budget or the other way round, only all of its lines say: what disagrees with
    either is kept till then, and no more than :data:`MOST` of each.
    """

    def __init__(self, table: Table, number: int, unit: Unit) -> None:
        self._table, self._number, self._unit = table, number, unit
        self._triple = variance_columns(table.columns)
        self._compared = 0
        # For accounts − budget, and for budget − accounts: how many disagree, and the first of them.
        self._disagree = [0, 0]
        self._kept: tuple[list[tuple[int, str, Check]], ...] = ([], [])

    def look(self, lines: LongLines, first: int, natures: Sequence[str]) -> None:
        """Look at lines. ``first`` is the node of the first of them in the budget, the others follow it."""
        if self._triple is None:
            return
        accounts, budget, variance = (lines.values[column] for column in self._triple)
        whole = [
            (at, spent - planned, printed)
            for at, (spent, planned, printed) in enumerate(zip(accounts, budget, variance, strict=True))
            if spent is not None and planned is not None and printed is not None
        ]
        self._compared += len(whole)
        for turned, sign in enumerate((1, -1)):
            wrong = [at for at, difference, printed in whole if printed != sign * difference]
            self._disagree[turned] += len(wrong)
            kept = self._kept[turned]
            for at in wrong[: MOST - len(kept)]:
                kept.append((first + at, natures[at], self._check(lines, at, sign)))

    def found(self) -> tuple[int, Sequence[tuple[int, str, Check]]]:
        """How many lines agree, and the others: (node, nature, check of the variance)."""
        turned = int(self._disagree[1] < self._disagree[0])
        return self._compared - self._disagree[turned], self._kept[turned]

    def _check(self, lines: LongLines, at: int, sign: int) -> Check:
        assert self._triple is not None
        accounts, budget, variance = (self._cell(lines, at, column) for column in self._triple)
        plus, minus = (accounts, budget) if sign > 0 else (budget, accounts)
        last = max(_last_digit(cell) for cell in (accounts, budget, variance))
        parts = [plus, replace(minus, sign=-1)]
        return difference_check("variance", variance, parts, last * 3 / 2, certain=at not in lines.doubtful)

    def _cell(self, lines: LongLines, at: int, column: int) -> Cell:
        table, source = self._table, Source(line=lines.numbers[at], last_line=lines.lasts[at])
        value, printed = from_hundredths(lines.values[column][at], self._unit), lines.printed[column][at]
        return Cell(
            table=self._number, column=column, table_title=table.title, label=lines.labels[at],
            column_label=table.columns[column].label, value=value, printed=printed, unit=table.unit or "",
            source=source, scope=scope_of(table.paper, table.department),
        )  # fmt: skip


def long_checks(reading: Reading) -> tuple[int, list[Check]]:
    """How many variances agree in the long tables of a reading, and the checks of the others: its lines are read."""
    agreed, checks = 0, list[Check]()
    for number, table in enumerate(reading.tables):
        unit = parse_unit(table.unit or "")
        if table.left_out or unit is None or unit.hundredths is None or not isinstance(table.rows, LongRows):
            continue
        variances = LongVariances(table, number, unit)
        for _group, lines in table.rows.groups(unit):
            variances.look(lines, 0, [""] * lines.size)
        count, found = variances.found()
        agreed += count
        checks += [check for _node, _nature, check in found]
    own = [
        replace(check, printed=replace(check.printed, document=reading.name),
                parts=tuple(replace(part, document=reading.name) for part in check.parts))
        for check in checks
    ]  # fmt: skip
    return agreed, own


def _last_digit(cell: Cell) -> Decimal:
    """The unit of the last digit that is printed."""
    try:
        return Decimal(1).scaleb(-parse_number(cell.printed).decimals)
    except NumberError:
        return last_digit(cell.value)
