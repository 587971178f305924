"""A filter is a value: it is made from what is typed, compared, kept, and asked whether a line matches.

A :data:`Condition` is what :mod:`budgettui.domain.budget.filter_grammar` makes of "afdeling:MSB -anlæg afvigelse > 20
mio": words, fields and comparisons, which all have to hold. Amounts are whole hundredths (øre) and are compared as
exact fractions. An amount that is missing is neither greater nor smaller than anything.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Protocol

from budgettui.domain.budget.budget import BudgetColumn
from budgettui.domain.budget.natures import whole_of
from budgettui.domain.errors import N_, FilterError


class Facts(Protocol):
    """What a condition may ask of a line."""

    @property
    def text(self) -> str:
        """Label and code, folded."""

    @property
    def nature(self) -> str:
        """What the line is of, see :mod:`budgettui.domain.budget.natures`."""

    def level(self, depth: int) -> str:
        """Label and code, folded, of the line at this depth: the line itself or one above it; "" where none is."""

    def amount(self, column: int) -> int | None:
        """Hundredths (øre) in a column, by its id."""


#: The words for the two natures; a line is found by them as by its own words.
NATURE_WORDS = {
    "drift": "operating", "operating": "operating", "anlæg": "capital", "anlaeg": "capital", "capital": "capital",
}
#: A code is at most so long.
_SHORT = 4
#: So few letters are the beginning of a word that is being typed, and no code.
_BEGUN = 2
#: Fields that name a level of the tree, and the depth that they look at.
LEVELS = {"afdeling": 1, "område": 2, "tiltag": 3}


@dataclass(frozen=True)
class Word:
    """Lines that have this text in label or code; ``fuzzy`` where only its letters stand there in this order.

    ``also`` are other ways to write what it stands for.
    """

    text: str
    fuzzy: bool = False
    also: tuple[str, ...] = ()

    def matches(self, facts: Facts) -> bool:
        if NATURE_WORDS.get(self.text) == whole_of(facts.nature):
            return True
        if self.fuzzy:
            return _in_order(self.text, facts.text)
        return any(text in facts.text for text in (self.text, *self.also))


@dataclass(frozen=True)
class Level:
    """Lines that are, or hang below, a department, area or initiative with one of these texts.

    ``typed`` is how it was asked for, where ``texts`` are all the ways to write what that stands for.
    """

    field: str
    texts: tuple[str, ...]
    typed: str = ""

    def matches(self, facts: Facts) -> bool:
        there = facts.level(LEVELS[self.field])
        return any(text in there for text in self.texts)


@dataclass(frozen=True)
class Not:
    """Lines that the inner condition does not match."""

    inner: Condition

    def matches(self, facts: Facts) -> bool:
        return not self.inner.matches(facts)


@dataclass(frozen=True)
class All:
    """Lines that every part matches; without parts all lines."""

    parts: tuple[Condition, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.parts)

    def matches(self, facts: Facts) -> bool:
        return all(part.matches(facts) for part in self.parts)


@dataclass(frozen=True)
class Any:
    """Lines that one of the parts matches."""

    parts: tuple[Condition, ...]

    def matches(self, facts: Facts) -> bool:
        return any(part.matches(facts) for part in self.parts)


@dataclass(frozen=True)
class Number:
    """A number: øre where it is ``money``, else a mere number, such as a factor; ``percent`` where it was so typed."""

    value: Fraction
    money: bool = False
    percent: bool = False


@dataclass(frozen=True)
class Amount:
    """A column by its phase and year (the latest where there is no year) or by its printed label.

    ``columns`` are the ids that it stands for once it is :func:`bound`: one, or accounts and budget where a material
    prints no variance of its own. A variance is accounts − budget: ``turned`` where it is printed the other way round
    and was asked for as such, and not by its printed label.
    """

    phase: str
    year: int | None = None
    label: str = ""
    columns: tuple[int, ...] = ()
    turned: bool = False


@dataclass(frozen=True)
class Sum:
    """left + right, left − right, left × right or left ÷ right: ``sign`` is "+", "-", "*" or "/"."""

    sign: str
    left: Expression
    right: Expression


Expression = Number | Amount | Sum


@dataclass(frozen=True)
class Compare:
    """Lines where the comparison holds. ``sign`` is ">", ">=", "<", "<=", "=" or "≠"."""

    left: Expression
    sign: str
    right: Expression

    def matches(self, facts: Facts) -> bool:
        left, right = worth(self.left, facts), worth(self.right, facts)
        return left is not None and right is not None and _COMPARE[self.sign](left, right)


Condition = Word | Level | Not | All | Any | Compare

_COMPARE: dict[str, Callable[[Fraction, Fraction], bool]] = {
    ">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le, "=": operator.eq, "≠": operator.ne,
}


def worth(expression: Expression, facts: Facts) -> Fraction | None:
    """What an expression comes to on a line; ``None`` where an amount is missing or a divisor is nought."""
    if isinstance(expression, Number):
        return expression.value
    if isinstance(expression, Amount):
        amounts = [facts.amount(column) for column in expression.columns]
        if not amounts or any(amount is None for amount in amounts):
            return None
        first, *rest = (Fraction(amount) for amount in amounts if amount is not None)
        return -first if expression.turned else first - sum(rest)
    left, right = worth(expression.left, facts), worth(expression.right, facts)
    if left is None or right is None or (expression.sign == "/" and not right):
        return None
    if expression.sign == "+":
        return left + right
    if expression.sign == "-":
        return left - right
    return left * right if expression.sign == "*" else left / right


def spelled(condition: Condition, spellings: Callable[[str], Sequence[str]]) -> Condition:
    """The condition with every way to write the departments and areas that it names: "MSB" finds its printed name.

    ``spellings`` gives them for a name that is known, and nothing for others.
    """
    def known(typed: str) -> Iterator[str]:
        # A short code would be found inside other words.
        return (text.casefold() for text in spellings(typed) if len(text) > _SHORT)

    if isinstance(condition, Level):
        texts = tuple(text for typed in condition.texts for text in known(typed))
        return replace(condition, texts=texts, typed=condition.texts[0]) if texts else condition
    if isinstance(condition, Word) and not condition.fuzzy and len(condition.text) > _BEGUN:
        return replace(condition, also=tuple(known(condition.text)))
    if isinstance(condition, Not):
        return Not(spelled(condition.inner, spellings))
    if isinstance(condition, (All, Any)):
        return replace(condition, parts=tuple(spelled(part, spellings) for part in condition.parts))
    return condition


def bound(condition: Condition, columns: Sequence[BudgetColumn], pairs: Sequence[tuple[int, int]] = ()) -> Condition:
    """The condition with its amounts tied to these columns. ``pairs`` are those that are compared, by id: what is
    measured from, and what is measured. Raises ``FilterError``: it names a column that is not among them."""
    if isinstance(condition, Compare):
        return replace(
            condition, left=_bound_amounts(condition.left, columns, pairs),
            right=_bound_amounts(condition.right, columns, pairs),
        )
    if isinstance(condition, Not):
        return Not(bound(condition.inner, columns, pairs))
    if isinstance(condition, (All, Any)):
        return replace(condition, parts=tuple(bound(part, columns, pairs) for part in condition.parts))
    return condition


def _bound_amounts(
    expression: Expression, columns: Sequence[BudgetColumn], pairs: Sequence[tuple[int, int]]
) -> Expression:
    if isinstance(expression, Sum):
        left, right = (_bound_amounts(part, columns, pairs) for part in (expression.left, expression.right))
        return replace(expression, left=left, right=right)
    if isinstance(expression, Amount):
        found = _columns_of(expression, columns, pairs)
        turned = any(column.turned and not expression.label for column in columns if column.id in found)
        return replace(expression, columns=found, turned=turned)
    return expression


#: What a variance is counted from where no column prints it: the first of each that there is. Beside a forecast the
#: accounts of the year are what was spent so far.
_OUTCOMES, _PLANS = ("forecast", "executed"), ("adjusted", "approved")


def _columns_of(amount: Amount, columns: Sequence[BudgetColumn], pairs: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    if amount.phase == "difference":
        years = {column.id: column.year for column in columns}
        compared = [(column, base) for base, column in pairs if amount.year in (None, years.get(column))]
        if compared:
            return max(compared, key=lambda pair: years.get(pair[0]) or 0)
    found = _newest(columns, amount)
    if found is not None:
        return (found.id,)
    if amount.phase == "variance":
        for outcome, plan in ((outcome, plan) for outcome in _OUTCOMES for plan in _PLANS):
            spent = _newest(columns, Amount(outcome, amount.year))
            planned = spent and _newest(columns, Amount(plan, spent.year))
            if spent and planned:
                return (spent.id, planned.id)
    there = ", ".join(column.label for column in columns)
    raise FilterError(N_("Kolonnen findes ikke her. Der er: {columns}"), columns=there)


def _newest(columns: Sequence[BudgetColumn], amount: Amount) -> BudgetColumn | None:
    if amount.label:
        return next((column for column in columns if column.label.casefold() == amount.label), None)
    found = [
        column for column in columns
        if column.phase == amount.phase and (amount.year is None or column.year in (amount.year, None))
    ]
    return max(found, key=lambda column: column.year or 0, default=None)


def _in_order(letters: str, text: str) -> bool:
    place = 0
    for letter in letters:
        place = text.find(letter, place) + 1
        if not place:
            return False
    return True
