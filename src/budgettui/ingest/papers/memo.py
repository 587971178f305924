"""Memos and letters: a head with its fields, headed sections, a letterhead that may stand in mid-sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from budgettui.domain.paper.reading import Paper
from budgettui.ingest.page import names
from budgettui.ingest.page.layout import Layout, Line, ends_sentence, source_of
from budgettui.ingest.page.steps import time_tables
from budgettui.ingest.papers import points
from budgettui.ingest.papers.head_fields import UNLABELLED, find_fields, printed_day
from budgettui.ingest.papers.letter_head import LetterHead, is_address, kind_line, read_head
from budgettui.ingest.papers.memo_headings import read_sections

_CONTACT = re.compile(
    r"(?:telefon|tlf\.?|direkte (?:e-?mail|telefon)|e-?mail|e-?post|sagsbehandler|sagsnr\.?|sagsnummer)\s*:"
    r"|[0-9]{4}\s+[A-ZÆØÅ]\S*(?:\s\S+)?$",
    re.IGNORECASE,
)
_COVER = re.compile(
    r"\b(?:følgeskrivelse|følgebrev|(?:hermed|vedlagt|vedhæftet)\s+(?:frem|over|ud|til)?(?:sendes|følger)|"
    r"(?:frem|over)sendes\s+(?:hermed|vedlagt))\b",
    re.IGNORECASE,
)
_PAGE_OF = re.compile(r"Side\s+[0-9]+\s+af\s+[0-9]+", re.IGNORECASE)
_LETTER = re.compile(r"(?:med )?(?:de )?(?:venlige?|bedste) hilsen(?:er)?,?|kære\s.{2,60}|til .{3,60}", re.IGNORECASE)
#: What another kind of paper says of itself.
_OTHER = re.compile(
    r"(?:indstilling|beslutningspunkter|dagsorden|referat|beslutningsprotokol|mødedato|mødetidspunkt|mødested|deltagere|"
    r"afbud|åbent punkt|lukket punkt|sagsgang)\b.{0,60}|.{0,30}\b(?:dagsorden|referat)\b.{0,40}",
    re.IGNORECASE,
)
#: What only papers of meetings print.
_CASE = re.compile(
    r"(?:til stede|tilstede|fraværende|afbud|deltagere|beslutning(?:er|stema)?|mødet (?:hævet|sluttede?t?))\b.{0,60}|"
    r".{2,60}\bindstiller:?|.{2,60}\bmøde (?:den|d\.) .{6,30}",
    re.IGNORECASE,
)
_SHORT = 45
_HEAD_LINES = 15
_FOOT_LINES = 14
#: What makes a head a letter's, where no word of kind does.
_FIELDS = frozenset(("to", "from", "day", "title", "case"))
_ENOUGH_FIELDS = 2
#: So much of a letter is sentences.
_TOLD = 0.4


@dataclass(frozen=True, slots=True)
class MemoRead:
    """A memo or cover letter and the lines of its running text."""

    paper: Paper
    prose: tuple[Line, ...]


def declared(layout: Layout) -> str | None:
    """``cover_letter`` or ``memo`` where the head of the text says that it is one and nothing else; else ``None``."""
    head = read_head(layout)
    over = [line for line in layout.lines if line.index < head.after]
    if any(_OTHER.fullmatch(line.body) for line in over):
        return None
    opening = [line.body for line in layout.lines[: len(over) + _HEAD_LINES]]
    if head.kind is None:
        if any(points.HEADINGS.fullmatch(line.body) or _CASE.fullmatch(line.body) for line in layout.lines):
            return None
        named = set(head.fields.values) | {name for own in head.fields.at.values() for name in own}
        closing = any(_LETTER.fullmatch(line.body) for line in (*over, *layout.lines[-_FOOT_LINES:]))
        if not _is_prose(layout, head.after) or len(named & _FIELDS) + closing < _ENOUGH_FIELDS:
            return None
    return "cover_letter" if any(_COVER.search(body) for body in opening) else "memo"


def _is_prose(layout: Layout, after: int) -> bool:
    """Whether most of the text is sentences: a list of cases may have a head like a letter's."""
    paragraphs = layout.paragraphs(layout.lines[after:])
    told = sum(len(own.text) for own in paragraphs if ends_sentence(own.text) and len(own.text) > _SHORT)
    return told > _TOLD * sum(len(own.text) for own in paragraphs)


def kind_of(layout: Layout) -> str | None:
    """``cover_letter`` or ``memo`` where the text says so itself, else ``None``."""
    head = [line.body for line in layout.lines[:_HEAD_LINES]]
    if any(_COVER.search(body) for body in head):
        return "cover_letter"
    headed = any(line.heading for line in layout.lines)
    paged = any(_PAGE_OF.fullmatch(line.body) for line in layout.lines)
    return "memo" if headed and (paged or letterhead(layout)) else None


def letterhead(layout: Layout, after: int = 0) -> frozenset[int]:
    """The lines of the letterhead in the text from a line on: a run of short lines with at least two ways to reach
    somebody, or fields, among them."""
    found: set[int] = set()
    run: list[Line] = []
    for line in [*layout.lines[after:], None]:
        if (
            line is not None
            and len(line.body) <= _SHORT
            and not (ends_sentence(line.body) and not line.body.endswith((":", ".")))
        ):
            run.append(line)
            continue
        found.update(own.index for own in _contacts(layout, run))
        run = []
    return frozenset(found)


def _contacts(layout: Layout, run: list[Line]) -> list[Line]:
    """The letterhead in a run of short lines; a heading that follows it is none of it."""
    fields = find_fields(run).at
    reach = [
        place
        for place, own in enumerate(run)
        if fields.get(own.index, UNLABELLED) != UNLABELLED or _CONTACT.match(own.body) or is_address(own.body)
    ]
    if len(reach) < 2:
        return []
    reach += [place for place, own in enumerate(run) if place > reach[-1] and own.index in fields]
    last = reach[-1]
    while last + 1 < len(run) and last - reach[-1] < 2 and layout.tight(run[last + 1]):
        last += 1
    return run[: last + 1]


def read_memo(layout: Layout, kind: str, table_lines: frozenset[int]) -> MemoRead:
    """The whole text as one memo or cover letter."""
    head = read_head(layout)
    title = head.title or next((line.body for line in layout.lines if line.index not in layout.furniture), "")
    contact = letterhead(layout, head.after)
    beside = find_fields([layout.lines[i] for i in sorted(contact)])
    body = [
        line
        for line in layout.lines
        if line.index not in contact
        and line.index not in head.taken
        and line.index not in layout.furniture
        and line.index not in table_lines
    ]
    day = head.fields.values.get("day") or beside.values.get("day")
    # A date that stands alone at the foot is the paper's own.
    while len(body) > 1 and (alone := printed_day(body[-1].body)) and _ends(body[-2], body[-1]):
        day = day or alone
        body.pop()
    body = [line for line in body if line.index >= head.after or kind_line(line.body) is None]
    return MemoRead(
        Paper(
            kind=kind,
            title=title,
            date=day,
            to=head.fields.values.get("to"),
            from_=_sender(layout, head, contact),
            case_number=head.fields.values.get("case") or beside.values.get("case"),
            sections=tuple(read_sections(layout, title, body, time_tables(layout, body))),
            source=source_of([body[0], body[-1]]) if body else source_of(layout.lines[:1]),
        ),
        tuple(body),
    )


def _ends(before: Line, line: Line) -> bool:
    """Whether nothing goes on from one line to the next."""
    return line.gap > 0 or len(before.body) <= _SHORT or ends_sentence(before.body)


def _sender(layout: Layout, head: LetterHead, contact: frozenset[int]) -> str | None:
    """Who sends the paper: its head says it, or the letterhead beside the text."""
    return head.sender or next(
        (found for i in sorted(contact) if (found := names.department_exactly(layout.lines[i].body))), None
    )
