"""The command that sets something for one feed, or for all of a folder."""

from __future__ import annotations

import asyncio

from termnews.tui.commands.feeds import has_feed, these
from termnews.tui.commands.registry import SETTING, command
from termnews.tui.commands.ui import Ui
from termnews.tui.feedsetup import set_up


@command("feed.settings", "comma", "Settings of the feed", group="Feeds", when=has_feed, takes=SETTING)
async def settings(ui: Ui) -> None:
    """Set for this feed alone how it is checked, how long its articles are kept, and when they count as read."""
    known = {feed.id: feed for feed in await asyncio.wrap_future(ui.session.feeds())}
    feeds = [known[feed_id] for feed_id in these(ui) if feed_id in known]
    if feeds:
        await set_up(ui, feeds, ui.argument)
    else:
        ui.say("This feed is not subscribed to", problem=True)
