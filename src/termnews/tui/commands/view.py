"""Commands that change what the screen looks like, and the order of the list."""

from __future__ import annotations

from termnews.query import parse
from termnews.query.ast import SortBy
from termnews.tui.commands.registry import KEYS, THEME, command
from termnews.tui.commands.ui import Ui

GROUP = "View"

ORDERS = (
    ("new", "Newest first"),
    ("old", "Oldest first"),
    ("feed,new", "By feed, newest first"),
    ("feed,title", "By feed, then by title"),
    ("title", "By title"),
    ("length", "Longest first"),
    ("-length", "Shortest first"),
    ("relevance", "Best match first"),
    ("opened", "Last opened first"),
    ("sources", "Most feeds first"),
)
"""Orders of the list, as `sort:` writes them, with their names."""

SORTINGS = tuple(SortBy)
HINT = "keys by comma, the first deciding first; - reverses: " + " ".join(SortBy)


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


@command("view.theme", "T", "Theme", group=GROUP, takes=THEME)
def theme(ui: Ui) -> None:
    """Choose the colours, with a preview while you choose."""
    ui.show("themes")


@command("view.order", "S", "Order of the list", group=GROUP, takes=KEYS)
async def order(ui: Ui) -> None:
    """Choose the order of the list, by one key or by several: `feed,-length` is by feed, the shortest first."""
    keys = ui.argument or await _chosen_keys(ui)
    if keys and keys.strip():
        ui.set_order(parse(f"sort:{keys.strip()}"))


async def _chosen_keys(ui: Ui) -> str | None:
    orders = [parse(f"sort:{keys}").sort for keys, _ in ORDERS]
    at = orders.index(ui.query.sort) if ui.query.sort in orders else len(ORDERS) if ui.query.sort else 0
    options = [*((name, by) for by, name in ORDERS), ("Other keys …", "")]
    chosen = await ui.choose("Order of the list", options, chosen=at)
    if chosen is None or chosen < len(ORDERS):
        return None if chosen is None else ORDERS[chosen][0]
    now = ",".join(f"{'-' * key.reverse}{key.by}" for key in ui.query.sort)
    return await ui.ask("Order by", value=now, known=SORTINGS, hint=HINT)


@command("view.group-day", "V d", "Group by day", group=GROUP)
def group_day(ui: Ui) -> None:
    """Put a heading above each day; it shows where the list is in order of date."""
    ui.group_by("day")


@command("view.group-feed", "V f", "Group by feed", group=GROUP)
def group_feed(ui: Ui) -> None:
    """List feed by feed, with a heading above each."""
    ui.group_by("feed")


@command("view.group-none", "V n", "No groups", group=GROUP)
def group_none(ui: Ui) -> None:
    """List without headings."""
    ui.group_by("none")


@command("view.rows-auto", "V a", "Rows as they fit", group=GROUP)
def rows_auto(ui: Ui) -> None:
    """Give a headline one line above the article, two where the list has its own column."""
    ui.set_density("auto")


@command("view.rows-one", "V 1", "One line a row", group=GROUP)
def rows_one(ui: Ui) -> None:
    """Give each headline one line."""
    ui.set_density("one")


@command("view.rows-two", "V 2", "Two lines a row", group=GROUP)
def rows_two(ui: Ui) -> None:
    """Give each headline two lines: the title, then source, age and tags."""
    ui.set_density("two")


@command("view.rows-compact", "V c", "Compact rows", group=GROUP)
def rows_compact(ui: Ui) -> None:
    """Give each headline one line, and the title the room of the source."""
    ui.set_density("compact")
