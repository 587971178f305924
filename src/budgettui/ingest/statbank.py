"""Statistics Denmark's StatBank: CSV and BULK with a line for every figure, and tables with years as columns.

Columns are known by their names, never by their place. What StatBank adds up itself is never added again: ART
TOT is net and stands apart from UE and I, FUNK1 X is the sum of 0 to 8, region and country sum municipalities.
Of several PRISENHED one is chosen, since they are the same money measured twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from budgettui.domain.errors import N_, UnreadableFile
from budgettui.domain.paper.reading import Finding, Reading, Source
from budgettui.ingest import csvfile
from budgettui.ingest.csvfile import decode, decode_bytes, grid_of, reading_of
from budgettui.ingest.given import Given
from budgettui.ingest.lines.budget_lines import read_lines
from budgettui.ingest.lines.delimited import Delimited, find_layout
from budgettui.ingest.lines.line_tree import is_total_name
from budgettui.ingest.page.headings import Heading, Role
from budgettui.ingest.tables.accounts import called
from budgettui.ingest.tables.grid import Grid, Record

CODE = "statbank"

_NEEDED = {"TID", "INDHOLD"}
_HEAD_WITHIN = 12
_SAMPLE = 1 << 14
#: The title of a table that StatBank lays out itself: "… efter område, funktion og tid".
_TITLE = re.compile(r"\b(?:efter|by)\b.*\b(?:tid|time)\W*$", re.IGNORECASE | re.DOTALL)
_PHASES = (
    (re.compile(r"(?<![^\W\d_])REGK?[0-9]*", re.IGNORECASE), "executed"),
    (re.compile(r"(?<![^\W\d_])BUDK?[0-9]*", re.IGNORECASE), "approved"),
)
_REGION = re.compile(r"(?:0(?:8[1-5]|0[1-9]|1[0-1])\b.*|(?:region|landsdel|provins)\b.*)", re.IGNORECASE)
_COUNTRY = re.compile(r"(?:000\b.*|hele landet|all denmark)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Table:
    """A StatBank file: its records, the place of its heading, and its columns by name."""

    grid: Grid
    head: int
    columns: dict[str, int]

    def body(self) -> Iterator[Record]:
        for place, record in enumerate(self.grid.records()):
            if place > self.head and not record.blank and not record.problem and len(record.cells) >= len(self.columns):
                yield record

    def values(self, column: str) -> list[str]:
        at = self.columns[column]
        return list(dict.fromkeys(record.cells[at] for record in self.body()))


def recognises(content: bytes) -> bool:
    """Whether the content has StatBank's headings, or the title of a table that StatBank laid out."""
    if not csvfile.recognises(content):
        return False
    lines = decode_bytes(content[:_SAMPLE])[0].split("\n")
    layout = find_layout(lines)
    if layout is None:
        return False
    first = list(Delimited(lines[:_HEAD_WITHIN], layout).records())
    return _heading(first) is not None or _is_laid_out(first)


def read(name: str, content: bytes) -> Reading:
    """Everything that a StatBank file carries. Raises ``UnreadableFile``: it is empty, binary, or has no figures."""
    text, _encoding, findings = decode(name, content)
    grid = grid_of(name, text)
    head = _heading(grid.first(_HEAD_WITHIN))
    given, municipality = Given(phase=_phase(name)), None
    if head is not None:
        columns = {label.upper(): i for i, label in enumerate(grid.first(head + 1)[head].cells)}
        given, more, municipality = _given(_Table(grid, head, columns), name)
        findings += more
    found = read_lines(grid, name, replace(given, chosen=True))
    if found is None:
        raise UnreadableFile(N_("Filen {name} har ingen kolonne med tal."), name=name)
    reading = reading_of(name, content, CODE, text, [found], findings)
    return reading if head is None else replace(reading, municipality=municipality)


def _heading(records: Sequence[Record]) -> int | None:
    return next((i for i, record in enumerate(records) if {cell.upper() for cell in record.cells} >= _NEEDED), None)


def _is_laid_out(records: Sequence[Record]) -> bool:
    title = []
    for record in records:
        if record.blank:
            continue
        if len([cell for cell in record.cells if cell]) > 1 or not record.cells[0]:
            break
        title.append(record.cells[0])
    return bool(_TITLE.search(" ".join(title)))


def _phase(name: str) -> str | None:
    """The phase of StatBank's table by its number, which only the name of the file tells: REGK31, BUDK32."""
    return next((phase for pattern, phase in _PHASES if pattern.search(name.replace("_", " "))), None)


def _given(table: _Table, name: str) -> tuple[Given, list[Finding], str | None]:
    columns, line = table.columns, table.grid.first(table.head + 1)[table.head].line
    findings: list[Finding] = []
    headings: dict[int, Heading] = {}
    aside: dict[int, str] = {}
    constants: list[str] = []
    unit = price = municipality = None
    keep_price: tuple[int, str] | None = None

    def note(message: str) -> None:
        findings.append(Finding("other", "note", message, source=Source(line=line)))

    levels: list[str] = []
    for label, at in columns.items():
        if label == "TID":
            headings[at] = Heading(label, Role.YEAR)
        elif label == "INDHOLD":
            headings[at] = Heading("", Role.AMOUNT)
        elif label == "PRISENHED":
            headings[at] = Heading(label, Role.IGNORED)
            values = table.values(label)
            chosen = _chosen_price(values)
            unit, price = _unit_of(chosen)
            if len(values) > 1:
                keep_price = (at, chosen)
                left = ", ".join(value for value in values if value != chosen)
                words = N_("PRISENHED {chosen} er valgt; {left} er de samme penge og er ikke læst")
                note(words.format(chosen=chosen, left=left))
        elif label == "ART" and any(map(_is_net, table.values(label))):
            values = table.values(label)
            net = next(value for value in values if _is_net(value))
            headings[at] = Heading(label, Role.IGNORED)
            if len(values) > 1:
                aside[at] = net
                others = ", ".join(value for value in values if value != net)
                words = N_("ART {net} er netto; {others} står i egne kolonner og lægges aldrig til")
                note(words.format(net=net, others=others))
            else:
                constants.append(f"{label} {net}")
        elif label == "ART" and {_code(value) for value in table.values(label)} >= {"UE", "I"}:
            headings[at] = Heading(label, Role.IGNORED)
            aside[at] = ""
            note(N_("ART har udgifter og indtægter uden netto (TOT); de står i egne kolonner og lægges ikke sammen"))
        elif len(values := table.values(label)) == 1:
            headings[at] = Heading(label, Role.IGNORED)
            value = _name_of(label, values[0])
            constants.append(f"{label} {value}")
            if label in {"OMRÅDE", "KOMGRP", "KOMK"}:
                municipality = _municipality(value)
        else:
            headings[at] = Heading(label, Role.LEVEL, stem=label)
            levels.append(label)
    levels.sort(key=lambda label: label != "OMRÅDE")
    phase = _phase(name)
    if phase is not None:
        note(N_("Fasen er taget fra tabellens nummer i filens navn"))
    stem = name.rpartition(".")[0] or name
    given = Given(
        headings=headings,
        order=tuple(columns[label] for label in levels),
        title=f"{stem}: {', '.join(constants)}" if constants else stem,
        unit=unit,
        price_level=price,
        phase=phase,
        is_total=_is_total,
        is_apart=lambda label, text: label == "OMRÅDE" and bool(_REGION.fullmatch(text)),
        name_of=_name_of,
        keep=(lambda cells: len(cells) <= keep_price[0] or cells[keep_price[0]] == keep_price[1])
        if keep_price
        else None,
        aside=aside,
    )
    return given, findings, municipality


def _code(value: str) -> str:
    return value.split(" ", 1)[0].upper()


def _is_net(value: str) -> bool:
    return _code(value) == "TOT" or is_total_name(value) or "netto" in value.casefold()


def _chosen_price(values: Sequence[str]) -> str:
    """The amounts themselves in current prices, before fixed prices, before amounts per inhabitant."""

    def rank(value: str) -> tuple[bool, bool]:
        words = value.casefold()
        head = "indb" in words or "inhab" in words or "capita" in words or _code(value).startswith("IND")
        return head, _code(value) != "LOBM" and ("fast" in words or "fixed" in words or _code(value).startswith("FAS"))

    return min(values, key=rank)


def _unit_of(value: str) -> tuple[str | None, str | None]:
    """The unit and price level that a PRISENHED says."""
    words, code = value.casefold(), _code(value)
    price = None
    if code in {"LOBM", "INDL"} or "løbende" in words or "current" in words:
        price = "løbende priser"
    elif code in {"FASM", "INDF"} or "faste" in words or "fixed" in words:
        price = "faste priser"
    if code.startswith("IND") or "indb" in words or "inhab" in words or "capita" in words:
        return "kr. pr. indbygger", price
    if code in {"LOBM", "FASM"} or re.search(r"1[.,]?000", words):
        return "1.000 kr.", price
    if re.search(r"\bmio|million", words):
        return "mio. kr.", price
    return None, price


def _is_total(label: str, text: str) -> bool:
    """Whether a value of this column is the sum of all its others."""
    if label == "OMRÅDE":
        return bool(_COUNTRY.fullmatch(text))
    code = _code(text)
    if code == "TOT":
        return True
    return label.startswith("FUNK") and code in {"X", "XX"}


def _name_of(label: str, text: str) -> str:
    dimension = {"DRANST": "dranst", "FUNK1": "hovedkonto"}.get(label)
    return called(dimension, text) if dimension else text


def _municipality(value: str) -> str | None:
    """The municipality that the file is about; ``None`` for a region, the country or a code alone."""
    name = re.sub(r"^[0-9]+\s*", "", value).strip()
    if not name or _REGION.fullmatch(value) or _COUNTRY.fullmatch(value):
        return None
    return name if name.endswith("Kommune") else f"{name} Kommune"
