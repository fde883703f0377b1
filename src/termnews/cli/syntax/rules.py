"""The command line of rules."""

from __future__ import annotations

import argparse

from termnews.cli.querywords import terms_kept_from_options
from termnews.cli.syntax.base import Group, Syntax, count, lazily


def _rules(command: argparse.ArgumentParser) -> None:
    command.set_defaults(run=lazily("rules", "show_rules"))
    command.add_argument("--json", action="store_true", help="one JSON array")
    actions = command.add_subparsers(title="actions", metavar="ACTION", dest="action")
    _add(actions.add_parser("add", help="let something be done to what arrives; the same name: change that rule"))
    _rehearse(actions.add_parser("rehearse", help="say what a rule would touch of what is stored, changing nothing"))
    _run(actions.add_parser("run", help="let rules run over everything that is stored, as one step"))
    for name, told in (
        ("remove", "delete it; what it did stays"),
        ("enable", "let it act"),
        ("disable", "let it rest"),
    ):
        action = actions.add_parser(name, help=told)
        action.add_argument("name", metavar="NAME")
        action.set_defaults(run=lazily("rules", name))
    rename = actions.add_parser("rename", help="give it another name")
    rename.add_argument("name", metavar="OLD")
    rename.add_argument("new", metavar="NEW")
    rename.set_defaults(run=lazily("rules", "rename"))
    move = actions.add_parser("move", help="move it among the others; each sees what those before it did")
    move.add_argument("name", metavar="NAME")
    move.add_argument("place", type=count, metavar="PLACE", help="counted from 1")
    move.set_defaults(run=lazily("rules", "move"))
    until = actions.add_parser("until", help="let it do nothing from a date on")
    until.add_argument("name", metavar="NAME")
    until.add_argument("date", metavar="DATE", help="monday, 3d, 2026-12-24; never: it goes on")
    until.set_defaults(run=lazily("rules", "until"))
    back = actions.add_parser(
        "take-back", help="take back what rules did to what arrived last, as one step; again: to what arrived before"
    )
    back.set_defaults(run=lazily("rules", "take_back"))


def _add(action: argparse.ArgumentParser) -> None:
    action.add_argument("name", metavar="NAME")
    action.add_argument("query", nargs="+", metavar="QUERY", help="e.g. title:football feed:bbc")
    _what(action)
    action.add_argument("--until", metavar="DATE", help="do nothing from then on: monday, 3d, 2026-12-24")
    action.add_argument("--disabled", action="store_true", help="let it rest until it is enabled")
    action.set_defaults(run=lazily("rules", "add"))


def _rehearse(action: argparse.ArgumentParser) -> None:
    action.add_argument("query", nargs="+", metavar="QUERY", help="a query; with --rule the name of a rule")
    action.add_argument("--rule", action="store_true", help="rehearse the rule of that name")
    _what(action)
    action.add_argument("-n", "--limit", type=count, default=20, metavar="N", help="print at most N headlines (20)")
    action.add_argument("--json", action="store_true", help="one JSON object")
    action.set_defaults(run=lazily("rules", "rehearse"))


def _run(action: argparse.ArgumentParser) -> None:
    action.add_argument("names", nargs="*", metavar="NAME", help="these rules, in their order; default: all that act")
    action.set_defaults(run=lazily("rules", "run"))


def _what(action: argparse.ArgumentParser) -> None:
    what = action.add_argument_group("what is done")
    what.add_argument("--tag", action="append", default=[], metavar="T", help="give this tag (again for more)")
    what.add_argument("--star", action="store_true", help="star it")
    what.add_argument("--read", action="store_true", help="mark it read")
    what.add_argument("--hide", action="store_true", help="hide it; is:hidden lists what is hidden")
    what.add_argument("--notify", action="store_true", help="tell of it when it arrives")


COMMANDS: Group = {
    "rules": Syntax(_rules, "print the rules; add, rehearse, run, move or remove one", kept=terms_kept_from_options),
}
