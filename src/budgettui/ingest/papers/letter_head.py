"""The head of a memo or a letter: what kind of paper it says it is, its fields, its letterhead and its title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from budgettui.ingest.page import names
from budgettui.ingest.page.layout import Layout, Line, Paragraph, ends_sentence
from budgettui.ingest.page.prose import sentence_ends
from budgettui.ingest.page.steps import time_tables
from budgettui.ingest.papers.head_fields import HeadFields, find_fields
from budgettui.ingest.papers.memo_headings import is_numbered

_KIND = (
    r"(?:(?:\w+s)?notat|(?:baggrunds|budget|proces|fakta|svar|orienterings|hørings|bilags|status|teknisk |internt )-?"
    r"notat|notatark|memo|orientering|redegørelse|besvarelse|orienteringsskrivelse|høringsbrev|brev|følgebrev|følgeskrivelse)"
)
_KIND_LINE = re.compile(
    rf"(?:udkast(?: til)?:?\s+)?(?:bilag\s*[0-9A-Z]{{0,2}}[\s:.–-]+)?(?P<kind>{_KIND})"
    r"(?P<about>\s+(?:om|for|af|over|på)\s+\S.*)?(?:\s*(?:[:–-]\s+|(?:vedr\.?|vedrørende|ang\.|angående):?\s+)(?P<title>\S.*)|\s+til\s+(?P<to>\S.*))?",
    re.IGNORECASE,
)
#: Who gets a paper; what else stands behind "til" is what it belongs to.
_RECEIVER = re.compile(
    r".{0,60}(?:udvalg|råd|magistrat|direktion|bestyrelse|ledelse|parti|medlem|borgmester|kommune|gruppe|part|med|"
    r"forvaltning|afdeling|direktør|presse|skole|institution|repræsentation|forening)(?:er|ere|erne|en|et|s|ne)?",
    re.IGNORECASE,
)
_APART = re.compile(r"(?:\w\s){3,}\w")
_MARK = re.compile(r"udkast|fortroligt?|internt|kladde|bilag\s*[0-9A-Z]{0,2}|godkendt|foreløbig\w*", re.IGNORECASE)
_ORGANISATION = re.compile(
    r"(?:\S+\s){0,4}\S*(?:forvaltning(?:en)?|afdeling(?:en)?|sekretariat(?:et)?|kommune|staben?|direktion(?:en)?|ledelse)|"
    r"(?:center|afdeling(?:en)?|sekretariat(?:et)?|kontor(?:et)?|staben?|forvaltning(?:en)?) for .{2,60}|"
    r"center\s.{2,40}",
    re.IGNORECASE,
)
_MUNICIPALITY = re.compile(r"\S+(?: \S+)? kommune", re.IGNORECASE)
_POSTAL = re.compile(r"(?:.{2,40},\s*)?[0-9]{4}\s+[A-ZÆØÅ]\S*(?:\s\S+)?")
_STREET = re.compile(r"[A-ZÆØÅ][\wæøå. ]{2,40}\s[0-9]{1,3}\s?[A-Za-z]?(?:,.{0,20})?,?")
_NET = re.compile(r"\S+@\S+|(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:dk|example|com)")
_HEAD_LINES = 45
_TITLE_LONGEST = 300
_PROSE = 60
_TITLE_LINES = 4
_TIME_TABLE = 3
_NAME_LONGEST = 70
_CELLS = re.compile(r"\t+|\s{3,}")


@dataclass(frozen=True, slots=True)
class LetterHead:
    """What the head says. ``taken`` are its lines; the paper's own text begins at the line ``after``."""

    kind: str | None
    title: str
    fields: HeadFields
    sender: str | None
    taken: frozenset[int]
    after: int


def kind_line(text: str) -> re.Match[str] | None:
    """A line that is the word of kind, perhaps with the title or the receiver behind it: "Notat til Byrådet"."""
    if len(text) > _TITLE_LONGEST or ends_sentence(text):
        return None
    return _KIND_LINE.fullmatch(text.replace(" ", "") if _APART.fullmatch(text) else text)


def is_address(text: str) -> bool:
    """Whether a line is a part of an address."""
    return len(text) <= _NAME_LONGEST and bool(_POSTAL.fullmatch(text) or _NET.fullmatch(text))


def organisation(text: str) -> str | None:
    """The department or office whose name a line is."""
    text = text.strip(" ,")
    office = len(text) <= _NAME_LONGEST and _ORGANISATION.fullmatch(text) and not _MUNICIPALITY.fullmatch(text)
    return names.department_exactly(text) or (text if office else None)


def read_head(layout: Layout) -> LetterHead:
    """The head of the paper that the text is."""
    # The word of kind may stand at the head of every page.
    lines = [line for line in layout.lines if line.index not in layout.furniture or kind_line(line.body)]
    fields = find_fields(lines[:_HEAD_LINES])
    free = [
        line
        for line in lines[: 2 * _HEAD_LINES]
        if line.index not in fields.at and kind_line(line.body) is None and not is_address(line.body)
    ]
    body = next((own.lines[0] for own in layout.paragraphs(free) if _opens_text(layout, own)), None)
    after = body.index if body else len(layout.lines)
    rows = time_tables(layout, lines[:_HEAD_LINES])
    if len(rows) >= _TIME_TABLE:
        after = min(after, rows[0][0].index)
    over = [line for line in lines[:_HEAD_LINES] if line.index < after]
    fields = find_fields(over)
    return _put_together(layout, over, fields, after)


def _opens_text(layout: Layout, own: Paragraph) -> bool:
    """Whether the paper's own text has begun: a sentence, a list, a numbered heading."""
    first = own.lines[0]
    if first.heading:
        return is_numbered(first.body)
    if is_numbered(first.body) or layout.is_bullet(first):
        return True
    return (
        (ends_sentence(own.text) and len(own.text) > _PROSE)
        or len(sentence_ends(own.text)) > 0
        or len(own.text) > _TITLE_LONGEST
        or len(own.lines) > _TITLE_LINES
    )


def _put_together(layout: Layout, over: Sequence[Line], fields: HeadFields, after: int) -> LetterHead:
    kind: str | None = None
    titled: Line | None = None
    named = ""
    taken: set[int] = set(fields.at)
    senders: list[str] = []
    others: list[Line] = []
    behind: list[Line] = []
    for place, line in enumerate(over):
        if line.index in fields.at:
            beside = fields.beside.get(line.index)
            if beside:
                senders.append(beside)
            continue
        match = kind_line(line.body)
        cells = _CELLS.split(line.raw.strip())
        if match is None and kind is None and len(cells) > 1 and (match := kind_line(cells[-1])):
            senders.append(cells[0])
        if match and kind is None:
            kind = match["kind"]
            titled, named = line, match["title"] or (line.body if match["about"] else "")
            if match["to"] and _RECEIVER.fullmatch(match["to"]):
                fields.keep("to", match["to"])
            elif match["to"]:
                named = line.body
            taken.add(line.index)
            continue
        if match or is_address(line.body) or _MARK.fullmatch(line.body):
            taken.add(line.index)
            continue
        if _STREET.fullmatch(line.body) and place + 1 < len(over) and is_address(over[place + 1].body):
            taken.add(line.index)
            continue
        (behind if kind else others).append(line)
    title = fields.values.get("title") or named
    before, own = (others, behind) if behind or title else ([], others)
    lead = own
    if not title:
        # Over the title stand the names of those who send the paper.
        while lead and not _may_be_title(lead[0]):
            senders.append(lead[0].body)
            taken.add(lead[0].index)
            lead = lead[1:]
    elif titled is None or not behind:
        lead = []
    senders = [*(line.body for line in before), *senders]
    taken.update(line.index for line in before)
    first = after
    if not title:
        chosen = _title_lines(layout, lead)
        title = layout.paragraph(chosen).text if chosen else ""
        taken.update(line.index for line in chosen)
    return LetterHead(
        kind, title.rstrip(".").strip(), fields, _sender(senders, fields), frozenset(taken), first
    )


def _may_be_title(line: Line) -> bool:
    return bool(line.heading) or (organisation(line.body) is None and not _MUNICIPALITY.fullmatch(line.body))


def _title_lines(layout: Layout, lines: Sequence[Line]) -> list[Line]:
    title = list(lines[:1])
    for line in lines[1:_TITLE_LINES]:
        if line.index != title[-1].index + 1 or line.heading or title[0].heading or layout.breaks(title[-1], line):
            break
        title.append(line)
    return title


def _sender(over: Sequence[str], fields: HeadFields) -> str | None:
    """Who sends the paper: the field that says so, a department in the letterhead, or its first name."""
    for name in ("from", "unit"):
        if name in fields.values:
            return fields.values[name]
    known = [own for text in over if (own := names.department_exactly(text))]
    offices = [own for text in over if (own := organisation(text))]
    return next(iter([*known, *offices, *(text for text in over if not _MUNICIPALITY.fullmatch(text))]), None)
