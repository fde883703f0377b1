"""A reader without a screen: it notes what commands ask of it."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any, Literal

from termnews.config import Config
from termnews.model.entry import EntryFlags, Headline
from termnews.model.facets import TagCount
from termnews.model.ids import EntryId, FeedId
from termnews.query import EVERYTHING, Query, SmartFolder
from termnews.services.reports import Preview
from termnews.tui.articleports import DownloadPort
from termnews.tui.commands.faces import Pane
from termnews.tui.commands.keymap import Keymap
from termnews.tui.commands.registry import REGISTRY
from termnews.tui.commands.talk import Answered
from termnews.tui.ports import SessionPort
from tests.support.fake_session import FakeSession

import termnews.tui.commands  # isort: skip  # noqa: F401 - fills the registry


class FakePane:
    """Notes how it is moved."""

    def __init__(self, name: str, log: list[tuple[Any, ...]]) -> None:
        self.name = name
        self.log = log
        self.count = 12
        self.links: Sequence[str] = ("https://a.example/", "https://b.example/x")
        self.feed_ids: tuple[FeedId, ...] = (FeedId(3),)
        self.ends = False
        self.label = "Khasan Wire"
        self.possible = True
        self.active = True
        self.jumped = True
        self.tag: TagCount | None = TagCount("todo", "todo", 3, own=True)
        self.outline: Sequence[tuple[int, int, str]] = ((3, 2, "Why"), (9, 3, "How"))
        self.heading = 0

    def go_to_line(self, line: int) -> None:
        self.log.append((self.name, "go_to_line", line))

    def await_tag(self, key: str) -> None:
        self.log.append((self.name, "await_tag", key))

    def return_from_jump(self) -> None:
        self.log.append((self.name, "return_from_jump"))

    def begin(self) -> None:
        self.log.append((self.name, "begin"))

    def step(self, step: int) -> None:
        self.log.append((self.name, "step", step))
        self.smart_folder = ""

    def move(self, step: int) -> None:
        self.log.append((self.name, "move", step))

    def page(self, pages: float) -> bool:
        self.log.append((self.name, "page", pages))
        return not self.ends

    def first(self) -> None:
        self.log.append((self.name, "first"))

    def last(self) -> None:
        self.log.append((self.name, "last"))

    def activate(self) -> None:
        self.log.append((self.name, "activate"))

    def move_to(self, index: int) -> None:
        self.log.append((self.name, "move_to", index))

    def next_day(self, step: int) -> None:
        self.log.append((self.name, "next_day", step))

    def toggle_selected(self) -> None:
        self.log.append((self.name, "toggle_selected"))

    def select_range(self) -> None:
        self.log.append((self.name, "select_range"))

    def select_all(self) -> int:
        self.log.append((self.name, "select_all"))
        return self.count

    def clear_selection(self) -> bool:
        return False

    def next_heading(self, step: int) -> None:
        self.log.append((self.name, "next_heading", step))

    def toggle_folds(self) -> None:
        self.log.append((self.name, "toggle_folds"))

    def choose(self, way: Literal["cycle", "include", "exclude"]) -> None:
        self.log.append((self.name, "choose", way))

    def switch_every(self) -> None:
        self.log.append((self.name, "switch_every"))

    def clear(self) -> None:
        self.log.append((self.name, "clear"))

    def fold(self, closed: bool | None = None) -> bool:
        self.log.append((self.name, "fold", closed))
        return True


class FakeUi:
    """A `Ui` that answers questions from a list and notes everything in `log`."""

    def __init__(self, pane: Pane = "headlines") -> None:
        self.log: list[tuple[Any, ...]] = []
        self.fake = FakeSession()
        self.session: SessionPort = self.fake
        self.config = Config()
        self.count: int | None = None
        self.argument = ""
        self.pane: Pane = pane
        self.headlines = FakePane("headlines", self.log)
        self.article = FakePane("article", self.log)
        self.finder = FakePane("finder", self.log)
        self.tags = FakePane("tags", self.log)
        self.sources = FakePane("sources", self.log)
        self.current: Headline | None = self.fake.rows[EntryId(1)]
        self.chosen: tuple[EntryId, ...] = ()
        self.query: Query = EVERYTHING
        self.refinement: Query = EVERYTHING
        self.title = "Unread"
        self.waiting = 0
        self.answers: list[Any] = []
        self.can_go_back = True

    async def run(self, command_id: str) -> list[tuple[Any, ...]]:
        """Run a command; give what it asked for."""
        command = REGISTRY[command_id]
        assert command.when(self)
        work = command.run(self)
        if inspect.isawaitable(work):
            await work
        return self.log

    @property
    def face(self) -> FakePane:
        return {"headlines": self.headlines, "article": self.article, "tags": self.tags, "sources": self.sources}[
            self.pane
        ]

    @property
    def targets(self) -> tuple[EntryId, ...]:
        return self.chosen or ((self.current.id,) if self.current else ())

    def focus(self, pane: Pane) -> None:
        self.log.append(("focus", pane))

    def focus_next(self, step: int) -> None:
        self.log.append(("focus_next", step))

    def open(self) -> None:
        self.log.append(("open",))

    def back(self) -> bool:
        self.log.append(("back",))
        return self.can_go_back

    def go_visited(self, step: int) -> None:
        self.log.append(("go_visited", step))

    def go_to(self, step: int, *, unread: bool) -> None:
        self.log.append(("go_to", step, unread))

    def show_place(self, key: str) -> None:
        self.log.append(("show_place", key))

    def hide_notice(self) -> bool:
        self.log.append(("hide_notice",))
        return True

    def search_everywhere(self) -> None:
        self.log.append(("search_everywhere",))

    def drop_term(self) -> None:
        self.log.append(("drop_term",))

    @property
    def smart_folders(self) -> Sequence[SmartFolder]:
        return self.fake.smart_folders.all().result()

    def list_smart_folder(self, name: str) -> None:
        self.log.append(("list_smart_folder", name))

    def list_query(self, query: Query, title: str) -> None:
        self.log.append(("list_query", str(query), title))

    def why_no_key(self, keys: str) -> str:
        return Keymap(REGISTRY, {}).why_not(keys)

    def search(self) -> None:
        self.log.append(("search",))

    def show_new(self) -> None:
        self.log.append(("show_new",))

    def mark(
        self,
        ids: Sequence[EntryId],
        flag: EntryFlags,
        on: bool,
        told: str,
        where: str = "",
        *,
        spare: EntryFlags = EntryFlags.NONE,
        rest: str = "",
    ) -> None:
        del spare, rest
        self.log.append(("mark", tuple(ids), flag, on, told, where))

    def say_changed(self, changed: int, told: str, where: str = "") -> None:
        self.log.append(("say_changed", changed, told, where))

    def change(self, change: Future[Any], told: str) -> None:
        self.log.append(("change", told))

    def undo(self, times: int = 1, *, redo: bool = False) -> None:
        self.log.append(("undo", times, redo))

    def replay(self, steps: Future[tuple[str, ...]], *, redo: bool) -> None:
        self.log.append(("replay", steps.result(), redo))

    def refresh(self, feed_ids: Sequence[FeedId] | None) -> None:
        self.log.append(("refresh", feed_ids))

    def refresh_due(self) -> None:
        self.log.append(("refresh_due",))

    def repeat(self) -> None:
        self.log.append(("repeat",))

    def say(self, text: str, *, problem: bool = False) -> None:
        self.log.append(("say", text, problem))

    async def ask(self, question: str, *, value: str = "", hint: str = "", known: Sequence[str] = ()) -> str | None:
        self.log.append(("ask", question, value))
        answer: str | None = self.answers.pop(0)
        return answer

    async def ask_query(
        self,
        question: str,
        *,
        value: str = "",
        hint: str = "",
        rehearse: Callable[[str], Awaitable[str]] | None = None,
        tagging: bool = False,
    ) -> str | None:
        del hint, rehearse, tagging
        return await self.ask(question, value=value)

    async def ask_moment(self, question: str, *, ending: bool = False) -> str | None:
        del ending
        return await self.ask(question)

    async def confirm(self, question: str, yes: str) -> bool:
        self.log.append(("confirm", question))
        return bool(self.answers.pop(0))

    async def choose(
        self, title: str, options: Sequence[tuple[str, str]], *, chosen: int = 0, roles: Sequence[str] = ()
    ) -> int | None:
        assert not roles or len(roles) <= len(options)
        assert not options or 0 <= chosen < len(options)
        self.log.append(("choose", title, tuple(options)))
        answer: int | None = self.answers.pop(0)
        return answer

    async def preview(self, found: Preview) -> Answered:
        self.log.append(("preview", found.title))
        answer: Answered = self.answers.pop(0)
        return answer

    async def tag_names(self) -> Sequence[str]:
        return ("linux", "islands")

    @property
    def listed(self) -> Sequence[EntryId] | None:
        return tuple(self.fake.rows)

    def group_by(self, group: str) -> None:
        self.log.append(("group_by", group))

    def set_density(self, density: str) -> None:
        self.log.append(("set_density", density))

    def set_order(self, order: Query) -> None:
        self.log.append(("set_order", str(order)))

    async def pick_link(self) -> str | None:
        self.log.append(("pick_link",))
        answer: str | None = self.answers.pop(0)
        return answer

    def follow(self, url: str) -> None:
        self.log.append(("follow", url))

    def open_address(self, url: str) -> None:
        self.log.append(("open_address", url))

    def copy(self, text: str, told: str) -> None:
        self.log.append(("copy", text, told))

    def copy_text(self, text: str, told: str) -> None:
        self.log.append(("copy_text", text, told))

    async def run_program(self, title: str, program: Sequence[str], given: bytes) -> None:
        self.log.append(("run_program", title, tuple(program), given))

    async def show_download(self, download: DownloadPort, title: str, *, known: bool = False) -> None:
        self.log.append(("show_download", download.path, title, known))

    def open_page(self, page: bytes) -> None:
        self.log.append(("open_page", page))

    async def edit(self, path: Path) -> None:
        self.log.append(("edit", path))

    def show(self, screen: str) -> None:
        self.log.append(("show", screen))

    def resize(self, which: str, step: int) -> None:
        self.log.append(("resize", which, step))

    def toggle(self, what: str) -> None:
        self.log.append(("toggle", what))

    def suspend(self) -> None:
        self.log.append(("suspend",))

    def quit(self) -> None:
        self.log.append(("quit",))
