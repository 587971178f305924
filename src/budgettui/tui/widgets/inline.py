"""Marks inside a line of Markdown: what is strong, emphasised, code or a link, as CommonMark has it.

What the export makes text of (HTML, entities, bare addresses) is text here too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

STRONG, EMPHASIS, CODE, LINK, ADDRESS = "strong", "emphasis", "code", "link", "address"
_OPENS = {"strong_open": STRONG, "em_open": EMPHASIS, "link_open": LINK}
#: What a mark begins with.
_SIGN = re.compile(r"[\\`*_\[]")


class Piece(NamedTuple):
    """A stretch of text and the marks on it; an :data:`ADDRESS` is where the link before it leads."""

    text: str
    marks: frozenset[str] = frozenset()


def pieces(text: str) -> list[Piece]:
    """The text of a paragraph without its marks, in stretches that have the same marks."""
    if not _SIGN.search(text):
        return [Piece(text)] if text else []
    found: list[Piece] = []
    for piece in _marked(_reader().parseInline(text)[0].children or (), frozenset()):
        if found and found[-1].marks == piece.marks:
            found[-1] = Piece(found[-1].text + piece.text, piece.marks)
        elif piece.text:
            found.append(piece)
    return found


@cache
def _reader() -> MarkdownIt:
    # Most minutes have no marks, and the first frame has no time for what they do not have.
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").disable(["html_inline", "autolink", "entity"])


def _marked(tokens: Sequence[Token], outside: frozenset[str]) -> Iterator[Piece]:
    open_marks, addresses = [outside], list[str]()
    for token in tokens:
        if token.type in _OPENS:
            open_marks.append(open_marks[-1] | {_OPENS[token.type]})
            addresses += [str(token.attrs["href"])] if token.type == "link_open" else []
        elif token.type.endswith("_close"):
            open_marks.pop()
            if token.type == "link_close":
                yield _address(addresses.pop(), open_marks[-1])
        elif token.type == "image":
            yield from _marked(token.children or (), open_marks[-1] | {LINK})
            yield _address(str(token.attrs["src"]), open_marks[-1])
        elif token.type in ("softbreak", "hardbreak"):
            yield Piece("\n", open_marks[-1])
        else:
            yield Piece(token.content, open_marks[-1] | ({CODE} if token.type == "code_inline" else set()))


def _address(link: str, marks: frozenset[str]) -> Piece:
    return Piece(_reader().normalizeLinkText(link), marks | {ADDRESS})


def lines_of(found: list[Piece], lines: list[str]) -> Iterator[list[Piece]]:
    """The pieces again, parted as their text was wrapped: wrapping changes nothing but white space."""
    marks = [piece.marks for piece in found for sign in piece.text if not sign.isspace()]
    used = 0
    for line in lines:
        parts: list[Piece] = []
        for sign in line:
            space = sign.isspace()
            after = marks[used] if used < len(marks) else frozenset[str]()
            kind = (parts[-1].marks & after if parts else frozenset[str]()) if space else after
            used += not space
            if parts and parts[-1].marks == kind:
                parts[-1] = Piece(parts[-1].text + sign, kind)
            else:
                parts.append(Piece(sign, kind))
        yield parts
