"""A view as a Fiscal Data Package, version 1: ``datapackage.json`` and ``budget.csv`` in one zip.

The CSV has a row for each amount, in whole kroner and øre, with the levels from the municipality down as an
administrative classification, the fiscal year and the phase. What is worked out is left out: whoever has the
amounts can work it out. So are totals, whose parts are there.
https://specs.frictionlessdata.io/fiscal-data-package/
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from typing import Any

from budgettui.domain.amounts import KR, from_hundredths
from budgettui.domain.budget.budget import Line
from budgettui.domain.budget.natures import area_of, whole_of
from budgettui.domain.errors import N_
from budgettui.export.escape import plain_line
from budgettui.export.files import ExportError
from budgettui.export.view_csv import decimal
from budgettui.export.view_table import PAGE, ViewTable

#: A fixed time in the zip: the same view is the same bytes.
_TIME = (1980, 1, 1, 0, 0, 0)


def package_bytes(table: ViewTable) -> bytes:
    """The zip.

    Raises:
        ExportError: the figures are not money.
    """
    if table.figures.unit is None or not table.figures.unit.code.endswith(("kr", "kr_1000")):
        raise ExportError(N_("En Fiscal Data Package holder beløb, og tallene her er ikke kroner."))
    rows, depth = _rows(table)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (("datapackage.json", _description(table, depth)), ("budget.csv", _csv(rows, depth))):
            archive.writestr(zipfile.ZipInfo(name, _TIME), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _rows(table: ViewTable) -> tuple[list[list[str]], int]:
    """(levels…, code, nature, area, year, phase, price level, amount) of each amount, and how many levels there are."""
    level, store = table.level, table.store
    columns = [column for column in level.columns if column.id > 0]
    above = [label for _node, label in store.path(level.view.node)][1:]
    found: list[tuple[list[str], Line]] = []
    for start in range(0, len(level), PAGE):
        for line in level.page(start, start + PAGE):
            if not line.is_total:
                whole = store.path(line.node)[1:] if level.view.flat else []
                found.append(([label for _node, label in whole] or [*above, line.label], line))
    depth = max((len(path) for path, _line in found), default=1)
    rows = []
    for path, line in found:
        for column in columns:
            figure = line.figures.get(column.id)
            if figure is not None and figure.amount is not None:
                names = [plain_line(label) for label in path]
                price = (level.view.other if column.other else level.view.material) or level.view.material
                rows.append([
                    *names, *[""] * (depth - len(names)), line.code, whole_of(line.nature),
                    area_of(line.nature), str(column.year or ""), column.phase,
                    price.price_level or "", decimal(from_hundredths(figure.amount, KR)),
                ])
    return rows, depth


def _csv(rows: list[list[str]], depth: int) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*(f"level{number}" for number in range(1, depth + 1)), "code", "nature", "area", "year", "phase",
                     "price_level", "amount"])
    writer.writerows(rows)
    return out.getvalue()


def _description(table: ViewTable, depth: int) -> str:
    levels = [
        _field(f"level{number}", "string", f"administrative-classification:generic:level{number}:label")
        for number in range(1, depth + 1)
    ]
    value = _field("amount", "number", "value")
    value |= {"decimalChar": ".", "groupChar": "", "factor": 1, "currency": "DKK"}
    fields = [
        *levels, _field("code", "string"), _field("nature", "string"), _field("area", "string"),
        _field("year", "integer", "date:fiscal-year"), _field("phase", "string", "phase:id"),
        _field("price_level", "string"), value,
    ]
    levels_said = {material.price_level for material in (table.level.view.material, table.level.view.other) if material}
    name = re.sub(r"[^a-z0-9._-]+", "-", table.level.view.material.key.casefold()).strip("-") or "budget"
    package: dict[str, Any] = {
        "profile": "fiscal-data-package",
        "name": name,
        "title": table.title,
        "description": "\n".join(f"{fact.word}: {fact.value}" for fact in table.facts),
        "countryCode": "DK",
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
    if len(levels_said) == 1 and (said := levels_said.pop()):
        package["priceLevel"] = said
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _sources(table: ViewTable) -> list[str]:
    materials = [material for material in (table.level.view.material, table.level.view.other) if material]
    return list(dict.fromkeys(table.documents[one.document] for one in materials if one.document in table.documents))


def _field(name: str, kind: str, column: str = "") -> dict[str, Any]:
    return {"name": name, "type": kind} | ({"columnType": column} if column else {})
