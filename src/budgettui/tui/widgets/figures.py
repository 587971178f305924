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
from budgettui.domain.amounts import KR, KR_1000, MIO_KR, Unit, format_amount, parse_number, parse_unit
from budgettui.domain.budget import Figure, Line, Material, variance_word
from budgettui.domain.errors import N_
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
}
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
    """The figures of one material in the unit on the screen."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.unit = parse_unit(material.unit)
        self.wide = False
        self.widths = [Width() for _column in material.columns]
        self._own_unit = self.unit
        self._label_width = MIN_LABEL
        self._sum_places = 0
        self._first = 0
        self._columns: tuple[object, tuple[list[tuple[int, int]], int]] = (None, ([], 0))

    # Unit and words.

    @property
    def heading(self) -> str:
        """Unit and price level."""
        parts = [_(self.unit.label) if self.unit else self.material.unit, self.material.price_level or ""]
        return " · ".join(safe(part) for part in parts if part)

    def next_unit(self) -> Unit | None:
        """Go on to the next unit of money; ``None`` where the figures are not money."""
        if self.unit not in MONEY_UNITS:
            return None
        self.unit = MONEY_UNITS[(MONEY_UNITS.index(self.unit) + 1) % len(MONEY_UNITS)]
        return self.unit

    def column_words(self, index: int) -> str:
        """A column's phase and year in words."""
        column = self.material.columns[index]
        word = _(PHASES.get(column.phase, PHASES["other"])[1]) or safe(column.label)
        return f"{word} {column.year}" if column.year else word

    def headings(self) -> list[tuple[str, str]]:
        """(phase, year) over every column."""
        return [
            (
                _(PHASES.get(column.phase, PHASES["other"])[1 if self.wide else 0]) or safe(column.label),
                str(column.year or ""),
            )
            for column in self.material.columns
        ]

    def label(self, line: Line) -> str:
        """The line's label, with its nature where the label does not say it: operating and capital stand apart."""
        return safe(line.label) + self.nature(line)

    def nature(self, line: Line) -> str:
        """What stands after the label of a capital line whose label does not say that it is one."""
        if line.nature == "capital" and not line.is_total and "anlæg" not in line.label.casefold():
            return _(" · anlæg")
        return ""

    def describe(self, line: Line, index: int) -> list[str]:
        """A figure in words, and what its sign means."""
        column = self.material.columns[index]
        figure = line.figures.get(column.id)
        parts = []
        if figure is not None and figure.amount is not None:
            word = ""
            if column.phase in ("variance", "effect"):
                word = _(variance_word(figure.amount, effect=column.phase == "effect"))
            unit = _(self.unit.label) if self.unit else self.material.unit
            parts.append(f"{self.column_words(index)}: {self.text(figure, index)} {safe(unit)} {word}".rstrip())
        sign = self.sign(line, figure)
        if sign:
            words = _(FIGURE_SIGNS[sign][2])
            if sign != "uncertain" and figure is not None and figure.computed is not None:
                words = _("delene giver {amount}: {word}").format(
                    amount=self.amount_text(figure.computed, self.places(figure)),
                    word=_("afrunding") if sign == "rounding" else _("stemmer ikke"),
                )
            parts.append(f"{FIGURE_SIGNS[sign][0]} {words}")
        return parts

    def disagreement(self, line: Line, index: int) -> tuple[str, str] | None:
        """(sign, words) of a figure that differs from its parts or is uncertain; ``None`` where it is sound."""
        figure = line.figures.get(self.material.columns[index].id)
        sign = self.sign(line, figure)
        if not sign or figure is None:
            return None
        words = f"{safe(line.label)} · {self.column_words(index)}: {self.text(figure, index)}"
        if figure.computed is None or sign == "uncertain":
            return sign, f"{words} · {_(FIGURE_SIGNS[sign][2])}"
        return sign, _("{cell} · delene giver {computed}: {word}").format(
            cell=words,
            computed=self.amount_text(figure.computed, self.places(figure)),
            word=_("afrunding") if sign == "rounding" else _("stemmer ikke"),
        )

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
        """A figure in the unit on the screen, "" where there is none; a variance carries its plus."""
        if figure.amount is None:
            return ""
        plus = self.material.columns[index].phase == "variance"
        return self.amount_text(figure.amount, self.places(figure), plus=plus)

    def places(self, figure: Figure) -> int:
        """Decimals to show: as printed in the table's own unit; a sum as many as its level needs, one at most."""
        if figure.printed and self.unit == self._own_unit:
            return printed_places(figure.printed)
        return self._sum_places

    def sign(self, line: Line, figure: Figure | None) -> str:
        """ "uncertain", "rounding", "differs" or nothing: see :data:`budgettui.tui.signs.FIGURE_SIGNS`."""
        if not line.certain or (figure is not None and not figure.certain):
            return "uncertain"
        if figure is None or figure.computed is None or figure.amount is None or not figure.printed:
            return ""
        if self._own_unit is None or self._own_unit.hundredths is None or figure.amount == figure.computed:
            return ""
        last_digit = Decimal(1).scaleb(-printed_places(figure.printed)) * self._own_unit.hundredths
        parts = [Decimal(figure.computed), *[Decimal(0)] * (line.parts - 1)]
        agreement, _computed, _difference = check_total(Decimal(figure.amount), parts, last_digit)
        return {Agreement.ROUNDING: "rounding", Agreement.DIFFERS: "differs"}.get(agreement, "")

    def cell(self, line: Line, index: int) -> Cell:
        """A figure as it is drawn."""
        column = self.material.columns[index]
        figure = line.figures.get(column.id)
        if figure is None or figure.amount is None:
            return Cell()
        role, word = "", ""
        if column.phase == "variance" and figure.amount:
            role, word = ("overspend", "M") if figure.amount > 0 else ("saving", "m")
            if self.wide:
                word = _(variance_word(figure.amount))
        elif column.phase == "effect" and figure.amount:
            role = "saving" if figure.amount < 0 else "overspend"
        sign = self.sign(line, figure)
        marks = " ".join(mark for mark in (word, FIGURE_SIGNS[sign][0] if sign else "") if mark)
        places, behind = self.places(figure), self.widths[index].decimals
        pad = behind - places + (1 if behind and not places else 0)
        return Cell(self.text(figure, index) + " " * pad, marks, role, sign)

    # Columns.

    def measure(self, lines: Sequence[Line], *, wide: bool) -> None:
        """Take the widths from these lines; ``wide`` uses whole words."""
        self.wide = wide
        self._columns = (None, ([], 0))
        self._label_width = max(
            [MIN_LABEL, len(safe(self.material.title)) + 2, *(len(self.label(line)) + 2 for line in lines)]
        )
        figures = [figure for line in lines for figure in line.figures.values() if figure.amount is not None]
        self._sum_places = self._needed_places(figures)
        for index, column in enumerate(self.material.columns):
            width = self.widths[index] = Width()
            shown = [figure for line in lines if (figure := line.figures.get(column.id)) is not None]
            for figure in shown:
                if figure.amount is not None:
                    places = self.places(figure)
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

    def columns(self, width: int, current: int) -> tuple[list[tuple[int, int]], int]:
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
        self._first = min(self._first, current)
        while self._first < current and sum(sizes[self._first : current + 1]) > room:
            self._first += 1
        if sum(sizes) <= room:
            self._first = 0
        shown: list[tuple[int, int]] = []
        for index in range(self._first, len(sizes)):
            if shown and sum(size for _index, size in shown) + sizes[index] > room:
                break
            shown.append((index, min(sizes[index], max(4, room))))
        used = sum(size for _index, size in shown)
        return shown, max(4, min(width - 2 - used, self._label_width))


@lru_cache(maxsize=4096)
def printed_places(printed: str) -> int:
    """How many decimals a figure was printed with."""
    try:
        return parse_number(printed).decimals
    except ValueError:
        return 0
