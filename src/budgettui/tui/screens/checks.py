"""Afstemning (F5): every printed figure against what it is made of, what does not agree first.

The list is beside the parts of the check under the cursor, or above them where the screen is narrow. What is known is
noted with a reason, which is an event of the journal and stands in the minutes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen

from budgettui.domain.checking.agreement import STATE_WORDS, Agreement
from budgettui.domain.checking.reconciled import Cell
from budgettui.domain.errors import N_, BudgettuiError
from budgettui.export.checks_report import counts_line, part_line, place_line, sentence
from budgettui.i18n import _
from budgettui.store import CheckView, Store
from budgettui.tui.clipboard import copied
from budgettui.tui.commands import bindings, key_bar
from budgettui.tui.saver import Act
from budgettui.tui.screens.source import SourceLines, SourceScreen
from budgettui.tui.screens.view import FilteredView
from budgettui.tui.signs import CHECK_SIGNS
from budgettui.tui.text import BOLD, framed, safe
from budgettui.tui.theming import RoleStyles
from budgettui.tui.widgets.bars import Bar, KeyBar, StatusLine
from budgettui.tui.widgets.checklist import CheckList, PartsPane, check_words
from budgettui.tui.widgets.panel import Field, Question
from budgettui.tui.widgets.rows import RowView
from budgettui.tui.words import error_words

if TYPE_CHECKING:
    from budgettui.tui.screens.meeting import MeetingScreen

#: What the keys 1 to 5 show.
STATES = ("differs", "undecided", "rounding", "agrees", "known")
#: Below this many columns the parts stand under the list.
WIDE = 130


@dataclass
class Place:
    """Where one was: kept while the screen is closed."""

    number: int | None = None
    states: tuple[str, ...] = STATES
    needle: str = ""
    own: bool = False
    #: A check to show whatever is filtered.
    wanted: int | None = None

    def go_to(self, number: int | None) -> None:
        """Ask for a check the next time the screen opens; nothing for ``None``."""
        if number is not None:
            self.number = self.wanted = number


@dataclass(frozen=True)
class Scope:
    """The documents of the meeting, which come first; and where one was."""

    documents: Sequence[int] = ()
    place: Place = field(default_factory=Place)


class ChecksScreen(FilteredView[CheckList]):
    """All checks, and beside them what the one under the cursor is made of."""

    PLACE = "checks"
    CSS_PATH = "checks.tcss"
    AUTO_FOCUS = ""
    NAME = N_("Kontroller")
    ASKED = "#beside"

    def __init__(self, below: MeetingScreen, scope: Scope) -> None:
        super().__init__(below)
        self.store = below.store
        self.scope = scope
        self.place: Place = scope.place
        self.list = CheckList(self.roles, self.store.checks, id="checks")
        self.parts = PartsPane(self.roles, id="parts")
        self._counts: dict[str, int] = {}

    def compose(self) -> ComposeResult:
        yield Bar(self.roles, id="title")
        with Horizontal(id="halves"):
            yield self.list
            with Vertical(id="beside"):
                yield self.parts
        yield StatusLine(self.roles, id="status")
        yield KeyBar(self.roles, id="keys")

    def opened(self) -> None:
        self.parts.border_title = framed(_("Delene"))
        self._lay_out(self.app.size.width)
        self.fill()
        if self.place.wanted is not None and self.place.wanted not in self.list.numbers:
            self.place.states, self.place.needle, self.place.own = STATES, "", False
            self._fill(self.place.wanted)
        self.place.wanted = None
        self._show_keys()

    def on_resize(self) -> None:
        self._lay_out(self.app.size.width)
        self._show_title()
        self.call_after_refresh(self.describe)

    def _lay_out(self, width: int) -> None:
        self.set_class(width < WIDE, "-narrow")

    def meeting_changed(self) -> None:
        """The cursor stays in its row: what was noted moves down, and the next difference is under it."""
        self._fill(None, self.list.cursor)

    # What is shown.

    def fill(self) -> None:
        self._fill(self.place.number)

    def _fill(self, number: int | None, row: int = 0) -> None:
        """Read the list anew, the cursor on a check, or else on a row."""
        place = self.place
        only = self.scope.documents if place.own else None
        try:
            numbers = self.store.check_numbers(place.states, place.needle, first=self.scope.documents, only=only)
            counts = self.store.check_counts(only)
        except BudgettuiError as error:
            self.status.tell_error(error_words(error))
            return
        self.list.none = [_("Ingen kontroller her."), _("0 viser alle, a skifter mellem mødets papirer og alle.")]
        if not any(counts.values()):
            self.list.none = [_("Intet at afstemme endnu: Ctrl+N importerer papirer med tal.")]
        self.list.show(numbers, numbers.index(number) if number in numbers else min(row, max(0, len(numbers) - 1)))
        self._counts = counts
        self._show_title()
        self.list.border_title = framed(_("Mødets papirer") if place.own else _(self.NAME))
        self.describe()

    def _show_title(self) -> None:
        role = self.roles.role
        words = [(f"· {counts_line(self._counts)}", role("dim"))]
        if self.has_class("-narrow"):
            # The signs say the states, and what needs an eye is first.
            words = [
                (f" {CHECK_SIGNS[state][0]} {self._counts[state]}", role(CHECK_SIGNS[state][1]))
                for state in STATES
                if self._counts.get(state)
            ]
        self.query_one("#title", Bar).set_lines(
            [(_(" Afstemning "), BOLD), *words], right=[(f" {self._filter_words()} ", role("accent"))]
        )

    def _filter_words(self) -> str:
        words = [] if self.place.states == STATES else [" ".join(_(STATE_WORDS[state]) for state in self.place.states)]
        if self.place.needle:
            words.append(f"/{self.place.needle}")
        return _("filter: {words}").format(words=" · ".join(words)) if words else ""

    def describe(self) -> None:
        view = self.list.current
        self.place.number = view.number if view else None
        self.parts.show(view, self.parts.size.width)
        self.status.tell(self.list.describe())

    def on_row_view_moved(self, event: RowView.Moved) -> None:
        if event.view is self.parts and self.parts.cell is not None and self.list.current is not None:
            self.status.tell(part_line(self.parts.cell, self.list.current.check.printed.document))

    # Keys.

    def leave(self) -> None:
        if self.place.needle:
            super().leave()
        elif self.focused is self.parts:
            self.set_focus(self.list)
        else:
            self.action_checks_leave()

    def action_checks_leave(self) -> None:
        self.dismiss()

    def action_checks_state(self, which: int) -> None:
        """Show one state alone; the same key again, and 0, show all."""
        chosen = STATES if not which or self.place.states == (STATES[which - 1],) else (STATES[which - 1],)
        self.place.states = chosen
        self.fill()
        self._tell_count()

    def action_checks_scope(self) -> None:
        if not self.scope.documents:
            self.status.tell(_("Intet møde er åbent: alle dokumenter vises."))
            return
        self.place.own = not self.place.own
        self.fill()
        self._tell_count()

    def _tell_count(self) -> None:
        words = _("mødets papirer") if self.place.own else _("alle dokumenter")
        states = _("alle kontroller") if self.place.states == STATES else _(STATE_WORDS[self.place.states[0]])
        self.status.tell(
            _("{scope} · {states}: {count}").format(scope=words, states=states, count=self.list.row_count)
        )

    def action_checks_pane(self) -> None:
        self.set_focus(self.parts if self.focused is self.list else self.list)
        if self.focused is self.parts and self.parts.row_count:
            first = next(row for row in range(self.parts.row_count) if self.parts.rows[row].cell is not None)
            self.parts.move_to(first)

    def _view(self) -> CheckView | None:
        view = self.list.current
        if view is None:
            self.status.tell(_("Ingen kontrol er valgt."))
        return view

    def _place_of(self, view: CheckView, cell: Cell) -> int:
        if view.other is not None and cell.document != view.check.printed.document:
            return view.other
        return view.document

    def action_checks_source(self) -> None:
        view = self._view()
        if view is None:
            return
        cell = (self.parts.cell if self.focused is self.parts else None) or view.check.printed
        self.app.push_screen(SourceScreen(self.roles, self.store, self._place_of(view, cell), cell.source))

    def action_checks_places(self) -> None:
        view = self._view()
        if view is None:
            return
        cell = self.parts.cell if self.focused is self.parts else None
        other = cell if cell is not None and cell is not view.check.printed else view.check.parts[0]

        places = [(view.document, view.check.printed), (self._place_of(view, other), other)]
        self.app.push_screen(PlacesScreen(self.store, self.roles, view, places))

    def action_checks_budget(self) -> None:
        view = self._view()
        if view is None:
            return
        found = self.store.check_line(view.number)
        if found is None:
            self.status.tell(_("Tallet står ikke i budgettet: o åbner kilden."))
        else:
            self.dismiss()
            with self.below.reading():
                self.below.go_to_figure(*found)

    def action_checks_copy(self) -> None:
        view = self._view()
        if view is not None:
            text = f"{place_line(view.check)}: {sentence(view.check)}"
            closed = not self.store.sealed_documents().isdisjoint((view.document, view.other))
            self.status.tell(copied(self.app, safe(text), closed=closed))

    # What is known.

    async def action_checks_note(self) -> None:
        view = self._view()
        if view is None:
            return
        if view.check.state is not Agreement.DIFFERS:
            await self.instead(_("Kun det, der ikke stemmer, noteres som kendt."))
            return
        field = Field("note", _("Note"), view.known.note if view.known else "", _("hvorfor; tomt er ikke kendt"))
        await self.ask(Question("note", _("Notér forskellen som kendt"), (field,), answer=partial(_noted, view)))


def _noted(view: CheckView, values: Mapping[str, str]) -> Act | None:
    """The note; ``None`` where it is the one that stands there."""
    note = " ".join(values["note"].split())
    if note == (view.known.note if view.known else ""):
        return None
    said = _("{place} noteret som kendt") if note else _("{place} er ikke længere kendt")
    place = " › ".join(check_words(view)[-2:])
    return Act(said.format(place=place), does=lambda store, actor: [store.acknowledge(view.number, note, actor)])


# -- both places of a check: the printed figure, and what it is held against


class PlacesScreen(Screen[None]):
    """Both places of a check side by side, or one above the other: the printed figure, and what it is held against."""

    CSS_PATH = "checks.tcss"
    #: Where its commands work.
    PLACE = "places"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("places")]
    AUTO_FOCUS = ""

    def __init__(
        self, store: Store, styles: RoleStyles, view: CheckView, places: Sequence[tuple[int, Cell]]
    ) -> None:
        super().__init__()
        self.store = store
        self.roles = styles
        self.view = view
        self.places = places

    def compose(self) -> ComposeResult:
        yield Bar(self.roles, id="title")
        with Horizontal(id="halves"):
            yield SourceLines(self.roles, id="printed")
            yield SourceLines(self.roles, id="other")
        yield StatusLine(self.roles, id="status")
        yield KeyBar(self.roles, id="keys")

    def on_mount(self) -> None:
        self.set_class(self.app.size.width < WIDE, "-narrow")
        bar = self.query_one("#title", Bar)
        bar.set_lines([(f" {safe(place_line(self.view.check))}", self.roles.role("accent"))])
        self.query_one(StatusLine).tell(sentence(self.view.check))
        self.query_one(KeyBar).show(key_bar(("places",), getattr(self.app, "rebound", {})), self.app.size.width)
        self.panes = list(self.query(SourceLines))
        for pane, (document, cell) in zip(self.panes, self.places, strict=True):
            pane.open(self.store, document, cell.source)
            pane.border_title = framed(part_line(cell, self.store.head(document).name))
        self.set_focus(self.panes[0])

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width < WIDE, "-narrow")

    def action_places_back(self) -> None:
        self.dismiss()

    def action_places_pane(self) -> None:
        self.set_focus(self.panes[1] if self.focused is self.panes[0] else self.panes[0])
