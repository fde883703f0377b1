"""Commands for own tags, the tag filter and the search."""

from __future__ import annotations

from termnews.query import EVERYTHING
from termnews.tui.commands.marking import many
from termnews.tui.commands.reading import has_entry
from termnews.tui.commands.registry import TAGS, When, command
from termnews.tui.commands.ui import Ui

GROUP = "Tags and search"

is_narrowed = When(lambda ui: ui.refinement != EVERYTHING, "nothing narrows this list")


@command("search.start", "/", "Search", group=GROUP, hint="search", rank=30)
def search(ui: Ui) -> None:
    """Search title and text as you type; in the tags, narrow their list."""
    ui.search()


@command("search.drop", "backspace", "Drop a term", group=GROUP, when=is_narrowed, panes=("headlines",))
def drop(ui: Ui) -> None:
    """Take the last term out of the query; where nothing matches, the one that excludes most."""
    ui.drop_term()


@command("search.everywhere", "g /", "Search all articles", group=GROUP, when=is_narrowed)
def everywhere(ui: Ui) -> None:
    """Look for what is searched or filtered here in all articles."""
    ui.search_everywhere()


@command("tags.filter", "t", "Filter by tag", group=GROUP, hint="tags", rank=28)
def tag_filter(ui: Ui) -> None:
    """Go to the tag filter: include and exclude tags, with their counts."""
    ui.focus("tags")


@command("tags.include", "+", "Include", group=GROUP, panes=("tags",), hint="with", rank=16)
def include(ui: Ui) -> None:
    """List only articles with this tag."""
    ui.tags.choose("include")


@command("tags.exclude", "-", "Exclude", group=GROUP, panes=("tags",), hint="without", rank=17)
def exclude(ui: Ui) -> None:
    """Leave out articles with this tag."""
    ui.tags.choose("exclude")


@command(
    "tags.cycle",
    "enter,space,l,right",
    "With, without, off",
    group=GROUP,
    panes=("tags",),
    hint="with, without, off",
    rank=11,
)
def cycle(ui: Ui) -> None:
    """Include the tag, then exclude it, then neither."""
    ui.tags.choose("cycle")


@command("tags.every", "a", "Any or all", group=GROUP, panes=("tags",), hint="any, all", rank=18)
def every(ui: Ui) -> None:
    """Switch between articles with any of the included tags and with all of them."""
    ui.tags.switch_every()


@command("tags.clear", "backspace", "Clear the filter", group=GROUP, panes=("tags",), hint="clear", rank=19)
def clear(ui: Ui) -> None:
    """Choose no tag."""
    ui.tags.clear()


@command("entry.tag", "#,A", "Tag", group=GROUP, when=has_entry, repeats=True, takes=TAGS)
async def tag(ui: Ui) -> None:
    """Give own tags to the article or the selection; `-name` takes one away."""
    names = await ui.tag_names()
    own = ", ".join(ui.current.own_tags) if ui.current and len(ui.targets) == 1 else ""
    # What is typed next is a tag of its own, not the end of the last one.
    typed = ui.argument or await ui.ask(
        "Tags", value=f"{own}, " if own else "", hint="separated by commas; -name takes one away", known=names
    )
    if typed is None:
        return
    words = [word.strip().lstrip("#") for word in typed.split(",") if word.strip()]
    add = [word for word in words if not word.startswith("-")]
    gone = [word.removeprefix("-").strip() for word in words if word.startswith("-")]
    if own and not ui.argument:
        gone += [word for word in own.split(", ") if word not in add]
        add = [word for word in add if word not in own.split(", ")]
    if not add and not gone:
        return
    told = " ".join([*(f"+{word}" for word in add), *(f"-{word}" for word in gone)])
    ui.change(ui.session.change_tags(ui.targets, add, gone), f"{many(len(ui.targets))}: {told}")
