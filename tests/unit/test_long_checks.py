"""The reconciliation of files that are too long to be held: variances are looked at as the lines go by."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from budgettui.domain.budget.view import View
from budgettui.domain.checking import long_checks
from budgettui.domain.checking.agreement import STATE_WORDS, Agreement
from budgettui.domain.checking.reconcile import reconcile
from budgettui.domain.checking.reconciled import Check
from budgettui.domain.paper.long_table import LongRows
from budgettui.ingest import csvfile, read_bytes
from budgettui.store import Store, open_store

HEAD = "Afdeling;Område;Konto;Budget 2024 (kr.);Regnskab 2024 (kr.);Afvigelse 2024 (kr.)\n"
Line = tuple[int, int, int]


def text_of(lines: list[Line], *, turned: bool = False, more: bool = False) -> bytes:
    """Each line as (budget, accounts, what its variance is wrong by); ``more`` has the year before and the next budget
    beside them."""
    head = HEAD.replace("\n", ";Budget 2025 (kr.);Budget 2023 (kr.);Regnskab 2023 (kr.);Afvigelse 2023 (kr.)\n")
    return ((head if more else HEAD) + "".join(
        f"Afdeling {at % 2};Område {at % 3};Konto {at:03};{budget};{accounts};"
        f"{(budget - accounts if turned else accounts - budget) + wrong}"
        + (f";7;{accounts};{budget};{(accounts - budget if turned else budget - accounts) - wrong}" if more else "")
        + "\n"
        for at, (budget, accounts, wrong) in enumerate(lines)
    )).encode()


def told(checks: list[Check]) -> list[tuple[str, Decimal, Decimal]]:
    return sorted((check.printed.label, check.printed.value, check.computed) for check in checks
                  if check.state is not Agreement.AGREES)


lines = st.lists(
    st.tuples(st.integers(1, 10**6), st.integers(1, 10**6), st.sampled_from([0, 0, 0, 500])), min_size=8, max_size=30
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines, st.booleans(), st.booleans())
def test_a_long_file_has_the_variances_of_a_short_one(
    monkeypatch: pytest.MonkeyPatch, lines: list[Line], turned: bool, more: bool
) -> None:
    content = text_of(lines, turned=turned, more=more)
    short = [check for check in reconcile(read_bytes("a.csv", content)) if check.kind == "variance"]
    with monkeypatch.context() as patched:
        patched.setattr(csvfile, "LONGEST_TABLES", 0)
        agreed, long = long_checks.long_checks(read_bytes("a.csv", content))
    assert told(long) == told(short)
    assert agreed == sum(check.state is Agreement.AGREES for check in short)


def test_the_lines_say_which_columns_a_variance_is_worked_out_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What was spent so far stands beside the forecast; plus is a saving, but for one line that is wrong.
    head = "Afdeling;Område;Konto;Budget 2024 (kr.);Forbrug 2024 (kr.);Forventet regnskab 2024 (kr.);Afvigelse (kr.)"
    rows = [f"A;Område {at % 3};Konto {at:03};{100 + at};{40 + at};{107 + 2 * at};{-7 - at + 30 * (at == 4)}"
            for at in range(9)]
    content = "\n".join([head, *rows]).encode()
    for longest in (10**6, 0):
        monkeypatch.setattr(csvfile, "LONGEST_TABLES", longest)
        with open_store(tmp_path / f"{longest}.db") as store:
            store.import_reading(read_bytes("a.csv", content), content, "AB")
            (view,) = store.checks(store.check_numbers(("differs",)))
            assert (view.check.printed.label.split(" Område")[0], view.check.computed) == ("Konto 004", Decimal(-11))
            assert [column.turned for column in store.materials()[0].columns] == [False, False, False, True]
            if not longest:
                store.correct(1, [{"do": "cell", "table": 0, "line": 6, "column": 3, "printed": "-11"}], "AB")
                assert store.check_counts().get("differs") is None
            assert store.verify() == []


def test_what_does_not_agree_is_told_in_the_store_and_marked_in_the_budget(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csvfile, "LONGEST_TABLES", 0)
    content = text_of([(100, 90, 0), (200, 260, 0), (300, 310, 7), (400, 390, 0), (500, 500, 0), (600, 601, 0)])
    store.import_reading(read_bytes("a.csv", content), content, "AB")
    (view,) = store.checks(store.check_numbers(("differs",)))
    assert (view.check.printed.label, view.check.printed.value, view.check.computed) == (
        "Konto 002 Område 2", Decimal(17), Decimal(10),
    )
    assert view.check.printed.source.line == 4
    assert [part.value * part.sign for part in view.check.parts] == [310, -300]
    # Beside the five lines that agree stand the years of the two tables' headings.
    assert store.check_counts() == {"agrees": 7, "differs": 1}
    assert store.long_agreed() == [(1, "a.csv", 5)]
    place = store.check_line(view.number)
    assert place is not None
    (material,) = store.materials()
    level = store.level(View(material, material.root, flat=True))
    level.finish()
    (marked,) = [line for line in level.page(0, 9) if any(figure.check for figure in line.figures.values())]
    assert (marked.label, marked.node) == (view.check.printed.label, place[1])
    store.acknowledge(view.number, "set", "AB")
    assert store.check_counts()["known"] == 1
    assert list(store.verify()) == []
    store.rebuild()
    assert store.check_counts()["known"] == 1


def test_a_file_that_is_read_wrongly_tells_no_million_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csvfile, "LONGEST_TABLES", 0)
    monkeypatch.setattr(long_checks, "MOST", 3)
    reading = read_bytes("a.csv", text_of([(100 + at, 50, 1000 + at) for at in range(40)]))
    agreed, checks = long_checks.long_checks(reading)
    assert (agreed, len(checks)) == (0, 6), "three of each table"


def test_a_total_of_no_department_is_held_against_them_and_not_added_to_them(store: Store) -> None:
    content = text_of([(100, 90, 0), (200, 260, 0), (300, 310, 0), (400, 390, 0)]) + b"I alt;;;1007;1050;43\n"
    store.import_reading(read_bytes("a.csv", content), content, "AB")
    (material,) = store.materials()
    level = store.level(View(material, material.root))
    assert [line.label for line in level.page(0, 9)] == ["Afdeling 0", "Afdeling 1"]
    (whole,) = level.totals
    figures = [whole.figures[column.id] for column in material.columns]
    assert [(figure.printed, figure.amount, figure.computed) for figure in figures] == [
        ("1007", 100_700, 100_000), ("1050", 105_000, 105_000), ("43", 4_300, 5_000),
    ]
    sums = [view.check for view in store.checks(store.check_numbers(("differs",))) if view.check.kind == "sum"]
    assert [(check.printed.column_label, check.computed) for check in sums] == [
        ("Budget 2024 (kr.)", Decimal(1000)), ("Afvigelse 2024 (kr.)", Decimal(50)),
    ]
    assert list(store.verify()) == []


PLAN = "Afdeling;Område;Tiltag;Konto;Budget 2024 (kr.);Regnskab 2024 (kr.)\n"


def with_totals(lines: list[Line], wrong: int) -> bytes:
    """Lines in three areas of two departments, with a total after each area and department, and one over all."""
    text, whole = PLAN, [0, 0]
    for department in range(2):
        below = [0, 0]
        for area in range(3):
            sums = [0, 0]
            for at, (budget, accounts, _wrong) in enumerate(lines):
                text += f"Afd. {department};Område {department}{area};Tiltag {at % 2};K {at:02};{budget};{accounts}\n"
                sums = [sums[0] + budget, sums[1] + accounts]
            more = wrong if (department, area) == (1, 2) else 0
            text += f"Afd. {department};Område {department}{area};I alt;;{sums[0] + more};{sums[1]}\n"
            below = [below[0] + sums[0], below[1] + sums[1]]
        text += f"Afd. {department};I alt;;;{below[0]};{below[1]}\n"
        whole = [whole[0] + below[0], whole[1] + below[1]]
    return (text + f"I alt;;;;{whole[0]};{whole[1] - wrong}\n").encode()


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines, st.integers(1000, 10**6))
@example([(1, 1, 0)] * 7 + [(1900, 1901, 0)], 1000)
@example([(1, 1, 0)] * 7 + [(1943, 1944, 0)], 1000)
def test_the_totals_of_a_long_file_are_held_against_its_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: list[Line], wrong: int
) -> None:
    content = with_totals(lines, wrong)
    with monkeypatch.context() as patched, open_store(tmp_path / f"{uuid4()}.db") as store:
        patched.setattr(csvfile, "LONGEST_TABLES", 0)
        reading = read_bytes("a.csv", content)
        assert all(isinstance(table.rows, LongRows) for table in reading.tables)
        assert sum(len(table.rows.totals) for table in reading.tables) == 9  # type: ignore[attr-defined]
        _agreed, checks = long_checks.long_checks(reading)
        sums = [check for check in checks if check.kind == "sum"]
        assert len(sums) == 18
        last = content.count(b"\n")
        assert sorted((check.printed.source.line, check.difference) for check in sums if check.difference) == [
            (last - 2, wrong), (last, -wrong)
        ]
        store.import_reading(reading, content, "AB")
        (material,) = store.materials()
        found = store.level(View(material, material.root))
        # The totals are no lines: nothing is counted twice.
        budget = sum(line[0] for line in lines) * 6
        assert [total.figures[material.columns[0].id].amount for total in found.totals] == [budget * 100]
        assert [line.label for line in found.page(0, 9)] == ["Afd. 0", "Afd. 1"]
        told = [view.check for view in store.checks(store.check_numbers(tuple(STATE_WORDS)))]
        assert sum(check.kind == "sum" for check in told) == 18
        assert list(store.verify()) == []


@pytest.mark.parametrize(("wrong", "state"), [(0, "agrees"), (200, "rounding"), (2000, "differs")])
def test_many_lines_do_not_hide_what_is_no_rounding(wrong: int, state: str) -> None:
    lines = "".join(f"Skoler;Konto {at:05};{at % 90 + 10}\n" for at in range(csvfile.LONGEST_TABLES + 100))
    total = sum(at % 90 + 10 for at in range(csvfile.LONGEST_TABLES + 100)) + wrong
    content = f"Afdeling;Konto;Budget 2024 (kr.)\n{lines}I alt;;{total}\n".encode()
    _agreed, checks = long_checks.long_checks(read_bytes("a.csv", content))
    assert [check.state for check in checks] == [state]


@pytest.mark.parametrize("longest", [10**6, 0])
def test_each_year_has_its_own_variance_in_the_budget(
    store: Store, monkeypatch: pytest.MonkeyPatch, longest: int
) -> None:
    # Two variances were one column: the figures of the one year stood under the name of the other.
    content = text_of([(100, 110, 0), (200, 190, 500)], more=True)
    monkeypatch.setattr(csvfile, "LONGEST_TABLES", longest)
    store.import_reading(read_bytes("a.csv", content), content, "AB")
    (material,) = store.materials()
    level = store.level(View(material, material.root, flat=True))
    level.finish()
    variances = {column.id: column.year for column in material.columns if column.phase == "variance"}
    assert sorted(filter(None, variances.values())) == [2023, 2024]
    kroner = [
        {year: (line.figures[column].amount or 0) // 100 for column, year in variances.items()}
        for line in level.page(0, 2)
    ]
    assert kroner == [{2024: 10, 2023: -10}, {2024: 490, 2023: -490}]
    assert store.check_counts()["differs"] == 2
    assert store.verify() == []
