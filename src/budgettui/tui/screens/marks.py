"""Marked budget lines: marking one, its note, and the list in the order in which the meeting goes through them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style

from budgettui.domain.errors import N_
from budgettui.domain.meeting.meeting import Mark, Meeting
from budgettui.i18n import _, date_text, ngettext
from budgettui.tui.saver import Act, done_in
from budgettui.tui.screens.view import AskingView
from budgettui.tui.text import BOLD, cut, safe, segments, wrap
from budgettui.tui.widgets.bars import Bar
from budgettui.tui.widgets.panel import Field, Question
from budgettui.tui.widgets.rows import RowList
from budgettui.tui.words import clock

if TYPE_CHECKING:
    from budgettui.tui.screens.meeting import MeetingScreen

_NO_LINE = N_("Stil markøren på en budgetlinje.")
_YES = ("j", "ja", "y", "yes", "x")


def _marked(meeting: Meeting, key: str, label: str, text: str, private: bool) -> Act:
    payload = {"node": key, "label": label, "text": text, "private": private}
    said = _("{label} mærket").format(label=safe(label)) + (f": {safe(text)}" if text else "")
    return done_in(meeting, said, ("line_marked", payload))


def unmarked(meeting: Meeting, mark: Mark) -> Act:
    said = _("{label} ikke mærket længere").format(label=safe(mark.label))
    said += _(" · noten er væk med det: {text}").format(text=safe(mark.text)) if mark.text else ""
    return done_in(meeting, said, ("line_unmarked", {"node": mark.node, "label": mark.label}))


def toggle(screen: MeetingScreen) -> None:
    """Mark the line under the cursor, or take its mark away."""
    meeting, line = screen.meeting, screen.budget.current
    if meeting is None or line is None:
        screen.status.tell(_(_NO_LINE))
        return
    mark = next((one for one in meeting.marks_seen_by(screen.actor) if one.node == line.key), None)
    screen.record(unmarked(meeting, mark) if mark else _marked(meeting, line.key, line.label, "", False))


async def note(screen: MeetingScreen) -> None:
    """Write a note on the line under the cursor; it is marked by that."""
    meeting, line = screen.meeting, screen.budget.current
    if meeting is None or line is None:
        await screen.instead(_(_NO_LINE))
    else:
        await screen.ask(question(meeting, screen.actor, line.key, line.label))


def question(meeting: Meeting, actor: str, key: str, label: str) -> Question:
    """What the note on a line is, and whether it is for its writer alone."""
    mark = next((one for one in meeting.marks_seen_by(actor) if one.node == key), None)
    return Question(
        "mark",
        _("Note på {label}").format(label=safe(label)),
        (
            Field("text", _("Note"), mark.text if mark else ""),
            Field("private", _("Privat"), _("ja") if mark and mark.private else "", _("ja: kun for dig selv")),
        ),
        answer=partial(_noted, meeting, key, label),
    )


def _noted(meeting: Meeting, key: str, label: str, values: Mapping[str, str]) -> Act:
    return _marked(meeting, key, label, values["text"].strip(), values["private"].strip().casefold() in _YES)


def walk(screen: MeetingScreen, step: int) -> None:
    """Go to the next or previous marked line, in the order of the list."""
    marks = screen.meeting.marks_seen_by(screen.actor) if screen.meeting else []
    if not marks:
        screen.status.tell(_("Ingen linjer er mærket: * mærker linjen under markøren."))
        return
    line = screen.budget.current
    keys = [mark.node for mark in marks]
    here = keys.index(line.key) if line is not None and line.key in keys else -1 if step > 0 else 0
    go_to(screen, marks[(here + step) % len(marks)], (here + step) % len(marks) + 1, len(marks))


def go_to(screen: MeetingScreen, mark: Mark, place: int, count: int) -> None:
    with screen.reading():
        if screen.go_to_line(mark.node):
            screen.action_pane("budget")
            told = _("{place} af {count}: {label}").format(place=place, count=count, label=safe(mark.label))
            screen.status.tell(f"★ {told}" + (f" · {safe(mark.text)}" if mark.text else ""))
        else:
            screen.status.tell(_("{label} findes ikke i budgettet længere.").format(label=safe(mark.label)))


class MarkList(RowList[Mark]):
    """One mark a row: its place in the order, the line, the note, and by whom and when."""

    def empty(self, width: int) -> list[str]:
        return wrap(_("Ingen linjer er mærket. Esc går tilbage; * i budgettet mærker linjen under markøren."), width)

    def row_segments(self, row: int, width: int, selected: bool) -> list[Segment]:
        mark = self.rows[row]
        role = self.roles.role
        who = safe(mark.actor) + (_(" · privat") if mark.private else "")
        label = max(10, (width - 8 - len(who)) // 2)
        return segments([
            ("▸ " if selected else "  ", role("accent")),
            (f"{row + 1:>3} ", role("dim")),
            (cut(safe(mark.label), label) + " ", Style.null()),
            (cut(safe(mark.text), max(0, width - 7 - label - len(who) - 1)) + " ", role("accent")),
            (who, role("dim")),
        ])


class MarksScreen(AskingView[MarkList]):
    """The list: Enter goes to a line, and a mark can be moved, noted on and taken away."""

    PLACE = "marks"
    NAME = N_("Mærkede linjer")

    def __init__(self, below: MeetingScreen) -> None:
        super().__init__(below)
        self.list = MarkList(self.roles, id="marks")

    def meeting_changed(self) -> None:
        self.list.rows = self.meeting.marks_seen_by(self.below.actor)
        count = len(self.list.rows)
        self.list.reset(self.list.cursor, self.list.top)
        words = ngettext("{count} linje", "{count} linjer", count).format(count=count)
        self.query_one("#title", Bar).set_lines(
            [(f" {_('Mærkede linjer')} · ", BOLD), (words, self.roles.role("dim"))]
        )

    def describe(self) -> None:
        mark = self.list.current
        if mark is not None:
            day = f"{date_text(mark.at[:10])} {clock(mark.at)}"
            words = (safe(mark.label), safe(mark.text), day, safe(mark.actor))
            self.status.tell(" · ".join(part for part in words if part))

    def action_mark_open(self) -> None:
        mark = self.list.current
        if mark is None:
            self.status.tell(_("Der er intet at åbne."))
        else:
            place, count = self.list.cursor + 1, self.list.row_count
            self.dismiss()
            go_to(self.below, mark, place, count)

    def action_mark_move(self, step: int) -> None:
        mark, place = self.list.current, self.list.cursor + step
        if mark is None or not 0 <= place < self.list.row_count:
            self.status.tell(_("Linjen står allerede yderst."))
            return
        # Private marks of others stand between, and keep their places.
        whole = [one.node for one in self.meeting.marks].index(self.list.rows[place].node)
        event = ("mark_moved", {"node": mark.node, "place": whole, "label": mark.label})
        self.list.cursor = place
        self.below.record(done_in(self.meeting, _("{label} flyttet").format(label=safe(mark.label)), event))

    def action_mark_remove(self) -> None:
        mark = self.list.current
        if mark is None:
            self.status.tell(_("Her er intet at fjerne."))
        else:
            self.below.record(unmarked(self.meeting, mark))
