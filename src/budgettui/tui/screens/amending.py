"""The amendments of an item and what their keys do. Loaded when they are first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar
from uuid import uuid4

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType

from budgettui.domain.amounts import Unit
from budgettui.domain.budget.budget import Line, Material
from budgettui.domain.meeting.amendments import Placed, outcome, tree, voting_order
from budgettui.domain.meeting.events import link_data
from budgettui.domain.meeting.meeting import Amendment, DecisionPoint, Item, Meeting
from budgettui.domain.meeting.roll import Roll
from budgettui.domain.meeting.vote_doubts import outvoted
from budgettui.export.wording import Money, amendment_word
from budgettui.figures import line_words
from budgettui.i18n import _, listed
from budgettui.tui import naming, questions, voting
from budgettui.tui.bodies import roll_at
from budgettui.tui.saver import Act, done_in
from budgettui.tui.saying import amendment_parts, sign_of
from budgettui.tui.text import cut_before, framed, safe, segments, wrap
from budgettui.tui.theming import RoleStyles
from budgettui.tui.widgets.panel import Field, Question
from budgettui.tui.widgets.rows import Left, RowList, Wants

if TYPE_CHECKING:
    from budgettui.tui.screens.deciding import DecidingScreen


class AmendmentsPanel(RowList[Placed]):
    """An item's amendments as a tree, each with mover, effect and what became of it; the order is that of the voting.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "want('new')", show=False, priority=True),
        Binding("u", "want('under')", show=False, priority=True),
        Binding("e,enter", "want('edit')", show=False, priority=True),
        Binding("V", "want('vote')", show=False, priority=True),
        Binding("D", "want('dissent')", show=False, priority=True),
        Binding("L", "want('link')", show=False, priority=True),
        Binding("g", "want('adopted')", show=False, priority=True),
        Binding("f", "want('rejected')", show=False, priority=True),
        Binding("t", "want('withdrawn')", show=False, priority=True),
        Binding("K", "want('earlier')", show=False, priority=True),
        Binding("J", "want('later')", show=False, priority=True),
        Binding("x", "want('delete')", show=False, priority=True),
        Binding("escape,X", "leave", show=False, priority=True),
    ]

    def __init__(self, styles: RoleStyles, meeting: Meeting, item: Item, select: str = "", near: str = "") -> None:
        super().__init__(styles, id="panel")
        self.item = item
        self.begin_at(select, near)
        self.border_title = framed(_("Ændringsforslag · punkt {number}").format(number=safe(item.name)))
        self.show(meeting)

    def keys(self) -> list[tuple[str, str]]:
        if not self.rows:
            return [("n", _("Nyt ændringsforslag")), ("Esc", _("Færdig"))]
        return [
            ("n", _("Nyt")), ("u", _("Ændring af det")), ("e", _("Ret")), ("V", _("Stem")), ("D", _("Særstandpunkt")),
            ("L", _("Knyt linje")), ("g", _("Vedtaget")), ("f", _("Forkastet")), ("t", _("Trukket")),
            ("J/K", _("Flyt")), ("x", _("Slet")), ("Esc", _("Færdig")),
        ]

    def show(self, meeting: Meeting) -> None:
        """Show the meeting after a change; the cursor stays on its row."""
        self.meeting = meeting
        self.rows = tree(meeting, self.item.id)
        undecided = (one for one in voting_order(meeting, self.item.id) if not outcome(meeting, one.amendment))
        waiting = next(undecided, None)
        words = _("næste afstemning: {number}") if waiting else _("stemmes om før indstillingen")
        self.border_subtitle = framed(words.format(number=waiting.number if waiting else ""))
        self.keep_place([one.amendment.id for one in self.rows])

    def empty(self, width: int) -> list[str]:
        return wrap(_("Ingen ændringsforslag. n skriver et; de stemmes om før indstillingen."), width)

    def row_segments(self, row: int, width: int, selected: bool) -> list[Segment]:
        placed = self.rows[row]
        role = self.roles.role
        sign, sign_role = sign_of(self.meeting, placed.amendment)
        head = f"{'  ' * placed.depth}{sign} {placed.number} "
        about, facts = amendment_parts(self.meeting, placed.amendment)
        return segments([
            ("▸ " if selected else "  ", role("accent")),
            (head, role(sign_role)),
            (cut_before(safe(about), facts, max(0, width - 2 - len(head))), Style.null()),
        ])

    def action_want(self, what: str) -> None:
        here = self.current.amendment if self.current else None
        if here is not None or what == "new":
            self.post_message(Wants("amending.wanted", what, here))

    def action_leave(self) -> None:
        self.post_message(Left())


async def open_amendments(screen: DecidingScreen, select: str = "", near: str = "") -> None:
    """Show the amendments of the item on the screen, the cursor on one of them, else on the one ``near`` it."""
    if screen.meeting is None or screen.item is None or screen.item.type == "section":
        await screen.instead(_("Vælg et punkt på dagsordenen."))
        return
    await screen.open_panel(AmendmentsPanel(screen.roles, screen.meeting, screen.item, select, near))


async def wanted(screen: DecidingScreen, what: str, one: Amendment | None) -> None:
    """A key of the panel."""
    meeting, item = screen.meeting, screen.item
    assert meeting is not None
    assert item is not None
    on = roll_at(meeting, item.id)
    if what in ("new", "under"):
        point = screen.paper.current_point
        new = Amendment(str(uuid4()), item.id, point.id if point else None, "")
        if what == "under" and one is not None:
            new = new._replace(point=one.point, parent=one.id)
        await _ask(screen, _edit(meeting, item, new, on), item, new.id, one.id if one else "")
    elif one is None:
        return
    elif what == "edit":
        await _ask(screen, _edit(meeting, item, one, on), item, one.id)
    elif what == "vote":
        await _ask(screen, voting.amendment_vote(meeting, item, one, screen.too_few([item])), item, one.id)
    elif what == "dissent":
        lost = [name for vote in meeting.votes if vote.amendment == one.id for name in outvoted(vote.ballot, on)]
        _item, point = meeting.place_of(item.id, one.point)
        await _ask(screen, questions.remark(meeting, item, point, on, listed(lost)), item, one.id)
    elif what == "link":
        await _ask_amounts(screen, meeting, item, one)
    elif what in ("earlier", "later"):
        _move(screen, meeting, item, one, -1 if what == "earlier" else 1)
    elif what == "delete":
        said = _("ændringsforslag {name} slettet").format(name=_name(meeting, one))
        screen.record(done_in(meeting, said, ("amendment_removed", {"id": one.id, "item": item.id})))
    else:
        code = None if outcome(meeting, one) == what else what
        word = amendment_word(code) if code else _("ubesluttet")
        said = _("ændringsforslag {name}: {word}").format(name=_name(meeting, one), word=word)
        screen.record(done_in(meeting, said, ("amendment_set", {"id": one.id, "item": item.id, "outcome": code})))


async def _ask(screen: DecidingScreen, question: Question, item: Item, select: str, near: str = "") -> None:
    await screen.ask(replace(question, after=lambda: open_amendments(screen, select, near)), item)


def _name(meeting: Meeting, one: Amendment) -> str:
    return next((placed.number for placed in tree(meeting, one.item) if placed.amendment.id == one.id), "")


def _edit(meeting: Meeting, item: Item, one: Amendment, on: Roll) -> Question:
    """Who moves what, and of which of the item's points; what changes an amendment is of the point that that is of."""
    places = {str(point.number or place): point for place, point in enumerate(item.points, start=1)}

    def point_of(text: str) -> DecisionPoint | None:
        wanted = "".join(filter(str.isdigit, text))
        if text.strip() and wanted not in places:
            raise ValueError(_("ukendt At-nummer"))
        return places.get(wanted)

    def hint(text: str) -> str:
        point = point_of(text)
        return f"→ {safe(point.clause)}" if point else ""

    def answer(values: Mapping[str, str]) -> Act | None:
        text = values["text"].strip()
        if not text:
            return None
        point = one.point
        if "point" in values:
            found = point_of(values["point"])
            point = found.id if found else None
        facts = {"text": text, "mover": naming.written(values["mover"], on), "parent": one.parent}
        return done_in(meeting, _("ændringsforslag: {text}").format(text=safe(text)), *(
            ("amendment_set", {"id": entry.id, "item": item.id, "point": point, **(facts if entry is one else {})})
            for entry in (one, *(below.amendment for below in tree(meeting, item.id, one.id)))
        ))

    to = next((number for number, point in places.items() if point.id == one.point), "")
    known = one.text and _("Ret ændringsforslag {name}").format(name=_name(meeting, one))
    question = Question(
        "amendment",
        known or (_("Ændring af ændringsforslag") if one.parent else _("Nyt ændringsforslag")),
        (
            Field("text", _("Tekst"), one.text),
            naming.who("mover", _("Stiller"), one.mover, on, _("parti eller initialer")),
            *([Field("point", _("Til At"), to, _("tomt: hele punktet"), hint)] if places and not one.parent else ()),
        ),
        facts=[_("Ændringsforslag stemmes om før selve indstillingen, i den rækkefølge, formanden har meddelt.")],
        answer=answer,
    )
    return naming.asking(question, "mover", on)


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
    event = ("amendments_ordered", {"item": item.id, "order": order})
    screen.record(done_in(meeting, _("ændringsforslag flyttet"), event))


async def _ask_amounts(screen: DecidingScreen, meeting: Meeting, item: Item, one: Amendment) -> None:
    """What the amendment changes on the line under the budget's cursor, in the target's unit; empty lets it go."""
    line, material = screen.budget.current, screen.budget.material
    if line is None or material is None or not questions.is_money(material):
        screen.status.tell(_("Stil markøren på en budgetlinje i kroner for at knytte den."))
        return
    known = questions.line_amounts(material, line, screen.budget.current_column)
    before = next((dict(link.amounts) for link in one.links if link.node == line.key), {})
    years = sorted({*known, *before, *meeting.target.amounts})
    if not years:
        screen.status.tell(_("Linjen har ingen beløb med et år."))
        return
    money = Money(meeting, [*known.values(), *before.values()])
    now = {year: _("linjen er {amount}").format(amount=money.text(ore)) for year, ore in known.items()}
    fields = [questions.amount_field(money, year, before, now.get(year, "")) for year in years]
    fact = _("Ændring af linjen i {unit} med fortegn. Tomt i alle år løser den fra forslaget.")
    question = Question(
        "amendment_line",
        _("Ændringsforslag {name} · {label}").format(name=_name(meeting, one), label=safe(line_words(line))),
        fields,
        facts=[fact.format(unit=_(money.unit.label))],
        answer=partial(_linked, meeting, item, one, material, line, money.unit),
    )
    await _ask(screen, question, item, one.id)


def _linked(
    meeting: Meeting, item: Item, one: Amendment, material: Material, line: Line, unit: Unit,
    values: Mapping[str, str],
) -> Act | None:
    amounts = questions.amounts_of(unit, values)
    if not amounts and all(link.node != line.key for link in one.links):
        return None
    links = [link_data(link) for link in one.links if link.node != line.key]
    if amounts:
        level = material.price_level or ""
        links.append({"node": line.key, "label": line_words(line), "amounts": amounts, "price_level": level})
    event = ("amendment_set", {"id": one.id, "item": item.id, "links": links})
    said = _("ændringsforslag {name} knyttet til {label}") if amounts else _("ændringsforslag {name} løst fra {label}")
    return done_in(meeting, said.format(name=_name(meeting, one), label=safe(line_words(line))), event)
