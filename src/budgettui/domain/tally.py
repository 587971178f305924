"""Decisions × budget lines: what the meeting has decided so far, per year, against the target.

The rule, as the screen says it: an amount counts as decided when its point was adopted, as postponed when the
point was put off or sent on, as rejected when it fell, and as open until then. A line that hangs below another
decided line is not counted twice: the overlap is named instead.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from budgettui.domain.decisions import Bucket
from budgettui.domain.meeting import Meeting

#: The character between a node's key and its child's.
KEY_SEPARATOR = "/"


@dataclass(frozen=True)
class Tally:
    """Øre per year in each bucket, the target, and the number of points still open.

    ``overlaps`` names the node keys that were left out because a line above them is in the same bucket.
    """

    years: tuple[int, ...] = ()
    sums: Mapping[Bucket, Mapping[int, int]] = field(default_factory=dict)
    target: Mapping[int, int] = field(default_factory=dict)
    open_points: int = 0
    overlaps: tuple[str, ...] = ()

    def decided(self, year: int) -> int:
        """What is decided for the year, in øre."""
        return self.sums.get(Bucket.DECIDED, {}).get(year, 0)

    def missing(self, year: int) -> int:
        """What the target still lacks for the year, in øre (same sign as the target)."""
        return self.target.get(year, 0) - self.decided(year)

    def share(self, year: int) -> float:
        """How far the decisions reach towards the target, 0.0 to 1.0 (0.0 where there is no target)."""
        target = self.target.get(year, 0)
        return max(0.0, min(1.0, self.decided(year) / target)) if target else 0.0


def tally(meeting: Meeting) -> Tally:
    """What the meeting has decided so far."""
    nodes: dict[Bucket, dict[str, Mapping[int, int]]] = defaultdict(dict)
    open_points = 0
    for point in meeting.points:
        open_points += point.outcome is None
        for link in point.links:
            nodes[point.bucket][link.node] = link.amounts
    overlaps: list[str] = []
    sums: dict[Bucket, dict[int, int]] = {}
    years: set[int] = set(meeting.target.amounts)
    for bucket, linked in nodes.items():
        total: dict[int, int] = defaultdict(int)
        for key, amounts in linked.items():
            years.update(amounts)
            if _has_ancestor(key, linked):
                overlaps.append(key)
                continue
            for year, ore in amounts.items():
                total[year] += ore
        sums[bucket] = dict(total)
    return Tally(tuple(sorted(years)), sums, meeting.target.amounts, open_points, tuple(sorted(overlaps)))


def _has_ancestor(key: str, linked: Mapping[str, object]) -> bool:
    parts = key.split(KEY_SEPARATOR)
    return any(KEY_SEPARATOR.join(parts[:end]) in linked for end in range(1, len(parts)))
