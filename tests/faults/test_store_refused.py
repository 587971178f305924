"""A store that cannot be used: one clear sentence that names the path, and nothing changed."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from budgettui.domain.errors import StoreError
from budgettui.store import NewEvent, Store, connection, open_store
from store_material import BUNDLE_BYTES, REPORT_BYTES, bundle, report


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with a meeting."""
    with open_store(tmp_path / "a.db") as opened:
        opened.import_reading(bundle(), BUNDLE_BYTES, "ARKIV")
        yield opened


def refused(path: Path, *, create: bool = True) -> str:
    with pytest.raises(StoreError) as caught:
        open_store(path, create=create)
    sentence = str(caught.value)
    assert str(path) in sentence
    assert "\n" not in sentence
    # The message is a template that the outermost layer can translate and fill in.
    assert caught.value.message.format(**caught.value.params) == sentence
    return sentence


def not_sqlite(path: Path) -> None:
    path.write_text("Referat af rådmandsmødet\n" * 200)


def short_text(path: Path) -> None:
    path.write_text("x")


def binary(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 32)


def anothers(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE moz_places (id INTEGER PRIMARY KEY)")
    db.commit()
    db.close()


def anothers_with_an_id(path: Path) -> None:
    anothers(path)
    db = sqlite3.connect(path)
    db.execute("PRAGMA application_id = 252006674")
    db.execute("PRAGMA user_version = 1")
    db.close()


def anothers_in_use(path: Path) -> None:
    """In WAL mode, with commits that are not in the file itself yet."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("CREATE TABLE moz_places (id INTEGER PRIMARY KEY)")
    wal = path.with_name(path.name + "-wal").read_bytes()
    raw = path.read_bytes()
    db.close()
    path.write_bytes(raw)
    path.with_name(path.name + "-wal").write_bytes(wal)


@pytest.mark.parametrize(
    "make", [anothers_in_use, not_sqlite, short_text, binary, anothers, anothers_with_an_id]
)
def test_a_file_that_is_not_ours_is_not_touched(tmp_path: Path, make: Callable[[Path], None]) -> None:
    path = tmp_path / "andet.db"
    make(path)
    before = {found: found.read_bytes() for found in tmp_path.iterdir()}
    assert "er ikke en database fra budgettui" in refused(path)
    assert {found: found.read_bytes() for found in tmp_path.iterdir()} == before


def test_a_newer_schema_is_not_touched(store: Store) -> None:
    store.close()
    db = sqlite3.connect(store.file)
    db.execute("PRAGMA user_version = 99")
    db.close()
    before = store.file.read_bytes()
    sentence = refused(store.file)
    assert "nyere version" in sentence
    assert "99" in sentence
    assert store.file.read_bytes() == before


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    assert "er ikke en fil" in refused(tmp_path)


def test_a_missing_folder_is_named_and_not_made(tmp_path: Path) -> None:
    path = tmp_path / "findes" / "ikke.db"
    assert f"Mappen {path.parent} findes ikke" in refused(path)
    assert list(tmp_path.iterdir()) == []


def test_a_path_through_a_file(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("x")
    refused(tmp_path / "fil" / "a.db")
    refused(tmp_path / "fil" / "a.db", create=False)


def test_a_name_that_is_too_long(tmp_path: Path) -> None:
    refused(tmp_path / ("a" * 300))


def read_all(path: Path) -> list[str]:
    """What is said when everything in a damaged store is read: by an error, or by verify."""
    try:
        with open_store(path) as damaged:
            return damaged.verify()
    except StoreError as error:
        return [str(error)] if str(path) in str(error) else []


@pytest.mark.parametrize("keep", [100, 4096, 8192 + 17])
def test_a_file_that_was_cut_off(store: Store, keep: int) -> None:
    store.close()
    store.file.write_bytes(store.file.read_bytes()[:keep])
    assert read_all(store.file)


def test_a_scribble_on_any_page_is_found(store: Store) -> None:
    store.close()
    raw = store.file.read_bytes()
    pages = len(raw) // 4096
    assert pages > 20
    for page in range(1, pages):
        at = page * 4096
        store.file.write_bytes(raw[:at] + b"\xff" * 200 + raw[at + 200 :])
        assert read_all(store.file), f"page {page} of {pages}"


def _as_nobody(path: Path, answer: multiprocessing.Queue[str]) -> None:
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
    try:
        with open_store(path) as store:
            store.hold("KW")
            answer.put(f"{len(store.meetings())}: {store.refusal}")
    except StoreError as error:
        answer.put(str(error))


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that any user may look into (pytest's own are closed to others)."""
    folder = Path(tempfile.mkdtemp(prefix="budgettui-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def unprivileged(path: Path) -> str:
    """What a user without root's rights gets."""
    context = multiprocessing.get_context("fork")
    answer: multiprocessing.Queue[str] = context.Queue()  # type: ignore[assignment]
    child = context.Process(target=_as_nobody, args=(path, answer))
    child.start()
    said = answer.get(timeout=30)
    child.join()
    return said


def test_a_read_only_folder(open_folder: Path) -> None:
    open_folder.chmod(0o555)
    said = unprivileged(open_folder / "a.db")
    assert said.startswith(f"Der kan ikke skrives i {open_folder / 'a.db'}")
    assert list(open_folder.iterdir()) == []


@pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o444, 0o777), (0o666, 0o555)])
def test_a_store_that_may_not_be_written_is_read(open_folder: Path, file_mode: int, folder_mode: int) -> None:
    path = open_folder / "a.db"
    with open_store(path) as store:
        store.import_reading(bundle(), BUNDLE_BYTES, "KW")
    before = path.read_bytes()
    path.chmod(file_mode)
    open_folder.chmod(folder_mode)
    assert unprivileged(path) == f"1: Der kan ikke skrives i {path}. {_HOW}"
    assert path.read_bytes() == before
    open_folder.chmod(0o755)
    assert [found.name for found in open_folder.iterdir()] == ["a.db"]


_HOW = "Giv skriveadgang til filen og dens mappe, eller angiv en anden sti."


def test_a_store_that_may_not_be_read(open_folder: Path) -> None:
    path = open_folder / "a.db"
    open_store(path).close()
    path.chmod(0o000)
    assert unprivileged(path).startswith(f"{path} må ikke læses af dig.")


def test_a_store_that_another_program_holds(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.05)
    before = store.log()
    other = sqlite3.connect(store.file, isolation_level=None)
    with open_store(store.file) as late:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="optaget af et andet program"):
            late.undo("KW")
        assert "optaget af et andet program" in refused(store.file)
        other.execute("ROLLBACK")
        assert late.undo("KW") == []
    other.close()
    assert store.log() == before


# No room on the disk


def _pages(store: Store, limit: bool) -> None:
    db = store._connections.get()
    (used,) = db.execute("PRAGMA page_count").fetchone()
    db.execute(f"PRAGMA max_page_count = {used if limit else 2**30}")


def test_no_room_for_a_decision_leaves_the_store_as_it_was(store: Store) -> None:
    meeting = store.meeting(store.meetings()[0].id)
    item = meeting.items[1].id
    before = store.log()
    _pages(store, limit=True)
    with pytest.raises(StoreError, match="ikke plads på disken"):
        store.append([NewEvent("minutes_written", {"item": item, "text": "x" * 100_000}, meeting.id)], "KW")
    assert store.meeting(meeting.id) == meeting
    assert store.log() == before
    _pages(store, limit=False)
    store.append([NewEvent("minutes_written", {"item": item, "text": "x" * 100_000}, meeting.id)], "KW")
    assert store.verify() == []
    assert len(store.log()) == len(before) + 1


def test_no_room_for_an_import_leaves_the_store_as_it_was(store: Store) -> None:
    _pages(store, limit=True)
    before = store.documents(), store.log(), store.materials()
    with pytest.raises(StoreError, match="ikke plads på disken"):
        store.import_reading(report(), REPORT_BYTES, "KW")
    assert (store.documents(), store.log(), store.materials()) == before
    _pages(store, limit=False)
    assert not store.import_reading(report(), REPORT_BYTES, "KW").already
    assert store.verify() == []


LIMITED = """
import resource, signal, sys
from pathlib import Path
from budgettui.domain.errors import StoreError
from budgettui.store import NewEvent, open_store
path, limit = Path(sys.argv[1]), int(sys.argv[2])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
def cap(): resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
if not limit: cap()
try:
    store = open_store(path)
    cap()
    meeting = store.meetings()[0].id
    item = store.meeting(meeting).items[0].id
    store.append([NewEvent("minutes_written", {"item": item, "text": "x" * 400_000}, meeting)], "KW")
except StoreError as error:
    print(error)
"""


def limited(path: Path, limit: int) -> str:
    """What a process says that may not let a file grow beyond this size."""
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(path), str(limit)], capture_output=True, text=True, check=True
    )
    return done.stdout


def test_a_file_that_may_not_grow(store: Store) -> None:
    size = store.file.stat().st_size
    before = store.log()
    said = limited(store.file, size + 4096)
    assert str(store.file) in said
    assert "Intet er gemt af det sidste" in said
    assert store.log() == before
    assert store.verify() == []


def test_a_new_store_without_room(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    said = limited(path, 0)
    assert str(path) in said
    assert list(tmp_path.iterdir()) == []
    with open_store(path) as store:
        assert store.verify() == []
