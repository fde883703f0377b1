"""Commands that take articles, and the files that come with them, out of the reader: to programs and into files."""

from __future__ import annotations

import asyncio

from termnews.model.entry import Enclosure
from termnews.services.filenames import file_name
from termnews.text.attachments import attachment_name
from termnews.text.numbers import clock_told, size_told
from termnews.text.urls import display_host
from termnews.tui.commands.marking import many
from termnews.tui.commands.reading import has_entry
from termnews.tui.commands.registry import command
from termnews.tui.commands.typed import typed_path
from termnews.tui.commands.ui import Ui

GROUP = "Reading"


@command("entry.save", "w", "Save to a file", group=GROUP, when=has_entry, takes="file")
async def save(ui: Ui) -> None:
    """Write the article, or the selection, to a file: .md .html .txt .json .epub .eml .mbox; or into a folder."""
    targets, current = ui.targets, ui.current
    if current is None:
        return
    offered = file_name(current.title, current.sort_at, ".md") if len(targets) == 1 else "articles.epub"
    typed = ui.argument or await ui.ask(
        f"Save {many(len(targets))} to",
        value=offered,
        hint="the ending is the form: .md .html .txt .json .epub .eml .mbox",
    )
    if not typed or not typed.strip():
        return
    path = typed_path(typed)
    count = await asyncio.wrap_future(ui.session.exporting.save(targets, path))
    ui.say(f"{many(count)} written to {path}")


@command("read.attachments", "g m", "Attached files", group=GROUP, when=has_entry)
async def attachments(ui: Ui) -> None:
    """Choose one of the files that come with the article (a podcast, a PDF): open it, copy its address, or save it."""
    article = await asyncio.wrap_future(ui.session.article(ui.current.id)) if ui.current else None
    files = article.enclosures if article is not None else ()
    if not files:
        ui.say("No file comes with this article")
        return
    chosen = await ui.choose("Attached files", [(attachment_name(file), _told(file)) for file in files])
    if chosen is None:
        return
    file = files[chosen]
    under_way = ui.session.downloads.under_way(file.url)
    options = [("Open", ""), ("Copy the address", ""), ("Save", "show how far it is" if under_way else "")]
    what = await ui.choose(f"{attachment_name(file)}  {display_host(file.url)}", options)
    if what == 0:
        ui.open_address(file.url)
    elif what == 1:
        ui.copy(file.url, "Address copied")
    elif what == 2 and under_way is not None:
        await ui.show_download(under_way, attachment_name(file), known=True)
    elif what == 2:
        await _save_file(ui, file)


async def _save_file(ui: Ui, file: Enclosure) -> None:
    """Ask where to, save, and show how far it is."""
    offered = await asyncio.to_thread(ui.session.downloads.offered, file)
    hint = "a file that is not there yet; part of it that is there is gone on with"
    typed = await ui.ask(f"Save {attachment_name(file)} to", value=str(offered), hint=hint)
    if typed and typed.strip():
        await ui.show_download(ui.session.downloads.save(file.url, typed_path(typed)), attachment_name(file))


def _told(file: Enclosure) -> str:
    """Type, size and length in time, as far as the feed says."""
    return " · ".join(part for part in (file.type or "", size_told(file.length), clock_told(file.duration)) if part)
