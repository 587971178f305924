"""What was read from one file, as a report for people: what needs an eye first, then everything in order.

Plain text in aligned columns. Numbers are Danish; a row that could not be read with certainty begins with "?"
and shows its cells as they were printed.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from budgettui.domain.amounts import format_number
from budgettui.domain.errors import N_
from budgettui.domain.paper.reading import (
    AgendaItem,
    Finding,
    Paper,
    Participant,
    Point,
    Reading,
    Row,
    Source,
    Table,
)
from budgettui.export.escape import plain_line
from budgettui.export.wording import attendance_word, date_text
from budgettui.i18n import _, said_in_language

_WIDTH = 100
KINDS = {
    "bundle": N_("samling af mødepapirer"),
    "minutes": N_("referat"),
    "agenda": N_("dagsorden"),
    "proposal": N_("indstilling"),
    "memo": N_("notat"),
    "cover_letter": N_("følgeskrivelse"),
    "annual_report": N_("årsberetning"),
    "plan": N_("plan"),
    "budget_lines": N_("budgetlinjer"),
    "initiative": N_("tiltag"),
    "unknown": N_("ukendt art"),
}
_SEVERITIES = {"error": N_("fejl"), "rounding": N_("afrunding"), "note": N_("bemærk")}
STATUSES = {"fulfilled": N_("opfyldt"), "under_way": N_("i gang"), "not_started": N_("ikke påbegyndt")}


def inspect_report(reading: Reading) -> str:
    """The report, ending in one line end."""
    parts = (
        _file(reading),
        _part(_("Fund"), len(reading.findings), _findings(reading.findings)),
        _part(_("Deltagere"), len(reading.participants), _participants(reading.participants)),
        _part(_("Dagsorden"), len(reading.agenda_items), _agenda(reading.agenda_items)),
        _part(_("Papirer"), len(reading.papers), _papers(reading.papers)),
        _part(_("Tabeller"), len(reading.tables), _tables(reading.tables)),
        _part(_("Opfølgning"), len(reading.actions), _actions(reading)),
        _part(_("Hensigtserklæringer"), len(reading.intentions), _intentions(reading)),
        _part(_("Frister"), len(reading.deadlines), _deadlines(reading)),
        _part(_("Beløb i teksten"), len(reading.amounts), _amounts(reading)),
    )
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def uncertain_rows(reading: Reading) -> int:
    """How many table rows need a human eye."""
    return sum(not row.certain for table in reading.tables for row in table.rows)


def columns(rows: Sequence[Sequence[str]], right: Iterable[int] = ()) -> list[str]:
    """Rows of cells in aligned columns, two spaces between; those in ``right`` are aligned to the right."""
    to_right = frozenset(right)
    count = max((len(row) for row in rows), default=0)
    widths = [
        max((len(row[column]) for row in rows if column < len(row)), default=0) for column in range(count)
    ]
    return [
        "  ".join(
            text.rjust(widths[column]) if column in to_right else text.ljust(widths[column])
            for column, text in enumerate(row)
        ).rstrip()
        for row in rows
    ]


def _part(title: str, count: int, lines: Iterable[str]) -> list[str]:
    return [f"{title} ({count})", *lines] if count else []


def _indented(text: str, first: str, rest: str | None = None) -> list[str]:
    later = " " * len(first) if rest is None else rest
    wrapped = textwrap.wrap(
        plain_line(text), _WIDTH, initial_indent=first, subsequent_indent=later,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
    return wrapped or [first.rstrip()]


def _place(source: Source) -> str:
    """ "side 14, linje 203", as far as it is known."""
    parts = []
    if source.page is not None:
        parts.append(_("side {page}").format(page=source.page))
    if source.line is not None:
        parts.append(_("linje {line}").format(line=source.line))
    return ", ".join(parts)


def _file(reading: Reading) -> list[str]:
    kind = _(KINDS[reading.kind])
    pages = _("{count} sider").format(count=reading.pages) if reading.pages else ""
    facts = (
        (_("Fil"), ", ".join(part for part in (plain_line(reading.name), reading.format, pages) if part)),
        (_("Læst som"), kind),
        (_("Titel"), reading.title),
        (_("Kommune"), reading.municipality),
        (_("Afdeling"), reading.department),
        (_("Udvalg"), reading.body),
        (_("Dato"), date_text(reading.date)),
        (_("Budgetår"), ", ".join(map(str, reading.budget_years))),
        (_("Usikre rækker"), str(uncertain_rows(reading) or "")),
        ("SHA-256", reading.sha256),
    )
    return columns([[label, plain_line(value)] for label, value in facts if value])


def _findings(findings: Sequence[Finding]) -> Iterator[str]:
    order = {severity: place for place, severity in enumerate(_SEVERITIES)}
    for finding in sorted(findings, key=lambda one: order[one.severity]):
        named = (finding.table, finding.row, finding.column)
        message = said_in_language(finding.message)
        where = " › ".join(plain_line(part) for part in named if part and part not in message)
        place = _place(finding.source)
        text = f"{where}: {message}" if where else message
        yield from _indented(
            f"{text} ({place})" if place else text, f"  {_(_SEVERITIES[finding.severity]):<11}"
        )
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


def _participants(people: Sequence[Participant]) -> list[str]:
    rows = [
        [
            "",
            attendance_word(one.attendance),
            plain_line(one.initials or ""),
            plain_line(", ".join(part for part in (one.name, one.role, one.party) if part)),
        ]
        for one in people
    ]
    return columns(rows)


def _agenda(items: Sequence[AgendaItem]) -> Iterator[str]:
    for item in items:
        number = plain_line(item.number or "")
        title = plain_line(item.title or "") or "–"
        state = f" [{_('lukket')}]" if item.open is False else ""
        if item.type == "section":
            yield from _indented(f"{title}{state}", f"  {number:<5} ".replace("  ", " ", 1))
            continue
        yield from _indented(f"{title}{state}", f"  {number:<5} ")
        indent = " " * 8
        if item.case_number:
            yield from _indented(_("sagsnummer {number}").format(number=item.case_number), indent)
        for attachment in item.attachments:
            yield from _indented(_("bilag: {title}").format(title=attachment), indent)
        yield from _points(item.decision_points, indent)
        for decision in item.decisions:
            who = ", ".join(part for part in (decision.body, date_text(decision.date)) if part)
            label = _("besluttet ({who}): {text}") if who else _("besluttet: {text}")
            yield from _indented(label.format(who=who, text=decision.text), indent)
        if item.minutes:
            yield from _indented(_("referat: {text}").format(text=item.minutes), indent)


def _points(points: Sequence[Point], indent: str) -> Iterator[str]:
    for point in points:
        mark = "At" if point.number is None else f"At {point.number})"
        yield from _indented(point.text, f"{indent}{mark} ")


def _papers(papers: Sequence[Paper]) -> Iterator[str]:
    for paper in papers:
        facts = (
            paper.agenda_item and _("punkt {number}").format(number=paper.agenda_item),
            paper.from_ and _("fra {sender}").format(sender=paper.from_),
            paper.to and _("til {receiver}").format(receiver=paper.to),
            date_text(paper.date),
            paper.case_number and _("sagsnummer {number}").format(number=paper.case_number),
            _place(paper.source),
        )
        yield from _indented(f"{_(KINDS[paper.kind]).capitalize()}: {paper.title}", "  ")
        said = " · ".join(fact for fact in facts if fact)
        if said:
            yield from _indented(said, "    ")
        headings = [" ".join(part for part in (one.number, one.title) if part) for one in paper.sections]
        titles = "; ".join(filter(None, headings))
        if titles:
            yield from _indented(_("afsnit: {titles}").format(titles=titles), "    ")
        yield from _points(paper.decision_points, "    ")


def _tables(tables: Sequence[Table]) -> Iterator[str]:
    for table in tables:
        facts = (
            table.unit or _("uden enhed"),
            table.price_level,
            table.department,
            table.paper,
            _place(table.source),
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


def number_text(value: str) -> str:
    """An exact decimal in Danish; a text that is not one as it is."""
    try:
        number = Decimal(value)
    except ArithmeticError:
        return plain_line(value)
    if not number.is_finite():
        return plain_line(value)
    exponent = number.as_tuple().exponent
    return format_number(number, max(0, -int(exponent)))


def _actions(reading: Reading) -> Iterator[str]:
    for action in reading.actions:
        facts = (
            action.agenda_item and _("punkt {number}").format(number=action.agenda_item),
            action.due and _("frist {date}").format(date=date_text(action.due)),
        )
        said = ", ".join(fact for fact in facts if fact)
        who = " / ".join(action.responsible) or "–"
        yield from _indented(f"{who}: {action.text}{f' ({said})' if said else ''}", "  ")


def _intentions(reading: Reading) -> Iterator[str]:
    for one in reading.intentions:
        status = _(STATUSES[one.status]) if one.status else "–"
        yield from _indented(f"{one.text} ({one.department}, {status})", f"  {one.number:>3} ")


def _deadlines(reading: Reading) -> Iterator[str]:
    for one in reading.deadlines:
        yield from _indented(one.text, f"  {date_text(one.date):<18} ")


def _amounts(reading: Reading) -> list[str]:
    rows = []
    for one in reading.amounts:
        kroner = "?" if one.kroner is None else f"{number_text(one.kroner)} kr."
        rows.append(["", plain_line(one.printed), kroner, _place(one.source)])
    return columns(rows, right=(2,))
