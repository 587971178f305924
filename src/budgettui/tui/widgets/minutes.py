"""The item's minutes text, saved while it is typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar
from uuid import uuid4

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Label, TextArea

from budgettui.domain.meeting import Item
from budgettui.i18n import _
from budgettui.tui.text import framed, safe
from budgettui.tui.widgets.textbox import TextBox

#: Seconds after a key until the text is on its way to the disk.
PAUSE = 0.4


class MinutesPanel(Vertical):
    """One text for an open item; the internal and the public one for a closed item. Esc is done."""

    @dataclass
    class Written(Message):
        """The text changed; everything written in one sitting is one group, and so one undo."""

        item: Item
        texts: Mapping[str, str]
        group: str

    class Left(Message):
        """The panel was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False, priority=True),
        Binding("tab,shift+tab", "other", show=False, priority=True),
    ]

    def __init__(self, item: Item) -> None:
        super().__init__(id="panel", classes="minutes")
        self.item = item
        self.group = str(uuid4())
        self._saved = {"text": item.minutes} | ({} if item.open else {"public_text": item.public_text})
        self._timer: Timer | None = None
        self.border_title = framed(
            _("Referat · {item}").format(item=f"{item.number or ''} {safe(item.title)}".strip())
        )
        self.border_subtitle = framed(_("gemmes, mens du skriver · Esc færdig"))

    def keys(self) -> list[tuple[str, str]]:
        """What the key bar shows while the panel is open."""
        other = [] if self.item.open else [("Tab", _("Den anden tekst"))]
        return [*other, ("Esc", _("Færdig"))]

    def compose(self) -> ComposeResult:
        if not self.item.open:
            yield Label(_("Internt (offentliggøres ikke)"), classes="name")
        yield TextBox(self.item.minutes, id="text", soft_wrap=True, compact=True)
        if not self.item.open:
            yield Label(_("Offentlig ordlyd"), classes="name")
            yield TextBox(self.item.public_text, id="public_text", soft_wrap=True, compact=True)

    def on_mount(self) -> None:
        for area in self.query(TextArea):
            area.move_cursor(area.document.end)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        # Typing faster than the pause must not put the save off: a timer that runs is left to run.
        if self._timer is None:
            self._timer = self.set_timer(PAUSE, self.save)

    def save(self) -> None:
        """Send what has changed since the last time."""
        self._timer = None
        texts = {str(area.id): area.text for area in self.query(TextArea)}
        if texts != self._saved:
            self._saved = texts
            self.post_message(self.Written(self.item, texts, self.group))

    def action_other(self) -> None:
        """The other text, where there are two."""
        areas = list(self.query(TextArea))
        here = next((place for place, area in enumerate(areas) if area.has_focus), 0)
        self.screen.set_focus(areas[(here + 1) % len(areas)])

    def action_leave(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self.save()
        self.post_message(self.Left())
