"""Reconciliation (*afstemning*): every check of what was read, of one document and between documents.

The state of a check is one of :class:`budgettui.domain.checking.agreement.Agreement`. A figure that was not read with
certainty never raises an alarm: the check says that it cannot be decided. What is printed at two price levels is not
compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256

from budgettui.domain.checking import pair_checks
from budgettui.domain.checking.reconciled import Cell, Check, held_against
from budgettui.domain.checking.table_checks import heading_cell, table_checks
from budgettui.domain.checking.text_checks import text_checks
from budgettui.domain.paper.long_table import held
from budgettui.domain.paper.reading import Reading, Table

#: Files in which somebody chose the rows, so that parts may be missing.
_CHOSEN = frozenset({"statbank"})


def reconcile(reading: Reading) -> list[Check]:
    """Every check of one document, in the order of its tables; then between its tables, and its text.

    Tables that a person keeps out of the budget are not checked, nor the lines of long tables.
    """
    reading = held(reading)
    checks: list[Check] = []
    for number, table in enumerate(reading.tables):
        if not table.left_out:
            checks += table_checks(table, number, reading.name, chosen=reading.format in _CHOSEN)
    checks += pair_checks.over_departments(reading)
    checks += _years_of_papers(reading)
    overview, pairs = pair_checks.overview_checks(reading)
    checks += overview
    checks += pair_checks.repeated_within(reading, pairs)
    checks += text_checks(reading)
    return named(checks, document_name(reading), dict(enumerate(reading.tables)))


def reconcile_across(later: Reading, earlier: Reading) -> list[Check]:
    """Every check between two documents: figures that both print. The later one's are held against the earlier's."""
    later, earlier = held(later), held(earlier)
    there = {row.key: row for row in reversed(list(pair_checks.named_rows(earlier)))}
    rows = [
        ((row.table, row.row), (there[row.key].table, there[row.key].row))
        for row in pair_checks.named_rows(later)
        if row.key in there and pair_checks.may_cross(row.key)
    ]
    return across(
        (document_name(later), later.name, dict(enumerate(later.tables))),
        (document_name(earlier), earlier.name, dict(enumerate(earlier.tables))),
        rows,
    )


def across(
    later: tuple[str, str, Mapping[int, Table]],
    earlier: tuple[str, str, Mapping[int, Table]],
    rows: Iterable[tuple[pair_checks.Place, pair_checks.Place]],
) -> list[Check]:
    """The checks between two documents, each given as (what it is called, name of the file, its tables)."""
    checks = pair_checks.across((later[1], later[2]), (earlier[1], earlier[2]), rows)
    return _with_ids(checks, (later[0], earlier[0]), {**_contexts(later[2])})


def document_name(reading: Reading) -> str:
    """What a document is called in the ids of its checks: the same for a new edition of the same paper."""
    return reading.title or reading.name


def _years_of_papers(reading: Reading) -> list[Check]:
    """A forecast for a year that was over when the paper was written: a heading from an older paper."""
    dated = {paper.title: int(paper.date[:4]) for paper in reading.papers if paper.date}
    checks = []
    for number, table in enumerate(reading.tables):
        written = dated.get(table.paper or "")
        years = {column.year for column in table.columns if column.phase == "forecast" and column.year}
        if written is None or table.left_out or len(years) != 1:
            continue
        year = years.pop()
        own = heading_cell(table, number, -1, year, reading.name)
        date = Cell(
            reading.name, table_title=table.title, label=table.paper or "", column_label=table.paper or "",
            value=Decimal(written), printed=str(written), unit=own.unit, source=table.source,
        )
        checks.append(held_against("heading", own, [date], Decimal(max(year, written)), Decimal(0)))
    return checks


# -- ids


def named(checks: Sequence[Check], document: str, tables: Mapping[int, Table]) -> list[Check]:
    """The checks with their ids; ``document`` is what :func:`document_name` gives."""
    return _with_ids(checks, (document,), _contexts(tables))


def _contexts(tables: Mapping[int, Table]) -> dict[int, tuple[str, ...]]:
    return {
        number: (table.title, table.paper or "", table.department or "", table.unit or "")
        for number, table in tables.items()
    }


def _with_ids(
    checks: Sequence[Check], documents: tuple[str, ...], contexts: Mapping[int, tuple[str, ...]]
) -> list[Check]:
    seen: Counter[tuple[str, ...]] = Counter()
    found = []
    for check in checks:
        cell = check.printed
        other = check.parts[0] if check.kind in ("overview", "repeated", "text") and check.parts else None
        words = (
            check.kind,
            *documents,
            *contexts.get(cell.table, ()),
            cell.label,
            cell.column_label,
            *((other.table_title, other.label, other.column_label) if other else ()),
        )
        seen[words] += 1
        digest = sha256("\x1f".join((*words, str(seen[words]))).encode("utf-8", "replace"))
        found.append(replace(check, id=digest.hexdigest()[:16]))
    return found
