"""Both places of a check: the printed figure, and what it is held against."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.screen import Screen

from budgettui.domain.checking.reconciled import Cell
from budgettui.export.checks_report import part_line, place_line, sentence
from budgettui.store import CheckView, Store
from budgettui.tui.commands import bindings, key_bar
from budgettui.tui.screens.checks import WIDE
from budgettui.tui.screens.source import SourceLines
from budgettui.tui.text import framed, safe
from budgettui.tui.theming import RoleStyles
from budgettui.tui.widgets.bars import Bar, KeyBar, StatusLine
from budgettui.tui.widgets.rows import RowView


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
            shown = self.store.document(document)
            pane.open(shown)
            pane.point_to(cell.source)
            pane.border_title = framed(part_line(cell, shown.name))
        self.set_focus(self.panes[0])

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width < WIDE, "-narrow")

    def on_row_view_moved(self, event: RowView.Moved) -> None:
        event.stop()

    def action_places_back(self) -> None:
        self.dismiss()

    def action_places_pane(self) -> None:
        self.set_focus(self.panes[1] if self.focused is self.panes[0] else self.panes[0])
