"""Text from documents is data: it may not steer a terminal, reorder what is read, or hide.

Used when a document is read and again when it is shown, so that neither an old store nor a new format slips by.
"""

from __future__ import annotations

import re

#: C1 controls, bidirectional marks and overrides, zero-width marks, line and paragraph separators, the byte order mark,
#: and the code points that stand for nothing.
UNSEEN = "\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
# These, and C0 controls but not \n and \t.
_UNSAFE = re.compile(f"[\x00-\x08\x0b-\x1f{UNSEEN}]")


def clean_text(text: str) -> str:
    """The text without control characters, escapes and bidirectional marks; line ends and tabs stay."""
    return _UNSAFE.sub("", text)


def clean_line(text: str) -> str:
    """One line of it: line ends and tabs become single spaces."""
    return clean_text(text.replace("\n", " ").replace("\t", " "))
