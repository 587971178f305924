"""What was read from one file: as a report for people, what needs an eye first, then everything in order; and as the
public contract ``docs/inspect.schema.json`` says it.

The report is plain text in aligned columns. Numbers are Danish; a row that could not be read with certainty begins
with "?" and shows its cells as they were printed.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from budgettui.domain.errors import N_
from budgettui.domain.paper.reading import SCHEMA, AmountNamed, Finding, Paper, Reading, Row, Table
from budgettui.export.checks_report import source_words
from budgettui.export.escape import columns, plain_line
from budgettui.export.outline import Part, facts, number_text, things
from budgettui.i18n import _, ngettext, said_in_language

_WIDTH = 100
#: What describes the file itself stands under "source".
_OF_THE_FILE = ("name", "sha256", "format", "pages")
#: The decoded text is what the sources' lines count in, and where and when the meeting is held is for the meeting that
#: is made of the reading: the contract has neither.
_LEFT_OUT = frozenset((*_OF_THE_FILE, "text", "place", "start", "end"))
#: Fields of a shape that the program uses itself and the contract does not have.
_OWN: dict[type, frozenset[str]] = {
    AmountNamed: frozenset(("department",)),
    Paper: frozenset(("number", "theme")),
    Row: frozenset(("lines", "reviewed")),
    Table: frozenset(("left_out",)),
    Finding: frozenset(("seen",)),
}
_SEVERITIES = {"error": N_("fejl"), "rounding": N_("afrunding"), "note": N_("bemærk")}


def inspect_report(reading: Reading) -> str:
    """The report, ending in one line end."""
    parts = (
        _file(reading),
        _part(_("Fund"), len(reading.findings), _findings(reading.findings)),
        *(_part(part.title, sum(not told.depth for told in part.told), _told(part)) for part in things(reading)),
        _part(_("Tabeller"), len(reading.tables), _tables(reading.tables)),
    )
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def uncertain_rows(reading: Reading) -> int:
    """How many table rows need a human eye."""
    return sum(not row.certain for table in reading.tables for row in table.rows)


def _part(title: str, count: int, lines: Iterable[str]) -> list[str]:
    return [f"{title} ({count})", *lines] if count else []


def _indented(text: str, first: str, rest: str | None = None) -> list[str]:
    later = " " * len(first) if rest is None else rest
    wrapped = textwrap.wrap(
        plain_line(text), _WIDTH, initial_indent=first, subsequent_indent=later,
        break_long_words=False, break_on_hyphens=False,
    )
    return wrapped or [first.rstrip()]


def _file(reading: Reading) -> list[str]:
    count = reading.pages or 0
    pages = ngettext("{count} side", "{count} sider", count).format(count=count) if count else ""
    own = (
        (_("Fil"), ", ".join(part for part in (plain_line(reading.name), reading.format, pages) if part)),
        *facts(reading),
        (_("Usikre rækker"), str(uncertain_rows(reading) or "")),
        ("SHA-256", reading.sha256),
    )
    return columns([[label, plain_line(value)] for label, value in own if value])


def _told(part: Part) -> Iterator[str]:
    for told in part.told:
        place = "" if told.depth else source_words(told.source, whole=True)
        yield from _indented(f"{told.text} ({place})" if place else told.text, "  " * (told.depth + 1), " " * 8)


def _findings(findings: Sequence[Finding]) -> Iterator[str]:
    order = {severity: place for place, severity in enumerate(_SEVERITIES)}
    for finding in sorted(findings, key=lambda one: order[one.severity]):
        named = (finding.table, finding.row, finding.column)
        message = said_in_language(finding.message)
        where = " › ".join(plain_line(part) for part in named if part and part not in message)
        place = source_words(finding.source, whole=True)
        text = f"{where}: {message}" if where else message
        yield from _indented(f"{text} ({place})" if place else text, f"  {_(_SEVERITIES[finding.severity]):<11}")
        figures = (
            (_("trykt"), finding.printed if finding.computed is None else number_text(finding.printed or "")),
            (_("beregnet"), finding.computed and number_text(finding.computed)),
            (_("forskel"), finding.difference and number_text(finding.difference)),
        )
        said = ", ".join(f"{label} {value}" for label, value in figures if value)
        if said:
            yield from _indented(said, " " * 13)
        if finding.parts:
            yield from _indented(_("dele: {parts}").format(parts="; ".join(finding.parts)), " " * 13)


def _tables(tables: Sequence[Table]) -> Iterator[str]:
    for table in tables:
        facts = (
            table.unit or _("uden enhed"),
            table.price_level,
            table.department,
            table.paper,
            source_words(table.source, whole=True),
        )
        yield from _indented(table.title, "  ")
        yield from _indented(" · ".join(fact for fact in facts if fact), "    ")
        head = ["", "", *(plain_line(column.label) for column in table.columns)]
        body = [_row(row, len(table.columns)) for row in table.rows]
        yield from (f"    {line}".rstrip() for line in columns([head, *body], right=range(2, len(head))))


def _row(row: Row, count: int) -> list[str]:
    label = "  " * row.level + plain_line(row.label)
    cells = [_cell(row, place) for place in range(max(count, len(row.values)))]
    return ["" if row.certain else "?", label, *cells]


def _cell(row: Row, place: int) -> str:
    value = row.values[place] if place < len(row.values) else None
    printed = row.printed[place] if place < len(row.printed) else None
    if value is None or not row.certain:
        return plain_line(printed or "")
    return number_text(value)


def inspect_json(reading: Reading) -> dict[str, Any]:
    """The reading as plain dictionaries, lists, texts and numbers, ready for ``json.dumps``."""
    return {
        "schema": SCHEMA,
        "source": {name: getattr(reading, name) for name in _OF_THE_FILE},
        **{one.name: _plain(getattr(reading, one.name)) for one in fields(reading) if one.name not in _LEFT_OUT},
    }


def _plain(value: object) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        # A trailing underscore keeps a field's name off Python's words: from_ is "from".
        own = _OWN.get(type(value), frozenset())
        return {
            one.name.rstrip("_"): _plain(getattr(value, one.name))
            for one in fields(value)
            if one.name not in own
        }
    return value
