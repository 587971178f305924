"""How the rows of the budget are drawn: heading, cells, totals, bars and sparkline."""

from __future__ import annotations

import time

from rich.segment import Segment
from rich.style import Style

from budgettui.domain.amounts import counted
from budgettui.domain.budget.budget import Line
from budgettui.domain.budget.view import PERCENT
from budgettui.domain.errors import StoreError
from budgettui.figures import line_words
from budgettui.i18n import _, ngettext
from budgettui.tui.signs import FIGURE_SIGNS
from budgettui.tui.text import BOLD, cut, cut_before, safe, segments, sparkline
from budgettui.tui.widgets.budget_rows import BAR_WORDS, PAGE, BudgetRows


class BudgetTable(BudgetRows):
    """Draws the rows of a view."""

    def head_line(self, y: int, width: int) -> list[Segment]:
        role = self.roles.role
        if y == 0:
            crumbs = " › ".join(safe(label) for _node, label in self.crumbs)
            if len(crumbs) > width:
                crumbs = "… › " + " › ".join(safe(label) for _node, label in self.crumbs[-2:])
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
        more = self._foot_lines - self.foot_height
        if more > 0 and y == self.foot_height - 1:
            words = ngettext("… og {n} linje mere; d viser færre",
                             "… og {n} linjer mere; d viser færre", more + 1).format(n=more + 1)
            return segments([("  " + cut(words, width - 2), self.roles.role("dim"))])
        if y <= len(self._foot):
            row = self._foot[y - 1]
            return segments(self._row_parts(row.line, row.words, width, BOLD, "  ", plain=row.counts))
        if self.bars:
            return self._bar_segments(y - 1 - len(self._foot), width)
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
