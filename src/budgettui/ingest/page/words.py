"""Words that were broken over a line end: which hyphen is the printer's, and which is the word's own.

The evidence is the document itself: where the joined word, or the word with its hyphen, stands elsewhere in
the text, that settles it. Without evidence the shape decides: a hyphen is the word's own before "og",
"eller" and "samt" ("mål- og økonomi"), beside a capital, a digit or an abbreviation ("IT-løsning",
"BPA-området"), and after "ikke".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_WORD = re.compile(r"[^\W_](?:[\w’']|-(?=\w))*")
_SUSPENDED = re.compile(r"(?:/\s*)?(?:og|eller|samt|såvel|hhv\.?|henholdsvis|til|men|&)(?=[\s/,.;:)]|$)", re.IGNORECASE)
_LAST = re.compile(r"([^\s(”\"“»/]*)-$")
_LONGEST_WORD = 80
_FIRST = re.compile(r"[^\W_][\w’']*(?:-\w+)*")
#: Prefixes that Danish writes with a hyphen.
_OWN_PREFIX = re.compile(r"(?:ikke|ex|non|[a-zæøå])", re.IGNORECASE)
#: Line-end hyphens that the extraction itself marks as the printer's.
_SOFT = ("\u00ad", "\ufffe")


def plain(text: str) -> str:
    """The words of a text in small letters, for asking whether two texts say the same."""
    return " ".join(re.findall(r"\w+", text.casefold()))


class Joiner:
    def __init__(self, lines: Sequence[str]) -> None:
        counts: Counter[str] = Counter()
        broken = False
        for line in lines:
            words = _WORD.findall(line)
            ends_broken = line.endswith(("-", *_SOFT))
            # The halves of broken words are no evidence.
            counts.update(word.casefold() for word in words[1 if broken else 0 : -1 if ends_broken else None])
            broken = ends_broken
        self._counts = counts

    def seam(self, left: str, right: str) -> tuple[int, str]:
        """How two lines meet: how many characters to drop from ``left``, and what to put between."""
        if left.endswith(_SOFT):
            return 1, ""
        match = _LAST.search(left[-_LONGEST_WORD:]) if left.endswith("-") else None
        if match is None or not right:
            return 0, " "
        fragment = match[1]
        if not fragment:
            # A dash that stands alone, or "specialskole-/": the words beside it are whole.
            return 0, "" if left.endswith("/-") else " "
        if _SUSPENDED.match(right):
            joined = self._counts[fragment.casefold() + _first(right)]
            return (1, "") if joined else (0, " ")
        if not right[0].isalnum():
            return 0, " "
        if not right[0].islower():
            return 0, ""
        return (0, "") if self._keeps(fragment, _first(right)) else (1, "")

    def _keeps(self, fragment: str, first: str) -> bool:
        joined = self._counts[(fragment + first).casefold()]
        hyphened = self._counts[f"{fragment}-{first}".casefold()]
        if joined != hyphened:
            return hyphened > joined
        tail = fragment.rsplit("-", 1)[-1]
        return not tail or tail[-1].isdigit() or tail[-1].isupper() or bool(_OWN_PREFIX.fullmatch(tail))

    def join(self, lines: Sequence[str]) -> tuple[str, list[int]]:
        """The lines as one text, and the offset at which each begins."""
        text = lines[0]
        starts = [0]
        pieces = [text]
        length = len(text)
        for right in lines[1:]:
            left = pieces[-1]
            drop, between = self.seam(left, right)
            if drop:
                pieces[-1] = left[:-drop]
                length -= drop
            pieces += [between, right]
            starts.append(length + len(between))
            length += len(between) + len(right)
        return "".join(pieces).translate({0xAD: None, 0xFFFE: None}), starts


def _first(text: str) -> str:
    match = _FIRST.match(text)
    return match[0].casefold() if match else ""
