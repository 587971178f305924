"""The base of every list: which rows are drawn, and when."""

from __future__ import annotations

from collections import Counter

import pytest
from rich.segment import Segment
from textual._styles_cache import StylesCache
from textual.app import App, ComposeResult
from textual.strip import Strip

from budgettui.tui.theming import DEFAULT_DARK, RoleStyles, load_theme
from budgettui.tui.widgets import rows
from budgettui.tui.widgets.bars import Bar
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


class Beside(App[None]):
    """A list in a frame, and a bar below it."""

    CSS = "Numbers { border: round green; height: 12; } Bar { height: 1; }"

    def compose(self) -> ComposeResult:
        yield Numbers()
        yield Bar(RoleStyles(load_theme(DEFAULT_DARK)))

    def painted(self) -> list[Strip]:
        return self.screen._compositor.render_strips()


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How many lines and widgets Textual has drawn with their frame."""
    counted: Counter[str] = Counter()

    def count(name: str) -> None:
        original = getattr(StylesCache, name)

        def counting(*arguments: object, **more: object) -> object:
            counted[name] += 1
            return original(*arguments, **more)

        monkeypatch.setattr(StylesCache, name, counting)

    count("render_line")
    count("render_widget")
    return counted


async def test_a_line_that_only_moves_is_not_framed_anew(work: Counter[str]) -> None:
    app = Beside()
    async with app.run_test(size=(30, 14)) as pilot:
        app.query_one(Numbers).focus()
        await pilot.press(*["down"] * 12)
        app.painted()
        work.clear()
        await pilot.press("down")
        await pilot.pause()
        # The row that comes in, the one that the cursor left and the one that it came to.
        assert 0 < work["render_line"] <= 3
        assert [strip.text[1:8].strip() for strip in app.painted()[1:11]] == [f"nr. {row}" for row in range(5, 15)]


async def test_nothing_is_drawn_where_nothing_has_changed(work: Counter[str]) -> None:
    app = Beside()
    async with app.run_test(size=(30, 14)) as pilot:
        bar = app.query_one(Bar)
        bar.set_lines([("first", rows._PLAIN)])
        await pilot.pause()
        app.painted()
        work.clear()
        app.painted()
        assert work["render_widget"] == 1, "the screen, which is Textual's own"
        bar.set_lines([("second", rows._PLAIN)])
        await pilot.pause()
        assert app.painted()[12].text.startswith("second")


async def test_another_frame_is_put_around_lines_that_were_kept() -> None:
    app = Beside()
    async with app.run_test(size=(30, 14)) as pilot:
        view = app.query_one(Numbers)
        view.focus()
        await pilot.press("down")
        assert app.painted()[3].text[0] == "│"
        view.styles.border = ("heavy", "red")
        await pilot.pause()
        assert {strip.text[0] for strip in app.painted()[1:11]} == {"┃"}


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
