"""The budget pane: one row a child of the node that is drilled into, one column a phase and year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar, Protocol

from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.message import Message

from budgettui.domain.amounts import (
    KR,
    KR_1000,
    MIO_KR,
    Unit,
    format_amount,
    parse_number,
    parse_unit,
)
from budgettui.domain.budget import BudgetColumn, Figure, Line, Material, variance_word
from budgettui.domain.errors import N_
from budgettui.i18n import _
from budgettui.tui.commands import bindings
from budgettui.tui.signs import FIGURE_SIGNS
from budgettui.tui.text import BOLD, cut, safe, segments, sparkline, wrap
from budgettui.tui.theming import RoleStyles
from budgettui.tui.widgets.rows import RowView

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
NATURES = {"operating": N_("Drift i alt"), "capital": N_("Anlæg i alt")}
MONEY_UNITS = (MIO_KR, KR_1000, KR)
#: Rows fetched at a time, and rows that the column widths are taken from.
PAGE = 200
MIN_LABEL = 14
#: From this width on, headings and variances are whole words.
WIDE = 74


class BudgetSource(Protocol):
    """What the pane reads; the store gives it."""

    def child_rows(
        self, material: int, node: int, *, column: int | None = None, reverse: bool = False, needle: str = ""
    ) -> list[tuple[int, str]]: ...

    def lines(self, material: int, rows: Sequence[tuple[int, str]]) -> list[Line]: ...

    def totals(self, material: int, node: int) -> list[Line]: ...

    def path(self, node: int) -> list[tuple[int, str]]: ...


@dataclass
class Layout:
    """How the columns of one level stand: cells for digits, decimals, and the marks after the number."""

    whole: list[int] = field(default_factory=list)
    decimals: list[int] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    label: int = MIN_LABEL
    wide: bool = False

    def number_width(self, column: int) -> int:
        """Cells of the widest number; its marks stand behind it."""
        places = self.decimals[column]
        return self.whole[column] + (places + 1 if places else 0)


class BudgetPane(RowView):
    """Drills by Enter and Left; remembers the cursor of every level that was left."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("budget")]

    @dataclass
    class Drilled(Message):
        """Another level is shown."""

        node: int

    @dataclass
    class Said(Message):
        """A key did something that the status line should tell."""

        text: str

    def __init__(self, styles: RoleStyles, source: BudgetSource, *, id: str | None = None) -> None:
        super().__init__(styles, id=id)
        self.source = source
        self.material: Material | None = None
        self.node = 0
        self.column = 0
        self.needle = ""
        self.linked: frozenset[str] = frozenset()
        self.sort: tuple[int, bool] | None = None
        self._rows: list[tuple[int, str]] = []
        self._pages: dict[int, list[Line]] = {}
        self._totals: list[Line] = []
        self._crumbs: list[tuple[int, str]] = []
        self._remembered: dict[tuple[int, int], tuple[int, int]] = {}
        self._layout = Layout()
        self._first_column = 0
        self._unit: Unit | None = None
        self._sum_places = 0
        self._shown_totals: list[Line] = []

    # What is shown.

    def show(self, material: Material | None, node: int | None = None, *, select: int | None = None) -> None:
        """Show a node of a material (its root by default), the cursor on a child where one is named."""
        self._remember()
        changed = material is not self.material
        self.material = material
        if material is None:
            self._rows, self._pages, self._totals, self._crumbs = [], {}, [], []
            self.head_height = self.foot_height = 0
            self.reset(0, 0)
            return
        if changed:
            self.column = max(0, len(material.columns) - 1)
            self._first_column = 0
            self.sort = None
            self._unit = parse_unit(material.unit)
        self.node = material.root if node is None else node
        self.needle = ""
        self._crumbs = self.source.path(self.node)
        self._load(select)
        self.post_message(self.Drilled(self.node))

    def _remember(self) -> None:
        if self.material is not None:
            self._remembered[self.material.id, self.node] = (self.cursor, self.top)

    def _load(self, select: int | None = None) -> None:
        material = self.material
        assert material is not None
        column, reverse = self.sort or (None, False)
        self._rows = self.source.child_rows(
            material.id,
            self.node,
            column=None if column is None else material.columns[column].id,
            reverse=reverse,
            needle=self.needle,
        )
        self._pages = {}
        self._totals = self.source.totals(material.id, self.node)
        self._measure()
        printed = any(self.line(row).is_total for row in range(min(len(self._rows), PAGE)))
        self._shown_totals = [] if printed and not self.sort and not self.needle else self._totals
        self.head_height = 3 if material.columns else 1
        self.foot_height = 2 + len(self._shown_totals) if self._rows and material.columns else 0
        cursor, top = self._remembered.get((material.id, self.node), (0, 0))
        if select is not None:
            cursor = next((row for row, (node, _nature) in enumerate(self._rows) if node == select), cursor)
        self.reset(cursor, top)

    def line(self, row: int) -> Line:
        """The line of a row, fetched a page at a time."""
        assert self.material is not None
        page = row // PAGE
        if page not in self._pages:
            if len(self._pages) > 20:
                self._pages.clear()
            self._pages[page] = self.source.lines(self.material.id, self._rows[page * PAGE : (page + 1) * PAGE])
        return self._pages[page][row % PAGE]

    @property
    def row_count(self) -> int:
        return len(self._rows)

    @property
    def current(self) -> Line | None:
        """The line under the cursor."""
        return self.line(self.cursor) if self.cursor < len(self._rows) else None

    @property
    def current_column(self) -> BudgetColumn | None:
        """The column that sorting and copying work on."""
        return self.material.columns[self.column] if self.material and self.material.columns else None

    @property
    def crumbs(self) -> list[tuple[int, str]]:
        """(node, label) from the municipality to the node that is shown."""
        return self._crumbs

    @property
    def unit(self) -> Unit:
        """The unit on the screen."""
        return self._unit or KR

    @property
    def heading(self) -> str:
        """Unit and price level, for the pane's title."""
        if self.material is None:
            return ""
        parts = [_(self._unit.label) if self._unit else self.material.unit, self.material.price_level or ""]
        return " · ".join(safe(part) for part in parts if part)

    def select(self, node: int) -> None:
        """Put the cursor on a child that is in sight."""
        row = next((row for row, (child, _nature) in enumerate(self._rows) if child == node), None)
        if row is not None:
            self.move_to(row, notify=False)

    def set_linked(self, keys: frozenset[str]) -> None:
        """Mark the rows that the current decision point is linked to."""
        if keys != self.linked:
            self.linked = keys
            self.refresh()

    def set_needle(self, needle: str) -> int:
        """Keep the rows whose label or code holds the needle; returns how many there are."""
        if self.material is not None and needle != self.needle:
            self.needle = needle
            current = self._rows[self.cursor][0] if self.cursor < len(self._rows) else None
            self._load(current)
        return len(self._rows)

    def empty(self, width: int) -> list[str]:
        if self.material is None:
            return wrap(_("Ingen budgettal endnu. Ctrl+N importerer et papir med tabeller."), width)
        if self.needle:
            return [_("Ingen linje passer."), _("Esc fjerner filteret.")]
        return [_("Linjen har ingen dele."), _("← går et niveau ud.")]

    # Keys.

    def action_drill_in(self) -> None:
        line = self.current
        if line is None:
            return
        if not line.children:
            self.post_message(self.Said(_("{label} har ingen dele under sig; o åbner kilden.").format(
                label=safe(line.label))))
            return
        self.show(self.material, line.node)

    def action_drill_out(self) -> None:
        if len(self._crumbs) < 2:
            self.post_message(self.Said(_("Her er kommunen: der er intet niveau over.")))
            return
        self.show(self.material, self._crumbs[-2][0], select=self.node)

    def action_drill_top(self) -> None:
        if self.material is not None and len(self._crumbs) > 1:
            self.show(self.material, select=self._crumbs[1][0])

    def action_column(self, step: int) -> None:
        if self.material is None or not self.material.columns:
            return
        self.column = (self.column + step) % len(self.material.columns)
        self.refresh()
        self.post_message(self.Said(_("Kolonne: {column}").format(column=self.column_words(self.column))))

    def action_sort(self, reverse: bool) -> None:
        if self.material is None or not self.material.columns:
            return
        wanted = (self.column, not reverse)
        self.sort = None if self.sort == wanted else wanted
        self._load(self._rows[self.cursor][0] if self._rows else None)
        words = self.column_words(self.column)
        if self.sort is None:
            text = _("Rækkefølge som trykt")
        elif reverse:
            text = _("Sorteret efter {column}, mindste først").format(column=words)
        else:
            text = _("Sorteret efter {column}, største først").format(column=words)
        self.post_message(self.Said(text))

    def action_next_unit(self) -> None:
        if self._unit not in MONEY_UNITS:
            self.post_message(self.Said(_("Enheden er {unit} og kan ikke skiftes.").format(unit=self.heading)))
            return
        self._unit = MONEY_UNITS[(MONEY_UNITS.index(self._unit) + 1) % len(MONEY_UNITS)]
        self._measure()
        self.refresh()
        self.post_message(self.Said(_("Enhed: {unit}").format(unit=_(self._unit.label))))

    # Words.

    def column_words(self, index: int) -> str:
        """A column's phase and year in words."""
        assert self.material is not None
        column = self.material.columns[index]
        word = _(PHASES.get(column.phase, PHASES["other"])[1]) or safe(column.label)
        return f"{word} {column.year}" if column.year else word

    def describe(self) -> str:
        """The line under the cursor, whole: label, the column's figure in words, and what its signs mean."""
        line = self.current
        if line is None or self.material is None or not self.material.columns:
            return ""
        column = self.material.columns[self.column]
        figure = line.figures.get(column.id)
        parts = [safe(line.label)]
        if figure is not None and figure.amount is not None:
            amount = format_amount(figure.amount, self.unit, self._places(figure), plus=column.phase == "variance")
            word = ""
            if column.phase in ("variance", "effect"):
                word = _(variance_word(figure.amount, effect=column.phase == "effect"))
            parts.append(f"{self.column_words(self.column)}: {amount} {self.heading} {word}".rstrip())
        sign = self._sign(line, figure)
        if sign:
            words = _(FIGURE_SIGNS[sign][2])
            if sign in ("rounding", "differs") and figure is not None and figure.computed is not None:
                computed = format_amount(figure.computed, self.unit, self._places(figure))
                words = _("delene giver {amount}: {word}").format(
                    amount=computed, word=_("afrunding") if sign == "rounding" else _("stemmer ikke")
                )
            parts.append(f"{FIGURE_SIGNS[sign][0]} {words}")
        if line.key in self.linked:
            parts.append(f"{FIGURE_SIGNS['linked'][0]} {_(FIGURE_SIGNS['linked'][2])}")
        return " · ".join(parts)

    def copied(self) -> str:
        """The figure under the cursor with its unit, for the clipboard."""
        line, column = self.current, self.current_column
        figure = line.figures.get(column.id) if line and column else None
        if figure is None or figure.amount is None:
            return ""
        return f"{format_amount(figure.amount, self.unit, self._places(figure))} {self.heading}"

    def disagreements(self) -> list[tuple[int, str, str, str]]:
        """(row, sign, role, words) of the level's figures that differ from their parts or are uncertain."""
        found = []
        for row in range(len(self._rows)):
            line = self.line(row)
            for index, column in enumerate(self.material.columns if self.material else ()):
                figure = line.figures.get(column.id)
                sign = self._sign(line, figure)
                if not sign or figure is None:
                    continue
                words = f"{safe(line.label)} · {self.column_words(index)}: {safe(figure.printed)}"
                if figure.computed is not None and sign != "uncertain":
                    computed = format_amount(figure.computed, self.unit, self._places(figure))
                    words = _("{cell} · delene giver {computed}").format(cell=words, computed=computed)
                mark, role, meaning = FIGURE_SIGNS[sign]
                found.append((row, mark, role, f"{words} · {_(meaning)}"))
        order = {FIGURE_SIGNS[sign][0]: place for place, sign in enumerate(("differs", "uncertain", "rounding"))}
        return sorted(found, key=lambda entry: (order[entry[1]], entry[0]))

    # Figures and columns.

    def _places(self, figure: Figure) -> int:
        """Decimals to show: as printed in the table's own unit; a sum as many as its level needs, one at most."""
        if figure.printed and self._own_unit:
            return _printed_places(figure.printed)
        return self._sum_places

    @property
    def _own_unit(self) -> bool:
        """Whether the unit on the screen is the table's own."""
        return self.material is None or parse_unit(self.material.unit) == self._unit

    def _needed_places(self, figures: Sequence[Figure]) -> int:
        """The decimals that figures without a printed form are shown with."""
        if self._unit is None or self._unit.hundredths is None or self._unit == KR:
            return 0
        for figure in figures:
            if figure.amount is not None and (figure.amount % self._unit.hundredths):
                return 1
        return 0

    def _sign(self, line: Line, figure: Figure | None) -> str:
        if not line.certain or (figure is not None and not figure.certain):
            return "uncertain"
        if figure is None or figure.computed is None or figure.amount is None or not figure.printed:
            return ""
        own = parse_unit(self.material.unit) if self.material else None
        if own is None or own.hundredths is None or figure.amount == figure.computed:
            return ""
        # Few figures differ from their parts, and the reading that the rule belongs to is heavy to import.
        from budgettui.domain.checks import Agreement, check_total

        last_digit = Decimal(1).scaleb(-_printed_places(figure.printed)) * own.hundredths
        parts = max(1, line.children)
        agreement, _computed, _difference = check_total(
            Decimal(figure.amount), [Decimal(figure.computed)] + [Decimal(0)] * (parts - 1), last_digit
        )
        return {Agreement.ROUNDING: "rounding", Agreement.DIFFERS: "differs"}.get(agreement, "")

    def _cell(self, line: Line, index: int) -> tuple[str, str, str, str]:
        """(number, marks, role, sign) of a cell, the number padded so that decimal commas stand in line."""
        assert self.material is not None
        column = self.material.columns[index]
        figure = line.figures.get(column.id)
        if figure is None or figure.amount is None:
            return "", "", "", ""
        places = self._places(figure)
        text = format_amount(figure.amount, self.unit, places, plus=column.phase == "variance")
        behind = self._layout.decimals[index]
        pad = (behind - places) + (1 if behind and not places else 0)
        role, letter = "", ""
        if column.phase == "variance" and figure.amount:
            role, letter = ("overspend", "M") if figure.amount > 0 else ("saving", "m")
            if self._wide:
                letter = _(variance_word(figure.amount))
        elif column.phase == "effect" and figure.amount:
            role = "saving" if figure.amount < 0 else "overspend"
        sign = self._sign(line, figure)
        marks = " ".join(mark for mark in (letter, FIGURE_SIGNS[sign][0] if sign else "") if mark)
        return text + " " * pad, marks, role, sign

    def _measure(self) -> None:
        """Widths from the totals and the first rows, so that nothing moves while scrolling."""
        material = self.material
        assert material is not None
        sample = [*self._totals, *(self.line(row) for row in range(min(PAGE, len(self._rows))))]
        layout = Layout([1] * len(material.columns), [0] * len(material.columns), [0] * len(material.columns))
        layout.wide = self._wide
        layout.label = max((len(self._label(line)) for line in sample), default=0)
        layout.label = max(layout.label, len(safe(material.title)))
        self._layout = layout
        self._sum_places = self._needed_places([figure for line in sample for figure in line.figures.values()])
        for index, column in enumerate(material.columns):
            figures = [figure for line in sample if (figure := line.figures.get(column.id)) is not None]
            places = [self._places(figure) for figure in figures if figure.amount is not None]
            layout.decimals[index] = max(places, default=0)
            for figure, place in zip((f for f in figures if f.amount is not None), places, strict=True):
                assert figure.amount is not None
                text = format_amount(figure.amount, self.unit, place, plus=column.phase == "variance")
                layout.whole[index] = max(layout.whole[index], len(text) - (place + 1 if place else 0))
            marks = max((len(self._cell(line, index)[1]) for line in sample), default=0)
            layout.marks[index] = marks + 1 if marks else 0

    @property
    def _wide(self) -> bool:
        """Whether there is room for whole words."""
        return self.size.width >= WIDE

    def on_resize(self) -> None:
        if self.material is not None and self._layout.wide is not self._wide:
            self._measure()
            self.refresh()  # the first frame of this size was drawn before this was known
        super().on_resize()

    def _headings(self) -> list[tuple[str, str]]:
        assert self.material is not None
        heads = []
        for column in self.material.columns:
            words = PHASES.get(column.phase, PHASES["other"])
            word = _(words[1 if self._wide else 0]) or safe(column.label)
            heads.append((word, str(column.year or "")))
        return heads

    def _columns(self, width: int) -> tuple[list[tuple[int, int]], int, list[tuple[str, str]]]:
        """(column, width) of the columns in sight, the label's width, and the headings."""
        count = len(self._layout.whole)
        heads = self._headings()
        widths = [
            2 + max(self._layout.number_width(index), *(len(word) for word in heads[index])) + self._layout.marks[index]
            for index in range(count)
        ]
        room = width - MIN_LABEL - 2
        if self.column < self._first_column:
            self._first_column = self.column
        while self._first_column < self.column and sum(widths[self._first_column : self.column + 1]) > room:
            self._first_column += 1
        if self._first_column and sum(widths) <= room:
            self._first_column = 0
        shown: list[tuple[int, int]] = []
        for index in range(self._first_column, count):
            if shown and sum(size for _index, size in shown) + widths[index] > room:
                break
            shown.append((index, min(widths[index], max(4, room))))
        used = sum(size for _index, size in shown)
        return shown, max(4, min(width - 2 - used, max(self._layout.label + 2, MIN_LABEL))), heads

    # Drawing.

    def head_line(self, y: int, width: int) -> list[Segment]:
        assert self.material is not None
        role = self.roles.role
        if y == 0:
            crumbs = " › ".join(safe(label) for _node, label in self._crumbs)
            if len(crumbs) > width:
                crumbs = "… › " + " › ".join(safe(label) for _node, label in self._crumbs[-2:])
            return segments([(cut(crumbs, width), role("accent"))])
        part = y - 1
        shown, label_width, heads = self._columns(width)
        more_left, more_right = self._first_column > 0, shown[-1][0] < len(self.material.columns) - 1
        text = safe(self.material.title) if part == 0 else ""
        if part == 1 and (more_left or more_right):
            arrows = " ".join(arrow for arrow, there in (("‹", more_left), ("›", more_right)) if there)
            text = _("{arrows} flere kolonner").format(arrows=arrows)
        row: list[tuple[str, Style]] = [("  " + cut(text, label_width), role("dim"))]
        for index, size in shown:
            word = heads[index][part]
            if part == 1 and self.sort and self.sort[0] == index:
                word = ("↓" if self.sort[1] else "↑") + word
            marks = self._layout.marks[index]
            style = role("accent") + BOLD if index == self.column else role("dim")
            row.append((cut(word, size - marks).strip().rjust(size - marks) + " " * marks, style))
        return segments(row)

    def foot_line(self, y: int, width: int) -> list[Segment]:
        if y == 0:
            return segments([("─" * width, self.roles.role("dim"))])
        if y <= len(self._shown_totals):
            return self._total_segments(self._shown_totals[y - 1], width)
        return self._spark_segments(width)

    def _total_segments(self, line: Line, width: int) -> list[Segment]:
        label = _(NATURES.get(line.nature, "")) if len(self._totals) > 1 else _("I alt")
        return segments(self._row_parts(line, label, width, BOLD, "  "))

    def _spark_segments(self, width: int) -> list[Segment]:
        line = self.current
        role = self.roles.role
        points = self._series(line) if line else []
        if len(points) < 2:
            return segments([("", role("dim"))])
        years = f"{points[0][0]}–{points[-1][0]}"
        return segments([
            ("  ", Style.null()),
            (sparkline([amount for _year, amount in points]), role("accent")),
            (f"  {years} · {safe(line.label) if line else ''}"[: max(0, width - 4 - len(points))], role("dim")),
        ])

    def _series(self, line: Line) -> list[tuple[int, int]]:
        """(year, amount) over the years of the phase that has most of them."""
        assert self.material is not None
        by_phase: dict[str, dict[int, int]] = {}
        for column in self.material.columns:
            figure = line.figures.get(column.id)
            if column.year and figure is not None and figure.amount is not None and column.phase != "variance":
                by_phase.setdefault(column.phase, {})[column.year] = figure.amount
        longest: Mapping[int, int] = max(by_phase.values(), key=len, default={})
        return sorted(longest.items())

    def row_segments(self, row: int, width: int, selected: bool) -> list[Segment]:
        line = self.line(row)
        mark = "▸" if selected else " "
        linked = FIGURE_SIGNS["linked"][0] if line.key in self.linked else " "
        label = self._label(line)
        style = BOLD if line.is_total else Style.null()
        return segments(self._row_parts(line, label, width, style, mark + linked))

    def _label(self, line: Line) -> str:
        """The line's label, with its nature where the label does not say it: operating and capital stand apart."""
        label = safe(line.label)
        if line.nature == "capital" and not line.is_total and "anlæg" not in label.casefold():
            return _("{label} · anlæg").format(label=label)
        return label

    def _row_parts(self, line: Line, label: str, width: int, style: Style, gutter: str) -> list[tuple[str, Style]]:
        role = self.roles.role
        shown, label_width, _heads = self._columns(width)
        parts: list[tuple[str, Style]] = [(gutter, role("accent")), (cut(label, label_width), style)]
        for index, size in shown:
            number, marks, cell_role, sign = self._cell(line, index)
            space = self._layout.marks[index]
            text = number.rjust(size - space)
            if len(text) > size - space:
                text = "…".rjust(size - space)
            cell_style = style + role(cell_role) if cell_role else style
            if not space:
                parts.append((text, cell_style))
                continue
            mark_style = role(FIGURE_SIGNS[sign][1]) if sign else cell_style
            parts += [(text, cell_style), ((" " + marks).ljust(space), mark_style)]
        return parts


def _printed_places(printed: str) -> int:
    """How many decimals a figure was printed with."""
    try:
        return parse_number(printed).decimals
    except ValueError:
        return 0
