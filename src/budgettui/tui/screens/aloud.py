"""The decisions read aloud, one by one in large type: each is confirmed with a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Digits, Label

from budgettui.domain.meeting.finalising import confirmed
from budgettui.domain.meeting.meeting import DecisionPoint
from budgettui.export.wording import date_text, outcome_text, votes_text
from budgettui.i18n import _
from budgettui.tui import saying
from budgettui.tui.saver import done_in
from budgettui.tui.screens.view import MeetingView
from budgettui.tui.signs import point_sign
from budgettui.tui.text import UTF8, plain, safe
from budgettui.tui.widgets.bars import Bar, KeyBar, StatusLine
from budgettui.tui.words import point_name

if TYPE_CHECKING:
    from budgettui.tui.screens.meeting import MeetingScreen

#: Rows that the large number needs beside the decision.
_TALL = 20


class AloudScreen(MeetingView):
    """One decision at a time, in the order of the agenda, beginning where one was or with the first unread."""

    PLACE = "aloud"
    CSS_PATH = "aloud.tcss"
    AUTO_FOCUS = ""

    def __init__(self, below: MeetingScreen) -> None:
        super().__init__(below)
        points, read = self._points, confirmed(self.meeting)
        #: The ids that were confirmed here and are on their way to the disk.
        self._said: set[str] = set()
        ids = [point.id for point in points]
        unread = next((one for one in ids if one not in read), ids[0])
        self.point = below.aloud_place if below.aloud_place in ids and below.aloud_place not in read else unread

    @property
    def _points(self) -> list[DecisionPoint]:
        return [point for point in self.meeting.points if point.outcome is not None]

    def compose(self) -> ComposeResult:
        yield Bar(self.roles, id="title")
        with VerticalScroll(id="item", can_focus=False):
            yield Digits(id="number")
            yield Label(id="name", markup=False)
            yield Label(id="point", markup=False)
            yield Label(id="outcome", markup=False)
            yield Label(id="more", markup=False)
            yield Label(id="read", markup=False)
        yield StatusLine(self.roles, id="status")
        yield KeyBar(self.roles, id="keys")

    def on_mount(self) -> None:
        self.meeting_changed()

    def on_resize(self) -> None:
        self.meeting_changed()

    def meeting_changed(self) -> None:
        points = self._points
        if not points:
            self.dismiss()
            return
        ids = [point.id for point in points]
        if self.point not in ids:
            self.point = ids[0]
        self.below.aloud_place = self.point
        read = confirmed(self.meeting) | self._said
        here = ids.index(self.point)
        words = _("{here} af {count} · {read} bekræftet").format(
            here=here + 1, count=len(ids), read=sum(one in read for one in ids)
        )
        self.show_title(_("Oplæsning"), words)
        self._show(points[here], self.point in read)

    def _show(self, point: DecisionPoint, read: bool) -> None:
        item, _point = self.meeting.find_point(point.id)
        number = item.number or ""
        large = UTF8 and bool(number) and all(sign in "0123456789." for sign in number) and self.size.height >= _TALL
        digits = self.query_one("#number", Digits)
        digits.display = large
        digits.update(number if large else "")
        title = safe(item.title) + ("" if item.open else f" ({_('lukket punkt')})")
        self.query_one("#name", Label).update(plain(title if large else f"{number} {title}".strip()))
        self.query_one("#point", Label).update(plain(f"{point.label} {safe(point.clause)}"))
        sign, state = point_sign(point)
        outcome = Text(plain(f"{sign} {safe(outcome_text(point))}"), self.roles.role(state))
        self.query_one("#outcome", Label).update(outcome)
        self.query_one("#more", Label).update(plain("\n".join(self._more(point))))
        said = _("✓ læst op og bekræftet") if read else _("○ ikke bekræftet")
        self.query_one("#read", Label).update(Text(plain(said), self.roles.role("decided" if read else "undecided")))

    def _more(self, point: DecisionPoint) -> list[str]:
        """The votes and what somebody wants to have written, who is responsible, and by when; with the first decision
        of an item what became of its amendments."""
        item, _point = self.meeting.find_point(point.id)
        first = next(one for one in item.points if one.outcome is not None)
        above = saying.item_lines(self.meeting, item) if point is first else []
        said = [text.removeprefix("→ ") for _role, text in (*above, *saying.point_lines(self.meeting, point))]
        lines = [votes_text(point.votes), *said]
        if point.responsible:
            lines.append(_("Ansvarlig: {who}").format(who=point.responsible))
        if point.due:
            lines.append(_("Frist: {date}").format(date=date_text(point.due)))
        return [safe(line) for line in lines if line]

    def _step(self, step: int) -> bool:
        ids = [point.id for point in self._points]
        here = ids.index(self.point) + step
        if not 0 <= here < len(ids):
            return False
        self.point = ids[here]
        self.meeting_changed()
        return True

    def action_aloud_confirm(self) -> None:
        """The decision was read and nobody objected; the next one."""
        point, read = self.point, confirmed(self.meeting) | self._said
        if point not in read:
            said = _("{point}: læst op og bekræftet").format(point=safe(point_name(self.meeting, point)))
            self.below.record(done_in(self.meeting, said, ("decision_confirmed", {"point": point})))
            self._said.add(point)
        if not self._step(1):
            self.meeting_changed()
            self.status.tell(self._what_is_left())

    def _what_is_left(self) -> str:
        read = confirmed(self.meeting) | self._said
        left = sum(one.id not in read for one in self._points)
        if left:
            return _("Den sidste. {count} er ikke bekræftet endnu.").format(count=left)
        return _("Alle beslutninger er læst op og bekræftet. Esc går tilbage til tjeklisten.")

    def told(self, below: StatusLine) -> None:
        self._said.clear()
        self.meeting_changed()
        super().told(below)
        if not below.error and {point.id for point in self._points} == confirmed(self.meeting):
            self.status.tell(self._what_is_left())

    def action_aloud_step(self, step: int) -> None:
        if not self._step(step):
            self.status.tell(_("Den sidste beslutning.") if step > 0 else _("Den første beslutning."))
