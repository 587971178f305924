"""A proposal (*indstilling*): title, box of to/from/date, numbered sections, decision points, contact block.

The same reading serves a file with one proposal and a bundle with several.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from budgettui.domain.paper.reading import Paper, Point, Section
from budgettui.ingest.page.layout import Layout, Line, ends_sentence, source_of
from budgettui.ingest.papers import points
from budgettui.ingest.papers.case_headings import Role, role_of
from budgettui.ingest.papers.head_fields import find_box, find_fields, is_contact

#: The headings of an Aarhus proposal; the words that make an unexpected number a section all the same.
_KNOWN = re.compile(
    r"resum[eé]|beslutningspunkt(?:er)?|baggrund|effekt(?:er)?|ydelse(?:r|n)?|organisering|ressourcer|indledning|formål|"
    r"sagsfremstilling|økonomi(?:ske konsekvenser)?|bilag(?! [0-9])|kommunikation|videre forløb|tidsplan|høring",
    re.IGNORECASE,
)
_SECTION = re.compile(r"(?P<number>[0-9]{1,2})\.\s+(?P<title>\S.*)")
_HEAD_WORD = re.compile(r"indstilling", re.IGNORECASE)
#: Under the heading over the points of a case stands who proposes them, and under a proposal's word its title.
_PROPOSES = re.compile(r"\b(?:indstill(?:er|es|ing om)|foreslå(?:r|s)|anbefale[rs])\b", re.IGNORECASE)
_ENCLOSURE = re.compile(r"bilag\s+[0-9]{1,2}\s*:\s+\S", re.IGNORECASE)
_TITLE_LONGEST = 4
_SECTION_TITLE = 70
#: The first section stands within so many lines of the word "Indstilling".
_REACH = 40


@dataclass(frozen=True, slots=True)
class ProposalRead:
    """A proposal and the lines it takes; ``prose`` are the lines whose text is running text."""

    paper: Paper
    lines: tuple[Line, ...]
    prose: tuple[Line, ...]


def find_starts(layout: Layout) -> list[int]:
    """The lines at which proposals begin: the word "Indstilling" alone, with a section "1." after it."""
    starts = []
    lines = layout.lines
    text = [i for i in range(len(lines)) if i not in layout.furniture]
    words = [
        i
        for i, after in zip(text, [*text[1:], None], strict=False)
        if _HEAD_WORD.fullmatch(lines[i].body) and not (after is not None and _PROPOSES.search(lines[after].body))
    ]
    for place, i in enumerate(words):
        limit = min(len(lines), i + _REACH, words[place + 1] if place + 1 < len(words) else len(lines))
        if any(_opens_sections(line) for line in lines[i + 1 : limit]):
            starts.append(i)
    return starts


def _opens_sections(line: Line) -> bool:
    match = _SECTION.fullmatch(line.body)
    return bool(match and match["number"] == "1" and _KNOWN.match(match["title"]))


def read_proposal(layout: Layout, start: int, end: int, table_lines: frozenset[int]) -> ProposalRead:
    """The proposal in the lines from ``start`` to ``end`` (not included)."""
    lines = layout.lines[start:end]
    box = find_box(lines)
    word, *body = [line for line in lines if line.index not in box.at and line.index not in layout.furniture]
    headings = _section_headings(body)
    first = headings[0][0] if headings else len(body)
    title_lines = _title(layout, body[:first])
    title = layout.paragraph(title_lines).text if title_lines else ""
    tail = _contact_block(body, headings[-1][0] if headings else 0)
    sections: list[Section] = []
    decision_points: list[Point] = []
    prose: list[Line] = []
    lead = [line for line in body[len(title_lines) : first] if line.index not in table_lines]
    prose += lead
    if lead:
        sections.append(Section(word.body, _text(layout, lead), None, source_of(lead)))
    for place, (at, number, name) in enumerate(headings):
        stop = headings[place + 1][0] if place + 1 < len(headings) else tail
        own = body[at + 1 : stop]
        if role_of(name) is Role.POINTS:
            found, _rest = points.read_points(layout, own, lead=name)
            decision_points += found
        running = [line for line in own if line.index not in table_lines]
        prose += running
        source = replace(source_of([body[at], *own[-1:]]), raw=body[at].raw)
        sections.append(Section(name, _text(layout, running), number, source))
    enclosures = [line for line in body[tail:] if _ENCLOSURE.match(line.body)]
    if enclosures:
        sections.append(Section("Bilag", "\n\n".join(line.body for line in enclosures), None, source_of(enclosures)))
    paper = Paper(
        kind="proposal",
        title=title,
        date=box.values.get("day"),
        to=box.values.get("to"),
        from_=box.values.get("from"),
        case_number=find_fields(lines).values.get("case"),
        sections=tuple(sections),
        decision_points=numbered(decision_points),
        source=replace(source_of(lines), raw=(*title_lines, word)[0].raw),
    )
    return ProposalRead(paper, tuple(lines), tuple(prose))


def numbered(found: Sequence[Point]) -> tuple[Point, ...]:
    """The points of a paper, each with a number: the printed one, or its place where none is printed."""
    return tuple(
        point if point.number is not None else replace(point, number=place) for place, point in enumerate(found, 1)
    )


def _text(layout: Layout, lines: Sequence[Line]) -> str:
    return "\n\n".join(paragraph.text for paragraph in layout.paragraphs(lines))


# -- the parts of the page


def _section_headings(body: Sequence[Line]) -> list[tuple[int, str, str]]:
    """The numbered headings in order: (place, number, title). A number that does not follow must be well
    known."""
    found: list[tuple[int, str, str]] = []
    expected = 1
    for place, line in enumerate(body):
        match = _SECTION.fullmatch(line.body)
        if match is None:
            continue
        number, title = int(match["number"]), match["title"].rstrip(" :")
        if len(title) > _SECTION_TITLE or ends_sentence(title) or not title[:1].isupper():
            continue
        known = bool(_KNOWN.fullmatch(title))
        follows = number == expected and (line.gap > 0 or line.new_page)
        if (known and number >= expected) or (follows and (found or number > 1 or known)):
            found.append((place, match["number"], title))
            expected = number + 1
    return found


def _title(layout: Layout, lines: Sequence[Line]) -> list[Line]:
    title: list[Line] = []
    for line in lines[:_TITLE_LONGEST]:
        if title and (layout.breaks(title[-1], line) or _is_lead(line)):
            break
        title.append(line)
    return title


def _is_lead(line: Line) -> bool:
    return ends_sentence(line.body) and len(line.body) > _SECTION_TITLE


def _contact_block(body: Sequence[Line], last_heading: int) -> int:
    """Where the contact block and the list of enclosures at the foot of the paper begin."""
    tail = len(body)
    for place in range(len(body) - 1, last_heading, -1):
        line = body[place]
        if is_contact(line) or _ENCLOSURE.match(line.body):
            tail = place
        elif len(line.body) > 45 or ends_sentence(line.body):
            break
    return tail
