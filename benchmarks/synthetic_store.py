"""A store with a synthetic budget of so many lines, and a meeting over it, written fast.

    .venv/bin/python benchmarks/synthetic_store.py PATH --lines 1000000

The tree has 6 departments × 40 areas × initiatives of 30 to 70 lines, in 1.000 kr., with the accounts
of 2023, the budget and accounts of 2024 and the variance; every tenth initiative is capital. A last
department, "Én lang liste", holds ``--flat`` lines straight below it. The figures are made by arithmetic,
the same at every run.

The document behind it holds only a few words: the budget is put beside it here, past the reading that it
would be made from. So ``verify`` says that the tables are not what was read, and ``rebuild`` would take the
budget away.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from budgettui.domain.paper.reading import Reading
from budgettui.store import Store, laying, open_store
from budgettui.store.rollup import TreeNode
from budgettui.store.tree import TreeMaterial

DEPARTMENTS, AREAS, LINES_EACH = 6, 40, 70
#: So many initiatives has the first area, however many lines there are: the way that the benchmark drills shows the
#: same everywhere, and what differs is the size of the store alone.
FIRST_AREA = 60
FLAT = 10_000
LONG_LIST = "Én lang liste"
KEY = "syntetisk-budget"
COLUMNS = (
    ("executed", 2023, "Regnskab 2023"),
    ("approved", 2024, "Budget 2024"),
    ("executed", 2024, "Regnskab 2024"),
    ("variance", 2024, "Afvigelse 2024"),
)
#: Øre in one unit (1.000 kr.).
UNIT = 100_000
WORDS = ("Administration", "Løn", "Indkøb", "Bygninger", "Tilbud", "Kørsel", "Digitalisering", "Uddannelse")
AMOUNTS = tuple[int, int, int, int]
_CHUNK = 50_000


@dataclass(slots=True)
class _Branch:
    """A node with children: its number, and what the lines below it come to under each nature."""

    number: int
    parent: _Branch | None
    slug: str
    label: str
    depth: int
    children: int = 0
    sums: dict[int, list[int]] | None = None

    def add(self, nature: int, amounts: AMOUNTS) -> None:
        if self.sums is None:
            self.sums = {}
        sums = self.sums.setdefault(nature, [0, 0, 0, 0])
        for place, amount in enumerate(amounts):
            sums[place] += amount
        if self.parent is not None:
            self.parent.add(nature, amounts)


def _amounts(number: int) -> AMOUNTS:
    """Accounts 2023, budget 2024, accounts 2024 and variance in 1.000 kr., different for each line."""
    before = number * 7919 % 89_990 + 10
    budget = before + number * 104_729 % 2_001 - 1_000
    after = budget + number * 15_485_863 % 801 - 400
    return before, budget, after, after - budget


def _printed(amount: int) -> str:
    return f"{amount:,}".replace(",", ".").replace("-", "−")


class _Writer:
    """Collects rows and writes them in the order of their keys, so that the tables only grow at their
    ends."""

    def __init__(self, store: Store, document: int) -> None:
        self.db = store._connections.get()
        material = TreeMaterial(
            KEY, "Syntetisk budget", "1.000 kr.", "2024-priser", COLUMNS, TreeNode("rod", KEY)
        )
        laid = laying.lay(material, laying.next_numbers(self.db))
        laying.add_material(self.db, document, laid)
        self.material, self.columns, self.root = laid.number, laid.columns, laid.numbered[0][1]
        self.next = self.root
        self.nodes: list[tuple[object, ...]] = []
        self.rows: list[tuple[object, ...]] = []
        self.figures: list[tuple[object, ...]] = []

    def flush(self) -> None:
        self.db.executemany(laying.INSERT_NODE, self.nodes)
        self.db.executemany(laying.INSERT_ROW, self.rows)
        self.db.executemany(laying.INSERT_FIGURE, self.figures)
        for pending in (self.nodes, self.rows, self.figures):
            pending.clear()

    def branch(self, parent: _Branch | None, label: str, slug: str) -> _Branch:
        number = self.next
        self.next += 1
        if parent is not None:
            parent.children += 1
        return _Branch(number, parent, slug, label, 0 if parent is None else parent.depth + 1)

    def line(self, parent: _Branch, nature: int, label: str, slug: str) -> None:
        number = self.next
        self.next += 1
        parent.children += 1
        amounts = _amounts(number)
        depth = parent.depth + 1
        self.nodes.append((number, self.material, parent.number, slug, label, "", "line", depth, 0, 1, None))
        self.rows.append((parent.number, nature, parent.children, number, "line", label.casefold()))
        self.figures += [
            (number, nature, column, amount * UNIT, _printed(amount), None, 1)
            for column, amount in zip(self.columns, amounts, strict=True)
        ]
        parent.add(nature, amounts)
        if len(self.nodes) >= _CHUNK:
            self.flush()

    def close(self, branches: list[_Branch]) -> None:
        """Write the nodes above the lines, now that their sums are known."""
        places: dict[int, int] = {}
        for branch in branches:
            above = branch.parent
            parent = above.number if above is not None else None
            self.nodes.append(
                (
                    branch.number,
                    self.material,
                    parent,
                    branch.slug,
                    branch.label,
                    "",
                    "line",
                    branch.depth,
                    branch.children,
                    1,
                    None,
                )
            )
            if above is not None:
                places[above.number] = place = places.get(above.number, 0) + 1
            for nature, sums in sorted((branch.sums or {}).items()):
                if above is not None:
                    self.rows.append(
                        (above.number, nature, place, branch.number, "line", branch.label.casefold())
                    )
                self.figures += [
                    (branch.number, nature, column, amount * UNIT, "", amount * UNIT, 1)
                    for column, amount in zip(self.columns, sums, strict=True)
                ]
        self.flush()


def _tree(writer: _Writer, lines: int, flat: int) -> Iterator[_Branch]:
    """Write the lines; the branches above them, the root first."""
    count = max(1, -(-lines // LINES_EACH))
    root = writer.branch(None, "Aarhus Kommune", KEY)
    departments = [
        writer.branch(root, f"Afdeling {number}", f"afdeling-{number}")
        for number in range(1, DEPARTMENTS + 1)
    ]
    long_list = writer.branch(root, LONG_LIST, "en-lang-liste") if flat else None
    areas = [
        writer.branch(department, f"Område {number:02}", f"omraade-{number:02}")
        for department in departments
        for number in range(1, AREAS + 1)
    ]
    # Dealt out in turn, so that every area has its share however few there are.
    others = range(max(count - FIRST_AREA, len(areas) - 1))
    initiatives = sorted(
        [(0, number + 1) for number in range(FIRST_AREA)]
        + [(number % (len(areas) - 1) + 1, number // (len(areas) - 1) + 1) for number in others]
    )
    branches = [
        writer.branch(areas[area], f"Tiltag {number:03}", f"tiltag-{number:03}")
        for area, number in initiatives
    ]
    left = lines
    for done, branch in enumerate(branches):
        share = -(-left // (len(branches) - done))
        for place in range(1, share + 1):
            label = f"{WORDS[place % len(WORDS)]} {place:02}"
            writer.line(branch, int(done % 10 == 9), label, f"linje-{place:03}")
        left -= share
    for place in range(1, flat + 1):
        assert long_list is not None
        writer.line(long_list, 0, f"{WORDS[place % len(WORDS)]} {place:05}", f"linje-{place:05}")
    yield root
    yield from departments
    if long_list is not None:
        yield long_list
    yield from areas
    yield from branches


def write(path: Path, lines: int = 1_000_000, *, flat: int = FLAT) -> None:
    """Make the store anew at ``path`` with so many lines in the tree, ``flat`` more in the long list."""
    path.unlink(missing_ok=True)
    content = b"Syntetisk budget\n"
    reading = Reading(
        "syntetisk.txt",
        sha256(content).hexdigest(),
        "text",
        "budget_lines",
        content.decode(),
        title="Syntetisk",
    )
    with open_store(path) as store:
        document = store.import_reading(reading, content, "bench").document
        db = store._connections.get()
        # Nothing is lost if this is cut off: it is made again. Parents come after their lines.
        for pragma in (
            "foreign_keys = OFF",
            "synchronous = OFF",
            "journal_mode = OFF",
            "cache_size = -200000",
        ):
            db.execute(f"PRAGMA {pragma}")
        db.execute("BEGIN EXCLUSIVE")
        writer = _Writer(store, document)
        writer.close(list(_tree(writer, lines, flat)))
        db.execute("COMMIT")
    with open_store(path) as store:
        store.prepare(_meeting(), "bench")


def _meeting() -> dict[str, object]:
    """Ten items with three points each; the first points are linked to departments."""
    items = []
    for number in range(1, 11):
        points: list[dict[str, object]] = [
            {"number": place, "text": f"forslag {number}.{place} godkendes"} for place in (1, 2, 3)
        ]
        if number <= DEPARTMENTS:
            link = {
                "node": f"{KEY}/afdeling-{number}",
                "label": f"Afdeling {number}",
                "amounts": {"2024": -(10**9)},
            }
            points[0]["links"] = [link]
        items.append({"number": f"1.{number}", "title": f"Punkt {number}", "points": points})
    return {
        "id": "0b0f3d5e-0000-5000-8000-000000000001",
        "title": "Budgetmøde",
        "items": items,
        "participants": [{"name": "AB", "initials": "AB"}],
        "target": {"label": "Ramme", "material": KEY, "unit": "1.000 kr.", "amounts": {"2024": -6 * 10**9}},
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", type=Path)
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--flat", type=int, default=FLAT)
    arguments = parser.parse_args()
    started = time.perf_counter()
    write(arguments.path, arguments.lines, flat=arguments.flat)
    seconds = time.perf_counter() - started
    print(
        f"{arguments.lines + arguments.flat} lines, {arguments.path.stat().st_size >> 20} MiB,"
        f" {seconds:.1f} s"
    )


if __name__ == "__main__":
    main()
