"""Figures that print each part with its own sum: "Indkomstskat, 18.747 mio. kr." and so on, in short lines.

A picture loses everything but its words. What is left is a run of labels, each with a number and a unit, and somewhere
near it a caption that may say what they come to. Labels and numbers belong together for certain where the caption's
sum proves it, or where each label is set off by a colon or a bullet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgettui.domain.amounts import NumberError, Unit, parse_number, parse_unit, to_hundredths
from budgettui.domain.checking.sums import last_digit
from budgettui.domain.paper.reading import Column, Row, Table
from budgettui.ingest.page.header import only_year
from budgettui.ingest.page.layout import Layout, Line, Paragraph, ends_sentence, is_open, source_of
from budgettui.ingest.tables.rows import exact
from budgettui.ingest.tables.tables import Found, FoundTable, table_findings

_NUMBER = r"[0-9][0-9.,]*[0-9]|[0-9]"
_UNIT = r"(?:(?:mio|mia)\.\s?)?kr"
_PART = re.compile(
    rf"(?P<bullet>[-–•▪\uf0a7\uf0b7]\s+)?(?P<label>[A-ZÆØÅ][^0-9:]{{0,80}}?)(?P<colon>:)?,?\s+"
    rf"(?P<number>{_NUMBER})\s+(?P<unit>{_UNIT})(?:\.\s*|\s+|$)"
)
_CAPTION = re.compile(rf"(?P<title>[A-ZÆØÅ].*\bi alt)\s+(?P<number>{_NUMBER})\s+(?P<unit>{_UNIT})\.?")
#: The lines of a picture's labels are short, and it has at least so many parts.
_SHORT = 45
_FEWEST = 3
#: A caption is sought so many lines above the first label.
_CAPTION_ABOVE = 80


@dataclass(frozen=True, slots=True)
class _Part:
    label: str
    value: Decimal
    printed: str
    unit: Unit
    set_off: bool
    lines: tuple[Line, ...]


def more_figures(layout: Layout, found: Found, department_for: Callable[[int], str | None]) -> Found:
    """What was found, with the figures whose parts the text still holds."""
    taken = set(found.lines)
    tables = list(found.tables)
    captions: set[int] = set()
    position = 0
    while position < len(layout.lines):
        parts = _parts_from(layout, position, taken)
        own = _table(layout, parts, captions, department_for) if len(parts) >= _FEWEST else None
        if own is None:
            position += 1
            continue
        tables.append(own)
        taken |= own.lines
        position = max(own.lines) + 1
    return Found(tuple(sorted(tables, key=lambda own: min(own.lines))), found.refused)


def _is_label_line(layout: Layout, index: int, taken: set[int]) -> bool:
    line = layout.lines[index]
    return len(line.body) <= _SHORT and index not in taken and index not in layout.furniture


def _parts_from(layout: Layout, position: int, taken: set[int]) -> list[_Part]:
    """The parts of one unit that follow each other from the beginning of this line, to the end of a line."""
    lines = layout.lines
    if not _is_label_line(layout, position, taken) or not re.match(r"\W*[A-ZÆØÅ]", lines[position].body):
        return []
    end = position
    while end < len(lines) and _is_label_line(layout, end, taken):
        end += 1
    text = layout.paragraph(lines[position:end])
    parts: list[_Part] = []
    offset = 0
    while match := _PART.match(text.text, offset):
        part = _part(text, match)
        if part is None or (parts and part.unit != parts[0].unit):
            break
        parts.append(part)
        offset = match.end()
    if parts and offset < len(text.text) and text.line_at(offset) is parts[-1].lines[-1]:
        # Words go on where the last sum ends, and they are no part: so that is a sentence.
        parts.pop()
    return parts


def _part(text: Paragraph, match: re.Match[str]) -> _Part | None:
    unit = parse_unit(match["unit"])
    try:
        number = parse_number(match["number"])
    except NumberError:
        return None
    if unit is None or number.doubt or ends_sentence(match["label"]):
        return None
    first, last = text.line_at(match.start()), text.line_at(match.end("unit") - 1)
    lines = text.lines[text.lines.index(first) : text.lines.index(last) + 1]
    label = match["label"].rstrip(" ,")
    return _Part(label, number.value, match["number"], unit, bool(match["bullet"] or match["colon"]), lines)


def _table(
    layout: Layout, parts: Sequence[_Part], captions: set[int], department_for: Callable[[int], str | None]
) -> FoundTable | None:
    unit = parts[0].unit
    first = parts[0].lines[0].index
    last = parts[-1].lines[-1].index
    title, head, proved = _title_over(layout, first), first - 1, False
    if not title:
        head = first
        title, proved = _captioned(layout, parts, captions)
    if not title:
        return None
    certain = proved or all(part.set_off for part in parts)
    rows = tuple(
        Row(part.label, (exact(part.value),), (part.printed,), certain=certain, source=source_of(part.lines))
        for part in parts
    )
    lines = layout.lines[head : last + 1]
    table = Table(
        title, unit.label, (Column(unit.label, only_year(title), "other"),), rows,
        department=department_for(first), source=source_of(lines),
    )  # fmt: skip
    why = {} if certain else dict.fromkeys(range(len(rows)), "sum_differs")
    return FoundTable(table, frozenset(line.index for line in lines), table_findings(table, why))


def _title_over(layout: Layout, first: int) -> str:
    """A short line right over the first label."""
    if not first or layout.lines[first].gap > 1:
        return ""
    line = layout.lines[first - 1]
    body = line.body
    if len(body) > _SHORT or not body[0].isupper() or not line.gap or _CAPTION.fullmatch(body):
        return ""
    if ends_sentence(body) or is_open(body):
        return ""
    return body


def _captioned(layout: Layout, parts: Sequence[_Part], captions: set[int]) -> tuple[str, bool]:
    """The caption that says what the parts come to, and whether they do.

    The nearest one above that agrees is theirs; where none does, the nearest that no other figure has.
    """
    first = parts[0].lines[0].index
    nearest = None
    for k in range(first - 1, max(-1, first - _CAPTION_ABOVE), -1):
        match = None if k in captions else _CAPTION.fullmatch(layout.lines[k].body)
        if match is None:
            continue
        agrees = _comes_to(parts, match)
        if agrees:
            captions.add(k)
            return _words(match["title"]), True
        nearest = nearest or (k, match)
    if nearest is None:
        return "", False
    captions.add(nearest[0])
    return _words(nearest[1]["title"]), False


def _words(title: str) -> str:
    """A caption without the words that lead to its sum."""
    return re.sub(r",?\s*(?:på\s+)?i alt$", "", title)


def _comes_to(parts: Sequence[_Part], caption: re.Match[str]) -> bool:
    """Whether the parts add up to the caption's sum within what was rounded: it once, and each part once."""
    unit = parse_unit(caption["unit"])
    try:
        number = parse_number(caption["number"])
    except NumberError:
        return False
    if unit is None or number.doubt:
        return False
    printed = to_hundredths(number.value, unit)
    own = parts[0].unit
    computed = sum(to_hundredths(part.value, own) for part in parts)
    slack = to_hundredths(last_digit(number.value), unit)
    slack += sum(to_hundredths(last_digit(part.value), own) for part in parts)
    return abs(printed - computed) * 2 <= slack
