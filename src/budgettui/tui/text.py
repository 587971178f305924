"""Small helpers for lines of cells: cutting, padding, wrapping, and the signs of the screen."""

from __future__ import annotations

import locale
import os
from collections.abc import Iterable

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.content import Content

from budgettui.domain.clean import clean_line

#: Signs and their plain form, for terminals without UTF-8.
_PLAIN = {
    "○": "o", "◐": "%", "✓": "v", "↷": ">", "✗": "x", "■": "#", "▸": ">", "◆": "*", "★": "+",
    "≈": "~", "≠": "!", "…": "~",
    "−": "-", "●": "*", "›": ">", "·": "-", "▓": "#", "░": ".", "│": "|", "─": "-", "↑": "^", "↓": "v", "→": "->",
    "▐": "|", "▌": "|", "‹": "<", "←": "<-", "—": "-", "–": "-", "”": '"', "“": '"', "’": "'", "•": "*",
}
_SPARK = "▁▂▃▄▅▆▇█"
_PLAIN_SPARK = "_.-=+*#@"
BOLD = Style(bold=True)
_TABLE = str.maketrans(_PLAIN)


def _utf8() -> bool:
    if os.environ.get("BUDGETTUI_ASCII"):
        return False
    return locale.getpreferredencoding(False).replace("-", "").casefold() == "utf8"


UTF8 = _utf8()


def plain(text: str) -> str:
    """The text with signs that the terminal can show; unchanged on UTF-8."""
    return text if UTF8 else text.translate(_TABLE)


def cut(text: str, width: int) -> str:
    """The text in exactly ``width`` cells: padded with spaces, or cut at the end with "…"."""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(text, max(0, width - 1)) + "…" if width > 0 else ""


def cut_front(text: str, width: int) -> str:
    """The end of the text in at most ``width`` cells: of a path, the end says most."""
    return text if cell_len(text) <= width else "…" + text[-max(0, width - 1) :]


def cut_before(text: str, tail: str, width: int) -> str:
    """Both in exactly ``width`` cells: the text gives way, and the tail stays whole, for it tells rows apart."""
    room = width - cell_len(tail)
    if not tail or room < 4 or cell_len(text) <= room:
        return cut(text + tail, width)
    return cut(text.rstrip(), room) + tail


def safe(text: str) -> str:
    """Text from a document, made fit for one line of the screen."""
    return clean_line(text)


def framed(text: str) -> Content:
    """A title in a frame, to the letter: Textual takes a plain string for markup, and would run or stumble on it."""
    return Content(plain(safe(text)))


def wrap(text: str, width: int, indent: str = "") -> list[str]:
    """Greedy wrapping on spaces; ``indent`` stands before every line but the first. Long words are broken."""
    width = max(8, width)
    lines: list[str] = []
    line = ""
    for word in text.split():
        while True:
            room = width - (len(indent) if lines else 0)
            candidate = f"{line} {word}" if line else word
            if cell_len(candidate) <= room:
                line = candidate
                break
            if line:
                lines.append(line)
                line = ""
                continue
            lines.append(word[:room])
            word = word[room:]
    if line or not lines:
        lines.append(line)
    return [lines[0], *(indent + rest for rest in lines[1:])]


def segments(parts: Iterable[tuple[str, Style]]) -> list[Segment]:
    """Segments from (text, style), in signs that the terminal can show."""
    return [Segment(plain(text), style) for text, style in parts if text]


def sparkline(values: list[int]) -> str:
    low, high = min(values), max(values)
    steps = _SPARK if UTF8 else _PLAIN_SPARK
    if high == low:
        return steps[3] * len(values)
    return "".join(steps[(value - low) * (len(steps) - 1) // (high - low)] for value in values)


def bar(share: float, width: int) -> str:
    """A bar of ``width`` cells, filled to ``share`` (0.0–1.0); full only where it is all."""
    filled = int(share * width)
    return "▓" * filled + "░" * (width - filled)
