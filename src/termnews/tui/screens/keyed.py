"""Keys to commands, and commands to work behind the screen, on top of the panes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from inspect import iscoroutinefunction

from textual import events
from textual.worker import Worker

from termnews.config import Config
from termnews.model.errors import TermnewsError
from termnews.query import SmartFolder
from termnews.tui.cells import Piece
from termnews.tui.commands.folders import listing_of
from termnews.tui.commands.keymap import Keymap, key_name, shown
from termnews.tui.commands.registry import REGISTRY, Command
from termnews.tui.ports import SessionPort
from termnews.tui.screens.desk import Desk
from termnews.tui.screens.keys import KeyReader, hints
from termnews.tui.screens.linking import Linking
from termnews.tui.screens.panes import Panes
from termnews.tui.screens.places import Place
from termnews.tui.screens.reading import Reader
from termnews.tui.screens.work import Work

TYPING = (("Enter", "keep"), ("Esc", "leave"), ("Tab", "complete"), ("↑ ↓", "move"))
"""Hints while a search is typed."""
FINDING = (("Enter", "keep"), ("Esc", "leave"), ("↑ ↓", "hits"), ("/re/", "an expression"))
"""Hints while something is looked for in the article."""
LINKING = (("letters", "choose a link"), ("Backspace", "again"), ("Esc", "leave"))
"""Hints while letters lie over the links."""
NARROWING = (("Enter", "keep"), ("Esc", "all tags"), ("↑ ↓", "move"))
"""Hints while the tags are narrowed."""


class Keyed(Panes):
    """Runs commands, whether from a key, the palette or the command line."""

    desk: Desk
    reader: Reader
    linking: Linking

    def __init__(self, session: SessionPort, config: Config, *, opened: Place | None) -> None:
        super().__init__(session, config, opened=opened)
        self.commands: tuple[Command, ...] = tuple(REGISTRY)
        """Everything that can be done now, smart folders with keys included."""
        self.keymap = Keymap(REGISTRY, config.keys)
        self.keys = KeyReader(self.keymap)
        self.last: Command | None = None
        self._telling = False

    def start(self, work: Work, group: str, *, exclusive: bool = True) -> None:
        """Do something behind the screen; what fails is told, and ends nothing."""
        guarded: Work = partial(self._guarded, work)
        _: Worker[None] = self.run_worker(guarded, group=group, exclusive=exclusive, exit_on_error=False)

    async def _guarded(self, work: Work) -> None:
        try:
            await work()
        except TermnewsError as error:
            self.desk.say(str(error), problem=True)
        except Exception as error:  # noqa: BLE001 - boundary: one action that fails must not end the reader
            self.log.error(error)
            self.desk.say(f"That did not work: {error!r}", problem=True)

    def bind_folders(self, folders: Sequence[SmartFolder]) -> None:
        """Give smart folders their keys; a key that means something else stays what it is."""
        own = Keymap(REGISTRY, self.config.keys)
        self.commands = (*REGISTRY, *(listing_of(folder) for folder in folders if own.why_not(folder.key) == ""))
        self.keymap = Keymap(self.commands, self.config.keys)
        self.keys = KeyReader(self.keymap)

    def moved(self) -> None:
        """Say anew which keys matter and where one is; once, however many things moved with one key."""
        if not self._telling:
            self._telling = True
            self.call_later(self._tell_where)

    def _tell_where(self) -> None:
        self._telling = False
        if self.querybar.typing or self.finder.typing or self.tags.typing:
            self.hints.hints(TYPING if self.querybar.typing else FINDING if self.finder.typing else NARROWING)
            return
        if self.linking.active:
            self.hints.hints(LINKING, self.linking.told)
            return
        self.hints.hints(hints(REGISTRY, self.keymap, self.desk), self._where())
        pending: list[list[Piece]] = [[(f"{self.keys.told} ", "title"), (" ", "ink")]] if self.keys.told else []
        pending += [[(shown(key), "key"), (f" {word}  ", "muted")] for key, word in self.keys.words]
        self.choices.show(pending)

    def _where(self) -> str:
        """Say how many are selected, else where in the article or in the list one is."""
        selected, rows = len(self.headlines.selected), self.headlines.count
        if selected:
            return f"{selected:,} selected"
        if self.desk.pane == "article":
            return self.reader.told
        return f"{self.headlines.cursor + 1:,}/{rows:,}" if rows else ""

    def on_key(self, event: events.Key) -> None:
        """Turn keys into commands; while a search is typed only those that cannot be typed."""
        if self.querybar.typing or self.querybar.opening:
            self._while_typing(event)
            return
        if self.finder.typing:
            return
        if self.linking.active:
            self.linking.press(key_name(event.key, event.character))
            event.stop()
            event.prevent_default()
            return
        found = self.keys.press(key_name(event.key, event.character), self.desk.pane, self._able)
        if found:
            event.stop()
            event.prevent_default()
        if isinstance(found, Command):
            self.desk.count = self.keys.count
            self.keys.clear()
            self.run_command(found)
            self.desk.count = None
        self.moved()

    def _able(self, command: Command) -> bool:
        return command.when(self.desk)

    def _while_typing(self, event: events.Key) -> None:
        steps = {"up": -1, "down": 1}
        if event.key == "escape":
            self.querybar.leave()
        elif event.key in steps:
            self.headlines.move(steps[event.key])
        elif event.key in ("tab", "shift+tab"):
            self.querybar.complete(1 if event.key == "tab" else -1)
        elif event.is_printable and event.character:  # typed right behind the key that opened the line
            self.querybar.take(event.character)
        else:
            return
        event.stop()
        event.prevent_default()

    def run_command(self, command: Command, argument: str = "") -> None:
        """Run a command if it can run now; `.` remembers the last one that changed something."""
        if not command.when(self.desk):
            self.desk.say(f"{command.title}: {command.when.otherwise}")
            return
        if command.repeats:
            self.last = command
        self.desk.argument = argument
        if iscoroutinefunction(command.run):
            self.start(partial(command.run, self.desk), "command", exclusive=False)
        else:
            command.run(self.desk)
        self.moved()
