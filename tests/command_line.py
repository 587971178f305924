"""Commands as a person or a program gives them, run in the process of the test."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Said(NamedTuple):
    """What came of a command: its exit code, what it printed, and what it complained of."""

    code: int
    out: str
    err: str

    @property
    def printed(self) -> str:
        """What was printed; the command did what it was asked to."""
        assert self.code == 0, self.err
        return self.out

    @property
    def refused(self) -> str:
        """Why the command did not do it."""
        assert self.code == 1, self
        return self.err


#: The fixture ``run``: gives a command, whose words and paths are the arguments.
Run = Callable[..., Said]
