"""A screen of its own over the meeting: it sees what the meeting becomes, and what became of its acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen

from budgettui.domain.meeting import Meeting
from budgettui.tui.widgets.bars import StatusLine

if TYPE_CHECKING:
    from budgettui.tui.screens.meeting import MeetingScreen


class MeetingView(Screen[None]):
    """The base: acts are recorded by the meeting's screen, which hands back the meeting and what it said."""

    def __init__(self, below: MeetingScreen) -> None:
        super().__init__()
        self.below = below
        self.roles = below.roles

    @property
    def meeting(self) -> Meeting:
        """The meeting as it is now."""
        assert self.below.meeting is not None
        return self.below.meeting

    @property
    def status(self) -> StatusLine:
        return self.query_one(StatusLine)

    def meeting_changed(self) -> None:
        """Show the meeting as it is now; the cursor stays where it is."""
        raise NotImplementedError

    def told(self, below: StatusLine) -> None:
        """Say here what the meeting's screen said."""
        if below.error:
            self.status.tell_error(below.error)
        else:
            self.status.tell(below.told)
