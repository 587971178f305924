"""A text in the user's own editor, and back. The file is the user's alone and is gone afterwards."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

from budgettui.domain.errors import N_, BudgettuiError

#: What is tried where neither ``VISUAL`` nor ``EDITOR`` names one.
_USUAL = ("nano", "vi")


class NoEditor(BudgettuiError):
    """There is no editor, or it did not end well: the text stays as it was."""


def command() -> list[str]:
    """The editor's command line: ``VISUAL``, ``EDITOR``, else what is usual. Raises ``NoEditor``."""
    for name in ("VISUAL", "EDITOR"):
        try:
            words = shlex.split(os.environ.get(name, ""))
        except ValueError:
            raise NoEditor(N_("{name} kan ikke læses som en kommando."), name=name) from None
        if words:
            return words
    found = next(filter(None, map(shutil.which, _USUAL)), None)
    if found is None:
        raise NoEditor(N_("Ingen editor: sæt EDITOR til en."))
    return [found]


def edit(text: str) -> str:
    """The text as the editor leaves it. Raises ``NoEditor`` where the editor cannot be started or gives it up."""
    words = command()
    # Made for its owner alone (0700), and the file in it as well (0600): a closed item's text may be in it.
    with tempfile.TemporaryDirectory(prefix="budgettui-") as folder:
        path = Path(folder) / "referat.md"
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
        try:
            # The user names the editor in the environment, as for every program in a terminal.
            code = subprocess.run([*words, str(path)], check=False).returncode  # noqa: S603 - see above
        except OSError as error:
            raise NoEditor(
                N_("{editor} kan ikke startes: {reason}"), editor=words[0], reason=error.strerror or error
            ) from error
        if code:
            told = N_("{editor} sluttede med kode {code}: teksten er, som den var.")
            raise NoEditor(told, editor=words[0], code=code)
        try:
            after = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise NoEditor(N_("Det, {editor} skrev, kan ikke læses som tekst."), editor=words[0]) from error
    # Editors end a file with a line's end, whether the text had one or not.
    return after if text.endswith("\n") else after.rstrip("\n")
