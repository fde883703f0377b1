"""`termnews rules`: what is done to articles as they arrive, listed and changed from the shell."""

from __future__ import annotations

import argparse
from datetime import datetime

from termnews.cli import output, records
from termnews.cli.articles import row
from termnews.cli.querywords import parsed_query
from termnews.cli.settings import configuration
from termnews.cli.status import Status
from termnews.query import Query
from termnews.query.rules import Actions, Rule, Standing, find
from termnews.services.clock import LocalZone
from termnews.services.rules import RuleLine
from termnews.services.session import Session
from termnews.text.numbers import counted


def show_rules(arguments: argparse.Namespace) -> Status:
    """Print them in order: hits, whether they act, name, query, what they do."""
    with Session(configuration(arguments)) as session:
        lines = session.rules.all().result()
    if arguments.json:
        output.say_json_array(records.rule_record(line) for line in lines)
    else:
        for line in lines:
            output.say(_row(line))
            if line.problem:
                output.note(f"termnews: {line.rule.name}: {line.problem}")
    return Status.DONE if lines else output.nothing("no rules yet; `termnews rules add NAME QUERY --star` makes one")


def add(arguments: argparse.Namespace) -> Status:
    """Save a rule; the rehearsal says what it would have done to what is there."""
    query, actions = parsed_query(arguments.query), _actions(arguments)
    with Session(configuration(arguments)) as session:
        until = session.rules.end_of(arguments.until) if arguments.until is not None else None
        rule = Rule(arguments.name, str(query), actions, not arguments.disabled, until)
        saved = find(session.rules.save(rule).result(), rule.name)
        rehearsed = session.rules.rehearse(saved.query, saved.actions).result()
    output.say(f"{saved.name}: {saved.text or 'everything'} → {saved.actions}{_until(saved)}")
    if rehearsed.changed:
        told = f"{counted(rehearsed.changed, 'stored article')} would change"
        output.note(f"termnews: {told}; `termnews rules run '{saved.name}'` does it")
    return Status.DONE


def rehearse(arguments: argparse.Namespace) -> Status:
    """Say how many articles a rule would touch, and print the newest of them."""
    with Session(configuration(arguments)) as session:
        query, actions = _rehearsed(session, arguments)
        found = session.rules.rehearse(query, actions).result()
        ids = session.entry_ids(query, limit=arguments.limit).result()
        headlines = session.headlines(list(ids)).result()
    if arguments.json:
        output.say_json(
            {
                "matching": found.matching,
                "changed": found.changed,
                "articles": [records.headline_record(headline) for headline in headlines],
            }
        )
    else:
        for headline in headlines:
            output.say(row(headline))
        already = found.matching - found.changed
        told = f"; {found.changed:,} would change: {actions}" if actions else ""
        output.say(
            f"{counted(found.matching, 'article')} of what is stored match{'es' if found.matching == 1 else ''}"
            f"{told}{f' ({already:,} are so already)' if told and already else ''}"
        )
    return Status.DONE if found.matching else Status.NOTHING


def run(arguments: argparse.Namespace) -> Status:
    """Let rules run over what is stored."""
    with Session(configuration(arguments)) as session:
        changed = session.rules.run(arguments.names).result()
    output.say(f"{counted(changed, 'article')} changed" + ("; `termnews undo` takes it back" if changed else ""))
    return Status.DONE if changed else Status.NOTHING


def take_back(arguments: argparse.Namespace) -> Status:
    """Take back what rules did to what arrived last."""
    with Session(configuration(arguments)) as session:
        changed = session.rules.take_back().result()
    output.say(f"{counted(changed, 'article')} changed back" if changed else "Rules did nothing to what arrived")
    return Status.DONE if changed else Status.NOTHING


def remove(arguments: argparse.Namespace) -> Status:
    """Delete one."""
    with Session(configuration(arguments)) as session:
        session.rules.remove(arguments.name).result()
    return Status.DONE


def enable(arguments: argparse.Namespace) -> Status:
    """Let one act."""
    with Session(configuration(arguments)) as session:
        session.rules.switch(arguments.name, True).result()
    return Status.DONE


def disable(arguments: argparse.Namespace) -> Status:
    """Let one rest."""
    with Session(configuration(arguments)) as session:
        session.rules.switch(arguments.name, False).result()
    return Status.DONE


def until(arguments: argparse.Namespace) -> Status:
    """Let one end on a date, or go on."""
    with Session(configuration(arguments)) as session:
        end = None if arguments.date == "never" else session.rules.end_of(arguments.date)
        session.rules.give_end(arguments.name, end).result()
    return Status.DONE


def rename(arguments: argparse.Namespace) -> Status:
    """Give another name."""
    with Session(configuration(arguments)) as session:
        session.rules.rename(arguments.name, arguments.new).result()
    return Status.DONE


def move(arguments: argparse.Namespace) -> Status:
    """Move one to a place."""
    with Session(configuration(arguments)) as session:
        rules = tuple(line.rule for line in session.rules.all().result())
        step = arguments.place - 1 - rules.index(find(rules, arguments.name))
        session.rules.move(arguments.name, step).result()
    return Status.DONE


def _actions(arguments: argparse.Namespace) -> Actions:
    return Actions(tuple(arguments.tag), arguments.star, arguments.read, arguments.hide, arguments.notify)


def _rehearsed(session: Session, arguments: argparse.Namespace) -> tuple[Query, Actions]:
    """The query and the actions that are to be rehearsed."""
    given = _actions(arguments)
    if not arguments.rule:
        return parsed_query(arguments.query), given
    rules = tuple(line.rule for line in session.rules.all().result())
    rule = find(rules, " ".join(arguments.query))
    return rule.query, given or rule.actions


def _row(line: RuleLine) -> str:
    rule = line.rule
    last = f", last {_moment(rule.last_hit)}" if rule.last_hit is not None else ""
    slow = f", too slow on {_moment(rule.overran)}" if rule.overran is not None else ""
    state = "!" if line.standing is Standing.BROKEN else line.standing
    return (
        f"{rule.hits:>9,}  {state:<5}  {rule.name}  {rule.text or 'everything'} → {rule.actions}"
        f"{_until(rule)}{last}{slow}"
    )


def _until(rule: Rule) -> str:
    return f", until {_moment(rule.until)}" if rule.until is not None else ""


def _moment(seconds: int) -> str:
    """A time in the person's zone; midnight is the day alone."""
    moment = datetime.fromtimestamp(seconds, LocalZone())
    return f"{moment:%Y-%m-%d}" if (moment.hour, moment.minute) == (0, 0) else f"{moment:%Y-%m-%d %H:%M}"
