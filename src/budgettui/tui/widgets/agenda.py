"""The agenda pane: number, title and state of every item."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.strip import Strip

from budgettui.domain.meeting.meeting import Item, Meeting
from budgettui.i18n import _
from budgettui.tui.commands import bindings
from budgettui.tui.signs import item_sign
from budgettui.tui.text import cut, safe, segments
from budgettui.tui.widgets.rows import RowList, fitted


class AgendaPane(RowList[Item]):
    """One row an item; section headings stand between them and can be passed but not opened."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("agenda")]

    needle = ""
    #: What one is reminded of, (role, text) a line, in the room that the items leave.
    reminders: Sequence[tuple[str, str]] = []

    def show(self, meeting: Meeting | None, needle: str | None = None) -> None:
        """Show the meeting's items, those whose number or title holds the needle; the cursor stays on its item."""
        current = self.current
        if needle is not None:
            self.needle = needle
        items, wanted = meeting.items if meeting else (), self.needle.strip().casefold()
        self.rows = items = tuple(
            item for item in items if wanted in item.title.casefold() or wanted in (item.number or "").casefold()
        )
        row = next((row for row, item in enumerate(items) if current and item.id == current.id), self.cursor)
        self.reset(row, self.top)

    def empty(self, width: int) -> list[str]:
        if self.needle:
            return [_("Intet punkt passer."), _("Esc fjerner filteret.")]
        return [_("Ingen dagsorden endnu."), _("E skriver punkter."), _("Ctrl+N importerer papirer.")]

    def row_segments(self, row: int, width: int, selected: bool) -> list[Segment]:
        item = self.rows[row]
        role = self.roles.role
        number = safe(item.number or "")
        title = safe(item.title)
        if item.type == "section":
            return segments([(cut(f"{number} {title}" if number else title, width), role("accent"))])
        sign, sign_role, _word = item_sign(item)
        count = f"{item.decided_count}/{len(item.points)}" if item.points else ""
        if not item.open:
            count = f"■ {count}" if count and sign != "■" else count
        room = width - 4 - len(number) - (len(count) + 1 if count else 0)
        return segments([
            ("▸" if selected else " ", role("accent")),
            (f"{sign} ", role(sign_role)),
            (f"{number} ", role("dim")),
            (cut(title, max(0, room)), Style.null()),
            (f" {count}" if count else "", role("dim")),
        ])

    def remind(self, lines: Sequence[tuple[str, str]]) -> None:
        if lines != self.reminders:
            self.reminders = lines
            self.refresh()

    def _body_line(self, y: int, row_width: int, width: int) -> Strip:
        line, room = self.top + y - self.row_count - 1, self.page_rows - self.row_count - 1
        if not self.row_count or not 0 <= line < len(self.reminders):
            return super()._body_line(y, row_width, width)
        left = len(self.reminders) - line
        cut_short = left > 1 and line == room - 1
        role, text = ("dim", _("… og {count} til").format(count=left)) if cut_short else self.reminders[line]
        return fitted(segments([(text, self.roles.role(role))]), width, self._base)

    def describe(self) -> str:
        """The item under the cursor, whole, for the status line."""
        item = self.current
        if item is None:
            return ""
        word = _(item_sign(item)[2])
        parts = [item.heading, word]
        if not item.open and word != _("lukket punkt"):
            parts.append(_("lukket punkt"))
        return " · ".join(part for part in parts if part)
