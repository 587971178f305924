"""What the global options chose, and the store that a command works on."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from budgettui.domain.errors import N_, BudgettuiError
from budgettui.export.escape import plain_line
from budgettui.settings import (
    Settings,
    default_actor,
    default_store_path,
    demo_store_path,
    make_folder_of,
    municipality_path,
)

if TYPE_CHECKING:
    from budgettui.store import Store


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
        raise NoTerminal(
            N_("Skærmen kræver en terminal. Kommandoerne til rør og filer står i: budgettui --help")
        )


def screen(run: Run, *, demo: bool = False, reset: bool = False) -> int:
    """Open the screen; ``NoTerminal`` where there is none."""
    need_terminal()
    from budgettui.tui.launch import run_app

    path = run.place(demo_store_path if demo else default_store_path)
    return run_app(
        path, demo=demo, reset=reset, theme=run.theme, actor=run.who(), municipality=run.municipality
    )
