"""All lines below a node as one list, in printed order or sorted, however many they are.

The list is walked branch by branch: what fills a screen is there at once, the rest comes with :meth:`FlatLevel.more`,
which a thread of its own may call. A row is kept as one number, so a million of them take eight megabytes.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from sqlite3 import Connection

from budgettui.domain.budget.budget import Line
from budgettui.domain.budget.natures import PLACES, ROWS, WHOLES
from budgettui.store import budget
from budgettui.store.level import Level

#: Rows that are there at once, and rows that come at a time; and how many branches are looked into for them, since a
#: filter may keep few rows.
FIRST, CHUNK = 1000, 20_000
FIRST_BRANCHES, CHUNK_BRANCHES = 60, 1000


class FlatLevel(Level):
    """The lines below the view's node that have no parts. It grows until ``complete``."""

    complete = False
    _begun = False
    #: Whether the rows that are there stand in the view's order already: they have changed place then.
    ordered = False

    def _load(self, db: Connection) -> None:
        self._found = array("q")
        self._walk = self._walked()
        self.more(FIRST, FIRST_BRANCHES)

    def __len__(self) -> int:
        return len(self._found)

    def more(self, count: int = CHUNK, branches: int = CHUNK_BRANCHES) -> bool:
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
                branches -= 1
            if len(new) >= count or branches <= 0:
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

    def keys(self) -> Sequence[object]:
        return self._found

    def find(self, node: int) -> int | None:
        for code in range(node * len(ROWS), (node + 1) * len(ROWS)):
            try:
                return self._found.index(code)
            except ValueError:
                continue
        return None

    def page(self, start: int, stop: int) -> list[Line]:
        rows = [(code // len(ROWS), ROWS[code % len(ROWS)]) for code in self._found[start:stop]]
        with self._reading() as db:
            return self._under(db, self._lines(db, rows))

    def _walked(self) -> Iterator[int]:
        """The rows in printed order, coded, and 0 for every branch; operating before capital where they stand apart."""
        choice = self.view.nature
        for whole in (choice,) if choice in (*WHOLES, "both") else WHOLES:
            yield from self._below(whole)

    def _below(self, whole: str) -> Iterator[int]:
        with self._reading() as db:
            stack = [iter([(self.view.node, True)])]
            paths = [budget.folded_path(db, self.view.node)[:-1]]
        while stack:
            node, branch = next(stack[-1], (0, False))
            if not node:
                stack.pop()
                paths.pop()
                continue
            if not branch:
                yield node
                continue
            # A statement of its own for each branch: between two of them the thread may be another one.
            with self._reading() as db:
                above = [*paths[-1], budget.folded_label(db, node)]
                rows = budget.flat_children(db, self.view, self.columns, node, whole, above)
            yield 0  # a branch was looked into
            paths.append(above)
            stack.append(iter([(child, True) if children else (_coded(child, found), False)
                               for child, found, children in rows]))


def _coded(node: int, nature: str) -> int:
    return node * len(ROWS) + PLACES[nature]
