"""Typed Markdown on the screen: its blocks, and the marks inside them as CommonMark has them."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from budgettui.tui.widgets.inline import ADDRESS, CODE, EMPHASIS, LINK, STRONG, pieces
from budgettui.tui.widgets.written import lines

#: What the export makes text of is text.
MARKDOWN = MarkdownIt("commonmark").disable(["html_inline", "autolink", "entity"])
OPENS = {"strong_open": STRONG, "em_open": EMPHASIS, "link_open": LINK}


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


def by_commonmark(typed: str) -> list[tuple[str, frozenset[str]]]:
    """Every sign with its marks, as another reader of CommonMark has them."""
    found: list[tuple[str, frozenset[str]]] = []
    marks: list[str] = []

    def walk(tokens: list[Token]) -> None:
        for token in tokens:
            if token.type in OPENS:
                marks.append(OPENS[token.type])
            elif token.type.endswith("_close"):
                marks.pop()
            elif token.type == "image":
                marks.append(LINK)
                walk(token.children or [])
                marks.pop()
            else:
                own = [CODE] if token.type == "code_inline" else []
                found.extend((sign, frozenset((*marks, *own))) for sign in token.content if not sign.isspace())

    walk(MARKDOWN.parseInline(typed)[0].children or [])
    return found


@given(st.text(st.sampled_from(list("ab *_`[]()\\!.,\n1å€")), max_size=30))
@settings(deadline=None, max_examples=400)
@example("**a *b* c**")
@example("***a***")
@example("_a_b_")
@example("[a [b](/c) d](/e)")
@example("![a](/b) `` ` ``")
@example("[a](<b c> 'd')")
@example("\\*a\\*")
def test_marks_are_what_commonmark_says(typed: str) -> None:
    assert marked(typed) == by_commonmark(typed)
