"""The tally as a screen: what is tried, what is kept, and that trying records nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgettui.domain.meeting.decisions import Bucket
from budgettui.store import NewEvent, Store
from budgettui.tui.screens.tally import TallyScreen
from stage import ACTOR, NARROW, Stage, make_app, on_stage


def tally_screen(stage: Stage) -> TallyScreen:
    assert isinstance(stage.app.screen, TallyScreen)
    return stage.app.screen


def status(stage: Stage) -> str:
    return tally_screen(stage).status.told


async def test_trying_a_point_shows_it_and_records_nothing(stage: Stage) -> None:
    before = stage.meeting
    await stage.press("W", "space")
    screen = tally_screen(stage)
    assert list(screen.assumed.values()) == [Bucket.DECIDED]
    assert "Hvis det prøvede punkt blev sådan" in stage.text
    assert "Intet er noteret" in status(stage)
    for _ in range(3):
        await stage.press("space")
    assert screen.assumed == {}
    assert "blev sådan" not in stage.text
    await stage.press("A")
    assert set(screen.assumed.values()) == {Bucket.DECIDED}
    await stage.press("0", "escape")
    assert stage.app.screen is stage.screen
    assert stage.meeting == before


async def test_a_scenario_is_saved_compared_fetched_and_deleted(stage: Stage) -> None:
    await stage.press("W", "space", "s", "Forligt", "enter")
    (saved,) = stage.meeting.scenarios
    assert saved.name == "Forligt"
    assert "gemt" in status(stage)
    assert "Scenarie: Forligt" in stage.text
    await stage.press("0")
    assert "blev sådan" not in stage.text
    await stage.press("f", "down", "enter")
    assert tally_screen(stage).assumed == dict(saved.points)
    await stage.press("c", "enter")
    assert "Scenarie: Forligt" not in stage.text
    await stage.press("D", "down", "enter")
    assert stage.meeting.scenarios == ()
    await stage.press("U")
    assert stage.meeting.scenarios == (saved,)
    assert "Fortrudt" in status(stage)
    await stage.press("R")
    assert stage.meeting.scenarios == ()


async def test_the_amounts_of_a_line_can_be_corrected(stage: Stage) -> None:
    await stage.press("W", "enter")
    effect = tally_screen(stage).list.current
    assert effect is not None
    year = min(effect.link.amounts)
    await stage.press(*["backspace"] * 12, "x")
    assert "ikke et tal" in stage.text
    await stage.press("backspace", "-7,5", "enter")
    _item, point = stage.meeting.find_point(effect.point)
    assert point.links[-1].amounts[year] == -750_000_000
    assert "−7,5" in stage.text
    assert "rettet · gemt" in status(stage)
    assert stage.app.screen.focused is tally_screen(stage).list


async def test_a_line_below_one_of_another_state_and_mixed_price_levels_are_told(sample: Store) -> None:
    (head,) = sample.meetings()
    meeting = sample.meeting(head.id)
    child = next(point for point in meeting.points if point.links)
    other = next(point for point in meeting.points if not point.links)
    node = child.links[0].node.rpartition("/")[0]
    link = {"point": other.id, "node": node, "label": "Hele temaet", "amounts": {"2024": -10**9}}
    sample.append([
        NewEvent("line_linked", {**link, "price_level": "2024-priser"}, meeting.id),
        NewEvent("decided", {"point": other.id, "outcome": "approved"}, meeting.id),
        NewEvent("decided", {"point": child.id, "outcome": "postponed", "text": ""}, meeting.id),
    ], ACTOR)
    async with on_stage(make_app(sample)) as stage:
        await stage.press("W")
        assert "i mio. kr. · 2023-priser + 2024-priser" in stage.text
        assert "Prisniveauerne er lagt sammen, som de står" in stage.text
        assert "En linje under en linje med en anden tilstand tælles i sin egen: ↳." in " ".join(stage.text.split())
        await stage.press("down")
        assert "↳ udsat" in stage.text
        assert status(stage).endswith("↳ under Hele temaet, som er besluttet")


async def test_copying_saving_nothing_and_help_say_so(narrow: Stage) -> None:
    await narrow.press("W", "y")
    assert "kopieret" in status(narrow)
    await narrow.press("b")
    assert status(narrow) == "b gør intet her · ? viser tasterne"
    await narrow.press("s")
    assert "intet prøvet" in status(narrow)
    await narrow.press("A som i går")
    assert status(narrow) == "r gør intet her · Esc lukker"
    assert not narrow.app.screen.assumed, "a name that cannot be asked for is no command"
    await narrow.press("escape", "question_mark")
    assert "prøv punktets næste tilstand" in narrow.text
    assert narrow.app.size == NARROW


async def test_an_amendment_at_an_item_without_points_is_tried_and_kept(sample: Store) -> None:
    (head,) = sample.meetings()
    meeting = sample.meeting(head.id)
    item = next(one for one in meeting.items if one.type == "item" and not one.points and one.open)
    link = {"node": "k/a", "label": "Skoler", "amounts": {"2024": 12_000_000_00}}
    payload = {"id": "x", "item": item.id, "text": "tolv mere til skoler", "links": [link]}
    sample.append([NewEvent("amendment_set", payload, meeting.id)], ACTOR)
    async with on_stage(make_app(sample)) as stage:
        await stage.press("W", "end")
        assert f"{item.number} ændringsforslag 1  Skoler" in stage.text
        assert status(stage) == f"{item.number} ændringsforslag 1 tolv mere til skoler · Skoler"
        await stage.press("enter")
        assert status(stage) == "Beløbet er ændringsforslagets: X på punktet retter det."
        await stage.press("space")
        assert tally_screen(stage).assumed == {"x": Bucket.DECIDED}
        await stage.press("s", *"skoler", "enter")
        await stage.rest()
        assert [dict(one.points) for one in stage.meeting.scenarios] == [{"x": Bucket.DECIDED}]


async def test_a_scenario_is_exported(stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    await stage.press("W", "space", "s", *"forlig", "enter")
    await stage.rest()
    await stage.press("ctrl+e", "enter")
    await stage.until(lambda: "Virkningen er eksporteret til" in status(stage))
    (written,) = tmp_path.glob("virkning-2023-12-08-*.md")
    assert "| forlig: besluttet " in written.read_text(encoding="utf-8")


async def test_what_is_copied_reaches_the_desktop_too(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    got, tool = tmp_path / "got", tmp_path / "xclip"
    tool.write_text(f'#!/bin/sh\ncat > "{got}.new" && mv "{got}.new" "{got}"\n')
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    await stage.press("W", "y")
    await stage.until(got.exists)
    assert got.read_text(encoding="utf-8") == stage.app.clipboard


async def test_what_is_tried_and_compared_leaves_the_points_in_sight(narrow: Stage) -> None:
    await narrow.press("W", "space", "s", "Forligt", "enter", "down", "space")
    for words in ("Scenarie: Forligt: besluttet", "Hvis de 2 prøvede punkter blev sådan: besluttet", "▸ ✓ 1.5 At 2)",
                  "Mellemrum Prøv"):
        assert words in narrow.text


async def test_the_price_level_of_what_is_decided_stands_with_its_unit(stage: Stage) -> None:
    assert " Besluttet indtil nu mio. kr. 2023-priser   2023 0,0 af −128,0" in stage.text


async def test_capital_that_is_added_to_operating_is_said(narrow: Stage) -> None:
    await narrow.press("3", "end", "L", "2", "b", "g")
    told = "2023-priser · også uden prisniveau · drift + anlæg"
    assert told in narrow.text
    await narrow.press("W")
    assert f"i mio. kr. · {told}" in narrow.text


async def test_unit_price_level_and_open_points_are_on_a_narrow_screen(narrow: Stage) -> None:
    def bar() -> str:
        return next(line.rstrip() for line in narrow.text.splitlines() if line.startswith(" Besluttet"))

    assert bar() == " Besluttet mio. kr. 2023-priser  2023 0/−128  2024 0/−189  2025 0/−225   åbne 39"
    assert "mangler" not in narrow.text
    await narrow.open("1.5")
    for _point in range(9):
        await narrow.press("b", "g", "full_stop")
    assert bar() == " Besluttet mio. kr.  2023 −26,9/−128  2024 −38,1/−189  2025 −49,2/−225   åbne 30"
    assert "\n 2023-priser  mangler: 2023 −101,1  2024 −150,9  2025 −175,8" in narrow.text
