"""What was read from one file, before anything is stored.

The shape follows the public contract of ``budgettui inspect FILE --json``, with a source for every value.
Amounts stay as exact decimal text (a point, no grouping) beside the text that was printed; null is an empty
cell. Nothing here is guessed: what the paper does not print is ``None``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from budgettui.domain.paper.papers import Paper, Point, Section, Source

__all__ = [
    "SCHEMA", "ActionRead", "AgendaItem", "AmountNamed", "Column", "Deadline", "Finding", "Intention", "Paper",
    "Participant", "Point", "PrintedDecision", "Reading", "Row", "Section", "Source", "Table",
]

SCHEMA = 1


@dataclass(frozen=True)
class Participant:
    """A participant as printed. ``attendance`` is present, apology or absent."""

    name: str
    attendance: str = "present"
    initials: str | None = None
    role: str | None = None
    party: str | None = None


@dataclass(frozen=True)
class PrintedDecision:
    """A decision that the paper already carries, by one body."""

    text: str
    body: str | None = None
    date: str | None = None
    outcome: str | None = None
    absent: tuple[str, ...] = ()
    source: Source = Source()


@dataclass(frozen=True)
class AgendaItem:
    """A line of the agenda. ``type`` is ``section`` (a heading such as "1 Til godkendelse") or ``item``."""

    number: str | None
    title: str | None
    type: str = "item"
    open: bool | None = None
    minutes: str | None = None
    attachments: tuple[str, ...] = ()
    case_number: str | None = None
    decision_points: tuple[Point, ...] = ()
    decisions: tuple[PrintedDecision, ...] = ()
    source: Source = Source()


@dataclass(frozen=True)
class Column:
    """A column of a table. ``phase`` is executed, approved, adjusted, forecast, variance, effect or other."""

    label: str
    year: int | None = None
    phase: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table. ``values`` are exact decimals in the table's unit; ``certain`` is false where a human
    eye is needed. ``level`` is the depth below the table's outermost rows (0). ``lines`` are the lines of the
    values, one for each, where the row was put together from lines that do not follow each other; else it is
    empty and ``source`` holds them all."""

    label: str
    values: tuple[str | None, ...]
    printed: tuple[str | None, ...] = ()
    kind: str = "line"
    level: int = 0
    certain: bool = True
    source: Source = Source()
    lines: tuple[int | None, ...] = ()
    #: "" as read, or what a person made of it: "accepted" or "corrected".
    reviewed: str = ""


@dataclass(frozen=True)
class Table:
    """A table. ``unit`` is as printed ("mio. kr.", "1.000 kr.", "antal stillinger"); ``paper`` is the title of
    the paper or initiative that it stands in. ``rows`` is a tuple, or the rows of a
    :mod:`long table <budgettui.domain.paper.long_table>`, which are not held."""

    title: str
    unit: str | None
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    price_level: str | None = None
    department: str | None = None
    paper: str | None = None
    source: Source = Source()
    #: A person keeps the table out of the budget.
    left_out: bool = False


@dataclass(frozen=True)
class ActionRead:
    """A follow-up named in the minutes, e.g. "VJ / EKH følger op …"."""

    text: str
    responsible: tuple[str, ...]
    agenda_item: str | None = None
    due: str | None = None
    source: Source = Source()


@dataclass(frozen=True)
class Intention:
    """A declaration of intent (*hensigtserklæring*)."""

    number: int
    text: str
    department: str
    status: str | None = None
    source: Source = Source()


@dataclass(frozen=True)
class Deadline:
    """A dated step named in the text. ``date`` is ISO 8601."""

    date: str
    text: str
    source: Source = Source()


@dataclass(frozen=True)
class AmountNamed:
    """A sum of money named in running text; ``kroner`` is ``None`` where it cannot be read with certainty.

    ``department`` is that of the chapter that it stands in.
    """

    printed: str
    kroner: str | None
    context: str = ""
    source: Source = Source()
    department: str = ""


@dataclass(frozen=True)
class Finding:
    """Something that a reviewer should see. ``code`` and ``severity`` follow the inspect contract."""

    code: str
    severity: str
    message: str
    table: str | None = None
    row: str | None = None
    column: str | None = None
    printed: str | None = None
    computed: str | None = None
    difference: str | None = None
    parts: tuple[str, ...] = ()
    source: Source = Source()
    #: A person has seen it and it is settled.
    seen: bool = False


@dataclass(frozen=True)
class Reading:
    """Everything read from one file. ``text`` is the decoded text that the sources' lines count in.

    Of a file with a long table it is empty: whoever needs it decodes the file.
    """

    name: str
    sha256: str
    format: str
    kind: str
    text: str = ""
    pages: int | None = None
    title: str | None = None
    municipality: str | None = None
    department: str | None = None
    body: str | None = None
    date: str | None = None
    #: Where the meeting is held, and from when to when ("16:00"), as the paper prints it.
    place: str | None = None
    start: str | None = None
    end: str | None = None
    budget_years: tuple[int, ...] = ()
    participants: tuple[Participant, ...] = ()
    agenda_items: tuple[AgendaItem, ...] = ()
    papers: tuple[Paper, ...] = ()
    tables: tuple[Table, ...] = ()
    actions: tuple[ActionRead, ...] = ()
    intentions: tuple[Intention, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    amounts: tuple[AmountNamed, ...] = ()
    findings: Sequence[Finding] = field(default=())
