"""The screen on a stage: the sample's meeting, a clock that stands still, and keys that wait for their answer.

The fixtures are handed on by the ``conftest.py`` of the folders that test the screen.
"""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import pytest
from textual import events
from textual.geometry import Size
from textual.keys import Keys
from textual.pilot import Pilot

from budgettui.demo import build_demo
from budgettui.domain.meeting.meeting import DecisionPoint, Item, Meeting
from budgettui.settings import Settings
from budgettui.store import Store, open_store
from budgettui.tui import text
from budgettui.tui.app import BudgetApp
from budgettui.tui.commands import COMMANDS
from budgettui.tui.screens import recording
from budgettui.tui.screens.meeting import MeetingScreen
from budgettui.tui.theming import load_theme

#: The sample's meeting is on this day; the clock on the wall stands still.
NOW = datetime(2023, 12, 8, 14, 2)
ACTOR = "SEK"
WIDE, NARROW = (160, 48), (80, 24)
#: Characters that Textual knows by another name.
_NAMES = {
    " ": "space", ".": "full_stop", ",": "comma", "-": "minus", "/": "slash", ":": "colon", ";": "semicolon",
    "?": "question_mark", "<": "less_than_sign", ">": "greater_than_sign", "_": "underscore", "'": "apostrophe",
    "\n": "enter", "(": "left_parenthesis", ")": "right_parenthesis", "%": "percent_sign", '"': "quotation_mark",
}

_KEYS = {*(key.value for key in Keys), *_NAMES.values(), *(key for command in COMMANDS for key in command.keys)}


def keys_for(text: str) -> list[str]:
    """The keys that type this text."""
    return [_NAMES.get(letter, letter) for letter in text]


def make_app(store: Store, *, theme: str = "aften", settings: Settings | None = None) -> BudgetApp:
    """The app on a store, as ``launch`` makes it, but at a fixed time and by a fixed hand."""
    return BudgetApp(store, load_theme(theme), ACTOR, settings=settings, now=lambda: NOW)


def screen_text(app: BudgetApp) -> str:
    """What stands on the screen that is on top, line by line."""
    screen = app.screen
    return "\n".join(strip.text for strip in screen._compositor.render_strips(Size(*app.size)))


class Stage:
    """An app with somebody at its keyboard."""

    def __init__(self, app: BudgetApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> MeetingScreen:
        return self.app.meeting_screen

    @property
    def text(self) -> str:
        """Everything on the screen on top."""
        return screen_text(self.app)

    @property
    def status(self) -> str:
        """The status line of the meeting."""
        return _bar(self.screen, "#status")

    @property
    def title(self) -> str:
        bar = self.screen.query_one("#title")
        return _bar(self.screen, "#title") + "".join(text for text, _style in bar._right)

    @property
    def tally(self) -> str:
        return "\n".join("".join(text for text, _ in line) for line in self.screen.query_one("#tally")._lines)

    @property
    def paper(self) -> str:
        """The paper pane as running text, its lines joined."""
        return " ".join(row.text.strip() for row in self.screen.paper.rows)

    @property
    def keys(self) -> str:
        """The key bar."""
        return _bar(self.screen, "#keys")

    @property
    def meeting(self) -> Meeting:
        """The meeting as the store has it: what is on disk, and not what the screen believes."""
        assert self.screen.meeting is not None
        return self.app.store.meeting(self.screen.meeting.id)

    def item(self, number: str) -> Item:
        return next(item for item in self.meeting.items if item.number == number)

    def point(self, number: str, index: int) -> DecisionPoint:
        """A decision point by its item's number and its own printed number."""
        return self.item(number).points[index - 1]

    async def press(self, *keys: str) -> None:
        """Press keys, each when everything that the one before it started is done. What is no key is a text, which is
        typed as fast as it goes."""
        for key in keys:
            await self.burst(*([key] if key in _KEYS else keys_for(key)))

    async def burst(self, *keys: str) -> None:
        """All keys at once, as a slow line delivers them; nobody waits between them."""
        letters = {name: letter for letter, name in _NAMES.items()}
        for key in keys:
            letter = letters.get(key, key)
            event = events.Key(key, letter if len(letter) == 1 and letter.isprintable() else None)
            event.set_sender(self.app)
            self.app.post_message(event)
        await self.settle()

    async def settle(self) -> None:
        """Until the writer's thread has answered and no message is on its way."""
        saver = self.screen.saver
        await self.until(
            lambda: (saver.failed or not saver.unsaved) and not self.status.endswith(("gemmer …", "igen …"))
        )

    async def rest(self) -> None:
        """Until no widget has anything left to do."""
        quiet = 0
        while quiet < 2:
            await self.pilot._wait_for_screen()
            if self.app._exception is not None:
                raise self.app._exception
            self.app.screen._on_timer_update()  # lay out and paint now, and not at the next tick
            screens = self.app.screen_stack
            nodes = [self.app, *(node for screen in screens for node in screen.walk_children(with_self=True))]
            quiet = quiet + 1 if not any(node.message_queue_size for node in nodes) else 0

    async def until(self, done: Callable[[], object], seconds: float = 15) -> None:
        """Wait for something that another thread does; says what is on the screen where it does not come."""
        deadline = time.monotonic() + seconds
        await self.rest()
        while not done():
            if time.monotonic() > deadline:
                pytest.fail(f"waited in vain\n{self.text}\n[{self.status}]")
            await asyncio.sleep(0.002)
            await self.rest()

    async def open(self, number: str) -> None:
        """Open an agenda item and stand in its paper."""
        item = self.item(number)
        self.screen.go_to(item.id, 0 if item.points else None)
        await self.settle()

    async def stand_on(self, label: str) -> None:
        """Put the budget's cursor on the row with this label, by keys."""
        budget = self.screen.budget
        await self.press("3", "home")
        for _row in range(budget.row_count):
            if budget.current is not None and budget.current.label == label:
                return
            await self.press("down")
        pytest.fail(f"no row {label!r}\n{self.text}")


def _bar(screen: MeetingScreen, name: str) -> str:
    lines = screen.query_one(name)._lines
    return " ".join("".join(text for text, _style in line).strip() for line in lines)


@asynccontextmanager
async def on_stage(app: BudgetApp, size: tuple[int, int] = WIDE) -> AsyncIterator[Stage]:
    """Run the app without a terminal."""
    async with app.run_test(size=size) as pilot:
        stage = Stage(app, pilot)
        await stage.rest()
        yield stage


@pytest.fixture(autouse=True)
def danish(alone: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The screen speaks Danish and in colour, whatever the machine of the test prefers, and only when it is asked."""
    monkeypatch.setattr(text, "UTF8", True)
    monkeypatch.setattr(recording, "REMIND_SECONDS", 3600)


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's store, built once; tests take a copy."""
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    with open_store(path) as store:
        build_demo(store)
    return path


@pytest.fixture
def sample(sample_file: Path, tmp_path: Path) -> Iterator[Store]:
    """A store of the sample that the test may change."""
    path = tmp_path / "prøve.db"
    shutil.copy(sample_file, path)
    with open_store(path) as store:
        yield store


@pytest.fixture
async def stage(sample: Store) -> AsyncIterator[Stage]:
    """The sample's meeting on a wide screen."""
    async with on_stage(make_app(sample)) as stage:
        yield stage


@pytest.fixture
async def narrow(sample: Store) -> AsyncIterator[Stage]:
    """The sample's meeting at 80×24."""
    async with on_stage(make_app(sample), NARROW) as stage:
        yield stage
