"""Migrations of what the store keeps. Imported only where one is due: sqlite-utils costs more than all reading."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from budgettui.store import making, schema
from budgettui.store.connection import Told

migrations = Migrations("budgettui")


@migrations()
def first_tables(db: Database) -> None:
    """Journal and documents. Stores of the first version were made with the tables for screens in the same step."""
    for script in (schema.JOURNAL, schema.DOCUMENT):
        for statement in schema.statements(script):
            db.execute(statement)


@migrations()
def form_of_made_tables(db: Database) -> None:
    """The store says which form its made tables have."""
    db.execute(schema.MADE_FORM)


def migrate(connection: sqlite3.Connection, path: Path, told: Told) -> None:
    """Bring the store up to :data:`schema.VERSION` and the made tables to their form.

    Inside the transaction that the caller has begun, all or nothing: the caller commits, and a process that dies
    before leaves the file as it was. Raises ``StoreError`` where a journal or document is damaged.
    """
    migrations.apply(Database(connection, execute_plugins=False))
    making.make_tables(connection, path, told)
    connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {schema.VERSION}")
