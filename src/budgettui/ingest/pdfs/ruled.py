"""Ruled tables on a page of a PDF. pdfplumber finds their cells in the rulings that PDFium gives.

Where several rows stand between two rulings, or a word goes over one, its place decides, and what is not sure is
marked.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from budgettui.domain.amounts import parse_unit
from budgettui.ingest.page.header import read_columns
from budgettui.ingest.pdfs.columns import FigureColumn, place_line
from budgettui.ingest.pdfs.lines import TextLine, text_lines
from budgettui.ingest.pdfs.page import Edge, Page, Word
from budgettui.ingest.pdfs.region import Region, RegionRow
from budgettui.ingest.pdfs.rows import joined_rows
from budgettui.ingest.tables.placed import Covered, is_figure, is_year

#: The words of a cell are looked for in bands of so many points.
_BAND = 8
#: How many points a word may go over a ruling by the width of its last letter's own space.
_OVER = 1.5

Box = tuple[float, float, float, float]


def ruled_tables(page: Page, words: dict[int, Word]) -> list[Region]:
    """The tables that rulings draw around these words; ``words`` by their index on the page."""
    if sum(edge.upright for edge in page.edges) < 2 or sum(not edge.upright for edge in page.edges) < 2:
        return []
    from pdfplumber.table import TableFinder

    rulings: Any = _Rulings(page)
    found = []
    for table in TableFinder(rulings).tables:
        region = _ruled_region(table, words)
        if region is not None:
            found.append(region)
    return found


class _Rulings:
    """What pdfplumber asks of a page: its rulings and its size."""

    def __init__(self, page: Page) -> None:
        self.bbox = (0, 0, page.width, page.height)
        self.edges = [_pdfplumber_edge(edge) for edge in page.edges]


def _pdfplumber_edge(edge: Edge) -> dict[str, Any]:
    return {
        "object_type": "line", "orientation": "v" if edge.upright else "h",
        "x0": edge.x0, "x1": edge.x1, "top": edge.top, "bottom": edge.bottom, "doctop": edge.top,
        "width": edge.x1 - edge.x0, "height": edge.bottom - edge.top,
    }  # fmt: skip


def _ruled_region(table: Any, words: dict[int, Word]) -> Region | None:
    rows: list[list[Box | None]] = [row.cells for row in table.rows]
    left, top, right, bottom = table.bbox
    starts = sorted({cell[0] for cell in table.cells})
    if len(starts) < 2 or len(rows) < 2:
        return None
    inside = {
        i: word
        for i, word in words.items()
        if left <= (word.x0 + word.x1) / 2 <= right and top <= (word.top + word.bottom) / 2 <= bottom
    }
    by_cell: dict[Box, list[Word]] = {cell: [] for cell in table.cells}
    bands: dict[int, list[Box]] = {}
    for cell in table.cells:
        for band in range(int(cell[1] // _BAND), int(cell[3] // _BAND) + 1):
            bands.setdefault(band, []).append(cell)
    for word in inside.values():
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        near = bands.get(int(y // _BAND), ())
        home = next((cell for cell in near if cell[0] <= x <= cell[2] and cell[1] <= y <= cell[3]), None)
        if home is None:
            return None
        by_cell[home].append(word)
    lines_of = {cell: text_lines(words) for cell, words in by_cell.items()}
    edges = (*starts[1:], right)
    read: list[RegionRow] = []
    tight = 0
    sure = True
    for cells in rows:
        band_top = min(cell[1] for cell in cells if cell)
        own = [word for cell in cells if cell for word in by_cell[cell]]
        if not own:
            continue
        lines = text_lines(own)
        stacked = any(_stacked(lines_of[cell]) for cell in cells[1:] if cell)
        tight += any(line.numbers > 1 for cell in cells if cell for line in lines_of[cell])
        if stacked and len(lines) > 1:
            read += _rows_in_band(lines, starts, right)
            continue
        texts: list[str | Covered] = [
            _cell_text(lines_of[cell]) if cell else _covered(table.cells, x, band_top)
            for cell, x in zip(cells, starts, strict=True)
        ]
        if len(own) > 1 and sum(cell is not None for cell in cells) < len(starts):
            texts = _unlined(own, starts, right) or texts
        row = RegionRow(texts, lines)
        if any(_sticks_out(by_cell[cell], cell) for cell in cells if cell):
            if any(is_figure(text) and not is_year(text) for text in texts[1:] if isinstance(text, str)):
                row.why = "out_of_column"
            else:
                # On one line the words say themselves where a column's name ends.
                whole = read_columns(" ".join(word.text for word in _after_label(own, starts[1])))
                sure = whole is not None and len(lines) == 1 and len(whole) == len(starts) - 1
                if sure and whole is not None:
                    row.cells = [texts[0], *(column.label for column in whole)]
        read.append(row)
    for row in read if not sure else ():
        row.why = row.why or "head_unsure"
    if tight * 3 > len(rows):
        # Rulings that part groups of columns and not the columns themselves.
        return None
    printed = [cell for row in read for cell in row.cells[1:] if isinstance(cell, str)]
    if not any(is_figure(text) and not is_year(text) and parse_unit(text) is None for text in printed):
        # A head whose rows stand below it without rulings is theirs.
        return None
    return Region(read, edges, top, bottom, True, frozenset(inside))


def _unlined(words: Sequence[Word], starts: Sequence[float], right: float) -> list[str | Covered] | None:
    """The texts of a row that prints none of the rulings between its figures, as where every second row is a shade;
    ``None`` where its words go over the places of those or none of them is a figure.
    """
    edges = [*starts, right]
    by_column: list[list[Word]] = [[] for _ in starts]
    for word in words:
        inside = (word.x0 >= x0 - _OVER and word.x1 <= x1 + _OVER for x0, x1 in pairwise(edges))
        at = next((k for k, own in enumerate(inside) if own), None)
        if at is None:
            return None
        by_column[at].append(word)
    texts = [_cell_text(text_lines(own)) for own in by_column]
    figures = [text for text in texts[1:] if is_figure(text)]
    whole = len(figures) == sum(map(bool, texts[1:])) and not all(map(is_year, figures))
    return list(texts) if whole else None


def _sticks_out(words: Sequence[Word], cell: Box) -> bool:
    """Whether words in a cell go over its ruling: then some of them may stand in the cell beside it."""
    return any(word.x0 < cell[0] - _OVER or word.x1 > cell[2] + _OVER for word in words)


def _after_label(words: Sequence[Word], start: float) -> list[Word]:
    return sorted((word for word in words if (word.x0 + word.x1) / 2 > start), key=lambda word: word.x0)


def _covered(cells: Sequence[Box], x: float, top: float) -> str | Covered:
    for cell in cells:
        if cell[0] - 1 <= x < cell[2] - 1 and cell[1] - 1 <= top < cell[3] - 1:
            return Covered.ABOVE if cell[1] < top - 1 else Covered.LEFT
    return ""


def _cell_text(lines: Sequence[TextLine]) -> str:
    plain = " ".join(chunk.plain for line in lines for chunk in line.chunks)
    if is_figure(plain):
        return plain
    return "\n".join(" ".join(chunk.text for chunk in line.chunks) for line in lines)


def _stacked(lines: Sequence[TextLine]) -> bool:
    """Whether a cell holds figures one under the other."""
    return len(lines) > 1 and all(len(line.chunks) == 1 and (line.numbers or line.chunks[0].empty) for line in lines)


def _rows_in_band(lines: Sequence[TextLine], starts: Sequence[float], right: float) -> list[RegionRow]:
    """The rows between two rulings that hold several: each line with figures is one."""
    ends = [*starts[1:], right]
    columns = [FigureColumn(x0, x1, x1) for x0, x1 in zip(starts[1:], ends[1:], strict=True)]
    return joined_rows([place_line(line, columns, ruled=True) for line in lines], columns)
