"""What the keys of the amendments do. Loaded when the amendments are first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from budgettui.domain.amounts import KR, MIO_KR, NumberError, format_amount, parse_number, to_hundredths
from budgettui.domain.budget.budget import Line
from budgettui.domain.meeting.amendments import outcome, tree
from budgettui.domain.meeting.meeting import Amendment, Item, Meeting
from budgettui.export.wording import amendment_word
from budgettui.i18n import _
from budgettui.store import NewEvent
from budgettui.tui import questions, voting
from budgettui.tui.bodies import roll_at
from budgettui.tui.saver import Act
from budgettui.tui.text import safe
from budgettui.tui.widgets.amendments import AmendmentsPanel
from budgettui.tui.widgets.panel import Field, Question

if TYPE_CHECKING:
    from budgettui.tui.screens.deciding import DecidingScreen


async def open_amendments(screen: DecidingScreen, select: str = "") -> None:
    """Show the amendments of the item on the screen, the cursor on one of them."""
    if screen.meeting is None or screen.item is None or screen.item.type == "section":
        screen.status.tell(_("Vælg et punkt på dagsordenen."))
        return
    await screen.open_panel(AmendmentsPanel(screen.roles, screen.meeting, screen.item, select))


async def wanted(screen: DecidingScreen, what: str, one: Amendment | None) -> None:
    """A key of the panel."""
    meeting, item = screen.meeting, screen.item
    assert meeting is not None
    assert item is not None
    if what in ("new", "under"):
        point = screen.paper.current_point
        fixed = {"point": one.point, "parent": one.id} if what == "under" and one else {}
        new = str(uuid4())
        question = _edit(meeting, item, None, {"id": new, "point": point.id if point else None, **fixed})
        await _ask(screen, question, item, new)
    elif one is None:
        return
    elif what == "edit":
        await _ask(screen, _edit(meeting, item, one, {"id": one.id}), item, one.id)
    elif what == "vote":
        await _ask(screen, voting.amendment_vote(meeting, item, one, roll_at(meeting, item.id)), item, one.id)
    elif what == "link":
        await _ask_amounts(screen, meeting, item, one)
    elif what in ("earlier", "later"):
        _move(screen, meeting, item, one, -1 if what == "earlier" else 1)
    elif what == "delete":
        event = NewEvent("amendment_removed", {"id": one.id, "item": item.id}, meeting.id)
        screen.record(Act(_("ændringsforslag {name} slettet").format(name=_name(meeting, one)), (event,)))
    else:
        code = None if outcome(meeting, one) == what else what
        word = amendment_word(code) if code else _("ubesluttet")
        event = NewEvent("amendment_set", {"id": one.id, "item": item.id, "outcome": code}, meeting.id)
        screen.record(Act(_("ændringsforslag {name}: {word}").format(name=_name(meeting, one), word=word), (event,)))


async def _ask(screen: DecidingScreen, question: Question, item: Item, select: str) -> None:
    """Ask, and come back to the amendments."""
    await screen.ask(replace(question, after=lambda: open_amendments(screen, select)), item)


def _name(meeting: Meeting, one: Amendment) -> str:
    return next((placed.number for placed in tree(meeting, one.item) if placed.amendment.id == one.id), "")


def _edit(meeting: Meeting, item: Item, one: Amendment | None, fixed: Mapping[str, Any]) -> Question:
    """Who moves what."""

    def answer(values: Mapping[str, str]) -> Act | None:
        text = values["text"].strip()
        if not text:
            return None
        payload = {"item": item.id, "text": text, "mover": values["mover"].strip(), **fixed}
        said = _("ændringsforslag: {text}").format(text=safe(text))
        return Act(said, (NewEvent("amendment_set", payload, meeting.id),))

    title = _("Ret ændringsforslag {name}").format(name=_name(meeting, one)) if one else (
        _("Ændring af ændringsforslag") if fixed.get("parent") else _("Nyt ændringsforslag")
    )
    return Question(
        "amendment",
        title,
        (
            Field("text", _("Tekst"), one.text if one else ""),
            Field("mover", _("Stiller"), one.mover if one else "", _("parti eller initialer")),
        ),
        facts=[_("Ændringsforslag stemmes om før selve indstillingen, i den rækkefølge, formanden har meddelt.")],
        answer=answer,
    )


def _move(screen: DecidingScreen, meeting: Meeting, item: Item, one: Amendment, step: int) -> None:
    """Earlier or later among those that hang at the same place."""
    beside = [other.id for other in meeting.amendments if other.item == item.id and other.parent == one.parent]
    here = beside.index(one.id)
    there = here + step
    if not 0 <= there < len(beside):
        screen.status.tell(_("Forslaget står yderst."))
        return
    beside[here], beside[there] = beside[there], beside[here]
    places = iter(beside)
    order = [next(places) if other.id in beside else other.id for other in meeting.amendments]
    event = NewEvent("amendments_ordered", {"item": item.id, "order": order}, meeting.id)
    screen.record(Act(_("ændringsforslag flyttet"), (event,)))


async def _ask_amounts(screen: DecidingScreen, meeting: Meeting, item: Item, one: Amendment) -> None:
    """What the amendment changes on the line under the budget's cursor, in mio. kr. a year; empty lets the line go."""
    line, material = screen.budget.current, screen.budget.material
    if line is None or material is None or not questions.is_money(material):
        screen.status.tell(_("Stil markøren på en budgetlinje i kroner for at knytte den."))
        return
    known = questions.line_amounts(material, line, screen.budget.current_column)
    before = next((dict(link.amounts) for link in one.links if link.node == line.key), {})
    years = sorted({*known, *before})
    if not years:
        screen.status.tell(_("Linjen har ingen beløb med et år."))
        return
    question = Question(
        "amendment_line",
        _("Ændringsforslag {name} · {label}").format(name=_name(meeting, one), label=safe(line.label)),
        [
            Field(
                str(year), str(year), _shown(before[year]) if year in before else "",
                _("linjen er {amount}").format(amount=_shown(known[year])) if year in known else "", _amount_hint,
            )
            for year in years
        ],
        facts=[_("Ændring af linjen i mio. kr. med fortegn. Tomt i alle år løser den fra forslaget.")],
        answer=partial(_linked, meeting, item, one, line),
    )
    await _ask(screen, question, item, one.id)


def _shown(ore: int) -> str:
    decimals = next((places for places in range(1, 8) if ore * 10**places % (MIO_KR.hundredths or 1) == 0), 8)
    return format_amount(ore, MIO_KR, decimals)


def _ore(text: str) -> int:
    value: Decimal = parse_number(text.strip()).value
    return to_hundredths(value, MIO_KR)


def _amount_hint(text: str) -> str:
    try:
        ore = _ore(text)
    except NumberError as error:
        raise ValueError(_("ikke et tal")) from error
    return f"= {format_amount(ore, KR, 0)} kr."


def _linked(meeting: Meeting, item: Item, one: Amendment, line: Line, values: Mapping[str, str]) -> Act | None:
    amounts = {year: _ore(text) for year, text in values.items() if text.strip()}
    if not amounts and all(link.node != line.key for link in one.links):
        return None
    links = [
        {"node": link.node, "label": link.label, "amounts": {str(year): ore for year, ore in link.amounts.items()}}
        for link in one.links if link.node != line.key
    ]
    if amounts:
        links.append({"node": line.key, "label": line.label, "amounts": amounts})
    event = NewEvent("amendment_set", {"id": one.id, "item": item.id, "links": links}, meeting.id)
    said = _("ændringsforslag {name} knyttet til {label}") if amounts else _("ændringsforslag {name} løst fra {label}")
    return Act(said.format(name=_name(meeting, one), label=safe(line.label)), (event,))
