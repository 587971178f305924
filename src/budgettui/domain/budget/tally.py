"""Decisions × budget lines: what the meeting has decided so far, per year, against the target.

The rule, as the screen says it: an amount counts as decided when its point was adopted, also with an amendment, as
postponed when the point was put off or sent on, as rejected when it fell, and as open until then. A line that hangs
below another line of the same state is not counted twice, nor is one that two points are worth the same on: the
overlap is named instead. Below a line of another state it counts in its own, and that is named too. A carried
amendment counts with the point that it changes; one at an item without points counts by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from budgettui.domain.budget.natures import ALL, MIXED, area_of, whole_of
from budgettui.domain.checking.nature_words import DECENTRALISED, NON_DECENTRALISED
from budgettui.domain.errors import N_
from budgettui.domain.meeting import amendments
from budgettui.domain.meeting.decisions import Bucket
from budgettui.domain.meeting.meeting import LineLink, Meeting

#: The character between a node's key and its child's.
KEY_SEPARATOR = "/"


class Effect(NamedTuple):
    """What one point is worth on one line, in øre per year. ``covered_by`` is the key of the line it is counted in,
    ``below`` that of a line of another state that it hangs below: both are counted, each in its own.

    ``amendment`` is the one that it is the effect of, if any; ``point`` is empty where that changes no point.
    """

    point: str
    link: LineLink
    bucket: Bucket
    covered_by: str | None = None
    amendment: str | None = None
    below: str | None = None

    @property
    def cause(self) -> str:
        """The id of what decides its state: its point, or the amendment without one."""
        return self.point or self.amendment or ""


class Tally(NamedTuple):
    """Øre per year in each bucket, the target, and the number of points still open."""

    years: tuple[int, ...] = ()
    sums: Mapping[Bucket, Mapping[int, int]] = MappingProxyType({})
    target: Mapping[int, int] = MappingProxyType({})
    open_points: int = 0
    effects: tuple[Effect, ...] = ()

    @property
    def overlaps(self) -> tuple[str, ...]:
        """The keys of the lines that were left out because they are counted in another."""
        return tuple(sorted({effect.link.node for effect in self.effects if effect.covered_by is not None}))

    def amount(self, bucket: Bucket, year: int) -> int:
        """What stands in a bucket for the year, in øre."""
        return self.sums.get(bucket, {}).get(year, 0)

    def decided(self, year: int) -> int:
        """What is decided for the year, in øre."""
        return self.amount(Bucket.DECIDED, year)

    def missing(self, year: int) -> int:
        """What the target still lacks for the year, in øre (same sign as the target)."""
        return self.target.get(year, 0) - self.decided(year)

    def against_target(self) -> list[tuple[str, dict[int, int]]]:
        """(word, øre by year): what targets still lack, and what is decided beyond those that are reached. A word that
        no year needs is left out."""
        lacking: dict[int, int] = {}
        beyond: dict[int, int] = {}
        for year, target in self.target.items():
            missing = self.missing(year)
            if target and missing and (missing < 0) == (target < 0):
                lacking[year] = missing
            elif target:
                beyond[year] = -missing
        return [(word, years) for word, years in ((N_("mangler"), lacking), (N_("ud over målet"), beyond)) if years]

    def share(self, year: int) -> float:
        """How far the decisions reach towards the target, 0.0 to 1.0 (0.0 where there is no target)."""
        target = self.target.get(year, 0)
        return max(0.0, min(1.0, self.decided(year) / target)) if target else 0.0


def tally(meeting: Meeting, assumed: Mapping[str, Bucket] | None = None) -> Tally:
    """What the meeting has decided so far; or would have, were the points in ``assumed`` (by id) what is said there."""
    said = assumed or {}
    linked = [
        Effect(point.id, link, said.get(point.id, point.bucket)) for point in meeting.points for link in point.links
    ]
    # An amendment is what it changes, so it is counted beside the line's own effect and never instead of it.
    known = {point.id for point in meeting.points}
    items = {item.id for item in meeting.items}
    changes = []
    for one in meeting.amendments:
        point = one.point if one.point in known else ""
        if one.item not in items or (one.point and not point):
            continue
        bucket = amendments.bucket(meeting, one)
        if not point or bucket is not Bucket.REJECTED:
            bucket = said.get(point or one.id, bucket)
        changes += [Effect(point or "", link, bucket, amendment=one.id) for link in one.links]
    place = {point.id: number for number, point in enumerate(meeting.points)}
    effects = tuple(sorted((*_uncovered(linked), *changes), key=lambda one: place.get(one.point, len(place))))
    sums: dict[Bucket, dict[int, int]] = {}
    years: set[int] = set(meeting.target.amounts)
    for effect in effects:
        years.update(effect.link.amounts)
        total = sums.setdefault(effect.bucket, defaultdict(int))
        if effect.covered_by is None:
            for year, ore in effect.link.amounts.items():
                total[year] += ore
    # "Drøftet" leaves a point open for the money, but not for the meeting.
    open_points = sum(
        point.outcome is None if point.id not in said else said[point.id] is Bucket.OPEN for point in meeting.points
    )
    totals = {bucket: dict(total) for bucket, total in sums.items()}
    return Tally(tuple(sorted(years)), totals, meeting.target.amounts, open_points, effects)


def price_levels(meeting: Meeting) -> list[str]:
    """The price levels that the meeting's amounts are printed in, as far as they are: one, or they are mixed."""
    return sorted({meeting.target.price_level, *(link.price_level for link in _links(meeting))} - {""})


def added(meeting: Meeting) -> list[str]:
    """What the meeting's amounts add that stands apart where nobody asks for it, to be translated: amounts of no
    printed price level to others, capital to operating, and the two kinds of areas."""
    links = _links(meeting)
    natures = {link.nature for link in links} - {""}
    wholes, areas = {whole_of(nature) for nature in natures}, {area_of(nature) for nature in natures}
    found = []
    if price_levels(meeting) and not all(link.price_level for link in links):
        found.append(N_("også uden prisniveau"))
    if "both" in wholes or len(wholes) > 1:
        found.append(N_("drift + anlæg"))
    if ALL in areas or {DECENTRALISED, NON_DECENTRALISED} <= areas:
        found.append(MIXED)
    return found


def _links(meeting: Meeting) -> list[LineLink]:
    links = [link for point in meeting.points for link in point.links]
    return links + [link for one in meeting.amendments for link in one.links]


def _uncovered(effects: Sequence[Effect]) -> Iterator[Effect]:
    """The effects, each with the line that it is counted in where that is another."""
    nodes: dict[Bucket, set[str]] = defaultdict(set)
    for effect in effects:
        nodes[effect.bucket].add(effect.link.node)
    others = {
        bucket: {node for other, linked in nodes.items() if other is not bucket for node in linked} for bucket in nodes
    }
    seen: dict[tuple[Bucket, str], list[Mapping[int, int]]] = defaultdict(list)
    for effect in effects:
        same = seen[effect.bucket, effect.link.node]
        above = _ancestor(effect.link.node, nodes[effect.bucket])
        if above is None and effect.link.amounts in same:
            above = effect.link.node
        same.append(effect.link.amounts)
        below = None if above is not None else _ancestor(effect.link.node, others[effect.bucket])
        yield effect._replace(covered_by=above, below=below)


def _ancestor(key: str, linked: set[str]) -> str | None:
    parts = key.split(KEY_SEPARATOR)
    keys = (KEY_SEPARATOR.join(parts[:end]) for end in range(1, len(parts)))
    return next((above for above in keys if above in linked), None)
