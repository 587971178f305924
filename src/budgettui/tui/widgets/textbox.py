"""A text of several lines to write in."""

from __future__ import annotations

from textual.geometry import Region
from textual.strip import Strip
from textual.widgets import TextArea


class TextBox(TextArea):
    """Textual's own, but it may be drawn while it is being taken away: Textual has dropped its styles by then, and asks
    for its lines once more where a screen is pushed in the same moment (its issue 6208)."""

    def render_lines(self, crop: Region) -> list[Strip]:
        if not self.is_attached:
            return [Strip.blank(crop.width)] * crop.height
        return super().render_lines(crop)
