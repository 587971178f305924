"""The annual report: the six departments' area tables, and everything else listed as not read."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from ingest_papers import reading_of

from budgettui.domain.paper.reading import Reading, Table
from budgettui.ingest import read_bytes

NAME = "002_943724dc9a63f466.txt"

#: kind, label, accounts 2022, accounts 2023, budget 2024, accounts 2024, variance; typed from the printed tables.
AREAS = {
    "Børn og Unge": """
line|Decentraliseret drift, sektor 5.51|||||
line|Dagtilbud inkl. Dagplejen|1748|1724|1708|1692|-16
line|Undervisning (Inkl. specialskoler)|2393|2460|2244|2293|48
line|SFO (Inkl. specialskoler)|221|234|220|242|23
line|Fritids- og ungdomsskoler|223|221|208|215|7
line|Sundhedspleje, tandpleje og PPR|274|294|313|321|9
line|Administration|149|153|115|140|25
subtotal|I alt decentraliseret drift|5008|5085|4808|4903|95
line|Ikke decentraliseret drift, sektor 552|577|612|650|655|5
total|Driftsudgifter i alt|5585|5697|5459|5558|100
line|Decentraliseret anlæg, sektor 5.53|28|60|6.2|0.4|-5.8
line|Ikke decentraliseret anlæg, sektor 5.54|222|232|0|0|0
total|Anlægsudgifter i alt|250|292|6.2|0.4|-5.8
""",
    "Sociale Forhold og Beskæftigelse": """
line|Børn, Familier og Fællesskaber|598|617|649|674|25
line|Unge, Job og Uddannelse|1031|1133|1198|1220|22
line|Voksne, Job og Handicap|960|1003|1042|1019|-23
line|Job, Udsatte og Socialpsykiatri|399|366|422|405|-17
line|Job og Virksomhedsservice|172|229|202|243|41
line|Job, Sundhed og Ydelse|294|291|305|295|-10
line|Tværgående indsatser og stabe|262|221|253|244|-9
subtotal|Decentraliserede driftsområder i alt|3716|3860|4071|4100|29
subtotal|Ikke-decentraliserede driftsområder i alt|5084|5430|5793|5822|28
total|Driftsudgifter i alt|8800|9290|9865|9922|57
total|Anlægsudgifter i alt|8|44|0|3|3
""",
    "Sundhed og Omsorg": """
line|3.31 Lokale driftsenheder * (plejehjem, Pleje og Rehabilitering mv)|2297|2333|1962|1983|21
line|3.31 Aktivitetsbestemt medfinansiering|56|58|62|60|-2
line|3.31 Fælles driftsområder *|833|897|1360|1347|-13
line|3.31 Forvaltning **|121|123|167|158|-9
subtotal|Decentraliserede driftsområder i alt|3307|3411|3551|3548|-3
line|3.35 Aktivitetsbestemt medfinansiering|1029|1055|1095|1091|-4
line|3.35 Vederlagsfri fysioterapi|63|65|68|66|-2
subtotal|Ikke-decentraliserede driftsområder i alt|1092|1120|1163|1158|-6
total|Driftsudgifter i alt|4399|4531|4714|4706|-8
line|3.32 KB bevillinger|39|42|-13|1|14
total|Anlægsudgifter i alt|39|42|-13|1|14
""",
    "Kultur og Borgerservice": """
line|Borgerservice og biblioteker|237|229|219|212|-6
line|Sport og Fritid|213|226|212|212|0
line|Kulturforvaltningen|169|156|175|181|6
line|Aarhus Symfoniorkester|24|26|24|24|0
line|Musikhuset Aarhus|-2|-5|-3|-6|-3
line|Aarhus Events|16|17|13|14|1
line|Administration og buffer til forbrug af opsparing på driften|33|41|37|32|-5
subtotal|Decentraliserede driftsområder i alt|691|690|677|670|-7
line|Boligstøtte|410|434|441|470|29
line|Udbetaling Danmark|82|80|79|80|1
subtotal|Ikke-decentraliserede driftsområder i alt|492|514|520|549|30
total|Driftsudgifter i alt|1183|1204|1196|1219|22
line|Anlæg i Kultur og Borgerservice|85|171|102|169|67
total|Anlægsudgifter i alt|85|171|102|169|67
""",
    "Teknik og Miljø": """
line|2.01 Fælles stabe inkl. Direktion|75|76|90|74|-16
line|2.01 By og natur|363|371|411|375|-36
line|2.51 Ejendomme|102|85|792|868|76
line|2.13 Kollektiv Trafik|359|314|338|337|-1
line|2.60 Bidrag til Østjyllands Brandvæsen|74|80|115|113|-2
subtotal|Decentraliserede driftsområder i alt|972|927|1746|1767|20
line|Ikke dec. Støttet byggeri|19|21|27|22|-5
line|Ikke dec. Almene boliger|||-167|-153|13
subtotal|Ikke-decentraliserede driftsområder i alt|19|21|-140|-131|9
total|Driftsudgifter i alt|991|947|1606|1635|29
line|Anlæg|-29|630|114|262|148
total|Anlægsudgifter i alt|-29|630|114|262|148
""",
    "Borgmesterens Afdeling": """
line|Decentraliserede driftsområder i alt (sektor 9.31)|||||
line|Løn og administration|138|175|170|154|-16
line|Klimafonden|36|60|50|45|-5
line|Den Sociale investeringsfond|13|17|5|8|3
line|Erhverv|50|49|47|45|-2
line|Monopolbrudssystemer|38|36|44|39|-5
line|IT-netværk|0|15|21|15|-6
line|Andre tværgående Aak opgaver og øvrige områder|194|156|172|171|-1
subtotal|Decentraliserede driftsområder i alt|469|508|509|475|-34
line|Ikke-decentraliserede driftsområder i alt (sektor 9.33)|||||
line|Tjenestemandspensioner|439|448|461|466|5
line|Øvrige ikke-decentraliserede områder|67|78|69|86|17
subtotal|Ikke-decentraliserede driftsområder i alt|506|526|530|553|22
total|Driftsudgifter i alt|975|1033|1040|1028|-11
total|Anlægsudgifter i alt|-234|28|26|2|-24
""",
}


@pytest.fixture
def report(seeds: Path) -> Path:
    return seeds / NAME


@pytest.fixture
def reading(report: Path) -> Reading:
    return reading_of(report)


def table_of(reading: Reading, department: str) -> Table:
    (table,) = [own for own in reading.tables if (own.department, own.title) == (department, "Områder")]
    return table


def test_what_the_report_is(reading: Reading) -> None:
    assert (reading.kind, reading.title) == ("annual_report", "ÅRSBERETNING 2024")
    assert reading.municipality == "Aarhus Kommune"
    assert reading.department is None
    assert (reading.date, reading.budget_years) == (None, (2024,))
    assert not reading.agenda_items
    assert not reading.papers


@pytest.mark.parametrize("department", AREAS)
def test_the_area_table(reading: Reading, department: str) -> None:
    table = table_of(reading, department)
    assert (table.title, table.unit, table.price_level) == ("Områder", "mio. kr.", None)
    variance = 2023 if department == "Teknik og Miljø" else 2024  # as printed
    assert [(c.label, c.year, c.phase) for c in table.columns] == [
        ("Regnskab 2022", 2022, "executed"),
        ("Regnskab 2023", 2023, "executed"),
        ("Budget 2024", 2024, "approved"),
        ("Regnskab 2024", 2024, "executed"),
        (f"Afvigelse (R-B {variance})", variance, "variance"),
    ]
    expected = [line.split("|") for line in AREAS[department].strip().splitlines()]
    assert [[row.kind, row.label, *(cell or "" for cell in row.values)] for row in table.rows] == expected
    assert all(row.certain for row in table.rows)


def test_a_picture_is_listed(reading: Reading) -> None:
    spans = [(f.source.line or 0, f.source.last_line or 0) for f in reading.findings if f.code == "unread_table"]
    assert any(start <= 1136 <= end for start, end in spans)


def test_the_rows_that_need_an_eye(reading: Reading) -> None:
    # A row without the figures of two years is proved by its variance and by its total.
    assert not [f for f in reading.findings if f.code == "doubtful_row" and f.table == "Områder"]
    (year,) = [f for f in reading.findings if f.code == "other" and f.column]
    assert year.column == "Afvigelse (R-B 2023)"
    assert not [f for f in reading.findings if f.severity == "error" and f.table == "Områder"]


def test_doubtful_sums_in_the_text(reading: Reading) -> None:
    doubts = {(f.source.line, f.printed) for f in reading.findings if f.code == "doubtful_number"}
    assert {(709, "2.8 mia. kr."), (571, "1,415 mio. kr.")} <= doubts
    amounts = {(a.source.line, a.printed): a.kroner for a in reading.amounts}
    assert amounts[(709, "2.8 mia. kr.")] is None
    assert amounts[(16, "1.304 mio. kr.")] == "1304000000"
    assert amounts[(709, "7.632 kr.")] == "7632"


def test_a_label_over_two_lines_keeps_both(reading: Reading) -> None:
    row = table_of(reading, "Sundhed og Omsorg").rows[0]
    assert (row.source.line, row.source.last_line) == (1684, 1685)
    assert (row.source.raw or "").count("\n") == 1


def test_headings_without_figures_are_no_totals(reading: Reading) -> None:
    rows = table_of(reading, "Borgmesterens Afdeling").rows
    assert [(row.kind, row.level) for row in rows[:3]] == [("line", 0), ("line", 1), ("line", 1)]
    assert all(row.certain for row in rows)
    assert table_of(reading, "Børn og Unge").rows[0].values == (None,) * 5


def test_it_is_read_fast(report: Path) -> None:
    content = report.read_bytes()
    start = time.process_time()
    read_bytes(NAME, content)
    assert time.process_time() - start < 1.5  # 0.15 s alone on the machine


# -- the same report with something changed


def changed(report: Path, before: str, after: str) -> Reading:
    text = report.read_text(encoding="utf-8")
    assert text.count(before) == 1
    return read_bytes(NAME, text.replace(before, after).encode())


def test_a_sector_number_is_a_label_only_where_the_columns_prove_it(report: Path) -> None:
    broken = changed(report, "sektor 552 577 612 650 655 5", "sektor 552 577 612 650 655 9")
    row = table_of(broken, "Børn og Unge").rows[8]
    assert not row.certain
    assert row.label == "Ikke decentraliseret drift, sektor 552"


def test_a_cell_that_is_missing_marks_its_row_and_no_other(report: Path) -> None:
    reading = changed(report, "Kulturforvaltningen 169 156 175 181 6", "Kulturforvaltningen 169 175 181 6")
    rows = table_of(reading, "Kultur og Borgerservice").rows
    assert [row.label for row in rows if not row.certain] == ["Kulturforvaltningen"]
    # Which year's accounts are missing cannot be known; the rest the variance places.
    assert rows[2].values == (None, None, "175", "181", "6")


def test_a_row_that_is_gone_is_a_sum_that_differs(report: Path) -> None:
    reading = changed(report, "2.51 Ejendomme 102 85 792 868 76", "")
    errors = {(f.row, f.column) for f in reading.findings if f.severity == "error"}
    assert ("Decentraliserede driftsområder i alt", "Budget 2024") in errors


def test_the_page_in_the_middle_of_a_table(report: Path) -> None:
    row = "Aarhus Events 16 17 13 14 1"
    reading = changed(report, row, f"Side 41\n\nÅRSBERETNING 2024      \n41   AARHUS KOMMUNE\n\n{row}")
    rows = table_of(reading, "Kultur og Borgerservice").rows
    assert [row.label for row in rows][4:7] == [
        "Musikhuset Aarhus", "Aarhus Events", "Administration og buffer til forbrug af opsparing på driften",
    ]  # fmt: skip
