"""Two programs on one store: one writes, the other reads and follows, and takes over when the first has ended."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from budgettui.domain.errors import StoreError
from budgettui.store import NewEvent, Store, holder, open_store

WRITER = """
import sys
from pathlib import Path
from budgettui.store import NewEvent, open_store
store = open_store(Path(sys.argv[1]))
assert store.hold("KW") is None
meeting = store.meetings()[0].id
point = store.meeting(meeting).points[0].id
for line in sys.stdin:
    if line == "end\\n":
        store.close()
        break
    store.append([NewEvent("decided", {"point": point, "outcome": line.strip(), "text": ""}, meeting)], "KW")
    print(line.strip(), flush=True)
"""


class Writer:
    """Another program that holds the store and decides what it is told."""

    def __init__(self, path: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.decide("approved")

    def decide(self, outcome: str) -> None:
        """Returns when it is on the disk."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(outcome + "\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == outcome + "\n"

    def end(self) -> None:
        self.process.communicate("end\n", timeout=30)
        assert self.process.returncode == 0

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate(timeout=30)


@pytest.fixture
def writer(path: Path) -> Iterator[Writer]:
    """A program that holds the store."""
    program = Writer(path)
    yield program
    program.kill()


@pytest.fixture
def second(path: Path, writer: Writer) -> Iterator[Store]:
    """The store as a second program has it."""
    with open_store(path) as store:
        store.hold("LB")
        yield store


def decide(store: Store, outcome: str) -> None:
    meeting = store.meeting(store.meetings()[0].id)
    store.append([NewEvent("decided", {"point": meeting.points[0].id, "outcome": outcome}, meeting.id)], "LB")


def outcome(store: Store) -> str | None:
    return store.meeting(store.meetings()[0].id).points[0].outcome


def test_the_second_reads_and_says_who_writes(writer: Writer, second: Store) -> None:
    assert second.writer is not None
    assert (second.writer.actor, second.writer.pid) == ("KW", writer.process.pid)
    assert second.hold("LB") == second.writer
    with pytest.raises(StoreError, match=f"skrives af KW \\(proces {writer.process.pid} på .* siden [0-9]"):
        decide(second, "rejected")
    assert outcome(second) == "approved"


def test_the_second_follows(writer: Writer, second: Store) -> None:
    before = second.version()
    writer.decide("postponed")
    assert second.version() != before
    assert outcome(second) == "postponed"


def test_a_holder_that_ends_lets_the_second_write(writer: Writer, second: Store) -> None:
    writer.end()
    assert not holder.beside(second.file).exists()
    assert second.hold("LB") is None
    assert (second.writer, second.refusal, second.took_over_from) == (None, None, None)
    decide(second, "rejected")
    assert second.verify() == []


def test_a_holder_that_was_killed_is_known_as_dead_and_nothing_is_lost(writer: Writer, second: Store) -> None:
    writer.decide("postponed")
    writer.kill()
    assert holder.beside(second.file).exists(), "it could not clear up"
    assert second.hold("LB") is None
    assert second.took_over_from is not None
    assert second.took_over_from.pid == writer.process.pid
    assert outcome(second) == "postponed"
    decide(second, "rejected")
    assert second.verify() == []
    third = holder.take(second.file, "NN")
    assert isinstance(third, holder.Holder)
    assert third.actor == "LB"


def test_what_a_dead_holder_left_holds_nobody(path: Path) -> None:
    """A number of a process that now belongs to another one, or a file of another make."""
    for left in (f'{{"actor": "KW", "pid": {os.getpid()}, "host": "x", "since": "2020-01-01"}}', "", "{", "[1]", "\0"):
        holder.beside(path).write_text(left)
        assert holder.who(path) is None
        with open_store(path) as store:
            assert store.hold("LB") is None
            assert store.refusal is None
        assert not holder.beside(path).exists()


def test_one_of_many_that_come_at_once_holds(path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from budgettui.store import open_store\n"
        "store = open_store(Path(sys.argv[1])); got = store.hold(sys.argv[2]) is None\n"
        "print(got, flush=True); sys.stdin.read()"
    )
    many = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(path), str(number)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for number in range(4)
    ]
    said = [one.stdout.readline() for one in many if one.stdout is not None]
    for one in many:
        one.communicate("", timeout=30)
    assert sorted(said) == ["False\n"] * 3 + ["True\n"]


def test_a_store_that_is_opened_for_reading_says_so_and_holds_nothing(path: Path) -> None:
    before = path.read_bytes()
    with open_store(path, write=False) as store:
        assert store.hold("LB") is None
        assert not holder.beside(path).exists()
        assert store.verify() == []
        with pytest.raises(StoreError, match="Der kan ikke skrives i"):
            decide(store, "approved")
        with pytest.raises(StoreError, match="Der kan ikke skrives i"):
            store.rebuild()
    assert path.read_bytes() == before


def test_a_reader_follows_too(path: Path, writer: Writer) -> None:
    with open_store(path, write=False) as store:
        writer.decide("postponed")
        assert outcome(store) == "postponed"


def test_an_interrupted_write_is_named_where_it_cannot_be_rolled_back(path: Path, tmp_path: Path) -> None:
    """The file and its rollback journal as they lie when half of a transaction is written."""
    from budgettui.store.connection import transaction

    left = tmp_path / "efter"
    left.mkdir()
    with open_store(path) as store:
        db = store._connections.get()
        db.execute("PRAGMA cache_size = 1")
        with transaction(db):
            db.execute("UPDATE document SET title = ?", ("x" * 50_000,))
            for suffix in ("", "-journal"):
                (left / f"a.db{suffix}").write_bytes(Path(f"{path}{suffix}").read_bytes())
    with pytest.raises(StoreError, match="afbrudt skrivning"), open_store(left / "a.db", write=False) as reader:
        reader.meetings()
    with open_store(left / "a.db") as again:
        assert again.verify() == []
    with open_store(left / "a.db", write=False) as reader:
        assert reader.verify() == []
