"""A view as CSV: semicolons and decimal commas, as a Danish spreadsheet takes it.

Above the heading stand what must be known, one a line, and an empty line. Numbers are exact, with an ASCII minus.
"""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from budgettui.export.view_table import Cell, ViewTable
from budgettui.i18n import _

#: With these a spreadsheet begins a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_text(table: ViewTable, delimiter: str = ";") -> str:
    """The table; what comes from documents cannot become a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([harmless(table.title)])
    for fact in table.facts:
        writer.writerow([fact.word, harmless(fact.value)])
    writer.writerow([])
    marked = any(cell.mark for row in table.rows() for cell in row.cells)
    heads = [f"{head} ({unit})" for head, unit in zip(table.heads, table.units, strict=True)]
    writer.writerow([_("Linje"), *map(harmless, heads), *([_("Tegn")] if marked else []), _("Kilde")])
    for row in table.rows():
        marks = ", ".join(
            f"{head} {cell.mark}" for head, cell in zip(table.heads, row.cells, strict=True) if cell.mark
        )
        writer.writerow([
            harmless(row.label), *(number(cell) for cell in row.cells), *([harmless(marks)] if marked else []),
            harmless(row.source),
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
