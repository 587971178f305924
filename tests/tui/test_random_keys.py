"""Whatever is keyed in, in whatever order: the program lives, and what it wrote holds together."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from budgettui.export import export_minutes
from budgettui.store import Store
from stage import NARROW, WIDE, keys_for, make_app, on_stage

#: Keys that note something come often; those that only move come in between. None of them ends the program or leaves
#: the terminal.
LETTERS = "bgVXnPmDTIOZAEMLGWuUfesdtxchrpkljaivbgRU"
NAMED = (
    "up", "down", "left", "right", "enter", "escape", "tab", "shift+tab", "home", "end", "pageup", "pagedown",
    "backspace", "delete", "space", "full_stop", "comma", "slash", "f2", "f3", "f4", "f5", "f6", "f8", "f9",
    "question_mark", "exclamation_mark", "ctrl+k", "ctrl+o", "ctrl+f", "ctrl+t", "ctrl+u", "escape", "enter",
)
TYPED = ("RM DIR for; UC imod", "alle for", "næste fredag", "12,5", "UC følger op senest fredag", "[b]x[/b]", " ")


@pytest.mark.parametrize(("seed", "size"), [(1, WIDE), (2, NARROW), (3, (60, 20)), (4, NARROW)])
async def test_any_keys_in_any_order(
    sample: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, size: tuple[int, int]
) -> None:
    monkeypatch.chdir(tmp_path)  # a view may be exported
    chance = Random(seed)
    async with on_stage(make_app(sample), size) as stage:
        for _press in range(150):
            kind = chance.random()
            typed = keys_for(chance.choice(TYPED)) if kind < 0.1 else [chance.choice(LETTERS if kind < 0.6 else NAMED)]
            await stage.burst(*typed)
    assert sample.verify() == []
    before = {head.id: sample.meeting(head.id) for head in sample.meetings()}
    assert all(export_minutes(sample, meeting) for meeting in before)
    sample.rebuild()
    assert {head.id: sample.meeting(head.id) for head in sample.meetings()} == before
