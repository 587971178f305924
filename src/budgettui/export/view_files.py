"""A view in any of the formats that it can be written in; text, Markdown and CSV are made here.

CSV is as a Danish spreadsheet takes it: semicolons and decimal commas. Above the heading stand what must be known, one
a line, and an empty line. Numbers are exact, with an ASCII minus.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from budgettui.domain.budget.view import View
from budgettui.export.escape import inline, plain_line
from budgettui.export.files import in_file_name
from budgettui.export.view_table import Cell, Row, ViewTable, view_table
from budgettui.i18n import _

if TYPE_CHECKING:
    from xlsxwriter.format import Format

    from budgettui.store import Store

#: Formats by their name and file ending.
ENDINGS = {"text": ".txt", "md": ".md", "csv": ".csv", "xlsx": ".xlsx", "fdp": ".zip"}
#: With these a spreadsheet begins a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: A label is cut where the table would be wider than the terminal, but never below this.
_LEAST = 16
#: So much of the words over the labels has room in any table.
_CORNER = 30


def view_bytes(store: Store, view: View, form: str, width: int | None = None) -> bytes:
    """The view as a file of this format: one of :data:`ENDINGS`; ``ExportError`` where it cannot hold what the view
    shows. ``width`` is that of a terminal."""
    if form == "fdp":
        from budgettui.export.view_package import package_bytes

        # Its amounts are in the unit that they were printed in, and so is what is said of them.
        return package_bytes(view_table(store, replace(view, unit=None)))
    table = view_table(store, view)
    if form == "xlsx":
        return _xlsx_bytes(table)
    if form == "csv":
        # The mark at the front tells a spreadsheet that this is UTF-8.
        return csv_text(table).encode("utf-8-sig")
    lines = markdown_lines(table) if form == "md" else text_lines(table, width)
    return ("\n".join(lines) + "\n").encode("utf-8")


def format_of(name: str) -> str | None:
    """The format that a file name asks for by its ending; ``None`` where it asks for none."""
    found = re.search(r"\.[a-z]+$", name.casefold())
    return next((form for form, ending in ENDINGS.items() if found and ending == found[0]), None)


def suggested_view_name(store: Store, view: View) -> str:
    """A file name without its ending: "aarsberetning-2024-boern-og-unge"."""
    path = [label for _node, label in store.path(view.node)][-1:]
    return in_file_name("-".join([view.material.title, *path]), 80) or "budget"


def csv_text(table: ViewTable, delimiter: str = ";") -> str:
    """The table; what comes from documents cannot become a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([harmless(table.title)])
    for fact in table.facts:
        writer.writerow([fact.word, harmless(fact.value)])
    writer.writerow([])
    heads = [f"{head} ({unit})" for head, unit in zip(table.heads, table.units, strict=True)]
    writer.writerow([_("Linje"), *map(harmless, heads), _("Tegn"), _("Kilde")])
    for row in table.rows():
        marks = ", ".join(table.marks(row))
        writer.writerow([
            harmless(row.label), *(number(cell) for cell in row.cells), harmless(marks), harmless(row.source),
        ])
    return out.getvalue()


def number(cell: Cell) -> str:
    """The exact number, "" where there is none."""
    return "" if cell.value is None else decimal(cell.value).replace(".", ",")


def decimal(value: Decimal) -> str:
    """A number in figures, without an exponent and without zeros that say nothing."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def harmless(text: str) -> str:
    """A text that a spreadsheet does not take for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def text_lines(table: ViewTable, width: int | None = None) -> Iterator[str]:
    """Lines of text: what must be known, a heading, and the rows. ``width`` is that of a terminal, to fit in."""
    yield table.title
    longest = max(len(fact.word) for fact in table.facts)
    for fact in table.facts:
        yield f"{fact.word:<{longest}}  {fact.value}"
    yield ""
    rows = list(table.rows())
    columns = [_column(table.heads[index], [row.cells[index] for row in rows]) for index in range(len(table.heads))]
    labels = [("‹ " if row.match == "mine" else "› " if row.match == "theirs" else "") + row.label for row in rows]
    # The table says its unit itself: it may be taken out of here.
    corner = table.figures.corner
    size = max([min(len(corner), _CORNER), *map(len, labels)])
    if width is not None:
        size = max(_LEAST, min(size, width - sum(len(column[0]) + 2 for column in columns)))
    line = "  ".join(["─" * size, *("─" * len(column[0]) for column in columns)])
    yield "  ".join([f"{_within(corner, size):<{size}}", *(column[0] for column in columns)]).rstrip()
    yield line
    ruled = False
    for place, (row, label) in enumerate(zip(rows, labels, strict=True)):
        if row.under and not ruled:
            ruled = True
            yield line
        yield "  ".join([f"{_within(label, size):<{size}}", *(column[place + 1] for column in columns)]).rstrip()
    if not rows:
        yield "–"
    known = [f"{row.label} · {words}" for row in rows for words in table.marks(row, known=True)]
    if known:
        yield ""
        yield from known


def _within(text: str, size: int) -> str:
    return text if len(text) <= size else text[: size - 1] + "…"


def _column(head: str, cells: Sequence[Cell]) -> list[str]:
    """The heading and the cells of a column in one width, the decimal commas under each other."""
    decimals = max((len(cell.text.partition(",")[2]) for cell in cells), default=0)
    numbers = []
    for cell in cells:
        own = len(cell.text.partition(",")[2])
        pad = decimals - own + (1 if decimals and not own else 0)
        numbers.append(cell.text + " " * pad if cell.text else "")
    width = max(map(len, numbers), default=0)
    marks = [" ".join(part for part in (cell.word, cell.mark) if part) for cell in cells]
    behind = max(map(len, marks), default=0)
    bodies = [
        f"{number:>{width}}" + (f" {mark:<{behind}}" if behind else "")
        for number, mark in zip(numbers, marks, strict=True)
    ]
    size = max([len(head), *map(len, bodies)])
    head = f"{head:>{max(len(head), size - (behind + 1 if behind else 0))}}"
    return [f"{text:<{size}}" if place == 0 else f"{text:>{size}}" for place, text in enumerate([head, *bodies])]


def markdown_lines(table: ViewTable) -> Iterator[str]:
    """A heading, what must be known as a list, and a table of pipes; nothing out of a document is markup."""
    yield f"# {inline(table.title)}"
    yield ""
    for fact in table.facts:
        yield f"- {fact.word}: {inline(fact.value)}"
    yield ""
    yield "| " + " | ".join([inline(table.figures.corner), *(inline(head) for head in table.heads)]) + " |"
    yield "| " + " | ".join(["---", *("---:" for _head in table.heads)]) + " |"
    known = []
    for row in table.rows():
        yield "| " + " | ".join([_label(row), *(_cell(cell, strong=row.total) for cell in row.cells)]) + " |"
        known += [f"- {inline(row.label)} · {inline(words)}" for words in table.marks(row, known=True)]
    if known:
        yield ""
        yield from known


def _label(row: Row) -> str:
    label = {"mine": "‹ ", "theirs": "› "}.get(row.match, "") + inline(row.label)
    return f"**{label}**" if row.total and label else label


def _cell(cell: Cell, *, strong: bool) -> str:
    text = " ".join(plain_line(part) for part in (cell.text, cell.word, cell.mark) if part)
    return f"**{text}**" if strong and text else text


# -- a workbook: a sheet with the figures as numbers, and one with what must be known to read them

#: Rows that a sheet can hold below its heading.
_MOST_ROWS = 1_048_575
_LABEL, _NUMBER = 60, 16


def _xlsx_bytes(table: ViewTable) -> bytes:
    """The workbook. Everything from documents is written as text, never as a formula or a link."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        formats: dict[tuple[int, bool], Format] = {}

        def numbers(decimals: int, bold: bool) -> Format:
            if (decimals, bold) not in formats:
                code = "#,##0" + ("." + "0" * decimals if decimals else "")
                formats[decimals, bold] = book.add_format({"num_format": code, "bold": bold})
            return formats[decimals, bold]

        plain, bold = book.add_format(), book.add_format({"bold": True})
        head = book.add_format({"bold": True, "bottom": 1, "align": "right", "text_wrap": True})
        sheet = book.add_worksheet(_("Budget"))
        sheet.set_column(0, 0, _LABEL)
        sheet.set_column(1, len(table.heads), _NUMBER)
        last = len(table.heads) + 1
        sheet.write_string(0, 0, _("Linje"), book.add_format({"bold": True, "bottom": 1}))
        for column, (words, unit) in enumerate(zip(table.heads, table.units, strict=True), 1):
            sheet.write_string(0, column, f"{words} ({unit})", head)
        sheet.write_string(0, last, _("Tegn"), head)
        sheet.write_string(0, last + 1, _("Kilde"), head)
        sheet.freeze_panes(1, 1)
        for place, row in enumerate(table.rows(), 1):
            if place > _MOST_ROWS:
                break
            sheet.write_string(place, 0, row.label, bold if row.total else plain)
            for column, cell in enumerate(row.cells, 1):
                if cell.value is not None:
                    decimals = len(cell.text.partition(",")[2])
                    sheet.write_number(place, column, cell.value, numbers(decimals, row.total))
            if marks := table.marks(row):
                sheet.write_string(place, last, ", ".join(marks), plain)
            if row.source:
                sheet.write_string(place, last + 1, row.source, plain)
        about = book.add_worksheet(_("Om tallene"))
        about.set_column(0, 0, 18)
        about.set_column(1, 1, 100)
        about.write_string(0, 0, table.title, bold)
        for place, fact in enumerate(table.facts, 2):
            about.write_string(place, 0, fact.word, bold)
            about.write_string(place, 1, fact.value, plain)
    return out.getvalue()
