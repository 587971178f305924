"""The language of the program: Danish is written in the code, other languages come from gettext catalogues."""

from __future__ import annotations

import errno
import gettext
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from budgettui.domain import errors
from budgettui.domain.errors import N_, BudgettuiError, Marked

LANGUAGES = ("da", "en")
_LOCALES = Path(__file__).parent / "locale"
_MONTHS = (
    N_("januar"), N_("februar"), N_("marts"), N_("april"), N_("maj"), N_("juni"), N_("juli"), N_("august"),
    N_("september"), N_("oktober"), N_("november"), N_("december"),
)
#: Why the operating system refuses something.
_REASONS = {
    errno.ENOENT: N_("findes ikke"),
    errno.ENOTDIR: N_("en del af stien er ikke en mappe"),
    errno.EISDIR: N_("er en mappe"),
    errno.EACCES: N_("ingen adgang"),
    errno.EPERM: N_("ingen adgang"),
    errno.EROFS: N_("kan kun læses"),
    errno.ENOSPC: N_("der er ikke plads på disken"),
    errno.EDQUOT: N_("der er ikke plads på disken"),
    errno.ENAMETOOLONG: N_("navnet er for langt"),
    errno.ELOOP: N_("et link peger på sig selv"),
}
_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_chosen = "da"


def set_language(language: str) -> None:
    """Choose the language for this process: one of :data:`LANGUAGES`. Danish needs no catalogue."""
    global _catalogue, _chosen
    if language not in LANGUAGES:
        raise ValueError(language)
    _chosen = language
    _catalogue = (
        gettext.NullTranslations()
        if language == "da"
        else gettext.translation("budgettui", localedir=_LOCALES, languages=[language])
    )


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Another language for a while: what a document was written in, say."""
    before = _chosen
    set_language(language)
    try:
        yield
    finally:
        set_language(before)


def chosen_language() -> str:
    """The language that was chosen."""
    return _chosen


def _(message: str) -> str:
    """The message in the chosen language; the Danish text itself where the catalogue has none."""
    return _catalogue.gettext(message) if message else ""


def ngettext(singular: str, plural: str, n: int) -> str:
    """The message for a number of things."""
    return _catalogue.ngettext(singular, plural, n)


def said_in_language(message: str) -> str:
    """A marked message that was filled in before the language counted: "{row}: {why}" of a finding, say."""
    if not isinstance(message, Marked):
        return message
    fields = {
        name: said_in_language(value) if isinstance(value, Marked) else value for name, value in message.fields.items()
    }
    return _(message.template).format(**fields) if fields else _(message.template)


def listed(names: Iterable[str]) -> str:
    """ "A, B og F"."""
    return said_in_language(errors.listed(names))


def error_text(error: Exception) -> str:
    """Why something was refused, in one sentence in the chosen language: what the program refuses by itself, with the
    parts that are messages themselves, or where and why the operating system does."""
    if isinstance(error, BudgettuiError):
        params = error.params.items()
        fields = {name: said_in_language(value) if isinstance(value, Marked) else value for name, value in params}
        return _(error.message).format(**fields)
    if not isinstance(error, OSError):
        return f"{type(error).__name__}: {error}"
    reason = _REASONS.get(error.errno or 0)
    what = _(reason) if reason else (error.strerror or type(error).__name__)
    where = error.filename if error.filename is not None else ""
    return _("{where}: {what}").format(where=os.fsdecode(where), what=what) if where else what


def short_date(day: str | None) -> str:
    """ "30.5.2018", where there is little room; otherwise as :func:`date_text`."""
    text = day or ""
    try:
        known = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{known.day}.{known.month}.{known.year}"


def date_text(day: str | date | None) -> str:
    """ "30. maj 2018"; "" for no date, and the text itself where it is not an ISO date."""
    if not day:
        return ""
    try:
        known = date.fromisoformat(day) if isinstance(day, str) else day
    except ValueError:
        return str(day)
    return _("{day}. {month} {year}").format(day=known.day, month=_(_MONTHS[known.month - 1]), year=known.year)
