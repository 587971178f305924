"""Rules of the house that no linter knows, held over every file of the project."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Put together, so that this file does not break its own rules.
UNFINISHED = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|X" r"XX)\b")
MACHINE = re.compile(r"(?<![\w.])/(?:wo" r"rk|tm" r"p|ho" r"me|ro" r"ot|Us" r"ers)/")
HEX = re.compile(r"#[0-9a-fA-F]{3,8}\b(?=[^{]*[;}])|\brgba?\(|\bhsla?\(")


def tracked() -> list[Path]:
    """Every file of the project, as git knows it."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout: the files of the project are not known")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def lines(pattern: re.Pattern[str], *suffixes: str) -> Iterator[str]:
    """Where a pattern stands in the project's text files."""
    for path in tracked():
        if suffixes and path.suffix not in suffixes:
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:  # a compiled catalogue, or a test's file in another encoding
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if pattern.search(line):
                yield f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"


def test_nothing_is_left_to_do() -> None:
    assert list(lines(UNFINISHED)) == []


def test_no_path_of_a_machine() -> None:
    assert list(lines(MACHINE)) == []


def test_style_sheets_name_roles_and_no_colours() -> None:
    assert list(lines(HEX, ".tcss")) == []


def test_every_style_sheet_stands_beside_its_screen() -> None:
    for path in tracked():
        if path.suffix == ".tcss":
            assert path.with_suffix(".py").exists(), path


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        (UNFINISHED, "# TO" "DO: later", True),
        (UNFINISHED, "metoder", False),
        (MACHINE, 'Path("/wo' 'rk/main")', True),
        (MACHINE, "https://example.org/tm" "p/x", False),
        (MACHINE, "../work/main", False),
        (HEX, "color: #ff0000;", True),
        (HEX, "#fa { color: red }", False),
        (HEX, "color: rgb(1, 2, 3);", True),
        (HEX, "#facade:focus {", False),
    ],
)
def test_the_rules_themselves(pattern: re.Pattern[str], text: str, found: bool) -> None:
    assert bool(pattern.search(text)) is found
