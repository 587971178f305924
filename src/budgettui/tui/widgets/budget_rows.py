"""The rows of the budget that are shown: one a child of the node, one column a phase and year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from textual.message import Message

from budgettui.domain.amounts import KR
from budgettui.domain.budget.budget import Line, Material
from budgettui.domain.budget.natures import MIXED, WHOLES
from budgettui.domain.budget.view import Pair, View, ViewColumn, is_variance
from budgettui.domain.errors import FilterError, StoreError
from budgettui.figures import FootRow
from budgettui.i18n import _, ngettext
from budgettui.tui.text import framed, wrap
from budgettui.tui.theming import RoleStyles
from budgettui.tui.widgets.figures import MOST_ROWS, FigureTable, foot_rows
from budgettui.tui.widgets.lookback import History, Place
from budgettui.tui.widgets.rows import RowView, Said
from budgettui.tui.words import error_words

if TYPE_CHECKING:
    from budgettui.domain.budget.budget import BudgetColumn
    from budgettui.domain.budget.filters import Condition
    from budgettui.store.level import Level

#: What tells a line apart from all others: its node and its nature.
Spot = tuple[int, str]
#: Rows fetched at a time, and rows that the column widths are taken from.
PAGE = 200
#: The lines under the table leave room for so many rows.
FEWEST_ROWS = 7
#: From this width on, headings and variances are whole words.
WIDE = 90
#: Bars of one row, and the cells of the words before them.
MOST_BARS, BAR_WORDS = 8, 24


class BudgetSource(Protocol):
    """What the pane reads; the store gives it."""

    def level(self, view: View) -> Level: ...

    def path(self, node: int) -> list[tuple[int, str]]: ...

    def spellings(self, name: str) -> Sequence[str]: ...


class BudgetRows(RowView):
    """Shows a view: its rows, what stands under them, and where one has been. Knows nothing of keys."""

    class Drilled(Message):
        """Another level is shown."""

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
        #: (node, label) from the municipality to the node that is shown.
        self.crumbs: list[tuple[int, str]] = []
        self._remembered: dict[tuple[int, int, bool], tuple[int, int, Spot | None]] = {}
        self._table: FigureTable | None = None
        self._framed = ""
        #: The width that the columns were measured for.
        self._measured = 0
        #: When a line that could not be fetched may be asked for again.
        self._ask_again = 0.0
        #: The filter that was taken away last: its matches are still gone through.
        self._sought = ""
        #: Where the cursor goes when all rows are known, if it was not moved meanwhile: the row that it was put on,
        #: where it was to go, and the line that it belongs on.
        self._goal: tuple[int, int, int, Spot | None] = (0, 0, 0, None)
        #: The line that the cursor was put on before letters were typed, and the one that the last letter left it on.
        self._stood: tuple[Spot | None, Spot | None] = (None, None)

    # What is shown.

    @property
    def material(self) -> Material | None:
        return self.view.material if self.view else None

    @property
    def node(self) -> int:
        return self.view.node if self.view else 0

    @property
    def needle(self) -> str:
        return self.view.typed if self.view else ""

    def show(self, material: Material | None, node: int | None = None, *, select: int | None = None) -> None:
        """Show a node of a material (its root by default), the cursor on a child where one is named."""
        if material is None:
            self._remember()
            self.view, self._level, self._table = None, None, None
            self._pages, self._foot, self.crumbs = {}, [], []
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
        cursor, top, spot = self._remembered.get((view.material.id, view.node, view.flat), (0, 0, None))
        # A node that is left stands there under each of its natures: it was entered from one of them.
        if select is None or spot is None or spot[0] != select:
            spot = (select, "") if select is not None else None
        self._use(view, cursor, top, spot)
        if left is not None and left.view != view:
            self.history.leave(left)
        self.post_message(self.Drilled())

    def alter(self, view: View) -> None:
        """Show the same rows in another way: the cursor stays on its row, or at the top of a long list."""
        stays = self.cursor or self.row_count <= self.page_rows
        self._use(view, self.cursor, self.top, self._spot if stays else None)

    def compare(self, pairs: tuple[Pair, ...], other: Material | None = None) -> None:
        """Show the rows with these comparisons; a filter that asks for what is not there any more is let go."""
        assert self.view is not None
        view = self.view.compared(pairs, other)
        if view.filter is not None:
            from budgettui.domain.budget.filters import bound

            try:
                view = replace(view, filter=bound(view.filter, _columns(view), pairs))
            except FilterError:
                view = replace(view, filter=None, typed="")
        self.alter(view)

    def forget(self) -> None:
        """The budget was made anew: its nodes and columns have other numbers, so there is no way back."""
        self.history.forget()
        self._remembered.clear()

    @property
    def place(self) -> Place | None:
        return Place(self.view, self.cursor, self.top) if self.view else None

    def _remember(self) -> None:
        if self.view is not None:
            self._remembered[self.view.material.id, self.view.node, self.view.flat] = (
                self.cursor, self.top, self._spot,
            )

    @property
    def _spot(self) -> Spot | None:
        """The line under the cursor, by what tells it apart."""
        line = self.current
        return (line.node, line.nature) if line else None

    def _use(self, view: View, cursor: int, top: int, select: Spot | None = None) -> None:
        """Show the view. All is read first: where another program holds the store, what is shown stays whole."""
        crumbs = self.crumbs if self.view and self.view.node == view.node else self.source.path(view.node)
        level = self.source.level(view)
        first = level.page(0, PAGE)
        foot = foot_rows(level, first)
        self._show_columns(view, level)
        self.view, self._level, self.crumbs, self._foot = view, level, crumbs, foot
        self._pages = {0: first}
        self._measure()
        self._show_heading()
        self._stand_still()
        self._put(cursor, top, select)
        if not level.complete:
            self._goal = (self.cursor, cursor, top, select)
            self.run_worker(lambda: self._grow(level), thread=True, group="rows", exit_on_error=True)

    def _put(self, cursor: int, top: int, spot: Spot | None) -> None:
        if spot is not None:
            found = self.level.find(*spot)
            cursor, top = (0, 0) if found is None else (found, top)
        self.reset(cursor, top)

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
            stood, cursor, top, spot = self._goal
            if self.cursor != stood:
                current, here = self._pages.get(self.cursor // PAGE, ()), self.cursor % PAGE
                line = current[here] if here < len(current) else None
                cursor, top, spot = self.cursor, self.top, (line.node, line.nature) if line else None
            first = level.page(0, PAGE)
            self._pages, self._foot = {0: first}, foot_rows(level, first)
            self._stand_still()
            self._put(cursor, top, spot)
            if level.view.flat or level.view.other is not None or self.needle:
                self._say_length()
        else:
            if level.ordered:
                self._pages = {0: level.page(0, PAGE)}
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
        most = max(2, self.size.height - self.head_height - min(FEWEST_ROWS, self.row_count))
        self.foot_height = min(self._foot_lines, most) if columns and self.row_count else 0

    @property
    def _foot_lines(self) -> int:
        assert self._level is not None
        return 1 + (self._bars_shown or 1) + len(self._foot)

    @property
    def _bars_shown(self) -> int:
        return len(self.level.columns[:MOST_BARS]) if self.bars else 0

    @property
    def is_growing(self) -> bool:
        """Whether more rows of a long list may be found still."""
        return self._level is not None and not self._level.complete

    def line(self, row: int) -> Line:
        """The line of a row, fetched a page at a time."""
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
        return self.line(self.cursor) if self.cursor < self.row_count else None

    @property
    def current_column(self) -> ViewColumn | None:
        return self.table.columns[self.column] if self._table and self._table.columns else None

    @property
    def level(self) -> Level:
        assert self._level is not None
        return self._level

    @property
    def table(self) -> FigureTable:
        assert self._table is not None
        return self._table

    @property
    def heading(self) -> str:
        """Unit and price level, and what leaves rows out: each part of the filter by itself, for the pane's frame."""
        told = self._table.heading if self._table else ""
        if self.view is not None and self.view.hide_zero:
            told = f"[{_('uden nulrækker')}] {told}"
        if self.view is None or not self.view.typed:
            return told
        from budgettui.domain.budget.filter_grammar import chips
        from budgettui.domain.budget.filters import All

        if not isinstance(self.view.filter, All):
            return told
        return " ".join([*(f"[{chip}]" for chip in chips(self.view.filter)), told])

    def _show_heading(self) -> None:
        """Unit and price level in the frame, set in the same frame as the rows that they go for."""
        told = self.heading
        if self._level is not None and self._level.view.nature != "wholes" and any(
            line.mixed for line in self._level.totals
        ):
            told = f"{told} · {_(MIXED)}"
        if told != self._framed:
            self._framed = told
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
            view, spot = self._filtered(self.view, needle), self._spot
            self._sought = self.view.typed or self._sought
            # A half typed filter may hide the row where the cursor stood: it comes back to it with the next letter.
            stood = self._stood[0] if spot == self._stood[1] and (needle or not spot) else spot
            self._use(view, 0, self.top, stood)
            self._stood = (stood, self._spot)
        return self.row_count

    def _filtered(self, view: View, needle: str) -> View:
        """The view with the rows that the filter matches; what is typed is in the unit on the screen."""
        condition: Condition | None = None
        if needle:
            from budgettui.domain.budget.filter_grammar import parse
            from budgettui.domain.budget.filters import bound, spelled

            # A bare number keeps the unit that was on the screen when it was typed.
            asked = spelled(parse(needle, self.table.unit or KR), self.source.spellings)
            condition = bound(asked, _columns(view), view.pairs)
        return replace(view, filter=condition, typed=needle)

    def next_match(self, step: int) -> bool:
        """Go on to the next row that the filter matches; where it was taken away, among all rows that are shown.

        Whether there is a filter at all; a list that is longer than what is worked out at once has none.
        """
        if self.view is None or not (self.view.typed or self._sought):
            return False
        if self.view.typed:
            self.action_move(step)
            return True
        if not self.level.complete or self.row_count > MOST_ROWS:
            return False
        found = self.source.level(self._filtered(self.view, self._sought))
        found.finish()
        matched = set(found.keys())
        return self.go_on([row for row, key in enumerate(self.level.keys()) if key in matched], step)

    def empty(self, width: int) -> list[str]:
        if self.view is None:
            return [
                *wrap(_("Ingen budgettal endnu. Ctrl+N importerer et papir med tabeller."), width),
                *wrap(_("F7 viser det læste: en tabel uden enhed eller fase venter dér."), width),
            ]
        if not self.level.complete:
            return [_("Leder …")]
        if self.view.typed:
            below = [] if self.view.flat else [_("f leder i alle linjer længere nede.")]
            letters = _("~vksn finder bogstaver i den rækkefølge.")
            return [_("Ingen linje passer."), *below, letters, _("Esc fjerner filteret.")]
        if self.view.nature in WHOLES and not self.level.totals:
            nothing = _("Her er intet anlæg.") if self.view.nature == "capital" else _("Her er ingen drift.")
            return [nothing, _("d viser det andet.")]
        if self.view.hide_zero:
            return [_("Alle linjer er nul."), _("x viser dem.")]
        return [_("Linjen har ingen dele."), _("← går et niveau ud.")]

    def _say_length(self) -> None:
        """How long the list of all lines is."""
        count = self.row_count
        said = ngettext("{count} linje uden dele.", "{count} linjer uden dele.", count)
        sides: tuple[int, ...] = ()
        if self.needle:
            said = _("{count} passer")
        elif self.view is not None and self.view.other is not None and self._level is not None:
            sides = self._level.sides()
            said = ngettext("{count} linje: {both} i begge, {mine} kun i a, {theirs} kun i b.",
                            "{count} linjer: {both} i begge, {mine} kun i a, {theirs} kun i b.", count)
        numbers = dict(zip(("count", "both", "mine", "theirs"), (count, *sides), strict=False))
        self._say(said.format(**{name: f"{number:,}".replace(",", ".") for name, number in numbers.items()}))

    def _say(self, text: str) -> None:
        self.post_message(Said(text))

    def _measure(self) -> None:
        """Take the widths anew: whole words where they leave the labels room; once there is room at all."""
        assert self._level is not None
        width = self._measured = self.size.width
        if not width:
            return
        first = self._pages[0] if 0 in self._pages else self._level.page(0, PAGE)
        lines = [*(row.line for row in self._foot if not row.counts), *first]
        self.table.measure(lines, wide=width >= WIDE)
        if width >= WIDE and not self.table.has_room(width):
            self.table.measure(lines, wide=False)

    def fit(self) -> None:
        if self._level is not None:
            self._stand_still()
        if self._table is not None and self._measured != self.size.width:
            self._measure()
        super().fit()


def _columns(view: View) -> tuple[BudgetColumn, ...]:
    """What a filter of the view can ask for."""
    return (*view.material.columns, *(view.other.columns if view.other else ()))
