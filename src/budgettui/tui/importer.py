"""What takes long beside the meeting, an import or long tables that are laid again: another process reads and stores,
the screen hears how far it is, Esc stops it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textual.message import Message

from budgettui import import_child
from budgettui.i18n import _, chosen_language
from budgettui.tui.saver import Act

#: Seconds that a process gets to end after it was asked to.
PATIENCE = 2.0


class Importer:
    """One import. ``post`` delivers what it tells to the screen's own thread; the last is an ``Ended``."""

    @dataclass(eq=False, repr=False)
    class Progress(Message):
        """A file is read, or ``saving``."""

        number: int
        total: int
        name: str
        saving: bool

    @dataclass(eq=False, repr=False)
    class Ended(Message):
        """It is over: with a report (see :mod:`budgettui.import_report`) or what was ``written`` of an act, by its
        groups; or the store is as it was and ``why`` says what went wrong ("" where it was stopped)."""

        importer: Importer
        report: dict[str, Any] | None = None
        written: Sequence[str] | None = None
        why: str = ""

    def __init__(
        self, store: Path, actor: str, job: Sequence[str], post: Callable[[Message], object], act: Act | None = None
    ) -> None:
        self._post = post
        #: What is written so, where it is no import.
        self.act = act
        self._stopped = False
        self._heard = 0.0
        command = [sys.executable, "-P", "-m", import_child.__name__, str(store), actor, chosen_language()]
        # A group of its own, which Ctrl+C in the terminal does not reach, and not a session: a system may share the
        # processor out between sessions, whatever one of them leaves to others.
        self._process = subprocess.Popen(  # noqa: S603  # our own interpreter and module
            [*command, *job], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True, encoding="utf-8", process_group=0,
        )
        self._ask(import_child.municipality_line())
        self._thread = threading.Thread(target=self._listen, name="import", daemon=True)
        self._thread.start()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Let the meeting write within: what the import is about to write, it takes back and tries again afterwards."""
        self._ask(f"{import_child.ASIDE}\n")
        try:
            yield
        finally:
            self._ask(f"{import_child.GO}\n")

    def hear_key(self) -> None:
        """A key was pressed in the meeting: what it asks for, and the next one, is not to wait for the import."""
        if time.monotonic() >= self._heard + import_child.AFTER_KEY / 3:
            self._heard = time.monotonic()
            self._ask(f"{import_child.KEY}\n")

    def _ask(self, line: str) -> None:
        assert self._process.stdin is not None
        with suppress(OSError, ValueError):  # it has ended
            # Not through the file's own buffer: the screen's thread asks, and the one that saves.
            os.write(self._process.stdin.fileno(), line.encode())

    def stop(self) -> None:
        """End it; the store is as it was, unless all of it was stored already. Does not wait."""
        self._stopped = True
        self._process.send_signal(signal.SIGINT)
        timer = threading.Timer(PATIENCE, self._process.kill)
        timer.daemon = True
        timer.start()

    def close(self) -> None:
        self._process.kill()
        self._thread.join()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        ended = self.Ended(self)
        for line in self._process.stdout:
            told = json.loads(line)
            match told.pop("do"):
                case "reading":
                    self._post(self.Progress(**told, saving=False))
                case "saving":
                    self._post(self.Progress(**told, saving=True))
                case "done":
                    ended.report = told["report"]
                case "written":
                    ended.written = told["groups"]
                case "failed":
                    ended.why = told["why"]
        code = self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        if ended.report is None and ended.written is None and not ended.why and not self._stopped:
            ended.why = _("Indlæsningen gik i stå (kode {code}). Intet er indlæst.").format(code=code)
        self._post(ended)
