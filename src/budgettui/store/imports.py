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
from collections.abc import Mapping, Sequence
from typing import Any

from budgettui.domain.amounts import parse_unit
from budgettui.domain.checking.pair_checks import may_cross, named_rows
from budgettui.domain.checking.reconcile import reconcile
from budgettui.domain.paper.agenda import paper_id
from budgettui.domain.paper.long_table import LongRows, held
from budgettui.domain.paper.reading import Paper, Reading, Table
from budgettui.ingest.collector import collector_paused
from budgettui.store import areas, codec, reconciliation, schema
from budgettui.store.journal import canonical
from budgettui.store.long_tables import NATURES, LongTables
from budgettui.store.projections import source_text
from budgettui.store.tree import TreeMaterial, TreeNode, build
from budgettui.store.views import ImportResult

#: Files are large and mostly packed already: the last per cent of their size would take most of the time.
_FAST = 1
INSERT_NODE = (
    "INSERT INTO node (id, material, parent, slug, label, code, kind, depth, children, certain, source, parts)"
    " VALUES (?,?,?,?,?,?,?,?,?,?,?,?)"
)
INSERT_MIXED = "INSERT INTO mixed_row (node, nature) VALUES (?,?)"
INSERT_ROW = "INSERT INTO budget_row (parent, nature, position, node, kind, folded) VALUES (?,?,?,?,?,?)"
INSERT_FIGURE = (
    "INSERT INTO figure (node, nature, col, amount, printed, computed, certain) VALUES (?,?,?,?,?,?,?)"
)


def counts(
    reading: Reading, document: int, prepared: Mapping[str, Any] | None, *, already: bool
) -> ImportResult:
    """What a reading holds, as the import reports it; ``prepared`` is the meeting that was made of it."""
    return ImportResult(
        document=document,
        already=already,
        meeting=prepared["id"] if prepared else None,
        items=sum(item.type != "section" for item in reading.agenda_items),
        papers=len(reading.papers),
        points=(
            sum(len(item["points"]) for item in prepared["items"])
            if prepared
            else sum(len(paper.decision_points) for paper in reading.papers)
        ),
        tables=len(reading.tables),
        lines=sum(len(table.rows) for table in reading.tables),
        uncertain=sum(_uncertain(table) for table in reading.tables),
        intentions=len(reading.intentions),
    )


def known(db: sqlite3.Connection, document: int, sha256: str) -> ImportResult:
    """What the import of a document that is here did, as its event tells it."""
    row = db.execute(
        "SELECT payload FROM journal WHERE meeting IS NULL AND kind = 'document_imported' AND instr(payload, ?)",
        (sha256,),
    ).fetchone()
    found = json.loads(row[0]) if row else {}
    counted = {name: int(found.get(name, 0)) for name in ("items", "papers", "points", "tables", "lines", "uncertain")}
    return ImportResult(document=document, already=True, meeting=None, **counted)


def _uncertain(table: Table) -> int:
    if isinstance(table.rows, LongRows):
        return table.rows.uncertain
    return sum(not row.certain for row in table.rows)


def event_payload(reading: Reading, result: ImportResult) -> dict[str, Any]:
    """The payload of ``document_imported``."""
    return {
        "sha256": reading.sha256,
        "name": reading.name,
        "kind": reading.kind,
        "format": reading.format,
        "text": _sha(reading.text),
        "reading": _sha(_reading_json(reading)),
        "items": result.items,
        "papers": result.papers,
        "points": result.points,
        "tables": result.tables,
        "lines": result.lines,
        "uncertain": result.uncertain,
    }


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _reading_json(reading: Reading) -> str:
    return canonical({key: value for key, value in codec.encode(reading).items() if key != "text"})


def write(db: sqlite3.Connection, reading: Reading, content: bytes) -> int:
    """Store a new document and all that is made from it; the id of the document."""
    cursor = db.execute(
        "INSERT INTO document (sha256, name, format, kind, title) VALUES (?,?,?,?,?)",
        (reading.sha256, reading.name, reading.format, reading.kind, reading.title or reading.name),
    )
    document = cursor.lastrowid
    assert document is not None
    # Of a long table all is said only when its lines have been gone through.
    write_made(db, document, reading)
    blobs = (content, reading.text.encode("utf-8"), _reading_json(reading).encode("utf-8"))
    db.execute(
        "INSERT INTO document_file (document, content, text, reading) VALUES (?,?,?,?)",
        (document, *(zlib.compress(blob, _FAST) for blob in blobs)),
    )
    return document


def write_made(db: sqlite3.Connection, document: int, reading: Reading) -> None:
    """Write what is made from a reading: papers, printed tables and the budget."""
    for position, paper in enumerate(reading.papers):
        _write_paper(db, document, position, reading.sha256, paper)
    _write_promises(db, document, reading)
    write_tables(db, document, reading)


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


def write_tables(db: sqlite3.Connection, document: int, reading: Reading) -> None:
    """Write what corrections can change: the printed tables, a long one without its rows, and the budget."""
    for position, table in enumerate(reading.tables):
        columns = canonical([[column.label, column.year, column.phase] for column in table.columns])
        db.execute(
            "INSERT INTO printed_table (document, position, title, unit, price_level, department, paper,"
            " columns, source) VALUES (?,?,?,?,?,?,?,?,?)",
            (
                document,
                position,
                table.title,
                table.unit,
                table.price_level,
                table.department,
                table.paper,
                columns,
                source_text(table.source),
            ),
        )
        db.executemany(
            "INSERT INTO printed_row (document, tbl, position, label, cells, printed, kind, level, certain,"
            " source) VALUES (?,?,?,?,?,?,?,?,?,?)",
            [
                (
                    document,
                    position,
                    place,
                    row.label,
                    canonical(row.values),
                    canonical(row.printed),
                    row.kind,
                    row.level,
                    int(row.certain),
                    source_text(row.source),
                )
                for place, row in enumerate(() if isinstance(table.rows, LongRows) else table.rows)
            ],
        )
    checked = held(reading)
    checks = reconcile(checked)
    named = [row for row in named_rows(checked) if may_cross(row.key)]
    lines = reconciliation.Lines(checked.tables, checks, named)
    for material in build(reading):
        _write_material(db, document, material, lines)
    reconciliation.write(db, document, checks, named, lines)


def clear_tables(db: sqlite3.Connection, document: int) -> None:
    """Remove what :func:`write_tables` wrote."""
    reconciliation.clear(db, document)
    of_document = "(SELECT id FROM material WHERE document = ?)"
    of_material = f"(SELECT id FROM node WHERE material IN {of_document})"
    for sql in (
        "DELETE FROM search_entry WHERE kind = 'row' AND owner = CAST(? AS TEXT) AND key LIKE 'node/%'",
        f"DELETE FROM figure WHERE node IN {of_material}",
        f"DELETE FROM mixed_row WHERE node IN {of_material}",
        f"DELETE FROM budget_row WHERE parent IN {of_material}",
        f"UPDATE node SET parent = NULL WHERE material IN {of_document}",
        f"DELETE FROM node WHERE material IN {of_document}",
        f"DELETE FROM material_column WHERE material IN {of_document}",
        "DELETE FROM material WHERE document = ?",
        "DELETE FROM printed_row WHERE document = ?",
        "DELETE FROM printed_table WHERE document = ?",
    ):
        db.execute(sql, (document,))


def _write_paper(db: sqlite3.Connection, document: int, position: int, sha256: str, paper: Paper) -> None:
    key = paper_id(sha256, position)
    db.execute(
        "INSERT INTO paper (id, document, position, kind, title, date, to_, from_, case_number, agenda_item,"
        " source, number, theme) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            key,
            document,
            position,
            paper.kind,
            paper.title,
            paper.date,
            paper.to,
            paper.from_,
            paper.case_number,
            paper.agenda_item,
            source_text(paper.source),
            paper.number,
            paper.theme,
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


def checksums(db: sqlite3.Connection, document: int) -> tuple[str, str, str]:
    """The SHA-256 of a document's kept content, text and reading; ``zlib.error`` where one cannot be
    unpacked.
    """
    blobs = db.execute(
        "SELECT content, text, reading FROM document_file WHERE document = ?", (document,)
    ).fetchone()
    content, text, reading = (hashlib.sha256(zlib.decompress(blob)).hexdigest() for blob in blobs)
    return content, text, reading


def add_material(db: sqlite3.Connection, document: int, material: TreeMaterial) -> tuple[int, list[int], int]:
    """Add a material without its nodes: its number, its columns' numbers, and the number that its root must
    get."""
    (root,) = db.execute("SELECT coalesce(max(id), 0) + 1 FROM node").fetchone()
    number = db.execute(
        "INSERT INTO material (document, key, title, unit, price_level, root) VALUES (?,?,?,?,?,?)",
        (document, material.key, material.title, material.unit, material.price_level, root),
    ).lastrowid
    assert number is not None
    columns = []
    for position, column in enumerate(material.columns):
        added = db.execute(
            "INSERT INTO material_column (material, position, phase, year, label) VALUES (?,?,?,?,?)",
            (number, position, *column),
        ).lastrowid
        assert added is not None
        columns.append(added)
    return number, columns, root


def _write_material(
    db: sqlite3.Connection, document: int, material: TreeMaterial, lines: reconciliation.Lines
) -> None:
    number, columns, top = add_material(db, document, material)
    numbered: list[tuple[TreeNode, int, int | None, int]] = []
    # Level by level, so that the children of a node get numbers, and so pages, beside each other.
    level: list[tuple[TreeNode, int | None]] = [(material.root, None)]
    depth, following = 0, top
    while level:
        below: list[tuple[TreeNode, int | None]] = []
        for node, parent in level:
            numbered.append((node, following, parent, depth))
            below += [(child, following) for child in node.children]
            following += 1
        level, depth = below, depth + 1
    if material.long:
        _write_long(db, document, number, columns, material, numbered, following)
    for node, at, _parent, _depth in numbered:
        lines.note(material, node, at, columns)
    _write_nodes(db, number, columns, numbered)


def _write_long(
    db: sqlite3.Connection,
    document: int,
    number: int,
    columns: Sequence[int],
    material: TreeMaterial,
    numbered: Sequence[tuple[TreeNode, int, int | None, int]],
    following: int,
) -> None:
    """Write the tables that are read as they are written, and then roll up what is above them."""
    unit = parse_unit(material.unit)
    assert unit is not None
    places = {id(node): (at, depth) for node, at, _parent, depth in numbered}
    # The nodes above them are written when their sums are known.
    db.execute("PRAGMA defer_foreign_keys = ON")
    writer = LongTables(db, number, columns, unit, following)
    with collector_paused():
        for home, table in material.long:
            written = writer.write(table, material.places_of(table), home, *places[id(home)])
            home.children.append(written)
    _enter_long(db, document, number, following)
    material.finish()


def _enter_long(db: sqlite3.Connection, document: int, material: int, first: int) -> None:
    """Enter what hangs below in the search: its groups, then its lines, as many as of any other table."""
    for of_lines in (False, True):
        (already,) = db.execute(
            "SELECT count(*) FROM search_entry WHERE kind = 'row' AND owner = CAST(? AS TEXT)", (document,)
        ).fetchone()
        db.execute(
            "INSERT INTO search_entry (kind, owner, key, text, source) SELECT 'row', CAST(? AS TEXT), 'node/' || id,"
            f" label, source FROM node WHERE id >= ? AND material = ? AND children {'=' if of_lines else '>'} 0"
            " ORDER BY id LIMIT ?",
            (document, first, material, max(0, schema.SEARCHED_ROWS - already)),
        )


def _write_nodes(
    db: sqlite3.Connection,
    material: int,
    columns: Sequence[int],
    numbered: Sequence[tuple[TreeNode, int, int | None, int]],
) -> None:
    numbers = {id(node): at for node, at, _parent, _depth in numbered}
    nodes: list[tuple[object, ...]] = []
    rows: list[tuple[object, ...]] = []
    figures: list[tuple[object, ...]] = []
    for node, at, parent, depth in numbered:
        source = source_text(node.source) if node.source else None
        children = sum(child.written or 1 for child in node.children)
        certain = int(node.certain)
        own = (node.slug, node.label, node.code, node.kind, depth, children, certain, source, node.parts)
        nodes.append((at, material, parent, *own))
        figures += [
            (at, NATURES[nature], columns[place], *figure[:3], int(figure.certain))
            for nature in node.figures
            for place, figure in node.figures[nature].items()
        ]
        position = 0
        for child in node.children:
            if not child.written:
                key = (position, numbers[id(child)], child.kind, f"{child.label} {child.code}".casefold())
                rows += [(at, NATURES[nature], *key) for nature in child.natures]
            position += child.written or 1
    db.executemany(INSERT_NODE, nodes)
    db.executemany(INSERT_ROW, rows)
    db.executemany(INSERT_FIGURE, figures)
    mixed = ((at, NATURES[nature]) for node, at, _parent, _depth in numbered for nature in areas.mixed(node.areas))
    db.executemany(INSERT_MIXED, mixed)
