"""Filters under a name, and what a filter shows of itself."""

from __future__ import annotations

from stage import Stage


async def test_a_filter_is_kept_used_again_and_taken_away(stage: Stage) -> None:
    await stage.press("3", "slash", "-anlæg børn", "enter")
    assert "[-anlæg] [børn]" in stage.text
    rows = stage.screen.budget.row_count
    await stage.press("w", "enter", "Drift for børn", "enter")
    assert stage.app.store.saved_filters() == {"Drift for børn": "-anlæg børn"}
    assert stage.status == "filteret Drift for børn · gemt · U fortryder"
    await stage.press("3", "escape")
    assert stage.screen.budget.needle == ""
    await stage.press("w", "enter")
    assert stage.screen.budget.needle == "-anlæg børn"
    assert stage.screen.budget.row_count == rows
    assert f"{rows} passer" in stage.status
    await stage.press("w", "end", "fjern", "enter")
    assert stage.app.store.saved_filters() == {}
    assert "fjernet · gemt" in stage.status
    await stage.press("U")
    assert stage.app.store.saved_filters() == {"Drift for børn": "-anlæg børn"}
    assert stage.status == "Fortrudt: filter gemt: Drift for børn: fjernet · gemt · R gentager"


async def test_a_kept_filter_that_does_not_fit_here_says_why(stage: Stage) -> None:
    stage.app.store.save_filter("Prognose", "[findes ikke] > 3", "SEK")
    await stage.press("3", "w", "enter")
    assert "Kolonnen findes ikke her" in stage.text
    assert stage.screen.budget.needle == ""
