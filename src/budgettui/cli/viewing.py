"""From the words of a command line to a view of the budget: which figures, which place, which columns and order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from budgettui.domain.amounts import KR, KR_1000, MIO_KR, Unit, parse_unit
from budgettui.domain.budget.budget import Line, Material
from budgettui.domain.budget.compare import match_key, pairs_between
from budgettui.domain.budget.filter_grammar import parse
from budgettui.domain.budget.filters import All, Amount, Compare, bound, spelled
from budgettui.domain.budget.view import AGGREGATES, DIFFERENCE, PERCENT, Pair, View, columns_of
from budgettui.domain.errors import N_, BudgettuiError, FilterError
from budgettui.figures import column_words
from budgettui.resources import load_prices

if TYPE_CHECKING:
    from budgettui.store import Store

UNITS = {"kr": KR, "1000": KR_1000, "mio": MIO_KR}
NATURES = {
    "hver-for-sig": "apart", "områder-samlet": "wholes", "drift": "operating", "anlæg": "capital", "samlet": "both",
}
SHOWN_AS = {"beløb": "amount", "procent": "share", "indbygger": "head"}
UNDER = {"sum": "sum", "antal": "count", "gennemsnit": "mean", "mindst": "min", "størst": "max"}
#: Words for what is worked out in a comparison.
_WORKED_OUT = {
    "forskel": DIFFERENCE, "difference": DIFFERENCE, "procent": PERCENT, "percent": PERCENT,
}
#: So many lines are named to one who asked for a line that is not there.
_MOST_LABELS = 20
#: A column in the order from the smallest.
_SMALLEST = (":op", ":asc")


class ViewError(BudgettuiError):
    """A view that cannot be made: the words fit nothing, or several things."""


@dataclass(frozen=True)
class Wanted:
    """What was asked for, in the words that it was asked in; empty for what was not said."""

    path: str = ""
    material: str = ""
    compare: str = ""
    columns: str = ""
    sort: str = ""
    unit: str = ""
    nature: str = ""
    shown_as: str = ""
    under: str = ""
    filter: str = ""
    prices: Path | None = None
    flat: bool = False
    hide_zero: bool = False
    internal: bool = False


def materials_of(store: Store, *, internal: bool) -> list[Material]:
    """The materials; what only closed items have papers of is left out, unless it is asked for."""
    hidden = set() if internal else store.sealed_materials()
    return [material for material in store.materials() if material.id not in hidden]


def make_view(store: Store, wanted: Wanted) -> View:
    """The view that was asked for. Raises ``ViewError``: there is no budget, or a material, a line or a column that is
    not there, or not only one. ``FilterError``: the filter cannot be understood. ``PriceError``: the price-and-wage
    table cannot be used."""
    materials = materials_of(store, internal=wanted.internal)
    first = store.widest(materials)
    if first is None:
        raise ViewError(N_("Der er ingen budgettal i databasen. Indlæs papirer med: budgettui import. "
                           "En tabel uden enhed eller fase venter i gennemsynet (F7)"))
    material = find_material(materials, wanted.material) if wanted.material else first
    view = View(material, find_node(store, material, wanted.path), hide_zero=wanted.hide_zero, flat=wanted.flat)
    view = _compared(view, materials, wanted)
    if wanted.columns:
        view = _with_columns(view, wanted.columns)
    if wanted.nature:
        view = replace(view, nature=NATURES[wanted.nature])
    if wanted.shown_as:
        view = _shown_as(view, SHOWN_AS[wanted.shown_as])
    if wanted.unit:
        view = replace(view, unit=_unit(view, wanted.unit))
    if wanted.under:
        names = (name.strip().casefold() for name in wanted.under.split(","))
        view = replace(view, aggregates=tuple(_one_of(name, UNDER, AGGREGATES) for name in names if name))
    if wanted.filter:
        beside = view.other.columns if view.other else ()
        asked = parse(wanted.filter, view.unit or parse_unit(material.unit) or KR)
        condition = bound(spelled(asked, store.spellings), (*material.columns, *beside), view.pairs)
        view = replace(view, filter=condition, typed=wanted.filter)
    for words in filter(None, (part.strip() for part in wanted.sort.split(","))):
        name = words
        for ending in _SMALLEST:
            name = name.removesuffix(ending)
        view = view.sorted_by(_sort_column(view, name), largest_first=name == words)
    return view


def _one_of(name: str, words: dict[str, str], known: Sequence[str] | dict[str, str]) -> str:
    found = words.get(name, name)
    if found not in known:
        raise ViewError(N_("{word} kendes ikke her. Vælg mellem: {known}"), word=name, known=", ".join(words))
    return found


# Which figures.


def find_material(materials: Sequence[Material], words: str) -> Material:
    """The material with this key, or the only one with all of these words in title, unit or price level; older editions
    of a file where no newer one fits. Raises ``ViewError``: there is none, or several."""
    exact = [entry for entry in materials if words in (entry.key, entry.title)]
    parts = words.casefold().split()
    found = exact if len(exact) == 1 else [entry for entry in materials if all(part in _said(entry) for part in parts)]
    if len(newest := [entry for entry in found if not entry.older] or found) == 1:
        return newest[0]
    listed = ", ".join(entry.key for entry in found or materials)
    if not found:
        raise ViewError(N_("Intet talmateriale passer til {words}. Der er: {materials}"), words=words, materials=listed)
    raise ViewError(N_("Flere talmaterialer passer til {words}: {materials}"), words=words, materials=listed)


def _said(material: Material) -> str:
    return f"{material.key} {material.title} {material.unit} {material.price_level or ''}".casefold()


# Which place.


def find_node(store: Store, material: Material, path: str) -> int:
    """The node at a path of names with "/" between, from the municipality down; the root for an empty path.

    Each name is a department's code or name, a line's label, its code, or the beginning of its label. Raises
    ``ViewError``: a name fits no line, or several.
    """
    node = material.root
    for name in filter(None, (part.strip() for part in path.split("/"))):
        rows = store.lines(store.child_rows(node))
        found = _named(store, rows, name)
        if len(found) != 1:
            known = list(dict.fromkeys(line.label for line in found.values() or rows))
            labels = ", ".join([*known[:_MOST_LABELS], *(["…"] if len(known) > _MOST_LABELS else [])])
            if found:
                raise ViewError(N_("Flere linjer passer til {name}: {labels}"), name=name, labels=labels)
            raise ViewError(N_("Ingen linje passer til {name}. Der er: {labels}"), name=name, labels=labels)
        (node,) = found
    return node


def _named(store: Store, rows: Sequence[Line], name: str) -> dict[int, Line]:
    keys = {entry.key for entry in store.names().named(name)}
    canonical = store.canonical([line.node for line in rows]) if keys else {}
    folded = name.casefold()
    slug = folded.replace(" ", "-")
    for fits in (
        lambda line: canonical.get(line.node) in keys,
        lambda line: folded in (line.label.casefold(), line.code.casefold()) or line.key.endswith(f"/{slug}"),
        lambda line: line.label.casefold().startswith(folded),
        lambda line: match_key(line.key.rpartition("/")[2]).startswith(slug),
    ):
        found = {line.node: line for line in rows if fits(line)}
        if found:
            return found
    return {}


# Which columns.


def _column(view: View, words: str) -> tuple[int, ...]:
    """The ids that a column's name stands for: one, or accounts and budget for a variance that is not printed."""
    name = words.strip()
    heading = f"[{name}]"
    columns = (*view.material.columns, *(view.other.columns if view.other else ()))
    labels = {column.label.casefold() for column in columns}
    said = heading if name.casefold() in labels else name.replace(" ", "")
    try:
        parsed = parse(f"{said} = 0")
    except FilterError:
        parsed = All()
    condition = bound(parsed, columns)
    part = condition.parts[0] if isinstance(condition, All) and condition.parts else condition
    if isinstance(part, Compare) and isinstance(part.left, Amount):
        return part.left.columns
    known = ", ".join(column_words(view, column) for column in columns_of(View(view.material, view.node)))
    raise ViewError(N_("{word} er ingen kolonne her. Der er: {columns}"), word=name, columns=known)


def _with_columns(view: View, words: str) -> View:
    chosen: list[int] = []
    pairs = [*view.pairs]
    for name in filter(None, (part.strip() for part in words.split(","))):
        if name.casefold() in _WORKED_OUT:
            continue  # they stand behind what is compared
        ids = _column(view, name)
        if len(ids) == 1:
            chosen += ids
        else:
            pairs.append(Pair(ids[1], ids[0]))
    return replace(view, chosen=tuple(dict.fromkeys(chosen)), pairs=tuple(dict.fromkeys(pairs)))


def _compared(view: View, materials: Sequence[Material], wanted: Wanted) -> View:
    """``compare`` is two columns with "mod" or ":" between, or another material."""
    words = wanted.compare
    if not words:
        return view
    for between in (" mod ", " against ", ":"):
        column, found, base = words.partition(between)
        if found:
            first, second = _column(view, column), _column(view, base)
            return view.compared((Pair(second[0], first[0]),))
    other = find_material([entry for entry in materials if entry != view.material], words)
    pairs = pairs_between(view.material, other)
    if not pairs:
        raise ViewError(N_("{title} har ingen kolonner, der kan holdes op mod det, der vises."), title=other.title)
    view = view.compared(pairs, other)
    if view.comparable or wanted.prices is None:
        return view
    from budgettui.domain.budget.prices import conversion

    table = load_prices(wanted.prices)
    return replace(view, conversion=conversion(table, other.price_level, view.material.price_level))


def _sort_column(view: View, words: str) -> int:
    worked_out = _WORKED_OUT.get(words.casefold())
    if worked_out is not None:
        found = [column.id for column in columns_of(view) if column.phase == worked_out]
    else:
        ids = _column(view, words)
        if len(ids) == 1:
            return ids[0]
        found = [column.id for column in columns_of(view) if (column.source, column.base) == ids]
    if not found:
        raise ViewError(N_("{word} hører til en sammenligning: brug også --compare."), word=words)
    return found[0]


def _unit(view: View, words: str) -> Unit:
    own = parse_unit(view.material.unit)
    if own not in UNITS.values():
        raise ViewError(N_("Enheden er {unit} og kan ikke skiftes."), unit=view.material.unit)
    return UNITS[words]


def _shown_as(view: View, measure: str) -> View:
    if measure != "head":
        return replace(view, measure=measure)
    from budgettui.ingest.page.names import current

    people = current().population
    if not people:
        raise ViewError(N_("Kommunens fil har intet folketal, så intet kan regnes pr. indbygger."))
    return replace(view, measure=measure, population=people)
