"""Long delimited files: read without holding their lines, and stored as the same budget as a short one would be."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from dataclasses import astuple, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from budgettui.domain.errors import UnreadableFile
from budgettui.domain.paper.long_table import LongRows
from budgettui.domain.paper.reading import Reading
from budgettui.ingest import csvfile, read_bytes
from budgettui.ingest.lines import extract, long_text
from budgettui.ingest.tables.decimals import Shapes
from budgettui.store import Store, open_store
from budgettui.store.check import made
from budgettui.store.sources import source_of

WIDE = "Afdeling;Område;Tiltag;Regnskab 2023 (kr.);Budget 2024 (kr.)"
LONG = "Kommune;Afdeling;Område;Tiltag;År;Fase;Beløb (kr.)"


def as_tables(content: bytes) -> Reading:
    """The same file, read as a short one is."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(csvfile, "LONGEST_TABLES", 10**9)
        return read_bytes("linjer.csv", content)


def as_extract(content: bytes, stretch: int = 1 << 20, enough: int = 10**9) -> Reading:
    """The file read as a long one; ``enough`` are the lines after which the others are expected to be like them."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(csvfile, "LONGEST_TABLES", 0)
        patched.setattr(long_text, "STRETCH", stretch)
        patched.setattr(extract, "ENOUGH", enough)
        return read_bytes("linjer.csv", content)


def is_long(reading: Reading) -> bool:
    return all(isinstance(table.rows, LongRows) for table in reading.tables)


def stored(reading: Reading, content: bytes, folder: Path) -> list[tuple[object, ...]]:
    """What the store makes of a reading, but for the raw text of its sources."""
    path = folder / "store.db"
    path.unlink(missing_ok=True)
    with open_store(path) as store:
        result = store.import_reading(reading, content, "AB")
        assert result.counts["lines"] == sum(len(table.rows) for table in reading.tables)
    with sqlite3.connect(path) as db:
        db.create_function("place", 1, lambda source: json.dumps(astuple(source_of(source))[:3]))
        db.execute("UPDATE node SET source = place(source) WHERE source IS NOT NULL")
        # The rows of a long table are not kept beside the budget.
        db.execute("DELETE FROM printed_row")
        db.execute("UPDATE printed_table SET source = NULL")
        found = list(made(db, 1))
    db.close()
    return found


def same(text: str | bytes, folder: Path, stretch: int = 1 << 20) -> Reading:
    """The file as a long one, which is the same as a short one is, whatever its first lines made expect."""
    content = text.encode() if isinstance(text, str) else text
    short, long = as_tables(content), as_extract(content, stretch)
    assert is_long(long)
    for enough in (1, 3, 20):
        guessed = as_extract(content, stretch, enough)
        assert guessed == replace(long, tables=guessed.tables, findings=guessed.findings)
        assert list(guessed.findings) == list(long.findings)
        for one, other in zip(guessed.tables, long.tables, strict=True):
            assert list(one.rows) == list(other.rows)
            assert replace(one, rows=()) == replace(other, rows=())
    without_source = [
        [(row.label, row.values, row.printed, row.level, row.certain, row.source.line, row.lines) for row in table.rows]
        for table in short.tables
    ]
    assert [
        [(row.label, row.values, row.printed, row.level, row.certain, row.source.line, row.lines) for row in table.rows]
        for table in long.tables
    ] == without_source
    assert [(t.title, t.unit, t.columns, t.department) for t in short.tables] == [
        (t.title, t.unit, t.columns, t.department) for t in long.tables
    ]
    assert [finding.message for finding in long.findings] == [finding.message for finding in short.findings]
    assert stored(long, content, folder) == stored(short, content, folder)
    return long


def test_what_is_shown_finer_than_it_was_printed_is_read_as_printed(tmp_path: Path) -> None:
    head = WIDE.replace("(kr.)", "(1.000 kr., trykt i mio. kr.)")
    lines = ["A;X;Løn;1.200.000;-300", "A;X;Drift;500;", "B;Y;Løn;3.000;4.000,5", "B;Y;Indkøb;?;7.000"]
    reading = same("\n".join([head, *lines]), tmp_path)
    assert {table.unit for table in reading.tables} == {"mio. kr."}
    told = {row.label: (row.values, row.printed) for table in reading.tables for row in table.rows}
    assert told["Løn"] == (("3", "4.0005"), ("3", "4,0005"))
    assert told["Drift"] == (("0.5", None), ("0,5", None))
    (first, *_rest) = as_extract("\n".join([head, *lines, "A;X;I alt;1.200.500;-300"]).encode()).tables
    assert isinstance(first.rows, LongRows)
    assert [(total.row.values, total.row.printed) for total in first.rows.totals] == [
        (("1200.5", "-0.3"), ("1.200,5", "−0,3"))
    ]



@pytest.mark.parametrize("stretch", [50, 100_000])
def test_lines_in_order_and_out_of_order(tmp_path: Path, stretch: int) -> None:
    lines = [
        f"{'Børn og Unge' if n % 3 else 'Kultur'};Område {n % 4};Konto {n:03};{n * 1000 - 7000},50;{n}.500,00"
        for n in range(60)
    ]
    reading = same("\n".join([WIDE, *lines]) + "\n", tmp_path, stretch)
    assert sum(len(table.rows) for table in reading.tables) == 60 + 8


@pytest.mark.parametrize("stretch", [50, 100_000])
def test_years_and_phases_in_cells(tmp_path: Path, stretch: int) -> None:
    lines = [
        f"Aarhus Kommune;Kultur;Område {k % 3};Konto {k:02};{year};{phase};{k * 700 + year},25"
        for year in (2024, 2023)
        for k in range(12)
        for phase in ("Budget", "Regnskab")
    ]
    reading = same("\n".join([LONG, *lines, lines[5]]), tmp_path, stretch)
    assert "Linjer med samme navn, år og fase" in [f.message for f in reading.findings][-1] or reading.findings


def test_operating_and_capital_and_what_is_doubtful(tmp_path: Path) -> None:
    lines = [
        "Kultur;Anlæg;Sti;1.000,00;2.000,00",
        "Kultur;Drift;Løn;1.000,00;ukendt",
        "Kultur;Drift;Husleje, anlæg;300,00;",
        "Kultur;Drift;Tom;;",
        'Kultur;Drift;"Bøger; film";100,00;200,00',
        "Udland;Drift;Rejser;5,00;6,00;7,00;8,00",
        "Kultur;Øvrigt;Alene;12,00;13,00",
    ]
    again = [line.replace("Kultur;", "Børn;") for line in lines]
    same("\n".join(["Udgifter i 2024", WIDE, *lines, *again]), tmp_path)


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_letters_and_line_ends(tmp_path: Path, ends: str, encoding: str) -> None:
    lines = [f"Børn – Unge; Område {n % 4};Konto {n};{n},50;{n}.500,00" for n in range(40)]
    same(ends.join([WIDE, *lines]).encode(encoding), tmp_path, 100)


def test_one_level_is_a_list(tmp_path: Path) -> None:
    lines = [f"Konto {n % 20};{n * 3},00" for n in range(50)]
    same("\n".join(["Konto;Budget 2025 (kr.)", *lines]), tmp_path)


@pytest.mark.parametrize(
    "last",
    [
        "Kultur;Film;Løn;1.234,5;1,25",  # what decides how the numbers are read
        "Kultur;Film;Løn;1,234.5;1.25",
        "Kultur;Film;Løn;ukendt;-",
        "Kultur;;Alene;5.000;6.000",
        "Kultur;Film;Kort",
        ";;;;",
        'Kultur;Film;"Løn;5.000;6.000',
        WIDE,
        "Kultur;Film;;1;2",
        "Kultur;Film;Film i alt;5.000;6.000",
    ],
)
def test_a_later_line_may_say_otherwise(tmp_path: Path, last: str) -> None:
    lines = [f"{'Kultur' if n % 3 else 'Børn'};Område {n % 4};Post {n:02};{n}.000;{n}.500" for n in range(1, 40)]
    text = "\n".join([WIDE, *lines, last, "Kultur;Film;Leje;7.000;8.000"])
    if is_long(as_extract(text.encode())):
        same(text, tmp_path, 200)
    else:
        assert as_extract(text.encode(), 200, 5) == as_tables(text.encode())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    first=st.sampled_from(["{n}.000", "{n},5", "{n}", "-{n}.5", ""]),
    then=st.lists(st.sampled_from(["1.000", "1,5", "1,234.5", "1.234,5", "0", "", "-", "x", " 7 ", "05"]), max_size=8),
    towns=st.lists(st.sampled_from(["", "Aarhus Kommune", "Odense Kommune"]), min_size=1, max_size=3),
    year=st.sampled_from(["2023", "2024"]),
)
def test_what_is_expected_of_the_first_lines_changes_nothing(
    tmp_path: Path, first: str, then: list[str], towns: list[str], year: str
) -> None:
    amounts = [*(first.format(n=n) for n in range(1, 8)), *then]
    named = [towns[n * len(towns) // len(amounts)] for n in range(len(amounts))]
    lines = [
        f"{town};Kultur;Område {n % 2};Post {n};{year if n > 9 else 2023};Budget;{cell}"
        for n, (town, cell) in enumerate(zip(named, amounts, strict=True))
    ]
    content = "\n".join([LONG, *lines]).encode()
    try:
        slow = as_extract(content, 150)
    except UnreadableFile:
        with pytest.raises(UnreadableFile):
            as_extract(content, 150, 4)
        return
    fast = as_extract(content, 150, 4)
    assert list(fast.findings) == list(slow.findings)
    assert [list(table.rows) for table in fast.tables] == [list(table.rows) for table in slow.tables]
    assert [replace(table, rows=()) for table in fast.tables] == [replace(table, rows=()) for table in slow.tables]


@given(st.lists(st.sampled_from(["1.000", "1,5", "0,50", "05", "7", "=A1", "#REF!", "x", "12"]), max_size=60))
def test_cells_are_tallied_alike_one_by_one_and_together(cells: list[str]) -> None:
    together, one_by_one = Shapes(), Shapes()
    together.add(cells, Counter(cells))
    for cell in cells:
        one_by_one.add([cell], {cell: 1})
    assert together == one_by_one


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.tuples(st.sampled_from("AB"), st.sampled_from("xyz"), st.sampled_from("1234"), st.integers(-9999, 99999)),
        min_size=4, max_size=30,
    ),
    stretch=st.sampled_from([60, 500, 100_000]),
)  # fmt: skip
def test_any_lines_become_the_same_budget(tmp_path: Path, rows: list[tuple[str, str, str, int]], stretch: int) -> None:
    lines = [f"Afdeling {a};Område {b};Post {c};{n};{n},75" for a, b, c, n in rows]
    # Lines that stand twice stay where they are in a long file, and stand together in a short one.
    unique = list(dict.fromkeys(line.rsplit(";", 2)[0] for line in lines))
    assume(len(unique) > 2)
    kept = [next(own for own in lines if own.startswith(f"{key};")) for key in unique]
    same("\n".join([WIDE, *kept]), tmp_path, stretch)


@pytest.mark.parametrize(
    "line",
    ["Kultur;;;5,0;6,0", "Kultur;Drift;Løn i alt;1,0;2,0", "Kultur;Film;I alt;5,00;6,00"],
)
def test_a_file_with_rows_that_say_more_than_a_total_is_read_as_tables_are(line: str) -> None:
    lines = ["Kultur;Drift;Løn;1,00;2,00", "Kultur;Drift;Husleje;4,00;4,00"]
    content = "\n".join([WIDE, *lines, line]).encode()
    assert as_extract(content) == as_tables(content)


@pytest.mark.parametrize(
    ("line", "group"),
    [("Kultur;I alt;;5,00;6,00", ""), ("Kultur;Drift;I alt;5,00;6,00", "Drift"), ("I alt;;;5,00;6,00", None)],
)
def test_a_line_that_prints_a_total_is_no_line(line: str, group: str | None) -> None:
    lines = ["Kultur;Drift;Løn;1,00;2,00", "Kultur;Drift;Husleje;4,00;4,00"]
    reading = as_extract("\n".join([WIDE, *lines[:1], line, *lines[1:]]).encode())
    (table,) = reading.tables
    assert isinstance(table.rows, LongRows)
    assert [row.label for row in table.rows if any(row.printed)] == ["Løn", "Husleje"]
    ((over, row),) = table.rows.totals
    assert (over.label if over else None, row.values, row.source.line) == (group, ("5.00", "6.00"), 3)


def test_what_is_made_can_be_made_again_from_the_file(tmp_path: Path) -> None:
    content = "\n".join([WIDE, *(f"Kultur;Område {n % 5};Konto {n};{n},00;{n},50" for n in range(50))]).encode()
    path = tmp_path / "store.db"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(csvfile, "LONGEST_TABLES", 10)
        with open_store(path) as store:
            document = store.import_reading(read_bytes("linjer.csv", content), content, "AB").document
            assert store.verify() == []
            assert "Område 3;Konto 13" in store.document(document).text
            before = store.lines(store.child_rows(1))
            store.rebuild()
            assert store.verify() == []
            assert store.lines(store.child_rows(1)) == before
            place = [row.label for row in store.reading(document).tables[0].rows].index("Konto 13")
            store.correct(document, [{"do": "label", "table": 0, "row": place, "label": "Konto tretten"}], "AB")
            assert store.verify() == []
        with sqlite3.connect(path) as db:
            assert db.execute("SELECT count(*) FROM node WHERE label = 'Konto tretten'").fetchone() == (1,)
            (kept,) = db.execute("SELECT length(reading) FROM document_file").fetchone()
            assert kept < 1000
            db.execute("UPDATE figure SET amount = amount + 1 WHERE computed IS NULL")
        db.close()
        with open_store(path) as store:
            assert store.verify()[0].startswith("Tabellerne for linjer.csv")


def test_a_long_file_is_found_by_its_groups_and_its_lines(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from budgettui.store import schema

    monkeypatch.setattr(schema, "SEARCHED_ROWS", 12)
    content = "\n".join([WIDE, *(f"Kultur;Område {n % 5};Linje {n:03};{n},00;{n},50" for n in range(50))]).encode()
    reading = as_extract(content)
    store.import_reading(reading, content, "AB")
    (hit,) = store.search(["område", "3"], 99)
    assert (hit.kind, hit.text, hit.source.line) == ("row", "Område 3", 5)
    found = sorted(hit.text for hit in store.search(["linje", "0"], 99))
    assert found == [f"Linje {n:03}" for n in range(50) if "0" in f"{n:03}"]
    assert [(hit.text, hit.source.line) for hit in store.search(["LINJE", "049"], 99)] == [("Linje 049", 51)]
    assert len(store.search(["linje"], 20)) == 20
    store.rebuild()
    assert len(store.search(["område"], 99)) == 5
    assert list(store.verify()) == []
