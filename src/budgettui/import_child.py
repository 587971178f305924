"""An import in a process of its own, for a screen that must go on answering: ``python -m budgettui.import_child``.

Arguments: the store, the name for the journal, the language, what to do, and with what: "import" and files; or what
lays long tables again, "correct" with a document and corrections as JSON, "undo" or "redo". What it does is told on
standard output, a JSON object a line. The first line of standard input is the municipality whose names are looked for,
see :func:`municipality_line`; a line "aside" later asks it to let another write first, "go" says that that is done, and
"key" that a key was pressed there; the end of the input, when whoever started it is gone, ends it at once. SIGINT stops
it as Ctrl+C stops ``budgettui import``.
"""

from __future__ import annotations

import base64
import json
import os
import pickle
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

from budgettui.domain.errors import BudgettuiError
from budgettui.i18n import set_language
from budgettui.import_report import error_words, report_json
from budgettui.importing import CtrlC, import_papers
from budgettui.ingest.page import names
from budgettui.store import open_store
from budgettui.store.access import Pace

#: What is asked for on standard input: let another write first, and go on; and what is told: a key was pressed.
ASIDE, GO, KEY = "aside", "go", "key"
#: Seconds after a key in which nothing is read and nothing is begun to be written, so that what the next one decides
#: finds the processor and the disk free; and for how long that may go on where one key follows the other.
AFTER_KEY, LONGEST = 0.3, 1.5
#: What is done for a meeting that is held meanwhile takes of a busy processor only what is left.
NICE = 19
#: Seconds to wait after that before what was interrupted is tried again; each time twice as long, up to the last.
FIRST_PAUSE, LAST_PAUSE = 0.1, 5.0


class Told(CtrlC):
    """Tells how far it is, and lets the meeting write first."""

    beside = True

    def __init__(self) -> None:
        super().__init__()
        #: Set where nobody else wants to write.
        self._clear = threading.Event()
        self._clear.set()
        self._key = 0.0
        self._pause = FIRST_PAUSE
        signal.signal(signal.SIGUSR1, self._rest)

    def _rest(self, *_: object) -> None:
        """A key was pressed while something is read: two programs on one processor's threads are slower, both."""
        longest = time.monotonic() + LONGEST
        while self._throws and self._typing(longest):
            pass

    def listen(self) -> None:
        """What is asked on standard input, until there is nobody there any more."""
        for line in sys.stdin:
            if line.strip() == ASIDE:
                self._clear.clear()
            elif line.strip() == GO:
                self._clear.set()
            elif line.strip() == KEY:
                self._key = time.monotonic()
                if self._throws:
                    signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGUSR1)
        os._exit(130)  # the transaction that may be open is rolled back by whoever opens the store next

    def reading(self, number: int, total: int, shown: str) -> None:
        super().reading(number, total, shown)
        tell("reading", number=number, total=total, name=Path(shown).name)

    def saving(self, number: int, total: int, shown: str) -> None:
        super().saving(number, total, shown)
        tell("saving", number=number, total=total, name=Path(shown).name)

    def go_on(self) -> bool:
        return super().go_on() and self._clear.is_set()

    def wait(self) -> None:
        longest = time.monotonic() + LONGEST
        # Not for ever: a signal to stop is only heard between two waits.
        while super().go_on() and (not self._clear.wait(FIRST_PAUSE) or self._typing(longest)):
            pass
        super().wait()

    def _typing(self, longest: float) -> bool:
        """Whether a key was pressed just now; if so, a moment later."""
        left = min(self._key + AFTER_KEY, longest) - time.monotonic()
        time.sleep(min(max(left, 0), FIRST_PAUSE))
        return left > 0

    def stand_aside(self) -> None:
        self.wait()
        time.sleep(self._pause)
        self._pause = min(2 * self._pause, LAST_PAUSE)


def municipality_line() -> str:
    """The municipality that this process reads with, for the one that it starts."""
    return base64.b64encode(pickle.dumps(names.current())).decode("ascii") + "\n"


def tell(what: str, **facts: Any) -> None:
    """One line for whoever started this."""
    sys.stdout.write(json.dumps({"do": what, **facts}) + "\n")
    sys.stdout.flush()


def main(db: str, actor: str, language: str, do: str, *what: str) -> int:
    """Import files, or write a correction; the exit code is that of ``budgettui import``."""
    set_language(language)
    # Whatever started the program may have told its children to ignore Ctrl+C, by which this is stopped.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.nice(NICE)
    names.use(pickle.loads(base64.b64decode(sys.stdin.readline())))  # noqa: S301  # it comes from our own process
    watch = Told()
    threading.Thread(target=watch.listen, daemon=True).start()
    try:
        with open_store(Path(db), create=False) as store:
            if do == "import":
                outcomes = import_papers(map(Path, what), store, actor, make=lambda: store, watch=watch)
                tell("done", report=report_json(outcomes))
            else:
                pace = Pace(watch.go_on, watch.wait)
                if do == "correct":
                    written = store.correct(int(what[0]), json.loads(what[1]), actor, pace)
                else:
                    written = (store.undo if do == "undo" else store.redo)(actor, pace)
                tell("written", groups=[event.group for event in written])
    except KeyboardInterrupt:
        tell("stopped")
        return 130
    except (BudgettuiError, OSError) as error:
        tell("failed", why=error_words(error))
        return 1
    finally:
        watch.ends()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
