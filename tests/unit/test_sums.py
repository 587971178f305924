"""A figure held against the sum of others: no sum that agrees is passed over on the way."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import example, given
from hypothesis import strategies as st

from budgettui.domain.checking.sums import Sums, against, last_digit, near_sums, vectors_of
from budgettui.domain.paper.reading import Row

cells = st.one_of(st.none(), st.integers(-60, 60).map(str), st.integers(-60, 60).map(lambda n: str(Decimal(n) / 10)))


@given(
    st.integers(1, 5).flatmap(
        lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=2, max_size=8)
    ),
    st.integers(0, 6),
    st.lists(st.integers(-1, 1), min_size=5, max_size=5),
)
@example(
    [["50", "60", "70", None, None], ["50", "60", "70", None, None], ["1", "1", "1", "900", "900"]], 2, [0, 0, 1, 0, 0]
)
def test_near_sums_tells_of_every_run_that_agrees_in_all_columns_but_one(
    lines: list[list[str | None]], length: int, off: list[int]
) -> None:
    body = vectors_of([Row("Linje", tuple(line), tuple(line), "line") for line in lines])
    summed = body[: length + 1]
    head = [
        None if all(column not in part for part in summed)
        else str(sum((part[column][0] for part in summed if column in part), Decimal(0)) + off[column])
        for column in range(len(lines[0]))
    ]
    vectors = vectors_of([Row("I alt", tuple(head), tuple(head), "line"), *(
        Row("Linje", tuple(line), tuple(line), "line") for line in lines)])
    parts = range(1, len(vectors))
    told = {size: sums.columns() for size, sums in near_sums(vectors, 0, parts)}
    for size in range(1, len(vectors)):
        sums: Sums = against(vectors, 0, parts[:size])
        if sums.agrees() or sums.nearly_proves():
            assert told[size] == sums.columns()


def test_the_last_digit_is_that_of_how_a_figure_is_printed_and_not_of_its_value() -> None:
    assert [last_digit(Decimal(printed)) for printed in ("6", "6.0", "6.00", "60")] == [
        Decimal(1), Decimal("0.1"), Decimal("0.01"), Decimal(1),
    ]  # fmt: skip
