"""The checks between tables, of one document or of two: overview against detail, and one figure printed twice.

Two figures of two tables are each rounded once, so they agree within half a unit of the last printed digit of each.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgettui.domain.amounts import COUNT, POSTS, Unit, parse_unit
from budgettui.domain.checking.reconciled import UNSURE, Check, cell_of, held_against
from budgettui.domain.checking.row_words import is_total_label
from budgettui.domain.checking.sums import last_digit
from budgettui.domain.errors import N_
from budgettui.domain.paper.papers import Paper
from budgettui.domain.paper.reading import Column, Reading, Table

_OTHER_LINE = N_("samme navn, men måske en anden linje")
_MARKS = re.compile(r"(?:\s*\*+|\s+[0-9]\))+\s*$")
_SIGN = re.compile(r"[-+−–•]\s+")
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
_THEME = re.compile(r"tema\s+([0-9]{1,2})\b", re.IGNORECASE)
_NUMBERED = re.compile(r"([0-9]{1,2})\.\s")
#: A longer table is a ledger and no print: its lines are not looked for elsewhere.
LONGEST = 2000
#: Figures of one name that lie within this share of each other are one figure, printed differently.
_NEAR = Decimal("0.1")
#: A figure tells something where it is so many times what rounding can hide.
_TELLING = 10

#: The place of a row: (table, row).
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A row that may be printed elsewhere too.

    ``key`` says what it is: its name, its department, and whether its figures are money or posts, at which price
    level. Two rows with one key may be held against each other.
    """

    key: str
    table: int
    row: int


def named_rows(reading: Reading) -> Iterator[NamedRow]:
    """The rows of a reading that have a name of their own, but for names that stand twice in one table."""
    for number, table in enumerate(reading.tables):
        kind = _kind(table.unit)
        if table.left_out or kind is None or len(table.rows) > LONGEST:
            continue
        scope = table.department or reading.department or ""
        place = reading.municipality or ""
        names = [name_of(row.label) for row in table.rows]
        often = Counter(names)
        for at, name in enumerate(names):
            if name and often[name] == 1 and any(value is not None for value in table.rows[at].values):
                yield NamedRow(
                    "\t".join((place, scope, kind, (table.price_level or "").casefold(), name)), number, at
                )


def name_of(label: str) -> str:
    """What a row is called, without signs before it and footnote marks after it; "" for a bare total."""
    name = " ".join(_MARKS.sub("", _SIGN.sub("", label.strip(), count=1)).casefold().split())
    return "" if len(name) < 3 or not re.sub(r"\bi alt\b|\btotal\b|\bsum\b|\bialt\b|\W", "", name) else name


def may_cross(key: str) -> bool:
    """Whether a row of this key can be held against one of another document: it says whose figures they are."""
    place, scope, *_rest = key.split("\t")
    return bool(place and scope)


def _kind(unit: str | None) -> str | None:
    known = parse_unit(unit or "")
    if known is None or known.hundredths is None:
        return None
    return known.code if known in (POSTS, COUNT) else "money"


# -- one figure against another


def _value(table: Table, place: Place, column: int) -> Decimal | None:
    text = table.rows[place[1]].values[column]
    return None if text is None else Decimal(text)


def _scale(table: Table) -> Decimal:
    return Decimal(_unit(table).hundredths or 1)


def _unit(table: Table) -> Unit:
    unit = parse_unit(table.unit or "")
    assert unit is not None
    return unit


def _compared(
    kind: str, printed: tuple[Table, Place, int, str], others: Sequence[tuple[Table, Place, int, str]],
    doubt: str = "",
) -> Check:
    """A figure against the sum of others, in the unit of the first; the others share a table's unit."""
    table, place, column, document = printed
    own = cell_of(table, (*place, column), document)
    scale = _scale(table)
    cells = [cell_of(of, (*at, where), name) for of, at, where, name in others]
    factor = _scale(others[0][0]) / scale
    computed = sum((cell.value for cell in cells), Decimal(0)) * factor
    hidden = sum((last_digit(cell.value) for cell in cells), Decimal(0)) * factor
    certain = table.rows[place[1]].certain and all(of.rows[at[1]].certain for of, at, _where, _name in others)
    tolerance = _short((last_digit(own.value) + hidden) / 2)
    return held_against(kind, own, cells, _short(computed), tolerance, doubt=doubt if certain else UNSURE)


def _short(value: Decimal) -> Decimal:
    """The value without zeros that say nothing, and without an exponent."""
    short = value.normalize()
    return short if int(short.as_tuple().exponent) <= 0 else short.quantize(Decimal(1))


def _slots(table: Table, label: str) -> dict[tuple[str, int], int]:
    """What each column holds, as (phase, year); columns whose year nobody says are left out."""
    year_of_row = _YEAR.findall(label)
    found: dict[tuple[str, int], int] = {}
    for i, column in enumerate(table.columns):
        year = _year(column, year_of_row)
        slot = (column.phase or "other", year)
        if year and slot not in found:
            found[slot] = i
    return found


def _year(column: Column, in_label: Sequence[str]) -> int:
    if column.year is not None:
        return column.year
    # "Årets resultat 2024" under "Mio. kr.": the row says its year itself.
    return int(in_label[-1]) if in_label and column.phase in (None, "other") else 0


# -- the same figure in several places


def repeated(
    first: tuple[Table, Place, str], second: tuple[Table, Place, str], done: Iterable[tuple[Place, Place]] = ()
) -> list[Check]:
    """Two rows of one name: the figures of each phase and year that both print.

    One name can stand for two things. It is the same line where a figure that tells something agrees: another one that
    lies near differs then. Where none agrees but all lie near each other, or one lies far off, nobody can say; and
    where all lie far apart nothing is said.
    """
    (table, place, document), (other, there, name) = first, second
    if (place, there) in done or (there, place) in done:
        return []
    mine, theirs = _slots(table, table.rows[place[1]].label), _slots(other, other.rows[there[1]].label)
    pairs: list[tuple[int, int]] = []
    told, near = False, True
    for slot, column in mine.items():
        if slot not in theirs or None in (_value(table, place, column), _value(other, there, theirs[slot])):
            continue
        pairs.append((column, theirs[slot]))
        check = _compared("repeated", (table, place, column, ""), [(other, there, theirs[slot], "")])
        agrees, close, tells = _alike(check)
        told = told or (tells and agrees)
        near = near and (agrees or close)
    if not (told or near):
        return []
    checks = []
    for column, elsewhere in pairs:
        parts = [(other, there, elsewhere, name)]
        check = _compared("repeated", (table, place, column, document), parts)
        if not (told and any(_alike(check)[:2])):
            check = _compared("repeated", (table, place, column, document), parts, _OTHER_LINE)
        checks.append(check)
    return checks


def _alike(check: Check) -> tuple[bool, bool, bool]:
    """Whether two figures agree, whether they lie near each other, and whether they are large enough to tell."""
    large, apart = max(abs(check.printed.value), abs(check.computed)), abs(check.difference)
    tells = large >= _TELLING * check.tolerance
    return apart <= check.tolerance, tells and apart <= large * _NEAR, tells


def repeated_within(reading: Reading, done: Iterable[tuple[Place, Place]]) -> Iterator[Check]:
    """Every figure of a reading that a table before it prints too."""
    known = frozenset(done)
    firsts: dict[str, NamedRow] = {}
    for row in named_rows(reading):
        first = firsts.setdefault(row.key, row)
        if first is not row and first.table != row.table:
            yield from repeated(
                (reading.tables[first.table], (first.table, first.row), reading.name),
                (reading.tables[row.table], (row.table, row.row), reading.name),
                known,
            )


# -- overview against detail


def overview_checks(reading: Reading) -> tuple[list[Check], list[tuple[Place, Place]]]:
    """The lines of an overview against the tables of the initiatives that they name; and the pairs of rows that were
    compared.

    An overview is a table of money outside the initiatives that names two of them at least. A line that has another
    name than its initiative is known by its place: the n-th line under head t is initiative n of theme t.
    """
    details = _details(reading)
    if len(details) < 2:
        return [], []
    names: dict[str, int | None] = {}
    for i, (paper, _detail) in enumerate(details):
        name = name_of(paper.title)
        names[name] = None if name in names else i
    places = {
        (int(theme[1]), int(paper.number)): i
        for i, (paper, _detail) in enumerate(details)
        if paper.number and paper.number.isdecimal() and (theme := _THEME.search(paper.theme or ""))
    }
    titles = {paper.title for paper, _detail in details}
    checks: list[Check] = []
    pairs: list[tuple[Place, Place]] = []
    for number, table in enumerate(reading.tables):
        if table.left_out or table.paper in titles or _kind(table.unit) != "money":
            continue
        lines = _lines(table)
        if sum(names.get(name_of(table.rows[at].label)) is not None for at, _place in lines) < 2:
            continue
        for at, place in lines:
            found = names.get(name_of(table.rows[at].label))
            which = found if found is not None else places.get(place)
            if which is None:
                continue
            own, rows = details[which][1]
            checks += _against_detail(reading, (number, at), own, rows)
            pairs += [((number, at), (own, row)) for row in rows]
    return checks, pairs


def _lines(table: Table) -> list[tuple[int, tuple[int, int]]]:
    """The lines of an overview, each with (head, how many-th under it); head 0 where no number is printed."""
    found = []
    head = place = 0
    for at, row in enumerate(table.rows):
        numbered = _NUMBERED.match(row.label)
        if row.kind != "line":
            head, place = int(numbered[1]) if numbered else 0, 0
        elif any(value is not None for value in row.values):
            place += 1
            found.append((at, (head, place)))
    return found


def _details(reading: Reading) -> list[tuple[Paper, tuple[int, tuple[int, ...]]]]:
    """Each initiative with its own table of money, and the rows of that which are its figure together: the total, or
    else all lines."""
    tables: dict[str, int] = {}
    for number, table in enumerate(reading.tables):
        if table.paper and not table.left_out and _kind(table.unit) == "money" and table.rows:
            tables.setdefault(table.paper, number)
    found = []
    for paper in reading.papers:
        own = tables.get(paper.title) if paper.kind == "initiative" else None
        if own is None:
            continue
        rows = reading.tables[own].rows
        totals = [at for at, row in enumerate(rows) if row.kind == "total" or is_total_label(row.label)]
        found.append((paper, (own, tuple(totals[-1:] or range(len(rows))))))
    return found


def _against_detail(reading: Reading, place: Place, number: int, rows: Sequence[int]) -> Iterator[Check]:
    table, detail = reading.tables[place[0]], reading.tables[number]
    if table.price_level and detail.price_level and table.price_level.casefold() != detail.price_level.casefold():
        return
    theirs = _slots(detail, "")
    for slot, column in _slots(table, "").items():
        there = theirs.get(slot)
        if there is None or _value(table, place, column) is None:
            continue
        parts = [(detail, (number, row), there, reading.name) for row in rows if detail.rows[row].values[there]]
        if parts:
            yield _compared("overview", (table, place, column, reading.name), parts)


# -- the departments' tables against what stands over them


def only_total(table: Table) -> int | None:
    """The row of a bare total ("I alt") that is all that a table has; ``None`` where it has other rows."""
    bare = len(table.rows) == 1 and is_total_label(table.rows[0].label) and not name_of(table.rows[0].label)
    return 0 if bare else None


def over_departments(reading: Reading) -> Iterator[Check]:
    """A total that stands alone in a table of no department, against the tables of the departments: their own bare
    totals, or all their lines.
    """
    for number, table in enumerate(reading.tables):
        at = None if table.left_out or table.department or _kind(table.unit) is None else only_total(table)
        if at is None:
            continue
        below = [
            (place, other) for place, other in enumerate(reading.tables)
            if other.department and not other.left_out and other.columns == table.columns
            and (other.unit, other.price_level) == (table.unit, table.price_level)
        ]
        rows = [(place, other, row) for place, other in below for row in _whole_of(other)]
        if len(below) < 2 or len(rows) > LONGEST:
            continue
        for column in range(len(table.columns)):
            if _value(table, (number, at), column) is not None:
                parts = [(other, (place, row), column, reading.name) for place, other, row in rows
                         if _value(other, (place, row), column) is not None]
                if parts:
                    yield _compared("sum", (table, (number, at), column, reading.name), parts)


def _whole_of(table: Table) -> list[int]:
    """The rows that a table comes to: its last bare total, or else its lines."""
    bare = [at for at, row in enumerate(table.rows) if is_total_label(row.label) and not name_of(row.label)]
    return bare[-1:] or [at for at, row in enumerate(table.rows) if row.kind == "line"]


# -- over documents


def across(
    later: tuple[str, Mapping[int, Table]],
    earlier: tuple[str, Mapping[int, Table]],
    rows: Iterable[tuple[Place, Place]],
) -> list[Check]:
    """The checks between two documents: rows of one key, each as (place in the later, place in the earlier)."""
    found: list[Check] = []
    for place, there in rows:
        found += repeated((later[1][place[0]], place, later[0]), (earlier[1][there[0]], there, earlier[0]))
    return found
