"""Zip files, looked at before anything in them is unpacked.

What a zip declares of its sizes is checked first, and no more than declared is ever unpacked, so that a small file
cannot fill the memory. Names that lead out of the archive are never used as places.
"""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import NoReturn

from budgettui.domain.errors import N_, UnreadableFile

MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
#: More files, more bytes in one or in all, and a tighter packing than papers have: then it is no archive of papers.
MOST_FILES = 10_000
LARGEST_FILE = 256 * 1024 * 1024
LARGEST_WHOLE = 1024 * 1024 * 1024
TIGHTEST = 200
#: A small file may be packed as tightly as it likes (a page of spaces).
SMALL = 4 * 1024 * 1024
_LOCKED = 0x1


def is_zip(content: bytes) -> bool:
    """Whether the content begins as a zip does."""
    return content.startswith(MAGIC)


def recognises(content: bytes) -> bool:
    """Whether the content is a zip; asked after the formats that are one file packed as a zip."""
    return is_zip(content)


def read(name: str, content: bytes) -> NoReturn:
    """A zip of papers is not one reading. Raises ``UnreadableFile``: always, saying what it is."""
    Archive(name, content)
    raise UnreadableFile(N_("{name} er en zip-fil. budgettui import læser papirerne i den."), name=name)


class Archive:
    """A zip that was looked at and holds nothing that it should not. Raises ``UnreadableFile``: it is damaged, too
    large unpacked, or packed so tightly that it is a trap."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            infos = self._zip.infolist()
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
            raise _damaged(name) from error
        #: The files in it, in the archive's order, without folders. Two may have the same name.
        self.members: Sequence[zipfile.ZipInfo] = [info for info in infos if not info.is_dir()]
        if len(infos) > MOST_FILES:
            raise UnreadableFile(
                N_("{name} har {count} filer i sig; højst {most} læses."), name=name, count=len(infos), most=MOST_FILES
            )
        whole = sum(info.file_size for info in infos)
        for info in infos:
            tight = info.file_size > SMALL and info.file_size > TIGHTEST * max(info.compress_size, 1)
            if tight or info.file_size > LARGEST_FILE or whole > LARGEST_WHOLE:
                words = N_("{name} fylder {size} MB pakket ud og pakkes ikke ud: den ligner en zip-bombe.")
                raise UnreadableFile(words, name=name, size=max(whole, info.file_size) // (1024 * 1024))

    def find(self, member: str) -> zipfile.ZipInfo | None:
        return next((info for info in self.members if info.filename == member), None)

    def read(self, member: zipfile.ZipInfo) -> bytes:
        """The bytes of one file of it. Raises ``UnreadableFile``: it is locked, damaged, or packed in a way that is not
        known."""
        name = f"{self.name}/{member.filename}"
        if member.flag_bits & _LOCKED:
            raise UnreadableFile(N_("{name} er låst med en adgangskode og kan ikke læses."), name=name)
        try:
            return self._zip.read(member)
        except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, ValueError, OSError, EOFError) as error:
            raise _damaged(name) from error


def is_outside(member: str) -> bool:
    """Whether a name leads out of the archive, or to a place of its own on the disk."""
    path = PurePosixPath(member.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in (path.parts[0] if path.parts else "")


def _damaged(name: str) -> UnreadableFile:
    return UnreadableFile(N_("Zip-filen {name} er beskadiget og kan ikke læses."), name=name)
