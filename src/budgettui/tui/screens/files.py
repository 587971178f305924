"""Files in and out of the meeting screen: import in another process, export in one step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from budgettui.domain.errors import N_, BudgettuiError
from budgettui.i18n import _, ngettext
from budgettui.tui.text import safe
from budgettui.tui.widgets.panel import Field, Question
from budgettui.tui.words import error_words, reading_words

if TYPE_CHECKING:
    from budgettui.tui.importer import Importer
    from budgettui.tui.screens.meeting import MeetingScreen
    from budgettui.tui.screens.start import StartScreen
    from budgettui.tui.screens.view import MeetingView


async def ask_export(screen: MeetingScreen) -> None:
    from budgettui.export.files import suggested_name

    if screen.meeting is None:
        screen.status.tell(_("Intet møde er åbent: Ctrl+O vælger et."))
        return
    field = Field("path", _("Fil"), suggested_name(screen.meeting, _("referat")), _("filnavn.md"))
    open_count = sum(point.outcome is None for point in screen.meeting.points)
    told = ngettext("{count} beslutningspunkt er åbent endnu.", "{count} beslutningspunkter er åbne endnu.", open_count)
    facts = [told.format(count=open_count)] if open_count else []
    title, export = _("Eksportér referatet som Markdown"), partial(export_minutes_to, screen, screen.meeting.id)
    await screen.ask(Question("export", title, (field,), export, facts=facts, does=_("eksportér")))


def export_minutes_to(screen: MeetingScreen, meeting: str, values: Mapping[str, str]) -> None:
    from budgettui.export import export_minutes
    from budgettui.export.files import ExportError, save_export

    target = typed_path(values["path"])

    def write() -> str:
        if target.exists() and not (target.is_file() or target.is_dir()):
            raise ExportError(N_("{file} er ikke en fil. Vælg et andet navn."), file=target)
        save_export(target, export_minutes(screen.store, meeting))
        return _("Referatet er eksporteret til {file}").format(file=safe(str(target.absolute())))

    beside_the_keys(screen, write)


def beside_the_keys(screen: MeetingScreen | MeetingView, write: Callable[[], str]) -> None:
    """Write a file on a thread; ``write`` gives what the status line says then."""

    def work() -> None:
        try:
            said = write()
        except (BudgettuiError, OSError) as error:
            screen.app.call_from_thread(screen.status.tell_error, error_words(error))
        else:
            screen.app.call_from_thread(screen.status.tell, said)

    screen.status.tell(_("Eksporterer …"))
    screen.run_worker(work, thread=True, group="export", exit_on_error=True)


def typed_path(text: str) -> Path:
    """A path as it was typed; "~" is the user's folder, where there is one."""
    try:
        return Path(text).expanduser()
    except RuntimeError:  # nobody of that name: then it is a file's name, and the file is not there
        return Path(text)


async def ask_import(screen: MeetingScreen) -> None:
    field = Field("path", _("Fil"), "", _("filer, mapper eller zip-filer, adskilt af mellemrum"))

    def answer(values: Mapping[str, str]) -> None:
        import_from(screen, values["path"])

    await screen.ask(Question("import", _("Importér papirer"), (field,), answer, does=_("importér")))


def import_from(screen: MeetingScreen, text: str, start: StartScreen | None = None) -> None:
    """Read the named files in another process; the screen goes on answering, and Esc stops it.

    ``start`` is the start screen where that is what stands in front: it hears what happens, and goes when there is
    something to show.
    """
    import shlex

    status = start.status if start is not None else screen.status
    try:
        paths = [typed_path(part) for part in shlex.split(text)]
    except ValueError:
        paths = [typed_path(text)]
    if screen.store.refusal is not None:
        status.tell(reading_words(screen.store))
    elif screen.importer is not None:
        status.tell(_("En indlæsning er i gang. Esc standser den."))
    elif not paths:
        status.tell(_("Ingen fil er nævnt."))
    else:
        from budgettui.tui.importer import Importer

        job = ("import", *map(str, paths))
        screen.begin_import(Importer(screen.store.file, screen.actor, job, screen.post_message), start)
        status.tell(_("Læser … Esc standser."))


def progress_words(progress: Importer.Progress) -> str:
    words = _("Gemmer {number} af {total}: {name}") if progress.saving else _("Læser {number} af {total}: {name}")
    return words.format(number=progress.number, total=progress.total, name=safe(progress.name))


def refused_words(refused: Sequence[Mapping[str, Any]]) -> str:
    """Which files were not stored, and why the first of them was not."""
    said = ngettext("{n} fil blev ikke læst. {name}: {why}", "{n} filer blev ikke læst. {name}: {why}", len(refused))
    return said.format(n=len(refused), name=safe(refused[0]["name"]), why=safe(refused[0]["error"]))


def import_words(report: Mapping[str, Any]) -> str:
    from budgettui.import_report import count_words

    fresh = [entry["counts"] for entry in report["files"] if entry["status"] == "stored"]
    if not fresh:
        return _("Intet nyt: filen er importeret før.")
    total = {name: sum(counts[name] for counts in fresh) for name in fresh[0]}
    counted = [text for name, text in count_words(total).items() if total[name] and name != "findings"]
    words = _("Importeret: {counts}").format(counts=", ".join(counted) or _("kun teksten"))
    hung = [entry["item"] for entry in report["files"] if entry["item"]]
    if hung:
        words += " · " + _("lagt til {item}").format(item=safe(" · ".join(hung)))
    versions = sum(entry["replaces"] is not None for entry in report["files"])
    if versions:
        words += " · " + ngettext("{n} er en ny version", "{n} er nye versioner", versions).format(n=versions)
    return words


def imported(screen: MeetingScreen, ended: Importer.Ended, start: StartScreen | None) -> None:
    """Show what an import brought; what somebody is in the middle of is left as it is."""
    if start is not None and not start.is_current:
        start = None  # a look at the store has seen what the import wrote, and the start has gone by itself
    status = start.status if start is not None else screen.status
    if ended.report is None:
        if ended.why:
            status.tell_error(safe(ended.why))
        else:
            status.tell(_("Standset: intet er indlæst, og databasen er, som den var."))
        return
    files = ended.report["files"]
    refused = [entry for entry in files if entry["status"] == "refused"]
    if refused and len(refused) == len(files):
        status.tell_error(refused_words(refused) if len(refused) > 1 else safe(refused[0]["error"]))
        return
    stored = {entry["document"] for entry in files if entry["status"] == "stored"}
    if stored and stored.isdisjoint(document.id for document in screen.store.documents()):
        return  # it was taken back before its end was heard of
    if start is not None:
        start.dismiss()
    busy = bool(screen.query("#panel"))
    screen.look()
    words, tail = import_words(ended.report), ""
    prepared = [entry for entry in files if entry["meeting"]]
    if prepared and (screen.meeting is None or prepared[-1]["meeting"] != screen.meeting.id):
        if screen.meeting is not None and (busy or any(point.outcome for point in screen.meeting.points)):
            hung = prepared[-1]["item"]
            tail += _(" · Ctrl+O åbner mødet") if hung else _(" · et møde er gjort klar: Ctrl+O åbner det")
        else:
            screen.open_meeting(prepared[-1]["meeting"])
    elif screen.budget.material is None and screen.materials:
        screen.budget.show(screen.materials[0])
    doubtful = [entry["document"] for entry in files if entry["status"] == "stored" and entry["questions"]]
    if doubtful:
        tail += _(" · F7 ser det læste efter")
    if stored:
        tail += _(" · U fortryder")
    if refused:
        screen.status.tell_error(f"{words}{tail} {refused_words(refused)}")
    else:
        screen.status.tell(words, tail)
    if any(entry["counts"]["uncertain"] for entry in files if entry["document"] in doubtful) and not busy:
        screen.review(doubtful)
