"""Papers in a folder of the tests: ``NAME.txt`` is the paper, ``NAME.toml`` what a person reads in it, written by hand
before the program saw the paper.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from budgettui.domain.paper.reading import Reading
from budgettui.ingest import read_bytes


class KeptPapers:
    """The papers in one folder."""

    def __init__(self, folder: str) -> None:
        self._folder = Path(__file__).parent / folder
        self.names = tuple(sorted(path.stem for path in self._folder.glob("*.txt")))

    def paper(self, name: str) -> str:
        """The paper's text; a page begins at a form feed."""
        return (self._folder / f"{name}.txt").read_text(encoding="utf-8")

    def expected(self, name: str) -> dict[str, Any]:
        """What a person reads in it."""
        return tomllib.loads((self._folder / f"{name}.toml").read_text(encoding="utf-8"))


def read(text: str) -> Reading:
    """What the program reads."""
    return read_bytes("papir.txt", text.encode())
