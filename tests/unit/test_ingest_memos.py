"""Memos, hearing letters, answers and cover letters, layout by layout, against readings made by hand."""

from __future__ import annotations

import pytest
from kept_papers import read
from memo_papers import KEPT, differences


@pytest.mark.parametrize("name", KEPT.names)
def test_a_memo_is_read_as_a_person_reads_it(name: str) -> None:
    assert differences(read(KEPT.paper(name)), KEPT.expected(name)) == []
