"""The budget pane by its keys. The figures are those of the sample's papers, which are the published ones."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import pytest

from budgettui.domain.budget.budget import Line
from budgettui.store import DocumentView, Store
from budgettui.tui.screens import source as source_screen
from budgettui.tui.widgets.figures import FigureTable
from stage import NARROW, WIDE, Stage, make_app, on_stage


def labels(stage: Stage) -> list[str]:
    budget = stage.screen.budget
    return [budget.line(row).label for row in range(budget.row_count)]


def row_on_screen(stage: Stage, label: str) -> str:
    """What stands in the budget pane on the row that begins with this label."""
    for line in stage.text.splitlines():
        cell = line.split("│")[-2] if line.count("│") > 1 else ""
        if cell.lstrip("▸◆ ").startswith(label):
            return cell.strip()
    pytest.fail(f"no row {label!r}\n{stage.text}")


def crumbs(stage: Stage) -> list[str]:
    return [label for _node, label in stage.screen.budget.crumbs]


DEPARTMENTS = [
    "Børn og Unge", "Sociale Forhold og Beskæftigelse", "Sundhed og Omsorg", "Kultur og Borgerservice",
    "Teknik og Miljø", "Borgmesterens Afdeling",
]


async def test_the_first_frame_takes_the_widths_once(sample: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[bool] = []
    measure = FigureTable.measure

    def counted(table: FigureTable, lines: Sequence[Line], *, wide: bool) -> None:
        taken.append(wide)
        measure(table, lines, wide=wide)

    monkeypatch.setattr(FigureTable, "measure", counted)
    async with on_stage(make_app(sample), WIDE) as stage:
        assert "Børn og Unge" in stage.text
        assert taken == [False]


async def test_municipality_department_area_and_back(stage: Stage) -> None:
    await stage.press("3")
    assert crumbs(stage) == ["Aarhus Kommune"]
    assert labels(stage)[:12:2] == labels(stage)[1:12:2] == DEPARTMENTS
    await stage.press("down", "down", "enter")
    assert crumbs(stage) == ["Aarhus Kommune", "Sociale Forhold og Beskæftigelse"]
    assert "Aarhus Kommune › Sociale Forhold og Beskæftigelse" in stage.text
    # As printed: 399 366 422 405 -17.
    assert row_on_screen(stage, "Job, Udsatte og").split()[-3:] == ["405", "−17", "m"]
    await stage.press("left")
    assert crumbs(stage) == ["Aarhus Kommune"]
    assert stage.screen.budget.current is not None
    assert stage.screen.budget.current.label == "Sociale Forhold og Beskæftigelse", "back on the row one came from"
    assert stage.status.startswith("Sociale Forhold og Beskæftigelse · dec. · Afvigelse 2024")


async def test_every_level_remembers_its_cursor(stage: Stage) -> None:
    await stage.press("3", "enter", "down", "down", "left", "down", "up", "l")
    assert crumbs(stage)[-1] == "Børn og Unge"
    assert stage.screen.budget.cursor == 2
    await stage.press("up", "up", "enter")
    assert labels(stage)[0] == "Dagtilbud inkl. Dagplejen"
    await stage.press("down", "0")
    assert crumbs(stage) == ["Aarhus Kommune"]
    assert stage.screen.budget.cursor == 0
    await stage.press("right", "right")
    assert stage.screen.budget.current is not None
    assert stage.screen.budget.current.label == "Undervisning (Inkl. specialskoler)"


async def test_the_cursor_comes_back_to_the_nature_that_it_stood_on(stage: Stage) -> None:
    await stage.press("3", "down")

    def stands() -> tuple[str, str]:
        line = stage.screen.budget.current
        assert line is not None
        return line.label, line.nature

    here = ("Børn og Unge", "operating:non-decentralised")
    assert stands() == here, "the second of the four rows of one department"
    for keys in (["enter", "left"], ["s"], ["S"], ["S"], ["x"], ["x"], ["slash", "ø", "enter"]):
        await stage.press(*keys)
        assert stands() == here, keys


async def test_the_ends_of_the_tree_say_so(stage: Stage) -> None:
    await stage.press("3", "h")
    assert stage.status == "Her er kommunen: der er intet niveau over."
    await stage.press("enter", "enter", "enter")
    assert stage.status == "Dagtilbud inkl. Dagplejen har ingen dele under sig; o åbner kilden."


async def test_a_total_that_the_parts_do_not_give_is_marked_and_explained(stage: Stage) -> None:
    await stage.press("3", "enter")
    await stage.stand_on("Driftsudgifter i alt")
    # Printed 5.459; 4.808 + 650 is 5.458.
    await stage.press("less_than_sign", "less_than_sign")
    assert stage.status == "Kolonne: Budget 2024"
    await stage.press("up", "down")
    assert stage.status == "Driftsudgifter i alt · Budget 2024: 5.459 mio. kr. · ≈ delene giver 5.458: afrunding"
    assert "≈" in row_on_screen(stage, "Driftsudgifter i alt")


async def test_sorting_and_back_to_the_printed_order(stage: Stage) -> None:
    await stage.press("3", "down", "down", "enter")
    printed = labels(stage)
    assert printed[0] == "Børn, Familier og Fællesskaber"
    await stage.press("s")
    assert stage.status == "Sorteret efter Afvigelse 2024, største først"
    # Variances as printed: 25 22 -23 -17 41 -10 -9 of the seven areas and 28 of the rest; then 3 for capital.
    assert [label.split()[0] for label in labels(stage)] == [
        "Job", "Ikke-decentraliserede", "Børn,", "Unge,", "Tværgående", "Job,", "Job,", "Voksne,", "Anlægsudgifter",
    ]
    assert labels(stage)[0] == "Job og Virksomhedsservice"
    await stage.press("S")
    assert stage.status == "Sorteret efter Afvigelse 2024, mindste først"
    assert labels(stage)[:2] == ["Voksne, Job og Handicap", "Job, Udsatte og Socialpsykiatri"]
    await stage.press("S")
    assert stage.status == "Rækkefølge som trykt"
    assert labels(stage) == printed


async def test_sorting_follows_the_column(stage: Stage) -> None:
    await stage.press("3", "down", "down", "enter", "less_than_sign", "s")
    assert stage.status == "Sorteret efter Regnskab 2024, største først"
    areas = [label for label in labels(stage) if "i alt" not in label]
    assert areas[:2] == ["Unge, Job og Uddannelse", "Voksne, Job og Handicap"]  # 1.220 and 1.019
    assert "↓2024" in stage.text


async def test_the_unit_turns_round_with_the_right_decimals(stage: Stage) -> None:
    await stage.press("3", "enter")
    seen = []
    for _turn in range(4):
        row = row_on_screen(stage, "Anlægsudgifter i").split()
        seen.append((stage.screen.budget.heading, next(word for word in reversed(row) if word[-1].isdigit())))
        await stage.press("u")
    # Printed -5,8 mio. kr.: whole kroner below, nothing invented and nothing lost.
    assert seen == [("mio. kr.", "−5,8"), ("1.000 kr.", "−5.800"), ("kr.", "−5.800.000"), ("mio. kr.", "−5,8")]
    assert stage.status == "Enhed: 1.000 kr."


async def test_posts_have_no_other_unit(stage: Stage) -> None:
    await stage.press("M", "stillinger", "enter", "u")
    assert stage.status == "Enheden er antal stillinger og kan ikke skiftes."


async def test_columns_that_do_not_fit_come_into_sight(narrow: Stage) -> None:
    await narrow.press("3")
    for words in ("Regnskab 2024", "Budget 2024", "Regnskab 2023", "Regnskab 2022", "Afvigelse 2024"):
        await narrow.press("shift+left")
        assert narrow.status == f"Kolonne: {words}"
        heads = "\n".join(narrow.text.splitlines()[3:5])
        assert words.split()[0][:3] in heads
        assert words.split()[1] in heads
    await narrow.press("greater_than_sign")
    assert narrow.status == "Kolonne: Regnskab 2022"
    # Børn og Unge: decentralised operating expenses 5.008 in 2022.
    assert "5.008" in row_on_screen(narrow, "Børn og Unge · dec.")


async def test_a_variance_is_a_letter_or_a_whole_word_and_never_a_piece(sample: Store) -> None:
    for size, keys, word in ((WIDE, "3", "+95   M "), (NARROW, "3", "+95   M "), (WIDE, "f3", "+95   merforbrug ")):
        async with on_stage(make_app(sample), size) as stage:
            await stage.press(keys)
            assert word in stage.text
            assert "Afvigelse 2024: +95 mio. kr. merforbrug" in stage.status
            await stage.press("z", "z")
            assert word in stage.text, "also after the pane was another size"


async def test_filter_as_one_types(stage: Stage) -> None:
    await stage.press("3", "d", "slash", '"og b')
    assert labels(stage) == ["Sociale Forhold og Beskæftigelse", "Kultur og Borgerservice"] * 2
    assert stage.status == "4 passer"
    await stage.press("backspace")
    assert len(labels(stage)) > 4
    await stage.press("o", "enter")
    assert stage.app.focused is stage.screen.budget
    assert labels(stage) == ["Sundhed og Omsorg"] * 2
    await stage.press("n")
    assert stage.screen.budget.cursor == 1
    await stage.press("N")
    assert stage.screen.budget.cursor == 0
    await stage.press("escape")
    assert stage.status == "Filteret er fjernet."
    assert len(labels(stage)) == 12
    assert stage.screen.budget.current is not None
    assert stage.screen.budget.current.label == "Sundhed og Omsorg", "the cursor stays on its row"


async def test_half_a_filter_does_not_take_the_cursor_from_its_row(stage: Stage) -> None:
    await stage.press("3", "down", "down", "slash")
    here = stage.screen.budget.current
    assert here is not None
    await stage.press("afvigelse > 20")
    assert stage.screen.budget.current == here
    await stage.press(" mi")
    assert stage.screen.budget.current != here, "so far it may be a word"
    await stage.press("o")
    assert stage.screen.budget.current == here
    await stage.press("escape")
    assert stage.screen.budget.current == here


async def test_the_source_in_a_long_file_is_opened_at_once_and_shown_when_it_is_unpacked(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source_screen, "LONG_TEXT", 10)
    store, go_on = stage.app.store, threading.Event()
    unpacked = store.document

    def slowly(number: int) -> DocumentView:
        go_on.wait(10)
        return unpacked(number)

    monkeypatch.setattr(store, "document", slowly)
    await stage.press("3", "right", "o")
    assert "Henter teksten …" in stage.text
    line = stage.app.screen.source.line  # type: ignore[attr-defined]
    assert line
    go_on.set()
    await stage.until(lambda: f"▸ {line}" in " ".join(stage.text.split()))
    assert f"linje {line}" in stage.text


async def test_n_goes_on_among_all_rows_when_the_filter_is_gone(stage: Stage) -> None:
    await stage.press("3", "home", "n")
    assert stage.screen.budget.cursor == 0
    assert stage.status == "Ingen søgning i gang: / søger."
    for flat in (False, True):
        await stage.press(*(["f"] if flat else []), "home", "slash", "og b")
        matches = labels(stage)
        await stage.press("escape", "home")
        seen = []
        for _step in matches:
            await stage.press("n")
            seen.append(stage.screen.budget.current.label)  # type: ignore[union-attr]
        assert sorted(seen) == sorted(matches), "each once, wherever the first of them stands"
        assert len(labels(stage)) > len(matches)
        await stage.press("N")
        assert stage.screen.budget.current.label == seen[-2]  # type: ignore[union-attr]


async def test_escape_in_the_filter_takes_it_away(stage: Stage) -> None:
    await stage.press("3", "d", "slash", "xyz")
    assert "Ingen linje passer." in stage.text
    assert "f leder i alle linjer" in stage.text
    await stage.press("escape")
    assert labels(stage)[:6] == DEPARTMENTS
    assert stage.app.focused is stage.screen.budget


async def test_escape_goes_out_a_level(stage: Stage) -> None:
    await stage.press("3", "enter", "enter", "escape", "escape")
    assert crumbs(stage) == ["Aarhus Kommune"]
    await stage.press("escape")
    assert stage.status == "Der er intet at gå tilbage fra. q afslutter."


async def test_a_figure_opens_its_source_at_the_line_and_comes_back(stage: Stage) -> None:
    await stage.press("3", "enter", "enter", "down")
    assert stage.screen.budget.current is not None
    assert stage.screen.budget.current.label == "Undervisning (Inkl. specialskoler)"
    await stage.press("o")
    (marked,) = [line for line in stage.text.splitlines() if line.startswith("▸")]
    assert marked.split()[1:3] == ["47", "Undervisning"]
    assert "2.393 2.460 2.244 2.293 48" in marked
    assert "aarsberetning-2024-omraader.txt" in stage.text
    assert "linje 47" in stage.text
    await stage.press("escape")
    assert stage.app.screen is stage.screen
    assert stage.app.focused is stage.screen.budget
    assert crumbs(stage)[-1] == "Decentraliseret drift, sektor 5.51"
    assert stage.screen.budget.cursor == 1


async def test_the_source_screen_is_a_list(stage: Stage) -> None:
    await stage.press("3", "enter", "enter", "o", "home")
    assert stage.text.splitlines()[1].split()[:3] == ["1", "Årsberetning", "2024"]
    await stage.press("o")
    assert stage.app.screen is stage.screen


async def test_a_figure_is_copied_with_its_unit(stage: Stage) -> None:
    await stage.press("3", "enter", "enter", "y")
    assert stage.app.clipboard == "−16 mio. kr."
    assert stage.status == "Kopieret: −16 mio. kr."
    # Two numbers after each other would be read as one.
    await stage.press("u", "y")
    assert stage.app.clipboard == "−16.000 (1.000 kr.)"
    await stage.press("down")
    assert "(1.000 kr.)" in stage.status
    await stage.press("0", "slash", *"social", "enter", "y")
    assert stage.screen.budget.needle == "social"
    assert stage.app.clipboard.endswith("(1.000 kr.)"), "what is filtered by is nothing of the figure"


async def test_another_material(stage: Stage) -> None:
    await stage.press("M")
    assert "Talmateriale" in stage.text
    await stage.press("decentraliserede 2018", "enter")
    assert stage.app.focused is stage.screen.budget
    assert stage.screen.budget.material is not None
    assert stage.screen.budget.material.title == "Decentraliserede områder 2018"


# Lines and decision points.


async def test_the_budget_follows_the_linked_point(stage: Stage) -> None:
    await stage.open("1.5")
    assert stage.screen.budget.current is not None
    assert stage.screen.budget.current.label == "Investeringer i relationel velfærd"
    assert "◆" in row_on_screen(stage, "Investeringer i relationel velfærd")
    assert "mio. kr. · 2023-priser" in stage.text
    await stage.press("full_stop", "full_stop")
    assert stage.screen.budget.current.label == "Prioritering og udvikling af virkningsfulde Housing First indsatser"
    assert crumbs(stage)[-1] == "2. Alle aarhusianske hjemløse skal have et hjem"


async def test_out_of_a_level_that_was_not_walked_into(stage: Stage) -> None:
    await stage.open("1.5")
    await stage.press("full_stop", "full_stop", "3", "left")
    assert stage.screen.budget.current is not None
    assert stage.screen.budget.current.label == "2. Alle aarhusianske hjemløse skal have et hjem"


async def test_deciding_a_linked_point_moves_the_tally(stage: Stage) -> None:
    await stage.open("1.5")
    assert "2023 0,0 af −128,0" in stage.tally
    await stage.press("full_stop", "b", "g")  # At 2): -2,0 -6,0 -10,0
    for words in ("2023 −2,0 af −128,0", "2024 −6,0 af −189,0", "2025 −10,0 af −225,0", "åbne 38"):
        assert words in stage.tally
    assert "mangler: 2023 −126,0  2024 −183,0  2025 −215,0" in stage.tally
    await stage.press("full_stop", "b", "f")  # At 3): -1,5 -5,0 -5,0
    assert "forkastet: 2023 −1,5  2024 −5,0  2025 −5,0" in stage.tally
    await stage.press("full_stop", "b", "s", "enter")  # At 4): -2,3 each year
    assert "udsat: 2023 −2,3  2024 −2,3  2025 −2,3" in stage.tally
    assert "2023 −2,0 af −128,0" in stage.tally
    await stage.press("U", "U", "U")
    assert "2023 0,0 af −128,0" in stage.tally
    assert "forkastet" not in stage.tally


async def test_link_and_unlink_a_line(stage: Stage) -> None:
    await stage.open("1.6")
    await stage.press("b", "g", "M", "overblik", "enter")
    while stage.screen.budget.current is None or not stage.screen.budget.current.label.startswith("Velfærdste"):
        current = stage.screen.budget.current
        inward = current is not None and (current.label.startswith("5.") or current.label == labels(stage)[-1])
        await stage.press("enter" if inward else "down")
    await stage.press("L")
    # Velfærdsteknologi: -1,5 -2,3 -3,0 in the overview.
    assert stage.status == "1.6 At 1) knyttet til Velfærdsteknologi · gemt · U fortryder"
    (link,) = stage.point("1.6", 1).links
    assert dict(link.amounts) == {2023: -150_000_000, 2024: -230_000_000, 2025: -300_000_000}
    assert "2023 −1,5 af −128,0" in stage.tally
    assert "◆" in row_on_screen(stage, "Velfærdsteknologi")
    await stage.press("L")
    assert stage.status == "1.6 At 1) løst fra Velfærdsteknologi · gemt · U fortryder"
    assert stage.point("1.6", 1).links == ()
    assert "2023 0,0 af −128,0" in stage.tally
    await stage.press("U")
    assert "2023 −1,5 af −128,0" in stage.tally


async def test_posts_are_not_linked(stage: Stage) -> None:
    await stage.press("M", "stillinger", "enter")
    for key in ("L", "G"):
        await stage.press(key)
        assert "en budgetlinje i kroner" in stage.status
    assert stage.point("1.1", 1).links == ()


async def test_a_line_becomes_the_target(stage: Stage) -> None:
    await stage.press("3", "d", "down", "less_than_sign", "G")
    assert stage.status == "mål: Sociale Forhold og Beskæftigelse · gemt · U fortryder"
    # The seven areas, the other operating areas: 4.100 and 5.822.
    assert dict(stage.meeting.target.amounts) == {2024: 992_200_000_000}
    assert "af 9.922,0" in stage.tally
    await stage.press("U")
    assert "af −128,0" in stage.tally


async def test_a_sum_has_the_decimals_of_its_own_parts(stage: Stage) -> None:
    await stage.press("3")
    # Capital expenditure of decentralised areas is printed with a decimal, operating expenses are not.
    assert "15.463 " in row_on_screen(stage, "Drift, dec. i alt")
    assert "0,4" in row_on_screen(stage, "Anlæg, dec. i alt")
    assert ",0" not in row_on_screen(stage, "Anlæg, øvrige i alt")
