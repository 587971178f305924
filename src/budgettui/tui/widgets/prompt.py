"""The filter line: tells every key, and whether the filter was kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from budgettui.i18n import _


class Prompt(Input):
    """Enter keeps what was typed, Esc takes it away."""

    @dataclass
    class Done(Message):
        """The prompt was left."""

        kept: bool

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "give_up", show=False),
        Binding("down,up", "keep", show=False),
    ]

    def __init__(self, needle: str, typed: Callable[[str], None]) -> None:
        """``typed`` is called with the text at every key: rows follow the letter in the same frame."""
        self._typed = typed
        super().__init__(value=needle, placeholder=_("filter"), id="prompt", compact=True, select_on_focus=False)

    def keys(self) -> list[tuple[str, str]]:
        return [("Enter", _("Behold filteret")), ("Esc", _("Fjern filteret"))]

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._typed(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_keep()

    def action_keep(self) -> None:
        self.post_message(self.Done(True))

    def action_give_up(self) -> None:
        self.post_message(self.Done(False))
