"""Terminals without UTF-8, without colour, and the other language."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from budgettui.i18n import set_language
from budgettui.store import Store
from budgettui.tui import text
from stage import NARROW, WIDE, make_app, on_stage

#: Danish letters, and what prints in any western eight-bit set; every other sign has a plain form.
LETTERS = set("æøåÆØÅéü§®»«·")


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_plain_signs(sample: Store, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]) -> None:
    monkeypatch.setattr(text, "UTF8", False)
    async with on_stage(make_app(sample), size) as stage:
        await stage.press("b", "g", "full_stop", "b", "s", "enter", "full_stop", "b", "f", "1")
        for words in ("v 1.1", "> 1.2", "% 1.3", "o 1.4", "# 2.1"):
            assert words in stage.text, words
        for keys in (
            ("1",), ("2",), ("3",), ("3", "down", "enter"), ("u",), ("s",), ("b",), ("escape", "f4"), ("escape", "P"),
            ("escape", "V"), ("escape", "T"), ("escape", "question_mark"), ("escape", "2", "o"), ("escape", "M"),
        ):
            await stage.press(*keys)
            # A frame's title is cut by Textual itself, with its own sign.
            lines = [line for line in stage.text.splitlines() if "+-" not in line]
            odd = {sign for line in lines for sign in line if ord(sign) > 126 and sign not in LETTERS}
            assert odd == set(), (keys, odd)
        assert "-128" in stage.screen.query_one("#tally").render_line(0).text


def test_what_decides_on_plain_signs() -> None:
    """The variable, or a locale that has no UTF-8."""

    def seen(**env: str) -> str:
        code = "from budgettui.tui import text; print(text.UTF8)"
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "BUDGETTUI"))}
        return subprocess.run(
            [sys.executable, "-c", code], env=kept | env, capture_output=True, text=True, check=True, timeout=60
        ).stdout.strip()

    assert seen(LC_ALL="C.UTF-8") == "True"
    assert seen(LC_ALL="C.UTF-8", BUDGETTUI_ASCII="1") == "False"
    assert seen(LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0") == "False"


async def test_no_color(sample: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with on_stage(make_app(sample)) as stage:
        for keys in (
            ("b", "g"), ("3", "enter"), ("slash", "a"), ("escape", "b"), ("escape", "f4"), ("escape", "ctrl+t"),
        ):
            await stage.press(*keys)
            for strip in stage.app.screen._compositor.render_strips():
                for segment in strip:
                    style = segment.style
                    if style is None or not segment.text.strip():
                        continue
                    for colour in (style.color, style.bgcolor):
                        assert colour is None or colour.is_default, (keys, segment)
        await stage.press("escape")
        reverse = [
            segment
            for strip in stage.app.screen._compositor.render_strips()
            for segment in strip
            if segment.style and segment.style.reverse
        ]
        assert reverse, "the cursor is still to be seen"
        assert "✓ 1.1 Dagsorden" in stage.text


async def test_with_colour_there_is_colour(sample: Store) -> None:
    """The test above proves something only if the screen is coloured otherwise."""
    async with on_stage(make_app(sample)) as stage:
        styles = [s.style for strip in stage.screen._compositor.render_strips() for s in strip if s.style]
        assert len({style.color for style in styles}) > 4


async def test_english(sample: Store) -> None:
    set_language("en")
    async with on_stage(make_app(sample)) as stage:
        assert "Decided so far" in stage.text
        assert "Besluttet indtil nu" not in stage.text
        await stage.press("b", "g")
        assert stage.point("1.1", 1).outcome == "approved"
        assert "gemt" not in stage.status
        await stage.press("question_mark")
        assert "Taster her" not in stage.text


@pytest.mark.parametrize("theme", ["aften", "papir"])
async def test_no_colour_is_left_to_the_terminal(sample: Store, theme: str) -> None:
    """Colours of the terminal's own and faint text look as each terminal likes: nothing turns them into true ones."""
    async with on_stage(make_app(sample, theme=theme)) as stage:
        for keys in ((), ("b",), ("escape", "V"), ("escape", "T"), ("escape", "question_mark"), ("escape", "ctrl+o"),
                     ("escape", "f3"), ("f5",), ("f6",), ("f7",), ("f9",)):
            await stage.press(*keys)
            lines = stage.app.screen._compositor.render_strips()
            styles = {part.style for line in lines for part in line if part.style}
            assert styles
            for style in styles:
                assert not style.dim, style
                for colour in (style.color, style.bgcolor):
                    assert colour is None or colour.triplet is not None, (keys, style)
