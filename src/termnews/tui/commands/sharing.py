"""Commands that hand an article on: to a program, to the clipboard, to paper, to somebody else."""

from __future__ import annotations

import asyncio
import os
import shlex
from urllib.parse import quote

from termnews.services.piping import filled
from termnews.text.urls import without_tracking
from termnews.tui.commands.marking import many
from termnews.tui.commands.reading import has_entry
from termnews.tui.commands.registry import When, command
from termnews.tui.commands.ui import Ui

GROUP = "Sharing"
LAST_PIPE = "pipe"
"""Name of the preference that keeps the last program."""

can_send = When(
    lambda ui: ui.current is not None and bool(ui.config.share),
    "no target is set; name some under [share] in the configuration",
)


@command("share.pipe", "|", "Pipe to a program", group=GROUP, when=has_entry, takes="program")
async def pipe(ui: Ui) -> None:
    """Give the article, or the selection, to a program as Markdown and show what it answers; no shell is involved."""
    targets = ui.targets
    typed = ui.argument
    if not typed:
        last = await asyncio.wrap_future(ui.session.preference(LAST_PIPE))
        answered = await ui.ask(
            f"Pipe {many(len(targets))} to",
            value=last if isinstance(last, str) else "",
            hint="a program with its arguments, such as: wc -w",
        )
        typed = answered or ""
    try:
        program = shlex.split(typed, posix=os.name == "posix")
    except ValueError as error:
        ui.say(f"The command cannot be read: {error}", problem=True)
        return
    if program:
        ui.session.set_preference(LAST_PIPE, typed)
        markdown = await asyncio.wrap_future(ui.session.exporting.document(targets, "md"))
        await ui.run_program(typed, program, markdown)


@command("share.copy-markdown", "ctrl+y", "Copy as Markdown", group=GROUP, when=has_entry)
async def copy_markdown(ui: Ui) -> None:
    """Copy the whole article, or the selection, to the clipboard as Markdown."""
    targets = ui.targets
    markdown = await asyncio.wrap_future(ui.session.exporting.document(targets, "md"))
    ui.copy_text(markdown.decode(), f"{many(len(targets))} copied as Markdown")


@command("share.print", "P", "Print", group=GROUP, when=has_entry)
async def to_paper(ui: Ui) -> None:
    """Open the article, or the selection, as a page for printing in the browser."""
    page = await asyncio.wrap_future(ui.session.exporting.document(ui.targets, "html"))
    ui.open_page(page)


@command(
    "share.send",
    "M",
    "Send to",
    group=GROUP,
    when=can_send,
)
async def send(ui: Ui) -> None:
    """Send the article to one of the targets that the configuration names: an address to open, or a program to run."""
    current = ui.current
    if current is None:
        return
    targets = dict(ui.config.share)
    names = list(targets)
    chosen = (
        names.index(ui.argument)
        if ui.argument in names
        else await ui.choose("Send to", [(name, _told(targets[name])) for name in names])
    )
    if chosen is None:
        return
    target = targets[names[chosen]]
    values = {"url": without_tracking(current.url or ""), "title": current.title}
    if isinstance(target, str):
        quoted = {name: quote(value, safe="") for name, value in values.items()}
        ui.open_address(filled([target], quoted)[0])
        return
    markdown = await asyncio.wrap_future(ui.session.exporting.document((current.id,), "md"))
    await ui.run_program(names[chosen], filled(target, values), markdown)


def _told(target: str | tuple[str, ...]) -> str:
    return target if isinstance(target, str) else shlex.join(target)


@command("share.edit", "e", "Edit the file", group=GROUP, when=has_entry, panes=("headlines", "article"))
async def edit(ui: Ui) -> None:
    """Open the file of a local article in your editor; what you change is read when you come back."""
    current = ui.current
    path = await asyncio.wrap_future(ui.session.file_of(current.id)) if current else None
    if path is None:
        ui.say("This article is not a file on this disk", problem=True)
    else:
        await ui.edit(path)
