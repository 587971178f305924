"""Labels as parts of keys."""

from __future__ import annotations

import re
import unicodedata

_WORDS = re.compile(r"[a-z0-9]+")


def slug(label: str) -> str:
    """A label as part of a key: small letters and figures with hyphens between, at most 60 characters."""
    text = label.casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFC", label).casefold()
        text = text.replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    return "-".join(_WORDS.findall(text))[:60].rstrip("-") or "x"


def slug_below(slugs: dict[str, int], label: str) -> str:
    """The slug of a label that is none of these, and is from now on."""
    return slug_among(slugs, slug(label))


def slug_among(slugs: dict[str, int], base: str) -> str:
    """A slug that is none of these, and is from now on; in constant time, since a table may have a million rows."""
    name = base
    if base not in slugs:
        slugs[base] = 1
        return base
    number = slugs[base]
    while name in slugs:
        number += 1
        name = f"{base}-{number}"
    slugs[name] = 1
    slugs[base] = number
    return name
