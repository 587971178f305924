"""Filters of every form, for the laws that hold for all of them."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

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

words = st.text(st.characters(exclude_characters='"', exclude_categories=("Cs", "Cc")), max_size=8).map(str.casefold)
columns = st.builds(
    Amount, st.sampled_from(["executed", "approved", "adjusted", "forecast", "variance", "effect"]),
    st.sampled_from([None, 2022, 2023, 2024]),
)
factors = st.integers(1, 500).map(lambda value: Number(Fraction(value, 100)))
ore = st.integers(-10**12, 10**12).map(lambda value: Number(Fraction(value), money=True))
sums: st.SearchStrategy[Expression] = st.recursive(
    columns,
    lambda inner: st.builds(Sum, st.sampled_from("+-"), inner, inner | ore)
    | st.builds(Sum, st.sampled_from("*/"), inner, factors),
    max_leaves=4,
)
comparisons = st.builds(Compare, sums, st.sampled_from([">", ">=", "<", "<=", "=", "≠"]), sums | ore)
single = st.sampled_from(["børn", "drift", "x"]).map(lambda word: (word,))
conditions: st.SearchStrategy[Condition] = st.recursive(
    st.builds(Word, words | st.sampled_from(["drift", "anlæg", "børn", "5.5"]), st.booleans())
    | st.builds(Level, st.sampled_from(["afdeling", "område", "tiltag"]), single)
    | comparisons,
    lambda inner: st.builds(Not, inner)
    | st.builds(Any, st.lists(inner, min_size=2, max_size=3).map(tuple))
    | st.builds(All, st.lists(inner, min_size=2, max_size=3).map(tuple)),
    max_leaves=5,
)
