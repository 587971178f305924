"""Budget lines as the rows of a table: groups above, lines below, and what is a total of what.

A line has a path of names (area, initiative …). A line whose path ends early, or ends in "i alt", is the
printed figure of the group, not a part of it: adding it to the others would count twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from budgettui.domain.checking.row_words import is_total_label
from budgettui.domain.checking.structure import structured
from budgettui.domain.checking.sums import against, vectors_of
from budgettui.domain.paper.papers import Source
from budgettui.domain.paper.reading import Column, Row

_TOTAL_NAMES = frozenset({"i alt", "ialt", "total", "hovedtotal", "sum", "tot", "samlet"})
_TOTAL_LONGEST = 16
#: Rows are searched for totals by arithmetic only in tables that a human would search, too.
_SEARCHED = 400
_CODE = re.compile(r"(?P<code>[0-9]{1,8}(?:\.[0-9]{1,4})*)\.?[\s\u00a0]+\S")


def is_total_name(text: str) -> bool:
    """Whether a name says "all of them" and nothing else."""
    return len(text) <= _TOTAL_LONGEST and text.strip(" :.").casefold() in _TOTAL_NAMES


#: A cell as read: its exact value, what is printed, and the line.
Cell = tuple[str | None, str, int]


@dataclass(slots=True)
class Entry:
    """The figures of one path, from one line or, where years and phases stand in lines, from several."""

    cells: dict[int, Cell]
    sources: list[Source]
    certain: bool = True

    def takes(self, cells: dict[int, Cell]) -> bool:
        """Whether these cells fit beside those that are here, none upon another."""
        return not any(place in self.cells for place in cells)


@dataclass(slots=True)
class Node:
    """A group or a line. ``entries`` are its own printed figures, ``apart`` rows that sum across the groups."""

    label: str
    entries: list[Entry] = field(default_factory=list)
    children: dict[str, Node] = field(default_factory=dict)
    apart: list[tuple[str, Entry]] = field(default_factory=list)


class LineTree:
    """Lines that are put under their groups, in the order in which each was first seen.

    ``is_total`` tells whether a name sums its level, by the level's place from the end of the path (-1 is the last)
    and the name.
    """

    def __init__(
        self, *, merged: bool, is_total: Callable[[int, str], bool], is_apart: Callable[[int, str], bool]
    ) -> None:
        self.root = Node("")
        self.twice = 0
        self._merged = merged
        self._root_names: list[str] = []
        self._path: Sequence[str] | None = None
        self._found: tuple[Node, Sequence[str], bool] = (self.root, (), False)
        self._is_total = is_total
        self._is_apart = is_apart

    def add(self, path: Sequence[str], cells: dict[int, Cell], source: Source, certain: bool) -> None:
        if path == self._path:
            # Lines of one path mostly follow each other.
            node, names, apart = self._found
        else:
            names, apart = self._own(path)
            node = self.root
            for name in names:
                below = node.children.get(name)
                if below is None:
                    below = node.children[name] = Node(name)
                node = below
            self._path, self._found = path, (node, names, apart)
        if certain and not any(printed for _value, printed, _line in cells.values()):
            return
        entry = Entry(cells, [source], certain)
        if apart:
            label = " · ".join(part for part in path[len(names) :] if part)
            if not self._merge([one for own, one in node.apart if own == label], entry):
                node.apart.append((label, entry))
        elif not self._merge(node.entries, entry):
            if node.entries:
                self.twice += 1
            node.entries.append(entry)
            if node is self.root:
                self._root_names.append(next((name for name in path if name), ""))

    def _own(self, path: Sequence[str]) -> tuple[Sequence[str], bool]:
        """The path without the totals at its end; and whether a total stands before a name that is none."""
        length = end = len(path)
        for place in range(end):
            if path[place] and self._is_apart(place - length, path[place]):
                return path[:place], True
        while end and (not path[end - 1] or self._is_total(end - 1 - length, path[end - 1])):
            end -= 1
        for place in range(end):
            if path[place] and self._is_total(place - length, path[place]):
                return path[:place], True
        if all(path[:end]):
            return path[:end], False
        return [part for part in path[:end] if part], False

    def _merge(self, known: Iterable[Entry], entry: Entry) -> bool:
        if not self._merged:
            return False
        for one in known:
            if one.takes(entry.cells):
                one.cells.update(entry.cells)
                one.sources += entry.sources
                one.certain = one.certain and entry.certain
                return True
        return False

    def rows(self, width: int, label: str, total_label: str) -> Iterator[Row]:
        """The rows in the order of the tree, each group before its parts.

        ``label`` is for lines that name nothing, ``total_label`` for those that only have a code for the total of a
        level; beside lines that name something, both are totals.
        """
        kind = "total" if self.root.children else "line"
        for name, entry in zip(self._root_names, self.root.entries, strict=True):
            printed = name if is_total_name(name) and name.lower() != "tot" else total_label
            yield _row(printed if name else label, entry, width, 0, kind)
        for label, entry in self.root.apart:
            yield _row(label, entry, width, 0, "total" if self.root.children or self.root.entries else "line")
        for child in self.root.children.values():
            yield from self._rows(child, width, 0)

    def _rows(self, node: Node, width: int, level: int) -> Iterator[Row]:
        if not node.children:
            for entry in node.entries:
                yield _row(node.label, entry, width, level, "line")
            for label, entry in node.apart:
                yield _row(f"{node.label} · {label}", entry, width, level, "line" if not node.entries else "subtotal")
            return
        if len(node.entries) == 1:
            yield _row(node.label, node.entries[0], width, level, "subtotal")
        else:
            nothing = (None,) * width
            yield Row(node.label, nothing, nothing, level=level, source=_first_source(node))
            for entry in node.entries:
                # Several lines for a group that has parts: totals, or parts that name no part? Not certain.
                yield replace(_row(node.label, entry, width, level + 1, "line"), certain=False)
        for label, entry in node.apart:
            yield _row(label, entry, width, level + 1, "subtotal")
        for child in node.children.values():
            yield from self._rows(child, width, level + 1)


def _row(label: str, entry: Entry, width: int, level: int, kind: str) -> Row:
    if width == 1:
        (cell,) = entry.cells.values() if entry.cells else ((None, "", 0),)
        values: tuple[str | None, ...] = (cell[0],)
        printed: tuple[str | None, ...] = (cell[1] or None,)
    else:
        values = tuple(entry.cells[i][0] if i in entry.cells else None for i in range(width))
        printed = tuple((entry.cells[i][1] or None) if i in entry.cells else None for i in range(width))
    source, lines = joined(entry, width)
    return Row(label, values, printed, kind, level, entry.certain, source, lines)


def joined(entry: Entry, width: int) -> tuple[Source, tuple[int | None, ...]]:
    """The place of an entry, and, where its lines do not follow each other, the line of every value."""
    sources = entry.sources
    if len(sources) == 1:
        return sources[0], ()
    first = sources[0]
    raw = "\n".join(source.raw or "" for source in sources)
    together = all(
        after.page == before.page and after.line == (before.last_line or before.line or 0) + 1
        for before, after in pairwise(sources)
    )
    if together:
        return Source(first.page, first.line, sources[-1].last_line, raw), ()
    lines = tuple(entry.cells[i][2] if i in entry.cells else None for i in range(width))
    return Source(first.page, first.line, first.last_line, raw), lines


def _first_source(node: Node) -> Source:
    while node.children:
        node = next(iter(node.children.values()))
    entries = node.entries or [entry for _label, entry in node.apart]
    return entries[0].sources[0] if entries else Source()


# -- rows without groups of their own


def levelled(rows: Sequence[Row], depths: Sequence[int | None]) -> list[Row]:
    """Rows with the depths that a column of the file gives; one with deeper rows after it is their sum."""
    known = [depth for depth in depths if depth is not None]
    least = min(known) if known else 0
    result: list[Row] = []
    for row, depth in zip(rows, depths, strict=True):
        result.append(replace(row, level=(depth - least) if depth is not None else 0))
    return _with_kinds(result)


def arranged(rows: Sequence[Row], columns: Sequence[Column]) -> tuple[list[Row], list[Row]]:
    """Rows with the levels that their codes, words and sums give; and those whose role stays open."""
    coded, doubtful = _by_codes(rows)
    if coded is not None:
        return coded, []
    if len(rows) <= _SEARCHED:
        found = list(structured(rows, columns))
    else:
        found = [replace(row, kind="total") if is_total_label(row.label) and _has_values(row) else row for row in rows]
    open_labels = {id(row) for row in doubtful}
    if not open_labels:
        return found, []
    marked = [
        replace(new, certain=False) if id(old) in open_labels else new for old, new in zip(rows, found, strict=True)
    ]
    return marked, [row for row in marked if not row.certain]


def _by_codes(rows: Sequence[Row]) -> tuple[list[Row] | None, list[Row]]:
    """Rows whose codes begin with the code of a row above them: "01" over "011", "1." over "1.1"."""
    codes = [match["code"] if (match := _CODE.match(row.label)) else None for row in rows]
    if sum(code is not None for code in codes) < 2:
        return None, []
    parent: dict[int, int] = {}
    stack: list[int] = []
    for i, code in enumerate(codes):
        while stack and not (code and _is_under(code, codes[stack[-1]] or "")):
            stack.pop()
        if code is None:
            continue
        if stack:
            parent[i] = stack[-1]
        stack.append(i)
    if not parent:
        return None, []
    children: dict[int, list[int]] = {}
    for child, over in parent.items():
        children.setdefault(over, []).append(child)
    dotted = all("." in (codes[child] or "") for child in parent)
    padded = all((codes[over] or "").startswith("0") for over in children) or (
        len({len(codes[over] or "") for over in children}) == 1
        and min(len(codes[over] or "") for over in children) > 1
        and len({len(codes[child] or "") for child in parent}) == 1
    )
    vectors = vectors_of(rows)
    if not dotted and not padded and not any(
        vectors[over] and not against(vectors, over, own).apart() for over, own in children.items()
    ):
        return None, [rows[over] for over in children]
    top = 1 if rows and is_total_label(rows[0].label) and 0 not in parent and 0 not in children else 0
    levels = [0] * len(rows)
    for i in range(len(rows)):
        levels[i] = levels[parent[i]] + 1 if i in parent else (top if i and codes[i] is not None else 0)
    return _with_kinds([replace(row, level=level) for row, level in zip(rows, levels, strict=True)]), []


class CodeOrder:
    """The codes of rows, one after the other: whether one begins with the code of the row above it."""

    def __init__(self) -> None:
        self._above = ""

    def apart(self, label: str) -> bool:
        """Whether the row of this label stands for itself, as far as its code says."""
        match = _CODE.match(label)
        above, self._above = self._above, match["code"] if match else ""
        return not _is_under(self._above, above)


def _is_under(code: str, over: str) -> bool:
    if not over or code == over or not code.startswith(over):
        return False
    return code[len(over)] == "." or "." not in code


def _has_values(row: Row) -> bool:
    return any(value is not None for value in row.values)


def _with_kinds(rows: Sequence[Row]) -> list[Row]:
    result = []
    for i, row in enumerate(rows):
        deeper = i + 1 < len(rows) and rows[i + 1].level > row.level
        if _has_values(row) and is_total_label(row.label) and (not deeper or row.level == 0):
            row = replace(row, kind="total" if row.level == 0 else "subtotal")
        elif deeper and _has_values(row):
            row = replace(row, kind="subtotal")
        result.append(row)
    return result
