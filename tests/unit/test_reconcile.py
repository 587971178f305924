"""The checks of the reconciliation: what they say of a table, between tables, of the text, and when they are silent."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from budgettui.domain.checking.agreement import Agreement
from budgettui.domain.checking.reconcile import reconcile, reconcile_across
from budgettui.domain.checking.reconciled import Check
from budgettui.domain.checking.table_checks import table_checks
from budgettui.domain.money import find_money
from budgettui.domain.paper.papers import Paper, Source
from budgettui.domain.paper.reading import AmountNamed, Column, Reading, Row, Table
from budgettui.export.checks_report import in_order
from budgettui.ingest import read_bytes

AREAS = (
    Column("Budget 2024", 2024, "approved"),
    Column("Regnskab 2024", 2024, "executed"),
    Column("Afvigelse (R-B 2024)", 2024, "variance"),
)
EFFECT = tuple(Column(str(year), year, "effect") for year in (2023, 2024))


def row(label: str, *values: str | None, kind: str = "line", level: int = 0, certain: bool = True) -> Row:
    return Row(label, values, tuple(values), kind, level, certain, Source(line=1))


def table(title: str, unit: str, columns: tuple[Column, ...], *rows: Row, **more: str) -> Table:
    return Table(title, unit, columns, rows, **more)  # type: ignore[arg-type]


def reading(*tables: Table, name: str = "papir.txt", **more: object) -> Reading:
    return Reading(name, "0" * 64, "text", "annual_report", tables=tables, **more)  # type: ignore[arg-type]


def of_kind(checks: list[Check], kind: str) -> list[Check]:
    return [check for check in checks if check.kind == kind]


def states(checks: list[Check]) -> list[str]:
    return [str(check.state) for check in checks]


# -- laws

amounts = st.integers(-90_000, 90_000)
vectors = st.lists(st.tuples(amounts, amounts, amounts), min_size=2, max_size=8)
#: One column that tells something at least: sums of zeros prove nothing.
telling = vectors.filter(lambda rows: all(abs(sum(column)) > 1000 for column in zip(*rows, strict=True)))
UNITS = {"kr.": Decimal(1), "1.000 kr.": Decimal(1000), "mio. kr.": Decimal(1_000_000)}


def added(rows: list[tuple[int, ...]], change: int = 0, unit: str = "mio. kr.") -> Table:
    """A table with a total that is added up, its first figure moved by ``change``."""
    total = [sum(column) for column in zip(*rows, strict=True)]
    total[0] += change
    lines = [row(f"Område {i}", *map(str, values)) for i, values in enumerate(rows)]
    columns = tuple(Column(str(year), year, "executed") for year in (2021, 2022, 2023))
    return table("T", unit, columns, *lines, row("I alt", *map(str, total), kind="total"))


@given(telling)
def test_what_was_added_agrees(rows: list[tuple[int, ...]]) -> None:
    checks = table_checks(added(rows))
    assert len(checks) == 3
    assert set(states(checks)) == {"agrees"}


@example(rows=[(-1, 0, 0), (-1, 0, 0), (-999, 1001, 1001)], change=10, way=1)
@given(telling, st.integers(10, 900), st.sampled_from((1, -1)))
def test_a_total_that_was_moved_differs_by_what_it_was_moved(
    rows: list[tuple[int, ...]], change: int, way: int
) -> None:
    first, *rest = table_checks(added(rows, change * way))
    assert (first.state, first.difference) == (Agreement.DIFFERS, change * way)
    assert set(states(rest)) == {"agrees"}


@given(telling, st.integers(-40, 40), st.sampled_from(sorted(UNITS)))
def test_another_unit_changes_no_state(rows: list[tuple[int, ...]], change: int, unit: str) -> None:
    assert states(table_checks(added(rows, change))) == states(table_checks(added(rows, change, unit)))


@given(
    st.lists(st.tuples(st.integers(-9_000_000, 9_000_000), st.integers(-9_000_000, 9_000_000)), min_size=2, max_size=5)
)
def test_an_overview_that_only_rounded_never_differs(effects: list[tuple[int, int]]) -> None:
    """Details in 1.000 kr. over an overview in mio. kr. with one decimal: whatever the figures."""
    checks = of_kind(reconcile(plan(effects)), "overview")
    assert len(checks) == 2 * len(effects)
    assert {check.state for check in checks} <= {Agreement.AGREES, Agreement.ROUNDING}


def plan(effects: list[tuple[int, int]], moved: str = "0", price: str | None = None) -> Reading:
    """An overview in mio. kr. over initiatives in 1.000 kr.; the first figure is moved by ``moved``."""

    def short(value: int) -> Decimal:
        return (Decimal(value) / 1000).quantize(Decimal("0.1"))

    lines = []
    for i, values in enumerate(effects):
        shown = [short(value) for value in values]
        if not i:
            shown[0] += Decimal(moved)
        lines.append(row(f"Tiltag nummer {i}", *(str(value) for value in shown)))
    details = [
        table("Effekt", "1.000 kr.", EFFECT, row(f"Tiltag nummer {i}", *map(str, values)), paper=f"Tiltag nummer {i}")
        for i, values in enumerate(effects)
    ]
    papers = tuple(Paper("initiative", f"Tiltag nummer {i}") for i in range(len(effects)))
    overview = table("Overblik", "mio. kr.", EFFECT, *lines, price_level="2023-priser")
    return reading(overview, *(replace(detail, price_level=price) for detail in details), papers=papers)


# -- overview and detail


def test_an_overview_that_says_something_else_than_the_detail() -> None:
    checks = of_kind(reconcile(plan([(-16_000, -40_200), (-2_000, -6_000)], "-0.1")), "overview")
    first = checks[0]
    assert states(checks) == ["differs", "agrees", "agrees", "agrees"]
    assert (first.printed.value, first.computed, first.difference) == (
        Decimal("-16.1"), Decimal(-16), Decimal("-0.1"),
    )
    assert [(part.value, part.unit) for part in first.parts] == [(Decimal(-16_000), "1.000 kr.")]


def test_two_price_levels_are_not_compared() -> None:
    assert of_kind(reconcile(plan([(-16_000, -40_200), (-2_000, -6_000)], "-1", "2018-priser")), "overview") == []


def test_a_line_of_another_name_is_known_by_its_place() -> None:
    read = plan([(-16_000, -40_200), (-2_000, -6_000), (-1_000, -1_000)])
    overview = read.tables[0]
    rows = (
        row("4. Tilpasning", "-19.0", "-47.2", kind="subtotal"),
        *overview.rows[:2],
        row("Gevinst ved robotter", "-1.2", "-1.0"),
    )
    papers = tuple(replace(paper, theme="Tema 4: Tilpasning", number=str(i)) for i, paper in enumerate(read.papers, 1))
    read = replace(read, tables=(replace(overview, rows=rows), *read.tables[1:]), papers=papers)
    checks = [check for check in of_kind(reconcile(read), "overview") if check.printed.label == "Gevinst ved robotter"]
    assert states(checks) == ["differs", "agrees"]


# -- totals, balances, of which


def test_of_which_need_not_be_all_of_it() -> None:
    one = (Column("Mio. kr.", None, "other"),)
    rows = (
        row("Opsparing ultimo 2023", "43"),
        row("Årets resultat 2024", "-106"),
        row("Samlede korrektioner til opsparing", "-33"),
        row("Opsparing ultimo 2024", "-96", kind="total"),
        row("- heraf decentralt", "0", level=1),
        row("- heraf centrale midler", "28", level=1),
    )
    checks = table_checks(table("Opsparing", "mio. kr.", one, *rows))
    assert [(check.kind, str(check.state)) for check in checks] == [("balance", "agrees"), ("of_which", "undecided")]
    assert checks[1].why
    rows = (*rows[:5], row("- heraf centrale midler", "-96", level=1))
    assert states(table_checks(table("Opsparing", "mio. kr.", one, *rows))) == ["agrees", "agrees"]
    rows = (row("Opsparing ultimo 2023", "34"), *rows[1:])
    (balance,) = of_kind(table_checks(table("Opsparing", "mio. kr.", one, *rows)), "balance")
    assert (balance.state, balance.difference, balance.computed) == (Agreement.DIFFERS, Decimal(9), Decimal(-105))


def test_a_single_of_which_is_never_the_whole() -> None:
    rows = (
        row("Skoler", "100", "104", "4"), row("- heraf løn", "60", "61", "1"), row("SFO", "20", "22", "2"),
        row("I alt", "120", "126", "6", kind="total"),
    )
    checks = table_checks(table("Område", "mio. kr.", AREAS, *rows))
    assert set(states(checks)) == {"agrees"}
    assert of_kind(checks, "of_which") == []


def test_an_uncertain_row_is_no_alarm_unless_its_own_variance_vouches_for_it() -> None:
    def sums(certain: bool, variance: str) -> list[str]:
        rows = (
            row("Skoler", "100", "104", variance, certain=certain),
            row("SFO", "20", "22", "2"),
            row("I alt", "150", "126", "6", kind="total"),
        )
        return states(of_kind(table_checks(table("Områder", "mio. kr.", AREAS, *rows)), "sum"))

    assert sums(True, "4") == ["differs", "agrees", "agrees"]
    assert sums(False, "4") == ["differs", "agrees", "agrees"], "104 − 100 is 4, so the figures were not misread"
    assert sums(False, "9")[0] == "undecided"


def test_a_row_that_was_not_read_leaves_the_sum_open() -> None:
    rows = (
        row("Skoler", "100", "104", "4"),
        row("Dagtilbud", None, None, None, certain=False),
        row("SFO", "20", "22", "2"),
        row("I alt", "121", "126", "6", kind="total"),
    )
    assert states(of_kind(table_checks(table("Områder", "mio. kr.", AREAS, *rows)), "sum")) == [
        "undecided", "agrees", "agrees",
    ]


def test_somebody_chose_the_rows() -> None:
    one = (Column("2012", 2012, "executed"),)
    rows = (
        row("1-10 I alt", "250000", kind="total"),
        row("1. Generelle tjenester", "166042", level=1),
        row("2. Forsvar", "27298", level=1),
    )
    read = reading(table("Udgifter", "mio. kr.", one, *rows))
    assert states(reconcile(read)) == ["differs"]
    assert states(reconcile(replace(read, format="statbank"))) == ["undecided"]


def test_a_change_over_the_years_and_the_year_in_a_heading() -> None:
    columns = (
        Column("2021", 2021, "other"), Column("2024", 2024, "other"), Column("Udvikling 2021-2024", None, "other"),
    )
    lines = (row("Børn og Unge", "10576", "10457", "-119"), row("MKB", "801", "796", "5"))
    staff = table("Ansatte", "antal", columns, *lines)
    assert [(check.kind, str(check.state), check.difference) for check in table_checks(staff)] == [
        ("change", "agrees", 0), ("change", "differs", 10),
    ]
    old = (*AREAS[:2], replace(AREAS[2], label="Afvigelse (R-B 2023)", year=2023))
    heading = of_kind(table_checks(table("Områder", "mio. kr.", old, row("Skoler", "100", "104", "4"))), "heading")
    assert [(str(check.state), check.printed.value, check.computed) for check in heading] == [("differs", 2023, 2024)]


def test_a_forecast_for_a_year_that_was_over() -> None:
    columns = (Column("Forventet regnskab", 2017, "forecast"),)
    old = table("Områder 2017", "mio. kr.", columns, row("Drift", "4705"), paper="Opfølgning")
    read = reading(old, papers=(Paper("proposal", "Opfølgning", date="2018-05-28"),))
    assert [(str(c.state), c.printed.value, c.computed) for c in reconcile(read)] == [("differs", 2017, 2018)]
    read = reading(old, papers=(Paper("proposal", "Opfølgning", date="2017-05-28"),))
    assert states(reconcile(read)) == ["agrees"]


def test_a_single_column_that_is_far_off_proves_nothing() -> None:
    one = (Column("Mio. kr.", 2024, "executed"),)
    rows = (row("Indtægter", "100"), row("Udgifter", "80"), row("Resultat i alt", "25", kind="total"))
    (check,) = table_checks(table("Resultat", "mio. kr.", one, *rows))
    assert (check.state, check.difference) == (Agreement.UNDECIDED, -155)
    rows = (row("Skoler", "100"), row("SFO", "80"), row("I alt", "170", kind="total"))
    assert states(table_checks(table("Områder", "mio. kr.", one, *rows))) == ["differs"]


def test_income_below_expenses_is_subtracted_where_that_explains_every_column() -> None:
    def netto(*printed: str) -> list[Check]:
        rows = (row("Udgifter", "500", "520", "20"), row("Indtægter", "120", "125", "5"))
        total = row("Netto i alt", *printed, kind="total")
        return of_kind(table_checks(table("Område", "mio. kr.", AREAS, *rows, total)), "sum")

    checks = netto("380", "395", "15")
    assert states(checks) == ["agrees"] * 3
    assert [part.sign for part in checks[0].parts] == [1, -1]
    assert set(states(netto("381", "495", "114"))) == {"differs"}, "no way of subtracting explains it"
    one = (Column("Mio. kr.", 2024, "executed"),)
    rows = (row("Indtægter", "100"), row("Udgifter", "80"), row("Resultat i alt", "20", kind="total"))
    assert states(table_checks(table("Resultat", "mio. kr.", one, *rows))) == ["agrees"]


def test_an_average_is_no_sum() -> None:
    rows = (row("Skoler", "100", "104", "4"), row("SFO", "20", "22", "2"))
    total = row("Gennemsnit i alt", "60", "63", "3", kind="total")
    assert of_kind(table_checks(table("Område", "mio. kr.", AREAS, *rows, total)), "sum") == []


def test_income_may_be_printed_the_other_way_round() -> None:
    rows = (row("Skoler", "100", "104", "4"), row("SFO", "20", "22", "2"), row("Forældrebetaling", "-30", "-35", "5"))
    checks = of_kind(table_checks(table("Områder", "mio. kr.", AREAS, *rows)), "variance")
    assert states(checks) == ["agrees", "agrees", "undecided"]


# -- the same figure in several places


def two(first: str, second: str, title: str = "Bilag", department: str = "MSB", **more: str) -> list[Check]:
    """A line of two tables: accounts of 2022 that agree, and those of 2023 as said, in mio. kr. and 1.000 kr."""
    columns = (Column("Regnskab 2022", 2022, "executed"), Column("Regnskab 2023", 2023, "executed"))
    one = table("Områder", "mio. kr.", columns, row("Voksne, Job og Handicap", "960", first), department="MSB")
    other = table(
        title, "1.000 kr.", columns, row("Voksne, Job og Handicap *", "960000", second), department=department, **more
    )
    return of_kind(reconcile(reading(one, other)), "repeated")


@pytest.mark.parametrize(
    ("first", "second", "state"),
    [
        ("1003", "1003000", "agrees"), ("1003", "1003400", "rounding"), ("1003", "1013000", "differs"),
        # Far off, so perhaps another line, though one figure agrees.
        ("1003", "110000", "undecided"),
    ],
)
def test_one_line_printed_twice_in_two_units(first: str, second: str, state: str) -> None:
    assert states(two(first, second)) == ["agrees", state]


def test_one_name_is_not_always_one_line() -> None:
    columns = (Column("Regnskab 2023", 2023, "executed"),)

    def salaries(second: str) -> list[str]:
        one = table("Skolen ved åen", "mio. kr.", columns, row("Løn", "10.2"), department="MBU")
        other = table("Skolen på bakken", "mio. kr.", columns, row("Løn", second), department="MBU")
        return states(of_kind(reconcile(reading(one, other)), "repeated"))

    assert salaries("10.8") == ["undecided"], "near, but nothing says that it is one line"
    assert salaries("25.0") == [], "far apart, and nothing agrees: another thing of the same name"
    assert salaries("10.2") == ["agrees"]
    assert two("1003", "1013000", department="MTM") == []
    assert two("1003", "1013000", price_level="2018-priser") == []


def test_totals_without_a_name_and_names_that_stand_twice_are_not_compared() -> None:
    columns = (Column("Regnskab 2023", 2023, "executed"),)
    one = table("A", "mio. kr.", columns, row("I alt", "100"), row("Løn", "50"), row("Løn", "51"))
    other = table("B", "mio. kr.", columns, row("I alt", "101"), row("Løn", "52"))
    assert of_kind(reconcile(reading(one, other)), "repeated") == []


def test_over_documents_in_two_units() -> None:
    columns = (Column("Regnskab 2022", 2022, "executed"), Column("Regnskab 2023", 2023, "executed"))

    def paper(name: str, unit: str, *values: str, municipality: str | None = "Aarhus Kommune") -> Reading:
        one = table("Områder", unit, columns, row("Voksne, Job og Handicap", *values), department="MSB")
        return reading(one, name=name, municipality=municipality)

    new, old = paper("ny.txt", "1.000 kr.", "960000", "1013000"), paper("gammel.txt", "mio. kr.", "960", "1003")
    same, check = reconcile_across(new, old)
    assert (same.state, check.state) == (Agreement.AGREES, Agreement.DIFFERS)
    assert (check.printed.document, check.parts[0].document) == ("ny.txt", "gammel.txt")
    assert (check.printed.value, check.computed) == (1013000, 1003000)
    assert reconcile_across(*(paper(name, "mio. kr.", "960", "1003", municipality=None) for name in "ab")) == []


# -- the text


def said(context: str, printed: str, kroner: str) -> AmountNamed:
    return AmountNamed(printed, kroner, context, Source(line=7))


FUND = table(
    "Områder", "mio. kr.", AREAS,
    row("Klimafonden", "50", "45", "-5"), row("Løn og administration", "170", "154", "-16"),
)


@pytest.mark.parametrize(
    ("context", "printed", "kroner", "state"),
    [
        ("Klimafonden har et mindreforbrug på 5 mio. kr. som skyldes", "5 mio. kr.", "5000000", "agrees"),
        ("Klimafonden har et mindreforbrug på 5,4 mio. kr.", "5,4 mio. kr.", "5400000", "rounding"),
        ("Klimafonden har et merforbrug på 5 mio. kr.", "5 mio. kr.", "5000000", "differs"),
        ("Klimafonden har et mindreforbrug på 8 mio. kr.", "8 mio. kr.", "8000000", "differs"),
        ("Mindreforbruget på løn og administration på 16 mio. kr. skyldes", "16 mio. kr.", "16000000", "agrees"),
        # The sum of a part of the line, said before the line is named.
        ("Kongelunden har haft et mindreforbrug på 1,4 mio. kr. på løn og administration", "1,4 mio. kr.",
         "1400000", ""),
        ("Klimafonden bruger 5 mio. kr. mindre end rammen", "5 mio. kr.", "5000000", ""),
        ("I forhold til rammen har Klimafonden et merforbrug på 9 mio. kr.", "9 mio. kr.", "9000000", ""),
        ("Klimafonden har et merforbrug på 9 mio. kr. i forhold til rammen", "9 mio. kr.", "9000000", ""),
        ("Klimafonden har i 2019 et merforbrug på 9 mio. kr.", "9 mio. kr.", "9000000", ""),
        ("Klimafonden har et merforbrug på 9 mio. kr. i forhold til det korrigerede budget", "9 mio. kr.",
         "9000000", ""),
        ("Klimafonden har et merforbrug på 9 mio. kr. i forhold til det oprindelige budget", "9 mio. kr.",
         "9000000", "differs"),
    ],
)
def test_a_sentence_that_says_which_figure_it_means(context: str, printed: str, kroner: str, state: str) -> None:
    checks = of_kind(reconcile(reading(FUND, amounts=(said(context, printed, kroner),))), "text")
    assert states(checks) == ([state] if state else [])
    assert all(check.printed.source.line == 7 and check.parts[0].in_table for check in checks)


@pytest.mark.parametrize(
    ("context", "printed", "state"),
    [
        ("På det decentraliserede område har der været et merforbrug på 29 mio. kr.", "29 mio. kr.", "agrees"),
        ("På det decentraliserede område er der i 2024 et merforbrug på 39 mio. kr.", "39 mio. kr.", "differs"),
        ("Der er et mindreforbrug under de decentraliserede områder på 29 mio. kr.", "29 mio. kr.", "differs"),
        ("På de ikke-decentraliserede områder er der merudgifter på 28 mio. kr.", "28 mio. kr.", "agrees"),
        ("et merforbrug på det ikke decentraliserede område med 28 mio. kr.", "28 mio. kr.", "agrees"),
        ("Under anlæg er der et mindreforbrug på 3 mio. kr.", "3 mio. kr.", "agrees"),
        ("På det decentraliserede område er der et merforbrug på 29 mio. kr. i forhold til oprindeligt budget på"
         " 4.071 mio. kr.", "4.071 mio. kr.", "agrees"),
        ("På det decentraliserede område er der et merforbrug på 29 mio. kr. i forhold til oprindeligt budget på"
         " 4.171 mio. kr.", "4.171 mio. kr.", "differs"),
        # Of a part of the areas, against another budget, or of another year.
        ("På det decentraliserede område har skolerne haft et merforbrug på 9 mio. kr.", "9 mio. kr.", ""),
        ("På det decentraliserede område er der et merforbrug på 9 mio. kr. ift. rammen", "9 mio. kr.", ""),
        ("På det decentraliserede område er der et merforbrug på 9 mio. kr. ift. korrigeret budget", "9 mio. kr.", ""),
        ("På det decentraliserede område var der i 2023 et merforbrug på 9 mio. kr.", "9 mio. kr.", ""),
    ],
)
def test_what_all_areas_of_a_department_come_to(context: str, printed: str, state: str) -> None:
    rows = (
        row("Decentraliserede driftsområder i alt", "4071", "4100", "29"),
        row("Ikke-decentraliserede driftsområder i alt", "5793", "5821", "28"),
        row("Skoler", "70", "79", "9"), row("Anlægsudgifter i alt", "3", "0", "-3"),
    )
    areas = table("Områder", "mio. kr.", AREAS, *rows, department="Børn og Unge")
    sums = [
        said(context, money.printed, str(Decimal(money.ore or 0) / 100)) for money in find_money(context)
    ]
    for department, found in (("Børn og Unge", state), ("Teknik og Miljø", ""), ("", "")):
        read = reading(areas, amounts=tuple(replace(amount, department=department) for amount in sums))
        own = [check for check in of_kind(reconcile(read), "text") if check.printed.printed == printed]
        assert states(own) == ([found] if found else [])


@pytest.mark.parametrize(
    ("context", "printed", "state"),
    [
        ("Den samlede opsparing i Børn og Unge er dermed 30 mio. kr. ultimo 2024.", "30 mio. kr.", "agrees"),
        ("Den samlede opsparing er ultimo 2024 i Børn og Unge dermed 31 mio. kr.", "31 mio. kr.", "rounding"),
        ("Den samlede opsparing i Børn og Unge er dermed 45 mio. kr. ultimo 2024.", "45 mio. kr.", "differs"),
        ("Den samlede gæld i Børn og Unge er dermed 30 mio. kr. ultimo 2024.", "30 mio. kr.", "differs"),
        ("Den samlede opsparing i Teknik og Miljø er dermed 45 mio. kr. ultimo 2024.", "45 mio. kr.", ""),
        ("Den samlede opsparing i Børn og Unge er dermed 45 mio. kr. ultimo 2023.", "45 mio. kr.", ""),
        ("Den samlede opsparing i Børn og Unge stiger fra 20 mio. kr. til 45 mio. kr. ultimo 2024.", "45 mio. kr.", ""),
    ],
)
def test_what_a_department_has_saved_at_the_end_of_a_year(context: str, printed: str, state: str) -> None:
    one = (Column("Mio. kr.", None, "other"),)
    savings = table("Opsparing", "mio. kr.", one, row("Opsparing ultimo 2024", "30"), department="Børn og Unge")
    amount = said(context, printed, printed.split(" ")[0] + "000000")
    assert states(of_kind(reconcile(reading(savings, amounts=(amount,))), "text")) == ([state] if state else [])


def test_a_caption_that_says_what_its_lines_are_in_all() -> None:
    one = (Column("mio. kr.", 2024, "other"),)
    income = table("Nettoindtægter i 2024", "mio. kr.", one, row("Tilskud", "3276"), row("Skat", "22213"))
    for total, state in (("25.489", "agrees"), ("25.490", "rounding"), ("25.889", "differs")):
        kroner = total.replace(".", "") + "000000"
        amount = said(f"Nettoindtægter i 2024, i alt {total} mio. kr.", f"{total} mio. kr.", kroner)
        assert states(of_kind(reconcile(reading(income, amounts=(amount,))), "text")) == [state]


# -- ids


def test_an_id_is_made_of_words_and_not_of_places_or_figures() -> None:
    read = plan([(-16_000, -40_200), (-2_000, -6_000)], "-0.1")
    ids = {check.id: check for check in reconcile(read)}
    assert len(ids) == len(reconcile(read))
    moved = replace(read, tables=(FUND, *read.tables), sha256="1" * 64)
    assert set(ids) <= {check.id for check in reconcile(moved)}
    other = {check.id: check for check in reconcile(plan([(-16_500, -40_200), (-2_000, -6_000)], "-0.1"))}
    assert set(other) == set(ids)
    assert set(ids).isdisjoint({check.id for check in reconcile(replace(read, title="En anden plan"))})


def test_what_needs_an_eye_comes_first() -> None:
    found = reconcile(plan([(-16_000, -40_200), (-2_000, -6_000)], "-0.1"))
    checks = [check for check, _note in in_order([(check, "") for check in found])]
    assert checks[0].state is Agreement.DIFFERS
    assert states(checks) == sorted(states(checks), key=["differs", "undecided", "rounding", "agrees"].index)


def test_a_table_that_is_kept_out_is_not_checked() -> None:
    broken = table("T", "mio. kr.", AREAS, row("Skoler", "100", "104", "9"))
    assert states(reconcile(reading(broken))) == ["differs", "agrees"]
    assert reconcile(reading(replace(broken, left_out=True))) == []


FOLLOWED_UP = """Notat

Socialudvalget forventer et merforbrug på {said} mio. kr.

Tabel 1. Drift, mio. kr.

Udvalg Oprindeligt budget Korrigeret budget Forbrug pr. 31/8 Forventet regnskab Afvigelse
Økonomiudvalget 301,2 310,4 199,8 309,8 0,6
Socialudvalget 812,0 820,5 561,3 828,6 -8,1
Kulturudvalget 96,4 98,0 60,2 96,8 {wrong}
Teknikudvalget 120,1 122,2 80,0 122,2 0,0
"""


def columns_of(*names: str) -> tuple[Column, ...]:
    phases = {"Budget": "approved", "Ajourført": "adjusted", "Regnskab": "executed", "Afvigelse": "variance"}
    return tuple(Column(name, int(name.split()[1]), phases[name.split()[0]]) for name in names)


TWO_YEARS = ("Budget 2023", "Regnskab 2023", "Afvigelse 2023", "Budget 2024", "Regnskab 2024", "Afvigelse 2024")


@pytest.mark.parametrize(
    ("names", "veje"),
    [
        (TWO_YEARS, ("80", "84", "40", "90", "95", "5")),
        (("Budget 2024", "Regnskab 2024", "Afvigelse 2024", "Budget 2025"), ("80", "84", "40", "90")),
        (("Regnskab 2023", "Budget 2024", "Regnskab 2024", "Afvigelse 2024", "Ajourført 2025"),
         ("1", "80", "84", "40", "9")),
    ],
)
def test_a_variance_has_the_columns_of_its_year_among_those_of_others(
    names: tuple[str, ...], veje: tuple[str, ...]
) -> None:
    skoler = [{"80": "100", "84": "103", "40": "3", "95": "97", "5": "7"}.get(value, value) for value in veje]
    rows = row("Skoler", *skoler), row("Veje", *veje)
    found = of_kind(table_checks(table("Områder", "mio. kr.", columns_of(*names), *rows)), "variance")
    assert len(found) == 2 * sum(name.startswith("Afvigelse") for name in names)
    wrong = [check for check in found if check.state is Agreement.DIFFERS]
    assert [(check.printed.label, check.printed.column_label, check.computed) for check in wrong] == [
        ("Veje", names[veje.index("40")], Decimal(4))
    ]


@pytest.mark.parametrize(("said", "wrong", "differing"), [
    ("8,1", "1,2", []), ("8,1", "2,1", [("variance", "Kulturudvalget")]),
])
def test_a_variance_is_worked_out_of_the_columns_by_which_most_rows_agree(
    said: str, wrong: str, differing: list[tuple[str, str]]
) -> None:
    # What was spent so far stands beside the forecast, and the first budget beside the adjusted one.
    found = reconcile(read_bytes("notat.txt", FOLLOWED_UP.format(said=said, wrong=wrong).encode()))
    assert [(check.kind, check.printed.label) for check in found if check.state == "differs"] == differing
    assert sum(check.kind == "variance" for check in found) == 4


def test_a_variance_of_more_columns_than_two_is_held_against_none() -> None:
    budget, *others = columns_of("Budget 2025", "Regnskab 2025", "Afvigelse 2025")
    columns = (budget, Column("Tillæg", None, "other"), *others)
    rows = [row(f"Område {i}", str(100 + i), str(i), str(90 + i), str(10 + i)) for i in range(1, 7)]
    assert not of_kind(table_checks(table("Bevillinger", "mio. kr.", columns, *rows)), "variance")


def test_a_change_is_of_the_years_before_it_and_not_of_the_aim_behind_it() -> None:
    columns = (Column("3. kv. 2023", 2023, "other"), Column("3. kv. 2024", 2024, "other"),
               Column("Udvikling", None, "other"), Column("Mål 2024", 2024, "other"))
    rows = (row("Ældre", "7.8", "7.2", "-0.6", "7.6"), row("Handicap", "6.8", "6.4", "-0.6", "7.3"))
    found = of_kind(table_checks(table("Fravær", "%", columns, *rows)), "change")
    assert states(found) == ["agrees", "differs"]


def test_a_row_right_over_the_parts_that_could_not_be_read_leaves_the_sum_undecided() -> None:
    unread = row("Læremidler -1.300 1.300", None, None, certain=False)
    rows = (unread, row("Tandpleje", "620", "1240"), row("Kompensation", "-20", "-40"))
    columns = (Column("2025", 2025, "approved"), Column("2026", 2026, "approved"))
    found = of_kind(table_checks(table("T", "kr.", columns, *rows, row("I alt", "600", "2500", kind="total"))), "sum")
    assert states(found) == ["agrees", "undecided"]
