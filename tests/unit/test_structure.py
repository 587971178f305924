"""Reconciliation: which rows a total sums, in tables set either way, and what is said when it does not add up."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgettui.domain.checking.parts import find_parts
from budgettui.domain.checking.structure import structured
from budgettui.domain.checking.sums import Sums, Vector
from budgettui.domain.checking.table_checks import check_table
from budgettui.domain.paper.reading import Column, Row, Table


def row(label: str, *values: str | None, kind: str = "line", level: int = 0, certain: bool = True) -> Row:
    return Row(label, values, tuple(values), kind, level, certain)


FOLLOW_UP = [
    row("Sociale Forhold og Beskæftigelse", "3274", "3270", "-4"),
    row("Socialforvaltningen", "2431", "2447", "17"),
    row("Familier, Børn og Unge", "914", "908", "-6"),
    row("VoksenHandicap", "977", "990", "13"),
    row("Socialpsykiatri og Udsatte Voksne", "453", "463", "10"),
    row("Tværgående", "87", "87", "0"),
    row("Beskæftigelsesforvaltningen", "726", "706", "-20"),
    row("Fællesstabe og fællesfunktioner", "117", "117", "0"),
]

CHILDREN_AND_YOUNG = [
    row("Decentraliseret drift, sektor 5.51", None, None, None, None, None),
    row("Dagtilbud inkl. Dagplejen", "1748", "1724", "1708", "1692", "-16"),
    row("Undervisning (Inkl. specialskoler)", "2393", "2460", "2244", "2293", "48"),
    row("SFO (Inkl. specialskoler)", "221", "234", "220", "242", "23"),
    row("Fritids- og ungdomsskoler", "223", "221", "208", "215", "7"),
    row("Sundhedspleje, tandpleje og PPR", "274", "294", "313", "321", "9"),
    row("Administration", "149", "153", "115", "140", "25"),
    row("I alt decentraliseret drift", "5008", "5085", "4808", "4903", "95"),
    row("Ikke decentraliseret drift, sektor 552", "577", "612", "650", "655", "5"),
    row("Driftsudgifter i alt", "5585", "5697", "5459", "5558", "100"),
    row("Decentraliseret anlæg, sektor 5.53", "28", "60", "6.2", "0.4", "-5.8"),
    row("Ikke decentraliseret anlæg, sektor 5.54", "222", "232", "0", "0", "0"),
    row("Anlægsudgifter i alt", "250", "292", "6.2", "0.4", "-5.8"),
]

SOCIAL = [
    row("Børn, Familier og Fællesskaber", "598", "617", "649", "674", "25"),
    row("Unge, Job og Uddannelse", "1031", "1133", "1198", "1220", "22"),
    row("Voksne, Job og Handicap", "960", "1003", "1042", "1019", "-23"),
    row("Job, Udsatte og Socialpsykiatri", "399", "366", "422", "405", "-17"),
    row("Job og Virksomhedsservice", "172", "229", "202", "243", "41"),
    row("Job, Sundhed og Ydelse", "294", "291", "305", "295", "-10"),
    row("Tværgående indsatser og stabe", "262", "221", "253", "244", "-9"),
    row("Decentraliserede driftsområder i alt", "3716", "3860", "4071", "4100", "29"),
    row("Ikke-decentraliserede driftsområder i alt", "5084", "5430", "5793", "5822", "28"),
    row("Driftsudgifter i alt", "8800", "9290", "9865", "9922", "57"),
    row("Anlægsudgifter i alt", "8", "44", "0", "3", "3"),
]

OVERVIEW = [
    row("1. Forebyggelse for børn og unge", "-2.0", "-6.0", "-15.0"),
    row("Investeringer i relationel velfærd", "0.0", "0.0", "-5.0"),
    row("Tættere samarbejde om tidligere og forebyggende indsatser", "-2.0", "-6.0", "-10.0"),
    row("2. Alle aarhusianske hjemløse skal have et hjem", "-1.5", "-5.0", "-5.0"),
    row("Prioritering og udvikling af Housing First", "-1.5", "-5.0", "-5.0"),
    row("3. Ressourcerne skal bruges, hvor de skaber mest værdi", "-30.0", "-30.0", "-30.0"),
    row("Omprioritering til socialområdet", "-30.0", "-30.0", "-30.0"),
    row("I alt", "-34", "-41", "-50"),
]


# -- a single total


def differs(printed: Decimal, parts: list[Decimal], unit: Decimal) -> bool:
    sums = Sums(Vector({0: (printed, unit)}))
    for part in parts:
        sums.add(Vector({0: (part, unit)}))
    return bool(sums.apart())


@pytest.mark.parametrize(
    ("printed", "parts", "unit", "apart"),
    [
        ("100", ["60", "40"], "1", False),
        ("101", ["60", "40"], "1", False),  # half a unit times three is 1.5
        ("102", ["60", "40"], "1", True),
        ("-128", ["-127.9"], "1", False),
        ("10.2", ["5.0", "5.0"], "0.1", True),
        ("10.1", ["5.0", "5.0"], "0.1", False),
    ],
)
def test_a_total_agrees_within_half_a_unit_for_each_number(
    printed: str, parts: list[str], unit: str, apart: bool
) -> None:
    assert differs(Decimal(printed), [Decimal(p) for p in parts], Decimal(unit)) is apart


amounts = st.decimals(min_value=-99999, max_value=99999, places=2, allow_nan=False)


@given(st.lists(amounts, min_size=1, max_size=12), st.integers(0, 2))
def test_what_was_only_rounded_never_differs(parts: list[Decimal], places: int) -> None:
    """The law of the tolerance: rounding each part and the true total once never reads as a mismatch."""
    unit = Decimal(1).scaleb(-places)
    rounded = [part.quantize(unit) for part in parts]
    assert not differs(sum(parts, Decimal(0)).quantize(unit), rounded, unit)


@given(st.lists(amounts, min_size=1, max_size=12), st.integers(1, 10_000))
def test_beyond_rounding_always_differs(parts: list[Decimal], steps: int) -> None:
    unit = Decimal("0.01")
    tolerance = unit / 2 * (len(parts) + 1)
    assert differs(sum(parts, Decimal(0)) + tolerance + unit * steps, parts, unit)


# -- which rows


def test_a_total_that_stands_first_and_a_subtotal_inside_it() -> None:
    rows = structured(FOLLOW_UP)
    assert find_parts(rows) == {0: (1, 6, 7), 1: (2, 3, 4, 5)}
    assert [r.kind for r in rows] == ["total", "subtotal", "line", "line", "line", "line", "line", "line"]
    assert [r.level for r in rows] == [0, 1, 2, 2, 2, 2, 1, 1]


def test_totals_that_stand_last_one_over_the_other() -> None:
    rows = structured(CHILDREN_AND_YOUNG)
    assert find_parts(rows) == {7: (1, 2, 3, 4, 5, 6), 9: (7, 8), 12: (10, 11)}
    assert [r.kind for r in rows] == [
        "line", "line", "line", "line", "line", "line", "line", "subtotal", "line", "total", "line", "line", "total",
    ]
    assert [r.level for r in rows] == [0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0]


def test_a_total_without_rows_of_its_own_is_a_part_and_has_none() -> None:
    rows = structured(SOCIAL)
    assert find_parts(rows) == {7: (0, 1, 2, 3, 4, 5, 6), 9: (7, 8)}
    assert [r.kind for r in rows[7:]] == ["subtotal", "subtotal", "total", "total"]


def test_numbered_heads_before_their_lines_and_a_grand_total_last() -> None:
    rows = structured(OVERVIEW)
    assert find_parts(rows) == {0: (1, 2), 3: (4,), 5: (6,), 7: (0, 3, 5)}
    assert [r.kind for r in rows] == ["subtotal", "line", "line", "subtotal", "line", "subtotal", "line", "total"]
    assert [r.level for r in rows] == [0, 1, 1, 0, 1, 0, 1, 0]


def test_totals_by_name_before_their_parts_need_not_explain_the_whole_table() -> None:
    rows = [
        row("Drift i alt", "310", "322"), row("Skoler", "200", "211"), row("Veje", "110", "111"),
        row("Anlæg i alt", "41", "38"), row("Bygninger", "30", "18"), row("Stier", "11", "20"),
        row("Drift og anlæg", "351", "360"), row("Overskud", "12", "7"),
    ]
    told = structured(rows)
    assert [own.kind for own in told] == ["total", "line", "line", "total", "line", "line", "line", "line"]
    assert find_parts(told) == {0: (1, 2), 3: (4, 5)}


def test_a_part_of_a_part_stands_among_the_parts_of_a_total_before_them() -> None:
    rows = structured(
        [
            row("Indtægter i alt", "-600", "-660"),
            row("Indkomstskat", "-400", "-440"),
            row("heraf aktieskat", "-40", "-41"),
            row("Grundskyld", "-150", "-160"),
            row("Selskabsskat", "-50", "-60"),
        ]
    )
    assert find_parts(rows) == {0: (1, 3, 4)}
    assert [own.level for own in rows] == [0, 1, 2, 1, 1]


def test_the_price_of_one_is_no_sum() -> None:
    columns = (Column("Elever", None), Column("Kr. pr. elev", None), Column("Forbrug, kr. pr. 31/3", None))
    rows = structured([row("A", "10", "7", "5"), row("B", "20", "10", "6"), row("I alt", "30", "9", "12")], columns)
    found = check_table(Table("Tildeling", "kr.", columns, rows))
    assert [(finding.row, finding.column) for finding in found] == [("I alt", "Forbrug, kr. pr. 31/3")]


def test_sums_that_agree_by_chance_make_no_total() -> None:
    """The first area here is, within rounding, the sum of the next six; the words say that it is a plain row."""
    rows = structured(
        [
            row("Løn og administration", "138", "175", "170", "154", "-16"),
            row("Klimafonden", "36", "60", "50", "45", "-5"),
            row("Den Sociale investeringsfond", "13", "17", "5", "8", "3"),
            row("Erhverv", "50", "49", "47", "45", "-2"),
            row("Monopolbrudssystemer", "38", "36", "44", "39", "-5"),
            row("IT-netværk", "0", "15", "21", "15", "-6"),
            row("Andre tværgående opgaver", "194", "156", "172", "171", "-1"),
            row("Decentraliserede driftsområder i alt", "469", "508", "509", "475", "-34"),
        ]
    )
    assert [r.kind for r in rows] == ["line"] * 7 + ["total"]
    assert find_parts(rows) == {7: (0, 1, 2, 3, 4, 5, 6)}


def test_a_total_sums_no_row_that_says_to_be_of_something_else() -> None:
    rows = [
        row("Skoler · drift", "10", "20"), row("Skoler · anlæg", "3", "4"), row("Veje · drift", "5", "6"),
        row("Drift i alt", "15", "26"), row("Anlæg i alt", "3", "4"),
    ]
    assert find_parts(rows) == {3: (0, 2), 4: (1,)}


def test_arithmetic_says_more_than_words() -> None:
    rows = [row("Løn", "10", "20"), row("Anlægsgartnere", "3", "4"), row("Drift i alt", "13", "24")]
    assert find_parts(rows) == {2: (0, 1)}


def test_what_is_printed_finer_hides_less() -> None:
    rows = [
        row("Skoler", "40.2", "10"), row("Veje", "41.1", "12"), row("Parker", "43.1", "13"), row("I alt", "126", "36"),
    ]
    table = Table("Drift", "mio. kr.", (Column("Budget", 2024, "approved"), Column("Regnskab", 2024, "executed")),
                  tuple(rows))
    found = [(one.column, one.severity) for one in check_table(table)]
    assert found == [("Budget", "error"), ("Regnskab", "rounding")], "1,6 of 0,65 and 1 of 2"


def test_heads_over_their_lines_below_totals_after_them() -> None:
    rows = [
        row("Børneudvalget", "512", "515"), row("Skoler", "310", "312"), row("Dagtilbud", "202", "203"),
        row("Teknikudvalget", "98", "97"), row("Veje", "60", "59"), row("Park", "38", "38"),
        row("Serviceudgifter i alt", "610", "612"), row("Overførsler", "120", "121"), row("I alt", "730", "733"),
    ]
    told = structured(rows)
    assert find_parts(told) == {0: (1, 2), 3: (4, 5), 6: (0, 3), 8: (6, 7)}
    assert all(told[part].level == told[head].level + 1 for head in (0, 3) for part in find_parts(told)[head])
    # The last rows before the total come to it as well, but then the head is left over.
    told = structured([*rows[:3], row("Teknikudvalget", "98", "97"), *rows[6:]])
    assert find_parts(told) == {0: (1, 2), 4: (0, 3), 6: (4, 5)}


def test_plain_rows_have_no_structure() -> None:
    rows = structured([row("Provenu (B2023)", "-10000"), row("Provenu (B2022)", "-5000")])
    assert [r.kind for r in rows] == ["line", "line"]
    assert find_parts(rows) == {}


@given(
    st.lists(
        st.lists(st.tuples(st.integers(100, 9999), st.integers(100, 9999)), min_size=2, max_size=6),
        min_size=2,
        max_size=5,
    )
)
def test_totals_after_their_parts_are_found_whatever_the_figures(groups: list[list[tuple[int, int]]]) -> None:
    rows: list[Row] = []
    expected: dict[int, tuple[int, ...]] = {}
    heads: list[int] = []
    for number, group in enumerate(groups):
        start = len(rows)
        rows += [row(f"Område {number} {k}x", str(a), str(b)) for k, (a, b) in enumerate(group)]
        expected[len(rows)] = tuple(range(start, len(rows)))
        heads.append(len(rows))
        rows.append(row("Gruppe i alt", str(sum(a for a, _ in group)), str(sum(b for _, b in group))))
    expected[len(rows)] = tuple(heads)
    every = [pair for group in groups for pair in group]
    rows.append(row("I alt", str(sum(a for a, _ in every)), str(sum(b for _, b in every))))
    marked = structured(rows)
    assert find_parts(marked) == expected
    assert marked[-1].kind == "total"
    assert all(marked[head].kind == "subtotal" for head in heads)


# No line is as large as two others are together, so that none is taken for their total.
@given(st.lists(st.integers(1000, 1899), min_size=3, max_size=8), st.integers(0, 7), st.integers(50, 900))
def test_a_total_that_is_wrong_in_print_is_reported(parts: list[int], place: int, off: int) -> None:
    place %= len(parts)
    columns = (Column("2023", 2023, "effect"), Column("2024", 2024, "effect"), Column("2025", 2025, "effect"))
    rows = [row(f"Post {chr(65 + i)}", str(v), str(v + 1), str(v + 2)) for i, v in enumerate(parts)]
    printed = str(int(rows[place].values[0] or 0) + off)
    rows[place] = row(rows[place].label, printed, *rows[place].values[1:])
    count = len(parts)
    rows.append(row("I alt", str(sum(parts)), str(sum(parts) + count), str(sum(parts) + 2 * count)))
    findings = check_table(Table("T", "mio. kr.", columns, structured(rows)))
    assert [(f.code, f.severity, f.row, f.column, f.difference) for f in findings] == [
        ("sum_mismatch", "error", "I alt", "2023", str(-off))
    ]
    assert findings[0].parts == tuple(f"Post {chr(65 + i)}" for i in range(count))


# -- findings of whole tables

AREA_COLUMNS = (
    Column("Regnskab 2022", 2022, "executed"),
    Column("Regnskab 2023", 2023, "executed"),
    Column("Budget 2024", 2024, "approved"),
    Column("Regnskab 2024", 2024, "executed"),
    Column("Afvigelse (R-B 2024)", 2024, "variance"),
)


def test_a_whole_area_table_holds_but_for_rounding() -> None:
    findings = check_table(Table("Områder", "mio. kr.", AREA_COLUMNS, structured(CHILDREN_AND_YOUNG)))
    assert {f.severity for f in findings} == {"rounding"}
    sums = {(f.row, f.column, f.printed, f.computed) for f in findings if f.code == "sum_mismatch"}
    assert sums == {
        ("I alt decentraliseret drift", "Regnskab 2023", "5085", "5086"),
        ("I alt decentraliseret drift", "Afvigelse (R-B 2024)", "95", "96"),
        ("Driftsudgifter i alt", "Budget 2024", "5459", "5458"),
    }
    variances = {f.row for f in findings if f.code == "variance_mismatch"}
    assert "Undervisning (Inkl. specialskoler)" in variances  # 2.293 − 2.244 is 49, printed 48
    assert "Administration" not in variances


def test_a_variance_that_is_not_accounts_minus_budget() -> None:
    rows = [row("Skoler", "10", "10", "100", "120", "35"), row("Haver", "10", "10", "50", "40", "-10")]
    (finding,) = check_table(Table("T", "mio. kr.", AREA_COLUMNS, tuple(rows)))
    assert (finding.code, finding.severity, finding.row) == ("variance_mismatch", "error", "Skoler")
    assert (finding.printed, finding.computed, finding.difference) == ("35", "20", "15")


def test_a_paper_that_prints_budget_minus_accounts_is_understood() -> None:
    rows = [
        row("Skoler", "1", "1", "100", "120", "-20"),
        row("Haver", "1", "1", "50", "40", "10"),
        row("Veje", "1", "1", "70", "75", "5"),
    ]
    (finding,) = check_table(Table("T", "mio. kr.", AREA_COLUMNS, tuple(rows)))
    assert (finding.row, finding.computed) == ("Veje", "-5")


def test_the_year_over_the_variance_does_not_choose_the_columns() -> None:
    columns = (*AREA_COLUMNS[:4], Column("Afvigelse (R-B 2023)", 2023, "variance"))
    assert check_table(Table("T", "mio. kr.", columns, (row("By og natur", "363", "371", "411", "375", "-36"),))) == []


def test_an_empty_cell_adds_nothing_and_an_unplaced_row_stops_the_check() -> None:
    rows = [
        row("Støttet byggeri", "19", "21", "27", "22", "-5"),
        row("Almene boliger", None, None, "-167", "-153", "13", certain=False),
        row("Ikke-decentraliserede i alt", "19", "21", "-140", "-131", "9", kind="total"),
    ]
    findings = check_table(Table("T", "mio. kr.", AREA_COLUMNS, tuple(rows)))
    assert [f for f in findings if f.severity == "error"] == []
    rows[1] = row("Almene boliger", None, None, None, None, None, certain=False)
    rows.insert(1, row("Andet", "1", "1", "1", "1", "0"))
    findings = check_table(Table("Områder", "mio. kr.", AREA_COLUMNS, tuple(rows)))
    assert [f for f in findings if f.code == "sum_mismatch"] == []


def test_rows_that_are_subtracted() -> None:
    rows = [
        row("Udgifter", "1000", "900"),
        row("+ Anlæg", "200", "150"),
        row("- Refusion", "100", "50"),
        row("Netto i alt", "1100", "1000", kind="total"),
    ]
    assert find_parts(rows) == {3: (0, 1, 2)}
    table = Table("Resultat", "mio. kr.", (Column("2023"), Column("2024")), tuple(rows))
    assert not check_table(table)
    # Without a row that is added, a dash is the mark of a list and subtracts nothing.
    listed = [row("- Skoler", "60", "50"), row("- Ældre", "40", "30"), row("I alt", "100", "80", kind="total")]
    assert not check_table(Table("Drift", "mio. kr.", (Column("2023"), Column("2024")), tuple(listed)))


def test_a_total_of_other_things_sums_no_row_here() -> None:
    above = [row("Likviditet", "-174", "917"), row("Tilgodehavender", "14731", "14763")]
    rows = [*above, row("Gæld i alt", "6361", "6377")]
    assert find_parts(rows) == {}


def alarms(rows: list[Row], width: int) -> list[tuple[str, str | None, str | None]]:
    columns = tuple(Column(str(2021 + place), 2021 + place, "executed") for place in range(width))
    found = check_table(Table("T", "mio. kr.", columns, structured(rows, columns)))
    return [(one.row or "", one.printed, one.computed) for one in found if one.severity == "error"]


EFFECTS = [
    row("Køb af pladser", "-4128", "-5259", "-4993", "-5323"),
    row("Husleje og drift", "1400", "1373", "1505", "1456"),
    row("Etablering", "862", "957", None, None),
]


def test_a_row_that_no_word_calls_a_total_is_one_where_all_columns_but_one_say_so() -> None:
    right = row("Virkning", "-1866", "-2929", "-3488", "-3867")
    assert alarms([*EFFECTS, right], 4) == []
    wrong = row("Virkning", "-1866", "-2929", "-3688", "-3867")
    assert alarms([*EFFECTS, wrong], 4) == [("Virkning", "-3688", "-3488")]
    assert alarms([*EFFECTS, row("Virkning", "-1866", "-2930", "-3688", "-3867")], 4) == [], "two columns deny it"
    # Columns of few digits agree by chance.
    assert alarms([row("A", "1", "2", "3"), row("B", "2", "2", "3"), row("C", "3", "4", "9")], 3) == []


def test_what_is_left_when_something_is_subtracted() -> None:
    income, expense = row("Indtægter", "880", "912", "955"), row("Udgifter", "861", "899", "951")
    assert alarms([income, expense, row("Resultat", "19", "13", "4")], 3) == []
    assert len(alarms([income, expense, row("Resultat", "19", "33", "4")], 3)) == 1
    wide = [row("Indtægter", "8800", "9120", "9550"), row("Udgifter", "8010", "8390", "8510")]
    assert alarms([*wide, row("Resultat", "790", "730", "1040")], 3) == []
    assert alarms([*wide, row("Resultat", "790", "370", "1040")], 3) == [("Resultat", "370", "730")]


def test_a_lone_figure_tells_by_its_digits() -> None:
    parts = [row("Låneramme i alt", "26201429"), row("Allerede optaget", "-12000000"), row("Overført", "-1561990")]
    assert alarms([*parts, row("Kan optages nu", "12639439")], 1) == []
    assert alarms([*parts, row("Kan optages nu", "12739439")], 1) == [("Kan optages nu", "12739439", "12639439")]
    assert alarms([*parts, row("Kan optages nu", "12693439")], 1) == [("Kan optages nu", "12693439", "12639439")]
    assert alarms([*parts, row("Kan optages nu", "12093439")], 1) == [], "two digits are as well another figure"
    assert alarms([row("A", "1200"), row("B", "340"), row("C", "1550")], 1) == [], "few digits tell nothing"


def test_a_variance_that_hardly_any_row_has_is_worked_out_of_other_columns() -> None:
    columns = (
        Column("Budget", None, "adjusted"), Column("Forbrug 30/9", None, "executed"), Column("FR 3", None, "other"),
        Column("Afvigelse FR 3 - budget", None, "variance"),
    )
    figures = ("140 102 142 2", "32 23 31 -1", "228 172 227 -1", "51 36 52 1", "19 15 20 1")
    rows = [row(f"Område {at}", *own.split()) for at, own in enumerate(figures)]
    assert check_table(Table("Forventet regnskab", "mio. kr.", columns, structured(rows, columns))) == []
    # Few rows tell nothing.
    few = check_table(Table("Forventet regnskab", "mio. kr.", columns, structured(rows[:2], columns)))
    assert [finding.code for finding in few] == ["variance_mismatch"] * 2


def test_a_result_goes_on_from_the_total_over_it_and_from_the_result_before() -> None:
    rows = structured(
        [
            row("Skatter", "-1910", "-1970"), row("Tilskud", "-812", "-836"), row("Indtægter i alt", "-2722", "-2806"),
            row("Børn", "1792", "1817"), row("Voksne", "889", "920"), row("Driftsresultat", "-41", "-69"),
            row("Renter", "9", "10"), row("Resultat af ordinær drift", "-32", "-59"),
        ]
    )
    assert find_parts(rows) == {2: (0, 1), 5: (2, 3, 4), 7: (5, 6)}
    assert [own.kind != "line" for own in rows] == [at in {2, 5, 7} for at in range(8)]
