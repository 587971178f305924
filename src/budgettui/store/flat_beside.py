"""All lines below a node with those of another material beside them, as one list.

A row is the deepest line that both materials have: where one of them goes on and the other does not, the figures are
held against each other there. What only one has stands as its own lines, that of the other material last.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from sqlite3 import Connection

from budgettui.domain.budget.budget import Line
from budgettui.domain.budget.natures import FIGURES, PLACES, ROWS, all_areas, rank
from budgettui.domain.budget.view import is_zero
from budgettui.store import budget
from budgettui.store.level import ComparedLevel, LineFacts, Pairing, joined, together

#: Rows that are there at once, and rows that come at a time; and how many branches are looked into for them.
FIRST, CHUNK = 500, 5000
FIRST_BRANCHES, CHUNK_BRANCHES = 60, 1000
#: A row that one of the materials does not have. The sort keeps a missing figure last.
_NONE, _MISSING = -1, (1 << 63) - 1

#: So many lines of the other material are read together.
_TOGETHER = 500

#: A branch: the node in each material, and label and code, folded, from the root down to it.
_Branch = tuple[int, int | None, list[str]]


class FlatComparedLevel(ComparedLevel):
    """It grows until ``complete``. Sorting comes last, and the rows change place then."""

    complete = False

    def _load(self, db: Connection) -> None:
        self._mine, self._other = array("q"), array("q")
        self._keys = [array("q") for _key in self.view.sort]
        self._capital = bytearray()
        self._used: set[int] = set()
        self._walk = self._walked(budget.folded_path(db, self.view.node))
        self.more(FIRST, FIRST_BRANCHES)

    def __len__(self) -> int:
        return len(self._mine)

    def more(self, count: int = CHUNK, branches: int = CHUNK_BRANCHES) -> bool:
        if self.complete:
            return False
        until = len(self._mine) + count
        for found, above in self._walk:
            for mine, theirs in found:
                self._take(mine, theirs, above)
            branches -= 1
            if len(self._mine) >= until or branches <= 0:
                return True
        if self._keys:
            self._sort()
        self.complete = True
        return False

    def sides(self) -> tuple[int, int, int]:
        mine, theirs = self._other.count(_NONE), self._mine.count(_NONE)
        return len(self._mine) - mine - theirs, mine, theirs

    def keys(self) -> Sequence[object]:
        return list(zip(self._mine, self._other, strict=True))

    def find(self, node: int, nature: str = "") -> int | None:
        first, own = None, node * len(ROWS) + PLACES[nature] if nature else None
        for place, codes in enumerate(zip(self._mine, self._other, strict=True)):
            if own in codes:
                return place
            if first is None and any(code // len(ROWS) == node for code in codes):
                first = place
        return first

    def page(self, start: int, stop: int) -> list[Line]:
        codes = list(zip(self._mine[start:stop], self._other[start:stop], strict=True))
        with self._reading() as db:
            mine = self._read(db, [one for one, _two in codes])
            theirs = self._read(db, [two for _one, two in codes], other=True)
            return self._under(db, [joined(mine.get(one), theirs.get(two)) for one, two in codes])

    def _read(self, db: Connection, codes: Sequence[int], *, other: bool = False) -> dict[int, Line]:
        """The lines of these codes, by code."""
        nodes = dict.fromkeys(code // len(ROWS) for code in codes if code != _NONE)
        lines = budget.lines(db, [(node, nature) for node in nodes for nature in FIGURES])
        lines = self._theirs(lines) if other else lines
        whole = {(line.node, all_areas(line.nature)) for line in lines}
        return {
            _coded(line): line
            for some in ((), whole) for line in together(lines, self.view.nature, some)
        }

    def _take(self, mine: Line | None, theirs: Line | None, above: Sequence[str]) -> None:
        line = joined(mine, theirs)
        if self.view.filter is not None or self.view.hide_zero or self._keys:
            line = self._derived(line)
        if self.view.filter is not None and not self.view.filter.matches(LineFacts(line, above)):
            return
        if self.view.hide_zero and is_zero(line, self.columns):
            return
        self._mine.append(_coded(mine) if mine else _NONE)
        self._other.append(_coded(theirs) if theirs else _NONE)
        self._capital.append(rank(line.nature))
        for kept, key in zip(self._keys, self.view.sort, strict=True):
            figure = line.figures.get(key.column)
            amount = figure.amount if figure else None
            kept.append(_MISSING if amount is None else -amount if key.largest_first else amount)

    def _sort(self) -> None:
        order = list(range(len(self._mine)))
        for kept in reversed(self._keys):
            order.sort(key=kept.__getitem__)
        order.sort(key=self._capital.__getitem__)
        self._mine = array("q", (self._mine[place] for place in order))
        self._other = array("q", (self._other[place] for place in order))

    # -- the walk

    def _walked(self, path: list[str]) -> Iterator[tuple[list[Pairing], list[str]]]:
        """Branch by branch: its rows, and what stands above them."""
        #: What only the other material has below a branch that both have, and the number of its path.
        late, under = array("q"), array("q")
        paths: list[list[str]] = []
        waiting: list[_Branch] = [(self.view.node, self._beside, path)]
        while waiting:
            mine, theirs, above = waiting.pop()
            with self._reading() as db:
                rows, deeper, alone = self._branch(db, mine, theirs, above)
            yield rows, above
            waiting += reversed(deeper)
            if alone:
                late.extend(alone)
                under.extend([len(paths)] * len(alone))
                paths.append(above)
        # Only now is it known which of them were found at another place.
        for start in range(0, len(late), _TOGETHER):
            places = under[start : start + _TOGETHER]
            nodes = list(zip(late[start : start + _TOGETHER], (paths[place] for place in places), strict=True))
            with self._reading() as db:
                lines = self._of_theirs(db, [(node, nature) for node, _above in nodes for nature in FIGURES])
            for node, above in nodes:
                own = [line for line in lines if line.node == node]
                yield from self._only_theirs(own, above)

    def _branch(
        self, db: Connection, mine: int, theirs: int | None, above: list[str]
    ) -> tuple[list[Pairing], list[_Branch], list[int]]:
        """The rows of a branch, the branches below it, and the nodes that only the other material has there."""
        pairs = [
            (ours, others)
            for ours, others in self._side_by_side(db, mine, theirs)
            if not any(line is not None and line.is_total for line in (ours, others))
        ]
        # Operating and capital of a line are one branch.
        other_of = {ours.node: others for ours, others in pairs if ours is not None and others is not None}
        self._used.update(line.node for line in other_of.values())
        rows: list[Pairing] = []
        deeper: dict[int, _Branch] = {}
        alone: dict[int, None] = {}
        gone_on: set[int] = set()
        for ours, others in pairs:
            if ours is None:
                assert others is not None
                if others.node not in self._used:
                    alone[others.node] = None
                elif others.node not in gone_on:
                    rows.append((ours, others))
                continue
            beside = other_of.get(ours.node)
            if ours.children and (beside is None or beside.children):
                words = [*above, budget.folded_label(db, ours.node)]
                deeper.setdefault(ours.node, (ours.node, beside.node if beside else None, words))
                gone_on |= {beside.node} if beside else set()
            else:
                rows.append((ours, others))
        return rows, list(deeper.values()), list(alone)

    def _only_theirs(self, own: list[Line], above: list[str]) -> Iterator[tuple[list[Pairing], list[str]]]:
        """What hangs below a node that only the other material has; or it is a row itself."""
        waiting = [(own, above)]
        while waiting:
            lines, path = waiting.pop()
            lines = [line for line in lines if line.node not in self._used and not line.is_total]
            yield [(None, line) for line in lines if not line.children], path
            for node in reversed(dict.fromkeys(line.node for line in lines if line.children)):
                with self._reading() as db:
                    words = [*path, budget.folded_label(db, node)]
                    waiting.append((self._of_theirs(db, budget.child_rows(db, node)), words))

    def _of_theirs(self, db: Connection, rows: Sequence[tuple[int, str]]) -> list[Line]:
        """Lines of the other material that have figures, of the natures that are shown."""
        lines = [line for line in self._theirs(budget.lines(db, rows)) if line.figures]
        return together(lines, self.view.nature)


def _coded(line: Line) -> int:
    return line.node * len(ROWS) + PLACES[line.nature]
