"""Plain text with tables in the form of Markdown: the cells stand between bars, and are read as such.

A table that has lost the rule under its head is known from lines of cells that follow each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from budgettui.domain.paper.reading import Reading
from budgettui.ingest import text as plain
from budgettui.ingest.page import opening
from budgettui.ingest.tables.placed import PlacedRow, PlacedTable, is_figure, place_tables

# Never two runs of spaces beside each other: a line of nothing but spaces would take its length squared.
_RULE = re.compile(r"\s*(?:\|\s*)?:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+(?:\|\s*)?")
_RULE_BYTES = re.compile(
    rb"^[ \t]*(?:\|[ \t]*)?:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)+(?:\|[ \t]*)?\r?$", re.MULTILINE
)
#: So many lines with so many bars each are a table without a rule.
_LINES, _BARS = 3, 2
_ROWS_BYTES = re.compile(rb"(?:^[^|\n]*\|[^|\n]*\|[^\n]*\n?){3}", re.MULTILINE)
_BAR = re.compile(r"(?<!\\)\|")
_EMPHASIS = re.compile(r"\*\*|__|`")


def recognises(content: bytes) -> bool:
    """Whether the content has lines of cells between bars, or one that rules the head of a table off."""
    # What every such line has is looked for first: that costs a long file next to nothing.
    if b"|" not in content or b"\x00" in content:
        return False
    return (b"--" in content and bool(_RULE_BYTES.search(content))) or bool(_ROWS_BYTES.search(content))


def read(name: str, content: bytes) -> Reading:
    """Everything that the text carries; raises as :func:`budgettui.ingest.text.read`."""
    text = opening.decode(name, content)
    tables = list(find_tables(text.split("\n")))
    return plain.read(name, content, text, placed=lambda layout: place_tables(layout, tables))


def find_tables(lines: list[str]) -> Iterator[PlacedTable]:
    """The tables: a head, the rule under it where one is printed, and the rows down to the first line without a bar."""
    at = 1
    while at < len(lines):
        head, first = _cells(lines[at - 1]), at
        ruled = bool(_RULE.fullmatch(lines[at]))
        if (broken := 0 if ruled and len(head) > 1 else _broken_head(lines, at - 1)) > 1:
            head = [cell for line in lines[at - 1 : at - 1 + broken] for cell in _cells(line)]
            at += broken - 1
            ruled = bool(_RULE.fullmatch(lines[at]))
        elif len(head) < 2 or not (ruled or _is_row_of_many(lines[at - 1 : at - 1 + _LINES])):
            at += 1
            continue
        if _width(lines, at + ruled) == len(head) + 1:
            # The empty cell over the labels is lost.
            head = ["", *head]
        rows = [PlacedRow(tuple(head), first, at, header=ruled)]
        at += ruled
        while at < len(lines) and _BAR.search(lines[at]) and not _RULE.fullmatch("".join(lines[at + 1 : at + 2])):
            cells = _cells(lines[at])
            # More cells than the head has: a bar stands in one of them, and none can be placed with certainty.
            why = "out_of_column" if len(cells) > len(head) else ""
            own = PlacedRow(tuple(cells[: len(head)]), at + 1, at + 1, why=why)
            last = rows[-1].cells
            if len(last) + len(cells) == len(head) and is_figure(str(last[-1])) and all(map(is_figure, cells)):
                # Figures without words are the rest of the row above.
                own = replace(own, cells=(*last, *cells), line=rows.pop().line, why="broken_row")
            rows.append(own)
            at += 1
        yield PlacedTable(tuple(rows))
        at += 1


def _broken_head(lines: list[str], at: int) -> int:
    """How many lines a head takes that stands in pieces: together they have a cell for each of the rows below."""
    if at and _BAR.search(lines[at - 1]):
        return 0
    count = 0
    for more in range(_LINES):
        line = lines[at + more] if at + more < len(lines) else ""
        if not _BAR.search(line) or _RULE.fullmatch(line):
            return 0
        count += len(_cells(line))
        below = at + more + 1
        below += below < len(lines) and bool(_RULE.fullmatch(lines[below]))
        if count == _width(lines, below):
            return more + 1
    return 0


def _width(lines: list[str], at: int) -> int:
    """How many cells each of the next rows has; 0 where they differ or are no rows."""
    widths = {len(_cells(line)) if _BAR.search(line) else 0 for line in lines[at : at + _BARS]}
    return widths.pop() if len(widths) == 1 and at + 1 < len(lines) else 0


def _is_row_of_many(lines: list[str]) -> bool:
    return len(lines) == _LINES and all(len(_BAR.findall(line)) >= _BARS for line in lines)


def _cells(line: str) -> list[str]:
    body = line.strip()
    body = body.removeprefix("|")
    if body.endswith("|") and not body.endswith("\\|"):
        body = body[:-1]
    return [_EMPHASIS.sub("", cell).replace("\\|", "|").strip() for cell in _BAR.split(body)]
