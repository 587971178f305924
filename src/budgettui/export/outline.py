"""What was read of a file besides its tables, part by part: a line for each thing, with the place it was read from.

Plain text in the chosen language, for the report and for whoever holds the reading beside the document.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from budgettui.domain.amounts import format_number
from budgettui.domain.errors import N_
from budgettui.domain.paper.papers import Paper, Source, after_mark
from budgettui.domain.paper.reading import AgendaItem, Participant, Point, Reading
from budgettui.export.escape import plain_line
from budgettui.export.wording import attendance_word, date_text
from budgettui.i18n import _

#: What a file or a paper is.
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
STATUSES = {"fulfilled": N_("opfyldt"), "under_way": N_("i gang"), "not_started": N_("ikke påbegyndt")}
#: So much of a section is told: enough to know it by.
_BEGINNING = 120


class Told(NamedTuple):
    """One thing that was read. ``mark`` is what in the document says so, where ``source`` is more than that."""

    text: str
    source: Source = Source()
    depth: int = 0
    mark: Source | None = None


class Part(NamedTuple):
    title: str
    told: list[Told]


def outline(reading: Reading) -> Iterator[Part]:
    """The parts that have something in them, the file itself first."""
    yield Part(_("Filen"), [Told(f"{label}: {plain_line(value)}") for label, value in facts(reading) if value])
    yield from things(reading)


def things(reading: Reading) -> Iterator[Part]:
    """What was read in the file, the parts that have something in them."""
    parts = (
        Part(_("Deltagere"), [Told(_participant(one)) for one in reading.participants]),
        Part(_("Dagsorden"), [told for item in reading.agenda_items for told in _item(item)]),
        Part(_("Papirer"), [told for paper in reading.papers for told in _paper(paper, reading.kind)]),
        Part(_("Opfølgning"), [
            Told(_joined("/".join(one.responsible), one.text, date_text(one.due)), one.source)
            for one in reading.actions
        ]),
        Part(_("Frister"), [Told(_joined(date_text(one.date), one.text), one.source) for one in reading.deadlines]),
        Part(_("Hensigtserklæringer"), [
            Told(_joined(str(one.number), one.department, _(STATUSES[one.status]) if one.status else "", one.text),
                 one.source)
            for one in reading.intentions
        ]),
        Part(_("Beløb i teksten"), [
            Told(_joined(one.printed, "?" if one.kroner is None else f"{number_text(one.kroner)} kr.", one.context),
                 one.source)
            for one in reading.amounts
        ]),
    )
    return (part for part in parts if part.told)


def _joined(*parts: str | None) -> str:
    return " · ".join(plain_line(part) for part in parts if part)


def facts(reading: Reading) -> tuple[tuple[str, str | None], ...]:
    """(label, value) of the file itself; no value where it says nothing."""
    times = "–".join(time for time in (reading.start, reading.end) if time)
    return (
        (_("Læst som"), _(KINDS[reading.kind])),
        (_("Titel"), reading.title),
        (_("Kommune"), reading.municipality),
        (_("Afdeling"), reading.department),
        (_("Udvalg"), reading.body),
        (_("Dato"), _joined(date_text(reading.date), times)),
        (_("Sted"), reading.place),
        (_("Budgetår"), ", ".join(map(str, reading.budget_years))),
    )


def number_text(value: str) -> str:
    """An exact decimal in Danish; a text that is not one as it is."""
    try:
        number = Decimal(value)
    except ArithmeticError:
        return plain_line(value)
    if not number.is_finite():
        return plain_line(value)
    return format_number(number, max(0, -int(number.as_tuple().exponent)))


def _participant(one: Participant) -> str:
    return _joined(one.initials, one.name, one.role, one.party, attendance_word(one.attendance))


def _item(item: AgendaItem) -> Iterator[Told]:
    title = " ".join(part for part in (item.number, item.title) if part)
    first = Source(item.source.page, item.source.line)
    yield Told(_joined(title, _("lukket") if item.open is False else "", item.case_number), item.source, 0, first)
    yield from _points(item.decision_points)
    for decision in item.decisions:
        yield Told(_joined(_("besluttet"), decision.body, date_text(decision.date), decision.text), decision.source, 1)
    if item.minutes:
        yield Told(_("referat: {text}").format(text=plain_line(item.minutes)), item.source, 1, Source())
    for attachment in item.attachments:
        yield Told(_("bilag: {title}").format(title=plain_line(attachment)), item.source, 1, Source())


def _paper(paper: Paper, kind: str) -> Iterator[Told]:
    said = (
        paper.number, paper.title, date_text(paper.date),
        paper.from_ and _("fra {sender}").format(sender=paper.from_),
        paper.to and _("til {receiver}").format(receiver=paper.to),
        paper.case_number and _("sagsnummer {number}").format(number=paper.case_number),
        paper.agenda_item and _("punkt {number}").format(number=paper.agenda_item),
    )
    where = Source(paper.source.page, paper.source.line)
    known = "unknown" if kind == "unknown" else paper.kind
    yield Told(f"{_(KINDS[known]).capitalize()}: {_joined(*said)}", paper.source, 0, where)
    for section in paper.sections:
        heading = " ".join(part for part in (section.number, section.title) if part)
        begins = Source(section.source.page, section.source.line)
        text = plain_line(section.text)
        begun = text if len(text) <= _BEGINNING else text[:_BEGINNING].rstrip() + "…"
        yield Told(_joined(heading, begun), section.source, 1, begins)
    yield from _points(paper.decision_points)


def _points(points: Sequence[Point]) -> Iterator[Told]:
    for point in points:
        mark = "At" if point.number is None else f"At {point.number})"
        yield Told(plain_line(f"{mark} {after_mark(point.number, point.text)}"), point.source, 1)
