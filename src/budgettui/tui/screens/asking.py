"""Panels beside the paper: one is open at a time, what was typed in one that was left comes back, and an answer becomes
an act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget

from budgettui.domain.meeting.meeting import DecisionPoint, Item
from budgettui.i18n import _
from budgettui.tui.screens.recording import SLOW_DISK, RecordingScreen

if TYPE_CHECKING:
    from budgettui.tui.widgets.panel import Panel, Question


class AskingScreen(RecordingScreen):
    """Questions and what is answered; which there are is for who builds on it."""

    #: What was typed in a panel that was left, by question and what it is about.
    _drafts: dict[str, dict[str, str]]
    #: What the open panel asks about; ``None`` where that is neither a point nor an item.
    _about: DecisionPoint | Item | None = None

    def draft(self, name: str, about: DecisionPoint | Item) -> dict[str, str]:
        """What was typed when this question was last left."""
        return self._drafts.get(f"{name}:{about.id}", {})

    @property
    def item(self) -> Item | None:
        """The item on the screen."""
        return self._item

    async def ask(self, question: Question, about: DecisionPoint | Item | None = None) -> None:
        """Ask something about a point or an item, or, where the budget is, below its numbers, such as a file name."""
        from budgettui.tui.widgets.panel import Panel

        self._about = about
        await self.open_panel(Panel(self.roles, question), beside_budget=about is None and self.active == "budget")

    async def open_panel(self, panel: Widget, *, beside_budget: bool = False) -> None:
        """Show a panel under the paper, or below the budget where that is all one sees; one that is open goes."""
        alone = self.narrow or self.zoomed
        if alone and not beside_budget:
            self.active = "paper"
            self._lay_out(self.app.size.width)
            self._show_title()
        self._answered = None
        await self.query("#panel").remove()
        if alone and beside_budget:
            await self.mount(panel, before="#tally")
        else:
            await self.query_one("#middle").mount(panel)
        first = panel if panel.focusable else next(widget for widget in panel.query("*") if widget.focusable)
        self.set_focus(first)

    def _close_panel(self) -> None:
        # The focus goes first: a widget that is removed with it would hand it to its neighbour.
        self._focus_active()
        self._remove_panel()

    async def on_panel_left(self, event: Panel.Left) -> None:
        event.stop()
        if self._about is not None:
            self._drafts[f"{event.question.name}:{self._about.id}"] = dict(event.values)
        self._close_panel()
        if self._about is not None:
            self.status.tell(_("Intet er noteret; det skrevne står der endnu, når du kommer tilbage."))
        else:
            self.status.tell(_("Intet er gjort."))
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
        if self._about is not None:
            self._drafts.pop(f"{question.name}:{self._about.id}", None)
        if act is None:
            self._close_panel()
            self.status.tell(_("Intet er noteret."))
            if question.after is not None:
                await question.after()
            return
        if question.after is not None:
            # The panel that comes back shows the meeting as it is on the disk, when it is there.
            self.record(act)
            asked = self.query("#panel").first()
            await question.after()
            if asked.is_attached:
                self._close_panel()  # no other has come in its place
            return
        # The disk mostly answers before the next frame: then the panel goes and the decision comes in one and the
        # same. Keys go to the pane at once, and a slow disk does not keep the panel.
        self._focus_active()
        self._answered = act = self._with_clock(act)
        if question.name in ("decide", "vote"):
            self._marked.clear()
            self._show_marks()
        self.record(act)
        self.set_timer(SLOW_DISK, self._remove_answered)

    def on_mount(self) -> None:
        self._drafts = {}
