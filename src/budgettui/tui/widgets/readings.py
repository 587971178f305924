"""What was read from one file: what needs a human eye first, then all else, and every table row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType

from budgettui.domain.amounts import format_number
from budgettui.domain.checking.doubts import Doubt, doubts, is_doubt
from budgettui.domain.paper.long_table import CorrectedRows, LongRows
from budgettui.domain.paper.reading import Column, Finding, Reading, Row, Source, Table
from budgettui.export.outline import Told, outline
from budgettui.figures import PHASES
from budgettui.i18n import _, said_in_language
from budgettui.tui.commands import bindings
from budgettui.tui.text import BOLD, cut, safe, segments, wrap
from budgettui.tui.widgets.rows import RowList

#: The least room for a row's label, and the most for the words over a column.
MIN_LABEL, LONGEST_HEAD = 12, 12
_SIGNS = {"accepted": ("✓", "decided"), "corrected": ("✎", "partly")}
_KINDS = {"subtotal": "Σ", "total": "Σ"}


@dataclass(frozen=True)
class ReadRow:
    """One line of the list: a heading, a table's row, a finding, or another thing that was read.

    ``table`` and ``row`` are places in the reading.
    """

    text: str = ""
    table: int | None = None
    row: int | None = None
    finding: Finding | None = None
    told: Told | None = None
    #: The line of a table that names its columns.
    heads: bool = False
    #: The row itself, where it was looked up in a table that is too long to be held; ``row`` is then its line.
    line: Row | None = None
    #: Why a table is not in the budget.
    why: str = ""


class ReadingList(RowList[ReadRow]):
    """The cursor goes row by row; one column is the one that a correction is about."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings()]

    reading: Reading | None = None
    column = 0

    def on_mount(self) -> None:
        #: How many places of the reading are in doubt.
        self.doubtful = 0
        #: What was looked up in long tables, by their places.
        self._found: dict[int, Sequence[Row]] = {}
        self._widths: dict[int, list[int]] = {}

    def clear(self) -> None:
        self.reading, self.rows, self._widths, self._found = None, [], {}, {}
        self.reset(0, 0)

    def show(self, reading: Reading) -> None:
        """Show a reading: the same file where the cursor stood, another at its first doubt or first row."""
        same = self.reading is not None and self.reading.sha256 == reading.sha256
        here = self.current if same else None
        self.reading = reading
        doubtful = list(doubts(reading))
        self.doubtful = len(doubtful)
        self.rows = list(_listed(reading, doubtful, self._found))
        self._widths = {
            place: [
                max([len(_printed(row, index)) for row in rows] + [len(_head(column))])
                for index, column in enumerate(table.columns)
            ]
            for place, table in enumerate(reading.tables)
            for rows in [(*_listed_rows(table), *self._found.get(place, ()))]
        }
        self._why = {
            (finding.table, finding.row): finding.message
            for finding in reading.findings
            if finding.row is not None and finding.severity == "note"
        }
        first = next((i for i, row in enumerate(self.rows) if row.row is not None or self._is_doubt(row)), 0)
        cursor = first if self.rows and self._is_doubt(self.rows[first]) else 0
        if here is not None:
            # A row that is settled leaves the doubts, and the cursor goes with it to its table.
            places = [i for i, row in enumerate(self.rows) if row == here]
            cursor = self.cursor if self.cursor in places else next(reversed(places), self.cursor)
        self.reset(cursor, self.top if same else 0)

    def show_found(self, found: Mapping[int, Sequence[Row]]) -> None:
        """Show rows of long tables that were looked up, and stand on the first of them."""
        assert self.reading is not None
        self._found = dict(found)
        self.show(self.reading)
        first = next((i for i, row in enumerate(self.rows) if row.line is not None), None)
        if first is not None:
            self.move_to(first)

    @property
    def current_row(self) -> tuple[int, int, Table, Row] | None:
        """(table's place, row's place, table, row) under the cursor; ``None`` on a heading or a finding."""
        here = self.current
        if self.reading is None or here is None or here.table is None or here.row is None:
            return None
        table = self.reading.tables[here.table]
        return here.table, here.row, table, _row_of(table, here)

    @property
    def current_table(self) -> tuple[int, Table] | None:
        """(place, table) that the cursor is in."""
        here = self.current
        if self.reading is None or here is None or here.table is None:
            return None
        return here.table, self.reading.tables[here.table]

    @property
    def current_finding(self) -> int | None:
        """The place of the finding under the cursor among those of the reading."""
        here = self.current
        if self.reading is None or here is None or here.finding is None:
            return None
        return self.reading.findings.index(here.finding)

    @property
    def source(self) -> Source:
        """Where the line under the cursor was read."""
        row = self.current_row
        if row is not None:
            return row[3].source
        here = self.current
        if here is not None and here.finding is not None:
            return here.finding.source
        if here is not None and here.told is not None:
            return here.told.source
        table = self.current_table
        return table[1].source if table is not None else Source()

    def move_column(self, step: int) -> None:
        """The next or previous column of the table under the cursor."""
        table = self.current_table
        if table is not None and table[1].columns:
            self.column = (min(self.column, len(table[1].columns) - 1) + step) % len(table[1].columns)
            self.refresh()

    def next_doubt(self, step: int) -> bool:
        """Go to the next or previous row that is uncertain, or finding; False where there is none."""
        return self.go_on([place for place, row in enumerate(self.rows) if self._is_doubt(row)], step)

    def _is_doubt(self, row: ReadRow) -> bool:
        if row.finding is not None or row.why:
            return True
        if self.reading is None or row.table is None or row.row is None:
            return False
        return not _row_of(self.reading.tables[row.table], row).certain

    def describe(self) -> str:
        row = self.current_row
        here = self.current
        if row is not None:
            _place, _index, table, line = row
            column = min(self.column, max(0, len(table.columns) - 1))
            figure = _printed(line, column) if table.columns else ""
            head = safe(table.columns[column].label) if table.columns else ""
            words = {"accepted": _("godtaget"), "corrected": _("rettet")}.get(line.reviewed, "")
            if not line.certain:
                why = self._why.get((table.title, line.label))
                words = safe(said_in_language(why)) if why else _("usikker læsning")
            said = (safe(line.label), f"{head}: {figure}" if head else "", words, safe(table.title))
            return " · ".join(part for part in said if part)
        if here is not None and here.finding is not None:
            return safe(said_in_language(here.finding.message))
        if here is not None and here.why:
            return _(here.why)
        if here is not None and here.told is not None:
            return safe(here.told.text)
        return safe(here.text) if here is not None else ""

    def empty(self, width: int) -> list[str]:
        if self.reading is None:
            return [_("Læser …")]
        return wrap(_("Intet blev læst i filen, og intet er i tvivl."), width)

    def row_segments(self, row: int, width: int, selected: bool) -> list[Segment]:
        entry = self.rows[row]
        role = self.roles.role
        mark = ("▸ " if selected else "  ", role("accent"))
        if entry.finding is not None or entry.why:
            words = safe(said_in_language(entry.why if entry.finding is None else entry.finding.message))
            return segments([mark, ("? ", role("uncertain")), (cut(words, width - 4), Style.null())])
        if entry.told is not None:
            words = "  " * (entry.told.depth + 1) + safe(entry.told.text)
            return segments([mark, (cut(words, width - 2), Style.null())])
        if entry.heads and entry.table is not None and self.reading is not None:
            heads = [_head(column) for column in self.reading.tables[entry.table].columns]
            shown, label_width = self._in_sight(entry.table, width - 7)
            parts = [mark, (" " * (4 + label_width), Style.null())]
            parts += [(self._placed(entry.table, index, shown, heads[index]), role("dim")) for index in shown]
            return segments(parts)
        if entry.row is None or entry.table is None or self.reading is None:
            out = entry.table is not None and self.reading is not None and self.reading.tables[entry.table].left_out
            style = role("dim") if out else role("accent")
            return segments([mark, (safe(entry.text) + (_(" · holdt ude") if out else ""), style)])
        table = self.reading.tables[entry.table]
        return segments([mark, *self._cells(entry.table, table, _row_of(table, entry), width - 2, selected)])

    def _cells(self, place: int, table: Table, line: Row, width: int, selected: bool) -> list[tuple[str, Style]]:
        role = self.roles.role
        sign, sign_role = _SIGNS.get(line.reviewed, (" ", "dim")) if line.certain else ("?", "uncertain")
        shown, label_width = self._in_sight(place, width - 5)
        style = role("dim") if table.left_out else BOLD if line.kind != "line" else Style.null()
        parts = [
            (f"{sign} ", role(sign_role)),
            (f"{_KINDS.get(line.kind, ' ')} ", role("dim")),
            (cut("  " * line.level + safe(line.label), label_width), style),
        ]
        for index in shown:
            here = selected and index == min(self.column, len(table.columns) - 1)
            figure = self._placed(place, index, shown, _printed(line, index))
            parts.append((figure, style + role("match") if here else style))
        return parts

    def _in_sight(self, place: int, width: int) -> tuple[range, int]:
        """The columns of a table that there is room for, the current one among them, and what is left for the label.

        A column is shown whole or not at all: half a number is another number.
        """
        widths = [size + 2 for size in self._widths[place]]
        room = max(0, width - MIN_LABEL)
        if sum(widths) <= room:
            return range(len(widths)), width - sum(widths)
        current = min(self.column, len(widths) - 1)
        first = last = current
        used = widths[current]
        while last + 1 < len(widths) and used + widths[last + 1] <= room:
            last += 1
            used += widths[last]
        while first > 0 and used + widths[first - 1] <= room:
            first -= 1
            used += widths[first]
        return range(first, last + 1), max(0, width - used)

    def _placed(self, place: int, index: int, shown: range, text: str) -> str:
        """A cell under its column, with a sign beside it where other columns are out of sight."""
        widths = self._widths[place]
        before = "‹ " if index == shown[0] and index > 0 else "  "
        return before + text.rjust(widths[index]) + ("›" if index == shown[-1] < len(widths) - 1 else "")


def _listed(
    reading: Reading, doubtful: Sequence[Doubt], found: Mapping[int, Sequence[Row]]
) -> Sequence[ReadRow]:
    rows: list[ReadRow] = []
    if doubtful:
        rows.append(ReadRow(_("Se efter: {count}").format(count=len(doubtful))))
        rows += [ReadRow(table=one.table, row=one.row, finding=one.finding, why=one.why) for one in doubtful]
        rows.append(ReadRow())
    # What the file itself says, or lacks; of a table's rows the checks and the doubts say it.
    noted = [
        Told(said_in_language(one.message), one.source)
        for one in reading.findings if one.code == "other" and not is_doubt(one)
    ]
    if noted:
        rows.append(ReadRow(_("Bemærk ({count})").format(count=len(noted))))
        rows += [*(ReadRow(told=one) for one in noted), ReadRow()]
    for part in outline(reading):
        count = sum(told.depth == 0 for told in part.told)
        rows.append(ReadRow(f"{part.title} ({count})" if count > 1 else part.title))
        rows += [*(ReadRow(told=told) for told in part.told), ReadRow()]
    for place, table in enumerate(reading.tables):
        facts = (table.title, table.unit or _("uden enhed"), table.price_level, table.department, table.paper)
        rows.append(ReadRow(" · ".join(fact for fact in facts if fact), table=place))
        shown = _listed_rows(table)
        looked_up = found.get(place, ())
        if table.columns and (shown or looked_up):
            rows.append(ReadRow(table=place, heads=True))
        rows += [ReadRow(table=place, row=index) for index in range(len(shown))]
        rows += [ReadRow(table=place, row=line.source.line, line=line) for line in looked_up]
        if len(shown) < len(table.rows):
            words = _("{count} rækker: / finder dem, F3 viser dem; det tvivlsomme står øverst")
            all_rows = format_number(Decimal(len(table.rows)), 0)
            rows.append(ReadRow(table=place, told=Told(words.format(count=all_rows), table.source)))
        rows.append(ReadRow())
    return rows


def _row_of(table: Table, entry: ReadRow) -> Row:
    """The row of a list's line, with what was put right."""
    assert entry.row is not None
    if entry.line is None:
        return table.rows[entry.row]
    return table.rows.changes.get(entry.row, entry.line) if isinstance(table.rows, CorrectedRows) else entry.line


def _listed_rows(table: Table) -> Sequence[Row]:
    """The rows that are gone through one by one: those of a table that is too long to be held are not."""
    return () if isinstance(table.rows, LongRows) else table.rows


def _head(column: Column) -> str:
    """A column in one or two short words: its phase and year, or its label where no phase is known."""
    phase = _(PHASES.get(column.phase or "other", ("", ""))[0])
    if not phase:
        # The year stays whole: "Landsd… 2024" beside "Hele l… 2024".
        year = f" {column.year}" if column.year and column.label.endswith(f" {column.year}") else ""
        return cut(safe(column.label.removesuffix(year)), LONGEST_HEAD - len(year)).rstrip() + year
    return f"{phase} {column.year or ''}".rstrip()


def _printed(row: Row, column: int) -> str:
    """A cell as it is printed, with a real minus; an empty cell is a dot."""
    printed = row.printed[column] if column < len(row.printed) else None
    value = row.values[column] if column < len(row.values) else None
    if value is None and not printed:
        return "·"
    return safe(printed or value or "").replace("-", "−")
