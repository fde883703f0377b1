"""Steps from one version of the schema to the next: append only; how many there are is the version."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from termnews.library.schema import SCHEMA
from termnews.library.transactions import transaction

Migration = Callable[[sqlite3.Connection], None]
"""Changes the schema within a transaction that is already open."""


def create_first_schema(connection: sqlite3.Connection) -> None:
    """Step 1: make all tables."""
    run_statements(connection, SCHEMA)


MIGRATIONS: tuple[Migration, ...] = (create_first_schema,)


def run_statements(connection: sqlite3.Connection, script: str) -> None:
    """Run several statements in the open transaction, which `executescript` would commit."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line.partition("--")[0].rstrip() + "\n"
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""


def version_of(connection: sqlite3.Connection) -> int:
    """The version of the schema that a library has; 0 before its first step."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, path: Path, steps: Sequence[Migration] = MIGRATIONS) -> Path | None:
    """Bring the library to the newest version, each step in one transaction.

    Return the copy that was made of the file before the first change, or None when there was nothing to save.
    """
    backup = None
    while (version := version_of(connection)) < len(steps):
        if version and backup is None:
            backup = _copy(connection, path.with_name(f"{path.name}.version-{version}"))
        _take(connection, steps[version], version)
    return backup


def _take(connection: sqlite3.Connection, step: Migration, version: int) -> None:
    """One step, unless another process has just taken it."""
    with transaction(connection):
        if version_of(connection) == version:
            step(connection)
            connection.execute(f"PRAGMA user_version = {version + 1:d}")


def _copy(connection: sqlite3.Connection, target: Path) -> Path:
    target.unlink(missing_ok=True)
    target.touch(mode=0o600)
    with contextlib.closing(sqlite3.connect(target)) as copy:
        connection.backup(copy)
    return target
