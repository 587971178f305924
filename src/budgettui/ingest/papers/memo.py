"""Memos and cover letters: a date, a title, headed sections, a letterhead that may stand in mid-sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from budgettui.domain.dates import parse_date
from budgettui.domain.paper.reading import Paper, Section
from budgettui.ingest.page import names
from budgettui.ingest.page.layout import Layout, Line, Paragraph, ends_sentence, source_of

_CONTACT = re.compile(
    r"(?:telefon|tlf\.?|direkte (?:e-?mail|telefon)|e-?mail|e-?post|sagsbehandler|sagsnr\.?|sagsnummer)\s*:"
    r"|[0-9]{4}\s+[A-ZÆØÅ]\S*(?:\s\S+)?$",
    re.IGNORECASE,
)
_COVER = re.compile(r"\b(?:hermed fremsendes|følgeskrivelse|vedlagt fremsendes)\b", re.IGNORECASE)
_CLOSING = re.compile(r"(?:med )?(?:de )?venlige? hilsen(?:er)?", re.IGNORECASE)
_MEMO = re.compile(r"notat", re.IGNORECASE)
_NUMBERED = re.compile(r"(?P<number>[0-9]{1,2})\.\s+(?P<title>[A-ZÆØÅ].*)")
_PAGE_OF = re.compile(r"Side\s+[0-9]+\s+af\s+[0-9]+", re.IGNORECASE)
_SHORT = 45
_HEADING_LONGEST = 140
_HEAD_LINES = 15


@dataclass(frozen=True, slots=True)
class MemoRead:
    """A memo or cover letter and the lines of its running text."""

    paper: Paper
    prose: tuple[Line, ...]


def kind_of(layout: Layout) -> str | None:
    """``cover_letter`` or ``memo`` where the text says so itself, else ``None``."""
    head = [line.body for line in layout.lines[:_HEAD_LINES]]
    if any(_COVER.search(body) for body in head):
        return "cover_letter"
    if any(_MEMO.fullmatch(body) for body in head):
        return "memo"
    headed = any(line.heading for line in layout.lines) or any(_NUMBERED.fullmatch(body) for body in head)
    paged = any(_PAGE_OF.fullmatch(line.body) for line in layout.lines)
    return "memo" if headed and (paged or letterhead(layout)) else None


def letterhead(layout: Layout) -> frozenset[int]:
    """The lines of the letterhead: a run of short lines with at least two ways to reach somebody among
    them."""
    found: set[int] = set()
    run: list[Line] = []
    for line in [*layout.lines, None]:
        if (
            line is not None
            and len(line.body) <= _SHORT
            and not (ends_sentence(line.body) and not line.body.endswith((":", ".")))
        ):
            run.append(line)
            continue
        if sum(bool(_CONTACT.match(own.body)) for own in run) >= 2:
            found.update(own.index for own in run)
        run = []
    return frozenset(found)


def read_memo(layout: Layout, kind: str, table_lines: frozenset[int]) -> MemoRead:
    """The whole text as one memo or cover letter."""
    contact = letterhead(layout)
    lines = [
        line
        for line in layout.lines
        if line.index not in contact and line.index not in layout.furniture and line.index not in table_lines
    ]
    day: str | None = None
    body: list[Line] = []
    for place, line in enumerate(lines):
        printed = parse_date(line.body)
        # A date that stands alone at the head or the foot is the paper's own.
        if printed and (place < _HEAD_LINES or place >= len(lines) - 2):
            day = day or printed.isoformat()
        else:
            body.append(line)
    marked = any(line.heading for line in body)
    title_lines = _title(layout, body)
    rest = body[len(title_lines) :]
    title = layout.paragraph(title_lines).text.rstrip(".") if title_lines else ""
    sections = _marked_sections(layout, title, rest) if marked else _worded_sections(layout, title, rest)
    sender = next((found for i in sorted(contact) if (found := names.department_exactly(layout.lines[i].body))), None)
    return MemoRead(
        Paper(
            kind=kind,
            title=title,
            date=day,
            from_=sender,
            sections=tuple(sections),
            source=source_of([body[0], body[-1]]) if body else source_of(layout.lines[:1]),
        ),
        tuple(rest),
    )


def _title(layout: Layout, body: Sequence[Line]) -> list[Line]:
    if not body:
        return []
    title = [body[0]]
    for line in body[1:4]:
        if line.heading or title[0].heading or layout.breaks(title[-1], line):
            break
        title.append(line)
    return title


def _marked_sections(layout: Layout, lead: str, lines: Sequence[Line]) -> list[Section]:
    """Sections under headings that the text marks ("### 1. Baggrund")."""
    sections: list[Section] = []
    heading: Line | None = None
    group: list[Line] = []
    for line in [*lines, None]:
        if line is not None and not line.heading:
            group.append(line)
            continue
        if heading is not None:
            sections.append(_section(layout, heading.body, [heading], group))
        elif group:
            sections.append(_section(layout, lead, [], group))
        heading, group = line, []
    return sections


def _worded_sections(layout: Layout, lead: str, lines: Sequence[Line]) -> list[Section]:
    """Sections under headings that only their shape shows: a short paragraph that is no sentence, over one
    that is."""
    paragraphs = layout.paragraphs(lines)
    sections: list[Section] = []
    title, head, group = lead, list[Line](), list[Line]()
    for place, paragraph in enumerate(paragraphs):
        following = paragraphs[place + 1] if place + 1 < len(paragraphs) else None
        if _is_heading(layout, paragraph, following):
            if head or group:
                sections.append(_section(layout, title, head, group))
            title, head, group = paragraph.text, list(paragraph.lines), []
        else:
            group += paragraph.lines
    if head or group:
        sections.append(_section(layout, title, head, group))
    return sections


def _is_heading(layout: Layout, paragraph: Paragraph, following: Paragraph | None) -> bool:
    text = paragraph.text
    if _CLOSING.fullmatch(text):
        return True
    if following is None or len(text) > _HEADING_LONGEST or len(paragraph.lines) > 2:
        return False
    if not text[:1].isupper() or ends_sentence(text) or text.endswith((",", ";")):
        return False
    if layout.is_bullet(paragraph.lines[0]) or layout.is_bullet(following.lines[0]):
        return False
    return following.text[:1].isupper() and (ends_sentence(following.text) or len(following.lines) > 2)


def _section(layout: Layout, title: str, head: Sequence[Line], group: Sequence[Line]) -> Section:
    match = _NUMBERED.fullmatch(title)
    number = match["number"] if match else None
    name = match["title"] if match else title
    text = "\n\n".join(paragraph.text for paragraph in layout.paragraphs(group))
    return Section(name.rstrip("."), text, number, source_of([*head, *group]))
