"""The checks of the reconciliation in words: for the terminal, a pipe, other programs, and the minutes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from budgettui.domain.amounts import counted, format_number
from budgettui.domain.checking.agreement import KINDS, ORDER, STATE_WORDS, Agreement
from budgettui.domain.checking.reconciled import YEAR_UNIT, Cell, Check
from budgettui.export.escape import columns, plain_line
from budgettui.i18n import _, ngettext, said_in_language

if TYPE_CHECKING:
    from budgettui.domain.paper.papers import Source

#: So many parts of a sum are told in a line; the others are counted.
MOST_PARTS = 40
#: How a state is counted: one, and many.
STATES = ("agrees", "rounding", "differs", "known", "undecided")


def state_of(check: Check, note: str) -> str:
    """The state of a check; "known" for a difference with a note."""
    return "known" if note and check.state is Agreement.DIFFERS else str(check.state)


def number_text(value: Decimal, unit: str = "", decimals: int = 0) -> str:
    """A figure in Danish with the decimals it has, or more; a year without a point."""
    own = max(decimals, -int(value.as_tuple().exponent))
    return str(int(value)) if unit == YEAR_UNIT else format_number(value, own)


def figures(check: Check) -> tuple[str, str, str]:
    """Printed (with the decimals that it was printed with), computed and difference (with as many, or more)."""
    unit = check.printed.unit
    decimals = max(0, -int(check.printed.value.as_tuple().exponent))
    computed, difference = (value.normalize() if value else Decimal(0) for value in (check.computed, check.difference))
    return (
        number_text(check.printed.value, unit),
        number_text(computed, unit, decimals),
        number_text(difference, "", decimals),
    )


def tolerance_text(check: Check) -> str:
    """What rounding can explain, with one decimal more than the printed figure at most."""
    decimals = max(0, -int(check.printed.value.as_tuple().exponent)) + 1
    return number_text(round(check.tolerance, decimals).normalize())


def place_words(check: Check) -> tuple[str, str, str, str]:
    """(scope, table, row, column) of what is checked; a sum in the text is told by the line that it is about."""
    cell = check.printed
    if check.kind == "text":
        other = check.parts[0]
        row = other.label if len(check.parts) == 1 else _("i alt")
        return cell.scope, other.table_title, row, other.column_label
    if check.kind == "heading":
        return cell.scope, cell.table_title, "", cell.column_label if cell.column >= 0 else ""
    return cell.scope, cell.table_title, cell.label, cell.column_label


def place_line(check: Check) -> str:
    """The place in one line: "Teknik og Miljø › Områder › Driftsudgifter i alt › Budget 2024"."""
    return " › ".join(plain_line(word) for word in place_words(check) if word)


def source_words(source: Source, *, whole: bool = False) -> str:
    """ "s. 14, l. 203", as far as it is known; in ``whole`` words "side 14, linje 203"."""
    page, line = (_("side {page}"), _("linje {line}")) if whole else (_("s. {page}"), _("l. {line}"))
    parts = [page.format(page=source.page)] if source.page is not None else []
    parts += [line.format(line=source.line)] if source.line is not None else []
    return ", ".join(parts)


def sentence(check: Check) -> str:
    printed, computed, difference = figures(check)
    held = _(KINDS[check.kind][1])
    words = _("trykt {printed}, {held} giver {computed}, forskel {difference}").format(
        printed=printed, held=held, computed=computed, difference=difference
    )
    return f"{words} ({unit_text(check.printed)})" if check.printed.unit else words


def unit_text(cell: Cell) -> str:
    return _(cell.unit) if cell.unit == YEAR_UNIT else plain_line(cell.unit)


def thousands(count: int) -> str:
    """A count with a point for every three digits."""
    return f"{count:,}".replace(",", ".")


def counts_line(counts: dict[str, int]) -> str:
    """ "452 kontroller: 311 stemmer · 103 afrunding · 38 stemmer ikke"."""
    total = sum(counts.values())
    parts = [f"{thousands(counts[state])} {_(STATE_WORDS[state])}" for state in STATES if counts.get(state)]
    said = ngettext("{n} kontrol", "{n} kontroller", total).format(n=thousands(total))
    return f"{said}: {' · '.join(parts)}" if parts else said


def part_line(part: Cell, document: str) -> str:
    """A part: its figure, with its sign where it is subtracted, its name, and where it stands."""
    figure = number_text(part.value, part.unit)
    minus = "− " if part.sign < 0 else ""
    name = plain_line(part.label)
    place = source_words(part.source)
    if part.document != document:
        place = f"{part.document} {place}"
    return " · ".join(word for word in (minus + counted(figure, unit_text(part)), name, place) if word)


def check_lines(checks: Iterable[tuple[Check, str]]) -> list[str]:
    """Plain lines in aligned columns, each with its reason or note below it."""
    rows = []
    below: list[list[str]] = []
    for check, note in checks:
        cell = check.printed
        place = f"{cell.document} {source_words(cell.source)}".rstrip()
        rows.append([
            _(STATE_WORDS[state_of(check, note)]), *figures(check), unit_text(cell), f"{place_line(check)} ({place})",
        ])
        parts = "; ".join(part_line(part, cell.document) for part in check.parts[:MOST_PARTS])
        if len(check.parts) > MOST_PARTS:
            rest = len(check.parts) - MOST_PARTS
            parts += "; " + ngettext("og {n} del til", "og {n} dele til", rest).format(n=thousands(rest))
        said = [_("dele: {parts}").format(parts=parts), said_in_language(check.why)]
        below.append([*filter(None, said), *([_("kendt: {note}").format(note=plain_line(note))] if note else [])])
    found = []
    for line, more in zip(columns(rows, right=(1, 2, 3)), below, strict=True):
        found += [line, *(f"    {one}" for one in more)]
    return found


def checks_json(checks: Iterable[tuple[Check, str]]) -> list[dict[str, Any]]:
    """Checks for other programs: exact decimals as text with a point. Each comes with its note, or ""."""
    return [
        {
            "id": check.id,
            "kind": check.kind,
            "state": str(check.state),
            "acknowledged": note or None,
            "why": said_in_language(check.why) or None,
            "printed": _cell_json(check.printed),
            "computed": format(check.computed, "f"),
            "difference": format(check.difference, "f"),
            "tolerance": format(check.tolerance, "f"),
            "parts": [{**_cell_json(part), "sign": part.sign} for part in check.parts],
        }
        for check, note in checks
    ]


def _cell_json(cell: Cell) -> dict[str, Any]:
    return {
        "document": cell.document,
        "scope": cell.scope or None,
        "table": cell.table_title or None,
        "row": cell.label or None,
        "column": cell.column_label or None,
        "unit": cell.unit or None,
        "value": format(cell.value, "f"),
        "printed": cell.printed,
        "source": {"page": cell.source.page, "line": cell.source.line, "last_line": cell.source.last_line},
    }


def in_order(checks: Sequence[tuple[Check, str]]) -> list[tuple[Check, str]]:
    """What needs an eye first; a difference that is known after the others."""
    return sorted(checks, key=lambda one: (ORDER.index(one[0].state), bool(one[1])))
