"""`termnews inspect`: what a feed, an article or a folder says, through the code of a refresh, storing nothing."""

from __future__ import annotations

import argparse
import sys

from termnews.cli import output, records
from termnews.cli.standard_input import saved_standard_input
from termnews.cli.status import Status
from termnews.model.entry import ParsedEntry
from termnews.model.feed import ParsedFeed
from termnews.model.times import stamp
from termnews.text.numbers import counted


def inspect(arguments: argparse.Namespace) -> Status:
    """Print the understanding of one document."""
    from termnews.cli.settings import configuration
    from termnews.services.inspecting import understand

    config = configuration(arguments)
    if arguments.target == "-":
        with saved_standard_input(sys.stdin.buffer) as path:
            parsed = understand(str(path), config)
    else:
        parsed = understand(arguments.target, config)
    if arguments.json:
        output.say_json(records.parsed_feed_record(parsed))
    else:
        _tell(parsed)
    return Status.DONE


def _tell(parsed: ParsedFeed) -> None:
    output.say(f"{parsed.title or '(no title)'}")
    facts = (parsed.kind, counted(len(parsed.entries), "article"), parsed.language)
    output.say(f"  {' · '.join(fact for fact in facts if fact)}")
    if parsed.link:
        output.say(f"  {parsed.link}")
    for line in parsed.notes:
        output.say(f"  note: {line}")
    for entry in parsed.entries:
        _tell_entry(entry)


def _tell_entry(entry: ParsedEntry) -> None:
    output.say()
    output.say(entry.title or "(no title)")
    facts = [
        stamp(entry.published) or "no date",
        ", ".join(entry.authors) or "no author",
        counted(len(entry.text.split()), "word"),
    ]
    output.say(f"  {' · '.join(facts)}")
    if entry.tags:
        output.say(f"  tags: {', '.join(entry.tags)}")
    if entry.url:
        output.say(f"  link: {entry.url}")
    output.say(f"  id:   {entry.guid}")
    for enclosure in entry.enclosures:
        output.say(f"  file: {enclosure.url} ({enclosure.type or 'unknown type'})")
