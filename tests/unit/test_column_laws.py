"""What the rows of a table say of its columns, and the row that breaks it."""

from __future__ import annotations

from budgettui.domain.checking.table_checks import check_table, table_checks
from budgettui.domain.paper.reading import Column, Row, Table

NAMES = ("Skoler", "Dagtilbud", "Veje", "Parker", "Ældre", "Museer", "I alt")
GRANTED = (4210, 3180, 990, 1250, 7740, 615)
SPENT = (3985, 3224, 871, 1302, 7512, 480)


def table(*columns: tuple[str, list[int]], names: tuple[str, ...] = NAMES) -> Table:
    rows = tuple(
        Row(name, values, values, "total" if name == "I alt" else "line")
        for name, *figures in zip(names, *(figures for _label, figures in columns), strict=False)
        for values in [tuple(map(str, figures))]
    )
    return Table("T", "1.000 kr.", tuple(Column(label) for label, _figures in columns), rows)


def alarms(one: Table) -> list[tuple[str, str, str, str]]:
    return [(check.kind, check.printed.label, check.printed.printed, check.why) for check in table_checks(one)
            if check.state == "differs"]


def left(wrong: dict[int, int]) -> list[int]:
    return [granted - spent + wrong.get(i, 0) for i, (granted, spent) in enumerate(zip(GRANTED, SPENT, strict=True))]


def test_a_row_that_breaks_what_the_others_say_is_found_without_a_word_for_it() -> None:
    for label in ("Rest", "Bevilling tilbage", "x"):
        right = table(("Bevilling", [*GRANTED]), ("Forbrug", [*SPENT]), (label, left({})))
        assert alarms(right) == []
        wrong = table(("Bevilling", [*GRANTED]), ("Forbrug", [*SPENT]), (label, left({2: 100})))
        assert alarms(wrong) == [("column", "Veje", "219", "")]
        (finding,) = check_table(wrong)
        assert (finding.code, finding.severity, finding.computed) == ("other", "error", "119")
        assert finding.message == f"Tallet passer ikke med de andre kolonner: Veje, {label}"


def test_two_rows_that_break_it_are_no_law_and_few_rows_neither() -> None:
    assert alarms(table(("A", [*GRANTED]), ("B", [*SPENT]), ("C", left({1: 70, 2: 100})))) == []
    assert alarms(table(("A", [*GRANTED[:5]]), ("B", [*SPENT[:5]]), ("C", left({2: 100})[:5]))) == []


def test_the_sum_of_the_columns_before_or_behind_it() -> None:
    quarters = [[value // 4 + shift for value in GRANTED] for shift in (0, 13, -7, 29)]
    so_far = [sum(row) for row in zip(*quarters, strict=True)]
    so_far[4] += 900
    named = [(f"{number}. kvt.", figures) for number, figures in enumerate(quarters, 1)]
    assert [alarm[:2] for alarm in alarms(table(*named, ("År til dato", so_far)))] == [("column", "Ældre")]
    assert [alarm[:2] for alarm in alarms(table(("I alt", so_far), *named))] == [("column", "Ældre")]


def test_a_total_that_follows_from_a_wrong_row_says_so_and_a_law_that_follows_from_a_wrong_total() -> None:
    granted, spent, rest = [[*row, sum(row)] for row in (GRANTED, SPENT, left({}))]
    off = [*rest]
    off[3] += 40
    assert alarms(table(("A", granted), ("B", spent), ("C", off))) == [
        ("sum", "I alt", "611", "følger af Parker: med −52, som delene giver, passer tallet"),
        ("column", "Parker", "-12", ""),
    ]
    spent[-1] += 1000
    assert alarms(table(("A", granted), ("B", spent), ("C", rest))) == [
        ("sum", "I alt", "18374", ""),
        ("column", "I alt", "611", "følger af B: med 17.374, som delene giver, passer tallet"),
    ]
