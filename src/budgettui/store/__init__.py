"""The store: one SQLite file with the journal, and the tables that are made from it. All SQL is in this
package.
"""

from __future__ import annotations

from pathlib import Path

from budgettui.store.store import Store
from budgettui.store.views import DocumentView, ImportResult, MeetingHead, NewEvent, PaperView

__all__ = [
    "DocumentView",
    "ImportResult",
    "MeetingHead",
    "NewEvent",
    "PaperView",
    "Store",
    "open_store",
]


def open_store(path: Path, *, create: bool = True) -> Store:
    """The store at ``path``, made (mode 0600) or brought up to date where needed.

    Raises ``StoreError``, whose sentence names the path: the folder is missing or cannot be written in, the
    file is not ours or from a newer version, it is damaged, the disk is full, or, without ``create``, it is
    missing.
    """
    return Store(path, create=create)
