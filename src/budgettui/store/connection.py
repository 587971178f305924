"""Opening the file: what it must be, how it is set up, and what is said when it cannot be used."""

from __future__ import annotations

import os
import sqlite3
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from budgettui.domain.errors import N_, Interrupted, StoreError
from budgettui.store import schema

#: Hears how far a store of an older form is made again: the number of the file, how many there are, and its name.
Told = Callable[[int, int, str], None]
#: How long a connection waits for another process before it gives up, in seconds.
BUSY_SECONDS = 5.0
#: How many of its small steps SQLite takes between two questions whether to go on: some tenths of a millisecond.
_STEPS = 10_000

# DELETE and EXTRA: a commit is on disk, and so is the removal of its rollback journal, before it is
# acknowledged. WAL is not used, because of its reset bug before SQLite 3.51.3.
_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",
    "PRAGMA synchronous = EXTRA",
    "PRAGMA journal_mode = DELETE",
)

_MISSING = N_("Der er ingen database i {path}. Angiv en anden sti, eller åbn programmet uden --db.")
_NO_FOLDER = N_("Mappen {folder} findes ikke, så {path} kan ikke laves. Lav mappen først, eller angiv en anden sti.")
_NOT_FILE = N_("{path} er ikke en fil. Angiv stien til en databasefil.")
_READ_ONLY = N_("Der kan ikke skrives i {path}. Giv skriveadgang til filen og dens mappe, eller angiv en anden sti.")
_UNREADABLE = N_("{path} må ikke læses af dig. Giv læseadgang til filen og dens mappe, eller angiv en anden sti.")
_UNFINISHED = N_(
    "{path} har en afbrudt skrivning, som skal rulles tilbage, før den kan læses. Åbn den én gang, hvor der må skrives."
)
_NOT_OURS = N_("{path} er ikke en database fra budgettui. Filen er ikke rørt; angiv en anden sti.")
_NEWER = N_(
    "{path} er lavet af en nyere version af budgettui (skema {found}; denne kan {known}). Opdatér programmet."
)
_DAMAGED = N_("{path} er beskadiget ({reason}). Hent filen fra en sikkerhedskopi.")
_FULL = N_("Der er ikke plads på disken til {path}. Intet er gemt af det sidste; ryd op, og prøv igen.")
_BUSY_READING = N_("{path} er optaget af et andet program og kan ikke læses lige nu. Prøv igen om lidt.")
_BUSY = N_("{path} er optaget af et andet program. Luk det, og prøv igen; intet er gemt af det sidste.")
_STOPPED = N_("Skrivningen i {path} blev standset. Intet af den er gemt.")
_IO = N_(
    "{path} kunne ikke læses eller skrives ({reason}). Intet er gemt af det sidste;"
    " se efter disk og rettigheder."
)


def silent(_number: int, _total: int, _name: str) -> None:
    """Nobody has to hear it."""


def stopped(path: Path) -> Interrupted:
    """What a piece of writing ends with that was asked to stop."""
    return Interrupted(_STOPPED, path=path)


def cannot_write(path: Path) -> StoreError:
    """Why a store that is open for reading only is that: its file or folder does not let us write."""
    return StoreError(_READ_ONLY, path=path)


def store_error(error: sqlite3.Error, path: Path, *, reading: bool) -> StoreError:
    """The sentence for what SQLite refused; ``reading`` where nothing was to be saved."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    reason = str(error)
    if code == sqlite3.SQLITE_FULL:
        return StoreError(_FULL, path=path)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreError(_BUSY_READING if reading else _BUSY, path=path)
    if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_READONLY_ROLLBACK:
        return StoreError(_UNFINISHED, path=path)
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return StoreError(_READ_ONLY, path=path)
    if code == sqlite3.SQLITE_INTERRUPT:
        return stopped(path)
    if code == sqlite3.SQLITE_NOTADB:
        return StoreError(_NOT_OURS, path=path)
    if code == sqlite3.SQLITE_IOERR:
        return StoreError(_IO, path=path, reason=reason)
    return StoreError(_DAMAGED, path=path, reason=reason)


@contextmanager
def translated(path: Path, *, reading: bool = False) -> Iterator[None]:
    """What SQLite raises within, as a :class:`StoreError`; a broken rule of our own stays what it is."""
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError):
        raise
    except sqlite3.Error as error:
        raise store_error(error, path, reading=reading) from error


class Connections:
    """One connection for each thread that asks, all to the same file."""

    def __init__(self, path: Path, *, write: bool = True) -> None:
        self.path = path
        #: Whether the file and its folder let us write.
        self.write = write
        # Fixed now: a thread's connection must reach the same file after the process has changed its folder.
        # mode=rw: the file is made by us with its mode, never by SQLite with the umask's.
        self._uri = path.absolute().as_uri() + ("?mode=rw" if write else "?mode=ro")
        self._local = threading.local()
        self._lock = threading.Lock()
        self._open: list[tuple[weakref.ref[threading.Thread], sqlite3.Connection]] = []
        self._closed = False

    def get(self) -> sqlite3.Connection:
        """This thread's connection; ``StoreError`` where the file cannot be opened."""
        if self._closed:
            raise sqlite3.ProgrammingError("the store is closed")
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = _connect(self._uri, self.path)
            with self._lock:
                self._forget_the_dead()
                self._open.append((weakref.ref(threading.current_thread()), connection))
        return connection

    def _forget_the_dead(self) -> None:
        living = []
        for thread, connection in self._open:
            owner = thread()
            if owner is None or not owner.is_alive():
                connection.close()
            else:
                living.append((thread, connection))
        self._open = living

    def close(self) -> None:
        """Close every thread's connection. Later use raises ``sqlite3.ProgrammingError``; what another thread reads now
        is interrupted, and its connection goes with the thread: closed under it, SQLite would fall over."""
        with self._lock:
            self._closed = True
            for thread, connection in self._open:
                if thread() in (None, threading.current_thread()):
                    connection.close()
                else:
                    connection.interrupt()
            self._open.clear()


def _connect(uri: str, path: Path) -> sqlite3.Connection:
    with translated(path):
        connection = sqlite3.connect(
            uri,
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            for pragma in _PRAGMAS:
                connection.execute(pragma).fetchall()
        except sqlite3.Error:
            connection.close()
            raise
    return connection


def open_connections(path: Path, *, create: bool, write: bool, told: Told) -> Connections:
    """Open, make or bring up to date the store at ``path``; where nothing may be written, open it for reading.

    Raises ``StoreError`` where the path is no file, the folder is missing or a new store cannot be written in
    it, the file is not ours, or it was written by a newer version. An empty file counts as a new store.
    """
    # Nothing can be at a path that cannot be asked for: then it is refused below.
    there = os.path.exists(path)  # does not raise
    write = _look(path, create=create and write) and write
    _recognise(path)
    connections = Connections(path, write=write)
    try:
        with translated(path):
            connection = connections.get()
            if not _is_current(connection, path):
                if not write:
                    raise StoreError(_READ_ONLY, path=path)
                _bring_up(connection, path, told)
    except BaseException:
        connections.close()
        if not there:
            _leave_nothing(path)
        raise
    return connections


def _leave_nothing(path: Path) -> None:
    """Remove a file that was made for a new store, which then could not be made: nobody has written in it."""
    with suppress(OSError):
        if not path.stat().st_size and not path.with_name(path.name + "-journal").exists():
            path.unlink()


def _look(path: Path, *, create: bool) -> bool:
    """Whether the store may be written. Refuses what is plainly no place for one, and makes the file (mode 0600)
    where it is missing.
    """
    try:
        if path.exists() and not path.is_file():
            raise StoreError(_NOT_FILE, path=path)
        if not path.exists():
            if not create:
                raise StoreError(_MISSING, path=path)
            if not path.parent.is_dir():
                raise StoreError(_NO_FOLDER, path=path, folder=path.parent)
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise _os_error(error, path) from error
    if not os.access(path, os.R_OK):
        raise StoreError(_UNREADABLE, path=path)
    # SQLite writes its rollback journal beside the file, so the folder has to be writable too.
    return os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK | os.X_OK)


def _recognise(path: Path) -> None:
    """Refuse another program's file by its first bytes: even opening it with SQLite could change it.

    Where a rollback journal lies beside it, the bytes may be half of a write; SQLite has to put them right
    first.
    """
    try:
        if path.with_name(path.name + "-journal").exists():
            return
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise _os_error(error, path) from error
    # The file format has the application id at offset 68, four bytes, the greatest first.
    ours = head.startswith(b"SQLite format 3\0") and head[68:72] == schema.APPLICATION_ID.to_bytes(4, "big")
    if head and not ours:
        raise StoreError(_NOT_OURS, path=path)


def _os_error(error: OSError, path: Path) -> StoreError:
    import errno

    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StoreError(_FULL, path=path)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return StoreError(_READ_ONLY, path=path)
    return StoreError(_IO, path=path, reason=error.strerror or str(error))


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def _is_current(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether the store is ours and of this form; ``False`` where it is older, or an empty file."""
    version = _pragma(connection, "user_version")
    if _pragma(connection, "application_id") != schema.APPLICATION_ID:
        if path.stat().st_size:
            raise StoreError(_NOT_OURS, path=path)
        return False
    if version > schema.VERSION:
        raise StoreError(_NEWER, path=path, found=version, known=schema.VERSION)
    # What is made from the journal and the documents is made again where its form is another than ours.
    return version == schema.VERSION and connection.execute("SELECT form FROM made_form").fetchone() == (schema.form(),)


def _bring_up(connection: sqlite3.Connection, path: Path, told: Told) -> None:
    from budgettui.store import holder
    from budgettui.store.migrations import migrate

    other = holder.who(path)
    if other is not None:
        # Another version of the program works on it as it is.
        raise other.refusal(path)
    connection.execute("BEGIN EXCLUSIVE")
    try:
        # Another process may have done it while we waited for the lock.
        if not _is_current(connection, path):
            migrate(connection, path, told)
        connection.execute("COMMIT")
    except BaseException as error:
        _take_back(connection)
        if isinstance(error, KeyboardInterrupt):
            raise stopped(path) from error
        raise


def _take_back(connection: sqlite3.Connection) -> None:
    """End a writing transaction without a trace, and without a lock that would keep others from writing."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")
    # Where SQLite has rolled back by itself, because it was interrupted or the disk is full, while its full-text index
    # had a place open for reading, the lock for reading stays until something has been read to its end.
    with suppress(sqlite3.Error):  # what ended the transaction is what has to be told
        connection.execute("PRAGMA schema_version").fetchall()


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """One writing transaction: all of it on disk when the block has ended, or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        _take_back(connection)
        raise


@contextmanager
def watched(connection: sqlite3.Connection, path: Path, go_on: Callable[[], bool]) -> Iterator[None]:
    """Ask again and again, also in the middle of a statement, whether to go on; raises ``Interrupted`` where not."""
    connection.set_progress_handler(lambda: not go_on(), _STEPS)
    try:
        yield
        if not go_on():
            raise stopped(path)
    finally:
        connection.set_progress_handler(None, 0)


@contextmanager
def part(connection: sqlite3.Connection) -> Iterator[None]:
    """A part of a writing transaction: all of it, or nothing of it and the rest goes on."""
    connection.execute("SAVEPOINT part")
    try:
        yield
        connection.execute("RELEASE part")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK TO part")
            connection.execute("RELEASE part")
        raise
