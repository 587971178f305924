"""The generated documents: ``docs/commands.md`` and ``docs/keys.md``.

``python -m budgettui.docs`` writes them in a checkout; ``--check`` says whether they are what the program
would write, and exits with 1 where they are not.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from budgettui.cli import build_cli
from budgettui.i18n import set_language

_FOLDER = Path(__file__).parents[2] / "docs"
_NOTE = "<!-- Denne side er lavet af kommandoerne med `python -m budgettui.docs`; ret ikke i den. -->"


def commands_markdown() -> str:
    """``docs/commands.md`` in Danish: every command with its usage, its text and its options."""
    set_language("da")
    group = build_cli()
    context = click.Context(group, info_name="budgettui")
    lines = ["# Kommandoer", "", _NOTE, "", *_described(group, context), ""]
    for name, command in group.commands.items():
        lines.extend([f"## {name}", "", *_described(command, click.Context(command, context, name)), ""])
    return "\n".join(lines)


def documents() -> dict[Path, str]:
    # The screen's registry of commands needs Textual, which the command line does not.
    from budgettui.tui.commands import keys_markdown

    set_language("da")
    return {_FOLDER / "commands.md": commands_markdown(), _FOLDER / "keys.md": keys_markdown()}


def _described(command: click.Command, context: click.Context) -> list[str]:
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    options = [param for param in command.get_params(context) if isinstance(param, click.Option)]
    records = [record for param in options if (record := param.get_help_record(context))]
    return [
        "```text",
        usage,
        "```",
        "",
        *(command.help or "").split("\n"),
        "",
        "| Valg | Betydning |",
        "| --- | --- |",
        *(f"| `{_in_table(names)}` | {_in_table(text)} |" for names, text in records),
    ]


def _in_table(text: str) -> str:
    return text.replace("|", "\\|")


def main(argv: Sequence[str] | None = None) -> int:
    """Write the documents, or check them; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m budgettui.docs", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 where one is out of date")
    check = parser.parse_args(argv).check
    stale = []
    for path, text in documents().items():
        content = text.encode("utf-8")
        if not path.exists() or path.read_bytes() != content:
            stale.append(path)
            if not check:
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(content)
    for path in stale:
        print(f"docs/{path.name}: {'out of date; run: python -m budgettui.docs' if check else 'written'}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
