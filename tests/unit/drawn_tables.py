"""The tables that :mod:`flat_printer` makes, drawn on PDF pages and set in HTML: cells that have a place."""

from __future__ import annotations

import random
from dataclasses import dataclass
from html import escape

from flat_corpus import Flat
from flat_printer import Style, make, sheet
from pdf_papers import Sheet


@dataclass(frozen=True)
class Drawing:
    """How a table is drawn."""

    ruled: bool = False
    gap: float = 18
    head: str = "one line"
    wrap: bool = False
    running: bool = False
    beside: bool = False
    group: str = "."
    size: float = 10


DRAWINGS = {
    "wide": Drawing(gap=40),
    "narrow gaps": Drawing(gap=9),
    "very narrow gaps": Drawing(gap=5),
    "small type": Drawing(size=7.5),
    "head on two lines": Drawing(head="two lines"),
    "wrapped labels": Drawing(wrap=True),
    "running head": Drawing(running=True),
    "ruled": Drawing(ruled=True),
    "ruled, head on two lines": Drawing(ruled=True, head="two lines"),
    "spaces": Drawing(group=" ", gap=20),
    "side by side": Drawing(beside=True, size=7, gap=8),
}


def cells_of(seed: int, style: Style) -> tuple[Flat, str, str, list[str], list[tuple[str, list[str]]]]:
    """A table by chance: what must be read, its title, unit, column names, and rows of label and printed cells."""
    case = make(seed, style)
    names = [name for name, _code in sheet(random.Random(seed))[0]]
    title, _head, *lines = case.text.strip("\n").split("\n")
    rows = []
    for line in lines:
        words = line.split(" ")
        rows.append((" ".join(words[: -len(names)]), [word.replace("\u00a0", " ") for word in words[-len(names) :]]))
    return case, title, case.unit or "", names, rows


def draw(seed: int, drawing: Drawing) -> tuple[Flat, bytes]:
    """A table by chance as a PDF."""
    style = Style(group="\u00a0" if drawing.group == " " else ".", minus="−")
    page = Sheet(size=drawing.size)
    y = 790.0
    if drawing.running:
        page.text(820, "Budget og regnskab 2024", x=400)
        page.text(30, "14", x=300)
    y = page.text(y, "Notat til Økonomiudvalget", "", "Forvaltningen redegør her for den økonomiske udvikling.")
    case, *own = cells_of(seed, style)
    right = draw_one(page, drawing, y - 20, 60, (own[0], own[1], own[2], own[3]))
    if drawing.beside:
        _case, *other = cells_of(seed + 1000, style)
        draw_one(page, drawing, y - 20, right + 40, (other[0], other[1], other[2], other[3]))
    page.text(300, "Forvaltningen følger op på udviklingen ved næste budgetopfølgning.")
    return case, page.bytes()


def draw_one(
    page: Sheet, drawing: Drawing, y: float, x: float, own: tuple[str, str, list[str], list[tuple[str, list[str]]]]
) -> float:
    title, unit, names, rows = own
    step = drawing.size * 1.35
    y = page.text(y, title, x=x, step=step)
    label = max(_width(page, text) for text, _cells in rows) + drawing.gap
    heads = [name.rsplit(" ", 1) if drawing.head == "two lines" else [name] for name in names]
    edges: list[float] = []
    at = x + max(label, _width(page, f"{unit} ") + drawing.gap)
    for k, head in enumerate(heads):
        at += max(*(_width(page, row[1][k]) for row in rows), *(_width(page, word) for word in head)) + drawing.gap
        edges.append(at - drawing.gap)
    if drawing.ruled:
        grid = [[unit, *names], *([text, *cells] for text, cells in rows)]
        sides = [x - 4, x + label, *(edge + drawing.gap / 2 for edge in edges)]
        page.grid(y, grid, sides)
        return sides[-1]
    if drawing.head == "two lines":
        page.row(y, unit, [head[0] if len(head) > 1 else "" for head in heads], edges, x=x)
        y -= step
        page.row(y, "", [head[-1] for head in heads], edges, x=x)
    else:
        page.row(y, unit, names, edges, x=x)
    y -= step
    for text, cells in rows:
        first, space, last = text.rpartition(" ")
        if drawing.wrap and space and " " in first:
            page.text(y, first, x=x)
            y -= step
            text = last
        page.row(y, text, cells, edges, x=x)
        y -= step * 1.4 if drawing.wrap else step
    return edges[-1]


def _width(page: Sheet, text: str) -> float:
    return float(page.canvas.stringWidth(text, page.font, page.size))


def html(seed: int, *, spans: bool = False, nested: bool = False) -> tuple[Flat, bytes]:
    """A table by chance as a page of HTML; ``spans`` sets its head over two rows, ``nested`` puts it in another."""
    case, title, unit, names, rows = cells_of(seed, Style())
    head = f"<tr><th>{escape(unit)}</th>{''.join(f'<th>{escape(name)}</th>' for name in names)}</tr>"
    if spans:
        head = (
            f'<tr><th rowspan="2">{escape(unit)}</th><th colspan="{len(names)}">Beløb</th></tr>'
            f"<tr>{''.join(f'<th>{escape(name)}</th>' for name in names)}</tr>"
        )
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in (text, *cells))}</tr>" for text, cells in rows)
    table = f"<table>{head}{body}</table>"
    if nested:
        table = f"<table><tr><td><p>{escape(title)}</p>{table}</td></tr></table>"
    text = "" if nested else f"<p>{escape(title)}</p>"
    return case, (
        "<!DOCTYPE html><html><head><title>Notat</title></head><body><h1>Notat</h1>"
        f"<p>Forvaltningen redegør her for den økonomiske udvikling.</p>{text}{table}"
        "<p>Forvaltningen følger op ved næste budgetopfølgning.</p></body></html>"
    ).encode()
