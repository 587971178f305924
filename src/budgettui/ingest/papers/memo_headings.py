"""The sections of a memo or a letter: numbered headings, marked ones, and those that only their shape shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from budgettui.domain.paper.reading import Section
from budgettui.ingest.page.layout import Layout, Line, Paragraph, ends_sentence, is_open, source_of
from budgettui.ingest.page.prose import sentence_ends
from budgettui.ingest.page.steps import heads_rows, names_day

_NUMBERED = re.compile(
    r"(?P<number>[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}|[IVX]{1,5}(?=[.)])|[A-H](?=[.)]))[.)]?\s+(?P<title>[A-ZÆØÅ0-9”\"].*)"
)
#: The greeting under which those who sign stand.
CLOSING = re.compile(
    r"(?:med )?(?:de )?(?:venlige?|bedste|mange) hilsen(?:er)?,?|(?:de )?bedste hilsner,?|hilsen,?|"
    r"på vegne af .{3,60}|på .{3,50} vegne",
    re.IGNORECASE,
)
#: Headings that memos have everywhere; what stands under one need not be a sentence.
_KNOWN = re.compile(
    r"(?:resum[eé]|sammenfatning|indledning|baggrund(?: og formål)?|formål|problemstilling|konklusion|"
    r"økonomi|økonomiske konsekvenser|vurdering|videre (?:proces|forløb)|"
    r"(?:\w+ )?(?:(?:tids|proces)- og )?(?:tids|proces|handle)plan(?: (?:for|i|til|budget) .{3,80})?|det videre forløb|"
    r"den videre proces|næste skridt|høring|høringsparter|bilag|"
    r"(?:spørgsmål|svar)(?: (?:nr\.? )?[0-9]{1,4})?|besvarelse)[:.]?",
    re.IGNORECASE,
)
#: A sentence may end in a number or an abbreviation; few headings do.
_ENDED = re.compile(r"(?<!mv)(?<!m\.v)(?<!fl)(?<!mm)(?<!m\.m)\.$")
_LONGEST = 140
_OVER_LIST = 60
_TOLD = 70
_SENTENCE = 40
#: What only a sentence has, where it is long.
_VERB = re.compile(
    r"\b(?:er|har|vil|kan|skal|bliver|blev|var|får|indgår|foreslår|anbefaler|besluttede|vedtog|godkendte)\b|"
    r"^\S+(?:en|et|ne)\s(?!for\b|over\b|under\b|efter\b|eller\b)\w+r\b"
)
#: What stands for a link on a page: "Læs referatet her".
_LINK = re.compile(r"(?:læs|se|find|hent|download|klik)\s", re.IGNORECASE)
_TERM = re.compile(r"(?:\S*frist|senest)\b", re.IGNORECASE)
_LEADS = re.compile(rf"{_VERB.pattern}|følgende|\b(?:oplyser|udtaler|skriver|svarer|bemærker|betyder|gælder)\b", re.I)
#: More commas than these are a list's.
_COMMAS = 2
_NUMBERED_LONGEST = 110
#: The first of a numbered list.
_ENTRY = re.compile(r"1[.)]\s")


def is_numbered(text: str) -> bool:
    """Whether a line may be a numbered heading ("1. Baggrund", "2.1 Botilbud", "III. Økonomi", "A. Broer")."""
    return _numbered(text) is not None


def _numbered(text: str) -> re.Match[str] | None:
    match = _NUMBERED.fullmatch(text)
    if match is None or len(match["title"]) > _NUMBERED_LONGEST:
        return None
    title = match["title"]
    bare = match["number"].isdigit() and text[len(match["number"])] not in ".)"
    if (ends_sentence(title) and not title.endswith((":", "?"))) or title.endswith((",", ";")):
        return None
    if (title[:1].isdigit() and bare) or (_is_told(title) and not title.endswith("?")):
        return None
    # A number without its point counts something: "12 Børn", "2024 Budget".
    return None if bare and (int(match["number"]) > 15 or len(title) > 60) else match


def _is_told(text: str) -> bool:
    """Whether words are a sentence by their length and their verb, also where its end stands in the next line."""
    return len(text) > _SENTENCE and _VERB.search(text) is not None


def read_sections(
    layout: Layout, lead: str, lines: Sequence[Line], rows: Sequence[Sequence[Line]] = ()
) -> list[Section]:
    """The sections of the text; what stands before the first heading is a section under the paper's title.

    Args:
        rows: the rows of time tables: each is a paragraph of its own, and none a heading.
    """
    paragraphs = list(headed_paragraphs(layout, lines, rows))
    in_rows = {row[0].index for row in rows}
    heads = {place for place in _heads(layout, paragraphs) if paragraphs[place].lines[0].index not in in_rows}
    starts = sorted(heads | ({0} if paragraphs else set()))
    return [
        _section(lead, paragraphs[first] if first in heads else None, paragraphs[first + (first in heads) : last])
        for first, last in pairwise([*starts, len(paragraphs)])
    ]


def _section(lead: str, title: Paragraph | None, group: Sequence[Paragraph]) -> Section:
    match = _NUMBERED.fullmatch(title.text) if title else None
    name = match["title"] if match else title.text if title else lead
    head = title.lines if title else ()
    lines = [*head, *(line for own in group for line in own.lines)]
    if ends_sentence(name):
        name = name.rstrip(".: ")
    return Section(
        name, "\n\n".join(own.text for own in group), match["number"] if match else None, source_of(lines)
    )


def headed_paragraphs(
    layout: Layout, lines: Sequence[Line], rows: Sequence[Sequence[Line]] = ()
) -> Iterator[Paragraph]:
    """The paragraphs; each row of a time table, and each heading that has a number or a mark, is one of its own."""
    row_at = {line.index: row for row in rows for line in row}
    parts: list[tuple[bool, list[Line]]] = [(False, [])]
    for line in lines:
        whole, own = parts[-1]
        group = [] if whole else own
        if line.index in row_at:
            row = row_at[line.index]
            parts += [(True, list(row)), (False, [])] if line is row[0] else []
        elif whole and not line.heading and _goes_on(layout, own[-1], line):
            own.append(line)
        elif line.heading or _stands_out(line, group) or (_numbered(line.body) and _begins(layout, group, line)):
            parts.append((True, [line]))
        elif whole:
            parts.append((False, [line]))
        else:
            own.append(line)
    for whole, own in parts:
        yield from [layout.paragraph(own)] if whole else layout.paragraphs(own)


def _stands_out(line: Line, group: Sequence[Line]) -> bool:
    """Whether a line is a heading by its words alone, also where no space parts it from the text."""
    known = _KNOWN.fullmatch(line.body) and line.body[:1].isupper() and not (group and is_open(group[-1].body))
    return bool(known or CLOSING.fullmatch(line.body))


def _goes_on(layout: Layout, heading: Line, line: Line) -> bool:
    """Whether a numbered heading goes on in the next line."""
    if heading.heading or line.index != heading.index + 1 or not layout.tight(line):
        return False
    broken = heading.body.endswith("-") and heading.body[-2:-1].isalpha()
    return (line.body[:1].islower() or is_open(heading.body)) and (broken or not layout.fits(heading, line))


def _begins(layout: Layout, group: Sequence[Line], line: Line) -> bool:
    """Whether a line with a number begins something, and is not the middle of a sentence."""
    if not group or not layout.tight(line):
        return True
    last = group[-1]
    ended = last.body.endswith((".", ":", "?")) or layout.breaks(last, line)
    return ended or (not is_open(last.body) and layout.fits(last, line))


def _heads(layout: Layout, paragraphs: Sequence[Paragraph]) -> set[int]:
    marked = {place for place, own in enumerate(paragraphs) if own.lines[0].heading}
    if marked:
        return marked
    found = set(_in_order(paragraphs))
    # A paper that has a colon behind one heading has it behind others.
    led = [place for place, own in enumerate(paragraphs[:-1]) if _is_led(layout, own, paragraphs[place + 1])]
    found.update(led if len(led) > 1 else ())
    for place, own in enumerate(paragraphs):
        after = paragraphs[place + 1] if place + 1 < len(paragraphs) else None
        if place in found or _numbered(own.text):
            continue
        if _is_heading(layout, own, after, place + 1 in found, place - 1 in found):
            found.add(place)
    return found


def _is_led(layout: Layout, own: Paragraph, after: Paragraph) -> bool:
    """Whether a few words with a colon stand over text, and lead to no list."""
    text = own.text
    short = text.endswith(":") and text[:1].isupper() and len(text) <= _SENTENCE and len(own.lines) == 1
    told = after.text.endswith((".", ":", "?")) and not layout.is_bullet(after.lines[0])
    return short and told and not _LEADS.search(text)


def _in_order(paragraphs: Sequence[Paragraph]) -> list[int]:
    """The numbered headings: their numbers follow each other, and each but a chapter's has text under it."""
    numbers = {place: match["number"] for place, own in enumerate(paragraphs) if (match := _numbered(own.text))}
    found: list[int] = []
    levels: dict[int, str] = {}
    for place, number in numbers.items():
        level, last = _level(number), levels.get(_level(number))
        below, above = (near and _level(near) == level for near in (numbers.get(place + 1), numbers.get(place - 1)))
        if below or (above and place - 1 not in found) or (place + 1 == len(paragraphs) and not found):
            continue
        if _follows(last, number) or (last is None and found):
            levels = {name: value for name, value in levels.items() if name <= level} | {level: number}
            found.append(place)
    return found


def _level(number: str) -> int:
    """How deep a number stands: Roman ones outermost, then letters, then figures with their points."""
    if number[0].isdigit():
        return 2 + number.count(".")
    return 0 if number in _ROMAN else 1


_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def _value(number: str) -> int:
    if number[0].isdigit():
        return int(number.rsplit(".", 1)[-1])
    return (_ROMAN.index(number) if number in _ROMAN else ord(number[0]) - ord("A")) + 1


def _follows(last: str | None, number: str) -> bool:
    """Whether a number comes next at its level; the first of a level is 0 or 1, and one may be left out."""
    value = _value(number)
    if last is None:
        return value in (0, 1, 2)
    return 0 < value - _value(last) <= 2 or value == 1


def _is_heading(
    layout: Layout, own: Paragraph, after: Paragraph | None, over_heading: bool, under_heading: bool
) -> bool:
    text = own.text
    if CLOSING.fullmatch(text):
        return True
    other = heads_rows(text) or _LINK.match(text) or (_TERM.match(text) and names_day(text))
    if after is None or len(text) > _LONGEST or len(own.lines) > 2 or other:
        return False
    if _KNOWN.fullmatch(text) and text[:1].isupper():
        return True
    ended = (ends_sentence(text) and not text.endswith("?")) or text.endswith((",", ";")) or _ENDED.search(text)
    told = sentence_ends(text) or text.count(",") > _COMMAS or _is_told(text)
    if not _opens(text) or ended or told or (len(own.lines) > 1 and text.endswith(".")):
        return False
    if text.endswith("?") and (under_heading or over_heading or len(own.lines) > 1):
        return False
    if over_heading:
        return own.lines[0].gap > 0
    if layout.is_bullet(after.lines[0]) or _ENTRY.match(after.text):
        return len(own.lines) == 1 and len(text) <= _OVER_LIST and not text.endswith(":")
    followed = after.text.endswith((".", ":", "?", ".)")) or len(after.lines) > 2 or len(after.text) > _TOLD
    return _opens(after.text) and followed


def _opens(text: str) -> bool:
    return text.lstrip("(”“\"»")[:1].isupper()
