"""The budget pane: what its keys do, what it says of the line under the cursor, and how its rows are drawn."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType

from budgettui.domain.amounts import counted
from budgettui.domain.budget.budget import Line
from budgettui.domain.budget.natures import CHOICES, WHOLES, whole_of
from budgettui.domain.budget.view import AMOUNT, HEAD, MEASURES, PERCENT
from budgettui.domain.errors import StoreError
from budgettui.figures import as_printed, line_words, sort_words
from budgettui.i18n import _, ngettext
from budgettui.tui.commands import bindings
from budgettui.tui.signs import FIGURE_SIGNS
from budgettui.tui.text import BOLD, cut, cut_before, safe, segments, sparkline
from budgettui.tui.widgets.budget_rows import BAR_WORDS, PAGE, BudgetRows


class BudgetPane(BudgetRows):
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
        siblings.finish()
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
        place = self.place
        if place is None:
            return
        found = self.history.back(place) if step < 0 else self.history.forward(place)
        if found is None:
            self._say(_("Der er intet at gå tilbage til.") if step < 0 else _("Der er intet at gå frem til."))
            return
        self._remember()
        self._use(found.view, found.cursor, found.top)
        self.post_message(self.Drilled())

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
        if self.view.hide_zero and self.is_growing:
            self._say(_("Nulrækker skjules."))
        elif self.view.hide_zero:
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
        return counted(text, self.table.heading if own else self.table.unit_words(self.column))

    # Drawing: heading, cells, totals, bars and sparkline.

    def head_line(self, y: int, width: int) -> list[Segment]:
        role = self.roles.role
        if y == 0:
            labels = [safe(label) for _node, label in self.crumbs]
            # Where one stands is told last, and left out last.
            ways = [" › ".join((*("…",) * (at > 0), *labels[at:])) for at in range(len(labels))]
            crumbs = next((way for way in ways if len(way) <= width), ways[-1] if ways else "")
            return segments([(cut(crumbs, width), role("accent"))])
        part = y - 1
        shown, label_width = self.table.in_sight(width, self.column)
        heads = self.table.headings()
        more_left, more_right = shown[0][0] > 0, shown[-1][0] < len(self.table.columns) - 1
        titles = self.table.titles()
        text = titles[part] if part < len(titles) else ""
        if part == 1 and (more_left or more_right):
            arrows = " ".join(arrow for arrow, there in (("‹", more_left), ("›", more_right)) if there)
            text = _("{arrows} flere kolonner").format(arrows=arrows) if not text else f"{text} {arrows}"
        row: list[tuple[str, Style]] = [("  " + cut(text, label_width), role("dim"))]
        for index, size in shown:
            word = heads[index][part]
            marks = self.table.widths[index].marks
            style = role("accent") + BOLD if index == self.column else role("dim")
            row.append((cut(word, size - marks).strip().rjust(size - marks) + " " * marks, style))
        return segments(row)

    def foot_line(self, y: int, width: int) -> list[Segment]:
        if y == 0:
            return segments([("─" * width, self.roles.role("dim"))])
        # The sparkline goes before anything else does, and is not missed.
        more = self._foot_lines - self.foot_height - (not self._bars_shown)
        if more > 0 and y == self.foot_height - 1:
            words = ngettext("… og {n} linje mere; d viser færre",
                             "… og {n} linjer mere; d viser færre", more + 1).format(n=more + 1)
            return segments([("  " + cut(words, width - 2), self.roles.role("dim"))])
        # Bars, which were asked for, stand over the totals where there is no room for all.
        bars = self._bars_shown
        place = y - 1 - (bars if more > 0 else 0)
        if 0 <= place < len(self._foot):
            row = self._foot[place]
            return segments(self._row_parts(row.line, row.words, width, BOLD, "  ", plain=row.counts))
        if bars:
            return self._bar_segments(place + bars if place < 0 else place - len(self._foot), width)
        return self._spark_segments(width)

    def _bar_segments(self, index: int, width: int) -> list[Segment]:
        """One of the row's numbers as a bar, beside the others of its kind."""
        line = self._drawable(self.cursor)
        if line is None:
            return []
        figure = line.figures.get(self.table.columns[index].id)
        words = self.table.column_words(index)
        if figure is None or figure.amount is None:
            return segments([("  " + cut(words, BAR_WORDS), self.roles.role("dim"))])
        kind, text = self.table.columns[index].kind, self.table.text(figure, index, line.nature)
        same = [line.figures.get(column.id) for column in self.table.columns if column.kind == kind]
        if self.table.columns[index].phase == PERCENT or len(same) < 2:
            return segments([("  " + cut(words, BAR_WORDS), self.roles.role("dim")),
                             (f" {counted(text, self.table.unit_words(index))}", Style.null())])
        greatest = max(abs(entry.amount or 0) for entry in same if entry is not None)
        room = max(1, width - BAR_WORDS - len(text) - 5)
        size = abs(figure.amount) * room // greatest if greatest else 0
        role = self.table.word(line, index)[1] or "accent"
        return segments([
            ("  " + cut(words, BAR_WORDS), self.roles.role("dim")),
            (" " + ("▒" if figure.amount < 0 else "█") * size, self.roles.role(role)),
            (" " + text, Style.null()),
        ])

    def _drawable(self, row: int) -> Line | None:
        """A line to draw; ``None`` while another program holds the store. The next frame asks again."""
        if row >= self.row_count or time.monotonic() < self._ask_again:
            return self.line(row) if row // PAGE in self._pages and row < self.row_count else None
        try:
            return self.line(row)
        except StoreError:
            self._ask_again = time.monotonic() + 1
            self.set_timer(1.1, self.refresh)
            return None

    def _spark_segments(self, width: int) -> list[Segment]:
        line = self._drawable(self.cursor)
        role = self.roles.role
        points = self.table.series(line) if line else []
        if len(points) < 2:
            return segments([("", role("dim"))])
        years = f"{points[0][0]}–{points[-1][0]}"
        return segments([
            ("  ", Style.null()),
            (sparkline([amount for _year, amount in points]), role("accent")),
            (f"  {years} · {safe(line_words(line)) if line else ''}"[: max(0, width - 4 - len(points))], role("dim")),
        ])

    def row_segments(self, row: int, width: int, selected: bool) -> list[Segment]:
        line = self._drawable(row)
        if line is None:
            return segments([("  …", self.roles.role("dim"))])
        mark = "▸" if selected else " "
        kind = "linked" if line.key in self.linked else "marked" if line.key in self.marked else ""
        linked = FIGURE_SIGNS[kind][0] if kind else " "
        label, nature = self.table.name(line), self.table.nature(line)
        style = BOLD if line.is_total else Style.null()
        return segments(self._row_parts(line, label, width, style, mark + linked, nature))

    def _row_parts(
        self, line: Line, label: str, width: int, style: Style, gutter: str, nature: str = "", *, plain: bool = False
    ) -> list[tuple[str, Style]]:
        role = self.roles.role
        shown, label_width = self.table.in_sight(width, self.column)
        mark = role("accent") if gutter.strip() else style
        parts: list[tuple[str, Style]] = [(gutter, mark), (cut_before(label, nature, label_width), style)]
        for index, size in shown:
            cell, space = self.table.cell(line, index), self.table.widths[index].marks
            if plain:
                cell = self.table.count_cell(line, index)
            text = cell.number.rjust(size - space)
            if len(text) > size - space:
                text = "…".rjust(size - space)
            cell_style = style + role(cell.role) if cell.role else style
            mark_style = role(FIGURE_SIGNS[cell.sign][1]) if cell.sign else cell_style
            parts += [(text, cell_style), ((" " + cell.marks).ljust(space) if space else "", mark_style)]
        return parts
