"""Sums that the text names, against the tables.

A sum belongs to a figure by what its sentence names: the row, or of which areas it is all; the department, that of its
chapter; what is measured, from which budget, and of which year (:mod:`budgettui.domain.checking.wording`). Every word
around it must be one that the figure has, or one that only joins; else the sum is of a part, of a change, of other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from decimal import Decimal
from functools import cache
from itertools import groupby
from typing import NamedTuple

from budgettui.domain.amounts import KR, KR_1000, MIA_KR, MIO_KR, Unit, parse_unit
from budgettui.domain.checking.pair_checks import LONGEST, name_of
from budgettui.domain.checking.reconciled import UNSURE, Cell, Check, cell_of, held_against
from budgettui.domain.checking.row_words import is_ratio_label, is_total_label
from budgettui.domain.checking.sums import last_digit
from budgettui.domain.checking.table_checks import CHANGE, prints_budget_less_accounts, variance_of
from budgettui.domain.checking.wording import LEADS, Said, said, words_of
from budgettui.domain.money import find_money
from budgettui.domain.paper.reading import AmountNamed, Reading, Table

#: Where what is said of a sum begins or ends.
_STOP = re.compile(
    r"[,;:()–—]\s?|\s-\s|\b(?:at|da|der|fordi|hvilket|hvor|hvoraf|idet|mens|men|og dermed|som|så)\b"
    r"|\bog (?=(?:der|en|et)\b)"
)
_ABOUT = re.compile(r"\b(?:ca\.?|cirka|godt|knap|næsten|omkring)\s*$")
#: What a sum is less or more than is no figure, nor is a part of one; but "7 mio. kr. lavere end budgettet" is.
_BOUND, _PART = re.compile(r"\b(?:over|under|op (?:til|mod))\s*$"), re.compile(r"\s*af\b")
_COMPARED = re.compile(r"\s*(?:(?P<less>lavere|mindre|under)|højere|mere|større|over|bedre|dårligere)\b")
_THAN_BUDGET = re.compile(r" (?:end )?(?:det )?(?:\w+ )?budget\w*")
#: A sum in brackets stands beside its sentence; the tables' own word may stand in others: "(anlægsudgifter)".
_OPENED, _CLOSED = re.compile(r"(?:[(–—,]|\s-)\s*$"), re.compile(r"\s*(?:[)–—,]|-\s)")
_BRACKETS, _TO = re.compile(r"\(([^()]*)\)"), re.compile(r"\b(til|fra)\s+$")
_BOTH = re.compile(r"\bdrift\w*-? og (?:\w+ til )?anlæg|\banlæg\w*-? og drift")
#: A list goes on after a name.
_LISTED = re.compile(r"\s*(?:,(?!\s*(?:da|der|som|hvilket|hvor|mens|men|idet|fordi|og der)\b)|(?:og|samt)\b)")
#: Expenses that are told beside incomes are not what is left of them.
_EXPENSES = re.compile(r"\b(?:anlægs|drifts|brutto)?udgift")
#: What stands beside a row's name and is no part of it.
_BESIDE = re.compile(r"\(|\b(?:inkl|ekskl|herunder|heraf)\b")
#: The columns that a measure is printed in, the first of these that a table has; and where it is only expected.
_PHASES = {"result": ("executed", "other"), "budget": ("approved adjusted",), "change": ("other",)}
_EXPECTED = {"result": ("forecast", "approved adjusted"), "executed": ("forecast",)}


class _Row(NamedTuple):
    """A row, what its name and its table's other words say, and all names that may stand beside it; ``at`` is -1 for a
    title, which is all of the table's lines."""

    table: int
    at: int
    said: Said
    around: Said
    known: frozenset[str]
    is_total: bool


class _Place(NamedTuple):
    """Rows of one table that a sum is, together; ``way`` is 0 for either sign, ``words`` how many name them."""

    rows: tuple[_Row, ...]
    column: int
    way: int
    words: int


class _Sum(NamedTuple):
    """A sum, and what stands in its sentence: before the sum before it, between them, and up to the one after it."""

    amount: AmountNamed
    before: str
    left: str
    right: str


def text_checks(reading: Reading) -> Iterator[Check]:
    """Every sum of the text that says which figure of a table it is."""
    if not reading.amounts or not reading.tables:
        return
    tables = _Tables(reading)
    for context, group in groupby(reading.amounts, lambda amount: amount.context):
        sums, at, last = find_money(context), 0, None
        for amount in group:
            at = next((place for place in range(at, len(sums)) if sums[place].printed == amount.printed), -1) + 1
            if not at or amount.kroner is None:
                last = None
                continue
            start = sums[at - 2].end if at > 1 else 0
            right = context[sums[at - 1].end : sums[at].start if at < len(sums) else None].lower()
            if at < len(sums) and not _STOP.search(right):
                right = right.rpartition(" og ")[0]
            left = context[start : sums[at - 1].start].lower()
            check, last = tables.check(_Sum(amount, context[:start].lower(), left, right), last)
            if check is not None:
                yield check


class _Tables:
    """The rows of a reading by what their words name."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._triple = cache(lambda number: variance_of(reading.tables[number]))
        self._turned = cache(lambda number: prints_budget_less_accounts(reading.tables[number]))
        self._rows = defaultdict[str, list[tuple[_Row, ...]]](list)  # by the names of the first; "" where it has none
        departments = {table.department for table in reading.tables if table.department}
        self._only = departments.pop() if len(departments) == 1 else None
        for number, table in enumerate(reading.tables):
            if table.left_out or _money(table) is None or len(table.rows) > LONGEST:
                continue
            words = (table.title, table.department, reading.municipality, *(column.label for column in table.columns))
            around = said(" ".join(filter(None, words)))
            labels = [said(_BESIDE.split(name_of(row.label).replace("*", " "))[0]) for row in table.rows]
            known = around.names.union(*(own.names for own in labels))
            totals: list[_Row] = []
            for at, (row, own) in enumerate(zip(table.rows, labels, strict=True)):
                if all(value is None for value in row.values):
                    continue
                names = frozenset(name for name in own.names if not name[0].isdigit())
                is_total = row.kind != "line" or is_total_label(row.label)
                beside = known if names else around.names
                self._keep(one := _Row(number, at, own._replace(names=names), around, beside, is_total))
                if not names and is_total and own.natures in ({"operating"}, {"capital"}):
                    totals.append(one)
            if len(totals) == 2:
                self._keep(*totals)
            if len(table.columns) == 1 and len(table.rows) > 1 and all(row.kind == "line" for row in table.rows):
                self._keep(_Row(number, -1, said(table.title), around, around.names, is_total=True))

    def _keep(self, *rows: _Row) -> None:
        for name in rows[0].said.names or ("",):
            self._rows[name].append(rows)

    def check(self, one: _Sum, last: _Place | None) -> tuple[Check | None, _Place | None]:
        """The check of a sum, and the figure that it is; ``last`` is that of the sum before it in the sentence."""
        left, about = _ABOUT.subn("", one.left)
        places = self._meant(one._replace(left=left), last)
        checks = [(self._held(one.amount, place, about=bool(about)), place) for place in places]
        if len({check.computed for check, _place in checks}) > 1:
            # Several figures are named so: where none of them agrees, nobody says which is meant.
            checks = [found for found in checks if abs(found[0].difference) <= found[0].tolerance]
        return checks[0] if checks else (None, None)

    def _meant(self, one: _Sum, last: _Place | None) -> list[_Place]:
        _amount, _before, left, right = one
        if compared := _COMPARED.match(right):
            if (than := _THAN_BUDGET.match(right, compared.end())) is None:
                return []
            left, right = left + (" mindreforbrug " if compared["less"] else " merforbrug "), right[than.end() :]
        elif _OPENED.search(left) and (closed := _CLOSED.match(right)):
            inner = next((inner for inner in _BRACKETS.findall(right) if said(inner).natures), "")
            left, right = (inner, "") if inner else (_OPENED.sub(" ", left) + right[closed.end() :], "")
        if _BOUND.search(left):
            return []
        tail = _STOP.split(re.sub("[()]", " ", right), maxsplit=1)[0]
        for start in (*reversed([stop.end() for stop in _STOP.finditer(left)]), 0):
            if found := list(self._places(one._replace(right=right[len(tail) :]), left[:start], left[start:], tail)):
                most = max(place.words for place in found)
                best = [place for place in found if place.words == most]
                own, place_of = best[0].rows, best[0].column
                apart = [
                    place for place in found if (place.rows[0].table, place.column) == (own[0].table, place_of)
                    and own[0].said.names and not place.rows[0].said.names & own[0].said.names
                ]
                together = best[0]._replace(rows=(*own, *(row for place in apart for row in place.rows)))
                return [*best, *apart, together] if apart else best
        if last is None or not (meant := _explained(last.rows[0], left.rpartition(" mod ")[2], tail)):
            return []
        # Another figure of the row that the sum before is of: "… mod 12 mio. kr. i 2023".
        column = None if meant.natures or meant.names else self._column(last.rows[0], meant, meant.years)
        return [] if column is None or column == last.column else [last._replace(column=column, way=0)]

    def _places(self, one: _Sum, before: str, window: str, tail: str) -> Iterator[_Place]:
        """The figures that the words of a window before a sum, and of the tail after it, name and nothing else."""
        text = f"{window} {tail}"
        for rows in dict.fromkeys(rows for name in ("", *said(text).names) for rows in self._rows.get(name, ())):
            row, table, whole = rows[0], self._reading.tables[rows[0].table], False
            meant = _explained(row, window, tail)
            if meant is None or not self._in_scope(one.amount, row, meant):
                continue
            natures = (row.said.natures, row.said.natures | row.around.natures)
            if row.said.names:
                hit = row.said.names & meant.names - said(one.amount.department).names
                only_after = not before and said(window).names <= row.around.names and not _LISTED.match(one.right)
                told = bool(hit & said(window).names or (hit and only_after)) and meant.natures <= natures[1]
                told = told and 2 * len(row.said.names & meant.names) > len(row.said.names)
            elif (table.department and "kommune" in text) or (
                before.endswith("og ") and not said(one.before + before).names <= row.known
            ):
                continue  # of another whole; "Klimafonden har et merforbrug på driften og et …": still of that
            elif len(rows) > 1:
                department = said(table.department or "").names
                whole = not meant.natures and meant.measure == "variance" and set() < department <= meant.names
                told = whole or bool(_BOTH.search(text))
            else:
                whose = meant.natures or meant.names or any(word in text for word in ("resultat", "regnskab", "årets"))
                named = whose if meant.measure == "result" else row.is_total and meant.natures
                told = bool(named) and meant.natures in natures
            column, context = self._column(row, meant, meant.years or said(before).years), one.amount.context.lower()
            if not told or column is None or (row.said.measure == "result") != (meant.measure == "result") or (
                said(table.title)[:4] != said(one.left)[:4] if row.at < 0
                else any(table.rows[own.at].values[column] is None for own in rows)
                or (meant.measure == "variance" and "ramme" in context)
                or (meant.measure == "executed" and _EXPENSES.search(one.left + one.right) and "indtægt" in context)
            ):
                continue
            way = meant.way if meant.measure == "variance" else -1 if meant.debt != row.said.debt else 0
            if meant.measure == "variance" and self._turned(row.table):
                way = -way
            for own in (rows, rows[:1]) if whole else (rows,):
                yield _Place(own, column, way, len(row.said.names & meant.names))

    def _in_scope(self, amount: AmountNamed, row: _Row, meant: Said) -> bool:
        """Whether a table is of the chapter's department, or of the one that the sentence names."""
        own = self._reading.tables[row.table].department
        if own == (amount.department or None):
            return True
        if own is None or (not amount.department and own == self._only):
            return bool(row.said.names)
        return said(own).names <= meant.names

    def _column(self, row: _Row, meant: Said, years: Collection[int]) -> int | None:
        """The column that words name: by its own words, or by what they measure and from which budget, and its year."""
        table = self._reading.tables[row.table]
        columns, measure = table.columns, meant.measure
        names = [said(column.label).names - row.said.names for column in columns]
        found = [at for at, own in enumerate(names) if own and own <= meant.names]
        if not found and measure and (len(columns) > 1 or measure not in ("result", row.around.measure)):
            phases = (meant.expected and _EXPECTED.get(measure)) or _PHASES.get(measure, (measure,))
            here = [[at for at, column in enumerate(columns) if column.phase in own.split()] for own in phases]
            if not (found := next(filter(None, here), [])):
                return None
        found = found or list(range(len(columns)))
        if measure == "change":
            found = [at for at in found if CHANGE.match(columns[at].label)]
        triple = self._triple(row.table) if measure == "variance" else None
        accounts, budget = (columns[at].phase for at in triple[:2]) if triple else (None, None)
        told = meant.measures & {"approved", "adjusted"}
        of_another = (told and budget not in told) or (meant.expected and accounts != "forecast")
        if (measure == "variance" and of_another) or (years and row.said.years and not row.said.years & set(years)):
            return None
        if years:
            found = [at for at in found if columns[at].year in years] or [at for at in found if not columns[at].year]
        elif measure:
            newest = max((columns[at].year or 0 for at in found), default=0)
            found = [at for at in found if (columns[at].year or 0) == newest]
        if len(found) != 1 or is_ratio_label(columns[found[0]].label):
            return None
        unsaid = columns[found[0]].phase == "other" and measure != "change" and names[found[0]] - meant.names
        return None if unsaid else found[0]

    def _held(self, amount: AmountNamed, place: _Place, *, about: bool) -> Check:
        number, column = place.rows[0].table, place.column
        table, name = self._reading.tables[number], self._reading.name
        rows = [row.at for row in place.rows]
        if rows == [-1]:
            rows = [at for at, row in enumerate(table.rows) if row.values[column] is not None]
        cells = [cell_of(table, (number, at, column), name) for at in rows]
        unit = _money(table) or KR
        printed, digit = _as_printed(amount, unit, about=about)
        computed = sum((cell.value for cell in cells), Decimal(0))
        way = place.way or (-1 if (printed < 0) != (computed < 0) else 1)
        own = Cell(
            name, label=amount.context, column_label=amount.printed, table_title=table.title, value=printed * way,
            printed=amount.printed, unit=table.unit or "", source=amount.source, scope=cells[0].scope,
        )
        hidden = sum((last_digit(cell.value) for cell in cells), digit) / 2
        doubt = "" if all(table.rows[at].certain for at in rows) else UNSURE
        return held_against("text", own, cells, computed, hidden, doubt=doubt)


def _explained(row: _Row, window: str, tail: str) -> Said | None:
    """What the words around a sum say, where each of them is one of the row's or its table's, or only joins them."""
    if _PART.match(window) or not said(window).names <= row.known:
        return None
    taken: list[str] = []
    for word in words_of(tail):
        if not said(word).names <= row.known:
            if word == "pr" or (taken and taken[-1] in LEADS):
                return None
            break
        taken.append(word)
    meant = said(f"{window} {' '.join(taken)}")
    if "change" in meant.measures and (to := _TO.search(window)):
        # What it has become is the figure itself; what it was is another year's.
        return meant._replace(measure="") if to[1] == "til" else None
    return meant


def _money(table: Table) -> Unit | None:
    unit = parse_unit(table.unit or "")
    return unit if unit in (MIA_KR, MIO_KR, KR_1000, KR) else None


def _as_printed(amount: AmountNamed, unit: Unit, *, about: bool) -> tuple[Decimal, Decimal]:
    """The sum in a table's unit, and its last printed digit in that unit: three of them where it is told about."""
    kroner = Decimal(amount.kroner or 0)
    digit = abs(kroner) / max(1, int(re.sub("[^0-9]", "", amount.printed)))
    zeros = Decimal(1).scaleb(int(kroner.normalize().as_tuple().exponent))
    if digit == 1:
        digit = zeros  # "750.000 kr.": the zeros at the end are how far the writer rounded.
    if about:
        digit = 3 * max(digit, min(zeros, Decimal(1).scaleb(kroner.adjusted() - 1)))
    scale = Decimal(unit.hundredths or 1) / 100
    return (kroner / scale).normalize() + 0, digit / scale
