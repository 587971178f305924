"""A long table that is written in pieces beside a meeting: the same budget in the end, and nothing seen before."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from budgettui.domain.errors import Interrupted
from budgettui.domain.paper.reading import Reading
from budgettui.ingest import csvfile, read_bytes
from budgettui.store import Store, growing, long_tables, open_store
from budgettui.store.access import TakesLong
from budgettui.store.check import made
from budgettui.store.ready import Ready, make_ready
from store_material import BUNDLE_BYTES, bundle

HEAD = "Afdeling;Område;Tiltag;Regnskab 2023 (kr.);Budget 2024 (kr.)"
LINES = "\n".join(
    [HEAD, *(f"{'Kultur' if n % 3 else 'Børn'};Område {n % 7};Konto {n};{n},00;{n},50" for n in range(400))]
).encode()


def yes() -> bool:
    return True


def nothing() -> None:
    pass


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_tables, "_TOGETHER", 50)
    monkeypatch.setattr(growing, "_TOGETHER", 30)
    monkeypatch.setattr(growing, "_BATCHES", 2)
    monkeypatch.setattr(csvfile, "LONGEST_TABLES", 100)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = open_store(tmp_path / "a.db")
    store.import_reading(bundle(), BUNDLE_BYTES, "KW")
    return store


def reading() -> Reading:
    return read_bytes("linjer.csv", LINES)


def ready() -> Ready:
    return make_ready(reading(), LINES)


def rows(store: Store) -> list[int]:
    """How many rows the tables of the budget have."""
    with sqlite3.connect(store.file) as db:
        tables = ("material", "material_column", "node", "budget_row", "figure", "growing")
        found = [db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]
    db.close()
    return found


def budget(store: Store, document: int) -> list[tuple[object, ...]]:
    with sqlite3.connect(store.file) as db:
        found = list(made(db, document))
    db.close()
    return found


def stops_after(pieces: int) -> tuple[Callable[[], bool], Callable[[], None]]:
    """Says no when it was asked so often, and what waits then is stopped."""
    asked = iter(range(10**6))
    told = False

    def go_on() -> bool:
        nonlocal told
        told = next(asked) >= pieces
        return not told

    def wait() -> None:
        if told:
            raise KeyboardInterrupt

    return go_on, wait


def test_it_is_the_same_budget_in_the_end(store: Store, tmp_path: Path) -> None:
    before = store.materials()
    grown = ready()
    store.grow(grown, yes, nothing)
    assert rows(store)[-1] == 1
    assert store.materials() == before, "nobody sees it yet"
    assert store.verify() == []
    result = store.import_ready(grown, "KW")
    assert rows(store)[-1] == 0
    assert store.verify() == []
    with open_store(tmp_path / "b.db") as other:
        other.import_reading(bundle(), BUNDLE_BYTES, "KW")
        at_once = other.import_reading(reading(), LINES, "KW")
        assert at_once == result
        assert budget(other, at_once.document) == budget(store, result.document)
        assert rows(other) == rows(store)
    assert [hit.text for hit in store.search(["Konto", "17"])]


def test_nobody_takes_the_numbers_meanwhile(store: Store) -> None:
    grown = ready()
    store.grow(grown, yes, nothing)
    other = LINES.replace(b"Konto", b"Post")
    store.import_reading(read_bytes("andre.csv", other), other, "KW")
    store.correct(1, [{"do": "label", "table": 0, "row": 0, "label": "Et andet navn"}], "KW")
    store.import_ready(grown, "KW")
    assert store.verify() == []


@pytest.mark.parametrize("pieces", [1, 3, 6])
def test_what_did_not_end_is_seen_by_nobody_and_removed_by_the_next(store: Store, pieces: int) -> None:
    before, materials, log = rows(store), store.materials(), store.log()
    with pytest.raises(KeyboardInterrupt):
        store.grow(ready(), *stops_after(pieces))
    assert rows(store) != before or pieces == 1
    assert (store.materials(), store.log()) == (materials, log)
    assert store.verify() == []
    store.sweep(yes, nothing)
    assert rows(store) == before
    grown = ready()
    store.grow(grown, yes, nothing)
    store.import_ready(grown, "KW")
    assert store.verify() == []


def test_a_store_that_is_made_again_has_nothing_left(store: Store) -> None:
    before = rows(store)
    with pytest.raises(KeyboardInterrupt):
        store.grow(ready(), *stops_after(4))
    store.rebuild()
    assert rows(store) == before


def test_a_piece_that_stepped_aside_is_written_again(store: Store) -> None:
    asked = 0

    def now_and_then() -> bool:
        nonlocal asked
        asked += 1
        return asked % 3 != 0

    waited = []
    grown = ready()
    store.grow(grown, now_and_then, lambda: waited.append(1))
    assert waited
    with pytest.raises(Interrupted), store.together(lambda: False):
        store.import_ready(grown, "KW")
    store.import_ready(grown, "KW")
    assert store.verify() == []


def test_an_import_of_long_tables_goes_at_once_and_is_laid_again_beside_the_meeting(store: Store) -> None:
    other = LINES.replace(b"Konto", b"Post")
    before, document = store.materials(), 2
    store.import_ready(ready(), "EKH", "a step")
    store.import_ready(make_ready(read_bytes("andre.csv", other), other), "EKH", "a step")
    after = budget(store, document), [material.key for material in store.materials()]
    for _again in range(2):
        store.undo("EKH", None)
        assert store.materials() == before
        assert store.search(["Konto", "17"]) == []
        assert store.verify() == []
        with pytest.raises(TakesLong):
            store.redo("EKH", None)
        store.redo("EKH")
        assert (budget(store, document), [material.key for material in store.materials()]) == after
        assert rows(store)[-1] == 0
        assert store.verify() == []
