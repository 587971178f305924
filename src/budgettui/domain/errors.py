"""Errors that a person meets: one clear sentence with what and where.

The domain does not translate. A message is a Danish template with named fields, marked with :func:`N_` so that the
catalogues find it; the outermost layer shows ``_(error.message).format(**error.params)``.
"""

from __future__ import annotations


def N_(message: str) -> str:
    """Mark a message for the catalogues without translating it here."""
    return message


class BudgettuiError(Exception):
    """Anything the program refuses. ``message`` is the Danish template, ``params`` its fields."""

    def __init__(self, message: str, **params: object) -> None:
        super().__init__(message.format(**params))
        self.message = message
        self.params = params


class UnreadableFile(BudgettuiError):
    """A file that cannot be read: missing, a folder, empty, binary, wrong encoding, no known structure."""


class StoreError(BudgettuiError):
    """A store that cannot be used: not ours, newer, damaged, read-only, or no room on the disk."""
