"""Functions that SQL may call while a query runs: regular expressions under a time limit, and words of addresses."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from termnews.library.bodies import searched_text
from termnews.library.sqltext import FALSE, Sql, joined
from termnews.model.errors import QueryError
from termnews.model.tagkey import tag_key
from termnews.query.ast import Field, Pattern
from termnews.query.patterns import SECONDS, compiled
from termnews.query.tokens import contains, tokens

TIMEOUTS = 20
"""How many texts an expression may take too long for before the whole query is given up."""

_FIELDS = {
    Field.TITLE: Sql("found(?, e.title)", entry=True),
    Field.URL: Sql("found(?, e.url)", entry=True),
    Field.BODY: Sql("found(?, (SELECT body_text(b.packed) FROM entry_body AS b WHERE b.id = {id}))"),
    Field.AUTHOR: Sql("found(?, (SELECT author_text(b.authors) FROM entry_body AS b WHERE b.id = {id}))"),
}
_TAGS = Sql("found(?, tag_text(e.tags))", entry=True)


class Functions:
    """The functions of one connection, and how the query that runs on it fares."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Make them known to the connection."""
        self._timeouts = 0
        self._too_slow = False
        for name, count, function in (
            ("found", 2, self._found),
            ("body_text", 1, partial(searched_text, connection)),
            ("author_text", 1, lambda stored: "\n".join(json.loads(stored)) if stored else ""),
            ("tag_text", 1, lambda labels: "\n".join(map(tag_key, labels.split("\n")))),
            ("reads_address", 2, _reads_address),
            ("sort_title", 1, sort_title),
        ):
            connection.create_function(name, count, function, deterministic=True)

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Run a query; raise `QueryError` when one of its expressions is too slow to go on."""
        self._timeouts, self._too_slow = 0, False
        try:
            yield
        except sqlite3.OperationalError as error:
            if self._too_slow:
                hint = "Write it without repetitions inside repetitions."
                raise QueryError("the regular expression takes too long", hint=hint) from error
            raise

    def _found(self, expression: str, text: str | None) -> bool:
        flags, _, source = expression.partition("/")
        try:
            return compiled(source, flags).search(text or "", timeout=SECONDS) is not None
        except TimeoutError:
            self._timeouts += 1
            self._too_slow = self._timeouts >= TIMEOUTS
            if self._too_slow:
                raise
            return False


def pattern_condition(pattern: Pattern) -> Sql:
    """The expression is found in its field. Raise `QueryError` when it is none."""
    try:
        compiled(pattern.source, pattern.flags)
    except ValueError as error:
        raise QueryError(f"the regular expression cannot be used: {error}") from error
    given = f"{pattern.flags}/{pattern.source}"
    fields = (*_ANY, _TAGS) if pattern.field is Field.ANY else (_FIELDS[pattern.field],)
    return joined((Sql(part.text, (given,), entry=part.entry) for part in fields), " OR ", empty=FALSE)


_ANY = tuple(_FIELDS[name] for name in (Field.TITLE, Field.AUTHOR, Field.BODY))


def _reads_address(wanted: str, url: str | None) -> bool:
    prefix, *words = wanted.split("\n")
    return contains(tokens(url or ""), words, prefix=prefix == "1")


def sort_title(title: str | None) -> str:
    """The form in which titles are put in order: case and leading punctuation do not count."""
    folded = (title or "").casefold()
    start = next((index for index, letter in enumerate(folded) if letter.isalnum()), 0)
    return folded[start:]
