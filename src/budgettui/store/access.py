"""Getting at the file: who may write in it, and what is read or written as one."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, NamedTuple, ParamSpec, Self, TypeAlias, TypeVar

from budgettui.domain.errors import Interrupted, StoreError
from budgettui.store import whereabouts
from budgettui.store.connection import (
    Told,
    cannot_write,
    open_connections,
    part,
    transaction,
    translated,
    watched,
)

if TYPE_CHECKING:
    from budgettui.domain.meeting.events import Event
    from budgettui.domain.meeting.meeting import Meeting
    from budgettui.store.corrections import Grown
    from budgettui.store.holder import Hold, Holder
    from budgettui.store.whereabouts import Place

_P = ParamSpec("_P")
_R = TypeVar("_R")
#: A function of one of the modules here, given when it is called: the module is loaded then.
_Work: TypeAlias = Callable[[], Callable[Concatenate[sqlite3.Connection, _P], _R]]
_Method: TypeAlias = Callable[Concatenate["Access", _P], _R]


def reads(work: _Work[_P, _R]) -> _Method[_P, _R]:
    """The method that reads what this function does."""
    return _within(lambda store: store._read(), work)


def reads_at_once(work: _Work[_P, _R]) -> _Method[_P, _R]:
    """The method that reads what this function does, all of it of one and the same state."""
    return _within(lambda store: store._snapshot(), work)


def writes(work: _Work[_P, _R]) -> _Method[_P, _R]:
    """The method that writes what this function does, in one transaction."""
    return _within(lambda store: store._write(), work)


def _within(
    opened: Callable[[Access], AbstractContextManager[sqlite3.Connection]], work: _Work[_P, _R]
) -> _Method[_P, _R]:
    def method(store: Access, /, *given: _P.args, **more: _P.kwargs) -> _R:
        with opened(store) as db:
            return work()(db, *given, **more)

    return method


class Pace(NamedTuple):
    """How what takes long goes on beside a meeting: ``go_on`` is asked often, and what it ends is tried again when
    ``wait`` returns."""

    go_on: Callable[[], bool]
    wait: Callable[[], None]


class TakesLong(Exception):
    """The long tables of a document are to be laid again, by these corrections; nothing is changed."""

    def __init__(self, document: int, corrections: Sequence[Mapping[str, Any]]) -> None:
        super().__init__(f"document {document}")
        self.document, self.corrections = document, corrections


#: Goes on to the end.
PATIENT = Pace(lambda: True, lambda: None)


class Access:
    """An open file, safe to use from any thread: the hold on it, and transactions of reading and of writing."""

    def __init__(self, path: Path, *, create: bool, write: bool, told: Told) -> None:
        self.file = path
        self._connections = open_connections(path, create=create, write=write, told=told)
        #: Why nothing can be written here now; ``None`` where it can.
        self.refusal = None if self._connections.write else cannot_write(path)
        #: The program that writes here, where it is another one.
        self.writer: Holder | None = None
        self._hold: Hold | None = None
        # One writer at a time in this process; other processes wait for SQLite's own lock.
        self._writing = threading.Lock()
        #: The thread that writes several things in one transaction.
        self._together = 0
        self._states: dict[str, Meeting] = {}

    def close(self) -> None:
        """Close every connection; later calls raise ``sqlite3.ProgrammingError``. Others may write then."""
        self._connections.close()
        if self._hold is not None:
            whereabouts.forget(self.file)
            self._hold.release()
            self._hold = None

    def hold(self, actor: str) -> Holder | None:
        """Become the program that writes here, as long as the store is open; who is, where that is another.

        Then, and where the file lets nobody write, :attr:`refusal` says why and every writing call raises it.
        Asked again, it takes over from one that has ended: :attr:`took_over_from` says who died.
        """
        from budgettui.store import holder

        if self._hold is not None or not self._connections.write:
            return None
        try:
            taken = holder.take(self.file, actor)
        except OSError:
            self.refusal, self.writer = cannot_write(self.file), None
        else:
            if isinstance(taken, holder.Holder):
                self.refusal, self.writer = taken.refusal(self.file), taken
            else:
                self._hold, self.refusal, self.writer = taken, None, None
        return self.writer

    def stand_at(self, place: Place) -> None:
        """Let a second screen follow to this place; nothing where another program writes here."""
        if self._hold is not None:
            whereabouts.tell(self.file, place)

    def place(self) -> Place | None:
        """Where the program that writes here stands; ``None`` where none does."""
        from budgettui.store import holder

        return whereabouts.seen(self.file) if holder.who(self.file) is not None else None

    @property
    def took_over_from(self) -> Holder | None:
        """The program that wrote here before and did not end by itself, where there was one."""
        return self._hold.died if self._hold else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _read(self) -> Iterator[sqlite3.Connection]:
        with translated(self.file, reading=True):
            yield self._connections.get()

    @contextmanager
    def _snapshot(self) -> Iterator[sqlite3.Connection]:
        """Several reads of one and the same state."""
        with self._read() as db:
            db.execute("BEGIN")
            try:
                yield db
            finally:
                db.execute("ROLLBACK")

    @contextmanager
    def _write(self) -> Iterator[sqlite3.Connection]:
        """One transaction. States that were worked out in it are forgotten where it fails."""
        if self.refusal is not None:
            raise StoreError(self.refusal.message, **self.refusal.params)
        if self._together == threading.get_ident():
            with self._kept_states(), part(self._connections.get()):
                yield self._connections.get()
            return
        with self._writing, translated(self.file), self._kept_states():
            db = self._connections.get()
            with transaction(db):
                yield db

    @contextmanager
    def _kept_states(self) -> Iterator[None]:
        states = dict(self._states)
        try:
            yield
        except BaseException:
            self._states = states
            raise

    @contextmanager
    def together(self, go_on: Callable[[], bool]) -> Iterator[None]:
        """Make one transaction of all that this thread writes within: all of it is on disk afterwards, or nothing.

        ``go_on`` is asked often, and once right before the end: where it says no, nothing is written and
        ``Interrupted`` is raised.
        """
        with self._write() as db, watched(db, self.file, go_on):
            self._together = threading.get_ident()
            try:
                yield
            finally:
                self._together = 0

    def sweep(self, go_on: Callable[[], bool], wait: Callable[[], None]) -> None:
        """Remove what was written in pieces for documents that were not stored then, in pieces as well."""
        from budgettui.store import growing

        with self._read() as db:
            left = growing.left(db)
        if left:
            growing.sweep(self._pieces(go_on, wait))

    def _paced(
        self, write: Callable[[sqlite3.Connection, Mapping[int, Grown]], list[Event]], pace: Pace | None
    ) -> list[Event]:
        """Write in one transaction; where that needs long tables to be laid again, do that first at this pace."""
        grown: dict[int, Grown] = {}
        go_on, wait = pace or PATIENT
        try:
            while True:
                try:
                    with self._write() as db, watched(db, self.file, go_on):
                        return write(db, grown)
                except TakesLong as long:
                    if pace is None:
                        raise
                    from budgettui.store import corrections

                    with self._read() as db:
                        grown[long.document] = corrections.grow(db, long, self._pieces(go_on, wait))
                except Interrupted:
                    wait()
        finally:
            if grown:
                self.sweep(*PATIENT)

    def answer_within(self, seconds: float) -> None:
        """Let this thread wait only so long for another process that holds the file.

        What takes longer raises ``StoreError``: the screen's own thread must not stand still.
        """
        with self._read() as db:
            db.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")

    def version(self) -> int:
        """A number that is another one whenever another connection, of this process or not, has written."""
        with self._read() as db:
            return int(db.execute("PRAGMA data_version").fetchone()[0])

    def _pieces(self, go_on: Callable[[], bool], wait: Callable[[], None]) -> Callable[[Callable[..., None]], None]:
        def piece(work: Callable[[sqlite3.Connection], None]) -> None:
            while True:
                wait()
                try:
                    with self._write() as db, watched(db, self.file, go_on):
                        work(db)
                except Interrupted:
                    continue
                return

        return piece
