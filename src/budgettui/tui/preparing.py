"""What the keys of the agenda ask and do: the questions, and the acts that the answers become."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

from budgettui.domain.dates import parse_due
from budgettui.domain.meeting.amendments import undecided
from budgettui.domain.meeting.carry import Offer, steps, ways
from budgettui.domain.meeting.decisions import BY_CODE
from budgettui.domain.meeting.events import link_data
from budgettui.domain.meeting.meeting import Amendment, DecisionPoint, Item, Meeting, Step
from budgettui.domain.meeting.preparing import is_recorded, is_used
from budgettui.domain.meeting.templates import moved, numbered
from budgettui.domain.paper.agenda import make_id, source_data
from budgettui.domain.paper.papers import Paper
from budgettui.export.wording import item_said
from budgettui.i18n import _, date_text, ngettext
from budgettui.tui.saver import Act, done_in
from budgettui.tui.text import safe
from budgettui.tui.widgets.panel import Field, Question
from budgettui.tui.words import item_name, point_name


def next_number(meeting: Meeting, after: Item | None) -> str:
    """The number of a new item: the first one that is free among those that are numbered as the one before it."""
    own = after.number if after else None
    if after is not None and after.type == "section" and own:
        own = f"{own}.0"
    found = re.fullmatch(r"(.*?)([0-9]+)\.?", own or "0")
    if found is None:
        return ""
    taken = [re.fullmatch(re.escape(found[1]) + r"([0-9]+)\.?", one.number or "") for one in meeting.items]
    return f"{found[1]}{max((int(one[1]) for one in taken if one), default=0) + 1}"


def new_item(meeting: Meeting, after: Item | None, *, section: bool) -> Question:
    """A new item, or a heading, after the one under the cursor."""

    def answer(values: Mapping[str, str]) -> Act | None:
        title = values["title"].strip()
        if not title:
            return None
        payload = {
            "item": str(uuid4()), "title": title, "number": values["number"].strip() or None,
            "type": "section" if section else "item", "after": after.id if after else None,
            "case_number": values.get("case", "").strip() or None,
        }
        act = done_in(meeting, _("nyt punkt: {title}").format(title=safe(title)), ("item_added", payload))
        last = after is None or after is meeting.items[-1]
        return act if last or section else replace(act, offered=_("r nummererer forfra"))

    number = "" if section else next_number(meeting, after)
    return Question(
        "new_item", _("Ny overskrift på dagsordenen") if section else _("Nyt punkt på dagsordenen"),
        _item_fields("", number, "", section=section), answer=answer,
    )


def _item_fields(title: str, number: str, case: str, *, section: bool) -> tuple[Field, ...]:
    fields = (Field("title", _("Titel"), title), Field("number", _("Nummer"), number, _("tomt: uden nummer")))
    return fields if section else (*fields, Field("case", _("Sagsnummer"), case, _("binder sagens møder sammen")))


def edit_item(meeting: Meeting, item: Item) -> Question:
    def answer(values: Mapping[str, str]) -> Act | None:
        facts = {"title": values["title"].strip() or item.title, "number": values["number"].strip() or None}
        if "case" in values:
            facts["case_number"] = values["case"].strip() or None
        changed = {name: value for name, value in facts.items() if value != getattr(item, name)}
        if not changed:
            return None
        said = _("punkt {number} rettet").format(number=facts["number"] or safe(str(facts["title"])))
        return done_in(meeting, said, ("item_set", {"item": item.id, **changed}))

    fields = _item_fields(item.title, item.number or "", item.case_number or "", section=item.type == "section")
    return Question("edit_item", _("Ret {item}").format(item=safe(item.heading)), fields, answer=answer)


def _proposed(text: str) -> str:
    """What is proposed, without the "At" that stands before it anyhow."""
    return re.sub(r"^at\s+(?=\S)", "", text.strip(), flags=re.IGNORECASE)


def new_point(meeting: Meeting, item: Item) -> Question:
    """A decision point of an item that no paper brings."""

    def answer(values: Mapping[str, str]) -> Act | None:
        text = _proposed(values["text"])
        if not text:
            return None
        number = max((point.number or 0 for point in item.points), default=0) + 1
        said = _("{item} At {number}) {text}").format(item=item_name(meeting, item.id), number=number, text=safe(text))
        payload = {"item": item.id, "point": str(uuid4()), "number": number, "text": text}
        return done_in(meeting, said, ("point_added", payload))

    field = Field("text", _("At"), "", _("fx regnskabet godkendes"))
    title = _("Nyt beslutningspunkt · {item}").format(item=safe(item.heading))
    return Question("new_point", title, (field,), answer=answer)


def edit_point(meeting: Meeting, point: DecisionPoint) -> Question:
    name = point_name(meeting, point.id)

    def answer(values: Mapping[str, str]) -> Act | None:
        text = _proposed(values["text"])
        if not text or text == point.text:
            return None
        payload = {"point": point.id, "text": text}
        return done_in(meeting, _("{point} rettet").format(point=name), ("point_set", payload))

    field = Field("text", point.label, point.text)
    return Question("edit_point", _("Ret {item}").format(item=name), (field,), answer=answer)


def remove(meeting: Meeting, item: Item, point: DecisionPoint | None) -> Act | None:
    """Take an item or a point away; ``None`` where something is recorded on it."""
    if is_recorded(meeting, item, None if point is None else [point]):
        return None
    if point is None:
        said = _("punkt slettet: {title}").format(title=safe(item.heading))
        return done_in(meeting, said, ("item_removed", {"item": item.id, "title": item.title}))
    said = _("{point} slettet").format(point=point_name(meeting, point.id))
    return done_in(meeting, said, ("point_removed", {"item": item.id, "point": point.id, "text": point.text}))


def move(meeting: Meeting, item: Item, step: int) -> Act | None:
    order = moved(meeting, item.id, step)
    if order == [one.id for one in meeting.items]:
        return None
    said = _("{item} flyttet").format(item=safe(item.heading))
    return done_in(meeting, said, ("items_ordered", {"order": order, "item": item.id}))


def renumber(meeting: Meeting) -> Act | None:
    """Number the whole agenda anew; ``None`` where every number is right."""
    numbers = numbered(meeting.items)
    changed = [one for one in meeting.items if numbers.get(one.id, one.number) != one.number]
    if not changed:
        return None
    events = [("item_set", {"item": one.id, "number": numbers[one.id]}) for one in changed]
    return done_in(meeting, _("dagsordenen er nummereret forfra"), *events)


def close(meeting: Meeting, item: Item) -> Question:
    """Why an item is treated behind closed doors."""

    def answer(values: Mapping[str, str]) -> Act | None:
        payload = {"item": item.id, "open": False, "closed_reason": values["reason"].strip()}
        return done_in(meeting, _("{item} er lukket").format(item=safe(item.heading)), ("item_set", payload))

    return Question(
        "close_item", _("Luk {item}").format(item=safe(item.heading)),
        (Field("reason", _("Grund"), item.closed_reason, _("fx personalesag; den offentliggøres")),),
        facts=[
            _("Det besluttede offentliggøres, så vidt tavshedspligten tillader det; »Lukket punkt« er ikke nok."),
            _("Referatet får to tekster: en intern og en offentlig (m)."),
        ],
        answer=answer,
    )


def reopen(meeting: Meeting, item: Item) -> Act:
    said = _("{item} er åbent").format(item=safe(item.heading))
    return done_in(meeting, said, ("item_set", {"item": item.id, "open": True}))


def turn_late(meeting: Meeting, item: Item) -> Act:
    """The item came after the agenda was sent out, or it did not."""
    said = _("{item} er ikke på tillægsdagsordenen") if item.late else _("{item} er på tillægsdagsordenen")
    late = {"item": item.id, "late": not item.late}
    return done_in(meeting, said.format(item=safe(item.heading)), ("item_set", late))


def join(meeting: Meeting, item: Item, other: str) -> Act:
    """The item is treated together with another; "" sets it free."""
    if not other:
        said = _("{item} behandles for sig").format(item=safe(item.heading))
    else:
        said = _("{item} behandles sammen med {other}").format(item=safe(item.heading), other=item_name(meeting, other))
    return done_in(meeting, said, ("item_joined", {"item": item.id, "with": other or None}))


def papers(meeting: Meeting, item: Item, chosen: Sequence[str], known: Mapping[str, Paper]) -> Act | str | None:
    """Attach and detach papers, with their decision points; in words, why a paper cannot be taken away."""
    events: list[tuple[str, dict[str, Any]]] = []
    for paper_id in item.papers:
        if paper_id in chosen:
            continue
        own = {(point.number, point.text) for point in known[paper_id].decision_points}
        mine = [point for point in item.points if (point.number, point.text) in own]
        if is_recorded(meeting, item, mine):
            return _("Der er noteret noget ved papirets beslutningspunkter: det bliver ved punktet.")
        payload = {"item": item.id, "paper": paper_id, "title": known[paper_id].title,
                   "takes": [point.id for point in mine]}
        events.append(("paper_detached", payload))
    for paper_id in chosen:
        if paper_id not in item.papers:
            adds = [
                {"id": make_id(meeting.id, item.id, paper_id, uuid4()), "number": point.number, "text": point.text,
                 "source": source_data(point.source)}
                for point in known[paper_id].decision_points
            ]
            told = {"item": item.id, "paper": paper_id, "title": known[paper_id].title, "adds": adds}
            events.append(("paper_attached", told))
    if not events:
        return None
    return done_in(meeting, _("papirer til {item}").format(item=safe(item.heading)), *events)


def carried(
    meeting: Meeting, chosen: Sequence[Offer], others: Sequence[Meeting], after: Item | None = None
) -> Act | None:
    """Take over what earlier meetings have left, as items with their history; ``None`` where nothing is chosen.

    They come ``after`` an item, or first. Items of the agenda with a case number get the way of their case as well.
    """
    place = after.id if after else None
    events: list[tuple[str, dict[str, Any]]] = []
    for item_id, way in ways(meeting, others, item_said).items():
        if way != meeting.item(item_id).history:
            events.append(("item_set", {"item": item_id, "history": [list(step) for step in way]}))
    for one in chosen:
        old, item_id = one.item, str(uuid4())
        ids = {point.id: str(uuid4()) for point in one.points}
        base = old or Item(item_id, None, "")
        new = replace(base, id=item_id, origin=one.origin)
        way = steps(meeting, new, others, item_said) if one.origin else (_agreed(one),)
        facts: dict[str, Any] = {
            "title": base.title, "open": base.open, "closed_reason": base.closed_reason,
            "case_number": base.case_number, "papers": list(base.papers), "attachments": list(base.attachments),
            "points": [
                {"id": ids[point.id], "number": number, "text": point.text, "source": source_data(point.source),
                 "links": [link_data(link) for link in point.links]}
                for number, point in enumerate(one.points, 1)
            ],
            "origin": one.origin._asdict() if one.origin else None,
        } if one.origin else {"title": one.task, "open": base.open, "closed_reason": base.closed_reason}
        way_data = [list(step) for step in way]
        events.append(("item_added", {"item": item_id, "history": way_data, "after": place, **facts}))
        events += (("amendment_set", facts) for facts in _amendments(one, item_id, ids))
        place = item_id
    if not events:
        return None
    count = len(chosen)
    said = ngettext(
        "{count} punkt hentet fra før, r nummererer", "{count} punkter hentet fra før, r nummererer", count
    ).format(count=count)
    return done_in(meeting, said if count else _("sagens forløb er hentet"), *events)


def _moved(offer: Offer) -> list[Amendment]:
    """The amendments that nobody has voted on yet: they wait with their points."""
    if offer.task or offer.item is None:
        return []
    open_ones = (placed.amendment for placed in undecided(offer.meeting, offer.item.id))
    left = {point.id for point in offer.points}
    return [one for one in open_ones if one.point is None or one.point in left]


def _amendments(offer: Offer, item: str, ids: dict[str, str]) -> Iterator[dict[str, Any]]:
    """The open amendments as ones of the new item; ``ids`` has the new id of each old point, and gets theirs."""
    for one in _moved(offer):
        ids[one.id] = str(uuid4())
        yield {"id": ids[one.id], "item": item, "point": ids.get(one.point or ""), "parent": ids.get(one.parent or ""),
               "text": one.text, "mover": one.mover, "links": [link_data(link) for link in one.links]}


def left_words(offer: Offer) -> str:
    """What is left of an item or an action, for the list to choose from."""
    if offer.task:
        return _("opfølgning: {who}").format(who=safe(offer.responsible) or "?")
    words = []
    for code, count in Counter(point.outcome for point in offer.points).items():
        told = ngettext("{count} punkt {outcome}", "{count} punkter {outcome}", count)
        words.append(told.format(count=count, outcome=_(BY_CODE[code].word) if code else _("ubesluttet")))
    if count := len(_moved(offer)):
        words.append(ngettext("{count} ændringsforslag", "{count} ændringsforslag", count).format(count=count))
    return " · ".join(words) or _("ikke behandlet")


def _agreed(offer: Offer) -> Step:
    """The station of an action: where it was agreed, who does it and by when."""
    home, item = offer.meeting, offer.item
    closed = item is not None and not item.open
    words = " · ".join(filter(None, (_("opfølgning aftalt"), offer.responsible, date_text(offer.due))))
    number = (item.number if item else None) or ""
    return Step(home.date or "", home.body or home.title, number, "" if closed else words, closed)


def about(meeting: Meeting, today: date) -> Question:
    """Title, date and place of the meeting; without a title it goes, where nothing is recorded in it."""
    used = is_used(meeting)

    def answer(values: Mapping[str, str]) -> Act | None:
        if not used and not values["title"].strip():
            gone = _("møde slettet: {title}").format(title=safe(meeting.title))
            return Act(gone, does=lambda store, actor: store.remove_meeting(meeting.id, actor))
        facts = {
            "title": values["title"].strip() or meeting.title, "date": day_of(values["date"], today),
            "place": values["place"].strip() or None,
        }
        changed = {name: value for name, value in facts.items() if value != getattr(meeting, name)}
        return done_in(meeting, _("mødets titel, dato og sted"), ("meeting_set", changed)) if changed else None

    def doubts(values: Mapping[str, str]) -> list[str]:
        goes = not used and not values["title"].strip()
        return [_("? Uden en titel slettes mødet. Enter igen gør det.")] if goes else []

    title, *others = meeting_fields(meeting.title, meeting.date, meeting.place, today)
    title = title if used else replace(title, placeholder=_("tomt: mødet slettes"))
    return Question("about", _("Mødet"), (title, *others), answer=answer, doubts=doubts)


def meeting_fields(title: str, day: str | None, place: str | None, today: date) -> tuple[Field, ...]:
    """The fields of a meeting; a date in Danish words is told as a date."""

    def hint(text: str) -> str:
        found = day_of(text, today)
        if found is None:
            raise ValueError(_("ikke en dato"))
        return f"→ {date_text(found)}"

    return (
        Field("title", _("Titel"), title),
        Field("date", _("Dato"), date_text(day), _("næste onsdag, 30. maj, ult. juni"), hint),
        Field("place", _("Sted"), place or ""),
    )


def day_of(text: str, today: date) -> str | None:
    found = parse_due(text, today) if text.strip() else None
    return found.isoformat() if found else None
