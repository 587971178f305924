"""The layers of the house hold, and nothing is imported before it is used."""

from __future__ import annotations

import json
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import budgettui

ROOT = Path(__file__).resolve().parents[2]
#: The parts that know nothing of the terminal, and what that means.
CORE = ("budgettui.domain", "budgettui.ingest", "budgettui.store", "budgettui.export")
TERMINAL = {"textual", "rich"}
#: What the first frame does not show. Reading settings or a theme may load tomli, but importing may not.
NOT_AT_START = {
    "babel",
    "budgettui.cli",
    "budgettui.docs",
    "budgettui.export",
    "budgettui.ingest",
    "click",
    "docx2python",
    "hypothesis",
    "jsonschema",
    "lxml",
    "markdown_it",
    "openpyxl",
    "pdfplumber",
    "plotext",
    "pypdfium2",
    "rapidfuzz",
    "sqlite_utils",
    "tomli",
    "tomllib",
    "xlsxwriter",
}


def loaded_by(*modules: str) -> set[str]:
    """The modules that a fresh interpreter has only because these were imported."""
    program = (
        "import importlib, json, sys\n"
        "before = set(sys.modules)\n"
        f"for name in {modules!r}: importlib.import_module(name)\n"
        "print(json.dumps(sorted(set(sys.modules) - before)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout))


def within(loaded: set[str], names: set[str]) -> set[str]:
    """Which of these packages or modules were loaded, whole or in part."""
    return {name for name in names for module in loaded if module == name or module.startswith(name + ".")}


def below(package: str) -> list[str]:
    """A package with every module in it, found without importing any."""
    folder = Path(budgettui.__path__[0]).joinpath(*package.split(".")[1:])
    assert folder.is_dir(), f"{package} is not there"
    names = [package]
    for module in pkgutil.iter_modules([str(folder)]):
        inner = f"{package}.{module.name}"
        names += below(inner) if module.ispkg else [inner]
    return names


def test_the_contracts_of_the_layers() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "5 kept, 0 broken" in done.stdout


@pytest.mark.parametrize("package", CORE)
def test_the_core_does_not_bring_the_terminal_in(package: str) -> None:
    names = below(package)
    assert len(names) > 1
    loaded = loaded_by(*names)
    assert set(names) <= loaded
    assert within(loaded, TERMINAL) == set()


def test_the_domain_needs_nothing_but_the_standard_library() -> None:
    loaded = {module.split(".")[0] for module in loaded_by(*below("budgettui.domain"))}
    assert loaded - set(sys.stdlib_module_names) == {"budgettui"}


def test_the_first_frame_imports_only_what_it_shows() -> None:
    loaded = loaded_by("budgettui.tui.app")
    assert "textual.app" in loaded
    assert within(loaded, NOT_AT_START) == set()


def test_asking_for_help_does_not_load_the_screen() -> None:
    assert within(loaded_by("budgettui.cli"), {*TERMINAL, "budgettui.tui", "sqlite_utils"}) == set()


def test_the_screen_reads_no_paper_to_show_the_sample(tmp_path: Path) -> None:
    program = (
        "import pathlib, sys\n"
        "from budgettui.tui import app, launch\n"
        "app.BudgetApp.run = lambda self: print(len(self.store.meetings()))\n"
        "launch.run_app(pathlib.Path(sys.argv[1]), demo=True)\n"
        "print(*sorted(name for name in sys.modules if name.startswith('budgettui.ingest')))"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "sample.db")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.split() == ["1"], done.stdout + done.stderr
