"""Text of documents stays text, and what the secretary types opens no HTML."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from budgettui.export.escape import inline, opening, paragraphs, plain_line, typed

STRICT = MarkdownIt("commonmark")
#: Tables, strikethrough, and links made of bare addresses, as many sites have them.
GENEROUS = MarkdownIt("gfm-like")
NASTY = st.text(alphabet=st.sampled_from(list("ab1.)(]#*_-+=><&|~`[!\\/:@ \n\t{}$;'\"")), max_size=40)
ANY = NASTY | st.text(max_size=40)
NASTY_WORDS = st.lists(
    st.sampled_from(
        ["<b>", "</b>", "<script>alert(1)</script>", "&amp;", "&#60;", "[a](http://a.dk)", "![x](y)", "`c`",
         "**", "~~", "```", "1.", "2)", "-", "+", "#", "> ", "===", "---", "| a | b |", "|---|", "[x]: /url",
         "http://aarhus.dk", "www.aarhus.dk", "post@aarhus.dk", "mio.kr.", "//localhost", "<!--",
         "\x1b]52;c;eA==\x07", "\u202e", "\n", "\n\n", "\\"]
    ),
    max_size=12,
).map(" ".join)


def text_of(tokens: list[Token]) -> tuple[set[str], str]:
    """The kinds of tokens, and the text that a reader sees."""
    kinds: set[str] = set()
    parts: list[str] = []
    for token in tokens:
        kinds.add(token.type)
        for child in token.children or ():
            kinds.add(child.type)
            parts.append("\n" if child.type == "softbreak" else child.content)
        if token.type == "inline":
            parts.append("\n\n")
    return kinds, "".join(parts).strip()


def shown(text: str) -> str:
    """What a browser makes of white space: nothing at the edges of a line."""
    return "\n".join(line.strip() for line in text.strip().split("\n"))


@pytest.mark.parametrize("markdown", [STRICT, GENEROUS])
@given(text=ANY | NASTY_WORDS)
@example("1.")
@example("- [ ] x")
@example("a\n===")
@example("C# #")
@example("\\<b>")
@example("https://aarhus.dk og www.aarhus.dk og post@aarhus.dk og mio.kr.")
def test_a_line_of_a_document_comes_out_as_the_same_text(markdown: MarkdownIt, text: str) -> None:
    kinds, seen = text_of(markdown.parse(opening(text)))
    assert kinds <= {"paragraph_open", "paragraph_close", "inline", "text"}
    assert seen == plain_line(text).strip()


@pytest.mark.parametrize("markdown", [STRICT, GENEROUS])
@given(text=ANY | NASTY_WORDS)
@example("a\n---\nb")
@example("| a | b |\n|---|---|\n| 1 | 2 |")
@example("    kode")
def test_paragraphs_of_a_document_come_out_as_the_same_text(markdown: MarkdownIt, text: str) -> None:
    kinds, seen = text_of(markdown.parse(paragraphs(text)))
    assert kinds <= {"paragraph_open", "paragraph_close", "inline", "text", "softbreak"}
    lines = [plain_line(line).strip() for line in text.replace("\r", "").split("\n")]
    expected = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    assert re.sub(r"[ \t]+", " ", shown(seen)) == re.sub(r"[ \t]+", " ", shown(expected))


@given(text=ANY | NASTY_WORDS)
def test_a_heading_and_a_table_cell_hold_any_text(text: str) -> None:
    kinds, seen = text_of(GENEROUS.parse(f"### 1.1 {inline(text)}"))
    assert kinds <= {"heading_open", "heading_close", "inline", "text"}
    assert seen == f"1.1 {plain_line(text)}".strip()
    tokens = GENEROUS.parse(f"| x{inline(text)} | 2 |\n| --- | ---: |\n| x{inline(text)} | 3 |")
    cells = [token.content for token in tokens if token.type == "inline"]
    assert len(cells) == 4
    _, body = text_of([token for token in tokens if token.type == "inline"][:1])
    assert body == f"x{plain_line(text)}".strip()


@pytest.mark.parametrize("markdown", [STRICT, GENEROUS])
@given(text=ANY | NASTY_WORDS)
@example("\\<b>x</b>")
@example("`<b>` <b>")
@example("\\\\<b>")
@example("<!-- a\n\n-->")
@example("1. #")
@example("> - # a")
@example("> a\n> ---")
@example("- a\n  ===")
def test_what_is_typed_opens_no_html_and_ends_where_it_ends(markdown: MarkdownIt, text: str) -> None:
    after = "### 9.9 Næste punkt"
    tokens = markdown.parse(f"{typed(text)}\n\n{after}")
    kinds, _ = text_of(tokens)
    assert not kinds & {"html_block", "html_inline", "fence"}
    assert tokens[-1].type == "heading_close"
    assert tokens[-1].tag == "h3"
    assert tokens[-2].content == "9.9 Næste punkt"
    headings = [token.tag for token in tokens[:-3] if token.type == "heading_open"]
    assert all(tag in {"h4", "h5", "h6"} for tag in headings)


def test_markdown_that_is_typed_stays_markdown() -> None:
    html = STRICT.render(
        typed("# Til referatet\n\n- **første** punkt\n- R&D koster < 5\n\n[bilag](https://aarhus.dk)")
    )
    assert "<h4>Til referatet</h4>" in html
    assert "<li><strong>første</strong> punkt</li>" in html
    assert "<li>R&amp;D koster &lt; 5</li>" in html
    assert '<a href="https://aarhus.dk">bilag</a>' in html


def test_ordinary_danish_is_left_readable() -> None:
    text = "Der er 200.000 kr. pr. gang – ca. 2,5 mio. kr. i 2018-priser (§ 18), og 1.304 − 5,8 er R & D."
    assert paragraphs(text) == text
