"""`termnews mark` and `termnews tag`: change everything that a query matches, in one step that can be undone."""

from __future__ import annotations

import argparse

from termnews.cli import output
from termnews.cli.querywords import changes_and_query, scope
from termnews.cli.settings import configuration
from termnews.cli.status import Status
from termnews.model.entry import EntryFlags
from termnews.model.errors import UsageError
from termnews.model.tagkey import tag_key
from termnews.query import Query, both
from termnews.query.ast import Is, State
from termnews.services.session import Session

MARKS = {
    "read": (EntryFlags.READ, True),
    "unread": (EntryFlags.READ, False),
    "starred": (EntryFlags.STARRED, True),
    "unstarred": (EntryFlags.STARRED, False),
    "hidden": (EntryFlags.HIDDEN, True),
    "unhidden": (EntryFlags.HIDDEN, False),
}
"""What an article can be marked as."""


def mark(arguments: argparse.Namespace) -> Status:
    """Mark what matches."""
    wanted = scope(arguments)
    flag, on = MARKS[arguments.what]
    if arguments.what == "unhidden":
        wanted = both(wanted, Query(Is(State.HIDDEN)))  # else no query sees them
    with Session(configuration(arguments)) as session:
        matching = session.bulk.count(wanted).result()
        if arguments.dry_run:
            changed = session.bulk.count_unlike(wanted, flag, on).result()
        else:
            changed = session.bulk.mark(wanted, flag, on).result()
    return _tell(f"marked {arguments.what}", changed, matching, rehearsed=arguments.dry_run)


def tag(arguments: argparse.Namespace) -> Status:
    """Give own tags to what matches, and take others."""
    add, remove, arguments.query = changes_and_query(arguments.words)
    _judge(add, remove)
    wanted = scope(arguments)
    with Session(configuration(arguments)) as session:
        matching = session.bulk.count(wanted).result()
        if arguments.dry_run:
            changed = session.bulk.count_retagged(wanted, add, remove).result()
        else:
            changed = session.bulk.tag(wanted, add, remove).result()
    told = " ".join([*(f"+{name}" for name in add), *(f"-{name}" for name in remove)])
    return _tell(f"tagged {told}", changed, matching, rehearsed=arguments.dry_run)


def _judge(add: list[str], remove: list[str]) -> None:
    if not add and not remove:
        raise UsageError("which tags?", hint="Give +name or -name before the query.")
    for name in (*add, *remove):
        if not tag_key(name):
            raise UsageError("is no name for a tag", where=name)
    both = {tag_key(name) for name in add} & {tag_key(name) for name in remove}
    if both:
        raise UsageError("is to be given and taken", where=", ".join(sorted(both)))


def _tell(what: str, changed: int, matching: int, *, rehearsed: bool) -> Status:
    """Say how many it was; those that match and were so already are told apart."""
    would = "would be " if rehearsed else ""
    already = f" ({matching:,} match, {matching - changed:,} were so already)" if changed < matching else ""
    output.say(f"{changed:,} article{'' if changed == 1 else 's'} {would}{what}{already}")
    return Status.DONE if matching else Status.NOTHING
