"""Where the user's things are kept, and what the user has chosen.

The order is always the same: what is said on the command line, then the environment, then the settings file,
then the default. The file is TOML::

    language = "da"            # da or en
    theme = "lys"              # the name of a theme
    actor = "KW"               # the name that the journal keeps
    municipality = "syddjurs"  # a file of names: municipalities/syddjurs.toml beside this file, or a path
    [keys]
    "point.decide" = "b"       # a command's id and its key
    [snippets]
    "udsat" = "til mødet den …"  # a text of one's own for decisions; … is what is still to be typed

This module is on the start path of the program: nothing heavy is imported before it is needed.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from budgettui.domain.clean import clean_line
from budgettui.domain.errors import N_, BudgettuiError
from budgettui.i18n import LANGUAGES
from budgettui.resources import read_toml

ENV_STORE = "BUDGETTUI_DB"
ENV_SETTINGS = "BUDGETTUI_SETTINGS"
ENV_LANGUAGE = "BUDGETTUI_LANG"
ENV_ACTOR = "BUDGETTUI_ACTOR"
ENV_MUNICIPALITY = "BUDGETTUI_MUNICIPALITY"
DEFAULT_LANGUAGE = "da"
_APP = "budgettui"
#: The name of the municipality that travels with the program.
EMBEDDED_MUNICIPALITY = "aarhus"


class SettingsError(BudgettuiError):
    """A setting that cannot be used: the message names the file (and line) or the variable."""


class Settings(NamedTuple):
    """The settings file, as far as it says anything. ``keys`` maps a command's id to the key that it gets, and
    ``snippets`` a name to a text that fills in."""

    language: str | None = None
    theme: str | None = None
    actor: str | None = None
    municipality: str | None = None
    keys: Mapping[str, str] = MappingProxyType({})
    snippets: Mapping[str, str] = MappingProxyType({})


def default_store_path() -> Path:
    """The user's own store: ``BUDGETTUI_DB``, else ``budgettui.db`` in the user's data folder."""
    return _from_environment(ENV_STORE) or _data_folder() / "budgettui.db"


def demo_store_path() -> Path:
    """The sample's store: beside the user's own, never the same file."""
    return _data_folder() / "demo.db"


def settings_path() -> Path:
    """The settings file: ``BUDGETTUI_SETTINGS``, else ``settings.toml`` in the configuration folder."""
    chosen = _from_environment(ENV_SETTINGS)
    if chosen is not None:
        return chosen
    import platformdirs

    return Path(platformdirs.user_config_dir(_APP, appauthor=False)) / "settings.toml"


def make_folder_of(path: Path) -> None:
    """Make the folder of a default store, for its owner only. A folder that the user names is not made here."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)


def load_settings(path: Path | None = None) -> Settings:
    """What the settings file says; nothing where there is no file. ``SettingsError`` where it cannot be read, is not
    TOML, or says something that is not a setting."""
    file = path or settings_path()
    try:
        data = read_toml(file, SettingsError)
    except SettingsError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            return Settings()
        raise
    return _settings(file, data)


def choose_language(option: str | None, settings: Settings | None = None) -> str:
    """The language: the option, else ``BUDGETTUI_LANG``, else the settings, else Danish. ``SettingsError`` where the
    program does not have it."""
    variable = os.environ.get(ENV_LANGUAGE, "").strip()
    for where, language in (
        ("--lang", option),
        (ENV_LANGUAGE, variable),
        ("language", settings and settings.language),
    ):
        if language:
            if language not in LANGUAGES:
                words = N_("{where}: sproget {language} findes ikke. Vælg {known}.")
                raise SettingsError(words, where=where, language=language, known=", ".join(LANGUAGES))
            return language
    return DEFAULT_LANGUAGE


def own_municipality_path() -> Path:
    """The user's own municipality: it counts where it is there and nothing else is chosen."""
    return settings_path().parent / "municipality.toml"


def municipality_path(option: str | None = None, settings: Settings | None = None) -> Path | None:
    """The file of the municipality: ``--municipality``, else ``BUDGETTUI_MUNICIPALITY``, else the settings, else the
    user's own file; ``None`` for the one in the program.

    A name without a folder stands for ``municipalities/NAME.toml`` in the configuration folder. A path in the settings
    file begins in the folder of that file. Raises ``SettingsError``: there is no municipality of that name.
    """
    for where, wanted, start in (
        ("--municipality", option, Path()),
        (ENV_MUNICIPALITY, os.environ.get(ENV_MUNICIPALITY, ""), Path()),
        ("municipality", settings and settings.municipality, settings_path().parent),
    ):
        if wanted:
            return _municipality_file(where, wanted, start)
    own = own_municipality_path()
    return own if own.is_file() else None


def _municipality_file(where: str, wanted: str, start: Path) -> Path | None:
    path = Path(wanted).expanduser()
    if path.suffix == ".toml" or len(path.parts) > 1:
        return start / path
    folder = settings_path().parent / "municipalities"
    file = folder / f"{wanted}.toml"
    if file.is_file():
        return file
    if wanted.casefold() == EMBEDDED_MUNICIPALITY:
        return None
    known = ", ".join(sorted({EMBEDDED_MUNICIPALITY, *(one.stem for one in folder.glob("*.toml"))}))
    words = N_("{where}: kommunen {name} findes ikke i {folder}. De kendte er {known}. En fil nævnes ved sin sti.")
    raise SettingsError(words, where=where, name=clean_line(wanted), folder=folder, known=known)


def default_actor(settings: Settings | None = None) -> str:
    """Who acts: ``BUDGETTUI_ACTOR``, else the settings, else the login name, else the number of the user."""
    chosen = os.environ.get(ENV_ACTOR) or (settings.actor if settings else None)
    return clean_line(chosen or _login()).strip() or _login()


def _login() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # no such user in the system's list, as in many containers
        return f"uid {os.getuid()}"


def _from_environment(variable: str) -> Path | None:
    value = os.environ.get(variable)
    return Path(value) if value else None


def _data_folder() -> Path:
    import platformdirs

    return Path(platformdirs.user_data_dir(_APP, appauthor=False))


def _settings(file: Path, data: Mapping[str, Any]) -> Settings:
    known = ("language", "theme", "actor", "municipality", "keys", "snippets")
    for name in data:
        if name not in known:
            words = N_("{file}: ukendt indstilling {name}. De kendte er {known}.")
            raise SettingsError(words, file=file, name=name, known=", ".join(known))
    texts = {name: data[name] for name in known[:-2] if name in data}
    for name, value in texts.items():
        if not isinstance(value, str):
            raise SettingsError(N_("{file}: {name} skal være en tekst i anførselstegn"), file=file, name=name)
    keys, snippets = (_texts(file, name, data.get(name, {})) for name in known[-2:])
    return Settings(**texts, keys=keys, snippets=snippets)


def _texts(file: Path, table: str, data: object) -> Mapping[str, str]:
    if not isinstance(data, dict):
        raise SettingsError(N_("{file}: {name} skal være en tabel, [{name}]"), file=file, name=table)
    for name, value in data.items():
        if not isinstance(value, str):
            raise SettingsError(
                N_("{file}: {name} skal være en tekst i anførselstegn"), file=file, name=f"{table}.{name}"
            )
    return MappingProxyType(dict(data))
