"""Conditions of :mod:`budgettui.domain.budget.filters` as SQL over ``budget_row r``: the same answer, faster.

A comparison of sums becomes one of whole numbers, since amounts are whole hundredths and the fractions of its factors
can be multiplied out. One with a quotient of amounts could outgrow what SQLite counts exactly in; it is asked of the
domain, row by row.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import lcm

from budgettui.domain.budget.filters import (
    LEVELS,
    NATURE_WORDS,
    All,
    Amount,
    Any,
    Compare,
    Condition,
    Expression,
    Level,
    Not,
    Number,
    Word,
)
from budgettui.domain.budget.natures import WHOLES

#: A piece of SQL and its values.
Sql = tuple[str, list[object]]
#: Amounts stay below so many hundredths; a factor with which they could overflow goes the long way.
_ROOM = 10**15
_LIMIT = 2**62


class Where:
    """Makes SQL of conditions for the rows below one node, or for all rows of a tree.

    ``above`` is label and code, folded, of each node from the root to the one whose children are asked for; ``None``
    where the rows are of any level. ``amount`` is the SQL of a row's amount in a column, which it has a mark for: of
    all natures that are shown as one, where some are.
    """

    def __init__(self, db: sqlite3.Connection, above: Sequence[str] | None, amount: str) -> None:
        self._db = db
        self._above = above
        self._amount = amount
        self._functions = 0

    def sql(self, condition: Condition) -> Sql:
        """The condition, bound to columns, as an expression that is 1 or 0."""
        if isinstance(condition, (All, Any)):
            word, nothing = (" AND ", "1") if isinstance(condition, All) else (" OR ", "0")
            parts = [self.sql(part) for part in condition.parts]
            values = [value for _, own in parts for value in own]
            return f"({word.join(sql for sql, _ in parts) or nothing})", values
        if isinstance(condition, Not):
            sql, values = self.sql(condition.inner)
            return f"NOT {sql}", values
        if isinstance(condition, Word):
            return _word(condition)
        if isinstance(condition, Level):
            return self._level(condition)
        return self._compare(condition)

    def _level(self, condition: Level) -> Sql:
        depth = LEVELS[condition.field]
        hit = "(" + " OR ".join("instr({0}, ?)" for _ in condition.texts) + ")"
        if self._above is None:
            # What hangs below a node of that level, however deep.
            return (
                "r.node IN (WITH RECURSIVE hit (id) AS (SELECT b.node FROM budget_row b JOIN node n ON n.id = b.node"
                f" WHERE n.depth = ? AND {hit.format('b.folded')}"
                " UNION SELECT c.id FROM node c JOIN hit ON c.parent = hit.id) SELECT id FROM hit)",
                [depth, *condition.texts],
            )
        if depth < len(self._above):
            return str(int(any(text in self._above[depth] for text in condition.texts))), []
        return (hit.format("r.folded"), list(condition.texts)) if depth == len(self._above) else ("0", [])

    def _compare(self, condition: Compare) -> Sql:
        left, right = _linear(condition.left), _linear(condition.right)
        if left is not None and right is not None:
            factors = _added(left, right, -1)
            scale = lcm(*(factor.denominator for factor in factors.values()))
            whole = {column: int(factor * scale) for column, factor in factors.items()}
            constant = whole.pop(None, 0)
            if sum(map(abs, whole.values())) * _ROOM + abs(constant) < _LIMIT:
                terms = " + ".join([*(f"{factor} * {self._amount}" for factor in whole.values()), str(constant)])
                sign = {"≠": "<>"}.get(condition.sign, condition.sign)
                return f"coalesce({terms} {sign} 0, 0)", list(whole)
        columns = sorted({*_columns(condition.left), *_columns(condition.right)})
        self._functions += 1
        name = f"holds_{self._functions}"
        self._db.create_function(name, len(columns), _asked(condition, columns))
        return f"{name}({', '.join([self._amount] * len(columns))})", list(columns)


def _word(condition: Word) -> Sql:
    if condition.fuzzy:
        pattern = "%" + "%".join("\\" + letter if letter in "%_\\" else letter for letter in condition.text) + "%"
        # LIKE takes a and A for the same, and so does what is folded.
        sql, values = "r.folded LIKE ? ESCAPE '\\'", [pattern]
    else:
        values = [condition.text, *condition.also]
        sql = f"({' OR '.join(['instr(r.folded, ?) > 0'] * len(values))})"
    whole = NATURE_WORDS.get(condition.text)
    return (f"({sql} OR r.nature % 2 = {WHOLES.index(whole)})" if whole else sql), [*values]


#: The factor of each column in a sum, that of ``None`` being the constant.
Factors = dict[int | None, Fraction]


def _added(left: Factors, right: Factors, sign: int) -> Factors:
    """left + sign × right. A column whose factors cancel out stays: where it is missing nothing can be said."""
    nought = Fraction(0)
    return {column: left.get(column, nought) + sign * right.get(column, nought) for column in left | right}


def _linear(expression: Expression) -> Factors | None:
    """An expression as a sum; ``None`` if it is none."""
    if isinstance(expression, Number):
        return {None: expression.value}
    if isinstance(expression, Amount):
        first, *rest = expression.columns
        return {first: Fraction(-1 if expression.turned else 1), **{column: Fraction(-1) for column in rest}}
    left, right = _linear(expression.left), _linear(expression.right)
    if left is None or right is None:
        return None
    if expression.sign in "+-":
        return _added(left, right, 1 if expression.sign == "+" else -1)
    if expression.sign == "/":
        return {column: factor / right[None] for column, factor in left.items()} if _is_constant(right) else None
    one, other = (left, right) if _is_constant(right) else (right, left)
    return {column: factor * other[None] for column, factor in one.items()} if _is_constant(other) else None


def _is_constant(factors: Factors) -> bool:
    return set(factors) == {None} and bool(factors[None])


def _columns(expression: Expression) -> tuple[int, ...]:
    if isinstance(expression, Amount):
        return expression.columns
    return () if isinstance(expression, Number) else (*_columns(expression.left), *_columns(expression.right))


class _Amounts:
    """The facts of a row of which only amounts are asked."""

    text = nature = ""

    def __init__(self, amounts: Mapping[int, int | None]) -> None:
        self._amounts = amounts

    def level(self, depth: int) -> str:
        return ""

    def amount(self, column: int) -> int | None:
        return self._amounts[column]


def _asked(condition: Compare, columns: Sequence[int]) -> Callable[..., bool]:
    return lambda *amounts: condition.matches(_Amounts(dict(zip(columns, amounts, strict=True))))
