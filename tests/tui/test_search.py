"""Search in everything, by keys."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from budgettui.domain.errors import Interrupted
from budgettui.store import Hit, schema
from budgettui.tui.screens.search import MOST, SearchScreen
from budgettui.tui.screens.source import SourceLines, SourceScreen
from stage import NARROW, WIDE, Stage


async def test_a_hit_in_the_meeting_is_gone_to(stage: Stage) -> None:
    point = next(point for item in stage.meeting.items for point in item.points)
    await stage.press("ctrl+f", " ".join(point.text.split()[:6]))
    screen = stage.app.screen
    assert isinstance(screen, SearchScreen)
    kinds = [hit.kind for hit in screen.list.rows]
    for _ in range(kinds.index("point")):
        await stage.press("down")
    await stage.press("enter")
    assert stage.app.screen is stage.screen
    assert stage.screen.paper.current_point == point
    assert stage.screen.active == "paper"


async def test_a_hit_in_a_paper_opens_the_line_and_comes_back_to_the_search(stage: Stage) -> None:
    await stage.press("ctrl+f", "budget")
    screen = stage.app.screen
    assert isinstance(screen, SearchScreen)
    row = next(row for row, hit in enumerate(screen.list.rows) if hit.document is not None)
    for _ in range(row):
        await stage.press("down")
    await stage.press("enter")
    assert isinstance(stage.app.screen, SourceScreen)
    lines = stage.app.screen.query_one(SourceLines)
    assert "budget" in lines.rows[lines.first - 1].lower()
    await stage.press("escape")
    assert stage.app.screen is screen
    assert screen.list.cursor == row


async def test_what_was_searched_for_is_there_again(stage: Stage) -> None:
    await stage.press("ctrl+f", "budget", "down", "down", "escape", "ctrl+f")
    screen = stage.app.screen
    assert isinstance(screen, SearchScreen)
    assert screen.list.words == ["budget"]
    assert screen.list.cursor == 2


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_nothing_found_and_nothing_typed_say_what_to_do(stage: Stage, size: tuple[int, int]) -> None:
    await stage.pilot.resize_terminal(*size)
    await stage.press("ctrl+f")
    assert "Skriv et eller flere ord" in stage.text
    await stage.press("qqqq")
    assert "Intet har alle ordene" in stage.text
    await stage.press("enter")
    assert "Der er intet at åbne" in stage.text


async def test_the_lines_of_long_files_are_looked_through_beside_the_keys_and_the_last_letter_wins(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = stage.app.store
    asked: list[str] = []
    stale, go = threading.Event(), threading.Event()

    def search_on(words: list[str], most: int, go_on: Callable[[], bool]) -> list[Hit]:
        asked.append(words[0])
        if words == ["vok"]:
            while go_on():
                time.sleep(0.001)
            stale.set()
            raise Interrupted("")
        go.wait(10)
        return store.search(words, most)

    monkeypatch.setattr(schema, "SEARCHED_ROWS", 1)  # every file is a long one
    monkeypatch.setattr(store, "search_on", search_on)
    await stage.press("ctrl+f", "v", "o", "k")
    screen = stage.app.screen
    assert isinstance(screen, SearchScreen)
    first = len(screen.list.rows)
    assert first
    assert f"{first} steder · søger i de lange filer …" in stage.text
    await stage.press("s")
    await stage.until(stale.is_set)
    await stage.press("down")
    go.set()
    await stage.until(lambda: not screen.list.growing)
    assert (screen.list.words, screen.list.cursor) == (["voks"], 1), "what is found later moves no cursor"
    assert screen.list.rows == store.search(["voks"], MOST + 1)[:MOST]
    assert asked[-2:] == ["vok", "voks"]
