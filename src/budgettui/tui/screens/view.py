"""A screen of its own over the meeting: it sees what the meeting becomes, and what became of its acts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen

from budgettui.domain.errors import N_
from budgettui.domain.meeting.meeting import Meeting
from budgettui.i18n import _
from budgettui.tui.commands import actions, bindings, key_bar, pressed
from budgettui.tui.leaving import take_away
from budgettui.tui.text import BOLD, framed, safe
from budgettui.tui.widgets.bars import Bar, KeyBar, StatusLine
from budgettui.tui.widgets.panel import Panel, Question, telling
from budgettui.tui.widgets.prompt import Prompt
from budgettui.tui.widgets.rows import RowView, Said

if TYPE_CHECKING:
    from budgettui.tui.saver import Act
    from budgettui.tui.screens.meeting import MeetingScreen

_L = TypeVar("_L", bound=RowView)


class MeetingView(Screen[None]):
    """The base: acts are recorded by the meeting's screen, which hands back the meeting and what it said."""

    #: Where its commands work, a key of :data:`budgettui.tui.commands.PLACES`: its keys are the bindings of the screen.
    PLACE: ClassVar[str]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        if "PLACE" in cls.__dict__:
            cls.BINDINGS = [*bindings(cls.PLACE)]
        super().__init_subclass__(**kwargs)

    def __init__(self, below: MeetingScreen) -> None:
        super().__init__()
        self.below = below
        self.roles = below.roles

    @property
    def meeting(self) -> Meeting:
        assert self.below.meeting is not None
        return self.below.meeting

    @property
    def status(self) -> StatusLine:
        return self.query_one(StatusLine)

    def show_title(self, name: str, right: str) -> None:
        """The screen's name and the meeting's title above, and at the right what there is to know at a glance."""
        role = self.roles.role
        title = [(f" {name} · ", role("accent")), (safe(self.meeting.title), role("dim"))]
        self.query_one("#title", Bar).set_lines(title, right=[(f" {right} ", BOLD)])

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

    def on_key(self, event: events.Key) -> None:
        if event.key not in self.active_bindings:
            listed = isinstance(self.focused, RowView)
            words = _("{key} gør intet her · ? viser tasterne") if listed else _("{key} gør intet her · Esc lukker")
            self.status.tell(words.format(key=pressed(event)))

    def meeting_changed(self) -> None:
        """Show the meeting as it is now; the cursor stays where it is."""
        raise NotImplementedError

    def told(self, below: StatusLine) -> None:
        """Say here what the meeting's screen said."""
        self.status.repeat(below)

    def action_back(self) -> None:
        """Read the error that stands there, or else go back to the meeting."""
        if not self.status.read():
            self.leave()

    def leave(self) -> None:
        self.dismiss()


class AskingView(MeetingView, Generic[_L]):
    """A view of a list that asks in a panel below it; every question brings its own answer."""

    #: What the frame of the list is called.
    NAME: ClassVar[str]
    #: What has the focus while nothing is asked.
    list: _L
    #: The bars between title and list, and those between list and status line, by their ids.
    ABOVE: ClassVar[tuple[str, ...]] = ()
    BELOW: ClassVar[tuple[str, ...]] = ()
    #: Where a question is shown.
    ASKED: ClassVar[str] = "#middle"
    #: What is said where a question was left, or its answer changes nothing.
    NOTHING: ClassVar[str] = N_("Intet er noteret.")

    def compose(self) -> ComposeResult:
        yield Bar(self.roles, id="title")
        for name in self.ABOVE:
            yield Bar(self.roles, id=name).add_class("above")
        with Vertical(id="middle"):
            yield self.list
        for name in self.BELOW:
            yield Bar(self.roles, id=name)
        yield StatusLine(self.roles, id="status")
        yield KeyBar(self.roles, id="keys")

    def on_mount(self) -> None:
        self.list.border_title = framed(_(self.NAME))
        self.set_focus(self.list)
        self.opened()

    def opened(self) -> None:
        """Show what there is, for the first time."""
        self.meeting_changed()
        self.describe()

    def on_row_view_moved(self, event: RowView.Moved) -> None:
        event.stop()
        if event.view is self.list:
            self.describe()

    def describe(self) -> None:
        raise NotImplementedError

    async def ask(self, question: Question) -> None:
        """Show a question, in place of one that is open."""
        await take_away(self.query("#panel"))
        panel = Panel(self.roles, question)
        await self.query_one(self.ASKED).mount(panel)
        self.set_focus(next(widget for widget in (panel, *panel.query("*")) if widget.focusable))

    async def instead(self, words: str) -> None:
        await self.ask(telling(words, self.describe))
        self.status.tell(words)

    def on_said(self, event: Said) -> None:
        event.stop()
        self.status.tell(event.text)

    def on_panel_left(self, event: Panel.Left) -> None:
        event.stop()
        self._close_panel()
        self.status.tell(_(self.NOTHING))

    def on_panel_answered(self, event: Panel.Answered) -> None:
        event.stop()
        act = event.question.answer(event.values)
        if act is not None and not self.take(act):
            return  # the panel stays, with what was typed
        self._close_panel()
        if act is None and not event.question.does:
            self.status.tell(_(self.NOTHING))

    def take(self, act: Act) -> bool:
        """Send an answer on its way; False where it is refused, and that is said."""
        return self.below.record(act)

    def _close_panel(self) -> None:
        self.set_focus(self.list)
        take_away(self.query("#panel"))


class Filtered(Protocol):
    """Where one was in a list, with the words that it is filtered by."""

    needle: str


class FilteredView(AskingView[_L]):
    """A list that is filtered while one types; Esc takes the filter away before it goes back."""

    place: Filtered

    def fill(self) -> None:
        """Show what passes the filter; the cursor stays on what it is on."""
        raise NotImplementedError

    async def action_filter(self) -> None:
        prompt = Prompt(self.place.needle, self._filter_by)
        await self.mount(prompt, before=self.status)
        self.set_focus(prompt)
        self.status.tell(_("Skriv for at filtrere."))

    def _filter_by(self, needle: str) -> None:
        self.place.needle = needle.strip()
        self.fill()
        self.status.tell(_("{count} passer").format(count=self.list.row_count) if needle else "")

    def on_prompt_done(self, event: Prompt.Done) -> None:
        event.stop()
        take_away(self.query("Prompt"))
        if not event.kept:
            self.place.needle = ""
            self.fill()
        self.set_focus(self.list)

    def leave(self) -> None:
        if self.place.needle:
            self.place.needle = ""
            self.fill()
            self.status.tell(_("Filteret er fjernet."))
        else:
            super().leave()
