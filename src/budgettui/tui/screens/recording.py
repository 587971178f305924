"""Recording: a key becomes an act, the act goes to the writer's thread, and only when it is durable does the screen
show it as saved.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual.message import Message

from budgettui.domain.budget.budget import Material
from budgettui.domain.errors import BudgettuiError, Refused, StoreError
from budgettui.domain.meeting.course import under_way
from budgettui.domain.meeting.events import Event, points_named
from budgettui.domain.meeting.meeting import DecisionPoint, Meeting
from budgettui.domain.meeting.versions import LASTING
from budgettui.i18n import _, short_date
from budgettui.store import NewEvent
from budgettui.tui.saver import Act, Saver, Stepping
from budgettui.tui.screens.panes import PanesScreen
from budgettui.tui.text import safe
from budgettui.tui.widgets.bars import StatusLine
from budgettui.tui.words import error_words, moment, reading_words, step_words

if TYPE_CHECKING:
    from budgettui.tui.importer import Importer
    from budgettui.tui.screens.start import StartScreen
    from budgettui.tui.screens.view import MeetingView

#: Seconds between two looks at what other programs have written, and whether the one that writes is still there.
LOOK_SECONDS = 0.5
#: Seconds after the first frame until what presses is told.
REMIND_SECONDS = 0.7
#: Seconds until an act that could not be written is tried again by itself.
RETRY_SECONDS = 5.0

#: The kinds of events that change what one is reminded of.
PRESSING = frozenset({"follow_up_noted", "action_set", "document_imported"})
#: Seconds that a panel waits for the disk after its question was answered.
SLOW_DISK = 0.06


@runtime_checkable
class ShowsMeeting(Protocol):
    """A panel that shows something of the meeting, and shows it anew."""

    def show(self, meeting: Meeting) -> None: ...


class RecordingScreen(PanesScreen):
    """Panes on which something is recorded. What another program records is seen as well."""

    class Settled(Message):
        """The writer has answered: an act is on disk, kept, or refused."""
    #: The act that the open panel's answer became, until it is on disk.
    _answered: Act | None = None
    #: The ids of the points that were marked for one decision.
    _marked: set[str]
    #: The act whose failure has been told; it is tried again in silence.
    _told: Act | None = None
    #: The import that is going on, and the start screen that it was asked for on.
    importer: Importer | None = None
    _import_start: StartScreen | None = None

    #: The store's version when it was last looked at.
    _version = 0

    def _remind(self, told: str | None = None) -> None:
        """List under the agenda what presses; at the start say it too, but for where a key has said something since."""
        from budgettui.domain.meeting.followup import in_order
        from budgettui.export.followup_report import reminder_words

        today = self.today()
        with self.reading():
            pressing = [one for one in in_order(self.store.follow_ups(), today) if one.reminder(today)]
            lines = [("accent", _("Påmindelser · ! viser dem"))] if pressing else []
            for one in pressing:
                if one.due:
                    text = " ".join((short_date(one.due), safe(one.responsible) or "?", safe(one.text)))
                    lines.append(("warning", f"! {text}") if one.is_overdue(today) else ("text", f"  {text}"))
            undated = reminder_words([one for one in pressing if not one.due], today)
            self.agenda.remind([*lines, *(("dim", f"  {text}") for text in undated)])
            if pressing and self.status.told == told and self.store.refusal is None:
                self.status.tell(" · ".join(reminder_words(pressing, today)), _(" · ! viser dem"))

    # Recording.

    def record(self, act: Act) -> bool:
        """Send an act on its way to the disk; False where it is refused, and that is said."""
        if self.store.refusal is not None:
            self._refuse(reading_words(self.store))
            return False
        if self.meeting is not None and self.meeting.final is not None and self._final_refuses(act):
            return False
        words = _("{act} · venter på det, der ikke er gemt") if self.saver.failed else _("{act} · gemmer …")
        self.status.tell(words.format(act=act.said))
        self.saver.save(self._with_clock(act))
        self._show_title()
        return True

    def _final_refuses(self, act: Act) -> bool:
        """Whether finalised minutes do not take the act; says why, here and on the screens above."""
        from budgettui.tui import closing

        assert self.meeting is not None
        why = closing.refused(self.meeting, act)
        if why is not None:
            self._refuse(error_words(why))
        return why is not None

    def _refuse(self, why: str) -> None:
        """Say why an act is not recorded, here and on the screens above."""
        self.status.tell(why)
        for view in self._views():
            view.told(self.status)

    def unchangeable(self) -> str:
        """Why there is no meeting to change: none is open, or its minutes are finalised; "" where it can be changed."""
        from budgettui.domain.meeting.finalising import refusal

        if self.meeting is None:
            return _("Intet møde er åbent: Ctrl+O vælger et, Ctrl+K klargør et nyt.")
        return error_words(refusal(self.meeting)) if self.meeting.final is not None else ""

    def _with_clock(self, act: Act) -> Act:
        """Where the clock runs, an item that is decided upon was taken up, if nobody has said so before."""
        meeting = self.meeting
        if meeting is None or not meeting.course or not act.events:
            return act
        done = [event.payload for event in act.events if event.kind in ("decided", "vote_taken")]
        items = dict.fromkeys(meeting.find_point(point)[0].id for payload in done for point in points_named(payload))
        taken = {taken.item for taken in meeting.course}
        taken |= {event.payload["item"] for event in act.events if event.kind == "item_opened"}
        new = [item for item in items if item not in taken]
        here = self._item.id if self._item is not None else ""
        if new and len(items) > 1 and here in (*items, under_way(meeting)):
            # One decision on many items: the meeting goes on with the one that it was made at.
            new = [*(item for item in new if item != here), here]
        at = moment(self.now)
        opened = tuple(NewEvent("item_opened", {"item": item, "at": at}, meeting.id) for item in new)
        return replace(act, events=(*opened, *act.events)) if opened else act

    def on_saver_saved(self, event: Saver.Saved) -> None:
        event.stop()
        if event.act is self._answered:
            self._remove_answered()
        if event.act is self._told:
            self.status.read()
        done = event.events
        if isinstance(event.act, Stepping) and done:
            with self.reading():
                done = self.store.step(done[-1].payload["group"])
        self._show_done(done, event.meeting)
        self.status.tell(*self._done_words(event, done))
        self._settled()

    def _done_words(self, event: Saver.Saved, done: Sequence[Event]) -> tuple[str, str]:
        """What an act was; and that it is on the disk, and how one comes back from it."""
        act = event.act
        if isinstance(act, Stepping):
            if not event.events:
                return (_("Du har intet at fortryde.") if act.back else _("Du har intet at gentage.")), ""
            here = self.meeting is not None and event.meeting is not None and self.meeting.id == event.meeting.id
            words = (_("Fortrudt: {act}") if act.back else _("Gentaget: {act}")).format(
                act=step_words(done, event.meeting, here=here)
            )
            return words, _(" · gemt · R gentager") if act.back else _(" · gemt · U fortryder")
        if done and done[-1].kind in LASTING:
            return act.said, _(" · gemt")
        if done and done[-1].kind == "meeting_prepared":
            return act.said, _(" · gemt · E skriver dagsordenen · U fortryder")
        return act.said, (f" · {act.offered}" if act.offered else "") + _(" · gemt · U fortryder")

    def _show_done(self, done: Sequence[Event], after: Meeting | None) -> None:
        """Show what has become another: the meeting, or what belongs to none."""
        home = next((event.meeting for event in reversed(done) if event.meeting), None)
        kinds = {event.kind for event in done}
        if kinds & PRESSING:
            self.call_later(self._remind)
        if "document_imported" in kinds:
            for view in self._views():
                view.dismiss()  # what it shows may be gone
            self.look()
        if kinds & {"meeting_prepared", "meeting_removed"} and after is not None:
            self.open_meeting(after.id)
        elif self.meeting is not None and home == self.meeting.id:
            if after is None:
                self._leave_meeting()
            else:
                self.meeting = after
                self._refresh_meeting()
                self._show_in_panel(after)
        elif "reading_corrected" in kinds:
            with self.reading():
                self.show_materials(self.store.materials())
        elif "name_confirmed" in kinds:
            # What is held beside another paper may be another line now.
            with self.reading():
                self.budget.reload()

    def _leave_meeting(self) -> None:
        """The meeting is no more: show the one before it, or the budget."""
        for view in self._views():
            view.dismiss()
        before = self.store.last_meeting()
        if before is not None:
            self.open_meeting(before)
            return
        self.meeting = None
        self.open_item(None)
        self.agenda.show(None)
        self.action_view_budget()
        self._show_tally()

    def _views(self) -> list[MeetingView]:
        from budgettui.tui.screens.view import MeetingView

        return [screen for screen in self.app.screen_stack if isinstance(screen, MeetingView)]

    def _show_in_panel(self, meeting: Meeting) -> None:
        """The open panel shows the meeting after a change, where it shows one."""
        for panel in self.query("#panel"):
            if isinstance(panel, ShowsMeeting):
                panel.show(meeting)
                self._show_keys()

    def on_saver_failed(self, event: Saver.Failed) -> None:
        event.stop()
        self.set_timer(RETRY_SECONDS, self.saver.retry)
        if event.act is not self._told:
            self._told = event.act
            self.status.tell_error(
                _("{act} er IKKE gemt: {why} Ctrl+S prøver igen.").format(
                    act=event.act.said, why=error_words(event.error)
                )
            )
        self._settled()

    def on_saver_refused(self, event: Saver.Refused) -> None:
        event.stop()
        if isinstance(event.error, Refused):
            self.status.tell(error_words(event.error))
        elif isinstance(event.error, BudgettuiError):
            self.status.tell_error(error_words(event.error))
        else:
            self.status.tell_error(
                _("{act} kan ikke noteres: mødet er ændret i databasen. Åbn det igen med Ctrl+O.").format(
                    act=event.act.said
                )
            )
        self._settled()

    def look(self) -> None:
        """Show what another program has written in the meantime; write from now on where the one that did has ended."""
        if self.store.writer is not None:
            self._take_over()
        with suppress(StoreError):  # it is being written just now: the next look sees it
            if not self.saver.unsaved and (version := self.store.version()) != self._version:
                self._show_written(version)

    def _show_written(self, version: int) -> None:
        materials = self.store.materials()
        try:
            meeting = self.store.meeting(self.meeting.id) if self.meeting else None
        except KeyError:
            self._leave_meeting()
            self.status.tell(_("Mødet er ikke her mere: det er taget tilbage."))
            return
        if materials != self.materials:
            self.show_materials(materials)
        if self.meeting is None:
            self._leave_the_start()
        self._version = version
        if meeting is not None and meeting != self.meeting:
            self.meeting = meeting
            self._refresh_meeting()
            self._show_in_panel(self.meeting)
            self.status.tell(_("Mødet er ændret på en anden skærm."))
            self._settled()

    def _leave_the_start(self) -> None:
        """Where there was nothing to show, and another program has made it: show it."""
        from budgettui.tui.screens.start import StartScreen

        meeting = self.store.last_meeting()
        if meeting is not None:
            self.open_meeting(meeting)
        if isinstance(self.app.screen, StartScreen) and (meeting or self.materials):
            self.app.screen.dismiss()

    def _take_over(self) -> None:
        before = self.store.writer
        assert before is not None
        if self.store.hold(self.actor) is not None or self.store.refusal is not None:
            return
        self._version = 0
        if self.store.took_over_from is not None:
            said = _("Nu skriver du: {actor}s program (proces {pid}) er ikke i live mere. Alt gemt er her.")
        else:
            said = _("{actor}s program (proces {pid}) er slut. Nu skriver du.")
        if self.query("#panel.telling"):
            # Why a key was refused holds no longer.
            self._focus_active()
            self._remove_panel()
        self.status.tell(said.format(actor=safe(before.actor), pid=before.pid))
        self._show_title()
        self._stand()

    def show_materials(self, materials: list[Material]) -> None:
        """Show the budget anew after its figures have changed; the cursor stays where its line still is."""
        key, line = self.budget.material.key if self.budget.material else None, self.budget.current
        again = next((entry for entry in materials if entry.key == key), None)
        found = self.store.node_by_key(line.key) if line is not None else None
        with self.prevent(self.budget.Drilled):  # what is told now stays in sight
            if again is not None and found is not None and found[0] == again.id:
                self.budget.show(again, self.store.path(found[1])[-2][0], select=found[1])
            else:
                self.budget.show(again or self.store.widest(materials))
            beside = self.budget.view.other if self.budget.view else None
            if beside is not None and all(entry.key != beside.key for entry in materials):
                self.budget.compare(())
        self.budget.forget()
        self.materials = materials

    def _settled(self) -> None:
        """Something is on the disk, or could not be written: the screens above hear it too."""
        from budgettui.tui.screens.view import MeetingView

        for screen in self.app.screen_stack[1:]:
            if not screen.is_mounted:
                continue  # it was opened just now, and shows the meeting as it is when it is there
            if isinstance(screen, MeetingView):
                with self.reading():
                    screen.meeting_changed()
                screen.told(self.status)
            else:
                for line in screen.query(StatusLine):
                    line.repeat(self.status)
        self._show_title()
        self.post_message(self.Settled())

    def retry_save(self) -> None:
        """Write again what could not be written."""
        self._told = None
        count = self.saver.retry()
        self.status.read()
        self.status.tell(_("Prøver at gemme {count} igen …").format(count=count) if count else _("Alt er gemt."))
        self._settled()

    def today(self) -> date:
        return self.now().date()

    def marked_points(self) -> tuple[DecisionPoint, ...]:
        if self.meeting is None:
            return ()
        return tuple(point for point in self.meeting.points if point.id in self._marked)

    def _show_marks(self) -> None:
        self.paper.marked = frozenset(self._marked)
        self.paper.refresh()

    def _remove_answered(self) -> None:
        """Take the panel away whose answer is on its way to the disk, if that is not done yet."""
        if self._answered is not None:
            self._answered = None
            self._remove_panel()

    def open_meeting(self, meeting_id: str) -> None:
        meeting, materials = self.store.meeting(meeting_id), self.store.materials()
        self._places.clear()
        self._budget_places.clear()
        self._item = None
        self.meeting, self.materials = meeting, materials
        self._marked.clear()
        self._show_marks()
        self.rule = (None, None)
        self.zoomed = False
        self.agenda.show(self.meeting, "")
        self.agenda.move_to(self.first_row(), notify=False)
        self.open_item(self.agenda.current)
        self.action_pane("agenda")
        self._show_tally()
        self.learn_rule()

    def on_mount(self) -> None:
        self._marked = set()
        self.set_interval(LOOK_SECONDS, self.look)
        self.call_after_refresh(lambda: self.set_timer(REMIND_SECONDS, partial(self._remind, self.status.told)))
