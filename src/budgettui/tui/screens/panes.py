"""Agenda, paper and budget side by side: what is shown, what follows what, and moving about in it.

Nothing is recorded here; :mod:`budgettui.tui.screens.recording` does that on top.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget

from budgettui.domain.budget.budget import Material
from budgettui.domain.budget.tally import tally
from budgettui.domain.errors import FilterError, StoreError
from budgettui.domain.meeting.course import in_break, spent, under_way
from budgettui.domain.meeting.meeting import Action, DecisionPoint, Item, Meeting
from budgettui.domain.meeting.presence import Quorum, present, quorum
from budgettui.i18n import _, date_text, short_date
from budgettui.store import Place, Store
from budgettui.tui.commands import PLACES, elsewhere, key_bar, key_name
from budgettui.tui.saver import Saver
from budgettui.tui.text import BOLD, framed, safe
from budgettui.tui.theming import RoleStyles
from budgettui.tui.widgets.agenda import AgendaPane
from budgettui.tui.widgets.bars import Bar, KeyBar, StatusLine, TallyBar
from budgettui.tui.widgets.budget import BudgetPane
from budgettui.tui.widgets.paper import PaperPane, ShownPaper, decision_words
from budgettui.tui.widgets.rows import RowView
from budgettui.tui.words import clock, error_words, reading_words

if TYPE_CHECKING:
    from budgettui.tui.widgets.prompt import Prompt

#: Seconds that a key waits for another program that holds the store, before the screen says so instead.
PATIENCE = 0.25
#: Below this many columns one pane is shown at a time.
WIDE = 104
#: Below this many columns the item's own clock has no room beside who is present.
ROOM_FOR_TIME = 80
#: Seconds until the municipality's file is read: the first frame does not wait for it.
RULE_SECONDS = 0.4
PANES = ("agenda", "paper", "budget")


@runtime_checkable
class HasKeys(Protocol):
    """A panel or prompt that says which keys work in it."""

    def keys(self) -> list[tuple[str, str]]: ...


@runtime_checkable
class HasPlace(Protocol):
    """A screen in front of the meeting whose commands work at a place of its own."""

    PLACE: str

    @property
    def focused(self) -> Widget | None: ...


#: Seconds until a second screen is told where the cursor came to rest.
STAND_SECONDS = 0.15


class PanesScreen(Screen[None]):
    """Three panes, the tally, the status line and the keys."""

    @dataclass(eq=False, repr=False)
    class RuleLearnt(Message):
        """How many members the meeting's body has, and how many must be present."""

        meeting: str
        rule: tuple[int | None, int | None]

    AUTO_FOCUS = ""

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
        yield Bar(self.roles, id="title")
        with Horizontal(id="panes"):
            yield AgendaPane(self.roles, id="agenda")
            with Vertical(id="middle"):
                yield PaperPane(self.roles, id="paper")
            yield BudgetPane(self.roles, self.store, id="budget")
        yield TallyBar(self.roles, id="tally")
        yield StatusLine(self.roles, id="status")
        yield KeyBar(self.roles, id="keys")

    def on_mount(self) -> None:
        self.agenda = self.query_one(AgendaPane)
        self.paper = self.query_one(PaperPane)
        self.budget = self.query_one(BudgetPane)
        self.status = self.query_one(StatusLine)
        self.agenda.border_title = framed(_("1 Dagsorden"))
        self.budget.border_title = framed(_("3 Budget"))
        self.agenda.show(self.meeting)
        if self.meeting is not None:
            items = self.meeting.items
            start = next(
                (row for row, item in enumerate(items) if item.state in ("undecided", "partly")),
                next((row for row, item in enumerate(items) if item.type == "item"), 0),
            )
            self.agenda.move_to(start, notify=False)
        self._lay_out(self.app.size.width)
        self.set_interval(20, self._show_title)
        self.set_timer(RULE_SECONDS, self.learn_rule)
        self.store.answer_within(PATIENCE)
        if self.meeting is None:
            self.budget.show(self._widest_material())
        else:
            self.open_item(self.agenda.current)
        self._focus_active()
        self._show_tally()
        self._show_title()
        if self.store.refusal is not None:
            self.status.tell(reading_words(self.store))

    def on_unmount(self) -> None:
        self.saver.close()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The meeting's keys work on the panes; a panel or a prompt that has the focus has its own."""
        return self.focused is None or self.focused in (self.agenda, self.paper, self.budget)

    def on_key(self, event: events.Key) -> None:
        """A key comes here that has no command where the focus is: say so, and where it has one."""
        if not self.check_action("", ()):
            return
        key = event.character if event.is_printable and event.character else key_name(event.key)
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

    def _pane(self, name: str) -> RowView:
        return {"agenda": self.agenda, "paper": self.paper, "budget": self.budget}[name]

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
                item = f"{self._item.number or ''} {safe(self._item.title)}"
                words = [safe(meeting.title), short_date(meeting.date), item]
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

    def quorum(self) -> Quorum | None:
        """Whether the body can decide at the item on the screen, as far as is known."""
        if self.meeting is None:
            return None
        return quorum(self.meeting, self._item.id if self._item else None, *self.rule)

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

    def on_panes_screen_rule_learnt(self, event: RuleLearnt) -> None:
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
        bar.show(tally(self.meeting), self.meeting.target.unit, self.app.size.width, short=self.narrow)

    def _show_keys(self) -> None:
        """The keys of the pane, or of the panel or prompt that has the focus instead."""
        focused = self.focused
        for widget in focused.ancestors_with_self if focused is not None else ():
            if isinstance(widget, HasKeys):
                self.query_one(KeyBar).show(widget.keys(), self.app.size.width)
                return
        where = ("meeting", self.active) if self.meeting else (self.active,)
        keys = key_bar(where, getattr(self.app, "rebound", {}))
        self.query_one(KeyBar).show(keys, self.app.size.width)

    def _describe(self) -> None:
        """Say what the cursor stands on."""
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
                    _("{point} {words} · noteret {time} af {who} · U fortryder").format(
                        point=point.label, words=decision_words(point), time=clock(point.decided_at),
                        who=safe(point.decided_by or ""),
                    )
                )

    # What is open.

    def open_item(self, item: Item | None) -> None:
        """Show an item: its papers and points, and the budget that it is about."""
        # Read first: where the store cannot be read now, everything stays as it was.
        papers: list[ShownPaper] = []
        if item is not None and item.papers:
            papers = [ShownPaper(view.document, view.paper) for view in self.store.papers_of(item.papers)]
        if self._item is not None:
            self._places[self._item.id] = (self.paper.cursor, self.paper.top)
            if self.budget.material is not None:
                self._budget_places[self._item.id] = (self.budget.material.key, self.budget.node)
        self._item = item
        self.paper.border_title = framed(f"2 {item.number or ''} {item.title}" if item else _("2 Papir"))
        self.paper.said = self._said_of(item)
        self.paper.show(item, papers, self._actions_of(item), self._places.get(item.id) if item else None)
        self._follow_budget(item, papers)
        self._mark_links()
        self._show_title()
        self._describe()
        self._stand()

    def _stand(self) -> None:
        """Let a second screen follow; only where the cursor comes to rest."""
        if self._standing is None:
            self._standing = self.set_timer(STAND_SECONDS, self._stand_here)

    def _stand_here(self) -> None:
        self._standing = None
        if self.meeting is not None and self._item is not None:
            point = self.paper.current_point
            with self.reading():
                self.store.stand_at(Place(self.meeting.id, self._item.id, point.id if point else None))

    def _said_of(self, item: Item | None) -> dict[str, list[tuple[str, str]]]:
        """What was voted and remarked at the item's points; "" holds what stands above them."""
        meeting = self.meeting
        if item is None or meeting is None or not (meeting.votes or meeting.remarks or meeting.amendments):
            return {}
        from budgettui.tui import saying

        return {"": saying.item_lines(meeting, item)} | {
            point.id: saying.point_lines(meeting, point) for point in item.points
        }

    def _actions_of(self, item: Item | None) -> list[Action]:
        if self.meeting is None or item is None:
            return []
        return [action for action in self.meeting.actions if action.item == item.id]

    def _follow_budget(self, item: Item | None, papers: list[ShownPaper]) -> None:
        """The budget that belongs to the item: where it was left, at the linked lines, or its paper's tables."""
        if item is not None and item.id in self._budget_places:
            key, node = self._budget_places[item.id]
            material = next((entry for entry in self.materials if entry.key == key), None)
            if material is not None:
                if material is not self.budget.material or node != self.budget.node:
                    self.budget.show(material, node)
                return
        point = self.paper.current_point
        if point is not None and self._go_to_links(point):
            return
        own = next(
            (entry for entry in self.materials for paper in papers if entry.document == paper.document), None
        )
        if own is not None and own is not self.budget.material:
            self.budget.show(own, self._first_choice(own))
        elif self.budget.material is None:
            self.budget.show(self._widest_material())

    def _first_choice(self, material: Material) -> int:
        """The first level of a material where there is something to choose between."""
        node = material.root
        while len(rows := self.store.child_rows(material.id, node)) == 1:
            (line,) = self.store.lines(material.id, rows)
            if not line.children:
                break
            node = line.node
        return node

    def _widest_material(self) -> Material | None:
        """What to look at first: the material with the most departments."""
        return max(
            self.materials, key=lambda entry: len(self.store.child_rows(entry.id, entry.root)), default=None
        )

    def _go_to_links(self, point: DecisionPoint) -> bool:
        """Show the level of the point's first linked line, the cursor on it."""
        return any(self.go_to_line(link.node) for link in point.links)

    def go_to_line(self, key: str) -> bool:
        """Show the level of a budget line, the cursor on it; whether there is such a line."""
        found = self.store.node_by_key(key)
        if found is None:
            return False
        material = next((entry for entry in self.materials if entry.id == found[0]), None)
        path = self.store.path(found[1])
        if material is None or len(path) < 2:
            return False
        parent = path[-2][0]
        if self.budget.material is not material or self.budget.node != parent:
            self.budget.show(material, parent, select=found[1])
        else:
            self.budget.select(found[1])
        return True

    def go_to_figure(self, material_id: int, node: int, column_id: int) -> None:
        """Show a line of the budget, the cursor on it and on one of its columns."""
        material = next((entry for entry in self.materials if entry.id == material_id), None)
        path = self.store.path(node)
        if material is None or not path:
            return
        self.budget.show(material, path[-2][0] if len(path) > 1 else node, select=node)
        self.budget.go_to_column(column_id)
        self.action_pane("budget")

    def _mark_links(self) -> None:
        point = self.paper.current_point
        self.budget.set_linked(frozenset(link.node for link in point.links) if point else frozenset())
        marks = self.meeting.marks_seen_by(self.actor) if self.meeting else []
        self.budget.set_marked({mark.node: mark.text for mark in marks})

    def _refresh_meeting(self) -> None:
        """Show the meeting after it has changed; every cursor stays where it is."""
        assert self.meeting is not None
        self.agenda.show(self.meeting)
        before = self._item
        item = next((one for one in self.meeting.items if before is not None and one.id == before.id), None)
        if item is None or before is None or item.papers != before.papers:
            # It is no longer on the agenda, or it has other papers.
            told = self.status.told
            with self.reading():
                self.open_item(item or self.agenda.current)
                self.status.tell(told)
        else:
            self._item = item
            self.paper.said = self._said_of(item)
            self.paper.update(item, self._actions_of(item))
        self._mark_links()
        self._show_tally()
        self._show_title()

    # Messages from the panes.

    def on_row_view_moved(self, event: RowView.Moved) -> None:
        event.stop()
        if event.view not in (self.agenda, self.paper, self.budget):
            return
        with self.reading():
            if event.view is self.agenda:
                self.open_item(self.agenda.current)
            elif event.view is self.paper:
                self._mark_links()
                point = self.paper.current_point
                if point is not None and self.paper.current_index is not None:
                    self._go_to_links(point)
                self._stand()
            self._describe()
        if event.view is self.agenda and self._item is not None and self.agenda.current is not self._item:
            # It could not be opened: the cursor goes back to what is shown.
            row = next((row for row, item in enumerate(self.agenda.items) if item.id == self._item.id), 0)
            self.agenda.move_to(row, notify=False)

    def on_budget_rows_drilled(self, event: BudgetPane.Drilled) -> None:
        event.stop()
        if self.active == "budget":
            self._describe()

    def on_budget_rows_said(self, event: BudgetPane.Said) -> None:
        event.stop()
        self.status.tell(event.text)

    # Moving between panes.

    def action_pane(self, name: str) -> None:
        self.active = name
        self._lay_out(self.app.size.width)
        self._focus_active()
        self._show_title()
        self._describe()

    def action_next_pane(self, step: int) -> None:
        self.action_pane(PANES[(PANES.index(self.active) + step) % len(PANES)])

    def action_zoom(self) -> None:
        self.zoomed = not self.zoomed
        self._lay_out(self.app.size.width)
        self.status.tell(_("Ruden er forstørret; z går tilbage.") if self.zoomed else _("Alle tre ruder."))

    def action_view_meeting(self) -> None:
        self.zoomed = False
        self.action_pane("agenda")

    def action_view_budget(self) -> None:
        self.zoomed = True
        self.action_pane("budget")

    def action_next_point(self, step: int) -> None:
        """The next or previous open point, also over the item's edge."""
        if self.meeting is None:
            return
        places = [(item, index) for item in self.meeting.items for index, point in enumerate(item.points)
                  if point.outcome is None]
        if not places:
            self.status.tell(_("Alle beslutningspunkter er besluttet."))
            return
        order = [item.id for item in self.meeting.items]
        index = self.paper.current_index
        here = (order.index(self._item.id) if self._item else 0, -1 if index is None else index)
        keys = [(order.index(item.id), point) for item, point in places]
        if step > 0:
            chosen = next((place for place, key in zip(places, keys, strict=True) if key > here), places[0])
        else:
            before = [place for place, key in zip(places, keys, strict=True) if key < here]
            chosen = before[-1] if before else places[-1]
        self.go_to(chosen[0].id, chosen[1])

    def go_to(self, item_id: str, point: int | None = None) -> None:
        """Open an item, the cursor on one of its points."""
        row = next((row for row, item in enumerate(self.agenda.items) if item.id == item_id), None)
        if row is None:
            self.agenda.show(self.meeting, "")
            row = next(row for row, item in enumerate(self.agenda.items) if item.id == item_id)
        if self._item is None or self._item.id != item_id:
            self.agenda.move_to(row, notify=False)
            self.open_item(self.agenda.current)
        if point is not None:
            self.paper.go_to_point(point)
        self.action_pane("paper")

    # Filter, source, copy.

    async def action_filter(self) -> None:
        from budgettui.tui.widgets.prompt import Prompt

        self._filtering = self._pane(self.active)
        prompt = Prompt(_needle_of(self._filtering), self._filter_by)
        await self.mount(prompt, before=self.status)
        self.set_focus(prompt)
        self.status.tell(_("Skriv for at filtrere."))

    def _filter_by(self, needle: str) -> None:
        """The filter changed by one key."""
        needle = needle.casefold()
        if self._filtering is self.agenda:
            self.agenda.show(self.meeting, needle)
            count = self.agenda.row_count
        elif self._filtering is self.paper:
            count = self.paper.find(needle)
        else:
            count = self.budget.row_count
            try:
                with self.reading():
                    count = self.budget.set_needle(needle)
            except FilterError as error:
                # It is being typed: the rows stay, and the status line says what is missing yet.
                self.status.tell(error_words(error))
                return
        self.status.tell(_("{count} passer").format(count=count) if needle else "")

    def on_prompt_done(self, event: Prompt.Done) -> None:
        """Enter keeps the filter, Esc takes it away."""
        self.query("Prompt").remove()
        if not event.kept:
            self._clear_filter()
        if self._filtering is self.agenda and self.agenda.current is not None:
            self.open_item(self.agenda.current)
        self._focus_active()

    def _clear_filter(self) -> bool:
        pane = self._pane(self.active)
        if not _needle_of(pane):
            return False
        if pane is self.agenda:
            self.agenda.show(self.meeting, "")
        elif pane is self.paper:
            self.paper.find("")
        else:
            self.budget.set_needle("")
        self.status.tell(_("Filteret er fjernet."))
        return True

    def action_match(self, step: int) -> None:
        if self.active == "paper":
            if not self.paper.next_match(step):
                self.status.tell(_("Ingen søgning i gang: / søger."))
        else:
            self._pane(self.active).action_move(step)

    def action_open_source(self) -> None:
        place = None
        point = self.paper.current_point if self.active == "paper" else None
        if self.active == "budget":
            line = self.budget.current
            place = self.store.line_source(line.node) if line else None
        elif self.active == "paper":
            place = self.paper.current_source
        elif self._item is not None and self.paper.papers:
            place = (self.paper.papers[0].document, self.paper.papers[0].paper.source)
        if place is None and point is not None and point.source.line is not None and self.meeting is not None:
            # A point that stands in the agenda itself.
            document = self.store.meeting_document(self.meeting.id)
            place = (document, point.source) if document is not None else None
        if place is None:
            self.status.tell(_("Kilden er ikke kendt: tallet er regnet ud, eller teksten er skrevet her."))
            return
        from budgettui.tui.screens.source import SourceScreen

        self.app.push_screen(SourceScreen(self.roles, self.store.document(place[0]), place[1]))

    def action_copy(self) -> None:
        point = self.paper.current_point
        if self.active == "budget":
            text = self.budget.copied()
        elif point is not None:
            words = decision_words(point)
            text = f"{point.label} {point.text}" + (f" — {words}" if words else "")
        else:
            text = self._item.title if self._item else ""
        if text:
            from budgettui.tui.clipboard import copy

            copy(self.app, safe(text))
            self.status.tell(_("Kopieret: {text}").format(text=safe(text)))
        else:
            self.status.tell(_("Her er intet at kopiere."))


def _needle_of(pane: RowView) -> str:
    return str(getattr(pane, "needle", ""))
