"""Opening a store, and saying on standard error that one of an older form is made again, as long as that takes."""

from __future__ import annotations

import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from budgettui.domain.clean import clean_line
from budgettui.i18n import _
from budgettui.store import Store, open_store

#: Seconds of what needs no word, and between two.
_MOMENT = 0.5
#: No line is longer, so that it can be written over.
_WIDTH = 79


def open_and_tell(path: Path, *, create: bool = True) -> Store:
    """The store as :func:`budgettui.store.open_store` gives it."""
    remaking = _Remaking()
    try:
        return open_store(path, create=create, told=remaking)
    finally:
        remaking.ends()


class _Remaking:
    """How far a store is made again: a line in a log, one that is written over in a terminal."""

    def __init__(self) -> None:
        self._at = (0, 0, "")
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    def __call__(self, number: int, total: int, name: str) -> None:
        self._at = (number, total, name)
        if self._thread is None and total:
            self._thread = threading.Thread(target=self._run, name="remaking", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        begin, rewritten = time.monotonic(), sys.stderr.isatty()
        if self._over.wait(_MOMENT):
            return
        told = _("Databasen er af en ældre form: alt læses igen af filerne i den. Ctrl+C standser, og intet er ændret.")
        with suppress(OSError):
            print(told, file=sys.stderr, flush=True)
            while rewritten and not self._over.wait(_MOMENT):
                number, total, name = self._at
                said = _("Fil {number} af {total} · {seconds} s · {name}").format(
                    number=number, total=total, seconds=round(time.monotonic() - begin), name=clean_line(name)
                )
                print(f"\r\x1b[K{said[:_WIDTH]}", end="", file=sys.stderr, flush=True)
            if rewritten:
                print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    def ends(self) -> None:
        """The store is open, or it is not."""
        self._over.set()
        if self._thread is not None:
            self._thread.join()
