"""An import that is stopped in the middle, by Ctrl+C or without warning: the store is what it was, byte for byte."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from budgettui import import_child
from budgettui.domain.errors import Interrupted
from budgettui.ingest import read_bytes
from budgettui.store import open_store
from budgettui.store.ready import make_ready

AFTERWARDS = "Afbrudt: intet er indlæst, og databasen er, som den var."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Papers that take a second or two to read, and to store."""
    folder = tmp_path / "papirer"
    folder.mkdir()
    for number in range(3):
        rows = "".join(f"Afdeling {row % 7};{row};Linje {row};{row * 31 + number};{row}\n" for row in range(15_000))
        (folder / f"{number}.csv").write_text("Afdeling;Konto;Tekst;Budget 2023;Budget 2024\n" + rows, "utf-8")
    return folder


def importing(path: Path, folder: Path) -> subprocess.Popen[str]:
    environment = os.environ | {"BUDGETTUI_LANG": "da", "BUDGETTUI_SETTINGS": str(path.with_name("none.toml"))}
    return subprocess.Popen(
        [sys.executable, "-m", "budgettui", "--db", str(path), "import", "--yes", str(folder)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
        # Whatever started the tests may have told its children to ignore Ctrl+C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def wait(done: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 60
    while not done():
        assert process.poll() is None, "it was over before it could be stopped"
        assert time.monotonic() < deadline
        time.sleep(0.002)


def writes(path: Path) -> Callable[[], bool]:
    """Whether the import has begun to write: SQLite's rollback journal is there then."""
    return path.with_name(path.name + "-journal").exists


def test_ctrl_c_while_it_reads(path: Path, folder: Path) -> None:
    before = path.read_bytes()
    process = importing(path, folder)
    wait(path.with_name(path.name + "-holder").exists, process)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    assert err.endswith(AFTERWARDS + "\n")
    assert "Traceback" not in err
    assert path.read_bytes() == before
    assert sorted(found.name for found in path.parent.iterdir()) == ["a.db", "papirer"]


@pytest.mark.parametrize("seconds", [0.0, 0.15, 0.4])
def test_ctrl_c_while_it_writes(path: Path, folder: Path, seconds: float) -> None:
    before = path.read_bytes()
    process = importing(path, folder)
    wait(writes(path), process)
    time.sleep(seconds)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    assert AFTERWARDS in err
    assert path.read_bytes() == before
    with open_store(path) as store:
        assert store.verify() == []


def test_killed_while_it_writes(path: Path, folder: Path) -> None:
    with open_store(path) as store:
        before = store.log(), store.documents(), store.materials()
    process = importing(path, folder)
    wait(writes(path), process)
    process.kill()
    process.communicate(timeout=60)
    with open_store(path) as store:
        assert store.hold("LB") is None
        assert (store.log(), store.documents(), store.materials()) == before
        assert store.verify() == []


def test_a_store_that_an_interrupted_import_made_is_gone(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "ny.db"
    process = importing(path, folder)
    wait(writes(path), process)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 130
    assert [found.name for found in tmp_path.iterdir()] == ["papirer"]


def test_another_program_that_writes_is_named_before_anything_is_read(path: Path, folder: Path) -> None:
    with open_store(path) as store:
        store.hold("KW")
        process = importing(path, folder)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (1, "")
    assert f"skrives af KW (proces {os.getpid()} på " in err
    assert err.count("\n") == 1


def test_the_same_folder_again_is_known_and_a_changed_file_is_a_new_version(path: Path, folder: Path) -> None:
    def report() -> list[tuple[str, str, bool]]:
        done = subprocess.run(
            [sys.executable, "-m", "budgettui", "--db", str(path), "import", "--yes", "--json", str(folder)],
            capture_output=True, check=True,
        )
        files = json.loads(done.stdout)["files"]
        return [(entry["name"], entry["status"], entry["replaces"] is not None) for entry in files]

    assert report() == [(f"{number}.csv", "stored", False) for number in range(3)]
    before = path.read_bytes()
    assert report() == [(f"{number}.csv", "known", False) for number in range(3)]
    assert path.read_bytes() == before
    changed = folder / "1.csv"
    changed.write_text(changed.read_text("utf-8").replace("Linje 7;", "Linje syv;"), "utf-8")
    assert report() == [("0.csv", "known", False), ("1.csv", "stored", True), ("2.csv", "known", False)]


def in_pieces(path: Path) -> tuple[int, int]:
    """How many long tables are being written in pieces, and how many nodes the store has."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        found: tuple[int, int] = db.execute(
            "SELECT (SELECT count(*) FROM growing), (SELECT count(*) FROM node)"
        ).fetchone()
    return found


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGKILL])
def test_a_long_table_beside_a_meeting_is_stopped(path: Path, tmp_path: Path, stop: signal.Signals) -> None:
    lines = "".join(f"Afdeling {n % 7};Område {n % 50};Linje {n};{n},25\n" for n in range(60_000))
    (tmp_path / "lang.csv").write_text("Afdeling;Område;Tiltag;Budget 2024 (kr.)\n" + lines, "utf-8")
    with open_store(path) as store:
        before = store.log(), store.documents(), store.materials()
    alone = in_pieces(path)
    command = [sys.executable, "-P", "-m", import_child.__name__, str(path), "KW", "da", "import"]
    process = subprocess.Popen(
        [*command, str(tmp_path / "lang.csv")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert process.stdin is not None
    process.stdin.write(import_child.municipality_line())
    process.stdin.flush()
    wait(lambda: in_pieces(path)[1] > alone[1] + 5000, process)
    process.send_signal(stop)
    process.wait(timeout=60)
    with open_store(path) as store:
        assert (store.log(), store.documents(), store.materials()) == before
        assert store.verify() == []
    if stop == signal.SIGINT:
        assert in_pieces(path) == alone, "it removes what it wrote"
    (tmp_path / "kort.csv").write_text("Konto;Budget 2024 (kr.)\nLøn;5,00\nHusleje;7,00\n", "utf-8")
    importing(path, tmp_path / "kort.csv").communicate(timeout=60)
    assert in_pieces(path)[0] == 0
    assert in_pieces(path)[1] < alone[1] + 10, "the next import removes what a killed one left"
    process.stdin.close()
    assert process.stdout is not None
    process.stdout.close()


def test_wherever_it_is_interrupted_others_can_write_at_once(path: Path) -> None:
    rows = "".join(f"Afdeling {row % 7};{row};Linje {row};{row * 31};{row * 17}\n" for row in range(1_500))
    content = f"Afdeling;Konto;Tekst;Budget 2023;Budget 2024\n{rows}".encode()
    ready = make_ready(read_bytes("0.csv", content), content)
    with (
        open_store(path) as store,
        closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as other,
    ):
        asked = count(1)
        stopped = 0
        while True:
            left = count()
            most = next(asked)
            try:
                with store.together(lambda left=left, most=most: next(left) < most):  # type: ignore[misc]
                    store.import_ready(ready, "KW")
            except Interrupted:
                stopped += 1
            else:
                break
            other.execute("BEGIN EXCLUSIVE")  # raises where a lock has stayed
            other.execute("ROLLBACK")
    assert stopped > 10
