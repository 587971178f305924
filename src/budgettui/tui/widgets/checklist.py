"""The list of checks and the parts of one: rows are read a page at a time, so the list may be as long as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from budgettui.domain.checking.agreement import KINDS, STATE_WORDS
from budgettui.domain.checking.reconciled import Cell
from budgettui.domain.paper.papers import Source
from budgettui.export.checks_report import (
    figures,
    number_text,
    place_words,
    sentence,
    source_words,
    state_of,
    tolerance_text,
    unit_text,
)
from budgettui.i18n import _, said_in_language
from budgettui.store import CheckView
from budgettui.tui.signs import CHECK_SIGNS
from budgettui.tui.text import BOLD, cut, safe, segments, wrap
from budgettui.tui.theming import RoleStyles
from budgettui.tui.widgets.rows import RowList, RowView

#: Checks that are read together.
PAGE = 64
#: From so many cells on, kind and unit stand in columns of their own.
_WIDE = 110
#: From so many cells on, the page stands beside the line.
_MIDDLE = 90


def aligned(text: str, width: int, behind: int) -> str:
    """A number to the right on its decimal comma, with so many cells for the comma and the decimals."""
    own = len(text) - text.index(",") if "," in text else 0
    return (text + " " * max(0, behind - own)).rjust(width)


def _sizes(width: int) -> tuple[int, int]:
    """Cells of a number, and of its decimals with the comma, in a list of so many cells."""
    return (13, 4) if width >= _WIDE else (11, 3) if width >= _MIDDLE else (10, 2)


def state(view: CheckView) -> str:
    return state_of(view.check, view.known.note if view.known else "")


class CheckList(RowView):
    """One line a check: sign, place, printed figure, what it is held against, difference, and where it stands."""

    head_height = 1

    def __init__(self, styles: RoleStyles, read: Callable[[Sequence[int]], list[CheckView]], *, id: str) -> None:
        super().__init__(styles, id=id)
        self._read = read
        self.numbers: Sequence[int] = ()
        self._pages: dict[int, list[CheckView]] = {}
        self.none: list[str] = []

    def show(self, numbers: Sequence[int], cursor: int = 0) -> None:
        self.numbers = numbers
        self._pages.clear()
        self.reset(cursor, 0 if cursor < self.page_rows else None)

    @property
    def row_count(self) -> int:
        return len(self.numbers)

    def view(self, row: int) -> CheckView:
        page, at = divmod(row, PAGE)
        if page not in self._pages:
            if len(self._pages) > 8:
                self._pages.clear()
            self._pages[page] = self._read(self.numbers[page * PAGE : (page + 1) * PAGE])
        return self._pages[page][at]

    @property
    def current(self) -> CheckView | None:
        return self.view(self.cursor) if self.numbers else None

    def describe(self) -> str:
        view = self.current
        if view is None:
            return ""
        words = f"{_(STATE_WORDS[state(view)])}: {sentence(view.check)}"
        if view.check.why:
            words += f" · {said_in_language(view.check.why)}"
        return words + (_(" · kendt: {note}").format(note=safe(view.known.note)) if view.known else "")

    def empty(self, width: int) -> list[str]:
        return self.none

    def head_line(self, y: int, width: int) -> list[Segment]:
        dim = self.roles.role("dim")
        words = (_("trykt"), _("beregnet"), _("forskel"))
        wide = width >= _WIDE
        numbers = "".join(aligned(word, *_sizes(width)) for word in words)
        kind, unit = (_kind_width(), _UNIT) if wide else (0, 0)
        room = max(8, width - 4 - kind - len(numbers) - unit - _place_width(width))
        return segments([
            ("    " + " " * kind + cut(_("hvor"), room) + numbers, dim),
            (cut("  " + _("enhed"), unit) if unit else "", dim),
            (_("sted").rjust(_place_width(width)), dim),
        ])

    def row_segments(self, row: int, width: int, selected: bool) -> list[Segment]:
        view = self.view(row)
        check, role = view.check, self.roles.role
        shown = state(view)
        sign, sign_role = CHECK_SIGNS[shown]
        wide = width >= _WIDE
        kind, unit = (_kind_width(), _UNIT) if wide else (0, 0)
        printed, computed, difference = figures(check)
        sizes = _sizes(width)
        numbers = aligned(printed, *sizes) + aligned(computed, *sizes)
        changed = aligned(difference if check.difference else "–", *sizes)
        place = _place_width(width)
        room = max(8, width - 4 - kind - len(numbers) - len(changed) - unit - place)
        source = check.printed.source
        if width < _MIDDLE and source.line is not None:
            source = Source(line=source.line)
        quiet = role("dim") if shown in ("agrees", "known") else Style.null()
        return segments([
            ("▸ " if selected else "  ", role("accent")),
            (f"{sign} ", role(sign_role)),
            (cut(_(KINDS[check.kind][0]), kind) if kind else "", role("dim")),
            (_fitted_place(check_words(view), room), quiet),
            (numbers, quiet),
            (changed, role(sign_role) if check.difference else quiet),
            (cut(f"  {unit_text(check.printed)}", unit) if unit else "", role("dim")),
            (source_words(source)[: place - 1].rjust(place), role("dim")),
        ])


_UNIT = 12


def _place_width(width: int) -> int:
    """Cells of page and line; where there is no room for both, of the line."""
    return 14 if width >= _MIDDLE else 9


def _kind_width() -> int:
    return 2 + max(len(_(word)) for word, _held in KINDS.values())


def check_words(view: CheckView) -> list[str]:
    """Where the figure stands, outermost first; what is not printed is left out."""
    return [safe(word) for word in place_words(view.check) if word]


def _fitted_place(words: Sequence[str], room: int) -> str:
    """The place in so many cells: what tells rows apart stands last, so the front gives way first."""
    kept = list(words)
    while len(kept) > 2 and cell_len(" › ".join(kept)) > room:
        kept.pop(0)
    if len(kept) > 1:
        tail = f" › {kept[-1]}"
        head = " › ".join(kept[:-1])
        if cell_len(head + tail) <= room:
            return cut(head + tail, room)
        if room - cell_len(tail) >= 6:
            return cut(cut(head, room - cell_len(tail)).rstrip() + tail, room)
    return cut(kept[-1] if kept else "", room)


@dataclass(frozen=True, slots=True)
class PartRow:
    """A line of the parts: a cell that has a source, or words."""

    text: str = ""
    role: str = ""
    cell: Cell | None = None
    figure: str = ""
    strong: bool = False


class PartsPane(RowList[PartRow]):
    """What a check's figure is held against: every part with its value and its place."""

    def __init__(self, styles: RoleStyles, *, id: str) -> None:
        super().__init__(styles, id=id)
        self._document = ""
        self._unit = 0

    @property
    def cell(self) -> Cell | None:
        return self.current.cell if self.current else None

    def show(self, view: CheckView | None, width: int) -> None:
        self.rows = list(_part_rows(view, max(20, width - 4))) if view is not None else []
        self._document = view.check.printed.document if view is not None else ""
        # One unit stands with the place; two stand with every figure.
        units = {unit_text(row.cell) for row in self.rows if row.cell is not None}
        self._unit = 1 + max(len(unit) for unit in units) if len(units) > 1 else 0
        self.reset(0, 0)

    def row_segments(self, row: int, width: int, selected: bool) -> list[Segment]:
        entry, role = self.rows[row], self.roles.role
        mark = ("▸ " if selected and self.has_focus else "  ", role("accent"))
        style = role(entry.role) if entry.role else Style.null()
        if entry.strong:
            style = style + BOLD
        if entry.cell is None:
            return segments([mark, (entry.text, style)])
        place = source_words(entry.cell.source)
        if entry.cell.document != self._document:
            place = f"{safe(entry.cell.document)} {place}"
        name = width - 2 - _FIGURE - 2 - self._unit - len(place) - 1
        if name < 16:
            name, place = name + len(place), ""
        return segments([
            mark,
            (aligned(entry.figure, _FIGURE, 4), style),
            (cut(f" {unit_text(entry.cell)}", self._unit) if self._unit else "", role("dim")),
            ("  " + cut(safe(entry.text), name), style),
            (f" {place}", role("dim")),
        ])


_FIGURE = 14


def _part_rows(view: CheckView, width: int) -> list[PartRow]:
    check = view.check
    shown = state(view)
    def number(cell: Cell) -> str:
        text = number_text(cell.value, cell.unit)
        return f"− {text}" if cell.sign < 0 else text

    where = " › ".join((safe(check.printed.document), *check_words(view)))
    words = f"{where} · {unit_text(check.printed)}" if check.printed.unit else where
    rows = [PartRow(line, "accent") for line in wrap(words, width)]
    label = _("trykt: {label}").format(label=safe(check.printed.label))
    rows.append(PartRow(label, "", check.printed, number(check.printed), True))
    rows += [PartRow(part.label, "", part, number(part)) for part in check.parts]
    _shown, computed, difference = figures(check)
    sign, role = CHECK_SIGNS[shown]
    result = _("{held} giver {computed} · forskel {difference}: {state}").format(
        held=_(KINDS[check.kind][1]), computed=computed, difference=difference, state=_(STATE_WORDS[shown])
    )
    if check.tolerance and check.difference:
        result += _(" · afrunding kan forklare {tolerance}").format(tolerance=tolerance_text(check))
    rows += [PartRow(line, role) for line in wrap(f"{sign} {result}", width, "  ")]
    if check.why:
        rows += [PartRow(line, "uncertain") for line in wrap(said_in_language(check.why), width)]
    if view.known is not None:
        known = _("kendt: {note} ({who})").format(note=safe(view.known.note), who=safe(view.known.actor))
        rows += [PartRow(line, "success") for line in wrap(known, width)]
    return rows
