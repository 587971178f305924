"""HTML, whole or a fragment inside XML, as blocks: one a paragraph, heading, list entry or table row.

Nothing in it is run, fetched or expanded: the parser of the standard library gives tags and text, and all but the text
and its shape is let go. Every block keeps the line of the file that it began and ended on.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from html.parser import HTMLParser

from budgettui.domain.clean import clean_text
from budgettui.ingest.layout import Layout, Line

_SKIPPED = frozenset(("script", "style", "template", "noscript", "svg", "title", "select", "textarea", "object"))
_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div",
        "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html", "li", "main",
        "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
        "button", "h1", "h2", "h3", "h4", "h5", "h6",
    )
)  # fmt: skip
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_FOREIGN = re.compile(r"<[a-zA-Z!/][^>]*>|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);")
#: Deeper nesting than this is flattened: no page that people made has it.
_DEEPEST = 400
_WIDEST = 200


@dataclass(frozen=True, slots=True)
class Block:
    """A block of text. ``heading`` is 1–6 for a heading, else 0; ``mark`` is what the list prints before it."""

    text: str
    line: int
    last_line: int
    heading: int = 0
    mark: str = ""
    #: The classes and ids of the elements that the block stands in, innermost last.
    within: tuple[str, ...] = ()


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
    """A table with more than one row and column. ``after`` is how many blocks stand before it."""

    rows: tuple[tuple[Cell, ...], ...]
    caption: str
    after: int
    line: int
    last_line: int


@dataclass(frozen=True, slots=True)
class Page:
    """What an HTML text holds."""

    blocks: tuple[Block, ...]
    grids: tuple[Grid, ...]
    title: str | None


def read_markup(text: str, line_at: Callable[[int], int] | None = None) -> Page:
    """The blocks and tables of an HTML text or fragment.

    ``line_at`` gives the file's line for an offset in ``text``; without it the text's own lines count (from 1).
    Empty headings are kept as blocks without text: they part what stands before and after.
    """
    parser = _Parser(text, line_at)
    parser.feed(text)
    parser.close()
    parser.finish()
    return Page(tuple(parser.blocks), tuple(parser.grids), parser.title or None)


def layout_of(blocks: Sequence[Block], raw_lines: Sequence[str]) -> Layout:
    """The blocks as a layout, one line a block, each numbered as the file's own line that it begins on."""
    kept = [block for block in blocks if block.text]
    # Five line ends: no rule of the layout joins blocks over so much space.
    layout = Layout("\n\n\n\n\n".join(f"{block.mark}{block.text}" for block in kept))
    lines: list[Line] = []
    for line, block in zip(layout.lines, kept, strict=True):
        body = f"{block.mark}{block.text}"
        raw = "\n".join(raw_lines[block.line - 1 : block.last_line])
        if len(raw) > _WIDEST + 2 * len(body):
            # The source stands among much markup: the text itself says more than the whole line.
            raw = body
        lines.append(
            replace(line, number=block.line, raw=raw, body=body, page=None, new_page=False, heading=block.heading)
        )
    layout.lines = lines
    layout.furniture = frozenset()
    layout.pages = None
    return layout


class _Parser(HTMLParser):
    def __init__(self, text: str, line_at: Callable[[int], int] | None) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.grids: list[Grid] = []
        self.title = ""
        self._line_starts = [0]
        self._line_starts += [match.end() for match in re.finditer("\n", text)]
        self._text = text
        self._line_at = line_at
        self._open: list[str] = []
        self._names: list[str] = []
        self._controls: list[bool] = []
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
            self._controls.append(own.get("role") == "button")
            self._names.append(f"{own.get('class') or ''} {own.get('id') or ''}".strip())
        if tag == "ol":
            start = own.get("start") or "1"
            self._lists.append(int(start) if start.isascii() and start.isdigit() and len(start) < 4 else 1)
        elif tag == "ul":
            self._lists.append(None)
        elif tag == "li":
            self._begin_entry()
        elif tag == "table":
            self._tables.append(_OpenTable(self._file_line(), len(self.blocks)))
        elif self._tables and tag == "tr":
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
            self._names.pop()
            self._closed(closed)
            if closed == tag:
                break

    def handle_data(self, data: str) -> None:
        if "title" in self._open:
            self.title = " ".join(f"{self.title} {clean_text(data)}".split())
        if any(tag in _SKIPPED for tag in self._open):
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
        """The end of the text closes what is still open."""
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
                del self._open[place:], self._names[place:], self._controls[place:]
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
            grid = done.grid(self._file_line())
            if grid:
                self.grids.append(grid)

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
                self._tables[-1].say(text, first, self._last)
            if self._tables and "caption" in self._open:
                self._tables[-1].caption = text
            within = tuple(name for name in self._names if name)
            self.blocks.append(Block(text, first, max(first, self._last), heading, self._mark, within))
            self._mark = ""
        elif keep_empty and heading:
            line = self._file_line()
            self.blocks.append(Block("", line, line, heading))
        self._pieces = []
        self._first = None


class _OpenTable:
    """A table whose end has not come yet."""

    def __init__(self, line: int, after: int) -> None:
        self.rows: list[list[Cell]] = []
        self.caption = ""
        self.line = line
        self.after = after
        self.cell: Cell | None = None

    def begin_cell(self, head: bool, columns: int, rows: int, line: int) -> None:
        if not self.rows:
            self.rows.append([])
        self.cell = Cell("", line, head, columns, rows)
        self.rows[-1].append(self.cell)

    def say(self, text: str, first: int, last: int) -> None:
        assert self.cell is not None
        joined = f"{self.cell.text} {text}".strip()
        self.cell = replace(self.cell, text=joined, line=self.cell.line if self.cell.text else first)
        self.rows[-1][-1] = self.cell
        del last

    def grid(self, last_line: int) -> Grid | None:
        rows = [tuple(row) for row in self.rows if row]
        if len(rows) < 2 or max(len(row) for row in rows) < 2:
            return None
        return Grid(tuple(rows), self.caption, self.after, self.line, last_line)


def _span(value: str | None) -> int:
    if not value or not value.isascii() or not value.isdigit():
        return 1
    return min(max(int(value[:4]), 1), 100)


def is_markup(text: str) -> bool:
    """Whether a text carries tags or entities, as fields of case systems do, or is plain."""
    return bool(_FOREIGN.search(text))
