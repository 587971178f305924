"""Tables as they were found, and what a reviewer is told of them.

What looks like a table and is not taken is listed by :func:`unread`, never lost and never invented.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from budgettui.domain.amounts import EMPTY_CELLS
from budgettui.domain.checking.table_checks import check_table
from budgettui.domain.errors import N_
from budgettui.domain.paper.reading import Finding, Source, Table
from budgettui.ingest.page.header import LINE_LONGEST
from budgettui.ingest.page.layout import Layout, Line
from budgettui.ingest.tables.read_rows import LONG, NUMBER_AT_END
from budgettui.ingest.tables.rows import is_cell, is_printed_cell, split

#: A head that was refused belongs to what was seen this near below it.
_BELOW_HEAD = 25
#: The end of a very long line, in characters, and the fewest cells in it that make it a row.
_TAIL, _MANY = 120, 8
#: Where somebody is reached, beside a letter or behind a name: such numbers are no figures.
REACHES = re.compile(
    r"^(?:tlf|telefon|(?:tele)?fax|mobil|postboks|cvr|ean)\b|\b(?:tlf|telefon|mobil)\W*(?:[0-9]{2}\s?){0,4}$",
    re.IGNORECASE,
)
#: So many lines with one figure each, near each other, look like a table.
_ALONE = 6
_AXIS = re.compile(r"(?:19|20)[0-9]{2}(?: (?:19|20)[0-9]{2})+")

WHY = {
    "number_in_label": N_("Et tal i teksten står lige før tallene"),
    "missing_cell": N_("Færre tal end kolonner: en celle mangler"),
    "too_many_cells": N_("Flere tal end kolonner"),
    "doubtful_number": N_("Et tal kan læses på to måder"),
    "unread_cells": N_("Linjens tal kan ikke læses"),
    "sum_differs": N_("Summen passer ikke, så et tal kan være læst forkert"),
    "other_decimals": N_("Det første tal har et andet antal decimaler end kolonnen"),
    "merged_cell": N_("En celle hører til flere rækker"),
    "no_label": N_("Rækken har tal, men ingen tekst"),
    "other_unit": N_("Et tal har en anden enhed end tabellen"),
    "may_count": N_("Rækken kan være et antal og ikke et beløb"),
    "out_of_column": N_("Et tal står mellem kolonnerne"),
    "head_unsure": N_("Det er usikkert, hvilken kolonne ordene over tabellen hører til"),
    "changed_text": N_("Rækken har rettelser, der ikke er godkendt"),
    "broken_row": N_("Rækkens tal står på flere linjer"),
    "spaced_number": N_("Mellemrum mellem cifre: det er usikkert, hvor et tal slutter"),
    "uneven_number": N_("Mellemrum mellem cifre: det er usikkert, hvor et tal slutter"),
    "after_note": N_("Rækken står efter en note midt i tabellen"),
    "heading_or_label": N_("Linjen kan være en overskrift eller begyndelsen af rækkens tekst"),
}


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table as found, and the lines of the layout that it takes.

    ``shifted`` says that most rows have more figures than the head has columns, so that none is in the right one.
    """

    table: Table
    lines: frozenset[int]
    findings: tuple[Finding, ...] = ()
    shifted: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """What the whole text tells of the tables in it, by the index of a line.

    Args:
        department_for: the department that a line stands under.
        label_for: the label of a row that prints none.
        is_border: whether no table goes on past a line.
        default_phase: the phase of columns that are years alone.
        only_known: whether nothing is a table but what stands under years and phases.
    """

    department_for: Callable[[int], str | None] = lambda _line: None
    label_for: Callable[[int], str | None] = lambda _line: None
    is_border: Callable[[Line], bool] = lambda _line: False
    default_phase: str = "other"
    only_known: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """All tables of a text, in order, and the first and last lines of the heads whose tables were not taken."""

    tables: tuple[FoundTable, ...]
    refused: tuple[tuple[int, int], ...]

    @property
    def lines(self) -> frozenset[int]:
        return frozenset().union(*(found.lines for found in self.tables))


def table_findings(table: Table, why: dict[int, str]) -> tuple[Finding, ...]:
    """What a reviewer should see of a table; ``why`` says by a code of :data:`WHY` which rows are uncertain."""
    # A row of another unit is no part of the table's sums.
    summed = [
        replace(row, values=(None,) * len(row.values), certain=True) if why.get(i) == "other_unit" else row
        for i, row in enumerate(table.rows)
    ]
    return (*_row_findings(table, why), *_variance_year(table), *check_table(replace(table, rows=tuple(summed))))


def _row_findings(table: Table, why: dict[int, str]) -> list[Finding]:
    findings = []
    for i, reason in why.items():
        row = table.rows[i]
        code = "doubtful_number" if reason == "doubtful_number" else "doubtful_row"
        findings.append(
            Finding(
                code, "note", N_("{why}: {row}").format(why=WHY[reason], row=row.label),
                table=table.title, row=row.label,
                printed=" ".join(row.source.raw.split()) if row.source.raw else None, source=row.source,
            )
        )  # fmt: skip
    return findings


def _variance_year(table: Table) -> list[Finding]:
    """A year printed over the variance that is not the budget's: carried over from last year's paper."""
    budget_years = {column.year for column in table.columns if column.phase in {"approved", "adjusted"}}
    return [
        Finding(
            "other", "note",
            N_("Kolonnen {column} har et andet år end budgettet").format(column=column.label),
            table=table.title, column=column.label, source=table.source,
        )
        for column in table.columns
        if column.phase == "variance" and column.year and budget_years and column.year not in budget_years
    ]  # fmt: skip


# -- what was not read


def unread(layout: Layout, found: Found) -> list[Finding]:
    """One finding for each place that looks like a table and was not taken."""
    taken = found.lines
    findings: list[Finding] = []
    group: list[Line] = []
    for line in layout.lines:
        if line.index in taken or REACHES.search(line.body):
            continue
        if not (_is_wide(line.body) if len(line.body) > LINE_LONGEST else _has_figures(layout, line)):
            continue
        if group and line.index - group[-1].index > 3:
            findings += _unread_finding(group)
            group = []
        group.append(line)
    findings += _unread_finding(group)
    seen = [(finding.source.line or 0, finding.source.last_line or 0) for finding in findings]
    for head_first, head_after in found.refused:
        own = layout.lines[head_first:head_after]
        first, last = own[0].number, own[-1].number
        if not any(first - 5 <= end and start <= last + _BELOW_HEAD for start, end in seen):
            findings.append(_unread_at(own))
    return sorted(findings, key=lambda finding: finding.source.line or 0)


def _is_wide(body: str) -> bool:
    """Whether a line that is too long for a row of a table that is read, is one all the same: many cells end it."""
    words = body[-_TAIL:].split(" ")[1:]
    return len(words) > _MANY and split(" ".join(words)).numbers == len(words)


def _has_figures(layout: Layout, line: Line) -> bool:
    """Whether a line ends in figures, or in one that is printed as amounts are, or is a cell and nothing else."""
    if NUMBER_AT_END.search(line.body):
        return True
    *words, last = line.body.split(" ")
    if not words:
        return is_cell(last) and last not in EMPTY_CELLS and line.index not in layout.furniture
    return len(line.body) <= LONG and not line.body[0].islower() and is_printed_cell(last)


def _unread_finding(group: Sequence[Line]) -> list[Finding]:
    # One line of figures is none, and so are few with one figure each; but years alone are the axis of a picture.
    rows = sum(bool(NUMBER_AT_END.search(line.body)) for line in group)
    few = rows < 2 and len(group) < _ALONE
    return [_unread_at(group)] if not few or (group and _AXIS.fullmatch(group[0].body)) else []


def _unread_at(group: Sequence[Line]) -> Finding:
    first, last = group[0], group[-1]
    return Finding(
        "unread_table",
        "note",
        N_("Linje {first} til {last} ligner en tabel og blev ikke læst").format(first=first.number, last=last.number),
        row=first.body,
        source=Source(first.page, first.number, last.number, first.raw),
    )
