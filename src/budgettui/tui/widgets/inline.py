"""Marks inside a line of Markdown: what is strong, emphasised, code or a link, as CommonMark has it.

The first frame may show minutes, so this is no parser of everything: what the export makes text of (HTML, entities) is
text here too, and links by reference are not known.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

STRONG, EMPHASIS, CODE, LINK, ADDRESS = "strong", "emphasis", "code", "link", "address"

_ESCAPABLE = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
#: The address of a link, in brackets or not, and its title.
_TARGET = re.compile(
    r"\(\s*(?:<(?P<framed>[^<>\n]*)>|(?P<bare>(?:\\.|[^\s()\\<]|\((?:\\.|[^\s()\\])*\))(?:\\.|[^\s()\\]|\((?:\\.|[^\s()\\])*\))*)?)"
    r"(?:\s+(?:\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|\((?:\\.|[^()\\])*\)))?\s*\)"
)
_TEXT = re.compile(r"[^\\`*_\[\]!]+|!(?!\[)")


class Piece(NamedTuple):
    """A stretch of text and the marks on it; an :data:`ADDRESS` is where the link before it leads."""

    text: str
    marks: frozenset[str] = frozenset()


@dataclass
class _Node:
    text: str
    marks: set[str] = field(default_factory=set)


@dataclass
class _Run:
    """A run of ``*`` or ``_`` that may begin or end something."""

    node: int
    sign: str
    left: int
    length: int
    opens: bool
    closes: bool


def pieces(text: str) -> list[Piece]:
    """The text of a paragraph without its marks, in stretches that have the same marks."""
    found: list[Piece] = []
    for node in _Inline(text).nodes:
        marks = frozenset(node.marks)
        if found and found[-1].marks == marks:
            found[-1] = Piece(found[-1].text + node.text, marks)
        elif node.text:
            found.append(Piece(node.text, marks))
    return found


class _Inline:
    def __init__(self, text: str) -> None:
        self.text = text
        self.nodes: list[_Node] = []
        self.runs: list[_Run] = []
        #: Open brackets: their node, how many runs came before, and whether a link may begin there.
        self.brackets: list[tuple[int, int, bool]] = []
        at = 0
        while at < len(text):
            at = self._next(at)
        self._match(0)

    def _add(self, text: str, *marks: str) -> None:
        self.nodes.append(_Node(text, set(marks)))

    def _next(self, at: int) -> int:
        sign = self.text[at]
        if plain := _TEXT.match(self.text, at):
            self._add(plain[0])
            return plain.end()
        if sign == "\\":
            escaped = self.text[at + 1 : at + 2]
            self._add(escaped if escaped in _ESCAPABLE and escaped else "" if escaped == "\n" else "\\")
            return at + 2 if escaped in _ESCAPABLE and escaped else at + 1
        if sign == "`":
            return self._code(at)
        if sign in "*_":
            return self._run(at)
        if sign == "]":
            return self._closed(at)
        image = sign == "!"
        self.brackets.append((len(self.nodes), len(self.runs), True))
        self._add("![" if image else "[")
        return at + (2 if image else 1)

    def _code(self, at: int) -> int:
        ticks = _run_of(self.text, at)
        end = at + ticks
        while (end := self.text.find("`", end)) >= 0:
            length = _run_of(self.text, end)
            if length == ticks:
                code = self.text[at + ticks : end].replace("\n", " ")
                if code.strip(" ") and code[0] == code[-1] == " ":
                    code = code[1:-1]
                self._add(code, CODE)
                return end + length
            end += length
        self._add("`" * ticks)
        return at + ticks

    def _run(self, at: int) -> int:
        sign, length = self.text[at], _run_of(self.text, at)
        before, after = self.text[at - 1 : at] or " ", self.text[at + length : at + length + 1] or " "
        left = not after.isspace() and (not _is_punctuation(after) or before.isspace() or _is_punctuation(before))
        right = not before.isspace() and (not _is_punctuation(before) or after.isspace() or _is_punctuation(after))
        opens, closes = left, right
        if sign == "_":
            opens = left and (not right or _is_punctuation(before))
            closes = right and (not left or _is_punctuation(after))
        self.runs.append(_Run(len(self.nodes), sign, length, length, opens, closes))
        self._add(sign * length)
        return at + length

    def _closed(self, at: int) -> int:
        """A "]": the end of a link, where something began one and an address follows."""
        if self.brackets:
            node, runs, may_begin = self.brackets.pop()
            target = _TARGET.match(self.text, at + 1)
            if may_begin and target:
                self._match(runs)
                image = self.nodes[node].text == "!["
                self.nodes[node].text = ""
                for inside in self.nodes[node:]:
                    inside.marks.add(LINK)
                if not image:  # no link in a link
                    self.brackets = [
                        (one, before, may and self.nodes[one].text == "![") for one, before, may in self.brackets
                    ]
                self._add(_unescaped(target["framed"] or target["bare"] or ""), ADDRESS)
                return target.end()
        self._add("]")
        return at + 1

    def _match(self, bottom: int) -> None:
        """Pair the runs from ``bottom`` on, as CommonMark pairs them: the nearest that fits, two signs before one."""
        runs, here = self.runs, bottom
        while here < len(runs):
            closer = runs[here]
            partner = next(
                (place for place in range(here - 1, bottom - 1, -1) if _fits(runs[place], closer)), None
            ) if closer.closes else None
            if partner is None:
                here += 1
                continue
            opener = runs[partner]
            count = 2 if opener.left >= 2 and closer.left >= 2 else 1
            for node in self.nodes[opener.node + 1 : closer.node]:
                node.marks.add(STRONG if count == 2 else EMPHASIS)
            for run in (opener, closer):
                run.left -= count
                self.nodes[run.node].text = run.sign * run.left
            del runs[partner + 1 : here]
            here = partner + 1
            if not opener.left:
                del runs[partner]
                here -= 1
            if not closer.left:
                del runs[here]
        del runs[bottom:]


def _fits(opener: _Run, closer: _Run) -> bool:
    if not opener.opens or opener.sign != closer.sign:
        return False
    both = opener.closes or closer.opens
    return not both or (opener.length + closer.length) % 3 != 0 or opener.length % 3 == closer.length % 3 == 0


def _run_of(text: str, at: int) -> int:
    return len(text[at:]) - len(text[at:].lstrip(text[at]))


def _is_punctuation(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "PS"


def _unescaped(text: str) -> str:
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


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
