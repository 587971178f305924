"""What is killed, filled up and fought over."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgettui.store import open_store
from store_material import BUNDLE_BYTES, bundle


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with a meeting."""
    with open_store(tmp_path / "a.db") as store:
        store.import_reading(bundle(), BUNDLE_BYTES, "KW")
    return tmp_path / "a.db"
