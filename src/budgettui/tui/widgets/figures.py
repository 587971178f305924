"""How the figures of one level of the budget stand: unit, decimals, signs, words and the width of every column.

Nothing here draws or moves. Widths are taken from the totals and the first rows, so that nothing shifts while
scrolling; a number stands right on its decimal comma, and its marks behind it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from budgettui.domain.agreement import Agreement, check_total
from budgettui.domain.amounts import KR, KR_1000, MIA_KR, MIO_KR, Unit, format_amount, parse_number, parse_unit
from budgettui.domain.budget import Figure, Line, variance_word
from budgettui.domain.errors import N_
from budgettui.domain.view import (
    AMOUNT,
    DIFFERENCE,
    HEAD,
    MEASURES,
    NATURE_CHOICES,
    PERCENT,
    TENTHS,
    View,
    ViewColumn,
    is_variance,
    variance_role,
)
from budgettui.i18n import _
from budgettui.tui.signs import FIGURE_SIGNS
from budgettui.tui.text import safe

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
_LETTERS = {
    "merforbrug": "M", "mindreforbrug": "m", "merindtægt": "I", "mindreindtægt": "i",
}  # fmt: skip
#: Tenths of a percent.
_TENTHS = Unit("tenths", "%", 10)
#: Rows are counted one by one.
COUNT_OF_ROWS = Unit("rows", "", 1)
MONEY_UNITS = (MIO_KR, KR_1000, KR)
MIN_LABEL = 14


class Cell(NamedTuple):
    """A figure as it is drawn. ``number`` is padded to its decimal comma; ``sign`` names a figure's sign."""

    number: str = ""
    marks: str = ""
    role: str = ""
    sign: str = ""


@dataclass
class Width:
    """The cells of one column: digits before the comma, decimals, and the marks behind."""

    whole: int = 1
    decimals: int = 0
    marks: int = 0

    @property
    def number(self) -> int:
        """Cells of the widest number."""
        return self.whole + (self.decimals + 1 if self.decimals else 0)


class FigureTable:
    """The figures of one view in the unit on the screen."""

    def __init__(self, view: View, columns: Sequence[ViewColumn]) -> None:
        self.view = view
        self.material = view.material
        self.columns = columns
        self.unit = view.unit or parse_unit(view.material.unit)
        self.wide = False
        self.widths = [Width() for _column in columns]
        self._own_units = [parse_unit(column.unit) for column in columns]
        self._bases = [_base_of(view, column) for column in columns]
        self._label_width = MIN_LABEL
        self._sum_places = 0
        self.first = 0
        self._columns: tuple[object, tuple[list[tuple[int, int]], int]] = (None, ([], 0))

    # Unit and words.

    @property
    def heading(self) -> str:
        """Unit and price level, and what is not as a reader would take for granted."""
        view = self.view
        unit = _(self.unit.label) if self.unit else self.material.unit
        parts = [unit if view.measure == "amount" else _(MEASURES[view.measure]), *_price_words(view)]
        if view.nature != "apart":
            parts.append(_(NATURE_CHOICES[view.nature]))
        return " · ".join(safe(part) for part in parts if part)

    def unit_words(self, index: int) -> str:
        """What a column's figures are counted in."""
        column = self.columns[index]
        if column.kind == TENTHS:
            return "%"
        if column.kind == HEAD:
            return _(MEASURES[HEAD])
        return _(self.unit.label) if self.unit else self.material.unit

    def next_unit(self) -> Unit | None:
        """Go on to the next unit of money; ``None`` where the figures are not money."""
        if self.unit not in MONEY_UNITS:
            return None
        self.unit = MONEY_UNITS[(MONEY_UNITS.index(self.unit) + 1) % len(MONEY_UNITS)]
        return self.unit

    def column_words(self, index: int) -> str:
        """A column's phase and year in words, and its material where two lie side by side."""
        return column_words(self.view, self.columns[index])

    def headings(self) -> list[tuple[str, str]]:
        """(phase, year) over every column; "a" and "b" say which of two materials it is of."""
        beside = self.view.other is not None
        found = []
        for column in self.columns:
            phase = _(PHASES.get(column.phase, PHASES["other"])[1 if self.wide else 0]) or safe(column.label)
            side = ("b" if column.other else "a") if beside and not column.base else ""
            found.append((phase, " ".join(part for part in (str(column.year or ""), side) if part)))
        return found

    def label(self, line: Line) -> str:
        """The line's label, with its nature where the label does not say it: operating and capital stand apart."""
        return safe(line.label) + self.nature(line)

    def titles(self) -> tuple[str, ...]:
        """The titles of what is shown: two where two materials lie side by side."""
        if self.view.other is None:
            return (safe(self.material.title),)
        return f"a {safe(self.material.title)}", f"b {safe(self.view.other.title)}"

    def nature(self, line: Line) -> str:
        """What stands after the label: that it is capital where the label does not say so, or whose line it is."""
        if line.match:
            return f" {FIGURE_SIGNS[f'only_{line.match}'][0]}" + (_(" · anlæg") if line.nature == "capital" else "")
        if line.nature == "capital" and not line.is_total and "anlæg" not in line.label.casefold():
            return _(" · anlæg")
        return ""

    def describe(self, line: Line, index: int) -> list[str]:
        """A figure in words, and what its sign means."""
        figure = line.figures.get(self.columns[index].id)
        parts = []
        if figure is not None and figure.amount is not None:
            word = _(self.word(line, index)[0])
            unit = self.unit_words(index)
            parts.append(f"{self.column_words(index)}: {self.text(figure, index)} {safe(unit)} {word}".rstrip())
        sign = self.sign(line, figure, index)
        if sign:
            words = _(FIGURE_SIGNS[sign][2])
            if sign != "uncertain" and figure is not None and figure.computed is not None:
                words = _("delene giver {amount}: {word}").format(
                    amount=self.amount_text(figure.computed, self.places(figure, index)),
                    word=_("afrunding") if sign == "rounding" else _("stemmer ikke"),
                )
            parts.append(f"{FIGURE_SIGNS[sign][0]} {words}")
        return parts

    def disagreement(self, line: Line, index: int) -> tuple[str, str] | None:
        """(sign, words) of a figure that differs from its parts or is uncertain; ``None`` where it is sound."""
        figure = line.figures.get(self.columns[index].id)
        sign = self.sign(line, figure, index)
        if not sign or figure is None:
            return None
        words = f"{safe(line.label)} · {self.column_words(index)}: {self.text(figure, index)}"
        if figure.computed is None or sign == "uncertain":
            return sign, f"{words} · {_(FIGURE_SIGNS[sign][2])}"
        return sign, _("{cell} · delene giver {computed}: {word}").format(
            cell=words,
            computed=self.amount_text(figure.computed, self.places(figure, index)),
            word=_("afrunding") if sign == "rounding" else _("stemmer ikke"),
        )

    def word(self, line: Line, index: int) -> tuple[str, str]:
        """(word, role) of a variance, a difference or an effect; empty for any other figure."""
        column = self.columns[index]
        figure = line.figures.get(column.id)
        if figure is None or not figure.amount or not line.node:
            return "", ""  # nothing, or what is worked out over many lines
        if column.phase == "effect":
            return variance_word(figure.amount, effect=True), "saving" if figure.amount < 0 else "overspend"
        if not is_variance(column) or self.unit not in (*MONEY_UNITS, MIA_KR):
            return "", ""
        base, kind = self._bases[index]
        if kind == "growth":
            # Nobody knows whether what has risen was granted.
            return (N_("stigning"), "") if figure.amount > 0 else (N_("fald"), "")
        if kind == "difference":
            return "", ""
        of = line.figures.get(base)
        return variance_role(figure.amount, of.amount if of else None, line.label)

    def series(self, line: Line) -> list[tuple[int, int]]:
        """(year, amount) over the years of the phase that has most of them."""
        by_phase: dict[str, dict[int, int]] = {}
        for column in self.material.columns:
            figure = line.figures.get(column.id)
            if column.year and figure is not None and figure.amount is not None and column.phase != "variance":
                by_phase.setdefault(column.phase, {})[column.year] = figure.amount
        return sorted(max(by_phase.values(), key=len, default={}).items())

    # Figures.

    def amount_text(self, amount: int, places: int, *, plus: bool = False) -> str:
        """An amount in the unit on the screen."""
        return format_amount(amount, self.unit or KR, places, plus=plus)

    def text(self, figure: Figure, index: int) -> str:
        """A figure in the unit on the screen, "" where there is none; a difference carries its plus."""
        if figure.amount is None:
            return ""
        column = self.columns[index]
        plus = is_variance(column) or column.phase == PERCENT
        if column.kind == TENTHS:
            return format_amount(figure.amount, _TENTHS, 1, plus=plus)
        if column.kind == HEAD:
            return format_amount(figure.amount, KR, 0, plus=plus)
        return self.amount_text(figure.amount, self.places(figure, index), plus=plus)

    def places(self, figure: Figure, index: int) -> int:
        """Decimals to show: as printed in the table's own unit; a sum as many as its level needs, one at most."""
        kind = self.columns[index].kind
        if kind != AMOUNT:
            return 1 if kind == TENTHS else 0
        if figure.printed and self.unit == self._own_units[index]:
            return printed_places(figure.printed)
        return self._sum_places

    def sign(self, line: Line, figure: Figure | None, index: int) -> str:
        """ "uncertain", "rounding", "differs" or nothing: see :data:`budgettui.tui.signs.FIGURE_SIGNS`."""
        if not line.certain or (figure is not None and not figure.certain):
            return "uncertain"
        own = self._own_units[index]
        if figure is None or figure.computed is None or figure.amount is None or not figure.printed:
            return ""
        if own is None or own.hundredths is None or figure.amount == figure.computed:
            return ""
        last_digit = Decimal(1).scaleb(-printed_places(figure.printed)) * own.hundredths
        parts = [Decimal(figure.computed), *[Decimal(0)] * (line.parts - 1)]
        agreement, _computed, _difference = check_total(Decimal(figure.amount), parts, last_digit)
        return {Agreement.ROUNDING: "rounding", Agreement.DIFFERS: "differs"}.get(agreement, "")

    def cell(self, line: Line, index: int) -> Cell:
        """A figure as it is drawn."""
        column = self.columns[index]
        figure = line.figures.get(column.id)
        if figure is None or figure.amount is None:
            doubtful = figure is not None and not figure.certain
            return Cell("", FIGURE_SIGNS["uncertain"][0], "", "uncertain") if doubtful else Cell()
        word, role = self.word(line, index)
        if column.phase == "effect" or word not in _LETTERS:
            word = ""
        elif not self.wide:
            word = _LETTERS[word]
        sign = self.sign(line, figure, index)
        marks = " ".join(mark for mark in (_(word) if word else "", FIGURE_SIGNS[sign][0] if sign else "") if mark)
        places, behind = self.places(figure, index), self.widths[index].decimals
        pad = behind - places + (1 if behind and not places else 0)
        return Cell(self.text(figure, index) + " " * pad, marks, role, sign)

    def count_cell(self, line: Line, index: int) -> Cell:
        """A number of rows, which no unit divides."""
        figure = line.figures.get(self.columns[index].id)
        if figure is None or figure.amount is None:
            return Cell()
        behind = self.widths[index].decimals
        return Cell(format_amount(figure.amount, COUNT_OF_ROWS, 0) + " " * (behind + 1 if behind else 0))

    # Columns.

    def measure(self, lines: Sequence[Line], *, wide: bool) -> None:
        """Take the widths from these lines; ``wide`` uses whole words."""
        self.wide = wide
        self._columns = (None, ([], 0))
        self._label_width = max(
            [MIN_LABEL, *(len(title) + 2 for title in self.titles()), *(len(self.label(line)) + 2 for line in lines)]
        )
        amounts = [column.id for column in self.columns if column.kind == AMOUNT]
        # A mean has decimals that no line has.
        shown = (line.figures.get(column) for line in lines if line.node for column in amounts)
        self._sum_places = self._needed_places([figure for figure in shown if figure is not None])
        for index, column in enumerate(self.columns):
            width = self.widths[index] = Width()
            for figure in (figure for line in lines if (figure := line.figures.get(column.id)) is not None):
                if figure.amount is not None:
                    places = self.places(figure, index)
                    width.decimals = max(width.decimals, places)
                    whole = len(self.text(figure, index)) - (places + 1 if places else 0)
                    width.whole = max(width.whole, whole)
            marks = max((len(self.cell(line, index).marks) for line in lines), default=0)
            width.marks = marks + 1 if marks else 0

    def _needed_places(self, figures: Sequence[Figure]) -> int:
        """The decimals that figures without a printed form are shown with."""
        if self.unit is None or self.unit.hundredths is None or self.unit == KR:
            return 0
        size = self.unit.hundredths
        return int(any(figure.amount is not None and figure.amount % size for figure in figures))

    def in_sight(self, width: int, current: int) -> tuple[list[tuple[int, int]], int]:
        """(column, cells) of the columns in sight, the current one among them, and the label's cells."""
        if self._columns[0] != (width, current):
            self._columns = ((width, current), self._lay_out(width, current))
        return self._columns[1]

    def _lay_out(self, width: int, current: int) -> tuple[list[tuple[int, int]], int]:
        heads = self.headings()
        sizes = [
            2 + max(width_.number, *(len(word) for word in heads[index])) + width_.marks
            for index, width_ in enumerate(self.widths)
        ]
        room = width - MIN_LABEL - 2
        self.first = min(self.first, current)
        while self.first < current and sum(sizes[self.first : current + 1]) > room:
            self.first += 1
        if sum(sizes) <= room:
            self.first = 0
        shown: list[tuple[int, int]] = []
        for index in range(self.first, len(sizes)):
            if shown and sum(size for _index, size in shown) + sizes[index] > room:
                break
            shown.append((index, min(sizes[index], max(4, room))))
        used = sum(size for _index, size in shown)
        return shown, max(4, min(width - 2 - used, self._label_width))


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
        if base.phase != source.phase:
            return column.base, "variance"
        return column.base, "growth" if base.year != source.year else "difference"
    budgets = [entry.id for entry in view.material.columns
               if entry.phase in ("approved", "adjusted") and entry.year == column.year]
    return (budgets[0] if budgets else 0), "variance"


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


@lru_cache(maxsize=4096)
def printed_places(printed: str) -> int:
    """How many decimals a figure was printed with."""
    try:
        return parse_number(printed).decimals
    except ValueError:
        return 0
