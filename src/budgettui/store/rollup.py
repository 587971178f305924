"""What the nodes of a budget tree come to: from the leaves up, each nature by itself.

What is added up is only what is printed as a line; a printed figure of a parent is kept, with the sum of its parts
beside it. A line that could not be read with certainty is in no sum before a person has accepted it: a sum that lacks
one says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from budgettui.domain.budget.budget import Figure
from budgettui.domain.budget.natures import ALL, PLACES, all_areas, area_of, whole_of
from budgettui.domain.paper.papers import Source
from budgettui.store.slugs import slug_below

#: Figures by place of the column.
Figures = dict[int, Figure]


@dataclass(slots=True)
class TreeNode:
    """A node as it is built, with its figures by nature."""

    label: str
    slug: str = ""
    code: str = ""
    kind: str = "line"
    certain: bool = True
    source: Source | None = None
    figures: dict[str, Figures] = field(default_factory=dict)
    children: list[TreeNode] = field(default_factory=list)
    slugs: dict[str, int] = field(default_factory=dict)
    """The slugs of the children, each with the last number that was given to it."""
    #: How many members it stands for that are in the store already; such a node is only there for their sum.
    written: int = 0
    #: The total that is printed over all its rows of a nature, e.g. "Driftsudgifter i alt" of a department.
    whole: dict[str, Figures] = field(default_factory=dict)
    #: The printed rows that its figures are: (table, row, nature), and those of :attr:`whole`.
    rows: tuple[tuple[int, int, str], ...] = field(default=(), compare=False)
    whole_rows: dict[str, tuple[int, int]] = field(default_factory=dict, compare=False)

    @property
    def natures(self) -> tuple[str, ...]:
        """The natures that it stands under, operating first."""
        found = (nature for nature in self.figures if area_of(nature) != ALL)
        return tuple(sorted(found, key=PLACES.__getitem__)) or ("operating",)

    def figure(self, nature: str, place: int) -> Figure | None:
        """Its figure under a nature; where that is the whole of all areas and nothing is printed of it, their sum."""
        own = self.figures.get(nature, {}).get(place)
        if own is not None or area_of(nature) != ALL:
            return own
        found = [
            (self, figure) for one in self.natures
            if whole_of(one) == whole_of(nature) and (figure := self.figures.get(one, {}).get(place)) is not None
        ]
        if len(found) < 2:
            return found[0][1] if found else None
        amounts, certain = _counted(found)
        return Figure(sum(amounts) if amounts else None, "", sum(amounts) if amounts else None, certain)


def compute(total: TreeNode, nature: str, parts: Sequence[tuple[TreeNode, str]]) -> None:
    """Put the sum of its parts beside a total that is printed after them."""
    for place, figure in total.figures.get(nature, {}).items():
        amounts, whole = _counted([(part, part.figures.get(kind, {}).get(place)) for part, kind in parts])
        if amounts and whole:
            total.figures[nature][place] = Figure(figure.amount, figure.printed, sum(amounts), figure.certain)


def _counted(parts: Iterable[tuple[TreeNode, Figure | None]]) -> tuple[list[int], bool]:
    """The amounts that a sum over these figures counts, and whether that is all of them.

    A doubtful line is not counted, and of a doubtful figure over lines only what was added up below it.
    """
    amounts: list[int] = []
    whole = True
    for node, figure in parts:
        if figure is None:
            continue
        amount = figure.amount if figure.certain else figure.computed if node.children or node.written else None
        whole = whole and figure.certain
        if amount is not None:
            amounts.append(amount)
    return amounts, whole


def finish(node: TreeNode, places: Iterable[int]) -> None:
    """Roll up, from the leaves: a printed figure stays and gets its parts' sum beside it, a missing one is
    the sum.

    Each nature is summed apart. Totals are not summed: their parts are. A printed figure over parts of other natures
    than its own would be held against what it is not the sum of, so it becomes a total of its own below the node.
    """
    if not node.children:
        return
    for child in node.children:
        finish(child, places)
    node.kind = "line"
    lines = [child for child in node.children if child.kind == "line"]
    natures = {nature for child in lines for nature in child.figures if area_of(nature) != ALL}
    if node.figures and natures - node.figures.keys():
        _set_apart(node, lines)
    totals = {nature for one in (node.whole, *(child.figures for child in lines)) for nature in one} - natures
    for nature in (*natures, *(nature for nature in totals if area_of(nature) == ALL)):
        if nature not in node.figures and nature in node.whole_rows:
            node.rows += ((*node.whole_rows[nature], nature),)
        figures = node.figures.setdefault(
            nature,
            {place: figure._replace(computed=None) for place, figure in node.whole.get(nature, {}).items()},
        )
        for place in places:
            parts = [(child, found) for child in lines if (found := child.figure(nature, place)) is not None]
            amounts, certain = _counted(parts)
            # A row that could not be read with certainty makes the sum over it doubtful, whatever it lacks.
            certain = certain and all(
                child.certain for child in lines
                if nature in child.natures or nature in map(all_areas, child.natures)
            )
            if amounts:
                # What is printed of a single part is what is printed of the sum.
                printed = parts[0][1].printed if len(parts) == 1 and certain else ""
                figures[place] = _rolled(figures.get(place), sum(amounts), certain, printed)
            elif parts and not certain:
                figures.setdefault(place, Figure(None, "", None, False))


def _rolled(printed: Figure | None, total: int, certain: bool, words: str) -> Figure:
    if printed is None or (printed.amount is None and not printed.printed):
        return Figure(total, words, total, certain)
    # Without the doubtful parts there is nothing to hold a printed figure against.
    return Figure(printed.amount, printed.printed, total if certain else None, printed.certain)


def _set_apart(node: TreeNode, lines: Sequence[TreeNode]) -> None:
    total = TreeNode(node.label, slug_below(node.slugs, node.label), kind="total", source=node.source)
    total.certain = node.certain
    for nature, figures in node.figures.items():
        total.figures[nature] = {}
        for place, figure in figures.items():
            parts, whole = _counted((line, line.figures[kind].get(place)) for line in lines for kind in line.figures)
            computed = sum(parts) if parts and whole else None
            total.figures[nature][place] = Figure(figure.amount, figure.printed, computed, figure.certain)
    node.children.append(total)
    node.figures, total.rows, node.rows = {}, node.rows, ()
