"""What was read, into the store: the document with its bytes, its papers, tables and budget, and the events
of it.

The document row keeps the file, its text and the whole reading; everything else is made from the reading and
can be made again. Of a long table the reading keeps no lines: they are in the file. The event names the
checksums of text and reading, so that the journal vouches for them too.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Mapping
from typing import Any

from budgettui.domain.paper.agenda import paper_id
from budgettui.domain.paper.long_table import LongRows
from budgettui.domain.paper.reading import Paper, Reading, Table
from budgettui.store import codec, documents, growing, reconciliation
from budgettui.store.laying import enter, lay, next_numbers, wide_cache
from budgettui.store.ready import FAST, Ready, Tables, sha256
from budgettui.store.sources import source_text
from budgettui.store.views import COUNTS, ImportResult


def counts(reading: Reading, prepared: Mapping[str, Any] | None) -> dict[str, int]:
    """What a reading holds, as the import reports it; ``prepared`` is the meeting that was made of it."""
    own = {paper_id(reading.sha256, place) for place in range(len(reading.papers))}
    points = (
        [item["points"] for item in prepared["items"] if own.issuperset(item["papers"])]
        if prepared else [paper.decision_points for paper in reading.papers]
    )
    return {
        "items": sum(item.type != "section" for item in reading.agenda_items),
        "papers": len(reading.papers),
        "points": sum(map(len, points)),
        "tables": len(reading.tables),
        "lines": sum(len(table.rows) for table in reading.tables),
        "uncertain": sum(_uncertain(table) for table in reading.tables),
        "intentions": len(reading.intentions),
    }


def known(db: sqlite3.Connection, document: int, sha256: str) -> ImportResult:
    """What the import of a document that is here did, as its event tells it."""
    row = db.execute(
        "SELECT payload FROM journal WHERE meeting IS NULL AND kind = 'document_imported' AND instr(payload, ?)",
        (sha256,),
    ).fetchone()
    found = json.loads(row[0]) if row else {}
    return ImportResult(document, True, None, {name: int(found.get(name, 0)) for name in COUNTS})


def _uncertain(table: Table) -> int:
    if isinstance(table.rows, LongRows):
        return table.rows.uncertain
    return sum(not row.certain for row in table.rows)


def event_payload(ready: Ready, result: ImportResult) -> dict[str, Any]:
    reading = ready.reading
    return {
        "sha256": reading.sha256,
        "name": reading.name,
        "kind": reading.kind,
        "format": reading.format,
        "text": sha256(reading.text.encode("utf-8")),
        "reading": sha256(ready.as_read),
        **result.counts,
    }


def write(db: sqlite3.Connection, ready: Ready) -> int:
    reading = ready.reading
    before = documents.taken_back(db, reading.sha256)
    for table, key in (("taken_back", "document"), ("document_file", "document"), ("document", "id")):
        db.execute(f"DELETE FROM {table} WHERE {key} = ?", (before,))
    cursor = db.execute(
        "INSERT INTO document (sha256, name, format, kind, title) VALUES (?,?,?,?,?)",
        (reading.sha256, reading.name, reading.format, reading.kind, reading.title or reading.name),
    )
    document = cursor.lastrowid
    assert document is not None
    write_made(db, document, reading, ready.tables)
    db.execute(
        "INSERT INTO document_file (document, content, text, reading) VALUES (?,?,?,?)",
        (document, ready.content, ready.text, zlib.compress(ready.as_read, FAST)),
    )
    return document


def write_made(db: sqlite3.Connection, document: int, reading: Reading, tables: Tables) -> None:
    """Write what is made from a reading: papers, printed tables and the budget."""
    for position, paper in enumerate(reading.papers):
        _write_paper(db, document, position, reading.sha256, paper)
    _write_promises(db, document, reading)
    write_tables(db, document, tables)


def _write_promises(db: sqlite3.Connection, document: int, reading: Reading) -> None:
    """Declarations of intent and dated steps: what has to be followed up."""
    home = reading.department or ""
    db.executemany(
        "INSERT INTO promise (document, kind, position, number, text, department, status, date, source)"
        " VALUES (?,?,?,?,?,?,?,?,?)",
        [
            (document, "intention", at, one.number, one.text, one.department, one.status, None, source_text(one.source))
            for at, one in enumerate(reading.intentions)
        ]
        + [
            (document, "deadline", at, None, one.text, home, None, one.date, source_text(one.source))
            for at, one in enumerate(reading.deadlines)
        ],
    )


def write_tables(db: sqlite3.Connection, document: int, tables: Tables) -> None:
    """Write what corrections can change: the printed tables, what they are held against, and the budget."""
    db.executemany(
        "INSERT INTO printed_table (document, position, title, unit, price_level, department, paper, columns, source)"
        " VALUES (?,?,?,?,?,?,?,?,?)",
        [(document, *head) for head in tables.heads],
    )
    db.executemany(
        "INSERT INTO printed_row (document, tbl, position, label, cells, printed, kind, level, certain, source)"
        " VALUES (?,?,?,?,?,?,?,?,?,?)",
        [(document, *row) for row in tables.rows],
    )
    lines = reconciliation.Lines(tables.checked, tables.checks, tables.named)
    for material in tables.materials:
        laid = tables.grown.get(material.key)
        if laid is None:
            laid = lay(material, next_numbers(db))
            with wide_cache(db):
                for batch in laid.batches():
                    batch.write(db)
        enter(db, document, laid, lines)
    reconciliation.write(db, document, tables.checks, tables.named, lines)


def clear_tables(db: sqlite3.Connection, document: int) -> None:
    """Remove what :func:`write_tables` wrote."""
    reconciliation.clear(db, document)
    of_document = "(SELECT id FROM material WHERE document = ?)"
    of_material = f"(SELECT id FROM node WHERE material IN {of_document})"
    for sql in (
        f"DELETE FROM figure WHERE node IN {of_material}",
        f"DELETE FROM budget_row WHERE parent IN {of_material}",
        f"DELETE FROM node WHERE material IN {of_document}",
        "DELETE FROM printed_row WHERE document = ?",
        "DELETE FROM printed_table WHERE document = ?",
    ):
        db.execute(sql, (document,))
    growing.remove_materials(db, document)


def clear_made(db: sqlite3.Connection, document: int) -> None:
    """Remove what :func:`write_made` wrote."""
    clear_tables(db, document)
    of_document = "(SELECT id FROM paper WHERE document = ?)"
    for sql in (
        f"DELETE FROM paper_section WHERE paper IN {of_document}",
        f"DELETE FROM paper_point WHERE paper IN {of_document}",
        "DELETE FROM paper WHERE document = ?",
        "DELETE FROM promise WHERE document = ?",
    ):
        db.execute(sql, (document,))


def _write_paper(db: sqlite3.Connection, document: int, position: int, sha256: str, paper: Paper) -> None:
    key = paper_id(sha256, position)
    db.execute(
        "INSERT INTO paper (id, document, position, kind, title, date, to_, from_, case_number, agenda_item,"
        " source, number, theme) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            key, document, position, paper.kind, paper.title, paper.date, paper.to, paper.from_, paper.case_number,
            paper.agenda_item, source_text(paper.source), paper.number, paper.theme,
        ),
    )
    db.executemany(
        "INSERT INTO paper_section (paper, position, number, title, text, source) VALUES (?,?,?,?,?,?)",
        [
            (key, place, section.number, section.title, section.text, source_text(section.source))
            for place, section in enumerate(paper.sections)
        ],
    )
    db.executemany(
        "INSERT INTO paper_point (paper, position, number, text, source) VALUES (?,?,?,?,?)",
        [
            (key, place, point.number, point.text, source_text(point.source))
            for place, point in enumerate(paper.decision_points)
        ],
    )


def load_reading(db: sqlite3.Connection, document: int) -> Reading:
    """The reading that a document row keeps. The lines of a long table are read from the file that it keeps."""
    content, text, reading = db.execute(
        "SELECT content, text, reading FROM document_file WHERE document = ?", (document,)
    ).fetchone()
    data = json.loads(zlib.decompress(reading))
    if any(codec.is_long(table) for table in data.get("tables", ())):
        from budgettui.ingest import read_bytes

        return read_bytes(data["name"], zlib.decompress(content))
    return codec.decode({**data, "text": zlib.decompress(text).decode("utf-8")})


def has_long_lines(db: sqlite3.Connection, document: int) -> bool:
    """Whether a table of the document has its lines in the file alone."""
    (reading,) = db.execute("SELECT reading FROM document_file WHERE document = ?", (document,)).fetchone()
    return any(map(codec.is_long, json.loads(zlib.decompress(reading)).get("tables", ())))


def checksums(db: sqlite3.Connection, document: int) -> tuple[str, str, str]:
    """The SHA-256 of a document's kept content, text and reading; ``zlib.error`` where one cannot be
    unpacked.
    """
    blobs = db.execute("SELECT content, text, reading FROM document_file WHERE document = ?", (document,)).fetchone()
    content, text, reading = (hashlib.sha256(zlib.decompress(blob)).hexdigest() for blob in blobs)
    return content, text, reading
