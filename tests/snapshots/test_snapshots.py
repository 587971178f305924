"""How the screen looks: few pictures, and only of what would be seen at once if it broke.

``pytest tests/snapshots --snapshot-update`` takes them anew; look at them before they are committed.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from budgettui.store import Store, open_store
from stage import NARROW, WIDE, Stage, keys_for, make_app

Compare = Callable[..., bool]
Before = Callable[[Pilot[int]], Awaitable[None]]


def keys(*pressed: str, go_to: str = "") -> Before:
    """Press these keys in the meeting, at an agenda item."""

    async def before(pilot: Pilot[int]) -> None:
        stage = Stage(pilot.app, pilot)  # type: ignore[arg-type]
        await stage.rest()
        if go_to:
            await stage.open(go_to)
        await stage.press(*pressed)

    return before


#: Three decisions, so that the tally, the states and the links have something to show; then to the next open point
#: from the top of the paper, so that it does not matter when which panel was closed.
DECIDED = ("b", "g", "full_stop", "b", "f", "full_stop", "b", "s", "enter", "home", "full_stop")


#: The plan's overview with the initiatives' own tables beside it.
BESIDE = ("M", *"overblik", "enter", "c", "1", "full_stop", "0", "0", "0", "enter")
#: Sum and mean under the table.
SUMMED = ("a", "space", "down", "down", "space", "enter")


#: Everything adopted, what is left kept with a reason, and the minutes finalised.
FINAL = ("Z", "f9", *("b", "x", "enter", "down") * 3, "f", "f")


@pytest.mark.parametrize(
    ("size", "theme", "before"),
    [
        pytest.param(WIDE, "aften", keys(*DECIDED, go_to="1.5"), id="wide-deciding"),
        pytest.param(WIDE, "papir", keys("b", "u", go_to="1.4"), id="wide-light-panel"),
        pytest.param(NARROW, "kontrast", keys("2", go_to="1.4"), id="narrow-paper"),
        pytest.param(NARROW, "farvesikker", keys("3", "enter", "down", "down"), id="narrow-budget"),
        pytest.param(NARROW, "aften", keys("question_mark"), id="narrow-help"),
        pytest.param(WIDE, "aften", keys("f3", *BESIDE, "enter", "B"), id="wide-beside"),
        pytest.param(NARROW, "papir", keys("3", *BESIDE, "enter"), id="narrow-beside"),
        pytest.param(WIDE, "papir", keys("f3", "c", "enter", *SUMMED, "s", "f"), id="wide-compared"),
        pytest.param(NARROW, "aften", keys("3", "c", "enter", *SUMMED, "d"), id="narrow-compared"),
        pytest.param(NARROW, "papir", keys("f3", "c"), id="narrow-comparing"),
        pytest.param(WIDE, "papir", keys("f3", "c", "enter", "g", "g"), id="wide-chart"),
        pytest.param(NARROW, "aften", keys("3", "g"), id="narrow-chart"),
        pytest.param(WIDE, "papir", keys("1", "E", "c", *"lejemål", "enter", "down", "down", "t", "s", "enter"),
                     id="wide-agenda"),
        pytest.param(NARROW, "aften", keys("1", "E", "t", "n", *"nyt"), id="narrow-agenda"),
        pytest.param(WIDE, "aften", keys("f5", "down"), id="wide-checks"),
        pytest.param(WIDE, "papir", keys("f5", "down", "n", *"rettes"), id="wide-light-checks-note"),
        pytest.param(NARROW, "aften", keys("f5", "down", "1"), id="narrow-checks"),
        pytest.param(NARROW, "papir", keys("f5", "down", "enter"), id="narrow-light-places"),
        pytest.param(WIDE, "papir", keys("W", "space", "down", "space", "down", "space", "space"), id="wide-tally"),
        pytest.param(NARROW, "kontrast", keys("W", "A"), id="narrow-tally"),
        pytest.param(WIDE, "aften", keys("Z", "f9", "b", "x", "enter", "down"), id="wide-checklist"),
        pytest.param(NARROW, "papir", keys("f9"), id="narrow-checklist"),
        pytest.param(WIDE, "papir", keys("b", "g", "f9", "l", go_to="1.5"), id="wide-aloud"),
        pytest.param(NARROW, "aften", keys("b", "g", "f9", "l", go_to="1.5"), id="narrow-aloud"),
        pytest.param(WIDE, "aften", keys(*FINAL, "u", "x", "enter"), id="wide-final"),
        pytest.param(NARROW, "kontrast", keys(*FINAL, "g"), id="narrow-final"),
    ],
)
def test_the_meeting(
    sample: Store, snap_compare: Compare, size: tuple[int, int], theme: str, before: Before,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # A picture is not to change with every word of the minutes.
    monkeypatch.setattr("budgettui.export.final.checksum", lambda _text: "0123456789abcdef" * 4)
    assert snap_compare(make_app(sample, theme=theme), terminal_size=size, run_before=before)


#: An amendment with one below it, a member who is disqualified and one who leaves, and a vote that does not add up.
AMENDED = ("X", "n", *keys_for("mindre"), "tab", "C", "enter", "u", *keys_for("kun det halve"), "enter", "home", "g")


@pytest.mark.parametrize(
    ("size", "theme", "before"),
    [
        pytest.param(WIDE, "aften", keys("I", *AMENDED, go_to="2"), id="wide-amendments"),
        pytest.param(WIDE, "papir", keys("P", "g", "down", "h", *keys_for("ansat"), "enter", go_to="2"),
                     id="wide-attendance"),
        pytest.param(NARROW, "kontrast", keys("V", *keys_for("A B for; 2 C imod"), "enter", go_to="2"),
                     id="narrow-vote"),
        pytest.param(NARROW, "aften", keys("V", *keys_for("A B for; C imod"), "enter", "D", go_to="2"),
                     id="narrow-dissent"),
    ],
)
def test_the_floor(
    council: Store, snap_compare: Compare, size: tuple[int, int], theme: str, before: Before
) -> None:
    assert snap_compare(make_app(council, theme=theme), terminal_size=size, run_before=before)


def test_the_start(snap_compare: Compare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with open_store(Path("tom.db")) as store:
        app = make_app(store)
        store.file = Path("/hjem/tom.db")  # what stands on the screen must not name the machine
        assert snap_compare(app, terminal_size=NARROW)
