"""`termnews feeds show` and `feeds set`: one feed with what is set for it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from functools import reduce

from termnews.cli import output, records
from termnews.cli.naming import meant
from termnews.cli.settings import configuration
from termnews.cli.status import Status
from termnews.model.errors import UsageError
from termnews.model.facets import Tally
from termnews.model.feed import Feed, FeedHealth
from termnews.model.feedsettings import FeedSettings
from termnews.model.times import stamp
from termnews.services.feedsettings import SETTINGS, Change, facts, refused
from termnews.services.session import Session
from termnews.services.targets import public, shown


def show(arguments: argparse.Namespace) -> Status:
    """Print a feed: where it stands, how it fares, and what is set for it or follows the configuration."""
    config = configuration(arguments)
    with Session(config) as session:
        found = _named(session, [arguments.target])
        health = session.healths().result()
        counts = session.counts().result()
    for feed in found:
        tally = counts.feeds.get(feed.id, Tally())
        state = health.get(feed.id, FeedHealth())
        if arguments.json:
            output.say_json(records.feed_record(feed, state, tally.total, tally.unread))
            continue
        told = [("address", public(feed.url)), ("folder", feed.folder), ("own tags", ", ".join(feed.tags))]
        told.append(("articles", f"{tally.total:,}, {tally.unread:,} unread"))
        told += [("last check", stamp(state.checked) or ""), ("problem", state.error or "")]
        told += [(one.name, f"{words}{'' if own else ' (default)'}") for one, words, own in facts(feed, config)]
        output.say(feed.name)
        for label, value in told:
            if value:
                output.say(f"  {label:<12}{value}")
    return Status.DONE if found else Status.NOTHING


def change(arguments: argparse.Namespace) -> Status:
    """Set something for the feeds that are named, all of them or none."""
    given = {name: text for name in SETTINGS if (text := getattr(arguments, name.replace("-", "_"))) is not None}
    if not given:
        options = ", ".join(f"--{name}" for name in SETTINGS)
        raise UsageError("nothing to set", hint=f"Give one of {options}.")
    changes = [SETTINGS[name].change(text) for name, text in given.items()]
    config = configuration(arguments)
    with Session(config) as session:
        found = _named(session, arguments.targets)
        for feed in found:
            if told := refused(feed, list(given)):
                raise UsageError(told, where=feed.name)
        if not found:
            return Status.NOTHING
        session.configure([feed.id for feed in found], lambda settings: _changed(settings, changes)).result()
        present = {feed.id: feed for feed in session.feeds().result()}
    for feed in found:
        now = [(one, words) for one, words, _ in facts(present[feed.id], config) if one.name in given]
        output.say(f"{feed.name}: " + "; ".join(f"{one.title.lower()}: {words}" for one, words in now))
    return Status.DONE


def _changed(settings: FeedSettings, changes: Sequence[Change]) -> FeedSettings:
    return reduce(lambda settings, change: change(settings), changes, settings)


def _named(session: Session, targets: Sequence[str]) -> list[Feed]:
    """The feeds that are named; none at all when one of the names is none."""
    feeds = session.feeds().result()
    found = {target: [feed for feed in feeds if meant(feed, target)] for target in targets}
    missing = [target for target, these in found.items() if not these]
    for target in missing:
        output.note(f"termnews: {shown(target)}: no such subscription; `termnews feeds` prints them")
    return [] if missing else list({feed.id: feed for these in found.values() for feed in these}.values())
