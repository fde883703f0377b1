"""`termnews list` and `termnews show`: headlines that match a query, and one article as text."""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from collections.abc import Iterator

from termnews.cli import output, records
from termnews.cli.columns import cells
from termnews.cli.querywords import ordered, parsed_query
from termnews.cli.settings import configuration
from termnews.cli.status import Status
from termnews.model.entry import EntryFlags, Headline
from termnews.model.errors import UsageError
from termnews.model.ids import EntryId
from termnews.model.times import calendar, has_clock
from termnews.services.session import Session

PAGE = 256
"""Headlines read from the library at a time."""


def show_list(arguments: argparse.Namespace) -> Status:
    """Print the headlines that match a query, newest first unless it says otherwise."""
    wanted = ordered(parsed_query(arguments.query), arguments.sort)
    with Session(configuration(arguments)) as session:
        ids = session.entry_ids(wanted, limit=arguments.limit).result()
        if arguments.json or arguments.jsonl:
            found = _records(session, list(ids))
            if arguments.json:
                output.say_json_array(found)
            else:
                for record in found:
                    output.say_json(record, indent=None)
        elif arguments.columns:
            for headline in _headlines(session, list(ids)):
                output.say(cells(headline, arguments.columns))
        else:
            for headline in _headlines(session, list(ids)):
                output.say(row(headline))
    if not len(ids):
        return output.nothing("no article matches")
    return Status.DONE


def show(arguments: argparse.Namespace) -> Status:
    """Print one article, wrapped for the terminal, or as JSON."""
    from termnews.exporters.plaintext import lines_of

    entry_id = EntryId(arguments.id)
    with Session(configuration(arguments)) as session:
        if arguments.json:
            found = session.entries([entry_id]).result()
            if not found:
                return _not_there(arguments.id)
            deeds = session.rules.deeds(entry_id).result()
            output.say_json(records.stored_record(found[0]) | {"rules": [records.deed_record(deed) for deed in deeds]})
            return Status.DONE
        article = session.article(entry_id).result()
        if article is None:
            return _not_there(arguments.id)
        width = arguments.width or min(80, shutil.get_terminal_size().columns)
        if width < 20:
            raise UsageError("too narrow", where=f"--width {width}", hint="Give at least 20.")
        for line in lines_of(article, width, int(time.time()), ascii=session.config.reader.ascii):
            output.say(line)
        if article.url:
            output.say()
            output.say(article.url)
        if hidden := [deed for deed in session.rules.deeds(entry_id).result() if EntryFlags.HIDDEN in deed.flags]:
            output.say()
            output.say(
                f"Hidden by the rule “{hidden[-1].rule}”; `termnews mark unhidden id:{entry_id}` brings it back."
            )
    return Status.DONE


def _not_there(number: int) -> Status:
    output.note(f"termnews: there is no article {number}; `termnews list` prints the numbers")
    return Status.NOTHING


def _headlines(session: Session, ids: list[int]) -> Iterator[Headline]:
    for start in range(0, len(ids), PAGE):
        yield from session.headlines(ids[start : start + PAGE]).result()


def _records(session: Session, ids: list[int]) -> Iterator[records.Record]:
    for start in range(0, len(ids), PAGE):
        for entry in session.entries(ids[start : start + PAGE]).result():
            yield records.stored_record(entry, body=False)


def row(headline: Headline) -> str:
    """A headline as a line of a list."""
    marks = ("•" if not headline.is_read else " ") + ("*" if headline.is_starred else " ")
    tags = " ".join(f"#{tag}" for tag in (*headline.own_tags, *headline.other_tags))
    line = f"{headline.id:>7} {marks} {_date(headline.sort_at)}  {headline.feed_title}: {headline.title}"
    if tags:
        line += f"  {tags}"
    return line if not sys.stdout.isatty() else line[: shutil.get_terminal_size().columns]


def _date(seconds: int) -> str:
    """The day and, where there is one, the time of day, in as many cells."""
    parts = calendar(seconds)
    if parts is None:
        return " " * 16
    return time.strftime("%Y-%m-%d %H:%M" if has_clock(parts) else "%Y-%m-%d      ", parts)
