"""What is said of how a grid was read: doubtful rows and numbers with their lines, and how columns are read."""

from __future__ import annotations

from collections import Counter

from budgettui.domain.errors import N_
from budgettui.domain.paper.papers import Source
from budgettui.domain.paper.reading import Finding
from budgettui.ingest.tables.column_roles import Plan
from budgettui.ingest.tables.decimals import DOUBT_WORDS, Style
from budgettui.ingest.tables.grid_head import Head

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
