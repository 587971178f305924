"""The view that is on the screen, out of it: to a file, to the clipboard; and the table that converts price levels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from budgettui.domain.errors import N_, BudgettuiError
from budgettui.i18n import _, ngettext
from budgettui.tui.screens.budgetpicks import view_shown
from budgettui.tui.screens.files import beside_the_keys, typed_path
from budgettui.tui.text import safe
from budgettui.tui.widgets.panel import Field, Question
from budgettui.tui.words import error_words

if TYPE_CHECKING:
    from budgettui.domain.budget.view import View
    from budgettui.tui.screens.meeting import MeetingScreen

_CLOSED = N_("Tallene er fra et lukket punkts papir, der ikke offentliggøres.")
#: Rows that the clipboard takes: a terminal lets longer texts fall.
MOST_COPIED = 2000


async def ask_export(screen: MeetingScreen) -> None:
    """Where shall the view go? The ending says the format."""
    from budgettui.export.view_files import suggested_view_name

    view = view_shown(screen)
    if view is None:
        return
    field = Field("path", _("Fil"), suggested_view_name(screen.store, view) + ".xlsx", _("filnavn.xlsx"))
    facts = [_("Endelsen siger formatet: .xlsx .csv .md .txt, eller .zip som Fiscal Data Package"),
             *([_(_CLOSED)] if _is_closed(screen, view) else [])]
    title, export = _("Eksportér visningen"), partial(export_view, screen, view)
    await screen.ask(Question("export_view", title, (field,), export, facts=facts, does=_("eksportér")))


def export_view(screen: MeetingScreen, view: View, values: Mapping[str, str]) -> None:
    from budgettui.export.files import ExportError, save_file
    from budgettui.export.view_files import ENDINGS, format_of, view_bytes

    path = values["path"].strip()
    if not path:
        screen.status.tell(_("Ingen fil er nævnt."))
        return
    target, form = typed_path(path), format_of(path)

    def write() -> str:
        if form is None:
            raise ExportError(
                N_("{file}: endelsen siger ikke et format. Brug en af: {endings}"),
                file=target, endings=" ".join(ENDINGS.values()),
            )
        save_file(target, view_bytes(screen.store, view, form))
        return _("Visningen er eksporteret til {file}").format(file=safe(str(target.absolute())))

    beside_the_keys(screen, write)


def copy_view(screen: MeetingScreen) -> None:
    """The view on the clipboard, with tabs between: a spreadsheet takes it in cells."""
    from budgettui.export.view_files import csv_text
    from budgettui.export.view_table import view_table

    view = screen.budget.view
    if view is None:
        screen.status.tell(_("Her er intet at kopiere."))
        return
    count = screen.budget.row_count
    if count > MOST_COPIED:
        screen.status.tell(_("{count} rækker er for mange til udklipsholderen: E skriver dem i en fil.").format(
            count=count))
        return
    screen.app.copy_to_clipboard(csv_text(view_table(screen.store, view), delimiter="\t"))
    said = ngettext("{n} række er kopieret med enhed, prisniveau og kilde.",
                    "{n} rækker er kopieret med enhed, prisniveau og kilde.", count)
    screen.status.tell(" ".join([said.format(n=count), *([_(_CLOSED)] if _is_closed(screen, view) else [])]))


def _is_closed(screen: MeetingScreen, view: View) -> bool:
    """Whether the view shows what only closed items have papers of."""
    shown = {one.document for one in (view.material, view.other) if one is not None}
    return not screen.store.sealed_documents().isdisjoint(shown)


async def ask_prices(screen: MeetingScreen) -> None:
    """Two price levels lie side by side: which table shall convert the other one?"""
    view = screen.budget.view
    if view is None or view.other is None or view.comparable:
        return
    title = _("Omregn {theirs} til {mine}").format(
        theirs=safe(view.other.price_level or ""), mine=safe(view.material.price_level or ""))
    field = Field("path", _("Fil"), screen.prices, _("priser.toml"))
    facts = [_("Pris- og løntabel (TOML); Esc viser tallene uden forskel, og c spørger igen.")]
    answer = partial(convert, screen)
    await screen.ask(
        Question("prices", title, (field,), answer, facts=facts, doubts=_no_prices, does=_("omregn"))
    )


def _no_prices(values: Mapping[str, str]) -> list[str]:
    told = _("? {file} findes ikke: Enter igen skriver en tabel dér, som siger, hvor tallene hentes.")
    path = values["path"].strip()
    return [] if typed_path(path).exists() else [told.format(file=safe(path))]


def convert(screen: MeetingScreen, values: Mapping[str, str]) -> None:
    """Convert the other material's amounts by the table in a file."""
    from budgettui.domain.budget.prices import conversion
    from budgettui.resources import load_prices, write_start

    view, path = screen.budget.view, values["path"].strip()
    if view is None or view.other is None:
        return
    try:
        if not typed_path(path).exists():
            write_start("prices-start.toml", typed_path(path))
            screen.prices = path
            screen.status.tell(_("{file} er skrevet: udfyld den, og c regner om med den.").format(file=safe(path)))
            return
        found = conversion(load_prices(typed_path(path)), view.other.price_level, view.material.price_level)
    except (BudgettuiError, OSError) as error:
        screen.status.tell_error(error_words(error))
        return
    screen.prices = path
    with screen.reading():
        screen.budget.alter(replace(view, conversion=found))
        screen.status.tell(_("b er omregnet fra {start} til {end} med {table} {version}: {source}").format(
            start=found.from_year, end=found.to_year, table=safe(found.table), version=safe(found.version),
            source=safe(found.source)))
