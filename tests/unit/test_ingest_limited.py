"""Reading in a process of its own: the same reading, and a harmful file harms nothing but that process."""

from __future__ import annotations

import os
import pickle
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from pdf_papers import Sheet

from budgettui.domain.errors import UnreadableFile
from budgettui.ingest import limited, read_bytes


@pytest.fixture
def content() -> bytes:
    sheet = Sheet()
    sheet.grid(800, [("Område", "Budget 2024", "Budget 2025"), ("Ældre", "1,5", "-2")], (60, 250, 350, 450))
    return sheet.bytes()


def test_the_reading_is_the_same(content: bytes) -> None:
    assert limited.read_bytes("å.pdf", content) == read_bytes("å.pdf", content)


def test_why_a_file_cannot_be_read_is_the_same() -> None:
    with pytest.raises(UnreadableFile, match=r"PDF-filen å\.pdf er beskadiget"):
        limited.read_bytes("å.pdf", b"%PDF-1.4 nej")


def test_a_process_that_falls_over_is_a_file_that_cannot_be_read(
    content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = subprocess.run
    for code in ("import os; os.abort()", "x = 'x' * (8 << 30)", "import os; os._exit(0)"):
        monkeypatch.setattr(
            subprocess, "run", lambda command, _code=code, **rest: ran([command[0], "-c", _limits + _code], **rest)
        )
        with pytest.raises(UnreadableFile, match="for stor eller for indviklet"):
            limited.read_bytes("x.pdf", content)


_limits = "from budgettui.ingest import limited; limited._limit(); "


def test_a_process_that_takes_too_long_is_ended(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = subprocess.run
    monkeypatch.setattr(limited, "MOST_SECONDS", 0.2)
    monkeypatch.setattr(
        subprocess, "run", lambda command, **rest: ran([command[0], "-c", "import time; time.sleep(60)"], **rest)
    )
    with pytest.raises(UnreadableFile, match="for stor eller for indviklet"):
        limited.read_bytes("x.pdf", content)


def test_only_what_a_reading_is_made_of_comes_back() -> None:
    with pytest.raises(pickle.UnpicklingError):
        limited._Known(BytesIO(pickle.dumps(os.system))).load()


def test_a_file_with_the_name_of_a_module_is_not_run(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pickle.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    assert limited.read_bytes("x.pdf", content).tables
