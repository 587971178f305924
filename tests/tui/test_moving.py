"""Moving about: panes, zoom, filters, sizes. The focus is never lost and the cursors stay where they were."""

from __future__ import annotations

import itertools

import pytest

from budgettui.store import NewEvent, Store
from budgettui.tui.saver import Act
from stage import NARROW, WIDE, Stage, make_app, on_stage


async def resize(stage: Stage, size: tuple[int, int]) -> None:
    await stage.pilot.resize_terminal(*size)
    await stage.rest()


def shown(stage: Stage) -> set[str]:
    """Which panes are on the screen."""
    return {name for name in ("agenda", "paper", "budget") if stage.screen.query_one(f"#{name}").region.area}


async def test_the_first_frame_has_the_whole_meeting(stage: Stage) -> None:
    for words in (
        "1 Dagsorden", "2 1.1 Dagsorden", "3 Budget", "At 1) dagsordenen godkendes.", "Børn og Unge",
        "Besluttet indtil nu", "af −128,0", "af −189,0", "af −225,0", "● gemt", "7 til stede", "8. december 2023",
        "? Hjælp", "mio. kr.", "■ 2.1 Lukket punkt",
    ):
        assert words in stage.text, words
    assert stage.app.focused is stage.screen.paper


async def test_panes_by_number_and_by_tab(stage: Stage) -> None:
    for key, name in (("1", "agenda"), ("3", "budget"), ("2", "paper")):
        await stage.press(key)
        assert stage.app.focused is not None
        assert stage.app.focused.id == name
    walked = []
    for key in ("tab", "tab", "tab", "shift+tab", "shift+tab"):
        await stage.press(key)
        walked.append(stage.app.focused.id)
    assert walked == ["budget", "agenda", "paper", "agenda", "budget"]


async def test_the_key_bar_follows_the_pane(stage: Stage) -> None:
    assert "u Enhed" not in stage.keys
    await stage.press("3")
    assert "u Enhed" in stage.keys
    await stage.press("m")
    assert stage.keys.startswith("Esc"), "a panel says its own keys"
    await stage.press("escape", "slash")
    assert "Enter Behold filteret" in stage.keys


async def test_the_paper_follows_the_agenda(stage: Stage) -> None:
    await stage.press("1", "down", "down")
    assert stage.screen.paper.border_title == "2 1.3 Fremadrettet brug af deltagerbudgetter"
    assert "At 2) der afsættes 200.000 kr." in stage.paper
    assert stage.status == "1.3 Fremadrettet brug af deltagerbudgetter · ubesluttet"
    await stage.press("l")
    assert stage.app.focused is stage.screen.paper
    assert stage.status == "At 1) ubesluttet · b beslutter"


@pytest.mark.parametrize(("forward", "back"), [("down", "up"), ("j", "k")])
async def test_the_cursor_moves_by_row(stage: Stage, forward: str, back: str) -> None:
    for pane in ("1", "2", "3"):
        await stage.press("1", "home", *["down"] * 4, pane, "home", forward, forward, back)
        assert stage.screen._pane(stage.screen.active).cursor == 1, pane


async def test_the_cursor_moves_by_page_and_to_the_ends(stage: Stage) -> None:
    await stage.open("1.5")
    paper = stage.screen.paper
    await stage.press("home")
    assert paper.cursor == 0
    await stage.press("pagedown")
    assert paper.cursor == paper.page_rows - 1
    assert paper.top == paper.cursor - 1, "the last two lines of the page before stay in sight"
    await stage.press("pageup")
    assert (paper.cursor, paper.top) == (0, 0)
    await stage.press("end")
    assert paper.cursor == paper.row_count - 1
    assert "At 28) Salg af ejendom" in stage.text
    await stage.press("end", "down", "pagedown", "home", "up")
    assert paper.cursor == 0


async def test_an_item_is_found_where_it_was_left(stage: Stage) -> None:
    await stage.open("1.4")
    await stage.press("home", "down", "down", "1", "up", "down", "2")
    assert stage.screen.paper.cursor == 2


async def test_zoom_and_back(stage: Stage) -> None:
    await stage.press("3", "z")
    assert shown(stage) == {"budget"}
    assert "Ruden er forstørret" in stage.status
    await stage.press("z")
    assert shown(stage) == {"agenda", "paper", "budget"}
    await stage.press("2", "z", "escape")
    assert shown(stage) == {"agenda", "paper", "budget"}
    await stage.press("f3")
    assert shown(stage) == {"budget"}
    await stage.press("f2")
    assert shown(stage) == {"agenda", "paper", "budget"}
    assert stage.app.focused is stage.screen.agenda


# Filters.


async def test_filter_the_agenda(stage: Stage) -> None:
    await stage.press("1", "slash", "kvartal")
    assert stage.screen.agenda.row_count == 1
    assert stage.status == "1 passer"
    await stage.press("enter")
    assert stage.screen._item is not None
    assert stage.screen._item.number == "1.4", "the paper follows the filtered agenda"
    assert stage.app.focused is stage.screen.agenda
    await stage.press("escape")
    assert stage.screen.agenda.row_count == 11
    assert stage.screen.agenda.current is not None
    assert stage.screen.agenda.current.number == "1.4"
    await stage.press("slash", "zzz")
    assert "Intet punkt passer." in stage.text
    await stage.press("escape")
    assert stage.screen.agenda.row_count == 11


async def test_search_the_paper_with_n_and_N(stage: Stage) -> None:
    await stage.open("1.4")
    await stage.press("home", "slash", "mio. kr.")
    paper = stage.screen.paper
    hits = [row for row, line in enumerate(paper.rows) if "mio. kr." in line.text.casefold()]
    assert len(hits) > 5
    assert stage.status == f"{len(hits)} passer"
    await stage.press("enter")
    walked = [paper.cursor]
    for _step in hits:
        await stage.press("n")
        walked.append(paper.cursor)
    assert walked == [*hits, hits[0]], "n goes round"
    await stage.press("N")
    assert paper.cursor == hits[-1]
    await stage.press("escape", "n")
    assert stage.status == "Ingen søgning i gang: / søger."


async def test_the_filter_comes_back_to_be_changed(stage: Stage) -> None:
    await stage.press("1", "slash", "drøft", "enter", "slash")
    assert getattr(stage.app.focused, "value", None) == "drøft"
    await stage.press("backspace", "backspace", "escape")
    assert stage.screen.agenda.needle == ""


# Source and copy.


async def test_a_point_opens_its_source(stage: Stage) -> None:
    await stage.open("1.5")
    await stage.press("full_stop", "full_stop", "o")
    marked = [line for line in stage.text.splitlines() if line.startswith("▸")]
    assert [line.split()[1] for line in marked] == ["24", "25", "26"]
    assert "Prioritering og udvikling af virkningsfulde Housing First" in marked[0]
    assert "1-5-udviklingsplan.txt" in stage.text
    await stage.press("h")
    assert stage.screen.paper.current_index == 2
    assert stage.app.focused is stage.screen.paper


async def test_what_has_no_source_says_so(stage: Stage) -> None:
    await stage.open("3.1")
    await stage.press("o")
    assert "Kilden er ikke kendt" in stage.status


async def test_a_decision_is_copied(stage: Stage) -> None:
    await stage.press("b", "g", "y")
    assert stage.app.clipboard == "At 1) dagsordenen godkendes. — godkendt"
    assert stage.status == "Kopieret: At 1) dagsordenen godkendes. — godkendt"


async def test_what_goes_out_of_a_closed_item_is_said_to(stage: Stage) -> None:
    await stage.open("1.4")
    point = stage.point("1.4", 1).id
    task = {"id": "t", "text": "notat", "responsible": "UC", "item": stage.item("1.4").id}
    closing = {"item": stage.item("1.4").id, "open": False}
    linked = {"point": point, "node": "k", "label": "Linje", "amounts": {"2024": 1}}
    acts = ("action_set", task), ("line_linked", linked), ("item_set", closing)
    stage.screen.record(Act("", tuple(NewEvent(kind, data, stage.meeting.id) for kind, data in acts)))
    await stage.settle()
    await stage.press("2", "y")
    assert stage.status.startswith("Kopieret fra et lukket punkt, der ikke offentliggøres: At 1)")
    await stage.press("3", "C")
    assert stage.status.endswith("Tallene er fra et lukket punkts papir, der ikke offentliggøres.")
    await stage.press("E")
    assert "lukket punkts papir" in stage.text
    await stage.press("escape", "W", "y")
    assert "med det, som lukkede punkter har besluttet" in stage.text
    await stage.press("escape", "f6", "1", "y")
    assert "Kopieret fra et lukket punkt" in stage.text


# Small screens and changing ones.


async def test_one_pane_at_a_time_on_a_narrow_screen(narrow: Stage) -> None:
    for key, name in (("1", "agenda"), ("2", "paper"), ("3", "budget")):
        await narrow.press(key)
        assert shown(narrow) == {name}
        assert f"[{key}]" in narrow.title
        assert narrow.app.focused is not None
        assert narrow.app.focused.id == name
        for words in ("Besluttet mio. kr. 2023-priser", "0/−128", "0/−189", "0/−225", "åbne 39", "? Hjælp", "● gemt"):
            assert words in narrow.text, words
    await narrow.press("tab")
    assert shown(narrow) == {"agenda"}


async def test_an_item_opened_behind_a_narrow_screen_has_the_whole_width(narrow: Stage) -> None:
    await narrow.press("1", "end", "up", "up", "2")
    assert "At 1) forvaltningen får mandat til at forhandle inden for den" in narrow.text


async def test_a_point_is_decided_on_a_narrow_screen(narrow: Stage) -> None:
    await narrow.press("1", "b")
    assert shown(narrow) == {"paper"}, "what is decided upon is on the screen"
    for words in ("▸○ At 1) dagsordenen godkendes.", "g godkendt", "x taget af dagsordenen", "Tekst", "Frist"):
        assert words in narrow.text, words
    await narrow.press("g")
    assert "1.1 At 1) godkendt · gemt" in narrow.text
    assert narrow.app.focused is narrow.screen.agenda, "back where it was asked"
    assert shown(narrow) == {"agenda"}


async def test_a_long_point_is_whole_above_the_panel(narrow: Stage) -> None:
    await narrow.open("1.5")
    await narrow.press(*["full_stop"] * 3, "b")
    assert "At 4) Flere borgere med socialpsykiatriske" in narrow.text.split("╰")[0]


async def test_changing_between_wide_and_narrow_keeps_everything(stage: Stage) -> None:
    await stage.open("1.5")
    await stage.press(*["full_stop"] * 7, "3")
    line = stage.screen.budget.current
    for size, pane in itertools.product((NARROW, WIDE, (103, 30), (104, 30), WIDE), ("3", "2", "1")):
        await stage.press(pane)
        await resize(stage, size)
        assert stage.app.focused is stage.screen._pane(stage.screen.active)
        assert stage.screen.paper.current_index == 7
        assert stage.screen.budget.current == line
        assert stage.screen._item is not None
        assert stage.screen._item.number == "1.5"
    await stage.press("2")
    assert "▸○ At 8)" in stage.text


async def test_a_panel_survives_another_size(stage: Stage) -> None:
    await stage.press("b", "tab", "uden")
    await resize(stage, NARROW)
    assert stage.app.focused is not None
    assert stage.app.focused.id == "field-text"
    await stage.press(" bemærkning")
    await resize(stage, WIDE)
    await stage.press("shift+tab", "g")
    assert stage.point("1.1", 1).decision_text == "uden bemærkning"


@pytest.mark.parametrize("size", [(20, 5), (40, 10), (1, 1), (10, 40), (300, 8)])
async def test_tiny_terminals_do_not_crash(sample: Store, size: tuple[int, int]) -> None:
    async with on_stage(make_app(sample), size) as stage:
        for key in (
            "1", "down", "pagedown", "2", "end", "3", "enter", "greater_than_sign", "u", "s", "o", "escape", "slash",
            "a", "escape", "z", "z", "m", "x", "escape", "P", "escape", "b", "tab", "escape", "ctrl+p", "escape", "f4",
            "escape", "1", "home", "down", "2", "b", "g",
        ):
            await stage.press(key)
            assert isinstance(stage.text, str)
        assert stage.point("1.1", 1).outcome == "approved"


async def test_the_focus_is_never_lost(stage: Stage) -> None:
    keys = (
        "1", "home", "m", "b", "slash", "x", "enter", "escape", "2", "P", "escape", "V", "escape", "T", "escape", "f3",
        "b", "escape", "f2", "z", "m", "escape", "z", "o", "escape", "f4", "enter", "f5", "enter", "escape", "f6",
        "escape", "M", "enter", "ctrl+o", "enter", "ctrl+p", "escape", "question_mark", "escape", "ctrl+e", "escape",
        "ctrl+n", "escape", "ctrl+t", "escape", "U", "R", "A", "full_stop", "comma", "b", "g", "L", "L",
    )
    for key in keys:
        await stage.press(key)
        focused = stage.app.focused
        assert focused is not None, key
        assert focused.is_attached, key
        assert focused.screen is stage.app.screen, key
        assert focused.display, key


async def test_the_wheel_and_a_click_move_the_cursor(stage: Stage) -> None:
    await stage.pilot.click("#agenda", offset=(5, 4))
    await stage.rest()
    assert stage.app.focused is stage.screen.agenda
    assert stage.screen.agenda.cursor == 3
    assert stage.screen._item is not None
    assert stage.screen._item.number == "1.3"


async def test_a_rebound_key_takes_the_place_of_its_own(sample: Store) -> None:
    from budgettui.settings import Settings

    async with on_stage(make_app(sample, settings=Settings(keys={"point.decide": "ctrl+b"}))) as stage:
        assert "Ctrl+B Beslut" in stage.keys
        await stage.press("ctrl+b", "g")
        assert stage.point("1.1", 1).outcome == "approved"
        await stage.press("2", "b")
        assert not stage.screen.query("#panel")




async def test_a_point_of_the_agenda_itself_opens_at_its_line(stage: Stage) -> None:
    await stage.open("1.1")
    await stage.press("o")
    assert "moede.txt" in stage.text
    assert "dagsordenen godkendes" in stage.text
    await stage.press("escape")
    assert "Besluttet indtil nu" in stage.text


async def test_a_key_without_a_command_here_says_so_and_where_it_has_one(stage: Stage) -> None:
    """No key is silent: "u" belongs to the budget pane, "%" to none."""
    await stage.press("1", "u")
    assert "u virker i budget: skift enhed" in stage.status
    await stage.press("percent_sign")
    assert "% gør intet her · ? viser tasterne" in stage.status
    await stage.press("f12")
    assert "F12 gør intet her" in stage.status


async def test_a_key_in_the_filter_is_only_a_letter_of_it(stage: Stage) -> None:
    await stage.press("3", "slash", "percent_sign")
    assert "gør intet" not in stage.status


async def test_a_title_that_is_too_long_ends_in_dots_before_the_save_state(narrow: Stage) -> None:
    await narrow.press("1", "down", "down", "down")
    first = narrow.text.splitlines()[0]
    assert "8.12.2023 · 1.4 Opfølg… 7 til stede" in first
    assert "● gemt" in first


@pytest.mark.parametrize("key", ["b", "m", "T", "X", "D", "P", "V"])
async def test_a_question_goes_back_to_the_pane_that_it_was_asked_from(narrow: Stage, key: str) -> None:
    await narrow.press("3", "down", "down")
    before = narrow.text.splitlines()[1:-2]
    await narrow.press(key, "escape")
    assert narrow.app.focused is narrow.screen.budget
    assert narrow.text.splitlines()[1:-2] == before


async def test_what_a_question_pushes_away_comes_back(narrow: Stage) -> None:
    budget = narrow.screen.budget
    await narrow.press("3", "pagedown", *["up"] * 2)
    budget.move_to(budget.top + budget.page_rows - 1 - budget.MARGIN)
    top, cursor = budget.top, budget.cursor
    await narrow.press("ctrl+n")
    assert budget.top > top, "the row stays in sight above the question"
    await narrow.press("escape")
    assert (budget.top, budget.cursor) == (top, cursor)
    await narrow.press("ctrl+n", "escape", "home", "ctrl+n", "escape")
    assert budget.top == 0, "what was moved meanwhile stays there"


@pytest.mark.parametrize("keys", ["f5", "f6", "f7", "f9", "W", "Q", "enter o", "g", "f5 enter", "1 E"])
async def test_every_screen_opens_the_others_and_the_search(stage: Stage, keys: str) -> None:
    await stage.press("3", *keys.split())
    over = stage.app.screen
    assert over is not stage.screen
    await stage.press("ctrl+f")
    assert stage.text.splitlines()[0].strip() == "Søg i alt"
    await stage.press("escape")
    assert stage.app.screen is over, "the search goes back to where it was asked for"
    for key, title in (("f7", "aarsberetning"), ("f5", "Afstemning"), ("f6", "Opfølgning"), ("f9", "Afslut")):
        if key != keys:
            await stage.press(key)
            assert stage.text.split()[0].startswith(title), key
    await stage.press("f3")
    assert stage.app.screen is stage.screen
    assert stage.app.focused is stage.screen.budget


async def test_a_hit_in_the_meeting_is_gone_to_from_every_screen(stage: Stage) -> None:
    await stage.press("f6", "ctrl+f", "bordrunde")
    await stage.until(lambda: "▸ dagsorden" in stage.text)
    await stage.press("enter")
    assert stage.app.screen is stage.screen
    assert stage.screen.paper.border_title == "2 3.1 Bordrunde"


@pytest.mark.parametrize(
    ("key", "words"),
    [("ctrl+n", "Importér papirer"), ("ctrl+o", "Møder"), ("ctrl+k", "Nyt møde"), ("ctrl+e", "Eksportér referatet"),
     ("ctrl+s", "Alt er gemt."), ("ctrl+t", "Farvetema")],
)
async def test_what_works_on_every_screen_works_on_a_view(stage: Stage, key: str, words: str) -> None:
    await stage.press("f6", key)
    assert words in stage.text
