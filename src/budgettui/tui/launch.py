"""Opens the screen on a store: what the command line calls when it is not asked for anything else."""

from __future__ import annotations

import importlib
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from budgettui.domain.clean import clean_line
from budgettui.domain.errors import N_, StoreError
from budgettui.i18n import _, chosen_language, set_language
from budgettui.opening import open_and_tell
from budgettui.settings import (
    Settings,
    SettingsError,
    choose_language,
    default_actor,
    default_store_path,
    demo_store_path,
    load_settings,
    make_folder_of,
    municipality_path,
    settings_path,
)
from budgettui.tui.commands import BY_ID, clashes
from budgettui.tui.theming import DEFAULT_DARK, load_theme

if TYPE_CHECKING:
    from budgettui.store import Store
    from budgettui.tui.app import BudgetApp

#: For so many seconds a thread keeps the interpreter from the others. The journal's thread has little to do and shares
#: it with a screen that is being drawn: with Python's own 5 ms a decision is not durable before the screen is done.
_SWITCH = 0.001


def open_screen(
    *, db: str | None, demo: bool, language: str | None, theme: str | None, actor: str | None,
    municipality: str | None,
) -> int:
    """The short way from the command line to the screen, with the same defaults; returns the exit code.

    Raises ``BudgettuiError`` or ``OSError`` where the store, the settings or the theme cannot be used.
    """
    settings = load_settings()
    set_language(choose_language(language, settings))
    path = Path(db) if db else demo_store_path() if demo else default_store_path()
    if db is None:
        make_folder_of(path)
    return run_app(path, demo=demo, theme=theme, actor=actor, municipality=municipality, settings=settings)


def run_app(
    db: Path, *, demo: bool = False, reset: bool = False, theme: str | None = None, actor: str | None = None,
    municipality: str | None = None, settings: Settings | None = None,
) -> int:
    """Open the store and show it until the user leaves; returns the exit code.

    ``demo`` fills the store with the embedded sample where it is empty, ``reset`` makes it anew.
    """
    settings = settings or load_settings()
    spec = load_theme(theme or settings.theme or DEFAULT_DARK)
    who = clean_line(actor or "").strip() or default_actor(settings)
    unknown = [name for name in settings.keys if name not in BY_ID]
    if unknown:
        words = N_("{file}: der er ingen kommando {name}. Kommandoerne står i docs/keys.md.")
        raise SettingsError(words, file=settings_path(), name=f"keys.{unknown[0]}")
    for first, second, key in clashes(settings.keys):
        words = N_("{file}: tasten {key} er både {first} og {second}. Giv den ene en anden tast under [keys].")
        raise SettingsError(words, file=settings_path(), key=key, first=first, second=second)
    if not demo:
        _use_municipality(municipality_path(municipality, settings))
    while True:
        with ExitStack() as stack:
            store = stack.enter_context(open_and_tell(db))
            store.hold(who)
            if demo and _wants_sample(store, reset=reset):
                store.close()
                if reset:
                    db.unlink()
                if code := _make_sample(db):
                    return code
                store = stack.enter_context(open_and_tell(db))
                store.hold(who)
            from budgettui.tui.app import BudgetApp

            app = BudgetApp(store, spec, who, settings=settings)
            sys.setswitchinterval(_SWITCH)
            app.run()
        if not app.wants_sample:
            return _ended(app)
        db, demo, reset = demo_store_path(), True, False
        make_folder_of(db)
        _use_municipality(None)


def _use_municipality(file: Path | None) -> None:
    """Read with the names in this file. Those of the program are read when they are first asked for."""
    if file is not None or "budgettui.ingest.page.names" in sys.modules:
        from budgettui.ingest import municipalities
        from budgettui.ingest.page import names

        names.use(municipalities.load(file) if file else None)


def _ended(app: BudgetApp) -> int:
    """The exit code; says what did not reach the disk, where the user did not choose to lose it."""
    lost = app.lost
    if lost:
        from budgettui.output import complain

        for act in lost:
            complain(_("Ikke gemt: {act}").format(act=act))
    return app.return_value or app.return_code or (1 if lost else 0)


def _wants_sample(store: Store, *, reset: bool) -> bool:
    """Whether the sample has to be made: where nothing is in the store, or nothing else and it is to be made anew."""
    if not reset:
        return store.refusal is None and not store.meetings()
    from budgettui.demo import demo_digests

    if store.refusal is not None:
        raise store.refusal
    if not {document.sha256 for document in store.documents()} <= demo_digests():
        raise StoreError(
            N_("{path} rummer andet end eksemplet og laves ikke forfra. Vælg en anden fil med --db."), path=store.file
        )
    return True


def _make_sample(db: Path) -> int:
    """Make it in a process of its own, while the screen is loaded here; its exit code. What reads papers stays out of
    the memory of a meeting that reads none."""
    # -P: a file beside us that has the name of a module is not run.
    command = [sys.executable, "-P", "-m", "budgettui.demo", str(db), chosen_language()]
    making = subprocess.Popen(command)  # noqa: S603  # our own interpreter and module
    importlib.import_module("budgettui.tui.app")
    return making.wait()
