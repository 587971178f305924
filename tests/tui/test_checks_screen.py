"""Afstemning (F5): what does not agree stands first, with its parts; it is filtered, opened, noted, and left."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from budgettui.domain.checking.agreement import Agreement
from budgettui.domain.errors import StoreError
from budgettui.domain.paper.reading import Column, Reading, Row, Source, Table
from budgettui.store import Store, open_store
from budgettui.tui.screens.checks import ChecksScreen, PlacesScreen
from stage import NARROW, Stage, make_app, on_stage
from store_material import reading

ARNE = "Realisering af besparelser ifm. Arne-pension"


def checks(stage: Stage) -> ChecksScreen:
    screen = stage.app.screen
    assert isinstance(screen, ChecksScreen)
    return screen


def line_of(stage: Stage, words: str) -> str:
    return next(line for line in stage.text.split("\n") if words in line)


async def test_what_does_not_agree_stands_first_and_the_meetings_papers_before_others(stage: Stage) -> None:
    await stage.press("f5")
    counts = stage.app.store.check_counts()
    assert counts[Agreement.DIFFERS] == 5
    for state in ("differs", "rounding", "agrees"):
        assert str(counts[state]) in line_of(stage, "Afstemning")
    labels = [checks(stage).list.view(row).check.printed.label for row in range(5)]
    # The annual report is no paper of the meeting.
    assert labels == [
        "Ikke-decentraliserede områder 2017", ARNE, ARNE, "Gevinstpotentiale ved RPA", "Afvigelse (R-B 2023)",
    ]
    assert "≠" in line_of(stage, "› 2025")
    assert "−40,3" in line_of(stage, "› 2025")


async def test_the_parts_stand_beside_with_their_values_and_places(stage: Stage) -> None:
    await stage.press("f5", "down")
    detail = stage.text
    assert "−16.000" in detail
    assert "1.000 kr." in detail
    assert "I alt" in line_of(stage, "−16.000")
    assert "stemmer ikke: trykt −16,1, tiltagets egen tabel giver −16,0, forskel −0,1 (mio. kr.)" in detail


async def test_one_state_at_a_time_and_all_again(stage: Stage) -> None:
    await stage.press("f5", "1")
    assert checks(stage).list.row_count == 5
    await stage.press("3")
    assert {view.check.state for view in map(checks(stage).list.view, range(5))} == {Agreement.ROUNDING}
    await stage.press("3")
    assert checks(stage).list.row_count == sum(stage.app.store.check_counts().values())


async def test_a_filter_follows_the_letters_and_esc_takes_it_away(stage: Stage) -> None:
    await stage.press("f5", "slash", "realisering")
    assert checks(stage).list.row_count == 3
    assert "3 passer" in stage.text
    await stage.press("enter")
    assert "filter: /realisering" in stage.text
    await stage.press("escape")
    assert "Filteret er fjernet." in stage.text
    await stage.press("slash", "findes ikke")
    assert "Ingen kontroller her." in stage.text
    await stage.press("escape")
    assert checks(stage).list.row_count > 3
    await stage.press("escape")
    assert stage.app.screen is stage.screen


async def test_both_places_side_by_side_and_one_above_the_other(stage: Stage) -> None:
    await stage.press("f5", "down", "enter")
    assert isinstance(stage.app.screen, PlacesScreen)
    assert "−16,1 mio. kr. · Realisering af besparelser" in stage.text
    assert "−16.000 (1.000 kr.) · I alt" in stage.text
    both = [line for line in stage.text.split("\n") if line.count("▸") == 2]
    assert both, "the lines stand beside each other"
    await stage.press("tab")
    assert stage.app.focused is stage.app.screen.query_one("#other")
    await stage.press("escape")
    assert checks(stage).list.cursor == 1
    async with on_stage(make_app(stage.app.store), size=NARROW) as narrow:
        await narrow.press("f5", "down", "enter")
        marked = [line for line in narrow.text.split("\n") if "▸" in line]
        assert len(marked) == 2
        assert "-16,1" in marked[0].replace("−", "-")
        assert "-16.000" in marked[1].replace("−", "-")


async def test_the_source_of_the_figure_and_of_a_part(stage: Stage) -> None:
    await stage.press("f5", "down", "o")
    assert "Realisering af besparelser" in line_of(stage, "▸")
    await stage.press("escape", "tab", "down", "o")
    assert "I alt" in line_of(stage, "▸")
    await stage.press("escape")
    assert checks(stage).focused is checks(stage).parts


async def test_to_the_line_in_the_budget_and_back_to_the_same_check(stage: Stage) -> None:
    await stage.press("f5", "slash", "realisering", "enter", "down", "right")
    assert stage.app.focused is stage.screen.budget
    assert stage.screen.budget.current is not None
    assert stage.screen.budget.current.label == ARNE
    assert stage.screen.budget.table.column_words(stage.screen.budget.column) == "Nettoeffekt 2025"
    assert "tiltagets egen tabel giver −40,2: stemmer ikke" in stage.status
    await stage.press("f5")
    assert checks(stage).list.row_count == 3
    assert checks(stage).list.cursor == 1


async def test_from_a_figure_of_the_budget_to_its_check(stage: Stage) -> None:
    await stage.press("f5", "4", "escape")
    await stage.open("1.5")
    budget = stage.screen.budget
    await stage.press("3")
    place = next(
        (number, line)
        for number in stage.app.store.check_numbers(["differs"])
        if (line := stage.app.store.check_line(number)) is not None
    )
    stage.screen.go_to_figure(*place[1])
    assert budget.current is not None
    await stage.press("f5")
    # Whatever was filtered when it was left.
    assert checks(stage).list.current is not None
    assert checks(stage).list.current.number == place[0]


async def test_a_heading_is_no_line_of_the_budget(stage: Stage) -> None:
    await stage.press("f5", "right")
    assert "Tallet står ikke i budgettet" in stage.text
    assert isinstance(stage.app.screen, ChecksScreen)


async def test_what_is_known_is_noted_kept_and_taken_back(stage: Stage) -> None:
    store = stage.app.store
    await stage.press("f5", "down", "n")
    assert "−16.000" in stage.text, "the figures stay in sight"
    await stage.press("aftalt med Økonomi", "enter")
    assert "4 stemmer ikke · 1 kendt" in stage.text
    assert [event.payload["note"] for event in store.log() if event.kind == "check_acknowledged"] == [
        "aftalt med Økonomi"
    ]
    # The cursor is on the next difference; the one that is known stands after them.
    assert checks(stage).list.cursor == 1
    await stage.press("5")
    assert "kendt: aftalt med Økonomi (SEK)" in stage.text
    await stage.press("n", *["backspace"] * len("aftalt med Økonomi"), "enter")
    assert "er ikke længere kendt" in stage.text
    await stage.press("U")
    assert store.check_counts()["known"] == 1
    await stage.press("U")
    assert "known" not in store.check_counts()
    await stage.press("U")
    assert "Du har intet at fortryde." in stage.text
    await stage.press("R")
    assert store.check_counts()["known"] == 1


async def test_a_note_that_could_not_be_saved_is_kept_and_tried_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = stage.app.store

    def full(*_args: object) -> None:
        raise StoreError("Der er ikke plads på disken.")

    await stage.press("f5", "down", "n", "rettes")
    with monkeypatch.context() as patched:
        patched.setattr(store, "acknowledge", full)
        await stage.press("enter")
        await stage.until(lambda: "er IKKE gemt: Der er ikke plads på disken." in stage.text)
    assert "known" not in store.check_counts()
    assert stage.screen.saver.unsaved == 1
    stage.screen.saver.retry()
    await stage.until(lambda: "1 kendt" in stage.text)
    assert store.check_counts()["known"] == 1


async def test_only_a_difference_is_noted_and_a_note_that_is_left_is_nothing(stage: Stage) -> None:
    await stage.press("f5", "4", "n")
    assert "Kun det, der ikke stemmer, noteres som kendt." in stage.text
    await stage.press("1", "n", "x", "escape")
    assert "Intet er noteret." in stage.text
    assert "known" not in stage.app.store.check_counts()


async def test_what_is_known_is_said_in_the_budget(stage: Stage) -> None:
    await stage.press("f5", "down", "n", "rettes", "enter", "5", "right")
    assert "stemmer ikke · kendt: rettes" in stage.status


async def test_the_meetings_papers_alone(stage: Stage) -> None:
    await stage.press("f5", "a", "1")
    assert checks(stage).list.row_count == 4
    assert "mødets papirer · stemmer ikke: 4" in stage.text
    await stage.press("a")
    assert checks(stage).list.row_count == 5


async def test_the_signs_of_the_budget_are_those_of_the_reconciliation(stage: Stage) -> None:
    """One source of truth: every figure that the pane marks is a check, and says what the check says."""
    store = stage.app.store
    said = {}
    for number in store.check_numbers(["differs", "undecided", "rounding"]):
        (view,) = store.checks([number])
        place = store.check_line(number)
        if place is not None:
            said[place[1], place[2]] = view.check.state
    assert len(said) > 30
    for material in store.materials():
        await stage.press("3")
        for node, column in [key for key in said if store.path(key[0])[0][0] == material.root]:
            for nature in ("operating", "capital"):
                for line in store.lines([(node, nature)]):
                    figure = line.figures.get(column)
                    if figure is not None and figure.check is not None:
                        assert figure.check.state == said[node, column], line.label


async def test_an_empty_store_says_what_to_do(store: Store) -> None:
    read = reading(b"papir", tables=())
    store.import_reading(read, b"papir", "KW")
    async with on_stage(make_app(store)) as stage:
        await stage.press("escape", "f5")
        if isinstance(stage.app.screen, ChecksScreen):
            assert "Intet at afstemme endnu" in stage.text


@pytest.fixture
async def large(tmp_path: Path) -> AsyncIterator[Stage]:
    """A document with ten thousand checks."""
    columns = (
        Column("Budget 2024", 2024, "approved"), Column("Regnskab 2024", 2024, "executed"),
        Column("Afvigelse 2024", 2024, "variance"),
    )
    rows = tuple(
        Row(f"Linje {i}", (str(i), str(i + 1), "1"), (str(i), str(i + 1), "1"), source=Source(line=i + 1))
        for i in range(10_000)
    )
    content = b"stor"
    read: Reading = replace(reading(content), tables=(Table("Stor", "mio. kr.", columns, rows),))
    with open_store(tmp_path / "stor.db") as store:
        store.import_reading(read, content, "KW")
        async with on_stage(make_app(store)) as stage:
            yield stage


async def test_only_the_checks_in_sight_are_read(large: Stage) -> None:
    asked: list[int] = []
    store: Store = large.app.store
    original = store.checks

    def counted(numbers: list[int]) -> list[object]:
        asked.extend(numbers)
        return original(numbers)  # type: ignore[return-value]

    store.checks = counted  # type: ignore[method-assign, assignment]
    await large.press("f5")
    # 10,000 variances, and the year over them.
    assert checks(large).list.row_count == 10_001
    await large.press("end", "home", "pagedown")
    assert len(asked) < 500


async def test_a_year_alone_names_no_line_however_narrow_it_is(sample: Store) -> None:
    async with on_stage(make_app(sample), (60, 20)) as stage:
        await stage.press("f5")
        assert "Realis… › 2023" in stage.text
