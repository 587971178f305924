"""A filter is a value."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgettui.domain.budget.filters import TextFilter


@pytest.mark.parametrize(
    ("needle", "label", "code", "found"),
    [
        ("", "Forvaltning", "", True),
        ("forv", "Forvaltning", "", True),
        ("FORV", "forvaltning", "", True),
        ("ålborg", "Ålborg", "", True),
        ("5.51", "Decentraliseret drift", "5.51", True),
        ("5.5", "Decentraliseret drift", "5.51", True),
        ("drift 5", "Decentraliseret drift", "5.51", False),
        ("a", "Å", "", False),
        ("ø", "o", "", False),
        ("o", "ø", "", False),
        ("  forv ", "Forvaltning", "", True),
        ("x", "Forvaltning", "", False),
        (".", "Forvaltning", "", False),
        ("%", "Forvaltning", "", False),
    ],
)
def test_matches(needle: str, label: str, code: str, found: bool) -> None:
    assert TextFilter(needle).matches(label, code) is found


def test_is_a_value() -> None:
    assert TextFilter("Forv ") == TextFilter("forv")
    assert hash(TextFilter("FORV")) == hash(TextFilter("forv"))
    assert TextFilter("forv") != TextFilter("drift")
    assert not TextFilter()
    assert TextFilter("x")
    with pytest.raises(FrozenInstanceError):
        TextFilter("x").needle = "y"  # type: ignore[misc]


@given(st.text(max_size=20), st.data())
def test_every_part_of_a_label_finds_it(label: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(label)))
    end = data.draw(st.integers(start, len(label)))
    assert TextFilter(label[start:end]).matches(label)
    assert TextFilter(label[start:end]).matches("", label)
