"""The reconciliation of a table that is too long to be held, as its lines go by.

Its variances are held against accounts − budget: what agrees is only counted, and a check is made of every line that
does not. Its printed totals are held against what the lines of their groups come to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import isqrt
from operator import itemgetter

from budgettui.domain.amounts import NumberError, Unit, from_hundredths, parse_number, parse_unit
from budgettui.domain.checking.reconciled import UNSURE, Cell, Check, held_against, scope_of
from budgettui.domain.checking.sums import MOST_PARTS, last_digit
from budgettui.domain.checking.table_checks import difference_check
from budgettui.domain.checking.variance import Triple, variance_choices
from budgettui.domain.errors import N_
from budgettui.domain.paper.long_table import LongGroup, LongLines, LongRows
from budgettui.domain.paper.papers import Source
from budgettui.domain.paper.reading import Reading, Row, Table

#: What stands straight in a group, as one part of its total.
LINES = N_("{count} linjer")
#: No more lines of a table than this are told of one by one: a table with so many is read wrongly.
MOST = 1000


class _Way:
    """The variances of a table as worked out of these of its columns: accounts, budget and variance.

    Whether the table prints accounts − budget or the other way round, only all of its lines say: what disagrees with
    either is kept till then, and no more than :data:`MOST` of each.
    """

    def __init__(self, table: Table, number: int, unit: Unit, triple: Triple) -> None:
        self._table, self._number, self._unit, self.triple = table, number, unit, triple
        self._compared = 0
        # For accounts − budget, and for budget − accounts: how many disagree, and the first of them.
        self._disagree: list[int] = [0, 0]
        self._kept: tuple[list[tuple[int, str, Check]], ...] = ([], [])

    def look(self, lines: LongLines, first: int, natures: Sequence[str]) -> None:
        accounts, budget, variance = (lines.values[column] for column in self.triple)
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

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many lines were compared, and how many disagree with accounts − budget and with budget − accounts."""
        plain, turned = self._disagree
        return self._compared, plain, turned

    def kept(self, turned: int) -> Sequence[tuple[int, str, Check]]:
        """What disagrees with accounts − budget, or ``turned`` round: (node, nature, check of the variance)."""
        return self._kept[turned]

    @property
    def agreeing(self) -> int:
        """How many lines agree with the way round that most lines have."""
        return self._compared - min(self._disagree)

    def _check(self, lines: LongLines, at: int, sign: int) -> Check:
        accounts, budget, variance = (self._cell(lines, at, column) for column in self.triple)
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
        )


class LongVariances:
    """Looks at the lines of one table; ``number`` is its place in the reading, ``unit`` that of the lines' hundredths.

    Where a variance may be worked out of several columns, most of the lines say of which.
    """

    def __init__(self, table: Table, number: int, unit: Unit) -> None:
        self._variances: list[tuple[Triple | None, list[_Way]]] = []
        for said, choices in variance_choices(table.columns):
            triples = choices if len(choices) > 1 else [said] if said is not None else []
            self._variances.append((said, [_Way(table, number, unit, triple) for triple in triples]))

    @property
    def is_open(self) -> bool:
        """Whether it is the lines that say which columns belong together."""
        return any(len(ways) > 1 for _said, ways in self._variances)

    def look(self, lines: LongLines, first: int, natures: Sequence[str]) -> None:
        """Look at lines. ``first`` is the node of the first of them in the budget, the others follow it."""
        for _said, ways in self._variances:
            for way in ways:
                way.look(lines, first, natures)

    @property
    def _best(self) -> list[_Way]:
        """Of each variance the way that most lines, or else its columns, say."""
        found = []
        for said, ways in self._variances:
            best = max(ways, key=lambda way: (way.agreeing, way.triple == said), default=None)
            if best is not None and len(ways) > 1 and 2 * best.agreeing <= best.counts[0]:
                best = next((way for way in ways if way.triple == said), None)
            found += [best] if best is not None else []
        return found

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many variances were compared, and how many disagree with accounts − budget and with budget −
        accounts."""
        ways = [way.counts for way in self._best]
        return sum(way[0] for way in ways), sum(way[1] for way in ways), sum(way[2] for way in ways)

    def kept(self, turned: int) -> Sequence[tuple[int, str, Check]]:
        """What disagrees with accounts − budget, or ``turned`` round, line by line: (node, nature, check)."""
        return sorted((one for way in self._best for one in way.kept(turned)), key=itemgetter(0))

    def found(self) -> Sequence[tuple[int, str, Check]]:
        """What disagrees with the way round that most lines have."""
        _compared, plain, turned = self.counts
        return self.kept(int(turned < plain))


@dataclass(slots=True)
class _Sum:
    """What the lines of a group come to, by column in hundredths; ``first`` is the line that it begins with."""

    amounts: list[int]
    count: int = 0
    certain: bool = True

    def add(self, other: _Sum) -> None:
        self.amounts = [mine + more for mine, more in zip(self.amounts, other.amounts, strict=True)]
        self.count += other.count
        self.certain = self.certain and other.certain


class LongTotals:
    """Holds the printed totals of one long table against the lines of their groups, as these go by."""

    def __init__(self, table: Table, number: int, unit: Unit) -> None:
        assert isinstance(table.rows, LongRows)
        self.table, self.number, self.unit, self.rows = table, number, unit, table.rows
        self._sums: dict[int, _Sum] = {}

    def look(self, group: LongGroup, lines: LongLines) -> None:
        sure = [at for at in range(lines.size) if at not in lines.doubtful] if lines.doubtful else None
        amounts = [
            sum(filter(None, column if sure is None else [column[at] for at in sure])) for column in lines.values
        ]
        own = self._sums.setdefault(id(group), _Sum([0] * len(amounts)))
        own.add(_Sum(amounts, lines.size, not lines.doubtful))

    def whole(self, group: LongGroup) -> _Sum:
        """What a group and all below it come to."""
        found = _Sum([0] * len(self.table.columns))
        waiting = [group]
        while waiting:
            one = waiting.pop()
            found.add(self._sums.get(id(one), _Sum([0] * len(found.amounts))))
            waiting += one.children.values()
        return found

    def found(self, all_tables: Sequence[LongTotals]) -> list[tuple[LongGroup | None, Check]]:
        """A check of each printed total, with its group; one over all tables is held against all of these."""
        found = []
        for group, row in self.rows.totals:
            if group is None:
                like = [one for one in all_tables if (one.table.unit, one.table.columns) == (
                    self.table.unit, self.table.columns)]
                parts = [(one.table.department or one.table.title, one.whole(one.rows.root), one.rows.root.first)
                         for one in like]
            else:
                below = list(group.children.values()) if len(group.children) <= MOST_PARTS else []
                parts = [(one.label, self.whole(one), one.first) for one in below]
                own = self._sums.get(id(group)) if below else self.whole(group)
                if own is not None:
                    parts.append((LINES.format(count=own.count), own, group.first))
            found += [(group, check) for check in self._checks(row, parts)]
        return found

    def _checks(self, row: Row, parts: Sequence[tuple[str, _Sum, int]]) -> Iterator[Check]:
        certain = row.certain and all(part.certain for _label, part, _line in parts)
        for column, value in enumerate(row.values):
            if value is None or not parts:
                continue
            cells = [
                self._cell(column, label, from_hundredths(part.amounts[column], self.unit), "", line)
                for label, part, line in parts
            ]
            own = self._cell(column, row.label, Decimal(value), row.printed[column] or "", row.source.line or 0)
            computed = from_hundredths(sum(part.amounts[column] for _label, part, _line in parts), self.unit)
            # What was rounded so often was rounded up as often as down: of n halves no more than twice √n is left over.
            lines = sum(part.count for _label, part, _line in parts)
            tolerance = _last_digit(own) / 2 * (min(lines, max(MOST_PARTS, 4 * isqrt(lines))) + 1)
            yield held_against("sum", own, cells, computed, tolerance, doubt="" if certain else UNSURE)

    def _cell(self, column: int, label: str, value: Decimal, printed: str, line: int) -> Cell:
        table = self.table
        return Cell(
            table=self.number, column=column, table_title=table.title, label=label,
            column_label=table.columns[column].label, value=value, printed=printed, unit=table.unit or "",
            source=Source(line=line, last_line=line), scope=scope_of(table.paper, table.department),
        )


def long_checks(reading: Reading) -> tuple[int, list[Check]]:
    """How many variances agree in the long tables of a reading, and the other checks of them: all lines are read."""
    agreed, checks, totals = 0, list[Check](), list[LongTotals]()
    for number, table in enumerate(reading.tables):
        unit = parse_unit(table.unit or "")
        if table.left_out or unit is None or unit.hundredths is None or not isinstance(table.rows, LongRows):
            continue
        variances, seen = LongVariances(table, number, unit), 0
        totals.append(LongTotals(table, number, unit))
        for group, lines in table.rows.groups(unit):
            variances.look(lines, seen, [""] * lines.size)
            totals[-1].look(group, lines)
            seen += lines.size
        compared, *disagree = variances.counts
        agreed += compared - min(disagree)
        checks += [check for _node, _nature, check in variances.found()]
    checks += [check for one in totals for _group, check in one.found(totals)]
    own = [
        replace(check, printed=replace(check.printed, document=reading.name),
                parts=tuple(replace(part, document=reading.name) for part in check.parts))
        for check in checks
    ]
    return agreed, own


def _last_digit(cell: Cell) -> Decimal:
    """The unit of the last digit that is printed."""
    try:
        return Decimal(1).scaleb(-parse_number(cell.printed).decimals)
    except NumberError:
        return last_digit(cell.value)
