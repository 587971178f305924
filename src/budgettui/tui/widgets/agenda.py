"""The agenda pane: number, title and state of every item."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType

from budgettui.domain.meeting.meeting import Item, Meeting
from budgettui.i18n import _
from budgettui.tui.commands import bindings
from budgettui.tui.signs import item_sign
from budgettui.tui.text import cut, safe, segments
from budgettui.tui.widgets.rows import RowList


class AgendaPane(RowList[Item]):
    """One row an item; section headings stand between them and can be passed but not opened."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("agenda")]

    needle = ""

    def show(self, meeting: Meeting | None, needle: str | None = None) -> None:
        """Show the meeting's items, those whose number or title holds the needle; the cursor stays on its item."""
        current = self.current
        if needle is not None:
            self.needle = needle
        items = meeting.items if meeting else ()
        if self.needle:
            from budgettui.domain.budget.filters import TextFilter

            chosen = TextFilter(self.needle)
            items = tuple(item for item in items if chosen.matches(item.title, item.number or ""))
        self.rows = items
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
