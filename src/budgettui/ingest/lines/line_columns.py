"""The columns of the tables that lines become: by year and phase, whether these stand in headings or in cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from budgettui.domain.amounts import Unit, parse_unit
from budgettui.domain.errors import N_
from budgettui.domain.paper.papers import Source
from budgettui.domain.paper.reading import Column, Finding, Row
from budgettui.ingest.given import Given
from budgettui.ingest.page.header import split_unit
from budgettui.ingest.page.headings import Heading, phase_of, phases_of
from budgettui.ingest.page.layout import ends_sentence
from budgettui.ingest.tables.column_roles import Plan
from budgettui.ingest.tables.decimals import DOUBT_WORDS, Numbers, Style
from budgettui.ingest.tables.grid import Grid, Record
from budgettui.ingest.tables.grid_body import Tally, misfit
from budgettui.ingest.tables.grid_head import Head, cell_year, heads_years, is_year
from budgettui.ingest.tables.head_words import unit_in

_DATE = re.compile(r"[0-9]{1,2}[-./][0-9]{1,2}[-./][0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ].*)?")


class LineColumns:
    """The columns so far. ``fixed`` are the places of those in the heading, by their position in the grid.

    ``settled`` is where each place stands when all are known.
    """

    def __init__(self, plan: Plan, caption: _Caption) -> None:
        self._plan, self._caption = plan, caption
        self.all: list[Column] = []
        self.fixed: dict[int, int] = {}
        self._places: dict[tuple[object, ...], int] = {}
        self._slots: dict[tuple[object, ...], int] = {}
        self._order: list[int] | None = None
        #: Columns at another price level than the table, each with that.
        self._other_prices: list[tuple[str, str]] = []
        self.settled: dict[int, int] = {}
        for i, heading, numbers in () if plan.long else plan.amounts:
            phase = heading.phase or (caption.phase if heading.summable else None)
            year = heading.year or (caption.year if phase else None)
            self.fixed[i] = self._add(self._column(heading, heading.label or f"Kolonne {i + 1}", year, phase, numbers))

    def slot(self, i: int, heading: Heading, numbers: Numbers, cells: Sequence[str]) -> int:
        """The place of an amount whose year or phase stands in cells; a new column where it is the first of them."""
        plan = self._plan
        year_cell = cells[plan.year] if plan.year is not None else ""
        phase_cell = cells[plan.phase] if plan.phase is not None else ""
        aside = tuple(cells[at] for at, _named in plan.aside)
        as_printed = (i, year_cell, phase_cell, aside)
        place = self._slots.get(as_printed)
        if place is None:
            place = self._slots[as_printed] = self._new_slot(i, heading, numbers, year_cell, phase_cell, aside)
        return place

    def settle(self, findings: LineFindings) -> None:
        """Columns that came out of cells stand by year, and within it as they were met; doubles are set aside."""
        order = list(range(len(self.all)))
        if self._plan.long:
            order.sort(key=lambda place: (self.all[place].year or 0, place))
        self._order = order if order != sorted(order) else None
        self.settled = {place: at for at, place in enumerate(order)}
        columns = [self.all[place] for place in order]
        for label, level in self._other_prices:
            words = N_("Kolonnen {column} er i {level} og tabellen i {own}: den er ikke i budgettet")
            said = words.format(column=label, level=level, own=self._caption.price_level)
            findings.note("price_level_mixed", said, column=label)
        seen: dict[tuple[str | None, int | None], int] = {}
        for at, column in enumerate(columns):
            if column.phase in (None, "other"):
                continue
            slot = (column.phase, column.year)
            first = seen.setdefault(slot, at)
            if first == at:
                continue
            # Two columns of one phase and year cannot both be the figure of the line: the net is.
            kept, other = first, at
            if _is_net(column.label) and not _is_net(columns[first].label):
                kept, other = at, first
                seen[slot] = at
            columns[other] = replace(columns[other], phase="other")
            findings.note(
                "other",
                N_("Kolonnen {column} har samme fase og år som {other} og lægges ikke sammen med den").format(
                    column=columns[other].label, other=columns[kept].label
                ),
                column=columns[other].label,
            )
        self.all = columns

    def in_order(self, row: Row) -> Row:
        order = self._order
        if order is None or not row.values:
            return row
        return replace(
            row,
            values=tuple(row.values[place] for place in order),
            printed=tuple(row.printed[place] for place in order),
            lines=tuple(row.lines[place] for place in order) if row.lines else (),
        )

    def _new_slot(
        self, i: int, heading: Heading, numbers: Numbers, year_cell: str, phase_cell: str, aside: tuple[str, ...]
    ) -> int:
        plan = self._plan
        key = (i, year_cell if not _is_date(year_cell) else str(cell_year(year_cell)), phase_cell, *aside)
        place = self._places.get(key)
        if place is not None:
            return place
        year = cell_year(year_cell) if year_cell else heading.year
        phase = (phase_of(phase_cell) if phase_cell else None) or heading.phase or self._caption.phase
        period = year_cell and not is_year(year_cell) and not _is_date(year_cell)
        extra = [value for value, (_at, named) in zip(aside, plan.aside, strict=True) if value != named]
        if period or extra:
            phase = "other"
        words = [phase_cell, "" if phase_cell and len(plan.amounts) == 1 else heading.label, *aside]
        shown = str(year) if year is not None and not period else year_cell
        label = " ".join(word for word in (*words, shown) if word)
        place = self._places[key] = self._add(self._column(heading, label or heading.label, year, phase, numbers))
        return place

    def _column(self, heading: Heading, label: str, year: int | None, phase: str | None, numbers: Numbers) -> Column:
        unit, own = heading.unit, self._caption.unit
        other = unit is not None and own is not None and parse_unit(unit) != parse_unit(own)
        if heading.price_level and heading.price_level.casefold() != (self._caption.price_level or "").casefold():
            other = True
            self._other_prices.append((label, heading.price_level))
        if not heading.summable or numbers.percent or other:
            phase = "other"
        return Column(label, year, phase)

    def _add(self, column: Column) -> int:
        self.all.append(column)
        return len(self.all) - 1


def _is_net(label: str) -> bool:
    return bool(re.search(r"\bnetto|\bi alt\b|\btotal", label, re.IGNORECASE))


def _is_date(cell: str) -> bool:
    return bool(_DATE.fullmatch(cell))


def repeats_heading(plan: Plan, cells: Sequence[str]) -> bool:
    """Whether a row is the heading of one more table, with years in place of the amounts."""
    if plan.long or not is_year(cells[plan.amounts[0][0]]):
        return False
    return heads_years(cells, [place for place, _heading, _numbers in plan.amounts])


# -- income and expenditure: whether income is printed without a minus, so that it must be turned to be added

_INCOME = re.compile(r"indt|inc|rev|^i$", re.IGNORECASE)
_EXPENSE = re.compile(r"udg|exp|cost|^u$", re.IGNORECASE)


def is_income(word: str) -> bool:
    return bool(_INCOME.search(word))


def must_turn(
    plan: Plan, head: Head, tallies: Sequence[Tally], records: Iterable[Record], findings: LineFindings
) -> bool:
    """Whether income is to be turned, for these records under this heading; what is done is said in the findings."""
    if plan.direction is None:
        return False
    words = tallies[plan.direction].names
    if not any(map(is_income, words)) or not any(map(_EXPENSE.search, words)):
        return False
    below = above = 0
    for record in records:
        cells = record.cells
        if misfit(record, plan.width) or len(cells) <= plan.direction or not is_income(cells[plan.direction]):
            continue
        for i, _heading, numbers in plan.amounts:
            value = numbers.read(cells[i])[0] if i < len(cells) and cells[i] else None
            if value is not None and value.strip("-0."):
                below += value.startswith("-")
                above += not value.startswith("-")
    if not above:
        return False
    message = (
        N_("Nogle indtægter er trykt med minus og nogle uden; de er læst, som de står")
        if below
        else N_("Indtægter er trykt uden minus; de er vendt, så de kan lægges sammen med udgifter")
    )
    findings.note("other", message, column=head.labels[plan.direction])
    return not below


# -- what is said of how a grid was read: doubtful rows and numbers with their lines, and how columns are read

#: So many findings of one kind are said one by one; the rest are counted.
_MOST_FINDINGS = 50
#: What can be wrong with a row.
_PROBLEMS = {
    "quote": N_("et anførselstegn mangler sin mage, så linjen kan ikke deles i celler"),
    "too_many_cells": N_("flere celler end kolonner"),
    "lone_number": N_("et tal står alene, så linjen før det kan være delt i to"),
    "heading": N_("rækken har kun årstal og kan være overskriften til en anden tabel"),
    "missing_cell": N_("færre celler end kolonner"),
    "too_long": N_("linjen er for lang"),
    "group_with_figures": N_("rækken kan være summen af rækkerne under den eller en post for sig"),
    "account": N_("kontostrengen kan ikke deles i hovedkonto, hovedfunktion og funktion"),
    "code_may_be_sum": N_("koden begynder som rækkernes under den: en sum af dem eller en post for sig?"),
}
#: How the numbers of a column are read: whether with a comma, and whether that is known from other columns.
_STYLES = {
    (True, False): N_("Kolonnen {column} er læst med decimalkomma, fx {example}"),
    (True, True): N_("Kolonnen {column} er læst med decimalkomma som de andre kolonner, fx {example}"),
    (False, False): N_("Kolonnen {column} er læst med decimalpunktum, fx {example}"),
    (False, True): N_("Kolonnen {column} er læst med decimalpunktum som de andre kolonner, fx {example}"),
}


class LineFindings:
    """The findings about one grid, in the order in which they are met.

    ``table`` is the title that they name, ``head`` where the heading stands.
    """

    def __init__(self, table: str, head: Source) -> None:
        self.table, self.head = table, head
        self.found: list[Finding] = []
        self._counts: Counter[str] = Counter()

    def unread(self, problem: str, row: str, source: Source) -> None:
        """A row whose figures cannot be trusted to be whole."""
        self._of_row("unread", "error", problem, row, source)

    def doubtful(self, problem: str, row: str, source: Source) -> None:
        """A row that may be a line or a sum."""
        self._of_row(problem, "note", problem, row, source)

    def number(self, doubt: str, row: str, column: str, printed: str, source: Source) -> None:
        """A number that can be read in more than one way."""
        words = _at_line(source, DOUBT_WORDS[doubt])
        self.add(
            "number",
            Finding("doubtful_number", "note", words, self.table, row, column, printed=printed, source=source),
        )

    def add(self, kind: str, finding: Finding) -> None:
        """A finding of a kind: the first ones of each are said one by one."""
        self._counts[kind] += 1
        if self._counts[kind] <= _MOST_FINDINGS:
            self.found.append(finding)

    def note(
        self,
        code: str,
        message: str,
        *,
        column: str | None = None,
        printed: str | None = None,
        table: str | None = None,
    ) -> None:
        """A finding about the whole table or a column of it, at its heading."""
        self.found.append(
            Finding(
                code, "note", message, table=table or self.table, column=column, printed=printed, source=self.head
            )
        )

    def styles(self, plan: Plan, head: Head) -> None:
        """Say how each column's numbers are read, where that is not plain."""
        for i, heading, numbers in plan.amounts:
            label = heading.label or head.labels[i] or f"Kolonne {i + 1}"
            if numbers.open:
                self.note(
                    "doubtful_number",
                    N_("Kolonnen {column} afgør ikke, om {example} er tusinder eller decimaler").format(
                        column=label, example=numbers.example
                    ),
                    column=label,
                    printed=numbers.example,
                )
            elif numbers.style is not Style.WHOLE:
                message = _STYLES[numbers.style is Style.DANISH, numbers.by_others]
                words = message.format(column=label, example=numbers.example)
                self.note("other", words, column=label, printed=numbers.example or None)
        if not head.found:
            self.note("other", N_("Kolonnerne har ingen overskrifter"))

    def rest(self) -> None:
        """Say how many findings there were of each kind beyond those that were said."""
        for kind, count in self._counts.items():
            if count > _MOST_FINDINGS:
                self.note(
                    "doubtful_number" if kind == "number" else "doubtful_row",
                    N_("Og {count} fund til af samme slags; rækkerne er mærket").format(count=count - _MOST_FINDINGS),
                )

    def _of_row(self, kind: str, severity: str, problem: str, row: str, source: Source) -> None:
        words = _at_line(source, _PROBLEMS[problem])
        self.add(kind, Finding("doubtful_row", severity, words, table=self.table, row=row, source=source))


def _at_line(source: Source, message: str) -> str:
    return N_("Linje {line}: {why}").format(line=source.line, why=message)


# -- what is printed of a whole grid, over its heading or in it: its title, unit, price level, phase and year

_UNIT = r"(?:hele\s)?(?:(?:1\.?000|mio\.|t\.?)\s?)?kr\b\.?"
#: "Beløb i 1.000 kr., netto", "Hele 1.000 kr., netto": a line that says the unit of all and names nothing.
_SAID = re.compile(
    r"^(?:alle\s)?(?:beløb\w*|tal\w*|priser\w*|takster\w*|opgjort|angivet)\b.*?\bi\s"
    rf"{_UNIT}|^\(?(?:i\s)?{_UNIT}(?=\s*[,–-])",
    re.IGNORECASE,
)
#: A sentence has more spaces than this.
_TOLD = 5


@dataclass(frozen=True, slots=True)
class _Caption:
    """What goes for all lines of a grid. ``printed`` is its own title, ``title`` that or what else names it."""

    printed: str
    title: str
    unit: str | None
    price_level: str | None
    phase: str | None
    year: int | None


def caption_of(grid: Grid, name: str, head: Head, plan: Plan, given: Given) -> _Caption:
    """The caption of a grid; ``name`` is that of its file, and what is given goes before what is printed."""
    title, unit, price = _title(head.titles)
    _words, own_unit, own_price = _title(head.facts)
    unit, price = unit or own_unit or _over_labels(head, plan), price or own_price
    printed = given.title or title
    over = (*head.titles, *head.facts, grid.title)
    return _Caption(
        printed,
        printed or grid.title or (name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or name),
        given.unit or _column_unit(plan) or (unit.label if unit else None),
        given.price_level or price or next((h.price_level for _i, h, _n in plan.amounts if h.price_level), None),
        given.phase or _only_phase(over),
        _only_year(over),
    )


def _title(titles: Sequence[str]) -> tuple[str, Unit | None, str | None]:
    """The title that stands over a heading, without the unit and price level that stand there, too."""
    words: list[str] = []
    unit: Unit | None = None
    price: str | None = None
    for line in titles:
        rest, own_unit, own_price = split_unit(line)
        said = _SAID.search(line) if own_unit is None else None
        unit, price = unit or own_unit or (unit_in(said[0])[1] if said else None), price or own_price
        if rest and not said:
            words.append(rest.strip(" :"))
    # What is told about a table is no title of it, where it has one.
    named = [own for own in words if not (ends_sentence(own) and own.count(" ") > _TOLD)]
    return " ".join(named or words), unit, price


def _only_phase(titles: Sequence[str]) -> str | None:
    found = {phase for line in titles for phase in phases_of(line)}
    return found.pop() if len(found) == 1 else None


def _only_year(titles: Sequence[str]) -> int | None:
    found = {
        year for line in titles for year in re.findall(r"(?<![0-9.,-])(?:19|20)[0-9]{2}(?![0-9-])", split_unit(line)[0])
    }
    return int(found.pop()) if len(found) == 1 else None


def _column_unit(plan: Plan) -> str | None:
    """The unit that the headings, or the cells themselves, print: the one of the columns that a budget has."""
    said = ((heading.unit, numbers.currency) for _i, heading, numbers in plan.amounts
            if heading.summable and not numbers.percent)  # fmt: skip
    return next((unit or "kr." for unit, currency in said if unit or currency), None)


def _over_labels(head: Head, plan: Plan) -> Unit | None:
    """The unit that stands over the names of the lines, as in the corner of a printed table."""
    labels = (head.labels[level.text] for level in plan.levels if level.text is not None)
    return next((unit for label in labels if (unit := parse_unit(label)) is not None), None)
