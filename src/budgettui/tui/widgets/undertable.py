"""What stands under the table of a view: totals and chosen aggregates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from budgettui.domain.budget.budget import Line
from budgettui.domain.budget.natures import ORDER
from budgettui.domain.budget.view import AGGREGATES, aggregated
from budgettui.figures import nature_words, total_words
from budgettui.i18n import _

if TYPE_CHECKING:
    from budgettui.store.level import Level


#: Aggregates are worked out over so many rows; more would keep the keys waiting.
MOST_ROWS = 20_000


class FootRow(NamedTuple):
    """A line under the table; ``counts`` where its figures count rows."""

    words: str
    line: Line
    counts: bool = False


def foot_rows(level: Level, first: Sequence[Line]) -> list[FootRow]:
    """The totals, unless the rows end in printed ones, and the aggregates that the view asks for."""
    view = level.view
    # A total that only one of two materials prints says nothing of the other.
    printed = any(line.is_total and not line.match for line in first)
    rows = []
    if not printed or view.sort or view.filter is not None:
        sides, among = level.sides(), [line.nature for line in level.totals]
        alone = len(level.totals) == 1 and view.nature == "apart"
        rows = [FootRow(total_words(view, line.nature, among, sides, alone=alone), line) for line in level.totals]
    if not view.aggregates or not len(level):
        return rows
    if not level.complete or len(level) > MOST_ROWS:
        words = _("{what}: højst {count} rækker · / filtrerer").format(
            what=", ".join(_(AGGREGATES[name]) for name in view.aggregates), count=f"{MOST_ROWS:,}".replace(",", "."))
        return [*rows, FootRow(words, Line(0, "", None, words, "", "total", view.nature, 0, 0, {}))]
    lines = level.page(0, len(level))
    natures = [nature for nature in ORDER if any(line.nature == nature for line in lines)]
    for name in view.aggregates:
        for nature in natures:
            line = aggregated(level.columns, name, lines, nature)
            words = nature_words(_(AGGREGATES[name]), nature, alone=len(natures) == 1)
            rows.append(FootRow(words, line, name == "count"))
    return rows
