"""Papers into a store, file by file: what the command line and the screen do with what a person points at.

Each file is a transaction of its own. One that cannot be read is told with its reason and stops no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from budgettui.domain.errors import N_, BudgettuiError, UnreadableFile

if TYPE_CHECKING:
    from budgettui.ingest.archive import Part
    from budgettui.store import ImportResult, Store


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file: what was stored, or why it was not."""

    shown: str
    result: ImportResult | None = None
    findings: int = 0
    error: BudgettuiError | OSError | None = None


def import_papers(
    paths: Iterable[Path],
    store: Callable[[], Store],
    actor: str,
    begins: Callable[[int, str], None] = lambda _number, _shown: None,
) -> Iterator[Outcome]:
    """Read and store each file at the paths; folders and zip files are the files in them.

    ``store`` is only asked when a file was read; ``begins`` hears of each file before it is read, with its number.
    """
    from budgettui.ingest.archive import papers

    number = 0
    for path in paths:
        for part in papers(path):
            number += 1
            begins(number, part.shown)
            yield _import(part, store, actor)


def _import(part: Part, store: Callable[[], Store], actor: str) -> Outcome:
    from budgettui.ingest import limited

    try:
        # Whatever cannot be read is refused before a store is opened, or made.
        content = part.load()
        reading = limited.read_bytes(part.name, content, part.beside)
        result = store().import_reading(reading, content, actor)
    except (BudgettuiError, OSError) as error:
        return Outcome(part.shown, error=error)
    except (MemoryError, RecursionError) as error:
        # A paper made to break the reader is one bad paper among others.
        refusal = UnreadableFile(N_("{name} er for stor eller for indviklet til at blive læst."), name=part.shown)
        refusal.__cause__ = error
        return Outcome(part.shown, error=refusal)
    return Outcome(part.shown, result, len(reading.findings))
