"""Commands for feeds: refresh, add, remove, rename, move, import and export."""

from __future__ import annotations

import asyncio

from termnews.model.errors import NotAFeedError
from termnews.model.ids import FeedId
from termnews.services.savedfiles import write_new
from termnews.services.targets import is_here
from termnews.text.numbers import added_feeds, counted
from termnews.tui.commands.registry import FOLDER, When, command
from termnews.tui.commands.typed import typed_path
from termnews.tui.commands.ui import Ui

GROUP = "Feeds"


def these(ui: Ui) -> tuple[FeedId, ...]:
    """The feeds under the cursor of the side bar, else the feed of the article."""
    if ui.pane == "sources":
        return ui.sources.feed_ids
    return (ui.current.feed_id,) if ui.current else ()


has_feed = When(lambda ui: bool(these(ui)), "choose a feed or an article of it first")
on_feed = When(
    lambda ui: ui.pane == "sources" and bool(ui.sources.feed_ids), "choose a feed or a folder in the side bar first"
)


@command("feed.refresh", "r", "Refresh this feed", group=GROUP, when=has_feed)
def refresh_this(ui: Ui) -> None:
    """Check the feed under the cursor, or the article's feed, for new articles."""
    ui.refresh(these(ui))


@command("feed.refresh-all", "R", "Refresh all", group=GROUP, hint="refresh", rank=55)
def refresh_all(ui: Ui) -> None:
    """Check all feeds for new articles; again while it runs, stop it."""
    ui.refresh(None)


@command("feed.show-new", "+", "Show the new ones", group=GROUP)
def show_new(ui: Ui) -> None:
    """Fold the articles that wait behind the line into the list."""
    ui.show_new()


@command("feed.add", "a", "Add a feed", group=GROUP, takes="address", hint="add", rank=57)
async def add(ui: Ui) -> None:
    """Subscribe to a feed, a web page's feed, a file or a folder of articles."""
    typed = ui.argument or await ui.ask("Add", hint="address of a feed or page, or a path to a file or folder")
    if not typed or not typed.strip():
        return
    try:
        await _subscribe(ui, typed.strip())
    except NotAFeedError as error:
        if not error.feeds:
            raise
        offered = [(title or url, url) for url, title in error.feeds]
        chosen = await ui.choose("This page offers", offered)
        if chosen is not None:
            await _subscribe(ui, offered[chosen][1])


async def _subscribe(ui: Ui, target: str) -> None:
    """Subscribe, after a look at what is on the web, and say what came; raises what the session raises."""
    ui.say(f"Reading {target} …")
    folder = ""
    if not is_here(target):
        found = await asyncio.wrap_future(ui.session.preview(target))
        answer = await ui.preview(found)
        if answer == "leave":
            return
        if answer == "file":
            names = (await asyncio.wrap_future(ui.session.names())).folders
            typed = await ui.ask(f"Put {found.title} into", known=names, hint="World/Asia makes one inside another")
            if typed is None:
                return
            folder = typed.strip()
    done = await asyncio.wrap_future(ui.session.subscribe(target, folder=folder))
    came = counted(done.new, "new article")
    told = f"{done.feed.name} was there already" if done.known else f"Added {done.feed.name} · {came}"
    ui.say(" · ".join([told, *done.notes[:1]]))


@command("feed.remove", "D", "Remove the feed", group=GROUP, when=on_feed, hint="remove", rank=17)
async def remove(ui: Ui) -> None:
    """Unsubscribe from the feed or the folder under the cursor; undo brings it back with its articles."""
    feeds = ui.sources.feed_ids
    told = ui.sources.label if len(feeds) == 1 else f"{ui.sources.label} with {len(feeds)} feeds"
    if len(feeds) == 1 or await ui.confirm(f"Remove {told}?", "Remove"):
        ui.change(ui.session.unsubscribe(feeds), f"{told} removed")


@command("feed.rename", "e", "Rename the feed", group=GROUP, when=on_feed, takes="name", hint="rename", rank=18)
async def rename(ui: Ui) -> None:
    """Give the feed a name of your own; an empty one brings its own title back."""
    typed = ui.argument or await ui.ask("Name", hint="empty: the feed's own title")
    if typed is not None:
        told = f"{ui.sources.label} is now called {typed.strip() or 'by its own title'}"
        ui.change(ui.session.rename(ui.sources.feed_ids[0], typed.strip()), told)


@command("feed.move", "f", "Move to a folder", group=GROUP, when=on_feed, takes=FOLDER, hint="folder", rank=19)
async def move(ui: Ui) -> None:
    """Put the feed into a folder; `World/Asia` makes one inside another, nothing takes it out."""
    known = (await asyncio.wrap_future(ui.session.names())).folders
    typed = ui.argument or await ui.ask("Folder", hint="folders within folders by /; empty: none", known=known)
    if typed is None:
        return
    for feed_id in ui.sources.feed_ids:
        ui.change(ui.session.move(feed_id, typed.strip().strip("/")), f"Moved to {typed.strip() or 'no folder'}")


@command("feed.about", "i", "About this feed", group=GROUP, when=on_feed, panes=("sources",), hint="about", rank=16)
def about(ui: Ui) -> None:
    """Show the feed's address, its last check, what failed and when it is asked next."""
    ui.show("about-feed")


@command("feed.view", "g e", "Feeds view", group=GROUP)
def view(ui: Ui) -> None:
    """Show every feed with its last result, its next check and why, what it brings and how much of it is read."""
    ui.show("feeds")


@command("feed.failing", "!", "Feeds that failed", group=GROUP)
def failing(ui: Ui) -> None:
    """List the feeds that could not be read: why, since when, and when they are tried again."""
    ui.show("failing")


@command("feed.import", "I", "Import OPML", group=GROUP, takes="file")
async def import_opml(ui: Ui) -> None:
    """Subscribe to all feeds that an OPML file lists, with its folders, and fetch them."""
    typed = ui.argument or await ui.ask("Import OPML", hint="path of the file")
    if typed and typed.strip():
        path = typed_path(typed)
        done = await asyncio.wrap_future(ui.session.import_opml(path))
        told = f"{path.name}: {added_feeds(done.added, done.known)}"
        ui.say(" · ".join([told, *done.notes[:1]]))
        if done.added:
            ui.refresh_due()


@command("feed.export", "W", "Export OPML", group=GROUP, takes="file")
async def export_opml(ui: Ui) -> None:
    """Write all subscriptions to an OPML file; an existing file is not overwritten."""
    typed = ui.argument or await ui.ask("Export OPML to", value="termnews.opml", hint="path of a new file")
    if not typed or not typed.strip():
        return
    path = typed_path(typed)
    body = await asyncio.wrap_future(ui.session.export_opml())
    await asyncio.to_thread(write_new, path, [body], private=True)
    ui.say(f"Subscriptions written to {path}")
