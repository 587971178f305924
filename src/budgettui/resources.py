"""Where the files that travel with the program are: inside the package, or beside ``src`` in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent
_CHECKOUT = _PACKAGE.parents[1]


def resource(*parts: str) -> Path:
    """The path of a file or folder of ``data`` or ``themes``, e.g. ``resource("themes", "aften.toml")``."""
    installed = _PACKAGE.joinpath(*parts)
    return installed if installed.exists() else _CHECKOUT.joinpath(*parts)
