"""Errors that a person meets: one clear sentence with what and where.

The domain does not translate. A message is a Danish template with named fields, marked with :func:`N_` so that the
catalogues find it; the outermost layer shows ``_(error.message).format(**error.params)``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping


class Marked(str):
    """A Danish message that remembers its template when it is filled in, so that it can still be translated."""

    template: str
    fields: Mapping[str, object]

    def __new__(cls, text: str, template: str | None = None, fields: Mapping[str, object] | None = None) -> Marked:
        self = super().__new__(cls, text)
        self.template = text if template is None else template
        self.fields = fields or {}
        return self

    def format(self, *args: object, **fields: object) -> Marked:
        return Marked(super().format(*args, **fields), str(self), fields)


def N_(message: str) -> str:
    """Mark a message for the catalogues without translating it here."""
    return Marked(message)


def listed(names: Iterable[str]) -> str:
    """ "A, B og F", as a message."""
    *first, last = [*names] or [""]
    return N_("{names} og {last}").format(names=", ".join(first), last=last) if first else last


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


class FilterError(BudgettuiError):
    """A filter that cannot be understood, or that asks for what the figures on the screen do not have."""


class Refused(BudgettuiError, ValueError):
    """What was asked for is not possible as things are now; nothing is broken, and nothing was done."""


class Interrupted(StoreError):
    """A long piece of writing was asked to stop: nothing of it is in the store."""
