"""The one writer: events go to the journal on a thread of their own, and the screen hears when they are durable.

An act that could not be written is kept, and those after it wait behind it, so that a later decision never
overtakes an earlier one; all are tried again on demand. Only an act that the law of the meeting refuses, and that
therefore could never be written, is let go, and the screen is told.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

from textual.message import Message

from budgettui.domain.meeting.events import Event
from budgettui.domain.meeting.meeting import Meeting
from budgettui.store import NewEvent, Store
from budgettui.store.access import TakesLong


@dataclass(frozen=True)
class Act:
    """What one key did: events to append, or what ``does`` writes as somebody; ``said`` is what the status line tells
    after, and ``offered`` what may be done next, which is never cut away."""

    said: str
    events: tuple[NewEvent, ...] = ()
    offered: str = ""
    does: Callable[[Store, str], Sequence[Event]] | None = None

    def write(self, store: Store, actor: str) -> Sequence[Event]:
        """Put it on the disk; the journal entries that it became. ``TakesLong`` where that is the work of another
        process, which :attr:`job` is for."""
        return self.does(store, actor) if self.does is not None else store.append(self.events, actor)

    @property
    def job(self) -> Sequence[str]:
        """What it is for :mod:`budgettui.import_child`."""
        raise NotImplementedError


def done_in(meeting: Meeting, said: str, *events: tuple[str, Mapping[str, Any]], offered: str = "") -> Act:
    """What one key did in a meeting: events by their kinds, with their payloads."""
    return Act(said, tuple(NewEvent(kind, payload, meeting.id) for kind, payload in events), offered)


@dataclass(frozen=True)
class Stepping(Act):
    """What this person did last, wherever it was, is taken back; or what was taken back last is done again."""

    back: bool = True

    def write(self, store: Store, actor: str) -> Sequence[Event]:
        return store.undo(actor, None) if self.back else store.redo(actor, None)

    @property
    def job(self) -> Sequence[str]:
        return ("undo" if self.back else "redo",)


class Saver:
    """A queue and a thread. ``post`` delivers what became of an act to the screen's own thread."""

    @dataclass(eq=False, repr=False)
    class Saved(Message):
        """The act is durable; ``events`` are its journal entries (none where there was nothing to undo), and
        ``meeting`` is the meeting after it, with what others have written in the meantime; ``None`` where the act was
        in no meeting, or there is no such meeting after it."""

        act: Act
        events: Sequence[Event]
        meeting: Meeting | None

    @dataclass(eq=False, repr=False)
    class Failed(Message):
        """The act could not be written and is kept."""

        act: Act
        error: Exception

    @dataclass(eq=False, repr=False)
    class Refused(Message):
        """The meeting, as it is on the disk, does not allow the act; it is not kept."""

        act: Act
        error: Exception

    @dataclass(eq=False, repr=False)
    class Long(Message):
        """The act lays long tables again and is not kept: the meeting is not to wait for it."""

        act: Act

    def __init__(self, store: Store, actor: str, post: Callable[[Message], object]) -> None:
        self._store = store
        self.actor = actor
        self._post = post
        #: What an act is written within, where something else may be writing that can wait.
        self.aside: Callable[[], AbstractContextManager[None]] = nullcontext
        #: Acts that are not durable, oldest first. The first is taken out when it is written, not before.
        self._waiting: deque[Act] = deque()
        self._changed = threading.Condition()
        self._failed = False
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="journal-writer", daemon=True)
        self._thread.start()

    @property
    def unsaved(self) -> int:
        """How many acts are not durable yet."""
        return len(self._waiting)

    @property
    def failed(self) -> bool:
        """Whether acts are kept because they could not be written."""
        return self._failed

    def kept(self) -> list[str]:
        """What the acts that are not durable would have said, oldest first."""
        with self._changed:
            return [act.said for act in self._waiting]

    def save(self, act: Act) -> None:
        """Write the act after those before it. Where an earlier act is kept, this one is kept behind it."""
        with self._changed:
            self._waiting.append(act)
            self._changed.notify()

    def retry(self) -> int:
        """Try the kept acts again; returns how many there were."""
        with self._changed:
            count = len(self._waiting) if self._failed else 0
            self._failed = False
            self._changed.notify()
        return count

    def close(self) -> None:
        """Write what is queued, then end the thread. What cannot be written is still in :meth:`kept`."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join()

    def _next(self) -> Act | None:
        """The next act to write; waits for one. ``None`` when all is done that can be done."""
        with self._changed:
            while not self._waiting or self._failed:
                if self._closing:
                    return None
                self._changed.wait()
            return self._waiting[0]

    def _run(self) -> None:
        while (act := self._next()) is not None:
            try:
                events = self._write(act)
                meeting = self._after(events)
            except (LookupError, ValueError) as error:
                self._done()
                self._post(self.Refused(act, error))
            except TakesLong:
                self._done()
                self._post(self.Long(act))
            except Exception as error:  # noqa: BLE001 - whatever it is: the act is kept, and the thread lives on
                with self._changed:
                    self._failed = True
                self._post(self.Failed(act, error))
            else:
                self._done()
                self._post(self.Saved(act, events, meeting))

    def _done(self) -> None:
        with self._changed:
            self._waiting.popleft()

    def _after(self, events: Sequence[Event]) -> Meeting | None:
        home = next((event.meeting for event in reversed(events) if event.meeting), None)
        try:
            return self._store.latest(home) if home else None
        except KeyError:
            return None

    def _write(self, act: Act) -> Sequence[Event]:
        with self.aside():
            return act.write(self._store, self.actor)
