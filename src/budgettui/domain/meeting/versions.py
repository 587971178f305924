"""What closes the minutes: versions with their checksum, signatures, corrections, and what was read aloud or kept.

All of it only ever grows: a version is never taken away, a correction stands beside what it corrects
(ruling 04.1.4), and who signs with a reservation has it written (kommunestyrelsesloven § 13).
"""

from __future__ import annotations

from typing import NamedTuple

from budgettui.domain.errors import Refused

#: All that can still be done to finalised minutes.
ADDITIONS = frozenset(("correction_added", "signed", "minutes_reopened"))
#: What nobody undoes: it is answered by another entry, and what was done before it is not undone any more either.
LASTING = ADDITIONS | {"minutes_finalised"}


class Finalised(Refused):
    """The minutes, as they are, do not allow this."""


class Version(NamedTuple):
    """Minutes as they were finalised. ``sha256`` is that of their Markdown in UTF-8; ``at`` and ``reopened_at`` are
    ISO 8601 on the clock of the room, with offset; ``seq`` is the entry of the journal that made it, and
    ``reopened_seq`` the one that opened it again."""

    number: int
    at: str
    actor: str
    sha256: str
    seq: int = 0
    reopened_at: str = ""
    reason: str = ""
    reopened_seq: int = 0

    @property
    def last_seq(self) -> int:
        """An entry of the journal after which the version stood, with all that was added to it as far as it is over."""
        return self.seq if self.stands else self.reopened_seq - 1

    @property
    def stands(self) -> bool:
        """Whether nobody has opened the minutes again since."""
        return not self.reopened_at

    @property
    def short(self) -> str:
        """So much of the checksum as one compares by eye."""
        return self.sha256[:12]


class Signature(NamedTuple):
    """A member (by id) signed a version, perhaps with a reservation. ``at`` is ISO 8601 with offset."""

    person: str
    version: int
    at: str
    reservation: str = ""


class Correction(NamedTuple):
    """An addition to finalised minutes: what is to be read otherwise, at which item and point, and who says so."""

    id: str
    version: int
    at: str
    text: str
    by: str = ""
    item: str | None = None
    point: str | None = None


class Confirmation(NamedTuple):
    """A decision was read aloud and confirmed; ``of`` is what was read, see ``finalising.of``."""

    point: str
    of: tuple[str, ...]


class Kept(NamedTuple):
    """Something on the checklist (by its key) that is kept as it is, and why."""

    key: str
    reason: str
