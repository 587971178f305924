"""The one writer: events go to the journal on a thread of their own, and the screen hears when they are durable.

An act that could not be written is kept, in order, and tried again on demand; nothing typed is dropped.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.message import Message

from budgettui.domain.meeting import Event
from budgettui.store import NewEvent, Store


@dataclass(frozen=True)
class Act:
    """What one key did: events to append, or an undo or redo; ``said`` is what the status line tells after."""

    said: str
    events: tuple[NewEvent, ...] = ()
    undo: str | None = None
    redo: str | None = None


class Saver:
    """A queue and a thread. ``post`` delivers :class:`Saved` and :class:`Failed` to the screen's own thread."""

    @dataclass
    class Saved(Message):
        """The act is durable; ``events`` are its journal entries (none where there was nothing to undo)."""

        act: Act
        events: Sequence[Event]

    @dataclass
    class Failed(Message):
        """The act could not be written and is kept."""

        act: Act
        error: Exception

    def __init__(self, store: Store, actor: str, post: Callable[[Message], object]) -> None:
        self._store = store
        self._actor = actor
        self._post = post
        self._queue: queue.SimpleQueue[Act | None] = queue.SimpleQueue()
        self._kept: list[Act] = []
        self._lock = threading.Lock()
        self._unsaved = 0
        self._thread = threading.Thread(target=self._run, name="journal-writer", daemon=True)
        self._thread.start()

    @property
    def unsaved(self) -> int:
        """How many acts are not durable yet."""
        with self._lock:
            return self._unsaved

    @property
    def failed(self) -> bool:
        """Whether acts are kept because they could not be written."""
        with self._lock:
            return bool(self._kept)

    def save(self, act: Act) -> None:
        """Write the act after those before it. Where an earlier act is kept, this one is kept behind it."""
        with self._lock:
            self._unsaved += 1
            if self._kept:
                self._kept.append(act)
                return
        self._queue.put(act)

    def retry(self) -> int:
        """Try the kept acts again; returns how many there were."""
        with self._lock:
            kept, self._kept = self._kept, []
        for act in kept:
            self._queue.put(act)
        return len(kept)

    def close(self) -> None:
        """Write what is queued, then end the thread."""
        self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (act := self._queue.get()) is not None:
            with self._lock:
                blocked = bool(self._kept)
                if blocked:
                    self._kept.append(act)
            if blocked:
                continue
            try:
                events = self._write(act)
            except Exception as error:  # noqa: BLE001 - whatever it is: the act is kept, and the thread lives on
                with self._lock:
                    self._kept.append(act)
                self._post(self.Failed(act, error))
                continue
            with self._lock:
                self._unsaved -= 1
            self._post(self.Saved(act, events))

    def _write(self, act: Act) -> Sequence[Event]:
        if act.undo is not None:
            return self._store.undo(act.undo, self._actor)
        if act.redo is not None:
            return self._store.redo(act.redo, self._actor)
        return self._store.append(act.events, self._actor)
