"""Folders and zip files of papers: which files there are to read, in an order that is the same every time.

Nothing is unpacked on the disk. What is decided here: files are read by the order of their names; hidden files and
what operating systems leave behind (``__MACOSX``, ``Thumbs.db``, ``~$…``) are no papers and are passed over; links to
folders are not followed; a zip in a folder or in a zip is opened, one in that is not; a name that leads out of its
archive is refused. Whatever is refused is given as a part that says why when it is loaded, so that it is listed.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NoReturn

from budgettui.domain.errors import N_, UnreadableFile
from budgettui.ingest.page.opening import beside, load
from budgettui.ingest.zips import MAGIC, Archive, is_outside, is_zip

if TYPE_CHECKING:
    from zipfile import ZipInfo

#: A zip in a zip is opened; a third one inside is not.
DEEPEST = 2
#: So many files, and so many bytes of unpacked ones, are read of one folder or zip.
MOST_FILES = 20_000
MOST_BYTES = 2 * 1024 * 1024 * 1024
_LEFT_BEHIND = frozenset(("__macosx", "thumbs.db", "desktop.ini", "$recycle.bin"))
_UTF8_NAME = 0x800
#: What is a package of several files is read before the files that belong to it.
_PACKAGE = "datapackage.json"


@dataclass(frozen=True, slots=True)
class Part:
    """A file to read: its name for people, its name for the reading, and how its bytes are got.

    ``load`` raises ``UnreadableFile`` where there is nothing to get. ``beside`` gives a file beside it.
    """

    shown: str
    name: str
    load: Callable[[], bytes]
    beside: Callable[[str], bytes] | None = None


@dataclass(slots=True)
class _Room:
    """What is left to read, and which files were read as part of another."""

    files: int = MOST_FILES
    size: int = MOST_BYTES
    taken: set[str] = field(default_factory=set)


def is_archive(content: bytes) -> bool:
    """Whether the content is a zip of files, and not one file of a format that is packed as a zip."""
    from budgettui.ingest.formats import format_of

    return is_zip(content) and format_of(content) == "zips"


def papers(path: Path) -> Iterator[Part]:
    """The files to read at this path: itself, or what is in the folder or zip, in a stable order."""
    room = _Room()
    if path.is_dir():
        yield from _folder(path, room)
    else:
        yield from _file(path, str(path), path.name, room)


def count(path: Path) -> int:
    """How many files there seem to be to read at this path, to show how far one is: a zip counts as one."""
    if not path.is_dir():
        return 1
    found = 0
    for _root, folders, files in os.walk(path):
        folders[:] = [name for name in folders if not is_left_out(name)]
        found += sum(not is_left_out(name) for name in files)
    return found


def is_left_out(name: str) -> bool:
    """Whether a name is one of a file that is no paper: hidden, or left behind by an operating system."""
    return any(
        part.startswith((".", "~$")) or part.casefold() in _LEFT_BEHIND
        for part in PurePosixPath(name.replace("\\", "/")).parts
    )


def _order(name: str) -> tuple[tuple[tuple[int, int, str], ...], str]:
    """The order of names as people count: "2" before "10", whatever the case; a package before what is in it."""
    pieces: list[tuple[int, int, str]] = []
    for step in name.casefold().split("/"):
        pieces.append((0 if step == _PACKAGE else 1, 0, ""))
        pieces += [(2, int(piece), "") if piece.isdecimal() else (3, 0, piece) for piece in re.split(r"([0-9]+)", step)]
    return tuple(pieces), name


def _refusing(error: UnreadableFile) -> Callable[[], bytes]:
    def refuse() -> NoReturn:
        raise error

    return refuse


# -- folders


def _folder(folder: Path, room: _Room) -> Iterator[Part]:
    found: list[str] = []
    failed: list[Part] = []

    def unreadable(error: OSError) -> None:
        name = str(error.filename or folder)
        refusal = UnreadableFile(
            N_("Mappen {path} kan ikke læses: {reason}."), path=name, reason=error.strerror or str(error)
        )
        failed.append(Part(name, name, _refusing(refusal)))

    for root, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = [name for name in folders if not is_left_out(name)]
        found += [Path(root, name).relative_to(folder).as_posix() for name in files if not is_left_out(name)]
    yield from failed
    if not found and not failed:
        refusal = UnreadableFile(N_("Mappen {path} har ingen filer, der kan læses."), path=str(folder))
        yield Part(str(folder), folder.name, _refusing(refusal))
    for name in sorted(found, key=_order):
        if name in room.taken:
            continue
        yield from _file(folder / name, str(folder / name), name, room, within=folder)


def _file(path: Path, shown: str, name: str, room: _Room, within: Path | None = None) -> Iterator[Part]:
    try:
        kind = path.stat().st_mode
        if within is not None and not stat.S_ISREG(kind):
            # A pipe would be waited for without end.
            refusal = UnreadableFile(N_("{path} er ikke en almindelig fil."), path=shown)
            yield Part(shown, name, _refusing(refusal))
            return
        content = b""
        if stat.S_ISREG(kind):
            with path.open("rb") as opened:
                if opened.read(len(MAGIC[0])) in MAGIC:
                    content = load(path)
    except (OSError, UnreadableFile):
        # Said in words by whoever loads it.
        content = b""
    if content and is_archive(content):
        yield from _archive(shown, name if within else "", content, room, 1)
    else:
        yield Part(shown, name, partial(load, path), _beside(path, within, room))


def _beside(path: Path, within: Path | None, room: _Room) -> Callable[[str], bytes]:
    sibling = beside(path)

    def read(other: str) -> bytes:
        content = sibling(other)
        if within is not None:
            wanted = (path.parent / other).resolve()
            room.taken.add(wanted.relative_to(within.resolve()).as_posix())
        return content

    return read


# -- zips


def _archive(shown: str, prefix: str, content: bytes, room: _Room, depth: int) -> Iterator[Part]:
    """The files of a zip. ``prefix`` is its own name, where it stands in something."""
    name = PurePosixPath(shown).name
    try:
        archive = Archive(name, content)
    except UnreadableFile as error:
        yield Part(shown, name, _refusing(error))
        return
    named = [(_name(member.filename, member.flag_bits), member) for member in archive.members]
    members = sorted(
        (own for own in named if is_outside(own[0]) or not is_left_out(own[0])), key=lambda own: _order(own[0])
    )
    if not members:
        yield Part(shown, name, _refusing(UnreadableFile(N_("{name} har ingen filer, der kan læses."), name=name)))
    by_name = dict(members)
    taken: set[str] = set()
    for own, member in members:
        if own in taken:
            continue
        where, inner = f"{shown}/{own}", f"{prefix}/{own}" if prefix else own
        room.files -= 1
        room.size -= member.file_size
        if room.files < 0 or room.size < 0:
            refusal = UnreadableFile(N_("{name} har for meget i sig; resten læses ikke."), name=name)
            yield Part(where, inner, _refusing(refusal))
            return
        try:
            if is_outside(own):
                raise _outside(own)
            inside = archive.read(member)
            nested = is_archive(inside)
            if nested and depth >= DEEPEST:
                raise UnreadableFile(N_("{name} er en zip-fil i en zip-fil i en zip-fil og åbnes ikke."), name=own)
        except UnreadableFile as error:
            yield Part(where, inner, _refusing(error))
            continue
        if nested:
            yield from _archive(where, inner, inside, room, depth + 1)
        else:
            yield Part(where, inner, partial(bytes, inside), _beside_in(archive, own, by_name, taken))


def _beside_in(
    archive: Archive, name: str, by_name: Mapping[str, ZipInfo], taken: set[str]
) -> Callable[[str], bytes]:
    def read(other: str) -> bytes:
        if is_outside(other):
            raise _outside(other)
        wanted = (PurePosixPath(name).parent / other).as_posix()
        if wanted not in by_name:
            raise UnreadableFile(N_("Filen {path} findes ikke."), path=wanted)
        content = archive.read(by_name[wanted])
        taken.add(wanted)
        return content

    return read


def _name(name: str, flags: int) -> str:
    """The name as it was written: a zip without the mark for UTF-8 was made in the code page of its machine."""
    if flags & _UTF8_NAME:
        return name.replace("\\", "/")
    raw = name.encode("cp437", "replace")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("cp850")
    return text.replace("\\", "/")


def _outside(name: str) -> UnreadableFile:
    return UnreadableFile(N_("Navnet {name} fører ud af sin mappe; filen læses ikke."), name=name)
