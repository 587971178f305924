"""The rows of a view, from the store: the same whatever they are looked at in, and nothing left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgettui.demo import build_demo
from budgettui.domain.amounts import KR, MIO_KR
from budgettui.domain.budget.budget import Line, Material
from budgettui.domain.budget.compare import comparisons, pairs_between
from budgettui.domain.budget.filter_grammar import parse
from budgettui.domain.budget.filters import Condition, Word, bound
from budgettui.domain.budget.natures import ALL, CHOICES, ROWS, area_of, whole_of
from budgettui.domain.budget.prices import Conversion
from budgettui.domain.budget.view import Pair, SortKey, View
from budgettui.domain.paper.papers import Paper
from budgettui.store import Store, open_store
from budgettui.store.level import LineFacts
from store_material import BUNDLE_BYTES, MSB, PLAN_BYTES, REPORT_BYTES, bundle, plan, report, totals

MIO = 100_000_000


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("level") / "a.db") as opened:
        opened.import_reading(bundle(), BUNDLE_BYTES, "KW")
        opened.import_reading(report(), REPORT_BYTES, "KW")
        opened.import_reading(plan(), PLAN_BYTES, "KW")
        yield opened


@pytest.fixture(scope="module")
def areas(store: Store) -> Material:
    return next(material for material in store.materials() if material.title == "Årsberetning 2024")


def rows(store: Store, view: View) -> list[Line]:
    level = store.level(view)
    lines = level.page(0, len(level))
    assert len(lines) == len(level)
    return lines


def asked(typed: str) -> Condition | None:
    return Word(typed) if typed else None


def node(store: Store, material: Material, label: str) -> int:
    return next(line.node for line in rows(store, View(material, material.root)) if line.label == label)


def test_a_plain_view_is_the_level_as_it_stands(store: Store, areas: Material) -> None:
    view = View(areas, areas.root)
    shown = rows(store, view)
    assert [line._replace(apart=False) for line in shown] == store.lines(
        store.child_rows(areas.root)
    )
    assert [line.apart for line in shown] == [area_of(line.nature) != "" for line in shown]
    level = store.level(view)
    assert [line._replace(apart=False) for line in level.totals] == [
        line for line in totals(store, areas.root) if area_of(line.nature) != ALL
    ]
    assert level.find(node(store, areas, MSB)) == 2
    assert level.find(10**9) is None
    assert level.page(7, 11) == []


def test_a_difference_is_accounts_less_budget(store: Store, areas: Material) -> None:
    (pair,) = [pair for pair in comparisons(areas) if pair.base == areas.columns[2].id]
    view = View(areas, node(store, areas, MSB)).compared((pair,))
    differences = [(line.figures[-1].amount or 0) // MIO for line in rows(store, view)]
    # As printed; 5.822 − 5.793 is 29, where the paper says 28.
    assert differences == [25, 22, -23, -17, 41, -10, -9, 29, 29, 57, 3]


def test_sorted_by_what_is_worked_out(store: Store, areas: Material) -> None:
    (pair,) = [pair for pair in comparisons(areas) if pair.base == areas.columns[2].id]
    view = View(areas, node(store, areas, MSB)).compared((pair,))
    by_amount = rows(store, view.sorted_by(-1, largest_first=True))
    assert [line.label.split()[0] for line in by_amount[:2]] == ["Job", "Ikke-decentraliserede"]
    by_percent = rows(store, view.sorted_by(-2, largest_first=False))
    assert [line.figures[-2].amount for line in by_percent[:2]] == [-40, -36]
    assert by_percent[-1].nature == "capital"
    assert -2 not in by_percent[-1].figures, "the budget was nought"


def test_only_one_nature_or_both_added(store: Store, areas: Material) -> None:
    view = View(areas, areas.root)
    for nature in ("operating", "capital"):
        level = store.level(replace(view, nature=nature))
        found = {line.nature for line in level.page(0, 99)}
        assert found == {line.nature for line in level.totals}
        assert {whole_of(one) for one in found} == {nature}
    level = store.level(replace(view, nature="both"))
    first = areas.columns[0].id
    assert [(line.label, line.nature, line.figures[first].amount) for line in level.page(0, 99)] == [
        ("Børn og Unge", "both", (5585 + 250) * MIO), (MSB, "both", 8808 * MIO),
    ]
    assert [line.figures[first].amount for line in level.totals] == [(5585 + 250 + 8808) * MIO]
    last = areas.columns[-1].id
    found = rows(store, replace(view, nature="both", sort=(SortKey(last, False),)))
    assert [line.label for line in found] == [MSB, "Børn og Unge"], "60 and 94,2"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("sample") / "a.db") as opened:
        build_demo(opened)
        yield opened


@pytest.mark.parametrize("nature", CHOICES)
@pytest.mark.parametrize("flat", [False, True])
@pytest.mark.parametrize(
    "typed", ["afvigelse > 20 mio", "regnskab24 > budget24", "regnskab24 / budget24 > 1", "afvigelse < 0 budget > 600"]
)
def test_a_filter_asks_for_what_is_shown_where_natures_are_added(
    sample: Store, typed: str, flat: bool, nature: str
) -> None:
    areas = next(material for material in sample.materials() if material.title == "Årsberetning 2024")
    view = View(areas, areas.root, nature=nature, flat=flat)
    condition = bound(parse(typed, MIO_KR), areas.columns)
    shown = [line for line in rows(sample, view) if condition.matches(LineFacts(line, []))]
    found = rows(sample, replace(view, filter=condition))
    assert [(line.node, line.nature) for line in found] == [(line.node, line.nature) for line in shown]


def test_noughts_are_hidden_but_not_what_is_doubtful(store: Store) -> None:
    material = store.materials()[3]
    work = node(store, material, MSB)
    child = next(line.node for line in rows(store, View(material, work)) if line.label.startswith("Salg"))
    view = View(material, child, chosen=(material.columns[3].id,), hide_zero=True)
    assert rows(store, view) == []
    shown = [line.label for line in rows(store, replace(view, hide_zero=False))]
    assert shown == ["Provenu", "Engangsudgifter", "I alt"]
    assert len(rows(store, replace(view, chosen=()))) == 3, "nought in one year only"
    report = next(entry for entry in store.materials() if entry.title == "Årsberetning 2024")
    doubtful = View(report, node(store, report, "Børn og Unge"), hide_zero=True)
    assert "Ikke decentraliseret drift, sektor 5.52" in {line.label for line in rows(store, doubtful)}


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_view_shows_the_same_rows_however_they_stand(store: Store, areas: Material, data: st.DataObject) -> None:
    places = [areas.root, node(store, areas, MSB), node(store, areas, "Børn og Unge")]
    place = data.draw(st.sampled_from(places))
    ids = [column.id for column in areas.columns]
    sort = data.draw(st.lists(st.builds(SortKey, st.sampled_from(ids), st.booleans()), max_size=3,
                              unique_by=lambda key: key.column))
    nature = data.draw(st.sampled_from(list(CHOICES)))
    needle = data.draw(st.sampled_from(["", "job", "sektor", "5.5", "xyz"]))
    view = View(areas, place, nature=nature, filter=asked(needle))
    printed = [line for line in rows(store, view) if not line.is_total]
    found = rows(store, replace(view, sort=tuple(sort)))
    if sort:
        assert sorted((line.node, line.nature) for line in found) == sorted(
            (line.node, line.nature) for line in printed
        )
        for nature_ in ("operating", "both"):
            amounts = [line.figures[sort[0].column].amount for line in found if line.nature == nature_]
            there = [amount for amount in amounts if amount is not None]
            assert there == sorted(there, reverse=sort[0].largest_first)
            assert amounts == there + [None] * (len(amounts) - len(there))
    assert all(needle in f"{line.label} {line.code}".casefold() for line in found)


# Two materials.


def overview(store: Store) -> Material:
    return next(material for material in store.materials() if material.title == "Overblik")


def detail(store: Store) -> Material:
    return next(material for material in store.materials() if material.unit == "1.000 kr.")


def test_a_material_beside_itself_has_no_differences(store: Store, areas: Material) -> None:
    pairs = tuple(Pair(column.id, column.id) for column in areas.columns)
    for place in (areas.root, node(store, areas, MSB), node(store, areas, "Børn og Unge")):
        view = View(areas, place).compared(pairs, areas)
        level = store.level(view)
        lines = level.page(0, len(level))
        assert [(line.node, line.nature) for line in lines] == store.child_rows(place)
        for line in [*lines, *level.totals]:
            assert not line.match
            assert {line.figures[-1 - 2 * n].amount for n in range(len(pairs)) if -1 - 2 * n in line.figures} <= {0}


def test_overview_against_detail(store: Store) -> None:
    first, second = overview(store), detail(store)
    pairs = pairs_between(first, second)
    assert len(pairs) == 3
    view = View(first, first.root).compared(pairs, second)
    (department,) = rows(store, view)
    assert (department.label, department.match) == (MSB, "")
    inside = store.level(view.at(department.node))
    lines = inside.page(0, len(inside))
    assert {(line.label[:12], line.match) for line in lines} == {
        ("1. Forebygge", "mine"), ("7. Kortlægni", "mine"), ("I alt", "mine"),
        ("Investeringe", "theirs"), ("Salg af Katr", "theirs"),
    }
    everything = store.child_rows(department.node)
    assert len(lines) == len(everything) + 2, "nothing is left out"


def test_an_initiative_of_another_name_stands_beside_the_line_it_was_held_against(tmp_path: Path) -> None:
    # "Investeringer i relationel velfærd" of the overview is initiative 1 of theme 1, which has another title.
    read = plan()
    care, sale = read.papers
    other, closer = "Relationel velfærd", "Tættere samarbejde"
    papers = (
        replace(care, title=other, theme="Tema 1: Forebyggelse for børn og unge", number="1"),
        replace(sale, theme="Tema 7: Kortlægning af bygningsmassen", number="1"),
        Paper("initiative", closer, theme="Tema 1: Forebyggelse for børn og unge", number="2"),
    )
    tables = tuple(replace(table, paper=other) if table.paper == care.title else table for table in read.tables)
    more = replace(tables[1], paper=closer, rows=(replace(tables[1].rows[0], label=closer),))
    with open_store(tmp_path / "a.db") as store:
        store.import_reading(replace(read, papers=papers, tables=(*tables, more)), PLAN_BYTES, "KW")
        for first, second in ((overview(store), detail(store)), (detail(store), overview(store))):
            view = View(first, first.root, flat=True).compared(pairs_between(first, second), second)
            level = store.level(view)
            level.finish()
            names = {line.label: line.match for line in level.page(0, len(level))}
            assert names.get("Investeringer i relationel velfærd", names.get(other)) == "", names
        assert store.verify() == []
        store.rebuild()
        assert store.verify() == []


def test_what_only_the_other_has_is_of_the_natures_that_are_shown(store: Store, areas: Material) -> None:
    other = store.materials()[0]
    view = replace(View(areas, areas.root).compared(pairs_between(areas, other), other), nature="capital")
    assert {whole_of(line.nature) for line in rows(store, view)} == {"capital"}


def test_a_node_that_the_other_does_not_have(store: Store, areas: Material) -> None:
    other = overview(store)
    view = View(areas, node(store, areas, "Børn og Unge")).compared(pairs_between(areas, other), other)
    lines = rows(store, view)
    assert {line.match for line in lines} == {"mine"}
    assert not any(-1 in line.figures for line in lines)


def test_filter_hiding_and_sorting_work_beside_another_material(store: Store) -> None:
    first, second = overview(store), detail(store)
    pairs = pairs_between(first, second)
    place = node(store, first, MSB)
    view = View(first, place).compared(pairs, second)
    assert [line.label for line in rows(store, replace(view, filter=Word("salg")))] == [
        "Salg af Katrinebjergvej 83"
    ]
    column = first.columns[2].id
    found = rows(store, replace(view, sort=(SortKey(column, False),)))
    assert [line.figures[column].amount for line in found if column in line.figures] == [-25 * MIO, -15 * MIO]
    assert found[-1].match == "theirs"
    only_2023 = replace(view, pairs=pairs[:1], hide_zero=True)
    assert [line.label for line in rows(store, only_2023)] == ["1. Forebyggelse for børn og unge", "I alt"]


def test_converted_amounts_are_the_other_materials_only(store: Store) -> None:
    first, second = overview(store), detail(store)
    pairs = pairs_between(first, second)
    twice = Conversion(2022, 2023, Fraction(2), "Prøve", "1", "prøven")
    view = replace(View(first, first.root).compared(pairs, second), conversion=twice)
    (plain,), (converted,) = rows(store, replace(view, conversion=None)), rows(store, view)
    for base, column in pairs:
        assert converted.figures[base] == plain.figures[base]
        assert converted.figures[column].amount == 2 * (plain.figures[column].amount or 0)
        assert converted.figures[column].printed == ""


def test_an_expression_is_the_same_question_beside_another_material(store: Store, areas: Material) -> None:
    place = node(store, areas, MSB)
    condition = bound(parse("afvigelse > 20 mio område:job -virksomhed", KR), areas.columns)
    alone = View(areas, place, filter=condition)
    beside = replace(alone.compared((), areas), filter=condition)
    assert [line.label for line in rows(store, alone)] == ["Unge, Job og Uddannelse"]
    assert [line.label for line in rows(store, beside)] == ["Unge, Job og Uddannelse"]


@pytest.mark.parametrize("nature", ["apart", "wholes", "operating", "both"])
def test_a_level_of_many_lines_is_looked_through_piece_by_piece(
    store: Store, areas: Material, monkeypatch: pytest.MonkeyPatch, nature: str
) -> None:
    from budgettui.store import level as levels

    shown = areas.columns[-1].id
    plain = View(areas, node(store, areas, MSB) if nature == "apart" else areas.root, nature=nature)
    ((only, _nature),) = store.child_rows(overview(store).root)
    beside = View(overview(store), only, nature=nature)
    beside = beside.compared(pairs_between(overview(store), detail(store)), detail(store))
    views = [
        plain,
        replace(plain, sort=(SortKey(shown),)),
        replace(plain, filter=bound(parse("afvigelse > 10 mio", KR), areas.columns)),
        replace(plain, chosen=(shown,), hide_zero=True),
        beside,
    ]
    known = [store.level(view) for view in views]
    assert all(level.complete for level in known)
    monkeypatch.setattr(levels, "AT_ONCE", 1)
    for view, whole in zip(views, known, strict=True):
        level = store.level(view)
        assert not level.complete
        assert len(level) < len(whole) or (view.filter and not level)
        level.finish()
        assert (level.complete, list(level.keys()), level.page(0, 99)) == (True, list(whole.keys()), whole.page(0, 99))


# All lines below a node as one list.


def leaves(store: Store, view: View) -> list[tuple[int, str]]:
    """The lines without parts, level by level through the plain views: operating first, each in printed order."""
    found: list[tuple[int, str]] = []

    def walk(here: int, whole: str) -> None:
        gone_into = set()
        for line in rows(store, View(view.material, here, nature=whole)):
            if not line.is_total and not line.children:
                found.append((line.node, line.nature))
            elif not line.is_total and line.node not in gone_into:
                gone_into.add(line.node)
                walk(line.node, whole)

    for whole in ("operating", "capital"):
        walk(view.node, whole)
    return found


@pytest.mark.parametrize("where", ["", MSB, "Børn og Unge"])
def test_the_flat_list_is_every_line_without_parts_in_printed_order(store: Store, areas: Material, where: str) -> None:
    view = View(areas, node(store, areas, where) if where else areas.root)
    flat = rows(store, replace(view, flat=True))
    assert [(line.node, line.nature) for line in flat] == leaves(store, view)
    assert all(line.above for line in flat)
    assert flat[0].above == ("Decentraliseret drift, sektor 5.51" if where != MSB else MSB)
    if where == MSB:
        for total in store.level(view).totals:
            for column in areas.columns:
                summed = sum(line.figures[column.id].amount or 0 for line in flat if line.nature == total.nature)
                assert total.figures[column.id].computed == summed


def test_a_flat_list_sorted_filtered_and_without_noughts(store: Store, areas: Material) -> None:
    view = View(areas, areas.root, flat=True)
    last = areas.columns[-1].id
    found = rows(store, replace(view, sort=(SortKey(last),), nature="operating"))
    amounts = [line.figures[last].amount or 0 for line in found]
    assert amounts == sorted(amounts, reverse=True)
    assert len(found) == len(rows(store, replace(view, nature="operating")))
    asked_ = bound(parse("afdeling:sociale område:job", KR), areas.columns)
    assert [line.label.split(",")[0] for line in rows(store, replace(view, filter=asked_))] == [
        "Unge", "Voksne", "Job", "Job og Virksomhedsservice", "Job",
    ]
    shown = rows(store, replace(view, chosen=(last,), hide_zero=True))
    everything = rows(store, replace(view, chosen=(last,)))
    assert len(shown) == sum(bool(line.figures[last].amount) or not line.certain for line in everything)
    assert {line.nature for line in rows(store, replace(view, nature="both"))} <= {"operating", "capital", "both"}


def test_a_long_list_comes_in_pieces(store: Store, areas: Material, monkeypatch: pytest.MonkeyPatch) -> None:
    from budgettui.store import flat

    whole = rows(store, View(areas, areas.root, flat=True))
    monkeypatch.setattr(flat, "FIRST", 3)
    monkeypatch.setattr(flat, "FIRST_PIECES", 2)
    monkeypatch.setattr(flat, "PIECE", 2)
    level = store.level(View(areas, areas.root, flat=True))
    assert not level.complete
    assert len(level) <= 3
    seen = [len(level)]
    while level.more(2, 1):  # type: ignore[call-arg]  # a flat level
        seen.append(len(level))
    assert level.complete
    assert seen == sorted(seen)
    assert level.page(0, 99) == whole
    assert [level.find(line.node) is not None for line in whole] == [True] * len(whole)
    assert level.find(areas.root) is None


# All lines below a node with those of another material beside them.


def below(store: Store, material: Material, node: int) -> dict[int, set[int]]:
    """The lines without parts below each node from this one down, itself included."""
    found: dict[int, set[int]] = {}

    def walk(here: int) -> set[int]:
        if here not in found:
            lines = [line for line in rows(store, View(material, here)) if not line.is_total]
            found[here] = set().union(*(walk(line.node) for line in lines)) or {here}
        return found[here]

    walk(node)
    return found


@pytest.mark.parametrize("nature", CHOICES)
def test_a_material_beside_itself_as_one_list(store: Store, areas: Material, nature: str) -> None:
    pairs = tuple(Pair(column.id, column.id) for column in areas.columns)
    view = replace(View(areas, areas.root), flat=True, nature=nature)
    alone, beside = rows(store, view), rows(store, view.compared(pairs, areas))
    assert sorted((line.node, line.nature) for line in beside) == sorted((line.node, line.nature) for line in alone)
    assert {line.match for line in beside} == {""}
    assert {line.figures[-1].amount for line in beside if -1 in line.figures} == {0}


@pytest.mark.parametrize("way", [False, True])
def test_no_line_is_left_out_or_stands_twice_in_a_list_of_two_materials(store: Store, way: bool) -> None:
    for first in store.materials():
        for second in store.materials():
            pairs = pairs_between(first, second)
            if first == second or not pairs:
                continue
            view = replace(View(first, first.root).compared(pairs, second), flat=True, nature="both")
            view = replace(view, sort=(SortKey(pairs[0].base),) if way else ())
            level = store.level(view)
            level.finish()
            found = level.page(0, len(level))
            assert sum(level.sides()) == len(found)
            mine, theirs = below(store, first, first.root), below(store, second, second.root)
            codes = list(zip(level._mine, level._other, strict=True))  # type: ignore[attr-defined]
            for covered, whole in ((mine, first), (theirs, second)):
                # Operating and capital of one line are one line here.
                nodes = [pair[whole == second] // len(ROWS) for pair in codes if pair[whole == second] >= 0]
                parts = [leaf for node in nodes for leaf in covered[node]]
                assert sorted(parts) == sorted(covered[whole.root]), (first.title, second.title)


def test_a_list_of_two_materials_comes_in_pieces(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from budgettui.store import flat_beside

    first, second = overview(store), detail(store)
    view = replace(View(first, first.root).compared(pairs_between(first, second), second), flat=True)
    whole = rows(store, view)
    with monkeypatch.context() as patched:
        patched.setattr(flat_beside, "FIRST_BRANCHES", 1)
        level = store.level(view)
    assert not level.complete
    level.finish()
    assert level.page(0, 99) == whole
    assert [line.label for line in rows(store, replace(view, filter=Word("salg")))] == ["Salg af Katrinebjergvej 83"]


def test_the_first_rows_of_a_sorted_list_are_in_order_before_the_rest(
    store: Store, areas: Material, monkeypatch: pytest.MonkeyPatch
) -> None:
    from budgettui.store import flat

    column = areas.columns[-1].id
    view = View(areas, areas.root, flat=True, sort=(SortKey(column),))
    whole = store.level(view)
    whole.finish()
    monkeypatch.setattr(flat, "FIRST", 3)
    monkeypatch.setattr(flat, "FIRST_PIECES", 1)
    level = store.level(view)
    assert not level.ordered
    assert level.more()
    assert (level.ordered, level.complete) == (True, False)
    assert level.page(0, 99) == whole.page(0, 3)
    assert not level.more()
    assert level.page(0, 999) == whole.page(0, 999)
    amounts = [line.figures[column].amount for line in whole.page(0, 999) if line.nature == "operating"]
    assert amounts == sorted(amounts, key=lambda amount: -(amount or 0))


def test_money_is_held_against_money_in_any_unit_and_never_against_posts(areas: Material) -> None:
    assert pairs_between(areas, areas._replace(unit="1.000 kr."))
    assert pairs_between(areas._replace(unit="antal stillinger"), areas._replace(unit="antal stillinger"))
    assert pairs_between(areas, areas._replace(unit="antal stillinger")) == ()
