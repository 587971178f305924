"""The main screen: the meeting with all that can be opened from it: lists, screens of their own, files."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from importlib import import_module
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import BindingType

from budgettui.i18n import _
from budgettui.tui.commands import bindings
from budgettui.tui.saver import Saver
from budgettui.tui.screens.deciding import DecidingScreen
from budgettui.tui.text import safe
from budgettui.tui.widgets.rows import Wants

if TYPE_CHECKING:
    from budgettui.store import Hit
    from budgettui.tui.importer import Importer
    from budgettui.tui.screens.checks import Place as ChecksPlace
    from budgettui.tui.screens.followups import Place as Followed
    from budgettui.tui.screens.start import StartScreen


@dataclass
class Searched:
    """The words of a search, and which hit the cursor stood on."""

    words: str = ""
    cursor: int = 0


def loaded(what: str) -> Any:
    """What a name of a module of this package stands for."""
    module, _dot, name = what.partition(".")
    return getattr(import_module(f"{__package__}.{module}"), name)


class MeetingScreen(DecidingScreen):
    """The main screen."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("meeting", "screens")]
    #: The file of the price-and-wage table that was used last.
    prices = ""
    #: What the checklist's cursor stood on and its row, whether Esc goes back to it, and what was read aloud last.
    closing_place = ("", 0)
    closing_returns = False
    aloud_place = ""
    #: Where the reconciliation was left.
    _checks: ChecksPlace | None = None

    #: Where one was in what is to be followed up.
    _followed: Followed | None = None
    #: What was last searched for; it stands there when one searches again.
    _searched: Searched

    def on_unmount(self) -> None:
        if self.importer is not None:
            self.importer.close()

    def action_close_minutes(self, *, saved: bool = False) -> None:
        """The checklist; of finalised minutes what may still be added to them. What was ``saved`` is said there."""
        from budgettui.tui.screens.closing import ClosingScreen
        from budgettui.tui.screens.final import FinalScreen

        if self.meeting is None:
            self.status.tell(_("Intet møde er åbent: Ctrl+O vælger et."))
            return
        self.closing_returns = False
        screen = ClosingScreen(self) if self.meeting.final is None else FinalScreen(self)
        self.app.push_screen(screen)
        if saved:
            screen.call_after_refresh(screen.told, self.status)

    def action_unwind(self) -> None:
        if self.status.read():
            self._describe()
        elif self.query("#panel"):
            self._close_panel()
        elif self.stop_import():
            self.status.tell(_("Standser …"))
        elif self._clear_filter():
            return
        elif self._marked:
            self._marked.clear()
            self._show_marks()
            self.status.tell(_("Mærkerne er fjernet."))
        elif self.zoomed and self.meeting is not None:
            self.action_zoom()
        elif self.active == "budget" and len(self.budget.crumbs) > 1:
            self.budget.action_drill_out()
        elif self.closing_returns:
            self.action_close_minutes()
        else:
            self.status.tell(_("Der er intet at gå tilbage fra. q afslutter."))

    # What is opened: loaded when asked for.

    async def action_do(self, what: str, *said: Any) -> None:
        """Call the function of a module here: "marks.walk"."""
        done = loaded(what)(self, *said)
        if isawaitable(done):
            await done

    async def on_wants(self, event: Wants) -> None:
        """A panel wants what a command would."""
        event.stop()
        await self.action_do(event.does, *event.told)

    def action_view(self, what: str) -> None:
        """Open a screen over the meeting: "tally.TallyScreen"."""
        if self.meeting is None:
            self.status.tell(_("Intet møde er åbent: Ctrl+O vælger et, Ctrl+K klargør et nyt."))
        else:
            self.app.push_screen(loaded(what)(self))

    def action_view_checks(self) -> None:
        """The reconciliation, where it was left, or at the budget's figure; the meeting's papers come first."""
        from budgettui.tui.screens.checks import ChecksScreen, Place, Scope

        self._checks = self._checks or Place()
        documents: list[int] = []
        with self.reading():
            documents = self.store.meeting_documents(self.meeting) if self.meeting else []
            line, column = self.budget.current, self.budget.current_column
            if self.active == "budget" and line is not None and column is not None:
                self._checks.go_to(self.store.check_at(line.node, line.nature, column.id))
        self.app.push_screen(ChecksScreen(self, Scope(documents, self._checks)), self._after_checks)

    def _after_checks(self, _left: None) -> None:
        """The signs of the figures may have changed."""
        with self.reading():
            self.budget.reload()

    def action_view_actions(self, only: str = "") -> None:
        """What is to be followed up over all meetings, where it was left; what presses ``only``, if that is said."""
        from budgettui.tui.screens.followups import FollowUpsScreen, Place

        self._followed = self._followed or Place()
        self._followed.reminders = bool(only)
        self.app.push_screen(FollowUpsScreen(self, self._followed))

    def go_to_place(self, meeting_id: str, item_id: str | None, point_id: str | None) -> None:
        """Open an item of a meeting of the store, the cursor on one of its points where one is named."""
        with self.reading():
            if self.meeting is None or self.meeting.id != meeting_id:
                self.open_meeting(meeting_id)
            items = self.meeting.items if self.meeting else ()
            item = next((item for item in items if item.id == item_id), None)
            if item is not None:
                ids = [point.id for point in item.points]
                self.go_to(item.id, ids.index(point_id) if point_id in ids else None)

    def come_back(self) -> None:
        """Leave what stands over the meeting, whatever was filtered or asked there."""
        while self.app.screen is not self:
            self.app.screen.dismiss()

    def search(self) -> None:
        """Search everything; a hit in a meeting is gone to, one in a document is shown where it stands."""
        from budgettui.tui.screens.search import SearchScreen

        def chosen(hit: Hit | None) -> None:
            if hit is not None:
                self.come_back()
                self.go_to_place(hit.owner, hit.item, hit.key)

        self.app.push_screen(SearchScreen(self.roles, self.store, self._searched), chosen)

    def action_review(self) -> None:
        """Look through every document that was imported, the last first."""
        self.review([document.id for document in self.store.documents()][::-1])

    def review(self, documents: list[int]) -> None:
        from budgettui.tui.screens.review import ReviewScreen

        if not documents:
            self.status.tell(_("Intet er importeret endnu: Ctrl+N importerer papirer."))
            return
        self.app.push_screen(ReviewScreen(self, documents))

    def action_chart(self) -> None:
        view, column = self.budget.view, self.budget.current_column
        if view is None or column is None or not self.budget.row_count:
            self.status.tell(_("Her er intet at tegne."))
            return
        if self.budget.is_growing:
            self.status.tell(_("Leder …"))
            return
        from budgettui.tui.screens.chart import ChartScreen

        spec = getattr(self.app, "spec", None)
        colours = {} if spec is None or getattr(self.app, "no_colour", False) else dict(spec.colours)
        self.app.push_screen(ChartScreen(self.budget.level, self.roles, colours, view, column))

    def begin_import(self, importer: Importer, start: StartScreen | None) -> None:
        """An import has begun: decisions go before it, and the title shows how far it is."""
        self.importer, self._import_start = importer, start
        self.saver.aside = importer.aside

    def stop_import(self) -> bool:
        """Stop an import that is going on; False where there is none."""
        if self.importer is None:
            return False
        self.importer.stop()
        return True

    def on_saver_long(self, event: Saver.Long) -> None:
        """What lays long tables again goes on beside the meeting."""
        from budgettui.tui.importer import Importer

        event.stop()
        act = event.act
        if self.importer is not None:
            words = _("{act} er IKKE gemt: en indlæsning er i gang. Esc standser den.")
        else:
            self.begin_import(Importer(self.store.file, self.actor, act.job, self.post_message, act), None)
            self.importing = _("Lægger alle linjer igen")
            words = _("{act} · alle linjer lægges igen ved siden af mødet · Esc standser")
        self.status.tell(words.format(act=act.said))
        self._settled()

    def on_importer_progress(self, event: Importer.Progress) -> None:
        from budgettui.tui.screens import files

        event.stop()
        self.importing = files.progress_words(event)
        if self._import_start is not None and self._import_start.is_current:
            self._import_start.status.tell(_("{progress} · Esc standser").format(progress=self.importing))
        self._show_title()

    def on_importer_ended(self, event: Importer.Ended) -> None:
        from budgettui.tui.screens import files

        event.stop()
        start, self.importer, self._import_start = self._import_start, None, None
        self.importing = ""
        self.saver.aside = nullcontext
        self._show_title()
        with self.reading():
            if event.importer.act is None:
                files.imported(self, event, start)
            elif event.written is not None:
                done = [one for group in event.written for one in self.store.step(group)]
                self.on_saver_saved(Saver.Saved(event.importer.act, done, None))
            else:
                words = _("{act} er IKKE gemt: {why}").format(
                    act=event.importer.act.said, why=safe(event.why) or _("det blev standset.")
                )
                (self.status.tell_error if event.why else self.status.tell)(words)
                self._settled()

    def on_mount(self) -> None:
        self._searched = Searched()
