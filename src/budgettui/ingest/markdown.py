"""Plain text with tables in the form of Markdown: the cells stand between bars, and are read as such."""

from __future__ import annotations

import re
from collections.abc import Iterator

from budgettui.domain.paper.reading import Reading
from budgettui.ingest import text as plain
from budgettui.ingest.page import opening
from budgettui.ingest.tables.placed import PlacedRow, PlacedTable, place_tables

# Never two runs of spaces beside each other: a line of nothing but spaces would take its length squared.
_RULE = re.compile(r"\s*(?:\|\s*)?:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+(?:\|\s*)?")
_RULE_BYTES = re.compile(
    rb"^[ \t]*(?:\|[ \t]*)?:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)+(?:\|[ \t]*)?\r?$", re.MULTILINE
)
_BAR = re.compile(r"(?<!\\)\|")
_EMPHASIS = re.compile(r"\*\*|__|`")


def recognises(content: bytes) -> bool:
    """Whether a line of the content rules the head of a Markdown table off."""
    # What every rule has is looked for first: that costs a long file next to nothing.
    has_signs = b"--" in content and b"|" in content and b"\x00" not in content
    return has_signs and bool(_RULE_BYTES.search(content))


def read(name: str, content: bytes) -> Reading:
    """Everything that the text carries; raises as :func:`budgettui.ingest.text.read`."""
    text = opening.decode(name, content)
    tables = list(find_tables(text.split("\n")))
    return plain.read(name, content, text, placed=lambda layout: place_tables(layout, tables))


def find_tables(lines: list[str]) -> Iterator[PlacedTable]:
    """The tables: a head, the rule under it, and the rows down to the first line without a bar."""
    at = 1
    while at < len(lines):
        head = _cells(lines[at - 1])
        if not _RULE.fullmatch(lines[at]) or len(head) < 2:
            at += 1
            continue
        rows = [PlacedRow(tuple(head), at, at, header=True)]
        at += 1
        while at < len(lines) and _BAR.search(lines[at]):
            cells = _cells(lines[at])
            # More cells than the head has: a bar stands in one of them, and none can be placed with certainty.
            why = "out_of_column" if len(cells) > len(head) else ""
            rows.append(PlacedRow(tuple(cells[: len(head)]), at + 1, at + 1, why=why))
            at += 1
        yield PlacedTable(tuple(rows))


def _cells(line: str) -> list[str]:
    body = line.strip()
    body = body.removeprefix("|")
    if body.endswith("|") and not body.endswith("\\|"):
        body = body[:-1]
    return [_EMPHASIS.sub("", cell).replace("\\|", "|").strip() for cell in _BAR.split(body)]
