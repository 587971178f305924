"""From printed tables to the tree: who hangs below whom, what is added up, and what is only a check."""

from __future__ import annotations

from dataclasses import replace

import pytest

from budgettui.domain.paper.reading import Paper, Table
from budgettui.store.rollup import TreeNode
from budgettui.store.slugs import slug
from budgettui.store.tree import TreeMaterial, build
from store_material import MSB, bundle, columns, plan, reading, report, row

MIO = 100_000_000  # one mio. kr. in øre


def node(material: TreeMaterial, *labels: str) -> TreeNode:
    here = material.root
    for label in labels:
        (here,) = [child for child in here.children if child.label == label]
    return here


def amounts(found: TreeNode, nature: str = "operating") -> list[int | None]:
    return [found.figures[nature][place].amount for place in sorted(found.figures[nature])]


def computed(found: TreeNode, nature: str = "operating") -> list[int | None]:
    return [found.figures[nature][place].computed for place in sorted(found.figures[nature])]


DEC, NON = "operating:decentralised", "operating:non-decentralised"


def test_a_total_before_its_parts_becomes_their_parent() -> None:
    (material,) = build(bundle())
    assert material.unit == "mio. kr."
    assert material.root.label == "Aarhus Kommune"
    (department,) = material.root.children
    # The row with the department's own name is the department's printed figure, not a row below it.
    assert department.label == MSB
    assert amounts(department, DEC) == [3274 * MIO, 3270 * MIO, -4 * MIO]
    assert [child.label for child in department.children] == [
        "Socialforvaltningen",
        "Beskæftigelsesforvaltningen",
        "Fællesstabe og fællesfunktioner",
    ]
    social = node(material, MSB, "Socialforvaltningen")
    assert [child.label for child in social.children] == [
        "Familier, Børn og Unge",
        "VoksenHandicap",
        "Socialpsykiatri og Udsatte Voksne",
        "Tværgående",
    ]
    # 2.447 is printed, and the parts give 908 + 990 + 463 + 87 = 2.448.
    assert amounts(social, DEC) == [2431 * MIO, 2447 * MIO, 17 * MIO]
    assert computed(social, DEC) == [2431 * MIO, 2448 * MIO, 17 * MIO]
    assert social.kind == "line"
    assert social.source is not None
    assert social.source.line == 42


def test_a_total_after_its_parts_is_a_check_beside_them() -> None:
    (material,) = build(report())
    total = node(material, "Børn og Unge", "I alt decentraliseret drift")
    assert total.kind == "subtotal"
    assert not total.children
    # 5.085 is printed for 2023, and the six areas give 5.086; 95 is printed, and they give 96.
    assert amounts(total, DEC) == [5008 * MIO, 5085 * MIO, 4808 * MIO, 4903 * MIO, 95 * MIO]
    assert computed(total, DEC) == [5008 * MIO, 5086 * MIO, 4808 * MIO, 4903 * MIO, 96 * MIO]


def test_rows_under_a_heading_hang_below_it() -> None:
    (material,) = build(report())
    heading = node(material, "Børn og Unge", "Decentraliseret drift, sektor 5.51")
    assert heading.code == "5.51"
    assert len(heading.children) == 6
    assert amounts(heading, DEC)[0] == (1748 + 2393 + 221 + 223 + 274 + 149) * MIO


def test_operating_and_capital_are_never_added_together() -> None:
    (material,) = build(report())
    children = node(material, "Børn og Unge")
    # The 577 of the other areas are in doubt, and counted nowhere.
    assert (amounts(children, DEC)[0], amounts(children, NON)[0]) == (5008 * MIO, None)
    assert amounts(children, "operating:all")[0] == (5008 + 577) * MIO
    assert amounts(children, "capital:all") == [250 * MIO, 292 * MIO, 620_000_000, 40_000_000, -580_000_000]
    # What says no area is neither, and is in the whole that is printed of both.
    assert amounts(material.root, "capital")[0] == 8 * MIO
    assert amounts(material.root, "capital:all")[0] == (250 + 8) * MIO


def test_a_total_without_its_rows_carries_the_money_itself() -> None:
    (material,) = build(report())
    social = node(material, MSB)
    # 3.716 by the areas and 5.084 that is printed only as a sum: 8.800, as the paper's own total says.
    assert amounts(social, "operating:all")[0] == 8800 * MIO
    assert (amounts(social, DEC)[0], amounts(social, NON)[0]) == (3716 * MIO, 5084 * MIO)
    # The only row of capital is a total too.
    assert amounts(social, "capital")[0] == 8 * MIO
    assert node(material, MSB, "Driftsudgifter i alt").kind == "total"


def test_a_total_over_all_rows_of_a_nature_is_the_departments_own_printed_figure() -> None:
    (material,) = build(report())
    children = node(material, "Børn og Unge")
    # Budget 2024: 5.459 is printed, 4.808 and 650 give 5.458; but one of the rows is in doubt.
    figure = children.figures["operating:all"][2]
    assert (figure.printed, figure.amount, figure.computed) == ("5459", 5459 * MIO, None)
    assert children.figures["capital:all"][0].printed == "250"
    assert children.figures[DEC][2].printed == "4808"


def test_a_doubtful_row_makes_the_sums_over_it_doubtful_and_no_others() -> None:
    (table, *others) = report().tables
    without = replace(table, rows=tuple(line for line in table.rows if line.label != "Driftsudgifter i alt"))
    (material,) = build(replace(report(), tables=(without, *others)))
    children = node(material, "Børn og Unge")
    figure = children.figures[NON][0]
    assert not figure.certain
    counted = [line for line in children.children if line.kind == "line" and NON in line.figures]
    doubtful = [line for line in counted if not line.certain]
    assert len(doubtful) == 1
    assert (figure.amount or 0) == sum(line.figures[NON][0].amount or 0 for line in counted if line.certain)
    assert children.figures["capital:all"][0].certain
    assert children.figures[DEC][0].certain
    assert not material.root.figures[NON][0].certain
    assert node(material, MSB).figures[NON][0].certain


def test_tables_of_a_document_are_parted_by_unit_and_joined_over_years() -> None:
    overview, thousands, posts = build(plan())
    assert (overview.unit, overview.price_level) == ("Mio. kr.", "2023-priser")
    assert (thousands.unit, posts.unit) == ("1.000 kr.", "antal stillinger")
    # One initiative's table goes on to 2026: the material has it, the other initiative has nothing there.
    assert [year for _, year, _ in thousands.columns] == [2023, 2024, 2025, 2026]
    assert len({overview.key, thousands.key, posts.key}) == 3


def test_an_initiatives_table_is_the_initiative() -> None:
    _, thousands, posts = build(plan())
    own = node(thousands, MSB, "Investeringer i relationel velfærd")
    assert not own.children
    assert amounts(own) == [0, 0, -500_000_000]
    over = node(thousands, MSB, "Salg af Katrinebjergvej 83")
    assert [child.label for child in over.children] == ["Provenu", "Engangsudgifter", "I alt"]
    assert amounts(over) == [0, 0, -2_500_000_000, 0]
    # Posts are counted in hundredths too.
    assert amounts(node(posts, MSB, "Investeringer i relationel velfærd")) == [1400, 300, -600]


def test_the_overview_rolls_up_over_its_themes() -> None:
    overview, _, _ = build(plan())
    assert amounts(overview.root) == [-2 * MIO, -6 * MIO, -40 * MIO]
    theme = node(overview, MSB, "1. Forebyggelse for børn og unge")
    assert [child.label for child in theme.children] == [
        "Investeringer i relationel velfærd",
        "Tættere samarbejde",
    ]
    assert node(overview, MSB, "I alt").kind == "total"


def test_the_same_file_gives_the_same_keys_and_equal_labels_get_their_own() -> None:
    twice = Table(
        "Dobbelt",
        "mio. kr.",
        columns(("Budget 2024", "approved", 2024)),
        (row("Administration", "1"), row("Administration", "2")),
    )
    first, again = (build(reading(b"dobbelt", title="Dobbelt", tables=(twice,))) for _ in range(2))
    assert first == again
    assert [child.slug for child in first[0].root.children] == ["administration", "administration-2"]
    assert amounts(first[0].root) == [3 * MIO]


def test_a_printed_sum_over_both_natures_is_held_apart() -> None:
    both = Table(
        "Samlet",
        "mio. kr.",
        columns(("Budget 2024", "approved", 2024)),
        (
            row("Netto", "30", kind="total"),
            row("Driftsudgifter", "20", level=1),
            row("Anlægsudgifter", "10", level=1),
        ),
    )
    (material,) = build(reading(b"samlet", municipality="Aarhus Kommune", tables=(both,)))
    netto = node(material, "Netto")
    assert amounts(netto) == [20 * MIO]
    assert amounts(netto, "capital") == [10 * MIO]
    printed = node(material, "Netto", "Netto")
    assert printed.kind == "total"
    assert amounts(printed) == [30 * MIO]
    assert computed(printed) == [30 * MIO]


@pytest.mark.parametrize(
    ("label", "nature"),
    [
        ("Anlægsudgifter", "capital"),
        ("Decentraliseret anlæg, sektor 5.53", "capital:decentralised"),
        ("Planlægning", "operating"),
        ("Idrætsanlæg", "operating"),
        ("Drift og anlæg", "operating"),
    ],
)
def test_what_counts_as_capital(label: str, nature: str) -> None:
    table = Table("Tabel", "kr.", columns(("Budget 2024", "approved", 2024)), (row(label, "1"),))
    (material,) = build(reading(b"natur", tables=(table,)))
    assert list(material.root.children[0].figures) == [nature]


def test_an_amount_that_is_not_whole_ore_is_shown_but_not_added() -> None:
    table = Table(
        "Tabel", "kr.", columns(("Budget 2024", "approved", 2024)), (row("Hel", "1"), row("Brudt", "0.123"))
    )
    (material,) = build(reading(b"brudt", tables=(table,)))
    broken = material.root.children[1].figures["operating"][0]
    assert (broken.amount, broken.printed, broken.certain) == (None, "0,123", False)
    assert amounts(material.root) == [100]
    assert not material.root.figures["operating"][0].certain


def test_amounts_beyond_all_reason_do_not_stop_the_import() -> None:
    table = Table(
        "Tabel",
        "kr.",
        columns(("Budget 2024", "approved", 2024)),
        (row("Hel", "1"), *(row(f"Stor {number}", "92233720368547758") for number in range(3))),
    )
    (material,) = build(reading(b"stor", tables=(table,)))
    assert amounts(material.root) == [100]
    assert not material.root.figures["operating"][0].certain
    assert material.root.children[1].figures["operating"][0].printed == "92233720368547758"


def test_a_row_is_the_department_only_by_its_whole_name() -> None:
    table = Table(
        "Tabel",
        "kr.",
        columns(("Budget 2024", "approved", 2024)),
        (row("Kultur og Borgerservice, stab", "1"), row("Kultur og Borgerservice i alt", "3", kind="total")),
        department="Kultur og Borgerservice",
    )
    (material,) = build(reading(b"navn", tables=(table,)))
    (department,) = material.root.children
    assert [child.label for child in department.children] == ["Kultur og Borgerservice, stab"]
    assert (amounts(department), computed(department)) == ([300], [100])


def test_two_tables_of_a_department_stand_apart_whatever_they_are_called() -> None:
    tables = tuple(
        Table(
            title,
            "kr.",
            columns(("Budget 2024", "approved", 2024)),
            (row("Løn", amount), row("Indkøb", amount)),
            department="Børn og Unge",
        )
        for title, amount in (("Områder", "1"), ("Områder", "2"), ("", "4"))
    )
    (material,) = build(reading(b"to", tables=tables))
    (department,) = material.root.children
    assert [(child.label, child.slug) for child in department.children] == [
        ("Områder", "omraader"),
        ("Områder", "omraader-2"),
        ("kr.", "kr"),
    ]
    assert amounts(department) == [1400]


def test_an_initiative_hangs_below_its_theme() -> None:
    table = Table(
        "Nettoeffekt",
        "1.000 kr.",
        columns(("2024", "effect", 2024)),
        (row("Velfærdsteknologi", "-2250"),),
        department=MSB,
        paper="Velfærdsteknologi",
    )
    paper = Paper("initiative", "Velfærdsteknologi", theme="5. Digitalisering", number="1")
    (material,) = build(reading(b"tema", papers=(paper,), tables=(table,)))
    theme = node(material, MSB, "5. Digitalisering")
    assert amounts(theme) == [-225_000_000]
    # A table in a proposal is not below the proposal: only an initiative is a line of the budget.
    (material,) = build(reading(b"tema", papers=(Paper("proposal", "Velfærdsteknologi"),), tables=(table,)))
    assert [child.label for child in material.root.children[0].children] == ["Velfærdsteknologi"]


def test_a_long_chain_of_totals_is_read_in_time() -> None:
    rows = [row("Linje", "1")]
    for number in range(400):
        rows += [row("Linje", "1"), row(f"I alt {number}", str(number + 2), kind="total")]
    table = Table("Kæde", "kr.", columns(("Budget 2024", "approved", 2024)), tuple(rows))
    (material,) = build(reading(b"lang", tables=(table,)))
    assert len(material.root.children) == len(rows)


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Børn og Unge", "boern-og-unge"),
        ("Ø/Å – Ærø", "oe-aa-aeroe"),
        ("  ", "x"),
        ("…", "x"),
        ("a" * 80, "a" * 60),
    ],
)
def test_slug(label: str, expected: str) -> None:
    assert slug(label) == expected
