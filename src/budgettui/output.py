"""What the commands write: UTF-8 on standard output, one line for each refusal on standard error."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Sequence

import click

from budgettui.domain.clean import UNSEEN
from budgettui.domain.errors import BudgettuiError
from budgettui.export.escape import plain_line
from budgettui.i18n import error_text

# In JSON these are written as escapes: they mean the same, but cannot steer a terminal or fail to be encoded.
_UNSAFE_IN_JSON = re.compile(f"[{UNSEEN}\ud800-\udfff]")


def complain(message: str, code: int = 1) -> int:
    """Say on standard error what was refused, and give the exit code back."""
    note(f"budgettui: {message}")
    return code


def refuse(error: BudgettuiError | OSError, about: str = "") -> int:
    """Say in one line what was refused, and where (``about``, unless it is said already); the exit code."""
    text = error_text(error)
    return complain(text if about in text else f"{about}: {text}")


def note(message: str) -> None:
    """Say something on standard error, beside the data."""
    click.echo(plain_line(message), err=True)


def let_go_of_output() -> None:
    """Point a broken or full standard output at nothing, so that Python's own last flush cannot fail."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.close(nowhere)


def print_text(text: str) -> None:
    """Write to standard output as UTF-8, whatever the terminal's encoding: a pipe gets the same bytes."""
    print_bytes(text.encode("utf-8", "replace"))


def print_bytes(content: bytes) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def print_lines(lines: Sequence[str]) -> None:
    if lines:
        print_text("\n".join(lines) + "\n")


def print_json(value: object) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=2)
    print_text(_UNSAFE_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n")
