"""The budget as a tree that is drilled into: municipality, department, area, initiative.

A *material* is one set of figures with one unit and price level, e.g. the area tables of an annual report. Its
amounts are whole hundredths: øre where the unit is money, hundredths of a post where it counts posts.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from budgettui.domain.checking.agreement import Agreement


class BudgetColumn(NamedTuple):
    """A column of a material: phase × year. ``year`` is ``None`` where the paper prints none; ``turned`` is a variance
    that the paper prints as budget − accounts, so that plus is a saving."""

    id: int
    phase: str
    year: int | None
    label: str
    turned: bool = False


class Material(NamedTuple):
    """One set of figures. ``unit`` and ``price_level`` are as printed and always shown.

    ``document`` is the number of the document that it was read from; it is ``older`` where a later edition of that file
    was imported.
    """

    id: int
    key: str
    title: str
    unit: str
    price_level: str | None
    columns: tuple[BudgetColumn, ...]
    root: int
    document: int = 0
    older: bool = False


class CheckSign(NamedTuple):
    """What the reconciliation says of a figure that does not agree to the last digit.

    ``state`` and ``kind`` are those of a check; ``computed`` is in the material's unit. ``note`` is what a person said
    of a difference that is known.
    """

    state: Agreement
    kind: str
    computed: Decimal
    note: str = ""


class Figure(NamedTuple):
    """An amount in hundredths (øre), how it was printed, and what the reconciliation says of it.

    ``computed`` is the sum of the parts where the line has parts, else ``None``. ``printed`` is empty for a
    figure that the program added up itself. ``check`` is ``None`` where nothing is to be said.
    """

    amount: int | None
    printed: str = ""
    computed: int | None = None
    certain: bool = True
    check: CheckSign | None = None


class Line(NamedTuple):
    """One row of the budget pane: a node of the tree under one nature, with its figures by column id.

    ``above`` is the label of its parent where lines of several parents stand in one list. Where two materials lie side
    by side, ``match`` is "mine" or "theirs" for a line that only one of them has. ``mixed`` is a line in which
    decentralised and non-decentralised areas were added, ``apart`` a sum of one of them where the lines around it are
    of both.
    """

    node: int
    key: str
    parent: int | None
    label: str
    code: str
    kind: str
    nature: str
    children: int
    figures: Mapping[int, Figure]
    certain: bool = True
    above: str = ""
    match: str = ""
    mixed: bool = False
    apart: bool = False

    @property
    def is_total(self) -> bool:
        return self.kind != "line"


#: The variance phase reads "accounts − budget": plus is overspend in expenditure tables.
VARIANCE_PHASE = "variance"
