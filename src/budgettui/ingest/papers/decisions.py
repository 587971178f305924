"""Decisions as minutes print them: which body, on which day, in which words, who was missing, and what they come to.

One entry for each body that treated the item. The outcome is a code of the glossary where the words name one, and
nothing where they name none or several that do not agree: it is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from budgettui.domain.dates import find_dates
from budgettui.domain.paper.reading import PrintedDecision
from budgettui.ingest.page.furniture import ITEM_ALONE
from budgettui.ingest.page.layout import Layout, Line, is_open, source_of
from budgettui.ingest.papers.absences import (
    ABSENT,
    BULLET,
    INSTEAD,
    ONLY_NAMES,
    PARTY_BEHIND,
    WHY,
    absent_in,
    heads_absent,
    names_in,
)
from budgettui.ingest.papers.decision_heads import HEADER_LONGEST, Header, body_in, read_header, same_body
from budgettui.ingest.papers.outcomes import outcome_of
from budgettui.ingest.papers.people import is_cut

_FIELD = re.compile(
    r"(?P<field>udvalg|dato|mødedato|punktnummer|punkt|sted|mødested|"
    r"beslutning)\s*:\s*(?P<value>.*)",
    re.IGNORECASE,
)
#: A day before what was decided on it: "4. maj 2024: Udsat."
_ON_DAY = re.compile(r"(?:den )?(?P<day>[^:]{6,20}):(?:\s+(?P<text>\S.*))?", re.IGNORECASE)
#: What a body has said of a proposal, under it: "Økonomiudvalget anbefaler indstillingen."
_SAYS = re.compile(
    r"(?P<body>[A-ZÆØÅ][^.:;]{3,80}?)\s+(?:anbefale(?:r|de)|tiltræder|tiltrådte|godkend(?:er|te)|indstille(?:r|de))\s+"
    r"[^.:]*\b(?:indstilling(?:en)?|forslag(?:et)?|godkendt|sagen)\b[^.:]*\."
)
#: What became of a proposal at the meeting itself, under it: "Indstillingen blev godkendt uden afstemning."
_BECAME = re.compile(
    r"(?:indstilling(?:en|erne)|forslag(?:et|ene)) blev (?:herefter )?(?:enstemmigt )?"
    r"(?:godkendt|tiltrådt|vedtaget|forkastet)(?: (?:uden afstemning|enstemmigt|med [0-9]+ stemmer [^.]*))?\.(?:\s.*)?",
    re.IGNORECASE | re.DOTALL,
)
#: What another body has done at its meeting, told in the decision: "Udvalget indstillede på sit møde den 6. november".
_DID = re.compile(
    r"(?P<body>[A-ZÆØÅ][^.:;]{3,80}?)\s+(?:anbefalede|tiltrådte|godkendte|indstillede|besluttede)\s+"
    r"(?:på|i) (?:sit |et )?møde(?:t)? (?=d)"
)


#: What the administration proposes, between what two bodies have decided.
_PROPOSED = re.compile(r"[A-ZÆØÅ][\w, -]*forvaltningen (?:indstiller|anbefaler)\b")


def read_decisions(
    layout: Layout, lines: Sequence[Line], header: Header | None, body: str | None, day: str | None
) -> list[PrintedDecision]:
    """The decisions in these lines: one, or one under each line that names a body.

    ``header`` is what the heading over them says; ``body`` and ``day`` are the meeting's own, for words that stand
    under a heading that names no other.
    """
    entries: list[_Entry] = []
    now = _Entry(header.body if header else None, header.date if header else None, bool(header and header.dated))
    named = header is not None and (header.body is not None or header.dated)
    place = 0
    by_days = False
    while place < len(lines):
        line = lines[place]
        on_day = _on_day(line.body) if by_days or not place else None
        if on_day:
            # A body that treats a case at several meetings has its decisions under one heading.
            by_days = named = True
            entries.append(now)
            now = _Entry(header.body if header else body, on_day[0], True)
            now.lines_over = [line]
            now.lines = [replace(line, body=on_day[1])] if on_day[1] else []
            place += 1
            continue
        # The date and the place may stand under the name of the body.
        headed = now.body is not None and not (now.dated or now.lines)
        fields, after = _field_block(lines, place, headed=headed)
        if fields:
            entries.append(now)
            now = _Entry(fields.get("udvalg", now.body), fields.get("dato"), True)
            now.lines_over = list(lines[place:after])
            named = True
            place = after
            continue
        bare = read_header(line.body)
        if now.body and not now.lines and (ITEM_ALONE.fullmatch(line.body) or (now.dated and bare and bare.is_bare)):
            now.lines_over.append(line)
            place += 1
            continue
        rest = place > 0 and not line.gap and is_open(lines[place - 1].body)
        inner = read_header(line.body) if _may_head(line) and not rest else None
        did = _did_elsewhere(layout, lines, place, body)
        if now.lines and line.gap and _PROPOSED.match(line.body) and (named_at := _next_head(lines, place)):
            # What is proposed to the body that decided next is the text of the case.
            place = named_at
            continue
        if did:
            entries.append(now)
            now = did
            named = True
            now.lines.append(line)
        elif inner and (inner.body or inner.worded):
            entries.append(now)
            same = inner.worded and (not inner.dated or inner.date == now.date)
            now = _Entry(inner.body or (now.body if same else None), inner.date, inner.dated)
            now.lines_over = [line]
            named = True
        else:
            absent = ABSENT.fullmatch(f"{line.body}:" if _heads_names(lines, place) else line.body)
            if absent:
                away = absent["names"]
                while is_cut(away) and place + 1 < len(lines) and not lines[place + 1].gap:
                    place += 1
                    away = f"{away} {lines[place].body}"
                now.absent += names_in(away)
                while not away and place + 1 < len(lines):
                    entry = _entry(lines[place + 1])
                    if not ONLY_NAMES.fullmatch(entry):
                        break
                    place += 1
                    now.absent += names_in(entry)
            elif not (now.absent and INSTEAD.fullmatch(line.body)):
                now.lines.append(line)
        place += 1
    entries.append(now)
    return [
        entry.read(layout, None if named and not entry.own(header) else body, day, body)
        for entry in entries
        if entry.lines
    ]


def _next_head(lines: Sequence[Line], place: int) -> int | None:
    """Where the next line stands that names a body and its day, if there is one."""
    heads = ((k, read_header(lines[k].body)) for k in range(place + 1, len(lines)))
    return next((k for k, header in heads if header and header.body and header.dated), None)


def _on_day(body: str) -> tuple[str, str] | None:
    """The day that a line begins with, in ISO 8601, and what stands behind it."""
    match = _ON_DAY.fullmatch(body)
    days = find_dates(match["day"]) if match else []
    if match is None or len(days) != 1 or days[0][:2] != (0, len(match["day"])):
        return None
    return days[0][2].isoformat(), match["text"] or ""


def read_said(
    layout: Layout, lines: Sequence[Line], meeting: str | None, day: str | None
) -> tuple[list[PrintedDecision], list[Line]]:
    """What bodies have said of a proposal in sentences under it, each with who was missing; and the other lines.

    ``meeting`` and ``day`` are those of the meeting, for what is said of no other.
    """
    said: list[_Entry] = []
    rest: list[Line] = []
    for paragraph in layout.paragraphs(lines):
        match = _SAYS.match(paragraph.text)
        body = body_in(match["body"]) if match else None
        begins = body is not None or _BECAME.fullmatch(paragraph.text) is not None
        if begins:
            said.append(_Entry(body, None, False))
        if said and (begins or absent_in(paragraph.text)):
            said[-1].lines += paragraph.lines
        else:
            rest += paragraph.lines
    return [
        entry.read(layout, None, None, None) if entry.body else entry.read(layout, meeting, day, meeting)
        for entry in said
    ], rest


def _did_elsewhere(layout: Layout, lines: Sequence[Line], place: int, meeting: str | None) -> _Entry | None:
    """A new entry where a paragraph begins with what another body did at a meeting of its own."""
    if place and not lines[place].gap:
        return None
    text = layout.joiner.join([line.body for line in lines[place : place + 3]])[0]
    match = _DID.match(text)
    body = body_in(match["body"]) if match else None
    dates = find_dates(text[match.end() : match.end() + 40]) if match else []
    if not body or not dates or same_body(body, meeting):
        return None
    return _Entry(body, dates[0][2].isoformat(), True)


def _entry(line: Line) -> str:
    """A line of a list of who was away, without its mark and the reason."""
    return PARTY_BEHIND.sub(r" (\g<party>)", WHY.sub("", BULLET.sub("", line.body)))


def _heads_names(lines: Sequence[Line], place: int) -> bool:
    """Whether a line without a colon stands over names: those of a list, or under a label and nothing else."""
    if lines[place].body.endswith(":"):
        return False
    label = heads_absent(f"{lines[place].body}:")
    return any(
        (label or BULLET.match(line.body)) and ONLY_NAMES.fullmatch(_entry(line))
        for line in lines[place + 1 : place + 2]
    )


def _may_head(line: Line) -> bool:
    if not line.body.endswith((".", "!", "?")):
        return len(line.body) <= HEADER_LONGEST
    # "Økonomiudvalget, 17. maj 2011."
    header = read_header(line.body)
    return header is not None and header.body is not None and header.date is not None and not header.worded


def _field_block(lines: Sequence[Line], place: int, *, headed: bool) -> tuple[dict[str, str], int]:
    """ "Udvalg: …", "Dato: …", "Punktnummer: …" under each other: a decision of another meeting follows."""
    fields: dict[str, str] = {}
    while place < len(lines):
        match = _FIELD.fullmatch(lines[place].body)
        if match is None or match["field"].casefold() == "beslutning":
            break
        name = "dato" if match["field"].casefold().endswith("dato") else match["field"].casefold()
        value = match["value"].strip()
        if name == "dato":
            dates = find_dates(value)
            value = dates[0][2].isoformat() if len(dates) == 1 else ""
        fields[name] = value
        place += 1
    if "udvalg" not in fields and not (headed and "dato" in fields):
        return {}, place
    return {name: value for name, value in fields.items() if value}, place


class _Entry:
    """The decision of one body while its lines are being read."""

    def __init__(self, body: str | None, day: str | None, dated: bool) -> None:
        self.body = body
        self.date = day
        self.dated = dated
        self.absent: list[str] = []
        self.lines: list[Line] = []
        self.lines_over: list[Line] = []

    def own(self, header: Header | None) -> bool:
        """Whether this is what the meeting itself decided: nothing over it names another."""
        return not self.lines_over and (header is None or (header.body is None and not header.dated))

    def read(self, layout: Layout, body: str | None, day: str | None, meeting: str | None) -> PrintedDecision:
        paragraphs = layout.paragraphs(self.lines)
        text = "\n\n".join(paragraph.text for paragraph in paragraphs)
        own = body is not None or (self.body is None and not self.dated and not self.lines_over)
        own = own or (not self.dated and same_body(self.body, meeting))
        return PrintedDecision(
            text=text,
            body=self.body or (body if own else None),
            date=self.date or (day if own and not self.dated else None),
            outcome=outcome_of(text),
            absent=tuple(dict.fromkeys([*self.absent, *absent_in(text)])),
            source=source_of([*self.lines_over, *self.lines]),
        )


def is_own(decision: PrintedDecision, body: str | None, day: str | None) -> bool:
    """Whether a decision is one of the meeting of this body on this day, as far as either is known."""
    return (decision.body is None or same_body(decision.body, body)) and decision.date in {None, day}


def latest(decisions: Sequence[PrintedDecision]) -> PrintedDecision | None:
    """The dated decision with a body that was made last."""
    dated = [own for own in decisions if own.body and own.date]
    return max(dated, key=lambda own: date.fromisoformat(own.date or "0001-01-01"), default=None)
