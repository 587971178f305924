"""A chart of the view: bars, the way from budget to accounts, shares of the whole. Drawn by plotext when opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from budgettui.domain.amounts import rounded
from budgettui.domain.budget.budget import Figure, Line
from budgettui.domain.budget.chart import KINDS, Amount, amounts_of, bars, shares, waterfall
from budgettui.domain.budget.chart import Bar as ChartBar
from budgettui.domain.budget.compare import comparisons
from budgettui.domain.budget.natures import ORDER
from budgettui.domain.budget.view import ViewColumn
from budgettui.figures import Figures, whole_words
from budgettui.i18n import _, ngettext
from budgettui.tui.text import BOLD, UTF8, cut, cut_before, plain, safe
from budgettui.tui.theming import RoleStyles
from budgettui.tui.widgets.bars import Bar, KeyBar

if TYPE_CHECKING:
    from budgettui.domain.budget.view import View
    from budgettui.store.level import Level

#: Lines that a chart is made of at most; the greatest of them are drawn.
MOST_LINES = 20_000
#: Cells of a label at most.
LABEL = 44


class ChartScreen(Screen[None]):
    """g shows the next chart, d the other nature, Esc goes back."""

    CSS_PATH = "chart.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", show=False),
        Binding("g,right,down", "next(1)", show=False),
        Binding("left,up", "next(-1)", show=False),
        Binding("d", "nature", show=False),
    ]

    def __init__(
        self, level: Level, styles: RoleStyles, colours: dict[str, str], view: View, column: ViewColumn
    ) -> None:
        super().__init__()
        self.roles = styles
        self._colours = colours
        self._kind = "bars"
        self._view = view
        self._level = level
        self._lines = self._level.page(0, MOST_LINES)
        self._column = column
        natures = [nature for nature in ORDER if any(line.nature == nature for line in self._lines)]
        self._natures = natures or ["operating"]
        self._nature = self._natures[0]
        #: The columns that a way goes from and to.
        self._ends = "", ""
        self._figures = Figures(view, self._level.columns)
        self._figures.take_places([*self._level.totals, *self._lines[:1000]])

    def compose(self) -> ComposeResult:
        yield Bar(self.roles, id="title")
        yield Static(id="chart")
        yield Bar(self.roles, id="said")
        yield KeyBar(self.roles, id="keys")

    def on_mount(self) -> None:
        self._show()

    def on_resize(self, event: events.Resize) -> None:
        self._show()

    def action_next(self, step: int) -> None:
        kinds = list(KINDS)
        self._kind = kinds[(kinds.index(self._kind) + step) % len(kinds)]
        self._show()

    def action_nature(self) -> None:
        """Operating and capital are two charts: nothing adds them but a view that says so."""
        self._nature = self._natures[(self._natures.index(self._nature) + 1) % len(self._natures)]
        self._show()

    def action_leave(self) -> None:
        self.dismiss(None)

    # What is drawn.

    def _made(self, most: int) -> tuple[list[ChartBar], str]:
        index = list(self._level.columns).index(self._column)
        if self._kind == "waterfall":
            pair = next(iter(self._view.pairs or comparisons(self._view.material)), None)
            if pair is None or not self._view.comparable:
                return [], _("Her er ikke to kolonner at gå imellem.")
            self._ends = self._words(pair.base), self._words(pair.column)
            words = _("fra {start} til {end}").format(start=self._ends[0], end=self._ends[1])
            whole = next((line for line in self._level.totals if line.nature == self._nature), None)
            if whole is None:
                return [], words
            ends = [whole.figures.get(column, Figure(None)).amount for column in pair]
            if ends[0] is None or ends[1] is None:
                return [], words
            return waterfall(ends[0], _differences(self._lines, *pair, self._nature), ends[1], most), words
        amounts = amounts_of(self._lines, self._column.id, self._nature)
        words = self._figures.column_words(index)
        if self._kind == "shares":
            if self._column.phase != "percent" and len({one.amount < 0 for one in amounts if one.amount}) <= 1:
                return shares(amounts, most), words
            return [], _("{column}: tallene peger hver sin vej og har ingen andele.").format(column=words)
        return bars(amounts, most), words

    def _words(self, column: int) -> str:
        shown = [entry.id for entry in self._level.columns]
        if column in shown:
            return self._figures.column_words(shown.index(column))
        return safe(next(entry for entry in self._view.material.columns if entry.id == column).label)

    def _show(self) -> None:
        chart = self.query_one("#chart", Static)
        width, height = self.app.size.width, self.app.size.height - 5
        found, words = self._made(max(3, height - 2))
        unit = f"  {self._figures.heading}"
        unit = (unit if cell_len(unit) < width // 2 else cut(unit, width // 2)) + " "
        way = self._kind == "waterfall"
        # A way says itself what it is. Where there is little room the name of the material gives way.
        kind = words if way and found else _(KINDS[self._kind])
        title = f" {_('Diagram')} · {kind} · {safe(self._view.material.title)}"
        tail = f" · {whole_words(self._nature)}" + ("" if way else f" · {words}")
        title = cut_before(title, tail, width - cell_len(unit))
        self.query_one("#title", Bar).set_lines([(title, BOLD)], right=[(unit, self.roles.role("accent"))])
        if found:
            chart.update(draw(found, [self._label(one, found) for one in found], width, height, self._colour))
        else:
            chart.update(Text(words))
        self.query_one("#said", Bar).set_lines([(" " + self._said(found), self.roles.role("dim"))])
        keys = [("g", _("Næste diagram")), ("d", _("Drift/anlæg")), ("Esc", _("Tilbage"))]
        self.query_one(KeyBar).show(keys, width)

    def _said(self, found: Sequence[ChartBar]) -> str:
        said = []
        if found and reach(found)[0] > 0:
            said.append(_("Aksen begynder ikke ved nul."))
        rest = sum(one.rest for one in found)
        if rest:
            words = ngettext("{n} linje er lagt sammen under øvrige.", "{n} linjer er lagt sammen under øvrige.", rest)
            said.append(words.format(n=rest))
        if len(self._level) > MOST_LINES:
            said.append(_("Kun de første {count} linjer er med.").format(count=MOST_LINES))
        return " ".join(said)

    def _label(self, one: ChartBar, found: Sequence[ChartBar]) -> str:
        label = safe(one.label)
        if one.kind == "total":
            label = self._ends[0 if one is found[0] else 1]
        elif one.kind == "apart":
            label = _("ikke fordelt på linjer")
        elif one.rest:
            label = ngettext("øvrige ({n} linje)", "øvrige ({n} linjer)", one.rest).format(n=one.rest)
        return f"{cut(label, min(LABEL, self.app.size.width // 3))} {self._value(one, found):>14}"

    def _value(self, one: ChartBar, found: Sequence[ChartBar]) -> str:
        index = list(self._level.columns).index(self._column)
        if self._kind == "waterfall":
            places = self._figures.places(Figure(one.value), index, self._nature)
            return self._figures.amount_text(one.value, places, plus=one.kind != "total")
        text = self._figures.text(Figure(one.value), index, self._nature)
        if self._kind == "shares":
            whole = sum(entry.value for entry in found)
            share = rounded(one.value * 1000, abs(whole)) if whole else 0
            return f"{text}  {abs(share) // 10},{abs(share) % 10} %"
        return text

    def _colour(self, one: ChartBar) -> tuple[int, int, int] | None:
        role = "accent"
        if one.kind == "apart":
            role = "uncertain"
        elif self._kind == "waterfall" and one.kind == "line":
            role = "overspend" if one.value > 0 else "saving"
        code = self._colours.get(role, "")
        return (int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)) if code else None


def _differences(lines: Sequence[Line], base: int, column: int, nature: str) -> list[Amount]:
    """column − base of every line; a line that lacks one of them counts as nought there, for the whole does."""
    found = []
    for line in lines:
        if line.nature == nature and not line.is_total:
            first, second = (figure.amount or 0 if (figure := line.figures.get(one)) else 0 for one in (base, column))
            found.append(Amount(line.label, second - first))
    return found


def reach(found: Sequence[ChartBar]) -> tuple[int, int]:
    """From where to where the axis goes: nought is on it, but on the way between two totals that lie far from it."""
    steps = [edge for one in found for edge in (one.start, one.end) if one.kind != "total" or edge]
    low, high = min(steps, default=0), max(steps, default=0)
    span = high - low
    if any(one.kind == "total" for one in found) and low > 4 * span:
        return low - max(1, span // 5), high + max(1, span // 20)
    return min(0, low), max(1, high) if min(0, low) < high else 1


def draw(
    found: Sequence[ChartBar], labels: Sequence[str], width: int, height: int, colour: Any
) -> Text:
    """The bars as text: one line each, with an empty one between where there is room."""
    import plotext

    # The size is the screen's, which need not be the size of the terminal that plotext would ask for.
    plotext.terminal.limit(False, False)
    figure = plotext.figure
    figure.clear()
    figure.theme("colorless")
    step = 2 if 2 * len(found) - 1 <= height - 2 else 1
    inner = (len(found) - 1) * step + 1
    figure.plot_size(width, inner + 2)
    low, high = reach(found)
    for place, one in enumerate(found):
        row = inner - place * step
        sign = ("█" if one.end >= one.start else "▒") if UTF8 else ("#" if one.end >= one.start else "=")
        painted = colour(one)
        marker = plotext.marker(sign, (painted, None, None)) if painted else sign
        begin, end = sorted((max(low, one.start), max(low, one.end)))
        figure.draw(figure.rectangle((begin, end), (row, row),
                                     marker=marker))
    figure.ruler("x").lim(low, high)
    figure.ruler("x").ticks([], [])
    figure.ruler("y").lim(1, max(2, inner))
    figure.ruler("y").ticks([inner - place * step for place in range(len(found))], list(labels))
    drawn = Text.from_ansi(str(figure.build()))
    if UTF8:
        return drawn
    return Text(plain(drawn.plain).translate(_ASCII_FRAME))


_ASCII_FRAME = str.maketrans({"┌": "+", "┐": "+", "└": "+", "┘": "+", "┤": "|", "├": "|", "█": "#", "▒": "="})
