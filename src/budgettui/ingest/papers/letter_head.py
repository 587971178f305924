"""The head of a memo or a letter: what kind of paper it says it is, its fields, its letterhead and its title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from budgettui.ingest.page import names
from budgettui.ingest.page.layout import Layout, Line, Paragraph, ends_sentence, is_open
from budgettui.ingest.page.prose import sentence_ends
from budgettui.ingest.page.steps import time_tables
from budgettui.ingest.papers.head_fields import HeadFields, find_fields, is_contact
from budgettui.ingest.papers.memo_headings import headed_paragraphs, is_numbered

_KIND = (
    r"(?:(?:\S+ og )?(?:teknisk |internt )?(?:\w+-)?\w*notat|notatark|memo|orientering|redegørelse|besvarelse|"
    r"orienteringsskrivelse|høringsbrev|brev|følgebrev|følgeskrivelse|høring(?= (?:af|om|over|vedr))|(?:budget)?forlig|"
    r"budgetaftale|aftale(?= om))"
)
#: Words that are a heading of other papers too.
WEAK = re.compile(r"(?!.*notat|memo).*", re.IGNORECASE)
_KIND_LINE = re.compile(
    rf"(?:udkast(?: til)?:?\s+)?(?:bilag\s*[0-9A-Z]{{0,2}}[\s:.–-]+)?(?P<kind>{_KIND})"
    r"(?P<about>\s+(?:om|for|af|over|på)(?:\s+\S.*)?)?(?:\s*(?:[:–-]\s+|(?:vedr\.?|vedrørende|ang\.|angående):?\s+)(?P<title>\S.*)|\s+til\s+(?P<to>\S.*))?",
    re.IGNORECASE,
)
#: Who gets a paper; what else stands behind "til" is what it belongs to.
_RECEIVER = re.compile(
    r".{0,60}(?:udvalg|råd|magistrat|direktion|bestyrelse|ledelse|parti|medlem|borgmester|kommune|gruppe|part|med|"
    r"forvaltning|afdeling|direktør|presse|skole|institution|repræsentation|forening)(?:er|ere|erne|en|et|s|ne)?",
    re.IGNORECASE,
)
_APART = re.compile(r"(?:\w\s){3,}\w")
_MARK = re.compile(
    r"pressemeddelelse|udkast|fortroligt?|internt|kladde|bilag\s*[0-9A-Z]{0,2}|godkendt|foreløbig\w*", re.IGNORECASE
)
_ORGANISATION = re.compile(
    r"(?:\S+\s){0,4}\S*(?:forvaltning(?:en)?|afdeling(?:en)?|sekretariat(?:et)?|kommune|staben?|direktion(?:en)?|ledelse|"
    r"ministeri(?:et|um)|styrelsen?)|"
    r"(?:center|\w*afdeling(?:en)?|(?:sekretariat|kontor)(?:et)?|staben?|forvaltningen?|ministeriet) for .{2,60}|"
    r"(?:center|region)\s.{2,40}",
    re.IGNORECASE,
)
#: A body that decides: it sends a paper where another is named as the receiver, and receives it else.
_BODY = re.compile(
    r"(?:\S+\s){0,6}(?:\S*udvalg(?:et)?|byråd(?:et)?|kommunalbestyrelsen?|borgerrepræsentationen|magistraten|direktionen)|"
    r"udvalget\s(?:for|vedr\.)\s.{3,50}",
    re.IGNORECASE,
)
_MUNICIPALITY = re.compile(r"\S+(?: \S+)? kommune", re.IGNORECASE)
_POSTAL = re.compile(
    r"(?:.{2,40},\s*|.{2,60}\s[0-9]{1,3}[A-Za-z]?,?\s+)?(?:DK[ -]?)?[0-9]{4}\s+[A-ZÆØÅ]\S*(?:\s\S+)?"
)
_STREET = re.compile(r"[A-ZÆØÅ][\wæøå. ]{2,40}\s[0-9]{1,3}\s?[A-Za-z]?(?:,.{0,20})?,?")
#: Ways to reach somebody, several on a line perhaps.
_REACH = re.compile(
    r"(?:(?:(?:[EMW][.:]?\s|e?-?mail:?\s)?(?:[^\s,·|]+@[^\s,·|]+|(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:dk|example|com))|"
    r"(?:(?:[TFM]|tlf\.?|tel\.?|telefon|(?:tele)?fax|mobil)[.:]?\s*)?(?:\+45\s?)?(?:[0-9]{2}\s?){4})"
    r"(?:\s*[,·|]\s*|(?<=\s)|\s+|$))+",
    re.IGNORECASE,
)
_ATTENTION = re.compile(r"att\b", re.IGNORECASE)
_ABOUT = re.compile(r"om|vedr\.?|vedrørende|ang\.?|angående", re.IGNORECASE)
_POINT = re.compile(r"[0-9a-z]{1,2}[.)]")
_NAME = re.compile(r"[A-ZÆØÅ][^0-9:.]{1,48}")
#: A code that stands for who wrote the paper, and how public it is.
_NO_TITLE = re.compile(
    r"[A-ZÆØÅ]{2,8}|[a-zæøå]{2,4}(?:/[a-zæøå]{2,6})*|(?i:offentligt?|side [0-9]+(?: af [0-9]+)?)|[\W0-9]+"
)
_HEAD_LINES = 45
_TITLE_LONGEST = 300
_PROSE = 60
#: A sentence may end in a number: "svar på spørgsmål nr. 4."
_TOLD = re.compile(r"[0-9]\.$")
_TITLE_LINES = 6
_ADDRESS_LINES = 4
_TIME_TABLE = 3
_NAME_LONGEST = 70
_CELLS = re.compile(r"\t+|\s{3,}|\s+[·•|]\s+")


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
    if len(text) > _TITLE_LONGEST or ends_sentence(text) or text[:1].islower():
        return None
    return _KIND_LINE.fullmatch(text.replace(" ", "") if _APART.fullmatch(text) else text)


def is_address(text: str) -> bool:
    """Whether a line is a part of an address."""
    return _reaches(text) or (len(text) <= _NAME_LONGEST and bool(_POSTAL.fullmatch(text)))


def _reaches(text: str) -> bool:
    return len(text) <= _NAME_LONGEST and bool(_REACH.fullmatch(text))


def organisation(text: str) -> str | None:
    """The department or office whose name a line is."""
    text = re.sub(r"^[0-9.]+\s", "", text.strip(" ,"))
    office = len(text) <= _NAME_LONGEST and _ORGANISATION.fullmatch(text) and not _MUNICIPALITY.fullmatch(text)
    return names.department_exactly(text) or (text if office else None)


def read_head(layout: Layout) -> LetterHead:
    # The word of kind may stand at the head of every page.
    lines = [line for line in layout.lines if line.index not in layout.furniture or kind_line(line.body)]
    fields = find_fields(lines[:_HEAD_LINES])
    body = next(
        (own.lines[0] for run in _runs(lines[: 2 * _HEAD_LINES], fields) for own in headed_paragraphs(layout, run)
         if _opens_text(layout, own)),
        None,
    )  # fmt: skip
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
    if first.heading or is_numbered(first.body):
        # An office may have a number: "2.1. Kontoret for indkøb".
        return is_numbered(first.body) and organisation(first.body) is None
    told = [text for text in (own.text, *(line.body for line in own.lines)) if len(text) > _PROSE]
    return (
        layout.is_bullet(first)
        or any(_TOLD.search(text) or ends_sentence(text) for text in told)
        or len(sentence_ends(own.text)) > 0
        or len(own.text) > _TITLE_LONGEST
        or len(own.lines) > _TITLE_LINES
    )


def _runs(lines: Sequence[Line], fields: HeadFields) -> Iterator[list[Line]]:
    """The lines of the head that follow each other and hold neither a field nor an address."""
    run: list[Line] = []
    titled = False
    for line in lines:
        # A title that goes on from the word of kind: "Notat" over "om takster for 2025".
        titled = bool(kind_line(line.body)) or (titled and line.body[:1].islower())
        if line.index in fields.at or titled or is_address(line.body):
            yield run
            run = []
            continue
        run.append(line)
    yield run


def _put_together(layout: Layout, over: Sequence[Line], fields: HeadFields, after: int) -> LetterHead:
    kind: str | None = None
    worded = -1
    named: list[Line] = []
    taken: set[int] = set(fields.at)
    senders: list[str] = [text for text in fields.beside.values() if text]
    free: list[Line] = []
    for place, line in enumerate(over):
        if line.index in fields.at:
            continue
        cells = _CELLS.split(line.raw.strip())
        # The first line is a title also with a point behind it.
        match = kind_line(line.body if line.index else line.body.rstrip("."))
        match = match or (kind_line(cells[-1]) if kind is None and len(cells) > 1 else None)
        following = over[place + 1].body if place + 1 < len(over) else ""
        if match and not named:
            again = kind is not None
            senders += cells[:-1] if kind_line(line.body) is None else []
            if kind is None:
                kind, worded = match["kind"], line.index
            if match["to"] and _RECEIVER.fullmatch(match["to"]):
                fields.keep("to", match["to"])
            elif match["to"] or match["about"] or match["title"] or (following[:1].islower() and not again):
                start = match.start("title") if match["title"] and not again and not match["title"][0].islower() else 0
                rest = [own for own in over[place:] if own.index not in fields.at]
                named = [replace(line, body=line.body[start:]), *_title_lines(layout, rest)[1:]]
                taken.update(own.index for own in named)
            taken.add(line.index)
        elif len(cells) > 1 and any(is_address(cell) for cell in cells):
            senders += [cell for cell in cells if not is_address(cell) and not _STREET.fullmatch(cell)][:1]
            taken.add(line.index)
        elif match or _stands_apart(line.body, following):
            taken.add(line.index)
        elif line.index not in taken:
            free.append(line)
    apart = any(_reaches(line.body) for line in layout.lines[after:])
    receiver = _addressed(over, free, apart)
    if receiver:
        fields.keep("to", receiver[0].body)
        taken.update(line.index for line in receiver)
        free = [line for line in free if line not in receiver]
    own = [line for line in free if line.index > worded] or free
    titled = _titled(layout, own, fields, kind, named, taken)
    last = max(taken, default=-1) if kind is None or "title" in fields.values else worded
    first = titled[0].index if titled else last
    for line in free:
        if line.index < first or (line in own and _BODY.fullmatch(line.body) and line.index not in taken):
            senders.append(line.body)
            taken.add(line.index)
    title = fields.values.get("title") or (layout.paragraph(titled).text if titled else "")
    sender = _sender(_joined(senders), fields)
    return LetterHead(kind, title.rstrip(".:").strip(), fields, sender, frozenset(taken), after)


def _addressed(over: Sequence[Line], free: Sequence[Line], apart: bool) -> list[Line]:
    """The name and what else stands over the town of the receiver; a sender's address goes on with how to reach it,
    which may stand apart from the head."""
    for place, line in enumerate(over):
        below = over[place + 1 : place + 2]
        if not _POSTAL.fullmatch(line.body) or any(is_address(own.body) or is_contact(own) for own in below):
            continue
        start = place
        while start and place - start < _ADDRESS_LINES and over[start].gap <= line.gap and _part(over[start - 1], free):
            start -= 1
        name = over[start].body
        office = organisation(name) or _MUNICIPALITY.fullmatch(name)
        if start < place and not _STREET.fullmatch(name) and (apart or not office):
            return list(over[start:place])
    return []


def _part(line: Line, free: Sequence[Line]) -> bool:
    own = line in free or _STREET.fullmatch(line.body) or _ATTENTION.match(line.body)
    return len(line.body) <= _NAME_LONGEST and bool(own)


def _stands_apart(text: str, following: str) -> bool:
    return bool(is_address(text) or _MARK.fullmatch(text) or (_STREET.fullmatch(text) and is_address(following)))


def _titled(
    layout: Layout, own: Sequence[Line], fields: HeadFields, kind: str | None, named: list[Line], taken: set[int]
) -> list[Line]:
    """The lines of the title, which are then taken; none where a field is the title."""
    if "title" in fields.values:
        again = [line for line in own if line.body.casefold() == fields.values["title"].casefold()]
        taken.update(line.index for line in again)
        return again
    if named:
        return named
    places = [line for line in own if _may_be_title(layout, line) and line.index not in taken]
    if kind is None:
        # Under the letterhead and its fields, just over the text.
        last = max((line for line in taken), default=-1)
        places = [line for line in places if line.index > last] or places
    chosen = _title_lines(layout, own[own.index(places[0]) :]) if places else []
    taken.update(line.index for line in chosen)
    return chosen


def _may_be_title(layout: Layout, line: Line) -> bool:
    """Whether a line is no name, as those of a letterhead are, which stand over their address."""
    below, town = [*(own.body for own in layout.lines[line.index + 1 : line.index + 3]), "", ""][:2]
    named = organisation(line.body) or any(one.fullmatch(line.body) for one in (_MUNICIPALITY, _BODY, _NO_TITLE))
    return bool(line.heading) or not (named or is_address(below) or (_STREET.fullmatch(below) and is_address(town)))


def _title_lines(layout: Layout, lines: Sequence[Line]) -> list[Line]:
    title = list(lines[:1])
    for line in lines[1:_TITLE_LINES]:
        apart = line.heading or title[0].heading or _POINT.fullmatch(line.body) or line.body.endswith(":")
        if apart or line.index != title[-1].index + 1:
            break
        goes_on = _ABOUT.fullmatch(line.body) or (line.body[:1].islower() and line.gap <= 1)
        if not goes_on and layout.breaks(title[-1], line):
            break
        title.append(line)
    return title


def _joined(names_over: Sequence[str]) -> list[str]:
    """The names, put together where one goes on in the next line: "Lov- og", "Byrådsafdelingen"."""
    found: list[str] = []
    for text in names_over:
        begun = f"{found.pop()} " if found and is_open(found[-1]) else ""
        found.append(f"{begun}{text}")
    return found


def _sender(over: Sequence[str], fields: HeadFields) -> str | None:
    """Who sends the paper: the field that says so, a department in the letterhead, or its first name.

    A body that stands there without a label is the receiver where none is named.
    """
    bodies = [text for text in over if _BODY.fullmatch(text)]
    offices = [own for text in over if text not in bodies and (own := organisation(text))]
    known = [own for text in over if (own := names.department_exactly(text))]
    others = [own for own in over if _NAME.fullmatch(own) and not _MUNICIPALITY.fullmatch(own) and own not in bodies]
    labelled = fields.values.get("from") or fields.values.get("unit")
    sender = labelled or next(iter([*known, *offices, *others]), None)
    if bodies and "to" not in fields.values:
        fields.keep("to", bodies[0])
        return sender
    return sender or next(iter(bodies), None)
