"""What the global options chose, and the store and the meeting that a command works on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from budgettui.domain.errors import N_, BudgettuiError
from budgettui.export.escape import plain_line
from budgettui.export.wording import date_text
from budgettui.settings import (
    Settings,
    default_actor,
    default_store_path,
    demo_store_path,
    make_folder_of,
    municipality_path,
)

if TYPE_CHECKING:
    from budgettui.store import MeetingHead, Store


@dataclass(frozen=True, slots=True)
class Run:
    """What the global options chose."""

    db: Path | None = None
    theme: str | None = None
    actor: str | None = None
    municipality: str | None = None
    settings: Settings = field(default_factory=Settings)

    def who(self) -> str:
        """The name for the journal."""
        return plain_line(self.actor or "") or default_actor(self.settings)

    def use_municipality(self) -> None:
        """Read with the names of the chosen municipality; ``BudgettuiError`` where its file cannot be used."""
        from budgettui.ingest import municipalities
        from budgettui.ingest.page import names

        file = municipality_path(self.municipality, self.settings)
        names.use(municipalities.load(file) if file else None)

    def place(self, default: Callable[[], Path]) -> Path:
        """The chosen store, or the default one with its folder made."""
        if self.db is not None:
            return self.db
        path = default()
        make_folder_of(path)
        return path

    def open(self, *, create: bool = False, write: bool = False) -> Store:
        """The store; where it may not be made, nothing is made. To write in it, it is held against others."""
        from budgettui.opening import open_and_tell

        path = self.place(default_store_path) if create else self.db or default_store_path()
        store = open_and_tell(path, create=create)
        if write:
            store.hold(self.who())
            if store.refusal is not None:
                store.close()
                raise store.refusal
        return store


class NoTerminal(BudgettuiError):
    """The screen was asked for where there is none."""


def need_terminal() -> None:
    """Raises ``NoTerminal`` where there is no screen to draw on."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise NoTerminal(N_("Skærmen kræver en terminal. Kommandoerne til rør og filer står i: budgettui --help"))


def screen(run: Run, *, demo: bool = False, reset: bool = False) -> int:
    """Open the screen; ``NoTerminal`` where there is none."""
    need_terminal()
    from budgettui.tui.launch import run_app

    path = run.place(demo_store_path if demo else default_store_path)
    return run_app(path, demo=demo, reset=reset, theme=run.theme, actor=run.who(), municipality=run.municipality)


# -- which meeting is meant


class NoSuchMeeting(BudgettuiError):
    """No meeting, or more than one, is what the user may have meant."""


def find_meeting(heads: Sequence[MeetingHead], wanted: str | None) -> MeetingHead:
    """The meeting that is meant: by id, by the beginning of the id, or by a part of title, body or date.

    Without a wish: the only one, else the latest. ``heads`` stand in the order of import. Raises ``NoSuchMeeting``:
    there is none, or more than one.
    """
    if not heads:
        raise NoSuchMeeting(N_("Der er ingen møder i databasen. Indlæs et med: budgettui import FIL"))
    if wanted is None:
        return _latest(heads)
    found = _matching(heads, wanted)
    if len(found) == 1:
        return found[0]
    length = prefix_length([head.id for head in heads])
    named = "; ".join(" ".join(filter(None, (one.id[:length], one.date, one.title))) for one in found or heads)
    sentence = (
        N_("Flere møder passer til {wanted}: {meetings}")
        if found
        else N_("Intet møde passer til {wanted}. Møderne er: {meetings}")
    )
    raise NoSuchMeeting(sentence, wanted=wanted, meetings=named)


def _latest(heads: Sequence[MeetingHead]) -> MeetingHead:
    """The last by date; the last imported where not every meeting prints a date."""
    if not all(head.date for head in heads):
        return heads[-1]
    return max(enumerate(heads), key=lambda one: (one[1].date or "", one[0]))[1]


def _matching(heads: Sequence[MeetingHead], wanted: str) -> list[MeetingHead]:
    needle = wanted.strip().casefold()
    if not needle:
        return []
    exact = [head for head in heads if head.id == needle]
    by_id = [head for head in heads if head.id.startswith(needle)]
    texts = ((head, (head.title, head.body, head.date, date_text(head.date))) for head in heads)
    by_text = [head for head, parts in texts if any(needle in part.casefold() for part in parts if part)]
    return exact or by_id or by_text


def prefix_length(ids: Sequence[str]) -> int:
    """How much of an id tells all of them apart; at least eight characters."""
    length = 8
    while len({one[:length] for one in ids}) < len(ids):
        length += 1
    return length
