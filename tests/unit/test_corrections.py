"""Corrections: the law, and that they live in the journal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgettui.domain.paper.corrections import CorrectionError, correct, corrected
from budgettui.domain.paper.reading import Column, Row, Table
from budgettui.store import Store, open_store
from store_material import reading

MIO = 100_000_000
COLUMNS = (Column("Budget 2024", 2024, "approved"), Column("Regnskab 2024", 2024, "executed"))


def line(label: str, *printed: str | None, certain: bool = True) -> Row:
    values = tuple(None if text is None else text.replace(".", "").replace(",", ".") for text in printed)
    return Row(label, values, tuple(printed), certain=certain)


TABLE = Table(
    "Områder",
    "mio. kr.",
    COLUMNS,
    (line("Skoler", "10", "12"), line("Dagtilbud", "20", None, certain=False), line("SFO", "5", "6")),
    department="Børn og Unge",
)
CONTENT = b"a paper"
PAPER = reading(CONTENT, tables=(TABLE,))


def rows(*corrections: dict[str, object]) -> tuple[Row, ...]:
    return corrected(PAPER, corrections).tables[0].rows


def test_a_cell_is_set_as_it_is_printed_and_the_row_is_sure() -> None:
    row = rows({"do": "cell", "table": 0, "row": 1, "column": 1, "printed": "−1.021,5"})[1]
    assert (row.values, row.printed) == (("20", "-1021.5"), ("20", "−1.021,5"))
    assert (row.certain, row.reviewed) == (True, "corrected")


def test_an_empty_cell_is_no_figure() -> None:
    assert rows({"do": "cell", "table": 0, "row": 0, "column": 0, "printed": " "})[0].values == (None, "12")


def test_accepting_changes_nothing_but_the_doubt() -> None:
    row = rows({"do": "accept", "table": 0, "row": 1})[1]
    assert replace(row, certain=False, reviewed="") == TABLE.rows[1]


def test_a_row_is_split_and_joined_again() -> None:
    split = {"do": "split", "table": 0, "row": 1, "at": 3}
    first, second = rows(split)[1:3]
    assert (first.label, first.values) == ("Dag", (None, None))
    assert (second.label, second.values) == ("tilbud", ("20", None))
    again = rows(split, {"do": "join", "table": 0, "row": 1})
    assert [row.label for row in again] == ["Skoler", "Dag tilbud", "SFO"]
    assert again[1].values == ("20", None)


def test_column_unit_and_leaving_out() -> None:
    made = corrected(
        PAPER,
        [
            {"do": "column", "table": 0, "column": 1, "year": 2023, "phase": "forecast"},
            {"do": "unit", "table": 0, "unit": "1.000 kr."},
            {"do": "price_level", "table": 0, "price_level": "2024-priser"},
            {"do": "leave_out", "table": 0},
        ],
    ).tables[0]
    assert made.columns[1] == Column("Regnskab 2024", 2023, "forecast")
    assert (made.unit, made.price_level, made.left_out) == ("1.000 kr.", "2024-priser", True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"do": "cell", "table": 0, "row": 0, "column": 0, "printed": "1 000"},
        {"do": "cell", "table": 0, "row": 9, "column": 0, "printed": "1"},
        {"do": "cell", "table": 0, "row": 0, "column": 2, "printed": "1"},
        {"do": "label", "table": 0, "row": 0, "label": " "},
        {"do": "kind", "table": 0, "row": 0, "kind": "heading"},
        {"do": "join", "table": 0, "row": 0},
        {"do": "join", "table": 0, "row": 2},
        {"do": "split", "table": 0, "row": 0, "at": 0},
        {"do": "column", "table": 0, "column": 0, "year": 24, "phase": "approved"},
        {"do": "accept", "table": 1, "row": 0},
        {"do": "wish", "table": 0},
        {"do": "accept", "row": 0},
    ],
)
def test_what_does_not_fit_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(CorrectionError):
        correct(PAPER, wrong)


@given(st.integers(-10_000, 10_000), st.integers(0, 2), st.integers(0, 1))
def test_a_figure_that_is_put_in_comes_out(value: int, row: int, column: int) -> None:
    changed = rows({"do": "cell", "table": 0, "row": row, "column": column, "printed": str(value)})
    assert changed[row].values[column] == str(value)
    others = [place for place in range(3) if place != row]
    assert [changed[place] for place in others] == [TABLE.rows[place] for place in others]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "s.db") as made:
        made.import_reading(PAPER, CONTENT, "KW")
        yield made


def operating(store: Store) -> list[int | None]:
    (material,) = store.materials()
    (whole,) = store.totals(material.id, material.root)
    return [whole.figures[column.id].amount for column in material.columns]


def test_a_correction_reaches_the_budget_and_can_be_taken_back(store: Store) -> None:
    assert operating(store) == [15 * MIO, 18 * MIO], "the doubtful row is not counted"
    store.correct(1, [{"do": "accept", "table": 0, "row": 1}], "KW")
    assert operating(store) == [35 * MIO, 18 * MIO]
    store.correct(1, [{"do": "cell", "table": 0, "row": 1, "column": 1, "printed": "21"}], "KW")
    assert operating(store) == [35 * MIO, 39 * MIO]
    assert store.verify() == []
    store.rebuild()
    assert operating(store) == [35 * MIO, 39 * MIO]
    store.correct(1, [{"do": "leave_out", "table": 0}], "KW")
    assert store.materials() == []
    for _step in range(3):
        assert len(store.undo("KW")) == 1
    assert store.undo("KW") == []
    assert operating(store) == [15 * MIO, 18 * MIO]
    for _step in range(3):
        assert len(store.redo("KW")) == 1
    assert store.redo("KW") == []
    assert store.materials() == [], "the last of them left the table out"
    for _step in range(3):
        store.undo("KW")
    store.correct(1, [{"do": "label", "table": 0, "row": 0, "label": "Folkeskoler"}], "KW")
    assert store.redo("KW") == [], "a new act ends the chance"
    store.undo("KW")
    assert store.reading(1).tables == PAPER.tables
    assert store.verify() == []


def test_corrections_survive_the_same_file_again(store: Store) -> None:
    store.correct(1, [{"do": "label", "table": 0, "row": 0, "label": "Folkeskoler"}], "KW")
    assert store.import_reading(PAPER, CONTENT, "KW").already
    assert store.reading(1).tables[0].rows[0].label == "Folkeskoler"
    assert [event.actor for event in store.corrections(1)] == ["KW"]


def test_a_step_with_a_wrong_correction_writes_nothing(store: Store) -> None:
    before = store.log()
    right = {"do": "accept", "table": 0, "row": 1}
    with pytest.raises(CorrectionError):
        store.correct(1, [right, {"do": "accept", "table": 0, "row": 9}], "KW")
    assert store.log() == before
    assert not store.reading(1).tables[0].rows[1].certain
