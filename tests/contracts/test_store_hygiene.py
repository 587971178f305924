"""What the store may import when the screen starts, and where SQL may stand."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from budgettui.store import open_store

PACKAGE = Path(__file__).parents[2] / "src/budgettui"

START = """
import sys
from pathlib import Path
from budgettui.store import open_store
with open_store(Path(sys.argv[1])) as store:
    store.meetings(), store.materials(), store.documents()
print(*sys.modules)
"""


def test_reading_a_store_imports_nothing_heavy(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    open_store(path).close()
    done = subprocess.run(
        [sys.executable, "-c", START, str(path)], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert "budgettui.store.budget" in loaded
    heavy = {
        "sqlite_utils",
        "click",
        "hypothesis",
        "hashlib",
        "textual",
        "rich",
        "budgettui.domain.paper.reading",
        "budgettui.domain.checking.structure",
        "budgettui.domain.paper.agenda",
        "budgettui.ingest",
        "budgettui.store.tree",
        "budgettui.store.imports",
        "budgettui.store.migrations",
        "budgettui.store.check",
    }
    assert loaded & heavy == set()


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_sql_stands_in_the_store_only(path: Path) -> None:
    if path.is_relative_to(PACKAGE / "store"):
        return
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"^\s*(import|from) (sqlite3|sqlite_utils)\b", text, re.MULTILINE)
    assert not re.search(r"\b(SELECT .+ FROM|INSERT INTO|DELETE FROM|CREATE TABLE|PRAGMA )\b", text)
