"""Text on its way into Markdown: what comes from documents stays text.

CommonMark lets every punctuation mark be escaped with a backslash; what could open HTML becomes an entity
instead, because not every processor honours the backslash there. Addresses are broken up so that a site that
makes links of bare addresses does not make one of ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from budgettui.domain.clean import clean_text

_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACES = re.compile(r"[ \t\n]+")

# Anywhere in a line. An & is left alone where it cannot begin an entity.
_MARKS = re.compile(r"[\\`*_\[\]{}|~#$@]")
_ENTITY = re.compile(r"&(?=[#A-Za-z])")
# What processors turn into links without being asked: "//host", "www.", "name.dk".
_ADDRESS = re.compile(r"/(?=/)|(?i:(?<=\bwww))\.|(?<=\S)\.(?=[^\W\d_]{2})")
# At the beginning of a line only: quotes, list marks, underlines of headings, rules.
_QUOTE = re.compile(r"^>")
_BULLET = re.compile(r"^([-+])(?=\s|$)|^(-)(?=[- ]+$)|^(=)(?==*\s*$)")
_NUMBERED = re.compile(r"^([0-9]{1,9})([.)])(?=\s|$)")

_TYPED_HTML = re.compile(r"(\\\\)|\\?([<&])")
_FENCE = re.compile(r"`{3,}|~{3,}")
# Headings stand in quotes and lists too.
_INSIDE = r"^((?:[ \t]*(?:>|(?:[-+*]|[0-9]{1,9}[.)])(?=[ \t])))*[ \t]*)"
_HEADING = re.compile(_INSIDE + r"(#{1,6})(?=[ \t]|$)")
_UNDERLINE = re.compile(_INSIDE + r"([-=])([-=]*[ \t]*)$")
#: Typed headings go below the heading of an agenda item.
_ITEM_LEVEL = 3


def plain(text: str) -> str:
    """The text without what steers a terminal or cannot be written as UTF-8."""
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", clean_text(text))


def plain_line(text: str) -> str:
    """The same on one line, with single spaces."""
    return _SPACES.sub(" ", plain(text)).strip(" ")


def inline(text: str) -> str:
    """Text of a document inside a line of Markdown: one line, nothing in it is markup."""
    return _escaped(plain_line(text))


def opening(text: str) -> str:
    """The same where it begins a paragraph or a list item, so that "1." or "-" cannot begin a list."""
    return _escaped_line(plain_line(text))


def paragraphs(text: str) -> str:
    """Text of a document as paragraphs of Markdown: empty lines part them, nothing in them is markup."""
    lines = [_escaped_line(line.replace("\t", " ").strip(" ")) for line in plain(text).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def typed(text: str) -> str:
    """Markdown that the secretary typed: it stays Markdown, but opens no HTML and does not leave its place.

    No code fence can swallow what follows, and headings go below the item's own.
    """
    lines: list[str] = []
    for line in plain(text).split("\n"):
        line = _TYPED_HTML.sub(_html, line)
        line = without_fences(line)
        line = _HEADING.sub(lambda mark: mark[1] + "#" * min(6, len(mark[2]) + _ITEM_LEVEL), line)
        if lines and lines[-1].strip():
            line = _UNDERLINE.sub(r"\1\\\2\3", line)
        lines.append(line.rstrip(" \t"))
    return "\n".join(lines).strip("\n")


def without_fences(line: str) -> str:
    """The line, in which no code fence begins: it would swallow what follows."""
    return _FENCE.sub(lambda run: "".join(f"\\{mark}" for mark in run[0]), line)


def pipe_table(rows: Sequence[Sequence[str]]) -> str:
    """Escaped texts as a pipe table, padded so that it can also be read as it is written: the first column to the left,
    the figures to the right."""
    widths = [max(3, *(len(row[column]) for row in rows)) for column in range(len(rows[0]))]
    lines = [
        " | ".join(text.rjust(width) if column else text.ljust(width) for column, (text, width) in enumerate(cells))
        for cells in (list(zip(row, widths, strict=True)) for row in rows)
    ]
    rule = " | ".join("-" * (width - 1) + ":" if column else "-" * width for column, width in enumerate(widths))
    return "\n".join(f"| {line} |" for line in (lines[0], rule, *lines[1:]))


def columns(rows: Sequence[Sequence[str]], right: Iterable[int] = ()) -> list[str]:
    """Rows of cells in aligned columns, two spaces between; those in ``right`` are aligned to the right."""
    to_right = frozenset(right)
    count = max((len(row) for row in rows), default=0)
    widths = [max((len(row[column]) for row in rows if column < len(row)), default=0) for column in range(count)]
    return [
        "  ".join(
            text.rjust(widths[column]) if column in to_right else text.ljust(widths[column])
            for column, text in enumerate(row)
        ).rstrip()
        for row in rows
    ]


def _escaped(line: str) -> str:
    line = _MARKS.sub(r"\\\g<0>", line)
    line = _ENTITY.sub("&amp;", line).replace("<", "&lt;")
    return _ADDRESS.sub(r"\\\g<0>", line)


def _escaped_line(line: str) -> str:
    line = _escaped(line)
    line = _QUOTE.sub("&gt;", line)
    line = _BULLET.sub(r"\\\g<0>", line)
    return _NUMBERED.sub(r"\1\\\2", line)


def _html(found: re.Match[str]) -> str:
    if found[1]:
        return found[1]
    return "&lt;" if found[2] == "<" else "&amp;"
