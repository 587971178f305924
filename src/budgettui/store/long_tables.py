"""A table that is too long to be held, into the budget: its lines are written as they come, and summed on the way.

The groups come each before those below it, so only those above the present line are open. What a group comes to is
known when it is closed, and is then a part of the group above it: one pass, whatever the number of lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from itertools import islice, repeat

from budgettui.domain.amounts import Unit
from budgettui.domain.budget.budget import Figure
from budgettui.domain.budget.natures import PLACES, area_of, nature, whole_of
from budgettui.domain.checking.long_checks import LongTotals, LongVariances
from budgettui.domain.checking.nature_words import area_said, whole_said
from budgettui.domain.checking.reconciled import Check
from budgettui.domain.paper.long_table import LongGroup, LongLines, LongRows, members
from budgettui.domain.paper.reading import Table
from budgettui.store.long_batch import Batch
from budgettui.store.rollup import Figures, TreeNode
from budgettui.store.schema import SEARCHED_ROWS
from budgettui.store.slugs import slug, slug_among
from budgettui.store.tree import code_of

#: A label, its slug by itself, its code, label and code in small letters, and the whole and the area that it says.
_Said = tuple[str, str, str, str, tuple[str, str]]
#: So many lines are written together: few enough to stay in the processor's cache.
_TOGETHER = 500
#: So many labels are remembered with what follows from them. Accounts have the same names in many groups.
_KNOWN = 20_000


@dataclass(slots=True)
class _Sums:
    """What the members of a group come to under one nature, by column: a doubtful one is in no sum."""

    totals: list[int | None]
    printed: list[str]
    #: How many members have a figure in the column, two standing for more, and whether all of them are certain.
    seen: list[int]
    sure: list[bool]

    def add(self, place: int, amount: int | None, printed: str, *, certain: bool, members: int = 1) -> None:
        self.seen[place] += members
        self.sure[place] = self.sure[place] and certain
        self.printed[place] = printed
        if amount is not None:
            self.totals[place] = (self.totals[place] or 0) + amount


@dataclass(slots=True)
class _Open:
    """A group whose members are being written.

    ``position`` is its place in the group above, ``start`` that of its first member in it.
    """

    group: LongGroup
    number: int
    depth: int
    nature: str
    position: int = 0
    slugs: dict[str, int] = field(default_factory=dict)
    sums: dict[str, _Sums] = field(default_factory=dict)
    unsure: set[str] = field(default_factory=set)
    start: int = 0
    count: int = 0
    last: int = 0

    def nature_of(self, said: tuple[str, str]) -> str:
        """The nature of a member whose label says this whole and this area; what it does not say is the group's."""
        return nature(said[0] or whole_of(self.nature), said[1] or area_of(self.nature))

    def under(self, kind: str, width: int) -> _Sums:
        sums = self.sums.get(kind)
        if sums is None:
            sums = self.sums[kind] = _Sums([None] * width, [""] * width, [0] * width, [True] * width)
        return sums

    def figures(self) -> dict[str, Figures]:
        """What the group comes to. What lacks a doubtful member says so."""
        found: dict[str, Figures] = {}
        for kind, sums in sorted(self.sums.items(), key=lambda one: PLACES[one[0]]):
            found[kind] = {}
            for place, total in enumerate(sums.totals):
                certain = sums.sure[place] and kind not in self.unsure
                if total is not None:
                    printed = sums.printed[place] if sums.seen[place] == 1 and certain else ""
                    found[kind][place] = Figure(total, printed, total, certain)
                elif sums.seen[place] and not certain:
                    found[kind][place] = Figure(None, "", None, False)
        return found


@dataclass(slots=True)
class Checked:
    """What of long tables is held against what: the counts of each table's variances, as
    :func:`budgettui.store.reconciliation.count_agreed` takes them, and what disagrees, each with the (node, nature,
    column) of the budget that it stands at."""

    counts: list[tuple[int, int, int, int]] = field(default_factory=list)
    checks: list[tuple[Check, tuple[int, int, int]]] = field(default_factory=list)


class LongTables:
    """Makes batches of the long tables of one material, which has this number. ``columns`` are the numbers of its
    columns in the store, ``following`` is the next number that a node can have, and ``totals`` says whether any of the
    tables prints some."""

    def __init__(
        self, material: int, columns: Sequence[int], unit: Unit, following: int, *, totals: bool
    ) -> None:
        self._with_totals = totals
        self._material, self._columns, self._unit = material, columns, unit
        self._next = following
        self.checked = Checked()
        self._all_totals: list[tuple[LongTotals, Sequence[int | None]]] = []
        # The tables themselves, and the groups that print what they come to.
        self._summed: dict[int, _Open] = {}
        self._known: dict[str, _Said] = {}
        # What the search finds of them.
        self._met: list[_Open] = []
        self._first: list[tuple[int, str, object]] = []

    def batches(
        self, table: Table, position: int, places: Sequence[int | None], home: TreeNode, number: int, depth: int
    ) -> Iterator[Batch]:
        """All of a table, to be written below ``home``, whose number is given. What it comes to is then a child of it.

        ``position`` is the table's place in the reading, ``places`` are those of its columns in the material.
        """
        assert isinstance(table.rows, LongRows)
        self._places = [(at, place) for at, place in enumerate(places) if place is not None]
        start = sum(child.written or 1 for child in home.children)
        own = nature(whole_said(table.title) or "operating", area_said(table.title))
        root = _Open(table.rows.root, number, depth, own, slugs=home.slugs, start=start)
        self._variances = LongVariances(table, position, self._unit)
        self._totals = LongTotals(table, position, self._unit)
        self._all_totals.append((self._totals, places))
        self._printed = {id(total.group) for total in table.rows.totals}
        self._summed[id(table.rows.root)] = root
        yield from self._batches(table.rows, root)
        self.checked.counts.append((position, *self._variances.counts))
        for node, kind, check in self._variances.found():
            place = places[check.printed.column]
            if place is not None:
                self.checked.checks.append((check, (node, PLACES[kind], self._columns[place])))
        home.children.append(TreeNode(table.title, figures=root.figures(), written=root.count))

    def check_totals(self, whole: int) -> None:
        """Check the printed totals, when all tables are written; ``whole`` is the node that they all hang below."""
        tables = [one for one, _places in self._all_totals]
        over = {kind for one in tables for kind in self._summed[id(one.rows.root)].sums}
        for own, places in self._all_totals:
            for group, check in own.found(tables):
                summed = None if group is None else self._summed[id(group)]
                kinds = over if summed is None else summed.sums.keys()
                # What is printed of several natures stands at none of them.
                kind = PLACES[next(iter(kinds))] if len(kinds) == 1 else PLACES["both"]
                place = places[check.printed.column]
                if place is not None:
                    node = whole if summed is None else summed.number
                    self.checked.checks.append((check, (node, kind, self._columns[place])))

    def found(self, most: int) -> list[tuple[int, str, object]]:
        groups = [(one.number, one.group.label, _place(one.group.first, one.last)) for one in self._met[:most]]
        return [*groups, *self._first][:most]

    def _new(self) -> Batch:
        return Batch(self._material, [self._columns[place] for _column, place in self._places])

    def _batches(self, rows: LongRows, root: _Open) -> Iterator[Batch]:
        """All groups and lines of a table, in an order in which they can be written."""
        batch = self._new()
        above: list[_Open] = []
        waiting: dict[int, _Open] = {id(rows.root): root}
        for group, lines in rows.groups(self._unit):
            if not above or above[-1].group is not group:
                own = waiting.pop(id(group))
                while above and above[-1].depth >= own.depth:
                    self._close(above.pop(), above[-1], batch)
                above.append(own)
            if self._with_totals:
                self._totals.look(group, lines)
            for member in members(group, lines):
                if isinstance(member, LongGroup):
                    waiting[id(member)] = self._group(above[-1], member, batch)
                    continue
                for first in range(0, member.size, _TOGETHER):
                    self._lines(above, member.cut(first, first + _TOGETHER), batch)
                    if batch.size >= _TOGETHER:
                        yield batch
                        batch = self._new()
        while len(above) > 1:
            self._close(above.pop(), above[-1], batch)
        yield batch

    def _said(self, labels: Sequence[str]) -> Sequence[_Said]:
        """What follows from each label."""
        known = self._known
        if len(known) > _KNOWN:
            known.clear()
        for label in set(labels).difference(known):
            code = code_of(label)
            folded = f"{label} {code}".casefold()
            area = area_said(label) if "dec" in folded else ""
            known[label] = label, slug(label), code, folded, (whole_said(label, folded), area)
        return list(map(known.__getitem__, labels))

    def _group(self, own: _Open, group: LongGroup, batch: Batch) -> _Open:
        """A group that is met in another, and is to be filled."""
        ((_label, base, code, _folded, said),) = self._said([group.label])
        number, position, depth = self._next, own.start + own.count, own.depth + 1
        self._next += 1
        own.count += 1
        key = slug_among(own.slugs, base)
        named = (number, self._material, own.number, key, group.label, code, "line", depth)
        batch.groups.append((*named, 0, True, None))
        met = _Open(group, number, depth, own.nature_of(said), position)
        if id(group) in self._printed:
            self._summed[id(group)] = met
        if len(self._met) < SEARCHED_ROWS:
            self._met.append(met)
        return met

    def _lines(self, above: Sequence[_Open], lines: LongLines, batch: Batch) -> None:
        """Lines of the last of these groups."""
        count, own, doubtful = lines.size, above[-1], lines.doubtful
        labels, bases, codes, folded, said = zip(*self._said(lines.labels), strict=True)
        if len(set(bases)) == count and own.slugs.keys().isdisjoint(bases):
            slugs: Sequence[str] = bases
            own.slugs.update(dict.fromkeys(bases, 1))
        else:
            slugs = [slug_among(own.slugs, base) for base in bases]
        of_said = {one: own.nature_of(one) for one in set(said)}
        natures, bare = list(map(of_said.__getitem__, said)), self._bare(lines)
        for at in bare:
            natures[at] = "operating"
        self._variances.look(lines, self._next, natures)
        own.unsure.update(natures[at] for at in doubtful)
        if bare or len(set(natures)) > 1:
            for kind in dict.fromkeys(natures):
                alike = [at for at, one in enumerate(natures) if one == kind and at not in bare]
                self._sum(own, kind, lines, alike)
        else:
            self._sum(own, natures[0], lines, None)
        position = own.start + own.count
        known: list[Iterable[object]] = [
            range(self._next, self._next + count),
            repeat(own.number, count),
            repeat(own.depth + 1, count),
            range(position, position + count),
            map(PLACES.__getitem__, natures),
            slugs,
            labels,
            codes,
            folded,
            [at not in doubtful for at in range(count)] if doubtful else repeat(True, count),
            lines.numbers if lines.lasts is lines.numbers else map(_place, lines.numbers, lines.lasts),
        ]
        for column, _place_in in self._places:
            known += lines.values[column], lines.printed[column]
        if len(self._first) < SEARCHED_ROWS:
            sources = map(_place, lines.numbers, lines.lasts)
            self._first += zip(range(self._next, self._next + count), labels, sources, strict=True)
        for waiting, more in zip(batch.lines, known, strict=True):
            waiting.extend(more)
        self._next += count
        own.count += count
        for one in above:
            # The first line of a group is that of the groups that begin with it.
            one.last = one.last or (lines.lasts[0] if one.group.first == lines.numbers[0] else 0)

    def _bare(self, lines: LongLines) -> Set[int]:
        """The places of lines without a figure."""
        bare: set[int] | None = None
        for column, _place_in in self._places:
            printed, values = lines.printed[column], lines.values[column]
            own = {at for at, text in enumerate(printed) if not text and values[at] is None} if "" in printed else set()
            bare = own if bare is None else bare & own
        return bare if bare is not None else set(range(lines.size))

    def _sum(self, own: _Open, kind: str, lines: LongLines, some: Sequence[int] | None) -> None:
        """Add lines to what their group comes to: those at some places, or all of them."""
        if some is not None and not some:
            return
        sums = own.under(kind, len(self._columns))
        counted = some
        if lines.doubtful:
            counted = [at for at in (range(lines.size) if some is None else some) if at not in lines.doubtful]
        sure = counted is some or len(counted or ()) == len(some or lines.labels)
        for column, place in self._places:
            values, printed = lines.values[column], lines.printed[column]
            amounts = values if counted is None else [values[at] for at in counted]
            if None in amounts:
                amounts = [amount for amount in amounts if amount is not None]
            if amounts or any(printed if some is None else [printed[at] for at in some]):
                # Which one is the single member of a sum matters only while there is one.
                among = range(lines.size) if some is None else some
                filled = islice((at for at in among if printed[at] or values[at] is not None), 2)
                told = [printed[at] for at in filled] if sums.seen[place] < 2 else ["", ""]
                sums.add(place, sum(amounts) if amounts else None, told[0], certain=sure, members=len(told))

    def _close(self, own: _Open, parent: _Open, batch: Batch) -> None:
        """Say what a group comes to, and add it to the group above."""
        batch.closed.append((own.count, _place(own.group.first, own.last), own.number))
        found = own.figures()
        ((_label, _base, _code, folded, _own),) = self._said([own.group.label])
        for kind in found or ("operating",):
            batch.rows.append((parent.number, PLACES[kind], own.position, own.number, "line", folded))
        for kind, figures in found.items():
            sums = parent.under(kind, len(self._columns))
            for place, figure in figures.items():
                sums.add(place, figure.amount, figure.printed, certain=figure.certain)
                key = (own.number, PLACES[kind], self._columns[place])
                batch.figures.append((*key, figure.amount, figure.printed, figure.computed, figure.certain))


def _place(line: int, last: int) -> int | str:
    """Lines of a file without pages, as a node keeps its source."""
    return line if line == last else f"[null, {line}, {last}, null]"
