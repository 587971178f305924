"""The lines under a head as rows are printed: cells that stand one a line put together, thousands parted by spaces.

How many columns there are is known from the head. A number with a space in it ("12 345") and two numbers look alike, so
what is joined must give that count, and must do so in one way only; the table as a whole must print its thousands so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from budgettui.domain.amounts import EMPTY_CELLS
from budgettui.ingest.page.layout import Layout, Line
from budgettui.ingest.tables.across import covered, laws_of, verdict
from budgettui.ingest.tables.rows import YEAR, cell_number, cells_at_end, is_cell, words_of

#: A no-break space between thousands is what the number grammar knows.
_JOINED = "\u00a0"
_LEADS = re.compile(r"[-+−–(]?[1-9][0-9]{0,2}")
_FOLLOWS = re.compile(r"[0-9]{3}(?:,[0-9]+)?(?:\)|-|%)?\*{0,3}")
_GROUPED = re.compile(r"[0-9]\.[0-9]{3}(?![0-9])|[0-9]{4}")
_NO_START = re.compile(r"0[0-9]{2}(?:,[0-9]+)?-?")
_DECIMALS = r"[0-9]{1,3}(?:\.?[0-9]{3})*,[0-9]+"
_GLUED = re.compile(rf"(?<= )[-+−–]?{_DECIMALS}(?:[-−–]{_DECIMALS})+(?= |$)")
_NEXT_SIGN = re.compile(r"(?<=[0-9])(?=[-−–])")
_FIRST_OF_TWO, _SECOND_OF_TWO = re.compile(r"[^\W\d_][^0-9]* ([0-9]{1,4})[-–]$"), re.compile(r"[0-9]{1,4}(?= |$)")
_DASHES = frozenset("-−–")
#: So many lines of a table are asked how it prints its numbers.
_ASKED = 60
#: A table has no more lines than this, and so many rows tell how it prints its numbers.
_MOST_ROWS, _FEW = 200, 3
#: A line with more words than this is no row.
_MOST_WORDS = 60
#: Cells may stand on so many lines each.
_MOST_LINES = 16


#: How many words are left to the label, and the words of each cell.
_Parting = tuple[int, tuple[tuple[str, ...], ...]]


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row of words and cells. ``line`` is its last line, with all its cells in its body; ``lines`` are all of them.

    ``why`` is a code of ``tables.WHY`` where putting them together leaves a doubt.
    """

    line: Line
    lines: tuple[Line, ...]
    why: str = ""


def printed_rows(layout: Layout, lines: Sequence[Line], wanted: int) -> Iterator[PrintedRow]:
    """The lines of a table with so many columns, as its rows are printed."""
    asked = lines[:_ASKED]
    spaced = _prints_spaces(asked, wanted)
    detached = _parts_signs(asked)
    settled = _settled(lines[:_MOST_ROWS], wanted, spaced=spaced, detached=detached) if spaced or detached else {}
    at = 0
    while at < len(lines):
        line = lines[at]
        run = _run(layout, lines, at, wanted)
        if run is not None:
            body = " ".join(own.body.replace(" ", _JOINED) if _is_one(own.body) else own.body for own in run)
            why = "" if len(run) == 1 or only_cells(run[0].body) else "broken_row"
            yield PrintedRow(replace(run[-1], body=body, gap=run[0].gap), tuple(run), why)
            at += len(run)
            continue
        if at + 1 < len(lines) and is_broken_range(line, lines[at + 1]):
            below = lines[at + 1]
            if only_cells(below.body) and _cells(below.body) == wanted:
                yield from (PrintedRow(line, (line,)), PrintedRow(below, (below,)))
            else:
                yield PrintedRow(replace(below, body=line.body + below.body, gap=line.gap), (line, below))
            at += 2
            continue
        body, why = settled.get(line.index) or _unglued(line.body, wanted)
        yield PrintedRow(line if body == line.body else replace(line, body=body), (line,), why)
        at += 1


def is_broken_range(line: Line, below: Line) -> bool:
    """Whether words end in the first of two numbers ("§§ 107-", "2024-") and the second begins the line below."""
    first, second = _FIRST_OF_TWO.search(line.body), _SECOND_OF_TWO.match(below.body)
    if first is None or second is None or below.gap or below.index != line.index + 1:
        return False
    return len(first[1]) == len(second[0]) and int(first[1]) < int(second[0])


def _unglued(body: str, wanted: int) -> tuple[str, str]:
    """A row whose figures stand so near that each begins with the sign that ends the one before: "-23,2-10,4 12,8"."""
    if "," not in body or not _GLUED.search(body):
        return body, ""
    parts = _GLUED.sub(lambda word: _NEXT_SIGN.sub(" ", word[0]), body)
    return (parts, "spaced_number") if len(_tail(parts)) == wanted else (body, "")


def is_piece(word: str) -> bool:
    """Whether a word can be the end of a number with spaces between its thousands."""
    return bool(_FOLLOWS.fullmatch(word))


def only_cells(body: str) -> bool:
    """Whether a line holds figures, or printed empties, and nothing else."""
    return all(map(is_cell, body.split(" "))) or _is_one(body)


def one_cell(body: str) -> bool:
    """Whether a line holds one figure, or a printed empty, and nothing else."""
    return is_cell(body) or _is_one(body) or (len(cells_at_end(body)) == 1 and only_cells(body))


def _is_one(body: str) -> bool:
    """Whether a line is one number with spaces between its thousands."""
    first, *rest = body.split(" ")
    return bool(rest and _LEADS.fullmatch(first) and all(map(_FOLLOWS.fullmatch, rest)))


# -- cells one a line


def _cells(body: str) -> int:
    return 1 if _is_one(body) else len(body.split(" "))


def _run(layout: Layout, lines: Sequence[Line], at: int, wanted: int) -> list[Line] | None:
    """The lines from here on that together hold the cells of one row, or ``None`` where this is no such row."""
    first = lines[at]
    if wanted < 2 or len(first.body) > 300:
        return None
    run = [first]
    if only_cells(first.body):
        count = _cells(first.body)
        if count >= wanted or (first.index in layout.furniture and not _among_cells(lines, at)):
            return None
    else:
        count = len(cells_at_end(first.body))
        if not 0 < count < wanted or YEAR.fullmatch(first.body.split(" ")[-1]):
            return None
    for below, line in enumerate(lines[at + 1 : at + 1 + _MOST_LINES], at + 1):
        if line.index != run[-1].index + 1 or not only_cells(line.body):
            break
        if line.index in layout.furniture and not _among_cells(lines, below):
            break
        run.append(line)
        count += _cells(line.body)
    if len(run) == 1 or count > wanted:
        return None
    if count == wanted:
        return run
    # Fewer cells than columns under a label: which one is missing is not known, and so it is told.
    return run if only_cells(first.body) and count * 2 >= wanted else None


def _among_cells(lines: Sequence[Line], at: int) -> bool:
    """Whether a number that stands alone has others above and below it: then it is no number of a page."""
    near = [lines[k] for k in (at - 1, at + 1) if 0 <= k < len(lines)]
    return any(only_cells(line.body) and line.gap == lines[at].gap for line in near)


# -- thousands parted by spaces, signs parted from their number


def _prints_spaces(lines: Sequence[Line], wanted: int) -> bool:
    """Whether a table parts its thousands by spaces: no number says otherwise, and most rows come out right so."""
    fits = rows = 0
    for line in lines:
        tokens = _tail(line.body)
        figures = [token for token in tokens if token not in EMPTY_CELLS]
        if any(_GROUPED.search(token) and not YEAR.fullmatch(token) for token in figures):
            return False
        if len(figures) < wanted:
            continue
        rows += 1
        if len(tokens) > wanted and any(map(_FOLLOWS.fullmatch, tokens[1:])):
            fits += any(parted(tokens[skip:], wanted) for skip in range(len(tokens) - wanted))
    return fits > 0 and fits * 2 >= rows


def _parts_signs(lines: Sequence[Line]) -> bool:
    """Whether a table prints its minus with a space after it: some do, and then no number has one right before it."""
    bare = sum(token[0] in _DASHES and len(token) > 1 for line in lines for token in _tail(line.body))
    return not bare


def _settled(lines: Sequence[Line], wanted: int, *, spaced: bool, detached: bool) -> dict[int, tuple[str, str]]:
    """The lines whose numbers are in pieces, by their index: put together, and why that is doubtful.

    Of several ways to put a line together, one may keep the laws that the columns of the other lines have.
    """
    readings: dict[int, list[_Parting]] = {}
    for line in lines:
        tokens = _tail(line.body)
        signs = any(token in _DASHES for token in tokens[:-1])
        if len(tokens) <= wanted or not (spaced or (signs and detached)):
            continue
        found = [
            (skip, own)
            for skip in range(len(tokens) - wanted + 1)
            for own in parted(tokens[skip:], wanted, spaced=spaced)
        ]
        if found:
            readings[line.index] = sorted(found, key=_evenness)
    chosen = {index: found[0] for index, found in readings.items()}
    laws = laws_of([_values(own) for _skip, own in chosen.values()], wanted)
    sure = {index: spaced and len(found) == 1 for index, found in readings.items()}
    for index, found in readings.items():
        lawful = [own for own in found if verdict(laws, _values(own[1]))]
        if not sure[index] and len(lawful) == 1:
            chosen[index] = lawful[0]
            sure[index] = len(covered(laws, _values(lawful[0][1]))) == wanted
    even = len(readings) >= _FEW and all(sure[index] or _is_even(own) for index, own in chosen.items())
    settled = {}
    for line in lines:
        if line.index not in readings:
            continue
        words, tokens = words_of(line.body), _tail(line.body)
        skip, own = chosen[line.index]
        body = " ".join([*words[: len(words) - len(tokens)], *tokens[:skip], *map(_as_one, own)])
        why = "" if sure[line.index] else "spaced_number" if even else "uneven_number"
        settled[line.index] = (body, why)
    return settled


def _values(cells: Sequence[Sequence[str]]) -> list[Decimal | None]:
    return [None if cell[-1] in EMPTY_CELLS else cell_number(_as_one(cell)).value for cell in cells]


def _evenness(own: _Parting) -> tuple[int, int]:
    """Fewer words left to the label come first, then cells of like lengths."""
    lengths = [len(cell) for cell in own[1]]
    return own[0], max(lengths) - min(lengths)


def _is_even(own: _Parting) -> bool:
    return _evenness(own) == (0, 0)


def _as_one(cell: Sequence[str]) -> str:
    sign = cell[0] if cell[0] in _DASHES and len(cell) > 1 else ""
    return sign + _JOINED.join(cell[1:] if sign else cell)


def _tail(body: str) -> tuple[str, ...]:
    """The last words of a line that can be figures or pieces of one."""
    words = words_of(body)
    if len(words) > _MOST_WORDS:
        return ()
    start = len(words)
    while start and (is_cell(words[start - 1]) or _FOLLOWS.fullmatch(words[start - 1])):
        start -= 1
    return tuple(words[start:])


@lru_cache(maxsize=4096)
def _parted(tokens: tuple[str, ...], wanted: int, spaced: bool) -> tuple[tuple[tuple[str, ...], ...], ...]:
    if not wanted:
        return () if tokens else ((),)
    if len(tokens) < wanted:
        return ()
    found = []
    for length in range(1, len(tokens) - wanted + 2):
        cell = tokens[:length]
        if _is_cell(cell, spaced):
            found += [(cell, *rest) for rest in _parted(tokens[length:], wanted - 1, spaced)]
    return tuple(found[:64])


def parted(tokens: Sequence[str], wanted: int, *, spaced: bool = True) -> Sequence[tuple[tuple[str, ...], ...]]:
    """The ways to part words into so many cells, each cell one number or a printed empty."""
    return _parted(tuple(tokens), wanted, spaced)


def _is_cell(cell: tuple[str, ...], spaced: bool) -> bool:
    body = cell[1:] if len(cell) > 1 and cell[0] in _DASHES else cell
    first = body[0]
    if len(body) == 1:
        if body is not cell and (first in EMPTY_CELLS or first[0] in "-+−–("):
            return False
        # Where thousands are parted by spaces, four digits in a row are none of the table's numbers.
        return is_cell(first) and not (spaced and (_NO_START.fullmatch(first) or _GROUPED.search(first)))
    # So many pieces may follow each other that they are no number together.
    pieces = spaced and bool(_LEADS.fullmatch(first)) and all(map(_FOLLOWS.fullmatch, body[1:]))
    return pieces and is_cell(_as_one(cell))
