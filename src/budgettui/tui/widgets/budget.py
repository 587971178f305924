"""The budget pane: one row a child of the node that is drilled into, one column a phase and year."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Protocol

from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.message import Message

from budgettui.domain.amounts import KR
from budgettui.domain.budget import Line, Material
from budgettui.domain.errors import StoreError
from budgettui.domain.view import AMOUNT, HEAD, MEASURES, NATURE_CHOICES, PERCENT, View, ViewColumn, is_variance
from budgettui.figures import sort_sign, sort_words
from budgettui.i18n import _
from budgettui.tui.commands import bindings
from budgettui.tui.signs import FIGURE_SIGNS
from budgettui.tui.text import BOLD, cut, cut_before, framed, safe, segments, sparkline, wrap
from budgettui.tui.theming import RoleStyles
from budgettui.tui.widgets.figures import FigureTable
from budgettui.tui.widgets.lookback import History, Place
from budgettui.tui.widgets.rows import RowView
from budgettui.tui.widgets.undertable import FootRow, foot_rows
from budgettui.tui.words import error_words

if TYPE_CHECKING:
    from budgettui.domain.filters import Condition
    from budgettui.store.level import Level

#: Rows fetched at a time, and rows that the column widths are taken from.
PAGE = 200
#: From this width on, headings and variances are whole words.
WIDE = 90
#: Bars of one row, and the cells of the words before them.
MOST_BARS, BAR_WORDS = 8, 24


class BudgetSource(Protocol):
    """What the pane reads; the store gives it."""

    def level(self, view: View) -> Level: ...

    def path(self, node: int) -> list[tuple[int, str]]: ...


class BudgetPane(RowView):
    """Shows a view; drills by Enter and Left, and remembers the cursor of every level that was left."""

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
        self.view: View | None = None
        self.column = 0
        self.linked: frozenset[str] = frozenset()
        #: The notes of the marked lines, by their keys.
        self.marked: Mapping[str, str] = {}
        #: Whether the numbers of the row under the cursor stand as bars below the table.
        self.bars = False
        self.history = History()
        self._level: Level | None = None
        self._pages: dict[int, list[Line]] = {}
        self._foot: list[FootRow] = []
        self._crumbs: list[tuple[int, str]] = []
        self._remembered: dict[tuple[int, int, bool], tuple[int, int]] = {}
        self._table: FigureTable | None = None
        self._framed = ""
        #: When a line that could not be fetched may be asked for again.
        self._ask_again = 0.0

    # What is shown.

    @property
    def material(self) -> Material | None:
        """The figures that are shown."""
        return self.view.material if self.view else None

    @property
    def node(self) -> int:
        """The node whose rows are shown."""
        return self.view.node if self.view else 0

    @property
    def needle(self) -> str:
        """What the rows are filtered by."""
        return self.view.typed if self.view else ""

    def show(self, material: Material | None, node: int | None = None, *, select: int | None = None) -> None:
        """Show a node of a material (its root by default), the cursor on a child where one is named."""
        if material is None:
            self._remember()
            self.view, self._level, self._table = None, None, None
            self._pages, self._foot, self._crumbs = {}, [], []
            self.head_height = self.foot_height = 0
            self.reset(0, 0)
            return
        view = self.view
        if view is None:
            view = View(material, material.root if node is None else node)
        elif view.material == material:
            view = view.at(material.root if node is None else node)
        else:
            view = view.of(material, node)
        self.go(view, select=select)

    def go(self, view: View, *, select: int | None = None) -> None:
        """Show another view, and remember this one for the way back."""
        self._remember()
        left = self.place
        cursor, top = self._remembered.get((view.material.id, view.node, view.flat), (0, 0))
        self._use(view, cursor, top, select)
        if left is not None and left.view != view:
            self.history.leave(left)
        self.post_message(self.Drilled(self.node))

    def alter(self, view: View) -> None:
        """Show the same rows in another way: the cursor stays on its row."""
        row = self._row(self.cursor) if self.cursor < self.row_count else None
        self._use(view, self.cursor, self.top, row.node if row else None)

    def forget(self) -> None:
        """The budget was made anew: its nodes and columns have other numbers, so there is no way back."""
        self.history.forget()
        self._remembered.clear()

    @property
    def place(self) -> Place | None:
        """The view with its cursor."""
        return Place(self.view, self.cursor, self.top) if self.view else None

    def _remember(self) -> None:
        if self.view is not None:
            self._remembered[self.view.material.id, self.view.node, self.view.flat] = (self.cursor, self.top)

    def _use(self, view: View, cursor: int, top: int, select: int | None = None) -> None:
        """Show the view. All is read first: where another program holds the store, what is shown stays whole."""
        crumbs = self._crumbs if self.view and self.view.node == view.node else self.source.path(view.node)
        level = self.source.level(view)
        first = level.page(0, PAGE)
        foot = foot_rows(level, first)
        self._show_columns(view, level)
        self.view, self._level, self._crumbs, self._foot = view, level, crumbs, foot
        self._pages = {0: first}
        self._measure()
        self._show_heading()
        self._stand_still()
        if select is not None:
            found = level.find(select)
            cursor, top = (0, 0) if found is None else (found, top)
        self.reset(cursor, top)
        if not level.complete:
            self.run_worker(lambda: self._grow(level), thread=True, group="flat", exit_on_error=True)

    def _grow(self, level: Level) -> None:
        """Take in the rest of a long list, on a thread of its own, as long as it is looked at."""
        try:
            while self._level is level and self.is_attached and level.more():
                self.app.call_from_thread(self._grown, level)
        except StoreError as error:
            self.app.call_from_thread(self._say, error_words(error))
            return
        self.app.call_from_thread(self._grown, level)

    def _grown(self, level: Level) -> None:
        """More rows are known, or all, and then in their order."""
        if self._level is not level:
            return
        if level.complete:
            current = self._pages.get(self.cursor // PAGE) if self.cursor else None
            here = self.cursor % PAGE
            node = current[here].node if current and here < len(current) else None
            first = level.page(0, PAGE)
            self._pages, self._foot = {0: first}, foot_rows(level, first)
            self._stand_still()
            found = level.find(node) if node is not None else None
            self.reset(self.cursor if found is None else found, self.top)
            self._say(_("{count} linjer uden dele.").format(count=f"{len(level):,}".replace(",", ".")))
        else:
            self.refresh()

    def _show_columns(self, view: View, level: Level) -> None:
        """The columns of a view, the cursor on the same one where it is still there, else on what is compared."""
        table, columns = self._table, level.columns
        current = table.columns[self.column].id if table and self.column < len(table.columns) else None
        if table is None or table.material != view.material or list(table.columns) != list(columns):
            ids = [column.id for column in columns]
            differences = [place for place, column in enumerate(columns) if is_variance(column)]
            last = max(0, len(columns) - 1)
            self.column = ids.index(current) if current in ids else differences[-1] if differences else last
        if table is None or table.view != view:
            first = table.first if table and list(table.columns) == list(columns) else 0
            self._table = FigureTable(view, columns)
            self._table.first = first

    def _stand_still(self) -> None:
        """The lines above and below the rows."""
        assert self._level is not None
        columns = bool(self._level.columns)
        self.head_height = 3 if columns else 1
        bars = len(self._level.columns[:MOST_BARS]) if self.bars else 1
        self.foot_height = 1 + bars + len(self._foot) if columns and self.row_count else 0

    def line(self, row: int) -> Line:
        """The line of a row, fetched a page at a time."""
        return self._row(row)

    def _row(self, row: int) -> Line:
        assert self._level is not None
        page = row // PAGE
        # A list that grows may have more of a page than when it was fetched.
        if row % PAGE >= len(self._pages.get(page, ())):
            if len(self._pages) > 20:
                self._pages.clear()
            self._pages[page] = self._level.page(page * PAGE, (page + 1) * PAGE)
        return self._pages[page][row % PAGE]

    @property
    def row_count(self) -> int:
        return len(self._level) if self._level else 0

    @property
    def current(self) -> Line | None:
        """The line under the cursor."""
        return self.line(self.cursor) if self.cursor < self.row_count else None

    @property
    def current_column(self) -> ViewColumn | None:
        """The column that sorting and copying work on."""
        return self.table.columns[self.column] if self._table and self._table.columns else None

    @property
    def crumbs(self) -> list[tuple[int, str]]:
        """(node, label) from the municipality to the node that is shown."""
        return self._crumbs

    @property
    def level(self) -> Level:
        """The rows of the view."""
        assert self._level is not None
        return self._level

    @property
    def table(self) -> FigureTable:
        """How the figures of the view stand."""
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
        row = self._level.find(node) if self._level else None
        if row is not None:
            self.move_to(row, notify=False)

    def go_to_column(self, column: int) -> None:
        """Make the column with this number the current one, where it is in the view."""
        if self._table is not None:
            ids = [entry.id for entry in self._table.columns]
            self.column = ids.index(column) if column in ids else self.column
            self.refresh()

    def reload(self) -> None:
        """Read the level anew, the cursor where it is: what is said of its figures may have changed."""
        if self.view is not None:
            self.alter(self.view)

    def set_marked(self, notes: Mapping[str, str]) -> None:
        """Mark the lines that somebody wants to come back to, each with its note."""
        if notes != self.marked:
            self.marked = dict(notes)
            self.refresh()

    def set_linked(self, keys: frozenset[str]) -> None:
        """Mark the rows that the current decision point is linked to."""
        if keys != self.linked:
            self.linked = keys
            self.refresh()

    def set_needle(self, needle: str) -> int:
        """Keep the rows that the filter matches; returns how many there are.

        Raises ``FilterError`` where the filter cannot be understood, and shows what it showed.
        """
        if self.view is not None and needle != self.view.typed:
            condition: Condition | None = None
            if needle:
                from budgettui.domain.filter_grammar import parse
                from budgettui.domain.filters import bound

                # A bare number keeps the unit that was on the screen when it was typed.
                beside = self.view.other.columns if self.view.other else ()
                columns = (*self.view.material.columns, *beside)
                condition = bound(parse(needle, self.table.unit or KR), columns)
            self.alter(replace(self.view, filter=condition, typed=needle))
        return self.row_count

    def empty(self, width: int) -> list[str]:
        if self.view is None:
            return wrap(_("Ingen budgettal endnu. Ctrl+N importerer et papir med tabeller."), width)
        if not self.level.complete:
            return [_("Leder …")]
        if self.view.typed:
            return [_("Ingen linje passer."), _("Esc fjerner filteret.")]
        if self.view.hide_zero:
            return [_("Alle linjer er nul."), _("x viser dem.")]
        return [_("Linjen har ingen dele."), _("← går et niveau ud.")]

    # Keys.

    def action_drill_in(self) -> None:
        line = self.current
        if line is None or self.view is None:
            return
        if line.match == "theirs" and self.view.other is not None:
            self._say(_("{label} står kun i {title}: M viser det.").format(
                label=safe(line.label), title=safe(self.view.other.title)))
        elif not line.children:
            self._say(_("{label} har ingen dele under sig; o åbner kilden.").format(label=safe(line.label)))
        else:
            self.go(replace(self.view.at(line.node), flat=False))

    def action_drill_out(self) -> None:
        if len(self._crumbs) < 2:
            self._say(_("Her er kommunen: der er intet niveau over."))
            return
        self.show(self.material, self._crumbs[-2][0], select=self.node)

    def action_drill_top(self) -> None:
        if self.material is not None and len(self._crumbs) > 1:
            self.show(self.material, select=self._crumbs[1][0])

    def action_sibling(self, step: int) -> None:
        """The next line of the level above that has parts, without going out to it."""
        if self.view is None or len(self._crumbs) < 2:
            self._say(_("Her er kommunen: der er intet niveau over."))
            return
        siblings = self.source.level(replace(self.view.at(self._crumbs[-2][0]), flat=False))
        place = siblings.find(self.node)
        rows = range(len(siblings))[place or 0 :] if step > 0 else range(len(siblings))[: place or 0][::-1]
        for row in rows:
            (line,) = siblings.page(row, row + 1)
            if line.children and line.node != self.node and line.match != "theirs":
                self.go(self.view.at(line.node))
                return
        self._say(_("Her er den sidste på niveauet.") if step > 0 else _("Her er den første på niveauet."))

    def action_history(self, step: int) -> None:
        """Back to the view that was left, or forward again."""
        place = self.place
        if place is None:
            return
        found = self.history.back(place) if step < 0 else self.history.forward(place)
        if found is None:
            self._say(_("Der er intet at gå tilbage til.") if step < 0 else _("Der er intet at gå frem til."))
            return
        self._remember()
        self._use(found.view, found.cursor, found.top)
        self.post_message(self.Drilled(self.node))

    def action_column(self, step: int) -> None:
        if self._table is None or not self._table.columns:
            return
        self.column = (self.column + step) % len(self._table.columns)
        self.refresh()
        self._say(_("Kolonne: {column}").format(column=self.table.column_words(self.column)))

    def action_sort(self, reverse: bool) -> None:
        column = self.current_column
        if self.view is None or column is None:
            return
        # A percent of the parent sorts as its amount does.
        key = column.id if column.base else column.source or column.id
        self.alter(self.view.sorted_by(key, largest_first=not reverse))
        self._say(sort_words(self.view, self.table.columns))

    def action_next_unit(self) -> None:
        if self._table is None or self.view is None:
            return
        unit = self._table.next_unit()
        if unit is None:
            self._say(_("Enheden er {unit} og kan ikke skiftes.").format(unit=self.heading))
            return
        self.view = self._table.view = replace(self.view, unit=unit)
        self._measure()
        self._show_heading()
        self.refresh()
        self._say(_("Enhed: {unit}").format(unit=_(unit.label)))

    def action_hide_zero(self) -> None:
        if self.view is None:
            return
        before = self.row_count
        self.alter(replace(self.view, hide_zero=not self.view.hide_zero))
        if self.view.hide_zero:
            self._say(_("{count} nulrækker er skjult.").format(count=before - self.row_count))
        else:
            self._say(_("Alle rækker vises."))

    def action_flat(self) -> None:
        """All lines below the node that have no parts as one list, and back to the level."""
        if self.view is None:
            return
        if self.view.other is not None:
            self._say(_("To talmaterialer ligger side om side: én liste kræver ét. c tager sammenligningen væk."))
            return
        self.go(replace(self.view, flat=not self.view.flat))
        if not self.view.flat:
            self._say(_("Niveau for niveau."))
        elif self.level.complete:
            self._say(_("{count} linjer uden dele.").format(count=f"{self.row_count:,}".replace(",", ".")))
        else:
            self._say(_("Alle linjer uden dele: henter …"))

    def action_natures(self) -> None:
        """Operating and capital apart, only one of them, or added, which the heading says."""
        if self.view is None:
            return
        choices = list(NATURE_CHOICES)
        nature = choices[(choices.index(self.view.nature) + 1) % len(choices)]
        self.alter(replace(self.view, nature=nature))
        self._say(_("Vises: {what}").format(what=_(NATURE_CHOICES[nature])))

    def action_measure(self) -> None:
        """Amounts, percent of the parent, or kroner for each inhabitant."""
        if self.view is None:
            return
        from budgettui.ingest.names import current

        people = current().population
        choices = [name for name in MEASURES if name != HEAD or people]
        measure = choices[(choices.index(self.view.measure) + 1) % len(choices)]
        self.alter(replace(self.view, measure=measure, population=people))
        self._say(_("Vises: {what}").format(what=_(MEASURES[measure])))

    def action_bars(self) -> None:
        """The row's numbers as bars, or the years as a sparkline."""
        if self.view is not None:
            self.bars = not self.bars
            self._stand_still()
            self.keep_in_sight()
            self.refresh()
            self._say(_("Linjens tal som søjler.") if self.bars else _("Linjens år som kurve."))

    def _say(self, text: str) -> None:
        self.post_message(self.Said(text))

    # Words.

    def describe(self) -> str:
        """The line under the cursor, whole: label, the column's figure in words, and what its signs mean."""
        line = self.current
        if line is None or self._table is None or not self._table.columns:
            return ""
        parts = [safe(line.label), *self.table.describe(line, self.column)]
        if line.match:
            sign = FIGURE_SIGNS[f"only_{line.match}"]
            parts.append(f"{sign[0]} {_(sign[2])}")
        if line.key in self.linked:
            parts.append(f"{FIGURE_SIGNS['linked'][0]} {_(FIGURE_SIGNS['linked'][2])}")
        if line.key in self.marked:
            parts.append(f"{FIGURE_SIGNS['marked'][0]} {safe(self.marked[line.key]) or _('mærket')}")
        return " · ".join(parts)

    def copied(self) -> str:
        """The figure under the cursor with its unit, for the clipboard."""
        line, column = self.current, self.current_column
        figure = line.figures.get(column.id) if line and column else None
        if figure is None or figure.amount is None:
            return ""
        text = self.table.text(figure, self.column)
        own = column is not None and column.kind == AMOUNT
        return f"{text} {self.heading if own else self.table.unit_words(self.column)}"

    def _measure(self) -> None:
        assert self._level is not None
        lines = [*(row.line for row in self._foot if not row.counts), *self._pages.get(0, self._level.page(0, PAGE))]
        self.table.measure(lines, wide=self.size.width >= WIDE)

    def fit(self) -> None:
        if self._table is not None and self._table.wide is not (self.size.width >= WIDE):
            self._measure()
        super().fit()

    # Drawing.

    def head_line(self, y: int, width: int) -> list[Segment]:
        role = self.roles.role
        if y == 0:
            crumbs = " › ".join(safe(label) for _node, label in self._crumbs)
            if len(crumbs) > width:
                crumbs = "… › " + " › ".join(safe(label) for _node, label in self._crumbs[-2:])
            return segments([(cut(crumbs, width), role("accent"))])
        part = y - 1
        shown, label_width = self.table.in_sight(width, self.column)
        heads = self.table.headings()
        more_left, more_right = shown[0][0] > 0, shown[-1][0] < len(self.table.columns) - 1
        titles = self.table.titles()
        text = titles[part] if part < len(titles) else ""
        if part == 1 and (more_left or more_right):
            arrows = " ".join(arrow for arrow, there in (("‹", more_left), ("›", more_right)) if there)
            text = _("{arrows} flere kolonner").format(arrows=arrows) if not text else f"{text} {arrows}"
        row: list[tuple[str, Style]] = [("  " + cut(text, label_width), role("dim"))]
        for index, size in shown:
            word = heads[index][part]
            if part == 1:
                word = sort_sign(self.table.view, self.table.columns[index]) + word
            marks = self.table.widths[index].marks
            style = role("accent") + BOLD if index == self.column else role("dim")
            row.append((cut(word, size - marks).strip().rjust(size - marks) + " " * marks, style))
        return segments(row)

    def foot_line(self, y: int, width: int) -> list[Segment]:
        if y == 0:
            return segments([("─" * width, self.roles.role("dim"))])
        if y <= len(self._foot):
            row = self._foot[y - 1]
            return segments(self._row_parts(row.line, row.words, width, BOLD, "  ", plain=row.counts))
        if self.bars:
            return self._bar_segments(y - 1 - len(self._foot), width)
        return self._spark_segments(width)

    def _bar_segments(self, index: int, width: int) -> list[Segment]:
        """One of the row's numbers as a bar, beside the others of its kind."""
        line = self._drawable(self.cursor)
        if line is None:
            return []
        figure = line.figures.get(self.table.columns[index].id)
        words = self.table.column_words(index)
        if figure is None or figure.amount is None:
            return segments([("  " + cut(words, BAR_WORDS), self.roles.role("dim"))])
        kind = self.table.columns[index].kind
        same = [line.figures.get(column.id) for column in self.table.columns if column.kind == kind]
        if self.table.columns[index].phase == PERCENT or len(same) < 2:
            return segments([("  " + cut(words, BAR_WORDS), self.roles.role("dim")),
                             (f" {self.table.text(figure, index)} {self.table.unit_words(index)}", Style.null())])
        greatest = max(abs(entry.amount or 0) for entry in same if entry is not None)
        text = self.table.text(figure, index)
        room = max(1, width - BAR_WORDS - len(text) - 5)
        size = abs(figure.amount) * room // greatest if greatest else 0
        role = self.table.word(line, index)[1] or "accent"
        return segments([
            ("  " + cut(words, BAR_WORDS), self.roles.role("dim")),
            (" " + ("▒" if figure.amount < 0 else "█") * size, self.roles.role(role)),
            (" " + text, Style.null()),
        ])

    def _drawable(self, row: int) -> Line | None:
        """A line to draw; ``None`` while another program holds the store. The next frame asks again."""
        if row >= self.row_count or time.monotonic() < self._ask_again:
            return self.line(row) if row // PAGE in self._pages and row < self.row_count else None
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
        kind = "linked" if line.key in self.linked else "marked" if line.key in self.marked else ""
        linked = FIGURE_SIGNS[kind][0] if kind else " "
        label, nature = self.table.name(line), self.table.nature(line)
        style = BOLD if line.is_total else Style.null()
        return segments(self._row_parts(line, label, width, style, mark + linked, nature))

    def _row_parts(
        self, line: Line, label: str, width: int, style: Style, gutter: str, nature: str = "", *, plain: bool = False
    ) -> list[tuple[str, Style]]:
        role = self.roles.role
        shown, label_width = self.table.in_sight(width, self.column)
        mark = role("accent") if gutter.strip() else style
        parts: list[tuple[str, Style]] = [(gutter, mark), (cut_before(label, nature, label_width), style)]
        for index, size in shown:
            cell, space = self.table.cell(line, index), self.table.widths[index].marks
            if plain:
                cell = self.table.count_cell(line, index)
            text = cell.number.rjust(size - space)
            if len(text) > size - space:
                text = "…".rjust(size - space)
            cell_style = style + role(cell.role) if cell.role else style
            mark_style = role(FIGURE_SIGNS[cell.sign][1]) if cell.sign else cell_style
            parts += [(text, cell_style), ((" " + cell.marks).ljust(space) if space else "", mark_style)]
        return parts
