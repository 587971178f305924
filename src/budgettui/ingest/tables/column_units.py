"""What the words over a column say of its unit: per cent, an index and counts stand beside money, never in it."""

from __future__ import annotations

import re

from budgettui.domain.amounts import Unit, parse_unit
from budgettui.ingest.page.header import split_unit
from budgettui.ingest.page.layout import Layout
from budgettui.ingest.tables.head_words import unit_in

#: What an index is called where a unit is printed.
INDEX_UNIT = "indeks"
#: "Kommunal andel" is a sum as often as a share.
_PERCENT = re.compile(r"(?:\bpct\b|procent|\bper ?cent\b|%|^andel\b)", re.IGNORECASE)
#: What says of all figures of a table which unit they have.
_BELOW_ROWS = re.compile(
    r"(?:(?:note|anm|bemærk)\w*[.:]?\s*)?(?:alle\s+)?(?:beløb\w*|tal\w*|udgifter\w*|\w*tabel\w*(?:\s\w+)?)\s+(?:er\s+)?"
    r"(?:anført\s+|opgjort\s+|vist\s+|vises\s+|angives\s+)?(?=i\s)",
    re.IGNORECASE,
)
#: "Gebyr i kr. inkl. moms"
_INSIDE = re.compile(r"\bi ((?:hele |1\.?000 |mio\. |mia\. )?kr\b\.?)(?! (?:pr|per)\b)", re.IGNORECASE)
_BELOW, _APART, _NOTE_LENGTH = 2, 2, 90
_COUNT = re.compile(r"\bantal\b", re.IGNORECASE)
_INDEX = re.compile(r"\bind(?:eks|ex)\b", re.IGNORECASE)


def is_index(text: str) -> bool:
    """Whether words say that figures are an index."""
    return bool(_INDEX.search(text))


def unit_below(layout: Layout, last: int) -> Unit | None:
    """The unit of money that a table prints under its last row: "Beløb i mio. kr.", "Note: Alle tal i 1.000 kr."."""
    for line in layout.lines[last + 1 : last + 1 + _BELOW]:
        if line.gap > max(_APART, layout.lines[last].gap) or len(line.body) > _NOTE_LENGTH:
            break
        if unit := parse_unit(line.body.removesuffix(".")):
            return unit
        if (match := _BELOW_ROWS.match(line.body)) and (unit := unit_in(line.body[match.end() :])[1]):
            return unit
    return None


def words_and_unit(text: str) -> tuple[str, Unit | None, str]:
    """The words over a column without their unit, the unit, and "indeks" where it is that: an index has no unit."""
    words, unit, _price = split_unit(text)
    if unit is None:
        parts = text.split(" ")
        for count in (3, 2, 1):
            if len(parts) > count and (unit := parse_unit(" ".join(parts[-count:]))):
                words = " ".join(parts[:-count])
                break
    kind = ""
    if unit is None and (inside := _INSIDE.search(text)):
        unit = parse_unit(inside[1])
    if unit is None:
        if is_index(text):
            kind = INDEX_UNIT
        elif _PERCENT.search(text):
            unit = parse_unit("%")
        elif _COUNT.search(text):
            unit = parse_unit("antal")
    return words, unit, kind
