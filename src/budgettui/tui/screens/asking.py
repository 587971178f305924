"""Panels beside the paper: one is open at a time, what was typed in one that was left comes back, and an answer becomes
an act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.widget import Widget

from budgettui.domain.meeting.meeting import DecisionPoint, Item
from budgettui.i18n import _
from budgettui.tui.screens.recording import SLOW_DISK, RecordingScreen
from budgettui.tui.widgets.rows import Left, Turned

if TYPE_CHECKING:
    from budgettui.tui.widgets.panel import Panel, Question


class AskingScreen(RecordingScreen):
    """Questions and what is answered; which there are is for who builds on it."""

    #: What was typed in a panel that was left, by the question, its title and what it is about.
    _drafts: dict[tuple[str, str, str], dict[str, str]]
    #: What stood in the open panel's fields before anything was typed.
    _untyped: Mapping[str, str]
    #: What the open panel asks about; ``None`` where that is neither a point nor an item.
    _about: DecisionPoint | Item | None = None

    @property
    def item(self) -> Item | None:
        """The item on the screen."""
        return self._item

    async def ask(self, question: Question, about: DecisionPoint | Item | None = None) -> None:
        """Ask something about a point or an item; what is about neither, such as a file name, below what one sees.

        What was typed when a point or an item was last asked about stands there again.
        """
        from budgettui.tui.widgets.panel import Panel

        self._about = about
        self._untyped = {entry.name: entry.value for entry in question.fields}
        if about is not None:
            draft = self._drafts.get((question.name, question.title, about.id), {})
            fields = tuple(replace(entry, value=draft.get(entry.name, entry.value)) for entry in question.fields)
            question = replace(question, fields=fields)
        await self.open_panel(Panel(self.roles, question), below=about is None and self.active != "paper")

    async def open_panel(self, panel: Widget, *, below: bool = False) -> None:
        """Show a panel under the paper, or ``below`` the pane that is all one sees; one that is open goes."""
        alone = self.narrow or self.zoomed
        if alone and not below:
            self.active = "paper"
            self._lay_out(self.app.size.width)
            self._show_title()
        self._answered = None
        await self.query("#panel").remove()
        if alone and below:
            await self.mount(panel, before="#tally")
        else:
            await self.query_one("#middle").mount(panel)
        self.set_focus(next(widget for widget in (panel, *panel.query("*")) if widget.focusable))

    async def instead(self, words: str) -> None:
        """Say why what was asked for cannot be asked."""
        from budgettui.tui.widgets.panel import telling

        await self.ask(telling(words, self._describe))
        self.status.tell(words)

    def on_left(self, event: Left) -> None:
        event.stop()
        self._close_panel()

    def on_turned(self, event: Turned) -> None:
        event.stop()
        self._show_keys()

    def _close_panel(self) -> None:
        # The focus goes first: a widget that is removed with it would hand it to its neighbour.
        self._focus_active()
        self._remove_panel()

    async def on_panel_left(self, event: Panel.Left) -> None:
        event.stop()
        typed = {name: event.values[name] for name, known in self._untyped.items() if event.values[name] != known}
        said = _("Intet er gjort.")
        if self._about is not None:
            # What was not typed is no draft: the meeting may know it otherwise when the question is asked again.
            self._drafts[event.question.name, event.question.title, self._about.id] = typed
            later = _("Intet er noteret; det skrevne står der endnu, når du kommer tilbage.")
            said = later if typed else _("Intet er noteret.")
        self._close_panel()
        self.status.tell(said)
        if event.question.after is not None:
            await event.question.after()

    async def on_panel_answered(self, event: Panel.Answered) -> None:
        event.stop()
        question = event.question
        if question.does:
            self._close_panel()
            question.answer(event.values)
            return
        act = question.answer(event.values)
        if act is not None:
            act = self._with_clock(act)
            if not self.record(act):
                return  # the panel stays, with what was typed
        if self._about is not None:
            self._drafts.pop((question.name, question.title, self._about.id), None)
        if act is None:
            self._close_panel()
            self.status.tell(_("Intet er noteret."))
            if question.after is not None:
                await question.after()
            return
        if question.after is not None:
            # The panel that comes back shows the meeting as it is on the disk, when it is there.
            asked = self.query("#panel").first()
            await question.after()
            if asked.is_attached:
                self._close_panel()  # no other has come in its place
            return
        # The disk mostly answers before the next frame: then the panel goes and the decision comes in one and the
        # same. Keys go to the pane at once, and a slow disk does not keep the panel.
        self._focus_active()
        self._answered = act
        if question.name in ("decide", "vote"):
            self._marked.clear()
            self._show_marks()
        self.set_timer(SLOW_DISK, self._remove_answered)

    def on_mount(self) -> None:
        self._drafts = {}
