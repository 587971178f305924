"""All lines below a node as one list, in printed order or sorted, however many they are.

The list is walked branch by branch, and a long branch piece by piece: what fills a screen is there at once, the rest
comes with :meth:`FlatLevel.more`.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from sqlite3 import Connection

from budgettui.domain.budget.budget import Line
from budgettui.domain.budget.natures import PLACES, ROWS, WHOLES
from budgettui.store import budget
from budgettui.store.level import Level

#: Rows that are there at once, and rows that come at a time; and how many pieces of branches are looked into for them,
#: since a filter may keep few rows. A piece has so many rows.
FIRST, CHUNK = 1000, 20_000
FIRST_PIECES, CHUNK_PIECES = 60, 1000
PIECE = 200


class FlatLevel(Level):
    """The lines below the view's node that have no parts. It grows until ``complete``."""

    complete = False
    _begun = False
    #: Whether the rows that are there stand in the view's order already: they have changed place then.
    ordered = False

    def _load(self, db: Connection) -> None:
        self._walk = self._walked()
        self.more(FIRST, FIRST_PIECES)

    def more(self, count: int = CHUNK, pieces: int = CHUNK_PIECES) -> bool:
        """Take more rows in; whether there may be still more.

        A sorted list begins in printed order; then its first rows are there, and then all of them.
        """
        if self.complete:
            return False
        if self.view.sort and self._begun:
            return self._more_sorted()
        self._begun = True
        new = array("q")
        for code in self._walk:
            if code:
                new.append(code)
            else:
                pieces -= 1
            if len(new) >= count or pieces <= 0:
                self._found.extend(new)
                return True
        self._found.extend(new)
        if self.view.sort:
            self._sort(-1)
        self.complete = True
        return False

    def _more_sorted(self) -> bool:
        self._sort(-1 if self.ordered else FIRST)
        self.complete = self.ordered or len(self._found) < FIRST
        self.ordered = True
        return not self.complete

    def _sort(self, most: int) -> None:
        with self._reading() as db:
            rows = budget.flat_rows(db, self.view, self.columns, most)
            self._found = array("q", (node * len(ROWS) + place for node, place in rows))

    def _worked_out(self, db: Connection, lines: Sequence[Line]) -> list[Line]:
        return self._under(db, lines)

    def _walked(self) -> Iterator[int]:
        """The rows in printed order, coded, and 0 for every piece; operating before capital where they stand apart."""
        choice = self.view.nature
        with self._reading() as db:
            path = budget.folded_path(db, self.view.node)
        for whole in (choice,) if choice in (*WHOLES, "both") else WHOLES:
            yield from self._below(self.view.node, path, whole)

    def _below(self, node: int, above: list[str], whole: str) -> Iterator[int]:
        start, goes_on = 0, True
        while goes_on:
            places = range(start, start + PIECE)
            # Statements of its own for each piece: between two of them the thread may be another one.
            with self._reading() as db:
                rows = budget.flat_children(db, self.view, self.columns, node, whole, above, places)
                goes_on = budget.is_longer(db, node, places.stop)
                words = {child: budget.folded_label(db, child) for child, _nature, children in rows if children}
            yield 0
            for child, nature, children in rows:
                if children:
                    yield from self._below(child, [*above, words[child]], whole)
                else:
                    yield child * len(ROWS) + PLACES[nature]
            start = places.stop
