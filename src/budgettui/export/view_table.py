"""A view as a table that stands for itself: its figures, and the unit, price level, filter and source that they go
with. Every format is written from this one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from budgettui.domain.amounts import KR, from_hundredths
from budgettui.domain.budget.budget import Figure, Line
from budgettui.domain.budget.view import HEAD, TENTHS, View
from budgettui.export.escape import plain_line
from budgettui.figures import (
    LETTERS,
    MARK_WORDS,
    MARKS,
    Figures,
    nature_of_line,
    rows_under,
    sort_words,
    title_of,
)
from budgettui.i18n import _

if TYPE_CHECKING:
    from budgettui.store import Store
    from budgettui.store.level import Level

#: Lines read at a time.
PAGE = 1000


class Cell(NamedTuple):
    """A figure as it is written, with its sign and its word; ``value`` is its exact number in its column's unit, and
    ``note`` what a person said of the sign who knows it."""

    text: str = ""
    mark: str = ""
    word: str = ""
    value: Decimal | None = None
    note: str = ""

    @property
    def said(self) -> str:
        """The sign, with what is known of it."""
        return f"{self.mark} {_('kendt: {note}').format(note=self.note)}" if self.note else self.mark


class Row(NamedTuple):
    """A row: a line, a total that is printed among the lines, or what stands under the table."""

    label: str
    cells: tuple[Cell, ...]
    total: bool = False
    under: bool = False
    source: str = ""
    match: str = ""


class Fact(NamedTuple):
    """Something that must be known to read the figures."""

    word: str
    value: str


@dataclass(frozen=True)
class ViewTable:
    """Everything that an export writes. Rows are made as they are asked for."""

    title: str
    facts: tuple[Fact, ...]
    heads: tuple[str, ...]
    units: tuple[str, ...]
    level: Level
    figures: Figures
    documents: dict[int, str]
    store: Store

    def rows(self) -> Iterator[Row]:
        """The lines of the view, and then what stands under them."""
        lines: list[Line] = []
        totals = False
        for start in range(0, len(self.level), PAGE):
            page = self.level.page(start, start + PAGE)
            totals = totals or any(line.is_total and not line.match for line in page)
            if self.level.view.aggregates:
                lines += page
            yield from self.told(page)
        for words, line, counts in rows_under(self.level, lines, printed=totals):
            yield self._row(line, words, count=counts)

    def told(self, lines: Sequence[Line]) -> Iterator[Row]:
        """The rows of these lines, each with the place that it was read from."""
        sources = self.store.line_sources([line.node for line in lines if line.node])
        for line in lines:
            document, source = sources.get(line.node, (0, None))
            words = [self.documents.get(document, "")]
            if source is not None:
                words += [_("s. {page}").format(page=source.page) if source.page else "",
                          _("l. {line}").format(line=source.line) if source.line else ""]
            yield self._row(line)._replace(source=plain_line(" ".join(filter(None, words))))

    def marks(self, row: Row, *, known: bool = False) -> list[str]:
        """The signs of a row's figures by their columns, those that are known with their notes; or only those."""
        return [
            f"{head} {cell.said}"
            for head, cell in zip(self.heads, row.cells, strict=True) if cell.mark and (cell.note or not known)
        ]

    def _row(self, line: Line, under: str = "", *, count: bool = False) -> Row:
        label = under or line.label
        if line.above and not under:
            label = f"{line.above} › {label}"
        if not under:
            label += nature_of_line(line)
        cells = (
            self._cell(line, index, line.figures.get(column.id), count=count)
            for index, column in enumerate(self.level.columns)
        )
        return Row(plain_line(label), tuple(cells), line.is_total or bool(under), bool(under), "", line.match)

    def _cell(self, line: Line, index: int, figure: Figure | None, *, count: bool) -> Cell:
        if figure is None or figure.amount is None:
            return Cell("", MARKS["uncertain"]) if figure is not None and not figure.certain else Cell()
        if count:
            return Cell(str(figure.amount), "", "", Decimal(figure.amount))
        word = self.figures.word(line, index)[0]
        sign = self.figures.sign(line, figure)
        return Cell(
            self.figures.text(figure, index, line.nature),
            MARKS.get(sign, ""),
            _(word) if word in LETTERS else "",
            value_of(self.figures, index, figure.amount),
            plain_line(figure.check.note) if figure.check else "",
        )


def value_of(figures: Figures, index: int, amount: int) -> Decimal:
    """The exact number of a figure in the unit of its column."""
    kind = figures.columns[index].kind
    if kind == TENTHS:
        return Decimal(amount).scaleb(-1)
    return from_hundredths(amount, KR if kind == HEAD else figures.unit or KR)


def view_table(store: Store, view: View) -> ViewTable:
    level = store.level(view)
    level.finish()
    figures = Figures(view, level.columns)
    first = [*level.totals, *level.page(0, PAGE)]
    figures.take_places(first)
    documents = {document.id: document.name for document in store.documents()}
    path = " › ".join(label for _node, label in store.path(view.node))
    heads = tuple(plain_line(figures.column_words(index)) for index in range(len(level.columns)))
    units = tuple(figures.counted_in(index) for index in range(len(level.columns)))
    return ViewTable(
        plain_line(f"{view.material.title} · {path}"), tuple(_facts(figures, level, path, documents, first)),
        heads, units, level, figures, documents, store,
    )


def _facts(
    figures: Figures, level: Level, path: str, documents: dict[int, str], first: Sequence[Line]
) -> Iterator[Fact]:
    view, columns = level.view, level.columns
    def fact(word: str, value: str) -> Fact:
        return Fact(word, plain_line(value))

    yield fact(_("Talmateriale"), ("a " if view.other else "") + title_of(view.material))
    if view.other is not None:
        yield fact(_("Ved siden af"), "b " + title_of(view.other))
    yield fact(_("Sted"), path)
    yield fact(_("Enhed"), figures.corner)
    levels = [material.price_level or _("ikke trykt") for material in (view.material, view.other) if material]
    yield fact(_("Prisniveau"), " / ".join(levels))
    if view.conversion is not None:
        conversion = view.conversion
        yield fact(_("Omregnet"), _("fra {start} til {end} med {table} {version}: {source}").format(
            start=conversion.from_year, end=conversion.to_year, table=conversion.table, version=conversion.version,
            source=conversion.source))
    if view.measure == "head":
        people = ", ".join(f"{year}: {count:,}".replace(",", ".") for year, count in view.population)
        yield fact(_("Folketal"), people)
    if view.flat:
        yield fact(_("Rækker"), _("alle linjer under stedet"))
    if view.typed:
        yield fact(_("Filter"), view.typed)
    if view.hide_zero:
        yield fact(_("Udeladt"), _("rækker, hvor alle tal er nul"))
    if view.sort:
        yield fact(_("Rækkefølge"), sort_words(view, columns))
    if not view.comparable:
        yield fact(_("Bemærk"), _("de to prisniveauer holdes ikke op mod hinanden uden en pris- og løntabel"))
    if figures.turned:
        yield fact(_("Bemærk"), _("afvigelsen er trykt som budget − regnskab: minus er merforbrug"))
    added = [line.label for line in first if line.mixed]
    if added or any(line.mixed for line in level.totals):
        yield fact(_("Bemærk"), _("decentraliserede og ikke-decentraliserede områder er lagt sammen i: {lines}").format(
            lines=", ".join(dict.fromkeys(added)) or _("I alt")))
    sources = [documents.get(material.document, "") for material in (view.material, view.other) if material]
    yield fact(_("Kilde"), " / ".join(dict.fromkeys(source for source in sources if source)))
    used = {figures.sign(line, line.figures.get(column.id)) for line in first for column in columns}
    signs = [f"{MARKS[sign]} {_(said)}" for sign, said in MARK_WORDS.items() if sign in used]
    if any(line.match for line in first):
        signs.append(_("‹ står kun i a · › står kun i b"))
    if signs:
        yield fact(_("Tegn"), " · ".join(signs))
