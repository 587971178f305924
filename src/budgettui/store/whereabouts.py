"""Where in the meeting the program that writes stands: a small file beside the store, for a second screen to follow.

It is no part of the record: it is written over at every step, and gone when the program ends.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import NamedTuple

from budgettui.store.connection import cannot_write


class Place(NamedTuple):
    """A meeting, and the agenda item and decision point that are treated; ``None`` where none is."""

    meeting: str
    item: str | None = None
    point: str | None = None


def beside(store: Path) -> Path:
    """The file that says where the writing program stands."""
    real = store.resolve()
    return real.with_name(real.name + "-here")


def tell(store: Path, place: Place) -> None:
    """Say where one stands, whole or not at all. Raises ``StoreError`` where the file cannot be written."""
    path = beside(store)
    fresh = path.with_name(path.name + "~")
    try:
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(place._asdict(), file)
        fresh.replace(path)
    except OSError as error:
        raise cannot_write(store) from error


def forget(store: Path) -> None:
    """Nobody stands anywhere any more."""
    beside(store).unlink(missing_ok=True)


def seen(store: Path) -> Place | None:
    """Where the writing program stands; ``None`` where nobody has said."""
    try:
        data = json.loads(beside(store).read_text("utf-8"))
        return Place(str(data["meeting"]), data.get("item"), data.get("point"))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
