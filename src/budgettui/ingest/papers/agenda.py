"""Minutes and agendas of numbered sections: the items with what was minuted, and the list of enclosures.

An agenda often stands twice: once with the minutes, and once as the list of enclosures. Both are one agenda.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from budgettui.domain.paper.reading import ActionRead, AgendaItem, Participant, Point, Source
from budgettui.ingest.page import names
from budgettui.ingest.page.layout import Layout, Line, ends_sentence, source_of
from budgettui.ingest.papers import point_marks, points

_ITEM = re.compile(r"(?P<number>[0-9]{1,2}(?:\.[0-9]{1,2})*)\.?\s+(?P<title>\S.*)")
_SECTION_TITLE = re.compile(
    r"til\s+(?:godkendelse|drøftelse|orientering|beslutning|efterretning|behandling)|eventuelt",
    re.IGNORECASE,
)
_ATTACHMENT = re.compile(r"bilag(?:\s+[0-9]{1,3})?\s*:\s+(?P<name>\S.*)", re.IGNORECASE)
_CLOSED = re.compile(r"\(lukket\)|^lukket(?: punkt| sag)?$|\blukket punkt\b", re.IGNORECASE)
_OPEN = re.compile(r"\(åbent?\)|^åbent punkt$", re.IGNORECASE)
_FOLLOW_UP = (
    r"følger op|vender tilbage|undersøger|udarbejder|sender|fremsender|indkalder|tager kontakt|kontakter|"
    r"sørger for|"
    r"afklarer|bestiller|indhenter|koordinerer|laver|forbereder|skriver|rundsender|planlægger"
)
_ITEM_LONGEST = 140
#: So many titles say that the paper is an agenda whose other numbered titles are items, too.
_DOTTED = 2


# -- items


def looks_like_item(line: Line) -> bool:
    """Whether a line is numbered as an agenda's items are ("1.1   Dagsorden", "1   Til godkendelse")."""
    match = _ITEM.fullmatch(line.body)
    if match is None or len(line.body) > _ITEM_LONGEST or not match["title"][:1].isupper():
        return False
    return "." in match["number"] or bool(_SECTION_TITLE.match(match["title"]))


def read_items(layout: Layout, lines: Sequence[Line]) -> tuple[list[AgendaItem], list[Line]]:
    """The numbered items in these lines with what was minuted or enclosed under each, and the minuted
    lines."""
    lines = [line for line in lines if line.index not in layout.furniture]
    dotted = sum(looks_like_item(line) for line in lines) >= _DOTTED
    starts: list[int] = []
    for place, line in enumerate(lines):
        if looks_like_item(line) or _is_whole(line, dotted):
            starts.append(place)
    items: list[AgendaItem] = []
    prose: list[Line] = []
    for order, place in enumerate(starts):
        stop = starts[order + 1] if order + 1 < len(starts) else len(lines)
        item, minuted = _item(layout, lines[place], lines[place + 1 : stop])
        following = _number(lines[stop]) if stop < len(lines) else ""
        if item.type == "section" and not _is_section(item, following):
            item = replace(item, type="item")
        items.append(item)
        prose += minuted
    return items, prose


def _is_whole(line: Line, dotted: bool) -> bool:
    """Whether a line under an empty one is a title with a whole number, in an agenda that has "2.1" and the like."""
    match = _ITEM.fullmatch(line.body)
    if match is None or not dotted or len(line.body) > _ITEM_LONGEST or not (line.gap or line.new_page):
        return False
    return match["title"][:1].isupper() and "." not in match["number"] and not ends_sentence(line.body)


def _is_section(item: AgendaItem, following: str) -> bool:
    """Whether a title with a whole number heads others: those under its number, or the ones of its kind."""
    return following.startswith(f"{item.number}.") or bool(_SECTION_TITLE.match(item.title or ""))


def _number(line: Line) -> str:
    match = _ITEM.fullmatch(line.body)
    assert match is not None
    return match["number"]


def _item_key(line: Line) -> tuple[int, ...]:
    match = _ITEM.fullmatch(line.body)
    assert match is not None
    return _key(match["number"])


def _key(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split("."))


def _item(layout: Layout, head: Line, below: Sequence[Line]) -> tuple[AgendaItem, list[Line]]:
    match = _ITEM.fullmatch(head.body)
    assert match is not None
    number, title = match["number"], match["title"]
    attachments: list[str] = []
    minuted: list[Line] = []
    open_attachment: list[Line] = []
    for line in below:
        attachment = _ATTACHMENT.fullmatch(line.body)
        if attachment:
            attachments.append(attachment["name"])
            open_attachment = [line]
        elif open_attachment and line.gap == 0 and not line.new_page:
            attachments[-1] = layout.joiner.join([attachments[-1], line.body])[0]
        else:
            open_attachment = []
            minuted.append(line)
    decision_points: tuple[Point, ...] = ()
    if any(point_marks.starts_at_point(line.body) for line in minuted):
        found, minuted = points.read_points(layout, minuted)
        decision_points = tuple(found)
    text = "\n\n".join(paragraph.text for paragraph in layout.paragraphs(minuted)) or None
    section = "." not in number
    is_open: bool | None = None
    if _CLOSED.search(title):
        is_open = False
    elif _OPEN.search(title):
        is_open = True
    own = [head, *minuted]
    return (
        AgendaItem(
            number=number,
            title=title,
            type="section" if section else "item",
            open=is_open,
            minutes=text,
            attachments=tuple(attachments),
            decision_points=decision_points,
            source=source_of([head]) if not minuted else replace(source_of(own), raw=head.raw),
        ),
        minuted,
    )


def merge(minuted: Sequence[AgendaItem], enclosed: Sequence[AgendaItem]) -> list[AgendaItem]:
    """One agenda from the items of the minutes and those of the list of enclosures, in the order of the
    numbers."""
    by_number = {item.number: item for item in minuted}
    for item in enclosed:
        known = by_number.get(item.number)
        if known is None:
            by_number[item.number] = item
        else:
            by_number[item.number] = replace(
                known,
                attachments=known.attachments
                + tuple(name for name in item.attachments if name not in known.attachments),
                open=known.open if known.open is not None else item.open,
            )
    return sorted(by_number.values(), key=lambda item: _key(item.number or "0"))


def enclosure_list(layout: Layout) -> int | None:
    """Where the list of enclosures at the end begins: the last run of items that have only enclosures below."""
    lines = [line for line in layout.lines if line.index not in layout.furniture]
    start: int | None = None
    after: tuple[int, ...] | None = None
    some = False
    for place in range(len(lines) - 1, -1, -1):
        line = lines[place]
        below = lines[place + 1] if place + 1 < len(lines) else None
        above = lines[place - 1] if place else None
        if _ATTACHMENT.fullmatch(line.body):
            some = True
        elif looks_like_item(line):
            if below is None or not (_ATTACHMENT.fullmatch(below.body) or looks_like_item(below)):
                break
            key = _item_key(line)
            if after is not None and key >= after:
                # Upwards the numbers fall; where they rise, another list ends.
                break
            start, after = line.index, key
        # A long name of an enclosure goes on on the next line.
        elif not (above and line.gap == 0 and _ATTACHMENT.fullmatch(above.body)):
            break
    return start if some else None


# -- follow-ups and the meeting's head


def read_actions(items: Sequence[AgendaItem], people: Sequence[Participant], layout: Layout) -> list[ActionRead]:
    """Follow-ups: a sentence that begins with participants' initials and says that they will do something."""
    known = {person.initials for person in people if person.initials}
    if not known:
        return []
    one = "|".join(sorted((re.escape(initials) for initials in known), key=len, reverse=True))
    sentence = re.compile(
        rf"(?:^|(?<=[.!?:]\s)|(?<=\n))(?P<who>(?:{one})(?:\s*(?:/|,|og|&)\s*(?:{one}))*)"
        rf"\s+(?:{_FOLLOW_UP})\b[^.!?\n]*[.!?]?"
    )
    actions: list[ActionRead] = []
    for item in items:
        if not item.minutes:
            continue
        for match in sentence.finditer(item.minutes):
            who = re.findall(one, match["who"])
            text = match[0].strip()
            actions.append(ActionRead(text, tuple(dict.fromkeys(who)), item.number, None, _locate(layout, item, text)))
    return actions


def _locate(layout: Layout, item: AgendaItem, text: str) -> Source:
    """The line on which a sentence of the minutes begins, within the lines of its item."""
    first, last = item.source.line or 0, item.source.last_line or 0
    start = " ".join(text.split()[:4])
    for line in layout.lines:
        if first <= line.number <= last and start in line.body:
            return source_of([line])
    return item.source


def body_of(addressed: Iterable[str | None]) -> str | None:
    """The body that meets, where the head names none.

    The papers are addressed to it. A body that stands in an item's title ("Orientering fra Magistraten") is another.
    """
    return next((body for to in addressed if to and (body := names.body_exactly(to))), None)
