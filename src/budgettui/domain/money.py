"""Sums of money in running text: finding them, and saying which ones cannot be read with certainty.

A sum is a numeral and its unit. The numeral is read by the grammar of :mod:`budgettui.domain.amounts`; what
is known here is what stands around it: units, ranges, words that leave kr. out, and numbers run together.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from budgettui.domain.amounts import (
    COMMA_THOUSANDS,
    KR,
    KR_1000,
    MALFORMED,
    MIA_KR,
    MIO_KR,
    NO_CURRENCY,
    PART_OF_ORE,
    RANGE,
    SPACE_THOUSANDS,
    UNCLEAR_SIGN,
    NumberError,
    Unit,
    parse_number,
    to_hundredths,
)

_WS = r"[ \t\n\u00a0\u202f\u2009]"
_WORD_END = r"(?![a-zæøå])"
_NUMERAL = (
    r"(?P<number>[0-9]{1,3}(?:[\u00a0\u202f\u2009][0-9]{3}){1,6}(?:,[0-9]+)?"
    r"|[0-9¼½¾]++(?:[.,][0-9¼½¾]+)*+)"
)
_BIG = rf"(?:mio|mia|mill|million(?:er)?|milliard(?:er)?){_WORD_END}"
_KR = rf"(?:kr(?:oner{_WORD_END}|\.|{_WORD_END})|dkk{_WORD_END})"
# A numeral that does not begin inside another, then its unit: perhaps on the next line, perhaps glued on.
_MONEY = re.compile(
    rf"(?<![0-9])(?<![0-9][.,])(?P<sign>[-+−–])?{_NUMERAL}(?:,-)?{_WS}{{0,6}}"
    rf"(?:(?:(?P<scale>{_BIG}|t{_WORD_END}|t(?=kr)|tusinde?{_WORD_END})\.?{_WS}{{0,6}})?{_KR}|(?P<bare>{_BIG})\.?)",
    re.IGNORECASE,
)
# "kr. 330.000" and "kr. 3,5 mio."; whether it is a sum of its own is decided in _prefixed_money.
_PREFIXED = re.compile(
    rf"(?<![a-zæøå0-9])(?:kr|dkk)\.?{_WS}{{0,2}}(?P<sign>[-+−–])?{_NUMERAL}(?:{_WS}{{1,6}}(?P<scale>{_BIG})\.?)?",
    re.IGNORECASE,
)
# What stands before a sum and makes it doubtful, or no sum at all.
_NUMBER_BEFORE = re.compile(
    rf"(?P<number>[0-9][0-9.,]*)(?P<joint>{_WS}*[-−–/]{_WS}*|{_WS}+(?:til|og|eller){_WS}+)\Z", re.IGNORECASE
)
_RANGE_AFTER = re.compile(rf"{_WS}?[-−–/]{_WS}?[0-9]")
_GROUP_AFTER = re.compile(r" [0-9]{3}(?![0-9.,])")
_GROUPS_BEFORE = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?: [0-9]{3})* \Z")
_LAST_GROUP = re.compile(r"[0-9]{3}(?![0-9.])")
_UNIT_BEFORE = re.compile(rf"(?:\(|\bi{_WS}+|\bhele{_WS}+)\Z", re.IGNORECASE)
_SCALE_BEFORE = re.compile(rf"(?:\b(?:mio|mia|mill|t|hele|i)\.?|[0-9]){_WS}*\Z", re.IGNORECASE)
# Years and dates are no amounts: "2024 2025" above "Mio. kr., 2023-priser", "I 2025 kr. 330.000", "31.12.13".
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_YEAR_BEFORE = re.compile(rf"(?<![0-9])(?<![0-9][.,])(?:19|20)[0-9]{{2}}{_WS}+\Z")
_NUMBER_AFTER = re.compile(rf"{_WS}*[-+−–]?[0-9]")
_DATE = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.(?:[0-9]{2}|[0-9]{4})")
_HEADING = re.compile(rf"{_WS}*\n{_WS}*[A-ZÆØÅ]")
# "400 mio. under budget" and "17,0 mia. Det …" leave kr. out; "1,45 mio. tons" counts something else.
_KR_LEFT_OUT = re.compile(
    rf"{_WS}*(?:\Z|[.,;:)!?]|[A-ZÆØÅ][a-zæøå]|(?:af|eller|end|er|for|fra|heraf|hvor|i|lavere|højere|med|mens|mere|mindre|og|om|"
    rf"over|pr|på|samt|som|til|under|ved|var){_WORD_END})"
)
_LOOK_BACK = 40


class MoneyNamed(NamedTuple):
    """A sum of money in running text, at ``text[start:end]``; ``printed`` is that on one line.

    ``ore`` is ``None`` exactly where there is a ``doubt``: one of the doubt codes of :mod:`budgettui.domain.amounts`.
    """

    start: int
    end: int
    printed: str
    ore: int | None
    doubt: str | None


def find_money(text: str) -> list[MoneyNamed]:
    """The sums of money that running text names, in the order of the text.

    "17,7 mio. kr." and "200.000 kr." are whole øre. What can be read in two ways has a doubt and no amount:
    "2.8 mia. kr.", "1,415 mio. kr." (three decimals where a paper may mean thousands), "50-60 mio. kr.",
    "400 mio." without kr. "ca." and "knap" are not part of the sum. "i 1.000 kr." names a unit and is no sum.
    """
    found: dict[int, MoneyNamed] = {}  # by where the numeral starts, so that "kr. 3,5 mio." is found once
    for pattern, read in ((_PREFIXED, _prefixed_money), (_MONEY, _money)):
        for match in pattern.finditer(text):
            if match.start("number") not in found and (money := read(text, match)) is not None:
                found[match.start("number")] = money
    return [found[start] for start in sorted(found)]


def _money(text: str, match: re.Match[str]) -> MoneyNamed | None:
    numeral, bare = match["number"], match["bare"]
    start, end = match.span()
    if bare and _KR_LEFT_OUT.match(text, end) is None:
        return None
    first_digit = match.start("number")
    before = text[max(0, first_digit - _LOOK_BACK) : first_digit]
    if numeral in {"1.000", "1000"} and match["scale"] is None and _UNIT_BEFORE.search(before):
        return None
    if _HEADING.match(text, match.end("number")) or _DATE.fullmatch(numeral):
        return None
    if _YEAR.fullmatch(numeral) and (
        _YEAR_BEFORE.search(before) or (not (match["scale"] or bare) and _NUMBER_AFTER.match(text, end))
    ):
        return None
    doubt = None
    if (number := _NUMBER_BEFORE.search(before)) and not _is_year_apart(number):
        start, doubt = first_digit - (len(before) - number.start()), RANGE
    elif _LAST_GROUP.match(numeral) and (groups := _GROUPS_BEFORE.search(before)):
        start, doubt = first_digit - (len(before) - groups.start()), SPACE_THOUSANDS
    elif match["sign"] and start and (text[start - 1].isalpha() or text[start - 1] == ")"):
        doubt = UNCLEAR_SIGN
    money = _named(text, start, end, match, match["scale"] or bare, doubt)
    return money._replace(ore=None, doubt=NO_CURRENCY) if bare and money.doubt is None else money


def _prefixed_money(text: str, match: re.Match[str]) -> MoneyNamed | None:
    """As in "kr. 330.000", but not "Mio. kr. 2023 2024", a heading whose kr. belongs to what is before it."""
    before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
    if _SCALE_BEFORE.search(before) and not _YEAR_BEFORE.search(before):
        return None
    start, end = match.span()
    if _GROUP_AFTER.match(text, end):
        return _named(text, start, end + 4, match, None, SPACE_THOUSANDS)
    if match["scale"] is None and not re.search("[.,]", match["number"]):
        return None
    return _named(text, start, end, match, match["scale"], RANGE if _RANGE_AFTER.match(text, end) else None)


def _named(text: str, start: int, end: int, match: re.Match[str], scale: str | None, doubt: str | None) -> MoneyNamed:
    ore: int | None = None
    if doubt is None:
        ore, doubt = _ore((match["sign"] or "") + match["number"], _unit_of_scale(scale))
    return MoneyNamed(start, end, re.sub(r"[ \t\n]+", " ", text[start:end]), ore, doubt)


def _ore(numeral: str, unit: Unit) -> tuple[int | None, str | None]:
    try:
        number = parse_number(numeral)
    except NumberError:
        return None, MALFORMED
    if number.doubt is not None:
        return None, number.doubt
    # Someone may have meant 1.415: only "0,415" and "1.234,500" can not be thousands written with a comma.
    if number.decimals == 3 and 1 <= abs(number.value) < 1000:
        return None, COMMA_THOUSANDS
    try:
        return to_hundredths(number.value, unit), None
    except ValueError:
        return None, PART_OF_ORE


def _unit_of_scale(scale: str | None) -> Unit:
    if scale is None:
        return KR
    scale = scale.casefold()
    if scale.startswith("t"):
        return KR_1000
    return MIA_KR if scale.startswith(("mia", "milliard")) else MIO_KR


def _is_year_apart(number: re.Match[str]) -> bool:
    """Whether the number before is a year ("i 2024 til 10 mio. kr.") and not the first end of a range."""
    return number["joint"].strip() != number["joint"] and _YEAR.fullmatch(number["number"]) is not None
