"""The lists that are picked from: help, palette, themes, decisions, follow-ups, meetings."""

from __future__ import annotations

import pytest

from budgettui.ingest import read_bytes
from budgettui.store import Store
from budgettui.tui.commands import COMMANDS
from budgettui.tui.theming import load_theme, theme_names
from stage import Stage, make_app, on_stage
from store_material import BUNDLE_BYTES, bundle


async def test_help_shows_what_works_here_and_carries_it_out(stage: Stage) -> None:
    await stage.press("3", "question_mark")
    assert "Taster her" in stage.text
    await stage.press("enhed")
    assert "skift enhed: kr., 1.000 kr., mio. kr." in stage.text
    assert "vedtag alle" not in stage.text
    await stage.press("enter")
    assert stage.app.screen is stage.screen
    assert stage.status == "Enhed: 1.000 kr."


async def test_help_leaves_out_what_works_elsewhere(stage: Stage) -> None:
    await stage.press("2", "f1", "skift enhed")
    assert "Intet passer." in stage.text
    await stage.press("escape")
    assert stage.app.focused is stage.screen.paper


async def test_help_explains_the_signs(stage: Stage) -> None:
    await stage.press("question_mark", "tegn")
    for words in ("○ ", "ubesluttet", "delvis besluttet", "■", "lukket punkt", "≈", "afrunding", "merforbrug"):
        assert words in stage.text, words
    await stage.press("enter")
    assert stage.app.screen is stage.screen, "a sign is nothing to carry out"


async def test_the_palette_runs_a_command_from_anywhere(stage: Stage) -> None:
    await stage.press("1", "ctrl+p")
    assert "Alle kommandoer" in stage.text
    await stage.press("omvendt sort")
    assert stage.app.screen.list.row_count == 1  # type: ignore[attr-defined]
    await stage.press("escape", "ctrl+p", "vedtag alle", "enter")
    assert stage.status == "1.1: 1 beslutningspunkt som indstillet · gemt · U fortryder"
    await stage.press("ctrl+p", "ruden budget", "enter")
    assert stage.app.focused is stage.screen.budget


async def test_the_palette_moves_with_the_arrows(stage: Stage) -> None:
    await stage.press("ctrl+p", "down", "down", "up", "pagedown", "pageup", "pageup")
    choices = stage.app.screen.list  # type: ignore[attr-defined]
    assert choices.cursor == 0
    await stage.press("down")
    assert f"▸ {choices.rows[1].left.split()[0]}" in stage.text


async def test_a_budget_command_from_the_palette_works_on_the_budget(stage: Stage) -> None:
    await stage.press("2", "ctrl+p", "skift enhed", "enter")
    assert stage.status == "Enhed: 1.000 kr."


async def test_the_palette_has_every_command_that_it_should(stage: Stage) -> None:
    await stage.press("ctrl+p")
    offered = {choice.id for choice in stage.app.screen.list.all}  # type: ignore[attr-defined]
    assert offered == {command.id for command in COMMANDS if command.palette}


@pytest.mark.parametrize("name", theme_names())
async def test_every_theme_can_be_chosen(stage: Stage, name: str) -> None:
    await stage.press("ctrl+t", name, "enter")
    assert stage.app.theme == name
    assert stage.status.startswith(f"Tema: {name}, ")
    wanted = load_theme(name).colours["panel"].lstrip("#").casefold()
    strip = stage.screen._compositor.render_strips()[0]
    background = strip._segments[0].style.bgcolor  # type: ignore[union-attr]
    assert background is not None
    assert background.get_truecolor().hex.lstrip("#").casefold() == wanted, "the screen is drawn anew"


async def test_f4_lists_the_decisions_and_goes_to_one(stage: Stage) -> None:
    await stage.press("b", "g", "f4")
    assert "Beslutninger" in stage.text
    lines = [line for line in stage.text.splitlines() if "1.1 At 1)" in line]
    assert "✓" in lines[0]
    assert "godkendt" in lines[0]
    await stage.press("1.5 velfærdsteknologi", "enter")
    assert stage.screen._item is not None
    assert stage.screen._item.number == "1.5"
    assert stage.screen.paper.current_index == 19
    assert stage.app.focused is stage.screen.paper


async def test_another_meeting_is_opened(sample: Store) -> None:
    sample.import_reading(bundle(), BUNDLE_BYTES, "SEK")
    async with on_stage(make_app(sample)) as stage:
        first = stage.meeting.title
        await stage.press("ctrl+o")
        assert "Møder" in stage.text
        other = next(head for head in sample.meetings() if head.title != first)
        assert "uden dato" in stage.text
        assert f"{other.decided} af {other.points} besluttet" in stage.text
        await stage.press(f"uden dato 0 af {other.points}" if not other.date else other.title, "enter")
        assert stage.meeting.id == other.id
        assert ("8. december 2023" if other.date else "dato ikke trykt") in stage.title
        assert stage.app.focused is stage.screen.agenda
        await stage.press("full_stop", "b", "g")
        assert stage.status.endswith("gemt · U fortryder")
        assert sample.meeting(other.id).points != ()
        await stage.press("ctrl+o", "escape")
        assert stage.meeting.id == other.id


async def test_meetings_are_listed_with_the_latest_first_and_those_without_a_date_before_them(store: Store) -> None:
    for name, day in (("a", "Dato: 3. maj 2023"), ("b", ""), ("c", "Dato: 8. december 2023")):
        content = f"Byrådet\nDagsorden\n{day}\n\n1. Godkendelse af dagsorden\n\n2. Budget {name}\n".encode()
        store.import_reading(read_bytes(f"{name}.txt", content), content, "SEK")
    async with on_stage(make_app(store)) as stage:
        await stage.press("ctrl+o")
        listed = [line for line in stage.text.splitlines() if "besluttet" in line and "│" in line]
        dates = ["uden dato" if "uden dato" in line else line.split(". ")[1].split(" 2023")[0] for line in listed]
        assert dates == ["uden dato", "december", "maj"]


@pytest.mark.parametrize("opened", ["ctrl+o", "question_mark", "f4", "ctrl+f"])
async def test_a_key_that_does_nothing_in_a_list_to_pick_from_says_so(stage: Stage, opened: str) -> None:
    await stage.press(opened, "f6")
    assert "F6 gør intet her · Esc lukker" in stage.text


@pytest.mark.parametrize("opened", ["ctrl+o", "question_mark", "ctrl+f"])
async def test_tab_leaves_the_letters_with_the_field(stage: Stage, opened: str) -> None:
    await stage.press(opened, "tab", "dagsorden")
    assert stage.app.screen.query_one("#needle").value == "dagsorden"


async def test_a_page_in_a_list_that_is_filtered_to_nothing_at_once(stage: Stage) -> None:
    await stage.press("question_mark")
    shown = stage.app.screen.list
    shown.action_page(1)
    shown.keep("xyzzy")
    shown._draw_ahead()
    assert shown.row_count == 0


async def test_where_nothing_passes_enter_says_that_there_is_nothing_to_pick(stage: Stage) -> None:
    await stage.press("ctrl+o", *"xyz", "enter")
    assert "Her er intet at vælge." in stage.text


async def test_a_key_that_does_nothing_at_a_source_says_so(stage: Stage) -> None:
    await stage.press("o", "X")
    assert "X gør intet her · Esc lukker" in stage.text
    await stage.press("escape")
    assert stage.app.screen is stage.screen
