"""The tables of the store, in one place.

The journal is the truth and only grows; a document row keeps its file and what was read from it. These are kept,
and change by a migration and a new :data:`VERSION`. Everything else is made from them, of the events or of the
readings: a store whose made tables have another form than :data:`MADE` has them dropped and made again when it is
opened, so a change of their form needs nothing but the change. ``source`` is ``[page, line, last_line, raw]`` as
JSON, or null. Amounts are whole hundredths (øre). Nothing here needs more than SQLite 3.24.
"""

from __future__ import annotations

import zlib

#: "BDGT": what the file says that it is.
APPLICATION_ID = 0x42444754
#: The version of what is kept, as this program writes it (``PRAGMA user_version``).
VERSION = 2
#: Raised where the same tables are filled in another way: what was made before is then made again.
MAKING = 7
#: What the first event of the journal follows.
GENESIS = "0" * 64

JOURNAL = f"""
CREATE TABLE journal (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  meeting TEXT,
  actor TEXT NOT NULL,
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  grp TEXT NOT NULL,
  follows TEXT,
  prev_hash TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE
);
CREATE INDEX journal_meeting ON journal (meeting, seq);
CREATE INDEX journal_group ON journal (grp);
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_in_order BEFORE INSERT ON journal
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM journal)
  OR NEW.prev_hash <> coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), '{GENESIS}')
BEGIN SELECT RAISE(ABORT, 'the journal is a chain'); END;
"""

MEETINGS = """
CREATE TABLE meeting (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  body TEXT,
  department TEXT,
  municipality TEXT,
  date TEXT,
  place TEXT,
  target_label TEXT NOT NULL,
  target_material TEXT NOT NULL,
  target_unit TEXT NOT NULL,
  target_amounts TEXT NOT NULL,
  target_level TEXT NOT NULL,
  points INTEGER NOT NULL,
  decided INTEGER NOT NULL,
  seq INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE agenda_item (
  meeting TEXT NOT NULL REFERENCES meeting (id),
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  number TEXT,
  title TEXT NOT NULL,
  type TEXT NOT NULL,
  open INTEGER NOT NULL,
  closed_reason TEXT NOT NULL,
  public_text TEXT NOT NULL,
  papers TEXT NOT NULL,
  attachments TEXT NOT NULL,
  case_number TEXT,
  minutes TEXT NOT NULL,
  source TEXT,
  late INTEGER NOT NULL,
  joined TEXT,
  origin TEXT,
  history TEXT NOT NULL,
  PRIMARY KEY (meeting, id)
) WITHOUT ROWID;
CREATE TABLE decision_point (
  meeting TEXT NOT NULL,
  id TEXT NOT NULL,
  item TEXT NOT NULL,
  position INTEGER NOT NULL,
  number INTEGER,
  text TEXT NOT NULL,
  source TEXT,
  outcome TEXT,
  decision_text TEXT NOT NULL,
  responsible TEXT NOT NULL,
  due TEXT,
  decided_at TEXT,
  decided_by TEXT,
  votes_for TEXT NOT NULL,
  votes_against TEXT NOT NULL,
  votes_abstained TEXT NOT NULL,
  PRIMARY KEY (meeting, id),
  FOREIGN KEY (meeting, item) REFERENCES agenda_item (meeting, id)
) WITHOUT ROWID;
CREATE INDEX decision_point_item ON decision_point (meeting, item);
CREATE TABLE point_link (
  meeting TEXT NOT NULL,
  point TEXT NOT NULL,
  node TEXT NOT NULL,
  position INTEGER NOT NULL,
  label TEXT NOT NULL,
  amounts TEXT NOT NULL,
  price_level TEXT NOT NULL,
  nature TEXT NOT NULL,
  PRIMARY KEY (meeting, point, node),
  FOREIGN KEY (meeting, point) REFERENCES decision_point (meeting, id)
) WITHOUT ROWID;
CREATE TABLE action (
  meeting TEXT NOT NULL REFERENCES meeting (id),
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  text TEXT NOT NULL,
  responsible TEXT NOT NULL,
  due TEXT,
  item TEXT,
  point TEXT,
  done INTEGER NOT NULL,
  PRIMARY KEY (meeting, id)
) WITHOUT ROWID;
CREATE TABLE meeting_part (
  meeting TEXT NOT NULL REFERENCES meeting (id),
  kind TEXT NOT NULL,
  position INTEGER NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (meeting, kind, position)
) WITHOUT ROWID;
"""

DOCUMENT = """
CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  format TEXT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL
);
CREATE TABLE document_file (
  document INTEGER PRIMARY KEY REFERENCES document (id),
  content BLOB NOT NULL,
  text BLOB NOT NULL,
  reading BLOB NOT NULL
);
"""

#: One row: the :func:`form` of the made tables. None where they are still to be made.
MADE_FORM = "CREATE TABLE made_form (form INTEGER NOT NULL);"

#: ``taken_back`` are the documents whose import was taken back: their files are kept, and nothing is made of them.
PAPERS = """
CREATE TABLE taken_back (
  document INTEGER PRIMARY KEY REFERENCES document (id)
);
CREATE TABLE paper (
  id TEXT PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document (id),
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  date TEXT,
  to_ TEXT,
  from_ TEXT,
  case_number TEXT,
  agenda_item TEXT,
  source TEXT,
  number TEXT,
  theme TEXT
) WITHOUT ROWID;
CREATE UNIQUE INDEX paper_document ON paper (document, position);
CREATE TABLE paper_section (
  paper TEXT NOT NULL REFERENCES paper (id),
  position INTEGER NOT NULL,
  number TEXT,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  source TEXT,
  PRIMARY KEY (paper, position)
);
CREATE TABLE paper_point (
  paper TEXT NOT NULL REFERENCES paper (id),
  position INTEGER NOT NULL,
  number INTEGER,
  text TEXT NOT NULL,
  source TEXT,
  PRIMARY KEY (paper, position)
);
CREATE TABLE promise (
  document INTEGER NOT NULL REFERENCES document (id),
  kind TEXT NOT NULL,
  position INTEGER NOT NULL,
  number INTEGER,
  text TEXT NOT NULL,
  department TEXT NOT NULL,
  status TEXT,
  date TEXT,
  source TEXT,
  PRIMARY KEY (document, kind, position)
) WITHOUT ROWID;
CREATE TABLE printed_table (
  document INTEGER NOT NULL REFERENCES document (id),
  position INTEGER NOT NULL,
  title TEXT NOT NULL,
  unit TEXT,
  price_level TEXT,
  department TEXT,
  paper TEXT,
  columns TEXT NOT NULL,
  source TEXT,
  PRIMARY KEY (document, position)
);
CREATE TABLE printed_row (
  document INTEGER NOT NULL,
  tbl INTEGER NOT NULL,
  position INTEGER NOT NULL,
  label TEXT NOT NULL,
  cells TEXT NOT NULL,
  printed TEXT NOT NULL,
  kind TEXT NOT NULL,
  level INTEGER NOT NULL,
  certain INTEGER NOT NULL,
  source TEXT,
  PRIMARY KEY (document, tbl, position),
  FOREIGN KEY (document, tbl) REFERENCES printed_table (document, position)
);
"""

#: A row of the budget pane is a node under one nature, by its place in ``natures.NATURES``. ``budget_row`` lies in the
#: order in which a level is printed and holds what filtering needs, so that a level is read from one stretch
#: of the file. SQLite does not look after what nodes and rows refer to: of a million lines that would take a
#: quarter of the time, and :mod:`budgettui.store.check` compares what is here with what is made anew. The
#: ``source`` of a node is a number where it is one line of a file without pages. ``growing`` reserves
#: numbers for what is being written in pieces, and is seen by nobody before the material is there.
BUDGET = """
CREATE TABLE material (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document (id),
  key TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  unit TEXT NOT NULL,
  price_level TEXT,
  root INTEGER NOT NULL
);
CREATE INDEX material_document ON material (document);
CREATE TABLE material_column (
  id INTEGER PRIMARY KEY,
  material INTEGER NOT NULL REFERENCES material (id),
  position INTEGER NOT NULL,
  phase TEXT NOT NULL,
  year INTEGER,
  label TEXT NOT NULL,
  turned INTEGER NOT NULL DEFAULT 0,
  UNIQUE (material, position)
);
CREATE TABLE node (
  id INTEGER PRIMARY KEY,
  material INTEGER NOT NULL,
  parent INTEGER,
  slug TEXT NOT NULL,
  label TEXT NOT NULL,
  code TEXT NOT NULL,
  kind TEXT NOT NULL,
  depth INTEGER NOT NULL,
  children INTEGER NOT NULL,
  certain INTEGER NOT NULL,
  source
);
CREATE UNIQUE INDEX node_slug ON node (parent, slug);
CREATE TABLE budget_row (
  parent INTEGER NOT NULL,
  nature INTEGER NOT NULL,
  position INTEGER NOT NULL,
  node INTEGER NOT NULL,
  kind TEXT NOT NULL,
  folded TEXT NOT NULL,
  PRIMARY KEY (parent, nature, position)
) WITHOUT ROWID;
CREATE TABLE figure (
  node INTEGER NOT NULL,
  nature INTEGER NOT NULL,
  col INTEGER NOT NULL,
  amount INTEGER,
  printed TEXT NOT NULL,
  computed INTEGER,
  certain INTEGER NOT NULL,
  PRIMARY KEY (node, nature, col)
) WITHOUT ROWID;
CREATE TABLE growing (
  material INTEGER PRIMARY KEY,
  last_column INTEGER NOT NULL,
  node INTEGER NOT NULL,
  last_node INTEGER NOT NULL
);
"""

#: The checks of the reconciliation. ``state`` is the place in ``agreement.ORDER``; ``figures`` names the cells by
#: their places, so that a row is kept once. ``other`` is the document whose figure it is held against, where that is
#: another one. ``long_agreed`` counts the variances of tables that are too long to be held: how many, and how many are
#: not accounts − budget, or not budget − accounts. ``check_line`` says at which figures of the budget a check stands,
#: ``named_row`` which rows may be printed in another document too, and ``same_line`` which line of an overview was held
#: against which initiative.
RECONCILIATION = """
CREATE TABLE printed_check (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  document INTEGER NOT NULL REFERENCES document (id),
  other INTEGER REFERENCES document (id),
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  state INTEGER NOT NULL,
  printed TEXT NOT NULL,
  computed TEXT NOT NULL,
  figures TEXT NOT NULL,
  folded TEXT NOT NULL
);
CREATE INDEX printed_check_state ON printed_check (state, document, other, position);
CREATE INDEX printed_check_document ON printed_check (document);
CREATE INDEX printed_check_other ON printed_check (other);
CREATE INDEX printed_check_id ON printed_check (id);
CREATE TABLE check_line (
  node INTEGER NOT NULL,
  nature INTEGER NOT NULL,
  col INTEGER NOT NULL,
  chk INTEGER NOT NULL,
  PRIMARY KEY (node, nature, col, chk)
) WITHOUT ROWID;
CREATE INDEX check_line_check ON check_line (chk);
CREATE TABLE same_line (
  node INTEGER NOT NULL,
  detail INTEGER NOT NULL,
  document INTEGER NOT NULL REFERENCES document (id),
  PRIMARY KEY (node, detail)
) WITHOUT ROWID;
CREATE TABLE long_agreed (
  document INTEGER NOT NULL REFERENCES document (id),
  tbl INTEGER NOT NULL,
  compared INTEGER NOT NULL,
  plain INTEGER NOT NULL,
  turned INTEGER NOT NULL,
  PRIMARY KEY (document, tbl)
) WITHOUT ROWID;
CREATE TABLE named_row (
  key TEXT NOT NULL,
  document INTEGER NOT NULL,
  tbl INTEGER NOT NULL,
  row INTEGER NOT NULL,
  node INTEGER,
  nature INTEGER,
  PRIMARY KEY (key, document)
) WITHOUT ROWID;
CREATE INDEX named_row_place ON named_row (document, tbl, row);
"""

#: Everything with words in it, for the full-text search. Of a table with many rows the first are in it, of one
#: that is not held its groups and then its first lines: the rest is looked for in the budget's rows.
SEARCHED_ROWS = 2000


def _searched(
    kind: str, table: str, owner: str, key: str, text: str, when: str = "1", source: str = "NEW.source"
) -> str:
    """Triggers by which the rows of a table are entries of the search. ``key`` and ``text`` are of the row NEW."""
    old = key.replace("NEW.", "OLD.")
    enter = f"""INSERT INTO search_entry (kind, owner, key, text, source)
  VALUES ('{kind}', NEW.{owner}, {key}, {text}, {source});"""
    leave = f"DELETE FROM search_entry WHERE kind = '{kind}' AND owner = OLD.{owner} AND key = {old};"
    return f"""
CREATE TRIGGER {table}_entered AFTER INSERT ON {table} WHEN {when} BEGIN {enter} END;
CREATE TRIGGER {table}_left AFTER DELETE ON {table} BEGIN {leave} END;
CREATE TRIGGER {table}_changed AFTER UPDATE ON {table} WHEN {when} BEGIN {leave} {enter} END;
"""


#: ``owner`` is the meeting's id or the document's number, ``key`` what the row is within it. Three letters in a row are
#: a token, so that "handicap" finds "voksenhandicap".
SEARCH = (
    """
CREATE TABLE search_entry (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  owner TEXT NOT NULL,
  key TEXT NOT NULL,
  text TEXT NOT NULL,
  source,
  UNIQUE (kind, owner, key)
);
CREATE VIRTUAL TABLE search USING fts5 (text, content='search_entry', content_rowid='id', tokenize='trigram');
CREATE TRIGGER search_new AFTER INSERT ON search_entry
BEGIN INSERT INTO search (rowid, text) VALUES (NEW.id, NEW.text); END;
CREATE TRIGGER search_old AFTER DELETE ON search_entry
BEGIN INSERT INTO search (search, rowid, text) VALUES ('delete', OLD.id, OLD.text); END;
"""
    + _searched("item", "agenda_item", "meeting", "NEW.id", "NEW.title || ' ' || NEW.minutes || ' ' || NEW.public_text")
    + _searched("point", "decision_point", "meeting", "NEW.id",
                "NEW.text || ' ' || NEW.decision_text || ' ' || NEW.responsible")
    + _searched("action", "action", "meeting", "NEW.id", "NEW.text || ' ' || NEW.responsible", source="NULL")
    + _searched("paper", "paper", "document", "NEW.position", "NEW.title")
    + _searched("section", "paper_section", "paper", "NEW.position", "NEW.title || ' ' || NEW.text")
    + _searched("promise", "promise", "document", "NEW.kind || '/' || NEW.position", "NEW.text")
    + _searched("table", "printed_table", "document", "NEW.position", "NEW.title")
    + _searched("row", "printed_row", "document", "NEW.tbl || '/' || NEW.position", "NEW.label",
                f"NEW.position < {SEARCHED_ROWS}")
)

#: Tables that are kept, and tables that are made, in an order in which each may refer to those before it.
KEPT = (JOURNAL, DOCUMENT, MADE_FORM)
MADE = (MEETINGS, PAPERS, BUDGET, RECONCILIATION, SEARCH)


def form() -> int:
    """A number for the form of the made tables, and for how they are filled. Cheap: every start asks for it."""
    return zlib.crc32(f"{MAKING}{MADE}".encode())


def statements(script: str) -> list[str]:
    """The statements of a script, one by one: ``executescript`` would commit the transaction around it."""
    import sqlite3

    found: list[str] = []
    statement = ""
    for line in script.strip().splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            found.append(statement.strip())
            statement = ""
    return found
