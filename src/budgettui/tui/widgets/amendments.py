"""An item's amendments as a tree, each with mover, effect and what became of it; the order is that of the voting."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType

from budgettui.domain.meeting.amendments import Placed, outcome, tree, voting_order
from budgettui.domain.meeting.meeting import Item, Meeting
from budgettui.i18n import _
from budgettui.tui.saying import amendment_parts, sign_of
from budgettui.tui.text import cut_before, framed, safe, segments, wrap
from budgettui.tui.theming import RoleStyles
from budgettui.tui.widgets.rows import Left, RowList, Wants


class AmendmentsPanel(RowList[Placed]):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "want('new')", show=False, priority=True),
        Binding("u", "want('under')", show=False, priority=True),
        Binding("e,enter", "want('edit')", show=False, priority=True),
        Binding("V", "want('vote')", show=False, priority=True),
        Binding("D", "want('dissent')", show=False, priority=True),
        Binding("L", "want('link')", show=False, priority=True),
        Binding("g", "want('adopted')", show=False, priority=True),
        Binding("f", "want('rejected')", show=False, priority=True),
        Binding("t", "want('withdrawn')", show=False, priority=True),
        Binding("K", "want('earlier')", show=False, priority=True),
        Binding("J", "want('later')", show=False, priority=True),
        Binding("x", "want('delete')", show=False, priority=True),
        Binding("escape,X", "leave", show=False, priority=True),
    ]

    def __init__(self, styles: RoleStyles, meeting: Meeting, item: Item, select: str = "", near: str = "") -> None:
        super().__init__(styles, id="panel")
        self.item = item
        self.begin_at(select, near)
        self.border_title = framed(
            _("Ændringsforslag · punkt {number}").format(number=safe(item.name))
        )
        self.show(meeting)

    def keys(self) -> list[tuple[str, str]]:
        if not self.rows:
            return [("n", _("Nyt ændringsforslag")), ("Esc", _("Færdig"))]
        return [
            ("n", _("Nyt")), ("u", _("Ændring af det")), ("e", _("Ret")), ("V", _("Stem")), ("D", _("Særstandpunkt")),
            ("L", _("Knyt linje")), ("g", _("Vedtaget")), ("f", _("Forkastet")), ("t", _("Trukket")),
            ("J/K", _("Flyt")), ("x", _("Slet")), ("Esc", _("Færdig")),
        ]

    def show(self, meeting: Meeting) -> None:
        """Show the meeting after a change; the cursor stays on its row."""
        self.meeting = meeting
        self.rows = tree(meeting, self.item.id)
        undecided = (one for one in voting_order(meeting, self.item.id) if not outcome(meeting, one.amendment))
        waiting = next(undecided, None)
        words = _("næste afstemning: {number}") if waiting else _("stemmes om før indstillingen")
        self.border_subtitle = framed(words.format(number=waiting.number if waiting else ""))
        self.keep_place([one.amendment.id for one in self.rows])

    def empty(self, width: int) -> list[str]:
        return wrap(_("Ingen ændringsforslag. n skriver et; de stemmes om før indstillingen."), width)

    def row_segments(self, row: int, width: int, selected: bool) -> list[Segment]:
        placed = self.rows[row]
        role = self.roles.role
        sign, sign_role = sign_of(self.meeting, placed.amendment)
        head = f"{'  ' * placed.depth}{sign} {placed.number} "
        about, facts = amendment_parts(self.meeting, placed.amendment)
        return segments([
            ("▸ " if selected else "  ", role("accent")),
            (head, role(sign_role)),
            (cut_before(safe(about), facts, max(0, width - 2 - len(head))), Style.null()),
        ])

    def action_want(self, what: str) -> None:
        here = self.current.amendment if self.current else None
        if here is not None or what == "new":
            self.post_message(Wants("amending.wanted", what, here))

    def action_leave(self) -> None:
        self.post_message(Left())
