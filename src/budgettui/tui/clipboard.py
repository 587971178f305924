"""To the clipboard: by the terminal (OSC 52), and by the platform's own tool where there is one.

Many terminals take no text from a program, or only a little; a tool of the desktop takes all of it. Over ssh only
the terminal reaches the desk that somebody sits at.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping

from textual.app import App

from budgettui.i18n import _

#: Seconds that a tool may take.
_PATIENCE = 2.0


def own_tool(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> list[str] | None:
    """The platform's command that reads the clipboard's new text from its input; ``None`` without one."""
    if platform == "darwin":
        wanted = [["pbcopy"]]
    elif environ.get("WAYLAND_DISPLAY"):
        wanted = [["wl-copy"]]
    elif environ.get("DISPLAY"):
        wanted = [["xclip", "-selection", "clipboard"], ["xsel", "--clipboard", "--input"]]
    elif environ.get("WSL_DISTRO_NAME"):
        wanted = [["clip.exe"]]
    else:
        wanted = []
    for name, *options in wanted:
        path = shutil.which(name, path=environ.get("PATH"))
        if path:
            return [path, *options]
    return None


def copied(app: App[int], text: str, *, closed: bool = False) -> str:
    """Put a text on the clipboard; what is told of it, also where it comes from a ``closed`` item."""
    app.copy_to_clipboard(text)
    words = _("Kopieret fra et lukket punkt, der ikke offentliggøres: {text}") if closed else _("Kopieret: {text}")
    return words.format(text=text)


def hand_over(app: App[int], text: str) -> None:
    """Give the text to the platform's own tool, if there is one. Where it fails there is still the terminal's way."""
    command = own_tool()
    if command is None:
        return

    def work() -> None:
        # Standard output is the screen: nothing may be written there.
        try:
            subprocess.run(  # noqa: S603 – one of the fixed commands above, by its full path
                command, input=text.encode("utf-8"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                timeout=_PATIENCE, check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return

    app.run_worker(work, thread=True, group="clipboard", exit_on_error=False)
