"""Attendance: who is present, apologised or absent, from the start or from an item on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.message import Message

from budgettui.domain.meeting import Attendee, Item, Meeting
from budgettui.i18n import _
from budgettui.tui.signs import ATTENDANCE_WORDS
from budgettui.tui.text import cut, framed, safe, segments
from budgettui.tui.theming import RoleStyles
from budgettui.tui.widgets.rows import RowView

_ORDER = ("present", "apology", "absent")
_ROLES = {"present": "decided", "apology": "postponed", "absent": "rejected"}
_SIGNS = {"present": "✓", "apology": "↷", "absent": "✗"}


class AttendancePanel(RowView):
    """Space changes the person under the cursor; i says from when."""

    @dataclass
    class Changed(Message):
        """A person's attendance was changed; ``from_item`` is false for the start of the meeting."""

        person: str
        state: str
        from_item: bool

    class Left(Message):
        """The panel was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "turn", show=False, priority=True),
        Binding("t", "set('present')", show=False, priority=True),
        Binding("a", "set('apology')", show=False, priority=True),
        Binding("f", "set('absent')", show=False, priority=True),
        Binding("i", "when", show=False, priority=True),
        Binding("escape,P", "leave", show=False, priority=True),
    ]

    def __init__(self, styles: RoleStyles, meeting: Meeting, item: Item | None) -> None:
        super().__init__(styles, id="panel")
        self.people: tuple[Attendee, ...] = meeting.attendees
        self.item = item
        self.from_item = False
        self._title()

    def _title(self) -> None:
        when = _("fra mødets start")
        if self.from_item and self.item is not None:
            when = _("fra punkt {number}").format(number=self.item.number or safe(self.item.title))
        self.border_title = framed(_("Fremmøde · {when}").format(when=when))
        self.border_subtitle = framed(_("i: fra start eller fra punkt"))

    def keys(self) -> list[tuple[str, str]]:
        """What the key bar shows while the panel is open."""
        return [
            ("t", _("Til stede")), ("a", _("Afbud")), ("f", _("Fraværende")), (_("Mellemrum"), _("Skift")),
            ("i", _("Fra start eller punkt")), ("Esc", _("Færdig")),
        ]

    def show(self, meeting: Meeting) -> None:
        """Show the meeting after a change; the cursor stays on its person."""
        self.people = meeting.attendees
        self.refresh()

    @property
    def row_count(self) -> int:
        return len(self.people)

    def empty(self, width: int) -> list[str]:
        return [_("Ingen deltagere er læst af papirerne.")]

    def row_segments(self, row: int, width: int, selected: bool) -> list[Segment]:
        person = self.people[row]
        state = person.current if self.from_item else person.attendance
        role = self.roles.role
        later = _("ændret undervejs")
        room = max(10, width - 16 - (len(later) + 2 if any(one.changes for one in self.people) else 0))
        name = f"{person.name} ({person.initials})" if person.initials else person.name
        return segments([
            ("▸ " if selected else "  ", role("accent")),
            (f"{_SIGNS[state]} {cut(_(ATTENDANCE_WORDS[state]), 12)}", role(_ROLES[state])),
            (cut(safe(name), room), Style.null()),
            (f" {later}" if person.changes else "", role("dim")),
        ])

    def action_turn(self) -> None:
        if self.people:
            person = self.people[self.cursor]
            state = person.current if self.from_item else person.attendance
            self.action_set(_ORDER[(_ORDER.index(state) + 1) % len(_ORDER)])

    def action_set(self, state: str) -> None:
        if self.people:
            self.post_message(self.Changed(self.people[self.cursor].id, state, self.from_item))

    def action_when(self) -> None:
        self.from_item = not self.from_item
        self._title()
        self.refresh()

    def action_leave(self) -> None:
        self.post_message(self.Left())
