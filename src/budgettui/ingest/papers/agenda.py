"""What an agenda has beside its cases: the list of enclosures, follow-ups in what was minuted, and who meets.

An agenda often stands twice: once with the minutes, and once as the list of enclosures. Both are one agenda.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from budgettui.domain.meeting.spotting import until
from budgettui.domain.paper.reading import ActionRead, AgendaItem, Participant, Source
from budgettui.ingest.page import names
from budgettui.ingest.page.layout import Layout, Line, source_of
from budgettui.ingest.papers import case_marks
from budgettui.ingest.papers.case_titles import heads_section, number_key

_ITEM = re.compile(r"(?P<number>[0-9]{1,2}(?:\.[0-9]{1,2})*)\.?\s+(?P<title>\S.*)")
_ATTACHMENT = re.compile(r"bilag(?:\s+[0-9]{1,3})?\s*:\s+(?P<name>\S.*)", re.IGNORECASE)
_FOLLOW_UP = (
    r"følger op|vender tilbage|undersøger|udarbejder|sender|fremsender|indkalder|tager kontakt|kontakter|"
    r"sørger for|"
    r"afklarer|bestiller|indhenter|koordinerer|laver|forbereder|skriver|rundsender|planlægger"
)
_ITEM_LONGEST = 140


# -- the list of enclosures


def _titled(line: Line) -> re.Match[str] | None:
    """The number and title of an item, as agendas print them ("1.1   Dagsorden", "1   Til godkendelse")."""
    match = _ITEM.fullmatch(line.body)
    if match is None or len(line.body) > _ITEM_LONGEST or not match["title"][:1].isupper():
        return None
    return match if "." in match["number"] or heads_section(match["title"]) else None


def read_enclosures(layout: Layout) -> tuple[int | None, list[AgendaItem]]:
    """Where the list of enclosures at the end begins, if there is one, and its items with those of each: the last run
    of items that have only enclosures below."""
    first: int | None = None
    items: list[AgendaItem] = []
    enclosed: list[str] = []
    rest: list[str] = []
    for line in reversed([line for line in layout.lines if line.index not in layout.furniture]):
        match = _titled(line)
        if attachment := _ATTACHMENT.fullmatch(line.body):
            enclosed.insert(0, layout.joiner.join([attachment["name"], *rest])[0])
            rest = []
        elif match and (enclosed or items) and not rest:
            title, is_open = case_marks.open_in_title(match["title"])
            kind = "item" if "." in match["number"] else "section"
            item = AgendaItem(
                match["number"], title, kind, is_open, attachments=tuple(enclosed), source=source_of([line])
            )
            if items and number_key(item.number) >= number_key(items[0].number):
                # Upwards the numbers fall; where they rise, another list ends.
                break
            first, items, enclosed = line.index, [item, *items], []
        elif match or rest or line.gap:
            break
        else:
            # A long name of an enclosure goes on on the next line.
            rest = [line.body]
    return first, items


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
                attachments=tuple(dict.fromkeys((*known.attachments, *item.attachments))),
                open=known.open if known.open is not None else item.open,
            )
    return sorted(by_number.values(), key=lambda item: number_key(item.number))


# -- follow-ups and the meeting's head


def read_actions(
    items: Sequence[AgendaItem], people: Sequence[Participant], layout: Layout, met: str | None
) -> list[ActionRead]:
    """Follow-ups: a sentence that begins with participants' initials and says that they will do something. Until when
    is counted from the day on which they met."""
    known = {person.initials for person in people if person.initials}
    if not known:
        return []
    one = "|".join(sorted((re.escape(initials) for initials in known), key=len, reverse=True))
    sentence = re.compile(
        rf"(?:^|(?<=[.!?:]\s)|(?<=\n))(?P<who>(?:{one})(?:\s*(?:/|,|og|&)\s*(?:{one}))*)"
        # The stop of "10. januar" ends nothing.
        rf"\s+(?:{_FOLLOW_UP})\b(?:[^.!?\n]|\.(?=\s?[a-zæøå0-9]))*[.!?]?"
    )
    actions: list[ActionRead] = []
    for item in items:
        if not item.minutes:
            continue
        for match in sentence.finditer(item.minutes):
            who = re.findall(one, match["who"])
            text = match[0].strip()
            day = until(text.rstrip(".!?"), date.fromisoformat(met)) if met else None
            due = day.isoformat() if day else None
            actions.append(ActionRead(text, tuple(dict.fromkeys(who)), item.number, due, _locate(layout, item, text)))
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
