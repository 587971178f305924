"""The frame of the main screen: three panes in the room there is, and what the lines around them say.

What the panes show is the business of :mod:`budgettui.tui.screens.panes`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.reactive import Reactive
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget

from budgettui.domain.budget.budget import Material
from budgettui.domain.budget.tally import added, price_levels, tally
from budgettui.domain.errors import StoreError
from budgettui.domain.meeting.course import in_break, spent, under_way
from budgettui.domain.meeting.meeting import Item, Meeting
from budgettui.domain.meeting.presence import Quorum, present, quorum
from budgettui.i18n import _, date_text, short_date
from budgettui.store import Store
from budgettui.tui.commands import PLACES, elsewhere, key_bar, pressed
from budgettui.tui.leaving import take_away
from budgettui.tui.saver import Saver
from budgettui.tui.text import BOLD, framed, safe
from budgettui.tui.theming import RoleStyles
from budgettui.tui.widgets.agenda import AgendaPane
from budgettui.tui.widgets.bars import Bar, KeyBar, StatusLine, TallyBar
from budgettui.tui.widgets.budget import BudgetPane
from budgettui.tui.widgets.paper import PaperPane
from budgettui.tui.widgets.rows import RowView
from budgettui.tui.words import clock, decision_words, error_words

#: Below this many columns one pane is shown at a time.
WIDE = 104
#: Below this many columns the item's own clock has no room beside who is present.
ROOM_FOR_TIME = 80
#: Seconds until the municipality's file is read: the first frame does not wait for it.
RULE_SECONDS = 0.4
PANES = ("agenda", "paper", "budget")


@runtime_checkable
class HasPlace(Protocol):
    """A screen in front of the meeting whose commands work at a place of its own."""

    PLACE: str

    @property
    def focused(self) -> Widget | None: ...


class FrameScreen(Screen[None]):
    """Three panes side by side or one, and the lines around them; what the panes show is for who builds on it."""

    @dataclass(eq=False, repr=False)
    class RuleLearnt(Message):
        """How many members the meeting's body has, and how many must be present."""

        meeting: str
        rule: tuple[int | None, int | None]

    AUTO_FOCUS = ""
    # Textual draws the whole screen anew when the focus moves. Who loses it and who gets it do so by themselves.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def __init__(
        self, store: Store, styles: RoleStyles, actor: str, *, meeting_id: str | None, now: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self.store = store
        self.roles = styles
        self.actor = actor
        self.now = now
        self.meeting: Meeting | None = store.meeting(meeting_id) if meeting_id else None
        self.materials: list[Material] = store.materials()
        self.saver = Saver(store, actor, self.post_message)
        self.active = "budget" if self.meeting is None else "paper" if self.meeting.items else "agenda"
        self.zoomed = self.meeting is None
        self._places: dict[str, tuple[int, int]] = {}
        self._budget_places: dict[str, tuple[str, int]] = {}
        self._item: Item | None = None
        self._filtering: RowView | None = None
        #: How many members the body has and how many must be present, as far as the municipality's file says.
        self.rule: tuple[int | None, int | None] = (None, None)
        self._standing: Timer | None = None
        #: How far an import beside the meeting is, in words; "" where there is none.
        self.importing = ""

    def compose(self) -> ComposeResult:
        self.agenda, self.paper = AgendaPane(self.roles, id="agenda"), PaperPane(self.roles, id="paper")
        self.budget, self.status = BudgetPane(self.roles, self.store, id="budget"), StatusLine(self.roles, id="status")
        self.agenda.border_title = framed(_("1 Dagsorden"))
        self.budget.border_title = framed(_("3 Budget"))
        yield Bar(self.roles, id="title")
        with Horizontal(id="panes"):
            yield self.agenda
            with Vertical(id="middle"):
                yield self.paper
            yield self.budget
        yield TallyBar(self.roles, id="tally")
        yield self.status
        yield KeyBar(self.roles, id="keys")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The meeting's keys work on the panes; a panel or a prompt that has the focus has its own."""
        return self.focused is None or self.focused in (self.agenda, self.paper, self.budget)

    def on_key(self, event: events.Key) -> None:
        """A key comes here that has no command where the focus is: say so, and where it has one."""
        key = pressed(event)
        if not self.check_action("", ()):
            if event.key in self.active_bindings:
                return  # the panel has it
            self.status.tell(_("{key} gør intet her · Esc lukker").format(key=key))
            return
        command = elsewhere(event.key, getattr(self.app, "rebound", {}))
        if command is None:
            self.status.tell(_("{key} gør intet her · ? viser tasterne").format(key=key))
        else:
            self.status.tell(
                _("{key} virker i {place}: {title}").format(
                    key=key, place=_(PLACES[command.where]), title=_(command.title)
                )
            )

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Where the store cannot be read now, say so; what is shown stays."""
        try:
            yield
        except StoreError as error:
            self.status.tell_error(error_words(error))

    # Laying out.

    def on_resize(self, event: events.Resize) -> None:
        self._lay_out(event.size.width)
        self._show_tally()
        self._show_title()

    @property
    def narrow(self) -> bool:
        """Whether only one pane has room."""
        return self.app.size.width < WIDE

    def _lay_out(self, width: int) -> None:
        single = width < WIDE or self.zoomed
        self.set_class(single, "-single")
        self.set_class(width < WIDE, "-narrow")
        for pane in PANES:
            widget = self.query_one("#middle" if pane == "paper" else f"#{pane}")
            widget.display = not single or pane == self.active
        self._show_keys()

    def _focus_active(self) -> None:
        # Widget.focus waits its turn behind keys that have arrived; this does not.
        self.set_focus(self._pane(self.active), scroll_visible=False)

    def _remove_panel(self) -> None:
        # Removing takes Textual some rounds: hidden at once, it goes in the frame that shows what was done.
        panels = self.query("#panel")
        panels.set(display=False)
        take_away(panels)

    def _pane(self, name: str) -> RowView:
        panes: dict[str, RowView] = {"agenda": self.agenda, "paper": self.paper, "budget": self.budget}
        return panes[name]

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self._show_keys()
        if event.widget is not self.focused:
            return  # the focus has gone on since this was sent
        # Only a mouse comes here by itself; a key that moves the focus has said what it did.
        if isinstance(event.widget, (AgendaPane, PaperPane, BudgetPane)) and event.widget.id not in (None, self.active):
            self.active = event.widget.id or self.active
            self._lay_out(self.app.size.width)
            self._show_title()
            self._describe()

    # The lines around the panes.

    def _show_title(self) -> None:
        role = self.roles.role
        meeting = self.meeting
        words = [_("Budget")]
        if meeting is not None:
            day = date_text(meeting.date) if meeting.date else _("dato ikke trykt")
            words = [safe(meeting.title), safe(meeting.department or ""), day]
            if self.narrow and self._item is not None:
                words = [safe(meeting.title), short_date(meeting.date), safe(self._item.heading)]
        left = [(" " + " · ".join(word for word in words if word), BOLD)]
        right = [] if self.narrow else [(self.now().strftime("%H:%M"), role("dim"))]
        if meeting is not None:
            right += self._floor_words(meeting)
        known = self.quorum()
        if known is not None and not known.met:
            right.append((_(" · ikke beslutningsdygtig"), role("error")))
        if meeting is not None and meeting.final is not None:
            right.append((_(" · afsluttet, version {number}").format(number=meeting.final.number), role("closed")))
        if self.importing:
            right.append((f" · {self.importing if not self.narrow else _('indlæser')} · Esc ", role("postponed")))
        if self.store.refusal is not None:
            right.append((f" · {self._reading_only()} ", role("postponed")))
        elif self.saver.failed:
            right.append((_(" · ✗ ikke gemt "), role("error")))
        elif self.saver.unsaved:
            right.append((_(" · ○ gemmer "), role("postponed")))
        else:
            right.append((_(" · ● gemt "), role("success")))
        if self.narrow:
            right.append((" ".join(f"[{n}]" if PANES[n - 1] == self.active else str(n) for n in (1, 2, 3)) + " ",
                          role("dim")))
        if self.narrow:
            first, style = right[0]
            right[0] = (" " + first.removeprefix(" · "), style)
        self.query_one("#title", Bar).set_lines(left, right=right)

    def _reading_only(self) -> str:
        """Where nothing can be written: that it is so, and who writes, as far as there is room."""
        writer = self.store.writer
        if writer is None or self.narrow:
            return _("kun læsning")
        return _("kun læsning: {actor} skriver, proces {pid} siden {since}").format(
            actor=safe(writer.actor), pid=writer.pid, since=writer.clock
        )

    def _floor_words(self, meeting: Meeting) -> list[tuple[str, Style]]:
        """How long the item on the screen has been treated, how many are present at it, and whether they can decide."""
        role, item = self.roles.role, self._item.id if self._item else None
        parts: list[tuple[str, Style]] = []
        time = spent(meeting, item, self.now().astimezone()) if item else None
        if in_break(meeting):
            parts.append((_(" · ophold"), role("postponed")))
        elif time is not None and self.app.size.width >= ROOM_FOR_TIME:
            minutes = int(time.total_seconds()) // 60
            words = _(" · punkt {time}").format(time=f"{minutes // 60}:{minutes % 60:02}")
            parts.append((words, role("accent") if under_way(meeting) == item else role("dim")))
        if meeting.attendees:
            parts.append((_(" · {count} til stede").format(count=present(meeting, item)), role("dim")))
        return parts

    def quorum(self, item: Item | None = None) -> Quorum | None:
        """Whether the body can decide at an item, else at the one on the screen, as far as is known."""
        if self.meeting is None:
            return None
        at = item or self._item
        return quorum(self.meeting, at.id if at else None, *self.rule)

    def learn_rule(self) -> None:
        """Read the body's members and quorum from the municipality's file, beside the keys, and what the first act
        needs, which the first frame did not wait for."""
        meeting = self.meeting
        if meeting is None or not self.is_running:
            return

        def work() -> None:
            import budgettui.store.acts  # noqa: F401 - loaded here so that the first key finds it there
            from budgettui.tui.bodies import quorum_rule

            self.post_message(self.RuleLearnt(meeting.id, quorum_rule(meeting)))

        self.run_worker(work, thread=True, group="rule", exit_on_error=True)

    def on_frame_screen_rule_learnt(self, event: RuleLearnt) -> None:
        event.stop()
        if self.meeting is not None and self.meeting.id == event.meeting:
            self.rule = event.rule
            self._show_title()

    def _show_tally(self) -> None:
        bar = self.query_one(TallyBar)
        if self.meeting is None:
            bar.display = False
            return
        bar.display = True
        unit, told = self.meeting.target.unit, [" + ".join(price_levels(self.meeting)), *map(_, added(self.meeting))]
        bar.show(tally(self.meeting), unit, " · ".join(filter(None, told)), self.app.size.width, short=self.narrow)

    def _show_keys(self) -> None:
        """The keys of the pane, or of the panel or prompt that has the focus instead."""
        where = ("meeting", self.active) if self.meeting else (self.active,)
        keys = key_bar(where, getattr(self.app, "rebound", {}))
        self.query_one(KeyBar).show_where(self.focused, keys, self.app.size.width)

    def _describe(self) -> None:
        if self.active == "agenda":
            self.status.tell(self.agenda.describe())
        elif self.active == "budget":
            self.status.tell(self.budget.describe())
        else:
            point = self.paper.current_point
            if point is None or self.paper.current_index is None:
                self.status.tell("")
            elif point.outcome is None:
                self.status.tell(_("{point} ubesluttet · b beslutter").format(point=point.label))
            else:
                self.status.tell(
                    _("{point} {words} · noteret {time} af {who} · Y viser forløbet").format(
                        point=point.label, words=decision_words(point), time=clock(point.decided_at),
                        who=safe(point.decided_by or ""),
                    )
                )
