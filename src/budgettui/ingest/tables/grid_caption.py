"""What is printed of a whole grid, over its heading or in it: its title, unit, price level, phase and year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from budgettui.domain.amounts import Unit, parse_unit
from budgettui.ingest.given import Given
from budgettui.ingest.page.header import split_unit
from budgettui.ingest.page.headings import phases_of
from budgettui.ingest.page.layout import ends_sentence
from budgettui.ingest.tables.column_roles import Plan
from budgettui.ingest.tables.grid import Grid
from budgettui.ingest.tables.grid_head import Head
from budgettui.ingest.tables.head_words import unit_in

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
class Caption:
    """What goes for all lines of a grid. ``printed`` is its own title, ``title`` that or what else names it."""

    printed: str
    title: str
    unit: str | None
    price_level: str | None
    phase: str | None
    year: int | None


def caption_of(grid: Grid, name: str, head: Head, plan: Plan, given: Given) -> Caption:
    """The caption of a grid; ``name`` is that of its file, and what is given goes before what is printed."""
    title, unit, price = _title(head.titles)
    _words, own_unit, own_price = _title(head.facts)
    unit, price = unit or own_unit or _over_labels(head, plan), price or own_price
    printed = given.title or title
    over = (*head.titles, *head.facts, grid.title)
    return Caption(
        printed,
        printed or grid.title or _stem(name),
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
    for _i, heading, numbers in plan.amounts:
        if heading.summable and not numbers.percent and (heading.unit or numbers.currency):
            return heading.unit or "kr."
    return None


def _over_labels(head: Head, plan: Plan) -> Unit | None:
    """The unit that stands over the names of the lines, as in the corner of a printed table."""
    labels = (head.labels[level.text] for level in plan.levels if level.text is not None)
    return next((unit for label in labels if (unit := parse_unit(label)) is not None), None)


def _stem(name: str) -> str:
    """The name of a file without its folder and ending, for a table that prints no title."""
    return name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or name
