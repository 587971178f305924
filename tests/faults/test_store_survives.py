"""Killed in the middle, two processes at once, the power cut: what was acknowledged is there and sound."""

from __future__ import annotations

import random
import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

from budgettui.store import NewEvent, open_store
from budgettui.store.connection import transaction

TESTS = Path(__file__).parents[1]

WRITER = """
import sys
from pathlib import Path
from budgettui.store import NewEvent, open_store
path, actor, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
store = open_store(path)
meeting = store.meetings()[0].id
point = store.meeting(meeting).points[0].id
for number in range(count):
    if number % 5 == 4:
        store.undo(actor)
        continue
    payload = {"point": point, "outcome": "approved", "text": f"{actor} {number}"}
    (event,) = store.append([NewEvent("decided", payload, meeting)], actor)
    print(event.id, flush=True)
"""

IMPORTER = """
import sys
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from store_material import *
from budgettui.store import open_store
print("ready", flush=True)
store = open_store(Path(sys.argv[1]))
for read, content in ((bundle(), BUNDLE_BYTES), (report(), REPORT_BYTES), (plan(), PLAN_BYTES)):
    store.import_reading(read, content, "KW")
    print(read.sha256, flush=True)
    store.rebuild()
"""


def start(code: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, text=True)


def kill(process: subprocess.Popen[str]) -> list[str]:
    """The lines that it wrote before it was killed without warning."""
    process.send_signal(signal.SIGKILL)
    said, _ = process.communicate()
    assert process.returncode == -signal.SIGKILL
    return [line for line in said.splitlines(keepends=True) if line.endswith("\n")]


def test_sigkill_in_the_middle_loses_nothing_that_was_acknowledged(path: Path) -> None:
    dice = random.Random(5)
    acknowledged: list[str] = []
    for round_ in range(5):
        process = start(WRITER, str(path), f"P{round_}", "1000000")
        assert process.stdout is not None
        # So many acts and a moment more: how far it comes in a given time is the machine's business.
        said = [process.stdout.readline() for _act in range(dice.randint(1, 20))]
        time.sleep(dice.uniform(0, 0.02))
        acknowledged += [line.strip() for line in (*said, *kill(process))]
        with open_store(path) as store:
            assert store.verify() == []
            found = {event.id for event in store.log()}
            assert found.issuperset(acknowledged)
    assert len(acknowledged) > 20


def test_sigkill_during_import_and_rebuild_leaves_whole_documents(tmp_path: Path) -> None:
    dice = random.Random(7)
    for round_ in range(6):
        path = tmp_path / f"{round_}.db"
        process = start(IMPORTER, str(path), str(TESTS))
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(dice.uniform(0.0, 0.12))
        acknowledged = {line.strip() for line in kill(process)}
        with open_store(path) as store:
            assert store.verify() == []
            assert {document.sha256 for document in store.documents()} >= acknowledged


def test_two_processes_at_once_write_one_chain(path: Path) -> None:
    writers = [start(WRITER, str(path), name, "40") for name in ("A", "B")]
    said = [writer.communicate(timeout=60)[0].split() for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0]
    with open_store(path) as store:
        assert store.verify() == []
        log = store.log()
    assert [event.seq for event in log] == list(range(1, len(log) + 1))
    for actor, ids in zip("AB", said, strict=True):
        assert [event.id for event in log if event.actor == actor and event.kind == "decided"] == ids
        assert len(ids) == 32


def test_two_processes_may_make_the_same_new_store_at_once(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from budgettui.store import open_store;"
        " open_store(Path(sys.argv[1]))"
    )
    makers = [start(code, str(tmp_path / "a.db")) for _ in range(3)]
    assert [maker.wait(timeout=60) for maker in makers] == [0, 0, 0]
    for maker in makers:
        maker.communicate()
    with open_store(tmp_path / "a.db") as store:
        assert store.verify() == []


def test_the_power_cut_in_the_middle_of_a_write_rolls_back(path: Path, tmp_path: Path) -> None:
    """The file and its rollback journal as they lie on the disk when half of a transaction is written."""
    after = tmp_path / "efter"
    after.mkdir()
    with open_store(path) as store:
        meeting = store.meeting(store.meetings()[0].id)
        log = store.log()
        db = store._connections.get()
        db.execute("PRAGMA cache_size = 2")
        before = path.read_bytes()
        with transaction(db):
            db.execute("UPDATE agenda_item SET minutes = ?", ("halvt skrevet " * 20_000,))
            db.execute("UPDATE decision_point SET outcome = 'rejected'")
            shutil.copy(path, after / "a.db")
            shutil.copy(path.with_name("a.db-journal"), after / "a.db-journal")
            # What is not public lies in the rollback journal too.
            assert stat.S_IMODE(path.with_name("a.db-journal").stat().st_mode) == 0o600
        assert (after / "a.db").read_bytes() != before
    with open_store(after / "a.db") as store:
        assert store.meeting(meeting.id) == meeting
        assert store.log() == log
        assert store.verify() == []
        point = meeting.points[0].id
        store.append([NewEvent("decided", {"point": point, "outcome": "approved"}, meeting.id)], "KW")
