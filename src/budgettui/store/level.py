"""The rows of a view: what the budget pane, the command line and the exports page through."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from itertools import pairwise
from sqlite3 import Connection
from typing import TYPE_CHECKING

from budgettui.domain.budget.budget import Figure, Line
from budgettui.domain.budget.natures import (
    ADDED,
    ALL,
    FIGURES,
    PLACES,
    ROWS,
    WHOLES,
    all_areas,
    area_of,
    group_of,
    shown,
    whole_of,
)
from budgettui.domain.budget.view import View, added, columns_of, is_zero, sorted_lines, with_derived
from budgettui.store import budget

if TYPE_CHECKING:
    from budgettui.domain.budget.compare import Name
    from budgettui.domain.budget.names import NameBook

Reading = Callable[[], AbstractContextManager[Connection]]
#: What the municipality calls its parts; asked only where two materials lie side by side.
Known = Callable[[Connection], "NameBook"]
#: A line of this material and one of the other that are the same line; ``None`` where only one has it.
Pairing = tuple[Line | None, Line | None]
#: A level with more rows than this is a list of budget lines: no department or area is looked for among them.
_MOST_NAMED = 300
#: So many rows are looked through at once; where a level has more, the rest comes with :meth:`Level.more`.
AT_ONCE = 12_000


class Level:
    """The rows below a view's node, and the node's own figures as ``totals``, a line for each nature.

    Made by :meth:`budgettui.store.store.Store.level`. Which rows there are is known at once, or :meth:`more` finds the
    rest, which a thread of its own may call; their figures are read a page at a time. A row is kept as one number, so
    a million of them take eight megabytes.
    """

    #: Whether all rows are known. A sorted list that is ``ordered`` has its first rows in place.
    complete = True
    ordered = False

    def __init__(self, reading: Reading, view: View, known: Known) -> None:
        self._reading = reading
        self._known = known
        self.view = view
        self.columns = columns_of(view)
        self._found = array("q")
        with reading() as db:
            self._wholes = {line.nature: line for line in self._own(db)}
            self._areas = {whole: {one for one in self._wholes if whole_of(one) == whole} for whole in WHOLES}
            self._load(db)
        self.totals = [self._derived(line) for line in self._wholes.values()]

    def _load(self, db: Connection) -> None:
        self.complete = not budget.is_longer(db, self.view.node, AT_ONCE)
        self._found = coded(budget.rows_of(db, self.view, self.columns, None if self.complete else AT_ONCE))

    def more(self) -> bool:
        """Take more rows in; whether there may be still more."""
        if not self.complete:
            with self._reading() as db:
                self._found = coded(budget.rows_of(db, self.view, self.columns))
            self.complete = True
        return False

    def finish(self) -> None:
        while self.more():
            pass

    def __len__(self) -> int:
        return len(self._found)

    def page(self, start: int, stop: int) -> list[Line]:
        rows = [(code // len(ROWS), ROWS[code % len(ROWS)]) for code in self._found[start:stop]]
        with self._reading() as db:
            return self._worked_out(db, self._lines(db, rows))

    def sides(self) -> tuple[int, int, int]:
        """How many rows stand in both materials, only in this one and only in the other."""
        return 0, len(self), 0

    def nodes(self) -> list[int]:
        """The nodes of the rows, each once."""
        return list(dict.fromkeys(code // len(ROWS) for code in self._found))

    def keys(self) -> Sequence[object]:
        """What tells the rows apart, row by row: the same in every level of the place."""
        return self._found

    def find(self, node: int, nature: str = "") -> int | None:
        first = node * len(ROWS)
        if nature and first + PLACES[nature] in self._found:
            return self._found.index(first + PLACES[nature])
        return next((row for row, code in enumerate(self._found) if first <= code < first + len(ROWS)), None)

    def _own(self, db: Connection) -> list[Line]:
        return together(budget.totals(db, self.view.node), self.view.nature)

    def _lines(self, db: Connection, rows: Sequence[tuple[int, str]]) -> list[Line]:
        choice = self.view.nature
        if choice not in ADDED:
            return budget.lines(db, rows)
        parts = [(node, one) for node, nature in rows for one in FIGURES if group_of(choice, one) == nature]
        found = {(line.node, line.nature): line for line in together(budget.lines(db, parts), choice)}
        return [found[row] for row in rows if row in found]

    def _worked_out(self, db: Connection, lines: Sequence[Line]) -> list[Line]:
        return [self._derived(line) for line in lines]

    def _under(self, db: Connection, lines: Sequence[Line]) -> list[Line]:
        """The lines of a flat list, each with the label of what stands above it."""
        above = budget.labels(db, {line.parent for line in lines if line.parent is not None})
        return [self._derived(line._replace(above=above.get(line.parent or 0, ""))) for line in lines]

    def _derived(self, line: Line) -> Line:
        if (line.children or self.view.flat) and area_of(line.nature) and len(self._areas[whole_of(line.nature)]) > 1:
            line = line._replace(apart=True)
        return with_derived(self.view, self.columns, line, self._wholes.get(line.nature))


def coded(rows: Iterable[tuple[int, str]]) -> array[int]:
    return array("q", (node * len(ROWS) + PLACES[nature] for node, nature in rows))


def together(lines: Sequence[Line], choice: str, whole: Container[tuple[int, str]] = ()) -> list[Line]:
    """The lines of each node, those added that the choice adds, or that are in ``whole``: (node, whole of all areas).

    A nature that a node has no figures in adds nothing.
    """
    rows: dict[tuple[int, str], list[Line]] = {}
    for line in lines:
        areas = all_areas(line.nature)
        if (line.node, areas) in whole and choice not in ADDED:
            rows.setdefault((line.node, areas), []).append(line)
        elif shown(choice, line.nature):
            rows.setdefault((line.node, group_of(choice, line.nature)), []).append(line)
    return [
        added([line for line in found if line.figures] or found[:1], nature) for (_node, nature), found in rows.items()
    ]


def _unlike(mine: Sequence[Line], theirs: Sequence[Line], match: Mapping[int, int]) -> set[tuple[int, str]]:
    """The nodes of which one side says the areas and the other does not: only the whole of them can be compared."""
    areas: dict[tuple[int, str], set[str]] = {}
    for line in (*mine, *theirs):
        areas.setdefault((line.node, all_areas(line.nature)), set()).add(area_of(line.nature))
    found = set()
    for (node, whole), own in areas.items():
        other = areas.get((match.get(node, 0), whole), set()) - {ALL}
        if other and ("" in own) != ("" in other):
            found |= {(node, whole), (match[node], whole)}
    return found


class LineFacts:
    """What a filter may ask of a line that has been read; ``above`` is what stands over it, folded, from the root."""

    def __init__(self, line: Line, above: Sequence[str]) -> None:
        self.text = f"{line.label} {line.code}".casefold()
        self.nature = line.nature
        self._path = [*above, self.text]
        self._figures = line.figures

    def level(self, depth: int) -> str:
        return self._path[depth] if depth < len(self._path) else ""

    def amount(self, column: int) -> int | None:
        figure = self._figures.get(column)
        return figure.amount if figure else None


class ComparedLevel(Level):
    """Two materials side by side: the rows of the first with the figures of those that they match in the other, and
    then what only the other has. Nothing is left out."""

    _all: Sequence[Line] = ()

    def _load(self, db: Connection) -> None:
        sides = [node for node in (self.view.node, self._beside) if node is not None]
        self.complete = not any(budget.is_longer(db, node, AT_ONCE) for node in sides)
        if self.complete:
            self._lay(db)

    def more(self) -> bool:
        if not self.complete:
            with self._reading() as db:
                self._lay(db)
            self.complete = True
        return False

    def _lay(self, db: Connection) -> None:
        pairs = list(self._side_by_side(db, self.view.node, self._beside))
        derived = [self._derived(joined(mine, theirs)) for mine, theirs in pairs]
        if self.view.filter is not None:
            above = budget.folded_path(db, self.view.node)
            derived = [line for line in derived if self.view.filter.matches(LineFacts(line, above))]
        if self.view.hide_zero:
            derived = [line for line in derived if not is_zero(line, self.columns)]
        self._all = sorted_lines(derived, self.view.sort) if self.view.sort else derived
        self._found = coded((line.node, line.nature) for line in self._all)

    def page(self, start: int, stop: int) -> list[Line]:
        return list(self._all[start:stop])

    def sides(self) -> tuple[int, int, int]:
        lines = [line for line in self._all if not line.is_total]
        mine, theirs = (sum(line.match == side for line in lines) for side in ("mine", "theirs"))
        return len(lines) - mine - theirs, mine, theirs

    def _own(self, db: Connection) -> list[Line]:
        self._beside = self._other_node(db)
        mine, theirs = budget.totals(db, self.view.node), list[Line]()
        if self._beside is not None:
            theirs = self._theirs(budget.totals(db, self._beside))
        whole = _unlike(mine, theirs, {self.view.node: self._beside or 0})
        found = {line.nature: line for line in together(mine, self.view.nature, whole)}
        for line in together(theirs, self.view.nature, whole):
            if line.nature in found:
                found[line.nature] = beside(found[line.nature], [line])
        return list(found.values())

    def _other_node(self, db: Connection) -> int | None:
        """The node of the other material that the view's node is: the same department or area of the municipality,
        wherever it stands, else what is found by walking down from both roots."""
        from budgettui.store import names

        assert self.view.other is not None
        known = names.counterparts(db, self._known(db), [self.view.node], self.view.other.id).get(self.view.node, [])
        if len(known) == 1:
            return known[0]
        here = self.view.other.root
        way = budget.path(db, self.view.node)
        for (above, _label), (node, _words) in pairwise(way):
            found = self._matches(db, above, here)
            if node not in found:
                return None
            here = found[node]
        return here

    def _matches(self, db: Connection, node: int, other: int) -> Mapping[int, int]:
        """Which node below the other each of those below this one is; what has another name in the overview than in
        its own table is known by what the reconciliation held against what."""
        from budgettui.domain.budget.compare import matches

        mine, theirs = self._names(db, node), self._names(db, other)
        found = dict(matches(mine, theirs))
        free = {name.node for name in theirs} - set(found.values())
        held = budget.same_lines(db) if free else {}
        for name in mine:
            same = held.get(name.node, set()) & free
            if name.node not in found and len(same) == 1:
                found[name.node] = same.pop()
                free.discard(found[name.node])
        return found

    def _names(self, db: Connection, node: int) -> list[Name]:
        """What the lines below a node are known by."""
        from budgettui.domain.budget.compare import Name
        from budgettui.store import names

        rows = budget.names(db, node)
        keys: dict[int, str] = {}
        if len(rows) <= _MOST_NAMED:
            keys = names.canonical(db, self._known(db), [number for number, _slug, _code in rows])
        return [Name(number, slug, code, keys.get(number, "")) for number, slug, code in rows]

    def _theirs(self, lines: Sequence[Line]) -> list[Line]:
        """Lines of the other material in this one's price level, of the natures that are shown."""
        view = self.view
        if view.conversion is None:
            return list(lines)
        return [line._replace(figures={
            column: figure if figure.amount is None
            else Figure(view.conversion.of(figure.amount), "", None, figure.certain)
            for column, figure in line.figures.items()
        }) for line in lines]

    def _side_by_side(self, db: Connection, node: int | None, other: int | None) -> Iterator[Pairing]:
        """The lines below a node of this material with those that they match below one of the other, and then what
        only the other has."""
        choice = self.view.nature
        mine = budget.child_lines(db, node) if node is not None else []
        theirs = self._theirs(budget.child_lines(db, other)) if other is not None else []
        match: Mapping[int, int] = {}
        if node is not None and other is not None:
            match = self._matches(db, node, other)
        whole = _unlike(mine, theirs, match)
        mine, theirs = together(mine, choice, whole), together(theirs, choice, whole)
        by_row: dict[tuple[int, str], Line] = {(line.node, line.nature): line for line in theirs}
        elsewhere = self._elsewhere(db, [line for line in mine if line.node not in match])
        for line in mine:
            found = by_row.pop((match.get(line.node, 0), line.nature), None) or elsewhere.get((line.node, line.nature))
            yield line, found
        for line in theirs:
            if (line.node, line.nature) in by_row:
                yield None, line

    def _elsewhere(self, db: Connection, lines: Sequence[Line]) -> dict[tuple[int, str], Line]:
        """The lines of the other material that are the same departments and areas but stand at another place: an area
        may hang below an administration in one paper and straight below the department in the other."""
        from budgettui.store import names

        assert self.view.other is not None
        book = self._known(db)
        nodes = dict.fromkeys(line.node for line in lines)
        if not nodes or len(nodes) > _MOST_NAMED:
            return {}
        found: dict[tuple[int, str], Line] = {}
        keys = names.canonical(db, book, nodes)
        for node, same in names.counterparts(db, book, keys, self.view.other.id).items():
            if len(same) == 1:
                for line in together(self._theirs(budget.totals(db, same[0])), self.view.nature):
                    found[node, line.nature] = line
        return found


def beside(line: Line, others: Sequence[Line]) -> Line:
    figures = dict(line.figures)
    for other in others:
        figures |= other.figures
    return line._replace(figures=figures, certain=line.certain and all(other.certain for other in others))


def joined(mine: Line | None, theirs: Line | None) -> Line:
    """The one line of a pairing, which says where only one material has it."""
    if mine is not None:
        return beside(mine, [theirs]) if theirs is not None else mine._replace(match="mine")
    assert theirs is not None
    return theirs._replace(match="theirs", children=0)


def level(reading: Reading, view: View, known: Known) -> Level:
    if view.other is not None and view.flat:
        from budgettui.store.flat_beside import FlatComparedLevel

        return FlatComparedLevel(reading, view, known)
    if view.other is not None:
        return ComparedLevel(reading, view, known)
    if view.flat:
        from budgettui.store.flat import FlatLevel

        return FlatLevel(reading, view, known)
    return Level(reading, view, known)
