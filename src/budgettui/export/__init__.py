"""Out of the house: minutes, the register of decisions, and what was read from a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from budgettui.domain.meeting import Meeting
    from budgettui.store import Store


def export_minutes(
    store: Store, meeting_id: str, *, pipe_tables: bool = True, meeting: Meeting | None = None
) -> str:
    """The Markdown minutes of a stored meeting: the one way for the command line and for the screen.

    ``meeting`` is the state that they are made of, where that is not the present one.

    Raises:
        KeyError: the store has no such meeting.
        StoreError: the store cannot be read.
    """
    from budgettui.export.markdown import minutes_markdown

    meeting = meeting or store.meeting(meeting_id)
    wanted = [paper for item in meeting.items if item.open for paper in item.papers]
    papers = {view.id: view.paper for view in store.papers_of(wanted)}
    return minutes_markdown(meeting, papers, prepared=store.prepared(meeting_id), pipe_tables=pipe_tables)
