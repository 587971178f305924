"""What the words of a row say about its place in a sum."""

from __future__ import annotations

import re
from collections.abc import Sequence

from budgettui.domain.paper.reading import Row

#: Words that make a row a total whatever its figures.
_TOTAL_WORDS = re.compile(
    r"\bi alt\b|^(?:total|sum|samlet|hovedtotal|ialt)\b|\b(?:total|ialt)$", re.IGNORECASE
)
_ADDED = re.compile(r"\+\s+\S")
_SUBTRACTED = re.compile(r"[-−–]\s+(?!heraf\b)\S", re.IGNORECASE)
_PART_OF = re.compile(r"(?:[-−–]\s*)?(?:heraf|hvoraf)\b", re.IGNORECASE)


def is_part_of(label: str) -> bool:
    """Whether the words of a row say that it is part of the row above it ("- heraf …")."""
    return bool(_PART_OF.match(label))


def is_total_label(label: str) -> bool:
    """Whether the words of a row say that it is a total ("… i alt")."""
    return bool(_TOTAL_WORDS.search(label))


def is_calculation(rows: Sequence[Row]) -> bool:
    """Whether the labels say how the rows are put together: "+ …" is added, and so "- …" is subtracted."""
    return any(is_calculation_label(row.label) for row in rows)


def is_calculation_label(label: str) -> bool:
    """Whether a label says that its row is added ("+ …")."""
    return bool(_ADDED.match(label))


def is_subtracted_label(label: str) -> bool:
    """Whether a label of a calculation says that its row is subtracted ("- …")."""
    return bool(_SUBTRACTED.match(label))
