"""What stands under the table of a view and over its columns: totals, chosen aggregates, and what it is sorted by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from budgettui.domain.budget import Line
from budgettui.domain.errors import N_
from budgettui.domain.view import AGGREGATES, View, ViewColumn, aggregated
from budgettui.i18n import _
from budgettui.tui.widgets.figures import column_words

if TYPE_CHECKING:
    from budgettui.store.level import Level

_TOTALS = {
    "operating": N_("Drift i alt"), "capital": N_("Anlæg i alt"), "both": N_("Drift og anlæg i alt")
}  # fmt: skip
_NATURES = {"operating": N_("{what}, drift"), "capital": N_("{what}, anlæg"), "both": "{what}"}


class FootRow(NamedTuple):
    """A line under the table; ``counts`` where its figures count rows."""

    words: str
    line: Line
    counts: bool = False


def foot_rows(level: Level, first: Sequence[Line]) -> list[FootRow]:
    """The totals, unless the rows end in printed ones, and the aggregates that the view asks for."""
    view = level.view
    printed = any(line.is_total for line in first)
    rows = []
    if not printed or view.sort or view.filter is not None:
        alone = len(level.totals) == 1 and view.nature == "apart"
        rows = [FootRow(_("I alt") if alone else _(_TOTALS[line.nature]), line) for line in level.totals]
    if not view.aggregates or not len(level):
        return rows
    lines = level.page(0, len(level))
    natures = [nature for nature in _NATURES if any(line.nature == nature for line in lines)]
    for name in view.aggregates:
        for nature in natures:
            line = aggregated(level.columns, name, lines, nature)
            words = _(AGGREGATES[name]) if len(natures) == 1 else _(_NATURES[nature]).format(what=_(AGGREGATES[name]))
            rows.append(FootRow(words, line, name == "count"))
    return rows


def sort_sign(view: View, column: ViewColumn) -> str:
    """What stands over a column that the rows are sorted by: its place among several, and the way."""
    wanted = column.id if column.base else column.source or column.id
    for place, key in enumerate(view.sort, 1):
        if key.column == wanted:
            return (str(place) if len(view.sort) > 1 else "") + ("↓" if key.largest_first else "↑")
    return ""


def sort_words(view: View, columns: Sequence[ViewColumn]) -> str:
    """What the rows are sorted by, for the status line."""
    named = {column.id if column.base else column.source or column.id: column for column in columns}
    words = {key.column: column_words(view, named[key.column]) for key in view.sort if key.column in named}
    if not words:
        return _("Rækkefølge som trykt")
    if len(view.sort) == 1:
        key = view.sort[0]
        if key.largest_first:
            return _("Sorteret efter {column}, største først").format(column=words[key.column])
        return _("Sorteret efter {column}, mindste først").format(column=words[key.column])
    parts = (
        f"{place}{'↓' if key.largest_first else '↑'} {words.get(key.column, '')}"
        for place, key in enumerate(view.sort, 1)
    )
    return _("Sorteret efter {columns}").format(columns=" · ".join(parts))
