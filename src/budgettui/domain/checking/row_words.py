"""What the words of a row say about its place in a sum: a total, a part, and of which figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from budgettui.domain.paper.reading import Row

#: Words that make a row a total whatever its figures.
_TOTAL_WORDS = re.compile(
    r"\bi(?:n all| alt)\b|^(?:total|sum|samlet|hovedtotal|ialt)\b|\b(?:total|ialt)$", re.IGNORECASE
)
#: Between a name and what it stands below, in a list.
PLACED = " › "
#: What stands under a view of the budget: an aggregate, of all rows or of a nature; and a total that is not theirs. A
#: "Sum" that says no more is a total like any other.
_OF_ROWS = re.compile(
    r"(?:(?:antal linjer|gennemsnit|mindste|største|number of lines|mean|least|greatest)(?:$|(?=, ))|sum(?=, ))"
    r"(?:, (?:drift|anlæg|operating|capital)\b.*)?$",
    re.IGNORECASE,
)
_UNFILTERED = re.compile(r" (?:uden|without) filter$")
#: Words of what is left when something is subtracted from something.
_RESULT = re.compile(
    r"(?:\w*resultat|(?:over|under)skud|netto(?:effekt)?|forskel|difference|balance|saldo|rest)\b", re.IGNORECASE
)
#: What is no sum, whatever stands beside it or above it.
_RATIO = re.compile(
    r"\bgennemsnit|\bgns\b|pct\b|procent|\bper ?cent\b|%|\bind(?:eks|ex)(?!er)|kvotient|promille", re.IGNORECASE
)
#: "Udgift pr. elev" is the price of one; "forbrug pr. år" is a sum like the others.
EACH = re.compile(
    r"\b(?:pr\.?|per)\s+(?!(?:år|måned|md|uge|dag|kvartal|halvår|ultimo|primo|jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|"
    r"nov|dec|udvalg|afdeling|område)[a-zæøå]{0,6}\b)(?:[a-zæøå]{2,}|m[²³23])",
    re.IGNORECASE,
)
_ADDED = re.compile(r"\+\s+\S")
_SUBTRACTED = re.compile(r"[-−–]\s+(?!heraf\b)\S", re.IGNORECASE)
_PART_OF = re.compile(r"(?:[-−–]\s*)?(?:heraf|hvoraf)\b", re.IGNORECASE)


def is_part_of(label: str) -> bool:
    """Whether the words of a row say that it is part of the row above it ("- heraf …")."""
    return bool(_PART_OF.match(label))


def is_total_label(label: str) -> bool:
    """Whether the words of a row say that it is a total ("… i alt"). A name with its place before it ("Børn › Skoler
    i alt") is a line of a list."""
    return PLACED not in label and bool(_TOTAL_WORDS.search(label) or _OF_ROWS.match(label))


def is_of_others(label: str) -> bool:
    """Whether a row is told of rows that are perhaps not all of those that stand over it: how many they are, the
    least of them, or what they and those that a filter left out come to."""
    return bool(_OF_ROWS.match(label) or _UNFILTERED.search(label))


def is_result_label(label: str) -> bool:
    """Whether the words of a row say that something was subtracted from something to get it."""
    return bool(_RESULT.match(label))


def is_ratio_label(label: str) -> bool:
    """Whether the words of a row or a column say that its figures are per cent, an average, an index or the price of
    one."""
    return bool(_RATIO.search(label) or EACH.search(label))


def is_calculation(rows: Sequence[Row]) -> bool:
    """Whether the labels say how the rows are put together: "+ …" is added, and so "- …" is subtracted."""
    return any(is_calculation_label(row.label) for row in rows)


def is_calculation_label(label: str) -> bool:
    """Whether a label says that its row is added ("+ …")."""
    return bool(_ADDED.match(label))


def is_subtracted_label(label: str) -> bool:
    """Whether a label of a calculation says that its row is subtracted ("- …")."""
    return bool(_SUBTRACTED.match(label))
