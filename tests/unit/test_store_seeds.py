"""The real papers, read and stored: what is in the tables is what they print."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from budgettui.domain.budget.budget import Material
from budgettui.ingest import read_file
from budgettui.store import Store, check, open_store
from store_material import totals

MIO = 100_000_000
BUNDLE, REPORT, PLAN = "001_f13796605f7b1437.txt", "002_943724dc9a63f466.txt", "004_38965e2967705ef5.txt"


@pytest.fixture(scope="module")
def imported() -> dict[Path, bytes]:
    """The bytes of the store that the papers of a folder make, once they are imported."""
    return {}


@pytest.fixture
def store(seeds: Path, tmp_path: Path, imported: dict[Path, bytes]) -> Iterator[Store]:
    path = tmp_path / "a.db"
    if seeds not in imported:
        with open_store(path) as opened:
            for name in (BUNDLE, REPORT, PLAN):
                opened.import_reading(read_file(seeds / name), (seeds / name).read_bytes(), "KW")
        imported[seeds] = path.read_bytes()
    path.write_bytes(imported[seeds])
    with open_store(path) as opened:
        yield opened


def material(store: Store, document: str, unit: str, title: str = "") -> Material:
    number = next(found.id for found in store.documents() if found.name == document)
    (found,) = [
        found
        for found in store.materials()
        if found.document == number and found.unit == unit and title in found.title
    ]
    return found


def amounts(store: Store, here: Material, *labels: str, nature: str = "operating") -> list[float | None]:
    """The figures of the row with these labels down from the root, in mio. kr."""
    node = here.root
    for label in labels:
        rows = store.lines(store.child_rows(node))
        node = next(line.node for line in rows if line.label == label)
    (line,) = [line for line in totals(store, node) if line.nature == nature]
    found = [line.figures.get(column.id) for column in here.columns]
    return [None if figure is None or figure.amount is None else figure.amount / MIO for figure in found]


def test_everything_that_was_stored_is_sound(store: Store) -> None:
    assert store.verify() == []
    store.rebuild()
    assert store.verify() == []


def test_the_bundle_is_a_meeting_with_six_points(store: Store) -> None:
    (head,) = store.meetings()
    assert (head.body, head.date, head.points, head.decided) == ("Rådmandsmøde", None, 6, 0)
    points = {item.number: len(item.points) for item in store.meeting(head.id).items if item.points}
    assert points == {"1.3": 3, "1.4": 3}


def test_the_first_quarter_of_2018(store: Store) -> None:
    areas = material(store, BUNDLE, "mio. kr.", "Decentraliserede områder 2018")
    msb = "Sociale Forhold og Beskæftigelse"
    dec = "operating:decentralised"
    assert amounts(store, areas, msb, nature=dec) == [3274, 3270, -4]
    assert amounts(store, areas, msb, "Socialforvaltningen", nature=dec) == [2431, 2447, 17]
    assert amounts(store, areas, msb, "Socialforvaltningen", "VoksenHandicap", nature=dec) == [977, 990, 13]


@pytest.mark.parametrize(
    ("department", "operating", "capital"),
    [
        # Accounts 2022 and 2024, as the report prints them under "Driftsudgifter i alt" and "Anlægsudgifter i alt".
        ("Børn og Unge", (5585, 5558), (250, 0.4)),
        ("Sociale Forhold og Beskæftigelse", (8800, 9922), (8, 3)),
        ("Sundhed og Omsorg", (4399, 4706), (39, 1)),
        ("Kultur og Borgerservice", (1183, 1219), (85, 169)),
        ("Borgmesterens Afdeling", (975, 1028), (-234, 2)),
    ],
)
def test_the_departments_of_the_annual_report(
    store: Store, department: str, operating: tuple[float, float], capital: tuple[float, float]
) -> None:
    areas = material(store, REPORT, "mio. kr.")
    found = amounts(store, areas, department, nature="operating:all")
    assert (found[0], found[3]) == operating
    whole = "capital:all" if department == "Børn og Unge" else "capital"
    found = amounts(store, areas, department, nature=whole)
    assert (found[0], found[3]) == capital


def test_the_plan_by_theme_and_initiative_in_both_units(store: Store) -> None:
    msb = "Sociale Forhold og Beskæftigelse"
    overview = material(store, PLAN, "mio. kr.")
    assert overview.price_level == "2023-priser"
    # The plan prints −128, −189 and −225 over all its themes: that is the plan's own figure.
    assert amounts(store, overview) == [-128, -189, -225]
    assert amounts(store, overview, msb, "I alt") == [-128, -189, -225]
    # The themes give −127,9, −189,4 and −225,5, which is kept beside it.
    (whole,) = totals(store, store.child_rows(overview.root)[0][0])
    found = [whole.figures[column.id].computed for column in overview.columns]
    assert found == [-12_790_000_000, -18_940_000_000, -22_550_000_000]
    themes = store.child_rows(store.child_rows(overview.root)[0][0])
    lines = [line for line in store.lines(themes) if not line.is_total]
    assert len(lines) == 7
    assert sum(line.children for line in lines) == 28
    thousands = material(store, PLAN, "1.000 kr.")
    ((department, _),) = store.child_rows(thousands.root)
    below = store.child_rows(department)
    assert sum(len(store.child_rows(theme)) for theme, _ in below) == 28


def test_the_same_papers_again_change_nothing(store: Store, seeds: Path) -> None:
    before = len(store.log())
    for name in (BUNDLE, REPORT, PLAN):
        path = seeds / name
        assert store.import_reading(read_file(path), path.read_bytes(), "KW").already
    assert len(store.log()) == before


def test_papers_come_back_as_they_were_read(store: Store, seeds: Path) -> None:
    for document in store.documents():
        reading = read_file(seeds / document.name)
        assert [view.paper for view in store.papers_of(store.paper_ids(document.id))] == list(reading.papers)
        assert store.document(document.id).text == reading.text


def test_the_synthetic_store_of_the_benchmarks_is_like_a_real_one(tmp_path: Path) -> None:
    sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
    try:
        import synthetic_store
    finally:
        sys.path.pop(0)
    synthetic_store.write(tmp_path / "a.db", 2_000, flat=300)
    with open_store(tmp_path / "a.db") as store:
        (found,) = store.materials()
        top = store.lines(store.child_rows(found.root))
        assert [line.label for line in top if line.nature == "operating"][-1] == synthetic_store.LONG_LIST
        assert {line.nature for line in top} == {"operating", "capital"}
        counted = 0
        sums = {(nature, column.id): 0 for nature in ("operating", "capital") for column in found.columns}
        level = list(dict.fromkeys(line.node for line in top))
        while level:
            rows = [row for node in level for row in store.child_rows(node)]
            lines = store.lines(rows)
            for line in lines:
                if not line.children:
                    counted += 1
                    for column, figure in line.figures.items():
                        sums[line.nature, column] += figure.amount or 0
            level = list(dict.fromkeys(line.node for line in lines if line.children))
        assert counted == 2_300
        for line in totals(store, found.root):
            assert {column: figure.amount for column, figure in line.figures.items()} == {
                column.id: sums[line.nature, column.id] for column in found.columns
            }
        assert list(check.rollups(store._connections.get())) == []
        (head,) = store.meetings()
        linked = store.meeting(head.id).points[0].links[0].node
        assert store.node_by_key(linked) is not None
        # Its budget is not made from a reading, and that is all that is wrong with it.
        assert store.verify() == [
            "Tabellerne for syntetisk.txt er ikke det, som blev læst. Kør: budgettui rebuild"
        ]
