"""A document as it was read, opened at the line that a figure or a text came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from budgettui.domain.paper.papers import Source
from budgettui.i18n import _
from budgettui.store import DocumentView
from budgettui.tui.commands import pressed
from budgettui.tui.text import safe, segments
from budgettui.tui.theming import RoleStyles
from budgettui.tui.widgets.bars import Bar
from budgettui.tui.widgets.rows import RowList


class SourceLines(RowList[str]):
    """The document's lines with their numbers; the lines that were asked for are marked."""

    def __init__(self, styles: RoleStyles, *, id: str = "lines") -> None:
        super().__init__(styles, id=id)
        self.first = self.last = 0
        self._digits = 1
        self._marks: Mapping[int, bool] = {}

    def open(self, lines: Sequence[str]) -> None:
        """Show a document from its beginning."""
        self.rows = lines
        self._digits = len(str(len(self.rows)))
        self.first = self.last = 0
        self._marks = {}
        self.reset(0, 0)

    def mark(self, lines: Mapping[int, bool]) -> None:
        """Mark the lines that something was read from; those where that is False are in doubt."""
        self._marks = lines
        self.refresh()

    def point_to(self, source: Source) -> None:
        """Mark the lines of a source and bring them into sight, a third down; nothing moves where none are known."""
        if source.line is None:
            return
        self.first = source.line
        self.last = source.last_line or source.line
        row = self.first - 1
        if not self.top <= row < self.top + self.page_rows - 1 or not self.size.height:
            self.top = max(0, row - self.page_rows // 3)
        self.reset(row, self.top)

    def fit(self) -> None:
        self.top = max(0, self.cursor - self.page_rows // 3)
        super().fit()

    def row_segments(self, row: int, width: int, selected: bool) -> list[Segment]:
        number = row + 1
        here = self.first <= number <= self.last
        role = self.roles.role
        mark, of = ("▸ ", "accent") if here else ("  ", "dim")
        if not here and number in self._marks:
            mark, of = ("│ ", "dim") if self._marks[number] else ("? ", "uncertain")
        return segments([
            (mark, role(of)),
            (f"{number:>{self._digits}}  ", role("dim")),
            (safe(self.rows[row]), role("match") if here else Style.null()),
        ])


class SourceScreen(Screen[None]):
    """Esc or o goes back to where one was."""

    CSS_PATH = "source.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,o,left,h", "back", show=False),
    ]

    def __init__(self, styles: RoleStyles, document: DocumentView, source: Source) -> None:
        super().__init__()
        self.roles = styles
        self.document = document
        self.source = source

    def compose(self) -> ComposeResult:
        yield Bar(self.roles, id="title")
        yield SourceLines(self.roles)

    def _show_title(self, right: str) -> None:
        role = self.roles.role
        place = [_("side {page}").format(page=self.source.page)] if self.source.page else []
        place.append(_("linje {line}").format(line=self.source.line or 1))
        self.query_one(Bar).set_lines(
            [(f" {safe(self.document.name)} ", role("accent")), (" · ".join(place), role("dim"))],
            right=[(f" {right} ", role("dim"))],
        )

    def on_key(self, event: events.Key) -> None:
        """A key that has nothing to do here says so."""
        if event.key not in self.active_bindings:
            self._show_title(_("{key} gør intet her · Esc lukker").format(key=pressed(event)))

    def on_mount(self) -> None:
        self._show_title(_("Esc tilbage"))
        lines = self.query_one(SourceLines)
        self.set_focus(lines)
        lines.open(self.document.text.split("\n"))
        lines.point_to(self.source)

    def action_back(self) -> None:
        self.dismiss()
