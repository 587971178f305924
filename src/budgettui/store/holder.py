"""Who writes in a store: one program at a time, known by a lock on a small file beside it.

The lock is the operating system's own (``flock``) and ends with the process, however that ends: a holder that died
holds nothing, and no number of a process has to be trusted. What the file says is for people only: who, which
process, on which machine, since when. A holder that is done takes the file away; one that died leaves it.
"""

from __future__ import annotations

import fcntl
import json
import os
import socket
from pathlib import Path
from typing import NamedTuple

from budgettui.domain.errors import N_, StoreError
from budgettui.store.journal import now

_HELD = N_(
    "{path} skrives af {actor} (proces {pid} på {host} siden {since}), så her kan der kun læses."
    " Når det program er slut, kan der skrives her."
)


class Holder(NamedTuple):
    """Who writes: the name for the journal, the process and its machine, and since when (ISO 8601 in UTC)."""

    actor: str
    pid: int
    host: str
    since: str

    def refusal(self, path: Path) -> StoreError:
        """Why another program cannot write."""
        return StoreError(_HELD, path=path, actor=self.actor, pid=self.pid, host=self.host, since=self.clock)

    @property
    def clock(self) -> str:
        """Since when, in hours and minutes on the clock of this machine; with the day where that is not today."""
        from datetime import datetime

        try:
            moment = datetime.fromisoformat(self.since).astimezone()
        except ValueError:
            return "?"
        today = datetime.now().astimezone().date()
        return moment.strftime("%H:%M") if moment.date() == today else moment.strftime("%d-%m-%Y %H:%M")


class Hold:
    """The right to write in one store; :func:`take` gives it, and it ends with :meth:`release` or the process.

    ``died`` is the holder before, where that did not end by itself.
    """

    def __init__(self, path: Path, descriptor: int, died: Holder | None) -> None:
        self._path = path
        self._descriptor = descriptor
        self.died = died

    def release(self) -> None:
        """Let others write. The file goes first: whoever waits for it then sees that it is another one."""
        self._path.unlink(missing_ok=True)
        os.close(self._descriptor)


def beside(store: Path) -> Path:
    """The file that says who holds a store."""
    real = store.resolve()
    return real.with_name(real.name + "-holder")


def take(store: Path, actor: str) -> Hold | Holder:
    """The right to write in a store, or who has it now. Raises ``OSError`` where the file cannot be made."""
    path = beside(store)
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            found = _said(descriptor)
            os.close(descriptor)
            return found or Holder("?", 0, "?", now())
        except BaseException:
            os.close(descriptor)
            raise
        if _is_there(path, descriptor):
            break
        os.close(descriptor)  # the holder before took the file away between our two steps
    died = _said(descriptor)
    me = json.dumps(Holder(actor, os.getpid(), socket.gethostname(), now())._asdict(), ensure_ascii=False)
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, me.encode("utf-8", "replace"), 0)
    return Hold(path, descriptor, died)


def who(store: Path) -> Holder | None:
    """Who holds a store now; ``None`` where nobody does. Looks only."""
    try:
        descriptor = os.open(beside(store), os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _said(descriptor) or Holder("?", 0, "?", now())
    finally:
        os.close(descriptor)
    return None


def _is_there(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(os.stat(path), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _said(descriptor: int) -> Holder | None:
    """What the file says; nothing where it is empty, being written, or of another make."""
    try:
        data = json.loads(os.pread(descriptor, 4096, 0))
        return Holder(str(data["actor"]), int(data["pid"]), str(data["host"]), str(data["since"]))
    except (ValueError, TypeError, KeyError):
        return None

