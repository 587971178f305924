"""Files to begin with, which the user fills in: written where there is none yet."""

from __future__ import annotations

from pathlib import Path

from budgettui.domain.errors import N_, BudgettuiError
from budgettui.i18n import _
from budgettui.output import note


class FileThere(BudgettuiError):
    """A file of that name is there already."""


def write_start(name: str, path: Path) -> int:
    """Write the program's file of this name in ``data`` to a path, and say so.

    Raises:
        FileThere: something is there; it is not changed.
    """
    from budgettui.resources import resource

    text = resource("data", name).read_text(encoding="utf-8")
    try:
        with path.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError as error:
        raise FileThere(N_("{file} findes allerede og er ikke ændret."), file=path) from error
    note(_("Skrevet: {file}").format(file=path))
    return 0
