"""Full-text search over everything in the store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from budgettui.demo import build_demo
from budgettui.store import Hit, NewEvent, Store, open_store
from store_material import BUNDLE_BYTES, REPORT_BYTES, bundle, report


@pytest.fixture
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("search") / "a.db") as opened:
        opened.import_reading(bundle(), BUNDLE_BYTES, "KW")
        opened.import_reading(report(), REPORT_BYTES, "KW")
        yield opened


def kinds(hits: list[Hit]) -> set[str]:
    return {hit.kind for hit in hits}


def test_titles_points_and_rows_are_found(store: Store) -> None:
    assert "item" in kinds(store.search(["deltagerbud"]))
    (row,) = [hit for hit in store.search(["sektor", "5.51"]) if hit.kind == "row"][:1]
    assert row.document is not None
    assert store.reading(row.document).title == row.title
    assert row.source.line is not None


@pytest.mark.parametrize("word", ["TAGERBUDGET", "tagerbudget", "Tagerbudget"])
def test_words_are_found_inside_others_whatever_their_case(store: Store, word: str) -> None:
    assert [hit.text for hit in store.search([word])] == [hit.text for hit in store.search(["deltagerbudgetter"])] != []


@pytest.mark.parametrize("words", [[], [""], ["findes ikke"], ['"'], ["%"], ["_x"], ["a" * 500], ["\x00\x01\x02"]])
def test_what_is_not_there_is_not_found(store: Store, words: list[str]) -> None:
    assert store.search(words) == []


def test_every_word_has_to_be_there(store: Store) -> None:
    assert store.search(["deltagerbud", "sektor"]) == []
    assert 0 < len(store.search(["læ", "sektor"])) < len(store.search(["sektor"]))


def test_what_is_decided_and_written_is_found_at_once_and_not_after_undo(store: Store) -> None:
    meeting = store.meetings()[0].id
    state = store.meeting(meeting)
    point, item = state.points[0].id, state.items[1].id
    store.append([NewEvent("decided", {"point": point, "outcome": "postponed", "text": "til Ærømødet"}, meeting)], "KW")
    store.append([NewEvent("minutes_written", {"item": item, "text": "Rådmanden spurgte til Ærø."}, meeting)], "KW")
    store.append([NewEvent("action_set", {"id": "x", "text": "Notat om Ærø", "responsible": "VJ"}, meeting)], "KW")
    assert {hit.kind for hit in store.search(["ærø"])} == {"point", "item", "action"}
    assert {hit.key for hit in store.search(["ÆRØMØ"])} == {point}
    store.undo("KW")
    assert {hit.kind for hit in store.search(["ærø"])} == {"point", "item"}


def test_a_closed_item_says_so(store: Store) -> None:
    found = store.search(["forhandlingen"])
    assert found
    assert not any(hit.open for hit in found)


def test_the_paper_of_a_closed_item_is_closed_as_long_as_the_item_is(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db") as store:
        build_demo(store)
        meeting = store.meeting(store.meetings()[0].id)
        closed = next(item for item in meeting.items if not item.open)
        hits = store.search(["smertegrænse"])
        assert ({hit.kind for hit in hits}, {hit.open for hit in hits}) == ({"section", "point"}, {False})
        assert not any(hit.open for hit in store.search(["lukket", "punkt"]) if hit.kind == "paper")
        assert all(hit.open for hit in store.search(["deltagerbudgetter"]))
        assert all(one.open for one in store.follow_ups())
        opened = NewEvent("item_set", {"item": closed.id, "open": True}, meeting.id)
        dated = next(item for item in meeting.items if item.number == "1.6")
        store.append([opened, NewEvent("item_set", {"item": dated.id, "open": False}, meeting.id)], "KW")
        assert all(hit.open for hit in store.search(["smertegrænse"]))
        assert not all(one.open for one in store.follow_ups()), "a dated step of a closed item's paper"


def test_the_index_is_sound_after_a_rebuild(store: Store) -> None:
    before = sorted(hit.text for hit in store.search(["sektor"]))
    store.rebuild()
    assert sorted(hit.text for hit in store.search(["sektor"])) == before
    assert store.verify() == []
