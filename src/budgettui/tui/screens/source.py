"""A document as it was read, opened at the line that a figure or a text came from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen

from budgettui.domain.errors import StoreError
from budgettui.domain.paper.papers import Source
from budgettui.i18n import _
from budgettui.store import Store
from budgettui.tui.commands import pressed
from budgettui.tui.text import safe, segments, wrap
from budgettui.tui.theming import RoleStyles
from budgettui.tui.widgets.bars import Bar
from budgettui.tui.widgets.rows import RowList
from budgettui.tui.words import error_words

#: Bytes that a file's text takes, packed, from which on it is fetched beside the keys.
LONG_TEXT = 500_000
#: Which lines of a document are asked for, or how they are found among them.
Where = Source | Callable[[Sequence[str]], Source]


def is_long(store: Store, document: int) -> bool:
    """Whether a document's text and reading are fetched beside the keys."""
    return store.packed_size(document) >= LONG_TEXT


class SourceLines(RowList[str]):
    """The document's lines with their numbers; the lines that were asked for are marked."""

    @dataclass(eq=False, repr=False)
    class Unpacked(Message):
        """The lines of a long document are there, or why they are not."""

        document: int
        lines: Sequence[str]
        where: Where | None
        told: str

    @dataclass
    class Shown(Message):
        """What was asked for is in sight."""

        source: Source

    def __init__(self, styles: RoleStyles, *, id: str = "lines") -> None:
        super().__init__(styles, id=id)
        self.first = self.last = 0
        self._digits = 1
        self._marks: Mapping[int, bool] = {}
        #: The document that is shown, and why it is not there.
        self._document = 0
        self._told = ""

    def open(self, store: Store, document: int, where: Where | None = None) -> None:
        """Show a document, at a place of it or from its beginning; the text of a long file is unpacked beside the keys.

        ``StoreError`` where it cannot be read.
        """
        self._document, self._told = document, ""
        self.first = self.last = 0
        self._marks = {}
        if not is_long(store, document):
            self._show(store.document(document).text.split("\n"), where)
            return
        self._told = _("Henter teksten …")
        self._show([], None)

        def work() -> None:
            lines, told = list[str](), ""
            try:
                lines = store.document(document).text.split("\n")
            except StoreError as error:
                told = error_words(error)
            self.post_message(self.Unpacked(document, lines, where, told))

        self.run_worker(work, thread=True, group="lines")

    def on_source_lines_unpacked(self, event: Unpacked) -> None:
        event.stop()
        if event.document == self._document:
            self._told = event.told
            self._show(event.lines, event.where)

    def _show(self, lines: Sequence[str], where: Where | None) -> None:
        self.rows = lines
        self._digits = len(str(len(self.rows)))
        self.reset(0, 0)
        # What was pointed to before the lines were there is pointed to still.
        pointed = Source(line=self.first or None, last_line=self.last)
        source = where(lines) if callable(where) else where or pointed
        self.point_to(source)
        if where is not None:
            self.post_message(self.Shown(source))

    def empty(self, width: int) -> list[str]:
        return wrap(self._told, width)

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

    def __init__(self, styles: RoleStyles, store: Store, document: int, where: Where) -> None:
        super().__init__()
        self.roles = styles
        self.store = store
        self.document = store.head(document)
        self.where = where
        self.source = where if isinstance(where, Source) else Source()

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
        if event.key not in self.active_bindings:
            self._show_title(_("{key} gør intet her · Esc lukker").format(key=pressed(event)))

    def on_mount(self) -> None:
        self._show_title(_("Esc tilbage"))
        lines = self.query_one(SourceLines)
        self.set_focus(lines)
        try:
            lines.open(self.store, self.document.id, self.where)
        except StoreError as error:
            self._show_title(error_words(error))

    def on_source_lines_shown(self, event: SourceLines.Shown) -> None:
        event.stop()
        self.source = event.source
        self._show_title(_("Esc tilbage"))

    def action_back(self) -> None:
        self.dismiss()
