"""The meeting: what is recorded on the panes, by which key, and what the screen says when it is on disk.

A key becomes an act, the act goes to the writer's thread, and only when it is durable does the screen show it as
saved.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Protocol, runtime_checkable

from textual.binding import BindingType
from textual.message import Message
from textual.widget import Widget

from budgettui.domain.budget import Line, Material
from budgettui.domain.errors import StoreError
from budgettui.domain.events import Event
from budgettui.domain.finalising import LASTING, Finalised
from budgettui.domain.meeting import DecisionPoint, Item, Meeting
from budgettui.i18n import _, ngettext
from budgettui.store import NewEvent
from budgettui.tui.commands import bindings
from budgettui.tui.saver import Act, Heard, Saver
from budgettui.tui.screens.panes import PanesScreen
from budgettui.tui.text import safe
from budgettui.tui.words import act_words, error_words, reading_words

if TYPE_CHECKING:
    from budgettui.store import Hit
    from budgettui.tui.importer import Importer
    from budgettui.tui.screens.checks import Place as ChecksPlace
    from budgettui.tui.screens.followups import Place as Followed
    from budgettui.tui.screens.start import StartScreen
    from budgettui.tui.screens.view import MeetingView
    from budgettui.tui.widgets.amendments import AmendmentsPanel
    from budgettui.tui.widgets.askline import AskLine
    from budgettui.tui.widgets.attendance import AttendancePanel
    from budgettui.tui.widgets.minutes import MinutesPanel
    from budgettui.tui.widgets.panel import OutcomeGrid, Panel, Question


#: Seconds between two looks at what other programs have written, and whether the one that writes is still there.
LOOK_SECONDS = 0.5
#: Seconds after the first frame until what is overdue is told.
REMIND_SECONDS = 0.7
#: Seconds until an act that could not be written is tried again by itself.
RETRY_SECONDS = 5.0


#: Seconds that a panel waits for the disk after its question was answered.
SLOW_DISK = 0.06


@dataclass
class Searched:
    """The words of a search, and which hit the cursor stood on."""

    words: str = ""
    cursor: int = 0


@runtime_checkable
class ShowsMeeting(Protocol):
    """A panel that shows something of the meeting, and shows it anew."""

    def show(self, meeting: Meeting) -> None: ...


class MeetingScreen(PanesScreen):
    """The main screen."""

    class Settled(Message):
        """The writer has answered: an act is on disk, kept, or refused."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("meeting")]

    #: What was typed in a panel that was left, by question and what it is about.
    _drafts: dict[str, dict[str, str]]
    #: The file of the price-and-wage table that was used last.
    prices = ""
    #: The act that the open panel's answer became, until it is on disk.
    _answered: Act | None = None
    #: The ids of the points that were marked for one decision.
    _marked: set[str]
    #: The points that the open panel decides on.
    _about: Sequence[DecisionPoint] = ()
    #: The item whose decision without quorum was asked about.
    _doubted: str | None = None
    #: What the open panel asks about.
    _asked: tuple[Item, DecisionPoint | None] | None = None
    #: What the checklist's cursor stood on and its row, whether Esc goes back to it, and what was read aloud last.
    closing_place = ("", 0)
    closing_returns = False
    aloud_place = ""
    #: Where the reconciliation was left.
    _checks: ChecksPlace | None = None
    #: The act whose failure has been told; it is tried again in silence.
    _told: Act | None = None

    #: Where one was in what is to be followed up.
    _followed: Followed | None = None
    #: What was last searched for; it stands there when one searches again.
    _searched: Searched
    #: The import that is going on, and the start screen that it was asked for on.
    importer: Importer | None = None
    _import_start: StartScreen | None = None

    #: The store's version when it was last looked at.
    _version = 0

    def on_mount(self) -> None:
        self._drafts = {}
        self._marked = set()
        self._searched = Searched()
        self.set_interval(LOOK_SECONDS, self.look)
        self.call_after_refresh(lambda: self.set_timer(REMIND_SECONDS, partial(self._remind, self.status.told)))

    def on_unmount(self) -> None:
        if self.importer is not None:
            self.importer.close()

    def _remind(self, told: str) -> None:
        """Say at the start what is overdue; where a key has said something in the meantime, that stays."""
        from budgettui.domain.followup import in_order

        today = self._today()
        with self.reading():
            late = sum(one.is_overdue(today) for one in in_order(self.store.follow_ups(), today))
            if late and self.status.told == told:
                words = ngettext("{count} opfølgning er over fristen", "{count} opfølgninger er over fristen", late)
                self.status.tell(words.format(count=late) + " · " + _("F6 viser dem"))

    # Recording.

    def record(self, act: Act) -> None:
        """Send an act on its way to the disk."""
        if self.store.refusal is not None:
            self._refuse(reading_words(self.store))
            return
        if self.meeting is not None and self.meeting.final is not None and self._final_refuses(act):
            return
        self.status.tell(_("{act} · gemmer …").format(act=act.said))
        self.saver.save(self._with_clock(act))
        self._show_title()

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

    def told_final(self, *, undo: bool = False) -> bool:
        """Whether the minutes are finalised; says so, and what may still be done."""
        from budgettui.domain.finalising import refusal, undo_refusal

        if self.meeting is None or self.meeting.final is None:
            return False
        self.status.tell(error_words((undo_refusal if undo else refusal)(self.meeting)))
        return True

    def action_close_minutes(self) -> None:
        """The checklist; of finalised minutes what may still be added to them."""
        if self.meeting is None:
            self.status.tell(_("Intet møde er åbent: Ctrl+O vælger et."))
        elif self.meeting.final is not None:
            from budgettui.tui.screens.final import FinalScreen

            self.app.push_screen(FinalScreen(self))
        else:
            from budgettui.tui.screens.closing import ClosingScreen

            self.app.push_screen(ClosingScreen(self))

    def _with_clock(self, act: Act) -> Act:
        """Where the clock runs, an item that is decided upon was taken up, if nobody has said so before."""
        meeting = self.meeting
        if meeting is None or not meeting.course or not act.events:
            return act
        points = [event.payload.get("point") for event in act.events if event.kind in ("decided", "vote_taken")]
        points += [point for event in act.events for point in event.payload.get("points", ())]
        items = dict.fromkeys(meeting.find_point(point)[0].id for point in points if point)
        taken = {taken.item for taken in meeting.course}
        taken |= {event.payload["item"] for event in act.events if event.kind == "item_opened"}
        new = [item for item in items if item not in taken]
        opened = tuple(NewEvent("item_opened", {"item": item}, meeting.id) for item in new)
        return replace(act, events=(*opened, *act.events)) if opened else act

    def on_saver_saved(self, event: Saver.Saved) -> None:
        event.stop()
        if event.act is self._answered:
            self._remove_answered()
        if self._told_who_hears(event):
            return
        if event.act is self._told:
            self.status.read()
        if event.act.undo or event.act.redo:
            if not event.events:
                self.status.tell(_("Der er intet at fortryde.") if event.act.undo else _("Der er intet at gentage."))
            else:
                self.status.tell(_("{act} · gemt").format(act=self._undo_words(event)))
        elif event.events and event.events[-1].kind in LASTING:
            self.status.tell(_("{act} · gemt").format(act=event.act.said))
        else:
            self.status.tell(_("{act} · gemt · U fortryder").format(act=event.act.said))
        if self.meeting is not None and event.meeting is not None and self.meeting.id == event.meeting.id:
            self.meeting = event.meeting
            self._refresh_meeting()
            self._show_in_panel(event.meeting)
        self._settled()

    def _views(self) -> list[MeetingView]:
        """The screens above this one that follow the meeting."""
        from budgettui.tui.screens.view import MeetingView

        return [screen for screen in self.app.screen_stack if isinstance(screen, MeetingView)]

    def _told_who_hears(self, event: Saver.Saved | Saver.Failed | Saver.Refused) -> bool:
        """Whether this is about an act of no meeting; who made it has then been told."""
        if not isinstance(event.act, Heard):
            return False
        event.act.hears(event)
        self._writer_answered()
        return True

    def _show_in_panel(self, meeting: Meeting) -> None:
        """The open panel shows the meeting after a change, where it shows one."""
        for panel in self.query("#panel"):
            if isinstance(panel, ShowsMeeting):
                panel.show(meeting)

    def _undo_words(self, event: Saver.Saved) -> str:
        assert event.meeting is not None
        group = event.events[-1].payload["group"]
        entries: list[Event] = []
        with self.reading():
            entries = [entry for entry in self.store.events(event.meeting.id) if entry.group == group]
        words = act_words(event.meeting, entries[-1]) if entries else ""
        decisions = sum(entry.kind == "decided" for entry in entries)
        if decisions > 1:
            words = _("{count} beslutninger").format(count=decisions)
        return (_("Fortrudt: {act}") if event.act.undo else _("Gentaget: {act}")).format(act=words)

    def on_saver_failed(self, event: Saver.Failed) -> None:
        event.stop()
        self.set_timer(RETRY_SECONDS, self.saver.retry)
        if self._told_who_hears(event):
            return
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
        if self._told_who_hears(event):
            return
        if isinstance(event.error, Finalised):
            self.status.tell(error_words(event.error))
            self._settled()
            return
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
        if self.saver.unsaved:
            return
        try:
            version = self.store.version()
            if version == self._version:
                return
            materials = self.store.materials()
            meeting = self.store.meeting(self.meeting.id) if self.meeting else None
        except StoreError:
            return  # it is being written just now: the next look sees it
        self._version = version
        if materials != self.materials:
            self.show_materials(materials)
        if self.meeting is None:
            self._leave_the_start()
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
            said = _("{actor}s program (proces {pid}) er ikke i live mere. Alt, det gemte, er her; nu skriver du.")
        else:
            said = _("{actor}s program (proces {pid}) er slut. Nu skriver du.")
        self.status.tell(said.format(actor=safe(before.actor), pid=before.pid))
        self._show_title()

    def show_materials(self, materials: list[Material]) -> None:
        """Show the budget anew after its figures have changed; the cursor stays where its line still is."""
        key, line = self.budget.material.key if self.budget.material else None, self.budget.current
        self.materials = materials
        again = next((entry for entry in materials if entry.key == key), None)
        found = self.store.node_by_key(line.key) if line is not None else None
        if again is not None and found is not None and found[0] == again.id:
            self.budget.show(again, self.store.path(found[1])[-2][0], select=found[1])
        else:
            self.budget.show(again or self._widest_material())
        self.budget.forget()

    def on_outcome_grid_unknown(self, event: OutcomeGrid.Unknown) -> None:
        event.stop()
        self.status.tell(_("{key} er ikke et udfald. Esc lukker.").format(key=event.key))

    def _settled(self) -> None:
        """The meeting is another, or an act of it could not be written: the screens above hear it too."""
        if len(self.app.screen_stack) > 1:
            for view in self._views():
                view.meeting_changed()
                view.told(self.status)
        self._writer_answered()

    def _writer_answered(self) -> None:
        self._show_title()
        self.post_message(self.Settled())

    def action_retry_save(self) -> None:
        self._told = None
        count = self.saver.retry()
        self.status.read()
        self.status.tell(_("Prøver at gemme {count} igen …").format(count=count) if count else _("Alt er gemt."))
        self._show_title()

    def _today(self) -> date:
        return self.now().date()

    def chosen_point(self) -> tuple[Meeting, Item, DecisionPoint] | None:
        """The decision point that a key is about; says so where there is none."""
        point = self.paper.current_point
        if self.meeting is None or self._item is None:
            self.status.tell(_("Intet møde er åbent: Ctrl+O vælger et."))
            return None
        if point is None:
            self.status.tell(_("Punktet har intet at beslutte. m skriver referat, T noterer en opfølgning."))
            return None
        return self.meeting, self._item, point

    async def action_decide(self) -> None:
        from budgettui.tui import questions

        chosen = self.chosen_point()
        if chosen is None:
            return
        meeting, item, point = chosen
        self.paper.go_to_point(item.points.index(point))
        points = self.marked_points() or (point,)
        own = getattr(self.app, "snippets", ())
        doubts = (lambda _values: self.quorum_doubt()) if self.quorum_doubt() else None
        question = questions.decide(meeting, points, self._today(), self.draft("decide", points[0]), own, doubts)
        await self.ask(question, item, points[0])
        self._about = points

    def quorum_doubt(self) -> list[str]:
        """That too few are present to decide, and where that stands."""
        known = self.quorum()
        if known is None or known.met:
            return []
        return [
            _("? {here} af {seats} medlemmer er til stede, og {needed} kræves (kommunestyrelsesloven § 11).").format(
                here=known.here, seats=known.seats, needed=known.needed
            ),
            _("Samme tast igen beholder beslutningen."),
        ]

    def marked_points(self) -> tuple[DecisionPoint, ...]:
        """The points that were marked, in the order of the agenda."""
        if self.meeting is None:
            return ()
        return tuple(point for point in self.meeting.points if point.id in self._marked)

    def action_mark(self) -> None:
        """Mark the point under the cursor for one decision on many, or let it go."""
        chosen = self.chosen_point()
        if chosen is None:
            return
        point = chosen[2]
        self._marked.symmetric_difference_update({point.id})
        self._show_marks()
        if self._marked:
            words = ngettext(
                "{count} punkt er mærket: b og V gælder alle de mærkede, Esc fjerner mærkerne.",
                "{count} punkter er mærket: b og V gælder alle de mærkede, Esc fjerner mærkerne.",
                len(self._marked),
            )
            self.status.tell(words.format(count=len(self._marked)))
        else:
            self.status.tell(_("Intet punkt er mærket."))

    def _show_marks(self) -> None:
        self.paper.marked = frozenset(self._marked)
        self.paper.refresh()

    async def action_vote(self) -> None:
        from budgettui.tui.screens import floor

        await floor.ask_vote(self)

    async def action_new_action(self) -> None:
        from budgettui.tui import questions

        if self.meeting is None or self._item is None:
            self.status.tell(_("Intet møde er åbent: Ctrl+O vælger et."))
            return
        point = self.paper.current_point if self.paper.current_index is not None else None
        draft = self.draft("action", point or self._item)
        await self.ask(questions.action(self.meeting, self._item, point, self._today(), draft), self._item, point)

    def action_adopt_all(self) -> None:
        from budgettui.tui import questions

        if self.meeting is None or self._item is None:
            self.status.tell(_("Intet møde er åbent: Ctrl+O vælger et."))
            return
        act = questions.adopt_all(self.meeting, self._item)
        if act is None:
            self.status.tell(_("Punktet har ingen åbne beslutningspunkter."))
        elif self.may_decide(self._item):
            self.record(act)

    def may_decide(self, item: Item) -> bool:
        """Whether all may be decided at once: without quorum it is asked about, and the same key again does it."""
        doubt = self.quorum_doubt()
        if not doubt or self._doubted == item.id:
            self._doubted = None
            return True
        self._doubted = item.id
        self.status.tell(" ".join(doubt))
        return False

    def action_adopt_unamended(self) -> None:
        from budgettui.tui.screens import floor

        floor.adopt_unamended(self)

    async def action_amendments(self) -> None:
        from budgettui.tui.screens import amending

        await amending.open_amendments(self)

    async def on_amendments_panel_wanted(self, event: AmendmentsPanel.Wanted) -> None:
        from budgettui.tui.screens import amending

        event.stop()
        await amending.wanted(self, event.what, event.amendment)

    def on_amendments_panel_left(self, event: AmendmentsPanel.Left) -> None:
        event.stop()
        self._close_panel()

    async def action_new_remark(self) -> None:
        from budgettui.tui.screens import floor

        await floor.ask_remark(self)

    def action_take_item(self) -> None:
        from budgettui.tui.screens import floor

        floor.take_item(self)

    def action_turn_break(self) -> None:
        from budgettui.tui.screens import floor

        floor.turn_break(self)

    def action_undo(self) -> None:
        if self.meeting is not None:
            self.record(Act(_("fortryder"), undo=self.meeting.id))

    def action_redo(self) -> None:
        if self.meeting is not None:
            self.record(Act(_("gentager"), redo=self.meeting.id))

    def action_link_line(self) -> None:
        from budgettui.tui import questions

        chosen = self.chosen_point()
        line, material = self.budget.current, self.budget.material
        if chosen is None:
            return
        if line is None or material is None or not questions.is_money(material):
            self.status.tell(_("Stil markøren på en budgetlinje i kroner for at knytte den."))
            return
        meeting, _item, point = chosen
        if self._is_doubtful(material, line):
            return
        amounts = questions.line_amounts(material, line, self.budget.current_column)
        self.record(questions.link(meeting, point, line, amounts))

    def _is_doubtful(self, material: Material, line: Line) -> bool:
        """Whether a line is worth nothing yet, because it is in doubt; says so."""
        from budgettui.tui import questions

        doubtful = questions.is_doubtful(material, line, self.budget.current_column)
        if doubtful:
            self.status.tell(_("Tallet er en usikker læsning: godtag det først i gennemsynet (F7)."))
        return doubtful

    def action_set_target(self) -> None:
        from budgettui.tui import questions

        line, material = self.budget.current, self.budget.material
        if self.meeting is None or line is None or material is None or not questions.is_money(material):
            self.status.tell(_("Stil markøren på en budgetlinje i kroner for at bruge den som mål."))
            return
        if self._is_doubtful(material, line):
            return
        amounts = questions.line_amounts(material, line, self.budget.current_column)
        self.record(questions.target(self.meeting, material, line, amounts))

    # Panels.

    def draft(self, name: str, about: DecisionPoint | Item) -> dict[str, str]:
        """What was typed when this question was last left."""
        return self._drafts.get(f"{name}:{about.id}", {})

    @property
    def item(self) -> Item | None:
        """The item on the screen."""
        return self._item

    async def ask(self, question: Question, item: Item | None, point: DecisionPoint | None) -> None:
        """Ask something about the point, the item, or the meeting."""
        from budgettui.tui.widgets.panel import Panel

        self._asked = (item, point) if item is not None else None
        await self.open_panel(Panel(self.roles, question))

    async def open_question(self, question: Question) -> None:
        """Ask something that is not about a point, such as a file name."""
        from budgettui.tui.widgets.panel import Panel

        self._asked = None
        await self.open_panel(Panel(self.roles, question))

    async def open_panel(self, panel: Widget) -> None:
        """Show a panel under the paper, in place of one that is open."""
        if self.narrow or self.zoomed:
            self.active = "paper"
            self._lay_out(self.app.size.width)
            self._show_title()
        self._answered = None
        await self.query("#panel").remove()
        await self.query_one("#middle").mount(panel)
        first = panel if panel.focusable else next(widget for widget in panel.query("*") if widget.focusable)
        self.set_focus(first)

    def _remove_answered(self) -> None:
        """Take the panel away whose answer is on its way to the disk, if that is not done yet."""
        if self._answered is not None:
            self._answered = None
            self.query("#panel").remove()

    def _close_panel(self) -> None:
        # The focus goes first: a widget that is removed with it would hand it to its neighbour.
        self._focus_active()
        self.query("#panel").remove()

    async def on_panel_left(self, event: Panel.Left) -> None:
        event.stop()
        if self._asked is not None:
            about = self._asked[1] or self._asked[0]
            self._drafts[f"{event.question.name}:{about.id}"] = dict(event.values)
        self._close_panel()
        if self._asked is not None:
            self.status.tell(_("Intet er noteret; det skrevne står der endnu, når du kommer tilbage."))
        else:
            self.status.tell(_("Intet er gjort."))
        if event.question.after is not None:
            await event.question.after()

    async def on_panel_answered(self, event: Panel.Answered) -> None:
        from budgettui.tui import questions

        event.stop()
        name, values = event.question.name, event.values
        if name in ("export", "import"):
            self._close_panel()
            (self._export_to if name == "export" else self._import_from)(values["path"])
            return
        item, point = self._asked or (None, None)
        act: Act | None = None
        if event.question.answer is not None:
            act = event.question.answer(values)
        elif self.meeting is not None and item is not None and name == "action":
            act = questions.acted(self.meeting, item, point, self._today(), values)
        elif self.meeting is not None and point is not None and event.outcome is not None:
            act = questions.decided(self.meeting, self._about, self._today(), values, event.outcome)
        about = point or item
        if about is not None:
            self._drafts.pop(f"{name}:{about.id}", None)
        if act is None:
            self._close_panel()
            self.status.tell(_("Intet er noteret."))
            if event.question.after is not None:
                await event.question.after()
            return
        if event.question.after is not None:
            # The panel that comes back shows the meeting as it is on the disk, when it is there.
            self.record(act)
            await event.question.after()
            return
        # The disk mostly answers before the next frame: then the panel goes and the decision comes in one and the
        # same. Keys go to the pane at once, and a slow disk does not keep the panel.
        self._focus_active()
        self._answered = act = self._with_clock(act)
        if name in ("decide", "vote"):
            self._marked.clear()
            self._show_marks()
        self.record(act)
        self.set_timer(SLOW_DISK, self._remove_answered)

    async def action_write_minutes(self) -> None:
        from budgettui.tui.widgets.minutes import MinutesPanel

        if self.meeting is None or self._item is None or self._item.type == "section":
            self.status.tell(_("Vælg et punkt på dagsordenen for at skrive referat."))
            return
        await self.open_panel(MinutesPanel(self._item, self.meeting, self._today()))

    def on_minutes_panel_written(self, event: MinutesPanel.Written) -> None:
        from budgettui.tui import questions

        event.stop()
        assert self.meeting is not None
        self.record(questions.minutes(self.meeting, event.item, event.texts, event.group))

    def on_minutes_panel_take(self, event: MinutesPanel.Take) -> None:
        from budgettui.tui import questions

        event.stop()
        assert self.meeting is not None
        self.record(questions.spotted(self.meeting, event.item, event.spotted))

    def on_minutes_panel_snippet(self, event: MinutesPanel.Snippet) -> None:
        from budgettui.tui.screens import picks

        event.stop()
        picks.snippets(self, event.panel)

    def on_ask_line_done(self, event: AskLine.Done) -> None:
        """A question of one line was answered or left."""
        event.stop()
        self._focus_active()
        self.query("#ask").remove()
        if event.answer is None:
            self.status.tell(_("Intet er gjort."))
        else:
            event.then(event.answer)

    def on_minutes_panel_left(self, event: MinutesPanel.Left) -> None:
        event.stop()
        self._close_panel()

    async def action_attendance(self) -> None:
        from budgettui.tui.screens import floor

        await floor.open_attendance(self)

    def on_attendance_panel_changed(self, event: AttendancePanel.Changed) -> None:
        from budgettui.tui import questions

        event.stop()
        assert self.meeting is not None
        item = self._item if event.from_item else None
        self.record(questions.attendance(self.meeting, event.person, event.state, item))

    async def on_attendance_panel_asked(self, event: AttendancePanel.Asked) -> None:
        from budgettui.tui.screens import floor

        event.stop()
        await floor.ask_attendance(self, event.what, event.person)

    def on_attendance_panel_member(self, event: AttendancePanel.Member) -> None:
        from budgettui.tui.screens import floor

        event.stop()
        floor.set_member(self, event.person, event.member)

    def on_attendance_panel_turned(self, event: AttendancePanel.Turned) -> None:
        event.stop()
        self._show_keys()

    def on_attendance_panel_left(self, event: AttendancePanel.Left) -> None:
        event.stop()
        self._close_panel()

    def action_unwind(self) -> None:
        if self.status.read():
            self._describe()
        elif self.query("#panel"):
            self._close_panel()
        elif self.stop_import():
            self.status.tell(_("Standser indlæsningen …"))
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

    # Lists to pick from, and files: made when asked for.

    def action_pick_material(self) -> None:
        from budgettui.tui.screens import picks

        picks.materials(self)

    def action_pick_comparison(self) -> None:
        from budgettui.tui.screens import budgetpicks

        budgetpicks.comparison(self)

    def action_pick_columns(self) -> None:
        from budgettui.tui.screens import budgetpicks

        budgetpicks.columns(self)

    def action_pick_aggregates(self) -> None:
        from budgettui.tui.screens import budgetpicks

        budgetpicks.aggregates(self)

    def action_prepare(self) -> None:
        """The agenda as a list, where it is changed."""
        from budgettui.tui.screens.preparing import AgendaScreen

        if self.meeting is None:
            self.status.tell(_("Intet møde er åbent: Ctrl+O vælger et, Ctrl+K klargør et nyt."))
        else:
            self.app.push_screen(AgendaScreen(self))

    def action_new_meeting(self) -> None:
        """Prepare a meeting of a body, or by hand."""
        from budgettui.tui.screens import newmeeting

        newmeeting.pick_body(self)

    def action_pick_meeting(self) -> None:
        from budgettui.tui.screens import picks

        picks.meetings(self)

    def action_view_decisions(self) -> None:
        from budgettui.tui.screens import picks

        picks.decisions(self)

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
        rebound = getattr(self.app, "rebound", {})
        scope = Scope(documents, self._checks)
        self.app.push_screen(ChecksScreen(self.store, self.roles, self.saver, scope, rebound), self._after_checks)

    def _after_checks(self, line: tuple[int, int, int] | None) -> None:
        """The signs may have changed; and a check's line in the budget is gone to where that was asked for."""
        with self.reading():
            if line is None:
                self.budget.reload()
            else:
                self.go_to_figure(*line)

    def action_view_actions(self) -> None:
        """What is to be followed up over all meetings, where it was left."""
        from budgettui.tui.screens.followups import FollowUpsScreen, Place

        self._followed = self._followed or Place()
        self.app.push_screen(FollowUpsScreen(self, self._followed))

    def go_to_place(self, meeting_id: str, item_id: str | None, point_id: str | None = None) -> None:
        """Open an item of a meeting of the store, the cursor on one of its points where one is named."""
        with self.reading():
            if self.meeting is None or self.meeting.id != meeting_id:
                self.open_meeting(meeting_id)
            items = self.meeting.items if self.meeting else ()
            item = next((item for item in items if item.id == item_id), None)
            if item is not None:
                ids = [point.id for point in item.points]
                self.go_to(item.id, ids.index(point_id) if point_id in ids else None)

    def action_names(self) -> None:
        from budgettui.tui.screens.names import names

        names(self)

    def action_saved_filters(self) -> None:
        from budgettui.tui.screens import savedfilters

        savedfilters.show(self)

    def action_mark_line(self) -> None:
        from budgettui.tui.screens import marks

        marks.toggle(self)

    async def action_note_line(self) -> None:
        from budgettui.tui.screens import marks

        await marks.note(self)

    def action_walk_marks(self, step: int) -> None:
        from budgettui.tui.screens import marks

        marks.walk(self, step)

    def action_view_marks(self) -> None:
        from budgettui.tui.screens.marks import MarksScreen

        if self.meeting is None:
            self.status.tell(_("Intet møde er åbent: Ctrl+O vælger et."))
        else:
            self.app.push_screen(MarksScreen(self))

    def action_history(self) -> None:
        from budgettui.tui.screens import picks

        with self.reading():
            picks.history(self)

    def action_view_tally(self) -> None:
        from budgettui.tui.screens.tally import TallyScreen

        if self.meeting is None:
            self.status.tell(_("Intet møde er åbent: Ctrl+O vælger et."))
        else:
            self.app.push_screen(TallyScreen(self))

    def action_search(self) -> None:
        """Search everything; a hit in a meeting is gone to, one in a document is shown where it stands."""
        from budgettui.tui.screens.search import SearchScreen

        def chosen(hit: Hit | None) -> None:
            if hit is not None:
                self.go_to_place(hit.owner, hit.item, hit.key)

        self.app.push_screen(SearchScreen(self.roles, self.store, self._searched), chosen)

    def action_review(self) -> None:
        """Look through every document that was imported, the last first."""
        self.review([document.id for document in self.store.documents()][::-1])

    def review(self, documents: list[int]) -> None:
        """Show what was read from these documents; the budget is shown anew afterwards."""
        from budgettui.tui.screens.review import ReviewScreen

        if not documents:
            self.status.tell(_("Intet er importeret endnu: Ctrl+N importerer papirer."))
            return

        def seen(_result: None) -> None:
            self.show_materials(self.store.materials())
            self.status.tell(_("Budgettet vises med rettelserne."))

        rebound = getattr(self.app, "rebound", {})
        self.app.push_screen(ReviewScreen(self.store, self.roles, self.saver, documents, rebound), seen)

    async def action_export_view(self) -> None:
        from budgettui.tui.screens import budgetout

        await budgetout.ask_export(self)

    def action_chart(self) -> None:
        view, column = self.budget.view, self.budget.current_column
        if view is None or column is None or not self.budget.row_count:
            self.status.tell(_("Her er intet at tegne."))
            return
        from budgettui.tui.screens.chart import ChartScreen

        spec = getattr(self.app, "spec", None)
        colours = {} if spec is None or getattr(self.app, "no_colour", False) else dict(spec.colours)
        self.app.push_screen(ChartScreen(self.store, self.roles, colours, view, column))

    def action_copy_view(self) -> None:
        from budgettui.tui.screens import budgetout

        budgetout.copy_view(self)

    async def action_export(self) -> None:
        from budgettui.tui.screens import files

        await files.ask_export(self)

    async def action_import_papers(self) -> None:
        from budgettui.tui.screens import files

        await files.ask_import(self)

    def _export_to(self, path: str) -> None:
        from budgettui.tui.screens import files

        files.export_to(self, path)

    def _import_from(self, path: str) -> None:
        from budgettui.tui.screens import files

        files.import_from(self, path)

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
            files.imported(self, event, start)

    def open_meeting(self, meeting_id: str) -> None:
        """Show another meeting of the store."""
        meeting, materials = self.store.meeting(meeting_id), self.store.materials()
        self._places.clear()
        self._budget_places.clear()
        self._item = None
        self.meeting, self.materials = meeting, materials
        self._marked.clear()
        self._show_marks()
        self.rule = (None, None)
        self.learn_rule()
        self.zoomed = False
        self.agenda.show(self.meeting, "")
        self.agenda.move_to(0, notify=False)
        self.open_item(self.agenda.current)
        self.action_pane("agenda")
        self._show_tally()
        self.learn_rule()
