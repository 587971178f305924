"""The command line: one small function a command, over the same functions that the screen calls.

What goes wrong is one line on standard error that begins with ``budgettui:``, in the chosen language, and an
exit code: 1 where the program refuses, 2 where the command line is wrong. Output for pipes is plain text in
UTF-8, without colours, and data goes to standard output only.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from budgettui import __version__
from budgettui.cli import budget, checks, meetings, names, papers, stores
from budgettui.cli.run import Run, screen
from budgettui.cli.words import Group, command, flag, option, usage_text
from budgettui.domain.errors import BudgettuiError
from budgettui.i18n import LANGUAGES, _, set_language
from budgettui.output import complain, let_go_of_output, print_text, refuse
from budgettui.settings import Settings, choose_language, load_settings

_OPTIONS_WITH_VALUE = frozenset({"--db", "--lang", "--theme", "--actor", "--municipality"})


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
        ctx: click.Context, db: str | None, lang: str | None, theme: str | None, actor: str | None,
        municipality: str | None,
    ) -> int:
        if db == "":
            # A variable that is not set must not lead to the user's own store.
            raise click.UsageError(_("{name} mangler.").format(name="--db"), ctx)
        ctx.obj = Run(Path(db) if db else None, theme or known.theme, actor, municipality, known)
        return 0 if ctx.invoked_subcommand else screen(ctx.obj)

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
            option("--db", _("STI"), _("Databasen. Ellers brugerens egen.")),
            option("--lang", None, _("Sproget på skærmen."), type=click.Choice(LANGUAGES)),
            option("--theme", _("NAVN"), _("Skærmens farver.")),
            option("--actor", _("NAVN"), _("Navnet i loggen. Ellers login-navnet.")),
            option("--municipality", _("KOMMUNE"), _("Kommunens fil eller navn. Ellers indstillingernes.")),
            option("--version", None, _("Vis versionen."), is_flag=True, is_eager=True, expose_value=False,
                   callback=_version),
        ],
    )
    group.add_command(command("demo", _demo, [flag("--reset", _("Lav eksemplet forfra."))], _(
        "Åbn eksemplet: Aarhus Kommunes offentliggjorte tal og et møde.\n\nEksemplet har sin egen database."
    )))
    for room in (papers, meetings, budget, checks, names, stores):
        for one in room.commands():
            group.add_command(one)
    return group


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        print_text(f"budgettui {__version__}\n")
        ctx.exit()


@click.pass_obj
def _demo(run: Run, reset: bool) -> int:
    return screen(run, demo=True, reset=reset)
