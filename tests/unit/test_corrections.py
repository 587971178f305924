"""Corrections: the law, and that they live in the journal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgettui.domain.paper.corrections import CorrectionError, correct, corrected
from budgettui.domain.paper.long_table import LongRows
from budgettui.domain.paper.reading import Column, Row, Table
from budgettui.ingest import csvfile, read_bytes
from budgettui.store import Store, open_store
from budgettui.store.access import TakesLong
from store_material import reading, totals

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
        made.import_reading(PAPER, CONTENT, "ARKIV")
        yield made


def operating(store: Store) -> list[int | None]:
    (material,) = store.materials()
    (whole,) = totals(store, material.root)
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


# Rows of tables that are too long to be held.

CSV = "Afdeling;Område;Konto;Budget 2024 (kr.);Regnskab 2024 (kr.)\n" + "".join(
    f"Kultur;Område {at % 3};Konto {at:02};{100 + at};{'12x' if at == 4 else 90 + at}\n" for at in range(9)
)
CHANGES = st.one_of(
    st.fixed_dictionaries({"do": st.just("cell"), "column": st.integers(0, 1),
                           "printed": st.sampled_from(["7", "-3,5", "1.234", ""])}),
    st.fixed_dictionaries({"do": st.just("label"), "label": st.sampled_from(["Konto A", "Konto B"])}),
    st.just({"do": "accept"}),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(2, 10), CHANGES), max_size=4))
def test_a_long_table_is_corrected_as_a_short_one(steps: list[tuple[int, dict[str, object]]]) -> None:
    with pytest.MonkeyPatch.context() as patched:
        short = read_bytes("a.csv", CSV.encode())
        patched.setattr(csvfile, "LONGEST_TABLES", 0)
        long = read_bytes("a.csv", CSV.encode())
    for on, change in steps:
        row = next(at for at, row in enumerate(short.tables[0].rows)
                   if row.source.line == on and row.label.startswith("Konto"))
        short = correct(short, {"table": 0, "row": row, **change})
        long = correct(long, {"table": 0, "line": on, **change})
    assert isinstance(long.tables[0].rows, LongRows)
    told = [
        sorted((row.source.line or 0, row.label, row.values, row.printed, row.certain)
               for row in table.rows if any(row.printed))
        for table in (short.tables[0], long.tables[0])
    ]
    assert told[0] == told[1]


def test_a_corrected_long_table_is_in_the_budget_and_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csvfile, "LONGEST_TABLES", 0)
    with open_store(tmp_path / "a.db") as store:
        store.import_reading(read_bytes("a.csv", CSV.encode()), CSV.encode(), "AB")
        (document,) = store.documents()

        def spent() -> tuple[int | None, bool]:
            (material,) = store.materials()
            (whole,) = totals(store, material.root)
            figure = whole.figures[material.columns[1].id]
            return figure.amount, figure.certain

        right = sum(90 + at for at in range(9) if at != 4) * 100
        assert spent() == (right, False)
        store.correct(document.id, [{"do": "cell", "table": 0, "line": 6, "column": 1, "printed": "12"}], "AB")
        assert spent() == (right + 1200, True)
        assert list(store.verify()) == []
        store.undo("AB")
        assert spent() == (right, False)
        for wrong in ({"do": "split", "line": 6, "at": 2}, {"do": "join", "line": 6}, {"do": "accept", "line": 99},
                      {"do": "accept", "row": 99}, {"do": "kind", "line": 6, "kind": "total"}):
            with pytest.raises(CorrectionError):
                store.correct(document.id, [{"table": 0, **wrong}], "AB")


LONG = "Afdeling;Område;Konto;Budget 2024 (kr.);Regnskab 2024 (kr.);Afvigelse 2024 (kr.)\n" + "".join(
    f"{'Kultur' if at % 2 else 'Børn'};Område {at % 3};Konto {at:02};{100 + at};{'12x' if at == 4 else 90 + 2 * at}"
    f";{at - 10 + (at == 7)}\n" for at in range(12)
)
STEPS = st.one_of(
    st.fixed_dictionaries({"do": st.just("cell"), "line": st.integers(2, 13), "column": st.integers(0, 2),
                           "printed": st.sampled_from(["7", "-3,5", "1.234", "-", ""])}),
    st.fixed_dictionaries({"do": st.just("accept"), "line": st.integers(2, 13)}),
    st.just({"do": "unit", "unit": "1.000 kr."}),
    st.sampled_from(["undo", "redo", "undo of another"]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(STEPS, max_size=6), st.sampled_from(["", "I alt;;;1.266;1.203;-66\n"]))
def test_one_line_put_right_is_the_whole_laid_again(steps: list[Any], total: str) -> None:
    content = (LONG + total).encode()
    with pytest.MonkeyPatch.context() as patched, TemporaryDirectory() as folder:
        patched.setattr(csvfile, "LONGEST_TABLES", 0)
        with open_store(Path(folder) / "a.db") as store:
            store.import_reading(read_bytes("a.csv", content), content, "ARKIV")
            assert all(isinstance(table.rows, LongRows) for table in store.reading(1).tables)
            for at, step in enumerate(steps):
                if isinstance(step, str):
                    (store.redo if step == "redo" else store.undo)("CD" if "another" in step else "AB")
                else:
                    place = next((n for n, table in enumerate(store.reading(1).tables)
                                  if table.rows.at(step.get("line", 3))), 0)  # type: ignore[attr-defined]
                    with suppress(CorrectionError):
                        store.correct(1, [{"table": place, **step}], "AB" if at % 2 else "CD")
                assert list(store.verify()) == []


def test_one_line_put_right_touches_its_path_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csvfile, "LONGEST_TABLES", 0)
    content = LONG.encode()
    with open_store(tmp_path / "a.db") as store:
        store.import_reading(read_bytes("a.csv", content), content, "AB")
        place = next(n for n, table in enumerate(store.reading(1).tables) if table.rows.at(3))  # type: ignore[attr-defined]
        for _again in range(2):
            store.correct(1, [{"do": "cell", "table": place, "line": 3, "column": 0, "printed": "500"}], "AB", None)
            store.undo("AB", None)
            store.redo("AB", None)
            store.undo("AB", None)
        with pytest.raises(TakesLong):
            store.correct(1, [{"do": "unit", "table": place, "unit": "mio. kr."}], "AB", None)
        assert list(store.verify()) == []
