"""A view as plain text with its numbers under each other, and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from budgettui.export.escape import inline, plain_line
from budgettui.export.view_table import Cell, Row, ViewTable

#: A label is cut where the table would be wider than the terminal, but never below this.
_LEAST = 16


def plain(table: ViewTable, width: int | None = None) -> Iterator[str]:
    """Lines of text: what must be known, a heading, and the rows. ``width`` is that of a terminal, to fit in."""
    yield table.title
    longest = max(len(fact.word) for fact in table.facts)
    for fact in table.facts:
        yield f"{fact.word:<{longest}}  {fact.value}"
    yield ""
    rows = list(table.rows())
    columns = [_column(table.heads[index], [row.cells[index] for row in rows]) for index in range(len(table.heads))]
    labels = [("‹ " if row.match == "mine" else "› " if row.match == "theirs" else "") + row.label for row in rows]
    size = max(map(len, labels), default=0)
    if width is not None:
        size = max(_LEAST, min(size, width - sum(len(column[0]) + 2 for column in columns)))
    line = "  ".join(["─" * size, *("─" * len(column[0]) for column in columns)])
    yield "  ".join([" " * size, *(column[0] for column in columns)]).rstrip()
    yield line
    ruled = False
    for place, (row, label) in enumerate(zip(rows, labels, strict=True)):
        if row.under and not ruled:
            ruled = True
            yield line
        cut = label if len(label) <= size else label[: size - 1] + "…"
        yield "  ".join([f"{cut:<{size}}", *(column[place + 1] for column in columns)]).rstrip()
    if not rows:
        yield "–"


def _column(head: str, cells: Sequence[Cell]) -> list[str]:
    """The heading and the cells of a column in one width, the decimal commas under each other."""
    decimals = max((len(cell.text.partition(",")[2]) for cell in cells), default=0)
    numbers = []
    for cell in cells:
        own = len(cell.text.partition(",")[2])
        pad = decimals - own + (1 if decimals and not own else 0)
        numbers.append(cell.text + " " * pad if cell.text else "")
    width = max(map(len, numbers), default=0)
    marks = [" ".join(part for part in (cell.word, cell.mark) if part) for cell in cells]
    behind = max(map(len, marks), default=0)
    bodies = [
        f"{number:>{width}}" + (f" {mark:<{behind}}" if behind else "")
        for number, mark in zip(numbers, marks, strict=True)
    ]
    size = max([len(head), *map(len, bodies)])
    head = f"{head:>{max(len(head), size - (behind + 1 if behind else 0))}}"
    return [f"{text:<{size}}" if place == 0 else f"{text:>{size}}" for place, text in enumerate([head, *bodies])]


def markdown(table: ViewTable) -> Iterator[str]:
    """A heading, what must be known as a list, and a table of pipes; nothing out of a document is markup."""
    yield f"# {inline(table.title)}"
    yield ""
    for fact in table.facts:
        yield f"- {fact.word}: {inline(fact.value)}"
    yield ""
    yield "| " + " | ".join(["", *(inline(head) for head in table.heads)]) + " |"
    yield "| " + " | ".join(["---", *("---:" for _head in table.heads)]) + " |"
    for row in table.rows():
        yield "| " + " | ".join([_label(row), *(_cell(cell, strong=row.total) for cell in row.cells)]) + " |"


def _label(row: Row) -> str:
    sign = {"mine": "‹ ", "theirs": "› "}.get(row.match, "")
    label = sign + inline(row.label)
    return f"**{label}**" if row.total and label else label


def _cell(cell: Cell, *, strong: bool) -> str:
    text = " ".join(plain_line(part) for part in (cell.text, cell.word, cell.mark) if part)
    return f"**{text}**" if strong and text else text
