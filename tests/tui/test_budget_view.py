"""Other ways to look at the budget: compared, sorted by several, without noughts, added up, back and forward."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from test_budget import crumbs, labels, row_on_screen

from budgettui.store import Store
from stage import Stage, make_app, on_stage


def foot(stage: Stage) -> list[str]:
    """The lines under the table."""
    lines = stage.text.splitlines()
    rule = next(place for place, line in enumerate(lines) if line.startswith("│──"))
    return [line.strip("│ ") for line in lines[rule + 1 : rule + stage.screen.budget.foot_height]]


async def test_accounts_against_budget(stage: Stage) -> None:
    await stage.press("f3", "d", "c")
    assert "Regnskab 2024 mod Budget 2024" in stage.text
    assert "ved siden af  Decentraliserede områder 2018" in stage.text
    await stage.press("enter")
    assert stage.status == "Regnskab 2024 mod Budget 2024"
    # 9.922 − 9.865 is 57, and that is 0,6 percent.
    row = row_on_screen(stage, "Sociale Forhold og Beskæftigelse  ").split()
    assert row[-6:] == ["9.865", "≈", "9.922", "+57", "merforbrug", "+0,6"]
    # Capital was budgeted with −13 and ended at 1.
    assert row_on_screen(stage, "Sundhed og Omsorg · anlæg").split()[-3:] == ["+14,0", "mindreindtægt", "+107,7"]
    await stage.press("down", "up")
    assert stage.status == "Børn og Unge · Forskel 2024: +99 mio. kr. merforbrug"
    await stage.press("enter")
    assert "Forskel" in stage.text, "the comparison goes along into the line"
    await stage.press("c", "enter")
    assert stage.status == "Sammenligningen er taget væk."
    assert "Forskel" not in stage.text


async def test_a_year_against_the_last_is_a_rise_and_no_overspend(stage: Stage) -> None:
    await stage.press("f3", "d", "c", "down", "enter", "down", "up")
    assert stage.status == "Børn og Unge · Forskel: −139 mio. kr. fald"


async def test_another_material_beside_it(stage: Stage) -> None:
    await stage.press("M", "overblik", "enter", "f3", "c", "1.000", "enter")
    assert stage.status.endswith("1 linje står i begge, 0 kun i a, 0 kun i b.")
    assert "prisniveau ikke trykt i b" in stage.text
    assert "  a OVERBLIK OVER" in stage.text
    assert "  b UDVIKLINGS- OG" in stage.text
    # The overview is in mio. kr. and the detail in 1.000 kr.: −128 and −125,9.
    await stage.press("enter")
    assert "FOREBYGGELSE FOR BØRN OG UNGE" not in stage.text, "theme 1 is matched with the overview's 1"
    only_a = [label for label in labels(stage) if stage.screen.budget.line(labels(stage).index(label)).match == "mine"]
    assert only_a == ["I alt"]


async def test_a_line_of_the_other_material_says_whose_it_is(stage: Stage) -> None:
    await stage.press("f3", "c", "2018", "enter", "end")
    assert stage.screen.budget.current is not None
    assert stage.screen.budget.current.match == "mine"
    assert "‹ står kun i a" in stage.status
    await stage.stand_on("Sociale Forhold og Beskæftigelse")
    await stage.press("enter")
    await stage.stand_on("Socialforvaltningen")
    assert "› står kun i b" in stage.status
    await stage.press("enter")
    assert stage.status == "Socialforvaltningen står kun i Decentraliserede områder 2018: M viser det."


async def test_columns_are_picked(stage: Stage) -> None:
    await stage.press("f3", "v", "space", "down", "space")
    assert "○ Regnskab 2022" in stage.text
    assert "● Budget 2024" in stage.text
    await stage.press("enter")
    assert stage.status == "3 af 5 kolonner vises."
    assert [column.phase for column in stage.screen.budget.table.columns] == ["approved", "executed", "variance"]
    await stage.press("enter")
    assert len(stage.screen.budget.table.columns) == 3, "the choice goes along"
    await stage.press("v", "down", "down", "space", "down", "space", "down", "space", "enter")
    assert stage.status == "Ingen kolonne er valgt: alt er som før."
    await stage.press("v", "space", "escape")
    assert len(stage.screen.budget.table.columns) == 3


async def test_a_typed_word_narrows_what_is_marked(stage: Stage) -> None:
    await stage.press("f3", "v", "budget", "space", "enter")
    assert stage.status == "4 af 5 kolonner vises."


async def test_the_signs_of_the_order_stand_apart(stage: Stage) -> None:
    await stage.pilot.resize_terminal(80, 24)
    await stage.press("f3", "down", "enter", "s", "less_than_sign", "s")
    assert "  2↓2024" in stage.text
    assert "  1↓2024" in stage.text, "the variance has no more than three figures"


async def test_sorting_by_a_second_column(stage: Stage) -> None:
    await stage.press("f3", "less_than_sign", "less_than_sign", "s")
    assert "↓2024" in stage.text
    await stage.press("greater_than_sign", "S")
    assert stage.status == "Sorteret efter 1↓ Budget 2024 · 2↑ Regnskab 2024"
    assert "1↓2024" in stage.text
    assert "2↑2024" in stage.text
    assert labels(stage)[0] == "Sociale Forhold og Beskæftigelse"
    await stage.press("S")
    assert stage.status == "Sorteret efter Budget 2024, største først"
    await stage.press("less_than_sign", "s")
    assert stage.status == "Rækkefølge som trykt"


async def test_rows_of_noughts_are_hidden(stage: Stage) -> None:
    await stage.press("M", "1.000", "enter", "enter", "enter", "f3")
    before = stage.screen.budget.row_count
    noughts = [
        row for row in range(before)
        if all(not figure.amount for figure in stage.screen.budget.line(row).figures.values())
    ]
    await stage.press("x")
    hidden = "1 nulrække er skjult." if len(noughts) == 1 else f"{len(noughts)} nulrækker er skjult."
    assert stage.status == (hidden if noughts else "Ingen række her er nul; hvor der er nogen, skjules de.")
    assert stage.screen.budget.row_count == before - len(noughts)
    assert "[uden nulrækker] 1.000 kr." in stage.text, "as long as they are hidden"
    await stage.press("x")
    assert stage.status == "Alle rækker vises."
    assert "uden nulrækker" not in stage.text
    assert stage.screen.budget.row_count == before


async def test_natures_and_areas_are_added_when_asked_and_the_screen_says_so(stage: Stage) -> None:
    await stage.press("f3")
    assert [line.split("  ")[0] for line in foot(stage)[:5]] == [
        "Drift, dec. i alt", "Drift, ikke-dec. i alt", "Anlæg, dec. i alt", "Anlæg, ikke-dec. i alt",
        "Anlæg, øvrige i alt",
    ]
    assert "655" in row_on_screen(stage, "Børn og Unge · ikke-dec.")
    seen = []
    for _turn in range(5):
        await stage.press("d")
        seen.append((stage.status, stage.screen.budget.row_count))
        if "drift og anlæg lagt sammen" in stage.status:
            assert "mio. kr. · drift og anlæg lagt sammen · decentr. + ikke-decentr." in stage.text
            # 5.558 and 0,4.
            assert "5.558,4" in row_on_screen(stage, "Børn og Unge")
            assert foot(stage)[0].startswith("Drift og anlæg i alt")
        elif "lagt sammen" in stage.status:
            assert "mio. kr. · decentr. og ikke-decentr. lagt sammen" in stage.text
            assert "5.459   ≈" in row_on_screen(stage, "Børn og Unge"), "as the paper prints both of them together"
    assert seen == [
        ("Vises: decentr. og ikke-decentr. lagt sammen", 12), ("Vises: kun drift", 12), ("Vises: kun anlæg", 7),
        ("Vises: drift og anlæg lagt sammen", 6),
        ("Vises: drift og anlæg, decentr. og ikke-decentr. hver for sig", 19),
    ]


async def test_percent_of_the_level(stage: Stage) -> None:
    await stage.press("f3", "d", "p")
    assert stage.status == "Vises: pct. af niveauet"
    # 9.922 of 24.068.
    assert row_on_screen(stage, "Sociale Forhold og Beskæftigelse  ").split()[-3] == "41,2"
    assert foot(stage)[0].split()[-3] == "100,0"
    await stage.press("y")
    assert stage.app.clipboard.endswith(" %")


async def test_what_stands_under_the_table(stage: Stage) -> None:
    await stage.press("f3", "d", "a", "space", "down", "space", "down", "space", "down", "space", "down", "space")
    await stage.press("enter")
    assert stage.status == "Under tabellen: sum, antal linjer, gennemsnit, mindste, største"
    accounts = {line.split("  ")[0]: line.split()[-2] for line in foot(stage) if ", drift" in line}
    # 5.558 9.922 4.706 1.219 1.635 1.028.
    assert accounts == {
        "Sum, drift": "24.068", "Antal linjer, drift": "6", "Gennemsnit, drift": "4.011", "Mindste, drift": "1.028",
        "Største, drift": "9.922",
    }
    await stage.press("slash", "og b")
    assert foot(stage)[4].split()[-2] == "3", "they are of the rows that are shown"
    assert foot(stage)[0].startswith("Drift i alt uden filter")


async def test_bars_that_were_asked_for_are_seen_where_not_all_has_room(narrow: Stage) -> None:
    await narrow.press("3", "B")
    words = [line.split("█")[0].strip(" │") for line in narrow.text.splitlines() if "█" in line or "▒" in line]
    assert words == ["Regnskab 2022", "Regnskab 2023", "Budget 2024", "Regnskab 2024"]
    assert "Afvigelse 2024            +95" in narrow.text
    assert "linjer mere; d viser færre" in narrow.text


async def test_the_rows_numbers_as_bars(stage: Stage) -> None:
    await stage.press("f3", "d", "B")
    assert stage.status == "Linjens tal som søjler."
    words = [line.split("█")[0].strip() for line in foot(stage)[-5:]]
    assert words == ["Regnskab 2022", "Regnskab 2023", "Budget 2024", "Regnskab 2024", "Afvigelse 2024"]
    assert foot(stage)[-2].endswith("5.558")
    sizes = [line.count("█") for line in foot(stage)[-5:]]
    assert sizes[1] == max(sizes) > sizes[4] > 0
    await stage.press("B")
    assert stage.status == "Linjens år som kurve."


async def test_siblings_without_going_out(stage: Stage) -> None:
    await stage.press("3", "d", "J")
    assert stage.status == "Her er kommunen: der er intet niveau over."
    await stage.press("enter", "J")
    assert crumbs(stage)[-1] == "Sociale Forhold og Beskæftigelse"
    await stage.press("J", "J", "K")
    assert crumbs(stage)[-1] == "Sundhed og Omsorg"
    await stage.press("K", "K", "K")
    assert crumbs(stage)[-1] == "Børn og Unge"
    assert stage.status == "Her er den første på niveauet."
    await stage.press("left", "d", "d", "d", "d", "end", "enter", "J")
    assert stage.status == "Her er den sidste på niveauet.", "a line of several natures is one sibling"
    await stage.press("left", "d", "home", "s", "enter", "J")
    first = labels(stage)
    await stage.press("left")
    assert stage.screen.budget.cursor == 1, "in the order in which they were shown"
    await stage.press("enter")
    assert labels(stage) == first


async def test_back_and_forward_with_the_cursor(stage: Stage) -> None:
    await stage.press("3", "H")
    assert stage.status == "Der er intet at gå tilbage til."
    await stage.press("down", "down", "enter", "down", "down", "M", "overblik", "enter")
    title = stage.screen.budget.table.titles()[0]
    await stage.press("H")
    assert crumbs(stage)[-1] == "Sociale Forhold og Beskæftigelse"
    assert stage.screen.budget.cursor == 2
    await stage.press("alt+left")
    assert crumbs(stage) == ["Aarhus Kommune"]
    assert stage.screen.budget.cursor == 2
    await stage.press("F", "alt+right")
    assert stage.screen.budget.table.titles()[0] == title
    await stage.press("F")
    assert stage.status == "Der er intet at gå frem til."
    await stage.press("H", "left", "F")
    assert stage.status == "Der er intet at gå frem til.", "another way was taken"


async def test_in_and_out_shows_the_same(stage: Stage) -> None:
    await stage.press("f3", "d", "c", "enter", "x", "s", "p", "down", "down")
    before, cursor = stage.text, stage.screen.budget.cursor
    await stage.press("enter", "down", "enter", "left", "left")
    assert stage.screen.budget.cursor == cursor
    await stage.press("up", "down")
    rows = [line for line in before.splitlines() if line.startswith("│")]
    assert [line for line in stage.text.splitlines() if line.startswith("│")] == rows


async def test_a_compared_line_is_linked_with_its_own_amounts(stage: Stage) -> None:
    await stage.press("f3", "d", "c", "enter", "L")
    (link,) = stage.point("1.1", 1).links
    assert dict(link.amounts) == {2024: 555_800_000_000}


# Out of the screen.


async def write(stage: Stage, path: Path) -> None:
    """Answer the question for a file."""
    await stage.press("E")
    assert stage.app.focused is not None
    assert stage.app.focused.id == "field-path"
    await stage.press("ctrl+u", str(path), "enter")
    await stage.until(lambda: "Eksporterer" not in stage.status)


async def test_the_view_is_exported_as_it_stands(stage: Stage, tmp_path: Path) -> None:
    await stage.press("f3", "d", "c", "enter", "slash", "og b", "enter", "u")
    path = tmp_path / "ud.md"
    await write(stage, path)
    assert stage.status.startswith("Visningen er eksporteret til ")
    assert stage.app.focused is stage.screen.budget
    text = path.read_text(encoding="utf-8")
    assert "- Enhed: 1.000 kr." in text
    assert "- Filter: og b" in text
    # In thousands: 9.922.000.
    assert "9.922.000" in text
    assert "Teknik" not in text
    await write(stage, path)
    await stage.press("left")
    assert stage.screen.status.error == "", "the same again changes nothing"
    await stage.press("escape", "c", "enter")
    await write(stage, path)
    assert "findes. Vælg et andet navn." in stage.status
    assert path.read_text(encoding="utf-8") == text


async def test_a_file_without_a_format_and_a_left_question(stage: Stage, tmp_path: Path) -> None:
    await stage.press("f3")
    await write(stage, tmp_path / "ud.pdf")
    assert "endelsen siger ikke et format" in stage.status
    await stage.press("escape", "E")
    assert "aarsberetning-2024-aarhus-kommune.xlsx" in stage.text
    assert "Børn og Unge" in stage.text, "the numbers stay in sight"
    await stage.press("escape")
    assert stage.status == "Intet er gjort."
    assert list(tmp_path.glob("ud*")) == []


async def test_the_view_is_copied_with_what_must_be_known(stage: Stage) -> None:
    await stage.press("f3", "d", "C")
    assert stage.status == "12 rækker er kopieret med enhed, prisniveau og kilde."
    rows = [line.split("\t") for line in stage.app.clipboard.splitlines()]
    assert ["Enhed", "mio. kr. · decentr. og ikke-decentr. lagt sammen"] in rows
    assert ["Prisniveau", "ikke trykt"] in rows
    found = next(row for row in rows if row[0] == "Sociale Forhold og Beskæftigelse")
    assert found[1:6] == ["8800", "9290", "9865", "9922", "57"]


async def test_for_each_inhabitant(stage: Stage) -> None:
    await stage.press("f3", "d", "p", "p")
    assert stage.status == "Vises: kr. pr. indbygger"
    # 9.922 mio. kr. over 367.095 people.
    assert row_on_screen(stage, "Sociale Forhold og Beskæftigelse  ").split()[-3] == "27.028"
    await stage.press("p")
    assert stage.status == "Vises: beløb"


PRICES = 'name = "Skøn"\nversion = "2024-06"\nsource = "et brev"\n[rise]\n2024 = 10\n'


async def test_two_price_levels_ask_for_a_table_and_say_that_it_was_used(sample: Store, tmp_path: Path) -> None:
    with sample._write() as db:
        db.execute("UPDATE material SET price_level = '2024-priser' WHERE unit = '1.000 kr.'")
    async with on_stage(make_app(sample)) as stage:
        await stage.press("M", "overblik", "enter", "f3", "c", "1.000", "enter")
        assert "Omregn 2024-priser til 2023-priser" in stage.text
        assert "mio. kr. · 2023-priser ≠ 2024-priser" in stage.text
        assert "Forskel" not in stage.text
        await stage.press(str(tmp_path / "ingen.toml"), "enter")
        assert "ingen.toml findes ikke: Enter igen skriver en tabel" in " ".join(stage.text.split())
        await stage.press("enter")
        assert "er skrevet: udfyld den" in stage.status
        assert "[rise]" in (tmp_path / "ingen.toml").read_text(encoding="utf-8")
        assert "Forskel" not in stage.text
        await stage.press("c", "1.000", "enter", "enter")
        assert "mangler. En pris- og løntabel siger name, version og source" in stage.status
        await stage.press("escape", "c", "enter", "c", "1.000", "enter")
        file = tmp_path / "priser.toml"
        file.write_text(PRICES, encoding="utf-8")
        await stage.press(str(file), "enter")
        assert stage.status == "b er omregnet fra 2024 til 2023 med Skøn 2024-06: et brev"
        assert "omregnet fra 2024-priser med Skøn 2024-06" in stage.text
        # −127.792 in thousands of 2024's prices is −116,2 mio. in 2023's.
        assert "−116,2" in stage.text
        row = row_on_screen(stage, "Sociale")
        assert not re.search(r",[0-9]{2}", row), f"no more decimals than the table of prices can give: {row}"
        await stage.press("g")
        title = stage.text.splitlines()[0]
        assert title.startswith(" Diagram · søjler"), title


# One list.


async def test_all_lines_as_one_list_and_back(stage: Stage) -> None:
    await stage.press("f3", "down", "down", "enter", "f")
    assert stage.status == "9 linjer uden dele."
    assert "Job og Virksomhedsservice · Sociale Forhold og Beskæftigelse" in stage.text
    await stage.press("left")
    assert stage.status.endswith("linjer uden dele.") or stage.screen.budget.view.flat
    assert stage.screen.budget.row_count > 50
    await stage.press("s")
    assert labels(stage)[0] == "Ejendomme" or "2.51 Ejendomme" in labels(stage)[0]
    await stage.press("slash", "afdeling:børn afvigelse > 20", "enter")
    assert labels(stage) == ["Undervisning (Inkl. specialskoler)", "Administration", "SFO (Inkl. specialskoler)"]
    await stage.press("escape", "s", "f")
    assert stage.status == "Niveau for niveau."
    await stage.press("H")
    assert stage.screen.budget.view.flat


async def test_a_long_list_grows_on_the_screen(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    from budgettui.store import flat

    monkeypatch.setattr(flat, "FIRST", 5)
    monkeypatch.setattr(flat, "CHUNK", 7)
    await stage.press("f3", "a", "space", "enter", "S", "f")
    await stage.until(lambda: stage.screen.budget.level.complete and stage.status == "53 linjer uden dele.")
    assert stage.screen.budget.row_count == 53
    variances = [stage.screen.budget.line(row).figures for row in range(5)]
    last = stage.screen.budget.table.columns[-1].id
    amounts = [figures[last].amount or 0 for figures in variances]
    assert amounts == sorted(amounts)


async def test_a_long_level_is_there_at_once_and_the_cursor_comes_to_its_row_with_the_rest(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    from budgettui.store import level as levels

    monkeypatch.setattr(levels, "AT_ONCE", 2)
    await stage.press("f3")
    await stage.until(lambda: stage.screen.budget.level.complete)
    everything = labels(stage)
    await stage.press("end", "enter")
    await stage.until(lambda: stage.screen.budget.level.complete)
    inner = labels(stage)
    # Out again: the row is not among the first that are known.
    await stage.press("left")
    await stage.until(lambda: stage.screen.budget.level.complete)
    assert labels(stage) == everything
    assert stage.screen.budget.current.label == everything[-1]
    await stage.press("H")
    await stage.until(lambda: stage.screen.budget.level.complete)
    assert labels(stage) == inner
    await stage.press("F", "slash", "borgm")
    await stage.until(lambda: stage.screen.budget.level.complete and "3 passer" in stage.status)
    await stage.press("enter", "escape", "0", "home", "down", "down", "enter", "K", "J")
    assert stage.screen.budget.crumbs[-1][1] == everything[2]


async def test_two_materials_as_one_list(stage: Stage) -> None:
    await stage.press("f3", "c", "2018", "enter", "f")
    assert stage.status == "59 linjer: 0 i begge, 53 kun i a, 6 kun i b."
    await stage.press("end")
    assert "› står kun i b" in stage.status
    await stage.press("f")
    assert stage.status == "Niveau for niveau."


async def test_overview_against_detail_as_one_list(stage: Stage) -> None:
    await stage.press("M", *"overblik", "enter", "f3", "f", "c", "1.000", "enter")
    assert "Forskel" in stage.text
    assert "linjer står i begge" in stage.status
    await stage.press("s")
    current = stage.screen.budget.line(0)
    assert current.match == "", "what has no difference comes last"


@pytest.mark.parametrize("key", ["M", "c", "v", "a", "w"])
async def test_a_list_stands_below_the_numbers_that_it_asks_about(narrow: Stage, key: str) -> None:
    await narrow.press("3", "M", *"årsb", "enter")
    budget = narrow.screen.budget
    height = budget.size.height
    await narrow.press(key)
    box = narrow.app.screen.query_one("#box")
    assert budget.region.bottom <= box.region.y
    assert budget.page_rows >= 4, "the line in question and its neighbours are seen"
    assert budget.top <= budget.cursor < budget.top + budget.page_rows
    await narrow.press("escape")
    assert budget.size.height == height


async def test_a_place_without_capital_says_so(stage: Stage) -> None:
    await stage.press("f3", "M", *"2018", "enter", "d", "d")
    assert stage.status == "Vises: kun anlæg"
    assert "Her er intet anlæg." in stage.text
    assert "d viser det andet." in stage.text


async def test_another_year_and_another_phase_is_only_a_difference(stage: Stage) -> None:
    await stage.press("f3", "c", "Decentraliserede områder 2018", "enter")
    row = next(line for line in stage.text.splitlines() if "Sociale Forhold og Beskæftigelse · dec." in line)
    assert "+830" in row
    assert "merforbrug" not in row, "what was expected of 2018 does not bind 2024"


async def test_what_is_taken_back_stands_beside_nothing_any_more(stage: Stage) -> None:
    await stage.press("f3", "c", "Decentraliserede områder 2018", "enter")
    screen = stage.screen
    beside = screen.budget.view.other
    assert beside is not None
    assert beside.title in stage.text
    screen.show_materials([material for material in screen.materials if material != beside])
    await stage.press("down")
    assert screen.budget.view.other is None
    assert beside.title not in stage.text


async def test_what_has_no_room_below_the_table_is_told(narrow: Stage) -> None:
    await narrow.press("f3", "a", *(key for _name in range(5) for key in ("space", "down")), "enter")
    # Five totals, five aggregates of each of five natures, and the rule.
    foot = narrow.screen.budget.foot_height
    assert f"… og {5 + 25 + 1 - foot + 1} linjer mere; d viser færre" in narrow.text
    await narrow.press("d", "d", "d", "d")
    assert "linjer mere" not in narrow.text


async def test_the_way_to_where_one_stands_leaves_out_what_is_farthest_off(narrow: Stage) -> None:
    await narrow.press("f3")
    pane = narrow.screen.budget
    for names, said in (
        (("Byen", "x" * 70, "her"), "… › her"), (("Byen", "x" * 100), "… › xxx"), (("Byen", "Skoler"), "Byen › Skoler"),
    ):
        pane.crumbs = [(name, name) for name in names]
        assert "".join(segment.text for segment in pane.head_line(0, 76)).startswith(said)


async def test_a_total_stays_under_few_rows_where_a_list_takes_the_room(narrow: Stage) -> None:
    await narrow.press("f3", "M", *"2018", "enter", "M")
    assert "linjer mere" not in narrow.text
    assert "I alt 3.274 3.270 −4 m" in " ".join(narrow.text.split())
    await narrow.press("escape", "M", *"årsber", "enter", "d", "d", "d", "d", "M")
    assert "Drift og anlæg i alt" in narrow.text, "the line of the years goes before the total"


async def test_short_words_stand_over_many_columns_so_that_names_can_be_read(stage: Stage) -> None:
    await stage.press("M", "overblik", "enter", "f3", "c", "1.000", "enter", "enter")
    assert len(stage.screen.budget.level.columns) == 12
    (total,) = foot(stage)[:1]
    assert total.startswith("I alt  "), "what only the overview prints is no total of both, and no line of its own"
    assert "−127,8" in total
    for line in stage.screen.budget.level.page(0, 99):
        assert line.label[:40] in stage.text
    assert "2025 b" in stage.text, "and no column is out of sight"
    await stage.press("c", "enter")
    assert "Nettoeffekt" in stage.text


async def test_a_filter_asks_for_the_difference_of_what_is_compared(stage: Stage) -> None:
    def shown() -> list[int]:
        found = [line.figures.get(-1) for line in stage.screen.budget.level.page(0, 99)]
        return [figure.amount or 0 for figure in found if figure]

    async def ask() -> None:
        await stage.press("slash", "forskel > 20 mio")

    await stage.press("f3", "d")
    await ask()
    assert "Kolonnen findes ikke her" in stage.status
    await stage.press("escape", "c", "enter")
    await ask()
    await stage.press("enter", "u")
    assert len(shown()) > 2
    assert min(shown()) > 20 * 10**8, "in the unit that it was typed in"
    before = shown()
    # The same words ask for what is compared now; where nothing is, the filter is let go.
    await stage.press("c", "down", "down", "enter")
    assert "[forskel > 20 mio]" in stage.text
    assert shown() != before
    assert min(shown()) > 20 * 10**8
    await stage.press("c", "home", "enter")
    assert stage.screen.budget.needle == ""
