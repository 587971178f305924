"""Memos, hearing letters, answers and cover letters, layout by layout, against readings made by hand."""

from __future__ import annotations

import re

import pytest
from kept_papers import read
from memo_papers import KEPT, differences


@pytest.mark.parametrize("name", KEPT.names)
def test_a_memo_is_read_as_a_person_reads_it(name: str) -> None:
    assert differences(read(KEPT.paper(name)), KEPT.expected(name)) == []


#: What the empty lines of these papers say, and nothing else does: which date a step goes with, what is a page's head.
SPACED = {"trin_over_dato": "each step stands close over its date", "sidehoved": "the head of a page stands apart",
          "notat_om": "the parts of the title stand apart"}  # fmt: skip


@pytest.mark.parametrize("name", sorted(set(KEPT.names) - set(SPACED)))
@pytest.mark.parametrize(("lines", "spaced"), [("\n", "\n\n"), ("\n+", "\n\n"), ("\n+", "\n")])
def test_a_memo_is_read_alike_however_its_lines_are_spaced(name: str, lines: str, spaced: str) -> None:
    """Double, as some extractions make every line; and all alike, so that no space parts a heading from the text."""
    assert differences(read(re.sub(lines, spaced, KEPT.paper(name))), KEPT.expected(name)) == []
