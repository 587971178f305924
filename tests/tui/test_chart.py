"""The charts of a view: what they are made of, and how they are drawn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgettui.domain.budget.chart import Amount, Bar, bars, shares, waterfall
from budgettui.tui import text
from budgettui.tui.screens import chart
from stage import Stage

amounts = st.lists(st.integers(-(10**12), 10**12).map(lambda amount: Amount("x", amount)), max_size=40)
most = st.integers(3, 20)


@given(amounts, most)
def test_no_line_is_left_out(found: list[Amount], most: int) -> None:
    for made in (bars(found, most), shares(found, most)):
        assert len(made) <= most
        assert sum(bar.value for bar in made) == sum(one.amount for one in found)
        assert sum(bar.rest or 1 for bar in made) == len(found)


@given(amounts, st.integers(-(10**12), 10**12), st.integers(-(10**12), 10**12), st.integers(4, 20))
def test_the_way_from_one_total_to_the_other_has_no_gap(
    found: list[Amount], start: int, end: int, most: int
) -> None:
    made = waterfall(start, found, end, most)
    assert len(made) <= most
    assert (made[0], made[-1]) == (Bar("", 0, start, start, "total"), Bar("", 0, end, end, "total"))
    at = start
    for bar in made[1:-1]:
        assert (bar.start, bar.end - bar.start) == (at, bar.value)
        at = bar.end
    assert at == end
    explained = start + sum(one.amount for one in found)
    assert [bar.value for bar in made if bar.kind == "apart"] == ([end - explained] if end != explained else [])


def lines(stage: Stage) -> list[str]:
    return stage.text.splitlines()


async def test_bars_then_the_way_then_shares(stage: Stage) -> None:
    await stage.press("f3", "d", "c", "enter", "g")
    assert lines(stage)[0].startswith(" Diagram · søjler · Årsberetning 2024 · Drift i alt · Forskel 2024")
    assert lines(stage)[0].rstrip().endswith("mio. kr. · decentr. og ikke-decentr. lagt sammen")
    first = next(line for line in lines(stage) if line.startswith("Børn og Unge"))
    assert "+99┤" in first
    assert "█" in first
    assert "▒" in next(line for line in lines(stage) if line.startswith("Borgmesterens"))
    await stage.press("g")
    assert "fra Budget 2024 til Regnskab 2024" in lines(stage)[0]
    way = [line.split("┤")[0].split() for line in lines(stage) if "┤" in line]
    assert way[0] == ["Budget", "2024", "23.880"]
    assert way[1] == ["Børn", "og", "Unge", "+99"]
    assert way[-1] == ["Regnskab", "2024", "24.068"]
    assert "Aksen begynder ikke ved nul." in stage.text
    await stage.press("g")
    assert "peger hver sin vej og har ingen andele" in stage.text
    await stage.press("escape")
    assert stage.app.screen is stage.screen
    assert stage.app.focused is stage.screen.budget


async def test_a_narrow_title_keeps_what_the_chart_is_of(narrow: Stage) -> None:
    await narrow.press("f3", "u", "less_than_sign", "g")
    title = lines(narrow)[0].rstrip()
    assert title.endswith("… · Drift, dec. i alt · Regnskab 2024  1.000 kr."), title


async def test_shares_are_of_one_nature(stage: Stage) -> None:
    await stage.press("f3", "d", "less_than_sign", "g", "left")
    assert "andele af det hele" in lines(stage)[0]
    # 9.922 of 24.068.
    assert "41,2 %" in next(line for line in lines(stage) if line.startswith("Sociale Forhold"))
    await stage.press("d")
    assert "Anlæg i alt" in lines(stage)[0]
    assert "9.922" not in stage.text


async def test_what_does_not_fit_is_drawn_together(narrow: Stage) -> None:
    await narrow.press("3", "f", "less_than_sign", "g")
    rest = next(line for line in lines(narrow) if line.startswith("øvrige"))
    assert "linjer)" in rest
    assert "linjer er lagt sammen under øvrige." in narrow.text
    assert all(len(line) <= 80 for line in lines(narrow))


async def test_without_lines_or_columns_nothing_is_drawn(stage: Stage) -> None:
    await stage.press("f3", "slash", "xyzzy", "enter", "g")
    assert stage.status == "Her er intet at tegne."


async def test_a_plain_terminal_gets_plain_signs(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    await stage.press("f3")
    monkeypatch.setattr(text, "UTF8", False)
    monkeypatch.setattr(chart, "UTF8", False)
    await stage.press("g")
    rows = lines(stage)[1:-1]
    assert any("#" in line for line in rows)
    assert not set("".join(rows)) & set("█▒┤┌┐└┘─│")
