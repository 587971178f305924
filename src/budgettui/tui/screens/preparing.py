"""Dagsorden: the agenda is made and changed here, item by item and point by point."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style

from budgettui.domain.errors import N_, StoreError
from budgettui.domain.meeting.carry import Offer, offers
from budgettui.domain.meeting.followup import CLOSED
from budgettui.domain.meeting.meeting import DecisionPoint, Item, Meeting
from budgettui.i18n import _, date_text, ngettext
from budgettui.tui import preparing
from budgettui.tui.saver import Act
from budgettui.tui.saying import joined_words
from budgettui.tui.screens.pick import Choice, pick, pick_several
from budgettui.tui.screens.view import AskingView
from budgettui.tui.signs import item_sign, point_sign
from budgettui.tui.text import BOLD, cut, safe, segments, wrap
from budgettui.tui.theming import RoleStyles
from budgettui.tui.widgets.bars import Bar
from budgettui.tui.widgets.rows import RowList

if TYPE_CHECKING:
    from budgettui.tui.screens.meeting import MeetingScreen

#: An item, or one of its decision points.
Row = tuple[Item, DecisionPoint | None]


class AgendaList(RowList[Row]):
    """Every item with its decision points below it; what is special of an item stands at the right."""

    def __init__(self, styles: RoleStyles) -> None:
        super().__init__(styles, id="items")
        self.meeting: Meeting | None = None
        self._number = 0

    def show(self, meeting: Meeting, on: str | None = None) -> None:
        """Show the agenda; the cursor goes to the item or point with this id, else to what has come or come back, else
        it stays on what it stood on."""
        before, here = {(point or item).id for item, point in self.rows}, self.current
        self.meeting = meeting
        self.rows = [row for item in meeting.items for row in ((item, None), *((item, one) for one in item.points))]
        self._number = max((len(item.number or "") for item in meeting.items), default=0)
        ids = [(point or item).id for item, point in self.rows]
        came = next((one for one in ids if before and one not in before), None)
        wanted = on or came or ((here[1] or here[0]).id if here else "")
        self.reset(ids.index(wanted) if wanted in ids else self.cursor, self.top)
        self.keep_in_sight()

    def empty(self, width: int) -> list[str]:
        told = _("Dagsordenen er tom. n skriver et punkt, a en overskrift, h henter det, der er uafsluttet fra før.")
        return wrap(told, width)

    def row_segments(self, row: int, width: int, selected: bool) -> list[Segment]:
        item, point = self.rows[row]
        role = self.roles.role
        mark = ("▸ " if selected else "  ", role("accent"))
        indent = self._number + 1
        if point is not None:
            sign, sign_role = point_sign(point)
            text = f"{point.label} {safe(point.clause)}"
            return segments([mark, (" " * indent, Style.null()), (f"{sign} ", role(sign_role)),
                             (cut(text, max(0, width - indent - 4)), role("dim"))])
        number = cut(safe(item.number or ""), self._number)
        if item.type == "section":
            return segments([mark, (cut(f"{number} {safe(item.title)}", width - 2), role("accent"))])
        sign, sign_role, _word = item_sign(item)
        flags = self._flags(item)
        room = max(8, width - indent - 4 - len(flags))
        return segments([
            mark, (f"{sign} ", role(sign_role)), (f"{number} ", role("dim")),
            (cut(safe(item.title), room - 1) + " ", Style.null()), (cut(flags, width - indent - 4 - room), role("dim")),
        ])

    def _flags(self, item: Item) -> str:
        assert self.meeting is not None
        count = len(item.papers)
        reason = f": {safe(item.closed_reason)}" if item.closed_reason else ""
        flags = (
            "" if item.open else "■ " + _("lukket") + reason,
            _("tillægsdagsorden") if item.late else "",
            joined_words(self.meeting, item),
            ngettext("{count} papir", "{count} papirer", count).format(count=count) if count else "",
        )
        return " · ".join(flag for flag in flags if flag)


class AgendaScreen(AskingView[AgendaList]):
    """The agenda as a list, and a key for everything that can be done to it."""

    PLACE = "preparing"
    NAME = N_("Dagsorden")
    NOTHING = N_("Intet er ændret.")

    def __init__(self, below: MeetingScreen) -> None:
        super().__init__(below)
        self.list = AgendaList(self.roles)

    # What is shown.

    def opened(self) -> None:
        super().opened()
        told = self.status.told

        def work() -> None:
            with suppress(StoreError):  # h says so where it cannot be read
                self.call_later(self._offer, len(self._left()[1]), told)

        self.run_worker(work, thread=True, group="left")  # beside the keys: every meeting is read for it

    def meeting_changed(self) -> None:
        item = self.below.item
        self.list.show(self.meeting, item.id if item and not self.list.rows else None)
        self._show_title()

    def _show_title(self) -> None:
        meeting = self.meeting
        people = len(meeting.attendees)
        words = (
            safe(meeting.title), date_text(meeting.date) or _("uden dato"), safe(meeting.place or ""),
            ngettext("{count} deltager", "{count} deltagere", people).format(count=people),
        )
        self.query_one("#title", Bar).set_lines(
            [(f" {_('Dagsorden')} · ", BOLD), (" · ".join(word for word in words if word), self.roles.role("dim"))]
        )

    def describe(self) -> None:
        row = self.list.current
        if row is not None:
            item, point = row
            text = f"{point.label} {point.clause}" if point else item.heading
            case = _("sag {number}").format(number=safe(item.case_number)) if item.case_number and not point else ""
            self.status.tell(" · ".join(part for part in (safe(text), case) if part))

    # What a key does.

    def _row(self) -> Row | None:
        """What the cursor stands on; says so where it stands on nothing."""
        if self.list.current is None:
            self.status.tell(_("Dagsordenen er tom: n skriver et punkt."))
        return self.list.current

    def _item(self) -> Item | None:
        """The item that the cursor stands on or in, where it is no heading."""
        row = self._row()
        if row is not None and row[0].type == "section":
            self.status.tell(_("Det er en overskrift: stil markøren på et punkt."))
            return None
        return row[0] if row else None

    def _record(self, act: Act | None, otherwise: str) -> None:
        if act is None:
            self.status.tell(otherwise)
        else:
            self.take(act)

    async def action_agenda_new(self, section: bool = False) -> None:
        """A new item, or heading, after the item under the cursor."""
        row = self.list.current
        await self.ask(preparing.new_item(self.meeting, row[0] if row else None, section=section))

    async def action_agenda_edit(self) -> None:
        row = self._row()
        if row is not None:
            item, point = row
            edit_point, edit_item = preparing.edit_point, preparing.edit_item
            await self.ask(edit_point(self.meeting, point) if point else edit_item(self.meeting, item))

    async def action_agenda_point(self) -> None:
        item = self._item()
        if item is not None:
            await self.ask(preparing.new_point(self.meeting, item))

    def action_agenda_remove(self) -> None:
        """Take the item or the decision point away."""
        row = self._row()
        if row is not None:
            told = _("Der er noteret noget her, og det slettes ikke: b og x i mødet tager punktet af dagsordenen.")
            self._record(preparing.remove(self.meeting, *row), told)

    def action_agenda_move(self, step: int) -> None:
        row = self._row()
        if row is not None:
            self._record(preparing.move(self.meeting, row[0], step), _("Længere kommer punktet ikke."))

    def action_agenda_renumber(self) -> None:
        if self._row() is not None:
            self._record(preparing.renumber(self.meeting), _("Numrene er i orden."))

    async def action_agenda_close(self) -> None:
        item = self._item()
        if item is not None and item.open:
            await self.ask(preparing.close(self.meeting, item))
        elif item is not None:
            self.below.record(preparing.reopen(self.meeting, item))

    def action_agenda_late(self) -> None:
        item = self._item()
        if item is not None:
            self.below.record(preparing.turn_late(self.meeting, item))

    def action_agenda_join(self) -> None:
        """Treat the item together with another; with itself, it is set free."""
        item = self._item()
        if item is None:
            return
        choices = [Choice("-", _("for sig"))] if item.joined else []
        choices += [
            Choice(one.id, one.title, one.number or "", joined_words(self.meeting, one))
            for one in self.meeting.items
            if one.type != "section" and one.id not in (item.id, item.joined) and one.joined != item.id
        ]

        def chosen(picked: str) -> None:
            self.below.record(preparing.join(self.meeting, item, "" if picked == "-" else picked))

        title = _("{item} behandles sammen med").format(item=safe(item.name))
        pick(self, title, choices, chosen, none=_("Der er intet andet punkt."))

    def action_agenda_papers(self) -> None:
        item = self._item()
        if item is None:
            return
        with self.below.reading():
            store = self.below.store
            documents = {one.id: one.name for one in store.documents()}
            ids = [key for number in documents for key in store.paper_ids(number)]
            views = store.papers_of(list(dict.fromkeys((*item.papers, *ids))))
            known = {view.id: view.paper for view in views}
            # What is looked for mostly has the item's own title or case number.
            names = {item.title.casefold(), item.case_number or ""} - {""}
            views.sort(key=lambda view: names.isdisjoint((view.paper.title.casefold(), view.paper.case_number)))
            choices = [
                Choice(view.id, view.paper.title, date_text(view.paper.date), safe(documents.get(view.document, "")))
                for view in views
            ]

            def chosen(picked: list[str]) -> None:
                act = preparing.papers(self.meeting, item, picked, known)
                if isinstance(act, str):
                    self.status.tell(act)
                else:
                    self._record(act, _(self.NOTHING))

            title = _("Papirer til {item}").format(item=safe(item.name))
            none = _("Ingen papirer endnu: Ctrl+N importerer dem.")
            pick_several(self, title, choices, item.papers, chosen, none=none)

    def _left(self) -> tuple[list[Meeting], list[Offer]]:
        """The other meetings, and what they have left for this one."""
        from budgettui.ingest.page.names import current

        store, meeting = self.below.store, self.meeting
        others = [store.meeting(head.id) for head in store.meetings() if head.id != meeting.id]
        over = {one.key for one in store.follow_ups() if one.state in CLOSED}
        return others, offers(meeting, others, over, current().bodies)

    def _offer(self, count: int, told: str) -> None:
        """Say that there is something to take over; where a key has said something since, that stays."""
        if count and self.status.told == told:
            self.status.tell(_("Uafsluttet fra tidligere møder: {count} · h henter").format(count=count))

    def action_agenda_carry(self) -> None:
        """Take over what the body's earlier meetings have left, and the way that the cases have gone."""
        if not self.meeting.date:
            self.status.tell(_("Mødet har ingen dato: d skriver den, så det kan ses, hvilke møder der var før."))
            return
        with self.below.reading():
            others, left = self._left()
            found = {str(place): one for place, one in enumerate(left)}
            choices = [
                Choice(key, one.task or (one.item.title if one.item else ""), date_text(one.meeting.date),
                       preparing.left_words(one))
                for key, one in found.items()
            ]
            row = self.list.current

            def chosen(picked: list[str]) -> None:
                wanted = [found[key] for key in picked]
                act = preparing.carried(self.meeting, wanted, others, row[0] if row else None)
                self._record(act, _(self.NOTHING))

            none = _("Intet er uafsluttet fra mødeorganets tidligere møder; Enter henter sagernes forløb.")
            title = _("Hent fra tidligere møder")
            undated = sum(not one.date and one.body == self.meeting.body for one in others)
            if undated:
                without = ngettext("{count} møde uden dato er ikke med", "{count} møder uden dato er ikke med", undated)
                title += " · " + without.format(count=undated)
            pick_several(self, title, choices, (), chosen, none=none)

    async def action_agenda_meeting(self) -> None:
        await self.ask(preparing.about(self.meeting, self.below.today()))

    def leave(self) -> None:
        row = self.list.current
        self.dismiss()
        if row is not None:
            with self.below.reading():
                self.below.go_to(row[0].id)
                self.below.action_pane("agenda")
