"""How the figures of a view are said, on the screen and on paper: unit, price level, decimals and words.

Widths and colours are the screen's (:mod:`budgettui.tui.widgets.figures`), layout is each export's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from budgettui.domain.amounts import KR, KR_1000, MIA_KR, MIO_KR, Unit, format_amount, parse_number, parse_unit
from budgettui.domain.budget import natures
from budgettui.domain.budget.budget import Figure, Line, Material
from budgettui.domain.budget.view import (
    AGGREGATES,
    AMOUNT,
    DIFFERENCE,
    HEAD,
    MEASURES,
    PERCENT,
    TENTHS,
    View,
    ViewColumn,
    aggregated,
    is_variance,
    variance_role,
)
from budgettui.domain.checking.nature_words import DECENTRALISED, NON_DECENTRALISED, area_said
from budgettui.domain.clean import clean_line as safe
from budgettui.domain.errors import N_
from budgettui.i18n import _

if TYPE_CHECKING:
    from budgettui.store.level import Level

#: What stands behind a figure that does not stand for itself.
MARKS = {"rounding": "≈", "differs": "≠", "undecided": "?", "uncertain": "?"}
MARK_WORDS = {
    "rounding": N_("delene giver et andet tal: afrunding"),
    "differs": N_("delene giver et andet tal: stemmer ikke"),
    "undecided": N_("delene giver et andet tal, men er ikke sikre: kan ikke afgøres"),
    "uncertain": N_("usikker læsning: tælles ikke med, før den er godtaget (F7)"),
}
#: Column headings: (narrow, wide).
PHASES = {
    "executed": (N_("Regn."), N_("Regnskab")),
    "approved": (N_("Budg."), N_("Budget")),
    "adjusted": (N_("Ajourf."), N_("Ajourført budget")),
    "forecast": (N_("Forv."), N_("Forventet regnskab")),
    "variance": (N_("Afv."), N_("Afvigelse")),
    "effect": (N_("Effekt"), N_("Nettoeffekt")),
    "other": ("", ""),
    DIFFERENCE: (N_("Forskel"), N_("Forskel")),
    PERCENT: (N_("Pct."), N_("Procent")),
}
#: What stands for a word in a narrow pane.
LETTERS = {
    "merforbrug": "M", "mindreforbrug": "m", "merindtægt": "I", "mindreindtægt": "i",
}
#: The totals under a table.
_TOTALS = {"operating": N_("Drift i alt"), "capital": N_("Anlæg i alt"), "both": N_("Drift og anlæg i alt")}
_AREA_TOTALS = {"operating": N_("Drift, {area} i alt"), "capital": N_("Anlæg, {area} i alt")}
_WHOLES = {"operating": N_("drift"), "capital": N_("anlæg")}
_AREAS = {
    DECENTRALISED: N_("dec."), NON_DECENTRALISED: N_("ikke-dec."), natures.ALL: N_("dec. + ikke-dec."),
}
#: Tenths of a percent.
_TENTHS = Unit("tenths", "%", 10)
#: Decimals of a difference at most.
_MOST_PLACES = 3
#: Rows are counted one by one.
COUNT_OF_ROWS = Unit("rows", "", 1)
MONEY_UNITS = (MIO_KR, KR_1000, KR)


class Figures:
    """The figures of one view in the unit that it is shown in."""

    def __init__(self, view: View, columns: Sequence[ViewColumn]) -> None:
        self.view = view
        self.material = view.material
        self.columns = columns
        self.unit = view.unit or parse_unit(view.material.unit)
        self._own_units = [parse_unit(column.unit) for column in columns]
        self._bases = [_base_of(view, column) for column in columns]
        #: Decimals of what is added up, by column and nature.
        self._sum_places: dict[tuple[int, str], int] = {}
        self._difference_places = 0
        #: Columns of variances that are printed as budget − accounts, so that plus is a saving.
        materials = [material for material in (view.material, view.other) if material is not None]
        turned = {entry.id for material in materials for entry in material.columns if entry.turned}
        self.turned = {index for index, column in enumerate(columns) if column.id in turned}

    # Unit and words.

    @property
    def heading(self) -> str:
        """Unit and price level, and what is not as a reader would take for granted."""
        view = self.view
        unit = _(self.unit.label) if self.unit else self.material.unit
        parts = [unit if view.measure == "amount" else _(MEASURES[view.measure]), *_price_words(view)]
        if view.nature != "apart":
            parts.append(_(natures.CHOICES[view.nature]))
        return " · ".join(safe(part) for part in parts if part)

    def unit_words(self, index: int) -> str:
        """What a column's figures are counted in."""
        column = self.columns[index]
        if column.kind == TENTHS:
            return "%"
        if column.kind == HEAD:
            return _(MEASURES[HEAD])
        return _(self.unit.label) if self.unit else self.material.unit

    def price_level(self, index: int) -> str:
        """The price level that a column's figures are in; what was converted is in that of the first material."""
        column, view = self.columns[index], self.view
        of = view.other if view.other and column.other and view.conversion is None else view.material
        return "" if column.kind == TENTHS or (column.base and not view.comparable) else of.price_level or ""

    def counted_in(self, index: int) -> str:
        """A column's unit and price level, for a heading that has to stand by itself; where the unit is finer than the
        one that was printed, that too: the last digits of such figures say nothing."""
        parts = (self.unit_words(index), self._printed_in(index), self.price_level(index))
        return ", ".join(safe(part) for part in parts if part)

    @property
    def corner(self) -> str:
        """The heading of a table that has to stand by itself: as :attr:`heading`, and the one unit that was printed."""
        printed = {self._printed_in(index) for index, column in enumerate(self.columns) if column.kind == AMOUNT}
        said = printed.pop() if len(printed) == 1 else ""
        unit, *rest = self.heading.split(" · ")
        return " · ".join([f"{unit}, {said}" if said else unit, *rest])

    def _printed_in(self, index: int) -> str:
        own, size = self._own_units[index], (self.unit or KR).hundredths
        if self.columns[index].kind != AMOUNT or own is None or not own.hundredths or not size:
            return ""
        return _("trykt i {unit}").format(unit=_(own.label)) if size < own.hundredths else ""

    def next_unit(self) -> Unit | None:
        """Go on to the next unit of money; ``None`` where the figures are not money."""
        if self.unit not in MONEY_UNITS:
            return None
        self.unit = MONEY_UNITS[(MONEY_UNITS.index(self.unit) + 1) % len(MONEY_UNITS)]
        return self.unit

    def column_words(self, index: int) -> str:
        """A column's phase and year in words, and its material where two lie side by side."""
        return column_words(self.view, self.columns[index])

    # Figures.

    def word(self, line: Line, index: int) -> tuple[str, str]:
        """(word, role) of a variance, a difference or an effect; empty for any other figure."""
        column = self.columns[index]
        figure = line.figures.get(column.id)
        if figure is None or not figure.amount or not line.node:
            return "", ""  # nothing, or what is worked out over many lines
        if column.phase == "effect":
            return (N_("besparelse"), "saving") if figure.amount < 0 else (N_("udgift"), "overspend")
        if not is_variance(column) or self.unit not in (*MONEY_UNITS, MIA_KR):
            return "", ""
        base, kind = self._bases[index]
        if kind == "growth":
            # Nobody knows whether what has risen was granted.
            return (N_("stigning"), "") if figure.amount > 0 else (N_("fald"), "")
        if kind == "difference":
            return "", ""
        of = line.figures.get(base)
        amount = -figure.amount if index in self.turned else figure.amount
        return variance_role(amount, of.amount if of else None, line.label)

    def series(self, line: Line) -> list[tuple[int, int]]:
        """(year, amount) over the years of the phase that has most of them."""
        by_phase: dict[str, dict[int, int]] = {}
        for column in self.material.columns:
            figure = line.figures.get(column.id)
            if column.year and figure is not None and figure.amount is not None and column.phase != "variance":
                by_phase.setdefault(column.phase, {})[column.year] = figure.amount
        return sorted(max(by_phase.values(), key=len, default={}).items())

    def amount_text(self, amount: int, places: int, *, plus: bool = False) -> str:
        return format_amount(amount, self.unit or KR, places, plus=plus)

    def text(self, figure: Figure, index: int, nature: str) -> str:
        """A figure of a nature in the unit on the screen, "" where there is none; a difference carries its plus."""
        if figure.amount is None:
            return ""
        column = self.columns[index]
        plus = is_variance(column) or column.phase == PERCENT
        if column.kind == TENTHS:
            return format_amount(figure.amount, _TENTHS, 1, plus=plus)
        if column.kind == HEAD:
            return format_amount(figure.amount, KR, 0, plus=plus)
        return self.amount_text(figure.amount, self.places(figure, index, nature), plus=plus)

    def places(self, figure: Figure, index: int, nature: str) -> int:
        """Decimals to show: as printed in the table's own unit, a sum as many as the lines of its nature have in the
        column; in another unit one at most."""
        kind = self.columns[index].kind
        if kind != AMOUNT:
            return 1 if kind == TENTHS else 0
        if figure.printed and self.unit == self._own_units[index]:
            return printed_places(figure.printed)
        column = self.columns[index]
        most = max(self._sum_places.get((of, nature), 0) for of in (column.id, column.base, column.source))
        return max(most, self._difference_places) if column.base else most

    def sign(self, line: Line, figure: Figure | None) -> str:
        """ "uncertain", what the reconciliation says of it, or nothing: see :data:`MARKS`."""
        if not line.certain or (figure is not None and not figure.certain):
            return "uncertain"
        return str(figure.check.state) if figure is not None and figure.check is not None else ""

    def own_unit(self, index: int) -> Unit | None:
        """The unit that a column's figures were printed in."""
        return self._own_units[index]

    def take_places(self, lines: Sequence[Line]) -> None:
        """Take from these lines the decimals of what is added up."""
        size = self.unit.hundredths if self.unit is not None and self.unit != KR else None
        self._sum_places, self._difference_places = {}, 0
        # A mean has decimals that no line has.
        shown = [
            (index, column, line.nature, figure) for line in lines if line.node
            for index, column in enumerate(self.columns)
            if column.kind == AMOUNT and (figure := line.figures.get(column.id)) is not None and figure.amount
        ]
        for index, column, nature, figure in shown:
            places = int(bool(size and (figure.amount or 0) % size))
            if figure.printed and self.unit == self._own_units[index]:
                places = min(printed_places(figure.printed), _MOST_PLACES)
            if places > self._sum_places.get((column.id, nature), 0):
                self._sum_places[column.id, nature] = places
        if size is not None and self.view.other is not None and self.view.conversion is None:
            # One may be printed in thousands and the other in millions: "0,0" is then no difference. What was converted
            # is no more exact than its table of prices.
            apart = [figure.amount or 0 for _index, column, _nature, figure in shown if column.base]
            while self._difference_places < _MOST_PLACES and any(
                amount * 10**self._difference_places % size for amount in apart
            ):
                self._difference_places += 1


def title_of(material: Material) -> str:
    """What a set of figures is called, and that it is of an older edition of its file."""
    return _("ældre udgave: {title}").format(title=material.title) if material.older else material.title


def as_printed(view: View, column: ViewColumn) -> str:
    """A column in words, with what is printed over it where that is another name: "Regnskab 2024 (»Forbrug«)"."""
    words, label = column_words(view, column), safe(column.label)
    known = [_(word).rstrip(".").casefold() for word in PHASES.get(column.phase, PHASES["other"])]
    plain = column.base or not any(map(str.isalpha, label)) or any(word in label.casefold() for word in known)
    return words if plain else f"{words} (»{label}«)"


def column_words(view: View, column: ViewColumn) -> str:
    """A column's phase and year in words, and its material where two lie side by side."""
    word = _(PHASES.get(column.phase, PHASES["other"])[1]) or safe(column.label)
    if view.other is not None and not column.base:
        word = f"{'b' if column.other else 'a'} {word}"
    return f"{word} {column.year}" if column.year else word


def _base_of(view: View, column: ViewColumn) -> tuple[int, str]:
    """What a difference is measured from, by id (0 where nobody knows), and what it is: "variance" between budget and
    accounts, "growth" from one year to another, or only a difference.
    """
    materials = [material for material in (view.material, view.other) if material is not None]
    known = {entry.id: entry for material in materials for entry in material.columns}
    if column.base:
        base, source = known[column.base], known[column.source]
        if "effect" in (base.phase, source.phase):
            return column.base, "difference"
        if base.year == source.year:
            return column.base, "variance" if base.phase != source.phase else "difference"
        return column.base, "growth" if base.phase == source.phase else "difference"
    # A variance without a year of its own is that of the newest budget.
    budgets = [entry for entry in view.material.columns
               if entry.phase in ("approved", "adjusted") and column.year in (entry.year, None)]
    return max(budgets, key=lambda entry: entry.year or 0).id if budgets else 0, "variance"


def _price_words(view: View) -> list[str]:
    """The price level; of two, both, and whether one was converted or is not printed."""
    mine = view.material.price_level or ""
    if view.other is None:
        return [mine]
    theirs = view.other.price_level or ""
    if view.conversion is not None:
        return [mine, _("omregnet fra {level} med {table}").format(
            level=theirs, table=f"{view.conversion.table} {view.conversion.version}")]
    if not view.comparable:
        return [f"{mine} ≠ {theirs}"]
    if bool(mine) != bool(theirs):
        return [_("{level} ? prisniveau ikke trykt i {side}").format(level=mine or theirs, side="b" if mine else "a")]
    return [mine]


def sort_sign(view: View, column: ViewColumn) -> str:
    """What stands over a column that the rows are sorted by: its place among several, and the way."""
    wanted = column.id if column.base else column.source or column.id
    places = ((str(place) if len(view.sort) > 1 else "", key) for place, key in enumerate(view.sort, 1))
    return next((place + ("↓" if key.largest_first else "↑") for place, key in places if key.column == wanted), "")


def sort_words(view: View, columns: Sequence[ViewColumn]) -> str:
    """What the rows are sorted by, for the status line."""
    named = {column.id if column.base else column.source or column.id: column for column in columns}
    words = {key.column: column_words(view, named[key.column]) for key in view.sort if key.column in named}
    if not words:
        return _("Rækkefølge som trykt")
    if len(view.sort) == 1:
        key = view.sort[0]
        if key.largest_first:
            return _("Sorteret efter {column}, største først").format(column=words[key.column])
        return _("Sorteret efter {column}, mindste først").format(column=words[key.column])
    parts = (
        f"{place}{'↓' if key.largest_first else '↑'} {words.get(key.column, '')}"
        for place, key in enumerate(view.sort, 1)
    )
    return _("Sorteret efter {columns}").format(columns=" · ".join(parts))


def total_words(view: View, nature: str, among: Iterable[str], sides: Sequence[int], *, alone: bool) -> str:
    """What the total of a level is called; it is of all its lines, also of those that a filter leaves out.

    ``among`` are the natures of all totals: what is of no known area is not all where others are of one. Of two
    materials a total counts the lines that only one has too: ``sides`` says how many are in both, in a and in b.
    """
    words = _("I alt") if alone else whole_words(nature)
    whole, area = natures.whole_of(nature), natures.area_of(nature)
    if not area and any(natures.area_of(one) and natures.whole_of(one) == whole for one in among):
        words = _(_AREA_TOTALS[whole]).format(area=_("øvrige"))
    one_sided = [sign for sign, count in zip("‹›", sides[1:], strict=True) if count and view.other is not None]
    if one_sided:
        words = _("{total}, også {signs}").format(total=words, signs=" ".join(one_sided))
    return words if view.filter is None else _("{total} uden filter").format(total=words)


class FootRow(NamedTuple):
    """A line under the lines of a level; ``counts`` where its figures count rows."""

    words: str
    line: Line
    counts: bool = False


def rows_under(level: Level, lines: Sequence[Line], *, printed: bool, alone: bool = False) -> Iterator[FootRow]:
    """What stands under a level: its totals, unless they are ``printed`` as the last of its rows, and the aggregates of
    these lines that the view asks for."""
    view = level.view
    if not printed or view.sort or view.filter is not None:
        sides, among = level.sides(), [line.nature for line in level.totals]
        for line in level.totals:
            yield FootRow(total_words(view, line.nature, among, sides, alone=alone), line)
    found = [nature for nature in natures.ORDER if any(line.nature == nature for line in lines)]
    for name in view.aggregates:
        for nature in found:
            words = nature_words(_(AGGREGATES[name]), nature, alone=len(found) == 1)
            yield FootRow(words, aggregated(level.columns, name, lines, nature), name == "count")


def whole_words(nature: str) -> str:
    area, whole = _AREAS.get(natures.area_of(nature)), natures.whole_of(nature)
    return _(_AREA_TOTALS[whole]).format(area=_(area)) if area else _(_TOTALS[whole])


def nature_words(what: str, nature: str, *, alone: bool) -> str:
    """What stands under the table, and of which nature where there are two."""
    words = [_WHOLES.get(natures.whole_of(nature)), _AREAS.get(natures.area_of(nature))]
    return what if alone else ", ".join([what, *(_(word) for word in words if word)])


def line_words(line: Line) -> str:
    """The line's label, and of what its figures are where the label does not say it."""
    return line.label + nature_of_line(line)


def nature_of_line(line: Line) -> str:
    """What stands after a label: of what the figures are, where the label does not say it."""
    parts = []
    if not line.is_total:
        if natures.rank(line.nature) and "anlæg" not in line.label.casefold():
            parts.append(_("anlæg"))
        area = natures.area_of(line.nature)
        if line.apart and not area_said(line.label) and not area_said(line.above):
            parts.append(_(_AREAS[area]))
    return " · " + " ".join(parts) if parts else ""


@lru_cache(maxsize=4096)
def printed_places(printed: str) -> int:
    try:
        return parse_number(printed).decimals
    except ValueError:
        return 0
