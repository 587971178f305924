"""What the budget pane reads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings

from budgettui.cli.viewing import find_material
from budgettui.domain.budget.budget import Line, Material
from budgettui.domain.budget.filter_grammar import parse
from budgettui.domain.budget.filters import Condition, bound
from budgettui.domain.budget.view import View
from budgettui.domain.errors import FilterError
from budgettui.figures import title_of
from budgettui.ingest import read_bytes
from budgettui.store import Store, open_store
from filter_material import conditions
from store_material import BUNDLE_BYTES, MSB, PLAN_BYTES, REPORT_BYTES, bundle, plan, report, totals

MIO = 100_000_000


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("budget") / "a.db") as opened:
        opened.import_reading(bundle(), BUNDLE_BYTES, "KW")
        opened.import_reading(report(), REPORT_BYTES, "KW")
        opened.import_reading(plan(), PLAN_BYTES, "KW")
        yield opened


@pytest.fixture(scope="module")
def areas(store: Store) -> Material:
    return next(material for material in store.materials() if material.title == "Årsberetning 2024")


DEC, NON = "operating:decentralised", "operating:non-decentralised"


def down(store: Store, material: Material, *labels: str) -> int:
    """The node below the root with these labels."""
    node = material.root
    for label in labels:
        rows = store.lines(store.child_rows(node))
        (node,) = {line.node for line in rows if line.label == label}
    return node


def test_materials_say_their_unit_price_level_and_columns(store: Store, areas: Material) -> None:
    assert [material.unit for material in store.materials()] == [
        "mio. kr.",
        "mio. kr.",
        "Mio. kr.",
        "1.000 kr.",
        "antal stillinger",
    ]
    assert [material.price_level for material in store.materials()][2] == "2023-priser"
    assert [(column.phase, column.year) for column in areas.columns] == [
        ("executed", 2022),
        ("executed", 2023),
        ("approved", 2024),
        ("executed", 2024),
        ("variance", 2024),
    ]
    assert areas.columns[4].label == "Afvigelse (R-B 2024)"


def test_a_level_is_shown_as_printed_operating_before_capital(store: Store, areas: Material) -> None:
    rows = store.child_rows(down(store, areas, "Børn og Unge"))
    lines = store.lines(rows)
    assert [(line.label, line.kind, line.nature) for line in lines] == [
        ("Decentraliseret drift, sektor 5.51", "line", DEC),
        ("I alt decentraliseret drift", "subtotal", DEC),
        ("Ikke decentraliseret drift, sektor 5.52", "line", NON),
        ("Driftsudgifter i alt", "total", "operating"),
        ("Decentraliseret anlæg, sektor 5.53", "line", "capital:decentralised"),
        ("Ikke decentraliseret anlæg, sektor 5.54", "line", "capital:non-decentralised"),
        ("Anlægsudgifter i alt", "total", "capital"),
    ]


def test_a_department_stands_once_under_each_nature(store: Store, areas: Material) -> None:
    lines = store.lines(store.child_rows(areas.root))
    assert [(line.label, line.nature, line.children) for line in lines] == [
        ("Børn og Unge", DEC, 7),
        ("Børn og Unge", NON, 7),
        (MSB, DEC, 11),
        (MSB, NON, 11),
        ("Børn og Unge", "capital:decentralised", 7),
        ("Børn og Unge", "capital:non-decentralised", 7),
        (MSB, "capital", 11),
    ]
    first = areas.columns[0].id
    assert [line.figures[first].amount for line in lines] == [
        5008 * MIO, None, 3716 * MIO, 5084 * MIO, 28 * MIO, 222 * MIO, 8 * MIO
    ]


def test_a_line_has_its_figures_as_printed_and_its_place(store: Store, areas: Material) -> None:
    node = down(store, areas, "Børn og Unge", "Decentraliseret drift, sektor 5.51")
    line = store.lines(store.child_rows(node)[:1])[0]
    assert (line.label, line.parent, line.children) == ("Dagtilbud inkl. Dagplejen", node, 0)
    figure = line.figures[areas.columns[4].id]
    assert (figure.amount, figure.printed, figure.computed, figure.certain) == (-16 * MIO, "-16", None, True)
    below = "boern-og-unge/decentraliseret-drift-sektor-5-51/dagtilbud-inkl-dagplejen"
    assert line.key == f"{areas.key}/{below}"
    assert store.node_by_key(line.key) == (areas.id, line.node)
    found = store.line_source(line.node)
    assert found is not None
    assert (store.document(found[0]).name, found[1].line) == ("årsberetning.txt", 5)
    assert [label for _, label in store.path(line.node)] == [
        "Aarhus Kommune",
        "Børn og Unge",
        "Decentraliseret drift, sektor 5.51",
        "Dagtilbud inkl. Dagplejen",
    ]


def test_a_total_says_what_its_parts_give(store: Store, areas: Material) -> None:
    total = totals(store, down(store, areas, "Børn og Unge", "I alt decentraliseret drift"))[0]
    figure = total.figures[areas.columns[1].id]
    assert (figure.printed, figure.amount, figure.computed) == ("5085", 5085 * MIO, 5086 * MIO)
    assert total.is_total


def test_totals_give_one_line_a_nature(store: Store, areas: Material) -> None:
    capital = ["capital:decentralised", "capital:non-decentralised", "capital:all", "capital"]
    assert [line.nature for line in totals(store, areas.root)] == [DEC, NON, "operating:all", *capital]
    below = [line.nature for line in totals(store, down(store, areas, "Børn og Unge"))]
    assert below == [DEC, NON, "operating:all", *capital[:-1]]
    assert totals(store, 10**9) == []


@pytest.mark.parametrize(
    ("reverse", "first", "last"),
    [
        (False, "Voksne, Job og Handicap", "Job og Virksomhedsservice"),
        (True, "Job og Virksomhedsservice", ""),
    ],
)
def test_sorting_by_a_column_leaves_the_totals_out(
    store: Store, areas: Material, reverse: bool, first: str, last: str
) -> None:
    node = down(store, areas, MSB)
    lines = store.level(View(areas, node).sorted_by(areas.columns[4].id, largest_first=reverse)).page(0, 999)
    assert all(line.kind == "line" for line in lines)
    operating = [line for line in lines if line.nature != "capital"]
    amounts = [line.figures[areas.columns[4].id].amount or 0 for line in operating]
    assert amounts == sorted(amounts, reverse=reverse)
    assert operating[0].label == first
    if last:
        assert operating[-1].label == last
    assert lines[-1].nature == "capital"


def test_a_missing_figure_sorts_last_both_ways(store: Store) -> None:
    thousands = store.materials()[3]
    node = down(store, thousands, MSB, "Salg af Katrinebjergvej 83")
    last = thousands.columns[3].id
    for reverse in (False, True):
        lines = store.level(View(thousands, node).sorted_by(last, largest_first=reverse)).page(0, 999)
        assert [line.label for line in lines] == ["Provenu", "Engangsudgifter"]


@pytest.mark.parametrize(
    ("needle", "labels"),
    [
        ("ANLÆG", ["Decentraliseret anlæg, sektor 5.53", "Ikke decentraliseret anlæg, sektor 5.54"]),
        ("5.5", ["Decentraliseret drift, sektor 5.51", "Ikke decentraliseret drift, sektor 5.52"]),
        ("%", []),
    ],
)
def test_filtering_looks_at_label_and_code(
    store: Store, areas: Material, needle: str, labels: list[str]
) -> None:
    view = View(areas, down(store, areas, "Børn og Unge"), filter=bound(parse(needle), areas.columns))
    found = [line.label for line in store.level(view).page(0, 999) if line.kind == "line"]
    assert found[: len(labels)] == labels
    assert bool(found) == bool(labels)


class Row:
    """What a condition asks of a row of the store."""

    def __init__(self, line: Line, above: list[str]) -> None:
        self.nature = line.nature
        self.text = f"{line.label} {line.code}".casefold()
        self._levels = [*above, self.text]
        self._figures = line.figures

    def level(self, depth: int) -> str:
        return self._levels[depth] if depth < len(self._levels) else ""

    def amount(self, column: int) -> int | None:
        figure = self._figures.get(column)
        return figure.amount if figure else None


@given(conditions)
@settings(deadline=None)
def test_the_store_finds_what_the_condition_matches(store: Store, areas: Material, condition: Condition) -> None:
    try:
        asked = bound(condition, areas.columns)
    except FilterError:
        return
    above: list[str] = []
    node = areas.root
    for name in ("Børn og Unge", None):
        (here,) = totals(store, node)[:1] or [None]
        above = [*above, f"{here.label} {here.code}".casefold() if here else ""]
        rows = store.child_rows(node)
        lines = store.lines(rows)
        expected = [row for row, line in zip(rows, lines, strict=True) if asked.matches(Row(line, above))]
        found = store.level(View(areas, node, filter=asked)).page(0, 999)
        assert [(line.node, line.nature) for line in found] == expected
        node = down(store, areas, name) if name else node


def test_a_sum_has_no_source_and_an_unknown_line_none(store: Store, areas: Material) -> None:
    assert store.line_source(areas.root) is None
    assert store.line_source(10**9) is None
    assert store.path(10**9) == []
    for key in ("", "nej", f"{areas.key}/nej", f"{areas.key}/boern-og-unge/nej/nej"):
        assert store.node_by_key(key) is None
    assert store.node_by_key(areas.key) == (areas.id, areas.root)


def test_many_rows_at_once_come_in_the_order_that_was_asked_for(store: Store, areas: Material) -> None:
    rows = store.child_rows(down(store, areas, MSB))
    asked = (rows[::-1] * 200)[:1500]
    assert [(line.node, line.nature) for line in store.lines(asked)] == asked
    assert store.lines([(10**9, "operating")]) == []


def test_the_newest_edition_of_a_file_is_what_is_shown_first(tmp_path: Path) -> None:
    content = b"Navn;Budget 2024 (kr.)\r\nSkoler;10\r\nVeje;%d\r\nParker;7\r\n"
    with open_store(tmp_path / "a.db") as store:
        for amount in (5, 6):
            edition = content % amount
            store.import_reading(read_bytes("budget.csv", edition), edition, "KW")
        old, new = store.materials()
        assert (old.older, new.older) == (True, False)
        assert store.widest([old, new]) == new
        assert (title_of(old), title_of(new)) == ("ældre udgave: budget", "budget")
        assert find_material([old, new], "budget") == new
        assert find_material([old, new], old.key) == old
