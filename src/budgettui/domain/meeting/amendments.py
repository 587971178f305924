"""Amendments as a tree: what each changes, whether it balances, and what became of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from budgettui.domain.meeting.decisions import BY_CODE, Bucket, Outcome, bucket_of, recommended_outcome

if TYPE_CHECKING:
    from budgettui.domain.meeting.ballots import Vote
    from budgettui.domain.meeting.meeting import Amendment, DecisionPoint, Meeting


class Placed(NamedTuple):
    """An amendment where it is voted on: its number ("1", "1.2") and how deep it hangs."""

    amendment: Amendment
    number: str
    depth: int


def tree(meeting: Meeting, item_id: str, below: str | None = None) -> list[Placed]:
    """An item's amendments in the order of voting, each followed by those that change it; or only those ``below`` one.

    An amendment to an amendment is voted on before it; the tree shows where it belongs, :func:`voting_order` when.
    """
    return list(_below(meeting, item_id, below, "", 0))


def _below(meeting: Meeting, item_id: str, parent: str | None, prefix: str, depth: int) -> Iterator[Placed]:
    known = {one.id for one in meeting.amendments}
    here = [
        one for one in meeting.amendments
        if one.item == item_id and (one.parent if one.parent in known else None) == parent
    ]
    for place, one in enumerate(here, start=1):
        number = f"{prefix}{place}"
        yield Placed(one, number, depth)
        yield from _below(meeting, item_id, one.id, f"{number}.", depth + 1)


def voting_order(meeting: Meeting, item_id: str) -> list[Placed]:
    """The announced order, but what changes an amendment before the amendment itself."""
    order: list[Placed] = []
    waiting: list[Placed] = []
    for placed in tree(meeting, item_id):
        while waiting and waiting[-1].depth >= placed.depth:
            order.append(waiting.pop())
        waiting.append(placed)
    return [*order, *reversed(waiting)]


def effect(amendment: Amendment) -> dict[int, int]:
    """Øre per year over all the lines that the amendment changes."""
    total: dict[int, int] = defaultdict(int)
    for link in amendment.links:
        for year, ore in link.amounts.items():
            total[year] += ore
    return dict(sorted(total.items()))


def balanced(amendment: Amendment) -> bool | None:
    """Whether what it spends and what it saves is the same in every year; ``None`` where it touches no line."""
    return not any(effect(amendment).values()) if amendment.links else None


def outcome(meeting: Meeting, amendment: Amendment) -> str | None:
    """The outcome that was recorded, else the result of the last counted vote; ``None`` while it is open."""
    if amendment.outcome is not None:
        return amendment.outcome
    results = [vote.ballot.result for vote in meeting.votes if vote.amendment == amendment.id]
    return results[-1].outcome if results else None


def disagrees(amendment: Amendment, vote: Vote) -> bool:
    """Whether the outcome that was recorded is another one than this vote on the amendment gave."""
    return amendment.outcome is not None and vote.ballot.result.outcome not in (None, amendment.outcome)


def undecided(meeting: Meeting, item_id: str, point_id: str | None = None) -> list[Placed]:
    """What is still to be voted on at an item, or before one of its points; not what would have changed what fell."""
    found, fallen = [], set[str]()
    for placed in tree(meeting, item_id):
        one, code = placed.amendment, outcome(meeting, placed.amendment)
        if one.parent in fallen or (code is not None and bucket_of(code) is not Bucket.DECIDED):
            fallen.add(one.id)
        elif code is None and (point_id is None or one.point in (None, point_id)):
            found.append(placed)
    return found


#: What a point is adopted by as it stands: otherwise after an amendment.
_AS_IT_IS = ("approved", "adopted", "endorsed")


def recommended(meeting: Meeting, point: DecisionPoint) -> Outcome:
    """The outcome that adopts a point as it is recommended, or as a carried amendment has changed it."""
    changed = any(one.point == point.id and _standing(meeting, one) is Bucket.DECIDED for one in meeting.amendments)
    found = recommended_outcome(point.text)
    return BY_CODE["approved_as_amended"] if changed and found.code in _AS_IT_IS else found


def _standing(meeting: Meeting, amendment: Amendment) -> Bucket:
    """What became of an amendment; it falls with what it changes."""
    known = {one.id: one for one in meeting.amendments}
    one: Amendment | None = amendment
    while one is not None and bucket_of(outcome(meeting, one)) is Bucket.DECIDED:
        one = known.get(one.parent or "")
    return Bucket.DECIDED if one is None else bucket_of(outcome(meeting, one))


def bucket(meeting: Meeting, amendment: Amendment) -> Bucket:
    """Where its money belongs: what was carried follows the point that it changes, and falls with what it changes."""
    found = _standing(meeting, amendment)
    if found is not Bucket.DECIDED:
        return found
    point = {point.id: point for point in meeting.points}.get(amendment.point or "")
    return Bucket.DECIDED if point is None else point.bucket
