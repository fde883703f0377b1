"""`termnews add`, `remove`, `feeds` and `refresh`: subscriptions and what they bring."""

from __future__ import annotations

import argparse
import sys

from termnews.cli import output, records
from termnews.cli.naming import meant
from termnews.cli.progress import ProgressLine
from termnews.cli.querywords import parsed_query
from termnews.cli.settings import configuration
from termnews.cli.status import Status
from termnews.model.errors import NotAFeedError, TermnewsError
from termnews.model.facets import Tally
from termnews.model.feed import FeedHealth
from termnews.model.times import stamp
from termnews.services.reports import Preview
from termnews.services.session import Session
from termnews.services.targets import public, shown
from termnews.text.numbers import counted


def add(arguments: argparse.Namespace) -> Status:
    """Subscribe to each target; one that fails does not keep the others out."""
    failed = 0
    with Session(configuration(arguments)) as session:
        for target in arguments.targets:
            try:
                if arguments.preview:
                    _print_preview(session.preview(target).result())
                    continue
                done = session.subscribe(
                    target, folder=arguments.folder, tags=arguments.tag, title=arguments.title
                ).result()
            except NotAFeedError as error:
                failed += 1
                output.complain(error)
                for url, title in error.feeds:
                    output.note(f"  it offers: {url}" + (f" ({title})" if title else ""))
            except TermnewsError as error:
                failed += 1
                output.complain(error)
            else:
                told = "already subscribed, " if done.known else ""
                output.say(f"{done.feed.name}: {told}{counted(done.new, 'new article')}")
                for line in done.notes:
                    output.note(f"termnews: {done.feed.name}: {line}")
    return Status.FAILED if failed else Status.DONE


def _print_preview(found: Preview) -> None:
    output.say(f"{found.title}  {public(found.address)}{'  (subscribed already)' if found.known else ''}")
    output.say(f"{counted(found.total, 'article')}{', the newest:' if found.newest else ''}")
    for title, moment in found.newest:
        output.say(f"  {(stamp(moment) or '')[:10]:<10}  {title or '(untitled)'}")
    for note in found.notes:
        output.note(f"termnews: {note}")


def remove(arguments: argparse.Namespace) -> Status:
    """End subscriptions, named by address, path or exact name."""
    removed = missing = 0
    with Session(configuration(arguments)) as session:
        feeds = session.feeds().result()
        for target in arguments.targets:
            found = [feed for feed in feeds if meant(feed, target)]
            if not found:
                output.note(f"termnews: {shown(target)}: no such subscription; `termnews feeds` prints them")
                missing += 1
                continue
            removed += len(found)
            session.unsubscribe([feed.id for feed in found]).result()
            for feed in found:
                output.say(f"{feed.name}: unsubscribed")
    if missing:
        return Status.FAILED if removed else Status.NOTHING
    return Status.DONE


def show_feeds(arguments: argparse.Namespace) -> Status:
    """Print the subscriptions, each with its last result in words."""
    with Session(configuration(arguments)) as session:
        feeds = session.feeds().result()
        healths = session.healths().result()
        counts = session.counts().result()
    rows = [(feed, healths.get(feed.id, FeedHealth()), counts.feeds.get(feed.id, Tally())) for feed in feeds]
    if arguments.json:
        output.say_json([records.feed_record(feed, health, tally.total, tally.unread) for feed, health, tally in rows])
    else:
        for feed, health, tally in rows:
            place = f"{feed.folder}/" if feed.folder else ""
            trouble = f"  ! {health.error}" if health.error else ""
            output.say(f"{tally.unread:>6}/{tally.total:<6} {place}{feed.name}  {public(feed.url)}{trouble}")
    return Status.DONE if rows else output.nothing("no subscriptions yet; `termnews add URL` makes one")


def refresh(arguments: argparse.Namespace) -> Status:
    """Fetch what is due, or with `--force` everything, or only the feeds that a query names."""
    wanted = parsed_query(arguments.query)
    with Session(configuration(arguments)) as session:
        feeds = session.feeds_matching(wanted).result()
        if not feeds:
            output.note("termnews: no feed to refresh; `termnews add URL` subscribes to one")
            return Status.NOTHING
        progress = ProgressLine(sys.stderr)
        named = [feed.id for feed in feeds] if arguments.query else None
        run = session.refresh(named, force=arguments.force, on_progress=progress.show)
        try:
            report = run.done.result()
        except KeyboardInterrupt:
            run.cancel()
            report = run.done.result()
        progress.end()
        for problem in session.keeping.tidy().result():
            output.note(f"termnews: {problem}")
        names = {feed.id: feed.name for feed in session.feeds().result()} if report.moved else {}
    for feed_id, address in report.moved:
        output.note(f"termnews: {names.get(feed_id, 'a feed')} has moved for good to {public(address)}")
    for name, message in report.failures:
        output.note(f"termnews: {name}: {message}")
    for notice in report.notices:
        output.say(f"{notice.rule}: {notice.title} ({notice.feed})")
    hidden = f" ({report.hidden:,} hidden by rules)" if report.hidden else ""
    output.say(
        f"{counted(report.checked, 'feed')} checked, {report.not_modified:,} unchanged, "
        f"{counted(report.new, 'new article')}{hidden}, {report.updated:,} updated, {len(report.failures):,} failed"
    )
    if report.cancelled:
        return Status.INTERRUPTED
    return Status.FAILED if report.failures else Status.DONE
