"""Pages that were stored as one line each, and lines that lost their ends: parted where something of a case begins.

Nothing of the text is lost; what belongs to a line of the file keeps its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from budgettui.ingest.page import names
from budgettui.ingest.page.layout import PARTED
from budgettui.ingest.papers import attendance, case_headings, case_marks, meeting_head
from budgettui.ingest.papers.case_headings import Role
from budgettui.ingest.papers.case_titles import FIXED
from budgettui.ingest.papers.point_marks import VERB

#: No paragraph is as long as a page, and no page is longer than this.
_PAGE, _LONGEST = 200, 60_000
#: So many places in a line where something begins are those of a page.
_PLACES = 3
#: The number that the page prints itself.
_SIDE = re.compile(r"\f?Side [0-9]{1,4}(?: af [0-9]{1,4})?\s+")
_CAPITAL = re.compile(r"(?<![\w/-])[A-ZÆØÅ]")
_FIELD = re.compile(r"(?P<label>[A-ZÆØÅ][^:.!?]{1,60})\s*:(?=\s|$)")
_WORDS, _MANY = (re.compile(rf"\S+(?:\s+\S+){{0,{most}}}") for most in (3, 11))
#: What may name a body and a day behind it.
_DECIDED = re.compile(r"(?:[A-ZÆØÅ][\w-]*s )?(?:beslutning|afgørelse|referat|konklusion)", re.IGNORECASE)
_LONG = re.compile(rf"{_DECIDED.pattern}|indstilling (?:fra|til)", re.IGNORECASE)
#: "Eventuelt1. Budget", "kl. 16.30.Sagsfremstilling", "UdvalgÆldrerådet".
_GLUED_TITLE = re.compile(r"(?<=[a-zæøå]{3})[0-9]{1,3}\.\s+(?=[A-ZÆØÅ])")
_GLUED_HEADING = re.compile(r"(?<=[a-zæøå0-9][.!?)])[A-ZÆØÅ][a-zæøå]+$")
_GLUED_VALUE = re.compile(r"\s*[A-ZÆØÅ][a-zæøå]+(?=[A-ZÆØÅ])")
#: No heading ends so.
_OPEN = re.compile(r"(?:,|\b(?:fra|i|af|for|den|til|på|og))$")
_FRESH = re.compile(r"\s*$|\s+[A-ZÆØÅ0-9•·–-]")
#: "3. Budget", "2) at planen godkendes", "At planen godkendes", "Punkt 4 Budget".
_ENTRY = re.compile(
    r"(?<!\bnr\.\s)(?<!\bpkt\.\s)(?<!\bstk\.\s)(?<!\bden\s)(?<!\b[Pp]unkt\s)(?<!\b[Bb]ilag\s)(?<=\s)"
    r"(?:[0-9]{1,3}\.\s+(?=[A-ZÆØÅ])|(?:Punkt|Pkt\.|Sag(?: nr\.)?)\s+[0-9]{1,3}[.:]?\s+(?=[A-ZÆØÅ]))"
    r"|(?<=[,:;.]\s)(?:[0-9]{1,2}[.)]\s+(?=at\s)|At\s(?=[a-zæøå]))|(?<=\s)[•·]\s"
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
    for line in lines:
        if number := re.match(rf"{sheet}(?:\s|$)", line):
            line, sheet = f"\f{line[number.end() :]}", sheet + 1
        places = sorted({place for place in _places(line) if 0 < place < len(line)}) if len(line) < _LONGEST else []
        parted.append([line[first:last] for first, last in zip([0, *places], [*places, len(line)], strict=True)])
    flat = sum(sum(map(len, pieces)) for pieces in parted if len(pieces) > _PLACES)
    return "\n".join(PARTED.join(pieces) for pieces in parted) if 2 * flat > len(text) else text


def _unglued(line: str) -> str:
    """The line with a mark before the title, heading or value that stands behind other words with no space between."""
    if (title := _GLUED_TITLE.search(line)) or (
        (title := _GLUED_HEADING.search(line)) and case_headings.role_of(title[0])
    ) or ((title := _GLUED_VALUE.match(line)) and meeting_head.is_label(title[0].strip())):
        place = title.end() if title.re is _GLUED_VALUE else title.start()
        return f"{line[:place]}{PARTED}{line[place:]}"
    return line


def _places(line: str) -> Iterator[int]:
    """Where something begins, and where a heading ends."""
    if side := _SIDE.match(line):
        yield side.end()
    for entry in _ENTRY.finditer(line):
        yield entry.start()
        if fixed := next((end for end in _ends(line, entry.end()) if FIXED.fullmatch(line[entry.end() : end])), None):
            yield fixed
    for first in _FIRST.finditer(line):
        at, number = first.end(), 1
        while at >= 0:
            yield at
            number += 1
            at = line.find(f" {number}{first['sign']} ", at) + 1 or -1
    done = 0
    for capital in _CAPITAL.finditer(line):
        at = capital.start()
        if at < done:
            continue
        field = _FIELD.match(line, at)
        if case_marks.begins_mark(line, at) or (field and _is_field(field["label"])):
            yield at
        elif field and case_headings.role_of(field["label"]):
            done = field.end()
            yield from (at, done)
        elif head := next((end for end in _ends(line, at) if _is_heading(line[at:end])), None):
            done = head
            yield from (at, done)


def _ends(line: str, at: int) -> Iterator[int]:
    """Where words that begin here may end, with what follows them beginning anew; the most words first."""
    words = (_MANY if _LONG.match(line, at) else _WORDS).match(line, at)
    ends = [at + word.end() for word in re.finditer(r"\S+", words[0])] if words else []
    yield from (end for end in reversed(ends) if _FRESH.match(line, end))


def _is_field(label: str) -> bool:
    named = attendance.label_of(f"{label}:") or names.TITLE.match(f"{label} A")
    return bool(named) or meeting_head.is_label(label)


def _is_heading(words: str) -> bool:
    role = None if _OPEN.search(words) else case_headings.role_of(words)
    return role is not None and (role is not Role.DECISION or _DECIDED.match(words) is not None)
