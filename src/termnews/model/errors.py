"""Errors that a person gets to read: what failed, where, and what to do next."""

from __future__ import annotations


class TermnewsError(Exception):
    """Something that failed for a reason worth telling, without a traceback.

    `what` is one line in plain words; `where` names the feed, file or setting; `hint` says what to do next.
    """

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        """Keep the three parts."""
        super().__init__(what)
        self.what = what
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        """All of it in one line: `where: what. hint`."""
        told = f"{self.where}: {self.what}" if self.where else self.what
        return f"{told.rstrip('.')}. {self.hint}" if self.hint else told

    def __reduce__(self) -> tuple[object, ...]:
        """Cross a process boundary whole."""
        return _rebuild, (type(self), self.what, self.where, self.hint, self.__dict__)


def _rebuild(kind: type[TermnewsError], what: str, where: str, hint: str, rest: dict[str, object]) -> TermnewsError:
    error = kind(what, where=where, hint=hint)
    error.__dict__.update(rest)
    return error


class FetchError(TermnewsError):
    """A server or file did not give what was asked for.

    `cause` names the kind of failure for programs: see `net.causes.CAUSES`; empty when nothing depends on it.
    """

    cause: str = ""


class ParseError(TermnewsError):
    """The bytes are not what they should be."""


class NotAFeedError(ParseError):
    """A web page stands where a feed should; `feeds` lists those it advertises as (address, title)."""

    feeds: tuple[tuple[str, str], ...] = ()


class QueryError(TermnewsError):
    """A query that cannot be read; `column` counts from 0."""

    column: int = 0
    length: int = 1
    """How many characters from `column` on are at fault; 0 where something is missing."""
    expected: str = ""
    """What could have stood there, in words."""
    nearest: str | None = None
    """The known word that looks most like what was written."""


class LibraryError(TermnewsError):
    """The library cannot be opened, read or written."""


class ConfigError(TermnewsError):
    """A setting that cannot be used."""


class UsageError(TermnewsError):
    """A command that cannot be carried out as given."""


class TagTakenError(UsageError):
    """A tag cannot get a name that another own tag has: they would have to be merged. `where` is that other one."""
