"""Commands for articles that several feeds bring: where else one stands, taking copies apart, making one of several."""

from __future__ import annotations

import asyncio

from termnews.query import Query
from termnews.query.ast import Id
from termnews.tui import times
from termnews.tui.commands.registry import When, command
from termnews.tui.commands.ui import Ui

GROUP = "Reading"

has_copies = When(lambda ui: ui.current is not None and ui.current.copies > 1, "no other feed has this article")
several = When(lambda ui: len(ui.targets) > 1, "select the articles that are one first")


@command("copies.list", "% %", "Also in", group=GROUP, when=has_copies, panes=("headlines", "article"))
async def also_in(ui: Ui) -> None:
    """Show which other feeds have the article; choosing one lists the copy that stands there."""
    if ui.current is None:
        return
    copies = await asyncio.wrap_future(ui.session.copies.of(ui.current.id))
    now = int(ui.session.clock.now())
    rows = [(f"{copy.feed_title} · {copy.title}", times.ago(copy.sort_at, now)) for copy in copies]
    chosen = await ui.choose("Also in", rows) if rows else None
    if chosen is not None:
        ui.list_query(Query(Id(copies[chosen].id)), f"Copy in {copies[chosen].feed_title}")


@command("copies.part", "% p", "Take copies apart", group=GROUP, when=has_copies, panes=("headlines", "article"))
def part(ui: Ui) -> None:
    """Take apart what is no copy of the article: each is a row of its own again, for good."""
    if ui.current is not None:
        ui.change(ui.session.copies.part(ui.current.id), f"{ui.current.copies} copies taken apart")


@command("copies.join", "% j", "Join as one article", group=GROUP, when=several, panes=("headlines", "article"))
def join(ui: Ui) -> None:
    """Make one row of all articles that are selected: the same one, told by several feeds."""
    ui.change(ui.session.copies.join(ui.targets), f"{len(ui.targets)} articles joined as one")
