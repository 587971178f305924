"""Out of the house: minutes, the register of decisions, and what was read from a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from budgettui.domain.checking.reconciled import Check
    from budgettui.domain.meeting.meeting import Meeting
    from budgettui.store import Store


def export_minutes(store: Store, meeting_id: str, *, pipe_tables: bool = True, meeting: Meeting | None = None) -> str:
    """The Markdown minutes of a stored meeting: the one way for the command line and for the screen.

    ``meeting`` is the state that they are made of, where that is not the present one. Finalised minutes are given byte
    by byte as they were finalised, with what was added to them below; without ``pipe_tables`` they are written anew.
    Raises as the store does.
    """
    from budgettui.export.final import closing_section, kept_text

    meeting = meeting or store.meeting(meeting_id)
    kept = kept_text(store, meeting) if pipe_tables else None
    text = minutes_text(store, meeting, pipe_tables=pipe_tables) if kept is None else kept
    added = closing_section(meeting, as_kept=kept is not None)
    return f"{text}\n{added}\n" if added else text


def minutes_text(store: Store, meeting: Meeting, *, pipe_tables: bool = True, checks: str | None = None) -> str:
    """The minutes themselves, without what is added to them once they are finalised.

    ``checks`` is the text of the differences in the papers, where it is not to be made of what is known now.
    """
    from budgettui.export.markdown import minutes_markdown

    wanted = [paper for item in meeting.items if item.open for paper in item.papers]
    return minutes_markdown(
        meeting,
        {view.id: view.paper for view in store.papers_of(wanted)},
        prepared=store.prepared(meeting.id),
        pipe_tables=pipe_tables,
        checks=differences(store, meeting) if checks is None else checks,
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
