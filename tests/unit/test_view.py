"""A view of the budget is a value, and what is worked out in it is exact."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgettui.domain.amounts import KR, KR_1000, MIO_KR, format_amount, from_hundredths, parse_number, to_hundredths
from budgettui.domain.budget.budget import BudgetColumn, Figure, Line, Material
from budgettui.domain.budget.compare import Name, comparisons, match_key, matches, pairs_between
from budgettui.domain.budget.filters import Word
from budgettui.domain.budget.prices import PriceError, PriceTable, conversion, price_table, price_year
from budgettui.domain.budget.view import (
    Pair,
    SortKey,
    View,
    added,
    aggregate,
    aggregated,
    columns_of,
    is_zero,
    rounded,
    sorted_lines,
    variance_role,
    with_derived,
)

BUDGET, ACCOUNTS, BEFORE, VARIANCE = 3, 4, 2, 5
COLUMNS = (
    BudgetColumn(BEFORE, "executed", 2023, "Regnskab 2023"),
    BudgetColumn(BUDGET, "approved", 2024, "Budget 2024"),
    BudgetColumn(ACCOUNTS, "executed", 2024, "Regnskab 2024"),
    BudgetColumn(VARIANCE, "variance", 2024, "Afvigelse 2024"),
)
MATERIAL = Material(1, "m", "Årsberetning", "mio. kr.", None, COLUMNS, 1)
OTHER = Material(2, "n", "Kvartal", "1.000 kr.", "2023-priser", (
    BudgetColumn(11, "approved", 2024, "Budget"), BudgetColumn(12, "forecast", 2024, "Forventet"),
), 50)
PAIR = Pair(BUDGET, ACCOUNTS)
VIEW = View(MATERIAL, 1)
ore = st.integers(-(10**15), 10**15)


def line(node: int = 7, nature: str = "operating", kind: str = "line", **figures: int | None) -> Line:
    """A line with figures by the letter of their column: b budget, a accounts, p the year before."""
    ids = {"b": BUDGET, "a": ACCOUNTS, "p": BEFORE}
    found = {ids[name]: Figure(amount) for name, amount in figures.items()}
    return Line(node, f"m/{node}", 1, "Linje", "", kind, nature, 0, found)


def derived(view: View, one: Line, whole: Line | None = None) -> dict[str, int | None]:
    columns = columns_of(view)
    made = with_derived(view, columns, one, whole)
    return {column.phase: f.amount if (f := made.figures.get(column.id)) else None for column in columns}


def test_without_a_choice_all_columns_of_the_material_are_shown() -> None:
    assert [column.id for column in columns_of(VIEW)] == [BEFORE, BUDGET, ACCOUNTS, VARIANCE]
    assert [column.id for column in columns_of(View(MATERIAL, 1, chosen=(ACCOUNTS, 99)))] == [ACCOUNTS]


def test_a_comparison_stands_with_its_difference_and_percent() -> None:
    columns = columns_of(VIEW.compared((PAIR,)))
    assert [(column.phase, column.year) for column in columns] == [
        ("approved", 2024), ("executed", 2024), ("difference", 2024), ("percent", 2024),
    ]
    assert columns_of(VIEW.compared((Pair(BEFORE, ACCOUNTS),)))[2].year is None


@pytest.mark.parametrize(
    ("budget", "accounts", "difference", "tenths"),
    [(200, 210, 10, 50), (200, 190, -10, -50), (-200, -210, -10, -50), (3, 4, 1, 333), (8, 9, 1, 125), (0, 5, 5, None),
     (None, 5, None, None), (5, None, None, None), (10**12, 10**12 + 1, 1, 0), (2000, 2001, 1, 1), (2001, 2002, 1, 0)],
)
def test_difference_and_percent(
    budget: int | None, accounts: int | None, difference: int | None, tenths: int | None
) -> None:
    found = derived(VIEW.compared((PAIR,)), line(b=budget, a=accounts))
    assert (found["difference"], found["percent"]) == (difference, tenths)


@given(st.none() | ore)
def test_a_column_compared_with_itself_has_no_difference(amount: int | None) -> None:
    found = derived(VIEW.compared((Pair(BUDGET, BUDGET),)), line(b=amount))
    assert found["difference"] == (None if amount is None else 0)
    assert found["percent"] == (0 if amount else None)


@given(ore, st.integers(1, 10**9))
def test_rounding_is_to_the_nearest_and_the_same_on_both_sides_of_nought(numerator: int, denominator: int) -> None:
    nearest = rounded(numerator, denominator)
    assert abs(nearest * denominator - numerator) * 2 <= denominator
    assert rounded(-numerator, denominator) == -nearest


def test_percent_of_the_parent_and_for_each_inhabitant() -> None:
    share = View(MATERIAL, 1, measure="share")
    assert derived(share, line(b=25, a=50), line(b=200, a=300))["approved"] == 125
    assert derived(share, line(b=25), line(b=0))["approved"] is None
    head = View(MATERIAL, 1, measure="head", population=((2024, 367),))
    found = derived(head, line(b=367_000, a=-550, p=100))
    assert (found["approved"], found["executed"]) == (1000, -1)
    assert derived(head, line(p=100))["executed"] is None, "nobody counted the people of that year"


def test_sorting_by_several_turning_round_and_letting_go() -> None:
    once = VIEW.sorted_by(BUDGET, largest_first=True)
    twice = once.sorted_by(ACCOUNTS, largest_first=False)
    assert twice.sort == (SortKey(BUDGET), SortKey(ACCOUNTS, False))
    assert twice.sorted_by(BUDGET, largest_first=False).sort == (SortKey(BUDGET, False), SortKey(ACCOUNTS, False))
    assert twice.sorted_by(BUDGET, largest_first=True).sort == (SortKey(ACCOUNTS, False),)
    assert twice.compared((Pair(BEFORE, ACCOUNTS),)).sort == (SortKey(ACCOUNTS, False),), "its column is gone"


@given(st.lists(st.tuples(st.none() | st.integers(0, 3), st.none() | st.integers(0, 3)), max_size=20))
def test_rows_by_two_columns(amounts: list[tuple[int | None, int | None]]) -> None:
    lines = [line(place, b=b, a=a) for place, (b, a) in enumerate(amounts)]
    found = sorted_lines(lines, (SortKey(BUDGET), SortKey(ACCOUNTS, False)))

    def place(one: Line) -> tuple[object, ...]:
        b, a = one.figures[BUDGET].amount, one.figures[ACCOUNTS].amount
        return b is None, -(b or 0), a is None, a or 0, one.node

    assert found == sorted(lines, key=place)


def test_another_node_takes_no_filter_along_and_another_material_no_columns() -> None:
    view = View(MATERIAL, 1, chosen=(BUDGET,), filter=Word("x"), typed="x", sort=(SortKey(BUDGET),), hide_zero=True)
    assert view.at(9) == View(MATERIAL, 9, chosen=(BUDGET,), sort=(SortKey(BUDGET),), hide_zero=True)
    assert view.of(OTHER) == View(OTHER, 50, hide_zero=True)


def test_operating_and_capital_are_added_only_by_one_function() -> None:
    both = added([line(b=5, a=7), line(nature="capital", b=3)], "both")
    assert both.nature == "both"
    assert {column: figure.amount for column, figure in both.figures.items()} == {BUDGET: 8, ACCOUNTS: 7}
    assert added([line(b=5)], "operating").nature == "operating"


@pytest.mark.parametrize(
    ("figures", "certain", "zero"),
    [((0, None), True, True), ((0, 1), True, False), ((None, None), True, True), ((0, 0), False, False)],
)
def test_a_row_of_noughts(figures: tuple[int | None, int | None], certain: bool, zero: bool) -> None:
    one = line(b=figures[0], a=figures[1])._replace(certain=certain)
    assert is_zero(one, columns_of(VIEW)) is zero


def test_what_could_not_be_read_is_not_nought() -> None:
    assert not is_zero(line()._replace(figures={BUDGET: Figure(None, "12x")}), columns_of(VIEW))
    assert not is_zero(line()._replace(figures={BUDGET: Figure(0, "0", None, False)}), columns_of(VIEW))


@given(st.lists(ore, min_size=1, max_size=30))
def test_aggregates(amounts: list[int]) -> None:
    found = {name: aggregate(name, amounts) for name in ("sum", "count", "mean", "min", "max")}
    assert (found["sum"], found["count"], found["min"], found["max"]) == (
        sum(amounts), len(amounts), min(amounts), max(amounts),
    )
    mean = Decimal(sum(amounts)) / len(amounts)
    assert abs(Decimal(found["mean"] or 0) - mean) <= Decimal("0.5") + Decimal("1e-9")


def test_aggregates_leave_out_totals_the_other_nature_and_sums_of_percents() -> None:
    view = VIEW.compared((PAIR,))
    columns = columns_of(view)
    lines = [with_derived(view, columns, one, None) for one in (
        line(1, b=100, a=110), line(2, b=50, a=40), line(3, kind="total", b=150, a=150), line(4, "capital", b=9, a=9),
    )]
    total = aggregated(columns, "sum", lines, "operating")
    assert {column: figure.amount for column, figure in total.figures.items()} == {BUDGET: 150, ACCOUNTS: 150, -1: 0}
    mean = aggregated(columns, "mean", lines, "operating")
    assert mean.figures[-2].amount == -50, "the mean of +10,0 and −20,0 percent"
    assert aggregate("max", []) is None
    assert aggregate("count", []) == 0


@pytest.mark.parametrize(
    ("amount", "base", "label", "word", "role"),
    [
        (5, 100, "Løn", "merforbrug", "overspend"),
        (-5, 100, "Løn", "mindreforbrug", "saving"),
        (-5, -100, "Salg", "merindtægt", "saving"),
        (5, -100, "Salg", "mindreindtægt", "overspend"),
        (5, 100, "Skattefinansierede indtægter i alt", "merindtægt", "saving"),
        (-5, 100, "Indtægter", "mindreindtægt", "overspend"),
        (5, 100, "Udgifter og indtægter, netto", "merforbrug", "overspend"),
        (5, None, "Løn", "merforbrug", "overspend"),
    ],
)
def test_what_a_difference_is_called(amount: int, base: int | None, label: str, word: str, role: str) -> None:
    assert variance_role(amount, base, label) == (word, role)


# Two materials.


def test_what_a_material_can_compare_with_itself() -> None:
    assert comparisons(MATERIAL) == [Pair(BUDGET, ACCOUNTS), Pair(BEFORE, ACCOUNTS)]


def test_columns_of_two_materials() -> None:
    assert pairs_between(MATERIAL, OTHER) == (Pair(BUDGET, 11),)
    accounts = MATERIAL._replace(columns=COLUMNS[2:3])
    assert pairs_between(accounts, OTHER) == (Pair(12, ACCOUNTS),), "the forecast is what the accounts are held against"
    earlier = OTHER._replace(columns=(BudgetColumn(21, "executed", 2018, ""),))
    assert pairs_between(MATERIAL, earlier) == (Pair(21, ACCOUNTS),)
    assert pairs_between(MATERIAL, OTHER._replace(columns=())) == ()


def names(*said: tuple[int, str, str]) -> list[Name]:
    return [Name(*one) for one in said]


def test_lines_match_by_slug_then_code_then_name() -> None:
    mine = names((1, "boern", ""), (2, "drift-sektor", "5.51"), (3, "3-kultur", ""), (4, "kun-her", ""))
    theirs = names((11, "boern", ""), (12, "sektor-5-51", "5.51"), (13, "tema-3-kultur", ""), (14, "kun-der", ""))
    assert matches(mine, theirs) == {1: 11, 2: 12, 3: 13}


def test_a_department_of_the_municipality_is_known_by_its_key() -> None:
    mine = [Name(1, "boern-og-unge", "", "MBU"), Name(2, "mbu", "")]
    theirs = [Name(11, "magistratsafdelingen-for-boern-og-unge", "", "MBU"), Name(12, "boern-og-unge", "")]
    assert matches(mine, theirs) == {1: 11}


def test_a_name_that_stands_twice_matches_nothing() -> None:
    assert matches(names((1, "1-drift", ""), (2, "2-drift", "")), names((11, "drift", ""))) == {}
    assert match_key("1-forebyggelse-nettoeffekt") == "forebyggelse"


slugs = st.lists(st.from_regex(r"[a-c]{1,2}(-[a-c])?", fullmatch=True), unique=True, max_size=8)


@given(slugs, slugs)
def test_no_line_is_matched_twice(mine: list[str], theirs: list[str]) -> None:
    found = matches([Name(place, slug, "") for place, slug in enumerate(mine, 1)],
                    [Name(place, slug, "") for place, slug in enumerate(theirs, 101)])
    assert len(set(found.values())) == len(found)
    assert {mine[node - 1] for node in found} == set(mine) & set(theirs)


# Price levels.

TABLE = PriceTable("Prøve", "1", "prøven", {2023: Decimal("2.5"), 2024: Decimal("3.1")})


@pytest.mark.parametrize(
    ("level", "year"), [("2023-priser", 2023), ("2024-p/l", 2024), ("P/L 2025", 2025), (None, None),
                        ("løbende priser", None), ("2023- og 2024-priser", None)],
)
def test_the_year_of_a_price_level(level: str | None, year: int | None) -> None:
    assert price_year(level) == year


def test_amounts_follow_every_year_between() -> None:
    up = conversion(TABLE, "2022-priser", "2024-priser")
    assert up.of(100_000) == 105_678  # 100.000 × 1,025 × 1,031 = 105.677,5
    assert up.of(-100_000) == -105_678
    assert conversion(TABLE, "2023-priser", "2023-p/l").of(12345) == 12345
    down = conversion(TABLE, "2024-priser", "2022-priser")
    assert down.factor * up.factor == 1


@given(ore)
def test_converting_there_and_back_loses_less_than_two_ore(amount: int) -> None:
    there, back = conversion(TABLE, "2022-pl", "2024-pl"), conversion(TABLE, "2024-pl", "2022-pl")
    assert abs(back.of(there.of(amount)) - amount) <= 1


@pytest.mark.parametrize(("source", "target"), [("2021-priser", "2024-priser"), ("løbende", "2024-priser")])
def test_what_the_table_does_not_know_is_refused(source: str, target: str) -> None:
    with pytest.raises(PriceError):
        conversion(TABLE, source, target)


def test_a_price_table_says_where_it_comes_from() -> None:
    said = {"name": "Skøn", "version": "2024-06", "source": "brev", "rise": {"2024": Decimal("3.1"), "2025": 3}}
    assert price_table(said, "f").rates == {2024: Decimal("3.1"), 2025: Decimal(3)}
    for wrong in ({"source": ""}, {"rise": {}}, {"rise": {"24": Decimal(1)}}, {"rise": {"2024": "3,1"}},
                  {"rise": {"2024": Decimal(300)}}, {"version": 3}):
        with pytest.raises(PriceError):
            price_table(said | wrong, "f")


@pytest.mark.parametrize(("mine", "theirs", "sure"), [
    ("2023-priser", "2023-Priser", True), (None, "2023-priser", True), ("2023-priser", "2024-priser", False),
])
def test_two_price_levels_are_not_compared(mine: str | None, theirs: str, sure: bool) -> None:
    other = OTHER._replace(price_level=theirs)
    view = View(MATERIAL._replace(price_level=mine), 1).compared((Pair(BUDGET, 11),), other)
    assert view.comparable is sure
    assert ("difference" in {column.phase for column in columns_of(view)}) is sure


# Units.


@given(ore, st.sampled_from([KR, KR_1000, MIO_KR]))
def test_a_unit_is_exact_and_reversible(amount: int, unit: object) -> None:
    assert isinstance(unit, type(KR))
    assert to_hundredths(from_hundredths(amount, unit), unit) == amount
    places = len(str(unit.hundredths)) - 1
    assert to_hundredths(parse_number(format_amount(amount, unit, places)).value, unit) == amount
