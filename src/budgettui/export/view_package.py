"""A view as a Fiscal Data Package, version 1: ``datapackage.json`` and ``budget.csv`` in one zip.

The CSV has a row for each amount, in the unit that it was printed in (its rounding can be seen) with the factor
to kroner, with the levels from the municipality down as an administrative classification, fiscal year and phase.
What is worked out is left out: whoever has the amounts can work it out. So are totals, whose parts are there.
https://specs.frictionlessdata.io/fiscal-data-package/
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from typing import Any

from budgettui.domain.amounts import KR, Unit, from_hundredths, parse_unit
from budgettui.domain.budget.budget import Line
from budgettui.domain.budget.natures import area_of, whole_of
from budgettui.domain.errors import N_
from budgettui.export.escape import plain_line
from budgettui.export.files import ExportError
from budgettui.export.view_files import decimal
from budgettui.export.view_table import PAGE, Row, ViewTable
from budgettui.figures import nature_of_line
from budgettui.i18n import _

#: How the codes of the units of money end.
_MONEY = ("kr", "kr_1000")
#: A fixed time in the zip: the same view is the same bytes.
_TIME = (1980, 1, 1, 0, 0, 0)


def package_bytes(table: ViewTable) -> bytes:
    """The zip; ``ExportError`` where the figures are not money."""
    if table.figures.unit is None or not table.figures.unit.code.endswith(_MONEY):
        raise ExportError(N_("En Fiscal Data Package holder beløb, og tallene her er ikke kroner."))
    unit = _unit(table)
    rows, depth = _rows(table, unit)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (("datapackage.json", _description(table, depth, unit)), ("budget.csv", _csv(rows, depth))):
            archive.writestr(zipfile.ZipInfo(name, _TIME), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _unit(table: ViewTable) -> Unit:
    """The unit that the amounts were printed in; kr. where they differ."""
    units = {parse_unit(column.unit) for column in table.level.columns if column.id > 0}
    unit = units.pop() if len(units) == 1 else None
    return unit if unit is not None and unit.code.endswith(_MONEY) else KR


def _rows(table: ViewTable, unit: Unit) -> tuple[list[list[str]], int]:
    """(levels…, code, nature, area, year, phase, price level, amount, note, source) of each amount, and how many levels
    there are."""
    level, store = table.level, table.store
    columns = [(index, column) for index, column in enumerate(level.columns) if column.id > 0]
    above = [label for _node, label in store.path(level.view.node)][1:]
    found: list[tuple[list[str], Line, Row]] = []
    for start in range(0, len(level), PAGE):
        page = level.page(start, start + PAGE)
        for line, told in zip(page, table.told(page), strict=True):
            if not line.is_total:
                whole = store.path(line.node)[1:] if level.view.flat else []
                found.append(([label for _node, label in whole] or [*above, line.label], line, told))
    depth = max((len(path) for path, _line, _told in found), default=1)
    rows = []
    for path, line, told in found:
        for index, column in columns:
            figure = line.figures.get(column.id)
            if figure is not None and figure.amount is not None:
                names = [plain_line(label) for label in (*path[:-1], path[-1] + nature_of_line(line))]
                rows.append([
                    *names, *[""] * (depth - len(names)), line.code, whole_of(line.nature),
                    area_of(line.nature), str(column.year or ""), column.phase,
                    table.figures.price_level(index), decimal(from_hundredths(figure.amount, unit)),
                    told.cells[index].said, told.source,
                ])
    return rows, depth


def _csv(rows: list[list[str]], depth: int) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*(f"level{number}" for number in range(1, depth + 1)), "code", "nature", "area", "year", "phase",
                     "price_level", "amount", "note", "source"])
    writer.writerows(rows)
    return out.getvalue()


def _description(table: ViewTable, depth: int, unit: Unit) -> str:
    levels = [
        _field(f"level{number}", "string", f"administrative-classification:generic:level{number}:label")
        for number in range(1, depth + 1)
    ]
    value = _field("amount", "number", "value")
    value |= {"decimalChar": ".", "groupChar": "", "factor": (unit.hundredths or 100) // 100, "currency": "DKK"}
    fields = [
        *levels, _field("code", "string"), _field("nature", "string"), _field("area", "string"),
        _field("year", "integer", "date:fiscal-year"), _field("phase", "string", "phase:id"),
        _field("price_level", "string"), value, _field("note", "string"), _field("source", "string"),
    ]
    columns = table.level.columns
    levels_said = {table.figures.price_level(index) for index, column in enumerate(columns) if column.id > 0}
    name = re.sub(r"[^a-z0-9._-]+", "-", table.level.view.material.key.casefold()).strip("-") or "budget"
    package: dict[str, Any] = {
        "profile": "fiscal-data-package",
        "name": name,
        "title": table.title,
        "description": "\n".join(f"{fact.word}: {fact.value}" for fact in table.facts),
        "countryCode": "DK",
        "unit": _(unit.label),
        "sources": [{"title": plain_line(name)} for name in _sources(table)],
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": "budget",
                "path": "budget.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "dialect": {"delimiter": ",", "doubleQuote": True, "header": True},
                "schema": {"fields": fields, "missingValues": [""]},
            }
        ],
    }
    if table.level.view.typed:
        package["filter"] = table.level.view.typed
    if len(levels_said) == 1 and (said := levels_said.pop()):
        package["priceLevel"] = said
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _sources(table: ViewTable) -> list[str]:
    materials = [material for material in (table.level.view.material, table.level.view.other) if material]
    return list(dict.fromkeys(table.documents[one.document] for one in materials if one.document in table.documents))


def _field(name: str, kind: str, column: str = "") -> dict[str, Any]:
    return {"name": name, "type": kind} | ({"columnType": column} if column else {})
