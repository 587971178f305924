"""The store: one SQLite file with the journal, and the tables that are made from it. All SQL is in this
package.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from budgettui.store.connection import Told, silent
from budgettui.store.store import Store
from budgettui.store.views import (
    CheckView,
    DocumentView,
    Hit,
    ImportResult,
    MeetingHead,
    NewEvent,
    PaperView,
)
from budgettui.store.whereabouts import Place

if TYPE_CHECKING:
    from budgettui.store import (  # noqa: F401, I001  # named for who reads the types, loaded below
        acts, check, corrections, followups, growing, hanging, imports, making, names, near_names, reconciliation,
        saved_filters, search,
    )
else:

    def __getattr__(name: str) -> Any:
        """A module of the package, loaded when something of it is first asked for: the first frame needs few."""
        if name.startswith("_"):
            raise AttributeError(name)
        return import_module(f"{__name__}.{name}")


__all__ = [
    "CheckView", "DocumentView", "Hit", "ImportResult", "MeetingHead", "NewEvent", "PaperView", "Place", "Store",
    "open_store",
]


def open_store(path: Path, *, create: bool = True, write: bool = True, told: Told = silent) -> Store:
    """The store at ``path``, made (mode 0600) or brought up to date where needed.

    ``told`` hears how far it is where a store of an older form is made again, which takes as long as its files took to
    import. Without ``write``, or where the file or its folder does not let us write, it is open for reading only.
    Raises ``StoreError``, whose sentence names the path: the folder is missing, a new store cannot be written
    in it, the file is not ours or from a newer version, it is damaged, the disk is full, or, without
    ``create``, it is missing.
    """
    return Store(path, create=create, write=write, told=told)
