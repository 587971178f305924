"""Reading in a process of its own, with limits on its memory and time.

PDF, DOCX and sheets are parsed by large programs that were not written for files made to harm. A file that makes one
of them fill the memory, run without end or fall over ends that process, and is told as a file that could not be read.
"""

from __future__ import annotations

import io
import pickle
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from budgettui.domain.errors import N_, Marked, UnreadableFile
from budgettui.domain.paper import papers, reading

#: The formats that are read so.
FORMATS = frozenset(("pdf", "docx", "sheets"))
MOST_MEMORY = 2 * 1024 * 1024 * 1024
MOST_SECONDS = 300


def read_bytes(name: str, content: bytes, beside: Callable[[str], bytes] | None = None) -> reading.Reading:
    """As :func:`budgettui.ingest.read_bytes`, in a limited process where the format needs that."""
    from budgettui import ingest
    from budgettui.ingest.formats import format_of
    from budgettui.ingest.page import names

    if format_of(content) not in FORMATS:
        return ingest.read_bytes(name, content, beside)
    # -P: a file beside us that has the name of a module is not run.
    command = [sys.executable, "-P", "-m", __spec__.name, name]
    given = pickle.dumps(names.current()) + content
    try:
        done = subprocess.run(command, input=given, capture_output=True, timeout=MOST_SECONDS, check=False)  # noqa: S603  # our own interpreter and module
    except subprocess.TimeoutExpired as error:
        raise _beyond(name) from error
    if done.returncode or not done.stdout:
        raise _beyond(name)
    read, message, params = _Known(io.BytesIO(done.stdout)).load()
    if isinstance(read, reading.Reading):
        return read
    raise UnreadableFile(message, **params)


def _beyond(name: str) -> UnreadableFile:
    return UnreadableFile(N_("Filen {name} er for stor eller for indviklet til at blive læst."), name=name)


class _Known(pickle.Unpickler):
    """Knows the classes that a reading is made of, and nothing that does something."""

    def find_class(self, module: str, name: str) -> Any:
        for known in (reading, papers):
            if module == known.__name__ and isinstance(found := getattr(known, name, None), type):
                return found
        if (module, name) == (Marked.__module__, Marked.__name__):
            return Marked
        raise pickle.UnpicklingError(f"{module}.{name}")


def _limit() -> None:
    try:
        import resource
    except ImportError:  # pragma: no cover  # a system without such limits has the time limit alone
        return
    limits = {resource.RLIMIT_AS: MOST_MEMORY, resource.RLIMIT_CPU: MOST_SECONDS, resource.RLIMIT_FSIZE: 0}
    for kind, most in limits.items():
        _soft, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def main(name: str) -> None:
    """Read what comes on standard input, and write the reading, or why there is none, on standard output.

    The content comes after the municipality whose names are looked for, which our own process has pickled.
    """
    from budgettui import ingest
    from budgettui.ingest.page import names

    names.use(pickle.load(sys.stdin.buffer))  # noqa: S301  # it comes from our own process, before the content
    _limit()
    answer: tuple[reading.Reading | None, str, dict[str, object]]
    try:
        answer = (ingest.read_bytes(name, sys.stdin.buffer.read()), "", {})
    except UnreadableFile as error:
        answer = (None, error.message, error.params)
    except (MemoryError, RecursionError):
        refusal = _beyond(name)
        answer = (None, refusal.message, refusal.params)
    sys.stdout.buffer.write(pickle.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1])
