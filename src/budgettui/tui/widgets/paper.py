"""The paper pane: the item's papers as read, then its decision points with what was decided."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType

from budgettui.domain.amounts import KR, MIO_KR, format_amount
from budgettui.domain.meeting.meeting import Action, DecisionPoint, Item
from budgettui.domain.paper.papers import Paper, Source
from budgettui.i18n import _, date_text
from budgettui.tui.commands import bindings
from budgettui.tui.signs import point_sign
from budgettui.tui.text import BOLD, safe, segments, wrap
from budgettui.tui.widgets.rows import RowList
from budgettui.tui.words import decision_words

if TYPE_CHECKING:
    from budgettui.tui.widgets.written import Piece

INDENT = "   "


class PaperRow(NamedTuple):
    """One line of the pane. ``point`` is the index of the decision point that it belongs to."""

    text: str
    role: str = ""
    point: int | None = None
    first: bool = False
    document: int | None = None
    source: Source | None = None
    #: The text in pieces, where there are marks in it.
    pieces: tuple[Piece, ...] = ()


class ShownPaper(NamedTuple):
    document: int
    paper: Paper


class PaperPane(RowList[PaperRow]):
    """The cursor goes line by line; on a decision point it marks the whole point."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("paper")]

    item: Item | None = None
    papers: Sequence[ShownPaper] = ()
    actions: Sequence[Action] = ()
    #: (role, text) of what was voted and remarked, by the point's id; "" holds what stands above the points.
    said: Mapping[str, Sequence[tuple[str, str]]] = MappingProxyType({})
    #: The ids of the points that the next decision or vote is about.
    marked: Collection[str] = ()
    #: An item as the papers brought it, where that is known: the text of a paper is no Markdown.
    brought: Callable[[Item], Item | None] = staticmethod(lambda _item: None)
    needle = ""

    def on_mount(self) -> None:
        self._width = 0
        self._matches: list[int] = []

    def show(
        self, item: Item | None, papers: Sequence[ShownPaper], actions: Sequence[Action],
        position: tuple[int, int] | None,
    ) -> None:
        """Show an item. ``position`` is the cursor and top row to come back to; else its first open point."""
        self.item, self.papers, self.actions = item, papers, actions
        self._layout()
        if position is None:
            row = self.point_row(self._first_open()) if item and item.points else 0
            position = (row, self._top_for(row))
        self.reset(*position)

    def _top_for(self, row: int) -> int:
        """Where to begin so that a point stands with some of its paper above it and what follows below."""
        return max(0, row - self.page_rows // 3)

    def update(self, item: Item, actions: Sequence[Action]) -> None:
        """The same item after something was recorded; the cursor stays on its point."""
        point = self.current_index
        offset = self.cursor - self.point_row(point) if point is not None else 0
        self.item, self.actions = item, actions
        self._layout()
        self.reset(self.point_row(point) + offset if point is not None else self.cursor, self.top)

    def _first_open(self) -> int:
        points = self.item.points if self.item else ()
        return next((index for index, point in enumerate(points) if point.outcome is None), 0)

    def _point_height(self, row: int) -> int:
        index = self.rows[row].point if row < len(self.rows) else None
        return sum(1 for line in self.rows if line.point == index) if index is not None else 1

    def fit(self) -> None:
        if self.size.width != self._width:
            point = self.current_index
            share = self.cursor / max(1, len(self.rows))
            self._layout()
            self.cursor = self.point_row(point) if point is not None else int(share * len(self.rows))
            self.top = self._top_for(self.cursor)
        super().fit()

    @property
    def current_index(self) -> int | None:
        """The index of the decision point under the cursor; ``None`` in running text."""
        return self.current.point if self.current else None

    @property
    def current_point(self) -> DecisionPoint | None:
        """The decision point under the cursor; outside the points, the item's first open point."""
        points = self.item.points if self.item else ()
        if not points:
            return None
        index = self.current_index
        return points[index if index is not None else self._first_open()]

    @property
    def current_source(self) -> tuple[int, Source] | None:
        """The document and place of the line under the cursor."""
        row = self.current
        if row is None or row.document is None or row.source is None:
            return None
        return row.document, row.source

    def point_row(self, index: int | None) -> int:
        """The first row of a decision point."""
        return next((row for row, line in enumerate(self.rows) if line.point == index and line.first), 0)

    def go_to_point(self, index: int) -> None:
        self.move_to(self.point_row(index))

    def keep_in_sight(self) -> None:
        """Show the whole point under the cursor, from its first line where it is longer than the pane."""
        super().keep_in_sight()
        index = self.current_index
        if index is not None and self.size.height:
            first = self.point_row(index)
            self.top = max(self.top, first + self._point_height(first) - self.page_rows)
            self.top = max(0, min(self.top, first))

    def find(self, needle: str) -> int:
        """Mark the rows that hold the needle and go to the first at or after the cursor; the number of matches."""
        self.needle = needle
        self._matches = self._found()
        if self._matches:
            self.move_to(next((row for row in self._matches if row >= self.cursor), self._matches[0]))
        self.refresh()
        return len(self._matches)

    def next_match(self, step: int) -> bool:
        """Go to the next or previous match; False where there is none."""
        return self.go_on(self._matches, step)

    def _head_changes(self, old: int, new: int) -> bool:
        return self.rows[old].point != self.rows[new].point if max(old, new) < len(self.rows) else True

    def empty(self, width: int) -> list[str]:
        if self.item is None:
            return wrap(_("Intet punkt er valgt. E i dagsordenens rude skriver et."), width)
        told = _("Intet papir hører til punktet. b skriver et beslutningspunkt, m referatet, T en opfølgning.")
        return wrap(told, width)

    # Laying out.

    def _layout(self) -> None:
        self._width = self.size.width
        width = max(20, self._width - 3)
        self.rows = [row for shown in self.papers for row in self._paper_rows(shown, width)]
        if self.item is not None:
            self.rows += self._item_rows(self.item, width)
        self._matches = self._found()

    def _found(self) -> list[int]:
        return [row for row, line in enumerate(self.rows) if self.needle in line.text.casefold()] if self.needle else []

    def _paper_rows(self, shown: ShownPaper, width: int) -> list[PaperRow]:
        paper, document = shown.paper, shown.document
        start = paper.source
        rows = _wrapped(paper.title, width, "accent", document=document, source=start)
        facts = [
            _("fra {name}").format(name=paper.from_) if paper.from_ else "",
            date_text(paper.date),
            _("sag {number}").format(number=paper.case_number) if paper.case_number else "",
        ]
        if any(facts):
            line = " · ".join(filter(None, facts))
            rows += _wrapped(line, width, "dim", document=document, source=start)
        rows.append(PaperRow(""))
        for section in paper.sections:
            if paper.decision_points and not section.text.strip():
                continue
            title = f"{section.number} {section.title}" if section.number else section.title
            rows += _wrapped(title, width, "strong", document=document, source=section.source)
            for paragraph in section.text.split("\n"):
                text = _wrapped(paragraph, width, document=document, source=section.source)
                rows += text if paragraph.strip() else [PaperRow("")]
            rows.append(PaperRow(""))
        return rows

    def _item_rows(self, item: Item, width: int) -> list[PaperRow]:
        rows = [row for role, text in self.said.get("item", ()) for row in _wrapped(text, width, role, INDENT)]
        rows += [PaperRow("")] if rows else []
        before = (self.brought(item) if item.minutes or item.public_text else None) or item
        if item.history:
            from budgettui.export.wording import step_text

            rows.append(PaperRow(_("Sagens forløb"), "strong"))
            for step in item.history:
                rows += _wrapped(step_text(step), width, "dim", INDENT)
            rows.append(PaperRow(""))
        if item.minutes:
            rows.append(PaperRow(_("Referat"), "strong"))
            rows += _written(item.minutes, width, before.minutes)
            rows.append(PaperRow(""))
        if not item.open:
            rows.append(PaperRow(_("Lukket punkt: offentlig ordlyd"), "strong"))
            missing = _("ingen offentlig ordlyd endnu: m skriver den")
            reason = f"{item.closed_reason} · {missing}" if item.closed_reason else missing
            if item.public_text:
                rows += _written(item.public_text, width, before.public_text, "closed")
            else:
                rows += _wrapped(reason, width, "closed")
            rows.append(PaperRow(""))
        document = self.papers[0].document if self.papers else None
        if self.said.get(""):
            rows.append(PaperRow(_("Ændringsforslag og bemærkninger"), "strong"))
            for role, text in self.said[""]:
                indent = " " * (len(text) - len(text.lstrip()))
                rows += [PaperRow(indent + line, role) for line in wrap(safe(text), width - len(indent), INDENT)]
            rows.append(PaperRow(""))
        if item.points:
            rows.append(PaperRow(_("Beslutningspunkter"), "strong"))
        for index, point in enumerate(item.points):
            rows += self._point_rows(index, point, width, document)
        for action in self.actions:
            due = _("senest {date}").format(date=date_text(action.due)) if action.due else ""
            words = " · ".join(part for part in (action.responsible, action.text, due) if part)
            rows += _wrapped("→ " + words, width, "accent", INDENT)
        return rows

    def _point_rows(
        self, index: int, point: DecisionPoint, width: int, document: int | None
    ) -> list[PaperRow]:
        lines = wrap(f"{point.label} {safe(point.clause)}", width - 2, "  ")
        rows = [
            PaperRow(line, point=index, first=not number, document=document, source=point.source)
            for number, line in enumerate(lines)
        ]
        for role, text in (*point_notes(point), *self.said.get(point.id, ())):
            rows += _wrapped(text, width - 3, role, "  ", point=index, document=document, source=point.source)
        return rows

    # Drawing.

    def _mark(self, marks: frozenset[str]) -> Style:
        """How what is marked in a text of the minutes is drawn; an address and code stand back from what is said."""
        drawn = {"strong": BOLD, "emphasis": Style(italic=True), "link": Style(underline=True)}
        return Style.combine([Style.null(), *(drawn.get(mark) or self.roles.role("dim") for mark in sorted(marks))])

    def row_segments(self, row: int, width: int, selected: bool) -> list[Segment]:
        line = self.rows[row]
        role = self.roles.role
        style = BOLD if line.role == "strong" else role(line.role) if line.role else Style.null()
        if self.needle and self.needle in line.text.casefold():
            style += role("match")
        if line.point is None:
            parts = [(piece.text, style + self._mark(piece.marks)) for piece in line.pieces] or [(line.text, style)]
            return segments([("▌" if selected else " ", role("accent")), *parts])
        here = line.point == self.current_index
        mark = ("▸" if line.first else "▌") if here else " "
        if here:
            style += BOLD
        assert self.item is not None
        point = self.item.points[line.point]
        sign, sign_role = point_sign(point)
        tail = "+" if point.id in self.marked else " "
        return segments([
            (mark, role("accent")),
            (f"{sign}{tail}" if line.first else "  ", role(sign_role)),
            (line.text if line.first or not line.role else " " + line.text, style),
        ])


def _wrapped(text: str, width: int, role: str = "", indent: str = "", **place: Any) -> list[PaperRow]:
    """A text in as many rows as it takes; ``place`` is what they belong to, and where that was read."""
    return [PaperRow(line, role, **place) for line in wrap(safe(text), width, indent)]


def _written(text: str, width: int, before: str, role: str = "") -> list[PaperRow]:
    """A text of the minutes as it will be read: as Markdown, but for one that stands as the papers brought it
    (``before``); ``role`` is that of its plain lines."""
    if text == before:
        return [row for line in text.split("\n") for row in _wrapped(line, width, role)]
    from budgettui.tui.widgets import written

    return [
        PaperRow("".join(piece.text for piece in pieces), own or role, pieces=tuple(pieces))
        for pieces, own in written.lines(text, width)
    ]


def point_notes(point: DecisionPoint) -> list[tuple[str, str]]:
    """What stands under a decision point: (role, text) for the decision, the votes and the linked lines."""
    notes: list[tuple[str, str]] = []
    if point.outcome is not None:
        due = _("frist {date}").format(date=date_text(point.due)) if point.due else ""
        words = [decision_words(point), point.responsible, due]
        notes.append((point_sign(point)[1], "→ " + " · ".join(word for word in words if word)))
    if point.votes.any:
        votes = point.votes
        parts = [
            _("for: {who}").format(who=votes.for_) if votes.for_ else "",
            _("imod: {who}").format(who=votes.against) if votes.against else "",
            _("undlod: {who}").format(who=votes.abstained) if votes.abstained else "",
        ]
        notes.append(("dim", "→ " + " · ".join(part for part in parts if part)))
    for link in point.links:
        label = "" if link.label.casefold() in point.text.casefold() else f"{link.label} · "
        notes.append(("linked", f"◆ {label}{amounts_words(link.amounts)}"))
    return notes


def amounts_words(amounts: Mapping[int, int]) -> str:
    """Amounts per year in mio. kr., or in kr. where one decimal of a million would hide something."""
    whole = all(ore % (MIO_KR.hundredths or 1) % 10_000_000 == 0 for ore in amounts.values())
    unit, places = (MIO_KR, 1) if whole else (KR, 0)
    years = " · ".join(f"{year} {format_amount(ore, unit, places)}" for year, ore in sorted(amounts.items()))
    return f"{years} {_(unit.label)}"
