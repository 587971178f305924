"""A hostile world around the screen: another program holds the store, or writes in it at the same time."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from budgettui.domain.errors import StoreError
from budgettui.settings import Settings, SettingsError
from budgettui.store import NewEvent, Store, open_store
from budgettui.tui.commands import COMMANDS, clashes
from budgettui.tui.launch import run_app
from budgettui.tui.saver import Act
from stage import ACTOR, Stage, make_app, on_stage


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Another program holds the store, as a large import does: nobody else can read or write."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


def decided(stage: Stage) -> Act:
    """The act of deciding the first point."""
    point = stage.item("1.1").points[0].id
    return Act("godkendt", (NewEvent("decided", {"point": point, "outcome": "approved"}, stage.meeting.id),))


async def test_the_screen_answers_while_another_program_holds_the_store(sample: Store, stage: Stage) -> None:
    await stage.press("1")
    before = stage.screen.paper.border_title
    with held(sample.file):
        await stage.press("down", "down")
        assert "er optaget af et andet program og kan ikke læses lige nu" in stage.status
        shown = stage.screen.agenda.current
        assert shown is not None
        assert stage.screen.paper.border_title == f"2 {shown.number} {shown.title}", "not half shown"
        await stage.press("3", "enter", "left", "M", "escape", "s", "slash", "a", "escape", "ctrl+o")
        assert "optaget" in stage.status
    await stage.press("escape", "1", "home", "end", "up", "up")
    assert stage.screen.paper.border_title != before
    await stage.press("3", "enter", "left")
    assert "optaget" not in stage.status


async def test_another_width_needs_nothing_of_a_store_that_is_held(sample: Store, stage: Stage) -> None:
    await stage.press("3")
    with held(sample.file):
        await stage.pilot.resize_terminal(120, 40)
        await stage.press("down")
    assert stage.screen.budget.cursor == 1
    assert stage.app.return_code is None


async def test_what_cannot_be_read_when_an_act_is_saved_is_said_and_not_the_end(
    sample: Store, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise StoreError("optaget")

    await stage.press("f7")
    monkeypatch.setattr(stage.app.screen, "meeting_changed", busy)
    stage.screen.record(decided(stage))
    await stage.settle()
    assert "optaget" in stage.status
    assert stage.point("1.1", 1).outcome == "approved"


async def test_figures_that_cannot_be_read_yet_are_shown_with_the_next_look(
    sample: Store, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise StoreError("optaget")

    material = stage.screen.budget.material
    assert material is not None
    with open_store(sample.file) as other:
        other.correct(material.document, [{"do": "unit", "table": 0, "unit": "1.000 kr."}], "NN")
    with monkeypatch.context() as held_now:
        held_now.setattr(sample, "path", busy)
        held_now.setattr(sample, "widest", busy)
        stage.screen.look()
    assert stage.screen.materials != sample.materials()
    stage.screen.look()
    assert stage.screen.materials == sample.materials()


async def test_what_is_decided_meanwhile_is_saved_by_itself(sample: Store, stage: Stage) -> None:
    with held(sample.file):
        await stage.burst("b", "g")
        await stage.until(lambda: "IKKE gemt" in stage.status)
        assert "✗ ikke gemt" in stage.title
    await stage.until(lambda: not stage.screen.saver.unsaved)
    assert stage.point("1.1", 1).outcome == "approved"
    assert "1.1 At 1) godkendt · gemt" in stage.status, "the error is gone with its reason"
    assert "● gemt" in stage.title


async def test_q_waits_for_what_is_on_its_way_to_the_disk(sample: Store, stage: Stage) -> None:
    act = decided(stage)
    with held(sample.file):
        stage.screen.record(act)
        await stage.app.run_action("leave")
        assert stage.app.leaving
        assert stage.app.return_code is None
    await stage.until(lambda: stage.app.return_code == 0)
    assert stage.point("1.1", 1).outcome == "approved"


async def test_what_another_screen_decided_is_shown_with_the_next_act(sample: Store, stage: Stage) -> None:
    meeting = stage.meeting
    other_point = meeting.items[2].points[0]
    with open_store(sample.file) as other:
        other.append([NewEvent("decided", {"point": other_point.id, "outcome": "rejected"}, meeting.id)], "NN")
    await stage.press("b", "g")
    shown = stage.screen.meeting
    assert shown == stage.meeting
    assert shown is not None
    assert shown.find_point(other_point.id)[1].decided_by == "NN"


async def test_minutes_are_not_lost_when_their_step_is_undone_elsewhere(sample: Store, stage: Stage) -> None:
    await stage.press("m", "Første.")
    await stage.until(lambda: stage.item("1.1").minutes and not stage.screen.saver.unsaved)
    with open_store(sample.file) as other:
        other.undo(ACTOR)
    await stage.press(" Andet.", "escape")
    await stage.until(lambda: not stage.screen.saver.unsaved)
    assert stage.item("1.1").minutes == "Første. Andet."
    await stage.press("b", "g")
    assert stage.point("1.1", 1).outcome == "approved", "nothing is stuck behind it"


async def test_a_broken_theme_of_the_user_is_listed_and_told(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "budgettui" / "themes").mkdir(parents=True)
    (tmp_path / "budgettui" / "themes" / "min.toml").write_text('name = "min', encoding="utf-8")
    await stage.press("ctrl+t")
    assert "✗ min" in stage.text
    await stage.press("min.toml", "enter")
    assert "min.toml, linje 1: ikke gyldig TOML" in stage.status
    assert stage.app.theme == "aften"
    await stage.press("escape", "ctrl+t", *"papir", "enter")
    assert stage.app.theme == "papir", "the others can still be chosen"


@pytest.mark.parametrize("key", ["ctrl+e", "ctrl+n"])
async def test_the_folder_of_nobody_is_an_error_and_no_crash(stage: Stage, key: str) -> None:
    await stage.press(key, *["backspace"] * 60, "~ingenmedsaadantnavn/x.md", "enter")
    await stage.until(lambda: stage.status.startswith("Fejl:"))
    assert "~ingenmedsaadantnavn" in stage.status


async def test_the_screen_does_not_wait_for_somebody_to_read_an_export(stage: Stage, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "rør")
    await stage.press("ctrl+e", *["backspace"] * 60, str(tmp_path / "rør"), "enter")
    await stage.until(lambda: "rør er ikke en fil" in stage.status)


def test_a_setting_for_a_command_that_there_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGETTUI_SETTINGS", str(tmp_path / "settings.toml"))
    settings = Settings(keys={"point.decidee": "b"})
    with pytest.raises(SettingsError, match=r"settings\.toml: der er ingen kommando keys\.point\.decidee"):
        run_app(tmp_path / "x.db", settings=settings)
    assert not (tmp_path / "x.db").exists()


async def test_a_long_error_is_whole_on_a_narrow_screen(narrow: Stage, tmp_path: Path) -> None:
    await narrow.press("ctrl+n", f"{tmp_path}/{'mappe/' * 20}papir.txt", "enter")
    await narrow.until(lambda: narrow.status.startswith("Fejl:"))
    assert "papir.txt findes ikke." in narrow.text
    assert "(Esc)" in narrow.text
    assert "Hjælp" in narrow.text, "the keys stay"
    await narrow.press("escape")
    assert narrow.screen.status.size.height == 1


async def test_what_tells_two_rows_apart_is_not_cut(narrow: Stage) -> None:
    await narrow.press("3")
    rows = [line for line in narrow.text.split("\n") if "Børn" in line]
    assert len(rows) >= 2
    assert sum("· ikke-dec." in row for row in rows[:2]) == 1


async def test_a_panel_on_a_narrow_screen_is_in_the_title(narrow: Stage) -> None:
    await narrow.press("1", "P")
    assert "1 [2] 3" in narrow.title


async def test_a_file_that_is_not_named_is_not_said_to_be_kept(stage: Stage) -> None:
    for key in ("ctrl+e", "ctrl+n"):
        await stage.press(key, "escape")
        assert stage.status == "Intet er gjort."


async def test_words_that_are_cut_say_so(narrow: Stage) -> None:
    await narrow.press("3")
    narrow.screen.status.tell("ord " * 60)
    await narrow.rest()
    drawn = narrow.text.splitlines()[narrow.screen.status.region.y]
    assert drawn.startswith(" ord ord")
    assert drawn.endswith("…")


async def test_the_whole_panel_is_in_sight_beside_two_panes(sample: Store) -> None:
    for size in ((120, 30), (104, 24), (80, 24), (60, 20)):
        async with on_stage(make_app(sample), size) as stage:
            await stage.press("b")
            for words in ("g godkendt", "x taget af", "Tekst", "Ansvarlig", "Frist"):
                assert words in stage.text, (size, words)


def test_one_key_for_two_commands_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGETTUI_SETTINGS", str(tmp_path / "settings.toml"))
    assert list(clashes({command.id: ",".join(command.keys) for command in COMMANDS})) == []
    with pytest.raises(SettingsError, match=r"tasten q er både point\.decide og quit"):
        run_app(tmp_path / "x.db", settings=Settings(keys={"point.decide": "q"}))
    assert list(clashes({"point.decide": "q", "quit": "ctrl+q"})) == []


def test_what_the_store_refuses_ends_in_a_sentence(
    sample: Store, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise StoreError("{path} er beskadiget.", path="[b]møde.db")

    monkeypatch.setattr(sample, "answer_within", refuse)
    app = make_app(sample)
    app.run(headless=True, size=(80, 24))
    assert app.return_code == 1
    assert capsys.readouterr().err == "budgettui: [b]møde.db er beskadiget.\n"


async def test_what_another_screen_decides_is_seen_without_a_key(sample: Store, stage: Stage) -> None:
    point = stage.meeting.items[2].points[0]
    stage.screen.look()
    with open_store(sample.file) as other:
        other.append([NewEvent("decided", {"point": point.id, "outcome": "rejected"}, stage.meeting.id)], "NN")
    stage.screen.look()
    await stage.rest()
    assert stage.screen.meeting == stage.meeting
    assert stage.status == "Mødet er ændret på en anden skærm."
    await stage.press("b", "g")
    stage.screen.look()
    await stage.rest()
    assert "1.1 At 1) godkendt · gemt" in stage.status, "what this screen wrote is no news"


async def test_a_letter_that_is_no_outcome_says_so(stage: Stage) -> None:
    await stage.press("b", "q")
    assert stage.status == "q er ikke et udfald. Esc lukker."
    assert stage.point("1.1", 1).outcome is None
    await stage.press("g")
    assert stage.point("1.1", 1).outcome == "approved"
