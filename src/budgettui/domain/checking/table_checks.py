"""The checks inside one table: totals, balances, variances and changes, and the years in its heading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, pairwise

from budgettui.domain.amounts import format_number
from budgettui.domain.checking.agreement import Agreement
from budgettui.domain.checking.column_laws import broken_laws, explained_by_rounding
from budgettui.domain.checking.parts import find_parts, has_unplaced, unsure_columns
from budgettui.domain.checking.reconciled import UNSURE, YEAR_UNIT, Cell, Check, cell_of, held_against, scope_of
from budgettui.domain.checking.row_words import is_ratio_label
from budgettui.domain.checking.sums import Vector, against, vectors_of, with_signs
from budgettui.domain.checking.variance import Triple, variance_choices, variance_columns, variance_difference
from budgettui.domain.errors import N_
from budgettui.domain.paper.reading import Finding, Table

#: How a column is called that says what came to be more or less.
CHANGE = re.compile(r"(?:ændring|udvikling|stigning|vækst|forskel)\b", re.IGNORECASE)
_OF_WHICH = re.compile(r"[-−–•*]?\s*heraf\b", re.IGNORECASE)
_SHARE = re.compile(r"\bandel\b", re.IGNORECASE)
_STOCK = re.compile(r"(?P<name>\D*?)\b(?P<end>ultimo|primo)\s+(?P<year>(?:19|20)[0-9]{2})\b", re.IGNORECASE)
_INCOME = re.compile(r"indtægt|betaling|tilskud|refusion|skat|gebyr|salg|provenu|leje", re.IGNORECASE)
_SPAN = re.compile(r"((?:19|20)[0-9]{2})\s*[-–—/]\s*((?:19|20)[0-9]{2})")

#: So many rows tell what a variance is not worked out of.
_MANY = 5

_UNREAD_ROW = N_("en række mellem delene kunne ikke læses")
_MISSING_CELL = N_("en af delene mangler et tal i kolonnen")
_NOT_ALL = N_("heraf-rækker er ikke altid det hele")
_FAR = N_("delene er langt fra summen, og er måske ikke dens dele")
_OTHER_SIGN = N_("afvigelsen er trykt med modsat fortegn af de andre")
_FOLLOWS = N_("følger af {column}: med {computed}, som delene giver, passer tallet")
_CHOSEN = N_("filen er et udtræk, og delene er måske ikke alle med")


def table_checks(table: Table, number: int = 0, document: str = "", *, chosen: bool = False) -> list[Check]:
    """Every check of a table, total by total and then variance by variance.

    ``chosen`` says that somebody chose the rows (a query of a statistics bank): parts may be missing then.
    """
    vectors = vectors_of(table.rows, table.columns)
    sums = list(_sums(table, vectors, number, document, chosen))
    differences = [*_variances(table, vectors, number, document), *_changes(table, vectors, number, document)]
    laws = _laws(table, vectors, differences, number, document)
    checks = _explained([*sums, *_rounded(differences, sums)], laws)
    return [*checks, *_heading(table, number, document)]


def _rounded(differences: Iterable[Check], sums: Iterable[Check]) -> Iterator[Check]:
    """The differences. What lies between totals that are the sums of rounded figures was rounded as often as there are
    parts."""
    summed = {_place(check.printed): len(check.parts) for check in sums
              if check.state in (Agreement.AGREES, Agreement.ROUNDING)}
    for check in differences:
        parts = [summed.get(_place(cell), 0) for cell in (check.printed, *check.parts)]
        if check.state is Agreement.DIFFERS and all(parts) and abs(check.difference) <= check.tolerance * max(parts):
            check = replace(check, state=Agreement.ROUNDING, tolerance=check.tolerance * max(parts))
        yield check


def _explained(checks: Sequence[Check], laws: Iterable[Check]) -> Iterator[Check]:
    """All checks; one that would agree with what should stand for a wrong figure among its parts says so: it is one
    mistake. So is a figure that is wrong in its row and its column."""
    wrong = {_place(check.printed): check for check in checks if check.kind in _CODES and check.kind != "variance"
             and check.state is Agreement.DIFFERS}
    laws = [check for check in laws if _place(check.printed) not in wrong]
    wrong |= {_place(check.printed): check for check in laws}
    for check in (*checks, *laws):
        found = [(part.sign, wrong[_place(part)]) for part in check.parts if _place(part) in wrong]
        if check.state is Agreement.DIFFERS and len(found) == 1:
            ((sign, cause),) = found
            if abs(check.difference + sign * cause.difference) <= check.tolerance:
                own = cause.printed
                name = own.label if own.column == check.printed.column else own.column_label
                check = replace(check, why=_FOLLOWS.format(column=name, computed=_danish(cause.computed)))
        yield check


def _place(cell: Cell) -> tuple[int, int]:
    return cell.row, cell.column


def _danish(value: Decimal) -> str:
    return format_number(value, max(0, -int(value.as_tuple().exponent)))


# -- totals


def _sums(table: Table, vectors: Sequence[Vector], number: int, document: str, chosen: bool) -> Iterator[Check]:
    rows = table.rows
    found = find_parts(rows, table.columns)
    groups = [(head, parts) for head, parts in found.items()]
    for head, parts in (*_of_which(table, vectors), *_balances(table, vectors, found)):
        if found.get(head) != parts:
            groups.append((head, parts))
    vouched = _vouched(table, vectors)
    for head, parts in sorted(groups, key=lambda group: group[0]):
        if is_ratio_label(rows[head].label) or _SHARE.search(rows[head].label):
            continue
        all_of_which = all(_OF_WHICH.match(rows[part].label) for part in parts)
        kind = "of_which" if all_of_which else "balance" if _carries(table, parts[0], head) else "sum"
        unsure = unsure_columns(rows, parts)
        signed = with_signs(vectors, head, parts)
        columns = against(signed, head, parts).columns()
        # Rows above a total are taken for its parts by their order. Several columns can prove that they are; a single
        # one that is far off proves nothing.
        lone = len(columns) == 1 and parts[0] < head and _is_far(*columns[0][1:3])
        # Parts that make twice a total in every column have sums of their own among them.
        lone = lone or all(abs(computed - 2 * printed) <= tolerance for _at, printed, computed, tolerance in columns)
        for column, printed, computed, tolerance in columns:
            lacking = _UNREAD_ROW if has_unplaced(rows, head, parts) else _MISSING_CELL if column in unsure else ""
            certain = all(rows[row].certain or (row, column) in vouched for row in (head, *parts))
            far = lone or _is_mean(printed, [signed[part][column][0] for part in parts if column in signed[part]])
            doubt = _NOT_ALL if all_of_which else _CHOSEN if chosen else _FAR if far else "" if certain else UNSURE
            own = cell_of(table, (number, head, column), document)
            cells = [
                cell_of(table, (number, part, column), document, signed[part].sign)
                for part in parts if column in vectors[part]
            ]
            yield held_against(kind, own, cells, computed, tolerance, lacking=lacking, doubt=doubt)


def _is_far(printed: Decimal, computed: Decimal) -> bool:
    return abs(printed - computed) > max(abs(printed), abs(computed)) / 2


def _is_mean(printed: Decimal, parts: Sequence[Decimal]) -> bool:
    """Whether a figure lies between others of one sign: what stands below them is their mean and no sum."""
    one_sign = len(parts) > 2 and (min(parts) > 0 or max(parts) < 0)
    return one_sign and min(parts) < printed < max(parts) and _is_far(printed, sum(parts, Decimal(0)))


def _vouched(table: Table, vectors: Sequence[Vector]) -> set[tuple[int, int]]:
    """The cells of doubtful rows whose variance is their accounts less their budget: they were not misread."""
    triples = [] if all(row.certain for row in table.rows) else variances_of(table, vectors)
    turned = _is_turned(vectors, triples)
    found: set[tuple[int, int]] = set()
    for triple in triples:
        for i, (row, vector) in enumerate(zip(table.rows, vectors, strict=True)):
            if row.certain or any(position not in vector for position in triple) or not vector[triple[0]][0]:
                continue
            difference, tolerance = _variance(vector, triple, turned)
            if abs(difference) <= tolerance:
                found.update((i, position) for position in triple)
    return found


def _of_which(table: Table, vectors: Sequence[Vector]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """The rows that say "heraf", each run of several under the row before it; a single one is never the whole."""
    head: int | None = None
    run: list[int] = []
    for i, row in enumerate((*table.rows, None)):
        if row is not None and _OF_WHICH.match(row.label):
            run.append(i)
            continue
        parts = tuple(part for part in run if vectors[part])
        if head is not None and len(parts) > 1:
            yield head, parts
        head, run = (i if row is not None and vectors[i] else None), []


def stock(label: str) -> tuple[str, int] | None:
    """(what is carried, the year that it is the end of): "Opsparing ultimo 2023", "Opsparing primo 2024"."""
    match = _STOCK.match(label.strip())
    if match is None:
        return None
    year = int(match["year"]) - (match["end"].casefold() == "primo")
    return " ".join(match["name"].casefold().split()), year


def _carries(table: Table, first: int, head: int) -> bool:
    """Whether the first row is the stock that the head is a year later."""
    before, after = stock(table.rows[first].label), stock(table.rows[head].label)
    if before is None or first > head:
        return False
    return after is None or (after[0] == before[0] and after[1] == before[1] + 1)


def _balances(
    table: Table, vectors: Sequence[Vector], found: Mapping[int, tuple[int, ...]]
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """A stock at the end of a year: the one a year before it, and every row between as a movement.

    A total between them stands for the rows that it sums.
    """
    stocks = [(i, named) for i, row in enumerate(table.rows) if vectors[i] and (named := stock(row.label))]
    for (first, before), (head, after) in pairwise(stocks):
        if before[0] != after[0] or after[1] != before[1] + 1 or head - first < 2:
            continue
        rows = [i for i in range(first, head) if vectors[i] and not _OF_WHICH.match(table.rows[i].label)]
        summed = {part for i in rows for part in found.get(i, ()) if first <= part < i}
        yield head, tuple(i for i in rows if i not in summed)


# -- variances and changes


def _is_turned(vectors: Sequence[Vector], triples: Sequence[Triple]) -> bool:
    """Whether most rows print budget − accounts."""
    agreeing = [_agreeing(vectors, triple) for triple in triples]
    return sum(other for _straight, other in agreeing) > sum(straight for straight, _other in agreeing)


def _agreeing(vectors: Sequence[Vector], triple: Triple) -> tuple[int, int]:
    """How many rows print accounts − budget, and budget − accounts."""
    whole = [vector for vector in vectors if all(position in vector for position in triple)]
    straight, other = (
        sum(abs(difference) <= tolerance for difference, tolerance in (_variance(v, triple, turned) for v in whole))
        for turned in (False, True)
    )
    return straight, other


def variances_of(table: Table, vectors: Sequence[Vector] | None = None) -> list[Triple]:
    """The positions of accounts, budget and variance for each variance of a table: those that its columns say, unless
    most of its rows say that it is worked out of others of them."""
    found: list[Triple] = []
    for said, choices in variance_choices(table.columns):
        vectors = vectors_of(table.rows, table.columns) if vectors is None else vectors
        triple = _by_rows(vectors, said, choices) if choices else said
        found += [triple] if triple is not None else []
    return found


def _by_rows(vectors: Sequence[Vector], said: Triple | None, choices: Sequence[Triple]) -> Triple | None:
    telling = [vector for vector in vectors if choices[0][2] in vector and vector[choices[0][2]][0]]
    found = [(max(_agreeing(telling, choice)), choice == said, choice) for choice in choices]
    most, _said, best = max(found, key=lambda one: one[:2])
    sole = sum(agreeing == most for agreeing, _is_said, _choice in found) == 1 or best == said
    if most > 1 and 2 * most > len(telling) and sole:
        return best
    variance = choices[0][2]
    pairs = combinations(sorted({place for vector in telling for place in vector} - {variance}), 2)
    # What few of many rows agree with, and other columns explain, is worked out of those; what hardly any agrees with,
    # of more than two.
    explained = any(2 * max(_agreeing(telling, (one, other, variance))) > len(telling) for one, other in pairs)
    denied = 2 * most < len(telling) and (explained or _MANY * most < len(telling))
    return None if denied and len(telling) >= _MANY else said


def variance_of(table: Table) -> Triple | None:
    """The positions of accounts, budget and variance where a table has no more than one variance."""
    found = variances_of(table)
    return found[0] if len(found) == 1 else None


def prints_budget_less_accounts(table: Table) -> bool | None:
    """Whether the table's variances are budget − accounts, so that plus is a saving; ``None`` where it has none."""
    triples = variances_of(table)
    return _is_turned(vectors_of(table.rows), triples) if triples else None


def _variance(vector: Vector, triple: Triple, turned: bool) -> tuple[Decimal, Decimal]:
    accounts, budget, variance = (vector[position] for position in triple)
    coarsest = max(accounts[1], budget[1], variance[1])
    return variance_difference(accounts[0], budget[0], variance[0], coarsest, turned=turned)


def _variances(table: Table, vectors: Sequence[Vector], number: int, document: str) -> Iterator[Check]:
    triples = variances_of(table, vectors)
    signs = (-1, 1) if _is_turned(vectors, triples) else (1, -1)
    for triple in triples:
        yield from _differences("variance", table, vectors, (*triple, *signs), number, document)


def _changes(table: Table, vectors: Sequence[Vector], number: int, document: str) -> Iterator[Check]:
    """A column of changes between two years that stand beside it ("Ændring", "Udvikling 2021-2024")."""
    for place, column in enumerate(table.columns):
        if not CHANGE.match(column.label) or column.year is not None:
            continue
        years = {
            other.year: i
            for i, other in enumerate(table.columns)
            if other.year is not None and other.phase in ("other", "executed", None)
        }
        # What stands behind the change is an aim, or what comes next: the years before it go first.
        years |= {year: i for i, other in enumerate(table.columns[:place]) if (year := other.year) in years}
        span = _SPAN.search(column.label)
        if span:
            first, last = int(span[1]), int(span[2])
        elif len(years) == 2:
            first, last = sorted(years)
        else:
            continue
        if first in years and last in years:
            yield from _differences(
                "change", table, vectors, (years[last], years[first], place, 1, -1), number, document
            )


def _differences(
    kind: str, table: Table, vectors: Sequence[Vector], places: tuple[int, int, int, int, int], number: int,
    document: str,
) -> Iterator[Check]:
    first, second, place, plus, minus = places
    for i, vector in enumerate(vectors):
        if not all(position in vector for position in (first, second, place)):
            continue
        cells = [
            cell_of(table, (number, i, first), document, plus),
            cell_of(table, (number, i, second), document, minus),
        ]
        tolerance = max(vector[position][1] for position in (first, second, place)) * 3 / 2
        own = cell_of(table, (number, i, place), document)
        yield difference_check(kind, own, cells, tolerance, certain=table.rows[i].certain)


def _laws(
    table: Table, vectors: Sequence[Vector], differences: Sequence[Check], number: int, document: str
) -> Iterator[Check]:
    """A figure that breaks what all other rows say of its column."""
    certain = [vector if row.certain and not is_ratio_label(row.label) else Vector()
               for row, vector in zip(table.rows, vectors, strict=True)]
    known = {frozenset((one.printed.column, *(part.column for part in one.parts))) for one in differences}
    for row, column, law in broken_laws(certain, len(table.columns), known):
        cells = [cell_of(table, (number, row, place), document, sign) for place, sign in law]
        computed = sum((cell.sign * cell.value for cell in cells), Decimal(0))
        own = cell_of(table, (number, row, column), document)
        yield held_against("column", own, cells, computed, explained_by_rounding(vectors[row], column, law))


def difference_check(kind: str, own: Cell, cells: Sequence[Cell], tolerance: Decimal, *, certain: bool) -> Check:
    """A printed difference against that of two figures."""
    computed = sum((cell.sign * cell.value for cell in cells), Decimal(0))
    # Income is often printed the other way round among expenses.
    other_sign = kind == "variance" and bool(_INCOME.search(own.label)) and abs(own.value + computed) <= tolerance
    return held_against(
        kind, own, cells, computed, tolerance, doubt=_OTHER_SIGN if other_sign else "" if certain else UNSURE
    )


# -- the heading


def _heading(table: Table, number: int, document: str) -> Iterator[Check]:
    """The year printed over a variance against the budget's: papers carry a heading over from the year before."""
    triple = variance_columns(table.columns)
    if triple is None:
        return
    _accounts, budget, variance = triple
    said, known = table.columns[variance].year, table.columns[budget].year
    if said is None or known is None:
        return
    own = heading_cell(table, number, variance, said, document)
    other = heading_cell(table, number, budget, known, document)
    yield held_against("heading", own, [other], Decimal(known), Decimal(0))


def heading_cell(table: Table, number: int, column: int, year: int, document: str) -> Cell:
    """A year in a table's heading as a cell; ``column`` is -1 for the title."""
    words = table.columns[column].label if column >= 0 else table.title
    return Cell(
        document, number, -1, column, table.title, words, words, Decimal(year), str(year), YEAR_UNIT, 1, table.source,
        scope_of(table.paper, table.department),
    )


# -- findings

#: The codes of the inspect contract, and the words, for the kinds of check that are findings of a table.
_SUM = ("sum_mismatch", N_("Trykt sum og delene er ikke ens: {row}, {column}"))
_COLUMNS = N_("Tallet passer ikke med de andre kolonner: {row}, {column}")
_CODES = {
    "sum": _SUM, "of_which": _SUM, "balance": _SUM, "column": ("other", _COLUMNS),
    "change": ("variance_mismatch", _COLUMNS),
    "variance": ("variance_mismatch", N_("Afvigelsen er ikke regnskab minus budget: {row}")),
}


def check_table(table: Table, *, chosen: bool = False) -> list[Finding]:
    """What does not add up in a table, as findings: the checks of it that do not agree; of sums and variances, also
    what is only rounding."""
    return [
        _finding(check)
        for check in table_checks(table, chosen=chosen)
        if check.kind in _CODES and check.state in (
            (Agreement.DIFFERS,) if _CODES[check.kind][1] == _COLUMNS else (Agreement.DIFFERS, Agreement.ROUNDING)
        )
    ]


def _finding(check: Check) -> Finding:
    cell = check.printed
    code, words = _CODES[check.kind]
    return Finding(
        code,
        "rounding" if check.state is Agreement.ROUNDING else "error",
        words.format(row=cell.label, column=cell.column_label),
        table=cell.table_title,
        row=cell.label,
        column=cell.column_label,
        printed=str(cell.value),
        computed=str(check.computed),
        difference=str(check.difference),
        parts=() if check.kind == "variance" else tuple(part.label for part in check.parts),
        source=cell.source,
    )
