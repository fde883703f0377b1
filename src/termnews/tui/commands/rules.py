"""Commands for rules: queries with what is done to articles that match as they arrive.

All but a few are about one rule (`RULE`): the one that the list of rules (`ui.show("rules")`) names as their argument,
or one that is chosen. In that list their last key alone reaches them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import Future
from typing import Any

from termnews.query import Query, both, parse, rules
from termnews.query.ast import And, Is, Node, State
from termnews.query.parts import operands_of
from termnews.query.rules import WORDS, Actions, Rule
from termnews.text.numbers import counted
from termnews.tui import times
from termnews.tui.commands.marking import many
from termnews.tui.commands.registry import RULE, command
from termnews.tui.commands.ui import Ui

GROUP = "Rules"
HIDDEN_OR_NOT = parse("(is:hidden OR -is:hidden)")
"""Shows what a rule has hidden beside what it would hide."""
DOING = "#tag, star, mark read, hide, notify; with commas between"
ENDING = "a date such as monday, 3d or 2026-12-24; empty: it goes on"


@command("rule.list", "@ @", "Rules", group=GROUP)
def show(ui: Ui) -> None:
    """List the rules with their hits, in their order; in the list one key changes, moves, switches or runs one."""
    ui.show("rules")


@command("rule.new", "@ n", "New rule", group=GROUP, takes="name")
async def new(ui: Ui) -> None:
    """Make a rule of what is listed: rehearsed over the stored articles before it is saved."""
    known = [rule.name for rule in await _all(ui)]
    typed = await ui.ask_query(
        "What the rule matches",
        value=str(_arriving(ui.query)),
        hint="everything that arrives and matches; order and limit do not count",
        rehearse=lambda text: _would_match(ui, text),
    )
    if typed is None:
        return
    query = Query(parse(typed).where)
    doing = await _ask_doing(ui, Actions())
    if doing is None:
        return
    until = await ui.ask("Until when", hint=ENDING)
    name = ui.argument or (await ui.ask("Name of the rule", known=known) if until is not None else None)
    if not name or not name.strip() or until is None:
        return
    end = ui.session.rules.end_of(until) if until.strip() else None
    await _save(ui, Rule(name, str(query), doing, until=end))


async def _save(ui: Ui, rule: Rule) -> None:
    """Rehearse a rule, and save it if that is still wanted; let it run, if that is."""
    rehearsed = await asyncio.wrap_future(ui.session.rules.rehearse(rule.query, rule.actions))
    would = f"{counted(rehearsed.changed, 'stored article')} would change: {rule.actions}"
    options = [("Save it", "for what arrives from now on"), ("Save it and run it", would), ("List what it matches", "")]
    chosen = await ui.choose(rule.name, options if rehearsed.matching else options[:1])
    if chosen is None:
        return
    if chosen == 2:
        ui.list_query(rule.query, f"Matches of {rule.name}")
        return
    await asyncio.wrap_future(ui.session.rules.save(rule))
    if chosen == 1:
        changed = await asyncio.wrap_future(ui.session.rules.run([rule.name]))
        ui.say(f"{rule.name} saved, {many(changed)} changed · u undoes the run, u again the rule")
    else:
        ui.say(f"Rule {rule.name} saved · u undoes")


@command("rule.query", "@ q", "Change its query", group=GROUP, takes=RULE)
async def change_query(ui: Ui) -> None:
    """Change what a rule matches."""
    if (rule := await _chosen(ui, "Change the query of")) is None:
        return
    typed = await ui.ask_query(
        f"What {rule.name} matches", value=rule.text, rehearse=lambda text: _would_match(ui, text, rule.actions)
    )
    if typed is not None and typed.strip() != rule.text:
        await _change(ui, ui.session.rules.give_query(rule.name, parse(typed)), f"{rule.name} changed")


@command("rule.actions", "@ a", "Change what it does", group=GROUP, takes=RULE)
async def change_actions(ui: Ui) -> None:
    """Change what a rule does: give tags, star, mark read, hide, notify."""
    if (rule := await _chosen(ui, "Change what is done by")) is None:
        return
    doing = await _ask_doing(ui, rule.actions)
    if doing is not None and doing != rule.actions:
        await _change(ui, ui.session.rules.give_actions(rule.name, doing), f"{rule.name}: {doing}")


@command("rule.until", "@ t", "Change its end", group=GROUP, takes=RULE)
async def change_end(ui: Ui) -> None:
    """Let a rule end on a date, or go on; what it hid stays hidden."""
    if (rule := await _chosen(ui, "Change the end of")) is None:
        return
    typed = await ui.ask(f"{rule.name} until", hint=ENDING)
    if typed is None:
        return
    end = ui.session.rules.end_of(typed) if typed.strip() else None
    told = f"{rule.name} ends {times.date(end)}" if end is not None else f"{rule.name} goes on"
    await _change(ui, ui.session.rules.give_end(rule.name, end), told)


@command("rule.switch", "@ s", "Switch it on or off", group=GROUP, takes=RULE)
async def switch(ui: Ui) -> None:
    """Let a rule rest, or act again."""
    if (rule := await _chosen(ui, "Switch")) is not None:
        told = f"{rule.name} is {'off' if rule.enabled else 'on'}"
        await _change(ui, ui.session.rules.switch(rule.name, not rule.enabled), told)


@command("rule.rename", "@ e", "Rename it", group=GROUP, takes=RULE)
async def rename(ui: Ui) -> None:
    """Give a rule another name."""
    if (rule := await _chosen(ui, "Rename")) is None:
        return
    typed = await ui.ask("Name", value=rule.name)
    if typed and typed.strip() and typed.strip() != rule.name:
        await _change(ui, ui.session.rules.rename(rule.name, typed), f"{rule.name} is {typed.strip()} now")


@command("rule.down", "@ J", "Move it down", group=GROUP, takes=RULE)
async def down(ui: Ui) -> None:
    """Let a rule act after the next one; each sees what those before it did."""
    if (rule := await _chosen(ui, "Move down")) is not None:
        await _change(ui, ui.session.rules.move(rule.name, 1), f"{rule.name} moved")


@command("rule.up", "@ K", "Move it up", group=GROUP, takes=RULE)
async def up(ui: Ui) -> None:
    """Let a rule act before the one above it."""
    if (rule := await _chosen(ui, "Move up")) is not None:
        await _change(ui, ui.session.rules.move(rule.name, -1), f"{rule.name} moved")


@command("rule.remove", "@ D", "Delete it", group=GROUP, takes=RULE)
async def remove(ui: Ui) -> None:
    """Delete a rule; what it did stays as it is."""
    if (rule := await _chosen(ui, "Delete")) is not None:
        await _change(ui, ui.session.rules.remove(rule.name), f"Rule {rule.name} deleted")


@command("rule.rehearse", "@ l", "List what it matches", group=GROUP, takes=RULE)
async def rehearse(ui: Ui) -> None:
    """List which of the stored articles a rule matches, hidden or not, and say how many it would change."""
    if (rule := await _chosen(ui, "Rehearse")) is not None:
        ui.list_query(both(rule.query, HIDDEN_OR_NOT), f"Matches of {rule.name}")
        ui.say(f"{await _would_match(ui, rule.text, rule.actions)}: {rule.actions}")


@command("rule.run", "@ r", "Run it now", group=GROUP, takes=RULE)
async def run(ui: Ui) -> None:
    """Let a rule run over all stored articles, as one step."""
    if (rule := await _chosen(ui, "Run")) is None:
        return
    found = await asyncio.wrap_future(ui.session.rules.rehearse(rule.query, rule.actions))
    if not found.changed:
        ui.say(f"{rule.name} would change nothing")
    elif await ui.confirm(f"Run {rule.name}? {many(found.changed)} would change: {rule.actions}", "Run"):
        changed = await asyncio.wrap_future(ui.session.rules.run([rule.name]))
        ui.say(f"{rule.name}: {many(changed)} changed · u undoes")


@command("rule.take-back", "@ b", "Take back what rules did", group=GROUP)
async def take_back(ui: Ui) -> None:
    """Take back what rules did to what arrived last; again: to what arrived before that."""
    changed = await asyncio.wrap_future(ui.session.rules.take_back())
    told = f"{many(changed)} changed back · u undoes, the same again goes further back"
    ui.say(told if changed else "Rules did nothing to what arrived")


@command("rule.hidden", "g x", "Hidden articles", group=GROUP)
def hidden(ui: Ui) -> None:
    """List the hidden articles; `i` names the rule that hid one, and hiding it again brings it back."""
    ui.list_query(Query(Is(State.HIDDEN)), "Hidden")


# Asking


async def _all(ui: Ui) -> Sequence[Rule]:
    return [line.rule for line in await asyncio.wrap_future(ui.session.rules.all())]


async def _chosen(ui: Ui, verb: str) -> Rule | None:
    """The rule that is named, or one that is chosen. Raises `QueryError` for a name that none has."""
    known = tuple(await _all(ui))
    if ui.argument:
        return rules.find(known, ui.argument)
    if not known:
        ui.say("There is no rule yet")
        return None
    told = [(rule.name, f"{rule.text or 'everything'} → {rule.actions}") for rule in known]
    chosen = await ui.choose(f"{verb} which rule?", told)
    return None if chosen is None else known[chosen]


async def _ask_doing(ui: Ui, before: Actions) -> Actions | None:
    known = [*WORDS, *(f"#{tag}" for tag in await ui.tag_names())]
    typed = await ui.ask("What it does", value=str(before), hint=DOING, known=known)
    return rules.read_actions(typed) if typed and typed.strip(" ,") else None


def _arriving(query: Query) -> Query:
    """What is listed, without what all that arrives is: unread."""
    asked: tuple[Node, ...] = tuple(part for part in operands_of(query.where) if part != Is(State.UNREAD))
    return Query(asked[0] if len(asked) == 1 else And(asked))


async def _would_match(ui: Ui, text: str, actions: Actions | None = None) -> str:
    query = Query(parse(text).where)
    found = await asyncio.wrap_future(ui.session.rules.rehearse(query, actions or Actions()))
    told = f"{many(found.matching)} match{'es' if found.matching == 1 else ''}"
    return f"{told}, {found.changed:,} would change" if actions else told


async def _change(ui: Ui, change: Future[Any], told: str) -> None:
    """Wait for a change, so that a list that is shown again has it."""
    await asyncio.wrap_future(change)
    ui.say(f"{told} · u undoes")
