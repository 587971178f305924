"""The blocks of typed Markdown on the screen."""

from __future__ import annotations

import pytest

from budgettui.tui.widgets.written import lines


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("# Drøftelse", [("Drøftelse", "strong")]),
        ("## Drøftelse ##", [("Drøftelse", "strong")]),
        ("#hashtag", [("#hashtag", "")]),
        ("- et punkt", [("• et punkt", "")]),
        ("  * under det", [("  • under det", "")]),
        ("2) det andet", [("2) det andet", "")]),
        ("> et citat", [("│ et citat", "dim")]),
        ("---", [("───", "dim")]),
        ("-5 mio. kr.", [("-5 mio. kr.", "")]),
        ("30. maj 2018", [("30. maj 2018", "")]),
        ("et\n\nto", [("et", ""), ("", ""), ("to", "")]),
        ("**fed** tekst", [("**fed** tekst", "")]),
        ("", [("", "")]),
    ],
)
def test_blocks(typed: str, shown: list[tuple[str, str]]) -> None:
    assert list(lines(typed, 40)) == shown


def test_what_is_too_wide_hangs_under_its_text() -> None:
    assert [text for text, _role in lines("- en lang linje her", 12)] == ["• en lang", "  linje her"]


def test_control_signs_are_not_shown() -> None:
    assert "\x1b" not in "".join(text for text, _role in lines("- \x1b]52;c;x\x07", 40))
