"""Typed Markdown on the screen: its blocks, and the marks inside them as CommonMark has them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgettui.tui.widgets.written import ADDRESS, CODE, EMPHASIS, LINK, STRONG, lines, pieces


def shown(typed: str, width: int = 40) -> list[tuple[str, str]]:
    return [("".join(piece.text for piece in parts), role) for parts, role in lines(typed, width)]


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("# Drøftelse", [("Drøftelse", "strong")]),
        ("## Drøftelse ##", [("Drøftelse", "strong")]),
        ("#hashtag", [("#hashtag", "")]),
        ("- et punkt", [("• et punkt", "")]),
        ("  * under det", [("  • under det", "")]),
        ("2) det andet", [("2) det andet", "")]),
        ("> et citat", [("│ et citat", "dim")]),
        ("---", [("───", "dim")]),
        ("tekst\n---", [("tekst", ""), ("---", "")]),
        ("-5 mio. kr.", [("-5 mio. kr.", "")]),
        ("30. maj 2018", [("30. maj 2018", "")]),
        ("et\n\nto", [("et", ""), ("", ""), ("to", "")]),
        ("**fed** tekst", [("fed tekst", "")]),
        ("**fed\ntekst** her", [("fed", ""), ("tekst her", "")]),
        ("**fed\n\ntekst**", [("**fed", ""), ("", ""), ("tekst**", "")]),
        ("- **a\n- b**", [("• **a", ""), ("• b**", "")]),
        ("[planen](https://a.dk/p) her", [("planen (https://a.dk/p) her", "")]),
        ("[https://a.dk](https://a.dk)", [("https://a.dk", "")]),
        ("<b>x</b> &amp; y", [("<b>x</b> &amp; y", "")]),
        ("```", [("```", "")]),
        ("", [("", "")]),
    ],
)
def test_what_is_seen(typed: str, seen: list[tuple[str, str]]) -> None:
    assert shown(typed) == seen


def test_the_marks_stay_with_their_words_where_a_line_is_wrapped() -> None:
    found = list(lines("Udvalget *drøftede **hele** sagen* og `5.30.26` [her](/x)", 17))
    assert [[(piece.text, *sorted(piece.marks)) for piece in parts] for parts, _role in found] == [
        [("Udvalget ",), ("drøftede", EMPHASIS)],
        [("hele", EMPHASIS, STRONG), (" sagen", EMPHASIS), (" og",)],
        [("5.30.26", CODE), (" ",), ("her", LINK), (" ",), ("(/x)", ADDRESS)],
    ]


def test_what_is_too_wide_hangs_under_its_text() -> None:
    assert [text for text, _role in shown("- en lang linje her", 12)] == ["• en lang", "  linje her"]


def test_control_signs_are_not_shown() -> None:
    assert "\x1b" not in "".join(text for text, _role in shown("- \x1b]52;c;x\x07 **\x1b[1mx**"))


def marked(typed: str) -> list[tuple[str, frozenset[str]]]:
    return [
        (sign, piece.marks)
        for piece in pieces(typed)
        if ADDRESS not in piece.marks
        for sign in piece.text
        if not sign.isspace()
    ]


PLAIN: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("**a *b* c**", [("a", {STRONG}), ("b", {STRONG, EMPHASIS}), ("c", {STRONG})]),
        ("***a***", [("a", {STRONG, EMPHASIS})]),
        ("_a_b_", [("a", {EMPHASIS}), ("_", {EMPHASIS}), ("b", {EMPHASIS})]),
        ("a_b_c", [("a", PLAIN), ("_", PLAIN), ("b", PLAIN), ("_", PLAIN), ("c", PLAIN)]),
        ("\\*a\\*", [("*", PLAIN), ("a", PLAIN), ("*", PLAIN)]),
        ("`` ` ``", [("`", {CODE})]),
        ("![a](/b)", [("a", {LINK})]),
        ("[a](<b c> 'd')", [("a", {LINK})]),
        ("**[a](/b)**", [("a", {STRONG, LINK})]),
    ],
)
def test_the_marks_of_each_sign(typed: str, seen: list[tuple[str, set[str]]]) -> None:
    assert marked(typed) == seen


def test_an_address_is_shown_as_it_is_typed() -> None:
    assert [piece.text for piece in pieces("[her](https://a.dk/børn) **x**")][:2] == ["her", "https://a.dk/børn"]


@given(st.text(st.sampled_from(list("ab *_`[]()\\!.,\n1å€")), max_size=30))
@settings(deadline=None)
def test_any_text_is_shown_on_as_many_lines_as_were_typed_at_most(typed: str) -> None:
    # Code and addresses that go over several lines stand on the first.
    assert 0 < len(shown(typed, 200)) <= typed.count("\n") + 1
