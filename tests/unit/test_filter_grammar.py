"""Filters as they are typed, and what they ask of a line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgettui.domain.amounts import KR, MIO_KR, Unit
from budgettui.domain.budget.budget import BudgetColumn
from budgettui.domain.budget.filter_grammar import chips, parse, show
from budgettui.domain.budget.filters import (
    All,
    Condition,
    Not,
    Word,
    bound,
    spelled,
)
from budgettui.domain.errors import FilterError
from filter_material import comparisons, conditions, words

MIO = 100_000_000
COLUMNS = (
    BudgetColumn(1, "approved", 2023, "Budget 2023"),
    BudgetColumn(2, "approved", 2024, "Budget 2024"),
    BudgetColumn(3, "executed", 2024, "Regnskab 2024"),
    BudgetColumn(4, "other", None, "Note"),
)


@dataclass
class Line:
    """A line, and what is above it."""

    text: str = "handicap, voksne 5.51"
    nature: str = "operating"
    levels: tuple[str, ...] = ("aarhus", "sociale forhold og beskæftigelse msb", "handicap, voksne 5.51")
    amounts: Mapping[int, int] = field(default_factory=dict)

    def level(self, depth: int) -> str:
        return self.levels[depth] if depth < len(self.levels) else ""

    def amount(self, column: int) -> int | None:
        return self.amounts.get(column)


def finds(text: str, line: Line, unit: Unit = MIO_KR) -> bool:
    return bound(parse(text, unit), COLUMNS).matches(line)


@pytest.mark.parametrize(("columns", "amounts"), [
    # Forecast less budget, where the accounts are what was spent so far; and as printed, either way round.
    ([("approved", 2025, False), ("executed", 2025, False), ("forecast", 2025, False)], [100, 60, 107]),
    ([("executed", 2024, False), ("approved", 2025, False), ("forecast", 2025, False)], [500, 100, 107]),
    ([("approved", 2025, False), ("variance", None, False)], [100, 7]),
    ([("approved", 2025, False), ("variance", None, True)], [100, -7]),
])
def test_a_variance_is_what_is_spent_beyond_the_budget(
    columns: list[tuple[str, int | None, bool]], amounts: list[int]
) -> None:
    printed = [BudgetColumn(at, phase, year, "", turned) for at, (phase, year, turned) in enumerate(columns)]
    line = Line(amounts={at: amount * MIO for at, amount in enumerate(amounts)})
    assert bound(parse("afvigelse = 7 mio"), printed).matches(line)
    assert not bound(parse("afvigelse < 0"), printed).matches(line)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", True),
        ("voksne", True),
        ("VOKSNE handicap", True),
        ("voksne børn", False),
        ("voksne eller børn", True),
        ("børn or voksne", True),
        ("(børn eller voksne) handicap", True),
        ("(børn eller voksne) bil", False),
        ('"handicap, voksne"', True),
        ('"voksne handicap"', False),
        ("~hdcp", True),
        ("~pcdh", False),
        ("-anlæg", True),
        ("-drift", False),
        ("drift", True),
        ("not børn", True),
        ("ikke voksne", False),
        ("-(børn eller voksne)", False),
        ("-(børn voksne)", True),
        ("afdeling:msb", True),
        ("department:MSB", True),
        ("afdeling:voksne", False),
        ("department: MSB", True),
        ('afdeling: "forhold og" handicap', True),
        ("afdeling: voksne handicap", False),
        ("område:voksne", True),
        ('afdeling:"forhold og"', True),
        ("tiltag:voksne", False),
        ("5.51", True),
        ("5.52", False),
    ],
)
def test_words_and_fields(text: str, found: bool) -> None:
    assert finds(text, Line()) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("regnskab > budget", True),
        ("regnskab24>budget24*1,04", True),
        ("regnskab24 > budget24 * 1,05", False),
        ("regnskab2024 >= budget24 * 1,05", True),
        ("afvigelse > 4 mio", True),
        ("afvigelse > 4,9", True),
        ("afvigelse = 5 mio. kr.", True),
        ("afvigelse ≠ 5 mio. kr.", False),
        ("afvigelse > 5000 tkr", False),
        ("variance >= 5.000 tkr", True),
        ("afvigelse > 5000 t.kr.", False),
        ("variance >= 5000 t. kr", True),
        ("variance >= 5000.00 tkr", True),
        ("variance > 5.01 mio", False),
        ("afvigelse > 5.000.000 kr", False),
        ("afvigelse / budget >= 5 %", True),
        ("afvigelse / budget > 5 %", False),
        ("regnskab - budget23 > 24 mio", True),
        ("(regnskab + budget) / 2 < 102,6 mio", True),
        ("-1 * afvigelse < 0", True),
        ("[budget 2023] < 100 mio", True),
        ("budget23 < 100 mio -anlæg", True),
        ("budget23 < 100 mio anlæg", False),
        ("10 mio < budget", True),
        ("regnskab 2024 > budget 2024 * 1,04", True),
        ("regnskab 24 > budget 24 * 1,05", False),
        ("oprindeligt budget 23 = 80 mio", True),
        ("accounts > approved budget", True),
        ("regnskab > budget regnskab24 > 104 mio", True),
        ("regnskab > budget regnskab24 > 105 mio", False),
        ("afvigelse>4million", True),
        ("variance = 5 m", True),
        ("variance > 5 million kroner", False),
        ("variance >= 5000 thousand", True),
        ("budget < 1 milliard", True),
        ("afvigelse >= 5 % af budget", True),
        ("variance > 5% of budget 2024", False),
    ],
)
def test_comparisons(text: str, found: bool) -> None:
    line = Line(amounts={1: 80 * MIO, 2: 100 * MIO, 3: 105 * MIO})
    assert finds(text, line) is found


def test_a_code_finds_the_printed_name_and_no_other_word() -> None:
    known = {"msb": ("Sociale Forhold og Beskæftigelse", "MSB", "MSB før 2020"), "ba": ("Borgmesterens Afdeling", "BA")}
    line = Line(levels=("aarhus", "sociale forhold og beskæftigelse", "basis"))
    for text, found in (("afdeling:MSB", True), ("-afdeling:msb", False), ("afdeling:BA", False), ("område:ba", False)):
        condition = spelled(parse(text), lambda name: known.get(name, ()))
        assert condition.matches(line) is found
        assert chips(All((condition,))) == [show(parse(text))]
    assert spelled(parse("område:bas"), lambda _name: ()).matches(line)
    department = Line("sociale forhold og beskæftigelse", levels=("aarhus", "sociale forhold og beskæftigelse"))
    for text, found in (("MSB", True), ("-msb", False), ("BA", False), ("ba eller MSB", True), ("~msb", False)):
        condition = spelled(parse(text), lambda name: known.get(name, ()))
        assert condition.matches(department) is found
        assert show(condition) == show(parse(text))


def test_a_bare_number_is_in_the_unit_of_the_screen() -> None:
    line = Line(amounts={2: 100 * MIO})
    assert finds("budget = 100", line, MIO_KR)
    assert finds("budget = 100000000", line, KR)
    assert not finds("budget = 100", line, KR)


def test_a_missing_amount_is_neither_more_nor_less() -> None:
    for text in ("budget > 0", "budget <= 0", "afvigelse < 0", "afvigelse >= 0"):
        assert not finds(text, Line(amounts={3: 1}))
    assert not finds("budget / regnskab > 0", Line(amounts={2: 1, 3: 0}))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("afvigelse >", "tegn 12"),
        ("(voksne", "parentes"),
        ("voksne)", r"tegn 7: \)"),
        ("budget * budget > 3", "ganges"),
        ("budget > 5 %", "beløb"),
        ("5 > 3", "tegn"),
        ("1.5000 > budget", "tegn"),
        ("budget > 1.5000", "to måder"),
        ("voksne > 3", "tegn"),
    ],
)
def test_what_cannot_be_understood_is_said_with_its_place(text: str, said: str) -> None:
    with pytest.raises(FilterError, match=said):
        parse(text, MIO_KR)


def test_a_column_that_is_not_there_is_said_with_those_that_are() -> None:
    with pytest.raises(FilterError, match="Budget 2023, Budget 2024"):
        bound(parse("budget99 > 3"), COLUMNS)
    with pytest.raises(FilterError, match="Note"):
        bound(parse("forventet > 3"), COLUMNS)


def test_chips_are_the_parts() -> None:
    assert chips(parse("afdeling:MSB (a eller b) -anlæg afvigelse>20", MIO_KR)) == [
        "afdeling:msb", "(a eller b)", "-anlæg", "afvigelse > 20 mio",
    ]


lines = st.builds(
    Line, words, st.sampled_from(["operating", "capital"]), st.lists(words, max_size=4).map(tuple),
    st.dictionaries(st.integers(1, 3), st.integers(-10**12, 10**12)),
)


@given(st.lists(comparisons | st.builds(Word, words) | st.builds(Not, comparisons), max_size=3), lines)
def test_what_is_shown_is_read_as_the_same(parts: list[Condition], line: Line) -> None:
    condition = All(tuple(parts))
    again = parse(show(condition))
    assert parse(show(again)) == again
    assert bound_or_none(again, line) == bound_or_none(condition, line)


def bound_or_none(condition: Condition, line: Line) -> bool | None:
    try:
        return bound(condition, COLUMNS).matches(line)
    except FilterError:
        return None


@given(conditions, lines)
def test_the_inverse_finds_the_rest(condition: Condition, line: Line) -> None:
    found = bound_or_none(condition, line)
    assert bound_or_none(Not(condition), line) == (None if found is None else not found)


@given(conditions, conditions, lines)
def test_a_filter_after_a_filter_is_both(first: Condition, second: Condition, line: Line) -> None:
    both = bound_or_none(All((first, second)), line)
    one, other = bound_or_none(first, line), bound_or_none(second, line)
    assert both == (None if None in (one, other) else one and other)


@given(st.text(max_size=30))
def test_any_text_is_a_filter_or_an_error(text: str) -> None:
    try:
        condition = parse(text, MIO_KR)
    except FilterError:
        return
    assert parse(show(condition), MIO_KR) == condition
