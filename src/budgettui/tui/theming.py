"""Themes: colours by role, from TOML files, and the styles that the widgets draw with.

A theme names the colour of every role in :data:`ROLES`, never of a widget. Style sheets use the roles as
variables (``$overspend``), widgets that draw their own lines ask :class:`RoleStyles`. Where the user wants no
colour at all (``NO_COLOR``), only bold, dim, underline, italic and reverse are left, and the signs and words
that stand there anyway.

A theme is the file ``themes/NAME.toml`` of the program or of the user's own folder; the user's comes first::

    name = "aften"
    description = "Mørk, til lange møder"
    dark = true

    [roles]
    background = "#101418"
    …
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from budgettui.domain.clean import clean_text
from budgettui.domain.errors import N_, BudgettuiError
from budgettui.resources import read_toml, resource
from budgettui.tui import text as text_signs

if TYPE_CHECKING:
    from rich.style import Style
    from textual.theme import Theme

DEFAULT_DARK = "aften"

#: Roles that are drawn behind text.
BACKGROUNDS = (
    "background",  # behind everything
    "surface",  # a pane
    "panel",  # header, tally and footer; a dialog
    "selection",  # the row with the cursor, in the pane that has the focus
    "inactive",  # the row with the cursor in the other panes
)
#: Roles that text and signs are drawn in.
FOREGROUNDS = (
    "text",
    "dim",  # what is seldom read: code, source, unit
    "accent",  # headings, keys, links
    "frame",  # around a pane
    "focus",  # around the pane that has the focus
    "overspend",  # merforbrug
    "saving",  # mindreforbrug, besparelse
    "decided",
    "partly",
    "postponed",
    "rejected",
    "undecided",
    "closed",
    "linked",  # a budget line that hangs on the current decision point
    "uncertain",  # a doubtful reading
    "match",  # what the filter found
    "success",  # saved
    "warning",
    "error",
)
ROLES = BACKGROUNDS + FOREGROUNDS

#: Attributes that go with a role whatever the colours are.
_ATTRIBUTES: Mapping[str, str] = {
    "accent": "bold",
    "overspend": "bold",
    "linked": "bold",
    "match": "underline",
    "uncertain": "underline",
    "warning": "bold",
    "error": "bold",
}
#: Attributes without colours: what a colour said has to be said in another way, or by the sign alone.
_COLOURLESS: Mapping[str, str] = {
    **_ATTRIBUTES,
    "selection": "reverse",
    "inactive": "bold",
    "dim": "dim",
    "frame": "dim",
    "focus": "bold",
    "postponed": "italic",
    "rejected": "italic",
    "closed": "dim",
    "undecided": "bold",
    "error": "bold reverse",
}

_T = TypeVar("_T")
_NAME = re.compile(r"[a-zæøå0-9][a-zæøå0-9_-]{0,39}")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


class ThemeError(BudgettuiError):
    """A theme that cannot be used: not there, not TOML, or a key that is missing, unknown or wrong."""


class ThemeSpec(NamedTuple):
    """A theme as its file says it. ``colours`` holds a ``#rrggbb`` for every role in :data:`ROLES`."""

    name: str
    description: str
    dark: bool
    colours: Mapping[str, str]


def theme_folders() -> tuple[Path, ...]:
    """Where themes are looked for: the user's own folder first, then the program's."""
    from platformdirs import user_config_path

    return user_config_path("budgettui", appauthor=False) / "themes", resource("themes")


def theme_names(folders: Sequence[Path] | None = None) -> list[str]:
    return sorted(_files(theme_folders() if folders is None else folders))


def load_theme(name: str, folders: Sequence[Path] | None = None) -> ThemeSpec:
    """The theme of this name; no other theme's file is opened.

    Raises :class:`ThemeError`, which names the file and the key, or the themes that there are.
    """
    files = _files(theme_folders() if folders is None else folders)
    if name not in files:
        words = N_("Der er intet tema, der hedder {name}. Vælg et af: {names}")
        raise ThemeError(words, name=name, names=", ".join(sorted(files)))
    return read_theme(files[name])


def _files(folders: Sequence[Path]) -> dict[str, Path]:
    return {path.stem: path for folder in reversed(folders) for path in sorted(folder.glob("*.toml"))}


def read_theme(path: Path) -> ThemeSpec:
    """The theme in one file. Raises :class:`ThemeError` with the file and what is wrong in it."""
    data = read_toml(path, ThemeError)
    unknown = [key for key in data if key not in ("name", "description", "dark", "roles")]
    roles = data.get("roles")
    if isinstance(roles, dict):
        unknown += [f"roles.{role}" for role in roles if role not in ROLES]
    if unknown:
        raise ThemeError(N_("Temaet {file}: {key} kendes ikke"), file=path, key=", ".join(unknown))
    name = _checked(path, data, "name", str)
    if name != path.stem or not _NAME.fullmatch(name):
        words = N_("Temaet {file}: name skal være filens navn, små bogstaver og uden .toml, ikke {value!r}")
        raise ThemeError(words, file=path, value=name)
    roles = _checked(path, data, "roles", dict)
    return ThemeSpec(
        name=name,
        description=clean_text(_checked(path, data, "description", str)),
        dark=_checked(path, data, "dark", bool),
        colours={role: _colour(path, roles, role) for role in ROLES},
    )


def _checked(path: Path, data: Mapping[str, object], key: str, kind: type[_T]) -> _T:
    value = data.get(key)
    if value is None:
        raise ThemeError(N_("Temaet {file}: {key} mangler"), file=path, key=key)
    if not isinstance(value, kind):
        raise ThemeError(N_("Temaet {file}: {key} har en forkert værdi: {value!r}"), file=path, key=key, value=value)
    return value


def _colour(path: Path, roles: Mapping[str, object], role: str) -> str:
    key = f"roles.{role}"
    value = _checked(path, {key: roles.get(role)}, key, str)
    if not _COLOUR.fullmatch(value):
        words = N_("Temaet {file}: {key} skal være en farve som #1a2b3c, ikke {value!r}")
        raise ThemeError(words, file=path, key=key, value=value)
    return value.lower()


def wants_no_color(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether the user asked for no colour at all: ``NO_COLOR`` is set and not empty (https://no-color.org)."""
    return bool(environ.get("NO_COLOR"))


#: Textual's own variables, by the role in whose colour each is drawn.
_SAID_IN = {
    "text": "block-cursor-foreground block-cursor-blurred-foreground input-cursor-background input-selection-foreground"
    " screen-selection-foreground footer-foreground footer-description-foreground button-foreground",
    "dim": "text-muted text-disabled foreground-muted foreground-disabled",
    "accent": "text-primary text-secondary text-accent scrollbar-hover scrollbar-active footer-key-foreground"
    " link-color link-background-hover",
    "success": "text-success",
    "warning": "text-warning",
    "error": "text-error",
    "focus": "border",
    "frame": "border-blurred scrollbar",
    "selection": "block-cursor-background input-selection-background screen-selection-background",
    "inactive": "block-cursor-blurred-background block-hover-background",
    "background": "link-color-hover button-color-foreground",
    "surface": "input-cursor-foreground scrollbar-background scrollbar-background-hover scrollbar-background-active"
    " scrollbar-corner-color",
    "panel": "footer-background",
}


def css_variables(spec: ThemeSpec, *, no_color: bool = False) -> dict[str, str]:
    """What style sheets may use: every role, and Textual's own variables said in roles.

    Text is drawn in exactly the colours of the file. Textual would blend and shade them, and what the
    contrast tests promise would no longer hold. An app returns this from ``get_theme_variable_defaults`` too,
    so that a style sheet with roles can be read under any theme.
    """
    said = {variable: spec.colours[role] for role, variables in _SAID_IN.items() for variable in variables.split()}
    variables = {**spec.colours, "line": "round" if text_signs.UTF8 else "ascii", **said}
    if no_color:
        variables |= {
            "block-cursor-text-style": "bold reverse",
            "block-cursor-blurred-text-style": "bold",
            "input-cursor-text-style": "reverse",
        }
    return variables


def textual_theme(spec: ThemeSpec, *, no_color: bool = False) -> Theme:
    """The theme as Textual takes it.

    Textual answers ``NO_COLOR`` with shades of grey unless the app is made with ``ansi_color=True``, which
    leaves the terminal's own two colours: an app passes ``ansi_color=wants_no_color() or None``.
    """
    from textual.theme import Theme

    colours = spec.colours
    roles = ("warning", "error", "success", "accent", "background", "surface", "panel")
    same: dict[str, Any] = {role: colours[role] for role in roles}
    return Theme(
        name=spec.name, primary=colours["accent"], secondary=colours["focus"], foreground=colours["text"], **same,
        dark=spec.dark, variables=css_variables(spec, no_color=no_color),
    )


class RoleStyles:
    """Styles by role, for widgets that draw their own lines: one shared object, changed with the theme."""

    def __init__(self, spec: ThemeSpec, *, no_color: bool = False) -> None:
        self._cache: dict[tuple[str, ...], Style] = {}
        self.change(spec, no_color=no_color)

    def change(self, spec: ThemeSpec, *, no_color: bool = False) -> None:
        from rich.style import Style

        self._cache.clear()
        for role in ROLES:
            if no_color:
                style = Style.parse(_COLOURLESS.get(role, "none"))
            elif role in BACKGROUNDS:
                style = Style(bgcolor=spec.colours[role])
            else:
                style = Style.parse(f"{_ATTRIBUTES.get(role, '')} {spec.colours[role]}")
            self._cache[(role,)] = style

    def role(self, *roles: str) -> Style:
        """The style of a role, or of several laid over each other: ``role("overspend", "selection")``.

        Raises ``KeyError`` for a role that is not in :data:`ROLES`.
        """
        style = self._cache.get(roles)
        if style is None:
            style = self._cache[(roles[0],)]
            for role in roles[1:]:
                style += self._cache[(role,)]
            self._cache[roles] = style
        return style
