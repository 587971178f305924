"""A text of several lines to write in."""

from __future__ import annotations

from collections.abc import Container

from rich.style import Style
from rich.text import Text
from textual.geometry import Region
from textual.strip import Strip
from textual.widgets import TextArea

from budgettui.tui.spelling import words


class TextBox(TextArea):
    """Words that are in no dictionary are marked in it, but for the one that is being typed."""

    #: The words that are marked, and how.
    _unknown: Container[str] = frozenset()
    _mark = Style.null()

    def mark(self, unknown: Container[str], style: Style) -> None:
        """Mark these words from now on, and no others."""
        self._unknown, self._mark = unknown, style
        self.notify_style_update()
        self.refresh()

    def get_line(self, line_index: int) -> Text:
        line = super().get_line(line_index)
        if self._unknown:
            typed = self.cursor_location if self.has_focus else None
            for word in words(line.plain):
                if word.text in self._unknown and (line_index, word.end) != typed:
                    line.stylize(self._mark, word.start, word.end)
        return line

    def render_lines(self, crop: Region) -> list[Strip]:
        # It may be drawn while it is being taken away: Textual has dropped its styles by then, and asks for its lines
        # once more where a screen is pushed in the same moment (its issue 6208).
        if not self.is_attached:
            return [Strip.blank(crop.width)] * crop.height
        return super().render_lines(crop)
