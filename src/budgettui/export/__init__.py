"""Out of the house: minutes, the register of decisions, and what was read from a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from budgettui.domain.meeting import Meeting
    from budgettui.domain.reconciled import Check
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
    return minutes_markdown(
        meeting,
        papers,
        prepared=store.prepared(meeting_id),
        pipe_tables=pipe_tables,
        checks=differences(store, meeting),
    )


def differences(store: Store, meeting: Meeting) -> list[tuple[Check, str]]:
    """What does not agree in the documents that a meeting may publish, each with the note of who knows of it, or "".

    A closed item's papers are left out, and so is every figure that is held against one of theirs.
    """
    documents = store.meeting_documents(meeting, published=True)
    closed = {
        view.paper.title
        for view in store.papers_of([paper for item in meeting.items if not item.open for paper in item.papers])
    }
    found = []
    for view in store.checks(store.check_numbers(("differs", "known"), only=documents)):
        cells = (view.check.printed, *view.check.parts)
        here = {view.document, *([view.other] if view.other else [])} <= set(documents)
        if here and not any(cell.scope in closed for cell in cells):
            found.append((view.check, view.known.note if view.known else ""))
    return found
