"""Text from documents is text: it runs nothing, sends nothing to the terminal and crashes nothing."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from rich.cells import cell_len

from budgettui.domain.paper.reading import AgendaItem, Paper, Participant, Point, Section, Table
from budgettui.store import Store, open_store
from stage import NARROW, WIDE, Stage, make_app, on_stage
from store_material import columns, reading, row

NASTY = (
    "[@click=app.quit]klik[/] [b]fed[/b] [/b] [/] [link=file:///x]l[/link] {0} %s $HOME \\[ "
    "\x1b[31mrød\x1b[0m \x1b]52;c;aGVq\x07 \x1b]0;titel\x07 \x9b31m \u202egnol\u202c \u2066x\u2069 \u200f \ufeff "
    "\x00 \x07 \x08\x08 \r\x0b\x0c\x7f\x85 漢字かな交じり文 ﷽ 👩‍👩‍👧‍👦 e\u0301\u0301\u0301 ａｂｃ \t."
)
#: What must never reach the terminal out of a document: controls (but for the line's end) and direction marks.
FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
CONTENT = b"et papir med alt, hvad der kan skade\n"


def nasty_store(path: Path) -> Store:
    """A meeting whose every text is hostile; it does not come through the reader, which would clean it."""
    store = open_store(path)
    text = NASTY
    store.import_reading(
        reading(
            CONTENT,
            name=f"{NASTY}.txt",
            kind="bundle",
            title=text,
            municipality=text,
            department=text,
            body=text,
            participants=(Participant(text, "present", "[b]X"), Participant("漢" * 200, "apology", None)),
            agenda_items=(
                AgendaItem("1", text, "section"),
                AgendaItem("1.1", text, minutes=text, attachments=(text,)),
                AgendaItem("1.2", "漢字" * 80, decision_points=(Point(1, text), Point(None, "字" * 400))),
                AgendaItem("[/b]", text, open=False, decision_points=(Point(7, text),)),
            ),
            papers=(
                Paper(
                    "proposal", text, agenda_item="1.1", case_number=text, from_=text, to=text,
                    sections=(Section(text, f"{text}\n\n{text * 20}", "[b]"),),
                    decision_points=(Point(1, text), Point(2, f"{text} tages til efterretning")),
                ),
            ),
            tables=(
                Table(
                    text,
                    "mio. kr.",
                    columns((text, "approved", 2024), (text, "executed", 2024), ("漢字" * 30, "other", None)),
                    (row(text, "12", "13", "1"), row("漢" * 90, "1", "2", None), row("[/b] i alt", "13", "15", "1")),
                    department=text,
                ),
            ),
        ),
        CONTENT,
        "[b]SEK\x1b[0m",
    )
    return store


@pytest.fixture
async def nasty(tmp_path: Path) -> AsyncIterator[Stage]:
    with nasty_store(tmp_path / "ond.db") as store:
        async with on_stage(make_app(store)) as stage:
            yield stage


WALK = (
    "1", "home", "down", "down", "down", "up", "2", "home", "end", "o", "pagedown", "end", "escape", "3", "enter",
    "enter", "o", "escape", "greater_than_sign", "u", "s", "y", "f5", "escape", "f4", "escape", "f6", "escape", "M",
    "enter", "ctrl+o", "escape", "2", "home", "y", "b", "g", "b", "escape", "V", "escape", "T", "x", "enter", "f6",
    "escape", "m", "escape", "P", "a", "i", "escape", "L", "G", "question_mark", "escape", "U", "R", "A", "ctrl+e",
    "escape", "slash", "b", "enter", "n", "escape", "1", "slash", "b", "escape", "full_stop", "comma",
)


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_nothing_acts_and_nothing_crashes_on_any_screen(tmp_path: Path, size: tuple[int, int]) -> None:
    with nasty_store(tmp_path / "ond.db") as store:
        async with on_stage(make_app(store), size) as stage:
            for key in WALK:
                await stage.press(key)
                assert stage.app.is_running, key
                assert stage.app.return_code is None, key
                found = FORBIDDEN.search(stage.text)
                assert found is None, (key, found)
                for line in stage.text.splitlines():
                    assert cell_len(line) == size[0], (key, line)
            assert any(point.outcome for point in store.meeting(stage.meeting.id).points)


async def test_markup_stands_as_it_is_written(nasty: Stage) -> None:
    await nasty.press("1", "home", "down", "down", "up", "2", "end")
    assert "[@click=app.quit]klik[/]" in nasty.text
    await nasty.press("b")
    assert "[@click=app.quit]klik" in nasty.text, "also in the frame of a panel"
    await nasty.press("escape", "f4")
    assert "[@click=app.quit]klik" in nasty.text


async def test_a_linked_line_is_named_as_it_is_printed(nasty: Stage) -> None:
    await nasty.press("1", "home", "down", "3", "home", "enter", "end", "L")
    while not any(link.label.startswith("[/b]") for point in nasty.meeting.points for link in point.links):
        assert nasty.screen.budget.cursor, "the total with markup in its name is in the table"
        await nasty.press("up", "L")
    await nasty.press("b")
    assert "Virkning: [/b] i alt" in nasty.text or "[/b] i alt" in nasty.text


async def test_no_cell_has_a_link_or_an_action(nasty: Stage) -> None:
    for keys in (("1",), ("2",), ("3",), ("b",), ("escape", "f4"), ("escape", "o"), ("escape", "P")):
        await nasty.press(*keys)
        for strip in nasty.app.screen._compositor.render_strips():
            for segment in strip:
                style = segment.style
                assert style is None or not style.link
                assert style is None or "@click" not in (style.meta or {})


async def test_a_click_on_markup_does_nothing(nasty: Stage) -> None:
    await nasty.press("1", "home", "down", "2", "home")
    for y in range(2, 8, 2):
        for x in range(40, 90, 17):
            await nasty.pilot.click(offset=(x, y))
            assert nasty.app.is_running
            assert nasty.app.return_code is None


async def test_typed_text_is_only_text(stage: Stage) -> None:
    await stage.press("b", "tab", "[b]fed[/b] [@click=app.quit]x[/]", "shift+tab", "g")
    assert stage.point("1.1", 1).decision_text == "[b]fed[/b] [@click=app.quit]x[/]"
    assert "[b]fed[/b] [@click=app.quit]x[/]" in stage.text
    await stage.press("b")
    assert "[b]fed[/b]" in stage.text
    await stage.press("escape", "T", "[/b]", "enter", "f6")
    assert "[/b]" in stage.text


async def test_the_copied_text_is_clean(nasty: Stage) -> None:
    await nasty.press("2", "end", "y")
    assert nasty.app.clipboard
    assert FORBIDDEN.search(nasty.app.clipboard) is None


async def test_a_store_path_with_markup_is_shown_as_it_is(tmp_path: Path) -> None:
    with open_store(tmp_path / "[red]\x1b[31m[b].db") as store:
        async with on_stage(make_app(store)) as stage:
            assert "[b].db" in stage.text
            assert FORBIDDEN.search(stage.text) is None


async def test_wide_signs_are_cut_at_whole_cells(nasty: Stage) -> None:
    await nasty.press("1", "home", "down", "down")
    frames = [line for line in nasty.text.splitlines() if "漢" in line]
    assert frames
    assert all(cell_len(line) == WIDE[0] for line in frames)
    assert all(line.rstrip().endswith("│") for line in frames if line.startswith("│"))


def test_the_hostile_text_is_hostile() -> None:
    """The walk above proves something only while its text holds what is forbidden."""
    assert len(set(FORBIDDEN.findall(NASTY))) > 12
