"""Lines that stand in their frame already.

Textual puts border and padding around a line whenever it is drawn, which costs more than the line, and asks every
widget for its lines whenever anything beside it is drawn. Here both are kept until Textual says that they have changed.
"""

from __future__ import annotations

from typing import Any

from textual._styles_cache import RenderLineCallback, StylesCache
from textual.color import Color
from textual.css.styles import StylesBase
from textual.geometry import Region, Size, Spacing
from textual.strip import Strip
from textual.widget import Widget

#: Framed lines that are kept.
MOST_FRAMED = 200


class FramedLines(StylesCache):
    """What a widget has as its ``_styles_cache`` whose ``render_line`` hands out the same strip for the same line."""

    def __init__(self) -> None:
        super().__init__()
        #: A strip and what it became in the frame, by the strip's id.
        self._framed: dict[int, tuple[Strip, Strip]] = {}
        #: What was drawn last: the part of the widget, and its lines.
        self._last: tuple[Region, list[Strip]] | None = None

    def clear(self) -> None:
        super().clear()
        self._framed.clear()
        self._last = None

    def set_dirty(self, *regions: Region) -> None:
        super().set_dirty(*regions)
        self._last = None

    def render_widget(self, widget: Widget, crop: Region) -> list[Strip]:
        if self._last is None or self._last[0] != crop:
            self._last = crop, super().render_widget(widget, crop)
        return self._last[1]

    def render_line(
        self, styles: StylesBase, y: int, size: Size, content_size: Size, padding: Spacing, base_background: Color,
        background: Color, render_content_line: RenderLineCallback, *rest: Any, **more: Any,
    ) -> Strip:
        def framed(content_line: RenderLineCallback) -> Strip:
            return super(FramedLines, self).render_line(
                styles, y, size, content_size, padding, base_background, background, content_line, *rest, **more
            )

        content_y = y - styles.gutter.top
        if not 0 <= content_y < content_size.height:
            return framed(render_content_line)  # the border itself
        strip = render_content_line(content_y)
        if id(strip) not in self._framed:
            if len(self._framed) >= MOST_FRAMED:
                self._framed.clear()
            self._framed[id(strip)] = strip, framed(lambda _y: strip)
        return self._framed[id(strip)][1]
