"""The world outside the screen: toasts, the clipboard, the browser, the shell that waits behind the program."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from textual.app import SuspendNotSupported

from termnews.services import piping
from termnews.services.printing import write_page
from termnews.tui import browser
from termnews.tui.articleports import DownloadPort
from termnews.tui.safe import toast, visible
from termnews.tui.screens.answer import AnswerScreen
from termnews.tui.screens.downloading import DownloadScreen, told_end
from termnews.tui.screens.viewpoint import Viewpoint


class Outside(Viewpoint):
    """What commands may do beyond the panes."""

    def say(self, text: str, *, problem: bool = False) -> None:
        """Show a toast in the place of the last one, unless that told of a problem; its text is never markup."""
        if not self._trouble:
            self._host.app.clear_notifications()
        self._trouble = problem
        self._host.app.notify(
            toast(text), severity="error" if problem else "information", timeout=8 if problem else 3, markup=False
        )

    def open_address(self, url: str) -> None:
        """Open an address in the browser."""
        self._host.start(partial(self._browse, url), "browser", exclusive=False)

    async def _browse(self, url: str) -> None:
        known = browser.openable(url)
        own = browser.program_for(self.config.open.programs, known) if known else ()
        address = known if own else browser.web_address(url)
        if address is None:
            told = "Only web addresses are opened; name a program for others under [open.programs]"
            self.say(f"{told}: {url}", problem=True)
            return
        chosen = own or self.config.open.browser
        program = await asyncio.to_thread(browser.text_browser, chosen)
        if program:
            wrong = self._lend(program, address)
        else:
            wrong = await asyncio.to_thread(browser.launch, chosen, address)
        if wrong:
            self.say(f"{address}: {wrong}", problem=True)
        else:
            self.say(f"Opened {address}{f' with {own[0]}' if own else ''}")

    def _lend(self, program: Sequence[str], address: str) -> str:
        """Let a program that draws on this terminal have it until it ends; say what went wrong, or nothing."""
        try:
            with self._host.app.suspend():
                return browser.run(program, address)
        except SuspendNotSupported:
            return f"{program[0]} needs a terminal of its own here"

    def copy(self, text: str, told: str) -> None:
        """Put text on the clipboard."""
        self._host.app.copy_to_clipboard(visible(text))
        self.say(f"{told}: {text}")

    def copy_text(self, text: str, told: str) -> None:
        """Put text of several lines on the clipboard."""
        self._host.app.copy_to_clipboard(text)
        self.say(told)

    async def run_program(self, title: str, program: Sequence[str], given: bytes) -> None:
        """Run a program and show what it answers."""
        answer, stop = await asyncio.to_thread(piping.start, program, given)
        await self._host.app.push_screen_wait(AnswerScreen(title, answer, stop))

    async def show_download(self, download: DownloadPort, title: str, *, known: bool = False) -> None:
        """Show how far a file is, and say how it ended, whether it is shown then or not."""
        if not known:
            loop, context = asyncio.get_running_loop(), contextvars.copy_context()

            def ended(_: object) -> None:
                with suppress(RuntimeError):  # the reader is closed by now
                    loop.call_soon_threadsafe(self._say_end, download, context=context)

            download.done.add_done_callback(ended)
        await self._host.app.push_screen_wait(DownloadScreen(download, title))

    def _say_end(self, download: DownloadPort) -> None:
        told, problem = told_end(download)
        self.say(told, problem=problem)

    def open_page(self, page: bytes) -> None:
        """Show a page in the browser."""
        self._host.start(partial(self._open_page, page), "browser", exclusive=False)

    async def _open_page(self, page: bytes) -> None:
        try:
            address = (await asyncio.to_thread(write_page, page)).as_uri()
        except OSError as error:
            self.say(f"The page cannot be written: {error.strerror or error}", problem=True)
            return
        program = await asyncio.to_thread(browser.text_browser, self.config.open.browser)
        if program:
            wrong = self._lend(program, address)
        else:
            wrong = await asyncio.to_thread(browser.launch, self.config.open.browser, address)
        self.say(wrong or "Opened a page to print in the browser", problem=bool(wrong))

    async def edit(self, path: Path) -> None:
        """Edit a file with the person's editor, and read it again."""
        wrong = self._lend(browser.editor(self.config.open.editor), str(path))
        if wrong:
            self.say(wrong, problem=True)
        await asyncio.wrap_future(self.session.refresh_local())

    def suspend(self) -> None:
        """Go to sleep."""
        try:
            self._host.app.action_suspend_process()
        except SuspendNotSupported:
            self.say("This system cannot suspend programs", problem=True)
