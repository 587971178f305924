"""A document on its way into the store: all that can be worked out before anything is written.

Nobody has to wait for that: the store is held for the writing alone.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from budgettui.domain.checking.pair_checks import NamedRow, may_cross, named_rows
from budgettui.domain.checking.reconcile import reconcile
from budgettui.domain.checking.reconciled import Check
from budgettui.domain.paper import agenda
from budgettui.domain.paper.long_table import LongRows, held
from budgettui.domain.paper.reading import Reading
from budgettui.store import codec
from budgettui.store.journal import canonical
from budgettui.store.laying import Laid
from budgettui.store.sources import source_text
from budgettui.store.tree import TreeMaterial, build

#: Files are large and mostly packed already: the last per cent of their size would take most of the time.
FAST = 1


@dataclass(slots=True)
class Tables:
    """The printed tables, a long one without its rows, what their figures are held against, and the budget.

    ``heads`` and ``rows`` lack the document's number. ``grown`` are the materials that are in the store already, by
    their keys, but for what says that they are.
    """

    reading: Reading
    heads: list[tuple[object, ...]]
    rows: list[tuple[object, ...]]
    checked: Reading
    checks: Sequence[Check]
    named: list[NamedRow]
    grown: dict[str, Laid] = field(default_factory=dict)
    _built: list[TreeMaterial] | None = None

    @property
    def materials(self) -> list[TreeMaterial]:
        """The materials. What hangs below those with long tables is only known when these are written, each time."""
        return self._built if self._built is not None else build(self.reading)


def tables_of(reading: Reading) -> Tables:
    """What is to be written of a reading's tables."""
    heads: list[tuple[object, ...]] = []
    rows: list[tuple[object, ...]] = []
    for position, table in enumerate(reading.tables):
        columns = canonical([[column.label, column.year, column.phase] for column in table.columns])
        own = (table.title, table.unit, table.price_level, table.department, table.paper, columns)
        heads.append((position, *own, source_text(table.source)))
        for place, row in enumerate(() if isinstance(table.rows, LongRows) else table.rows):
            cells = canonical(row.values), canonical(row.printed)
            said = row.kind, row.level, int(row.certain), source_text(row.source)
            rows.append((position, place, row.label, *cells, *said))
    checked = held(reading)
    named = [row for row in named_rows(checked) if may_cross(row.key)]
    built = None if has_long(reading) else build(reading)
    return Tables(reading, heads, rows, checked, reconcile(checked), named, _built=built)


def has_long(reading: Reading) -> bool:
    return any(isinstance(table.rows, LongRows) for table in reading.tables)


@dataclass(slots=True)
class Ready:
    """A document, ready to be stored. ``content`` and ``text`` are packed; ``meeting`` is what it prepares."""

    reading: Reading
    content: bytes
    text: bytes
    tables: Tables
    meeting: Mapping[str, Any] | None
    _as_read: bytes | None

    @property
    def alone(self) -> bool:
        """Whether these are papers to decide on that have no agenda with them."""
        return self.meeting is not None and not self.reading.agenda_items

    @property
    def as_read(self) -> bytes:
        """The reading as it is kept. Of a long table all is said only when its lines have been gone through."""
        return self._as_read if self._as_read is not None else _reading_json(self.reading)


def make_ready(reading: Reading, content: bytes, *, prepare: bool = True) -> Ready:
    """Work out what is to be stored of a document, and of the meeting that it prepares.

    Raises ``ValueError`` where ``content`` is not the file that the reading was made from.
    """
    if sha256(content) != reading.sha256:
        raise ValueError("the content is not what was read")
    packed, text = zlib.compress(content, FAST), zlib.compress(reading.text.encode("utf-8"), FAST)
    as_read = None if has_long(reading) else _reading_json(reading)
    meeting = agenda.prepare(reading) if prepare else None
    return Ready(reading, packed, text, tables_of(reading), meeting, as_read)


def sha256(content: bytes) -> str:
    """The checksum that documents, texts and readings are known by."""
    return hashlib.sha256(content).hexdigest()


def _reading_json(reading: Reading) -> bytes:
    return canonical({key: value for key, value in codec.encode(reading).items() if key != "text"}).encode("utf-8")
