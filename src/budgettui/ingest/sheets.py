"""Spreadsheets: XLSX and ODS, every sheet of them, by python-calamine.

A cell that holds a number is a number already; a cell that holds text is read as the text of a delimited file
is. A formula that was never calculated has no value: it is reported, and its row is not certain. What calamine
does not tell (which cells hold such formulas, and, in ODS, which are merged) is read from the sheet's own XML.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from budgettui.domain.clean import clean_line
from budgettui.domain.errors import N_, UnreadableFile
from budgettui.domain.paper.reading import Finding, Reading, Source
from budgettui.ingest.csvfile import reading_of
from budgettui.ingest.lines.budget_lines import Lines, read_lines
from budgettui.ingest.tables.blocks import blocks, repeated
from budgettui.ingest.tables.decimals import Exact, is_number
from budgettui.ingest.tables.grid import Grid, Record
from budgettui.ingest.tables.grid_head import is_amount, is_year

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

    from budgettui.ingest.zips import Archive

_ZIP = b"PK\x03\x04"
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
#: A sheet is held as a whole rectangle while it is read, so one that spans more cells than this is refused.
_MOST_CELLS = 30_000_000
_MOST_COLUMNS = 1000
#: What stands in the cell of a formula without a value.
UNCALCULATED = "=?"
_REF = re.compile(r"([A-Z]{1,3})([0-9]+)")

#: Rows and columns from 0: first and last row, first and last column.
Area = tuple[int, int, int, int]


@dataclass(slots=True)
class Marks:
    """What a sheet's own XML says of its cells beside their values."""

    formulas: list[tuple[int, int]] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)
    rows: int = 0
    columns: int = 0


def recognises(content: bytes) -> bool:
    """Whether the content is a workbook, by what is in the zip."""
    return code_of(content) is not None


def code_of(content: bytes) -> str | None:
    """The format of a workbook: xlsx or ods; ``None`` for anything else."""
    if not content.startswith(_ZIP):
        return None
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if "xl/workbook.xml" in names:
                return "xlsx"
            if "content.xml" in names and "mimetype" in names:
                with archive.open("mimetype") as kind:
                    return "ods" if kind.read(200).startswith(_ODS) else None
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return None
    return None


def read(name: str, content: bytes) -> Reading:
    """Everything that a workbook carries. Raises ``UnreadableFile``: it is damaged, locked or too large, or no sheet of
    it has a column of numbers."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    from budgettui.ingest.zips import Archive

    form = code_of(content) or "xlsx"
    archive = Archive(name, content)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            names = list(book.sheet_names)
            marks = _xlsx_marks(archive, names) if form == "xlsx" else _ods_marks(archive)
            for title, own in marks.items():
                if own.rows * own.columns > _MOST_CELLS:
                    raise _TooLarge(title, own.rows * own.columns)
            sheets = [(title, _sheet(book.get_sheet_by_name(title), marks.get(title))) for title in names]
    except PasswordError as error:
        raise UnreadableFile(N_("{name} er låst med en adgangskode og kan ikke læses."), name=name) from error
    except CalamineError as error:
        raise UnreadableFile(N_("Regnearket {name} er beskadiget og kan ikke læses."), name=name) from error
    except _TooLarge as error:
        raise UnreadableFile(
            N_("Arket {sheet} i {name} spænder over {cells} celler; så store ark læses ikke."),
            name=name, sheet=error.sheet, cells=error.cells,
        ) from error  # fmt: skip
    except (expat.ExpatError, _Refused) as error:
        raise UnreadableFile(N_("Regnearket {name} er beskadiget og kan ikke læses."), name=name) from error
    return _reading(name, content, form, sheets)


def _reading(
    name: str, content: bytes, form: str, sheets: Sequence[tuple[str, tuple[list[list[str]], Marks]]]
) -> Reading:
    lines: list[str] = []
    parts: list[Lines] = []
    findings: list[Finding] = []
    for page, (title, (rows, marks)) in enumerate(sheets, 1):
        first = len(lines)
        lines += ["\t".join(row).rstrip("\t") for row in rows]
        records = [Record(first + i, first + i, row) for i, row in enumerate(rows, 1)]
        findings += _formula_findings(page, title, first, marks)
        for block in blocks(records, placed=True):
            found = read_lines(Grid(repeated(block), lines, page, clean_line(title), placed=True), name)
            if found is not None:
                parts.append(found)
            else:
                findings.append(_unread(page, title, block))
    if not parts:
        raise UnreadableFile(N_("Regnearket {name} har ingen kolonne med tal."), name=name)
    return reading_of(name, content, form, "\n".join(lines), parts, findings, len(sheets))


def _formula_findings(page: int, title: str, first: int, marks: Marks) -> list[Finding]:
    if not marks.formulas:
        return []
    shown = ", ".join(f"{_letters(column)}{row + 1}" for row, column in marks.formulas[:10])
    more = " …" if len(marks.formulas) > 10 else ""
    words = N_("Arket {sheet} har formler, der ikke er regnet ud: {cells}. Åbn det i et regneark, og gem det igen")
    words = words.format(sheet=clean_line(title), cells=shown + more)
    return [Finding("doubtful_number", "error", words, source=Source(page, first + marks.formulas[0][0] + 1))]


def _unread(page: int, title: str, block: Sequence[Record]) -> Finding:
    numbers = any(is_amount(cell) for record in block for cell in record.cells)
    words = N_("Arket {sheet} har et stykke uden tal, der ikke er læst").format(sheet=clean_line(title))
    where = Source(page, block[0].line, block[-1].last)
    return Finding("unread_table" if numbers else "other", "note", words, source=where)


# -- cells


def _sheet(sheet: CalamineSheet, marks: Marks | None) -> tuple[list[list[str]], Marks]:
    """The rows of a sheet as texts and exact numbers, from its row 1 and column A on."""
    marks = marks or Marks()
    end = sheet.end
    if end is None:
        return [], marks
    columns = min(end[1] + 1, _MOST_COLUMNS)
    top, left = sheet.start or (0, 0)
    found: list[list[str]] = [[] for _ in range(top)]
    for row in sheet.iter_rows():
        cells = [_text(value) for value in row[: columns - left]]
        found.append([""] * left + cells if any(cells) else [])
    width = max((len(row) for row in found), default=0)
    # Empty rows stay one empty list each, so that a sheet with a million of them costs little.
    for at, column in marks.formulas:
        if at >= len(found) or column >= _MOST_COLUMNS:
            continue
        width = max(width, column + 1)
        found[at] += [""] * (column + 1 - len(found[at]))
        found[at][column] = UNCALCULATED
    for area in marks.merged:
        _spread(found, area)
    while found and not any(found[-1]):
        found.pop()
    return [row + [""] * (width - len(row)) if row else [] for row in found], marks


def _spread(rows: list[list[str]], area: Area) -> None:
    """Put the text of a merged cell into all rows and columns that it reaches over; a number stays where it is."""
    first, last, left, right = area
    if first >= len(rows) or left >= len(rows[first]):
        return
    text = rows[first][left]
    # A title over the whole sheet is one cell to the eye and one to the reader.
    if not text or (is_number(text) and not is_year(text)):
        return
    title = right > left and sum(map(bool, rows[first])) == 1 and left == 0
    if title:
        return
    for row in range(first, min(last + 1, len(rows))):
        rows[row] += [""] * (right + 1 - len(rows[row]))
        for column in range(left, right + 1):
            rows[row][column] = rows[row][column] or text


def _text(value: object) -> str:
    """A cell as text: a number as an exact one, a date by ISO 8601."""
    if isinstance(value, str):
        return clean_line(value).strip()
    if isinstance(value, bool):
        return "SAND" if value else "FALSK"
    if isinstance(value, int | float):
        return exact(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)  # a duration


def exact(value: float) -> str:
    """A spreadsheet's number with the 15 digits that a spreadsheet shows; a whole one without decimals."""
    if value != value or value in (float("inf"), float("-inf")):
        return "#NUM!"
    if float(value).is_integer() and abs(value) < 1e15:
        return Exact(str(int(value)))
    return Exact(format(Decimal(format(value, ".15g")), "f").replace(".", ","))


# -- what the XML says


class _Refused(Exception):
    """The XML declares types or entities, as no workbook does."""


class _TooLarge(Exception):
    def __init__(self, sheet: str, cells: int) -> None:
        super().__init__(sheet)
        self.sheet, self.cells = sheet, cells


def _parse(data: bytes, start: Any, end: Any, characters: Any = None) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_args: object) -> None:
        raise _Refused

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.Parse(data, True)


def _xlsx_marks(archive: Archive, names: Sequence[str]) -> dict[str, Marks]:
    """The marks of each sheet, by its title."""
    present = {info.filename: info for info in archive.members}
    targets: dict[str, str] = {}
    if "xl/_rels/workbook.xml.rels" in present:

        def relation(tag: str, attributes: dict[str, str]) -> None:
            if tag.rpartition(":")[2] == "Relationship":
                targets[attributes.get("Id", "")] = attributes.get("Target", "")

        _parse(archive.read(present["xl/_rels/workbook.xml.rels"]), relation, None)
    marks: dict[str, Marks] = {}
    again = False

    def calculation(tag: str, attributes: dict[str, str]) -> None:
        nonlocal again
        if tag.rpartition(":")[2] == "calcPr":
            again = attributes.get("fullCalcOnLoad") in {"1", "true"}

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] != "sheet":
            return
        key = next((value for name, value in attributes.items() if name.rpartition(":")[2] == "id"), "")
        target = targets.get(key, "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path in present:
            marks[attributes.get("name", "")] = _xlsx_sheet(archive.read(present[path]), again)

    _parse(archive.read(present["xl/workbook.xml"]), calculation, None)
    _parse(archive.read(present["xl/workbook.xml"]), sheet, None)
    return marks


def _xlsx_sheet(data: bytes, again: bool) -> Marks:
    """The marks of one sheet. ``again`` says that the workbook asks to be calculated when it is opened: a program
    wrote it that does not calculate, and then a formula's 0 stands for no value."""
    marks = Marks()
    at: tuple[int, int] = (0, 0)
    formula = inside = text = False
    value = ""
    row = column = -1

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal at, formula, inside, text, value, row, column
        if tag == "c" or tag.endswith(":c"):
            reference = _REF.fullmatch(attributes.get("r", ""))
            column = _column(reference[1]) if reference else column + 1
            row = int(reference[2]) - 1 if reference else row
            at = (row, column)
            marks.rows, marks.columns = max(marks.rows, row + 1), max(marks.columns, column + 1)
            formula, value, text = False, "", attributes.get("t") == "str"
        elif tag == "row" or tag.endswith(":row"):
            number = attributes.get("r", "")
            row, column = (int(number) - 1 if number.isdigit() else row + 1), -1
        elif tag == "f" or tag.endswith(":f"):
            formula = True
        elif tag in {"v", "is"} or tag.endswith((":v", ":is")):
            inside = True
        elif tag == "mergeCell" or tag.endswith(":mergeCell"):
            first, _colon, last = attributes.get("ref", "").partition(":")
            ends = _REF.fullmatch(first), _REF.fullmatch(last)
            if ends[0] and ends[1]:
                (left, top), (right, bottom) = ends[0].groups(), ends[1].groups()
                marks.merged.append((int(top) - 1, int(bottom) - 1, _column(left), _column(right)))

    def end(tag: str) -> None:
        nonlocal inside
        if tag in {"v", "is"} or tag.endswith((":v", ":is")):
            inside = False
        elif (
            formula
            and (tag == "c" or tag.endswith(":c"))
            and (value == "0" if again and value else not value and not text)
        ):
            marks.formulas.append(at)

    def characters(data: str) -> None:
        nonlocal value
        if inside:
            value += data

    _parse(data, start, end, characters)
    return marks


def _ods_marks(archive: Archive) -> dict[str, Marks]:
    marks: dict[str, Marks] = {}
    current = Marks()
    row = column = 0
    rows_again = 1
    pending: tuple[int, int] | None = None

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal current, row, column, rows_again, pending
        if tag == "table:table":
            current = marks.setdefault(attributes.get("table:name", ""), Marks())
            row = 0
        elif tag == "table:table-row":
            column, rows_again = 0, _times(attributes.get("table:number-rows-repeated"))
        elif tag in {"table:table-cell", "table:covered-table-cell"}:
            again = _times(attributes.get("table:number-columns-repeated"))
            down = _times(attributes.get("table:number-rows-spanned"))
            right = _times(attributes.get("table:number-columns-spanned"))
            if down > 1 or right > 1:
                current.merged.append((row, row + down - 1, column, column + right - 1))
            has_value = any(key in attributes for key in _ODS_VALUES)
            if has_value:
                current.rows = max(current.rows, row + rows_again)
                current.columns = max(current.columns, column + again)
            pending = (row, column) if "table:formula" in attributes and not has_value else None
            column += again
        elif tag == "text:p":
            # A formula whose text is stored was calculated.
            pending = None

    def end(tag: str) -> None:
        nonlocal row, pending
        if tag in {"table:table-cell", "table:covered-table-cell"}:
            if pending is not None:
                current.formulas.append(pending)
            pending = None
        elif tag == "table:table-row":
            row += rows_again

    content = archive.find("content.xml")
    if content is not None:
        _parse(archive.read(content), start, end)
    return marks


_ODS_VALUES = (
    "office:value", "office:string-value", "office:date-value", "office:time-value", "office:boolean-value",
)


def _times(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 1


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
