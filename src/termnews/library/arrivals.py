"""What rules do to entries as they are stored, in the same transaction: nothing is ever seen that was not judged."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import tzinfo

from termnews.library import ruletable, smartfolders, tagging
from termnews.library.facts import FactsOfFeed, Measured
from termnews.model.changes import NOTHING, ChangeSet, Notice
from termnews.model.entry import EntryFlags, EntryIntent
from termnews.model.feed import Feed, Shelf
from termnews.model.ids import EntryId
from termnews.query.match import Facts
from termnews.query.rulebook import Rulebook, Verdict
from termnews.query.smartfolders import by_name

_MARK = """
    UPDATE entry_state SET flags = flags | CASE WHEN flags & 16 THEN :flags & ~1 ELSE :flags END,
        read_at = CASE WHEN :flags & 1 AND NOT flags & 16 THEN :at ELSE read_at END,
        starred_at = CASE WHEN :flags & 2 THEN :at ELSE starred_at END
    WHERE id = :id
"""
_RUN = "SELECT id FROM rule_run WHERE kind = 'arriving' ORDER BY id DESC LIMIT 1"


class Arrivals:
    """The rules before the entries of one document. Rules act on feeds of the library, not on what is opened aside."""

    def __init__(self, connection: sqlite3.Connection, feed: Feed, now: int, zone: tzinfo | int = 0) -> None:
        """Read the rules; call it when the feed itself is up to date."""
        self._connection = connection
        self._now = now
        self._feed = feed
        self._book = _book(connection, now, zone) if feed.shelf is Shelf.LIBRARY else None
        self._facts = FactsOfFeed.of(connection, feed) if self._book else None
        self._hits: Counter[int] = Counter()
        self._changed: list[tuple[int, int, int, str]] = []
        self._notices: list[Notice] = []
        self.mirrored = True
        """Whether the entries themselves say what their states say: false once a stored one was marked."""

    def judge_new(self, number: int, intent: EntryIntent, measured: Measured) -> None:
        """Do to an entry what the rules say, before it is stored."""
        if self._book and self._facts is not None:
            facts = self._facts.arriving(number, intent, measured, known=False)
            self._act(facts, intent, self._book.judge(facts))

    def judge_changed(self, number: int, intent: EntryIntent, measured: Measured) -> None:
        """Do to an entry whose content changes what those rules say that did not match it before."""
        if not self._book or self._facts is None or (before := self._facts.stored(number)) is None:
            return
        facts = self._facts.arriving(number, intent, measured, known=True)
        verdicts = self._book.judge(facts, before)
        self._act(facts, intent, verdicts)
        self.mirrored = self.mirrored and not verdicts

    def end(self) -> ChangeSet:
        """Keep which rule did what."""
        for rule in self._book.overrun if self._book else ():
            self._connection.execute("UPDATE rule SET overran = ? WHERE id = ?", (self._now, rule.id))
        if not self._hits:
            return NOTHING
        self._connection.executemany(
            "UPDATE rule SET hits = hits + ?, last_hit = ? WHERE id = ?",
            ((count, self._now, rule) for rule, count in self._hits.items()),
        )
        if self._changed:
            keep_hits(self._connection, _arriving_run(self._connection, self._now), self._changed)
        return ChangeSet(rules=True, notices=tuple(self._notices))

    def _act(self, facts: Facts, intent: EntryIntent, verdicts: Sequence[Verdict]) -> None:
        flags = EntryFlags.NONE
        for verdict in verdicts:
            flags |= verdict.flags
            self._hits[verdict.rule.id] += 1
            if verdict.flags or verdict.tags:
                self._changed.append((facts.id, verdict.rule.id, int(verdict.flags), "\n".join(verdict.tags)))
            for label in verdict.tags:
                tagging.give_own(self._connection, facts.id, label, self._now)
            if verdict.rule.actions.notify:
                self._tell(facts, intent, verdict)
        if flags:
            self._connection.execute(_MARK, {"flags": int(flags), "at": self._now, "id": facts.id})

    def _tell(self, facts: Facts, intent: EntryIntent, verdict: Verdict) -> None:
        title = facts.title or " ".join(facts.text[:200].split())[:100] or intent.entry.url or "(untitled)"
        self._notices.append(Notice(EntryId(facts.id), verdict.rule.name, title, self._feed.name))


def begin(connection: sqlite3.Connection) -> None:
    """A refresh begins: what rules do from now on is taken back apart from what they did before."""
    connection.execute("UPDATE rule_run SET kind = 'arrived' WHERE kind = 'arriving'")


def _book(connection: sqlite3.Connection, now: int, zone: tzinfo | int) -> Rulebook | None:
    rules = [rule for rule in ruletable.read(connection) if rule.enabled]
    return Rulebook(rules, by_name(smartfolders.read(connection)), now, zone) if rules else None


def _arriving_run(connection: sqlite3.Connection, now: int) -> int:
    row = connection.execute(_RUN).fetchone()
    return int(row[0]) if row is not None else new_run(connection, "arriving", now)


def new_run(connection: sqlite3.Connection, kind: str, now: int) -> int:
    """Begin a run of rules; give its number."""
    return int(connection.execute("INSERT INTO rule_run (at, kind) VALUES (?, ?)", (now, kind)).lastrowid or 0)


def keep_hits(connection: sqlite3.Connection, run: int, rows: Iterable[tuple[int, int, int, str]]) -> None:
    """Keep what rules changed in a run: entry, rule, flags, and tags one a line."""
    connection.executemany(
        "INSERT OR REPLACE INTO rule_hit (id, rule_id, flags, tags, run) VALUES (?, ?, ?, ?, ?)",
        ((*row, run) for row in rows),
    )
