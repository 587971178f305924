"""A line of parts in its cells: whole where there is room, and told to be cut where there is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style

from budgettui.tui.widgets.rows import fitted

_BASE = Style.null()


def _text(words: list[str], room: int) -> str:
    return "".join(part.text for part in fitted([Segment(word) for word in words], room, _BASE))


@pytest.mark.parametrize(
    ("words", "room", "shown"),
    [
        (["abc", "def"], 6, "abcdef"),
        (["abc", "def"], 8, "abcdef  "),
        (["abc", "def"], 5, "abcd…"),
        # The first part just fits, and yet something is left out.
        (["abc", "def"], 3, "ab…"),
        (["abc", "def"], 4, "abc…"),
        (["abc"], 1, "…"),
        (["abc"], 0, ""),
        # Blanks that are left out say nothing.
        (["abc", "   "], 4, "abc "),
        (["abc  ", "   "], 3, "abc"),
    ],
)
def test_a_line_says_where_it_is_cut(words: list[str], room: int, shown: str) -> None:
    assert _text(words, room) == shown


@given(st.lists(st.text("ab æ漢", max_size=6), max_size=5), st.integers(0, 30))
def test_a_line_has_exactly_its_cells(words: list[str], room: int) -> None:
    assert fitted([Segment(word) for word in words], room, _BASE).cell_length == room
    assert sum(part.cell_length for part in fitted([Segment(word) for word in words], room, _BASE)) == room
