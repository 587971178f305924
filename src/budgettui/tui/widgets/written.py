"""Minutes text as it will be read: the blocks of its Markdown and the marks inside them, line by line.

Inside a line that is what CommonMark has as strong, emphasised, code or a link. What the export makes text of (HTML,
entities, bare addresses) is text here too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from budgettui.domain.clean import clean_text
from budgettui.export.escape import without_fences
from budgettui.tui.text import wrap

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

STRONG, EMPHASIS, CODE, LINK, ADDRESS = "strong", "emphasis", "code", "link", "address"
_OPENS = {"strong_open": STRONG, "em_open": EMPHASIS, "link_open": LINK}
#: What a mark begins with.
_SIGN = re.compile(r"[\\`*_\[]")
_HEADING = re.compile(r" {0,3}#{1,6}\s+(.*?)(?:\s+#+)?\s*")
_RULE = re.compile(r" {0,3}([-*_])(?:\s*\1){2,}\s*")
_ENTRY = re.compile(r"(\s*)(?:([-*+])|([0-9]{1,9}[.)]))\s+(.*)")
_QUOTE = re.compile(r" {0,3}>\s?(.*)")


class _Line(NamedTuple):
    """A line as it was typed: the role of its text, what stands before it, and whether the next may go on from it."""

    text: str
    role: str = ""
    lead: str = ""
    goes_on: bool = True


def lines(text: str, width: int) -> Iterator[tuple[list[Piece], str]]:
    """(pieces, role) of each line on the screen, in ``width`` cells. A line that was typed stays a line, but a mark may
    go over several of a paragraph."""
    paragraph: list[_Line] = []
    for typed in clean_text(text).split("\n"):
        within = bool(paragraph) and paragraph[-1].goes_on
        line = _line(without_fences(typed), within=within)
        if paragraph and not (within and line.goes_on and not line.lead):
            yield from _shown(paragraph, width)
            paragraph = []
        paragraph.append(line)
    yield from _shown(paragraph, width)


def _line(line: str, *, within: bool) -> _Line:
    """A line; ``within`` a paragraph dashes below a text are text, as they are where they are printed."""
    if heading := _HEADING.fullmatch(line):
        return _Line(heading[1], "strong", goes_on=False)
    if (rule := _RULE.fullmatch(line)) and not (within and rule[1] == "-"):
        return _Line("───", "dim", goes_on=False)
    if entry := _ENTRY.fullmatch(line):
        return _Line(entry[4], "", f"{entry[1]}{entry[3] or '•'} ")
    if quote := _QUOTE.fullmatch(line):
        return _Line(quote[1], "dim", "│ ")
    return _Line(line, goes_on=bool(line.strip()))


def _shown(paragraph: list[_Line], width: int) -> Iterator[tuple[list[Piece], str]]:
    found = list(_parted(pieces("\n".join(line.text for line in paragraph))))
    # Code that was begun on one line and ended on another stands on the first.
    for line, parts in zip(paragraph, found, strict=False):
        rest = " " * len(line.lead)
        wrapped = wrap("".join(piece.text for piece in parts), max(1, width - len(line.lead)))
        for place, shown in enumerate(lines_of(parts, wrapped)):
            lead = rest if place else line.lead
            yield ([Piece(lead)] if lead else []) + shown, line.role


def _parted(found: list[Piece]) -> Iterator[list[Piece]]:
    """The pieces of each line; an address stands in brackets after what leads there, where that is not the same."""
    line: list[Piece] = []
    for piece in found:
        if ADDRESS in piece.marks:
            same = bool(line) and line[-1].text == piece.text
            line += [] if same else [Piece(f" ({piece.text})", piece.marks)]
            continue
        first, *more = piece.text.split("\n")
        line.append(Piece(first, piece.marks))
        for text in more:
            yield line
            line = [Piece(text, piece.marks)]
    yield line


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
