"""Opfølgning (F6): what is to be followed up over all meetings and documents, what is overdue first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from rich.segment import Segment
from rich.style import Style

from budgettui.domain.errors import N_, StoreError
from budgettui.domain.meeting.followup import KINDS, STATES, FollowUp, in_order
from budgettui.export.followup_report import counts_words, due_words, place_words
from budgettui.i18n import _, date_text
from budgettui.tui.clipboard import copied
from budgettui.tui.saver import Act
from budgettui.tui.screens.source import SourceScreen
from budgettui.tui.screens.view import FilteredView
from budgettui.tui.text import BOLD, cut, safe, segments, wrap
from budgettui.tui.theming import RoleStyles
from budgettui.tui.widgets.bars import Bar
from budgettui.tui.widgets.panel import Field, Question
from budgettui.tui.widgets.rows import RowList
from budgettui.tui.words import clock, error_words

if TYPE_CHECKING:
    from budgettui.tui.screens.meeting import MeetingScreen

#: Each state with its sign and role.
SIGNS = {
    "open": ("○", "undecided"), "under_way": ("◐", "partly"), "done": ("✓", "decided"), "dropped": ("✗", "rejected"),
}
#: Cells of the columns before the text; the place is shown from this width on.
_WHO, _DUE, WIDE = 10, 20, 120


@dataclass
class Place:
    """What was shown, and where one was: kept while the screen is closed."""

    key: str = ""
    kinds: frozenset[str] = frozenset(KINDS)
    everything: bool = False
    mine: bool = False
    reminders: bool = False
    needle: str = ""


class FollowUpList(RowList[FollowUp]):
    """One thing a row: state, who, when, what, and where it stands."""

    head_height = 1

    def __init__(self, styles: RoleStyles, screen: FollowUpsScreen) -> None:
        super().__init__(styles, id="followups")
        self._today = screen.below.today

    def empty(self, width: int) -> list[str]:
        told = _("Her er intet at følge op på. a viser også det, der er gjort, 0 alle slags; T i mødet noterer en ny.")
        return wrap(told, width)

    def head_line(self, y: int, width: int) -> list[Segment]:
        where = width // 4 if width >= WIDE else 0
        text = f"    {cut(_('Ansvarlig'), _WHO)} {cut(_('Frist'), _DUE)} "
        head = cut(text + _("Hvad"), width - where) + _("Hvor")[:where]
        return segments([(cut(head, width), self.roles.role("dim"))])

    def row_segments(self, row: int, width: int, selected: bool) -> list[Segment]:
        one = self.rows[row]
        role = self.roles.role
        sign, state_role = SIGNS[one.state]
        where = width // 4 if width >= WIDE else 0
        late = one.is_overdue(self._today())
        due = (date_text(one.due) if one.due else "–") + (" !" if late else "")
        room = max(8, width - 4 - _WHO - 1 - _DUE - 1 - where)
        over = role("dim") if one.is_over(self._today()) else Style.null()
        number = f"{one.number}. " if one.kind == "intention" and one.number else ""
        return segments([
            ("▸ " if selected else "  ", role("accent")),
            (f"{sign} ", role(state_role)),
            (cut(safe(one.responsible) or "?", _WHO) + " ", role("accent")),
            (cut(due, _DUE) + " ", role("warning") if late else over),
            (cut(number + safe(one.text), room), over),
            (cut(" " + place_words(one), where) if where else "", role("dim")),
        ])


class FollowUpsScreen(FilteredView[FollowUpList]):
    """The list, filtered by kind, by who and by words; a state is noted with a key and a few words."""

    PLACE = "followups"
    NAME = N_("Opfølgning")
    BELOW = ("told",)

    def __init__(self, below: MeetingScreen, place: Place) -> None:
        super().__init__(below)
        self.place: Place = place
        self.all: list[FollowUp] = []
        self.list = FollowUpList(self.roles, self)

    def on_resize(self) -> None:
        self._show_notes()

    # What is shown.

    def meeting_changed(self) -> None:
        try:
            self.all = in_order(self.below.store.follow_ups(), self.below.today())
        except StoreError as error:
            self.status.tell_error(error_words(error))
        self.fill()

    def fill(self) -> None:
        place, today = self.place, self.below.today()
        self.list.rows = [
            one
            for one in self.all
            if one.kind in place.kinds
            and (place.everything or not one.is_over(today))
            and (not place.reminders or one.reminder(today))
            and (not place.mine or one.is_of(self.below.actor))
            and one.has(place.needle)
        ]
        keys = [one.key for one in self.list.rows]
        self.list.reset(keys.index(place.key) if place.key in keys else self.list.cursor, self.list.top)
        words = [counts_words(self.list.rows, today)]
        if place.kinds != frozenset(KINDS):
            words.append(", ".join(_(KINDS[kind]) for kind in KINDS if kind in place.kinds))
        words += [_("påmindelser")] if place.reminders else []
        words += [_("mine")] if place.mine else []
        words += [f"/{place.needle}"] if place.needle else []
        self.query_one("#title", Bar).set_lines(
            [(f" {_('Opfølgning')} · ", BOLD), (" · ".join(words), self.roles.role("dim"))],
            right=[(_("også det, der er gjort ") if place.everything else "", self.roles.role("accent"))],
        )
        self._show_notes()

    def _show_notes(self) -> None:
        """What was noted of the thing under the cursor, the last first."""
        one = self.list.current
        lines = []
        width = max(20, self.app.size.width - 2)
        if one is not None:
            lines = [[(f" {line}", Style.null())] for line in wrap(safe(one.text), width)[:3]]
            if one.line_label:
                label = _("Budgetlinje: {label}").format(label=safe(one.line_label))
                lines.append([(cut(f" {label}", width), Style.null())])
            for note in one.notes[::-1][:3]:
                words = f" {date_text(note.at[:10])} {clock(note.at)} {safe(note.actor)}: {_(STATES[note.state])}"
                words += f" · {safe(note.text)}" if note.text else ""
                lines.append([(cut(words, width), self.roles.role("dim"))])
        self.query_one("#told", Bar).show_all(lines)

    def describe(self) -> None:
        one = self.list.current
        self.place.key = one.key if one else ""
        self._show_notes()
        if one is not None:
            words = (_(KINDS[one.kind]), _(STATES[one.state]), due_words(one, self.below.today()), place_words(one))
            self.status.tell(" · ".join(words))

    # What is shown, by keys.

    def action_followup_kind(self, which: int) -> None:
        """Show one kind alone; the same key again, and 0, show all."""
        kinds = list(KINDS)
        chosen = frozenset(kinds if not which or self.place.kinds == {kinds[which - 1]} else [kinds[which - 1]])
        self.place.kinds = chosen
        self.place.reminders = self.place.reminders and bool(which)
        self.fill()
        self.status.tell(_("Alle slags.") if len(chosen) > 1 else _("Kun: {kind}").format(kind=_(KINDS[min(chosen)])))

    def action_followup_everything(self) -> None:
        self.place.everything = not self.place.everything
        self.fill()
        more = self.place.everything
        self.status.tell(_("Også det, der er gjort.") if more else _("Kun det, nogen skal gøre noget ved."))

    def action_followup_reminders(self) -> None:
        self.place.reminders = not self.place.reminders
        self.fill()
        self.status.tell(_("Kun det, der presser.") if self.place.reminders else _("Alle, også det, der ikke presser."))

    def action_followup_mine(self) -> None:
        self.place.mine = not self.place.mine
        self.fill()
        who = safe(self.below.actor)
        self.status.tell(_("Kun det, {who} er ansvarlig for.").format(who=who) if self.place.mine else _("Alles."))

    # What is noted.

    async def action_followup_state(self, state: str) -> None:
        """Note a state, or with "" only a text, of the thing under the cursor."""
        one = self.list.current
        if one is None:
            await self.instead(_("Her er intet at notere noget om."))
            return
        told = state or one.state
        fields = (Field("text", _("Note"), "", _("hvad der er sket; må være tom")),)
        title = f"{_(STATES[told])} · {safe(one.text)}"
        await self.ask(Question("note", title, fields, answer=partial(self._noted, one, told)))

    def _noted(self, one: FollowUp, state: str, values: Mapping[str, str]) -> Act | None:
        """The note; ``None`` where it says nothing new."""
        text = values["text"].strip()
        if state == one.state and not text:
            return None
        return _noting(f"{_(STATES[state])}: {safe(one.text)}", one, {"state": state, "text": text})

    def action_followup_link(self) -> None:
        """Link the thing to the line that the cursor of the budget stands on."""
        one, line = self.list.current, self.below.budget.current
        if one is None or line is None:
            self.status.tell(_("Stil markøren på en budgetlinje i mødet først."))
            return
        note = {"line": line.key, "label": line.label}
        said = _("knyttet til {label}: {what}").format(label=safe(line.label), what=safe(one.text))
        self.take(_noting(said, one, note))

    # Where it stands.

    def action_followup_open(self) -> None:
        one = self.list.current
        if one is None:
            self.status.tell(_("Der er intet at åbne."))
        elif one.document is not None:
            with self.below.reading():
                self.app.push_screen(SourceScreen(self.roles, self.below.store, one.document, one.source))
        else:
            self.dismiss()
            self.below.go_to_place(one.meeting or "", one.item, one.point)

    def action_followup_line(self) -> None:
        one = self.list.current
        if one is None or one.line is None:
            self.status.tell(_("Ingen budgetlinje: L knytter den, som budgettets markør står på."))
        elif self.below.go_to_line(one.line):
            self.dismiss()
        else:
            self.status.tell(_("Linjen findes ikke i budgettet længere."))

    def action_followup_copy(self) -> None:
        one = self.list.current
        if one is None:
            self.status.tell(_("Her er intet at kopiere."))
        else:
            text = " · ".join((safe(one.responsible) or "?", due_words(one, self.below.today()), safe(one.text)))
            self.status.tell(copied(self.app, text, closed=not one.open))


def _noting(said: str, one: FollowUp, note: Mapping[str, Any]) -> Act:
    return Act(said, does=lambda store, actor: [store.note_follow_up(one.key, note, actor)])
