"""The tests of the screen share the stage, and those in a real terminal a home."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from stage import danish, narrow, sample, sample_file, stage

__all__ = ["danish", "narrow", "sample", "sample_file", "stage"]


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """The environment of somebody who starts the program for the first time."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "VIRTUAL_ENV") if name in os.environ}
    return kept | {
        "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data"), "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8", "BUDGETTUI_ACTOR": "SEK",
    }
