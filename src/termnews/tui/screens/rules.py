"""The list of rules: how each stands, what it did, and a key for whatever can be done with one."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from inspect import isawaitable
from typing import ClassVar, Protocol

from textual import events, on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from termnews.model.errors import TermnewsError
from termnews.query.rules import Standing
from termnews.services.rules import RuleLine
from termnews.text.numbers import counted
from termnews.tui import times
from termnews.tui.cells import Piece, flow
from termnews.tui.commands.keymap import Keymap, key_name, shown
from termnews.tui.commands.registry import RULE, Command
from termnews.tui.ports import SessionPort
from termnews.tui.safe import assemble, content
from termnews.tui.screens.desk import Desk

LEAVING = frozenset({"rule.rehearse"})
"""What is done to the list of articles, so that the list of rules makes room."""
ALONE = frozenset({"rule.new", "rule.take-back", "change.undo"})
"""What is about no rule, and can be done here all the same."""


@dataclass(frozen=True, slots=True)
class Picked:
    """What was asked for, and of which row."""

    command: Command
    row: int


class RulesHost(Protocol):
    """What the list of rules needs of the screen below."""

    session: SessionPort
    desk: Desk
    keymap: Keymap
    commands: tuple[Command, ...]

    @property
    def app(self) -> App[object]:
        """The program."""
        ...

    @property
    def now(self) -> int:
        """Epoch seconds."""
        ...


def keys_here(commands: Sequence[Command], keymap: Keymap) -> dict[str, Command]:
    """The keys of the list: the last ones of what is done with one rule, and of little else."""
    about_one = [command for command in commands if command.takes == RULE]
    others = [command for command in commands if command.id in ALONE]
    named = ((keymap.keys(command), command) for command in (*about_one, *reversed(others)))
    return {keys[0].split()[-1]: command for keys, command in named if keys}


async def show(host: RulesHost) -> None:
    """Show the list, do what is asked for, and show it again until it is left. Runs in a worker."""
    row = 0
    while True:
        lines = await asyncio.wrap_future(host.session.rules.all())
        keys = keys_here(host.commands, host.keymap)
        picked = await host.app.push_screen_wait(RulesScreen(lines, keys, host.now, row))
        if picked is None:
            return
        name = lines[picked.row].rule.name if lines and picked.command.id not in ALONE else ""
        await _do(host, picked.command, name)
        if picked.command.id in LEAVING:
            return
        after = await asyncio.wrap_future(host.session.rules.all())
        row = next((at for at, line in enumerate(after) if line.rule.name == name), picked.row)


async def _do(host: RulesHost, command: Command, name: str) -> None:
    """Run a command to its end; a mistake is told, and the list stays."""
    try:
        if command.id == "change.undo":
            labels = await asyncio.wrap_future(host.session.history.undo())
            host.desk.say(f"Undone: {labels[0]}" if labels else "Nothing to undo")
            return
        host.desk.argument = name
        work = command.run(host.desk)
        if isawaitable(work):
            await work
    except TermnewsError as error:
        host.desk.say(str(error), problem=True)


def told_of(line: RuleLine, now: int) -> str:
    """How a rule stands, in a line."""
    rule = line.rule
    if line.standing is Standing.BROKEN:
        return f"broken: {line.problem}"
    parts = [str(line.standing), counted(rule.hits, "hit")]
    if rule.last_hit is not None:
        parts.append(f"last {times.ago(rule.last_hit, now)}")
    if rule.until is not None:
        parts.append(f"{'since' if line.standing is Standing.ENDED else 'until'} {times.date(rule.until)}")
    if rule.overran is not None:
        parts.append(f"too slow {times.ago(rule.overran, now)}: articles went by")
    return " · ".join(parts)


class KeyHints(Static):
    """Keys with what they do; a key and its words stay on one line."""

    def __init__(self, parts: Sequence[Sequence[Piece]]) -> None:
        super().__init__(classes="box-hint")
        self._parts = parts

    def on_resize(self, event: events.Resize) -> None:
        """Fit the width."""
        self.update(Content("\n").join(assemble(*line) for line in flow(self._parts, event.size.width)))


class RulesScreen(ModalScreen[Picked | None]):
    """The rules in their order; gives what is to be done with one of them."""

    AUTO_FOCUS = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,h,left", "leave", "Leave"),
        Binding("j", "move(1)", "Down"),
        Binding("k", "move(-1)", "Up"),
    ]

    def __init__(self, lines: Sequence[RuleLine], keys: Mapping[str, Command], now: int, row: int) -> None:
        super().__init__()
        self._lines = lines
        self._keys = keys
        self._now = now
        self._row = row

    def compose(self) -> ComposeResult:
        """The rules, and what can be done with one."""
        with Vertical(classes="box broad"):
            yield Static(content("Rules"), classes="box-title")
            if not self._lines:
                yield Static(content("No rule yet. A rule does something to every article that matches as it arrives."))
            yield OptionList(*(Option(self._drawn(line)) for line in self._lines), compact=True)
            yield KeyHints(self._hint())

    def _drawn(self, line: RuleLine) -> Content:
        rule = line.rule
        acts = line.standing is Standing.ON
        name = (rule.name, "" if acts else "$ink-muted")
        first = assemble(name, (f"  {rule.text or 'everything'} → {rule.actions}", "" if acts else "$ink-muted"))
        style = "$error" if line.standing is Standing.BROKEN or rule.overran is not None else "$ink-muted"
        return Content("\n").join([first, assemble((f"  {told_of(line, self._now)}", style))])

    def _hint(self) -> list[list[Piece]]:
        usable = {key: command for key, command in self._keys.items() if self._lines or command.id in ALONE}
        parts = [(shown(key), command.title.lower()) for key, command in usable.items()]
        return [[(key, "bold"), (f" {told}  ", "$ink-muted")] for key, told in (*parts, ("Esc", "close"))]

    def on_mount(self) -> None:
        """Stand where one stood."""
        if self._lines:
            self.query_one(OptionList).highlighted = min(self._row, len(self._lines) - 1)

    def on_key(self, event: events.Key) -> None:
        """Take the keys of the commands."""
        command = self._keys.get(key_name(event.key, event.character))
        if command is not None and (self._lines or command.id in ALONE):
            event.stop()
            event.prevent_default()
            self.dismiss(Picked(command, self.query_one(OptionList).highlighted or 0))

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        found = next((command for command in self._keys.values() if command.id == "rule.rehearse"), None)
        if found is not None:
            self.dismiss(Picked(found, event.option_index))

    def action_move(self, step: int) -> None:
        """Move the mark."""
        rows = self.query_one(OptionList)
        rows.action_cursor_down() if step > 0 else rows.action_cursor_up()

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)
