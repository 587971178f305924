"""Names that nobody knows, on the screen: what they are near, what they are said to be, and that taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgettui.domain.errors import StoreError
from budgettui.ingest.municipalities import MunicipalityError
from budgettui.settings import Settings
from budgettui.store import Store, holder
from budgettui.tui.launch import run_app
from stage import Stage, make_app, on_stage
from store_material import counterparts, reading


def confirmed(stage: Stage) -> list[tuple[str, str, str]]:
    return [(one.name, one.within, one.key) for one in stage.app.store.confirmed_names()]


async def test_a_suggestion_is_taken_only_by_a_person(stage: Stage) -> None:
    await stage.press("f8")
    assert "Navne · Aarhus Kommune" in stage.text
    line = next(line for line in stage.text.splitlines() if "VoksenHandicap" in line)
    assert "? " in line
    assert "ligner Voksne, Job og Handicap 79 %" in line
    await stage.press("escape")
    assert confirmed(stage) == []
    await stage.press("f8", "voksenh", "enter")
    assert "»VoksenHandicap (MSB)« er … · 1-4-maal-og-oekonomi.txt" in stage.text
    offered = stage.app.screen.list.rows  # type: ignore[attr-defined]
    assert "Sundhed og Omsorg" not in " ".join(one.text for one in offered), "a name can only be one of its areas"
    assert "4.903       +95   M ≈" in stage.text, "the figures stand above the question, not below it"
    assert "Besluttet indtil nu" in stage.text
    await stage.press("escape")
    assert confirmed(stage) == []
    assert "Navne · Aarhus Kommune" in stage.text, "one step back"


async def test_a_confirmation_is_kept_and_can_be_taken_back(stage: Stage) -> None:
    await stage.press("f8", "voksenh", "enter", "enter")
    assert confirmed(stage) == [("VoksenHandicap", "MSB", "MSB/Voksne, Job og Handicap")]
    line = next(line for line in stage.text.splitlines() if "VoksenHandicap" in line)
    assert "✓ " in line
    assert "= Voksne, Job og Handicap " in line
    await stage.press("escape")
    assert stage.status == "»VoksenHandicap« er Voksne, Job og Handicap (MSB) · gemt · U fortryder"
    await stage.press("f8", "voksenh", "enter", "enter")
    assert confirmed(stage) == []
    await stage.press("escape")
    assert stage.status == "»VoksenHandicap« er ikke længere bekræftet · gemt · U fortryder"


async def test_the_list_is_worked_through_from_the_top(stage: Stage) -> None:
    await stage.press("f8", "down", "enter", "enter")
    choices = stage.app.screen.list  # type: ignore[attr-defined]
    assert choices.cursor == 1, "the next name stands where the last one stood"
    await stage.press("enter", "enter")
    assert [name for name, _within, _key in confirmed(stage)] == [
        "VoksenHandicap",
        "Socialpsykiatri og Udsatte Voksne",
    ]


async def test_another_entry_than_the_suggested_one(stage: Stage) -> None:
    await stage.press("f8", "voksenh", "enter", "ydelse", "enter", "escape")
    assert confirmed(stage) == [("VoksenHandicap", "MSB", "MSB/Job, Sundhed og Ydelse")]


async def test_the_review_has_the_same_list(stage: Stage) -> None:
    await stage.press("f7", "f8")
    assert "Navne · Aarhus Kommune" in stage.text
    await stage.press("voksenh", "enter", "enter", "escape")
    assert "»VoksenHandicap« er Voksne, Job og Handicap (MSB) · gemt · U fortryder" in stage.text


async def test_two_materials_are_one_after_the_confirmation(stage: Stage) -> None:
    await stage.open("1.4")
    await stage.press("3", "enter")
    await stage.stand_on("VoksenHandicap")
    line = stage.screen.budget.current
    assert line is not None
    [report] = [one for one in stage.screen.materials if one.title == "Årsberetning 2024"]
    store = stage.app.store
    assert counterparts(store, [line.node], report.id) == {line.node: []}
    await stage.press("f8", "voksenh", "enter", "enter", "escape")
    [other] = counterparts(store, [line.node], report.id)[line.node]
    assert store.path(other)[-1][1] == "Voksne, Job og Handicap"


async def test_where_nothing_is_unknown_it_says_so(store: Store) -> None:
    store.prepare({"id": "m", "title": "Møde"}, "KW")
    async with on_stage(make_app(store)) as stage:
        await stage.press("f8")
        assert "Alle navne på afdelinger og områder er kendt." in stage.text


async def test_where_another_program_writes_nothing_is_confirmed(sample: Store) -> None:
    other = holder.take(sample.file, "VJ")
    assert isinstance(other, holder.Hold)
    sample.hold("KW")
    async with on_stage(make_app(sample)) as stage:
        await stage.press("f8", "enter", "enter", "escape")
        assert "VJ" in stage.status
        assert confirmed(stage) == []


async def test_a_name_from_a_paper_steers_nothing(sample: Store) -> None:
    content = b"x"
    sample.import_reading(reading(content, municipality="Aarhus Kommune"), content, "KW")
    sample.prepare({"id": "m", "title": "M", "department": "[@click=app.quit]Børn[/b]\x1b[31m"}, "KW")
    async with on_stage(make_app(sample)) as stage:
        await stage.press("f8")
        assert "[@click=app.quit]Børn[/b]" in stage.text
        assert "\x1b" not in stage.text
        await stage.press("click", "enter")
        assert "er …" in stage.text


def test_a_broken_file_is_told_before_anything_is_opened(tmp_path: Path) -> None:
    town = tmp_path / "by.toml"
    town.write_text("name = 3\n", "utf-8")
    with pytest.raises(MunicipalityError, match="name skal være en tekst"):
        run_app(tmp_path / "x.db", municipality=str(town), settings=Settings())
    assert not (tmp_path / "x.db").exists()


async def test_what_cannot_be_written_is_kept_and_tried_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, written = stage.app.store, Store.confirm_name

    def full(*_args: object, **_more: object) -> None:
        raise StoreError("disken er fuld")

    monkeypatch.setattr(Store, "confirm_name", full)
    await stage.press("f8", "voksenh", "enter", "enter", "escape")
    assert "»VoksenHandicap« er Voksne, Job og Handicap (MSB) er IKKE gemt: disken er fuld" in stage.status
    assert confirmed(stage) == []
    monkeypatch.setattr(Store, "confirm_name", written)
    await stage.press("ctrl+s")
    assert stage.status == "»VoksenHandicap« er Voksne, Job og Handicap (MSB) · gemt · U fortryder"
    assert [one.name for one in store.confirmed_names()] == ["VoksenHandicap"]


async def test_what_has_no_meaning_any_more_does_not_stand_in_the_way(stage: Stage) -> None:
    """Another program has taken the confirmation back: that is told, and the next act is written."""
    store = stage.app.store
    store.confirm_name("VoksenHandicap", "MSB/Voksne, Job og Handicap", "KW", within="MSB")
    await stage.press("f8", "voksenh")
    store.take_back_name("VoksenHandicap", "KW", within="MSB")
    await stage.press("enter", "enter", "escape")
    assert "er ikke bekræftet" in stage.status
    await stage.press("2", "b", "g")
    assert stage.point("1.1", 1).outcome == "approved"
