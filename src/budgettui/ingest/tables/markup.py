"""HTML, whole or a fragment inside XML, as blocks: one a paragraph, heading, list entry or table row.

Nothing in it is run, fetched or expanded: the parser of the standard library gives tags and text, and all but the text
and its shape is let go. Every block keeps the line of the file that it began and ended on.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from html.parser import HTMLParser
from typing import Any

from budgettui.domain.clean import clean_text
from budgettui.domain.paper.reading import Reading, Row, Source
from budgettui.ingest.page.layout import Layout
from budgettui.ingest.tables.placed import Covered, PlacedRow, PlacedTable, is_figure

_SKIPPED = frozenset(("script", "style", "template", "noscript", "svg", "title", "select", "textarea", "object"))
_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div",
        "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html", "li", "main",
        "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
        "button", "h1", "h2", "h3", "h4", "h5", "h6",
    )
)  # fmt: skip
#: What page builders call a count, a menu that opens when it is asked for, and the sign that shuts something.
_OF_THE_PAGE = frozenset(("badge", "dropdown-menu", "close"))
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_FOREIGN = re.compile(r"<[a-zA-Z!/][^>]*>|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);")
#: What the parser is given: whole tags only. Comments, declarations and processing instructions are let go, and a "<"
#: that opens no tag is text; both would cost the parser time without end, or make it give up.
_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[[^<>]*+>|<![a-zA-Z][^<>]*+>|<\?[^<>]*+>"
    r"|(?P<tag></?[a-zA-Z](?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+>)|<",
    re.DOTALL,
)
#: Stands for such a "<" while the parser runs.
_LESS = "\ue000"
#: Deeper nesting than this is flattened: no page that people made has it.
_DEEPEST = 400
#: A longer cell is text, and its table no table of figures; so is one with fewer figures than this.
_WIDEST = 200
_FIGURES = 2
#: So many line ends stand between two blocks of a sheet: no rule of the layout joins over as many.
_APART = 5
#: What stands in the first column of a list that a table lays out.
_MARK = re.compile(r"at(?: ?[0-9]{1,2}\))?|[0-9]{1,2}[.)]|[a-h]\)|[-–•]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """A block of text. ``heading`` is 1–6 for a heading, else 0; ``mark`` is what the list prints before it."""

    text: str
    line: int
    last_line: int
    heading: int = 0
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, with how many columns and rows it takes."""

    text: str
    line: int
    head: bool
    columns: int
    rows: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with more than one row and column: the blocks from ``first`` to ``after`` (not included) are its own.

    ``laid_out`` says that headings or other tables stand in its cells, so that it is no table of figures.
    """

    rows: tuple[tuple[Cell, ...], ...]
    caption: str
    first: int
    after: int
    laid_out: bool


@dataclass(frozen=True, slots=True)
class Page:
    """What an HTML text holds."""

    blocks: tuple[Block, ...]
    grids: tuple[Grid, ...]


def read_markup(text: str, line_at: Callable[[int], int] | None = None) -> Page:
    """The blocks and tables of an HTML text or fragment.

    ``line_at`` gives the file's line for an offset in ``text``; without it the text's own lines count (from 1).
    Empty headings are kept as blocks without text: they part what stands before and after.
    """
    text = _TOKEN.sub(_token, text.replace(_LESS, " "))
    parser = _Parser(text, line_at)
    parser.feed(text)
    parser.close()
    parser.finish()
    return Page(tuple(parser.blocks), tuple(parser.grids))


def _token(match: re.Match[str]) -> str:
    """The token for the parser, as long as it was: places in the text stay what they are."""
    if match["tag"]:
        return match[0]
    return _LESS if match[0] == "<" else re.sub(r"[^\n]", " ", match[0])


class Sheet:
    """Blocks from one page or from many fragments, as lines that the reading of text takes.

    Each block is one line, so far from the next that nothing is joined over it; a row of a table of figures is one
    line too. What is read has the sheet's own line numbers until :meth:`settle` gives it the file's.
    """

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._tables: list[PlacedTable] = []

    def __len__(self) -> int:
        return len(self._blocks)

    def add(self, page: Page) -> range:
        """Put the blocks of a page at the end; the places they have."""
        start = len(self._blocks)
        figures = {grid.first: grid for grid in page.grids if _has_figures(grid)}
        place = 0
        while place < len(page.blocks):
            grid = figures.get(place)
            if grid is not None and grid.after > place:
                self._add_grid(grid, page.blocks)
                place = grid.after
                continue
            block = page.blocks[place]
            after = page.blocks[place + 1] if place + 1 < len(page.blocks) else None
            if after and after.text and not (block.heading or after.heading) and _MARK.fullmatch(block.text):
                # A column of its own for "at" or "1.": the text beside it is the entry.
                self._blocks.append(replace(after, mark=f"{block.text} ", line=block.line))
                place += 2
                continue
            if block.text or _parts(page.blocks, place):
                # An empty heading between two texts parts them; a dash stands for it, for a line needs a sign.
                self._blocks.append(block if block.text else replace(block, text="–"))
            place += 1
        return range(start, len(self._blocks))

    def add_line(self, text: str, line: int, last_line: int | None = None, *, heading: int = 0) -> int:
        """Put one line of plain text at the end; its place."""
        self._blocks.append(Block(" ".join(clean_text(text).split()), line, last_line or line, heading))
        return len(self._blocks) - 1

    def _add_grid(self, grid: Grid, blocks: Sequence[Block]) -> None:
        if grid.caption:
            block = next(own for own in blocks[grid.first : grid.after] if own.text == grid.caption)
            self._blocks.append(block)
        rows: list[PlacedRow] = []
        covered: dict[int, int] = {}
        for cells in grid.rows:
            printed: list[str | Covered] = []
            waiting = list(cells)
            while waiting or covered.get(len(printed), 0):
                if covered.get(len(printed), 0):
                    covered[len(printed)] -= 1
                    printed.append(Covered.ABOVE)
                    continue
                cell = waiting.pop(0)
                for more in range(cell.columns):
                    if cell.rows > 1:
                        covered[len(printed)] = cell.rows - 1
                    printed.append(Covered.LEFT if more else cell.text)
            text = " ".join(cell.text for cell in cells if cell.text)
            if not text:
                continue
            lines = [cell.line for cell in cells if cell.text]
            place = len(self._blocks)
            self._blocks.append(Block(text, min(lines), max(lines)))
            number = place * _APART + 1
            rows.append(PlacedRow(tuple(printed), number, number, header=all(cell.head for cell in cells)))
        self._tables.append(PlacedTable(tuple(rows)))

    @property
    def text(self) -> str:
        return ("\n" * _APART).join(f"{block.mark}{block.text}" for block in self._blocks)

    @property
    def tables(self) -> list[PlacedTable]:
        return list(self._tables)

    @property
    def rows(self) -> frozenset[int]:
        return frozenset((row.line - 1) // _APART for table in self._tables for row in table.rows)

    def layout(self) -> Layout:
        """The sheet as lines: line ``i`` is block ``i``."""
        layout = Layout(self.text)
        layout.lines = [
            replace(line, body=f"{block.mark}{block.text}", page=None, new_page=False, heading=block.heading)
            for line, block in zip(layout.lines, self._blocks, strict=True)
        ]
        layout.furniture = frozenset()
        layout.pages = None
        layout.blocks = True
        return layout

    def settle(self, reading: Reading, text: str) -> Reading:
        """The reading with the lines of the file itself, whose text this is."""
        settled = {
            own.name: _settled(getattr(reading, own.name), self._file_lines)
            for own in fields(reading)
            if own.name not in {"text", "name"}
        }
        return replace(reading, **settled, text=text)

    def _file_lines(self, number: int) -> tuple[int, int]:
        if not self._blocks:
            return 1, 1
        block = self._blocks[min(len(self._blocks) - 1, max(0, (number - 1) // _APART))]
        return block.line, block.last_line


def _settled(value: Any, lines: Callable[[int], tuple[int, int]]) -> Any:
    if isinstance(value, Source):
        if value.line is None:
            return value
        return replace(value, line=lines(value.line)[0], last_line=lines(value.last_line or value.line)[1])
    if isinstance(value, Row) and value.lines:
        value = replace(value, lines=tuple(None if own is None else lines(own)[0] for own in value.lines))
    if isinstance(value, tuple):
        return tuple(_settled(own, lines) for own in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            own.name: settled
            for own in fields(value)
            if (settled := _settled(before := getattr(value, own.name), lines)) is not before and own.name != "lines"
        }
        return replace(value, **changed) if changed else value
    return value


def _parts(blocks: Sequence[Block], place: int) -> bool:
    """Whether an empty heading stands between two texts."""
    after = blocks[place + 1] if place + 1 < len(blocks) else None
    return bool(place and after and after.text and not after.heading and not blocks[place - 1].heading)


def _has_figures(grid: Grid) -> bool:
    """Whether a table holds figures, and is not only how the page is laid out."""
    cells = [cell for row in grid.rows for cell in row]
    if grid.laid_out or any(len(cell.text) > _WIDEST for cell in cells):
        return False
    return sum(is_figure(cell.text) for cell in cells) >= _FIGURES


class _Parser(HTMLParser):
    def __init__(self, text: str, line_at: Callable[[int], int] | None) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.grids: list[Grid] = []
        self._line_starts = [0]
        self._line_starts += [match.end() for match in re.finditer("\n", text)]
        self._text = text
        self._line_at = line_at
        self._open: list[str] = []
        self._controls: list[bool] = []
        self._unseen: list[bool] = []
        self._lists: list[int | None] = []
        self._pieces: list[str] = []
        self._first: int | None = None
        self._last = 1
        self._mark = ""
        self._tables: list[_OpenTable] = []

    # -- events

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._end_block()
            return
        if tag in _VOID:
            return
        own = dict(attrs)
        # A control that stands in a line ("PDF" before the name of a file) is no part of the line's text.
        if tag in _BLOCKS or own.get("role") == "button":
            self._end_block()
        if tag in {"p", "li", "td", "th", "tr"}:
            self._close_implied(tag)
        if len(self._open) < _DEEPEST:
            self._open.append(tag)
            self._unseen.append(_is_unseen(own))
            self._controls.append(own.get("role") == "button")
        if tag == "ol":
            start = own.get("start") or "1"
            self._lists.append(int(start) if start.isascii() and start.isdigit() and len(start) < 4 else 1)
        elif tag == "ul":
            self._lists.append(None)
        elif tag == "li":
            self._begin_entry()
        elif tag == "table":
            self._tables.append(_OpenTable(len(self.blocks)))
        elif self._tables and tag == "tr":
            # A cell that is still open when the next row begins is over.
            self._tables[-1].cell = None
            self._tables[-1].rows.append([])
        elif self._tables and tag in {"td", "th"}:
            self._tables[-1].begin_cell(
                tag == "th", _span(own.get("colspan")), _span(own.get("rowspan")), self._file_line()
            )

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _HEADINGS and tag in self._open:
            self._end_block(keep_empty=True)
        elif tag in _BLOCKS:
            self._end_block()
        if tag not in self._open:
            return
        while self._open:
            if self._controls.pop():
                self._end_block()
            closed = self._open.pop()
            self._unseen.pop()
            self._closed(closed)
            if closed == tag:
                break

    def handle_data(self, data: str) -> None:
        data = data.replace(_LESS, "<")
        if any(self._unseen) or any(tag in _SKIPPED for tag in self._open):
            return
        if not data.strip():
            if self._pieces:
                self._pieces.append(" ")
            return
        start = self._offset()
        end = self._text.find("<", start)
        own = self._text[start : end if end >= 0 else len(self._text)]
        if self._first is None:
            self._first = self._at(start + len(own) - len(own.lstrip()))
        self._last = self._at(start + max(0, len(own.rstrip()) - 1))
        self._pieces.append(data)

    def finish(self) -> None:
        self._end_block()
        while self._open:
            self._closed(self._open.pop())

    # -- the rest

    def _at(self, offset: int) -> int:
        return self._line_at(offset) if self._line_at is not None else bisect_right(self._line_starts, offset)

    def _offset(self) -> int:
        row, column = self.getpos()
        return self._line_starts[min(row, len(self._line_starts)) - 1] + column

    def _file_line(self) -> int:
        return self._at(self._offset())

    def _close_implied(self, tag: str) -> None:
        """HTML lets the end of a paragraph, an entry and a cell be left out."""
        ends = {"p": {"p"}, "li": {"li", "p"}, "td": {"td", "th", "p"}, "th": {"td", "th", "p"}}.get(
            tag, {"tr", "td", "th", "p"}
        )
        border = {"li": {"ul", "ol"}, "p": {"div", "li", "td", "th", "body"}}.get(tag, {"table"})
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place] in border or self._open[place] not in (ends | {"span", "b", "i", "a", "strong"}):
                return
            if self._open[place] in ends:
                closed = self._open[place:]
                del self._open[place:], self._controls[place:], self._unseen[place:]
                for own in reversed(closed):
                    self._closed(own)

    def _closed(self, tag: str) -> None:
        if tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._mark = ""
        elif tag in {"td", "th"} and self._tables:
            self._tables[-1].cell = None
        elif tag == "table" and self._tables:
            done = self._tables.pop()
            grid = done.grid(self.blocks)
            if grid:
                self.grids.append(grid)
            if self._tables:
                self._tables[-1].laid_out = True

    def _begin_entry(self) -> None:
        if not self._lists or self._lists[-1] is None:
            self._mark = "- "
            return
        self._mark = f"{self._lists[-1]}. "
        self._lists[-1] += 1

    def _end_block(self, *, keep_empty: bool = False) -> None:
        text = " ".join(clean_text("".join(self._pieces)).split())
        heading = next((int(tag[1]) for tag in reversed(self._open) if tag in _HEADINGS), 0)
        if text:
            first = self._first or 1
            if self._tables and self._tables[-1].cell is not None:
                self._tables[-1].say(text, first)
            if self._tables and "caption" in self._open:
                self._tables[-1].caption = text
            self.blocks.append(Block(text, first, max(first, self._last), heading, self._mark))
            self._mark = ""
        elif keep_empty and heading:
            line = self._file_line()
            self.blocks.append(Block("", line, line, heading))
        self._pieces = []
        self._first = None


class _OpenTable:
    """A table whose end has not come yet."""

    def __init__(self, first: int) -> None:
        self.rows: list[list[Cell]] = []
        self.caption = ""
        self.first = first
        self.cell: Cell | None = None
        self.laid_out = False

    def begin_cell(self, head: bool, columns: int, rows: int, line: int) -> None:
        if not self.rows:
            self.rows.append([])
        self.cell = Cell("", line, head, columns, rows)
        self.rows[-1].append(self.cell)

    def say(self, text: str, first: int) -> None:
        assert self.cell is not None
        joined = f"{self.cell.text} {text}".strip()
        self.cell = replace(self.cell, text=joined, line=self.cell.line if self.cell.text else first)
        self.rows[-1][-1] = self.cell

    def grid(self, blocks: Sequence[Block]) -> Grid | None:
        rows = [tuple(row) for row in self.rows if row]
        if len(rows) < 2 or max(len(row) for row in rows) < 2:
            return None
        laid_out = self.laid_out or any(block.heading for block in blocks[self.first :])
        return Grid(tuple(rows), self.caption, self.first, len(blocks), laid_out)


def _is_unseen(attributes: dict[str, str | None]) -> bool:
    """Whether a page does not show an element, or shows a count, a sign or a menu there that is no text of its own."""
    style = (attributes.get("style") or "").replace(" ", "").casefold()
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or "display:none" in style
        or attributes.get("role") == "menu"
        or not _OF_THE_PAGE.isdisjoint((attributes.get("class") or "").split())
    )


def _span(value: str | None) -> int:
    if not value or not value.isascii() or not value.isdigit():
        return 1
    return min(max(int(value[:4]), 1), 100)


def is_markup(text: str) -> bool:
    """Whether a text carries tags or entities, as fields of case systems do, or is plain."""
    return bool(_FOREIGN.search(text))
