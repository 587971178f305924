"""Papers into a store: what the command line and the screen do with what a person points at.

First every file is read, and nothing is written meanwhile: a meeting that runs in the same store is not disturbed.
Then all of it is stored in one transaction: all is there afterwards, or the store is as it was. Beside a meeting, long
tables are written before that, in pieces that nobody sees until then. A file that cannot be read is told with its
reason and stops no other.
"""

from __future__ import annotations

import pickle
import signal
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

from budgettui.domain.checking.doubts import doubts
from budgettui.domain.errors import N_, BudgettuiError, Interrupted, UnreadableFile

if TYPE_CHECKING:
    from budgettui.domain.paper.reading import Reading
    from budgettui.ingest.archive import Part
    from budgettui.store import ImportResult, Store
    from budgettui.store.ready import Ready

#: So many bytes of files that were read, packed, wait in memory to be stored; the others wait on the disk.
MOST_WAITING = 8 * 1024 * 1024


class Questioned(NamedTuple):
    """A place that a person should look at: where it is, what stands there, and why where that is known."""

    page: int | None
    line: int | None
    table: str = ""
    row: str = ""
    printed: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file: what was stored, or why it was not."""

    shown: str
    result: ImportResult | None = None
    findings: int = 0
    error: BudgettuiError | OSError | None = None
    questions: tuple[Questioned, ...] = ()


class Watch:
    """Hears how an import goes, and may stop it. This one hears nothing and stops nothing."""

    #: Whether a meeting is held beside the import, which long tables are then written in pieces for.
    beside = False

    def reading(self, number: int, total: int, shown: str) -> None:
        """A file is about to be read: its number, and how many there seem to be."""

    def all_read(self) -> None:
        """Everything is read, and is about to be stored."""

    def saving(self, number: int, total: int, shown: str) -> None:
        """A file that was read is about to be stored."""

    def go_on(self) -> bool:
        """Asked often while something is written, and once right before it is on the disk."""
        return True

    def wait(self) -> None:
        """Asked before something is written, and again where :meth:`go_on` ended that: returns when it may begin."""

    def stand_aside(self) -> None:
        """Nothing is written now, because :meth:`go_on` said no. What returns is tried again."""
        raise KeyboardInterrupt

    def ends(self) -> None:
        """The import has ended, in whatever way, and so has the watch."""


class CtrlC(Watch):
    """A watch for the main thread: Ctrl+C stops while something is read or written, and no more when all is stored.

    Only while files are read does it throw: what is opened, written and told is then always brought to an end.
    """

    def __init__(self) -> None:
        self._asked = self._throws = False
        self._before = signal.signal(signal.SIGINT, self._ask)

    def _ask(self, *_: object) -> None:
        self._asked = True
        if self._throws:
            raise KeyboardInterrupt

    def reading(self, number: int, total: int, shown: str) -> None:
        self._throws = True
        if self._asked:  # before the first file, or thrown where nothing can be thrown
            raise KeyboardInterrupt

    def all_read(self) -> None:
        self._throws = False

    def saving(self, number: int, total: int, shown: str) -> None:
        self._throws = False

    def go_on(self) -> bool:
        return not self._asked

    def wait(self) -> None:
        if self._asked:
            raise KeyboardInterrupt

    def ends(self) -> None:
        self._throws = False
        signal.signal(signal.SIGINT, self._before)


def import_papers(
    paths: Iterable[Path], store: Store | None, actor: str, *, make: Callable[[], Store], watch: Watch | None = None
) -> list[Outcome]:
    """Read and store the files at the paths; folders and zip files are the files in them.

    Where there is no ``store`` yet, ``make`` is asked for one when a file was read. What ends this in the middle, a
    ``KeyboardInterrupt`` or a ``StoreError``, leaves the store as it was.
    """
    from budgettui.ingest.archive import count, papers

    watch = watch or Watch()
    paths = list(paths)
    total = sum(map(count, paths))
    number = 0
    outcomes: dict[int, Outcome] = {}
    with _Waiting() as waiting, _swept(store, watch):
        for path in paths:
            for part in papers(path):
                number += 1
                total = max(total, number)
                watch.reading(number, total, part.shown)
                known = _read(number, total, part, store, waiting, watch)
                if known is not None:
                    outcomes[number] = known
        watch.all_read()
        if len(waiting):
            target = store or make()
            watch.wait()
            while not _stored(waiting, target, actor, watch, outcomes):
                watch.stand_aside()
    return [outcomes[place] for place in sorted(outcomes)]


@contextmanager
def _swept(store: Store | None, watch: Watch) -> Iterator[None]:
    """Nothing is left in the store of an import that did not end, be it one before or what happens within."""
    from budgettui.store.access import PATIENT

    if store is not None:
        store.sweep(watch.go_on, watch.wait)
    try:
        yield
    except BaseException:
        if store is not None:
            store.sweep(*PATIENT)
        raise


def _read(
    number: int, total: int, part: Part, store: Store | None, waiting: _Waiting, watch: Watch
) -> Outcome | None:
    """Read one file and let it wait to be stored; the outcome where there is nothing to store."""
    from budgettui.ingest import limited
    from budgettui.store.ready import has_long, make_ready

    try:
        content = part.load()
        known = store.imported(sha256(content).hexdigest()) if store and not _has_parts(content) else None
        if known is not None:
            return Outcome(part.shown, known)
        ready = make_ready(limited.read_bytes(part.name, content, part.beside), content)
        del content
        if store and watch.beside and has_long(ready.reading):
            watch.saving(number, total, part.shown)
            store.grow(ready, watch.go_on, watch.wait)
        waiting.add(number, part.shown, ready)
    except (BudgettuiError, OSError) as error:
        return Outcome(part.shown, error=error)
    except (MemoryError, RecursionError) as error:
        return Outcome(part.shown, error=_beyond(part.shown, error))
    return None


def _has_parts(content: bytes) -> bool:
    """Whether reading this file also says which files beside it belong to it."""
    from budgettui.ingest.formats import format_of

    return format_of(content) == "datapackage"


def _beyond(shown: str, error: BaseException) -> UnreadableFile:
    """A paper made to break the reader is one bad paper among others."""
    refusal = UnreadableFile(N_("{name} er for stor eller for indviklet til at blive læst."), name=shown)
    refusal.__cause__ = error
    return refusal


def _stored(waiting: _Waiting, store: Store, actor: str, watch: Watch, outcomes: dict[int, Outcome]) -> bool:
    """Store all that waits, in one transaction and as one step; False where that was asked to stop, and nothing is
    stored."""
    from budgettui.store.journal import new_id

    step = new_id()
    try:
        with store.together(watch.go_on):
            for place, (number, shown, ready) in enumerate(waiting, 1):
                reading = ready.reading
                watch.saving(place, len(waiting), shown)
                try:
                    result = store.import_ready(ready, actor, step)
                except (MemoryError, RecursionError) as error:
                    outcomes[number] = Outcome(shown, error=_beyond(shown, error))
                else:
                    asked = () if result.already else tuple(questions(reading))
                    outcomes[number] = Outcome(shown, result, len(reading.findings), questions=asked)
    except Interrupted:
        return False
    return True


def questions(reading: Reading) -> Iterator[Questioned]:
    """What is in doubt in a reading, with where it stands and what stands there."""
    because = {
        (finding.table, finding.row): finding.message for finding in reading.findings if finding.row is not None
    }
    for doubt in doubts(reading):
        page, line = doubt.source.page, doubt.source.line
        if doubt.finding is not None:
            found = doubt.finding
            yield Questioned(page, line, found.table or "", found.row or "", found.printed or "", found.message)
        elif doubt.table is not None:
            table = reading.tables[doubt.table]
            if doubt.row is None:
                yield Questioned(page, line, table.title, why=doubt.why)
                continue
            row = table.rows[doubt.row]
            cells = row.printed or row.values
            printed = " ".join(cell or "·" for cell in cells) if any(cells) else row.source.raw or ""
            yield Questioned(page, line, table.title, row.label, printed, because.get((table.title, row.label), ""))


class _Waiting:
    """What was read and is not stored yet: the last of it in memory, what is more on the disk.

    It comes in the order of the files, but for a meeting that several of them hold: the whole of it comes before its
    parts, and what a case system says of it before what was printed. Agendas come before papers without one: they may
    hang on them.
    """

    def __init__(self) -> None:
        self._size = 0
        self._here: list[tuple[int, str, Ready]] = []
        self._there: IO[bytes] | None = None
        #: Where each entry begins on the disk, and how much it has of which meeting.
        self._places: list[int] = []
        self._meetings: list[tuple[tuple[str, str] | None, tuple[int, bool]]] = []
        #: Whether each entry is papers without an agenda; ``None`` where there is no meeting in it.
        self._alone: list[bool | None] = []

    def __enter__(self) -> _Waiting:
        return self

    def __exit__(self, *_: object) -> None:
        if self._there is not None:
            self._there.close()

    def __len__(self) -> int:
        return len(self._meetings)

    def add(self, number: int, shown: str, ready: Ready) -> None:
        """Let a file wait; those before it make room on the disk where they are many."""
        size = len(ready.content)
        if self._here and self._size + size > MOST_WAITING:
            if self._there is None:
                self._there = tempfile.TemporaryFile(prefix="budgettui-")  # noqa: SIM115  # closed by __exit__
            for entry in self._here:
                self._places.append(self._there.tell())
                pickle.dump(entry, self._there, pickle.HIGHEST_PROTOCOL)
            self._here, self._size = [], 0
        self._here.append((number, shown, ready))
        self._size += size
        reading = ready.reading
        known = (reading.body.casefold(), reading.date) if ready.meeting and reading.body and reading.date else None
        self._alone.append(ready.alone if ready.meeting else None)
        self._meetings.append((known, (len(reading.agenda_items), reading.format.endswith("-xml"))))

    def __iter__(self) -> Iterator[tuple[int, str, Ready]]:
        for at in self._in_order():
            yield self._entry(at)

    def _entry(self, at: int) -> tuple[int, str, Ready]:
        if at >= len(self._places):
            return self._here[at - len(self._places)]
        assert self._there is not None
        self._there.seek(self._places[at])
        entry: tuple[int, str, Ready] = pickle.load(self._there)  # noqa: S301  # what this process wrote itself
        return entry

    def _in_order(self) -> list[int]:
        order = list(range(len(self)))
        groups: dict[tuple[str, str], list[int]] = {}
        for at, (meeting, _much) in enumerate(self._meetings):
            if meeting is not None:
                groups.setdefault(meeting, []).append(at)
        for group in groups.values():
            _put(order, group, sorted(group, key=lambda at: self._meetings[at][1], reverse=True))
        held = [place for place, at in enumerate(order) if self._alone[at] is not None]
        _put(order, held, sorted((order[place] for place in held), key=lambda at: bool(self._alone[at])))
        return order


def _put(order: list[int], places: Sequence[int], entries: Sequence[int]) -> None:
    """Let the entries stand at these places of the order."""
    for place, at in zip(places, entries, strict=True):
        order[place] = at
