"""What all tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from budgettui import cli
from budgettui.i18n import set_language
from budgettui.store import Store, open_store
from command_line import Run, Said
from real_papers import shared_file

# A busy machine is no reason to fail: what is slow is measured in benchmarks/, not here.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture
def seeds() -> Path:
    """The folder of the five real documents."""
    return shared_file("seeds")


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """The program has no settings and speaks Danish, whatever the machine of the test prefers."""
    for name in ("DB", "SETTINGS", "LANG", "ACTOR", "MUNICIPALITY"):
        monkeypatch.delenv(f"BUDGETTUI_{name}", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    set_language("da")
    yield
    set_language("da")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with open_store(tmp_path / "tom.db") as opened:
        yield opened


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """The command line."""

    def run(*words: object) -> Said:
        capfd.readouterr()  # what was printed before is no answer
        code = cli.main([str(word) for word in words])
        return Said(code, *capfd.readouterr())

    return run
