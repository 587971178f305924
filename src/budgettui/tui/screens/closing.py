"""The checklist before the minutes are finalised: what to look at, the rule it comes from, and the way to it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style

from budgettui.domain.errors import N_
from budgettui.domain.meeting.closing import Finding
from budgettui.domain.meeting.meeting import Meeting
from budgettui.i18n import _, said_in_language
from budgettui.tui import closing, preparing
from budgettui.tui.screens.view import AskingView
from budgettui.tui.text import cut, safe, segments, wrap
from budgettui.tui.widgets.bars import Bar
from budgettui.tui.widgets.rows import RowList

if TYPE_CHECKING:
    from budgettui.tui.screens.meeting import MeetingScreen

#: Cells of the number of a point, and of the word of the state.
_WHERE, _STATE = 13, 11


class FindingList(RowList[Finding]):
    """One thing to look at a row: sign, where, what, and whether it is kept."""

    #: Where each of them stands, by its key.
    where: Mapping[str, str] = MappingProxyType({})

    def empty(self, width: int) -> list[str]:
        told = _("Der er intet at se efter. f afslutter referatet; derefter kan det kun underskrives og rettes.")
        return wrap(told, width)

    def row_segments(self, row: int, width: int, selected: bool) -> list[Segment]:
        finding = self.rows[row]
        role, kept = self.roles.role, bool(finding.reason)
        room = max(8, width - 4 - _WHERE - _STATE)
        return segments([
            ("▸ " if selected else "  ", role("accent")),
            ("✓ " if kept else "○ ", role("dim" if kept else "undecided")),
            (cut(self.where[finding.key] or _("hele mødet"), _WHERE - 1) + " ", role("dim")),
            (cut(safe(said_in_language(finding.message)), room), role("dim") if kept else Style.null()),
            ((" " + (_("beholdt") if kept else _("se efter"))).rjust(_STATE), role("dim" if kept else "undecided")),
        ])


class ClosingScreen(AskingView[FindingList]):
    """The checklist, and from it to the places, to the reading aloud, and to the version."""

    PLACE = "closing"
    NAME = N_("Tjekliste")
    BELOW = ("told",)

    def __init__(self, below: MeetingScreen) -> None:
        super().__init__(below)
        self.list = FindingList(self.roles, id="findings")
        #: Whether the last key asked to finalise: the same once more does it.
        self._sure = False
        #: The other meetings, when the list was opened: the way of a case is in them.
        self._others: list[Meeting] = []

    def opened(self) -> None:
        with self.below.reading():
            store = self.below.store
            self._others = [store.meeting(head.id) for head in store.meetings() if head.id != self.meeting.id]
        super().opened()

    def on_resize(self) -> None:
        self._tell_rule()

    # What is shown.

    def on_screen_resume(self) -> None:
        self.meeting_changed()

    def meeting_changed(self) -> None:
        if not self.is_current:
            return  # it is shown anew when the screen in front of it goes
        if self.meeting.final is not None:
            self.dismiss()
            self.below.action_close_minutes(saved=True)
            return
        self.list.rows = found = closing.findings(self.meeting, self._others)
        self.list.where = {one.key: closing.where(self.meeting, one) for one in found}
        keys = [one.key for one in found]
        # Where a thing is put right and gone, the next one has come in its row.
        key, place = self.below.closing_place
        self.list.reset(keys.index(key) if key in keys else place, self.list.top)
        left = sum(not one.reason for one in found)
        words = _("{left} at se efter · {kept} beholdt").format(left=left, kept=len(found) - left)
        self.show_title(_("Afslut"), words)
        self._tell_rule()

    def _tell_rule(self) -> None:
        """What stands under the cursor in full, and the rule that it comes from."""
        one, width = self.list.current, max(20, self.app.size.width - 2)
        lines: list[list[tuple[str, Style]]] = []
        if one is not None:
            lines = [[(f" {line}", Style.null())] for line in wrap(safe(said_in_language(one.message)), width)[:3]]
            rule = _("Regel: {rule}").format(rule=safe(said_in_language(one.rule)))
            lines += [[(f" {line}", self.roles.role("dim"))] for line in wrap(rule, width)[:2]]
            if one.reason:
                kept = _("Beholdt: {reason}").format(reason=safe(one.reason))
                lines += [[(f" {line}", self.roles.role("accent"))] for line in wrap(kept, width)[:2]]
        self.query_one("#told", Bar).show_all(lines)

    def describe(self) -> None:
        self._sure = False
        self._remember()
        self._tell_rule()

    def _remember(self) -> None:
        one = self.list.current
        self.below.closing_place = (one.key if one else "", self.list.cursor)

    # Keys.

    def _chosen(self) -> Finding | None:
        self._sure = False
        one = self.list.current
        if one is None:
            self.status.tell(_("Der er intet at se efter."))
        self._remember()
        return one

    async def action_closing_open(self) -> None:
        """Go to where the thing is put right; Esc there comes back."""
        one = self._chosen()
        if one is None:
            return
        if one.place == "aloud":
            self.action_closing_aloud()
        elif one.place == "history":
            act = preparing.carried(self.meeting, (), self._others)
            if act is not None:
                self.below.record(act)
        elif one.place == "action":
            action = next(action for action in self.meeting.actions if one.key == f"action:{action.id}")
            await self.ask(closing.follow_up(self.meeting, action, self.below.today()))
        elif one.place == "date":
            await self.ask(preparing.about(self.meeting, self.below.today()))
        elif one.place == "end":
            await self.ask(closing.ended(self.meeting, self.below.now))
        else:
            self.dismiss()
            await go(self.below, one)

    async def action_closing_keep(self) -> None:
        one = self._chosen()
        if one is not None:
            await self.ask(closing.keep(self.meeting, one))

    def action_closing_aloud(self) -> None:
        from budgettui.tui.screens.aloud import AloudScreen

        self._sure = False
        if any(point.outcome is not None for point in self.meeting.points):
            self.app.push_screen(AloudScreen(self.below))
        else:
            self.status.tell(_("Intet er besluttet endnu."))

    def action_closing_finalise(self) -> None:
        """Finalise: the first time it is said what that means."""
        left = sum(not one.reason for one in self.list.rows)
        if left:
            words = _("{left} står endnu i tjeklisten: Enter går til stedet, b beholder det med en grund.")
            self.status.tell(words.format(left=left))
        elif not self._sure:
            self._sure = True
            number = len(self.meeting.versions) + 1
            self.status.tell(
                _("f igen afslutter version {number}: derefter kun underskrifter og rettelser.").format(number=number)
            )
        else:
            self._sure = False
            self.below.record(closing.finalising(self.meeting, self.below.now))


async def go(screen: MeetingScreen, finding: Finding) -> None:
    from budgettui.tui.screens import amending, floor

    if finding.item is not None:
        ids = [point.id for point in (screen.meeting.item(finding.item).points if screen.meeting else ())]
        screen.go_to(finding.item, ids.index(finding.point) if finding.point in ids else None)
    screen.closing_returns = True
    screen.status.tell(_("Esc går tilbage til tjeklisten."))
    match finding.place:
        case "decide":
            await screen.action_decide()
        case "amendment":
            await amending.open_amendments(screen)
        case "vote" if finding.point is None:
            await amending.open_amendments(screen)
        case "vote":
            await floor.ask_vote(screen)
        case "minutes":
            await screen.action_write_minutes()
        case "remark":
            await floor.ask_remark(screen, finding.who)
        case _:
            await floor.open_attendance(screen, from_item=finding.item is not None)
