"""Which tool of the platform takes a text for its clipboard."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgettui.tui.clipboard import own_tool


@pytest.fixture
def tools(tmp_path: Path) -> str:
    for name in ("pbcopy", "wl-copy", "xsel", "clip.exe"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    return str(tmp_path)


@pytest.mark.parametrize(
    ("variables", "platform", "name"),
    [
        ({}, "linux", None),
        ({}, "darwin", "pbcopy"),
        ({"WAYLAND_DISPLAY": "w", "DISPLAY": ":0"}, "linux", "wl-copy"),
        ({"DISPLAY": ":0"}, "linux", "xsel"),
        ({"WSL_DISTRO_NAME": "d"}, "linux", "clip.exe"),
    ],
)
def test_the_tool_of_the_desktop(tools: str, variables: dict[str, str], platform: str, name: str | None) -> None:
    found = own_tool({"PATH": tools, **variables}, platform)
    assert (found and Path(found[0]).name) == name


def test_a_desktop_without_a_tool(tmp_path: Path) -> None:
    assert own_tool({"PATH": str(tmp_path), "DISPLAY": ":0"}, "linux") is None
