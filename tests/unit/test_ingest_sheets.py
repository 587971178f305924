"""Workbooks, made here by hand as the formats' own XML: numbers, texts, dates, formulas, merged cells, sheets."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

import pytest

from budgettui.domain.errors import UnreadableFile
from budgettui.domain.paper.reading import Reading, Row, Table
from budgettui.ingest import read_bytes
from budgettui.store.tree import build

#: A cell: a number, a text, a formula with its value ("=SUM(A1)", 3), one without (…, None), a date ("date", serial).
Cell = None | int | float | str | tuple[str, float | None]
Rows = Sequence[Sequence[Cell]]


def letters(column: int) -> str:
    return chr(65 + column)


def xlsx(
    sheets: Mapping[str, Rows], merged: Sequence[str] = (), *, calculate: bool = False, doctype: str = "", at: int = 1
) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        book.writestr("[Content_Types].xml", _TYPES.format(parts="".join(
            f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{_MAIN}.worksheet+xml"/>'
            for i in range(1, len(sheets) + 1)
        )))  # fmt: skip
        book.writestr("_rels/.rels", _RELS)
        listed = "".join(
            f'<sheet name="{escape(name)}" sheetId="{i}" r:id="rId{i}"/>' for i, name in enumerate(sheets, 1)
        )
        recalculate = '<calcPr calcId="1" fullCalcOnLoad="1"/>' if calculate else ""
        book.writestr(
            "xl/workbook.xml",
            f'{_XML}<workbook xmlns="{_NS}" xmlns:r="{_R}"><sheets>{listed}</sheets>{recalculate}</workbook>',
        )
        related = "".join(
            f'<Relationship Id="rId{i}" Type="{_R}/worksheet" Target="worksheets/sheet{i}.xml"/>'
            for i in range(1, len(sheets) + 1)
        )
        related += f'<Relationship Id="rId99" Type="{_R}/styles" Target="styles.xml"/>'
        book.writestr(
            "xl/_rels/workbook.xml.rels", f'{_XML}<Relationships xmlns="{_PACKAGE}">{related}</Relationships>'
        )
        book.writestr(
            "xl/styles.xml",
            _STYLES,
        )
        for i, rows in enumerate(sheets.values(), 1):
            areas = "".join(f'<mergeCell ref="{area}"/>' for area in merged)
            areas = f"<mergeCells>{areas}</mergeCells>" if areas else ""
            body = "".join(_xlsx_row(number, row) for number, row in enumerate(rows, at))
            book.writestr(
                f"xl/worksheets/sheet{i}.xml",
                f'{_XML}{doctype}<worksheet xmlns="{_NS}"><sheetData>{body}</sheetData>{areas}</worksheet>',
            )
    return out.getvalue()


_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_TYPES = (
    _XML
    + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    + '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    + f'<Override PartName="/xl/workbook.xml" ContentType="{_MAIN}.sheet.main+xml"/>{{parts}}</Types>'
)
_RELS = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}">'
    f'<Relationship Id="rId1" Type="{_R}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
_STYLES = (
    f'{_XML}<styleSheet xmlns="{_NS}"><cellXfs count="2">'
    '<xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
)


def _xlsx_row(number: int, row: Sequence[Cell]) -> str:
    cells = "".join(_xlsx_cell(f"{letters(i)}{number}", cell) for i, cell in enumerate(row) if cell is not None)
    return f'<row r="{number}">{cells}</row>'


def _xlsx_cell(ref: str, cell: Cell) -> str:
    if isinstance(cell, str):
        return f'<c r="{ref}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
    if isinstance(cell, tuple):
        kind, value = cell
        if kind == "date":
            return f'<c r="{ref}" s="1"><v>{value}</v></c>'
        stored = "<v></v>" if value is None else f"<v>{value}</v>"
        return f'<c r="{ref}"><f>{escape(kind[1:])}</f>{stored}</c>'
    return f'<c r="{ref}"><v>{cell}</v></c>'


def ods(sheets: Mapping[str, Rows], spans: Mapping[tuple[int, int], tuple[int, int]] = {}) -> bytes:
    tables = ""
    for name, rows in sheets.items():
        body = ""
        for y, row in enumerate(rows):
            cells = ""
            for x, cell in enumerate(row):
                down, right = spans.get((y, x), (1, 1))
                span = (
                    f' table:number-rows-spanned="{down}" table:number-columns-spanned="{right}"'
                    if (down, right) != (1, 1)
                    else ""
                )
                cells += _ods_cell(cell, span)
            body += f"<table:table-row>{cells}</table:table-row>"
        tables += f'<table:table table:name="{escape(name)}">{body}</table:table>'
    names = ["office", "table", "text"]
    declared = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in names)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr(
            "content.xml",
            f"{_XML}<office:document-content {declared}><office:body><office:spreadsheet>{tables}"
            "</office:spreadsheet></office:body></office:document-content>",
        )
        book.writestr(
            "META-INF/manifest.xml",
            f'{_XML}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return out.getvalue()


def _ods_cell(cell: Cell, span: str) -> str:
    if cell is None:
        return f"<table:table-cell{span}/>"
    if isinstance(cell, str):
        return f'<table:table-cell{span} office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
    formula = ""
    value: float | None
    if isinstance(cell, tuple):
        formula, value = f' table:formula="of:{escape(cell[0])}"', cell[1]
        if value is None:
            return f"<table:table-cell{span}{formula}/>"
    else:
        value = cell
    kind = f'office:value-type="float" office:value="{value}"'
    return f"<table:table-cell{span}{formula} {kind}><text:p>{value}</text:p></table:table-cell>"


def read(content: bytes, form: str = "xlsx") -> Reading:
    reading = read_bytes("budget.csv", content)
    assert (reading.format, reading.kind) == (form, "budget_lines")
    return reading


def only(reading: Reading) -> Table:
    (table,) = reading.tables
    return table


def row(table: Table, label: str) -> Row:
    (found,) = [one for one in table.rows if one.label == label]
    return found


PLAIN: Rows = [
    ["Budget, mio. kr."],
    [],
    ["Område", "Regnskab 2023", "Budget 2024", "Budget 2025"],
    ["Skoler", 70.6, 1304, -12.5],
    ["Børn & unge", 0.1, None, 1e-3],
    ["Veje", 1000000, 0, ("=B4+B5", 0.30000000000000004)],
]


@pytest.mark.parametrize("make", [xlsx, ods])
def test_a_sheet_of_numbers(make: object) -> None:
    assert callable(make)
    reading = read(make({"Oversigt": PLAIN}), "xlsx" if make is xlsx else "ods")
    table = only(reading)
    assert (table.title, table.unit, reading.pages) == ("Budget", "mio. kr.", 1)
    assert [(c.year, c.phase) for c in table.columns] == [(2023, "executed"), (2024, "approved"), (2025, "approved")]
    assert [(one.label, one.values) for one in table.rows] == [
        ("Skoler", ("70.6", "1304", "-12.5")),
        ("Børn & unge", ("0.1", None, "0.001")),
        # What a spreadsheet calculates has 15 digits that mean something.
        ("Veje", ("1000000", "0", "0.3")),
    ]
    assert all(one.certain for one in table.rows)
    assert [one.source.line for one in table.rows] == [4, 5, 6]
    assert table.rows[0].source.page == 1
    assert table.rows[0].source.raw == "Skoler\t70,6\t1304\t-12,5"
    assert reading.text.split("\n")[3] == table.rows[0].source.raw


@pytest.mark.parametrize("make", [xlsx, ods])
@pytest.mark.parametrize("stored", [None])
def test_a_formula_that_was_not_calculated_has_no_value_and_is_reported(make: object, stored: None) -> None:
    assert callable(make)
    rows: Rows = [["Område", "Budget 2024 (kr.)"], ["Skoler", 100], ["Veje", ("=B2*2", stored)], ["Vand", ("=B2", 100)]]
    reading = read(make({"Ark1": rows}), "xlsx" if make is xlsx else "ods")
    table = only(reading)
    assert [(one.label, one.values, one.certain) for one in table.rows] == [
        ("Skoler", ("100",), True),
        ("Veje", (None,), False),
        ("Vand", ("100",), True),
    ]
    assert any(f.severity == "error" and "B3" in f.message and "formler" in f.message for f in reading.findings)


def test_a_formula_that_its_writer_gave_the_value_0() -> None:
    """Programs that cannot calculate store 0 and ask the spreadsheet to calculate when it opens the file."""
    rows: Rows = [["Område", "Budget 2024 (kr.)"], ["Skoler", 100], ["Veje", ("=B2*2", 0)], ["Vand", 0]]
    table = only(read(xlsx({"Ark1": rows}, calculate=True)))
    assert row(table, "Veje").values == (None,)
    assert not row(table, "Veje").certain
    assert row(table, "Vand").values == ("0",)
    assert row(only(read(xlsx({"Ark1": rows}))), "Veje").values == ("0",)


def test_a_column_of_formulas_without_values_is_not_lost() -> None:
    rows: Rows = [
        ["Område", "Budget 2024 (kr.)", "Budget 2025 (kr.)"],
        ["Skoler", 1, ("=B2", None)],
        ["Veje", 2, ("=B3", None)],
    ]
    table = only(read(xlsx({"Ark1": rows})))
    assert [(one.label, one.certain) for one in table.rows] == [("Skoler", False), ("Veje", False)]


def test_dates_give_years() -> None:
    rows: Rows = [
        ["Område", "Dato", "Budget (kr.)"],
        ["Skoler", ("date", 45292), 100],
        ["Skoler", ("date", 45658), 200],
    ]
    table = only(read(xlsx({"Ark1": rows})))
    assert [(c.year, c.phase) for c in table.columns] == [(2024, "approved"), (2025, "approved")]
    assert [(one.label, one.values) for one in table.rows] == [("Skoler", ("100", "200"))]
    assert table.rows[0].source.raw == "Skoler\t2024-01-01\t100\nSkoler\t2025-01-01\t200"


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_merged_cells_hold_for_all_that_they_reach_over(form: str) -> None:
    rows: Rows = [
        ["Afdeling", "Område", "Regnskab", None, "Budget", None],
        [None, None, 2022, 2023, 2024, 2025],
        ["MBU", "Dagtilbud", 1, 2, 3, 4],
        [None, "Skoler", 5, 6, 7, 8],
        ["MTM", "Veje", 9, 10, 11, 12],
    ]
    if form == "xlsx":
        content = xlsx({"Ark1": rows}, merged=["C1:D1", "E1:F1", "A3:A4"])
    else:
        content = ods({"Ark1": rows}, {(0, 2): (1, 2), (0, 4): (1, 2), (2, 0): (2, 1)})
    reading = read(content, form)
    assert [(t.department, [one.label for one in t.rows]) for t in reading.tables] == [
        ("Børn og Unge", ["Dagtilbud", "Skoler"]),
        ("Teknik og Miljø", ["Veje"]),
    ]
    assert [(c.label, c.year, c.phase) for c in reading.tables[0].columns] == [
        ("Regnskab 2022", 2022, "executed"),
        ("Regnskab 2023", 2023, "executed"),
        ("Budget 2024", 2024, "approved"),
        ("Budget 2025", 2025, "approved"),
    ]


def test_a_merged_number_is_one_number() -> None:
    rows: Rows = [["Område", "Budget 2024 (kr.)"], ["Skoler", 100], ["Veje", None]]
    table = only(read(xlsx({"Ark1": rows}, merged=["B2:B3"])))
    assert [one.values for one in table.rows] == [("100",), (None,)]


def test_several_sheets_and_several_tables_in_one() -> None:
    first: Rows = [
        ["Drift, 1.000 kr."],
        ["Område", "Budget 2024"],
        ["Skoler", 10],
        [],
        ["Anlæg, mio. kr."],
        ["Projekt", "Budget 2024"],
        ["Letbane", 2.5],
        [],
        ["Cykelsti", 1],
    ]
    reading = read(
        xlsx({"Et": first, "Tomt": [], "Noter": [["Kun ord"]], "To": [["Navn", "Regnskab 2023 (kr.)"], ["Veje", 7]]})
    )
    assert reading.pages == 4
    assert [
        (t.title, t.unit, [(one.label, one.values, one.source.page) for one in t.rows]) for t in reading.tables
    ] == [
        ("Drift", "1.000 kr.", [("Skoler", ("10",), 1)]),
        ("Anlæg", "mio. kr.", [("Letbane", ("2.5",), 1), ("Cykelsti", ("1",), 1)]),
        ("To", "kr.", [("Veje", ("7",), 4)]),
    ]
    lines = reading.text.split("\n")
    for table in reading.tables:
        for one in table.rows:
            assert lines[(one.source.line or 0) - 1] == one.source.raw
    assert [(f.code, f.message, f.source.page) for f in reading.findings] == [
        ("other", "Arket Noter har et stykke uden tal, der ikke er læst", 3)
    ]


def test_codes_in_a_sheet_are_text_even_where_they_are_numbers() -> None:
    rows: Rows = [["Konto", "Tekst", "Budget 2024 (kr.)"], [2201, "Veje", 5], ["0.22.01", "Boliger", 6]]
    assert [one.label for one in only(read(xlsx({"Ark1": rows}))).rows] == ["2201 Veje", "0.22.01 Boliger"]


def test_numbers_kept_as_text_are_decided_by_their_column() -> None:
    rows: Rows = [["Område", "Budget 2024"], ["a", "1.304,5"], ["b", "1.304"], ["c", 1304.5]]
    assert [one.values[0] for one in only(read(xlsx({"Ark1": rows}))).rows] == ["1304.5", "1304", "1304.5"]


def test_the_tree_has_the_sums() -> None:
    rows: Rows = [["Område", "Tiltag", "Budget 2024 (1.000 kr.)"], ["Skoler", "Bøger", 1.5], ["Skoler", "Mad", 2]]
    (material,) = build(read(xlsx({"Ark1": rows})))
    assert material.root.figures["operating"][0].amount == 350_000


def test_errors_in_cells_are_marked() -> None:
    rows: Rows = [["Område", "Budget 2024"], ["a", 1], ["b", "#REF!"], ["c", 3]]
    assert [(one.values[0], one.certain) for one in only(read(xlsx({"A": rows}))).rows] == [
        ("1", True),
        (None, False),
        ("3", True),
    ]


def refused(content: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_bytes("budget.xlsx", content)
    return str(caught.value)


def test_a_sheet_that_spans_millions_of_empty_cells_is_refused_before_it_is_held() -> None:
    out = xlsx({"Ark1": [["Område", "Budget 2024"], ["a", 1]]})
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    assert "spænder over" in refused(_patched(out, "xl/worksheets/sheet1.xml", "</sheetData>", far))


def test_a_million_empty_rows_are_no_rows() -> None:
    far = "".join(f'<row r="{n}"></row>' for n in (5000, 1048576)) + "</sheetData>"
    content = _patched(xlsx({"Ark1": PLAIN}), "xl/worksheets/sheet1.xml", "</sheetData>", far)
    assert len(only(read(content)).rows) == 3


def _patched(content: bytes, member: str, old: str, new: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as book, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as patched:
        for name in book.namelist():
            data = book.read(name).decode()
            patched.writestr(name, data.replace(old, new) if name == member else data)
    return out.getvalue()


def test_xml_with_entities_is_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    assert "beskadiget" in refused(xlsx({"Ark1": PLAIN}, doctype=bomb))


def test_a_damaged_workbook() -> None:
    assert "beskadiget" in refused(_patched(xlsx({"Ark1": PLAIN}), "xl/worksheets/sheet1.xml", "</row>", "<row"))


def test_a_workbook_of_words_has_no_figures() -> None:
    assert "ingen kolonne med tal" in refused(xlsx({"Ark1": [["Kun", "ord"], ["her", "også"]]}))
