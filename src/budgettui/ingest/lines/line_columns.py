"""The columns of the tables that lines become: by year and phase, whether these stand in headings or in cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from budgettui.domain.amounts import parse_unit
from budgettui.domain.errors import N_
from budgettui.domain.paper.reading import Column, Row
from budgettui.ingest.lines.line_findings import LineFindings
from budgettui.ingest.page.headings import Heading, phase_of
from budgettui.ingest.tables.column_roles import Plan
from budgettui.ingest.tables.decimals import Numbers
from budgettui.ingest.tables.grid_caption import Caption
from budgettui.ingest.tables.grid_head import cell_year, heads_years, is_year

_DATE = re.compile(r"[0-9]{1,2}[-./][0-9]{1,2}[-./][0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ].*)?")


class LineColumns:
    """The columns so far. ``fixed`` are the places of those in the heading, by their position in the grid.

    ``settled`` is where each place stands when all are known.
    """

    def __init__(self, plan: Plan, caption: Caption) -> None:
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
        """A row with its values in the order of the settled columns."""
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
