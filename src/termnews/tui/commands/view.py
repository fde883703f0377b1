"""Commands that change what the screen looks like, and the order of the list."""

from __future__ import annotations

from termnews.query import parse
from termnews.tui.commands.registry import command
from termnews.tui.commands.ui import Ui

GROUP = "View"

ORDERS = (
    ("new", "Newest first"),
    ("old", "Oldest first"),
    ("feed,new", "By feed"),
    ("title", "By title"),
    ("length", "Longest first"),
)
"""Orders of the list, as `sort:` writes them, with their names."""


@command("view.zen", "z", "Article alone", group=GROUP)
def zen(ui: Ui) -> None:
    """Show the article alone, centred; again for the panes."""
    ui.toggle("zen")


@command("view.side", "b", "Side bar", group=GROUP)
def side(ui: Ui) -> None:
    """Show or hide the side bar with sources and tags."""
    ui.toggle("side")


@command("view.side-narrower", "<", "Side bar narrower", group=GROUP)
def side_narrower(ui: Ui) -> None:
    """Make the side bar narrower."""
    ui.resize("side", -(ui.count or 2))


@command("view.side-wider", ">", "Side bar wider", group=GROUP)
def side_wider(ui: Ui) -> None:
    """Make the side bar wider."""
    ui.resize("side", ui.count or 2)


@command("view.list-smaller", "[", "List smaller", group=GROUP)
def list_smaller(ui: Ui) -> None:
    """Give the list of headlines less room, the article more."""
    ui.resize("list", -(ui.count or 2))


@command("view.list-larger", "]", "List larger", group=GROUP)
def list_larger(ui: Ui) -> None:
    """Give the list of headlines more room, the article less."""
    ui.resize("list", ui.count or 2)


@command("view.sizes", "=", "Usual sizes", group=GROUP)
def sizes(ui: Ui) -> None:
    """Give all panes their usual sizes."""
    ui.resize("list", 0)


@command("view.theme", "c", "Theme", group=GROUP)
def theme(ui: Ui) -> None:
    """Choose the colours, with a preview while you choose."""
    ui.show("themes")


@command("view.order", "S", "Order of the list", group=GROUP)
async def order(ui: Ui) -> None:
    """Choose the order of the list: by date, feed, title or length."""
    chosen = await ui.choose("Order of the list", [(name, "") for _, name in ORDERS])
    if chosen is not None:
        ui.set_order(parse(f"sort:{ORDERS[chosen][0]}"))
