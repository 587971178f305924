"""The plan of seven themes and 28 initiatives: overview, questions, effects and posts, as the paper prints them."""

from __future__ import annotations

from pathlib import Path

import pytest
from ingest_papers import reading_of, said

from budgettui.domain.paper.reading import Paper, Reading, Table
from budgettui.ingest.page.layout import Layout
from budgettui.ingest.papers.plan import find_initiatives

NAME = "004_38965e2967705ef5.txt"

#: theme, number, title over the initiative, effect in 1.000 kr., posts: each 2023, 2024, 2025 as printed.
INITIATIVES = [
    (1, 1, "Investeringer i relationel velfærd", "0 0 -5.000", "14 3 -6"),
    (1, 2, "Tættere samarbejde om tidligere og forebyggende indsatser", "-2.000 -6.000 -10.000", "0 -2,2 -3,6"),
    (2, 1, "Prioritering og udvikling af virkningsfulde Housing First indsatser", "-1.500 -5.000 -5.000",
     "-1,5 -6 -6"),
    (3, 1, "Flere borgere med socialpsykiatriske udfordringer skal i beskæftigelse", "-2.300 -2.300 -2.300", "0 0 0"),
    (3, 2, "Omlægning af dagtilbudsområdet så flere kommer i beskæftigelse", "-1.620 -3.220 -3.420",
     "-2,9 -5,85 -6,21"),
    (3, 3, "Flere lette botilbud og bostøtte til unge", "-11.500 -11.500 -13.000", "+4 +4 +4"),
    (3, 4, "Flere interne kontaktpersoner, døgnpladser og familiepleje", "-5.000 -7.000 -7.000", "0 0 0"),
    (3, 5, "Hjemtagning af borgere og genforhandling af priser", "-1.522 -1.522 -1.522", "0 0 0"),
    (3, 6, "Investering i en rådgiver til psykiatriområdet", "-1.500 -1.600 -2.000", "+1 +1 +1"),
    (3, 7, "Udbygning af den fleksible bostøtte i eget hjem", "-4.000 -4.000 -4.000", "+12 +12 +12"),
    (3, 8, "Bedre udnyttelse af de lette bofællesskaber", "-1.300 -1.300 -1.300", "0 0 0"),
    (3, 9, "Investeringer i Tættere på de Unge og Tættere på Borgeren", "-4.250 -4.250 -4.250", "+12 +12 +12"),
    (3, 10, "Indførelse af ny indkøbsmodel", "-5.400 -4.700 -2.700", "0 0 0"),
    (3, 11, "Bedre grundnormering og færre tillægsydelser", "0 -1.070 -2.770", "0 -1,9 -5"),
    (4, 1, "Effektivisering og metodeudvikling i ressourceforløb", "-2.000 -2.000 -2.000", "0 0 0"),
    (4, 2, "Regulering af beskæftigelsesindsatsen i forhold til konjunkturer på arbejdsmarkedet",
     "-10.000 -15.000 -15.000", "-16 -24 -24"),
    (4, 3, "Justering af indsatsbevillinger til beskæftigelsesindsatser", "-8.000 -8.000 -8.000", "0 0 0"),
    (4, 4, "Provenu fra investeringsmodeller", None, "0 0 0"),
    (4, 5, "Håndtering af Arne-pension", None, None),
    (5, 1, "Velfærdsteknologi", "-1.500 -2.250 -3.000", "-2,7 -4 -5,5"),
    (5, 2, "Kunstig intelligens", "-2.000 -4.000 -6.000", "-3,3 -6,7 -10"),
    (5, 3, "Modulus Social", "-1.000 -7.000 -10.000", "-1,7 -11,7 -16,7"),
    (5, 4, "Gevinstpotentiale ved Robotic Process Automation (RPA)", "0 -1.000 -5.650", "0 -1,7 -9,4"),
    (6, 1, "Omprioritering til socialområdet", "-30.000 -30.000 -30.000", "0 0 0"),
    (7, 1, "Opsigelse af lejemålet Fredens Torv 8 st. th.", "-200 -400 -400", "0 0 0"),
    (7, 2, "Genforhandling af lejemålet Værkmestergade 3 og 5", "-200 -750 -750", "0 0 0"),
    (7, 3, "Salg af Katrinebjergvej 83", "0 0 -25.000", "0 0 0"),
    (7, 4, "Salg af ejendom", "0 -10.000 0", "0 0 0"),
]  # fmt: skip

THEMES = {
    1: "TEMA 1 - FOREBYGGELSE FOR BØRN OG UNGE",
    2: "TEMA 2 – ALLE AARHUSIANSKE HJEMLØSE SKAL HAVE ET HJEM",
    3: "TEMA 3 – UDVIKLING OG OPTIMERING AF INDSATSER FOR BORGERE MED HANDICAP OG PSYKISKE UDFORDRINGER",
    4: "TEMA 4 – TILPASNING OG OMLÆGNING AF BESKÆFTIGELSESINDSATSEN",
    5: "TEMA 5 – DIGITALISERING, AFBUREAUKRATISERING OG ADMINISTRATION",
    6: "TEMA 6 – RESSOURCERNE SKAL BRUGES, HVOR DE SKABER MEST VÆRDI",
    7: "TEMA 7 – KORTLÆGNING AF BYGNINGSMASSEN I SOCIALE FORHOLD OG BESKÆFTIGELSE",
}

#: The overview: kind, label, 2023, 2024, 2025 in mio. kr.
OVERVIEW = """
subtotal|1. Forebyggelse for børn og unge|-2.0|-6.0|-15.0
line|Investeringer i relationel velfærd|0.0|0.0|-5.0
line|Tættere samarbejde om tidligere og forebyggende indsatser|-2.0|-6.0|-10.0
subtotal|2. Alle aarhusianske hjemløse skal have et hjem|-1.5|-5.0|-5.0
line|Prioritering og udvikling af virkningsfulde Housing First indsatser|-1.5|-5.0|-5.0
subtotal|3. Udvikling og optimering af indsatser for borgere med handicap og psykiske udfordringer|-38.4|-42.5|-44.3
line|Flere borgere med socialpsykiatriske udfordringer skal i beskæftigelse|-2.3|-2.3|-2.3
line|Omlægning af dagtilbudsområdet så flere kommer i beskæftigelse|-1.6|-3.2|-3.4
line|Flere lette botilbud og bostøtte til unge|-11.5|-11.5|-13.0
line|Flere interne kontaktpersoner, døgnpladser og familiepleje|-5.0|-7.0|-7.0
line|Hjemtagning af borgere og genforhandling af priser|-1.5|-1.5|-1.5
line|Investering i rådgiver til psykiatriområdet|-1.5|-1.6|-2.0
line|Udbygning af den fleksible bostøtte i eget hjem|-4.0|-4.0|-4.0
line|Bedre udnyttelse af de lette bofællesskaber|-1.3|-1.3|-1.3
line|Tættere på de unge og tættere på borgeren|-4.3|-4.3|-4.3
line|Indførelse af ny indkøbsmodel|-5.4|-4.7|-2.7
line|Bedre grundnormering og færre tillægsydelser|0.0|-1.1|-2.8
subtotal|4. Tilpasning og omlægning af beskæftigelsesindsatsen|-51.1|-80.3|-80.3
line|Effektivisering og metodeudvikling i ressourceforløb|-2.0|-2.0|-2.0
line|Beskæftigelsesindsatsen reguleres i forhold til konjunkturer på arbejdsmarkedet|-10.0|-15.0|-15.0
line|Justeringer af indsatsbevillinger til beskæftigelsesindsatser|-8.0|-8.0|-8.0
line|Provenu fra investeringsmodeller|-15.0|-15.0|-15.0
line|Realisering af besparelser ifm. Arne-pension|-16.1|-40.3|-40.3
subtotal|5. Digitalisering, afbureaukratisering og administration|-4.5|-14.4|-24.7
line|Velfærdsteknologi|-1.5|-2.3|-3.0
line|Kunstig Intelligens|-2.0|-4.0|-6.0
line|Modulus Social|-1.0|-7.0|-10.0
line|Gevinstpotentiale ved RPA|0.0|-1.2|-5.7
subtotal|6. Ressourcerne skal bruges, hvor de skaber mest værdi|-30.0|-30.0|-30.0
line|Omprioritering til socialområdet|-30.0|-30.0|-30.0
subtotal|7. Kortlægning af bygningsmassen i Sociale Forhold og Beskæftigelse|-0.4|-11.2|-26.2
line|Opsigelse af lejemålet Fredens Torv 8 st. th|-0.2|-0.4|-0.4
line|Genforhandling af lejemålet Værkmestergade 3 og 5|-0.2|-0.8|-0.8
line|Salg af Katrinebjergvej 83|0.0|0.0|-25.0
line|Salg af ejendom|0.0|-10.0|0.0
total|I alt|-128|-189|-225
"""


def value(printed: str) -> str:
    return printed.replace(".", "").replace(",", ".").removeprefix("+")


@pytest.fixture
def plan(seeds: Path) -> Path:
    return seeds / NAME


@pytest.fixture
def reading(plan: Path) -> Reading:
    return reading_of(plan)


def tables_of(reading: Reading, title: str) -> list[Table]:
    return [table for table in reading.tables if table.paper == title]


def test_what_the_plan_is(reading: Reading) -> None:
    assert reading.kind == "plan"
    assert reading.title == "UDVIKLINGS- OG OMSTILLINGSPLANEN I SOCIALE FORHOLD OG BESKÆFTIGELSE"
    assert reading.department == "Sociale Forhold og Beskæftigelse"
    assert reading.date is None  # "oktober 2022" is no day
    assert reading.budget_years == (2023, 2024, 2025)
    assert not reading.agenda_items
    assert not reading.participants


def test_the_overview(reading: Reading) -> None:
    table = reading.tables[0]
    assert (table.title, table.unit, table.price_level, table.paper) == ("OVERBLIK", "mio. kr.", "2023-priser", None)
    assert [(c.label, c.year, c.phase) for c in table.columns] == [
        ("2023", 2023, "effect"), ("2024", 2024, "effect"), ("2025", 2025, "effect"),
    ]  # fmt: skip
    expected = [line.split("|") for line in OVERVIEW.strip().splitlines()]
    assert [[row.kind, row.label, *row.values] for row in table.rows] == expected
    assert [row.level for row in table.rows] == [1 if row.kind == "line" else 0 for row in table.rows]
    assert sum(row.kind == "line" for row in table.rows) == 28
    assert sum(row.kind == "subtotal" for row in table.rows) == 7
    assert all(row.certain for row in table.rows)
    third = table.rows[5]
    assert (third.source.line, third.source.last_line, third.source.page) == (142, 145, 3)


def test_every_initiative_with_number_and_theme(reading: Reading) -> None:
    assert [(p.kind, p.number, p.title, p.theme) for p in reading.papers] == [
        ("initiative", str(number), title, THEMES[theme]) for theme, number, title, _effect, _posts in INITIATIVES
    ]
    assert not any(p.decision_points for p in reading.papers)


@pytest.mark.parametrize(("theme", "number", "title", "effect", "posts"), INITIATIVES)
def test_the_effect_and_the_posts(
    reading: Reading, theme: int, number: int, title: str, effect: str | None, posts: str | None
) -> None:
    money, staff = tables_of(reading, title)
    assert (money.unit, staff.unit) == ("1.000 kr.", "antal stillinger")
    assert [c.year for c in money.columns] == [c.year for c in staff.columns] == [2023, 2024, 2025]
    assert {c.phase for c in (*money.columns, *staff.columns)} == {"effect"}
    if effect is not None:
        (row,) = money.rows
        assert row.printed == tuple(effect.split())
        assert row.values == tuple(value(cell) for cell in effect.split())
        assert row.certain
        label = f"{title} (Nettoeffekt inkl. investeringsmidler)" if (theme, number) == (1, 1) else title
        assert row.label == label
    if posts is None:
        assert staff.rows == ()  # printed with its years and without a figure
    else:
        (row,) = staff.rows
        assert row.printed == tuple(posts.split())
        assert row.values == tuple(value(cell) for cell in posts.split())


def test_the_titles_over_the_tables_are_the_printed_ones(reading: Reading) -> None:
    titles = {table.title for table in reading.tables[1:]}
    assert titles == {
        "Forventet økonomisk nettoeffekt 2023-2025",
        "Forventet økonomisk nettoeffekt 2023-2026",
        "Forventede personalemæssige konsekvenser 2023-2025",
    }
    late = [table.paper for table in reading.tables if table.title.endswith("2026")]
    assert late == [INITIATIVES[14][2], INITIATIVES[15][2], "Håndtering af Arne-pension"]


def test_two_rows_without_a_total(reading: Reading) -> None:
    money = tables_of(reading, "Provenu fra investeringsmodeller")[0]
    assert [(r.label, r.values, r.kind, r.certain) for r in money.rows] == [
        ("Provenu (B2023)", ("-10000", "-10000", "-10000"), "line", True),
        ("Provenu (B2022)", ("-5000", "-5000", "-5000"), "line", True),
    ]


def test_a_table_with_a_heading_in_mid_table_and_a_total(reading: Reading) -> None:
    money = tables_of(reading, "Håndtering af Arne-pension")[0]
    nothing = (None, None, None)
    assert [(r.label, r.values, r.kind) for r in money.rows] == [
        ("Mere ansvar til a-kasserne", ("0", "-9300", "-9000"), "line"),
        ("Afskaffelse af beskæftigelsesplan", ("-300", "-300", "-300"), "line"),
        ("Mere målrettede tilbud", ("-14200", "-15100", "-15300"), "line"),
        ("Digitale samtaler før 6 måneder", ("-1500", "-1500", "-1500"), "line"),
        ("Afventer nærmere udmeldinger fra Beskæftigelsesministeriet", nothing, "line"),
        ("Mindre administration i jobcentrene", ("0", "-14100", "-14100"), "line"),
        ("I alt", ("-16000", "-40300", "-40200"), "total"),
    ]


def section(paper: Paper, title: str) -> str:
    return next(s.text for s in paper.sections if s.title == title)


def test_the_questions_are_sections(reading: Reading) -> None:
    how = "Hvordan skal tiltaget konkret bidrage til at nedbringe udgiftspresset?"
    what = "Hvad er den forventede økonomiske effekt?"
    who = "Personalemæssige konsekvenser"
    titles = [[s.title for s in paper.sections if s.title != paper.title] for paper in reading.papers]
    arne = "Hvad er den forventede økonomiske konsekvens?"
    assert titles == [[how, arne if p.title == "Håndtering af Arne-pension" else what, who] for p in reading.papers]


def test_the_text_of_sections(reading: Reading, plan: Path) -> None:
    first, _second, housing = reading.papers[:3]
    what = "Hvad er den forventede økonomiske effekt?"
    assert section(first, what).split("\n\n") == [
        said(plan, 284, 286), said(plan, 288, 290), said(plan, 292, 296), said(plan, 298, 300),
    ]  # fmt: skip
    # Over a line end that breaks "Housing First-indsatser", a word that the paper writes with its hyphen elsewhere.
    how = section(housing, "Hvordan skal tiltaget konkret bidrage til at nedbringe udgiftspresset?")
    assert said(plan, 512, 515, hard={513}) in how
    sale = next(p for p in reading.papers if p.title == "Salg af Katrinebjergvej 83")
    assert said(plan, 2056, 2062, soft={2057}) in section(sale, what)  # By-udviklingsreserven, one word elsewhere
    lead = reading.papers[1].sections[0]
    assert (lead.title, lead.text) == (reading.papers[1].title, said(plan, 343, 347))
    for paper in reading.papers:
        for part in paper.sections:
            assert "(antal stillinger)" not in part.text
            assert "2023 2024 2025" not in part.text


def test_the_overview_against_the_details(reading: Reading) -> None:
    found = {(f.row, f.column, f.printed, f.computed) for f in reading.findings if f.code == "overview_detail_mismatch"}
    assert found == {
        ("Realisering af besparelser ifm. Arne-pension", "2023", "-16.1", "-16"),
        ("Realisering af besparelser ifm. Arne-pension", "2025", "-40.3", "-40.2"),
        ("Gevinstpotentiale ved RPA", "2024", "-1.2", "-1"),
    }


def test_what_else_a_reviewer_should_see(reading: Reading) -> None:
    sums = {(f.row, f.column, f.severity) for f in reading.findings if f.code == "sum_mismatch"}
    assert sums == {
        ("5. Digitalisering, afbureaukratisering og administration", "2024", "rounding"),
        ("I alt", "2023", "rounding"),
        ("I alt", "2024", "rounding"),
        ("I alt", "2025", "rounding"),
    }
    assert not [f for f in reading.findings if f.code in {"unread_table", "doubtful_row"}]


@pytest.mark.parametrize("foot", ["", "\nSide 7 af 31\n\n", "\n7\n\n"])
def test_a_page_that_ends_inside_a_title_is_no_part_of_it(foot: str) -> None:
    text = (
        f"1 | Flere borgere fra tilbud til\n{foot}arbejde i egen by\n\nHvad går initiativet ud på, og for hvem?\n\n"
        f"Initiativet giver plads.\n\n2 | Samlede indkøb\n{foot}\nHvad er formålet med det?\n\nEn aftale.\n"
    )
    titles = [own.title for own in find_initiatives(Layout(text))]
    assert titles == ["Flere borgere fra tilbud til arbejde i egen by", "Samlede indkøb"]
