"""Steps from one version of the schema to the next: append only.

A new library gets the newest schema as it stands in `schema`, older ones get there by the steps: a change of the schema
is written in both places, and a test holds the two together.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from termnews.library.schema import SCHEMA
from termnews.library.transactions import transaction

Migration = Callable[[sqlite3.Connection], None]
"""Changes the schema within a transaction that is already open."""


def colour_tags(connection: sqlite3.Connection) -> None:
    """Let the person give tags a colour."""
    connection.execute("ALTER TABLE tag ADD COLUMN colour TEXT NOT NULL DEFAULT ''")
    connection.execute("CREATE INDEX tag_coloured ON tag (key, colour) WHERE colour <> ''")


def retention(connection: sqlite3.Connection) -> None:
    """What is set for one feed, what its last document named, and which articles had their time."""
    run_statements(
        connection,
        """
        ALTER TABLE feed ADD COLUMN settings TEXT NOT NULL DEFAULT '{}';
        ALTER TABLE entry_state ADD COLUMN retired INTEGER;
        CREATE TABLE feed_offer (
            feed_id INTEGER PRIMARY KEY REFERENCES feed (id) ON DELETE CASCADE,
            ids     TEXT    NOT NULL
        );
        """,
    )


def keep_rules(connection: sqlite3.Connection) -> None:
    """Rules, and what they did."""
    run_statements(
        connection,
        """
        CREATE TABLE rule (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            place INTEGER,
            name TEXT NOT NULL,
            query TEXT NOT NULL,
            actions TEXT NOT NULL,
            enabled INTEGER NOT NULL DEFAULT 1,
            until INTEGER,
            hits INTEGER NOT NULL DEFAULT 0,
            last_hit INTEGER,
            overran INTEGER
        );
        CREATE TABLE rule_run (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            kind TEXT NOT NULL,
            taken_back INTEGER NOT NULL DEFAULT 0
        );
        CREATE TABLE rule_hit (
            id INTEGER NOT NULL REFERENCES entry_state (id) ON DELETE CASCADE,
            rule_id INTEGER NOT NULL REFERENCES rule (id),
            run INTEGER NOT NULL REFERENCES rule_run (id),
            flags INTEGER NOT NULL,
            tags TEXT NOT NULL DEFAULT '',
            PRIMARY KEY (id, rule_id, run)
        ) WITHOUT ROWID;
        CREATE INDEX rule_hit_by_rule ON rule_hit (rule_id, run, id);
        """,
    )


def opening_and_snoozing(connection: sqlite3.Connection) -> None:
    """Remember when articles were opened, and until when they are snoozed."""
    run_statements(
        connection,
        """
        ALTER TABLE entry_state ADD COLUMN opened_at INTEGER;
        ALTER TABLE entry_state ADD COLUMN snoozed_until INTEGER;
        ALTER TABLE entry_state ADD COLUMN returned_at INTEGER;
        ALTER TABLE entry ADD COLUMN own_sort_at INTEGER;
        CREATE INDEX entry_state_opened ON entry_state (opened_at) WHERE opened_at IS NOT NULL;
        CREATE INDEX entry_state_snoozed ON entry_state (snoozed_until) WHERE snoozed_until IS NOT NULL;
        CREATE INDEX entry_kept ON entry (sort_at, id, feed_id, flags, listed) WHERE flags & 16 <> 0;
        CREATE INDEX entry_snoozed ON entry (sort_at, id, feed_id, flags, listed) WHERE flags & 32 <> 0;
        """,
    )


def tags_of_feeds(connection: sqlite3.Connection) -> None:
    """Keep how often each feed's entries carry each tag."""
    run_statements(
        connection,
        """
        CREATE TABLE feed_tag (
            feed_id INTEGER NOT NULL REFERENCES feed (id) ON DELETE CASCADE,
            tag_id  INTEGER NOT NULL REFERENCES tag (id),
            total   INTEGER NOT NULL,
            unread  INTEGER NOT NULL,
            PRIMARY KEY (feed_id, tag_id)
        ) WITHOUT ROWID;
        INSERT INTO feed_tag
            SELECT e.feed_id, t.tag_id, count(*), sum(t.shown = 2)
            FROM entry_tag AS t JOIN entry AS e ON e.id = t.id WHERE t.shown > 0 GROUP BY e.feed_id, t.tag_id;
        """,
    )


def join_copies(connection: sqlite3.Connection) -> None:
    """Tables for copies of one article; those of old entries are found behind the screen, the newest first."""
    run_statements(
        connection,
        """
        ALTER TABLE entry ADD COLUMN copies INTEGER NOT NULL DEFAULT 1;
        CREATE TABLE duplicate (
            id      INTEGER PRIMARY KEY REFERENCES entry (id),
            article INTEGER NOT NULL,
            place   INTEGER NOT NULL,
            came    INTEGER NOT NULL,
            sort_at INTEGER NOT NULL,
            behind  INTEGER NOT NULL
        );
        CREATE INDEX duplicate_article ON duplicate (article, place);
        CREATE INDEX duplicate_behind ON duplicate (sort_at, id) WHERE behind = 1;
        CREATE TABLE kinship (
            id    INTEGER NOT NULL,
            other INTEGER NOT NULL,
            kind  INTEGER NOT NULL,
            PRIMARY KEY (id, other, kind)
        ) WITHOUT ROWID;
        CREATE TABLE sign (
            key INTEGER NOT NULL,
            id  INTEGER NOT NULL,
            PRIMARY KEY (key, id)
        ) WITHOUT ROWID;
        CREATE TABLE compare_pending (
            id INTEGER PRIMARY KEY REFERENCES entry (id) ON DELETE CASCADE
        );
        CREATE TABLE overlap (
            feeds  TEXT PRIMARY KEY,
            total  INTEGER NOT NULL,
            unread INTEGER NOT NULL
        ) WITHOUT ROWID;
        INSERT INTO meta SELECT 'uncompared_below', max(id) + 1 FROM entry HAVING max(id) IS NOT NULL;
        """,
    )


MIGRATIONS: tuple[Migration, ...] = (
    colour_tags,
    retention,
    keep_rules,
    opening_and_snoozing,
    tags_of_feeds,
    join_copies,
)
"""The first leads from version 1 to version 2, and so on."""

NEWEST = 1 + len(MIGRATIONS)
"""The version of `SCHEMA`."""


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
    if not version_of(connection):
        _take(connection, lambda new: run_statements(new, SCHEMA), 0, NEWEST)
    while (version := version_of(connection)) <= len(steps):
        backup = backup or _copy(connection, path.with_name(f"{path.name}.version-{version}"))
        _take(connection, steps[version - 1], version, version + 1)
    return backup


def _take(connection: sqlite3.Connection, step: Migration, before: int, after: int) -> None:
    """One step, unless another process has just taken it."""
    with transaction(connection):
        if version_of(connection) == before:
            step(connection)
            connection.execute(f"PRAGMA user_version = {after:d}")


def _copy(connection: sqlite3.Connection, target: Path) -> Path:
    target.unlink(missing_ok=True)
    target.touch(mode=0o600)
    with contextlib.closing(sqlite3.connect(target)) as copy:
        connection.backup(copy)
    return target
