"""The questions that the meeting asks, and the events that the answers become."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from budgettui.domain.amounts import KR, NumberError, Unit, format_amount, parse_number, parse_unit, to_hundredths
from budgettui.domain.budget.budget import BudgetColumn, Line, Material
from budgettui.domain.budget.tally import Effect
from budgettui.domain.budget.view import ViewColumn
from budgettui.domain.dates import parse_date, parse_due
from budgettui.domain.errors import N_
from budgettui.domain.meeting.amendments import recommended
from budgettui.domain.meeting.decisions import BY_CODE, Bucket
from budgettui.domain.meeting.events import link_data
from budgettui.domain.meeting.meeting import DecisionPoint, Item, LineLink, Meeting, Scenario
from budgettui.domain.meeting.roll import Roll
from budgettui.domain.meeting.spotting import Spotted
from budgettui.export.wording import Money
from budgettui.figures import line_words
from budgettui.i18n import _, date_text, ngettext
from budgettui.store import NewEvent
from budgettui.tui import naming
from budgettui.tui.saver import Act, done_in
from budgettui.tui.text import safe
from budgettui.tui.widgets.panel import Field, Question
from budgettui.tui.widgets.paper import amounts_words
from budgettui.tui.words import attendance_words, point_name


def meeting_day(meeting: Meeting, today: date) -> date:
    """The day that "næste fredag" counts from: the meeting's own date where it is still to come or just held."""
    day = parse_date(meeting.date) if meeting.date else None
    if day is None and meeting.date:
        day = date.fromisoformat(meeting.date)
    return day or today


def due(meeting: Meeting, today: date, value: str) -> Field:
    """The day by which it is done, in words; what they mean is told beside them."""

    def hint(text: str) -> str:
        day = parse_due(text, meeting_day(meeting, today))
        if day is None:
            raise ValueError(_("ikke en dato"))
        return f"→ {date_text(day)}"

    return Field("due", _("Frist"), value, _("ult. juni, næste fredag, 30. juni"), hint)


def due_date(meeting: Meeting, today: date, text: str) -> str | None:
    """A deadline in words as an ISO date; ``None`` where there is none."""
    day = parse_due(text, meeting_day(meeting, today)) if text.strip() else None
    return day.isoformat() if day else None


def responsible(meeting: Meeting, value: str) -> Field:
    """Who does it, by initials: they complete, and whom they mean is told beside them."""
    names = {person.initials: safe(person.name) for person in meeting.attendees if person.initials}
    by_letters = {initials.casefold(): name for initials, name in names.items()}

    def hint(text: str) -> str:
        found = [
            by_letters.get(word.casefold()) or (f"{word}?" if word.isupper() and len(word) > 1 else "")
            for word in re.findall(r"\w+", text)
        ]
        return "→ " + ", ".join(filter(None, found)) if any(found) else ""

    return Field("responsible", _("Ansvarlig"), value, " ".join(names), hint, completes=tuple(names))


#: Texts that fill in a decision, by outcome; "…" is what is still to be typed.
_MODULES = {
    "postponed": (
        N_("til næste møde"), N_("til mødet den …"), N_("til budgetforhandlingerne"), N_("på oplysning om …"),
    ),
    "referred": (
        N_("fremsendes til {council} med bemærkning, at …"), N_("til {council}"), N_("til Magistraten"),
        N_("til udvalget med bemærkning, at …"),
    ),
    "recommended": (N_("over for {council} med bemærkning, at …"), N_("over for Magistraten")),
    "sent_for_hearing": (N_("med frist den …"), N_("hos …")),
    "returned": (N_("med ønske om, at …"),),
    "approved_as_amended": (N_("med den ændring, at …"),),
}
_ALWAYS = (N_("med bemærkning, at …"), N_("idet …"))


def modules(meeting: Meeting, own: Sequence[str], outcome: str | None) -> list[str]:
    """Texts for a decision: those that go with the outcome, one's own, and those that always go."""
    place = (meeting.municipality or "").removesuffix(" Kommune").strip()
    council = _("{place} Byråd").format(place=place) if place else _("byrådet")
    texts = (*_MODULES.get(outcome or "", ()), *own, *_ALWAYS)
    return [text if text in own else _(text).format(council=safe(council)) for text in texts]


def decide(
    meeting: Meeting, points: Sequence[DecisionPoint], today: date,
    own: Sequence[str] = (), doubts: Callable[[Mapping[str, str]], Sequence[str]] | None = None,
) -> Question:
    """What was decided on the points: an outcome by one letter; text, responsible and deadline if wanted."""

    def answer(values: Mapping[str, str]) -> Act:
        outcome, text, who = BY_CODE[values["outcome"]], values["text"].strip(), values["responsible"].strip()
        facts = {
            "outcome": outcome.code, "text": text, "responsible": who, "due": due_date(meeting, today, values["due"]),
        }
        name = points_name(meeting, points) + ("" if len(points) == 1 else ":")
        money = outcome.code == "approved_as_amended" and any(point.links for point in points)
        return done_in(
            meeting, " · ".join(filter(None, (f"{name} {_(outcome.word)}", text, who))),
            *(("decided", {"point": point.id, **facts}) for point in points),
            offered=_("beløbet er som foreslået: W retter det") if money else "",
        )

    point = points[0]
    facts = [
        _("Virkning: {label} · {amounts}").format(label=safe(link.label), amounts=amounts_words(link.amounts))
        for link in point.links
    ]
    return Question(
        "decide",
        points_title(meeting, points),
        (
            Field("text", _("Tekst"), point.decision_text, _("tilføjelse eller anden ordlyd"),
                  modules=lambda outcome: modules(meeting, own, outcome)),
            responsible(meeting, point.responsible),
            due(meeting, today, date_text(point.due)),
        ),
        outcomes=True,
        outcome=point.outcome,
        suggested=recommended(meeting, point).code,
        facts=facts or [_("Virkning: ingen budgetlinje · L knytter en")],
        answer=answer,
        doubts=doubts,
    )


def points_name(meeting: Meeting, points: Sequence[DecisionPoint]) -> str:
    """ "1.4 At 2)", or "1.4 At 2) og 3 til"."""
    first = point_name(meeting, points[0].id)
    return first if len(points) == 1 else _("{point} og {count} til").format(point=first, count=len(points) - 1)


def points_title(meeting: Meeting, points: Sequence[DecisionPoint]) -> str:
    """The same with what the point says, where it is one."""
    name = points_name(meeting, points)
    return f"{name} {safe(points[0].text)}" if len(points) == 1 else name


def adopt_all(meeting: Meeting, item: Item) -> Act | None:
    """All of the item's open points as recommended, in one act; ``None`` where none is open."""
    open_points = [point for point in item.points if point.outcome is None]
    if not open_points:
        return None
    count = len(open_points)
    said = ngettext(
        "{item}: {count} beslutningspunkt som indstillet", "{item}: {count} beslutningspunkter som indstillet", count
    )
    return done_in(meeting, said.format(item=safe(item.name), count=count), *as_recommended(meeting, open_points))


def as_recommended(meeting: Meeting, points: Iterable[DecisionPoint]) -> list[tuple[str, dict[str, Any]]]:
    return [("decided", {"point": point.id, "outcome": recommended(meeting, point).code}) for point in points]


def action(meeting: Meeting, item: Item, point: DecisionPoint | None, today: date) -> Question:
    def answer(values: Mapping[str, str]) -> Act | None:
        text, due = values["text"].strip(), due_date(meeting, today, values["due"])
        return _follow_up(meeting, item, point, text, values["responsible"].strip(), due) if text else None

    where = point_name(meeting, point.id) if point else safe(item.heading)
    fields = Field("text", _("Hvad")), responsible(meeting, ""), due(meeting, today, "")
    return Question("action", _("Opfølgning · {where}").format(where=where), fields, answer=answer)


def spotted(meeting: Meeting, item: Item, one: Spotted) -> Act:
    """A follow-up that was found in the minutes text, and that a person took."""
    return _follow_up(meeting, item, None, one.text, one.responsible, one.due.isoformat() if one.due else None)


def _follow_up(
    meeting: Meeting, item: Item, point: DecisionPoint | None, text: str, responsible: str, due: str | None
) -> Act:
    payload = {
        "id": str(uuid4()), "text": text, "responsible": responsible, "due": due, "item": item.id,
        "point": point.id if point else None,
    }
    return done_in(meeting, _("opfølgning: {text}").format(text=safe(text)), ("action_set", payload))


def _worth_columns(material: Material, column: ViewColumn | None) -> list[BudgetColumn]:
    """The columns that say what a line is worth: the effects where there are any, else the chosen column.

    Of a column that is worked out, that is the column that it is worked out of.
    """
    columns = [entry for entry in material.columns if entry.phase == "effect" and entry.year]
    wanted = (column.source or column.id) if column else None
    return columns or [entry for entry in material.columns if entry.id == wanted and entry.year]


def is_doubtful(material: Material, line: Line, column: ViewColumn | None) -> bool:
    """Whether what the line is worth is a doubtful reading, which nothing is decided on before it is accepted."""
    found = [line.figures.get(entry.id) for entry in _worth_columns(material, column)]
    return not line.certain or any(figure is not None and not figure.certain for figure in found)


def line_amounts(material: Material, line: Line, column: ViewColumn | None) -> dict[int, int]:
    """What a line is worth per year, in øre: its effects where it has any, else the chosen column."""
    amounts: dict[int, int] = {}
    for entry in _worth_columns(material, column):
        figure = line.figures.get(entry.id)
        if entry.year is not None and figure is not None and figure.amount is not None:
            amounts[entry.year] = figure.amount
    return amounts


def is_money(material: Material) -> bool:
    """Whether the material counts money, so that its lines can be decided upon and held against a target."""
    unit = parse_unit(material.unit)
    return unit is not None and unit.code.endswith(("kr", "kr_1000"))


def link(
    meeting: Meeting, point: DecisionPoint, material: Material, line: Line, amounts: Mapping[int, int]
) -> Act:
    """Link the line to the point, or let it go where it is linked already."""
    name, label = point_name(meeting, point.id), line_words(line)
    if any(entry.node == line.key for entry in point.links):
        said, event = _("{point} løst fra {label}"), ("line_unlinked", {"node": line.key, "label": label})
    else:
        linked = LineLink(line.key, label, amounts, material.price_level or "", line.nature)
        said, event = _("{point} knyttet til {label}"), ("line_linked", link_data(linked))
    kind, payload = event
    return done_in(meeting, said.format(point=name, label=safe(label)), (kind, {"point": point.id, **payload}))


def amount_field(money: Money, year: int, known: Mapping[int, int], placeholder: str) -> Field:
    """The amount of a year, as far as it is known; what is typed is told in kr."""

    def hint(text: str) -> str:
        return f"→ {format_amount(amount_of(money.unit, text), KR, 0)} kr."

    return Field(str(year), str(year), money.text(known[year]) if year in known else "", placeholder, hint)


def amounts_of(unit: Unit, values: Mapping[str, str]) -> dict[str, int]:
    """What was typed in the fields of some years, in øre."""
    return {year: amount_of(unit, text) for year, text in values.items() if text.strip()}


def amount_of(unit: Unit, text: str) -> int:
    """An amount that was typed, in øre; raises ``ValueError`` with a sentence where it is none, or may be two."""
    try:
        number = parse_number(text)
    except NumberError as error:
        raise ValueError(_("ikke et tal")) from error
    if number.doubt is not None:
        raise ValueError(_("kan læses på to måder: skriv decimaler efter komma"))
    try:
        return to_hundredths(number.value, unit)
    except ValueError as error:
        raise ValueError(_("ikke et helt antal øre")) from error


def amounts(meeting: Meeting, effect: Effect) -> Question:
    name, known = point_name(meeting, effect.point), effect.link.amounts
    money = Money(meeting, known.values())

    def answer(values: Mapping[str, str]) -> Act:
        payload = {"point": effect.point, **link_data(effect.link), "amounts": amounts_of(money.unit, values)}
        words = _("{point}: beløb på {label} rettet").format(point=name, label=safe(effect.link.label))
        return done_in(meeting, words, ("line_linked", payload))

    fields = [amount_field(money, year, known, _("intet")) for year in sorted({*known, *meeting.target.amounts})]
    title = f"{name} · {safe(effect.link.label)} · {_(money.unit.label)}"
    return Question("amounts", title, fields, answer=answer)


def scenario(known: Scenario | None, answer: Callable[[Mapping[str, str]], Act]) -> Question:
    """The name of a scenario; that of the one shown is proposed."""
    field = Field("name", _("Navn"), known.name if known else "")
    return Question("scenario", _("Gem det prøvede som scenarie"), (field,), answer=answer)


def scenario_saved(meeting: Meeting, name: str, points: Mapping[str, Bucket]) -> tuple[Act, str]:
    """The answer to :func:`scenario`, and the scenario's id: a name that is there already is written over."""
    name = name.strip() or _("Uden navn")
    known = next((one.id for one in meeting.scenarios if one.name.casefold() == name.casefold()), str(uuid4()))
    payload = {"id": known, "name": name, "points": dict(points)}
    return done_in(meeting, _("scenarie {name}").format(name=safe(name)), ("scenario_saved", payload)), known


def scenario_removed(meeting: Meeting, one: Scenario) -> Act:
    said = _("scenarie {name} slettet").format(name=safe(one.name))
    return done_in(meeting, said, ("scenario_removed", {"id": one.id, "name": one.name}))


def target(meeting: Meeting, material: Material, line: Line, amounts: Mapping[int, int]) -> Act:
    """Hold the meeting's decisions against this line."""
    payload = {
        "label": f"{material.title}: {line_words(line)}",
        "material": material.key,
        "unit": material.unit,
        "amounts": {str(year): ore for year, ore in amounts.items()},
        "price_level": material.price_level or "",
    }
    return done_in(meeting, _("mål: {label}").format(label=safe(line_words(line))), ("target_set", payload))


def attendance(meeting: Meeting, person: str, state: str | None, item: Item | None, reason: str = "") -> Act:
    """A participant's attendance: from the start, or at an item; ``None`` is as it was before the item."""
    name = next(who.name for who in meeting.attendees if who.id == person)
    payload: dict[str, Any] = {"participant": person, "attendance": state, "item": item.id if item else None}
    if reason:
        payload["reason"] = reason
    return done_in(meeting, f"{safe(name)}: {attendance_words(state)}", ("attendance_set", payload))


def minutes(meeting: Meeting, item: Item, texts: Mapping[str, str], group: str) -> Act:
    """The item's minutes text, and its public wording where the item is closed."""
    payload: dict[str, Any] = {"item": item.id, **texts}
    said = _("referat af {item}").format(item=safe(item.name))
    return Act(said, (NewEvent("minutes_written", payload, meeting.id, group),))


def remark(meeting: Meeting, item: Item, point: DecisionPoint | None, on: Roll, who: str) -> Question:
    """A dissent of those who were outvoted, or another remark to the minutes."""
    where = point_name(meeting, point.id) if point else safe(item.heading)
    known = [one for one in meeting.remarks if one.item == item.id and one.point == (point.id if point else None)]
    waiting = next((one for one in known if not one.text), None)
    kinds = {"dissent": _("særstandpunkt"), "protocol": _("bemærkning")}

    def kind_of(text: str) -> str:
        wanted = text.strip().casefold()
        for code, word in kinds.items():
            if wanted and word.casefold().startswith(wanted):
                return code
        raise ValueError(_("særstandpunkt eller bemærkning"))

    def hint(text: str) -> str:
        return f"→ {kinds[kind_of(text)]}"

    def answer(values: Mapping[str, str]) -> Act | None:
        said_by, text = naming.written(values["who"], on), values["text"].strip()
        if not said_by and not text:
            return None
        code = kind_of(values["kind"])
        before = next((one for one in known if one.who == said_by and one.kind == code), None) or waiting
        payload = {
            "id": before.id if before else str(uuid4()), "item": item.id, "point": point.id if point else None,
            "kind": code, "who": said_by, "text": text,
        }
        by = _("{kind} af {who}").format(kind=kinds[code], who=safe(said_by)) if said_by else kinds[code]
        said = (_("{remark} til {where}") if text else _("{remark} til {where}, teksten følger")).format(
            remark=by, where=where
        )
        return done_in(meeting, said, ("remark_set", payload))

    names = naming.who("who", _("Hvem"), waiting.who if waiting else who, on)
    words = Field("text", _("Tekst"), "", _("tom: teksten kommer senere"))
    start = kinds[waiting.kind] if waiting else kinds["dissent" if who else "protocol"]
    question = Question(
        "remark",
        _("Særstandpunkt og bemærkning · {where}").format(where=where),
        (
            *((words, names) if waiting else (names, words)),
            Field("kind", _("Art"), start, _("særstandpunkt eller bemærkning"), hint),
        ),
        facts=[_("Et særstandpunkt skal ønskes under mødet (06.1.1), som regel kun af de overstemte (07.1.1).")],
        answer=answer,
    )
    return naming.asking(question, "who", on)
