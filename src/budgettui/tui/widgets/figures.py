"""How the figures of one level of the budget stand: signs, the width of every column, and what is under them.

Nothing here draws or moves. Widths are taken from the totals and the first rows, so that nothing shifts while
scrolling; a number stands right on its decimal comma, and its marks behind it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from budgettui.domain.amounts import counted, format_amount, to_hundredths
from budgettui.domain.budget.budget import Figure, Line
from budgettui.domain.budget.view import AGGREGATES, View, ViewColumn
from budgettui.domain.checking.agreement import KINDS, STATE_WORDS
from budgettui.figures import (
    COUNT_OF_ROWS,
    LETTERS,
    PHASES,
    Figures,
    FootRow,
    nature_of_line,
    rows_under,
    sort_sign,
    title_of,
)
from budgettui.i18n import _
from budgettui.tui.signs import FIGURE_SIGNS
from budgettui.tui.text import safe

if TYPE_CHECKING:
    from budgettui.store.level import Level

#: Cells of a label at least; what is compared belongs together and may take some of them.
MIN_LABEL, MIN_BESIDE_COMPARED = 20, 14
#: Cells of a label that whole words over the columns, and behind their figures, leave to it.
LABEL = 40
#: Aggregates are worked out over so many rows; more would keep the keys waiting.
MOST_ROWS = 20_000


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
        return self.whole + (self.decimals + 1 if self.decimals else 0)


class FigureTable(Figures):
    def __init__(self, view: View, columns: Sequence[ViewColumn]) -> None:
        super().__init__(view, columns)
        self.wide = False
        self.widths = [Width() for _column in columns]
        self._label_width = MIN_LABEL
        self.first = 0
        self._columns: tuple[object, tuple[list[tuple[int, int]], int]] = (None, ([], 0))

    def headings(self) -> list[tuple[str, str]]:
        """(phase, year) over every column; "a" and "b" say of which material it is, a sign that the rows go by it."""
        beside = self.view.other is not None
        found = []
        for column in self.columns:
            phase = _(PHASES.get(column.phase, PHASES["other"])[1 if self.wide else 0]) or safe(column.label)
            side = ("b" if column.other else "a") if beside and not column.base else ""
            year = " ".join(part for part in (str(column.year or ""), side) if part)
            found.append((phase, sort_sign(self.view, column) + year))
        return found

    def label(self, line: Line) -> str:
        """The line's label, with its nature where the label does not say it: operating and capital stand apart."""
        return self.name(line) + self.nature(line)

    def name(self, line: Line) -> str:
        """The line's label, and what it stands below where lines of several parents stand in one list."""
        return f"{safe(line.label)} · {safe(line.above)}" if line.above else safe(line.label)

    def titles(self) -> tuple[str, ...]:
        """The titles of what is shown: two where two materials lie side by side."""
        if self.view.other is None:
            return (safe(title_of(self.material)),)
        return f"a {safe(title_of(self.material))}", f"b {safe(title_of(self.view.other))}"

    def nature(self, line: Line) -> str:
        """What stands after the label: whose line it is, and of what its figures are where the label is silent."""
        return (f" {FIGURE_SIGNS[f'only_{line.match}'][0]}" if line.match else "") + nature_of_line(line)

    def describe(self, line: Line, index: int) -> list[str]:
        figure = line.figures.get(self.columns[index].id)
        parts = []
        if figure is not None and figure.amount is not None:
            word = _(self.word(line, index)[0])
            text = f"{counted(self.text(figure, index, line.nature), safe(self.unit_words(index)))} {word}".rstrip()
            parts.append(f"{self.column_words(index)}: {text}")
        sign = self.sign(line, figure)
        if sign:
            parts.append(f"{FIGURE_SIGNS[sign][0]} {self._sign_words(sign, figure, index, line.nature)}")
        return parts

    def _sign_words(self, sign: str, figure: Figure | None, index: int, nature: str) -> str:
        """What a sign means of this figure: what the reconciliation says of it, and what is known of that."""
        own = self.own_unit(index)
        check = figure.check if figure is not None else None
        if figure is None or check is None or sign == "uncertain" or own is None:
            return _(FIGURE_SIGNS[sign][2])
        amount = to_hundredths(check.computed, own)
        words = _("{held} giver {amount}: {word}").format(
            held=_(KINDS[check.kind][1]), amount=self.amount_text(amount, self.places(figure, index, nature)),
            word=_(STATE_WORDS[check.state]),
        )
        return words + (_(" · kendt: {note}").format(note=safe(check.note)) if check.note else "")

    def cell(self, line: Line, index: int) -> Cell:
        column = self.columns[index]
        figure = line.figures.get(column.id)
        if figure is None or figure.amount is None:
            doubtful = figure is not None and not figure.certain
            return Cell("", FIGURE_SIGNS["uncertain"][0], "", "uncertain") if doubtful else Cell()
        word, role = self.word(line, index)
        if column.phase == "effect" or word not in LETTERS:
            word = ""
        elif not self.wide:
            word = LETTERS[word]
        sign = self.sign(line, figure)
        marks = " ".join(mark for mark in (_(word) if word else "", FIGURE_SIGNS[sign][0] if sign else "") if mark)
        places, behind = self.places(figure, index, line.nature), self.widths[index].decimals
        pad = behind - places + (1 if behind and not places else 0)
        return Cell(self.text(figure, index, line.nature) + " " * pad, marks, role, sign)

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
        self.take_places(lines)
        for index, column in enumerate(self.columns):
            width = self.widths[index] = Width()
            for line in lines:
                figure = line.figures.get(column.id)
                if figure is not None and figure.amount is not None:
                    places = self.places(figure, index, line.nature)
                    width.decimals = max(width.decimals, places)
                    whole = len(self.text(figure, index, line.nature)) - (places + 1 if places else 0)
                    width.whole = max(width.whole, whole)
            marks = max((len(self.cell(line, index).marks) for line in lines), default=0)
            width.marks = marks + 1 if marks else 0

    def in_sight(self, width: int, current: int) -> tuple[list[tuple[int, int]], int]:
        """(column, cells) of the columns in sight, the current one among them, and the label's cells."""
        if self._columns[0] != (width, current):
            self._columns = ((width, current), self._lay_out(width, current))
        return self._columns[1]

    def has_room(self, width: int) -> bool:
        """Whether all columns have room beside labels that can be read."""
        return sum(self._sizes()) + min(self._label_width, LABEL) + 2 <= width

    def _sizes(self) -> list[int]:
        heads = self.headings()
        return [
            2 + max(width_.number, *(len(word) for word in heads[index])) + width_.marks
            for index, width_ in enumerate(self.widths)
        ]

    def _lay_out(self, width: int, current: int) -> tuple[list[tuple[int, int]], int]:
        sizes = self._sizes()
        room = width - (MIN_BESIDE_COMPARED if any(column.base for column in self.columns) else MIN_LABEL) - 2
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
        return shown, max(4, min(width - 2 - sum(size for _index, size in shown), self._label_width))


def foot_rows(level: Level, first: Sequence[Line]) -> list[FootRow]:
    """What stands under a level that begins with these lines; the aggregates of too many rows are not worked out."""
    view, many = level.view, not level.complete or len(level) > MOST_ROWS
    # A total that only one of two materials prints says nothing of the other.
    printed = any(line.is_total and not line.match for line in first)
    lines = level.page(0, len(level)) if view.aggregates and not many else []
    alone = len(level.totals) == 1 and view.nature == "apart"
    rows = list(rows_under(level, lines, printed=printed, alone=alone))
    if view.aggregates and many and len(level):
        words = _("{what}: højst {count} rækker · / filtrerer").format(
            what=", ".join(_(AGGREGATES[name]) for name in view.aggregates), count=f"{MOST_ROWS:,}".replace(",", "."))
        rows.append(FootRow(words, Line(0, "", None, words, "", "total", view.nature, 0, {})))
    return rows
