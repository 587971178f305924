"""Pages that were stored as one line each, and lines that lost their ends: parted where something of a case begins.

Nothing of the text is lost; what belongs to a line of the file keeps its number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from budgettui.domain.dates import MONTHS
from budgettui.ingest.page import names
from budgettui.ingest.page.layout import PARTED
from budgettui.ingest.papers import attendance, case_headings, case_marks, meeting_head
from budgettui.ingest.papers.case_headings import Role
from budgettui.ingest.papers.point_marks import VERB

#: A page has so many signs or more, and no page is longer than this.
_PAGE, _LONGEST = 200, 60_000
#: So many places inside lines where something begins are those of pages.
_PLACES = 4
#: The number that the page prints itself.
_SIDE = re.compile(r"(?:\f?|(?<=\s))Side:? [0-9]{1,4}(?: af [0-9]{1,4})?(?:\s+|$)", re.IGNORECASE)
_CAPITAL = re.compile(r"(?<![\w/-])[A-ZÆØÅ]")
_FIELD = re.compile(r"(?P<label>[A-ZÆØÅ][^:.!?]{1,60})\s*:(?=\s|$)")
_WORDS, _MANY = (re.compile(rf"\S+(?:\s+\S+){{0,{most}}}") for most in (3, 11))
#: What may name a body and a day behind it.
_DECIDED = re.compile(r"(?:[A-ZÆØÅ][\w-]*s )?(?:beslutning|afgørelse|referat|konklusion)", re.IGNORECASE)
_LONG = re.compile(rf"{_DECIDED.pattern}|indstilling (?:fra|til)", re.IGNORECASE)
#: "Eventuelt1. Budget", "kl. 16.30.Sagsfremstilling", "UdvalgÆldrerådet", "BeslutningGodkendt."
_GLUED_TITLE = re.compile(r"(?<=[a-zæøå]{3})[0-9]{1,3}\.\s+(?=[A-ZÆØÅ])")
_GLUED_HEADING = re.compile(r"(?<=[a-zæøå.!?)])[A-ZÆØÅ][a-zæøå]+$")
_GLUED_VALUE = re.compile(r"\s*[A-ZÆØÅ][a-zæøå]+(?=(?:-\s)?[A-ZÆØÅ])")
#: No heading ends so.
_OPEN = re.compile(r"(?:,|\b(?:fra|i|af|for|til|på|og))$")
#: What goes on with the words before it.
_GOES_ON = re.compile(r"(?:[&,(–-]|\b(?:og|for|af|i|til|om|på|fra))\s$")
#: Where the words before are whole: nobody is away, the number of a page stands behind dots.
_ENDED = re.compile(
    r"\b(?:Fraværende|Afbud(?: fra)?|Ikke til stede):\s+[Ii]ngen\b|(?:\.{3,}|…)\s*(?:[0-9]+|[ivxl]+)(?=\s)|"
    r"(?<=[.!?])(?=\s[0-9]{1,4}\s*$)"
)
_HEAD = 80
#: A running head of fewer words may be the beginning of a title.
_HEAD_WORDS = 2
_FRESH = re.compile(r"\s*$|\s+(?:[A-ZÆØÅ•·–-]|[0-9](?![0-9]*/))")
#: "3. Budget", "2) at planen godkendes", "At planen godkendes", "Punkt 4 Budget".
_ENTRY = re.compile(
    r"(?<!,\s)(?<!\bnr\.\s)(?<!\bpkt\.\s)(?<!\bstk\.\s)(?<!\bden\s)(?<!\b[Pp]unkt\s)(?<!\b[Bb]ilag\s)(?<=\s)"
    rf"(?:[0-9]{{1,3}}\.\s+(?!(?i:{'|'.join(MONTHS)})\b)(?=[A-ZÆØÅ])|"
    r"(?<![0-9]\s)(?:Punkt:?|Pkt\.(?:\s?nr\.)?|Sag(?: nr\.)?)\s+[0-9]{1,3}[.:]?\s+(?=[A-ZÆØÅ]))"
    r"|(?:(?<=[,:;.]\s)|(?<=,\sog\s)|(?<=,\ssamt\s))[0-9]{1,2}[.)]\s+(?=at\s)"
    r"|(?<=\s)(?:At\s(?=[a-zæøå])|[•·]\s|Mødet? (?:hævet|slut)\b)"
    r"|\b(?:Indholdsfortegnelse|INDHOLDSFORTEGNELSE|Sagsoversigt)\b"
)
#: "X indstiller, at 1. ": the first of a list of points.
_FIRST = re.compile(rf"\b{VERB}\b[^.:]{{0,110}}?[,:]?(?:\s+at:?)?\s+(?=1(?P<sign>[.)])\s)", re.IGNORECASE)


def unfolded(text: str) -> str:
    """The text with its pages parted, where most of it stands on lines that hold a page each; else as it is."""
    lines = [_unglued(line) if line else line for line in text.split("\n")]
    text = "\n".join(lines)
    pages = [line for line in lines if _PAGE < len(line) < _LONGEST]
    if 2 * sum(map(len, pages)) < len(text):
        return text
    sheet, parted = 1, []
    for place, line in enumerate(lines):
        if number := re.match(rf"{sheet}(?:\s|$)", line):
            lines[place], sheet = f"\f{line[number.end() :]}", sheet + 1
    head = _running_head([line for line in lines if line.startswith("\f") and len(line) > _PAGE])
    for line in lines:
        found = {*_places(line), len(head) * line.startswith(head)} if len(line) < _LONGEST else set()
        places = sorted(place for place in found if 0 < place < len(line))
        parted.append([line[first:last] for first, last in zip([0, *places], [*places, len(line)], strict=True)])
    inside = [len(own) - 1 for own, line in zip(parted, lines, strict=True) if len(line) > _PAGE]
    if sum(inside) < max(_PLACES, len(pages)):
        return text
    return "\n".join(PARTED.join(pieces) for pieces in parted)


def _running_head(pages: Sequence[str]) -> str:
    """The words that most pages begin with: the head that runs over them. The first page has another one."""
    alike = Counter(_shared(*two).rpartition(" ")[0] for two in pairwise(pages))
    head, count = max(alike.items(), key=lambda own: (own[0].count(" ") >= _HEAD_WORDS, own[1]), default=("", 0))
    return head if head.count(" ") >= _HEAD_WORDS and 2 * count >= len(pages) - 2 else ""


def _shared(one: str, other: str) -> str:
    """What both texts begin with."""
    return "".join(sign for sign, _other in takewhile(lambda two: two[0] == two[1], zip(one, other, strict=False)))


def _unglued(line: str) -> str:
    """The line with a mark before the title, heading or value that stands behind other words with no space between."""
    if title := _GLUED_TITLE.search(line):
        return f"{line[: title.start()]}{PARTED}{line[title.start() :]}"
    if (heading := _GLUED_HEADING.search(line)) and case_headings.role_of(heading[0]):
        return f"{_unglued(line[: heading.start()])}{PARTED}{heading[0]}"
    if (label := _GLUED_VALUE.match(line)) and (_is_field(label[0].strip()) or case_headings.role_of(label[0])):
        return f"{label[0]}{PARTED}{line[label.end() :]}"
    return line


def _places(line: str) -> Iterator[int]:
    """Where something begins, and where a heading ends."""
    for side in _SIDE.finditer(line):
        if side.start() < _HEAD or side.end() == len(line):
            yield from side.span()
    for ended in _ENDED.finditer(line):
        yield ended.end()
    for entry in _ENTRY.finditer(line):
        yield entry.start()
    for first in _FIRST.finditer(line):
        at, number = first.end(), 1
        while at >= 0:
            yield at
            number += 1
            at = line.find(f" {number}{first['sign']} ", at) + 1 or -1
    for capital in _CAPITAL.finditer(line):
        at = capital.start()
        field = _FIELD.match(line, at)
        if case_marks.begins_mark(line, at) or (field and _is_field(field["label"])):
            yield at
        elif not _GOES_ON.search(line, max(0, at - 8), at):
            done = next((end for end in _ends(line, at) if _is_heading(line[at:end])), 0)
            yield from (at, done) if done else ()


def _ends(line: str, at: int) -> Iterator[int]:
    """Where words that begin here may end, with what follows them beginning anew; the most words first."""
    words = (_MANY if _LONG.match(line, at) else _WORDS).match(line, at)
    ends = [at + word.end() for word in re.finditer(r"\S+", words[0])] if words else []
    yield from (end for end in reversed(ends) if _FRESH.match(line, end))


def _is_field(label: str) -> bool:
    titled = names.TITLE.match(f"{label} A")
    is_title = titled is not None and titled.end() > len(label)
    return is_title or bool(attendance.label_of(f"{label}:")) or meeting_head.is_label(label)


def _is_heading(words: str) -> bool:
    *_others, last = words.split()
    if " " in words and case_marks.heads_cases(words) is not None:
        return True
    role = None if _OPEN.search(words) or _is_field(last.rstrip(":")) else case_headings.role_of(words)
    return role is not None and (role is not Role.DECISION or _DECIDED.match(words) is not None)
