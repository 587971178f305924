"""The annual report's tables that are no budgets, typed from the printed page."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from ingest_papers import reading_of

from budgettui.domain.paper.reading import Reading, Table
from budgettui.ingest import read_bytes
from budgettui.store.tree import build

NAME = "002_943724dc9a63f466.txt"
MBU, MSB, MSO = "Børn og Unge", "Sociale Forhold og Beskæftigelse", "Sundhed og Omsorg"
MKB, MTM, BA = "Kultur og Borgerservice", "Teknik og Miljø", "Borgmesterens Afdeling"
ACTIVITY = "Aktivitets- og produktivitetstal"
Columns = list[tuple[str, int | None, str]]
ACCOUNTS: Columns = [(f"Regnskab {year}", year, "executed") for year in (2021, 2022, 2023, 2024)]
ONE: Columns = [("Mio. kr.", None, "other")]


def years(first: int, last: int) -> Columns:
    return [(str(year), year, "other") for year in range(first, last + 1)]


#: (first line of the rows' head, title, department, unit, columns, rows as printed: kind, level, label, cells).
#: "?" before the kind: marked as uncertain. "." is an empty cell.
TABLES: list[tuple[int, str, str | None, str | None, Columns, str]] = [
    (516, "Udgifter pr. borger 2024", None, "kr.", [("kr.", 2024, "other")], """
?line|0|Serviceudgifter pr. borger|45.792
?line|0|Overførsler pr. borger|17.589
?line|0|Aktivitetsbestemt medfinansiering pr. borger|3.379
?line|0|Bruttoanlægsudgifter pr. borger (skattefinansieret)|3.504
"""),
    (531, "Aarhus Kommunes nettoindtægter i 2024", None, "mio. kr.", [("mio. kr.", 2024, "other")], """
line|0|Tilskud og udligning|3.276
line|0|Indkomstskat|18.747
line|0|Grundskyld|1.933
line|0|Dækningsafgift|352
line|0|Selskabsskat|1.103
line|0|Øvrige skatter|78
"""),
    # The parts come to 24.126 and the caption says 24,2 mia. kr., so a part may be missing.
    (591, "Aarhus Kommunes nettoudgifter i 2024", None, "mio. kr.", [("mio. kr.", 2024, "other")], """
?line|0|Overførsler|6474
?line|0|Administration|2257
?line|0|Dagtilbud|1953
?line|0|Kultur og fritid|777
?line|0|Skoler|2.991
?line|0|Sundhed|639
?line|0|Teknik og miljø|955
?line|0|Udsatte børn og unge|911
?line|0|Voksenhandicap|2687
?line|0|Ældre|2562
?line|0|Service, øvrig|677
?line|0|Aktivitetsbestemt medfinansiering|1.243
"""),
    (667, "Regnskabsresultat og -nøgletal", None, "mio. kr.",
     [("Regnskab", None, "executed"), ("Budget", None, "approved"), ("Ændring", None, "variance")], """
line|0|Serviceudgifter|16.856|16.868|-12
line|0|+ Overførselsudgifter (inkl. forsikrede ledige)|6.475|6.537|-62
line|0|+ Aktivitetsbaseret medfinansiering af sundhedsvæsenet|1.244|1.249|-5
line|0|- Indtægter fra den centrale refusionsordning|380|334|46
line|0|+ Øvrige udgifter (herunder renter, finansielle tilskud m.v.)|-34|146|-180
total|0|Skattefinansierede driftsudgifter i alt|24.177|24.475|-298
line|0|Tilskud og udligning|3.269|3.152|117
line|0|+ Skatter|22.213|22.137|75
total|0|Skattefinansierede indtægter i alt|25.482|23.477|192
line|0|Resultat på de skattefinansierede driftsområder (indtægter - driftsudgifter)|1.304|814|490
line|0|- De skattefinansierede anlægsområder (dvs. ekskl. takstfinansierede områder)|409|41|368
total|0|Resultat på de skattefinansierede områder i alt|895|773|122
"""),
    (712, "Finansiel egenkapital og nøgletalsgrundlag", None, "mio. kr.",
     [*years(2023, 2024), ("Ændring", None, "other")], """
line|0|Likviditet|-174|917|1.091
line|0|Langfristede tilgodehavender|14.731|14.763|32
line|0|Langfristet gæld i alt|6.361|6.377|16
line|0|Finansiel egenkapital|-4.596|-3.629|967
total|0|Finansiel egenkapital i alt korrigeret for udskudt forbrug|-5.428|-4.237|1.190
"""),
    (738, "Antal fuldtidsansatte i Aarhus Kommune", None, "antal",
     [*years(2021, 2024), ("Udvikling 2021-2024", None, "other")], """
line|0|Sociale Forhold og Beskæftigelse|4.514|4.584|4.556|4.656|142
line|0|Teknik og Miljø|899|904|951|1.363|464
line|0|Sundhed og Omsorg|5.424|5.597|5.641|5.640|216
line|0|Kultur og Borgerservice|801|842|857|796|-5
line|0|Børn og Unge|10.576|10.662|10.756|10.457|-119
line|0|Borgmesterens Afdeling|420|439|450|413|-7
total|0|I alt|22.633|23.028|23.210|23.325|692
"""),
    (942, f"{ACTIVITY} for {MBU}", MBU, "antal", ACCOUNTS, """
line|0|Vuggestuer og Integrerede institutioner 0-2 år (antal børn)|7.252|7.351|7.328|7.326
line|0|Børnehaver og Integrerede institutioner 3-5 år (antal børn)|11.186|11.221|11.126|11.160
line|0|Dagpleje 0-2 år (antal børn)|651|543|474|411
line|0|Dagpleje 3-5 år (antal børn)|31|26|22|21
line|0|Frit-valg (antal børn)|295|303|298|287
line|0|SFO (antal børn)|10.828|11.190|11.410|11.669
line|0|Skole (antal elever)|27.612|27.693|27.889|28.080
line|0|Sundhedsplejen (antal hjemmebesøg)*|22.536|27.509|27.120|20.344
line|0|Tandplejen (antal 0-20-årige som har fået tilbudt tandbehandling)**|64.266|68.211|72.582|77.819
"""),
    (1231, f"{ACTIVITY} for {MSB}", MSB, None, ACCOUNTS, """
line|0|Antal børn og unge i døgntilbud|504|498|500|514
line|0|Antal forebyggende og øvrige tilbud til børn, unge og familier|2.188|2.105|2.163|1.995
line|0|Antal voksne borgere i botilbud|1.558|1.585|1.645|1.694
line|0|Antal bostøtte til voksne i eget hjem|2.796|2.854|2.948|3.125
line|0|Antal voksne borgere i dagtilbud|1.420|1.501|1.513|1.454
line|0|Fuldtidspersoner på overførselsindkomst ekskl. efterløn, inkl. seniorpension og tidlig pension|41.990|41.015|42.655|43.726
line|0|Andel på overførselsindkomst i pct. af befolkningen 18-65 år*|17,6%|16,9%|17,3%|17,4%
line|0|Antal aktiveringsforløb|34.900|35.078|36.521|37.373
line|0|Antal personer med mentorstøtte|1.545|1.661|1.644|1.390
line|0|Antal virksomheder i Aarhus, som Jobcentret er i kontakt med|8.468|6.980|7.316|7.779**
"""),  # noqa: E501
    (1635, f"{ACTIVITY} for {MSO}", MSO, None, ACCOUNTS, """
line|0|Antal modtagere af hjemmehjælp (inkl. rehabilitering)|7.101|7.182|7.298|7.376
line|0|Antal visiterede timer pr. modtager pr. år (inkl. rehabilitering)|170|164|164|164
line|0|Ansatte pr. plejebolig*|0,92|0,92|0,91|0,91
line|0|Forebyggelige indlæggelser for de 65 + årige pr. 1.000 indbyggere ift. 65 + årige (indlæggelsesdiagnose)|46,5|46,0|45,4|46,7
"""),  # noqa: E501
    (2011, f"{ACTIVITY} for {MKB}", MKB, None, ACCOUNTS, """
line|0|Bibliotekerne*: Udvikling i antal besøgende ift. lønudgiften (2014=100)|56|87|91|104
line|0|Musikhuset Aarhus: Udvikling i antal betalende gæster pr. årsværk (2013=100)|79|130|131|155
line|0|Musikhuset Aarhus: Belægningsprocent i salene (%)|76|74|78|83
line|0|Aarhus Musikskole**: Udvikling i antal elever ift. nettoudgifter (2014=100)|150|120|152|175
"""),
    (1860, "Børn og unges mentale sundhed og trivsel", MKB, None, years(2018, 2024), """
line|0|Udstedt|5.289|5.158|5.368|5.345|6.126|5.741|5.820
line|0|Anvendt|1.770|1.900|1.784|1.613|1.959|2.096|2.300
line|0|Udnyttelsesgrad|33%|37%|33%|30%|32%|37%|40%
"""),
    (1967, "Kultur og fritid er også velfærd", MKB, None, years(2019, 2024), """
line|0|Besøg på Dokk1|1.276.083|717.117*|639.970*|1.082.402|1.076.861|1.094.133
line|0|Besøg på lokalbibliotekerne|1.196.847|700.742*|558.751*|1.048.485|1.061.504|1.139.861
"""),
    (2912, "Selskaber (ejerandel, links m.v.) / nøgletal", None, None, years(2019, 2023), """
line|0|Aarhus Vand A/S (ejerandel 100, www.aarhusvand.dk)|.|.|.|.|.
line|1|- Omsætning (mio. kr. årets p/l)|657|650|667|668|658
line|1|- Resultat (efter skat, mio. kr. årets p/l)|95|62|71|58|31
line|1|- Investeringer (mio. kr. årets p/l)|391|386|441|465|445
line|1|- Aktiver (mio. kr. årets p/l)|10.986|11.034|10.949|10.935|11.043
line|1|- Antal medarbejdere (Gennemsnitlig fuldtidsansatte)|220|219|219|209|213
line|0|Kredsløb koncernen (Ejerandel 100 %, www.kredsløb.dk) 2020 (15 mrd)|.|.|.|.|.
?line|1|- Omsætning (mio. kr. årets p/l)|.|.|.|.|.
?line|1|- Resultat (efter skat, mio. kr. årets p/l)|.|.|.|.|.
?line|1|- Investeringer (mio. kr. årets p/l)|.|.|.|.|.
?line|1|- Aktiver (mio. kr. årets p/l)|.|.|.|.|.
?line|1|- Antal medarbejdere (omregnet til fuldtidsansatte)|.|.|.|.|.
line|0|Aarhus Airport A/S (Ejerandel 90,1, www.aar.dk/)|.|.|.|.|.
line|1|- Omsætning (mio. kr. årets p/l)|N/A|N/A|N/A|N/A|80.728
line|1|- Resultat (efter skat, mio. kr. årets p/l)|-36|-50|-47|-86|-83
line|1|- Investeringer (mio. kr. årets p/l)|28|61|103|80|41
line|1|- Aktiver (mio. kr. årets p/l)|234|189|352|473|404
line|1|- Antal medarbejdere (omregnet til fuldtidsansatte)|100|97|99|97|130
line|0|Aarhus Letbane I/S (Ejerandel 50, www.letbanen.dk )|.|.|.|.|.
line|1|- Omsætning (mio. kr. årets p/l)|287|308|346|347|366
line|1|- Resultat (efter skat, mio. kr. årets p/l)|-83|-86|-80|-76|-65
line|1|- Investeringer (mio. kr. årets p/l)|85|65|68|27|5
line|1|- Aktiver (mio. kr. årets p/l)|2.527|2.441|2.383|2.163|2.031
line|1|- Antal medarbejdere (omregnet til fuldtidsansatte)|21|24|24|26|25
line|0|Østjyllands Brandvæsen I/S (Ejerandel 79, www.ostbv.dk)|.|.|.|.|.
line|1|- Omsætning (mio. kr. årets p/l)|93|135|136|140|145
line|1|- Resultat (efter skat, mio. kr. årets p/l)|7|1|5|3|-8
line|1|- Investeringer (mio. kr. årets p/l)|20|18|18|18|7
line|1|- Aktiver (mio. kr. årets p/l)|81|86|121|139|175
line|1|- Antal medarbejdere (omregnet til fuldtidsansatte)|162|162|162|156|152
"""),
]  # fmt: skip

#: The year's result of each department: (first line, department, title after its common words, figure).
RESULTS = [
    (1082, MBU, "", "17"),
    (1392, MSB, " ift. rammen", "+2"),
    (1739, MSO, "", "40"),
    (2174, MKB, "", "2"),
    (2415, MTM, "", "-106"),
    (2718, BA, "", "8,1"),
]
#: Savings: (first line, department, balance 2023, result, corrections, balance 2024, its three parts).
SAVINGS = [
    (1094, MBU, "-67 17 20 -30 99 3 -132"),
    (1407, MSB, "78 2 79 159 67 13 79"),
    (2185, MKB, "71 2 -28 45 15 5 25"),
    (2426, MTM, "43 -106 -33 -96 0 0 28"),
    (2729, BA, "111,9 8,1 -57,2 62,8 0 7 56"),
]
SAVINGS_ROWS = [
    "line|0|Opsparing ultimo 2023",
    "line|0|Årets resultat 2024",
    "line|0|Samlede korrektioner til opsparing",
    "total|0|Opsparing ultimo 2024",
    "line|1|- heraf decentralt på institutionsniveau",
    "line|1|- heraf større eksternt finansierede projekter",
    "line|1|- heraf centrale og tværgående midler (forvaltninger og puljer)",
]
TABLES += [
    (line, f"Årets resultat på det decentraliserede område{more}", department, "mio. kr.", ONE,
     f"line|0|Årets resultat 2024 1)|{figure}")
    for line, department, more, figure in RESULTS
]  # fmt: skip
TABLES += [
    (line, "Opsparing", department, "mio. kr.", ONE,
     "\n".join(f"{row}|{figure}" for row, figure in zip(SAVINGS_ROWS, figures.split(), strict=True)))
    for line, department, figures in SAVINGS
]  # fmt: skip
TABLES.append((1756, "Opsparing", MSO, "mio. kr.", ONE, """
line|0|Opsparing ultimo 2023|207
line|0|Årets resultat 2024|40
line|0|Samlede korrektioner til opsparing|-34
subtotal|0|Opsparing 2024 efter regnskabet|213
line|0|Korrektioner til opsparingen som følge af supplerende regnskabsindstillinger|-27
line|0|Overskydende opsparing på reserve til Byrådets udmøntning|-6
total|0|Opsparing ultimo 2024 til disponering af Sundhed og Omsorg|179
line|1|- heraf decentralt på institutionsniveau|17
line|1|- heraf større eksternt finansierede projekter (0,1 mio. kr.)|0
line|1|- heraf fælles og tværgående midler …|162
"""))  # fmt: skip


@pytest.fixture
def report(seeds: Path) -> Path:
    return seeds / NAME


@pytest.fixture
def reading(report: Path) -> Reading:
    return reading_of(report)


def value(printed: str) -> str | None:
    """A printed cell as the contract writes it: "7.779**" is 7779, "17,6%" is 17.6."""
    if printed in {".", "N/A"}:
        return None
    return printed.rstrip("*%").replace(".", "").replace(",", ".").lstrip("+")


def told(table: Table) -> list[str]:
    rows = []
    for row in table.rows:
        # The last label of the savings of Sundhed og Omsorg goes over three lines; its first words tell it.
        label = re.sub(r"(- heraf fælles og tværgående midler) .*", r"\1 …", row.label)
        cells = [printed or "." for printed in row.printed]
        rows.append("|".join((f"{'' if row.certain else '?'}{row.kind}", str(row.level), label, *cells)))
    return rows


@pytest.mark.parametrize("expected", TABLES, ids=[str(own[0]) for own in TABLES])
def test_the_table(
    reading: Reading,
    expected: tuple[int, str, str | None, str | None, Columns, str],
) -> None:
    line, title, department, unit, columns, text = expected
    (table,) = [own for own in reading.tables if own.title == title and own.department == department]
    assert line - 1 <= (table.source.line or 0) <= line
    assert table.unit == unit
    assert [(column.label, column.year, column.phase) for column in table.columns] == columns
    rows = text.strip().splitlines()
    assert told(table) == rows
    assert [list(row.values) for row in table.rows] == [[value(cell) for cell in row.split("|")[3:]] for row in rows]


def test_they_are_thirty_one(reading: Reading) -> None:
    assert len(reading.tables) == 31
    assert sorted(own.title for own in reading.tables if own.title != "Områder") == sorted(own[1] for own in TABLES)


def test_the_total_that_its_parts_deny(reading: Reading) -> None:
    (income,) = [
        f for f in reading.findings
        if f.code == "sum_mismatch" and f.row == "Skattefinansierede indtægter i alt" and f.severity == "error"
    ]  # fmt: skip
    assert (income.column, income.printed, income.computed, income.difference) == ("Budget", "23477", "25289", "-1812")
    assert income.parts == ("Tilskud og udligning", "+ Skatter")
    # 16.856 + 6.475 + 1.244 - 380 - 34 = 24.161, and so on: this total too is not what is printed over it.
    costs = {f.column: f.difference for f in reading.findings if f.row == "Skattefinansierede driftsudgifter i alt"}
    assert costs == {"Regnskab": "16", "Budget": "9", "Ændring": "7"}
    # 1.304 - 409 = 895: what is subtracted is subtracted.
    assert not [f for f in reading.findings if f.row == "Resultat på de skattefinansierede områder i alt"]
    # Debt in all is no sum of liquidity and claims.
    assert not [f for f in reading.findings if f.table == "Finansiel egenkapital og nøgletalsgrundlag"
                and f.code == "sum_mismatch"]  # fmt: skip


def test_only_the_departments_areas_are_a_budget(reading: Reading) -> None:
    areas = tuple(table for table in reading.tables if table.title == "Områder")
    trees = build(reading)
    assert trees == build(replace(reading, tables=areas))
    assert {tree.unit for tree in trees} == {"mio. kr."}


# -- the same report with something changed


def changed(report: Path, before: str, after: str, nth: int = 0) -> Reading:
    text = report.read_text(encoding="utf-8")
    at = -1
    for _ in range(nth + 1):
        at = text.index(before, at + 1)
    return read_bytes(NAME, (text[:at] + after + text[at + len(before) :]).encode())


def only(reading: Reading, title: str, department: str | None = None) -> Table:
    (table,) = [own for own in reading.tables if own.title == title and own.department == department]
    return table


def uncertain(table: Table) -> list[str]:
    return [row.label for row in table.rows if not row.certain]


@pytest.mark.parametrize(
    ("before", "after", "title", "department", "row"),
    [
        ("Dagpleje 3-5 år (antal børn) 31 26 22 21", "Dagpleje 3-5 år (antal børn) 31 26 21",
         f"{ACTIVITY} for {MBU}", MBU, "Dagpleje 3-5 år (antal børn)"),
        ("Ansatte pr. plejebolig* 0,92 0,92 0,91 0,91", "Ansatte pr. plejebolig* 0,92 0,91 0,91",
         f"{ACTIVITY} for {MSO}", MSO, "Ansatte pr. plejebolig*"),
        ("Udnyttelsesgrad 33% 37% 33%", "Udnyttelsesgrad 33% 33%",
         "Børn og unges mentale sundhed og trivsel", MKB, "Udnyttelsesgrad"),
        ("18-65 år* 17,6% 16,9% 17,3%", "18-65 år* 17,6% 16,9 17,3%",
         f"{ACTIVITY} for {MSB}", MSB, "Andel på overførselsindkomst i pct. af befolkningen 18-65 år*"),
        ("Likviditet -174 917 1.091", "Likviditet -174 917 1.019",
         "Finansiel egenkapital og nøgletalsgrundlag", None, "Likviditet"),
        ("Teknik og Miljø 899 904               951               1.363 464", "Teknik og Miljø 899 904 951 464",
         "Antal fuldtidsansatte i Aarhus Kommune", None, "Teknik og Miljø"),
        ("56 87 91 104", "56 87 91", f"{ACTIVITY} for {MKB}", MKB,
         "Bibliotekerne*: Udvikling i antal besøgende ift. lønudgiften (2014=100)"),
    ],
)  # fmt: skip
def test_a_row_that_is_not_whole_is_marked(
    report: Path, before: str, after: str, title: str, department: str | None, row: str
) -> None:
    assert uncertain(only(changed(report, before, after), title, department)) == [row]


def test_a_figure_that_is_not_there_is_not_taken_from_the_label(report: Path) -> None:
    savings = only(changed(report, "Opsparing ultimo 2023 43", "Opsparing ultimo 2023"), "Opsparing", MTM)
    assert (savings.rows[0].values, savings.rows[0].certain) == ((None,), False)
    # "1)" and the year belong to the label: without a figure there is no row, and the head is listed.
    result = changed(report, "Årets resultat 2024 1) -106", "Årets resultat 2024 1)")
    assert not [own for own in result.tables if own.title.startswith("Årets resultat") and own.department == MTM]
    lines = [(f.source.line or 0, f.source.last_line or 0) for f in result.findings if f.code == "unread_table"]
    assert any(first <= 2416 <= last for first, last in lines)


def test_a_number_by_the_figure_is_no_figure(report: Path) -> None:
    row = only(changed(report, "Opsparing ultimo 2023 43", "Opsparing ultimo 2023 7 43"), "Opsparing", MTM).rows[0]
    assert (row.values, row.certain) == ((None,), False)


def test_a_figure_under_its_words_needs_the_sum(report: Path) -> None:
    last = only(changed(report, "\n162\n", "\n126\n"), "Opsparing", MSO).rows[-1]
    assert (last.values, last.certain) == (("126",), False)


def test_a_balance_that_does_not_add_up_is_no_total(report: Path) -> None:
    table = only(changed(report, "Samlede korrektioner til opsparing -33", "Samlede korrektioner til opsparing -53"),
                 "Opsparing", MTM)  # fmt: skip
    assert [row.kind for row in table.rows] == ["line"] * 7


def test_the_shares_are_certain_only_where_they_come_to_the_caption(report: Path) -> None:
    title = "Aarhus Kommunes nettoindtægter i 2024"
    assert len(uncertain(only(changed(report, "Grundskyld, \n1.933", "Grundskyld, \n1.393"), title))) == 6
    # 24.126 mio. kr. rounds to 24,1 mia. kr.
    right = changed(report, "nettoudgifter i 2024 på i alt 24,2 mia.", "nettoudgifter i 2024 på i alt 24,1 mia.")
    assert not uncertain(only(right, "Aarhus Kommunes nettoudgifter i 2024"))


def test_text_under_a_table_of_one_figure_is_text(report: Path) -> None:
    text = "- heraf centrale og tværgående midler (forvaltninger og puljer) 28"
    more = f"{text}\n\nAfdelingen har i årets løb fået tilført 12\nmio. kr. og givet afkald på 5"
    assert len(only(changed(report, text, more), "Opsparing", MTM).rows) == 7


def test_the_page_in_the_middle_and_the_head_again(report: Path) -> None:
    row = "- Aktiver (mio. kr. årets p/l) 234 189 352 473 404"
    head = "Selskaber (ejerandel, links m.v.) / nøgletal 2019 2020 2021 2022 2023"
    page = f"\n\nÅRSBERETNING 2024                \n\n57   AARHUS KOMMUNE\n {head}\n\n{row}"
    broken = only(changed(report, row, page), "Selskaber (ejerandel, links m.v.) / nøgletal")
    whole = only(reading_of(report), "Selskaber (ejerandel, links m.v.) / nøgletal")
    assert told(broken) == told(whole)


def test_a_column_more(report: Path) -> None:
    text = report.read_text(encoding="utf-8")
    start = text.index("Årstal 2019 2020")
    rows = text[start : text.index("*: Data", start)]
    more = rows.replace("2024\n", "2024 2025\n", 1).replace("1.094.133", "1.094.133 1.100.000")
    more = more.replace("1.139.861", "1.139.861 -")
    table = only(read_bytes(NAME, text.replace(rows, more).encode()), "Kultur og fritid er også velfærd", MKB)
    assert [column.year for column in table.columns] == list(range(2019, 2026))
    assert [row.values[-2:] for row in table.rows] == [("1094133", "1100000"), ("1139861", None)]
    assert not uncertain(table)


def test_a_variance_without_accounts_beside_it_proves_nothing() -> None:
    text = "Oversigt Budget 2024 Forventet regnskab 2025 Afvigelse\nSkoler 10 12 2\nVeje 7 8 1\n"
    table = read_bytes("a.txt", text.encode()).tables[0]
    assert [row.values for row in table.rows] == [("10", "12", "2"), ("7", "8", "1")]


def test_two_rows_on_one_line_are_marked(report: Path) -> None:
    reading = changed(report, "651 543 474 411\n\nDagpleje 3-5", "651 543 474 411 Dagpleje 3-5")
    table = only(reading, f"{ACTIVITY} for {MBU}", MBU)
    assert len(table.rows) == 8
    assert [label[:8] for label in uncertain(table)] == ["Dagpleje"]
    reading = changed(report, "Årets resultat 2024 17\n\nSamlede", "Årets resultat 2024 17 Samlede")
    assert [label[:14] for label in uncertain(only(reading, "Opsparing", MBU))] == ["Årets resultat"]


def test_half_a_label_is_marked(report: Path) -> None:
    reading = changed(report, "Fuldtidspersoner på overførselsindkomst ekskl. efterløn, inkl. senior-\n", "")
    assert uncertain(only(reading, f"{ACTIVITY} for {MSB}", MSB)) == ["pension og tidlig pension"]
