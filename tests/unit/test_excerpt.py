"""A piece of a text around the words that were searched for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgettui.domain.paper.excerpt import excerpt


@pytest.mark.parametrize(
    ("text", "words", "width", "shown", "marked"),
    [
        ("Voksenhandicap", ["HANDI"], 40, "Voksenhandicap", ["handi"]),
        ("Åben dag og åben nat", ["åben"], 40, "Åben dag og åben nat", ["Åben", "åben"]),
        ("en to tre fire fem seks syv", ["fem"], 12, "…fire fem s…", ["fem"]),
        ("en to tre fire fem seks syv", ["en"], 9, "en to tr…", ["en"]),
        ("en\nto\ttre", ["to"], 20, "en to tre", ["to"]),
        ("budgettet", ["budget", "gettet"], 20, "budgettet", ["budgettet"]),
        ("intet af det", ["x"], 20, "intet af det", []),
    ],
)
def test_excerpt(text: str, words: list[str], width: int, shown: str, marked: list[str]) -> None:
    found = excerpt(text, words, width)
    assert found.text == shown
    assert [found.text[first:last] for first, last in found.marks] == marked


@given(st.text(max_size=80), st.lists(st.text(min_size=1, max_size=4), max_size=3), st.integers(8, 40))
def test_an_excerpt_fits_and_its_marks_stand_in_order(text: str, words: list[str], width: int) -> None:
    found = excerpt(text, words, width)
    assert len(found.text) <= width
    ends = [place for mark in found.marks for place in mark]
    assert ends == sorted(set(ends))
    assert all(0 <= place <= len(found.text) for place in ends)
