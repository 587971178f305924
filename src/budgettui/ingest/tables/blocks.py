"""Several tables in one sheet or one delimited file: where one ends and the next begins."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from budgettui.ingest.tables.decimals import is_number
from budgettui.ingest.tables.grid import Record
from budgettui.ingest.tables.grid_head import HEAD_WITHIN, find_head, is_amount, is_heading


def repeated(records: Sequence[Record]) -> Callable[[], Iterator[Record]]:
    """These records as a source that can be gone through again."""
    return lambda: iter(records)


def blocks(records: Sequence[Record], *, placed: bool) -> list[list[Record]]:
    """The tables: what empty rows part, and what begins with another heading of its own.

    A stretch without numbers is the title of the one below it; one without a heading goes on with the one above.
    """
    found: list[list[Record]] = []
    waiting: list[Record] = []
    for stretch in _stretches(records):
        if not any(is_amount(cell) for record in stretch for cell in record.cells):
            waiting += stretch
            continue
        whole = [*waiting, *stretch]
        head = find_head(whole[:HEAD_WITHIN], placed=placed)
        if found and (head is None or not head.found):
            found[-1] += whole
        else:
            found.append(whole)
        waiting = []
    if waiting:
        if found:
            found[-1] += waiting
        else:
            found.append(waiting)
    return found


def _stretches(records: Sequence[Record]) -> Iterator[list[Record]]:
    """Runs of rows: an empty row ends one, and so does a heading other than the last below figures."""
    stretch: list[Record] = []
    heading: list[str] | None = None
    above: Record | None = None
    for place, record in enumerate(records):
        if record.blank:
            if stretch:
                yield stretch
            stretch, above = [], None
            continue
        following = next((after for after in records[place + 1 : place + 3] if not after.blank), None)
        if following is not None and is_heading(record, following, above):
            if above is not None and record.cells != heading:
                # The rows of words right above a heading are its title.
                title = len(stretch)
                while title and not any(is_number(cell) for cell in stretch[title - 1].cells):
                    title -= 1
                yield stretch[:title]
                stretch, above = stretch[title:], None
            heading = record.cells
        stretch.append(record)
        if any(map(is_amount, record.cells)):
            above = record
    if stretch:
        yield stretch
