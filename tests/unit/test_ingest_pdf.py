"""PDF: text with its pages, ruled tables, tables by the edges of their figures, and files that cannot be read."""

from __future__ import annotations

import json
import random
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import jsonschema
import pytest
from pdf_papers import Sheet
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from budgettui.domain.errors import UnreadableFile
from budgettui.domain.paper.reading import Reading, Table
from budgettui.export.inspect_report import inspect_json
from budgettui.ingest import read_bytes
from budgettui.ingest.formats import format_of

FIRST_POINT = "orienteringen om økonomien efter 1. kvartal tages til efterretning, og at kommunens skoler får besked."
EDGES = (280, 350, 440, 510)


def read(content: bytes) -> Reading:
    return read_bytes("papir.bin", content)


def values(table: Table) -> dict[str, tuple[str | None, ...]]:
    return {row.label: row.values for row in table.rows}


def uncertain(table: Table) -> set[str]:
    return {row.label for row in table.rows if not row.certain}


def phases(table: Table) -> list[tuple[int | None, str | None]]:
    return [(column.year, column.phase) for column in table.columns]


def proposal() -> bytes:
    sheet = Sheet()
    y = sheet.text(800, "Indstilling")
    y = sheet.text(y - 12, "Til Magistraten", "Fra Børn og Unge", "Dato 3. maj 2024")
    y = sheet.text(y - 12, "Økonomi for skolerne efter 1. kvartal")
    y = sheet.text(y - 12, "1. Resume")
    y = sheet.text(
        y - 8,
        "Afdelingen forventer et mindreforbrug på 17,7 mio. kr., fordi nye pladser åbner sene-",
        "re end ventet i områdets institutioner, og fordi mål-",
        "og økonomistyringen er ændret.",
    )
    y = sheet.text(y - 12, "2. Beslutningspunkter")
    sheet.text(
        y - 8,
        "At 1) orienteringen om økonomien efter 1. kvartal tages til efterretning, og at kommu-",
        "nens skoler får besked.",
        "At 2) 200.000 kr. omplaceres til fritidsklubber.",
    )
    sheet.page()
    y = sheet.text(800, "3. Ressourcer")
    sheet.text(y - 8, "Tabel 1: Drift fordelt på områder (mio. kr.)")
    sheet.row(750, "", ("Regnskab", "Budget", "Regnskab", "Afvigelse"), EDGES)
    sheet.row(739, "Område", ("2023", "2024", "2024", ""), EDGES)
    sheet.row(722, "Skoler", ("1.304,5", "1.310,0", "1.300,2", "-9,8"), EDGES)
    sheet.text(709, "Dagtilbud til børn i alderen 0-5 år og")
    sheet.row(696, "støtte til familier", ("812,4", "", "820,0", "7,6"), EDGES)
    sheet.row(683, "Fritidsklubber i sektor 5.51", ("48,0", "50,1", "51,3", "1,2"), EDGES)
    sheet.row(670, "I alt", ("2.164,9", "1.360,1", "2.171,5", "-1,0"), EDGES)
    return sheet.bytes()


def test_a_pdf_is_known_by_its_content() -> None:
    assert format_of(proposal()) == "pdf"
    assert read(proposal()).format == "pdf"


def test_text_is_read_as_any_paper_with_pages() -> None:
    reading = read(proposal())
    (paper,) = reading.papers
    assert (reading.kind, reading.pages, reading.department) == ("proposal", 2, "Børn og Unge")
    assert (paper.title, paper.date) == ("Økonomi for skolerne efter 1. kvartal", "2024-05-03")
    assert [(point.number, point.text, point.source.page) for point in paper.decision_points] == [
        (1, FIRST_POINT, 1),
        (2, "200.000 kr. omplaceres til fritidsklubber.", 1),
    ]
    # A hyphen at the line's end is the printer's in "sene-re" and the word's own in "mål- og økonomistyringen".
    assert "nye pladser åbner senere end ventet i områdets institutioner" in paper.sections[0].text
    assert "fordi mål- og økonomistyringen er ændret" in paper.sections[0].text
    assert "\ufffe" not in reading.text
    assert [(amount.printed, amount.kroner, amount.source.page) for amount in reading.amounts] == [
        ("17,7 mio. kr.", "17700000", 1),
        ("200.000 kr.", "200000", 1),
    ]


def test_the_wide_spaces_of_typewriter_letters_part_no_words_on_a_page_of_few_either() -> None:
    said = [
        "Budgetopfølgningen pr. 31. august viser, at udgifterne på sektoren",
        "forventes at blive 2,4 mio. kr. lavere end det korrigerede budget,",
        "fordi flere ansættelser først sker næste forår, og fordi priserne",
        "på elektricitet og fjernvarme faldt hurtigere end forudsat her.",
    ]
    sheet = Sheet("Courier")
    sheet.text(780, *said)
    sheet.page()
    sheet.text(780, "Godkendt, idet teksten om leje i afsnit 3")
    text = read(sheet.bytes()).text
    assert text.replace("\f", "").splitlines() == [*said, "Godkendt, idet teksten om leje i afsnit 3"]


def test_a_table_without_rulings_is_read_by_the_edges_of_its_figures() -> None:
    (table,) = read(proposal()).tables
    assert (table.title, table.unit) == ("Tabel 1: Drift fordelt på områder", "mio. kr.")
    assert phases(table) == [(2023, "executed"), (2024, "approved"), (2024, "executed"), (None, "variance")]
    assert values(table) == {
        "Skoler": ("1304.5", "1310.0", "1300.2", "-9.8"),
        # The missing cell stays where it is missing.
        "Dagtilbud til børn i alderen 0-5 år og støtte til familier": ("812.4", None, "820.0", "7.6"),
        "Fritidsklubber i sektor 5.51": ("48.0", "50.1", "51.3", "1.2"),
        "I alt": ("2164.9", "1360.1", "2171.5", "-1.0"),
    }
    assert uncertain(table) == set()
    assert [row.kind for row in table.rows] == ["line", "line", "line", "total"]


def test_every_value_keeps_page_line_and_raw_text() -> None:
    reading = read(proposal())
    lines = reading.text.split("\n")
    for row in reading.tables[0].rows:
        source = row.source
        assert source.page == 2
        assert source.line is not None
        assert source.last_line is not None
        assert source.raw == "\n".join(lines[source.line - 1 : source.last_line])
        for printed in row.printed:
            assert printed is None or printed in (source.raw or "")


def ruled() -> bytes:
    sheet = Sheet(size=9)
    sheet.text(800, "Tabel 3: Anlæg på ældreområdet (mio. kr.)")
    edges = (60, 250, 350, 450)
    head = ("Projekt", "Budget 2024", "Regnskab 2024")
    sheet.grid(790, [head, ("Plejehjem ved åen", "10,0", "9,5"), ("Køkken", "", "21,0")], edges)
    sheet.page()
    sheet.grid(790, [head, ("Træningssal", "30,0", "29,5"), ("I alt", "40,0", "60,0")], edges)
    return sheet.bytes()


def test_a_ruled_table_goes_on_over_the_page_with_its_head_once() -> None:
    (table,) = read(ruled()).tables
    assert (table.title, table.unit) == ("Tabel 3: Anlæg på ældreområdet", "mio. kr.")
    assert phases(table) == [(2024, "approved"), (2024, "executed")]
    assert values(table) == {
        "Plejehjem ved åen": ("10.0", "9.5"),
        "Køkken": (None, "21.0"),
        "Træningssal": ("30.0", "29.5"),
        "I alt": ("40.0", "60.0"),
    }
    assert [row.source.page for row in table.rows] == [1, 1, 2, 2]


def under_page_heads() -> bytes:
    """A ruled table over three pages, each with a head that takes a fifth of the page."""
    sheet = Sheet(size=9)
    edges = (60, 350, 450)
    parts = [
        [("Indsats", "Budget 2024"), ("1. Havnen", ""),
         ("a) Molen får nye sten, og havnen får lys, der er tændt,", "500.000")],
        [("også når der ingen skibe er.", ""), ("2. Byen", ""), ("a) Lys", "200.000"), ("b) Bænke", "50.000")],
        [("3. Stranden", ""), ("a) Trapper", "100.000"), ("I alt", "850.000")],
    ]  # fmt: skip
    for number, rows in enumerate(parts, 1):
        sheet.text(760, "Havneudvalget", "Referat", "Dato: 04.12.2023", f"Side {number}")
        if number == 1:
            sheet.text(650, "Tabel 1: Indsatser (kr.)")
            sheet.text(630, *["Udvalget har talt om, hvad der skal ske på havnen i det år, som kommer."] * 20)
        sheet.grid(640 if number > 1 else 150, rows, edges)
        if number < len(parts):
            sheet.page()
    sheet.text(500, *["Udvalget vender tilbage til sagen, når det er besluttet, hvem der betaler for det hele."] * 3)
    return sheet.bytes()


def test_a_table_goes_on_under_the_head_of_every_page() -> None:
    """Rows that are only a label are no head, and a label may go on over the page."""
    (table,) = read(under_page_heads()).tables
    assert [(row.label, row.values[0]) for row in table.rows] == [
        ("1. Havnen", None),
        ("a) Molen får nye sten, og havnen får lys, der er tændt, også når der ingen skibe er.", "500000"),
        ("2. Byen", None),
        ("a) Lys", "200000"),
        ("b) Bænke", "50000"),
        ("3. Stranden", None),
        ("a) Trapper", "100000"),
        ("I alt", "850000"),
    ]
    assert uncertain(table) == set()


def test_the_axis_of_a_chart_beside_the_text_is_no_column() -> None:
    sheet = Sheet(size=9)
    sheet.text(800, "Indlæggelser i kommunen")
    sheet.text(780, "Antal", x=330)
    prose = ["Antallet af indlæggelser er steget siden den", "sidste opgørelse, og det gælder mest for", "de ældste,",
             "som oftere kommer på sygehuset for", "en dag og en nat end for", "en hel uge ad gangen, som man kan se",
             "for de seneste"]  # fmt: skip
    for k, line in enumerate(prose):
        sheet.text(765 - 13 * k, line)
        sheet.row(765 - 13 * k, "", (str(600 - 100 * k),), (345,))
    sheet.grid(600, [("Område", "Budget 2024", "Budget 2025"), ("Skoler", "1", "2")], (60, 250, 350, 450))
    assert [table.columns[0].label for table in read(sheet.bytes()).tables] == ["Budget 2024"]


def test_tables_with_titles_of_their_own_stay_apart() -> None:
    sheet = Sheet(size=9)
    head = ("Projekt", "Budget 2024", "Regnskab 2024")
    for number in range(1, 5):
        sheet.text(815, f"Tabel {number}: Anlæg (mio. kr.)")
        sheet.grid(800, [head, ("Skole", "10,0", "9,5"), ("Hal", "1,0", "21,0")], (60, 250, 350, 450))
        sheet.page()
    tables = read(sheet.bytes()).tables
    assert [(table.title, table.source.page) for table in tables] == [
        (f"Tabel {number}: Anlæg", number) for number in range(1, 5)
    ]


def test_words_over_the_places_of_figures_begin_another_table() -> None:
    sheet = Sheet()
    sheet.text(820, "Tabel 1: Drift (mio. kr.)")
    sheet.row(805, "Område", ("2022", "2023", "2024", "2025"), EDGES)
    for k, (label, *cells) in enumerate(
        [("Skoler", "1,5", "1,6", "1,7", "1,8"), ("Haller", "2,5", "2,6", "2,7", "2,8")]
    ):
        sheet.row(790 - 13 * k, label, cells, EDGES)
    sheet.text(757, "Tabel 2: Lån")
    sheet.row(744, "1.000 kr.", ("Optaget", "Afdrag", "Rest"), (300, 395, 500))
    for k, (label, *cells) in enumerate([("Idrætshal", "900", "90", "810"), ("Havn", "700", "50", "650")]):
        sheet.row(730 - 13 * k, label, cells, (300, 395, 500))
    drift, loans = read(sheet.bytes()).tables
    assert values(drift) == {"Skoler": ("1.5", "1.6", "1.7", "1.8"), "Haller": ("2.5", "2.6", "2.7", "2.8")}
    assert (loans.unit, [column.label for column in loans.columns]) == ("1.000 kr.", ["Optaget", "Afdrag", "Rest"])
    assert values(loans) == {"Idrætshal": ("900", "90", "810"), "Havn": ("700", "50", "650")}
    assert uncertain(drift) == uncertain(loans) == set()


def test_each_column_has_its_own_words_and_those_right_of_all_figures_name_remarks() -> None:
    sheet = Sheet()
    sheet.text(820, "Jordsalg (1.000 kr.)")
    sheet.row(805, "Område", ("Solgt 2024", "Budget 2024", "Indtægt 2024", ""), (250, 330, 410, 0))
    sheet.text(805, "Ansvarlig", x=425)
    for k, (label, *cells) in enumerate([("Kornvej", "24", "-8.400", "-3.150"), ("Havnen", "11", "-3.600", "-4.020")]):
        sheet.row(790 - 13 * k, label, cells, (250, 330, 410))
        sheet.text(790 - 13 * k, "TKH", x=425)
    (table,) = read(sheet.bytes()).tables
    assert [column.label for column in table.columns] == ["Solgt 2024", "Budget 2024", "Indtægt 2024"]
    assert values(table) == {"Kornvej": ("24", "-8400", "-3150"), "Havnen": ("11", "-3600", "-4020")}
    assert uncertain(table) == set()


def test_a_heading_that_had_room_beside_the_line_before_is_no_part_of_its_label() -> None:
    sheet = Sheet()
    sheet.text(820, "Fuldtidsstillinger (antal stillinger)")
    sheet.row(805, "Område", ("2023", "2024"), (350, 440))
    rows = [
        (790, "Dagtilbud og sundhedspleje", "391", "398"),
        (778, "Skoler", "617", "624"),
        (766, "Børn i alt", "1.008", "1.022"),
        (754, "Voksne"),
        (739, "Hjemmepleje", "299", "285"),
        (727, "Plejecentre", "380", "380"),
    ]
    for y, label, *cells in rows:
        sheet.row(y, label, cells or ("", ""), (350, 440))
    (table,) = read(sheet.bytes()).tables
    assert [row.label for row in table.rows][2:5] == ["Børn i alt", "Voksne", "Hjemmepleje"]
    assert uncertain(table) == set()


def test_years_over_cells_that_reach_over_several_columns_are_no_row_of_figures() -> None:
    sheet = Sheet(size=9)
    sheet.text(805, "Tabel 1: Drift (mio. kr.)")
    edges = (60, 200, 260, 320, 380, 440)
    for y in (790, 775, 760, 745, 730):
        sheet.canvas.line(60, y, 440, y)
    for x in edges:
        sheet.canvas.line(x, 775 if x in (260, 380) else 790, x, 730)
    sheet.canvas.drawString(63, 779, "Område")
    sheet.canvas.drawString(263, 779, "2024")
    sheet.canvas.drawString(383, 779, "2025")
    sheet.row(764, "", ("Budget", "Regnskab", "Budget", "Regnskab"), [x - 3 for x in edges[2:]], 63)
    sheet.row(749, "Botilbud", ("144,8", "146,1", "149,4", "148,3"), [x - 3 for x in edges[2:]], 63)
    sheet.row(734, "Dagtilbud", ("60,4", "58,9", "59,8", "58,3"), [x - 3 for x in edges[2:]], 63)
    (table,) = read(sheet.bytes()).tables
    assert phases(table) == [(2024, "approved"), (2024, "executed"), (2025, "approved"), (2025, "executed")]
    assert uncertain(table) == set()


def test_the_head_ends_in_lines_of_years_and_the_unit_of_all_columns() -> None:
    sheet = Sheet()
    sheet.text(820, "Hovedtal")
    sheet.row(805, "", ("Rådigheds-", "", "Rest", "Gns. 20-"), EDGES)
    sheet.row(792, "", ("beløb", "Forbrug", "", "24"), EDGES)
    sheet.row(779, "", ("2024", "2024", "", ""), EDGES)
    sheet.canvas.drawCentredString(390, 766, "1.000 kr.")
    for k, (label, *cells) in enumerate([("Skoler", "300", "200", "100", "150"), ("Haller", "90", "80", "10", "45")]):
        sheet.row(750 - 13 * k, label, cells, EDGES)
    (table,) = read(sheet.bytes()).tables
    assert table.unit == "1.000 kr."
    names = [column.label for column in table.columns]
    assert names == ["Rådigheds- beløb 2024", "Forbrug 2024", "Rest", "Gns. 20- 24"]
    assert values(table) == {"Skoler": ("300", "200", "100", "150"), "Haller": ("90", "80", "10", "45")}


def test_one_row_at_the_top_of_the_next_page_is_the_rest_of_the_table_before_it_and_of_no_other() -> None:
    sheet = Sheet()
    sheet.text(820, "Tabel 1: Drift, 1.000 kr.")
    sheet.row(790, "Område", ("Budget 2024", "Regnskab 2024", "Afvigelse"), EDGES[1:])
    for k, (label, *cells) in enumerate([("Haller", "100", "110", "10"), ("Museer", "200", "190", "-10")]):
        sheet.row(777 - 13 * k, label, cells, EDGES[1:])
    sheet.page()
    sheet.row(820, "I alt", ("300", "300", "0"), EDGES[1:])
    sheet.text(790, "Forvaltningen følger op på udviklingen ved næste budgetopfølgning.")
    sheet.page()
    sheet.row(820, "Eksempel", ("10", "20", "30"), EDGES[1:])
    (table,) = read(sheet.bytes()).tables
    assert values(table) == {
        "Haller": ("100", "110", "10"), "Museer": ("200", "190", "-10"), "I alt": ("300", "300", "0"),
    }  # fmt: skip


def test_running_titles_do_not_part_a_table() -> None:
    sheet = Sheet(size=9)
    rows = [("Skole", "10,0", "9,5"), ("Hal", "1,0", "21,0")]
    for page in range(4):
        sheet.text(815, "Aarhus Kommune", x=400)
        if page == 0:
            sheet.text(760, "Tabel 1: Anlæg (mio. kr.)")
        head = [("Projekt", "Budget 2024", "Regnskab 2024")] if page == 0 else []
        sheet.grid(750, head + [(f"{label} {page}x", *cells) for label, *cells in rows], (60, 250, 350, 450))
        sheet.text(30, f"Side {page + 1}", x=280)
        sheet.page()
    (table,) = read(sheet.bytes()).tables
    assert len(table.rows) == 8
    assert [row.source.page for row in table.rows] == [1, 1, 2, 2, 3, 3, 4, 4]


def test_ruled_tables_are_those_that_pdfplumber_finds() -> None:
    import pdfplumber

    from budgettui.ingest.pdf import _open
    from budgettui.ingest.pdfs.page import read_page
    from budgettui.ingest.pdfs.tables import find_regions

    sheet = Sheet(size=8)
    rows = [("Område", "Budget 2024", "Budget 2025")]
    rows += [(f"Område nr. {k}", f"{k}.100", f"-{k},5") for k in range(1, 40)]
    for _ in range(4):
        sheet.grid(800, rows, (60, 250, 350, 450))
        sheet.page()
    content = sheet.bytes()
    document = _open("x.pdf", content)
    ours = [find_regions(read_page(document, k)) for k in range(4)]
    with pdfplumber.open(BytesIO(content)) as opened:
        theirs = [page.extract_tables() for page in opened.pages[:4]]
    assert [[[list(row.cells) for row in region.rows] for region in page] for page in ours] == theirs


def test_several_figures_between_two_rulings_are_rows_of_their_own() -> None:
    sheet = Sheet(size=9)
    sheet.text(605, "Tabel 4: Personale (antal stillinger)")
    for y in (590, 575, 530):
        sheet.canvas.line(60, y, 450, y)
    for x in (60, 250, 350, 450):
        sheet.canvas.line(x, 590, x, 530)
    sheet.row(579, "Gruppe", ("2023", "2024"), (347, 447), 63)
    sheet.row(564, "Lærere", ("120,5", "121,0"), (347, 447), 63)
    sheet.row(551, "Pædagoger", ("80,0", ""), (347, 447), 63)
    sheet.row(538, "I alt", ("200,5", "200,5"), (347, 447), 63)
    (table,) = read(sheet.bytes()).tables
    assert table.unit == "antal stillinger"
    assert values(table) == {"Lærere": ("120.5", "121.0"), "Pædagoger": ("80.0", None), "I alt": ("200.5", "200.5")}


def test_a_raised_footnote_figure_is_no_digit() -> None:
    sheet = Sheet()
    sheet.text(800, "Tabel 1: Drift (1.000 kr.)")
    sheet.row(780, "Område", ("Regnskab 2023", "Budget 2024"), (350, 510))
    rows = [("Skoler", "7.779", "7.800"), ("Klubber", "120", "130"), ("Haller", "99", "98")]
    for k, (label, *cells) in enumerate(rows):
        sheet.row(765 - 13 * k, label, cells, (350, 510))
    sheet.raised(350, 765, "2")
    sheet.raised(510, 752, "1)")
    (table,) = read(sheet.bytes()).tables
    assert values(table) == {"Skoler": ("7779", "7800"), "Klubber": ("120", "130"), "Haller": ("99", "98")}


def test_what_can_be_read_in_two_ways_is_marked_and_not_guessed() -> None:
    sheet = Sheet()
    sheet.text(800, "Tabel 1: Drift, 1.000 kr.")
    sheet.row(780, "Område", ("Regnskab 2022", "Regnskab 2023", "Budget 2024", ""), (260, 350, 440, 510))
    rows = [
        ("Skoler", "1 234", "1 300", "1 250"),
        ("Klubber", "- 45", "912", "913"),
        ("Teatre", "12.5", "813", "814"),
        ("Haller", "2.450", "2.400", "2.500"),
        ("Museer", "N/A", "-", "120"),
    ]
    for k, (label, *cells) in enumerate(rows):
        sheet.row(765 - 13 * k, label, (*cells, ""), (260, 350, 440, 510))
    reading = read(sheet.bytes())
    (table,) = reading.tables
    assert values(table) == {
        "Skoler": (None, None, None),
        "Klubber": (None, "912", "913"),
        "Teatre": (None, "813", "814"),
        "Haller": ("2450", "2400", "2500"),
        "Museer": (None, None, "120"),
    }
    assert uncertain(table) == {"Skoler", "Klubber", "Teatre"}
    assert table.rows[0].printed == ("1 234", "1 300", "1 250")
    assert {finding.row for finding in reading.findings if finding.code in {"doubtful_row", "doubtful_number"}} == {
        "Skoler", "Klubber", "Teatre",
    }  # fmt: skip


def test_a_column_of_per_cent_is_a_table_of_its_own() -> None:
    sheet = Sheet()
    sheet.text(800, "Tabel 2: Udgifter til bibliotekerne (mio. kr.)")
    sheet.row(780, "Bibliotek", ("Regnskab 2022", "Regnskab 2023", "Ændring i %", ""), (260, 350, 440, 510))
    for k, (label, *cells) in enumerate([("Tilst", "4,5", "4,6", "2,2%"), ("Viby", "3,3", "", "..")]):
        sheet.row(765 - 13 * k, label, (*cells, ""), (260, 350, 440, 510))
    money, change = read(sheet.bytes()).tables
    assert (money.unit, values(money)) == ("mio. kr.", {"Tilst": ("4.5", "4.6"), "Viby": ("3.3", None)})
    assert (change.unit, values(change)) == ("%", {"Tilst": ("2.2",), "Viby": (None,)})


def test_years_over_groups_of_columns_go_to_each_of_them() -> None:
    sheet = Sheet()
    sheet.text(820, "Tabel 1: Drift, 1.000 kr.")
    sheet.canvas.drawCentredString(290, 790, "2023")
    sheet.canvas.drawCentredString(450, 790, "2024")
    sheet.row(777, "Område", ("Regnskab", "Budget", "Regnskab", "Budget"), EDGES)
    sheet.row(760, "Haller", ("2.450", "2.400", "2.500", "2.600"), EDGES)
    sheet.row(747, "Museer", ("110", "100", "110", "120"), EDGES)
    (table,) = read(sheet.bytes()).tables
    assert phases(table) == [(2023, "executed"), (2023, "approved"), (2024, "executed"), (2024, "approved")]


def test_a_turned_page_is_read_as_it_is_shown() -> None:
    sheet = Sheet(size=9)
    sheet.canvas.setPageRotation(90)
    sheet.canvas.translate(A4[0], 0)
    sheet.canvas.rotate(90)
    sheet.text(500, "Tabel 5: Drift i sektor 5.51 (mio. kr.)")
    sheet.row(480, "", ("Regnskab 2023", "Budget 2024"), (300, 400))
    sheet.row(460, "Sundhed", ("1.200,5", "1.210,0"), (300, 400))
    sheet.row(447, "Ældre", ("300,0", "310,5"), (300, 400))
    (table,) = read(sheet.bytes()).tables
    assert table.title == "Tabel 5: Drift i sektor 5.51"
    assert values(table) == {"Sundhed": ("1200.5", "1210.0"), "Ældre": ("300.0", "310.5")}


def test_headings_in_a_table_and_a_total_first() -> None:
    sheet = Sheet(size=9)
    sheet.text(800, "Tabel 1: Nettoudgifter, mio. kr. (2024-priser)")
    edges = (300, 370, 440, 510)
    sheet.row(780, "", ("Regnskab", "Oprindeligt", "Ajourført", "Afvigelse"), edges)
    sheet.row(769, "Område", ("2023", "budget 2024", "budget 2024", ""), edges)
    rows = [
        ("Decentraliseret i alt", "105,5", "101,0", "102,0", "3,5"),
        ("Heraf:", "", "", "", ""),
        ("Skoler", "100,0", "96,0", "97,0", "3,0"),
        ("- SFO", "5,5", "5,0", "5,0", "0,5"),
        ("Ikke-decentraliseret", "", "", "", ""),
        ("Tilskud", "(12,5)", "-13,0", "−12,0", "-0,5"),
    ]
    for k, (label, *cells) in enumerate(rows):
        sheet.row(752 - 12 * k, label, cells, edges)
    sheet.text(670, "Note: Afvigelsen er 3,5 mio. kr. eller 3,4 pct. af det ajourførte budget 2024.")
    (table,) = read(sheet.bytes()).tables
    nothing = (None, None, None, None)
    assert (table.title, table.unit, table.price_level) == ("Tabel 1: Nettoudgifter", "mio. kr.", "2024-priser")
    assert phases(table) == [(2023, "executed"), (2024, "approved"), (2024, "adjusted"), (None, "variance")]
    assert values(table) == {
        "Decentraliseret i alt": ("105.5", "101.0", "102.0", "3.5"),
        "Heraf:": nothing,
        "Skoler": ("100.0", "96.0", "97.0", "3.0"),
        "- SFO": ("5.5", "5.0", "5.0", "0.5"),
        "Ikke-decentraliseret": nothing,
        "Tilskud": ("-12.5", "-13.0", "-12.0", "-0.5"),
    }


def two_columns() -> bytes:
    sheet = Sheet(size=8)
    for k in range(40):
        y = 800 - 11 * k
        sheet.text(y, "Her løber teksten i den venstre spalte om sagen", x=40)
        if not 17 < k < 24:
            sheet.text(y, "og her fortsætter den højre spalte om noget andet", x=310)
    sheet.text(800 - 11 * 18, "Tabel 1: Drift (mio. kr.)", x=310)
    sheet.row(800 - 11 * 19, "Område", ("Budget 2024", "Budget 2025"), (480, 550), x=310)
    for k, (label, *cells) in enumerate([("Skoler", "1,5", "2,5"), ("Haller", "3,5", "4,5"), ("Ældre", "5,5", "")]):
        sheet.row(800 - 11 * (20 + k), label, cells, (480, 550), x=310)
    return sheet.bytes()


def test_two_columns_of_text_stay_apart() -> None:
    reading = read(two_columns())
    (table,) = reading.tables
    assert values(table) == {"Skoler": ("1.5", "2.5"), "Haller": ("3.5", "4.5"), "Ældre": ("5.5", None)}
    sides = ["v" if "venstre" in line else "h" for line in reading.text.split("\n") if "spalte" in line]
    assert sides == ["v"] * 40 + ["h"] * 34


def test_what_is_no_table_of_figures_is_not_taken_for_one() -> None:
    sheet = Sheet()
    for k, (label, page) in enumerate([("1 Indledning", "3"), ("2 Økonomi", "7"), ("3 Bilag", "12")]):
        sheet.row(800 - 13 * k, f"{label} ........................", (page,), (510,))
    steps = [("Høring", "5. december 2023", "12.00"), ("Byråd", "31. maj 2024", "17.00")]
    for k, (label, day, hour) in enumerate(steps):
        sheet.row(740 - 13 * k, label, (day, hour), (400, 510))
    people = [("Navn", "Telefon", "Mobil"), ("KW", "89 40 20 00", "20 20 20 20"), ("EH", "89 40 20 01", "20202021")]
    sheet.grid(680, people, (60, 250, 350, 450))
    sheet.text(600, "Figur 1: Udvikling i antal brugere")
    for k in range(6):
        sheet.text(580 - 20 * k, str(600 - k * 100))
        sheet.text(450, str(2019 + k), x=90 + 40 * k)
        sheet.text(520 - k * 7, str(310 + k * 13), x=92 + 40 * k)
    sheet.grid(400, [("Område", "Budget 2024", "Budget 2025"), ("Skoler", "1", "2")], (60, 250, 350, 450))
    assert [table.columns[0].label for table in read(sheet.bytes()).tables] == ["Budget 2024"]


def test_running_titles_are_no_part_of_sentences() -> None:
    sheet = Sheet()
    for k in range(1, 5):
        sheet.text(815, "Aarhus Kommune  Sager til drøftelse", x=200)
        if k == 1:
            sheet.text(780, "Indstilling", "", "Til Magistraten", "", "Lån af arkivalier", "", "1. Resume", "")
        sheet.text(640, "Det foreslås, at byen låner arkivalier ud til de skoler, der beder om dem, og at", "arkivet")
        sheet.text(30, f"Side {k} af 4", x=280)
        sheet.page()
    reading = read(sheet.bytes())
    assert reading.pages == 5
    assert "Sager til drøftelse" not in "".join(s.text for paper in reading.papers for s in paper.sections)


def test_a_reading_keeps_the_public_contract() -> None:
    schema = json.loads((Path(__file__).parents[2] / "docs" / "inspect.schema.json").read_text("utf-8"))
    for content in (proposal(), ruled()):
        jsonschema.validate(json.loads(json.dumps(inspect_json(read(content)))), schema)


# -- files that cannot be read


def test_a_scan_without_text_says_so() -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, *A4)
    canvas.showPage()
    canvas.save()
    with pytest.raises(UnreadableFile, match=r"papir\.bin er skannet: den har billeder af siderne, men ingen tekst"):
        read(buffer.getvalue())


def test_a_page_that_is_a_picture_is_listed() -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    sheet = Sheet()
    sheet.grid(800, [("Område", "Budget 2024", "Budget 2025"), ("Skoler", "1", "2")], (60, 250, 350, 450))
    sheet.page()
    sheet.canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, *A4)
    reading = read(sheet.bytes())
    assert [(f.message, f.source.page) for f in reading.findings if "billede" in f.message] == [
        ("Side 2 er et billede uden tekst og blev ikke læst", 2)
    ]


def test_a_locked_pdf_says_so() -> None:
    buffer = BytesIO()
    canvas = Canvas(buffer, encrypt="hemmelig")
    canvas.drawString(60, 700, "Indstilling")
    canvas.save()
    with pytest.raises(UnreadableFile, match="låst med en adgangskode"):
        read(buffer.getvalue())


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.4\n1 0 obj <<", proposal()[:600]])
def test_a_damaged_pdf_says_so(content: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"papir\.bin"):
        read(content)


def test_a_pdf_without_any_text_says_so() -> None:
    with pytest.raises(UnreadableFile, match="ingen tekst"):
        read(Sheet().bytes())


# -- what holds for any table


def a_table(seed: int) -> tuple[bytes, list[tuple[int, str]], dict[str, list[Decimal | None]]]:
    """A table with everything that makes them hard, and what stands in it."""
    chance = random.Random(seed)
    count = chance.randint(2, 4)
    size = chance.choice((8, 9, 10))
    sheet = Sheet(chance.choice(("Helvetica", "Times-Roman")), size)
    pitch = size * chance.choice((1.2, 1.5, 2.0))
    align = chance.choice(("right", "right", "centre", "left"))
    width = 300 / count
    edges = [230 + width * (k + 1) for k in range(count)]
    ruled = chance.random() < 0.35
    columns = sorted(
        zip(chance.sample(range(2018, 2028), count), chance.choices(("Regnskab", "Budget"), k=count), strict=True)
    )

    def put(k: int, y: float, text: str) -> None:
        if align == "right":
            sheet.canvas.drawRightString(edges[k] - 4, y, text)
        elif align == "centre":
            sheet.canvas.drawCentredString(edges[k] - width / 2, y, text)
        else:
            sheet.canvas.drawString(edges[k] - width + 4, y, text)

    sheet.text(800, "Tabel 1: Økonomi fordelt på områder (mio. kr.)", x=50)
    y = 800 - 2 * size
    rulings = [y + size]
    sheet.text(y, "Område", x=53)
    for k, (year, phase) in enumerate(columns):
        put(k, y, f"{phase} {year}")
    y -= pitch
    truth: dict[str, list[Decimal | None]] = {}
    for number in range(chance.randint(3, 9)):
        rulings.append(y + size * 0.95)
        label = f"{chance.choice(('Skoler', 'Ældre', 'Grønne veje', 'Støtte'))} {'abcdefghi'[number]}x"
        label += chance.choice(("", "", "", " i sektor 5.51", " 60+", " 2014=100"))
        row: list[Decimal | None] = []
        for _ in range(count):
            most = chance.choice((99, 30_000, 9_999_999))
            tenths = chance.randint(-most, most)
            row.append(None if chance.random() < 0.2 else Decimal(tenths) / 10)
        row[chance.randrange(count)] = Decimal("7.5")
        broken = chance.choice(("", "", "first", "last"))
        if broken == "last":
            sheet.text(y, f"{label} til alle", x=53)
            y -= size * 1.15
        sheet.text(y, "og støtte til familier" if broken == "last" else f"{label} til alle" if broken else label, x=53)
        for k, value in enumerate(row):
            if value is not None:
                put(k, y, f"{value:,.1f}".translate(str.maketrans(",.", ".,")))
        if broken == "first":
            y -= size * 1.15
            sheet.text(y, "og støtte til familier", x=53)
        truth[f"{label} til alle og støtte til familier" if broken else label] = row
        y -= pitch
    rulings.append(y + size * 0.95)
    if ruled:
        for at in rulings:
            sheet.canvas.line(50, at, edges[-1], at)
        for x in (50, 230, *edges):
            sheet.canvas.line(x, rulings[0], x, rulings[-1])
    sheet.text(y - 2 * size, "Afdelingen følger op på tallene ved næste regnskab.", x=50)
    return sheet.bytes(), columns, truth


def test_no_figure_of_any_table_is_wrong_and_not_marked() -> None:
    words = {"Regnskab": "executed", "Budget": "approved"}
    cells = right = 0
    for seed in range(40):
        content, columns, truth = a_table(seed)
        (table,) = read(content).tables
        assert phases(table) == [(year, words[phase]) for year, phase in columns], seed
        read_rows = {row.label: row for row in table.rows}
        for label, row in truth.items():
            cells += len(row)
            found = read_rows.pop(label, None)
            if found is None:
                continue
            got = [None if value is None else Decimal(value) for value in found.values]
            assert got == row or not found.certain, (seed, label)
            right += sum(a == b for a, b in zip(got, row, strict=True))
        assert not any(row.certain and any(row.values) for row in read_rows.values()), seed
    assert right >= 0.97 * cells


def test_the_number_of_the_page_below_a_table_is_none_of_its_rows() -> None:
    sheet = Sheet()
    sheet.text(820, "Regnskab for Kultur (mio. kr.)")
    sheet.row(790, "Område", ("Regnskab 2023", "Regnskab 2024", "Budget 2025"), EDGES[1:])
    for k, (label, *cells) in enumerate([("Haller", "100", "110", "10"), ("Museer", "200", "190", "-10")]):
        sheet.row(777 - 13 * k, label, cells, EDGES[1:])
    sheet.canvas.drawCentredString(300, 720, "1")
    (table,) = read(sheet.bytes()).tables
    assert values(table) == {"Haller": ("100", "110", "10"), "Museer": ("200", "190", "-10")}
    assert uncertain(table) == set()


def test_a_unit_in_a_ruled_head_is_no_figure_that_makes_it_a_table() -> None:
    sheet = Sheet()
    sheet.text(805, "Investeringsoversigt")
    edges = (60, 100, 260, 320, 380, 440)
    for y in (790, 775, 760):
        sheet.canvas.line(60, y, 440, y)
    for x in edges:
        sheet.canvas.line(x, 790, x, 760)
    sheet.canvas.drawString(63, 779, "Nr.")
    sheet.canvas.drawString(103, 779, "1.000 kr.")
    sheet.row(764, "", ("2025", "2026", "I alt"), [x - 3 for x in edges[3:]], 103)
    for k, (number, label, *cells) in enumerate([("013810", "Jord", "600", "700", "1.300"),
                                                 ("013822", "Veje", "9.200", "800", "10.000")]):
        sheet.canvas.drawString(63, 748 - 13 * k, number)
        sheet.row(748 - 13 * k, label, cells, [x - 3 for x in edges[3:]], 103)
    (table,) = read(sheet.bytes()).tables
    assert values(table) == {"013810 Jord": ("600", "700", "1300"), "013822 Veje": ("9200", "800", "10000")}
    assert [column.label for column in table.columns] == ["2025", "2026", "I alt"]
