"""Attendance: who is present, apologised or absent, from the start or from an item on; who came, went or is
disqualified at an item; who has a vote."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType

from budgettui.domain.meeting.meeting import Attendee, Item, Meeting
from budgettui.domain.meeting.presence import AT_START, Quorum, members, present, quorum, stances
from budgettui.i18n import _
from budgettui.tui.signs import ATTENDANCE_WORDS
from budgettui.tui.text import cut, framed, safe, segments, wrap
from budgettui.tui.theming import RoleStyles
from budgettui.tui.widgets.rows import Left, RowList, Turned, Wants

_ROLES = {
    "present": "decided", "apology": "postponed", "absent": "rejected", "arrived": "decided", "left": "rejected",
    "out": "postponed", "disqualified": "warning",
}
_SIGNS = {
    "present": "✓", "apology": "↷", "absent": "✗", "arrived": "→", "left": "←", "out": "–", "disqualified": "■",
}


def quorum_words(at: Quorum) -> str:
    """ "6 af 9 medlemmer, 5 kræves"."""
    return _("{here} af {seats} medlemmer, {needed} kræves").format(here=at.here, seats=at.seats, needed=at.needed)


def _name(person: Attendee) -> str:
    return safe(f"{person.name} ({person.initials})" if person.initials else person.name)


class AttendancePanel(RowList[Attendee]):
    """Space changes the person under the cursor; i says from when."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "turn", show=False, priority=True),
        Binding("t", "set('present')", show=False, priority=True),
        Binding("a", "set('apology')", show=False, priority=True),
        Binding("f", "set('absent')", show=False, priority=True),
        Binding("i", "when", show=False, priority=True),
        Binding("c", "at_item('arrived')", show=False, priority=True),
        Binding("g", "at_item('left')", show=False, priority=True),
        Binding("d", "at_item('out')", show=False, priority=True),
        Binding("h", "disqualify", show=False, priority=True),
        Binding("x", "at_item(None)", show=False, priority=True),
        Binding("v", "member", show=False, priority=True),
        Binding("n", "ask('new')", show=False, priority=True),
        Binding("e", "ask('edit')", show=False, priority=True),
        Binding("m", "fetch", show=False, priority=True),
        Binding("slash", "ask('find')", show=False, priority=True),
        Binding("escape,P", "leave", show=False, priority=True),
    ]

    def __init__(
        self, styles: RoleStyles, meeting: Meeting, item: Item | None, seats: int | None = None,
        needed: int | None = None, *, from_item: bool = False, select: str = "", near: str = "",
    ) -> None:
        super().__init__(styles, id="panel")
        self.item = item if item is not None and item.type != "section" else None
        self.from_item = from_item and self.item is not None
        self.rule = (seats, needed)
        self.begin_at(select, near)
        self.show(meeting)

    def _title(self) -> None:
        when = _("fra mødets start")
        if self.from_item and self.item is not None:
            when = _("fra punkt {number}").format(number=safe(self.item.name))
        self.border_title = framed(_("Fremmøde · {when}").format(when=when))
        at = self.item.id if self.from_item and self.item is not None else None
        facts = [_("{count} til stede").format(count=present(self.meeting, at))]
        known = quorum(self.meeting, at, *self.rule)
        facts.append(quorum_words(known) if known else _("i: fra start eller fra punkt"))
        self.border_subtitle = framed(" · ".join(facts))

    def keys(self) -> list[tuple[str, str]]:
        shown = [("t", _("Til stede")), ("a", _("Afbud")), ("f", _("Fraværende"))]
        if self.from_item:
            # What only an item has comes first: the bar has not always room for all.
            at_item = [("c", _("Kom")), ("g", _("Gik")), ("d", _("Deltager ikke")), ("h", _("Inhabil"))]
            shown = [*at_item, ("x", _("Som før")), *shown]
        return [
            *shown, ("v", _("Stemmeret")), ("n", _("Ny")), ("e", _("Ret")), ("m", _("Medlemmer")), ("/", _("Find")),
            ("i", _("Fra start eller punkt")), ("Esc", _("Færdig")),
        ]

    def show(self, meeting: Meeting) -> None:
        """Show the meeting after a change; the cursor stays on its person."""
        self.meeting = meeting
        self.rows = meeting.attendees
        self._able = {person.id for person in members(meeting)}
        self._at = stances(meeting, self.item.id if self.item is not None else None)
        self._title()
        self.keep_place([person.id for person in self.rows])

    def empty(self, width: int) -> list[str]:
        return wrap(_("Ingen deltagere endnu: m henter mødeorganets medlemmer, n tilføjer en."), width)

    def row_segments(self, row: int, width: int, selected: bool) -> list[Segment]:
        person = self.rows[row]
        state = self._state(person)
        role = self.roles.role
        word = max(cell_len(_(ATTENDANCE_WORDS[self._state(one)])) for one in self.rows) + 2
        told = min(24, max(cell_len(self._facts(one)) for one in self.rows) + 6)
        room = max(10, min(max(cell_len(_name(one)) for one in self.rows), width - word - told))
        return segments([
            ("▸ " if selected else "  ", role("accent")),
            (f"{_SIGNS[state]} {cut(_(ATTENDANCE_WORDS[state]), word)}", role(_ROLES[state])),
            (cut(_name(person), room), Style.null()),
            (f"  {self._facts(person)}", role("dim")),
        ])

    def _facts(self, person: Attendee) -> str:
        seat = next((safe(one.initials or one.name) for one in self.rows if one.id == person.substitute_for), "")
        facts = (
            _("stedfortræder for {name}").format(name=seat) if person.substitute_for else "",
            safe(person.role or ""), safe(person.party or ""), _("stemmeret") if person.id in self._able else "",
            safe(self._at[person.id].reason) if self.from_item else "",
            _("ændret undervejs") if person.changes and not self.from_item else "",
        )
        return " · ".join(fact for fact in facts if fact)

    def _state(self, person: Attendee) -> str:
        return self._at[person.id].code if self.from_item else person.attendance

    def action_turn(self) -> None:
        if self.rows:
            state = self._state(self.rows[self.cursor])
            order = AT_START
            self.action_set(order[(order.index(state) + 1) % len(order)] if state in order else "present")

    def action_set(self, state: str | None) -> None:
        if self.rows:
            self.post_message(Wants("floor.attend", self.rows[self.cursor].id, state, self.from_item))

    def action_at_item(self, state: str | None) -> None:
        """What only an item can have, or ``None`` for as it was before: the panel turns to the item that is open."""
        if self.item is not None:
            self._turn_to_item()
            self.action_set(state)

    def action_disqualify(self) -> None:
        if self.item is not None and self.rows:
            self._turn_to_item()
            self.post_message(Wants("floor.ask_attendance", "disqualified", self.rows[self.cursor].id))

    def action_member(self) -> None:
        if self.rows:
            person = self.rows[self.cursor].id
            self.post_message(Wants("floor.set_member", person, person not in self._able))

    def action_ask(self, what: str) -> None:
        if what == "edit" and not self.rows:
            what = "new"
        self.post_message(Wants("floor.ask_attendance", what, self.current.id if self.current else ""))

    def action_fetch(self) -> None:
        self.post_message(Wants("floor.fetch_members"))

    def _turn_to_item(self) -> None:
        if not self.from_item:
            self.action_when()

    def action_when(self) -> None:
        if self.item is not None:
            self.from_item = not self.from_item
            self._title()
            self.refresh()
            self.post_message(Turned())

    def action_leave(self) -> None:
        self.post_message(Left())
