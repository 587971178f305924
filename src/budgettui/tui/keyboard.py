"""One key after the other.

On a slow line keys arrive in a bunch. Textual looks at the next key while the widget that has the focus is still
at work on the last one, so that "b u" and the text after it would go to the wrong field, and Esc would overtake
what was typed before it. Here a key is done, with everything that it started, before the next is looked at.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress

from textual import events
from textual.app import App, ReturnType
from textual.dom import DOMNode
from textual.message import Message
from textual.widget import Widget

#: More rounds than any key of this program needs; a widget that never rests must not stop the keyboard.
_ROUNDS = 20
#: Seconds between looks whether the first screen is there.
_SHORTLY = 0.005
#: Seconds between looks whether what is waited for is still alive.
_PATIENCE = 0.25


class OrderlyApp(App[ReturnType]):
    """An app that takes its keys one at a time."""

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self._returned: list[events.Key] = []
        self._first_shown = False

    def post_message(self, message: Message) -> bool:
        """A key that no widget wanted comes back here: it is dealt with before the keys behind it."""
        if isinstance(message, events.Key) and message.is_forwarded:
            self._returned.append(message)
            return True
        return super().post_message(message)

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
            return
        await self._begin()
        screen, target = self.screen, self.focused or self.screen
        await super().on_event(event)
        # Also what a binding did: a moved cursor is a message that the screen has yet to follow.
        await self._finish(target)
        if self.screen is not screen:
            await self._finish(self.screen)

    async def _begin(self) -> None:
        """Wait for the first screen: what is typed while the program starts is meant for what it will show."""
        if self._first_shown:
            return
        while not self.screen.is_mounted and self._exception is None:
            await asyncio.sleep(_SHORTLY)
        self._first_shown = True
        await self._finish(self.screen)

    async def _finish(self, target: Widget) -> None:
        """Wait until the widget and those around it have nothing left to do."""
        around = [node for node in target.ancestors_with_self if node is not self]
        for _round in range(_ROUNDS):
            for node in around:
                await self._caught_up(node)
            returned, self._returned = self._returned, []
            for key in returned:
                await super().on_event(key)
            if not returned and not any(node.message_queue_size for node in around):
                return

    async def _caught_up(self, node: DOMNode) -> None:
        """Wait until a node has dealt with the messages that it has now; one that fell over never will."""
        done = asyncio.Event()
        if not (node.is_running and node.call_later(done.set)):
            return
        while node.is_running and self._exception is None and not done.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(_PATIENCE):
                    await done.wait()
