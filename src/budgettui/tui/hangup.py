"""A program whose terminal is gone ends, also where nobody tells it.

The kernel sends SIGHUP to what leads the terminal's session. Under ``make``, and whatever else waits for its child and
outlives the signal, that is not this program: it would read the end of its input without pause, and hold the store.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

from textual.app import App

#: Seconds between looks whether the terminal is there.
_LOOK_SECONDS = 1.0


def end_with_terminal(app: App[Any]) -> None:
    """From now on end as SIGHUP ends a program: what was said to be saved is on the disk."""
    if _has_terminal():
        app.set_interval(_LOOK_SECONDS, _look)


def _has_terminal() -> bool:
    return sys.__stdin__ is not None and os.isatty(sys.__stdin__.fileno())


def _look() -> None:
    if not _has_terminal():
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
        signal.raise_signal(signal.SIGHUP)
