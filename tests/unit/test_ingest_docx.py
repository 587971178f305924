"""DOCX: text with the numbers that its lists print, tables, tracked changes, and files that cannot be read."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from budgettui.domain.errors import UnreadableFile
from budgettui.domain.paper.reading import Reading
from budgettui.ingest import read_bytes
from budgettui.ingest.formats import format_of

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>'
)
STYLES = (
    f'<w:styles xmlns:w="{W}">'
    '<w:style w:styleId="Overskrift1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Punkt"><w:name w:val="Punkt"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    "</w:styles>"
)
NUMBERS = (
    f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="At %1)"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>'
    '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def par(*runs: str, style: str = "", number: int | None = None, level: int = 0, deleted_end: bool = False) -> str:
    inside = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number is not None:
        inside += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    if deleted_end:
        inside += '<w:rPr><w:del w:id="9" w:author="x"/></w:rPr>'
    return f"<w:p><w:pPr>{inside}</w:pPr>{''.join(one if one.startswith('<') else run(one) for one in runs)}</w:p>"


def ins(text: str) -> str:
    return f'<w:ins w:id="1" w:author="x">{run(text)}</w:ins>'


def gone(text: str) -> str:
    return f'<w:del w:id="2" w:author="x"><w:r><w:delText>{text}</w:delText></w:r></w:del>'


def cell(*content: str, span: int = 1, merge: str = "") -> str:
    inside = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    if merge:
        inside += f'<w:vMerge w:val="{merge}"/>'
    paragraphs = "".join(one if one.startswith("<w:p>") else par(one) for one in content)
    return f"<w:tc><w:tcPr>{inside}</w:tcPr>{paragraphs}</w:tc>"


def row(*cells: str, head: bool = False) -> str:
    mark = "<w:trPr><w:tblHeader/></w:trPr>" if head else ""
    return f"<w:tr>{mark}{''.join(one if one.startswith('<w:tc>') else cell(one) for one in cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def docx(*body: str, extra: dict[str, str] | None = None) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", HEAD + TYPES)
        archive.writestr("_rels/.rels", HEAD + RELATIONS)
        document = f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{"".join(body)}</w:body></w:document>'
        archive.writestr("word/document.xml", HEAD + document)
        archive.writestr("word/styles.xml", HEAD + STYLES)
        archive.writestr("word/numbering.xml", HEAD + NUMBERS)
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return buffer.getvalue()


def read(*body: str, extra: dict[str, str] | None = None) -> Reading:
    return read_bytes("papir.bin", docx(*body, extra=extra))


BOX = (
    par("Indstilling"),
    par("Til Magistraten"),
    par("Fra Børn og Unge"),
    par("Dato 3. maj 2024"),
    par("Økonomi for skolerne efter 1. kvartal"),
)
TABLE = table(
    row("Område", "Regnskab 2023", "Budget 2024", head=True),
    row("Skoler", "1.304,5", "1.310,0"),
    row("Dagtilbud i sektor 5.51", "", "812,4"),
    row("I alt", "1.304,5", "2.122,4"),
)


def proposal(*points: str) -> tuple[str, ...]:
    return (
        *BOX,
        par("Resume", number=2),
        par("Afdelingen forventer et mindreforbrug på 17,7 mio. kr. på området."),
        par("Beslutningspunkter", number=2),
        *points,
        par("Ressourcer", number=2),
        par("Tabel 1: Drift (mio. kr.)"),
        TABLE,
    )


def test_a_docx_is_known_by_its_content() -> None:
    assert format_of(docx(par("Indstilling"))) == "docx"
    assert read(*BOX, TABLE).format == "docx"


def test_lists_print_their_numbers() -> None:
    points = (par("orienteringen tages til efterretning", number=1), par("beløbet omplaceres", style="Punkt"))
    reading = read(*proposal(*points))
    (paper,) = reading.papers
    assert (reading.kind, paper.date) == ("proposal", "2024-05-03")
    assert paper.title == "Økonomi for skolerne efter 1. kvartal"
    assert [(point.number, point.text) for point in paper.decision_points] == [
        (1, "orienteringen tages til efterretning"),
        (2, "beløbet omplaceres"),
    ]
    assert [(section.number, section.title) for section in paper.sections] == [
        ("1", "Resume"),
        ("2", "Beslutningspunkter"),
        ("3", "Ressourcer"),
    ]


def test_a_table_is_read_by_its_own_cells() -> None:
    (found,) = read(*proposal(par("sagen godkendes", number=1))).tables
    assert (found.title, found.unit) == ("Tabel 1: Drift", "mio. kr.")
    assert [(column.year, column.phase) for column in found.columns] == [(2023, "executed"), (2024, "approved")]
    assert [(one.label, one.values, one.kind, one.certain) for one in found.rows] == [
        ("Skoler", ("1304.5", "1310.0"), "line", True),
        ("Dagtilbud i sektor 5.51", (None, "812.4"), "line", True),
        ("I alt", ("1304.5", "2122.4"), "total", True),
    ]


def test_the_numbers_of_notes_are_no_amounts_and_a_table_without_a_title_has_that_of_its_section() -> None:
    (found,) = read(
        par("Regnskabsopgørelse", style="Overskrift1"),
        par("Opgørelsen viser årets indtægter og udgifter sammenholdt med budgettet, som byrådet vedtog det."),
        table(
            row("1.000 kr.", "Note", "Budget 2024", "Regnskab 2024", head=True),
            row("Skatter", "1", "-2.418", "-2.421"),
            row("Tilskud", "2", "-913", "-919"),
            row("I alt", "", "-3.331", "-3.340"),
        ),
    ).tables
    assert (found.title, found.unit) == ("Regnskabsopgørelse", "1.000 kr.")
    assert [column.label for column in found.columns] == ["Budget 2024", "Regnskab 2024"]
    assert [(one.label, one.printed, one.certain) for one in found.rows] == [
        ("Skatter", ("-2.418", "-2.421"), True),
        ("Tilskud", ("-913", "-919"), True),
        ("I alt", ("-3.331", "-3.340"), True),
    ]


def test_minutes_in_a_table_have_an_item_in_each_row() -> None:
    reading = read(
        par("Beslutningsreferat"), par("Kommunalbestyrelsen"), par("Tirsdag den 28. marts 2017 kl. 17.30"),
        par("Til stede: Samtlige medlemmer."),
        table(
            row("Pkt.", "Sag", "Beslutning", head=True),
            row("1", "Bedre vilkår for pendlere", "Oversendt til Færgeudvalget."),
            row("2", "Aftalekontrakter på udvalgets område", "Godkendt."),
            row("3", "Takstblad for havnene", "Godkendt med den ændring, at taksten fastholdes."),
        ),
    )  # fmt: skip
    assert [(item.number, item.title, item.minutes) for item in reading.agenda_items] == [
        ("1", "Bedre vilkår for pendlere", "Oversendt til Færgeudvalget."),
        ("2", "Aftalekontrakter på udvalgets område", "Godkendt."),
        ("3", "Takstblad for havnene", "Godkendt med den ændring, at taksten fastholdes."),
    ]


def test_minutes_with_a_form_for_each_item_have_their_headings_beside_the_words() -> None:
    reading = read(
        par("Skolebestyrelsen"), par("Dagsorden og referat"), par("Dato: Onsdag den 25. maj 2022 kl. 18.30"),
        table(row("Punkt 1", "Godkendelse af dagsorden"), row("Referat", "Dagsordenen blev godkendt.")),
        table(
            row("Punkt 2", "Princip for klassedannelse"),
            row("Indstilling", "Ledelsen indstiller, at princippet godkendes."),
            row("Referat", "Princippet blev godkendt."),
        ),
        table(row("Punkt 3", "Eventuelt"), row("Referat", "Intet.")),
    )  # fmt: skip
    assert [(item.number, item.title, item.minutes) for item in reading.agenda_items] == [
        ("1", "Godkendelse af dagsorden", "Dagsordenen blev godkendt."),
        ("2", "Princip for klassedannelse", "Princippet blev godkendt."),
        ("3", "Eventuelt", "Intet."),
    ]
    (point,) = reading.agenda_items[1].decision_points
    assert point.text == "princippet godkendes."


def test_every_value_keeps_line_and_raw_text() -> None:
    reading = read(*proposal(par("sagen godkendes", number=1)))
    lines = reading.text.split("\n")
    assert reading.pages is None
    sources = [row.source for row in reading.tables[0].rows] + [p.source for p in reading.papers[0].decision_points]
    for source in sources:
        assert source.line is not None
        assert lines[source.line - 1] == source.raw
    assert reading.tables[0].rows[0].source.raw == "Skoler   1.304,5   1.310,0"


def test_tracked_insertions_stay_deletions_go_and_both_are_said() -> None:
    reading = read(
        *proposal(
            par("rammen hæves med ", gone("200.000"), ins("300.000"), " kr.", number=1),
            par(gone("hele punktet udgår"), number=1, deleted_end=True),
            par("sagen godkendes", number=1),
        )
    )
    assert [(point.number, point.text) for point in reading.papers[0].decision_points] == [
        (1, "rammen hæves med 300.000 kr."),
        (2, "sagen godkendes"),
    ]
    told = [finding for finding in reading.findings if finding.code == "tracked_changes"]
    assert [finding.message for finding in told] == [
        "Ikke godkendte rettelser: indsat »300.000«, slettet »200.000«",
        "Ikke godkendt rettelse: slettet »hele punktet udgår«",
    ]
    assert told[0].source.raw == "At 1) rammen hæves med 300.000 kr."


def test_a_row_with_tracked_changes_is_uncertain() -> None:
    reading = read(
        *BOX,
        par("Tabel 1: Drift (mio. kr.)"),
        table(
            row("Område", "Regnskab 2023", "Budget 2024"),
            row("Skoler", "10,5", cell(par(gone("11,0"), ins("12,0")))),
            row("Klubber", "1,5", "2,0"),
        ),
    )
    assert [(one.label, one.values, one.certain) for one in reading.tables[0].rows] == [
        ("Skoler", ("10.5", "12.0"), False),
        ("Klubber", ("1.5", "2.0"), True),
    ]
    assert "tracked_changes" in {finding.code for finding in reading.findings}


def test_moved_text_and_hidden_text_stand_once_or_not_at_all() -> None:
    reading = read(
        *BOX,
        par(f"<w:moveFrom w:id='3'>{run('flyttet')}</w:moveFrom>", "Teksten er ", run("skjult", "<w:vanish/>"), "her."),
        par("<w:moveTo w:id='3'>" + run("flyttet") + "</w:moveTo>", " hertil."),
        TABLE,
    )
    assert reading.text.count("flyttet") == 1
    assert "Teksten er her." in reading.text


def test_signs_that_word_keeps_apart_from_text_are_not_lost() -> None:
    minus = "<w:r><w:noBreakHyphen/><w:t>12,5</w:t></w:r>"
    symbol = '<w:r><w:sym w:font="Symbol" w:char="F02D"/><w:t>3,5</w:t></w:r>'
    raised = run("7.779") + run("2", '<w:vertAlign w:val="superscript"/>')
    reading = read(
        *BOX,
        par("Tabel 1: Drift (mio. kr.)"),
        table(
            row("Område", "Regnskab 2023", "Budget 2024"),
            row("Skoler", cell(par(minus)), "1,0"),
            row("Klubber", cell(par(symbol)), "2,0"),
            row("Haller", cell(par(raised)), "3,0"),
        ),
    )
    # A figure with a note beside it is not read as one longer figure.
    assert [(one.label, one.values, one.certain) for one in reading.tables[0].rows] == [
        ("Skoler", ("-12.5", "1.0"), True),
        ("Klubber", ("-3.5", "2.0"), True),
        ("Haller", (None, "3.0"), False),
    ]


def test_cells_that_reach_over_others() -> None:
    reading = read(
        *BOX,
        par("Tabel 1: Drift, 1.000 kr."),
        table(
            row(cell("Område", merge="restart"), cell("2023", span=2), cell("2024", span=2)),
            row(cell("", merge="continue"), "Regnskab", "Budget", "Regnskab", "Budget"),
            row("Skoler", "1.304", "1.310", "1.400", "1.410"),
            row("Klubber", cell("500", merge="restart"), "20", "30", "40"),
            row("Haller", cell("", merge="continue"), "21", "31", "41"),
        ),
    )
    (found,) = reading.tables
    assert [(column.year, column.phase) for column in found.columns] == [
        (2023, "executed"),
        (2023, "approved"),
        (2024, "executed"),
        (2024, "approved"),
    ]
    # One figure for two rows is neither row's own.
    assert [(one.label, one.values, one.certain) for one in found.rows] == [
        ("Skoler", ("1304", "1310", "1400", "1410"), True),
        ("Klubber", (None, "20", "30", "40"), False),
        ("Haller", (None, "21", "31", "41"), False),
    ]


def test_text_in_boxes_controls_and_links_is_read() -> None:
    box = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:drawing><w:txbxContent>{par('Tekst i en boks.')}</w:txbxContent></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><w:txbxContent>{par('Tekst i en boks.')}</w:txbxContent></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    reading = read(
        *BOX,
        par("Se ", f'<w:hyperlink r:id="rId7">{run("bilaget")}</w:hyperlink>', " om sagen.", box),
        f"<w:sdt><w:sdtPr/><w:sdtContent>{par('Feltets tekst.')}</w:sdtContent></w:sdt>",
        TABLE,
    )
    lines = reading.text.split("\n")
    assert "Se bilaget om sagen." in lines
    assert lines.count("Tekst i en boks.") == 1
    assert "Feltets tekst." in lines


def test_notes_are_kept_and_are_no_digits() -> None:
    notes = (
        f'{HEAD}<w:footnotes xmlns:w="{W}"><w:footnote w:id="-1" w:type="separator">{par("")}</w:footnote>'
        f'<w:footnote w:id="2">{par("Opgjort i årets priser.")}</w:footnote></w:footnotes>'
    )
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    reading = read(*BOX, par("Rammen er 12", reference, " enheder."), TABLE, extra={"word/footnotes.xml": notes})
    assert "Rammen er 12² enheder." in reading.text
    assert "² Opgjort i årets priser." in reading.text


def test_a_table_that_lays_out_the_page_is_text() -> None:
    long = "Det foreslås, at byen låner sine arkivalier ud til de skoler, der beder om dem i god tid. " * 3
    reading = read(*BOX, par("Resume", number=2), table(row(cell(long, "Og et afsnit til."), "17,7")), TABLE)
    assert len(reading.tables) == 1
    assert "Og et afsnit til." in reading.text.split("\n")


# -- files that cannot be read


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "Words gamle format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "låst med en adgangskode"),
        (docx(par("Indstilling"))[:-30], "beskadiget"),
        (docx(par("x")).replace(b"word/document.xml", b"word/document.xmx"), "er en zip-fil"),
        (docx("<w:p>"), "beskadiget"),
        (docx(), "tom"),
    ],
)
def test_a_file_that_cannot_be_read_says_so(content: bytes, says: str) -> None:
    with pytest.raises(UnreadableFile, match=says):
        read_bytes("papir.bin", content)


def test_entities_are_refused() -> None:
    bomb = f'{HEAD}<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document xmlns:w="{W}"><w:body/></w:document>'
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", bomb)
    with pytest.raises(UnreadableFile, match="dokumenttype eller entiteter"):
        read_bytes("papir.bin", buffer.getvalue())


def test_a_docx_that_unpacks_to_far_too_much_is_not_unpacked() -> None:
    content = docx(par("x"), extra={"word/media/image1.xml": " " * (64 * 1024 * 1024)})
    assert len(content) < 200_000
    with pytest.raises(UnreadableFile, match="zip-bombe"):
        read_bytes("papir.bin", content)
