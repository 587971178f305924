"""Migrations of the store. Imported only where one is due: sqlite-utils costs more than all reading."""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from budgettui.store import schema

migrations = Migrations("budgettui")


@migrations()
def first_tables(db: Database) -> None:
    """Journal, meetings, documents and budget, as the program first had them."""
    for script in schema.FIRST:
        for statement in schema.statements(script):
            db.execute(statement)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the store up to :data:`schema.VERSION`, inside the transaction that the caller has begun.

    All or nothing: the caller commits, and a process that dies before leaves the file as it was.
    """
    migrations.apply(Database(connection, execute_plugins=False))
    connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {schema.VERSION}")
