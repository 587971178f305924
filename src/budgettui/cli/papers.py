"""Commands on papers: what is read in them, and the import."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from budgettui.cli.names import note_unmatched
from budgettui.cli.run import Run
from budgettui.cli.words import argument, as_json_option, command, flag
from budgettui.domain.errors import BudgettuiError
from budgettui.i18n import _, ngettext
from budgettui.output import note, print_json, print_lines, print_text, refuse
from budgettui.settings import default_store_path

if TYPE_CHECKING:
    from budgettui.domain.paper.reading import Reading
    from budgettui.store import Store

#: So many doubtful places of a file are listed for somebody who looks on.
_MOST_SHOWN = 10


def commands() -> list[click.Command]:
    as_json = as_json_option()
    return [
        command("inspect", _inspect, [argument("file", _("FIL")), as_json], _(
            "Vis, hvad der læses i en fil, uden at gemme det.\n\nLinjer med ? er usikre og bør ses efter."
        )),
        command("import", _import, [
            argument("files", _("FIL…"), nargs=-1, required=True),
            flag("--yes", _("Tag det sikre, og list alt det, der er i tvivl.")),
            as_json,
        ], _(
            "Indlæs papirer i databasen: filer, mapper og zip-filer.\n\n"
            "En fil, der ikke kan læses, stopper ikke de andre, og en fil, der allerede er indlæst, ændrer intet. "
            "Afbrudt med Ctrl+C er databasen, som den var.\n\n"
            "Det, der er i tvivl, listes med linje og tælles ikke med i budgettet, før nogen har set det efter "
            "på skærmen (F7).\n\n"
            "Slutter med kode 0, når alle filer er inde, 1, når en fil ikke kunne læses, 130, når der blev afbrudt."
        )),
    ]


@click.pass_obj
def _inspect(run: Run, file: str, as_json: bool) -> int:
    from budgettui.export.inspect_report import inspect_json, inspect_report

    run.use_municipality()
    try:
        reading, _content = _read(Path(file))
    except (BudgettuiError, OSError) as error:
        return refuse(error, file)
    if as_json:
        print_json(inspect_json(reading))
    else:
        print_text(inspect_report(reading))
    return 0


@click.pass_obj
def _import(run: Run, files: tuple[str, ...], yes: bool, as_json: bool) -> int:
    from budgettui.cli.import_progress import progress
    from budgettui.import_report import report_json, report_lines, status
    from budgettui.importing import import_papers

    run.use_municipality()
    path = run.place(default_store_path)
    there = path.exists()
    opened: list[Store] = []

    def make() -> Store:
        opened.append(run.open(create=True, write=True))
        return opened[0]

    try:
        with progress() as watch:
            store = make() if there else None
            outcomes = import_papers(map(Path, files), store, run.who(), make=make, watch=watch)
    except KeyboardInterrupt:
        for one in opened:
            one.close()
        if opened and not there:
            path.unlink()
        note(_("Afbrudt: intet er indlæst, og databasen er, som den var."))
        return 130
    finally:
        for one in opened:
            one.close()
    refused = [outcome for outcome in outcomes if outcome.error is not None]
    if as_json:
        print_json(report_json(outcomes))
    else:
        # Somebody who looks on sees the first of them and is told where the others are; a report has them all.
        most = None if yes or not sys.stdout.isatty() else _MOST_SHOWN
        print_lines(list(report_lines(outcomes, most)))
    for outcome in refused:
        assert outcome.error is not None
        refuse(outcome.error, outcome.shown)
    if len(outcomes) > len(files):
        counts = {name: sum(status(one) == name for one in outcomes) for name in ("stored", "known", "refused")}
        note(
            _("I alt: {stored} indlæst, {already} var der allerede, {refused} kunne ikke læses.").format(
                stored=counts["stored"], already=counts["known"], refused=counts["refused"]
            )
        )
    questions = sum(len(outcome.questions) for outcome in outcomes)
    if questions:
        note(
            ngettext(
                "{n} sted er i tvivl; en usikker række tælles ikke med i budgettet. Se efter: åbn budgettui, tast F7.",
                "{n} steder er i tvivl; usikre rækker tælles ikke med i budgettet. Se efter: åbn budgettui, tast F7.",
                questions,
            ).format(n=questions)
        )
    if any(status(outcome) == "stored" for outcome in outcomes):
        with run.open() as store:
            note_unmatched(store)
    return 1 if refused else 0


def _read(path: Path) -> tuple[Reading, bytes]:
    """What is in the file, and its bytes: read once, so that they belong together."""
    from budgettui.ingest.limited import read_bytes
    from budgettui.ingest.page.opening import beside, load

    content = load(path)
    return read_bytes(path.name, content, beside(path)), content
