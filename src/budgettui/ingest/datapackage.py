"""Fiscal Data Package: ``datapackage.json`` and the CSV beside it that it describes.

Version 0.3 says in a mapping (``model`` or ``mapping``) which column is a measure and which a dimension; version 1
gives every column a ``columnType``. Both say the currency and by what factor the numbers are multiplied. What the
description says and the file does not hold is reported, and the file is then read by its own headings, nothing of
it as certain.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from budgettui.domain.clean import clean_line
from budgettui.domain.errors import N_, UnreadableFile
from budgettui.domain.paper.reading import Finding, Reading, Source
from budgettui.ingest.csvfile import decode, reading_of
from budgettui.ingest.given import Given
from budgettui.ingest.lines.budget_lines import read_lines
from budgettui.ingest.lines.delimited import Delimited, Layout, find_layout
from budgettui.ingest.page.headings import Heading, Role, phase_of
from budgettui.ingest.tables.decimals import Style
from budgettui.ingest.tables.grid import Grid

CODE = "datapackage"

#: The column that says at which price level each amount is. No type of the specification says it.
PRICE_LEVEL = "price_level"
#: A description is never larger.
_LARGEST = 8 << 20
#: The unit that Danish kroner times a factor are counted in.
_UNITS = {1: "kr.", 1000: "1.000 kr.", 1_000_000: "mio. kr.", 1_000_000_000: "mia. kr."}
_TURNED = {"-1", "-", "negative", "reverse", "reversed", "inverse", "inverted"}
_STRAIGHT = {"1", "+", "+1", "positive", "normal", ""}
_DATE_FIRST = ("date:fiscal-year", "date:fiscal:year")


@dataclass(slots=True)
class _Measure:
    source: str
    phase: str | None = None
    currency: str | None = None
    factor: Any = None
    sign: Any = None


@dataclass(slots=True)
class _Model:
    """What a description says of the columns: roles by field, levels in order as (key, code field, label field)."""

    measures: list[_Measure] = field(default_factory=list)
    roles: dict[str, Role] = field(default_factory=dict)
    levels: list[tuple[str, str, bool]] = field(default_factory=list)


def recognises(content: bytes) -> bool:
    """Whether the content describes a data package with a table."""
    package = _parsed(content)
    return package is not None and any(
        isinstance(resource, dict) and ("path" in resource or "data" in resource or "url" in resource)
        for resource in _list(package.get("resources"))
    )


def read(name: str, content: bytes) -> Reading:
    """Raises ``UnreadableFile``: a description without the file that it describes has no figures."""
    return read_beside(name, content, None)


def read_beside(name: str, content: bytes, beside: Callable[[str], bytes] | None) -> Reading:
    """Everything that a package carries; ``beside`` gives the files that it describes. Raises ``UnreadableFile``: the
    file that it describes cannot be had, or has no figures."""
    package = _parsed(content) or {}
    resources = [resource for resource in _list(package.get("resources")) if isinstance(resource, dict)]
    model = _mapped(package) or _typed(resources)
    resource = _resource(resources, model)
    path = _path(resource)
    if path is None:
        raise UnreadableFile(N_("Datapakken {name} har ingen fil med tal ved siden af sig."), name=name)
    if beside is None:
        raise UnreadableFile(
            N_("Datapakken {name} skal læses sammen med filen {path} ved siden af den."), name=name, path=path
        )
    data = beside(path)
    encoding = resource.get("encoding")
    encoding = encoding if isinstance(encoding, str) and encoding.casefold() not in {"utf-8", "utf8"} else None
    text, _encoding, findings = decode(path, data, encoding)
    lines = text.split("\n")
    dialect = _dict(resource.get("dialect"))
    layout = _layout(lines, dialect)
    if layout is None:
        raise UnreadableFile(N_("Filen {name} har ingen kolonner, som programmet kan skille."), name=path)
    grid = Grid(Delimited(lines, layout).records, lines)
    given, more, sound = _given(package, resource, dialect, model, grid)
    found = read_lines(grid, path, given)
    if found is None:
        raise UnreadableFile(N_("Filen {name} har ingen kolonne med tal."), name=path)
    if not sound:
        tables = tuple(
            replace(table, rows=tuple(replace(row, certain=False) for row in table.rows)) for table in found.tables
        )
        found = replace(found, tables=tables)
    left = [other for other in resources if other is not resource and _path(other) is not None]
    for other in left:
        words = N_("Filen {path} i datapakken er ikke læst").format(path=clean_line(_path(other) or ""))
        more.append(Finding("unread_table", "note", words))
    return reading_of(name, content, CODE, text, [found], [*findings, *more])


# -- the description


def _parsed(content: bytes) -> dict[str, Any] | None:
    start = content[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if start != b"{" or len(content) > _LARGEST or b'"resources"' not in content:
        return None
    try:
        package = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    return package if isinstance(package, dict) else None


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _path(resource: object) -> str | None:
    path = _dict(resource).get("path") or _dict(resource).get("url")
    if isinstance(path, list):
        path = path[0] if path else None
    return path if isinstance(path, str) and not re.match(r"[a-z]+://", path) else None


def _mapped(package: Mapping[str, Any]) -> _Model | None:
    mapping = _dict(package.get("model")) or _dict(package.get("mapping"))
    measures = mapping.get("measures")
    if not measures:
        return None
    model = _Model()
    for key, measure in _named(measures):
        model.measures.append(_measure(_source(measure) or key, measure))
    for key, dimension in _named(mapping.get("dimensions")):
        kind = str(dimension.get("dimensionType", "")) + " " + key
        attributes = dict(_named(dimension.get("attributes") or dimension.get("fields")))
        if re.search(r"date|time|year|år", kind, re.IGNORECASE):
            if Role.YEAR not in model.roles.values():
                _first_as(model, attributes, Role.YEAR)
        elif re.search(r"\bphase|fase", kind, re.IGNORECASE):
            _first_as(model, attributes, Role.PHASE)
        elif re.search(r"direction", kind, re.IGNORECASE):
            _first_as(model, attributes, Role.DIRECTION)
        elif str(dimension.get("dimensionType")) != "fact":
            _levels_of(model, key, attributes)
    return model


def _first_as(model: _Model, attributes: Mapping[str, Any], role: Role) -> None:
    for attribute in attributes.values():
        source = _source(attribute)
        if source:
            model.roles.setdefault(source, role)
            return


def _levels_of(model: _Model, key: str, attributes: Mapping[str, Any]) -> None:
    """The levels of one dimension from its outermost: parents first, each label with what it is the label for."""
    labels = {str(a["labelfor"]): n for n, a in attributes.items() if a.get("labelfor")}
    own = [n for n, a in attributes.items() if not a.get("labelfor")]

    def depth(attribute: str, seen: frozenset[str] = frozenset()) -> int:
        parent = attributes.get(attribute, {}).get("parent")
        if not parent or parent not in attributes or parent in seen:
            return 0
        return 1 + depth(str(parent), seen | {attribute})

    for attribute in sorted(own, key=depth):
        stem = f"{key}:{attribute}"
        source = _source(attributes[attribute])
        label = _source(attributes.get(labels.get(attribute, ""), {}))
        if source:
            model.levels.append((stem, source, label is not None))
        if label:
            model.levels.append((stem, label, False))


def _named(value: object) -> list[tuple[str, dict[str, Any]]]:
    """A list of named things or a mapping of them, as pairs: both are in use."""
    if isinstance(value, dict):
        return [(str(key), _dict(part) if isinstance(part, dict) else {"source": part}) for key, part in value.items()]
    return [(str(part.get("name", "")), part) for part in _list(value) if isinstance(part, dict)]


def _source(part: Mapping[str, Any]) -> str | None:
    source = part.get("source")
    return source.rpartition("/")[2] if isinstance(source, str) and source else None


def _typed(resources: Sequence[Mapping[str, Any]]) -> _Model | None:
    """The model of version 1: every field says its type."""
    for resource in resources:
        fields = [f for f in _list(_dict(resource.get("schema")).get("fields")) if isinstance(f, dict)]
        if not any(f.get("columnType") == "value" for f in fields):
            continue
        model = _Model()
        dates = [f for f in fields if str(f.get("columnType", "")).startswith("date:")]
        best = next((f for f in dates if f["columnType"].startswith(_DATE_FIRST)), dates[0] if dates else None)
        for one in fields:
            name, kind = str(one.get("name", "")), str(one.get("columnType", ""))
            if kind == "value":
                model.measures.append(_measure(name, one))
            elif one is best:
                model.roles[name] = Role.YEAR
            elif kind.startswith("phase:"):
                if Role.PHASE not in model.roles.values() or kind.endswith(":id"):
                    model.roles = {key: role for key, role in model.roles.items() if role is not Role.PHASE}
                    model.roles[name] = Role.PHASE
            elif kind.startswith("direction"):
                model.roles.setdefault(name, Role.DIRECTION)
            elif kind.startswith("value-currency"):
                model.roles[name] = Role.UNIT
            elif name == PRICE_LEVEL:
                model.roles[name] = Role.PRICE_LEVEL
            elif kind and not kind.startswith(("date:", "value", "transaction-id", "budget-line-id")):
                model.levels.append(_typed_level(name, kind))
        order = {stem: place for place, stem in reversed(list(enumerate(stem for stem, _n, _c in model.levels)))}
        families = list(dict.fromkeys(stem.split(":")[0] for stem, _n, _c in model.levels))
        model.levels.sort(
            key=lambda level: (families.index(level[0].split(":")[0]), _level_number(level[0]), order[level[0]])
        )
        return model
    return None


def _typed_level(name: str, kind: str) -> tuple[str, str, bool]:
    """The level that a columnType names, and whether the column holds its code."""
    stem = re.sub(r":(?:label|code|id|title|description)(?::(?:full|part))?$", "", kind)
    return stem, name, stem != kind and ":label" not in kind and ":title" not in kind


def _level_number(stem: str) -> int:
    found = re.search(r"level([0-9]+)", stem)
    return int(found[1]) if found else 0


def _measure(source: str, said: Mapping[str, Any]) -> _Measure:
    phase = said.get("phase")
    known = phase_of(phase) if isinstance(phase, str) else None
    return _Measure(source, known, said.get("currency"), said.get("factor"), said.get("sign"))


def _resource(resources: Sequence[dict[str, Any]], model: _Model | None) -> dict[str, Any]:
    """The resource that holds the first measure, else the first."""
    wanted = model.measures[0].source if model and model.measures else None
    for resource in resources:
        fields = _list(_dict(resource.get("schema")).get("fields"))
        if wanted in {f.get("name") for f in fields if isinstance(f, dict)}:
            return resource
    return resources[0] if resources else {}


def _layout(lines: Sequence[str], dialect: Mapping[str, Any]) -> Layout | None:
    delimiter = dialect.get("delimiter")
    if delimiter in {";", ",", "\t"}:
        first = next((line for line in lines if line.strip()), "")
        return Layout(str(delimiter), first.count(str(delimiter)) + 1)
    return find_layout(lines[:400])


# -- from the description to the columns


def _given(
    package: Mapping[str, Any], resource: Mapping[str, Any], dialect: Mapping[str, Any], model: _Model | None,
    grid: Grid,
) -> tuple[Given, list[Finding], bool]:
    """What the description says of the columns, what is to be said about that, and whether file and description
    agree."""
    findings: list[Finding] = []
    title = clean_line(str(package.get("title") or resource.get("title") or ""))
    fields = [f for f in _list(_dict(resource.get("schema")).get("fields")) if isinstance(f, dict)]
    headed = dialect.get("header") is not False
    first = grid.first(1)
    printed = first[0].cells if headed and first else [str(f.get("name", "")) for f in fields]
    places = {cell: i for i, cell in enumerate(printed)}
    price = package.get("priceLevel") or resource.get("priceLevel")
    plain = Given(title=title, price_level=str(price) if price else None, custom=Style.POINT, headed=headed)
    if model is None or not model.measures:
        return plain, findings, True
    named = {m.source for m in model.measures} | set(model.roles) | {source for _s, source, _c in model.levels}
    missing = sorted(named - set(places))
    if missing:
        message = N_("Datapakken beskriver kolonnerne {missing}, men filen har {printed}").format(
            missing=", ".join(missing), printed=", ".join(printed)
        )
        findings.append(Finding("other", "error", clean_line(message), source=Source(line=1)))
        if any(measure.source in missing for measure in model.measures):
            return plain, findings, False
    by_name = {str(f.get("name", "")): f for f in fields}
    headings: dict[int, Heading] = {}
    styles: dict[int, Style] = {}
    factors: dict[int, Decimal] = {}
    unit: str | None = None
    for name, role in model.roles.items():
        if name in places:
            headings[places[name]] = Heading(name, role)
    order: list[int] = []
    stems = list(dict.fromkeys(stem for stem, _source, _code in model.levels))
    seen: set[tuple[str, bool]] = set()
    for stem, source, is_code in model.levels:
        # A code in full and in part is one code; the first is enough.
        if source in places and (stem, is_code) not in seen:
            seen.add((stem, is_code))
            place = places[source]
            headings[place] = Heading(source, Role.LEVEL, stem=stem, order=stems.index(stem) + 1, is_code=is_code)
            order.append(place)
    for measure in model.measures:
        place = places[measure.source]
        own = by_name.get(measure.source, {})
        decimal = own.get("decimalChar")
        if decimal in {",", "."}:
            styles[place] = Style.DANISH if decimal == "," else Style.POINT
        currency = _setting("currency", measure.currency, own, resource, package) or _setting(
            "currencyCode", None, own, resource, package
        )
        factor, sure = _factor(_setting("factor", measure.factor, own, resource, package))
        sign, known = _sign(_setting("sign", measure.sign, own, resource, package))
        level = _setting("priceLevel", None, own, resource, package)
        if not (sure and known):
            words = N_("Datapakkens factor eller sign for {column} kan ikke læses").format(column=measure.source)
            findings.append(Finding("doubtful_number", "error", words, column=measure.source, source=Source(line=1)))
        own_unit, factor = _unit(currency, factor)
        unit = unit or own_unit
        if factor * sign != 1:
            factors[place] = factor * sign
            words = N_("Kolonnen {column} er ganget med {factor}, som datapakken siger")
            words = words.format(column=measure.source, factor=format((factor * sign).normalize(), "f"))
            findings.append(Finding("other", "note", words, column=measure.source, source=Source(line=1)))
            if not (sure and known):
                missing.append(measure.source)
        headings[place] = Heading(
            measure.source, Role.AMOUNT, None, measure.phase, own_unit, str(level) if level else None, measure.source
        )
    roles = headings
    if Role.UNIT in model.roles.values() and unit in _UNITS.values():
        # One unit for all: the currency column would only say DKK again.
        roles = {i: h if h.role is not Role.UNIT else replace(h, role=Role.IGNORED) for i, h in headings.items()}
    given = replace(
        plain, headings=roles, styles=styles, factors=factors, unit=unit, order=tuple(order), only_given=True
    )
    return given, findings, not any(finding.code == "doubtful_number" for finding in findings)


def _setting(key: str, own: object, *holders: Mapping[str, Any]) -> Any:
    """A setting where it stands nearest: at the measure, the field, the resource, the package."""
    if own is not None:
        return own
    return next((holder[key] for holder in holders if holder.get(key) is not None), None)


def _factor(value: object) -> tuple[Decimal, bool]:
    if value is None:
        return Decimal(1), True
    try:
        factor = Decimal(str(value))
    except InvalidOperation:
        return Decimal(1), False
    return (factor, True) if factor.is_finite() and factor else (Decimal(1), False)


def _sign(value: object) -> tuple[int, bool]:
    words = str(value if value is not None else "").strip().casefold()
    if words in _TURNED:
        return -1, True
    return 1, words in _STRAIGHT


def _unit(currency: object, factor: Decimal) -> tuple[str | None, Decimal]:
    """The unit that currency and factor make, and what is left of the factor to multiply with."""
    if not isinstance(currency, str) or not currency:
        return None, factor
    whole = int(factor) if factor == factor.to_integral_value() else 0
    if currency.upper() == "DKK":
        return (_UNITS[whole], Decimal(1)) if whole in _UNITS else ("kr.", factor)
    return currency.upper(), factor
