"""Of which figures words speak: operating or capital, decentralised or non-decentralised areas."""

from __future__ import annotations

import re

DECENTRALISED, NON_DECENTRALISED = "decentralised", "non-decentralised"
_CAPITAL = re.compile(r"\banlæg|\bcapital\b", re.IGNORECASE)
_OPERATING = re.compile(r"\bdrift|\boperating\b", re.IGNORECASE)
_NON = re.compile(r"\b(?:ikke|non)[- ]?dec(?:\.|entrali[sz])", re.IGNORECASE)
_DECENTRALISED = re.compile(r"\bdec(?:\.|entrali[sz])", re.IGNORECASE)


def whole_said(text: str | None, folded: str | None = None) -> str:
    """Operating or capital, where the words say one of them; ``folded`` is the text in small letters, if known."""
    folded = folded if folded is not None else (text or "").casefold()
    if not any(word in folded for word in ("anlæg", "drift", "capital", "operating")):
        return ""
    capital, operating = bool(_CAPITAL.search(text or "")), bool(_OPERATING.search(text or ""))
    return "" if capital == operating else "capital" if capital else "operating"


def area_said(text: str | None) -> str:
    """The kind of area that a label or a title names; "" for none, or for both."""
    if not text or "dec" not in text.casefold():
        return ""
    rest = _NON.sub("", text)
    non, own = rest != text, bool(_DECENTRALISED.search(rest))
    return "" if non == own else NON_DECENTRALISED if non else DECENTRALISED


def said_of(label: str) -> tuple[str, str]:
    """Of which figures the words of a row say that it is: (operating or capital, the kind of area), "" where silent."""
    return whole_said(label), area_said(label)
