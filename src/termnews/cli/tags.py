"""`termnews tags`: tags with their numbers, and the person's own renamed, merged, deleted and coloured."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from concurrent.futures import Future

from termnews.cli import output
from termnews.cli.querywords import parsed_query
from termnews.cli.settings import configuration
from termnews.cli.status import Status
from termnews.library.owntags import Reach
from termnews.services.owntags import OwnTags
from termnews.services.session import Session
from termnews.text.numbers import counted


def show_tags(arguments: argparse.Namespace) -> Status:
    """Print tags: how many articles, how many of them unread, how many that the person tagged."""
    query = parsed_query(arguments.query)
    with Session(configuration(arguments)) as session:
        tags = session.own_tags.tallies(query).result()
    if arguments.json:
        output.say_json_array(
            {
                "tag": tag.label,
                "key": tag.key,
                "total": tag.total,
                "unread": tag.unread,
                "own": tag.own,
                "colour": tag.colour or None,
            }
            for tag in tags
        )
    else:
        for tag in tags:
            told = ", ".join(filter(None, (f"{tag.own:,} own" if tag.own else "", tag.colour)))
            output.say(f"{tag.unread:>7,}/{tag.total:<7,} {tag.label}{f'  ({told})' if told else ''}")
    if not tags:
        return output.nothing("no tags there")
    return Status.DONE


def rename(arguments: argparse.Namespace) -> Status:
    """Give an own tag another name."""
    reach = _carry_out(arguments, lambda tags: tags.rename(arguments.tag, arguments.new))
    return _tell(f"{arguments.tag} is {reach.label} now", reach)


def merge(arguments: argparse.Namespace) -> Status:
    """Put one own tag into another."""
    reach = _carry_out(arguments, lambda tags: tags.merge(arguments.tag, arguments.into))
    return _tell(f"{arguments.tag} is {reach.label} now", reach)


def delete(arguments: argparse.Namespace) -> Status:
    """Take an own tag from everything."""
    reach = _carry_out(arguments, lambda tags: tags.delete(arguments.tag))
    if reach.folders:
        asks = "asks" if reach.folders == 1 else "ask"
        output.note(f"termnews: {counted(reach.folders, 'smart folder')} still {asks} for {reach.label}")
    places = ((reach.articles, "article"), (reach.feeds, "feed"), (reach.rules, "rule"))
    told = [counted(number, name) for number, name in places if number or name == "article"]
    output.say(f"{reach.label}: deleted from {' and '.join(told)}")
    return Status.DONE


def colour(arguments: argparse.Namespace) -> Status:
    """Give a tag a colour, or take it."""
    name = "" if arguments.colour == "none" else arguments.colour
    reach = _carry_out(arguments, lambda tags: tags.colour(arguments.tag, name))
    output.say(f"{reach.label}: {name or 'no colour'}")
    return Status.DONE


def _carry_out(arguments: argparse.Namespace, change: Callable[[OwnTags], Future[Reach]]) -> Reach:
    with Session(configuration(arguments)) as session:
        return change(session.own_tags).result()


def _tell(what: str, reach: Reach) -> Status:
    named = ((reach.folders, "smart folder"), (reach.feeds, "feed"), (reach.rules, "rule"))
    followed = [counted(number, name) for number, name in named]
    places = [counted(reach.articles, "article"), *(told for told in followed if not told.startswith("0 "))]
    output.say(f"{what}, in {', '.join(places)}")
    return Status.DONE
