"""Click, in the program's own language: help, usage errors, and the errors of the operating system.

Click takes its words from the catalogue of the system's language; the program has its own language and its
own catalogues, so the few sentences of Click that a user can meet are said here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from budgettui.i18n import _


class Command(click.Command):
    """A command whose help is in the chosen language."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=_("Brug:") + " ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [record for param in options if (record := param.get_help_record(ctx))]
        with formatter.section(_("Valg")):
            formatter.write_dl(records)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        # Click would refuse what is left over itself, in the words of the system's language.
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        if rest and not isinstance(self, click.Group):
            raise click.UsageError(_("For mange argumenter: {rest}.").format(rest=" ".join(rest)), ctx)
        return rest

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _("Vis denne hjælp.")
        return option


class Group(Command, click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        Command.format_options(self, ctx, formatter)
        rows = [(name, one.get_short_help_str(formatter.width)) for name, one in self.commands.items()]
        with formatter.section(_("Kommandoer")):
            formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            raise click.UsageError(_("Der er ingen kommando {name}.").format(name=repr(args[0])), ctx)
        return super().resolve_command(ctx, args)


def command(name: str, callback: Callable[..., Any], params: list[click.Parameter], text: str) -> Command:
    """A command; the first line of its text is what the list of commands shows."""
    first = text.split("\n", 1)[0]
    return Command(name, callback=callback, params=params, help=text, short_help=first, options_metavar=_("[VALG]"))


def usage_text(error: click.UsageError) -> str:
    """What was wrong with the command line, in one sentence."""
    match error:
        case click.NoSuchOption(ctx=click.Context(parent=click.Context() as outer)) if any(
            error.option_name in option.opts for option in outer.command.params
        ):
            return _("Valget {name} står før kommandoen: budgettui {name} … {command}.").format(
                name=error.option_name, command=error.ctx.info_name if error.ctx else ""
            )
        case click.NoSuchOption():
            return _("Der er intet valg {name}.").format(name=error.option_name)
        case click.MissingParameter(param=click.Parameter() as param):
            return _("{name} mangler.").format(name=_shown(param))
        case click.BadParameter(param=click.Parameter(type=click.Choice() as choice) as param):
            return _("{name} skal være en af: {choices}.").format(
                name=_shown(param), choices=", ".join(map(str, choice.choices))
            )
        case click.BadOptionUsage():
            return _("Valget {name} er brugt forkert: det mangler en værdi eller har en for meget.").format(
                name=error.option_name
            )
    return error.format_message()


def _shown(param: click.Parameter) -> str:
    if isinstance(param, click.Argument):
        return param.metavar or param.name or ""
    return max(param.opts, key=len)


def flag(names: str, text: str) -> click.Option:
    """An option that is there or not; its names with a space between, the parameter's own last."""
    return click.Option(names.split(), is_flag=True, help=text)


def option(names: str, metavar: str | None, text: str, **more: Any) -> click.Option:
    return click.Option(names.split(), metavar=metavar, help=text, **more)


def argument(name: str, metavar: str, **more: Any) -> click.Argument:
    return click.Argument([name], metavar=metavar, **more)


def meeting_option() -> click.Option:
    return option("--meeting", _("MØDE"), _("Mødets id, begyndelsen af det, eller en del af titel eller dato."))


def as_json_option() -> click.Option:
    return flag("--json as_json", _("JSON til andre programmer."))


def internal_option() -> click.Option:
    """Whether what stands in closed items is told as well."""
    return flag("--internal", _("Også indholdet af lukkede punkter."))
