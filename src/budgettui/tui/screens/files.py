"""Files in and out of the meeting screen: import on a thread, export in one step."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from budgettui.domain.errors import N_, BudgettuiError
from budgettui.i18n import _, ngettext
from budgettui.store import ImportResult, Store
from budgettui.tui.questions import path_field
from budgettui.tui.text import safe
from budgettui.tui.widgets.panel import Question
from budgettui.tui.words import error_words

if TYPE_CHECKING:
    from budgettui.importing import Outcome
    from budgettui.tui.screens.meeting import MeetingScreen
    from budgettui.tui.screens.start import StartScreen


async def ask_export(screen: MeetingScreen) -> None:
    """Where shall the minutes go?"""
    from budgettui.export.files import suggested_name

    if screen.meeting is None:
        screen.status.tell(_("Intet møde er åbent: Ctrl+O vælger et."))
        return
    fields = path_field("path", _("Fil"), suggested_name(screen.meeting), _("filnavn.md"))
    open_count = sum(point.outcome is None for point in screen.meeting.points)
    facts = [_("{count} beslutningspunkter er åbne endnu.").format(count=open_count)] if open_count else []
    await screen.open_question(Question("export", _("Eksportér referatet som Markdown"), fields, facts=facts))


def export_to(screen: MeetingScreen, path: str) -> None:
    """Write the minutes; the status line says where."""
    from budgettui.export import export_minutes
    from budgettui.export.files import ExportError, save_export

    assert screen.meeting is not None
    target, meeting = _path(path), screen.meeting.id

    def work() -> None:
        try:
            if target.exists() and not (target.is_file() or target.is_dir()):
                raise ExportError(N_("{file} er ikke en fil. Vælg et andet navn."), file=target)
            save_export(target, export_minutes(screen.store, meeting))
        except (BudgettuiError, OSError) as error:
            screen.app.call_from_thread(screen.status.tell_error, error_words(error))
        else:
            words = _("Referatet er eksporteret til {file}").format(file=safe(str(target.absolute())))
            screen.app.call_from_thread(screen.status.tell, words)

    screen.status.tell(_("Eksporterer …"))
    screen.run_worker(work, thread=True, group="export", exit_on_error=True)


def _path(text: str) -> Path:
    """A path as it was typed; "~" is the user's folder, where there is one."""
    try:
        return Path(text).expanduser()
    except RuntimeError:  # nobody of that name: then it is a file's name, and the file is not there
        return Path(text)


async def ask_import(screen: MeetingScreen) -> None:
    """Which papers shall be read?"""
    fields = path_field("path", _("Fil"), "", _("filer, mapper eller zip-filer, adskilt af mellemrum"))
    await screen.open_question(Question("import", _("Importér papirer"), fields))


def read_into(store: Store, paths: Sequence[Path], actor: str) -> tuple[list[ImportResult], list[Outcome]]:
    """Read and store the files, folders and zips, each file in a transaction of its own: what was stored, and what not.

    Raises why the first was not where nothing at all was stored.
    """
    from budgettui.importing import import_papers

    outcomes = list(import_papers(paths, lambda: store, actor))
    results = [outcome.result for outcome in outcomes if outcome.result is not None]
    refused = [outcome for outcome in outcomes if outcome.error is not None]
    if not results and refused and refused[0].error is not None:
        raise refused[0].error
    return results, refused


def refused_words(refused: Sequence[Outcome]) -> str:
    """Which files were not stored, and why the first of them was not."""
    first = refused[0]
    assert first.error is not None
    said = ngettext("{n} fil blev ikke læst. {name}: {why}", "{n} filer blev ikke læst. {name}: {why}", len(refused))
    return said.format(n=len(refused), name=Path(first.shown).name, why=error_words(first.error))


def import_words(results: Sequence[ImportResult]) -> str:
    """What an import did."""
    fresh = [result for result in results if not result.already]
    if not fresh:
        return _("Intet nyt: filen er importeret før.")
    return _("Importeret: {papers} papirer, {points} beslutningspunkter, {lines} linjer, {uncertain} usikre").format(
        papers=sum(result.papers for result in fresh),
        points=sum(result.points for result in fresh),
        lines=sum(result.lines for result in fresh),
        uncertain=sum(result.uncertain for result in fresh),
    )


def import_from(screen: MeetingScreen, text: str, start: StartScreen | None = None) -> None:
    """Read the named files on a thread; the screen goes on answering.

    ``start`` is the start screen where that is what stands in front: it hears what happens, and goes when there is
    something to show.
    """
    import shlex

    status = start.status if start is not None else screen.status
    try:
        paths = [_path(part) for part in shlex.split(text)]
    except ValueError:
        paths = [_path(text)]
    if not paths:
        status.tell(_("Ingen fil er nævnt."))
        return
    status.tell(_("Læser {count} filer …").format(count=len(paths)))

    def work() -> None:
        try:
            results, refused = read_into(screen.store, paths, screen.actor)
        except (BudgettuiError, OSError) as error:
            screen.app.call_from_thread(status.tell_error, error_words(error))
        else:
            screen.app.call_from_thread(done, results, refused)

    def done(results: list[ImportResult], refused: list[Outcome]) -> None:
        if start is not None:
            start.dismiss()
        screen.materials = screen.store.materials()
        prepared = [result.meeting for result in results if result.meeting]
        if prepared and (screen.meeting is None or prepared[-1] != screen.meeting.id):
            screen.open_meeting(prepared[-1])
        elif screen.budget.material is None and screen.materials:
            screen.budget.show(screen.materials[0])
        if refused:
            screen.status.tell_error(f"{import_words(results)} {refused_words(refused)}")
        else:
            screen.status.tell(import_words(results))
        fresh = [result for result in results if not result.already]
        if any(result.uncertain for result in fresh):
            screen.review([result.document for result in fresh])

    screen.run_worker(work, thread=True, group="import", exit_on_error=True)

