"""What the label of a row says of its unit: a count, a share or a price stands among money, never as money.

A table's unit is printed once, over all of it. A row that counts, or prints a price in other kroner than its table,
says so in its own words, or in the heading that it stands under.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from budgettui.domain.amounts import COUNT, KR, KR_1000, MIA_KR, MIO_KR, PERCENT, POSTS, Unit, parse_unit
from budgettui.domain.checking.row_words import EACH
from budgettui.ingest.tables.head_words import unit_in

_BRACKET = re.compile(r"\(([^()]*)\)")
#: What is counted and measured, where a unit is printed: in brackets, after a comma, after "i".
_MEASURE = (
    r"(?:stk|styk|timer|dage|døgn|uger|minutter|årsværk|fuldtidsstillinger|fuldtid|personer|helårspersoner|borgere|"
    r"indbyggere|brugere|elever|børn|unge|pladser|sager|besøg|ture|km|m2|m3|m²|m³|tons?|kg|kwh|mwh|gj|point|kvm|ha)\b\.?"
)
_PLACE = re.compile(rf"(?:^|,\s|\(|\bi\s)(?:antal\s|hele\s|1\.?000\s|mio\.\s)?{_MEASURE}\s*(?:\)|$)", re.IGNORECASE)
_UNIT_ALONE = re.compile(rf"{_MEASURE}|antal|indeks|skala(?:\s[0-9–-]+)?", re.IGNORECASE)
#: A number before the word makes it part of a name ("Vuggestue, 30 timer", "Effektivisering 1 pct.").
_COUNT = re.compile(
    r"\bantal\b|^(?:-\s*)?(?:heraf\s+)?(?:timer|årsværk|helårspersoner|fuldtids\w+)\b|"
    r"\b(?:elev|børne|indbygger|befolknings|folke|personale|medarbejder|besøgs|normerings|ledigheds|plads|sags)tal(?:let)?\b",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"(?<![0-9])(?<![0-9]\s)(?:%|\bpct\b|\bprocent\b)|\b(?:belægnings|ledigheds|skatte|fraværs)procent\b|"
    r"^andel\b|\w{3}(?:nings|keds|vær)grad\b|^(?:ind(?:eks|ex)|promille)\b",
    re.IGNORECASE,
)
#: The price of one is in kroner whatever its table is in.
_PRICE = re.compile(r"\b(?:kr|kroner)\b\.?\s*(?:pr|per)\b", re.IGNORECASE)
#: Money of another kind than all units here: "Forbrug, øre pr. kWh", "Lån i euro".
_OTHER_MONEY = re.compile(
    r"(?<![\w-])(?:øre|euro|eur|usd|sek|nok|gbp|dollars?|cent)(?=\s*(?:pr\b|per\b|/|\)|$))", re.IGNORECASE
)
#: Who and what is counted, with where it is: "Elever i specialklasser" may be their number or what they cost.
_COUNTED = re.compile(
    r"(?:-\s*)?(?:heraf\s+)?(?:børn|unge|elever|borgere|brugere|personer|ledige|ældre|ansatte|medarbejdere|pladser|timer|"
    r"besøg|besøgende|sager|indbyggere|kunder|husstande|medlemmer|deltagere|udlån|kilometer|boliger)\s+"
    r"(?:i|på|under|over|pr\.?|med|uden|fra)\b",
    re.IGNORECASE,
)
#: What is only ever a sum.
_SUMS = re.compile(
    r"likvid|kasse|gæld|lån|afdrag|rente|resultat|overskud|underskud|saldo|balance|beholdning|opspar|hensæt|kapital|"
    r"finansier|tilskud|skat|udgift|indtægt|budget|regnskab|forbrug|netto|brutto|bevilling|beløb|pulje|ramme|moms|"
    r"anlæg|drift|overfør|afvigelse|besparelse|løn|refusion|omkostning|kroner|\bkr\b|heraf|køb|salg|aktiv|passiv",
    re.IGNORECASE,
)
_MONEY = frozenset({KR, KR_1000, MIO_KR, MIA_KR})
_COUNTS = frozenset({COUNT, POSTS})


def is_other_unit(label: str, unit: Unit | None) -> bool:
    """Whether a label says that its row has another unit than its table; a table without one has rows of any."""
    if unit is None:
        return False
    printed = [own for text in _BRACKET.findall(label) if (own := parse_unit(text))]
    if (named := unit_in(label)[1]) is not None:
        printed.append(named)
    if (after := parse_unit(label.rpartition(", ")[2])) is not None and ", " in label:
        printed.append(after)
    if any(own != unit for own in printed) or _OTHER_MONEY.search(label):
        return True
    if printed:
        return False
    if unit == PERCENT:
        return bool(_COUNT.search(label) or _PRICE.search(label))
    if unit in _COUNTS:
        return bool(_SHARE.search(label) or _PRICE.search(label))
    if unit != KR and (_PRICE.search(label) or EACH.search(label)):
        return True
    return bool(_COUNT.search(label) or _PLACE.search(label) or _SHARE.search(label))


def is_unit_word(text: str) -> bool:
    """Whether words are a unit and nothing else, as in a column "Enhed" beside the labels."""
    return bool(text) and (parse_unit(text) is not None or bool(_UNIT_ALONE.fullmatch(text)))


def is_money(unit: Unit | None) -> bool:
    return unit in _MONEY


def says_money(label: str) -> bool:
    """Whether a label names what is only ever a sum."""
    return bool(_SUMS.search(label))


def counts_perhaps(label: str) -> bool:
    """Whether a row of a table in money may as well be a count by its words."""
    return bool(_COUNTED.match(label))


def rows_of_other_units(labels: Sequence[tuple[str, bool]], unit: Unit | None) -> set[int]:
    """The rows that have another unit than their table, by their own words or by the heading over them.

    ``labels`` says of each row whether it is a heading. A heading of another unit holds until the next heading.
    """
    found: set[int] = set()
    under = False
    for at, (label, heading) in enumerate(labels):
        if heading:
            under = is_other_unit(label, unit)
        elif under or is_other_unit(label, unit):
            found.add(at)
    return found
