"""The budget pane: one row a child of the node that is drilled into, one column a phase and year."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Protocol

from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.message import Message

from budgettui.domain.amounts import KR
from budgettui.domain.budget import BudgetColumn, Line, Material
from budgettui.domain.errors import N_, BudgettuiError, StoreError
from budgettui.i18n import _
from budgettui.tui.commands import bindings
from budgettui.tui.signs import FIGURE_SIGNS
from budgettui.tui.text import BOLD, cut, cut_before, framed, safe, segments, sparkline, wrap
from budgettui.tui.theming import RoleStyles
from budgettui.tui.widgets.figures import FigureTable
from budgettui.tui.widgets.rows import RowView

if TYPE_CHECKING:
    from budgettui.domain.filters import Condition

NATURES = {"operating": N_("Drift i alt"), "capital": N_("Anlæg i alt")}
#: Rows fetched at a time, and rows that the column widths are taken from.
PAGE = 200
#: From this width on, headings and variances are whole words.
WIDE = 90


class BudgetSource(Protocol):
    """What the pane reads; the store gives it."""

    def child_rows(
        self,
        material: int,
        node: int,
        *,
        column: int | None = None,
        reverse: bool = False,
        condition: Condition | None = None,
    ) -> list[tuple[int, str]]: ...

    def lines(self, material: int, rows: Sequence[tuple[int, str]]) -> list[Line]: ...

    def totals(self, material: int, node: int) -> list[Line]: ...

    def path(self, node: int) -> list[tuple[int, str]]: ...


class BudgetPane(RowView):
    """Drills by Enter and Left; remembers the cursor of every level that was left."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("budget")]

    @dataclass(eq=False, repr=False)
    class Drilled(Message):
        """Another level is shown."""

        node: int

    @dataclass(eq=False, repr=False)
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
        self._typed: tuple[str, Condition] | None = None
        self.linked: frozenset[str] = frozenset()
        self.sort: tuple[int, bool] | None = None
        self._rows: list[tuple[int, str]] = []
        self._pages: dict[int, list[Line]] = {}
        self._totals: list[Line] = []
        self._crumbs: list[tuple[int, str]] = []
        self._remembered: dict[tuple[int, int], tuple[int, int]] = {}
        self._table: FigureTable | None = None
        self._shown_totals: list[Line] = []
        self._framed = ""
        #: When a line that could not be fetched may be asked for again.
        self._ask_again = 0.0

    # What is shown.

    def show(self, material: Material | None, node: int | None = None, *, select: int | None = None) -> None:
        """Show a node of a material (its root by default), the cursor on a child where one is named."""
        self._remember()
        changed = material is not self.material
        if material is None:
            self.material = None
            self._rows, self._pages, self._totals, self._crumbs = [], {}, [], []
            self._table = None
            self.head_height = self.foot_height = 0
            self.reset(0, 0)
            return
        before = self.material, self.column, self.sort, self._table, self.node, self.needle, self._crumbs
        self.material = material
        if changed:
            self.column = max(0, len(material.columns) - 1)
            self.sort = None
            self._table = FigureTable(material)
        self.node = material.root if node is None else node
        self.needle = ""
        try:
            self._crumbs = self.source.path(self.node)
            self._load(select)
        except StoreError:
            # Another program holds the store: what is shown stays whole.
            self.material, self.column, self.sort, self._table, self.node, self.needle, self._crumbs = before
            raise
        self.post_message(self.Drilled(self.node))

    def _remember(self) -> None:
        if self.material is not None:
            self._remembered[self.material.id, self.node] = (self.cursor, self.top)

    def _load(self, select: int | None = None) -> None:
        material = self.material
        assert material is not None
        column, reverse = self.sort or (None, False)
        rows = self.source.child_rows(
            material.id,
            self.node,
            column=None if column is None else material.columns[column].id,
            reverse=reverse,
            condition=self._condition(),
        )
        first = self.source.lines(material.id, rows[:PAGE])
        self._totals = self.source.totals(material.id, self.node)
        self._rows, self._pages = rows, {0: first}
        self._measure()
        printed = any(self.line(row).is_total for row in range(min(len(self._rows), PAGE)))
        self._shown_totals = [] if printed and not self.sort and not self.needle else self._totals
        self._show_heading()
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
    def table(self) -> FigureTable:
        """How the figures of the material stand."""
        assert self._table is not None
        return self._table

    @property
    def heading(self) -> str:
        """Unit and price level, for the pane's title."""
        return self._table.heading if self._table else ""

    def _show_heading(self) -> None:
        """Unit and price level in the frame, set in the same frame as the rows that they go for."""
        if self.heading != self._framed:
            self._framed = self.heading
            self.border_subtitle = framed(self._framed)

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

    def _condition(self) -> Condition | None:
        """What the filter asks for, of this material; ``FilterError`` where it cannot be understood."""
        if not self.needle or self.material is None:
            return None
        from budgettui.domain.filter_grammar import parse
        from budgettui.domain.filters import bound

        if self._typed is None or self._typed[0] != self.needle:
            # Once: a bare number keeps the unit that was on the screen when it was typed.
            unit = self._table and self._table.unit
            self._typed = self.needle, parse(self.needle, unit or KR)
        return bound(self._typed[1], self.material.columns)

    def set_needle(self, needle: str) -> int:
        """Keep the rows that the filter matches; returns how many there are.

        Raises ``FilterError`` where the filter cannot be understood, and shows what it showed.
        """
        if self.material is not None and needle != self.needle:
            before, self.needle = self.needle, needle
            current = self._rows[self.cursor][0] if self.cursor < len(self._rows) else None
            try:
                self._load(current)
            except BudgettuiError:
                self.needle = before
                raise
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
        self.post_message(self.Said(_("Kolonne: {column}").format(column=self.table.column_words(self.column))))

    def action_sort(self, reverse: bool) -> None:
        if self.material is None or not self.material.columns:
            return
        wanted = (self.column, not reverse)
        before, self.sort = self.sort, None if self.sort == wanted else wanted
        try:
            self._load(self._rows[self.cursor][0] if self._rows else None)
        except StoreError:
            self.sort = before
            raise
        words = self.table.column_words(self.column)
        if self.sort is None:
            text = _("Rækkefølge som trykt")
        elif reverse:
            text = _("Sorteret efter {column}, mindste først").format(column=words)
        else:
            text = _("Sorteret efter {column}, største først").format(column=words)
        self.post_message(self.Said(text))

    def action_next_unit(self) -> None:
        if self._table is None:
            return
        unit = self._table.next_unit()
        if unit is None:
            self.post_message(self.Said(_("Enheden er {unit} og kan ikke skiftes.").format(unit=self.heading)))
            return
        self._measure()
        self._show_heading()
        self.refresh()
        self.post_message(self.Said(_("Enhed: {unit}").format(unit=_(unit.label))))

    # Words.

    def describe(self) -> str:
        """The line under the cursor, whole: label, the column's figure in words, and what its signs mean."""
        line = self.current
        if line is None or self.material is None or not self.material.columns:
            return ""
        parts = [safe(line.label), *self.table.describe(line, self.column)]
        if line.key in self.linked:
            parts.append(f"{FIGURE_SIGNS['linked'][0]} {_(FIGURE_SIGNS['linked'][2])}")
        return " · ".join(parts)

    def copied(self) -> str:
        """The figure under the cursor with its unit, for the clipboard."""
        line, column = self.current, self.current_column
        figure = line.figures.get(column.id) if line and column else None
        if figure is None or figure.amount is None:
            return ""
        return f"{self.table.text(figure, self.column)} {self.heading}"

    def disagreements(self) -> list[tuple[int, str, str]]:
        """(row, sign, words) of the level's figures that differ from their parts or are uncertain, worst first."""
        found = [
            (row, *sound)
            for row in range(len(self._rows))
            for index in range(len(self.material.columns) if self.material else 0)
            if (sound := self.table.disagreement(self.line(row), index)) is not None
        ]
        order = ("differs", "uncertain", "rounding")
        return sorted(found, key=lambda entry: (order.index(entry[1]), entry[0]))

    def _measure(self) -> None:
        lines = [*self._totals, *(self.line(row) for row in range(min(PAGE, len(self._rows))))]
        self.table.measure(lines, wide=self.size.width >= WIDE)

    def fit(self) -> None:
        if self._table is not None and self._table.wide is not (self.size.width >= WIDE):
            self._measure()
        super().fit()

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
        shown, label_width = self.table.columns(width, self.column)
        heads = self.table.headings()
        more_left, more_right = shown[0][0] > 0, shown[-1][0] < len(self.material.columns) - 1
        text = safe(self.material.title) if part == 0 else ""
        if part == 1 and (more_left or more_right):
            arrows = " ".join(arrow for arrow, there in (("‹", more_left), ("›", more_right)) if there)
            text = _("{arrows} flere kolonner").format(arrows=arrows)
        row: list[tuple[str, Style]] = [("  " + cut(text, label_width), role("dim"))]
        for index, size in shown:
            word = heads[index][part]
            if part == 1 and self.sort and self.sort[0] == index:
                word = ("↓" if self.sort[1] else "↑") + word
            marks = self.table.widths[index].marks
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

    def _drawable(self, row: int) -> Line | None:
        """A line to draw; ``None`` while another program holds the store. The next frame asks again."""
        if row >= len(self._rows) or time.monotonic() < self._ask_again:
            return self.line(row) if row // PAGE in self._pages and row < len(self._rows) else None
        try:
            return self.line(row)
        except StoreError:
            self._ask_again = time.monotonic() + 1
            self.set_timer(1.1, self.refresh)
            return None

    def _spark_segments(self, width: int) -> list[Segment]:
        line = self._drawable(self.cursor)
        role = self.roles.role
        points = self.table.series(line) if line else []
        if len(points) < 2:
            return segments([("", role("dim"))])
        years = f"{points[0][0]}–{points[-1][0]}"
        return segments([
            ("  ", Style.null()),
            (sparkline([amount for _year, amount in points]), role("accent")),
            (f"  {years} · {safe(line.label) if line else ''}"[: max(0, width - 4 - len(points))], role("dim")),
        ])

    def row_segments(self, row: int, width: int, selected: bool) -> list[Segment]:
        line = self._drawable(row)
        if line is None:
            return segments([("  …", self.roles.role("dim"))])
        mark = "▸" if selected else " "
        linked = FIGURE_SIGNS["linked"][0] if line.key in self.linked else " "
        label, nature = safe(line.label), self.table.nature(line)
        style = BOLD if line.is_total else Style.null()
        return segments(self._row_parts(line, label, width, style, mark + linked, nature))

    def _row_parts(
        self, line: Line, label: str, width: int, style: Style, gutter: str, nature: str = ""
    ) -> list[tuple[str, Style]]:
        role = self.roles.role
        shown, label_width = self.table.columns(width, self.column)
        mark = role("accent") if gutter.strip() else style
        parts: list[tuple[str, Style]] = [(gutter, mark), (cut_before(label, nature, label_width), style)]
        for index, size in shown:
            cell, space = self.table.cell(line, index), self.table.widths[index].marks
            text = cell.number.rjust(size - space)
            if len(text) > size - space:
                text = "…".rjust(size - space)
            cell_style = style + role(cell.role) if cell.role else style
            mark_style = role(FIGURE_SIGNS[cell.sign][1]) if cell.sign else cell_style
            parts += [(text, cell_style), ((" " + cell.marks).ljust(space) if space else "", mark_style)]
        return parts
