"""Memos, hearing letters, answers and cover letters, layout by layout, against readings made by hand."""

from __future__ import annotations

import pytest
from memo_papers import NAMES, differences, expected, paper, read


@pytest.mark.parametrize("name", NAMES)
def test_a_memo_is_read_as_a_person_reads_it(name: str) -> None:
    assert differences(read(paper(name)), expected(name)) == []
