"""The budget pane: what its keys do, and what it says of the line under the cursor."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.binding import BindingType

from budgettui.domain.amounts import counted
from budgettui.domain.budget.natures import CHOICES, WHOLES, whole_of
from budgettui.domain.budget.view import AMOUNT, HEAD, MEASURES
from budgettui.figures import as_printed, line_words, sort_words
from budgettui.i18n import _, ngettext
from budgettui.tui.commands import bindings
from budgettui.tui.signs import FIGURE_SIGNS
from budgettui.tui.text import safe
from budgettui.tui.widgets.budget_table import BudgetTable


class BudgetPane(BudgetTable):
    """Drills by Enter and Left; the other keys show the same in another way."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("budget")]

    def action_drill_in(self) -> None:
        line = self.current
        if line is None or self.view is None:
            return
        if line.match == "theirs" and self.view.other is not None:
            self._say(_("{label} står kun i {title}: M viser det.").format(
                label=safe(line.label), title=safe(self.view.other.title)))
        elif not line.children:
            self._say(_("{label} har ingen dele under sig; o åbner kilden.").format(label=safe(line.label)))
        else:
            self.go(replace(self.view.at(line.node), flat=False))

    def action_drill_out(self) -> None:
        if len(self.crumbs) < 2:
            self._say(_("Her er kommunen: der er intet niveau over."))
            return
        self.show(self.material, self.crumbs[-2][0], select=self.node)

    def action_drill_top(self) -> None:
        if self.material is not None and len(self.crumbs) > 1:
            self.show(self.material, select=self.crumbs[1][0])

    def action_sibling(self, step: int) -> None:
        """The next line of the level above that has parts, without going out to it."""
        if self.view is None or len(self.crumbs) < 2:
            self._say(_("Her er kommunen: der er intet niveau over."))
            return
        siblings = self.source.level(replace(self.view.at(self.crumbs[-2][0]), flat=False))
        # A line stands under each of its natures, and is one sibling.
        nodes = siblings.nodes()
        place = nodes.index(self.node) if self.node in nodes else 0
        for node in nodes[place + 1 :] if step > 0 else nodes[:place][::-1]:
            row = siblings.find(node) or 0
            (line,) = siblings.page(row, row + 1)
            if line.children and line.match != "theirs":
                self.go(self.view.at(node))
                return
        self._say(_("Her er den sidste på niveauet.") if step > 0 else _("Her er den første på niveauet."))

    def action_history(self, step: int) -> None:
        """Back to the view that was left, or forward again."""
        place = self.place
        if place is None:
            return
        found = self.history.back(place) if step < 0 else self.history.forward(place)
        if found is None:
            self._say(_("Der er intet at gå tilbage til.") if step < 0 else _("Der er intet at gå frem til."))
            return
        self._remember()
        self._use(found.view, found.cursor, found.top)
        self.post_message(self.Drilled(self.node))

    def action_column(self, step: int) -> None:
        if self._table is None or not self._table.columns:
            return
        self.column = (self.column + step) % len(self._table.columns)
        self.refresh()
        column = as_printed(self.table.view, self.table.columns[self.column])
        self._say(_("Kolonne: {column}").format(column=column))

    def action_sort(self, reverse: bool) -> None:
        column = self.current_column
        if self.view is None or column is None:
            return
        # A percent of the parent sorts as its amount does.
        key = column.id if column.base else column.source or column.id
        self.alter(self.view.sorted_by(key, largest_first=not reverse))
        self._say(sort_words(self.view, self.table.columns))

    def action_next_unit(self) -> None:
        if self._table is None or self.view is None:
            return
        unit = self._table.next_unit()
        if unit is None:
            self._say(_("Enheden er {unit} og kan ikke skiftes.").format(unit=self.heading))
            return
        self.view = self._table.view = replace(self.view, unit=unit)
        self._measure()
        self._show_heading()
        self.refresh()
        self._say(_("Enhed: {unit}").format(unit=_(unit.label)))

    def action_hide_zero(self) -> None:
        if self.view is None:
            return
        before = self.row_count
        self.alter(replace(self.view, hide_zero=not self.view.hide_zero))
        if self.view.hide_zero:
            hidden = before - self.row_count
            if not hidden:
                self._say(_("Ingen række her er nul; hvor der er nogen, skjules de."))
                return
            self._say(ngettext("{n} nulrække er skjult.", "{n} nulrækker er skjult.", hidden).format(n=hidden))
        else:
            self._say(_("Alle rækker vises."))

    def action_flat(self) -> None:
        """All lines below the node that have no parts as one list, and back to the level."""
        if self.view is None:
            return
        self.go(replace(self.view, flat=not self.view.flat))
        if not self.view.flat:
            self._say(_("Niveau for niveau."))
        elif self.level.complete:
            self._say_length()
        else:
            self._say(_("Alle linjer uden dele: henter …"))

    def action_natures(self) -> None:
        """Operating and capital apart, only one of them, or added, which the heading says."""
        if self.view is None:
            return
        natures = {line.nature for line in self.level.totals}
        areas = len(natures) > len({whole_of(nature) for nature in natures})
        choices = [choice for choice in CHOICES if areas or choice in ("apart", *WHOLES, self.view.nature, "both")]
        nature = choices[(choices.index(self.view.nature) + 1) % len(choices)]
        self.alter(replace(self.view, nature=nature))
        self._say(_("Vises: {what}").format(what=_(CHOICES[nature])))

    def action_measure(self) -> None:
        """Amounts, percent of the parent, or kroner for each inhabitant."""
        if self.view is None:
            return
        from budgettui.ingest.page.names import current

        people = current().population
        choices = [name for name in MEASURES if name != HEAD or people]
        measure = choices[(choices.index(self.view.measure) + 1) % len(choices)]
        self.alter(replace(self.view, measure=measure, population=people))
        self._say(_("Vises: {what}").format(what=_(MEASURES[measure])))

    def action_bars(self) -> None:
        """The row's numbers as bars, or the years as a sparkline."""
        if self.view is not None:
            self.bars = not self.bars
            self._stand_still()
            self.keep_in_sight()
            self.refresh()
            self._say(_("Linjens tal som søjler.") if self.bars else _("Linjens år som kurve."))

    # Words.

    def describe(self) -> str:
        """The line under the cursor, whole: label, the column's figure in words, and what its signs mean."""
        line = self.current
        if line is None or self._table is None or not self._table.columns:
            return ""
        parts = [safe(line_words(line)), *self.table.describe(line, self.column)]
        if line.match:
            sign = FIGURE_SIGNS[f"only_{line.match}"]
            parts.append(f"{sign[0]} {_(sign[2])}")
        if line.key in self.linked:
            parts.append(f"{FIGURE_SIGNS['linked'][0]} {_(FIGURE_SIGNS['linked'][2])}")
        if line.key in self.marked:
            parts.append(f"{FIGURE_SIGNS['marked'][0]} {safe(self.marked[line.key]) or _('mærket')}")
        return " · ".join(parts)

    def copied(self) -> str:
        """The figure under the cursor with its unit, for the clipboard."""
        line, column = self.current, self.current_column
        figure = line.figures.get(column.id) if line and column else None
        if line is None or figure is None or figure.amount is None:
            return ""
        text = self.table.text(figure, self.column, line.nature)
        own = column is not None and column.kind == AMOUNT
        return counted(text, self.heading if own else self.table.unit_words(self.column))
