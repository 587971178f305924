"""Decentralised and non-decentralised areas: what the words say, and which sums add both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_NON = re.compile(r"\b(?:ikke|non)[- ]?dec(?:\.|entrali[sz])", re.IGNORECASE)
_DECENTRALISED = re.compile(r"\bdec(?:\.|entrali[sz])", re.IGNORECASE)

#: The kinds of areas that a sum is made of: neither is known, one, the other, or both.
Areas = int
DECENTRALISED, NON_DECENTRALISED = 1, 2
BOTH = DECENTRALISED | NON_DECENTRALISED


def areas_said(text: str | None) -> Areas:
    """The kind of area that a label or a title names; 0 for none, or for both."""
    if not text or "dec" not in text.casefold():
        return 0
    rest = _NON.sub("", text)
    non, own = rest != text, bool(_DECENTRALISED.search(rest))
    return 0 if non == own else NON_DECENTRALISED if non else DECENTRALISED


def mixed(areas: Mapping[str, Areas]) -> Iterator[str]:
    """The natures under which both kinds are added."""
    return (nature for nature, kinds in areas.items() if kinds == BOTH)
