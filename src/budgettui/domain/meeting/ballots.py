"""What a vote was: three sides, who stood on each, and how many they were.

How it is typed is :mod:`budgettui.domain.meeting.votes`; how it is worded in minutes is the exports' business.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple


class SideName(StrEnum):
    """The three things that a member can do when a vote is taken; the absent do none of them."""

    FOR = "for"
    AGAINST = "against"
    ABSTAINED = "abstained"


class Result(StrEnum):
    """What a vote gives; ``UNKNOWN`` where the number on a side is not known."""

    CARRIED = "carried"
    REJECTED = "rejected"
    LAPSED = "lapsed"
    UNKNOWN = "unknown"

    @property
    def outcome(self) -> str | None:
        """The outcome of an amendment that was voted on; ``None`` where the result is not known."""
        return {"carried": "adopted", "rejected": "rejected", "lapsed": "lapsed"}.get(self)


class Group(NamedTuple):
    """A party as the minutes name it ("A"), without the members (their ids) who did not vote with it."""

    party: str
    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class Side:
    """One side: ``count`` members, ``None`` where nobody knows; whole groups, and members by id.

    ``said`` is true where the number was typed and not counted.
    """

    count: int | None = 0
    groups: tuple[Group, ...] = ()
    people: tuple[str, ...] = ()
    said: bool = False

    @property
    def any(self) -> bool:
        """Whether anybody stood here, as far as is known."""
        return bool(self.groups or self.people or self.count or self.count is None)


class Ballot(NamedTuple):
    for_: Side = Side()
    against: Side = Side()
    abstained: Side = Side()

    def side(self, name: SideName) -> Side:
        return {SideName.FOR: self.for_, SideName.AGAINST: self.against, SideName.ABSTAINED: self.abstained}[name]

    @property
    def total(self) -> int | None:
        """How many took part, abstentions included; ``None`` where a side is not known."""
        counts = [self.side(name).count for name in SideName]
        return None if None in counts else sum(count for count in counts if count is not None)

    @property
    def result(self) -> Result:
        """A majority of the votes cast; those who abstained cast none (ruling 18.1.2). A tie lapses (04.1.2)."""
        ayes, noes = self.for_.count, self.against.count
        if ayes is None or noes is None:
            return Result.UNKNOWN
        if ayes == noes:
            return Result.LAPSED
        return Result.CARRIED if ayes > noes else Result.REJECTED


class Vote(NamedTuple):
    """A vote at one or more points, or on an amendment. ``subject`` is "" for the proposal itself.

    ``kept`` is true where it did not add up with those present and the secretary kept it all the same.
    """

    id: str
    points: tuple[str, ...] = ()
    amendment: str | None = None
    subject: str = ""
    ballot: Ballot = Ballot()
    kept: bool = False
    at: str = ""


def side_data(side: Side) -> dict[str, Any]:
    """A side of a vote as it is stored: only what it says."""
    data = {
        "groups": [{"party": group.party, "without": list(group.without)} for group in side.groups],
        "people": list(side.people),
        "said": side.said,
    }
    return {"count": side.count} | {key: value for key, value in data.items() if value}


def ballot_data(ballot: Ballot) -> dict[str, Any]:
    return {
        "for": side_data(ballot.for_),
        "against": side_data(ballot.against),
        "abstained": side_data(ballot.abstained),
    }


def ballot_from(data: Mapping[str, Any]) -> Ballot:
    return Ballot(*(_side_from(data.get(name, {})) for name in ("for", "against", "abstained")))


def _side_from(data: Mapping[str, Any]) -> Side:
    groups = tuple(Group(group["party"], tuple(group.get("without", ()))) for group in data.get("groups", ()))
    return Side(data.get("count", 0), groups, tuple(data.get("people", ())), data.get("said", False))
