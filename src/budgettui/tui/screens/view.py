"""A screen of its own over the meeting: it sees what the meeting becomes, and what became of its acts."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen

from budgettui.domain.errors import N_
from budgettui.domain.meeting.meeting import Meeting
from budgettui.i18n import _
from budgettui.tui.commands import actions, key_bar
from budgettui.tui.widgets.bars import Bar, KeyBar, StatusLine
from budgettui.tui.widgets.panel import Panel, Question
from budgettui.tui.widgets.rows import RowView

if TYPE_CHECKING:
    from budgettui.tui.saver import Act
    from budgettui.tui.screens.meeting import MeetingScreen


class MeetingView(Screen[None]):
    """The base: acts are recorded by the meeting's screen, which hands back the meeting and what it said."""

    #: Where its commands work, a key of :data:`budgettui.tui.commands.PLACES`.
    PLACE: ClassVar[str]

    def __init__(self, below: MeetingScreen) -> None:
        super().__init__()
        self.below = below
        self.roles = below.roles

    @property
    def meeting(self) -> Meeting:
        """The meeting as it is now."""
        assert self.below.meeting is not None
        return self.below.meeting

    @property
    def status(self) -> StatusLine:
        return self.query_one(StatusLine)

    def on_resize(self) -> None:
        """The key bar has another width; a view that shows more by the width does that besides."""
        self._show_keys()

    def on_descendant_focus(self) -> None:
        self._show_keys()

    def _show_keys(self) -> None:
        keys = key_bar((self.PLACE,), getattr(self.app, "rebound", {}))
        self.query_one(KeyBar).show_where(self.focused, keys, self.app.size.width)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys work on the list; a panel or a prompt that has the focus has its own."""
        return self.focused is None or isinstance(self.focused, RowView) or action not in actions(self.PLACE)

    def meeting_changed(self) -> None:
        """Show the meeting as it is now; the cursor stays where it is."""
        raise NotImplementedError

    def told(self, below: StatusLine) -> None:
        """Say here what the meeting's screen said."""
        self.status.repeat(below)


class AskingView(MeetingView):
    """A view of a list that asks in a panel below it; every question brings its own answer."""

    #: What has the focus while nothing is asked.
    home: RowView
    #: The bars between title and list, and those between list and status line, by their ids.
    ABOVE: ClassVar[tuple[str, ...]] = ()
    BELOW: ClassVar[tuple[str, ...]] = ()
    #: What is said where a question was left, or its answer changes nothing.
    NOTHING: ClassVar[str] = N_("Intet er noteret.")

    def compose(self) -> ComposeResult:
        for name in ("title", *self.ABOVE):
            yield Bar(self.roles, id=name)
        with Vertical(id="middle"):
            yield self.home
        for name in self.BELOW:
            yield Bar(self.roles, id=name)
        yield StatusLine(self.roles, id="status")
        yield KeyBar(self.roles, id="keys")

    async def ask(self, question: Question) -> None:
        """Show a question under the list, in place of one that is open."""
        await self.query("#panel").remove()
        panel = Panel(self.roles, question)
        await self.query_one("#middle").mount(panel)
        self.set_focus(next(widget for widget in panel.query("*") if widget.focusable))

    def on_panel_left(self, event: Panel.Left) -> None:
        event.stop()
        self._close_panel()
        self.status.tell(_(self.NOTHING))

    def on_panel_answered(self, event: Panel.Answered) -> None:
        event.stop()
        self._close_panel()
        act = event.question.answer(event.values) if event.question.answer is not None else None
        if act is None:
            self.status.tell(_(self.NOTHING))
        else:
            self.take(act)

    def take(self, act: Act) -> None:
        """Send an answer on its way."""
        self.below.record(act)

    def _close_panel(self) -> None:
        self.set_focus(self.home)
        self.query("#panel").remove()
