"""Which words of a text are in no Danish dictionary, asked of a spell checker that the machine has.

``hunspell`` and ``aspell`` both answer as ispell does (``-a``): a line for each word that they do not know, with what
may be meant. Nothing leaves the machine. Minutes are Danish whatever language the screen has.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from budgettui.domain.errors import N_, BudgettuiError

#: The checkers with a Danish dictionary, the better one first.
_COMMANDS = (
    ("hunspell", "-d", "da_DK", "-i", "UTF-8", "-a"),
    ("aspell", "--lang=da", "--encoding=utf-8", "-a"),
)
NO_SPELLER = N_("Ingen stavekontrol: pakkerne hunspell og hunspell-da (eller aspell-da) mangler.")
#: Letters of any language that stand together; a word of one letter is none, and neither is "B2" or "SHA256".
_WORD = re.compile(r"(?<![\w.@/])[^\W\d_]{2,}(?![\w@]|\.\w)")
#: "& word count offset: this, that", and "# word offset" where nothing is near.
_UNKNOWN = re.compile(r"[&#?] (\S+)(?: [0-9]+){1,2}(?:: (.*))?")
#: Seconds that a checker has for an answer.
_PATIENCE = 10.0
#: So many suggestions are worth reading.
_MOST = 8


class NoSpeller(BudgettuiError):
    """There is no checker with a Danish dictionary on this machine."""


class Word(NamedTuple):
    """A word and where it begins and ends in its line, in characters."""

    text: str
    start: int
    end: int


def words(line: str) -> Iterator[Word]:
    """The words of a line that a dictionary can know: no initials or abbreviations in capitals, no figures."""
    for found in _WORD.finditer(line):
        if not found[0].isupper():
            yield Word(found[0], found.start(), found.end())


class Speller:
    """Knows what it has once been told. Asking blocks: it belongs on a thread."""

    def __init__(self) -> None:
        #: By the word: what may be meant instead, and ``None`` for one that is right.
        self._told: dict[str, tuple[str, ...] | None] = {}
        self._command: tuple[str, ...] | None = None
        #: Whether the machine has turned out to have no checker.
        self.missing = False

    def accept(self, word: str) -> None:
        """The word is right, until the program ends."""
        self._told[word] = None

    def unknown(self, lines: Iterable[str], names: Collection[str] = ()) -> dict[str, tuple[str, ...]]:
        """The words in the lines that are in no dictionary, with what may be meant. ``names`` are right in any case.

        Raises ``NoSpeller`` the first time that there is none; from then on no word is unknown.
        """
        right = {name.casefold() for name in names}
        there = dict.fromkeys(word.text for line in lines for word in words(line))
        new = [word for word in there if word not in self._told]
        if self.missing:
            return {}
        if new or self._command is None:  # that there is no checker is told before anything is written
            self._told |= {**dict.fromkeys(new), **self._ask(new)}
        told = ((word, self._told.get(word)) for word in there if word.casefold() not in right)
        return {word: meant for word, meant in told if meant is not None}

    def _ask(self, new: list[str]) -> Mapping[str, tuple[str, ...]]:
        # "^" says that a line is text, and no command to the checker.
        sent = "".join(f"^{word}\n" for word in new)
        for command in [self._command] if self._command else _COMMANDS:
            found = shutil.which(command[0])
            answer = _run((found, *command[1:]), sent) if found else None
            if answer is not None:
                self._command = command
                return {
                    line[1]: tuple((line[2] or "").split(", ")[:_MOST]) if line[2] else ()
                    for line in map(_UNKNOWN.match, answer.splitlines())
                    if line is not None
                }
        self.missing = True
        raise NoSpeller(NO_SPELLER)


def _run(command: tuple[str, ...], sent: str) -> str | None:
    """What the checker answers; ``None`` where it cannot be started or has no Danish dictionary."""
    try:
        # One of the two commands above, found on the user's own path; what is checked goes in as its input alone.
        done = subprocess.run(  # noqa: S603 - see above
            command, input=sent.encode(), capture_output=True, timeout=_PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode(errors="replace") if done.returncode == 0 else None
