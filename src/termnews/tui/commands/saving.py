"""Commands that take articles out of the reader: into files of other forms."""

from __future__ import annotations

import asyncio

from termnews.services.filenames import file_name
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
