"""From a file to text: what cannot be read is refused in one sentence that says what and where."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

from budgettui.domain.clean import clean_text
from budgettui.domain.errors import N_, UnreadableFile

#: Bytes that no text has.
CONTROL = re.compile(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f]")
BOM = b"\xef\xbb\xbf"
_SOMETHING = re.compile(rb"\S")
#: Letters that Danish text in Windows-1252 has as single bytes: æ ø å Æ Ø Å é § and the typographic quotes
#: and dashes.
_CP1252_DANISH = frozenset(b"\xe6\xf8\xe5\xc6\xd8\xc5\xe9\xa7\x91\x92\x93\x94\x96\x97\xb4\xbd\xb0")


#: No line of a text is longer, in bytes: what the lines of it are is asked many times over.
LINE_LONGEST = 1 << 20
#: Papers are a few megabytes. What is larger is something else, or has no end.
MOST_MEGABYTES = 256


def load(path: Path) -> bytes:
    """The bytes of a file, or of a pipe that somebody writes to. Raises ``UnreadableFile``: it is missing, a folder, a
    terminal, too large, or the system does not let us read it. ``OSError``: the system says no for another reason; the
    error names the path."""
    try:
        return _load(path)
    except FileNotFoundError as error:
        raise UnreadableFile(N_("Filen {path} findes ikke."), path=str(path)) from error
    except IsADirectoryError as error:
        raise UnreadableFile(N_("{path} er en mappe, ikke en fil."), path=str(path)) from error
    except PermissionError as error:
        if path.is_dir():
            raise UnreadableFile(N_("{path} er en mappe, ikke en fil."), path=str(path)) from error
        raise UnreadableFile(N_("Filen {path} må ikke læses af dig."), path=str(path)) from error


def _load(path: Path) -> bytes:
    # Without waiting for a writer: a pipe that nobody writes to is empty, and does not stop the program.
    with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
        if file.isatty():
            raise UnreadableFile(N_("{path} er en terminal, ikke en fil."), path=str(path))
        os.set_blocking(file.fileno(), True)
        if os.fstat(file.fileno()).st_size > MOST_MEGABYTES * 1024 * 1024:
            raise _too_large(path)
        try:
            content = file.read(MOST_MEGABYTES * 1024 * 1024 + 1)
        except OSError as error:
            error.filename = str(path)
            raise
    if len(content) > MOST_MEGABYTES * 1024 * 1024:
        raise _too_large(path)
    return content


def _too_large(path: Path) -> UnreadableFile:
    return UnreadableFile(
        N_("{path} er større end {most} MB. Så store papirer læses ikke."), path=str(path), most=MOST_MEGABYTES
    )


def beside(path: Path) -> Callable[[str], bytes]:
    """The way to the files beside one, by their names relative to its folder. None outside the folder is read."""

    def sibling(name: str) -> bytes:
        folder = path.parent.resolve()
        wanted = (folder / name).resolve()
        if not wanted.is_relative_to(folder):
            raise UnreadableFile(N_("{name} ligger uden for mappen og læses ikke."), name=name)
        return load(wanted)

    return sibling


def decode(name: str, content: bytes, *, lines: bool = True) -> str:
    """The content as clean text with plain line ends; a byte order mark is let go. Raises ``UnreadableFile``: the file
    is empty, binary, or not UTF-8, or has a line without end and is read by its ``lines``."""
    refuse_other_than_text(name, content)
    if lines:
        _refuse_endless_line(name, content)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _wrong_encoding(name, content, error.start) from error
    # A lone U+001B is let through here and cleaned away: one escape does not make a text a binary.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "\f".join(clean_text(part) for part in text.split("\f"))


def refuse_other_than_text(name: str, content: bytes) -> None:
    """Nothing, where the content may be text in some encoding. Raises ``UnreadableFile``: it is empty or binary."""
    if not _SOMETHING.search(content, len(BOM) if content.startswith(BOM) else 0):
        raise UnreadableFile(N_("Filen {name} er tom."), name=name)
    control = CONTROL.search(content)
    if control:
        raise UnreadableFile(
            N_("Filen {name} er ikke tekst: byte {offset} er et styretegn ({value})."),
            name=name, offset=control.start() + 1, value=f"0x{control[0][0]:02x}",
        )  # fmt: skip


def _refuse_endless_line(name: str, content: bytes) -> None:
    """Nothing, where every line has an end in reach. Looks at few bytes of each line, and copies none."""
    at = 0
    while len(content) - at > LINE_LONGEST:
        end = max(content.rfind(mark, at, at + LINE_LONGEST + 1) for mark in (b"\n", b"\r", b"\f"))
        if end < 0:
            line = len(content[:at].splitlines()) + 1
            raise UnreadableFile(
                N_("Filen {name} læses ikke: linje {line} er længere end {most} MB."),
                name=name, line=line, most=LINE_LONGEST >> 20,
            )  # fmt: skip
        at = end + 1


def _wrong_encoding(name: str, content: bytes, start: int) -> UnreadableFile:
    line_start = content.rfind(b"\n", 0, start) + 1
    line = content.count(b"\n", 0, start) + 1
    column = start - line_start + 1
    value = f"0x{content[start]:02x}"
    high = [byte for byte in content if byte >= 0x80]
    if sum(byte in _CP1252_DANISH for byte in high) * 2 > len(high):
        return UnreadableFile(
            N_(
                "Filen {name} er ikke UTF-8: linje {line}, byte {column} er {value}. "
                "Den ligner Windows-1252; gem den som UTF-8 og prøv igen."
            ),
            name=name, line=line, column=column, value=value,
        )  # fmt: skip
    return UnreadableFile(
        N_("Filen {name} er ikke UTF-8: linje {line}, byte {column} er {value}."),
        name=name, line=line, column=column, value=value,
    )  # fmt: skip
