"""Search in everything that is in the store, as one types: papers, tables, decisions and minutes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Input

from budgettui.domain.errors import Interrupted, StoreError
from budgettui.domain.paper.excerpt import excerpt
from budgettui.domain.paper.papers import Source
from budgettui.export.search_report import KINDS, place_words
from budgettui.i18n import _, ngettext
from budgettui.store import Hit, Store
from budgettui.tui.screens.pick import TypingScreen
from budgettui.tui.screens.source import SourceScreen
from budgettui.tui.text import cut, segments, wrap
from budgettui.tui.theming import RoleStyles
from budgettui.tui.widgets.bars import Bar, KeyBar, StatusLine
from budgettui.tui.widgets.rows import RowList, RowView
from budgettui.tui.words import error_words

if TYPE_CHECKING:
    from budgettui.tui.screens.meeting import Searched

#: Hits that are shown. Who has more types one word more.
MOST = 200
#: Below this width the place stands after the text, where the status line has it whole.
WIDE = 110


class HitList(RowList[Hit]):
    """The hits: what each is, where it stands, and the words in their context."""

    def __init__(self, styles: RoleStyles) -> None:
        super().__init__(styles, id="hits")
        self.words: Sequence[str] = ()
        #: Whether more may be found still.
        self.growing = False
        self._kinds = max(len(_(word)) for word in KINDS.values())

    def show(self, hits: Sequence[Hit], words: Sequence[str], *, growing: bool = False) -> None:
        """Show what was found; more of the same words comes below what is there."""
        cursor, top = (self.cursor, self.top) if self.growing and words == self.words else (0, 0)
        self.rows, self.words, self.growing = hits, words, growing
        self.reset(cursor, top)

    def empty(self, width: int) -> list[str]:
        if self.growing:
            return [_("Søger i de lange filer …")]
        if self.words:
            return [_("Intet har alle ordene.")]
        told = _("Skriv et eller flere ord. Et ord findes også inde i et andet: handicap i voksenhandicap.")
        return wrap(told, width)

    def row_segments(self, row: int, width: int, selected: bool) -> list[Segment]:
        hit = self.rows[row]
        role = self.roles.role
        place = width // 4 if width >= WIDE else 0
        room = max(8, width - 2 - self._kinds - 2 - (place + 2 if place else 0))
        shown = excerpt(hit.text, self.words, room)
        parts: list[tuple[str, Style]] = [
            ("▸ " if selected else "  ", role("accent")),
            (cut(_(KINDS[hit.kind]), self._kinds) + "  ", role("dim")),
        ]
        if place:
            parts.append((cut(place_words(hit), place) + "  ", role("accent")))
        end = 0
        for first, last in shown.marks:
            parts += [(shown.text[end:first], Style.null()), (shown.text[first:last], role("match"))]
            end = last
        parts.append((shown.text[end:], Style.null()))
        return segments(parts)


class SearchScreen(TypingScreen[Hit | None]):
    """Type to search, Enter opens, Esc leaves. What was searched for is there again the next time."""

    CSS_PATH = "search.tcss"
    list: HitList

    @dataclass
    class Found(Message):
        """All that was typed is found, or why nothing could be read."""

        text: str
        words: Sequence[str]
        found: Sequence[Hit] | StoreError

    def __init__(self, styles: RoleStyles, store: Store, searched: Searched) -> None:
        super().__init__()
        self.roles = styles
        self.store = store
        self.searched = searched
        self.list = HitList(styles)

    def compose(self) -> ComposeResult:
        yield Bar(self.roles, id="title")
        yield Input(
            self.searched.words, placeholder=_("søg i papirer, tabeller, beslutninger og referater"), id="needle",
            compact=True,
        )
        yield self.list
        yield StatusLine(self.roles, id="status")
        yield KeyBar(self.roles, id="keys")

    def on_mount(self) -> None:
        self.query_one("#title", Bar).set_lines([(_(" Søg i alt "), self.roles.role("accent"))])
        self.set_focus(self.query_one(Input))
        self.on_resize()
        self._search(self.searched.words, self.searched.cursor)

    def on_resize(self) -> None:
        keys = [("↑↓", _("Vælg")), ("Enter", _("Åbn stedet")), ("Esc", _("Tilbage"))]
        self.query_one(KeyBar).show(keys, self.app.size.width)

    def say(self, words: str) -> None:
        self.status.tell(words)

    @property
    def status(self) -> StatusLine:
        return self.query_one(StatusLine)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value != self.searched.words:
            self._search(event.value)

    def _search(self, text: str, cursor: int = 0) -> None:
        """Show what is found at once, and go on through the lines of long files beside the keys."""
        self.searched.words, self.searched.cursor = text, cursor
        words = text.split()
        try:
            hits, more = self.store.search_indexed(words, MOST + 1)
        except StoreError as error:
            self.status.tell_error(error_words(error))
            return
        self._show(hits, words, more=more)
        self.list.move_to(cursor, notify=False)
        if more:
            self.run_worker(lambda: self._go_on(text, words), thread=True, group="search", exit_on_error=True)

    def _go_on(self, text: str, words: Sequence[str]) -> None:
        """Find all, on a thread of its own; the next letter ends it."""
        found: Sequence[Hit] | StoreError
        try:
            found = self.store.search_on(words, MOST + 1, lambda: self.is_attached and self.searched.words == text)
        except Interrupted:
            return
        except StoreError as error:
            found = error
        self.post_message(self.Found(text, words, found))

    def on_search_screen_found(self, event: Found) -> None:
        event.stop()
        if event.text != self.searched.words:
            return
        if isinstance(event.found, StoreError):
            self.status.tell_error(error_words(event.found))
            return
        self._show(event.found, event.words)
        self.list.move_to(self.searched.cursor, notify=False)

    def _show(self, hits: Sequence[Hit], words: Sequence[str], *, more: bool = False) -> None:
        self.list.show(hits[:MOST], words, growing=more)
        told = ngettext("{count} sted", "{count} steder", len(hits)).format(count=len(hits)) if words else ""
        if more:
            told = _("{found} · søger i de lange filer …").format(found=told)
        elif len(hits) > MOST:
            told = _("Mere end {count} steder: skriv et ord til.").format(count=MOST)
        self.status.tell(told)

    def on_row_view_moved(self, event: RowView.Moved) -> None:
        event.stop()
        hit = self.list.current
        self.searched.cursor = self.list.cursor
        if hit is not None:
            self.status.tell(place_words(hit))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        hit = self.list.current
        if hit is None:
            self.status.tell(_("Søger i de lange filer …") if self.list.growing else _("Der er intet at åbne."))
        elif hit.document is None:
            self.dismiss(hit)
        else:
            try:
                screen = SourceScreen(self.roles, self.store, hit.document, partial(_line_of, hit, self.list.words))
            except StoreError as error:
                self.status.tell_error(error_words(error))
                return
            self.app.push_screen(screen)


def _line_of(hit: Hit, words: Sequence[str], lines: Sequence[str]) -> Source:
    """The line of the document where one of the words stands, at or after the place that the hit was read from."""
    first = hit.source.line or 1
    low = [word.lower() for word in words]
    for number, line in enumerate(islice(lines, first - 1, None), first):
        if any(word in line.lower() for word in low):
            return replace(hit.source, line=number, last_line=number)
    return hit.source
