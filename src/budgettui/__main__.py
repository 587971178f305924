"""Where the program starts. The screen is on the short way: it needs none of the command line's machinery."""

from __future__ import annotations

import gc
import sys

#: What may stand beside an opened screen: an option and its value. Everything else is for the command line.
_OPTIONS = ("--db", "--lang", "--theme", "--actor", "--municipality")


def _screen_arguments(argv: list[str]) -> dict[str, str] | None:
    """The options of a plain start or of ``demo``; ``None`` where the command line has to look closer."""
    found: dict[str, str] = {}
    words = iter(argv)
    for word in words:
        name, equals, value = word.partition("=")
        if name in _OPTIONS and "demo" not in found:
            found[name] = value if equals else next(words, "")
            if not found[name] or found[name].startswith("-"):
                return None
        elif word == "demo" and "demo" not in found:
            found["demo"] = "demo"
        else:
            return None
    return found


def main() -> int:
    """Run the program; returns the exit code."""
    arguments = _screen_arguments(sys.argv[1:])
    if arguments is None or not (sys.stdin.isatty() and sys.stdout.isatty()):
        from budgettui.cli import main as command_line

        return command_line(sys.argv[1:])
    # Imports and the first frame make much and throw away little: the collector only costs time until the
    # screen stands, and the app turns it on again then.
    gc.disable()
    from budgettui.domain.errors import BudgettuiError

    try:
        from budgettui.tui.launch import open_screen

        return open_screen(
            db=arguments.get("--db"),
            demo="demo" in arguments,
            language=arguments.get("--lang"),
            theme=arguments.get("--theme"),
            actor=arguments.get("--actor"),
            municipality=arguments.get("--municipality"),
        )
    except (BudgettuiError, OSError) as error:
        from budgettui.output import refuse

        return refuse(error)


if __name__ == "__main__":
    sys.exit(main())
