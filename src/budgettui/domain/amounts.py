"""The Danish number grammar, units, and money as whole øre.

Numbers are read strictly: what the grammar does not know raises :class:`NumberError`, and what can be read in
two ways carries a doubt instead of a guess. Only the digits 0-9 count as digits, and text is never normalised
first, so a superscript or a digit of another script cannot slip in. There is no float in this module: values
are exact decimals, money is an ``int`` of hundredths (øre).

The grammar of one number::

    number    = [ sign ] body [ marks ] | "(" body ")" [ marks ]     parentheses mean minus
    sign      = "-" | "−" (U+2212) | "–" (U+2013) | "+"              directly before the first digit
    body      = whole [ "," digit { digit } ]
    whole     = "0" | digit not 0 { digit } | groups
    groups    = 1 to 3 digits, not 0 first, { separator 3 digits }   one and the same separator throughout
    separator = "." | no-break, narrow no-break or thin space        never a plain space
    marks     = "*" | "**" | "***"                                   a footnote's marks

This module is on the start path of the program, so it imports little and compiles few patterns.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from budgettui.domain.errors import N_

MINUS = "\N{MINUS SIGN}"
#: A number has at most this many digits: sums stay exact in decimal's standard precision of 28.
MAX_DIGITS = 24
#: The largest amount in hundredths, either way: what a whole number in the store can hold.
MAX_HUNDREDTHS = 2**63 - 1

# Why a number or a sum is doubtful. POINT_DECIMAL is the only one that a lone number can have; the others are
# about a sum in running text.
POINT_DECIMAL = "point_decimal"
COMMA_THOUSANDS = "comma_thousands"
SPACE_THOUSANDS = "space_thousands"
RANGE = "range"
NO_CURRENCY = "no_currency"
PART_OF_ORE = "part_of_ore"
MALFORMED = "malformed"
UNCLEAR_SIGN = "unclear_sign"

#: Every doubt in words for the reader.
DOUBT_WORDS = {
    POINT_DECIMAL: N_("punktum med færre end tre cifre efter: decimaltal eller fejl?"),
    COMMA_THOUSANDS: N_("komma med tre cifre efter: decimaler eller tusinder?"),
    SPACE_THOUSANDS: N_("mellemrum mellem cifre: ét tal eller to?"),
    RANGE: N_("to tal med én enhed: et spænd, ikke ét beløb"),
    NO_CURRENCY: N_("mio. eller mia. uden kr."),
    PART_OF_ORE: N_("går ikke op i hele øre, eller er for stort"),
    MALFORMED: N_("ikke et tal efter dansk talskrivning"),
    UNCLEAR_SIGN: N_("bindestreg eller minus?"),
}


class NumberError(ValueError):
    """Text that is not a number of the grammar."""


class Number(NamedTuple):
    """A number as read: ``value`` is signed, ``decimals`` counts the printed ones, and ``doubt`` is ``None``, or why a
    human eye is needed."""

    value: Decimal
    decimals: int
    doubt: str | None = None


class Unit(NamedTuple):
    """A unit of a table. ``hundredths`` is how many hundredths (øre) one unit is, a power of ten.

    It is ``None`` for a unit that cannot be added up (per cent).
    """

    code: str
    label: str
    hundredths: int | None


KR = Unit("kr", N_("kr."), 100)
KR_1000 = Unit("kr_1000", N_("1.000 kr."), 100_000)
MIO_KR = Unit("mio_kr", N_("mio. kr."), 100_000_000)
MIA_KR = Unit("mia_kr", N_("mia. kr."), 100_000_000_000)
POSTS = Unit("posts", N_("antal stillinger"), 100)
COUNT = Unit("count", N_("antal"), 100)
PERCENT = Unit("percent", "%", None)

#: What a paper prints in a cell that holds no figure.
EMPTY_CELLS = frozenset({"", "-", "–", "..", "N/A", "n/a", "i.o."})

# Units by their letters alone: "(i 1.000 kr.)", "Mio. kr" and "mio.kr." lose what is only typography.
_UNITS = {
    "kr": KR, "kroner": KR, "dkk": KR,
    "1.000kr": KR_1000, "1000kr": KR_1000, "tkr": KR_1000, "tusindkr": KR_1000, "tusindekr": KR_1000,
    "1.000kroner": KR_1000, "1000kroner": KR_1000,
    "tusindkroner": KR_1000, "tusindekroner": KR_1000,
    "1.000dkk": KR_1000, "1000dkk": KR_1000, "tdkk": KR_1000,
    "miokr": MIO_KR, "millkr": MIO_KR, "millionerkr": MIO_KR, "millionerkroner": MIO_KR, "miokroner": MIO_KR,
    "miodkk": MIO_KR,
    "miakr": MIA_KR, "milliarderkr": MIA_KR, "milliarderkroner": MIA_KR, "miakroner": MIA_KR,
    "miadkk": MIA_KR,
    "antalstillinger": POSTS, "stillinger": POSTS,
    "antal": COUNT,
    "%": PERCENT, "pct": PERCENT, "procent": PERCENT,
}
#: No unit is longer, with the spaces and points that it may have between its words.
_UNIT_LONGEST = 2 * max(map(len, _UNITS))
#: What may stand before one.
_BEFORE_UNIT = ("i ", "i\u00a0", "beløb i ", "alle beløb i ", "alle tal i ")
_SPACES = str.maketrans("", "", " \t\n\u00a0\u202f\u2009")

_NUMBER = re.compile(
    r"(?:(?P<sign>[-+−–])|(?P<paren>\())?"
    r"(?:(?P<groups>[1-9][0-9]{0,2}(?P<sep>[.\u00a0\u202f\u2009])[0-9]{3}(?:(?P=sep)[0-9]{3})*)|(?P<plain>0|[1-9][0-9]*))"
    r"(?:,(?P<decimals>[0-9]+)|\.(?P<point>[0-9]{1,3}))?"
    r"(?(paren)\))\*{0,3}"  # footnote marks
)


@lru_cache(maxsize=8192)
def parse_unit(text: str) -> Unit | None:
    """The unit that the whole text names ("mio. kr.", "(i 1.000 kr.)", "Beløb i tkr."), or ``None``."""
    if len(text) > _UNIT_LONGEST:
        return None
    words = text.strip().casefold()
    if words.startswith("(") and words.endswith(")"):
        words = words[1:-1].strip()
    if words.startswith(_BEFORE_UNIT):
        words = words.replace("\u00a0", " ").partition("i ")[2]
    words = words.removeprefix("hele ")
    return _UNITS.get(re.sub(r"(?<![0-9])\.", "", words.translate(_SPACES)))


def same_kind(first: str, second: str) -> bool:
    """Whether figures of two printed units can be held against each other: money in any unit, else in the same one."""
    one, two = parse_unit(first), parse_unit(second)
    return first == second if one is None or two is None else one == two or ("kr" in one.code and "kr" in two.code)


def parse_number(text: str) -> Number:
    """One number of the grammar; white space around it and footnote marks after it are let go.

    A point with one or two digits after it ("2.8", "12.5") is read as a decimal point with the doubt ``point_decimal``,
    and so is "0.415", since no thousands begin with 0. "1,415" is a plain decimal here: only the words around it
    (:func:`find_money`) can raise the doubt that thousands may be meant. Raises ``NumberError``: anything else, the
    printed empties of :func:`parse_cell` included.
    """
    printed = text.strip()
    match = _NUMBER.fullmatch(printed)
    if match is None or sum(map(str.isdigit, printed)) > MAX_DIGITS:
        raise NumberError(printed)
    sign, paren, groups, separator, plain, decimals, point = match.groups()
    if point is not None and (groups or (len(point) == 3 and plain != "0")):
        raise NumberError(printed)
    whole = plain or groups.replace(separator, "")
    fraction = decimals or point or ""
    value = Decimal(f"{whole}.{fraction}")
    # Zero has no sign: "-0" is what rounding left of a small minus.
    if value and (paren or sign not in {None, "+"}):
        value = value.copy_negate()
    return Number(value, len(fraction), POINT_DECIMAL if point is not None else None)


def parse_cell(text: str) -> Number | None:
    """The number in a table's cell, or ``None`` where the paper prints that there is none ("-", "..", "N/A"). Raises
    ``NumberError``: the cell holds something else."""
    return None if text.strip() in EMPTY_CELLS else parse_number(text)


def format_number(value: Decimal, decimals: int) -> str:
    """The number in Danish: "−1.522,0". Point for thousands, comma for decimals, U+2212 for minus.

    Rounded half away from zero where ``value`` has more decimals. Zero never has a sign. Raises ``ValueError``: the
    value is not finite.
    """
    numerator, denominator = _ratio(value)
    return _print(rounded(numerator * 10**decimals, denominator), decimals)


def counted(figure: str, unit: str) -> str:
    """A figure with what it is counted in, which stands apart where it begins with a number: "8.000 (1.000 kr.)"."""
    return f"{figure} ({unit})" if unit[:1].isdigit() else f"{figure} {unit}".rstrip()


def to_hundredths(value: Decimal, unit: Unit) -> int:
    """A value in the unit as whole hundredths (øre). Raises ``ValueError``: it is not whole, too large for the store,
    or the unit cannot be added up."""
    numerator, denominator = _ratio(value)
    amount, rest = divmod(numerator * _size(unit), denominator)
    if rest or abs(amount) > MAX_HUNDREDTHS:
        raise ValueError(f"{value} {unit.code}: not a whole number of hundredths that can be stored")
    return amount


def from_hundredths(amount: int, unit: Unit) -> Decimal:
    """Hundredths (øre) as the exact value in the unit, without zeros that say nothing."""
    places = len(str(_size(unit))) - 1
    while places and amount % 10 == 0:
        amount //= 10
        places -= 1
    return Decimal(f"{amount}E-{places}")


def format_amount(amount: int, unit: Unit, decimals: int, *, plus: bool = False) -> str:
    """Hundredths (øre) shown in the unit, without its label; rounded half away from zero."""
    return _print(rounded(amount * 10**decimals, _size(unit)), decimals, plus=plus)


def _size(unit: Unit) -> int:
    if unit.hundredths is None:
        raise ValueError(f"{unit.code} cannot be added up")
    return unit.hundredths


def _ratio(value: Decimal) -> tuple[int, int]:
    if not value.is_finite():
        raise ValueError(f"{value} is not a number to show or keep")
    return value.as_integer_ratio()


def rounded(numerator: int, denominator: int) -> int:
    """The nearest whole number to numerator / denominator (above zero), halves away from zero."""
    whole = (2 * abs(numerator) + denominator) // (2 * denominator)
    return -whole if numerator < 0 else whole


def _print(scaled: int, decimals: int, *, plus: bool = False) -> str:
    whole, fraction = divmod(abs(scaled), 10**decimals)
    sign = MINUS if scaled < 0 else "+" if plus and scaled else ""
    tail = f",{fraction:0{decimals}d}" if decimals else ""
    return f"{sign}{whole:,}".replace(",", ".") + tail
