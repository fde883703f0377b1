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
from termnews.text.numbers import counted

COMING = 'Such as tomorrow, monday, 3d, "2 weeks", 2026-12-24 or 2026-12-24T18:30; off ends it.'
MARKS = {
    "read": (EntryFlags.READ, True),
    "unread": (EntryFlags.READ, False),
    "starred": (EntryFlags.STARRED, True),
    "unstarred": (EntryFlags.STARRED, False),
    "hidden": (EntryFlags.HIDDEN, True),
    "unhidden": (EntryFlags.HIDDEN, False),
    "kept": (EntryFlags.KEPT, True),
    "unkept": (EntryFlags.KEPT, False),
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
        spared = session.bulk.count_spared(wanted, flag, on).result()
        if arguments.dry_run:
            changed = session.bulk.count_unlike(wanted, flag, on).result()
        else:
            changed = session.bulk.mark(wanted, flag, on).result()
    return _tell(f"marked {arguments.what}", changed, matching, rehearsed=arguments.dry_run, spared=spared)


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


def _tell(what: str, changed: int, matching: int, *, rehearsed: bool, spared: int = 0) -> Status:
    """Say how many it was; those that match and were so already, or are spared, are told apart."""
    would = "would be " if rehearsed else ""
    others = [f"{matching:,} match"] if changed < matching else []
    others += [f"{matching - changed - spared:,} were so already"] if changed + spared < matching else []
    others += [f"{spared:,} {'is' if spared == 1 else 'are'} kept unread"] if spared else []
    told = f" ({', '.join(others)})" if others else ""
    output.say(f"{counted(changed, 'article')} {would}{what}{told}")
    return Status.DONE if matching else Status.NOTHING


def snooze(arguments: argparse.Namespace) -> Status:
    """Let what matches come back at a moment, or at once."""
    wanted = scope(arguments)
    with Session(configuration(arguments)) as session:
        until = None if arguments.until == "off" else session.snoozing.moment(arguments.until)
        if until is None and arguments.until != "off":
            raise UsageError("is no moment to come", where=arguments.until, hint=COMING)
        matching = session.bulk.count(wanted).result()
        changed = matching if arguments.dry_run else session.snoozing.snooze_found(wanted, until).result()
    what = "brought back" if until is None else f"snoozed until {output.local(until)}"
    return _tell(what, changed, matching, rehearsed=arguments.dry_run)
