"""Putting an export into a file: all of it or nothing."""

from __future__ import annotations

import os
import re
import secrets
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from budgettui.domain.clean import clean_line
from budgettui.domain.errors import N_, BudgettuiError
from budgettui.domain.meeting.meeting import Meeting
from budgettui.export.wording import VERSION

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e", "ü": "u", "ö": "oe", "ä": "ae"})


class ExportError(BudgettuiError):
    """An export that cannot be put where it should."""


def suggested_name(meeting: Meeting, what: str) -> str:
    """A file name for the minutes, or for what else is told of a meeting: "referat-2018-05-30-raadmandsmoede.md"."""
    return "-".join(part for part in (what, meeting.date, in_file_name(meeting.title, 60)) if part) + ".md"


def in_file_name(text: str, most: int) -> str:
    """What of a text can stand in a file's name on any system; no more letters than ``most``."""
    words = re.sub(r"[^a-z0-9]+", "-", clean_line(text).casefold().translate(_LETTERS))
    return words.strip("-")[:most].strip("-")


def save_export(path: Path, text: str, *, overwrite: bool = False) -> None:
    """Write an export as UTF-8: complete on the disk, or the old file untouched.

    An earlier export of the same meeting is replaced (its head is the same), and kept beside it as ``FILE~`` where it
    says something else: somebody may have written in it. Any other file is replaced only with ``overwrite``. A symbolic
    link is followed; what is not a file (a device, a pipe) is written to. Raises ``ExportError``, and an ``OSError``
    that names the path.
    """
    content = text.encode("utf-8")
    refusal = N_("{file} findes og er ikke en eksport af dette møde. Vælg et andet navn.")
    _save(path, content, refusal, lambda old: _about(old) == _about(content), overwrite=overwrite, keep=True)


def save_file(path: Path, content: bytes, *, overwrite: bool = False) -> None:
    """Write a file that nothing is kept of: complete on the disk, or the old one untouched. Raises as
    :func:`save_export`: what is there goes only with ``overwrite``."""
    refusal = N_("{file} findes. Vælg et andet navn.")
    _save(path, content, refusal, lambda old: old == content, overwrite=overwrite)


def _save(
    path: Path, content: bytes, refusal: str, same: Callable[[bytes], bool], *, overwrite: bool, keep: bool = False
) -> None:
    """``same`` says of what is there whether it may go without being asked; ``keep`` keeps it beside."""
    try:
        target = Path(os.path.realpath(path))
        mode = target.stat().st_mode if target.exists() else None
        if mode is not None and not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            target.write_bytes(content)
            return
        there = mode is not None and stat.S_ISREG(mode) and (keep or not overwrite)
        old, mode = target.read_bytes() if there else b"", mode and stat.S_IMODE(mode)
        if old and not overwrite and not same(old):
            raise ExportError(refusal, file=path)
        if keep and old not in (b"", content):
            _replace(target.with_name(f"{target.name}~"), old, mode)
        _replace(target, content, mode)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _about(content: bytes) -> list[bytes]:
    """What the head says of the meeting; which version it is may have changed."""
    version = f"- **{VERSION}:**".encode()
    return [line for line in content.partition(b"\n## ")[0].split(b"\n") if not line.startswith(version)]


def _replace(target: Path, content: bytes, mode: int | None) -> None:
    """Beside the target first, so that the change of names is one step on the same disk."""
    draft = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}.tmp")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            draft.chmod(mode)
        draft.replace(target)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
