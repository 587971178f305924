"""What has to be followed up after the meetings: actions, declarations of intent, postponed points and deadlines.

Each has a key by which the journal knows it (``follow_up_noted``), and a state: the one that a person noted last, else
the one that it came with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from budgettui.domain.errors import N_
from budgettui.domain.paper.papers import Source

#: The kinds, in the order in which they are offered, and what each is called.
KINDS = {
    "action": N_("opfølgning"),
    "intention": N_("hensigtserklæring"),
    "postponed": N_("udsat punkt"),
    "deadline": N_("frist"),
}
#: The states and what each is called.
STATES = {
    "open": N_("åben"),
    "under_way": N_("i gang"),
    "done": N_("udført"),
    "dropped": N_("bortfaldet"),
}
#: The states that ask nothing more of anybody.
CLOSED = frozenset({"done", "dropped"})
#: Why a person is reminded of something, what presses most first.
REMINDERS = ("late", "week", "dated", "silent")
#: How long before its day one is reminded: a hearing's answer has to be written, and passed by a body.
_AHEAD, _AHEAD_DATED = timedelta(days=7), timedelta(days=28)
#: What a reading says of a declaration's state.
_READ = {"fulfilled": "done", "under_way": "under_way"}


@dataclass(frozen=True)
class Note:
    """What a person noted: the state from then on, and in words what has happened. ``at`` is ISO 8601 with offset."""

    at: str
    actor: str
    state: str
    text: str = ""


@dataclass(frozen=True)
class FollowUp:
    """One thing to follow up. ``due`` is ISO or ``None``; ``where`` names the meeting or the document it stands in.

    ``meeting`` and ``item`` are ids where it stands in a meeting, else ``document`` is the number of the document.
    ``line`` is the key of the budget line that a person linked it to.
    """

    kind: str
    key: str
    text: str
    responsible: str = ""
    due: str | None = None
    own_state: str = "open"
    department: str = ""
    number: str = ""
    where: str = ""
    day: str | None = None
    meeting: str | None = None
    item: str | None = None
    point: str | None = None
    document: int | None = None
    source: Source = Source()
    notes: tuple[Note, ...] = ()
    line: str | None = None
    line_label: str = ""
    #: Whether the item that it stands at is open to all.
    open: bool = True

    @property
    def state(self) -> str:
        return self.notes[-1].state if self.notes else self.own_state

    def is_overdue(self, today: date) -> bool:
        """Whether its day is over and somebody still has to act."""
        return self._is_past(today) and not self.is_over(today)

    def is_over(self, today: date) -> bool:
        """Whether it asks nothing more of anybody. A dated step in a paper is over by itself."""
        passed = self.kind == "deadline" and self.meeting is None and not self.notes and self._is_past(today)
        return passed or self.state in CLOSED

    def _is_past(self, today: date) -> bool:
        return self.due is not None and self.due < today.isoformat()

    def reminder(self, today: date) -> str:
        """Why a person is to be reminded of it, of :data:`REMINDERS`; "" where nothing presses."""
        if self.is_over(today):
            return ""
        if self.is_overdue(today):
            return "late"
        dated = self.kind == "deadline"
        if self.due is not None:
            near = self.due <= (today + (_AHEAD_DATED if dated else _AHEAD)).isoformat()
            return ("dated" if dated else "week") if near else ""
        return "silent" if self.kind == "intention" and self.state == "open" and not self.notes else ""

    def is_of(self, name: str) -> bool:
        """Whether a person (by initials or name) is among those responsible."""
        return name.casefold() in re.findall(r"\w+", self.responsible.casefold())

    def has(self, needle: str) -> bool:
        """Whether every word of the needle stands in it."""
        words = (self.text, self.responsible, self.department, self.number, self.where, self.line_label)
        text = " ".join((*words, *(note.text for note in self.notes))).casefold()
        return all(word in text for word in needle.casefold().split())


def read_state(status: str | None) -> str:
    """The state of a declaration of intent by what was read of it; open where the paper prints none."""
    return _READ.get(status or "", "open")


def in_order(found: Iterable[FollowUp], today: date) -> list[FollowUp]:
    """What is overdue first, then by the day it is due, then what has no day; what is closed last."""
    return sorted(
        found,
        key=lambda one: (one.is_over(today), not one.is_overdue(today), one.due or "9999", list(KINDS).index(one.kind)),
    )
