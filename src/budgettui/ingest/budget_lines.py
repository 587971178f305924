"""Budget lines out of a grid: which column is what, and the tables that follow from it.

The heading's words and the cells below it decide together what a column is. Years and phases may stand in the
headings (one line a row) or in cells (many lines a row); both become the same table with columns by phase and
year. Codes are text whatever they look like, and a number that the column does not decide how to read is
marked.
"""

from __future__ import annotations

import gc
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import chain, islice

from budgettui.domain.amounts import Unit, parse_unit
from budgettui.domain.checks import check_table
from budgettui.domain.errors import N_
from budgettui.domain.papers import Source
from budgettui.domain.reading import Column, Finding, Row, Table
from budgettui.ingest import names
from budgettui.ingest.decimals import DOUBT_WORDS, EMPTY, OPEN, Exact, Numbers, Shapes, Style, decide, follow, is_number
from budgettui.ingest.grid import Grid, Record, trimmed
from budgettui.ingest.header import split_unit
from budgettui.ingest.headings import DRANST, Heading, Role, phase_of, phases_of, understand, year_of
from budgettui.ingest.line_tree import Cell, LineTree, arranged, is_total_name, levelled

#: A heading is looked for in so many first rows.
_HEAD_WITHIN = 40
#: So many findings of one kind are said one by one; the rest are counted.
_MOST_FINDINGS = 50
#: The share of a column's cells that must be numbers for it to be a column of numbers.
_NUMERIC = 0.5
_MOST_NAMES = 400
#: So many records are tallied at a time.
_CHUNK = 4096
#: Whether a code has one name is looked up in so many records.
_SAMPLE = 500
_NOTE = re.compile(r"(?:kilde|note|noter|anm|bemærk|source)\b|\*|[0-9]\)\s", re.IGNORECASE)
_LONG_NOTE = 70
_FIGURES_ONLY = re.compile(r"[0-9.,\s\u00a0+−–()-]*[0-9][0-9.,\s\u00a0()-]*")
_YEAR_IN = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_INCOME = re.compile(r"indt|inc|rev|^i$", re.IGNORECASE)
_DATE = re.compile(r"[0-9]{1,2}[-./][0-9]{1,2}[-./][0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ].*)?")
_EXPENSE = re.compile(r"udg|exp|cost|^u$", re.IGNORECASE)

PROBLEMS = {
    "quote": N_("et anførselstegn mangler sin mage, så linjen kan ikke deles i celler"),
    "too_many_cells": N_("flere celler end kolonner"),
    "lone_number": N_("et tal står alene, så linjen før det kan være delt i to"),
    "heading": N_("rækken har kun årstal og kan være overskriften til en anden tabel"),
    "missing_cell": N_("færre celler end kolonner"),
    "too_long": N_("linjen er for lang"),
    "group_with_figures": N_("rækken kan være summen af rækkerne under den eller en post for sig"),
    "code_may_be_sum": N_("koden begynder som rækkernes under den: en sum af dem eller en post for sig?"),
}


@dataclass(frozen=True, slots=True)
class Given:
    """What is known about a grid from elsewhere: a package's description, StatBank's own rules.

    ``headings`` says by position what columns are; ``styles`` how their numbers are written; ``factors`` what
    a column's values are multiplied with. ``is_total`` tells the category that sums the others of a level, by
    the label of the level's column. ``order`` is the order of the level columns.
    """

    headings: Mapping[int, Heading] = field(default_factory=dict)
    styles: Mapping[int, Style] = field(default_factory=dict)
    custom: Style | None = None
    """How numbers are written where a column does not decide it."""
    factors: Mapping[int, Decimal] = field(default_factory=dict)
    order: tuple[int, ...] | None = None
    title: str = ""
    unit: str | None = None
    price_level: str | None = None
    phase: str | None = None
    is_total: Callable[[str, str], bool] | None = None
    is_apart: Callable[[str, str], bool] | None = None
    """Tells a category that sums some of the others of its level, as a region does: it is never added to them."""
    name_of: Callable[[str, str], str] | None = None
    keep: Callable[[list[str]], bool] | None = None
    headed: bool = True
    only_given: bool = False
    aside: Mapping[int, str] = field(default_factory=dict)
    """Columns whose values are kept apart in columns of no phase, but for the value that is named here."""


@dataclass(frozen=True, slots=True)
class Lines:
    """What was read from a grid."""

    tables: tuple[Table, ...]
    findings: tuple[Finding, ...]
    title: str | None = None
    municipality: str | None = None
    department: str | None = None

    @property
    def years(self) -> tuple[int, ...]:
        """The budget years: those of adopted and adjusted budgets."""
        return tuple(
            sorted({c.year for t in self.tables for c in t.columns if c.year and c.phase in {"approved", "adjusted"}})
        )


@dataclass(frozen=True, slots=True)
class Head:
    """Where a grid's heading is: the rows over it that are its title, and the first row below it."""

    labels: tuple[str, ...]
    below: int
    titles: tuple[str, ...] = ()
    found: bool = True


@dataclass(slots=True)
class _Tally:
    """What stands in a column."""

    shapes: Shapes = field(default_factory=Shapes)
    names: Counter[str] = field(default_factory=Counter)
    many: bool = False
    blanks: int = 0
    repeats: bool = False
    last: str = ""

    def add(self, cells: Sequence[str]) -> None:
        """More cells of the column, in their order."""
        if not self.repeats:
            self.repeats = any(map(_same_name, chain((self.last,), cells), cells))
            self.last = cells[-1]
        for cell, count in Counter(cells).items():
            if not cell:
                self.blanks += count
            elif cell not in EMPTY:
                self.shapes.add(cell, count)
                if not self.many:
                    self.names[cell] += count
                    self.many = len(self.names) > _MOST_NAMES

    @property
    def outline(self) -> bool:
        """Whether a name is printed on the first line of its group only."""
        return bool(self.blanks and self.names) and not self.repeats

    @property
    def are_years(self) -> bool:
        """Whether nearly all of the cells name one year each."""
        if not self.names:
            return False
        good = sum(count for name, count in self.names.items() if _cell_year(name) is not None)
        return good >= 0.8 * sum(self.names.values())


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of the path: the column with its name, the one with its code, or both."""

    label: str
    text: int | None = None
    code: int | None = None
    words: Mapping[str, str] = field(default_factory=dict)

    def read(self, cells: Sequence[str]) -> str:
        text = cells[self.text] if self.text is not None else ""
        code = cells[self.code] if self.code is not None else ""
        if code and text and not text.startswith(code):
            return f"{code} {text}"
        name = text or code
        return self.words.get(name, name) if self.words else name


@dataclass(frozen=True, slots=True)
class _Plan:
    levels: tuple[_Level, ...]
    amounts: tuple[tuple[int, Heading, Numbers], ...]
    year: int | None = None
    phase: int | None = None
    unit: int | None = None
    price: int | None = None
    direction: int | None = None
    depth: int | None = None
    municipality: int | None = None
    department: int | None = None
    aside: tuple[tuple[int, str], ...] = ()
    width: int = 0

    @property
    def long(self) -> bool:
        """Whether years or phases stand in cells, so that several lines make one row."""
        return self.year is not None or self.phase is not None or bool(self.aside)


def read_lines(grid: Grid, name: str, given: Given = Given()) -> Lines | None:
    """The tables of a grid, or ``None`` where it has no column of numbers."""
    with _collector_paused():
        return _read_lines(grid, name, given)


def _read_lines(grid: Grid, name: str, given: Given) -> Lines | None:
    head = find_head(grid.first(_HEAD_WITHIN), given, placed=grid.placed)
    if head is None:
        return None
    headings = [given.headings.get(i) or understand(label) for i, label in enumerate(head.labels)]
    tallies = _tallied(grid, head, given, len(headings))
    numbers = _numbers(tallies, given)
    sample = [
        record.cells for record in islice(_body(grid, head, given), _SAMPLE) if not _misfit(record, len(headings))
    ]
    plan = _plan(headings, tallies, numbers, given, sample)
    if plan is None:
        return None
    return _Builder(grid, name, head, plan, tallies, given).read()


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Millions of rows without a cycle among them: looking for cycles would take as long as reading does."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


# -- the heading


def find_head(records: Sequence[Record], given: Given = Given(), *, placed: bool = False) -> Head | None:
    """The heading among the first records: names or years over a row that has numbers.

    It is as wide as most rows where one is; where cells are not ``placed``, no row may be wider than it.
    """
    filled = [i for i, record in enumerate(records) if not record.blank]
    if not filled:
        return None
    widths = Counter(trimmed(records[i].cells) for i in filled)
    most = max(widths, key=lambda width: (widths[width], width))
    widest = max(widths) if placed else most
    if not given.headed:
        return Head(tuple(f"Kolonne {i + 1}" for i in range(most)), 0)
    heads = list(_heads(records, filled, widest, placed))
    if heads:
        return next((head for head in heads if len(head.labels) == widest), heads[0])
    first = next((i for i in filled if any(is_number(cell) for cell in records[i].cells)), None)
    if first is None:
        return None
    titles = tuple(" ".join(filter(None, records[k].cells)) for k in filled if k < first)
    return Head(tuple(f"Kolonne {i + 1}" for i in range(widest)), first, titles, found=False)


def _heads(records: Sequence[Record], filled: Sequence[int], widest: int, placed: bool) -> Iterator[Head]:
    """The rows that can be the heading, from the first on."""
    for at, i in enumerate(filled):
        cells = records[i].cells
        if records[i].problem or not _may_head(cells, widest):
            continue
        below = [records[k] for k in filled[at + 1 : at + 4]]
        last = i
        rows = [list(cells)]
        if below and _may_head(below[0].cells, widest) and _is_second_row(cells, below[0].cells, below[1:]):
            rows.append(list(below[0].cells))
            last = filled[at + 1]
            below = below[1:]
        if below and not any(any(is_number(cell) for cell in record.cells) for record in below):
            continue
        titles = tuple(" ".join(filter(None, records[k].cells)) for k in filled[:at])
        width = widest if placed else max(trimmed(row) for row in rows)
        yield Head(_head_labels(rows, width), last + 1, titles)


def _may_head(cells: Sequence[str], width: int) -> bool:
    """Whether these cells can be headings: texts and years, no amounts, and more than one."""
    filled = [cell for cell in cells if cell]
    if len(filled) < 2 and not (width == 2 and len(cells) == 2 and not cells[0] and is_year(cells[1])):
        return False
    if any(_FIGURES_ONLY.fullmatch(cell) and not _YEAR_IN.search(cell) for cell in filled):
        return False
    return all(is_year(cell) or (cell not in EMPTY and not is_number(cell)) for cell in filled) and any(
        any(letter.isalpha() for letter in cell) or is_year(cell) for cell in filled
    )


def _is_second_row(first: Sequence[str], second: Sequence[str], below: Sequence[Record]) -> bool:
    """Whether the second row goes on with the heading: it says the years or the units of what stands above."""
    if not below or not any(any(is_number(cell) for cell in record.cells) for record in below):
        return False
    named = [cell for cell in second if cell]
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


def is_heading(record: Record, following: Record) -> bool:
    """Whether a row inside a file is a heading: words and years or phases over a row that has numbers."""
    cells = record.cells
    if record.problem or not _may_head(cells, len(cells)) or not any(is_number(cell) for cell in following.cells):
        return False
    return any(is_year(cell) or (cell and phase_of(cell) is not None) for cell in cells[1:])


def is_year(cell: str) -> bool:
    """Whether a cell is a year and nothing else."""
    return len(cell) == 4 and cell.isascii() and cell.isdigit() and "1900" <= cell <= "2100"


def _cell_year(cell: str) -> int | None:
    """The year that a cell names: a year, or a date with one."""
    if is_year(cell):
        return int(cell)
    if isinstance(cell, Exact) or len(cell) > 30:
        return None
    return year_of(cell) if re.search(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])", cell) else None


# -- what the columns are


def _body(grid: Grid, head: Head, given: Given) -> Iterator[Record]:
    labels = list(head.labels)
    for place, record in enumerate(grid.records()):
        cells = record.cells
        if place < head.below or not any(cells):
            continue
        if head.found and cells[0] == labels[0] and cells[: len(labels)] == labels:
            # A heading that is printed again.
            continue
        if given.keep is not None and not record.problem and not given.keep(record.cells):
            continue
        yield record


def _tallied(grid: Grid, head: Head, given: Given, width: int) -> list[_Tally]:
    tallies = [_Tally() for _ in range(width)]
    sound = (
        record.cells if len(record.cells) == width else [*record.cells, *[""] * width][:width]
        for record in _body(grid, head, given)
        if not _misfit(record, width)
    )
    while chunk := list(islice(sound, _CHUNK)):
        for tally, cells in zip(tallies, zip(*chunk, strict=True), strict=True):
            tally.add(cells)
    return tallies


def _same_name(before: str, cell: str) -> bool:
    return bool(cell) and before == cell


def _misfit(record: Record, width: int) -> str | None:
    """Why a record's cells cannot be put under the headings."""
    if record.problem:
        return record.problem
    if len(record.cells) > width and trimmed(record.cells) > width:
        return "too_many_cells"
    if len(record.cells) < width and trimmed(record.cells) > 1:
        return "missing_cell"
    return None


def _numbers(tallies: Sequence[_Tally], given: Given) -> list[Numbers]:
    result = []
    for i, one in enumerate(decide(tally.shapes) for tally in tallies):
        if i in given.styles and one.style is not Style.WHOLE:
            one = replace(one, style=given.styles[i], open=False, by_others=False)
        elif one.open and given.custom is not None:
            one = replace(one, style=given.custom, open=False, by_others=False)
        result.append(one)
    return result


def _plan(
    headings: Sequence[Heading],
    tallies: Sequence[_Tally],
    numbers: Sequence[Numbers],
    given: Given,
    sample: Sequence[Sequence[str]],
) -> _Plan | None:
    width = len(headings)
    single: dict[Role, int] = {}
    amounts: list[tuple[int, Heading, Numbers]] = []
    texts: list[int] = []
    for i, heading in enumerate(headings):
        role = _role(heading, tallies[i], numbers[i], given if i in given.headings or not given.only_given else None)
        if role is Role.IGNORED or i in given.aside:
            continue
        if role is Role.AMOUNT:
            amounts.append((i, heading, numbers[i]))
        elif role is None or role in {Role.LEVEL, Role.ACCOUNT}:
            texts.append(i)
        elif role not in single:
            single[role] = i
        elif headings[single[role]].is_code and not heading.is_code and heading.stem == headings[single[role]].stem:
            single[role] = i  # the name; its code is in the raw text
        elif not (heading.is_code and heading.stem == headings[single[role]].stem):
            texts.append(i)
    if not amounts:
        return None
    known = [own for _i, heading, own in amounts if heading.role is Role.AMOUNT]
    amounts = [(i, heading, follow(own, known)) for i, heading, own in amounts]
    if not {Role.YEAR, Role.PHASE} & single.keys():
        # What is written after the figures is a remark, but for what the heading calls by its name.
        last = amounts[-1][0]
        texts = [i for i in texts if i < last or headings[i].role is not None]
    levels = _levels(headings, texts, numbers, given, sample)
    return _Plan(
        tuple(levels), tuple(amounts), single.get(Role.YEAR), single.get(Role.PHASE), single.get(Role.UNIT),
        single.get(Role.PRICE_LEVEL), single.get(Role.DIRECTION), single.get(Role.DEPTH),
        single.get(Role.MUNICIPALITY), single.get(Role.DEPARTMENT), tuple(given.aside.items()), width,
    )  # fmt: skip


def _role(heading: Heading, tally: _Tally, numbers: Numbers, given: Given | None) -> Role | None:
    """What a column is: its words where the cells do not deny them, else its cells."""
    if given is None:
        return Role.IGNORED
    role, share = heading.role, numbers.share
    if not tally.shapes.cells:
        # An empty column of amounts stays, so that its heading is not lost; any other says nothing.
        return Role.AMOUNT if role is Role.AMOUNT and (heading.year or heading.phase) else Role.IGNORED
    names_ = tally.names
    if role is Role.AMOUNT:
        if share >= _NUMERIC or (share > 0 and heading.year):
            return Role.AMOUNT
        return Role.PHASE if _are_phases(tally) and heading.year is None else Role.LEVEL
    if role is Role.YEAR:
        return Role.YEAR if tally.are_years else Role.LEVEL
    if role is Role.PHASE:
        return Role.PHASE if _are_phases(tally) else Role.LEVEL
    if role is Role.UNIT:
        return Role.UNIT if names_ and not tally.many and any(_unit_word(n) for n in names_) else Role.LEVEL
    if role is Role.DEPTH:
        small = not tally.many and all(name.isdigit() and len(name) < 3 for name in names_)
        return Role.DEPTH if small and len(names_) > 1 else Role.LEVEL
    if role is Role.PRICE_LEVEL and tally.many:
        return Role.LEVEL
    if role is not None:
        return role
    shapes = tally.shapes
    if share < 0.9 or shapes.padded * 10 > shapes.cells:
        return Role.LEVEL
    return Role.AMOUNT


def _are_phases(tally: _Tally) -> bool:
    return bool(tally.names) and not tally.many and all(phase_of(name) is not None for name in tally.names)


def _unit_word(text: str) -> bool:
    return parse_unit(text) is not None or bool(re.fullmatch(r"[A-Z]{3}", text))


def _levels(
    headings: Sequence[Heading],
    texts: Sequence[int],
    numbers: Sequence[Numbers],
    given: Given,
    sample: Sequence[Sequence[str]],
) -> list[_Level]:
    """The columns of the path in order, each code with the text that it stands for."""
    if given.order is not None:
        texts = [i for i in given.order if i in texts] + [i for i in texts if i not in given.order]
    elif _numbered(headings, texts):
        texts = sorted(texts, key=lambda i: (headings[i].order or 0, i))
    # DRANST says operation or capital: a level of its own, whatever text stands beside it.
    kinds = {i for i in texts if headings[i].stem == "dranst"}
    named = [i for i in texts if i not in kinds]
    codes = {i for i in named if headings[i].is_code or (headings[i].role is Role.ACCOUNT and numbers[i].share > 0.5)}
    found: dict[int, _Level] = {i: _Level(headings[i].label, i, words=DRANST) for i in kinds}
    taken: set[int] = set()
    for place, i in enumerate(named):
        if i in taken:
            continue
        taken.add(i)
        if i in codes:
            partner = _partner(headings, named, codes | taken, place, sample)
            found[i] = _Level(headings[i].label, partner, i)
        else:
            partner = _code_after(headings, named, codes - taken, place)
            found[i] = _Level(headings[i].label, i, partner)
        taken |= {partner} if partner is not None else set()
    return [found[i] for i in texts if i in found]


def _numbered(headings: Sequence[Heading], texts: Sequence[int]) -> bool:
    return bool(texts) and all(headings[i].order for i in texts)


def _partner(
    headings: Sequence[Heading], texts: Sequence[int], taken: set[int], place: int, sample: Sequence[Sequence[str]]
) -> int | None:
    """The text that a code stands for: the column with the same stem, else the next, if it gives each code one name."""
    at = texts[place]
    code = headings[at]
    for i in texts[place + 1 :]:
        if i not in taken and code.stem and (headings[i].stem, headings[i].order) == (code.stem, code.order):
            return i
    following = texts[place + 1] if place + 1 < len(texts) else None
    if following is None or following in taken or headings[following].role is Role.ACCOUNT or code.order:
        return None
    names_: dict[str, str] = {}
    for cells in sample:
        if max(at, following) < len(cells) and names_.setdefault(cells[at], cells[following]) != cells[following]:
            return None
    return following


def _code_after(headings: Sequence[Heading], texts: Sequence[int], codes: set[int], place: int) -> int | None:
    """The code that stands after its text: with the same stem, or an account string after the last name."""
    own = headings[texts[place]]
    following = texts[place + 1] if place + 1 < len(texts) else None
    if following is None or following not in codes:
        return None
    after = headings[following]
    if own.stem and after.stem == own.stem and after.order == own.order:
        return following
    last = place + 2 == len(texts)
    return following if last and after.role is Role.ACCOUNT and after.order is None else None


# -- the tables


@dataclass(slots=True)
class _Group:
    """The lines that become one table."""

    tree: LineTree
    rows: list[Row] = field(default_factory=list)
    depths: list[int | None] = field(default_factory=list)
    first: Source | None = None


class _Builder:
    def __init__(self, grid: Grid, name: str, head: Head, plan: _Plan, tallies: Sequence[_Tally], given: Given) -> None:
        self.grid, self.head, self.plan, self.tallies, self.given = grid, head, plan, tallies, given
        self.findings: list[Finding] = []
        self.counts: Counter[str] = Counter()
        title, unit, price = _title(head.titles)
        self.title = given.title or title
        self.table_title = self.title or grid.title or _stem(name)
        self.unit = given.unit or _column_unit(plan) or (unit.label if unit else None)
        self.price = (
            given.price_level or price or next((h.price_level for _i, h, _n in plan.amounts if h.price_level), None)
        )
        self.phase = given.phase or _only_phase((*head.titles, grid.title))
        self.year = _only_year((*head.titles, grid.title))
        self.columns: list[Column] = []
        self.places: dict[tuple[object, ...], int] = {}
        self.slots: dict[tuple[object, ...], int] = {}
        self.groups: dict[tuple[str, ...], _Group] = {}
        self.previous: list[str] = []
        self.last_key: tuple[str, ...] = ("", "", "")
        self.outline = {i for i, tally in enumerate(tallies) if tally.outline}
        self.flat = len(plan.levels) <= 1 and not plan.long
        self.municipalities: dict[str, None] = {}
        self.departments: dict[str, str] = {}
        self.turned = 0

    def read(self) -> Lines:
        self._styles()
        self._fixed_columns()
        turn = self._turns()
        for record in _body(self.grid, self.head, self.given):
            self._line(record, turn)
        self._order_columns()
        tables = [table for key, group in self.groups.items() if (table := self._table(key, group)) is not None]
        self._summary()
        many = len(self.municipalities) > 1
        departments = set(self.departments.values())
        department = departments.pop() if len(departments) == 1 else None
        return Lines(
            tuple(tables),
            tuple(self.findings),
            self.title or None,
            None if many else next(iter(self.municipalities), None),
            department,
        )

    # columns

    def _fixed_columns(self) -> None:
        """The columns that stand in the heading, in its order; those out of cells come as they are met."""
        if self.plan.long:
            return
        for i, heading, numbers in self.plan.amounts:
            phase = heading.phase or (self.phase if heading.summable else None)
            year = heading.year or (self.year if phase else None)
            self._place((i,), self._column(heading, heading.label or f"Kolonne {i + 1}", year, phase, numbers))

    def _column(self, heading: Heading, label: str, year: int | None, phase: str | None, numbers: Numbers) -> Column:
        unit = heading.unit
        other = unit is not None and self.unit is not None and parse_unit(unit) != parse_unit(self.unit)
        if not heading.summable or numbers.percent or other:
            phase = "other"
        return Column(label, year, phase)

    def _place(self, key: tuple[object, ...], column: Column) -> int:
        self.places[key] = len(self.columns)
        self.columns.append(column)
        return self.places[key]

    def _slot(self, i: int, heading: Heading, numbers: Numbers, cells: Sequence[str]) -> int:
        plan = self.plan
        year_cell = cells[plan.year] if plan.year is not None else ""
        phase_cell = cells[plan.phase] if plan.phase is not None else ""
        aside = tuple(cells[at] for at, _named in plan.aside)
        as_printed = (i, year_cell, phase_cell, aside)
        place = self.slots.get(as_printed)
        if place is None:
            place = self.slots[as_printed] = self._new_slot(i, heading, numbers, year_cell, phase_cell, aside)
        return place

    def _new_slot(
        self, i: int, heading: Heading, numbers: Numbers, year_cell: str, phase_cell: str, aside: tuple[str, ...]
    ) -> int:
        plan = self.plan
        key = (i, year_cell if not _is_date(year_cell) else str(_cell_year(year_cell)), phase_cell, *aside)
        place = self.places.get(key)
        if place is not None:
            return place
        year = _cell_year(year_cell) if year_cell else heading.year
        phase = (phase_of(phase_cell) if phase_cell else None) or heading.phase or self.phase
        period = year_cell and not is_year(year_cell) and not _is_date(year_cell)
        extra = [value for value, (_at, named) in zip(aside, plan.aside, strict=True) if value != named]
        if period or extra:
            phase = "other"
        words = [phase_cell, "" if phase_cell and len(plan.amounts) == 1 else heading.label, *aside]
        shown = str(year) if year is not None and not period else year_cell
        label = " ".join(word for word in (*words, shown) if word)
        return self._place(key, self._column(heading, label or heading.label, year, phase, numbers))

    def _order_columns(self) -> None:
        """Columns that came out of cells stand by year, and within it as they were met; doubles are set aside."""
        order = list(range(len(self.columns)))
        if self.plan.long:
            order.sort(key=lambda place: (self.columns[place].year or 0, place))
        self.order = order
        columns = [self.columns[place] for place in order]
        seen: dict[tuple[str, int | None], int] = {}
        for at, column in enumerate(columns):
            if column.phase in (None, "other"):
                continue
            slot = (column.phase or "", column.year)
            if slot not in seen:
                seen[slot] = at
                continue
            # Two columns of one phase and year cannot both be the figure of the line: the net is.
            loser = seen[slot] if _is_net(column.label) and not _is_net(columns[seen[slot]].label) else at
            seen[slot] = at if loser != at else seen[slot]
            columns[loser] = replace(columns[loser], phase="other")
            self._note(
                "other",
                N_("Kolonnen {column} har samme fase og år som {other} og lægges ikke sammen med den").format(
                    column=columns[loser].label, other=columns[seen[slot]].label
                ),
                column=columns[loser].label,
            )
        self.columns = columns

    # lines

    def _line(self, record: Record, turn: bool) -> None:
        plan, cells = self.plan, record.cells
        why = _misfit(record, plan.width)
        if len(cells) < plan.width:
            cells = [*cells, *[""] * (plan.width - len(cells))]
        if why is None and not plan.long and len(plan.amounts) > 1:
            why = "heading" if all(is_year(cells[i]) for i, _heading, _numbers in plan.amounts) else None
        if why is not None:
            self._unread(record, why)
            return
        source = self.grid.source(record)
        if self.outline:
            cells = self._filled(cells)
        path = [level.read(cells) for level in plan.levels]
        if self.given.name_of is not None:
            path = [
                self.given.name_of(level.label, name) if name else name
                for level, name in zip(plan.levels, path, strict=True)
            ]
        if plan.direction is not None and cells[plan.direction]:
            path = [cells[plan.direction], *path]
        key, path = self._key(cells, path)
        self.last_key = key
        group = self._group(key, source)
        found: dict[int, Cell] = {}
        # Without headings, which column is what is a guess.
        certain = self.head.found or not self.given.headed
        minus = turn and plan.direction is not None and bool(_INCOME.search(cells[plan.direction]))
        for i, heading, numbers in plan.amounts:
            cell = cells[i]
            if not cell and plan.long:
                continue
            value, doubt = numbers.read(cell) if cell else (None, None)
            if value is not None and (i in self.given.factors or minus):
                value = _scaled(value, self.given.factors.get(i, Decimal(1)) * (-1 if minus else 1))
            place = self._slot(i, heading, numbers, cells) if plan.long else self.places[(i,)]
            found[place] = (value, str(cell), record.line)
            if doubt is not None:
                certain = False
                if doubt != OPEN:  # that is said once, of the column
                    self._doubt(record, path, self.columns[place].label, str(cell), doubt, source)
        if self.flat:
            self._flat_row(group, cells, path, found, certain, source)
        elif found or any(path):
            group.tree.add(path, found, source, certain)

    def _filled(self, cells: list[str]) -> list[str]:
        """The cells with the names of the groups above, where the file prints each only on its first line."""
        plan = self.plan
        places = [level.text if level.text is not None else level.code for level in plan.levels]
        above = [plan.municipality, plan.department, *places]
        order = [place for place in above if place is not None]
        first = next((at for at, place in enumerate(order) if cells[place]), None)
        if first is None or is_total_name(cells[order[first]]):
            return cells
        if first and self.previous:
            cells = list(cells)
            for level in order[:first]:
                for place in (level, *(own.code for own in plan.levels if own.text == level and own.code is not None)):
                    if place in self.outline and not cells[place]:
                        cells[place] = self.previous[place]
        self.previous = cells
        return cells

    def _flat_row(
        self,
        group: _Group,
        cells: Sequence[str],
        path: Sequence[str],
        found: Mapping[int, Cell],
        certain: bool,
        source: Source,
    ) -> None:
        label = path[0] if path else ""
        if not label:
            filled = [cell for cell in cells if cell]
            if not any(value is not None for value, _printed, _line in found.values()):
                label = " ".join(filled)
            elif self.plan.levels:
                label, certain = "–", False
            else:
                label = self.table_title
        filled = [cell for cell in cells if cell]
        if len(filled) == 1 and _FIGURES_ONLY.fullmatch(filled[0]):
            # A line that was broken in two: neither this half nor the one before it can be trusted.
            certain = False
            if group.rows:
                group.rows[-1] = replace(group.rows[-1], certain=False)
            self._say("unread", "doubtful_row", "error", PROBLEMS["lone_number"], label, None, None, source)
        width = len(self.columns)
        values = tuple(found[i][0] if i in found else None for i in range(width))
        printed = tuple((found[i][1] or None) if i in found else None for i in range(width))
        group.rows.append(Row(label, values, printed, certain=certain, source=source))
        depth = cells[self.plan.depth] if self.plan.depth is not None else ""
        group.depths.append(int(depth) if depth.isdigit() else None)

    def _key(self, cells: Sequence[str], path: list[str]) -> tuple[tuple[str, ...], list[str]]:
        """What parts the lines into tables (department, unit, price level), and the path below it."""
        plan = self.plan
        above: list[str] = []
        department = ""
        if plan.municipality is not None and cells[plan.municipality]:
            municipality = cells[plan.municipality]
            self.municipalities[municipality] = None
            if self._distinct(plan.municipality) > 1:
                above.append(municipality)
        if plan.department is not None and cells[plan.department]:
            department = self.departments.get(cells[plan.department], "")
            if not department:
                department = self.departments[cells[plan.department]] = _department(cells[plan.department])
            if above or is_total_name(department):
                above.append(department)
                department = ""
        unit = cells[plan.unit] if plan.unit is not None else ""
        price = cells[plan.price] if plan.price is not None else ""
        return (department, unit, price), [*above, *path]

    def _distinct(self, column: int) -> int:
        return len(self.tallies[column].names)

    def _group(self, key: tuple[str, ...], source: Source) -> _Group:
        group = self.groups.get(key)
        if group is None:
            tree = LineTree(merged=self.plan.long, is_total=self._is_total, is_apart=self._is_apart)
            group = _Group(tree, first=source)
            self.groups[key] = group
        return group

    def _is_total(self, place: int, text: str) -> bool:
        """Whether a name sums its level. The path may begin with names of no level, so places count from its end."""
        if is_total_name(text):
            return True
        levels, given = self.plan.levels, self.given.is_total
        return given is not None and -place <= len(levels) and given(levels[place].label, text)

    def _is_apart(self, place: int, text: str) -> bool:
        levels, given = self.plan.levels, self.given.is_apart
        return given is not None and -place <= len(levels) and given(levels[place].label, text)

    def _unread(self, record: Record, why: str) -> None:
        """A row that could not be parted into cells: kept for the eye, and none of its numbers read."""
        source = self.grid.source(record)
        label = next((cell for cell in record.cells if cell and not is_number(cell)), "")[:100] or "–"
        group = self._group(self.last_key, source)
        if self.flat:
            width = len(self.columns)
            group.rows.append(Row(label, (None,) * width, (None,) * width, certain=False, source=source))
            group.depths.append(None)
        else:
            group.tree.add([label], {}, source, certain=False)
        self._say("unread", "doubtful_row", "error", PROBLEMS[why], label, None, None, source)

    # tables

    def _table(self, key: tuple[str, ...], group: _Group) -> Table | None:
        department, unit, price = key
        width = len(self.columns)
        open_rows: list[Row] = []
        if self.flat:
            rows = self._without_notes(group.rows)
            if self.plan.depth is not None:
                rows = levelled(rows, group.depths[: len(rows)])
            else:
                rows, open_rows = arranged(rows)
        else:
            rows = list(group.tree.rows(width, department or self.table_title, N_("I alt")))
        if not rows:
            return None
        if self.plan.long:
            rows = [_reordered(row, self.order) for row in rows]
        columns = tuple(self.columns)
        title = self.table_title
        if department and len(self.groups) > 1:
            title = f"{title} – {department}"
        table = Table(
            title, unit or self.unit, columns, tuple(rows), price or self.price, department or None,
            source=group.first or Source(),
        )  # fmt: skip
        for row in open_rows:
            self._say("code", "doubtful_row", "note", PROBLEMS["code_may_be_sum"], row.label, None, None, row.source)
        if any(row.kind != "line" for row in rows):
            table = self._checked(table)
        if group.tree.twice:
            self._note(
                "other",
                N_("Linjer med samme navn, år og fase som en linje før dem: {count}; de står hver for sig").format(
                    count=group.tree.twice
                ),
                table=title,
            )
        return table

    def _checked(self, table: Table) -> Table:
        """The table with what does not add up as findings; a group's figure that its parts deny is not certain."""
        known = {column.label for column in table.columns if column.phase != "other"}
        # Per cent and indices do not add up, and need not.
        findings = [finding for finding in check_table(table) if finding.column in known]
        for finding in findings:
            self._add("sum", finding)
        denied = {finding.source for finding in findings if finding.severity == "error"}
        if self.flat or not denied:
            return table
        rows = []
        for row in table.rows:
            if row.source in denied and row.kind == "subtotal" and row.certain:
                row = replace(row, certain=False)
                self._say(
                    "group", "doubtful_row", "note", PROBLEMS["group_with_figures"], row.label, None, None, row.source
                )
            rows.append(row)
        return replace(table, rows=tuple(rows))

    def _without_notes(self, rows: Sequence[Row]) -> list[Row]:
        """The rows without the notes and sources that are printed after the last figure."""
        end = len(rows)
        while end and rows[end - 1].certain and not any(rows[end - 1].printed):
            label = rows[end - 1].label
            if not (_NOTE.match(label) or len(label) > _LONG_NOTE):
                break
            end -= 1
        return list(rows[:end])

    # direction

    def _turns(self) -> bool:
        """Whether income is printed without a minus beside expenditure, so that it must be turned to be added."""
        plan = self.plan
        if plan.direction is None:
            return False
        words = self.tallies[plan.direction].names
        if not any(_INCOME.search(word) for word in words) or not any(_EXPENSE.search(word) for word in words):
            return False
        below = above = 0
        for record in _body(self.grid, self.head, self.given):
            if _misfit(record, plan.width) or len(record.cells) <= plan.direction:
                continue
            if not _INCOME.search(record.cells[plan.direction]):
                continue
            for i, _heading, numbers in plan.amounts:
                value = numbers.read(record.cells[i])[0] if i < len(record.cells) and record.cells[i] else None
                if value is not None and value.strip("-0."):
                    below += value.startswith("-")
                    above += not value.startswith("-")
        if above and not below:
            self._note(
                "other",
                N_("Indtægter er trykt uden minus; de er vendt, så de kan lægges sammen med udgifter"),
                column=self.head.labels[plan.direction],
            )
            return True
        if above and below:
            self._note(
                "other",
                N_("Nogle indtægter er trykt med minus og nogle uden; de er læst, som de står"),
                column=self.head.labels[plan.direction],
            )
        return False

    # findings

    def _styles(self) -> None:
        """Say how each column's numbers are read, where that is not plain."""
        for i, heading, numbers in self.plan.amounts:
            label = heading.label or self.head.labels[i] or f"Kolonne {i + 1}"
            if numbers.open:
                self._note(
                    "doubtful_number",
                    N_("Kolonnen {column} afgør ikke, om {example} er tusinder eller decimaler").format(
                        column=label, example=numbers.example
                    ),
                    column=label,
                    printed=numbers.example,
                )
            elif numbers.style is not Style.WHOLE:
                message = (
                    N_("Kolonnen {column} er læst med decimalkomma, fx {example}")
                    if numbers.style is Style.DANISH
                    else N_("Kolonnen {column} er læst med decimalpunktum, fx {example}")
                )
                if numbers.by_others:
                    message = (
                        N_("Kolonnen {column} er læst med decimalkomma som de andre kolonner, fx {example}")
                        if numbers.style is Style.DANISH
                        else N_("Kolonnen {column} er læst med decimalpunktum som de andre kolonner, fx {example}")
                    )
                self._note(
                    "other", message.format(column=label, example=numbers.example), column=label,
                    printed=numbers.example or None,
                )  # fmt: skip
        if not self.head.found:
            self._note("other", N_("Kolonnerne har ingen overskrifter"))

    def _doubt(
        self, record: Record, path: Sequence[str], column: str, printed: str, doubt: str, source: Source
    ) -> None:
        label = next((name for name in reversed(path) if name), "")
        self._say("number", "doubtful_number", "note", DOUBT_WORDS[doubt], label, column, printed, source)

    def _say(
        self,
        kind: str,
        code: str,
        severity: str,
        message: str,
        row: str | None,
        column: str | None,
        printed: str | None,
        source: Source,
    ) -> None:
        words = N_("Linje {line}: {why}").format(line=source.line, why=message)
        finding = Finding(
            code, severity, words, table=self.table_title, row=row, column=column, printed=printed, source=source
        )
        self._add(kind, finding)

    def _add(self, kind: str, finding: Finding) -> None:
        self.counts[kind] += 1
        if self.counts[kind] <= _MOST_FINDINGS:
            self.findings.append(finding)

    def _note(
        self,
        code: str,
        message: str,
        *,
        column: str | None = None,
        printed: str | None = None,
        table: str | None = None,
    ) -> None:
        source = Source(self.grid.page, self._head_line())
        self.findings.append(
            Finding(
                code, "note", message, table=table or self.table_title, column=column, printed=printed, source=source
            )
        )

    def _head_line(self) -> int:
        records = self.grid.first(max(1, self.head.below))
        return records[-1].line if records else 1

    def _summary(self) -> None:
        for kind, count in self.counts.items():
            if count > _MOST_FINDINGS:
                self._note(
                    "doubtful_number" if kind == "number" else "doubtful_row",
                    N_("Og {count} fund til af samme slags; rækkerne er mærket").format(count=count - _MOST_FINDINGS),
                )
        if self.unit is None and self.plan.unit is None:
            self._note("other", N_("Tallenes enhed er ikke trykt"))
        if all(column.phase in (None, "other") for column in self.columns):
            self._note("other", N_("Tallenes fase (regnskab, budget …) er ikke trykt"))


def _reordered(row: Row, order: Sequence[int]) -> Row:
    if not row.values or list(order) == sorted(order):
        return row
    return replace(
        row,
        values=tuple(row.values[place] for place in order),
        printed=tuple(row.printed[place] for place in order),
        lines=tuple(row.lines[place] for place in order) if row.lines else (),
    )


def _title(titles: Sequence[str]) -> tuple[str, Unit | None, str | None]:
    """The title that stands over a heading, without the unit and price level that stand there, too."""
    words: list[str] = []
    unit: Unit | None = None
    price: str | None = None
    for line in titles:
        rest, own_unit, own_price = split_unit(line)
        unit, price = unit or own_unit, price or own_price
        if rest:
            words.append(rest.strip(" :"))
    return " ".join(words), unit, price


def _only_phase(titles: Sequence[str]) -> str | None:
    found = {phase for line in titles for phase in phases_of(line)}
    return found.pop() if len(found) == 1 else None


def _only_year(titles: Sequence[str]) -> int | None:
    found = {
        year for line in titles for year in re.findall(r"(?<![0-9.,-])(?:19|20)[0-9]{2}(?![0-9-])", split_unit(line)[0])
    }
    return int(found.pop()) if len(found) == 1 else None


def _column_unit(plan: _Plan) -> str | None:
    """The unit that the headings, or the cells themselves, print: the one of the columns that a budget has."""
    for _i, heading, numbers in plan.amounts:
        if heading.summable and not numbers.percent and (heading.unit or numbers.currency):
            return heading.unit or "kr."
    return None


def _department(text: str) -> str:
    """A department by its name where the cell holds its abbreviation."""
    return names.department_exactly(text) or names.CURRENT.departments.get(text, text)


def _scaled(value: str, factor: Decimal) -> str:
    product = Decimal(value) * factor
    return format(product, "f") if product else "0"


def _is_net(label: str) -> bool:
    return bool(re.search(r"\bnetto|\bi alt\b|\btotal", label, re.IGNORECASE))


def _is_date(cell: str) -> bool:
    return bool(_DATE.fullmatch(cell))


def _stem(name: str) -> str:
    """The name of a file without its folder and ending, for a table that prints no title."""
    return name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or name
