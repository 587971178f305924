"""A view in any of the formats that it can be written in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from budgettui.domain.budget.view import View
from budgettui.domain.clean import clean_line
from budgettui.export.view_table import view_table

if TYPE_CHECKING:
    from budgettui.store import Store

#: Formats by their name and file ending.
ENDINGS = {"text": ".txt", "md": ".md", "csv": ".csv", "xlsx": ".xlsx", "fdp": ".zip"}
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def view_bytes(store: Store, view: View, form: str, width: int | None = None) -> bytes:
    """The view as a file of this format: one of :data:`ENDINGS`. ``width`` is that of a terminal.

    Raises:
        ExportError: the format cannot hold what the view shows.
    """
    table = view_table(store, view)
    if form == "xlsx":
        from budgettui.export.view_xlsx import xlsx_bytes

        return xlsx_bytes(table)
    if form == "fdp":
        from budgettui.export.view_package import package_bytes

        return package_bytes(table)
    if form == "csv":
        from budgettui.export.view_csv import csv_text

        # The mark at the front tells a spreadsheet that this is UTF-8.
        return csv_text(table).encode("utf-8-sig")
    from budgettui.export import view_text

    lines = view_text.markdown(table) if form == "md" else view_text.plain(table, width)
    return ("\n".join(lines) + "\n").encode("utf-8")


def format_of(name: str) -> str | None:
    """The format that a file name asks for by its ending; ``None`` where it asks for none."""
    found = re.search(r"\.[a-z]+$", name.casefold())
    return next((form for form, ending in ENDINGS.items() if found and ending == found[0]), None)


def suggested_view_name(store: Store, view: View) -> str:
    """A file name without its ending: "aarsberetning-2024-boern-og-unge"."""
    path = [label for _node, label in store.path(view.node)][-1:]
    text = clean_line("-".join([view.material.title, *path])).casefold().translate(_LETTERS)
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")[:80].strip("-") or "budget"
