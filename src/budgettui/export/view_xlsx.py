"""A view as a workbook: a sheet with the figures as numbers, and one with what must be known to read them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from budgettui.export.view_table import ViewTable
from budgettui.i18n import _

if TYPE_CHECKING:
    from xlsxwriter.format import Format

#: Rows that a sheet can hold below its heading.
MOST_ROWS = 1_048_575
_LABEL, _NUMBER = 60, 16


def xlsx_bytes(table: ViewTable) -> bytes:
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
            if place > MOST_ROWS:
                break
            sheet.write_string(place, 0, row.label, bold if row.total else plain)
            for column, cell in enumerate(row.cells, 1):
                if cell.value is not None:
                    decimals = len(cell.text.partition(",")[2])
                    sheet.write_number(place, column, cell.value, numbers(decimals, row.total))
            marks = [f"{words} {cell.mark}" for words, cell in zip(table.heads, row.cells, strict=True) if cell.mark]
            if marks:
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
