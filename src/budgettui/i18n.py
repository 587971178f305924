"""The language of the program: Danish is written in the code, other languages come from gettext catalogues."""

from __future__ import annotations

import gettext
from pathlib import Path

LANGUAGES = ("da", "en")
_LOCALES = Path(__file__).parent / "locale"
_catalogue: gettext.NullTranslations = gettext.NullTranslations()


def set_language(language: str) -> None:
    """Choose the language for this process: one of :data:`LANGUAGES`. Danish needs no catalogue."""
    global _catalogue
    if language not in LANGUAGES:
        raise ValueError(language)
    _catalogue = (
        gettext.NullTranslations()
        if language == "da"
        else gettext.translation("budgettui", localedir=_LOCALES, languages=[language])
    )


def _(message: str) -> str:
    """The message in the chosen language; the Danish text itself where the catalogue has none."""
    return _catalogue.gettext(message) if message else ""


def ngettext(singular: str, plural: str, n: int) -> str:
    """The message for a number of things."""
    return _catalogue.ngettext(singular, plural, n)
