"""An import that is taken back, and done again: what was made of its documents goes and comes, their files stay."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from budgettui.domain.errors import N_, Refused
from budgettui.domain.meeting.events import Event
from budgettui.store import documents, growing, imports
from budgettui.store.ready import tables_of

if TYPE_CHECKING:
    from budgettui.store.corrections import Grown

#: The meetings that build on a document: its papers are on the agenda, or one of its lines is linked or marked.
_BUILT_ON = """
WITH key (of) AS (SELECT id FROM paper WHERE document = ?1 UNION SELECT key FROM material WHERE document = ?1)
SELECT title FROM meeting m WHERE EXISTS (
  SELECT 1 FROM key WHERE instr(m.target_material, of)
  OR EXISTS (SELECT 1 FROM agenda_item i WHERE i.meeting = m.id AND instr(i.papers, of))
  OR EXISTS (SELECT 1 FROM point_link l WHERE l.meeting = m.id AND instr(l.node, of))
  OR EXISTS (SELECT 1 FROM meeting_part p WHERE p.meeting = m.id AND instr(p.data, of))
) ORDER BY m.date, m.id
"""


def step(db: sqlite3.Connection, done: Sequence[Event], grown: Mapping[int, Grown], *, back: bool) -> None:
    """Let the documents of an import go, or bring them back. The meetings that it prepared have gone, or come, before.
    Raises ``Refused``: somebody has built on a document since, or has imported it again. ``TakesLong``: the long tables
    of a document are to be laid first."""
    for event in done:
        if event.kind == "document_imported":
            (_take_back(db, event) if back else _bring_back(db, event, grown))


def _take_back(db: sqlite3.Connection, event: Event) -> None:
    from budgettui.store import corrections

    document, name = documents.by_checksum(db, event.payload["sha256"]), event.payload["name"]
    if document is None:
        raise Refused(N_("Det lader sig ikke gøre: {name} er ikke indlæst mere."), name=name)
    built_on = db.execute(_BUILT_ON, (document,)).fetchone()
    if built_on is not None:
        raise Refused(
            N_("{name} tages ikke tilbage: mødet »{title}« bygger på det. Tag papiret og linjerne fra mødet først."),
            name=name, title=built_on[0],
        )
    if corrections.of_document(db, document):
        raise Refused(N_("{name} tages ikke tilbage: en anden har rettet det læste (F7)."), name=name)
    if imports.has_long_lines(db, document):
        growing.leave(db, document)
    imports.clear_made(db, document)
    db.execute("INSERT INTO taken_back VALUES (?)", (document,))


def _bring_back(db: sqlite3.Connection, event: Event, grown: Mapping[int, Grown]) -> None:
    from budgettui.store import corrections

    document = documents.taken_back(db, event.payload["sha256"])
    if document is None:
        raise Refused(N_("Det lader sig ikke gøre: {name} er indlæst igen siden."), name=event.payload["name"])
    db.execute("DELETE FROM taken_back WHERE document = ?", (document,))
    long = imports.has_long_lines(db, document)
    tables = corrections.laid(db, document, grown) if long else tables_of(imports.load_reading(db, document))
    imports.write_made(db, document, tables.reading, tables)
