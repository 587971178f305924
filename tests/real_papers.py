"""Where the real papers are that tests may read, beside the checkout."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("BUDGETTUI_SHARED", Path(__file__).resolve().parents[2] / "shared"))


def shared_file(*parts: str) -> Path:
    """A file of the shared folder; the test is skipped, and says so, where the folder is missing."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"real papers not found: {'/'.join(parts)} (set BUDGETTUI_SHARED)")
    return path
