"""Sums that the text names, against the tables.

Only a sentence that says which figure it means is held against one: the name of a line, merforbrug or mindreforbrug,
and the sum right after it; the same of all decentralised or non-decentralised areas, or of the capital, in a
department's chapter, with the budget that it is measured from; a department's stock at the end of a year; or the title
of a table and what its lines are "i alt".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from budgettui.domain.amounts import KR, KR_1000, MIA_KR, MIO_KR, Unit, parse_unit
from budgettui.domain.checking.pair_checks import name_of
from budgettui.domain.checking.reconciled import UNSURE, Cell, Check, cell_of, held_against
from budgettui.domain.checking.row_words import is_total_label
from budgettui.domain.checking.sums import last_digit
from budgettui.domain.checking.table_checks import prints_budget_less_accounts, stock, variance_of
from budgettui.domain.money import find_money
from budgettui.domain.paper.reading import AmountNamed, Reading, Table

_ABOUT = r"(?:(?:i alt|samlet|netto|cirka|omkring|knap|godt|ca\.)\s+)*"
_HAS = r"(?:har|havde|forventer|forventede|viser|viste|ender|fik|får)\b"
_WAY = r"(?P<way>mer|mindre)(?:forbrug|udgift)\w*"
_BETWEEN = r"[^.;:!?0-9]{0,80}?"
_IN_TOTAL = re.compile(r"i alt\s+(?:ca\.\s+|knap\s+|godt\s+)?$", re.IGNORECASE)
#: Against a frame, and not against the budget.
_FRAME = re.compile(r"\bramme", re.IGNORECASE)
#: Against which budget, where the sentence says so.
_BUDGETS = (
    ("adjusted", re.compile(r"\b(?:ajourført|korrigere|revidere)\w*\s+budget", re.IGNORECASE)),
    ("approved", re.compile(r"\b(?:oprindelig|vedtage[nt]|vedtagne)\w*\s+budget", re.IGNORECASE)),
)
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
_NO_FIGURE = r"(?:[^0-9]|\b(?:19|20)[0-9]{2}\b)*"
_ULTIMO = re.compile(r"\bultimo ((?:19|20)[0-9]{2})\b")
_UNITS = (MIA_KR, MIO_KR, KR_1000, KR)
#: The areas, or the capital, of the department that a chapter is about.
_WHOLE = r"(?:det |de )?(?P<whole>(?:ikke[- ])?decentrali?ser\w+ (?:drifts)?område\w*|anlæg(?:sområdet)?)\b"
_IS = r"(?:[ ,]*\b(?:har|er|var|viser|viste|været|haft|forventes|der|et|en|samlede?|i|for|(?:19|20)[0-9]{2})\b)*[ ,]*"
_AMOUNT = r"(?: på [0-9.,]+ (?:mio|mia)\. ?kr\. i forhold til (?:det )?(?:oprindelige?t? )?budget)?"
_OF_WHOLE = (
    re.compile(rf"\b(?:på|under|for) {_WHOLE}{_IS}\b{_WAY}(?P<budget>{_AMOUNT}) på {_ABOUT}$"),
    re.compile(rf"\b{_WAY} (?:på|under|i|for) {_WHOLE} (?:på|med) {_ABOUT}$"),
)


def text_checks(reading: Reading) -> Iterator[Check]:
    """Every sum of the text that says which figure of a table it is."""
    if not reading.amounts or not reading.tables:
        return
    lines = _lines_with_variance(reading)
    stocks = _stocks(reading)
    for amount in reading.amounts:
        if amount.kroner is None or not amount.context:
            continue
        at = _find(amount)
        if at < 0:
            continue
        before = " ".join(amount.context[:at].casefold().split()) + " "
        yield from _of_line(reading, amount, before, lines)
        yield from _of_whole(reading, amount, before, lines)
        yield from _of_stock(reading, amount, before, stocks)
        yield from _of_table(reading, amount, before)


def _find(amount: AmountNamed) -> int:
    found = amount.context.find(amount.printed)
    # Twice in one sentence: which of them this is, nobody says.
    return -1 if amount.context.count(amount.printed) > 1 else found


def _lines_with_variance(reading: Reading) -> dict[str, list[tuple[int, int, int]]]:
    """The lines by name whose table prints a variance: (table, row, column)."""
    found: dict[str, list[tuple[int, int, int]]] = {}
    for number, table in enumerate(reading.tables):
        triple = None if table.left_out else variance_of(table)
        if triple is None or _money(table) is None:
            continue
        for at, row in enumerate(table.rows):
            if row.values[triple[2]] is not None and (name := name_of(row.label)):
                found.setdefault(name, []).append((number, at, triple[2]))
    return found


def _money(table: Table) -> Unit | None:
    unit = parse_unit(table.unit or "")
    return unit if unit in _UNITS else None


def _of_line(
    reading: Reading, amount: AmountNamed, before: str, lines: Mapping[str, list[tuple[int, int, int]]]
) -> Iterator[Check]:
    """ "Klimafonden har et mindreforbrug på …", "Mindreforbruget på løn og administration på …"."""
    if _FRAME.search(amount.context):
        return
    named = sorted((name for name in lines if name in before), key=len, reverse=True)
    for name in named:
        word = rf"(?<!\w){re.escape(name)}"
        match = re.search(rf"{word} {_HAS}{_YEARS_BETWEEN}\b{_WAY}{_BETWEEN}\bpå {_ABOUT}$", before) or re.search(
            rf"\b{_WAY} (?:på|for|i|under|til) (?:det |de |den )?{word} (?:er |var |udgør )?på {_ABOUT}$", before
        )
        if match is None:
            continue
        way = 1 if match["way"] == "mer" else -1
        checks = [
            _line_check(reading, amount, place, way) for place in _meant(reading, amount, before, lines[name])
        ]
        agreeing = [check for check in checks if abs(check.difference) <= check.tolerance]
        if agreeing or len(checks) == 1:
            # Several lines may have the name: where none of them agrees, nobody says which is meant.
            yield (agreeing or checks)[0]
        return


def _meant(
    reading: Reading, amount: AmountNamed, before: str, places: Sequence[tuple[int, int, int]]
) -> list[tuple[int, int, int]]:
    """The variances that a sentence can mean: measured from the budget and of the year that it says."""
    said = [phase for phase, words in _BUDGETS if words.search(amount.context)]
    years = set(map(int, _YEAR.findall(before)))
    return [
        (number, row, column) for number, row, column in places
        if (not said or _budget_phase(reading.tables[number]) in said)
        and (not years or reading.tables[number].columns[column].year in (None, *years))
    ]


def _of_whole(
    reading: Reading, amount: AmountNamed, before: str, lines: Mapping[str, list[tuple[int, int, int]]]
) -> Iterator[Check]:
    """ "På det decentraliserede område har der været et merforbrug på … i forhold til oprindeligt budget på …", in a
    department's chapter: against what that department's table prints in all of it."""
    match = next(filter(None, (form.search(before) for form in _OF_WHOLE)), None)
    if match is None or not amount.department or _FRAME.search(amount.context):
        return
    said = _whole_named(match["whole"])
    places = [
        place for own in lines.values() for place in own
        if (table := reading.tables[place[0]]).department == amount.department
        and is_total_label(label := table.rows[place[1]].label) and _whole_named(label) == said
    ]
    places = _meant(reading, amount, before, places)
    if len(places) != 1:
        return
    (place,) = places
    if not match.groupdict().get("budget"):
        yield _line_check(reading, amount, place, 1 if match["way"] == "mer" else -1)
        return
    table = reading.tables[place[0]]
    triple = variance_of(table)
    assert triple is not None
    cell = cell_of(table, (*place[:2], triple[1]), reading.name)
    yield _check(reading, amount, table, [cell], 1, certain=table.rows[place[1]].certain)


def _whole_named(words: str) -> tuple[bool, bool, bool]:
    """Whether words name the capital, areas that are decentralised, and such that are not."""
    folded = words.casefold()
    without = bool(re.search(r"\bikke[- ]", folded))
    return "anlæg" in folded, "decentrali" in folded and not without, without


def _stocks(reading: Reading) -> dict[tuple[str, int], list[tuple[int, int]]]:
    """The stocks at the end of a year, as (table, row), by name and year; of tables with one column."""
    found: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for number, table in enumerate(reading.tables):
        if table.left_out or len(table.columns) != 1 or _money(table) is None or not table.department:
            continue
        for at, row in enumerate(table.rows):
            if row.values[0] is not None and (named := stock(row.label)):
                found.setdefault(named, []).append((number, at))
    return found


def _of_stock(
    reading: Reading, amount: AmountNamed, before: str, stocks: Mapping[tuple[str, int], list[tuple[int, int]]]
) -> Iterator[Check]:
    """ "Den samlede opsparing i Børn og Unge er dermed … ultimo 2024": the department, the stock and its year.

    A debt is a saving with a minus. A sentence with other sums, or another year, is not one of these.
    """
    context = " ".join(amount.context.casefold().split())
    years = set(_ULTIMO.findall(context))
    if len(years) != 1 or len(find_money(amount.context)) != 1:
        return
    (year,) = years
    for (name, end), places in stocks.items():
        words = rf"\bsamlede (?P<name>{re.escape(name)}|gæld)\b[^0-9]*\b(?:er|udgør)\b{_NO_FIGURE}$"
        said = re.search(words, before)
        if said is None or end != int(year):
            continue
        here = [place for place in places if (reading.tables[place[0]].department or "").casefold() in before]
        if len(here) == 1:
            table = reading.tables[here[0][0]]
            cell = cell_of(table, (*here[0], 0), reading.name)
            way = -1 if said["name"] == "gæld" and name != "gæld" else 1
            yield _check(reading, amount, table, [cell], way, certain=table.rows[here[0][1]].certain)
            return


#: Between the verb and the direction a date may stand: "i regnskabet ultimo marts 2018".
_YEARS_BETWEEN = r"(?:[^.;:!?0-9]|\b(?:19|20)[0-9]{2}\b){0,90}?"


def _budget_phase(table: Table) -> str | None:
    triple = variance_of(table)
    return table.columns[triple[1]].phase if triple else None


def _line_check(reading: Reading, amount: AmountNamed, place: tuple[int, int, int], way: int) -> Check:
    table = reading.tables[place[0]]
    if prints_budget_less_accounts(table):
        way = -way
    cell = cell_of(table, place, reading.name)
    return _check(reading, amount, table, [cell], way, certain=table.rows[place[1]].certain)


def _check(
    reading: Reading, amount: AmountNamed, table: Table, cells: list[Cell], way: int, *, certain: bool
) -> Check:
    unit = _money(table)
    assert unit is not None
    printed, digit = _as_printed(amount, unit)
    own = Cell(
        reading.name,
        label=amount.context,
        column_label=amount.printed,
        table_title=table.title,
        value=printed * way,
        printed=amount.printed,
        unit=table.unit or "",
        source=amount.source,
        scope=cells[0].scope,
    )
    computed = sum((cell.value for cell in cells), Decimal(0))
    hidden = sum((last_digit(cell.value) for cell in cells), digit) / 2
    return held_against("text", own, cells, computed, hidden, doubt="" if certain else UNSURE)


def _as_printed(amount: AmountNamed, unit: Unit) -> tuple[Decimal, Decimal]:
    """The sum in a table's unit, and its last printed digit in that unit."""
    kroner = Decimal(amount.kroner or 0)
    (named, *_rest) = find_money(amount.printed)
    words = amount.printed.casefold()
    own = next((one for mark, one in (("mia", MIA_KR), ("mio", MIO_KR), ("mill", MIO_KR)) if mark in words), KR)
    decimals = re.search(r",([0-9]+)", named.printed)
    places = len(decimals[1]) if decimals else 0
    scale = Decimal(unit.hundredths or 1) / 100
    digit = Decimal(own.hundredths or 1) / 100 / 10**places
    if not places and own is KR:
        # "750.000 kr.": the zeros at the end are how far the writer rounded.
        digit = Decimal(10) ** (len(str(int(abs(kroner)))) - len(str(int(abs(kroner))).rstrip("0")))
    return (kroner / scale).normalize() + 0, digit / scale


def _of_table(reading: Reading, amount: AmountNamed, before: str) -> Iterator[Check]:
    """A table's title with what its lines are together: "Nettoindtægter i 2024, i alt 25.489 mio. kr."."""
    if not _IN_TOTAL.search(before):
        return
    for number, table in enumerate(reading.tables):
        title = " ".join(table.title.casefold().split())
        if not title or not before.startswith(title):
            continue
        if table.left_out or len(table.columns) != 1 or _money(table) is None:
            continue
        lines = [at for at, row in enumerate(table.rows) if row.kind == "line" and row.values[0] is not None]
        if len(lines) > 1:
            cells = [cell_of(table, (number, at, 0), reading.name) for at in lines]
            yield _check(reading, amount, table, cells, 1, certain=all(table.rows[at].certain for at in lines))
        return
