"""The base of every list: which rows are drawn, and when."""

from __future__ import annotations

from collections import Counter

import pytest
from rich.segment import Segment
from textual.app import App, ComposeResult

from budgettui.tui.theming import DEFAULT_DARK, RoleStyles, load_theme
from budgettui.tui.widgets import rows
from budgettui.tui.widgets.rows import RowView


class Numbers(RowView):
    """A thousand rows that say how often each was drawn."""

    word = "nr."

    def __init__(self) -> None:
        super().__init__(RoleStyles(load_theme(DEFAULT_DARK)))
        self.drawn: Counter[int] = Counter()

    @property
    def row_count(self) -> int:
        return 1000

    def row_segments(self, row: int, width: int, selected: bool) -> list[Segment]:
        self.drawn[row] += 1
        return [Segment(f"{self.word} {row}")]


class ListApp(App[None]):
    def compose(self) -> ComposeResult:
        yield Numbers()

    @property
    def list(self) -> Numbers:
        return self.query_one(Numbers)

    @property
    def text(self) -> list[str]:
        return [self.list.render_line(y).text.rstrip(" ▐") for y in range(self.list.size.height)]


async def test_a_row_that_was_drawn_is_kept_while_the_list_moves_under_it() -> None:
    app = ListApp()
    async with app.run_test(size=(30, 10)) as pilot:
        app.list.focus()
        await pilot.press(*["down"] * 8)
        app.list.drawn.clear()
        await pilot.press("down", "down")
        assert app.text == [f"nr. {row}" for row in range(app.list.top, app.list.top + 10)]
        # New at the edge, and those that the cursor left or came to.
        assert sum(app.list.drawn.values()) <= 2 + 4


async def test_what_has_changed_is_drawn_anew() -> None:
    app = ListApp()
    async with app.run_test(size=(30, 10)) as pilot:
        app.list.focus()
        await pilot.pause()
        app.list.word = "no."
        app.list.refresh()
        await pilot.pause()
        assert app.text[:2] == ["no. 0", "no. 1"]


async def test_the_next_page_is_drawn_before_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "AHEAD_SECONDS", 0.001)
    app = ListApp()
    async with app.run_test(size=(30, 10)) as pilot:
        app.list.focus()
        await pilot.press("pagedown")
        await pilot.pause(0.1)
        app.list.drawn.clear()
        await pilot.press("pagedown")
        await pilot.pause()
        top = app.list.top
        assert app.text == [f"nr. {row}" for row in range(top, top + 10)]
        # Only the row under the cursor looks otherwise, and perhaps one where the thumb at the edge ends.
        assert sum(count for row, count in app.list.drawn.items() if top <= row < top + 10) <= 2
