"""A question of one line over the status line: it leaves everything in sight that it is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from budgettui.i18n import _


class AskLine(Input):
    """Enter answers, Esc leaves."""

    @dataclass
    class Done(Message):
        """The question was answered, or left (``None``)."""

        answer: str | None
        then: Callable[[str], None]

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "give_up", show=False)]

    def __init__(self, value: str, placeholder: str, then: Callable[[str], None]) -> None:
        self._then = then
        super().__init__(value=value, placeholder=placeholder, id="ask", compact=True)

    def keys(self) -> list[tuple[str, str]]:
        """What the key bar shows while it is open."""
        return [("Enter", _("Gør det")), ("Esc", _("Fortryd"))]

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Done(event.value.strip(), self._then))

    def action_give_up(self) -> None:
        self.post_message(self.Done(None, self._then))
