"""Finalised minutes: their versions, who has signed, what was corrected, and the way to open them again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style

from budgettui.domain.errors import N_
from budgettui.domain.meeting.meeting import Attendee, Meeting
from budgettui.domain.meeting.presence import members, took_part
from budgettui.domain.meeting.versions import Signature
from budgettui.export.wording import attendance_word, moment_text, person_text
from budgettui.i18n import _, date_text
from budgettui.tui import closing
from budgettui.tui.clipboard import copied
from budgettui.tui.screens.view import AskingView
from budgettui.tui.text import BOLD, cut, safe, segments, wrap
from budgettui.tui.theming import RoleStyles
from budgettui.tui.widgets.bars import Bar
from budgettui.tui.widgets.rows import RowList

if TYPE_CHECKING:
    from budgettui.tui.screens.meeting import MeetingScreen

#: Cells of when somebody signed: " 30. september 2026 kl. 13.45".
_WHEN = 31


class SignatureList(RowList[Attendee]):
    """One member a row: whether and when signed, and with which reservation."""

    def __init__(self, styles: RoleStyles) -> None:
        super().__init__(styles, id="signatures")
        self.meeting: Meeting | None = None
        self.signed: dict[str, Signature] = {}

    def show(self, meeting: Meeting) -> None:
        self.meeting = meeting
        self.rows = members(meeting) or meeting.attendees
        self.signed = {one.person: one for one in meeting.signed}
        self.reset(self.cursor, self.top)

    def empty(self, width: int) -> list[str]:
        return wrap(_("Ingen deltagere står på listen. t tilføjer en rettelse, g genåbner referatet."), width)

    def row_segments(self, row: int, width: int, selected: bool) -> list[Segment]:
        person, role = self.rows[row], self.roles.role
        assert self.meeting is not None
        one = self.signed.get(person.id)
        name = safe(person_text(person, self.meeting.attendees))
        here = took_part(person)
        if person.attendance != "present":
            name += f" · {attendance_word(person.attendance)}"
        if one is None:
            word, reservation = _("mangler") if here else _("deltog ikke"), ""
        else:
            word = moment_text(one.at)
            reservation = _("forbehold: {text}").format(text=safe(one.reservation)) if one.reservation else ""
        room = max(8, width - 4 - _WHEN)
        shown = f"{name} · {reservation}" if reservation else name
        return segments([
            ("▸ " if selected else "  ", role("accent")),
            ("✓ " if one else "○ " if here else "– ", role("decided" if one else "undecided" if here else "dim")),
            (cut(shown, room), Style.null() if one or here else role("dim")),
            (cut(f"  {word}", _WHEN), role("undecided" if here and not one else "dim")),
        ])


class FinalScreen(AskingView[SignatureList]):
    """The version that stands, with a list to sign, and what may still be done to it."""

    PLACE = "final"
    NAME = N_("Underskrifter")
    ABOVE = ("versions",)
    BELOW = ("told",)

    def __init__(self, below: MeetingScreen) -> None:
        super().__init__(below)
        self.list = SignatureList(self.roles)

    def on_resize(self) -> None:
        self.meeting_changed()

    def meeting_changed(self) -> None:
        meeting = self.meeting
        if meeting.final is None:
            if self.is_current:
                self.dismiss()
                self.below.action_close_minutes(saved=True)
            return
        self.list.show(meeting)
        # Those sign who took part (kommunestyrelsesloven § 13); who did not may all the same.
        signed = sum(one.id in self.list.signed for one in self.list.rows)
        count = sum(one.id in self.list.signed or took_part(one) for one in self.list.rows)
        words = _("{signed} af {count} har underskrevet").format(signed=signed, count=count)
        self.show_title(_("Afsluttet"), words)
        self._show_versions(meeting)
        self._show_corrections(meeting)

    def _show_versions(self, meeting: Meeting) -> None:
        """Each version with its short checksum and how it is exported; of the one that stands the whole checksum."""
        width, dim = self.app.size.width, self.roles.role("dim")
        lines: list[list[tuple[str, Style]]] = []
        for one in reversed(meeting.versions):
            told = _("version {number} · {at} · {actor} · {short} · --at {seq}").format(
                number=one.number, at=moment_text(one.at), actor=safe(one.actor), short=one.short, seq=one.last_seq
            )
            if not one.stands:
                told += " · " + _("genåbnet: {reason}").format(reason=safe(one.reason))
            lines.append([(" " + cut(told, width - 2), BOLD if one.stands else dim)])
            if one.stands:
                lines.append([(f" SHA-256 {one.sha256}", dim)])
        self.query_one("#versions", Bar).show_all(lines)

    def _show_corrections(self, meeting: Meeting) -> None:
        """The last corrections, the newest first."""
        width = self.app.size.width
        lines: list[list[tuple[str, Style]]] = []
        for one in meeting.corrections[::-1][:4]:
            item, point = meeting.place_of(one.item, one.point)
            place = " ".join([*([item.number or item.title] if item else []), *([point.label] if point else [])])
            head = _("Rettelse {date}").format(date=date_text(one.at[:10]))
            told = " · ".join(filter(None, (head, safe(place), safe(one.text), safe(one.by))))
            lines.append([(" " + cut(told, width - 2), Style.null())])
        nothing = [(" " + _("Ingen rettelser. t tilføjer en."), self.roles.role("dim"))]
        self.query_one("#told", Bar).show_all(lines or [nothing])

    def describe(self) -> None:
        person = self.list.current
        one = self.list.signed.get(person.id) if person else None
        if person is not None:
            told = _("underskrevet {at}").format(at=moment_text(one.at)) if one else _("Enter underskriver")
            more = _("forbehold: {text}").format(text=safe(one.reservation)) if one and one.reservation else ""
            self.status.tell(" · ".join(filter(None, (safe(person.name), told, more))))

    # Keys.

    async def action_final_sign(self) -> None:
        person = self.list.current
        if person is None:
            self.status.tell(_("Ingen deltagere står på listen."))
        elif person.id in self.list.signed:
            self.status.tell(_("{name} har underskrevet; en underskrift slettes ikke.").format(name=safe(person.name)))
        else:
            await self.ask(closing.sign(self.meeting, person, self.below.now))

    async def action_final_correct(self) -> None:
        await self.ask(closing.correct(self.meeting, self.below.item, self.below.actor, self.below.now))

    async def action_final_reopen(self) -> None:
        """Open the minutes again, with a reason."""
        await self.ask(closing.reopen(self.meeting, self.below.now))

    def action_final_copy(self) -> None:
        assert self.meeting.final is not None
        self.status.tell(copied(self.app, self.meeting.final.sha256))
