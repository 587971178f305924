"""What is looked at in the budget: a frozen value, that pane, command line and exports make the same table of.

A view names a material and a node of it, and says how the rows below the node stand: which columns, which
differences, in which order, what is left out. Nothing here reads; the store makes the rows of a view
(:mod:`budgettui.store.level`), and :func:`with_derived` puts the figures in that are worked out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from budgettui.domain.amounts import Unit, rounded
from budgettui.domain.budget import natures
from budgettui.domain.budget.budget import VARIANCE_PHASE, Figure, Line, Material
from budgettui.domain.budget.natures import rank
from budgettui.domain.checking.nature_words import DECENTRALISED, NON_DECENTRALISED
from budgettui.domain.errors import N_

if TYPE_CHECKING:
    from budgettui.domain.budget.filters import Condition
    from budgettui.domain.budget.prices import Conversion

#: What the figures are shown as.
MEASURES = {"amount": N_("beløb"), "share": N_("pct. af niveauet"), "head": N_("kr. pr. indbygger")}
#: What may stand under the table, worked out over the rows that are shown.
AGGREGATES = {
    "sum": N_("Sum"),
    "count": N_("Antal linjer"),
    "mean": N_("Gennemsnit"),
    "min": N_("Mindste"),
    "max": N_("Største"),
}

#: A difference, and the same in percent of what it is measured from.
DIFFERENCE, PERCENT = "difference", "percent"
#: In whole øre (or hundredths of a post), in tenths of a percent, in øre for each inhabitant.
AMOUNT, TENTHS, HEAD = "amount", "tenths", "head"


class Pair(NamedTuple):
    """Two columns to compare, by id: ``column`` − ``base``."""

    base: int
    column: int


class SortKey(NamedTuple):
    """Rows by a column of the view, by id; missing figures come last."""

    column: int
    largest_first: bool = True


class ViewColumn(NamedTuple):
    """A column as it is shown. ``id`` finds its figure in a row; it is below zero where the figure is worked out.

    ``kind`` says what the figure's whole number counts; ``source`` is the column that it was worked out of,
    ``base`` the one that it is measured from. ``unit`` is the unit that its material was printed in.
    """

    id: int
    phase: str
    year: int | None
    label: str
    unit: str
    kind: str = AMOUNT
    source: int = 0
    base: int = 0
    other: bool = False


@dataclass(frozen=True)
class View:
    """What is shown. ``chosen`` and ``pairs`` name columns by id; no ``chosen`` means the material's own, or
    those that are compared.

    ``other`` is laid beside ``material``: its rows stand on the rows that they match, see
    :mod:`budgettui.domain.budget.compare`. ``filter`` is bound to the material's columns, ``typed`` is what it was made
    of. ``population`` is inhabitants by year.
    """

    material: Material
    node: int
    other: Material | None = None
    chosen: tuple[int, ...] = ()
    pairs: tuple[Pair, ...] = ()
    sort: tuple[SortKey, ...] = ()
    hide_zero: bool = False
    flat: bool = False
    filter: Condition | None = None
    typed: str = ""
    unit: Unit | None = None
    nature: str = "apart"
    measure: str = "amount"
    aggregates: tuple[str, ...] = ()
    conversion: Conversion | None = None
    population: tuple[tuple[int, int], ...] = ()

    def at(self, node: int) -> View:
        """The same view of another node: what was filtered out there does not follow."""
        return replace(self, node=node, filter=None, typed="")

    def of(self, material: Material, node: int | None = None) -> View:
        """The same kind of view of another material, its root by default: what belongs to columns is let go."""
        return replace(
            self, material=material, node=material.root if node is None else node, other=None, chosen=(), pairs=(),
            sort=(), filter=None, typed="", conversion=None,
        )

    def compared(self, pairs: tuple[Pair, ...], other: Material | None = None) -> View:
        """The same rows with these comparisons, beside another material or not."""
        view = replace(self, pairs=pairs, other=other, chosen=(), conversion=None)
        shown = {column.source or column.id for column in columns_of(view)} | {column.id for column in columns_of(view)}
        return replace(view, sort=tuple(key for key in self.sort if key.column in shown))

    def sorted_by(self, column: int, *, largest_first: bool) -> View:
        """Sorted by one more column.

        The first column that is named sorts most. One that sorts already turns round; named the same way
        again, it is let go.
        """
        key = SortKey(column, largest_first)
        if key in self.sort:
            return replace(self, sort=tuple(entry for entry in self.sort if entry != key))
        if any(entry.column == column for entry in self.sort):
            return replace(self, sort=tuple(key if entry.column == column else entry for entry in self.sort))
        return replace(self, sort=(*self.sort, key))

    @property
    def comparable(self) -> bool:
        """Whether amounts of both materials may be held against each other: one price level, or converted."""
        if self.other is None or self.conversion is not None:
            return True
        mine, theirs = self.material.price_level, self.other.price_level
        return mine is None or theirs is None or mine.casefold() == theirs.casefold()


def columns_of(view: View) -> tuple[ViewColumn, ...]:
    """The columns that the view shows, in their order: the chosen ones, each comparison with what it gives."""
    known = known_columns(view)
    shown: list[ViewColumn] = []
    paired = {column for pair in view.pairs for column in pair}
    first = [known[column] for column in view.chosen if column in known]
    if not first and not view.pairs:
        first = [column for column in known.values() if not column.other]
    shown += [_measured(view, column) for column in first if column.id not in paired]
    for place, (base, column) in enumerate(view.pairs):
        if base not in known or column not in known:
            continue
        shown += [_measured(view, known[base]), _measured(view, known[column])]
        if view.comparable:
            shown += _differences(known[base], known[column], place)
    return tuple(dict.fromkeys(shown))


def known_columns(view: View) -> dict[int, ViewColumn]:
    """Every column that the view could show, by id, those of the other material behind."""
    return {
        column.id: ViewColumn(column.id, column.phase, column.year, column.label, material.unit, other=bool(place))
        for place, material in enumerate((view.material, view.other))
        if material is not None
        for column in material.columns
    }


#: Numbers of worked-out columns: differences −1 −2 −3 …, and from here on a column in another measure.
_MEASURED = -1_000_000


def _measured(view: View, column: ViewColumn) -> ViewColumn:
    if view.measure == "amount":
        return column
    kind = TENTHS if view.measure == "share" else HEAD
    return column._replace(id=_MEASURED - column.id, kind=kind, source=column.id)


def _differences(base: ViewColumn, column: ViewColumn, place: int) -> list[ViewColumn]:
    year = column.year if base.year == column.year else None
    return [
        ViewColumn(-1 - 2 * place, DIFFERENCE, year, "", column.unit, AMOUNT, column.id, base.id),
        ViewColumn(-2 - 2 * place, PERCENT, year, "", "%", TENTHS, column.id, base.id),
    ]


def with_derived(view: View, columns: tuple[ViewColumn, ...], line: Line, whole: Line | None) -> Line:
    """The line with the figures that are worked out; ``whole`` is the total that percents are taken of."""
    worked_out = [column for column in columns if column.id < 0]
    if not worked_out:
        return line
    figures = dict(line.figures)
    for column in worked_out:
        source, base = figures.get(column.source), figures.get(column.base)
        amount: int | None = None
        if column.phase == DIFFERENCE:
            amount = difference(source, base)
        elif column.phase == PERCENT:
            amount = tenths_of(difference(source, base), base)
        elif column.kind == TENTHS:
            amount = tenths_of(source.amount if source else None, whole.figures.get(column.source) if whole else None)
        elif column.kind == HEAD:
            people = dict(view.population).get(column.year or 0)
            if source is not None and source.amount is not None and people:
                amount = rounded(source.amount, people)
        if amount is not None:
            sound = (source is None or source.certain) and (base is None or base.certain)
            figures[column.id] = Figure(amount, "", None, sound)
    return line._replace(figures=figures)


def difference(figure: Figure | None, base: Figure | None) -> int | None:
    """Figure − base; a line that one of them lacks has no difference, for nobody knows that it is nought."""
    if figure is None or base is None or figure.amount is None or base.amount is None:
        return None
    return figure.amount - base.amount


def tenths_of(amount: int | None, whole: Figure | None) -> int | None:
    """The amount in tenths of a percent of the whole's size, halves away from zero; none of nothing."""
    if amount is None or whole is None or not whole.amount:
        return None
    return rounded(amount * 1000, abs(whole.amount))


def is_variance(column: ViewColumn) -> bool:
    """Whether the column holds what differs: printed as such, or worked out."""
    return column.phase in (VARIANCE_PHASE, DIFFERENCE)


_INCOME = ("indtægt",)
_NOT_INCOME = ("udgift", "netto")


def variance_role(amount: int, base: int | None, label: str) -> tuple[str, str]:
    """(word, role) of accounts − budget: more or less spending, or more or less income.

    Income stands with a minus in a municipality's accounts, so a line whose budget is below zero is income,
    and more of it is a figure further below. Where the label says income and the figures stand with a plus,
    more is more.
    """
    folded = label.casefold()
    says_income = any(word in folded for word in _INCOME) and not any(word in folded for word in _NOT_INCOME)
    if says_income or (base is not None and base < 0):
        more = amount < 0 if base is not None and base < 0 else amount > 0
        return (N_("merindtægt"), "saving") if more else (N_("mindreindtægt"), "overspend")
    return (N_("merforbrug"), "overspend") if amount > 0 else (N_("mindreforbrug"), "saving")


def aggregate(name: str, amounts: list[int]) -> int | None:
    """Sum, count, mean (halves away from zero), min or max of amounts; no amounts have only a sum and a count."""
    if name == "sum":
        return sum(amounts)
    if name == "count":
        return len(amounts)
    if not amounts:
        return None
    if name == "mean":
        return rounded(sum(amounts), len(amounts))
    return min(amounts) if name == "min" else max(amounts)


def aggregated(columns: tuple[ViewColumn, ...], name: str, lines: Sequence[Line], nature: str) -> Line:
    """One line under the table: this aggregate of the lines of a nature, column by column.

    Totals that are printed among the lines are left out: their parts are there. So is what is doubtful, which no sum
    counts, and the aggregate says so by being doubtful too. A percent is only ever the
    mean, least or greatest of percents, never their sum.
    """
    counted = [line for line in lines if line.nature == nature and not line.is_total]
    figures: dict[int, Figure] = {}
    for column in columns:
        if name == "sum" and column.kind == TENTHS:
            continue
        found = [(line, figure) for line in counted if (figure := line.figures.get(column.id)) is not None]
        sound = [figure for line, figure in found if line.certain and figure.certain]
        amount = aggregate(name, [figure.amount for figure in sound if figure.amount is not None])
        if amount is not None:
            figures[column.id] = Figure(amount, "", None, len(sound) == len(found))
    return Line(0, "", None, AGGREGATES[name], "", "total", nature, 0, figures)


def added(lines: Sequence[Line], nature: str) -> Line:
    """Lines of one node, of several natures, as one of this nature, which the user asks for: nothing else adds them."""
    figures: dict[int, Figure] = {}
    printed = {line.nature: line.figures for line in lines}
    for line in lines:
        whole = natures.all_areas(line.nature)
        for column, figure in line.figures.items():
            if whole != line.nature and column in printed.get(whole, ()):
                continue  # What is printed of all areas together is told, and not worked out.
            before = figures.get(column)
            if before is None or before.amount is None or figure.amount is None:
                figures[column] = figure if before is None or before.amount is None else before
            else:
                figures[column] = Figure(before.amount + figure.amount, "", None, before.certain and figure.certain)
    areas = {natures.area_of(line.nature) for line in lines}
    return lines[0]._replace(nature=nature, figures=figures, mixed={DECENTRALISED, NON_DECENTRALISED} <= areas)


def is_zero(line: Line, columns: Iterable[ViewColumn]) -> bool:
    """Whether every figure that is shown is nought or missing. What could not be read is neither."""
    found = [line.figures.get(column.id) for column in columns]
    return line.certain and not any(
        figure.amount or not figure.certain or (figure.amount is None and figure.printed) for figure in found if figure
    )


def sorted_lines(lines: Iterable[Line], sort: Sequence[SortKey]) -> list[Line]:
    """Lines by the keys, operating before capital; missing figures last, and what is alike stays as it stood."""
    found = [line for line in lines if not line.is_total]
    for column, largest_first in reversed(sort):
        sign = -1 if largest_first else 1

        def place(line: Line, column: int = column, sign: int = sign) -> tuple[bool, int]:
            figure = line.figures.get(column)
            amount = None if figure is None else figure.amount
            return amount is None, 0 if amount is None else sign * amount

        found.sort(key=place)
    found.sort(key=lambda line: rank(line.nature))
    return found
