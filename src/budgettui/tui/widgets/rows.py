"""A list that may be longer than the screen: only the rows that can be seen are made and drawn.

Rows have one cursor. A head and a foot can stand still around them (column headings, totals). A cursor step that
does not scroll repaints two lines, one that does the rows and the foot; everything else repaints the pane once. A row
that was drawn is kept, in its frame, as long as only the cursor and the place in the list change, and after a page the
next one is drawn while nobody waits for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, Self, TypeVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from budgettui.tui.commands import bindings
from budgettui.tui.text import cut, plain
from budgettui.tui.theming import RoleStyles
from budgettui.tui.widgets.framing import FramedLines

_PLAIN = Style.null()
_T = TypeVar("_T")
#: Drawn rows that are kept, and how long after a page the next one is drawn.
MOST_KEPT, AHEAD_SECONDS = 400, 0.03


def fitted(
    parts: Sequence[Segment], width: int, base: Style, tail: str = "", tail_style: Style | None = None
) -> Strip:
    """The parts in exactly ``width`` cells over a base style, and one more cell for the tail; what is wider ends in
    "…". One strip a line: making strips is most of what drawing costs."""
    line: list[Segment] = []
    room = width
    run, run_style = "", _PLAIN
    if sum(part.cell_length for part in parts) > width:
        parts = _shortened(parts, width)
    for text, said, _control in parts:
        style = said or _PLAIN
        if not text:
            continue
        room -= cell_len(text)
        # Neighbours of one style are one segment: every one costs again on its way to the terminal.
        if style == run_style:
            run += text
            continue
        if run:
            line.append(Segment(run, base + run_style))
        run, run_style = text, style
    if room and run_style:
        line.append(Segment(run, base + run_style))
        run, run_style = "", _PLAIN
    run += " " * room
    if run:
        line.append(Segment(run, base + run_style))
    if tail:
        line.append(Segment(plain(tail), tail_style or base))
    return Strip(line, width + len(tail))


def _shortened(parts: Sequence[Segment], room: int) -> Sequence[Segment]:
    """The parts as far as there is room; where more than blanks are left out, "…" is the last sign."""
    kept: list[Segment] = []
    for index, part in enumerate(parts):
        if part.cell_length >= room:
            rest = "".join(left.text for left in parts[index:]).rstrip()
            return [*kept, Segment(plain(cut(rest, room)), part.style)]
        kept.append(part)
        room -= part.cell_length
    return kept


class RowView(Widget, can_focus=True):
    """The base of every list and table. Subclasses give ``row_count`` and the segments of a row."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("list")]

    #: Rows kept in sight around the cursor while scrolling.
    MARGIN = 1

    @dataclass(eq=False, repr=False)
    class Moved(Message):
        """The cursor stands on another row."""

        view: RowView

    def __init__(self, styles: RoleStyles, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._styles_cache = FramedLines()
        self.roles = styles
        self.cursor = 0
        self.top = 0
        self._fitted_to = Size(0, 0)
        #: Height and first row of the pane before it was made smaller; and the cursor, the first row and the height
        #: that it was left with when it got the size that it has.
        self._in_full: tuple[int, int] = (0, 0)
        self._fitted: tuple[int, int, int] = (0, 0, 0)
        self._base = Style.null()
        #: The pane as its lines are drawn: its size, the rows' cells in a line, and the style of the edge.
        self._drawn, self._row_width, self._edge = Size(0, 0), 0, Style.null()
        #: Rows that were drawn, by their number, whether the cursor stands there, and what stands at the edge.
        self._strips: dict[tuple[int, bool, str], Strip] = {}
        #: The lines at whose edge stands the mark of which rows are in sight.
        self._thumb = range(0)
        self._page_wanted = 0

    # What a subclass fills in.

    @property
    def row_count(self) -> int:
        raise NotImplementedError

    def row_segments(self, row: int, width: int, selected: bool) -> list[Segment]:
        """One row, to be cut or padded to the width."""
        raise NotImplementedError

    #: How many lines stand still above and below the rows.
    head_height = 0
    foot_height = 0

    def head_line(self, y: int, width: int) -> list[Segment]:
        raise NotImplementedError

    def foot_line(self, y: int, width: int) -> list[Segment]:
        raise NotImplementedError

    def empty(self, width: int) -> list[str]:
        """What an empty pane says to do next."""
        return []

    # Geometry.

    @property
    def page_rows(self) -> int:
        return max(1, self.size.height - self.head_height - self.foot_height)

    # Movement.

    def move_to(self, row: int, *, notify: bool = True) -> None:
        row = max(0, min(row, self.row_count - 1))
        old_cursor, old_top = self.cursor, self.top
        self.cursor = row
        self.keep_in_sight()
        if self._head_changes(old_cursor, row):
            self.refresh()
        elif self.top != old_top:
            self._refresh_rows()
        elif row != old_cursor:
            offset = self.head_height - self.top
            for line in (old_cursor, row):
                self._refresh_lines(line + offset, 1)
            self.refresh_foot()
        if notify and row != old_cursor:
            self.post_message(self.Moved(self))

    def go_on(self, rows: Sequence[int], step: int) -> bool:
        """Go to the next (1) or previous (-1) one of these rows, and on from the other end; False where there is none.
        """
        ahead = (row for row in rows[::step] if (row - self.cursor) * step > 0)
        if rows:
            self.move_to(next(ahead, rows[::step][0]))
        return bool(rows)

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Draw everything anew, or only these parts of the pane."""
        if not regions:
            self._strips.clear()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def _refresh_rows(self) -> None:
        """Repaint the rows, other ones than before, and the foot."""
        self._refresh_lines(self.head_height, self.page_rows)
        self.refresh_foot()

    def _refresh_lines(self, first: int, count: int) -> None:
        """Repaint lines of the pane, with its frame: Textual would make a copy of each of which it paints a part."""
        frame = self.gutter
        self.refresh(Region(-frame.left, first, self.size.width + frame.width, count))

    def notify_style_update(self) -> None:
        self._strips.clear()
        super().notify_style_update()

    def refresh_foot(self) -> None:
        """Repaint the foot, where it speaks of the row under the cursor."""
        if self.foot_height:
            self._refresh_lines(self.size.height - self.foot_height, self.foot_height)

    def _head_changes(self, old: int, new: int) -> bool:
        """Whether a cursor step changes more than the two rows and the foot."""
        return False

    def keep_in_sight(self) -> None:
        """Scroll just enough to show the cursor, with a margin where there is room."""
        if not self.size.height:
            self._fitted_to = self.size
            return  # not laid out yet, or hidden: fit comes back here, though the size it had may come back too
        page = self.page_rows
        margin = min(self.MARGIN, (page - 1) // 2)
        if self.cursor < self.top + margin:
            self.top = self.cursor - margin
        elif self.cursor > self.top + page - 1 - margin:
            self.top = self.cursor - page + 1 + margin
        self.top = max(0, min(self.top, self.row_count - page))

    def reset(self, cursor: int = 0, top: int | None = None) -> None:
        """Show new rows: the cursor where it was left, or at the top."""
        self.cursor = max(0, min(cursor, self.row_count - 1))
        self.top = self.top if top is None else top
        self.keep_in_sight()
        self.refresh()

    def action_move(self, step: int) -> None:
        self.move_to(self.cursor + step)

    def action_page(self, step: int) -> None:
        page = max(1, self.page_rows - 1)
        self.top = max(0, min(self.top + step * page, self.row_count - self.page_rows))
        self.move_to(self.cursor + step * page)
        self._refresh_rows()
        if not self._page_wanted:
            self.set_timer(AHEAD_SECONDS, self._draw_ahead)
        self._page_wanted = step

    def _draw_ahead(self) -> None:
        """Draw the page that the same key would show next, and keep it."""
        page = self.page_rows
        top = max(0, min(self.top + self._page_wanted * max(1, page - 1), self.row_count - page))
        self._page_wanted = 0
        # The rows may be other ones by now than those that were drawn last.
        if self.row_count > page and self._row_width < self._drawn.width == self.size.width:
            thumb = self._thumb_at(top)
            for y in range(page):
                self._row_strip(top + y, False, _edge(y in thumb))

    def action_jump(self, row: int) -> None:
        self.move_to(row if row >= 0 else self.row_count - 1)

    def fit(self) -> None:
        """The pane has another size: called before anything is drawn in it, so that no frame is drawn twice.

        Rows that a question below pushed out of the way come back when it goes, if nothing was moved meanwhile.
        """
        now, (cursor, top, before) = self.size.height, self._fitted
        if (self.cursor, self.top) != (cursor, top):
            self._in_full = before, self.top
        elif now >= self._in_full[0]:
            self.top = self._in_full[1]
        self.keep_in_sight()
        if now >= self._in_full[0]:
            self._in_full = now, self.top
        self._fitted = self.cursor, self.top, now

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.action_move(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.action_move(-3)

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is not None:
            self.move_to(self.top + offset.y - self.head_height)

    # Drawing.

    def render_lines(self, crop: Region) -> list[Strip]:
        if self._fitted_to != self.size:
            self._fitted_to = self.size
            self.fit()
        # Textual works a size out anew whenever it is asked: once for all the lines, not three times for each.
        base, size = self.visual_style.rich_style, self.size
        if base != self._base or size != self._drawn or len(self._strips) > MOST_KEPT:
            self._strips.clear()
        self._base, self._drawn = base, size
        overflows = self.row_count > self.page_rows
        self._row_width = self._drawn.width - 1 if overflows else self._drawn.width
        self._thumb = self._thumb_at(self.top) if overflows else range(0)
        self._edge = self._base + self.roles.role("frame")
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        (width, height), row_width = self._drawn, self._row_width
        if y < self.head_height:
            return fitted(self.head_line(y, row_width), width, self._base)
        if y >= height - self.foot_height:
            return fitted(self.foot_line(y - height + self.foot_height, row_width), width, self._base)
        return self._body_line(y - self.head_height, row_width, width)

    def _body_line(self, y: int, row_width: int, width: int) -> Strip:
        base = self._base
        row = self.top + y
        if self.row_count == 0:
            words = self.empty(row_width)
            text = words[y] if y < len(words) else ""
            return fitted([Segment(plain(text), self.roles.role("dim"))], width, base)
        if row >= self.row_count:
            return Strip.blank(width, base)
        return self._row_strip(row, row == self.cursor, _edge(y in self._thumb) if row_width < width else "")

    def _row_strip(self, row: int, selected: bool, tail: str) -> Strip:
        """A row as it is drawn, with the cell at the edge."""
        strip = self._strips.get((row, selected, tail))
        if strip is None:
            behind, width = self._base, self._row_width
            if selected:
                behind += self.roles.role("selection" if self.has_focus else "inactive")
            parts = self.row_segments(row, width, selected)
            strip = self._strips[row, selected, tail] = fitted(parts, width, behind, tail, self._edge)
        return strip

    def _thumb_at(self, top: int) -> range:
        """The lines of the mark at the right edge that shows which part of the rows is in sight from ``top`` on."""
        page = self.page_rows
        size = max(1, page * page // self.row_count)
        last = max(1, self.row_count - page)
        start = round((page - size) * top / last)
        return range(start, start + size)

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()


def _edge(marked: bool) -> str:
    """The cell at the right edge of a list that is longer than the pane."""
    return "▐" if marked else " "


@dataclass(eq=False, repr=False)
class Said(Message):
    """A key did something that the status line should tell."""

    text: str


class Wants(Message):
    """A panel wants a function of a module in ``screens/``, named as a command does ("floor.set_member"), and with
    what."""

    def __init__(self, does: str, *told: object) -> None:
        super().__init__()
        self.does, self.told = does, told


class Left(Message):
    """A panel was left."""


class Turned(Message):
    """A panel is about something else, and other keys work in it."""


class RowList(RowView, Generic[_T]):
    """A list whose rows are things that are all known."""

    rows: Sequence[_T] = ()
    #: The id of a row that was just made: it is on the disk a moment after the list is shown.
    waiting = ""
    #: The ids of the rows that :meth:`keep_place` was told of last.
    _ids: Sequence[str] = ()

    @property
    def row_count(self) -> int:
        return len(self.rows)

    def begin_at(self, select: str, near: str) -> None:
        """The cursor goes to ``select`` when that is there; until then it stands on ``near``."""
        self.waiting, self._ids = select, (near,)

    def keep_place(self, ids: Sequence[str]) -> None:
        """The rows are other ones: the cursor stays on its own, or goes to the one that was waited for."""
        here = self.waiting if self.waiting in ids else self._ids[self.cursor] if self.cursor < len(self._ids) else ""
        self.reset(ids.index(here) if here in ids else self.cursor)
        self.waiting, self._ids = "" if here == self.waiting else self.waiting, ids

    @property
    def current(self) -> _T | None:
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None
