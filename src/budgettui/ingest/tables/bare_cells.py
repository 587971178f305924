"""Rows whose figures have words among them, with the figures alone.

Cells may print their unit beside the figure: "Dagpleje 10.204 kr. 7.653 kr." is a row of two cells. And the last column
may hold words, under "Status" or "Bemærkning", which stand after the figures in flattened text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import replace
from itertools import takewhile

from budgettui.domain.amounts import KR, PERCENT, Unit, parse_unit
from budgettui.ingest.page.header import LINE_LONGEST
from budgettui.ingest.page.layout import Layout, Line, ends_sentence, is_open
from budgettui.ingest.tables.head_words import REMARK, unit_in
from budgettui.ingest.tables.read_rows import ReadRow
from budgettui.ingest.tables.row_widths import is_prose
from budgettui.ingest.tables.rows import BARE_NUMBER, YEAR, is_cell, words_of

_NUMBER = r"[-+−–]?[0-9][0-9.,]*"
_CELL = rf"(?P<number>{_NUMBER})\s(?P<unit>(?:(?:mio|mia|t)\.?\s?)?kr\b\.?(?:/\w+)?|pct\b\.?)(?P<marks>\*{{0,3}})"
_EACH = re.compile(_CELL)
_PLAIN = re.sub(r"\?P<\w+>", "?:", _CELL)
#: One cell with its unit ends many a sentence; two make a row.
_ROW = re.compile(rf"(?:(?<=\s)|^){_PLAIN}(?:\s(?:{_PLAIN}|[-–]))*\s{_PLAIN}$")
_ONE = re.compile(
    rf"(?:(?P<label>\S.*[^\s0-9,.])\s)?(?P<number>{_NUMBER})(?:\s?kr\b\.?|,-)(?P<each>(?:\spr\.?\s\S+)?)"
    rf"|(?:(?P<words>(?:.*\s)?(?:(?![-+−–0-9])\S+|[0-9]{{1,4}}(?:[./-][0-9]{{1,4}}){{1,2}}))\s)?kr\b\.?\s(?P<after>{_NUMBER})"
)
#: Rows with one figure are no longer, and so many lines apart.
_LONE, _NEAR = 130, 6
#: The last of several cells with the unit of its column: "212 198 -14 121.400 kr."
_LAST_UNIT = re.compile(rf"(?<=\s){_NUMBER}(?:\s{_NUMBER})+(?P<unit>\skr\.?)$")
#: Dots that lead to a figure on another line.
_LEADER = re.compile(r"(?<=[\w)])\s?\.{4,}[ .]*$")
#: A note with its number, and a figure with the number of one.
_NOTE, _MARKED = re.compile(r"(?:^|\.\s)([1-9])\)\s\w"), re.compile(r"(?<=\s)([-+−–]?[0-9][0-9.,]*)([1-9])\)(?=\s|$)")
_DIGIT = re.compile(r"[0-9]")
#: The last name of a head, over words.
_REMARK_LAST = re.compile(rf"(?:^|\s){REMARK.pattern}(?:\s[a-zæøå]+)*$")
#: A head is no longer than this, and rows stand so near; so many of them make a table.
_HEAD, _ROWS, _APART, _FEW = 160, 60, 2, 2
#: Of so many rows that print their unit, one may print none.
_OTHERS = 4


def with_bare_cells(layout: Layout) -> tuple[Layout, Mapping[int, Unit]]:
    """The layout with figures alone in such rows ("%" stays), and by their lines the unit of money printed there."""
    lines = list(layout.lines)
    _without_marks(lines)
    units = _without_units(lines) | _without_lone_units(lines)
    furniture = _without_remarks(lines)
    if lines == layout.lines:
        return layout, units
    bare = copy(layout)
    bare.lines = lines
    bare.furniture = layout.furniture | furniture
    return bare, units


def _without_marks(lines: list[Line]) -> None:
    """Take the numbers of notes away that stand right behind a figure, as small raised ones do ("1311)")."""
    notes = {match[1] for line in lines for match in _NOTE.finditer(line.body)}
    for line in lines if notes else ():
        if line.body.count(")") > line.body.count("("):
            body = _MARKED.sub(lambda match: match[1] if match[2] in notes else match[0], line.body)
            lines[line.index] = replace(line, body=body)


def _without_units(lines: list[Line]) -> dict[int, Unit]:
    units: dict[int, Unit] = {}
    for line in lines:
        if line.body.endswith(".") and (leader := _LEADER.search(line.body)):
            lines[line.index] = replace(line, body=line.body[: leader.start()])
            continue
        may_be = line.body.endswith(("r", ".", "t", "*")) and not line.body[:1].islower()
        if may_be and (last := _LAST_UNIT.search(line.body)) and unit_in(line.body)[1] in {None, KR}:
            lines[line.index] = replace(line, body=line.body[: last.start("unit")])
            continue
        tail = _ROW.search(line.body) if may_be else None
        if tail is None or not tail.start():
            # Units alone are those of the columns.
            continue
        printed = (parse_unit(match["unit"].partition("/")[0]) for match in _EACH.finditer(tail[0]))
        own = {unit for unit in printed if unit not in {None, PERCENT}}
        if len(own) > 1:
            continue
        units |= dict.fromkeys([line.index], own.pop()) if own else {}
        lines[line.index] = replace(line, body=line.body[: tail.start()] + _EACH.sub(_bare, tail[0]))
    return units


def _without_lone_units(lines: list[Line]) -> dict[int, Unit]:
    """One cell with its unit ends many a sentence, or stands alone: only among others that do is it that of a row."""
    found = {
        line.index: match
        for line in lines
        if len(line.body) <= _LONE
        and ("kr" in line.body or line.body.endswith(",-"))
        and (not line.body[:1].islower() or line.body.startswith("kr"))
        and (match := _ONE.fullmatch(line.body))
        and parse_unit(line.body) is None
        # "Indkomst under 234.000 kr." is a limit, and no figure of the row.
        and not is_open(match["label"] or match["words"] or "")
    }
    near = {at: sum(other in found for other in range(at - _NEAR, at + _NEAR + 1)) for at in found}
    units = {}
    for at, match in found.items():
        if near[at] > _FEW:
            # What the price is for belongs to the words.
            each = match["each"] or ""
            label = (match["label"] or match["words"] or "").removesuffix(each)
            units[at] = KR
            figure = match["number"] or match["after"]
            lines[at] = replace(lines[at], body=f"{label}{each if label else ''} {figure}".strip())
    return units


def _without_remarks(lines: list[Line]) -> frozenset[int]:
    """Take the words after the figures away under a head that ends in "Status"; what goes on below them is returned."""
    gone: set[int] = set()
    for head in lines:
        last = _remarks_over(head.body)
        if last is None:
            continue
        below = list(takewhile(_goes_on, lines[head.index + 1 :][:_ROWS]))
        cells = {line.index: own for line in below if (own := _first_cells(line.body)) is not None}
        counts = Counter(end - start for start, end in cells.values())
        width = max((width for width, times in counts.items() if times >= _FEW), default=0)
        rows = {at: min(end, start + width) for at, (start, end) in cells.items()}
        remarked = [at for at, (_start, end) in cells.items() if len(words_of(lines[at].body)) > end]
        if not width or not remarked:
            continue
        if not last.start():
            gone.add(head.index)
        lines[head.index] = replace(head, body=head.body[: last.start()] or head.body)
        for at in remarked:
            gone |= _rest_of_remark(lines, at, rows)
            lines[at] = replace(lines[at], body=" ".join(words_of(lines[at].body)[: rows[at]]))
    return frozenset(gone)


def _remarks_over(body: str) -> re.Match[str] | None:
    return _REMARK_LAST.search(body) if len(body) <= _HEAD else None


def _goes_on(line: Line) -> bool:
    """Whether a table goes on with a line under its head."""
    if line.gap > _APART or line.heading or _remarks_over(line.body) is not None:
        return False
    return _first_cells(line.body) is not None or not is_prose(line.body)


def _first_cells(body: str) -> tuple[int, int] | None:
    """Where the first run of cells begins and ends among the words of a line; it has two at least."""
    if len(body) > LINE_LONGEST:
        return None
    words = words_of(body)
    for start in range(len(words) - 1):
        end = next((at for at in range(start, len(words)) if not is_cell(words[at])), len(words))
        if end - start > 1 and _DIGIT.search(words[start]):
            return None if all(map(YEAR.fullmatch, words[start:end])) else (start, end)
    return None


def _rest_of_remark(lines: Sequence[Line], at: int, rows: Mapping[int, int]) -> set[int]:
    """The lines below a row that its remark goes on in: those that begin small, and whole sentences after them."""
    rest: list[int] = []
    below = list(takewhile(lambda line: line.index not in rows and not line.gap, lines[at + 1 :]))
    if not below or (lines[below[-1].index + 1 :] and lines[below[-1].index + 1].gap):
        # An empty line ends it.
        return {line.index for line in below}
    for place, line in enumerate(below):
        if line.body[0].islower() or (len(rest) == place and BARE_NUMBER.fullmatch(line.body)):
            rest.append(line.index)
            continue
        small = list(takewhile(lambda own: own.body[0].islower(), below[place + 1 :]))
        if not ends_sentence((small[-1] if small else line).body):
            break
        rest.append(line.index)
    return set(rest)


def _bare(match: re.Match[str]) -> str:
    percent = "%" if parse_unit(match["unit"]) == PERCENT else ""
    return match["number"] + percent + match["marks"]


def unit_of_cells(rows: Sequence[ReadRow], units: Mapping[int, Unit], unit: Unit | None) -> Unit | None:
    """The unit of a table whose head prints none: what nearly all rows print in their cells. Others are marked."""
    if not units:
        return unit
    valued = [row for row in rows if not row.heading]
    printed = [next((units[line.index] for line in row.lines if line.index in units), None) for row in valued]
    usual = next(iter({*printed} - {None}), None) if len({*printed} - {None}) == 1 else None
    headless = unit is None and printed.count(None) * _OTHERS <= len(printed)
    unit = usual if headless else unit
    for row, own in zip(valued, printed, strict=True):
        if (headless or own is not None) and own != unit:
            row.cells = replace(row.cells, certain=False, by_sum=False, why=row.cells.why or "other_unit")
    return unit
