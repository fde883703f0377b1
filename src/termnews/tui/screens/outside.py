"""The world outside the screen: toasts, the clipboard, the browser, the shell that waits behind the program."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial

from textual.app import SuspendNotSupported

from termnews.tui import browser
from termnews.tui.safe import toast, visible
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
        """Let a browser that draws on this terminal have it until it ends; say what went wrong, or nothing."""
        try:
            with self._host.app.suspend():
                return browser.run(program, address)
        except SuspendNotSupported:
            return f"{program[0]} needs a terminal of its own here"

    def copy(self, text: str, told: str) -> None:
        """Put text on the clipboard."""
        self._host.app.copy_to_clipboard(visible(text))
        self.say(f"{told}: {text}")

    def suspend(self) -> None:
        """Go to sleep."""
        try:
            self._host.app.action_suspend_process()
        except SuspendNotSupported:
            self.say("This system cannot suspend programs", problem=True)
