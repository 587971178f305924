"""The command line: one small function a command, over the same functions that the screen calls.

What goes wrong is one line on standard error that begins with ``budgettui:``, in the chosen language, and an
exit code: 1 where the program refuses, 2 where the command line is wrong. Output for pipes is plain text in
UTF-8, without colours, and data goes to standard output only.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from budgettui import __version__, cli_names
from budgettui.cli_budget import budget_command
from budgettui.cli_checks import check_command
from budgettui.cli_new import new_command
from budgettui.cli_words import Group, command, usage_text
from budgettui.domain.errors import N_, BudgettuiError
from budgettui.export.escape import plain_line
from budgettui.i18n import LANGUAGES, _, ngettext, set_language
from budgettui.lookup import find_meeting, prefix_length
from budgettui.output import complain, let_go_of_output, note, print_json, print_lines, print_text, refuse
from budgettui.settings import (
    Settings,
    choose_language,
    default_actor,
    default_store_path,
    demo_store_path,
    load_settings,
    make_folder_of,
    municipality_path,
)

if TYPE_CHECKING:
    from budgettui.domain.meeting.meeting import Meeting
    from budgettui.domain.paper.reading import Reading
    from budgettui.store import Store

_OPTIONS_WITH_VALUE = frozenset({"--db", "--lang", "--theme", "--actor", "--municipality"})
_FORMATS = ("markdown",)
#: Places that a search prints. Who has more says one word more.
_MOST_HITS = 1000
#: So many doubtful places of a file are listed for somebody who looks on.
_MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Run:
    """What the global options chose."""

    db: Path | None = None
    theme: str | None = None
    actor: str | None = None
    municipality: str | None = None
    settings: Settings = field(default_factory=Settings)

    def who(self) -> str:
        """The name for the journal."""
        return plain_line(self.actor or "") or default_actor(self.settings)

    def use_municipality(self) -> None:
        """Read with the names of the chosen municipality; ``BudgettuiError`` where its file cannot be used."""
        from budgettui.ingest import municipalities
        from budgettui.ingest.page import names

        file = municipality_path(self.municipality, self.settings)
        names.use(municipalities.load(file) if file else None)

    def place(self, default: Callable[[], Path]) -> Path:
        """The chosen store, or the default one with its folder made."""
        if self.db is not None:
            return self.db
        path = default()
        make_folder_of(path)
        return path

    def open(self, *, create: bool = False, write: bool = False) -> Store:
        """The store; where it may not be made, nothing is made. To write in it, it is held against others."""
        from budgettui.store import open_store

        if create:
            store = open_store(self.place(default_store_path))
        else:
            store = open_store(self.db or default_store_path(), create=False)
        if write:
            store.hold(self.who())
            if store.refusal is not None:
                store.close()
                raise store.refusal
        return store


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code. Every error that a user can cause ends here."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        try:
            code = _run(arguments)
            sys.stdout.flush()
        except BrokenPipeError:
            raise
        except click.UsageError as error:
            path = error.ctx.command_path if error.ctx else "budgettui"
            hint = _("Se: {command} --help").format(command=path)
            code = complain(f"{usage_text(error)} {hint}", code=2)
        except (BudgettuiError, OSError) as error:
            code = refuse(error)
        except (KeyboardInterrupt, click.Abort):
            code = 130
        sys.stderr.flush()
    except BrokenPipeError:
        # Whoever read the output has seen enough.
        code = 1
    if code:
        let_go_of_output()
    return code


def _run(arguments: list[str]) -> int:
    option = _language_option(arguments)
    set_language(option if option in LANGUAGES else choose_language(None))
    settings = load_settings()
    if option is None:
        set_language(choose_language(None, settings))
    result = build_cli(settings).main(args=arguments, prog_name="budgettui", standalone_mode=False)
    return result if isinstance(result, int) else 0


def _language_option(arguments: Sequence[str]) -> str | None:
    """``--lang`` among the global options: the help needs the language before the options are read."""
    rest = iter(arguments)
    for argument in rest:
        name, equals, value = argument.partition("=")
        if name == "--lang":
            return value if equals else next(rest, None)
        if not argument.startswith("-") or argument == "--":
            return None
        if name in _OPTIONS_WITH_VALUE and not equals:
            next(rest, None)
    return None


def build_cli(settings: Settings | None = None) -> Group:
    """The group of commands, in the language that is chosen now."""
    known = settings or Settings()

    @click.pass_context
    def start(
        ctx: click.Context,
        db: str | None,
        lang: str | None,
        theme: str | None,
        actor: str | None,
        municipality: str | None,
    ) -> int:
        if db == "":
            # A variable that is not set must not lead to the user's own store.
            raise click.UsageError(_("{name} mangler.").format(name="--db"), ctx)
        ctx.obj = Run(Path(db) if db else None, theme or known.theme, actor, municipality, known)
        return 0 if ctx.invoked_subcommand else _screen(ctx.obj)

    group = Group(
        "budgettui",
        callback=start,
        invoke_without_command=True,
        options_metavar=_("[VALG]"),
        subcommand_metavar=_("[KOMMANDO]"),
        help=_(
            "Budgetmøder i en dansk kommune: dagsorden, papir og budget side om side.\n\n"
            "Uden en kommando åbnes skærmen på brugerens egen database."
        ),
        params=[
            click.Option(["--db"], metavar=_("STI"), help=_("Databasen. Ellers brugerens egen.")),
            click.Option(["--lang"], type=click.Choice(LANGUAGES), help=_("Sproget på skærmen.")),
            click.Option(["--theme"], metavar=_("NAVN"), help=_("Skærmens farver.")),
            click.Option(["--actor"], metavar=_("NAVN"), help=_("Navnet i loggen. Ellers login-navnet.")),
            click.Option(
                ["--municipality"], metavar=_("KOMMUNE"), help=_("Kommunens fil eller navn. Ellers indstillingernes.")
            ),
            click.Option(
                ["--version"],
                is_flag=True,
                is_eager=True,
                expose_value=False,
                callback=_version,
                help=_("Vis versionen."),
            ),
        ],
    )
    for one in _commands():
        group.add_command(one)
    return group


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        print_text(f"budgettui {__version__}\n")
        ctx.exit()


def _commands() -> list[click.Command]:
    meeting = click.Option(
        ["--meeting"],
        metavar=_("MØDE"),
        help=_("Mødets id, begyndelsen af det, eller en del af titel eller dato."),
    )
    at = click.Option(
        ["--at"], metavar=_("TID"), help=_("Som det var da: 14:05, 30. maj 2018 14:05, eller postens nummer i loggen.")
    )
    internal = click.Option(["--internal"], is_flag=True, help=_("Også indholdet af lukkede punkter."))
    as_json = click.Option(["--json", "as_json"], is_flag=True, help=_("JSON til andre programmer."))
    file = click.Argument(["file"], metavar=_("FIL"))
    return [
        command(
            "demo",
            _demo,
            [click.Option(["--reset"], is_flag=True, help=_("Lav eksemplet forfra."))],
            _(
                "Åbn eksemplet: Aarhus Kommunes offentliggjorte tal og et møde.\n\n"
                "Eksemplet har sin egen database."
            ),
        ),
        command(
            "inspect",
            _inspect,
            [file, as_json],
            _("Vis, hvad der læses i en fil, uden at gemme det.\n\nLinjer med ? er usikre og bør ses efter."),
        ),
        command(
            "import",
            _import,
            [
                click.Argument(["files"], nargs=-1, required=True, metavar=_("FIL…")),
                click.Option(["--yes"], is_flag=True, help=_("Tag det sikre, og list alt det, der er i tvivl.")),
                as_json,
            ],
            _(
                "Indlæs papirer i databasen: filer, mapper og zip-filer.\n\n"
                "En fil, der ikke kan læses, stopper ikke de andre, og en fil, der allerede er indlæst, ændrer intet. "
                "Afbrudt med Ctrl+C er databasen, som den var.\n\n"
                "Det, der er i tvivl, listes med linje og tælles ikke med i budgettet, før nogen har set det efter "
                "på skærmen (F7).\n\n"
                "Slutter med kode 0, når alle filer er inde, 1, når en fil ikke kunne læses, 130, når der blev afbrudt."
            ),
        ),
        command(
            "export",
            _export,
            [
                meeting,
                click.Option(
                    ["--format", "form"], type=click.Choice(_FORMATS), default="markdown", help=_("Formatet.")
                ),
                click.Option(["-o", "--output"], metavar=_("FIL"), help=_("Filen. - er standard ud.")),
                click.Option(["--force"], is_flag=True, help=_("Erstat en fil, der er noget andet.")),
                click.Option(
                    ["--no-tables"],
                    is_flag=True,
                    help=_("Lister i stedet for tabeller (CommonMark uden udvidelser)."),
                ),
                at,
            ],
            _("Skriv mødets referat og beslutninger.\n\nUden --meeting: det seneste møde."),
        ),
        command(
            "decisions",
            _decisions,
            [
                as_json,
                meeting,
                click.Option(["--all", "undecided"], is_flag=True, help=_("Også punkter uden beslutning.")),
                internal,
                at,
            ],
            _("Vis registret over beslutninger.\n\nUden --meeting: alle møder."),
        ),
        command(
            "search",
            _search,
            [click.Argument(["words"], nargs=-1, required=True, metavar=_("ORD…")), as_json, internal],
            _(
                "Søg i alt: papirer, tabeller, beslutninger og referater.\n\n"
                "Alle ordene skal stå der. Et ord findes også inde i et andet."
            ),
        ),
        command(
            "follow",
            _follow,
            [meeting],
            _(
                "Vis punktet, beslutningen og virkningen i stor skrift på en anden skærm.\n\n"
                "Følger den, der skriver i mødet, og skriver intet selv. Lukkede punkter vises kun som lukkede."
            ),
        ),
        command(
            "followups",
            _followups,
            [
                as_json,
                click.Option(["--all", "everything"], is_flag=True, help=_("Også det, der er gjort.")),
                click.Option(["--overdue"], is_flag=True, help=_("Kun det, der er over fristen.")),
                click.Option(["--responsible"], metavar=_("NAVN"), help=_("Kun den ansvarliges.")),
            ],
            _("Vis, hvad der skal følges op på over alle møder: opfølgninger, hensigtserklæringer, udsatte punkter."),
        ),
        command(
            "tally",
            _tally,
            [meeting, as_json, internal, at],
            _(
                "Vis, hvad beslutningerne gør ved målet, år for år, og hvad mødets scenarier ville gøre.\n\n"
                "Uden --meeting: det seneste møde."
            ),
        ),
        new_command(),
        budget_command(),
        check_command(),
        command("meetings", _meetings, [], _("Vis møderne i databasen.")),
        command("log", _log, [meeting, internal], _("Vis, hvem der gjorde hvad hvornår.")),
        *cli_names.commands(),
        command(
            "rebuild",
            _rebuild,
            [],
            _("Byg skærmens tabeller op igen af loggen.\n\nLoggen selv ændres ikke."),
        ),
        command(
            "verify",
            _verify,
            [],
            _(
                "Efterprøv loggens kæde, tabellerne og de afsluttede referaters kontrolsummer.\n\n"
                "Slutter med kode 1 og den første fejl, hvis noget er galt."
            ),
        ),
    ]


class NoSuchMoment(BudgettuiError):
    """What follows ``--at`` is no moment, or one at which there was no meeting."""


class NoTerminal(BudgettuiError):
    """The screen was asked for where there is none."""


def _need_terminal() -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise NoTerminal(
            N_("Skærmen kræver en terminal. Kommandoerne til rør og filer står i: budgettui --help")
        )


def _screen(run: Run, *, demo: bool = False, reset: bool = False) -> int:
    _need_terminal()
    from budgettui.tui.launch import run_app

    path = run.place(demo_store_path if demo else default_store_path)
    return run_app(
        path, demo=demo, reset=reset, theme=run.theme, actor=run.who(), municipality=run.municipality
    )


@click.pass_obj
def _demo(run: Run, reset: bool) -> int:
    return _screen(run, demo=True, reset=reset)


@click.pass_obj
def _inspect(run: Run, file: str, as_json: bool) -> int:
    run.use_municipality()
    try:
        reading, _content = _read(Path(file))
    except (BudgettuiError, OSError) as error:
        return refuse(error, file)
    if as_json:
        from budgettui.export.inspect_json import inspect_json

        print_json(inspect_json(reading))
    else:
        from budgettui.export.inspect_report import inspect_report

        print_text(inspect_report(reading))
    return 0


@click.pass_obj
def _import(run: Run, files: tuple[str, ...], yes: bool, as_json: bool) -> int:
    from budgettui.import_progress import progress
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
            cli_names.note_unmatched(store)
    return 1 if refused else 0


def _read(path: Path) -> tuple[Reading, bytes]:
    """What is in the file, and its bytes: read once, so that they belong together."""
    from budgettui.ingest.limited import read_bytes
    from budgettui.ingest.page.opening import beside, load

    content = load(path)
    return read_bytes(path.name, content, beside(path)), content


def _meeting_at(store: Store, meeting_id: str, at: str | None) -> Meeting:
    """The meeting as it is, or as it was at the moment that was typed."""
    if at is None:
        return store.meeting(meeting_id)
    from datetime import datetime

    from budgettui.domain.dates import parse_moment

    moment = int(at) if at.isascii() and at.isdigit() else parse_moment(at, datetime.now().astimezone())
    if moment is None:
        raise NoSuchMoment(N_("--at {at} er hverken et tidspunkt eller et nummer i loggen."), at=at)
    try:
        return store.meeting_at(meeting_id, moment)
    except KeyError as error:
        raise NoSuchMoment(N_("Mødet var ikke klargjort endnu ved {at}."), at=at) from error


@click.pass_obj
def _export(
    run: Run, meeting: str | None, form: str, output: str | None, force: bool, no_tables: bool, at: str | None
) -> int:
    from budgettui.export import export_minutes
    from budgettui.export.files import save_export

    with run.open() as store:
        heads = store.meetings()
        chosen = find_meeting(heads, meeting)
        text = export_minutes(store, chosen.id, pipe_tables=not no_tables, meeting=_meeting_at(store, chosen.id, at))
    if meeting is None and len(heads) > 1:
        note(_("Det seneste møde: {title}").format(title=" ".join(filter(None, (chosen.title, chosen.date)))))
    if output is None or output == "-":
        print_text(text)
    else:
        save_export(Path(output), text, overwrite=force)
        note(_("Skrevet: {file}").format(file=output))
    return 0


@click.pass_obj
def _decisions(
    run: Run, as_json: bool, meeting: str | None, undecided: bool, internal: bool, at: str | None
) -> int:
    from budgettui.export.register import decisions_register, register_report

    with run.open() as store:
        heads = [find_meeting(store.meetings(), meeting)] if meeting is not None else store.meetings()
        meetings = [_meeting_at(store, head.id, at) for head in heads]
    entries: list[dict[str, Any]] = []
    for one in meetings:
        entries.extend(decisions_register(one, internal=internal, undecided=undecided))
    if as_json:
        print_json(entries)
    else:
        print_lines(register_report(entries))
    return 0


@click.pass_obj
def _follow(run: Run, meeting: str | None) -> int:
    _need_terminal()
    from budgettui.tui.follow import FollowApp
    from budgettui.tui.theming import DEFAULT_DARK, load_theme

    with run.open() as store:
        heads = store.meetings()
        chosen = find_meeting(heads, meeting).id if heads or meeting else None
        return FollowApp(store, load_theme(run.theme or DEFAULT_DARK), chosen).run() or 0


@click.pass_obj
def _followups(run: Run, as_json: bool, everything: bool, overdue: bool, responsible: str | None) -> int:
    from datetime import date

    from budgettui.domain.meeting.followup import in_order
    from budgettui.export.followup_report import follow_up_lines, follow_ups_json

    today = date.today()
    with run.open() as store:
        found = [
            one
            for one in in_order(store.follow_ups(), today)
            if (everything or not one.is_over(today))
            and (not overdue or one.is_overdue(today))
            and (responsible is None or one.is_of(responsible))
        ]
    if as_json:
        print_json(follow_ups_json(found, today))
    else:
        print_lines(list(follow_up_lines(found, today)))
    return 0


@click.pass_obj
def _tally(run: Run, meeting: str | None, as_json: bool, internal: bool, at: str | None) -> int:
    from budgettui.export.tally_report import published, tally_json, tally_markdown

    with run.open() as store:
        chosen = _meeting_at(store, find_meeting(store.meetings(), meeting).id, at)
    if not internal:
        chosen = published(chosen)
    if as_json:
        print_json(tally_json(chosen, chosen.scenarios))
    else:
        print_text(tally_markdown(chosen, chosen.scenarios))
    return 0


@click.pass_obj
def _search(run: Run, words: tuple[str, ...], as_json: bool, internal: bool) -> int:
    from budgettui.export.search_report import found_json, found_lines

    asked = " ".join(words).split()
    with run.open() as store:
        hits = [hit for hit in store.search(asked, _MOST_HITS) if internal or hit.open]
    if as_json:
        print_json(found_json(hits))
    else:
        print_lines(list(found_lines(hits, asked)))
    return 0 if hits else complain(_("Intet har alle ordene."))


@click.pass_obj
def _meetings(run: Run) -> int:
    from budgettui.export.inspect_report import columns
    from budgettui.export.wording import date_text

    with run.open() as store:
        heads = store.meetings()
    length = prefix_length([head.id for head in heads])
    rows = [
        [
            head.id[:length],
            date_text(head.date) or "–",
            _("{decided} af {points} besluttet").format(decided=head.decided, points=head.points),
            plain_line(" · ".join(part for part in (head.title, head.body) if part)),
        ]
        for head in heads
    ]
    print_lines(columns(rows))
    return 0


@click.pass_obj
def _log(run: Run, meeting: str | None, internal: bool) -> int:
    from budgettui.export.journal_report import log_lines

    with run.open() as store:
        events = store.log(find_meeting(store.meetings(), meeting).id if meeting is not None else None)
        meetings = {key: store.meeting(key) for key in {event.meeting for event in events} if key}
    print_lines(log_lines(events, meetings, internal=internal))
    return 0


@click.pass_obj
def _rebuild(run: Run) -> int:
    with run.open(write=True) as store:
        store.rebuild()
        count = len(store.log())
    said = ngettext("Bygget op af {n} post i loggen.", "Bygget op af {n} poster i loggen.", count)
    print_lines([said.format(n=count)])
    return 0


@click.pass_obj
def _verify(run: Run) -> int:
    from budgettui.export.final import problems as unlike

    with run.open() as store:
        # What is made of a journal that is damaged itself would only say the same again.
        problems = store.verify() or list(unlike(store))
        count = 0 if problems else len(store.log())
    for problem in problems:
        complain(problem)
    if problems:
        return 1
    said = ngettext("I orden: {n} post i loggen.", "I orden: {n} poster i loggen.", count)
    print_lines([said.format(n=count)])
    return 0
