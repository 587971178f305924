"""What earlier meetings have left: postponed and undecided points and open actions, with the case's way so far."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from budgettui.domain.meeting.closing import unsaid
from budgettui.domain.meeting.course import was_taken
from budgettui.domain.meeting.decisions import Bucket
from budgettui.domain.meeting.meeting import DecisionPoint, Item, Meeting, Origin, Step
from budgettui.domain.municipality import Body

#: What makes the name of a body definite: Byrådet, Magistraten.
_STEM = re.compile(r"(?<=\w{4})(?:et|en)$")
#: What was decided by one body and is for another to decide.
_ON = "recommended"
#: What became of an item at a meeting, in the words of minutes.
Said = Callable[[Item], str]


@dataclass(frozen=True)
class Offer:
    """An earlier item with what is left of it for the body, without points one that was not treated at all; or, with a
    ``task``, an action that is still open."""

    meeting: Meeting
    item: Item | None
    points: tuple[DecisionPoint, ...] = ()
    task: str = ""
    responsible: str = ""
    due: str | None = None

    @property
    def origin(self) -> Origin | None:
        """Where it comes from; an action is no item."""
        return Origin(self.meeting.id, self.item.id) if self.item is not None and not self.task else None


def is_before(one: Meeting, other: Meeting) -> bool:
    """Whether a meeting was held before another one; without a date nobody can say."""
    return one.id != other.id and bool(one.date) and bool(other.date) and str(one.date) < str(other.date)


def offers(
    meeting: Meeting, others: Iterable[Meeting], over: Collection[str], ladder: Iterable[Body]
) -> list[Offer]:
    """What the earlier meetings of the same body have left and others have referred to it or recommended, oldest first.
    Of what nobody is named for, the ``ladder`` of the municipality's bodies says who is next.

    ``over`` are the keys of follow-ups that ask nothing more of anybody (:mod:`budgettui.domain.meeting.followup`).
    What some meeting of the body has taken over already is not offered again.
    """
    known, body = [one for one in others if one.id != meeting.id], _body(meeting)
    ladder = tuple(ladder)
    bodies = {*(_body(one) for one in (*known, meeting)), *(one.name for one in ladder)}
    levels = {one.name: one.level for one in ladder if one.level}
    own = [one for one in (*known, meeting) if _body(one) == body]
    taken = {item.origin for one in own for item in one.items if item.origin is not None}
    titles = {item.title for item in meeting.items}
    # What every agenda of the body has comes anyhow: of that only what was postponed is left.
    standing = {title for one in ladder if one.name == body for title in one.agenda}
    found: list[Offer] = []
    for one in sorted(known, key=lambda other: other.date or ""):
        if not is_before(one, meeting):
            continue
        for item in one.items:
            left = tuple(
                point for point in item.points
                if (point.outcome in (None, _ON) or point.bucket is Bucket.POSTPONED)
                and not (point.outcome is None and one in own and item.title in standing)
                and (_sent_to(point, bodies) or _next_body(point, _body(one), body, levels)) == body
                and f"postponed:{one.id}:{point.id}" not in over
            )
            if one not in own:
                if left and not _has_come(one, item, own) and Origin(one.id, item.id) not in taken:
                    found.append(Offer(one, item, left))
                continue
            untouched = item.title not in titles and unsaid(one, item) and not was_taken(one, item.id)
            if (left or untouched) and Origin(one.id, item.id) not in taken:
                found.append(Offer(one, item, left))
        for action in one.actions if one in own else ():
            item_of = next((item for item in one.items if item.id == action.item), None)
            if not action.done and f"action:{one.id}:{action.id}" not in over and action.text not in titles:
                found.append(Offer(one, item_of, (), action.text, action.responsible, action.due))
    return found


def _body(meeting: Meeting) -> str:
    return meeting.body or meeting.title


def _has_come(home: Meeting, item: Item, own: Iterable[Meeting]) -> bool:
    """Whether the case stands on an agenda of a meeting that was held later."""
    later = (one for one in own if not is_before(one, home))
    return bool(item.case_number) and any(item.case_number == old.case_number for one in later for old in one.items)


def _next_body(point: DecisionPoint, home: str, body: str, levels: Mapping[str, int]) -> str:
    """The body that goes on with a point whose text names none: a recommended one is for the next above."""
    if point.outcome != _ON:
        return home
    above = [level for level in levels.values() if home in levels and level > levels[home]]
    return body if above and levels.get(body) == min(above) else ""


def _sent_to(point: DecisionPoint, bodies: Iterable[str]) -> str:
    """The body that a point was sent on to ("til Aarhus Byråd" is Byrådet); "" where its text names none."""
    if point.outcome not in ("referred", _ON):
        return ""
    text = (point.decision_text or "").casefold()
    return next((name for name in sorted(bodies, key=len, reverse=True) if _STEM.sub("", name.casefold()) in text), "")


def steps(meeting: Meeting, item: Item, others: Iterable[Meeting], said: Said) -> tuple[Step, ...]:
    """The case's way before this meeting (*sagens forløb*), oldest first: the items with its case number at every body,
    and those that it was carried over from. A closed item tells no more than that it was closed."""
    known = {one.id: one for one in others}
    found: set[Step] = set()
    origin = item.origin
    for _ in range(len(known)):
        before = known.get(origin.meeting) if origin is not None else None
        old = next((one for one in before.items if origin and one.id == origin.item), None) if before else None
        if before is None or old is None:
            break
        found.add(_step(before, old, said))
        origin = old.origin
    for one in known.values():
        if item.case_number and is_before(one, meeting):
            found |= {_step(one, old, said) for old in one.items if old.case_number == item.case_number}
    # What was written down before stays, but for a station that tells something else by now.
    told = {step[:3] for step in found}
    return tuple(sorted({*found, *(step for step in item.history if step[:3] not in told)}))


def ways(meeting: Meeting, others: Collection[Meeting], said: Said) -> dict[str, tuple[Step, ...]]:
    """The way of each case on the agenda that has one, by the item's id, as it is now (see :func:`steps`)."""
    cases = (item for item in meeting.items if item.history or item.origin or item.case_number)
    return {item.id: steps(meeting, item, others, said) for item in cases}


def _step(meeting: Meeting, item: Item, said: Said) -> Step:
    words = said(item) if item.open else ""
    return Step(meeting.date or "", meeting.body or meeting.title, item.number or "", words, not item.open)
