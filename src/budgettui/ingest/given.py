"""What is known about a grid before it is read: a package's description, StatBank's own rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from budgettui.ingest.page.headings import Heading
from budgettui.ingest.tables.decimals import Style


@dataclass(frozen=True, slots=True)
class Given:
    """What is known about a grid from elsewhere: a package's description, StatBank's own rules.

    ``headings`` says by position what columns are; ``styles`` how their numbers are written; ``factors`` what
    a column's values are multiplied with. ``is_total`` tells the category that sums the others of a level, by
    the label of the level's column. ``order`` is the order of the level columns.
    """

    headings: Mapping[int, Heading] = field(default_factory=dict)
    styles: Mapping[int, Style] = field(default_factory=dict)
    custom: Style | None = None
    """How numbers are written where a column does not decide it."""
    factors: Mapping[int, Decimal] = field(default_factory=dict)
    order: tuple[int, ...] | None = None
    title: str = ""
    unit: str | None = None
    price_level: str | None = None
    phase: str | None = None
    is_total: Callable[[str, str], bool] | None = None
    is_apart: Callable[[str, str], bool] | None = None
    """Tells a category that sums some of the others of its level, as a region does: it is never added to them."""
    name_of: Callable[[str, str], str] | None = None
    keep: Callable[[list[str]], bool] | None = None
    headed: bool = True
    only_given: bool = False
    chosen: bool = False
    """Somebody chose the rows, so a total may have parts that are not in the file."""
    aside: Mapping[int, str] = field(default_factory=dict)
    """Columns whose values are kept apart in columns of no phase, but for the value that is named here."""
