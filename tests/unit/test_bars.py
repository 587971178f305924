"""The lines around the panes, as text."""

from __future__ import annotations

from rich.style import Style

from budgettui.tui.widgets.bars import shortened

_NONE = Style.null()


def _text(words: list[str], room: int) -> str:
    return "".join(text for text, _style in shortened([(word, _NONE) for word in words], room))


def test_what_has_room_is_whole() -> None:
    assert _text(["abc", "def"], 6) == "abcdef"


def test_what_has_no_room_ends_in_dots_within_it() -> None:
    assert _text(["abc", "def"], 5) == "abcd…"
    # The first part just fits, and yet something is left out.
    assert _text(["abc", "def"], 3) == "ab…"
    assert _text(["abc", "def"], 4) == "abc…"
    assert _text(["abc"], 1) == "…"
    assert _text(["abc"], 0) == ""
