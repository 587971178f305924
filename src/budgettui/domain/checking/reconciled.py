"""A check (*kontrol*) of the reconciliation: a printed figure, what it is held against, and whether they agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgettui.domain.checking.agreement import Agreement
from budgettui.domain.errors import N_
from budgettui.domain.paper.papers import Source
from budgettui.domain.paper.reading import Table

#: Why a check of a figure that was not read with certainty decides nothing.
UNSURE = N_("et af tallene er usikkert læst")
#: The unit of a year in a heading, which is no figure.
YEAR_UNIT = N_("år")


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed figure and where it stands.

    ``table``, ``row`` and ``column`` count from 0 in the reading; -1 where the figure stands in a heading or in the
    text. ``value`` is in ``unit`` as printed; ``sign`` is -1 where the figure is subtracted. ``document`` is the name
    of the file, ``scope`` the paper or the department that the table belongs to.
    """

    document: str = ""
    table: int = -1
    row: int = -1
    column: int = -1
    table_title: str = ""
    label: str = ""
    column_label: str = ""
    value: Decimal = Decimal(0)
    printed: str = ""
    unit: str = ""
    sign: int = 1
    source: Source = Source()
    scope: str = ""

    @property
    def in_table(self) -> bool:
        return self.row >= 0


@dataclass(frozen=True, slots=True)
class Check:
    """One check. ``computed``, ``difference`` (printed − computed) and ``tolerance`` are in the printed unit.

    ``why`` says, as a marked message, why it cannot be decided, or what a difference follows from. ``id`` names the
    check by the words around the figure and not by its place or value, so that it is the same after the paper was
    imported or read again.
    """

    kind: str
    state: Agreement
    printed: Cell
    computed: Decimal
    difference: Decimal
    tolerance: Decimal
    parts: tuple[Cell, ...]
    why: str = ""
    id: str = ""


def cell_of(table: Table, place: tuple[int, int, int], document: str, sign: int = 1) -> Cell:
    """The figure at (table, row, column); ``table`` is the one that the first number names."""
    _number, at, column = place
    row = table.rows[at]
    value = row.values[column]
    printed = (row.printed[column] if column < len(row.printed) else value) or ""
    return Cell(
        document, *place, table.title, row.label, table.columns[column].label, Decimal(value or 0), printed,
        table.unit or "", sign, line_source(table, at, column), scope_of(table.paper, table.department),
    )


def scope_of(paper: str | None, department: str | None) -> str:
    """What a table belongs to, in words: its paper, else its department."""
    return paper or department or ""


def line_source(table: Table, at: int, column: int) -> Source:
    """Where a figure was read: its own line, where the row was put together from lines that lie apart."""
    row = table.rows[at]
    line = row.lines[column] if column < len(row.lines) else None
    return row.source if line is None else Source(row.source.page, line, line, row.source.raw)


def held_against(
    kind: str, printed: Cell, parts: Sequence[Cell], computed: Decimal, tolerance: Decimal, *,
    lacking: str = "", doubt: str = "",
) -> Check:
    """A check of a figure against what was computed of its parts.

    ``lacking`` says what was not read at all: only a sum that agrees to the last digit decides anything then.
    ``doubt`` says what is not certain, or need not be all of it: a difference beyond rounding decides nothing.
    """
    difference = printed.value - computed
    why = ""
    if not difference:
        state = Agreement.AGREES
    elif lacking:
        state, why = Agreement.UNDECIDED, lacking
    elif abs(difference) <= tolerance:
        state = Agreement.ROUNDING
    elif doubt:
        state, why = Agreement.UNDECIDED, doubt
    else:
        state = Agreement.DIFFERS
    return Check(kind, state, printed, computed, difference, tolerance, tuple(parts), why)
