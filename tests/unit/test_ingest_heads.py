"""Words over groups of columns: which columns each of them stands over."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from budgettui.ingest.pdfs.columns import FigureColumn
from budgettui.ingest.pdfs.heads import _groups_under
from budgettui.ingest.pdfs.lines import Chunk
from budgettui.ingest.pdfs.page import Word

WIDE = 50.0


def over(middle: float) -> Chunk:
    return Chunk((Word("ord", middle - 8, middle + 8, 0, 10, 8),))


def columns(count: int) -> list[FigureColumn]:
    """Columns of 50 points each, the first from 0."""
    return [FigureColumn(at * WIDE + 10, (at + 1) * WIDE, (at + 1) * WIDE) for at in range(count)]


@given(st.integers(2, 7), st.lists(st.floats(0, 350), min_size=1, max_size=6))
def test_the_best_of_all_partings_is_taken_where_it_is_clearly_that(count: int, middles: list[float]) -> None:
    middles = sorted(middles)[: count - 1]
    ways = []
    for cuts in combinations(range(1, count), len(middles) - 1):
        groups = tuple(range(first, end) for first, end in pairwise([0, *cuts, count]))
        apart = [abs(at - (group.start + group.stop) * WIDE / 2) for at, group in zip(middles, groups, strict=True)]
        ways.append((sum(apart), max(apart), groups))
    ways.sort(key=lambda way: way[0])
    clear = len(ways) == 1 or ways[1][0] - ways[0][0] >= 0.2 * WIDE + 0.001
    unclear = len(ways) > 1 and ways[1][0] - ways[0][0] < 0.2 * WIDE - 0.001
    found = _groups_under([over(at) for at in middles], columns(count))
    if unclear or ways[0][1] > 0.35 * WIDE + 0.001:
        assert found is None
    elif clear and ways[0][1] < 0.35 * WIDE - 0.001:
        assert found == ways[0][2]


def test_twelve_months_stand_over_two_of_twenty_four_columns_each() -> None:
    """There are 1,352,078 ways to part them."""
    found = _groups_under([over((2 * month + 1) * WIDE) for month in range(12)], columns(24))
    assert found == tuple(range(2 * month, 2 * month + 2) for month in range(12))
