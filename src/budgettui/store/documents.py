"""Imported documents and their papers, as they are read."""

from __future__ import annotations

import sqlite3
import zlib
from typing import Any

from budgettui.domain.clean import clean_text
from budgettui.domain.paper.papers import Paper, Point, Section
from budgettui.store.sources import source_of
from budgettui.store.views import DocumentView, PaperView

#: The papers on agendas with whether an open item has them, the documents of which only closed items have papers, and
#: the tables in papers that only closed items have.
SEALED = """
WITH attached (paper, open) AS (
  SELECT j.value, max(i.open) FROM agenda_item i, json_each(i.papers) j GROUP BY j.value
), sealed (document) AS (
  SELECT p.document FROM attached a JOIN paper p ON p.id = a.paper GROUP BY p.document HAVING max(a.open) = 0
), closed_table (document, tbl) AS (
  SELECT t.document, t.position FROM printed_table t JOIN paper p ON p.document = t.document AND p.title = t.paper
  JOIN attached a ON a.paper = p.id WHERE a.open = 0
)
"""
#: The materials of such documents, and those with a line of such tables.
_SEALED_MATERIALS = f"""{SEALED}
SELECT id, key FROM material WHERE document IN (SELECT document FROM sealed)
UNION SELECT m.id, m.key FROM closed_table c JOIN printed_row r ON r.document = c.document AND r.tbl = c.tbl
  JOIN material m ON m.document = c.document JOIN node n ON n.material = m.id AND n.source = r.source
"""
#: Of a document: that its import was not taken back.
HERE = "id NOT IN (SELECT document FROM taken_back)"
#: The format whose text may be left out.
CSV = "csv"


def documents(db: sqlite3.Connection) -> list[DocumentView]:
    """Every document without its text, in the order of import."""
    rows = db.execute(f"SELECT id, name, sha256 FROM document WHERE {HERE} ORDER BY id").fetchall()
    return [DocumentView(*row) for row in rows]


def _one(db: sqlite3.Connection, sql: str, *values: object) -> tuple[Any, ...]:
    row: tuple[Any, ...] | None = db.execute(sql, values).fetchone()
    if row is None:
        raise KeyError(values[-1])
    return row


def head(db: sqlite3.Connection, number: int) -> DocumentView:
    """A document without its text; ``KeyError`` if there is none."""
    return DocumentView(*_one(db, "SELECT id, name, sha256 FROM document WHERE id = ?", number))


def sealed(db: sqlite3.Connection) -> set[int]:
    """The documents of which only closed items have papers."""
    return {number for (number,) in db.execute(f"{SEALED} SELECT document FROM sealed")}


def sealed_materials(db: sqlite3.Connection) -> set[int]:
    """The materials that are of papers which only closed items have, wholly or in part."""
    return {number for number, _key in db.execute(_SEALED_MATERIALS)}


def sealed_papers(db: sqlite3.Connection) -> set[tuple[str, str]]:
    """(name of the file, title) of the papers that only closed items have."""
    return set(db.execute(
        f"{SEALED} SELECT d.name, p.title FROM attached a JOIN paper p ON p.id = a.paper"
        " JOIN document d ON d.id = p.document WHERE a.open = 0"
    ))


def sealed_names(db: sqlite3.Connection) -> set[str]:
    """The checksums of the documents of which only closed items have papers, and the keys of the sealed materials."""
    documents = db.execute(f"{SEALED} SELECT sha256 FROM document WHERE id IN (SELECT document FROM sealed)")
    return {name for (name,) in documents} | {key for _number, key in db.execute(_SEALED_MATERIALS)}


def by_checksum(db: sqlite3.Connection, sha256: str | None) -> int | None:
    row = db.execute(f"SELECT id FROM document WHERE sha256 = ? AND {HERE}", (sha256,)).fetchone()
    return row[0] if row else None


def taken_back(db: sqlite3.Connection, sha256: str) -> int | None:
    """The id of the document with this checksum whose import was taken back."""
    row = db.execute(f"SELECT id FROM document WHERE sha256 = ? AND NOT {HERE}", (sha256,)).fetchone()
    return row[0] if row else None


def latest_named(db: sqlite3.Connection, name: str) -> int | None:
    """The id of the document that was imported last under this name."""
    row = db.execute(f"SELECT max(id) FROM document WHERE name = ? AND {HERE}", (name,)).fetchone()
    return row[0] if row else None


def document(db: sqlite3.Connection, number: int) -> DocumentView:
    name, sha256, kind, packed, content = _one(
        db,
        "SELECT d.name, d.sha256, d.format, f.text, f.content FROM document d"
        " JOIN document_file f ON f.document = d.id WHERE d.id = ?",
        number,
    )
    text = zlib.decompress(packed).decode("utf-8")
    if kind == CSV and not text:
        # Of a long table the text is not kept beside the file.
        from budgettui.ingest.csvfile import decode_bytes

        text = clean_text(decode_bytes(zlib.decompress(content))[0])
    return DocumentView(number, name, sha256, text)


def packed_size(db: sqlite3.Connection, number: int) -> int:
    """The bytes that have to be unpacked for a document's text; ``KeyError`` if there is none."""
    (size,) = _one(
        db,
        "SELECT length(CASE d.format WHEN ? THEN f.content ELSE f.text END) FROM document d"
        " JOIN document_file f ON f.document = d.id WHERE d.id = ?",
        CSV, number,
    )
    return int(size)


def paper(db: sqlite3.Connection, key: str) -> PaperView:
    document, kind, title, date, to, from_, case_number, item, source, number, theme = _one(
        db,
        "SELECT document, kind, title, date, to_, from_, case_number, agenda_item, source, number, theme FROM paper"
        " WHERE id = ?",
        key,
    )
    sections = db.execute(
        "SELECT title, text, number, source FROM paper_section WHERE paper = ? ORDER BY position", (key,)
    ).fetchall()
    points = db.execute(
        "SELECT number, text, source FROM paper_point WHERE paper = ? ORDER BY position", (key,)
    ).fetchall()
    found = Paper(
        kind, title, date, to, from_, case_number, item,
        tuple(Section(heading, text, mark, source_of(place)) for heading, text, mark, place in sections),
        tuple(Point(mark, text, source_of(place)) for mark, text, place in points),
        source_of(source), number, theme,
    )
    return PaperView(key, document, found)


def paper_ids(db: sqlite3.Connection, number: int) -> list[str]:
    rows = db.execute("SELECT id FROM paper WHERE document = ? ORDER BY position", (number,)).fetchall()
    return [key for (key,) in rows]
