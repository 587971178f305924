"""``budgettui check``: the reconciliation of files, or of the store, for a terminal, a pipe and other programs."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from budgettui.cli.words import argument, as_json_option, command, flag, internal_option, option
from budgettui.domain.checking.agreement import SIGNS, STATE_WORDS
from budgettui.domain.errors import BudgettuiError
from budgettui.i18n import _, said_in_language
from budgettui.output import print_json, print_lines, refuse

if TYPE_CHECKING:
    from budgettui.cli.run import Run
    from budgettui.domain.checking.reconciled import Check
    from budgettui.domain.paper.reading import Reading

#: A check, and what a person noted of it.
Noted = tuple["Check", str]
#: From so many columns on, the state is a word and the unit has a column.
_WIDE = 120
#: What is shown where nothing else is asked for: what needs an eye.
SHOWN = ("differs", "known", "undecided")


def commands() -> list[click.Command]:
    return [command("check", _check, [
        argument("paths", _("[FIL…]"), nargs=-1),
        as_json_option(),
        option("--state states", None, _("Kun kontroller i den tilstand; kan gentages."),
               type=click.Choice(tuple(STATE_WORDS)), multiple=True),
        flag("--all every", _("Også det, der stemmer eller er afrunding.")),
        option("--document", _("ORD"), _("Kun dokumenter, hvis navn har ordet; gælder også slutkoden.")),
        internal_option(),
    ], _(
        "Hold trykte summer, afvigelser og gengivne tal op mod det, de er lavet af.\n\n"
        "Uden FIL: alle dokumenter i databasen, undtagen dem, som kun lukkede punkter har, med det, der er noteret som "
        "kendt. Slutter med kode 1, hvis noget "
        "ikke stemmer og ikke er kendt."
    ))]


@click.pass_obj
def _check(
    run: Run, paths: tuple[str, ...], as_json: bool, states: tuple[str, ...], every: bool, document: str | None,
    internal: bool,
) -> int:
    from budgettui.export.checks_report import STATES, check_lines, checks_json, counts_line, in_order, state_of

    (checks, agreed), refused = _of_files(paths) if paths else (_of_store(run, internal=internal), False)
    needle = (document or "").casefold()
    checks = [one for one in checks if needle in one[0].printed.document.casefold()]
    counts = dict.fromkeys(STATES, 0)
    # What agrees in a long file is counted and not kept.
    counts["agrees"] += sum(count for name, count in agreed.items() if needle in name.casefold())
    for check, note in checks:
        counts[state_of(check, note)] += 1
    wanted = tuple(STATE_WORDS) if every and not states else states or SHOWN
    shown = in_order([one for one in checks if state_of(*one) in wanted])
    if as_json:
        print_json({"schema": 1, "counts": counts, "checks": checks_json(shown)})
    else:
        if shown and sys.stdout.isatty():
            _print_table(shown)
        elif shown:
            print_lines(check_lines(shown))
        print_lines([counts_line(counts)])
    return 1 if counts["differs"] or refused else 0


def _of_store(run: Run, *, internal: bool) -> tuple[list[Noted], dict[str, int]]:
    with run.open() as store:
        views, agreed = store.checks(store.check_numbers(tuple(STATE_WORDS))), store.long_agreed()
        hidden = set() if internal else store.sealed_documents()
        papers = set() if internal else store.sealed_papers()
    checks = [
        (view.check, view.known.note if view.known else "") for view in views
        if hidden.isdisjoint((view.document, view.other))
        and papers.isdisjoint((cell.document, cell.scope) for cell in (view.check.printed, *view.check.parts))
    ]
    return checks, {name: count for document, name, count in agreed if document not in hidden}


def _of_files(paths: Sequence[str]) -> tuple[tuple[list[Noted], dict[str, int]], bool]:
    """The checks of every file at the paths, and between them; and whether a file could not be read."""
    from budgettui.domain.checking.long_checks import long_checks
    from budgettui.domain.checking.reconcile import reconcile, reconcile_across
    from budgettui.ingest import limited
    from budgettui.ingest.archive import papers

    readings: list[Reading] = []
    checks: list[Check] = []
    agreed: dict[str, int] = {}
    refused = False
    for path in paths:
        for part in papers(Path(path)):
            try:
                reading = limited.read_bytes(part.name, part.load(), part.beside)
            except (BudgettuiError, OSError) as error:
                refuse(error, part.shown)
                refused = True
                continue
            checks += reconcile(reading)
            agreed[reading.name], long = long_checks(reading)
            checks += long
            for earlier in readings:
                checks += reconcile_across(reading, earlier)
            readings.append(reading)
    return ([(check, "") for check in checks], agreed), refused


def _print_table(checks: Sequence[Noted]) -> None:
    """A table for a terminal; nothing in it is taken for markup."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from budgettui.export.checks_report import figures, place_line, source_words, state_of, unit_text
    from budgettui.export.escape import plain_line

    console = Console(highlight=False, markup=False)
    # With little room the sign says the state, and the unit stands with the place.
    wide = console.width >= _WIDE
    styles = {"differs": "bold red", "undecided": "yellow", "rounding": "dim", "agrees": "green", "known": "dim"}
    table = Table(box=None, pad_edge=False, header_style="dim", expand=True)
    table.add_column("", no_wrap=True)
    table.add_column(_("hvor"), ratio=1)
    for heading in (_("trykt"), _("beregnet"), _("forskel")):
        table.add_column(heading, justify="right", no_wrap=True)
    if wide:
        table.add_column(_("enhed"), no_wrap=True)
    table.add_column(_("sted"), no_wrap=True)
    several = len({check.printed.document for check, _note in checks}) > 1
    for check, note in checks:
        state, unit = state_of(check, note), unit_text(check.printed)
        where = place_line(check)
        if several:
            where = f"{plain_line(check.printed.document)}: {where}"
        if not wide and unit:
            where += f" ({unit})"
        if check.why or note:
            where += f" · {said_in_language(check.why) or _('kendt: {note}').format(note=plain_line(note))}"
        table.add_row(
            Text(_(STATE_WORDS[state]) if wide else SIGNS[state], style=styles[state]),
            Text(where),
            *(Text(figure) for figure in figures(check)),
            *([Text(unit, style="dim")] if wide else []),
            Text(source_words(check.printed.source), style="dim"),
        )
    console.print(table)
