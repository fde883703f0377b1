"""`termnews folders`: queries under a name, listed and changed from the shell."""

from __future__ import annotations

import argparse

from termnews.cli import output
from termnews.cli.querywords import parsed_query
from termnews.cli.settings import configuration
from termnews.cli.status import Status
from termnews.query.smartfolders import find
from termnews.services.session import Session


def show_folders(arguments: argparse.Namespace) -> Status:
    """Print them in order: number, name, query; as JSON with their keys."""
    with Session(configuration(arguments)) as session:
        folders = session.smart_folders.all().result()
        counts = [session.smart_folders.count(folder.name).result() for folder in folders]
    if arguments.json:
        output.say_json_array(
            {
                "name": folder.name,
                "query": folder.text,
                "key": folder.key or None,
                "count": None if count.problem else count.number,
                "problem": count.problem or None,
            }
            for folder, count in zip(folders, counts, strict=True)
        )
    else:
        for folder, count in zip(folders, counts, strict=True):
            output.say(f"{'!' if count.problem else format(count.number, ','):>9}  {folder.name}  {folder.text}")
            if count.problem:
                output.note(f"termnews: {folder.name}: {count.problem}")
    if folders:
        return Status.DONE
    return output.nothing("no smart folders yet; `termnews folders add NAME QUERY` makes one")


def add(arguments: argparse.Namespace) -> Status:
    """Save a query under a name."""
    query = parsed_query(arguments.query)
    with Session(configuration(arguments)) as session:
        session.smart_folders.save(arguments.name, query, arguments.key).result()
    output.say(f"{arguments.name}: {query}")
    return Status.DONE


def rename(arguments: argparse.Namespace) -> Status:
    """Give another name."""
    with Session(configuration(arguments)) as session:
        session.smart_folders.rename(arguments.name, arguments.new).result()
    output.say(f"{arguments.name} is {arguments.new} now")
    return Status.DONE


def move(arguments: argparse.Namespace) -> Status:
    """Move one to a place."""
    with Session(configuration(arguments)) as session:
        folders = session.smart_folders.all().result()
        step = arguments.place - 1 - folders.index(find(folders, arguments.name))
        moved = session.smart_folders.move(arguments.name, step).result()
    place = moved.index(find(moved, arguments.name)) + 1
    output.say(f"{arguments.name}: place {place} of {len(moved)}")
    return Status.DONE


def remove(arguments: argparse.Namespace) -> Status:
    """Delete one."""
    with Session(configuration(arguments)) as session:
        session.smart_folders.remove(arguments.name).result()
    output.say(f"{arguments.name}: deleted")
    return Status.DONE
