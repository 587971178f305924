"""What is taken off the screen is let go.

Textual holds on to a widget that it has removed: the screen keeps every field, to tell it when a text is marked
elsewhere; the app keeps every text, to tell it of another theme; and a table of colours keeps what was drawn by whoever
asked for a colour first. Every question that was asked would stay in memory.
"""

from __future__ import annotations

from textual.await_remove import AwaitRemove
from textual.css.query import DOMQuery
from textual.widget import Widget


def take_away(found: DOMQuery[Widget]) -> AwaitRemove:
    screen = found.node.screen
    taken = {widget for one in found for widget in one.walk_children(Widget, with_self=True)}
    for widget in taken:
        screen.text_selection_started_signal.unsubscribe(widget)
        widget._styles_cache.clear()
    watchers = getattr(screen.app, "__watchers", {}).get("theme", [])
    watchers[:] = [watcher for watcher in watchers if watcher[0] not in taken]
    return found.remove()
