"""How a filter is typed: words, fields and comparisons, in Danish or English.

::

    voksne handicap             both words, in label or code
    "voksne med handicap"       the words together
    ~vksn                       the letters in this order
    -anlæg                      not this; also: ikke anlæg, not anlæg
    afdeling:MSB område:voksne  the line, or one above it
    afvigelse > 20 mio          amounts, with the unit said; without one the screen's unit counts
    forskel > 20 mio            what is compared in the view
    regnskab24 > budget24 * 1,05
    afvigelse / budget > 5 %    also: afvigelse > 5 % af budget
    [Ajourf. budget] < 0        a column by its printed heading
    MSB eller MSO (a or b)      parentheses group

What stands side by side has to hold together.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from budgettui.domain.amounts import (
    KR,
    KR_1000,
    MAX_DIGITS,
    MIA_KR,
    MINUS,
    MIO_KR,
    NumberError,
    Unit,
    format_number,
    parse_number,
)
from budgettui.domain.budget.filters import (
    All,
    Amount,
    Any,
    Compare,
    Condition,
    Expression,
    Level,
    Not,
    Number,
    Sum,
    Word,
)
from budgettui.domain.errors import N_, FilterError

_COLUMNS = {
    "regnskab": "executed", "accounts": "executed",
    "budget": "approved", "oprindeligt": "approved", "approved": "approved",
    "ajourført": "adjusted", "korrigeret": "adjusted", "adjusted": "adjusted",
    "forventet": "forecast", "forecast": "forecast",
    "afvigelse": "variance", "variance": "variance",
    "effekt": "effect", "effect": "effect",
    "forskel": "difference", "difference": "difference",
}
#: Those that may stand before "budget" or "regnskab".
_WHICH = ("oprindeligt", "approved", "ajourført", "korrigeret", "adjusted", "forventet")
_COLUMN_WORDS = {phase: word for word, phase in reversed(_COLUMNS.items())}
_FIELDS = {
    "afdeling": "afdeling", "department": "afdeling",
    "område": "område", "area": "område", "sektor": "område", "tema": "område",
    "tiltag": "tiltag", "initiativ": "tiltag", "initiative": "tiltag",
}
_SIGNS = {">": ">", ">=": ">=", "≥": ">=", "<": "<", "<=": "<=", "≤": "<=", "=": "=", "≠": "≠", "!=": "≠", "<>": "≠"}
_OR, _NOT = ("eller", "or"), ("ikke", "not")
_OF = ("af", "of")
#: By the words that each may be typed as.
_UNITS = {
    r"mia|milliard(?:er)?|bn|billions?": MIA_KR, r"mio|mill(?:ion(?:er|s)?)?|m": MIO_KR,
    r"t(?:usinde?)?|thousands?": KR_1000, r"kr(?:oner)?|dkk": KR,
}

_COLUMN = re.compile(
    rf"(?:(?P<which>{'|'.join(_WHICH)})(?:\s+(?:budget|regnskab|accounts))?|(?P<name>{'|'.join(_COLUMNS)}))"
    r"(?:\s*(?P<year>(?:19|20)[0-9]{2})|\s?(?P<short>[0-9]{2}))?(?![\w:])",
    re.IGNORECASE,
)
_HEADING = re.compile(r"\[([^\[\]]+)\]")
_NUMBER = re.compile(r"[0-9][0-9.]*(?:,[0-9]+)?")
_DECIMALS = re.compile(r"[0-9]+\.[0-9]{1,2}")
_UNIT = re.compile(
    rf"\s*(?:(?P<unit>{'|'.join(_UNITS)})\.?(?:\s*(?:kr(?:oner)?\.?|dkk))?(?!\w)|(?P<percent>%|pct\.?))",
    re.IGNORECASE,
)
_COMPARISON = re.compile(r">=|<=|<>|!=|[<>=≥≤≠]")
_WORD = re.compile(r'[^\s()"]+')
_QUOTED = re.compile(r'"([^"]*)"?')


def parse(text: str, unit: Unit = KR) -> All:
    """The condition that a text says. ``unit`` is what a bare number beside amounts is counted in. Raises
    ``FilterError``: with the place (the number of the character) where it cannot be understood."""
    parser = _Parser(text.strip(), unit)
    condition = parser.alternatives()
    parser.space()
    if parser.at < len(parser.text):
        raise parser.error(N_("Filteret kan ikke forstås ved tegn {at}: {rest}"))
    return condition if isinstance(condition, All) else All((condition,))


class _NoNumber(FilterError):
    """What was to be a number or a column is a word."""


class _Parser:
    """Reads from left to right; ``at`` is how far it has come."""

    def __init__(self, text: str, unit: Unit) -> None:
        self.text = text
        self.unit = unit
        self.at = 0

    def error(self, message: str, kind: type[FilterError] = FilterError) -> FilterError:
        return kind(message, at=self.at + 1, rest=self.text[self.at : self.at + 20] or "–")

    def space(self) -> None:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        self.space()
        match = pattern.match(self.text, self.at)
        if match:
            self.at = match.end()
        return match

    def sign(self, signs: str) -> str:
        """One of these characters, if it comes next."""
        before = self.at
        self.space()
        if self.at < len(self.text) and self.text[self.at] in signs:
            self.at += 1
            return self.text[self.at - 1]
        self.at = before
        return ""

    def keyword(self, words: tuple[str, ...]) -> bool:
        before = self.at
        word = self.take(_WORD)
        if word and word[0].casefold() in words:
            return True
        self.at = before
        return False

    # Conditions.

    def alternatives(self) -> Condition:
        found = [self.together()]
        while self.keyword(_OR):
            found.append(self.together())
        return found[0] if len(found) == 1 else Any(tuple(found))

    def together(self) -> Condition:
        found: list[Condition] = []
        while not self.at_end():
            found.append(self.term())
        return found[0] if len(found) == 1 else All(tuple(found))

    def at_end(self) -> bool:
        self.space()
        before = self.at
        ended = self.at == len(self.text) or self.text[self.at] == ")" or self.keyword(_OR)
        self.at = before
        return ended

    def term(self) -> Condition:
        if (comparison := self.comparison()) is not None:
            return comparison
        before = self.at
        if self.keyword(_NOT):
            if not self.at_end():
                return Not(self.term())
            self.at = before
        if self.sign("-−") and self.at < len(self.text) and not self.text[self.at].isspace():
            return Not(self.term())
        self.at = before
        if self.sign("("):
            inner = self.alternatives()
            if not self.sign(")"):
                raise self.error(N_("Der mangler en parentes ved tegn {at}: {rest}"))
            return inner
        return self.word()

    def word(self) -> Condition:
        if quoted := self.take(_QUOTED):
            return Word(quoted[1].casefold())
        match = None if self.take(_COMPARISON) else self.take(_WORD)
        if match is None:
            raise self.error(N_("Filteret kan ikke forstås ved tegn {at}: {rest}"))
        text = match[0].casefold()
        name, colon, rest = text.partition(":")
        if colon and name in _FIELDS:
            if not rest and (quoted := self.take(_QUOTED)):
                rest = quoted[1].casefold()
            elif not rest and (said := self.take(_WORD)):
                rest = said[0].casefold()
            return Level(_FIELDS[name], (rest,))
        if text.startswith("~") and len(text) > 1:
            return Word(text[1:], fuzzy=True)
        return Word(text)

    # Comparisons.

    def comparison(self) -> Compare | None:
        """A comparison, if one begins here. Words that only look like the beginning of one are left alone."""
        before = self.at
        try:
            left = self.sums()
        except _NoNumber:
            self.at = before
            return None
        sign = self.take(_COMPARISON)
        if sign is None:
            self.at = before
            return None
        right = self.sums()
        money = _is_money(left) or _is_money(right)
        if money and not (_can_be_money(left) and _can_be_money(right)):
            raise self.error(N_("Et beløb kan kun sammenlignes med et beløb (tegn {at}): {rest}"))
        if not money and not (_has_amount(left) or _has_amount(right)):
            self.at = before
            return None
        return Compare(self.in_unit(left, money), _SIGNS[sign[0]], self.in_unit(right, money))

    def in_unit(self, expression: Expression, money: bool) -> Expression:
        """The expression with its bare numbers as amounts, where amounts are what is compared."""
        if not money or _is_money(expression):
            return expression
        if isinstance(expression, Number):
            return Number(expression.value * (self.unit.hundredths or 1), money=True)
        return Sum("*", expression, Number(Fraction(self.unit.hundredths or 1), money=True))

    def sums(self) -> Expression:
        left = self.products()
        while sign := self.spaced_sign():
            right = self.products()
            money = _is_money(left) or _is_money(right)
            left = Sum(sign, self.in_unit(left, money), self.in_unit(right, money))
        return left

    def spaced_sign(self) -> str:
        """A sign between two numbers; "-x" after a space is the inverse of a word."""
        before = self.at
        spaced = self.at < len(self.text) and self.text[self.at].isspace()
        sign = self.sign("+-−")
        if sign and spaced and self.at < len(self.text) and not self.text[self.at].isspace():
            self.at = before
            return ""
        return "-" if sign == "−" else sign

    def products(self) -> Expression:
        left = self.factor()
        while sign := self.sign("*×·/") or ("*" if _has_percent(left) and self.keyword(_OF) else ""):
            sign = "/" if sign == "/" else "*"
            right = self.factor()
            if _is_money(right) and _is_money(left) is (sign == "*"):
                raise self.error(N_("Beløb kan ikke ganges med hinanden (tegn {at}): {rest}"))
            left = Sum(sign, left, right)
        return left

    def factor(self) -> Expression:
        minus = self.sign("-−")
        if self.sign("("):
            inner = self.sums()
            if not self.sign(")"):
                raise self.error(N_("Der mangler en parentes ved tegn {at}: {rest}"), _NoNumber)
        elif heading := self.take(_HEADING):
            inner = Amount("", label=heading[1].strip().casefold())
        elif column := self.take(_COLUMN):
            year = column["year"] or (column["short"] and f"20{column['short']}")
            name = (column["which"] or column["name"]).casefold()
            inner = Amount(_COLUMNS[name], int(year) if year else None)
        else:
            inner = self.number()
        if not minus:
            return inner
        if isinstance(inner, Number):
            return replace(inner, value=-inner.value)
        return Sum("*", Number(Fraction(-1)), inner)

    def number(self) -> Number:
        printed = self.take(_NUMBER)
        if printed is None:
            raise self.error(N_("Her mangler et tal eller en kolonne (tegn {at}): {rest}"), _NoNumber)
        try:
            number = parse_number(printed[0])
        except NumberError:
            number = None
        # A point before one digit or two is no point of thousands: who types it means a comma.
        point = _DECIMALS.fullmatch(printed[0])
        if point is None and (number is None or number.doubt):
            self.at = printed.start()
            raise self.error(N_("Tallet kan læses på to måder (tegn {at}): {rest}"), _NoNumber)
        value = Fraction(printed[0] if point or number is None else number.value)
        unit = _UNIT.match(self.text, self.at)
        if unit is None:
            return Number(value)
        self.at = unit.end()
        if unit["percent"]:
            return Number(value / 100, percent=True)
        own = next(own for words, own in _UNITS.items() if re.fullmatch(words, unit["unit"], re.IGNORECASE))
        return Number(value * (own.hundredths or 1), money=True)


def _is_money(expression: Expression) -> bool:
    """Whether an expression is an amount. A quotient of two amounts is a mere number."""
    if isinstance(expression, Number):
        return expression.money
    if isinstance(expression, Amount):
        return True
    left, right = _is_money(expression.left), _is_money(expression.right)
    return left and not right if expression.sign == "/" else left or right


def _has_amount(expression: Expression) -> bool:
    if isinstance(expression, Sum):
        return _has_amount(expression.left) or _has_amount(expression.right)
    return isinstance(expression, Amount)


def _can_be_money(expression: Expression) -> bool:
    """Whether an expression is an amount, or a bare number that counts as one in the unit of the screen."""
    return _is_money(expression) or not (_has_amount(expression) or _has_percent(expression))


def _has_percent(expression: Expression) -> bool:
    if isinstance(expression, Sum):
        return _has_percent(expression.left) or _has_percent(expression.right)
    return isinstance(expression, Number) and expression.percent


# Printing.


def show(condition: Condition) -> str:
    """The filter as it would be typed; :func:`parse` reads it as the same condition again."""
    if isinstance(condition, All):
        return " ".join(_grouped(part, Any) for part in condition.parts)
    if isinstance(condition, Any):
        return " eller ".join(_grouped(part, Any) for part in condition.parts)
    if isinstance(condition, Not):
        return "-" + _grouped(condition.inner, Any, All, Compare)
    if isinstance(condition, Level):
        return f"{condition.field}:{_quoted(condition.typed or condition.texts[0])}"
    if isinstance(condition, Compare):
        return f"{_shown(condition.left)} {condition.sign} {_shown(condition.right)}"
    return f"~{condition.text}" if condition.fuzzy else _quoted(condition.text)


def chips(condition: All) -> list[str]:
    """The parts of a filter, each as it would be typed: what is shown beside the figures."""
    return [_grouped(part, Any) for part in condition.parts]


def _grouped(part: Condition, *kinds: type) -> str:
    return f"({show(part)})" if isinstance(part, kinds) else show(part)


def _quoted(text: str) -> str:
    return text if _is_plain(text) else f'"{text}"'


def _is_plain(text: str) -> bool:
    """Whether a text without quotes is read as this very word, whatever stands before and after it."""
    if not text[:1].isalnum() or _UNIT.match(text):
        return False
    try:
        return parse(text) == All((Word(text),))
    except FilterError:
        return False


def _shown(expression: Expression) -> str:
    if isinstance(expression, Amount):
        if expression.label:
            return f"[{expression.label}]"
        return _COLUMN_WORDS[expression.phase] + (str(expression.year) if expression.year else "")
    if isinstance(expression, Number):
        return _number(expression)
    left, right = (
        f"({_shown(part)})" if isinstance(part, Sum) else _shown(part) for part in (expression.left, expression.right)
    )
    return f"{left} {expression.sign} {right}"


def _number(number: Number) -> str:
    if number.percent:
        return f"{_decimal(number.value * 100)} %"
    if not number.money:
        return _decimal(number.value)
    word, size = next(
        ((word, size) for word, size in (("mia", MIA_KR), ("mio", MIO_KR)) if _is_short(number.value, size)), ("kr", KR)
    )
    return f"{_decimal(number.value / (size.hundredths or 1))} {word}"


def _is_short(ore: Fraction, size: Unit) -> bool:
    """Whether an amount is one of the unit at least, with two decimals at most."""
    value = ore / (size.hundredths or 1)
    return abs(value) >= 1 and (value * 100).denominator == 1


def _decimal(value: Fraction) -> str:
    """A number as Danish print has it. Whoever typed it had so many decimals at most."""
    digits = 0
    while (value * 10**digits).denominator != 1 and digits < MAX_DIGITS:
        digits += 1
    return format_number(Decimal(value.numerator) / value.denominator, digits).replace(MINUS, "-")
