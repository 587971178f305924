"""Where the heading of a grid is: names and years over rows that have numbers, and the title above them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from budgettui.domain.amounts import parse_unit
from budgettui.domain.checking.row_words import is_total_label
from budgettui.ingest.page.headings import phase_of, year_of
from budgettui.ingest.tables.decimals import EMPTY, Exact, is_number
from budgettui.ingest.tables.grid import Record, trimmed

#: A heading is looked for in so many first rows.
HEAD_WITHIN = 40
_FIGURES_ONLY = re.compile(r"[0-9.,\s\u00a0+−–()-]*[0-9][0-9.,\s\u00a0()-]*")
#: The years of two columns side by side are no further apart.
_YEARS_APART = 10
_YEAR_IN = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


@dataclass(frozen=True, slots=True)
class Head:
    """Where a grid's heading is: the rows over it that are its title, those that say something of it ("Enhed", "kr."),
    and the first row below it."""

    labels: tuple[str, ...]
    below: int
    titles: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    found: bool = True


def find_head(records: Sequence[Record], *, headed: bool = True, placed: bool = False) -> Head | None:
    """The heading among the first records: names or years over a row that has numbers.

    Where a grid is not ``headed``, its columns are numbered. A heading is as wide as most rows where one is; where
    cells are not ``placed``, no row of figures may be wider than it.
    """
    filled = [i for i, record in enumerate(records) if not record.blank]
    if not filled:
        return None
    # What stands over a heading may be longer than the table, and has another width.
    figures = [i for i in filled if any(map(is_amount, records[i].cells))]
    widths = Counter(trimmed(records[i].cells) for i in figures or filled)
    most = max(widths, key=lambda width: (widths[width], width))
    widest = max(widths) if placed else most
    if not headed:
        return Head(tuple(f"Kolonne {i + 1}" for i in range(most)), 0)
    heads = list(_heads(records, filled, widest, placed))
    if heads:
        return next((head for head in heads if len(head.labels) >= widest), heads[0])
    first = next((i for i in filled if any(is_number(cell) for cell in records[i].cells)), None)
    if first is None:
        return None
    over = _over([records[k] for k in filled if k < first])
    return Head(tuple(f"Kolonne {i + 1}" for i in range(widest)), first, *over, found=False)


def _over(records: Sequence[Record]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(title, facts) of the rows over a heading: where some rows have one cell, those of several are facts."""
    rows = [list(filter(None, record.cells)) for record in records]
    alone = any(len(cells) == 1 for cells in rows)
    title = tuple(" ".join(cells) for cells in rows if len(cells) == 1 or not alone)
    return title, tuple(" ".join(cells) for cells in rows if len(cells) > 1 and alone)


def _heads(records: Sequence[Record], filled: Sequence[int], widest: int, placed: bool) -> Iterator[Head]:
    """The rows that can be the heading, from the first on."""
    for at, i in enumerate(filled):
        cells = records[i].cells
        if records[i].problem or not _may_head(cells, widest):
            continue
        below = [records[k] for k in filled[at + 1 : at + 4]]
        last = i
        rows = [list(cells)]
        goes_on = below and below[0].line == records[i].last + 1
        if goes_on and _may_head(below[0].cells, widest) and _is_second_row(cells, below[0].cells, below[1:]):
            rows.append(list(below[0].cells))
            last = filled[at + 1]
            below = below[1:]
        if below and not any(any(is_number(cell) for cell in record.cells) for record in below):
            continue
        width = widest if placed else max(trimmed(row) for row in rows)
        yield Head(_head_labels(rows, width), last + 1, *_over([records[k] for k in filled[:at]]))


def _may_head(cells: Sequence[str], width: int) -> bool:
    """Whether these cells can be headings: texts and years, no amounts, and more than one."""
    filled = [cell for cell in cells if cell]
    if len(filled) < 2 and not (width == 2 and len(cells) == 2 and not cells[0] and is_year(cells[1])):
        return False
    if any(is_figures(cell) and not _YEAR_IN.search(cell) for cell in filled):
        return False
    return all(map(_is_name, filled)) and any(any(map(str.isalpha, cell)) or is_year(cell) for cell in filled)


def _is_name(cell: str) -> bool:
    """Whether a cell may name a column: a year, a unit ("1.000 kr.") or words."""
    return is_year(cell) or parse_unit(cell) is not None or (cell not in EMPTY and not is_number(cell))


def _is_second_row(first: Sequence[str], second: Sequence[str], below: Sequence[Record]) -> bool:
    """Whether the second row goes on with the heading: it says the years or the units of what stands above."""
    if not below or not any(any(is_number(cell) for cell in record.cells) for record in below):
        return False
    named = [cell for cell in second if cell]
    years = [i for i, cell in enumerate(second) if is_year(cell)]
    if first[0] and second[0] and years and not heads_years(second, years):
        return False
    telling = sum(is_year(cell) or phase_of(cell) is not None or parse_unit(cell) is not None for cell in named)
    has_own = any(is_year(cell) or phase_of(cell) for cell in first if cell)
    return telling * 2 >= len(named) and telling > 0 and (trimmed(first) >= 2 or not has_own)


def _head_labels(rows: Sequence[Sequence[str]], width: int) -> tuple[str, ...]:
    if len(rows) == 1:
        return tuple(rows[0][i] if i < len(rows[0]) else "" for i in range(width))
    above, below = ([row[i] if i < len(row) else "" for i in range(width)] for row in rows)
    carried = ""
    labels = []
    for i in range(width):
        carried = above[i] or (carried if below[i] else "")
        labels.append(" ".join(dict.fromkeys(part for part in (carried, below[i]) if part)))
    return tuple(labels)


def is_heading(record: Record, following: Record, above: Record | None = None) -> bool:
    """Whether a row inside a file is a heading: words, and years or phases over numbers of the row that follows.

    ``above`` is the line of figures right above it, if there is one.
    """
    cells = record.cells
    if record.problem or not _may_head(cells, len(cells)) or not any(is_number(cell) for cell in following.cells):
        return False
    over = zip(cells[1:], following.cells[1:], strict=False)
    if not any(is_number(below) and (is_year(cell) or (cell and phase_of(cell) is not None)) for cell, below in over):
        return False
    return above is None or not _goes_on(cells, above.cells)


def _goes_on(cells: Sequence[str], above: Sequence[str]) -> bool:
    """Whether a row is one more line below that one: amounts that happen to be years stand below its amounts."""
    width = max(trimmed(cells), trimmed(above))
    if trimmed(cells) != trimmed(above) or not cells[0] or not any(map(is_year, cells)):
        return False
    places = [i for i in range(width) if is_year(cells[i])]
    same = all(is_number(above[i]) == (i in places) for i in range(width) if cells[i])
    return same and not heads_years(cells, places)


def heads_years(cells: Sequence[str], places: Sequence[int]) -> bool:
    """Whether a row with nothing but years at these places is the heading of one more table.

    Those of a heading follow each other one way, and beside them stands no more than a name. Amounts that all happen to
    be years (1.950 and 1.912 of a budget in thousands) stand beside the names of their line, or are those of a total.
    """
    if len(places) < 2 or not all(is_year(cells[i]) for i in places):
        return False
    names = [cell for i, cell in enumerate(cells) if cell and i not in places]
    if len(names) > 1 or any(map(is_total_label, names)):
        return False
    steps = [int(cells[b]) - int(cells[a]) for a, b in pairwise(places)]
    return all(0 < step <= _YEARS_APART for step in steps) or all(0 < -step <= _YEARS_APART for step in steps)


def is_figures(cell: str) -> bool:
    """Whether a cell has digits, and signs that stand in numbers, and nothing else."""
    return bool(_FIGURES_ONLY.fullmatch(cell))


def is_year(cell: str) -> bool:
    return len(cell) == 4 and cell.isascii() and cell.isdigit() and "1900" <= cell <= "2100"


def is_amount(cell: str) -> bool:
    """Whether a cell is a number, and neither a year nor the unit that numbers are counted in ("1.000 kr.")."""
    return is_number(cell) and not is_year(cell) and (cell[-1:].isdigit() or parse_unit(cell) is None)


def cell_year(cell: str) -> int | None:
    """The year that a cell names: a year, or a date with one."""
    if is_year(cell):
        return int(cell)
    if isinstance(cell, Exact) or len(cell) > 30:
        return None
    return year_of(cell) if _YEAR_IN.search(cell) else None
