"""Agenda, paper and budget side by side: what is shown, what follows what, and moving about in it.

Nothing is recorded here; :mod:`budgettui.tui.screens.recording` does that on top.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from budgettui.domain.budget.budget import Material
from budgettui.domain.errors import FilterError
from budgettui.domain.meeting.meeting import Action, DecisionPoint, Item, Meeting
from budgettui.domain.meeting.prepared import brought
from budgettui.i18n import _
from budgettui.store import Place
from budgettui.tui.leaving import take_away
from budgettui.tui.screens.frame import PANES, RULE_SECONDS, FrameScreen
from budgettui.tui.text import framed, safe
from budgettui.tui.widgets.budget import BudgetPane
from budgettui.tui.widgets.paper import ShownPaper
from budgettui.tui.widgets.rows import RowView, Said
from budgettui.tui.words import decision_words, error_words, reading_words

if TYPE_CHECKING:
    from budgettui.tui.widgets.prompt import Prompt

#: Seconds that a key waits for another program that holds the store, before the screen says so instead.
PATIENCE = 0.25
#: Seconds until a second screen is told where the cursor came to rest.
STAND_SECONDS = 0.15


class PanesScreen(FrameScreen):
    """What stands in the panes, and how one follows the other."""

    #: The meeting as its papers prepared it, from when it was first asked for.
    _prepared: Meeting | None = None

    def on_mount(self) -> None:
        self.paper.brought = self._brought
        self.agenda.show(self.meeting)
        self.agenda.move_to(self.first_row(), notify=False)
        self._lay_out(self.app.size.width)
        self.set_interval(20, self._show_title)
        self.set_timer(RULE_SECONDS, self.learn_rule)
        self.store.answer_within(PATIENCE)
        if self.meeting is None:
            self.budget.show(self.store.widest(self.materials))
        else:
            self.open_item(self.agenda.current)
        self._focus_active()
        self._show_tally()
        self._show_title()
        if self.store.refusal is not None:
            self.status.tell(reading_words(self.store))

    def on_unmount(self) -> None:
        self.saver.close()

    # What is open.

    def open_item(self, item: Item | None) -> None:
        # Read first: where the store cannot be read now, everything stays as it was.
        papers: list[ShownPaper] = []
        if item is not None and item.papers:
            papers = [ShownPaper(view.document, view.paper) for view in self.store.papers_of(item.papers)]
        if self._item is not None:
            self._places[self._item.id] = (self.paper.cursor, self.paper.top)
            if self.budget.material is not None:
                self._budget_places[self._item.id] = (self.budget.material.key, self.budget.node)
        self._item = item
        self.paper.border_title = framed(f"2 {item.heading}" if item else _("2 Papir"))
        self.paper.said = self._said_of(item)
        self.paper.show(item, papers, self._actions_of(item), self._places.get(item.id) if item else None)
        self._follow_budget(item, papers)
        self._mark_links()
        self._show_title()
        self._describe()
        self._stand()

    def first_row(self) -> int:
        """Where one begins in the agenda: at the first item that is open, else at the first item."""
        items = self.meeting.items if self.meeting is not None else ()
        return next(
            (row for row, item in enumerate(items) if item.state in ("undecided", "partly")),
            next((row for row, item in enumerate(items) if item.type != "section"), 0),
        )

    def _brought(self, item: Item) -> Item | None:
        if self.meeting is None:
            return None
        with self.reading():
            if self._prepared is None or self._prepared.id != self.meeting.id:
                self._prepared = self.store.prepared(self.meeting.id)
        return brought(self._prepared, item.id)

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
        """What was voted and remarked at the item's points; "" holds what stands above them, "item" what the item is
        like."""
        meeting = self.meeting
        if item is None or meeting is None or not (
            meeting.votes or meeting.remarks or meeting.amendments or item.late
            or any(one.joined for one in meeting.items) or any(one.changes for one in meeting.attendees)
        ):
            return {}
        from budgettui.tui import saying

        return {"item": saying.fact_lines(meeting, item), "": saying.item_lines(meeting, item)} | {
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
            self.budget.show(self.store.widest(self.materials))

    def _first_choice(self, material: Material) -> int:
        """The first level of a material where there is something to choose between."""
        node = material.root
        while len(rows := self.store.child_rows(node)) == 1:
            (line,) = self.store.lines(rows)
            if not line.children:
                break
            node = line.node
        return node

    def _go_to_links(self, point: DecisionPoint) -> bool:
        """Show the level of the point's first linked line, the cursor on it."""
        return any(self.go_to_line(link.node) for link in point.links)

    def go_to_line(self, key: str) -> bool:
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
            row = next((row for row, item in enumerate(self.agenda.rows) if item.id == self._item.id), 0)
            self.agenda.move_to(row, notify=False)

    def on_budget_rows_drilled(self, event: BudgetPane.Drilled) -> None:
        event.stop()
        if self.active == "budget":
            self._describe()

    def on_said(self, event: Said) -> None:
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
        row = next((row for row, item in enumerate(self.agenda.rows) if item.id == item_id), None)
        if row is None:
            self.agenda.show(self.meeting, "")
            row = next(row for row, item in enumerate(self.agenda.rows) if item.id == item_id)
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
        looking = self._filtering is self.budget and self.budget.is_growing
        words = _("Leder …") if looking else _("{count} passer").format(count=count)
        self.status.tell(words if needle else "")

    def on_prompt_done(self, event: Prompt.Done) -> None:
        take_away(self.query("Prompt"))
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
        pane, found = self._pane(self.active), True
        if pane is self.agenda:
            found = bool(self.agenda.needle)
            self.agenda.action_move(step if found else 0)
        elif pane is self.paper:
            found = self.paper.next_match(step)
        else:
            try:
                with self.reading():
                    found = self.budget.next_match(step)
            except FilterError as error:
                self.status.tell(error_words(error))
                return
        if not found:
            self.status.tell(_("Ingen søgning i gang: / søger."))

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

        self.app.push_screen(SourceScreen(self.roles, self.store, *place))

    def action_copy(self) -> None:
        from budgettui.tui.clipboard import copied

        point, item = self.paper.current_point, self._item
        if self.active == "budget":
            text, item = self.budget.copied(), None
        elif point is not None:
            words = decision_words(point)
            text = f"{point.label} {point.clause}" + (f" — {words}" if words else "")
        else:
            text = item.title if item else ""
        if text:
            self.status.tell(copied(self.app, safe(text), closed=item is not None and not item.open))
        else:
            self.status.tell(_("Her er intet at kopiere."))


def _needle_of(pane: RowView) -> str:
    return str(getattr(pane, "needle", ""))
