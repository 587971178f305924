"""Full-text search over papers, tables, decisions and minutes: what is typed is found anywhere in a word."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

from budgettui.domain.clean import clean_line
from budgettui.store import schema
from budgettui.store.documents import SEALED
from budgettui.store.sources import source_of
from budgettui.store.views import Hit

#: What the index is made of: so many letters at least. A shorter word is looked for in what the longer ones find.
_TOKEN = 3

_HITS = f"""{SEALED}
SELECT e.kind, e.owner, e.key, e.text, e.source, coalesce(p.document, d.id), coalesce(pd.title, d.title, m.title),
  m.date, i.id, i.number, CASE
    WHEN e.kind = 'section' THEN (SELECT a.open FROM attached a WHERE a.paper = e.owner)
    WHEN e.kind = 'paper' THEN (SELECT a.open FROM attached a JOIN paper q ON q.id = a.paper
      WHERE q.document = d.id AND q.position = CAST(e.key AS INTEGER))
    WHEN d.id IS NOT NULL THEN d.id NOT IN (SELECT document FROM sealed) AND NOT (e.kind IN ('table', 'row')
      AND (d.id, CAST(e.key AS INTEGER)) IN (SELECT document, tbl FROM closed_table))
    ELSE i.open END
FROM search_entry e
LEFT JOIN paper p ON e.kind = 'section' AND p.id = e.owner
LEFT JOIN document pd ON pd.id = p.document
LEFT JOIN document d ON e.kind IN ('paper', 'promise', 'table', 'row') AND d.id = CAST(e.owner AS INTEGER)
LEFT JOIN meeting m ON e.kind IN ('item', 'point', 'action') AND m.id = e.owner
LEFT JOIN decision_point q ON e.kind = 'point' AND q.meeting = e.owner AND q.id = e.key
LEFT JOIN action a ON e.kind = 'action' AND a.meeting = e.owner AND a.id = e.key
LEFT JOIN agenda_item i ON i.meeting = m.id
  AND i.id = CASE e.kind WHEN 'item' THEN e.key ELSE coalesce(q.item, a.item) END
"""

#: The documents that the index holds only the first lines of, and those lines: a row's words are looked through.
_LONG = "SELECT CAST(owner AS INTEGER) FROM search_entry WHERE kind = 'row' GROUP BY owner HAVING count(*) >= ?"
_LINES = f"""{SEALED}
SELECT 'row', CAST(m.document AS TEXT), 'node/' || n.id, n.label, n.source, m.document, d.title, NULL, NULL, NULL,
  m.document NOT IN (SELECT document FROM sealed)
FROM budget_row r CROSS JOIN node n ON n.id = r.node JOIN material m ON m.id = n.material
  JOIN document d ON d.id = m.document
WHERE m.document IN (SELECT value FROM json_each(?))
"""


def find(db: sqlite3.Connection, words: Sequence[str], most: int = 200) -> list[Hit]:
    """At most so many entries that have every word, whatever the case of its letters; the best first.

    Danish letters stay themselves. Without a word nothing is found.
    """
    found, more = find_indexed(db, words, most)
    return [*found, *_in_lines(db, _clean(words), found, most)] if more else found


def find_indexed(db: sqlite3.Connection, words: Sequence[str], most: int = 200) -> tuple[list[Hit], bool]:
    """What is found at once, and whether :func:`find` would go through the lines of long files for more."""
    words = _clean(words)
    long = [word for word in words if len(word) >= _TOKEN]
    short = [word for word in words if 0 < len(word) < _TOKEN]
    if not long and not short:
        return [], False
    sql, values = _HITS, list[object]()
    if long:
        sql += "JOIN search s ON s.rowid = e.id WHERE s.text MATCH ?"
        values.append(" AND ".join('"' + word.replace('"', '""') + '"' for word in long))
    else:
        sql += "WHERE 1"
    for word in short:
        # LIKE knows capitals of a to z only; the other letters are tried in both forms.
        sql += " AND (instr(e.text, ?) OR instr(e.text, ?) OR e.text LIKE ? ESCAPE '\\')"
        pattern = "".join("\\" + letter if letter in "%_\\" else letter for letter in word)
        values += [word.lower(), word.upper(), f"%{pattern}%"]
    sql += f" ORDER BY {'s.rank' if long else 'e.id'} LIMIT ?"
    found = [_hit(row) for row in db.execute(sql, [*values, most]).fetchall()]
    return found, len(found) < most and db.execute(_LONG, [schema.SEARCHED_ROWS]).fetchone() is not None


def _clean(words: Sequence[str]) -> list[str]:
    # Texts are cleaned of control characters when they are read, and a query may not hold them.
    return [clean_line(word).strip() for word in words]


def _in_lines(db: sqlite3.Connection, words: Sequence[str], found: Sequence[Hit], most: int) -> list[Hit]:
    """More lines of long files, of which the index holds only the first."""
    long_files = [document for (document,) in db.execute(_LONG, [schema.SEARCHED_ROWS])]
    # A line may be in the index too, and stands under each of its natures.
    known = {(hit.document, hit.source.line, hit.text): hit for hit in found}
    asked = _LINES + " AND instr(r.folded, ?)" * len(words) + " LIMIT ?"
    for row in db.execute(asked, [json.dumps(long_files), *(word.casefold() for word in words), most]).fetchall():
        hit = _hit(row)
        known.setdefault((hit.document, hit.source.line, hit.text), hit)
    return list(known.values())[len(found) : most]


def _hit(row: Sequence[Any]) -> Hit:
    kind, owner, key, text, source, document, title, date, item, number, open_ = row
    return Hit(kind, owner, key, text, source_of(source), document, title or "", date, item, number, open_ != 0)
