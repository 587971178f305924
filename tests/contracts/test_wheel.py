"""What is installed works from any folder: the data, the themes and the languages travel in the wheel."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parents[2]
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet")
OFFLINE = ("--no-deps", "--no-index")


def tracked(*folders: str) -> list[Path]:
    """The files of these folders that belong to the project, relative to its root."""
    listed = subprocess.run(["git", "ls-files", "-z", *folders], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout: the files of the project are not known")
    return [Path(name) for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built with the backend of the development lock and without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [*PIP, "wheel", *OFFLINE, "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)]
    done = subprocess.run(build, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("budgettui-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with nothing but the installed package."""
    folder = tmp_path_factory.mktemp("installed")
    install = [*PIP, "install", *OFFLINE, "--target", str(folder), str(wheel)]
    done = subprocess.run(install, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder


def python(installed: Path, here: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python on the installed package from a folder that has nothing to do with the checkout."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(installed),
        "PYTHONUTF8": "1",
        "HOME": str(here),
        "XDG_CONFIG_HOME": str(here / "config"),
        "XDG_DATA_HOME": str(here / "data"),
    }
    for name in ("BUDGETTUI_LANG", "BUDGETTUI_SETTINGS", "NO_COLOR"):
        environment.pop(name, None)
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=here, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=60,
    )


def test_what_the_program_reads_is_in_the_wheel(wheel: Path) -> None:
    inside = set(ZipFile(wheel).namelist())
    wanted = {f"budgettui/{path.as_posix()}" for path in tracked("data", "themes") if path.name != ".keep"}
    wanted |= {path.relative_to("src").as_posix() for path in tracked("src")}
    assert {"budgettui/themes/aften.toml", "budgettui/locale/en/LC_MESSAGES/budgettui.mo"} <= wanted
    assert any(name.startswith("budgettui/data/sample/") for name in wanted)
    assert any(name.endswith(".tcss") for name in wanted)
    assert wanted <= inside, sorted(wanted - inside)


def test_nothing_else_is_in_the_wheel(wheel: Path) -> None:
    names = ZipFile(wheel).namelist()
    assert len(names) == len(set(names))
    assert {name.split("/")[0].split("-")[0] for name in names} == {"budgettui"}
    assert not [name for name in names if "__pycache__" in name or name.endswith((".db", ".sqlite", ".pyc"))]


def test_the_command_and_the_module_are_there(wheel: Path) -> None:
    with ZipFile(wheel) as content:
        (entry_points,) = (name for name in content.namelist() if name.endswith("entry_points.txt"))
        assert "budgettui = budgettui.__main__:main" in content.read(entry_points).decode()
        (metadata,) = (name for name in content.namelist() if name.endswith("METADATA"))
        head = content.read(metadata).decode()
    assert "License-Expression: MIT" in head
    assert "Requires-Python: >=3.11" in head


def test_help_in_both_languages_from_another_folder(installed: Path, tmp_path: Path) -> None:
    danish = python(installed, tmp_path, "-m", "budgettui", "--help")
    assert danish.returncode == 0, danish.stderr
    english = python(installed, tmp_path, "-m", "budgettui", "--lang", "en", "--help")
    assert english.returncode == 0, english.stderr
    for command in ("demo", "inspect", "import", "export", "verify"):
        assert command in danish.stdout
        assert command in english.stdout
    assert danish.stdout != english.stdout


def test_a_paper_of_the_sample_is_read_from_another_folder(installed: Path, tmp_path: Path) -> None:
    paper = installed / "budgettui" / "data" / "sample" / "1-4-maal-og-oekonomi.txt"
    (tmp_path / "bilag.txt").write_bytes(paper.read_bytes())
    report = python(installed, tmp_path, "-m", "budgettui", "inspect", "bilag.txt", "--json")
    assert report.returncode == 0, report.stderr
    assert '"decision_points"' in report.stdout


def test_themes_and_data_come_from_the_installed_package(installed: Path, tmp_path: Path) -> None:
    program = (
        "from budgettui.resources import resource\n"
        "from budgettui.tui.theming import theme_names\n"
        "print(resource('data'), resource('themes'), *theme_names())"
    )
    done = python(installed, tmp_path, "-c", program)
    package = installed / "budgettui"
    assert done.stdout.split()[:2] == [str(package / "data"), str(package / "themes")], done.stderr
    assert set(done.stdout.split()[2:]) >= {"aften", "farvesikker", "kontrast", "papir"}
