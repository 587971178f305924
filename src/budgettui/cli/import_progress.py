"""How far an import is, on standard error: a bar in a terminal, now and then a plain line elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from budgettui.export.escape import plain_line
from budgettui.i18n import _
from budgettui.importing import CtrlC
from budgettui.output import note

if TYPE_CHECKING:
    from rich.progress import Progress

#: Seconds between two plain lines; what takes less says nothing.
LINE_SECONDS = 1.0


@contextmanager
def progress() -> Iterator[CtrlC]:
    """What shows the progress of an import while the block runs; nothing of it is left where it was a bar."""
    watch: CtrlC
    if not sys.stderr.isatty():
        watch = Lines()
        try:
            yield watch
        finally:
            watch.ends()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.table import Column

    rest = Column(ratio=1, no_wrap=True, overflow="ellipsis")
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False, table_column=Column(no_wrap=True, min_width=6)),
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        # The name is last: it is what can be long.
        TextColumn("{task.fields[name]}", markup=False, table_column=rest),
    )
    with Progress(*columns, expand=True, console=Console(stderr=True, highlight=False), transient=True) as shown:
        watch = Bar(shown)
        try:
            yield watch
        finally:
            watch.ends()


class Lines(CtrlC):
    """A plain line a second, for logs and other programs."""

    def __init__(self) -> None:
        super().__init__()
        self._next = time.monotonic() + LINE_SECONDS

    def reading(self, number: int, total: int, shown: str) -> None:
        super().reading(number, total, shown)
        self._say(_("Læser {number} af {total}: {name}").format(number=number, total=total, name=shown))

    def saving(self, number: int, total: int, shown: str) -> None:
        self._say(_("Gemmer {number} af {total}: {name}").format(number=number, total=total, name=shown))

    def _say(self, line: str) -> None:
        if time.monotonic() >= self._next:
            note(line)
            self._next = time.monotonic() + LINE_SECONDS


class Bar(CtrlC):
    def __init__(self, shown: Progress) -> None:
        super().__init__()
        self._shown = shown
        self._task = shown.add_task("", total=None, name="")

    def reading(self, number: int, total: int, shown: str) -> None:
        super().reading(number, total, shown)
        self._show(_("Læser"), number, total, shown)

    def saving(self, number: int, total: int, shown: str) -> None:
        self._show(_("Gemmer"), number, total, shown)

    def _show(self, what: str, number: int, total: int, shown: str) -> None:
        name = plain_line(Path(shown).name)
        self._shown.update(self._task, description=what, completed=number - 1, total=total, name=name, refresh=True)
